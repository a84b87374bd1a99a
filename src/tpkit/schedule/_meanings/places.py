"""What rules about where a session is held mean."""

from collections.abc import Hashable, Iterable, Mapping
from typing import ClassVar

import attrs

from tpkit import _text
from tpkit._model.rules_of_people_and_places import HeldAt, WithinCapacity
from tpkit.schedule._terms.facts import Facts
from tpkit.schedule._terms.names import Names
from tpkit.schedule._terms.of_any_session import OfAnySession
from tpkit.schedule._terms.shapes import Aspect, OfOne, Term
from tpkit.schedule._terms.slot import Entry, Slot


@attrs.frozen(kw_only=True)
class _Elsewhere(OfAnySession):
    code: ClassVar[str] = "TP727"
    looks_at: ClassVar[Aspect] = Aspect.VENUE
    rule: HeldAt
    names: Names = attrs.field(repr=False)

    def bars(self, slot: Slot) -> bool:
        return slot.venue not in self.rule.venues

    def why(self, slot: Slot) -> str:
        agreed = self.names.venues(self.rule.venues, joiner="or")
        if slot.venue is None:
            return f"it has no venue: {agreed} was agreed"
        return f"it is held at {self.names.venue(slot.venue)}: {agreed} was agreed"


def held_at(rule: HeldAt, facts: Facts) -> Iterable[Term]:
    """Give the term of `HeldAt`."""
    yield _Elsewhere(rule=rule, names=facts.names)


@attrs.frozen(kw_only=True)
class _TooSmall(OfOne):
    code: ClassVar[str] = "TP728"
    looks_at: ClassVar[Aspect] = Aspect.VENUE
    rule: WithinCapacity
    capacity: Mapping[str | None, int] = attrs.field(eq=False, repr=False)
    """For each venue of which it is known, how many people it takes."""
    names: Names = attrs.field(repr=False)

    def alike(self, entry: Entry) -> Hashable:
        return entry.places

    def amount(self, entry: Entry, slot: Slot) -> int:
        return max(0, entry.places - self.capacity.get(slot.venue, entry.places))

    def words(self, entry: Entry, slot: Slot) -> str:
        room = _text.counted(self.capacity[slot.venue], "person", "people")
        return (
            f"{self.names.venue(slot.venue or '')} takes {room}, and "
            f"{entry.places:,} are expected"
        )


def within_capacity(rule: WithinCapacity, facts: Facts) -> Iterable[Term]:
    """Give the term of `WithinCapacity`: everybody without a seat breaks it."""
    capacity: dict[str | None, int] = {
        venue.id: venue.capacity
        for venue in facts.portfolio.venues
        if venue.capacity is not None
    }
    yield _TooSmall(rule=rule, capacity=capacity, names=facts.names)
