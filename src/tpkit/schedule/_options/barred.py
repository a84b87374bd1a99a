"""What keeps one session out of every slot: the rules that bar each day and hour."""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from tpkit.schedule._judge.probes import DAY, LEADERS, TIME, VENUE, Probe
from tpkit.schedule._options.one_session import OneSession
from tpkit.schedule._terms.givens import Given
from tpkit.schedule._terms.slot import Slot

IN_TURN = "in-turn"
"""The id of what is given: sessions follow one another in the order of their numbers."""


@attrs.frozen
class Bars:
    """What keeps a session out of a day and hour; ids of rules."""

    rules: frozenset[str]
    """Hard rules that bar the time; or, if none does, every venue or all who may lead."""
    alone: frozenset[str]
    """Those of them without any one of which it could be held then."""


def barred_times(one: OneSession) -> Iterator[Bars]:
    """Yield what bars each day and hour that a search may choose from."""
    barred = _Barred(one)
    problem, place = one.problem, one.place
    choices = [*itertools.product(problem.venues[place], problem.teams[place])]
    for day, start in itertools.product(problem.horizon, problem.times):
        slots = (problem.slot(place, day, start, *choice) for choice in choices)
        if barred.is_a_time(problem.slot(place, day, start, *choices[0])):
            yield barred.at(slots)


class _Barred:
    """What bars slots: rules are asked together, and once for all that they look at."""

    def __init__(self, one: OneSession) -> None:
        self._one = one
        self._given: list[Probe] = []
        self._of_times: dict[int, list[Probe]] = {}
        self._of_choices: dict[int, list[Probe]] = {}
        for probe in one.probes:
            if probe.is_hard and isinstance(probe.term.rule, Given):
                self._given.append(probe)
            elif probe.is_hard:
                chosen = probe.looks_at & (VENUE | LEADERS)
                asked = self._of_choices if chosen else self._of_times
                asked.setdefault(probe.looks_at, []).append(probe)
        self._known: dict[tuple[object, ...], frozenset[str]] = {}

    def is_a_time(self, slot: Slot) -> bool:
        """Say whether clocks show these hours at all, on one day."""
        return not self._broken(slot, self._given)

    def at(self, slots: Iterator[Slot]) -> Bars:
        """Say what bars a time, given its slots: one for each venue and all who may lead."""
        first = next(slots)
        rules = self._asked(first, self._of_times)
        if not self._one.is_in_turn(first):
            rules |= {IN_TURN}
        if len(rules) > 1:
            return Bars(rules, frozenset())
        more = (
            self._asked(slot, self._of_choices)
            for slot in itertools.chain([first], slots)
        )
        if rules:
            opens = any(each <= rules for each in more)
            return Bars(rules, rules if opens else frozenset())
        by_choice = [*more]
        alone = (each for each in by_choice if len(each) == 1)
        return Bars(frozenset().union(*by_choice), frozenset().union(*alone))

    def _asked(
        self, slot: Slot, probes: Mapping[int, Sequence[Probe]]
    ) -> frozenset[str]:
        return frozenset().union(
            *(self._together(slot, a, p) for a, p in probes.items())
        )

    def _together(
        self, slot: Slot, aspects: int, probes: Sequence[Probe]
    ) -> frozenset[str]:
        key = (
            aspects,
            aspects & DAY and slot.day,
            aspects & TIME and slot.start,
            aspects & VENUE and slot.venue,
            aspects & LEADERS and slot.leaders,
        )
        if key not in self._known:
            self._known[key] = self._broken(slot, probes)
        return self._known[key]

    def _broken(self, slot: Slot, probes: Iterable[Probe]) -> frozenset[str]:
        place = self._one.place
        return frozenset(p.term.rule.id for p in probes if p.amount(place, slot))
