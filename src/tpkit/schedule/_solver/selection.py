"""A programme that selects columns: one for each series, and nothing wanted twice.

What sessions want at one time they have once at most, in each stretch from one possible
start to the next; and of each quota so much as there is. There are a hundred thousand
such rows: one is added when an answer breaks it.
"""

import random
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping

import attrs

from tpkit.schedule._problem.tables import BARRED
from tpkit.schedule._solver.arrangement import Arrangement
from tpkit.schedule._solver.market import Good
from tpkit.schedule._solver.master import Line, Optimum, Programme
from tpkit.schedule._solver.pool import Cell, Column, Pool, Tally

Key = Cell | Tally
"""What a row is about: a good in one stretch of time, or a quota in one period."""


@attrs.frozen(kw_only=True)
class Leniency:
    """How strictly rows hold that stand for hard rules, while prices are looked for."""

    penalty: float
    """What it costs to break one: no price is higher, however few columns there are."""
    ease: float
    """The share by which any row may be broken at no cost; each by a random part of it.

    Without it most rows are tied, and the simplex method goes in circles.
    """
    dice: random.Random


@attrs.frozen
class _Side:
    """A column that stands for no placement."""

    id: Hashable
    cost: float
    sign: float
    is_penalty: bool = False


class Selection:
    """Columns of some series, where all other series stay as they are arranged."""

    def __init__(
        self,
        pool: Pool,
        arrangement: Arrangement,
        series: Iterable[int],
        leniency: Leniency | None = None,
    ) -> None:
        self.series = tuple(series)
        self.rows: dict[Key, int] = {}
        """The number of each row that is about a good or a quota."""
        self.columns: dict[Column, int] = {}
        """The number of each column that stands for a placement."""
        self.penalties: list[int] = []
        """The numbers of the columns that stand for broken rows."""
        self._pool, self._arrangement, self._leniency = pool, arrangement, leniency
        self._market = arrangement.market
        self._eases: dict[Key, float] = {}
        self._wanting: defaultdict[Key, list[tuple[int, float]]] = defaultdict(list)
        self._sides: dict[Hashable, int] = {}
        self._one_of = {number: row for row, number in enumerate(self.series)}
        self._programme = Programme()
        count = len(self.series)
        self._programme.add_rows([1.0] * count, [()] * count, least=1.0)
        if leniency is not None:
            lines = [[(row, 1.0)] for row in range(count)]
            self._programme.add_columns([_MISSING] * count, lines)

    def add(self, columns: Iterable[Column]) -> int:
        """Add those that are new and can be had beside all others; say how many."""
        costs: list[float] = []
        lines: list[Line] = []
        for column in columns:
            if column not in self.columns:
                cost = column.cost + self._arrangement.charge(column)
                if cost < BARRED:
                    number = self._programme.columns + len(lines)
                    self.columns[column] = number
                    costs.append(float(cost))
                    lines.append([*self._line(column, number)])
        if costs:
            self._programme.add_columns(costs, lines)
        return len(costs)

    def open(self, keys: Iterable[Key]) -> int:
        """Add the rows about these that are not there yet; say how many."""
        missing = [*dict.fromkeys(k for key in keys for k in self._missing(key))]
        sides = [self._sides_of(key) for key in missing]
        self._add_sides([side for some in sides for side in some])
        lines: list[Line] = []
        for key, some in zip(missing, sides, strict=True):
            self.rows[key] = self._programme.rows + len(lines)
            own = ((self._sides[side.id], side.sign) for side in some)
            lines.append([*self._wanting[key], *own])
        if lines:
            self._programme.add_rows([self._most(key) for key in missing], lines)
        return len(lines)

    def solve(self) -> Optimum:
        """Solve it for any amounts, with rows for whatever the answer would break."""
        optimum = self._programme.solve(grown_by_columns=True)
        while self.open(self._broken(optimum)):
            optimum = self._programme.solve(grown_by_columns=False)
        return optimum

    def whole(
        self, known: Iterable[Column], *, nodes: int, seconds: float | None
    ) -> list[Column] | None:
        """Select one column for each series; None where nothing is found.

        The search ends after so many nodes of its tree. *known* is a selection it may
        begin with.
        """
        numbers = [*self.columns.values()]
        start = [self.columns[column] for column in known if column in self.columns]
        for _ in range(_ATTEMPTS):
            optimum = self._programme.solve_whole(
                numbers, start, nodes=nodes, seconds=seconds
            )
            if optimum is None:
                return None
            if not self.open(self._broken(optimum)):
                return [column for column, _ in self.amounts(optimum)]
        return None

    def amounts(self, optimum: Optimum) -> Iterator[tuple[Column, float]]:
        """Yield the columns of which there is something, and how much."""
        for column, number in self.columns.items():
            amount = optimum.amounts[number] if number < len(optimum.amounts) else 0.0
            if amount > _NOTHING:
                yield column, amount

    def savings(self, optimum: Optimum) -> Iterator[tuple[Column, float]]:
        """Yield the columns an answer knows, and what each costs more than it saves."""
        known = len(optimum.savings)
        for column, number in self.columns.items():
            if number < known:
                yield column, optimum.savings[number]

    def price_of(self, series: int, optimum: Optimum) -> float:
        """Give what a series costs at the prices of an answer."""
        return -optimum.prices[self._one_of[series]]

    def set_penalty(self, penalty: float) -> None:
        """Change what it costs to break rows."""
        assert self._leniency is not None  # noqa: S101  # only relaxations ask, which are lenient
        self._leniency = attrs.evolve(self._leniency, penalty=penalty)
        self._programme.set_costs(self.penalties, penalty)

    def set_ease(self, ease: float) -> None:
        """Change how far rows may be broken at no cost."""
        assert self._leniency is not None  # noqa: S101  # only relaxations ask, which are lenient
        self._leniency = attrs.evolve(self._leniency, ease=ease)
        mosts = [self._most(key) for key in self.rows]
        self._programme.set_mosts([*self.rows.values()], mosts)

    # ------------------------------------------------------------------------ machinery

    def _line(self, column: Column, number: int) -> Iterator[tuple[int, float]]:
        yield self._one_of[column.series], 1.0
        for key, amount in self._wants(column):
            self._wanting[key].append((number, amount))
            if key in self.rows:
                yield self.rows[key], amount

    def _wants(self, column: Column) -> Iterator[tuple[Key, float]]:
        """Yield what others could have instead: what is too much by itself is paid."""
        for key, amount in column.wants():
            most = self._arrangement.left(key) if isinstance(key, tuple) else 1.0
            if most:
                yield key, min(amount, most)

    def _add_sides(self, sides: Iterable[_Side]) -> None:
        new = {side.id: side for side in sides if side.id not in self._sides}
        for number, side in enumerate(new.values(), start=self._programme.columns):
            self._sides[side.id] = number
            if side.is_penalty:
                self.penalties.append(number)
        if new:
            costs = [side.cost for side in new.values()]
            self._programme.add_columns(costs, [()] * len(new))

    def _missing(self, key: Key) -> Iterator[Key]:
        """Yield the rows that it takes to keep to one, and that are not there."""
        if key not in self.rows:
            yield key
        if not isinstance(key, tuple):
            good, day, start = self._pool.where(key)
            for part in self._market.parts_of(good):
                cell = self._pool.cell(part, day, start)
                if cell not in self.rows and cell in self._wanting:
                    yield cell

    def _sides_of(self, key: Key) -> list[_Side]:
        """Give what a row has besides columns: what is too many, and what is together."""
        if isinstance(key, tuple):
            return self._excess(key, key, self._market.quotas[key[0]].cost)
        good, day, start = self._pool.where(key)
        about = self._market.goods[good]
        if about.part_of is not None:
            whole = self._pool.cell(about.part_of, day, start)
            return [_Side((whole, about.party), 0.0, -1.0)]
        together = [
            _Side((key, party), 0.0, 1.0) for party in self._market.parties_of(good)
        ]
        # Two that overlap for hours cost once: the same excess counts all day.
        return together + self._excess(key, ("day", good, day), about.cost)

    def _excess(self, key: Key, id: Hashable, cost: int) -> list[_Side]:
        if cost < BARRED:
            return [_Side(id, float(cost), -1.0)]
        if self._leniency is None:
            return []
        return [_Side(key, self._leniency.penalty, -1.0, is_penalty=True)]

    def _most(self, key: Key) -> float:
        if isinstance(key, tuple):
            most = self._arrangement.left(key)
        else:
            good, _, _ = self._pool.where(key)
            most = 0 if self._market.goods[good].part_of is not None else 1
        if self._leniency is None or not most:
            return most
        if key not in self._eases:
            self._eases[key] = self._leniency.dice.random()
        return most + self._leniency.ease * self._eases[key]

    def _broken(self, optimum: Optimum) -> Iterator[Key]:
        """Yield what is wanted by more than can have it, and lacks a row."""
        wanted: defaultdict[Key, float] = defaultdict(float)
        for column, amount in self.amounts(optimum):
            for key, each in self._wants(column):
                wanted[key] += amount * each
        for key, amount in self._added_up(wanted).items():
            most = self._arrangement.left(key) if isinstance(key, tuple) else 1
            if amount > most + _MORE and [*self._missing(key)]:
                yield key

    def _added_up(self, wanted: Mapping[Key, float]) -> Mapping[Key, float]:
        """Add up parts of goods; those who may have one together count as one."""
        found: defaultdict[Key, float] = defaultdict(float)
        parties: dict[tuple[Cell, Hashable], float] = {}
        for key, amount in wanted.items():
            if isinstance(key, tuple):
                found[key] += amount
                continue
            good, day, start = self._pool.where(key)
            about: Good = self._market.goods[good]
            if about.part_of is None:
                found[key] += amount
            else:
                party = self._pool.cell(about.part_of, day, start), about.party
                parties[party] = max(parties.get(party, 0.0), amount)
        for (cell, _), amount in parties.items():
            found[cell] += amount
        return found


_MISSING = 1e9
"""What it costs, while prices are looked for, that a series has no column."""
_NOTHING = 1e-9
_MORE = 1e-6
_ATTEMPTS = 8
"""How often a selection is looked for, with more rows each time."""
