"""Riverside's learning set, of which the documents of learning sets can be tried."""

import attrs
import pendulum

from tpkit._model.activity import (
    ActionLearningSet,
    GroundRule,
    LearningContract,
    LearningSetMember,
    LearningSetStatus,
    MeetingAction,
    PresenterSlot,
    Session,
    SessionMode,
    SessionStatus,
    SetMeeting,
    SlotKind,
)
from tpkit._model.ids import (
    LearningSetId,
    OrganisationId,
    PersonId,
    ProjectId,
    SessionId,
    VenueId,
)
from tpkit._model.participation import Attendance, AttendanceStatus
from tpkit._model.people import CareerStage, Person, ProfessionalRole
from tpkit._model.portfolio import Portfolio
from tpkit.report._samples.riverside import bare, day, riverside


def least() -> Portfolio:
    """Give a portfolio with a learning set and a meeting, and no more."""
    learning_set = ActionLearningSet(id=LearningSetId("set"), title="Set")
    return attrs.evolve(
        bare(), learning_sets=(learning_set,), sessions=(meeting(1, day(3, 1)),)
    )


def usual() -> Portfolio:
    """Give Riverside with a set that has met twice."""
    portfolio = riverside()
    return attrs.evolve(
        portfolio,
        people=(*portfolio.people, FACILITATOR, *MEMBERS),
        learning_sets=(LEARNING_SET,),
        sessions=(*portfolio.sessions, *MEETINGS),
        set_meetings=RECORDS,
        attendances=ATTENDANCES,
    )


def meeting(
    number: int,
    on: pendulum.Date,
    status: SessionStatus = SessionStatus.PLANNED,
) -> Session:
    """Make one of the set's meetings."""
    return Session(
        id=SessionId(f"meeting-{number}"),
        activity=LearningSetId("set"),
        number=number,
        on=on,
        start=pendulum.Time(10, 0),
        end=pendulum.Time(13, 0),
        platform="Microsoft Teams",
        status=status,
        note="What is noted about a meeting is on no page.",
    )


FACILITATOR = Person(
    id=PersonId("adviser"),
    title="Set adviser",
    role=ProfessionalRole.FACILITATOR,
    name="A. Adviser",
    accreditation="ILM level 5",
)


def _member(number: int, employer: str) -> Person:
    return Person(
        id=PersonId(f"member-{number}"),
        title=f"Senior practitioner {number}",
        role=ProfessionalRole.SOCIAL_WORKER,
        organisation=OrganisationId(employer),
    )


MEMBERS = (
    _member(1, "council"),
    _member(2, "council"),
    _member(3, "uni"),
    attrs.evolve(_member(4, "uni"), organisation=None),
    _member(5, "council"),
)
LEARNING_SET = ActionLearningSet(
    id=LearningSetId("set"),
    title="Leading practice",
    project=ProjectId("bridge"),
    theme="how to keep strengths at the heart of practice",
    level=CareerStage.EXPERIENCED,
    contract=LearningContract(agreed_on=day(1, 10)),
    members=(
        *(LearningSetMember(person=PersonId(f"member-{n}")) for n in range(1, 5)),
        LearningSetMember(
            person=PersonId("member-5"), left=day(1, 31), reason="a new post"
        ),
    ),
    facilitator=PersonId("adviser"),
    ground_rules=(
        GroundRule(text="we start and end on time", agreed_on=day(1, 10)),
        GroundRule(text="we switch telephones off"),
        GroundRule(
            text="what is said here stays here",
            agreed_on=day(1, 10),
            about_confidentiality=True,
        ),
    ),
    confidentiality_limits=(
        "We pass on what we must: when somebody is at risk of harm, or practice is unsafe."
        "\n\nWe tell the member first, where that is safe."
    ),
    employer_mix_reason="only two councils have senior practitioners in this field",
    evaluation=("how confident members feel, at the start, middle and end",),
    status=LearningSetStatus.RUNNING,
)
MEETINGS = (
    meeting(1, day(1, 10), SessionStatus.HELD),
    meeting(2, day(2, 10), SessionStatus.HELD),
    meeting(3, day(3, 10), SessionStatus.CANCELLED),
    attrs.evolve(
        meeting(4, day(3, 17)),
        mode=SessionMode.IN_PERSON,
        platform="",
        venue=VenueId("hall"),
    ),
)
RECORDS = (
    SetMeeting(
        session=SessionId("meeting-1"),
        slots=(PresenterSlot(presenter=PersonId("member-1")),),
        actions=(
            MeetingAction(
                text="ask my manager for an hour a week",
                owner=PersonId("member-1"),
                due=day(2, 1),
                reviewed_in=SessionId("meeting-2"),
                outcome="agreed, from March",
            ),
            MeetingAction(text="draw a map of the team", owner=PersonId("member-2")),
        ),
    ),
    SetMeeting(
        session=SessionId("meeting-2"),
        slots=(
            PresenterSlot(
                presenter=PersonId("member-1"), minutes=15, kind=SlotKind.UPDATE
            ),
            PresenterSlot(
                presenter=PersonId("member-3"), deferred=(PersonId("member-2"),)
            ),
        ),
        actions=(
            MeetingAction(
                text="try the questions in supervision",
                owner=PersonId("member-3"),
                due=day(3, 10),
            ),
        ),
        themes=("Time to think", "Asking before telling"),
        process_review="Questions were open. We kept to time.",
    ),
)
ATTENDANCES = (
    Attendance(session=SessionId("meeting-2"), person=PersonId("member-1")),
    Attendance(session=SessionId("meeting-2"), person=PersonId("member-3")),
    Attendance(
        session=SessionId("meeting-2"),
        person=PersonId("member-2"),
        status=AttendanceStatus.PARTIAL,
        minutes=90,
    ),
    Attendance(
        session=SessionId("meeting-2"),
        person=PersonId("member-4"),
        status=AttendanceStatus.APOLOGIES,
    ),
    Attendance(
        session=SessionId("meeting-2"),
        person=PersonId("lead"),
        status=AttendanceStatus.SUBSTITUTE,
    ),
)
