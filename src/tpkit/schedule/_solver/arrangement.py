"""Which series have which columns at the moment, and what that leaves for others."""

from collections import Counter
from collections.abc import Iterable

import attrs

from tpkit.schedule._problem.claims import ClaimsOf, is_hurried
from tpkit.schedule._problem.occupancy import Occupancy
from tpkit.schedule._problem.problem import Problem
from tpkit.schedule._solver.arrays import Numbers, np
from tpkit.schedule._solver.market import Market
from tpkit.schedule._solver.pool import Column, Pool, Tally
from tpkit.schedule._solver.prices import Prices
from tpkit.schedule._solver.pricing import Pricer
from tpkit.schedule._solver.stage import Options, Parts, charged
from tpkit.schedule._terms.shapes import Load, Shared


class Arrangement:
    """Columns side by side. Its prices are what they make the options of others cost."""

    def __init__(self, pricer: Pricer, pool: Pool) -> None:
        problem = pricer.problem
        self.columns: dict[int, Column] = {}
        """The column of each series that has one."""
        self.market = pricer.market
        self.prices = Prices(self.market, len(problem.days), len(problem.starts))
        self.prices.over = self.prices.begun.copy()
        self._pricer, self._pool = pricer, pool
        self._count: Counter[Tally] = Counter()
        self._seen_by = _seen_by(self.market)
        self._days: dict[Tally, Numbers] = {}
        for number, quota in enumerate(self.market.quotas):
            periods = np.array(quota.period_of)
            for period in quota.left:
                self._days[number, period] = np.flatnonzero(periods == period)
                self._reprice((number, period))
        hurried = _hurried(problem)
        self._is_hurried = bool(hurried.shared)
        self._claims = ClaimsOf(hurried)
        self._taken = Occupancy(hurried)

    @property
    def cost(self) -> int:
        """What all columns cost together; `BARRED` or more where they break hard rules."""
        columns = [*self.columns.values()]
        for column in columns:
            self.remove(column.series)
        return self.put(columns)

    # ------------------------------------------------------------------ have and leave

    def add(self, column: Column) -> None:
        """Give a series its column."""
        self.columns[column.series] = column
        self._book(column, 1)
        if self._is_hurried:
            for place, slot in column.slots.items():
                self._taken.add(place, slot)

    def remove(self, series: int) -> Column:
        """Take the column of a series away, and give it."""
        column = self.columns.pop(series)
        self._book(column, -1)
        if self._is_hurried:
            for place in column.slots:
                self._taken.remove(place)
        return column

    def put(self, columns: Iterable[Column]) -> int:
        """Give series their columns, and say what that costs."""
        cost = 0
        for column in columns:
            cost += column.cost + self.charge(column)
            self.add(column)
        return cost

    def left(self, tally: Tally) -> int:
        """Give how much of a quota can still be had at no cost."""
        quota, period = tally
        return max(0, self.market.quotas[quota].left[period] - self._count[tally])

    def days(self, tally: Tally) -> Numbers:
        """Give the numbers of the days in the period of a quota."""
        return self._days[tally]

    def charge(self, column: Column) -> int:
        """Give what a column would cost that is not there, beside what it costs by itself.

        It is `BARRED` or more where it cannot be had together with what is there.
        """
        begun, over = self.prices.begun, self.prices.over
        goods = sum(
            begun[good, day, until] - over[good, day, start]
            for good, day, start, until in column.spans
        )
        return int(goods) + self._excess(column) + self.hurry(column)

    def hurry(self, column: Column) -> int:
        """Give what it would cost that people have to go from others to its sessions.

        Or from one of these to the next.
        """
        if not self._is_hurried:
            return 0
        cost = sum(self._taken.add(place, slot) for place, slot in column.slots.items())
        for place in column.slots:
            self._taken.remove(place)
        return cost

    def best(self, series: int) -> Column:
        """Give the best column of a series that has none, beside those that are there.

        It breaks as little as can be; what it breaks, `charge` says.
        """
        parts = self._pricer.parts(series, self.prices)
        _, placement = self._pricer.cheapest(series, parts)
        column = self._pool.column(series, placement)
        if self.hurry(column):
            wary = self._wary(series, parts)
            cost, placement = self._pricer.cheapest(series, wary)
            if cost < np.inf:
                return self._pool.column(series, placement)
        return column

    def _wary(self, series: int, parts: Iterable[Parts]) -> list[Parts]:
        """Give what options cost with the time that people need to come from others."""
        problem = self._pricer.problem
        return [
            charged(
                part,
                self._claims(place),
                self._taken,
                Options(place, problem.venues[place], problem.teams[place]),
            )
            if place in problem.free
            else part
            for place, part in zip(problem.series[series].places, parts, strict=True)
        ]

    # ------------------------------------------------------------------------ machinery

    def _book(self, column: Column, sign: int) -> None:
        begun, over = self.prices.begun, self.prices.over
        for good, day, start, until in column.spans:
            cost = sign * self.market.goods[good].cost
            for seen in self._seen_by[good]:
                begun[seen, day, start + 1 :] += cost
                over[seen, day, until:] += cost
        for tally, number in column.tallies.items():
            self._count[tally] += sign * number
            self._reprice(tally)
        self.prices.forget()

    def _reprice(self, tally: Tally) -> None:
        quota = self.market.quotas[tally[0]]
        cost = 0 if self.left(tally) else quota.cost
        self.prices.by_day[tally[0], self._days[tally]] = cost

    def _excess(self, column: Column) -> int:
        return sum(
            self.market.quotas[tally[0]].cost * max(0, number - self.left(tally))
            for tally, number in column.tallies.items()
        )


def _hurried(problem: Problem) -> Problem:
    """Give the problem with fewer of the rules on what sessions are to one another.

    Those stay by which they need time between them.
    """
    terms = (
        term
        for term in problem.terms
        if not isinstance(term, Shared | Load)
        or (isinstance(term, Shared) and is_hurried(term))
    )
    return attrs.evolve(problem, terms=tuple(terms))


def _seen_by(market: Market) -> list[list[int]]:
    """Say for each good of which goods there is less where somebody has it.

    Of a part of a good that is one party's, no less is left for the same party.
    """
    found = []
    for number, good in enumerate(market.goods):
        whole = number if good.part_of is None else good.part_of
        others = (
            part
            for part in market.parts_of(whole)
            if good.part_of is None or market.goods[part].party != good.party
        )
        found.append([whole, *others])
    return found
