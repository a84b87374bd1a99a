"""The commands, their options, and how they end."""

import enum
import errno
import importlib.metadata
import io
import json
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, NoReturn, TextIO

import attrs
import pendulum
import typer
from rich.console import Console
from rich.text import Text

from tpkit import _dates, checks, files, interop, report, schedule, track
from tpkit._model.portfolio import Portfolio
from tpkit._text import counted, long_date
from tpkit.checks._check import code_of
from tpkit.errors import (
    DocumentError,
    FieldError,
    Location,
    OverwriteError,
    Problem,
    TpkitError,
    shown,
)
from tpkit.findings import Finding, Findings, Severity

REFUSED = 2
"""Exit code where there is no answer: a refused document, a wrong option, no file."""

UNREAD = 141
"""Exit code where the reader of our output has gone, as `head` does."""

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
        code = _failed(f"{error} (--overwrite)")
    except TpkitError as error:
        code = _failed(str(error))
    except OSError as error:
        code = _failed(_told(error))
    return code


def _failed(message: str) -> int:
    _print(Text(f"tpkit: {message}"), to=sys.stderr)
    return REFUSED


def _told(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}"


def _print(*lines: Text | str, to: TextIO | None = None) -> None:
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
    _emit(captured.get(), to=file)


def _emit(text: str, *, to: TextIO | None = None) -> None:
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


# ------------------------------------------------------------------------- options


def _day(text: str) -> pendulum.Date:
    try:
        return _dates.parse_date(text)
    except ValueError:
        # Of a day that no month has, Python does not say which it was.
        message = f"expected a date such as 2022-02-21, got {shown(text)}"
        raise typer.BadParameter(message) from None


def _today() -> pendulum.Date:
    # The command alone has nobody who could tell it the day.
    return pendulum.now(_dates.LONDON).date()  # noqa: TID251


class Output(enum.StrEnum):
    """How findings are written."""

    TEXT = "text"
    JSON = "json"


Place = Annotated[
    Path, typer.Argument(metavar="PATH", help="A portfolio: a file or a folder.")
]
On = Annotated[
    pendulum.Date | None,
    typer.Option(
        "--on",
        parser=_day,
        metavar="DATE",
        help="The day to judge by, such as 2022-02-14. Today, if not given.",
        show_default=False,
    ),
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


# ------------------------------------------------------------------------ commands


def _portfolio(path: Path) -> Portfolio:
    if not path.exists():
        raise FileNotFoundError(
            errno.ENOENT, "there is no such file or folder", str(path)
        )
    return files.read(path)


def _findings(
    portfolio: Portfolio, on: pendulum.Date, ignore: list[str] | None
) -> Findings:
    try:
        findings = checks.run(portfolio, on=on, ignore=ignore or ())
    except FieldError as error:
        message = f"expected {error.expected}, got {shown(error.got)}"
        raise typer.BadParameter(message, param_hint=f"'--{error.field}'") from None
    known = (*map(code_of, checks.STANDARD), *checks.SUPPRESSION_CODES)
    for code in ignore or ():
        if not any(each.startswith(code) for each in known):
            message = f"no check has a code that is or begins with {code!r}"
            raise typer.BadParameter(message, param_hint="'--ignore'")
    return findings


def _version(wanted: bool) -> None:  # noqa: FBT001  # typer calls it so
    if wanted:
        _print(f"tpkit {importlib.metadata.version('tpkit')}")
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


@app.command()
def check(
    path: Place,
    on: On = None,
    format: Annotated[
        Output, typer.Option("--format", help="For people, or for programs.")
    ] = Output.TEXT,
    ignore: Ignore = None,
) -> None:
    """Say what the checks find.

    Ends with 0 when no finding is an error, 1 when one is, 2 when the document was
    refused.
    """
    try:
        portfolio = _portfolio(path)
    except DocumentError as error:
        _refuse(error, format)
    findings = _findings(portfolio, on or _today(), ignore)
    if format is Output.JSON:
        _emit(report.findings_json(findings))
    else:
        places = files.locate(path, [finding.path for finding in findings])
        _print(
            *(line for f in findings for line in _lines(f, places.get(f.path))),
            Text(report.findings_in_words(findings), style="bold"),
        )
    raise typer.Exit(1 if findings.errors else 0)


def _refuse(error: DocumentError, format: Output) -> NoReturn:
    if format is Output.JSON:
        problems = [_as_data(problem) for problem in error.problems]
        _emit(f"{json.dumps(problems, indent=2, ensure_ascii=False)}\n")
    else:
        number = counted(len(error.problems), "problem")
        refused = Text(f"refused: {number}", style="bold red")
        _print(*map(_problem_line, error.problems), refused, to=sys.stderr)
    raise typer.Exit(REFUSED)


def _as_data(problem: Problem) -> dict[str, str | int | None]:
    where = problem.where or Location(file="")
    return {
        "path": problem.path,
        "message": problem.message,
        "expected": problem.expected,
        "got": problem.got,
        "hint": problem.hint,
        **attrs.asdict(where),
    }


def _problem_line(problem: Problem) -> Text:
    where = f"{problem.where}: " if problem.where else ""
    return Text.assemble((where, "bold"), f"{problem.path}: {problem.message}")


_STYLES = {
    Severity.ERROR: "bold red",
    Severity.WARNING: "yellow",
    Severity.INFO: "cyan",
}


def _lines(finding: Finding, where: Location | None) -> Iterable[Text]:
    yield Text.assemble(
        (f"{where}: " if where else f"{finding.path}: ", "bold"),
        (f"{finding.severity.value} {finding.code}", _STYLES[finding.severity]),
        f" {finding.message}",
    )
    yield Text.assemble(f"    {finding.remedy} ", (f"({finding.path})", "dim"))


@app.command()
def pack(  # noqa: PLR0913  # one argument for each option
    path: Place,
    to: Annotated[
        Path, typer.Option("--to", metavar="FOLDER", help="Where to put it.")
    ],
    on: On = None,
    *,
    layer: Annotated[
        list[Path] | None,
        typer.Option(
            "--layer",
            metavar="FOLDER",
            help="Templates of your own, which cover the built-in ones. May be repeated.",
            show_default=False,
        ),
    ] = None,
    ignore: Ignore = None,
    overwrite: Annotated[
        bool,
        typer.Option(
            "--overwrite", help="Replace files that are no pack's; others stay."
        ),
    ] = False,
) -> None:
    """Write every document into a folder, with a page that leads to them."""
    day = on or _today()
    portfolio = _portfolio(path)
    if path.is_dir() and to.is_dir() and to.samefile(path):
        message = (
            f"expected another folder than the portfolio's, got {shown(str(to))}; "
            "the files of a pack would be read as parts of the portfolio"
        )
        raise typer.BadParameter(message, param_hint="'--to'")
    findings = _findings(portfolio, day, ignore)
    made = report.pack(
        portfolio,
        on=day,
        reporter=report.Reporter(layers=layer or ()),
        findings=findings,
        calendar=interop.icalendar(portfolio, on=day),
    )
    _write(made, to, overwrite=overwrite)
    name = portfolio.partnership.short_name or portfolio.partnership.name
    width = max(len(file.name) for file in made.files)
    _print(
        f"{name}, as of {long_date(day)}: {counted(len(made.files), 'file')} in {to}",
        *(f"  {file.name:{width}}  {file.title} ({file.form})" for file in made.files),
        f"The checks say: {report.findings_in_words(findings)}",
        Text(f"Open {to / made.files[0].name} in a browser", style="bold"),
    )


def _write(made: report.Pack, to: Path, *, overwrite: bool) -> None:
    try:
        report.write_pack(made, to, overwrite=overwrite)
    except OverwriteError:
        raise
    except OSError as error:
        # The file it failed at may be a temporary one that nobody has heard of; the
        # second one is what that was to become.
        told = f"cannot write there: {error.strerror}"
        raise OSError(error.errno, told, str(error.filename2 or to)) from error


@app.command()
def status(path: Place, on: On = None) -> None:
    """Say what is late, due and delivered, project by project."""
    found = track.status(_portfolio(path), on=on or _today())
    _print(_standing(found.whole))
    for project in found.projects:
        lines = (*found.milestones_of(project.id), *found.deliverables_of(project.id))
        parts = (Text.assemble("  ", _standing(line)) for line in lines)
        _print("", _standing(project), *parts)


_COLOURS = {
    track.Rag.RED: "bold red",
    track.Rag.AMBER: "yellow",
    track.Rag.GREEN: "green",
    track.Rag.GREY: "dim",
    track.Rag.BLUE: "blue",
}


def _standing(line: track.Line | track.RollUp) -> Text:
    word = report.RATINGS[line.rag]
    return Text.assemble((f"{word:9}", _COLOURS[line.rag]), f" {line.sentence}")


@app.command()
def clashes(path: Place) -> None:
    """Say who or what is booked for two sessions at one time.

    Ends with 1 when there is a clash, 0 when there is none.
    """
    found = schedule.clashes(_portfolio(path))
    number = counted(len(found), "clash", "clashes")
    _print(*(clash.message for clash in found), Text(number, style="bold"))
    raise typer.Exit(1 if found else 0)


@app.command()
def schema() -> None:
    """Print the JSON Schema of documents, for editors that complete and check."""
    _emit(f"{json.dumps(files.json_schema(), indent=2, ensure_ascii=False)}\n")
