"""Days of social work's year, and of the clocks."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from tpkit import calendars
from tpkit.errors import FieldError, OutsideCalendarError

LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("year", "day"),
    [(2022, 15), (2024, 19), (2025, 18), (2026, 17), (2027, 16), (2028, 21)],
)
def test_world_social_work_day(year: int, day: int) -> None:
    assert calendars.world_social_work_day(year) == date(year, 3, day)


@pytest.mark.parametrize(
    ("year", "monday"), [(2021, 8), (2022, 14), (2023, 20), (2024, 18), (2025, 17)]
)
def test_social_work_week_as_it_was_held(year: int, monday: int) -> None:
    week = calendars.social_work_week(year)

    assert (week.start, week.end) == (date(year, 3, monday), date(year, 3, monday + 4))


def test_the_sector_year_2026_in_order() -> None:
    dates = [
        (each.title, str(each.start), str(each.end), each.source)
        for each in calendars.sector_dates(2026)
    ]

    assert dates == [
        ("Social Work Week", "2026-03-16", "2026-03-20", "[SWW24]"),
        ("World Social Work Day", "2026-03-17", "2026-03-17", "[EDGE]"),
        (
            "Social Work England registration renewal",
            "2026-09-01",
            "2026-11-30",
            "[SPEAK]",
        ),
        (
            "Children's social work workforce census",
            "2026-09-30",
            "2026-09-30",
            "[CSWWM]",
        ),
    ]


def test_renewal_ends_with_the_registration_year_and_the_census_with_its_own() -> None:
    renewal, census = calendars.renewal_window(2026), calendars.census_date(2026)

    assert calendars.registration_year(renewal.end).end == renewal.end
    assert calendars.census_year(census).end == census


def test_there_was_no_social_work_week_before_2021() -> None:
    with pytest.raises(OutsideCalendarError, match="the first was in 2021"):
        calendars.sector_dates(2020)


@pytest.mark.parametrize("year", range(1996, 2038))
def test_clocks_change_when_the_time_zone_database_says(year: int) -> None:
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(365)]
    noons = [datetime(day.year, day.month, day.day, 12, tzinfo=LONDON) for day in days]
    changed = [
        after.date()
        for before, after in pairwise(noons)
        if before.utcoffset() != after.utcoffset()
    ]

    changes = calendars.clock_changes(year)

    assert [changes.forward, changes.back] == changed


def test_clock_changes_before_the_rule_are_refused() -> None:
    with pytest.raises(FieldError, match="1996 or later"):
        calendars.clock_changes(1995)
