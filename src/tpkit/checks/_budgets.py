from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

import attrs
import pendulum

from tpkit._model.ids import BidId, BudgetLineId
from tpkit._model.money import (
    Bid,
    BudgetLine,
    CostCategory,
    Grant,
)
from tpkit._model.portfolio import Portfolio
from tpkit._text import long_date, pounds
from tpkit.checks._check import Check
from tpkit.checks._days import financial_year_end
from tpkit.checks._funding import GIVEN_UP, funded_from, funded_until, grants_by_bid
from tpkit.findings import Finding, Severity
from tpkit.track._money.outturn import outturn_of, revised_on
from tpkit.track._money.virements import is_approved, leaves_its_category


@attrs.frozen(kw_only=True)
class BudgetLineOutsideFunding:
    """A budget line reaches beyond the days on which its money may be spent.

    The days are the grant's, with its variations; before there is a grant they are the
    round's. Where neither names a last day it is the 31 March that ends the financial
    year, as in most government funds [S1][OK]. Bids that will bring no money are left in
    peace.
    """

    code: ClassVar[str] = "TP211"
    rules: ClassVar[tuple[int, ...]] = (13,)

    ends_with_year: bool = True
    """Whether money without a last day must be spent by the 31 March after the line
    begins."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        grants = grants_by_bid(portfolio)
        for index, line in enumerate(portfolio.budget_lines):
            bid = portfolio.get(Bid, line.bid)
            if bid.status in GIVEN_UP:
                continue
            first = funded_from(portfolio, bid, grants)
            last = funded_until(portfolio, bid, grants)
            if last is None and self.ends_with_year:
                last = financial_year_end(line.start)
            if first is not None and line.start < first:
                yield self._outside(
                    f"$.budget_lines[{index}].start",
                    f"{line.description} begins on {long_date(line.start)}, but money "
                    f"may be spent from {long_date(first)} only",
                    "move the spending into the funded time",
                )
            if last is not None and line.end > last:
                yield self._outside(
                    f"$.budget_lines[{index}].end",
                    f"{line.description} runs until {long_date(line.end)}, but money "
                    f"may be spent until {long_date(last)} only",
                    "bring the spending forward, or have an extension agreed",
                )

    def _outside(self, path: str, message: str, remedy: str) -> Finding:
        return Finding(
            code=self.code,
            severity=Severity.ERROR,
            path=path,
            message=message,
            remedy=remedy,
        )


@attrs.frozen(kw_only=True)
class VirementUnapproved:
    """More of a category was moved than may be moved without asking the funder.

    What the grant says counts; where it is silent, a tenth of the category's planned
    money may be moved in, and a tenth out [OK]. Counted is what left or entered a
    category without approval, all its lines together; moves inside a category are free,
    and moves between grants are the business of TP213.
    A virement is approved by its own date of approval, or by a variation of the grant
    that was agreed before it and is large enough.
    """

    code: ClassVar[str] = "TP212"
    rules: ClassVar[tuple[int, ...]] = (20,)

    percent: Decimal = Decimal(10)
    """Percent of a category's planned money that may be moved unasked."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        grants = grants_by_bid(portfolio)
        planned: dict[tuple[BidId, CostCategory], Decimal] = {}
        for line in portfolio.budget_lines:
            key = (line.bid, line.category)
            planned[key] = planned.get(key, Decimal(0)) + line.planned
        moved: dict[tuple[BidId, CostCategory, bool], Decimal] = {}
        for index, line in enumerate(portfolio.budget_lines):
            limit = self._limit(grants.get(line.bid, []))
            for place, virement in enumerate(line.virements):
                if is_approved(virement, grants.get(line.bid, [])):
                    continue
                if not leaves_its_category(portfolio, line, virement):
                    continue
                direction = (line.bid, line.category, virement.amount > 0)
                before = moved.get(direction, Decimal(0))
                moved[direction] = before + abs(virement.amount)
                allowed = planned[line.bid, line.category] * limit / 100
                if before <= allowed < moved[direction]:
                    yield self._too_much(
                        f"$.budget_lines[{index}].virements[{place}]",
                        line.category.value.replace("_", " "),
                        "into" if virement.amount > 0 else "out of",
                        moved[direction],
                        allowed,
                    )

    def _limit(self, grants: list[Grant]) -> Decimal:
        limits = [g.virement_limit for g in grants if g.virement_limit is not None]
        return min(limits, default=self.percent)

    def _too_much(
        self, path: str, category: str, way: str, moved: Decimal, allowed: Decimal
    ) -> Finding:
        return Finding(
            code=self.code,
            severity=Severity.WARNING,
            path=path,
            message=(
                f"{pounds(moved)} has been moved {way} {category} without the funder's "
                f"approval, while {pounds(allowed)} may be"
            ),
            remedy="ask the funder, and record the day of approval",
        )


@attrs.frozen(kw_only=True)
class VirementBetweenGrants:
    """Money was moved from one grant to another.

    Grant agreements forbid it, however small the sum [LAWI2]. A move that stands on both
    lines is reported once, where it stands first.
    """

    code: ClassVar[str] = "TP213"
    rules: ClassVar[tuple[int, ...]] = (20,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        seen: set[tuple[BudgetLineId, BudgetLineId, pendulum.Date, Decimal]] = set()
        for index, line in enumerate(portfolio.budget_lines):
            for place, virement in enumerate(line.virements):
                other = portfolio.get(BudgetLine, virement.counterpart)
                end = (other.id, line.id, virement.on, -virement.amount)
                if other.bid != line.bid and end not in seen:
                    seen.add((line.id, other.id, virement.on, virement.amount))
                    ours = portfolio.get(Bid, line.bid).title
                    theirs = portfolio.get(Bid, other.bid).title
                    path = f"$.budget_lines[{index}].virements[{place}].counterpart"
                    yield Finding(
                        code=self.code,
                        severity=Severity.ERROR,
                        path=path,
                        message=(
                            f"{pounds(abs(virement.amount))} was moved between {ours} "
                            f"and {theirs}"
                        ),
                        remedy="undo the virement: each grant pays for its own work",
                    )


@attrs.frozen(kw_only=True)
class VarianceUnexplained:
    """A budget line turns out much higher or lower than planned, and nobody says why.

    What the grant says counts; where it is silent, more than 15% either way is to be
    explained, as one funder asks [FPF]; another asks at 25% [SPORT]. The outturn is the
    forecast; where there is none, once the line's days are over, what was spent with what
    is still on order. It is held against the plan with the virements made so far.
    """

    code: ClassVar[str] = "TP214"
    rules: ClassVar[tuple[int, ...]] = (21,)

    percent: Decimal = Decimal(15)
    """Percent of the revised plan beyond which a variance is explained."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        grants = grants_by_bid(portfolio)
        for index, line in enumerate(portfolio.budget_lines):
            outturn = outturn_of(line, on)
            if outturn is None or line.variance_explanation:
                continue
            given = [g.variance_limit for g in grants.get(line.bid, [])]
            limits = [limit for limit in given if limit is not None]
            percent = min(limits, default=self.percent)
            revised = revised_on(line, on)
            variance = outturn - revised
            if abs(variance) * 100 > percent * abs(revised):
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"$.budget_lines[{index}].variance_explanation",
                    message=(
                        f"{line.description} comes to {pounds(outturn)}, "
                        f"{pounds(abs(variance))} "
                        f"{'more' if variance > 0 else 'less'} than planned"
                    ),
                    remedy="explain the variance",
                )


@attrs.frozen(kw_only=True)
class IneligibleCost:
    """A cost that no grant may pay for is in the budget.

    Recoverable VAT, contingency, retrospective spending, lobbying and what somebody
    else pays for are ineligible [LAWI1][FLENS]. A line that is marked as such must not
    have any money of the grant. Bids that will bring no money are left in peace.
    """

    code: ClassVar[str] = "TP215"
    rules: ClassVar[tuple[int, ...]] = (22,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        claimed = {
            line.budget_line
            for claim in portfolio.claims
            for line in claim.lines
            if line.amount
        }
        for index, line in enumerate(portfolio.budget_lines):
            has_money = bool(line.planned or line.spent) or line.id in claimed
            if line.ineligible is None or not has_money:
                continue
            if portfolio.get(Bid, line.bid).status not in GIVEN_UP:
                reason = line.ineligible.value.replace("_", " ")
                yield Finding(
                    code=self.code,
                    severity=Severity.ERROR,
                    path=f"$.budget_lines[{index}].ineligible",
                    message=f"{line.description} cannot be charged: {reason}",
                    remedy="take it out of the budget and the claims, or pay otherwise",
                )


@attrs.frozen(kw_only=True)
class SpentBeforeGrant:
    """A claim asks for money that was spent before the grant began.

    Retrospective spending is ineligible [LAWI1].
    """

    code: ClassVar[str] = "TP216"
    rules: ClassVar[tuple[int, ...]] = (22,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        for index, claim in enumerate(portfolio.claims):
            grant = portfolio.get(Grant, claim.grant)
            for place, line in enumerate(claim.lines):
                if line.spent_on is not None and line.spent_on < grant.start:
                    spent = portfolio.get(BudgetLine, line.budget_line).description
                    yield Finding(
                        code=self.code,
                        severity=Severity.ERROR,
                        path=f"$.claims[{index}].lines[{place}].spent_on",
                        message=(
                            f"{pounds(line.amount)} for {spent} was spent on "
                            f"{long_date(line.spent_on)}, before {grant.title} began "
                            f"on {long_date(grant.start)}"
                        ),
                        remedy="take it out of the claim",
                    )


CHECKS: tuple[Check, ...] = (
    BudgetLineOutsideFunding(),
    VirementUnapproved(),
    VirementBetweenGrants(),
    VarianceUnexplained(),
    IneligibleCost(),
    SpentBeforeGrant(),
)
