"""The only door to openpyxl, which the extra `excel` installs."""

import io
import itertools
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from tpkit._model.portfolio import Portfolio
from tpkit.errors import DocumentError, Location, MissingExtraError, Problem
from tpkit.interop.excel._cells import as_written
from tpkit.interop.excel._columns import SHEETS, CellKind, Column, Sheet, offered

try:
    import openpyxl
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter, quote_sheetname
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet
except ImportError as error:
    raise MissingExtraError("openpyxl", "excel") from error

LISTS = "Lists"
_FORMATS = {
    CellKind.TEXT: "@",
    CellKind.CHOICE: "@",
    CellKind.DAY: "dd/mm/yyyy",
    CellKind.POUNDS: "#,##0.00",
    CellKind.WHOLE: "0",
    CellKind.PERCENT: "0.####",
}
_SPARE_ROWS = 200
"""Rows below the last one that have its drop-downs too."""


def written(portfolio: Portfolio) -> bytes:
    """Write the workbook."""
    book = Workbook()
    book.remove(book.worksheets[0])
    pages = [(sheet, book.create_sheet(sheet.title)) for sheet in SHEETS]
    lists = _add_lists(book, portfolio)
    for sheet, page in pages:
        _add_titles(sheet, page)
        for line, noun in enumerate(sheet.nouns(portfolio), start=2):
            for number, column in enumerate(sheet.columns, start=1):
                _put(page, line, number, column, column.value(portfolio, noun))
        _add_rules(sheet, page, lists)
    book.properties.creator = "tpkit"
    content = io.BytesIO()
    book.save(content)
    return _undated(content.getvalue())


_PROPERTIES = "docProps/core.xml"
_SAVED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_NO_DAY = (1980, 1, 1, 0, 0, 0)  # the first that an archive can write


def _undated(content: bytes) -> bytes:
    """Give the workbook without the moment it was saved at, which openpyxl writes."""
    undated = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as archive,
        zipfile.ZipFile(undated, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for name in archive.namelist():
            part = archive.read(name)
            if name == _PROPERTIES:
                part = _SAVED.sub(rb"\g<1>1980-01-01T00:00:00Z", part)
            entry = zipfile.ZipInfo(name, _NO_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            copy.writestr(entry, part)
    return undated.getvalue()


def _add_lists(book: Workbook, portfolio: Portfolio) -> dict[str, str]:
    """Write what the drop-downs offer; give where each column's list is."""
    page = book.create_sheet(LISTS)
    page.sheet_state = "hidden"
    places = {}
    for number, (column, choices) in enumerate(offered(portfolio), start=1):
        for line, label in enumerate(choices, start=1):
            _text(page, line, number, label)
        letter, last = get_column_letter(number), max(len(choices), 1)
        name = quote_sheetname(LISTS)
        places[column.title] = f"{name}!${letter}$1:${letter}${last}"
    return places


def _text(page: Worksheet, line: int, number: int, text: str) -> Any:
    cell: Any = page.cell(line, number)
    cell.value = text
    # What begins with = is a text here, not a formula, and stays one when it is edited.
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(("=", "+", "-", "@", "'"))
    return cell


def _put(page: Worksheet, line: int, number: int, column: Column, value: Any) -> None:
    written_value = as_written(value)
    if isinstance(written_value, str):
        cell = _text(page, line, number, written_value)
    else:
        cell = page.cell(line, number)
        cell.value = written_value
    cell.number_format = _FORMATS[column.kind]
    cell.font = Font(name=_FONT)
    cell.alignment = Alignment(
        wrap_text=column.kind in (CellKind.TEXT, CellKind.CHOICE),
        horizontal="center" if column.kind is CellKind.DAY else None,
        vertical="top",
    )
    if not column.field:
        cell.fill = _FIXED
        cell.font = Font(name=_FONT, color="595959")


_FONT = "Calibri"
_FIXED = PatternFill("solid", fgColor="F2F2F2")
_TITLES = PatternFill("solid", fgColor="1F3864")


def _add_titles(sheet: Sheet, page: Worksheet) -> None:
    for number, column in enumerate(sheet.columns, start=1):
        cell = _text(page, 1, number, column.title)
        cell.font = Font(name=_FONT, bold=True, color="FFFFFF")
        cell.fill = _TITLES
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        page.column_dimensions[get_column_letter(number)].width = column.width
    page.freeze_panes = "D2"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]  # made with the sheet
    page.print_title_rows = "1:1"


def _add_rules(sheet: Sheet, page: Worksheet, lists: dict[str, str]) -> None:
    last = page.max_row
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{last}"
    for number, column in enumerate(sheet.columns, start=1):
        rule = _rule(column, lists)
        if rule is not None and column.field:
            letter = get_column_letter(number)
            rule.add(f"{letter}2:{letter}{last + _SPARE_ROWS}")
            page.add_data_validation(rule)


def _rule(column: Column, lists: dict[str, str]) -> DataValidation | None:
    match column.kind:
        case CellKind.CHOICE:
            rule = DataValidation(type="list", formula1=lists[column.title])
            rule.error = "Choose from the list"
        case CellKind.DAY:
            rule = DataValidation(type="date", operator="greaterThan", formula1="367")
            rule.error = "Write a date"
        case CellKind.PERCENT:
            rule = DataValidation(
                type="decimal", operator="between", formula1="0", formula2="100"
            )
            rule.error = "Write a number from 0 to 100"
        case CellKind.POUNDS | CellKind.WHOLE:
            rule = DataValidation(operator="greaterThanOrEqual", formula1="0")
            rule.type = "whole" if column.kind is CellKind.WHOLE else "decimal"
            rule.error = "Write a number of at least 0"
        case _:
            return None
    rule.allow_blank = True
    rule.showErrorMessage = True
    rule.errorTitle = column.title
    return rule


# ------------------------------------------------------------------------- reading

_LARGEST = 256 * 2**20
_MARKS = ("<!DOCTYPE", "<!ENTITY")
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")
_MOST_ROWS = 200_000


def rows_of(content: bytes, title: str, name: str) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a sheet: what stands in the cells, or a formula nobody counted.

    Raises:
        DocumentError: it is no workbook, one that is not safe to open, or has no such
            sheet.
    """
    values, formulas = (
        _opened(content, name, data_only=only) for only in (True, False)
    )
    if title not in values.sheetnames:
        found = ", ".join(values.sheetnames)
        raise _refusal(name, f"a sheet {title}", f"the sheets {found}")
    pairs = zip(
        values[title].iter_rows(values_only=True),
        formulas[title].iter_rows(),
        strict=True,
    )
    for row, cells in itertools.islice(pairs, _MOST_ROWS):
        yield tuple(
            cell.value if value is None and cell.data_type == "f" else value
            for value, cell in zip(row, cells, strict=True)
        )


_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+\d+:[A-Z]+\d+)"')


def merged_in(content: bytes, title: str, name: str) -> Iterator[str]:
    """Yield the stretches of cells of a sheet that are merged: `F2:F3`."""
    book = _opened(content, name, data_only=True)
    if title not in book.sheetnames:
        return
    # What is only read row by row tells nothing of merged cells.
    part = book[title]._worksheet_path  # noqa: SLF001  # where else is it said?
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for found in _MERGED.finditer(archive.read(part)):
            yield found[1].decode()


def _opened(content: bytes, name: str, *, data_only: bool) -> Any:
    expected = "an Excel workbook (.xlsx)"
    try:
        _look_inside(content, name)
        return openpyxl.load_workbook(
            io.BytesIO(content), read_only=True, data_only=data_only
        )
    except DocumentError:
        raise
    # openpyxl has no error of its own for a workbook that is damaged.
    except Exception as error:
        raise _refusal(name, expected, "something else, or a part of one") from error


def _look_inside(content: bytes, name: str) -> None:
    """Refuse archives that swell, and XML that could be made to."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = sum(part.file_size for part in archive.infolist())
        if size > _LARGEST:
            raise _refusal(name, f"at most {_LARGEST:,} bytes", f"{size:,} unpacked")
        for part in archive.infolist():
            text = archive.read(part)
            marks = [m.encode(e) for m in _MARKS for e in _ENCODINGS]
            if any(mark in text for mark in marks):
                raise _refusal(name, "a workbook without document types", part.filename)


def _refusal(name: str, expected: str, got: str) -> DocumentError:
    problem = Problem(path="$", expected=expected, got=got, where=Location(file=name))
    return DocumentError([problem])


def cell_name(sheet: str, line: int, number: int) -> str:
    """Write `Deliverables!F7`; columns are counted from 1."""
    return f"{sheet}!{get_column_letter(number)}{line}"
