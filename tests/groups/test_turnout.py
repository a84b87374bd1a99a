from decimal import Decimal
from typing import Any

import attrs
import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpkit import (
    AttendanceStatus,
    BookingStatus,
    CascadeEvent,
    DeliveryMode,
    Membership,
    MembershipRole,
    Organisation,
    OrganisationKind,
    Portfolio,
    SessionStatus,
    WorkshopId,
    calendars,
    groups,
)
from tpkit.errors import FieldError, OutsideCalendarError, UnknownIdError

SERIES, RUNS = DeliveryMode.SERIES, DeliveryMode.REPEAT_RUNS
CAME, PARTLY = BookingStatus.ATTENDED, BookingStatus.PARTIAL
WORKSHOP = WorkshopId("workshop")


def course(build: Any, parts: int, *bookings: Any, **families: Any) -> Portfolio:
    """A workshop of so many two-hour parts, and who came."""
    delivery = families.pop("delivery", SERIES)
    portfolio: Portfolio = build.portfolio(
        *"abc",
        workshops=[build.workshop(delivery=delivery)],
        sessions=[build.session(n) for n in range(1, parts + 1)],
        bookings=bookings,
        **families,
    )
    return portfolio


# ------------------------------------------------------------------------- completion


@pytest.mark.parametrize(
    ("parts", "needed"),
    [(0, 1), (1, 1), (2, 1), (3, 2), (4, 4), (5, 4), (6, 5), (10, 8), (11, 9)],
)
def test_most_parts_complete_a_series(parts: int, needed: int) -> None:
    assert groups.CompletionPolicy().parts_needed(SERIES, parts) == needed


@given(st.integers(0, 60))
def test_one_run_completes_a_repeated_workshop(runs: int) -> None:
    assert groups.CompletionPolicy().parts_needed(RUNS, runs) == 1


@given(st.integers(1, 200), st.decimals(0, 100, places=2))
def test_parts_needed_are_between_one_and_all(parts: int, share: Decimal) -> None:
    needed = groups.CompletionPolicy(parts=share).parts_needed(SERIES, parts)

    assert 1 <= needed <= parts


@pytest.mark.parametrize(
    ("minutes", "stayed"), [(None, False), (95, False), (96, True), (120, True)]
)
def test_four_fifths_of_the_minutes_are_enough(
    minutes: int | None, *, stayed: bool
) -> None:
    assert groups.CompletionPolicy().stayed(minutes, 120) is stayed


@pytest.mark.parametrize(
    "fields",
    [{"minutes": Decimal(101)}, {"parts": Decimal(-1)}, {"small_series": -1}],
)
def test_a_policy_that_means_nothing_is_refused(fields: Any) -> None:
    with pytest.raises(FieldError):
        groups.CompletionPolicy(**fields)


@pytest.mark.parametrize("attended", [1, 2, 3])
def test_a_series_of_three_is_complete_after_two(build: Any, attended: int) -> None:
    bookings = [build.booking(n, "a", CAME) for n in range(1, attended + 1)]

    turnout = groups.turnout(course(build, 3, *bookings), WORKSHOP)

    assert bool(turnout.completed) is (attended >= 2)


def test_a_short_stay_counts_as_coming_but_not_towards_completion(build: Any) -> None:
    portfolio = course(
        build,
        3,
        build.booking(1, "a", CAME),
        build.booking(2, "a", PARTLY, minutes=95),
        build.booking(1, "b", CAME),
        build.booking(2, "b", PARTLY, minutes=96),
    )

    turnout = groups.turnout(portfolio, WORKSHOP)

    assert turnout.completed == ("b",)
    short = turnout.of(portfolio.people[0].id)
    assert short is not None
    assert (short.came_to, short.stayed_for) == (("s1", "s2"), ("s1",))


def test_cancelled_parts_and_other_activities_do_not_count(build: Any) -> None:
    portfolio = course(
        build, 2, build.booking(1, "a", CAME), build.booking(2, "a", CAME)
    )
    first, second = portfolio.sessions
    cancelled = attrs.evolve(first, status=SessionStatus.CANCELLED)
    elsewhere = build.session(9, activity="set")
    portfolio = attrs.evolve(
        portfolio,
        learning_sets=(build.learning_set("b"),),
        sessions=(cancelled, second, elsewhere),
        attendances=(build.attendance(9, "b"),),
    )

    turnout = groups.turnout(portfolio, WORKSHOP)

    assert [(p.person, p.came_to) for p in turnout.participations] == [("a", ("s2",))]


@pytest.mark.parametrize(
    ("status", "minutes", "came", "stayed"),
    [
        (AttendanceStatus.PRESENT, None, True, True),
        (AttendanceStatus.PARTIAL, None, True, False),
        (AttendanceStatus.PARTIAL, 100, True, True),
        (AttendanceStatus.SUBSTITUTE, None, True, True),
        (AttendanceStatus.APOLOGIES, None, False, False),
        (AttendanceStatus.ABSENT, None, False, False),
    ],
)
def test_registers_count_as_bookings_do(
    build: Any,
    status: AttendanceStatus,
    minutes: int | None,
    *,
    came: bool,
    stayed: bool,
) -> None:
    register = build.attendance(1, "a", status=status, minutes=minutes)

    turnout = groups.turnout(course(build, 1, attendances=[register]), WORKSHOP)

    assert bool(turnout.participations) is came
    assert bool(turnout.completed) is stayed


def test_a_booking_and_a_register_of_one_person_are_one_attendance(build: Any) -> None:
    portfolio = course(
        build,
        1,
        build.booking(1, "a", PARTLY),
        build.booking(1, "b", BookingStatus.NO_SHOW),
        attendances=[build.attendance(1, "a")],
    )

    turnout = groups.turnout(portfolio, WORKSHOP)

    assert turnout.session_attendances == 1
    assert turnout.completed == ("a",)


def test_somebody_who_never_came_is_not_in_the_turnout(build: Any) -> None:
    portfolio = course(build, 1, build.booking(1, "a", CAME))

    turnout = groups.turnout(portfolio, WORKSHOP)

    assert turnout.of(portfolio.people[1].id) is None


def test_the_turnout_of_an_unknown_workshop_is_refused(build: Any) -> None:
    with pytest.raises(UnknownIdError):
        groups.turnout(build.portfolio(), WORKSHOP)


attendances = st.sets(st.tuples(st.integers(1, 4), st.sampled_from("abc")))


@given(attendances, st.sampled_from(DeliveryMode))
def test_people_count_once_and_attendances_every_time(
    build: Any, came: set[tuple[int, str]], delivery: DeliveryMode
) -> None:
    bookings = [build.booking(n, who, CAME) for n, who in sorted(came)]
    portfolio = course(build, 4, *bookings, delivery=delivery)

    turnout = groups.turnout(portfolio, WORKSHOP)

    assert turnout.distinct_attendees == len({who for _, who in came})
    assert turnout.session_attendances == len(came)
    assert set(turnout.completed) <= {p.person for p in turnout.participations}
    assert groups.turnouts(portfolio) == (turnout,)


# -------------------------------------------------------------------------- no-shows


def test_a_no_show_rate_is_of_those_who_had_a_place_on_the_day(build: Any) -> None:
    statuses = [*BookingStatus, BookingStatus.NO_SHOW]
    bookings = [build.booking(1, "a", status, id=f"b{status}") for status in statuses]

    found = groups.no_shows(bookings)

    assert (found.no_shows, found.confirmed) == (2, 5)
    assert found.percent == 40


def test_no_places_have_no_rate() -> None:
    assert groups.no_shows([]).percent is None


@given(st.lists(st.sampled_from(BookingStatus)))
def test_a_no_show_rate_is_a_percentage(
    build: Any, statuses: list[BookingStatus]
) -> None:
    found = groups.no_shows(build.booking(1, "a", status) for status in statuses)

    assert found.percent is None or 0 <= found.percent <= 100


@pytest.mark.parametrize(
    ("cancelled", "session", "days"),
    [
        ("2021-11-01", "2021-11-03", 2),
        ("2021-11-02", "2021-11-03", 1),
        ("2021-11-03", "2021-11-03", 0),
        ("2021-11-04", "2021-11-03", -1),
        ("2021-10-29", "2021-11-02", 2),
        ("2021-12-24", "2021-12-29", 1),  # 27 and 28 December were bank holidays
    ],
)
def test_notice_is_counted_in_working_days(
    build: Any, cancelled: str, session: str, days: int
) -> None:
    held = build.session(on=pendulum.Date.fromisoformat(session))

    notice = groups.notice_given(
        pendulum.Date.fromisoformat(cancelled),
        held,
        calendar=calendars.working_calendar(),
    )

    assert notice == days


def test_notice_outside_the_calendar_is_refused(build: Any) -> None:
    with pytest.raises(OutsideCalendarError):
        groups.notice_given(
            pendulum.Date(1999, 1, 1),
            build.session(),
            calendar=calendars.working_calendar(),
        )


@pytest.mark.parametrize(
    ("asked", "replies", "rate"),
    [
        (28, 13, "46.4"),
        (28, 0, "0.0"),
        (0, 0, None),
        (28, None, None),
        (None, 13, None),
    ],
)
def test_a_follow_up_rate_needs_both_numbers(
    build: Any, asked: int | None, replies: int | None, rate: str | None
) -> None:
    workshop = build.workshop(follow_up_asked=asked, follow_up_replies=replies)

    found = groups.follow_up_rate(workshop)

    assert (None if found is None else f"{found:.1f}") == rate


# ---------------------------------------------------------------------- reach, cascade


def council(id: str, **fields: Any) -> Organisation:
    usual: Any = {"id": id, "name": id, "kind": OrganisationKind.LOCAL_AUTHORITY}
    return Organisation(**(usual | fields))


def membership(id: str, **fields: Any) -> Membership:
    usual: Any = {"id": f"m-{id}", "organisation": id}
    return Membership(**(usual | fields))


def event(number: int, organisation: str, **fields: Any) -> CascadeEvent:
    usual: Any = {
        "id": f"c{number}",
        "workshop": "workshop",
        "organisation": organisation,
        "on": pendulum.Date(2022, 1, 12),
    }
    return CascadeEvent(**(usual | fields))


def test_reach_tells_direct_and_cascade_apart_and_counts_nobody_twice(
    build: Any,
) -> None:
    portfolio = course(
        build,
        2,
        build.booking(1, "a", CAME),
        build.booking(2, "a", CAME),
        build.booking(2, "b", CAME),
        organisations=[council("east")],
        cascade_events=[
            event(1, "east", attended=14, of_whom_counted=2),
            event(2, "east", attended=5),
            event(3, "east"),
            event(4, "east", attended=1, of_whom_counted=3),
        ],
    )

    reach = groups.reach(portfolio, WORKSHOP)

    assert (reach.direct, reach.cascade, reach.total) == (2, 17, 19)


def forum(build: Any, **families: Any) -> Portfolio:
    """The last of its three weekly runs is on 15 November 2021."""
    names = ["east", "trust", "university", "observer", "left"]
    kinds = {
        "trust": OrganisationKind.CHILDRENS_TRUST,
        "university": OrganisationKind.HIGHER_EDUCATION,
    }
    usual = OrganisationKind.LOCAL_AUTHORITY
    portfolio: Portfolio = build.portfolio(
        organisations=[council(n, kind=kinds.get(n, usual)) for n in names],
        memberships=[
            membership("east", role=MembershipRole.LEAD),
            membership("trust"),
            membership("university"),
            membership("observer", role=MembershipRole.OBSERVER),
            membership("left", left=pendulum.Date(2021, 11, 14)),
        ],
        workshops=[build.workshop(cascade=True)],
        sessions=[build.session(n) for n in (1, 2, 3)],
        **families,
    )
    return portfolio


def test_authorities_that_are_full_members_owe_a_cascade_event(build: Any) -> None:
    events = [
        event(1, "trust", on=pendulum.Date(2022, 1, 20)),
        event(2, "trust", on=pendulum.Date(2022, 1, 5)),
    ]

    duties = groups.cascade_duties(forum(build, cascade_events=events), WORKSHOP)

    due = pendulum.Date(2022, 1, 10)
    assert [(d.organisation, d.due, d.held_on) for d in duties] == [
        ("east", due, None),
        ("trust", due, pendulum.Date(2022, 1, 5)),
    ]


def test_a_duty_is_overdue_when_its_last_day_is_past(build: Any) -> None:
    duty = groups.cascade_duties(forum(build), WORKSHOP, weeks=8)[0]

    assert not duty.is_overdue(pendulum.Date(2022, 1, 10))
    assert duty.is_overdue(pendulum.Date(2022, 1, 11))
    assert not attrs.evolve(duty, held_on=duty.due).is_overdue(
        pendulum.Date(2022, 1, 11)
    )


def test_events_for_another_workshop_do_not_count(build: Any) -> None:
    portfolio = forum(build)
    other = build.workshop(id="other", cascade=True)
    portfolio = attrs.evolve(
        portfolio,
        workshops=(*portfolio.workshops, other),
        cascade_events=(event(1, "east", workshop="other"),),
    )

    assert {d.held_on for d in groups.cascade_duties(portfolio, WORKSHOP)} == {None}
    assert groups.reach(portfolio, WORKSHOP).cascade == 0
    assert groups.cascade_duties(portfolio, other.id) == ()


def test_nobody_owes_what_a_workshop_does_not_ask(build: Any) -> None:
    portfolio = attrs.evolve(forum(build), workshops=(build.workshop(),))

    assert groups.cascade_duties(portfolio, WORKSHOP) == ()
