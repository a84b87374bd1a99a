"""The nearest legal alternative: where one session could go, all others staying put."""

import itertools
from collections import Counter
from collections.abc import Iterator
from typing import Any

import attrs
import pendulum

from tpkit.schedule._judge.breaches import Breach
from tpkit.schedule._judge.neighbourhood import CHOICES, Neighbourhood
from tpkit.schedule._judge.probes import DAY, LEADERS, TIME, VENUE, Probe
from tpkit.schedule._terms.givens import Given
from tpkit.schedule._terms.shapes import Gap, Load, Shared
from tpkit.schedule._terms.slot import Slot

DAYS_TRIED = 42
"""How many days before and after a session are tried."""
SLOTS_TRIED = 250
"""How many slots are tried for one session."""


@attrs.frozen(kw_only=True)
class Alternative:
    """A slot in which a session breaks no hard rule that it can keep by moving there."""

    place: int
    """The session, by its place in the timetable."""
    slot: Slot
    dearer: tuple[Any, ...] = ()
    """Rules that it would break there, at a cost, and does not break now."""


@attrs.frozen(kw_only=True)
class Stuck:
    """No slot near is legal, or none is better."""

    place: int
    in_the_way: tuple[Any, ...]
    """The hard rules that the slots tried would break, those of most slots first."""


class Alternatives:
    """The alternatives in one plan; what was said of a session is said again if it will do."""

    def __init__(self, hood: Neighbourhood) -> None:
        self._hood = hood
        self._said: dict[int, Slot] = {}

    def to(self, breach: Breach) -> Alternative | Stuck | None:
        """Give the nearest slot that mends a breach; None where no session can move.

        Of several sessions, one that has not been announced is tried before one that
        has, and a later one before an earlier; two are tried at most.
        """
        tried = []
        for place in self._in_turn(breach):
            found = self._elsewhere(place, breach)
            if isinstance(found, Alternative) and not found.dearer:
                return found
            tried.append(found)
        tried.sort(key=lambda found: isinstance(found, Stuck))
        return tried[0] if tried else None

    def _in_turn(self, breach: Breach) -> list[int]:
        latest = reversed(breach.places)
        movable = [place for place in latest if not self._hood.is_over(place)]
        movable.sort(key=lambda place: self._hood.entries[place].announced)
        return movable[:2]

    def _elsewhere(self, place: int, breach: Breach) -> Alternative | Stuck:
        moves = _Moves(self._hood, place, breach)
        known = self._said.get(place)
        if known is not None and moves.mends(known):
            return Alternative(place=place, slot=known)
        found = moves.nearest()
        if isinstance(found, Alternative) and not found.dearer:
            self._said.setdefault(place, found.slot)
        return found


class _Moves:
    """The slots that one session could move to, to mend one breach."""

    def __init__(self, hood: Neighbourhood, place: int, breach: Breach) -> None:
        self._hood, self._place = hood, place
        self._now = hood.slots[place]
        stands = hood.standing(place)
        own = (*stands.hard, *(probe for probe, _ in stands.soft))
        self._broken = next(probe for probe in own if probe.term is breach.term)
        self._worst = self._broken.amount(place, self._now)
        self._mendable = _mendable(breach, self._broken, self._now)
        self._hard = [probe for probe in stands.hard if probe is not self._broken]
        self._soft = stands.soft
        self._blockers: Counter[str] = Counter()
        self._day_is_barred = False

    def nearest(self) -> Alternative | Stuck:
        """Give the nearest slot that adds no breach, or the cheapest of those tried."""
        best: tuple[int, Slot, list[Probe]] | None = None
        for slot in itertools.islice(self._candidates(), SLOTS_TRIED):
            if not self._is_legal(slot):
                continue
            dearer, change = self._dearer(slot)
            if not dearer:
                return Alternative(place=self._place, slot=slot)
            if (self._broken.is_hard or change < 0) and (
                best is None or change < best[0]
            ):
                best = change, slot, dearer
        if best is None:
            return Stuck(place=self._place, in_the_way=self._in_the_way())
        rules = {probe.term.rule.id: probe.term.rule for probe in best[2]}
        return Alternative(place=self._place, slot=best[1], dearer=(*rules.values(),))

    def mends(self, slot: Slot) -> bool:
        """Say whether a slot mends the breach and adds none."""
        return self._is_legal(slot) and not self._dearer(slot)[0]

    # ------------------------------------------------------------------- candidates

    def _candidates(self) -> Iterator[Slot]:
        """Yield slots, nearest first; a day that turns out to be barred is left.

        First another venue or other leaders, then another hour of the day, then other
        days, wherever that can mend the breach.
        """
        now, place = self._now, self._place
        if self._mendable & VENUE:
            yield from (attrs.evolve(now, venue=v) for v in self._hood.venues(place))
        if self._mendable & LEADERS:
            yield from (attrs.evolve(now, leaders=team) for team in self._teams())
        if self._mendable & (DAY | TIME):
            starts, minutes = self._hood.starts(place), self._hood.minutes(place)
            for day in self._days(same=bool(self._mendable & TIME)):
                self._day_is_barred = False
                for start in starts:
                    yield Slot(day, start, start + minutes, now.venue, now.leaders)
                    if self._day_is_barred:
                        break

    def _days(self, *, same: bool) -> Iterator[int]:
        """Yield days after and before in turn, between the sessions before and after."""
        if same:
            yield self._now.day
        before, after = self._hood.turns[self._place]
        first = self._hood.facts.on.toordinal() + 1
        last = pendulum.Date.max.toordinal()
        if before is not None:
            first = max(first, self._hood.slots[before].day)
        if after is not None:
            last = min(last, self._hood.slots[after].day)
        for step in range(1, DAYS_TRIED + 1):
            for day in (self._now.day + step, self._now.day - step):
                if first <= day <= last:
                    yield day

    def _teams(self) -> Iterator[tuple[str, ...]]:
        """Yield those who lead the sessions before and after, then whom the rule names."""
        slots = self._hood.slots
        near = [
            slots[p].leaders for p in self._hood.turns[self._place] if p is not None
        ]
        rule = self._broken.term.rule
        named = sorted(getattr(rule, "people", ()))
        agreed = itertools.combinations(named, getattr(rule, "needed", 1))
        return itertools.islice(itertools.chain(near, agreed), CHOICES)

    # --------------------------------------------------------------------- verdicts

    def _is_legal(self, slot: Slot) -> bool:
        """Say whether a slot mends the breach, keeps the order and breaks no hard rule.

        Rules that look at nothing that could be changed along with it are let be: who
        leads, for a session that moves to another day.
        """
        changed = _changed(self._now, slot)
        if not changed or not self._keeps_order(slot):
            return False
        left = self._broken.amount(self._place, slot)
        if left and (self._broken.is_hard or left >= self._worst):
            self._bar(self._broken)
            return False
        free = changed | (DAY | TIME if changed & (DAY | TIME) else 0)
        for number, probe in enumerate(self._hard):
            if probe.looks_at & free and probe.amount(self._place, slot):
                self._bar(probe)
                # What bars one slot is likely to bar the next: ask it first.
                self._hard.insert(0, self._hard.pop(number))
                return False
        return True

    def _bar(self, probe: Probe) -> None:
        self._day_is_barred = not probe.looks_at & TIME
        if probe.is_hard:
            self._blockers[probe.term.rule.id] += 1

    def _keeps_order(self, slot: Slot) -> bool:
        before, after = self._hood.turns[self._place]
        slots = self._hood.slots
        return (before is None or _follows(slots[before], slot)) and (
            after is None or _follows(slot, slots[after])
        )

    def _dearer(self, slot: Slot) -> tuple[list[Probe], int]:
        """Give which rules a slot breaks worse, and by how much its cost is more."""
        changed = _changed(self._now, slot)
        dearer: list[Probe] = []
        change = 0
        for probe, now in self._soft:
            if probe.looks_at & changed:
                more = probe.amount(self._place, slot) - now
                change += more * probe.weight
                if more > 0:
                    dearer.append(probe)
        return dearer, change

    def _in_the_way(self) -> tuple[Any, ...]:
        rules = {p.term.rule.id: p.term.rule for p in (self._broken, *self._hard)}
        found = (rules[id] for id, _ in self._blockers.most_common())
        return tuple(rule for rule in found if not isinstance(rule, Given))


def _mendable(breach: Breach, broken: Probe, now: Slot) -> int:
    """Give what of a slot can be changed to mend a breach."""
    match breach.term:
        case Gap() | Load():
            return DAY
        case Shared():
            return DAY | TIME | (VENUE if breach.claim == now.venue else 0)
    return broken.looks_at


def _follows(earlier: Slot, later: Slot) -> bool:
    return (earlier.day, earlier.end) <= (later.day, later.start)


def _changed(now: Slot, then: Slot) -> int:
    """Give what differs between two slots."""
    return (
        DAY * (now.day != then.day)
        | TIME * ((now.start, now.end) != (then.start, then.end))
        | VENUE * (now.venue != then.venue)
        | LEADERS * (now.leaders != then.leaders)
    )
