"""`tpkit status`: where projects and their promises stand."""

from rich.text import Text

from tpkit import report, track
from tpkit.cli._arguments import On, Place, read, today
from tpkit.cli._terminal import say


def status(path: Place, on: On = None) -> None:
    """Say what is late, due and delivered, project by project."""
    found = track.status(read(path), on=on or today())
    say(_standing(found.whole))
    for project in found.projects:
        lines = (*found.milestones_of(project.id), *found.deliverables_of(project.id))
        parts = (Text.assemble("  ", _standing(line)) for line in lines)
        say("", _standing(project), *parts)


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
