"""What is known of everything that a Gantt chart shows, gathered from everywhere."""

from collections.abc import Iterator

import attrs
import pendulum

from tpkit._model.delivery import (
    Deliverable,
    DeliverableStatus,
    Milestone,
    MilestoneStatus,
    Phase,
)
from tpkit._model.plan import baseline_on
from tpkit._model.portfolio import Portfolio
from tpkit.track import Forecast, Plan, Task, TaskForecast

Noun = Phase | Milestone | Deliverable


@attrs.frozen(kw_only=True)
class Row:
    """What is known of one phase, milestone or deliverable."""

    on: pendulum.Date
    """The day of the chart."""
    noun: Noun
    path: str
    task: Task | None
    """What the plan says; None for what is not in it."""
    odds: TaskForecast | None
    """What the forecast says of what the plan has; None for all else."""

    @property
    def promised_from(self) -> pendulum.Date | None:
        """The first day of the work, as last approved."""
        baseline = baseline_on(self.noun.baselines, self.on)
        return None if baseline is None else baseline.start

    @property
    def promised(self) -> pendulum.Date | None:
        """The day promised: that of the last baseline, or else the one it is due on."""
        baseline = baseline_on(self.noun.baselines, self.on)
        if baseline is not None:
            return baseline.date
        if isinstance(self.noun, Deliverable):
            return self.noun.due
        return self.noun.end if isinstance(self.noun, Phase) else None

    @property
    def done_on(self) -> pendulum.Date | None:
        """When it was done."""
        if isinstance(self.noun, Deliverable):
            return self.noun.delivered_on
        return self.noun.ended_on if isinstance(self.noun, Phase) else self.noun.actual

    @property
    def start(self) -> pendulum.Date | None:
        """Its first day, if it takes more than one moment."""
        if self.task is not None and self.task.days:
            return self.task.start
        return self.noun.start if isinstance(self.noun, Phase) else None

    @property
    def finish(self) -> pendulum.Date | None:
        """When it was done, or is to be: by plan, or by somebody's word."""
        if self.done_on is not None:
            return self.done_on
        if self.task is not None:
            return self.task.finish
        return self.noun.forecast or self.promised

    @property
    def days(self) -> Iterator[pendulum.Date]:
        """All its days, of whatever kind."""
        found = [self.start, self.finish, self.promised_from, self.promised]
        if self.odds is not None:
            found.append(self.odds.p95)
        yield from (day for day in found if day is not None)


def rows_of(
    portfolio: Portfolio,
    project: str,
    *,
    on: pendulum.Date,
    plan: Plan | None,
    forecast: Forecast | None,
) -> list[Row]:
    """Give the rows of a project by their days; without what nobody gave a day."""
    tasks = {} if plan is None else {task.path: task for task in plan.tasks}
    odds = {} if forecast is None else {task.path: task for task in forecast.tasks}
    rows = [
        _row(
            Row(on=on, noun=noun, path=path, task=tasks.get(path), odds=odds.get(path))
        )
        for path, noun in _nouns(portfolio)
        if noun.project == project and not _is_off(noun)
    ]
    return sorted((row for row in rows if row.finish), key=_order)


def _row(planned: Row) -> Row:
    task, stated = planned.task, attrs.evolve(planned, task=None, odds=None)
    if task is None:
        return stated
    if planned.noun.work is not None or stated.finish is None:
        return planned
    # That nothing hinders it before the day somebody gave does not bring it forward.
    return planned if task.finish > stated.finish else stated


def _order(row: Row) -> tuple[pendulum.Date, ...]:
    return tuple(day for day in (row.start or row.finish, row.finish) if day)


def _nouns(portfolio: Portfolio) -> Iterator[tuple[str, Noun]]:
    families: tuple[tuple[str, tuple[Noun, ...]], ...] = (
        ("phases", portfolio.phases),
        ("milestones", portfolio.milestones),
        ("deliverables", portfolio.deliverables),
    )
    for family, nouns in families:
        for place, noun in enumerate(nouns):
            yield f"$.{family}[{place}]", noun


def _is_off(noun: Noun) -> bool:
    if isinstance(noun, Milestone):
        return noun.status is MilestoneStatus.CANCELLED
    return isinstance(noun, Deliverable) and noun.status is DeliverableStatus.DROPPED
