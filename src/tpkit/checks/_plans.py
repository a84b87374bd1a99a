from collections.abc import Iterator
from typing import ClassVar

import attrs
import pendulum

from tpkit._dates import later
from tpkit._model.delivery import Milestone, Project
from tpkit._model.ids import ProjectId, WorkCalendarId
from tpkit._model.portfolio import Portfolio
from tpkit._text import counted, listed, long_date
from tpkit.checks._check import Check
from tpkit.checks._promises import Promise, promises, wanted
from tpkit.errors import PlanCircleError
from tpkit.findings import Finding, Severity
from tpkit.track._plan.apart import plans_of
from tpkit.track._plan.task import Task
from tpkit.track._plan.whose_days import working_calendar_of


@attrs.frozen(kw_only=True)
class PlanInCircles:
    """Tasks wait for one another in a circle, so that none can ever begin.

    What waits for them cannot be planned until one of the links is taken away [DES].
    """

    code: ClassVar[str] = "TP621"
    rules: ClassVar[tuple[int, ...]] = ()

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        told: set[frozenset[str]] = set()
        for error in plans_of(portfolio, on=on).refused.values():
            if not isinstance(error, PlanCircleError):
                continue
            if frozenset(error.members) in told:
                continue
            told.add(frozenset(error.members))
            first = error.members[0]
            path = next(p for p, noun in promises(portfolio) if noun.title == first)
            yield Finding(
                code=self.code,
                severity=Severity.ERROR,
                path=path,
                message=f"{listed(error.members)} wait for one another",
                remedy="take one of these links away",
            )


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


def _tasks(portfolio: Portfolio, on: pendulum.Date) -> Iterator[Task]:
    for plan in plans_of(portfolio, on=on).made:
        yield from plan.tasks


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
    """A work calendar, or the partnership's own, has no working day for a year.

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
        calendars: list[tuple[str, str, WorkCalendarId | None]] = [
            (f"$.work_calendars[{index}]", whose.title, whose.id)
            for index, whose in enumerate(portfolio.work_calendars)
        ]
        if portfolio.closures:
            calendars.append(("$.closures", "The partnership", None))
        for path, title, id in calendars:
            calendar = working_calendar_of(portfolio, id)
            last = later(on, days=self.days)
            if on < calendar.first or last > calendar.last:
                continue
            if not calendar.working_days_between(on, last):
                yield Finding(
                    code=self.code,
                    severity=Severity.ERROR,
                    path=path,
                    message=(
                        f"{title} has no working day from {long_date(on)} to "
                        f"{long_date(last)}"
                    ),
                    remedy="correct its weekdays or the closures that it takes",
                )


@attrs.frozen(kw_only=True)
class PlanImpossible:
    """What is left of a project cannot be planned.

    Some of it would lie where no calendar reaches, or a date from outside does. Nobody
    then knows whether it can be finished in time [DES]. Circles are found by themselves.
    """

    code: ClassVar[str] = "TP647"
    rules: ClassVar[tuple[int, ...]] = ()

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        refused = plans_of(portfolio, on=on).refused
        for index, project in enumerate(portfolio.projects):
            error = refused.get(project.id)
            if error is not None and not isinstance(error, PlanCircleError):
                yield Finding(
                    code=self.code,
                    severity=Severity.ERROR,
                    path=f"$.projects[{index}]",
                    message=f"What is left of {project.title} cannot be planned: {error}",
                    remedy="correct its dates and days",
                )


@attrs.frozen(kw_only=True)
class WaitsForDropped:
    """Something waits for what is no longer wanted.

    A plan lets nothing wait for it, nor for what came before it: the link that held the
    three together is gone [DES].
    """

    code: ClassVar[str] = "TP648"
    rules: ClassVar[tuple[int, ...]] = ()

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        kept = {path for path, _ in wanted(portfolio)}
        dropped: dict[str, str] = {
            noun.id: noun.title
            for path, noun in promises(portfolio)
            if path not in kept and not isinstance(noun, Project)
        }
        if not dropped:
            return
        for path, noun in wanted(portfolio):
            for place, id in _awaited(noun):
                if id in dropped:
                    yield Finding(
                        code=self.code,
                        severity=Severity.WARNING,
                        path=f"{path}.{place}",
                        message=(
                            f"{noun.title} waits for {dropped[id]}, which is no longer "
                            "wanted"
                        ),
                        remedy="say what it waits for instead, or take the link away",
                    )


def _awaited(noun: Promise) -> Iterator[tuple[str, str]]:
    """Yield what something waits for, with the place where that is said."""
    if isinstance(noun, Milestone):
        for index, id in enumerate(noun.after):
            yield f"after[{index}]", id
    if not isinstance(noun, Project) and noun.work is not None:
        for index, link in enumerate(noun.work.after):
            yield f"work.after[{index}].task", link.task


@attrs.frozen(kw_only=True)
class DaysOutsideEstimate:
    """Work is planned to take fewer days than at best, or more than at worst.

    A plan counts the days and a forecast the estimate, so that the two cannot agree
    [DES].
    """

    code: ClassVar[str] = "TP649"
    rules: ClassVar[tuple[int, ...]] = ()

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        for path, noun in promises(portfolio):
            work = None if isinstance(noun, Project) else noun.work
            if work is None or work.days is None or work.estimate is None:
                continue
            best, worst = work.estimate.optimistic, work.estimate.pessimistic
            if not best <= work.days <= worst:
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"{path}.work.days",
                    message=(
                        f"{noun.title} is planned to take "
                        f"{counted(work.days, 'working day')}, and estimated to take "
                        f"{best:,} to {worst:,}"
                    ),
                    remedy="plan the days that are most likely, or estimate it again",
                )


CHECKS: tuple[Check, ...] = (
    PlanInCircles(),
    PlanMissesItsLimit(),
    PlanWithoutDays(),
    CalendarWithoutWorkingDay(),
)
"""The checks of plans, in order of code."""

LATER_CHECKS: tuple[Check, ...] = (
    PlanImpossible(),
    WaitsForDropped(),
    DaysOutsideEstimate(),
)
"""Those whose codes come after the checks of money."""
