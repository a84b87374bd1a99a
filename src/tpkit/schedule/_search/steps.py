"""What it costs to go from one session of a series to the next: days apart, in turn."""

import itertools
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence

from tpkit.schedule._problem.tables import BARRED, Spacing

NEVER = 1 << 60
"""The cost of what cannot be: more than any number of broken rules."""

Segment = tuple[int, int, int]
"""Days from one number up to another, not itself counted, and what the gap then costs."""


class Steps:
    """The gaps from each day of one session to each day of the next.

    For each day of the later session, `segments` tells apart the days before it by what
    the gap costs; `together` says what it costs to hold both on it: the number of that
    day for the earlier session, and the cost; `beyond` gives the first number of a day
    after it.
    """

    def __init__(
        self,
        segments: Iterable[Iterable[Segment]],
        together: Iterable[tuple[int, int] | None],
        beyond: Iterable[int],
    ) -> None:
        self._all = tuple(tuple(some) for some in segments)
        self._kept = tuple(
            tuple(segment for segment in some if segment[2] < BARRED)
            for some in self._all
        )
        self.together = tuple(together)
        self.at_once = min((pair[1] for pair in self.together if pair), default=NEVER)
        """What it costs at least to hold both on one day."""
        self.beyond = tuple(beyond)

    def arrive(
        self, costs: Sequence[int], days: Iterable[int], *, strictly: bool
    ) -> list[int]:
        """Give for each later day what the cheapest way to it costs, for some of them.

        *costs* are those of the earlier days. *strictly* leaves out gaps that may not
        be. The earlier day is before the later one.
        """
        found = [NEVER] * len(self._all)
        so_far = [*itertools.accumulate(costs, min)]
        segments = self._kept if strictly else self._all
        for day in days:
            best = NEVER
            for low, high, cost in segments[day]:
                way = (min(costs[low:high]) if low else so_far[high - 1]) + cost
                best = min(best, way)
            found[day] = best
        return found

    def ways(self, day: int, *, strictly: bool) -> Iterable[tuple[int, int]]:
        """Yield the earlier days from which a later one can be reached, and the costs."""
        segments = self._kept if strictly else self._all
        for low, high, cost in segments[day]:
            yield from ((earlier, cost) for earlier in range(low, high))


def steps_between(spacings: Sequence[Spacing], days: int) -> Steps:
    """Give the steps between two sessions that may both be on any day of a problem."""
    changes = [_changes(spacing) for spacing in spacings]
    at_once = sum(spacing.costs[0] for spacing in spacings if spacing.costs)

    def segments(day: int) -> Iterable[Segment]:
        bounds = {0, day}
        for spacing, steps in zip(spacings, changes, strict=True):
            here = spacing.positions[day]
            bounds.update(
                min(bisect_right(spacing.positions, here - step), day) for step in steps
            )
        for low, high in itertools.pairwise(sorted(bounds)):
            yield (
                low,
                high,
                sum(s.costs[s.positions[day] - s.positions[low]] for s in spacings),
            )

    return Steps(
        (segments(day) for day in range(days)),
        ((day, at_once) for day in range(days)),
        range(1, days + 1),
    )


def steps_from(
    earlier: Sequence[int], later: Sequence[int], cost: Callable[[int, int], int]
) -> Steps:
    """Give the steps between any days: *cost* says what the gap between two costs."""

    def segments(day: int) -> Iterable[Segment]:
        known = [cost(before, day) for before in earlier if before < day]
        low = 0
        for price, run in itertools.groupby(known):
            high = low + len([*run])
            yield low, high, price
            low = high

    numbers = {day: number for number, day in enumerate(earlier)}
    return Steps(
        (segments(day) for day in later),
        ((numbers[day], cost(day, day)) if day in numbers else None for day in later),
        (bisect_right(earlier, day) for day in later),
    )


def _changes(spacing: Spacing) -> list[int]:
    """Give the steps from which on the cost is another."""
    return [
        step + 1
        for step, (cost, after) in enumerate(itertools.pairwise(spacing.costs))
        if cost != after
    ]
