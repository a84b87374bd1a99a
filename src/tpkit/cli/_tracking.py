"""`tpkit status` and `tpkit compare`: where promises stand, and what has changed."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import pendulum
import typer
from rich.text import Text

from tpkit import report, track
from tpkit.cli._arguments import Format, On, Output, Place, day, read, today
from tpkit.cli._terminal import emit, say


def status(
    path: Place,
    on: On = None,
    *,
    as_known: Annotated[
        bool,
        typer.Option(
            "--as-known",
            help="Leave out what was recorded after that day.",
        ),
    ] = False,
    format: Format = Output.TEXT,
) -> None:
    """Say what is late, due and delivered, project by project, with reasons."""
    asked = on or today()
    portfolio = read(path)
    if as_known:
        portfolio = track.as_of(portfolio, asked)
    found = track.status(portfolio, on=asked)
    if format is Output.JSON:
        _emit(_as_data(found))
        return
    say(_standing(found.whole))
    for project in found.projects:
        parts = (Text.assemble("  ", _standing(line)) for line in project.parts)
        say("", _standing(project), *parts)


def compare(
    path: Place,
    other: Annotated[
        Path | None,
        typer.Argument(
            metavar="NEW",
            help="The portfolio as it is, where PATH is the portfolio as it was.",
            show_default=False,
        ),
    ] = None,
    *,
    then: Annotated[
        pendulum.Date | None,
        typer.Option(
            "--then",
            parser=day,
            metavar="DATE",
            help="The first day. Needed where only one portfolio is given.",
            show_default=False,
        ),
    ] = None,
    now: Annotated[
        pendulum.Date | None,
        typer.Option(
            "--now",
            parser=day,
            metavar="DATE",
            help="The second day. Today, if only one portfolio is given.",
            show_default=False,
        ),
    ] = None,
    format: Format = Output.TEXT,
) -> None:
    """Say what slipped, was finished, is new or was promised anew, and why.

    Between two days of one portfolio, as it was known on each, or between two portfolios.
    """
    if other is not None:
        found = track.compare(read(path), read(other), then=then, now=now)
    elif then is None:
        message = "needed where only one portfolio is given"
        raise typer.BadParameter(message, param_hint="'--then'")
    else:
        found = track.compare(read(path), then=then, now=now or today())
    if format is Output.JSON:
        _emit(_differences(found))
    else:
        say(*_told(found))


# ------------------------------------------------------------------------------ text

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


def _told(found: track.Comparison) -> Iterator[Text]:
    overview, *lines = str(found).splitlines()
    yield Text(overview, style="bold")
    for line in lines:
        yield Text(line, style="bold" if line.endswith(":") else "")


# ------------------------------------------------------------------------------ JSON


def _emit(data: object) -> None:
    emit(f"{json.dumps(data, indent=2, ensure_ascii=False)}\n")


def _as_data(found: track.Status) -> dict[str, Any]:
    return {
        "on": found.on.isoformat(),
        **_roll_up(found.whole),
        "projects": [
            {**_roll_up(project), "parts": [_line(part) for part in parts]}
            for project, parts in ((p, _lines(p)) for p in found.projects)
        ],
    }


def _lines(project: track.RollUp) -> list[track.Line]:
    return [part for part in project.parts if isinstance(part, track.Line)]


def _roll_up(line: track.RollUp) -> dict[str, Any]:
    judged = line.confidence
    return {
        **_common(line),
        "confidence": None
        if judged is None
        else {
            "rating": judged.rating.value,
            "scale": judged.scale.value,
            "assessed_on": judged.assessed_on.isoformat(),
            "assessed_by": judged.assessed_by,
        },
    }


def _line(line: track.Line) -> dict[str, Any]:
    return {
        **_common(line),
        "kind": line.kind.value,
        "owner": line.owner,
        "overdue": line.overdue,
        "can_finish": _text(line.can_finish),
        "leeway": line.leeway,
    }


def _common(line: track.Line | track.RollUp) -> dict[str, Any]:
    given = line.given
    return {
        "path": line.path,
        "id": line.id,
        "title": line.title,
        "state": line.state.value,
        "rag": line.rag.value,
        "worked_out": line.worked_out.value,
        "reasons": [reason.value for reason in line.reasons],
        "sentence": line.sentence,
        "promised": _text(line.promised),
        "forecast": _text(line.forecast),
        "forecast_passed": _text(line.forecast_passed),
        "done_on": _text(line.done_on),
        "funding_end": _text(line.funding_end),
        "slip": line.slip,
        "given": None
        if given is None
        else {
            "rag": given.rag.value,
            "reason": given.reason,
            "by": given.by,
            "on": given.on.isoformat(),
            "expires": given.expires.isoformat(),
        },
    }


def _differences(found: track.Comparison) -> dict[str, Any]:
    return {
        "then": _text(found.then),
        "now": _text(found.now),
        "overview": found.overview,
        "differences": [
            {
                "kind": one.kind.value,
                "noun": one.noun,
                "id": one.id,
                "title": one.title,
                "project": one.project,
                "field": one.field,
                "was": _text(one.was),
                "became": _text(one.became),
                "days": one.days,
                "reason": one.reason,
                "by": one.by,
                "recorded_on": _text(one.recorded_on),
                "sentence": one.sentence,
            }
            for one in found.differences
        ],
    }


def _text(value: object) -> str | None:
    return None if value is None else str(value)
