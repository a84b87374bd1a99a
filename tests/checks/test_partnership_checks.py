from collections.abc import Callable

import attrs
import pendulum
import pytest

from tpkit import (
    FundingModel,
    FundingPeriod,
    GrantStatus,
    MembershipRole,
    OrganisationId,
    OrganisationKind,
    PartnershipKind,
    PartnershipStatus,
    Portfolio,
    checks,
)

Sample = Callable[[str, str], tuple[Portfolio, pendulum.Date]]
Change = Callable[..., Portfolio]


def of_partnership(portfolio: Portfolio, **fields: object) -> Portfolio:
    partnership = attrs.evolve(portfolio.partnership, **fields)  # type: ignore[arg-type]  # any field
    return attrs.evolve(portfolio, partnership=partnership)


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (PartnershipKind.REGIONAL_PROGRAMME, PartnershipStatus.FUNDED),
        (PartnershipKind.TEACHING_PARTNERSHIP, PartnershipStatus.CLOSED),
    ],
)
def test_only_a_live_teaching_partnership_needs_both_sides(
    kind: PartnershipKind, status: PartnershipStatus, sample: Sample
) -> None:
    portfolio, on = sample("TP101", "failing")
    portfolio = of_partnership(portfolio, kind=kind, status=status)

    assert list(checks.EmployerOrUniversityMissing()(portfolio, on=on)) == []


def test_each_missing_side_is_named(sample: Sample) -> None:
    portfolio, on = sample("TP101", "failing")
    portfolio = attrs.evolve(portfolio, memberships=())

    found = list(checks.EmployerOrUniversityMissing()(portfolio, on=on))

    assert [finding.message for finding in found] == [
        "No employer of social workers is a full member",
        "No university is a full member",
    ]


def test_an_associate_is_no_full_member(sample: Sample, change: Change) -> None:
    portfolio, on = sample("TP101", "passing")
    portfolio = change(portfolio, "memberships", 1, role=MembershipRole.ASSOCIATE)
    check = checks.EmployerOrUniversityMissing()

    assert len(list(check(portfolio, on=on))) == 1


def test_a_member_counts_on_its_last_day(sample: Sample) -> None:
    portfolio, _ = sample("TP101", "failing")
    check = checks.EmployerOrUniversityMissing()

    assert list(check(portfolio, on=pendulum.Date(2021, 7, 31))) == []
    assert list(check(portfolio, on=pendulum.Date(2021, 8, 1))) != []


def test_whoever_has_a_grant_needs_an_accountable_body(sample: Sample) -> None:
    portfolio, on = sample("TP223", "passing")
    portfolio = of_partnership(portfolio, kind=PartnershipKind.DELIVERY_CONSORTIUM)
    check = checks.AccountableBodyMissing()

    assert len(list(check(portfolio, on=on))) == 1
    assert list(check(attrs.evolve(portfolio, grants=(), claims=()), on=on)) == []


def test_a_self_funded_partnership_needs_no_accountable_body(sample: Sample) -> None:
    portfolio, on = sample("TP102", "failing")
    portfolio = of_partnership(portfolio, status=PartnershipStatus.SELF_FUNDED)

    assert list(checks.AccountableBodyMissing()(portfolio, on=on)) == []


def test_where_nobody_is_accountable_other_checks_are_silent(sample: Sample) -> None:
    portfolio, on = sample("TP104", "failing")
    portfolio = of_partnership(portfolio, accountable_body=None)

    assert list(checks.AccountableBodyUnfit()(portfolio, on=on)) == []
    assert list(checks.GrantHeldByAnother()(portfolio, on=on)) == []


def test_who_can_hold_a_grant_can_be_set(sample: Sample) -> None:
    portfolio, on = sample("TP103", "failing")
    generous = checks.AccountableBodyUnfit(kinds=(OrganisationKind.SOCIAL_ENTERPRISE,))

    assert list(generous(portfolio, on=on)) == []


@pytest.mark.parametrize(
    ("day", "times"), [("2021-09-30", 0), ("2021-10-01", 1), ("2022-04-01", 0)]
)
def test_only_running_grants_must_be_the_accountable_bodys(
    day: str, times: int, sample: Sample
) -> None:
    portfolio, _ = sample("TP104", "failing")
    on = pendulum.Date.fromisoformat(day)

    assert len(list(checks.GrantHeldByAnother()(portfolio, on=on))) == times


@pytest.mark.parametrize(
    "fields", [{"recipient": None}, {"status": GrantStatus.DECLINED}]
)
def test_a_grant_nobody_holds_is_no_ones(
    fields: dict[str, object], sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP104", "failing")
    portfolio = change(portfolio, "grants", **fields)

    assert list(checks.GrantHeldByAnother()(portfolio, on=on)) == []


# ---------------------------------------------------------------- the funding model


def test_the_funding_model_need_not_be_stated_while_the_grant_ran(
    sample: Sample,
) -> None:
    portfolio, _ = sample("TP105", "failing")
    portfolio = of_partnership(portfolio, funding=())
    check = checks.FundingModelMissing()

    assert list(check(portfolio, on=pendulum.Date(2024, 3, 31))) == []
    assert len(list(check(portfolio, on=pendulum.Date(2024, 4, 1)))) == 1


def periods(*stretches: tuple[str, str | None]) -> tuple[FundingPeriod, ...]:
    return tuple(
        FundingPeriod(
            start=pendulum.Date.fromisoformat(start),
            end=pendulum.Date.fromisoformat(end) if end else None,
            model=FundingModel.SUBSCRIPTION,
        )
        for start, end in stretches
    )


@pytest.mark.parametrize(
    ("stretches", "first_untold"),
    [
        ([("2024-04-01", None)], None),
        ([("2024-04-01", "9999-12-31")], None),
        ([("2025-04-01", None), ("2024-04-01", "2025-03-31")], None),
        ([("2024-04-02", None)], "1 April 2024"),
        ([("2024-04-01", "2024-09-30"), ("2024-12-01", None)], "1 October 2024"),
    ],
)
def test_a_gap_between_funding_periods_is_found(
    stretches: list[tuple[str, str | None]], first_untold: str | None, sample: Sample
) -> None:
    portfolio, on = sample("TP105", "failing")
    portfolio = of_partnership(portfolio, funding=periods(*stretches))

    found = [f.message for f in checks.FundingModelMissing()(portfolio, on=on)]

    assert [message.partition(" from ")[2] for message in found] == (
        [first_untold] if first_untold else []
    )


def test_a_partnership_states_its_funding_from_the_day_it_was_founded(
    sample: Sample,
) -> None:
    portfolio, on = sample("TP105", "failing")
    portfolio = of_partnership(
        portfolio,
        founded=pendulum.Date(2025, 1, 6),
        funding=periods(("2025-01-06", None)),
    )

    assert list(checks.FundingModelMissing()(portfolio, on=on)) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": PartnershipKind.REGULATOR_PROGRAMME},
        {"status": PartnershipStatus.CLOSED},
    ],
)
def test_who_need_not_state_a_funding_model(
    fields: dict[str, object], sample: Sample
) -> None:
    portfolio, on = sample("TP105", "failing")

    found = checks.FundingModelMissing()(of_partnership(portfolio, **fields), on=on)

    assert list(found) == []


def core_grant(start: str, end: str | None) -> FundingPeriod:
    (period,) = periods((start, end))
    return attrs.evolve(period, model=FundingModel.CORE_GRANT)


@pytest.mark.parametrize(
    ("start", "end", "day", "times"),
    [
        ("2018-04-01", "2024-03-31", "2025-01-01", 0),
        ("2018-04-01", "2024-04-01", "2023-01-01", 1),
        ("2018-04-01", None, "2024-03-31", 0),
        ("2018-04-01", None, "2024-04-01", 1),
        ("2024-04-01", None, "2023-01-01", 1),
    ],
)
def test_the_core_grant_ended_with_march_2024(
    start: str, end: str | None, day: str, times: int, sample: Sample
) -> None:
    portfolio, _ = sample("TP106", "failing")
    portfolio = of_partnership(portfolio, funding=(core_grant(start, end),))
    on = pendulum.Date.fromisoformat(day)

    assert len(list(checks.CoreGrantAfterItsEnd()(portfolio, on=on))) == times


def test_other_models_may_follow_the_core_grant(sample: Sample) -> None:
    portfolio, on = sample("TP105", "passing")

    assert list(checks.CoreGrantAfterItsEnd()(portfolio, on=on)) == []


def test_a_recipient_is_an_organisation_of_the_portfolio(
    sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP104", "passing")
    portfolio = change(portfolio, "grants", recipient=OrganisationId("westmere"))

    (finding,) = checks.GrantHeldByAnother()(portfolio, on=on)

    assert finding.path == "$.grants[0].recipient"
