"""The shapes a scheduling rule's meaning can have: what judge and search both call.

A rule means one or more *terms*, each of one shape. A term is the only place where a
rule is defined: a review calls it on the slots of a plan, a search calls it on slots a
plan might have. Amounts are whole numbers, 0 where the rule is kept; words are for
people and are asked for only when somebody reads them.

- `OfOne`: each session by itself.
- `Gap`: how far from one session of an activity to the next.
- `Sameness`: what the sessions of an activity have in common.
- `Shared`: what two sessions at (nearly) one time both need.
- `Load`: how many sessions fall on one person, role or segment in a stretch of time.
- `Count`: how many sessions there are; no slot changes it.
"""

import abc
import enum
from collections.abc import Hashable, Iterable, Sequence
from typing import Any, ClassVar

import attrs

from tpkit.schedule._terms.slot import Entry, Slot


class Aspect(enum.Flag):
    """What of a slot a term looks at. What it does not look at cannot change it."""

    DAY = enum.auto()
    """The day."""
    TIME = enum.auto()
    """The hours of the day."""
    VENUE = enum.auto()
    """The venue."""
    LEADERS = enum.auto()
    """Those who lead."""


@attrs.frozen(kw_only=True)
class Term(abc.ABC):
    """What a rule says about timetables, in one shape."""

    code: ClassVar[str] = ""
    """The code of its findings, such as `TP702`."""

    rule: Any
    """The scheduling rule: a noun with `id` and `agreed`."""

    def concerns(self, entry: Entry) -> bool:
        """Say whether the rule holds for this session: by its activities, if it has any."""
        scope: Iterable[str] = getattr(self.rule, "activities", ())
        return not scope or entry.activity in scope


@attrs.frozen(kw_only=True)
class OfOne(Term):
    """A rule about each session by itself."""

    looks_at: ClassVar[Aspect]

    def alike(self, entry: Entry) -> Hashable:
        """Give a key: sessions with one key and one length get the same amounts.

        The default is safe and slow: every session is its own kind.
        """
        return entry.session

    def alike_team(self, leaders: tuple[str, ...]) -> Hashable:
        """Give a key: with teams of one key a session gets the same amounts.

        The default is safe and slow, likewise.
        """
        return leaders

    def can_matter(
        self,
        entry: Entry,  # noqa: ARG002  # for others
        venue: str | None,  # noqa: ARG002  # for others
        leaders: tuple[str, ...],  # noqa: ARG002  # for others
    ) -> bool:
        """Say whether there could be a time when the session breaks it there, with them.

        The default is safe and slow: a search then asks about every day and hour.
        """
        return True

    @abc.abstractmethod
    def amount(self, entry: Entry, slot: Slot) -> int:
        """Give how often the session breaks the rule in that slot; 0 if it does not."""

    @abc.abstractmethod
    def words(self, entry: Entry, slot: Slot) -> str:
        """Say what is wrong, as a clause: `it is on Friday 4 March 2022, …`."""


@attrs.frozen(kw_only=True)
class Gap(Term):
    """A rule about how far it is from one session of an activity to the next."""

    def position(self, day: int) -> int:
        """Give the place of a day on the scale the gap is counted on; it never falls."""
        return day

    @abc.abstractmethod
    def amount(self, entry: Entry, step: int) -> int:
        """Give how badly a gap of *step* breaks the rule; *entry* is the earlier session.

        It must depend on the activity of the entry alone.
        """

    @abc.abstractmethod
    def words(self, earlier: tuple[Entry, Slot], later: tuple[Entry, Slot]) -> str:
        """Say what is wrong with the two."""


@attrs.frozen(kw_only=True)
class Sameness(Term):
    """A rule that something stays the same from one session of an activity to the next."""

    looks_at: ClassVar[Aspect]
    """One aspect."""

    @abc.abstractmethod
    def feature(self, slot: Slot) -> Hashable:
        """Give what has to stay the same."""

    @abc.abstractmethod
    def words(self, earlier: tuple[Entry, Slot], later: tuple[Entry, Slot]) -> str:
        """Say what is wrong with the two."""

    def amount(self, earlier: Slot, later: Slot) -> int:
        """Give 1 where the two differ."""
        return int(self.feature(earlier) != self.feature(later))


@attrs.frozen(kw_only=True)
class Shared(Term):
    """A rule that two sessions, of one activity or two, do not want a thing at one time."""

    overlapping: ClassVar[bool] = True
    """Whether sessions that overlap in time break it."""
    reach: int = 0
    """Up to how many minutes after the end of one session another can break it."""

    @abc.abstractmethod
    def claims(self, entry: Entry, slot: Slot) -> Iterable[Hashable]:
        """Give what the session wants to itself: two that share none never break it."""

    def rival(self, entry: Entry) -> Hashable:
        """Give what must differ for two sessions to compete."""
        return entry.session

    def margin(self, earlier: Slot, later: Slot) -> int:  # noqa: ARG002  # for others
        """Give the minutes needed between the two; at most `reach`."""
        return 0

    @abc.abstractmethod
    def words(
        self, claim: Hashable, first: tuple[Entry, Slot], second: tuple[Entry, Slot]
    ) -> str:
        """Say what is wrong with the two."""

    def amount(self, first: Slot, second: Slot) -> int:
        """Give 1 where two that share a claim are too close; in either order."""
        if first.day != second.day:
            return 0
        if second.start < first.start:
            first, second = second, first
        if second.start < first.end:
            return int(self.overlapping)
        return int(second.start < first.end + self.margin(first, second))


@attrs.frozen(kw_only=True)
class Load(Term):
    """A rule about how many sessions there are for a claim in a stretch of time."""

    at_most: int
    """The most sessions for one claim in one stretch."""

    @abc.abstractmethod
    def claims(self, entry: Entry, slot: Slot) -> Iterable[Hashable]:
        """Give what the session counts for."""

    @abc.abstractmethod
    def period(self, day: int) -> int:
        """Give the number of the stretch of time in which a day lies; it never falls."""

    @abc.abstractmethod
    def words(self, claim: Hashable, entries: Sequence[tuple[Entry, Slot]]) -> str:
        """Say what is wrong."""

    def amount(self, sessions: int) -> int:
        """Give by how many sessions there are too many."""
        return max(0, sessions - self.at_most)


@attrs.frozen(kw_only=True)
class Count(Term):
    """A rule about how many sessions there are, whenever they are."""

    @abc.abstractmethod
    def wanted(self, activity: str) -> int | None:
        """Give how many sessions the activity is to have; None where it does not say."""

    def minutes(self, activity: str) -> int | None:  # noqa: ARG002  # for others
        """Give how long each is to last; None where it does not say."""
        return None

    @abc.abstractmethod
    def breaches(self, entries: Sequence[Entry]) -> Iterable["Shortfall"]:
        """Give what is wrong with the number of sessions."""


@attrs.frozen(kw_only=True)
class Shortfall:
    """One activity or segment that has too few sessions, or too many."""

    path: str
    """Where it stands in the portfolio."""
    amount: int
    """By how many, 1 or more."""
    words: str
    """What is wrong, as a clause."""
