from collections.abc import Callable

import attrs
import pendulum
import pytest

from tpkit import (
    GrantStatus,
    PersonId,
    Portfolio,
    ProfessionalRole,
    Quarter,
    ReturnStatus,
    calendars,
    checks,
)

Sample = Callable[[str, str], tuple[Portfolio, pendulum.Date]]
Change = Callable[..., Portfolio]

YEAR = calendars.parse_year("2021/22")
NOBODY_REPORTS = [GrantStatus.DECLINED, GrantStatus.TERMINATED]


def day(text: str) -> pendulum.Date:
    return pendulum.Date.fromisoformat(text)


# ---------------------------------------------------------------------------- claims


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"signed_off_by": None}, "went in without a finance officer's name"),
        ({"signed_off_on": None}, "went in without the day of its sign-off"),
        ({"signed_off_on": day("2022-01-15")}, "was signed off after it went in"),
        ({"signed_off_on": day("2022-01-14")}, None),
        ({"signed_off_by": None, "submitted_on": None}, None),
        ({"signed_off_on": day("2022-01-15"), "submitted_on": None}, None),
    ],
)
def test_a_claim_is_signed_by_name_and_by_the_day_it_goes_in(
    fields: dict[str, object], said: str | None, sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP231", "passing")
    portfolio = change(portfolio, "claims", **fields)

    found = [f.message for f in checks.ClaimUnsigned()(portfolio, on=on)]

    assert found == (
        [f"The 2021/22 Q3 claim of IRO forum grant {said}"] if said else []
    )


def test_who_signs_claims_off_can_be_set(sample: Sample, change: Change) -> None:
    portfolio, on = sample("TP231", "passing")
    portfolio = change(portfolio, "claims", signed_off_by=PersonId("director"))
    check = checks.ClaimUnsigned(roles=(ProfessionalRole.DIRECTOR,))

    assert list(check(portfolio, on=on)) == []


# --------------------------------------------------------------- quarterly returns


@pytest.mark.parametrize(
    ("quarter", "own", "due"),
    [
        (YEAR.quarters[2], None, "2022-01-17"),
        (YEAR.quarters[3], None, "2022-05-03"),
        (YEAR.quarters[2], 5, "2022-01-10"),
        (YEAR.quarters[3], 5, "2022-04-07"),
        (YEAR.quarters[2], 0, "2021-12-31"),
    ],
)
def test_returns_are_due_in_working_days_and_the_grants_word_counts(
    quarter: calendars.Quarter,
    own: int | None,
    due: str,
    sample: Sample,
) -> None:
    portfolio, _ = sample("TP232", "failing")
    grant = attrs.evolve(portfolio.grants[0], return_due_days=own)

    assert checks.ReturnLate().due(grant, quarter) == day(due)


def test_a_return_is_late_the_day_after_it_is_due(sample: Sample) -> None:
    portfolio, _ = sample("TP232", "failing")
    check = checks.ReturnLate()

    assert list(check(portfolio, on=day("2022-01-17"))) == []
    assert len(list(check(portfolio, on=day("2022-01-18")))) == 1


def test_the_returns_own_day_counts(sample: Sample, change: Change) -> None:
    portfolio, on = sample("TP232", "failing")
    portfolio = change(portfolio, "monitoring_returns", due=on)

    assert list(checks.ReturnLate()(portfolio, on=on)) == []


@pytest.mark.parametrize(
    ("status", "times"),
    [
        (ReturnStatus.CFO_SIGNED, 1),
        (ReturnStatus.SUBMITTED, 0),
        (ReturnStatus.QUERIED, 0),
        (ReturnStatus.ACCEPTED, 0),
    ],
)
def test_a_return_that_was_sent_is_not_late(
    status: ReturnStatus, times: int, sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP232", "failing")
    portfolio = change(portfolio, "monitoring_returns", status=status)

    assert len(list(checks.ReturnLate()(portfolio, on=on))) == times


def test_before_bank_holidays_are_known_nothing_is_due(
    sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP232", "failing")
    portfolio = change(portfolio, "monitoring_returns", year=2005)

    assert list(checks.ReturnLate()(portfolio, on=on)) == []


def test_every_missing_quarter_is_named(sample: Sample) -> None:
    portfolio, _ = sample("TP233", "failing")

    (finding,) = checks.ReturnMissing()(portfolio, on=day("2022-06-01"))

    assert finding.message == (
        "IRO forum grant has no return for 2021/22 Q3 and 2021/22 Q4"
    )


def test_a_return_is_not_missing_until_it_is_due(sample: Sample) -> None:
    portfolio, _ = sample("TP233", "failing")
    check = checks.ReturnMissing()

    assert list(check(portfolio, on=day("2022-01-17"))) == []
    assert len(list(check(portfolio, on=day("2022-01-18")))) == 1


def test_a_return_of_another_quarter_is_no_substitute(
    sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP233", "passing")
    portfolio = change(portfolio, "monitoring_returns", quarter=Quarter.Q2)

    assert len(list(checks.ReturnMissing()(portfolio, on=on))) == 1


def test_a_grant_of_all_time_is_looked_at_from_2012(
    sample: Sample, change: Change
) -> None:
    portfolio, _ = sample("TP233", "failing")
    portfolio = change(portfolio, "grants", start=day("0001-01-01"))

    (finding,) = checks.ReturnMissing()(portfolio, on=day("2012-08-01"))

    assert finding.message.endswith("2011/12 Q4 and 2012/13 Q1")


# ---------------------------------------------------------------- what ends a grant


@pytest.mark.parametrize(
    ("code", "check", "due"),
    [
        ("TP234", checks.CertificateLate(), "2022-07-30"),
        ("TP236", checks.EndReportLate(), "2022-04-30"),
    ],
    ids=["certificate", "end report"],
)
def test_what_is_due_after_a_grant_is_late_the_day_after(
    code: str, check: checks.Check, due: str, sample: Sample
) -> None:
    portfolio, _ = sample(code, "failing")

    assert list(check(portfolio, on=day(due))) == []
    assert len(list(check(portfolio, on=day(due).add(days=1)))) == 1


@pytest.mark.parametrize(
    ("code", "check", "field"),
    [
        ("TP234", checks.CertificateLate(), "certificate_due"),
        ("TP236", checks.EndReportLate(), "end_report_due"),
    ],
    ids=["certificate", "end report"],
)
def test_the_grants_own_day_counts(
    code: str, check: checks.Check, field: str, sample: Sample, change: Change
) -> None:
    portfolio, on = sample(code, "failing")
    portfolio = change(portfolio, "grants", **{field: on})

    assert list(check(portfolio, on=on)) == []
    assert len(list(check(portfolio, on=on.add(days=1)))) == 1


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("TP232", GrantStatus.TERMINATED),
        ("TP233", GrantStatus.CERTIFIED),
        ("TP234", GrantStatus.CERTIFIED),
        ("TP235", GrantStatus.CLOSED),
        ("TP236", GrantStatus.CLOSED),
        *((code, GrantStatus.DECLINED) for code in ("TP232", "TP234", "TP236")),
    ],
)
def test_a_grant_that_is_done_with_owes_nothing(
    code: str, status: GrantStatus, sample: Sample, change: Change
) -> None:
    portfolio, on = sample(code, "failing")
    portfolio = change(portfolio, "grants", status=status)

    assert code not in checks.run(portfolio, on=on).by_code()


@pytest.mark.parametrize(
    ("on", "times"),
    [("2022-03-10", 0), ("2022-03-11", 1), ("2022-03-31", 1), ("2022-04-01", 0)],
)
def test_accruals_are_asked_for_until_the_year_ends(
    on: str, times: int, sample: Sample
) -> None:
    portfolio, _ = sample("TP235", "failing")

    assert len(list(checks.AccrualForecastLate()(portfolio, on=day(on)))) == times


@pytest.mark.parametrize(
    "fields",
    [
        {"start": day("2022-04-01"), "end": day("2023-03-31")},
        {"start": day("2020-04-01"), "end": day("2021-03-31")},
        {"accrual_forecast_on": day("2021-04-01")},
    ],
)
def test_accruals_are_forecast_in_every_year_of_a_grant(
    fields: dict[str, object], sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP235", "failing")
    portfolio = change(portfolio, "grants", **fields)

    assert list(checks.AccrualForecastLate()(portfolio, on=on)) == []


def test_last_years_forecast_does_not_do(sample: Sample, change: Change) -> None:
    portfolio, on = sample("TP235", "failing")
    portfolio = change(
        portfolio,
        "grants",
        start=day("2020-04-01"),
        accrual_forecast_on=day("2021-03-31"),
    )

    assert len(list(checks.AccrualForecastLate()(portfolio, on=on))) == 1


def test_the_first_days_of_all_are_no_trouble(sample: Sample) -> None:
    portfolio, _ = sample("TP235", "failing")

    assert list(checks.AccrualForecastLate()(portfolio, on=day("0001-01-01"))) == []


def test_far_off_days_are_no_trouble(sample: Sample, change: Change) -> None:
    portfolio, _ = sample("TP235", "failing")
    never = day("9999-12-31")
    portfolio = change(portfolio, "grants", end=never)

    codes = set(checks.run(portfolio, on=never).by_code())

    assert codes.isdisjoint({"TP222", "TP234", "TP235", "TP236"})
