import attrs
import pendulum

from tpkit._dates import later
from tpkit._model.activity import Workshop
from tpkit._model.ids import OrganisationId, WorkshopId
from tpkit._model.people import Organisation, OrganisationKind
from tpkit._model.portfolio import Portfolio
from tpkit.groups._turnout import turnout

_DAYS_IN_WEEK = 7
_AUTHORITIES = (OrganisationKind.LOCAL_AUTHORITY, OrganisationKind.CHILDRENS_TRUST)


@attrs.frozen(kw_only=True)
class Reach:
    """How many people a workshop reached, at first and at second hand."""

    direct: int
    """Different people who came to the workshop itself."""
    cascade: int
    """People reached by the authorities' own sessions and not by the workshop."""

    @property
    def total(self) -> int:
        """Both together; nobody who was at the workshop counts again [S1]."""
        return self.direct + self.cascade


def reach(portfolio: Portfolio, workshop: WorkshopId, /) -> Reach:
    """Give how many people a workshop reached, directly and by cascade, told apart.

    Those at a cascade event who had been at the workshop are taken off its numbers
    (`of_whom_counted`); an event without numbers adds nothing.

    Raises:
        UnknownIdError: no workshop has the id.
    """
    events = [e for e in portfolio.cascade_events if e.workshop == workshop]
    return Reach(
        direct=turnout(portfolio, workshop).distinct_attendees,
        cascade=sum(
            max((event.attended or 0) - (event.of_whom_counted or 0), 0)
            for event in events
        ),
    )


@attrs.frozen(kw_only=True)
class CascadeDuty:
    """One authority's promise to pass a workshop on to its own staff."""

    organisation: OrganisationId
    """Who owes it."""
    due: pendulum.Date
    """The last day for it."""
    held_on: pendulum.Date | None
    """When the authority first did it; None where it has not."""

    def is_overdue(self, on: pendulum.Date) -> bool:
        """Say whether it is still owed on that day, and the last day is past."""
        return self.held_on is None and self.due < on


def cascade_duties(
    portfolio: Portfolio, workshop: WorkshopId, /, *, weeks: int = 8
) -> tuple[CascadeDuty, ...]:
    """Give who owes a cascade event for a workshop, by when, and whether it was held.

    Every council, or children's trust, that is a full member on the day of the last
    session owes one within *weeks* of it, if the workshop asks for it. Six authorities
    used the forum's material for sessions with their own staff [S1]; the interval is
    general practice [OK].

    Raises:
        UnknownIdError: no workshop has the id.
    """
    sessions = [s for s in portfolio.sessions_of(workshop) if s.status.happens]
    if not portfolio.get(Workshop, workshop).cascade or not sessions:
        return ()
    last = sessions[-1].on
    first_held: dict[OrganisationId, pendulum.Date] = {}
    for event in portfolio.cascade_events:
        if event.workshop == workshop:
            earlier = first_held.get(event.organisation, event.on)
            first_held[event.organisation] = min(earlier, event.on)
    return tuple(
        CascadeDuty(
            organisation=organisation,
            due=later(last, days=weeks * _DAYS_IN_WEEK),
            held_on=first_held.get(organisation),
        )
        for organisation in _authorities(portfolio, last)
    )


def _authorities(portfolio: Portfolio, on: pendulum.Date) -> list[OrganisationId]:
    members = dict.fromkeys(
        membership.organisation
        for membership in portfolio.memberships
        if membership.role.is_full and membership.covers(on)
    )
    return [m for m in members if portfolio.get(Organisation, m).kind in _AUTHORITIES]
