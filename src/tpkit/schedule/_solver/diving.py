"""From parts of columns to whole ones: those first of which nearly all is chosen.

Whatever a series is given is taken from the others, whose prices are found anew.
"""

import math
from collections.abc import Iterable

from tpkit.schedule._problem.tables import BARRED
from tpkit.schedule._solver.arrangement import Arrangement
from tpkit.schedule._solver.bench import Bench
from tpkit.schedule._solver.pool import Column
from tpkit.schedule._solver.relaxation import Relaxation


def dive(bench: Bench, relaxation: Relaxation, arrangement: Arrangement) -> None:
    """Give each series of a relaxation that has none a column, beside those that have.

    Where nothing fits any more a series gets what breaks as little as possible.
    """
    while left := _left(relaxation, arrangement):
        if bench.watch.is_over:
            place_all(arrangement, left)
            return
        _choose(relaxation, arrangement)
        relaxation = _narrowed(bench, relaxation, arrangement)


def place_all(arrangement: Arrangement, series: Iterable[int]) -> None:
    """Give each of some series in turn what is best for it then."""
    for number in series:
        arrangement.add(arrangement.best(number))


def _left(relaxation: Relaxation, arrangement: Arrangement) -> list[int]:
    series = relaxation.selection.series
    return [number for number in series if number not in arrangement.columns]


def _choose(relaxation: Relaxation, arrangement: Arrangement) -> None:
    """Choose a share of the columns, and all of which nearly everything is chosen."""
    ranked = _ranked(relaxation)
    least = max(1, int(_SHARE * len(ranked)))
    chosen = 0
    for number, (amount, column) in enumerate(ranked):
        if number >= least and amount < _SURE:
            break
        if arrangement.charge(column) < BARRED:
            arrangement.add(column)
            chosen += 1
    if not chosen:
        place_all(arrangement, _left(relaxation, arrangement)[:1])


def _ranked(relaxation: Relaxation) -> list[tuple[float, Column]]:
    """Give for each series the column of which most is chosen; the most certain first."""
    most: dict[int, tuple[float, Column]] = {}
    for column, amount in relaxation.selection.amounts(relaxation.optimum):
        if column.series not in most or amount > most[column.series][0]:
            most[column.series] = amount, column
    return sorted(most.values(), key=lambda pair: (-pair[0], pair[1].series))


def _narrowed(
    bench: Bench, relaxation: Relaxation, arrangement: Arrangement
) -> Relaxation:
    """Give the relaxation of those that are left, at prices that are theirs."""
    old, optimum = relaxation.selection, relaxation.optimum
    _place_the_cornered(relaxation, arrangement)
    left = _left(relaxation, arrangement)
    new = Relaxation(bench, arrangement, left, ease=_EASE)
    new.selection.add(arrangement.best(number) for number in left)
    new.selection.add(
        column
        for column, saving in old.savings(optimum)
        if saving < _NEAR and column.series not in arrangement.columns
    )
    priced = (key for key, row in old.rows.items() if optimum.prices[row] > 0)
    new.selection.open(
        key for key in priced if not isinstance(key, tuple) or arrangement.left(key)
    )
    if left:
        new.converge(math.inf, rounds=_ROUNDS)
    return new


def _place_the_cornered(relaxation: Relaxation, arrangement: Arrangement) -> None:
    """Place those for which nothing is left that breaks nothing, one after another."""
    for number in _left(relaxation, arrangement):
        column = arrangement.best(number)
        if arrangement.charge(column) >= BARRED:
            arrangement.add(column)


_SHARE = 0.2
"""How many are chosen at least before prices are found anew."""
_SURE = 0.8
"""A column of which so much is chosen is taken for whole."""
_NEAR = 3.0
"""Columns that cost so much more than they save are left out from then on."""
_EASE = 0.02
_ROUNDS = 2
