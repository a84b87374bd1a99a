"""Forecasts against plans: each run is the plan of the days that were drawn in it."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeVar

import attrs
import pendulum
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import tpkit
from tpkit import (
    Constraint,
    ConstraintKind,
    Deliverable,
    Estimate,
    EstimateShape,
    LagCount,
    Link,
    LinkKind,
    Portfolio,
    Work,
    track,
)
from tpkit.errors import OutsideCalendarError
from tpkit.track._forecast.arrays import Arrays
from tpkit.track._forecast.beliefs import beliefs_of
from tpkit.track._forecast.columns import Columns
from tpkit.track._forecast.draws import Draws, _noise, draw
from tpkit.track._forecast.lists import Lists
from tpkit.track._plan.plan import figures_for

NounT = TypeVar("NounT")


def made(noun: Callable[..., NounT], /, **fields: Any) -> NounT:
    return noun(**fields)


MONDAY = pendulum.Date(2024, 3, 18)  # Easter is on the 31st
LATER = pendulum.Date(2024, 4, 3)

CALENDARS = (
    made(tpkit.WorkCalendar, id="scots", title="Scots", nation=tpkit.Nation.SCOTLAND),
    made(
        tpkit.WorkCalendar,
        id="weekend",
        title="Weekend",
        weekdays=[tpkit.Weekday.SATURDAY, tpkit.Weekday.SUNDAY, tpkit.Weekday.MONDAY],
    ),
)
PROJECTS = tuple(
    made(tpkit.Project, id=id, title=id, kind=tpkit.ProjectKind.DATA, start=MONDAY)
    for id in ("p", "q")
)
NEAR = st.integers(-5, 20).map(lambda days: MONDAY.add(days=days))
PERCENT = st.integers(0, 100).map(Decimal)
HOLDING = [kind for kind in ConstraintKind if not kind.is_a_limit]


@st.composite
def estimates(draw: st.DrawFn) -> Estimate:
    optimistic = draw(st.integers(0, 3))
    likely = optimistic + draw(st.integers(0, 3))
    return Estimate(
        optimistic=optimistic,
        likely=likely,
        pessimistic=likely + draw(st.integers(0, 6)),
        shape=draw(st.sampled_from(EstimateShape)),
    )


@st.composite
def works(draw: st.DrawFn, number: int) -> Work:
    others = st.lists(st.integers(0, number - 1), unique=True, max_size=3)
    after = [
        made(
            Link,
            task=f"d{other}",
            kind=draw(st.sampled_from(LinkKind)),
            lag=draw(st.integers(-3, 3)),
            lag_count=draw(st.sampled_from(LagCount)),
        )
        for other in (draw(others) if number else ())
    ]
    estimate = draw(st.none() | estimates())
    is_begun = draw(st.booleans())
    remaining = draw(st.none() | st.integers(0, 5)) if is_begun else None
    constraint = st.builds(Constraint, kind=st.sampled_from(HOLDING), on=NEAR)
    return Work(
        days=None if estimate else draw(st.integers(0, 4)),
        estimate=estimate,
        after=tuple(after),
        constraints=draw(st.lists(constraint, max_size=1).map(tuple)),
        calendar=draw(st.sampled_from([None, *(each.id for each in CALENDARS)])),
        started_on=draw(NEAR) if is_begun else None,
        progress=draw(st.none() | PERCENT) if is_begun and remaining is None else None,
        remaining=remaining,
    )


@st.composite
def planned(draw: st.DrawFn) -> Portfolio:
    tasks = [
        made(
            Deliverable,
            id=f"d{number}",
            project=draw(st.sampled_from(["p", "q"])),
            title=f"Part {number}",
            work=draw(works(number)),
            delivered_on=draw(st.none() | st.none() | NEAR),
        )
        for number in range(draw(st.integers(1, 6)))
    ]
    return portfolio_of(*tasks)


def portfolio_of(*tasks: Deliverable) -> Portfolio:
    return Portfolio(
        partnership=made(tpkit.Partnership, id="tp", name="Our partnership"),
        projects=PROJECTS,
        work_calendars=CALENDARS,
        deliverables=tasks,
    )


def known_on(portfolio: Portfolio, on: pendulum.Date | None) -> Portfolio:
    """Leave out what was done later: a forecast believes those days, a plan does not."""
    tasks = [
        attrs.evolve(task, delivered_on=None)
        if on and task.delivered_on and task.delivered_on > on
        else task
        for task in portfolio.deliverables
    ]
    return attrs.evolve(portfolio, deliverables=tuple(tasks))


def drawn_in(draws: Draws, task: int, run: int) -> int:
    """Give the days that a task takes in one run."""
    noise = _noise(draws.figures, draws.seed, task, range(run + 1))
    return Lists().drawn(draws.bonds[task].chances, noise)[run] // 2


def as_drawn(portfolio: Portfolio, draws: Draws, run: int) -> Portfolio:
    """Give the portfolio in which each task is planned with the days of one run."""
    tasks = []
    for number, task in enumerate(portfolio.deliverables):
        work = task.work
        if number in draws.bonds and work is not None:
            days = drawn_in(draws, number, run)
            is_begun = draws.figures.compiler.known_start(number) is not None
            work = (
                attrs.evolve(work, progress=None, remaining=days)
                if is_begun
                else attrs.evolve(work, days=days)
            )
        tasks.append(attrs.evolve(task, work=work))
    return attrs.evolve(portfolio, deliverables=tuple(tasks))


ENGINES = st.sampled_from(["python", "numpy"])


@given(planned(), st.none() | NEAR, ENGINES, st.integers(0, 99))
def test_a_run_is_the_plan_of_the_days_drawn_in_it(
    portfolio: Portfolio,
    on: pendulum.Date | None,
    engine: track.ForecastEngine,
    seed: int,
) -> None:
    portfolio = known_on(portfolio, on)
    forecast = track.forecast(portfolio, on=on, seed=seed, runs=1, engine=engine)

    same = as_drawn(portfolio, forecast._draws, 0)
    figures = figures_for(same, on=on)
    finishes = [task.finish for task in track.plan(same, on=on).tasks]
    assert [task.p50 for task in forecast.tasks] == finishes
    floats = {
        task: figures.own_latest[figures._side(task)] - figures.network.starts[task]
        for task in figures.network.order
    }
    assert {task: floats[task] <= 0 for task in floats} == {
        task: forecast.tasks[task].criticality == 1 for task in floats
    }


@given(planned(), st.none() | NEAR, st.integers(1, 40))
def test_numpy_says_what_python_says(
    portfolio: Portfolio, on: pendulum.Date | None, runs: int
) -> None:
    plain = track.forecast(portfolio, on=on, seed=7, runs=runs, engine="python")
    quick = track.forecast(portfolio, on=on, seed=7, runs=runs, engine="numpy")

    assert plain.tasks == quick.tasks
    assert plain.ends == quick.ends
    for project in portfolio.projects:
        assert plain.tornado(project.id) == quick.tornado(project.id)


@given(planned(), st.none() | NEAR, st.randoms(use_true_random=False))
def test_the_order_in_which_tasks_are_written_does_not_matter(
    portfolio: Portfolio, on: pendulum.Date | None, dice: Any
) -> None:
    tasks = [*portfolio.deliverables]
    dice.shuffle(tasks)
    shuffled = attrs.evolve(portfolio, deliverables=tuple(tasks))

    one = track.forecast(portfolio, on=on, seed=3, runs=20)
    other = track.forecast(shuffled, on=on, seed=3, runs=20)

    assert one.ends == other.ends
    for task in one.tasks:
        assert attrs.evolve(task, path="") == attrs.evolve(other.of(task.id), path="")


@given(planned(), st.none() | NEAR)
def test_less_likely_days_are_later_and_later_days_more_likely(
    portfolio: Portfolio, on: pendulum.Date | None
) -> None:
    forecast = track.forecast(portfolio, on=on, seed=1, runs=30)

    for task in forecast.tasks:
        assert task.p50 <= task.p80 <= task.p95
    for end in forecast.ends:
        assert end.p50 <= end.p80 <= end.p95
        shares = [end.share_by(MONDAY.add(days=days)) for days in range(-30, 90)]
        assert shares == sorted(shares)
        assert end.share_by(end.p80) >= 0.8 > end.share_by(end.p80.subtract(days=1))


@given(planned(), st.none() | NEAR)
def test_what_nobody_doubts_is_as_planned(
    portfolio: Portfolio, on: pendulum.Date | None
) -> None:
    sure = attrs.evolve(
        portfolio,
        deliverables=tuple(
            attrs.evolve(
                task,
                work=attrs.evolve(task.work, estimate=None, days=task.work.duration),
            )
            for task in known_on(portfolio, on).deliverables
            if task.work is not None
        ),
    )

    forecast, plan = (
        track.forecast(sure, on=on, seed=1, runs=3),
        track.plan(sure, on=on),
    )

    for found, task in zip(forecast.tasks, plan.tasks, strict=True):
        assert {found.planned, found.p50, found.p80, found.p95} == {task.finish}
        assert found.criticality == float(task.is_critical)
    for found_end, end in zip(forecast.ends, plan.ends, strict=True):
        assert {found_end.planned, found_end.p50, found_end.p95} == {end.finish}
        assert forecast.tornado(end.project) == ()


@given(planned(), st.integers(0, 5))
def test_one_more_link_makes_no_run_earlier(portfolio: Portfolio, which: int) -> None:
    last, work = portfolio.deliverables[-1], portfolio.deliverables[-1].work
    assume(len(portfolio.deliverables) > 1)
    assert work is not None
    before = which % (len(portfolio.deliverables) - 1)
    more = attrs.evolve(work, after=(*work.after, made(Link, task=f"d{before}")))
    linked = attrs.evolve(
        portfolio,
        deliverables=(*portfolio.deliverables[:-1], attrs.evolve(last, work=more)),
    )

    free, bound = (
        track.forecast(each, seed=5, runs=25) for each in (portfolio, linked)
    )

    for one, other in zip(free.tasks, bound.tasks, strict=True):
        assert one.p50 <= other.p50
        assert one.p80 <= other.p80


@pytest.mark.parametrize("columns", [Lists(), Arrays()])
def test_many_runs_are_drawn_as_if_at_once(columns: Columns[Any]) -> None:
    work = Work(estimate=Estimate(optimistic=2, likely=5, pessimistic=30))
    task = made(Deliverable, id="d", project="p", title="D", work=work)
    portfolio = portfolio_of(task)
    figures, beliefs = figures_for(portfolio, on=None), beliefs_of(portfolio, None)

    at_once = draw(columns, figures, beliefs, seed=1, runs=9000)
    in_parts = draw(columns, figures, beliefs, seed=1, runs=9000, cells=1)

    assert [*in_parts.ends["p"]] == [*at_once.ends["p"]]  # type: ignore[index]
    assert in_parts.finishes == at_once.finishes
    assert in_parts.criticals == at_once.criticals


def test_a_run_past_the_year_2100_is_refused() -> None:
    tasks = [
        made(
            Deliverable,
            id=f"d{number}",
            project="p",
            title="D",
            work=Work(
                estimate=Estimate(optimistic=1, likely=1, pessimistic=10_000),
                after=(made(Link, task=f"d{number - 1}"),) if number else (),
            ),
        )
        for number in range(5)
    ]
    one = track.forecast(portfolio_of(*tasks[:1]), seed=1, runs=100)

    assert one.ends[0].p95 > pendulum.Date(2040, 1, 1)
    with pytest.raises(OutsideCalendarError):
        track.forecast(portfolio_of(*tasks), seed=1, runs=5000)
