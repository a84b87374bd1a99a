"""How long plans and forecasts take, and how that grows; beside networkx where it is.

Run by hand, from a checkout in whose environment tpkit is installed (networkx, of the
dependency group `peers`, and numpy, of the extra `solver`, are compared if they are
there):

    python tests/benchmarks/bench_plan.py

Planned are networks of 1,000, 10,000 and 100,000 tasks with three links each, on a
calendar with bank holidays: dates, floats and limits. Beside it stands networkx, which
makes a graph of the same nouns and finds the longest path in it, without a calendar,
without floats; the path alone is told too. CPU times are those of the quickest of some
runs. Told beside them is what 10,000 tasks take with links of all four kinds, with lags and
leads, and with three in ten of them worked in a second calendar, and what one changed
duration takes until the float of that task is known. Exits with 1 where tpkit takes longer than networkx, or where a link of the largest
network takes twice as long as one of the smallest.
"""

# pyright: reportMissingImports=false, reportMissingModuleSource=false
# networkx is not in the environment in which types are checked.

import functools
import gc
import importlib
import importlib.util
import math
import random
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import attrs
import pendulum

import tpkit
from tpkit import track

SIZES = (1_000, 10_000, 100_000)
RUNS = 5
MOST_GROWTH = 2.0
EDITS = 200
START = pendulum.Date(2013, 1, 7)


def network(size: int, *, links: int = 3, doubtful: bool = False) -> tpkit.Portfolio:
    """Give a portfolio of that many tasks, each after some that come before it."""
    dice = random.Random(size)
    tasks = []
    for number in range(size):
        near = range(max(0, number - max(10, size // 10)), number)
        others = dice.sample(near, min(links, len(near)))
        least = dice.randint(1, 10)
        likely = least + dice.randint(0, 5)
        estimate = tpkit.Estimate(
            optimistic=least, likely=likely, pessimistic=likely + dice.randint(1, 15)
        )
        work = tpkit.Work(
            days=likely,
            estimate=estimate if doubtful else None,
            after=tuple(
                tpkit.Link(task=tpkit.DeliverableId(f"d{other}")) for other in others
            ),
        )
        tasks.append(
            tpkit.Deliverable(
                id=tpkit.DeliverableId(f"d{number}"),
                project=tpkit.ProjectId("p"),
                title=f"Part {number}",
                work=work,
            )
        )
    project = tpkit.Project(
        id=tpkit.ProjectId("p"),
        title="P",
        kind=tpkit.ProjectKind.DATA,
        start=START,
        funded_end=pendulum.Date(2030, 3, 31),
    )
    return tpkit.Portfolio(
        partnership=tpkit.Partnership(id=tpkit.PartnershipId("tp"), name="Bench"),
        projects=(project,),
        deliverables=tuple(tasks),
    )


def with_all_kinds(portfolio: tpkit.Portfolio) -> tpkit.Portfolio:
    """Give the portfolio with links of all kinds, with lags and leads."""
    dice = random.Random(3)

    def mixed(work: tpkit.Work) -> tpkit.Work:
        links = tuple(
            attrs.evolve(
                link,
                kind=dice.choice(tuple(tpkit.LinkKind)),
                lag=dice.choice((0, 0, 1, -1, 2)),
            )
            for link in work.after
        )
        return attrs.evolve(work, after=links)

    return _with_works(portfolio, mixed)


def with_two_calendars(portfolio: tpkit.Portfolio) -> tpkit.Portfolio:
    """Give the portfolio with three in ten tasks worked when a university is open."""
    dice = random.Random(4)
    campus, university = tpkit.WorkCalendarId("campus"), tpkit.OrganisationId("uni")

    def moved(work: tpkit.Work) -> tpkit.Work:
        return attrs.evolve(work, calendar=campus) if dice.random() < 0.3 else work

    return _with_works(
        portfolio,
        moved,
        organisations=(
            tpkit.Organisation(
                id=university,
                name="University",
                kind=tpkit.OrganisationKind.HIGHER_EDUCATION,
            ),
        ),
        work_calendars=(
            tpkit.WorkCalendar(id=campus, title="Campus", organisations=(university,)),
        ),
        closures=tuple(
            tpkit.Closure(
                id=tpkit.ClosureId(f"winter-{year}"),
                title="Winter closure",
                start=pendulum.Date(year, 12, 20),
                end=pendulum.Date(year, 12, 31),
                organisation=university,
            )
            for year in range(2013, 2031)
        ),
    )


def _with_works(
    portfolio: tpkit.Portfolio,
    change: Callable[[tpkit.Work], tpkit.Work],
    **families: Any,
) -> tpkit.Portfolio:
    tasks = tuple(
        attrs.evolve(task, work=change(task.work or tpkit.Work()))
        for task in portfolio.deliverables
    )
    return attrs.evolve(portfolio, deliverables=tasks, **families)


def quickest(call: Callable[[], object]) -> float:
    """Give the least CPU time of some runs, in seconds."""
    best = math.inf
    for _ in range(RUNS):
        gc.collect()
        begun = time.process_time()
        kept = call()
        best = min(best, time.process_time() - begun)
        del kept  # to throw a plan away is no part of making it
    return best


def graph_of(portfolio: tpkit.Portfolio) -> Any:
    """Give the network as networkx has it: the days of a task are on what leaves it."""
    graph = importlib.import_module("networkx").DiGraph()
    works = {task.id: task.work or tpkit.Work() for task in portfolio.deliverables}
    days: dict[str, int] = {id: work.duration for id, work in works.items()}
    graph.add_weighted_edges_from((id, "the end", days[id]) for id in days)
    graph.add_weighted_edges_from(
        (link.task, id, days[link.task])
        for id, work in works.items()
        for link in work.after
    )
    return graph


def plans() -> bool:
    """Print what plans take, and say whether that is as it should be."""
    peer: Any = None
    if importlib.util.find_spec("networkx"):
        peer = importlib.import_module("networkx")
    levels, is_right = [], True
    print(
        "  tasks    links  CPU ms  µs a link  networkx ms  of which path  times as long"
    )
    for size in SIZES:
        portfolio = network(size)
        links = sum(len(d.work.after) for d in portfolio.deliverables if d.work)
        spent = quickest(functools.partial(track.plan, portfolio))
        levels.append(spent / links)
        told = f"{size:7,}  {links:7,}  {1e3 * spent:6.1f}  {1e6 * spent / links:9.2f}"
        if peer is not None:
            graph = graph_of(portfolio)
            path = quickest(functools.partial(peer.dag_longest_path_length, graph))
            theirs = path + quickest(functools.partial(graph_of, portfolio))
            is_right &= spent < theirs
            told += (
                f"  {1e3 * theirs:11.1f}  {1e3 * path:13.1f}  {theirs / spent:13.1f}"
            )
        print(told)
    growth = levels[-1] / levels[0]
    print(f"a link takes {growth:.2f} times as long at last (at most {MOST_GROWTH})")
    return is_right and growth < MOST_GROWTH


def variety() -> None:
    """Print what links of all kinds and a second calendar take."""
    portfolio = network(10_000)
    for told, varied in (
        ("links of all kinds", with_all_kinds(portfolio)),
        ("two calendars", with_two_calendars(portfolio)),
        ("both", with_two_calendars(with_all_kinds(portfolio))),
    ):
        spent = quickest(functools.partial(track.plan, varied))
        print(f"10,000 tasks, {told}: {1e3 * spent:.1f} ms")


def edits() -> None:
    """Print what one changed duration takes, until the new float is known."""
    plan = track.plan(network(10_000))
    dice, spent = random.Random(1), []
    tasks = dice.sample(plan.tasks, EDITS)
    for task in tasks:
        begun = time.process_time()
        _ = plan.with_days(task, task.days + 1).deliverable(task.id).total_float
        spent.append(time.process_time() - begun)
    middle = statistics.median(spent)
    print(f"one changed duration of 10,000 tasks: median {1e3 * middle:.2f} ms")


def forecasts() -> None:
    """Print what forecasts take, with all that they tell."""
    engines: list[tuple[track.ForecastEngine, int, int]] = [("python", 200, 2_000)]
    if importlib.util.find_spec("numpy"):
        engines += [("numpy", 200, 2_000), ("numpy", 500, 10_000)]
    print("tasks    runs  engine  CPU ms")
    for engine, size, runs in engines:
        portfolio = network(size, doubtful=True)

        def told(
            portfolio: tpkit.Portfolio = portfolio,
            runs: int = runs,
            engine: track.ForecastEngine = engine,
        ) -> object:
            found = track.forecast(portfolio, seed=1, runs=runs, engine=engine)
            return found.tasks, found.ends

        print(f"{size:5,}  {runs:6,}  {engine:6}  {1e3 * quickest(told):6.1f}")


def main() -> int:
    """Print all tables, and give 1 where plans take too long."""
    is_right = plans()
    variety()
    edits()
    forecasts()
    return 0 if is_right else 1


if __name__ == "__main__":
    sys.exit(main())
