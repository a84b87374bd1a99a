"""Whether a portfolio hangs together: ids used once, references that lead somewhere.

What refers to what is read from the annotations: a field typed `VenueId` must hold the
id of a venue, a field typed `ActivityId` the id of any of the kinds it unites.
"""

import functools
import itertools
import operator
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import attrs

from tpkit._model._checked import id_types
from tpkit._model._recorded import as_text, from_text, recordable, value_of
from tpkit._text import did_you_mean, listed
from tpkit.errors import FieldError, Problem

FunctionT = TypeVar("FunctionT", bound=Callable[..., Any])


def _cached(function: FunctionT) -> FunctionT:
    # functools.cache hides the signature, and mypy doubts that a class is hashable.
    return typing.cast("FunctionT", functools.cache(function))


ACTIVITY_FAMILIES = (
    "workshops",
    "learning_sets",
    "focus_groups",
    "test_cycles",
    "governance_bodies",
)


TASK_FAMILIES = ("phases", "milestones", "deliverables")
"""Families whose members a link can name; only one of them may have the id it names."""


def in_words(family: str) -> str:
    """Name one member of a family in English: `funding_rounds` gives `funding round`."""
    words = family.replace("_", " ")
    irregular = {"people": "person", "bodies": "body", "studies": "study"}
    for plural, singular in irregular.items():
        if words.endswith(plural):
            return words.removesuffix(plural) + singular
    return words.removesuffix("s")


@_cached
def families(portfolio: type) -> Mapping[str, tuple[type, ...]]:
    """Give each family of a portfolio class with the noun classes it holds."""
    found: dict[str, tuple[type, ...]] = {}
    for field in attrs.fields(portfolio):
        origin, arguments = typing.get_origin(field.type), typing.get_args(field.type)
        if origin is not tuple or typing.get_origin(arguments[0]) is tuple:
            continue
        member = arguments[0]
        found[field.name] = typing.get_args(member) or (member,)
    return types.MappingProxyType(found)


@_cached
def family_of(portfolio: type, kind: type) -> str:
    """Give the family that holds nouns of this class.

    Raises:
        TypeError: no family does, or its nouns have no ids.
    """
    for family, members in families(portfolio).items():
        if kind in members and _id_type(kind) is not None:
            return family
    msg = f"expected a kind of noun that has ids, got {kind!r}"
    raise TypeError(msg)


def problems(portfolio: Any) -> Iterator[Problem]:
    """Yield everything that keeps the portfolio from hanging together."""
    known = index(portfolio)
    yield from _duplicates(portfolio)
    yield from _broken_references(portfolio, known)
    for rule in _NESTING:
        yield from rule(portfolio, known)


def index(portfolio: Any) -> dict[str, dict[str, Any]]:
    """Give every family's nouns by id."""
    return {
        family: {noun.id: noun for noun in getattr(portfolio, family)}
        for family, members in families(type(portfolio)).items()
        if _id_type(members[0]) is not None
    }


@_cached
def _id_type(noun: type) -> Any:
    return next((f.type for f in attrs.fields(noun) if f.name == "id"), None)


# ------------------------------------------------------------------- duplicates


def _duplicates(portfolio: Any) -> Iterator[Problem]:
    for namespace in _namespaces(type(portfolio)):
        nouns = [
            (f, i, n) for f in namespace for i, n in enumerate(getattr(portfolio, f))
        ]
        if len({noun.id for _, _, noun in nouns}) == len(nouns):
            continue
        first: dict[str, str] = {}
        for family, number, noun in nouns:
            path = f"$.{family}[{number}].id"
            if noun.id in first:
                yield Problem(
                    path=path,
                    expected="an id that is used once",
                    got=f"{noun.id!r}, which {first[noun.id]} has",
                    hint="give one of them another id",
                )
            first.setdefault(noun.id, path)
    yield from _repeated(portfolio, "attendances", ("session", "person"))
    yield from _repeated(portfolio, "set_meetings", ("session",))
    yield from _repeated(portfolio, "governance_meetings", ("session",))


@_cached
def _namespaces(portfolio: type) -> tuple[tuple[str, ...], ...]:
    with_ids = [f for f, kinds in families(portfolio).items() if _id_type(kinds[0])]
    single = [(f,) for f in with_ids if f not in ACTIVITY_FAMILIES]
    return (*single, tuple(f for f in with_ids if f in ACTIVITY_FAMILIES))


def _repeated(portfolio: Any, family: str, key: tuple[str, ...]) -> Iterator[Problem]:
    first: dict[tuple[str, ...], str] = {}
    for number, noun in enumerate(getattr(portfolio, family)):
        path, values = f"$.{family}[{number}]", tuple(getattr(noun, k) for k in key)
        if values in first:
            yield Problem(
                path=path,
                expected=f"one {in_words(family)} for each {' and '.join(key)}",
                got=f"{' and '.join(map(repr, values))}, as in {first[values]}",
                hint="keep one of them",
            )
        first.setdefault(values, path)


# ------------------------------------------------------------------- references


@attrs.frozen
class _Column:
    """A field through which a noun refers to others, directly or by nested nouns."""

    name: str
    many: bool
    target: Any  # the id's NewType, or the nested noun's class
    nested: bool


@_cached
def _columns(noun: type) -> tuple[_Column, ...]:
    columns = []
    for field in attrs.fields(noun):
        many, inner = _unwrapped(field.type)
        origin = typing.get_origin(inner) or inner
        if id_types(inner) and field.name != "id":
            columns.append(_Column(field.name, many, inner, nested=False))
        elif attrs.has(origin) and _columns(origin):
            columns.append(_Column(field.name, many, origin, nested=True))
    return tuple(columns)


def _unwrapped(annotation: Any) -> tuple[bool, Any]:
    arguments = [a for a in typing.get_args(annotation) if a is not types.NoneType]
    origin = typing.get_origin(annotation)
    if origin is tuple:
        return True, arguments[0]
    if origin in (typing.Union, types.UnionType):
        return False, functools.reduce(operator.or_, arguments)
    return False, annotation


@_cached
def _targets(portfolio: type, id_type: Any) -> tuple[str, ...]:
    return tuple(
        family
        for family, members in families(portfolio).items()
        if _id_type(members[0]) in id_types(id_type)
    )


def _broken_references(
    portfolio: Any, known: Mapping[str, Mapping[str, Any]]
) -> Iterator[Problem]:
    def targets(id_type: Any) -> tuple[str, ...]:
        return _targets(type(portfolio), id_type)

    def is_known(id_type: Any, value: str) -> bool:
        return any(value in known[family] for family in targets(id_type))

    unknown = _Unknown(known)
    partnership = (portfolio.partnership,)
    rooms: list[tuple[str, Sequence[Any], tuple[type, ...]]] = [
        ("partnership", partnership, (type(portfolio.partnership),))
    ]
    rooms += [
        (family, getattr(portfolio, family), members)
        for family, members in families(type(portfolio)).items()
    ]
    for family, nouns, members in rooms:
        if all(_all_known(_of(nouns, members, m), m, is_known) for m in members):
            continue
        for number, noun in enumerate(nouns):
            here = (
                "$.partnership" if family == "partnership" else f"$.{family}[{number}]"
            )
            for path, id_type, value in _references(noun, here):
                if not is_known(id_type, value):
                    yield unknown.problem(path, targets(id_type), value)


def _of(nouns: Sequence[Any], members: tuple[type, ...], one: type) -> Sequence[Any]:
    return nouns if len(members) == 1 else [n for n in nouns if type(n) is one]


def _all_known(
    nouns: Sequence[Any], noun: type, is_known: Callable[[Any, str], bool]
) -> bool:
    # By column and through sets, because portfolios of 50,000 sessions are read.
    for column in _columns(noun):
        name = column.name
        if column.many:
            values = [value for n in nouns for value in getattr(n, name)]
        else:
            values = [v for n in nouns if (v := getattr(n, name)) is not None]
        if column.nested:
            if not _all_known(values, column.target, is_known):
                return False
        elif not all(is_known(column.target, value) for value in set(values)):
            return False
    return True


def _references(noun: Any, path: str) -> Iterator[tuple[str, Any, str]]:
    for column in _columns(type(noun)):
        value = getattr(noun, column.name)
        places: Iterable[tuple[str, Any]] = [(f"{path}.{column.name}", value)]
        if column.many:
            places = [(f"{path}.{column.name}[{i}]", v) for i, v in enumerate(value)]
        for place, one in places:
            if one is None:
                continue
            if column.nested:
                yield from _references(one, place)
            else:
                yield place, column.target, one


_MOST_COMPARED = 500_000


class _Unknown:
    """Says what is wrong with references that lead nowhere."""

    def __init__(self, known: Mapping[str, Mapping[str, Any]]) -> None:
        self._known = known
        # Seconds of looking for near ids; thousands of slips would take hours.
        self._comparisons_left = _MOST_COMPARED

    def problem(self, path: str, families_: tuple[str, ...], value: str) -> Problem:
        kind = _one_of(families_)
        return Problem(
            path=path,
            expected=f"the id of {kind}",
            got=repr(value),
            hint=self._near(families_, value)
            or f"{_where_to_add(families_, kind)}, or correct the reference",
        )

    def _near(self, families_: tuple[str, ...], value: str) -> str:
        self._comparisons_left -= sum(len(self._known[family]) for family in families_)
        if self._comparisons_left < 0:
            return ""
        return did_you_mean(value, [id for f in families_ for id in self._known[f]])


def _where_to_add(families_: Sequence[str], kind: str) -> str:
    if len(families_) > 1:
        return f"add {kind} with this id"
    return f"add {kind} with this id under {families_[0]}"


def _one_of(families_: Sequence[str]) -> str:
    if set(families_) == set(ACTIVITY_FAMILIES):
        return "an activity"
    return listed(
        [_with_article(in_words(family)) for family in families_], joiner="or"
    )


def _with_article(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


# ---------------------------------------------------------------------- nesting

_Known = Mapping[str, Mapping[str, Any]]


def _sessions_of_one_kind(portfolio: Any, known: _Known) -> Iterator[Problem]:
    for family, activities in (
        ("set_meetings", "learning_sets"),
        ("governance_meetings", "governance_bodies"),
        ("bookings", "workshops"),
    ):
        # Of an activity that is nowhere, the session has a problem of its own.
        others = [known[f] for f in ACTIVITY_FAMILIES if f != activities]
        for number, noun in enumerate(getattr(portfolio, family)):
            session = known["sessions"].get(noun.session)
            if session and any(session.activity in other for other in others):
                yield _misplaced(
                    f"$.{family}[{number}].session",
                    f"a session of a {in_words(activities)}",
                    f"{noun.session!r}, a session of {session.activity!r}",
                )


def _preferences_of_the_group(portfolio: Any, known: _Known) -> Iterator[Problem]:
    for number, registration in enumerate(portfolio.registrations):
        for place, session_id in enumerate(registration.preferences):
            session = known["sessions"].get(session_id)
            if session is not None and session.activity != registration.focus_group:
                yield _misplaced(
                    f"$.registrations[{number}].preferences[{place}]",
                    f"a session of {registration.focus_group!r}",
                    f"{session_id!r}, a session of {session.activity!r}",
                )


def _within_one_project(portfolio: Any, known: _Known) -> Iterator[Problem]:
    for family, field, others in (
        ("deliverables", "milestone", "milestones"),
        ("deliverables", "outcome", "outcomes"),
        ("issues", "risk", "risks"),
    ):
        for number, noun in enumerate(getattr(portfolio, family)):
            other = known[others].get(getattr(noun, field) or "")
            if other is not None and other.project != noun.project:
                yield _misplaced(
                    f"$.{family}[{number}].{field}",
                    f"a {field} of {noun.project!r}",
                    f"{other.id!r}, which belongs to {other.project!r}",
                )
    for number, milestone in enumerate(portfolio.milestones):
        for place, id in enumerate(milestone.after):
            other = known["milestones"].get(id)
            if other is not None and other.project != milestone.project:
                yield _misplaced(
                    f"$.milestones[{number}].after[{place}]",
                    f"a milestone of {milestone.project!r}",
                    f"{id!r}, which belongs to {other.project!r}",
                )


def _within_one_study(portfolio: Any, known: _Known) -> Iterator[Problem]:
    def segment_problem(
        path: str, segment_id: str | None, study: str
    ) -> Iterator[Problem]:
        segment = known["segments"].get(segment_id or "")
        if segment is not None and segment.study not in (None, study):
            yield _misplaced(
                path,
                f"a segment of {study!r}",
                f"{segment.id!r}, which belongs to {segment.study!r}",
            )

    for number, group in enumerate(portfolio.focus_groups):
        path = f"$.focus_groups[{number}].segment"
        yield from segment_problem(path, group.segment, group.study)
    for number, survey in enumerate(portfolio.surveys):
        for place, segment in enumerate(survey.segments):
            path = f"$.surveys[{number}].segments[{place}]"
            yield from segment_problem(path, segment, survey.study)
    for number, registration in enumerate(portfolio.registrations):
        group = known["focus_groups"].get(registration.focus_group)
        if group is not None:
            path = f"$.registrations[{number}].segment"
            yield from segment_problem(path, registration.segment, group.study)


def _claims_on_the_bids_budget(portfolio: Any, known: _Known) -> Iterator[Problem]:
    for number, claim in enumerate(portfolio.claims):
        grant = known["grants"].get(claim.grant)
        for place, line in enumerate(claim.lines):
            budget = known["budget_lines"].get(line.budget_line)
            if grant is None or budget is None or budget.bid == grant.bid:
                continue
            yield _misplaced(
                f"$.claims[{number}].lines[{place}].budget_line",
                f"a budget line of {grant.bid!r}",
                f"{budget.id!r}, which belongs to {budget.bid!r}",
            )


def _links_to_one_task(portfolio: Any, known: _Known) -> Iterator[Problem]:
    shared = [
        id
        for family, other in itertools.combinations(TASK_FAMILIES, 2)
        for id in known[family].keys() & known[other].keys()
    ]
    if not shared:
        return
    for family in TASK_FAMILIES:
        for number, noun in enumerate(getattr(portfolio, family)):
            for place, link in enumerate(noun.work.after if noun.work else ()):
                if link.task in shared:
                    kinds = [
                        in_words(f) for f in TASK_FAMILIES if link.task in known[f]
                    ]
                    yield Problem(
                        path=f"$.{family}[{number}].work.after[{place}].task",
                        expected="the id of one task",
                        got=f"{link.task!r}, which a {listed(kinds, joiner='and a')} have",
                        hint="give one of them another id",
                    )


_Key = tuple[str, str, str]


def _changes_that_lead_to_now(portfolio: Any, known: _Known) -> Iterator[Problem]:
    last: dict[_Key, tuple[int, Any]] = {}
    for number, change in enumerate(portfolio.changes):
        path, family = f"$.changes[{number}]", change.kind.family
        noun = known[family].get(change.of)
        if noun is None:
            if any(change.of in nouns for nouns in known.values()):
                expected = f"the id of {_with_article(in_words(family))}"
                yield _misplaced(f"{path}.of", expected, repr(change.of))
            continue
        if problem := _unreadable(path, change, type(noun)):
            yield problem
            continue
        key = (family, change.of, change.field)
        if key in last:
            yield from _broken_chain(path, change, last[key], type(noun))
        last[key] = (number, change)
    for (family, id, field), (number, change) in last.items():
        noun = known[family][id]
        if field and not _same(
            type(noun), field, change.became, now := _now(noun, field)
        ):
            yield Problem(
                path=f"$.changes[{number}].became",
                expected=f"{now!r}, as the {in_words(family)} has it now",
                got=repr(change.became),
                hint="record the last change as well, or correct one of the two",
            )


def _unreadable(path: str, change: Any, noun: type) -> Problem | None:
    if change.is_addition:
        return None
    if change.field not in recordable(noun):
        return Problem(
            path=f"{path}.field",
            expected=f"a field of a {change.kind.value} that holds a single value",
            got=repr(change.field),
            hint=did_you_mean(change.field, recordable(noun)),
        )
    for side in ("was", "became"):
        try:
            from_text(noun, change.field, getattr(change, side))
        except FieldError as error:
            got = repr(getattr(change, side))
            return Problem(path=f"{path}.{side}", expected=error.expected, got=got)
    return None


def _broken_chain(
    path: str, change: Any, before: tuple[int, Any], noun: type
) -> Iterator[Problem]:
    place, earlier = before[0], before[1]
    if change.is_addition:
        expected = f"one addition, as $.changes[{place}] is"
        yield _misplaced(path, expected, f"another of {change.of!r}")
    elif change.recorded_on < earlier.recorded_on:
        yield _misplaced(
            f"{path}.recorded_on",
            f"{earlier.recorded_on} or later, as $.changes[{place}] comes before",
            str(change.recorded_on),
        )
    elif not _same(noun, change.field, change.was, earlier.became):
        expected = f"{earlier.became!r}, which $.changes[{place}] left"
        yield _misplaced(f"{path}.was", expected, repr(change.was))


def _same(noun: type, field: str, text: str, other: str) -> bool:
    if text == other:
        return True
    return bool(from_text(noun, field, text) == from_text(noun, field, other))


def _now(noun: Any, field: str) -> str:
    return as_text(value_of(noun, field))


_LONGEST_CIRCLE = 8
"""How many steps of a circle a problem shows."""


def _no_circles(portfolio: Any, known: _Known) -> Iterator[Problem]:
    for family, field in (
        ("people", "line_manager"),
        ("areas", "reports_under"),
        ("studies", "previous_wave"),
        ("milestones", "after"),
    ):
        after: dict[str, tuple[str, ...]] = {}
        for id, noun in known[family].items():
            value = getattr(noun, field)
            after[id] = value if isinstance(value, tuple) else (value,) if value else ()
        numbers = {noun.id: i for i, noun in enumerate(getattr(portfolio, family))}
        for circle in _circles(after):
            yield _misplaced(
                f"$.{family}[{numbers[circle[0]]}].{field}",
                "a chain that ends",
                " → ".join([*map(repr, circle[:_LONGEST_CIRCLE]), "…"])
                if len(circle) > _LONGEST_CIRCLE
                else " → ".join(map(repr, [*circle, circle[0]])),
            )


def _circles(after: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    # Depth first with a stack of our own: a chain may be longer than Python's.
    done: set[str] = set()
    for start in after:
        path: list[str] = []
        on_path: dict[str, int] = {}
        stack: list[tuple[str, int]] = [(start, 0)]
        while stack:
            id, depth = stack.pop()
            while len(path) > depth:
                gone = path.pop()
                del on_path[gone]
                done.add(gone)
            if id in on_path:
                yield tuple(path[on_path[id] :])
                continue
            if id in done:
                continue
            on_path[id] = len(path)
            path.append(id)
            stack.extend((next_, depth + 1) for next_ in after.get(id, ()))
        done.update(path)


def _misplaced(path: str, expected: str, got: str) -> Problem:
    return Problem(path=path, expected=expected, got=got, hint="correct the reference")


_NESTING: tuple[Callable[[Any, _Known], Iterator[Problem]], ...] = (
    _sessions_of_one_kind,
    _preferences_of_the_group,
    _within_one_project,
    _within_one_study,
    _claims_on_the_bids_budget,
    _links_to_one_task,
    _no_circles,
    _changes_that_lead_to_now,
)
