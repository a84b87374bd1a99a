"""A plan indexed, so that what one session could do instead is judged fast."""

import bisect
import functools
import operator
from collections.abc import Hashable, Iterable

import attrs

from tpkit._model.activity import SessionStatus
from tpkit.schedule._judge.probes import TIME, Probe, probes_of, turns_of
from tpkit.schedule._terms.facts import Facts
from tpkit.schedule._terms.givens import givens
from tpkit.schedule._terms.shapes import Count, OfOne, Term
from tpkit.schedule._terms.slot import MINUTES_IN_A_DAY, Slot

CHOICES = 8
"""How many venues, or teams of leaders, are offered."""

_HALF_HOUR = 30


@attrs.frozen
class Standing:
    """A session as it stands: the terms that concern it, and how badly it breaks them."""

    hard: tuple[Probe, ...]
    """Those that may not be broken."""
    soft: tuple[tuple[Probe, int], ...]
    """Those that may, each with how badly it is broken now."""


class Neighbourhood:
    """The sessions of a plan, with what is asked about each when it might move.

    Whatever the size of the plan, each question takes a bounded number of steps.
    """

    def __init__(self, facts: Facts, terms: Iterable[Term]) -> None:
        self.facts = facts
        self.entries = facts.timetable.entries
        self.slots = facts.timetable.slots
        self.turns = turns_of(facts.timetable)
        both = (*givens(facts), *terms)
        self._probes = probes_of(both, facts.timetable, self.turns)
        self._counts = [term for term in both if isinstance(term, Count)]
        self._standing: dict[int, Standing] = {}
        self._starts: dict[Hashable, tuple[int, ...]] = {}

    def is_over(self, place: int) -> bool:
        """Say whether a session has been held, or its day is past."""
        index = self.entries[place].index
        return self.slots[place].day < self.facts.on.toordinal() or (
            index is not None
            and self.facts.portfolio.sessions[index].status is SessionStatus.HELD
        )

    def standing(self, place: int) -> Standing:
        """Give what concerns a session."""
        found = self._standing.get(place)
        if found is None:
            entry, now = self.entries[place], self.slots[place]
            own = [probe for probe in self._probes if probe.term.concerns(entry)]
            found = self._standing[place] = Standing(
                hard=tuple(probe for probe in own if probe.is_hard),
                soft=tuple((p, p.amount(place, now)) for p in own if not p.is_hard),
            )
        return found

    def minutes(self, place: int) -> int:
        """Give how long a session is to last: as agreed, or as it does."""
        activity, slot = self.entries[place].activity, self.slots[place]
        agreed = (count.minutes(activity) for count in self._counts)
        return next((m for m in agreed if m is not None), slot.end - slot.start)

    def starts(self, place: int) -> tuple[int, ...]:
        """Give the times of day at which a session could begin, best first.

        The best cost least by the rules about hours alone, preferences not counted:
        who has chosen an hour that is merely not preferred keeps it. Of equals, the
        nearest to the present is the best.
        """
        entry, stands = self.entries[place], self.standing(place)
        own = (*stands.hard, *(probe for probe, _ in stands.soft))
        timed: list[Probe] = []
        alike: list[tuple[int, Hashable]] = []
        for probe in own:
            if probe.looks_at == TIME and isinstance(probe.term, OfOne):
                timed.append(probe)
                alike.append((id(probe), probe.term.alike(entry)))
        kind = tuple(alike), self.slots[place].start, self.minutes(place)
        if kind not in self._starts:
            self._starts[kind] = self._in_order(timed, place)
        return self._starts[kind]

    def _in_order(self, timed: Iterable[Probe], place: int) -> tuple[int, ...]:
        now, minutes = self.slots[place], self.minutes(place)
        costs: dict[int, int] = {}
        for start in {now.start, *range(0, MINUTES_IN_A_DAY - minutes, _HALF_HOUR)}:
            then = Slot(now.day, start, start + minutes, now.venue, now.leaders)
            broken = [probe for probe in timed if probe.amount(place, then)]
            if not any(probe.is_hard for probe in broken):
                costs[start] = sum(p.weight for p in broken if not p.is_preferred)

        def key(start: int) -> tuple[int, int, int]:
            return costs[start], abs(start - now.start), start

        return tuple(sorted(costs, key=key))

    def venues(self, place: int) -> Iterable[str]:
        """Give venues that take a session, the smallest first; as online as its own."""
        own, needed = self.slots[place].venue, self.entries[place].places
        rooms = self._rooms[own in self._online]
        first = bisect.bisect_left(rooms, needed, key=operator.itemgetter(0))
        return [venue for _, venue in rooms[first : first + CHOICES]]

    @functools.cached_property
    def _online(self) -> frozenset[str | None]:
        return frozenset(v.id for v in self.facts.portfolio.venues if v.online)

    @functools.cached_property
    def _rooms(self) -> tuple[list[tuple[float, str]], list[tuple[float, str]]]:
        """The venues in rooms and those online, each with how many people it takes."""
        found: tuple[list[tuple[float, str]], list[tuple[float, str]]] = ([], [])
        for venue in self.facts.portfolio.venues:
            capacity = float("inf") if venue.capacity is None else venue.capacity
            found[venue.online].append((capacity, venue.id))
        return sorted(found[0]), sorted(found[1])
