"""How one milestone or deliverable stands, in data and in words."""

import enum

import attrs
import pendulum

from tpkit._model.ids import PersonId, ProjectId
from tpkit._text import counted
from tpkit.track._days import in_words, is_after
from tpkit.track._rag import Rag, Reason


class State(enum.StrEnum):
    """Where something stands on a day, whatever its colour."""

    LATE = "late"
    """Open, and either a working day or more past its promise, recorded as missed, or
    past the end of its funding; for a project, something in it is."""
    DUE = "due"
    """Open, with its promised day or its funding's end still to come."""
    UNDATED = "undated"
    """Open, with no date promised."""
    DELIVERED = "delivered"
    """Handed over or reached, or a project that has ended; not accepted yet."""
    ACCEPTED = "accepted"
    """A deliverable accepted, a milestone complete, or a project closed."""
    DROPPED = "dropped"
    """No longer wanted, or part of a project that is not."""

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self in (State.LATE, State.DUE, State.UNDATED)


class LineKind(enum.StrEnum):
    """What a line is about."""

    MILESTONE = "milestone"
    """A milestone: promised by its last baseline, done when reached."""
    DELIVERABLE = "deliverable"
    """A deliverable: promised by its due date, done when handed over."""


@attrs.frozen(kw_only=True)
class Line:
    """How one milestone or deliverable stands on a day, and why."""

    path: str
    """Its place in the portfolio, such as `$.deliverables[0]`."""
    kind: LineKind
    id: str
    title: str
    project: ProjectId
    """The project that promised it."""
    owner: PersonId | None
    """Who answers for it."""
    state: State
    reasons: tuple[Reason, ...]
    """Why it has its colour, the worst first; never empty."""
    promised: pendulum.Date | None
    """The date that holds: a milestone's last baseline, a deliverable's due date."""
    forecast: pendulum.Date | None
    """When it is now expected; a delivery dated after the day asked about is one."""
    done_on: pendulum.Date | None
    """When it was reached or handed over; None while it has not been."""
    funding_end: pendulum.Date | None
    """The last day on which its project's money may be spent; None if not recorded."""
    slip: int | None
    """Working-day slots from the promise to the forecast, or to the day it was done;
    negative when early, None without both dates."""
    overdue: int | None
    """Working-day slots from the promise to the day asked about; None if done, dropped,
    without a promise or not past it."""
    holidays_known: bool = True
    """Whether the calendar covers all its dates; where not, holidays were counted as
    worked and the counts may be a little high."""

    @property
    def rag(self) -> Rag:
        """Its colour: that of its worst reason."""
        return self.reasons[0].rag

    @property
    def because(self) -> tuple[str, ...]:
        """The reasons in words, with dates: one clause for each of `reasons`."""
        return tuple(_CLAUSES[reason](self) for reason in self.reasons)

    @property
    def sentence(self) -> str:
        """The line in words, without a full stop: `Toolkit: promised for …`."""
        return f"{self.title}: {'; '.join(self.because)}"


# -------------------------------------------------------------------------- words


def _past_funding_end(line: Line) -> str:
    end = in_words(line.funding_end)
    expected = line.forecast or line.promised
    if not is_after(expected, line.funding_end):
        return f"not {_did(line)} when its funding ended on {end}"
    word = "forecast" if line.forecast else "promised"
    return f"{word} for {in_words(expected)}, after the end of its funding on {end}"


def _behind(line: Line) -> str:
    return (
        f"forecast for {in_words(line.forecast)}, {_count(line, line.slip)} after "
        f"{in_words(line.promised)}"
    )


def _overdue(line: Line) -> str:
    return f"promised for {in_words(line.promised)}, {_count(line, line.overdue)} ago"


def _no_evidence(line: Line) -> str:
    return f"{_finished(line)} without evidence"


def _sent_back(_: Line) -> str:
    return "sent back by those who were to accept it"


def _missed(_: Line) -> str:
    return "missed, and no new date approved"


def _within_tolerance(line: Line) -> str:
    is_slipping = (line.slip or 0) >= (line.overdue or 0)
    return f"{_behind(line) if is_slipping else _overdue(line)}, within tolerance"


def _on_course(line: Line) -> str:
    promise = f"promised for {in_words(line.promised)}"
    if line.forecast is None:
        return promise
    return f"{promise}, forecast for {in_words(line.forecast)}"


def _nothing_to_compare(line: Line) -> str:
    if line.forecast is None:
        return "no date was promised"
    return f"forecast for {in_words(line.forecast)}, no date was promised"


def _dropped(_: Line) -> str:
    return "no longer wanted"


def _done(line: Line) -> str:
    if line.done_on is None:
        return f"{_finished(line)} on a day that is not recorded"
    done = f"{_did(line)} on {in_words(line.done_on)}"
    if line.promised is None:
        return done
    return f"{done}, promised for {in_words(line.promised)}"


def _done_late(line: Line) -> str:
    return (
        f"{_did(line)} on {in_words(line.done_on)}, {_count(line, line.slip)} after "
        f"{in_words(line.promised)}"
    )


_CLAUSES = {
    Reason.PAST_FUNDING_END: _past_funding_end,
    Reason.LONG_SLIP: _behind,
    Reason.LONG_OVERDUE: _overdue,
    Reason.SLIP: _behind,
    Reason.OVERDUE: _overdue,
    Reason.NO_EVIDENCE: _no_evidence,
    Reason.SENT_BACK: _sent_back,
    Reason.MISSED: _missed,
    Reason.WITHIN_TOLERANCE: _within_tolerance,
    Reason.ON_COURSE: _on_course,
    Reason.NOTHING_TO_COMPARE: _nothing_to_compare,
    Reason.DROPPED: _dropped,
    Reason.DONE_LATE: _done_late,
    Reason.DONE: _done,
}


def _did(line: Line) -> str:
    return "reached" if line.kind is LineKind.MILESTONE else "delivered"


def _finished(line: Line) -> str:
    return "complete" if line.kind is LineKind.MILESTONE else "accepted"


def _count(line: Line, days: int | None) -> str:
    unsure = "" if line.holidays_known else " (holidays not known)"
    return f"{counted(days or 0, 'working day')}{unsure}"
