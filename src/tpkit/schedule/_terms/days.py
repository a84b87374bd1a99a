"""Sets of days, and working days, of any year: asked by number, in a few steps."""

import functools
import itertools
from bisect import bisect_right
from collections.abc import Iterable

import attrs

from tpkit._model.calendar import Closure, Nation, Observance, TermDates
from tpkit.calendars._bank_holidays import bank_holidays

Run = tuple[int, int]
"""The first and the last of some days, as ordinals."""


def run_of(noun: Closure | Observance | TermDates) -> Run:
    """Give the days of a noun that has a first and a last."""
    return noun.start.toordinal(), noun.end.toordinal()


_WEEK = 7
_WORKED = 5


def is_weekend(day: int) -> bool:
    """Say whether a day is a Saturday or a Sunday."""
    return (day - 1) % _WEEK >= _WORKED  # day 1, 1 January of year 1, was a Monday


@attrs.frozen
class Days:
    """A set of days, kept as runs that neither overlap nor touch; made by `days_in`.

    Closures may last for centuries, so that no set could list their days.
    """

    firsts: tuple[int, ...] = ()
    lasts: tuple[int, ...] = ()

    def __contains__(self, day: int) -> bool:
        """Say whether a day is one of them."""
        place = bisect_right(self.firsts, day) - 1
        return place >= 0 and day <= self.lasts[place]


def days_in(runs: Iterable[Run]) -> Days:
    """Give the days of these runs, which may come in any order and overlap."""
    merged: list[list[int]] = []
    for first, last in sorted(runs):
        if merged and first <= merged[-1][1] + 1:
            merged[-1][1] = max(merged[-1][1], last)
        else:
            merged.append([first, last])
    return Days(
        firsts=tuple(first for first, _ in merged),
        lasts=tuple(last for _, last in merged),
    )


@attrs.frozen(kw_only=True)
class WorkingDays:
    """The days from Monday to Friday, less some; of all years, so that none is outside."""

    off: Days
    """The days that are not worked, whatever day of the week they are."""

    def __contains__(self, day: int) -> bool:
        """Say whether a day is worked."""
        return not is_weekend(day) and day not in self.off

    def position(self, day: int) -> int:
        """Number a day: the working days up to it, itself counted; it never falls."""
        return _weekdays(day) - self._off_by(day)

    def last_before(self, day: int, *, spare: int) -> int:
        """Give the last day that leaves so many working days after it, up to *day*."""
        number = self.position(day) - spare
        return bisect_right(range(day + 1), number, key=self.position) - 1

    def _off_by(self, day: int) -> int:
        place = bisect_right(self.off.firsts, day) - 1
        if place < 0:
            return 0
        last = min(day, self.off.lasts[place])
        return self._before[place] + _between(self.off.firsts[place], last)

    @functools.cached_property
    def _before(self) -> tuple[int, ...]:
        """For each run of days off, the weekdays off before it."""
        lengths = itertools.starmap(
            _between, zip(self.off.firsts, self.off.lasts, strict=True)
        )
        return tuple(itertools.accumulate(lengths, initial=0))


def _weekdays(day: int) -> int:
    """Count the days from Monday to Friday from day 1 to a day."""
    weeks, rest = divmod(day, _WEEK)
    return weeks * _WORKED + min(rest, _WORKED)


def _between(first: int, last: int) -> int:
    return _weekdays(last) - _weekdays(first - 1)


@functools.cache
def named_bank_holidays(nation: Nation) -> dict[int, str]:
    """Give the bank holidays that are known, from 2012 to 2035, each with its name."""
    return {day.on.toordinal(): day.title for day in bank_holidays(nation)}


def working_days(nation: Nation, closed: Iterable[Run]) -> WorkingDays:
    """Give the days that are worked: no weekends, no bank holidays, none of *closed*.

    Where bank holidays are not known, before 2012 and after 2035, all weekdays are
    worked that are not closed.
    """
    holidays = ((day, day) for day in named_bank_holidays(nation))
    return WorkingDays(off=days_in(itertools.chain(holidays, closed)))
