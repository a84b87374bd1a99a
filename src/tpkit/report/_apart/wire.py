"""Contexts and layers as JSON, and back: what two processes say to one another.

Nothing is unpickled, and the other process needs to know none of the classes: it gets
classes of the same names with the same fields.
"""

import functools
from collections.abc import Iterator
from decimal import Decimal
from importlib.resources.abc import Traversable
from typing import Any

import attrs

from tpkit.report._templates.layers import LayeredLoader, Place, names_in
from tpkit.report._templates.manifest import MANIFEST


def packed(value: Any) -> Any:
    """Write a context, or a value within it, as JSON can hold it."""
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    if isinstance(value, tuple):
        return [packed(item) for item in value]
    if not attrs.has(type(value)):
        return value
    fields = {f.name: packed(getattr(value, f.name)) for f in attrs.fields(type(value))}
    return {"of": type(value).__name__, "fields": fields}


def unpacked(value: Any) -> Any:
    """Give what `packed` wrote, of classes made for the purpose."""
    if isinstance(value, list):
        return tuple(unpacked(item) for item in value)
    if not isinstance(value, dict):
        return value
    if "decimal" in value:
        return Decimal(value["decimal"])
    fields = {name: unpacked(inner) for name, inner in value["fields"].items()}
    return _class(value["of"], tuple(fields))(**fields)


@functools.cache
def _class(name: str, fields: tuple[str, ...]) -> Any:
    return attrs.make_class(name, fields, frozen=True)


# ---------------------------------------------------------------------------- layers


def texts_of(layer: Traversable) -> dict[str, str]:
    """Give the text of every template and manifest of a layer."""
    loader = LayeredLoader((layer,))
    texts = {name: loader.text(Place(layer=0, name=name)) for name in names_in(layer)}
    manifests = {
        name: layer.joinpath(*name.split("/")).read_text(encoding="utf-8-sig")
        for name in _manifests(layer)
    }
    return texts | manifests


def _manifests(layer: Traversable) -> Iterator[str]:
    for folder in layer.iterdir():
        if folder.is_dir() and folder.joinpath(MANIFEST).is_file():
            yield f"{folder.name}/{MANIFEST}"
