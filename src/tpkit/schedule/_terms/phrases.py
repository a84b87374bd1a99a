"""Phrases that sentences about sessions are made of."""

from datetime import date

from tpkit import _text
from tpkit.schedule._terms.slot import Entry, Slot, time_of


def day_of(slot: Slot) -> str:
    """Write `Friday 4 March 2022`."""
    return _text.long_date(slot.on, weekday=True)


def weekday_of(slot: Slot) -> str:
    """Write `Friday`."""
    return day_of(slot).partition(" ")[0]


def day_and_month(month: int, day: int) -> str:
    """Write `20 December`, a day of every year."""
    return _text.long_date(date(_LEAP_YEAR, month, day)).rpartition(" ")[0]


_LEAP_YEAR = 2000


def hours_of(slot: Slot) -> str:
    """Write `10am to 11:30am`."""
    return _text.time_range(time_of(slot.start), time_of(slot.end))


def title_and_hours(entry: Entry, slot: Slot) -> str:
    """Write `Practice forum, 10am to 11:30am`."""
    return f"{entry.title}, {hours_of(slot)}"


def both(first: tuple[Entry, Slot], second: tuple[Entry, Slot]) -> str:
    """Write what two sessions of one day are: `Set A, 1pm to 2pm, and Set B, 2pm to 3pm`."""
    return f"{title_and_hours(*first)}, and {title_and_hours(*second)}"


def weekdays_in_words(weekdays: tuple[str, ...]) -> str:
    """Write `Mondays and Fridays`."""
    return _text.listed(f"{day.capitalize()}s" for day in weekdays)
