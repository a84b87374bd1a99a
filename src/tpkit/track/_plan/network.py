"""The plan as a network of whole numbers, in which a pass takes one step a link.

A task's place is a position of its own calendar: how many days are worked before it
begins. Most links join tasks of one calendar, and say that one position is at least
another and so many more: an *arc*. Those that do not are *crossings*, which go from day
to day by way of both calendars.
"""

import functools
from collections.abc import Iterator, Sequence

import attrs

from tpkit._model.plan import LinkKind
from tpkit.track._plan.days import Days

Arcs = Sequence[int]
"""Two numbers for each arc: the task at the other end, and how much later the waiting
one must start. In one list, as Python looks again and again at all tuples that there are.

In departures, the number of a task is that of its *end of a day*; with the number of
all tasks added, that of its *start of a day*. They differ for tasks without days: one
that may be reached by the evening of a day may not be reached on the next morning.
"""

FROM_START = frozenset({LinkKind.START_TO_START, LinkKind.START_TO_FINISH})
TO_FINISH = frozenset({LinkKind.FINISH_TO_FINISH, LinkKind.START_TO_FINISH})

FAR = 1 << 29
"""A position beyond all calendars: that of a limit that is not there."""


def offset(kind: LinkKind, lag: int, days_before: int, days_after: int) -> int:
    """Give how much later than the other task the waiting one must start."""
    if kind not in FROM_START:
        lag += days_before
    return lag - days_after if kind in TO_FINISH else lag


@attrs.frozen
class Joint:
    """A link between two tasks of the network, as the portfolio has it."""

    before: int
    after: int
    kind: LinkKind
    lag: int
    lag_days: Days | None
    """The calendar in which the lag is counted; None for days of any kind."""

    def reached(self, network: "Network", moment: int) -> tuple[int, bool]:
        """Give the least start of the waiting task when the other's end is at a moment.

        And whether that is the start of a day.
        """
        days, needed = network.calendars[self.after], network.days[self.after]
        position, begins = self.arrived(days, moment, works=needed > 0)
        return position - needed if self.kind in TO_FINISH else position, begins

    def arrived(self, days: Days, moment: int, *, works: bool) -> tuple[int, bool]:
        """Give the least position of the end of the waiting task that waits.

        In its *days*, if it *works* any; and whether that is the start of a day.
        """
        if self.lag_days is None:
            moment += 2 * self.lag
        else:
            moment = self.lag_days.later(moment, self.lag)
        moment = max(moment, days.first)
        position, begins = days.reached(moment)
        if self.is_of_dates and works:
            position = days.position(moment & ~1) + 1
        return position, begins

    @property
    def is_of_dates(self) -> bool:
        """Whether the waiting task may not be finished on a day before the other's.

        Elsewhere the end of a day and the next start are one moment of a calendar,
        though days off lie between: cover may end on the Friday before the new post
        starts on a Monday.
        """
        return self.kind is LinkKind.FINISH_TO_FINISH

    def left(self, network: "Network", latest: Sequence[int], *, begins: bool) -> int:
        """Give the latest start of the other task, from the latest of the waiting one.

        And from whether the other one's end is the start of a day.
        """
        last = self._last_moment(network, latest)
        if last is None:
            return FAR
        position = self.left_by(network.calendars[self.before], last, begins=begins)
        return position if begins else position - network.days[self.before]

    def left_by(self, days: Days, last: int, *, begins: bool) -> int:
        """Give the last position of the end of the other task from which it arrives.

        In that one's *days*, by the moment *last*; FAR if it cannot be late.
        """
        if self.lag_days is None:
            last -= 2 * self.lag
        elif self.lag:
            before = self.lag_days.last_end(last, begins=begins) - self.lag
            if before >= self.lag_days.count:
                return FAR  # a lead so long that it lets anything pass
            last = self.lag_days.start(before)
        return FAR if last > days.last else days.last_end(last, begins=begins)

    def _last_moment(self, network: "Network", latest: Sequence[int]) -> int | None:
        """Give the last moment at which the link may arrive; None for any."""
        days, needed = network.calendars[self.after], network.days[self.after]
        end, begin = latest[self.after], latest[self.after + network.count]
        if end >= FAR >> 1:
            return None
        if not needed:
            return days.start(begin) if begin >= end else days.end(end)
        if self.is_of_dates:
            return days.end(end + needed)
        return days.start(end + needed if self.kind in TO_FINISH else end)


@attrs.define(eq=False)  # not frozen: made by the ten thousand, twice as fast
class Wiring:
    """What one task of a network waits for."""

    floor: tuple[int, bool]
    """Its least position, and whether that is the start of a day."""
    arcs: list[int]
    """What it waits for in its own calendar."""
    tails: list[int]
    """Under which of its two numbers each arc departs to it; none for its own always."""
    crossings: list[Joint]
    """What it waits for by way of another calendar."""


@attrs.define(kw_only=True, eq=False)
class Network:
    """Tasks by number, what they wait for, and when they can start at the earliest."""

    days: list[int]
    """Working days each task (still) needs."""
    calendars: list[Days]
    """The calendar each is worked in."""
    order: list[int] = attrs.field(factory=list)
    """The tasks, each after all that it waits for."""
    floors: list[tuple[int, bool]] = attrs.field(init=False)
    """The position before which each cannot start, whatever it waits for, and whether
    that is the start of a day."""
    arrivals: list[Arcs] = attrs.field(init=False)
    """What each waits for in its own calendar."""
    tails: list[Sequence[int]] = attrs.field(init=False)
    """Under which of its two numbers each of these arcs departs to it; none for the
    first of them always."""
    crossings_in: dict[int, Sequence[Joint]] = attrs.field(factory=dict)
    """What each waits for by way of another calendar."""
    crossings_out: dict[int, Sequence[Joint]] = attrs.field(factory=dict)
    """What waits for each by way of another calendar."""
    starts: list[int] = attrs.field(init=False)
    """The earliest position of each."""
    begin: dict[int, bool] = attrs.field(factory=dict)
    """For tasks without days, whether they are at the start of a day."""

    def __attrs_post_init__(self) -> None:
        self.floors, self.starts = [(0, True)] * self.count, [0] * self.count
        self.arrivals = [()] * self.count
        self.tails = [()] * self.count

    @property
    def count(self) -> int:
        """How many tasks there are."""
        return len(self.days)

    def wire(self, task: int, wiring: Wiring) -> None:
        """Say what a task waits for."""
        self.floors[task], self.arrivals[task] = wiring.floor, wiring.arcs
        self.tails[task] = wiring.tails
        if wiring.crossings:
            self.crossings_in[task] = wiring.crossings

    @functools.cached_property
    def departures(self) -> list[Arcs]:
        """What waits for each in its own calendar; worked out when first asked for."""
        found: list[list[int]] = [[] for _ in self.days]
        for task in range(self.count):
            for before, tail, later in self.leads(task):
                found[before] += (tail, later)
        return [*found]

    def leads(self, task: int) -> Iterator[tuple[int, int, int]]:
        """Yield the arcs to a task: what it waits for, and how that departs to it."""
        arcs, tails = iter(self.arrivals[task]), self.tails[task]
        for number, (before, later) in enumerate(zip(arcs, arcs, strict=True)):
            yield before, tails[number] if tails else task, later

    def cross(self) -> None:
        """Tell every task what waits for it by way of another calendar."""
        crossings: dict[int, list[Joint]] = {}
        for joints in self.crossings_in.values():
            for joint in joints:
                crossings.setdefault(joint.before, []).append(joint)
        self.crossings_out = {**crossings}

    @functools.cached_property
    def ranks(self) -> list[int]:
        """The place of each task in the order; worked out when first asked for."""
        found = [0] * self.count
        for rank, task in enumerate(self.order):
            found[task] = rank
        return found

    def begins(self, joint: Joint) -> bool:
        """Say whether a link leaves the start of a day."""
        if self.days[joint.before]:
            return joint.kind in FROM_START
        return self.begin[joint.before]

    def leaving(self, joint: Joint) -> int:
        """Give the moment at which a link leaves the task that is waited for."""
        days, start = self.calendars[joint.before], self.starts[joint.before]
        if self.begins(joint):
            return days.start(start)
        return days.end(start + self.days[joint.before])

    def finish(self, task: int) -> int:
        """Give the moment at which a task is finished at the earliest."""
        days, start = self.calendars[task], self.starts[task]
        if not self.days[task] and self.begin[task]:
            return days.start(start)
        return days.end(start + self.days[task])

    def start(self, task: int) -> int:
        """Give the moment at which a task begins at the earliest."""
        if not self.days[task]:
            return self.finish(task)
        return self.calendars[task].start(self.starts[task])
