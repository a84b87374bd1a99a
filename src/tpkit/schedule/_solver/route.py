"""The routes of a dynamic programme: for each series its sessions, and the way through."""

import functools
import itertools
from collections.abc import Hashable, Iterable, Sequence

import attrs

from tpkit.schedule._problem.claims import ClaimsOf
from tpkit.schedule._problem.occupancy import Occupancy
from tpkit.schedule._problem.problem import Problem
from tpkit.schedule._problem.tables import BARRED, Spacing, Table, Tables, cost_of
from tpkit.schedule._solver.arrays import Array, Numbers, np
from tpkit.schedule._solver.leg import Leg, SameDay
from tpkit.schedule._solver.market import Market, Wants
from tpkit.schedule._solver.stage import Options, Parts, Stage, amounts, charged
from tpkit.schedule._terms.shapes import Aspect, Gap, Load, Sameness
from tpkit.schedule._terms.slot import Slot


@attrs.frozen(eq=False)
class Route:
    """The sessions of a series in turn, and the ways from each to the next."""

    stages: tuple[Stage, ...]
    legs: tuple[Leg, ...]


class Routes:
    """Makes the routes of a problem; what several series have in common is made once."""

    def __init__(self, problem: Problem, tables: Tables, market: Market) -> None:
        self._problem, self._tables, self._market = problem, tables, market
        self._shape = len(problem.days), len(problem.starts)
        self._days = np.array(problem.days, dtype=np.int64)
        self._starts = np.array(problem.starts, dtype=np.int64)
        self._until: dict[int, Numbers] = {}
        self._stages: dict[Hashable, Stage] = {}
        self._legs: dict[Hashable, Leg] = {}
        self._standing = self._standing_now()

    def route(self, series: int) -> Route:
        """Give the route of a series."""
        places = self._problem.series[series].places
        stages = tuple(self._stage(place) for place in places)
        ends = zip(places, stages, strict=True)
        rules = self._rules(series)
        legs = (self._leg(*pair, rules) for pair in itertools.pairwise(ends))
        return Route(stages, tuple(legs))

    # ------------------------------------------------------------------------- stages

    @functools.cached_property
    def _apart(self) -> Problem:
        """The problem without quotas, of which is counted elsewhere what is left."""
        terms = (term for term in self._problem.terms if not isinstance(term, Load))
        return attrs.evolve(self._problem, terms=tuple(terms))

    @functools.cached_property
    def _claims(self) -> ClaimsOf:
        return ClaimsOf(self._apart)

    def _standing_now(self) -> Occupancy | None:
        """Give what those have that stay; None where nothing stays."""
        problem = self._problem
        stays = {
            place: slot
            for place, slot in enumerate(problem.now)
            if place not in problem.free and slot is not None
        }
        taken = Occupancy(self._apart)
        for place, slot in stays.items():
            taken.add(place, slot)
        return taken if stays else None

    def _stage(self, place: int) -> Stage:
        slot = self._problem.now[place]
        if place not in self._problem.free and slot is not None:
            return _standing(slot)
        table = self._tables.table(place)
        wants = self._market.goods_of[place], self._market.quotas_of[place]
        minutes = self._problem.entries[place].minutes
        # Those that stay are in the way of each session in its own way.
        alike = None if self._standing is None else place
        key = id(table), repr(wants), minutes, alike
        if key not in self._stages:
            self._stages[key] = self._made(place, table, wants)
        return self._stages[key]

    def _made(self, place: int, table: Table, wants: tuple[Wants, Wants]) -> Stage:
        problem = self._problem
        minutes = problem.entries[place].minutes
        costs = _costs(table, self._shape)
        if self._standing is not None:
            of = Options(place, problem.venues[place], problem.teams[place])
            costs = charged(costs, self._claims(place), self._standing, of)
        ends = self._starts + minutes
        until = np.searchsorted(self._starts, ends, side="left")
        goods, quotas = wants
        return Stage(
            days=self._days,
            starts=self._starts,
            ends=ends,
            # Prices know a length of sessions by the array.
            until=self._until.setdefault(minutes, until),
            costs=costs,
            goods=goods,
            quotas=quotas,
        )

    # --------------------------------------------------------------------------- legs

    def _rules(self, series: int) -> "_Rules":
        members = self._problem.series[series]
        entry = self._problem.entries[members.places[0]]
        return _Rules(
            gaps=tuple(gap for gap in self._problem.gaps if gap.concerns(entry)),
            spacings=self._tables.spacings(members),
            likenesses=self._tables.likenesses(members),
        )

    def _leg(
        self, one: tuple[int, Stage], other: tuple[int, Stage], rules: "_Rules"
    ) -> Leg:
        ways = _Way(self._problem, *one), _Way(self._problem, *other)
        stays = any(way.stage.slot is not None for way in ways)
        key = (
            *(way.key for way in ways),
            # Spacings say all about gaps between days of the problem, not beyond them.
            self._problem.entries[one[0]].activity if stays else rules.spacings,
            tuple(id(term) for term, _ in rules.likenesses),
        )
        if key not in self._legs:
            self._legs[key] = _leg(self._problem, ways, rules)
        return self._legs[key]


@attrs.frozen(kw_only=True)
class _Rules:
    """What the sessions of a series are to one another."""

    gaps: tuple[Gap, ...]
    spacings: tuple[Spacing, ...]
    likenesses: tuple[tuple[Sameness, int], ...]


def _standing(slot: Slot) -> Stage:
    """Give the stage of a session that stays where it is."""
    nothing = Wants(always=(), by_venue=((),), by_team=((),), by_both={})
    at = np.array([slot.start], dtype=np.int64)
    costs = Table(when=(0,), by_venue=(None,), by_team=(None,), by_both=((None,),))
    return Stage(
        days=np.array([slot.day], dtype=np.int64),
        starts=at,
        ends=at + (slot.end - slot.start),
        until=np.ones(1, dtype=np.int64),
        costs=_costs(costs, (1, 1)),
        goods=nothing,
        quotas=nothing,
        slot=slot,
    )


def _costs(table: Table, shape: tuple[int, int]) -> Parts:
    when = amounts(table.when, shape)
    return Parts(
        when=np.zeros(shape) if when is None else when,
        by_venue=tuple(amounts(costs, shape) for costs in table.by_venue),
        by_team=tuple(amounts(costs, shape) for costs in table.by_team),
        by_both={
            (venue, team): found
            for venue, row in enumerate(table.by_both)
            for team, costs in enumerate(row)
            if (found := amounts(costs, shape)) is not None
        },
    )


# ------------------------------------------------------------------ from one to the next


class _Way:
    """One end of a leg: the slots of a session that differ in one thing."""

    def __init__(self, problem: Problem, place: int, stage: Stage) -> None:
        self.place, self.stage = place, stage
        self._problem = problem
        self.key: Hashable = (
            stage.slot or int(stage.ends[0] - stage.starts[0]),
            problem.venues[place],
            problem.teams[place],
        )

    def slots(self, aspect: Aspect) -> list[Slot]:
        """Give a slot for each day, start, venue or team."""
        if self.stage.slot is not None:
            return [self.stage.slot]
        problem, place = self._problem, self.place
        axes: dict[Aspect, Sequence[object]] = {
            Aspect.DAY: problem.days,
            Aspect.TIME: problem.starts,
            Aspect.VENUE: problem.venues[place],
            Aspect.LEADERS: problem.teams[place],
        }
        first = {some: values[0] for some, values in axes.items()}
        return [
            problem.slot(place, *({**first, aspect: value}).values())  # type: ignore[arg-type]
            for value in axes[aspect]
        ]


def _leg(problem: Problem, ways: tuple[_Way, _Way], rules: _Rules) -> Leg:
    one, other = ways
    if one.stage.slot is not None and other.stage.slot is not None:
        return _BOTH_STAY
    earlier, later = one.stage.days, other.stage.days
    steps = _unlike(rules.likenesses, one, other, Aspect.DAY)
    steps = np.zeros((len(earlier), len(later))) if steps is None else steps
    for gap in rules.gaps:
        steps = steps + _spaced(gap, problem, one, other)
    where = {int(day): number for number, day in enumerate(earlier)}
    source = np.array([where.get(int(day), -1) for day in later], dtype=np.int64)
    together = np.where(source < 0, np.inf, steps[source, np.arange(len(later))])
    return Leg(
        steps=np.where(earlier[:, None] < later[None, :], steps, np.inf),
        same_day=SameDay(
            source=source,
            cost=together,
            room=np.searchsorted(one.stage.ends, other.stage.starts, side="right"),
        ),
        time=_unlike(rules.likenesses, one, other, Aspect.TIME),
        venue=_unlike(rules.likenesses, one, other, Aspect.VENUE),
        team=_unlike(rules.likenesses, one, other, Aspect.LEADERS),
    )


_BOTH_STAY = Leg(
    steps=np.zeros((1, 1)),
    same_day=SameDay(
        source=np.full(1, -1), cost=np.full(1, np.inf), room=np.zeros(1, np.int64)
    ),
)
"""From one session that stays to another: whatever that costs, no plan changes it."""


def _spaced(gap: Gap, problem: Problem, one: _Way, other: _Way) -> Array:
    """Give what a gap costs from each day of one session to each of the next."""
    entry = problem.entries[one.place]
    positions = [
        np.array([gap.position(int(day)) for day in way.stage.days], dtype=np.int64)
        for way in (one, other)
    ]
    far = np.maximum(positions[1][None, :] - positions[0][:, None], 0)
    by_step = [
        _finite(cost_of(gap, gap.amount(entry, step)))
        for step in range(int(far.max()) + 1)
    ]
    costs: Array = np.array(by_step)[far]
    return costs


def _unlike(
    likenesses: Iterable[tuple[Sameness, int]], one: _Way, other: _Way, aspect: Aspect
) -> Array | None:
    """Give what it costs that something does not stay the same; None where nothing need."""
    found: Array | None = None
    for term, cost in likenesses:
        if term.looks_at is aspect:
            numbers: dict[Hashable, int] = {}
            features = [
                np.array(
                    [
                        numbers.setdefault(term.feature(slot), len(numbers))
                        for slot in way.slots(aspect)
                    ]
                )
                for way in (one, other)
            ]
            changes = features[0][:, None] != features[1][None, :]
            costs = np.where(changes, _finite(cost), 0.0)
            found = costs if found is None else found + costs
    return found


def _finite(cost: int) -> float:
    return np.inf if cost >= BARRED else float(cost)
