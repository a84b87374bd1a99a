"""Attendance: how many had a place at each session of a workshop, and how many came."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

import attrs
import pendulum

from tpkit import groups
from tpkit._model.activity import Session, Workshop
from tpkit._model.participation import Attendance, Booking, BookingStatus
from tpkit._model.portfolio import Portfolio
from tpkit._text import counted, long_date
from tpkit.report._charts.canvas import ChartFrame, Scale, frame, x_of
from tpkit.report._words.words import Imprint, imprint


@attrs.frozen(kw_only=True)
class AttendanceBar:
    """One session in the picture."""

    x: int
    """The left edge."""
    width: int
    """How wide it is."""
    base: int
    """How far down the bar begins."""
    booked_y: int
    """How far down the number of those who were to come is."""
    came_y: int
    """How far down the number of those who came is."""
    places_y: int
    """How far down the number of places is."""


@attrs.frozen(kw_only=True)
class AttendanceRow:
    """One session in the table below it."""

    date: str
    """`Thursday 20 January 2022`."""
    title: str
    """The session's own title; empty where it has none."""
    places: int
    """How many places it has."""
    booked: int
    """How many had a place on the day, or came without one."""
    came: int
    """How many of them came."""
    missed: int
    """How many of them did not."""
    unknown: int
    """Of how many of them nothing is recorded."""


@attrs.frozen(kw_only=True)
class AttendanceChart:
    """One workshop."""

    title: str
    """The workshop's title."""
    summary: str
    """How many came and who completed it, in sentences."""
    frame: ChartFrame
    """What the bars share."""
    bars: tuple[AttendanceBar, ...]
    """One for each session that has taken place."""
    rows: tuple[AttendanceRow, ...]
    """The same in numbers."""


@attrs.frozen(kw_only=True)
class AttendancePage:
    """What the template `attendance` may print. Numbers, and nobody's name."""

    title: str
    """`Attendance`."""
    imprint: Imprint
    """The foot of the page."""
    summary: str
    """How many workshops there is something to tell of, as a sentence."""
    workshops: tuple[AttendanceChart, ...]
    """Each workshop of which a session has taken place, in the record's order."""


def attendance_page(portfolio: Portfolio, on: pendulum.Date) -> AttendancePage:
    """Gather who came to the sessions of every workshop by that day, in numbers."""
    charts = tuple(_charts(portfolio, on))
    return AttendancePage(
        title="Attendance",
        imprint=imprint(portfolio.partnership, on),
        summary=_summary(charts),
        workshops=charts,
    )


def has_attendance(portfolio: Portfolio) -> bool:
    """Say whether anybody's attendance or booking is recorded."""
    return bool(portfolio.bookings or portfolio.attendances) and bool(
        portfolio.workshops
    )


def _summary(charts: tuple[AttendanceChart, ...]) -> str:
    if not charts:
        return "No session of a workshop has taken place yet."
    sessions = sum(len(chart.rows) for chart in charts)
    held = f"{counted(sessions, 'session')} of {counted(len(charts), 'workshop')}"
    return f"{held} {'has' if sessions == 1 else 'have'} taken place so far."


def _charts(portfolio: Portfolio, on: pendulum.Date) -> Iterator[AttendanceChart]:
    for workshop in portfolio.workshops:
        held = [
            session
            for session in portfolio.sessions_of(workshop.id)
            if session.on <= on and session.status.happens
        ]
        if held:
            yield _chart(portfolio, workshop, held)


def _chart(
    portfolio: Portfolio, workshop: Workshop, held: list[Session]
) -> AttendanceChart:
    rows = tuple(_row(portfolio, workshop, session) for session in held)
    scale = Scale.of([n for row in rows for n in (row.places, row.booked)])
    shares = [Fraction(2 * n + 1, 2 * len(rows)) for n in range(len(rows))]
    words = [long_date(session.on).rpartition(" ")[0] for session in held]
    return AttendanceChart(
        title=workshop.title,
        summary=_in_words(groups.turnout(portfolio, workshop.id), rows),
        frame=frame(
            scale, [str(n) for n in scale.values], [*zip(shares, words, strict=True)]
        ),
        bars=tuple(_bars(scale, shares, rows)),
        rows=rows,
    )


def _in_words(turnout: groups.Turnout, rows: Iterable[AttendanceRow]) -> str:
    people = counted(turnout.distinct_attendees, "person", "people")
    missed = counted(sum(row.missed for row in rows), "place")
    unknown = sum(row.unknown for row in rows)
    told = [
        f"{people} came, and {len(turnout.completed)} of them completed the workshop.",
        f"{missed} went unused by those who had them.",
    ]
    if unknown:
        told.append(f"It is not recorded what became of {counted(unknown, 'place')}.")
    return " ".join(told)


_WIDEST = 90


def _bars(
    scale: Scale, shares: list[Fraction], rows: tuple[AttendanceRow, ...]
) -> Iterator[AttendanceBar]:
    room = x_of(Fraction(1)) - x_of(Fraction(0))
    width = min(_WIDEST, max(2, room * 6 // (10 * len(rows))))
    for share, row in zip(shares, rows, strict=True):
        yield AttendanceBar(
            x=x_of(share) - width // 2,
            width=width,
            base=scale.y(0),
            booked_y=scale.y(row.booked),
            came_y=scale.y(row.came),
            places_y=scale.y(row.places),
        )


_MISSED = (BookingStatus.NO_SHOW, BookingStatus.CANCELLED_LATE)
_WITH_PLACE = (BookingStatus.CONFIRMED, *_MISSED)
"""The bookings of those who had a place on the day and did not come, or may have."""


def _row(portfolio: Portfolio, workshop: Workshop, session: Session) -> AttendanceRow:
    bookings = [b for b in portfolio.bookings if b.session == session.id]
    attendances = [a for a in portfolio.attendances if a.session == session.id]
    with_place = {b.person for b in bookings if b.status in _WITH_PLACE}
    records: list[Booking | Attendance] = [*bookings, *attendances]
    came = {record.person for record in records if record.status.came}
    known = {b.person for b in bookings if b.status in _MISSED}
    known |= {a.person for a in attendances}
    everybody = with_place | came | known
    return AttendanceRow(
        date=long_date(session.on, weekday=True),
        title=session.title,
        places=groups.session_places(workshop, session),
        booked=len(everybody),
        came=len(came),
        missed=len(known - came),
        unknown=len(everybody - known - came),
    )
