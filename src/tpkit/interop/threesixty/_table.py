"""Packages as the rows of a spreadsheet: what flatten-tool makes JSON of."""

import functools
from collections.abc import Iterable, Sequence
from typing import Any

from tpkit.errors import DocumentError, Problem, shown
from tpkit.interop.threesixty._awards import award_of, facts_of, unread
from tpkit.interop.threesixty._fields import FIELDS, Field, place_fields, place_of
from tpkit.interop.threesixty._package import Award, Package
from tpkit.interop.threesixty._together import look_at_all, repeated
from tpkit.interop.threesixty._values import read_value, written

SHEET = "grants"
"""What the sheet is called, and cells with it: `grants!C5`."""

Row = tuple[str | int | float | None, ...]
"""The cells of one row; None where there is nothing."""


def rows(package: Package, /) -> tuple[Row, ...]:
    """Give the rows of the sheet `grants`: titles first, then a row for each award.

    The titles are those of the standard's template [360G]. Columns in which nothing
    would stand are left out. Days are texts, as the standard writes them; amounts are
    numbers. `csv.writer` writes such rows as they are.

    Raises:
        PortfolioError: two awards have one id.
    """
    look_at_all(package.awards)
    facts = [facts_of(award) for award in package.awards]
    fields = (*FIELDS, *place_fields(max(len(a.places) for a in package.awards)))
    used = [f for f in fields if any(f.place in of_one for of_one in facts)]
    titles = tuple(field.title for field in used)
    return (titles, *(tuple(_cell(f, of_one) for f in used) for of_one in facts))


def _cell(field: Field, facts: dict[str, Any]) -> str | int | float | None:
    if field.place not in facts:
        return None
    cell: str | int | float = written(field.kind, facts[field.place])
    return cell


def from_rows(rows: Iterable[Sequence[Any]], /, *, sheet: str = SHEET) -> Package:
    """Read the rows of a sheet, titles first, as a CSV or a workbook gives them.

    Cells may be texts, numbers and days. Titles are read whatever their case, with
    numbers (`Beneficiary Location:1:Name`) or as places (`recipientOrganization/0/id`).
    Rows with nothing in them are passed over. What `loads` refuses is refused.

    Raises:
        DocumentError: these are no such rows; every problem has the cell as its path,
            such as `grants!C5`.
    """
    problems: list[Problem] = []
    titles, *others = [list(row) for row in rows] or [[]]
    places = _places(titles, sheet, problems)
    awards, strange = _awards(places, others, sheet, problems)
    if not awards and not problems:
        expected = "a row of titles, and a row for each grant"
        problems.append(Problem(path=f"{sheet}!A1", expected=expected, got="none"))
    if problems:
        raise DocumentError(problems)
    return Package(awards=tuple(awards), unread=tuple(dict.fromkeys(strange)))


def _places(titles: list[Any], sheet: str, problems: list[Problem]) -> list[str]:
    places: list[str] = []
    for number, title in enumerate(titles):
        place = "" if title is None else place_of(str(title))
        if place and place in places:
            path = f"{sheet}!{column(number)}1"
            problem = Problem(
                path=path, expected="each column once", got=f"{shown(title)} again"
            )
            problems.append(problem)
        places.append(place)
    return places


def _awards(
    places: list[str], rows: list[list[Any]], sheet: str, problems: list[Problem]
) -> tuple[list[Award], list[str]]:
    awards: list[Award] = []
    lines: list[int] = []
    strange: list[str] = []
    for line, row in enumerate(rows, start=2):
        facts = {
            place: cell
            for place, cell in zip(places, row, strict=False)
            if place and cell is not None and cell != ""
        }
        if not facts:
            continue
        strange.extend(unread(facts))
        where = functools.partial(_cell_of, places, sheet, line)
        if (award := award_of(facts, where, problems, read_value)) is not None:
            awards.append(award)
            lines.append(line)
    id_of = functools.partial(_cell_of, places, sheet)
    problems.extend(repeated(awards, lambda number: id_of(lines[number], "id")))
    return awards, strange


def _cell_of(places: list[str], sheet: str, line: int, place: str) -> str:
    # What ought to be there and has no column is missing from the row as a whole.
    name = column(places.index(place)) if place in places else ""
    return f"{sheet}!{name}{line}"


_LETTERS = 26


def column(number: int) -> str:
    """Name a column as spreadsheets do, the first being number 0: A, B … Z, AA."""
    name = ""
    number += 1
    while number:
        number, letter = divmod(number - 1, _LETTERS)
        name = chr(ord("A") + letter) + name
    return name
