"""What a Word document must have so that everybody can read it, told without Word."""

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from xml.etree import ElementTree as ET

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_STYLES = (f"{_W}pStyle", f"{_W}rStyle", f"{_W}tblStyle")
_HEADING = "Heading"


def outline(file: bytes) -> Counter[str]:
    """Count the elements of a document, and the styles that they are in."""
    return Counter(
        f"{element.tag} {element.get(f'{_W}val', '')}"
        if element.tag in _STYLES
        else element.tag
        for element in _parts(file)["word/document.xml"].iter()
    )


def faults_of(file: bytes) -> tuple[str, ...]:
    """Tell what a document lacks: a title, a language, headings in order, heads of tables."""
    parts = _parts(file)
    body, styles = parts["word/document.xml"], parts["word/styles.xml"]
    return (
        *_of_properties(parts["docProps/core.xml"], styles),
        *_of_headings(body),
        *_of_tables(body),
        *_of_texts(body),
        *_of_styles(body, styles),
    )


def _parts(file: bytes) -> dict[str, ET.Element]:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return {
            name: ET.fromstring(archive.read(name))  # noqa: S314  # our own, no DOCTYPE
            for name in archive.namelist()
            if name.endswith(".xml")
        }


def _of_properties(core: ET.Element, styles: ET.Element) -> Iterator[str]:
    if not (core.findtext(_TITLE) or "").strip():
        yield "no title"
    languages = [lang.get(f"{_W}val") for lang in styles.iter(f"{_W}lang")]
    if not any(languages):
        yield "no language: <w:lang w:val=…/>"


def _of_headings(body: ET.Element) -> Iterator[str]:
    levels = []
    for paragraph in body.iter(f"{_W}p"):
        style = next((s.get(f"{_W}val", "") for s in paragraph.iter(f"{_W}pStyle")), "")
        if style.startswith(_HEADING) and style[len(_HEADING) :].isdigit():
            levels.append(int(style[len(_HEADING) :]))
            if not "".join(paragraph.itertext()).strip():
                yield "a heading without words"
    if levels.count(1) != 1:
        yield f"{levels.count(1)} headings of the first level, instead of one"
    for before, after in zip([0, *levels], levels, strict=False):
        if after > before + 1:
            yield f"a heading of level {after} after one of level {before}"


def _of_tables(body: ET.Element) -> Iterator[str]:
    for table in body.iter(f"{_W}tbl"):
        first, *others = table.findall(f"{_W}tr")
        if first.find(f"{_W}trPr/{_W}tblHeader") is None:
            yield "a table whose first row is no heading row"
        if not others:
            yield "a table without rows"
        if table.find(f"{_W}tblPr/{_W}tblCaption") is None:
            yield "a table without a name for those who hear it read"
        columns = len(table.findall(f"{_W}tblGrid/{_W}gridCol"))
        for row in (first, *others):
            if len(row.findall(f"{_W}tc")) != columns:
                yield f"a row that has not as many cells as its table columns, {columns}"


def _of_texts(body: ET.Element) -> Iterator[str]:
    for text in body.iter(f"{_W}t"):
        if len(text):
            yield "words within words: a macro's result is given to a macro for texts"
    for cell in body.iter(f"{_W}tc"):
        if cell[-1].tag != f"{_W}p":
            yield "a cell that does not end with a paragraph, which Word refuses"


def _of_styles(body: ET.Element, styles: ET.Element) -> Iterator[str]:
    known = {style.get(f"{_W}styleId") for style in styles.iter(f"{_W}style")}
    for element in body.iter():
        style = element.get(f"{_W}val")
        if element.tag in _STYLES and style not in known:
            yield f"no style named {style!r}"
