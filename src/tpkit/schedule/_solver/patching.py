"""Making an arrangement better: some series together, all others staying where they are."""

import functools
import random
from collections import defaultdict
from collections.abc import Iterable, Sequence

from tpkit.schedule._solver.arrangement import Arrangement
from tpkit.schedule._solver.bench import Bench
from tpkit.schedule._solver.market import Market
from tpkit.schedule._solver.pool import Column
from tpkit.schedule._solver.relaxation import Relaxation
from tpkit.schedule._solver.selection import Selection


class Patching:
    """Patches one arrangement; the patches grow while smaller ones change nothing."""

    def __init__(self, bench: Bench, arrangement: Arrangement) -> None:
        self._bench, self._arrangement = bench, arrangement
        self._series = bench.pricer.series
        self._size = min(_FIRST_SIZE, len(self._series))
        self._in_vain = 0

    def polish(self) -> int:
        """Place each series anew, until that improves none; say how much is saved."""
        saved, order = 0, [*self._series]
        while True:
            self._bench.dice.shuffle(order)
            better = sum(self._placed_anew(number) for number in order)
            saved += better
            if not better or self._bench.watch.is_over:
                return saved

    def patch(self) -> tuple[int, int]:
        """Place some series anew together; say how many, and how much is saved."""
        chosen = self._some()
        saved = self._patched(chosen)
        self._in_vain = 0 if saved else self._in_vain + 1
        if self._in_vain == _ENOUGH:
            self._size = min(_grown(self._size), len(self._series))
            self._in_vain = 0
        return len(chosen), saved

    # ------------------------------------------------------------------------ machinery

    def _placed_anew(self, number: int) -> int:
        arrangement = self._arrangement
        old = arrangement.remove(number)
        was = old.cost + arrangement.charge(old)
        new = arrangement.best(number)
        cost = new.cost + arrangement.charge(new)
        # Another place that costs the same may leave others a better one.
        arrangement.add(new if cost <= was else old)
        return max(0, was - cost)

    def _patched(self, series: Sequence[int]) -> int:
        arrangement = self._arrangement
        before = [arrangement.remove(number) for number in series]
        cost = arrangement.put(before)
        for number in series:
            arrangement.remove(number)
        after = self._together(series, before, cost) or before
        new = arrangement.put(after)
        if new >= cost:
            for number in series:
                arrangement.remove(number)
            arrangement.put(before)
        return max(0, cost - new)

    def _together(
        self, series: Sequence[int], before: Sequence[Column], cost: int
    ) -> list[Column] | None:
        """Give better columns for series that have none now; None where there are none.

        Costs are whole numbers: what is not better by one is not better.
        """
        relaxation = Relaxation(self._bench, self._arrangement, series, ease=_EASE)
        relaxation.selection.add(before)
        goal = cost - 1 + _CLOSE
        relaxation.converge(goal, rounds=_ROUNDS)
        if relaxation.bound > goal or relaxation.optimum.value > goal:
            return None
        return self._whole(relaxation, before, cost - relaxation.optimum.value)

    def _whole(
        self, relaxation: Relaxation, known: Sequence[Column], gap: float
    ) -> list[Column] | None:
        """Select whole columns, of those alone that a better selection could hold."""
        old, optimum = relaxation.selection, relaxation.optimum
        pool, arrangement = self._bench.pool, self._arrangement
        selection = Selection(pool, arrangement, old.series)
        selection.add(known)
        selection.add(c for c, saving in old.savings(optimum) if saving <= gap)
        selection.open(old.rows)
        left = self._bench.watch.seconds_left
        return selection.whole(known, nodes=_NODES, seconds=left)

    def _some(self) -> list[int]:
        """Choose series that want the same things, at random."""
        dice = self._bench.dice
        chosen = [dice.choice(self._series)]
        while len(chosen) < self._size:
            weights: defaultdict[int, float] = defaultdict(float)
            for one in chosen:
                for other, weight in self._related[one]:
                    if other not in chosen:
                        weights[other] += weight
            chosen.append(_one_of(weights, self._series, chosen, dice))
        return sorted(chosen)

    @functools.cached_property
    def _related(self) -> dict[int, list[tuple[int, float]]]:
        """For each series those that want the same, and how much of it."""
        market, problem = self._bench.pricer.market, self._bench.pricer.problem
        wants = {
            number: _wants(market, problem.series[number].places)
            for number in self._series
        }
        return {
            one: [
                (other, float(common) ** 2)
                for other in self._series
                if other != one and (common := len(wants[one] & wants[other]))
            ]
            for one in self._series
        }


def _wants(market: Market, places: Iterable[int]) -> frozenset[tuple[bool, int]]:
    """Give the goods and quotas that any option of some sessions wants."""
    goods, quotas = market.goods_of, market.quotas_of
    return frozenset(
        (of is goods, what)
        for of in (goods, quotas)
        for place in places
        if place in of
        for what in of[place].anything()
    )


def _one_of(
    weights: dict[int, float],
    series: Sequence[int],
    chosen: Sequence[int],
    dice: random.Random,
) -> int:
    if weights:
        return dice.choices([*weights], [*weights.values()])[0]
    return dice.choice([number for number in series if number not in chosen])


def _grown(size: int) -> int:
    return int(size * _GROWTH) + 1


_FIRST_SIZE = 8
_GROWTH = 1.3
_ENOUGH = 8
"""So many patches in vain, and the next are larger."""
_ROUNDS = 20
_NODES = 200
_EASE = 0.02
_CLOSE = 1e-6
