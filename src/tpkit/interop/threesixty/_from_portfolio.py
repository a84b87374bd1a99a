"""The grants of a portfolio as a 360Giving package."""

import re
from collections.abc import Iterator
from decimal import Decimal

import pendulum

from tpkit._model.ids import OrganisationId
from tpkit._model.money import (
    Bid,
    BidStatus,
    FundingRound,
    Grant,
    GrantStatus,
    RoundEligibility,
)
from tpkit._model.people import AuthorityArea, Organisation
from tpkit._model.portfolio import Portfolio
from tpkit._text import listed
from tpkit.errors import FieldError, PortfolioError, Problem, shown
from tpkit.interop.threesixty._package import Award, Call, Package, Party, Place

ORG_ID = "org-id:id"
"""Under which of an organisation's own fields its identifier stands [ORGID]."""

GRANT_ID = "360giving:id"
"""Under which of a grant's own fields its whole id stands, if it is not made of ours."""

_PREFIX = re.compile(r"360G-[A-Za-z0-9_]+")


def package(
    portfolio: Portfolio,
    /,
    *,
    prefix: str,
    on: pendulum.Date,
    title: str = "",
    source: str = "",
) -> Package:
    """Make a package of all the portfolio's grants but those that were declined.

    *prefix* is the publisher's, as registered with 360Giving: `360G-abc`. A grant's id
    is put behind it; one whose `extra` has an id under `360giving:id` keeps that. *on* is
    the day of publication, *source* a link to where the data are.

    An organisation's identifier is looked for in its own fields, under `org-id:id`:
    `GB-LAE-NWM`, with a list from <https://org-id.guide> [ORGID]. A grant's description
    is its bid's summary, or else its aims. It was awarded when it was offered, or else
    when the bid's history says so. Its places are the areas of the organisations where
    the bid's work starts and goes on, or else of its partners. The publisher is the
    recipient of the grants, if they have only one.

    Raises:
        FieldError: *prefix* is none.
        PortfolioError: something that 360Giving asks for is not recorded: an
            identifier, a description, a recipient, the day of the award; or there is no
            grant. All that is missing is told at once.
    """
    if not _PREFIX.fullmatch(prefix):
        expected = "a registered prefix such as 360G-abc"
        raise FieldError("Package", "prefix", expected, prefix)
    making = _Making(portfolio, prefix, on, source)
    numbered = [
        (number, grant)
        for number, grant in enumerate(portfolio.grants)
        if grant.status is not GrantStatus.DECLINED
    ]
    awards = [making.award(number, grant) for number, grant in numbered]
    if not awards:
        making.miss("$.grants", "a grant that was not declined")
    if making.problems:
        raise PortfolioError(making.problems)
    recipients = {award.recipient for award in awards if award}
    return Package(
        awards=tuple(award for award in awards if award),
        title=title,
        issued=on,
        publisher=recipients.pop() if len(recipients) == 1 else None,
    )


class _Making:
    """A package in the making, and what is missing for it."""

    def __init__(
        self, portfolio: Portfolio, prefix: str, on: pendulum.Date, source: str
    ) -> None:
        self.portfolio = portfolio
        self.prefix = prefix
        self.on = on
        self.source = source
        self.problems: list[Problem] = []

    def miss(self, path: str, expected: str, hint: str = "") -> None:
        problem = Problem(path=path, expected=expected, got="nothing", hint=hint)
        if problem not in self.problems:
            self.problems.append(problem)

    def award(self, number: int, grant: Grant) -> Award | None:
        portfolio = self.portfolio
        path = f"$.grants[{number}]"
        bid = portfolio.get(Bid, grant.bid)
        round_ = portfolio.get(FundingRound, bid.round)
        recipient = self._recipient(path, grant)
        funder = self._party(round_.funder)
        awarded_on = _awarded_on(grant, bid)
        if awarded_on is None:
            self.miss(f"{path}.offered_on", "the day of the award")
        description = bid.summary or listed(bid.aims)
        if not description.strip():
            where = f"$.bids[{portfolio.bids.index(bid)}].summary"
            self.miss(where, "what the grant is for")
        if awarded_on is None or recipient is None or funder is None:
            return None
        if not description.strip():
            return None
        return Award(
            id=self._id(grant),
            title=grant.title,
            description=description,
            amount=grant.amount,
            awarded_on=awarded_on,
            recipient=recipient,
            funder=funder,
            requested=bid.amount_requested,
            paid=_paid(portfolio, grant),
            start=grant.start,
            end=grant.last_spend_day,
            places=tuple(_places(portfolio, bid)),
            call=_call(round_),
            open_call=round_.eligible is RoundEligibility.ANY,
            modified=self.on,
            source=self.source,
        )

    def _id(self, grant: Grant) -> str:
        return dict(grant.extra).get(GRANT_ID, f"{self.prefix}-{grant.id}")

    def _recipient(self, path: str, grant: Grant) -> Party | None:
        id = grant.recipient or self.portfolio.partnership.accountable_body
        if id is None:
            self.miss(f"{path}.recipient", "who receives the grant")
            return None
        return self._party(id)

    def _party(self, id: OrganisationId) -> Party | None:
        organisation = self.portfolio.get(Organisation, id)
        identifier = dict(organisation.extra).get(ORG_ID)
        if identifier is None:
            number = self.portfolio.organisations.index(organisation)
            self.miss(
                f"$.organisations[{number}].extra",
                f"the identifier of {shown(organisation.name)} under {ORG_ID!r}",
                "find it at https://org-id.guide",
            )
            return None
        return Party(id=identifier, name=organisation.name)


def _awarded_on(grant: Grant, bid: Bid) -> pendulum.Date | None:
    if grant.offered_on is not None:
        return grant.offered_on
    won = (BidStatus.AWARDED, BidStatus.PART_AWARDED)
    return next((step.on for step in bid.history if step.to in won), None)


def _paid(portfolio: Portfolio, grant: Grant) -> Decimal | None:
    paid = [c.paid for c in portfolio.claims if c.grant == grant.id]
    known = [amount for amount in paid if amount is not None]
    return sum(known, start=Decimal(0)) if known else None


def _places(portfolio: Portfolio, bid: Bid) -> Iterator[Place]:
    sites = dict.fromkeys([*bid.pilot_sites, *bid.rollout_sites]) or bid.partners
    areas = [a for s in sites for a in portfolio.get(Organisation, s).areas]
    for id in dict.fromkeys(areas):
        area = portfolio.get(AuthorityArea, id)
        yield Place(name=area.name, code=area.code)


def _call(round_: FundingRound) -> Call:
    return Call(
        code=round_.id,
        title=round_.title,
        description=round_.programme,
        opens=round_.opens,
        closes=round_.closes,
        funding_start=round_.funding_start,
        funding_end=round_.funding_end,
        maximum_award=round_.maximum_award,
    )
