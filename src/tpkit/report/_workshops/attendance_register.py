"""The attendance register of one session: who had a place, and who was there."""

from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal

import attrs
import pendulum

from tpkit import groups
from tpkit._model.activity import Session, SessionStatus, Venue, Workshop
from tpkit._model.ids import PersonId
from tpkit._model.participation import (
    Attendance,
    AttendanceStatus,
    Booking,
    BookingStatus,
)
from tpkit._model.people import Person
from tpkit._model.portfolio import Portfolio
from tpkit._text import counted, long_date, time_range
from tpkit.report._words.kinds import Machine
from tpkit.report._words.names import organisation
from tpkit.report._words.words import Imprint, capitalised, day, imprint, place, words
from tpkit.report._workshops.told import called, leaders


@attrs.frozen(kw_only=True)
class RegisterRow:
    """One person on the register. There is nothing here but what a register is for."""

    reference: str
    """The booking's id; empty for who came without one."""
    person: str
    """What the person is called: the name, or the role or pseudonym without one."""
    organisation: str
    """Where the person works; empty for who is independent."""
    role: str
    """`Reviewing officer`."""
    booked: str
    """When the place was asked for; empty where that is not recorded."""
    booked_on: Machine
    """The same day for machines: `2021-12-06`."""
    minutes: str
    """How many minutes the person was there; empty where that is not recorded."""
    outcome: str
    """`Attended`, `Did not come`; empty while nothing is recorded."""


@attrs.frozen(kw_only=True)
class RegisterTotal:
    """How many of some people had a place, and how many came."""

    name: str
    """Which people: `Hilltop Council`, `Guardian`."""
    places: int
    """How many are on the register."""
    came: int
    """How many of them are recorded as having been there."""


@attrs.frozen(kw_only=True)
class AttendanceRegister:
    """What the template `attendance-register` may print. Source: [OK].

    Data protection by type: no field tells of ethnicity, health, access needs or any
    other answer to monitoring questions, so no template can print them.
    """

    title: str
    """`Attendance register`."""
    imprint: Imprint
    """The foot of the page."""
    workshop: str
    """The workshop's title."""
    session: str
    """The session's own title; empty where it has none."""
    date: str
    """`Thursday 20 January 2022`."""
    day: Machine
    """The same for machines: `2022-01-20`."""
    time: str
    """`10am to 12:30pm`."""
    place: str
    """`Online, Microsoft Teams`, or the venue with its address."""
    leaders: str
    """Who leads it; empty where nobody is named."""
    is_over: bool
    """Whether it has taken place: the register is a record then, and a form before."""
    rows: tuple[RegisterRow, ...]
    """Everybody who had a place or came, by name."""
    by_organisation: tuple[RegisterTotal, ...]
    """The same people by where they work, the most first."""
    by_role: tuple[RegisterTotal, ...]
    """The same people by role, the most first."""
    no_shows: str
    """The no-show rate, as a sentence."""
    others: str
    """Who asked for a place and has none, in numbers, as a sentence; else empty."""


def attendance_register(
    portfolio: Portfolio, on: pendulum.Date, subject: str
) -> AttendanceRegister:
    """Gather what the register of one session of a workshop says.

    Raises:
        UnknownIdError: *subject* is no session's id, or its session is no workshop's.
    """
    session = portfolio.get(Session, subject)
    workshop = portfolio.get(Workshop, session.activity)
    venue = portfolio.get(Venue, session.venue) if session.venue else None
    bookings = [b for b in portfolio.bookings if b.session == session.id]
    entries = [*_entries(portfolio, session, bookings)]
    return AttendanceRegister(
        title="Attendance register",
        imprint=imprint(portfolio.partnership, on),
        workshop=workshop.title,
        session=session.title,
        date=long_date(session.on, weekday=True),
        day=session.on.isoformat(),
        time=time_range(session.start, session.end),
        place=place(session, venue),
        leaders=leaders(portfolio, workshop, session),
        is_over=session.status is SessionStatus.HELD or session.on < on,
        rows=tuple(sorted((e.row for e in entries), key=lambda r: r.person.casefold())),
        by_organisation=_totals((e.row.organisation, e.came) for e in entries),
        by_role=_totals((e.row.role, e.came) for e in entries),
        no_shows=_no_shows(bookings),
        others=_others(bookings),
    )


def register_sessions(portfolio: Portfolio) -> dict[str, str]:
    """Give every session of a workshop that takes place, with its date."""
    return {
        session.id: f"{workshop.title}, {long_date(session.on)}"
        for workshop in portfolio.workshops
        for session in portfolio.sessions_of(workshop.id)
        if session.status.happens
    }


# -------------------------------------------------------------------------- the people

_OUTCOMES = {
    BookingStatus.CONFIRMED: "",
    BookingStatus.ATTENDED: "Attended",
    BookingStatus.PARTIAL: "Attended in part",
    BookingStatus.NO_SHOW: "Did not come",
    BookingStatus.CANCELLED_LATE: "Cancelled late",
}
"""The bookings that have a place on the day, each with what came of it."""

_ATTENDANCES = {
    AttendanceStatus.PRESENT: "Attended",
    AttendanceStatus.PARTIAL: "Attended in part",
    AttendanceStatus.APOLOGIES: "Sent apologies",
    AttendanceStatus.ABSENT: "Did not come",
    AttendanceStatus.SUBSTITUTE: "Attended in somebody\N{RIGHT SINGLE QUOTATION MARK}s place",
}


@attrs.frozen(kw_only=True)
class _Entry:
    row: RegisterRow
    came: bool


def _entries(
    portfolio: Portfolio, session: Session, bookings: list[Booking]
) -> Iterator[_Entry]:
    seen = {a.person: a for a in portfolio.attendances if a.session == session.id}
    for booking in bookings:
        if booking.status in _OUTCOMES:
            yield _entry(portfolio, booking.person, booking, seen.get(booking.person))
    with_place = {b.person for b in bookings if b.status in _OUTCOMES}
    for person, attendance in seen.items():
        if person not in with_place:
            yield _entry(portfolio, person, None, attendance)


def _entry(
    portfolio: Portfolio,
    id: PersonId,
    booking: Booking | None,
    attendance: Attendance | None,
) -> _Entry:
    person = portfolio.get(Person, id)
    records = [record for record in (booking, attendance) if record]
    minutes = [str(r.minutes) for r in records if r.minutes is not None]
    of_booking = _OUTCOMES[booking.status] if booking else ""
    of_attendance = _ATTENDANCES[attendance.status] if attendance else ""
    booked_on = booking.booked_on if booking else None
    return _Entry(
        row=RegisterRow(
            reference=booking.id if booking else "",
            person=called(person),
            organisation=organisation(portfolio, person.organisation),
            role=capitalised(words(person.role)),
            booked=day(booked_on),
            booked_on=booked_on.isoformat() if booked_on else "",
            minutes=minutes[0] if minutes else "",
            outcome=of_booking or of_attendance,
        ),
        came=any(record.status.came for record in records),
    )


def _totals(people: Iterable[tuple[str, bool]]) -> tuple[RegisterTotal, ...]:
    found: dict[str, list[bool]] = {}
    for name, came in people:
        found.setdefault(name or "No organisation", []).append(came)
    totals = [
        RegisterTotal(name=name, places=len(came), came=sum(came))
        for name, came in found.items()
    ]
    return tuple(sorted(totals, key=lambda total: (-total.places, total.name)))


# ------------------------------------------------------------------------- the numbers


def _no_shows(bookings: list[Booking]) -> str:
    missed = groups.no_shows(bookings)
    if missed.percent is None:
        return "No attendance is recorded yet, so there is no no-show rate."
    percent = missed.percent.quantize(Decimal(1), ROUND_HALF_UP)
    people = counted(missed.confirmed, "person", "people")
    return (
        f"{missed.no_shows} of {people} with a confirmed place did not come and gave "
        f"no notice: a no-show rate of {percent}%."
    )


def _others(bookings: list[Booking]) -> str:
    statuses = [booking.status for booking in bookings]
    waiting = statuses.count(BookingStatus.WAITLISTED)
    given_up = statuses.count(BookingStatus.CANCELLED_IN_TIME)
    parts = [
        f"Waiting for a place: {counted(waiting, 'person', 'people')}."
        if waiting
        else "",
        f"Given up in time: {counted(given_up, 'place')}." if given_up else "",
    ]
    return " ".join(filter(None, parts))
