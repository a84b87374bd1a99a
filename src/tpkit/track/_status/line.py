"""How one phase, milestone or deliverable stands, in data and in words."""

import enum

import attrs
import pendulum

from tpkit._model.ids import PersonId, ProjectId
from tpkit._model.judgement import Override
from tpkit._text import counted, listed
from tpkit.track._status.days import in_words, is_after
from tpkit.track._status.rag import Rag, Reason
from tpkit.track._status.state import State


class LineKind(enum.StrEnum):
    """What a line is about."""

    PHASE = "phase"
    """A phase that somebody follows: promised by its last baseline, or else its end; done
    when ended."""
    MILESTONE = "milestone"
    """A milestone: promised by its last baseline, done when reached."""
    DELIVERABLE = "deliverable"
    """A deliverable: promised by its last baseline, or else its due date; done when handed
    over."""


@attrs.frozen(kw_only=True)
class GivenColour:
    """A colour that somebody gave, until when, and why; in force on the day asked about."""

    rag: Rag
    """The colour, which is the one shown."""
    reason: str
    """Why the one worked out misleads."""
    by: PersonId
    """Who gave it."""
    title: str
    """Who that is, as people know them."""
    on: pendulum.Date
    """The first day on which it counts."""
    expires: pendulum.Date
    """The last day on which it counts."""

    @property
    def clause(self) -> str:
        """It in words: `given as green by Programme lead until 31 March 2022: …`."""
        until = in_words(self.expires)
        return f"given as {self.rag} by {self.title} until {until}: {self.reason}"


def given_colour(override: Override, title: str) -> GivenColour:
    """Make of an override what is shown of it."""
    return GivenColour(
        rag=Rag(override.colour.value),
        reason=override.reason,
        by=override.by,
        title=title,
        on=override.on,
        expires=override.expires,
    )


@attrs.frozen(kw_only=True)
class Line:
    """How one phase, milestone or deliverable stands on a day, and why."""

    path: str
    """Its place in the portfolio, such as `$.deliverables[0]`."""
    kind: LineKind
    id: str
    title: str
    project: ProjectId
    """The project that promised it."""
    owner: PersonId | None
    """Who answers for it; phases have nobody of their own."""
    state: State
    reasons: tuple[Reason, ...]
    """Why it has the colour worked out, the worst first; never empty."""
    promised: pendulum.Date | None
    """The date that holds: the last baseline, or else what was first promised."""
    forecast: pendulum.Date | None
    """When it is now expected; a delivery dated after the day asked about is one."""
    forecast_passed: pendulum.Date | None = None
    """The day it was forecast for, if that has passed without it: a forecast no more."""
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
    can_finish: pendulum.Date | None = None
    """The earliest day on which it can be finished by the plan; None if the plan says
    nothing of it."""
    leeway: int | None = None
    """Working days it may slip by the plan before the money ends or a latest date is
    missed; negative where one is, None if the plan says nothing of it."""
    waits_for_red: tuple[str, ...] = ()
    """The titles of what it waits for and is red."""
    given: GivenColour | None = None
    """The colour that somebody gave against the one worked out; None if nobody did."""

    @property
    def worked_out(self) -> Rag:
        """The colour that was worked out: that of its worst reason."""
        return self.reasons[0].rag

    @property
    def rag(self) -> Rag:
        """The colour to show: the one given, or else the one worked out."""
        return self.worked_out if self.given is None else self.given.rag

    @property
    def because(self) -> tuple[str, ...]:
        """The reasons in words, with dates: one clause for each of `reasons`."""
        return tuple(_CLAUSES[reason](self) for reason in self.reasons)

    @property
    def sentence(self) -> str:
        """The line in words, without a full stop: `Toolkit: promised for …`.

        Where somebody gave a colour, that comes first and then what was worked out.
        """
        clauses = "; ".join(self.because)
        if self.given is not None:
            clauses = f"{self.given.clause}; worked out as {self.worked_out}: {clauses}"
        return f"{self.title}: {clauses}"


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
    if not line.overdue:
        promise = f"promised for {in_words(line.promised)}"
        return f"{promise}, which has passed, with no working day since"
    return f"promised for {in_words(line.promised)}, {_count(line, line.overdue)} ago"


def _forecast_passed(line: Line) -> str:
    return f"its forecast, {in_words(line.forecast_passed)}, has passed"


def _by_the_plan(line: Line) -> str:
    days = line.leeway or 0
    finish = f"can be finished on {in_words(line.can_finish)} at the earliest"
    if not days:
        return f"{finish}, the last day on which it may be"
    side = "before" if days > 0 else "after"
    return f"{finish}, {counted(abs(days), 'working day')} {side} it has to be"


def _waits_for_red(line: Line) -> str:
    verb = "is" if len(line.waits_for_red) == 1 else "are"
    return f"waits for {listed(line.waits_for_red)}, which {verb} red"


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
    Reason.LIMIT_MISSED: _by_the_plan,
    Reason.LONG_SLIP: _behind,
    Reason.LONG_OVERDUE: _overdue,
    Reason.SLIP: _behind,
    Reason.OVERDUE: _overdue,
    Reason.FORECAST_PASSED: _forecast_passed,
    Reason.LITTLE_LEEWAY: _by_the_plan,
    Reason.WAITS_FOR_RED: _waits_for_red,
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


_DID = {
    LineKind.PHASE: "ended",
    LineKind.MILESTONE: "reached",
    LineKind.DELIVERABLE: "delivered",
}


def _did(line: Line) -> str:
    return _DID[line.kind]


def _finished(line: Line) -> str:
    return "complete" if line.kind is LineKind.MILESTONE else "accepted"


def _count(line: Line, days: int | None) -> str:
    unsure = "" if line.holidays_known else " (holidays not known)"
    return f"{counted(days or 0, 'working day')}{unsure}"
