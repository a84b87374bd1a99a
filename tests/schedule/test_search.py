from collections.abc import Callable, Iterator

import attrs
import pendulum
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import tpkit
from tpkit import schedule, testing
from tpkit.schedule._problem.plan import Plan, plan_of
from tpkit.schedule._problem.problem import Problem, problem_of
from tpkit.schedule._problem.tables import Tables
from tpkit.schedule._problem.watch import Ending, Progress, Watch
from tpkit.schedule._search.search import search
from tpkit.schedule._search.series_bound import series_bound

ON = pendulum.Date(2026, 9, 4)
UNTIL = pendulum.Date(2026, 9, 8)
NO_CHOICE = ("apart", "clashes", "close", "not-on", "same-day", "unavailable", "work")
"""Rules that leave venue and leaders as they are, so that every plan can be tried."""

Tiny = Callable[..., tpkit.Portfolio]
EveryPlan = Callable[[Problem], Iterator[Plan]]


def tiny_problem(tiny: Tiny, data: st.DataObject, **more: object) -> Problem:
    portfolio = tiny(data, **more)
    return problem_of(portfolio, on=ON, rules=(), until=UNTIL, grid=60)


def found(problem: Problem, *, rounds: int = 20, seed: int = 1) -> Plan:
    tables = Tables(problem=problem)
    return search(problem, tables, seed=seed, rounds=rounds, watch=Watch())


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_on_tiny_programmes_the_search_finds_the_optimum(
    tiny: Tiny, every_plan: EveryPlan, data: st.DataObject
) -> None:
    problem = tiny_problem(tiny, data, kinds=NO_CHOICE)
    assume(problem.free and problem.days and problem.starts)
    best = min(every_plan(problem), key=lambda plan: plan.rank)
    plan = found(problem)

    if best.is_valid:
        assert plan.rank == best.rank
    assert plan.is_valid == best.is_valid


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_no_plan_costs_less_than_the_bound(
    tiny: Tiny, every_plan: EveryPlan, data: st.DataObject
) -> None:
    problem = tiny_problem(tiny, data, kinds=NO_CHOICE)
    assume(problem.days and problem.starts)
    bound = series_bound(problem, Tables(problem=problem))
    valid = [plan.cost for plan in every_plan(problem) if plan.is_valid]

    assert not (valid and bound.impossible)
    assert not valid or bound.cost <= min(valid)


def reversed_families(portfolio: tpkit.Portfolio) -> tpkit.Portfolio:
    """Give the same portfolio with its nouns in the opposite order."""
    families = (
        "focus_groups",
        "learning_sets",
        "people",
        "scheduling_rules",
        "sessions",
        "venues",
        "workshops",
    )
    return attrs.evolve(
        portfolio, **{name: getattr(portfolio, name)[::-1] for name in families}
    )


def by_session(problem: Problem, plan: Plan) -> dict[str, object]:
    sessions = (entry.session for entry in problem.entries)
    return dict(zip(sessions, plan.slots, strict=True))


@pytest.fixture(name="programme", scope="module")
def _programme() -> Problem:
    return problem_of(testing.programme(20), on=testing.PROGRAMME_PLANNED_ON)


def test_the_order_of_the_document_does_not_change_the_answer(
    programme: Problem,
) -> None:
    other = problem_of(
        reversed_families(programme.facts.portfolio), on=programme.facts.on
    )

    assert by_session(programme, found(programme)) == by_session(other, found(other))


def test_one_seed_gives_one_answer(programme: Problem) -> None:
    assert found(programme, seed=7) == found(programme, seed=7)


def test_a_realistic_programme_is_placed_without_breaking_a_hard_rule(
    programme: Problem,
) -> None:
    draft = plan_of(programme, [slot for slot in programme.now if slot is not None])
    plan = found(programme, rounds=0)

    assert draft.broken > 0
    assert plan.is_valid
    assert plan == plan_of(programme, plan.slots)


def test_the_answer_is_never_worse_than_the_start(programme: Problem) -> None:
    tables = Tables(problem=programme)
    start = found(programme, rounds=0)
    plan = search(programme, tables, start=start, seed=2, rounds=5, watch=Watch())

    assert plan.rank <= start.rank


def test_sessions_that_have_a_slot_may_be_where_the_search_starts(
    programme: Problem,
) -> None:
    tables = Tables(problem=programme)
    plan = search(
        programme, tables, start=programme.now, seed=2, rounds=0, watch=Watch()
    )

    assert plan.is_valid


def test_a_search_that_reaches_the_bound_ends(programme: Problem) -> None:
    told: list[Progress] = []
    best = found(programme, rounds=30)
    plan = search(
        programme,
        Tables(problem=programme),
        start=best,
        seed=1,
        rounds=30,
        watch=Watch(watcher=told.append),
        bound=best.cost,
    )

    assert plan == best
    assert {(progress.cost, progress.broken) for progress in told} == {(best.cost, 0)}
    assert len(told) < 5


def test_a_search_tells_from_the_first_placement_on_how_far_it_is(
    programme: Problem,
) -> None:
    told: list[Progress] = []
    watch = Watch(watcher=told.append)
    tables = Tables(problem=programme)
    search(programme, tables, seed=1, rounds=20, watch=watch)

    done = [progress.done for progress in told]
    assert told[0].cost is None
    assert told[-1].cost is not None
    assert done == sorted(done)
    assert done[0] == 0 < done[-1] < 1


def test_a_search_whose_time_is_over_gives_what_it_has(programme: Problem) -> None:
    watch = Watch(seconds=1e-6)
    tables = Tables(problem=programme)
    plan = search(programme, tables, seed=1, rounds=1000, watch=watch)

    assert watch.ending is Ending.TIME
    assert len(plan.slots) == len(programme.entries)


def interrupt(_: Progress) -> None:
    raise KeyboardInterrupt


def test_an_interrupted_search_gives_the_best_so_far_if_it_is_valid(
    programme: Problem,
) -> None:
    watch = Watch(watcher=interrupt)
    start = found(programme, rounds=0)
    tables = Tables(problem=programme)
    plan = search(programme, tables, start=start, seed=1, rounds=9, watch=watch)

    assert plan == start
    assert watch.ending is Ending.STOPPED


def test_an_interrupted_search_without_a_valid_plan_stays_interrupted(
    programme: Problem,
) -> None:
    watch = Watch(watcher=interrupt)
    tables = Tables(problem=programme)

    with pytest.raises(KeyboardInterrupt):
        search(programme, tables, start=programme.now, seed=1, rounds=9, watch=watch)


def test_something_valid_is_found_however_little_effort_is_asked_for() -> None:
    # Placed one after another, a series of this programme is left without room.
    programme = testing.programme(sessions=40, seed=22)

    proposal = schedule.propose(
        programme, on=testing.PROGRAMME_PLANNED_ON, seed=1, effort=0
    )

    assert proposal.findings.errors == ()
