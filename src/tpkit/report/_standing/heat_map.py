"""The heat map of ratings: every project by what it has promised."""

from collections.abc import Iterable, Iterator, Sequence

import attrs

from tpkit.report._standing.delivery import RATINGS
from tpkit.report._words.kinds import Machine
from tpkit.track import Line, Rag, RollUp, Status


@attrs.frozen(kw_only=True)
class RatingCell:
    """One field of the map: the worst rating of some promises, and how many have it."""

    x: int
    """The left edge."""
    column: str
    """`Milestones`."""
    rating: str
    """`Red`, `Amber`, `Green`, `Done` or `Not rated`; empty where there is nothing."""
    level: Machine
    """The same for style sheets; empty where there is nothing."""
    count: str
    """`2 of 5`; empty where there is nothing, or one thing."""


@attrs.frozen(kw_only=True)
class RatingRow:
    """One project."""

    title: str
    """Its title."""
    label: str
    """The same, short enough to stand in the map."""
    y: int
    """Where its row begins, from the top."""
    cells: tuple[RatingCell, ...]
    """The whole project, then each kind of promise."""


@attrs.frozen(kw_only=True)
class RatingMap:
    """The ratings of all projects."""

    width: int
    """How wide the canvas is."""
    height: int
    """How high it is."""
    cell: int
    """How wide a field is."""
    row: int
    """How high a row is."""
    columns: tuple[RatingCell, ...]
    """The words above the fields."""
    rows: tuple[RatingRow, ...]
    """One for each project; none where none is recorded."""


_LEFT, _CELL, _GAP, _TOP, _ROW = 250, 132, 6, 34, 46
_COLUMNS = ("Project", "Phases", "Milestones", "Deliverables")
_LONGEST = 30
_WORST_FIRST = (Rag.RED, Rag.AMBER, Rag.GREEN, Rag.BLUE, Rag.GREY)


def heat_map(status: Status) -> RatingMap:
    """Give the ratings of all projects, and of what they have promised."""
    return RatingMap(
        width=_LEFT + len(_COLUMNS) * (_CELL + _GAP),
        height=_TOP + len(status.projects) * (_ROW + _GAP),
        cell=_CELL,
        row=_ROW,
        columns=tuple(_cell(n, ()) for n in range(len(_COLUMNS))),
        rows=tuple(
            RatingRow(
                title=project.title,
                label=_label(project.title),
                y=_TOP + number * (_ROW + _GAP),
                cells=tuple(_cells(status, project)),
            )
            for number, project in enumerate(status.projects)
        ),
    )


def _cells(status: Status, project: RollUp) -> Iterator[RatingCell]:
    kinds: Iterable[Sequence[Line | RollUp]] = (
        (project,),
        status.phases_of(project.id),
        status.milestones_of(project.id),
        status.deliverables_of(project.id),
    )
    for number, lines in enumerate(kinds):
        yield _cell(number, lines)


def _cell(number: int, lines: Sequence[Line | RollUp]) -> RatingCell:
    rags = [line.rag for line in lines]
    worst = next((rag for rag in _WORST_FIRST if rag in rags), None)
    return RatingCell(
        x=_LEFT + number * (_CELL + _GAP),
        column=_COLUMNS[number],
        rating=RATINGS[worst] if worst else "",
        level=worst.value if worst else "",
        count=f"{rags.count(worst)} of {len(rags)}" if worst and number else "",
    )


def _label(title: str) -> str:
    return title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1].rstrip()}…"
