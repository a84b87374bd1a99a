"""What rules about hours mean: one plan that keeps each, one that does not."""

from collections.abc import Callable
from typing import Any

import attrs
import pendulum
import pytest

import tpkit
from tpkit import schedule, testing
from tpkit.schedule import Aspect

Said = Callable[..., list[str]]
Held = Callable[..., tpkit.Session]

FRIDAY = (tpkit.Weekday.FRIDAY,)


def day(year: int, month: int, on: int) -> pendulum.Date:
    return pendulum.Date(year, month, on)


def agreed(kind: Any, **fields: Any) -> Any:
    return kind(id="x", **fields)


def aspects(rule: tpkit.SchedulingRule) -> list[Aspect]:
    facts = schedule.facts_of(testing.smallest(), on=day(2022, 1, 3))
    return [
        term.looks_at
        for term in schedule.terms_of([rule], facts)
        if isinstance(term, schedule.OfOne)
    ]


# ------------------------------------------------------------------------------ within


def test_a_session_is_within_the_days_agreed(said: Said, held: Held) -> None:
    rule = agreed(tpkit.Within, start=day(2022, 3, 7), end=day(2022, 3, 31))

    assert said(rule, held("2022-03-07"), held("2022-03-31")) == []
    assert said(rule, held("2022-03-04"), held("2022-04-01")) == [
        "Friday 4 March 2022 is before the first day agreed, 7 March 2022",
        "Friday 1 April 2022 is after the last day agreed, 31 March 2022",
    ]


def test_a_bound_on_one_side_is_none_on_the_other(said: Said, held: Held) -> None:
    anywhen = held("0001-01-01"), held("9999-12-31")
    late = agreed(tpkit.Within, start=day(2022, 3, 7))
    early = agreed(tpkit.Within, end=day(2022, 3, 7))

    assert len(said(late, *anywhen)) == len(said(early, *anywhen)) == 1


def test_a_session_is_within_the_hours_agreed(said: Said, held: Held) -> None:
    rule = agreed(
        tpkit.Within, start_time=pendulum.Time(9, 30), end_time=pendulum.Time(16, 30)
    )

    assert said(rule, held("2022-03-07", "09:30", "16:30")) == []
    assert said(
        rule,
        held("2022-03-07", "09:00", "10:00"),
        held("2022-03-08", "16:00", "17:00"),
        held("2022-03-09", "09:00", "17:00"),
    ) == [
        "9am to 10am begins before 9:30am",
        "4pm to 5pm ends after 4:30pm",
        "9am to 5pm begins before 9:30am and ends after 4:30pm",
    ]


def test_hours_may_be_bounded_on_one_side(said: Said, held: Held) -> None:
    first, last = (
        held("2022-03-07", "00:00", "09:30"),
        held("2022-03-07", "17:00", "23:59"),
    )
    not_before = agreed(tpkit.Within, start_time=pendulum.Time(9))
    not_after = agreed(tpkit.Within, end_time=pendulum.Time(17))

    assert said(not_before, first, last) == ["midnight to 9:30am begins before 9am"]
    assert said(not_after, first, last) == ["5pm to 11:59pm ends after 5pm"]


# ------------------------------------------------------------------------- time kept free


def test_days_are_kept_free(said: Said, held: Held) -> None:
    rule = agreed(tpkit.NotDuring, start=day(2022, 2, 14), end=day(2022, 2, 18))

    assert said(rule, held("2022-02-11"), held("2022-02-21")) == []
    assert said(rule, held("2022-02-18")) == [
        (
            "Friday 18 February 2022 falls into the time kept free from 14 February 2022 "
            "to 18 February 2022"
        )
    ]
    assert aspects(rule) == [Aspect.DAY]


def test_hours_are_kept_free_and_what_touches_them_is_not(
    said: Said, held: Held
) -> None:
    rule = agreed(
        tpkit.NotDuring, start_time=pendulum.Time(12), end_time=pendulum.Time(13)
    )

    assert said(rule, held("2022-02-14", "10:00", "12:00")) == []
    assert said(rule, held("2022-02-14", "13:00", "14:00")) == []
    assert said(rule, held("2022-02-14", "11:00", "12:30")) == [
        "11am to 12:30pm falls into the time kept free from midday to 1pm"
    ]
    assert aspects(rule) == [Aspect.TIME]


def test_hours_of_some_days_are_kept_free(said: Said, held: Held) -> None:
    rule = agreed(
        tpkit.NotDuring,
        start_time=pendulum.Time(12),
        end_time=pendulum.Time(14, 30),
        weekdays=FRIDAY,
    )

    assert said(rule, held("2022-03-03", "12:00", "13:00")) == []
    assert said(rule, held("2022-03-04", "10:00", "11:30")) == []
    assert said(rule, held("2022-03-04", "12:00", "13:00")) == [
        (
            "midday to 1pm on Friday 4 March 2022 falls into the time kept free on "
            "Fridays, from midday to 2:30pm"
        )
    ]
    assert aspects(rule) == [Aspect.DAY | Aspect.TIME]


def test_a_single_day_is_named_once(said: Said, held: Held) -> None:
    rule = agreed(tpkit.NotDuring, start=day(2022, 9, 19), end=day(2022, 9, 19))

    assert said(rule, held("2022-09-19")) == [
        (
            "Monday 19 September 2022 falls into the time kept free on Monday 19 "
            "September 2022"
        )
    ]


# ------------------------------------------------------------------------------- sunset


def test_a_session_on_a_friday_ends_long_before_sunset(said: Said, held: Held) -> None:
    rule = agreed(tpkit.BeforeSunset, minutes=120, weekdays=FRIDAY)

    assert said(rule, held("2026-12-18", "12:00", "13:52")) == []
    assert said(rule, held("2026-12-17", "14:00", "15:00")) == []  # a Thursday
    assert said(rule, held("2026-06-19", "14:00", "15:00")) == []
    assert said(rule, held("2026-12-18", "14:00", "15:00")) == [
        (
            "it ends at 3pm on Friday 18 December 2026, when the sun sets at 3:52pm: it "
            "would have to end by 1:52pm"
        )
    ]


def test_sunset_matters_while_people_fast(said: Said, held: Held) -> None:
    rule = agreed(tpkit.BeforeSunset, minutes=60, while_fasting=True)

    assert said(rule, held("2026-02-17", "16:00", "17:00")) == []  # the day before
    assert len(said(rule, held("2026-02-18", "16:00", "17:00"))) == 1


def test_the_clocks_move_sunset_and_no_session(said: Said, held: Held) -> None:
    rule = agreed(tpkit.BeforeSunset, minutes=0)
    evening = {"start": "17:00", "end": "18:45"}

    assert len(said(rule, held("2026-03-28", **evening))) == 1  # sunset at 6:27pm
    assert said(rule, held("2026-03-29", **evening)) == []  # at 7:28pm


@pytest.mark.parametrize("on", ["0001-01-01", "9999-12-31"])
def test_the_sun_sets_in_any_year(said: Said, held: Held, on: str) -> None:
    rule = agreed(tpkit.BeforeSunset, minutes=720)

    (words,) = said(rule, held(on))

    assert "when the sun sets at" in words


def test_a_rule_holds_for_its_activities_alone(said: Said, held: Held) -> None:
    rule = agreed(tpkit.NotDuring, start=day(2022, 3, 1), end=day(2022, 3, 31))
    narrow = attrs.evolve(rule, activities=("course",))

    assert len(said(rule, held("2022-03-07"))) == 1
    assert said(narrow, held("2022-03-07")) == []
