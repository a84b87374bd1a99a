"""Milestones and deliverables in words: dates, ratings, reasons."""

from collections import Counter
from collections.abc import Iterable, Iterator

import attrs
import pendulum

from tpkit import track
from tpkit._model.delivery import Project
from tpkit._model.people import Person
from tpkit._model.portfolio import Portfolio
from tpkit._text import listed
from tpkit.report._words.kinds import Machine
from tpkit.report._words.words import day, sentence


@attrs.frozen(kw_only=True)
class DeliveryLine:
    """One milestone or deliverable, and where it stands."""

    title: str
    project: str
    """The title of its project."""
    promised: str
    """When it was promised: the baseline that holds, or the due date; else empty."""
    forecast: str
    """When it is now expected; empty where nothing is recorded."""
    actual: str
    """When it was reached or handed over; empty where it has not been."""
    rating: str
    """`Red`, `Amber`, `Green`, `Done` or `Not rated`."""
    level: Machine
    """The same for style sheets: `red`, `amber`, `green`, `blue` or `grey`."""
    reasons: tuple[str, ...]
    """Why it has that rating, one sentence each; empty where the dates say it."""
    owner: str
    """Who answers for it; empty where nobody is named."""


def delivery_lines(
    portfolio: Portfolio, lines: Iterable[track.Line]
) -> tuple[DeliveryLine, ...]:
    """Put milestones or deliverables into words, the earliest promise first."""
    # What has no date comes last; Python's sort keeps the document's order otherwise.
    in_time = sorted(
        lines, key=lambda line: (line.promised is None, line.promised or _ANY_DAY)
    )
    return tuple(_in_words(portfolio, line) for line in in_time)


_ANY_DAY = pendulum.Date(1, 1, 1)

RATINGS = {
    track.Rag.RED: "Red",
    track.Rag.AMBER: "Amber",
    track.Rag.GREEN: "Green",
    track.Rag.GREY: "Not rated",
    track.Rag.BLUE: "Done",
}
"""What each colour is called, since colour alone tells some readers nothing."""


_TOLD_BY_DATES = (track.Reason.ON_COURSE, track.Reason.DONE)


def _in_words(portfolio: Portfolio, line: track.Line) -> DeliveryLine:
    return DeliveryLine(
        title=line.title,
        project=portfolio.get(Project, line.project).title,
        promised=day(line.promised),
        forecast=day(line.forecast),
        actual=day(line.done_on),
        rating=RATINGS[line.rag],
        level=line.rag.value,
        reasons=tuple(map(sentence, _reasons(line))),
        owner=portfolio.get(Person, line.owner).title if line.owner else "",
    )


def _reasons(line: track.Line) -> Iterator[str]:
    if line.given is not None:
        yield line.given.clause
        yield f"worked out as {RATINGS[line.worked_out].lower()}"
    for reason, clause in zip(line.reasons, line.because, strict=True):
        if reason not in _TOLD_BY_DATES:
            yield clause


def tally(lines: Iterable[track.Line], *, what: str) -> str:
    """Write `2 red, 1 amber and 4 done.`, or that there is nothing of the kind."""
    numbers = Counter(line.rag for line in lines)
    parts = [
        f"{numbers[rag]} {rating.lower()}"
        for rag, rating in RATINGS.items()
        if numbers[rag]
    ]
    return f"{listed(parts)}." if parts else f"No {what} have been recorded."


@attrs.frozen(kw_only=True)
class Standing:
    """How a project, or all of them together, stands against its promises."""

    rating: str
    """The worst of its parts: `Red`, `Amber`, `Green`, `Done` or `Not rated`."""
    level: Machine
    """The same for style sheets: `red`, `amber`, `green`, `blue` or `grey`."""
    reasons: tuple[str, ...]
    """Why, one sentence each."""


def standing(roll_up: track.RollUp) -> Standing:
    """Put how a project stands into words."""
    return Standing(
        rating=RATINGS[roll_up.rag],
        level=roll_up.rag.value,
        reasons=tuple(sentence(clause) for clause in roll_up.because),
    )
