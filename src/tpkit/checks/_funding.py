"""What checks ask about money: whose grant, until when, in whose words."""

import pendulum

from tpkit._model.ids import BidId
from tpkit._model.money import (
    Bid,
    BidStatus,
    FundingRound,
    Grant,
    GrantStatus,
    MonitoringReturn,
    ReturnStatus,
)
from tpkit._model.partnership import PartnershipKind
from tpkit._model.portfolio import Portfolio

NOT_TAKEN_UP = (GrantStatus.DECLINED, GrantStatus.TERMINATED)
"""Grants nobody reports on any more."""

GIVEN_UP = (BidStatus.UNSUCCESSFUL, BidStatus.WITHDRAWN, BidStatus.ROUND_CANCELLED)
"""Bids that will bring no money."""


_OWES_REPORTS = (
    GrantStatus.SIGNED,
    GrantStatus.ACTIVE,
    GrantStatus.SUSPENDED,
    GrantStatus.ENDED,
    GrantStatus.FINAL_CLAIM,
)


def owes_reports(grant: Grant) -> bool:
    """Say whether a grant has been signed, by its status or its date, and is not over."""
    is_signed = grant.signed_on is not None and grant.status in _NOT_YET_SIGNED
    return is_signed or grant.status in _OWES_REPORTS


_NOT_YET_SIGNED = (
    GrantStatus.OFFERED,
    GrantStatus.TERMS_RECEIVED,
    GrantStatus.ACCOUNTABLE_BODY_APPROVED,
)


def is_sent(return_: MonitoringReturn) -> bool:
    """Say whether a return has gone to the funder, on a known day or not."""
    return return_.submitted_on is not None or return_.status in (
        ReturnStatus.SUBMITTED,
        ReturnStatus.QUERIED,
        ReturnStatus.ACCEPTED,
    )


def is_teaching_partnership(portfolio: Portfolio) -> bool:
    """Say whether the rules made for teaching partnerships hold."""
    return portfolio.partnership.kind is PartnershipKind.TEACHING_PARTNERSHIP


def grants_by_bid(portfolio: Portfolio) -> dict[BidId, list[Grant]]:
    """Give each bid's grants, less those that were declined."""
    found: dict[BidId, list[Grant]] = {}
    for grant in portfolio.grants:
        if grant.status is not GrantStatus.DECLINED:
            found.setdefault(grant.bid, []).append(grant)
    return found


def funded_from(
    portfolio: Portfolio, bid: Bid, grants: dict[BidId, list[Grant]]
) -> pendulum.Date | None:
    """Give the first day on which a bid's money may be spent; the grant's word counts."""
    if bid.id in grants:
        return min(grant.start for grant in grants[bid.id])
    return portfolio.get(FundingRound, bid.round).funding_start


def funded_until(
    portfolio: Portfolio, bid: Bid, grants: dict[BidId, list[Grant]]
) -> pendulum.Date | None:
    """Give the last day on which a bid's money may be spent, variations included."""
    if bid.id in grants:
        return max(grant.last_spend_day for grant in grants[bid.id])
    return portfolio.get(FundingRound, bid.round).funding_end
