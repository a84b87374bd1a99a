"""Every move of every life cycle, legal and illegal, and the histories that moves make."""

import itertools
from typing import Any

import attrs
import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tpkit
from tpkit import LIFE_CYCLES, LifeCycle, testing
from tpkit.errors import FieldError, IllegalMoveError

DAY = pendulum.Date(2022, 2, 21)
LATER = pendulum.Date(2022, 2, 22)

NOUN_OF: dict[type, type] = {
    tpkit.BidStatus: tpkit.Bid,
    tpkit.GrantStatus: tpkit.Grant,
    tpkit.ReturnStatus: tpkit.MonitoringReturn,
    tpkit.MilestoneStatus: tpkit.Milestone,
    tpkit.BookingStatus: tpkit.Booking,
    tpkit.RegistrationStatus: tpkit.Registration,
    tpkit.LearningSetStatus: tpkit.ActionLearningSet,
    tpkit.ResourceStatus: tpkit.Resource,
    tpkit.ConsentStatus: tpkit.Consent,
}

SAMPLES = {
    type(noun): noun
    for family in attrs.fields(tpkit.Portfolio)
    for noun in (
        getattr(testing.northshire(), family.name)
        if family.name not in {"partnership", "extra"}
        else ()
    )
}

PAIRS = [
    (life, now, to)
    for life in LIFE_CYCLES
    for now, to in itertools.product(life.moves, repeat=2)
]


def noun_with(life: LifeCycle[Any], status: Any) -> Any:
    """Give a noun that lives this life, with that status and no history."""
    noun: Any = SAMPLES[NOUN_OF[type(life.initial)]]
    return attrs.evolve(noun, status=status, history=())


def in_words(value: Any) -> str:
    return getattr(value, "name", str(value)) if isinstance(value, LifeCycle) else value


def test_every_noun_with_a_history_lives_a_life_of_the_table() -> None:
    alive = {kind for kind in SAMPLES if "history" in attrs.fields_dict(kind)}

    assert alive == set(NOUN_OF.values())
    assert {type(life.initial) for life in LIFE_CYCLES} == set(NOUN_OF)


@pytest.mark.parametrize(("life", "now", "to"), PAIRS, ids=in_words)
def test_a_move_is_made_if_and_only_if_the_table_has_it(
    life: LifeCycle[Any], now: Any, to: Any
) -> None:
    noun = noun_with(life, now)

    if to in life.moves[now]:
        moved = life.move(noun, to, on=DAY, note="agreed")

        assert life.may_move(now, to)
        assert moved.status is to
        assert moved.history == (tpkit.Step(to=to, on=DAY, note="agreed"),)
        assert (noun.status, noun.history) == (now, ())
    else:
        with pytest.raises(IllegalMoveError) as refused:
            life.move(noun, to, on=DAY)

        assert not life.may_move(now, to)
        assert refused.value.now == now.value and refused.value.to == to.value
        assert refused.value.legal == tuple(status.value for status in life.moves[now])


@pytest.mark.parametrize("life", LIFE_CYCLES, ids=in_words)
def test_a_life_begins_at_its_initial_status_and_can_end(life: LifeCycle[Any]) -> None:
    kind = NOUN_OF[type(life.initial)]
    reached = {life.initial}
    while more := {to for now in reached for to in life.moves[now]} - reached:
        reached |= more

    assert attrs.fields_dict(kind)["status"].default is life.initial
    assert reached == set(life.moves)
    assert set(life.endings) == {now for now, after in life.moves.items() if not after}
    assert life.endings


def test_an_illegal_move_names_the_legal_ones() -> None:
    with pytest.raises(IllegalMoveError) as refused:
        tpkit.CONSENT_LIFE_CYCLE.move(
            noun_with(tpkit.CONSENT_LIFE_CYCLE, tpkit.ConsentStatus.ISSUED),
            tpkit.ConsentStatus.ERASED,
            on=DAY,
        )

    assert str(refused.value) == (
        "a consent that is 'issued' cannot become 'erased'; "
        "from here it can become given"
    )


def test_a_life_that_has_ended_says_so() -> None:
    with pytest.raises(IllegalMoveError, match="nothing: this life has ended"):
        tpkit.CONSENT_LIFE_CYCLE.move(
            noun_with(tpkit.CONSENT_LIFE_CYCLE, tpkit.ConsentStatus.ERASED),
            tpkit.ConsentStatus.GIVEN,
            on=DAY,
        )


def test_a_move_is_not_dated_before_the_last() -> None:
    bid = noun_with(tpkit.BID_LIFE_CYCLE, tpkit.BidStatus.DRAFT)
    approved = tpkit.BID_LIFE_CYCLE.move(
        bid, tpkit.BidStatus.INTERNAL_APPROVAL, on=LATER
    )

    with pytest.raises(FieldError, match=r"dates in order \(after 2022-02-22\)"):
        tpkit.BID_LIFE_CYCLE.move(approved, tpkit.BidStatus.SUBMITTED, on=DAY)


def test_a_status_is_where_the_history_ends() -> None:
    step = tpkit.Step(to=tpkit.BidStatus.SUBMITTED, on=DAY)
    bid = noun_with(tpkit.BID_LIFE_CYCLE, tpkit.BidStatus.DRAFT)

    with pytest.raises(FieldError, match="submitted, where the history ends") as error:
        attrs.evolve(bid, history=(step,))

    assert (error.value.field, error.value.got) == ("status", "draft")


def test_a_record_may_have_gaps() -> None:
    step = tpkit.Step(to=tpkit.BidStatus.AWARDED, on=DAY)
    bid = noun_with(tpkit.BID_LIFE_CYCLE, tpkit.BidStatus.AWARDED)

    assert attrs.evolve(bid, history=(step,)).history == (step,)


def test_a_life_cycle_has_a_place_for_every_status() -> None:
    with pytest.raises(FieldError, match="every status as a key"):
        LifeCycle(name="consent", initial=tpkit.ConsentStatus.ISSUED, moves={})


def test_a_life_cycle_can_be_looked_up_by() -> None:
    assert len({life: life.name for life in LIFE_CYCLES}) == len(LIFE_CYCLES)


@given(st.data(), st.sampled_from(LIFE_CYCLES))
def test_any_chain_of_moves_makes_a_consistent_history(
    data: st.DataObject, life: LifeCycle[Any]
) -> None:
    noun = noun_with(life, life.initial)
    days = data.draw(st.lists(testing.dates(), max_size=8).map(sorted))

    made = []
    for day in days:
        if not life.moves[noun.status]:
            break
        made.append((data.draw(st.sampled_from(life.moves[noun.status])), day))
        noun = life.move(noun, made[-1][0], on=made[-1][1])

    assert [(step.to, step.on) for step in noun.history] == made
    assert noun.status is (made[-1][0] if made else life.initial)
    walked = [life.initial, *(step.to for step in noun.history)]
    assert all(itertools.starmap(life.may_move, itertools.pairwise(walked)))
