"""What a forecast says of one task, and of the end of one project."""

import bisect
import itertools
from collections.abc import Mapping

import attrs
import pendulum

from tpkit._model.ids import ProjectId
from tpkit._text import listed, long_date
from tpkit.track._forecast.beliefs import ForecastBasis
from tpkit.track._plan.sources import TaskKind


@attrs.frozen(kw_only=True)
class TaskForecast:
    """When one phase, milestone or deliverable will be finished, as far as is known."""

    path: str
    """Its place in the portfolio, such as `$.milestones[0]`."""
    kind: TaskKind
    id: str
    title: str
    project: ProjectId
    """The project it belongs to."""
    planned: pendulum.Date
    """When it is finished if all takes the days planned; if it is done, when that was."""
    p50: pendulum.Date
    """The day by which it is finished in half of the runs."""
    p80: pendulum.Date
    """The day by which it is finished in 80% of the runs."""
    p95: pendulum.Date
    """The day by which it is finished in 95% of the runs."""
    criticality: float
    """The share of the runs, from 0 to 1, in which it may not slip by a day, because its
    project or another would end later; 0 if it is done."""
    is_estimated: bool = True
    """Whether it, or anything that it waits for, was estimated."""
    is_done: bool = False
    """Whether it was done by the day asked about."""

    @property
    def sentence(self) -> str:
        """When it will be finished, without a full stop."""
        if self.is_done:
            return f"{self.title}: finished on {long_date(self.planned)}"
        if not self.is_estimated:
            return f"{self.title}: finished on {long_date(self.p50)}, not estimated"
        return f"{self.title}: finished {_by(self)}"


@attrs.frozen(kw_only=True)
class EndForecast:
    """When one project will be finished, and whether its money lasts until then."""

    project: ProjectId
    title: str
    planned: pendulum.Date
    """When it is finished if all takes the days planned."""
    p50: pendulum.Date
    """The day by which it is finished in half of the runs."""
    p80: pendulum.Date
    """The day by which it is finished in 80% of the runs."""
    p95: pendulum.Date
    """The day by which it is finished in 95% of the runs."""
    funding_end: pendulum.Date | None
    """The last day on which its money may be spent; None if not recorded."""
    days: Mapping[pendulum.Date, int]
    """In how many runs it is finished on each day."""
    rests_on: tuple[ForecastBasis, ...] = ()
    """Where nothing was estimated, what decides when it is finished; else nothing."""

    @property
    def is_estimated(self) -> bool:
        """Whether anything in it, or that it waits for, was estimated.

        Otherwise all runs are the same one, and say nothing of odds.
        """
        return not self.rests_on

    @property
    def probability(self) -> float | None:
        """The share of the runs, from 0 to 1, in which its money lasts until it is done.

        None if the last day of its money is not recorded.
        """
        return None if self.funding_end is None else self.share_by(self.funding_end)

    def share_by(self, day: pendulum.Date) -> float:
        """Give the share of the runs in which it is finished by a day."""
        in_time = sum(runs for on, runs in self.days.items() if on <= day)
        return in_time / sum(self.days.values())

    @property
    def sentence(self) -> str:
        """When it will be finished and whether in time, without a full stop."""
        if self.rests_on:
            return _unestimated(self)
        when = f"{self.title} is finished {_by(self)}"
        if len(self.days) == 1:
            when = f"{self.title} is finished on {long_date(self.p50)} in every run"
        share = self.probability
        if self.funding_end is None or share is None:
            return when
        end = f"the last day of its money, {long_date(self.funding_end)}"
        return f"{when}; {percent(share)} of the runs make {end}"


_BASES = {
    ForecastBasis.FORECASTS: "recorded forecasts",
    ForecastBasis.PROMISES: "the dates promised",
    ForecastBasis.PLAN: "planned days",
}


def _unestimated(end: EndForecast) -> str:
    day, money = long_date(end.p50), end.funding_end
    bases = listed(_BASES[basis] for basis in end.rests_on if basis in _BASES)
    when = f"{end.title} is finished on {day} by {bases}; nothing in it is estimated"
    if not bases:
        when = f"{end.title} is not finished before {day}, and nothing says when it is"
    is_past = money is not None and end.p50 > money
    if money is None or not (bases or is_past):
        return when
    side = "after" if is_past else "no later than"
    return f"{when}; that is {side} the last day of its money, {long_date(money)}"


def _by(found: TaskForecast | EndForecast) -> str:
    half, most, nearly_all = map(long_date, (found.p50, found.p80, found.p95))
    if half == nearly_all:
        return f"by {nearly_all} in 95% of the runs"
    return f"by {half} in half of the runs, by {most} in 80% and by {nearly_all} in 95%"


def percent(share: float) -> str:
    """Write `62%`; what is not quite all or nothing is not told as that."""
    if 0 < share < _LITTLE:
        return "less than 1%"
    if 1 - _LITTLE < share < 1:
        return "more than 99%"
    return f"{share:.0%}"


_LITTLE = 0.01


def quantiles(tally: Mapping[int, int], *percentages: int) -> list[int]:
    """Give the least number by which so many percent of what is tallied has come."""
    numbers = sorted(tally)
    so_far = [*itertools.accumulate(map(tally.__getitem__, numbers))]
    # The least count that is at least the percentage: exact, in whole numbers.
    wanted = (-(-percentage * so_far[-1] // 100) for percentage in percentages)
    return [numbers[bisect.bisect_left(so_far, count)] for count in wanted]
