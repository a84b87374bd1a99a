"""Sessions as an iCalendar text, RFC 5545."""

import re
from collections.abc import Iterable, Iterator

import pendulum

from tpkit import _dates
from tpkit._model.activity import (
    ActionLearningSet,
    FocusGroup,
    FocusGroupKind,
    Session,
    SessionMode,
    SessionStatus,
    Study,
    TestCycle,
    Venue,
    Workshop,
)
from tpkit._model.ids import ActivityId
from tpkit._model.partnership import GovernanceBody
from tpkit._model.portfolio import Activity, Portfolio


def icalendar(
    portfolio: Portfolio, /, *, on: pendulum.Date, activities: Iterable[ActivityId] = ()
) -> str:
    """Write the portfolio's sessions as an iCalendar text (RFC 5545), in order of time.

    Save it as it is, in UTF-8, to a file whose name ends in `.ics`: lines end in CR LF,
    as the standard asks. The same portfolio and day give the same text.

    - Times are London clock times, with rules for summer time that need no update.
    - An event's UID is made of the partnership's and the session's ids, so that a later
      file moves an event that was imported before instead of adding another.
    - A cancelled session stays in, marked as cancelled: left out, it would stay in the
      calendars of those who have imported it.
    - A planned session is tentative; a confirmed or held one is confirmed.
    - People, notes and the joining links of online venues are left out: a calendar is
      passed on.

    *on* is the day the calendar was made; *activities* are the ids of the workshops,
    learning sets, groups, tests or bodies wanted, or none for all.

    Raises:
        UnknownIdError: *activities* holds an id that no activity has.

    Example:
        ```python
        >>> import pendulum
        >>> from tpkit import Partnership, PartnershipId, Portfolio, interop
        >>> partnership = Partnership(id=PartnershipId("tp"), name="Our partnership")
        >>> portfolio = Portfolio(partnership=partnership)
        >>> interop.icalendar(portfolio, on=pendulum.Date(2022, 2, 14)).splitlines()[0]
        'BEGIN:VCALENDAR'

        ```
    """
    wanted = {portfolio.activity(id).id for id in activities}
    sessions = [s for s in portfolio.sessions if not wanted or s.activity in wanted]
    sessions.sort(key=lambda session: (session.on, session.start, session.id))
    name = portfolio.partnership.short_name or portfolio.partnership.name
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//tpkit//sessions//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{escape(name)}",
        f"X-WR-CALNAME:{escape(name)}",
        *_LONDON,
        *(line for session in sessions for line in _event(portfolio, session, on)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded(line)}\r\n" for line in lines)


# Rules, not a list of changes: ical.js reads only the first of several dates in an
# RDATE, which makes winter events an hour early, and a list ends some day. The rules
# hold from 1996, by the Summer Time Order.
_LONDON = (
    "BEGIN:VTIMEZONE",
    f"TZID:{_dates.LONDON}",
    "BEGIN:DAYLIGHT",
    "DTSTART:19960331T010000",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0100",
    "TZNAME:BST",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "DTSTART:19961027T020000",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0000",
    "TZNAME:GMT",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "END:STANDARD",
    "END:VTIMEZONE",
)

_STATUSES = {
    SessionStatus.PLANNED: "TENTATIVE",
    SessionStatus.CONFIRMED: "CONFIRMED",
    SessionStatus.HELD: "CONFIRMED",
    SessionStatus.CANCELLED: "CANCELLED",
}


def _event(portfolio: Portfolio, session: Session, on: pendulum.Date) -> Iterator[str]:
    activity = portfolio.activity(session.activity)
    title = session.title or activity.title
    happens = session.status.happens
    yield "BEGIN:VEVENT"
    # No id holds a slash, so two pairs of ids never make one UID.
    yield f"UID:tpkit:{portfolio.partnership.id}/{session.id}"
    yield f"DTSTAMP:{_day(on)}T000000Z"
    # Readers take a change of status as news only from a higher number.
    yield f"SEQUENCE:{0 if happens else 1}"
    yield f"DTSTART{_moment(session.on, session.start)}"
    yield f"DTEND{_moment(session.on, session.end)}"
    yield f"SUMMARY:{escape(title if happens else f'Cancelled: {title}')}"
    place = _place(portfolio, session)
    if place:
        yield f"LOCATION:{escape(place)}"
    yield f"DESCRIPTION:{escape(_description(portfolio, session, activity))}"
    yield f"CATEGORIES:{escape(_kind(activity))}"
    yield f"STATUS:{_STATUSES[session.status]}"
    yield f"TRANSP:{'OPAQUE' if happens else 'TRANSPARENT'}"
    yield "END:VEVENT"


def _kind(activity: Activity) -> str:
    if isinstance(activity, FocusGroup):
        return _GROUPS[activity.kind]
    return _KINDS[type(activity)]


_KINDS = {
    Workshop: "Workshop",
    ActionLearningSet: "Action learning set",
    TestCycle: "Resource test",
    GovernanceBody: "Board or group",
}
_GROUPS = {
    FocusGroupKind.FOCUS_GROUP: "Focus group",
    FocusGroupKind.LISTENING_EVENT: "Listening event",
    FocusGroupKind.RESOURCE_TEST: "Resource test",
}


def _description(portfolio: Portfolio, session: Session, activity: Activity) -> str:
    number = len(portfolio.sessions_of(session.activity))
    lines = [_kind(activity)]
    if session.number <= number and number > 1:
        lines = [f"{_kind(activity)}, session {session.number} of {number}"]
    if session.title:
        lines.append(activity.title)
    if isinstance(activity, FocusGroup):
        lines.append(portfolio.get(Study, activity.study).title)
    venue = _venue(portfolio, session)
    if venue is not None and venue.access:
        lines.append(f"Access: {venue.access}")
    lines.append(portfolio.partnership.name)
    return "\n".join(lines)


def _venue(portfolio: Portfolio, session: Session) -> Venue | None:
    return portfolio.get(Venue, session.venue) if session.venue else None


def _place(portfolio: Portfolio, session: Session) -> str:
    venue = _venue(portfolio, session)
    parts = [session.platform]
    if venue is not None:
        parts = [venue.name, *([] if venue.online else [venue.address]), *parts]
    known = [part for part in parts if part]
    if not known and session.mode is SessionMode.ONLINE:
        return "Online"
    return ", ".join(dict.fromkeys(known))


# ------------------------------------------------------------------ the wire format

_LINE_END = re.compile("\r\n|[\r\n\x85\u2028\u2029]")


def escape(text: str) -> str:
    r"""Write text as a TEXT value: backslash before `\ ; ,`, `\n` for a line's end."""
    marked = re.sub(r"([\\;,])", r"\\\1", text)
    return _LINE_END.sub(r"\\n", marked)


_OCTETS = 75


def folded(line: str) -> str:
    """Break a line so that no part is longer than 75 octets, never within a character."""
    parts: list[str] = []
    start = length = 0
    for index, character in enumerate(line):
        octets = len(character.encode())
        # Every part but the first begins with a space, which counts.
        if length + octets > _OCTETS:
            parts.append(line[start:index])
            start, length = index, 1
        length += octets
    parts.append(line[start:])
    return "\r\n ".join(parts)


def _day(on: pendulum.Date) -> str:
    return f"{on.year:04d}{on.month:02d}{on.day:02d}"


def _moment(on: pendulum.Date, at: pendulum.Time) -> str:
    if _dates.happens_twice(on, at):
        # Readers disagree about which of the two a local time means; the first is.
        utc = _dates.instant(on, at).in_timezone("UTC")
        return f":{_day(utc.date())}T{utc.hour:02d}{utc.minute:02d}00Z"
    return f";TZID={_dates.LONDON}:{_day(on)}T{at.hour:02d}{at.minute:02d}00"
