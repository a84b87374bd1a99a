"""A grant in words: whose it is, for whom, and under which reference."""

from typing import Protocol

import attrs

from tpkit import calendars
from tpkit._model.delivery import Project
from tpkit._model.money import Bid, FundingRound, Grant, Quarter
from tpkit._model.portfolio import Portfolio
from tpkit._text import long_date
from tpkit.report._words.names import organisation, person


@attrs.frozen(kw_only=True)
class GrantFacts:
    """What a funder wants to read first of a grant."""

    title: str
    """The grant's title."""
    reference: str
    """The funder's reference; empty where it is not recorded."""
    funder: str
    """Whose money it is."""
    recipient: str
    """The accountable body that receives it; empty where it is not recorded."""
    contact: str
    """Who answers the funder's questions; empty where nobody is named."""
    funded: str
    """The days on which money may be spent: `1 April 2021 to 31 March 2022`."""


def grant_facts(portfolio: Portfolio, grant: Grant) -> GrantFacts:
    """Put a grant into words."""
    bid = portfolio.get(Bid, grant.bid)
    funder = portfolio.get(FundingRound, bid.round).funder
    return GrantFacts(
        title=grant.title,
        reference=grant.reference,
        funder=organisation(portfolio, funder),
        recipient=organisation(portfolio, grant.recipient),
        contact=person(portfolio, bid.lead_contact),
        funded=f"{long_date(grant.start)} to {long_date(grant.last_spend_day)}",
    )


def projects_of(portfolio: Portfolio, grant: Grant) -> tuple[Project, ...]:
    """Give the projects that a grant pays for."""
    return tuple(p for p in portfolio.projects if p.bid == grant.bid)


class OfQuarter(Protocol):
    """A claim, or a return: something about one quarter."""

    @property
    def year(self) -> int:
        """The calendar year in which the financial year begins."""
        ...

    @property
    def quarter(self) -> Quarter:
        """The quarter of it."""
        ...


def quarter_of(noun: OfQuarter) -> calendars.Quarter:
    """Give the quarter that a claim or a return is about."""
    number = int(noun.quarter.value.removeprefix("Q"))
    return calendars.Quarter(year=calendars.Year(first=noun.year), number=number)


def period(quarter: calendars.Quarter) -> str:
    """Write `2021/22 Q4 (1 January 2022 to 31 March 2022)`."""
    return f"{quarter.label} ({long_date(quarter.start)} to {long_date(quarter.end)})"
