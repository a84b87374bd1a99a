"""Characters that no page can hold, whatever is done to escape them."""

import re

_IMPOSSIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(n)}{chr(n + 1)}" for n in range(0x1FFFE, 0x110000, 0x10000))
    + "]"
)
"""Controls, halves of characters, and what Unicode says is none."""


def holdable(text: str) -> str:
    """Put U+FFFD, the mark for what cannot be shown, in place of such characters."""
    return text if text.isascii() and text.isprintable() else _replaced(text)


def _replaced(text: str) -> str:
    return _IMPOSSIBLE.sub("\N{REPLACEMENT CHARACTER}", text)
