"""Shows the numbers of a plan as tasks with dates."""

import attrs

from tpkit.track._plan.chain import Chain, drivers
from tpkit.track._plan.days import day_of
from tpkit.track._plan.figures import Figures
from tpkit.track._plan.task import Driver, Task


def task_view(figures: Figures, task: int) -> Task:
    """Give one task as people ask about it."""
    source, compiler = figures.ground.sources[task], figures.compiler
    begun, done = compiler.known_start(task), compiler.known_finish(task)
    network = figures.network
    start = network.start(task) if begun is None else begun
    shown = Task(
        path=source.path,
        kind=source.kind,
        id=source.noun.id,
        title=source.noun.title,
        project=source.noun.project,
        calendar=source.calendar,
        days=network.days[task],
        start=day_of(start),
        finish=day_of(network.finish(task) if done is None else done),
        funding_end=figures.funding_ends[source.noun.project],
        is_begun=begun is not None,
        is_done=done is not None,
    )
    return shown if shown.is_done else _with_floats(figures, task, shown)


def _with_floats(figures: Figures, task: int, shown: Task) -> Task:
    network = figures.network
    latest, needed = figures.latest(task), network.days[task]
    begins = not needed and network.begin[task]
    first = latest if begins or needed else latest - 1
    last = latest if begins else latest + needed - 1
    return attrs.evolve(
        shown,
        late_start=network.calendars[task].day_begun(first),
        late_finish=network.calendars[task].day_begun(last),
        total_float=figures.total_float(task),
        free_float=figures.free_float(task),
        leeway=figures.leeway(task),
    )


def chain_view(figures: Figures, task: int) -> Chain:
    """Give the chain of tasks that decides when one of them can be finished."""
    tasks: list[int] = []
    causes: list[Driver] = []
    waiting: int | None = task
    while waiting is not None:
        tasks.append(waiting)
        if not figures.is_to_do(waiting):
            break
        driver, waiting = next(drivers(figures, waiting))
        causes.append(driver)
    return Chain(
        tasks=tuple(task_view(figures, each) for each in tasks),
        drivers=tuple(causes),
    )
