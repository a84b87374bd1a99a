from collections.abc import Callable
from decimal import Decimal

import attrs
import pendulum
import pytest

from tpkit import (
    AgreementId,
    AgreementKind,
    AgreementSignature,
    BidStatus,
    ContributionBasis,
    FundingModel,
    FundingPeriod,
    MembershipRole,
    OrganisationId,
    PartnershipKind,
    Portfolio,
    checks,
)

Sample = Callable[[str, str], tuple[Portfolio, pendulum.Date]]
Change = Callable[..., Portfolio]

WESTMERE = OrganisationId("westmere")


# ---------------------------------------------------------------------- agreements


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": AgreementKind.DATA_SHARING},
        {"end": pendulum.Date(2022, 2, 13)},
        {"start": pendulum.Date(2022, 2, 15)},
    ],
)
def test_only_a_memorandum_in_force_needs_a_review_date(
    fields: dict[str, object], sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP111", "failing")
    portfolio = change(portfolio, "agreements", **fields)

    assert list(checks.AgreementWithoutReview()(portfolio, on=on)) == []


@pytest.mark.parametrize(
    ("signed", "start", "remedy"),
    [
        ("2021-05-10", "2021-04-01", "agree on one; 10 May 2022 would be usual"),
        (None, "2021-04-01", "agree on one; 1 April 2022 would be usual"),
        (None, None, "agree on one"),
    ],
)
def test_a_review_is_usual_a_year_after_the_last_signature(
    signed: str | None, start: str | None, remedy: str, sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP113", "passing")
    signatures = [
        AgreementSignature(
            organisation=WESTMERE, signed_on=pendulum.Date.fromisoformat(day)
        )
        for day in [signed]
        if day is not None
    ]
    portfolio = change(
        portfolio,
        "agreements",
        signatures=signatures,
        start=pendulum.Date.fromisoformat(start) if start else None,
    )

    (finding,) = checks.AgreementWithoutReview()(portfolio, on=on)

    assert finding.remedy == remedy


def test_a_review_is_overdue_the_day_after_its_date(sample: Sample) -> None:
    portfolio, _ = sample("TP112", "failing")
    check = checks.AgreementReviewOverdue()

    assert list(check(portfolio, on=pendulum.Date(2022, 4, 1))) == []
    assert len(list(check(portfolio, on=pendulum.Date(2022, 4, 2)))) == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"status": BidStatus.SUBMITTED, "history": ()},
        {"status": BidStatus.DRAFT, "history": ()},
    ],
)
def test_a_bid_that_went_in_on_no_known_day_binds_nobody(
    fields: dict[str, object], sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP113", "failing")
    portfolio = change(portfolio, "bids", **fields)

    assert list(checks.MemberWithoutAgreement()(portfolio, on=on)) == []


def test_a_bid_in_approval_is_judged_today(sample: Sample, change: Change) -> None:
    portfolio, _ = sample("TP113", "failing")
    portfolio = change(
        portfolio, "bids", status=BidStatus.INTERNAL_APPROVAL, history=()
    )
    check = checks.MemberWithoutAgreement()

    assert len(list(check(portfolio, on=pendulum.Date(2021, 9, 2)))) == 1
    assert list(check(portfolio, on=pendulum.Date(2021, 9, 3))) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"role": MembershipRole.ASSOCIATE},
        {"joined": pendulum.Date(2021, 7, 17)},
        {"signed_on": pendulum.Date(2021, 7, 16)},
        {
            "agreement": AgreementId("memorandum"),
            "signed_on": pendulum.Date(2021, 7, 16),
        },
    ],
    ids=["no full member", "joined later", "signed somewhere", "signed this"],
)
def test_who_is_bound_or_need_not_be(
    fields: dict[str, object], sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP113", "failing")
    portfolio = change(portfolio, "memberships", 1, **fields)

    assert list(checks.MemberWithoutAgreement()(portfolio, on=on)) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": AgreementKind.HOSTING},
        {"end": pendulum.Date(2021, 7, 15)},
    ],
)
def test_only_a_memorandum_in_force_binds(
    fields: dict[str, object], sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP113", "passing")
    portfolio = change(portfolio, "agreements", **fields)

    found = list(checks.MemberWithoutAgreement()(portfolio, on=on))

    assert [finding.path for finding in found] == [
        "$.memberships[0]",
        "$.memberships[1]",
    ]


def test_other_partnerships_bid_without_a_memorandum(sample: Sample) -> None:
    portfolio, on = sample("TP113", "failing")
    consortium = attrs.evolve(
        portfolio.partnership, kind=PartnershipKind.DELIVERY_CONSORTIUM
    )
    portfolio = attrs.evolve(portfolio, partnership=consortium)

    assert list(checks.MemberWithoutAgreement()(portfolio, on=on)) == []


# ---------------------------------------------------------------------- memberships


@pytest.mark.parametrize(
    ("left", "joined", "times"),
    [
        ("2020-08-31", "2020-09-01", 0),
        ("2020-09-01", "2020-09-01", 1),
        (None, "2020-09-01", 1),
        ("2020-08-31", None, 1),
    ],
)
def test_memberships_of_one_organisation_follow_each_other(
    left: str | None, joined: str | None, times: int, sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP115", "passing")
    last = pendulum.Date.fromisoformat(left) if left else None
    first = pendulum.Date.fromisoformat(joined) if joined else None
    portfolio = change(portfolio, "memberships", 0, left=last)
    portfolio = change(portfolio, "memberships", 1, joined=first)

    assert len(list(checks.MembershipsOverlap()(portfolio, on=on))) == times


@pytest.mark.parametrize(
    ("joined", "left", "times"),
    [
        (None, None, 0),
        ("2025-03-31", None, 0),
        ("2025-04-01", None, 1),
        (None, "2024-04-01", 0),
        (None, "2024-03-31", 1),
    ],
)
def test_who_contributes_was_a_member_for_a_day_of_the_year(
    joined: str | None, left: str | None, times: int, sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP116", "passing")
    portfolio = change(
        portfolio,
        "memberships",
        joined=pendulum.Date.fromisoformat(joined) if joined else None,
        left=pendulum.Date.fromisoformat(left) if left else None,
    )

    assert len(list(checks.ContributionFromNonMember()(portfolio, on=on))) == times


def test_anybody_may_buy_places(sample: Sample, change: Change) -> None:
    portfolio, on = sample("TP116", "failing")
    portfolio = change(portfolio, "contributions", basis=ContributionBasis.TRADED)

    assert list(checks.ContributionFromNonMember()(portfolio, on=on)) == []


# -------------------------------------------------------------------- contributions


def test_an_invoice_is_late_after_thirty_days(sample: Sample) -> None:
    portfolio, _ = sample("TP117", "failing")
    check = checks.ContributionLate()

    assert list(check(portfolio, on=pendulum.Date(2024, 7, 3))) == []
    assert len(list(check(portfolio, on=pendulum.Date(2024, 7, 4)))) == 1


def test_what_was_not_invoiced_is_not_late(sample: Sample, change: Change) -> None:
    portfolio, on = sample("TP117", "failing")
    portfolio = change(portfolio, "contributions", invoiced_on=None)

    assert list(checks.ContributionLate()(portfolio, on=on)) == []


def budgeted(portfolio: Portfolio, **fields: object) -> Portfolio:
    period = FundingPeriod(
        start=pendulum.Date(2024, 4, 1), model=FundingModel.SUBSCRIPTION
    )
    period = attrs.evolve(period, **fields)  # type: ignore[arg-type]  # any field
    partnership = attrs.evolve(portfolio.partnership, funding=(period,))
    return attrs.evolve(portfolio, partnership=partnership)


@pytest.mark.parametrize(
    ("income", "said"),
    [
        (Decimal("11500.01"), "£0.01 less than budgeted"),
        (Decimal("11499.99"), "£0.01 more than budgeted"),
        (Decimal(0), "£11,500 more than budgeted"),
    ],
)
def test_contributions_sum_to_the_budget_to_the_penny(
    income: Decimal, said: str, sample: Sample
) -> None:
    portfolio, on = sample("TP118", "failing")
    portfolio = budgeted(portfolio, yearly_income=income)

    (finding,) = checks.ContributionsDoNotSum()(portfolio, on=on)

    assert finding.message.endswith(said)


@pytest.mark.parametrize(
    "fields",
    [
        {"yearly_income": None},
        {"yearly_income": Decimal(11500)},
        {"yearly_income": Decimal(1), "start": pendulum.Date(2024, 4, 2)},
        {
            "yearly_income": Decimal(1),
            "start": pendulum.Date(2023, 4, 1),
            "end": pendulum.Date(2024, 3, 31),
        },
    ],
)
def test_a_year_without_a_budget_is_not_judged(
    fields: dict[str, object], sample: Sample
) -> None:
    portfolio, on = sample("TP118", "failing")

    found = checks.ContributionsDoNotSum()(budgeted(portfolio, **fields), on=on)

    assert list(found) == []


def test_contributions_in_kind_are_no_income(sample: Sample, change: Change) -> None:
    portfolio, on = sample("TP118", "failing")
    portfolio = change(
        portfolio, "contributions", 0, basis=ContributionBasis.IN_KIND, amount=None
    )
    portfolio = change(portfolio, "contributions", 1, amount=None)

    (finding,) = checks.ContributionsDoNotSum()(portfolio, on=on)

    assert finding.message == (
        "Contributions for 2024/25 come to £0, £12,000 less than budgeted"
    )
