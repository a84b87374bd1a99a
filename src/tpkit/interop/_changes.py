"""Whom sessions concern, and what a calendar says of them after what it said before."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from tpkit._model.activity import Session, SessionStatus
from tpkit._model.ids import SessionId
from tpkit._model.portfolio import Portfolio
from tpkit.interop._events import Event, uid
from tpkit.schedule._terms.needs import Needs, needs_of


@attrs.frozen(kw_only=True)
class Concern:
    """Whom and what a session concerns; or, all of it by id, whose sessions are wanted."""

    activities: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    venues: frozenset[str] = frozenset()
    segments: frozenset[str] = frozenset()

    def wants(self, other: "Concern") -> bool:
        """Say whether the two share something of each kind that this one names."""
        return (
            _share(self.people, other.people)
            and _share(self.venues, other.venues)
            and _share(self.segments, other.segments)
            and _share(self.activities, other.activities)
        )


def _share(wanted: frozenset[str], concerned: frozenset[str]) -> bool:
    return not (wanted and wanted.isdisjoint(concerned))


@attrs.frozen(kw_only=True)
class Version:
    """A portfolio at one time, with what each of its sessions concerns."""

    portfolio: Portfolio
    concerns: Mapping[SessionId, Concern]
    """By the session."""

    def sessions(self, wanted: Concern) -> Iterator[Session]:
        """Yield the sessions that are wanted."""
        for session in self.portfolio.sessions:
            if wanted.wants(self.concerns[session.id]):
                yield session


def versions_of(portfolios: Iterable[Portfolio]) -> list[Version]:
    """Find out whom each session concerned, in every portfolio."""
    found: list[Version] = []
    for portfolio in portfolios:
        needs = needs_of(portfolio)
        concerns = {each.id: _concern(each, needs) for each in portfolio.sessions}
        found.append(Version(portfolio=portfolio, concerns=concerns))
    return found


def _concern(session: Session, needs: Needs) -> Concern:
    return Concern(
        activities=frozenset({session.activity}),
        people=frozenset(needs.people(session)),
        venues=frozenset({session.venue} if session.venue else ()),
        segments=frozenset(needs.segments(session)),
    )


def events(versions: Sequence[Version], wanted: Concern) -> list[Event]:
    """Tell what the last version has, and what has gone since the earlier ones."""
    told: dict[str, Event] = {}
    for version in versions:
        told |= _news(told, version, wanted)
    return sorted(told.values(), key=_in_time)


def _in_time(event: Event) -> tuple[object, ...]:
    session = event.session
    return session.on, session.start, session.id, event.uid


def _news(
    told: Mapping[str, Event], version: Version, wanted: Concern
) -> dict[str, Event]:
    portfolio = version.portfolio
    here = {uid(portfolio, each): each for each in version.sessions(wanted)}
    there = {uid(portfolio, each): each for each in portfolio.sessions}
    news = {
        key: _taken_off(told[key], there.get(key)) for key in told if key not in here
    }
    for key, session in here.items():
        news[key] = _told_again(told.get(key), portfolio, session)
    return news


def _told_again(before: Event | None, portfolio: Portfolio, session: Session) -> Event:
    # Twice the revision leaves a number free for calling off: it is higher than every
    # number before it even if nobody counted it, and lower than any after it.
    number = 2 * session.revision + (not session.status.happens)
    event = Event(portfolio=portfolio, session=session, sequence=number)
    if before is None:
        return event
    lowest = before.sequence + (_significant(event) != _significant(before))
    return attrs.evolve(event, sequence=max(number, lowest))


def _significant(event: Event) -> tuple[object, ...]:
    session = event.session
    return session.on, session.start, session.end, event.place, event.status


def _taken_off(before: Event, session: Session | None) -> Event:
    if before.is_off or (session and session.status is SessionStatus.HELD):
        # Who was not at a session that was held need not hear that it is off.
        return before
    goes_on = session is not None and session.status.happens
    if not goes_on:
        off = attrs.evolve(before.session, status=SessionStatus.CANCELLED)
        return attrs.evolve(before, session=off, sequence=before.sequence + 1)
    return attrs.evolve(before, withdrawn=True, sequence=before.sequence + 1)
