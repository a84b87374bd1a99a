"""Working days beside numpy's business-day functions; a longer run is a benchmark."""

import random

import numpy as np
import pendulum
import pytest

from tpkit import Nation, calendars

FIRST = pendulum.Date(2013, 1, 1).toordinal()
LAST = pendulum.Date(2027, 12, 31).toordinal()
ROWS = 1_500

Row = tuple[pendulum.Date, pendulum.Date, int]


def rows(nation: Nation) -> list[Row]:
    dice = random.Random(nation.value)
    day = pendulum.Date.fromordinal
    drawn = [[dice.randint(FIRST, LAST) for _ in range(2)] for _ in range(ROWS)]
    return [(day(min(p)), day(max(p)), dice.randint(-250, 250)) for p in drawn]


def judge_of(nation: Nation) -> np.busdaycalendar:
    return np.busdaycalendar(holidays=[h.on for h in calendars.bank_holidays(nation)])


def moved(on: pendulum.Date, days: int, judge: np.busdaycalendar) -> pendulum.Date:
    if not days:
        return on
    roll = np.busday_offset(
        np.datetime64(on),
        days,
        roll="backward" if days > 0 else "forward",
        busdaycal=judge,
    )
    return pendulum.Date.fromisoformat(str(roll))


@pytest.mark.parametrize("nation", Nation)
def test_working_days_are_counted_as_numpy_counts_them(nation: Nation) -> None:
    work, judge = calendars.working_calendar(nation), judge_of(nation)

    differ = [
        (start, end)
        for start, end, _ in rows(nation)
        if work.working_days_between(start, end)
        != np.busday_count(start, end.add(days=1), busdaycal=judge)
    ]

    assert differ == []


@pytest.mark.parametrize("nation", Nation)
def test_working_days_are_added_as_numpy_adds_them(nation: Nation) -> None:
    work, judge = calendars.working_calendar(nation), judge_of(nation)

    differ = [
        (on, days)
        for on, _, days in rows(nation)
        if work.add_working_days(on, days) != moved(on, days, judge)
    ]

    assert differ == []
