"""Some runs of a plan at once: a column for each task, a number for each run.

The passes are those of a plan, but for columns. A task's place is told as a *key*: twice
its position, and one more at the start of a day, so that the later of two is the greater.
Days are counted twice likewise.
"""

import functools
from collections import defaultdict
from collections.abc import Mapping
from typing import Generic

import attrs

from tpkit._model.ids import ProjectId
from tpkit.track._forecast.columns import C, Columns
from tpkit.track._forecast.ties import Bonds, Tie
from tpkit.track._plan.days import Days
from tpkit.track._plan.figures import Figures

_FAR = 1 << 28
"""A position beyond all calendars, small enough for any column."""


@attrs.frozen(eq=False)
class _Place(Generic[C]):
    """Where a task is at the earliest, in keys."""

    start: C
    more: int
    """What to add to these; work starts at the start of a day."""
    finish: C


@attrs.frozen(eq=False)
class _Latest(Generic[C]):
    """Where a task may be at the latest, if no project is to end later.

    In twice its positions, as it is at the end of a day, or at the start of one: they
    differ for what takes no days.
    """

    ending: C
    beginning: C


@attrs.frozen(eq=False)
class Batch(Generic[C]):
    """What came of some runs."""

    finishes: Mapping[int, C]
    """The keys of the finishes of tasks."""
    criticals: Mapping[int, int]
    """In how many runs each task might not slip by a day."""
    ends: Mapping[ProjectId, C]
    """The ordinals of the days on which projects were finished."""


def run(  # noqa: PLR0913  # each says something else of the runs
    columns: Columns[C],
    figures: Figures,
    bonds: dict[int, Bonds],
    days: Mapping[int, C | int],
    runs: int,
    *,
    ends: Mapping[ProjectId, int],
) -> Batch[C]:
    """Plan so many runs, in which each task takes half of what is in its column.

    In none does a project end before its moment in *ends*, if it has one.

    Raises:
        OutsideCalendarError: a task would lie outside its calendar.
    """
    return _Passes(columns, figures, bonds, days, runs, ends).run()


@attrs.frozen(eq=False)
class _Passes(Generic[C]):
    columns: Columns[C]
    figures: Figures
    bonds: dict[int, Bonds]
    days: Mapping[int, C | int]
    runs: int
    ends: Mapping[ProjectId, int]
    places: dict[int, _Place[C]] = attrs.field(init=False, factory=dict)
    latest: dict[int, _Latest[C]] = attrs.field(init=False, factory=dict)

    def run(self) -> Batch[C]:
        """Go through the tasks forward and backward."""
        for task, bonds in self.bonds.items():
            self.places[task] = self._place(task, bonds)
        moments = self._ends()
        criticals = self._criticals(moments)
        return Batch(
            finishes={task: place.finish for task, place in self.places.items()},
            criticals=criticals,
            ends={
                project: self.columns.halves(moment)
                for project, moment in moments.items()
            },
        )

    def _days(self, task: int) -> Days:
        return self.figures.network.calendars[task]

    # ------------------------------------------------------------------- forward

    def _place(self, task: int, bonds: Bonds) -> _Place[C]:
        if not bonds.is_mixed:
            return self._earliest(bonds, self.days[task], works=bonds.most > 0)
        # What takes no days in some runs is placed there as what never takes any.
        columns, days = self.columns, self._column(task)
        works = self._earliest(bonds, days, works=True)
        rests = self._earliest(bonds, 0, works=False)
        begun = columns.plus(works.start, works.more)
        return _Place(
            start=columns.chosen(days, begun, rests.start),
            more=0,
            finish=columns.chosen(days, works.finish, rests.finish),
        )

    def _earliest(self, bonds: Bonds, days: C | int, *, works: bool) -> _Place[C]:
        columns, floors = self.columns, bonds.floors[works]
        best: C | int = floors.start
        for tie in bonds.ties:
            arrived, by = self._arrived(tie, works=works)
            if tie.to_finish:
                arrived = columns.less(arrived, days)
            best = columns.later(best, arrived, by)
        if floors.finish is not None:
            held = columns.less(self._same(floors.finish), days)
            best = columns.later(best, held, 0)
        start = self._same(best)
        if not works:
            return _Place(start, 0, start)
        start = columns.even(start)
        return _Place(start, 1, columns.plus(start, days))

    def _column(self, task: int) -> C:
        return self._same(self.days[task])

    def _same(self, found: C | int) -> C:
        if isinstance(found, int):
            return self.columns.same(found, self.runs)
        return found

    def _arrived(self, tie: Tie, *, works: bool) -> tuple[C, int]:
        """Give the keys at which a tie arrives, less a number to add to each of them."""
        joint = tie.joint
        place = self.places[joint.before]
        left, more = place.finish, 0
        if tie.from_start:
            left, more = place.start, place.more
        if tie.is_simple:
            return left, 2 * joint.lag + more
        calendar, own = self._days(joint.before), self._days(joint.after)

        def arrived(key: int) -> int:
            moment = moment_of(calendar, key + more)
            position, begins = joint.arrived(own, moment, works=works)
            return 2 * position + begins

        return self.columns.through(arrived, left), 0

    # ---------------------------------------------------------------------- ends

    def _ends(self) -> dict[ProjectId, C]:
        """Give the moments at which projects are finished."""
        columns = self.columns
        last: dict[tuple[ProjectId, int], tuple[Days, C]] = {}
        for task, place in self.places.items():
            days = self._days(task)
            key = (self._project(task), id(days))
            finish = place.finish
            if key in last:
                finish = columns.later(last[key][1], finish, 0)
            last[key] = days, finish
        found: dict[ProjectId, C] = {}
        for (project, _), (days, keys) in last.items():
            # This refuses what lies outside: the last lies there if any other does.
            moments = columns.through(functools.partial(moment_of, days), keys)
            if project in found:
                moments = columns.later(found[project], moments, 0)
            elif project in self.ends:
                moments = columns.later(self.ends[project], moments, 0)
            found[project] = moments
        return found

    def _project(self, task: int) -> ProjectId:
        return self.figures.ground.projects[task]

    # ------------------------------------------------------------------ backward

    def _criticals(self, moments: Mapping[ProjectId, C]) -> dict[int, int]:
        ends: dict[tuple[ProjectId, int], _Latest[C]] = {}
        after: dict[int, list[Tie]] = defaultdict(list)
        for bonds in self.bonds.values():
            for tie in bonds.ties:
                after[tie.joint.before].append(tie)
        criticals = {}
        for task in reversed(self.bonds):
            days, project = self._days(task), self._project(task)
            key = (project, id(days))
            if key not in ends:
                ends[key] = self._last(days, moments[project])
            criticals[task] = self._critical(task, ends[key], after[task])
        return criticals

    def _last(self, days: Days, moments: C) -> _Latest[C]:
        """Give the last places in a calendar by some moments."""
        through = self.columns.through
        return _Latest(
            through(lambda moment: 2 * days.last_end(moment), moments),
            through(lambda moment: 2 * days.last_end(moment, begins=True), moments),
        )

    def _critical(self, task: int, end: _Latest[C], ties: list[Tie]) -> int:
        """Note the latest places of a task, and count where it may not slip."""
        columns, bonds = self.columns, self.bonds[task]
        if bonds.is_mixed:
            works, stuck = self._bound(task, end, ties, works=True)
            rests, idle = self._bound(task, end, ties, works=False)
            days = self._column(task)
            self.latest[task] = _Latest(
                columns.chosen(days, works.ending, rests.ending),
                columns.chosen(days, works.beginning, rests.beginning),
            )
            return columns.count(columns.chosen(days, stuck, idle))
        self.latest[task], stuck = self._bound(task, end, ties, works=bonds.most > 0)
        return columns.count(stuck)

    def _bound(
        self, task: int, end: _Latest[C], ties: list[Tie], *, works: bool
    ) -> tuple[_Latest[C], C]:
        """Give the latest places of a task, and 1 in runs in which it may not slip."""
        columns, start = self.columns, self.places[task].start
        if works:
            last = self._latest_start(end, ties, self.days[task])
            return _Latest(last, last), columns.is_at_least(start, last)
        latest = self._latest_rest(end, ties)
        last = columns.chosen(columns.is_odd(start), latest.beginning, latest.ending)
        return latest, columns.is_at_least(start, last)

    def _latest_start(self, end: _Latest[C], ties: list[Tie], days: C | int) -> C:
        """Give the latest starts of a task that takes some days."""
        columns = self.columns
        found = end.ending
        for tie in ties:
            if not tie.from_start:
                bound, by = self._left(tie, begins=False)
                found = columns.sooner(found, bound, by)
        found = columns.less(found, days)
        for tie in ties:
            if tie.from_start:
                bound, by = self._left(tie, begins=True)
                found = columns.sooner(found, bound, by)
        return found

    def _latest_rest(self, end: _Latest[C], ties: list[Tie]) -> _Latest[C]:
        """Give the latest starts of a task that takes no days."""
        found = []
        for latest, begins in ((end.ending, False), (end.beginning, True)):
            best = latest
            for tie in ties:
                bound, by = self._left(tie, begins=begins)
                best = self.columns.sooner(best, bound, by)
            found.append(best)
        return _Latest(*found)

    def _left(self, tie: Tie, *, begins: bool) -> tuple[C, int]:
        """Give the last positions of what a tie leaves, less a number to add to each."""
        columns, joint = self.columns, tie.joint
        latest, days = self.latest[joint.after], self.days[joint.after]
        if tie.is_simple:
            found = latest.beginning if begins else latest.ending
            if tie.to_finish:
                found = columns.plus(found, days)
            return found, -2 * joint.lag
        calendar, own = self._days(joint.before), self._days(joint.after)

        def left(key: int) -> int:
            last = joint.left_by(calendar, moment_of(own, key), begins=begins)
            return 2 * min(last, _FAR)

        return columns.through(left, self._arrives(tie)), 0

    def _arrives(self, tie: Tie) -> C:
        """Give the last keys at which a tie may arrive."""
        columns, after = self.columns, tie.joint.after
        latest, bonds, days = self.latest[after], self.bonds[after], self.days[after]
        last = columns.plus(latest.ending, days) if tie.to_finish else latest.ending
        works = columns.plus(last, 0 if tie.joint.is_of_dates else 1)
        if bonds.least:
            return works
        rests = columns.chosen(
            columns.is_at_least(latest.beginning, latest.ending),
            columns.plus(latest.beginning, 1),
            latest.ending,
        )
        return columns.chosen(self._column(after), works, rests)


def moment_of(days: Days, key: int) -> int:
    """Give the moment of a key."""
    position = key >> 1
    return days.start(position) if key & 1 else days.end(position)
