"""How a project, or all of them together, stands: its own dates, and its parts."""

from collections import Counter
from collections.abc import Mapping

import attrs
import pendulum

from tpkit._model.delivery import DeliveryConfidence
from tpkit._text import counted, listed
from tpkit.track._days import in_words, is_after
from tpkit.track._line import Line, State
from tpkit.track._rag import Rag, Reason, in_order, roll_up


def _reasons(whole: "RollUp") -> tuple[Reason, ...]:
    if whole.own is Reason.DROPPED:
        return (Reason.DROPPED,)
    found = [reason for part in whole.counting for reason in part.reasons]
    if whole.own is not None:
        found.append(whole.own)
    worst = roll_up(reason.rag for reason in found)
    of_that_colour = in_order(reason for reason in found if reason.rag is worst)
    return of_that_colour or (Reason.NOTHING_TO_COMPARE,)


@attrs.frozen(kw_only=True)
class RollUp:
    """How a project stands on a day, or the whole portfolio: as its worst part does."""

    path: str
    """Its place in the portfolio: `$.projects[0]`, or `$` for the whole."""
    id: str
    title: str
    state: State
    own: Reason | None = None
    """What the project's own dates and status give; None where they say nothing."""
    parts: tuple["Line | RollUp", ...]
    """A project's milestones and then its deliverables, or the projects of the whole,
    in document order; dropped ones are among them."""
    forecast: pendulum.Date | None = None
    """When the project is expected to end."""
    done_on: pendulum.Date | None = None
    """When the project ended; None while it has not, or if that is not recorded."""
    funding_end: pendulum.Date | None = None
    """The last day on which its money may be spent; None if not recorded."""
    confidence: DeliveryConfidence | None = None
    """Somebody's judgement, to be shown beside the colour. It has no part in it, and
    neither is ever turned into the other [PAC]."""
    reasons: tuple[Reason, ...] = attrs.field(
        init=False, default=attrs.Factory(_reasons, takes_self=True)
    )
    """Those reasons, its own and its parts', that give it its colour; never empty."""

    @property
    def rag(self) -> Rag:
        """Its colour: `roll_up` of its own reason and of the parts that count."""
        return self.reasons[0].rag

    @property
    def counting(self) -> tuple["Line | RollUp", ...]:
        """The parts that count: all that were not dropped."""
        return tuple(part for part in self.parts if part.state is not State.DROPPED)

    @property
    def counts(self) -> Mapping[Rag, int]:
        """How many of the parts that count have each colour, worst first."""
        found = Counter(part.rag for part in self.counting)
        return {rag: found[rag] for rag in Rag}

    @property
    def worst(self) -> tuple["Line | RollUp", ...]:
        """The parts that have the colour of the whole, in document order."""
        return tuple(part for part in self.counting if part.rag is self.rag)

    @property
    def because(self) -> tuple[str, ...]:
        """The reasons in words, with dates and names: its own, and its parts'."""
        own = [_own(self, self.own)] if self.own and self.own.rag is self.rag else []
        parts = [_parts(self)] if self.worst else []
        return (*own, *parts) or ("nothing to compare",)

    @property
    def sentence(self) -> str:
        """The line in words, without a full stop: `Practice forum: 2 of 5 …`."""
        return f"{self.title}: {'; '.join(self.because)}"


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
    forecast, end = in_words(project.forecast), in_words(project.funding_end)
    match reason:
        case Reason.DROPPED:
            return "not going ahead"
        case Reason.DONE if project.done_on is None:
            return "ended"
        case Reason.DONE:
            return f"ended on {in_words(project.done_on)}"
        case Reason.ON_COURSE:
            return f"forecast to end on {forecast}, funded until {end}"
    if is_after(project.forecast, project.funding_end):
        return f"forecast to end on {forecast}, after the end of its funding on {end}"
    return f"not recorded as ended when its funding ended on {end}"


def _parts(whole: RollUp) -> str:
    names = [part.title for part in whole.worst]
    clause = f"{_how_many(whole)} {_STANDS[whole.rag]}"
    if whole.rag not in (Rag.RED, Rag.AMBER):
        return clause
    if len(names) > _NAMED:
        names[_NAMED:] = [counted(len(names) - _NAMED, "other")]
    return f"{clause}: {listed(names)}"


def _how_many(whole: RollUp) -> str:
    number, of = len(whole.worst), len(whole.counting)
    kinds = dict.fromkeys(_kind(part) for part in whole.counting)
    verb = "is" if number == 1 else "are"
    if number == of == len(kinds):
        return f"{listed(f'the {kind}' for kind in kinds)} {verb}"
    return f"{number:,} of {of:,} {listed(f'{kind}s' for kind in kinds)} {verb}"


def _kind(part: Line | RollUp) -> str:
    return part.kind.value if isinstance(part, Line) else "project"
