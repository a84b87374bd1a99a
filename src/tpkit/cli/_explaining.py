"""`tpkit explain`: why there is no timetable, and what would help."""

import typer
from rich.text import Text

from tpkit import schedule
from tpkit.cli._arguments import (
    Effort,
    Free,
    Keep,
    On,
    Place,
    Seconds,
    Until,
    as_ids,
    read,
    today,
    wrong,
)
from tpkit.cli._progress import ProgressLine
from tpkit.cli._terminal import say
from tpkit.errors import FieldError


def explain(  # noqa: PLR0913  # one argument for each option
    path: Place,
    on: On = None,
    *,
    keep: Keep = None,
    free: Free = None,
    until: Until = None,
    effort: Effort = 2,
    seconds: Seconds = None,
) -> None:
    """Say why there is no timetable, and what would help.

    That there is none is proved before it is said: you get the smallest set of rules and
    facts that cannot hold together, and the ways out that give up the least. Ends with 0
    when there is a timetable, 1 when there is none or none was found. Ctrl-C ends it
    with what is known by then.
    """
    portfolio = read(path)
    with ProgressLine() as line:
        try:
            found = schedule.explain(
                portfolio,
                on=on or today(),
                keep=as_ids(keep),
                free=as_ids(free),
                until=until,
                effort=effort,
                seconds=seconds,
                watcher=line,
            )
        except FieldError as error:
            raise wrong(error) from None
    first, *others = found.sentences
    say(Text(first, style=_STYLES[found.verdict]), *others)
    raise typer.Exit(0 if found.verdict is schedule.Verdict.POSSIBLE else 1)


_STYLES = {
    schedule.Verdict.POSSIBLE: "bold green",
    schedule.Verdict.IMPOSSIBLE: "bold red",
    schedule.Verdict.NOT_KNOWN: "bold yellow",
}
