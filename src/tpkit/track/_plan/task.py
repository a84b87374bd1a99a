"""One task of a plan, as people ask about it: dates, floats, and what decides them."""

import enum

import attrs
import pendulum

from tpkit._model.ids import ProjectId, WorkCalendarId
from tpkit._model.plan import ConstraintKind, LinkKind
from tpkit.track._plan.sources import TaskKind


class DriverKind(enum.StrEnum):
    """What decides that a task cannot be earlier."""

    LINK = "link"
    """Another task that it waits for."""
    CONSTRAINT = "constraint"
    """A date from outside."""
    PROJECT_START = "project_start"
    """The first day of its project."""
    TODAY = "today"
    """The day from which what is left is planned: the past is over."""


@attrs.frozen(kw_only=True)
class Driver:
    """One thing that decides that a task cannot be earlier."""

    kind: DriverKind
    on: pendulum.Date
    """The day from which it lets the task go ahead, or on which the other one is."""
    task: str | None = None
    """The path of the task that it waits for, such as `$.milestones[0]`."""
    link: LinkKind | None = None
    """How it waits for that task."""
    lag: int = 0
    """Days between the two, negative for a lead."""
    constraint: ConstraintKind | None = None
    """What kind of date from outside it is."""
    reason: str = ""
    """Where a date from outside comes from."""


@attrs.frozen(kw_only=True)
class Task:
    """A phase, milestone or deliverable in the plan: its dates, and how they are bound.

    A start is the first day worked, a finish the last. A task of no days has one date:
    the last day of the work that it follows, or the first day of what it begins with.
    Floats are counted in days worked in its own calendar.
    """

    path: str
    """Its place in the portfolio, such as `$.milestones[0]`."""
    kind: TaskKind
    id: str
    title: str
    project: ProjectId
    """The project it belongs to."""
    calendar: WorkCalendarId | None
    """The work calendar it is done on; None for that of the partnership."""
    days: int
    """Working days it takes, or that it still needs if it was begun."""
    start: pendulum.Date
    """The first day of it, at the earliest; if it was begun, when that was."""
    finish: pendulum.Date
    """The last day of it, at the earliest; if it is done, when that was."""
    late_start: pendulum.Date | None = None
    """The latest first day of what is to do; None if done, or before its calendar."""
    late_finish: pendulum.Date | None = None
    """The latest last day; None if done, or if it lies before its calendar."""
    total_float: int | None = None
    """Days it may slip before its project ends later, or a limit is missed; negative by
    how much one is missed as things stand. None if it is done."""
    free_float: int | None = None
    """Days it may slip before any other task, or its project's end, has to; None if it
    is done."""
    leeway: int | None = None
    """Days it may slip before the money of a project, or a date from outside, is missed;
    negative if one is. None if it is done, or if there is no such limit."""
    funding_end: pendulum.Date | None = None
    """The last day on which its project's money may be spent; None if not recorded."""
    is_begun: bool = False
    """Whether it was begun by the day asked about."""
    is_done: bool = False
    """Whether it was done by the day asked about."""

    @property
    def is_critical(self) -> bool:
        """Whether it may not slip by a day."""
        return self.total_float is not None and self.total_float <= 0
