"""What members give in a year."""

from decimal import Decimal

import attrs
import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tpkit
from tpkit import files, testing, track
from tpkit.errors import FieldError
from tpkit.track import ContributionState

PARTNERSHIP = """
tpkit: 1
partnership:
  id: northshire
  name: Northshire Teaching Partnership
  funding:
    - {start: 2018-04-01, end: 2024-03-31, model: core_grant}
    - {start: 2024-04-01, model: mixed, yearly_income: 20000}
organisations:
  - {id: council, name: Northshire Council, kind: local_authority}
  - {id: university, name: University of Northshire, kind: higher_education}
  - {id: trust, name: Northshire NHS Trust, kind: nhs_trust}
  - {id: charity, name: Care Charity, kind: voluntary_or_private}
  - {id: old, name: Old Council, kind: local_authority}
  - {id: new, name: New Council, kind: local_authority}
memberships:
  - {id: m1, organisation: council, role: lead}
  - {id: m2, organisation: university, role: full}
  - {id: m3, organisation: trust, role: full, joined: 2025-03-31}
  - {id: m4, organisation: charity, role: associate}
  - {id: m5, organisation: old, role: full, left: 2024-03-31}
  - {id: m6, organisation: new, role: full, joined: 2025-04-01}
  - {id: m7, organisation: trust, role: full, left: 2024-05-01}
contributions:
  - {id: c1, member: council, year: 2024, basis: per_head, amount: 12000, invoiced_on: 2024-04-08, paid_on: 2024-04-30, places: 40}
  - {id: c2, member: university, year: 2024, basis: flat, amount: 6000, invoiced_on: 2024-04-08}
  - {id: c3, member: university, year: 2024, basis: in_kind, days_in_kind: 30}
  - {id: c4, member: charity, year: 2024, basis: traded, amount: 450, invoiced_on: 2024-09-02, paid_on: 2024-09-20}
  - {id: c5, member: council, year: 2023, basis: flat, amount: 1}
"""

AUTUMN = pendulum.Date(2024, 10, 1)


@pytest.fixture(scope="module")
def partnership() -> tpkit.Portfolio:
    return files.loads(PARTNERSHIP, format="yaml")


def test_contributions_are_told_member_by_member(partnership: tpkit.Portfolio) -> None:
    year = track.contributions(partnership, year=2024, on=AUTUMN)

    assert [
        (member.name, member.state.value, member.path) for member in year.members
    ] == [
        ("Northshire Council", "paid", "$.contributions[0]"),
        ("University of Northshire", "invoiced", "$.contributions[1]"),
        ("University of Northshire", "in_kind", "$.contributions[2]"),
        ("Care Charity", "paid", "$.contributions[3]"),
        ("Northshire NHS Trust", "none", "$.memberships[2]"),
    ]
    assert [member.name for member in year.missing] == ["Northshire NHS Trust"]
    assert year.members[0].places == 40


def test_bought_places_are_no_subscription(partnership: tpkit.Portfolio) -> None:
    year = track.contributions(partnership, year=2024, on=AUTUMN)

    assert [*map(str, (year.due, year.paid, year.traded))] == ["18000", "12000", "450"]
    assert year.short == 8000
    assert year.sentence == (
        "2024/25: £12,000 of £18,000 paid, 30 days in kind; £20,000 budgeted; nothing "
        "recorded of 1 full member"
    )


def test_a_year_is_told_as_of_a_day(partnership: tpkit.Portfolio) -> None:
    year = track.contributions(partnership, year=2024, on=pendulum.Date(2024, 4, 1))

    states = [member.state for member in year.members]
    assert states[:2] == [ContributionState.NOT_INVOICED] * 2
    assert year.paid == 0


def test_a_year_without_a_budget_falls_short_of_what_is_due(
    partnership: tpkit.Portfolio,
) -> None:
    year = track.contributions(partnership, year=2023, on=AUTUMN)

    assert year.budgeted is None
    assert year.short == 1
    assert year.sentence.startswith("2023/24: £0 of £1 paid; nothing recorded of")


def test_subscriptions_are_shared_out_by_heads() -> None:
    heads = {"Council": 212, "University": 0, "Trust": 48}

    fees = dict(zip(heads, track.share_out(20_000, heads.values()), strict=True))

    assert {name: str(fee) for name, fee in fees.items()} == {
        "Council": "16307.69",
        "University": "0.00",
        "Trust": "3692.31",
    }


@given(testing.portfolios(), st.integers(2000, 2100), testing.dates())
def test_any_partnership_has_its_contributions_in_any_order(
    portfolio: tpkit.Portfolio, year: int, on: pendulum.Date
) -> None:
    turned = attrs.evolve(portfolio, contributions=portfolio.contributions[::-1])

    one = track.contributions(portfolio, year=year, on=on)
    other = track.contributions(turned, year=year, on=on)

    assert one.sentence == other.sentence
    assert Decimal(0) <= one.short == other.short


def test_a_year_that_is_none_is_refused(partnership: tpkit.Portfolio) -> None:
    with pytest.raises(FieldError, match="from 1 to 9998"):
        track.contributions(partnership, year=0, on=AUTUMN)
