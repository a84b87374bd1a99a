"""Texts that run from right to left, kept from turning what stands beside them."""

import re

from tpkit.report._document.formats import Format

FSI, PDI = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
_TURNS = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""Letters of Hebrew, Arabic and the like, and marks that turn text about."""
_ISOLATES = re.compile("[\u2066-\u2069]")

FOR_READERS: tuple[Format, ...] = ("html", "markdown", "svg", "word")
"""Formats that people read; programs would take the marks for letters of a name."""


def isolated(text: str) -> str:
    """Put a text that could turn others about between marks that keep it by itself.

    Whatever marks the text itself opens or closes, it ends where it ends.
    """
    if text.isascii() or not _TURNS.search(text):
        return text
    opened = closed = 0
    for mark in _ISOLATES.findall(text):
        if mark != PDI:
            opened += 1
        elif opened:
            opened -= 1
        else:
            closed += 1
    return FSI * (1 + closed) + text + PDI * (1 + opened)
