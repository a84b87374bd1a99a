"""Mends drawn values: those of one noun that must agree with one another."""

from typing import Any

import attrs
import pendulum

from tpkit import _dates
from tpkit._model.activity import Session
from tpkit._model.change import Change
from tpkit._model.delivery import (
    ConfidenceRating,
    ConfidenceScale,
    Deliverable,
    DeliveryConfidence,
    Milestone,
    Phase,
    Project,
)
from tpkit._model.plan import Work
from tpkit.testing._hypothesis import DrawFn
from tpkit.testing._in_order import Values, put_in_order
from tpkit.testing._mending_rules import MENDERS_OF_RULES, Mender
from tpkit.testing._sources import Sources

_IN_ORDER = (
    ("joined", "left"),
    ("start", "end"),
    ("start", "funded_end"),
    ("start", "actual_end"),
    ("start", "review_date"),
    ("start", "date"),
    ("on", "expires"),
    ("optimistic", "likely", "pessimistic"),
    ("opens", "closes"),
    ("funding_start", "funding_end"),
    ("invoiced_on", "paid_on"),
    ("requested_on", "agreed_on"),
    ("raised_on", "resolved_on"),
    ("valid_from", "valid_to"),
    ("start_time", "end_time"),
    ("min_size", "max_size"),
    ("prefer_not_to_say", "returned", "asked"),
)
"""Fields that, wherever a noun has them, must not become less from one to the next."""


def mend(
    draw: DrawFn, kind: Any, values: Values, fixed: frozenset[str], sources: Sources
) -> None:
    """Change *values*, all but the *fixed* ones, until a noun of the kind takes them.

    A value becomes NOTHING where only something to refer to could mend it.
    """
    for names in _IN_ORDER:
        put_in_order(values, names, fixed)
    if values.get("history"):
        _end_the_history(values, fixed)
    if kind in _MENDERS:
        _MENDERS[kind](draw, values, fixed, sources)


def _end_the_history(values: Values, fixed: frozenset[str]) -> None:
    *before, last = values["history"]
    if "status" not in fixed:
        values["status"] = last.to
    elif "history" not in fixed:
        values["history"] = (*before, attrs.evolve(last, to=values["status"]))


_MIDNIGHT, _MORNING = pendulum.Time(0, 0), pendulum.Time(6, 0)


def _mend_session(
    _: DrawFn, values: Values, fixed: frozenset[str], __: Sources
) -> None:
    if all(_dates.exists(values["on"], values[at]) for at in ("start", "end")):
        return
    # The clocks go forward on a Sunday, past an hour before 4am, and on no Monday.
    if "on" not in fixed:
        values["on"] = values["on"].add(days=1)
    elif "end" in fixed and "start" not in fixed:
        values["start"] = _MIDNIGHT
    else:
        for at in {"start", "end"} - fixed:
            if values[at] < _MORNING:
                values[at] = values[at].add(hours=2)


def _mend_baselines(
    _: DrawFn, values: Values, fixed: frozenset[str], __: Sources
) -> None:
    if "baselines" not in fixed:
        values["baselines"] = tuple(
            attrs.evolve(baseline, number=number)
            for number, baseline in enumerate(values.get("baselines", ()))
        )


def _mend_change(_: DrawFn, values: Values, fixed: frozenset[str], __: Sources) -> None:
    if values.get("field"):
        return
    if "field" not in fixed and fixed & {"was", "became"}:
        values["field"] = "status"
    for side in {"was", "became"} - fixed:
        values[side] = ""


def _mend_confidence(
    _: DrawFn, values: Values, fixed: frozenset[str], __: Sources
) -> None:
    five_point = (ConfidenceRating.AMBER_GREEN, ConfidenceRating.AMBER_RED)
    if values["rating"] in five_point and "scale" not in fixed:
        values["scale"] = ConfidenceScale.FIVE_POINT
    elif values["rating"] in five_point and "rating" not in fixed:
        values["rating"] = ConfidenceRating.AMBER


def _mend_work(_: DrawFn, values: Values, fixed: frozenset[str], __: Sources) -> None:
    progress, remaining = values.get("progress"), values.get("remaining")
    if progress is None or remaining is None:
        return
    if (progress == _ALL) is not (remaining == 0):
        values["progress" if "remaining" in fixed else "remaining"] = None


_ALL = 100

_MENDERS: dict[Any, Mender] = {
    **MENDERS_OF_RULES,
    Change: _mend_change,
    DeliveryConfidence: _mend_confidence,
    **dict.fromkeys((Project, Phase, Deliverable, Milestone), _mend_baselines),
    Session: _mend_session,
    Work: _mend_work,
}
