"""What commands are given: a portfolio, a day, and options that several of them take."""

import enum
import errno
from pathlib import Path
from typing import Annotated

import pendulum
import typer

from tpkit import _dates, files
from tpkit._model.ids import ActivityId, SessionId
from tpkit._model.portfolio import Portfolio
from tpkit.errors import FieldError, shown


def day(text: str) -> pendulum.Date:
    """Read a day that an option gives."""
    try:
        return _dates.parse_date(text)
    except ValueError:
        # Of a day that no month has, Python does not say which it was.
        message = f"expected a date such as 2022-02-21, got {shown(text)}"
        raise typer.BadParameter(message) from None


class Output(enum.StrEnum):
    """How an answer is written."""

    TEXT = "text"
    JSON = "json"


Place = Annotated[
    Path, typer.Argument(metavar="PATH", help="A portfolio: a file or a folder.")
]
On = Annotated[
    pendulum.Date | None,
    typer.Option(
        "--on",
        parser=day,
        metavar="DATE",
        help="The day to judge by, such as 2022-02-14. Today, if not given.",
        show_default=False,
    ),
]
Until = Annotated[
    pendulum.Date | None,
    typer.Option(
        "--until",
        parser=day,
        metavar="DATE",
        help="The last day that may be used. The last that any project, rule or session "
        "knows of, if not given.",
        show_default=False,
    ),
]
Keep = Annotated[
    list[str] | None,
    typer.Option(
        "--keep",
        metavar="ID",
        help="A session, or an activity with all of its sessions, that stays where it is. "
        "May be repeated.",
        show_default=False,
    ),
]
Free = Annotated[
    list[str] | None,
    typer.Option(
        "--free",
        metavar="ID",
        help="A confirmed session, or an activity with its confirmed sessions, that may "
        "move all the same. May be repeated.",
        show_default=False,
    ),
]
Effort = Annotated[
    int,
    typer.Option(
        "--effort",
        metavar="NUMBER",
        help="How hard to look, from 0 to 10: each step about doubles the time.",
    ),
]
Seconds = Annotated[
    float | None,
    typer.Option(
        "--seconds",
        metavar="NUMBER",
        help="How long to look at most. As long as the effort takes, if not given.",
        show_default=False,
    ),
]
Format = Annotated[
    Output, typer.Option("--format", help="For people, or for programs.")
]
Ignore = Annotated[
    list[str] | None,
    typer.Option(
        "--ignore",
        metavar="CODE",
        help="Leave out a check, or all whose codes begin so. May be repeated.",
        show_default=False,
    ),
]


def as_ids(texts: list[str] | None) -> list[SessionId | ActivityId]:
    """Give the ids that an option names."""
    return [*map(SessionId, texts or ())]


def today() -> pendulum.Date:
    """Give the day in London."""
    # The command alone has nobody who could tell it the day.
    return pendulum.now(_dates.LONDON).date()  # noqa: TID251


def read(path: Path) -> Portfolio:
    """Read the portfolio at a path.

    Raises:
        OSError: there is no such file or folder, or it may not be read.
        DocumentError: it cannot become a portfolio.
    """
    if not path.exists():
        raise FileNotFoundError(
            errno.ENOENT, "there is no such file or folder", str(path)
        )
    return files.read(path)


def wrong(error: FieldError, what: str = "") -> Exception:
    """Make of a wrong argument an error that names the option, or *what*.

    What is wrong with a noun of the portfolio stays as it is.
    """
    if error.noun[0].isupper():
        return error
    message = f"expected {error.expected}, got {shown(error.got)}"
    option = what or f"--{error.field.replace('_', '-')}"
    return typer.BadParameter(message, param_hint=f"'{option}'")
