"""Money moved between categories of a grant, and how much may still be moved unasked."""

from collections.abc import Iterable
from decimal import Decimal

import attrs

from tpkit._model.money import (
    BudgetLine,
    CostCategory,
    Grant,
    VariationKind,
    Virement,
)
from tpkit._model.portfolio import Portfolio
from tpkit.track._money.grants import grants_of, lines_of, virement_limit
from tpkit.track._money.outturn import total


@attrs.frozen(kw_only=True)
class CategoryMoves:
    """What was moved into and out of a category, and what may be moved unasked."""

    category: CostCategory
    planned: Decimal
    """Pounds of the category in the approved budget."""
    moved_in: Decimal
    """Pounds that came from other categories."""
    moved_out: Decimal
    """Pounds that went to other categories."""
    unasked_in: Decimal
    """Pounds of those that came without the funder's approval."""
    unasked_out: Decimal
    """Pounds of those that went without the funder's approval."""
    allowed: Decimal
    """Pounds that may come, and go, without asking [OK]."""

    @property
    def may_come(self) -> Decimal:
        """Pounds that may still come unasked; negative by how much is too much."""
        return self.allowed - self.unasked_in

    @property
    def may_go(self) -> Decimal:
        """Pounds that may still go unasked; negative by how much is too much."""
        return self.allowed - self.unasked_out


def virements(portfolio: Portfolio, grant: str, /) -> tuple[CategoryMoves, ...]:
    """Tell what was moved between the categories of a grant, each category in order.

    Moves inside a category are free and not counted, nor are those between grants, which
    are forbidden. What may be moved unasked is the grant's own percentage of what was
    planned for a category, or a tenth.

    Raises:
        UnknownIdError: no grant has the id.
    """
    terms = portfolio.get(Grant, grant)
    agreed = grants_of(portfolio, terms.bid)
    lines: dict[CostCategory, list[BudgetLine]] = {}
    for _, line in lines_of(portfolio, terms.bid):
        lines.setdefault(line.category, []).append(line)
    return tuple(
        _moves(portfolio, category, lines[category], terms, agreed)
        for category in CostCategory
        if category in lines
    )


def _moves(
    portfolio: Portfolio,
    category: CostCategory,
    lines: Iterable[BudgetLine],
    terms: Grant,
    agreed: Iterable[Grant],
) -> CategoryMoves:
    across = [
        (line, virement)
        for line in lines
        for virement in line.virements
        if leaves_its_category(portfolio, line, virement)
    ]
    unasked = [move for line, move in across if not is_approved(move, agreed)]
    planned = total(line.planned for line in lines)
    return CategoryMoves(
        category=category,
        planned=planned,
        moved_in=total(move.amount for _, move in across if move.amount > 0),
        moved_out=-total(move.amount for _, move in across if move.amount < 0),
        unasked_in=total(move.amount for move in unasked if move.amount > 0),
        unasked_out=-total(move.amount for move in unasked if move.amount < 0),
        allowed=planned * virement_limit(terms) / 100,
    )


def leaves_its_category(
    portfolio: Portfolio, line: BudgetLine, virement: Virement
) -> bool:
    """Say whether money moves between two categories of one bid."""
    other = portfolio.get(BudgetLine, virement.counterpart)
    return other.bid == line.bid and other.category is not line.category


def is_approved(virement: Virement, grants: Iterable[Grant]) -> bool:
    """Say whether the funder approved a virement: itself, or by a variation before it."""
    return virement.approved_on is not None or any(
        variation.kind is VariationKind.VIREMENT
        and variation.agreed_on is not None
        and variation.agreed_on <= virement.on
        and (variation.amount is None or abs(virement.amount) <= variation.amount)
        for grant in grants
        for variation in grant.variations
    )
