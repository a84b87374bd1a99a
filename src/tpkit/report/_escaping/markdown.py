"""Any text as Markdown that shows that text and nothing else."""

import re

from tpkit.report._escaping.characters import holdable

_LINE_BREAKS = re.compile(r"[ \t\n\x0b\x0c\r\x1c-\x1f\x85\u2028\u2029]+")
"""What would end the paragraph or the table row, begin a code block, or break a line."""

# Backslashes serve the marks of the first Markdown, which every reader unescapes;
# entities serve the marks that came later, which older readers know nothing of.
_MARKS = str.maketrans(
    {
        **{mark: f"\\{mark}" for mark in "\\`*_[]#"},
        "<": "&lt;",
        ">": "&gt;",
        "|": "&#124;",
        "~": "&#126;",
        "$": "&#36;",
    }
)
_ENTITY = re.compile(r"&(?=#?[A-Za-z0-9]+;)")
_AT_START = re.compile(
    r"(?P<dash>[-+])|(?P<number>\d{1,9})(?P<end>[.)])|(?P<other>[=:])"
)


def escape(text: str) -> str:
    """Write *text* so that Markdown shows it letter for letter, in a cell or a sentence.

    Runs of spaces and line ends become one space: nothing a person typed may begin a
    heading, a list, a row, a link, a picture, a formula or a tag.
    """
    line = holdable(_LINE_BREAKS.sub(" ", text)).strip(" ")
    safe = _ENTITY.sub("&amp;", line).translate(_MARKS)
    return (
        _AT_START.sub(_escaped_start, safe, count=1) if _AT_START.match(safe) else safe
    )


def _escaped_start(match: re.Match[str]) -> str:
    if match["dash"]:
        return f"\\{match['dash']}"
    if match["number"]:
        return f"{match['number']}\\{match['end']}"
    return f"&#{ord(match['other'])};"


def tidied(text: str) -> str:
    """Take out the empty lines and the spaces that a template's own layout leaves."""
    lines = re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE)
    return re.sub(r"\n{3,}", "\n\n", lines).strip("\n") + "\n"
