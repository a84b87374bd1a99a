"""The only door to pendulum: strict parsing, and local time that is really there.

`pendulum.parse` reads `now` and guesses at the rest, and a London time that does not
exist is moved without a word; so nothing else in tpkit parses a date or builds an
instant.
"""

import functools
import re
from datetime import UTC, date, datetime, time, tzinfo
from typing import Any, Literal

import pendulum

LONDON = "Europe/London"
"""The time zone of every session: UK partnerships keep local clock time."""

_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)(?::00)?", re.ASCII)


def as_date(value: Any) -> Any:
    """Turn a plain `datetime.date` into a pendulum one; leave anything else alone.

    A datetime is left alone too, so that the field's own check can refuse it: an
    instant is on two days at once until a time zone is chosen.
    """
    if type(value) is pendulum.Date or isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return pendulum.Date(value.year, value.month, value.day)
    return value


def as_time(value: Any) -> Any:
    """Turn a plain `datetime.time` into a pendulum one; leave anything else alone."""
    if type(value) is pendulum.Time or not isinstance(value, time):
        return value
    return pendulum.Time(
        value.hour, value.minute, value.second, value.microsecond, value.tzinfo
    )


@functools.lru_cache(maxsize=4096)
def parse_date(text: str) -> pendulum.Date:
    """Read `YYYY-MM-DD` and nothing else.

    Raises:
        ValueError: the text has another form, or there is no such day.
    """
    match = _DATE.fullmatch(text)
    if match is None:
        msg = f"expected a date such as 2022-02-21, got {text!r}"
        raise ValueError(msg)
    year, month, day = map(int, match.groups())
    return pendulum.Date(year, month, day)


_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt ](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?"
    r"([Zz]|[+-]\d\d:\d\d)?",
    re.ASCII,
)


def parse_day(text: str) -> pendulum.Date:
    """Read `YYYY-MM-DD`, or a moment of such a day: an instant is on its London day.

    A moment such as `2024-04-15T08:00:00` is one of London's clocks; one that ends in
    `Z`, or in hours from it such as `+01:00`, is an instant.

    Raises:
        ValueError: the text has another form, or there is no such day.
    """
    moment = _MOMENT.fullmatch(text)
    if moment is None:
        return parse_date(text)
    day = parse_date(moment[1])
    if moment[2] is None:
        return day
    try:
        return day_in_london(datetime.fromisoformat(text.upper()))
    except OverflowError as error:
        msg = f"expected a moment from year 1 to 9999, got {text!r}"
        raise ValueError(msg) from error


def day_in_london(at: datetime) -> pendulum.Date:
    """Give the day that London clocks show at an instant, or at a time of theirs."""
    local = at if at.utcoffset() is None else in_london(at)
    return pendulum.Date(local.year, local.month, local.day)


@functools.lru_cache(maxsize=4096)
def parse_time(text: str) -> pendulum.Time:
    """Read a 24-hour clock time `HH:MM` (`HH:MM:00` is read too, as TOML needs it).

    Raises:
        ValueError: the text has another form, or there is no such time.
    """
    match = _TIME.fullmatch(text)
    if match is None:
        msg = f"expected a time such as 10:30, got {text!r}"
        raise ValueError(msg)
    return pendulum.Time(int(match[1]), int(match[2]))


_FIRST, _LAST = pendulum.Date(1, 1, 1), pendulum.Date(9999, 12, 31)
_MONTHS = 12


def later(on: pendulum.Date, *, days: int = 0, months: int = 0) -> pendulum.Date:
    """Give the day so many months and then days after *on*; before it if negative.

    A portfolio may hold any date from year 1 to 9999, and a question about it must not
    fail because the answer would fall outside: then it is the first or the last day.
    """
    latest = (_LAST.year - on.year) * _MONTHS + _LAST.month - on.month
    earliest = (_FIRST.year - on.year) * _MONTHS + _FIRST.month - on.month
    ordinal = on.add(months=min(max(months, earliest), latest)).toordinal() + days
    return pendulum.Date.fromordinal(
        min(max(ordinal, _FIRST.toordinal()), _LAST.toordinal())
    )


def days_between(earlier: date, later: date) -> int:
    """Count the days from one day to another; negative when *later* is the earlier."""
    return later.toordinal() - earlier.toordinal()


def clock(at: time) -> str:
    """Write a time as `HH:MM`."""
    return f"{at.hour:02d}:{at.minute:02d}"


@functools.cache
def _london() -> tzinfo:
    # pendulum.timezone reads the file of the zone each time it is asked.
    return pendulum.timezone(LONDON)


def in_london(at: datetime) -> datetime:
    """Give an instant as London clocks show it."""
    return at.astimezone(_london())


def exists(on: date, at: time) -> bool:
    """Say whether London clocks show this time on this day.

    They skip 01:00 to 01:59 on the last Sunday of March.
    """
    local = datetime.combine(on, at, tzinfo=_london())
    return local.astimezone(UTC).astimezone(local.tzinfo).time() == at


def happens_twice(on: date, at: time) -> bool:
    """Say whether London clocks show this time twice on this day.

    They repeat 01:00 to 01:59 on the last Sunday of October.
    """
    zone = _london()
    first = datetime.combine(on, at, tzinfo=zone)
    return exists(on, at) and first.utcoffset() != first.replace(fold=1).utcoffset()


def instant(on: date, at: time, *, fold: Literal[0, 1] = 0) -> pendulum.DateTime:
    """Give the instant at which London clocks show this time on this day.

    Where the clocks show it twice, *fold* picks: 0 the first (summer time), 1 the
    second (winter time).

    Raises:
        ValueError: the clocks skip that time on that day.
    """
    if not exists(on, at):
        msg = f"expected a time that exists: the clocks go forward past {clock(at)} on {on}"
        raise ValueError(msg)
    return pendulum.datetime(
        on.year, on.month, on.day, at.hour, at.minute, tz=LONDON, fold=fold
    )
