"""Earned value: what should have been done, what was done, and what it cost, in pounds."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

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
from tpkit._model.ids import ProjectId
from tpkit._model.plan import Baseline, Work
from tpkit._model.portfolio import Portfolio
from tpkit._text import pounds
from tpkit.calendars import LAST_YEAR
from tpkit.calendars._instants import the_day
from tpkit.errors import FieldError
from tpkit.track._money.grants import lines_of
from tpkit.track._money.outturn import revised_on, spent_on, total
from tpkit.track._money.shares import (
    divided,
    pennies_of,
    pounds_of,
    whole_pennies,
)
from tpkit.track._plan.plan import Plan
from tpkit.track._plan.plan import plan as plan_of
from tpkit.track._plan.sources import TaskKind
from tpkit.track._plan.task import Task
from tpkit.track._plan.whose_days import working_calendar_of

_NOTHING = Decimal(0)
_HUNDREDTH = Decimal("0.01")
_ROUNDING = Context(prec=60, rounding=ROUND_HALF_UP)
_WHOLE = Fraction(1)
_FURTHEST_YEAR = 2100

Noun = Phase | Milestone | Deliverable


@attrs.frozen(kw_only=True)
class EarnedPart:
    """One task's part in the earned value of its project."""

    path: str
    """The task's place in the portfolio."""
    title: str
    budget: Decimal
    """Pounds the task is planned to cost."""
    planned_value: Decimal
    """Pounds of them for the days on which it should have been worked on by then."""
    earned_value: Decimal
    """Pounds of them for the part that is done."""


@attrs.frozen(kw_only=True)
class EarnedValue:
    """How a project stands against its plan and its money at once [EVM].

    Two numbers tell most. Schedule and cost performance are 1 where all is as planned;
    below 1, less was done than should have been, or than was paid for.
    """

    project: ProjectId
    title: str
    on: pendulum.Date
    """The day it is about."""
    parts: tuple[EarnedPart, ...]
    """The tasks, in the order of the plan."""
    actual_cost: Decimal
    """Pounds spent by then."""
    shares_budget: bool
    """Whether no task has a cost of its own, so that the budget was shared out among
    them by their working days."""

    @property
    def budget(self) -> Decimal:
        """Pounds that all of it is planned to cost (budget at completion)."""
        return total(part.budget for part in self.parts)

    @property
    def planned_value(self) -> Decimal:
        """Pounds of work that should have been done by then."""
        return total(part.planned_value for part in self.parts)

    @property
    def earned_value(self) -> Decimal:
        """Pounds of work that was done by then, at planned cost."""
        return total(part.earned_value for part in self.parts)

    @property
    def schedule_variance(self) -> Decimal:
        """Earned less planned value, in pounds; negative when behind."""
        return self.earned_value - self.planned_value

    @property
    def cost_variance(self) -> Decimal:
        """Earned value less actual cost, in pounds; negative when work costs more."""
        return self.earned_value - self.actual_cost

    @property
    def schedule_performance(self) -> Decimal | None:
        """Earned by planned value, to a hundredth; None before anything was planned."""
        return _ratio(self.earned_value, self.planned_value)

    @property
    def cost_performance(self) -> Decimal | None:
        """Earned value by actual cost, to a hundredth; None before anything was spent."""
        return _ratio(self.earned_value, self.actual_cost)

    @property
    def estimate_at_completion(self) -> Decimal | None:
        """Pounds it will cost if work goes on costing what it did, to the penny.

        None before anything was earned.
        """
        if not self.earned_value:
            return None
        cost = _ROUNDING.multiply(self.budget, self.actual_cost)
        return _to_pennies(_ROUNDING.divide(cost, self.earned_value))

    @property
    def variance_at_completion(self) -> Decimal | None:
        """The budget less that estimate, in pounds; negative for too little money."""
        estimate = self.estimate_at_completion
        return None if estimate is None else self.budget - estimate

    @property
    def performance_needed(self) -> Decimal | None:
        """The cost performance with which the rest would keep to the budget.

        To a hundredth; None where no money is left.
        """
        left = self.budget - self.actual_cost
        return _ratio(self.budget - self.earned_value, left) if left > 0 else None

    @property
    def sentence(self) -> str:
        """How the project stands, in words, without a full stop."""
        return (
            f"{self.title}: work worth {pounds(self.earned_value)} is done, where "
            f"{pounds(self.planned_value)} was planned and {pounds(self.actual_cost)} "
            f"was spent"
        )


def earned_value(
    portfolio: Portfolio,
    project: str,
    /,
    *,
    on: pendulum.Date,
    plan: Plan | None = None,
    actual_cost: Decimal | None = None,
) -> EarnedValue:
    """Measure what a project has done by a day against its plan and its money.

    A task is planned evenly over the working days from its start to its finish: those of
    its last baseline approved by then, or else those of the plan as it was drawn. It is
    earned by its recorded progress, all of it once done. Progress has no day of its own: it
    counts from the day the work was begun, `started_on`, or where that is not recorded from
    the first day of the project; for what was known on an earlier day, ask of
    `as_of(portfolio, on)`. It costs what its baseline or
    its work says; where no task of the project says so, the revised budget of the bid is
    shared out among the tasks by their working days.

    The actual cost is what was spent of the bid's budget, as in `spending`, unless given.
    Working out a plan takes longest: give one made by `plan`, without a day, if you have
    it.

    Raises:
        UnknownIdError: no project has the id.
        FieldError: no task of the project is planned; there is neither a cost nor a
            budget and days to share it by; or several projects spend the money of one
            bid, so that *actual_cost* has to be given; or that is negative.
        PlanCircleError: tasks wait for one another in a circle.
        OutsideCalendarError: a date lies before 2012 or after 2100.
    """
    whose, day = portfolio.get(Project, project), the_day("earned_value", on)
    paid = actual_cost
    if paid is not None:
        paid = pounds_of(pennies_of("earned_value", paid, "actual_cost"))
    drawn = plan_of(portfolio) if plan is None else plan
    tasks = [task for task in drawn.tasks if task.project == whose.id]
    if not tasks:
        raise FieldError("Project", "work", "tasks with work planned", whose.title)
    nouns = [_noun_of(portfolio, task) for task in tasks]
    costs = [_cost(noun, day) for noun in nouns]
    shares_budget = all(cost is None for cost in costs)
    budgets = [cost or _NOTHING for cost in costs]
    if shares_budget:
        budgets = _shared(portfolio, whose, [_days(noun, day) for noun in nouns], day)
    return EarnedValue(
        project=whose.id,
        title=whose.title,
        on=day,
        parts=tuple(
            _part(portfolio, task, noun, budget, day)
            for task, noun, budget in zip(tasks, nouns, budgets, strict=True)
        ),
        actual_cost=_spent(portfolio, whose, day) if paid is None else paid,
        shares_budget=shares_budget,
    )


# ------------------------------------------------------------------------- machinery

_KINDS: dict[TaskKind, type[Phase] | type[Milestone] | type[Deliverable]] = {
    TaskKind.PHASE: Phase,
    TaskKind.MILESTONE: Milestone,
    TaskKind.DELIVERABLE: Deliverable,
}


def _noun_of(portfolio: Portfolio, task: Task) -> Noun:
    return portfolio.get(_KINDS[task.kind], task.id)


def _baseline(noun: Noun, on: pendulum.Date) -> Baseline | None:
    approved = [
        baseline
        for baseline in noun.baselines
        if baseline.approved_on is None or baseline.approved_on <= on
    ]
    return approved[-1] if approved else None


def _cost(noun: Noun, on: pendulum.Date) -> Decimal | None:
    baseline = _baseline(noun, on)
    if baseline is not None and baseline.cost is not None:
        return baseline.cost
    return None if noun.work is None else noun.work.cost


def _days(noun: Noun, on: pendulum.Date) -> int:
    baseline = _baseline(noun, on)
    if baseline is not None and baseline.days is not None:
        return baseline.days
    return 0 if noun.work is None else noun.work.duration


def _shared(
    portfolio: Portfolio, project: Project, days: Sequence[int], on: pendulum.Date
) -> list[Decimal]:
    lines = [] if project.bid is None else [*lines_of(portfolio, project.bid)]
    budget = total(revised_on(line, on) for _, line in lines)
    if not budget or not any(days):
        expected = "a cost of its work, or a budget and days to share it by"
        raise FieldError("Project", "work", expected, project.title)
    return [pounds_of(part) for part in divided(whole_pennies(budget), days)]


def _spent(portfolio: Portfolio, project: Project, on: pendulum.Date) -> Decimal:
    if project.bid is None:
        return _NOTHING
    others = [p for p in portfolio.projects if p.bid == project.bid]
    if len(others) > 1:
        expected = "an actual_cost, as several projects spend the money of its bid"
        raise FieldError("earned_value", "actual_cost", expected, None)
    lines = lines_of(portfolio, project.bid)
    return total(spent_on(line, on) or _NOTHING for _, line in lines)


def _part(
    portfolio: Portfolio, task: Task, noun: Noun, budget: Decimal, on: pendulum.Date
) -> EarnedPart:
    begun = portfolio.get(Project, noun.project).start
    return EarnedPart(
        path=task.path,
        title=task.title,
        budget=budget,
        planned_value=_times(budget, _planned(portfolio, task, noun, on)),
        earned_value=_times(budget, _earned(noun, on, begun)),
    )


def _planned(
    portfolio: Portfolio, task: Task, noun: Noun, on: pendulum.Date
) -> Fraction:
    baseline = _baseline(noun, on)
    start, finish = task.start, task.finish
    if baseline is not None:
        finish = baseline.date
        start = baseline.start or min(start, finish)
    if on < start or finish <= on:
        return Fraction(finish <= on)
    last_year = min(max(finish.year, LAST_YEAR), _FURTHEST_YEAR)
    work = working_calendar_of(portfolio, task.calendar, last_year=last_year)
    days = work.working_days_between(start, finish)
    return Fraction(work.working_days_between(start, on), days) if days else Fraction(0)


def _earned(noun: Noun, on: pendulum.Date, begun: pendulum.Date | None) -> Fraction:
    if _is_done(noun, on):
        return _WHOLE
    return _NOTHING_DONE if noun.work is None else _progress(noun.work, on, begun)


_NOTHING_DONE = Fraction(0)


def _progress(work: Work, on: pendulum.Date, begun: pendulum.Date | None) -> Fraction:
    started = begun if work.started_on is None else work.started_on
    if started is not None and started > on:
        return _NOTHING_DONE
    if work.progress is not None:
        return Fraction(work.progress) / 100
    if work.remaining is None or not work.duration:
        return _NOTHING_DONE
    return max(_WHOLE - Fraction(work.remaining, work.duration), _NOTHING_DONE)


def _is_done(noun: Noun, on: pendulum.Date) -> bool:
    if isinstance(noun, Phase):
        return noun.ended_on is not None and noun.ended_on <= on
    if isinstance(noun, Milestone):
        day, is_done = noun.actual, noun.status is MilestoneStatus.COMPLETE
    else:
        day, is_done = noun.delivered_on, noun.status is DeliverableStatus.ACCEPTED
        if noun.status is DeliverableStatus.REJECTED:
            return False
    return is_done if day is None else day <= on


def _times(amount: Decimal, share: Fraction) -> Decimal:
    # Half a penny counts as one.
    return pounds_of(int(whole_pennies(amount) * share + Fraction(1, 2)))


def _ratio(part: Decimal, whole: Decimal) -> Decimal | None:
    if not whole:
        return None
    return _to_pennies(_ROUNDING.divide(part, whole))


def _to_pennies(value: Decimal) -> Decimal:
    return value.quantize(_HUNDREDTH, context=_ROUNDING)
