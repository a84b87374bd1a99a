"""What cannot be charged to a grant, and why."""

from collections.abc import Iterator
from decimal import Decimal

import attrs

from tpkit._model.money import BudgetLine, Expense, Grant, Ineligibility
from tpkit._model.portfolio import Portfolio
from tpkit._text import long_date, pounds
from tpkit.track._money.grants import lines_of


@attrs.frozen(kw_only=True)
class Ineligible:
    """A cost that cannot be charged to the grant."""

    path: str
    """Its place in the portfolio: `$.budget_lines[0].expenses[2]`."""
    title: str
    """What it was."""
    amount: Decimal
    """Pounds that cannot be charged."""
    reason: Ineligibility | None
    """Why; None for what was had after the last day of the grant."""
    sentence: str
    """Why, in words, without a full stop."""


def ineligible(portfolio: Portfolio, grant: str, /) -> tuple[Ineligible, ...]:
    """Give the costs of a grant's budget lines that cannot be charged to it.

    They are marked so on the line or on the expense, or were had before the grant began
    or after its last day, agreed variations included. Of a line that is marked, what was
    spent is given as one; else each expense is judged alone.

    Raises:
        UnknownIdError: no grant has the id.
    """
    terms = portfolio.get(Grant, grant)
    return tuple(
        cost
        for number, line in lines_of(portfolio, terms.bid)
        for cost in _of_line(terms, line, f"$.budget_lines[{number}]")
    )


def _of_line(grant: Grant, line: BudgetLine, path: str) -> Iterator[Ineligible]:
    if line.ineligible is not None:
        amount = line.spent or Decimal(0)
        yield Ineligible(
            path=path,
            title=line.description,
            amount=amount,
            reason=line.ineligible,
            sentence=f"{pounds(amount)} for {line.description}: {_words(line.ineligible)}",
        )
        return
    for place, expense in enumerate(line.expenses):
        if why := why_not(grant, expense):
            reason, words = why
            yield Ineligible(
                path=f"{path}.expenses[{place}]",
                title=expense.description,
                amount=expense.amount,
                reason=reason,
                sentence=f"{pounds(expense.amount)} for {expense.description}: {words}",
            )


def why_not(grant: Grant, expense: Expense) -> tuple[Ineligibility | None, str] | None:
    """Say why an expense cannot be charged, in code and in words; None if it can be."""
    had = f"had on {long_date(expense.received_on)}"
    if expense.ineligible is not None:
        return expense.ineligible, _words(expense.ineligible)
    if expense.received_on < grant.start:
        began = f"before the grant began on {long_date(grant.start)}"
        return Ineligibility.RETROSPECTIVE, f"{had}, {began}"
    if expense.received_on > grant.last_spend_day:
        return (
            None,
            f"{had}, after the grant's last day, {long_date(grant.last_spend_day)}",
        )
    return None


def _words(reason: Ineligibility) -> str:
    return reason.value.replace("_", " ")
