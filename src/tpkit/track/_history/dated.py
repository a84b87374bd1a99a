"""What nouns hold that says its own day: steps, payments, baselines, reports, judgements."""

import enum
import types
from collections.abc import Collection, Iterator, Mapping
from typing import Any

import attrs
import pendulum

from tpkit._model.delivery import (
    MILESTONE_LIFE_CYCLE,
    Benefit,
    Deliverable,
    DeliverableStatus,
    Indicator,
    Issue,
    Milestone,
    MilestoneStatus,
    Phase,
    Project,
    ProjectStatus,
    Risk,
    RiskStatus,
)
from tpkit._model.lifecycle import LifeCycle
from tpkit._model.money import (
    BID_LIFE_CYCLE,
    GRANT_LIFE_CYCLE,
    RETURN_LIFE_CYCLE,
    Bid,
    Claim,
    Dissemination,
    Expense,
    Grant,
    GrantVariation,
    MonitoringReturn,
    Virement,
)
from tpkit._model.plan import Work
from tpkit.track._history.remaking import unchecked

_IN_ORDER: Mapping[str, str] = types.MappingProxyType(
    {"history": "on", "baselines": "approved_on"}
)
"""Fields of which nothing is kept that comes after something too late."""

_ONE_BY_ONE: Mapping[str, tuple[str, ...]] = types.MappingProxyType(
    {
        "overrides": ("on",),
        "reports": ("on",),
        "evidence": ("dated",),
        "variations": ("requested_on", "agreed_on"),
        "expenses": ("received_on",),
        "virements": ("on",),
        "measurements": ("on",),
    }
)
"""Fields each of whose members says for itself when it came: the first day it has."""

_PARTS = ("expenses", "virements", "variations", "indicators", "dissemination")
"""Fields whose members tell of days on which more became of them."""

_HAPPENED: Mapping[type, Mapping[str, tuple[str, ...]]] = types.MappingProxyType(
    {
        Project: {"actual_end": ("status",)},
        Phase: {"ended_on": ()},
        Milestone: {"actual": ("status",)},
        Deliverable: {"delivered_on": ("accepted_by", "status")},
        Work: {"started_on": ("progress", "remaining")},
        Bid: {"accountable_body_signed_off": ()},
        Dissemination: {"done_on": ()},
        Grant: {
            "offered_on": (),
            "terms_received_on": (),
            "approved_on": ("approval",),
            "signed_on": (),
            "certified_on": (),
            "end_report_on": (),
            "accrual_forecast_on": (),
            "underspend_notified_on": (),
        },
        GrantVariation: {"agreed_on": ()},
        Virement: {"approved_on": ()},
        Expense: {"invoiced_on": (), "paid_on": ()},
        Claim: {
            "submitted_on": (),
            "signed_off_on": ("signed_off_by",),
            "paid_on": ("paid",),
        },
        Risk: {"reviewed_on": (), "escalated_on": (), "closed_on": ("status",)},
        Issue: {"resolved_on": ("resolution",)},
        Benefit: {"realised_on": ("realised",)},
        Indicator: {"baseline_on": ("baseline",), "actual_on": ("actual",)},
    }
)
"""Fields with the day on which something happened, and what was not so before it."""

_BEFORE: Mapping[type, tuple[tuple[enum.StrEnum, ...], enum.StrEnum]] = (
    types.MappingProxyType(
        {
            Project: (
                (ProjectStatus.DELIVERED, ProjectStatus.CLOSED),
                ProjectStatus.LIVE,
            ),
            Milestone: ((MilestoneStatus.COMPLETE,), MilestoneStatus.PLANNED),
            Deliverable: (
                (
                    DeliverableStatus.IN_REVIEW,
                    DeliverableStatus.ACCEPTED,
                    DeliverableStatus.REJECTED,
                ),
                DeliverableStatus.IN_PROGRESS,
            ),
            Risk: ((RiskStatus.HAPPENED, RiskStatus.CLOSED), RiskStatus.OPEN),
        }
    )
)
"""Of each kind, the statuses that say that it happened, and where it stood before."""

_LIVES: Mapping[type, LifeCycle[Any]] = types.MappingProxyType(
    {
        Milestone: MILESTONE_LIFE_CYCLE,
        Bid: BID_LIFE_CYCLE,
        Grant: GRANT_LIFE_CYCLE,
        MonitoringReturn: RETURN_LIFE_CYCLE,
    }
)


def days_of(noun: Any) -> Iterator[pendulum.Date]:
    """Yield the days on which a noun came by what it holds."""
    yield from _own_days(noun)
    work = getattr(noun, "work", None)
    if work is not None:
        yield from _own_days(work)
    if isinstance(noun, Project) and noun.confidence is not None:
        yield noun.confidence.assessed_on
        yield from (judged.assessed_on for judged in noun.earlier_confidence)
    if isinstance(noun, Risk | Issue) and noun.raised_on is not None:
        yield noun.raised_on


def _own_days(noun: Any) -> Iterator[pendulum.Date]:
    for field in happened_in(type(noun)):
        if (on := getattr(noun, field)) is not None:
            yield on
    for field, day in _IN_ORDER.items():
        for member in _members(noun, field):
            if (on := getattr(member, day)) is not None:
                yield on
    for field in _ONE_BY_ONE:
        for member in _members(noun, field):
            if (on := _came(member, field)) is not None:
                yield on
    for field in _PARTS:
        for member in _members(noun, field):
            yield from _own_days(member)
    yield from getattr(noun, "reviewed", ())


def happened_in(kind: type) -> Mapping[str, tuple[str, ...]]:
    """Give the fields that hold the day on which something happened."""
    return _HAPPENED.get(kind, {})


def known_on(noun: Any, on: pendulum.Date) -> dict[str, Any]:
    """Give those fields with several members that held less on that day."""
    found = {field: kept for field, kept in _kept(noun, on) if kept is not None}
    if "history" in found:
        steps = found["history"]
        initial = _LIVES[type(noun)].initial
        found["status"] = steps[-1].to if steps else initial
    if isinstance(noun, Project):
        found |= _confidence(noun, on)
    return found


def not_yet(noun: Any, on: pendulum.Date, told: Collection[str] = ()) -> dict[str, Any]:
    """Give what says that something happened after that day, as it was before.

    Entries know better: what they have *told* of a field by then stays.
    """
    found: dict[str, Any] = {}
    for field, others in happened_in(type(noun)).items():
        day = getattr(noun, field)
        if day is None or day <= on or field in told:
            continue
        found[field] = None
        found |= {other: _before(noun, other) for other in others if other not in told}
    return found


def work_known_on(noun: Any, on: pendulum.Date, told: Collection[str]) -> Any:
    """Give the noun with its work as far as it had got on that day."""
    work = getattr(noun, "work", None)
    if work is None:
        return noun
    own = [name.removeprefix("work.") for name in told if name.startswith("work.")]
    values = not_yet(work, on, own)
    if not values:
        return noun
    then = unchecked(work, values)
    return unchecked(noun, {"work": None if then == Work() else then})


def _before(noun: Any, field: str) -> Any:
    if field != "status":
        return attrs.fields_dict(type(noun))[field].default
    happened, before = _BEFORE[type(noun)]
    # A status that has a history is told by it.
    is_told = bool(getattr(noun, "history", ())) or noun.status not in happened
    return noun.status if is_told else before


def _kept(noun: Any, on: pendulum.Date) -> Iterator[tuple[str, Any]]:
    for field, day in _IN_ORDER.items():
        members = _members(noun, field)
        for number, member in enumerate(members):
            came = getattr(member, day)
            if came is not None and came > on:
                yield field, members[:number]
                break
    for field in (*_ONE_BY_ONE, *_PARTS):
        members = _members(noun, field)
        kept = tuple(_part(m, on) for m in members if not _is_later(m, field, on))
        yield field, kept if kept != members else None
    reviewed = tuple(day for day in getattr(noun, "reviewed", ()) if day <= on)
    yield "reviewed", reviewed if reviewed != getattr(noun, "reviewed", ()) else None


def _part(part: Any, on: pendulum.Date) -> Any:
    if type(part) not in _HAPPENED:
        return part
    values = known_on(part, on) | not_yet(part, on)
    return unchecked(part, values) if values else part


def _members(noun: Any, field: str) -> tuple[Any, ...]:
    # A budget line says in words where its evidence is.
    members = getattr(noun, field, ())
    return members if isinstance(members, tuple) else ()


def _came(member: Any, field: str) -> pendulum.Date | None:
    days = (getattr(member, day) for day in _ONE_BY_ONE.get(field, ()))
    return next((day for day in days if day is not None), None)


def _is_later(member: Any, field: str, on: pendulum.Date) -> bool:
    came = _came(member, field)
    return came is not None and came > on


def _confidence(project: Project, on: pendulum.Date) -> dict[str, Any]:
    judgements = list(project.earlier_confidence)
    if project.confidence is not None:
        judgements.append(project.confidence)
    known = [judged for judged in judgements if judged.assessed_on <= on]
    if len(known) == len(judgements):
        return {}
    return {
        "confidence": known[-1] if known else None,
        "earlier_confidence": tuple(known[:-1]),
    }
