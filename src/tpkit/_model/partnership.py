"""The partnership: who belongs, who decides, and what was agreed."""

import enum

import attrs
import pendulum

from tpkit._model._checked import (
    AtLeast,
    Between,
    Extra,
    Money,
    Percent,
    checked,
    must_follow,
)
from tpkit._model.ids import (
    AgreementId,
    BidId,
    ContributionId,
    DecisionId,
    GovernanceBodyId,
    GrantId,
    MembershipId,
    OrganisationId,
    PartnershipId,
    PersonId,
    ProjectId,
    RiskId,
    SessionId,
    WorkstreamId,
)

__all__ = [
    "AgendaItem",
    "AgendaPurpose",
    "Agreement",
    "AgreementKind",
    "AgreementSignature",
    "Contribution",
    "ContributionBasis",
    "Decision",
    "FundingModel",
    "FundingPeriod",
    "GovernanceBody",
    "GovernanceKind",
    "GovernanceMeeting",
    "GovernanceSeat",
    "Membership",
    "MembershipRole",
    "Partnership",
    "PartnershipKind",
    "PartnershipPhase",
    "PartnershipStatus",
    "PreferredTerm",
    "Workstream",
    "WorkstreamTheme",
]


class PartnershipKind(enum.StrEnum):
    """What sort of joint work this is; some checks hold only for teaching partnerships."""

    TEACHING_PARTNERSHIP = "teaching_partnership"
    """An accredited collaboration of social-work employers and universities [EOI15]."""
    REGIONAL_PROGRAMME = "regional_programme"
    """Joint work of a region's councils, such as The Big Listen [S2]."""
    DELIVERY_CONSORTIUM = "delivery_consortium"
    """Partners who deliver a contract together, such as RTIN's three [S4]."""
    REGULATOR_PROGRAMME = "regulator_programme"
    """A regulator's programme with the profession, such as diversity data [S3]."""


class PartnershipPhase(enum.StrEnum):
    """The national round in which a teaching partnership joined [SWNET][DFEBLOG]."""

    PHASE_1 = "phase_1"
    """The four pilots of 2015 to 2016."""
    PHASE_2 = "phase_2"
    """Eleven areas, October 2016 to March 2018."""
    PHASE_3 = "phase_3"
    """Ten areas, awarded in April 2018 for two years; NELTP among them."""
    PHASE_4 = "phase_4"
    """The expansion of 2021."""
    OUTSIDE = "outside"
    """Formed without the national programme."""


class PartnershipStatus(enum.StrEnum):
    """Where a partnership stands [SWNET][CC24]."""

    FORMING = "forming"
    """Coming together; not yet funded or constituted."""
    FUNDED = "funded"
    """Running on grant."""
    SELF_FUNDED = "self_funded"
    """Running on its members' own money."""
    DORMANT = "dormant"
    """Still constituted, not active."""
    CLOSED = "closed"
    """Ended."""


class FundingModel(enum.StrEnum):
    """What pays for the partnership. Sources: [CC24], [SHEFN]."""

    CORE_GRANT = "core_grant"
    """The DfE's teaching-partnership grant, which ended on 31 March 2024 [CC24]."""
    PROJECT_GRANT = "project_grant"
    """Grants won for projects, from any funder."""
    SUBSCRIPTION = "subscription"
    """Members' annual contributions."""
    TRADED = "traded"
    """Income from sold places and courses."""
    IN_KIND = "in_kind"
    """Members' time, rooms and hosting."""
    MIXED = "mixed"
    """Several of these."""


class MembershipRole(enum.StrEnum):
    """In what capacity an organisation belongs [S1]."""

    LEAD = "lead"
    """The lead organisation."""
    FULL = "full"
    """A full member with a vote and duties."""
    ASSOCIATE = "associate"
    """Works with the partnership without the duties of a member, as Cafcass did."""
    STRATEGIC_PARTNER = "strategic_partner"
    """A body the partnership has allied itself with, as NELTP with LIIA."""
    OBSERVER = "observer"
    """Attends and is informed."""

    @property
    def is_full(self) -> bool:
        """Whether the role carries a full member's duties."""
        return self in (MembershipRole.LEAD, MembershipRole.FULL)


class GovernanceKind(enum.StrEnum):
    """What a governance body is for [INTERF]."""

    STRATEGIC_BOARD = "strategic_board"
    """Receives evidence and decides."""
    OPERATIONAL_GROUP = "operational_group"
    """Runs delivery."""
    WORKSTREAM_GROUP = "workstream_group"
    """Runs one workstream."""
    PROJECT_BOARD = "project_board"
    """Steers one project."""
    LIVED_EXPERIENCE_GROUP = "lived_experience_group"
    """Advises from lived experience."""


class AgendaPurpose(enum.StrEnum):
    """What a meeting is asked to do with an item of its agenda [MAID]."""

    FOR_DECISION = "for_decision"
    """To decide."""
    FOR_DISCUSSION = "for_discussion"
    """To discuss, without deciding."""
    FOR_NOTING = "for_noting"
    """To know of."""


class WorkstreamTheme(enum.StrEnum):
    """The themes by which the national evaluation grouped the work [INTERF][EVINT]."""

    GOVERNANCE = "governance"
    """Strategic and operational governance."""
    ADMISSIONS = "admissions"
    """Entry standards and selection of students."""
    PLACEMENTS = "placements"
    """Practice placements."""
    CURRICULUM = "curriculum"
    """Curriculum and academic delivery."""
    ACADEMIC_PRACTICE_EXCHANGE = "academic_practice_exchange"
    """Academics' experience of practice, practitioners' of teaching."""
    CPD = "cpd"
    """Practice support and continuing professional development."""
    WORKFORCE_PLANNING = "workforce_planning"
    """Supply, recruitment and retention."""
    RESEARCH = "research"
    """Research by and for the partnership."""


class AgreementKind(enum.StrEnum):
    """What an agreement is about."""

    MEMORANDUM = "memorandum"
    """The memorandum of co-operation (or understanding) between the members [MOC]."""
    DATA_SHARING = "data_sharing"
    """Under what terms data are shared."""
    GRANT = "grant"
    """The grant agreement with a funder."""
    SUBSCRIPTION = "subscription"
    """What members pay and receive."""
    HOSTING = "hosting"
    """Who hosts staff and money for the others."""


class ContributionBasis(enum.StrEnum):
    """How a member's contribution is worked out [SHEFN]."""

    FLAT = "flat"
    """The same for every member."""
    BANDED = "banded"
    """By bands of size."""
    PER_HEAD = "per_head"
    """For each social worker or student."""
    PERCENT = "percent"
    """A share of a budget."""
    IN_KIND = "in_kind"
    """In time or facilities, not money."""
    TRADED = "traded"
    """Bought places or courses."""


@attrs.frozen(kw_only=True, field_transformer=checked)
class FundingPeriod:
    """What paid for the partnership over a stretch of time."""

    start: pendulum.Date
    """First day."""
    model: FundingModel
    end: pendulum.Date | None = None
    """Last day; None while it lasts."""
    yearly_income: Money | None = attrs.field(default=None, validator=AtLeast(0))
    """Pounds a financial year that members' contributions are budgeted to bring in;
    None where nothing was budgeted."""
    note: str = ""

    def __attrs_post_init__(self) -> None:
        must_follow(self, "end", "start")


@attrs.frozen(kw_only=True, field_transformer=checked)
class PreferredTerm:
    """A word the partnership no longer uses, and the one it uses now [NELTP-RE]."""

    instead_of: str
    """The older wording: `B.A.M.E`."""
    use: str
    """The wording to print: `Black, Asian and/or minoritised`."""


@attrs.frozen(kw_only=True, field_transformer=checked)
class Partnership:
    """The partnership whose record this is."""

    id: PartnershipId
    name: str
    kind: PartnershipKind = PartnershipKind.TEACHING_PARTNERSHIP
    short_name: str = ""
    """What everybody calls it: `NELTP`."""
    former_names: tuple[str, ...] = ()
    """Earlier names, oldest first."""
    phase: PartnershipPhase | None = None
    founded: pendulum.Date | None = None
    """The day it began."""
    status: PartnershipStatus = PartnershipStatus.FUNDED
    lead_organisation: OrganisationId | None = None
    """Who leads the work."""
    accountable_body: OrganisationId | None = None
    """Who signs for the money and answers for it; not always the lead [SHEFF]."""
    funding: tuple[FundingPeriod, ...] = ()
    """What has paid for it, period by period."""
    contact: str = ""
    """Where enquiries go: an address or a link, printed on documents."""
    website: str = ""
    """The partnership's own site."""
    terminology: tuple[PreferredTerm, ...] = ()
    """Wording the partnership has replaced, and what it says now."""
    extra: Extra = ()


@attrs.frozen(kw_only=True, field_transformer=checked)
class Membership:
    """One organisation's belonging, for as long as it lasted."""

    id: MembershipId
    organisation: OrganisationId
    role: MembershipRole = MembershipRole.FULL
    joined: pendulum.Date | None = None
    """First day; None where it is not known."""
    left: pendulum.Date | None = None
    """Last day; None for a present member."""
    notice_days: int | None = attrs.field(default=None, validator=AtLeast(0))
    """Notice the member must give to leave, in calendar days."""
    agreement: AgreementId | None = None
    """The memorandum under which it belongs."""
    signatory: PersonId | None = None
    """Who signed for it."""
    signed_on: pendulum.Date | None = None
    """When it signed."""
    voting: bool = True
    """Whether it has a vote."""
    representatives: tuple[PersonId, ...] = ()
    """Who sits for it."""
    extra: Extra = ()

    def __attrs_post_init__(self) -> None:
        must_follow(self, "left", "joined")

    def covers(self, on: pendulum.Date) -> bool:
        """Say whether the organisation belonged on that day; unknown ends are open."""
        return (self.joined is None or self.joined <= on) and (
            self.left is None or on <= self.left
        )


@attrs.frozen(kw_only=True, field_transformer=checked)
class GovernanceSeat:
    """A seat on a governance body, and who holds it."""

    organisation: OrganisationId | None = None
    """Whose seat it is; None for an independent seat."""
    person: PersonId | None = None
    """Who holds it; None while vacant or unnamed."""
    voting: bool = True
    """Whether the seat has a vote."""


@attrs.frozen(kw_only=True, field_transformer=checked)
class GovernanceBody:
    """A board or group that decides or steers. Its meetings are sessions."""

    id: GovernanceBodyId
    title: str
    """What it is called: `Strategic Board`."""
    kind: GovernanceKind
    chairs: tuple[PersonId, ...] = ()
    """The chair, or co-chairs (often one from a council and one from a university)."""
    seats: tuple[GovernanceSeat, ...] = ()
    meets_every_weeks: int | None = attrs.field(default=None, validator=AtLeast(1))
    """Weeks between meetings as agreed; None where nothing is agreed."""
    quorum: int | None = attrs.field(default=None, validator=AtLeast(1))
    """Members who must be present for decisions; None for the default, a third."""
    delegated_limit: Money | None = attrs.field(default=None, validator=AtLeast(0))
    """The largest sum it may commit, in pounds."""
    extra: Extra = ()


@attrs.frozen(kw_only=True, field_transformer=checked)
class AgendaItem:
    """One thing on a meeting's agenda."""

    title: str
    """What it is about."""
    purpose: AgendaPurpose = AgendaPurpose.FOR_DISCUSSION
    """What the meeting is asked to do with it."""
    lead: PersonId | None = None
    """Who brings it."""
    paper: str = ""
    """Where the paper is: a link or a file reference."""
    decisions: tuple[DecisionId, ...] = ()
    """What was decided on it."""


@attrs.frozen(kw_only=True, field_transformer=checked)
class GovernanceMeeting:
    """What is kept of one meeting of a governance body; attendance is kept apart."""

    session: SessionId
    """The session it is; its body is the session's activity."""
    agenda: tuple[AgendaItem, ...] = ()
    """What is, or was, on the agenda, in order."""
    minutes: str = ""
    """Where the minutes are: a link or a file reference."""


@attrs.frozen(kw_only=True, field_transformer=checked)
class Decision:
    """Something a governance body or an accountable body decided, on the record."""

    id: DecisionId
    text: str
    """What was decided."""
    on: pendulum.Date
    """When."""
    body: GovernanceBodyId | None = None
    """Which body decided; None for an officer's or a council's own decision."""
    organisation: OrganisationId | None = None
    """Which organisation decided, where it was not the partnership."""
    reference: str = ""
    """The decision's number in the minutes or the council's register."""
    reasons: str = ""
    """Why, and which alternatives were weighed [SHEFF]."""
    owner: PersonId | None = None
    """Who carries it out."""
    due: pendulum.Date | None = None
    """By when."""
    done_on: pendulum.Date | None = None
    """When it was carried out; None while it has not been."""
    project: ProjectId | None = None
    """The project it is about."""
    bid: BidId | None = None
    """The bid it is about: leave to submit it, for one."""
    grant: GrantId | None = None
    """The grant it is about; the decision to accept one is the grant's `approval`."""
    risk: RiskId | None = None
    """The risk it answers."""
    extra: Extra = ()


@attrs.frozen(kw_only=True, field_transformer=checked)
class Workstream:
    """A strand of the partnership's standing work."""

    id: WorkstreamId
    title: str
    theme: WorkstreamTheme
    lead: PersonId | None = None
    """Who leads it."""
    objectives: tuple[str, ...] = ()
    """What it is to achieve, one sentence each."""
    extra: Extra = ()


@attrs.frozen(kw_only=True, field_transformer=checked)
class AgreementSignature:
    """One party's signature on an agreement."""

    organisation: OrganisationId
    signed_on: pendulum.Date
    """When it was signed."""
    signatory: PersonId | None = None
    """Who signed."""


@attrs.frozen(kw_only=True, field_transformer=checked)
class Agreement:
    """A document the partners have signed up to. Sources: [CC11], [MOC]."""

    id: AgreementId
    title: str
    kind: AgreementKind
    parties: tuple[OrganisationId, ...] = ()
    """Who it binds."""
    version: str = "1"
    """The version in force."""
    aims: str = ""
    """The overarching aim."""
    responsibilities: str = ""
    """Who does what."""
    start: pendulum.Date | None = None
    """The first day in force."""
    review_date: pendulum.Date | None = None
    """When it is to be reviewed; None where it says nothing, which a check will note."""
    end: pendulum.Date | None = None
    """The last day in force; None where it runs on."""
    notice_days: int | None = attrs.field(default=None, validator=AtLeast(0))
    """Notice to withdraw, in calendar days."""
    signatures: tuple[AgreementSignature, ...] = ()
    extra: Extra = ()

    def __attrs_post_init__(self) -> None:
        must_follow(self, "end", "start")
        must_follow(self, "review_date", "start")

    def signed_by(self, organisation: OrganisationId) -> pendulum.Date | None:
        """Give the day that organisation signed; None where it has not."""
        return next(
            (s.signed_on for s in self.signatures if s.organisation == organisation),
            None,
        )


@attrs.frozen(kw_only=True, field_transformer=checked)
class Contribution:
    """What one member gives in one financial year. No public price list exists."""

    id: ContributionId
    member: OrganisationId
    """Who gives it."""
    year: int = attrs.field(validator=Between(2000, 2100))
    """The calendar year in which the financial year begins: 2024 for 2024/25."""
    basis: ContributionBasis
    amount: Money | None = attrs.field(default=None, validator=AtLeast(0))
    """Pounds due; None for a contribution in kind."""
    days_in_kind: int | None = attrs.field(default=None, validator=AtLeast(0))
    """Days of people's time, for a contribution in kind."""
    invoiced_on: pendulum.Date | None = None
    """When the invoice went out."""
    paid_on: pendulum.Date | None = None
    """When it was paid."""
    places: int | None = attrs.field(default=None, validator=AtLeast(0))
    """Places a year that the contribution entitles the member to."""
    discount: Percent | None = attrs.field(default=None, validator=AtLeast(0))
    """Percent off the price of what is sold, to which it entitles the member."""
    extra: Extra = ()

    def __attrs_post_init__(self) -> None:
        must_follow(self, "paid_on", "invoiced_on")
