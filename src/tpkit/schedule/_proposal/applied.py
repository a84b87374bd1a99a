"""A portfolio whose sessions stand where a plan puts them."""

from collections.abc import Iterator, Sequence

import attrs

from tpkit._model.activity import Session, SessionMode
from tpkit._model.portfolio import Portfolio
from tpkit.schedule._problem.problem import Problem
from tpkit.schedule._terms.facts import Facts, new_session
from tpkit.schedule._terms.moved import in_slot
from tpkit.schedule._terms.slot import Entry, Slot


def applied(problem: Problem, slots: Sequence[Slot]) -> Portfolio:
    """Give the portfolio with every session of a problem in its slot.

    Document order stays; a new session stands after the last of its activity, or at the
    end where it is the first. A session that has moved is one revision further.
    """
    facts = problem.facts
    sessions = [*facts.portfolio.sessions]
    created: dict[str, list[Session]] = {}
    for entry, now, slot in zip(problem.entries, problem.now, slots, strict=True):
        if entry.index is None:
            created.setdefault(entry.activity, []).append(_created(entry, slot, facts))
        elif now != slot:
            session = sessions[entry.index]
            sessions[entry.index] = attrs.evolve(
                _moved(session, slot, facts), revision=session.revision + 1
            )
    return attrs.evolve(facts.portfolio, sessions=tuple(_joined(sessions, created)))


def _joined(
    sessions: Sequence[Session], created: dict[str, list[Session]]
) -> Iterator[Session]:
    last = {session.activity: index for index, session in enumerate(sessions)}
    for index, session in enumerate(sessions):
        yield session
        if last[session.activity] == index:
            yield from created.pop(session.activity, ())
    for some in created.values():
        yield from some


def _created(entry: Entry, slot: Slot, facts: Facts) -> Session:
    session = new_session(entry.session, entry.activity, entry.number, entry.minutes)
    siblings = facts.portfolio.sessions_of(session.activity)
    if siblings:
        last = siblings[-1]
        session = attrs.evolve(session, mode=last.mode, platform=last.platform)
    return _moved(session, slot, facts)


def _moved(session: Session, slot: Slot, facts: Facts) -> Session:
    """Give a session in a slot: with no facilitators of its own if they are the activity's."""
    moved = in_slot(session, slot, facts)
    if moved.facilitators != session.facilitators and slot.leaders == facts.leaders_of(
        session.activity
    ):
        moved = attrs.evolve(moved, facilitators=())
    if moved.mode is SessionMode.IN_PERSON:
        return attrs.evolve(moved, platform="")
    if moved.venue == session.venue:
        return moved
    return attrs.evolve(moved, platform=_platform(moved, facts.portfolio))


def _platform(session: Session, portfolio: Portfolio) -> str:
    """Give the platform that others use at a venue, or else that the session had."""
    others = (s.platform for s in portfolio.sessions if s.venue == session.venue)
    return next(filter(None, others), session.platform)
