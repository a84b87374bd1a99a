"""Checks of risks, benefits, theories of change, and of what was spent and claimed."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import attrs
import pendulum
import pytest

import tpkit
from tpkit import Portfolio, checks
from tpkit.findings import Finding, Severity

Sample = Callable[[str, str], tuple[Portfolio, pendulum.Date]]
Change = Callable[..., Portfolio]


def day(text: str) -> pendulum.Date:
    return pendulum.Date.fromisoformat(text)


def paths(found: Any) -> list[str]:
    return [finding.path for finding in found]


def only(found: Any) -> Finding:
    (finding,) = found
    assert isinstance(finding, Finding)
    return finding


def cancelled(portfolio: Portfolio, change: Change) -> Portfolio:
    return change(portfolio, "projects", status=tpkit.ProjectStatus.CANCELLED)


# ----------------------------------------------------------------------------- risks


def test_a_board_that_cannot_be_dated_has_still_not_been_told(
    sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP611", "failing")
    portfolio = attrs.evolve(portfolio, sessions=())
    portfolio = change(portfolio, "risks", raised_on=None)

    finding = only(checks.RiskNotEscalated()(portfolio, on=on))

    assert finding.message.endswith("and the board has not been told")


@pytest.mark.parametrize(("at_least", "found"), [(16, 1), (17, 0)])
def test_the_score_to_escalate_can_be_set(
    at_least: int, found: int, sample: Sample
) -> None:
    portfolio, on = sample("TP611", "failing")

    check = checks.RiskNotEscalated(at_least=at_least)

    assert len([*check(portfolio, on=on)]) == found


def test_a_risk_that_nobody_dated_is_a_matter_of_information(
    sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP612", "failing")
    undated = change(portfolio, "risks", raised_on=None)

    finding = only(checks.RiskNotReviewed()(undated, on=on))

    assert finding.severity is Severity.INFO
    assert [*checks.RiskNotReviewed(months=2)(portfolio, on=on)] == []


@pytest.mark.parametrize(
    ("scores", "fields"),
    [
        ((16, 16, 16), []),
        ((16, 20, 16), ["current"]),
        ((16, 12, 16), ["target"]),
        ((16, 20, 25), ["current", "target"]),
        ((None, 12, None), []),
        ((16, None, 25), []),
    ],
)
def test_a_risk_gets_smaller_from_score_to_score(
    scores: tuple[int | None, ...], fields: list[str], sample: Sample, change: Change
) -> None:
    by_total = {12: (3, 4), 16: (4, 4), 20: (5, 4), 25: (5, 5)}
    names = ("inherent", "current", "target")
    scored = {
        name: None
        if total is None
        else tpkit.RiskScore(likelihood=by_total[total][0], impact=by_total[total][1])
        for name, total in zip(names, scores, strict=True)
    }
    portfolio, on = sample("TP613", "passing")
    portfolio = change(portfolio, "risks", **scored)

    found = [*checks.RiskScoresOutOfOrder()(portfolio, on=on)]

    assert paths(found) == [f"$.risks[0].{name}" for name in fields]
    assert [*checks.RiskScoresOutOfOrder()(cancelled(portfolio, change), on=on)] == []


@pytest.mark.parametrize(
    ("category", "impact", "is_found"),
    [
        ("finance", 2, True),
        ("finance", 3, False),
        ("finance", 4, True),
        ("people", 2, True),
        ("people", 4, False),
    ],
)
def test_only_a_financial_impact_can_be_too_high(
    category: str,
    impact: int,
    is_found: bool,  # noqa: FBT001  # what is looked for
    sample: Sample,
    change: Change,
) -> None:
    portfolio, on = sample("TP614", "passing")
    portfolio = change(
        portfolio,
        "risks",
        category=tpkit.RiskCategory(category),
        current=None,
        inherent=tpkit.RiskScore(likelihood=1, impact=impact),
    )

    found = [*checks.RiskImpactOutOfBand()(portfolio, on=on)]

    assert paths(found) == ["$.risks[0].inherent.impact"] * is_found


@pytest.mark.parametrize("fields", [{"exposure": None}, {"current": None}])
def test_an_impact_without_money_or_score_is_left_in_peace(
    fields: dict[str, Any], sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP614", "failing")

    found = checks.RiskImpactOutOfBand()(change(portfolio, "risks", **fields), on=on)

    assert [*found] == []


def test_the_shares_of_an_impact_can_be_set(sample: Sample) -> None:
    portfolio, on = sample("TP614", "failing")
    check = checks.RiskImpactOutOfBand(
        shares=(Decimal(10), Decimal(20), Decimal(30), Decimal(40))
    )

    assert [*check(portfolio, on=on)] == []


# ------------------------------------------------------------------- benefits, theory


def test_each_review_of_a_benefit_is_missed_alone(sample: Sample) -> None:
    portfolio, _ = sample("TP618", "failing")
    check = checks.BenefitNotReviewed(months=(1, 2))

    found = [*check(portfolio, on=day("2022-06-01"))]

    assert [finding.message.rpartition("on ")[2] for finding in found] == [
        "30 April 2022",
        "31 May 2022",
    ]


@pytest.mark.parametrize("code", ["TP618", "TP631", "TP632", "TP633", "TP634"])
def test_projects_that_do_not_go_ahead_are_left_in_peace(
    code: str, sample: Sample, change: Change
) -> None:
    portfolio, on = sample(code, "failing")
    check = next(check for check in checks.STANDARD if checks.code_of(check) == code)

    assert [*check(cancelled(portfolio, change), on=on)] == []


def test_flaws_of_several_projects_come_in_the_order_of_the_document(
    sample: Sample,
) -> None:
    portfolio, on = sample("TP631", "failing")
    other = attrs.evolve(portfolio.projects[0], id=tpkit.ProjectId("other"))
    step = attrs.evolve(portfolio.theory_steps[2], leads_to=())
    first, last = (
        attrs.evolve(step, id=tpkit.TheoryStepId(id), project=project.id)
        for id, project in (("a", portfolio.projects[0]), ("b", other))
    )
    several = attrs.evolve(
        portfolio,
        projects=(other, *portfolio.projects),
        theory_steps=(first, last, *portfolio.theory_steps),
    )

    found = checks.OutputWithoutIndicator()(several, on=on)

    assert paths(found) == [
        f"$.theory_steps[{number}].indicators" for number in (0, 1, 4)
    ]


# ------------------------------------------------------------------ expenses, claims


@pytest.mark.parametrize(
    ("received_on", "is_found"),
    [
        ("2021-09-30", True),
        ("2021-10-01", False),
        ("2022-03-31", False),
        ("2022-04-01", True),
    ],
)
def test_an_expense_is_had_within_the_grant(
    received_on: str,
    is_found: bool,  # noqa: FBT001  # what is looked for
    sample: Sample,
    change: Change,
) -> None:
    portfolio, on = sample("TP641", "passing")
    expense = tpkit.Expense(
        description="Hall", amount=Decimal(9), received_on=day(received_on)
    )
    portfolio = change(portfolio, "budget_lines", expenses=[expense])

    found = paths(checks.ExpenseOutsideTheGrant()(portfolio, on=on))

    assert found == ["$.budget_lines[0].expenses[0]"] * is_found


def test_a_second_grant_may_pay_for_what_the_first_cannot(
    sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP641", "failing")
    early = attrs.evolve(
        portfolio.grants[0], id=tpkit.GrantId("early"), start=day("2021-04-01")
    )
    two = attrs.evolve(portfolio, grants=(*portfolio.grants, early))
    lobbying = change(
        portfolio, "budget_lines", ineligible=tpkit.Ineligibility.LOBBYING
    )
    none = attrs.evolve(portfolio, grants=())

    for silent in (two, lobbying, none):
        assert [*checks.ExpenseOutsideTheGrant()(silent, on=on)] == []


def test_one_expense_is_named_as_one(sample: Sample, change: Change) -> None:
    portfolio, on = sample("TP642", "failing")
    hall = portfolio.budget_lines[0].expenses[0]
    portfolio = change(portfolio, "budget_lines", actual=Decimal(9), expenses=[hall])
    total_only = change(portfolio, "budget_lines", expenses=())

    finding = only(checks.SpendingDisagrees()(portfolio, on=on))

    assert finding.message == (
        "Venues records £9 as spent, and its 1 expense comes to £1,200"
    )
    assert [*checks.SpendingDisagrees()(total_only, on=on)] == []


def with_expense(portfolio: Portfolio, change: Change, **fields: Any) -> Portfolio:
    (expense,) = portfolio.budget_lines[0].expenses
    changed = attrs.evolve(expense, **fields)
    return change(portfolio, "budget_lines", expenses=[changed])


@pytest.mark.parametrize(
    "fields",
    [
        {"received_on": day("2022-04-01")},
        {"received_on": day("2021-03-31"), "paid_on": None},
        {"invoiced_on": None, "paid_on": day("2022-03-31")},
        {"amount": Decimal("0.99")},
        {"ineligible": tpkit.Ineligibility.LOBBYING},
    ],
)
def test_what_is_no_accrual_of_the_year_is_not_asked_for(
    fields: dict[str, Any], sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP643", "failing")
    portfolio = with_expense(portfolio, change, **fields)

    assert [*checks.AccrualMissing()(portfolio, on=on)] == []


@pytest.mark.parametrize(
    ("family", "fields", "is_found"),
    [
        ("grants", {"accrual_forecast_on": day("2022-03-10")}, False),
        ("grants", {"accrual_forecast_on": day("2021-03-10")}, True),
        ("grants", {"accrual_forecast_on": day("2022-04-01")}, True),
        ("grants", {"status": tpkit.GrantStatus.CLOSED}, False),
        ("budget_lines", {"ineligible": tpkit.Ineligibility.LOBBYING}, False),
    ],
)
def test_an_accrual_that_the_funder_knows_is_not_asked_for(
    family: str,
    fields: dict[str, Any],
    is_found: bool,  # noqa: FBT001  # what is looked for
    sample: Sample,
    change: Change,
) -> None:
    portfolio, on = sample("TP643", "failing")
    portfolio = change(portfolio, family, **fields)

    assert bool([*checks.AccrualMissing()(portfolio, on=on)]) is is_found


def test_what_was_claimed_in_part_is_missing_in_part(
    sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP643", "passing")
    (asked,) = portfolio.claims[0].lines
    part = attrs.evolve(asked, amount=Decimal(1000))
    portfolio = change(portfolio, "claims", lines=[part])
    earlier = change(portfolio, "claims", year=2020)

    for claimed, missing in ((portfolio, "£200"), (earlier, "£1,200")):
        finding = only(checks.AccrualMissing()(claimed, on=on))
        assert finding.message.startswith(f"{missing} for Venues was had by 31 March")


def test_before_the_first_31_march_nothing_was_accrued(sample: Sample) -> None:
    portfolio, _ = sample("TP643", "failing")

    assert [*checks.AccrualMissing()(portfolio, on=pendulum.Date(1, 2, 1))] == []


@pytest.mark.parametrize(
    ("fields", "on", "is_found"),
    [
        ({}, "2025-03-31", False),
        ({}, "2025-04-01", True),
        ({"yearly_income": None}, "2025-04-01", False),
        ({"yearly_income": Decimal(0)}, "2025-04-01", False),
        ({"yearly_income": Decimal(10_526)}, "2025-04-01", False),
        ({"yearly_income": Decimal(10_527)}, "2025-04-01", True),
        ({"start": day("2024-04-02")}, "2025-04-01", False),
    ],
)
def test_a_year_that_is_over_has_brought_its_income(
    fields: dict[str, Any],
    on: str,
    is_found: bool,  # noqa: FBT001  # what is looked for
    sample: Sample,
) -> None:
    portfolio, _ = sample("TP644", "failing")
    period = attrs.evolve(portfolio.partnership.funding[0], **fields)
    partnership = attrs.evolve(portfolio.partnership, funding=(period,))
    portfolio = attrs.evolve(portfolio, partnership=partnership)

    found = [*checks.ContributionShort()(portfolio, on=day(on))]

    assert bool(found) is is_found


@pytest.mark.parametrize(
    ("amounts", "found"),
    [
        ([1000], []),
        (
            [1000, 1000],
            ["$.budget_lines[1].virements[0]", "$.budget_lines[1].virements[1]"],
        ),
        ([999], ["$.budget_lines[0].virements[0]", "$.budget_lines[1].virements[0]"]),
        ([0], ["$.budget_lines[0].virements[0]"]),
    ],
)
def test_a_move_stands_on_both_lines(
    amounts: list[int], found: list[str], sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP645", "passing")
    (move,) = portfolio.budget_lines[1].virements
    moves = [attrs.evolve(move, amount=Decimal(amount)) for amount in amounts]
    portfolio = change(portfolio, "budget_lines", 1, virements=moves)

    assert paths(checks.VirementOnOneLine()(portfolio, on=on)) == found


def test_claims_go_beyond_a_grant_in_the_order_of_quarters(
    sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP646", "failing")
    turned = attrs.evolve(portfolio, claims=portfolio.claims[::-1])
    more = tpkit.GrantVariation(
        kind=tpkit.VariationKind.AMOUNT,
        reason="More to do",
        amount=Decimal(1),
        agreed_on=on,
    )
    varied = change(portfolio, "grants", variations=[more])

    finding = only(checks.ClaimedBeyondTheGrant()(turned, on=on))

    assert finding.path == "$.claims[0].lines"
    assert [*checks.ClaimedBeyondTheGrant()(varied, on=on)] == []


def test_a_variance_counts_what_is_still_on_order(
    sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP214", "failing")
    over = {"forecast": None, "end": on.subtract(days=1), "actual": Decimal(15_000)}
    spent = change(portfolio, "budget_lines", **over)
    ordered = change(spent, "budget_lines", committed=Decimal(5_000))

    assert [*checks.VarianceUnexplained()(ordered, on=on)] == []
    assert len([*checks.VarianceUnexplained()(spent, on=on)]) == 1


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"paid": None, "paid_on": None}, []),
        ({"submitted_on": None}, ["$.claims[0].submitted_on"]),
        ({"submitted_on": day("2022-02-02")}, ["$.claims[0].paid_on"]),
        ({"paid": Decimal("4000.01")}, ["$.claims[0].paid"]),
        ({"paid": Decimal(5000), "lines": ()}, []),
        ({"paid": Decimal(5000), "paid_on": day("2022-03-01")}, []),
    ],
)
def test_a_claim_is_paid_once_it_is_submitted_and_no_more(
    fields: dict[str, Any], found: list[str], sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP659", "passing")
    portfolio = change(portfolio, "claims", **fields)

    assert paths(checks.ClaimPaidAmiss()(portfolio, on=on)) == found


def test_three_live_grants_are_all_named_at_each_but_the_first(
    sample: Sample,
) -> None:
    portfolio, on = sample("TP658", "failing")
    third = attrs.evolve(
        portfolio.grants[1], id=tpkit.GrantId("third"), title="Third grant"
    )
    three = attrs.evolve(portfolio, grants=(*portfolio.grants, third))
    unplanned = attrs.evolve(three, budget_lines=())

    found = list(checks.BudgetOfTwoGrants()(three, on=on))

    assert paths(found) == ["$.grants[1].bid", "$.grants[2].bid"]
    assert "Extension grant and Third grant all report the budget" in found[0].message
    assert not list(checks.BudgetOfTwoGrants()(unplanned, on=on))


def test_an_entry_says_who_and_why_and_names_what_it_is_about(
    sample: Sample,
) -> None:
    portfolio, on = sample("TP659", "passing")
    people = (
        tpkit.Person(
            id=tpkit.PersonId("lead"),
            title="Lead",
            role=tpkit.ProfessionalRole.OTHER,
        ),
    )
    entries = [
        tpkit.Change(kind=kind, of=tpkit.BudgetLineId(of), recorded_on=on, **fields)
        for kind, of, fields in (
            (tpkit.ChangedKind.CLAIM, "q3", {}),
            (tpkit.ChangedKind.BUDGET_LINE, "venues", {"by": people[0].id}),
            (
                tpkit.ChangedKind.BUDGET_LINE,
                "venues",
                {"field": "evidence", "was": "x", "by": people[0].id},
            ),
        )
    ]
    told = attrs.evolve(portfolio, people=people, changes=tuple(entries))

    found = list(checks.ChangeUnexplained()(told, on=on))

    assert [(one.path, one.message) for one in found] == [
        (
            "$.changes[0].by",
            "The change of q3 on 14 February 2022 does not say who made it",
        ),
        (
            "$.changes[2].reason",
            "The change of Venues on 14 February 2022 does not say why",
        ),
    ]
