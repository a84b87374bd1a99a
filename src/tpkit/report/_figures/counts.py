"""Figures that were counted, and the ones that must not be shown."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, final

import attrs

from tpkit.errors import FieldError

_A_NUMBER = re.compile(r"[-+]?£?[\d.,\s]*\d[\d.,\s]*%?")


@final
@attrs.frozen(kw_only=True)
class DisclosureSymbol:
    """What stands in the place of a figure that is not shown, and what that means.

    Sources: [CSWWDG21], [HESA].
    """

    mark: str
    """What is printed: `c`."""
    meaning: str
    """What the key below the table says of it, and what is read aloud instead of it."""

    def __attrs_post_init__(self) -> None:
        if not self.mark or _A_NUMBER.fullmatch(self.mark):
            expected = "a mark that is no number, such as c"
            raise FieldError("DisclosureSymbol", "mark", expected, self.mark)


CONFIDENTIAL = DisclosureSymbol(mark="c", meaning="suppressed, to protect people")
"""A small number that could point to somebody, or that would give one away [CSWWDG21]."""
NOT_AVAILABLE = DisclosureSymbol(mark="x", meaning="not available")
"""Nobody has counted, or nobody has told [CSWWDG21]."""
NOT_APPLICABLE = DisclosureSymbol(mark="z", meaning="not applicable")
"""There is no such figure [CSWWDG20]."""
NOT_CALCULABLE = DisclosureSymbol(mark="n/c", meaning="not calculable")
"""It would be a division by nothing; nothing is added to make one of it."""


@final
@attrs.frozen(kw_only=True)
class ShownCount:
    """A figure that may be shown, in words ready to print."""

    shown: str
    """What is printed: `1,234`, `15.9%`."""
    reading: str = ""
    """What is read aloud instead; empty where that is what is printed."""


def _a_symbol(value: Any) -> DisclosureSymbol:
    if type(value) is not DisclosureSymbol:
        expected = "a DisclosureSymbol, which holds no figure"
        # What it got instead may be the figure itself: no message repeats it.
        raise FieldError("SuppressedCount", "symbol", expected, "something else")
    symbol: DisclosureSymbol = value
    return symbol


@final
@attrs.frozen(kw_only=True)
class SuppressedCount:
    """A figure that is not shown, without the figure.

    There is nothing behind it: no template, filter or comparison can find a number that
    is not there, and two that were suppressed for one reason are the same.
    """

    symbol: DisclosureSymbol = attrs.field(converter=_a_symbol)
    """Why it is not shown."""
    shown: str = attrs.field(
        init=False,
        default=attrs.Factory(lambda self: self.symbol.mark, takes_self=True),
    )
    """What is printed in its place: `c`."""
    reading: str = attrs.field(
        init=False,
        default=attrs.Factory(lambda self: self.symbol.meaning, takes_self=True),
    )
    """What is read aloud instead of a letter that tells nobody anything."""


Figure = ShownCount | SuppressedCount
"""A cell of a table of figures: both have `shown` and `reading`, and neither a number."""

Known = Decimal | int | DisclosureSymbol
"""A figure before it is put into words: a number, or why there is none to show."""


_HIDES_NOTHING = (NOT_APPLICABLE, NOT_AVAILABLE, NOT_CALCULABLE)


def hides(value: Known, /) -> bool:
    """Say whether there is a number that somebody knows and that must not be shown."""
    return isinstance(value, DisclosureSymbol) and value not in _HIDES_NOTHING


def figure(value: Known, /, *, unit: str = "") -> Figure:
    """Put a figure into words: `1,234`, `15.9%` with `%` as its *unit*, or a symbol."""
    if isinstance(value, DisclosureSymbol):
        return SuppressedCount(symbol=value)
    # A minus sign is read aloud as one, and no spreadsheet takes it for a formula.
    return ShownCount(shown=f"{value:,}{unit}".replace("-", "\N{MINUS SIGN}"))


def symbols_in(figures: Iterable[Figure], /) -> tuple[DisclosureSymbol, ...]:
    """Give the symbols that some figures need a key for, each once, in their order."""
    found = (f.symbol for f in figures if isinstance(f, SuppressedCount))
    return tuple(dict.fromkeys(found))
