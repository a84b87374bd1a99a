"""The plan of a portfolio: asked once, answered from whole numbers as it is looked at."""

import functools
import types
from collections.abc import Mapping, Sequence

import attrs
import pendulum

from tpkit._garbage import garbage_left
from tpkit._model._funding import funding_ends, funding_starts
from tpkit._model.ids import ProjectId, WorkCalendarId
from tpkit._model.plan import WorkCalendar
from tpkit._model.portfolio import Portfolio
from tpkit._text import did_you_mean
from tpkit.calendars import LAST_YEAR, WorkingCalendar
from tpkit.calendars._instants import the_day
from tpkit.errors import FieldError, OutsideCalendarError, UnknownIdError
from tpkit.track._plan.chain import Chain, drivers
from tpkit.track._plan.compiling import Ground, compiler_of
from tpkit.track._plan.days import Days, days_of
from tpkit.track._plan.edit import with_days
from tpkit.track._plan.figures import Figures, figures_of
from tpkit.track._plan.sources import Source, TaskKind, sources_of
from tpkit.track._plan.task import Driver, Task
from tpkit.track._plan.views import chain_view, task_view
from tpkit.track._plan.whose_days import working_calendar_of

Calendars = Mapping[WorkCalendarId | None, WorkingCalendar]

FURTHEST_YEAR = 2100
"""The last year for which tpkit can tell working days."""
_NO_CALENDARS: Calendars = types.MappingProxyType({})
_MOST_DAYS = 10_000


@attrs.frozen(kw_only=True)
class ProjectEnd:
    """When a project can be finished, why not earlier, and whether the money lasts."""

    project: ProjectId
    title: str
    finish: pendulum.Date
    """The last day of the last task that is to do."""
    funding_end: pendulum.Date | None
    """The last day on which its money may be spent; None if not recorded."""
    last: Task
    """The task that is finished last."""
    chain: Chain
    """What decides that it cannot be finished earlier."""

    @property
    def sentence(self) -> str:
        """When the project can be finished and why, without a full stop."""
        return f"{self.title}: {self.chain.sentence}"


@attrs.frozen(kw_only=True, eq=False)
class Plan:
    """When all that is planned can happen, what decides it, and how much room there is.

    `plan` makes one. Tasks are worked out as they are looked at.
    """

    on: pendulum.Date | None
    """The day from which what is left is planned; None for the plan as it was drawn."""
    _figures: Figures = attrs.field(alias="figures", repr=False)
    _titles: Mapping[ProjectId, str] = attrs.field(alias="titles", repr=False)

    @functools.cached_property
    def tasks(self) -> tuple[Task, ...]:
        """All tasks: phases, milestones and deliverables, each in document order."""
        count = len(self._figures.ground.sources)
        return tuple(task_view(self._figures, number) for number in range(count))

    @property
    def critical(self) -> tuple[Task, ...]:
        """The tasks that may not slip by a day, in the order in which they can start."""
        numbers = self._figures.network.order
        found = [self.tasks[n] for n in numbers if self._figures.total_float(n) <= 0]
        return tuple(sorted(found, key=lambda task: (task.start, task.finish)))

    @functools.cached_property
    def ends(self) -> tuple[ProjectEnd, ...]:
        """The end of every project in which something is still to do."""
        figures = self._figures
        last: dict[ProjectId, int] = {}
        for task in figures.network.order:
            project = figures.ground.projects[task]
            if figures.network.finish(task) == figures.finishes[project]:
                last.setdefault(project, task)
        return tuple(
            self._end(project, last[project])
            for project in self._titles
            if project in last
        )

    def _end(self, project: ProjectId, number: int) -> ProjectEnd:
        task = task_view(self._figures, number)
        return ProjectEnd(
            project=project,
            title=self._titles[project],
            finish=task.finish,
            funding_end=task.funding_end,
            last=task,
            chain=chain_view(self._figures, number),
        )

    def end(self, project: str, /) -> ProjectEnd | None:
        """Give the end of a project; None if nothing that is planned is to do in it.

        Raises:
            UnknownIdError: no project has the id.
        """
        if project not in self._titles:
            raise UnknownIdError(
                "project", project, did_you_mean(project, self._titles)
            )
        return next((end for end in self.ends if end.project == project), None)

    def phase(self, id: str, /) -> Task:
        """Give the task of the phase with that id.

        Raises:
            UnknownIdError: no phase in the plan has the id.
        """
        return self._task(TaskKind.PHASE, id)

    def milestone(self, id: str, /) -> Task:
        """Give the task of the milestone with that id.

        Raises:
            UnknownIdError: no milestone in the plan has the id.
        """
        return self._task(TaskKind.MILESTONE, id)

    def deliverable(self, id: str, /) -> Task:
        """Give the task of the deliverable with that id.

        Raises:
            UnknownIdError: no deliverable in the plan has the id.
        """
        return self._task(TaskKind.DELIVERABLE, id)

    def drivers(self, task: Task, /) -> tuple[Driver, ...]:
        """Say what decides that a task cannot be earlier; nothing for one that is done.

        Raises:
            UnknownIdError: the task is of another plan.
        """
        number = self._number(task)
        if not self._figures.is_to_do(number):
            return ()
        return tuple(driver for driver, _ in drivers(self._figures, number))

    def chain(self, task: Task, /) -> Chain:
        """Give the chain of tasks that decides when one of them can be finished.

        Raises:
            UnknownIdError: the task is of another plan.
        """
        return chain_view(self._figures, self._number(task))

    def with_days(self, task: Task, days: int, /) -> "Plan":
        """Give the plan in which a task takes, or still needs, so many working days.

        Only what changes is worked out again, so that many such questions can be asked.

        Raises:
            FieldError: the task is done, or the days are not from 0 to 10,000.
            UnknownIdError: the task is of another plan.
            OutsideCalendarError: a task would lie after the end of its calendar.
        """
        number = self._number(task)
        if not self._figures.is_to_do(number):
            raise FieldError("Task", "days", "a task that is still to do", task.title)
        if type(days) is not int or not 0 <= days <= _MOST_DAYS:
            expected = f"a whole number from 0 to {_MOST_DAYS}"
            raise FieldError("Task", "days", expected, days)
        return Plan(
            on=self.on,
            figures=with_days(self._figures, number, days),
            titles=self._titles,
        )

    def _task(self, kind: TaskKind, id: str) -> Task:
        known = self._figures.ground.by_kind[kind]
        if id not in known:
            raise UnknownIdError(f"planned {kind.value}", id, did_you_mean(id, known))
        return task_view(self._figures, known[id])

    def _number(self, task: Task) -> int:
        found = self._figures.ground.by_path.get(task.path)
        if found is None:
            raise UnknownIdError("task of this plan", task.path)
        return found


def plan(
    portfolio: Portfolio,
    /,
    *,
    on: pendulum.Date | None = None,
    calendars: Calendars = _NO_CALENDARS,
) -> Plan:
    """Work out when all that is planned can happen: dates, floats, and the critical path.

    In the plan is what has `work`, what waits for something, and what is waited for; but
    not what was dropped, nor projects that are not going ahead.

    *on* plans what is left from that day: what was done keeps its dates, what was begun
    goes on with the days it still needs, nothing else starts earlier. Without it, the
    plan is as it was drawn, whatever has happened since.

    A start is the first day worked, a finish the last; a task of no days that follows
    work is on the last day of that work. Lags are days worked by the task that waits,
    unless the link says otherwise. Links and earliest dates push; latest dates and the
    end of the money never pull: where one is missed, the float says so and is negative.

    *calendars* replaces work calendars by ones of your own; under None that of the
    partnership, for what names no other.

    Raises:
        PlanCircleError: tasks wait for one another in a circle; the error names them.
        OutsideCalendarError: a date, if only a latest one, lies before 2012 or after
            2100.
        FieldError: nobody recorded when a project starts, not by its grant or funding
            round either, and no *on* is given.

    Example:
        ```python
        >>> import pendulum, tpkit
        >>> from tpkit import track
        >>> survey = tpkit.Deliverable(
        ...     id="survey", project="pay", title="Survey", work=tpkit.Work(days=10)
        ... )
        >>> report = tpkit.Deliverable(
        ...     id="report",
        ...     project="pay",
        ...     title="Report",
        ...     work=tpkit.Work(days=5, after=[tpkit.Link(task="survey")]),
        ... )
        >>> project = tpkit.Project(
        ...     id="pay",
        ...     title="Pay",
        ...     kind=tpkit.ProjectKind.RESEARCH,
        ...     start=pendulum.Date(2024, 3, 11),
        ...     funded_end=pendulum.Date(2024, 3, 31),
        ... )
        >>> portfolio = tpkit.Portfolio(
        ...     partnership=tpkit.Partnership(id="tp", name="Our partnership"),
        ...     projects=(project,),
        ...     deliverables=(survey, report),
        ... )
        >>> plan = track.plan(portfolio)
        >>> task = plan.deliverable("report")
        >>> task.start.isoformat(), task.finish.isoformat(), task.leeway
        ('2024-03-25', '2024-04-02', -1)
        >>> print(plan.end("pay").chain.sentence)
        Report can be finished on 2 April 2024, 1 working day after it has to be: 5 working days for Report after Survey is finished; 10 working days for Survey from 11 March 2024, when its project starts

        ```
    """
    if on is not None:
        on = the_day("plan", on)
    return Plan(
        on=on,
        figures=figures_for(portfolio, on=on, calendars=calendars),
        titles={project.id: project.title for project in portfolio.projects},
    )


def figures_for(
    portfolio: Portfolio,
    *,
    on: pendulum.Date | None,
    calendars: Calendars = _NO_CALENDARS,
    last_year: int = LAST_YEAR,
    sources: Sequence[Source] | None = None,
) -> Figures:
    """Work out the numbers of a plan, with calendars as long as they must be at least.

    Of all that is planned, unless the *sources* are given.
    """
    with garbage_left():
        sources = sources_of(portfolio) if sources is None else sources
        try:
            return _figures(portfolio, sources, on, calendars, last_year)
        except OutsideCalendarError:
            return _figures(portfolio, sources, on, calendars, FURTHEST_YEAR)


def _figures(
    portfolio: Portfolio,
    sources: Sequence[Source],
    on: pendulum.Date | None,
    calendars: Calendars,
    last_year: int,
) -> Figures:
    ground = Ground(
        sources=sources,
        days={
            id: _days(portfolio, id, calendars, last_year)
            for id in dict.fromkeys(source.calendar for source in sources)
        },
        begins=funding_starts(portfolio),
        on=on,
    )
    return figures_of(compiler_of(ground), funding_ends(portfolio))


def _days(
    portfolio: Portfolio,
    id: WorkCalendarId | None,
    calendars: Calendars,
    last_year: int,
) -> Days:
    title = "the partnership"
    if id is not None:
        title = portfolio.get(WorkCalendar, id).title
    if id in calendars:
        return days_of(calendars[id], title)
    return days_of(working_calendar_of(portfolio, id, last_year=last_year), title)
