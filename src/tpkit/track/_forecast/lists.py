"""Columns as lists: plain Python, which needs nothing else."""

import array
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from itertools import chain, repeat

from tpkit.track._forecast.chances import Chances

Numbers = list[int]


def _each(column: Numbers | int) -> Iterable[int]:
    return repeat(column) if isinstance(column, int) else column


class Lists:
    """Arithmetic of columns that are lists."""

    def same(self, number: int, runs: int, /) -> Numbers:
        """Give a column of one number."""
        return [number] * runs

    def drawn(self, chances: Chances, noise: bytes, /) -> Numbers:
        """Give twice a number of days for each two bytes, by the ticket they number."""
        tickets: Numbers = []
        for days, number in chances:
            tickets += [2 * days] * number
        drawn = array.array("H", noise)
        if sys.byteorder == "big":  # pragma: no cover  # on few machines
            drawn.byteswap()
        return [tickets[number] for number in drawn]

    def later(
        self, best: Numbers | int, other: Numbers, by: Numbers | int, /
    ) -> Numbers:
        """Give the greater of *best* and *other* + *by*."""
        if by == 0:
            # max() would take twice as long
            return [b if b > x else x for b, x in zip(_each(best), other, strict=False)]  # noqa: FURB136
        each = zip(_each(best), other, _each(by), strict=False)
        return [b if b > (y := x + d) else y for b, x, d in each]

    def sooner(self, best: Numbers, other: Numbers, by: Numbers | int, /) -> Numbers:
        """Give the less of *best* and *other* + *by*."""
        if by == 0:
            return [b if b < x else x for b, x in zip(best, other, strict=True)]  # noqa: FURB136
        each = zip(best, other, _each(by), strict=False)
        return [b if b < (y := x + d) else y for b, x, d in each]

    def plus(self, column: Numbers, by: Numbers | int, /) -> Numbers:
        """Give *column* + *by*."""
        return [x + y for x, y in zip(column, _each(by), strict=False)]

    def less(self, column: Numbers, by: Numbers | int, /) -> Numbers:
        """Give *column* - *by*."""
        return [x - y for x, y in zip(column, _each(by), strict=False)]

    def even(self, keys: Numbers, /) -> Numbers:
        """Give the keys of the same positions at the ends of days."""
        return [key & -2 for key in keys]

    def halves(self, column: Numbers, /) -> Numbers:
        """Give half of each number, rounded down."""
        return [x >> 1 for x in column]

    def chosen(self, where: Numbers, a: Numbers, b: Numbers, /) -> Numbers:
        """Give *a* where *where* is not 0, and *b* elsewhere."""
        return [x if w else y for w, x, y in zip(where, a, b, strict=True)]

    def is_odd(self, column: Numbers, /) -> Numbers:
        """Give 1 where a number is odd, and 0 elsewhere."""
        return [x & 1 for x in column]

    def is_at_least(self, a: Numbers, b: Numbers, /) -> Numbers:
        """Give 1 where *a* is at least *b*, and 0 elsewhere."""
        return [x >= y for x, y in zip(a, b, strict=True)]

    def count(self, column: Numbers, /) -> int:
        """Count the numbers that are not 0."""
        return len(column) - column.count(0)

    def through(self, function: Callable[[int], int], column: Numbers, /) -> Numbers:
        """Give what a function makes of each number; it is asked once for each."""
        known = {number: function(number) for number in sorted(set(column))}
        return [known[number] for number in column]

    def tally(self, column: Numbers, /) -> Mapping[int, int]:
        """Count how often each number is there."""
        return Counter(column)

    def sums(self, by: Numbers, column: Numbers, /) -> Mapping[int, int]:
        """Add up *column* where *by* is the same number, for each such number."""
        found: dict[int, int] = dict.fromkeys(by, 0)
        for group, number in zip(by, column, strict=True):
            found[group] += number
        return found

    def joined(self, columns: list[Numbers], /) -> Numbers:
        """Put columns after one another."""
        return columns[0] if len(columns) == 1 else [*chain.from_iterable(columns)]
