"""The burn-down of money: what is left of a grant, quarter by quarter."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate

import attrs
import pendulum

from tpkit._model.money import Grant
from tpkit._model.portfolio import Portfolio
from tpkit._text import pounds
from tpkit.errors import FieldError, OutsideCalendarError
from tpkit.report._charts.canvas import ChartFrame, ChartMark, Scale, frame, x_of
from tpkit.report._words.kinds import Machine
from tpkit.report._words.words import sentence
from tpkit.track import QuarterSpending, Spending, spending


@attrs.frozen(kw_only=True)
class ChartLine:
    """A line from point to point."""

    name: str
    """`Planned to be left`."""
    style: Machine
    """The same for style sheets: `planned`, `spent` or `expected`."""
    path: Machine
    """Where it goes, as SVG writes it: `M86 22 L290 80`."""
    points: tuple[ChartMark, ...]
    """Its corners."""


@attrs.frozen(kw_only=True)
class BurnDownRow:
    """One quarter in the table below the picture."""

    quarter: str
    """`2021/22 Q4`."""
    planned: str
    """What was planned for it: `£7,247.71`."""
    spent: str
    """What was spent in it; in a quarter that is not over, what is expected to be."""
    planned_left: str
    """What was planned to be left at its end."""
    left: str
    """What was left at its end, or is expected to be."""
    is_over: bool
    """Whether it is over."""


@attrs.frozen(kw_only=True)
class BurnDown:
    """The money of one grant, from its first quarter to its last."""

    title: str
    """The grant's title."""
    summary: str
    """How it stands, as a sentence."""
    frame: ChartFrame
    """What the lines share."""
    lines: tuple[ChartLine, ...]
    """What was planned, what became of it, what is expected."""
    rows: tuple[BurnDownRow, ...]
    """The same in numbers."""


def burn_downs(portfolio: Portfolio, on: pendulum.Date) -> tuple[BurnDown, ...]:
    """Give the burn-down of every grant whose budget says when money is to be spent."""
    found = (_burn_down(portfolio, grant, on) for grant in portfolio.grants)
    return tuple(one for one in found if one is not None)


def _burn_down(
    portfolio: Portfolio, grant: Grant, on: pendulum.Date
) -> BurnDown | None:
    money = spending(portfolio, grant.id, on=on)
    try:
        quarters = money.by_quarter
    except (FieldError, OutsideCalendarError):
        return None  # a day that lies in no quarter
    if not quarters:
        return None
    lines = [*_lines(money, quarters, on)]
    values = [value for _, _, points in lines for _, value in points]
    scale = Scale.of(values)
    return BurnDown(
        title=grant.title,
        summary=sentence(money.sentence),
        frame=frame(
            scale,
            [pounds(Decimal(value)) for value in scale.values],
            [(_middle(quarters, one), one.quarter.label) for one in quarters],
        ),
        lines=tuple(_line(scale, *line) for line in lines),
        rows=tuple(_rows(quarters, on)),
    )


_Point = tuple[Fraction, Decimal]


def _lines(
    money: Spending, quarters: tuple[QuarterSpending, ...], on: pendulum.Date
) -> Iterator[tuple[str, str, list[_Point]]]:
    """Yield the name, the style and the points of each line that is there to see."""
    start = (Fraction(0), _total(quarters))
    ends = [_share(quarters, one.quarter.end, end=True) for one in quarters]
    planned = zip(ends, _left(quarters, [q.planned for q in quarters]), strict=True)
    yield "Planned to be left", "planned", [start, *planned]
    known = [*zip(ends, _left(quarters, [q.expected for q in quarters]), strict=True)]
    over = [p for p, q in zip(known, quarters, strict=True) if q.quarter.end <= on]
    ahead = known[len(over) :]
    spent = [start, *over]
    if ahead and quarters[0].quarter.start <= on:
        left = _total(quarters) - money.total.spent
        spent.append((_share(quarters, on, end=True), left))
    if len(spent) > 1:
        yield "Left so far", "spent", spent
    if ahead:
        yield "Expected to be left", "expected", [spent[-1], *ahead]


def _total(quarters: tuple[QuarterSpending, ...]) -> Decimal:
    return sum((one.planned for one in quarters), Decimal(0))


def _left(
    quarters: tuple[QuarterSpending, ...], amounts: list[Decimal]
) -> Iterator[Decimal]:
    """Yield what is left at the end of each quarter."""
    total = _total(quarters)
    return (total - gone for gone in accumulate(amounts))


def _share(
    quarters: tuple[QuarterSpending, ...], day: pendulum.Date, *, end: bool
) -> Fraction:
    """Give how far a day is from the first to the last of all quarters, from 0 to 1."""
    first = quarters[0].quarter.start.toordinal()
    days = quarters[-1].quarter.end.toordinal() + 1 - first
    return Fraction(day.toordinal() + end - first, days)


def _middle(quarters: tuple[QuarterSpending, ...], one: QuarterSpending) -> Fraction:
    start = _share(quarters, one.quarter.start, end=False)
    return (start + _share(quarters, one.quarter.end, end=True)) / 2


def _line(scale: Scale, name: str, style: str, points: list[_Point]) -> ChartLine:
    marks = tuple(
        ChartMark(x=x_of(share), y=scale.y(value), text=pounds(value))
        for share, value in points
    )
    path = " L".join(f"{mark.x} {mark.y}" for mark in marks)
    return ChartLine(name=name, style=style, path=f"M{path}", points=marks)


def _rows(
    quarters: tuple[QuarterSpending, ...], on: pendulum.Date
) -> Iterator[BurnDownRow]:
    planned = _left(quarters, [one.planned for one in quarters])
    expected = _left(quarters, [one.expected for one in quarters])
    for one, as_planned, left in zip(quarters, planned, expected, strict=True):
        yield BurnDownRow(
            quarter=one.quarter.label,
            planned=pounds(one.planned),
            spent=pounds(one.expected),
            planned_left=pounds(as_planned),
            left=pounds(left),
            is_over=one.quarter.end <= on,
        )
