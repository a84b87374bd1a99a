"""Columns as arrays: the only door of this room to numpy, of the extra `solver`."""

from collections.abc import Callable, Mapping
from typing import Any

from tpkit.errors import MissingExtraError
from tpkit.track._forecast.chances import Chances

try:
    import numpy as np
    from numpy.typing import NDArray
except ImportError as error:
    raise MissingExtraError("numpy", "solver") from error

Numbers = NDArray[np.signedinteger[Any]]


class Arrays:
    """Arithmetic of columns that are arrays."""

    def same(self, number: int, runs: int, /) -> Numbers:
        """Give a column of one number."""
        return np.full(runs, number, np.int32)

    def drawn(self, chances: Chances, noise: bytes, /) -> Numbers:
        """Give twice a number of days for each two bytes, by the ticket they number."""
        days, tickets = zip(*chances, strict=True)
        table = np.repeat(np.array(days, np.int32) * 2, tickets)
        return table.take(np.frombuffer(noise, "<u2"))

    def later(
        self, best: Numbers | int, other: Numbers, by: Numbers | int, /
    ) -> Numbers:
        """Give the greater of *best* and *other* + *by*."""
        if isinstance(by, int) and not by:
            return np.maximum(best, other)
        found = other + by
        np.maximum(found, best, out=found)
        return found

    def sooner(self, best: Numbers, other: Numbers, by: Numbers | int, /) -> Numbers:
        """Give the less of *best* and *other* + *by*."""
        if isinstance(by, int) and not by:
            return np.minimum(best, other)
        found = other + by
        np.minimum(found, best, out=found)
        return found

    def plus(self, column: Numbers, by: Numbers | int, /) -> Numbers:
        """Give *column* + *by*."""
        return column + by

    def less(self, column: Numbers, by: Numbers | int, /) -> Numbers:
        """Give *column* - *by*."""
        return column - by

    def even(self, keys: Numbers, /) -> Numbers:
        """Give the keys of the same positions at the ends of days."""
        return keys & -2

    def halves(self, column: Numbers, /) -> Numbers:
        """Give half of each number, rounded down."""
        return column >> 1

    def chosen(self, where: Numbers, a: Numbers, b: Numbers, /) -> Numbers:
        """Give *a* where *where* is not 0, and *b* elsewhere."""
        return np.where(where, a, b)

    def is_odd(self, column: Numbers, /) -> Numbers:
        """Give 1 where a number is odd, and 0 elsewhere."""
        return column & 1

    def is_at_least(self, a: Numbers, b: Numbers, /) -> Numbers:
        """Give 1 where *a* is at least *b*, and 0 elsewhere."""
        return (a >= b).view(np.int8)

    def count(self, column: Numbers, /) -> int:
        """Count the numbers that are not 0."""
        return int(np.count_nonzero(column))

    def through(self, function: Callable[[int], int], column: Numbers, /) -> Numbers:
        """Give what a function makes of each number; it is asked once for each."""
        least, places, counts = _places(column)
        table = np.zeros(len(counts), np.int32)
        for place in np.flatnonzero(counts).tolist():
            table[place] = function(place + least)
        return table.take(places)

    def tally(self, column: Numbers, /) -> Mapping[int, int]:
        """Count how often each number is there."""
        least, _, counts = _places(column)
        found = np.flatnonzero(counts)
        return dict(zip((found + least).tolist(), counts[found].tolist(), strict=True))

    def sums(self, by: Numbers, column: Numbers, /) -> Mapping[int, int]:
        """Add up *column* where *by* is the same number, for each such number."""
        least, places, counts = _places(by)
        sums = np.bincount(places, column)  # exact, as it stays below 2⁵³
        found = np.flatnonzero(counts)
        return {place + least: int(sums[place]) for place in found.tolist()}

    def joined(self, columns: list[Numbers], /) -> Numbers:
        """Put columns after one another."""
        return np.concatenate(columns)


def _places(column: Numbers) -> tuple[int, Numbers, NDArray[np.int64]]:
    """Give the least number, how far each is from it, and how often each is there."""
    least = int(column.min())
    places = column - least
    return least, places, np.bincount(places)
