"""Reading one milestone or deliverable as of a day, and giving it its reasons."""

from collections.abc import Iterator

import attrs
import pendulum

from tpkit._model.delivery import (
    Deliverable,
    DeliverableStatus,
    Milestone,
    MilestoneStatus,
)
from tpkit.calendars import WorkingCalendar
from tpkit.track import _slots
from tpkit.track._line import Line, LineKind, State
from tpkit.track._rag import RagPolicy, Reason, in_order


@attrs.frozen(kw_only=True)
class Judge:
    """What is the same for every line of a status: the day, the policy, the calendar."""

    on: pendulum.Date
    policy: RagPolicy
    calendar: WorkingCalendar

    def line(
        self,
        path: str,
        item: Milestone | Deliverable,
        *,
        funding_end: pendulum.Date | None,
        is_wanted: bool,
    ) -> Line:
        """Say how one thing stands, whose project goes ahead or not."""
        facts = _facts(item, self.on, funding_end)
        expected = facts.forecast if facts.is_open else facts.done_on
        slip = self._slip(facts.promised, expected)
        overdue = None
        reasons: tuple[Reason, ...]
        if facts.is_dropped or (facts.is_open and not is_wanted):
            state, reasons = State.DROPPED, (Reason.DROPPED,)
        elif facts.is_open:
            if facts.promised is not None and self.on > facts.promised:
                overdue = self._slip(facts.promised, self.on)
            state = self._open_state(facts, overdue or 0)
            reasons = self._open_reasons(facts, slip or 0, overdue or 0)
        else:
            state = State.ACCEPTED if facts.is_accepted else State.DELIVERED
            reasons = self._done_reasons(facts, slip or 0)
        return Line(
            path=path,
            kind=facts.kind,
            id=item.id,
            title=item.title,
            project=item.project,
            owner=item.owner,
            state=state,
            reasons=reasons,
            promised=facts.promised,
            forecast=facts.forecast,
            done_on=facts.done_on,
            funding_end=funding_end,
            slip=slip,
            overdue=overdue,
            holidays_known=_slots.is_known(
                self.calendar, facts.promised, expected, self.on
            ),
        )

    def _slip(
        self, promised: pendulum.Date | None, expected: pendulum.Date | None
    ) -> int | None:
        if promised is None or expected is None:
            return None
        return _slots.slip(self.calendar, promised, expected)

    def _done_reasons(self, facts: "_Facts", slip: int) -> tuple[Reason, ...]:
        done = Reason.DONE_LATE if slip > 0 else Reason.DONE
        if facts.is_accepted and self.policy.evidence_needed and not facts.has_evidence:
            return (Reason.NO_EVIDENCE, done)
        return (done,)

    def _open_state(self, facts: "_Facts", overdue: int) -> State:
        has_ended = facts.funding_end is not None and self.on > facts.funding_end
        if has_ended or overdue > 0 or facts.remark is Reason.MISSED:
            return State.LATE
        return State.UNDATED if facts.promised is None else State.DUE

    def _open_reasons(
        self, facts: "_Facts", slip: int, overdue: int
    ) -> tuple[Reason, ...]:
        reasons = in_order(self._shortcomings(facts, slip, overdue))
        if reasons:
            return reasons
        if facts.promised is None:
            return (Reason.NOTHING_TO_COMPARE,)
        is_behind = max(slip, overdue) > 0
        return (Reason.WITHIN_TOLERANCE if is_behind else Reason.ON_COURSE,)

    def _shortcomings(
        self, facts: "_Facts", slip: int, overdue: int
    ) -> Iterator[Reason]:
        # Dates of the calendar here, working days below: 1 April is past 31 March even
        # where both are in the same working-day slot.
        expected = max(facts.forecast or facts.promised or self.on, self.on)
        if facts.funding_end is not None and expected > facts.funding_end:
            yield Reason.PAST_FUNDING_END
        if facts.remark is not None:
            yield facts.remark
        policy, allowed = self.policy, facts.tolerance
        if slip > max(policy.slip_red_after, allowed):
            yield Reason.LONG_SLIP
        elif slip > max(policy.slip_amber_after, allowed):
            yield Reason.SLIP
        if overdue > max(policy.overdue_red_after, allowed):
            yield Reason.LONG_OVERDUE
        elif overdue > max(policy.overdue_amber_after, allowed):
            yield Reason.OVERDUE


# -------------------------------------------------------------------------- facts


@attrs.frozen(kw_only=True)
class _Facts:
    """What a milestone and a deliverable have in common, as of a day."""

    kind: LineKind
    promised: pendulum.Date | None
    forecast: pendulum.Date | None
    done_on: pendulum.Date | None
    funding_end: pendulum.Date | None
    is_accepted: bool
    is_dropped: bool
    has_evidence: bool
    remark: Reason | None
    tolerance: int = 0

    @property
    def is_open(self) -> bool:
        return not self.is_accepted and self.done_on is None


def _facts(
    item: Milestone | Deliverable,
    on: pendulum.Date,
    funding_end: pendulum.Date | None,
) -> _Facts:
    if isinstance(item, Milestone):
        facts = _of_milestone(item, funding_end)
    else:
        facts = _of_deliverable(item, funding_end)
    if facts.done_on is None or facts.done_on <= on:
        return facts
    # On the day asked about it had not been done: the date is the best forecast.
    return attrs.evolve(facts, forecast=facts.done_on, done_on=None, is_accepted=False)


def _of_milestone(milestone: Milestone, funding_end: pendulum.Date | None) -> _Facts:
    is_missed = milestone.status is MilestoneStatus.MISSED
    return _Facts(
        kind=LineKind.MILESTONE,
        promised=milestone.baseline,
        forecast=milestone.forecast,
        done_on=milestone.actual,
        funding_end=funding_end,
        is_accepted=milestone.status is MilestoneStatus.COMPLETE,
        is_dropped=milestone.status is MilestoneStatus.CANCELLED,
        has_evidence=bool(milestone.evidence),
        remark=Reason.MISSED if is_missed else None,
        tolerance=milestone.tolerance_days,
    )


def _of_deliverable(
    deliverable: Deliverable, funding_end: pendulum.Date | None
) -> _Facts:
    is_sent_back = deliverable.status is DeliverableStatus.REJECTED
    return _Facts(
        kind=LineKind.DELIVERABLE,
        promised=deliverable.due,
        forecast=deliverable.forecast,
        # What was handed over and sent back is still to be delivered.
        done_on=None if is_sent_back else deliverable.delivered_on,
        funding_end=funding_end,
        is_accepted=deliverable.status is DeliverableStatus.ACCEPTED,
        is_dropped=deliverable.status is DeliverableStatus.DROPPED,
        has_evidence=bool(deliverable.evidence),
        remark=Reason.SENT_BACK if is_sent_back else None,
    )
