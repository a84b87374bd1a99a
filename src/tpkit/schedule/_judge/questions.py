"""What nobody agreed and no rule forbids, but has to be asked about all the same."""

import itertools
from collections.abc import Iterator
from datetime import date, time

from tpkit import _dates, _text
from tpkit._model.activity import (
    ActionLearningSet,
    DeliveryMode,
    FocusGroup,
    Session,
    SessionStatus,
    Workshop,
)
from tpkit._model.portfolio import Activity
from tpkit.findings import Finding, Severity
from tpkit.schedule._terms.facts import Facts

TWICE = "TP730"
"""The code of findings about times that London clocks show twice."""
OUT_OF_ORDER = "TP731"
"""The code of findings about sessions out of the order of their numbers."""


def hours_shown_twice(facts: Facts) -> Iterator[Finding]:
    """Ask about sessions to come that begin or end when the clocks repeat an hour."""
    for index, session in enumerate(facts.portfolio.sessions):
        for field, at in (("start", session.start), ("end", session.end)):
            # Only the hour from 01:00 is ever shown twice.
            twice = at.hour == 1 and _dates.happens_twice(session.on, at)
            if twice and _is_to_come(session, facts):
                path = f"$.sessions[{index}].{field}"
                yield _shown_twice(path, _title(session, facts), field, session.on, at)


def out_of_order(facts: Facts) -> Iterator[Finding]:
    """Ask about sessions that follow one another otherwise than by their numbers.

    Those of a workshop in parts, a learning set, and a focus group of the same people
    build on one another; the runs of a repeated workshop do not.
    """
    places = {session.id: n for n, session in enumerate(facts.portfolio.sessions)}
    for activity in facts.needs.activities.values():
        if _is_in_parts(activity):
            # Whichever of two at one time stands first in the document.
            sessions = sorted(facts.portfolio.sessions_of(activity.id), key=_order)
            there = (session for session in sessions if session.status.happens)
            for before, after in itertools.pairwise(there):
                if _is_to_come(after, facts) and (wrong := _wrong(before, after)):
                    path = f"$.sessions[{places[after.id]}].number"
                    yield _asked(path, activity, before, after, wrong)


def _shown_twice(path: str, title: str, field: str, on: date, at: time) -> Finding:
    return Finding(
        code=TWICE,
        severity=Severity.WARNING,
        path=path,
        message=(
            f"{title} {field}s at {_text.clock_time(at)} on "
            f"{_text.long_date(on, weekday=True)}, which London clocks show twice"
        ),
        remedy="choose a time before 1am or after 2am, which comes only once",
    )


def _is_to_come(session: Session, facts: Facts) -> bool:
    return session.on >= facts.on and session.status not in _SETTLED


_SETTLED = (SessionStatus.HELD, SessionStatus.CANCELLED)


def _title(session: Session, facts: Facts) -> str:
    return session.title or facts.names.activity(session.activity)


def _is_in_parts(activity: Activity) -> bool:
    match activity:
        case Workshop(delivery=delivery):
            return delivery is DeliveryMode.SERIES
        case FocusGroup(same_participants=same):
            return same
    return isinstance(activity, ActionLearningSet)


def _order(session: Session) -> tuple[date, time, int, str]:
    return session.on, session.start, session.number, session.id


def _wrong(before: Session, after: Session) -> str:
    """Say what is wrong with two sessions that follow one another; empty for nothing."""
    if after.number < before.number:
        return "comes after"
    if (after.on, after.start) < (before.on, before.end):
        return "begins before the end of"
    return ""


def _asked(
    path: str, activity: Activity, before: Session, after: Session, wrong: str
) -> Finding:
    first, second = (_text.long_date(s.on, weekday=True) for s in (before, after))
    return Finding(
        code=OUT_OF_ORDER,
        severity=Severity.WARNING,
        path=path,
        message=(
            f"{activity.title}: session {after.number} on {second} {wrong} "
            f"session {before.number} on {first}"
        ),
        remedy="put the dates right, or the numbers",
    )
