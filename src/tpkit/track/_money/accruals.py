"""What belongs to one financial year and is paid in another: the books of 31 March."""

import enum
from collections.abc import Iterator
from decimal import Decimal

import attrs
import pendulum

from tpkit._model.ids import BidId
from tpkit._model.money import BudgetLine, Expense
from tpkit._model.portfolio import Portfolio
from tpkit._text import long_date, pounds
from tpkit.calendars._instants import the_day


class AccrualKind(enum.StrEnum):
    """Why a cost and its payment lie on two sides of the day the books are closed."""

    ACCRUAL = "accrual"
    """Had by that day and not invoiced by then: the sum is an estimate of the invoice."""
    CREDITOR = "creditor"
    """Had and invoiced by that day, and not paid by then."""
    PREPAYMENT = "prepayment"
    """Paid by that day and had after it: a cost of the time that follows."""


@attrs.frozen(kw_only=True)
class Accrual:
    """One cost that belongs to another year than its payment."""

    kind: AccrualKind
    path: str
    """The place of the expense in the portfolio."""
    title: str
    """What it was."""
    bid: BidId
    """The bid whose budget it is on."""
    amount: Decimal
    """Pounds."""
    received_on: pendulum.Date
    """When it was had."""
    paid_on: pendulum.Date | None
    """When it was paid; None while it has not been."""

    @property
    def counts(self) -> Decimal:
        """Pounds to add to what was paid, for the cost of the time that ends."""
        return -self.amount if self.kind is AccrualKind.PREPAYMENT else self.amount

    @property
    def sentence(self) -> str:
        """What it is, in words, without a full stop."""
        had = f"{pounds(self.amount)} for {self.title}, had on"
        paid = (
            "not paid" if self.paid_on is None else f"paid on {long_date(self.paid_on)}"
        )
        return f"{had} {long_date(self.received_on)}, {paid}: {self.kind.value}"


def accruals(portfolio: Portfolio, /, *, on: pendulum.Date) -> tuple[Accrual, ...]:
    """Give what must be accrued when books are closed at the end of a day.

    That day is 31 March, as a rule. What was had by then is a cost of the year that ends,
    whenever it is invoiced and paid; what was paid by then and is had later is none. What
    will be had by then counts as well, so the answer can be asked for in February.

    In document order.
    """
    closed = the_day("accruals", on)
    return tuple(
        accrual
        for number, line in enumerate(portfolio.budget_lines)
        for accrual in accruals_of(line, f"$.budget_lines[{number}]", closed)
    )


def accruals_of(
    line: BudgetLine, path: str, closed: pendulum.Date
) -> Iterator[Accrual]:
    """Yield what must be accrued of one budget line."""
    for place, expense in enumerate(line.expenses):
        kind = _kind(expense, closed)
        if kind is not None:
            yield Accrual(
                kind=kind,
                path=f"{path}.expenses[{place}]",
                title=expense.description,
                bid=line.bid,
                amount=expense.amount,
                received_on=expense.received_on,
                paid_on=expense.paid_on,
            )


def _kind(expense: Expense, closed: pendulum.Date) -> AccrualKind | None:
    had = expense.received_on <= closed
    if had is _is_by(expense.paid_on, closed):
        return None
    if not had:
        return AccrualKind.PREPAYMENT
    is_invoiced = _is_by(expense.invoiced_on, closed)
    return AccrualKind.CREDITOR if is_invoiced else AccrualKind.ACCRUAL


def _is_by(day: pendulum.Date | None, closed: pendulum.Date) -> bool:
    return day is not None and day <= closed
