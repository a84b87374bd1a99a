"""The solver's dynamic programme, against the plain one and against trying everything."""

import itertools
import math
import random
from collections.abc import Callable, Iterator
from typing import Any

import attrs
import numpy as np
import pendulum
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import tpkit
from tpkit import testing
from tpkit.schedule._problem.plan import plan_of
from tpkit.schedule._problem.problem import Problem, problem_of
from tpkit.schedule._problem.tables import BARRED, Tables
from tpkit.schedule._problem.watch import Watch
from tpkit.schedule._search.placing import Placing
from tpkit.schedule._search.search import search
from tpkit.schedule._search.series_bound import standing_cost
from tpkit.schedule._solver.arrangement import Arrangement
from tpkit.schedule._solver.arrays import Array
from tpkit.schedule._solver.leg import Leg, SameDay
from tpkit.schedule._solver.market import Market
from tpkit.schedule._solver.pool import Pool
from tpkit.schedule._solver.prices import Prices
from tpkit.schedule._solver.pricing import Placement, Pricer

Tiny = Callable[..., tpkit.Portfolio]
Sizes = tuple[int, int, int, int]
Id = tpkit.SchedulingRuleId

# ------------------------------------------------------------- programmes to be placed


def agreed(dice: random.Random, *, may_be_hard: bool = True) -> tpkit.RuleAgreement:
    strictness = [tpkit.Strictness.SOFT, tpkit.Strictness.HARD][
        may_be_hard and dice.random() < 0.4
    ]
    return tpkit.RuleAgreement(strictness=strictness, weight=dice.randint(1, 4))


def more_rules(
    portfolio: tpkit.Portfolio, dice: random.Random
) -> Iterator[tpkit.SchedulingRule]:
    """Yield some more rules of kinds that a programme has few of."""
    names = sorted({session.activity for session in portfolio.sessions})
    people = sorted({id for s in portfolio.sessions for id in s.facilitators})
    venues = sorted({s.venue for s in portfolio.sessions if s.venue is not None})
    some = tuple(dice.sample(names, max(1, len(names) // 2)))
    rules: list[tpkit.SchedulingRule] = [
        tpkit.SameVenue(id=Id("m-venue"), activities=some, agreed=agreed(dice)),
        tpkit.SameFacilitators(id=Id("m-team"), activities=some, agreed=agreed(dice)),
        tpkit.SameDayOfWeek(
            id=Id("m-day"),
            activities=some,
            same_time=dice.random() < 0.5,
            agreed=agreed(dice),
        ),
        tpkit.WorkloadWithin(
            id=Id("m-work"),
            at_most=dice.randint(1, 2),
            period=dice.choice([*tpkit.Period]),
            agreed=agreed(dice),
        ),
        tpkit.TravelTime(id=Id("m-travel"), minutes=60, agreed=agreed(dice)),
        tpkit.LedBy(
            id=Id("m-two"),
            activities=(dice.choice(names),),
            people=tuple(dice.sample(people, min(4, len(people)))),
            needed=min(2, len(people)),
            agreed=agreed(dice),
        ),
        tpkit.HeldAt(
            id=Id("m-at"),
            activities=(dice.choice(names),),
            venues=tuple(dice.sample(venues, min(2, len(venues)))),
            agreed=agreed(dice),
        ),
        tpkit.AtMostApart(
            id=Id("m-near"),
            apart=dice.randint(1, 60),
            activities=some,
            agreed=agreed(dice),
        ),
    ]
    return (rule for rule in rules if dice.random() < 0.6)


def crowded(seed: int, sessions: int) -> Problem:
    """Give a programme in which some stays, series may share a day, and more is agreed."""
    dice = random.Random(seed)
    portfolio = testing.programme(sessions, seed=seed)
    loose = dice.random() < 0.5
    own = (
        rule
        for rule in portfolio.scheduling_rules
        if not (loose and isinstance(rule, tpkit.AtLeastApart))
    )
    portfolio = attrs.evolve(
        portfolio,
        sessions=tuple(
            attrs.evolve(session, status=tpkit.SessionStatus.CONFIRMED)
            if dice.random() < 0.25
            else session
            for session in portfolio.sessions
        ),
        scheduling_rules=(*own, *more_rules(portfolio, dice)),
    )
    on = testing.PROGRAMME_PLANNED_ON.add(days=dice.choice([0, 60, 100]))
    keep = [s.id for s in portfolio.sessions if dice.random() < 0.1]
    return problem_of(
        portfolio, on=on, keep=keep, until=on.add(days=dice.choice([40, 230]))
    )


def movable(problem: Problem) -> list[int]:
    return [
        number
        for number, series in enumerate(problem.series)
        if not problem.free.isdisjoint(series.places)
    ]


def least_cost(arrangement: Arrangement, pricer: Pricer, series: int) -> float:
    """Give what a series costs at least beside what is arranged, by the solver."""
    parts = pricer.parts(series, arrangement.prices)
    return pricer.cheapest(series, arrangement._wary(series, parts))[0]


def plain_least(placing: Placing, series: int) -> int:
    """Give the same by the plain search; more than anything where hard rules break."""
    return placing._best(placing.settings[series], None, BARRED)[0]


def assert_alike(
    arrangement: Arrangement, pricer: Pricer, placing: Placing, series: int
) -> bool:
    """Compare what the two say, and tell whether the series can be placed at all."""
    ours = least_cost(arrangement, pricer, series)
    plain = plain_least(placing, series)

    assert ours == plain if plain < BARRED else ours >= BARRED
    return plain < BARRED


@pytest.mark.parametrize("seed", range(24))
def test_a_series_costs_what_the_plain_search_says(seed: int) -> None:
    problem = crowded(seed, 10 + seed % 11)
    tables = Tables(problem=problem)
    pricer = Pricer(problem, tables, Market(problem))
    pool, placing = Pool(pricer), Placing(problem, tables)
    arrangement = Arrangement(pricer, pool)

    can_be = [assert_alike(arrangement, pricer, placing, n) for n in pricer.series]
    assert [*pricer.series] == movable(problem)
    if not all(can_be):
        return

    plan = search(problem, tables, seed=seed, rounds=0, watch=Watch())
    slots = dict(enumerate(plan.slots))
    columns = {
        n: pool.column(n, there)
        for n in pricer.series
        if (there := pricer.placement(n, plan.slots)) is not None
        and pricer.cost(n, there) < math.inf
    }
    for number, column in columns.items():
        arrangement.add(column)
        placing.give(number, slots)
    for number, column in columns.items():
        arrangement.remove(number)
        placing.take(number)
        assert_alike(arrangement, pricer, placing, number)
        arrangement.add(column)
        placing.give(number, slots)


def test_sets_of_other_contracts_are_told_apart() -> None:
    """They are spaced by one rule, each as its own contract says."""
    sets = tuple(
        tpkit.ActionLearningSet(
            id=tpkit.LearningSetId(f"every-{weeks}"),
            title=f"Every {weeks} weeks",
            contract=tpkit.LearningContract(
                meetings=3, spacing_weeks=weeks, meeting_minutes=120
            ),
        )
        for weeks in (2, 6)
    )
    portfolio = tpkit.Portfolio(
        partnership=tpkit.Partnership(id=tpkit.PartnershipId("tp"), name="Sets"),
        learning_sets=sets,
    )
    problem = problem_of(portfolio, on=ON, until=ON.add(weeks=16))
    tables = Tables(problem=problem)
    pricer, placing = Pricer(problem, tables, Market(problem)), Placing(problem, tables)
    arrangement = Arrangement(pricer, Pool(pricer))
    for number in pricer.series:
        assert_alike(arrangement, pricer, placing, number)
    gaps = {
        b.slots[place + 1].day - slot.day
        for b in map(arrangement.best, pricer.series)
        for place, slot in b.slots.items()
        if place + 1 in b.slots
    }

    assert min(gaps) < 28 < max(gaps)


# --------------------------------------------------------------- trying every placement

ON = pendulum.Date(2026, 9, 4)
UNTIL = pendulum.Date(2026, 9, 8)
OF_ONE_SERIES = (
    "apart",
    "close",
    "held-at",
    "led-by",
    "not-on",
    "same-day",
    "same-leaders",
    "same-venue",
    "unavailable",
)
"""Rules that no other series has a part in."""


def every_placement(problem: Problem, series: int) -> Iterator[Placement]:
    days, starts = range(len(problem.days)), range(len(problem.starts))
    yield from itertools.product(
        *(
            [
                *itertools.product(
                    days,
                    starts,
                    range(len(problem.venues[place])),
                    range(len(problem.teams[place])),
                )
            ]
            if place in problem.free
            else [None]
            for place in problem.series[series].places
        )
    )


@attrs.frozen(kw_only=True, eq=False)
class Tags:
    """What each good costs in each stretch of time, and each quota on each day."""

    goods: Array
    quotas: Array


def random_tags(pricer: Pricer, seed: int) -> Tags:
    problem, market = pricer.problem, pricer.market
    dice = np.random.default_rng(seed)
    days, starts = len(problem.days), len(problem.starts)
    shape = len(market.goods), days, starts
    return Tags(
        goods=(dice.integers(0, 4, shape) * dice.integers(0, 2, shape)).astype(float),
        quotas=dice.integers(0, 3, (len(market.quotas), days)).astype(float),
    )


def prices_of(pricer: Pricer, tags: Tags) -> Prices:
    problem = pricer.problem
    nothing = Prices(pricer.market, len(problem.days), len(problem.starts))
    return nothing.with_stretches(tags.goods, tags.quotas)


def charged(pricer: Pricer, series: int, placement: Placement, tags: Tags) -> float:
    """Give what a placement is charged for all that it wants, hour by hour."""
    problem, market, cost = pricer.problem, pricer.market, 0.0
    for place, option in zip(problem.series[series].places, placement, strict=True):
        if option is not None:
            slot = pricer.slot(place, option)
            hours = [slot.start <= start < slot.end for start in problem.starts]
            for good in market.goods_of[place].of(option):
                cost += tags.goods[good, option[0]][hours].sum()
            for quota in market.quotas_of[place].of(option):
                cost += tags.quotas[quota, option[0]]
    return cost


@settings(max_examples=80, deadline=None)
@given(data=st.data(), seed=st.integers(0, 9))
def test_at_any_prices_the_best_placement_is_the_best_of_all(
    tiny: Tiny, data: st.DataObject, seed: int
) -> None:
    problem = problem_of(tiny(data), on=ON, rules=(), until=UNTIL, grid=30)
    assume(problem.free and problem.days and problem.starts)
    pricer = Pricer(problem, Tables(problem=problem), Market(problem))
    tags = random_tags(pricer, seed)
    prices = prices_of(pricer, tags)
    for number in pricer.series:
        cost, placement = pricer.best(number, prices)
        least = min(
            pricer.cost(number, some) + charged(pricer, number, some, tags)
            for some in every_placement(problem, number)
        )

        assert cost == least
        assert cost == math.inf or cost == pricer.cost(number, placement) + charged(
            pricer, number, placement, tags
        )


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_placement_costs_by_itself_what_the_judge_says(
    tiny: Tiny, data: st.DataObject
) -> None:
    problem = problem_of(
        tiny(data, kinds=OF_ONE_SERIES, most=3), on=ON, rules=(), until=UNTIL, grid=60
    )
    assume(problem.free and problem.days and problem.starts)
    pricer = Pricer(problem, Tables(problem=problem), Market(problem))
    for number in pricer.series:
        some = data.draw(st.sampled_from([*every_placement(problem, number)]))
        alone = attrs.evolve(
            problem, free=problem.free.intersection(problem.series[number].places)
        )
        slots = dict(enumerate(problem.now))
        slots |= {p: pricer.slot(p, o) for p, _, o in pricer.sessions(number, some)}
        plan = plan_of(alone, [slot for slot in slots.values() if slot is not None])
        cost = pricer.cost(number, some)

        assert (cost == math.inf) == (plan.broken > 0)
        assert cost == math.inf or cost + standing_cost(alone) == plan.cost


def one_session() -> Problem:
    """Give a problem in which one session may move, in a room that it may have."""
    portfolio = tpkit.Portfolio(
        partnership=tpkit.Partnership(id=tpkit.PartnershipId("tp"), name="One"),
        venues=(tpkit.Venue(id=tpkit.VenueId("hall"), name="Hall"),),
        workshops=(tpkit.Workshop(id=tpkit.WorkshopId("forum"), title="Forum"),),
        sessions=(
            tpkit.Session(
                id=tpkit.SessionId("forum-1"),
                activity=tpkit.WorkshopId("forum"),
                on=UNTIL,
                start=pendulum.Time(10),
                end=pendulum.Time(11),
                venue=tpkit.VenueId("hall"),
            ),
        ),
    )
    return problem_of(portfolio, on=ON, rules=(), until=UNTIL)


def test_slots_that_are_no_options_have_no_placement() -> None:
    problem = one_session()
    pricer = Pricer(problem, Tables(problem=problem), Market(problem))
    slots = [slot for slot in problem.now if slot is not None]
    (number,) = pricer.series
    (place,) = problem.series[number].places
    stray: dict[str, Any] = {
        "day": problem.horizon[-1] + 1,
        "start": 7,
        "end": slots[place].end + 1,
        "venue": "elsewhere",
        "leaders": ("nobody",),
    }

    for name, value in stray.items():
        moved = [*slots]
        moved[place] = attrs.evolve(slots[place], **{name: value})
        assert pricer.placement(number, moved) is None
    there = pricer.placement(number, slots)
    assert there is not None
    assert [pricer.slot(p, o) for p, _, o in pricer.sessions(number, there)] == slots


# ------------------------------------------------------- one step of the programme alone


def drawn_leg(dice: np.random.Generator) -> tuple[Leg, Sizes, Sizes]:
    """Give a leg between two sessions, and how many days, starts and so on each has."""
    first = drawn_sizes(dice)
    second = first if dice.random() < 0.6 else drawn_sizes(dice)
    what_stays = [None, drawn_change(dice, first[1], second[1])][dice.integers(2)]
    steps = dice.integers(0, 5, (first[0], second[0])).astype(float)
    steps[dice.random(steps.shape) < 0.2] = np.inf
    far = np.triu(np.ones(steps.shape, dtype=bool), int(dice.integers(1, 4)))
    steps[far] = dice.choice([3.0, steps[0, -1]])
    steps[np.tril_indices(first[0], 0, second[0])] = np.inf
    source = np.arange(second[0])
    source[(source >= first[0]) | (dice.random(second[0]) < 0.4)] = -1
    together = np.where(source < 0, np.inf, dice.integers(0, 3, second[0]))
    room = np.sort(dice.integers(0, first[1] + 1, second[1]))
    leg = Leg(
        steps=steps,
        same_day=SameDay(source=source, cost=together.astype(float), room=room),
        time=what_stays,
        venue=drawn_change(dice, first[2], second[2]),
        team=drawn_change(dice, first[3], second[3]),
    )
    return leg, first, second


def every_state(sizes: Sizes) -> list[Sizes]:
    days, starts, venues, teams = map(range, sizes)
    return [*itertools.product(days, starts, venues, teams)]


def drawn_sizes(dice: np.random.Generator) -> Sizes:
    days, starts, venues, teams = (int(dice.integers(1, n)) for n in (7, 4, 4, 4))
    return days, starts, venues, teams


def drawn_change(dice: np.random.Generator, first: int, second: int) -> Array | None:
    """Give what a change costs; None, sometimes, where there is nothing to choose."""
    if first == second == 1 and dice.random() < 0.5:
        return None
    if first == second and dice.random() < 0.5:
        change = dice.choice([2.0, np.inf])
        return np.where(np.eye(first, dtype=bool), 0.0, change)
    return dice.integers(0, 4, (first, second)).astype(float)


@pytest.mark.parametrize("seed", range(150))
def test_the_cheapest_way_from_one_session_to_the_next_is_found(seed: int) -> None:
    dice = np.random.default_rng(seed)
    leg, first, second = drawn_leg(dice)
    reached = dice.integers(0, 9, first).astype(float)
    found = leg.forward(reached)
    states = every_state(first)

    for at in every_state(second):
        least = min(reached[one] + leg.cost(one, at) for one in states)
        where = tuple(min(k, n - 1) for k, n in zip(at, found.shape, strict=True))
        assert found[where] == least
        if least < np.inf:
            back = leg.back(reached, at)
            assert reached[back] + leg.cost(back, at) == least
