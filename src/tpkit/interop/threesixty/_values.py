"""How 360Giving spells days, money and the rest, and how we read what others wrote."""

import calendar
import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

import pendulum

from tpkit import _dates
from tpkit._model._checked import is_filled_text
from tpkit.interop.threesixty._fields import FieldKind
from tpkit.interop.threesixty._package import A_LINK, is_link


class Misread(Exception):  # noqa: N818  # it never leaves this package
    """A value that cannot be what its field holds."""

    def __init__(self, expected: str) -> None:
        super().__init__(expected)
        self.expected = expected


def written(kind: FieldKind, value: Any) -> Any:
    """Write a value as JSON and spreadsheets have it."""
    match kind:
        case FieldKind.MONEY:
            return int(value) if value == int(value) else float(value)
        case FieldKind.MOMENT:
            return f"{value}T00:00:00Z"
        case FieldKind.YES_OR_NO:
            return "Yes" if value else "No"
    return str(value)


def read_value(kind: FieldKind, raw: Any) -> Any:
    """Read a value.

    Raises:
        Misread: it cannot be one of that kind.
    """
    return _READERS[kind](raw)


def read_json(kind: FieldKind, raw: Any) -> Any:
    """Read a value of JSON, which tells numbers from text as the schema asks.

    Raises:
        Misread: it cannot be one of that kind.
    """
    is_number = isinstance(raw, int | float | Decimal) and not isinstance(raw, bool)
    if kind is FieldKind.MONEY and not is_number:
        raise Misread(_POUNDS)
    if is_number and kind in _NEVER_NUMBERS:
        raise Misread(_NEVER_NUMBERS[kind])
    return read_value(kind, raw)


_FILLED = "text with something in it"


def _text(raw: Any) -> str:
    if isinstance(raw, int) and not isinstance(raw, bool):
        raw = str(raw)  # spreadsheets take a number of a charity for a number
    if not is_filled_text(raw):
        raise Misread(_FILLED)
    return str(raw)


def _link(raw: Any) -> str:
    if not isinstance(raw, str) or not is_link(raw.strip()):
        raise Misread(A_LINK)
    return raw.strip()


_PENNY = Decimal("0.01")
_NOISE = Decimal("0.000001")
_MOST = 10**12
_POUNDS = "pounds of at least 0, as a number"


def _money(raw: Any) -> Decimal:
    expected = _POUNDS
    if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal | str):
        raise Misread(expected)
    try:
        amount = Decimal(str(raw).replace(",", "").removeprefix("£").strip())
    except InvalidOperation as error:
        raise Misread(expected) from error
    if not (amount.is_finite() and 0 <= amount < _MOST):
        raise Misread(expected)
    pence = amount.quantize(_PENNY)
    # Binary fractions leave 41133.770000000004 in published data: that is £41,133.77.
    if abs(pence - amount) > _NOISE:
        raise Misread("pounds with at most two decimal places")
    return Decimal(int(pence)) if pence == int(pence) else pence


_A_DAY = "a day that exists, as YYYY-MM-DD"


def _day(raw: Any) -> pendulum.Date:
    # The hour of an award means nothing [360G], but for the day that it is in London.
    if isinstance(raw, datetime):
        return _dates.day_in_london(raw)
    if isinstance(raw, date):
        return pendulum.Date(raw.year, raw.month, raw.day)
    if not isinstance(raw, str):
        raise Misread(_A_DAY)
    try:
        return _dates.parse_day(raw.strip())
    except ValueError as error:
        raise Misread(_A_DAY) from error


_MONTH = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2]))?", re.ASCII)


def _first_day(raw: Any) -> pendulum.Date:
    if match := _MONTH.fullmatch(str(raw)):
        raw = f"{match[1]}-{match[2] or '01'}-01"
    return _day(raw)


def _last_day(raw: Any) -> pendulum.Date:
    if match := _MONTH.fullmatch(str(raw)):
        month = match[2] or "12"
        _, last = calendar.monthrange(int(match[1]), int(month))
        raw = f"{match[1]}-{month}-{last}"
    return _day(raw)


_NEVER_NUMBERS = {
    FieldKind.TEXT: _FILLED,
    FieldKind.FIRST_DAY: _A_DAY,
    FieldKind.LAST_DAY: _A_DAY,
}


def _yes_or_no(raw: Any) -> bool:
    if raw not in ("Yes", "No"):
        raise Misread("Yes or No")
    return bool(raw == "Yes")


_READERS: dict[FieldKind, Callable[[Any], Any]] = {
    FieldKind.TEXT: _text,
    FieldKind.LINK: _link,
    FieldKind.MONEY: _money,
    FieldKind.DAY: _day,
    FieldKind.FIRST_DAY: _first_day,
    FieldKind.LAST_DAY: _last_day,
    FieldKind.MOMENT: _day,
    FieldKind.YES_OR_NO: _yes_or_no,
}
