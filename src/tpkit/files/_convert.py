"""Between plain data and nouns, quickly: cattrs hooks made from the shapes."""

import enum
import functools
import operator
import re
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

import attrs
import cattrs
import pendulum
from cattrs.errors import ForbiddenExtraKeysError
from cattrs.gen import (
    make_dict_structure_fn_from_attrs,
    make_dict_unstructure_fn,
    override,
)

from tpkit import _dates
from tpkit.files._faults import described
from tpkit.files._shapes import (
    TAG,
    Choice,
    Field,
    Leaf,
    ListOf,
    Noun,
    OneOf,
    OwnFields,
    Shape,
    Single,
    families,
    shape_of,
)

Hook = Callable[[Any, Any], Any]
"""A cattrs structure hook: the value, and the type asked for (which ours know)."""

Writer = Callable[[Any], Any]


class Plain(str):
    """A YAML scalar without quotes, which has no type until a field gives it one."""

    __slots__ = ()


def make_converter() -> cattrs.Converter:
    """Make a cattrs converter that knows tpkit's nouns; see `configure_converter`."""
    converter = cattrs.Converter(detailed_validation=False)
    configure_converter(converter)
    return converter


def configure_converter(converter: cattrs.Converter) -> None:
    """Teach your own cattrs converter tpkit's nouns, in the form that JSON can carry.

    - nouns and portfolios become mappings of their fields, with defaults left out;
      a key that is no field is refused
    - dates become `YYYY-MM-DD`, times `HH:MM`
    - money and percentages become texts such as `1250.50`; an int and a `Decimal` are
      read too, but not a float, which is not exact
    - `extra`, a noun's own fields, becomes a mapping
    - scheduling rules carry the key `rule`, which says which of them they are
    - None for a field that has a default stands for that default
    - nothing is coerced: a number is not text, and text is not a list

    Your own classes keep the hooks they have, and may hold tpkit's nouns, dates and
    times. The converter stops at the first thing wrong, with whatever error Python, the
    noun or cattrs has for it; `files.loads` is what explains.
    """
    _configure(converter, TYPED, as_text)
    converter.register_structure_hook(pendulum.Date, _as_date)
    converter.register_structure_hook(pendulum.Time, _as_time)
    converter.register_unstructure_hook(
        pendulum.Date, operator.methodcaller("isoformat")
    )
    converter.register_unstructure_hook(pendulum.Time, _dates.clock)


@functools.cache
def typed_converter() -> cattrs.Converter:
    """Give the converter for formats whose values have types: JSON and TOML."""
    return make_converter()


@functools.cache
def plain_converter() -> cattrs.Converter:
    """Give the converter for YAML: reads `Plain` scalars, writes dates and numbers."""
    converter = cattrs.Converter(detailed_validation=False)
    _configure(converter, PLAIN, native)
    return converter


@functools.cache
def family_readers(*, of_yaml: bool) -> dict[str, Hook]:
    """Give the hook for each key of a document, where its values are YAML's or typed."""
    converter = plain_converter() if of_yaml else typed_converter()
    leaves = PLAIN if of_yaml else TYPED
    return {
        name: _field_reader(field, converter, leaves)
        for name, field in families().items()
    }


@functools.cache
def noun_reader(shape: Noun | OneOf) -> Hook:
    """Give the hook that reads a noun, whether its values are YAML's or typed."""
    return _reader(shape, plain_converter(), PLAIN)


REFUSALS = (TypeError, ValueError, KeyError, AttributeError, ForbiddenExtraKeysError)
"""What the hooks raise; AttributeError where cattrs asks a text for its keys."""


# ------------------------------------------------------------------ reading leaves


def _as_it_is(value: Any, _: Any) -> Any:
    # The noun's own check refuses what is not exactly of its type.
    return value


def _as_date(value: Any, _: Any) -> Any:
    return _dates.parse_date(value) if isinstance(value, str) else value


def _as_time(value: Any, _: Any) -> Any:
    return _dates.parse_time(value) if isinstance(value, str) else value


_NUMBER = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,30})?", re.ASCII)
_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,17})", re.ASCII)


def _as_number(value: Any, _: Any) -> Any:
    if not isinstance(value, str):
        return value
    if not _NUMBER.fullmatch(value):
        raise ValueError(f"expected a number such as 1250.50, got {value!r}")
    return Decimal(value)


def _plain_text(value: Any, _: Any) -> Any:
    return str(value) if type(value) is Plain else value


def _plain_whole(value: Any, _: Any) -> Any:
    return int(value) if type(value) is Plain and _WHOLE.fullmatch(value) else value


def _plain_flag(value: Any, _: Any) -> Any:
    return _FLAGS.get(value, value) if type(value) is Plain else value


_FLAGS: dict[str, bool] = {"true": True, "false": False}

TYPED: Mapping[Leaf, Hook] = types.MappingProxyType(
    {
        Leaf.TEXT: _as_it_is,
        Leaf.ID: _as_it_is,
        Leaf.WHOLE: _as_it_is,
        Leaf.FLAG: _as_it_is,
        Leaf.NUMBER: _as_number,
        Leaf.DATE: _as_date,
        Leaf.TIME: _as_time,
    }
)
"""How leaves are read where values have types already."""

PLAIN: Mapping[Leaf, Hook] = types.MappingProxyType(
    {
        **TYPED,
        Leaf.TEXT: _plain_text,
        Leaf.ID: _plain_text,
        Leaf.WHOLE: _plain_whole,
        Leaf.FLAG: _plain_flag,
    }
)
"""How leaves are read from YAML, where the field decides what a scalar means."""


# ------------------------------------------------------------------ writing leaves


def _written_number(single: Single) -> Writer:
    # Adding 0 turns -0 into 0: equal portfolios must be written alike. Money shows its
    # pence; a percentage shows no more places than it needs.
    if single.unit is not None and single.unit.places == _PENCE:
        return lambda value: f"{value + 0:.2f}"
    return lambda value: f"{(value + 0).normalize():f}"


_PENCE = 2


def as_text(single: Single) -> Writer:
    """Write a leaf as JSON can carry it."""
    match single.leaf:
        case Leaf.DATE:
            return operator.methodcaller("isoformat")
        case Leaf.TIME:
            return _dates.clock
        case Leaf.NUMBER:
            return _written_number(single)
        case _:
            return _same


def native(single: Single) -> Writer:
    """Write a leaf for YAML and TOML, which have dates, times and numbers."""
    if single.leaf is not Leaf.NUMBER:
        return _same
    write = _written_number(single)
    return lambda value: Decimal(write(value))


def _same(value: Any) -> Any:
    return value


# -------------------------------------------------------------------------- nouns


def _configure(
    converter: cattrs.Converter,
    reading: Mapping[Leaf, Hook],
    writing: Callable[[Single], Writer],
) -> None:
    def read_noun(noun: Any) -> Hook:
        shape = typing.cast("Noun", shape_of(noun))
        attributes = []
        hooks: dict[str, Any] = {}
        for field in shape.fields.values():
            hook = _field_reader(field, converter, reading)
            if hook is _as_it_is:
                # cattrs leaves a field with a converter of its own to attrs, and so
                # spares us a call for every text and id of a document.
                attributes.append(field.attribute.evolve(converter=_same))
            else:
                attributes.append(field.attribute)
                hooks[field.name] = override(struct_hook=hook)
        variables: tuple[Any, ...] = getattr(shape.noun, "__parameters__", ())
        names = (variable.__name__ for variable in variables)
        return make_dict_structure_fn_from_attrs(
            attributes,
            shape.noun,
            converter,
            dict(zip(names, typing.get_args(noun), strict=True)),
            _cattrs_forbid_extra_keys=True,
            _cattrs_detailed_validation=False,
            _cattrs_prefer_attrib_converters=True,
            **hooks,
        )

    def write_noun(noun: Any) -> Writer:
        shape = typing.cast("Noun", shape_of(noun))
        hooks: dict[str, Any] = {
            field.name: override(unstruct_hook=_writer(field.shape, converter, writing))
            for field in shape.fields.values()
        }
        return make_dict_unstructure_fn(
            noun, converter, _cattrs_omit_if_default=True, **hooks
        )

    def read_union(union: Any) -> Hook:
        return _reader(shape_of(union), converter, reading)

    def write_union(union: Any) -> Writer:
        return _writer(shape_of(union), converter, writing)

    converter.register_structure_hook_factory(_is_noun, read_noun)
    converter.register_unstructure_hook_factory(_is_noun, write_noun)
    converter.register_structure_hook_factory(_is_union, read_union)
    converter.register_unstructure_hook_factory(_is_union, write_union)


def _is_noun(annotation: Any) -> bool:
    noun = typing.get_origin(annotation) or annotation
    return attrs.has(noun) and noun.__module__.startswith("tpkit._model.")


def _is_union(annotation: Any) -> bool:
    members = typing.get_args(annotation)
    is_union = typing.get_origin(annotation) in (typing.Union, types.UnionType)
    return is_union and len(members) > 1 and all(map(_is_noun, members))


def _field_reader(
    field: Field, converter: cattrs.Converter, reading: Mapping[Leaf, Hook]
) -> Hook:
    if field.is_required:
        return _reader(field.shape, converter, reading)
    shape, default = field.shape, field.attribute.default
    read, kind = _reader(shape, converter, reading), _kind(shape)
    # One call where two would do: this runs for every field of every noun.
    if isinstance(shape, Choice):
        members = {None: default, **_members(shape)}
        return lambda value, _: members[value]
    if read is _as_it_is:
        return lambda value, _: default if value is None else value
    return lambda value, _: default if value is None else read(value, kind)


def _members(choice: Choice) -> dict[str | None, enum.StrEnum]:
    return {member.value: member for member in choice.kind}


def _reader(  # one return a shape
    shape: Shape, converter: cattrs.Converter, reading: Mapping[Leaf, Hook]
) -> Hook:
    match shape:
        case Single(leaf=leaf):
            return reading[leaf]
        case Choice():
            members = _members(shape)
            return lambda value, _: members[value]
        case OwnFields():
            return _own_fields_reader(reading[Leaf.TEXT])
        case ListOf(item=item):
            return _list_reader(_reader(item, converter, reading), _kind(item))
        case OneOf(members=nouns):
            return _tagged_reader(nouns, converter)
        case _:
            return converter.get_structure_hook(shape.annotation)


def _kind(shape: Shape) -> Any:
    # An embedder's own hook for one of our nouns may want to know the type; ours do not.
    return shape.annotation if isinstance(shape, Noun) else None


def _own_fields_reader(read_text: Hook) -> Hook:
    def read(value: Any, _: Any) -> Any:
        if type(value) is not dict:
            raise TypeError(f"expected a mapping, got {described(value)}")
        return {key: read_text(text, str) for key, text in value.items()}

    return read


def _list_reader(read_item: Hook, kind: Any) -> Hook:
    def read(value: Any, _: Any) -> Any:
        # A text is iterable too, and must not become a list of its letters.
        if type(value) is not list and type(value) is not tuple:
            raise TypeError(f"expected a list, got {described(value)}")
        if read_item is _as_it_is:
            return tuple(value)
        return tuple([read_item(item, kind) for item in value])

    return read


def _tagged_reader(nouns: Iterable[Noun], converter: cattrs.Converter) -> Hook:
    hooks = {
        noun.tag: (converter.get_structure_hook(noun.annotation), noun.annotation)
        for noun in nouns
    }

    def read(value: Any, _: Any) -> Any:
        if type(value) is not dict:
            raise TypeError(f"expected a mapping, got {described(value)}")
        fields = value.copy()
        hook, annotation = hooks[fields.pop(TAG)]
        return hook(fields, annotation)

    return read


def _writer(  # one return a shape
    shape: Shape, converter: cattrs.Converter, writing: Callable[[Single], Writer]
) -> Writer:
    match shape:
        case Single():
            return writing(shape)
        case Choice():
            return operator.attrgetter("value")
        case OwnFields():
            return dict
        case ListOf(item=item):
            write_item = _writer(item, converter, writing)
            return lambda value: [write_item(item) for item in value]
        case OneOf(members=nouns):
            return _tagged_writer(nouns, converter)
        case _:
            return converter.get_unstructure_hook(shape.annotation)


def _tagged_writer(nouns: Iterable[Noun], converter: cattrs.Converter) -> Writer:
    hooks = {
        noun.noun: ({TAG: noun.tag}, converter.get_unstructure_hook(noun.annotation))
        for noun in nouns
    }

    def write(value: Any) -> Any:
        tag, hook = hooks[type(value)]
        return {**tag, **hook(value)}

    return write
