"""What a forecast says of one task, and of the end of one project."""

import bisect
import itertools
from collections.abc import Mapping

import attrs
import pendulum

from tpkit._model.ids import ProjectId
from tpkit._text import long_date
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
    """When it is finished by the plan; if it is done, when that was."""
    p50: pendulum.Date
    """The day by which it is finished in half of the runs."""
    p80: pendulum.Date
    """The day by which it is finished in 80% of the runs."""
    p95: pendulum.Date
    """The day by which it is finished in 95% of the runs."""
    criticality: float
    """The share of the runs, from 0 to 1, in which it may not slip by a day, because its
    project or another would end later; 0 if it is done."""
    is_done: bool = False
    """Whether it was done by the day asked about."""

    @property
    def sentence(self) -> str:
        """When it will be finished, without a full stop."""
        if self.is_done:
            return f"{self.title}: finished on {long_date(self.planned)}"
        return f"{self.title}: finished {_by(self)}"


@attrs.frozen(kw_only=True)
class EndForecast:
    """When one project will be finished, and whether its money lasts until then."""

    project: ProjectId
    title: str
    planned: pendulum.Date
    """When it is finished by the plan."""
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
        when = f"{self.title} is finished {_by(self)}"
        if len(self.days) == 1:
            when = f"{self.title} is finished on {long_date(self.p50)} in every run"
        share = self.probability
        if self.funding_end is None or share is None:
            return when
        end = f"the last day of its money, {long_date(self.funding_end)}"
        return f"{when}; {percent(share)} of the runs make {end}"


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
