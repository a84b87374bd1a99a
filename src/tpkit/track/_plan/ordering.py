"""Puts tasks in an order in which each comes after all that it waits for."""

from tpkit.track._plan.network import Network


def in_order(network: Network) -> list[int]:
    """Give the tasks in such an order; without those in a circle, or after one."""
    places, order = bytearray(network.count), list[int]()
    arrivals, crossings = network.arrivals, network.crossings_in
    for first in range(network.count):
        # What was written in such an order, as most plans are, is gone through once.
        if first not in crossings:
            for other in arrivals[first][::2]:
                if places[other] != _PLACED:
                    break
            else:
                if not places[first]:
                    places[first] = _PLACED
                    order.append(first)
                continue
        if not _place(network, first, places, order):
            return _outside_circles(network)
    return order


_OPEN, _PLACED = 1, 2


def _place(network: Network, first: int, places: bytearray, order: list[int]) -> bool:
    """Place a task after all that it waits for; say whether there is no circle."""
    waiting = [first]
    while waiting:
        task = waiting[-1]
        ahead = [other for other in before(network, task) if places[other] != _PLACED]
        if places[task] != _PLACED and ahead:
            if places[task] == _OPEN or any(places[other] for other in ahead):
                return False
            places[task] = _OPEN
            waiting += ahead
            continue
        waiting.pop()
        if places[task] != _PLACED:
            places[task] = _PLACED
            order.append(task)
    return True


def _outside_circles(network: Network) -> list[int]:
    waiting = [len(arcs) >> 1 for arcs in network.arrivals]
    for task, joints in network.crossings_in.items():
        waiting[task] += len(joints)
    order = [task for task, number in enumerate(waiting) if not number]
    departures, crossings = network.departures, network.crossings_out
    count = network.count
    for task in order:  # which grows meanwhile
        for tail in departures[task][::2]:
            after = tail - count if tail >= count else tail
            waiting[after] -= 1
            if not waiting[after]:
                order.append(after)
        for joint in crossings.get(task, ()):
            waiting[joint.after] -= 1
            if not waiting[joint.after]:
                order.append(joint.after)
    return order


def circle(network: Network, order: list[int]) -> tuple[int, ...]:
    """Give the tasks of one circle, each waiting for the one before it."""
    placed = set(order)
    task = next(t for t in range(len(network.days)) if t not in placed)
    path: dict[int, None] = {}
    # Whatever could not be placed waits for something else that could not be.
    while task not in path:
        path[task] = None
        task = next(other for other in before(network, task) if other not in placed)
    members = [*path]
    return tuple(reversed(members[members.index(task) :]))


def before(network: Network, task: int) -> list[int]:
    """Give the tasks that one task waits for."""
    near = [*network.arrivals[task][::2]]
    return near + [joint.before for joint in network.crossings_in.get(task, ())]
