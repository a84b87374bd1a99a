"""Sessions as iCalendar texts, RFC 5545, that keep calendars up to date, RFC 5546."""

import contextlib
import itertools
import operator
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

import pendulum

from tpkit import _dates, _text
from tpkit._model.activity import Segment, Venue
from tpkit._model.ids import ActivityId, PersonId, SegmentId, VenueId
from tpkit._model.people import Person
from tpkit._model.portfolio import Activity, Portfolio
from tpkit.errors import UnknownIdError
from tpkit.interop._changes import Concern, Version, events, versions_of
from tpkit.interop._events import Event
from tpkit.interop._wire import escape, folded


def icalendar(  # noqa: PLR0913  # one argument for each thing a calendar can be of
    portfolio: Portfolio,
    /,
    *,
    on: pendulum.Date,
    activities: Iterable[ActivityId] = (),
    people: Iterable[PersonId] = (),
    venues: Iterable[VenueId] = (),
    segments: Iterable[SegmentId] = (),
    since: Iterable[Portfolio] = (),
) -> str:
    """Write the portfolio's sessions as an iCalendar text (RFC 5545), in order of time.

    Save it as it is, in UTF-8, to a file whose name ends in `.ics`: lines end in CR LF,
    as the standard asks. The same portfolios and day give the same text.

    *on* is the day the calendar was made. The other arguments are ids; none means all.
    *activities* are workshops, learning sets, groups, tests or bodies; *people* those
    who have to be at a session, as `tpkit.schedule.clashes` tells; *venues* where it
    is; *segments* the audiences it is for. A session must fit every argument that is
    given, and any one of its ids. The calendar is named for them.

    - Times are London clock times, with rules for summer time that need no update.
    - A planned session is tentative; a confirmed or held one is confirmed.
    - People, notes and the joining links of online venues are left out: a calendar is
      passed on. Only the name of a calendar of *people* says who they are.

    Calendars that have it already, by import or subscription, follow a later one:

    - An event's UID is made of the partnership's and the session's ids and never
      changes, so that a later file moves an event instead of adding another.
    - Its SEQUENCE is twice the session's `revision`, and one more when it is cancelled,
      so that calling off is news even if the revision was not raised.
    - *since* takes the portfolios of which calendars were made before, oldest first.
      When a session has since changed its day, hours, place or status, its SEQUENCE is
      raised where the revision was not. A session that is gone, or no longer fits the
      arguments, stays in as cancelled; one that goes on without those whose calendar
      it is, is titled `Withdrawn`. The latest earlier portfolio will do where every
      revision is kept; give all of them where not, or where people come and go.
    - A cancelled session stays in, marked as cancelled: left out, it would stay in the
      calendars of those who have imported it.

    The method is always PUBLISH, which may carry cancelled events (RFC 5546, 3.2.1).
    CANCEL is for meetings with an organizer who has invited attendees by name (3.2.5).

    Raises:
        UnknownIdError: neither the portfolio nor an earlier one has an id.

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
    versions = versions_of([*since, portfolio])
    wanted = Concern(
        activities=frozenset(activities),
        people=frozenset(people),
        venues=frozenset(venues),
        segments=frozenset(segments),
    )
    whose = [_newest(versions, find) for find in _look_ups(wanted)]
    return _calendar(portfolio, whose, events(versions, wanted), on)


def icalendars(
    portfolio: Portfolio, /, *, on: pendulum.Date, since: Iterable[Portfolio] = ()
) -> Iterator[tuple[Person | Venue | Segment, str]]:
    """Yield each person, venue and segment that has sessions, with its own calendar.

    The calendars are those of `icalendar`, made faster together. People come first, then
    venues, then segments; those who are only in an earlier portfolio come last of their
    kind. A person's calendar says where to find the person: give it to nobody else.
    """
    versions = versions_of([*since, portfolio])
    for noun, wanted in _owners(versions):
        if found := events(versions, wanted):
            yield noun, _calendar(portfolio, [noun], found, on)


# ----------------------------------------------------------------- whose calendar it is

_Owner = Activity | Person | Venue | Segment
_Find = Callable[[Portfolio], _Owner]
NounT = TypeVar("NounT", Person, Venue, Segment)


def _look_ups(wanted: Concern) -> Iterator[_Find]:
    yield from (
        operator.methodcaller("activity", id) for id in sorted(wanted.activities)
    )
    for kind, ids in (
        (Person, wanted.people),
        (Venue, wanted.venues),
        (Segment, wanted.segments),
    ):
        yield from (operator.methodcaller("get", kind, id) for id in sorted(ids))


def _newest(versions: Sequence[Version], find: _Find) -> _Owner:
    for version in reversed(versions):
        with contextlib.suppress(UnknownIdError):
            return find(version.portfolio)
    return find(versions[-1].portfolio)  # which raises


def _owners(
    versions: Sequence[Version],
) -> Iterator[tuple[Person | Venue | Segment, Concern]]:
    portfolios = [version.portfolio for version in reversed(versions)]
    for person in _once(itertools.chain(*(p.people for p in portfolios))):
        yield person, Concern(people=frozenset({person.id}))
    for venue in _once(itertools.chain(*(p.venues for p in portfolios))):
        yield venue, Concern(venues=frozenset({venue.id}))
    for segment in _once(itertools.chain(*(p.segments for p in portfolios))):
        yield segment, Concern(segments=frozenset({segment.id}))


def _once(nouns: Iterable[NounT]) -> Iterator[NounT]:
    """Yield the first noun of each id, which is the newest."""
    seen: set[str] = set()
    for noun in nouns:
        if noun.id not in seen:
            seen.add(noun.id)
            yield noun


def _name(portfolio: Portfolio, whose: Sequence[_Owner]) -> str:
    name = portfolio.partnership.short_name or portfolio.partnership.name
    if not whose:
        return name
    titles = [_called(noun) for noun in whose]
    if len(titles) > _MOST_NAMED:
        others = len(titles) - _MOST_NAMED
        titles = [*titles[:_MOST_NAMED], _text.counted(others, "other")]
    return f"{_text.listed(titles)} ({name})"


_MOST_NAMED = 3


def _called(noun: _Owner) -> str:
    match noun:
        case Person(name=name, title=title):
            return name or title
        case Venue(name=name):
            return name
    return noun.title


# ------------------------------------------------------------------ the calendar itself

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


def _calendar(
    portfolio: Portfolio,
    whose: Sequence[_Owner],
    found: Iterable[Event],
    on: pendulum.Date,
) -> str:
    name = escape(_name(portfolio, whose))
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//tpkit//sessions//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{name}",
        f"X-WR-CALNAME:{name}",
        *_LONDON,
        *(line for event in found for line in event.lines(on)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded(line)}\r\n" for line in lines)
