"""A portfolio with what has been changed in a workbook."""

import importlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import attrs
import pendulum

from tpkit._model.ids import PersonId
from tpkit._model.portfolio import Portfolio
from tpkit.errors import DocumentError, FieldError, Location, Problem, shown
from tpkit.interop._taken_over import Entry, taken_over
from tpkit.interop.excel._cells import Misread, as_written, read_cell, said
from tpkit.interop.excel._columns import (
    SHEETS,
    CellKind,
    Column,
    Sheet,
    changed,
)


def dumps(portfolio: Portfolio, /) -> bytes:
    """Write the deliverables and the budget of a portfolio as an Excel workbook.

    Save it to a file whose name ends in `.xlsx`. There is a sheet `Deliverables` and a
    sheet `Budget`, with a row for each. Days are dates, money and counts are numbers,
    and text is text, even if it begins with `=`. What has few values has a drop-down.
    The same portfolio gives the same bytes on any day.
    Grey columns are for reading: what they say changes elsewhere.

    Raises:
        MissingExtraError: the extra `excel` is not installed.
    """
    content: bytes = _workbook("written")(portfolio)
    return content


def loads(  # noqa: PLR0913  # what is read, and what is put on the record
    content: bytes,
    portfolio: Portfolio,
    /,
    *,
    name: str = "<workbook>",
    on: pendulum.Date | None = None,
    by: PersonId | None = None,
    reason: str = "",
) -> Portfolio:
    """Give the portfolio with what has been changed in a workbook that `dumps` wrote.

    Rows are found by their ids, columns by their titles, so that both may have been
    sorted, hidden or left out; a row that is not there stays as it is, and so does what a
    cell cannot hold exactly as long as nobody has changed it. An empty cell empties the
    field. The content is only read: there is nothing here that writes to the user's file.
    *name* is what problems call it, such as the file's name.

    With *on*, each change that can be is recorded as of that day, with *by* whom and the
    *reason*, as `tpkit.track.record` does.

    Raises:
        DocumentError: it is no such workbook; or a cell has something else than its
            column holds, a grey cell has been changed, cells are merged, a day is not
            from 1901 to 2100, an id is unknown or there twice.
            Every problem has its sheet and cell as its path: `Deliverables!F7`.
        PortfolioError: with these values the portfolio does not hang together: without
            *on*, they are not what was recorded last.
        MissingExtraError: the extra `excel` is not installed.
    """
    problems: list[Problem] = []
    nouns = [
        noun
        for sheet in SHEETS
        for noun in _Reading(sheet, portfolio, problems).nouns(content, name)
    ]
    if problems:
        where = Location(file=name)
        raise DocumentError(attrs.evolve(p, where=where) for p in problems)
    return taken_over(portfolio, nouns, Entry(on=on, by=by, reason=reason))


def _workbook(name: str) -> Callable[..., Any]:
    # Only who asks for a workbook needs openpyxl, and is told how to install it.
    function: Callable[..., Any]
    function = getattr(importlib.import_module("tpkit.interop.excel._workbook"), name)
    return function


@attrs.frozen
class _Reading:
    """A sheet while it is read."""

    sheet: Sheet
    portfolio: Portfolio
    problems: list[Problem]

    def nouns(self, content: bytes, name: str) -> Iterator[Any]:
        """Yield the nouns of the family, changed where the sheet says so."""
        for place in _workbook("merged_in")(content, self.sheet.title, name):
            first, _, _ = place.partition(":")
            path = f"{self.sheet.title}!{first}"
            hint = "unmerge them, and fill in each"
            expected, got = "cells that are not merged", place
            self.problems.append(
                Problem(path=path, expected=expected, got=got, hint=hint)
            )
        rows = enumerate(_workbook("rows_of")(content, self.sheet.title, name), start=1)
        _, titles = next(rows, (1, ()))
        places = self._places(titles)
        nouns = {noun.id: noun for noun in self.sheet.nouns(self.portfolio)}
        read: dict[str, Any] = {}
        for line, row in rows if places else ():
            if any(cell is not None for cell in row):
                self._take(places, line, row, nouns, read)
        yield from {**nouns, **read}.values()

    def _places(self, titles: Sequence[Any]) -> dict[int, Column]:
        columns = {column.title: column for column in self.sheet.columns}
        found = {
            number: columns[title]
            for number, title in enumerate(titles)
            if title in columns
        }
        named = [column.title for column in found.values()]
        if "Id" not in named or len(set(named)) < len(named):
            self._refuse(1, 0, "the titles of the columns, once each", said(titles))
            return {}
        return found

    def _take(  # a row, and what is known of the others
        self,
        places: dict[int, Column],
        line: int,
        row: Sequence[Any],
        nouns: dict[str, Any],
        read: dict[str, Any],
    ) -> None:
        place = next(n for n, column in places.items() if column.title == "Id")
        id = row[place]
        if not isinstance(id, str) or id not in nouns:
            expected = "the id of one that the portfolio has"
            hint = "new ones are added to the portfolio"
            self._refuse(line, place, expected, said(id), hint)
        elif id in read:
            self._refuse(line, place, "each id once", shown(id))
        else:
            read[id] = self._read_row(places, line, row, nouns[id])

    def _read_row(
        self, places: dict[int, Column], line: int, row: Sequence[Any], noun: Any
    ) -> Any:
        for place, column in places.items():
            was, raw = column.value(self.portfolio, noun), row[place]
            if self._is_unchanged(was, raw):
                continue
            try:
                noun = self._read(column, noun, raw)
            except Misread as refusal:
                self._refuse(line, place, refusal.expected, said(raw), refusal.hint)
            except FieldError as refusal:
                self._refuse(line, place, refusal.expected, said(raw))
        return noun

    def _is_unchanged(self, was: Any, raw: Any) -> bool:
        written = as_written(was)
        if hasattr(raw, "date") and callable(raw.date):
            raw = raw.date()
        return written == raw or (written is None and raw == "")

    def _read(self, column: Column, noun: Any, raw: Any) -> Any:
        if not column.field:
            raise Misread("what tpkit wrote there", "change it in the portfolio")
        if column.field.startswith("work.") and noun.work is None:
            raise Misread("nothing, as its work is not planned", "add its work first")
        choices = column.choices(self.portfolio) if column.choices else {}
        value = read_cell(column.kind, raw, choices)
        if value is None and column.kind is CellKind.TEXT:
            value = ""
        return changed(noun, column.field, value)

    def _refuse(
        self, line: int, place: int, expected: str, got: str, hint: str = ""
    ) -> None:
        path = _workbook("cell_name")(self.sheet.title, line, place + 1)
        problem = Problem(path=path, expected=expected, got=got, hint=hint)
        self.problems.append(problem)
