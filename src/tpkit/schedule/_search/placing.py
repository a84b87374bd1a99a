"""Placing one series at a time, given where all other sessions are."""

import copy
import random
from collections.abc import Hashable, Sequence

from tpkit.schedule._problem.claims import ClaimsOf
from tpkit.schedule._problem.occupancy import Occupancy
from tpkit.schedule._problem.problem import Problem
from tpkit.schedule._problem.tables import Tables, cost_of
from tpkit.schedule._search.choices import Choices
from tpkit.schedule._search.layer import Layer, features
from tpkit.schedule._search.series import best
from tpkit.schedule._search.setting import Setting, Slots
from tpkit.schedule._search.steps import NEVER
from tpkit.schedule._terms.slot import Slot


class Placing:
    """Gives series slots and takes them away, and knows what that costs.

    What sessions cost that stay where they are is left out, as nothing changes it.
    """

    def __init__(self, problem: Problem, tables: Tables) -> None:
        self.problem = problem
        self.settings = tuple(Setting(problem, tables, s) for s in problem.series)
        """What there is to know about each series, by number."""
        self.claims = ClaimsOf(problem)
        self._taken = self._standing()
        self._tables = tables
        self._days = {day: number for number, day in enumerate(problem.days)}
        self._starts = {start: number for number, start in enumerate(problem.starts)}
        self._features: dict[Hashable, tuple[Hashable, ...]] = {}
        self._singles: dict[tuple[int, Slot], int] = {}

    def emptied(self) -> "Placing":
        """Give the same without any session that may move; what is known is shared."""
        alone = copy.copy(self)
        alone._taken = self._standing()  # noqa: SLF001  # of the same class
        return alone

    @property
    def slots(self) -> Slots:
        """The slots given, by place."""
        return self._taken.slots

    def give(self, series: int, slots: Slots) -> int:
        """Give the sessions of a series that may move their slots, and say the cost."""
        setting = self.settings[series]
        added = sum(self._taken.add(place, slots[place]) for place in setting.free)
        return added + self._own(setting)

    def take(self, series: int) -> int:
        """Take the slots of a series away, and say what that saves."""
        setting = self.settings[series]
        own = self._own(setting)
        return own + sum(self._taken.remove(place) for place in setting.free)

    def cost(self, series: int) -> int:
        """Give what a series that has slots costs, with its part in what it shares."""
        slots = {place: self.slots[place] for place in self.settings[series].free}
        saved = self.take(series)
        self.give(series, slots)
        return saved

    def place(
        self, series: int, dice: random.Random | None, *, below: int = NEVER
    ) -> int:
        """Give a series that has no slots the best there are, and say what they cost.

        Where nothing costs less than *below* it is left without, and the cost is `NEVER`.
        """
        setting = self.settings[series]
        hoped, slots = self._best(setting, dice, below)
        if hoped >= NEVER:
            return NEVER
        cost = self.give(series, slots)
        return cost if cost == hoped else self._mended(setting, cost, dice)

    def least(self, series: int) -> int:
        """Give what a series that has no slots costs at least."""
        return self._best(self.settings[series], None, NEVER)[0]

    def in_the_way(self, place: int, slot: Slot) -> set[int]:
        """Give the places of those that make a slot dearer for an entry."""
        return self._taken.in_the_way(place, slot)

    # ------------------------------------------------------------------------ machinery

    def _standing(self) -> Occupancy:
        """Give the slots of those that stay where they are, and no others."""
        taken = Occupancy(self.problem)
        for place, slot in enumerate(self.problem.now):
            if place not in self.problem.free and slot is not None:
                taken.add(place, slot)
        return taken

    def _best(
        self, setting: Setting, dice: random.Random | None, below: int
    ) -> tuple[int, dict[int, Slot]]:
        """Give the best slots of a series, and what they cost by the programme."""
        cost = 0
        slots: dict[int, Slot] = {}
        for run in setting.runs:
            line = setting.line(run, self._layers(setting, run.places), self.slots)
            found = best(line, dice=dice, below=below - cost)
            if found is None:
                return NEVER, {}
            cost += found.cost
            middle = found.slots[run.before is not None :]
            slots.update(zip(run.places, middle, strict=False))
        return cost, slots

    def _mended(self, setting: Setting, cost: int, dice: random.Random | None) -> int:
        """Move single sessions that are in the way of others of their own series."""
        improved = True
        while improved:
            improved = False
            for place in setting.free:
                before = cost
                cost += self._moved(setting, place, dice)
                improved |= cost < before
        return cost

    def _moved(self, setting: Setting, place: int, dice: random.Random | None) -> int:
        """Move a session to where it costs least; say how much less, as a change."""
        run, own = setting.neighbours(place), self._own(setting)
        slot = self.slots[place]
        saved = self._taken.remove(place)
        layer = self._layer(setting, place)
        found = best(setting.line(run, [layer], self.slots), dice=dice)
        better = slot if found is None else found.slots[run.before is not None]
        added = self._taken.add(place, better)
        change = added - saved + self._own(setting) - own
        if change < 0:
            return change
        self._taken.remove(place)
        self._taken.add(place, slot)
        return 0

    def _own(self, setting: Setting) -> int:
        """Give what a series costs whatever others do."""
        slots = self.slots
        singles = sum(self._single(place, slots[place]) for place in setting.free)
        return singles + setting.cost(slots)

    def _single(self, place: int, slot: Slot) -> int:
        key = (place, slot)
        if key not in self._singles:
            option = self._option(place, slot)
            self._singles[key] = (
                sum(
                    cost_of(term, term.amount(self.problem.entries[place], slot))
                    for term in self.problem.singles
                    if term.concerns(self.problem.entries[place])
                )
                if option is None
                else self._tables.table(place).cost(*option)
            )
        return self._singles[key]

    def _option(self, place: int, slot: Slot) -> tuple[int, int, int] | None:
        """Give the numbers of cell, venue and team of a slot; None if it is no option."""
        problem = self.problem
        day, start = self._days.get(slot.day), self._starts.get(slot.start)
        venues, teams = problem.venues[place], problem.teams[place]
        if (
            day is None
            or start is None
            or slot.end - slot.start != problem.entries[place].minutes
            or slot.venue not in venues
            or slot.leaders not in teams
        ):
            return None
        cell = day * len(problem.starts) + start
        return cell, venues.index(slot.venue), teams.index(slot.leaders)

    def _layers(self, setting: Setting, places: Sequence[int]) -> list[Layer]:
        alike: dict[Hashable, Layer] = {}
        layers = []
        for place in places:
            key = self._key(place)
            if key not in alike:
                alike[key] = self._layer(setting, place)
            layers.append(alike[key])
        return layers

    def _layer(self, setting: Setting, place: int) -> Layer:
        problem = self.problem
        entry = problem.entries[place]
        choices = Choices(
            days=problem.days,
            starts=problem.starts,
            minutes=entry.minutes,
            venues=problem.venues[place],
            teams=problem.teams[place],
            table=self._tables.table(place),
        )
        choices.charge(self.claims(place), self._taken, place)
        known = []
        for term, _ in setting.likenesses:
            key = (id(term), entry.minutes, choices.venues, choices.teams)
            if key not in self._features:
                self._features[key] = features(term, choices)
            known.append(self._features[key])
        return Layer(choices, tuple(known))

    def _key(self, place: int) -> Hashable:
        """Give what sessions of one series have in common whose options cost the same."""
        problem = self.problem
        return (
            problem.entries[place].minutes,
            problem.venues[place],
            problem.teams[place],
            id(self.claims(place)),
            id(self._tables.table(place)),
        )
