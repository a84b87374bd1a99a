"""Any text in a calendar entry, and the lines in which a calendar is written."""

import re

from tpkit.report._escaping.characters import holdable

_BREAKS = re.compile("\r\n?|[\n\x0b\x0c\x85\u2028\u2029]")
_MARKS = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_OCTETS = 75


def escape(text: str) -> str:
    """Write *text* as a value of the type TEXT [RFC 5545, 3.3.11]."""
    return holdable(_BREAKS.sub("\n", text)).translate(_MARKS)


def folded(text: str) -> str:
    """End lines as calendars do, and break them after 75 octets [RFC 5545, 3.1].

    Empty lines, which a template's layout leaves, go.
    """
    lines = (line.rstrip("\r") for line in text.split("\n"))
    return "".join(f"{_folded(line)}\r\n" for line in lines if line.strip())


def _folded(line: str) -> str:
    if len(line.encode()) <= _OCTETS:
        return line
    parts, room = [""], _OCTETS
    for letter in line:
        octets = len(letter.encode())
        if octets > room:
            parts.append("")
            room = _OCTETS - 1  # the space that begins a continued line
        parts[-1] += letter
        room -= octets
    return "\r\n ".join(parts)
