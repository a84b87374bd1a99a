"""Which budget lines, claims and terms belong to a grant."""

from collections.abc import Iterator
from decimal import Decimal

import pendulum

from tpkit._model.delivery import Project
from tpkit._model.ids import BidId, ProjectId
from tpkit._model.money import Bid, BudgetLine, Grant, GrantStatus, VariationKind
from tpkit._model.portfolio import Portfolio

VARIANCE_LIMIT = Decimal(15)
"""Percent beyond which a variance is explained, where the grant is silent [FPF]."""

VIREMENT_LIMIT = Decimal(10)
"""Percent of a category that may be moved unasked, where the grant is silent [OK]."""

Place = tuple[int, BudgetLine]


def lines_of(portfolio: Portfolio, bid: BidId) -> Iterator[Place]:
    """Yield the budget lines of a bid, each with its number in the portfolio."""
    for number, line in enumerate(portfolio.budget_lines):
        if line.bid == bid:
            yield number, line


def grants_of(portfolio: Portfolio, bid: BidId) -> list[Grant]:
    """Give the grants of a bid, less those that were declined."""
    return [
        grant
        for grant in portfolio.grants
        if grant.bid == bid and grant.status is not GrantStatus.DECLINED
    ]


_OVER = (GrantStatus.DECLINED, GrantStatus.TERMINATED, GrantStatus.CLOSED)


def live_grants_of(portfolio: Portfolio, bid: BidId) -> list[Grant]:
    """Give the grants of a bid that are neither declined nor over."""
    mine = grants_of(portfolio, bid)
    return [grant for grant in mine if grant.status not in _OVER]


def variance_limit(grant: Grant) -> Decimal:
    """Give the percent beyond which the grant asks why."""
    return VARIANCE_LIMIT if grant.variance_limit is None else grant.variance_limit


def virement_limit(grant: Grant) -> Decimal:
    """Give the percent of a category that may be moved without asking."""
    return VIREMENT_LIMIT if grant.virement_limit is None else grant.virement_limit


def granted(grant: Grant, *, on: pendulum.Date) -> Decimal:
    """Give the pounds of a grant, with the variations of its amount agreed by a day."""
    return grant.amount + sum(
        (
            variation.amount
            for variation in grant.variations
            if variation.kind is VariationKind.AMOUNT
            and variation.amount is not None
            and variation.agreed_on is not None
            and variation.agreed_on <= on
        ),
        start=Decimal(0),
    )


def money_of_projects(portfolio: Portfolio) -> dict[ProjectId, Decimal]:
    """Give the pounds that each project has: its grants', or what was awarded or asked.

    A project of which nothing of the sort is known is left out.
    """
    granted: dict[BidId, Decimal] = {}
    for grant in portfolio.grants:
        if grant.status is not GrantStatus.DECLINED:
            granted[grant.bid] = granted.get(grant.bid, Decimal(0)) + grant.amount
    found: dict[ProjectId, Decimal] = {}
    for project in portfolio.projects:
        money = _money_of(portfolio, project, granted)
        if money is not None:
            found[project.id] = money
    return found


def _money_of(
    portfolio: Portfolio, project: Project, granted: dict[BidId, Decimal]
) -> Decimal | None:
    if project.bid is None:
        return None
    bid = portfolio.get(Bid, project.bid)
    asked = bid.amount_requested if bid.amount_awarded is None else bid.amount_awarded
    return granted.get(project.bid, asked)
