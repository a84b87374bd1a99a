"""The diversity-monitoring form: what is asked, why, and that nobody has to answer."""

import attrs
import pendulum

from tpkit._model.monitoring import (
    Characteristic,
    DiversityCollection,
    DiversityQuestion,
    MonitoringPurpose,
)
from tpkit._model.portfolio import Portfolio
from tpkit._text import long_date
from tpkit.report._words.names import organisation
from tpkit.report._words.privacy import BASES
from tpkit.report._words.words import (
    Imprint,
    Link,
    imprint,
    link,
    named,
    paragraphs,
    sentence,
)


@attrs.frozen(kw_only=True)
class FormQuestion:
    """One question, which nobody has to answer."""

    wording: str
    """The question as put."""
    why: str
    """Why it is asked, as a sentence; empty where the record does not say."""
    options: tuple[str, ...]
    """The answers offered; empty where people answer in their own words."""


@attrs.frozen(kw_only=True)
class DiversityForm:
    """What the template `diversity-form` may print. Sources: [S3], [SWEEDI], [PRIVW].

    It has no place for a name.
    """

    title: str
    """The collection's title."""
    imprint: Imprint
    """The foot of the page; its date is the form's."""
    version: str
    """Which version this is; empty to be filled in."""
    owner: str
    """Who asks, and keeps the form."""
    process: str
    """When people meet the form: `annual renewal of registration`; else empty."""
    until: str
    """The last day for answers, as a sentence; empty while it stays open."""
    is_without_name: bool
    """Whether people are asked not to write their name: not where they are chosen by it."""
    choice: tuple[str, ...]
    """What people are told about choosing and changing answers, in paragraphs."""
    purposes: tuple[str, ...]
    """What answers are used for, one sentence each."""
    never_used_for: tuple[str, ...]
    """Decisions in which the answers play no part."""
    questions: tuple[FormQuestion, ...]
    """What is asked."""
    schemes: str
    """The classifications that the answers come from; empty where none is named."""
    basis: str
    """The ground for using people's data; empty to be filled in."""
    policy: str
    """The appropriate policy document; empty to be filled in."""
    delete_by: str
    """When single answers are deleted at the latest; empty to be filled in."""
    special: str
    """Which answers the law protects further, as a sentence; empty where none are."""
    publication: tuple[str, ...]
    """What is published, how and for whom, in paragraphs."""
    feedback: tuple[str, ...]
    """What has been done with answers so far, in paragraphs."""
    contact: Link
    """Whom to ask; without words where the record does not say."""


def diversity_form(
    portfolio: Portfolio, on: pendulum.Date, subject: str
) -> DiversityForm:
    """Gather what the form of a collection of diversity data says on that day.

    Raises:
        UnknownIdError: *subject* is no collection's id.
    """
    collection = portfolio.get(DiversityCollection, subject)
    questions = collection.questions
    return DiversityForm(
        title=collection.title,
        imprint=imprint(portfolio.partnership, on),
        version="",
        owner=organisation(portfolio, collection.organisation),
        process=collection.process,
        until=_until(collection.closes, on),
        is_without_name=MonitoringPurpose.SELECTION not in collection.purposes,
        choice=tuple(map(sentence, paragraphs(collection.consent_note))),
        purposes=tuple(_PURPOSES[purpose] for purpose in collection.purposes),
        never_used_for=collection.never_used_for,
        questions=tuple(_question(question) for question in questions),
        schemes=named(tuple(q.scheme for q in questions if q.scheme)),
        basis=BASES[collection.lawful_basis] if collection.lawful_basis else "",
        policy=collection.policy_reference,
        delete_by=long_date(collection.delete_by) if collection.delete_by else "",
        special=_special(questions),
        publication=paragraphs(collection.publication),
        feedback=paragraphs(collection.feedback_on_use),
        contact=link(portfolio.partnership.contact),
    )


_PURPOSES = {
    MonitoringPurpose.MONITORING: (
        "To see whether people are treated equally. Your answers are never used for a "
        "decision about you."
    ),
    MonitoringPurpose.SELECTION: "To choose who takes part.",
    MonitoringPurpose.RESEARCH_ANALYSIS: "To analyse the results of a study.",
}


def _until(closes: pendulum.Date | None, on: pendulum.Date) -> str:
    if closes is None:
        return ""
    if closes < on:
        return f"This form closed on {long_date(closes)}."
    return f"Please answer by {long_date(closes)}."


_PREFER_NOT = "Prefer not to say"


def _question(question: DiversityQuestion) -> FormQuestion:
    offered = tuple(
        option
        for option in question.options
        if option.casefold() != _PREFER_NOT.casefold()
    )
    return FormQuestion(
        wording=question.wording,
        why=sentence(question.why_we_ask),
        options=(*offered, _PREFER_NOT) if offered else (),
    )


_CALLED = {
    Characteristic.DISABILITY: "disability",
    Characteristic.GENDER_REASSIGNMENT: "gender identity",
    Characteristic.PREGNANCY_AND_MATERNITY: "pregnancy and maternity",
    Characteristic.RACE: "ethnicity",
    Characteristic.RELIGION_OR_BELIEF: "religion or belief",
    Characteristic.SEXUAL_ORIENTATION: "sexual orientation",
}


def _special(questions: tuple[DiversityQuestion, ...]) -> str:
    asked = tuple(
        _CALLED[question.characteristic]
        for question in questions
        if question.characteristic.is_special_category
    )
    if not asked:
        return ""
    return (
        f"Answers about {named(asked)} are special category data, which the law "
        "protects further."
    )
