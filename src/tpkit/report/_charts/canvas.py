"""What charts share: a canvas with lines across it, and words at its edges."""

import math
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import attrs

Amount = int | Decimal | Fraction


@attrs.frozen(kw_only=True)
class ChartMark:
    """A place on the canvas, and what stands there."""

    x: int
    """How far from the left."""
    y: int
    """How far from the top."""
    text: str = ""
    """`£5,000`, `Oct to Dec 2021`."""


@attrs.frozen(kw_only=True)
class ChartFrame:
    """The canvas of a chart."""

    width: int
    """How wide it is."""
    height: int
    """How high it is."""
    left: int
    """Where lines across begin."""
    right: int
    """Where they end."""
    top: int
    """How far down the highest value is."""
    base: int
    """How far down nothing is."""
    bottom: int
    """How far down the lowest value is."""
    levels: tuple[ChartMark, ...]
    """The lines across, each with its value."""
    ticks: tuple[ChartMark, ...]
    """The words below."""


_WIDTH, _HEIGHT = 720, 340
_LEFT, _RIGHT, _TOP, _BOTTOM = 86, 704, 22, 292
_LEVELS = 5
_TICKS = 6
_STEPS = (1, 2, 5)


@attrs.frozen(kw_only=True)
class Scale:
    """Where values are on a canvas: from the lowest round one to the highest."""

    lowest: int
    highest: int
    step: int

    @classmethod
    def of(cls, values: Sequence[Amount]) -> "Scale":
        """Give a scale that holds values, and nothing among them."""
        least, most = min([0, *values]), max([1, *values])
        step = next(
            step
            for power in range(20)
            for step in (number * 10**power for number in _STEPS)
            if Fraction(most) - Fraction(least) <= _LEVELS * step
        )
        return cls(
            lowest=math.floor(Fraction(least) / step) * step,
            highest=math.ceil(Fraction(most) / step) * step,
            step=step,
        )

    def y(self, value: Amount) -> int:
        """Give how far down a value is."""
        share = (Fraction(value) - self.lowest) / (self.highest - self.lowest)
        return round(_BOTTOM - share * (_BOTTOM - _TOP))

    @property
    def values(self) -> range:
        """The values that have a line across."""
        return range(self.lowest, self.highest + 1, self.step)


def x_of(share: Fraction) -> int:
    """Give how far from the left a share of the canvas is, from 0 to 1."""
    return round(_LEFT + share * (_RIGHT - _LEFT))


def frame(
    scale: Scale, levels: Sequence[str], ticks: Sequence[tuple[Fraction, str]]
) -> ChartFrame:
    """Give the canvas, with words for each of the scale's values, and words below."""
    every = -(-len(ticks) // _TICKS) if ticks else 1
    marked = zip(scale.values, levels, strict=True)
    return ChartFrame(
        width=_WIDTH,
        height=_HEIGHT,
        left=_LEFT,
        right=_RIGHT,
        top=_TOP,
        base=scale.y(0),
        bottom=_BOTTOM,
        levels=tuple(
            ChartMark(x=_LEFT - 8, y=scale.y(value), text=text)
            for value, text in marked
        ),
        ticks=tuple(
            ChartMark(x=x_of(share), y=_BOTTOM + 26, text=text)
            for share, text in ticks[::every]
        ),
    )
