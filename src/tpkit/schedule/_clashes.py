"""Clashes: two sessions at one time that need the same person, venue or audience."""

import enum
import heapq
import operator
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator

import attrs
import pendulum

from tpkit import _text
from tpkit._model.activity import Segment, Session, Venue
from tpkit._model.ids import SessionId
from tpkit._model.people import Person
from tpkit._model.portfolio import Portfolio
from tpkit.schedule._needs import Needs, needs_of


class ClashKind(enum.StrEnum):
    """What two sessions both need [DES]."""

    PERSON = "person"
    """Somebody would have to be in two places."""
    VENUE = "venue"
    """A venue that takes one session at a time is wanted for two."""
    AUDIENCE = "audience"
    """People of one segment are wanted by two activities."""


@attrs.frozen(kw_only=True)
class Clash:
    """Two sessions that overlap and both need one person, venue or audience."""

    kind: ClashKind
    resource: str
    """The id of the person, the venue or the segment."""
    first: SessionId
    """The session that begins earlier; of two that begin together, the shorter."""
    second: SessionId
    """The other session."""
    on: pendulum.Date
    """The day, in London."""
    start: pendulum.Time
    """When the overlap begins, by London clocks."""
    end: pendulum.Time
    """When the overlap ends."""
    message: str
    """What is wrong, as a sentence without its full stop."""

    def __str__(self) -> str:
        """Give the message."""
        return self.message


def clashes(portfolio: Portfolio, /) -> tuple[Clash, ...]:
    """Give every pair of sessions at one time that needs the same thing, in order of time.

    A *person* is at a session who leads it (its own facilitators, or else those of its
    activity), writes at it, chairs or sits on the body that meets, is a member of the
    learning set on that day, has a confirmed place, takes part in the focus group, or
    is recorded as having come; and is not recorded as having stayed away. A *venue*
    clashes unless it is shared. An *audience* clashes when two different activities are
    for one segment; the runs of one workshop, and the groups of one study, share out
    the people between them.

    Cancelled sessions need nothing. Sessions that only touch, one ending when the other
    begins, do not clash. The time taken grows as n log n with the sessions and what they
    need, and with the clashes found.

    Example:
        ```python
        >>> from tpkit import schedule, testing
        >>> schedule.clashes(testing.northshire())
        ()

        ```
    """
    needs = needs_of(portfolio)
    wanted: dict[_Resource, list[Session]] = defaultdict(list)
    for session in sorted(portfolio.sessions, key=_in_time):
        if session.status.happens:
            for resource in _resources(session, needs):
                wanted[resource].append(session)
    found = [
        _Pair(resource, first, second)
        for resource, sessions in wanted.items()
        for first, second in _overlapping(sessions, _rival_of(resource, needs))
    ]
    found.sort(key=_in_order)
    return tuple(_clash(pair, portfolio, needs) for pair in found)


@attrs.frozen
class _Resource:
    kind: ClashKind
    id: str


@attrs.frozen
class _Pair:
    resource: _Resource
    first: Session
    second: Session


def _resources(session: Session, needs: Needs) -> Iterator[_Resource]:
    for person in needs.people(session):
        yield _Resource(ClashKind.PERSON, person)
    if venue := needs.venue(session):
        yield _Resource(ClashKind.VENUE, venue)
    for segment in needs.segments(session):
        yield _Resource(ClashKind.AUDIENCE, segment)


def _rival_of(resource: _Resource, needs: Needs) -> Callable[[Session], Hashable]:
    """Give what must differ for two sessions to compete for this."""
    if resource.kind is ClashKind.AUDIENCE:
        return needs.rival
    return operator.attrgetter("id")


def _overlapping(
    sessions: Iterable[Session], rival: Callable[[Session], Hashable]
) -> Iterator[tuple[Session, Session]]:
    """Yield the pairs that overlap, of sessions in order of time.

    One sweep: what has ended is closed before the next begins, so that whatever is
    still open overlaps it. Open sessions are kept by rival, so that a hundred runs of
    one workshop are stepped over as one.
    """
    open_by_rival: dict[Hashable, dict[str, Session]] = {}
    ends: list[tuple[int, str, Hashable]] = []
    for session in sessions:
        while ends and ends[0][0] <= _minute(session.on, session.start):
            _, ended, rivals = heapq.heappop(ends)
            del open_by_rival[rivals][ended]
            if not open_by_rival[rivals]:
                del open_by_rival[rivals]
        own = rival(session)
        for other, still_open in open_by_rival.items():
            if other != own:
                yield from ((earlier, session) for earlier in still_open.values())
        open_by_rival.setdefault(own, {})[session.id] = session
        heapq.heappush(ends, (_minute(session.on, session.end), session.id, own))


_MINUTES_IN_A_DAY = 24 * 60


def _minute(on: pendulum.Date, at: pendulum.Time) -> int:
    return on.toordinal() * _MINUTES_IN_A_DAY + at.hour * 60 + at.minute


def _in_time(session: Session) -> tuple[int, int, str]:
    on = session.on
    return _minute(on, session.start), _minute(on, session.end), session.id


_KINDS = list(ClashKind)


def _in_order(pair: _Pair) -> tuple[object, ...]:
    kind = _KINDS.index(pair.resource.kind)
    return *_in_time(pair.second), *_in_time(pair.first), kind, pair.resource.id


# -------------------------------------------------------------------------- in words


def _clash(pair: _Pair, portfolio: Portfolio, needs: Needs) -> Clash:
    first, second = pair.first, pair.second
    return Clash(
        kind=pair.resource.kind,
        resource=pair.resource.id,
        first=first.id,
        second=second.id,
        on=second.on,
        start=second.start,
        end=min(first.end, second.end),
        message=(
            f"{_complaint(pair.resource, portfolio)} "
            f"on {_text.long_date(second.on, weekday=True)}: "
            f"{_named(first, needs)}, and {_named(second, needs)}"
        ),
    )


def _complaint(resource: _Resource, portfolio: Portfolio) -> str:
    if resource.kind is ClashKind.PERSON:
        person = portfolio.get(Person, resource.id)
        return f"{person.name or person.title} would have to be in two places"
    if resource.kind is ClashKind.VENUE:
        return f"Two sessions want {portfolio.get(Venue, resource.id).name}"
    return f"Two activities are for {portfolio.get(Segment, resource.id).title}"


def _named(session: Session, needs: Needs) -> str:
    title = session.title or needs.activities[session.activity].title
    return f"{title}, {_text.time_range(session.start, session.end)}"
