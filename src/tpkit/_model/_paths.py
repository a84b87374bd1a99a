"""Paths such as `$.bids[0].history[2]`: what stands there, and in which order."""

import re
from collections.abc import Collection, Iterator
from typing import Any

import attrs

from tpkit._model.portfolio import Portfolio
from tpkit.errors import FieldError

_PATH = re.compile(r"\$(?:\.[a-z_]+|\[\d+\])*", re.ASCII)
_STEP = re.compile(r"\.([a-z_]+)|\[(\d+)\]", re.ASCII)

FAMILIES = tuple(field.name for field in attrs.fields(Portfolio))
"""The fields of a portfolio, in the order in which a document is written."""

Place = tuple[tuple[int, str], ...]


def steps(path: str) -> tuple[str | int, ...]:
    """Split a path into names and numbers.

    Raises:
        FieldError: it is no path.
    """
    if not _PATH.fullmatch(path):
        raise FieldError("Finding", "path", "a path such as $.bids[0].status", path)
    return tuple(name or int(number) for name, number in _STEP.findall(path))


def walk(portfolio: Portfolio, path: str) -> Iterator[Any]:
    """Yield the values along a path, from the portfolio to what stands at its end.

    Raises:
        FieldError: nothing stands there.
    """
    value: Any = portfolio
    yield value
    for step in steps(path):
        if isinstance(step, str) and step in _fields(value):
            value = getattr(value, step)
        elif isinstance(step, int) and isinstance(value, tuple) and step < len(value):
            value = value[step]
        else:
            expected = "a path that leads somewhere in the portfolio"
            raise FieldError("Finding", "path", expected, path)
        yield value


def _fields(value: Any) -> Collection[str]:
    return attrs.fields_dict(type(value)) if attrs.has(type(value)) else ()


def place(path: str) -> Place:
    """Give a key that sorts paths as a document is written."""
    return tuple(
        (step, "")
        if isinstance(step, int)
        else (FAMILIES.index(step) if depth == 0 else 0, step)
        for depth, step in enumerate(steps(path))
    )
