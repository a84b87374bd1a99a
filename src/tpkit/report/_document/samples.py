"""Contexts to try templates with: the least, the usual, the worst and the most."""

import itertools
from collections.abc import Callable
from typing import Any, Literal, get_args

import attrs

from tpkit.report._words.kinds import MACHINE, kinds_of

Size = Literal["minimal", "typical", "hostile", "huge"]
"""The four samples of each document."""

SIZES: tuple[Size, ...] = get_args(Size)
"""The names of the four samples, the least first."""


@attrs.frozen(kw_only=True)
class Samples:
    """Four contexts of one document, which must all make a sound page."""

    minimal: Any
    """The least there can be: all that may be empty is empty."""
    typical: Any
    """What the document is mostly like."""
    hostile: Any = attrs.field(
        default=attrs.Factory(lambda self: hostile(self.typical), takes_self=True)
    )
    """The typical one with every text replaced by one that breaks careless templates."""
    huge: Any = attrs.field(
        default=attrs.Factory(lambda self: huge(self.typical), takes_self=True)
    )
    """The typical one with long lists, and with long words."""

    def of(self, size: Size) -> Any:
        """Give one of the four."""
        return {
            field.name: getattr(self, field.name) for field in attrs.fields(Samples)
        }[size]


# ------------------------------------------------------------------------- the worst

HOSTILE_TEXTS = (
    "R&D <team>",
    '</title></style><script>alert("1")</script>',
    "a | b || c \\| d",
    '=HYPERLINK("https://bad.example","x")',
    "# not a heading\n\n- nor a list\n\n    nor code",
    "*stars* _lines_ `ticks` [link](https://bad.example) ![x](y)",
    "]]> --> */ {{ title }} {% raw %} ${x} %(y)s {0}",
    "\N{RIGHT-TO-LEFT OVERRIDE}txt.exe",
    "\u05d3\u05d5\u05d3 \u05db\u05d4\u05df (\u0645\u062d\u0645\u062f)",
    "e\N{COMBINING ACUTE ACCENT}\N{COMBINING DIAERESIS}\N{ZERO WIDTH JOINER}",
    "\N{WAVING BLACK FLAG}\N{FAMILY}\N{MUSICAL SYMBOL G CLEF}",
    'O\'Brien "Bob" <o@b.example>; x, y\\n',
    "null\x00bell\x07escape\x1b[31m",
    "line\r\nfeed\u2028separator\x0bend",
    "DTSTART:19700101T000000Z\r\nEND:VCALENDAR",
    "https://very-long.example/" + "segment/" * 12,
    "1. one 2) two + plus - minus",
    "&amp; &lt;b&gt; &#124; &copy",
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
    "javascript:alert(1)",
)
"""Texts that people could type, or paste, and that break what is not escaped."""


def hostile(context: Any) -> Any:
    """Give a context like this one in which no word is harmless.

    Texts that are empty stay empty, and `Machine` texts stay as they are.
    """
    texts = itertools.cycle(HOSTILE_TEXTS)
    return _changed(context, lambda text: next(texts) if text else "", _kept)


def tame(context: Any) -> Any:
    """Give a context like this one in which every word is harmless.

    Texts that were alike stay alike, so that a template does the same with both.
    """
    words: dict[str, str] = {}
    return _changed(
        context,
        lambda text: words.setdefault(text, f"text {len(words)}") if text else "",
        _kept,
    )


def _kept(items: tuple[Any, ...], depth: int) -> tuple[Any, ...]:
    del depth
    return items


# -------------------------------------------------------------------------- the most

_LONG = "incomprehensibilities "
_MANY = (60, 12, 3)
"""How many items a list gets at least: one of the context, one within that, and so on."""


def huge(context: Any) -> Any:
    """Give a context like this one with more of everything."""
    return _changed(
        context, lambda text: f"{text} {_LONG * 3}".strip() if text else "", _grown
    )


def _grown(items: tuple[Any, ...], depth: int) -> tuple[Any, ...]:
    wanted = _MANY[min(depth, len(_MANY) - 1)]
    if not items or len(items) >= wanted:
        return items
    return tuple(itertools.islice(itertools.cycle(items), wanted))


def _changed(
    value: Any,
    text: Callable[[str], str],
    many: Callable[[tuple[Any, ...], int], tuple[Any, ...]],
    depth: int = 0,
) -> Any:
    if isinstance(value, str):
        return text(value)
    if isinstance(value, tuple):
        return tuple(
            _changed(item, text, many, depth + 1) for item in many(value, depth)
        )
    if not attrs.has(type(value)):
        return value
    kind: Any = type(value)  # mypy does not see that a class can be hashed
    kinds = kinds_of(kind)
    new = {
        field.name: _changed(getattr(value, field.name), text, many, depth)
        for field in attrs.fields(kind)
        if field.init and kinds[field.name] is not MACHINE
    }
    return attrs.evolve(value, **new)
