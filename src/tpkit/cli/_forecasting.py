"""`tpkit forecast`: when all that is planned will be finished, and how likely in time."""

import json
from collections.abc import Iterator
from typing import Annotated, Any

import typer
from rich.text import Text

from tpkit import track
from tpkit._text import counted
from tpkit.cli._arguments import Format, On, Output, Place, read, today, wrong
from tpkit.cli._terminal import emit, say
from tpkit.errors import FieldError


def forecast(  # noqa: PLR0913  # one argument for each option
    path: Place,
    on: On = None,
    *,
    as_drawn: Annotated[
        bool,
        typer.Option(
            "--as-drawn",
            help="Forecast the plan as it was drawn, not what is left of it.",
        ),
    ] = False,
    runs: Annotated[
        int,
        typer.Option("--runs", metavar="NUMBER", help="How often to run through it."),
    ] = 2000,
    seed: Annotated[
        int,
        typer.Option(
            "--seed", metavar="NUMBER", help="Equal numbers give equal forecasts."
        ),
    ] = 1,
    format: Format = Output.TEXT,
) -> None:
    """Say when each project will be finished, how likely in time, and what to fix first.

    The plan is run through many times, with working days drawn from the estimates. What
    was not estimated is believed to keep its recorded forecast, or its promise.
    """
    portfolio = read(path)
    day = None if as_drawn else on or today()
    try:
        found = track.forecast(portfolio, on=day, runs=runs, seed=seed)
    except FieldError as error:
        raise wrong(error) from None
    if format is Output.JSON:
        emit(f"{json.dumps(_as_data(found), indent=2, ensure_ascii=False)}\n")
    else:
        say(*_told(found))


# ------------------------------------------------------------------------------ text


def _told(found: track.Forecast) -> Iterator[Text]:
    for end in found.ends:
        yield Text(end.sentence, style="bold")
        yield from _tasks(found, end)
        bars = found.tornado(end.project)
        if bars:
            yield Text("  What to fix first:")
        for place, bar in enumerate(bars[:_MOST_BARS], start=1):
            yield Text(f"  {place}. {bar.sentence}")
        yield Text("")
    if any(end.is_estimated for end in found.ends):
        runs = counted(found.runs, "run")
        yield Text(f"{runs}, seed {found.seed}", style="dim")
    elif not found.ends:
        yield Text("nothing that is planned or promised is still to do")


_MOST_BARS = 5


def _tasks(found: track.Forecast, end: track.EndForecast) -> Iterator[Text]:
    tasks = [t for t in found.tasks if t.project == end.project and not t.is_done]
    if end.is_estimated:
        yield Text("  half        80%         95%         critical", style="dim")
        for task in tasks:
            days = f"{task.p50}  {task.p80}  {task.p95}"
            yield Text(f"  {days}  {task.criticality:8.0%}  {task.title}")
    else:
        yield from (Text(f"  {task.p50}  {task.title}") for task in tasks)


# ------------------------------------------------------------------------------ JSON


def _as_data(found: track.Forecast) -> dict[str, Any]:
    return {
        "on": None if found.on is None else found.on.isoformat(),
        "runs": found.runs,
        "seed": found.seed,
        "projects": [_end(found, end) for end in found.ends],
        "tasks": [_task(task) for task in found.tasks],
    }


def _end(found: track.Forecast, end: track.EndForecast) -> dict[str, Any]:
    money = end.funding_end
    return {
        "id": end.project,
        "title": end.title,
        **_days(end),
        "funding_end": None if money is None else money.isoformat(),
        "probability": end.probability,
        "is_estimated": end.is_estimated,
        "rests_on": [basis.value for basis in end.rests_on],
        "days": {day.isoformat(): runs for day, runs in end.days.items()},
        "sentence": end.sentence,
        "tornado": [_bar(bar) for bar in found.tornado(end.project)],
    }


def _bar(bar: track.TornadoBar) -> dict[str, Any]:
    return {
        "task": bar.task.id,
        "good": bar.good,
        "bad": bar.bad,
        "swing": round(bar.swing, 2),
        "sentence": bar.sentence,
    }


def _task(task: track.TaskForecast) -> dict[str, Any]:
    return {
        "path": task.path,
        "kind": task.kind.value,
        "id": task.id,
        "title": task.title,
        "project": task.project,
        **_days(task),
        "criticality": task.criticality,
        "is_done": task.is_done,
        "sentence": task.sentence,
    }


def _days(found: track.TaskForecast | track.EndForecast) -> dict[str, str]:
    return {
        "planned": found.planned.isoformat(),
        "p50": found.p50.isoformat(),
        "p80": found.p80.isoformat(),
        "p95": found.p95.isoformat(),
    }
