"""Keeping instants, and texts, out of questions about days."""

from datetime import date, datetime

import pendulum

from tpkit import _dates
from tpkit.errors import FieldError


def refuse_instant(asked: str, field: str, on: date) -> None:
    """Refuse an instant, or a text, where a day is wanted; type checkers miss instants.

    31 March 2026 23:30 UTC is 1 April in London: another day, and another financial
    year. Whoever has an instant knows its time zone and must choose.

    Raises:
        FieldError: *on* is a datetime, or no date at all.
    """
    if isinstance(on, datetime) or not isinstance(on, date):
        raise FieldError(asked, field, "a date without a time", on)


def the_day(asked: str, on: date, field: str = "on") -> pendulum.Date:
    """Give the day that *on* is, as pendulum's date.

    Raises:
        FieldError: *on* is a datetime, or no date at all.
    """
    refuse_instant(asked, field, on)
    day: pendulum.Date = _dates.as_date(on)
    return day
