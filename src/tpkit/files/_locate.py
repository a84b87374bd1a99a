"""Where in a user's files the places of a portfolio stand."""

import os
from collections.abc import Iterable

from tpkit.errors import Location
from tpkit.files import _sources
from tpkit.files._faults import steps, with_ancestors
from tpkit.files._read import parts_of
from tpkit.files._sources import LOCATORS


def locate(path: str | os.PathLike[str], places: Iterable[str]) -> dict[str, Location]:
    """Give file, line and column of places such as `$.sessions[2].on`.

    *path* is the file or folder from which the portfolio was read. A place that is not
    written there, because its field has its default, is located where its noun or list
    begins; one of which nothing is written is left out.

    Raises:
        DocumentError: the folder holds no documents, or the file is none.
        OSError: a file is not there, or may not be read.
    """
    wanted = {place: steps(place) for place in places}
    found: dict[str, Location] = {}
    readable = [p for p in parts_of(_sources.from_path(path)) if p.is_readable]
    for part in readable:
        own = {place: part.own(step) for place, step in wanted.items()}
        mine = {place: step for place, step in own.items() if step is not None}
        find = LOCATORS[part.document.format]
        spots = find(part.document.text, with_ancestors(mine.values())) if mine else {}
        for place, step in mine.items():
            # The root's own spot is the whole file: no news.
            ends = range(len(step), 0, -1)
            near = [spots[s] for end in ends if (s := (step[:end], False)) in spots]
            for line, column in near[:1]:
                file = part.document.name
                found[place] = Location(file=file, line=line, column=column)
    return found
