"""The colours, and the reasons for them."""

import enum
from collections.abc import Iterable, Iterator

from tpkit.errors import FieldError


class Rag(enum.StrEnum):
    """A colour, with the meaning that a report must show beside it [DBW].

    Red, amber and green are the usual three [OK]; blue and grey keep what is finished,
    and what nobody can judge, from looking as if it were on course [DES].
    """

    RED = "red"
    """Far from what was promised, or past the end of the money: needs a decision."""
    AMBER = "amber"
    """Away from what was promised: needs attention."""
    GREEN = "green"
    """As promised, or within what may be without anybody being told."""
    GREY = "grey"
    """Nothing to compare, or nothing wanted any more."""
    BLUE = "blue"
    """Done."""

    @property
    def rank(self) -> int:
        """0 for red to 4 for blue: worst first when sorted, grey and blue last."""
        return _RANKS[self]


_RANKS = {rag: rank for rank, rag in enumerate(Rag)}


def roll_up(rags: Iterable[Rag], /) -> Rag:
    """Give the colour of what consists of parts with these colours: the worst of them.

    Grey and blue count only where there is nothing else, and grey before blue, so that
    what is done in part, and cannot be judged in part, is not called done. Without
    parts there is nothing to compare: grey.

    Raises:
        FieldError: one of them is no `Rag`.

    Example:
        ```python
        >>> from tpkit.track import Rag, roll_up
        >>> roll_up([Rag.BLUE, Rag.GREEN, Rag.GREY]).value
        'green'

        ```
    """
    return min(rags, key=_rank, default=Rag.GREY)


def _rank(rag: Rag) -> int:
    if not isinstance(rag, Rag):
        raise FieldError("roll_up", "rags", "colours, such as Rag.RED", rag)
    return rag.rank


class Reason(enum.StrEnum):
    """Why a line has its colour; each code stands for one colour, its `rag`.

    Codes are stable; in `reasons` the worst come first, in the order given here.
    """

    PAST_FUNDING_END = "past_funding_end"
    """Red: expected on a calendar date after the last day on which money may be spent,
    or still open after it. No policy and no tolerance moves this limit."""
    LIMIT_MISSED = "limit_missed"
    """Red: by the plan it cannot be finished before the money ends, or by a latest date
    of its own or of what waits for it: its leeway is negative."""
    LONG_SLIP = "long_slip"
    """Red: the forecast is further behind the promise than `slip_red_after`."""
    LONG_OVERDUE = "long_overdue"
    """Red: still open further past the promise than `overdue_red_after`."""
    GIVEN_RED = "given_red"
    """Red: somebody said so, whatever was worked out."""
    SLIP = "slip"
    """Amber: the forecast is further behind the promise than `slip_amber_after`."""
    OVERDUE = "overdue"
    """Amber: still open further past the promise than `overdue_amber_after`, or for more
    than a month on a calendar that had no working day since."""
    FORECAST_PASSED = "forecast_passed"
    """Amber: still open after the day it was forecast for, so that nobody says when it is
    to be expected."""
    LITTLE_LEEWAY = "little_leeway"
    """Amber: by the plan it may slip by no more than `float_amber_up_to` before a limit
    is missed."""
    WAITS_FOR_RED = "waits_for_red"
    """Amber: something it waits for is red."""
    UNPLANNABLE = "unplannable"
    """Amber: no plan can be made of what is left in a project, so that nobody knows
    whether it can be finished in time."""
    NO_EVIDENCE = "no_evidence"
    """Amber: a deliverable is accepted, or a milestone complete, without evidence."""
    SENT_BACK = "sent_back"
    """Amber: a deliverable was rejected."""
    MISSED = "missed"
    """Amber: a milestone is recorded as missed, and no new date was approved."""
    GIVEN_AMBER = "given_amber"
    """Amber: somebody said so, whatever was worked out."""
    WITHIN_TOLERANCE = "within_tolerance"
    """Green: behind, by no more than the milestone's `tolerance_days` or the policy."""
    ON_COURSE = "on_course"
    """Green: nothing says that the promise will not be kept."""
    GIVEN_GREEN = "given_green"
    """Green: somebody said so, whatever was worked out."""
    NOTHING_TO_COMPARE = "nothing_to_compare"
    """Grey: no date was promised; for a project, nothing in it can be judged."""
    DROPPED = "dropped"
    """Grey: dropped or cancelled, or part of a project that was."""
    DONE_LATE = "done_late"
    """Blue: done, at least a working day after the promise."""
    DONE = "done"
    """Blue: done."""

    @property
    def rag(self) -> Rag:
        """The colour that this reason gives."""
        return _RAGS[self]


_FIRST_OF_EACH = {
    Reason.PAST_FUNDING_END: Rag.RED,
    Reason.SLIP: Rag.AMBER,
    Reason.WITHIN_TOLERANCE: Rag.GREEN,
    Reason.NOTHING_TO_COMPARE: Rag.GREY,
    Reason.DONE_LATE: Rag.BLUE,
}


def _rags() -> Iterator[tuple[Reason, Rag]]:
    rag = Rag.RED
    for reason in Reason:
        rag = _FIRST_OF_EACH.get(reason, rag)
        yield reason, rag


_RAGS = dict(_rags())


def in_order(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """Give each reason once, the worst first."""
    return tuple(sorted(set(reasons), key=_PLACES.__getitem__))


_PLACES = {reason: place for place, reason in enumerate(Reason)}
