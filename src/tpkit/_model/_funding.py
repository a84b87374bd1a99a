"""Which projects have money, and until when it lasts."""

import pendulum

from tpkit._model.delivery import Project, ProjectStatus
from tpkit._model.ids import BidId, ProjectId
from tpkit._model.money import Bid, BidStatus, FundingRound, GrantStatus
from tpkit._model.portfolio import Portfolio

_BROUGHT_NOTHING = (
    BidStatus.UNSUCCESSFUL,
    BidStatus.WITHDRAWN,
    BidStatus.ROUND_CANCELLED,
)


def is_given_up(portfolio: Portfolio, project: Project) -> bool:
    """Say whether a project will not go ahead: cancelled, or proposed in a lost bid."""
    if project.status is not ProjectStatus.PROPOSED or project.bid is None:
        return project.status is ProjectStatus.CANCELLED
    return portfolio.get(Bid, project.bid).status in _BROUGHT_NOTHING


def funding_starts(portfolio: Portfolio) -> dict[ProjectId, pendulum.Date | None]:
    """Give the first day of each project: its own, or the first on which money may flow."""
    granted: dict[BidId, pendulum.Date] = {}
    for grant in portfolio.grants:
        if grant.status is not GrantStatus.DECLINED:
            granted[grant.bid] = min(granted.get(grant.bid, grant.start), grant.start)
    found: dict[ProjectId, pendulum.Date | None] = {}
    for project in portfolio.projects:
        found[project.id] = project.start
        if project.start is None and project.bid is not None:
            bid = portfolio.get(Bid, project.bid)
            round_start = portfolio.get(FundingRound, bid.round).funding_start
            found[project.id] = granted.get(project.bid, round_start)
    return found


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
