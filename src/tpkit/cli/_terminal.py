"""What comes out: text with colour where a person reads it, and how it can go wrong."""

import os
import sys
from typing import TextIO

import typer
from rich.console import Console
from rich.text import Text

REFUSED = 2
"""Exit code where there is no answer: a refused document, a wrong option, no file."""

UNREAD = 141
"""Exit code where the reader of our output has gone, as `head` does."""


def say(*lines: Text | str, to: TextIO | None = None) -> None:
    """Print lines, with colour where a person reads them."""
    file = to or sys.stdout
    # Rich would leave bold in; who sets NO_COLOR wants plain text.
    is_plain = bool(os.environ.get("NO_COLOR"))
    console = Console(
        file=file,
        force_terminal=False if is_plain else None,
        highlight=False,
        soft_wrap=True,
        # Nothing is wrapped, but where COLUMNS is 0 Rich would print nothing at all.
        width=80,
    )
    with console.capture() as captured:
        for line in lines:
            console.print(line, markup=False, emoji=False)
    emit(captured.get(), to=file)


def emit(text: str, *, to: TextIO | None = None) -> None:
    """Write a text as it is; end quietly where nobody reads it."""
    file: TextIO | None = to or sys.stdout
    if file is None:  # closed before we began, as `>&-` does
        return
    try:
        file.write(text)
        file.flush()
    except BrokenPipeError:
        # Python would flush once more at its end, and complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), file.fileno())
        raise typer.Exit(UNREAD) from None


def failed(message: str) -> int:
    """Tell on standard error what went wrong; give the exit code."""
    say(Text(f"tpkit: {message}"), to=sys.stderr)
    return REFUSED


def told(error: OSError) -> str:
    """Write an error of the system: which file, and what is wrong with it."""
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}"
