import math
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

import attrs
import pendulum

from tpkit._model._checked import Percent
from tpkit._model.activity import DeliveryMode, Session, Workshop
from tpkit._model.ids import PersonId, SessionId, WorkshopId
from tpkit._model.participation import (
    AttendanceStatus,
    Booking,
    BookingStatus,
)
from tpkit._model.portfolio import Portfolio
from tpkit.calendars import WorkingCalendar
from tpkit.errors import FieldError

_WHOLE = 100


def _share(_: object, field: "attrs.Attribute[Decimal]", value: Decimal) -> None:
    if not 0 <= value <= _WHOLE:
        expected = "a percentage from 0 to 100"
        raise FieldError("CompletionPolicy", field.name, expected, value)


@attrs.frozen(kw_only=True)
class CompletionPolicy:
    """What it takes to have completed a workshop.

    Raises:
        FieldError: a share is not from 0 to 100, or `small_series` is negative.
    """

    minutes: Percent = attrs.field(default=Decimal(80), validator=_share)
    """Percent of a session that somebody there in part must have stayed for [OK]."""
    parts: Percent = attrs.field(default=Decimal(80), validator=_share)
    """Percent of the parts of a series that must have been attended [OK]."""
    small_series: int = 3
    """The longest series of which all parts but one are enough [OK]."""

    def __attrs_post_init__(self) -> None:
        if self.small_series < 0:
            raise FieldError(
                "CompletionPolicy", "small_series", "at least 0", self.small_series
            )

    def parts_needed(self, delivery: DeliveryMode, parts: int) -> int:
        """Count the sessions that complete a workshop with that many.

        One run of a repeated workshop; of a series most of the parts, and always one.
        """
        if delivery is DeliveryMode.REPEAT_RUNS:
            return 1
        if parts <= self.small_series:
            return max(parts - 1, 1)
        return max(math.ceil(parts * Fraction(self.parts) / _WHOLE), 1)

    def stayed(self, minutes: int | None, of: int) -> bool:
        """Say whether *minutes* of a session of that length are enough of it.

        Somebody of whom only `in part` is known has not stayed.
        """
        return minutes is not None and minutes * _WHOLE >= Fraction(self.minutes) * of


_USUAL = CompletionPolicy()


@attrs.frozen(kw_only=True)
class Participation:
    """What one person did of one workshop."""

    person: PersonId
    """Who."""
    came_to: tuple[SessionId, ...]
    """The sessions the person was at, wholly or in part, in order of time."""
    stayed_for: tuple[SessionId, ...]
    """Those of them that count towards completion."""
    completed: bool
    """Whether that is the whole workshop, by the policy."""


@attrs.frozen(kw_only=True)
class Turnout:
    """Who came to a workshop, counted once as people and once as attendances."""

    workshop: WorkshopId
    """The workshop."""
    participations: tuple[Participation, ...]
    """One for each person who came, in the order in which they first came."""

    @property
    def distinct_attendees(self) -> int:
        """How many different people came: nobody counts twice [S1]."""
        return len(self.participations)

    @property
    def session_attendances(self) -> int:
        """How many seats were taken, all sessions together."""
        return sum(len(each.came_to) for each in self.participations)

    @property
    def completed(self) -> tuple[PersonId, ...]:
        """Who has completed the workshop."""
        return tuple(each.person for each in self.participations if each.completed)

    def of(self, person: PersonId) -> Participation | None:
        """Give what one person did; None for somebody who never came."""
        return next((p for p in self.participations if p.person == person), None)


def turnout(
    portfolio: Portfolio,
    workshop: WorkshopId,
    /,
    *,
    policy: CompletionPolicy = _USUAL,
) -> Turnout:
    """Give who came to a workshop and who completed it.

    Both bookings (attended, in part) and attendances count; cancelled sessions do not.
    One run completes a workshop that is repeated; a series is complete after 80% of its
    parts, or all but one of up to three. Sources: [S1], [OK].

    Raises:
        UnknownIdError: no workshop has the id.
    """
    found = portfolio.get(Workshop, workshop)
    sessions = {s.id for s in portfolio.sessions_of(workshop)}
    return _turnout(portfolio, found, _presences(portfolio, sessions, policy), policy)


def turnouts(
    portfolio: Portfolio, /, *, policy: CompletionPolicy = _USUAL
) -> tuple[Turnout, ...]:
    """Give the turnout of every workshop, in document order."""
    sessions = {s.id for w in portfolio.workshops for s in portfolio.sessions_of(w.id)}
    presences = _presences(portfolio, sessions, policy)
    return tuple(
        _turnout(portfolio, workshop, presences, policy)
        for workshop in portfolio.workshops
    )


_Presences = dict[SessionId, dict[PersonId, bool]]
"""Who was at each session, and whether each stayed long enough."""


def _presences(
    portfolio: Portfolio, sessions: set[SessionId], policy: CompletionPolicy
) -> _Presences:
    found: _Presences = {}

    def note(session: SessionId, person: PersonId, *, stayed: bool) -> None:
        there = found.setdefault(session, {})
        there[person] = there.get(person, False) or stayed

    for booking in portfolio.bookings:
        if booking.session in sessions and booking.status.came:
            length = portfolio.get(Session, booking.session).minutes
            stayed = booking.status is BookingStatus.ATTENDED or policy.stayed(
                booking.minutes, length
            )
            note(booking.session, booking.person, stayed=stayed)
    for attendance in portfolio.attendances:
        if attendance.session in sessions and attendance.status.came:
            length = portfolio.get(Session, attendance.session).minutes
            stayed = attendance.status is not AttendanceStatus.PARTIAL or policy.stayed(
                attendance.minutes, length
            )
            note(attendance.session, attendance.person, stayed=stayed)
    return found


def _turnout(
    portfolio: Portfolio,
    workshop: Workshop,
    presences: _Presences,
    policy: CompletionPolicy,
) -> Turnout:
    parts = [s.id for s in portfolio.sessions_of(workshop.id) if s.status.happens]
    needed = policy.parts_needed(workshop.delivery, len(parts))
    came: dict[PersonId, list[SessionId]] = {}
    stayed: dict[PersonId, list[SessionId]] = {}
    for part in parts:
        for person, enough in presences.get(part, {}).items():
            came.setdefault(person, []).append(part)
            stayed.setdefault(person, []).extend([part] if enough else [])
    return Turnout(
        workshop=workshop.id,
        participations=tuple(
            Participation(
                person=person,
                came_to=tuple(sessions),
                stayed_for=tuple(stayed[person]),
                completed=len(stayed[person]) >= needed,
            )
            for person, sessions in came.items()
        ),
    )


@attrs.frozen(kw_only=True)
class NoShows:
    """How many of those who had a place on the day did not come, without a word."""

    no_shows: int
    """How many did not come and gave no notice."""
    confirmed: int
    """How many had a confirmed place when the day came."""

    @property
    def percent(self) -> Decimal | None:
        """The no-show rate in percent; None where nobody had a place."""
        if not self.confirmed:
            return None
        return Decimal(_WHOLE * self.no_shows) / self.confirmed


_HAD_A_PLACE = frozenset(
    {
        BookingStatus.ATTENDED,
        BookingStatus.PARTIAL,
        BookingStatus.NO_SHOW,
        BookingStatus.CANCELLED_LATE,
    }
)


def no_shows(bookings: Iterable[Booking], /) -> NoShows:
    """Count the no-shows among *bookings*, and the confirmed places they are set against.

    A place given up in time went to somebody else and does not count; one given up late
    counts as confirmed, but it is no no-show [EVD]. Places whose outcome is not yet
    recorded are left out.
    """
    statuses = [booking.status for booking in bookings]
    return NoShows(
        no_shows=statuses.count(BookingStatus.NO_SHOW),
        confirmed=sum(status in _HAD_A_PLACE for status in statuses),
    )


def notice_given(
    cancelled_on: pendulum.Date, session: Session, /, *, calendar: WorkingCalendar
) -> int:
    """Count the working days' notice of a cancellation, the session's own day counted.

    Cancelling on Monday for Wednesday is two working days' notice; on Friday for the
    next Tuesday too. 0 or less is no notice at all.

    Raises:
        OutsideCalendarError: a day is outside the calendar.
    """
    return calendar.slip(cancelled_on, session.on)


def follow_up_rate(workshop: Workshop, /) -> Decimal | None:
    """Give the response rate to the follow-up questions in percent.

    None where it is not recorded how many were asked and replied, or nobody was. In one
    case 13 of 28 replied after six months [NHSTK].
    """
    asked, replies = workshop.follow_up_asked, workshop.follow_up_replies
    if not asked or replies is None:
        return None
    return Decimal(_WHOLE * replies) / asked
