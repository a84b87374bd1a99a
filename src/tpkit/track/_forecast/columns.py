"""What can be done with columns of numbers, one for each run of a forecast."""

import abc
from collections.abc import Callable, Mapping
from typing import Protocol, TypeVar

from tpkit.track._forecast.chances import Chances

C = TypeVar("C")
"""A column of whole numbers: a list, or an array."""


class Columns(Protocol[C]):
    """Arithmetic of columns; a number stands for a column of that number alone.

    There are two, which give the same numbers: one with lists, one with arrays.
    """

    @abc.abstractmethod
    def same(self, number: int, runs: int, /) -> C:
        """Give a column of one number."""

    @abc.abstractmethod
    def drawn(self, chances: Chances, noise: bytes, /) -> C:
        """Give twice a number of days for each two bytes, by the ticket they number."""

    @abc.abstractmethod
    def later(self, best: C | int, other: C, by: C | int, /) -> C:
        """Give the greater of *best* and *other* + *by*."""

    @abc.abstractmethod
    def sooner(self, best: C, other: C, by: C | int, /) -> C:
        """Give the less of *best* and *other* + *by*."""

    @abc.abstractmethod
    def plus(self, column: C, by: C | int, /) -> C:
        """Give *column* + *by*."""

    @abc.abstractmethod
    def less(self, column: C, by: C | int, /) -> C:
        """Give *column* - *by*."""

    @abc.abstractmethod
    def even(self, keys: C, /) -> C:
        """Give the keys of the same positions at the ends of days."""

    @abc.abstractmethod
    def halves(self, column: C, /) -> C:
        """Give half of each number, rounded down."""

    @abc.abstractmethod
    def chosen(self, where: C, a: C, b: C, /) -> C:
        """Give *a* where *where* is not 0, and *b* elsewhere."""

    @abc.abstractmethod
    def is_odd(self, column: C, /) -> C:
        """Give 1 where a number is odd, and 0 elsewhere."""

    @abc.abstractmethod
    def is_at_least(self, a: C, b: C, /) -> C:
        """Give 1 where *a* is at least *b*, and 0 elsewhere."""

    @abc.abstractmethod
    def count(self, column: C, /) -> int:
        """Count the numbers that are not 0."""

    @abc.abstractmethod
    def through(self, function: Callable[[int], int], column: C, /) -> C:
        """Give what a function makes of each number; it is asked once for each."""

    @abc.abstractmethod
    def tally(self, column: C, /) -> Mapping[int, int]:
        """Count how often each number is there."""

    @abc.abstractmethod
    def sums(self, by: C, column: C, /) -> Mapping[int, int]:
        """Add up *column* where *by* is the same number, for each such number."""

    @abc.abstractmethod
    def joined(self, columns: list[C], /) -> C:
        """Put columns after one another."""
