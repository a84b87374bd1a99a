import itertools
import random
from collections.abc import Callable, Iterator

import pendulum
from hypothesis import given, settings
from hypothesis import strategies as st

import tpkit
from tpkit.schedule._problem.plan import plan_of
from tpkit.schedule._problem.problem import Problem, problem_of
from tpkit.schedule._problem.tables import BARRED, Tables
from tpkit.schedule._search.placing import Placing
from tpkit.schedule._search.series_bound import standing_cost
from tpkit.schedule._terms.slot import Slot

ON = pendulum.Date(2026, 9, 4)
UNTIL = pendulum.Date(2026, 9, 8)

EXACT = (
    "apart",
    "clashes",
    "close",
    "held-at",
    "led-by",
    "not-on",
    "same-day",
    "same-leaders",
    "same-venue",
    "unavailable",
)
"""Rules by which the sessions of one series are not in each other's way."""

Tiny = Callable[..., tpkit.Portfolio]


def tiny_problem(tiny: Tiny, data: st.DataObject, **more: object) -> Problem:
    return problem_of(tiny(data, **more), on=ON, rules=(), until=UNTIL, grid=60)


def placed(problem: Problem) -> Placing:
    """Give the placing in which everything is where it is now."""
    placing = Placing(problem, Tables(problem=problem))
    slots = dict(enumerate(problem.now))
    for number in range(len(problem.series)):
        placing.give(number, {p: s for p, s in slots.items() if s is not None})
    return placing


def options(problem: Problem, place: int) -> list[Slot]:
    return [
        problem.slot(place, *option)
        for option in itertools.product(
            problem.days, problem.starts, problem.venues[place], problem.teams[place]
        )
    ]


def every_cost(problem: Problem, placing: Placing, number: int) -> Iterator[int]:
    """Yield what each way to place a series costs, all others staying put."""
    free = placing.settings[number].free
    for slots in itertools.product(*(options(problem, place) for place in free)):
        yield placing.give(number, dict(zip(free, slots, strict=True)))
        placing.take(number)


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_the_best_placement_is_the_best_of_all(tiny: Tiny, data: st.DataObject) -> None:
    problem = tiny_problem(tiny, data, kinds=EXACT)
    placing = placed(problem)
    for number in range(len(problem.series)):
        if problem.days and problem.starts and placing.settings[number].free:
            placing.take(number)
            best = min(every_cost(problem, placing, number))

            assert placing.place(number, None) == best


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_three_sessions_in_a_row_are_placed_best_of_all(
    tiny: Tiny, data: st.DataObject
) -> None:
    kinds = ("apart", "close", "clashes", "not-on", "same-day", "unavailable")
    problem = tiny_problem(tiny, data, kinds=kinds, most=3)
    placing = placed(problem)
    for number in range(len(problem.series)):
        if problem.days and problem.starts and placing.settings[number].free:
            placing.take(number)
            best = min(every_cost(problem, placing, number))

            assert placing.place(number, random.Random(1)) == best


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_sessions_in_the_way_of_their_own_series_cost_no_less_than_hoped(
    tiny: Tiny, data: st.DataObject
) -> None:
    problem = tiny_problem(tiny, data)
    placing = placed(problem)
    for number in range(len(problem.series)):
        if problem.days and problem.starts and placing.settings[number].free:
            placing.take(number)
            best = min(every_cost(problem, placing, number))

            assert placing.least(number) <= best <= placing.place(number, None)


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_what_series_cost_adds_up_to_what_the_judge_says(
    tiny: Tiny, data: st.DataObject
) -> None:
    problem = tiny_problem(tiny, data)
    placing = Placing(problem, Tables(problem=problem))
    slots = {place: slot for place, slot in enumerate(problem.now) if slot is not None}
    total = sum(placing.give(n, slots) for n in range(len(problem.series)))
    plan = plan_of(problem, [slots[place] for place in range(len(slots))])

    assert (total >= BARRED) == (plan.broken > 0)
    if plan.is_valid:
        assert total + standing_cost(problem) == plan.cost
    assert sum(placing.take(n) for n in range(len(problem.series))) == total
