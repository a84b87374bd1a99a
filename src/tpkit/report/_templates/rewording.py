"""A partnership's own words in place of those that stand in templates."""

import re
from collections.abc import Callable, Iterator

import attrs
from jinja2 import nodes

Reword = Callable[[str], str]


@attrs.frozen(kw_only=True)
class Rewording:
    """What changes words."""

    plain: Reword
    """Changes words that are still to be escaped."""
    written: Reword
    """Changes words as they stand in a page of the format."""
    is_markup: bool
    """Whether the format has tags, whose names and attributes are no words."""


def reword(tree: nodes.Template, rewording: Rewording) -> None:
    """Change the words of a template: what it prints, not what it asks or is told."""
    reader = _Reader(rewording.written)
    for node in _printed(tree):
        if isinstance(node, nodes.Const):
            node.value = _of_constant(node.value, rewording.plain)
        elif rewording.is_markup:
            node.data = reader.read(node.data)
        else:
            node.data = rewording.written(node.data)


def _of_constant(value: object, change: Reword) -> object:
    """Change a text in quotes, unless it is for machines: one word in small letters."""
    if isinstance(value, str) and (" " in value or value[:1].isupper()):
        return change(value)
    return value


_STYLES = ("style", "own_style")
_UNSEEN = (
    nodes.Compare,
    nodes.Extends,
    nodes.FromImport,
    nodes.Import,
    nodes.Include,
    nodes.Test,
)


def _printed(node: nodes.Node) -> Iterator[nodes.Const | nodes.TemplateData]:
    """Yield what a template prints of its own, in the order in which it stands."""
    if isinstance(node, nodes.Const | nodes.TemplateData):
        yield node
        return
    is_style = isinstance(node, nodes.Block) and node.name in _STYLES
    if is_style or isinstance(node, _UNSEEN):
        return
    skipped = ("args", "kwargs", "arg") if isinstance(node, _GIVEN) else ()
    for inner in node.iter_child_nodes(exclude=skipped):
        yield from _printed(inner)


_GIVEN = (nodes.Filter, nodes.Getitem)
"""What is told something that is not printed."""


# ------------------------------------------------------------------------------ tags

_FOR_PEOPLE = ("alt", "aria-label", "aria-description", "data-label", "descr", "title")
_RAW = ("script", "style")
_OPENS = re.compile(r"<(?:!--.*?-->|(?P<name>/?[A-Za-z][\w:.-]*))", re.DOTALL)
_IN_TAG = re.compile(r">|(?P<name>[\w:.-]+)\s*=\s*(?P<quote>[\"'])")


class _Reader:
    """Reads a page piece by piece, and knows whether it is in a tag."""

    def __init__(self, change: Reword) -> None:
        self._change = change
        self._tag = ""
        """The tag it is in; empty between tags."""
        self._ends = ""
        """What ends the value of the attribute that it is in; empty in none."""
        self._is_for_people = False
        """Whether people read that value."""
        self._is_seen = True
        """Whether they read what stands between the tags."""

    def read(self, data: str) -> str:
        """Give a piece of the page with its words changed."""
        return "".join(self._parts(data))

    def _parts(self, data: str) -> Iterator[str]:
        while data:
            step = (
                self._value if self._ends else self._inside if self._tag else self._text
            )
            part, data = step(data)
            yield part

    def _text(self, data: str) -> tuple[str, str]:
        found = _OPENS.search(data)
        if found is None:
            return self._seen(data), ""
        self._tag = found["name"] or ""
        words = self._seen(data[: found.start()])
        if self._tag:
            self._is_seen = self._tag not in _RAW
        return words + found[0], data[found.end() :]

    def _inside(self, data: str) -> tuple[str, str]:
        found = _IN_TAG.search(data)
        if found is None:
            return data, ""
        if found["quote"]:
            self._ends = found["quote"]
        else:
            self._tag = ""
        self._is_for_people = (found["name"] or "") in _FOR_PEOPLE
        return data[: found.end()], data[found.end() :]

    def _value(self, data: str) -> tuple[str, str]:
        value, end, rest = data.partition(self._ends)
        if end:
            self._ends = ""
        return (self._change(value) if self._is_for_people else value) + end, rest

    def _seen(self, text: str) -> str:
        return self._change(text) if self._is_seen else text
