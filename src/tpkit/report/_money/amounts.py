"""Numbers and money as documents about money write them."""

from decimal import Decimal

from tpkit._text import pounds

DASH = "\N{EN DASH}"
"""What stands where nothing is recorded."""
_PERCENT = ("%", "percent", "per cent")


def number(value: Decimal | None, *, unit: str = "") -> str:
    """Write `1,234`, `15.9%`, `40 people`; a dash for None."""
    if value is None:
        return DASH
    text = f"{value:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"{text}%" if unit in _PERCENT else f"{text} {unit}".rstrip()


def money(amount: Decimal | None) -> str:
    """Write `£1,234.50`; empty for None."""
    return "" if amount is None else pounds(amount)


def signed(amount: Decimal) -> str:
    """Write `+£5` for more than planned, `-£5` for less, `£0` for what was planned."""
    return f"+{pounds(amount)}" if amount > 0 else pounds(amount)
