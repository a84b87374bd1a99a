"""The colours, the reasons for them, and the thresholds between them."""

import enum
from collections.abc import Iterable

import attrs

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

    Example:
        ```python
        >>> from tpkit.track import Rag, roll_up
        >>> roll_up([Rag.BLUE, Rag.GREEN, Rag.GREY]).value
        'green'

        ```
    """
    return min(rags, key=lambda rag: rag.rank, default=Rag.GREY)


class Reason(enum.StrEnum):
    """Why a line has its colour; each code stands for one colour, its `rag`.

    Codes are stable; in `reasons` the worst come first, in the order given here.
    """

    PAST_FUNDING_END = "past_funding_end"
    """Red: expected on a calendar date after the last day on which money may be spent,
    or still open after it. No policy and no tolerance moves this limit."""
    LONG_SLIP = "long_slip"
    """Red: the forecast is further behind the promise than `slip_red_after`."""
    LONG_OVERDUE = "long_overdue"
    """Red: still open further past the promise than `overdue_red_after`."""
    SLIP = "slip"
    """Amber: the forecast is further behind the promise than `slip_amber_after`."""
    OVERDUE = "overdue"
    """Amber: still open further past the promise than `overdue_amber_after`."""
    NO_EVIDENCE = "no_evidence"
    """Amber: a deliverable is accepted, or a milestone complete, without evidence."""
    SENT_BACK = "sent_back"
    """Amber: a deliverable was rejected."""
    MISSED = "missed"
    """Amber: a milestone is recorded as missed, and no new date was approved."""
    WITHIN_TOLERANCE = "within_tolerance"
    """Green: behind, by no more than the milestone's `tolerance_days` or the policy."""
    ON_COURSE = "on_course"
    """Green: nothing says that the promise will not be kept."""
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


_RAGS = {
    Reason.PAST_FUNDING_END: Rag.RED,
    Reason.LONG_SLIP: Rag.RED,
    Reason.LONG_OVERDUE: Rag.RED,
    Reason.SLIP: Rag.AMBER,
    Reason.OVERDUE: Rag.AMBER,
    Reason.NO_EVIDENCE: Rag.AMBER,
    Reason.SENT_BACK: Rag.AMBER,
    Reason.MISSED: Rag.AMBER,
    Reason.WITHIN_TOLERANCE: Rag.GREEN,
    Reason.ON_COURSE: Rag.GREEN,
    Reason.NOTHING_TO_COMPARE: Rag.GREY,
    Reason.DROPPED: Rag.GREY,
    Reason.DONE_LATE: Rag.BLUE,
    Reason.DONE: Rag.BLUE,
}


def in_order(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """Give each reason once, the worst first."""
    return tuple(sorted(set(reasons), key=_PLACES.__getitem__))


_PLACES = {reason: place for place, reason in enumerate(Reason)}


def _check_days(policy: "RagPolicy", field: "attrs.Attribute[int]", days: int) -> None:
    if type(days) is not int or days < 0:
        expected = "a whole number of working days, 0 or more"
        raise FieldError("RagPolicy", field.name, expected, days)
    amber = field.name.replace("_red_", "_amber_")
    if days < getattr(policy, amber):
        expected = f"no less than {amber} ({getattr(policy, amber)})"
        raise FieldError("RagPolicy", field.name, expected, days)


@attrs.frozen(kw_only=True)
class RagPolicy:
    """How many working days behind is amber, how many red [OK].

    *Behind* is counted in working-day slots, so that Friday to Saturday is 0. Days
    exactly on a threshold keep the better colour. A milestone's own `tolerance_days`
    raise all four thresholds to at least that many. Words and thresholds vary from one
    organisation to the next [DBW]; the end of the funding is a limit of law and no
    threshold, so there is no field for it.

    Raises:
        FieldError: a threshold is not a whole number of 0 or more, or one for red is
            less than the one for amber.

    Example:
        ```python
        >>> from tpkit import track
        >>> patient = track.RagPolicy(slip_amber_after=5, slip_red_after=20)

        ```
    """

    slip_amber_after: int = attrs.field(default=0, validator=_check_days)
    """Working days by which a forecast may be behind before it is amber."""
    slip_red_after: int = attrs.field(default=10, validator=_check_days)
    """Working days by which a forecast may be behind before it is red."""
    overdue_amber_after: int = attrs.field(default=0, validator=_check_days)
    """Working days that may pass after a promise before it is amber."""
    overdue_red_after: int = attrs.field(default=10, validator=_check_days)
    """Working days that may pass after a promise before it is red."""
    evidence_needed: bool = True
    """Whether accepted deliverables and complete milestones need evidence."""
