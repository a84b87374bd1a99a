"""What kind of text a field of a context holds, where that is more than words."""

import copy
import functools
import typing
from collections.abc import Iterator, Mapping
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import attrs


@attrs.frozen
class Kind:
    """Says more of a field than its type does."""

    name: str


MACHINE = Kind("machine")
PERSONAL = Kind("personal")

Machine = Annotated[str, MACHINE]
"""A text for machines: a style's level, a `datetime`, an address. Never a person's words."""
Personal = Annotated[str, PERSONAL]
"""A text that differs from one person's document to the next: a name, a reference."""


@functools.cache
def kinds_of(kind: Any) -> Mapping[str, Kind | None]:
    """Give the fields of a context's class, each with its kind; None for plain words."""
    hints = typing.get_type_hints(kind, include_extras=True)
    return {
        field.name: next(_noted(hints[field.name]), None)
        for field in attrs.fields(kind)
    }


def _noted(hint: Any) -> Iterator[Kind]:
    """Yield what is said of a type, and of those within it."""
    if get_origin(hint) is Annotated:
        yield from (one for one in hint.__metadata__ if isinstance(one, Kind))
    if get_origin(hint) in {Annotated, tuple, Union, UnionType}:
        for inner in get_args(hint):
            yield from _noted(inner)


def with_fields(context: Any, values: Mapping[str, Any]) -> Any:
    """Give a context with other values in some fields, whatever its class would check."""
    changed = copy.copy(context)
    for name, value in values.items():
        object.__setattr__(changed, name, value)
    return changed


def classes_in(hint: Any) -> Iterator[Any]:
    """Yield the classes of attrs's that a type annotation names."""
    if isinstance(hint, type) and attrs.has(hint):
        yield hint
    for inner in get_args(hint):
        yield from classes_in(inner)
