"""Until when each project's money lasts."""

import pendulum

from tpkit._model.ids import BidId, ProjectId
from tpkit._model.money import Bid, FundingRound, GrantStatus
from tpkit._model.portfolio import Portfolio


def funding_ends(portfolio: Portfolio) -> dict[ProjectId, pendulum.Date | None]:
    """Give the last day on which each project's money may be spent."""
    granted = _last_spend_days(portfolio)
    found: dict[ProjectId, pendulum.Date | None] = {}
    for project in portfolio.projects:
        ends = [project.funded_end]
        if project.bid is not None:
            ends.append(granted.get(project.bid))
        known = [end for end in ends if end is not None]
        if not known and project.bid is not None:
            bid = portfolio.get(Bid, project.bid)
            found[project.id] = portfolio.get(FundingRound, bid.round).funding_end
        else:
            found[project.id] = min(known, default=None)
    return found


def _last_spend_days(portfolio: Portfolio) -> dict[BidId, pendulum.Date]:
    found: dict[BidId, pendulum.Date] = {}
    for grant in portfolio.grants:
        if grant.status is not GrantStatus.DECLINED:
            day = grant.last_spend_day
            found[grant.bid] = max(found.get(grant.bid, day), day)
    return found
