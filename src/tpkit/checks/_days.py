"""Dates that checks count with, safe for any date a portfolio may hold."""

from collections.abc import Iterator

import pendulum

from tpkit._model.calendar import Nation
from tpkit.calendars._bank_holidays import FIRST_YEAR, LAST_YEAR
from tpkit.calendars._working import working_calendar
from tpkit.calendars._years import Quarter, financial_quarter, financial_year
from tpkit.errors import OutsideCalendarError

NEVER = pendulum.Date(9999, 12, 31)
"""What people write for a day that will not come: nothing can be added to it."""

_BEGINNING = pendulum.Date(1, 1, 1)
_MARCH = 3
_NEARLY_NEVER = pendulum.Date(9900, 1, 1)
_FIRST_COUNTED = pendulum.Date(FIRST_YEAR, 1, 1)
_LAST_COUNTED = pendulum.Date(LAST_YEAR, 12, 31)


def financial_year_start(day: pendulum.Date) -> pendulum.Date:
    """Give the 1 April that begins the financial year of *day*."""
    year = day.year - (day.month <= _MARCH)
    return pendulum.Date(year, 4, 1) if year else _BEGINNING


def financial_year_end(day: pendulum.Date) -> pendulum.Date:
    """Give the 31 March that ends the financial year of *day*."""
    if day > _NEARLY_NEVER:
        return NEVER
    return pendulum.Date(day.year + (day.month > _MARCH), _MARCH, 31)


def working_days_between(
    start: pendulum.Date, end: pendulum.Date, nation: Nation
) -> int | None:
    """Count working days, both ends counted; None where bank holidays are not known."""
    try:
        return working_calendar(nation).working_days_between(start, end)
    except OutsideCalendarError:
        return None


def working_days_after(
    day: pendulum.Date, days: int, nation: Nation
) -> pendulum.Date | None:
    """Give the day so many working days on; None where bank holidays are not known."""
    try:
        return working_calendar(nation).add_working_days(day, days)
    except OutsideCalendarError:
        return None


def quarters(start: pendulum.Date, end: pendulum.Date) -> Iterator[Quarter]:
    """Yield the quarters that these days touch and whose bank holidays are known."""
    day, last = max(start, _FIRST_COUNTED), min(end, _LAST_COUNTED)
    while day <= last:
        quarter = financial_quarter(day)
        yield quarter
        day = quarter.end.add(days=1)


def year_label(first: int) -> str:
    """Write the financial year that begins in a calendar year: `2021/22`."""
    return financial_year(pendulum.Date(first, 4, 1)).label
