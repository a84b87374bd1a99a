"""What moves the end of a project most."""

from collections.abc import Mapping

import attrs

from tpkit._text import counted
from tpkit.track._forecast.outlook import EndForecast, TaskForecast, percent, quantiles


@attrs.frozen(kw_only=True)
class TornadoBar:
    """How much the doubt about one task moves the end of a project."""

    task: TaskForecast
    """The task that is in doubt."""
    end: EndForecast
    """The end that is moved."""
    good: int
    """Working days the task takes, or still needs, if it goes well: less in 10% of the
    runs at most."""
    bad: int
    """Working days it takes if it goes badly: more in 10% of the runs at most."""
    swing: float
    """Days of the calendar by which the end is later, on average, where the task goes
    badly rather than well."""

    @property
    def sentence(self) -> str:
        """How much it moves the end, without a full stop."""
        days = counted(max(1, round(self.swing)), "day")
        return (
            f"{self.task.title} takes {self.good} to "
            f"{counted(self.bad, 'working day')}, which moves the end of "
            f"{self.end.title} by {days}; it is critical in "
            f"{percent(self.task.criticality)} of the runs"
        )


@attrs.frozen(kw_only=True)
class Sums:
    """The days that a task took in some runs, and the days on which a project ended."""

    taken: Mapping[int, int]
    """In how many runs it took so many days."""
    ended: Mapping[int, int]
    """The sum of the ends, in days of any count, of the runs in which it did."""
    ends: Mapping[int, int]
    """In how many runs the project ended on which day."""

    @property
    def swing(self) -> float:
        """How many days the end moves between good and bad; 0 if that may be chance."""
        runs = sum(self.taken.values())
        days = sum(day * n for day, n in self.taken.items())
        ends = sum(day * n for day, n in self.ends.items())
        # In whole numbers, so that nothing is lost, and each engine says the same.
        both = runs * sum(day * n for day, n in self.ended.items()) - days * ends
        spread = runs * sum(day * day * n for day, n in self.taken.items()) - days**2
        width = runs * sum(day * day * n for day, n in self.ends.items()) - ends**2
        if both <= 0 or both**2 * runs < _SURE**2 * spread * width:
            return 0.0
        return both / spread * (self.bad - self.good)

    @property
    def good(self) -> int:
        """The days taken if all goes well."""
        return quantiles(self.taken, 10)[0]

    @property
    def bad(self) -> int:
        """The days taken if it goes badly."""
        return quantiles(self.taken, 90)[0]


_SURE = 3
"""By how many standard errors a correlation has to differ from none."""


def bar(task: TaskForecast, end: EndForecast, sums: Sums) -> TornadoBar | None:
    """Give the bar of a task; None if it moves nothing."""
    swing = sums.swing
    if not swing or not task.criticality:
        return None
    return TornadoBar(task=task, end=end, good=sums.good, bad=sums.bad, swing=swing)
