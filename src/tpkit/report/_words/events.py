"""A session as programs read it: in a calendar, and in a page's data for search."""

import attrs
import pendulum

from tpkit import _dates
from tpkit._model.activity import Session, SessionMode, SessionStatus, Venue
from tpkit._model.portfolio import Portfolio
from tpkit.report._words.kinds import Machine
from tpkit.report._words.words import place


@attrs.frozen(kw_only=True)
class CalendarEvent:
    """One session, for calendars (RFC 5545) and for pages (schema.org `Event`)."""

    title: str
    """`Focus group: Barriers to progression`."""
    description: str
    """What a person needs to know of it in the calendar: a few sentences."""
    place: str
    """`Online, Microsoft Teams`, or the venue with its address; no joining link."""
    venue: str
    """The venue's name; empty online, and where none is known."""
    address: str
    """The venue's address; empty where none is known."""
    platform: str
    """`Microsoft Teams`; empty where none is named."""
    audience: str
    """For whom it is; empty where nobody is named."""
    url: Machine
    """Where a place is booked or interest registered; empty where that is no link."""
    uid: Machine
    """What calendars know it by, the same in every file: `tpkit:tp/g1`."""
    sequence: int
    """Higher than before when it was moved or called off."""
    stamp: Machine
    """When the calendar was made: `20220214T000000Z`."""
    calendar_start: Machine
    """When it begins by London clocks, `20220221T100000`; with `Z` the UTC."""
    calendar_end: Machine
    """When it ends, in the same form."""
    calendar_status: Machine
    """`TENTATIVE`, `CONFIRMED` or `CANCELLED`."""
    start: Machine
    """When it begins, with the hours from UTC: `2022-02-21T10:00:00+00:00`."""
    end: Machine
    """When it ends, in the same form."""
    status: Machine
    """A name of schema.org: `EventScheduled` or `EventCancelled`."""
    mode: Machine
    """A name of schema.org: `OnlineEventAttendanceMode`."""


def calendar_event(  # noqa: PLR0913  # one argument for each thing that it says
    portfolio: Portfolio,
    session: Session,
    *,
    on: pendulum.Date,
    title: str,
    description: str,
    audience: str = "",
    url: str = "",
) -> CalendarEvent:
    """Tell programs of a session, in the words of the document that invites to it.

    It has the UID and the SEQUENCE that `tpkit.interop.icalendar` gives the session, so
    that a calendar with both files has one entry.
    """
    venue = portfolio.get(Venue, session.venue) if session.venue else None
    is_off = not session.status.happens
    return CalendarEvent(
        title=title,
        description=description,
        place=place(session, venue),
        venue=venue.name if venue and not venue.online else "",
        address=venue.address if venue and not venue.online else "",
        platform=session.platform,
        audience=audience,
        url=url,
        uid=f"tpkit:{portfolio.partnership.id}/{session.id}",
        sequence=2 * session.revision + is_off,
        stamp=f"{_day(on)}T000000Z",
        calendar_start=_moment(session.on, session.start),
        calendar_end=_moment(session.on, session.end),
        calendar_status=_STATUSES[session.status],
        start=_dates.instant(session.on, session.start).isoformat(),
        end=_dates.instant(session.on, session.end).isoformat(),
        status="EventCancelled" if is_off else "EventScheduled",
        mode=_MODES[session.mode],
    )


_STATUSES = {
    SessionStatus.PLANNED: "TENTATIVE",
    SessionStatus.CONFIRMED: "CONFIRMED",
    SessionStatus.HELD: "CONFIRMED",
    SessionStatus.CANCELLED: "CANCELLED",
}
_MODES = {
    SessionMode.ONLINE: "OnlineEventAttendanceMode",
    SessionMode.IN_PERSON: "OfflineEventAttendanceMode",
    SessionMode.HYBRID: "MixedEventAttendanceMode",
}


def _moment(on: pendulum.Date, at: pendulum.Time) -> str:
    if _dates.happens_twice(on, at):
        # Readers disagree about which of the two a local time means; the first is.
        utc = _dates.instant(on, at).in_timezone("UTC")
        return f"{_day(utc.date())}T{utc.hour:02d}{utc.minute:02d}00Z"
    return f"{_day(on)}T{at.hour:02d}{at.minute:02d}00"


def _day(on: pendulum.Date) -> str:
    return f"{on.year:04d}{on.month:02d}{on.day:02d}"
