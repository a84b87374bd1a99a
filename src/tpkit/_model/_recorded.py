"""Single values of nouns as texts, the way changes keep them: read, written, put back."""

import enum
import functools
import re
import types
import typing
from collections.abc import Callable, Mapping
from datetime import time
from decimal import Decimal
from typing import Any, TypeVar

import attrs
import pendulum

from tpkit import _dates
from tpkit._model._checked import id_types
from tpkit.errors import FieldError

NounT = TypeVar("NounT")
FunctionT = TypeVar("FunctionT", bound=Callable[..., Any])

_DECIMAL = re.compile(r"-?\d{1,12}(\.\d{1,4})?", re.ASCII)
_WHOLE = re.compile(r"-?\d{1,12}", re.ASCII)


def _kept(function: FunctionT) -> FunctionT:
    # functools.lru_cache hides the signature, and mypy doubts that a class is hashable.
    return typing.cast("FunctionT", functools.lru_cache(maxsize=65_536)(function))


@_kept
def recordable(noun: type) -> tuple[str, ...]:
    """Give the fields, those of nested nouns dotted, that changes can be of.

    They hold single values. A status that has a history of its own is none of them.
    """
    fields = attrs.fields_dict(noun)
    names: list[str] = []
    for name, field in fields.items():
        inner = _inner(field.type)
        if name == "id" or (name == "status" and "history" in fields):
            continue
        if _is_plain(inner):
            names.append(name)
        elif _can_be_empty(inner):
            names += [f"{name}.{each}" for each in recordable(inner)]
    return tuple(names)


def value_of(noun: Any, field: str) -> Any:
    """Give the value of a field that may be dotted; None where what holds it is not there.

    Raises:
        FieldError: changes cannot be of such a field.
    """
    _annotation(type(noun), field)
    for name in field.split("."):
        if noun is None:
            return None
        noun = getattr(noun, name)
    return noun


def as_text(value: Any) -> str:
    """Write a value as changes keep it; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, enum.StrEnum):
        return str(value.value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, time):
        return _dates.clock(value)
    return str(value)


@_kept
def from_text(noun: type, field: str, text: str) -> Any:
    """Read the value of a field of that kind of noun; None for nothing.

    Raises:
        FieldError: it cannot be a value of that field.
    """
    annotation = _annotation(noun, field)
    if not text and annotation is not str:
        return None
    try:
        return _read(annotation, text)
    except (ValueError, KeyError):
        expected = f"a value of {noun.__name__}.{field} as a document writes it"
        raise FieldError("Change", "became", expected, text) from None


def with_values(noun: NounT, texts: Mapping[str, str]) -> NounT:
    """Give the noun with other values in some fields, which may be dotted.

    All at once, because a noun may refuse one of them without the others.

    Raises:
        FieldError: the noun refuses the values, or changes cannot be of such a field.
    """
    values = {
        field: from_text(type(noun), field, text) for field, text in texts.items()
    }
    changed: NounT = _with(noun, {tuple(f.split(".")): v for f, v in values.items()})
    return changed


def _with(noun: Any, values: Mapping[tuple[str, ...], Any]) -> Any:
    fields = attrs.fields_dict(type(noun))
    taken: dict[str, Any] = {}
    nested: dict[str, dict[tuple[str, ...], Any]] = {}
    for (first, *rest), value in values.items():
        if rest:
            nested.setdefault(first, {})[tuple(rest)] = value
        else:
            empty = value is None and fields[first].default is not attrs.NOTHING
            taken[first] = fields[first].default if empty else value
    for first, inner in nested.items():
        held = getattr(noun, first)
        taken[first] = _with(
            _inner(fields[first].type)() if held is None else held, inner
        )
    return attrs.evolve(noun, **taken)


# ---------------------------------------------------------------------- annotations


def _annotation(noun: type, field: str) -> Any:
    if field not in recordable(noun):
        expected = f"a field of {noun.__name__} that holds a single value"
        raise FieldError("Change", "field", expected, field)
    found: Any = noun
    for name in field.split("."):
        found = _inner(attrs.fields_dict(found)[name].type)
    return found


def _can_be_empty(kind: Any) -> bool:
    """Say whether a nested noun could be made when only one of its fields is known."""
    return (
        isinstance(kind, type)
        and attrs.has(kind)
        and all(field.default is not attrs.NOTHING for field in attrs.fields(kind))
    )


def _inner(annotation: Any) -> Any:
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        members = [a for a in typing.get_args(annotation) if a is not types.NoneType]
        return members[0] if len(members) == 1 else annotation
    return annotation


def _is_plain(annotation: Any) -> bool:
    if annotation is str or annotation in _READERS:
        return True
    if id_types(annotation) or typing.get_origin(annotation) is typing.Annotated:
        return True
    return isinstance(annotation, type) and issubclass(annotation, enum.StrEnum)


def _read(annotation: Any, text: str) -> Any:
    if annotation is str or id_types(annotation):
        return text
    if annotation in _READERS:
        return _READERS[annotation](text)
    if isinstance(annotation, type):
        return annotation(text)
    return Decimal(_full(_DECIMAL, text))


def _full(pattern: re.Pattern[str], text: str) -> str:
    if not pattern.fullmatch(text):
        raise ValueError(text)
    return text


_READERS: dict[Any, Callable[[str], Any]] = {
    bool: {"true": True, "false": False}.__getitem__,
    int: lambda text: int(_full(_WHOLE, text)),
    pendulum.Date: _dates.parse_date,
    pendulum.Time: _dates.parse_time,
}
