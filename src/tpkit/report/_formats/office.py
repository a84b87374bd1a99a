"""Makes a Word document or an Excel workbook of a filled template.

The template is a package in one text ("Flat OPC", which Word itself saves and opens):
an element `pkg:part` for each file of the package. Here it becomes the zip that people
know as .docx or .xlsx.
"""

import base64
import binascii
import functools
import io
import re
import zipfile
from collections.abc import Iterator
from xml.parsers import expat

import attrs

from tpkit.errors import TemplateError
from tpkit.report._escaping.html import escape


@attrs.frozen(kw_only=True)
class Part:
    """One file of a package."""

    name: str
    """`word/document.xml`."""
    content_type: str
    octets: bytes


_PART = re.compile(
    r'<pkg:part pkg:name="/(?P<name>[^"]+)" pkg:contentType="(?P<type>[^"]+)"[^>]*>\s*'
    r"<pkg:(?P<kind>xmlData|binaryData)>"
)
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CONTENT_TYPES = "[Content_Types].xml"
_RELATIONSHIPS = "application/vnd.openxmlformats-package.relationships+xml"
_OF_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


def office_file(text: str) -> bytes:
    """Give the file of a package that is written as one text.

    Raises:
        TemplateError: a part of it is no sound XML, or there is none.
    """
    parts = [*_parts(text)]
    if not parts:
        raise TemplateError(
            "expected a package of parts (pkg:part), got none; "
            "extend base/layout.docx.j2"
        )
    return zipped([_content_types(parts), *parts])


def zipped(parts: list[Part]) -> bytes:
    """Give a zip of some parts, the same bytes for the same parts."""
    file = io.BytesIO()
    # Stored as it is: compressed, it would differ from one zlib to the next.
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for part in parts:
            info = zipfile.ZipInfo(part.name, date_time=(1980, 1, 1, 0, 0, 0))
            info.create_system = 3  # on Windows too
            archive.writestr(info, part.octets)
    return file.getvalue()


def _parts(text: str) -> Iterator[Part]:
    for found in _PART.finditer(text):
        end = text.find(f"</pkg:{found['kind']}>", found.end())
        if end < 0:
            raise TemplateError(
                f"expected an end of the part /{found['name']}, got none; "
                f"look for what has become of </pkg:{found['kind']}>"
            )
        held = text[found.end() : end].strip()
        yield _part(found["name"], found["type"], found["kind"], held)


@functools.lru_cache(maxsize=64)  # styles and the like are the same each time
def _part(name: str, content_type: str, kind: str, held: str) -> Part:
    if kind == "binaryData":
        octets = _decoded(name, held)
    else:
        octets = (_DECLARATION + held).encode()
        refuse_unsound(octets, f"the part /{name}")
    return Part(name=name, content_type=content_type, octets=octets)


def _decoded(name: str, held: str) -> bytes:
    try:
        return base64.b64decode(held)
    except binascii.Error as error:
        raise TemplateError(
            f"expected base64 in the part /{name}, got what is none; copy it anew"
        ) from error


def _content_types(parts: list[Part]) -> Part:
    lines = "".join(
        f'<Override PartName="/{part.name}" ContentType="{escape(part.content_type)}"/>'
        for part in parts
        if part.content_type != _RELATIONSHIPS
    )
    text = (
        f'{_DECLARATION}<Types xmlns="{_OF_TYPES}">'
        f'<Default Extension="rels" ContentType="{_RELATIONSHIPS}"/>{lines}</Types>'
    )
    return Part(name=_CONTENT_TYPES, content_type="", octets=text.encode())


def refuse_unsound(octets: bytes, whose: str) -> None:
    """Refuse what is no sound XML, or has a DOCTYPE, which could grow without end.

    Raises:
        TemplateError: it is so; the error shows where.
    """
    parser = expat.ParserCreate("utf-8")
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(octets, True)  # noqa: FBT003  # takes no names
    except expat.ExpatError as error:
        at = parser.ErrorByteIndex
        near = octets[max(at - 40, 0) : at + 40].decode(errors="replace")
        raise TemplateError(
            f"expected sound XML of {whose}, got {near!r} "
            f"({expat.ErrorString(error.code)}); look for a tag that is not closed"
        ) from error


def _refuse_doctype(*_: object) -> None:
    raise TemplateError("expected a package of parts, got a DOCTYPE; take it out")
