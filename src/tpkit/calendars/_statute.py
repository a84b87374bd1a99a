"""The days the law makes bank holidays in a year without special proclamations.

Good Friday and Christmas Day are holidays by common law; the rest by the Banking and
Financial Dealings Act 1971, schedule 1 (https://www.legislation.gov.uk/ukpga/1971/80),
the St Andrew's Day Bank Holiday (Scotland) Act 2007, and proclamations made in the
same words every year: 1 January and the first Monday in May, in Scotland Boxing Day and
the last Monday in May, in Northern Ireland 12 July, and the weekday that stands in for
a holiday that falls on a weekend.
"""

from collections.abc import Iterator

import pendulum

from tpkit._model.calendar import Nation

_FIXED: dict[Nation, dict[tuple[int, int], str]] = {
    Nation.ENGLAND_AND_WALES: {
        (1, 1): "New Year\u2019s Day",
        (12, 25): "Christmas Day",
        (12, 26): "Boxing Day",
    },
    Nation.SCOTLAND: {
        (1, 1): "New Year\u2019s Day",
        (1, 2): "2nd January",
        (11, 30): "St Andrew\u2019s Day",
        (12, 25): "Christmas Day",
        (12, 26): "Boxing Day",
    },
    Nation.NORTHERN_IRELAND: {
        (1, 1): "New Year\u2019s Day",
        (3, 17): "St Patrick\u2019s Day",
        (7, 12): "Battle of the Boyne (Orangemen\u2019s Day)",
        (12, 25): "Christmas Day",
        (12, 26): "Boxing Day",
    },
}


def statutory_days(nation: Nation, year: int) -> list[tuple[pendulum.Date, str, bool]]:
    """Give each day in order: the date, the title, and whether it is a substitute."""
    fixed = {
        pendulum.Date(year, month, day): title
        for (month, day), title in _FIXED[nation].items()
    }
    return sorted([*_off_weekends(fixed), *_movable(nation, year)])


def easter(year: int) -> pendulum.Date:
    """Give Easter Sunday of a Gregorian year.

    The reckoning of the Calendar (New Style) Act 1750 in the arithmetic form that
    *Nature* printed on 20 April 1876, whose letters these are.
    """
    a = year % 19
    b, c = divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    l = (32 + 2 * e + 2 * i - h - k) % 7  # noqa: E741  # the letter is the source's
    m = (a + 11 * h + 22 * l) // 451
    month, day = divmod(h + l - 7 * m + 114, 31)
    return pendulum.Date(year, month, day + 1)


def _movable(nation: Nation, year: int) -> Iterator[tuple[pendulum.Date, str, bool]]:
    sunday = easter(year)
    may, august = pendulum.Date(year, 5, 1), pendulum.Date(year, 8, 1)
    yield sunday.subtract(days=2), "Good Friday", False
    yield may.first_of("month", pendulum.MONDAY), "Early May bank holiday", False
    yield may.last_of("month", pendulum.MONDAY), "Spring bank holiday", False
    if nation is Nation.SCOTLAND:
        yield august.first_of("month", pendulum.MONDAY), "Summer bank holiday", False
    else:
        yield sunday.add(days=1), "Easter Monday", False
        yield august.last_of("month", pendulum.MONDAY), "Summer bank holiday", False


def _off_weekends(
    fixed: dict[pendulum.Date, str],
) -> Iterator[tuple[pendulum.Date, str, bool]]:
    # A holiday on a weekday keeps it, so the substitute goes past: Christmas Day 2022
    # was a Sunday, Boxing Day kept Monday 26, and Tuesday 27 stood in for Christmas.
    taken = {day for day in fixed if day.weekday() < pendulum.SATURDAY}
    for day, title in sorted(fixed.items()):
        if day in taken:
            yield day, title, False
            continue
        substitute = day
        while substitute.weekday() >= pendulum.SATURDAY or substitute in taken:
            substitute = substitute.add(days=1)
        taken.add(substitute)
        yield substitute, title, True
