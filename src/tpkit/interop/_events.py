"""What a calendar says about one session: an event's lines."""

from collections.abc import Iterator

import attrs
import pendulum

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
from tpkit._model.partnership import GovernanceBody
from tpkit._model.portfolio import Activity, Portfolio
from tpkit.interop._wire import day, escape, moment

_STATUSES = {
    SessionStatus.PLANNED: "TENTATIVE",
    SessionStatus.CONFIRMED: "CONFIRMED",
    SessionStatus.HELD: "CONFIRMED",
    SessionStatus.CANCELLED: "CANCELLED",
}


@attrs.frozen(kw_only=True)
class Event:
    """A session as a calendar has it."""

    portfolio: Portfolio
    """In whose words it is told: of a session that is gone, an earlier one's."""
    session: Session
    sequence: int
    """Readers take only a higher number as news."""
    withdrawn: bool = False
    """Whether it goes on, without those the calendar is for."""

    @property
    def uid(self) -> str:
        """What readers know it by."""
        return uid(self.portfolio, self.session)

    @property
    def status(self) -> str:
        """What readers are told of where it stands."""
        return "CANCELLED" if self.withdrawn else _STATUSES[self.session.status]

    @property
    def is_off(self) -> bool:
        """Whether readers are to take it out of their diaries."""
        return self.status == "CANCELLED"

    @property
    def place(self) -> str:
        """Where it is, without joining links; empty where nobody has said."""
        venue = _venue(self)
        parts = [self.session.platform]
        if venue is not None:
            parts = [venue.name, *([] if venue.online else [venue.address]), *parts]
        known = [part for part in parts if part]
        if not known and self.session.mode is SessionMode.ONLINE:
            return "Online"
        return ", ".join(dict.fromkeys(known))

    def lines(self, on: pendulum.Date) -> Iterator[str]:
        """Yield the lines of the VEVENT in a calendar that is made on that day."""
        session = self.session
        yield "BEGIN:VEVENT"
        yield f"UID:{self.uid}"
        yield f"DTSTAMP:{day(on)}T000000Z"
        yield f"SEQUENCE:{self.sequence}"
        yield f"DTSTART{moment(session.on, session.start)}"
        yield f"DTEND{moment(session.on, session.end)}"
        yield f"SUMMARY:{escape(_summary(self))}"
        if self.place:
            yield f"LOCATION:{escape(self.place)}"
        yield f"DESCRIPTION:{escape(_description(self))}"
        yield f"CATEGORIES:{escape(_kind(_activity(self)))}"
        yield f"STATUS:{self.status}"
        yield f"TRANSP:{'TRANSPARENT' if self.is_off else 'OPAQUE'}"
        yield "END:VEVENT"


def uid(portfolio: Portfolio, session: Session) -> str:
    """Make an event's UID, which stays whatever happens to the session."""
    # No id holds a slash, so two pairs of ids never make one UID.
    return f"tpkit:{portfolio.partnership.id}/{session.id}"


def _activity(event: Event) -> Activity:
    return event.portfolio.activity(event.session.activity)


def _summary(event: Event) -> str:
    title = event.session.title or _activity(event).title
    if event.withdrawn:
        return f"Withdrawn: {title}"
    return f"Cancelled: {title}" if event.is_off else title


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


def _description(event: Event) -> str:
    portfolio, session, activity = event.portfolio, event.session, _activity(event)
    number = len(portfolio.sessions_of(session.activity))
    lines = [_kind(activity)]
    if session.number <= number and number > 1:
        lines = [f"{_kind(activity)}, session {session.number} of {number}"]
    if session.title:
        lines.append(activity.title)
    if isinstance(activity, FocusGroup):
        lines.append(portfolio.get(Study, activity.study).title)
    venue = _venue(event)
    if venue is not None and venue.access:
        lines.append(f"Access: {venue.access}")
    lines.append(portfolio.partnership.name)
    if event.withdrawn:
        lines.insert(0, "The session goes on, but is no longer in this calendar.")
    return "\n".join(lines)


def _venue(event: Event) -> Venue | None:
    venue = event.session.venue
    return event.portfolio.get(Venue, venue) if venue else None
