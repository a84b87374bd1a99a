"""Shows what was drawn as dates and shares."""

import pendulum

from tpkit._model.ids import ProjectId
from tpkit.track._forecast.basis import rests_on
from tpkit.track._forecast.batch import moment_of
from tpkit.track._forecast.beliefs import not_before
from tpkit.track._forecast.draws import Draws
from tpkit.track._forecast.outlook import EndForecast, TaskForecast, quantiles
from tpkit.track._plan.days import day_of

_PERCENTAGES = (50, 80, 95)


def task_forecast(draws: Draws, task: int) -> TaskForecast:
    """Give the forecast of one task."""
    figures = draws.figures
    source, network = figures.ground.sources[task], figures.network
    done = figures.compiler.known_finish(task)
    if done is not None:
        planned = p50 = p80 = p95 = day_of(done)
    else:
        belief = draws.beliefs.tasks.get(task)
        keys = quantiles(draws.finishes[task], *_PERCENTAGES)
        calendar = network.calendars[task]
        planned, p50, p80, p95 = (
            not_before(belief, moment)
            for moment in (
                network.finish(task),
                *(moment_of(calendar, key) for key in keys),
            )
        )
    return TaskForecast(
        path=source.path,
        kind=source.kind,
        id=source.noun.id,
        title=source.noun.title,
        project=source.noun.project,
        planned=planned,
        p50=p50,
        p80=p80,
        p95=p95,
        criticality=0.0 if done is not None else draws.criticals[task] / draws.runs,
        is_estimated=task in draws.estimated,
        is_done=done is not None,
    )


def end_forecast(draws: Draws, project: ProjectId, title: str) -> EndForecast:
    """Give the forecast of the end of one project."""
    tally = draws.columns.tally(draws.ends[project])
    p50, p80, p95 = (
        pendulum.Date.fromordinal(day) for day in quantiles(tally, *_PERCENTAGES)
    )
    return EndForecast(
        project=project,
        title=title,
        planned=not_before(
            draws.beliefs.projects.get(project), draws.figures.finishes[project]
        ),
        p50=p50,
        p80=p80,
        p95=p95,
        funding_end=draws.figures.funding_ends[project],
        days={
            pendulum.Date.fromordinal(day): runs for day, runs in sorted(tally.items())
        },
        rests_on=()
        if project in draws.estimated_projects
        else rests_on(draws, project),
    )
