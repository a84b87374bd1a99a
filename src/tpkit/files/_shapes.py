"""What each annotation of a noun looks like in a document, as data.

The explaining pass and the JSON Schema both walk these shapes, so that they cannot
disagree about what a document may hold.
"""

import enum
import functools
import operator
import re
import types
import typing
from collections.abc import Iterable
from typing import Annotated, Any

import attrs
import pendulum

from tpkit._model._checked import Expectation, Extra, Unit, expectation, id_types
from tpkit._model.portfolio import Portfolio

TAG = "rule"
"""The key that says which noun of a union a mapping is: `rule: not_on`."""


class Leaf(enum.Enum):
    """The kinds of single value."""

    TEXT = enum.auto()
    ID = enum.auto()
    WHOLE = enum.auto()
    NUMBER = enum.auto()
    FLAG = enum.auto()
    DATE = enum.auto()
    TIME = enum.auto()


@attrs.frozen
class Single:
    """One value: text, an id, a number, true or false, a date, a time."""

    leaf: Leaf
    expectation: Expectation
    may_be_blank: bool = False
    unit: Unit | None = None

    @property
    def words(self) -> str:
        """The expectation in words."""
        if self.unit is None:
            return self.expectation.words
        places = f"at most {self.unit.places} decimal places"
        return f"{self.unit.name} with {places}, such as 1250.50"


@attrs.frozen
class Choice:
    """One of a StrEnum's values."""

    kind: type[enum.StrEnum]

    @property
    def values(self) -> tuple[str, ...]:
        """The spellings to choose from."""
        return tuple(member.value for member in self.kind)

    @property
    def words(self) -> str:
        """The expectation in words."""
        return f"one of {', '.join(self.values)}"


@attrs.frozen
class OwnFields:
    """An embedder's own fields: a mapping of `vendor:name` to text."""

    words: str = "a mapping of your own fields, each key of the form vendor:name"


@attrs.frozen
class ListOf:
    """A list whose items all have one shape."""

    item: "Shape"

    @property
    def words(self) -> str:
        """The expectation in words."""
        return f"a list, each item {self.item.words}"


@attrs.frozen
class Noun:
    """A mapping that becomes one noun."""

    annotation: Any
    """The class, or a generic one with its parameter: `Step[BidStatus]`."""
    tag: str | None = None
    """What its `rule` key says; None where no other noun could stand here."""

    @property
    def noun(self) -> type[Any]:
        """The class to build."""
        noun: type[Any] = typing.get_origin(self.annotation) or self.annotation
        return noun

    @property
    def fields(self) -> "dict[str, Field]":
        """The keys its mapping may have, in the order of the class."""
        return fields_of(self.annotation)

    @property
    def words(self) -> str:
        """The expectation in words."""
        return f"a mapping that describes one {self.noun.__name__}"


@attrs.frozen
class OneOf:
    """A mapping whose `rule` key says which noun it becomes."""

    members: tuple[Noun, ...]

    @property
    def words(self) -> str:
        """The expectation in words."""
        return f"a mapping that describes one {TAG}"


Shape = Single | Choice | OwnFields | ListOf | Noun | OneOf


@attrs.frozen
class Field:
    """One key of a noun's mapping."""

    name: str
    shape: Shape
    """The shape of its value, where there is one."""
    attribute: "attrs.Attribute[Any]"

    @property
    def is_required(self) -> bool:
        """Whether a document must give it."""
        return self.attribute.default is attrs.NOTHING


@functools.cache
def fields_of(annotation: Any) -> dict[str, Field]:
    """Give the keys a noun's mapping may have, in the order of the class.

    Raises:
        TypeError: a field may be nothing but has another default, so that no document
            could tell the two apart.
    """
    noun = typing.get_origin(annotation) or annotation
    variables: tuple[Any, ...] = getattr(noun, "__parameters__", ())
    values = dict(zip(variables, typing.get_args(annotation), strict=True))
    return {
        attribute.name: _field(noun, attribute, values)
        for attribute in attrs.fields(noun)
        if attribute.init
    }


def _field(
    noun: type[Any], attribute: "attrs.Attribute[Any]", values: dict[Any, Any]
) -> Field:
    annotation: Any = attribute.type
    members = typing.get_args(annotation) if _is_union(annotation) else ()
    if types.NoneType in members:
        if attribute.default is not None:
            raise TypeError(
                f"{noun.__name__}.{attribute.name} may be None, so its default must be"
            )
        there = (member for member in members if member is not types.NoneType)
        annotation = functools.reduce(operator.or_, there)
    shape = shape_of(
        values.get(annotation, annotation), may_be_blank=attribute.default == ""
    )
    return Field(name=attribute.name, shape=shape, attribute=attribute)


def _is_union(annotation: Any) -> bool:
    return typing.get_origin(annotation) in (typing.Union, types.UnionType)


def shape_of(annotation: Any, *, may_be_blank: bool = False) -> Shape:
    """Give the shape that values of this annotation have in a document."""
    if annotation == Extra:
        return OwnFields()
    if typing.get_origin(annotation) is Annotated:
        return _number(annotation)
    if isinstance(annotation, type) and issubclass(annotation, enum.StrEnum):
        return Choice(annotation)
    leaf = _LEAVES.get(annotation)
    if id_types(annotation):
        leaf = Leaf.ID
    if leaf is not None:
        expected = expectation(annotation, may_be_blank=may_be_blank)
        return Single(leaf, expected, may_be_blank)
    return _composite(annotation)


_LEAVES = {
    str: Leaf.TEXT,
    int: Leaf.WHOLE,
    bool: Leaf.FLAG,
    pendulum.Date: Leaf.DATE,
    pendulum.Time: Leaf.TIME,
}


def _number(annotation: Any) -> Single:
    unit: Unit = annotation.__metadata__[0]
    return Single(Leaf.NUMBER, expectation(annotation), unit=unit)


def _composite(annotation: Any) -> Shape:
    if typing.get_origin(annotation) is tuple:
        return ListOf(shape_of(typing.get_args(annotation)[0]))
    if _is_union(annotation):
        return _tagged(typing.get_args(annotation))
    return Noun(annotation)


def _tagged(nouns: Iterable[type[Any]]) -> OneOf:
    return OneOf(tuple(Noun(noun, tag_of(noun)) for noun in nouns))


def tag_of(noun: type[Any]) -> str:
    """Give the tag of a noun in a union: `not_on` for `NotOn`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", noun.__name__).lower()


def families() -> dict[str, Field]:
    """Give the keys of a document beside its version, in the order of `Portfolio`."""
    return fields_of(Portfolio)
