"""Polls as text: what poll sites export, and what people type into a spreadsheet."""

import itertools
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePath

import attrs

from tpkit import _text
from tpkit.errors import DocumentError, Location, Problem, shown
from tpkit.schedule._polls.headings import HeadingError, slot_in
from tpkit.schedule._polls.poll import Answer, Poll, PollSlot, Reply

_ANSWERS = {
    "yes": Answer.YES,
    "y": Answer.YES,
    "ok": Answer.YES,
    "if need be": Answer.IF_NEED_BE,
    "ifneedbe": Answer.IF_NEED_BE,
    "maybe": Answer.IF_NEED_BE,
    "under reserve": Answer.IF_NEED_BE,
    "(yes)": Answer.IF_NEED_BE,
    "(ok)": Answer.IF_NEED_BE,
    "no": Answer.NO,
    "n": Answer.NO,
}
_NOTHING_SAID = {"", "?", "unknown", "unkown"}  # Framadate writes it like this


def poll_from_csv(
    text: str, /, *, minutes: int | None = None, file: str | PurePath = "<text>"
) -> Poll:
    r"""Read a poll from comma-separated text: a column for each slot, a row for each person.

    A heading says when: `2022-02-21 10:00/11:30` (an ISO 8601 interval), or day, month,
    year and hours in English; where it has no end, the slot lasts so many *minutes*. A
    heading may run over several rows, as in the exports of Doodle and Framadate, which
    can be read as they are; what stands above it, and a last row `Count`, is passed by.
    Cells may be parted by commas, semicolons or tabs.

    An answer is `yes`, `if need be` or `no` (or `OK`, `(OK)`, `maybe`, `under reserve`,
    in any case). An empty cell says nothing; but where nobody in the file says no, as
    in the exports of Doodle, it says no.

    Raises:
        DocumentError: there is no slot or no person; a heading is not one of a slot; an
            answer is not known; a slot or a person comes twice. Each problem names its
            line and column in *file*.

    Example:
        ```python
        >>> from tpkit import schedule
        >>> poll = schedule.poll_from_csv(
        ...     "person,2022-02-21 10:00/11:30,2022-02-28 10:00/11:30\n"
        ...     "Ann,yes,if need be\n"
        ...     "Bob,no,yes\n"
        ... )
        >>> print(schedule.best_slot(poll))
        Monday 28 February 2022, 10am to 11:30am: 2 of 2 can come
          yes: Bob
          if need be: Ann
          before the next because more can come: 2, not 1

        ```
    """
    headings, rows = _parted(list(_rows(text.removeprefix("\ufeff"))))
    reading = _Reading(str(file), minutes)
    slots = reading.slots(headings)
    replies = reading.replies(rows, slots)
    if reading.problems:
        raise DocumentError(sorted(reading.problems, key=_in_reading_order))
    return Poll(slots=tuple(slots.values()), replies=replies)


def _in_reading_order(problem: Problem) -> tuple[int, int]:
    where = problem.where
    return (where.line or 0, where.column or 0) if where is not None else (0, 0)


# ----------------------------------------------------------------------------- the table


@attrs.frozen
class _Cell:
    text: str
    line: int
    column: int


_Row = list[_Cell]


def _rows(text: str) -> Iterator[_Row]:
    """Yield the rows in which something stands, each cell with its place in the text."""
    parted = max(",;\t", key=text.count)
    cell = re.compile(
        rf'"(?P<quoted>(?:[^"]|"")*)"(?=[{parted}\r\n]|\Z)|(?P<plain>[^{parted}\r\n]*)'
    )
    row: _Row = []
    line, begins, at = 1, 0, 0
    while at <= len(text):
        found = cell.match(text, at)
        if found is None:  # pragma: no cover  # a plain cell may be empty
            raise AssertionError
        quoted = found["quoted"]
        content = found["plain"] if quoted is None else quoted.replace('""', '"')
        row.append(_Cell(" ".join(content.split()), line, at - begins + 1))
        for inside in _NEWLINE.finditer(text, at, found.end()):
            line, begins = line + 1, inside.end()
        at = found.end()
        if newline := _NEWLINE.match(text, at):
            yield from _with_text(row)
            row, line, begins, at = [], line + 1, newline.end(), newline.end()
        else:
            at += 1  # beyond what parts the cells, or the end
    yield from _with_text(row)


_NEWLINE = re.compile(r"\r\n|\r|\n")


def _with_text(row: _Row) -> Iterator[_Row]:
    if any(cell.text for cell in row):
        yield row


def _parted(rows: list[_Row]) -> tuple[list[_Row], list[_Row]]:
    """Part the rows of headings from those of answers; leave out what is neither."""
    below = itertools.dropwhile(lambda row: not _has_more_than_a_name(row), rows)
    first, *rest = [*below] or [[]]
    headings = [first] if first else []
    while first and not first[0].text and rest and not rest[0][0].text:
        headings.append(rest.pop(0))
    if rest and rest[-1][0].text.casefold() == "count":
        rest.pop()
    return headings, rest


def _has_more_than_a_name(row: _Row) -> bool:
    return any(cell.text for cell in row[1:])


def _carried(row: _Row, width: int) -> list[str]:
    """Give the texts of a row, an empty cell being part of the one before it."""
    texts = [cell.text for cell in row] + [""] * (width - len(row))
    return [*itertools.accumulate(texts, _or_before)]


def _or_before(before: str, text: str) -> str:
    return text or before


# --------------------------------------------------------------------------- the meaning


class _Reading:
    """What the cells mean, and every problem met on the way."""

    def __init__(self, file: str, minutes: int | None) -> None:
        self._file = file
        self._minutes = minutes
        self.problems: list[Problem] = []

    def slots(self, headings: list[_Row]) -> dict[int, PollSlot]:
        """Give the slots by the column in which they stand."""
        found: dict[int, PollSlot] = {}
        *above, last = headings or [[_Cell("", 1, 1)]]
        carried = [_carried(row, len(last)) for row in above]
        for place, cell in enumerate(last[1:], start=1):
            text = " ".join([*(row[place] for row in carried), cell.text])
            slot = self._slot(text, cell) if cell.text else None
            if slot is not None and slot in found.values():
                self._problem("$.slots", "each slot once", cell)
            elif slot is not None:
                found[place] = slot
        if not found and not self.problems:
            expected = "a row of headings, one for each slot, after that of the names"
            self._problem("$.slots", expected, last[0])
        return found

    def _slot(self, text: str, cell: _Cell) -> PollSlot | None:
        try:
            return slot_in(text.strip(), minutes=self._minutes)
        except HeadingError as error:
            self._problem("$.slots", str(error), attrs.evolve(cell, text=text.strip()))
            return None

    def replies(
        self, rows: list[_Row], slots: Mapping[int, PollSlot]
    ) -> tuple[Reply, ...]:
        """Give what each person answered."""
        read = [(row[0], self._answers(row, slots)) for row in rows]
        if not read:
            expected = "a row for each person"
            self._problem("$.replies", expected, _Cell("", 1, 1))
        first: dict[str, int] = {}
        for name, _ in read:
            if not name.text:
                self._problem("$.replies", "the name of a person", name)
            elif name.text in first:
                hint = f"the first is on line {first[name.text]}"
                self._problem("$.replies", "one row for each person", name, hint)
            first.setdefault(name.text, name.line)
        says_no = any(Answer.NO in answers.values() for _, answers in read)
        empty = None if says_no else Answer.NO
        return tuple(
            Reply(
                person=name.text,
                answers=tuple(answers.get(slot, empty) for slot in slots.values()),
            )
            for name, answers in read
        )

    def _answers(
        self, row: _Row, slots: Mapping[int, PollSlot]
    ) -> dict[PollSlot, Answer]:
        found: dict[PollSlot, Answer] = {}
        for place, cell in enumerate(row[1:], start=1):
            word, slot = cell.text.casefold(), slots.get(place)
            if word in _NOTHING_SAID:
                continue
            if slot is None and not self.problems:
                self._problem("$.replies", "nothing where no slot is above", cell)
            elif word not in _ANSWERS:
                of = f" for {slot}" if slot else ""
                expected = f"{_CHOICES} from {row[0].text}{of}"
                self._problem("$.replies", expected, cell)
            elif slot is not None:
                found[slot] = _ANSWERS[word]
        return found

    def _problem(self, path: str, expected: str, cell: _Cell, hint: str = "") -> None:
        where = Location(file=self._file, line=cell.line, column=cell.column)
        got = shown(cell.text) if cell.text else "nothing"
        self.problems.append(
            Problem(path=path, expected=expected, got=got, hint=hint, where=where)
        )


_CHOICES = _text.listed(Answer, joiner="or")
