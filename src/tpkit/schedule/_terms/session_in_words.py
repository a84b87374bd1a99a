"""What people call a session, and when, where and by whom it is held."""

import operator
from collections.abc import Iterable

from tpkit import _text
from tpkit._model.activity import (
    ActionLearningSet,
    DeliveryMode,
    Session,
    SessionMode,
    Venue,
    Workshop,
)
from tpkit._model.partnership import GovernanceBody
from tpkit._model.portfolio import Activity, Portfolio
from tpkit.schedule._terms.names import Names


def named(session: Session, portfolio: Portfolio) -> str:
    """Write `Practice forum, run 2`; its own title, or that of an only session, alone."""
    if session.title:
        return session.title
    activity = portfolio.activity(session.activity)
    others = map(operator.attrgetter("id"), portfolio.sessions_of(session.activity))
    if set(others) <= {session.id}:
        return activity.title
    return f"{activity.title}, {_kind(activity)} {session.number}"


def _kind(activity: Activity) -> str:
    match activity:
        case Workshop(delivery=DeliveryMode.REPEAT_RUNS):
            return "run"
        case Workshop():
            return "part"
        case ActionLearningSet() | GovernanceBody():
            return "meeting"
    return "session"


def when(session: Session) -> str:
    """Write `Monday 21 February 2022, 10am to 11:30am`."""
    day = _text.long_date(session.on, weekday=True)
    return f"{day}, {_text.time_range(session.start, session.end)}"


def where(session: Session, portfolio: Portfolio) -> str:
    """Write `at County Hall`, `on Microsoft Teams` or `online`; empty where unknown."""
    if session.venue is not None:
        venue = portfolio.get(Venue, session.venue)
        return f"{'on' if venue.online else 'at'} {venue.name}"
    if session.platform:
        return f"on {session.platform}"
    return "online" if session.mode is SessionMode.ONLINE else ""


def led_by(leaders: Iterable[str], names: Names) -> str:
    """Write `led by the programme lead`; empty where nobody leads."""
    people = names.people(leaders)
    return f"led by {people}" if people else ""
