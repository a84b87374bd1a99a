"""Activities: workshops, learning sets, studies and their groups, tests, sessions."""

import enum

import attrs
import pendulum

from tpkit import _dates
from tpkit._model._checked import (
    AtLeast,
    Between,
    Extra,
    NotEmpty,
    Percent,
    checked,
    must_follow,
)
from tpkit._model.ids import (
    ActivityId,
    FocusGroupId,
    LearningSetId,
    OrganisationId,
    PersonId,
    ProjectId,
    ResourceId,
    SegmentId,
    SessionId,
    StudyId,
    SurveyId,
    TestCycleId,
    VenueId,
    WorkshopId,
)
from tpkit._model.lifecycle import LifeCycle, Step, must_agree
from tpkit._model.people import CareerStage, Employment, ProfessionalRole
from tpkit.errors import FieldError

__all__ = [
    "LEARNING_SET_LIFE_CYCLE",
    "RESOURCE_LIFE_CYCLE",
    "ActionLearningSet",
    "DeliveryMode",
    "Feedback",
    "FeedbackResponse",
    "FeedbackSeverity",
    "FocusGroup",
    "FocusGroupKind",
    "FocusGroupStatus",
    "GroundRule",
    "GuideSection",
    "GuideSectionKind",
    "LawfulBasis",
    "LearningContract",
    "LearningSetMember",
    "LearningSetStatus",
    "MeetingAction",
    "OrganisationQuota",
    "PresenterSlot",
    "Recontract",
    "Resource",
    "ResourceStatus",
    "RoleQuota",
    "Segment",
    "Session",
    "SessionMode",
    "SessionStatus",
    "SetMeeting",
    "SharingPlan",
    "SlotKind",
    "Study",
    "StudyMethod",
    "Survey",
    "TestCriterion",
    "TestCycle",
    "Theme",
    "TopicGuide",
    "Venue",
    "Workshop",
]


class DeliveryMode(enum.StrEnum):
    """What the sessions of a workshop are to one another [S1]."""

    REPEAT_RUNS = "repeat_runs"
    """The same workshop several times: attending one run completes it."""
    SERIES = "series"
    """Parts of one course: attending most of them completes it."""


class SessionMode(enum.StrEnum):
    """Where people are."""

    ONLINE = "online"
    """Everybody joins by a platform."""
    IN_PERSON = "in_person"
    """Everybody is in the room."""
    HYBRID = "hybrid"
    """Some of each."""


class SessionStatus(enum.StrEnum):
    """Where a session stands."""

    PLANNED = "planned"
    """Dated, not yet announced."""
    CONFIRMED = "confirmed"
    """Announced; invitations are out."""
    HELD = "held"
    """It took place."""
    CANCELLED = "cancelled"
    """It will not take place."""

    @property
    def happens(self) -> bool:
        """Whether the session has taken or is to take place."""
        return self is not SessionStatus.CANCELLED


class LearningSetStatus(enum.StrEnum):
    """Where an action learning set stands. Sources: [ALA], [IDYIA]."""

    FORMING = "forming"
    """Members are being found."""
    CONTRACTED = "contracted"
    """Members have agreed meetings and ground rules."""
    RUNNING = "running"
    """Meeting."""
    REVIEW = "review"
    """At its last contracted meeting, deciding what comes next."""
    RECONTRACTED = "recontracted"
    """Goes on with its facilitator under a new contract."""
    SELF_MANAGED = "self_managed"
    """Goes on without a facilitator."""
    ENDED = "ended"
    """Has stopped."""
    MERGED = "merged"
    """Joined with another set."""
    ABANDONED = "abandoned"
    """Given up before its contract was over."""


LEARNING_SET_LIFE_CYCLE: LifeCycle[LearningSetStatus] = LifeCycle(
    name="learning set",
    initial=LearningSetStatus.FORMING,
    moves={
        LearningSetStatus.FORMING: (
            LearningSetStatus.CONTRACTED,
            LearningSetStatus.MERGED,
            LearningSetStatus.ABANDONED,
        ),
        LearningSetStatus.CONTRACTED: (
            LearningSetStatus.RUNNING,
            # Members may leave between the contract and the first meeting, too.
            LearningSetStatus.MERGED,
            LearningSetStatus.ABANDONED,
        ),
        LearningSetStatus.RUNNING: (
            LearningSetStatus.REVIEW,
            LearningSetStatus.MERGED,
            LearningSetStatus.ABANDONED,
        ),
        LearningSetStatus.REVIEW: (
            LearningSetStatus.RECONTRACTED,
            LearningSetStatus.SELF_MANAGED,
            LearningSetStatus.ENDED,
        ),
        # What goes on under a new contract runs, and comes to another review; what
        # goes on by itself stops one day, if after fourteen years [SMALLIFE].
        LearningSetStatus.RECONTRACTED: (LearningSetStatus.RUNNING,),
        LearningSetStatus.SELF_MANAGED: (LearningSetStatus.ENDED,),
        LearningSetStatus.ENDED: (),
        LearningSetStatus.MERGED: (),
        LearningSetStatus.ABANDONED: (),
    },
)
"""How an action learning set forms, runs and decides what comes next."""


class Recontract(enum.StrEnum):
    """What a set decides at its last contracted meeting [ALA]."""

    CONTINUE = "continue"
    """Go on, with the facilitator."""
    SELF_MANAGE = "self_manage"
    """Go on, without."""
    STOP = "stop"
    """Stop."""


class SlotKind(enum.StrEnum):
    """What a presenter uses the airtime for."""

    NEW_ISSUE = "new_issue"
    """A new issue."""
    UPDATE = "update"
    """What came of an earlier one."""


class StudyMethod(enum.StrEnum):
    """How a study hears people. Sources: [S1], [S2], [S4]."""

    FOCUS_GROUP = "focus_group"
    """Small facilitated groups."""
    LISTENING_EVENT = "listening_event"
    """Facilitated events of about 15 to 45."""
    SURVEY = "survey"
    """Questionnaires."""
    INTERVIEW = "interview"
    """One to one."""
    DESK_RESEARCH = "desk_research"
    """What is already known or published."""


class LawfulBasis(enum.StrEnum):
    """The ground in UK GDPR Article 6 on which personal data are used [NATCEN]."""

    PUBLIC_TASK = "public_task"
    """A task in the public interest: usual for public-sector studies."""
    CONSENT = "consent"
    """The person's consent to the use of data (not the same as consent to take part)."""
    LEGITIMATE_INTERESTS = "legitimate_interests"
    """Interests that outweigh the person's."""
    LEGAL_OBLIGATION = "legal_obligation"
    """The law requires it."""
    CONTRACT = "contract"
    """Needed for a contract with the person."""


class FocusGroupKind(enum.StrEnum):
    """What sort of gathering it is; different rules of size hold for each."""

    FOCUS_GROUP = "focus_group"
    """A small group: 4 to 8 people, 4 to 6 online [LITMUS][INTERQ]."""
    LISTENING_EVENT = "listening_event"
    """A large one: 15 to 45 people, as in The Big Listen [S2]."""
    RESOURCE_TEST = "resource_test"
    """A group that tests a draft resource [S4]."""


class FocusGroupStatus(enum.StrEnum):
    """Where a focus group stands."""

    PLANNED = "planned"
    """Designed."""
    RECRUITING = "recruiting"
    """Interest can be registered."""
    FULL = "full"
    """No more places."""
    HELD = "held"
    """Its sessions have taken place."""
    TRANSCRIBED = "transcribed"
    """Recordings have been transcribed and checked."""
    ANALYSED = "analysed"
    """Themes have been drawn out."""
    DATA_DELETED = "data_deleted"
    """Personal data have been deleted as promised."""


class GuideSectionKind(enum.StrEnum):
    """What a section of a topic guide is for [TOPIC]."""

    OPENING = "opening"
    """Welcome, purpose, ground rules."""
    WARM_UP = "warm_up"
    """An easy question for everybody."""
    KEY = "key"
    """A question the study is about."""
    CLOSE = "close"
    """Summing up, thanks, what happens next."""


class ResourceStatus(enum.StrEnum):
    """Where a resource stands [S4]."""

    DRAFT = "draft"
    """Being written."""
    IN_TEST = "in_test"
    """With testers."""
    REVISED = "revised"
    """Changed after a test."""
    APPROVED = "approved"
    """Ready to publish."""
    PUBLISHED = "published"
    """Public."""
    WITHDRAWN = "withdrawn"
    """Taken back."""


RESOURCE_LIFE_CYCLE: LifeCycle[ResourceStatus] = LifeCycle(
    name="resource",
    initial=ResourceStatus.DRAFT,
    moves={
        ResourceStatus.DRAFT: (ResourceStatus.IN_TEST,),
        # The last test may find nothing to revise.
        ResourceStatus.IN_TEST: (ResourceStatus.REVISED, ResourceStatus.APPROVED),
        ResourceStatus.REVISED: (ResourceStatus.IN_TEST, ResourceStatus.APPROVED),
        ResourceStatus.APPROVED: (ResourceStatus.PUBLISHED,),
        ResourceStatus.PUBLISHED: (ResourceStatus.WITHDRAWN,),
        ResourceStatus.WITHDRAWN: (),
    },
)
"""How a resource is tested and revised, as often as needed, and published."""


class TestCriterion(enum.StrEnum):
    """What a resource is tested against [S4]."""

    RELEVANCE = "relevance"
    """Relevance of content to practice."""
    DIGITAL_ACCESSIBILITY = "digital_accessibility"
    """Whether everybody can use it on a screen."""
    IMPLEMENTATION = "implementation"
    """What it would take to put into service."""


class FeedbackSeverity(enum.StrEnum):
    """How much a tester's finding matters."""

    BLOCKER = "blocker"
    """It cannot be published like this."""
    MAJOR = "major"
    """It should be changed."""
    MINOR = "minor"
    """It could be better."""
    SUGGESTION = "suggestion"
    """An idea."""


class FeedbackResponse(enum.StrEnum):
    """What was done with a tester's finding."""

    OPEN = "open"
    """Not yet decided."""
    ACCEPTED = "accepted"
    """Done as asked."""
    PARTLY_ACCEPTED = "partly_accepted"
    """Done in part, with a reason."""
    DECLINED = "declined"
    """Not done, with a reason."""


@attrs.frozen(kw_only=True, field_transformer=checked)
class Venue:
    """A place, or an online platform, that can be booked by one session at a time."""

    id: VenueId
    name: str
    capacity: int | None = attrs.field(default=None, validator=AtLeast(1))
    """The most people it takes."""
    organisation: OrganisationId | None = None
    """Whose it is."""
    address: str = ""
    """Where it is, or its joining link."""
    online: bool = False
    """Whether it is a platform account rather than a room."""
    shared: bool = False
    """Whether it can take several sessions at once, as a building with many rooms can."""
    access: str = ""
    """Step-free access, hearing loop, captions and the like."""
    extra: Extra = ()


@attrs.frozen(kw_only=True, field_transformer=checked)
class RoleQuota:
    """Places kept for one professional role."""

    role: ProfessionalRole
    places: int = attrs.field(validator=AtLeast(1))
    """How many."""


@attrs.frozen(kw_only=True, field_transformer=checked)
class OrganisationQuota:
    """Places kept for one organisation."""

    organisation: OrganisationId
    places: int = attrs.field(validator=AtLeast(1))
    """How many."""


@attrs.frozen(kw_only=True, field_transformer=checked)
class Workshop:
    """Taught sessions on one subject: runs of the same, or parts of a series."""

    id: WorkshopId
    title: str
    delivery: DeliveryMode = DeliveryMode.REPEAT_RUNS
    """What its sessions are to one another."""
    project: ProjectId | None = None
    topic: str = ""
    """What it is about."""
    purpose: str = ""
    """What it is for."""
    learning_outcomes: tuple[str, ...] = ()
    """What those who attend will be able to do, one sentence each."""
    roles: tuple[ProfessionalRole, ...] = ()
    """Whom it is for."""
    audiences: tuple[SegmentId, ...] = ()
    """The segments it is for, where the plan names them."""
    hosts: tuple[OrganisationId, ...] = ()
    """Who puts it on."""
    facilitators: tuple[PersonId, ...] = ()
    """Who leads it, unless a session says otherwise."""
    places: int | None = attrs.field(default=None, validator=AtLeast(1))
    """Places in each session; None for the check's default."""
    places_planned: int | None = attrs.field(default=None, validator=AtLeast(0))
    """Places over all sessions that were promised [S1: over 50]."""
    role_quotas: tuple[RoleQuota, ...] = ()
    organisation_quotas: tuple[OrganisationQuota, ...] = ()
    release_days: int | None = attrs.field(default=None, validator=AtLeast(0))
    """Days before a session on which reserved places go to the waiting list [DECC]."""
    free: bool = True
    """Whether it costs participants nothing."""
    cascade: bool = False
    """Whether each member authority owes a cascade event [S1]."""
    cpd_note: str = ""
    """Hours and standards, as information: the regulator counts no hours [SPEAK]."""
    claims_cpd_credit: bool = False
    """Whether its publicity claims CPD credits, which the regulator does not give."""
    materials: tuple[str, ...] = ()
    """What participants get: a title or link each."""
    pre_reading: tuple[str, ...] = ()
    """What participants read beforehand: a title or link each."""
    feedback_form: str = ""
    """Where participants say what they thought of it: a link."""
    access: str = ""
    """What is offered to people with access needs, and how to ask for it."""
    follow_up_months: tuple[int, ...] = ()
    """Months after the last session at which participants are asked again [NHSTK]."""
    follow_up_asked: int | None = attrs.field(default=None, validator=AtLeast(0))
    """How many people were asked in follow-up."""
    follow_up_replies: int | None = attrs.field(default=None, validator=AtLeast(0))
    """How many replied."""
    extra: Extra = ()


@attrs.frozen(kw_only=True, field_transformer=checked)
class Session:
    """One occasion of an activity: a local date and London clock times.

    `activity` names a workshop, learning set, focus group, test cycle or governance
    body. A session becomes an instant only when it is rendered, so that a series keeps
    its hour when the clocks change.
    """

    id: SessionId
    activity: ActivityId
    on: pendulum.Date
    """The day, in London."""
    start: pendulum.Time
    """When it begins, by London clocks."""
    end: pendulum.Time
    """When it ends, by London clocks, on the same day."""
    title: str = ""
    """A title of its own; empty for the activity's."""
    number: int = attrs.field(default=1, validator=AtLeast(1))
    """Its place among the activity's sessions."""
    mode: SessionMode = SessionMode.ONLINE
    platform: str = ""
    """`Microsoft Teams`."""
    venue: VenueId | None = None
    places: int | None = attrs.field(default=None, validator=AtLeast(1))
    """Places; None for the activity's."""
    facilitators: tuple[PersonId, ...] = ()
    """Who leads it; none means the activity's."""
    status: SessionStatus = SessionStatus.PLANNED
    revision: int = attrs.field(default=0, validator=AtLeast(0))
    """How often it has been moved or called off: calendars take only a higher number
    as news (RFC 5545, SEQUENCE)."""
    note: str = ""
    extra: Extra = ()

    def __attrs_post_init__(self) -> None:
        if self.end <= self.start:
            expected = f"a time after start ({_dates.clock(self.start)})"
            raise FieldError("Session", "end", expected, _dates.clock(self.end))
        # Only the hour from 01:00 is ever skipped, and only on a Sunday.
        if self.on.weekday() == _SUNDAY and self.start.hour <= 1:
            self._refuse_skipped("start", self.start)
            self._refuse_skipped("end", self.end)

    def _refuse_skipped(self, field: str, at: pendulum.Time) -> None:
        if not _dates.exists(self.on, at):
            expected = (
                f"a time that London clocks show on {self.on}, when they go forward"
            )
            raise FieldError("Session", field, expected, _dates.clock(at))

    @property
    def minutes(self) -> int:
        """Its length by the clock, in minutes."""
        return (
            (self.end.hour - self.start.hour) * 60 + self.end.minute - self.start.minute
        )


_SUNDAY = 6


@attrs.frozen(kw_only=True, field_transformer=checked)
class LearningContract:
    """What the members of a learning set have signed up to. Sources: [ALA], [IDYIA]."""

    agreed_on: pendulum.Date | None = None
    """When all agreed."""
    meetings: int = attrs.field(default=6, validator=AtLeast(1))
    """Meetings planned."""
    spacing_weeks: int = attrs.field(default=5, validator=AtLeast(1))
    """Weeks between meetings."""
    meeting_minutes: int = attrs.field(default=180, validator=Between(1, 1439))
    """Length of a meeting; it ends on the day on which it begins."""
    check_in_minutes: int = attrs.field(default=15, validator=AtLeast(0))
    """Minutes at the start before the first presenter."""
    review_minutes: int = attrs.field(default=15, validator=AtLeast(0))
    """Minutes at the end for review and close."""
    break_minutes: int = attrs.field(default=15, validator=AtLeast(0))
    """Minutes of break."""
    airtime_minutes: int = attrs.field(default=40, validator=AtLeast(1))
    """Minutes each presenter has [PCI]."""
    self_facilitated: bool = False
    """Whether the set runs without a facilitator from the start [SMAL]."""


@attrs.frozen(kw_only=True, field_transformer=checked)
class LearningSetMember:
    """One person's membership of a learning set."""

    person: PersonId
    joined: pendulum.Date | None = None
    """First day; None for from the start."""
    left: pendulum.Date | None = None
    """Last day; None for a present member."""
    reason: str = ""
    """Why the member left."""
    told_composition_on: pendulum.Date | None = None
    """When told who else is in the set, with leave to decline [LHF]."""
    admitted_by_all: bool = False
    """Whether every member consented to a late joiner."""

    def __attrs_post_init__(self) -> None:
        must_follow(self, "left", "joined")

    def covers(self, on: pendulum.Date) -> bool:
        """Say whether the person belonged on that day; unknown ends are open."""
        return (self.joined is None or self.joined <= on) and (
            self.left is None or on <= self.left
        )


@attrs.frozen(kw_only=True, field_transformer=checked)
class GroundRule:
    """A rule that the members of a set have given themselves [ALA]."""

    text: str
    """The rule, as the members put it."""
    agreed_on: pendulum.Date | None = None
    """When all agreed; None while it is proposed."""
    about_confidentiality: bool = False
    """Whether it is the confidentiality clause, limits included."""


@attrs.frozen(kw_only=True, field_transformer=checked)
class ActionLearningSet:
    """A closed group of peers who work on one another's issues over several meetings."""

    id: LearningSetId
    title: str
    project: ProjectId | None = None
    theme: str = ""
    """What the members' issues have in common."""
    level: CareerStage | None = None
    """The stage its members share, as peers do; None where it is mixed [ALA]."""
    contract: LearningContract = attrs.field(factory=LearningContract)
    target_size: int = attrs.field(default=6, validator=AtLeast(1))
    """Members wanted."""
    members: tuple[LearningSetMember, ...] = ()
    facilitator: PersonId | None = None
    """The set adviser; None while self-facilitated or not yet found."""
    ground_rules: tuple[GroundRule, ...] = ()
    confidentiality_limits: str = ""
    """When confidence must be broken: harm, safeguarding, practice concerns."""
    profile: str = ""
    """A named pattern of meetings agreed instead of the default, such as `quarterly`."""
    employer_mix_reason: str = ""
    """Why several members come from one employer, where they do [LHF]."""
    recontract: Recontract | None = None
    """What the set decided at its last contracted meeting."""
    evaluation: tuple[str, ...] = ()
    """What is evaluated, at the start, middle and end."""
    status: LearningSetStatus = LearningSetStatus.FORMING
    history: tuple[Step[LearningSetStatus], ...] = ()
    extra: Extra = ()

    def __attrs_post_init__(self) -> None:
        must_agree(self)

    @property
    def present_members(self) -> tuple[LearningSetMember, ...]:
        """The members who have not left."""
        return tuple(member for member in self.members if member.left is None)


@attrs.frozen(kw_only=True, field_transformer=checked)
class PresenterSlot:
    """One member's airtime in a meeting."""

    presenter: PersonId
    """Whose airtime it is."""
    minutes: int = attrs.field(default=40, validator=AtLeast(1))
    """Length; an airtime of 0 means nothing."""
    kind: SlotKind = SlotKind.NEW_ISSUE
    deferred: tuple[PersonId, ...] = ()
    """Members who chose to let this presenter go first."""


@attrs.frozen(kw_only=True, field_transformer=checked)
class MeetingAction:
    """What a member undertook to do, in the member's own words."""

    text: str
    """What is to be done."""
    owner: PersonId
    """Who undertook it."""
    due: pendulum.Date | None = None
    """By when."""
    reviewed_in: SessionId | None = None
    """The later meeting that looked at it."""
    outcome: str = ""
    """What came of it."""


@attrs.frozen(kw_only=True, field_transformer=checked)
class SetMeeting:
    """What a learning set keeps of one meeting: never what the issues were [IDYIA]."""

    session: SessionId
    """The session it was; its learning set is the session's activity."""
    slots: tuple[PresenterSlot, ...] = ()
    """Who presented, in order."""
    actions: tuple[MeetingAction, ...] = ()
    agenda: tuple[SessionId, ...] = ()
    """Earlier meetings whose actions are on this meeting's agenda."""
    themes: tuple[str, ...] = ()
    """Themes that identify nobody."""
    process_review: str = ""
    """How the set worked together."""


@attrs.frozen(kw_only=True, field_transformer=checked)
class Theme:
    """Something that came up in groups, once the transcripts were coded."""

    code: str
    """A short name, used once in the study."""
    definition: str = ""
    """What it means."""
    groups: tuple[FocusGroupId, ...] = attrs.field(validator=NotEmpty())
    """The groups in which it came up, in the order they were held."""


@attrs.frozen(kw_only=True, field_transformer=checked)
class SharingPlan:
    """Who will see a study's results, and only in which form."""

    audience: str
    """`33 London local authorities`."""
    level: str = "aggregate"
    """What they see: totals and themes, never a person's words with a name."""


@attrs.frozen(kw_only=True, field_transformer=checked)
class Study:
    """A piece of research: what is asked, of whom, how, and what becomes of it."""

    id: StudyId
    title: str
    project: ProjectId | None = None
    previous_wave: StudyId | None = None
    """The study this one repeats, to compare over time [BIGC]."""
    wave: int = attrs.field(default=1, validator=AtLeast(1))
    """Its number among the waves."""
    commissioner: OrganisationId | None = None
    """Who asked for it."""
    partners: tuple[OrganisationId, ...] = ()
    """Who does it together."""
    independent_facilitator: bool = False
    """Whether participants were promised a facilitator from no partner [S2]."""
    rationale: str = ""
    """Why it is needed now: the problem, as the partners acknowledge it [S0]."""
    aim: str = ""
    """What it is to change [S0]."""
    questions: tuple[str, ...] = ()
    """What it is to find out."""
    methods: tuple[StudyMethod, ...] = ()
    what_happens: str = ""
    """What people who take part will do, as an invitation tells it [S2]."""
    benefits: str = ""
    """What taking part may give people [S0]."""
    use: str = ""
    """What becomes of what people say, and who sees it [S2]."""
    selection: str = ""
    """How people are chosen, and what those who are chosen hear next [S0]."""
    registration: str = ""
    """Where interest is registered: a link or an address [S0]."""
    register_by: pendulum.Date | None = None
    """The last day for registering interest."""
    contact: str = ""
    """Whom to ask: an address or a link; empty for the partnership's own contact."""
    access: str = ""
    """What is offered to people with access needs, and how to ask for it."""
    overlap_allowed: bool = False
    """Whether one person may be in two segments."""
    lawful_basis: LawfulBasis | None = None
    ethics_reference: str = ""
    """The ethics approval and who gave it."""
    privacy_notice: str = ""
    """Where the privacy notice is."""
    retention_recording_days: int | None = attrs.field(
        default=None, validator=AtLeast(0)
    )
    """Days after a session for which recordings are kept, as the sheet promises."""
    retention_contact_days: int | None = attrs.field(default=None, validator=AtLeast(0))
    """Days after the report for which contact details are kept, as promised."""
    retention_transcript_days: int | None = attrs.field(
        default=None, validator=AtLeast(0)
    )
    """Days after the report for which anonymised transcripts are kept, as promised."""
    withdrawal_days: int | None = attrs.field(default=None, validator=AtLeast(0))
    """Days after a session in which a contribution can still be withdrawn."""
    report_due: pendulum.Date | None = None
    """When results are promised."""
    report_due_words: str = ""
    """When results are promised, where the source gives no date: `Spring 2023`."""
    reported_on: pendulum.Date | None = None
    """When results came out."""
    groups_reason: str = ""
    """Why there are more groups than usual, where there are [HENNINK]."""
    themes: tuple[Theme, ...] = ()
    """What the groups brought up, once coded."""
    sharing: tuple[SharingPlan, ...] = ()
    """Who will see the results."""
    extra: Extra = ()


@attrs.frozen(kw_only=True, field_transformer=checked)
class Segment:
    """People who are heard, or invited, together because they have something in common."""

    id: SegmentId
    title: str
    """`Agency children's social workers`."""
    study: StudyId | None = None
    """The study it belongs to; None for an audience of workshops."""
    inclusion: str = ""
    """Who belongs."""
    exclusion: str = ""
    """Who does not."""
    roles: tuple[ProfessionalRole, ...] = ()
    employment: Employment | None = None
    career_stage: CareerStage | None = None
    population: int | None = attrs.field(default=None, validator=AtLeast(0))
    """How many people there are in it."""
    target_groups: int | None = attrs.field(default=None, validator=AtLeast(1))
    """Groups wanted; None for the check's default of 2 [HENNINK]."""
    protected_characteristic: str = ""
    """The characteristic by which people are chosen, where they are: `race`."""
    selection_ground: str = ""
    """The lawful ground for choosing by it; monitoring law gives none [S0]."""
    extra: Extra = ()


@attrs.frozen(kw_only=True, field_transformer=checked)
class GuideSection:
    """One part of a topic guide."""

    title: str
    """The question or the part's name."""
    kind: GuideSectionKind = GuideSectionKind.KEY
    minutes: int | None = attrs.field(default=None, validator=AtLeast(1))
    """Time for it; None where the plan does not say."""
    probes: tuple[str, ...] = ()
    """Follow-up questions."""
    materials: tuple[str, ...] = ()
    """What is shown or handed out: a title or link each [TOPIC]."""


@attrs.frozen(kw_only=True, field_transformer=checked)
class TopicGuide:
    """The running order of a group's discussion. Sources: [TOPIC], [S2]."""

    version: str = "1"
    """The version of the guide."""
    sections: tuple[GuideSection, ...] = attrs.field(validator=NotEmpty())

    @property
    def minutes(self) -> int | None:
        """The time all sections take; None where a section has none."""
        times = [section.minutes for section in self.sections]
        if any(time is None for time in times):
            return None
        return sum(time for time in times if time is not None)

    @property
    def key_topics(self) -> int:
        """How many key questions there are."""
        return sum(s.kind is GuideSectionKind.KEY for s in self.sections)


@attrs.frozen(kw_only=True, field_transformer=checked)
class FocusGroup:
    """A group of people heard together, once or on several occasions."""

    id: FocusGroupId
    title: str
    study: StudyId
    kind: FocusGroupKind = FocusGroupKind.FOCUS_GROUP
    segment: SegmentId | None = None
    cohort: str = ""
    """Which cohort, where the study has several [NELTP-RE]."""
    same_participants: bool = True
    """Whether every session has the same people [S0]."""
    self_selected: bool = False
    """Whether people book themselves in, without selection [S2]."""
    mode: SessionMode = SessionMode.ONLINE
    max_minutes: int | None = attrs.field(default=None, validator=AtLeast(1))
    """The longest a session may last; None for the check's default."""
    target_size: int | None = attrs.field(default=None, validator=AtLeast(1))
    """People wanted; None for the check's default."""
    min_size: int | None = attrs.field(default=None, validator=AtLeast(1))
    """The fewest with whom it goes ahead."""
    max_size: int | None = attrs.field(default=None, validator=AtLeast(1))
    """The most."""
    expected_no_show: Percent | None = None
    """Percent expected not to come; None for the check's default."""
    invited: int | None = attrs.field(default=None, validator=AtLeast(0))
    """How many were invited."""
    facilitator: PersonId | None = None
    """Who hosts and asks."""
    note_taker: PersonId | None = None
    """Who writes and keeps time."""
    recruiter: PersonId | None = None
    """Who finds the participants."""
    registration: str = ""
    """Where a place in this group is booked: a link; empty for the study's own [S2]."""
    guide: TopicGuide | None = None
    information_sheet_version: str = ""
    """The version participants were given."""
    consent_form_version: str = ""
    """The version they signed."""
    recorded: bool | None = None
    """Whether sessions are recorded; None where nobody has said."""
    recording_started_on: pendulum.Date | None = None
    """The day the first recording began."""
    recording_deleted_on: pendulum.Date | None = None
    """When recordings were deleted."""
    transcript_checked_on: pendulum.Date | None = None
    """When the transcript was checked against the recording."""
    contacts_deleted_on: pendulum.Date | None = None
    """When participants' contact details were deleted."""
    transcript_deleted_on: pendulum.Date | None = None
    """When the anonymised transcript was deleted."""
    anonymised_on: pendulum.Date | None = None
    """When the transcript was anonymised, after which nothing can be taken out."""
    held_in_order: int | None = attrs.field(default=None, validator=AtLeast(1))
    """Its place in the order in which the study's groups were coded."""
    status: FocusGroupStatus = FocusGroupStatus.PLANNED
    extra: Extra = ()

    def __attrs_post_init__(self) -> None:
        must_follow(self, "max_size", "min_size")


@attrs.frozen(kw_only=True, field_transformer=checked)
class Survey:
    """A questionnaire."""

    id: SurveyId
    title: str
    study: StudyId
    minutes: int | None = attrs.field(default=None, validator=AtLeast(1))
    """How long it takes."""
    anonymous: bool = True
    """Whether answers carry no name."""
    link: str = ""
    """Where it can be answered."""
    opens: pendulum.Date | None = None
    """First day for answers."""
    closes: pendulum.Date | None = None
    """Last day for answers."""
    segments: tuple[SegmentId, ...] = ()
    """Who is asked; none means everybody in the study."""
    population: int | None = attrs.field(default=None, validator=AtLeast(0))
    """How many people were asked."""
    responses: int | None = attrs.field(default=None, validator=AtLeast(0))
    """How many answered."""
    extra: Extra = ()

    def __attrs_post_init__(self) -> None:
        must_follow(self, "closes", "opens")


@attrs.frozen(kw_only=True, field_transformer=checked)
class Resource:
    """Something made for practice, that can be tested and published [S4]."""

    id: ResourceId
    title: str
    version: str = "1"
    """The version that stands now."""
    project: ProjectId | None = None
    audience: str = ""
    """Who is to use it."""
    standards: tuple[int, ...] = ()
    """The employer standards it serves, by number in the edition named [SFSW]."""
    standards_edition: str = ""
    """The edition of the employer standards: `2020`."""
    publisher: OrganisationId | None = None
    """Who publishes it."""
    published_at: str = ""
    """Where it can be read."""
    accessibility: str = ""
    """The standard it was checked against: `WCAG 2.2 AA`."""
    status: ResourceStatus = ResourceStatus.DRAFT
    history: tuple[Step[ResourceStatus], ...] = ()
    extra: Extra = ()

    def __attrs_post_init__(self) -> None:
        must_agree(self)


@attrs.frozen(kw_only=True, field_transformer=checked)
class Feedback:
    """One tester's finding on one criterion."""

    criterion: TestCriterion
    comment: str
    """What the tester found, in the tester's words."""
    organisation: OrganisationId
    """The tester's authority."""
    role: ProfessionalRole | None = None
    """What the tester does: record who really tested."""
    severity: FeedbackSeverity = FeedbackSeverity.SUGGESTION
    rating: int | None = attrs.field(default=None, validator=Between(1, 5))
    """From 1, poor, to 5, excellent."""
    response: FeedbackResponse = FeedbackResponse.OPEN
    reason: str = ""
    """Why it was accepted in part or declined."""
    changed_in: str = ""
    """The version that changed because of it."""


@attrs.frozen(kw_only=True, field_transformer=checked)
class TestCycle:
    """One round of testing of one version of a resource [S4]."""

    # pytest would otherwise take a class named Test… for tests of its own.
    __test__ = False

    id: TestCycleId
    title: str
    resource: ResourceId
    version: str = "1"
    """The version tested."""
    number: int = attrs.field(default=1, validator=AtLeast(1))
    """Its place among the resource's cycles."""
    criteria: tuple[TestCriterion, ...] = tuple(TestCriterion)
    """What it is tested against."""
    testers: tuple[OrganisationId, ...] = ()
    """The authorities that test."""
    tester_roles: tuple[ProfessionalRole, ...] = ()
    """Who is to test in each of them [S4]; feedback says who did."""
    method: str = ""
    """`Online focus groups`."""
    planner: OrganisationId | None = None
    """Who plans it."""
    coordinator: OrganisationId | None = None
    """Who coordinates it."""
    start: pendulum.Date | None = None
    """First day."""
    end: pendulum.Date | None = None
    """Last day."""
    when: str = ""
    """When it is, where the source gives no dates: `spring 2024`."""
    feedback: tuple[Feedback, ...] = ()
    extra: Extra = ()

    def __attrs_post_init__(self) -> None:
        must_follow(self, "end", "start")
