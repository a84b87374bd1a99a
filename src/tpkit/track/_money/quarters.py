"""A grant's money quarter by quarter: planned, spent, expected, claimed."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

import attrs
import pendulum

from tpkit._dates import later
from tpkit._model.ids import BudgetLineId
from tpkit._model.money import BudgetLine, Claim, CostCategory
from tpkit.calendars import Quarter, WorkingCalendar, Year, financial_quarter
from tpkit.track._money.outturn import Outturn, total
from tpkit.track._money.shares import spread, whole_pennies


@attrs.frozen(kw_only=True)
class QuarterSpending:
    """The money of one quarter: for one category, or for all."""

    quarter: Quarter
    category: CostCategory | None = None
    """What it is spent on; None for everything."""
    planned: Decimal = Decimal(0)
    """Pounds of the approved budget that fall into it, by days."""
    spent: Decimal = Decimal(0)
    """Pounds of the expenses had in it by the day asked about."""
    expected: Decimal = Decimal(0)
    """Pounds that fall into it if the forecasts come true: the expenses had in it; what
    else was spent so far, by days to that day; what is still to come, by days after it."""
    claimed: Decimal = Decimal(0)
    """Pounds claimed for it."""


Key = tuple[CostCategory, Quarter]
_Amount = tuple[str, Key, Decimal]
_CATEGORIES = tuple(CostCategory)


def by_category(
    lines: Iterable[tuple[BudgetLine, Outturn]],
    claims: Iterable[Claim],
    *,
    on: pendulum.Date,
    by: WorkingCalendar | None,
) -> tuple[QuarterSpending, ...]:
    """Give the money of each category in each quarter that has any, in order."""
    known = tuple(lines)
    cells: dict[Key, dict[str, Decimal]] = {}
    for field, key, amount in _amounts(known, claims, on, by):
        cell = cells.setdefault(key, {})
        cell[field] = cell.get(field, Decimal(0)) + amount
    return tuple(
        QuarterSpending(category=category, quarter=quarter, **cells[category, quarter])
        for category, quarter in sorted(
            cells, key=lambda key: (_CATEGORIES.index(key[0]), key[1])
        )
    )


def in_all(cells: Iterable[QuarterSpending]) -> tuple[QuarterSpending, ...]:
    """Give the money of each quarter, all categories together, in order."""
    found: dict[Quarter, list[QuarterSpending]] = {}
    for cell in cells:
        found.setdefault(cell.quarter, []).append(cell)
    return tuple(
        QuarterSpending(
            quarter=quarter,
            planned=total(cell.planned for cell in found[quarter]),
            spent=total(cell.spent for cell in found[quarter]),
            expected=total(cell.expected for cell in found[quarter]),
            claimed=total(cell.claimed for cell in found[quarter]),
        )
        for quarter in sorted(found)
    )


def quarter_of(claim: Claim) -> Quarter:
    """Give the quarter that a claim is for."""
    number = int(claim.quarter.value.removeprefix("Q"))
    return Quarter(year=Year(first=claim.year), number=number)


# ------------------------------------------------------------------------- machinery


def _amounts(
    lines: tuple[tuple[BudgetLine, Outturn], ...],
    claims: Iterable[Claim],
    on: pendulum.Date,
    by: WorkingCalendar | None,
) -> Iterator[_Amount]:
    categories: dict[BudgetLineId, CostCategory] = {}
    for line, outturn in lines:
        categories[line.id] = line.category
        days = _over_quarters(line.planned, line.start, line.end, by)
        yield from (("planned", (line.category, q), amount) for q, amount in days)
        yield from _spent_and_expected(line, outturn, on, by)
    for claim in claims:
        for asked in claim.lines:
            key = (categories[asked.budget_line], quarter_of(claim))
            yield "claimed", key, asked.amount


def _spent_and_expected(
    line: BudgetLine, outturn: Outturn, on: pendulum.Date, by: WorkingCalendar | None
) -> Iterator[_Amount]:
    had = [e for e in line.expenses if e.received_on <= on]
    for expense in had:
        key = (line.category, financial_quarter(expense.received_on))
        yield "spent", key, expense.amount
        yield "expected", key, expense.amount
    undated = outturn.spent - total(expense.amount for expense in had)
    until_now = min(max(on, line.start), line.end)
    from_now = min(max(later(on, days=1), line.start), line.end)
    to_come = outturn.forecast - outturn.spent
    for amount, first, last in (
        (undated, line.start, until_now),
        (to_come, from_now, line.end),
    ):
        for quarter, part in _over_quarters(amount, first, last, by):
            yield "expected", (line.category, quarter), part


def _over_quarters(
    amount: Decimal,
    first: pendulum.Date,
    last: pendulum.Date,
    by: WorkingCalendar | None,
) -> Iterator[tuple[Quarter, Decimal]]:
    if not amount:
        return
    pennies = whole_pennies(amount)
    # A weekend has no day worked, and its money is not lost for that.
    for share in spread(pennies, first, last, by=by) or spread(pennies, first, last):
        yield financial_quarter(share.start), share.amount
