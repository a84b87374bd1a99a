"""The milestones, deliverables and phases of a portfolio, judged column by column.

A portfolio may hold a million of them: nothing here makes an object for each, and the
loop calls nothing.
"""

import functools
import itertools
import operator
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs
import pendulum

from tpkit._model.delivery import (
    Deliverable,
    DeliverableStatus,
    Milestone,
    MilestoneStatus,
    Phase,
)
from tpkit._model.ids import ProjectId
from tpkit._model.plan import baseline_on
from tpkit._model.portfolio import Portfolio
from tpkit.calendars import WorkingCalendar
from tpkit.track._status.line import LineKind
from tpkit.track._status.policy import RagPolicy
from tpkit.track._status.rag import Reason
from tpkit.track._status.slots import slot
from tpkit.track._status.verdict import ACCEPTED, BITS, LATE, UNDATED

Item = Phase | Milestone | Deliverable


class Slots(dict[pendulum.Date, int]):
    """The working-day slot of each day that was asked about."""

    def __init__(self, calendar: WorkingCalendar) -> None:
        super().__init__()
        self.calendar = calendar

    def __missing__(self, day: pendulum.Date) -> int:
        found = self[day] = slot(self.calendar, day)
        return found


@attrs.frozen(kw_only=True)
class Ground:
    """What is the same for every line: the day, the policy, the calendar, the money."""

    on: pendulum.Date
    policy: RagPolicy
    slots: Slots
    funding: Mapping[ProjectId, tuple[pendulum.Date | None, bool]]
    """The end of each project's money, and whether the project goes ahead."""


@attrs.frozen(kw_only=True)
class _Meaning:
    """What the fields of one family are called, and what its statuses mean."""

    first: str = ""
    """The field that holds what was promised before any baseline."""
    done: str
    status: str = "status"
    evidence: str = "evidence"
    tolerance: str = ""
    accepted: object = None
    dropped: object = None
    remarked: object = None
    remark: int = 0


MEANINGS: Mapping[LineKind, _Meaning] = {
    LineKind.PHASE: _Meaning(first="end", done="ended_on", status="", evidence=""),
    LineKind.MILESTONE: _Meaning(
        done="actual",
        tolerance="tolerance_days",
        accepted=MilestoneStatus.COMPLETE,
        dropped=MilestoneStatus.CANCELLED,
        remarked=MilestoneStatus.MISSED,
        remark=BITS[Reason.MISSED] | LATE,
    ),
    LineKind.DELIVERABLE: _Meaning(
        first="due",
        done="delivered_on",
        accepted=DeliverableStatus.ACCEPTED,
        dropped=DeliverableStatus.DROPPED,
        remarked=DeliverableStatus.REJECTED,
        remark=BITS[Reason.SENT_BACK],
    ),
}


@attrs.frozen(kw_only=True, eq=False)
class Column:
    """All of one family that is judged, in document order."""

    kind: LineKind
    items: Sequence[Item]
    places: Sequence[int]
    """Where each stands in its family."""
    projects: list[ProjectId]
    """The project of each."""
    bits: list[int]
    """What is so of each; see `verdict`."""

    @functools.cached_property
    def numbers(self) -> Mapping[ProjectId, list[int]]:
        """Which belong to each project."""
        found: dict[ProjectId, list[int]] = {}
        for number, project in enumerate(self.projects):
            found.setdefault(project, []).append(number)
        return found

    @functools.cached_property
    def by_id(self) -> Mapping[str, int]:
        """The number of each id."""
        return {item.id: number for number, item in enumerate(self.items)}

    def path(self, number: int) -> str:
        """Give the place of one in the portfolio, such as `$.deliverables[0]`."""
        return f"$.{self.kind.value}s[{self.places[number]}]"


def columns_of(portfolio: Portfolio, ground: Ground) -> dict[LineKind, Column]:
    """Judge all phases, milestones and deliverables by their own dates and statuses."""
    phases = [
        place for place, phase in enumerate(portfolio.phases) if _is_tracked(phase)
    ]
    judged: dict[LineKind, tuple[Sequence[Item], Sequence[int]]] = {
        LineKind.PHASE: ([portfolio.phases[place] for place in phases], phases),
        LineKind.MILESTONE: (
            portfolio.milestones,
            range(len(portfolio.milestones)),
        ),
        LineKind.DELIVERABLE: (
            portfolio.deliverables,
            range(len(portfolio.deliverables)),
        ),
    }
    return {
        kind: _column(kind, items, places, ground)
        for kind, (items, places) in judged.items()
    }


def _column(
    kind: LineKind, items: Sequence[Item], places: Sequence[int], ground: Ground
) -> Column:
    projects = list(map(operator.attrgetter("project"), items))
    rows = zip(projects, *_fields(kind, items), strict=True)
    bits = _judged(kind, rows, ground)
    return Column(kind=kind, items=items, places=places, projects=projects, bits=bits)


def _is_tracked(phase: Phase) -> bool:
    """Say whether anybody follows a phase; otherwise it is but a heading."""
    return bool(
        phase.baselines
        or phase.overrides
        or phase.forecast
        or phase.ended_on
        or phase.work
    )


def _fields(kind: LineKind, items: Sequence[Item]) -> tuple[Iterable[Any], ...]:
    meaning = MEANINGS[kind]

    def column(field: str, default: object = None) -> Iterable[Any]:
        if not field:
            return itertools.repeat(default, len(items))
        return map(operator.attrgetter(field), items)

    return (
        column(meaning.status),
        column("baselines"),
        column(meaning.first),
        column("forecast"),
        column(meaning.done),
        column(meaning.evidence, default=True),
        column(meaning.tolerance, default=0),
    )


def _judged(  # noqa: PLR0912, PLR0915  # it calls nothing: it is run a million times
    kind: LineKind, rows: Iterable[tuple[Any, ...]], ground: Ground
) -> list[int]:
    meaning, policy = MEANINGS[kind], ground.policy
    accepted, dropped, remarked = meaning.accepted, meaning.dropped, meaning.remarked
    is_undone_by_remark = kind is LineKind.DELIVERABLE
    on, slots, funding = ground.on, ground.slots, ground.funding
    slip_amber, slip_red = policy.slip_amber_after, policy.slip_red_after
    overdue_amber, overdue_red = policy.overdue_amber_after, policy.overdue_red_after
    today = slots[on]
    judged: list[int] = []
    for project, status, baselines, first, forecast, done, evidence, allowed in rows:
        end, is_wanted = funding[project]
        promised = first
        if baselines:
            last = baselines[-1]
            if last.approved_on is not None and last.approved_on > on:
                last = baseline_on(baselines, on)
            promised = first if last is None else last.date
        is_accepted = status is not None and status is accepted
        if done is not None:
            if is_undone_by_remark and status is remarked:
                # What was handed over and sent back is still to be delivered.
                done = None  # noqa: PLW2901  # what counts
            elif done > on:
                # On the day asked about it had not been done: that is the best forecast.
                forecast, done = done, None  # noqa: PLW2901  # what counts
                is_accepted = False
        is_open = done is None and not is_accepted
        if (status is not None and status is dropped) or (is_open and not is_wanted):
            judged.append(_DROPPED)
            continue
        if not is_open:
            bits = ACCEPTED if is_accepted else 0
            if is_accepted and not evidence and policy.evidence_needed:
                bits |= _NO_EVIDENCE
            is_late = promised and done and slots[done] > slots[promised]
            judged.append(bits | (_DONE_LATE if is_late else _DONE))
            continue
        bits = meaning.remark if status is not None and status is remarked else 0
        if forecast is not None and forecast < on:
            forecast = None  # noqa: PLW2901  # what counts
            bits |= _FORECAST_PASSED
        # Dates of the calendar here, working days below: 1 April is past 31 March even
        # where both are in the same working-day slot.
        if end is not None:
            if on > end:
                bits |= _PAST_FUNDING_END | LATE
            elif (forecast or promised or on) > end:
                bits |= _PAST_FUNDING_END
        if promised is None:
            judged.append(bits | _NOTHING_TO_COMPARE | UNDATED)
            continue
        slot = slots[promised]
        slip = 0 if forecast is None else slots[forecast] - slot
        overdue = today - slot
        if slip > slip_red and slip > allowed:
            bits |= _LONG_SLIP
        elif slip > slip_amber and slip > allowed:
            bits |= _SLIP
        if overdue > 0:
            bits |= LATE
            if overdue > overdue_red and overdue > allowed:
                bits |= _LONG_OVERDUE
            elif overdue > overdue_amber and overdue > allowed:
                bits |= _OVERDUE
        elif on > promised and on.toordinal() - promised.toordinal() > _MONTH:
            bits |= LATE | _OVERDUE  # though it has not been worked on any day since
        is_behind = slip > 0 or overdue > 0
        judged.append(bits | (_WITHIN_TOLERANCE if is_behind else _ON_COURSE))
    return judged


_MONTH = 31
"""Days after which a promise is broken, on whatever calendar."""
_DROPPED = BITS[Reason.DROPPED]
_FORECAST_PASSED = BITS[Reason.FORECAST_PASSED]
_NO_EVIDENCE = BITS[Reason.NO_EVIDENCE]
_DONE_LATE, _DONE = BITS[Reason.DONE_LATE], BITS[Reason.DONE]
_PAST_FUNDING_END = BITS[Reason.PAST_FUNDING_END]
_NOTHING_TO_COMPARE = BITS[Reason.NOTHING_TO_COMPARE]
_LONG_SLIP, _SLIP = BITS[Reason.LONG_SLIP], BITS[Reason.SLIP]
_LONG_OVERDUE, _OVERDUE = BITS[Reason.LONG_OVERDUE], BITS[Reason.OVERDUE]
_WITHIN_TOLERANCE = BITS[Reason.WITHIN_TOLERANCE]
_ON_COURSE = BITS[Reason.ON_COURSE]
