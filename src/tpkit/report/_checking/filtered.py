"""What filters make of what they are given, and what they must not be given."""

import inspect
from collections.abc import Sequence
from typing import Any, Protocol

from jinja2 import nodes
from jinja2.filters import FILTERS as OF_JINJA

from tpkit.report._checking.faults import hinted
from tpkit.report._checking.scope import Scope
from tpkit.report._checking.shapes import (
    ANYTHING,
    NOTHING,
    NUMBER,
    TEXT,
    WRITTEN,
    Fixed,
    Flag,
    Fraction,
    Group,
    Many,
    Number,
    Shape,
    Text,
    Written,
    either,
    members,
)
from tpkit.report._checking.words import described
from tpkit.report._templates.allowed import FILTERS, JSON, TESTS

ARGUMENTS: dict[str, tuple[str, ...]] = {
    name: tuple(inspect.signature(OF_JINJA[name]).parameters)
    for name in FILTERS
    # These pass on to another filter or test what they are given by name.
    if name not in {"map", "reject", "rejectattr", "select", "selectattr"}
}
"""The names of the arguments that filters take."""

_OF_WORDS = (
    "capitalize",
    "lower",
    "replace",
    "title",
    "truncate",
    "upper",
    "wordcount",
)
_OF_NUMBERS = ("abs", "round")
_MADE: dict[str, Shape] = {
    **dict.fromkeys(_OF_WORDS, TEXT),
    **dict.fromkeys(("length", "wordcount", *_OF_NUMBERS), NUMBER),
    JSON: WRITTEN,
}
"""What some filters make, whatever they are given."""
_OF_MANY = (
    "batch",
    "first",
    "groupby",
    "join",
    "last",
    "list",
    "map",
    "max",
    "min",
    "reject",
    "rejectattr",
    "reverse",
    "select",
    "selectattr",
    "slice",
    "sort",
    "sum",
    "unique",
)


class Asked(Protocol):
    """What works out shapes for a filter."""

    filters: Sequence[str]

    def tell(self, node: nodes.Node, scope: Scope, message: str) -> None:
        """Note a fault."""

    def read(self, owner: Shape, name: str, node: nodes.Node, scope: Scope) -> Shape:
        """Give what `.name` of a value is."""
        ...

    def test_named(self, name: str, node: nodes.Node, scope: Scope) -> None:
        """Tell where no test has that name."""

    def compared(self, shape: Shape, node: nodes.Node, scope: Scope) -> None:
        """Tell what cannot be compared."""


def refused(name: str, value: Shape) -> str:
    """Say why a filter must not be given such a value; empty where it may."""
    if value == ANYTHING or (name in {"trim", "length"} and value == WRITTEN):
        return ""
    if value == NOTHING:
        return f"the filter {name!r} may be given None; ask 'if' first"
    wanted: tuple[str, tuple[type, ...]] = ("", ())
    if name in _OF_WORDS or name in {"trim", JSON}:
        wanted = ("words", (Text, Number, Flag) if name == JSON else (Text, Number))
    elif name in _OF_NUMBERS:
        wanted = ("a number", (Number, Fraction))
    elif name in _OF_MANY:
        wanted = ("a list", (Many, Fixed))
    else:  # length
        wanted = ("a list or words", (Many, Fixed, Text))
    if isinstance(value, wanted[1]):
        return ""
    return f"the filter {name!r} wants {wanted[0]}, got {described(value)}"


def shape(
    asks: Asked, node: nodes.Filter, scope: Scope, value: Shape, given: Sequence[Shape]
) -> Shape:
    """Give what a filter makes of a value; names of fields in its arguments are read."""
    item = either(_item(one) for one in members(value))
    read = _attribute(asks, node, scope, item)
    if _compares(node):
        asks.compared(item if read is None else read, node, scope)
    match node.name:
        case "trim":
            made = value
        case "join":
            made = _joined(asks, node, scope, item if read is None else read, given)
        case "map":
            made = Many(_mapped(asks, node, scope, item, read))
        case "sum":
            made = item if read is None else read
        case "groupby":
            made = Many(Group(ANYTHING if read is None else read, item))
        case name if name in _MADE:
            made = _MADE[name]
        case "first" | "last" | "max" | "min":
            made = item
        case "batch" | "slice":
            made = Many(Many(item))
        case _:
            _tested(asks, node, scope)
            made = Many(item)
    return made


_COMPARING = ("groupby", "max", "min", "sort", "sum", "unique")
"""Filters that set one item against another."""


def _compares(node: nodes.Filter) -> bool:
    """Say whether a filter compares, by itself or by the test that it is given."""
    place = _TESTED.get(node.name)
    return node.name in _COMPARING or (place is not None and len(node.args) > place)


def _item(value: Shape) -> Shape:
    match value:
        case Many():
            return value.item
        case Fixed():
            return either(value.items)
    return ANYTHING


_FIRST_IS_ATTRIBUTE = ("groupby", "rejectattr", "selectattr", "sum")
_SECOND_IS_ATTRIBUTE = ("join",)
_NAMED_ATTRIBUTE = ("groupby", "join", "map", "max", "min", "sort", "sum", "unique")


def _attribute(
    asks: Asked, node: nodes.Filter, scope: Scope, item: Shape
) -> Shape | None:
    """Give what the field named in a filter's arguments is; None where none is named."""
    wanted: nodes.Expr | None = None
    if node.name in _FIRST_IS_ATTRIBUTE and node.args:
        wanted = node.args[0]
    elif node.name in _SECOND_IS_ATTRIBUTE and len(node.args) > 1:
        wanted = node.args[1]
    elif node.name in _NAMED_ATTRIBUTE:
        named = [one.value for one in node.kwargs if one.key == "attribute"]
        wanted = named[0] if named else None
    if wanted is None:
        return None
    if not isinstance(wanted, nodes.Const) or not isinstance(wanted.value, str):
        message = f"the filter {node.name!r} wants a field's name in quotes"
        asks.tell(node, scope, message)
        return ANYTHING
    found = item
    for name in wanted.value.split("."):
        found = either(asks.read(one, name, node, scope) for one in members(found))
    return found


def _joined(
    asks: Asked, node: nodes.Filter, scope: Scope, item: Shape, given: Sequence[Shape]
) -> Shape:
    for one in members(item):
        if not isinstance(one, Text | Number | Written) and one != ANYTHING:
            got = described(one)
            asks.tell(node, scope, f"the filter 'join' wants words, got {got}")
    return WRITTEN if WRITTEN in {*members(item), *given} else TEXT


def _mapped(
    asks: Asked, node: nodes.Filter, scope: Scope, item: Shape, read: Shape | None
) -> Shape:
    if read is not None:
        return read
    wanted: Any = node.args[0] if node.args else None
    if not isinstance(wanted, nodes.Const):
        asks.tell(node, scope, "the filter 'map' wants a filter's name or 'attribute='")
        return ANYTHING
    inner = str(wanted.value)
    if inner not in asks.filters:
        message = f"no filter is named {inner!r}"
        asks.tell(node, scope, hinted(message, inner, asks.filters))
        return ANYTHING
    for one in members(item):
        wrong = refused(inner, one)
        if wrong:
            asks.tell(node, scope, wrong)
            return ANYTHING
    again = nodes.Filter(None, inner, node.args[1:], [], None, None)
    again.set_lineno(node.lineno)
    return shape(asks, again, scope, item, [])


_TESTED = {"select": 0, "reject": 0, "selectattr": 1, "rejectattr": 1}


def _tested(asks: Asked, node: nodes.Filter, scope: Scope) -> None:
    """Look at the name of the test that `select` and its like are given."""
    place = _TESTED.get(node.name)
    if place is None or len(node.args) <= place:
        return
    wanted = node.args[place]
    if isinstance(wanted, nodes.Const) and str(wanted.value) in TESTS:
        return
    name = str(wanted.value) if isinstance(wanted, nodes.Const) else "…"
    asks.test_named(name, node, scope)
