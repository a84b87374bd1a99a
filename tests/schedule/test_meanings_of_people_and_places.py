"""What rules about people and places mean: a plan that keeps each, one that does not."""

from collections.abc import Callable
from typing import Any

import attrs
import pendulum
import pytest

import tpkit
from tpkit import schedule
from tpkit.schedule import Aspect
from tpkit.schedule._meanings.work import period_of

Said = Callable[..., list[str]]
Held = Callable[..., tpkit.Session]

TEAMS: Any = "teams"
DAY, WEEK, MONTH = tpkit.Period.DAY, tpkit.Period.WEEK, tpkit.Period.MONTH


def agreed(kind: Any, **fields: Any) -> Any:
    return kind(id="x", **fields)


# ----------------------------------------------------------------------- wanted twice


def test_nobody_is_in_two_places(said: Said, held: Held) -> None:
    rule = agreed(tpkit.NoClashes)
    first = held("2022-03-07")
    later = held(
        "2022-03-07", "11:30", "12:30", activity="course", facilitators=("lead",)
    )
    during = attrs.evolve(later, start=pendulum.Time(11))

    assert said(rule, first, later) == []
    assert said(rule, first, during) == [
        (
            "Programme lead would have to be in two places on Monday 7 March 2022: "
            "Forum, 10am to 11:30am, and Course, 11am to 12:30pm"
        )
    ]


def test_a_room_is_let_once(said: Said, held: Held) -> None:
    rule = agreed(tpkit.NoClashes, kinds=(tpkit.ClashKind.VENUE,))
    forum = held("2022-03-07", venue="hall")
    course = held("2022-03-07", activity="course", venue="hall")
    online, nowhere = (
        [attrs.evolve(each, venue=venue) for each in (forum, course)]
        for venue in (TEAMS, None)
    )

    assert said(rule, *online) == said(rule, *nowhere) == []
    assert said(rule, forum, course) == [
        (
            "two sessions want The hall on Monday 7 March 2022: Course, 10am to 11:30am, "
            "and Forum, 10am to 11:30am"
        )
    ]


def test_an_audience_is_asked_for_once(said: Said, held: Held) -> None:
    rule = agreed(tpkit.NoClashes, kinds=(tpkit.ClashKind.AUDIENCE,))
    forum, clinic = held("2022-03-07"), held("2022-03-07", activity="clinic")

    assert said(rule, forum, held("2022-03-07", id="again")) == []  # its own runs
    assert said(rule, forum, clinic) == [
        (
            "two activities are for Reviewing officers on Monday 7 March 2022: Clinic, "
            "10am to 11:30am, and Forum, 10am to 11:30am"
        )
    ]


def test_the_big_listens_two_sessions_on_1_december_are_for_different_people(
    said: Said, held: Held
) -> None:
    """Two groups of one study, for two segments of social workers, on one day [S2]."""
    day = "2022-12-01"
    students = held(day, "14:00", "15:00", activity="group-agency")
    asye = held(day, "09:30", "10:30", activity="group-asye")
    at_once = attrs.evolve(asye, start=students.start, end=students.end)
    load = agreed(tpkit.WorkloadWithin, at_most=1, period=DAY, of=tpkit.LoadOf.ROLE)

    assert said(agreed(tpkit.NoClashes), students, asye) == []
    assert said(agreed(tpkit.NoClashes), students, at_once) == []
    assert said(load, students, asye) == []


# --------------------------------------------------------------------------- kept apart


def test_people_are_kept_apart(said: Said, held: Held) -> None:
    rule = agreed(tpkit.NotTogether, people=("boss", "worker"))

    assert said(rule, held("2022-03-07", facilitators=("boss",))) == []
    assert said(rule, held("2022-03-07", activity="set-a", facilitators=("boss",))) == [
        "Team manager and Social worker would be in it together"
    ]


def test_members_count_while_they_belong(said: Said, held: Held) -> None:
    """Ayesha Khan is in Set A from March to June."""
    rule = agreed(tpkit.NotTogether, people=("iro", "worker"))

    assert (
        said(rule, *(held(on, activity="set-a") for on in ("2022-02-28", "2022-07-01")))
        == []
    )
    assert len(said(rule, held("2022-06-30", activity="set-a"))) == 1


def test_sessions_are_kept_apart(said: Said, held: Held) -> None:
    rule = agreed(tpkit.NotTogether, sessions=("one", "two"))
    one = held("2022-03-07", id="one", facilitators=("lead",))
    two = held("2022-03-07", id="two", activity="course")
    other = held("2022-03-07", id="other", activity="course")

    assert said(rule, one, other, attrs.evolve(two, on=pendulum.Date(2022, 3, 8))) == []
    assert said(rule, one, two) == [
        (
            "two sessions that are kept apart overlap on Monday 7 March 2022: Forum, 10am "
            "to 11:30am, and Course, 10am to 11:30am"
        )
    ]


def test_people_and_sessions_may_be_kept_apart_at_once(said: Said, held: Held) -> None:
    people = {"people": ("boss", "worker"), "sessions": ("one", "two")}
    rule = agreed(tpkit.NotTogether, **people)
    both = held("2022-03-07", id="one", facilitators=("boss", "worker"))

    assert len(said(rule, both, held("2022-03-07", id="two"))) == 2


def test_nobody_meets_their_manager(said: Said, held: Held) -> None:
    rule = agreed(tpkit.LinesApart)
    led_by = {
        who: held("2022-03-07", activity="set-a", facilitators=(who,))
        for who in ("guest", "boss", "head")
    }

    assert said(rule, led_by["guest"]) == []
    assert said(rule, led_by["boss"]) == [
        "Team manager manages Social worker: they would be in it together"
    ]
    assert said(rule, led_by["head"]) == [
        "Head of service manages Social worker: they would be in it together"
    ]
    assert said(agreed(tpkit.LinesApart, skip_level=False), led_by["head"]) == []


def test_each_pair_of_a_line_breaks_it(county: tpkit.Portfolio, held: Held) -> None:
    session = held("2022-03-07", facilitators=("boss", "head", "worker"))
    its = attrs.evolve(county, sessions=(session,))
    facts = schedule.facts_of(its, on=pendulum.Date(2022, 1, 3))
    (term,) = schedule.terms_of([agreed(tpkit.LinesApart)], facts)

    assert isinstance(term, schedule.OfOne)
    assert term.amount(facts.timetable.entries[0], facts.timetable.slots[0]) == 3


# -------------------------------------------------------------------------------- travel


def test_people_have_time_to_travel(said: Said, held: Held) -> None:
    rule = agreed(tpkit.TravelTime, minutes=45)
    here = held("2022-03-07", venue="hall")
    then = {"activity": "course", "facilitators": ("lead",), "venue": "annexe"}

    assert said(rule, here, held("2022-03-07", "12:15", "13:00", **then)) == []
    assert said(rule, here, held("2022-03-07", "12:00", "13:00", **then)) == [
        (
            "Programme lead has 30 minutes on Monday 7 March 2022 to go from The hall to "
            "The annexe, and 45 are needed: Forum, 10am to 11:30am, and Course, midday to "
            "1pm"
        )
    ]


@pytest.mark.parametrize(
    ("venue", "who"),
    [("hall", "lead"), ("teams", "lead"), (None, "lead"), ("park", "guest")],
)
def test_nobody_travels_who_need_not(
    said: Said, held: Held, venue: str | None, who: str
) -> None:
    """Not within one place, nor online, nor to where the same people are not."""
    rule = agreed(tpkit.TravelTime, minutes=45)
    there = {"activity": "course", "facilitators": (who,), "venue": venue}

    assert (
        said(
            rule,
            held("2022-03-07", venue="hall"),
            held("2022-03-07", "12:00", "13:00", **there),
        )
        == []
    )


def test_travel_may_take_time_between_some_places_only(said: Said, held: Held) -> None:
    rule = agreed(tpkit.TravelTime, minutes=45, venues=("hall", "park"))
    here = held("2022-03-07", venue="hall")
    then = {
        "start": "11:30",
        "end": "12:30",
        "activity": "course",
        "facilitators": ("lead",),
    }

    assert said(rule, here, held("2022-03-07", **then, venue="annexe")) == []
    assert len(said(rule, here, held("2022-03-07", **then, venue="park"))) == 1


def test_two_places_at_one_time_are_a_clash_and_no_journey(
    said: Said, held: Held
) -> None:
    rule = agreed(tpkit.TravelTime, minutes=45)
    there = held("2022-03-07", activity="course", facilitators=("lead",), venue="park")

    assert said(rule, held("2022-03-07", venue="hall"), there) == []


# ------------------------------------------------------------------------------ leaders


def test_those_lead_who_were_agreed(said: Said, held: Held) -> None:
    fields = {"activities": ("forum",), "people": ("lead", "guest")}
    rule = agreed(tpkit.LedBy, **fields)
    two = agreed(tpkit.LedBy, **fields, needed=2)
    boss = held("2022-03-07", facilitators=("boss",))

    assert said(rule, held("2022-03-07"), held("2022-03-07", activity="course")) == []
    assert said(two, held("2022-03-07", facilitators=("guest", "lead"))) == []
    assert said(rule, boss) == [
        (
            "it would be led by Team manager, not by one of Guest speaker and Programme "
            "lead, as was agreed"
        )
    ]
    assert said(two, held("2022-03-07")) == [
        (
            "it would be led by Programme lead, not by Guest speaker and Programme lead, "
            "as was agreed"
        )
    ]


def test_a_session_that_nobody_leads_is_led_by_nobody(said: Said, held: Held) -> None:
    people = ("boss", "guest", "lead")
    rule = agreed(tpkit.LedBy, activities=("clinic",), people=people, needed=2)

    assert said(rule, held("2022-03-07", activity="clinic")) == [
        (
            "it would be led by nobody, not by 2 of Team manager, Guest speaker and "
            "Programme lead, as was agreed"
        )
    ]


def test_everybody_missing_and_everybody_else_counts(
    county: tpkit.Portfolio, held: Held
) -> None:
    rule = agreed(
        tpkit.LedBy, activities=("clinic",), people=("lead", "guest"), needed=2
    )
    led_by: list[tuple[str, ...]] = [(), ("lead",), ("boss", "lead"), ("guest", "lead")]
    sessions = (
        held("2022-03-07", id=f"clinic-{n}", activity="clinic", facilitators=who)
        for n, who in enumerate(led_by)
    )
    its = attrs.evolve(county, sessions=tuple(sessions))
    facts = schedule.facts_of(its, on=pendulum.Date(2022, 1, 3))
    (term,) = schedule.terms_of([rule], facts)

    assert isinstance(term, schedule.OfOne)
    there = zip(facts.timetable.entries, facts.timetable.slots, strict=True)
    assert [term.amount(*placed) for placed in there] == [2, 1, 2, 0]


# -------------------------------------------------------------------------------- leave


def test_somebody_on_leave_cannot_be_there(said: Said, held: Held) -> None:
    rule = agreed(
        tpkit.Unavailable,
        people=("lead",),
        start=pendulum.Date(2022, 3, 7),
        end=pendulum.Date(2022, 3, 11),
    )

    assert said(rule, held("2022-03-14"), held("2022-03-07", activity="course")) == []
    assert said(rule, held("2022-03-07")) == [
        "Programme lead cannot be there from 7 March 2022 to 11 March 2022"
    ]


def test_leave_may_be_some_hours_of_some_weekdays(said: Said, held: Held) -> None:
    rule = agreed(
        tpkit.Unavailable,
        people=("lead",),
        start=pendulum.Date(2022, 3, 1),
        weekdays=(tpkit.Weekday.MONDAY, tpkit.Weekday.FRIDAY),
        start_time=pendulum.Time(11),
        end_time=pendulum.Time(12),
    )

    assert said(rule, held("2022-03-08"), held("2022-03-07", "12:00", "13:00")) == []
    assert said(rule, held("2022-02-28")) == []
    assert said(rule, held("2022-03-07")) == [
        (
            "Programme lead cannot be there from 1 March 2022, on Mondays and Fridays, from "
            "11am to midday"
        )
    ]


def test_members_on_leave_cannot_be_there_either(said: Said, held: Held) -> None:
    rule = agreed(
        tpkit.Unavailable, people=("iro", "worker"), end=pendulum.Date(2022, 4, 30)
    )
    meetings = [held(on, activity="set-a") for on in ("2022-05-02", "2022-04-04")]

    assert said(rule, *meetings) == [
        "Ayesha Khan and Social worker cannot be there to 30 April 2022"
    ]


def test_a_room_may_be_let_to_others(said: Said, held: Held) -> None:
    rule = agreed(tpkit.Unavailable, venues=("hall",))
    mornings = agreed(
        tpkit.Unavailable,
        venues=("hall",),
        start_time=pendulum.Time(8),
        end_time=pendulum.Time(12),
    )

    assert said(rule, held("2022-03-07", venue="annexe")) == []
    assert said(rule, held("2022-03-07", venue="hall")) == ["The hall cannot be had"]
    assert said(mornings, held("2022-03-07", "12:00", "13:00", venue="hall")) == []
    assert said(mornings, held("2022-03-07", venue="hall")) == [
        "The hall cannot be had from 8am to midday"
    ]


def test_leave_of_whole_days_looks_at_no_hours(county: tpkit.Portfolio) -> None:
    both = {"people": ("lead",), "venues": ("hall",)}
    hours = {"start_time": pendulum.Time(9), "end_time": pendulum.Time(12)}
    rules = [
        agreed(tpkit.Unavailable, **both),
        agreed(tpkit.Unavailable, **both, **hours),
    ]
    facts = schedule.facts_of(county, on=pendulum.Date(2022, 1, 3))

    looks_at = [
        term.looks_at
        for term in schedule.terms_of(rules, facts)
        if isinstance(term, schedule.OfOne)
    ]

    assert looks_at == [
        Aspect.DAY | Aspect.LEADERS,
        Aspect.DAY | Aspect.VENUE,
        Aspect.DAY | Aspect.TIME | Aspect.LEADERS,
        Aspect.DAY | Aspect.TIME | Aspect.VENUE,
    ]


# --------------------------------------------------------------------------------- work


def test_nobody_leads_too_much_in_a_week(said: Said, held: Held) -> None:
    rule = agreed(tpkit.WorkloadWithin, at_most=2, period=WEEK)
    monday, friday, sunday, next_monday = (
        held(f"2022-03-{day}") for day in ("07", "11", "13", "14")
    )

    assert said(rule, monday, friday, next_monday) == []
    assert said(rule, monday, friday, sunday) == [
        (
            "3 sessions in one week are led by Programme lead, and at most 2 were agreed: "
            "Forum on Monday 7 March 2022, Forum on Friday 11 March 2022 and Forum on "
            "Sunday 13 March 2022"
        )
    ]


def test_the_work_of_some_may_be_bounded(said: Said, held: Held) -> None:
    rule = agreed(tpkit.WorkloadWithin, at_most=1, period=MONTH, people=("guest",))
    leads = [held("2022-03-07"), held("2022-03-21")]
    guests = [held(on, facilitators=("guest",)) for on in ("2022-03-07", "2022-03-21")]

    assert said(rule, *leads) == []
    assert len(said(rule, *guests)) == 1


def test_a_segment_is_asked_for_once_a_day(said: Said, held: Held) -> None:
    rule = agreed(tpkit.WorkloadWithin, at_most=1, period=DAY, of=tpkit.LoadOf.SEGMENT)
    clinic = held("2022-03-07", "14:00", "15:00", activity="clinic")

    assert said(rule, held("2022-03-08"), clinic) == []
    assert said(rule, held("2022-03-07"), clinic) == [
        (
            "2 sessions on Monday 7 March 2022 are for Reviewing officers, and at most 1 was agreed: "
            "Forum, 10am to 11:30am and Clinic, 2pm to 3pm"
        )
    ]


def test_a_role_is_asked_for_once_a_day(said: Said, held: Held) -> None:
    rule = agreed(tpkit.WorkloadWithin, at_most=1, period=DAY, of=tpkit.LoadOf.ROLE)
    morning = held("2022-03-07", activity="course")
    afternoon = held("2022-03-07", "14:00", "15:00", activity="course")
    forums = [held("2022-03-07"), held("2022-03-07", "14:00", "15:00")]

    assert said(rule, morning, held("2022-03-07")) == []
    assert said(rule, morning, afternoon) == [
        (
            "2 sessions on Monday 7 March 2022 are for the role of social worker, and at most 1 was "
            "agreed: Course, 10am to 11:30am and Course, 2pm to 3pm"
        )
    ]
    assert said(rule, *forums)[0].startswith(
        "2 sessions on Monday 7 March 2022 are for Reviewing officers"
    )


@pytest.mark.parametrize("period", tpkit.Period)
def test_periods_never_fall_in_any_year(period: tpkit.Period) -> None:
    days = [1, 7, 8, 31, 32, 738_000, 738_001, pendulum.Date.max.toordinal()]

    numbers = [period_of(day, period) for day in days]

    assert numbers == sorted(numbers)


# ------------------------------------------------------------------------------- places


def test_sessions_are_held_where_agreed(said: Said, held: Held) -> None:
    rule = agreed(tpkit.HeldAt, activities=("forum",), venues=("hall", "annexe"))

    assert said(rule, held("2022-03-07", venue="hall")) == []
    assert said(rule, held("2022-03-07", venue="teams"), held("2022-03-08")) == [
        "it is held at Microsoft Teams: The annexe or The hall was agreed",
        "it has no venue: The annexe or The hall was agreed",
    ]


def test_everybody_has_a_seat(said: Said, held: Held) -> None:
    """The forum has 12 places, the annexe 8; how many the park takes is not known."""
    rule = agreed(tpkit.WithinCapacity)
    annexe = held("2022-03-07", venue="annexe")

    assert said(rule, held("2022-03-07", venue="hall"), held("2022-03-08")) == []
    assert said(rule, held("2022-03-07", venue="park")) == []
    assert said(rule, attrs.evolve(annexe, places=8)) == []
    assert said(rule, annexe) == ["The annexe takes 8 people, and 12 are expected"]


def test_members_need_seats(said: Said, held: Held, county: tpkit.Portfolio) -> None:
    rule = agreed(tpkit.WithinCapacity)
    small = tuple(
        attrs.evolve(venue, capacity=1) if venue.id == "annexe" else venue
        for venue in county.venues
    )
    meeting = held("2022-03-07", activity="set-a", venue="annexe")

    assert said(rule, meeting) == []
    assert said(rule, meeting, venues=small) == [
        "The annexe takes 1 person, and 2 are expected"
    ]
