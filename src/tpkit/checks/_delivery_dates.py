import itertools
from collections.abc import Iterator
from typing import ClassVar

import attrs
import pendulum

from tpkit._model.delivery import (
    Deliverable,
    DeliverableStatus,
    Milestone,
    MilestoneStatus,
    Phase,
    Project,
)
from tpkit._model.plan import Link, LinkKind
from tpkit._model.portfolio import Portfolio
from tpkit._text import long_date
from tpkit.checks._check import Check
from tpkit.checks._promises import Promise, promises, wanted
from tpkit.findings import Finding, Severity
from tpkit.track._plan.plan import FURTHEST_YEAR
from tpkit.track._plan.sources import links_of
from tpkit.track._status.roll_up import RollUp
from tpkit.track._status.status import status

Task = Phase | Milestone | Deliverable


@attrs.frozen(kw_only=True)
class ApprovalOutOfOrder:
    """A baseline was approved before the one that it replaced, or is dated ahead.

    Baselines are numbered in the order of their approval, and one counts from the day of
    it [OK][DES].
    """

    code: ClassVar[str] = "TP650"
    rules: ClassVar[tuple[int, ...]] = (28,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        for path, noun in promises(portfolio):
            before: pendulum.Date | None = None
            for index, baseline in enumerate(noun.baselines):
                approved = baseline.approved_on
                if approved is None:
                    continue
                what = ""
                if approved > on:
                    what = "which is still to come"
                elif before is not None and approved < before:
                    what = f"and the one before it on {long_date(before)}"
                if what:
                    yield Finding(
                        code=self.code,
                        severity=Severity.WARNING,
                        path=f"{path}.baselines[{index}].approved_on",
                        message=(
                            f"Baseline {index} of {noun.title} was approved on "
                            f"{long_date(approved)}, {what}"
                        ),
                        remedy="correct the day of approval, or the order",
                    )
                before = approved


@attrs.frozen(kw_only=True)
class ForecastPassed:
    """The day for which something was forecast has passed, and it is not done.

    Nobody then says when it is to be expected, and it is judged as if nobody had [DES].
    """

    code: ClassVar[str] = "TP651"
    rules: ClassVar[tuple[int, ...]] = ()

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        for line in status(portfolio, on=on).lines:
            if line.forecast_passed is not None:
                field = "forecast_end" if isinstance(line, RollUp) else "forecast"
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"{line.path}.{field}",
                    message=(
                        f"{line.title} was forecast for "
                        f"{long_date(line.forecast_passed)}, and is not done"
                    ),
                    remedy="say when it is expected now, or when it was done",
                )


@attrs.frozen(kw_only=True)
class ForecastTooEarly:
    """Something is forecast for a day before its work begins, or it was first promised.

    No forecast can be so old, and nothing be done before it is begun: the date is wrong
    [DES].
    """

    code: ClassVar[str] = "TP652"
    rules: ClassVar[tuple[int, ...]] = ()

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        for path, noun in wanted(portfolio):
            field = "forecast_end" if isinstance(noun, Project) else "forecast"
            forecast: pendulum.Date | None = getattr(noun, field)
            if forecast is None or _done_on(noun) is not None:
                continue
            bounds = (bound for bound in _beginnings(noun) if bound[0] > forecast)
            for day, what in itertools.islice(bounds, 1):
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"{path}.{field}",
                    message=(
                        f"{noun.title} is forecast for {long_date(forecast)}, before "
                        f"{what} on {long_date(day)}"
                    ),
                    remedy="correct the forecast, or the other date",
                )


def _beginnings(noun: Promise) -> Iterator[tuple[pendulum.Date, str]]:
    work = None if isinstance(noun, Project) else noun.work
    if work is not None and work.started_on is not None:
        yield work.started_on, "its work was begun"
    if isinstance(noun, Project | Phase) and noun.start is not None:
        yield noun.start, "it starts"
    if noun.baselines and noun.baselines[-1].start is not None:
        yield noun.baselines[-1].start, "its work was to begin"
    if noun.baselines and noun.baselines[0].approved_on is not None:
        yield noun.baselines[0].approved_on, "its first baseline was approved"


@attrs.frozen(kw_only=True)
class ImpossibleRecord:
    """What is recorded of something that was done cannot be so.

    It was done before it was begun, or before what it waits for was; it was done or begun
    on a day still to come; or its status or progress says that it was not done [DES].
    """

    code: ClassVar[str] = "TP653"
    rules: ClassVar[tuple[int, ...]] = ()

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        tasks: dict[str, Task] = {
            noun.id: noun
            for _, noun in wanted(portfolio)
            if not isinstance(noun, Project)
        }
        for path, noun in promises(portfolio):
            for field, what in _contradictions(noun, tasks, on):
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"{path}.{field}",
                    message=f"{noun.title} {what}",
                    remedy="correct what is recorded of it",
                )


_DONE = {
    Project: ("actual_end", "ended"),
    Phase: ("ended_on", "ended"),
    Milestone: ("actual", "reached"),
    Deliverable: ("delivered_on", "delivered"),
}


def _done_on(noun: Promise) -> pendulum.Date | None:
    day: pendulum.Date | None = getattr(noun, _DONE[type(noun)][0])
    return day


def _contradictions(
    noun: Promise, tasks: dict[str, Task], on: pendulum.Date
) -> Iterator[tuple[str, str]]:
    """Yield what cannot be so, with the field that says it."""
    field, did = _DONE[type(noun)]
    done = _done_on(noun)
    work = None if isinstance(noun, Project) else noun.work
    if done is not None and done > on:
        yield field, f"was {did} on {long_date(done)}, which is still to come"
    if done is not None and not isinstance(noun, Phase | Project):
        said = _UNDONE.get(noun.status)
        if said:
            yield (
                "status",
                f"was {did} on {long_date(done)}, and its status says {said}",
            )
    if work is None or isinstance(noun, Project):
        return
    started = work.started_on
    if started is not None and started > on:
        when = f"was begun on {long_date(started)}, which is still to come"
        yield "work.started_on", when
    if done is None:
        return
    if started is not None and done < started:
        when = f"was {did} on {long_date(done)}, and begun on {long_date(started)}"
        yield field, when
    if work.progress is not None and work.progress < _ALL:
        yield "work.progress", f"was {did}, and its work got to {work.progress}%"
    for link in links_of(noun):
        before = tasks.get(link.task)
        if before is not None and _must_follow(link) and _is_after(before, done):
            yield field, f"was {did} before {before.title}, which it waits for"


_UNDONE: dict[DeliverableStatus | MilestoneStatus, str] = {
    DeliverableStatus.NOT_STARTED: "that it was not started",
    DeliverableStatus.DROPPED: "that it was dropped",
    MilestoneStatus.CANCELLED: "that it was cancelled",
}
_ALL = 100


def _must_follow(link: Link) -> bool:
    return link.kind is LinkKind.FINISH_TO_START and link.lag >= 0


def _is_after(task: Task, done: pendulum.Date) -> bool:
    """Say whether something was done after a day, or has not been."""
    other = _done_on(task)
    if other is not None:
        return other > done
    accepted = (DeliverableStatus.ACCEPTED, MilestoneStatus.COMPLETE)
    return isinstance(task, Phase) or task.status not in accepted


@attrs.frozen(kw_only=True)
class DateTooFar:
    """A date of delivery lies in a year of which no calendar knows the working days.

    It is a slip of the pen, as a rule; working days up to it cannot be counted [DES].
    """

    code: ClassVar[str] = "TP654"
    rules: ClassVar[tuple[int, ...]] = ()

    last_year: int = FURTHEST_YEAR
    """The last year in which a date may lie."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        for path, noun in promises(portfolio):
            for field, day in _dates(noun):
                if day is not None and day.year > self.last_year:
                    yield Finding(
                        code=self.code,
                        severity=Severity.WARNING,
                        path=f"{path}.{field}",
                        message=(
                            f"{noun.title} has a date after {self.last_year}: "
                            f"{long_date(day)}"
                        ),
                        remedy="correct the year",
                    )


_DATES = (
    "start",
    "end",
    "due",
    "funded_end",
    "forecast",
    "forecast_end",
    "actual",
    "actual_end",
    "delivered_on",
    "ended_on",
)


def _dates(noun: Promise) -> Iterator[tuple[str, pendulum.Date | None]]:
    for field in _DATES:
        yield field, getattr(noun, field, None)
    for index, baseline in enumerate(noun.baselines):
        yield f"baselines[{index}].date", baseline.date
    work = None if isinstance(noun, Project) else noun.work
    if work is not None:
        for index, constraint in enumerate(work.constraints):
            yield f"work.constraints[{index}].on", constraint.on


CHECKS: tuple[Check, ...] = (
    ApprovalOutOfOrder(),
    ForecastPassed(),
    ForecastTooEarly(),
    ImpossibleRecord(),
    DateTooFar(),
)
