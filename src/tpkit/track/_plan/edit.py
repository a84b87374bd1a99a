"""One task takes another number of days: what changes, and nothing else, is redone."""

import copy
import heapq
from collections.abc import Iterable, Iterator, Sequence

import attrs

from tpkit.track._plan.bounds import end_by, finishes, limit_of, own_ends
from tpkit.track._plan.figures import Figures
from tpkit.track._plan.network import Network
from tpkit.track._plan.ordering import before
from tpkit.track._plan.passes import backward, latest_starts, refuse_outside, settle


def with_days(figures: Figures, task: int, days: int) -> Figures:
    """Give the figures of the plan in which one task takes so many days.

    Raises:
        OutsideCalendarError: a task would lie outside its calendar.
    """
    network = _rewired(figures, task, days)
    moved = {task, *_forward(network, [task, *_after(network, task)])}
    touched = [*moved, *before(network, task)]
    limits = figures.limits.copy()
    for each in moved:
        end = figures.funding_ends[figures.ground.projects[each]]
        for side, begins in _sides(network):
            limits[each + side] = limit_of(
                network, figures.ground, each, end, begins=begins
            )
    changed = attrs.evolve(
        figures,
        network=network,
        limits=limits,
        limited_latest=_backward(network, limits, figures.limited_latest, touched),
    )
    return _with_own_ends(figures, changed, moved, touched)


def _with_own_ends(
    old: Figures, new: Figures, moved: Iterable[int], touched: Sequence[int]
) -> Figures:
    network, ground = new.network, new.ground
    moments = dict(old.finishes)
    for task in moved:
        project = ground.projects[task]
        if old.network.finish(task) == old.finishes[project]:
            moments = finishes(network, ground)  # the last may have come earlier
            break
        moments[project] = max(moments[project], network.finish(task))
    if moments != old.finishes:
        ends = own_ends(network, ground, moments)
        latest = backward(network, ends)
    else:
        ends = old.own_ends.copy()
        for task in moved:
            for side, begins in _sides(network):
                moment = moments[ground.projects[task]]
                ends[task + side] = end_by(network, task, moment, begins=begins)
        latest = _backward(network, ends, old.own_latest, touched)
    return attrs.evolve(new, finishes=moments, own_ends=ends, own_latest=latest)


def _sides(network: Network) -> tuple[tuple[int, bool], ...]:
    return (0, False), (network.count, True)


# ---------------------------------------------------------------------- the network


_CHANGED = (
    "days",
    "floors",
    "arrivals",
    "tails",
    "departures",
    "crossings_in",
    "starts",
    "begin",
)


def _rewired(figures: Figures, task: int, days: int) -> Network:
    network = copy.copy(figures.network)
    for name in _CHANGED:
        setattr(network, name, getattr(figures.network, name).copy())
    network.ranks = figures.network.ranks  # no link is new, so that the order stays
    network.days[task] = days
    for each in dict.fromkeys((task, *_after(network, task))):
        _wire_again(figures, network, each)
    return network


def _wire_again(figures: Figures, network: Network, task: int) -> None:
    crossed = network.crossings_in.pop(task, ())
    network.wire(task, figures.compiler.wiring(network, task))
    sides = {task, task + network.count}
    for other in {*figures.network.arrivals[task][::2]}:
        arcs = iter(network.departures[other])
        network.departures[other] = [
            number
            for tail, later in zip(arcs, arcs, strict=True)
            if tail not in sides
            for number in (tail, later)
        ]
    for other, tail, later in network.leads(task):
        network.departures[other] = [*network.departures[other], tail, later]
    if crossed != network.crossings_in.get(task, ()):
        network.cross()


def _after(network: Network, task: int) -> list[int]:
    near = [after % network.count for after in network.departures[task][::2]]
    return near + [joint.after for joint in network.crossings_out.get(task, ())]


# ------------------------------------------------------------------------ the passes


def _forward(network: Network, tasks: Iterable[int]) -> Iterator[int]:
    """Settle these tasks and all that move with them, and yield those that moved."""
    ranks = network.ranks
    waiting = [(ranks[task], task) for task in set(tasks)]
    heapq.heapify(waiting)
    while waiting:
        _, task = heapq.heappop(waiting)
        if waiting and waiting[0][1] == task:
            continue
        old = network.starts[task], network.begin.get(task)
        settle(network, task)
        refuse_outside(network, task)
        if (network.starts[task], network.begin.get(task)) != old:
            yield task
            for after in _after(network, task):
                heapq.heappush(waiting, (ranks[after], after))


def _backward(
    network: Network, ends: Sequence[int], latest: Sequence[int], tasks: Iterable[int]
) -> list[int]:
    """Give the latest starts where they can have changed at these tasks first."""
    ranks, found = network.ranks, list(latest)
    waiting = [(-ranks[task], task) for task in set(tasks)]
    heapq.heapify(waiting)
    while waiting:
        _, task = heapq.heappop(waiting)
        if waiting and waiting[0][1] == task:
            continue
        starts = latest_starts(network, task, ends, found)
        if starts != (found[task], found[task + network.count]):
            found[task], found[task + network.count] = starts
            for other in before(network, task):
                heapq.heappush(waiting, (-ranks[other], other))
    return found
