"""What differs between two timetables, in words, and who has to be told."""

import enum
import operator
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

import attrs

from tpkit._model.activity import Session, SessionStatus
from tpkit._model.ids import OrganisationId, PersonId, SessionId
from tpkit._model.portfolio import Portfolio
from tpkit.schedule._changes.in_words import added, altered, off, on_again, place
from tpkit.schedule._changes.told import Held, concern, version_of


class ChangeKind(enum.StrEnum):
    """What has changed about a session."""

    ADDED = "added"
    """It was not there, or it was cancelled and is on again."""
    CANCELLED = "cancelled"
    """It will not take place."""
    GONE = "gone"
    """It is no longer there."""
    MOVED = "moved"
    """It is on another day, or begins at another time."""
    LENGTH = "length"
    """It is longer or shorter."""
    PLACE = "place"
    """It is in another venue, on another platform, or otherwise in person or online."""
    LEADERS = "leaders"
    """Other people lead it."""


@attrs.frozen(kw_only=True)
class Change:
    """Everything that has changed about one session."""

    session: SessionId
    kinds: tuple[ChangeKind, ...]
    """What has changed, in the order of `ChangeKind`."""
    old: Session | None
    """The session as it was; None for one that was not there."""
    new: Session | None
    """The session as it is; None for one that is gone."""
    sentence: str
    """What has changed, in words, without a full stop."""
    people: tuple[PersonId, ...]
    """Whom it concerns: who leads or led it, writes, chairs, is a member, or has a place."""
    organisations: tuple[OrganisationId, ...]
    """Whose venues it concerns."""
    concerned: str
    """All of them, in words."""

    @property
    def is_over(self) -> bool:
        """Whether the session has been held: only the record of it has changed."""
        return self.new is not None and self.new.status is SessionStatus.HELD

    @property
    def is_announced(self) -> bool:
        """Whether people have been told of the session, and so have to be told of this."""
        confirmed = SessionStatus.CONFIRMED
        versions = (version for version in (self.old, self.new) if version is not None)
        return not self.is_over and any(v.status is confirmed for v in versions)

    def __str__(self) -> str:
        """Write the sentence, and who has to be told."""
        if self.is_announced and self.concerned:
            return f"{self.sentence}; to be told: {self.concerned}"
        return self.sentence


@attrs.frozen(kw_only=True)
class Changes:
    """What has changed between two timetables, in order of time; made by `compare`."""

    found: tuple[Change, ...]
    """One for each session that has changed; of those that moved, by where they stood."""

    def __iter__(self) -> Iterator[Change]:
        """Go through the changes, in order of time."""
        return iter(self.found)

    def __len__(self) -> int:
        """Count the sessions that have changed."""
        return len(self.found)

    def __getitem__(self, place: int) -> Change:
        """Give one change by its place, from 0."""
        return self.found[place]

    @property
    def announced(self) -> tuple[Change, ...]:
        """The changes that people have to be told."""
        return tuple(change for change in self.found if change.is_announced)

    @property
    def planned(self) -> tuple[Change, ...]:
        """The changes of sessions that are only planned: nobody has to be told."""
        return tuple(c for c in self.found if not c.is_announced and not c.is_over)

    @property
    def over(self) -> tuple[Change, ...]:
        """The changes in the record of sessions that have been held."""
        return tuple(change for change in self.found if change.is_over)

    @property
    def to_tell(self) -> Mapping[PersonId, tuple[str, ...]]:
        """For each person who has to be told something, in order of id, the sentences."""
        return _grouped((person, c) for c in self.announced for person in c.people)

    @property
    def organisations_to_tell(self) -> Mapping[OrganisationId, tuple[str, ...]]:
        """The same for the organisations whose venues are wanted, or wanted no more."""
        return _grouped((body, c) for c in self.announced for body in c.organisations)

    def __str__(self) -> str:
        """Write a line for each change, first those that people have to be told."""
        parts = (
            ("To be told:", self.announced),
            ("Planned, and not yet announced:", self.planned),
            ("Held already, so that only the record changes:", self.over),
        )
        lines: list[str] = []
        for heading, changes in parts:
            lines += (
                [heading, *(f"- {change}" for change in changes)] if changes else []
            )
        return "\n".join(lines) or "Nothing has changed"


_Id = TypeVar("_Id", bound=str)


def _grouped(pairs: Iterable[tuple[_Id, Change]]) -> dict[_Id, tuple[str, ...]]:
    found: dict[_Id, tuple[str, ...]] = {}
    for id, change in sorted(pairs, key=operator.itemgetter(0)):
        found[id] = (*found.get(id, ()), change.sentence)
    return found


def compare(old: Portfolio, new: Portfolio, /) -> Changes:
    """Say what has changed between two timetables, for whom, and who has to be told.

    Sessions are the same that have the same id. What counts is whether a session takes
    place, its day and hours, where it is, and who leads it, be it named by the session
    or by its activity. What has been announced, in either portfolio, has to be told to
    those who led or lead it, take notes, chair, are members, or have a place, and to
    the organisations whose venues it had or has; the rest is listed apart.

    Example:
        ```python
        >>> import pendulum
        >>> from tpkit import schedule, testing
        >>> old, today = testing.northshire(), pendulum.Date(2025, 1, 10)
        >>> best = schedule.options(old, "board-2025-03", 1, on=today)[0]
        >>> changes = schedule.compare(old, best.apply(old))
        >>> changes[0].sentence
        'Strategic board, meeting 3, moves from Tuesday 11 March 2025, 2pm to 4pm, to the same day, 11am to 1pm'
        >>> [*changes.to_tell]
        ['dean', 'director', 'psw']

        ```
    """
    before, after = _sessions(old), _sessions(new)
    found = [
        change
        for id in before.keys() | after.keys()
        if (change := _change(id, before.get(id), after.get(id))) is not None
    ]
    return Changes(found=tuple(sorted(found, key=_in_time)))


def _sessions(portfolio: Portfolio) -> dict[SessionId, Held]:
    version = version_of(portfolio)
    return {
        session.id: Held(version=version, session=session)
        for session in portfolio.sessions
    }


def _in_time(change: Change) -> tuple[object, ...]:
    session = change.old or change.new
    return () if session is None else (session.on, session.start, session.id)


def _change(id: SessionId, old: Held | None, new: Held | None) -> Change | None:
    kinds, sentence = _what(old, new)
    if not kinds:
        return None
    about = concern(
        old, new, venue=any(kind is not ChangeKind.LEADERS for kind in kinds)
    )
    return Change(
        session=id,
        kinds=kinds,
        old=None if old is None else old.session,
        new=None if new is None else new.session,
        sentence=sentence,
        people=about.people,
        organisations=about.organisations,
        concerned=about.words,
    )


def _what(old: Held | None, new: Held | None) -> tuple[tuple[ChangeKind, ...], str]:
    """Give what has changed, and the same in words; nothing where nothing has."""
    was = old if old is not None and old.session.status.happens else None
    now = new if new is not None and new.session.status.happens else None
    if was is not None and now is not None:
        kinds = tuple(_differences(was, now))
        return kinds, altered(was, now)
    if was is not None:
        kind = ChangeKind.GONE if new is None else ChangeKind.CANCELLED
        return (kind,), off(was, cancelled=new is not None)
    if now is not None:
        return (ChangeKind.ADDED,), added(now) if old is None else on_again(now)
    return (), ""


def _differences(old: Held, new: Held) -> Iterator[ChangeKind]:
    before, now = old.session, new.session
    if (before.on, before.start) != (now.on, now.start):
        yield ChangeKind.MOVED
    if before.minutes != now.minutes:
        yield ChangeKind.LENGTH
    if place(before) != place(now):
        yield ChangeKind.PLACE
    if old.leaders != new.leaders:
        yield ChangeKind.LEADERS
