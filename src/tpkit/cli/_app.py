"""The commands, put together, and how they end."""

import importlib.metadata
import io
import json
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from tpkit import files
from tpkit.cli._calendars import calendars
from tpkit.cli._documents import pack
from tpkit.cli._explaining import explain
from tpkit.cli._findings import check
from tpkit.cli._forecasting import forecast
from tpkit.cli._proposing import propose
from tpkit.cli._report import report
from tpkit.cli._templates import templates
from tpkit.cli._terminal import emit, failed, say, told
from tpkit.cli._timetable import clashes, moved, options, review
from tpkit.cli._tracking import compare, status
from tpkit.errors import OverwriteError, TpkitError

app = typer.Typer(
    name="tpkit",
    help="Check, pack and look at a teaching partnership's portfolio.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    # Its boxes break messages letter by letter where a terminal is narrow, and leave
    # them out where it says that it has no columns.
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def run(arguments: Sequence[str]) -> int:
    """Run one command and give its exit code; tell what went wrong on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Names and pounds must get out, whatever the machine's locale says.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    code = 0
    try:
        app(args=list(arguments), prog_name="tpkit")
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else code
    except OverwriteError as error:
        code = failed(f"{error} (--overwrite)")
    except TpkitError as error:
        code = failed(str(error))
    except OSError as error:
        code = failed(told(error))
    return code


def _version(wanted: bool) -> None:  # noqa: FBT001  # typer calls it so
    if wanted:
        say(f"tpkit {importlib.metadata.version('tpkit')}")
        raise typer.Exit


@app.callback()
def tpkit(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """Check, pack and look at a teaching partnership's portfolio."""


def schema() -> None:
    """Print the JSON Schema of documents, for editors to check by."""
    emit(f"{json.dumps(files.json_schema(), indent=2, ensure_ascii=False)}\n")


for command in (
    check,
    pack,
    report,
    status,
    compare,
    forecast,
    clashes,
    review,
    propose,
    explain,
    options,
    moved,
    calendars,
    schema,
):
    app.command()(command)
app.add_typer(templates)
