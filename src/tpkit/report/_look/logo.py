"""A logo: a picture that a page carries within itself, and the words for it."""

import base64
import os
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import attrs

from tpkit._text import listed
from tpkit.errors import FieldError

_MOST = 300_000
_KINDS = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
}
_SVG = "http://www.w3.org/2000/svg"
_XLINK = "{http://www.w3.org/1999/xlink}href"


def _check_text(logo: Any, field: "attrs.Attribute[str]", value: Any) -> None:
    if not (isinstance(value, str) and value.strip()):
        expected = "words for those who do not see it, such as the partnership's name"
        raise FieldError(type(logo).__name__, field.name, expected, value)


def _check_data(logo: Any, field: "attrs.Attribute[bytes]", value: bytes) -> None:
    name = type(logo).__name__
    if len(value) > _MOST:
        expected = f"at most {_MOST:,} bytes, as every page carries it"
        raise FieldError(name, field.name, expected, len(value))
    if not value.startswith(tuple(_KINDS)):
        _drawing(value)


@attrs.frozen(kw_only=True)
class Logo:
    """A picture in PNG, JPEG or SVG.

    Of an SVG, what programs of drawing leave of their own is dropped; one that could run
    a script, or load anything, is refused.

    Raises:
        FieldError: it is another kind of picture, it is larger than 300,000 bytes, it is
            a drawing that could do something, or it has no *text*.
    """

    data: bytes = attrs.field(validator=_check_data, repr=False)
    """What is in its file."""
    text: str = attrs.field(validator=_check_text)
    """What it says, for those who hear the page read: the name that it shows."""

    @classmethod
    def read(cls, file: str | os.PathLike[str], /, *, text: str) -> "Logo":
        """Read the picture in a file.

        Raises:
            OSError: the file cannot be read.
            FieldError: as `Logo`.
        """
        return cls(data=Path(file).read_bytes(), text=text)

    @property
    def address(self) -> str:
        """The picture as an address that holds it: `data:image/png;base64,…`."""
        kinds = (kind for start, kind in _KINDS.items() if self.data.startswith(start))
        kind = next(kinds, "image/svg+xml")
        data = _drawing(self.data) if kind == "image/svg+xml" else self.data
        return f"data:{kind};base64,{base64.b64encode(data).decode()}"


# --------------------------------------------------------------------------- drawings

_ELEMENTS = frozenset(
    [
        "circle",
        "clipPath",
        "defs",
        "desc",
        "ellipse",
        "g",
        "line",
        "linearGradient",
        "mask",
        "path",
        "pattern",
        "polygon",
        "polyline",
        "radialGradient",
        "rect",
        "stop",
        "svg",
        "symbol",
        "text",
        "title",
        "tspan",
        "use",
    ]
)
_LOADS = re.compile(
    r"url\(\s*['\"]?(?!#)|@import|javascript:|expression\(", re.IGNORECASE
)


def _drawing(data: bytes) -> bytes:
    """Give a drawing with nothing in it but shapes."""
    try:
        text = data.decode("utf-8-sig")
        if "<!ENTITY" in text:  # a few of them can fill all memory there is
            raise _refused("no <!ENTITY>", "one")
        return _shapes(ET.fromstring(text))  # noqa: S314  # there are no entities
    except (ET.ParseError, UnicodeError, RecursionError) as error:
        raise _refused("a picture in PNG, JPEG or SVG", "something else") from error


def _shapes(root: ET.Element) -> bytes:
    if root.tag != f"{{{_SVG}}}svg":
        raise _refused("a picture in PNG, JPEG or SVG", f"a document of <{root.tag}>")
    made = _plain(root)
    made.set("xmlns", _SVG)
    return ET.tostring(made)


def _plain(element: ET.Element) -> ET.Element:
    name = element.tag.removeprefix(f"{{{_SVG}}}")
    if name not in _ELEMENTS:
        expected = f"a drawing of shapes ({listed(sorted(_ELEMENTS), joiner='or')})"
        raise _refused(expected, f"<{name}>")
    made = ET.Element(name, dict(_attributes(element)))
    made.text, made.tail = element.text, element.tail
    made.extend([_plain(inner) for inner in element if _is_drawn(inner)])
    return made


def _is_drawn(element: ET.Element) -> bool:
    """Say whether an element is one of SVG's, and no comment or program's own note."""
    is_named = isinstance(element.tag, str)
    return (
        is_named
        and element.tag.startswith(f"{{{_SVG}}}")
        and element.tag != f"{{{_SVG}}}metadata"
    )


def _attributes(element: ET.Element) -> list[tuple[str, str]]:
    kept = []
    for name, value in element.items():
        plain = "href" if name == _XLINK else name
        if plain.startswith("{"):
            continue  # a program's own
        leads_out = plain == "href" and not value.startswith("#")
        if plain.lower().startswith("on") or leads_out or _LOADS.search(value):
            expected = "a drawing that runs nothing and loads nothing"
            raise _refused(expected, f"{plain}={value!r}")
        kept.append((plain, value))
    return kept


def _refused(expected: str, got: str) -> FieldError:
    return FieldError("Logo", "data", f"{expected}; save it as plain SVG or PNG", got)
