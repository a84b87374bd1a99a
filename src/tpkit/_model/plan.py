"""Planned work: how long it takes, what it waits for, by when, on whose days."""

import enum
import math
from collections.abc import Sequence

import attrs
import pendulum

from tpkit._model._checked import (
    AtLeast,
    Between,
    Distinct,
    Extra,
    Money,
    Percent,
    checked,
    must_follow,
)
from tpkit._model.agreement import Weekday
from tpkit._model.calendar import Nation
from tpkit._model.ids import AreaId, OrganisationId, PersonId, TaskId, WorkCalendarId
from tpkit.errors import FieldError

__all__ = [
    "Baseline",
    "Constraint",
    "ConstraintKind",
    "Estimate",
    "EstimateShape",
    "LagCount",
    "Link",
    "LinkKind",
    "Work",
    "WorkCalendar",
]


class LinkKind(enum.StrEnum):
    """Which end of one task waits for which end of another [MSPDI]."""

    FINISH_TO_START = "finish_to_start"
    """It starts after the other has finished: the usual link."""
    START_TO_START = "start_to_start"
    """It starts when the other has started, or later."""
    FINISH_TO_FINISH = "finish_to_finish"
    """It finishes when the other has finished, or later."""
    START_TO_FINISH = "start_to_finish"
    """It finishes when the other has started, or later: cover until the post is filled."""


class LagCount(enum.StrEnum):
    """Whose days a lag is counted in."""

    SUCCESSOR = "successor"
    """Days worked in the calendar of the task that waits."""
    PREDECESSOR = "predecessor"
    """Days worked in the calendar of the task that is waited for."""
    ELAPSED = "elapsed"
    """Days of the calendar, worked or not: paint dries on a Sunday."""


@attrs.frozen(kw_only=True, field_transformer=checked)
class Link:
    """One task waits for another."""

    task: TaskId
    """The phase, milestone or deliverable that is waited for."""
    kind: LinkKind = LinkKind.FINISH_TO_START
    lag: int = attrs.field(default=0, validator=Between(-10_000, 10_000))
    """Days that must lie between; negative for a lead, which lets the two overlap."""
    lag_count: LagCount = LagCount.SUCCESSOR


class ConstraintKind(enum.StrEnum):
    """How a date that is given from outside binds a task [MSPDI]."""

    START_NO_EARLIER = "start_no_earlier"
    """It may not start before that day."""
    FINISH_NO_EARLIER = "finish_no_earlier"
    """It may not be finished before that day."""
    START_NO_LATER = "start_no_later"
    """It ought to have started on that day at the latest."""
    FINISH_NO_LATER = "finish_no_later"
    """It ought to be finished on that day at the latest."""
    MUST_START_ON = "must_start_on"
    """It may not start before that day and ought not to start after it."""
    MUST_FINISH_ON = "must_finish_on"
    """It may not be finished before that day and ought not to be after it."""

    @property
    def is_of_the_start(self) -> bool:
        """Whether it binds the start; otherwise it binds the finish."""
        return self in _OF_THE_START

    @property
    def holds_back(self) -> bool:
        """Whether the task may not come earlier."""
        return self not in _LATEST

    @property
    def is_a_limit(self) -> bool:
        """Whether the task ought not to come later."""
        return self not in _EARLIEST


_EARLIEST = (ConstraintKind.START_NO_EARLIER, ConstraintKind.FINISH_NO_EARLIER)
_LATEST = (ConstraintKind.START_NO_LATER, ConstraintKind.FINISH_NO_LATER)
_OF_THE_START = (
    ConstraintKind.START_NO_EARLIER,
    ConstraintKind.START_NO_LATER,
    ConstraintKind.MUST_START_ON,
)


@attrs.frozen(kw_only=True, field_transformer=checked)
class Constraint:
    """A date from outside that binds a task, whatever its links say."""

    kind: ConstraintKind
    on: pendulum.Date
    """The date."""
    reason: str = ""
    """Where the date comes from: `the board meets then`."""


class EstimateShape(enum.StrEnum):
    """How likely the days between the best and the worst of an estimate are."""

    PERT = "pert"
    """A beta curve with four times the weight on the likely value [PERT]."""
    TRIANGULAR = "triangular"
    """A triangle with its top at the likely value."""


@attrs.frozen(kw_only=True, field_transformer=checked)
class Estimate:
    """How long work may take, as its owner judges: at best, most likely, at worst."""

    optimistic: int = attrs.field(validator=Between(0, 10_000))
    """Working days if all goes well."""
    likely: int = attrs.field(validator=Between(0, 10_000))
    """Working days it will most likely take."""
    pessimistic: int = attrs.field(validator=Between(0, 10_000))
    """Working days if much goes wrong."""
    shape: EstimateShape = EstimateShape.PERT

    def __attrs_post_init__(self) -> None:
        must_follow(self, "likely", "optimistic")
        must_follow(self, "pessimistic", "likely")


@attrs.frozen(kw_only=True, field_transformer=checked)
class Work:
    """The work that leads to a task's end, as it is planned and as far as it has got."""

    days: int | None = attrs.field(default=None, validator=Between(0, 10_000))
    """Working days it takes; 0 is reached in a moment. None for what was estimated."""
    estimate: Estimate | None = None
    """How long it may take; used by forecasts."""
    after: tuple[Link, ...] = ()
    """What it waits for."""
    constraints: tuple[Constraint, ...] = ()
    """Dates that bind it from outside."""
    calendar: WorkCalendarId | None = None
    """Whose days it is done on; None for the project's calendar."""
    started_on: pendulum.Date | None = None
    """When it was begun; None while it has not been."""
    progress: Percent | None = attrs.field(default=None, validator=Between(0, 100))
    """How much of it is done, in percent of its days; 100 if nothing remains."""
    remaining: int | None = attrs.field(default=None, validator=Between(0, 10_000))
    """Working days still needed; None for what `progress` leaves of `days`."""
    cost: Money | None = attrs.field(default=None, validator=AtLeast(0))
    """Pounds it is planned to cost; earned value counts in them."""

    def __attrs_post_init__(self) -> None:
        if self.progress is None or self.remaining is None or not self.duration:
            return
        if self.progress == _ALL and self.remaining:
            expected = "0, as progress is 100"
            raise FieldError("Work", "remaining", expected, self.remaining)
        if self.progress < _ALL and not self.remaining:
            expected = "100, as no working day remains"
            raise FieldError("Work", "progress", expected, self.progress)

    @property
    def is_begun(self) -> bool:
        """Whether it was begun: a day of that, some progress, or a rest says so."""
        has_got_on = bool(self.progress) or self.remaining is not None
        return self.started_on is not None or has_got_on

    @property
    def duration(self) -> int:
        """The working days it takes: as planned, or else as is most likely; or 0."""
        if self.days is not None:
            return self.days
        return 0 if self.estimate is None else self.estimate.likely

    @property
    def left(self) -> int:
        """The working days still needed: as recorded, or what progress leaves of it.

        A part of a day counts as a day.
        """
        if self.remaining is not None:
            return self.remaining
        undone = self.duration * (_ALL - (self.progress or 0))
        return math.ceil(undone / _ALL)


_ALL = 100
"""All of some work, in percent."""


@attrs.frozen(kw_only=True, field_transformer=checked)
class Baseline:
    """A date as approved: number 0 at the start, then one for each approved change."""

    number: int = attrs.field(validator=AtLeast(0))
    """0 for the first approval, then 1, 2 and so on."""
    date: pendulum.Date
    """The date promised: the last day of the work."""
    start: pendulum.Date | None = None
    """The first day of the work, as approved; None where only its end was."""
    days: int | None = attrs.field(default=None, validator=Between(0, 10_000))
    """Working days, as approved."""
    cost: Money | None = attrs.field(default=None, validator=AtLeast(0))
    """Pounds, as approved."""
    approved_on: pendulum.Date | None = None
    """When that was approved; None where the record does not say."""
    approved_by: PersonId | None = None
    """Who approved it."""
    reason: str = ""
    """Why it changed."""

    def __attrs_post_init__(self) -> None:
        must_follow(self, "date", "start")


def baseline_on(baselines: Sequence[Baseline], on: pendulum.Date) -> Baseline | None:
    """Give the baseline that holds on a day: the last one that was approved by then.

    One whose approval has no day in the record holds on every day.
    """
    for baseline in reversed(baselines):
        if baseline.approved_on is None or baseline.approved_on <= on:
            return baseline
    return None


def must_be_numbered(noun: "object", baselines: tuple[Baseline, ...]) -> None:
    """Refuse a noun whose baselines are not numbered 0, 1, 2 … in order."""
    numbers = [baseline.number for baseline in baselines]
    if numbers != list(range(len(numbers))):
        expected = "numbers 0, 1, 2 … in order"
        raise FieldError(type(noun).__name__, "baselines", expected, numbers)


@attrs.frozen(kw_only=True, field_transformer=checked)
class WorkCalendar:
    """The days on which some work is done: a council's, a university's, a part-timer's.

    Bank holidays of its nation are off, and so are the closures of the partnership.
    """

    id: WorkCalendarId
    title: str
    """`University of Northshire`."""
    nation: Nation = Nation.ENGLAND_AND_WALES
    weekdays: tuple[Weekday, ...] = attrs.field(
        default=(
            Weekday.MONDAY,
            Weekday.TUESDAY,
            Weekday.WEDNESDAY,
            Weekday.THURSDAY,
            Weekday.FRIDAY,
        ),
        validator=Distinct(),
    )
    """The days of the week that are worked."""
    organisations: tuple[OrganisationId, ...] = ()
    """Whose closures are days off, besides those of the whole partnership."""
    areas: tuple[AreaId, ...] = ()
    """Whose school breaks are days off, for work that needs schools or their staff."""
    extra: Extra = ()
