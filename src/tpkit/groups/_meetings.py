import itertools

import pendulum

from tpkit._model.activity import (
    ActionLearningSet,
    LearningSetMember,
    MeetingAction,
    Session,
    SessionStatus,
)
from tpkit._model.ids import SessionId
from tpkit._model.portfolio import Portfolio


def took_place(session: Session, /, *, on: pendulum.Date) -> bool:
    """Say whether a session lies behind us on that day and was not cancelled.

    A session of that very day has taken place once it is recorded as held.
    """
    if not session.status.happens or session.on > on:
        return False
    return session.on < on or session.status is SessionStatus.HELD


def members_on(
    learning_set: ActionLearningSet, /, *, on: pendulum.Date
) -> tuple[LearningSetMember, ...]:
    """Give the members who belonged to the set on that day, in the set's order."""
    return tuple(member for member in learning_set.members if member.covers(on))


def agenda_actions(
    portfolio: Portfolio, session: SessionId, /
) -> tuple[MeetingAction, ...]:
    """Give the actions that belong on a meeting's agenda: those of the meeting before.

    A presenter acts between meetings and reports back at the next [ALA]. A cancelled
    meeting is passed over; the first meeting has none.

    Raises:
        UnknownIdError: no session has the id.
    """
    before = meeting_before(portfolio, portfolio.get(Session, session))
    if before is None:
        return ()
    return next(
        (m.actions for m in portfolio.set_meetings if m.session == before.id), ()
    )


def meeting_before(portfolio: Portfolio, session: Session) -> Session | None:
    """Give the session of the same activity before this one that was not cancelled."""
    sessions = portfolio.sessions_of(session.activity)
    earlier = itertools.takewhile(lambda other: other.id != session.id, sessions)
    happened = [other for other in earlier if other.status.happens]
    return happened[-1] if happened else None
