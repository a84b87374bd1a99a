"""A made-up partnership, Riverside: of every part of a document there is something."""

from decimal import Decimal
from typing import Any

import attrs
import pendulum

from tpkit._model.activity import (
    FocusGroup,
    GuideSection,
    GuideSectionKind,
    Segment,
    Session,
    SessionMode,
    SessionStatus,
    SharingPlan,
    Study,
    Survey,
    TopicGuide,
    Venue,
)
from tpkit._model.delivery import (
    ConfidenceRating,
    Deliverable,
    DeliverableStatus,
    DeliveryConfidence,
    Issue,
    IssueSeverity,
    Milestone,
    Project,
    ProjectKind,
    ProjectStatus,
    Risk,
    RiskCategory,
    RiskScore,
    RiskStatus,
)
from tpkit._model.ids import (
    BidId,
    BudgetLineId,
    DeliverableId,
    FocusGroupId,
    FundingRoundId,
    IssueId,
    MilestoneId,
    OrganisationId,
    PartnershipId,
    PersonId,
    ProjectId,
    RiskId,
    SegmentId,
    SessionId,
    StudyId,
    SurveyId,
    VenueId,
)
from tpkit._model.money import Bid, BidStatus, BudgetLine, CostCategory, FundingRound
from tpkit._model.partnership import Partnership
from tpkit._model.people import Organisation, OrganisationKind, Person, ProfessionalRole
from tpkit._model.plan import Baseline
from tpkit._model.portfolio import Portfolio


def day(month: int, on: int, year: int = 2022) -> pendulum.Date:
    """Give a day of 2022, or of another year."""
    return pendulum.Date(year, month, on)


ON = day(2, 14)
"""The day as of which Riverside's documents are made."""


def riverside() -> Portfolio:
    """Give a portfolio with two studies and two projects."""
    return Portfolio(
        partnership=Partnership(
            id=PartnershipId("tp"),
            name="Riverside Teaching Partnership",
            short_name="RTP",
            contact="hello@riverside.example",
            website="https://riverside.example/",
        ),
        organisations=ORGANISATIONS,
        people=PEOPLE,
        funding_rounds=(
            FundingRound(
                id=FundingRoundId("round"), title="Round", funder=OrganisationId("dfe")
            ),
        ),
        bids=(
            Bid(
                id=BidId("bid"),
                title="Barriers",
                round=FundingRoundId("round"),
                status=BidStatus.AWARDED,
                summary="The bid's own summary.",
            ),
        ),
        budget_lines=BUDGET,
        projects=PROJECTS,
        milestones=MILESTONES,
        deliverables=DELIVERABLES,
        risks=RISKS,
        issues=ISSUES,
        venues=(
            Venue(
                id=VenueId("hall"),
                name="Town Hall",
                address="1 High Street",
                access="Step-free; hearing loop",
            ),
        ),
        studies=STUDIES,
        segments=SEGMENTS,
        focus_groups=GROUPS,
        surveys=SURVEYS,
        sessions=SESSIONS,
    )


ORGANISATIONS = (
    Organisation(
        id=OrganisationId("dfe"),
        name="Department for Education",
        kind=OrganisationKind.GOVERNMENT,
    ),
    Organisation(
        id=OrganisationId("uni"),
        name="Riverside University",
        kind=OrganisationKind.HIGHER_EDUCATION,
    ),
    Organisation(
        id=OrganisationId("council"),
        name="Hilltop Council",
        kind=OrganisationKind.LOCAL_AUTHORITY,
    ),
)
PEOPLE = (
    Person(id=PersonId("lead"), title="Programme lead", role=ProfessionalRole.OTHER),
    Person(id=PersonId("sro"), title="Director", role=ProfessionalRole.DIRECTOR),
)
BUDGET = (
    BudgetLine(
        id=BudgetLineId("staff"),
        bid=BidId("bid"),
        category=CostCategory.ACADEMIC_TIME,
        description="Lecturers",
        planned=Decimal("12500.50"),
        actual=Decimal(8000),
        committed=Decimal(1000),
        forecast=Decimal(13000),
        start=day(4, 1, 2021),
        end=day(3, 31),
    ),
    BudgetLine(
        id=BudgetLineId("room"),
        bid=BidId("bid"),
        category=CostCategory.VENUE,
        description="Rooms",
        planned=Decimal(900),
        forecast=Decimal(600),
        start=day(4, 1, 2021),
        end=day(3, 31),
    ),
    BudgetLine(
        id=BudgetLineId("room-2"),
        bid=BidId("bid"),
        category=CostCategory.VENUE,
        description="More rooms",
        planned=Decimal(100),
        start=day(4, 1, 2021),
        end=day(3, 31),
    ),
)
PROJECTS = (
    Project(
        id=ProjectId("barriers"),
        title="Barriers & bridges",
        kind=ProjectKind.RESEARCH,
        bid=BidId("bid"),
        sponsor=PersonId("sro"),
        manager=PersonId("lead"),
        partners=(OrganisationId("uni"), OrganisationId("council")),
        status=ProjectStatus.LIVE,
        start=day(4, 1, 2021),
        funded_end=day(3, 31),
        forecast_end=day(3, 30),
        confidence=DeliveryConfidence(
            rating=ConfidenceRating.AMBER,
            assessed_on=day(2, 7),
            assessed_by=PersonId("lead"),
            narrative="Recruitment is slow.\n\nThe board has agreed more time.",
        ),
        this_period=("Interest has been registered by 40 people",),
        next_period=("Hold the groups", "Write the report"),
        decisions_needed=("Whether to add a *fourth* group",),
        lessons=("Ask for access needs early",),
    ),
    Project(
        id=ProjectId("bridge"),
        title="Bridge",
        kind=ProjectKind.WORKSHOP,
        summary="A summary of its own.",
    ),
)
MILESTONES = (
    Milestone(
        id=MilestoneId("report"),
        project=ProjectId("barriers"),
        title="Report",
        baselines=(Baseline(number=0, date=day(3, 25), approved_on=day(4, 1, 2021)),),
        forecast=day(3, 30),
        owner=PersonId("lead"),
    ),
    Milestone(
        id=MilestoneId("start"),
        project=ProjectId("barriers"),
        title="Groups recruited",
        baselines=(Baseline(number=0, date=day(2, 1), approved_on=day(4, 1, 2021)),),
    ),
    Milestone(id=MilestoneId("after"), project=ProjectId("barriers"), title="Handover"),
)
DELIVERABLES = (
    Deliverable(
        id=DeliverableId("toolkit"),
        project=ProjectId("barriers"),
        title="Toolkit | for all",
        due=day(3, 31),
        status=DeliverableStatus.IN_PROGRESS,
    ),
    Deliverable(
        id=DeliverableId("map"),
        project=ProjectId("bridge"),
        title="Map",
        due=day(2, 1),
        owner=PersonId("lead"),
    ),
)
RISKS = (
    Risk(
        id=RiskId("few"),
        project=ProjectId("barriers"),
        event="too few people register",
        cause="the forms are long",
        effect="groups are too small",
        category=RiskCategory.PEOPLE,
        current=RiskScore(likelihood=3, impact=3),
        actions=("shorten the form", "Ask line managers."),
        owner=PersonId("lead"),
        review_date=day(2, 28),
    ),
    Risk(
        id=RiskId("lost"),
        project=ProjectId("barriers"),
        event="a facilitator leaves",
        current=RiskScore(likelihood=4, impact=4),
        status=RiskStatus.HAPPENED,
    ),
    Risk(id=RiskId("vague"), project=ProjectId("barriers"), event="something else"),
    Risk(
        id=RiskId("over"),
        project=ProjectId("barriers"),
        event="an old one",
        status=RiskStatus.CLOSED,
    ),
)
ISSUES = (
    Issue(
        id=IssueId("room"),
        project=ProjectId("barriers"),
        title="The room is double-booked",
        raised_on=day(2, 7),
        actions=("ask for another",),
        owner=PersonId("lead"),
    ),
    Issue(
        id=IssueId("data"),
        project=ProjectId("barriers"),
        title="No data-sharing agreement",
        severity=IssueSeverity.CRITICAL,
        description="two councils have not signed",
    ),
    Issue(
        id=IssueId("mended"),
        project=ProjectId("barriers"),
        title="Mended already",
        resolved_on=day(2, 1),
    ),
    Issue(
        id=IssueId("ahead"),
        project=ProjectId("barriers"),
        title="Raised afterwards",
        raised_on=day(3, 1),
    ),
)
STUDIES = (
    Study(
        id=StudyId("barriers-study"),
        title="Barriers to progression",
        project=ProjectId("barriers"),
        commissioner=OrganisationId("dfe"),
        partners=(OrganisationId("uni"), OrganisationId("council")),
        independent_facilitator=True,
        rationale="We acknowledge the problem.\n\nWe have the figures.",
        aim="More people from all backgrounds in senior posts.",
        questions=("What stops people?",),
        what_happens="You talk; we listen.",
        benefits="You may find it interesting.",
        use="It goes into a report.",
        selection="If selected, you hear from us.",
        registration="https://riverside.example/register?a=1&b=2",
        register_by=day(2, 18),
        access="Captions are always on.",
        ethics_reference="RU/2021/7",
        privacy_notice="https://riverside.example/privacy",
        retention_recording_days=30,
        withdrawal_days=14,
        report_due=day(5, 31),
        sharing=(SharingPlan(audience="The board"),),
    ),
    Study(
        id=StudyId("listening"),
        title="Listening",
        contact="Ask at the desk",
        report_due_words="spring 2023",
    ),
    Study(id=StudyId("desk"), title="Desk research"),
)
SEGMENTS = (
    Segment(
        id=SegmentId("all"),
        title="Social workers",
        study=StudyId("barriers-study"),
        inclusion="everybody in practice",
        exclusion="students",
    ),
    Segment(id=SegmentId("agency"), title="Agency staff", study=StudyId("listening")),
    Segment(id=SegmentId("students"), title="Students", study=StudyId("listening")),
)
GROUPS = (
    FocusGroup(
        id=FocusGroupId("group"),
        title="Group 1",
        study=StudyId("barriers-study"),
        segment=SegmentId("all"),
        max_minutes=90,
        min_size=4,
        max_size=8,
        recorded=True,
        guide=TopicGuide(
            sections=(
                GuideSection(title="Hello", kind=GuideSectionKind.OPENING),
                GuideSection(title="What matters"),
                GuideSection(title="What would help"),
            )
        ),
    ),
    FocusGroup(
        id=FocusGroupId("listen-1"),
        title="Listening 1",
        study=StudyId("listening"),
        segment=SegmentId("agency"),
        self_selected=True,
        registration="https://riverside.example/1",
        recorded=True,
    ),
    FocusGroup(
        id=FocusGroupId("listen-2"),
        title="Listening 2",
        study=StudyId("listening"),
        self_selected=True,
        same_participants=False,
        max_size=45,
    ),
)
SURVEYS = (
    Survey(
        id=SurveyId("survey"),
        title="Short survey",
        study=StudyId("barriers-study"),
        minutes=15,
        closes=day(3, 11),
        link="https://riverside.example/survey",
    ),
    Survey(
        id=SurveyId("named"),
        title="Interview form",
        study=StudyId("barriers-study"),
        anonymous=False,
    ),
)


FIRST = Session(
    id=SessionId("g1"),
    activity=FocusGroupId("group"),
    on=day(2, 7),
    start=pendulum.Time(10, 0),
    end=pendulum.Time(11, 30),
    status=SessionStatus.HELD,
)


def session(id: str, on: pendulum.Date, group: str, **more: Any) -> Session:
    """Make a session at the hour of the first, planned unless *more* says otherwise."""
    return attrs.evolve(
        FIRST,
        id=SessionId(id),
        activity=FocusGroupId(group),
        on=on,
        **{"status": SessionStatus.PLANNED, **more},
    )


SESSIONS = (
    FIRST,
    session("g2", day(2, 21), "group", platform="Microsoft Teams"),
    session(
        "g3", day(2, 28), "group", mode=SessionMode.IN_PERSON, venue=VenueId("hall")
    ),
    session("g4", day(3, 7), "group", status=SessionStatus.CANCELLED),
    session("l1", day(3, 1), "listen-1"),
    session("l2", day(3, 2), "listen-2", mode=SessionMode.HYBRID),
    session("l3", day(2, 1), "listen-2", title="An early one"),
)


# --------------------------------------------------------------------- next to nothing


def bare() -> Portfolio:
    """Give a portfolio with one of each thing that a document can be about, and no more."""
    return Portfolio(
        partnership=Partnership(id=PartnershipId("tp"), name="Our partnership"),
        projects=(
            Project(
                id=ProjectId("project"), title="Project", kind=ProjectKind.RESEARCH
            ),
        ),
        studies=(Study(id=StudyId("study"), title="Study"),),
        focus_groups=(
            FocusGroup(id=FocusGroupId("group"), title="Group", study=StudyId("study")),
        ),
    )
