from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

import attrs
import pendulum

from tpkit._model.ids import BidId, BudgetLineId, GrantId
from tpkit._model.money import BudgetLine, Expense, Grant, GrantStatus
from tpkit._model.portfolio import Portfolio
from tpkit._text import counted, long_date, pounds
from tpkit.calendars._years import Quarter, Year
from tpkit.checks._check import Check
from tpkit.checks._days import financial_year_start
from tpkit.checks._funding import grants_by_bid
from tpkit.findings import Finding, Severity
from tpkit.track._money.contributions import begins_in, contributions
from tpkit.track._money.eligible import why_not
from tpkit.track._money.grants import granted
from tpkit.track._money.outturn import total
from tpkit.track._money.quarters import quarter_of


@attrs.frozen(kw_only=True)
class ExpenseOutsideTheGrant:
    """Something was bought with a grant's money that the grant cannot pay for.

    It was had before the grant began or after its last day, variations included, or it is
    marked as ineligible; retrospective spending, recoverable VAT and the like cannot be
    charged [LAWI1][FLENS]. The day that counts is the one on which it was had, not the
    invoice's. A line that is ineligible as a whole is the business of TP215.
    """

    code: ClassVar[str] = "TP641"
    rules: ClassVar[tuple[int, ...]] = (13, 22)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        grants = grants_by_bid(portfolio)
        for index, line in enumerate(portfolio.budget_lines):
            of_bid = grants.get(line.bid)
            if line.ineligible is not None or of_bid is None:
                continue
            for place, expense in enumerate(line.expenses):
                # A bid with two grants may charge either.
                reasons = [why_not(grant, expense) for grant in of_bid]
                known = [reason for reason in reasons if reason is not None]
                if len(known) == len(reasons):
                    yield Finding(
                        code=self.code,
                        severity=Severity.ERROR,
                        path=f"$.budget_lines[{index}].expenses[{place}]",
                        message=(
                            f"{pounds(expense.amount)} for {expense.description} "
                            f"cannot be charged to {of_bid[0].title}: {known[0][1]}"
                        ),
                        remedy="pay for it otherwise, or correct the day it was had",
                    )


@attrs.frozen(kw_only=True)
class SpendingDisagrees:
    """What a budget line says was spent is not what its expenses add up to.

    Both are compared to the penny; claims and returns are written from the one and
    audited by the other [WALES]. A line with a total and no expenses is left in peace, as
    only the total may be known.
    """

    code: ClassVar[str] = "TP642"
    rules: ClassVar[tuple[int, ...]] = ()

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        for index, line in enumerate(portfolio.budget_lines):
            if line.actual is None or not line.expenses:
                continue
            bought = total(expense.amount for expense in line.expenses)
            if bought != line.actual:
                number = counted(len(line.expenses), "expense")
                verb = "comes" if len(line.expenses) == 1 else "come"
                yield Finding(
                    code=self.code,
                    severity=Severity.ERROR,
                    path=f"$.budget_lines[{index}].actual",
                    message=(
                        f"{line.description} records {pounds(line.actual)} as spent, "
                        f"and its {number} {verb} to {pounds(bought)}"
                    ),
                    remedy="add the expense that is missing, or leave the total out",
                )


@attrs.frozen(kw_only=True)
class AccrualMissing:
    """Something was had by 31 March and not paid, and the funder does not know of it.

    What was had in a financial year is a cost of that year, whenever it is invoiced, and
    unspent money is returned [LAWI2]. The funder knows of it when it was claimed for that
    year, or when a forecast of accruals was given in that year [OK]. Looked at is the
    latest 31 March that is over; what was paid meanwhile counts as well.
    """

    code: ClassVar[str] = "TP643"
    rules: ClassVar[tuple[int, ...]] = (25,)

    at_least: Decimal = Decimal(1)
    """Pounds of a budget line from which on its accruals are worth a word."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        first_of_this_year = financial_year_start(on)
        if first_of_this_year.year == 1:
            return
        closed = first_of_this_year.subtract(days=1)
        claimed = _claimed(portfolio, closed.year - 1)
        grants = grants_by_bid(portfolio)
        for index, line in enumerate(portfolio.budget_lines):
            if line.ineligible is not None or _is_told(grants, line.bid, closed):
                continue
            had = _had_in_year(line, closed)
            owed = total(e.amount for e in had if _is_unpaid(e, closed))
            unclaimed = total(e.amount for e in had) - claimed.get(line.id, Decimal(0))
            missing = min(owed, unclaimed)
            if missing >= self.at_least:
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"$.budget_lines[{index}].expenses",
                    message=(
                        f"{pounds(missing)} for {line.description} was had by "
                        f"{long_date(closed)} and not paid by then, and the funder has "
                        "not been told"
                    ),
                    remedy="claim it for the year that ended, as an accrual",
                )


@attrs.frozen(kw_only=True)
class ContributionShort:
    """A year is over, and members paid less than the partnership counted on.

    Since the core grant ended, partnerships live on what members give [CC24]; a hole
    found after the year has nothing left to fill it. Held against each other are the
    yearly income of the funding period in which the year begins and the subscriptions
    paid; bought places are left out.
    """

    code: ClassVar[str] = "TP644"
    rules: ClassVar[tuple[int, ...]] = (10,)

    percent: Decimal = Decimal(5)
    """Percent of the budgeted income that may be missing."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        years = sorted({given.year for given in portfolio.contributions})
        for index, period in enumerate(portfolio.partnership.funding):
            budgeted = period.yearly_income
            for first in years if budgeted else ():
                year = Year(first=first)
                if year.end >= on or not begins_in(year, period):
                    continue
                given = contributions(portfolio, year=first, on=on)
                short = (budgeted or Decimal(0)) - given.paid
                if short * 100 > self.percent * (budgeted or Decimal(0)):
                    yield Finding(
                        code=self.code,
                        severity=Severity.WARNING,
                        path=f"$.partnership.funding[{index}].yearly_income",
                        message=(
                            f"Members paid {pounds(given.paid)} for {year.label}, "
                            f"{pounds(short)} less than budgeted"
                        ),
                        remedy="collect what is due, or say what it is paid from",
                    )


@attrs.frozen(kw_only=True)
class VirementOnOneLine:
    """Money was moved, and only one of the two budget lines shows it.

    The revised plan of a line is its plan with its virements, so a move that stands on
    one line alone makes the whole budget larger or smaller than it is. The other line
    shows the same sum the other way round, on the same day [OK].
    """

    code: ClassVar[str] = "TP645"
    rules: ClassVar[tuple[int, ...]] = (20,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        moves = Counter(
            (line.id, virement.counterpart, virement.on, virement.amount)
            for line in portfolio.budget_lines
            for virement in line.virements
        )
        for index, line in enumerate(portfolio.budget_lines):
            for place, virement in enumerate(line.virements):
                amount, other = virement.amount, virement.counterpart
                here = moves[line.id, other, virement.on, amount]
                there = moves[other, line.id, virement.on, -amount]
                if amount and there < here:
                    title = portfolio.get(BudgetLine, other).description
                    way = "from" if amount > 0 else "to"
                    yield Finding(
                        code=self.code,
                        severity=Severity.WARNING,
                        path=f"$.budget_lines[{index}].virements[{place}]",
                        message=(
                            f"{line.description} shows {pounds(abs(amount))} moved "
                            f"{way} {title}, which does not show it"
                        ),
                        remedy=(
                            "record it on both lines, less on one what is more on the "
                            "other"
                        ),
                    )


@attrs.frozen(kw_only=True)
class ClaimedBeyondTheGrant:
    """The claims of a grant come to more than the grant.

    A funder pays what it granted and no more [WALES]. The finding stands at the claim
    that goes beyond, in the order of the quarters; a variation of the amount that was
    agreed counts.
    """

    code: ClassVar[str] = "TP646"
    rules: ClassVar[tuple[int, ...]] = ()

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        claims: dict[GrantId, list[tuple[Quarter, int, Decimal]]] = {}
        for index, claim in enumerate(portfolio.claims):
            asked = total(line.amount for line in claim.lines)
            claims.setdefault(claim.grant, []).append((quarter_of(claim), index, asked))
        for grant in portfolio.grants:
            left = granted(grant, on=on)
            for _, index, asked in sorted(claims.get(grant.id, [])):
                left -= asked
                if asked and left < 0:
                    yield Finding(
                        code=self.code,
                        severity=Severity.ERROR,
                        path=f"$.claims[{index}].lines",
                        message=(
                            f"With this claim {pounds(-left)} more is claimed than the "
                            f"{pounds(granted(grant, on=on))} of {grant.title}"
                        ),
                        remedy="claim less, or have the amount varied",
                    )


def _claimed(portfolio: Portfolio, year: int) -> dict[BudgetLineId, Decimal]:
    found: dict[BudgetLineId, Decimal] = {}
    for claim in portfolio.claims:
        for asked in claim.lines if claim.year == year else ():
            so_far = found.get(asked.budget_line, Decimal(0))
            found[asked.budget_line] = so_far + asked.amount
    return found


def _is_told(
    grants: dict[BidId, list[Grant]], bid: BidId, closed: pendulum.Date
) -> bool:
    """Say whether the funder was told of accruals, or need not be."""
    begun = financial_year_start(closed)
    return not any(
        grant.status not in _SETTLED
        and (
            grant.accrual_forecast_on is None
            or not begun <= grant.accrual_forecast_on <= closed
        )
        for grant in grants.get(bid, [])
    )


_SETTLED = (GrantStatus.CERTIFIED, GrantStatus.CLOSED, GrantStatus.TERMINATED)


def _had_in_year(line: BudgetLine, closed: pendulum.Date) -> list[Expense]:
    begun = financial_year_start(closed)
    return [
        expense
        for expense in line.expenses
        if begun <= expense.received_on <= closed and expense.ineligible is None
    ]


def _is_unpaid(expense: Expense, closed: pendulum.Date) -> bool:
    return expense.paid_on is None or closed < expense.paid_on


CHECKS: tuple[Check, ...] = (
    ExpenseOutsideTheGrant(),
    SpendingDisagrees(),
    AccrualMissing(),
    ContributionShort(),
    VirementOnOneLine(),
    ClaimedBeyondTheGrant(),
)
