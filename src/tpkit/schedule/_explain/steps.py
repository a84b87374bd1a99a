"""Giving in bit by bit: what could be agreed instead of something, the mildest first."""

from collections.abc import Callable, Iterable
from typing import Any

import attrs

from tpkit import _text
from tpkit.schedule._explain.case import Case
from tpkit.schedule._explain.causes import Cause, Demands
from tpkit.schedule._proof.memory import slot_at
from tpkit.schedule._terms.names import Names
from tpkit.schedule._terms.slot import time_of


@attrs.frozen(kw_only=True)
class Step:
    """Something to agree instead of a cause, or to do without."""

    words: str
    """What to do, as one would say it: `finish on 14 March 2022 instead of 1 March`."""
    rules: tuple[Any, ...] = ()
    """What is agreed instead."""
    until: int | None = None
    """The last day to look at."""
    ends: int | None = None
    """The day until which sessions may now be, where that is what is agreed."""
    frees: frozenset[str] = frozenset()
    """The parts of the week that are given back: fewer are milder."""
    fewer: tuple[tuple[str, int], ...] = ()
    """An activity that has fewer sessions, and by how many."""

    def taken(self, demands: Demands, cause: Cause | None) -> Demands:
        """Give the demands that are left when this is agreed."""
        left = demands if cause is None else demands.without([cause])
        if self.rules and cause is not None:
            left = attrs.evolve(left, instead={**left.instead, cause.id: self.rules})
        if self.until is not None:
            left = attrs.evolve(left, until=self.until)
        return attrs.evolve(left, fewer={**left.fewer, **dict(self.fewer)})


@attrs.frozen(kw_only=True)
class Dial:
    """Something that can be turned step by step."""

    steps: int
    """How far at most."""
    at: Callable[[int], Step]
    """Gives a step: the first, numbered 1, is the mildest."""


@attrs.frozen(kw_only=True)
class Scene:
    """Where something is to be given in on: for which activities, and of what case."""

    case: Case
    activities: tuple[str, ...]

    @property
    def names(self) -> Names:
        """What things are called."""
        return self.case.facts.names

    def titles(self, activities: Iterable[str]) -> str:
        """List activities by title."""
        return _text.listed(map(self.names.activity, activities))

    def session(self, id: str) -> str:
        """Call a session by title and day; by the hour or the id, too, where need be."""
        name, there = self.names.session(id), self.case.facts.timetable
        starts = {
            entry.session: slot.start
            for entry, slot in zip(there.entries, there.slots, strict=True)
            if self.names.session(entry.session) == name
        }
        if len(starts) == 1:
            return name
        is_known = [*starts.values()].count(starts[id]) == 1
        hour = _text.clock_time(time_of(starts[id]))
        return f"{name} at {hour}{'' if is_known else f' ({id})'}"

    def project(self, activity: str) -> str | None:
        """Give the id of the project an activity belongs to."""
        facts = self.case.facts
        return facts.project_of(facts.needs.activities[activity])

    def sessions(self, activity: str) -> int:
        """Count the sessions that an activity is to have."""
        return sum(e.activity == activity for e in self.case.problem.entries)

    def options(
        self, activity: str
    ) -> list[tuple[tuple[str | None, ...], tuple[tuple[str, ...], ...]]]:
        """Give for each session of an activity where it could be and who could lead it."""
        problem = self.case.problem
        places = next(s.places for s in problem.series if s.activity == activity)
        return [(problem.venues[place], problem.teams[place]) for place in places]

    def days_allowed(self, rule: Any, activity: str) -> list[int]:
        """Give the days on which a rule about days lets an activity have sessions.

        The year before is looked at, too: a window may have closed by now.
        """
        problem = self.case.problem
        places = next(s.places for s in problem.series if s.activity == activity)
        entry, venue, team = (
            problem.entries[places[0]],
            problem.venues[places[0]][0],
            problem.teams[places[0]][0],
        )
        terms = [t for t in problem.singles if t.rule is rule and t.concerns(entry)]
        first = max(1, problem.horizon.start - _A_YEAR)
        days = range(first, self.case.latest + 1)
        slots = (slot_at(entry, day, 0, (venue, team)) for day in days)
        return [
            slot.day for slot in slots if not any(t.amount(entry, slot) for t in terms)
        ]


_A_YEAR = 366
