"""Linear and integer programmes, solved by HiGHS, which the extra `solver` installs.

This module is the only one that imports highspy.
"""

from collections.abc import Iterable, Sequence

import attrs

from tpkit.errors import MissingExtraError

try:
    import highspy
except ImportError as error:
    raise MissingExtraError("highspy", "solver") from error

Line = Sequence[tuple[int, float]]
"""What stands in a row, or in a column: where, and how much."""

ENDLESS: float = highspy.kHighsInf


@attrs.frozen
class Optimum:
    """The best that was found for a programme."""

    value: float
    amounts: Sequence[float]
    """How much there is of each column."""
    prices: Sequence[float]
    """For each row what one more would save; meaningless where amounts are whole."""
    savings: Sequence[float]
    """For each column what one of it would cost more than it saves, likewise."""


class Programme:
    """A programme that grows: the cheapest columns that keep within the rows."""

    def __init__(self) -> None:
        self.columns = 0
        self.rows = 0
        # highspy has types, but not here.
        self._solver = highspy.Highs()  # type: ignore[no-untyped-call]
        self._solver.silent()
        # One thread and one seed: the same programme is always solved the same way.
        self._set(threads=1, parallel="off", random_seed=1)

    def add_rows(
        self, mosts: Sequence[float], lines: Iterable[Line], *, least: float = -ENDLESS
    ) -> None:
        """Add rows, in each of which columns add up to so much at most."""
        leasts = [least] * len(mosts)
        self._solver.addRows(len(mosts), leasts, [*mosts], *_packed(lines))
        self.rows += len(mosts)

    def add_columns(self, costs: Sequence[float], lines: Iterable[Line]) -> None:
        """Add columns, of each of which there may be any amount."""
        count = len(costs)
        least, most = [0.0] * count, [ENDLESS] * count
        self._solver.addCols(count, [*costs], least, most, *_packed(lines))
        self.columns += count

    def set_costs(self, columns: Sequence[int], cost: float) -> None:
        """Change what some columns cost."""
        costs = [cost] * len(columns)
        self._solver.changeColsCost(len(columns), [*columns], costs)

    def set_mosts(self, rows: Sequence[int], mosts: Sequence[float]) -> None:
        """Change what columns may add up to in some rows."""
        for row, most in zip(rows, mosts, strict=True):
            self._solver.changeRowBounds(row, -ENDLESS, most)

    def solve(self, *, grown_by_columns: bool) -> Optimum:
        """Solve it for any amounts, beginning with the last answer.

        New columns leave that possible, and the primal simplex goes on from there; new
        rows leave its prices possible, and the dual simplex does.
        """
        self._set(simplex_strategy=_PRIMAL if grown_by_columns else _DUAL)
        return self._solved()

    def solve_whole(
        self,
        columns: Sequence[int],
        start: Sequence[int],
        *,
        nodes: int,
        seconds: float | None,
    ) -> Optimum | None:
        """Solve it for whole amounts of some columns; None where nothing was found.

        *start* are the columns of an answer that is known. The search ends after so
        many nodes of its tree.
        """
        for column in columns:
            self._solver.changeColIntegrality(column, highspy.HighsVarType.kInteger)
        self._set(mip_max_nodes=nodes, mip_rel_gap=0.0, mip_abs_gap=_LESS_THAN_ONE)
        if seconds is not None:
            self._set(time_limit=max(seconds, _A_MOMENT))
        if start:
            self._solver.setSolution(len(start), [*start], [1.0] * len(start))
        found = self._solved()
        status = self._solver.getInfo().primal_solution_status
        return (
            found if status == highspy.SolutionStatus.kSolutionStatusFeasible else None
        )

    def _solved(self) -> Optimum:
        self._solver.run()
        solution = self._solver.getSolution()
        return Optimum(
            self._solver.getInfo().objective_function_value,
            solution.col_value,
            [-price for price in solution.row_dual],
            solution.col_dual,
        )

    def _set(self, **options: str | float) -> None:
        for name, value in options.items():
            self._solver.setOptionValue(name, value)


_DUAL, _PRIMAL = 1, 4
_LESS_THAN_ONE = 0.999
"""Costs are whole numbers: what is less than one better is not better."""
_A_MOMENT = 0.01


def _packed(lines: Iterable[Line]) -> tuple[int, list[int], list[int], list[float]]:
    """Give how much stands in the lines, where each begins, and what it is."""
    starts: list[int] = []
    places: list[int] = []
    values: list[float] = []
    for line in lines:
        starts.append(len(places))
        places += [place for place, _ in line]
        values += [value for _, value in line]
    return len(places), starts, places, values
