"""How texts, days and moments are spelled in iCalendar, RFC 5545."""

import re

import pendulum

from tpkit import _dates

_LINE_END = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_OCTETS = 75


def escape(text: str) -> str:
    r"""Write text as a TEXT value: backslash before `\ ; ,`, `\n` for a line's end."""
    marked = re.sub(r"([\\;,])", r"\\\1", text)
    return _LINE_END.sub(r"\\n", marked)


def folded(line: str) -> str:
    """Break a line so that no part is longer than 75 octets, never within a character."""
    parts: list[str] = []
    start = length = 0
    for index, character in enumerate(line):
        octets = len(character.encode())
        # Every part but the first begins with a space, which counts.
        if length + octets > _OCTETS:
            parts.append(line[start:index])
            start, length = index, 1
        length += octets
    parts.append(line[start:])
    return "\r\n ".join(parts)


def day(on: pendulum.Date) -> str:
    """Write a DATE: `20220221`."""
    return f"{on.year:04d}{on.month:02d}{on.day:02d}"


def moment(on: pendulum.Date, at: pendulum.Time) -> str:
    """Write a London time with what stands between it and the property's name."""
    if _dates.happens_twice(on, at):
        # Readers disagree about which of the two a local time means; the first is.
        utc = _dates.instant(on, at).in_timezone("UTC")
        return f":{day(utc.date())}T{utc.hour:02d}{utc.minute:02d}00Z"
    return f";TZID={_dates.LONDON}:{day(on)}T{at.hour:02d}{at.minute:02d}00"
