"""Draws any noun from its own annotations, and mends what two fields must agree on."""

import enum
import functools
import itertools
import operator
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any, TypeVar

import attrs
import pendulum

from tpkit import LIFE_CYCLES, _dates
from tpkit._model._checked import (
    OWN_RULE,
    AtLeast,
    Between,
    Extra,
    Unit,
    id_types,
)
from tpkit._model.activity import Session
from tpkit._model.delivery import (
    ConfidenceRating,
    ConfidenceScale,
    DeliveryConfidence,
    Milestone,
)
from tpkit._model.ids import PersonId, SessionId
from tpkit._model.lifecycle import LifeCycle, Step
from tpkit._model.portfolio import Portfolio
from tpkit._model.rules import NotDuring, NotOn, NotTogether, Weekday, Within
from tpkit._model.suppression import Suppression
from tpkit._text import did_you_mean
from tpkit.testing import _values
from tpkit.testing._hypothesis import DrawFn, SearchStrategy
from tpkit.testing._hypothesis import strategies as st

NounT = TypeVar("NounT")

NOTHING = object()
"""Drawn instead of a value where there is nothing to refer to."""


@attrs.frozen
class Sources:
    """Where the single values of a noun come from."""

    dates: SearchStrategy[pendulum.Date]
    times: SearchStrategy[pendulum.Time]
    texts: SearchStrategy[str]
    blank_texts: SearchStrategy[str]
    known: Mapping[Any, tuple[str, ...]] | None = None
    """The ids that may be referred to, by their type; None where any will do."""

    def knowing(self, id_type: Any, ids: tuple[str, ...]) -> "Sources":
        """Give these sources with other ids of one type to refer to."""
        return attrs.evolve(self, known={**(self.known or {}), id_type: ids})


ANYWHERE = Sources(
    _values.dates(), _values.times(), _values.texts(), _values.texts(blank=True)
)

Drawer = Callable[[DrawFn, Sources], Any]


def nouns(kind: type[NounT], /, **fields: SearchStrategy[Any]) -> SearchStrategy[NounT]:
    """Draw nouns of any kind: `nouns(GroundRule)`, `nouns(Evidence, dated=dates())`.

    Each keyword is a field's name and takes a strategy for that field; the others are
    drawn from all that the noun allows, and give way where two fields must agree. A
    value that the noun refuses raises as it does anywhere.

    Raises:
        TypeError: the noun has no such field, or the class is no noun of a portfolio.
    """
    if not is_noun(kind):
        msg = f"expected a kind of noun that a portfolio holds, got {kind!r}"
        raise TypeError(msg)
    _refuse_unknown(kind, fields)
    return _nouns(kind, fields)


def _refuse_unknown(kind: Any, fields: Iterable[str]) -> None:
    for name in fields:
        if name not in _drawers(kind):
            hint = did_you_mean(name, _drawers(kind)) or "see the class for its fields"
            msg = f"{kind.__name__} has no field {name!r}; {hint}"
            raise TypeError(msg)


def is_noun(kind: Any) -> bool:
    """Say whether this is the class of a noun that a portfolio can hold."""
    return (
        kind is not Portfolio
        and attrs.has(kind)
        and all(OWN_RULE in field.metadata for field in attrs.fields(kind))
    )


@st.composite
def _nouns(draw: DrawFn, kind: Any, fields: Mapping[str, SearchStrategy[Any]]) -> Any:
    return draw_noun(draw, kind, ANYWHERE, fields)


def draw_noun(
    draw: DrawFn,
    kind: Any,
    sources: Sources,
    fields: Mapping[str, SearchStrategy[Any]],
) -> Any:
    """Draw one noun; NOTHING where a field it must have has nothing to refer to."""
    values = {name: draw(strategy) for name, strategy in fields.items()}
    drawers = _drawers(kind)
    filled = draw(_filled(kind))
    for name, (required, drawer) in drawers.items():
        if name in values or not (required or name in filled):
            continue
        value = drawer(draw, sources)
        if value is not NOTHING:
            values[name] = value
        elif required:
            return NOTHING
    _mend(draw, kind, values, frozenset(fields), sources)
    if any(value is NOTHING for value in values.values()):
        return NOTHING
    return kind(**values)


@functools.cache
def _filled(kind: Any) -> SearchStrategy[set[str]]:
    optional = [name for name, (required, _) in _drawers(kind).items() if not required]
    return st.sets(st.sampled_from(optional)) if optional else st.just(set())


@functools.cache
def _drawers(kind: Any) -> dict[str, tuple[bool, Drawer]]:
    drawers = {}
    for field in attrs.fields(typing.get_origin(kind) or kind):
        drawer = _OWN.get((kind, field.name)) or _drawer(
            field.metadata["annotation"],
            field.metadata[OWN_RULE],
            may_be_blank=field.default == "",
        )
        drawers[field.name] = (field.default is attrs.NOTHING, drawer)
    return drawers


# ---------------------------------------------------------------- from annotations


def _drawer(  # noqa: PLR0911  # one return for each kind of annotation
    annotation: Any, rule: Any = None, *, may_be_blank: bool = False
) -> Drawer:
    if annotation == Extra:
        return _from(_values.extras())
    if annotation is str:
        return _blank_text if may_be_blank else _text
    if annotation in _SIMPLE:
        return _SIMPLE[annotation]
    if annotation is int:
        return _from(_values.whole_numbers(*_limits(rule)))
    if id_types(annotation):
        return _reference(annotation)
    if isinstance(annotation, TypeVar):
        return _from(st.sampled_from([s for life in LIFE_CYCLES for s in life.moves]))
    if isinstance(annotation, type) and issubclass(annotation, enum.Enum):
        return _from(st.sampled_from(annotation))
    return _composite(annotation, rule)


def _composite(annotation: Any, rule: Any) -> Drawer:
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is Annotated:
        unit: Unit = annotation.__metadata__[0]
        return _from(_values.decimals(unit, *_limits(rule)[:1]))
    if origin in (typing.Union, types.UnionType):
        members = (a for a in arguments if a is not types.NoneType)
        return _drawer(functools.reduce(operator.or_, members), rule)
    if origin is tuple and typing.get_origin(arguments[0]) is Step:
        return functools.partial(_history, _life_of(typing.get_args(arguments[0])[0]))
    if origin is tuple:
        return _several(_drawer(arguments[0]))
    return lambda draw, sources: draw_noun(draw, annotation, sources, {})


def _limits(rule: Any) -> tuple[int | None, int | None]:
    match rule:
        case AtLeast(limit):
            return limit, None
        case Between(low, high):
            return low, high
    return None, None


def _from(strategy: SearchStrategy[Any]) -> Drawer:
    return lambda draw, _: draw(strategy)


def _text(draw: DrawFn, sources: Sources) -> str:
    return draw(sources.texts)


def _blank_text(draw: DrawFn, sources: Sources) -> str:
    return draw(sources.blank_texts)


_SIMPLE: dict[Any, Drawer] = {
    bool: _from(st.booleans()),
    pendulum.Date: lambda draw, sources: draw(sources.dates),
    pendulum.Time: lambda draw, sources: draw(sources.times),
}

_OWN: dict[tuple[Any, str], Drawer] = {
    (Suppression, "code"): _from(
        st.from_regex(r"(TP|[A-Z]{2,6})[0-9]{3,6}", fullmatch=True)
    ),
    (Suppression, "about"): _from(st.one_of(st.just(""), _values.ids())),
}
"""Fields whose rule stands in no annotation."""


def _reference(id_type: Any) -> Drawer:
    def draw_id(draw: DrawFn, sources: Sources) -> Any:
        if sources.known is None:
            return draw(_values.ids())
        kinds = id_types(id_type)
        choices = [id for kind in kinds for id in sources.known.get(kind, ())]
        return draw(st.sampled_from(choices)) if choices else NOTHING

    return draw_id


_SIZES = st.integers(1, 3)


def _several(item: Drawer) -> Drawer:
    def draw_items(draw: DrawFn, sources: Sources) -> Any:
        items = [item(draw, sources) for _ in range(draw(_SIZES))]
        return tuple(i for i in items if i is not NOTHING) or NOTHING

    return draw_items


# --------------------------------------------------------------------- life cycles


@functools.cache
def _life_of(statuses: Any) -> LifeCycle[Any]:
    (life,) = (life for life in LIFE_CYCLES if type(life.initial) is statuses)
    return life


def _history(life: LifeCycle[Any], draw: DrawFn, sources: Sources) -> tuple[Any, ...]:
    # A record may have gaps, so half of the histories know nothing of the table.
    orderly = draw(st.booleans())
    days = sorted(draw(sources.dates) for _ in range(draw(_SIZES)))
    steps, now = [], life.initial
    for day in days:
        choices = life.moves[now] if orderly else tuple(life.moves)
        if not choices:
            break
        now = draw(st.sampled_from(choices))
        fields = {"to": st.just(now), "on": st.just(day)}
        steps.append(draw_noun(draw, Step, sources, fields))
    return tuple(steps)


# ------------------------------------------------------------- fields that must agree

_IN_ORDER = (
    ("joined", "left"),
    ("start", "end"),
    ("start", "funded_end"),
    ("start", "actual_end"),
    ("start", "review_date"),
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

Values = dict[str, Any]


def _mend(
    draw: DrawFn, kind: Any, values: Values, fixed: frozenset[str], sources: Sources
) -> None:
    for names in _IN_ORDER:
        _put_in_order(values, names, fixed)
    if values.get("history"):
        _end_the_history(values, fixed)
    if kind in _MENDERS:
        _MENDERS[kind](draw, values, fixed, sources)


def _put_in_order(
    values: Values, names: tuple[str, ...], fixed: frozenset[str]
) -> None:
    names = tuple(name for name in names if values.get(name) is not None)
    for place, name in enumerate(names):
        if name not in fixed:
            before = [values[other] for other in names[:place] if other in fixed]
            after = [values[other] for other in names[place:] if other in fixed]
            values[name] = min([max([values[name], *before]), *after])
    # Those that are free between two fixed ones can change places.
    for is_fixed, run in itertools.groupby(names, fixed.__contains__):
        if not is_fixed:
            free = [*run]
            in_order = sorted(values[name] for name in free)
            values.update(zip(free, in_order, strict=True))
    match names:
        case (first, second) if isinstance(values[first], pendulum.Time):
            _pull_apart(values, first, second, fixed)


_MIDNIGHT, _MORNING = pendulum.Time(0, 0), pendulum.Time(6, 0)
_LAST_MINUTE = pendulum.Time(23, 59)


def _pull_apart(values: Values, first: str, second: str, fixed: frozenset[str]) -> None:
    if values[first] != values[second]:
        return
    if second not in fixed and values[first] < _LAST_MINUTE:
        values[second] = values[first].add(minutes=1)
    elif first not in fixed:
        values[first] = values[second].subtract(minutes=1)


def _end_the_history(values: Values, fixed: frozenset[str]) -> None:
    *before, last = values["history"]
    if "status" not in fixed:
        values["status"] = last.to
    elif "history" not in fixed:
        values["history"] = (*before, attrs.evolve(last, to=values["status"]))


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


def _mend_milestone(
    _: DrawFn, values: Values, fixed: frozenset[str], __: Sources
) -> None:
    if "baselines" not in fixed:
        values["baselines"] = tuple(
            attrs.evolve(baseline, number=number)
            for number, baseline in enumerate(values.get("baselines", ()))
        )


def _mend_confidence(
    _: DrawFn, values: Values, fixed: frozenset[str], __: Sources
) -> None:
    five_point = (ConfidenceRating.AMBER_GREEN, ConfidenceRating.AMBER_RED)
    if values["rating"] in five_point and "scale" not in fixed:
        values["scale"] = ConfidenceScale.FIVE_POINT
    elif values["rating"] in five_point and "rating" not in fixed:
        values["rating"] = ConfidenceRating.AMBER


def _mend_not_on(draw: DrawFn, values: Values, _: frozenset[str], __: Sources) -> None:
    if not values.get("weekdays") and not values.get("dates"):
        values["weekdays"] = (draw(st.sampled_from(Weekday)),)


def _mend_not_during(
    draw: DrawFn, values: Values, fixed: frozenset[str], sources: Sources
) -> None:
    for first, second in (("start", "end"), ("start_time", "end_time")):
        known = [v for v in map(values.get, (first, second)) if v is not None]
        if len(known) == 1:
            values[first] = values[second] = known[0]
            _put_in_order(values, (first, second), fixed)
    if values.get("start") is None and values.get("start_time") is None:
        values["start"] = values["end"] = draw(sources.dates)


def _mend_within(
    draw: DrawFn, values: Values, _: frozenset[str], sources: Sources
) -> None:
    bounds = ("start", "end", "start_time", "end_time")
    if all(values.get(bound) is None for bound in bounds):
        values["end"] = draw(sources.dates)


def _mend_not_together(
    draw: DrawFn, values: Values, fixed: frozenset[str], sources: Sources
) -> None:
    free = {name: kind for name, kind in _APART.items() if name not in fixed}
    for name, id_type in free.items():
        if name in values:
            values[name] = _two_or_more(draw, id_type, sources)
    for name, id_type in free.items():
        if not any(values.get(either) for either in _APART):
            values[name] = _two_or_more(draw, id_type, sources)
    if free and not any(values.get(either) for either in _APART):
        values["people"] = NOTHING


_APART = {"people": PersonId, "sessions": SessionId}


def _two_or_more(draw: DrawFn, id_type: Any, sources: Sources) -> tuple[str, ...]:
    ids = _values.ids()
    if sources.known is not None:
        choices = sources.known.get(id_type, ())
        if len(choices) < 2:  # noqa: PLR2004  # one cannot be kept apart from itself
            return ()
        ids = st.sampled_from(choices)
    return tuple(draw(st.lists(ids, min_size=2, max_size=3, unique=True)))


_MENDERS: dict[Any, Callable[[DrawFn, Values, frozenset[str], Sources], None]] = {
    DeliveryConfidence: _mend_confidence,
    Milestone: _mend_milestone,
    NotDuring: _mend_not_during,
    NotOn: _mend_not_on,
    NotTogether: _mend_not_together,
    Session: _mend_session,
    Within: _mend_within,
}
