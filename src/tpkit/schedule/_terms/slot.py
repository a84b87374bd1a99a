"""Timetables as the rules see them: entries that do not change, and slots that do."""

import itertools
from collections.abc import Mapping

import attrs
import pendulum

from tpkit._model.activity import Session
from tpkit.errors import FieldError

MINUTES_IN_A_DAY = 24 * 60


@attrs.frozen
class Slot:
    """When, where and with whom a session is held: what a timetable decides.

    Numbers and ids only: a search looks at millions.
    """

    day: int
    """The day, as an ordinal: `pendulum.Date.fromordinal(slot.day)`."""
    start: int
    """When it begins, in minutes after midnight by London clocks."""
    end: int
    """When it ends, likewise."""
    venue: str | None
    """The id of the venue; None where there is none."""
    leaders: tuple[str, ...]
    """The ids of those who lead, in order of id."""

    @property
    def on(self) -> pendulum.Date:
        """The day as a date."""
        return pendulum.Date.fromordinal(self.day)

    @property
    def weekday(self) -> int:
        """The day of the week, Monday being 0."""
        return (self.day + 6) % 7  # day 1, 1 January of year 1, was a Monday


@attrs.frozen(kw_only=True)
class Member:
    """Somebody other than a leader who has to be at a session, from one day to another."""

    person: str
    """The person's id."""
    first: int = 0
    """The first day, as an ordinal, on which this is so."""
    last: int = pendulum.Date.max.toordinal()
    """The last day."""


@attrs.frozen(kw_only=True)
class Entry:
    """A session without its slot: what does not change when it moves."""

    session: str
    """Its id, also where a search has yet to create it."""
    index: int | None
    """Its place in the portfolio's sessions; None for one that is yet to be created."""
    title: str
    """What people call it: its own title, or its activity's."""
    activity: str
    """The id of the activity it belongs to."""
    number: int
    """Its place among the activity's sessions."""
    minutes: int
    """How long it lasts."""
    members: tuple[Member, ...]
    """Who has to be there, whoever leads."""
    away: frozenset[str]
    """Who was expected and did not come, and so needs no place."""
    segments: frozenset[str]
    """Whom it is for, where the plan names them."""
    roles: frozenset[str]
    """The professional roles it is for."""
    rival: str
    """Entries with one rival share out the people of a segment between them."""
    places: int
    """How many people are expected, at least."""
    project: str | None
    """The id of the project its activity belongs to."""
    areas: frozenset[str] = frozenset()
    """The areas whose schools matter to it: of its hosts and of those who take part."""
    announced_for: int | None = None
    """The day that people have been told, or on which it was held; None for neither."""

    @property
    def announced(self) -> bool:
        """Whether its date has been told to people, or it has been held."""
        return self.announced_for is not None

    def people(self, slot: Slot) -> frozenset[str]:
        """Give everybody who has to be there, if it is held in that slot."""
        coming = (m.person for m in self.members if m.first <= slot.day <= m.last)
        return frozenset(coming).union(slot.leaders) - self.away


@attrs.frozen(kw_only=True)
class Timetable:
    """Entries, each with its slot; cancelled sessions have no entry."""

    entries: tuple[Entry, ...]
    """The sessions, in document order."""
    slots: tuple[Slot, ...]
    """One for each entry, in the same order."""

    def series(self) -> Mapping[str, tuple[int, ...]]:
        """Give for each activity the places of its entries, in order of time."""
        places = sorted(range(len(self.entries)), key=self._in_time)
        found: dict[str, list[int]] = {}
        for place in places:
            found.setdefault(self.entries[place].activity, []).append(place)
        return {activity: tuple(some) for activity, some in found.items()}

    def neighbours(self) -> tuple[tuple[int, int], ...]:
        """Give the places of each session and the next of its activity."""
        return tuple(
            pair for some in self.series().values() for pair in itertools.pairwise(some)
        )

    def _in_time(self, place: int) -> tuple[int, int, int, str]:
        slot, entry = self.slots[place], self.entries[place]
        return slot.day, slot.start, entry.number, entry.session


def slot_of(session: Session, leaders: tuple[str, ...]) -> Slot:
    """Give the slot in which a session stands."""
    return Slot(
        day=session.on.toordinal(),
        start=minute_of(session.start),
        end=minute_of(session.end),
        venue=session.venue,
        leaders=tuple(sorted(leaders)),
    )


def minute_of(at: pendulum.Time) -> int:
    """Give the minutes from midnight to a time of day."""
    return at.hour * 60 + at.minute


def time_of(minute: int) -> pendulum.Time:
    """Give the time of day so many minutes after midnight.

    Raises:
        FieldError: no day has such a minute.
    """
    if not 0 <= minute < MINUTES_IN_A_DAY:
        expected = f"a minute from 0 to {MINUTES_IN_A_DAY - 1}"
        raise FieldError("Slot", "start", expected, minute)
    return pendulum.Time(*divmod(minute, 60))
