"""What is wrong with a document while it is being read: paths, faults, spots."""

import bisect
import re
from collections.abc import Callable, Iterable
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

FAILED: Any = object()
"""Stands for a value that could not be read or built; its faults say why."""

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


def placer(text: str) -> Callable[[int], Place]:
    """Give the function that turns an offset in this text into its line and column."""
    starts = [0, *(match.end() for match in re.finditer("\r\n?|\n", text))]

    def place_of(offset: int) -> Place:
        line = bisect.bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    return place_of


_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,79}", re.ASCII)


def written(path: Path) -> str:
    """Write a path as problems show it: `$.workshops[2].extra['vendor:name']`."""
    parts = ["$"]
    for step in path[:DEEPEST]:
        if isinstance(step, str) and _NAME.fullmatch(step):
            parts.append(f".{step}")
        else:
            parts.append(f"[{shown(step)}]")
    return "".join(parts) + ("…" if len(path) > DEEPEST else "")


_STEP = re.compile(r"\.([A-Za-z_][A-Za-z0-9_-]*)|\[(\d+)\]", re.ASCII)


def steps(path: str) -> Path:
    """Read the steps of a path that a portfolio's own problems show."""
    return tuple(
        name or int(index) for name, index in _STEP.findall(path.removeprefix("$"))
    )


def with_ancestors(paths: Iterable[Path]) -> set[Path]:
    """Give the paths and all that lie above them."""
    return {path[:end] for path in paths for end in range(len(path) + 1)}


def described(value: Any) -> str:  # noqa: PLR0911  # one return a type
    """Write what was found in place of what was expected."""
    match value:
        case None:
            return "nothing"
        case bool():
            return "true" if value else "false"
        case dict():
            return "a mapping"
        case list() | tuple():
            return "a list"
        case str():
            return shown(value)
        case int() | Decimal():
            return f"the number {shown(value)}"
        case _:
            return shown(value)
