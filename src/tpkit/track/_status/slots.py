"""Working-day slots of any day, inside a calendar's span or not."""

import pendulum

from tpkit.calendars import WorkingCalendar

_DAYS_IN_WEEK = 7


def is_known(calendar: WorkingCalendar, *days: pendulum.Date | None) -> bool:
    """Say whether the calendar knows the holidays of all these days that there are."""
    return all(day is None or calendar.first <= day <= calendar.last for day in days)


def slot(calendar: WorkingCalendar, day: pendulum.Date) -> int:
    """Number the working-day slot of a day, as `WorkingCalendar.slot` does.

    Outside the calendar's span every day of its working week counts, because nobody
    knows the holidays: counts are then a little high, and never an error.
    """
    ordinal, first = day.toordinal(), calendar.first.toordinal()
    if ordinal < first:
        return -_weekdays(calendar, ordinal + 1, first - 1)
    last = calendar.last.toordinal()
    if ordinal > last:
        return calendar.slot(calendar.last) + _weekdays(calendar, last + 1, ordinal)
    return calendar.slot(day)


def _weekdays(calendar: WorkingCalendar, first: int, last: int) -> int:
    """Count the days of the working week between two ordinals, both included."""
    # Ordinal 1, 1 January of year 1, is a Monday.
    return sum(
        (last - 1 - weekday) // _DAYS_IN_WEEK - (first - 2 - weekday) // _DAYS_IN_WEEK
        for weekday in calendar.weekdays
    )
