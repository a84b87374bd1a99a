"""What members give the partnership in a year: subscriptions, time, bought places."""

import enum
from decimal import Decimal

import attrs
import pendulum

from tpkit._model.ids import OrganisationId
from tpkit._model.partnership import (
    Contribution,
    ContributionBasis,
    FundingPeriod,
    Membership,
    MembershipRole,
)
from tpkit._model.people import Organisation
from tpkit._model.portfolio import Portfolio
from tpkit._text import counted, pounds
from tpkit.calendars import Year
from tpkit.calendars._instants import the_day
from tpkit.track._money.outturn import total

_NOTHING = Decimal(0)
_OWE = (MembershipRole.LEAD, MembershipRole.FULL)


class ContributionState(enum.StrEnum):
    """Where a member's contribution stands."""

    PAID = "paid"
    """The money is there."""
    INVOICED = "invoiced"
    """The invoice went out, and it is not paid."""
    NOT_INVOICED = "not_invoiced"
    """It is due, and no invoice went out."""
    IN_KIND = "in_kind"
    """Given in time or facilities; no money is due."""
    NONE = "none"
    """A full member of whom no contribution is recorded."""


@attrs.frozen(kw_only=True)
class MemberContribution:
    """What one member gives in a year."""

    member: OrganisationId
    """Who gives it."""
    name: str
    state: ContributionState
    path: str
    """The place of the contribution in the portfolio; of the membership where there is
    no contribution."""
    due: Decimal = _NOTHING
    """Pounds due."""
    paid: Decimal = _NOTHING
    """Pounds paid by the day asked about."""
    days_in_kind: int = 0
    """Days of people's time."""
    places: int = 0
    """Places a year that it entitles the member to."""
    is_subscription: bool = False
    """Whether it counts towards the budgeted income: bought places do not."""


@attrs.frozen(kw_only=True)
class Contributions:
    """What the members give in a financial year; `contributions` makes one."""

    year: Year
    members: tuple[MemberContribution, ...]
    """The contributions in document order, then full members without one."""
    budgeted: Decimal | None
    """Pounds a year that subscriptions are budgeted to bring in; None if nobody said."""

    @property
    def due(self) -> Decimal:
        """Pounds of subscriptions due."""
        return total(m.due for m in self.members if m.is_subscription)

    @property
    def paid(self) -> Decimal:
        """Pounds of subscriptions paid."""
        return total(m.paid for m in self.members if m.is_subscription)

    @property
    def traded(self) -> Decimal:
        """Pounds of bought places and courses paid."""
        return total(m.paid for m in self.members if not m.is_subscription)

    @property
    def days_in_kind(self) -> int:
        """Days of people's time that members give."""
        return sum(member.days_in_kind for member in self.members)

    @property
    def missing(self) -> tuple[MemberContribution, ...]:
        """The full members of whom no contribution is recorded."""
        state = ContributionState.NONE
        return tuple(member for member in self.members if member.state is state)

    @property
    def short(self) -> Decimal:
        """Pounds by which what was paid falls short of the budget; 0 for none.

        Where nothing was budgeted, of what is due.
        """
        wanted = self.due if self.budgeted is None else self.budgeted
        return max(wanted - self.paid, _NOTHING)

    @property
    def sentence(self) -> str:
        """How the year's income stands, in words, without a full stop."""
        words = f"{self.year.label}: {pounds(self.paid)} of {pounds(self.due)} paid"
        if self.days_in_kind:
            words += f", {counted(self.days_in_kind, 'day')} in kind"
        if self.budgeted is not None:
            words += f"; {pounds(self.budgeted)} budgeted"
        if self.missing:
            words += (
                f"; nothing recorded of {counted(len(self.missing), 'full member')}"
            )
        return words


def contributions(
    portfolio: Portfolio, /, *, year: int, on: pendulum.Date
) -> Contributions:
    """Tell what members give in the financial year that begins in a calendar year.

    Since the core grant ended on 31 March 2024, partnerships live on subscriptions,
    members' time and what they sell [CC24][SHEFN]. *year* is 2024 for 2024/25; paid is
    what was paid by *on*. Lead and full members who belong at any time of the year, and
    of whom nothing is recorded, are listed as well.

    Raises:
        FieldError: *year* is not from 1 to 9998.
    """
    asked, day = Year(first=year), the_day("contributions", on)
    given = [
        (number, contribution)
        for number, contribution in enumerate(portfolio.contributions)
        if contribution.year == year
    ]
    givers = {contribution.member for _, contribution in given}
    return Contributions(
        year=asked,
        members=(
            *(_of(portfolio, number, given, day) for number, given in given),
            *(
                _nothing_from(portfolio, number, membership)
                for number, membership in _owing(portfolio, asked)
                if membership.organisation not in givers
            ),
        ),
        budgeted=budgeted_in(portfolio, asked),
    )


def budgeted_in(portfolio: Portfolio, year: Year) -> Decimal | None:
    """Give the income budgeted in the funding periods in which a year begins."""
    sums = [
        period.yearly_income
        for period in portfolio.partnership.funding
        if period.yearly_income is not None and begins_in(year, period)
    ]
    return total(sums) if sums else None


def begins_in(year: Year, period: FundingPeriod) -> bool:
    """Say whether a year begins in a funding period."""
    begins = period.start <= year.start
    return begins and (period.end is None or year.start <= period.end)


def _of(
    portfolio: Portfolio, number: int, given: Contribution, on: pendulum.Date
) -> MemberContribution:
    due = given.amount or _NOTHING
    is_paid = given.paid_on is not None and given.paid_on <= on
    return MemberContribution(
        member=given.member,
        name=portfolio.get(Organisation, given.member).name,
        state=_state(given, is_paid=is_paid, on=on),
        path=f"$.contributions[{number}]",
        due=due,
        paid=due if is_paid else _NOTHING,
        days_in_kind=given.days_in_kind or 0,
        places=given.places or 0,
        is_subscription=given.basis
        not in (ContributionBasis.TRADED, ContributionBasis.IN_KIND),
    )


def _state(
    given: Contribution, *, is_paid: bool, on: pendulum.Date
) -> ContributionState:
    if is_paid:
        return ContributionState.PAID
    if given.basis is ContributionBasis.IN_KIND:
        return ContributionState.IN_KIND
    if given.invoiced_on is not None and given.invoiced_on <= on:
        return ContributionState.INVOICED
    return ContributionState.NOT_INVOICED


def _owing(portfolio: Portfolio, year: Year) -> list[tuple[int, Membership]]:
    first: dict[OrganisationId, tuple[int, Membership]] = {}
    for number, membership in enumerate(portfolio.memberships):
        if membership.role in _OWE and _belongs(membership, year):
            first.setdefault(membership.organisation, (number, membership))
    return [*first.values()]


def _belongs(membership: Membership, year: Year) -> bool:
    has_come = membership.joined is None or membership.joined <= year.end
    return has_come and (membership.left is None or year.start <= membership.left)


def _nothing_from(
    portfolio: Portfolio, number: int, membership: Membership
) -> MemberContribution:
    return MemberContribution(
        member=membership.organisation,
        name=portfolio.get(Organisation, membership.organisation).name,
        state=ContributionState.NONE,
        path=f"$.memberships[{number}]",
    )
