"""One series and what never changes about it: its runs, its gaps, its likenesses."""

import functools
import itertools
from collections.abc import Iterator, Mapping, Sequence

import attrs

from tpkit.schedule._problem.plan import in_turn
from tpkit.schedule._problem.problem import Problem, Series
from tpkit.schedule._problem.tables import BARRED, Table, Tables, cost_of
from tpkit.schedule._search.choices import Choices
from tpkit.schedule._search.layer import Layer, features
from tpkit.schedule._search.series import Line
from tpkit.schedule._search.steps import Steps, steps_between, steps_from
from tpkit.schedule._terms.shapes import Gap
from tpkit.schedule._terms.slot import Slot

Slots = Mapping[int, Slot]
"""The slots of entries, by place."""


@attrs.frozen
class Run:
    """Sessions of one series that may move, with those beside them that may not."""

    before: int | None
    """The place of what stays before them."""
    places: tuple[int, ...]
    after: int | None
    """The place of what stays after them."""


def runs_of(places: Sequence[int], free: frozenset[int]) -> Iterator[Run]:
    """Yield the sessions of a series that may move, divided by what stays."""
    bounds = [n for n, place in enumerate(places) if place not in free]
    for low, high in itertools.pairwise([-1, *bounds, len(places)]):
        if high - low > 1:
            before = places[low] if low >= 0 else None
            after = places[high] if high < len(places) else None
            yield Run(before, tuple(places[low + 1 : high]), after)


class Setting:
    """A series with everything about it that does not depend on any slot."""

    def __init__(self, problem: Problem, tables: Tables, series: Series) -> None:
        self.activity = series.activity
        self.free = tuple(place for place in series.places if place in problem.free)
        self.runs = tuple(runs_of(series.places, problem.free))
        self.pairs = tuple(
            pair
            for pair in itertools.pairwise(series.places)
            if not problem.free.isdisjoint(pair)
        )
        """A session and the next, unless neither may move."""
        self._places = series.places
        self._problem = problem
        self._entry = problem.entries[series.places[0]]
        self._gaps = [term for term in problem.gaps if term.concerns(self._entry)]
        self.likenesses = sorted(
            tables.likenesses(series),
            key=lambda pair: (str(pair[0].rule.id), type(pair[0]).__name__),
        )
        """What is to stay the same, and the cost of a change."""
        self._spacings = tables.spacings(series)
        self._gap_costs: dict[tuple[int, int], int] = {}

    def neighbours(self, place: int) -> Run:
        """Give one session as if those beside it might not move."""
        number = self._places.index(place)
        before, after = self._places[:number][-1:], self._places[number + 1 :][:1]
        return Run(next(iter(before), None), (place,), next(iter(after), None))

    def cost(self, slots: Slots) -> int:
        """Give what the gaps and the changes from session to session cost."""
        return sum(self._step(slots[one], slots[other]) for one, other in self.pairs)

    def line(self, run: Run, layers: Sequence[Layer], slots: Slots) -> Line:
        """Give the line of a run: its sessions, and what stays before and after them."""
        days = self._problem.days
        line, steps = [*layers], [self._between] * (len(layers) - 1)
        if run.before is not None:
            slot = slots[run.before]
            line.insert(0, self._standing(slot))
            steps.insert(0, steps_from((slot.day,), days, self._gap))
        if run.after is not None:
            slot = slots[run.after]
            line.append(self._standing(slot))
            steps.append(steps_from(days, (slot.day,), self._gap))
        likenesses = ((term.looks_at, cost) for term, cost in self.likenesses)
        return Line(
            layers=tuple(line), steps=tuple(steps), likenesses=tuple(likenesses)
        )

    # ------------------------------------------------------------------------ machinery

    @functools.cached_property
    def _between(self) -> Steps:
        return steps_between(self._spacings, len(self._problem.days))

    def _standing(self, slot: Slot) -> Layer:
        """Give the one option of a session that stays where it is."""
        choices = Choices(
            days=(slot.day,),
            starts=(slot.start,),
            minutes=slot.end - slot.start,
            venues=(slot.venue,),
            teams=(slot.leaders,),
            table=_NOTHING,
        )
        terms = (term for term, _ in self.likenesses)
        return Layer(choices, tuple(features(term, choices) for term in terms))

    def _gap(self, earlier: int, later: int) -> int:
        key = (earlier, later)
        if key not in self._gap_costs:
            self._gap_costs[key] = sum(
                cost_of(term, term.amount(self._entry, _far(term, earlier, later)))
                for term in self._gaps
            )
        return self._gap_costs[key]

    def _step(self, earlier: Slot, later: Slot) -> int:
        if not in_turn(earlier, later):
            return BARRED
        return self._gap(earlier.day, later.day) + sum(
            cost for term, cost in self.likenesses if term.amount(earlier, later)
        )


def _far(term: Gap, earlier: int, later: int) -> int:
    return term.position(later) - term.position(earlier)


_NOTHING = Table(when=(0,), by_venue=(None,), by_team=(None,), by_both=((None,),))
