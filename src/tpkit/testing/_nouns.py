"""Draws any noun from its own annotations."""

import enum
import functools
import operator
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any, TypeVar

import attrs
import pendulum

from tpkit import LIFE_CYCLES
from tpkit._model._checked import (
    OWN_RULE,
    AtLeast,
    Between,
    Distinct,
    Extra,
    Unit,
    id_types,
)
from tpkit._model.lifecycle import LifeCycle, Step
from tpkit._model.portfolio import Portfolio
from tpkit._model.suppression import Suppression
from tpkit._text import did_you_mean
from tpkit.testing import _values
from tpkit.testing._hypothesis import DrawFn, SearchStrategy
from tpkit.testing._hypothesis import strategies as st
from tpkit.testing._mending import mend
from tpkit.testing._sources import ANYWHERE, NOTHING, Sources

NounT = TypeVar("NounT")

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
    mend(draw, kind, values, frozenset(fields), sources)
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
        return _from(_values.decimals(unit, *_limits(rule)))
    if origin in (typing.Union, types.UnionType):
        members = (a for a in arguments if a is not types.NoneType)
        return _drawer(functools.reduce(operator.or_, members), rule)
    if origin is tuple and typing.get_origin(arguments[0]) is Step:
        return functools.partial(_history, _life_of(typing.get_args(arguments[0])[0]))
    if origin is tuple:
        return _several(_drawer(arguments[0]), differ=isinstance(rule, Distinct))
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


def _several(item: Drawer, *, differ: bool) -> Drawer:
    def draw_items(draw: DrawFn, sources: Sources) -> Any:
        items = [item(draw, sources) for _ in range(draw(_SIZES))]
        if differ:
            items = [*dict.fromkeys(items)]
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
