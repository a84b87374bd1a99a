"""A grant's money by category, as funders ask for it."""

import attrs

from tpkit import track
from tpkit._text import long_date, pounds
from tpkit.report._money.amounts import DASH, number, signed
from tpkit.report._words.words import sentence


@attrs.frozen(kw_only=True)
class FinanceRow:
    """One category of a grant's budget, or its total, in pounds. Sources: [SPORT], [FPF]."""

    category: str
    """`Academic time`; `Total`."""
    budget: str
    """The approved budget with its virements: `£12,500`."""
    spent: str
    """Spent so far."""
    committed: str
    """Ordered and not yet spent."""
    forecast: str
    """What it will have come to at the end."""
    variance: str
    """Forecast less budget, with its sign: `-£300`."""
    percent: str
    """The same in percent of the budget: `-2.4%`; a dash without a budget."""
    reason: str
    """Why, as a sentence; empty where nobody said."""
    needs_reason: bool
    """Whether the grant asks why, and nobody has said."""


def finance_rows(spending: track.Spending) -> tuple[FinanceRow, ...]:
    """Put what became of each category into words."""
    return tuple(_row(outturn, outturn.title) for outturn in spending.categories)


def finance_total(spending: track.Spending) -> FinanceRow:
    """Put what became of all of it into words."""
    # Each category gives its own reason; the total has none of its own.
    return attrs.evolve(_row(spending.total, "Total"), reason="", needs_reason=False)


def _row(outturn: track.Outturn, category: str) -> FinanceRow:
    percent = outturn.variance_percent
    return FinanceRow(
        category=category,
        budget=pounds(outturn.revised),
        spent=pounds(outturn.spent),
        committed=pounds(outturn.committed),
        forecast=pounds(outturn.forecast),
        variance=signed(outturn.variance),
        percent=DASH if percent is None else f"{percent:+}%" if percent else "0%",
        reason=sentence(outturn.explanation),
        needs_reason=outturn.is_unexplained,
    )


def asks_why(spending: track.Spending) -> str:
    """Say beyond what the funder wants a reason: a sentence for below the table."""
    return (
        f"The grant asks for a reason where the forecast is more than "
        f"{number(spending.total.limit)}% above or below the budget."
    )


def underspend(spending: track.Spending) -> str:
    """Say whether money is forecast to be left, and whether the funder knows [LAWI2]."""
    if not spending.underspend:
        return "No underspend is forecast."
    left = f"The forecast is {pounds(spending.underspend)} below the budget."
    if spending.notified_on is None:
        return f"{left} The record does not say that the funder has been told."
    return f"{left} The funder was told on {long_date(spending.notified_on)}."
