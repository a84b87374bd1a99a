import math
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpkit import BookingStatus, SessionMode, groups
from tpkit.errors import FieldError, UnknownIdError

percents = st.decimals(0, 99, places=2)
FIRST = pendulum.Date(2021, 11, 1)


@pytest.mark.parametrize(
    ("session", "workshop", "mode", "places"),
    [
        (12, 17, SessionMode.ONLINE, 12),
        (None, 17, SessionMode.ONLINE, 17),
        (None, None, SessionMode.ONLINE, 25),
        (None, None, SessionMode.IN_PERSON, 20),
        (None, None, SessionMode.HYBRID, 20),
    ],
)
def test_a_sessions_places_are_its_own_or_the_next_best_known(
    build: Any,
    session: int | None,
    workshop: int | None,
    mode: SessionMode,
    places: int,
) -> None:
    found = groups.session_places(
        build.workshop(places=workshop), build.session(places=session, mode=mode)
    )

    assert found == places


@pytest.mark.parametrize(
    ("places", "percent", "room", "limit"),
    [
        (20, "15", None, 23),
        (25, "25", None, 31),
        (20, "15", 21, 21),
        (20, "15", 23, 23),
        (20, "0", None, 20),
        (0, "15", None, 0),
    ],
)
def test_overbooking_stops_at_its_share_and_at_the_room(
    places: int, percent: str, room: int | None, limit: int
) -> None:
    found = groups.overbooking_limit(places, percent=Decimal(percent), room=room)

    assert found == limit


@given(st.integers(0, 10_000), percents)
def test_overbooking_is_exact(places: int, percent: Decimal) -> None:
    limit = groups.overbooking_limit(places, percent=percent)

    assert limit <= places * (1 + Fraction(percent) / 100) < limit + 1


@pytest.mark.parametrize(("places", "percent"), [(-1, 15), (20, -1)])
def test_overbooking_by_less_than_nothing_is_refused(places: int, percent: int) -> None:
    with pytest.raises(FieldError):
        groups.overbooking_limit(places, percent=Decimal(percent))


# ---------------------------------------------------------------------- invitations


@pytest.mark.parametrize(
    ("target", "no_show", "mode", "invited"),
    [
        (6, "20", SessionMode.IN_PERSON, 8),
        (6, "20", SessionMode.ONLINE, 8),
        (8, "20", SessionMode.IN_PERSON, 10),
        (6, "0", SessionMode.IN_PERSON, 6),
        (6, "40", SessionMode.IN_PERSON, 10),
        (6, "40", SessionMode.ONLINE, 9),
        (7, "30", SessionMode.IN_PERSON, 10),  # 0.7 as a float would make it 11
    ],
)
def test_more_are_invited_than_are_wanted(
    target: int, no_show: str, mode: SessionMode, invited: int
) -> None:
    found = groups.invitations(target, no_show=Decimal(no_show), mode=mode)

    assert found == invited


@given(st.integers(1, 500), percents)
def test_the_target_comes_and_one_invitation_fewer_would_miss_it(
    target: int, no_show: Decimal
) -> None:
    invited = groups.invitations(target, no_show=no_show)

    share = 1 - Fraction(no_show) / 100
    assert invited * share >= target > (invited - 1) * share


@given(st.integers(1, 500), percents, st.integers(0, 10))
def test_online_invitations_stop_a_little_above_the_target(
    target: int, no_show: Decimal, extra: int
) -> None:
    invited = groups.invitations(
        target, no_show=no_show, mode=SessionMode.ONLINE, online_extra=extra
    )

    in_person = groups.invitations(target, no_show=no_show)
    assert invited == min(in_person, target + extra)


@pytest.mark.parametrize(("target", "no_show"), [(0, 20), (6, -1), (6, 100)])
def test_invitations_that_cannot_be_counted_are_refused(
    target: int, no_show: int
) -> None:
    with pytest.raises(FieldError):
        groups.invitations(target, no_show=Decimal(no_show))


# --------------------------------------------------------------------- waiting lists


def test_reserved_places_are_released_two_weeks_before_unless_agreed(
    build: Any,
) -> None:
    usual = build.portfolio(workshops=[build.workshop()], sessions=[build.session()])
    agreed = attrs.evolve(usual, workshops=(build.workshop(release_days=0),))

    session: Any = "s1"
    assert str(groups.release_day(usual, session)) == "2021-10-18"
    assert str(groups.release_day(usual, session, days=7)) == "2021-10-25"
    assert groups.release_day(agreed, session) == FIRST


def test_only_workshops_release_places(build: Any) -> None:
    portfolio = build.portfolio(
        learning_sets=[build.learning_set()],
        sessions=[build.session(activity="set")],
    )

    with pytest.raises(UnknownIdError):
        groups.release_day(portfolio, portfolio.sessions[0].id)


def waiting(portfolio: Any, on: str) -> list[str]:
    session: Any = "s1"
    day = pendulum.Date.fromisoformat(on)
    return [b.person for b in groups.waiting_list(portfolio, session, on=day)]


def test_the_waiting_list_goes_by_priority_then_time(build: Any) -> None:
    wait = BookingStatus.WAITLISTED
    day = pendulum.Date(2021, 9, 1)
    portfolio = build.portfolio(
        *"abcdefg",
        workshops=[build.workshop()],
        sessions=[build.session(1), build.session(2)],
        bookings=[
            build.booking(1, "a", wait, priority=2, booked_on=day),
            build.booking(1, "b", wait),
            build.booking(1, "c", wait, booked_on=day.add(days=1)),
            build.booking(1, "d", wait, booked_on=day),
            build.booking(1, "e", wait, booked_on=day, reserved=True),
            build.booking(1, "f", BookingStatus.CONFIRMED, booked_on=day),
            build.booking(2, "g", wait, booked_on=day),
        ],
    )

    assert waiting(portfolio, "2021-10-17") == ["d", "c", "b", "a"]
    assert waiting(portfolio, "2021-10-18") == ["d", "e", "c", "b", "a"]


@given(st.permutations("abcdef"))
def test_the_waiting_list_does_not_depend_on_the_documents_order(
    build: Any, order: list[str]
) -> None:
    day = pendulum.Date(2021, 9, 1)
    bookings = [
        build.booking(
            1,
            who,
            BookingStatus.WAITLISTED,
            booked_on=day.add(days="abcdef".index(who) % 3),
            priority=1 + "abcdef".index(who) // 3,
        )
        for who in order
    ]
    portfolio = build.portfolio(
        *"abcdef",
        workshops=[build.workshop()],
        sessions=[build.session()],
        bookings=bookings,
    )

    assert waiting(portfolio, "2021-10-30") == [*"abcdef"]


def test_bookings_are_found_by_session(build: Any) -> None:
    portfolio = build.portfolio(
        *"ab",
        workshops=[build.workshop()],
        sessions=[build.session(n) for n in (1, 2, 3)],
        bookings=[
            build.booking(2, "a", BookingStatus.CONFIRMED),
            build.booking(1, "a", BookingStatus.CONFIRMED),
            build.booking(2, "b", BookingStatus.REQUESTED),
        ],
    )

    found = groups.bookings_by_session(portfolio)

    assert {k: [b.person for b in v] for k, v in found.items()} == {
        "s2": ["a", "b"],
        "s1": ["a"],
    }


def test_invitations_agree_with_the_formula_for_every_whole_percent() -> None:
    for percent in range(100):
        invited = groups.invitations(6, no_show=Decimal(percent))

        assert invited == math.ceil(Fraction(600, 100 - percent))
