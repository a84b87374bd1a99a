"""Learning sets as several of their checks see them."""

from collections.abc import Iterable, Iterator

import pendulum

from tpkit import _text
from tpkit._model.activity import (
    ActionLearningSet,
    LearningSetMember,
    LearningSetStatus,
    Session,
    SetMeeting,
)
from tpkit._model.ids import PersonId, SessionId
from tpkit._model.participation import AttendanceStatus
from tpkit._model.people import Person
from tpkit._model.portfolio import Portfolio

UNDER_CONTRACT = frozenset(
    {
        LearningSetStatus.CONTRACTED,
        LearningSetStatus.RUNNING,
        LearningSetStatus.REVIEW,
    }
)
"""The statuses of sets that are working through a contract."""

_NO_LONGER = frozenset(
    {
        LearningSetStatus.ENDED,
        LearningSetStatus.MERGED,
        LearningSetStatus.ABANDONED,
    }
)

Register = dict[PersonId, AttendanceStatus]
"""Who was at one meeting, and who was not."""


def sets_going_on(portfolio: Portfolio) -> Iterator[tuple[int, ActionLearningSet]]:
    """Yield the sets that have not stopped, each with its number in the document."""
    for number, learning_set in enumerate(portfolio.learning_sets):
        if learning_set.status not in _NO_LONGER:
            yield number, learning_set


def sets_by_id(portfolio: Portfolio) -> dict[str, ActionLearningSet]:
    """Give every set by its id, to be asked with the id of any activity."""
    return {learning_set.id: learning_set for learning_set in portfolio.learning_sets}


def present(
    learning_set: ActionLearningSet, *, on: pendulum.Date
) -> list[LearningSetMember]:
    """Give the members who have not left by that day, those yet to join among them."""
    return [m for m in learning_set.members if m.left is None or m.left >= on]


def meetings_of(portfolio: Portfolio, learning_set: ActionLearningSet) -> list[Session]:
    """Give the set's meetings that were not cancelled, in order of time."""
    return [s for s in portfolio.sessions_of(learning_set.id) if s.status.happens]


def records(portfolio: Portfolio) -> dict[SessionId, tuple[int, SetMeeting]]:
    """Give what is kept of each meeting, with its number in the document."""
    return {m.session: (number, m) for number, m in enumerate(portfolio.set_meetings)}


def registers(portfolio: Portfolio) -> dict[SessionId, Register]:
    """Give the register of each session that has one."""
    found: dict[SessionId, Register] = {}
    for attendance in portfolio.attendances:
        register = found.setdefault(attendance.session, {})
        register[attendance.person] = attendance.status
    return found


def was_there(register: Register, member: PersonId) -> bool:
    """Say whether a member was there in person: a substitute is somebody else."""
    return register.get(member) in (AttendanceStatus.PRESENT, AttendanceStatus.PARTIAL)


def meeting_named(portfolio: Portfolio, meeting: SetMeeting) -> str:
    """Name a meeting by its set and its day."""
    session = portfolio.get(Session, meeting.session)
    learning_set = portfolio.get(ActionLearningSet, session.activity)
    return f"{learning_set.title} on {_text.long_date(session.on)}"


def titles(portfolio: Portfolio, people: Iterable[PersonId]) -> str:
    """List the words by which people are known."""
    return _text.listed(portfolio.get(Person, person).title for person in people)
