"""What stands in a cell, and what a cell that somebody has filled in says."""

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

import pendulum

from tpkit import _dates
from tpkit._model._checked import is_filled_text
from tpkit.errors import shown
from tpkit.interop.excel._columns import CellKind, Choices

LONGEST = 32_767
"""The most characters a cell can hold; Excel keeps no more."""
_FIRST_YEAR, _LAST_YEAR = 1901, 2100
"""Before March 1900 the days of workbooks are one off, and below 0 they are none."""


class Misread(Exception):  # noqa: N818  # it never leaves this package
    """A cell that cannot be what its column holds."""

    def __init__(self, expected: str, hint: str = "") -> None:
        super().__init__(expected, hint)
        self.expected = expected
        self.hint = hint


def as_written(value: Any) -> Any:
    """Give what stands in the cell of a value, as it is when it is read again."""
    if isinstance(value, str):
        lines = value.replace("\r\n", "\n").replace("\r", "\n")
        return lines[:LONGEST]
    if isinstance(value, date) and value.year < _FIRST_YEAR:
        return str(value)
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    return value


def read_cell(kind: CellKind, raw: Any, choices: Choices) -> Any:
    """Read a cell; None where it is empty.

    Raises:
        Misread: it cannot be what the column holds.
    """
    if isinstance(raw, str) and not raw.strip():
        raw = None
    if raw is None:
        return None
    if kind is CellKind.CHOICE:
        return _choice(raw, choices)
    return _READERS[kind](raw)


def _text(raw: Any) -> str:
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        raw = f"{raw:g}" if isinstance(raw, float) else str(raw)
    if not is_filled_text(raw):
        raise Misread("text without control characters")
    return str(raw)


def _day(raw: Any) -> pendulum.Date:
    if isinstance(raw, datetime) and raw.time() == time(0):
        raw = raw.date()
    if isinstance(raw, date) and not isinstance(raw, datetime):
        raw = str(raw)
    try:
        day = _dates.parse_date(raw.strip() if isinstance(raw, str) else "")
    except ValueError as error:
        raise Misread("a day, as a date or as text such as 2025-03-31") from error
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise Misread(f"a day from {_FIRST_YEAR} to {_LAST_YEAR}")
    return day


_NOISE = Decimal("0.000001")
_MOST = 10**12


def _number(raw: Any, places: int, expected: str) -> Decimal:
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        raise Misread(expected)
    try:
        number = Decimal(str(raw).replace(",", "").strip().removeprefix("£"))
    except InvalidOperation as error:
        raise Misread(expected) from error
    if not (number.is_finite() and 0 <= number < _MOST):
        raise Misread(expected)
    # What a sheet has worked out is off by a little: 0.1 + 0.2.
    exact = number.quantize(Decimal(1).scaleb(-places))
    if abs(exact - number) > _NOISE:
        raise Misread(expected)
    return Decimal(int(exact)) if exact == int(exact) else exact


def _pounds(raw: Any) -> Decimal:
    return _number(raw, 2, "pounds of at least 0, with at most two decimal places")


def _whole(raw: Any) -> int:
    return int(_number(raw, 0, "a whole number of at least 0"))


_ALL = 100


def _percent(raw: Any) -> Decimal:
    expected = "a number from 0 to 100"
    percent = _number(raw, 4, expected)
    if percent > _ALL:
        raise Misread(expected)
    return percent


def _choice(raw: Any, choices: Choices) -> Any:
    by_letters = {label.casefold(): value for label, value in choices.items()}
    key = str(raw).strip().casefold()
    if key not in by_letters:
        some = ", ".join(list(choices)[:_MOST_TOLD])
        more = " …" if len(choices) > _MOST_TOLD else ""
        raise Misread("one of what its list offers", f"{some}{more}")
    return by_letters[key]


_MOST_TOLD = 6

_READERS: dict[CellKind, Callable[[Any], Any]] = {
    CellKind.TEXT: _text,
    CellKind.DAY: _day,
    CellKind.POUNDS: _pounds,
    CellKind.WHOLE: _whole,
    CellKind.PERCENT: _percent,
}


def said(raw: Any) -> str:
    """Write what stands in a cell, for a message."""
    return "nothing" if raw is None else shown(raw)
