from collections.abc import Callable
from decimal import Decimal

import attrs
import pendulum
import pytest

from tpkit import (
    Decision,
    DecisionId,
    GrantStatus,
    GrantVariation,
    Nation,
    OrganisationKind,
    Portfolio,
    Quarter,
    ReturnStatus,
    Step,
    VariationKind,
    checks,
)
from tpkit.findings import Severity

Sample = Callable[[str, str], tuple[Portfolio, pendulum.Date]]
Change = Callable[..., Portfolio]

NEVER = pendulum.Date(9999, 12, 31)


def day(text: str | None) -> pendulum.Date | None:
    return None if text is None else pendulum.Date.fromisoformat(text)


# -------------------------------------------------------------- approval, then signing


@pytest.mark.parametrize(
    ("approved", "signed", "said"),
    [
        ("2021-10-04", "2021-10-04", None),
        ("2021-10-05", "2021-10-04", "only approved on 5 October 2021"),
        (None, "2021-10-04", "has no recorded approval"),
        (None, None, None),
    ],
)
def test_approval_comes_no_later_than_the_signature(
    approved: str | None,
    signed: str | None,
    said: str | None,
    sample: Sample,
    change: Change,
) -> None:
    portfolio, on = sample("TP221", "passing")
    portfolio = change(
        portfolio, "grants", approved_on=day(approved), signed_on=day(signed)
    )

    found = [f.message for f in checks.SignedBeforeApproval()(portfolio, on=on)]

    assert [message.partition(" and ")[2] for message in found] == (
        [said] if said else []
    )


def test_approval_can_be_known_from_the_decision(
    sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP221", "passing")
    decision = Decision(
        id=DecisionId("accept"),
        text="Accept the grant",
        on=pendulum.Date(2021, 10, 1),
    )
    portfolio = attrs.evolve(portfolio, decisions=(decision,))
    portfolio = change(portfolio, "grants", approved_on=None, approval=decision.id)

    assert list(checks.SignedBeforeApproval()(portfolio, on=on)) == []


@pytest.mark.parametrize(("approved", "times"), [("2021-10-01", 0), (None, 1)])
def test_approval_and_signature_can_be_known_from_the_history(
    approved: str | None, times: int, sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP221", "passing")
    steps = [(GrantStatus.ACCOUNTABLE_BODY_APPROVED, day(approved))]
    steps += [(GrantStatus.SIGNED, day("2021-10-04"))]
    portfolio = change(
        portfolio,
        "grants",
        approved_on=None,
        signed_on=None,
        history=tuple(Step(to=to, on=on) for to, on in steps if on is not None),
    )

    assert len(list(checks.SignedBeforeApproval()(portfolio, on=on))) == times


# ------------------------------------------------------------------------ late award


def test_south_yorkshires_terms_left_47_working_days(sample: Sample) -> None:
    portfolio, on = sample("TP222", "failing")

    (finding,) = checks.LateAward()(portfolio, on=on)

    assert finding.message.endswith(
        "on 25 January 2021, which leaves 47 working days to 31 March 2021"
    )


@pytest.mark.parametrize(("at_least", "times"), [(47, 0), (48, 1)])
def test_as_many_working_days_as_asked_for_are_enough(
    at_least: int, times: int, sample: Sample
) -> None:
    portfolio, on = sample("TP222", "failing")
    check = checks.LateAward(at_least=at_least)

    assert len(list(check(portfolio, on=on))) == times


def test_bank_holidays_are_those_of_the_nation(sample: Sample, change: Change) -> None:
    portfolio, on = sample("TP222", "failing")
    new_year = pendulum.Date(2020, 12, 31)
    portfolio = change(portfolio, "grants", terms_received_on=new_year)
    # Scotland also has the Monday after Saturday 2 January off.
    england = checks.LateAward(at_least=63)
    scotland = checks.LateAward(at_least=63, nation=Nation.SCOTLAND)

    assert list(england(portfolio, on=on)) == []
    assert len(list(scotland(portfolio, on=on))) == 1


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"signed_on": day("2021-03-01")}, "signed_on"),
        ({"approved_on": day("2021-02-15")}, "approved_on"),
        ({"offered_on": day("2021-01-11")}, "terms_received_on"),
        (
            {"offered_on": day("2021-01-25"), "terms_received_on": None},
            "offered_on",
        ),
        (
            {
                "terms_received_on": None,
                "status": GrantStatus.SIGNED,
                "history": (Step(to=GrantStatus.SIGNED, on=pendulum.Date(2021, 3, 1)),),
            },
            "history",
        ),
    ],
)
def test_the_last_known_step_towards_the_signature_counts(
    fields: dict[str, object], field: str, sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP222", "failing")
    portfolio = change(portfolio, "grants", **fields)

    (finding,) = checks.LateAward()(portfolio, on=on)

    assert finding.path == f"$.grants[0].{field}"


@pytest.mark.parametrize(
    ("fields", "left"),
    [
        ({"signed_on": day("2021-03-31")}, "0 working days"),
        ({"signed_on": day("2021-06-01")}, "0 working days"),
        ({"signed_on": NEVER}, "0 working days"),
    ],
)
def test_an_agreement_signed_at_the_end_leaves_no_day(
    fields: dict[str, object], left: str, sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP222", "failing")
    portfolio = change(portfolio, "grants", **fields)

    (finding,) = checks.LateAward()(portfolio, on=on)

    assert f"leaves {left} to 31 March 2021" in finding.message


@pytest.mark.parametrize(
    "fields",
    [
        {"terms_received_on": None},
        {"status": GrantStatus.DECLINED},
        {"end": NEVER},
        {
            "variations": (
                GrantVariation(
                    kind=VariationKind.EXTENSION,
                    agreed_on=pendulum.Date(2021, 2, 1),
                    reason="Late award",
                    new_end=pendulum.Date(2021, 6, 30),
                ),
            )
        },
    ],
    ids=["no date", "declined", "beyond the calendar", "extended"],
)
def test_when_an_award_is_not_late(
    fields: dict[str, object], sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP222", "failing")
    portfolio = change(portfolio, "grants", **fields)

    assert list(checks.LateAward()(portfolio, on=on)) == []


# ------------------------------------------------------------------------ carry-over


@pytest.mark.parametrize(
    ("fields", "times"),
    [
        ({"carry_over_allowed": True}, 0),
        ({"kind": VariationKind.EXTENSION}, 0),
        ({"new_end": None}, 0),
        ({"new_end": day("2022-04-12")}, 0),
        ({"new_end": day("2022-04-11")}, 1),
        ({"kind": VariationKind.AMOUNT}, 1),
    ],
)
def test_who_may_carry_over(
    fields: dict[str, object], times: int, sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP223", "passing")
    if "carry_over_allowed" in fields:
        portfolio = change(portfolio, "grants", variations=(), **fields)
    else:
        (variation,) = portfolio.grants[0].variations
        variation = attrs.evolve(variation, **fields)  # type: ignore[arg-type]  # any field
        portfolio = change(portfolio, "grants", variations=(variation,))

    assert len(list(checks.SpendingCarriedOver()(portfolio, on=on))) == times


@pytest.mark.parametrize(
    ("spent", "claimed", "times"),
    [
        ("2022-03-31", (2021, Quarter.Q4), 0),
        ("2022-04-01", (2021, Quarter.Q4), 1),
        (None, (2021, Quarter.Q4), 0),
        (None, (2022, Quarter.Q1), 1),
    ],
)
def test_money_is_of_the_year_in_which_its_line_ends(
    spent: str | None,
    claimed: tuple[int, Quarter],
    times: int,
    sample: Sample,
    change: Change,
) -> None:
    portfolio, on = sample("TP223", "failing")
    (line,) = portfolio.claims[0].lines
    lines = (attrs.evolve(line, spent_on=day(spent)),)
    year, quarter = claimed
    portfolio = change(portfolio, "claims", lines=lines, year=year, quarter=quarter)

    assert len(list(checks.SpendingCarriedOver()(portfolio, on=on))) == times


# ------------------------------------------------------------------------- underspend


@pytest.mark.parametrize(
    ("forecast", "times"), [("19000.01", 0), ("19000.00", 1), ("20500.00", 0)]
)
def test_five_percent_unspent_is_worth_a_letter(
    forecast: str, times: int, sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP224", "failing")
    portfolio = change(portfolio, "budget_lines", forecast=Decimal(forecast))

    assert len(list(checks.UnderspendNotNotified()(portfolio, on=on))) == times


@pytest.mark.parametrize("status", [GrantStatus.CLOSED, GrantStatus.DECLINED])
def test_nobody_is_told_of_a_settled_grant(
    status: GrantStatus, sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP224", "failing")
    portfolio = change(portfolio, "grants", status=status)

    assert list(checks.UnderspendNotNotified()(portfolio, on=on)) == []


@pytest.mark.parametrize(
    ("underspend", "day_sent", "times"),
    [(1500, "2022-01-14", 0), (1500, None, 0), (None, "2022-01-14", 1)],
)
def test_a_submitted_return_that_declares_it_is_telling(
    underspend: int | None,
    day_sent: str | None,
    times: int,
    sample: Sample,
    change: Change,
) -> None:
    portfolio, on = sample("TP224", "failing")
    returns = sample("TP232", "failing")[0].monitoring_returns
    portfolio = attrs.evolve(portfolio, monitoring_returns=returns)
    sent = day(day_sent)
    status = ReturnStatus.SUBMITTED
    portfolio = change(
        portfolio,
        "monitoring_returns",
        underspend=None if underspend is None else Decimal(underspend),
        status=status,
        history=() if sent is None else (Step(to=status, on=sent),),
    )

    assert len(list(checks.UnderspendNotNotified()(portfolio, on=on))) == times


def test_a_budget_without_forecasts_or_lines_is_not_underspent(
    sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP224", "failing")
    check = checks.UnderspendNotNotified()

    assert list(check(change(portfolio, "budget_lines", forecast=None), on=on)) == []
    assert list(check(attrs.evolve(portfolio, budget_lines=()), on=on)) == []


# -------------------------------------------------------------------- power, records


@pytest.mark.parametrize(
    ("family", "fields"),
    [
        ("organisations", {"kind": OrganisationKind.VOLUNTARY_OR_PRIVATE}),
        ("grants", {"status": GrantStatus.DECLINED}),
    ],
)
def test_which_grants_need_no_legal_power(
    family: str, fields: dict[str, object], sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP225", "failing")
    portfolio = change(portfolio, family, **fields)

    assert list(checks.LegalPowerMissing()(portfolio, on=on)) == []


@pytest.mark.parametrize(
    ("until", "severity"),
    [
        ("2028-03-31", None),
        ("2028-03-30", Severity.WARNING),
        (None, Severity.INFO),
    ],
)
def test_records_are_kept_six_years_after_the_financial_year(
    until: str | None, severity: Severity | None, sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP226", "failing")
    portfolio = change(portfolio, "grants", records_until=day(until))

    found = list(checks.RecordsKeptTooShort()(portfolio, on=on))

    assert [finding.severity for finding in found] == ([severity] if severity else [])


def test_records_of_a_declined_grant_need_not_be_kept(
    sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP226", "failing")
    portfolio = change(portfolio, "grants", status=GrantStatus.DECLINED)

    assert list(checks.RecordsKeptTooShort()(portfolio, on=on)) == []


def test_a_grant_without_an_end_is_kept_for_ever(
    sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP226", "failing")
    portfolio = change(portfolio, "grants", end=NEVER, records_until=NEVER)

    assert list(checks.RecordsKeptTooShort()(portfolio, on=on)) == []
