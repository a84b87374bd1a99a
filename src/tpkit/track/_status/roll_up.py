"""How a project, or all of them together, stands: its own dates, and its parts."""

import functools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

import attrs
import pendulum

from tpkit._model.delivery import DeliveryConfidence
from tpkit._text import counted, listed
from tpkit.track._status.days import in_words, is_after
from tpkit.track._status.line import GivenColour, Line
from tpkit.track._status.rag import Rag, Reason, in_order, roll_up
from tpkit.track._status.state import State


@attrs.frozen(kw_only=True, eq=False)
class Parts:
    """What a project, or the whole, consists of; a project's lines are made when asked."""

    tally: Mapping[tuple[str, Rag], int]
    """How many of each kind that count, `deliverable` or `project`, have each colour."""
    reasons: frozenset[Reason]
    """What gives the parts that count their colours."""
    given: int
    """How many of those colours, and of what they come from, somebody gave."""
    all: Callable[[], tuple["Line | RollUp", ...]]
    """All parts, dropped ones among them."""
    titles: Callable[[Rag], Iterator[str]]
    """The titles of those that count and have a colour."""

    @property
    def count(self) -> int:
        """How many count."""
        return sum(self.tally.values())


@attrs.frozen(kw_only=True, eq=False)
class RollUp:
    """How a project stands on a day, or the whole portfolio: as its worst part does."""

    path: str
    """Its place in the portfolio: `$.projects[0]`, or `$` for the whole."""
    id: str
    title: str
    state: State
    own: tuple[Reason, ...] = ()
    """What the project's own dates and status give, the worst first."""
    reasons: tuple[Reason, ...]
    """Those reasons, its own and its parts', that give it the colour worked out; never
    empty."""
    promised: pendulum.Date | None = None
    """When the project was to end, as last approved; None without a baseline."""
    forecast: pendulum.Date | None = None
    """When the project is expected to end."""
    forecast_passed: pendulum.Date | None = None
    """The day it was forecast to end on, if that has passed: a forecast no more."""
    unplannable: str = ""
    """Why no plan can be made of what is left in the project, in the words of the error;
    empty where one can."""
    done_on: pendulum.Date | None = None
    """When the project ended; None while it has not, or if that is not recorded."""
    funding_end: pendulum.Date | None = None
    """The last day on which its money may be spent; None if not recorded."""
    slip: int | None = None
    """Working-day slots from `promised` to `forecast`, or to the day it ended."""
    confidence: DeliveryConfidence | None = None
    """Somebody's last judgement by the day asked about, to be shown beside the colour. It has no part in it, and
    neither is ever turned into the other [PAC]."""
    given: GivenColour | None = None
    """The colour that somebody gave against the one worked out; None if nobody did."""
    _parts: Parts = attrs.field(repr=False, alias="parts")

    @property
    def worked_out(self) -> Rag:
        """The colour worked out: `roll_up` of its own reasons and the parts' colours."""
        return self.reasons[0].rag

    @property
    def rag(self) -> Rag:
        """The colour to show: the one given, or else the one worked out."""
        return self.worked_out if self.given is None else self.given.rag

    @functools.cached_property
    def parts(self) -> tuple["Line | RollUp", ...]:
        """A project's phases, milestones and deliverables, or the projects of the whole.

        In document order; dropped ones are among them.
        """
        return self._parts.all()

    @property
    def counting(self) -> tuple["Line | RollUp", ...]:
        """The parts that count: all that were not dropped."""
        return tuple(part for part in self.parts if part.state is not State.DROPPED)

    @property
    def counts(self) -> Mapping[Rag, int]:
        """How many of the parts that count have each colour, worst first."""
        found: Counter[Rag] = Counter()
        for (_, rag), number in self._parts.tally.items():
            found[rag] += number
        return {rag: found[rag] for rag in Rag}

    @property
    def given_inside(self) -> int:
        """How many colours of its parts, and of what is in them, somebody gave."""
        return self._parts.given

    @property
    def worst(self) -> tuple["Line | RollUp", ...]:
        """The parts that have the colour worked out for the whole, in document order."""
        return tuple(part for part in self.counting if part.rag is self.worked_out)

    @property
    def because(self) -> tuple[str, ...]:
        """The reasons in words, with dates and names: its own, and its parts'.

        Where somebody gave a colour, to it or to a part of it, that is said as well.
        """
        of_that_colour = [r for r in self.own if r.rag is self.worked_out]
        own = [_own(self, reason) for reason in of_that_colour]
        found = (*own, *_of_parts(self, self._parts)) or ("nothing to compare",)
        if self.given is not None:
            return (self.given.clause, f"worked out as {self.worked_out}", *found)
        return found

    @property
    def sentence(self) -> str:
        """The line in words, without a full stop: `Practice forum: 2 of 5 …`."""
        return f"{self.title}: {'; '.join(self.because)}"


def reasons_of(own: Iterable[Reason], parts: Parts) -> tuple[Reason, ...]:
    """Give those reasons, its own and its parts', that give something its colour."""
    found = (*own, *parts.reasons)
    if Reason.DROPPED in own:
        return (Reason.DROPPED,)
    worst = roll_up(reason.rag for reason in found)
    of_that_colour = in_order(reason for reason in found if reason.rag is worst)
    return of_that_colour or (Reason.NOTHING_TO_COMPARE,)


# -------------------------------------------------------------------------- words

_NAMED = 3
"""How many parts a sentence names before it counts the rest."""

_STANDS = {
    Rag.RED: "red",
    Rag.AMBER: "amber",
    Rag.GREEN: "green",
    Rag.GREY: "without a date to compare",
    Rag.BLUE: "done",
}


def _own(project: RollUp, reason: Reason) -> str:
    match reason:
        case Reason.DROPPED:
            return "not going ahead"
        case Reason.DONE if project.done_on is None:
            return "ended"
        case Reason.DONE:
            return f"ended on {in_words(project.done_on)}"
        case Reason.UNPLANNABLE:
            return f"what is left cannot be planned: {project.unplannable}"
        case Reason.FORECAST_PASSED:
            return f"its forecast, {in_words(project.forecast_passed)}, has passed"
    return _outlook(project, reason)


def _outlook(project: RollUp, reason: Reason) -> str:
    forecast, end = in_words(project.forecast), in_words(project.funding_end)
    if reason is Reason.ON_COURSE:
        return f"forecast to end on {forecast}, funded until {end}"
    if reason is not Reason.PAST_FUNDING_END:
        days = counted(project.slip or 0, "working day")
        return (
            f"forecast to end on {forecast}, {days} after {in_words(project.promised)}"
        )
    if is_after(project.forecast, project.funding_end):
        return f"forecast to end on {forecast}, after the end of its funding on {end}"
    return f"not recorded as ended when its funding ended on {end}"


def _of_parts(whole: RollUp, parts: Parts) -> Iterator[str]:
    number = whole.counts[whole.worked_out]
    if not number or Reason.DROPPED in whole.own:
        return
    clause = f"{_how_many(number, parts)} {_STANDS[whole.worked_out]}"
    if whole.worked_out in (Rag.RED, Rag.AMBER):
        names = [
            title
            for title, _ in zip(
                parts.titles(whole.worked_out), range(_NAMED), strict=False
            )
        ]
        if number > _NAMED:
            names.append(counted(number - _NAMED, "other"))
        clause = f"{clause}: {listed(names)}"
    yield clause
    if parts.given:
        verb = "was" if parts.given == 1 else "were"
        yield f"{counted(parts.given, 'colour')} {verb} given by somebody"


def _how_many(number: int, parts: Parts) -> str:
    kinds = list(dict.fromkeys(kind for kind, _ in parts.tally))
    verb = "is" if number == 1 else "are"
    if number == parts.count == len(kinds):
        return f"{listed(f'the {kind}' for kind in kinds)} {verb}"
    return (
        f"{number:,} of {parts.count:,} {listed(f'{kind}s' for kind in kinds)} {verb}"
    )
