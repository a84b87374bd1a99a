from collections.abc import Callable
from decimal import Decimal

import attrs
import pendulum
import pytest

from tpkit import (
    BidStatus,
    BudgetLineId,
    CostCategory,
    GrantVariation,
    Ineligibility,
    Portfolio,
    VariationKind,
    Virement,
    checks,
)

Sample = Callable[[str, str], tuple[Portfolio, pendulum.Date]]
Change = Callable[..., Portfolio]

STARTS, ENDS = pendulum.Date(2021, 10, 1), pendulum.Date(2022, 3, 31)


@pytest.mark.parametrize(
    ("start", "end", "fields"),
    [
        (STARTS, ENDS, []),
        (STARTS.subtract(days=1), ENDS, ["start"]),
        (STARTS, ENDS.add(days=1), ["end"]),
        (STARTS.subtract(days=1), ENDS.add(days=1), ["start", "end"]),
    ],
)
def test_a_budget_line_lies_within_the_grant(
    start: pendulum.Date,
    end: pendulum.Date,
    fields: list[str],
    sample: Sample,
    change: Change,
) -> None:
    portfolio, on = sample("TP211", "passing")
    portfolio = change(portfolio, "budget_lines", start=start, end=end)

    found = checks.BudgetLineOutsideFunding()(portfolio, on=on)

    assert [f.path for f in found] == [f"$.budget_lines[0].{name}" for name in fields]


def test_a_line_of_a_round_without_dates_ends_with_its_financial_year(
    sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP211", "failing")
    portfolio = change(portfolio, "funding_rounds", funding_start=None)
    portfolio = change(portfolio, "funding_rounds", funding_end=None)
    portfolio = attrs.evolve(portfolio, grants=())
    generous = checks.BudgetLineOutsideFunding(ends_with_year=False)

    (finding,) = checks.BudgetLineOutsideFunding()(portfolio, on=on)

    assert finding.message.endswith("money may be spent until 31 March 2022 only")
    assert list(generous(portfolio, on=on)) == []


def test_a_line_that_never_ends_is_outside_and_one_that_begins_never_is_not(
    sample: Sample, change: Change
) -> None:
    never = pendulum.Date(9999, 12, 31)
    portfolio, on = sample("TP211", "failing")
    portfolio = change(
        portfolio, "funding_rounds", funding_start=None, funding_end=None
    )
    portfolio = attrs.evolve(portfolio, grants=())
    check = checks.BudgetLineOutsideFunding()

    endless = change(portfolio, "budget_lines", end=never)
    timeless = change(portfolio, "budget_lines", start=never, end=never)

    assert len(list(check(endless, on=on))) == 1
    assert list(check(timeless, on=on)) == []


# ------------------------------------------------------------------------- virements


def out_of_venues(*amounts: int) -> tuple[Virement, ...]:
    return tuple(
        Virement(
            amount=Decimal(-amount),
            on=pendulum.Date(2022, 1, 10),
            counterpart=BudgetLineId("fees"),
        )
        for amount in amounts
    )


@pytest.mark.parametrize(
    ("amounts", "paths"),
    [
        ([800], []),
        ([801], ["$.budget_lines[0].virements[0]"]),
        ([500, 300], []),
        ([500, 301, 100], ["$.budget_lines[0].virements[1]"]),
    ],
)
def test_a_tenth_of_a_category_may_be_moved_in_all(
    amounts: list[int], paths: list[str], sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP212", "failing")
    portfolio = change(portfolio, "budget_lines", 0, virements=out_of_venues(*amounts))
    portfolio = change(portfolio, "budget_lines", 1, virements=())

    found = checks.VirementUnapproved()(portfolio, on=on)

    assert [finding.path for finding in found] == paths


def test_the_grants_own_limit_counts(sample: Sample, change: Change) -> None:
    portfolio, on = sample("TP212", "failing")
    portfolio = change(portfolio, "grants", virement_limit=Decimal("18.75"))

    assert list(checks.VirementUnapproved()(portfolio, on=on)) == []


def test_before_there_is_a_grant_the_default_limit_counts(sample: Sample) -> None:
    portfolio, on = sample("TP212", "failing")
    portfolio = attrs.evolve(portfolio, grants=())

    assert len(list(checks.VirementUnapproved()(portfolio, on=on))) == 2


def test_moves_inside_a_category_are_free(sample: Sample, change: Change) -> None:
    portfolio, on = sample("TP212", "failing")
    portfolio = change(portfolio, "budget_lines", 1, category=CostCategory.VENUE)

    assert list(checks.VirementUnapproved()(portfolio, on=on)) == []


@pytest.mark.parametrize(
    ("variation", "times"),
    [
        ({}, 0),
        ({"amount": Decimal(1500)}, 0),
        ({"amount": Decimal(1499)}, 2),
        ({"agreed_on": pendulum.Date(2022, 1, 11)}, 2),
        ({"kind": VariationKind.SCOPE}, 2),
    ],
)
def test_a_variation_approves_the_virements_after_it(
    variation: dict[str, object], times: int, sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP212", "failing")
    agreed = GrantVariation(
        kind=VariationKind.VIREMENT,
        agreed_on=pendulum.Date(2022, 1, 10),
        reason="Forums moved online",
    )
    agreed = attrs.evolve(agreed, **variation)  # type: ignore[arg-type]  # any field
    portfolio = change(portfolio, "grants", variations=(agreed,))

    assert len(list(checks.VirementUnapproved()(portfolio, on=on))) == times


# -------------------------------------------------------------------------- variance


@pytest.mark.parametrize(
    ("forecast", "times"), [(17000, 0), (16999, 1), (23000, 0), (23001, 1)]
)
def test_fifteen_percent_either_way_need_no_explanation(
    forecast: int, times: int, sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP214", "failing")
    portfolio = change(portfolio, "budget_lines", forecast=Decimal(forecast))

    assert len(list(checks.VarianceUnexplained()(portfolio, on=on))) == times


def test_the_grants_own_threshold_counts(sample: Sample, change: Change) -> None:
    portfolio, on = sample("TP214", "failing")
    portfolio = change(portfolio, "grants", variance_limit=Decimal(25))

    assert list(checks.VarianceUnexplained()(portfolio, on=on)) == []


def test_what_was_spent_counts_once_the_line_is_over(
    sample: Sample, change: Change
) -> None:
    portfolio, _ = sample("TP214", "failing")
    portfolio = change(portfolio, "budget_lines", forecast=None, actual=Decimal(25000))
    check = checks.VarianceUnexplained()

    assert list(check(portfolio, on=ENDS)) == []
    assert len(list(check(portfolio, on=ENDS.add(days=1)))) == 1


# ----------------------------------------------------------------------- eligibility


@pytest.mark.parametrize(("claimed", "times"), [(Decimal("0.01"), 1), (Decimal(0), 0)])
def test_a_claim_for_an_ineligible_cost_is_enough(
    claimed: Decimal, times: int, sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP216", "passing")
    portfolio = change(
        portfolio,
        "budget_lines",
        planned=Decimal(0),
        ineligible=Ineligibility.LOBBYING,
    )
    (line,) = portfolio.claims[0].lines
    lines = (attrs.evolve(line, amount=claimed),)
    portfolio = change(portfolio, "claims", lines=lines)

    assert len(list(checks.IneligibleCost()(portfolio, on=on))) == times


def test_money_spent_on_an_ineligible_cost_is_enough(
    sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP215", "passing")
    portfolio = change(portfolio, "budget_lines", 1, actual=Decimal("0.01"))

    assert len(list(checks.IneligibleCost()(portfolio, on=on))) == 1


def test_a_bid_that_brings_no_money_may_hold_any_cost(
    sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP215", "failing")
    portfolio = change(portfolio, "bids", status=BidStatus.WITHDRAWN)

    assert list(checks.IneligibleCost()(portfolio, on=on)) == []


@pytest.mark.parametrize(
    ("spent", "times"), [(STARTS, 0), (STARTS.subtract(days=1), 1), (None, 0)]
)
def test_money_is_spent_from_the_grants_first_day(
    spent: pendulum.Date | None, times: int, sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP216", "failing")
    (line,) = portfolio.claims[0].lines
    portfolio = change(portfolio, "claims", lines=(attrs.evolve(line, spent_on=spent),))

    assert len(list(checks.SpentBeforeGrant()(portfolio, on=on))) == times
