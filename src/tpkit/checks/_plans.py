from collections.abc import Iterator
from typing import ClassVar

import attrs
import pendulum

from tpkit._dates import later
from tpkit._model.ids import ProjectId
from tpkit._model.portfolio import Portfolio
from tpkit._text import counted, listed, long_date
from tpkit.checks._check import Check
from tpkit.checks._promises import promises
from tpkit.errors import FieldError, OutsideCalendarError, PlanCircleError
from tpkit.findings import Finding, Severity
from tpkit.track._plan.plan import Plan, plan
from tpkit.track._plan.task import Task
from tpkit.track._plan.whose_days import working_calendar_of


@attrs.frozen(kw_only=True)
class PlanInCircles:
    """Tasks wait for one another in a circle, so that none can ever begin.

    Nothing can be planned until one of the links is taken away [DES].
    """

    code: ClassVar[str] = "TP621"
    rules: ClassVar[tuple[int, ...]] = ()

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        try:
            plan(portfolio, on=on)
        except PlanCircleError as error:
            first = error.members[0]
            path = next(p for p, noun in promises(portfolio) if noun.title == first)
            yield Finding(
                code=self.code,
                severity=Severity.ERROR,
                path=path,
                message=f"{listed(error.members)} wait for one another",
                remedy="take one of these links away",
            )
        except (FieldError, OutsideCalendarError):
            return


@attrs.frozen(kw_only=True)
class PlanMissesItsLimit:
    """By the plan, something cannot be finished before the money ends or by its limit.

    The plan is made from today, of what is left. Of each project the worst is named
    [DES].
    """

    code: ClassVar[str] = "TP622"
    rules: ClassVar[tuple[int, ...]] = ()

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        worst: dict[ProjectId, Task] = {}
        for task in _tasks(portfolio, on):
            if task.leeway is not None and task.leeway < 0:
                known = worst.setdefault(task.project, task)
                if _badness(task) > _badness(known):
                    worst[task.project] = task
        for task in worst.values():
            days = counted(-(task.leeway or 0), "working day")
            yield Finding(
                code=self.code,
                severity=Severity.WARNING,
                path=task.path,
                message=(
                    f"{task.title} cannot be finished before {long_date(task.finish)}, "
                    f"{days} after it has to be"
                ),
                remedy="shorten what it waits for, or get more time agreed",
            )


def _badness(task: Task) -> tuple[int, pendulum.Date]:
    return -(task.leeway or 0), task.finish


def _tasks(portfolio: Portfolio, on: pendulum.Date) -> tuple[Task, ...]:
    try:
        found: Plan = plan(portfolio, on=on)
    except (PlanCircleError, FieldError, OutsideCalendarError):
        return ()
    return found.tasks


@attrs.frozen(kw_only=True)
class PlanWithoutDays:
    """A phase is planned to take no time.

    A milestone is reached in a moment; a phase in which something is done takes days
    [DES].
    """

    code: ClassVar[str] = "TP623"
    rules: ClassVar[tuple[int, ...]] = ()

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        for index, phase in enumerate(portfolio.phases):
            if phase.work is not None and not phase.work.duration:
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"$.phases[{index}].work",
                    message=f"{phase.title} is planned to take no working day",
                    remedy="say how many working days it takes, or make it a milestone",
                )


@attrs.frozen(kw_only=True)
class CalendarWithoutWorkingDay:
    """A work calendar has no working day for a year.

    Its closures and school breaks leave nothing, so that what is done on it can never be
    finished [DES].
    """

    code: ClassVar[str] = "TP624"
    rules: ClassVar[tuple[int, ...]] = ()

    days: int = 366
    """Days after today in which there has to be a working day."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        for index, whose in enumerate(portfolio.work_calendars):
            calendar = working_calendar_of(portfolio, whose.id)
            last = later(on, days=self.days)
            if on < calendar.first or last > calendar.last:
                continue
            if not calendar.working_days_between(on, last):
                yield Finding(
                    code=self.code,
                    severity=Severity.ERROR,
                    path=f"$.work_calendars[{index}]",
                    message=(
                        f"{whose.title} has no working day from {long_date(on)} to "
                        f"{long_date(last)}"
                    ),
                    remedy="correct its weekdays or the closures that it takes",
                )


CHECKS: tuple[Check, ...] = (
    PlanInCircles(),
    PlanMissesItsLimit(),
    PlanWithoutDays(),
    CalendarWithoutWorkingDay(),
)
