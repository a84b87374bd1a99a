"""A grant's money: by line, category and quarter, with moves, claims, year end."""

from decimal import Decimal
from typing import Any

import attrs
import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tpkit
from tpkit import CostCategory, Ineligibility, calendars, files, testing, track
from tpkit.errors import FieldError, UnknownIdError
from tpkit.track import AccrualKind

PROGRAMME = """
tpkit: 1
partnership: {id: northshire, name: Northshire Teaching Partnership}
organisations: [{id: dfe, name: Department for Education, kind: government}]
funding_rounds: [{id: ci, title: Fund, funder: dfe}]
bids:
  - {id: forum, title: Practice forum, round: ci, status: awarded}
  - {id: other, title: Another bid, round: ci, status: awarded}
grants:
  - {id: grant, title: Forum grant, bid: forum, amount: 20000,
     start: 2025-10-01, end: 2026-06-30, status: active}
budget_lines:
  - id: halls
    bid: forum
    category: venue
    description: Halls
    planned: 10000
    start: 2026-01-12
    end: 2026-04-30
    virements: [{amount: -1000, on: 2026-02-02, counterpart: access}]
    expenses:
      - {description: Town hall, amount: 1200, received_on: 2026-02-10, invoiced_on: 2026-02-28, paid_on: 2026-03-20}
      - {description: Library, amount: 800.50, received_on: 2026-03-25, invoiced_on: 2026-04-02, paid_on: 2026-04-28}
      - {description: College, amount: 300, received_on: 2026-04-15, invoiced_on: 2026-03-02, paid_on: 2026-03-28}
    committed: 500
    forecast: 7500
  - id: access
    bid: forum
    category: access
    description: Interpreters
    planned: 4000
    start: 2025-10-01
    end: 2025-12-31
    virements: [{amount: 1000, on: 2026-02-02, counterpart: halls, reason: More demand}]
    actual: 4900
    variance_explanation: Two sessions fewer
  - id: rooms
    bid: forum
    category: venue
    description: Rooms
    planned: 6000
    start: 2026-04-01
    end: 2026-06-30
  - {id: elsewhere, bid: other, category: venue, description: Elsewhere, planned: 99,
     start: 2026-04-01, end: 2026-06-30}
claims:
  - {id: q4, grant: grant, year: 2025, quarter: Q4, submitted_on: 2026-04-10,
     lines: [{budget_line: halls, amount: 2000.50}], paid: 1500, paid_on: 2026-05-11}
  - {id: q3, grant: grant, year: 2025, quarter: Q3, submitted_on: 2026-01-12,
     lines: [{budget_line: access, amount: 4900}], paid: 4900}
  - {id: next, grant: grant, year: 2026, quarter: Q1,
     lines: [{budget_line: rooms, amount: 14000}]}
"""

MARCH = pendulum.Date(2026, 3, 10)
YEAR_END = pendulum.Date(2026, 3, 31)


def day(text: str) -> pendulum.Date:
    return pendulum.Date.fromisoformat(text)


@pytest.fixture(scope="module")
def programme() -> tpkit.Portfolio:
    return files.loads(PROGRAMME, format="yaml")


def changed(
    portfolio: tpkit.Portfolio, family: str, index: int, /, **fields: Any
) -> tpkit.Portfolio:
    nouns = list(getattr(portfolio, family))
    nouns[index] = attrs.evolve(nouns[index], **fields)
    evolved: dict[str, Any] = {family: nouns}
    return attrs.evolve(portfolio, **evolved)


# ---------------------------------------------------------------- lines, categories


def test_lines_say_what_became_of_them(programme: tpkit.Portfolio) -> None:
    spending = track.spending(programme, "grant", on=MARCH)

    assert [line.sentence for line in spending.lines] == [
        (
            "Halls: £1,200 of £9,000 spent, £500 committed, will come to £7,500, £1,500 "
            "less than planned (16.7%); the grant asks why"
        ),
        (
            "Interpreters: £4,900 of £5,000 spent, will come to £4,900, £100 less than "
            "planned (2.0%): Two sessions fewer"
        ),
        "Rooms: £0 of £6,000 spent, will come to what was planned",
    ]
    assert [line.path for line in spending.lines] == [
        f"$.budget_lines[{number}]" for number in range(3)
    ]
    assert spending.lines[0].left == 7300
    assert [line.title for line in spending.to_explain] == ["Halls"]
    assert [line.is_to_be_explained for line in spending.lines] == [True, False, False]


def test_lines_add_up_to_categories_and_to_the_whole(
    programme: tpkit.Portfolio,
) -> None:
    spending = track.spending(programme, "grant", on=MARCH)

    assert [(c.title, str(c.planned), str(c.revised)) for c in spending.categories] == [
        ("Venue", "16000", "15000"),
        ("Access", "4000", "5000"),
    ]
    assert spending.total.planned == spending.total.revised == spending.granted
    assert spending.total.explanation == "Two sessions fewer"
    assert spending.underspend == 1600
    assert spending.must_notify()
    assert not spending.must_notify(percent=Decimal(10))
    assert spending.sentence == (
        "Forum grant: £6,100 of £20,000 spent, £500 committed, will come to £18,400, "
        "£1,600 less than planned (8.0%): Two sessions fewer; the funder is to be told "
        "of £1,600 of underspend"
    )


def test_a_notice_that_was_given_is_not_asked_for(programme: tpkit.Portfolio) -> None:
    told = changed(programme, "grants", 0, underspend_notified_on=MARCH)

    spending = track.spending(told, "grant", on=MARCH)

    assert not spending.must_notify()
    assert spending.sentence == spending.total.sentence


def test_the_grants_own_limit_counts(programme: tpkit.Portfolio) -> None:
    generous = changed(programme, "grants", 0, variance_limit=25)

    assert track.spending(generous, "grant", on=MARCH).to_explain == ()


@pytest.mark.parametrize(
    ("fields", "on", "forecast"),
    [
        ({}, "2026-07-01", 6000),  # nobody says what was spent
        ({"actual": 2000}, "2026-06-30", 6000),
        ({"actual": 2000}, "2026-07-01", 2000),
        ({"actual": 2000, "committed": 500}, "2026-07-01", 2500),
        ({"actual": 6000, "committed": 500}, "2026-05-01", 6500),
        ({"actual": 2000, "forecast": 0}, "2026-07-01", 0),
    ],
)
def test_an_outturn_is_what_is_known_of_it(
    fields: dict[str, Any], on: str, forecast: int, programme: tpkit.Portfolio
) -> None:
    portfolio = changed(programme, "budget_lines", 2, **fields)

    rooms = track.spending(portfolio, "grant", on=day(on)).lines[2]

    assert rooms.forecast == forecast


def test_money_that_was_not_planned_is_to_be_explained(
    programme: tpkit.Portfolio,
) -> None:
    portfolio = changed(programme, "budget_lines", 2, planned=0, forecast=100)

    rooms = track.spending(portfolio, "grant", on=MARCH).lines[2]

    assert rooms.variance_percent is None
    assert rooms.sentence == (
        "Rooms: £0 of £0 spent, will come to £100, £100 more than planned; the grant "
        "asks why"
    )


def test_a_variation_of_the_amount_counts_once_it_is_agreed(
    programme: tpkit.Portfolio,
) -> None:
    kind = tpkit.VariationKind
    variations = [
        tpkit.GrantVariation(
            kind=kind.AMOUNT, reason="More", amount=Decimal(500), agreed_on=MARCH
        ),
        tpkit.GrantVariation(
            kind=kind.AMOUNT, reason="More still", amount=Decimal(900)
        ),
        tpkit.GrantVariation(kind=kind.SCOPE, reason="Other work", agreed_on=MARCH),
    ]
    portfolio = changed(programme, "grants", 0, variations=variations)

    amounts = [
        track.spending(portfolio, "grant", on=on).granted
        for on in (MARCH.subtract(days=1), MARCH)
    ]

    assert amounts == [20_000, 20_500]


# -------------------------------------------------------------------------- quarters


def test_quarters_have_their_days_share_of_the_plan(programme: tpkit.Portfolio) -> None:
    spending = track.spending(programme, "grant", on=YEAR_END)

    assert [
        (q.quarter.label, str(q.planned), q.spent, q.claimed)
        for q in spending.by_quarter
    ] == [
        ("2025/26 Q3", "4000.00", 0, 4900),
        ("2025/26 Q4", "7247.71", Decimal("2000.50"), Decimal("2000.50")),
        ("2026/27 Q1", "8752.29", 0, 14_000),
    ]


def test_what_is_expected_is_what_was_had_and_what_is_left_by_days(
    programme: tpkit.Portfolio,
) -> None:
    spending = track.spending(programme, "grant", on=YEAR_END)

    cells = {
        (cell.category, cell.quarter.label): cell.expected
        for cell in spending.by_category_and_quarter
    }
    assert cells == {
        # 7,500 less 2,000.50 had by 31 March are still to come, and Rooms' 6,000
        (CostCategory.VENUE, "2025/26 Q4"): Decimal("2000.50"),
        (CostCategory.VENUE, "2026/27 Q1"): Decimal("11499.50"),
        (CostCategory.ACCESS, "2025/26 Q3"): 4900,
    }


def test_quarters_can_be_counted_in_working_days(programme: tpkit.Portfolio) -> None:
    work = calendars.working_calendar()

    spending = track.spending(programme, "grant", on=MARCH, by=work)

    halls = [
        str(cell.planned)
        for cell in spending.by_category_and_quarter
        if cell.quarter.label == "2025/26 Q4"
    ]
    assert halls == ["7402.60"]


def test_money_for_a_weekend_is_not_lost_among_working_days(
    programme: tpkit.Portfolio,
) -> None:
    saturday, sunday = day("2026-06-06"), day("2026-06-07")
    portfolio = changed(programme, "budget_lines", 2, start=saturday, end=sunday)
    work = calendars.working_calendar()

    spending = track.spending(portfolio, "grant", on=MARCH, by=work)

    assert sum(cell.planned for cell in spending.by_quarter) == 20_000


def test_a_budget_of_no_financial_year_has_no_quarters(
    programme: tpkit.Portfolio,
) -> None:
    ever = pendulum.Date(9999, 12, 31)
    portfolio = changed(programme, "budget_lines", 2, start=ever, end=ever)

    spending = track.spending(portfolio, "grant", on=MARCH)

    assert spending.total.planned == 20_000
    with pytest.raises(FieldError, match="from 1 to 9998"):
        _ = spending.by_quarter


NEAR = st.dates(day("2024-01-01"), day("2027-12-31")).map(
    lambda on: pendulum.Date(on.year, on.month, on.day)
)
MONEYED = testing.portfolios(
    families=st.just(["grants", "budget_lines", "claims"]), dates=NEAR
)


@given(MONEYED, NEAR, st.sampled_from([None, calendars.working_calendar()]))
def test_quarters_add_up_to_the_whole(
    portfolio: tpkit.Portfolio,
    on: pendulum.Date,
    by: calendars.WorkingCalendar | None,
) -> None:
    for grant in portfolio.grants:
        spending = track.spending(portfolio, grant.id, on=on, by=by)
        quarters = spending.by_quarter

        assert sum(q.planned for q in quarters) == spending.total.planned
        assert sum(q.expected for q in quarters) == spending.total.forecast
        assert sum(c.forecast for c in spending.categories) == spending.total.forecast


@given(MONEYED, NEAR)
def test_the_order_of_lines_does_not_matter(
    portfolio: tpkit.Portfolio, on: pendulum.Date
) -> None:
    turned = attrs.evolve(portfolio, budget_lines=portfolio.budget_lines[::-1])

    for grant in portfolio.grants:
        one = track.spending(portfolio, grant.id, on=on)
        other = track.spending(turned, grant.id, on=on)

        assert one.by_category_and_quarter == other.by_category_and_quarter
        assert one.total.forecast == other.total.forecast
        assert track.virements(portfolio, grant.id) == track.virements(turned, grant.id)


@given(testing.portfolios(), testing.dates())
def test_any_grant_has_its_spending_on_any_day(
    portfolio: tpkit.Portfolio, on: pendulum.Date
) -> None:
    for grant in portfolio.grants:
        spending = track.spending(portfolio, grant.id, on=on)

        assert spending.sentence.startswith(grant.title)
        assert all(claim.sentence for claim in track.claims(portfolio, grant.id, on=on))
        assert all(cost.sentence for cost in track.ineligible(portfolio, grant.id))
    assert all(a.sentence for a in track.accruals(portfolio, on=on))


def test_a_grant_that_is_not_there_is_refused(programme: tpkit.Portfolio) -> None:
    with pytest.raises(UnknownIdError, match="did you mean 'grant'"):
        track.spending(programme, "grants", on=MARCH)


# ------------------------------------------------------------------------- virements


def test_moves_are_counted_by_category(programme: tpkit.Portfolio) -> None:
    venue, access = track.virements(programme, "grant")

    assert venue.category is CostCategory.VENUE
    assert told(venue.moved_out, venue.unasked_out) == "1000 1000"
    assert told(venue.allowed, venue.may_go, venue.may_come) == "1600 600 1600"
    assert told(access.moved_in, access.allowed, access.may_come) == "1000 400 -600"
    assert access.may_go == 400


def told(*amounts: Decimal) -> str:
    return " ".join(f"{amount:.0f}" for amount in amounts)


def test_approved_moves_leave_the_allowance_alone(programme: tpkit.Portfolio) -> None:
    variation = tpkit.GrantVariation(
        kind=tpkit.VariationKind.VIREMENT, reason="Asked", agreed_on=day("2026-01-30")
    )
    portfolio = changed(programme, "grants", 0, variations=[variation])
    strict = changed(portfolio, "grants", 0, virement_limit=5)

    venue, access = track.virements(strict, "grant")

    assert told(venue.moved_out, venue.unasked_out, venue.may_go) == "1000 0 800"
    assert told(access.moved_in, access.unasked_in, access.may_come) == "1000 0 200"


# ---------------------------------------------------------------------- claims, costs


def test_claims_stand_in_the_order_of_quarters(programme: tpkit.Portfolio) -> None:
    claims = track.claims(programme, "grant", on=YEAR_END)

    assert [claim.sentence for claim in claims] == [
        "2025/26 Q3: £4,900 claimed, £4,900 paid; £15,100 of the grant left",
        "2025/26 Q4: £2,000.50 to claim; £13,099.50 of the grant left",
        "2026/27 Q1: £14,000 to claim; £900.50 more than the grant",
    ]
    assert [claim.path for claim in claims] == [
        "$.claims[1]",
        "$.claims[0]",
        "$.claims[2]",
    ]
    assert [claim.owed for claim in claims] == [0, 0, 0]


def test_a_claim_that_is_paid_in_part_is_owed_the_rest(
    programme: tpkit.Portfolio,
) -> None:
    claims = track.claims(programme, "grant", on=day("2026-05-11"))

    assert [claim.owed for claim in claims] == [0, Decimal("500.50"), 0]


def test_what_cannot_be_charged_is_listed_with_a_reason(
    programme: tpkit.Portfolio,
) -> None:
    vat = tpkit.Expense(
        description="VAT",
        amount=Decimal(240),
        received_on=MARCH,
        ineligible=Ineligibility.RECOVERABLE_VAT,
    )
    early = attrs.evolve(vat, received_on=day("2025-09-30"), ineligible=None)
    late = attrs.evolve(early, received_on=day("2026-07-01"))
    expenses = [*programme.budget_lines[0].expenses, vat, early, late]
    portfolio = changed(programme, "budget_lines", 0, expenses=expenses)
    portfolio = changed(portfolio, "budget_lines", 1, ineligible=Ineligibility.LOBBYING)

    costs = track.ineligible(portfolio, "grant")

    assert [(cost.path, cost.reason, cost.sentence) for cost in costs] == [
        (
            "$.budget_lines[0].expenses[3]",
            Ineligibility.RECOVERABLE_VAT,
            "£240 for VAT: recoverable vat",
        ),
        (
            "$.budget_lines[0].expenses[4]",
            Ineligibility.RETROSPECTIVE,
            (
                "£240 for VAT: had on 30 September 2025, before the grant began on 1 October "
                "2025"
            ),
        ),
        (
            "$.budget_lines[0].expenses[5]",
            None,
            "£240 for VAT: had on 1 July 2026, after the grant's last day, 30 June 2026",
        ),
        (
            "$.budget_lines[1]",
            Ineligibility.LOBBYING,
            "£4,900 for Interpreters: lobbying",
        ),
    ]


# -------------------------------------------------------------------------- year end


def test_books_closed_on_31_march_hold_what_was_had(programme: tpkit.Portfolio) -> None:
    accruals = track.accruals(programme, on=YEAR_END)

    assert [accrual.sentence for accrual in accruals] == [
        "£800.50 for Library, had on 25 March 2026, paid on 28 April 2026: accrual",
        "£300 for College, had on 15 April 2026, paid on 28 March 2026: prepayment",
    ]
    assert [accrual.counts for accrual in accruals] == [Decimal("800.50"), -300]
    assert accruals[0].path == "$.budget_lines[0].expenses[1]"


def test_what_was_invoiced_and_not_paid_is_owed_to_a_creditor(
    programme: tpkit.Portfolio,
) -> None:
    library = attrs.evolve(
        programme.budget_lines[0].expenses[1], invoiced_on=YEAR_END, paid_on=None
    )
    portfolio = changed(programme, "budget_lines", 0, expenses=[library])

    (accrual,) = track.accruals(portfolio, on=YEAR_END)

    assert accrual.kind is AccrualKind.CREDITOR
    assert accrual.sentence.endswith("had on 25 March 2026, not paid: creditor")


@given(MONEYED, NEAR)
def test_paid_and_accrued_is_what_was_had(
    portfolio: tpkit.Portfolio, on: pendulum.Date
) -> None:
    expenses = [e for line in portfolio.budget_lines for e in line.expenses]
    paid = sum(e.amount for e in expenses if e.paid_on is not None and e.paid_on <= on)
    had = sum(e.amount for e in expenses if e.received_on <= on)

    accrued = sum(accrual.counts for accrual in track.accruals(portfolio, on=on))

    assert paid + accrued == had
