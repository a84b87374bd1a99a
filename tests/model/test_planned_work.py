"""Work, links, baselines, overrides: what they know alone."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeVar

import pendulum
import pytest

import tpkit
from tpkit import Baseline, ConstraintKind, Estimate, Override, Work
from tpkit.errors import FieldError

NounT = TypeVar("NounT")


def made(noun: Callable[..., NounT], /, **fields: Any) -> NounT:
    return noun(**fields)


DAY = pendulum.Date(2022, 2, 14)


@pytest.mark.parametrize(
    ("work", "duration", "left"),
    [
        (made(Work), 0, 0),
        (made(Work, days=10), 10, 10),
        (made(Work, days=10, progress=45), 10, 6),
        (made(Work, days=10, progress=Decimal("99.5")), 10, 1),
        (made(Work, days=10, progress=100), 10, 0),
        (made(Work, days=10, progress=45, remaining=8), 10, 8),
        (made(Work, estimate=Estimate(optimistic=2, likely=4, pessimistic=9)), 4, 4),
        (
            made(
                Work, days=7, estimate=Estimate(optimistic=2, likely=4, pessimistic=9)
            ),
            7,
            7,
        ),
    ],
)
def test_work_takes_its_days_or_the_likely_ones(
    work: Work, duration: int, left: int
) -> None:
    assert (work.duration, work.left) == (duration, left)


def test_an_estimate_goes_from_the_best_to_the_worst() -> None:
    with pytest.raises(FieldError, match=r"Estimate\.likely: expected at least"):
        Estimate(optimistic=5, likely=4, pessimistic=9)
    with pytest.raises(FieldError, match=r"Estimate\.pessimistic: expected at least"):
        Estimate(optimistic=1, likely=4, pessimistic=3)


@pytest.mark.parametrize(
    ("kind", "holds_back", "is_a_limit", "is_of_the_start"),
    [
        (ConstraintKind.START_NO_EARLIER, True, False, True),
        (ConstraintKind.FINISH_NO_EARLIER, True, False, False),
        (ConstraintKind.START_NO_LATER, False, True, True),
        (ConstraintKind.FINISH_NO_LATER, False, True, False),
        (ConstraintKind.MUST_START_ON, True, True, True),
        (ConstraintKind.MUST_FINISH_ON, True, True, False),
    ],
)
def test_a_constraint_holds_back_or_limits_one_end(
    kind: ConstraintKind, *, holds_back: bool, is_a_limit: bool, is_of_the_start: bool
) -> None:
    assert kind.holds_back is holds_back
    assert kind.is_a_limit is is_a_limit
    assert kind.is_of_the_start is is_of_the_start


PROMISING: list[tuple[type, dict[str, Any]]] = [
    (tpkit.Project, {"id": "x", "title": "X", "kind": tpkit.ProjectKind.DATA}),
    (tpkit.Phase, {"id": "x", "title": "X", "project": "p"}),
    (tpkit.Milestone, {"id": "x", "title": "X", "project": "p"}),
    (tpkit.Deliverable, {"id": "x", "title": "X", "project": "p"}),
]


@pytest.mark.parametrize(("noun", "fields"), PROMISING)
def test_baselines_are_numbered_from_0(noun: Any, fields: dict[str, Any]) -> None:
    first, third = Baseline(number=0, date=DAY), Baseline(number=2, date=DAY)

    assert noun(baselines=[first], **fields).baselines == (first,)
    with pytest.raises(FieldError, match="expected numbers 0, 1, 2 … in order"):
        noun(baselines=[first, third], **fields)


def test_a_baseline_ends_after_it_starts() -> None:
    with pytest.raises(FieldError, match=r"Baseline\.date"):
        Baseline(number=0, date=DAY, start=DAY.add(days=1))


def test_the_last_baseline_is_the_promise_and_else_the_date_first_planned() -> None:
    baselines = [Baseline(number=0, date=DAY), Baseline(number=1, date=DAY.add(days=9))]
    phase = made(tpkit.Phase, id="x", title="X", project="p", end=DAY)
    deliverable = made(tpkit.Deliverable, id="x", title="X", project="p", due=DAY)

    assert phase.promised == deliverable.promised == DAY
    kinds: tuple[Any, ...] = (tpkit.Phase, tpkit.Deliverable)
    for kind in kinds:
        noun = made(kind, id="x", title="X", project="p", baselines=baselines)
        assert noun.promised == DAY.add(days=9)


def test_an_override_is_in_force_from_its_day_until_it_expires() -> None:
    override = made(
        Override,
        colour=tpkit.Colour.AMBER,
        reason="The board knows more",
        by="lead",
        on=DAY,
        expires=DAY.add(days=7),
    )

    days = [DAY.add(days=n) for n in (-1, 0, 7, 8)]
    assert [override.is_in_force(on) for on in days] == [False, True, True, False]
    with pytest.raises(FieldError, match=r"Override\.expires"):
        made(
            Override,
            colour=tpkit.Colour.RED,
            reason="x",
            by="x",
            on=DAY,
            expires=DAY.add(days=-1),
        )


def test_what_was_spent_is_as_recorded_or_the_sum_of_the_expenses() -> None:
    fields: dict[str, Any] = {
        "id": "b",
        "bid": "bid",
        "category": tpkit.CostCategory.FEES,
        "description": "Fees",
        "planned": 100,
        "start": DAY,
        "end": DAY,
    }
    bought = [
        made(
            tpkit.Expense, description="Day", amount=Decimal("70.10"), received_on=DAY
        ),
        made(
            tpkit.Expense,
            description="Refund",
            amount=Decimal("-0.05"),
            received_on=DAY,
        ),
    ]

    assert made(tpkit.BudgetLine, **fields).spent is None
    assert made(tpkit.BudgetLine, expenses=bought, **fields).spent == Decimal("70.05")
    assert made(tpkit.BudgetLine, expenses=bought, actual=71, **fields).spent == 71


def test_a_stage_of_a_theory_has_its_rank() -> None:
    assert [stage.rank for stage in tpkit.TheoryStage] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (
            {"progress": 100, "remaining": 2},
            "Work.remaining: expected 0, as progress is 100, got 2",
        ),
        (
            {"progress": 60, "remaining": 0},
            "Work.progress: expected 100, as no working day remains, got 60",
        ),
    ],
)
def test_what_is_done_and_what_remains_agree(
    fields: dict[str, Any], message: str
) -> None:
    with pytest.raises(FieldError, match=message):
        made(Work, days=5, **fields)


def test_nothing_remains_of_what_takes_no_days_and_may_still_be_to_reach() -> None:
    assert not made(Work, days=0, progress=0, remaining=0).left
