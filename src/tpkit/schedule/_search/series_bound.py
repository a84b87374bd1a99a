"""What no timetable costs less than: each series as if all others left it alone."""

import itertools
from collections.abc import Iterator

import attrs

from tpkit.schedule._judge.breaches import breaches
from tpkit.schedule._problem.problem import Problem
from tpkit.schedule._problem.tables import BARRED, Tables
from tpkit.schedule._search.placing import Placing
from tpkit.schedule._terms.shapes import Count, Gap, Load, OfOne, Sameness, Shared
from tpkit.schedule._terms.slot import Timetable


@attrs.frozen(kw_only=True)
class SeriesBound:
    """A bound that overlooks what series that may move are to one another."""

    cost: int
    """No valid timetable costs less."""
    impossible: tuple[str, ...]
    """The activities whose sessions cannot all be placed, even if no other series were."""


def series_bound(problem: Problem, tables: Tables) -> SeriesBound:
    """Work out what each series costs at least, given the sessions that stay.

    It is right for every `Load` that costs more for each session than for the one before.
    Where not every team is looked at, only what stays is counted.
    """
    placing = Placing(problem, tables)
    least = {
        setting.activity: placing.least(number)
        for number, setting in enumerate(placing.settings)
        if setting.free
    }
    known = least.values() if problem.is_whole else ()
    return SeriesBound(
        cost=standing_cost(problem) + sum(cost for cost in known if cost < BARRED),
        impossible=tuple(name for name, cost in least.items() if cost >= BARRED),
    )


def standing_cost(problem: Problem) -> int:
    """Give what it costs where sessions stand that stay there, and how many there are."""
    return sum(
        breach.cost
        for timetable, shapes in _standing(problem)
        for breach in breaches(
            timetable, (term for term in problem.terms if isinstance(term, shapes))
        )
    )


_Shapes = tuple[type, ...]


def _standing(problem: Problem) -> Iterator[tuple[Timetable, _Shapes]]:
    entries, now = problem.entries, problem.now
    slots = {
        place: slot
        for place, slot in enumerate(now)
        if slot is not None and place not in problem.free
    }

    def timetable(*places: int) -> Timetable:
        return Timetable(
            entries=tuple(entries[place] for place in places),
            slots=tuple(slots[place] for place in places),
        )

    yield timetable(*slots), (OfOne, Shared, Load)
    for series in problem.series:
        for pair in itertools.pairwise(series.places):
            if problem.free.isdisjoint(pair):
                yield timetable(*pair), (Gap, Sameness)
    yield Timetable(entries=entries, slots=()), (Count,)
