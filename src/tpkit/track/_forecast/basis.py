"""On what the end of a project rests in which nothing was estimated."""

from tpkit._model.ids import ProjectId
from tpkit.track._forecast.beliefs import ForecastBasis, not_before
from tpkit.track._forecast.draws import Draws
from tpkit.track._plan.chain import drivers
from tpkit.track._plan.task import Driver, DriverKind


def rests_on(draws: Draws, project: ProjectId) -> tuple[ForecastBasis, ...]:
    """Say what decides when a project is finished, traced back from its last tasks."""
    figures, beliefs = draws.figures, draws.beliefs
    known = beliefs.projects.get(project)
    end = not_before(known, figures.finishes[project])
    last = [
        task
        for task in draws.bonds
        if figures.ground.projects[task] == project
        and not_before(beliefs.tasks.get(task), figures.network.finish(task)) == end
    ]
    if not last:
        return (ForecastBasis.FORECASTS,)  # the project's own
    found: set[ForecastBasis] = set()
    seen: set[int] = set()
    while last:
        task = last.pop()
        if task in seen or not figures.is_to_do(task):
            continue
        seen.add(task)
        if figures.network.days[task]:
            found.add(ForecastBasis.PLAN)
        driver, before = next(drivers(figures, task))
        if before is not None:
            last.append(before)
        basis = _basis(draws, task, driver)
        if basis is not None:
            found.add(basis)
    return tuple(b for b in ForecastBasis if b in found) or (ForecastBasis.NOTHING,)


def _basis(draws: Draws, task: int, driver: Driver) -> ForecastBasis | None:
    if driver.kind is DriverKind.LINK:
        return ForecastBasis.PLAN if driver.lag else None
    if driver.kind is not DriverKind.CONSTRAINT:
        return None
    belief = draws.beliefs.tasks.get(task)
    is_believed = belief is not None and driver.reason == belief.basis.value
    return belief.basis if belief is not None and is_believed else ForecastBasis.PLAN
