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
    setters, get = _fields(type(noun))
    made = object.__new__(type(noun))
    # As the `__init__` of a frozen class does it, but by the slots themselves.
    for put, value in zip(setters.values(), get(noun), strict=True):
        put(made, value)
    for name, value in values.items():
        setters[name](made, value)
    return made


_Setters = Mapping[str, Callable[[Any, Any], None]]


def _fields(kind: type) -> tuple[_Setters, Callable[[Any], tuple[Any, ...]]]:
    if kind not in _KNOWN:
        names = [field.name for field in attrs.fields(kind)]
        setters = {name: getattr(kind, name).__set__ for name in names}
        _KNOWN[kind] = setters, operator.attrgetter(*names)
    return _KNOWN[kind]


_KNOWN: dict[type, tuple[_Setters, Callable[[Any], tuple[Any, ...]]]] = {}
