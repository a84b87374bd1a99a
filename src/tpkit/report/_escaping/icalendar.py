"""Any text in a calendar entry, and the lines in which a calendar is written."""

import re

from tpkit.report._escaping.characters import holdable

_BREAKS = re.compile("\r\n?|[\n\x0b\x0c\x85\u2028\u2029]")
_OCTETS = 75


def escape(text: str) -> str:
    """Write *text* as a value of the type TEXT [RFC 5545, 3.3.11]."""
    safe = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return safe if safe.isprintable() else holdable(_BREAKS.sub(r"\\n", safe))


def folded(text: str) -> str:
    """End lines as calendars do, and break them after 75 octets [RFC 5545, 3.1].

    Empty lines, which a template's layout leaves, go.
    """
    lines = (line.rstrip("\r") for line in text.split("\n"))
    return "".join(f"{_folded(line)}\r\n" for line in lines if line.strip())


def _folded(line: str) -> str:
    if line.isascii() and len(line) <= _OCTETS:
        return line
    octets, parts, start, room = line.encode(), [], 0, _OCTETS
    while len(octets) - start > room:
        end = start + room
        while octets[end] & 0xC0 == 0x80:  # noqa: PLR2004  # within a letter
            end -= 1
        parts.append(octets[start:end])
        start, room = end, _OCTETS - 1  # the space that begins a continued line
    return b"\r\n ".join([*parts, octets[start:]]).decode()
