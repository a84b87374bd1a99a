"""What the order of a series and its gaps leave of the options of its sessions."""

import attrs

from tpkit.schedule._proof.board import Board
from tpkit.schedule._terms.slot import MINUTES_IN_A_DAY


@attrs.frozen(kw_only=True, eq=False)
class Turns:
    """A series whose sessions follow one another, as a search uses it."""

    places: tuple[int, ...]
    windows: tuple[int, ...]
    """For each day the days, as bits, on which the next session may follow."""
    past: frozenset[int]
    fixed: frozenset[int]

    def are_possible(self, board: Board) -> bool:
        """Take away what cannot be part of any walk through the series, if there is one."""
        if not self._forward(board):
            return False
        self._backward(board)
        return True

    def _forward(self, board: Board) -> bool:
        before: int | None = None
        ready: dict[int, int] = {}
        for place in self.places:
            later = self._later(ready, before, place)
            minutes = board.domains[place].entry.minutes
            for day in sorted(board.open[place]):
                if before is None or later >> day & 1:
                    continue
                if not self._may_share(before, place, day) or day not in ready:
                    board.take(place, day, -1)
                elif not {before, place} <= self.fixed:
                    board.keep_between(place, day, ready[day], MINUTES_IN_A_DAY)
            ready = {
                day: board.earliest(place, day) + minutes for day in board.open[place]
            }
            if not ready:
                return False
            before = place
        return True

    def _backward(self, board: Board) -> None:
        """Take away what has no next: of what has all those before, something is left."""
        after: int | None = None
        latest: dict[int, int] = {}
        for place in reversed(self.places):
            ahead = sum(1 << day for day in latest)
            minutes = board.domains[place].entry.minutes
            for day in sorted(board.open[place]):
                if after is None or self._window(place, after, day) & ahead & -2 << day:
                    continue
                if not self._may_share(place, after, day) or day not in latest:
                    board.take(place, day, -1)
                elif not {place, after} <= self.fixed:
                    board.keep_between(place, day, 0, latest[day] - minutes)
            latest = {day: board.latest(place, day) for day in board.open[place]}
            after = place

    def _later(self, ready: dict[int, int], before: int | None, place: int) -> int:
        if before is None:
            return 0
        later = 0
        for day in ready:
            later |= self._window(before, place, day) & -2 << day
        return later

    def _may_share(self, earlier: int, later: int, day: int) -> bool:
        return bool(self._window(earlier, later, day) >> day & 1)

    def _window(self, earlier: int, later: int, day: int) -> int:
        return -1 << day if {earlier, later} <= self.past else self.windows[day]
