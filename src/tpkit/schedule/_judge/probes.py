"""Probes: what a term says of one session in another slot, all others staying put."""

import abc
import functools
from collections.abc import Hashable, Iterable, Mapping

import attrs

from tpkit._model.agreement import Strictness
from tpkit.schedule._judge.breaches import is_hard
from tpkit.schedule._terms.shapes import (
    Aspect,
    Gap,
    Load,
    OfOne,
    Sameness,
    Shared,
    Term,
)
from tpkit.schedule._terms.slot import Slot, Timetable

DAY, TIME = Aspect.DAY.value, Aspect.TIME.value
VENUE, LEADERS = Aspect.VENUE.value, Aspect.LEADERS.value
EVERYTHING = DAY | TIME | VENUE | LEADERS
"""Aspects as numbers: flags are slow to compare."""

BUSY = 50
"""Sessions that want one thing on one day, beyond which the day counts as taken: each
question takes a bounded number of steps."""

Turns = Mapping[int, tuple[int | None, int | None]]
"""For each entry, the places of the sessions before and after it in its activity."""


@attrs.frozen(kw_only=True, eq=False)
class Probe(abc.ABC):
    """One term, asked about one session at a time."""

    term: Term
    timetable: Timetable
    turns: Turns
    is_hard: bool
    """Whether the rule may not be broken at all."""
    is_preferred: bool
    """Whether breaking it is only worth knowing."""
    weight: int
    """What breaking the rule once costs."""
    looks_at: int
    """What of a slot can change the answer."""

    @abc.abstractmethod
    def amount(self, place: int, slot: Slot) -> int:
        """Give how badly the session would break the rule in that slot."""


@attrs.frozen(kw_only=True, eq=False)
class _OfOne(Probe):
    term: OfOne

    def amount(self, place: int, slot: Slot) -> int:
        return self.term.amount(self.timetable.entries[place], slot)


@attrs.frozen(kw_only=True, eq=False)
class _Gap(Probe):
    term: Gap

    def amount(self, place: int, slot: Slot) -> int:
        before, after = self.turns[place]
        entries, slots = self.timetable.entries, self.timetable.slots
        position, amount = self.term.position, self.term.amount
        here, found = position(slot.day), 0
        if before is not None:
            found += amount(entries[before], here - position(slots[before].day))
        if after is not None:
            found += amount(entries[place], position(slots[after].day) - here)
        return found


@attrs.frozen(kw_only=True, eq=False)
class _Sameness(Probe):
    term: Sameness

    def amount(self, place: int, slot: Slot) -> int:
        before, after = self.turns[place]
        slots, found = self.timetable.slots, 0
        if before is not None:
            found += self.term.amount(slots[before], slot)
        if after is not None:
            found += self.term.amount(slot, slots[after])
        return found


@attrs.frozen(kw_only=True, eq=False)
class _Shared(Probe):
    term: Shared

    def amount(self, place: int, slot: Slot) -> int:
        entry, slots = self.timetable.entries[place], self.timetable.slots
        rival, found = self.term.rival(entry), 0
        for claim in set(self.term.claims(entry, slot)):
            others = self._wanted.get((claim, slot.day), ())
            if len(others) > BUSY:
                found += 1
                continue
            for other in others:
                if (
                    other != place
                    and self.term.rival(self.timetable.entries[other]) != rival
                ):
                    found += self.term.amount(slot, slots[other])
        return found

    @functools.cached_property
    def _wanted(self) -> dict[tuple[Hashable, int], list[int]]:
        found: dict[tuple[Hashable, int], list[int]] = {}
        pairs = zip(self.timetable.entries, self.timetable.slots, strict=True)
        for place, (entry, slot) in enumerate(pairs):
            if self.term.concerns(entry):
                for claim in set(self.term.claims(entry, slot)):
                    found.setdefault((claim, slot.day), []).append(place)
        return found


@attrs.frozen(kw_only=True, eq=False)
class _Load(Probe):
    term: Load

    def amount(self, place: int, slot: Slot) -> int:
        """Give by how much the session adds to what is too much."""
        here = self.timetable.slots[place]
        own = set(self._counted_for(place, here))
        found = 0
        for key in set(self._counted_for(place, slot)):
            others = self._counts.get(key, 0) - (key in own)
            found += self.term.amount(others + 1) - self.term.amount(others)
        return found

    def _counted_for(self, place: int, slot: Slot) -> Iterable[tuple[Hashable, int]]:
        period = self.term.period(slot.day)
        claims = self.term.claims(self.timetable.entries[place], slot)
        return ((claim, period) for claim in claims)

    @functools.cached_property
    def _counts(self) -> dict[tuple[Hashable, int], int]:
        found: dict[tuple[Hashable, int], int] = {}
        for place, slot in enumerate(self.timetable.slots):
            if self.term.concerns(self.timetable.entries[place]):
                for key in set(self._counted_for(place, slot)):
                    found[key] = found.get(key, 0) + 1
        return found


def turns_of(timetable: Timetable) -> Turns:
    """Give for each entry what stands before and after it in its activity."""
    found: dict[int, tuple[int | None, int | None]] = {}
    for places in timetable.series().values():
        befores, afters = (None, *places[:-1]), (*places[1:], None)
        for place, before, after in zip(places, befores, afters, strict=True):
            found[place] = (before, after)
    return found


def probes_of(
    terms: Iterable[Term], timetable: Timetable, turns: Turns
) -> tuple[Probe, ...]:
    """Give a probe for each term that a slot can change."""
    return tuple(
        kind(
            term=term,
            timetable=timetable,
            turns=turns,
            is_hard=is_hard(term),
            is_preferred=term.rule.agreed.strictness is Strictness.PREFERRED,
            weight=int(term.rule.agreed.weight),
            looks_at=getattr(term, "looks_at", aspects).value,
        )
        for term in terms
        for shape, (kind, aspects) in _PROBES.items()
        if isinstance(term, shape)
    )


_PROBES: dict[type[Term], tuple[type[Probe], Aspect]] = {
    OfOne: (_OfOne, ~Aspect(0)),
    Gap: (_Gap, Aspect.DAY),
    Sameness: (_Sameness, ~Aspect(0)),
    Shared: (_Shared, ~Aspect(0)),
    Load: (_Load, ~Aspect.TIME),
}
"""For each shape, but `Count`, its probe and what it looks at."""
