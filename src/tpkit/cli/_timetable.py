"""`tpkit clashes`, `review`, `options` and `moved`: questions about a timetable."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from tpkit import schedule
from tpkit._model.ids import SessionId
from tpkit._text import counted
from tpkit.cli._arguments import Format, On, Output, Place, Until, read, today, wrong
from tpkit.cli._findings import read_or_refuse, tell
from tpkit.cli._terminal import say
from tpkit.errors import FieldError


def clashes(path: Place) -> None:
    """Say who or what is booked for two sessions at one time.

    Ends with 1 when there is a clash, 0 when there is none.
    """
    found = schedule.clashes(read(path))
    number = counted(len(found), "clash", "clashes")
    say(*(clash.message for clash in found), Text(number, style="bold"))
    raise typer.Exit(1 if found else 0)


def review(path: Place, on: On = None, format: Format = Output.TEXT) -> None:
    """Say where the timetable does not keep what was agreed.

    Each finding names the rule, who agreed it and why, and the nearest alternative.
    Ends with 0 when no rule is broken that may not be, 1 when one is, 2 when the
    document was refused.
    """
    portfolio = read_or_refuse(path, format)
    tell(schedule.review(portfolio, on=on or today()), path, format)


def options(  # noqa: PLR0913  # one argument for each option
    path: Place,
    session: Annotated[
        str,
        typer.Argument(
            metavar="SESSION",
            help="The id of a session to move, or of an activity that is to have one more.",
        ),
    ],
    on: On = None,
    *,
    n: Annotated[
        int, typer.Option("-n", metavar="NUMBER", min=1, help="How many slots to give.")
    ] = 10,
    until: Until = None,
    minutes: Annotated[
        int | None,
        typer.Option(
            "--minutes",
            metavar="NUMBER",
            min=1,
            help="How long one more session lasts. As agreed, or as the last, if not given.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Give the best slots for one session, all others staying.

    Each with what speaks for it and what against. Ends with 1 when there is none, and
    says which rules bar them all.
    """
    portfolio, id = read(path), SessionId(session)
    try:
        found = schedule.options(
            portfolio, id, n, on=on or today(), until=until, minutes=minutes
        )
    except FieldError as error:
        raise wrong(error, "SESSION" if error.field == "session" else "") from None
    say(*_choices(found))
    raise typer.Exit(0 if found else 1)


def _choices(found: schedule.Options) -> Iterator[Text]:
    yield Text(found.title, style="bold")
    if found.present:
        yield from _option("Now", found.present)
    for place, option in enumerate(found, start=1):
        yield from _option(f"{place}", option)
    if not found:
        looked_at = counted(found.times, "time")
        yield Text(f"Nothing is left of {looked_at} looked at:", style="bold red")
        yield from (Text(f"- {barrier}") for barrier in found.barriers)


def _option(name: str, option: schedule.Option) -> Iterator[Text]:
    cost = f"cost {option.cost:,}" if option.cost else "breaks nothing"
    cost = "not allowed" if option.barred else cost
    yield Text.assemble((f"{name:>3}  ", "bold"), option.words, (f"  ({cost})", "dim"))
    for reasons, word, style in (
        (option.barred, "not allowed", "bold red"),
        (option.speaks_against, "against", "yellow"),
        (option.speaks_for, "for", "green"),
    ):
        yield from (Text.assemble("     ", (word, style), f": {r}") for r in reasons)


def moved(
    old: Annotated[
        Path, typer.Argument(metavar="OLD", help="The portfolio as it was.")
    ],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The portfolio as it is.")],
) -> None:
    """Say which sessions have moved since, and who has to be told.

    Sessions that are added, cancelled or gone count, and other hours, places and leaders.
    """
    say(*str(schedule.compare(read(old), read(new))).splitlines())
