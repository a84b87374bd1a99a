"""Portfolios with money by quarter and with sessions that people came to."""

from decimal import Decimal
from typing import Any

import attrs

from tpkit._model.ids import BidId, BudgetLineId, GrantId
from tpkit._model.money import BudgetLine, CostCategory, Expense, Grant
from tpkit._model.portfolio import Portfolio
from tpkit.report._samples.riverside import BUDGET, day, riverside


def with_money() -> Portfolio:
    """Give Riverside's portfolio with the grant that pays for it, and what was bought."""
    return attrs.evolve(
        riverside(), grants=(_grant("grant", "Barriers grant"),), budget_lines=_budget()
    )


def _grant(id: str, title: str, **more: Any) -> Grant:
    return Grant(
        id=GrantId(id),
        title=title,
        bid=BidId("bid"),
        amount=Decimal(18000),
        start=day(4, 1, 2021),
        end=day(3, 31),
        **more,
    )


def _budget() -> tuple[BudgetLine, ...]:
    bought = (
        Expense(
            description="Survey", amount=Decimal(1450), received_on=day(7, 6, 2021)
        ),
        Expense(
            description="Analysis", amount=Decimal(2200), received_on=day(11, 12, 2021)
        ),
    )
    survey = BudgetLine(
        id=BudgetLineId("survey"),
        bid=BidId("bid"),
        category=CostCategory.EVALUATION,
        description="Survey and analysis",
        planned=Decimal(4500),
        start=day(7, 1, 2021),
        end=day(3, 31),
        expenses=bought,
    )
    return (*BUDGET, survey)
