"""How likely each number of days is, by an estimate: so many tickets of a lottery."""

import functools
import itertools
import math
from collections.abc import Callable, Iterator

from tpkit._model.plan import Estimate, EstimateShape, Work

TICKETS = 1 << 16
"""How many tickets there are in all: as many as two bytes can number."""

Chances = tuple[tuple[int, int], ...]
"""Numbers of days, each with how many tickets it has; one without doubt has them all."""


def chances_of(work: Work, *, is_begun: bool) -> Chances:
    """Give how likely work is to take, or if it was begun still to need, so many days."""
    if work.estimate is None:
        return ((work.left if is_begun else work.duration, TICKETS),)
    whole = _whole(work.estimate)
    if not is_begun:
        return whole
    found: dict[int, int] = {}
    for days, tickets in whole:
        left = _left(work, days)
        found[left] = found.get(left, 0) + tickets
    return tuple(sorted(found.items()))


def _left(work: Work, days: int) -> int:
    """Give the days still needed of work that will have taken so many."""
    if work.remaining is None:
        return math.ceil(days * (100 - (work.progress or 0)) / 100)
    if not work.duration:
        return work.remaining
    return math.ceil(days * work.remaining / work.duration)


@functools.lru_cache(maxsize=4096)
def _whole(estimate: Estimate) -> Chances:
    least, most = estimate.optimistic, estimate.pessimistic
    if least == most:
        return ((least, TICKETS),)
    shares = _SHARES[estimate.shape](estimate)
    steps = [0, *(round(TICKETS * part) for part in itertools.accumulate(shares))]
    steps[-1] = TICKETS
    found = zip(range(least, most + 1), itertools.pairwise(steps), strict=True)
    return tuple((days, to - since) for days, (since, to) in found if to > since)


def _edges(estimate: Estimate) -> Iterator[float]:
    """Yield where one day ends and the next begins, from 0 at best to 1 at worst.

    What is drawn is rounded to whole days, half a day up.
    """
    least, most = estimate.optimistic, estimate.pessimistic
    yield 0.0
    for days in range(least, most):
        yield (days + 0.5 - least) / (most - least)
    yield 1.0


# ------------------------------------------------------------------------- the shapes


def _triangular(estimate: Estimate) -> Iterator[float]:
    least, most = estimate.optimistic, estimate.pessimistic
    top = (estimate.likely - least) / (most - least)
    below = [_below(edge, top) for edge in _edges(estimate)]
    return (to - since for since, to in itertools.pairwise(below))


def _below(edge: float, top: float) -> float:
    if edge < top:
        return edge * edge / top
    return 1 - (1 - edge) ** 2 / (1 - top) if edge < 1 else 1.0


def _pert(estimate: Estimate) -> Iterator[float]:
    """Give the shares of a beta curve with four times the weight on the likely value.

    With x = sin² t its density has no corner at either end, so that few points will do.
    """
    least, most = estimate.optimistic, estimate.pessimistic
    top = (estimate.likely - least) / (most - least)
    up, down = 1 + 8 * top, 9 - 8 * top
    turns = [math.asin(math.sqrt(edge)) for edge in _edges(estimate)]
    areas = [_area(since, to, up, down) for since, to in itertools.pairwise(turns)]
    whole = sum(areas)
    return (area / whole for area in areas)


def _area(since: float, to: float, up: float, down: float) -> float:
    """Integrate sinᵘ cosᵈ by Gauss's three points, in steps that are short enough."""
    steps = math.ceil((to - since) / _LONGEST_STEP)
    width = (to - since) / steps
    found = 0.0
    for step in range(steps):
        middle = since + (step + 0.5) * width
        for place, weight in _POINTS:
            turn = middle + place * width
            found += weight * math.sin(turn) ** up * math.cos(turn) ** down
    return found * width


_LONGEST_STEP = math.pi / 16
_ASIDE = math.sqrt(0.15)
_POINTS = ((-_ASIDE, 5 / 18), (0.0, 8 / 18), (_ASIDE, 5 / 18))

_SHARES: dict[EstimateShape, Callable[[Estimate], Iterator[float]]] = {
    EstimateShape.PERT: _pert,
    EstimateShape.TRIANGULAR: _triangular,
}
