"""Columns: whole placements of single series, with what each costs and wants."""

from collections import Counter
from collections.abc import Iterator, Mapping

import attrs

from tpkit.schedule._solver.pricing import Placement, Pricer
from tpkit.schedule._terms.slot import Slot

Cell = int
"""A good, a day and the stretch from a start to the next, as one number."""
Tally = tuple[int, int]
"""A quota, and a period of time."""


@attrs.frozen(kw_only=True, eq=False)
class Column:
    """A slot for each session of a series."""

    series: int
    placement: Placement
    slots: Mapping[int, Slot]
    """The slots of the sessions that may move, by place."""
    cost: int
    """What it costs by itself, however near its sessions are to one another."""
    spans: tuple[tuple[int, int, int, int], ...]
    """What it has of which goods: good, day, and the numbers of two starts."""
    cells: tuple[Cell, ...]
    """The same, stretch by stretch."""
    tallies: Mapping[Tally, int]
    """What it has of which quotas."""

    def wants(self) -> Iterator[tuple[Cell | Tally, float]]:
        """Yield all that it has, and how much of it."""
        for cell in self.cells:
            yield cell, 1.0
        for tally, number in self.tallies.items():
            yield tally, float(number)


class Pool:
    """All columns known so far, each once."""

    def __init__(self, pricer: Pricer) -> None:
        problem = pricer.problem
        self._pricer = pricer
        self._days, self._starts = len(problem.days), len(problem.starts)
        self._kept: dict[tuple[int, Placement], Column] = {}

    def column(self, series: int, placement: Placement) -> Column:
        """Give the column of a placement that is allowed."""
        key = series, placement
        if key not in self._kept:
            self._kept[key] = self._made(series, placement)
        return self._kept[key]

    def where(self, cell: Cell) -> tuple[int, int, int]:
        """Give the good, the day and the start of a cell, by number."""
        rest, start = divmod(cell, self._starts)
        return (*divmod(rest, self._days), start)

    def cell(self, good: int, day: int, start: int) -> Cell:
        """Give the cell of a good, a day and a start."""
        return (good * self._days + day) * self._starts + start

    def _made(self, series: int, placement: Placement) -> Column:
        pricer, market = self._pricer, self._pricer.market
        spans: list[tuple[int, int, int, int]] = []
        tallies: Counter[Tally] = Counter()
        slots: dict[int, Slot] = {}
        for place, stage, option in pricer.sessions(series, placement):
            day, start, _, _ = option
            slots[place] = pricer.slot(place, option)
            spans += (
                (good, day, start, int(stage.until[start]))
                for good in market.goods_of[place].of(option)
            )
            tallies.update(
                (quota, market.quotas[quota].period_of[day])
                for quota in market.quotas_of[place].of(option)
            )
        return Column(
            series=series,
            placement=placement,
            slots=slots,
            cost=round(pricer.cost(series, placement)),
            spans=tuple(spans),
            cells=tuple(
                self.cell(good, day, start)
                for good, day, first, last in spans
                for start in range(first, last)
            ),
            tallies=tallies,
        )
