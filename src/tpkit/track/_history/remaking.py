"""Nouns and portfolios with other values, made without asking everything again.

To look back at a portfolio makes thousands of nouns from values that were accepted once;
checking each field of each again would take most of the time.
"""

import operator
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import attrs

NounT = TypeVar("NounT")


def remade(noun: NounT, values: Mapping[str, Any]) -> NounT:
    """Give the noun with these values; what its fields say together is still checked.

    Raises:
        FieldError: the values cannot stand together.
    """
    made = unchecked(noun, values)
    check = getattr(made, "__attrs_post_init__", None)
    if check is not None:
        check()
    return made


def unchecked(noun: NounT, values: Mapping[str, Any]) -> NounT:
    """Give the noun with these values, which hold together by how they were found."""
    names, get = _fields(type(noun))
    made = object.__new__(type(noun))
    # As the `__init__` of a frozen class does it.
    put = object.__setattr__
    for name, value in zip(names, get(noun), strict=True):
        put(made, name, value)
    for name, value in values.items():
        put(made, name, value)
    return made


def _fields(kind: type) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    if kind not in _KNOWN:
        names = tuple(field.name for field in attrs.fields(kind))
        _KNOWN[kind] = names, operator.attrgetter(*names)
    return _KNOWN[kind]


_KNOWN: dict[type, tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]] = {}
