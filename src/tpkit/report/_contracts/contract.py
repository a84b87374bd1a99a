"""The contract of a document: the fields, blocks and filters that templates can rely on."""

import types
import typing
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, get_args, get_origin

import attrs

from tpkit.report._document.document import Document
from tpkit.report._templates.allowed import FILTERS
from tpkit.report._words.kinds import classes_in

Fields = Mapping[str, Mapping[str, str]]
"""For each class the types of its fields, as they are written: `tuple[str, ...]`."""


@attrs.frozen(kw_only=True)
class Contract:
    """What a template of your own can rely on until the next major version."""

    version: str
    """`2.1`: the first number grows when something goes, the second when something comes."""
    fields: Fields
    """The context's class and those within it, each with its fields and their types."""
    blocks: Mapping[str, tuple[str, ...]]
    """For each format the blocks that can be overridden."""
    filters: tuple[str, ...]
    """The filters that templates may use."""


@attrs.frozen(kw_only=True)
class Difference:
    """What has changed from one contract to another."""

    gone: tuple[str, ...]
    """What breaks a template that relied on it."""
    new: tuple[str, ...]
    """What was added."""

    def least(self, version: str) -> str:
        """Give the lowest number that the new contract may have."""
        major, minor = map(int, version.split("."))
        if self.gone:
            return f"{major + 1}.0"
        return f"{major}.{minor + 1}" if self.new else version


def contract_of(
    document: Document, version: str, blocks: Mapping[str, tuple[str, ...]]
) -> Contract:
    """Derive the contract of a document from its context and its templates' blocks."""
    fields: dict[str, dict[str, str]] = {}
    _gather(document.context, fields)
    return Contract(
        version=version,
        fields={name: fields[name] for name in sorted(fields)},
        blocks=blocks,
        filters=FILTERS,
    )


def _gather(kind: Any, found: dict[str, dict[str, str]]) -> None:
    if kind.__name__ in found:
        return
    hints = typing.get_type_hints(kind)
    names = sorted(field.name for field in attrs.fields(kind))
    found[kind.__name__] = {name: written(hints[name]) for name in names}
    for name in names:
        for inner in classes_in(hints[name]):
            _gather(inner, found)


def written(hint: Any) -> str:
    """Write a type as code does: `tuple[str, ...]`, `Link | None`."""
    origin, inner = get_origin(hint), get_args(hint)
    if hint is type(None) or hint is Ellipsis:
        return "None" if hint is not Ellipsis else "..."
    if origin in {types.UnionType, typing.Union}:
        return " | ".join(written(one) for one in inner)
    if origin is typing.Literal:
        return f"Literal[{', '.join(map(repr, inner))}]"
    if inner:
        return f"{written(origin)}[{', '.join(written(one) for one in inner)}]"
    return str(getattr(hint, "__name__", hint))


# ----------------------------------------------------------------------- differences


def difference(old: Contract, new: Contract) -> Difference:
    """Tell what templates that rely on the old contract would miss, and could use."""
    gone: list[str] = []
    came: list[str] = []
    for before, after, into in ((old, new, gone), (new, old, came)):
        into.extend(_missing(before, after))
    for kind, fields in old.fields.items():
        for name, type_ in fields.items():
            now = new.fields.get(kind, {}).get(name, type_)
            if now != type_:
                gone.append(f"{kind}.{name} was {type_} and is {now}")
    return Difference(gone=tuple(gone), new=tuple(came))


def _missing(one: Contract, other: Contract) -> Iterator[str]:
    """Yield what one contract has and the other has not."""
    for kind, fields in one.fields.items():
        yield from (
            f"{kind}.{name}"
            for name in fields
            if name not in other.fields.get(kind, {})
        )
    for format, blocks in one.blocks.items():
        yield from _named(f"block of {format}", blocks, other.blocks.get(format, ()))
    yield from _named("filter", one.filters, other.filters)


def _named(what: str, names: Iterable[str], others: Iterable[str]) -> Iterator[str]:
    known = {*others}
    return (f"{what} {name}" for name in names if name not in known)
