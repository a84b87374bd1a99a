"""What a value in a template can be: the types that the checker thinks in."""

import functools
import types
import typing
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Literal, get_args, get_origin

import attrs
from jinja2 import nodes


@attrs.frozen
class Text:
    """Words, which can be printed."""


@attrs.frozen
class Number:
    """A whole number, or pounds and pence."""


@attrs.frozen
class Fraction:
    """What a division gives: a number that must not be printed as it is."""


@attrs.frozen
class Flag:
    """True or False."""


@attrs.frozen
class Nothing:
    """None."""


@attrs.frozen
class Anything:
    """A value of which nothing is known."""


@attrs.frozen
class Written:
    """What a macro or a block has written, safe for its format."""


@attrs.frozen
class Many:
    """Several values of one shape."""

    item: "Shape"


@attrs.frozen
class Fixed:
    """Some values, each of its own shape."""

    items: tuple["Shape", ...]


@attrs.frozen
class Record:
    """A value of an attrs class."""

    kind: type[Any]


@attrs.frozen
class Group:
    """What `groupby` gives: what items have in common, and the items."""

    grouper: "Shape"
    item: "Shape"


@attrs.frozen
class Method:
    """A method of a text, before it is called."""

    name: str


@attrs.frozen
class Loop:
    """`loop`, within a loop."""


@attrs.frozen
class OwnBlocks:
    """`self`: the blocks of the template."""


@attrs.frozen
class Super:
    """`super`: the block below."""


@attrs.frozen(eq=False)
class MacroShape:
    """A macro, with what it can see."""

    node: nodes.Macro
    file: str
    names: "Names"


@attrs.frozen(eq=False)
class Module:
    """What `import … as` gives: the macros and values of a template."""

    name: str
    names: Mapping[str, "Shape"]


@attrs.frozen
class Perhaps:
    """A value that is only set where an `if` came true."""

    shape: "Shape"


@attrs.frozen
class Either:
    """One of several shapes."""

    members: tuple["Shape", ...]


Shape = (
    Text
    | Number
    | Fraction
    | Flag
    | Nothing
    | Anything
    | Written
    | Many
    | Fixed
    | Record
    | Group
    | Method
    | Loop
    | OwnBlocks
    | Super
    | MacroShape
    | Module
    | Perhaps
    | Either
)
Names = dict[str, Shape]

TEXT, NUMBER, FRACTION, FLAG, NOTHING = Text(), Number(), Fraction(), Flag(), Nothing()
ANYTHING, WRITTEN = Anything(), Written()


def either(shapes: Iterable[Shape]) -> Shape:
    """Give the shape of a value that has one of these."""
    found: dict[Shape, None] = {}
    for shape in shapes:
        found |= dict.fromkeys(shape.members if isinstance(shape, Either) else [shape])
    if len(found) == 1:
        return next(iter(found))
    if not found or ANYTHING in found:
        return ANYTHING
    return Either(tuple(found))


def members(shape: Shape) -> tuple[Shape, ...]:
    """Give the shapes that a value can have."""
    return shape.members if isinstance(shape, Either) else (shape,)


def without_nothing(shape: Shape) -> Shape:
    """Give the shape of a value that is known not to be None."""
    # Where it can be nothing but None, nobody gets there: anything holds.
    return either(one for one in members(shape) if one != NOTHING)


def fields_of(kind: Any) -> Mapping[str, Shape]:
    """Give the shapes of a class's fields."""
    return _fields_of(kind)


@functools.cache
def _fields_of(kind: Any) -> Mapping[str, Shape]:
    hints = typing.get_type_hints(kind)
    return {field.name: shape_of(hints[field.name]) for field in attrs.fields(kind)}


_PLAIN: dict[Any, Shape] = {
    str: TEXT,
    int: NUMBER,
    Decimal: NUMBER,
    bool: FLAG,
    float: FRACTION,
    type(None): NOTHING,
}


def shape_of(hint: Any) -> Shape:
    """Give the shape of what a type annotation says."""
    if isinstance(hint, typing.NewType):
        return shape_of(hint.__supertype__)
    origin, inner = get_origin(hint), get_args(hint)
    if origin in {types.UnionType, typing.Union, Literal}:
        kinds = map(type, inner) if origin is Literal else inner
        return either(shape_of(one) for one in kinds)
    if origin is tuple and inner[-1] is Ellipsis:
        return Many(shape_of(inner[0]))
    if origin is tuple:
        return Fixed(tuple(shape_of(one) for one in inner))
    if isinstance(hint, type) and attrs.has(hint):
        return Record(hint)
    return _PLAIN.get(hint, ANYTHING)
