"""Rules 52 to 62: places, bookings, certificates, cascade, and what came of it all."""

from decimal import Decimal
from typing import Any

import attrs
import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpkit import (
    Attendance,
    Booking,
    BookingStatus,
    CascadeEvent,
    Closure,
    DeliveryMode,
    Membership,
    MembershipRole,
    Organisation,
    OrganisationKind,
    OrganisationQuota,
    Partnership,
    PartnershipId,
    Person,
    Portfolio,
    ProfessionalRole,
    RoleQuota,
    Session,
    SessionMode,
    SessionStatus,
    Step,
    Venue,
    Workshop,
)
from tpkit.checks import (
    CascadeOwed,
    CertificateBeforeCompletion,
    CertificateWithoutAttendance,
    Check,
    CpdCreditClaimed,
    CpdRecordIncomplete,
    FewerPeopleThanPromised,
    FollowUpUnplanned,
    FollowUpUnreported,
    NoticeMisrecorded,
    Overbooked,
    PlacesHeldBack,
    PlaceTakenTwice,
    PromisedBeyondCapacity,
    ReachCountedTwice,
    SessionTooLarge,
    TooManyNoShows,
    WaitingListJumped,
    rules_of,
)
from tpkit.checks._workshops import CHECKS
from tpkit.findings import Severity

ON = pendulum.Date(2022, 2, 14)
FIRST = pendulum.Date(2021, 11, 3)
"""A Wednesday; sessions follow one another weekly."""
ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
CAME, NO_SHOW = BookingStatus.ATTENDED, BookingStatus.NO_SHOW
CONFIRMED, WAITS = BookingStatus.CONFIRMED, BookingStatus.WAITLISTED
SERIES, IN_PERSON = DeliveryMode.SERIES, SessionMode.IN_PERSON

# ------------------------------------------------------------------ building blocks

Nouns = Any
"""Ids are plain texts here: the tests build many nouns, and read better without."""


def person(id: str, **fields: Any) -> Person:
    usual: Nouns = {"id": id, "title": id.upper(), "role": ProfessionalRole.GUARDIAN}
    return Person(**(usual | fields))


def workshop(**fields: Any) -> Workshop:
    usual: Nouns = {"id": "workshop", "title": "Secure orders"}
    return Workshop(**(usual | fields))


def session(number: int = 1, **fields: Any) -> Session:
    usual: Nouns = {
        "id": f"s{number}",
        "activity": "workshop",
        "on": FIRST.add(weeks=number - 1),
        "start": pendulum.Time(10),
        "end": pendulum.Time(12),
        "number": number,
    }
    return Session(**(usual | fields))


def sessions(number: int, **fields: Any) -> list[Session]:
    return [session(n, **fields) for n in range(1, number + 1)]


def booking(
    who: str, status: BookingStatus = CAME, number: int = 1, **fields: Any
) -> Booking:
    usual: Nouns = {
        "id": f"{who}-{number}",
        "session": f"s{number}",
        "person": who,
        "status": status,
    }
    return Booking(**(usual | fields))


def history(*steps: tuple[BookingStatus, str]) -> list[Step[BookingStatus]]:
    return [Step(to=to, on=day(on)) for to, on in steps]


def day(text: str) -> pendulum.Date:
    return pendulum.Date.fromisoformat(text)


def body(id: str, **fields: Any) -> Organisation:
    kind = OrganisationKind.LOCAL_AUTHORITY
    usual: Nouns = {"id": id, "name": id.capitalize(), "kind": kind}
    return Organisation(**(usual | fields))


def membership(organisation: str, **fields: Any) -> Membership:
    usual: Nouns = {"id": f"m-{organisation}", "organisation": organisation}
    return Membership(**(usual | fields))


def event(number: int, organisation: str = "east", **fields: Any) -> CascadeEvent:
    usual: Nouns = {
        "id": f"c{number}",
        "workshop": "workshop",
        "organisation": organisation,
        "on": day("2021-12-15"),
    }
    return CascadeEvent(**(usual | fields))


def portfolio(**families: Any) -> Portfolio:
    """A workshop with one session, and people A to H, unless said otherwise."""
    usual: Nouns = {
        "partnership": Partnership(id=PartnershipId("tp"), name="Our partnership"),
        "people": [person(who) for who in "abcdefgh"],
        "workshops": [workshop()],
        "sessions": [session()],
    }
    return Portfolio(**(usual | families))


def says(
    check: Check, looked_at: Portfolio, on: pendulum.Date = ON
) -> list[tuple[Severity, str]]:
    return [(found.severity, found.path) for found in check(looked_at, on=on)]


def words(check: Check, looked_at: Portfolio, on: pendulum.Date = ON) -> str:
    (found,) = check(looked_at, on=on)
    return found.message


# ---------------------------------------------------------------------- all of them


def test_every_rule_about_workshops_has_its_check() -> None:
    answered = {rule for check in CHECKS for rule in rules_of(check)}

    assert answered == set(range(52, 63))


@pytest.mark.parametrize("check", CHECKS)
def test_a_portfolio_without_workshops_has_nothing_to_find(check: Check) -> None:
    empty = portfolio(workshops=[], sessions=[])

    assert says(check, empty) == []


@pytest.mark.parametrize("check", CHECKS)
def test_dates_at_the_ends_of_the_calendar_are_no_trouble(check: Check) -> None:
    for on in (day("0001-01-01"), day("9999-12-31")):
        edge = portfolio(
            workshops=[
                workshop(
                    cascade=True,
                    places_planned=3,
                    follow_up_months=[-99999, 99999],
                    release_days=99999999,
                )
            ],
            sessions=[session(on=on)],
            organisations=[body("east")],
            memberships=[membership("east")],
            bookings=[
                booking("a", BookingStatus.CANCELLED_LATE, cancelled_on=on),
                booking("b", WAITS, reserved=True, booked_on=on),
                booking("c", CAME, certificate_on=on),
            ],
        )

        list(check(edge, on=on))


# ------------------------------------------------------------ 52: what completes it


@pytest.mark.parametrize(
    ("parts", "attended", "found"),
    [(1, 1, 0), (2, 1, 0), (3, 1, 1), (3, 2, 0), (4, 3, 1), (5, 3, 1), (5, 4, 0)],
)
def test_a_certificate_for_a_series_needs_most_of_its_parts(
    parts: int, attended: int, found: int
) -> None:
    series = portfolio(
        workshops=[workshop(delivery=SERIES)],
        sessions=sessions(parts),
        bookings=[
            booking("a", CAME, n, certificate_on=ON if n == 1 else None)
            for n in range(1, attended + 1)
        ],
    )

    findings = says(CertificateBeforeCompletion(), series)

    assert findings == [(ERROR, "$.bookings[0].certificate_on")] * found


@pytest.mark.parametrize(("issued", "found"), [("2021-11-09", 1), ("2021-11-10", 0)])
def test_a_certificate_is_not_older_than_the_part_that_completed(
    issued: str, found: int
) -> None:
    series = portfolio(
        workshops=[workshop(delivery=SERIES)],
        sessions=sessions(3),
        bookings=[
            booking("a", CAME, 1, certificate_on=day(issued)),
            booking("a", CAME, 2),
        ],
    )

    assert len(says(CertificateBeforeCompletion(), series)) == found


def test_a_certificate_for_somebody_who_never_came_says_so() -> None:
    series = portfolio(
        workshops=[workshop(delivery=SERIES)],
        sessions=sessions(2),
        bookings=[booking("a", NO_SHOW, certificate_on=ON)],
    )

    message = words(CertificateBeforeCompletion(), series)

    assert message == (
        "A got a certificate for Secure orders on 14 February 2022, having attended "
        "0 of 2 parts; it takes 1"
    )


def test_one_run_of_a_repeated_workshop_completes_it() -> None:
    runs = portfolio(
        sessions=sessions(3),
        bookings=[booking("a", CAME, certificate_on=ON), booking("b")],
    )

    assert says(CertificateBeforeCompletion(), runs) == []


@pytest.mark.parametrize(
    ("first", "second", "on", "found"),
    [
        (CAME, CONFIRMED, "2021-11-05", True),
        (CONFIRMED, CONFIRMED, "2021-11-01", True),
        (CAME, CONFIRMED, "2021-11-10", True),
        (CAME, CONFIRMED, "2021-11-11", False),
        (CAME, CAME, "2021-11-05", False),
        (NO_SHOW, CONFIRMED, "2021-11-05", False),
        (CAME, WAITS, "2021-11-05", False),
    ],
)
def test_a_second_run_is_a_place_too_many(
    first: BookingStatus, second: BookingStatus, on: str, *, found: bool
) -> None:
    runs = portfolio(
        sessions=sessions(2),
        bookings=[booking("a", second, 2), booking("a", first, 1)],
    )

    findings = says(PlaceTakenTwice(), runs, day(on))

    assert findings == [(WARNING, "$.bookings[0].session")] * found


def test_parts_of_a_series_are_no_second_runs() -> None:
    series = portfolio(
        workshops=[workshop(delivery=SERIES)],
        sessions=sessions(2),
        bookings=[booking("a", CONFIRMED, 1), booking("a", CONFIRMED, 2)],
    )

    assert says(PlaceTakenTwice(), series, FIRST) == []


# -------------------------------------------------- 53: people, and what was promised


@pytest.mark.parametrize(
    ("people", "promised", "findings"),
    [
        ("abc", 3, []),
        ("abc", 2, []),
        ("ab", 3, [WARNING]),
        ("", 3, [INFO]),
        ("ab", None, []),
    ],
)
def test_a_workshop_that_is_over_reached_those_it_promised(
    people: str, promised: int | None, findings: list[Severity]
) -> None:
    over = portfolio(
        workshops=[workshop(places_planned=promised)],
        sessions=sessions(2),
        bookings=[booking(who, CAME, n) for who in people for n in (1, 2)],
    )

    found = says(FewerPeopleThanPromised(), over)

    assert [severity for severity, _ in found] == findings


def test_a_workshop_that_goes_on_may_still_reach_them() -> None:
    workshops = [workshop(places_planned=3)]
    going_on = portfolio(workshops=workshops, sessions=sessions(2))
    undated = portfolio(workshops=workshops, sessions=[])

    assert says(FewerPeopleThanPromised(), going_on, FIRST.add(weeks=1)) == []
    assert says(FewerPeopleThanPromised(), undated) == []


def test_attendances_are_told_beside_people() -> None:
    over = portfolio(
        workshops=[workshop(places_planned=3)],
        sessions=sessions(3),
        bookings=[booking("a", CAME, n) for n in (1, 2, 3)],
    )

    assert words(FewerPeopleThanPromised(), over) == (
        "Secure orders promised 3 places and has 1 different person on record "
        "(3 attendances)"
    )


@pytest.mark.parametrize(
    ("delivery", "places", "promised", "found"),
    [
        (DeliveryMode.REPEAT_RUNS, [17, 17, 17], 51, 0),
        (DeliveryMode.REPEAT_RUNS, [17, 17, 17], 52, 1),
        (DeliveryMode.REPEAT_RUNS, [None, None], 50, 0),
        (DeliveryMode.REPEAT_RUNS, [None, None], 51, 1),
        (DeliveryMode.REPEAT_RUNS, [None], None, 0),
        (DeliveryMode.REPEAT_RUNS, [], 51, 0),
        (SERIES, [20, 17, 20], 17, 0),
        (SERIES, [20, 17, 20], 18, 1),
    ],
)
def test_a_promise_fits_the_sessions(
    delivery: DeliveryMode, places: list[int | None], promised: int | None, found: int
) -> None:
    planned = portfolio(
        workshops=[workshop(delivery=delivery, places_planned=promised)],
        sessions=[session(n, places=some) for n, some in enumerate(places, start=1)],
    )

    findings = says(PromisedBeyondCapacity(), planned)

    assert findings == [(WARNING, "$.workshops[0].places_planned")] * found


# ------------------------------------------------------------- 54, 55: size, overbooking


@pytest.mark.parametrize(
    ("mode", "places", "found"),
    [
        (SessionMode.ONLINE, 25, 0),
        (SessionMode.ONLINE, 26, 1),
        (IN_PERSON, 20, 0),
        (IN_PERSON, 21, 1),
        (SessionMode.HYBRID, 21, 1),
    ],
)
def test_a_session_is_not_too_large(mode: SessionMode, places: int, found: int) -> None:
    own = portfolio(sessions=[session(places=places, mode=mode)])
    shared = portfolio(
        workshops=[workshop(places=places)],
        sessions=[session(1, mode=mode), session(2, mode=mode)],
    )

    in_sessions = says(SessionTooLarge(), own)
    in_workshops = says(SessionTooLarge(), shared)

    assert in_sessions == [(WARNING, "$.sessions[0].places")] * found
    assert in_workshops == [(WARNING, "$.workshops[0].places")] * found


def test_a_session_fits_its_venue() -> None:
    hall: Nouns = {"id": "hall", "name": "Hall", "capacity": 20}
    places = portfolio(
        venues=[Venue(**hall)],
        sessions=[
            session(1, venue="hall", places=20),
            session(2, venue="hall"),
            session(3, venue="hall", status=SessionStatus.CANCELLED),
            session(4),
        ],
    )

    assert says(SessionTooLarge(), places) == [(WARNING, "$.sessions[1].venue")]


def test_a_workshops_number_is_not_judged_without_sessions_that_use_it() -> None:
    own_numbers = portfolio(
        workshops=[workshop(places=60)], sessions=[session(places=20)]
    )

    assert says(SessionTooLarge(), own_numbers) == []


def test_findings_about_size_stand_as_the_document_does() -> None:
    second = workshop(id="second", places=30)
    large = portfolio(
        workshops=[workshop(), second],
        sessions=[session(1, activity="second"), session(2, places=30)],
    )

    assert [path for _, path in says(SessionTooLarge(), large)] == [
        "$.workshops[1].places",
        "$.sessions[1].places",
    ]


@pytest.mark.parametrize(
    ("mode", "free", "places", "most"),
    [
        (SessionMode.ONLINE, True, 4, 5),
        (SessionMode.ONLINE, False, 4, 5),
        (IN_PERSON, True, 7, 8),
        (IN_PERSON, True, 6, 6),
        (IN_PERSON, False, 7, 7),
    ],
)
def test_some_more_may_be_confirmed_than_fit(
    mode: SessionMode, places: int, most: int, *, free: bool
) -> None:
    def booked(number: int) -> Portfolio:
        everybody = [f"p{n}" for n in range(number)]
        return portfolio(
            people=[person(who) for who in everybody],
            workshops=[workshop(free=free)],
            sessions=[session(mode=mode, places=places)],
            bookings=[booking(who, CONFIRMED) for who in everybody],
        )

    assert says(Overbooked(), booked(most)) == []
    assert says(Overbooked(), booked(most + 1)) == [(WARNING, "$.sessions[0]")]


@pytest.mark.parametrize(("capacity", "found"), [(5, []), (4, [ERROR])])
def test_the_room_is_the_end_of_overbooking(
    capacity: int, found: list[Severity]
) -> None:
    hall: Nouns = {"id": "hall", "name": "Hall", "capacity": capacity}
    full = portfolio(
        venues=[Venue(**hall)],
        sessions=[session(places=4, venue="hall")],
        bookings=[booking(who, CONFIRMED) for who in "abcde"],
    )

    assert [severity for severity, _ in says(Overbooked(), full)] == found


def test_waiting_cancelled_and_empty_are_not_overbooked() -> None:
    calm = portfolio(
        sessions=[
            session(1, places=1),
            session(2, places=1, status=SessionStatus.CANCELLED),
            session(3, places=1),
        ],
        bookings=[
            *(booking(who, WAITS) for who in "abc"),
            *(booking(who, CONFIRMED, 2) for who in "abc"),
        ],
    )

    assert says(Overbooked(), calm) == []


def test_thresholds_of_overbooking_can_be_set() -> None:
    full = portfolio(
        sessions=[session(places=4)],
        bookings=[booking(who, CONFIRMED) for who in "abcde"],
    )

    assert says(Overbooked(online_percent=Decimal(0)), full)
    assert not says(Overbooked(), full)


# -------------------------------------------------------------------- 56: waiting lists


def queue(*bookings: Booking, **fields: Any) -> Portfolio:
    return portfolio(
        workshops=[workshop(**fields)],
        organisations=[body("east"), body("west")],
        people=[
            person("a", organisation="east"),
            person("b", organisation="west", role=ProfessionalRole.REVIEWING_OFFICER),
        ],
        bookings=bookings,
    )


PLACED = history((WAITS, "2021-09-06"), (CONFIRMED, "2021-10-04"))
STILL = history((WAITS, "2021-09-01"))
EARLIER, LATER = day("2021-09-01"), day("2021-09-06")


@pytest.mark.parametrize(
    ("ahead", "jumped"),
    [
        (booking("b", WAITS, history=STILL, booked_on=EARLIER), True),
        (booking("b", WAITS, booked_on=EARLIER), True),
        (booking("b", BookingStatus.LAPSED, booked_on=EARLIER), True),
        (booking("b", WAITS, history=STILL, booked_on=LATER, priority=1), False),
        (booking("b", WAITS, history=STILL, booked_on=EARLIER, priority=2), False),
        (booking("b", WAITS, history=STILL), False),
        (booking("b", WAITS), False),
        (booking("b", WAITS, booked_on=EARLIER, reserved=True), False),
        (booking("b", CONFIRMED, booked_on=EARLIER), False),
        (
            booking(
                "b",
                CONFIRMED,
                booked_on=EARLIER,
                history=history((WAITS, "2021-09-01"), (CONFIRMED, "2021-10-04")),
            ),
            False,
        ),
        (
            booking(
                "b",
                CONFIRMED,
                booked_on=EARLIER,
                history=history((WAITS, "2021-09-01"), (CONFIRMED, "2021-10-05")),
            ),
            True,
        ),
        (
            booking(
                "b", WAITS, booked_on=EARLIER, history=history((WAITS, "2021-10-05"))
            ),
            False,
        ),
        (
            booking(
                "b",
                CONFIRMED,
                booked_on=EARLIER,
                history=history((CONFIRMED, "2021-09-01")),
            ),
            False,
        ),
        (
            booking(
                "b",
                CAME,
                booked_on=EARLIER,
                history=history(
                    (WAITS, "2021-09-01"),
                    (CONFIRMED, "2021-10-05"),
                    (CAME, "2021-11-03"),
                ),
            ),
            True,
        ),
    ],
)
def test_places_go_by_the_order_of_the_waiting_list(
    ahead: Booking, *, jumped: bool
) -> None:
    placed = booking("a", CONFIRMED, history=PLACED, booked_on=LATER)

    findings = says(WaitingListJumped(), queue(placed, ahead))

    assert findings == [(WARNING, "$.bookings[0]")] * jumped


def test_a_place_without_a_history_is_judged_by_its_day_of_booking() -> None:
    ahead = booking("b", WAITS, booked_on=EARLIER)
    later = booking("a", CONFIRMED, booked_on=LATER)
    unknown = booking("a", CONFIRMED)
    no_place = booking("a", WAITS, booked_on=LATER)

    assert says(WaitingListJumped(), queue(later, ahead))
    assert not says(WaitingListJumped(), queue(unknown, ahead))
    assert not says(WaitingListJumped(), queue(no_place, ahead))


def test_a_reserved_booking_waits_until_the_day_of_release() -> None:
    ahead = booking("b", WAITS, booked_on=EARLIER, reserved=True)

    def placed(on: str) -> Portfolio:
        dated = history((WAITS, "2021-09-06"), (CONFIRMED, on))
        return queue(booking("a", CONFIRMED, history=dated, booked_on=LATER), ahead)

    assert not says(WaitingListJumped(), placed("2021-10-19"))
    assert says(WaitingListJumped(), placed("2021-10-20"))


@pytest.mark.parametrize(
    ("quotas", "on", "jumped"),
    [
        ({}, "2021-10-04", True),
        ({"role_quotas": ["guardian"]}, "2021-10-04", False),
        ({"role_quotas": ["guardian"]}, "2021-10-20", True),
        ({"role_quotas": ["guardian", "reviewing_officer"]}, "2021-10-04", False),
        ({"role_quotas": ["reviewing_officer"]}, "2021-10-04", True),
        ({"organisation_quotas": ["east"]}, "2021-10-04", False),
        ({"organisation_quotas": ["west"]}, "2021-10-04", True),
    ],
)
def test_a_place_kept_for_some_is_not_taken_from_others(
    quotas: dict[str, list[str]], on: str, *, jumped: bool
) -> None:
    roles = [ProfessionalRole(role) for role in quotas.get("role_quotas", [])]
    names: Nouns = quotas.get("organisation_quotas", [])
    kept = queue(
        booking(
            "a",
            CONFIRMED,
            booked_on=LATER,
            history=history((WAITS, "2021-09-06"), (CONFIRMED, on)),
        ),
        booking("b", WAITS, booked_on=EARLIER),
        role_quotas=[RoleQuota(role=role, places=1) for role in roles],
        organisation_quotas=[
            OrganisationQuota(organisation=name, places=1) for name in names
        ],
    )

    assert bool(says(WaitingListJumped(), kept)) is jumped


@given(st.permutations("abcdef"), st.integers(0, 6))
def test_places_given_in_order_are_never_jumped(order: list[str], given_: int) -> None:
    line = sorted(order)
    bookings = [
        booking(
            who,
            CONFIRMED if line.index(who) < given_ else WAITS,
            booked_on=EARLIER.add(days=line.index(who)),
        )
        for who in order
    ]

    assert says(WaitingListJumped(), portfolio(bookings=bookings)) == []


@pytest.mark.parametrize(
    ("on", "found"),
    [("2021-10-19", 0), ("2021-10-20", 1), ("2021-11-03", 1), ("2021-11-04", 0)],
)
def test_free_places_go_to_those_who_wait_from_the_day_of_release(
    on: str, found: int
) -> None:
    kept = portfolio(
        sessions=[session(places=2)],
        bookings=[booking("a", CONFIRMED), booking("b", WAITS, reserved=True)],
    )

    findings = says(PlacesHeldBack(), kept, day(on))

    assert findings == [(WARNING, "$.sessions[0]")] * found


@pytest.mark.parametrize(
    "bookings",
    [
        [booking("a", CONFIRMED), booking("b", CONFIRMED), booking("c", WAITS)],
        [booking("a", CONFIRMED)],
        [],
    ],
)
def test_a_full_session_or_an_empty_list_holds_nothing_back(
    bookings: list[Booking],
) -> None:
    fair = portfolio(sessions=[session(places=2)], bookings=bookings)

    assert says(PlacesHeldBack(), fair, day("2021-10-25")) == []


@pytest.mark.parametrize(
    ("on", "others", "found"),
    [
        ("2021-10-19", [booking("c", WAITS, booked_on=EARLIER)], 1),
        ("2021-10-20", [booking("c", WAITS, booked_on=EARLIER)], 0),
        ("2021-10-19", [booking("c", WAITS, booked_on=EARLIER, reserved=True)], 0),
        ("2021-10-19", [booking("c", CONFIRMED, booked_on=EARLIER)], 0),
        ("2021-10-19", [], 0),
    ],
)
def test_a_booking_that_is_held_back_waits_for_the_others(
    on: str, others: list[Booking], found: int
) -> None:
    dated = history((WAITS, "2021-09-01"), (CONFIRMED, on))
    given_ = portfolio(
        sessions=[session(places=2)],
        bookings=[
            booking("a", CONFIRMED, reserved=True, history=dated),
            booking("b", CONFIRMED, history=dated),
            booking("d", CONFIRMED, reserved=True),
            *others,
        ],
    )

    findings = says(PlacesHeldBack(), given_, day("2021-10-19"))

    assert findings == [(WARNING, "$.bookings[0].history")] * found


# ------------------------------------------------------------------- 57, 58: no-shows

IN_TIME, LATE = BookingStatus.CANCELLED_IN_TIME, BookingStatus.CANCELLED_LATE


@pytest.mark.parametrize(
    ("cancelled", "right"),
    [
        ("2021-10-29", IN_TIME),
        ("2021-11-01", IN_TIME),
        ("2021-11-02", LATE),
        ("2021-11-03", LATE),
        ("2021-11-04", NO_SHOW),
    ],
)
@pytest.mark.parametrize("recorded", [IN_TIME, LATE, NO_SHOW])
def test_notice_decides_what_a_cancellation_is(
    cancelled: str, right: BookingStatus, recorded: BookingStatus
) -> None:
    given_up = portfolio(bookings=[booking("a", recorded, cancelled_on=day(cancelled))])

    findings = says(NoticeMisrecorded(), given_up)

    expected = [(WARNING, "$.bookings[0].status")]
    assert findings == ([] if recorded is right else expected)


def test_a_cancellation_is_described_in_words() -> None:
    given_up = portfolio(
        bookings=[booking("a", NO_SHOW, cancelled_on=day("2021-11-01"))]
    )

    assert words(NoticeMisrecorded(), given_up) == (
        "A is recorded as a no-show for Secure orders on 3 November 2021, and gave the "
        "place up on 1 November 2021: that is cancelled in time"
    )


def test_closed_days_are_no_notice() -> None:
    closed: Nouns = {
        "id": "closed",
        "title": "Moving house",
        "start": day("2021-11-02"),
        "end": day("2021-11-02"),
    }
    given_up = portfolio(
        bookings=[booking("a", IN_TIME, cancelled_on=day("2021-11-01"))]
    )

    one_days_notice = attrs.evolve(given_up, closures=(Closure(**closed),))
    somebody_elses = attrs.evolve(
        given_up,
        organisations=(body("east"),),
        closures=(Closure(**(closed | {"organisation": "east"})),),
    )

    assert says(NoticeMisrecorded(), one_days_notice)
    assert not says(NoticeMisrecorded(), somebody_elses)


def test_the_history_tells_the_day_where_the_booking_does_not() -> None:
    dated = history((CONFIRMED, "2021-09-01"), (IN_TIME, "2021-11-02"))
    told = portfolio(bookings=[booking("a", IN_TIME, history=dated)])

    assert says(NoticeMisrecorded(), told)


@pytest.mark.parametrize(
    "unclear",
    [
        booking("a", IN_TIME),
        booking("a", NO_SHOW),
        booking("a", CAME, cancelled_on=day("2021-11-02")),
        booking("a", LATE, cancelled_on=day("1999-11-02")),
        booking(
            "a",
            IN_TIME,
            history=history((WAITS, "2021-09-01"), (IN_TIME, "2021-11-02")),
        ),
    ],
)
def test_what_cannot_be_known_is_not_judged(unclear: Booking) -> None:
    assert says(NoticeMisrecorded(), portfolio(bookings=[unclear])) == []


def test_nobody_gives_up_a_place_at_a_cancelled_session() -> None:
    cancelled = portfolio(
        sessions=[session(status=SessionStatus.CANCELLED)],
        bookings=[booking("a", NO_SHOW, cancelled_on=day("2021-11-01"))],
    )

    assert says(NoticeMisrecorded(), cancelled) == []


@pytest.mark.parametrize(
    ("missing", "remedy"),
    [
        (1, ""),
        (2, "send reminders, ask why, and keep a waiting list"),
        (3, "send reminders, ask why, and keep a waiting list"),
        (4, "review how places are booked before offering more"),
        (10, "review how places are booked before offering more"),
    ],
)
def test_no_shows_of_ten_bring_more_the_more_they_are(
    missing: int, remedy: str
) -> None:
    people = [f"p{n}" for n in range(10)]
    held = portfolio(
        people=[person(who) for who in people],
        bookings=[
            booking(who, NO_SHOW if n < missing else CAME)
            for n, who in enumerate(people)
        ],
    )

    findings = list(TooManyNoShows()(held, on=ON))

    assert [found.remedy for found in findings] == [remedy] * bool(remedy)


def test_no_shows_of_sessions_to_come_do_not_count() -> None:
    early = portfolio(bookings=[booking("a", NO_SHOW)])

    assert says(TooManyNoShows(), early, FIRST) == []
    assert says(TooManyNoShows(), early, FIRST.add(days=1))


# --------------------------------------------------------------- 59: cascade and reach


def forum(**families: Any) -> Portfolio:
    """Six authorities, and the guardians' service, as in the forum of [S1]."""
    names = ["east", "west", "north", "south", "marsh", "forest"]
    guardians = body("guardians", kind=OrganisationKind.NATIONAL_BODY)
    return portfolio(
        organisations=[*map(body, names), guardians],
        memberships=[
            *map(membership, names),
            membership("guardians", role=MembershipRole.ASSOCIATE),
        ],
        workshops=[workshop(cascade=True, places_planned=51)],
        sessions=sessions(3),
        **families,
    )


def test_six_authorities_owe_a_cascade_event_eight_weeks_later() -> None:
    due = day("2022-01-12")

    assert says(CascadeOwed(), forum(), due) == []
    assert words(CascadeOwed(), forum(), due.add(days=1)) == (
        "East, West, North, South, Marsh and Forest owe their own staff a session on "
        "Secure orders; it was due by 12 January 2022"
    )


def test_one_authority_owes_its_staff_a_session() -> None:
    names = ["east", "west", "north", "south", "marsh"]
    held = [event(n, name) for n, name in enumerate(names)]

    assert words(CascadeOwed(), forum(cascade_events=held)).startswith(
        "Forest owes its own staff"
    )


@pytest.mark.parametrize(
    ("on", "found"),
    [("2022-01-12", []), ("2022-01-13", [(INFO, "$.cascade_events[0].on")])],
)
def test_an_event_that_came_late_is_told(
    on: str, found: list[tuple[Severity, str]]
) -> None:
    late = forum(cascade_events=[event(1, on=day(on)), event(2, on=day("2022-02-01"))])

    assert says(CascadeOwed(), late, day("2022-01-12")) == found


def test_nobody_owes_what_the_workshop_does_not_ask() -> None:
    unasked = attrs.evolve(forum(), workshops=(workshop(),))

    assert says(CascadeOwed(), unasked) == []


def counted(**fields: Any) -> Portfolio:
    """Two people from East were at the workshop, and one from West."""
    return portfolio(
        organisations=[body("east"), body("west")],
        people=[
            person("a", organisation="east"),
            person("b", organisation="east"),
            person("c", organisation="west"),
        ],
        bookings=[booking(who) for who in "abc"],
        cascade_events=[event(1, **fields)],
    )


@pytest.mark.parametrize(
    ("came", "again", "found"),
    [
        (14, 2, []),
        (14, 14, []),
        (14, 15, [(ERROR, "$.cascade_events[0].of_whom_counted")]),
        (14, None, [(INFO, "$.cascade_events[0]")]),
        (0, None, []),
        (None, None, []),
        (None, 2, []),
    ],
)
def test_a_cascade_event_tells_who_was_counted_before(
    came: int | None, again: int | None, found: list[tuple[Severity, str]]
) -> None:
    event_numbers = counted(attended=came, of_whom_counted=again)

    assert says(ReachCountedTwice(), event_numbers) == found


def test_an_organisation_nobody_came_from_need_not_tell() -> None:
    nobody_came = attrs.evolve(counted(attended=14), bookings=())

    assert says(ReachCountedTwice(), nobody_came) == []


# --------------------------------------------------------- 60, 61: certificates and CPD


@pytest.mark.parametrize(
    ("held", "found"),
    [
        (booking("a", CAME, certificate_on=FIRST), 0),
        (booking("a", CAME, certificate_on=FIRST.subtract(days=1)), 1),
        (booking("a", BookingStatus.PARTIAL, minutes=96, certificate_on=ON), 0),
        (booking("a", BookingStatus.PARTIAL, minutes=95, certificate_on=ON), 1),
        (booking("a", BookingStatus.PARTIAL, certificate_on=ON), 1),
        (booking("a", NO_SHOW, certificate_on=ON), 1),
        (booking("a", CONFIRMED, certificate_on=ON), 1),
        (booking("a", CONFIRMED), 0),
    ],
)
def test_certificates_go_to_those_who_attended(held: Booking, found: int) -> None:
    findings = says(CertificateWithoutAttendance(), portfolio(bookings=[held]))

    assert findings == [(ERROR, "$.bookings[0].certificate_on")] * found


def test_a_register_shows_attendance_as_a_booking_does() -> None:
    register: Nouns = {"session": "s1", "person": "a"}
    registered = portfolio(
        bookings=[booking("a", CONFIRMED, certificate_on=ON)],
        attendances=[Attendance(**register)],
    )

    assert says(CertificateWithoutAttendance(), registered) == []


@pytest.mark.parametrize("claims", [True, False])
def test_cpd_credit_is_not_claimed(*, claims: bool) -> None:
    advertised = portfolio(workshops=[workshop(claims_cpd_credit=claims)])

    findings = says(CpdCreditClaimed(), advertised)

    assert findings == [(WARNING, "$.workshops[0].claims_cpd_credit")] * claims


@pytest.mark.parametrize(
    ("fields", "gaps"),
    [
        ({}, ["purpose", "learning_outcomes"]),
        ({"topic": "Orders"}, ["learning_outcomes"]),
        ({"purpose": "Better reviews"}, ["learning_outcomes"]),
        ({"topic": " ", "learning_outcomes": ["Explain"]}, ["purpose"]),
        ({"topic": "Orders", "learning_outcomes": ["Explain"]}, []),
    ],
)
def test_a_workshop_fills_its_part_of_a_cpd_record(
    fields: dict[str, Any], gaps: list[str]
) -> None:
    held = portfolio(workshops=[workshop(**fields)])

    findings = says(CpdRecordIncomplete(), held)

    assert findings == [(INFO, f"$.workshops[0].{gap}") for gap in gaps]


def test_a_workshop_to_come_has_time_to_say_what_it_is_about() -> None:
    assert says(CpdRecordIncomplete(), portfolio(), FIRST) == []


# ----------------------------------------------------------------------- 62: follow-up


@pytest.mark.parametrize(
    ("months", "missing"),
    [((3, 6), ""), ((3, 6, 12), ""), ((6,), "3"), ((), "3 and 6"), ((12,), "3 and 6")],
)
def test_participants_are_asked_after_three_and_six_months(
    months: tuple[int, ...], missing: str
) -> None:
    planned = portfolio(workshops=[workshop(follow_up_months=months)])

    found = [finding.message for finding in FollowUpUnplanned()(planned, on=ON)]

    assert found == (
        [f"Secure orders plans no follow-up {missing} months after its last session"]
        * bool(missing)
    )


def test_a_workshop_without_dates_needs_no_follow_up_yet() -> None:
    undated = portfolio(sessions=[session(status=SessionStatus.CANCELLED)])

    assert says(FollowUpUnplanned(), undated) == []
    assert says(FollowUpUnreported(), undated) == []


@pytest.mark.parametrize(
    ("asked", "replies", "on", "found"),
    [
        (28, 13, "2022-06-01", []),
        (28, 28, "2022-06-01", []),
        (28, 29, "2022-06-01", [(ERROR, "$.workshops[0].follow_up_replies")]),
        (28, None, "2022-02-04", [(WARNING, "$.workshops[0].follow_up_months")]),
        (None, 13, "2022-02-04", [(WARNING, "$.workshops[0].follow_up_months")]),
        (None, None, "2022-02-04", [(WARNING, "$.workshops[0].follow_up_months")]),
        (None, None, "2022-02-03", []),
    ],
)
def test_a_response_rate_can_be_told_after_three_months(
    asked: int | None,
    replies: int | None,
    on: str,
    found: list[tuple[Severity, str]],
) -> None:
    followed = portfolio(
        workshops=[
            workshop(
                follow_up_months=[6, 3],
                follow_up_asked=asked,
                follow_up_replies=replies,
            )
        ]
    )

    assert says(FollowUpUnreported(), followed, day(on)) == found


def test_a_workshop_that_plans_no_follow_up_reports_none() -> None:
    assert says(FollowUpUnreported(), portfolio()) == []
