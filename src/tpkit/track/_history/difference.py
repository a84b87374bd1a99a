"""One thing that differs between two portfolios, in data and in words."""

import enum
from collections.abc import Callable, Mapping
from decimal import Decimal

import attrs
import pendulum

from tpkit._model.delivery import RiskStatus
from tpkit._model.ids import PersonId, ProjectId
from tpkit._text import counted, long_date, pounds


class DifferenceKind(enum.StrEnum):
    """What became of something, in the order in which it is told."""

    SLIPPED = "slipped"
    """It is expected later than it was."""
    SOONER = "sooner"
    """It is expected sooner than it was."""
    FINISHED = "finished"
    """It was open and is done."""
    REOPENED = "reopened"
    """It was done or no longer wanted, and is open."""
    DROPPED = "dropped"
    """It was wanted and is no longer."""
    REBASELINED = "rebaselined"
    """The date that was promised is another."""
    REWRITTEN = "rewritten"
    """A baseline that was approved reads otherwise, or is gone."""
    TERM = "term"
    """The days on which its money may be spent are others."""
    WORK = "work"
    """Its work takes another number of days."""
    RENAMED = "renamed"
    """It has another title."""
    APPEARED = "appeared"
    """It was not there."""
    VANISHED = "vanished"
    """It was there and is not any more."""
    MONEY = "money"
    """A sum of a budget line or a grant is another."""
    VIREMENT = "virement"
    """Money was moved from one budget line to another, or moved back."""
    CLAIM = "claim"
    """A claim asks for another sum, was submitted, or was paid."""
    RISK = "risk"
    """A risk is scored otherwise, has happened or was closed."""
    RECOLOURED = "recoloured"
    """It has another colour."""


Value = pendulum.Date | Decimal | int | str | None


@attrs.frozen(kw_only=True)
class Difference:
    """One thing that differs: what it was, what it became, and why."""

    kind: DifferenceKind
    noun: str
    """What it is about: `project`, `phase`, `milestone`, `deliverable`, `budget_line`,
    `grant`, `claim`, `risk`, or `partnership` for the colour of the whole."""
    id: str
    title: str
    """Its title now; what is gone has the one it had."""
    project: ProjectId | None = None
    """The project it belongs to."""
    name: str
    """What people call it: its title, with its project's where several are called so."""
    field: str = ""
    """What of it is another, where its kind does not say. Of sums: `amount`, `planned` with
    its virements, `spent`, `committed` or `forecast`. Of terms: `funded_end`, `start` or
    `end`. Of claims: `amount`, `submitted_on`, `paid` or `paid_on`. Of risks: `score` or
    `status`. Else `work.days`, `virements`, or a baseline such as `baselines[0]`."""
    was: Value = None
    """What it was: a date, a sum, a number of days, a score, a title, a colour."""
    became: Value = None
    """What it became."""
    counterpart: str = ""
    """Of money that was moved: the title of the budget line that took it."""
    days: int | None = None
    """Working days between the two dates, negative for sooner; for what is finished, how
    many after it was promised."""
    reason: str = ""
    """Why, as was recorded; empty where nobody said."""
    by: PersonId | None = None
    """Who recorded or approved it."""
    recorded_on: pendulum.Date | None = None
    """When that was recorded; None where no entry tells of it."""

    @property
    def sentence(self) -> str:
        """It in words, without a full stop."""
        because = f": {self.reason}" if self.reason else ""
        return f"{self.name} {_CLAUSES[self.kind](self)}{because}"


# ----------------------------------------------------------------------------- words


def _in_words(value: Value) -> str:
    if isinstance(value, pendulum.Date):
        return long_date(value)
    if isinstance(value, Decimal):
        return pounds(value)
    if isinstance(value, int):
        return f"{value:,}"
    return value or "nothing"


def _slipped(one: Difference) -> str:
    dates = f"from {_in_words(one.was)} to {_in_words(one.became)}"
    if not one.days:
        return f"slipped {dates}, no working day later"
    return f"slipped by {counted(one.days, 'working day')}, {dates}"


def _sooner(one: Difference) -> str:
    dates = f"on {_in_words(one.became)} instead of {_in_words(one.was)}"
    if not one.days:
        return f"is expected {dates}, no working day sooner"
    return f"is expected {counted(-one.days, 'working day')} sooner, {dates}"


def _finished(one: Difference) -> str:
    if one.became is None:
        return "was finished on a day that is not recorded"
    done = f"was finished on {_in_words(one.became)}"
    if not one.days:
        return done
    side = "after" if one.days > 0 else "before"
    days = counted(abs(one.days), "working day")
    return f"{done}, {days} {side} {_in_words(one.was)}, which was promised"


def _rebaselined(one: Difference) -> str:
    if one.became is None:
        return f"is not promised any more, and was for {_in_words(one.was)}"
    if one.was is None:
        return f"was promised for {_in_words(one.became)}"
    return (
        f"was promised anew for {_in_words(one.became)} instead of {_in_words(one.was)}"
    )


def _appeared(one: Difference) -> str:
    if one.became is None:
        return "is new"
    return f"is new and expected on {_in_words(one.became)}"


def _money(one: Difference) -> str:
    return _SUMS[one.field].format(_in_words(one.became), _in_words(one.was))


_SUMS = {
    "amount": "is {} instead of {}",
    "planned": "is planned at {} instead of {}",
    "spent": "has spent {} so far, and had spent {}",
    "committed": "has {} on order, and had {}",
    "forecast": "is expected to spend {} in all instead of {}",
}


def _rewritten(one: Difference) -> str:
    number = one.field.removeprefix("baselines[").removesuffix("]")
    if one.became is None:
        return f"has lost its baseline {number}, for {_in_words(one.was)}"
    altered = f"had its baseline {number} altered"
    if one.was == one.became:
        return altered
    return f"{altered}, to {_in_words(one.became)} from {_in_words(one.was)}"


def _work(one: Difference) -> str:
    if one.became is None:
        return "is not planned in days any more"
    days = f"{_in_words(one.became)} working days"
    if one.was is None:
        return f"takes {days}, and was not planned in days"
    return f"takes {days} instead of {_in_words(one.was)}"


def _virement(one: Difference) -> str:
    if one.became is None:
        return f"has back {_in_words(one.was)}, which {one.counterpart} had from it"
    return f"gave {_in_words(one.became)} to {one.counterpart}"


def _in_phrases(one: Difference) -> str:
    first, other, none = _PHRASES[one.kind, one.field]
    if one.became is None:
        return none
    words = first if one.was is None else other
    return words.format(_in_words(one.became), _in_words(one.was))


def _risk(one: Difference) -> str:
    if one.field == "status":
        return _STATES[RiskStatus(str(one.became))]
    return _in_phrases(one)


_STATES = {
    RiskStatus.OPEN: "is open again",
    RiskStatus.HAPPENED: "has happened",
    RiskStatus.CLOSED: "was closed",
}

_PHRASES = {
    (DifferenceKind.TERM, "funded_end"): (
        "has money until {}",
        "has money until {} instead of {}",
        "has no last day for its money any more",
    ),
    (DifferenceKind.TERM, "start"): ("", "pays from {} instead of {}", ""),
    (DifferenceKind.TERM, "end"): ("", "pays until {} instead of {}", ""),
    (DifferenceKind.CLAIM, "amount"): ("", "asks for {} instead of {}", ""),
    (DifferenceKind.CLAIM, "submitted_on"): (
        "was submitted on {}",
        "was submitted on {} instead of {}",
        "is not submitted any more",
    ),
    (DifferenceKind.CLAIM, "paid"): (
        "was paid {}",
        "was paid {} instead of {}",
        "is not paid any more",
    ),
    (DifferenceKind.CLAIM, "paid_on"): (
        "was paid on {}",
        "was paid on {} instead of {}",
        "was paid on a day that is not recorded any more",
    ),
    (DifferenceKind.RISK, "score"): (
        "is scored {}, and was not scored",
        "is scored {} instead of {}",
        "is not scored any more",
    ),
}
"""What is said of a value that was none, of one that was another, and of none now."""


_CLAUSES: Mapping[DifferenceKind, Callable[[Difference], str]] = {
    DifferenceKind.SLIPPED: _slipped,
    DifferenceKind.SOONER: _sooner,
    DifferenceKind.FINISHED: _finished,
    DifferenceKind.REOPENED: lambda _: "is open again",
    DifferenceKind.DROPPED: lambda _: "is no longer wanted",
    DifferenceKind.REBASELINED: _rebaselined,
    DifferenceKind.REWRITTEN: _rewritten,
    DifferenceKind.TERM: _in_phrases,
    DifferenceKind.WORK: _work,
    DifferenceKind.RENAMED: lambda one: f"was called {_in_words(one.was)}",
    DifferenceKind.APPEARED: _appeared,
    DifferenceKind.VANISHED: lambda _: "is gone",
    DifferenceKind.MONEY: _money,
    DifferenceKind.VIREMENT: _virement,
    DifferenceKind.CLAIM: _in_phrases,
    DifferenceKind.RISK: _risk,
    DifferenceKind.RECOLOURED: lambda one: f"went from {one.was} to {one.became}",
}
