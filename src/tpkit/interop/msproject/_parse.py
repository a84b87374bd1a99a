"""XML that is safe to read: no entities, no depth without end, nothing half-written.

The standard parser is safe once no document type may be declared: without one there are
no entities to expand, and nothing outside is fetched. That is what defusedxml does with
`forbid_dtd`, by way of a hook that the parser in C no longer has.
"""

import codecs
import xml.etree.ElementTree as ET  # see above
from collections.abc import Iterator
from typing import Any

import attrs

from tpkit.errors import DocumentError, Location, Problem, shown
from tpkit.interop.msproject._codes import NAMESPACE

LARGEST = 64 * 2**20
"""The most characters that are read; ten thousand tasks take a third of that."""
_DEEPEST = 32
_DECLARATIONS = ("<!DOCTYPE", "<!ENTITY")


class _TooDeepError(Exception):
    """Elements within elements within elements; it never leaves this module."""


class _Builder(ET.TreeBuilder):
    """A tree builder that forgets namespaces and gives up in the depths."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = 0

    def start(self, tag: Any, attributes: Any, /) -> Any:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _TooDeepError
        return super().start(tag.removeprefix(f"{{{NAMESPACE}}}"), attributes)

    def end(self, tag: Any, /) -> Any:
        self._depth -= 1
        return super().end(tag.removeprefix(f"{{{NAMESPACE}}}"))


def parse(content: str | bytes, name: str) -> ET.Element:
    """Read Microsoft Project XML.

    Raises:
        DocumentError: it is too large, declares a document type, is no XML or only a
            part of it, or another kind of XML.
    """
    text = content if isinstance(content, str) else _decoded(content, name)
    if len(text) > LARGEST:
        raise _refusal(name, f"at most {LARGEST:,} characters", f"{len(text):,}")
    for sign in _DECLARATIONS:
        if sign in text:
            raise _refusal(name, "XML without a document type or entities", sign)
    parser = ET.XMLParser(target=_Builder())  # noqa: S314  # without a type it is safe
    try:
        parser.feed(text)
        root: ET.Element = parser.close()
    except ET.ParseError as error:
        line, column = error.position
        where = Location(file=name, line=line, column=column + 1)
        what, _, _ = str(error).partition(":")
        raise _refusal(name, "whole XML", what, where) from None
    except UnicodeEncodeError:
        raise _refusal(name, "characters that XML can carry", "half of one") from None
    except _TooDeepError:
        raise _refusal(name, f"at most {_DEEPEST} levels of elements", "more") from None
    if root.tag != "Project":
        expected = "a Project, as Microsoft Project saves it as XML"
        raise _refusal(name, expected, shown(root.tag))
    return root


def _decoded(content: bytes, name: str) -> str:
    is_utf16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return content.decode("utf-16" if is_utf16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        expected = "text in UTF-8 or UTF-16"
        raise _refusal(name, expected, shown(content[error.start :][:8])) from None


def _refusal(
    name: str, expected: str, got: str, where: Location | None = None
) -> DocumentError:
    where = where or Location(file=name)
    return DocumentError(
        [Problem(path="/Project", expected=expected, got=got, where=where)]
    )


@attrs.frozen
class Node:
    """An element with the path to it: `/Project/Tasks/Task[3]`."""

    element: ET.Element
    path: str

    def all(self, *names: str) -> "Iterator[Node]":
        """Yield the elements at the end of those names, numbered from 1."""
        *above, last = names
        parent, path = self.element, self.path
        for name in above:
            found = parent.find(name)
            if found is None:
                return
            parent, path = found, f"{path}/{name}"
        for number, element in enumerate(parent.findall(last), start=1):
            yield Node(element, f"{path}/{last}[{number}]")

    def text(self, name: str) -> str:
        """Give the text of the element of that name within; empty if there is none."""
        return (self.element.findtext(name) or "").strip()

    def at(self, name: str) -> str:
        """Give the path of the element of that name within."""
        return f"{self.path}/{name}"
