"""Money that contradicts itself: what is refused, and what is said without confidence."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import attrs
import pendulum
import pytest

import tpkit
from tpkit import files, testing, track
from tpkit.errors import FieldError
from tpkit.track import RiskPolicy

RECORD = """
tpkit: 1
partnership: {id: tp, name: Our partnership}
organisations: [{id: dfe, name: DfE, kind: government}]
funding_rounds: [{id: r, title: Round, funder: dfe}]
bids: [{id: b, title: Bid, round: r}]
grants: [{id: g, title: Grant, bid: b, amount: 20000, start: 2022-01-01, end: 2022-03-31, status: active}]
budget_lines:
  - {id: kit, bid: b, category: equipment, description: Kit, planned: 10000, start: 2022-01-01, end: 2022-03-31}
  - {id: fees, bid: b, category: fees, description: Fees, planned: 10000, start: 2022-01-01, end: 2022-03-31}
claims:
  - {id: c, grant: g, year: 2021, quarter: Q4, lines: [{budget_line: kit, amount: 900}]}
"""
ON = pendulum.Date(2022, 3, 1)


@pytest.fixture(scope="module")
def record() -> tpkit.Portfolio:
    return files.loads(RECORD, format="yaml")


def changed(portfolio: tpkit.Portfolio, family: str, **fields: Any) -> tpkit.Portfolio:
    first, *others = getattr(portfolio, family)
    evolved: dict[str, Any] = {family: (attrs.evolve(first, **fields), *others)}
    return attrs.evolve(portfolio, **evolved)


@pytest.mark.parametrize(
    ("noun", "field"),
    [
        (lambda p: p.grants[0], "amount"),
        (lambda p: p.bids[0], "amount_requested"),
        (lambda p: p.bids[0], "amount_awarded"),
        (lambda p: p.funding_rounds[0], "maximum_award"),
    ],
)
def test_money_below_nothing_is_refused(
    record: tpkit.Portfolio, noun: Callable[[tpkit.Portfolio], Any], field: str
) -> None:
    with pytest.raises(FieldError, match=f"{field}: expected at least 0, got"):
        attrs.evolve(noun(record), **{field: Decimal(-5)})


def test_money_below_nothing_is_refused_of_members_and_in_returns() -> None:
    with pytest.raises(FieldError, match=r"Contribution.amount: expected at least 0"):
        tpkit.Contribution(
            id=tpkit.ContributionId("c"),
            member=tpkit.OrganisationId("dfe"),
            year=2024,
            basis=tpkit.ContributionBasis.FLAT,
            amount=Decimal(-5),
        )
    with pytest.raises(FieldError, match=r"MonitoringReturn.underspend: expected at "):
        tpkit.MonitoringReturn(
            id=tpkit.MonitoringReturnId("m"),
            grant=tpkit.GrantId("g"),
            year=2021,
            quarter=tpkit.Quarter.Q1,
            underspend=Decimal(-5),
        )


def test_a_line_that_gave_more_than_it_held_says_so(record: tpkit.Portfolio) -> None:
    move = tpkit.Virement(
        amount=Decimal(-50_000), on=ON, counterpart=record.budget_lines[1].id
    )
    spent = track.spending(
        changed(record, "budget_lines", virements=(move,)), "g", on=ON
    )

    assert spent.lines[0].sentence == (
        "Kit: £0 spent; £40,000 more was moved away than it held"
    )


def test_a_forecast_below_what_is_spent_is_not_told_with_confidence(
    record: tpkit.Portfolio,
) -> None:
    whole = changed(record, "budget_lines", actual=500, committed=100, forecast=100)

    spent = track.spending(whole, "g", on=ON)

    assert spent.lines[0].sentence == (
        "Kit: £500 of £10,000 spent, £100 committed; £500 of that is beyond what is "
        "forecast"
    )
    assert spent.sentence == (
        "Grant: £500 of £20,000 spent, £100 committed; £500 of that is beyond what is "
        "forecast"
    )


def test_a_budget_of_two_live_grants_is_said_to_be_shared(
    record: tpkit.Portfolio,
) -> None:
    (grant,) = record.grants
    other = attrs.evolve(grant, id=tpkit.GrantId("h"), title="Extension")
    both = attrs.evolve(record, grants=(grant, other))
    over = attrs.evolve(other, status=tpkit.GrantStatus.CLOSED)
    one = attrs.evolve(record, grants=(grant, over))

    assert track.spending(both, "g", on=ON).sentence == (
        "Grant: £0 of £20,000 spent, will come to what was planned; the same budget is "
        "that of Extension"
    )
    assert track.spending(one, "g", on=ON).shared_with == ()
    assert track.spending(one, "h", on=ON).shared_with == ()


def test_a_claim_that_was_paid_amiss_says_so(record: tpkit.Portfolio) -> None:
    paid = changed(record, "claims", paid=1000)
    (claim,) = track.claims(paid, "g", on=ON)
    (submitted,) = track.claims(
        changed(paid, "claims", submitted_on=ON, paid_on=ON), "g", on=ON
    )

    assert claim.sentence == (
        "2021/22 Q4: £900 to claim, £1,000 paid, £100 more than that, though it was not "
        "submitted; £19,100 of the grant left"
    )
    assert [claim.owed, submitted.owed] == [0, 0]
    assert "submitted" not in submitted.sentence


def test_quarters_are_told_on_the_last_day_there_is() -> None:
    portfolio = testing.northshire()
    grant = portfolio.grants[0].id

    spent = track.spending(portfolio, grant, on=pendulum.Date(9999, 12, 31))

    assert spent.by_quarter


def test_what_is_no_portfolio_or_colour_is_refused_by_its_name() -> None:
    portfolio: Any = testing.smallest()
    number: Any = 3
    words: Any = ["red"]

    with pytest.raises(FieldError, match=r"compare.after: expected a portfolio, got 3"):
        track.compare(portfolio, number)
    with pytest.raises(FieldError, match=r"compare.before: expected a portfolio, got"):
        track.compare(number, portfolio)
    with pytest.raises(FieldError, match=r"roll_up.rags: expected colours, such as"):
        track.roll_up(words)


def test_an_instant_is_refused_under_the_name_it_was_given_by() -> None:
    moment = pendulum.datetime(2026, 3, 31, 23, 30)

    with pytest.raises(FieldError, match=r"apportion\.start"):
        track.apportion(100, moment, ON)
    with pytest.raises(FieldError, match=r"apportion\.end"):
        track.apportion(100, ON, moment)


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"escalate_from": 0}, "escalate_from"),
        ({"escalate_from": 26}, "escalate_from"),
        ({"medium_from": 0}, "medium_from"),
        ({"review_months": 0}, "review_months"),
        ({"impact_shares": (Decimal(5), Decimal(1), Decimal(10), Decimal(25))}, "impact"),
        ({"impact_shares": (Decimal(-5), Decimal(1), Decimal(10), Decimal(25))}, "impact"),
    ],
)  # fmt: skip
def test_thresholds_that_cannot_be_are_refused(
    fields: dict[str, Any], named: str
) -> None:
    with pytest.raises(FieldError, match=rf"RiskPolicy\.{named}"):
        RiskPolicy(**fields)


@pytest.mark.parametrize(
    ("amounts", "named"), [((-1, 100), "exposure"), ((1, -100), "money")]
)
def test_the_impact_of_money_below_nothing_is_refused(
    amounts: tuple[int, int], named: str
) -> None:
    with pytest.raises(
        FieldError, match=rf"impact\.{named}: expected 0 pounds or more"
    ):
        RiskPolicy().impact(*map(Decimal, amounts))
