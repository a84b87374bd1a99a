"""A problem of which all that is demanded can be taken away, piece by piece."""

import functools
import itertools
import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

import attrs
import pendulum

from tpkit._model.activity import SessionStatus
from tpkit._model.rules_of_people_and_places import HeldAt, LedBy
from tpkit.schedule._explain.causes import Cause, Demands, ReasonKind
from tpkit.schedule._judge.breaches import breaches, is_hard
from tpkit.schedule._meanings.table import terms_of
from tpkit.schedule._problem.problem import MOST_TEAMS, Problem, Series
from tpkit.schedule._proof.question import Question
from tpkit.schedule._terms.facts import Facts
from tpkit.schedule._terms.givens import Given
from tpkit.schedule._terms.shapes import Count, OfOne, Term
from tpkit.schedule._terms.slot import MINUTES_IN_A_DAY, Entry, Timetable


@attrs.frozen(kw_only=True, eq=False)
class Case:
    """A problem of which everything hard can be taken away, piece by piece."""

    problem: Problem
    grid: int
    """Minutes from one time at which a session may start to the next."""
    is_until_asked: bool = True
    """Whether somebody asked for the last day, or it is only as far as was looked."""

    @property
    def nobodys(self) -> frozenset[Cause]:
        """The causes that nobody asked for, which can be given up for nothing."""
        until = Cause(ReasonKind.UNTIL)
        return frozenset() if self.is_until_asked else frozenset({until})

    @functools.cached_property
    def causes(self) -> tuple[Cause, ...]:
        """All that may be to blame; what comes first is the first to be cleared."""
        return (
            Cause(ReasonKind.UNTIL),
            Cause(ReasonKind.TODAY),
            *(Cause(ReasonKind.RULE, id) for id in sorted(self._rules)),
            *(Cause(ReasonKind.PLACE, activity) for activity in self._housed),
            *(Cause(ReasonKind.LEADERS, activity) for activity in self._led),
            *sorted(self._standing.values()),
            *(Cause(ReasonKind.IN_TURN, activity) for activity in self.activities),
            Cause(ReasonKind.GRID),
        )

    @property
    def facts(self) -> Facts:
        """The portfolio, and what rules look up in it."""
        return self.problem.facts

    @functools.cached_property
    def activities(self) -> tuple[str, ...]:
        """The activities that have sessions to come, in order of id."""
        return tuple(
            series.activity
            for series in self.problem.series
            if not self._past.issuperset(series.places)
        )

    @functools.cached_property
    def times(self) -> tuple[int, ...]:
        """All times of day at which a session could start, whatever the grid."""
        now = (slot.start for slot in self.problem.now if slot is not None)
        fine = range(0, MINUTES_IN_A_DAY, min(self.grid, _FINE_GRID))
        return tuple(sorted({*fine, *self.problem.times, *now}))

    @functools.cached_property
    def everything(self) -> Demands:
        """All that the problem demands."""
        return Demands(causes=frozenset(self.causes))

    @property
    def singles(self) -> tuple[OfOne, ...]:
        """The terms about each session by itself that may not be broken."""
        return tuple(term for term in self.problem.singles if is_hard(term))

    def rule(self, id: str) -> Any:
        """Give the rule with an id."""
        return self._rules[id]

    def is_whole(self, causes: Collection[Cause]) -> bool:
        """Say whether every team is looked at that rules among these causes allow."""
        rules = (self.rule(cause.id) for cause in causes if cause.id in self._rules)
        return all(
            math.comb(len(set(rule.people)), rule.needed) <= MOST_TEAMS
            for rule in rules
            if isinstance(rule, LedBy)
        )

    def moving(self, activity: str) -> tuple[int, ...]:
        """Give the places of the sessions of an activity that are to be placed."""
        places = next(s.places for s in self.problem.series if s.activity == activity)
        return tuple(place for place in places if place in self.problem.free)

    def question(
        self, demands: Demands, activities: Collection[str] | None = None
    ) -> Question:
        """Ask whether there is a timetable, of some of the activities or of all."""
        terms = tuple(self._terms(demands))
        asked = frozenset(self.activities if activities is None else activities)
        counts = [*self._soft_counts, *(t for t in terms if isinstance(t, Count))]
        entries = self._entries(counts)
        stay = {p for p, cause in self._standing.items() if cause in demands.causes}
        free = self.problem.free.union(self._standing.keys() - stay)
        missing = frozenset(self._missing(counts))
        fewer = frozenset(self._fewer(demands, free - missing))
        of_asked = {p for p, entry in enumerate(entries) if entry.activity in asked}
        return Question(
            problem=attrs.evolve(
                self.problem,
                terms=terms,
                entries=entries,
                free=free,
                horizon=self._horizon(demands),
                times=self._times(demands),
                venues=tuple(self._venues(demands)),
                teams=tuple(self._teams(demands)),
            ),
            there=frozenset((of_asked & free).union(stay) - missing - fewer),
            activities=asked,
            past=self._past.intersection(stay),
            loose=frozenset(
                a for a in asked if Cause(ReasonKind.IN_TURN, a) not in demands.causes
            ),
            short=self._is_short(entries, missing, terms),
        )

    def narrowed(self, question: Question) -> Question:
        """Ask the same of the days and hours that were first thought of."""
        mine, theirs = self.problem.horizon, question.problem.horizon
        both = range(max(mine.start, theirs.start), min(mine.stop, theirs.stop))
        times = self.problem.starts or self.problem.times
        return attrs.evolve(
            question, problem=attrs.evolve(question.problem, horizon=both, times=times)
        )

    # --------------------------------------------------------------------------- rules

    @functools.cached_property
    def _rules(self) -> dict[str, Any]:
        """The rules that may not be broken, by id."""
        return {t.rule.id: t.rule for t in self.problem.terms if _is_agreed(t)}

    @functools.cached_property
    def _terms_of(self) -> dict[str, list[Term]]:
        found: dict[str, list[Term]] = {}
        for term in filter(_is_agreed, self.problem.terms):
            found.setdefault(term.rule.id, []).append(term)
        return found

    @functools.cached_property
    def _soft_counts(self) -> tuple[Count, ...]:
        """Terms by which sessions are to be there, even where they need not be."""
        return tuple(
            t for t in self.problem.terms if isinstance(t, Count) and not is_hard(t)
        )

    def _terms(self, demands: Demands) -> Iterator[Term]:
        is_to_come = Cause(ReasonKind.TODAY) in demands.causes
        for term in self.problem.terms:
            if isinstance(term.rule, Given) and (
                is_to_come or term.rule.id != _TO_COME
            ):
                yield term
        for id, terms in self._terms_of.items():
            if Cause(ReasonKind.RULE, id) in demands.causes:
                yield from terms
        for rules in demands.instead.values():
            yield from terms_of(rules, self.facts)

    # ------------------------------------------------------------------------ sessions

    @functools.cached_property
    def _past(self) -> frozenset[int]:
        today = self.facts.on.toordinal()
        return frozenset(
            place
            for place, slot in enumerate(self.problem.now)
            if slot is not None
            and (slot.day <= today or self._has_been_held(self.problem.entries[place]))
        )

    def _has_been_held(self, entry: Entry) -> bool:
        session = self.facts.portfolio.sessions[entry.index or 0]
        return session.status is SessionStatus.HELD

    @functools.cached_property
    def _standing(self) -> dict[int, Cause]:
        """For the place of each session that stays where it is and matters, the fact."""
        lately = self.facts.on.toordinal() - _LATELY
        found = {}
        for place, slot in enumerate(self.problem.now):
            entry = self.problem.entries[place]
            if slot is None or place in self.problem.free:
                continue
            if place not in self._past:
                found[place] = Cause(ReasonKind.STAYS, entry.session)
            elif slot.day >= lately or entry.activity in self.activities:
                found[place] = Cause(ReasonKind.PAST, entry.session)
        return found

    def _entries(self, counts: Collection[Count]) -> tuple[Entry, ...]:
        """Give the entries with the lengths that are agreed, or else their own."""
        own = self.facts.timetable.entries
        entries = (*own, *self.problem.entries[len(own) :])
        return tuple(
            attrs.evolve(entry, minutes=minutes)
            if (minutes := _agreed_minutes(counts, entry.activity)) is not None
            else entry
            for entry in entries
        )

    def _missing(self, counts: Collection[Count]) -> Iterator[int]:
        """Yield the places of sessions that were yet to be created and nobody asks for."""
        there: Counter[str] = Counter()
        for place, entry in enumerate(self.problem.entries):
            there[entry.activity] += 1
            wanted = (count.wanted(entry.activity) or 0 for count in counts)
            if entry.index is None and there[entry.activity] > max(wanted, default=0):
                yield place

    def _fewer(self, demands: Demands, free: Collection[int]) -> Iterator[int]:
        """Yield the places of the last sessions that need not be held."""
        for series in self.problem.series:
            count = demands.fewer.get(series.activity, 0)
            moving = [place for place in series.places if place in free]
            yield from moving[len(moving) - count :]

    def _is_short(
        self, entries: Sequence[Entry], missing: Collection[int], terms: Iterable[Term]
    ) -> bool:
        there = (entry for place, entry in enumerate(entries) if place not in missing)
        counts = (term for term in terms if isinstance(term, Count))
        return any(
            True for _ in breaches(Timetable(entries=tuple(there), slots=()), counts)
        )

    # ----------------------------------------------------------------- days and hours

    def _horizon(self, demands: Demands) -> range:
        horizon = self.problem.horizon
        first, last = horizon.start, horizon.stop - 1
        if Cause(ReasonKind.TODAY) not in demands.causes:
            first -= _YEAR
        if demands.until is not None:
            last = demands.until
        elif Cause(ReasonKind.UNTIL) not in demands.causes:
            last = self.latest
        return range(max(first, 1), last + 1)

    @functools.cached_property
    def latest(self) -> int:
        """The last day that is looked at where nothing says how long to look.

        It leaves room for the gaps that were agreed, within ten years.
        """
        horizon = self.problem.horizon
        room = max(map(self._room, self.problem.series), default=0)
        last = horizon.stop + min(_YEAR + room, _TEN_YEARS)
        return min(last, pendulum.Date.max.toordinal())

    def _room(self, series: Series) -> int:
        """Give days enough for the gaps of a series."""
        entry = self.problem.entries[series.places[0]]
        gaps = (t for t in self.problem.gaps if is_hard(t) and t.concerns(entry))
        steps = (
            next((n for n in range(_TEN_YEARS) if not gap.amount(entry, n)), 0)
            for gap in gaps
        )
        # A step may be of working days: of which there are five in seven, less holidays.
        return 2 * max(steps, default=0) * len(series.places)

    def _times(self, demands: Demands) -> tuple[int, ...]:
        on_grid = Cause(ReasonKind.GRID) in demands.causes
        return self.problem.times if on_grid else self.times

    # --------------------------------------------------------------- people and places

    @functools.cached_property
    def _housed(self) -> tuple[str, ...]:
        """The activities that have a place which no rule gives them."""
        return self._arranged(HeldAt, self.problem.venues, None)

    @functools.cached_property
    def _led(self) -> tuple[str, ...]:
        """The activities that have leaders whom no rule gives them."""
        return self._arranged(LedBy, self.problem.teams, ())

    def _arranged(
        self, kind: type[HeldAt | LedBy], options: Sequence[object], nothing: object
    ) -> tuple[str, ...]:
        rules = (rule for rule in self._rules.values() if isinstance(rule, kind))
        ruled = {activity for rule in rules for activity in rule.activities}
        return tuple(
            series.activity
            for series in self.problem.series
            if series.activity in self.activities
            and series.activity not in ruled
            and any(options[place] != (nothing,) for place in series.places)
        )

    def _venues(self, demands: Demands) -> Iterator[tuple[str | None, ...]]:
        """Yield where each session could be: elsewhere, too, where nothing is arranged."""
        for entry, some in zip(self.problem.entries, self.problem.venues, strict=True):
            arranged = Cause(ReasonKind.PLACE, entry.activity) in demands.causes
            yield some if arranged or None in some else (*some, None)

    def _teams(self, demands: Demands) -> Iterator[tuple[tuple[str, ...], ...]]:
        """Yield who could lead each session: others, too, where nothing is arranged."""
        new = [r for r in _flat(demands.instead.values()) if isinstance(r, LedBy)]
        for entry, some in zip(self.problem.entries, self.problem.teams, strict=True):
            arranged = Cause(ReasonKind.LEADERS, entry.activity) in demands.causes
            teams = {*some} if arranged else {*some, ()}
            for rule in new:
                if entry.activity in rule.activities:
                    people = sorted(set(rule.people))
                    some_teams = itertools.combinations(people, rule.needed)
                    teams.update(itertools.islice(some_teams, MOST_TEAMS))
            yield tuple(sorted(teams))


_flat = itertools.chain.from_iterable

_FINE_GRID = 15
_LATELY = 62
"""Days back to which what is past can matter: the month that a workload is counted in."""
_YEAR = 366
_TEN_YEARS = 3653
_TO_COME = "to-come"


def _is_agreed(term: Term) -> bool:
    return is_hard(term) and not isinstance(term.rule, Given)


def _agreed_minutes(counts: Iterable[Count], activity: str) -> int | None:
    lengths = (count.minutes(activity) for count in counts)
    return next((minutes for minutes in lengths if minutes is not None), None)
