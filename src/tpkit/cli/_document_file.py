"""Where one document goes: to the terminal, or into a file whose ending says its format."""

from pathlib import Path
from typing import Annotated, Any

import typer

from tpkit import report
from tpkit._text import did_you_mean
from tpkit.cli._terminal import emit
from tpkit.errors import OverwriteError, shown

ToFile = Annotated[
    Path | None,
    typer.Option(
        "--to",
        metavar="FILE",
        help="The file to write; its ending, such as .docx, says the format.",
        show_default=False,
    ),
]
AnyForm = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help="html (if no file says otherwise), markdown, word, …",
        show_default=False,
    ),
]
Replace = Annotated[
    bool, typer.Option("--overwrite", help="Replace the file if it is there.")
]


def format_of(text: str) -> Any:
    """Give the format of that name."""
    if text in report.FORMATS:
        return text
    hint = did_you_mean(text, report.FORMATS) or f"one of {', '.join(report.FORMATS)}"
    message = f"expected a format, got {shown(text)}; {hint}"
    raise typer.BadParameter(message, param_hint="'--format'")


def chosen(format: str, to: Path | None) -> Any:
    """Give the format that is named, or else the one that the file's name ends in."""
    if format or to is None:
        return format_of(format or "html")
    endings = {names.ending: each for each, names in report.FORMATS.items()}
    ending = to.suffix.removeprefix(".").lower()
    if ending in endings:
        return endings[ending]
    message = f"expected a name that ends in {', '.join(endings)}, got {shown(to.name)}"
    raise typer.BadParameter(message, param_hint="'--to'")


def refuse_nowhere(format: report.Format, to: Path | None) -> None:
    """Refuse to write to a terminal what is no text, before anything is made."""
    names = report.FORMATS[format]
    if to is None and not names.is_text:
        message = f"expected a file to write, such as document.{names.ending}"
        raise typer.BadParameter(message, param_hint="'--to'")


def deliver(made: bytes, to: Path | None, *, overwrite: bool) -> None:
    """Print a document, or write its file.

    Raises:
        OverwriteError: the file is there, and is not to be overwritten.
    """
    if to is None:
        emit(made.decode())
        return
    if to.exists() and not overwrite:
        raise OverwriteError(
            f"{to} is there already; choose another name, or --overwrite"
        )
    to.write_bytes(made)
