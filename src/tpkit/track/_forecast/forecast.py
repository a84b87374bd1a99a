"""The forecast of a portfolio: asked once, told as it is looked at."""

import functools
import importlib
import types
from collections.abc import Mapping
from typing import Any, Literal

import attrs
import pendulum

from tpkit._model.ids import ProjectId, WorkCalendarId
from tpkit._model.portfolio import Portfolio
from tpkit._text import did_you_mean
from tpkit.calendars import LAST_YEAR, WorkingCalendar
from tpkit.calendars._instants import the_day
from tpkit.errors import (
    FieldError,
    MissingExtraError,
    OutsideCalendarError,
    UnknownIdError,
)
from tpkit.track._forecast.beliefs import beliefs_of
from tpkit.track._forecast.columns import Columns
from tpkit.track._forecast.draws import Draws, draw
from tpkit.track._forecast.lists import Lists
from tpkit.track._forecast.outlook import EndForecast, TaskForecast
from tpkit.track._forecast.tornado import TornadoBar, bar
from tpkit.track._forecast.views import end_forecast, task_forecast
from tpkit.track._plan.plan import FURTHEST_YEAR, figures_for

ForecastEngine = Literal["auto", "python", "numpy"]
"""What draws and adds up: plain Python, or numpy, which is faster and says the same."""

Calendars = Mapping[WorkCalendarId | None, WorkingCalendar]

_NO_CALENDARS: Calendars = types.MappingProxyType({})
_MOST_RUNS = 1_000_000


@attrs.frozen(kw_only=True, eq=False)
class Forecast:
    """When all that is to do will be finished, in so many runs of chance.

    `forecast` makes one. Tasks are told as they are looked at.
    """

    on: pendulum.Date | None
    """The day from which what is left is planned; None for the plan as it was drawn."""
    _draws: Draws = attrs.field(alias="draws", repr=False)
    _titles: Mapping[ProjectId, str] = attrs.field(alias="titles", repr=False)

    @property
    def runs(self) -> int:
        """How often the plan was run through."""
        return self._draws.runs

    @property
    def seed(self) -> int:
        """What the draws began with: the same seed gives the same forecast."""
        return self._draws.seed

    @functools.cached_property
    def tasks(self) -> tuple[TaskForecast, ...]:
        """All tasks: phases, milestones and deliverables, each in document order."""
        count = len(self._draws.figures.ground.sources)
        return tuple(task_forecast(self._draws, number) for number in range(count))

    @functools.cached_property
    def ends(self) -> tuple[EndForecast, ...]:
        """The end of every project in which something is still to do."""
        return tuple(
            end_forecast(self._draws, project, title)
            for project, title in self._titles.items()
            if project in self._draws.ends
        )

    def of(self, id: str, /) -> TaskForecast:
        """Give the forecast of the phase, milestone or deliverable with that id.

        Raises:
            UnknownIdError: nothing that is planned has the id.
        """
        if id not in self._by_id:
            raise UnknownIdError("planned task", id, did_you_mean(id, self._by_id))
        return self._by_id[id]

    def end(self, project: str, /) -> EndForecast | None:
        """Give the end of a project; None if nothing that is planned is to do in it.

        Raises:
            UnknownIdError: no project has the id.
        """
        if project not in self._titles:
            hint = did_you_mean(project, self._titles)
            raise UnknownIdError("project", project, hint)
        return next((end for end in self.ends if end.project == project), None)

    def probability(
        self, project: str, /, *, by: pendulum.Date | None = None
    ) -> float | None:
        """Give the share of the runs, from 0 to 1, in which a project is done by a day.

        That is the last day of its money unless another is given. None if there is no
        such day, or if nothing that is planned is to do in the project.

        Raises:
            UnknownIdError: no project has the id.
        """
        end = self.end(project)
        if end is None or by is None:
            return None if end is None else end.probability
        return end.share_by(the_day("probability", by))

    def criticality(self, id: str, /) -> float:
        """Give the share of the runs, from 0 to 1, in which a task may not slip by a day.

        Because its own project would end later, or another that waits for it: those in
        which it decides when one ends. Limits, such as the end of the money, have no part
        in it. 0 if it is done.

        Raises:
            UnknownIdError: nothing that is planned has the id.
        """
        return self.of(id).criticality

    def tornado(self, project: str, /) -> tuple[TornadoBar, ...]:
        """Say what moves the end of a project most: what to fix first comes first.

        What moves it no more than chance may is left out.

        Raises:
            UnknownIdError: no project has the id.
        """
        end = self.end(project)
        if end is None:
            return ()
        found = (
            bar(self.tasks[task], end, sums)
            for task, sums in self._draws.sums(end.project)
        )
        kept = (bar for bar in found if bar is not None)
        return tuple(sorted(kept, key=lambda bar: (-bar.swing, bar.task.path)))

    @functools.cached_property
    def _by_id(self) -> Mapping[str, TaskForecast]:
        return {task.id: task for task in self.tasks}


def forecast(  # noqa: PLR0913  # each says something else of the question
    portfolio: Portfolio,
    /,
    *,
    seed: int,
    on: pendulum.Date | None = None,
    runs: int = 2000,
    engine: ForecastEngine = "auto",
    calendars: Calendars = _NO_CALENDARS,
) -> Forecast:
    """Say when all that is to do will be finished, and how likely that is in time.

    The plan is run through so many times. In each run, work that was estimated takes a
    number of days drawn from its estimate, all else takes the days it is planned with;
    work that was begun still needs the part of them that its progress leaves. A task is
    finished by its `p80` in 80% of the runs. [PERT]

    Equal seeds give equal forecasts, with either engine, and in whatever order the tasks
    are written. The draws of a task do not change when another one does, so that two
    versions of a plan can be compared by one seed.

    *On a day*, the record is believed: what is not done is finished no earlier than its
    owner forecast, if that day has not passed; what has neither work nor such a forecast,
    no earlier than promised. Milestones and deliverables with such a day are in the
    forecast though no work is planned for them. A plan only asks how early things can be.

    *on* and *calendars* are those of `plan`; without *on* the plan is taken as it was
    drawn, and nothing else believed. *engine* is `numpy` where that is
    installed, unless you say otherwise.

    Raises:
        PlanCircleError: tasks wait for one another in a circle; the error names them.
        OutsideCalendarError: a date, in one run, lies before 2012 or after 2100.
        FieldError: nobody recorded when a project starts, and no *on* is given; or
            *runs* is not from 1 to 1,000,000, or *seed* no whole number.
        MissingExtraError: numpy is asked for and not installed.
    """
    if type(runs) is not int or not 1 <= runs <= _MOST_RUNS:
        expected = f"a whole number from 1 to {_MOST_RUNS:,}"
        raise FieldError("forecast", "runs", expected, runs)
    if type(seed) is not int:
        raise FieldError("forecast", "seed", "a whole number", seed)
    columns = _columns(engine)
    if on is not None:
        on = the_day("forecast", on)
    beliefs = beliefs_of(portfolio, on)

    def drawn(last_year: int) -> Draws:
        figures = figures_for(
            portfolio,
            on=on,
            calendars=calendars,
            last_year=last_year,
            sources=beliefs.sources,
        )
        return draw(columns, figures, beliefs, seed=seed, runs=runs)

    try:
        draws = drawn(LAST_YEAR)
    except OutsideCalendarError:
        draws = drawn(FURTHEST_YEAR)
    titles = {project.id: project.title for project in portfolio.projects}
    return Forecast(on=on, draws=draws, titles=titles)


def _columns(engine: ForecastEngine) -> Columns[Any]:
    if engine not in {"auto", "python", "numpy"}:
        expected = "'auto', 'python' or 'numpy'"
        raise FieldError("forecast", "engine", expected, engine)
    if engine == "python":
        return Lists()
    try:
        arrays: Columns[Any] = importlib.import_module(_ARRAYS).Arrays()
    except MissingExtraError:
        if engine == "numpy":
            raise
        return Lists()
    return arrays


_ARRAYS = "tpkit.track._forecast.arrays"
