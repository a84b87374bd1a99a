"""What is wrong with a document while it is being read: paths, faults, spots."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import attrs

from tpkit.errors import shown

Path = tuple[str | int, ...]
"""The steps from the root of a document: keys and list positions."""

Spot = tuple[Path, bool]
"""A path, and whether its key is meant (True) or its value."""

Place = tuple[int, int | None]
"""Line and column, counted from 1; None where the column is not known."""

DEEPEST = 32
"""The nesting at which reading stops; a portfolio needs seven levels."""


@attrs.frozen(kw_only=True)
class Fault:
    """A `Problem` in the making: it still knows its path as steps."""

    path: Path = ()
    expected: str
    got: str
    hint: str = ""
    at_key: bool = False
    """Whether the key is at fault, not its value."""
    place: Place | None = None
    """Where it stands, if whoever found it knew."""


class UnreadableError(Exception):
    """Nothing can be made of the text; internal, it becomes a `DocumentError`."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


def nothing_deeper(path: Path, place: Place | None) -> UnreadableError:
    """Say that a document is nested beyond all reason."""
    fault = Fault(
        path=path,
        expected=f"at most {DEEPEST} levels of lists and mappings",
        got="more",
        place=place,
    )
    return UnreadableError(fault)


def repeated_key(path: Path, place: Place) -> Fault:
    """Say that a mapping has a key twice."""
    return Fault(
        path=path,
        expected="each key once",
        got=f"{path[-1]!r} again",
        hint="only one of the two could count; remove or rename the other",
        at_key=True,
        place=place,
    )


_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*", re.ASCII)


def written(path: Path) -> str:
    """Write a path as problems show it: `$.workshops[2].extra['vendor:name']`."""
    parts = ["$"]
    for step in path:
        if isinstance(step, str) and _NAME.fullmatch(step):
            parts.append(f".{step}")
        else:
            parts.append(f"[{shown(step)}]")
    return "".join(parts)


_STEP = re.compile(r"\.([A-Za-z_][A-Za-z0-9_-]*)|\[(\d+)\]", re.ASCII)


def steps(path: str) -> Path:
    """Read the steps of a path that a portfolio's own problems show."""
    return tuple(
        name or int(index) for name, index in _STEP.findall(path.removeprefix("$"))
    )


def with_ancestors(paths: Iterable[Path]) -> set[Path]:
    """Give the paths and all that lie above them."""
    return {path[:end] for path in paths for end in range(len(path) + 1)}


def described(value: Any) -> str:
    """Write what was found in place of what was expected."""
    if value is None:
        return "nothing"
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, int):
        return (
            "a whole number too long to show"
            if _is_long(value)
            else f"the number {value}"
        )
    if isinstance(value, Decimal):
        return f"the number {shown(value)[len("Decimal('") : -len("')")]}"
    return shown(value if not isinstance(value, str) else str(value))
