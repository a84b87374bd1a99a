"""What nouns hold that says its own day: steps, baselines, reports, judgements."""

import types
from collections.abc import Iterator, Mapping
from typing import Any

import pendulum

from tpkit._model.delivery import MILESTONE_LIFE_CYCLE, Milestone, Project
from tpkit._model.lifecycle import LifeCycle
from tpkit._model.money import (
    BID_LIFE_CYCLE,
    GRANT_LIFE_CYCLE,
    RETURN_LIFE_CYCLE,
    Bid,
    Grant,
    MonitoringReturn,
)

_IN_ORDER: Mapping[str, str] = types.MappingProxyType(
    {"history": "on", "baselines": "approved_on"}
)
"""Fields of which nothing is kept that comes after something too late."""

_ONE_BY_ONE: Mapping[str, str] = types.MappingProxyType(
    {
        "overrides": "on",
        "reports": "on",
        "evidence": "dated",
        "variations": "agreed_on",
        "expenses": "received_on",
    }
)
"""Fields each of whose members says for itself when it came."""

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
    for fields in (_IN_ORDER, _ONE_BY_ONE):
        for field, day in fields.items():
            for member in _members(noun, field):
                if (on := getattr(member, day)) is not None:
                    yield on
    if isinstance(noun, Project) and noun.confidence is not None:
        yield noun.confidence.assessed_on
        yield from (judged.assessed_on for judged in noun.earlier_confidence)


def known_on(noun: Any, on: pendulum.Date) -> dict[str, Any]:
    """Give those fields that held less on that day, as they were then."""
    found = {field: kept for field, kept in _kept(noun, on) if kept is not None}
    if "history" in found:
        steps = found["history"]
        initial = _LIVES[type(noun)].initial
        found["status"] = steps[-1].to if steps else initial
    if isinstance(noun, Project):
        found |= _confidence(noun, on)
    return found


def _kept(noun: Any, on: pendulum.Date) -> Iterator[tuple[str, Any]]:
    for field, day in _IN_ORDER.items():
        members = _members(noun, field)
        for number, member in enumerate(members):
            if _is_later(member, day, on):
                yield field, members[:number]
                break
    for field, day in _ONE_BY_ONE.items():
        members = _members(noun, field)
        kept = tuple(m for m in members if not _is_later(m, day, on))
        yield field, kept if len(kept) < len(members) else None


def _members(noun: Any, field: str) -> tuple[Any, ...]:
    # A budget line says in words where its evidence is.
    members = getattr(noun, field, ())
    return members if isinstance(members, tuple) else ()


def _is_later(member: Any, day: str, on: pendulum.Date) -> bool:
    came = getattr(member, day)
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
