"""The colours of pages, and whether everybody can read what is written in them."""

import re
from collections.abc import Iterable
from typing import Any

import attrs

from tpkit.errors import FieldError

_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})", re.ASCII)
_ENOUGH = 4.5
"""The least contrast of text with what is behind it [WCAG 2.2, 1.4.3]."""


def _check(colours: Any, field: "attrs.Attribute[str]", value: Any) -> None:
    if not (isinstance(value, str) and _COLOUR.fullmatch(value)):
        expected = "a colour such as '#00565b'"
        raise FieldError(type(colours).__name__, field.name, expected, value)


@attrs.frozen(kw_only=True)
class Colours:
    """The colours of a page, each as `#` and six digits of hexadecimal, or three.

    Those of ratings, such as red, stay as they are: they mean something.

    Raises:
        FieldError: a text is no colour, or text would have too little contrast with what
            is behind it: less than 4.5 to 1, which WCAG 2.2 asks for at level AA. The
            error says which nearest colour would do.
    """

    paper: str = attrs.field(default="#ffffff", validator=_check)
    """Behind everything."""
    sheet: str = attrs.field(default="#f3f6f6", validator=_check)
    """Behind boxes and the foot of the page."""
    ink: str = attrs.field(default="#16202a", validator=_check)
    """Text."""
    soft: str = attrs.field(default="#4a5761", validator=_check)
    """Text that matters less."""
    link: str = attrs.field(default="#00565b", validator=_check)
    """Links, and the bars of charts."""
    line: str = attrs.field(default="#c3cdd2", validator=_check)
    """Thin lines between rows."""
    brand: str = attrs.field(default="#00565b", validator=_check)
    """The band across the top, and buttons."""
    on_brand: str = attrs.field(default="#ffffff", validator=_check)
    """Text on the brand's colour."""

    def __attrs_post_init__(self) -> None:
        for text, behind in _READ_ON.items():
            grounds = {getattr(self, name): name for name in behind}
            colour = getattr(self, text)
            worst = min(grounds, key=lambda ground: contrast(colour, ground))
            found = contrast(colour, worst)
            if found < _ENOUGH:
                expected = (
                    f"a contrast of at least {_ENOUGH} with {grounds[worst]} ({worst}), "
                    f"which {nearest(colour, grounds)} would have"
                )
                raise FieldError(
                    type(self).__name__, text, expected, f"{colour} with {found:.1f}"
                )


_READ_ON = {
    "ink": ("paper", "sheet"),
    "soft": ("paper", "sheet"),
    "link": ("paper", "sheet"),
    "on_brand": ("brand",),
}


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours, from 1 to 21 [WCAG 2.2, contrast ratio]."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004  # as WCAG writes it


def _parts(colour: str) -> tuple[int, int, int]:
    digits = (
        colour[1:] if len(colour) > len("#fff") else "".join(c * 2 for c in colour[1:])
    )
    red, green, blue = bytes.fromhex(digits)
    return red, green, blue


def nearest(colour: str, grounds: Iterable[str]) -> str:
    """Give the colour most like one that can be read on some: darker, or lighter.

    Where none can be read on all of them, it is black or white.
    """
    behind = [*grounds]
    ends = ("#000000", "#ffffff")
    towards = max(ends, key=lambda end: _least(end, behind))
    mixed = (_mixed(colour, towards, step) for step in range(101))
    return next((one for one in mixed if _least(one, behind) >= _ENOUGH), towards)


def _least(colour: str, grounds: list[str]) -> float:
    return min(contrast(colour, ground) for ground in grounds)


def _mixed(colour: str, other: str, percent: int) -> str:
    pairs = zip(_parts(colour), _parts(other), strict=True)
    return "#" + "".join(
        f"{(a * (100 - percent) + b * percent) // 100:02x}" for a, b in pairs
    )


AFTER_DARK = Colours(
    paper="#12181d",
    sheet="#1b242b",
    ink="#eef3f5",
    soft="#b4c0c7",
    link="#7fd6d8",
    line="#44525c",
    brand="#00494d",
    on_brand="#ffffff",
)
"""The colours for screens that are set to dark."""
