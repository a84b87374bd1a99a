"""What becomes of the work when the grant is over, in words."""

from tpkit._model.money import Bid
from tpkit._model.portfolio import Portfolio
from tpkit._text import pounds
from tpkit.report._words.names import organisations
from tpkit.report._words.words import paragraphs


def carried_on(portfolio: Portfolio, bid: Bid) -> tuple[str, ...]:
    """Say who carries a bid's work on, and at what cost, in paragraphs."""
    by = organisations(portfolio, bid.continued_by)
    cost = bid.running_cost
    said = [
        *paragraphs(bid.sustainability),
        f"Carried on by {by}." if by else "",
        f"Carrying it on costs {pounds(cost)} a year." if cost is not None else "",
    ]
    return tuple(filter(None, said))
