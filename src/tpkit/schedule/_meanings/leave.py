"""What rules about who and what cannot be had mean: leave, illness, rooms let to others."""

from collections.abc import Hashable, Iterable
from typing import ClassVar

import attrs

from tpkit._model.rules_of_people_and_places import Unavailable
from tpkit.schedule._meanings.people import of_these
from tpkit.schedule._terms import window as windows
from tpkit.schedule._terms.facts import Facts
from tpkit.schedule._terms.names import Names
from tpkit.schedule._terms.shapes import Aspect, OfOne, Term
from tpkit.schedule._terms.slot import Entry, Slot
from tpkit.schedule._terms.window import Window, window_of


@attrs.frozen(kw_only=True)
class _Away(OfOne):
    """Each term of whole days has kin that looks at hours too, where hours are agreed.

    A table of days is some twenty times smaller than one of days and hours.
    """

    code: ClassVar[str] = "TP725"
    rule: Unavailable
    window: Window
    names: Names = attrs.field(repr=False)

    @property
    def then(self) -> str:
        """When it is so, in words, after a space; nothing where it is always so."""
        words = windows.in_words(self.rule)
        return f" {words}" if words else ""


@attrs.frozen(kw_only=True)
class _PeopleAway(_Away):
    looks_at: ClassVar[Aspect] = Aspect.DAY | Aspect.LEADERS
    people: frozenset[str]

    def alike(self, entry: Entry) -> Hashable:
        return of_these(self.people, entry)

    def alike_team(self, leaders: tuple[str, ...]) -> Hashable:
        return self.people.intersection(leaders)

    def can_matter(
        self,
        entry: Entry,
        venue: str | None,  # noqa: ARG002  # who decides
        leaders: tuple[str, ...],
    ) -> bool:
        return not self.people.isdisjoint(leaders) or any(
            member.person in self.people for member in entry.members
        )

    def amount(self, entry: Entry, slot: Slot) -> int:
        if not self.window.touches(slot):
            return 0
        return len(self.people & entry.people(slot))

    def words(self, entry: Entry, slot: Slot) -> str:
        away = self.names.people(self.people & entry.people(slot))
        return f"{away} cannot be there{self.then}"


@attrs.frozen(kw_only=True)
class _PeopleAwayForHours(_PeopleAway):
    looks_at: ClassVar[Aspect] = Aspect.DAY | Aspect.TIME | Aspect.LEADERS


@attrs.frozen(kw_only=True)
class _VenueTaken(_Away):
    looks_at: ClassVar[Aspect] = Aspect.DAY | Aspect.VENUE
    venues: frozenset[str]

    def alike(self, entry: Entry) -> Hashable:  # noqa: ARG002  # alike for all
        return None

    def can_matter(
        self,
        entry: Entry,  # noqa: ARG002  # where decides
        venue: str | None,
        leaders: tuple[str, ...],  # noqa: ARG002  # where decides
    ) -> bool:
        return venue in self.venues

    def amount(self, entry: Entry, slot: Slot) -> int:  # noqa: ARG002  # slot decides
        return int(slot.venue in self.venues and self.window.touches(slot))

    def words(self, entry: Entry, slot: Slot) -> str:  # noqa: ARG002  # slot decides
        return f"{self.names.venue(slot.venue or '')} cannot be had{self.then}"


@attrs.frozen(kw_only=True)
class _VenueTakenForHours(_VenueTaken):
    looks_at: ClassVar[Aspect] = Aspect.DAY | Aspect.TIME | Aspect.VENUE


def unavailable(rule: Unavailable, facts: Facts) -> Iterable[Term]:
    """Give the terms of `Unavailable`: for its people, and for its venues."""
    window, names, hours = window_of(rule), facts.names, windows.has_hours(rule)
    if rule.people:
        absent = _PeopleAwayForHours if hours else _PeopleAway
        people = frozenset(rule.people)
        yield absent(rule=rule, window=window, names=names, people=people)
    if rule.venues:
        taken = _VenueTakenForHours if hours else _VenueTaken
        venues = frozenset(rule.venues)
        yield taken(rule=rule, window=window, names=names, venues=venues)
