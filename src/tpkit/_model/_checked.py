"""Own-field checks: every noun's annotations are enforced when it is built.

`checked` is handed to `attrs.frozen` as its field transformer. It reads each field's
annotation and adds the conversions that lose nothing (a list to a tuple, a
`datetime.date` to a `pendulum.Date`, an int to a `Decimal`) and a check that refuses
everything else with a `FieldError`. A field's own validator, such as `AtLeast(1)`,
runs after that.
"""

import enum
import functools
import operator
import re
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, TypeVar

import attrs
import pendulum

from tpkit import _dates
from tpkit.errors import FieldError


@attrs.frozen
class Unit:
    """What a number is measured in, carried by its annotation."""

    name: str
    places: int
    """Decimal places the value may have."""


Money = Annotated[Decimal, Unit("pounds", 2)]
"""Pounds and pence, exact; never a float."""

Percent = Annotated[Decimal, Unit("percent", 4)]
"""A percentage, 15 meaning 15%."""

Number = Annotated[Decimal, Unit("a number", 4)]
"""A measured number, exact; the noun says in what unit."""

Extra = tuple[tuple[str, str], ...]
"""An embedder's own fields: pairs of a `vendor:name` key and a text, sorted by key."""

OWN_RULE = "tpkit.own_rule"
"""Metadata key under which a field keeps its own validator, for the JSON Schema."""


@attrs.frozen
class AtLeast:
    """The value, where there is one, must not be less than the limit."""

    limit: int

    def __call__(self, noun: Any, field: "attrs.Attribute[Any]", value: Any) -> None:
        """Refuse a value below the limit."""
        if value is not None and value < self.limit:
            raise FieldError(
                type(noun).__name__, field.name, f"at least {self.limit}", value
            )


@attrs.frozen
class Between:
    """The value, where there is one, must lie between two limits, both allowed."""

    low: int
    high: int

    def __call__(self, noun: Any, field: "attrs.Attribute[Any]", value: Any) -> None:
        """Refuse a value outside the limits."""
        if value is not None and not self.low <= value <= self.high:
            raise FieldError(
                type(noun).__name__,
                field.name,
                f"a number from {self.low} to {self.high}",
                value,
            )


@attrs.frozen
class NotEmpty:
    """There must be at least one item."""

    def __call__(self, noun: Any, field: "attrs.Attribute[Any]", value: Any) -> None:
        """Refuse an empty tuple."""
        if not value:
            raise FieldError(
                type(noun).__name__, field.name, "at least one item", value
            )


@attrs.frozen
class Distinct:
    """There must be at least one item, and none twice."""

    def __call__(self, noun: Any, field: "attrs.Attribute[Any]", value: Any) -> None:
        """Refuse an empty tuple, and one that says something twice."""
        NotEmpty()(noun, field, value)
        if len(set(value)) < len(value):
            raise FieldError(
                type(noun).__name__, field.name, "items that differ", value
            )


def must_follow(noun: Any, later: str, earlier: str, *, or_equal: bool = True) -> None:
    """Refuse a noun whose *later* field comes before its *earlier* one.

    Either may be None, which says nothing. Called from `__attrs_post_init__`.
    """
    first, second = getattr(noun, earlier), getattr(noun, later)
    if first is None or second is None or second > first:
        return
    if or_equal and second == first:
        return
    if isinstance(first, int):
        expected = f"at least {earlier} ({first})"
    else:
        expected = f"a value {'on or ' if or_equal else ''}after {earlier} ({first})"
    raise FieldError(type(noun).__name__, later, expected, second)


# --------------------------------------------------------------------------- texts

ID_PATTERN = r"[A-Za-z0-9][A-Za-z0-9._:@-]{0,99}"
"""What an id may look like: it must survive file names, addresses and calendars."""

_ID = re.compile(ID_PATTERN, re.ASCII)
_EXTRA_KEY = re.compile(r"[A-Za-z0-9_.-]+:[A-Za-z0-9_.-]+", re.ASCII)
# XML, YAML and terminals cannot carry these, so no document could hold them.
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


def is_text(value: object) -> bool:
    """Say whether this is text that every document format can carry; may be empty."""
    return type(value) is str and (value.isprintable() or not UNPRINTABLE.search(value))


def is_filled_text(value: object) -> bool:
    """Say whether this is text with something to read in it."""
    return type(value) is str and is_text(value) and bool(value.strip())


def is_id(value: object) -> bool:
    """Say whether this can be an id."""
    return type(value) is str and _ID.fullmatch(value) is not None


# ------------------------------------------------------------------- expectations


@attrs.frozen
class Expectation:
    """What values of one annotation must be: the words for it, and the test."""

    words: str
    test: Callable[[Any], bool]
    convert: Callable[[Any], Any] | None = None


def _is_date(value: object) -> bool:
    return type(value) is pendulum.Date or (
        isinstance(value, pendulum.Date) and not isinstance(value, datetime)
    )


def _is_time(value: object) -> bool:
    return (
        isinstance(value, pendulum.Time)
        and value.tzinfo is None
        and value.second == 0
        and value.microsecond == 0
    )


_LARGEST = 10**12
# Nothing here is counted in millions of millions, and every format and spreadsheet
# still holds such a number exactly.


def _is_whole(value: object) -> bool:
    return type(value) is int and abs(value) < _LARGEST


def _is_bool(value: object) -> bool:
    return type(value) is bool


def _as_decimal(value: Any) -> Any:
    return Decimal(value) if type(value) is int else value


def _is_decimal(places: int) -> Callable[[object], bool]:
    def test(value: object) -> bool:
        if not isinstance(value, Decimal) or not value.is_finite():
            return False
        exponent = value.as_tuple().exponent
        return (
            isinstance(exponent, int)
            and -places <= exponent <= places + 12
            and abs(value) < _LARGEST
        )

    return test


def as_extra(value: Any) -> Any:
    """Turn a mapping, or pairs, into pairs sorted by key; leave anything else alone."""
    if isinstance(value, Mapping):
        value = value.items()
    if isinstance(value, str) or not isinstance(value, Iterable):
        return value
    pairs = [tuple(pair) if isinstance(pair, list) else pair for pair in value]
    return tuple(sorted(pairs, key=_own_key))


def _own_key(pair: Any) -> str:
    return str(pair[0]) if isinstance(pair, tuple) and pair else ""


def _is_extra(value: object) -> bool:
    if not isinstance(value, tuple):
        return False
    keys = [pair[0] for pair in value if isinstance(pair, tuple) and pair]
    return (
        len(set(map(repr, keys))) == len(value)
        and all(type(k) is str and _EXTRA_KEY.fullmatch(k) for k in keys)
        and all(len(pair) == 2 and is_text(pair[1]) for pair in value)  # noqa: PLR2004
        and keys == sorted(keys)
    )


_SIMPLE: dict[Any, Expectation] = {
    bool: Expectation("true or false", _is_bool),
    int: Expectation("a whole number of at most 12 digits", _is_whole),
    pendulum.Date: Expectation("a date such as 2022-02-21", _is_date, _dates.as_date),
    pendulum.Time: Expectation("a clock time such as 10:30", _is_time, _dates.as_time),
}
_EXTRA = Expectation(
    "texts under different keys of the form vendor:name", _is_extra, as_extra
)


def id_types(annotation: Any) -> tuple[Any, ...]:
    """Give the `NewType`s that an id's annotation names; none where it is no id's.

    A field may name one kind of id, or a union of kinds such as `ActivityId`.
    """
    members: tuple[Any, ...] = (annotation,)
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        members = typing.get_args(annotation)
    are_ids = all(hasattr(member, "__supertype__") for member in members)
    return members if are_ids else ()


def expectation(annotation: Any, *, may_be_blank: bool = False) -> Expectation:
    """Give what a value of this annotation must be.

    Raises:
        TypeError: a noun was written with an annotation that nouns may not have.
    """
    if annotation == Extra:
        return _EXTRA
    if annotation in _SIMPLE:
        return _SIMPLE[annotation]
    if annotation is str:
        if may_be_blank:
            return Expectation("text without control characters", is_text)
        return Expectation(
            "text with something in it, without control characters", is_filled_text
        )
    if id_types(annotation):
        return Expectation(
            "an id of letters, digits and . _ : @ -, such as 'iro-forum'", is_id
        )
    if isinstance(annotation, TypeVar):
        return _instance_of((enum.StrEnum,), "a status")
    if isinstance(annotation, type) and issubclass(annotation, enum.Enum):
        choices = ", ".join(str(member.value) for member in annotation)
        return _instance_of((annotation,), f"one of {choices}")
    return _composite(annotation)


def _composite(annotation: Any) -> Expectation:
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is Annotated:
        unit: Unit = annotation.__metadata__[0]
        words = f"{unit.name} with at most {unit.places} decimal places, as a Decimal"
        return Expectation(words, _is_decimal(unit.places), _as_decimal)
    if origin in (typing.Union, types.UnionType):
        return _either(arguments)
    if origin is tuple and arguments[1:] == (Ellipsis,):
        return _tuple_of(expectation(arguments[0]))
    if origin is not None and attrs.has(origin):
        return _generic(origin, arguments[0])
    if isinstance(annotation, type) and attrs.has(annotation):
        return _instance_of((annotation,), _named(annotation))
    msg = f"{annotation!r} is not an annotation that a noun may have"
    raise TypeError(msg)


def _named(noun: type) -> str:
    article = "an" if noun.__name__[0] in "AEIOU" else "a"
    return f"{article} {noun.__name__}"


def _instance_of(kinds: tuple[type, ...], words: str) -> Expectation:
    return Expectation(words, lambda value: isinstance(value, kinds))


def _generic(origin: type, argument: Any) -> Expectation:
    # Step[BidStatus]: the container's class, and the argument's class inside.
    inner = [
        field.name
        for field in attrs.fields(origin)
        if isinstance(field.metadata.get("annotation"), TypeVar)
    ]

    def test(value: Any) -> bool:
        return isinstance(value, origin) and all(
            isinstance(getattr(value, name), argument) for name in inner
        )

    return Expectation(f"a {origin.__name__} to a {argument.__name__}", test)


def _either(arguments: tuple[Any, ...]) -> Expectation:
    members = tuple(a for a in arguments if a is not types.NoneType)
    if members == arguments:
        return _instance_of(members, " or ".join(_named(kind) for kind in members))
    inner = expectation(functools.reduce(operator.or_, members))
    test, convert = inner.test, inner.convert
    return Expectation(
        f"{inner.words} or nothing",
        lambda value: value is None or test(value),
        convert,  # conversions leave None alone
    )


def _tuple_of(item: Expectation) -> Expectation:
    test, item_convert = item.test, item.convert

    def convert(value: Any) -> Any:
        if type(value) is tuple and item_convert is None:
            return value
        if not isinstance(value, list | tuple):
            return value
        if item_convert is not None:
            return tuple(item_convert(each) for each in value)
        return tuple(value)

    def all_pass(value: Any) -> bool:
        return type(value) is tuple and all(map(test, value))

    return Expectation(f"a list, each item {item.words}", all_pass, convert)


# -------------------------------------------------------------- the transformer


def checked(
    noun: type, fields: "list[attrs.Attribute[Any]]"
) -> "list[attrs.Attribute[Any]]":
    """Give every field of *noun* its conversion and its check (see the module)."""
    return [_checked_field(noun.__name__, field) for field in fields]


def _checked_field(noun: str, field: "attrs.Attribute[Any]") -> "attrs.Attribute[Any]":
    expected = expectation(field.type, may_be_blank=field.default == "")
    own = field.validator
    metadata = {**field.metadata, OWN_RULE: own, "annotation": field.type}
    return field.evolve(
        converter=_reader(noun, field, expected),
        validator=own and _unless_default(own, field.default),
        metadata=types.MappingProxyType(metadata),
    )


def _reader(
    noun: str, field: "attrs.Attribute[Any]", expected: Expectation
) -> Callable[[Any], Any]:
    name, words = field.name, expected.words
    test, convert = expected.test, expected.convert
    default = object() if field.default is attrs.NOTHING else field.default

    # A converter, because attrs calls it more cheaply than a validator, and with a way
    # out for defaults: nouns are built by the hundred thousand, and most of their
    # fields are left as they are.
    def read(value: Any) -> Any:
        if value is default or test(value):
            return value
        if convert is not None and test(converted := convert(value)):
            return converted
        raise FieldError(noun, name, words, value)

    # What attrs then says of the argument of `__init__`.
    read.__annotations__["value"] = field.type
    return read


def _unless_default(own: Any, default: Any) -> Any:
    def check(noun: Any, field: "attrs.Attribute[Any]", value: Any) -> None:
        if value is not default:
            own(noun, field, value)

    return check


__all__ = [
    "ID_PATTERN",
    "OWN_RULE",
    "UNPRINTABLE",
    "AtLeast",
    "Between",
    "Distinct",
    "Expectation",
    "Extra",
    "Money",
    "NotEmpty",
    "Number",
    "Percent",
    "Unit",
    "as_extra",
    "checked",
    "expectation",
    "id_types",
    "is_filled_text",
    "is_id",
    "is_text",
    "must_follow",
]
