import math
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import pendulum

from tpkit._dates import later
from tpkit._model.activity import Session, SessionMode, Workshop
from tpkit._model.ids import SessionId
from tpkit._model.participation import Booking, BookingStatus
from tpkit._model.portfolio import Portfolio
from tpkit.errors import FieldError

_WHOLE = 100


def session_places(
    workshop: Workshop, session: Session, /, *, online: int = 25, in_person: int = 20
) -> int:
    """Give how many places a session has: its own, the workshop's, or the usual number.

    The usual number is *online* or *in_person*; a hybrid session has a room and is
    counted as one in person. About 17 came to each run at NELTP. Sources: [S1], [INF].
    """
    usual = online if session.mode is SessionMode.ONLINE else in_person
    return session.places or workshop.places or usual


def overbooking_limit(
    places: int, /, *, percent: Decimal, room: int | None = None
) -> int:
    """Give how many bookings may be confirmed so that about *places* people come.

    *percent* more than there are places, rounded down, and never more than the room or
    platform takes [DECC][EVD].

    Raises:
        FieldError: a number is negative.
    """
    if places < 0:
        raise FieldError("overbooking_limit", "places", "at least 0", places)
    if percent < 0:
        raise FieldError("overbooking_limit", "percent", "at least 0", percent)
    limit = math.floor(places * (_WHOLE + Fraction(percent)) / _WHOLE)
    return limit if room is None else min(limit, room)


def invitations(
    target: int,
    /,
    *,
    no_show: Decimal = Decimal(20),
    mode: SessionMode = SessionMode.IN_PERSON,
    online_extra: int = 3,
) -> int:
    """Count whom to invite so that *target* people come.

    `target / (1 - no_show)`, rounded up; *no_show* is in percent. Online, never more
    than *online_extra* above the target. Sources: [LITMUS], [HKQ], [COHAE].

    Raises:
        FieldError: the target is below 1, or *no_show* is not from 0 to below 100.

    Example:
        ```python
        >>> from tpkit import groups
        >>> groups.invitations(6)
        8

        ```
    """
    if target < 1:
        raise FieldError("invitations", "target", "at least 1", target)
    if not 0 <= no_show < _WHOLE:
        expected = "a percentage from 0 to below 100"
        raise FieldError("invitations", "no_show", expected, no_show)
    wanted = math.ceil(Fraction(target * _WHOLE) / (_WHOLE - Fraction(no_show)))
    if mode is SessionMode.ONLINE:
        return min(wanted, target + online_extra)
    return wanted


def bookings_by_session(
    portfolio: Portfolio, /
) -> Mapping[SessionId, tuple[Booking, ...]]:
    """Give the bookings of every session that has any, in document order."""
    found: dict[SessionId, list[Booking]] = {}
    for booking in portfolio.bookings:
        found.setdefault(booking.session, []).append(booking)
    return {session: tuple(bookings) for session, bookings in found.items()}


def release_day(
    portfolio: Portfolio, session: SessionId, /, *, days: int = 14
) -> pendulum.Date:
    """Give the day on which a session's reserved places go to the waiting list.

    The workshop's own `release_days` before the session, or *days* where it has none;
    one training series held places back until two weeks before [DECC].

    Raises:
        UnknownIdError: no session has the id, or it is no workshop's.
    """
    found = portfolio.get(Session, session)
    workshop = portfolio.get(Workshop, found.activity)
    before = days if workshop.release_days is None else workshop.release_days
    return later(found.on, days=-before)


def waiting_list(
    portfolio: Portfolio,
    session: SessionId,
    /,
    *,
    on: pendulum.Date,
    release_days: int = 14,
) -> tuple[Booking, ...]:
    """Give who waits for a place on that day, in the order in which places go to them.

    Priority counts first, then the day of booking; a booking without a day comes after
    those with one. A reserved booking waits for the day of release [DECC].

    Raises:
        UnknownIdError: no session has the id, or it is no workshop's.
    """
    released = release_day(portfolio, session, days=release_days) <= on
    waiting = [
        booking
        for booking in portfolio.bookings
        if booking.session == session
        and booking.status is BookingStatus.WAITLISTED
        and (released or not booking.reserved)
    ]
    return tuple(sorted(waiting, key=waiting_order))


def waiting_order(booking: Booking) -> tuple[int, bool, int]:
    """Give the key by which a waiting list is sorted."""
    day = booking.booked_on.toordinal() if booking.booked_on else 0
    return (booking.priority, booking.booked_on is None, day)
