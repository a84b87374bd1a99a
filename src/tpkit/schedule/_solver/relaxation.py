"""Column generation: prices that find the columns which a selection lacks, and a bound.

A selection that may take parts of columns has an answer with prices. At these each series
is placed as cheaply as it can be: a column that costs less than the answer says is added.
However few columns there are, what all series cost at some prices, less what the rows are
worth at them, is a bound: no selection costs less.
"""

import math
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping

from tpkit.schedule._solver.arrangement import Arrangement
from tpkit.schedule._solver.arrays import np
from tpkit.schedule._solver.bench import Bench
from tpkit.schedule._solver.master import Optimum
from tpkit.schedule._solver.pool import Cell, Column
from tpkit.schedule._solver.prices import Prices
from tpkit.schedule._solver.selection import Key, Selection

Tags = Mapping[Key, float]
"""The price of each row that has one."""


class Relaxation:
    """The columns of some series, and what they cost at least, beside all others."""

    def __init__(
        self,
        bench: Bench,
        arrangement: Arrangement,
        series: Iterable[int],
        *,
        ease: float,
    ) -> None:
        leniency = bench.leniency(ease)
        self.selection = Selection(bench.pool, arrangement, series, leniency)
        """The columns, and what can be had of them together."""
        self.optimum = Optimum(math.inf, (), (), ())
        """The last answer, which may take parts of columns."""
        self.bound = -math.inf
        """What the series cost at least, with what they make others cost."""
        self.rounds = 0
        """How often all series have been placed at some prices."""
        self._pricer, self._pool, self._arrangement = (
            bench.pricer,
            bench.pool,
            arrangement,
        )
        self._market = bench.pricer.market
        self._ease, self._penalty = leniency.ease, leniency.penalty
        self._centre: Tags = {}

    def converge(self, goal: float, *, rounds: int) -> bool:
        """Add columns, in so many rounds at most; say whether that came to an end.

        It ends where none is missing, or where the bound reaches a goal.
        """
        return any(self._is_done(goal) for _ in range(rounds))

    def _is_done(self, goal: float) -> bool:
        self.optimum = self.selection.solve()
        added = self._placed(self.optimum)
        if self.bound >= goal:
            return True
        is_close = self.bound >= self.optimum.value - _CLOSE
        if added and not is_close:
            return False
        return not self._tightened(self.optimum)

    # ------------------------------------------------------------------------- rounds

    def _placed(self, optimum: Optimum) -> int:
        """Place each series at the prices of an answer; say how many columns that adds.

        At first the prices are half way between those and the best so far.
        """
        now = self._tags(optimum)
        share = _STEADY if self._centre else 0.0
        while True:
            tags = _between(self._centre, now, share)
            found = self._at(tags, optimum)
            added = self.selection.add(found)
            if added or not share:
                return added
            share = share / 2 if share > _LEAST_SHARE else 0.0

    def _at(self, tags: Tags, optimum: Optimum) -> list[Column]:
        """Give the columns that cost less at some prices than an answer says."""
        prices = self._prices(tags)
        total, columns = 0.0, []
        for series in self.selection.series:
            value, placement = self._pricer.best(series, prices)
            total += value
            if value <= self.selection.price_of(series, optimum) + _CLOSE:
                columns.append(self._pool.column(series, placement))
        self.rounds += 1
        bound = total - self._worth(tags)
        if bound > self.bound or not self._centre:
            self.bound, self._centre = max(bound, self.bound), tags
        return columns

    def _tightened(self, optimum: Optimum) -> bool:
        """Make rows stricter, where the answer is as good as they allow."""
        if self._ease:
            self._ease = self._ease / _EASING if self._ease > _LEAST_EASE else 0.0
            self.selection.set_ease(self._ease)
            return True
        broken = any(optimum.amounts[n] > _MORE for n in self.selection.penalties)
        if broken and self._penalty < _HIGHEST:
            self._penalty *= _RISE
            self.selection.set_penalty(self._penalty)
            return True
        return False

    # ------------------------------------------------------------------------- prices

    def _tags(self, optimum: Optimum) -> Tags:
        """Give the prices of an answer, such that a bound follows from them exactly.

        They are rounded so that sums of them are exact, and are not more than it costs
        to do without.
        """
        found: dict[Key, float] = {}
        by_day: defaultdict[tuple[int, int], float] = defaultdict(float)
        for key, row in self.selection.rows.items():
            price = optimum.prices[row]
            if price <= 0:
                continue
            if isinstance(key, tuple):
                price = min(price, self._market.quotas[key[0]].cost)
            else:
                good, day, _ = self._pool.where(key)
                by_day[good, day] += price
            found[key] = price
        for key, price in found.items():
            if not isinstance(key, tuple):
                good, day, _ = self._pool.where(key)
                about = self._market.goods[good]
                if about.part_of is None:
                    found[key] = price * min(1.0, about.cost / by_day[good, day])
        rounded = ((key, _rounded(price)) for key, price in found.items())
        return {key: price for key, price in rounded if price}

    def _prices(self, tags: Tags) -> Prices:
        """Give prices by which series are placed: the tags, and what others make dear."""
        there = self._arrangement.prices
        goods = np.zeros((*there.over.shape[:2], there.over.shape[2] - 1))
        quotas = there.by_day.copy()
        flat = goods.reshape(-1)
        for key, price in tags.items():
            if isinstance(key, tuple):
                quotas[key[0], self._arrangement.days(key)] += price
            else:
                flat[key] = price
        return there.with_stretches(goods, quotas)

    def _worth(self, tags: Tags) -> float:
        """Give what all rows are worth at their prices."""
        worth = 0.0
        parts: defaultdict[tuple[Cell, Hashable], float] = defaultdict(float)
        for key, price in tags.items():
            if isinstance(key, tuple):
                worth += price * self._arrangement.left(key)
                continue
            good, day, start = self._pool.where(key)
            about = self._market.goods[good]
            if about.part_of is None:
                worth += price
            else:
                whole = self._pool.cell(about.part_of, day, start)
                parts[whole, about.party] += price
        # A party pays once for what it has together, if all its parts pay as much.
        return worth + sum(
            max(0.0, price - tags.get(whole, 0.0))
            for (whole, _), price in parts.items()
        )


def _between(one: Tags, other: Tags, share: float) -> Tags:
    """Give prices of which a share is the one's, and the rest the other's."""
    if not share:
        return other
    keys = dict.fromkeys((*one, *other))
    mixed = (
        (key, _rounded(share * one.get(key, 0.0) + (1 - share) * other.get(key, 0.0)))
        for key in keys
    )
    return {key: price for key, price in mixed if price}


def _rounded(price: float) -> float:
    return math.floor(price * _PRECISION) / _PRECISION


_PRECISION = 1 << 16
_CLOSE = 1e-3
_MORE = 1e-6
_STEADY = 0.5
"""How much of the best prices so far is in the next ones: answers jump about."""
_LEAST_SHARE = 0.1
_EASING = 8
_LEAST_EASE = 0.005
_RISE = 8
_HIGHEST = 1e9
