"""All numbers of a plan: the network with its earliest dates, and the latest ones."""

import functools
from collections.abc import Mapping

import attrs
import pendulum

from tpkit._model.ids import ProjectId
from tpkit.track._plan.bounds import finishes, limits, own_ends
from tpkit.track._plan.compiling import Compiler, Ground
from tpkit.track._plan.network import FAR, Network
from tpkit.track._plan.passes import backward_twice, forward, latest_starts


@attrs.frozen(kw_only=True, eq=False)
class Figures:
    """What was worked out for a plan; tasks are numbered as the sources are."""

    compiler: Compiler
    network: Network
    funding_ends: Mapping[ProjectId, pendulum.Date | None]
    finishes: Mapping[ProjectId, int]
    """The moment at which all that is to do in each project is finished."""
    # These tell of all tasks as ending days, and then of all tasks as beginning days.
    own_ends: list[int]
    """The last position at which each task may end without moving its project's end."""
    limits: list[int]
    """The last position at which each may end by what is set from outside."""
    own_latest: list[int]
    """The latest start of each that does not move its project's end."""
    limited_latest: list[int]
    """The latest start of each by what is set from outside; FAR without a limit."""

    @property
    def ground(self) -> Ground:
        """What the network was made from."""
        return self.compiler.ground

    def is_to_do(self, task: int) -> bool:
        """Say whether a task is still to be done."""
        return not self.compiler.is_done(task)

    def _side(self, task: int) -> int:
        network = self.network
        begins = not network.days[task] and network.begin[task]
        return task + network.count if begins else task

    def latest(self, task: int) -> int:
        """Give the latest start of a task that moves no end and misses no limit."""
        side = self._side(task)
        return min(self.own_latest[side], self.limited_latest[side])

    def total_float(self, task: int) -> int:
        """Give how many days a task may slip before its project or a limit does."""
        return self.latest(task) - self.network.starts[task]

    def leeway(self, task: int) -> int | None:
        """Give how many days a task may slip before a limit is missed."""
        latest = self.limited_latest[self._side(task)]
        return None if latest >= FAR >> 1 else latest - self.network.starts[task]

    def free_float(self, task: int) -> int:
        """Give how many days a task may slip before its project or another task does."""
        # The latest start, if nothing that waits for it may move.
        end, begin = latest_starts(self.network, task, self.own_ends, self._unmoved)
        latest = end if self._side(task) == task else begin
        return latest - self.network.starts[task]

    @functools.cached_property
    def _unmoved(self) -> list[int]:
        network = self.network
        begins = [
            start if needed or network.begin.get(task) else start - 1
            for task, (start, needed) in enumerate(
                zip(network.starts, network.days, strict=True)
            )
        ]
        return [*network.starts, *begins]


def figures_of(
    compiler: Compiler, funding_ends: Mapping[ProjectId, pendulum.Date | None]
) -> Figures:
    """Work out all numbers of a plan.

    Raises:
        PlanCircleError: tasks wait for one another in a circle.
        OutsideCalendarError: a task lies outside its calendar.
    """
    network, ground = compiler.network(), compiler.ground
    forward(network)
    moments = finishes(network, ground)
    ends = own_ends(network, ground, moments)
    limited = limits(network, ground, funding_ends)
    own_latest, limited_latest = backward_twice(network, ends, limited)
    return Figures(
        compiler=compiler,
        network=network,
        funding_ends=funding_ends,
        finishes=moments,
        own_ends=ends,
        limits=limited,
        own_latest=own_latest,
        limited_latest=limited_latest,
    )
