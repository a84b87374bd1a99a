"""Where the bars of a load chart stand: whole numbers on a canvas of a fixed size."""

import itertools
from collections.abc import Iterable, Iterator, Sequence

import attrs


@attrs.frozen(kw_only=True)
class LoadBar:
    """One bar: the sessions that somebody leads in a week or month."""

    x: int
    """The left edge."""
    y: int
    """The top edge."""
    width: int
    """How wide it is."""
    height: int
    """How high it is."""
    middle: int
    """The middle of the bar, from the left."""
    number: int
    """How many sessions it stands for."""
    is_over: bool
    """Whether that is more than was agreed."""


@attrs.frozen(kw_only=True)
class LoadBand:
    """A stretch of days on which somebody cannot be had."""

    x: int
    """The left edge."""
    width: int
    """How wide it is."""


@attrs.frozen(kw_only=True)
class LoadTick:
    """A word below the bars: when one of the weeks or months begins."""

    x: int
    """The middle of the week or month, from the left."""
    text: str
    """`7 Feb`."""


@attrs.frozen(kw_only=True)
class LoadLimit:
    """The line that bars should not cross."""

    y: int
    """How far down it is."""
    text: str
    """`2 agreed`."""


@attrs.frozen(kw_only=True)
class LoadPlot:
    """The picture of one person's load."""

    width: int
    """How wide the canvas is."""
    height: int
    """How high it is."""
    top: int
    """Where the tallest bar ends."""
    base: int
    """Where the bars begin."""
    bars: tuple[LoadBar, ...]
    """One for each week or month with a session."""
    away: tuple[LoadBand, ...]
    """Leave: days on end on which the person cannot be had."""
    partly: tuple[LoadBand, ...]
    """Days on end on which the person cannot be had for some hours."""
    ticks: tuple[LoadTick, ...]
    """A few words that say which week or month is where."""
    limits: tuple[LoadLimit, ...]
    """The line of what was agreed; none where nothing was agreed for such a stretch."""


_WIDTH, _TOP, _BASE, _HEIGHT = 480, 44, 164, 194
_MARGIN = 30
"""Room at either side for words that are wider than what they stand below."""
_LOWEST = 2
"""So that a session is seen where hundreds were agreed."""
_TICKS = 4
_FULL = 0.8
"""How much of a week's width its bar takes."""


@attrs.frozen(kw_only=True)
class Canvas:
    """A scale that all charts of a page share, so that they can be compared."""

    days: range
    """The days from the left edge to the right."""
    periods: tuple[range, ...]
    """The weeks or months."""
    labels: tuple[str, ...]
    """What each is called."""
    highest: int
    """How many sessions the tallest bar stands for."""

    def plot(
        self,
        *,
        counts: Sequence[int],
        over: Sequence[bool],
        at_most: int | None,
        away: Iterable[int],
        partly: Iterable[int],
    ) -> LoadPlot:
        """Draw one person's load; a count and a mark for each period, days for leave."""
        return LoadPlot(
            width=_WIDTH,
            height=_HEIGHT,
            top=_TOP,
            base=_BASE,
            bars=tuple(self._bars(counts, over)),
            away=tuple(self._bands(away)),
            partly=tuple(self._bands(partly)),
            ticks=tuple(self._ticks()),
            limits=() if at_most is None else (self._limit(at_most),),
        )

    def _bars(self, counts: Sequence[int], over: Sequence[bool]) -> Iterator[LoadBar]:
        for period, number, is_over in zip(self.periods, counts, over, strict=True):
            if number:
                x, width = self._across(period)
                thin = max(2, round(width * _FULL))
                y = self._y(number)
                yield LoadBar(
                    x=x + (width - thin) // 2,
                    y=y,
                    width=thin,
                    height=_BASE - y,
                    middle=x + width // 2,
                    number=number,
                    is_over=is_over,
                )

    def _bands(self, days: Iterable[int]) -> Iterator[LoadBand]:
        for run in _runs(days):
            x, width = self._across(run)
            yield LoadBand(x=x, width=max(1, width))

    def _ticks(self) -> Iterator[LoadTick]:
        step = -(-len(self.periods) // _TICKS)
        for period, label in itertools.islice(
            zip(self.periods, self.labels, strict=True), None, None, step
        ):
            x, width = self._across(period)
            yield LoadTick(x=x + width // 2, text=label)

    def _limit(self, at_most: int) -> LoadLimit:
        return LoadLimit(y=self._y(at_most), text=f"{at_most} agreed")

    def _across(self, days: range) -> tuple[int, int]:
        """Give the left edge and the width of some days."""
        first, last = (self._x(day) for day in (days.start, days.stop))
        return first, last - first

    def _x(self, day: int) -> int:
        room = _WIDTH - 2 * _MARGIN
        return _MARGIN + round((day - self.days.start) * room / len(self.days))

    def _y(self, number: int) -> int:
        return _BASE - max(_LOWEST, round(number * (_BASE - _TOP) / self.highest))


def _runs(days: Iterable[int]) -> Iterator[range]:
    """Join days that follow one another."""
    for _, some in itertools.groupby(enumerate(days), lambda pair: pair[1] - pair[0]):
        run = [day for _, day in some]
        yield range(run[0], run[-1] + 1)
