"""Delivery: projects, what they promise, what could go wrong, what comes of it."""

import enum

import attrs
import pendulum

from tpkit._model._checked import (
    AtLeast,
    Between,
    Extra,
    Money,
    Number,
    checked,
    must_follow,
)
from tpkit._model.ids import (
    BenefitId,
    BidId,
    DeliverableId,
    GovernanceBodyId,
    IssueId,
    MilestoneId,
    OrganisationId,
    OutcomeId,
    PersonId,
    PhaseId,
    ProjectId,
    RiskId,
    WorkCalendarId,
    WorkstreamId,
)
from tpkit._model.judgement import Override, ProgressReport
from tpkit._model.lifecycle import LifeCycle, Step, must_agree
from tpkit._model.plan import Baseline, Work, must_be_numbered
from tpkit.errors import FieldError

__all__ = [
    "MILESTONE_LIFE_CYCLE",
    "Benefit",
    "BenefitClass",
    "ConfidenceRating",
    "ConfidenceScale",
    "Deliverable",
    "DeliverableKind",
    "DeliverableStatus",
    "DeliveryConfidence",
    "Evidence",
    "EvidenceKind",
    "Indicator",
    "Issue",
    "IssueSeverity",
    "Measurement",
    "Milestone",
    "MilestoneStatus",
    "Outcome",
    "Phase",
    "Project",
    "ProjectKind",
    "ProjectStatus",
    "Risk",
    "RiskCategory",
    "RiskResponse",
    "RiskScore",
    "RiskStatus",
]


class EvidenceKind(enum.StrEnum):
    """What kind of thing a piece of evidence is [S1]."""

    AUDIT = "audit"
    """Case audit."""
    QUALITY_ASSURANCE = "quality_assurance"
    """Quality assurance other than audit."""
    CENSUS = "census"
    """The population census or its projections."""
    WORKFORCE_DATA = "workforce_data"
    """Workforce statistics, such as the DfE's census."""
    FEEDBACK = "feedback"
    """What those who took part said."""
    INSPECTION = "inspection"
    """An inspection report."""
    RESEARCH = "research"
    """Research, own or published."""
    DOCUMENT = "document"
    """A document that shows something was done."""
    LINK = "link"
    """A published page."""
    OTHER = "other"
    """Anything else."""


class ProjectKind(enum.StrEnum):
    """What sort of work a project is; NELTP's five bids give the first five [S1]."""

    RESEARCH = "research"
    """Finding out, by focus groups, surveys or data."""
    DATA = "data"
    """Sharing and analysing data."""
    WORKSHOP = "workshop"
    """Workshops and forums."""
    ACTION_LEARNING = "action_learning"
    """Action learning sets."""
    RECRUITMENT = "recruitment"
    """Recruiting and keeping social workers."""
    RESOURCE_TESTING = "resource_testing"
    """Testing draft resources with those who will use them [S4]."""
    MONITORING = "monitoring"
    """Collecting and publishing monitoring data [S3]."""


class ProjectStatus(enum.StrEnum):
    """Where a project stands."""

    PROPOSED = "proposed"
    """In a bid."""
    MOBILISING = "mobilising"
    """Funded and being set up."""
    LIVE = "live"
    """Under way."""
    ON_HOLD = "on_hold"
    """Stopped for now."""
    DELIVERED = "delivered"
    """Its deliverables are accepted."""
    CLOSED = "closed"
    """Reported on and finished with."""
    CANCELLED = "cancelled"
    """Given up."""


class DeliverableKind(enum.StrEnum):
    """What sort of thing is delivered."""

    EVENT = "event"
    """A workshop, forum or other event."""
    REPORT = "report"
    """A written report."""
    TOOLKIT = "toolkit"
    """Tools and processes for others to use."""
    DATASET = "dataset"
    """Data."""
    TRAINING = "training"
    """Training material or a course."""
    RESOURCE = "resource"
    """A resource for practice."""
    AGREEMENT = "agreement"
    """A signed agreement."""
    WEB_PAGE = "web_page"
    """A published page."""
    OTHER = "other"
    """Anything else; say what in the description."""


class DeliverableStatus(enum.StrEnum):
    """Where a deliverable stands."""

    NOT_STARTED = "not_started"
    """Nothing done yet."""
    IN_PROGRESS = "in_progress"
    """Being made."""
    IN_REVIEW = "in_review"
    """With those who accept it."""
    ACCEPTED = "accepted"
    """Accepted against its criteria."""
    REJECTED = "rejected"
    """Sent back."""
    DROPPED = "dropped"
    """No longer to be delivered."""


class MilestoneStatus(enum.StrEnum):
    """Where a milestone stands."""

    PLANNED = "planned"
    """Ahead."""
    IN_PROGRESS = "in_progress"
    """Work towards it is under way."""
    COMPLETE = "complete"
    """Reached, with evidence."""
    MISSED = "missed"
    """Its date passed without it."""
    RESCHEDULED = "rescheduled"
    """Moved: a new baseline was approved."""
    CANCELLED = "cancelled"
    """No longer wanted."""


# Nobody need begin what is reached in a day, such as a signature: a milestone may be
# complete without ever having been in progress. A missed one may be reached late; to
# ask for a new baseline first would hide by how much.
MILESTONE_LIFE_CYCLE: LifeCycle[MilestoneStatus] = LifeCycle(
    name="milestone",
    initial=MilestoneStatus.PLANNED,
    moves={
        MilestoneStatus.PLANNED: (
            MilestoneStatus.IN_PROGRESS,
            MilestoneStatus.COMPLETE,
            MilestoneStatus.MISSED,
            MilestoneStatus.RESCHEDULED,
            MilestoneStatus.CANCELLED,
        ),
        MilestoneStatus.IN_PROGRESS: (
            MilestoneStatus.COMPLETE,
            MilestoneStatus.MISSED,
            MilestoneStatus.RESCHEDULED,
            MilestoneStatus.CANCELLED,
        ),
        MilestoneStatus.MISSED: (
            MilestoneStatus.COMPLETE,
            MilestoneStatus.RESCHEDULED,
            MilestoneStatus.CANCELLED,
        ),
        MilestoneStatus.RESCHEDULED: (
            MilestoneStatus.IN_PROGRESS,
            MilestoneStatus.COMPLETE,
            MilestoneStatus.MISSED,
            MilestoneStatus.RESCHEDULED,
            MilestoneStatus.CANCELLED,
        ),
        MilestoneStatus.COMPLETE: (),
        MilestoneStatus.CANCELLED: (),
    },
)
"""How a milestone moves; a missed one is reached late, moved or given up."""


class ConfidenceScale(enum.StrEnum):
    """The scale a delivery-confidence judgement was made on [PAC]."""

    THREE_POINT = "three_point"
    """Green, amber, red: the central scale since 2021."""
    FIVE_POINT = "five_point"
    """Adds amber/green and amber/red: the scale to 2020."""


class ConfidenceRating(enum.StrEnum):
    """How likely success is judged to be [NAO]."""

    GREEN = "green"
    """Highly likely; no major issue threatens delivery."""
    AMBER_GREEN = "amber_green"
    """Probable; attention is needed. Five-point scale only."""
    AMBER = "amber"
    """Feasible; significant issues exist and can be resolved now."""
    AMBER_RED = "amber_red"
    """In doubt; major issues in key areas. Five-point scale only."""
    RED = "red"
    """Appears unachievable without change."""


class RiskCategory(enum.StrEnum):
    """What a risk would hit."""

    DELIVERY = "delivery"
    """Doing what was promised."""
    FINANCE = "finance"
    """Money."""
    PEOPLE = "people"
    """Staff and participants."""
    DATA = "data"
    """Personal data and data quality."""
    REPUTATION = "reputation"
    """Standing."""
    PARTNER = "partner"
    """A partner's commitment."""


class RiskResponse(enum.StrEnum):
    """What is done about a risk: the four Ts."""

    TOLERATE = "tolerate"
    """Accepted as it is."""
    TREAT = "treat"
    """Made smaller."""
    TRANSFER = "transfer"
    """Passed to somebody else."""
    TERMINATE = "terminate"
    """Avoided by not doing the thing."""


class RiskStatus(enum.StrEnum):
    """Whether a risk is live."""

    OPEN = "open"
    """It may still happen."""
    HAPPENED = "happened"
    """It has become an issue."""
    CLOSED = "closed"
    """It can no longer happen."""


class IssueSeverity(enum.StrEnum):
    """How much an issue matters, and so who deals with it."""

    MINOR = "minor"
    """A nuisance: those who do the work deal with it."""
    MAJOR = "major"
    """Endangers a deliverable or a date: the project's manager and sponsor deal with it."""
    CRITICAL = "critical"
    """Endangers the project: its board deals with it."""


class BenefitClass(enum.StrEnum):
    """How a benefit can be counted, after the Green Book [BEN]."""

    CASH_RELEASING = "cash_releasing"
    """Saves money that can be spent elsewhere."""
    NON_CASH_RELEASING = "non_cash_releasing"
    """Worth money that cannot be taken out."""
    QUANTIFIED = "quantified"
    """Measured, not in money."""
    QUALITATIVE = "qualitative"
    """Described."""


@attrs.frozen(kw_only=True, field_transformer=checked)
class Evidence:
    """Something that shows a claim to be true."""

    statement: str
    """What it shows, in a sentence."""
    kind: EvidenceKind = EvidenceKind.DOCUMENT
    source: str = ""
    """Where it is: a link, a document's title, a file reference."""
    dated: pendulum.Date | None = None
    """When it was made."""
    verified_by: PersonId | None = None
    """Who looked at it."""


@attrs.frozen(kw_only=True, field_transformer=checked)
class DeliveryConfidence:
    """Somebody's judgement of how likely success is. Never computed."""

    rating: ConfidenceRating
    assessed_on: pendulum.Date
    """When it was judged."""
    narrative: str = ""
    """The reasons."""
    assessed_by: PersonId | None = None
    """Who judged."""
    scale: ConfidenceScale = ConfidenceScale.THREE_POINT

    def __attrs_post_init__(self) -> None:
        three = (ConfidenceRating.GREEN, ConfidenceRating.AMBER, ConfidenceRating.RED)
        if self.scale is ConfidenceScale.THREE_POINT and self.rating not in three:
            _refuse_rating(self.rating)


def _refuse_rating(rating: ConfidenceRating) -> None:
    raise FieldError(
        "DeliveryConfidence",
        "rating",
        "green, amber or red on this scale",
        rating.value,
    )


@attrs.frozen(kw_only=True, field_transformer=checked)
class Project:
    """A funded (or proposed) piece of work with an end."""

    id: ProjectId
    title: str
    kind: ProjectKind
    previous_titles: tuple[str, ...] = ()
    """Earlier titles, oldest first; the id stays when a title changes [NELTP-RE]."""
    summary: str = ""
    """What it is, in a paragraph."""
    bid: BidId | None = None
    """The bid that proposed it; None for work paid for otherwise."""
    workstream: WorkstreamId | None = None
    sponsor: PersonId | None = None
    """The senior responsible owner."""
    manager: PersonId | None = None
    """Who runs it from day to day."""
    board: GovernanceBodyId | None = None
    """Which body steers it."""
    partners: tuple[OrganisationId, ...] = ()
    """Who delivers it."""
    status: ProjectStatus = ProjectStatus.PROPOSED
    start: pendulum.Date | None = None
    """First day."""
    funded_end: pendulum.Date | None = None
    """Last day the money lasts; separate from when work is expected to end."""
    forecast_end: pendulum.Date | None = None
    """When it is now expected to end."""
    actual_end: pendulum.Date | None = None
    """When it did end."""
    baselines: tuple[Baseline, ...] = ()
    """The ends approved, in order; the last one holds."""
    calendar: WorkCalendarId | None = None
    """The days on which its work is done, where a task does not say otherwise; None for
    the bank holidays of England and Wales and the closures of the partnership."""
    confidence: DeliveryConfidence | None = None
    """The latest judgement of delivery confidence."""
    earlier_confidence: tuple[DeliveryConfidence, ...] = ()
    """The judgements before it, oldest first."""
    overrides: tuple[Override, ...] = ()
    """Colours given against the one worked out."""
    reports: tuple[ProgressReport, ...] = ()
    """The progress reports that were sent."""
    this_period: tuple[str, ...] = ()
    """What was done in the period now reported, one sentence each."""
    next_period: tuple[str, ...] = ()
    """What comes next, one sentence each."""
    decisions_needed: tuple[str, ...] = ()
    """What the board is asked to decide."""
    lessons: tuple[str, ...] = ()
    """What was learnt: what happened, so what, now what."""
    extra: Extra = ()

    def __attrs_post_init__(self) -> None:
        must_follow(self, "funded_end", "start")
        must_follow(self, "actual_end", "start")
        must_be_numbered(self, self.baselines)


@attrs.frozen(kw_only=True, field_transformer=checked)
class Phase:
    """A stage of a project."""

    id: PhaseId
    project: ProjectId
    title: str
    start: pendulum.Date | None = None
    """First day."""
    end: pendulum.Date | None = None
    """Last day."""
    baselines: tuple[Baseline, ...] = ()
    """The ends approved, in order; the last one holds."""
    forecast: pendulum.Date | None = None
    """When it is now expected to end."""
    ended_on: pendulum.Date | None = None
    """When it did end."""
    work: Work | None = None
    """The work in it, for the plan; None where it is not planned in days."""
    overrides: tuple[Override, ...] = ()
    """Colours given against the one worked out."""
    extra: Extra = ()

    def __attrs_post_init__(self) -> None:
        must_follow(self, "end", "start")
        must_be_numbered(self, self.baselines)

    @property
    def promised(self) -> pendulum.Date | None:
        """The end that holds: the last one approved, or else the one first planned."""
        return self.baselines[-1].date if self.baselines else self.end


@attrs.frozen(kw_only=True, field_transformer=checked)
class Deliverable:
    """Something a project promised to hand over."""

    id: DeliverableId
    project: ProjectId
    title: str
    kind: DeliverableKind = DeliverableKind.OTHER
    description: str = ""
    """What it is, in a paragraph."""
    due: pendulum.Date | None = None
    """When it was promised."""
    baselines: tuple[Baseline, ...] = ()
    """The dates approved, in order; where there are any, the last one holds."""
    forecast: pendulum.Date | None = None
    """When it is now expected."""
    delivered_on: pendulum.Date | None = None
    """When it was handed over."""
    owner: PersonId | None = None
    """Who answers for it."""
    accepted_by: PersonId | None = None
    """Who accepted it; should not be the owner."""
    acceptance_criteria: tuple[str, ...] = ()
    """What it must satisfy, one sentence each."""
    target: int | None = attrs.field(default=None, validator=AtLeast(0))
    """How many are promised."""
    achieved: int | None = attrs.field(default=None, validator=AtLeast(0))
    """How many there are."""
    unit: str = ""
    """What is counted: `places`, `toolkits`."""
    evidence: tuple[Evidence, ...] = ()
    milestone: MilestoneId | None = None
    """The milestone it belongs to."""
    outcome: OutcomeId | None = None
    """The outcome it serves."""
    shared_with: tuple[str, ...] = ()
    """Who else gets it: other partnerships, national groups [S1]."""
    work: Work | None = None
    """The work it takes, for the plan; None where it is not planned in days."""
    overrides: tuple[Override, ...] = ()
    """Colours given against the one worked out."""
    status: DeliverableStatus = DeliverableStatus.NOT_STARTED
    extra: Extra = ()

    def __attrs_post_init__(self) -> None:
        must_be_numbered(self, self.baselines)

    @property
    def promised(self) -> pendulum.Date | None:
        """The date that holds: the last one approved, or else the one it is due on."""
        return self.baselines[-1].date if self.baselines else self.due

    @property
    def is_delivered(self) -> bool:
        """Whether it has been handed over or accepted."""
        return (
            self.status is DeliverableStatus.ACCEPTED or self.delivered_on is not None
        )


@attrs.frozen(kw_only=True, field_transformer=checked)
class Milestone:
    """A dated point that shows a project is on course."""

    id: MilestoneId
    project: ProjectId
    title: str
    baselines: tuple[Baseline, ...] = ()
    """The dates approved, in order; the last one holds."""
    forecast: pendulum.Date | None = None
    """When it is now expected."""
    actual: pendulum.Date | None = None
    """When it was reached."""
    owner: PersonId | None = None
    """Who answers for it."""
    payment_linked: bool = False
    """Whether a payment depends on it."""
    tolerance_days: int = attrs.field(default=0, validator=AtLeast(0))
    """Working days it may slip before anybody need be told."""
    evidence: tuple[Evidence, ...] = ()
    after: tuple[MilestoneId, ...] = ()
    """Milestones that must be reached first: links from finish to start, without a lag."""
    work: Work | None = None
    """The work it takes, for the plan; None where it only waits for others."""
    overrides: tuple[Override, ...] = ()
    """Colours given against the one worked out."""
    status: MilestoneStatus = MilestoneStatus.PLANNED
    history: tuple[Step[MilestoneStatus], ...] = ()
    extra: Extra = ()

    def __attrs_post_init__(self) -> None:
        must_agree(self)
        must_be_numbered(self, self.baselines)

    @property
    def baseline(self) -> pendulum.Date | None:
        """The date that holds: the last one approved; None before approval."""
        return self.baselines[-1].date if self.baselines else None


@attrs.frozen(kw_only=True, field_transformer=checked)
class RiskScore:
    """Likelihood times impact, each from 1 to 5 [COV]."""

    likelihood: int = attrs.field(validator=Between(1, 5))
    """1 rare to 5 almost certain."""
    impact: int = attrs.field(validator=Between(1, 5))
    """1 slight to 5 severe."""

    @property
    def total(self) -> int:
        """The score, from 1 to 25."""
        return self.likelihood * self.impact


@attrs.frozen(kw_only=True, field_transformer=checked)
class Risk:
    """Something that may go wrong, in three parts: cause, event, effect [BHRM]."""

    id: RiskId
    project: ProjectId
    event: str
    """What may happen."""
    cause: str = ""
    """Because of what."""
    effect: str = ""
    """With what effect."""
    category: RiskCategory = RiskCategory.DELIVERY
    inherent: RiskScore | None = None
    """Before anything is done about it."""
    current: RiskScore | None = None
    """As things stand."""
    target: RiskScore | None = None
    """Where it should get to."""
    response: RiskResponse = RiskResponse.TREAT
    actions: tuple[str, ...] = ()
    """What is being done, one sentence each."""
    owner: PersonId | None = None
    """Who watches it."""
    exposure: Money | None = attrs.field(default=None, validator=AtLeast(0))
    """Pounds it would cost if it happened."""
    proximity: pendulum.Date | None = None
    """The first day on which it could happen; None where it could at any time."""
    raised_on: pendulum.Date | None = None
    """When it was first recorded."""
    reviewed_on: pendulum.Date | None = None
    """When it was last looked at."""
    review_date: pendulum.Date | None = None
    """When it is looked at next."""
    escalated_on: pendulum.Date | None = None
    """When the board was told of it."""
    closed_on: pendulum.Date | None = None
    """When it could no longer happen, or did."""
    status: RiskStatus = RiskStatus.OPEN
    extra: Extra = ()


@attrs.frozen(kw_only=True, field_transformer=checked)
class Issue:
    """Something that has gone wrong, or stands in the way, and is to be dealt with."""

    id: IssueId
    project: ProjectId
    title: str
    severity: IssueSeverity = IssueSeverity.MINOR
    description: str = ""
    """What it is, in a paragraph."""
    raised_on: pendulum.Date | None = None
    """When it was first reported."""
    raised_by: PersonId | None = None
    """Who reported it."""
    owner: PersonId | None = None
    """Who sees to it."""
    risk: RiskId | None = None
    """The risk it was before it happened."""
    actions: tuple[str, ...] = ()
    """What is being done, one sentence each."""
    resolution: str = ""
    """How it ended."""
    resolved_on: pendulum.Date | None = None
    """When it ended; None while it is open."""
    extra: Extra = ()

    def __attrs_post_init__(self) -> None:
        must_follow(self, "resolved_on", "raised_on")

    def is_open(self, on: pendulum.Date) -> bool:
        """Say whether it had been raised by that day and not yet been resolved."""
        raised = self.raised_on is None or self.raised_on <= on
        return raised and (self.resolved_on is None or on < self.resolved_on)


@attrs.frozen(kw_only=True, field_transformer=checked)
class Benefit:
    """A good that is to come of a project, often after it has closed [BEN]."""

    id: BenefitId
    project: ProjectId
    title: str
    classification: BenefitClass = BenefitClass.QUALITATIVE
    """How it can be counted."""
    enabled_by: str = ""
    """What gives rise to it: the feature of the service, the work that enables it."""
    actions: tuple[str, ...] = ()
    """What is done to secure it, one sentence each."""
    cost: Money | None = attrs.field(default=None, validator=AtLeast(0))
    """Pounds it costs to bring about."""
    measure: str = ""
    """How it will be seen."""
    target: str = ""
    """How much of it is wanted, by when."""
    annual_value: Money | None = None
    """Pounds a full year."""
    by: pendulum.Date | None = None
    """When it should be seen in full."""
    owner: PersonId | None = None
    """Who answers for it."""
    reviews: tuple[pendulum.Date, ...] = ()
    """When it is to be looked at."""
    reviewed: tuple[pendulum.Date, ...] = ()
    """When it was looked at."""
    realised: Money | None = None
    """Pounds a full year it has been seen to be worth."""
    realised_on: pendulum.Date | None = None
    """When that was seen."""
    extra: Extra = ()


@attrs.frozen(kw_only=True, field_transformer=checked)
class Measurement:
    """Where an indicator stood on a day."""

    on: pendulum.Date
    """When it was measured."""
    value: Number
    """Where it stood, in the indicator's unit."""
    source: str = ""
    """Where the figure comes from."""


@attrs.frozen(kw_only=True, field_transformer=checked)
class Indicator:
    """How an outcome is measured [GS8]."""

    title: str
    unit: str = ""
    """`people`, `percent`, `UCAS points`."""
    baseline: Number | None = None
    """Where it stood, in the unit."""
    baseline_on: pendulum.Date | None = None
    """When it stood there."""
    target: Number | None = None
    """Where it should get to, in the unit."""
    target_by: pendulum.Date | None = None
    """By when."""
    actual: Number | None = None
    """Where it is, in the unit."""
    actual_on: pendulum.Date | None = None
    """When it was measured."""
    measurements: tuple[Measurement, ...] = ()
    """Where it stood on the way, oldest first."""
    source: str = ""
    """Where the figure comes from."""
    ascending: bool = True
    """Whether more is better."""


@attrs.frozen(kw_only=True, field_transformer=checked)
class Outcome:
    """A change that a project is to bring about."""

    id: OutcomeId
    project: ProjectId
    title: str
    indicators: tuple[Indicator, ...] = ()
    by: pendulum.Date | None = None
    """When it should be seen."""
    evidence: tuple[Evidence, ...] = ()
    """What shows that it has come about, besides figures [GS8]."""
    extra: Extra = ()
