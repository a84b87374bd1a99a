"""`tpkit propose`: a timetable that keeps the rules, beside the one there is."""

import json
import shlex
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated

import attrs
import pendulum
import typer
from rich.text import Text

from tpkit import files, schedule
from tpkit._dates import clock
from tpkit._model.portfolio import Portfolio
from tpkit._text import counted, listed
from tpkit.cli._arguments import (
    Effort,
    Format,
    Free,
    Keep,
    On,
    Output,
    Place,
    Seconds,
    Until,
    as_ids,
    read,
    today,
    wrong,
)
from tpkit.cli._progress import ProgressLine
from tpkit.cli._terminal import emit, say
from tpkit.errors import (
    DocumentError,
    FieldError,
    MissingExtraError,
    NoTimetableError,
    shown,
)
from tpkit.files._sources import format_of


def propose(  # noqa: PLR0913  # one argument for each option
    path: Place,
    on: On = None,
    *,
    seed: Annotated[
        int,
        typer.Option(
            "--seed",
            metavar="NUMBER",
            help="Another one may find another timetable; the same one finds the same.",
        ),
    ] = 1,
    effort: Effort = 2,
    seconds: Seconds = None,
    keep: Keep = None,
    free: Free = None,
    near: Annotated[
        bool,
        typer.Option("--near", help="Change as little as possible, whatever it costs."),
    ] = False,
    solver: Annotated[
        bool,
        typer.Option(
            "--solver",
            help="Prove how good it is and look for better; needs the extra solver.",
        ),
    ] = False,
    until: Until = None,
    apply: Annotated[
        Path | None,
        typer.Option(
            "--apply",
            metavar="NEWFILE",
            help="Write the portfolio with the proposed timetable to a new file.",
            show_default=False,
        ),
    ] = None,
    format: Format = Output.TEXT,
) -> None:
    """Propose a timetable that keeps the rules and costs little.

    You see what would move, what each rule costs before and after, and how much better
    any timetable could be. Nothing is changed: --apply writes a new file. Ends with 1
    when there is no timetable that keeps the hard rules, or none was found. Ctrl-C ends
    the search with the best found so far.
    """
    portfolio = read(path)
    if apply is not None:
        _refuse_no_new_file(apply, path)
    day = on or today()
    try:
        with ProgressLine() as line:
            proposal = schedule.propose(
                portfolio,
                on=day,
                seed=seed,
                effort=effort,
                seconds=seconds,
                keep=as_ids(keep),
                free=as_ids(free),
                near=near,
                until=until,
                solver=solver,
                watcher=line,
            )
    except NoTimetableError as error:
        asked = {"keep": keep, "free": free, "until": [until] if until else None}
        _tell_there_is_none(error, format, _question(path, day, asked))
        raise typer.Exit(1) from None
    except FieldError as error:
        raise wrong(error) from None
    except MissingExtraError as error:
        raise typer.BadParameter(str(error), param_hint="'--solver'") from None
    proposed = proposal.apply()
    if apply is not None:
        files.write(proposed, apply)
    if format is Output.JSON:
        emit(_as_json(_as_data(proposal)))
    else:
        say(*_in_words(proposal, proposed), *_next_step(proposal, apply))


def _refuse_no_new_file(apply: Path, path: Path) -> None:
    """Refuse a place that cannot be written, or must not be, before a long search."""
    got = shown(str(apply))
    if apply.exists():
        expected = f"a file that is not there yet, got {got}; choose another name"
    elif not apply.parent.is_dir():
        expected = f"a place in a folder that is there, got {got}"
    elif path.is_dir() and apply.parent.samefile(path):
        expected = (
            f"another folder than the portfolio's, got {got}; "
            "what is written there would be read as part of the portfolio"
        )
    else:
        expected = _ending(apply)
    if expected:
        raise typer.BadParameter(f"expected {expected}", param_hint="'--apply'")


def _ending(apply: Path) -> str:
    """Write what a file's name has to end in, where it announces no format."""
    try:
        # A name without an ending is that of a folder.
        _ = apply.suffix and format_of(apply)
    except DocumentError as error:
        return f"{error.problems[0].expected}, got {error.problems[0].got}"
    return ""


# ---------------------------------------------------------------------------- for people


def _in_words(proposal: schedule.Proposal, proposed: Portfolio) -> Iterator[Text | str]:
    yield Text(_summary(proposal), style="bold")
    if changes := schedule.compare(proposal.portfolio, proposed):
        yield from ("", *str(changes).splitlines())
    if rows := [*_rows(proposal)]:
        yield from ("", Text("What the rules cost", style="bold"))
        width = max(len(name) for name, _, _ in rows)
        yield f"  {'':{width}}  before  after"
        for name, before, after in rows:
            yield f"  {name:{width}}  {before:6,}  {after:5,}"
    yield from _listed("Broken, and not to be mended by moving", proposal.unmended)
    yield from ("", _bound(proposal))
    yield from _listed("What it would take to do better", proposal.to_improve)


def _summary(proposal: schedule.Proposal) -> str:
    moved, new = len(proposal.moved), len(proposal.new)
    parts = [f"{counted(moved, 'session')} would move"] if moved else []
    parts += [f"{counted(new, 'session')} would be added"] if new else []
    return listed(parts) or "No session would move"


def _rows(proposal: schedule.Proposal) -> Iterator[tuple[str, int, int]]:
    """Yield what is broken and what it costs, before and after, the dearest first."""
    broken = proposal.broken_before, len(proposal.unmended)
    if any(broken):
        yield "breaches that may not be", *broken
    before, after = proposal.costs_before, proposal.costs
    for rule in {**before, **after}:
        yield rule, before.get(rule, 0), after.get(rule, 0)
    if before or after:
        yield "in all", proposal.cost_before, proposal.cost


def _bound(proposal: schedule.Proposal) -> str:
    if proposal.is_proved:
        return "No better timetable of the kind asked for exists: that is proved"
    ending = _ENDINGS[proposal.ending]
    if proposal.cost <= proposal.bound:
        return f"No timetable costs less: that is proved; {ending}"
    return (
        f"No timetable costs less than {proposal.bound:,}: at most "
        f"{proposal.gap:.0%} of the cost could be saved; {ending}"
    )


_ENDINGS = {
    schedule.Ending.PROVED: "the search is over",
    schedule.Ending.EFFORT: "the effort was spent, and a higher --effort may find better",
    schedule.Ending.TIME: "the time was over, and more --seconds may find better",
    schedule.Ending.STOPPED: "you stopped the search, which might have found better",
}


def _listed(title: str, sentences: Iterable[str]) -> Iterator[Text | str]:
    lines = [f"- {sentence}" for sentence in sentences]
    if lines:
        yield ""
        yield Text(title, style="bold")
        yield from lines


def _next_step(proposal: schedule.Proposal, apply: Path | None) -> Iterator[Text | str]:
    if apply is not None:
        yield from ("", Text(f"Written to {apply}", style="bold"))
    elif proposal.moved or proposal.new:
        nothing = "Nothing has been changed: --apply NEWFILE writes it"
        yield from ("", Text(nothing, style="bold"))


# -------------------------------------------------------------------------- for programs


def _as_json(data: object) -> str:
    return f"{json.dumps(data, indent=2, ensure_ascii=False)}\n"


def _as_data(proposal: schedule.Proposal) -> dict[str, object]:
    return {
        "cost": proposal.cost,
        "bound": proposal.bound,
        "gap": round(proposal.gap, 4),
        "ending": proposal.ending,
        "costs": dict(proposal.costs),
        "before": {
            "cost": proposal.cost_before,
            "broken": proposal.broken_before,
            "costs": dict(proposal.costs_before),
        },
        "placements": [_as_text(placement) for placement in proposal.placements],
        "unmended": proposal.unmended,
        "to_improve": proposal.to_improve,
    }


def _as_text(placement: schedule.Placement) -> dict[str, object]:
    return {
        **attrs.asdict(placement),
        "on": placement.on.isoformat(),
        "start": clock(placement.start),
        "end": clock(placement.end),
    }


# --------------------------------------------------------------------- where there is none


def _tell_there_is_none(error: NoTimetableError, format: Output, ask: str) -> None:
    if format is Output.JSON:
        emit(_as_json({"proved": error.proved, "broken": error.broken}))
        return
    found = "" if error.proved else " was found"
    keeps = "that keeps" if found else "keeps"
    say(
        Text(
            f"No timetable {keeps} every rule that may not be broken{found}:",
            style="bold red",
        ),
        *(f"- {clause}" for clause in error.broken),
        "",
        f"To hear what cannot hold together, and what would help: {ask}",
    )


def _question(
    path: Path, on: pendulum.Date, asked: Mapping[str, Iterable[object] | None]
) -> str:
    """Write the command that asks why there is no timetable, to be copied."""
    words = ["tpkit", "explain", str(path), "--on", on.isoformat()]
    for option, values in asked.items():
        for value in values or ():
            words += [f"--{option}", str(value)]
    return shlex.join(words)
