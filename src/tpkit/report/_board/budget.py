"""A budget in pounds, by category."""

from collections.abc import Iterable
from decimal import Decimal

import attrs

from tpkit._model.money import BudgetLine
from tpkit._text import pounds
from tpkit.report._words.words import capitalised, words


@attrs.frozen(kw_only=True)
class BudgetRow:
    """One category of a budget, or its total, in pounds."""

    category: str
    """`Staff`."""
    planned: str
    """The plan with its virements: `£12,500`."""
    actual: str
    """Spent to date; a dash where nothing is recorded."""
    committed: str
    """Ordered and not yet spent; a dash where nothing is recorded."""
    forecast: str
    """Expected at the end; a dash where nothing is recorded."""
    variance: str
    """Forecast less plan, with its sign; a dash without a forecast."""


def budget_rows(lines: list[BudgetLine]) -> tuple[BudgetRow, ...]:
    """Add the lines up by category, in the order in which categories first come."""
    categories = dict.fromkeys(line.category for line in lines)
    return tuple(
        budget_row(
            capitalised(words(category)), [x for x in lines if x.category is category]
        )
        for category in categories
    )


_NOTHING = "\N{EN DASH}"


def budget_row(category: str, lines: list[BudgetLine]) -> BudgetRow:
    """Add lines up under one heading."""
    planned = sum((line.revised for line in lines), Decimal(0))
    # A sum with a part that is not known would look like a whole one.
    forecast = _sum_of_all(line.forecast for line in lines)
    variance = None if forecast is None else forecast - planned
    return BudgetRow(
        category=category,
        planned=pounds(planned),
        actual=_amount(_sum(line.actual for line in lines)),
        committed=_amount(_sum(line.committed for line in lines)),
        forecast=_amount(forecast),
        variance=_NOTHING if variance is None else _signed(variance),
    )


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


def _sum_of_all(amounts: Iterable[Decimal | None]) -> Decimal | None:
    found = [*amounts]
    return None if None in found else _sum(found)


def _amount(amount: Decimal | None) -> str:
    return _NOTHING if amount is None else pounds(amount)


def _signed(amount: Decimal) -> str:
    return f"+{pounds(amount)}" if amount > 0 else pounds(amount)
