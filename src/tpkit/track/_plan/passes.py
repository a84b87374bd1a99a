"""The two passes over a network: forward to the earliest dates, backward to the latest."""

from collections.abc import Sequence

from tpkit.track._plan.network import FROM_START, Joint, Network


def forward(network: Network) -> None:
    """Give every task its earliest position.

    Raises:
        OutsideCalendarError: a task would lie outside its calendar.
    """
    starts, floors, arrivals = network.starts, network.floors, network.arrivals
    days, crossings = network.days, network.crossings_in
    for task in network.order:
        if not days[task] or task in crossings:
            settle(network, task)
            continue
        earliest = floors[task][0]
        arcs = iter(arrivals[task])
        for before, later in zip(arcs, arcs, strict=False):
            position = starts[before] + later
            if position > earliest:  # noqa: PLR1730  # max() takes four times as long
                earliest = position
        starts[task] = earliest
    calendars = network.calendars
    for task in network.order:
        if starts[task] + days[task] > calendars[task].count:
            raise calendars[task].outside()


def refuse_outside(network: Network, task: int) -> None:
    """Refuse a plan in which a task lies outside its calendar.

    Raises:
        OutsideCalendarError: it does.
    """
    calendar = network.calendars[task]
    if network.starts[task] + network.days[task] > calendar.count:
        raise calendar.outside()


def settle(network: Network, task: int) -> None:
    """Give one task its earliest position, by links of all kinds."""
    starts, days = network.starts, network.days
    # Of causes that agree on the position, the start of a day is the later moment.
    earliest, begins = network.floors[task]
    for before, tail, later in network.leads(task):
        position = starts[before] + later
        if position >= earliest:
            is_start = tail >= network.count
            if not days[before]:
                is_start = network.begin[before]
            begins = is_start or (begins and position == earliest)
            earliest = position
    for joint in network.crossings_in.get(task, ()):
        reached = joint.reached(network, network.leaving(joint))
        earliest, begins = max((earliest, begins), reached)
    starts[task] = earliest
    if not days[task]:
        network.begin[task] = begins


def backward(network: Network, ends: Sequence[int]) -> list[int]:
    """Give every task's latest start, if none may end later than its position in *ends*.

    Both lists tell of the ends of days, and then of the starts of days.

    Raises:
        OutsideCalendarError: that would lie outside a calendar.
    """
    return backward_twice(network, ends, ends)[0]


def backward_twice(
    network: Network, one: Sequence[int], other: Sequence[int]
) -> tuple[list[int], list[int]]:
    """Give every task's latest start by either list: quicker than one after the other.

    Raises:
        OutsideCalendarError: one would lie outside a calendar.
    """
    first, second = _as_starts(network, one), _as_starts(network, other)
    days, count, arrivals = network.days, network.count, network.arrivals
    crossings = network.crossings_in
    for task in reversed(network.order):
        # What works is as late by the end of a day as by the start of one.
        if not days[task] or task in crossings:
            _push(network, task, first)
            _push(network, task, second)
            continue
        start, limit, arcs = first[task], second[task], iter(arrivals[task])
        for before, later in zip(arcs, arcs, strict=False):
            if not days[before]:
                _push_to_rest(before, start - later, first, count)
                _push_to_rest(before, limit - later, second, count)
                continue
            position = start - later
            if position < first[before]:
                first[before] = first[before + count] = position
            position = limit - later
            if position < second[before]:
                second[before] = second[before + count] = position
    return first, second


def _push_to_rest(before: int, position: int, latest: list[int], count: int) -> None:
    latest[before] = min(latest[before], position)
    latest[before + count] = min(latest[before + count], position)


def _as_starts(network: Network, ends: Sequence[int]) -> list[int]:
    latest, count, days = list(ends), network.count, network.days
    for task in network.order:
        if days[task]:
            latest[task] = latest[task + count] = ends[task] - days[task]
    return latest


def _push(network: Network, task: int, latest: list[int]) -> None:
    """Tell what one task waits for how late that may be."""
    days, count = network.days, network.count
    for before, tail, later in network.leads(task):
        if days[before]:
            position = min(latest[before], latest[tail] - later)
            latest[before] = latest[before + count] = position
            continue
        for side in (0, count):
            position = latest[task + side] - later
            latest[before + side] = min(latest[before + side], position)
    for joint in network.crossings_in.get(task, ()):
        _push_across(network, joint, latest)


def _push_across(network: Network, joint: Joint, latest: list[int]) -> None:
    before, count = joint.before, network.count
    if network.days[before]:
        begins = joint.kind in FROM_START
        left = joint.left(network, latest, begins=begins)
        latest[before] = latest[before + count] = min(latest[before], left)
        return
    for side, begins in ((0, False), (count, True)):
        left = joint.left(network, latest, begins=begins)
        latest[before + side] = min(latest[before + side], left)


def latest_starts(
    network: Network, task: int, ends: Sequence[int], latest: Sequence[int]
) -> tuple[int, int]:
    """Give one task's latest start, by links of all kinds: from its end and its start.

    They differ for tasks without days, which may be at the end or the start of a day.
    """
    if network.days[task]:
        start = _latest_start(network, task, ends[task], latest)
        return start, start
    return (
        _latest_moment(network, task, ends, latest, begins=False),
        _latest_moment(network, task, ends, latest, begins=True),
    )


def _latest_start(network: Network, task: int, end: int, latest: Sequence[int]) -> int:
    starts = [end - network.days[task]]
    arcs = iter(network.departures[task])
    starts += (latest[after] - later for after, later in zip(arcs, arcs, strict=True))
    for joint in network.crossings_out.get(task, ()):
        begins = joint.kind in FROM_START
        starts.append(joint.left(network, latest, begins=begins))
    return min(starts)


def _latest_moment(
    network: Network,
    task: int,
    ends: Sequence[int],
    latest: Sequence[int],
    *,
    begins: bool,
) -> int:
    side = network.count if begins else 0
    starts = [ends[task + side]]
    arcs = iter(network.departures[task])
    starts += (
        latest[after + side] - later for after, later in zip(arcs, arcs, strict=True)
    )
    for joint in network.crossings_out.get(task, ()):
        starts.append(joint.left(network, latest, begins=begins))
    return min(starts)
