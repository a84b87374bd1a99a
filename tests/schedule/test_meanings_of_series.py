"""What rules about series mean: one plan that keeps each, one that does not."""

from collections.abc import Callable
from typing import Any

import attrs
import pendulum
import pytest

import tpkit
from tpkit import schedule
from tpkit.schedule import Aspect

Said = Callable[..., list[str]]
Held = Callable[..., tpkit.Session]

WEEKS = tpkit.GapUnit.WEEKS
WORKING_DAYS = tpkit.GapUnit.WORKING_DAYS


def agreed(kind: Any, **fields: Any) -> Any:
    return kind(id="x", **fields)


# ----------------------------------------------------------------------------- distance


def test_sessions_are_far_enough_apart(said: Said, held: Held) -> None:
    rule = agreed(tpkit.AtLeastApart, apart=8)
    monday = held("2022-03-07")

    assert said(rule, monday, held("2022-03-15")) == []
    assert said(rule, monday, held("2022-03-14")) == [
        (
            "Monday 7 March 2022 and Monday 14 March 2022 are 7 days apart: at least 8 days "
            "were agreed"
        )
    ]


def test_sessions_are_near_enough(said: Said, held: Held) -> None:
    rule = agreed(tpkit.AtMostApart, apart=1, unit=WEEKS)
    monday = held("2022-03-07")

    assert said(rule, monday, held("2022-03-14")) == []
    assert said(rule, monday, held("2022-03-15")) == [
        (
            "Monday 7 March 2022 and Tuesday 15 March 2022 are 8 days apart: at most 1 week "
            "was agreed"
        )
    ]


def test_working_days_are_counted_over_easter(said: Said, held: Held) -> None:
    """Good Friday was 15 April 2022 and Easter Monday the 18th."""
    close = agreed(tpkit.AtLeastApart, apart=2, unit=WORKING_DAYS)
    far = agreed(tpkit.AtMostApart, apart=1, unit=WORKING_DAYS)
    thursday, tuesday, wednesday = map(held, ["2022-04-14", "2022-04-19", "2022-04-20"])

    assert said(far, thursday, tuesday) == said(close, thursday, wednesday) == []
    assert said(close, thursday, tuesday) == [
        (
            "Thursday 14 April 2022 and Tuesday 19 April 2022 are 1 working day apart: at "
            "least 2 working days were agreed"
        )
    ]
    assert said(far, thursday, wednesday) == [
        (
            "Thursday 14 April 2022 and Wednesday 20 April 2022 are 2 working days apart: "
            "at most 1 working day was agreed"
        )
    ]


def test_the_distance_is_to_the_next_session_of_the_activity(
    said: Said, held: Held
) -> None:
    rule = agreed(tpkit.AtLeastApart, apart=7)
    some = [held("2022-03-21"), held("2022-03-07"), held("2022-03-14")]
    other = held("2022-03-08", activity="course")

    assert said(rule, *some, other) == []


def test_days_pass_though_the_clocks_go_forward(said: Said, held: Held) -> None:
    """From Saturday to Sunday is a day, although it has 23 hours."""
    rule = agreed(tpkit.AtLeastApart, apart=1)

    assert said(rule, held("2026-03-28", "10:00"), held("2026-03-29", "09:30")) == []


@pytest.mark.parametrize("unit", tpkit.GapUnit)
def test_all_years_have_distances(said: Said, held: Held, unit: tpkit.GapUnit) -> None:
    rule = agreed(tpkit.AtMostApart, apart=1, unit=unit)

    assert len(said(rule, held("0001-01-01"), held("9999-12-31"))) == 1


# ----------------------------------------------------------------------------- sameness


def test_a_series_keeps_its_weekday(said: Said, held: Held) -> None:
    rule = agreed(tpkit.SameDayOfWeek, activities=("forum",))

    assert said(rule, held("2022-03-07"), held("2022-03-14", "14:00", "15:00")) == []
    assert said(rule, held("2022-03-07"), held("2022-03-15")) == [
        "Tuesday 15 March 2022 is a Tuesday, and the session before is on a Monday"
    ]


def test_a_series_keeps_its_hour_where_that_is_agreed(said: Said, held: Held) -> None:
    rule = agreed(tpkit.SameDayOfWeek, activities=("forum",), same_time=True)

    assert said(rule, held("2026-03-23"), held("2026-03-30")) == []
    assert said(rule, held("2026-03-23"), held("2026-03-30", "11:00", "12:30")) == [
        (
            "it is held 11am to 12:30pm, and the session before 10am to 11:30am: the hour "
            "changes"
        )
    ]


def test_the_same_people_lead_a_series(said: Said, held: Held) -> None:
    rule = agreed(tpkit.SameFacilitators)
    usual = held("2022-03-07")

    assert said(rule, usual, held("2022-03-14", facilitators=("lead",))) == []
    assert said(rule, usual, held("2022-03-14", facilitators=("lead", "guest"))) == [
        (
            "it is led by Guest speaker and Programme lead, and the session before by "
            "Programme lead"
        )
    ]


def test_nobody_may_lead(said: Said, held: Held) -> None:
    rule = agreed(tpkit.SameFacilitators)
    clinic = {"activity": "clinic"}
    led = held("2022-03-14", **clinic, facilitators=("guest",))

    assert said(rule, held("2022-03-07", **clinic), led) == [
        "it is led by Guest speaker, and the session before by nobody"
    ]


def test_a_series_is_held_in_one_place(said: Said, held: Held) -> None:
    rule = agreed(tpkit.SameVenue)
    hall = held("2022-03-07", venue="hall")

    assert said(rule, hall, held("2022-03-14", venue="hall")) == []
    assert said(rule, hall, held("2022-03-14")) == [
        "it is held nowhere, and the session before at The hall"
    ]


def test_each_likeness_looks_at_one_thing(county: tpkit.Portfolio) -> None:
    rules = [
        agreed(tpkit.SameDayOfWeek, activities=("forum",), same_time=True),
        agreed(tpkit.SameFacilitators),
        agreed(tpkit.SameVenue),
    ]
    facts = schedule.facts_of(county, on=pendulum.Date(2022, 1, 3))

    terms = schedule.terms_of(rules, facts)

    assert [term.looks_at for term in terms if isinstance(term, schedule.Sameness)] == [
        Aspect.DAY,
        Aspect.TIME,
        Aspect.LEADERS,
        Aspect.VENUE,
    ]


# ---------------------------------------------------------------------- how many, how long


def test_a_workshop_has_as_many_runs_as_agreed(said: Said, held: Held) -> None:
    rule = agreed(tpkit.RunCount, activities=("forum",), sessions=2)
    runs = [held("2022-03-07"), held("2022-03-14"), held("2022-03-21")]
    cancelled = attrs.evolve(runs[2], status=tpkit.SessionStatus.CANCELLED)

    assert said(rule, *runs[:2], cancelled) == []
    assert said(rule) == ["$.workshops[0]: Forum has 0 sessions: 2 were agreed"]
    assert said(rule, *runs) == ["$.workshops[0]: Forum has 3 sessions: 2 were agreed"]


def test_runs_are_as_long_as_agreed(said: Said, held: Held) -> None:
    rule = agreed(tpkit.RunCount, activities=("forum",), sessions=1, minutes=90)

    assert said(rule, held("2022-03-07"), held("2022-03-07", activity="course")) == []
    assert said(rule, held("2022-03-07", "10:00", "10:01")) == [
        "it lasts 1 minute: 90 were agreed"
    ]


def test_a_segment_is_heard_as_often_as_agreed(said: Said, held: Held) -> None:
    """Whatever the activity: the clinic and the forum are both for reviewing officers."""
    rule = agreed(tpkit.SegmentsHeard, segments=("iros", "asye"), sessions=2)
    iros = [held("2022-03-07"), held("2022-03-07", activity="clinic")]
    asye = [held(on, activity="group-asye") for on in ("2022-03-07", "2022-03-08")]

    assert said(rule, *iros, *asye) == []
    assert said(rule, *iros, asye[0]) == [
        (
            "$.segments[2]: ASYE social workers: 1 session for them, and at least 2 were "
            "agreed"
        )
    ]


def test_what_a_search_is_to_create_is_told(county: tpkit.Portfolio) -> None:
    rules = [
        agreed(tpkit.RunCount, activities=("forum",), sessions=2, minutes=90),
        agreed(tpkit.SegmentsHeard, segments=("iros",)),
        agreed(tpkit.AsContracted),
    ]
    facts = schedule.facts_of(county, on=pendulum.Date(2022, 1, 3))

    counts = [
        term
        for term in schedule.terms_of(rules, facts)
        if isinstance(term, schedule.Count)
    ]

    assert [count.wanted("forum") for count in counts] == [2, None, None]
    assert [count.minutes("forum") for count in counts] == [90, None, None]
    assert [count.wanted("set-a") for count in counts] == [None, None, 3]
    assert [count.minutes("set-a") for count in counts] == [None, None, 180]


def test_a_rule_may_speak_of_what_is_not_there(said: Said) -> None:
    """A rule that is not in the portfolio is not refused for its ids."""
    rule = agreed(tpkit.RunCount, activities=("picnic",), sessions=1)

    assert said(rule) == ["$.scheduling_rules: picnic has 0 sessions: 1 was agreed"]


# ---------------------------------------------------------------------- as contracted


@pytest.fixture
def meeting(held: Held) -> Held:
    """Give a function that plans a meeting of three hours of Set A."""

    def plan(on: str, end: str = "13:00") -> tpkit.Session:
        return held(on, "10:00", end, activity="set-a")

    return plan


def test_a_set_meets_as_contracted(said: Said, meeting: Held) -> None:
    """Three meetings, five weeks apart; four to six will do."""
    rule = agreed(tpkit.AsContracted)

    assert said(rule, *map(meeting, ["2022-01-10", "2022-02-07", "2022-03-21"])) == []
    assert said(rule, *map(meeting, ["2022-01-10", "2022-02-06", "2022-03-21"])) == [
        (
            "Monday 10 January 2022 and Sunday 6 February 2022 are 27 days apart: 5 weeks, "
            "give or take 1 week, was contracted"
        ),
        (
            "Sunday 6 February 2022 and Monday 21 March 2022 are 43 days apart: 5 weeks, "
            "give or take 1 week, was contracted"
        ),
    ]


def test_meetings_are_as_long_and_as_many_as_contracted(
    said: Said, meeting: Held, held: Held
) -> None:
    rule = agreed(tpkit.AsContracted)

    assert said(rule, meeting("2022-01-10", "12:00"), held("2022-01-10")) == [
        "it lasts 120 minutes: 180 were agreed",
        "$.learning_sets[0]: Set A has 1 session: 3 were agreed",
    ]


def test_the_contract_may_be_kept_to_the_day(said: Said, meeting: Held) -> None:
    rule = agreed(tpkit.AsContracted, weeks_either_side=0)
    days = ["2022-01-10", "2022-02-14", "2022-03-22"]

    assert len(said(rule, *map(meeting, days))) == 1


@pytest.mark.parametrize(
    ("status", "with_a_date", "without"),
    [
        ("forming", 1, 0),
        ("contracted", 1, 1),
        ("review", 1, 1),
        ("recontracted", 0, 0),
        ("self_managed", 0, 0),
        ("ended", 0, 0),
        ("merged", 0, 0),
        ("abandoned", 0, 0),
    ],
)
def test_contracts_bind_while_they_last(
    said_of_a_set: Callable[..., list[str]],
    status: str,
    with_a_date: int,
    without: int,
) -> None:
    """A set that looks for members has dates to keep once it has any."""
    assert len(said_of_a_set(status, "2022-01-10")) == with_a_date
    assert len(said_of_a_set(status)) == without


@pytest.fixture
def said_of_a_set(
    said: Said, county: tpkit.Portfolio, meeting: Held
) -> Callable[..., list[str]]:
    """Give a function that says what breaks the contract of a set of some status."""

    def say(status: str, *days: str) -> list[str]:
        changed = attrs.evolve(
            county.learning_sets[0], status=tpkit.LearningSetStatus(status)
        )
        rule = agreed(tpkit.AsContracted)
        return said(rule, *map(meeting, days), learning_sets=(changed,))

    return say


def test_the_rule_may_be_for_some_sets(said: Said) -> None:
    assert said(agreed(tpkit.AsContracted, learning_sets=("set-b",))) == []
