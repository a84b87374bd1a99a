from collections.abc import Callable
from decimal import Decimal

import attrs
import pendulum
import pytest

from tpkit import (
    BidStatus,
    DeliverableStatus,
    Grant,
    GrantId,
    GrantStatus,
    MonitoringReturn,
    MonitoringReturnId,
    Portfolio,
    Quarter,
    ReturnStatus,
    RoundStatus,
    Step,
    checks,
)

Sample = Callable[[str, str], tuple[Portfolio, pendulum.Date]]
Change = Callable[..., Portfolio]

FUND_ENDS = pendulum.Date(2022, 3, 31)


# ------------------------------------------------------------------ what a bid needs


def test_everything_a_bid_may_lack_is_named_once(sample: Sample) -> None:
    portfolio, on = sample("TP201", "passing")
    bare = attrs.evolve(
        portfolio.bids[0],
        senior_owner=None,
        finance_contact=None,
        sustainability="",
        amount_requested=None,
        accountable_body_signed_off=None,
    )
    portfolio = attrs.evolve(
        portfolio,
        bids=(bare,),
        budget_lines=(),
        outcomes=(),
        deliverables=(),
        risks=(),
    )

    found = checks.BidNotReady()(portfolio, on=on)

    assert [(finding.path, finding.message) for finding in found] == [
        ("$.bids[0].senior_owner", "IRO forum has no senior responsible owner"),
        ("$.bids[0].finance_contact", "IRO forum has no finance contact"),
        (
            "$.bids[0].sustainability",
            "IRO forum has no word on what happens after the grant",
        ),
        ("$.bids[0].amount_requested", "IRO forum has no amount"),
        (
            "$.bids[0].accountable_body_signed_off",
            "IRO forum has no sign-off by the accountable body",
        ),
        ("$.bids[0]", "IRO forum has no budget"),
        ("$.bids[0]", "IRO forum has no outcome with an indicator"),
        ("$.bids[0]", "IRO forum has no deliverable with a date"),
        ("$.bids[0]", "IRO forum has no risk"),
    ]


def test_what_other_projects_promise_is_not_the_bids(
    sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP201", "passing")
    portfolio = change(portfolio, "projects", bid=None)

    assert len(list(checks.BidNotReady()(portfolio, on=on))) == 3


def test_an_outcome_needs_an_indicator_and_a_deliverable_a_date(
    sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP201", "passing")
    portfolio = change(portfolio, "outcomes", indicators=())
    portfolio = change(portfolio, "deliverables", due=None)

    assert len(list(checks.BidNotReady()(portfolio, on=on))) == 2


@pytest.mark.parametrize(("day", "times"), [("2021-07-12", 0), ("2021-07-11", 1)])
def test_a_bid_is_signed_off_by_the_day_it_goes_in(
    day: str, times: int, sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP201", "passing")
    step = Step(to=BidStatus.SUBMITTED, on=pendulum.Date.fromisoformat(day))
    portfolio = change(portfolio, "bids", status=BidStatus.SUBMITTED, history=(step,))

    assert len(list(checks.BidNotReady()(portfolio, on=on))) == times


@pytest.mark.parametrize(
    "status", [BidStatus.DRAFT, BidStatus.AWARDED, BidStatus.WITHDRAWN]
)
def test_drafts_and_decided_bids_may_lack_anything(
    status: BidStatus, sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP201", "failing")
    portfolio = change(portfolio, "bids", status=status)

    assert list(checks.BidNotReady()(portfolio, on=on)) == []


# ------------------------------------------------------------------------ arithmetic


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (
            {"amount_requested": Decimal("19999.98")},
            (
                "The budget of IRO forum comes to £19,999.99, £0.01 more than the "
                "£19,999.98 requested"
            ),
        ),
        (
            {"status": BidStatus.PART_AWARDED, "amount_awarded": Decimal(15000)},
            (
                "The budget of IRO forum comes to £19,999.99, £4,999.99 more than "
                "the £15,000 awarded"
            ),
        ),
        (
            {"status": BidStatus.AWARDED},
            (
                "The budget of IRO forum comes to £19,999.99, £0.01 less than the "
                "£20,000 requested"
            ),
        ),
    ],
)
def test_a_budget_sums_to_what_was_asked_or_awarded(
    fields: dict[str, object], message: str, sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP202", "failing")
    portfolio = change(portfolio, "bids", **fields)

    (finding,) = checks.BudgetDoesNotSum()(portfolio, on=on)

    assert finding.message == message


@pytest.mark.parametrize(
    "fields",
    [
        {"amount_requested": None},
        {"status": BidStatus.UNSUCCESSFUL},
        {"status": BidStatus.AWARDED, "amount_awarded": Decimal("19999.99")},
    ],
)
def test_a_bid_without_an_amount_or_a_future_is_not_added_up(
    fields: dict[str, object], sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP202", "failing")
    portfolio = change(portfolio, "bids", **fields)

    assert list(checks.BudgetDoesNotSum()(portfolio, on=on)) == []


def test_a_bid_without_lines_is_not_added_up(sample: Sample) -> None:
    portfolio, on = sample("TP202", "failing")
    portfolio = attrs.evolve(portfolio, budget_lines=())

    assert list(checks.BudgetDoesNotSum()(portfolio, on=on)) == []


# ------------------------------------------------------------------ the last day


@pytest.mark.parametrize(
    ("due", "times"), [(FUND_ENDS, 0), (FUND_ENDS.add(days=1), 1), (None, 0)]
)
def test_a_deliverable_is_due_by_the_last_day_of_the_money(
    due: pendulum.Date | None, times: int, sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP203", "failing")
    portfolio = change(portfolio, "deliverables", due=due)

    assert len(list(checks.DeliverableAfterFunding()(portfolio, on=on))) == times


def test_a_dropped_deliverable_is_never_late(sample: Sample, change: Change) -> None:
    portfolio, on = sample("TP203", "failing")
    portfolio = change(portfolio, "deliverables", status=DeliverableStatus.DROPPED)

    assert list(checks.DeliverableAfterFunding()(portfolio, on=on)) == []


@pytest.mark.parametrize("status", [GrantStatus.DECLINED, None])
def test_without_a_grant_the_rounds_last_day_counts(
    status: GrantStatus | None, sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP203", "failing")
    if status is None:
        portfolio = attrs.evolve(portfolio, grants=())
    else:
        portfolio = change(portfolio, "grants", status=status)
    longer = change(portfolio, "funding_rounds", funding_end=pendulum.Date(2022, 5, 31))
    check = checks.DeliverableAfterFunding()

    assert len(list(check(portfolio, on=on))) == 1
    assert list(check(longer, on=on)) == []


@pytest.mark.parametrize(
    ("end", "times"), [(None, 0), (FUND_ENDS, 1), (pendulum.Date(2022, 5, 31), 0)]
)
def test_without_a_bid_the_projects_own_last_day_counts(
    end: pendulum.Date | None, times: int, sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP203", "failing")
    portfolio = change(portfolio, "projects", bid=None, funded_end=end)

    assert len(list(checks.DeliverableAfterFunding()(portfolio, on=on))) == times


# ------------------------------------------------------------------------- histories


def test_a_history_may_begin_anywhere(sample: Sample, change: Change) -> None:
    portfolio, on = sample("TP204", "failing")
    portfolio = change(portfolio, "bids", history=portfolio.bids[0].history[1:])

    assert list(checks.MoveOutOfOrder()(portfolio, on=on)) == []


def test_nothing_follows_an_ending(sample: Sample, change: Change) -> None:
    portfolio, on = sample("TP204", "passing")
    back = Step(to=BidStatus.SUBMITTED, on=on)
    history = (*portfolio.bids[0].history, back)
    portfolio = change(portfolio, "bids", status=BidStatus.SUBMITTED, history=history)

    (finding,) = checks.MoveOutOfOrder()(portfolio, on=on)

    assert finding.path == "$.bids[0].history[3]"
    assert finding.remedy.endswith("from 'awarded' it can become nothing more")


def test_grants_and_returns_are_held_to_their_life_cycles(sample: Sample) -> None:
    portfolio, on = sample("TP204", "passing")
    first, second = pendulum.Date(2021, 9, 20), pendulum.Date(2021, 9, 30)
    grant = Grant(
        id=GrantId("grant"),
        title="IRO forum grant",
        bid=portfolio.bids[0].id,
        amount=Decimal(20000),
        start=second,
        end=FUND_ENDS,
        status=GrantStatus.SIGNED,
        history=(
            Step(to=GrantStatus.TERMS_RECEIVED, on=first),
            Step(to=GrantStatus.SIGNED, on=second),
        ),
    )
    return_ = MonitoringReturn(
        id=MonitoringReturnId("return"),
        grant=grant.id,
        year=2021,
        quarter=Quarter.Q3,
        status=ReturnStatus.SUBMITTED,
        history=(
            Step(to=ReturnStatus.DRAFT, on=first),
            Step(to=ReturnStatus.SUBMITTED, on=second),
        ),
    )
    portfolio = attrs.evolve(portfolio, grants=(grant,), monitoring_returns=(return_,))

    found = checks.MoveOutOfOrder()(portfolio, on=on)

    assert {finding.path: finding.message for finding in found} == {
        "$.grants[0].history[1]": (
            "IRO forum grant went from 'terms_received' to 'signed' on "
            "30 September 2021"
        ),
        "$.monitoring_returns[0].history[1]": (
            "The 2021/22 Q3 return of IRO forum grant went from 'draft' to "
            "'submitted' on 30 September 2021"
        ),
    }


def test_a_draft_needs_no_date(sample: Sample, change: Change) -> None:
    portfolio, on = sample("TP205", "failing")
    portfolio = change(portfolio, "bids", status=BidStatus.DRAFT)

    assert list(checks.BidUndated()(portfolio, on=on)) == []


@pytest.mark.parametrize(
    ("status", "times"),
    [
        (BidStatus.DRAFT, 1),
        (BidStatus.SUBMITTED, 1),
        (BidStatus.RESERVE, 1),
        (BidStatus.WITHDRAWN, 0),
        (BidStatus.UNSUCCESSFUL, 0),
        (BidStatus.ROUND_CANCELLED, 0),
    ],
)
def test_a_cancelled_round_leaves_no_bid_waiting(
    status: BidStatus, times: int, sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP206", "failing")
    portfolio = change(portfolio, "bids", status=status)

    assert len(list(checks.BidAgainstRound()(portfolio, on=on))) == times


def test_a_bid_does_not_end_with_a_round_that_goes_on(
    sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP206", "passing")
    portfolio = change(portfolio, "funding_rounds", status=RoundStatus.ASSESSING)

    (finding,) = checks.BidAgainstRound()(portfolio, on=on)

    assert finding.message == (
        "Core programme 2024-25 ended with its round, but Teaching Partnerships "
        "2024-25 is assessing"
    )
