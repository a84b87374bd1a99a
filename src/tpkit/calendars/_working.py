"""Which days are worked, counted as spreadsheets count them."""

import functools
import itertools
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

import attrs
import pendulum

from tpkit import _dates, _text
from tpkit._model._checked import must_follow
from tpkit._model.calendar import Closure, Nation, TermDates
from tpkit.calendars._bank_holidays import (
    FIRST_YEAR,
    LAST_YEAR,
    BankHoliday,
    bank_holidays,
)
from tpkit.calendars._instants import refuse_instant
from tpkit.calendars._time_off import (
    TimeOff,
    from_bank_holidays,
    from_closures,
    from_holidays,
    from_terms,
    in_order,
    is_holiday,
    without_days,
)
from tpkit.errors import FieldError, OutsideCalendarError

MONDAY_TO_FRIDAY = (
    pendulum.MONDAY,
    pendulum.TUESDAY,
    pendulum.WEDNESDAY,
    pendulum.THURSDAY,
    pendulum.FRIDAY,
)
"""The working week unless a calendar is built with another."""

_DAYS_IN_WEEK = 7
_NO_HOLIDAYS: Mapping[date, str] = MappingProxyType({})


def working_calendar(  # noqa: PLR0913  # one keyword for each thing a calendar combines
    nation: Nation = Nation.ENGLAND_AND_WALES,
    *,
    closures: Iterable[Closure] = (),
    terms: Iterable[TermDates] = (),
    holidays: Mapping[date, str] = _NO_HOLIDAYS,
    not_holidays: Iterable[date] = (),
    weekdays: Iterable[int] = MONDAY_TO_FRIDAY,
    published: Iterable[BankHoliday] = (),
    last_year: int = LAST_YEAR,
) -> "WorkingCalendar":
    """Build the calendar of a nation, from 1 January 2012 to the end of *last_year*.

    *closures* and *terms* are days off for whoever asks, so pass only those that
    matter: a portfolio's closures of one organisation, the school breaks of the areas
    whose staff are invited. *holidays* adds one-off days off, each with its name;
    *not_holidays* makes bank holidays working days again. *weekdays* are those worked,
    Monday being 0. *published* takes newer official data, as read by
    `bank_holidays_from_json`.

    The calendar of a nation with nothing added is kept, so asking again is cheap.

    Raises:
        FieldError: a date in *not_holidays* is no holiday, a weekday is not 0 to 6, or
            *last_year* is before 2012 or after 2100.

    Example:
        ```python
        >>> import datetime
        >>> from tpkit import calendars
        >>> work = calendars.working_calendar()
        >>> work.is_working_day(datetime.date(2022, 9, 19))
        False
        >>> work.why_not(datetime.date(2022, 4, 15))
        'Good Friday (England and Wales)'

        ```
    """
    calendar = _of_nation(nation, tuple(weekdays), last_year, tuple(published))
    more = [*from_holidays(holidays), *from_closures(closures), *from_terms(terms)]
    return _with(calendar.without_holidays(*not_holidays), more)


@functools.lru_cache(maxsize=32)
def _of_nation(
    nation: Nation,
    weekdays: tuple[int, ...],
    last_year: int,
    published: tuple[BankHoliday, ...],
) -> "WorkingCalendar":
    listed = bank_holidays(nation, last_year=last_year, published=published)
    return WorkingCalendar(
        first=pendulum.Date(FIRST_YEAR, 1, 1),
        last=pendulum.Date(last_year, 12, 31),
        weekdays=weekdays,
        time_off=from_bank_holidays(listed),
    )


# ------------------------------------------------------------- the two lookup arrays


def _week(weekdays: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted({int(day) for day in weekdays}))


def _reasons(calendar: "WorkingCalendar") -> dict[int, tuple[TimeOff, ...]]:
    first, last = calendar.first.toordinal(), calendar.last.toordinal()
    reasons: dict[int, tuple[TimeOff, ...]] = {}
    for off in calendar.time_off:
        start, end = max(off.start.toordinal(), first), min(off.end.toordinal(), last)
        for ordinal in range(start, end + 1):
            reasons[ordinal] = (*reasons.get(ordinal, ()), off)
    return reasons


def _ordinals(calendar: "WorkingCalendar") -> tuple[int, ...]:
    first, last = calendar.first.toordinal(), calendar.last.toordinal()
    off = calendar._off  # noqa: SLF001  # this builds a part of that class
    # Day 1 of the proleptic calendar, 1 January of year 1, is a Monday.
    return tuple(
        ordinal
        for ordinal in range(first, last + 1)
        if (ordinal - 1) % _DAYS_IN_WEEK in calendar.weekdays and ordinal not in off
    )


def _counts(calendar: "WorkingCalendar") -> tuple[int, ...]:
    first, last = calendar.first.toordinal(), calendar.last.toordinal()
    is_worked = bytearray(max(0, last - first + 1))
    for ordinal in calendar._worked:  # noqa: SLF001  # this builds a part of that class
        is_worked[ordinal - first] = 1
    return tuple(itertools.accumulate(is_worked, initial=0))


def look_up_tables(
    calendar: "WorkingCalendar",
) -> tuple[int, tuple[int, ...], tuple[int, ...]]:
    """Give the ordinal of the first day, the ordinals worked, and how many lie before.

    For those who count in a loop: day n of the span has `before[n]` worked days before
    it, and `worked[before[n]]` is the first day worked on day n or after.
    """
    first = calendar.first.toordinal()
    return first, calendar._worked, calendar._before  # noqa: SLF001  # parts of that class


# ------------------------------------------------------------------------ the calendar


def _check_date(_: Any, field: "attrs.Attribute[Any]", value: date) -> None:
    refuse_instant("WorkingCalendar", field.name, value)


def _check_week(_: Any, field: "attrs.Attribute[Any]", days: tuple[int, ...]) -> None:
    if any(not 0 <= day < _DAYS_IN_WEEK for day in days):
        expected = "days from 0, Monday, to 6, Sunday"
        raise FieldError("WorkingCalendar", field.name, expected, days)


@attrs.frozen(kw_only=True)
class WorkingCalendar:
    """The days somebody works, over a documented span; every question takes one look-up.

    `working_calendar` builds one for a nation; built directly it can describe any other.
    `a | b` is worked only when both are, as when partners of two nations meet.

    Dates may be `datetime.date` or `pendulum.Date`; answers are `pendulum.Date`. An
    instant is refused, because which day it is on depends on a time zone. A question
    about a day outside the span, or whose answer lies outside it, raises
    `OutsideCalendarError`.
    """

    first: pendulum.Date = attrs.field(converter=_dates.as_date, validator=_check_date)
    """The first day of the span."""
    last: pendulum.Date = attrs.field(converter=_dates.as_date, validator=_check_date)
    """The last day of the span."""
    weekdays: tuple[int, ...] = attrs.field(
        default=MONDAY_TO_FRIDAY, converter=_week, validator=_check_week
    )
    """The days of the week that are worked, Monday being 0, in order."""
    time_off: tuple[TimeOff, ...] = attrs.field(default=(), converter=in_order)
    """The days of those weekdays that are not, in order and without repeats."""

    _off: dict[int, tuple[TimeOff, ...]] = attrs.field(
        init=False,
        eq=False,
        repr=False,
        default=attrs.Factory(_reasons, takes_self=True),
    )
    # Slot n, counted from 0, is the ordinal of the nth working day of the span ...
    _worked: tuple[int, ...] = attrs.field(
        init=False,
        eq=False,
        repr=False,
        default=attrs.Factory(_ordinals, takes_self=True),
    )
    # ... and day n of the span has this many working days before it.
    _before: tuple[int, ...] = attrs.field(
        init=False,
        eq=False,
        repr=False,
        default=attrs.Factory(_counts, takes_self=True),
    )

    def __attrs_post_init__(self) -> None:
        must_follow(self, "last", "first")

    # ---------------------------------------------------------------------- one day

    def is_working_day(self, on: date, /) -> bool:
        """Say whether *on* is worked."""
        day = self._day(on)
        return self._before[day] != self._before[day + 1]

    def why_not(self, on: date, /) -> str:
        """Say in words why *on* is not worked: `Sunday and Christmas Day (Scotland)`.

        The weekday comes first, then what began first. Empty for a working day.
        """
        self._day(on)
        reasons = [str(off) for off in self._off.get(on.toordinal(), ())]
        if on.weekday() not in self.weekdays:
            reasons.insert(0, pendulum.WeekDay(on.weekday()).name.title())
        return _text.listed(reasons)

    def holiday_name(self, on: date, /) -> str:
        """Give the name of the bank or one-off holiday on this day: `Good Friday`.

        Empty where there is none. Closures and school breaks are not holidays here:
        `why_not` tells all.
        """
        self._day(on)
        offs = self._off.get(on.toordinal(), ())
        return _text.listed(dict.fromkeys(off.why for off in offs if is_holiday(off)))

    # --------------------------------------------------------------------- counting

    def add_working_days(self, on: date, days: int, /) -> pendulum.Date:
        """Give the working day that many working days after *on*; before it if negative.

        The WORKDAY convention of spreadsheets: *on* itself is never counted, and 0 days
        gives *on* back even when it is not worked.
        """
        day = self._day(on)
        if days == 0:
            return pendulum.Date.fromordinal(on.toordinal())
        slot = (
            self._before[day] + days if days < 0 else self._before[day + 1] + days - 1
        )
        return self._at(slot, f"{_text.counted(days, 'working day')} from {on}")

    def working_days_between(self, start: date, end: date, /) -> int:
        """Count working days from *start* to *end*, both counted.

        The NETWORKDAYS convention of spreadsheets: negative when *end* comes first.
        """
        first, last = self._day(start), self._day(end)
        if last < first:
            return self._before[last] - self._before[first + 1]
        return self._before[last + 1] - self._before[first]

    def working_days(self, start: date, end: date, /) -> Iterator[pendulum.Date]:
        """Yield the working days from *start* to *end*, both included, in order."""
        first, last = self._day(start), self._day(end)
        for ordinal in self._worked[self._before[first] : self._before[last + 1]]:
            yield pendulum.Date.fromordinal(ordinal)

    def last_working_day_on_or_before(self, on: date, /) -> pendulum.Date:
        """Give *on* if it is worked, else the nearest working day before it."""
        slot = self._before[self._day(on) + 1] - 1
        return self._at(slot, f"a working day on or before {on}")

    def first_working_day_on_or_after(self, on: date, /) -> pendulum.Date:
        """Give *on* if it is worked, else the nearest working day after it."""
        slot = self._before[self._day(on)]
        return self._at(slot, f"a working day on or after {on}")

    # ------------------------------------------------------------------------ slots

    def slot(self, on: date, /) -> int:
        """Number the working-day slot of *on*: the working days up to and including it.

        A day off shares the slot of the working day before it, so Saturday 1 April 2023
        is in the slot of Friday 31 March. Slots of one calendar are numbered from 1;
        0 is before its first working day.
        """
        return self._before[self._day(on) + 1]

    def day_of_slot(self, slot: int, /) -> pendulum.Date:
        """Give the working day that a slot is named for: the inverse of `slot`."""
        return self._at(slot - 1, f"working-day slot {slot}")

    def slip(self, planned: date, happened: date, /) -> int:
        """Count the working-day slots from *planned* to *happened*; negative if early.

        From Friday to Saturday is 0, to the Monday after 1.
        """
        return self.slot(happened) - self.slot(planned)

    # -------------------------------------------------------------------- combining

    def with_closures(self, *closures: Closure) -> "WorkingCalendar":
        """Give this calendar with the days of these closures off."""
        return _with(self, from_closures(closures))

    def with_terms(self, *terms: TermDates) -> "WorkingCalendar":
        """Give this calendar with these school breaks off."""
        return _with(self, from_terms(terms))

    def with_holidays(self, holidays: Mapping[date, str], /) -> "WorkingCalendar":
        """Give this calendar with one-off days off, each with its name."""
        return _with(self, from_holidays(holidays))

    def without_holidays(self, *dates: date) -> "WorkingCalendar":
        """Give this calendar with the bank and one-off holidays of these days worked.

        Raises:
            FieldError: a day has no holiday to take away.
        """
        for on in dates:
            if not self.holiday_name(on):
                expected = "a day that is a holiday in this calendar"
                raise FieldError("WorkingCalendar", "without_holidays", expected, on)
        if not dates:
            return self
        worked = {on.toordinal() for on in dates}
        kept = itertools.chain.from_iterable(
            without_days(off, worked) for off in self.time_off
        )
        return attrs.evolve(self, time_off=kept)

    def __or__(self, other: "WorkingCalendar") -> "WorkingCalendar":
        """Give the calendar of the days that both work, over the span they share."""
        return WorkingCalendar(
            first=max(self.first, other.first),
            last=min(self.last, other.last),
            weekdays=set(self.weekdays) & set(other.weekdays),
            time_off=self.time_off + other.time_off,
        )

    # -------------------------------------------------------------------- machinery

    def _day(self, on: date) -> int:
        refuse_instant("WorkingCalendar", "on", on)
        day = on.toordinal() - self.first.toordinal()
        if 0 <= day < len(self._before) - 1:
            return day
        raise OutsideCalendarError(f"{on} is {self._outside}")

    def _at(self, slot: int, sought: str) -> pendulum.Date:
        if 0 <= slot < len(self._worked):
            return pendulum.Date.fromordinal(self._worked[slot])
        raise OutsideCalendarError(f"{sought} is {self._outside}")

    @property
    def _outside(self) -> str:
        return (
            f"outside this calendar, which runs from {self.first} to {self.last}; "
            "working_calendar(last_year=…) gives a longer one, and published=… takes "
            "newer bank holidays from https://www.gov.uk/bank-holidays.json"
        )


def _with(calendar: WorkingCalendar, more: Iterable[TimeOff]) -> WorkingCalendar:
    added = tuple(more)
    if not added:
        return calendar
    return attrs.evolve(calendar, time_off=calendar.time_off + added)
