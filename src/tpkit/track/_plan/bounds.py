"""How late each task may end: for its project's own end, and for the limits set to it."""

from collections.abc import Mapping, Sequence

import attrs
import pendulum

from tpkit._model.ids import ProjectId
from tpkit.track._plan.compiling import Ground
from tpkit.track._plan.days import Days, end_of
from tpkit.track._plan.network import FAR, Network


@attrs.frozen(eq=False)
class _Limit:
    """A moment by which tasks are to end, as a position of any calendar."""

    moment: int
    _known: dict[tuple[int, bool], int] = attrs.field(factory=dict)

    def end(self, days: Days, *, begins: bool) -> int:
        """Give the last position that ends by then; kept, as many tasks ask."""
        key = (id(days), begins)
        if key not in self._known:
            self._known[key] = days.last_end(self.moment, begins=begins)
        return self._known[key]


def finishes(network: Network, ground: Ground) -> dict[ProjectId, int]:
    """Give the moment at which all that is to do in each project is finished."""
    last: dict[tuple[ProjectId, int], tuple[tuple[int, bool], int]] = {}
    # Within one calendar the last position decides, so that few days are looked up.
    for task in network.order:
        key = (ground.projects[task], id(network.calendars[task]))
        days = network.days[task]
        rank = (network.starts[task] + days, not days and network.begin[task])
        if key not in last or rank > last[key][0]:
            last[key] = (rank, task)
    found: dict[ProjectId, int] = {}
    for (project, _), (_, task) in last.items():
        found[project] = max(found.get(project, 0), network.finish(task))
    return found


def own_ends(
    network: Network, ground: Ground, moments: Mapping[ProjectId, int]
) -> list[int]:
    """Give the last position at which each task may end without its project's moving.

    First by the end of a day, then by the start of one.
    """
    limits = {project: _Limit(moment) for project, moment in moments.items()}
    return _ends(network, ground, limits, network.order)


def limits(
    network: Network,
    ground: Ground,
    ends: Mapping[ProjectId, pendulum.Date | None],
) -> list[int]:
    """Give the last position at which each task may end by what is set from outside.

    First by the end of a day, then by the start of one.
    """
    known = {p: _Limit(end_of(end)) for p, end in ends.items() if end is not None}
    found = _ends(network, ground, known, network.order)
    for task in network.order:
        if ground.sources[task].work.constraints:
            for side, begins in ((0, False), (network.count, True)):
                own = _set_for(network, ground, task, begins=begins)
                found[task + side] = min(found[task + side], own)
    return found


def _ends(
    network: Network,
    ground: Ground,
    limits: Mapping[ProjectId, _Limit],
    tasks: Sequence[int],
) -> list[int]:
    found = [FAR] * (2 * network.count)
    projects, calendars, needed = ground.projects, network.calendars, network.days
    project, days, end, begin = None, None, FAR, FAR
    for task in tasks:
        # Most tasks share project and calendar with the one before.
        if projects[task] != project or calendars[task] is not days:
            project, days = projects[task], calendars[task]
            limit = limits.get(project)
            end = FAR if limit is None else limit.end(days, begins=False)
            begin = FAR if limit is None else limit.end(days, begins=True)
        found[task] = end
        if not needed[task]:
            found[task + network.count] = begin
    return found


def end_by(network: Network, task: int, moment: int, *, begins: bool) -> int:
    """Give the last position at which one task may end by a moment."""
    begins = begins and not network.days[task]
    return network.calendars[task].last_end(moment, begins=begins)


def limit_of(
    network: Network,
    ground: Ground,
    task: int,
    end: pendulum.Date | None,
    *,
    begins: bool,
) -> int:
    """Give the last position at which one task may end by what is set from outside."""
    limit = FAR
    if end is not None:
        limit = end_by(network, task, end_of(end), begins=begins)
    return min(limit, _set_for(network, ground, task, begins=begins))


def _set_for(network: Network, ground: Ground, task: int, *, begins: bool) -> int:
    needed, found = network.days[task], FAR
    for constraint in ground.sources[task].work.constraints:
        if not constraint.kind.is_a_limit:
            continue
        moment = end_of(constraint.on)
        if constraint.kind.is_of_the_start and needed:
            last = network.calendars[task].last_end(moment, begins=True) + needed
        else:
            last = end_by(network, task, moment, begins=begins)
        found = min(found, last)
    return found
