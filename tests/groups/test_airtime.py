from collections import Counter
from typing import Any

import attrs
import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpkit import (
    LearningContract,
    LearningSetMember,
    Portfolio,
    PresenterSlot,
    SlotKind,
    groups,
)
from tpkit.errors import FieldError, UnknownIdError

minutes = st.integers(0, 600)
airtimes = st.integers(1, 120)


@pytest.mark.parametrize(
    ("times", "fit"),
    [
        ((180, 15, 15, 15, 40), 3),
        ((90, 15, 15, 0, 40), 1),
        ((85, 15, 15, 15, 40), 1),
        ((84, 15, 15, 15, 40), 0),
        ((30, 15, 15, 15, 40), 0),
        ((0, 0, 0, 0, 1), 0),
    ],
)
def test_a_meeting_has_as_many_slots_as_fit(times: tuple[int, ...], fit: int) -> None:
    assert groups.slots(*times) == fit


def test_the_usual_half_day_has_three_slots() -> None:
    assert groups.slots(180) == 3


@given(minutes, minutes, minutes, minutes, airtimes)
def test_slots_fit_and_one_more_would_not(
    meeting: int, check_in: int, review: int, pause: int, airtime: int
) -> None:
    fit = groups.slots(meeting, check_in, review, pause, airtime)

    left = max(meeting - check_in - review - pause, 0)
    assert fit * airtime <= left < (fit + 1) * airtime


@given(minutes, airtimes, st.integers(0, 60))
def test_a_longer_meeting_never_has_fewer_slots(
    meeting: int, airtime: int, more: int
) -> None:
    longer = groups.slots(meeting + more, airtime_minutes=airtime)

    assert longer >= groups.slots(meeting, airtime_minutes=airtime)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("meeting_minutes", -1),
        ("check_in_minutes", -1),
        ("review_minutes", -1),
        ("break_minutes", -1),
        ("airtime_minutes", 0),
    ],
)
def test_times_that_mean_nothing_are_refused(field: str, value: int) -> None:
    with pytest.raises(FieldError) as caught:
        groups.slots(**({"meeting_minutes": 180} | {field: value}))

    assert caught.value.field == field


def test_a_contract_has_the_slots_of_all_its_meetings() -> None:
    contract = LearningContract(meetings=6)

    assert groups.contract_slots(contract) == 18
    assert groups.contract_slots(attrs.evolve(contract, meeting_minutes=90)) == 6


@pytest.mark.parametrize(
    ("counts", "difference"), [([], 0), ([2], 0), ([1, 3, 2], 2), ([0, 0], 0)]
)
def test_the_spread_is_from_the_fewest_to_the_most(
    counts: list[int], difference: int
) -> None:
    assert groups.spread(counts) == difference


# ---------------------------------------------------------------------------- turns


def meeting_set(build: Any, *meetings: Any, members: str = "abcd") -> Portfolio:
    """A set that met as often as there are meetings."""
    sessions = [build.session(i, activity="set") for i in range(1, len(meetings) + 1)]
    portfolio: Portfolio = build.portfolio(
        *"abcdef",
        learning_sets=[build.learning_set(*members)],
        sessions=sessions,
        set_meetings=[
            build.meeting(i, *slots) for i, slots in enumerate(meetings, start=1)
        ],
    )
    return portfolio


def update(who: str) -> PresenterSlot:
    fields: Any = {"presenter": who, "kind": SlotKind.UPDATE}
    return PresenterSlot(**fields)


def giving_way(who: str, *deferred: str) -> PresenterSlot:
    fields: Any = {"presenter": who, "deferred": deferred}
    return PresenterSlot(**fields)


def out_of_turn(portfolio: Portfolio) -> tuple[groups.OutOfTurn, ...]:
    return groups.out_of_turn(portfolio, portfolio.learning_sets[0].id)


def turns(portfolio: Portfolio) -> dict[str, int]:
    found = groups.turns(portfolio, portfolio.learning_sets[0].id)
    return {str(person): count for person, count in found.items()}


def test_turns_are_counted_for_every_member(build: Any) -> None:
    portfolio = meeting_set(build, "ab", "ac")

    assert turns(portfolio) == {"a": 2, "b": 1, "c": 1, "d": 0}


def test_reporting_back_is_no_turn(build: Any) -> None:
    portfolio = meeting_set(build, "ab", [update("a"), "c"])

    assert turns(portfolio) == {"a": 1, "b": 1, "c": 1, "d": 0}
    assert out_of_turn(portfolio) == ()


def test_a_guest_who_presents_has_no_turn(build: Any) -> None:
    portfolio = meeting_set(build, "fff", members="abc")

    assert turns(portfolio) == {"a": 0, "b": 0, "c": 0}
    assert out_of_turn(portfolio) == ()


def test_a_set_that_has_not_met_has_no_turns(build: Any) -> None:
    portfolio = meeting_set(build)

    assert turns(portfolio) == {"a": 0, "b": 0, "c": 0, "d": 0}


def test_turns_of_an_unknown_set_are_refused(build: Any) -> None:
    with pytest.raises(UnknownIdError):
        groups.turns(meeting_set(build), "no-set")  # type: ignore[arg-type]  # an id


def test_nobody_presents_twice_before_all_have_once(build: Any) -> None:
    portfolio = meeting_set(build, "ab", "ac")

    (found,) = out_of_turn(portfolio)

    assert (found.session, found.slot, found.presenter) == ("s2", 0, "a")
    assert (found.turn, found.waiting) == (2, ("c", "d"))


def test_nobody_presents_a_third_time_before_all_have_twice(build: Any) -> None:
    in_turn = meeting_set(build, "abcd", "abcd", "a")
    out = meeting_set(build, "abcd", "abc", "a")

    assert out_of_turn(in_turn) == ()
    assert [(each.turn, each.waiting) for each in out_of_turn(out)] == [(3, ("d",))]


def test_members_who_give_way_do_not_wait(build: Any) -> None:
    all_give_way = meeting_set(build, "ab", [giving_way("a", "c", "d")])
    one_gives_way = meeting_set(build, "ab", [giving_way("a", "c")])

    assert out_of_turn(all_give_way) == ()
    assert [each.waiting for each in out_of_turn(one_gives_way)] == [("d",)]


@pytest.mark.parametrize(
    ("field", "day", "waits"),
    [
        ("left", pendulum.Date(2021, 11, 7), False),
        ("left", pendulum.Date(2021, 11, 8), True),
        ("joined", pendulum.Date(2021, 11, 8), True),
        ("joined", pendulum.Date(2021, 11, 9), False),
    ],
)
def test_only_those_who_belonged_on_the_day_wait(
    build: Any, field: str, day: pendulum.Date, *, waits: bool
) -> None:
    fields: Any = {"person": "b", field: day}
    portfolio = build.portfolio(
        *"ab",
        learning_sets=[build.learning_set("a", LearningSetMember(**fields))],
        sessions=[build.session(i, activity="set") for i in (1, 2)],
        set_meetings=[build.meeting(1, "a"), build.meeting(2, "a")],
    )

    assert bool(out_of_turn(portfolio)) is waits


@given(st.lists(st.lists(st.sampled_from("abcd"), max_size=4), max_size=6))
def test_turns_add_up_to_what_was_presented(
    build: Any, meetings: list[list[str]]
) -> None:
    portfolio = meeting_set(build, *meetings)

    presented = Counter(who for slots in meetings for who in slots)
    assert turns(portfolio) == {who: presented[who] for who in "abcd"}


@given(st.lists(st.lists(st.sampled_from("abcd"), max_size=4), max_size=6))
def test_where_nobody_is_out_of_turn_turns_differ_by_one_at_most(
    build: Any, meetings: list[list[str]]
) -> None:
    portfolio = meeting_set(build, *meetings)

    if not out_of_turn(portfolio):
        assert groups.spread(turns(portfolio).values()) <= 1
