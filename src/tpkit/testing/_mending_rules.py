"""Mends drawn scheduling rules, of which many need one field or another."""

from collections.abc import Callable, Mapping
from typing import Any

from tpkit._model.agreement import LoadOf, Weekday
from tpkit._model.ids import PersonId, SessionId, VenueId
from tpkit._model.rules_of_hours import NotDuring, NotInSeason, NotOn, Within
from tpkit._model.rules_of_people_and_places import (
    LedBy,
    NotTogether,
    TravelTime,
    Unavailable,
    WorkloadWithin,
)
from tpkit.testing import _values
from tpkit.testing._hypothesis import DrawFn
from tpkit.testing._hypothesis import strategies as st
from tpkit.testing._in_order import Values, put_in_order
from tpkit.testing._sources import NOTHING, Sources

Mender = Callable[[DrawFn, Values, frozenset[str], Sources], None]
"""Changes drawn values, all but those that are fixed, until a noun takes them."""


def _not_on(draw: DrawFn, values: Values, _: frozenset[str], __: Sources) -> None:
    if not values.get("weekdays") and not values.get("dates"):
        values["weekdays"] = (draw(st.sampled_from(Weekday)),)


def _not_during(
    draw: DrawFn, values: Values, fixed: frozenset[str], sources: Sources
) -> None:
    _fill_the_other(values, ("start", "end"), fixed)
    _fill_the_other(values, ("start_time", "end_time"), fixed)
    if values.get("start") is None and values.get("start_time") is None:
        values["start"] = values["end"] = draw(sources.dates)


def _fill_the_other(
    values: Values, names: tuple[str, str], fixed: frozenset[str]
) -> None:
    known = [values[name] for name in names if values.get(name) is not None]
    if len(known) == 1:
        values |= {name: known[0] for name in names if name not in fixed}
        put_in_order(values, names, fixed)


def _within(draw: DrawFn, values: Values, _: frozenset[str], sources: Sources) -> None:
    bounds = ("start", "end", "start_time", "end_time")
    if all(values.get(bound) is None for bound in bounds):
        values["end"] = draw(sources.dates)


def _not_in_season(
    _: DrawFn, values: Values, fixed: frozenset[str], __: Sources
) -> None:
    for month, day in (("start_month", "start_day"), ("end_month", "end_day")):
        longest = _SHORT_MONTHS.get(values[month], 31)
        if day not in fixed:
            values[day] = min(values[day], longest)
        elif values[day] > longest and month not in fixed:
            values[month] = 1


_SHORT_MONTHS = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}


def _not_together(
    draw: DrawFn, values: Values, fixed: frozenset[str], sources: Sources
) -> None:
    free = {name: kind for name, kind in _APART.items() if name not in fixed}
    for name, id_type in free.items():
        if name in values:
            values[name] = _different(draw, id_type, sources, at_least=2)
    for name, id_type in free.items():
        if not any(values.get(either) for either in _APART):
            values[name] = _different(draw, id_type, sources, at_least=2)
    _nothing_if_none(values, free, _APART)


_APART = {"people": PersonId, "sessions": SessionId}


def _unavailable(
    draw: DrawFn, values: Values, fixed: frozenset[str], sources: Sources
) -> None:
    _fill_the_other(values, ("start_time", "end_time"), fixed)
    free = {name: kind for name, kind in _AWAY.items() if name not in fixed}
    for name, id_type in free.items():
        if not any(values.get(either) for either in _AWAY):
            values[name] = _different(draw, id_type, sources, at_least=1)
    _nothing_if_none(values, free, _AWAY)


_AWAY = {"people": PersonId, "venues": VenueId}


def _nothing_if_none(
    values: Values, free: Mapping[str, Any], names: Mapping[str, Any]
) -> None:
    if free and not any(values.get(name) for name in names):
        values["people"] = NOTHING


def _led_by(
    draw: DrawFn, values: Values, fixed: frozenset[str], sources: Sources
) -> None:
    needed = values.get("needed", 1)
    if needed <= len(values["people"]):
        return
    if "needed" not in fixed:
        values["needed"] = len(values["people"])
    elif "people" not in fixed:
        several = _different(draw, PersonId, sources, at_least=needed)
        values["people"] = several or NOTHING


def _workload(_: DrawFn, values: Values, fixed: frozenset[str], __: Sources) -> None:
    if not values.get("people"):
        return
    if "of" not in fixed:
        values["of"] = LoadOf.FACILITATOR
    elif values["of"] is not LoadOf.FACILITATOR and "people" not in fixed:
        values["people"] = ()


def _travel_time(
    draw: DrawFn, values: Values, fixed: frozenset[str], sources: Sources
) -> None:
    if values.get("venues") and "venues" not in fixed:
        values["venues"] = _different(draw, VenueId, sources, at_least=2)


def _different(
    draw: DrawFn, id_type: Any, sources: Sources, *, at_least: int
) -> tuple[str, ...]:
    """Draw ids to refer to that differ; none where there are too few."""
    ids = _values.ids()
    if sources.known is not None:
        choices = sources.known.get(id_type, ())
        if len(choices) < at_least:
            return ()
        ids = st.sampled_from(choices)
    several = st.lists(ids, min_size=at_least, max_size=at_least + 1, unique=True)
    return tuple(draw(several))


MENDERS_OF_RULES: dict[Any, Mender] = {
    LedBy: _led_by,
    NotDuring: _not_during,
    NotInSeason: _not_in_season,
    NotOn: _not_on,
    NotTogether: _not_together,
    TravelTime: _travel_time,
    Unavailable: _unavailable,
    Within: _within,
    WorkloadWithin: _workload,
}
