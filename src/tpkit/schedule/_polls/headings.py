"""The headings of a poll's columns: slots as poll sites and people write them."""

import re
from collections.abc import Iterable
from datetime import date

import pendulum

from tpkit import _text
from tpkit.schedule._polls.poll import PollSlot
from tpkit.schedule._terms.slot import MINUTES_IN_A_DAY, time_of

_TIME = re.compile(
    r"(?<!\d)(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2})?)?(?::00)?\s*(?P<half>[ap]m)\b"
    r"|(?<!\d)(?P<hour24>\d{1,2})(?:[:.](?P<minute24>\d{2})(?::00)?|h(?P<after_h>\d{2})?)(?!\d)",
    re.IGNORECASE | re.ASCII,
)
_ISO = re.compile(r"\b\d{4}-\d{2}-\d{2}", re.ASCII)
_BETWEEN = re.compile(r"[\s,;/–—-]+")  # noqa: RUF001  # poll sites put a dash between times
_NUMBER = re.compile(r"(\d{4}|\d{1,2})(?:st|nd|rd|th)?", re.ASCII)
_FILLERS = {"", "t", "to", "at", "of", "on", "from", "until"}

_MONDAY = date(2000, 1, 3)
_MONTHS = [
    _text.long_date(date(2000, month, 1)).split()[1].lower() for month in range(1, 13)
]
_WEEKDAYS = [
    _text.long_date(_MONDAY.replace(day=day), weekday=True).split()[0].lower()
    for day in range(_MONDAY.day, _MONDAY.day + 7)
]
_SHORTEST = 3
"""Letters to which names of months and days may be cut."""
_NOON = 12
_HOUR = 60


class HeadingError(ValueError):
    """A heading does not say when: the argument is what would have been right."""


def slot_in(heading: str, *, minutes: int | None = None) -> PollSlot:
    """Read a slot: `2022-02-21 10:00/11:30`, `May 2019 Mon 20 7:00 AM to 8:00 AM`.

    Where only the start is given, it lasts so many *minutes*.

    Raises:
        HeadingError: it does not say when, says it twice, or says something else.
    """
    times = [_minute(time) for time in _TIME.finditer(heading)]
    on = _day(_TIME.sub(" ", heading))
    if len(times) == 1 and minutes is not None:
        times.append(times[0] + minutes)
    if len(times) != len(("start", "end")):
        raise HeadingError(_HOURS)
    start, end = times
    if not start < end < MINUTES_IN_A_DAY:
        raise HeadingError("an end after the start, on the same day")
    return PollSlot(on=on, start=time_of(start), end=time_of(end))


_HOURS = "a start and an end, such as 10:00/11:30 (or the minutes that slots last)"


def _minute(time: re.Match[str]) -> int:
    hour = int(time["hour"] or time["hour24"])
    minute = int(time["minute"] or time["minute24"] or time["after_h"] or 0)
    if time["half"]:
        if not 1 <= hour <= _NOON:
            raise HeadingError("an hour from 1 to 12 before am or pm")
        hour = hour % _NOON + (_NOON if time["half"].lower() == "pm" else 0)
    if minute >= _HOUR or hour * _HOUR + minute >= MINUTES_IN_A_DAY:
        raise HeadingError("a time from 00:00 to 23:59")
    return hour * _HOUR + minute


def _day(text: str) -> pendulum.Date:
    """Read the one day that a text without its times names."""
    iso = {_ordinal(*map(int, found.split("-"))) for found in _ISO.findall(text)}
    words = [
        w for w in _BETWEEN.split(_ISO.sub(" ", text).lower()) if w not in _FILLERS
    ]
    weekdays = {_place(word, _WEEKDAYS) for word in words} - {None}
    spelt = [word for word in words if _place(word, _WEEKDAYS) is None]
    days = iso | ({_spelt(spelt)} if spelt else set())
    if len(days) != 1:
        raise HeadingError(_ONE_DAY)
    on = pendulum.Date.fromordinal(*days)
    if weekdays - {on.weekday()}:
        weekday = _WEEKDAYS[on.weekday()].capitalize()
        raise HeadingError(f"a {weekday}, which {_text.long_date(on)} is")
    return on


def _spelt(words: Iterable[str]) -> int:
    """Read a day spelt out: `May 2019 20`, `20th may 2019`."""
    years: set[int] = set()
    months: set[int] = set()
    numbers: set[int] = set()
    for word in words:
        month = _place(word, _MONTHS)
        if month is not None:
            months.add(month + 1)
        elif number := _NUMBER.fullmatch(word):
            (years if len(number[1]) == len("2022") else numbers).add(int(number[1]))
        else:
            raise HeadingError(_ONE_DAY)
    if not len(years) == len(months) == len(numbers) == 1:
        raise HeadingError(_ONE_DAY)
    return _ordinal(*years, *months, *numbers)


_ONE_DAY = "one day with its year, such as 2022-02-21 or 21 February 2022"


def _ordinal(year: int, month: int, day: int) -> int:
    try:
        return date(year, month, day).toordinal()
    except ValueError as error:
        raise HeadingError("a day that there is") from error


def _place(word: str, names: list[str]) -> int | None:
    """Give the place of a name in a list, also of one cut to three letters or more."""
    if len(word) < _SHORTEST:
        return None
    places = (n for n, name in enumerate(names) if name.startswith(word))
    return next(places, None)
