"""What rules about days mean: one plan that keeps each, one that does not."""

from collections.abc import Callable
from typing import Any

import attrs
import pendulum
import pytest

import tpkit
from tpkit import calendars, schedule, testing

Said = Callable[..., list[str]]
Held = Callable[..., tpkit.Session]


def agreed(kind: Any, **fields: Any) -> Any:
    return kind(id="x", **fields)


def closure(title: str, start: pendulum.Date, end: pendulum.Date, **more: Any) -> Any:
    id: Any = title.lower().replace(" ", "-")
    return tpkit.Closure(id=id, title=title, start=start, end=end, **more)


# ------------------------------------------------------------------------ not on a day


def test_no_session_on_a_friday(said: Said, held: Held) -> None:
    rule = agreed(tpkit.NotOn, weekdays=(tpkit.Weekday.FRIDAY,))

    assert said(rule, held("2022-03-03")) == []
    assert said(rule, held("2022-03-04")) == [
        "it is on Friday 4 March 2022, and Fridays are kept free"
    ]


def test_no_session_on_a_date(said: Said, held: Held) -> None:
    rule = agreed(tpkit.NotOn, dates=(pendulum.Date(2024, 2, 29),))

    assert said(rule, held("2024-02-28")) == []
    assert said(rule, held("2024-02-29")) == [
        "it is on Thursday 29 February 2024, and that day is kept free"
    ]


# ------------------------------------------------------------------------- working days


def test_no_session_at_a_weekend_or_on_a_bank_holiday(said: Said, held: Held) -> None:
    rule = agreed(tpkit.OnWorkingDays)

    assert said(rule, held("2022-04-14")) == []
    assert said(rule, held("2022-04-15"), held("2022-04-16")) == [
        "Friday 15 April 2022 is not a working day: Good Friday",
        "Saturday 16 April 2022 is not a working day: a weekend",
    ]


def test_bank_holidays_are_those_of_the_nation(said: Said, held: Held) -> None:
    scottish = agreed(tpkit.OnWorkingDays, nation=tpkit.Nation.SCOTLAND)
    new_year = held("2024-01-02")

    assert said(agreed(tpkit.OnWorkingDays), new_year) == []
    assert said(scottish, new_year) == [
        "Tuesday 2 January 2024 is not a working day: 2nd January"
    ]


def test_a_day_of_mourning_is_added_as_a_closure(said: Said, held: Held) -> None:
    """Nobody knew on 7 September 2022 that the 19th would be a holiday."""
    first, last = pendulum.Date(2036, 9, 19), pendulum.Date(2036, 9, 19)
    closures = (closure("State funeral", first, last),)
    rule = agreed(tpkit.OnWorkingDays)

    assert said(rule, held("2036-09-19")) == []
    assert said(rule, held("2036-09-19"), closures=closures) == [
        "Friday 19 September 2036 is not a working day: State funeral"
    ]
    assert said(rule, held("2022-09-19")) == [
        (
            "Monday 19 September 2022 is not a working day: "
            "Bank Holiday for the State Funeral of Queen Elizabeth II"
        )
    ]


def test_a_host_that_is_closed_holds_no_workshop(said: Said, held: Held) -> None:
    closures = (
        closure(
            "Inset",
            pendulum.Date(2022, 3, 7),
            pendulum.Date(2022, 3, 8),
            organisation="north",
        ),
    )
    rule = agreed(tpkit.OnWorkingDays)
    forum, clinic = held("2022-03-07"), held("2022-03-07", activity="clinic")

    assert said(rule, clinic, closures=closures) == []
    assert said(rule, forum, closures=closures) == [
        "Monday 7 March 2022 is not a working day: Inset"
    ]


@pytest.mark.parametrize(
    ("on", "why"),
    [("0001-01-06", "a weekend"), ("9999-12-31", "The end of all days")],
)
def test_weekends_and_closures_are_known_in_any_year(
    said: Said, held: Held, on: str, why: str
) -> None:
    last_year = pendulum.Date(2036, 1, 1), pendulum.Date(9999, 12, 31)
    closures = (closure("The end of all days", *last_year),)

    (words,) = said(agreed(tpkit.OnWorkingDays), held(on), closures=closures)

    assert words.endswith(f"is not a working day: {why}")


# ------------------------------------------------------------------------------- notice


def test_people_are_told_in_time(said: Said, held: Held) -> None:
    rule = agreed(tpkit.Notice, days=28)
    told = held("2022-03-08", status=tpkit.SessionStatus.CONFIRMED)

    assert said(rule, held("2022-03-29"), told, on="2022-03-01") == []
    assert said(rule, held("2022-03-28"), on="2022-03-01") == [
        (
            "Monday 28 March 2022 is 27 days away and nobody has been told of it: people "
            "are to have 28 days' notice"
        )
    ]


def test_of_what_is_past_nobody_needs_notice(said: Said, held: Held) -> None:
    rule = agreed(tpkit.Notice, days=28)

    assert said(rule, held("2022-02-28"), on="2022-03-01") == []
    assert len(said(rule, held("2022-03-01"), on="2022-03-01")) == 1


# ------------------------------------------------------------------------- sector dates


def test_a_collision_with_world_social_work_day_is_named(
    said: Said, held: Held
) -> None:
    rule = agreed(tpkit.NotOnSectorDates)

    assert said(rule, held("2026-03-16"), held("2027-03-17")) == []
    assert said(rule, held("2026-03-17")) == [
        "Tuesday 17 March 2026 collides with World Social Work Day"
    ]


def test_all_dates_of_the_sector_may_be_meant(said: Said, held: Held) -> None:
    rule = agreed(tpkit.NotOnSectorDates, titles=())

    assert said(rule, held("2026-03-17")) == [
        "Tuesday 17 March 2026 collides with Social Work Week and World Social Work Day"
    ]


@pytest.mark.parametrize("on", ["0001-03-20", "2020-03-17", "9999-06-01"])
def test_where_no_sector_dates_are_known_none_are_in_the_way(
    said: Said, held: Held, on: str
) -> None:
    assert said(agreed(tpkit.NotOnSectorDates, titles=()), held(on)) == []


# ------------------------------------------------------------------ year end, and seasons


def test_the_last_five_working_days_of_march_2024_end_before_easter(
    said: Said, held: Held
) -> None:
    """Good Friday was 29 March, so they were 22 and 25 to 28 March."""
    rule = agreed(tpkit.NotAtYearEnd)
    kept = ["2024-03-21", "2024-04-01", "2024-04-02", "2023-12-29"]
    broken = ["2024-03-22", "2024-03-25", "2024-03-28", "2024-03-30"]

    assert said(rule, *map(held, kept)) == []
    assert [words.split(" is ")[0] for words in said(rule, *map(held, broken))] == [
        "Friday 22 March 2024",
        "Monday 25 March 2024",
        "Thursday 28 March 2024",
        "Saturday 30 March 2024",
    ]


def test_the_year_end_is_named(said: Said, held: Held) -> None:
    (words,) = said(agreed(tpkit.NotAtYearEnd), held("2027-03-31"))

    assert words == (
        "Wednesday 31 March 2027 is in the last 5 working days of the financial year"
    )


def test_a_closure_of_all_moves_the_last_working_days(said: Said, held: Held) -> None:
    easter = closure("Easter", pendulum.Date(2027, 3, 30), pendulum.Date(2027, 3, 31))
    rule = agreed(tpkit.NotAtYearEnd)

    assert said(rule, held("2027-03-22")) == []
    assert len(said(rule, held("2027-03-22"), closures=(easter,))) == 1


@pytest.mark.parametrize("year", ["0001", "2011", "2036", "9999"])
def test_years_without_known_bank_holidays_end_too(
    said: Said, held: Held, year: str
) -> None:
    assert len(said(agreed(tpkit.NotAtYearEnd), held(f"{year}-03-31"))) == 1


def test_christmas_crosses_the_new_year(said: Said, held: Held) -> None:
    rule = agreed(
        tpkit.NotInSeason, start_month=12, start_day=20, end_month=1, end_day=3
    )

    assert said(rule, held("2021-12-19"), held("2022-01-04")) == []
    assert said(rule, held("2021-12-20"), held("2022-01-03")) == [
        "Monday 20 December 2021 lies between 20 December and 3 January",
        "Monday 3 January 2022 lies between 20 December and 3 January",
    ]


@pytest.mark.parametrize(
    ("on", "wrong"),
    [
        ("2024-02-29", True),
        ("2023-02-28", True),
        ("2024-03-01", False),
        ("2024-01-31", False),
    ],
)
def test_a_season_may_end_on_a_leap_day(
    said: Said, held: Held, *, on: str, wrong: bool
) -> None:
    february = {"start_month": 2, "start_day": 1, "end_month": 2, "end_day": 29}
    rule = agreed(tpkit.NotInSeason, **february)

    assert bool(said(rule, held(on))) is wrong


# ------------------------------------------------------------------- days, and their sums


def test_working_days_agree_with_the_calendar(county: tpkit.Portfolio) -> None:
    calendar = calendars.working_calendar()
    days = schedule.facts_of(county, on=pendulum.Date(2022, 1, 3)).working_days

    for day in range(calendar.first.toordinal(), calendar.last.toordinal() + 1):
        on = pendulum.Date.fromordinal(day)
        assert (day in days) == calendar.is_working_day(on)
        assert days.position(day) - days.position(calendar.first.toordinal() - 1) == (
            calendar.slot(on)
        )


def test_the_portfolios_rule_says_whose_bank_holidays_count(
    county: tpkit.Portfolio,
) -> None:
    rule = agreed(tpkit.OnWorkingDays, nation=tpkit.Nation.SCOTLAND)
    scottish = attrs.evolve(county, scheduling_rules=(rule,))
    new_year = pendulum.Date(2024, 1, 2)

    worked = [
        new_year.toordinal() in schedule.facts_of(each, on=new_year).working_days
        for each in (county, scottish)
    ]

    assert worked == [True, False]


def test_overlapping_closures_are_days_off_once(county: tpkit.Portfolio) -> None:
    first, last = pendulum.Date(2022, 3, 7), pendulum.Date(2022, 3, 11)
    closures = [
        closure("Week", first, last),
        closure("Day", first.add(days=1), first.add(days=1)),
        closure("Next", last.add(days=1), last.add(days=3)),
    ]
    portfolio = attrs.evolve(county, closures=tuple(closures))
    days = schedule.facts_of(portfolio, on=first).working_days

    assert days.position(last.toordinal() + 4) - days.position(first.toordinal()) == 1


def test_an_empty_portfolio_has_working_days() -> None:
    facts = schedule.facts_of(testing.smallest(), on=pendulum.Date(2022, 1, 3))

    assert facts.timetable.entries == ()
    assert pendulum.Date(2022, 4, 15).toordinal() not in facts.working_days
