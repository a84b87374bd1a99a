"""The way through a lattice: forwards for its cost, backwards for its slots."""

import itertools
import operator
import random
from bisect import bisect_right
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

import attrs

from tpkit.schedule._problem.tables import BARRED
from tpkit.schedule._search.lattice import Lattice, open_days, same_day
from tpkit.schedule._search.layer import Costs, Group
from tpkit.schedule._search.steps import NEVER
from tpkit.schedule._terms.shapes import Aspect
from tpkit.schedule._terms.slot import Slot


@attrs.frozen
class Found:
    """The best slots for a line."""

    cost: int
    slots: tuple[Slot, ...]
    """One for each layer."""


def best_way(
    lattice: Lattice, dice: random.Random | None, *, below: int
) -> Found | None:
    """Find the cheapest way through a lattice; None where none costs less than *below*.

    Without *dice* the first of several equally good is taken.
    """
    groups = [lattice.groups(place) for place in range(len(lattice.layers))]
    values: list[list[Costs]] = [[group.costs for group in groups[0]]]
    for place in range(1, len(groups)):
        values.append(_next(lattice, place, groups, values[-1]))
    least = min((min(some, default=NEVER) for some in values[-1]), default=NEVER)
    if lattice.within_limit(least) >= below:
        return None
    back = _Back(lattice=lattice, groups=groups, values=values, dice=dice)
    return Found(least, tuple(reversed([*back.slots(least)])))


# ------------------------------------------------------------------------------ forwards


def _next(
    lattice: Lattice,
    place: int,
    groups: Sequence[Sequence[Group]],
    values: Sequence[Costs],
) -> list[Costs]:
    """Give what the cheapest way to each group and day of a session costs."""
    here, before = groups[place], groups[place - 1]
    days = open_days([group.costs for group in here])
    ways = [[_out_of_turn(lattice, place, before, values, group)] for group in here]
    for kept, penalty in _kept_sets(lattice):
        arriving = _Arriving(lattice, place, kept, before, values, days)
        for group, found in zip(here, ways, strict=True):
            found.extend(
                [cost + penalty for cost in costs] if penalty else costs
                for costs in arriving.at(group)
            )
    return [
        [*map(operator.add, map(min, *some), group.costs)]
        if len(some) > 1
        else [*map(operator.add, some[0], group.costs)]
        for group, some in zip(here, ways, strict=True)
    ]


def _out_of_turn(
    lattice: Lattice,
    place: int,
    before: Sequence[Group],
    values: Sequence[Costs],
    here: Group,
) -> Costs:
    """Give for each day what it costs not to wait for the session before."""
    if lattice.strictly:
        return [NEVER] * len(here.costs)
    steps = lattice.steps[place - 1]
    least = [min(some) for some in zip(*values, strict=True)]
    onwards = [*itertools.accumulate(reversed(least), min, initial=NEVER)]
    found = [BARRED + onwards[len(least) - first] for first in steps.beyond]
    for group, costs in zip(before, values, strict=True):
        if group.ends > here.begins:
            for day, pair in enumerate(steps.together):
                if pair is not None:
                    found[day] = min(found[day], BARRED + costs[pair[0]])
    return found


def _kept_sets(lattice: Lattice) -> Iterator[tuple[tuple[int, ...], int]]:
    """Yield each set of likenesses that could be kept, and what the others cost."""
    every = range(len(lattice.likenesses))
    for size in range(len(every), -1, -1):
        for kept in itertools.combinations(every, size):
            yield kept, sum(lattice.likenesses[k].cost for k in every if k not in kept)


class _Arriving:
    """The ways to a session on which some likenesses are kept, whatever others do."""

    def __init__(  # noqa: PLR0913, PLR0917  # one step of the programme
        self,
        lattice: Lattice,
        place: int,
        kept: tuple[int, ...],
        before: Sequence[Group],
        values: Sequence[Costs],
        days: Sequence[int],
    ) -> None:
        self._lattice = lattice
        self._place = place
        self._days = days
        aspects = {k: lattice.likenesses[k].aspect for k in kept}
        self._of_day = [k for k in kept if aspects[k] is Aspect.DAY]
        self._of_group = [k for k in kept if aspects[k] is not Aspect.DAY]
        self._merged: dict[Hashable, list[tuple[int, Costs]]] = {}
        for group, costs in zip(before, values, strict=True):
            self._merged.setdefault(self._key(group), []).append((group.ends, costs))
        self._earlier: dict[Hashable, Costs] = {}
        self._over: dict[Hashable, tuple[list[int], list[Costs]]] = {}

    def at(self, group: Group) -> Iterator[Costs]:
        """Yield what the ways to a group of options cost, by day."""
        key = self._key(group)
        if key not in self._merged:
            return
        if key not in self._earlier:
            self._earlier[key] = self._from_earlier_days(key)
            self._over[key] = self._over_by_then(key)
        yield self._earlier[key]
        ends, costs = self._over[key]
        if over := bisect_right(ends, group.begins):
            yield costs[over - 1]

    def _key(self, group: Group) -> Hashable:
        return tuple(group.key[k] for k in self._of_group)

    def _from_earlier_days(self, key: Hashable) -> Costs:
        some = [costs for _, costs in self._merged[key]]
        values = some[0] if len(some) == 1 else [*map(min, *some)]
        if not self._of_day:
            return self._lattice.earlier(self._place, values, self._days)
        before, here = (
            self._features_of_days(place) for place in (self._place - 1, self._place)
        )
        found = [NEVER] * len(here)
        for feature in dict.fromkeys(here[day] for day in self._days):
            alike = [
                cost if its == feature else NEVER
                for cost, its in zip(values, before, strict=True)
            ]
            days = [day for day in self._days if here[day] == feature]
            costs = self._lattice.earlier(self._place, alike, days)
            for day in days:
                found[day] = costs[day]
        return found

    def _features_of_days(self, place: int) -> list[Hashable]:
        known = self._lattice.layers[place].features
        numbers = [self._lattice.likenesses[k].number for k in self._of_day]
        return [*zip(*(known[number] for number in numbers), strict=True)]

    def _over_by_then(self, key: Hashable) -> tuple[list[int], list[Costs]]:
        """Give when options end, and what the cheapest cost that are over by then.

        That is for each day of the later session, where both may be on one day.
        """
        steps = self._lattice.steps[self._place - 1]
        if steps.at_once >= self._lattice.limit:
            return [], []
        in_time = sorted(self._merged[key], key=operator.itemgetter(0))
        ends = [end for end, _ in in_time]
        so_far = itertools.accumulate(
            (c for _, c in in_time), lambda a, b: [*map(min, a, b)]
        )
        return ends, [same_day(steps, costs) for costs in so_far]


# ----------------------------------------------------------------------------- backwards


_Any = TypeVar("_Any")
_Option = tuple[int, int]
"""The numbers of a group and a day."""


@attrs.frozen(kw_only=True, eq=False)
class _Back:
    """Follows the cheapest way back from the last session to the first."""

    lattice: Lattice
    groups: Sequence[Sequence[Group]]
    values: Sequence[Sequence[Costs]]
    dice: random.Random | None

    def slots(self, least: int) -> Iterator[Slot]:
        """Yield the slots of the cheapest way, the last one first."""
        last = len(self.groups) - 1
        ends = (
            (number, day)
            for number, costs in enumerate(self.values[last])
            if least in costs
            for day, cost in enumerate(costs)
            if cost == least
        )
        option = self._one_of(ends)
        for place in range(last, 0, -1):
            yield self._slot(place, option)
            option = self._one_of(self._before(place, option))
        yield self._slot(0, option)

    def _before(self, place: int, option: _Option) -> Iterator[_Option]:
        """Yield the options of the session before from which the cheapest way comes."""
        number, day = option
        here = self.groups[place][number]
        left = self.values[place][number][day] - here.costs[day]
        for earlier, group in enumerate(self.groups[place - 1]):
            values = self.values[place - 1][earlier]
            changed = self._changed(group, here)
            for before, cost in self._ways(place, day, group, here):
                if values[before] + cost + changed == left:
                    yield earlier, before
            for before in self._too_late(place, day, group, here):
                if values[before] + BARRED == left:
                    yield earlier, before

    def _ways(
        self, place: int, day: int, before: Group, here: Group
    ) -> Iterator[tuple[int, int]]:
        """Yield the days from which a day can be reached, and what that costs."""
        steps = self.lattice.steps[place - 1]
        for earlier, cost in steps.ways(day, strictly=self.lattice.strictly):
            yield earlier, cost + self._moved(place, earlier, day)
        pair = steps.together[day]
        if pair is not None and before.ends <= here.begins:
            yield pair

    def _too_late(
        self, place: int, day: int, before: Group, here: Group
    ) -> Iterator[int]:
        """Yield the days from which a day is reached out of turn, if that may be."""
        if not self.lattice.strictly:
            steps = self.lattice.steps[place - 1]
            pair = steps.together[day]
            if pair is not None and before.ends > here.begins:
                yield pair[0]
            yield from range(steps.beyond[day], len(before.costs))

    def _changed(self, before: Group, here: Group) -> int:
        pairs = zip(before.key, here.key, self.lattice.likenesses, strict=True)
        return sum(likeness.cost for one, other, likeness in pairs if one != other)

    def _moved(self, place: int, earlier: int, day: int) -> int:
        """Give what it costs that features of two days differ."""
        before, here = (self.lattice.layers[n].features for n in (place - 1, place))
        return sum(
            likeness.cost
            for likeness in self.lattice.likenesses
            if likeness.aspect is Aspect.DAY
            and before[likeness.number][earlier] != here[likeness.number][day]
        )

    def _slot(self, place: int, option: _Option) -> Slot:
        """Give a slot of an option: one of those that cost least."""
        number, day = option
        group = self.groups[place][number]
        choices = self.lattice.layers[place].choices
        cells = (day * len(choices.starts) + start for start in group.starts)
        costs = choices.costs(group.venues, group.teams)
        cell = self._one_of(cell for cell in cells if costs[cell] == group.costs[day])
        pair = self._one_of(choices.cheapest(cell, group.venues, group.teams))
        return choices.slot(cell, *pair)

    def _one_of(self, options: Iterable[_Any]) -> _Any:
        if self.dice is None:
            return next(iter(options))
        return self.dice.choice([*options])
