"""What a forecast believes of the record: days that people forecast, or promised."""

import enum
from collections.abc import Iterator, Mapping, Sequence

import attrs
import pendulum

from tpkit._model.delivery import (
    Deliverable,
    DeliverableStatus,
    Milestone,
    MilestoneStatus,
    Phase,
)
from tpkit._model.ids import ProjectId
from tpkit._model.plan import Constraint, ConstraintKind, baseline_on
from tpkit._model.portfolio import Portfolio
from tpkit.track._plan.days import day_of
from tpkit.track._plan.sources import Source, done_day, sources_of

Noun = Phase | Milestone | Deliverable


class ForecastBasis(enum.StrEnum):
    """What a day rests on that no estimate stands behind."""

    FORECASTS = "forecasts"
    """Days for which somebody forecast something."""
    PROMISES = "promises"
    """Days that were promised."""
    PLAN = "plan"
    """The days that work is planned to take, and the dates of the plan."""
    NOTHING = "nothing"
    """Nothing: no day forecast or promised is still to come, and no work is planned."""


@attrs.frozen(kw_only=True)
class Belief:
    """A day before which nobody will believe that something is finished."""

    on: pendulum.Date
    basis: ForecastBasis

    @property
    def constraint(self) -> Constraint:
        """The date from outside that it is for a plan."""
        kind = ConstraintKind.FINISH_NO_EARLIER
        return Constraint(kind=kind, on=self.on, reason=self.basis.value)


@attrs.frozen(kw_only=True)
class Beliefs:
    """What is forecast, and the days believed of it that are still to come."""

    sources: Sequence[Source]
    """Whatever is in the forecast; work has the days believed as dates from outside."""
    tasks: Mapping[int, Belief] = attrs.field(factory=dict)
    """By the number of the source."""
    projects: Mapping[ProjectId, Belief] = attrs.field(factory=dict)
    """The last of each project: of what is to do in it, or its own."""


def beliefs_of(portfolio: Portfolio, on: pendulum.Date | None) -> Beliefs:
    """Gather what a forecast made on a day believes; of a plan as it was drawn, nothing.

    What is not done is believed to be done no earlier than somebody forecast, if that has
    not passed; what has neither work nor such a forecast, than was promised.
    """
    if on is None:
        return Beliefs(sources=sources_of(portfolio))
    believed: dict[str, Belief] = {}
    also: set[str] = set()
    for noun in _nouns(portfolio):
        belief = _belief(noun, on)
        if belief is not None:
            believed[noun.id] = belief
            if not isinstance(noun, Phase) or noun.baselines or noun.forecast:
                also.add(noun.id)
    sources = sources_of(portfolio, also=also)
    tasks: dict[int, Belief] = {}
    projects: dict[ProjectId, Belief] = {}
    for number, source in enumerate(sources):
        belief = believed.get(source.noun.id)
        if belief is not None and belief.on > on:
            tasks[number] = belief
            constraints = (*source.work.constraints, belief.constraint)
            source.work = attrs.evolve(source.work, constraints=constraints)
            _keep_last(projects, source.noun.project, belief)
    for project in portfolio.projects:
        end = project.actual_end or project.forecast_end
        if end is not None and end > on:
            belief = Belief(on=end, basis=ForecastBasis.FORECASTS)
            _keep_last(projects, project.id, belief)
    return Beliefs(sources=sources, tasks=tasks, projects=projects)


def not_before(belief: Belief | None, moment: int) -> pendulum.Date:
    """Give the day of a moment, or the day believed if that is later.

    For a plan, a day off is the working day before it; people mean the day itself.
    """
    day = day_of(moment)
    return day if belief is None else max(day, belief.on)


def _keep_last(
    found: dict[ProjectId, Belief], project: ProjectId, belief: Belief
) -> None:
    if project not in found or belief.on > found[project].on:
        found[project] = belief


def _nouns(portfolio: Portfolio) -> Iterator[Noun]:
    yield from portfolio.phases
    yield from portfolio.milestones
    yield from portfolio.deliverables


def _belief(noun: Noun, on: pendulum.Date) -> Belief | None:
    done = done_day(noun)
    if done is None and _is_accepted(noun):
        return None
    if done is not None and done <= on:
        return None
    forecast = done or noun.forecast
    if forecast is not None and forecast >= on:
        return Belief(on=forecast, basis=ForecastBasis.FORECASTS)
    promised = _promised(noun, on) if noun.work is None else None
    if promised is None:
        return None
    return Belief(on=max(promised, on), basis=ForecastBasis.PROMISES)


def _is_accepted(noun: Noun) -> bool:
    if isinstance(noun, Milestone):
        return noun.status is MilestoneStatus.COMPLETE
    return isinstance(noun, Deliverable) and noun.status is DeliverableStatus.ACCEPTED


def _promised(noun: Noun, on: pendulum.Date) -> pendulum.Date | None:
    baseline = baseline_on(noun.baselines, on)
    if baseline is not None:
        return baseline.date
    if isinstance(noun, Milestone):
        return None
    return noun.end if isinstance(noun, Phase) else noun.due
