"""A portfolio of the grants in a 360Giving package."""

import re

import attrs
import pendulum

from tpkit._model.ids import BidId, FundingRoundId, GrantId, OrganisationId
from tpkit._model.money import (
    Bid,
    BidStatus,
    FundingRound,
    Grant,
    RoundEligibility,
    RoundStatus,
)
from tpkit._model.partnership import Partnership
from tpkit._model.people import Organisation, OrganisationKind
from tpkit._model.portfolio import Portfolio
from tpkit.errors import PortfolioError, Problem
from tpkit.interop.threesixty._from_portfolio import GRANT_ID, ORG_ID
from tpkit.interop.threesixty._package import Award, Package, Party


def as_portfolio(package: Package, partnership: Partnership, /) -> Portfolio:
    """Make a portfolio: an organisation, a funding round, a bid and a grant for each.

    Of a package that `package` has made, the portfolio makes the same package again, but
    for places and for what was paid: those come from areas and claims, which it has none
    of. Ids are those of the package as far as they can be ids here; in any case `extra`
    keeps them. Organisations are of the kind `other`, as 360Giving does not say. The
    *partnership* is to name no organisations: only those of the grants are there.

    Raises:
        PortfolioError: an award has no planned dates, which a grant needs; or the
            partnership names an organisation.
    """
    names, problems = _Names(), []
    for number, award in enumerate(package.awards):
        if award.start is not None and award.end is not None:
            names.take(award, award.start, award.end)
        else:
            path, expected = (
                f"$.grants[{number}].plannedDates",
                "a first and a last day",
            )
            problems.append(Problem(path=path, expected=expected, got="none or one"))
    if problems:
        raise PortfolioError(problems)
    return Portfolio(
        partnership=partnership,
        organisations=tuple(names.organisations.values()),
        funding_rounds=tuple(names.rounds.values()),
        bids=tuple(names.bids),
        grants=tuple(names.grants),
    )


_NOT_IN_IDS = re.compile(r"[^A-Za-z0-9._:@-]+", re.ASCII)
_LONGEST = 90


@attrs.define
class _Names:
    """What has been made so far, by what 360Giving knows it by."""

    organisations: dict[Party, Organisation] = attrs.field(factory=dict)
    rounds: dict[object, FundingRound] = attrs.field(factory=dict)
    bids: list[Bid] = attrs.field(factory=list)
    grants: list[Grant] = attrs.field(factory=list)
    _taken: set[str] = attrs.field(factory=set)

    def take(self, award: Award, start: pendulum.Date, end: pendulum.Date) -> None:
        id = self._id(award.id)
        bid = Bid(
            id=BidId(id),
            title=award.title,
            round=self._round(award),
            summary=award.description,
            amount_requested=award.requested,
            amount_awarded=award.amount,
            status=BidStatus.AWARDED,
        )
        grant = Grant(
            id=GrantId(id),
            title=award.title,
            bid=bid.id,
            amount=award.amount,
            start=start,
            end=end,
            recipient=self._organisation(award.recipient),
            offered_on=award.awarded_on,
            extra=((GRANT_ID, award.id),),
        )
        self.bids.append(bid)
        self.grants.append(grant)

    def _organisation(self, party: Party) -> OrganisationId:
        if party not in self.organisations:
            self.organisations[party] = Organisation(
                id=OrganisationId(self._id(party.id)),
                name=party.name,
                kind=OrganisationKind.OTHER,
                extra=((ORG_ID, party.id),),
            )
        return self.organisations[party].id

    def _round(self, award: Award) -> FundingRoundId:
        funder, call = self._organisation(award.funder), award.call
        key = (funder, call, award.open_call)
        if key not in self.rounds:
            may_all = award.open_call is not False
            known = attrs.asdict(call, recurse=False) if call else {}
            code, description = known.pop("code", ""), known.pop("description", "")
            self.rounds[key] = FundingRound(
                id=FundingRoundId(self._id(code or f"grants-of-{funder}")),
                title=known.pop("title", f"Grants of {award.funder.name}"),
                funder=funder,
                programme=description,
                eligible=RoundEligibility.ANY if may_all else RoundEligibility.NEW,
                status=RoundStatus.DECIDED,
                **known,
            )
        return self.rounds[key].id

    def _id(self, text: str) -> str:
        """Make an id that nothing here has, of whatever a publisher has made up."""
        base = _NOT_IN_IDS.sub("-", text).strip("-._:@")[:_LONGEST] or "x"
        id, number = base, 2
        while id in self._taken:
            id, number = f"{base}-{number}", number + 1
        self._taken.add(id)
        return id
