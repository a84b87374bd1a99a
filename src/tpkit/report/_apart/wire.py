"""Contexts and layers as JSON, and back: what two processes say to one another.

Nothing is unpickled, and the other process needs to know none of the classes: it gets
classes of the same names with the same fields.
"""

import functools
from collections.abc import Iterator, Mapping
from decimal import Decimal
from importlib.resources.abc import Traversable
from typing import Any

import attrs

from tpkit.report._templates.layers import names_in
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
    names = [*names_in(layer), *_manifests(layer)]
    return {
        name: layer.joinpath(*name.split("/")).read_text(encoding="utf-8-sig")
        for name in names
    }


def _manifests(layer: Traversable) -> Iterator[str]:
    for folder in layer.iterdir():
        if folder.is_dir() and folder.joinpath(MANIFEST).is_file():
            yield f"{folder.name}/{MANIFEST}"


class TextLayer:
    """A layer, or a folder or a file of one, of which all is in memory."""

    def __init__(self, shown: str, texts: Mapping[str, str], path: str = "") -> None:
        self._shown = shown
        self._texts = texts
        self._path = path

    def __str__(self) -> str:
        return f"{self._shown}/{self._path}" if self._path else self._shown

    @property
    def name(self) -> str:
        """The last part of its path."""
        return self._path.rpartition("/")[2]

    def joinpath(self, *descendants: Any) -> "TextLayer":
        """Give what lies within."""
        path = "/".join(filter(None, [self._path, *map(str, descendants)]))
        return TextLayer(self._shown, self._texts, path)

    def __truediv__(self, child: Any) -> "TextLayer":
        return self.joinpath(child)

    def is_file(self) -> bool:
        """Say whether it is a template."""
        return self._path in self._texts

    def is_dir(self) -> bool:
        """Say whether anything lies within."""
        return not self.is_file()

    def iterdir(self) -> Iterator["TextLayer"]:
        """Yield what lies within."""
        start = f"{self._path}/" if self._path else ""
        inside = [n.removeprefix(start) for n in self._texts if n.startswith(start)]
        for name in dict.fromkeys(name.partition("/")[0] for name in inside):
            yield self.joinpath(name)

    def read_text(self, encoding: str | None = None) -> str:
        """Give its text."""
        del encoding
        return self._texts[self._path]
