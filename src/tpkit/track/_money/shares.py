"""Money divided so that not a penny is lost: among periods, or among people.

All arithmetic is in whole pennies. Everybody first gets the whole pennies of their exact
share; the pennies that are left go one each to the largest remainders (the
largest-remainder method). Where remainders are equal the larger share comes first, and
then the earlier: so nobody's part depends on the order, but for those who share alike.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

import attrs
import pendulum

from tpkit.calendars import (
    Quarter,
    WorkingCalendar,
    Year,
    financial_quarter,
    financial_year,
)
from tpkit.calendars._instants import the_day
from tpkit.errors import FieldError

Period = Year | Quarter

PENCE = 100

_PERIODS: dict[str, Callable[[date], Period]] = {
    "years": financial_year,
    "quarters": financial_quarter,
}


@attrs.frozen(kw_only=True)
class Share:
    """The part of an amount that falls into one financial year or quarter."""

    period: Year | Quarter
    """The financial year, or the quarter of one."""
    start: pendulum.Date
    """The first day of the money that lies in it."""
    end: pendulum.Date
    """The last day of the money that lies in it."""
    days: int
    """The days from start to end that count: all of them, or those worked."""
    amount: Decimal
    """Pounds, to the penny."""

    @property
    def label(self) -> str:
        """The period: `2025/26` or `2025/26 Q4`."""
        return self.period.label


def apportion(
    amount: Decimal | int,
    start: date,
    end: date,
    *,
    over: Literal["years", "quarters"] = "quarters",
    by: WorkingCalendar | None = None,
) -> tuple[Share, ...]:
    """Divide pounds over the financial years or quarters from *start* to *end*.

    Each day counts the same; with a calendar in *by*, each day that is worked. The shares
    are to the penny and add up to the amount, and none is a whole penny away from its
    exact value. A period without a day that counts gets nothing.

    Raises:
        FieldError: the amount is negative, or not of whole pennies; the end is before the
            start, or no day counts; a day lies in no financial year.
        OutsideCalendarError: a day lies outside the calendar.

    Example:
        ```python
        >>> import datetime
        >>> from tpkit import calendars, track
        >>> spell = datetime.date(2026, 1, 12), datetime.date(2026, 4, 30)
        >>> for share in track.apportion(10_000, *spell):
        ...     print(share.label, share.days, share.amount)
        2025/26 Q4 79 7247.71
        2026/27 Q1 30 2752.29
        >>> work = calendars.working_calendar()
        >>> [str(s.amount) for s in track.apportion(10_000, *spell, by=work)]
        ['7402.60', '2597.40']

        ```
    """
    pennies = pennies_of("apportion", amount)
    first, last = the_day("apportion", start, "start"), the_day("apportion", end, "end")
    if last < first:
        expected = f"a day on or after the start ({first})"
        raise FieldError("apportion", "end", expected, last)
    if over not in _PERIODS:
        raise FieldError("apportion", "over", "'years' or 'quarters'", over)
    shares = spread(pennies, first, last, over=over, by=by)
    if not shares:
        raise FieldError("apportion", "by", "a day that counts", f"{first} to {last}")
    return shares


def share_out(
    amount: Decimal | int, weights: Iterable[Decimal | int]
) -> tuple[Decimal, ...]:
    """Divide pounds in proportion to weights, such as each member's social workers.

    The parts are to the penny, in the order of the weights, and add up to the amount;
    none is a whole penny away from its exact value.

    Raises:
        FieldError: the amount or a weight is negative, the amount is not of whole
            pennies, or no weight is above 0.

    Example:
        ```python
        >>> from tpkit import track
        >>> [str(part) for part in track.share_out(100, [1, 1, 1])]
        ['33.34', '33.33', '33.33']

        ```
    """
    pennies = pennies_of("share_out", amount)
    given = [_weight(weight) for weight in weights]
    if not any(given):
        raise FieldError("share_out", "weights", "a weight above 0", given)
    return tuple(pounds_of(part) for part in divided(pennies, given))


# ------------------------------------------------------------------------- machinery


def spread(
    pennies: int,
    first: pendulum.Date,
    last: pendulum.Date,
    *,
    over: str = "quarters",
    by: WorkingCalendar | None = None,
) -> tuple[Share, ...]:
    """Divide whole pennies over the periods of a spell; empty where no day counts."""
    spells = [*_spells(first, last, _PERIODS[over])]
    days = [_count(since, until, by) for _, since, until in spells]
    if not any(days):
        return ()
    return tuple(
        Share(period=period, start=since, end=until, days=count, amount=pounds_of(part))
        for (period, since, until), count, part in zip(
            spells, days, divided(pennies, days), strict=True
        )
    )


def divided(pennies: int, weights: Sequence[int | Fraction]) -> list[int]:
    """Divide whole pennies; a negative sum as its opposite. One weight is above 0."""
    if pennies < 0:
        return [-part for part in divided(-pennies, weights)]
    total = sum(weights)
    parts = [int(pennies * weight // total) for weight in weights]
    left = pennies - sum(parts)
    by_remainder = sorted(
        range(len(parts)),
        key=lambda i: (parts[i] * total - pennies * weights[i], -weights[i]),
    )
    for place in by_remainder[:left]:
        parts[place] += 1
    return parts


def pennies_of(asked: str, amount: Decimal | int, field: str = "amount") -> int:
    """Give pounds as pennies.

    Raises:
        FieldError: it is no number of pounds, negative, or not of whole pennies.
    """
    if not _is_number(amount):
        raise FieldError(asked, field, "pounds as a Decimal or a whole number", amount)
    pennies = Fraction(amount) * PENCE
    if pennies.denominator != 1:
        raise FieldError(asked, field, "whole pennies", amount)
    if pennies < 0:
        raise FieldError(asked, field, "0 pounds or more", amount)
    return int(pennies)


def pounds_of(pennies: int) -> Decimal:
    """Give pennies as pounds, with two places whatever the decimal context."""
    digits = tuple(map(int, str(abs(pennies))))
    return Decimal((int(pennies < 0), digits, -2))


def whole_pennies(amount: Decimal) -> int:
    """Give the pennies of an amount that a noun holds, which is of whole pennies."""
    return int(Fraction(amount) * PENCE)


def _weight(weight: Decimal | int) -> Fraction:
    if not _is_number(weight) or weight < 0:
        raise FieldError("share_out", "weights", "numbers from 0 up", weight)
    return Fraction(weight)


def _is_number(value: object) -> bool:
    if isinstance(value, Decimal):
        return value.is_finite()
    return isinstance(value, int) and not isinstance(value, bool)


def _spells(
    first: pendulum.Date, last: pendulum.Date, period_of: Callable[[date], Period]
) -> Iterator[tuple[Period, pendulum.Date, pendulum.Date]]:
    day = first
    while day <= last:
        period = period_of(day)
        until = min(period.end, last)
        yield period, day, until
        day = until.add(days=1)


def _count(
    first: pendulum.Date, last: pendulum.Date, by: WorkingCalendar | None
) -> int:
    if by is None:
        return last.toordinal() - first.toordinal() + 1
    return by.working_days_between(first, last)
