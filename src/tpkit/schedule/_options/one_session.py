"""One session among all others, which stay where they are: what a slot comes to for it."""

import functools
import itertools
import operator
from collections.abc import Iterable
from typing import Any

import attrs
import pendulum

from tpkit._model.activity import Session, SessionStatus
from tpkit._model.portfolio import Portfolio
from tpkit._model.rules_of_people_and_places import Unavailable
from tpkit._text import did_you_mean
from tpkit.calendars._instants import the_day
from tpkit.errors import FieldError, UnknownIdError
from tpkit.schedule._judge.breaches import Breach, breaches
from tpkit.schedule._judge.probes import Probe, probes_of
from tpkit.schedule._meanings.table import terms_of
from tpkit.schedule._problem.plan import in_turn
from tpkit.schedule._problem.problem import Problem, problem_of
from tpkit.schedule._problem.tables import cost_of
from tpkit.schedule._terms.facts import Facts, facts_of, new_session
from tpkit.schedule._terms.shapes import Count, Term
from tpkit.schedule._terms.slot import (
    MINUTES_IN_A_DAY,
    Entry,
    Slot,
    Timetable,
    minute_of,
)
from tpkit.schedule._terms.standard import rules_of


@attrs.frozen(kw_only=True, eq=False)
class OneSession:
    """A problem in which one session is free and all others stay; made by `one_session`."""

    problem: Problem
    place: int
    """The place of the session among the entries."""
    session: Session
    """The session as it stands; one that is yet to be created has no meaningful date."""
    is_new: bool
    """Whether it is yet to be created."""

    @property
    def facts(self) -> Facts:
        """What the rules look up."""
        return self.problem.facts

    @property
    def entry(self) -> Entry:
        """The session without its slot."""
        return self.problem.entries[self.place]

    @property
    def now(self) -> Slot | None:
        """Where it stands today; None for one that is yet to be created."""
        return self.problem.now[self.place]

    @property
    def venue(self) -> str | None:
        """The id of its present venue, or of that of the last session before a new one."""
        return self.session.venue

    @functools.cached_property
    def leaders(self) -> tuple[str, ...]:
        """The ids of those who lead it now, or would lead a new one, in order of id."""
        return tuple(sorted(self.facts.needs.leaders(self.session)))

    @functools.cached_property
    def turn(self) -> tuple[int | None, int | None]:
        """The places of the sessions of its activity before and after it."""
        places = next(s.places for s in self.problem.series if self.place in s.places)
        at = places.index(self.place)
        before, after = places[max(0, at - 1) : at], places[at + 1 : at + 2]
        return (before or (None,))[0], (after or (None,))[0]

    def is_in_turn(self, slot: Slot) -> bool:
        """Say whether a slot lies between the sessions before and after."""
        before, after = self.turn
        slots = self._timetable.slots
        return (before is None or in_turn(slots[before], slot)) and (
            after is None or in_turn(slot, slots[after])
        )

    def timetable(self, slot: Slot) -> Timetable:
        """Give the timetable in which the session stands in a slot."""
        slots = list(self._timetable.slots)
        slots[self.place] = slot
        return self.problem.timetable(slots)

    @functools.cached_property
    def _timetable(self) -> Timetable:
        """The timetable of today; one yet to be created is where no term counts it."""
        nowhere = Slot(day=1, start=0, end=0, venue=None, leaders=())
        return self.problem.timetable(slot or nowhere for slot in self.problem.now)

    @functools.cached_property
    def probes(self) -> tuple[Probe, ...]:
        """What the terms that concern the session say of it, one by one."""
        turns = {self.place: self.turn}
        return probes_of(self.problem.terms, self._timetable, turns)

    def cost(self, slot: Slot, probes: Iterable[Probe] | None = None) -> int:
        """Give what the session costs in a slot; `BARRED` and more where it may not be."""
        return sum(
            cost_of(probe.term, probe.amount(self.place, slot))
            for probe in (self.probes if probes is None else probes)
        )

    def costs(self, slot: Slot) -> dict[str, int]:
        """Give what the session costs in a slot by the id of the rule, costs of 0 left out."""
        found: dict[str, int] = {}
        for probe in self.probes:
            amount = 0 if probe.is_hard else probe.amount(self.place, slot)
            if amount:
                rule = probe.term.rule.id
                found[rule] = found.get(rule, 0) + amount * probe.weight
        return found

    def breaches(self, slot: Slot) -> tuple[Breach, ...]:
        """Give every breach that the session has a part in if it stands in a slot."""
        broken = [p.term for p in self.probes if p.amount(self.place, slot)]
        found = breaches(self.timetable(slot), broken)
        return tuple(breach for breach in found if self.place in breach.places)


def one_session(  # noqa: PLR0913  # one keyword for each thing that may be told
    asked: str,
    portfolio: Portfolio,
    id: str,
    *,
    on: pendulum.Date,
    rules: Iterable[Any],
    until: pendulum.Date | None = None,
    grid: int = 30,
    minutes: int | None = None,
) -> OneSession:
    """Read what can be said of one session; for an activity, of one more session of it.

    Raises:
        UnknownIdError: the id is neither a session's nor an activity's.
        FieldError: the session cannot move any more; nothing says how long a new one
            lasts; *on* is an instant; or as for `problem_of`.
    """
    day, held = the_day(asked, on), tuple(rules)
    session = _known(asked, portfolio, id, day)
    is_new = session is None
    if session is None:
        session = _one_more(asked, facts_of(portfolio, on=day), id, held, minutes)
        portfolio = attrs.evolve(portfolio, sessions=(*portfolio.sessions, session))
    problem = problem_of(
        portfolio, on=day, rules=held, until=until, grid=grid, asked_by=asked
    )
    place = next(p for p, e in enumerate(problem.entries) if e.session == session.id)
    alone = _alone(problem, place, session, is_new=is_new, grid=grid)
    return OneSession(session=session, is_new=is_new, place=place, problem=alone)


def _alone(
    problem: Problem, place: int, session: Session, *, is_new: bool, grid: int
) -> Problem:
    """Let one session move, and leave out what does not concern it."""
    there = len(problem.facts.timetable.entries)
    entry = problem.entries[place]
    people = {member.person for member in entry.members}.union(*problem.teams[place])
    wanted = people.union(filter(None, problem.venues[place]))
    now = list(problem.now[:there])
    times = {*range(0, MINUTES_IN_A_DAY, grid)}
    if is_new:
        now[place] = None
    else:
        times.add(minute_of(session.start))
    return attrs.evolve(
        problem,
        terms=tuple(t for t in problem.terms if _may_matter(t, entry, wanted)),
        entries=problem.entries[:there],
        now=tuple(now),
        free=frozenset({place}),
        times=tuple(sorted(times)),
        venues=problem.venues[:there],
        teams=problem.teams[:there],
    )


def _may_matter(term: Term, entry: Entry, wanted: set[str]) -> bool:
    """Say whether a term can be about a session that may want these people and venues.

    Most of the rules of a large programme say when somebody else is away.
    """
    rule = term.rule
    if isinstance(rule, Unavailable) and wanted.isdisjoint(
        (*rule.people, *rule.venues)
    ):
        return False
    return term.concerns(entry)


def _known(
    asked: str, portfolio: Portfolio, id: str, on: pendulum.Date
) -> Session | None:
    """Give the session of that id, which must be able to move; None for an activity's."""
    session = next((s for s in portfolio.sessions if s.id == id), None)
    if session is None:
        return None
    if session.status is SessionStatus.CANCELLED:
        expected = (
            f"a session that is not cancelled (for one more: {session.activity!r})"
        )
        raise FieldError(asked, "session", expected, id)
    if session.status is SessionStatus.HELD or session.on <= on:
        expected = f"a session that has not been held, after {on}"
        raise FieldError(asked, "session", expected, id)
    return session


def _one_more(
    asked: str, facts: Facts, activity: str, rules: Iterable[Any], minutes: int | None
) -> Session:
    """Give one more session of an activity: like the last one, but without a date."""
    there = _sessions_of(facts, activity)
    length = _length(facts, activity, rules) or minutes
    if length is None and there:
        length = there[-1].minutes
    if length is None:
        expected = f"how long a session of {activity!r} lasts, in minutes"
        raise FieldError(asked, "minutes", expected, None)
    taken = {session.id for session in facts.portfolio.sessions}
    ids = (f"{activity}-{number}" for number in itertools.count(len(there) + 1))
    id = next(id for id in ids if id not in taken)
    if not there:
        return new_session(id, activity, 1, length)
    last = there[-1]
    return attrs.evolve(
        new_session(id, activity, last.number + 1, length),
        mode=last.mode,
        platform=last.platform,
        venue=last.venue,
        places=last.places,
        facilitators=last.facilitators,
    )


def _sessions_of(facts: Facts, activity: str) -> list[Session]:
    """Give the sessions of an activity in the order of their numbers."""
    if activity not in facts.needs.activities:
        known = {s.id for s in facts.portfolio.sessions} | {*facts.needs.activities}
        hint = did_you_mean(activity, sorted(known))
        raise UnknownIdError("session or activity", activity, hint)
    sessions = (s for s in facts.portfolio.sessions if s.activity == activity)
    return sorted(sessions, key=operator.attrgetter("number"))


def _length(facts: Facts, activity: str, rules: Iterable[Any]) -> int | None:
    """Give how long a session lasts as agreed; None where nothing says so."""
    terms = terms_of(rules_of(facts.portfolio, rules), facts)
    lengths = (t.minutes(activity) for t in terms if isinstance(t, Count))
    return next((minutes for minutes in lengths if minutes is not None), None)
