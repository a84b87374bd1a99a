"""Keeping instants out of questions about days."""

from datetime import date, datetime

from tpkit.errors import FieldError


def refuse_instant(asked: str, field: str, on: date) -> None:
    """Refuse an instant where a day is wanted, which type checkers cannot.

    31 March 2026 23:30 UTC is 1 April in London: another day, and another financial
    year. Whoever has an instant knows its time zone and must choose.

    Raises:
        FieldError: *on* is a datetime.
    """
    if isinstance(on, datetime):
        raise FieldError(asked, field, "a date without a time", on)
