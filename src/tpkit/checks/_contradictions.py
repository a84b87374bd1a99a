from collections.abc import Iterator
from typing import ClassVar

import attrs
import pendulum

from tpkit._model.money import Bid, Claim, Grant
from tpkit._model.portfolio import Portfolio
from tpkit._text import listed, long_date, pounds
from tpkit.checks._check import Check
from tpkit.findings import Finding, Severity
from tpkit.track._money.grants import live_grants_of
from tpkit.track._money.outturn import revised_on, spent_on, total
from tpkit.track._money.quarters import quarter_of


@attrs.frozen(kw_only=True)
class VirementBeyondTheLine:
    """More money was moved out of a budget line than it holds.

    What is left is below nothing, and no sum that counts with it means anything. Counted
    is the plan with the virements made by then; money that came in first may go out
    again.
    """

    code: ClassVar[str] = "TP656"
    rules: ClassVar[tuple[int, ...]] = (20,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        for index, line in enumerate(portfolio.budget_lines):
            if (revised := revised_on(line, on)) < 0:
                yield Finding(
                    code=self.code,
                    severity=Severity.ERROR,
                    path=f"$.budget_lines[{index}].virements",
                    message=(
                        f"{pounds(-revised)} more was moved out of {line.description} "
                        "than it held"
                    ),
                    remedy="correct the virements, or the plan",
                )


@attrs.frozen(kw_only=True)
class ForecastBelowSpent:
    """A budget line is forecast to come to less than was spent and ordered already.

    A forecast is what will have been spent at the end, so what was spent by then and is
    on order is a part of it; an underspend that is told from a lower one is none.
    """

    code: ClassVar[str] = "TP657"
    rules: ClassVar[tuple[int, ...]] = ()

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        for index, line in enumerate(portfolio.budget_lines):
            known = (spent_on(line, on), line.committed)
            gone = total(amount for amount in known if amount is not None)
            if line.forecast is not None and line.forecast < gone:
                yield Finding(
                    code=self.code,
                    severity=Severity.ERROR,
                    path=f"$.budget_lines[{index}].forecast",
                    message=(
                        f"{line.description} is forecast to come to "
                        f"{pounds(line.forecast)}, and {pounds(gone)} of it is spent or "
                        "on order already"
                    ),
                    remedy="forecast it anew, or correct what was spent and ordered",
                )


@attrs.frozen(kw_only=True)
class BudgetOfTwoGrants:
    """Two live grants hang on one bid, and each reports its whole budget as its own.

    Budget lines belong to a bid. While two of its grants are live, what was spent cannot
    be told apart, and a return on either counts the other's money [LAWI2]. Grants that
    were declined, terminated or closed are left out.
    """

    code: ClassVar[str] = "TP658"
    rules: ClassVar[tuple[int, ...]] = ()

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        with_budget = {line.bid for line in portfolio.budget_lines}
        for index, grant in enumerate(portfolio.grants):
            if grant.bid not in with_budget:
                continue
            live = live_grants_of(portfolio, grant.bid)
            if grant in live[1:]:
                titles = listed(each.title for each in live)
                every = "both" if len(live) == 2 else "all"  # noqa: PLR2004
                bid = portfolio.get(Bid, grant.bid).title
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"$.grants[{index}].bid",
                    message=f"{titles} {every} report the budget of {bid} as their own",
                    remedy=(
                        "close the grant that is over, or give each a bid with budget "
                        "lines of its own"
                    ),
                )


@attrs.frozen(kw_only=True)
class ClaimPaidAmiss:
    """A claim was paid that was not submitted, or more was paid than it asks for.

    A funder pays what is claimed, once it is claimed [WALES]. One of the two was not
    written down, or money came that has to go back. Of a claim without lines nobody knows
    what it asks for.
    """

    code: ClassVar[str] = "TP659"
    rules: ClassVar[tuple[int, ...]] = ()

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        for index, claim in enumerate(portfolio.claims):
            is_later = claim.paid_on is not None and claim.paid_on > on
            for field, message in () if is_later else _amiss(claim):
                grant = portfolio.get(Grant, claim.grant).title
                yield Finding(
                    code=self.code,
                    severity=Severity.ERROR,
                    path=f"$.claims[{index}].{field}",
                    message=f"The claim for {quarter_of(claim).label} of {grant} {message}",
                    remedy="correct the claim, or tell the funder and pay back",
                )


def _amiss(claim: Claim) -> Iterator[tuple[str, str]]:
    if claim.paid is None and claim.paid_on is None:
        return
    if claim.submitted_on is None:
        yield "submitted_on", "was paid, and it is not recorded as submitted"
    elif claim.paid_on is not None and claim.paid_on < claim.submitted_on:
        days = long_date(claim.paid_on), long_date(claim.submitted_on)
        yield "paid_on", f"was paid on {days[0]}, before it was submitted on {days[1]}"
    asked = total(line.amount for line in claim.lines)
    if claim.paid is not None and claim.lines and claim.paid > asked:
        more = pounds(claim.paid - asked)
        yield "paid", f"asks for {pounds(asked)} and was paid {more} more"


CHECKS: tuple[Check, ...] = (
    VirementBeyondTheLine(),
    ForecastBelowSpent(),
    BudgetOfTwoGrants(),
    ClaimPaidAmiss(),
)
