"""`tpkit calendars`: iCalendar files, one for each person, venue and audience."""

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import pendulum
import typer

from tpkit import interop
from tpkit._model.activity import Segment, Venue
from tpkit._model.people import Person
from tpkit._model.portfolio import Portfolio
from tpkit._text import counted
from tpkit.cli._arguments import On, Place, read, today
from tpkit.cli._documents import (
    Overwrite,
    To,
    heading,
    listed,
    refuse_own_folder,
    write,
)
from tpkit.cli._terminal import say
from tpkit.errors import UnknownIdError
from tpkit.findings import Findings
from tpkit.report import Pack, PackedFile
from tpkit.report._rendering.pack import unique


def _of(name: str, whose: str) -> Any:
    return typer.Option(
        f"--{name}",
        metavar="ID",
        help=f"Only the calendar of this {whose}. May be repeated.",
        show_default=False,
    )


def calendars(  # noqa: PLR0913  # one argument for each option
    path: Place,
    to: To,
    on: On = None,
    *,
    person: Annotated[list[str] | None, _of("person", "person")] = None,
    venue: Annotated[list[str] | None, _of("venue", "venue")] = None,
    segment: Annotated[list[str] | None, _of("segment", "audience")] = None,
    since: Annotated[
        list[Path] | None,
        typer.Option(
            "--since",
            metavar="PATH",
            help="The portfolio of which calendars were made before. May be repeated, "
            "oldest first.",
            show_default=False,
        ),
    ] = None,
    overwrite: Overwrite = False,
) -> None:
    """Write calendars: of all, and of each person, venue, audience.

    Calendar programs import them or subscribe to them. Give the portfolio of the last
    calendars with --since: sessions that have moved will move in them, and those that
    are gone will be cancelled.
    """
    day = on or today()
    portfolio = read(path)
    refuse_own_folder(path, to)
    versions = [*map(read, since or ()), portfolio]
    ids = {"person": person or (), "venue": venue or (), "segment": segment or ()}
    wanted = [(kind, id) for kind, some in ids.items() for id in dict.fromkeys(some)]
    made = _packed(_those(versions, day, wanted) if wanted else _all(versions, day))
    write(made, to, overwrite=overwrite)
    say(
        heading(portfolio, day, counted(len(made.files), "calendar"), to),
        *listed(made, (file.title for file in made.files)),
    )
    if any(file.name.startswith("person-") for file in made.files):
        say("A person's calendar says where to find the person: give it to nobody else")


_Calendar = tuple[str, str, str]
"""A calendar's file, without its ending; whose it is, and its text."""

_KINDS: dict[str, tuple[type[Any], str]] = {
    "person": (Person, "people"),
    "venue": (Venue, "venues"),
    "segment": (Segment, "segments"),
}


def _all(versions: Sequence[Portfolio], on: pendulum.Date) -> Iterator[_Calendar]:
    *since, portfolio = versions
    text = interop.icalendar(portfolio, on=on, since=since)
    yield "calendar", "All sessions", text
    for noun, text in interop.icalendars(portfolio, on=on, since=since):
        yield f"{type(noun).__name__.lower()}-{noun.id}", _called(noun), text


def _those(
    versions: Sequence[Portfolio], on: pendulum.Date, wanted: Sequence[tuple[str, str]]
) -> Iterator[_Calendar]:
    *since, portfolio = versions
    for kind, id in wanted:
        family, argument = _KINDS[kind]
        whose: dict[str, Any] = {argument: [id]}
        text = interop.icalendar(portfolio, on=on, since=since, **whose)
        yield f"{kind}-{id}", _called(_newest(versions, family, id)), text


def _newest(versions: Sequence[Portfolio], family: type[Any], id: str) -> Any:
    """Give somebody or something as it was last known; that it was known is certain."""
    found = None
    for version in versions:
        with contextlib.suppress(UnknownIdError):
            found = version.get(family, id)
    return found


def _called(noun: Any) -> str:
    return str(getattr(noun, "name", "") or noun.title)


def _packed(calendars: Iterator[_Calendar]) -> Pack:
    taken: set[str] = set()
    files = (
        PackedFile(
            name=f"{unique(stem, taken)}.ics", title=title, form="iCalendar", text=text
        )
        for stem, title, text in calendars
    )
    return Pack(files=tuple(files), findings=Findings())
