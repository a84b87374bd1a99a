"""Voluntary collection of diversity data: what is asked, why, and what was answered."""

import enum

import attrs
import pendulum

from tpkit._model._checked import AtLeast, Extra, checked, must_follow
from tpkit._model.activity import LawfulBasis
from tpkit._model.ids import DiversityCollectionId, OrganisationId, ProjectId

__all__ = [
    "AnswerState",
    "Characteristic",
    "DiversityCollection",
    "DiversityQuestion",
    "MonitoringPurpose",
    "ResponseCount",
]


class AnswerState(enum.StrEnum):
    """What became of one question put to one person. Sources: [SWEEDI], [CC22b]."""

    ANSWERED = "answered"
    """Gave an answer."""
    PREFER_NOT_TO_SAY = "prefer_not_to_say"
    """Chose not to say; that is an answer returned, not a disclosure."""
    SKIPPED = "skipped"
    """Was asked and left it."""
    NOT_ASKED = "not_asked"
    """Was not asked."""


class Characteristic(enum.StrEnum):
    """What a question is about: the Equality Act's nine, and identity apart from them."""

    AGE = "age"
    """Age, in bands."""
    DISABILITY = "disability"
    """Disability and long-term conditions; special category data (health)."""
    GENDER_REASSIGNMENT = "gender_reassignment"
    """Whether gender identity differs from sex registered at birth [SWEEDI]."""
    MARRIAGE_AND_CIVIL_PARTNERSHIP = "marriage_and_civil_partnership"
    """Legal marital status."""
    PREGNANCY_AND_MATERNITY = "pregnancy_and_maternity"
    """Pregnancy or maternity leave."""
    RACE = "race"
    """Ethnicity, by a stated scheme; special category data [ICOSCD]."""
    RELIGION_OR_BELIEF = "religion_or_belief"
    """Religion or belief; special category data [ICOSCD]."""
    SEX = "sex"
    """Sex."""
    SEXUAL_ORIENTATION = "sexual_orientation"
    """Sexual orientation; special category data [ICOSCD]."""

    @property
    def is_special_category(self) -> bool:
        """Whether UK GDPR Article 9 restricts its use [ICOSCD]."""
        return self in _SPECIAL


_SPECIAL = frozenset(
    {
        Characteristic.DISABILITY,
        Characteristic.GENDER_REASSIGNMENT,
        Characteristic.PREGNANCY_AND_MATERNITY,
        Characteristic.RACE,
        Characteristic.RELIGION_OR_BELIEF,
        Characteristic.SEXUAL_ORIENTATION,
    }
)


class MonitoringPurpose(enum.StrEnum):
    """What personal characteristics were collected for; never used for another [PRIVW]."""

    MONITORING = "monitoring"
    """Equality monitoring; bars decisions about a particular person."""
    SELECTION = "selection"
    """Choosing people for something; needs a ground of its own [S0]."""
    RESEARCH_ANALYSIS = "research_analysis"
    """Analysing a study's results."""


@attrs.frozen(kw_only=True, field_transformer=checked)
class DiversityQuestion:
    """One question, which nobody ever has to answer."""

    characteristic: Characteristic
    wording: str
    """The question as put; marked as illustrative where the source gives none."""
    why_we_ask: str = ""
    """What the person is told about the reason [S3]."""
    options: tuple[str, ...] = ()
    """The answers offered; `prefer not to say` need not be listed."""
    scheme: str = ""
    """The classification the options come from, with its year."""


@attrs.frozen(kw_only=True, field_transformer=checked)
class ResponseCount:
    """How many people were in each answer state on one day, as published."""

    on: pendulum.Date
    """The day the count was taken."""
    asked: int | None = attrs.field(default=None, validator=AtLeast(0))
    """How many were asked; None where the source does not say."""
    returned: int | None = attrs.field(default=None, validator=AtLeast(0))
    """Answered, or preferred not to say."""
    prefer_not_to_say: int | None = attrs.field(default=None, validator=AtLeast(0))
    """Of those returned, preferred not to say."""
    percent_reported: int | None = attrs.field(default=None, validator=AtLeast(0))
    """The response rate as the source prints it, in whole percent."""
    characteristic: Characteristic | None = None
    """The question counted; None for the collection as a whole."""
    source: str = ""
    """Where the figure was published."""

    def __attrs_post_init__(self) -> None:
        must_follow(self, "asked", "returned")
        must_follow(self, "returned", "prefer_not_to_say")


@attrs.frozen(kw_only=True, field_transformer=checked)
class DiversityCollection:
    """A voluntary collection of diversity data. Sources: [S3], [SWEEDI]."""

    id: DiversityCollectionId
    title: str
    organisation: OrganisationId
    """Who collects."""
    project: ProjectId | None = None
    purposes: tuple[MonitoringPurpose, ...] = (MonitoringPurpose.MONITORING,)
    lawful_basis: LawfulBasis | None = None
    policy_reference: str = ""
    """The appropriate policy document that the law asks for [PRIVW]."""
    process: str = ""
    """The process people meet it in: `annual renewal of registration`."""
    must_engage: bool = False
    """Whether people must pass through the questions (never: answer them) [CC22a]."""
    consent_note: str = ""
    """What people are told about choosing, changing and withdrawing answers."""
    never_used_for: tuple[str, ...] = ()
    """Decisions in which the data play no part, as promised."""
    opens: pendulum.Date | None = None
    """First day."""
    closes: pendulum.Date | None = None
    """Last day; None while it stays open."""
    questions: tuple[DiversityQuestion, ...] = ()
    counts: tuple[ResponseCount, ...] = ()
    publication: str = ""
    """What is published, how, and for whom."""
    feedback_on_use: str = ""
    """What has been done with the data: `you said, we did` [S3]."""
    delete_by: pendulum.Date | None = None
    """When individual records are to be deleted."""
    extra: Extra = ()

    def __attrs_post_init__(self) -> None:
        must_follow(self, "closes", "opens")
