"""Sessions of workshops, and who has a place at them, as several checks see them."""

from collections.abc import Sequence

from tpkit import _text
from tpkit._model.activity import Session, Venue, Workshop
from tpkit._model.participation import Booking, BookingStatus
from tpkit._model.portfolio import Portfolio

HOLDS_A_PLACE = frozenset(
    {
        BookingStatus.CONFIRMED,
        BookingStatus.ATTENDED,
        BookingStatus.PARTIAL,
        BookingStatus.NO_SHOW,
    }
)
"""The statuses of bookings that have a place, or had one on the day."""


def to_happen(portfolio: Portfolio, workshop: Workshop) -> list[Session]:
    """Give a workshop's sessions that were not cancelled, in order of time."""
    return [s for s in portfolio.sessions_of(workshop.id) if s.status.happens]


def venue_capacity(portfolio: Portfolio, session: Session) -> int | None:
    """Give how many people a session's venue takes; None where it is not known."""
    if session.venue is None:
        return None
    return portfolio.get(Venue, session.venue).capacity


def named(workshop: Workshop, session: Session) -> str:
    """Name a session by its workshop and its day."""
    return f"{workshop.title} on {_text.long_date(session.on)}"


def with_a_place(bookings: Sequence[Booking]) -> list[Booking]:
    """Give the bookings that have, or had on the day, a place."""
    return [booking for booking in bookings if booking.status in HOLDS_A_PLACE]
