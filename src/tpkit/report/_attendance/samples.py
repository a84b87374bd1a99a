"""A portfolio with two sessions of a workshop that people came to."""

import attrs
import pendulum

from tpkit._model.ids import BookingId, PersonId, SessionId
from tpkit._model.participation import Booking, BookingStatus
from tpkit._model.portfolio import Portfolio
from tpkit.report._workshops.samples import HELD, forum

_SECOND = attrs.evolve(
    HELD,
    id=SessionId("secure-3"),
    on=pendulum.Date(2022, 2, 10),
    number=3,
    title="For guardians",
    places=6,
)
_CAME = {
    "iro-1": BookingStatus.ATTENDED,
    "iro-3": BookingStatus.ATTENDED,
    "guardian-1": BookingStatus.ATTENDED,
    "guardian-2": BookingStatus.NO_SHOW,
    "guest": BookingStatus.PARTIAL,
    "iro-2": BookingStatus.CONFIRMED,
}


def two_sessions() -> Portfolio:
    """Give the forum's portfolio with a session more, and who had a place at it."""
    before = forum()
    bookings = (
        Booking(
            id=BookingId(f"third-{person}"),
            session=_SECOND.id,
            person=PersonId(person),
            status=status,
        )
        for person, status in _CAME.items()
    )
    return attrs.evolve(
        before,
        sessions=(*before.sessions, _SECOND),
        bookings=(*before.bookings, *bookings),
    )
