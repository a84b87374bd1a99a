"""What a workbook must have so that everybody can read it, told without Excel."""

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from xml.etree import ElementTree as ET

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"


def outline(file: bytes) -> Counter[str]:
    """Count the elements of a workbook's sheets."""
    return Counter(
        element.tag for sheet in _sheets(file).values() for element in sheet.iter()
    )


def faults_of(file: bytes) -> tuple[str, ...]:
    """Tell what a workbook lacks: a title, names of columns; and what it must not have."""
    return tuple(_faults(file))


def _faults(file: bytes) -> Iterator[str]:
    parts = _parts(file)
    if not (parts["docProps/core.xml"].findtext(_TITLE) or "").strip():
        yield "no title"
    for name, sheet in _sheets(file).items():
        if next(sheet.iter(f"{_S}f"), None) is not None:
            yield f"a formula in {name}"
        rows = [[*row.iter(f"{_S}c")] for row in sheet.iter(f"{_S}row")]
        if not rows:
            yield f"nothing in {name}"
        elif not all("".join(cell.itertext()).strip() for cell in rows[0]):
            yield f"a cell without words in the first row of {name}"
        if any(len(row) != len(rows[0]) for row in rows):
            yield f"rows with more cells or fewer than the first one has, in {name}"


def _parts(file: bytes) -> dict[str, ET.Element]:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return {
            name: ET.fromstring(archive.read(name))  # noqa: S314  # our own, no DOCTYPE
            for name in archive.namelist()
            if name.endswith(".xml")
        }


def _sheets(file: bytes) -> dict[str, ET.Element]:
    parts = _parts(file)
    return {name: parts[name] for name in parts if name.startswith("xl/worksheets/")}
