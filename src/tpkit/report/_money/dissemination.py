"""Who is told of the work, with what, and by when."""

import attrs

from tpkit._model.money import Bid
from tpkit._model.portfolio import Portfolio
from tpkit.report._words.names import person
from tpkit.report._words.words import day


@attrs.frozen(kw_only=True)
class DisseminationRow:
    """Somebody who is to be told, and with what [S1]."""

    audience: str
    """`London IRO Regional Forum`."""
    product: str
    """`The workshop's material`."""
    by: str
    """By when; empty where the plan does not say."""
    owner: str
    """Who sees to it; empty where nobody is named."""
    done: str
    """When it was done; empty while it has not been."""


def dissemination_rows(portfolio: Portfolio, bid: Bid) -> tuple[DisseminationRow, ...]:
    """Put a bid's plan for telling others into words."""
    return tuple(
        DisseminationRow(
            audience=one.audience,
            product=one.product,
            by=day(one.by),
            owner=person(portfolio, one.owner),
            done=day(one.done_on),
        )
        for one in bid.dissemination
    )
