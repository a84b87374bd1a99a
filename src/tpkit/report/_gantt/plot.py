"""Where the bars of a Gantt chart stand: whole numbers on a canvas of a fixed width."""

from collections.abc import Iterator
from datetime import date

import attrs
import pendulum

from tpkit._text import long_date


@attrs.frozen(kw_only=True)
class GanttBar:
    """A stretch of days, from its first to the end of its last."""

    x: int
    """The left edge."""
    width: int
    """How wide it is."""


@attrs.frozen(kw_only=True)
class GanttMark:
    """A day."""

    x: int
    """The middle of the day, from the left."""
    text: str = ""
    """What stands beside it."""
    is_right: bool = False
    """Whether that stands to the left of it, as there is no room to the right."""


@attrs.frozen(kw_only=True)
class GanttOdds:
    """The days by which something is finished in 50%, 80% and 95% of the runs."""

    half: int
    """How far from the left the first is."""
    most: int
    """How far from the left the second is."""
    nearly_all: int
    """How far from the left the third is."""


@attrs.frozen(kw_only=True)
class GanttScale:
    """What all rows of a chart share."""

    width: int
    """How wide the canvas is."""
    height: int
    """How high it is."""
    left: int
    """Where the first day begins."""
    top: int
    """Where the first row begins."""
    bottom: int
    """Where the last row ends."""
    ticks: tuple[GanttMark, ...]
    """Where months begin."""
    funding_end: tuple[GanttMark, ...]
    """The last day of the money; none where it is not recorded."""
    today: tuple[GanttMark, ...]
    """The day the chart is of; none where it lies outside."""


_WIDTH, _LEFT, _MARGIN = 1000, 280, 16
_TOP, _ROW, _FOOT = 58, 44, 12
_MOST_TICKS = 8
_WORD_ROOM = 70
"""Room that the name of a month needs."""
_LINE_ROOM = 150
"""Room that the words beside a line need."""


@attrs.frozen(kw_only=True)
class Axis:
    """The days of a chart, and where each of them is."""

    first: pendulum.Date
    last: pendulum.Date

    def scale(
        self, rows: int, *, on: pendulum.Date, funding_end: pendulum.Date | None
    ) -> GanttScale:
        """Give what the rows share."""
        bottom = _TOP + rows * _ROW
        return GanttScale(
            width=_WIDTH,
            height=bottom + _FOOT,
            left=_LEFT,
            top=_TOP,
            bottom=bottom,
            ticks=tuple(self._ticks()),
            funding_end=tuple(self._line(funding_end, "money until ", end=True)),
            today=tuple(self._line(on, "", end=False)),
        )

    def row(self, number: int) -> int:
        """Give where a row begins, from the top."""
        return _TOP + number * _ROW

    def bar(
        self, start: pendulum.Date | None, finish: pendulum.Date | None
    ) -> tuple[GanttBar, ...]:
        """Give a stretch of days; none where either is not known."""
        if start is None or finish is None or finish < start:
            return ()
        x = self._x(start)
        return (GanttBar(x=x, width=max(2, self._x(finish, end=True) - x)),)

    def mark(self, day: pendulum.Date | None) -> tuple[GanttMark, ...]:
        """Give a day; none where it is not known."""
        return () if day is None else (GanttMark(x=self.middle(day)),)

    def middle(self, day: date) -> int:
        """Give how far from the left the middle of a day is."""
        return (self._x(day) + self._x(day, end=True)) // 2

    def _x(self, day: date, *, end: bool = False) -> int:
        days = (self.last - self.first).days + 1
        place = day.toordinal() - self.first.toordinal() + end
        return _LEFT + round(place * (_WIDTH - _LEFT - _MARGIN) / days)

    def _line(
        self, day: pendulum.Date | None, word: str, *, end: bool
    ) -> Iterator[GanttMark]:
        if day is not None and self.first <= day <= self.last:
            x = self._x(day, end=end)
            is_right = x > _WIDTH - _LINE_ROOM
            yield GanttMark(x=x, text=f"{word}{_short(day)}", is_right=is_right)

    def _ticks(self) -> Iterator[GanttMark]:
        months = 12 * (self.last.year - self.first.year) + (
            self.last.month - self.first.month
        )
        step = -(-(months + 1) // _MOST_TICKS)
        month = self.first.replace(day=1)
        while month <= self.last:
            x = self._x(month)
            if _LEFT <= x < _WIDTH - _WORD_ROOM:
                _, name, year = long_date(month).split()
                yield GanttMark(x=x, text=f"{name[:3]} {year}")
            month = month.add(months=step)


def _short(day: date) -> str:
    number, month, _ = long_date(day).split()
    return f"{number} {month[:3]}"
