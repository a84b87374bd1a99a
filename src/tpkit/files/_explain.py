"""The slow pass: why plain data cannot become a portfolio, every reason at once.

It runs only when the quick pass has refused. Like that one it builds the nouns, so that
a noun's own checks speak for themselves; unlike it, it goes on after a refusal. What the
quick pass can read needs no explaining: among many nouns few are wrong.
"""

import contextlib
from collections.abc import Generator
from typing import Any

from tpkit._model._checked import Extra, as_extra, expectation
from tpkit.errors import FieldError, shown
from tpkit.files._convert import PLAIN, REFUSALS, noun_reader
from tpkit.files._faults import FAILED, Fault, Path, described
from tpkit.files._hints import hint as meant
from tpkit.files._hints import nearest, unknown_key_hint
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
)

Explained = Generator[Fault, None, Any]
"""Yields what is wrong, returns what was built, or `FAILED`."""


def explain(  # noqa: PLR0911  # one return a shape
    value: Any, shape: Shape, path: Path
) -> Explained:
    """Build what *shape* says from plain data, yielding every fault in order."""
    if value is FAILED:
        return FAILED
    if isinstance(shape, Noun | OneOf):
        with contextlib.suppress(*REFUSALS):
            return noun_reader(shape)(value, None)
    match shape:
        case Single():
            return (yield from _single(value, shape, path))
        case Choice():
            return (yield from _choice(value, shape, path))
        case OwnFields():
            return (yield from _own_fields(value, shape, path))
        case ListOf():
            return (yield from _list(value, shape, path))
        case OneOf():
            return (yield from _one_of(value, shape, path))
        case _:
            return (yield from _noun(value, shape, path))


def _wrong(value: Any, shape: Shape, path: Path, hint: str = "") -> Fault:
    return Fault(path=path, expected=shape.words, got=described(value), hint=hint)


def _single(value: Any, shape: Single, path: Path) -> Explained:
    try:
        # The hooks for YAML read what those for JSON read, and `Plain` texts besides.
        read = PLAIN[shape.leaf](value, None)
    except ValueError:
        read = value
    convert = shape.expectation.convert
    converted = convert(read) if convert else read
    if shape.expectation.test(converted):
        return converted
    yield _wrong(value, shape, path, meant(value, shape.leaf))
    return FAILED


def _choice(value: Any, shape: Choice, path: Path) -> Explained:
    if isinstance(value, str):
        for member in shape.kind:
            if member.value == value:
                return member
        hint = nearest(value, shape.values)
    else:
        hint = ""
    yield _wrong(value, shape, path, hint)
    return FAILED


_OWN_FIELDS = expectation(Extra)


def _own_fields(value: Any, shape: OwnFields, path: Path) -> Explained:
    if not isinstance(value, dict):
        yield _wrong(value, shape, path)
        return FAILED
    built = {}
    for key, inner in value.items():
        text = PLAIN[Leaf.TEXT](inner, None)
        if inner is FAILED:
            continue
        if not _OWN_FIELDS.test(((key, ""),)):
            yield Fault(
                path=(*path, key),
                expected="a key of the form vendor:name",
                got=shown(key),
                at_key=True,
            )
        elif not _OWN_FIELDS.test(((key, text),)):
            yield Fault(
                path=(*path, key),
                expected="text",
                got=described(inner),
                hint=meant(inner, Leaf.TEXT),
            )
        else:
            built[key] = text
    return FAILED if len(built) < len(value) else as_extra(built)


def _list(value: Any, shape: ListOf, path: Path) -> Explained:
    if not isinstance(value, list):
        hint = "" if value is None else "write it as a list, even of one"
        yield _wrong(value, shape, path, hint)
        return FAILED
    built = []
    for index, item in enumerate(value):
        built.append((yield from explain(item, shape.item, (*path, index))))
    return FAILED if FAILED in built else tuple(built)


def _one_of(value: Any, shape: OneOf, path: Path) -> Explained:
    if not isinstance(value, dict):
        yield _wrong(value, shape, path)
        return FAILED
    tag = value.get(TAG)
    for member in shape.members:
        if isinstance(tag, str) and member.tag == tag:
            return (yield from _noun(value, member, path))
    tags = tuple(str(member.tag) for member in shape.members)
    yield Fault(
        path=(*path, TAG),
        expected=f"one of {', '.join(tags)}",
        got=described(tag),
        hint=nearest(tag, tags) if isinstance(tag, str) else "",
    )
    return FAILED


def _noun(value: Any, shape: Noun, path: Path) -> Explained:
    if not isinstance(value, dict):
        hint = "write it without a dash or brackets" if isinstance(value, list) else ""
        yield _wrong(value, shape, path, hint)
        return FAILED
    built: dict[str, Any] = {}
    hints = []
    for key, inner in value.items():
        if key in shape.fields:
            field = shape.fields[key]
            if inner is not None or field.is_required:
                built[key] = yield from _field(inner, field, shape, (*path, key))
        elif key != TAG or shape.tag is None:
            built[key] = FAILED
            hints.append(hint := unknown_key_hint(key, shape.fields))
            yield unknown_key((*path, key), f"a key of {shape.noun.__name__}", hint)
    for name, field in shape.fields.items():
        if field.is_required and name not in value:
            built[name] = FAILED
            # One slip, one problem: a misspelt key is not a missing one as well.
            if not any(repr(name) in hint for hint in hints):
                yield _wrong(None, field.shape, (*path, name))
    if FAILED in built.values():
        return FAILED
    try:
        return shape.noun(**built)
    except FieldError as error:
        at = (*path, error.field) if error.field in shape.fields else path
        yield Fault(path=at, expected=error.expected, got=described(error.got))
        return FAILED


def unknown_key(path: Path, expected: str, hint: str) -> Fault:
    """Say that a mapping has a key it cannot have."""
    return Fault(
        path=path, expected=expected, got=shown(path[-1]), hint=hint, at_key=True
    )


def _field(value: Any, field: Field, shape: Noun, path: Path) -> Explained:
    built = yield from explain(value, field.shape, path)
    validate: Any = field.attribute.validator
    if built is FAILED or validate is None:
        return built
    try:
        # A field's own rule asks the noun for nothing but its name.
        validate(object.__new__(shape.noun), field.attribute, built)
    except FieldError as error:
        yield Fault(path=path, expected=error.expected, got=described(error.got))
        return FAILED
    return built
