"""`tpkit check`, and how findings are told."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

import attrs
import pendulum
import typer
from rich.text import Text

from tpkit import checks, files, report
from tpkit._model.portfolio import Portfolio
from tpkit._text import counted
from tpkit.checks._check import code_of
from tpkit.cli._arguments import Format, Ignore, On, Output, Place, read, today, wrong
from tpkit.cli._terminal import REFUSED, emit, say
from tpkit.errors import DocumentError, FieldError, Location, Problem
from tpkit.findings import Finding, Findings, Severity


def check(
    path: Place, on: On = None, format: Format = Output.TEXT, ignore: Ignore = None
) -> None:
    """Say what the checks find.

    Ends with 0 when no finding is an error, 1 when one is, 2 when the document was
    refused.
    """
    portfolio = read_or_refuse(path, format)
    tell(found(portfolio, on or today(), ignore), path, format)


def found(
    portfolio: Portfolio, on: pendulum.Date, ignore: list[str] | None
) -> Findings:
    """Give what the standard checks find.

    Raises:
        BadParameter: what is to be ignored is no code, or no check has it.
    """
    try:
        findings = checks.run(portfolio, on=on, ignore=ignore or ())
    except FieldError as error:
        raise wrong(error) from None
    known = (*map(code_of, checks.STANDARD), *checks.SUPPRESSION_CODES)
    for code in ignore or ():
        if not any(each.startswith(code) for each in known):
            message = f"no check has a code that is or begins with {code!r}"
            raise typer.BadParameter(message, param_hint="'--ignore'")
    return findings


def tell(findings: Findings, path: Path, format: Output) -> NoReturn:
    """Tell findings, each with its place in the files, and end with their exit code."""
    if format is Output.JSON:
        emit(report.findings_json(findings))
    else:
        places = files.locate(path, [finding.path for finding in findings])
        say(
            *(line for f in findings for line in _lines(f, places.get(f.path))),
            Text(report.findings_in_words(findings), style="bold"),
        )
    raise typer.Exit(1 if findings.errors else 0)


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


# ------------------------------------------------------------------ refused documents


def read_or_refuse(path: Path, format: Output) -> Portfolio:
    """Read a portfolio, or tell its problems and end."""
    try:
        return read(path)
    except DocumentError as error:
        _refuse(error, format)


def _refuse(error: DocumentError, format: Output) -> NoReturn:
    if format is Output.JSON:
        problems = [_as_data(problem) for problem in error.problems]
        emit(f"{json.dumps(problems, indent=2, ensure_ascii=False)}\n")
    else:
        number = counted(len(error.problems), "problem")
        refused = Text(f"refused: {number}", style="bold red")
        say(*map(_problem_line, error.problems), refused, to=sys.stderr)
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
