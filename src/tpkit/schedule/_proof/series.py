"""One series by itself: a proof by dynamic programming that it can be placed, or cannot."""

import itertools
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from tpkit.schedule._problem.problem import Series
from tpkit.schedule._proof.domains import Domain
from tpkit.schedule._proof.likeness import Stop, alike, stop_of
from tpkit.schedule._proof.memory import bits
from tpkit.schedule._proof.question import Question
from tpkit.schedule._terms.shapes import Sameness
from tpkit.schedule._terms.slot import Slot


def place_series(
    question: Question, series: Series, domains: Mapping[int, Domain]
) -> dict[int, Slot] | None:
    """Give slots for the sessions of a series, or None: then there are none at all.

    All is kept that a session asks for by itself, and from the next: days, hours, gaps,
    turns, what stays the same. How else they may be in one another's way is left to
    whoever asks. The domains are those of all, also of those that stay where they are.
    """
    stops = [stop_of(place, domains[place]) for place in series.places]
    if not all(any(stop.whenever) for stop in stops):
        return None
    windows = windows_of(question, series.places[0])
    for several in _alike(question, series, stops):
        walk = _Walk(
            lanes=_lanes(question, series, several),
            windows=windows,
            in_turn=series.activity not in question.loose,
            past=question.past,
            fixed=frozenset(question.fixed),
        )
        if (found := walk.found()) is not None:
            return found
    return None


def crowds_itself(question: Question, slots: Mapping[int, Slot]) -> bool:
    """Say whether sessions of one series may be in one another's way, as they stand.

    Sessions on different days are not, and those of which nothing is counted twice.
    """
    entries = question.problem.entries
    days = Counter(slot.day for slot in slots.values())
    counted = Counter(
        (number, claim, term.period(slot.day))
        for number, term in enumerate(question.problem.loads)
        for place, slot in slots.items()
        if term.concerns(entries[place])
        for claim in set(term.claims(entries[place], slot))
    )
    return max([*days.values(), *counted.values()], default=0) > 1


# -------------------------------------------------------------------------------- gaps


def windows_of(question: Question, place: int) -> tuple[int, ...]:
    """Give for each day the days, as bits, on which the next session may follow."""
    entry, days = question.problem.entries[place], question.days
    windows = [-1 << day for day in range(len(days))]
    for term in question.problem.gaps:
        if term.concerns(entry):
            positions = [term.position(day) for day in days]
            longest = positions[-1] - positions[0] if positions else 0
            runs = [*_runs(not term.amount(entry, step) for step in range(longest + 1))]
            windows = [
                window & _within(positions, at, runs)
                for window, at in zip(windows, positions, strict=True)
            ]
    return tuple(windows)


def _runs(allowed: Iterable[bool]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of each run of steps that are allowed."""
    for is_allowed, group in itertools.groupby(
        enumerate(allowed), lambda step: step[1]
    ):
        if is_allowed:
            steps = [step for step, _ in group]
            yield steps[0], steps[-1]


def _within(positions: Sequence[int], at: int, runs: Iterable[tuple[int, int]]) -> int:
    window = 0
    for first, last in runs:
        begins = bisect_left(positions, at + first)
        ends = bisect_right(positions, at + last)
        window |= (1 << ends) - (1 << begins)
    return window


# ------------------------------------------------------------------------ what is alike


def _alike(
    question: Question, series: Series, stops: Sequence[Stop]
) -> Iterator[list[Stop]]:
    """Yield the stops once for each way in which what has to be the same is."""
    entry = question.problem.entries[series.places[0]]
    terms = [term for term in question.problem.samenesses if term.concerns(entry)]
    if series.activity in question.loose:
        moving = [stop for stop in stops if stop.place not in question.past]
        past = [stop for stop in stops if stop.place in question.past]
        yield from ([*past, *some] for some in alike(moving, terms))
        return
    segments = _segments(question, stops)
    yield from _each_alike([*segments], terms)


def _each_alike(
    segments: Sequence[Sequence[Stop]], terms: Sequence[Sameness]
) -> Iterator[list[Stop]]:
    if not segments:
        yield []
        return
    for first in alike(segments[0], terms):
        for others in _each_alike(segments[1:], terms):
            yield [*first, *others]


def _segments(question: Question, stops: Sequence[Stop]) -> Iterator[list[Stop]]:
    """Split where two that are past follow each other: nothing can mend those."""
    segment: list[Stop] = []
    for stop in stops:
        if segment and {segment[-1].place, stop.place} <= question.past:
            yield segment
            segment = []
        segment.append(stop)
    yield segment


# -------------------------------------------------------------------------------- walks


def _lanes(
    question: Question, series: Series, stops: Sequence[Stop]
) -> tuple[tuple[Stop, ...], ...]:
    """Sort into lanes: a walk takes the stops of each in order, but may change lanes.

    Sessions that come in turn have one lane. In any order, those that stay where they
    are have one, and each kind of those that are alike and may move.
    """
    if series.activity not in question.loose:
        return (tuple(stops),)
    fixed = [stop for stop in stops if stop.place in question.fixed]
    fixed.sort(
        key=lambda s: (question.fixed[s.place].day, question.fixed[s.place].start)
    )
    kinds: dict[object, list[Stop]] = {}
    for stop in stops:
        if stop.place not in question.fixed:
            key = (stop.domain.entry.minutes, stop.pairs, stop.domain.by_pair)
            kinds.setdefault(key, []).append(stop)
    return tuple(tuple(lane) for lane in (fixed, *kinds.values()) if lane)


_Node = tuple[tuple[int, ...], int]
"""How many stops of each lane have been called at, and in which lane the last was."""


@attrs.frozen(kw_only=True)
class _Call:
    """A stop called at on a day: as early as can be."""

    time: int
    """The number of the time."""
    ready: int
    """When the next may start on that day, in minutes after midnight."""
    before: _Node
    """Whence it came."""


@attrs.frozen(kw_only=True, eq=False)
class _Walk:
    """Sessions placed one after another. On one day the earliest is as good as any."""

    lanes: tuple[tuple[Stop, ...], ...]
    windows: tuple[int, ...]
    in_turn: bool
    """Whether a session begins when the one before is over."""
    past: frozenset[int]
    fixed: frozenset[int]
    _calls: dict[_Node, dict[int, _Call]] = attrs.field(factory=dict, init=False)
    """For each node that can be reached, the days on which it can be."""

    def found(self) -> dict[int, Slot] | None:
        """Give slots for all the stops; None if no walk calls at all of them."""
        start: _Node = ((0,) * len(self.lanes), -1)
        nodes = [start]
        for _ in range(sum(map(len, self.lanes))):
            steps = (step for node in nodes for step in self._steps(node))
            nodes = [*dict.fromkeys(steps)]
        return self._retraced(nodes[0], start) if nodes else None

    def _steps(self, node: _Node) -> Iterator[_Node]:
        """Yield the nodes that can be reached in one step."""
        counts, _ = node
        for lane, stops in enumerate(self.lanes):
            if counts[lane] < len(stops):
                called = (*counts[:lane], counts[lane] + 1, *counts[lane + 1 :])
                if self._reach(node, (called, lane)):
                    yield called, lane

    def _reach(self, node: _Node, target: _Node) -> bool:
        stop = self._stop(target)
        calls = self._calls.setdefault(target, {})
        later = self._later(node, stop)
        for day, whenever in enumerate(stop.whenever):
            if not whenever:
                continue
            earliest = 0 if later >> day & 1 else self._on_the_day(node, stop, day)
            if earliest is None:
                continue
            times = whenever & (-1 << bisect_left(stop.domain.times, earliest))
            if times:
                self._call(calls, day, stop, next(bits(times)), node)
        return bool(calls)

    def _call(
        self, calls: dict[int, _Call], day: int, stop: Stop, time: int, node: _Node
    ) -> None:
        lasts = stop.domain.entry.minutes if self.in_turn else 0
        ready = stop.domain.times[time] + lasts
        if day not in calls or ready < calls[day].ready:
            calls[day] = _Call(time=time, ready=ready, before=node)

    def _stop(self, node: _Node) -> Stop:
        counts, lane = node
        return self.lanes[lane][counts[lane] - 1]

    def _later(self, node: _Node, stop: Stop) -> int:
        """Give the days, as bits, that may follow one on which the node was reached."""
        if node not in self._calls:
            return -1
        later = 0
        for day in self._calls[node]:
            later |= self._window(node, stop, day) & -1 << day + 1
        return later

    def _on_the_day(self, node: _Node, stop: Stop, day: int) -> int | None:
        """Give from when a stop may be called at on the day of the one before."""
        call = self._calls[node].get(day)
        if call is None or not self._window(node, stop, day) >> day & 1:
            return None
        stay = {self._stop(node).place, stop.place} <= self.fixed
        return 0 if stay else call.ready

    def _window(self, node: _Node, stop: Stop, day: int) -> int:
        is_past = {self._stop(node).place, stop.place} <= self.past
        return -1 << day if is_past else self.windows[day]

    def _retraced(self, node: _Node, start: _Node) -> dict[int, Slot]:
        """Walk back from a node to the start."""
        day = min(self._calls[node])
        slots = {}
        while True:
            call, stop = self._calls[node][day], self._stop(node)
            slots[stop.place] = stop.slot(day, call.time)
            if call.before == start:
                return slots
            day = self._day_before(call, stop, day)
            node = call.before

    def _day_before(self, call: _Call, stop: Stop, day: int) -> int:
        """Give the last day on which the stop before could be called at."""
        earliest = self._on_the_day(call.before, stop, day)
        start = stop.domain.times[call.time]
        if earliest is not None and earliest <= start:
            return day
        return max(
            before
            for before in self._calls[call.before]
            if before < day and self._window(call.before, stop, before) >> day & 1
        )
