"""What was asked for, quarter by quarter, what was paid, and what can still be asked."""

from collections.abc import Iterator
from decimal import Decimal

import attrs
import pendulum

from tpkit._model.ids import ClaimId
from tpkit._model.money import Claim, Grant
from tpkit._model.portfolio import Portfolio
from tpkit._text import pounds
from tpkit.calendars import Quarter
from tpkit.calendars._instants import the_day
from tpkit.track._money.grants import granted
from tpkit.track._money.outturn import total
from tpkit.track._money.quarters import quarter_of

_NOTHING = Decimal(0)


@attrs.frozen(kw_only=True)
class ClaimStanding:
    """One claim of a grant, and how much had been claimed with it."""

    claim: ClaimId
    path: str
    """Its place in the portfolio."""
    quarter: Quarter
    amount: Decimal
    """Pounds it asks for."""
    paid: Decimal
    """Pounds paid for it by the day asked about."""
    so_far: Decimal
    """Pounds asked for by this claim and those of quarters before it."""
    left: Decimal
    """Pounds of the grant that are left to claim after it; negative for too much."""
    is_submitted: bool
    """Whether it had gone to the funder by the day asked about."""

    @property
    def owed(self) -> Decimal:
        """Pounds asked for and not paid; nothing while it has not been submitted."""
        if not self.is_submitted:
            return _NOTHING
        return max(self.amount - self.paid, _NOTHING)

    @property
    def sentence(self) -> str:
        """How the claim stands, in words, without a full stop."""
        words = f"{self.quarter.label}: {pounds(self.amount)} claimed"
        if not self.is_submitted:
            words = f"{self.quarter.label}: {pounds(self.amount)} to claim"
        if self.paid:
            words += f", {pounds(self.paid)} paid"
            if self.paid > self.amount:
                words += f", {pounds(self.paid - self.amount)} more than that"
            if not self.is_submitted:
                words += ", though it was not submitted"
        if self.left < 0:
            return f"{words}; {pounds(-self.left)} more than the grant"
        return f"{words}; {pounds(self.left)} of the grant left"


def claims(
    portfolio: Portfolio, grant: str, /, *, on: pendulum.Date
) -> tuple[ClaimStanding, ...]:
    """Tell how the claims of a grant stand as of a day, by quarter.

    Raises:
        UnknownIdError: no grant has the id.
    """
    terms = portfolio.get(Grant, grant)
    places = [*claims_of(portfolio, terms)]
    places.sort(key=lambda place: quarter_of(place[1]))
    return tuple(_standings(terms, places, the_day("claims", on)))


def claims_of(portfolio: Portfolio, grant: Grant) -> Iterator[tuple[int, Claim]]:
    """Yield the claims of a grant, each with its number in the portfolio."""
    for number, claim in enumerate(portfolio.claims):
        if claim.grant == grant.id:
            yield number, claim


def _standings(
    grant: Grant, places: list[tuple[int, Claim]], on: pendulum.Date
) -> Iterator[ClaimStanding]:
    so_far = _NOTHING
    for number, claim in places:
        amount = total(line.amount for line in claim.lines)
        so_far += amount
        is_paid = claim.paid is not None and _is_by(claim.paid_on, on)
        yield ClaimStanding(
            claim=claim.id,
            path=f"$.claims[{number}]",
            quarter=quarter_of(claim),
            amount=amount,
            paid=claim.paid or _NOTHING if is_paid else _NOTHING,
            so_far=so_far,
            left=granted(grant, on=on) - so_far,
            is_submitted=claim.submitted_on is not None and claim.submitted_on <= on,
        )


def _is_by(day: pendulum.Date | None, on: pendulum.Date) -> bool:
    return day is None or day <= on
