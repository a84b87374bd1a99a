"""Draws whole portfolios: first who is there, then what each one says of the others."""

import functools
import itertools
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

import attrs
import pendulum

from tpkit._model import _integrity
from tpkit._model._checked import id_types
from tpkit._model.ids import (
    AreaId,
    BudgetLineId,
    MilestoneId,
    OutcomeId,
    PersonId,
    ProjectId,
    RiskId,
    SegmentId,
    SessionId,
    StudyId,
)
from tpkit._model.partnership import Partnership
from tpkit._model.portfolio import Portfolio
from tpkit.testing import _values
from tpkit.testing._changes import changes_of, leading_to_now
from tpkit.testing._hypothesis import DrawFn, SearchStrategy
from tpkit.testing._hypothesis import strategies as st
from tpkit.testing._nouns import draw_noun
from tpkit.testing._sources import ANYWHERE, NOTHING, Sources

_FAMILIES = _integrity.families(Portfolio)

_BUILT_ON = {
    "bookings": ("workshops",),
    "governance_meetings": ("governance_bodies",),
    "set_meetings": ("learning_sets",),
}
"""Families that nothing in a noun's own fields says it needs."""

_ANY_FAMILIES: SearchStrategy[Collection[str]] = st.sets(
    st.sampled_from(list(_FAMILIES)), min_size=1
)


def portfolios(
    *,
    families: SearchStrategy[Collection[str]] = _ANY_FAMILIES,
    max_size: int = 3,
    dates: SearchStrategy[pendulum.Date] = ANYWHERE.dates,
    times: SearchStrategy[pendulum.Time] = ANYWHERE.times,
    texts: SearchStrategy[str] = ANYWHERE.texts,
) -> SearchStrategy[Portfolio]:
    """Draw portfolios that hang together, of a few families or of all of them.

    *families* draws the names of those that are to have nouns; what these cannot do
    without comes along: `st.just(["bookings"])` brings workshops, sessions and people.
    None has more than *max_size* nouns. *dates*, *times* and *texts* are used for every
    field of their kind, so that `dates=st.dates(monday, friday)` packs all that happens
    into one week.

    Raises:
        TypeError: a portfolio has no family of a name that was drawn.
    """
    blank = texts if texts is not ANYWHERE.texts else ANYWHERE.blank_texts
    sources = Sources(dates, times, texts, blank)

    # No arguments of its own, so that the report of a failing test can be read.
    @st.composite
    def portfolio(draw: DrawFn) -> Portfolio:
        return _draw_portfolio(draw, draw(families), max_size, sources)

    return portfolio()


def _draw_portfolio(
    draw: DrawFn, families: Collection[str], max_size: int, sources: Sources
) -> Portfolio:
    wanted = _with_what_they_need(families)
    sizes = {f: draw(st.integers(1, max_size)) for f in _FAMILIES if f in wanted}
    ids = _draw_ids(draw, sizes)
    sources = attrs.evolve(sources, known=_by_type(ids))
    partnership = draw_noun(draw, Partnership, sources, {"id": _values.ids()})
    built: Built = {}
    for family, size in sizes.items():
        places = ids.get(family) or (None,) * size
        built[family] = _draw_family(draw, family, places, sources, built)
    extra = draw(st.one_of(st.just(()), _values.extras()))
    return Portfolio(partnership=partnership, **built, extra=extra)


# ------------------------------------------------------------------- who is there


def _with_what_they_need(families: Iterable[str]) -> frozenset[str]:
    wanted: set[str] = set()
    waiting = sorted(families)
    while waiting:
        family = waiting.pop()
        if family in wanted:
            continue
        if family not in _FAMILIES:
            msg = f"a portfolio has no family {family!r}"
            raise TypeError(msg)
        wanted.add(family)
        waiting += _BUILT_ON.get(family, ())
        waiting += (targets[0] for targets in _needs(family))
    return frozenset(wanted)


@functools.cache
def _needs(family: str) -> tuple[tuple[str, ...], ...]:
    """Give, for each reference that a noun of the family must make, its families."""
    if len(_FAMILIES[family]) > 1:
        return ()  # of several kinds of noun, one needs nobody
    return tuple(
        tuple(f for f in _FAMILIES if _id_type(f) in id_types(field.type))
        for field in attrs.fields(_FAMILIES[family][0])
        if field.default is attrs.NOTHING
        and field.name != "id"
        and id_types(field.type)
    )


@functools.cache
def _id_type(family: str) -> Any:
    """Give the type that ids of the family have; None where they have no ids."""
    fields = attrs.fields_dict(_FAMILIES[family][0])
    return fields["id"].type if "id" in fields else None


def _draw_ids(draw: DrawFn, sizes: Mapping[str, int]) -> dict[str, tuple[str, ...]]:
    named = {family: size for family, size in sizes.items() if _id_type(family)}
    found: dict[str, tuple[str, ...]] = {}
    for namespace in (_integrity.ACTIVITY_FAMILIES, _integrity.TASK_FAMILIES):
        together = [f for f in named if f in namespace]
        shared = iter(draw(_different_ids(sum(named[f] for f in together))))
        found |= {f: tuple(itertools.islice(shared, named[f])) for f in together}
    return {
        family: found.get(family) or tuple(draw(_different_ids(size)))
        for family, size in named.items()
    }


@functools.cache
def _different_ids(size: int) -> SearchStrategy[list[str]]:
    return st.lists(_values.ids(), min_size=size, max_size=size, unique=True)


def _by_type(ids: Mapping[str, tuple[str, ...]]) -> dict[Any, tuple[str, ...]]:
    return {_id_type(family): its for family, its in ids.items()}


# ------------------------------------------------- what each says of the others

Built = dict[str, tuple[Any, ...]]
Fields = dict[str, SearchStrategy[Any]]


def _draw_family(
    draw: DrawFn,
    family: str,
    ids: tuple[str | None, ...],
    sources: Sources,
    built: Built,
) -> tuple[Any, ...]:
    nouns: list[Any] = []
    for id in ids:
        fields: Fields = {} if id is None else {"id": st.just(id)}
        kind = draw(st.sampled_from(_FAMILIES[family]))
        near = sources
        if family in _NESTED:
            parents, near = _NESTED[family](draw, sources, built, nouns)
            fields |= parents
        noun = draw_noun(draw, kind, near, fields)
        if noun is not NOTHING:
            nouns.append(noun)
    if family in _ONE_FOR_EACH:
        nouns = list({_ONE_FOR_EACH[family](noun): noun for noun in nouns}.values())
    if family == "changes":
        nouns = leading_to_now(nouns)
    if family in _CHAINED and len(nouns) > 1:
        # Chains were drawn backwards only, so that they end; let them stand anyhow.
        nouns = draw(st.permutations(nouns))
    return tuple(nouns)


_CHAINED = frozenset({"people", "areas", "studies", "milestones"})

_ONE_FOR_EACH: dict[str, Callable[[Any], Any]] = {
    "attendances": lambda attendance: (attendance.session, attendance.person),
    "governance_meetings": lambda meeting: meeting.session,
    "set_meetings": lambda meeting: meeting.session,
}

Nested = tuple[Fields, Sources]


def _chained(id_type: Any) -> Callable[[DrawFn, Sources, Built, list[Any]], Nested]:
    def after_those_before(
        _: DrawFn, sources: Sources, __: Built, before: list[Any]
    ) -> Nested:
        return {}, sources.knowing(id_type, _ids(before))

    return after_those_before


def _milestone(draw: DrawFn, sources: Sources, _: Built, before: list[Any]) -> Nested:
    project = draw(_any_of(sources, ProjectId))
    near = _ids(m for m in before if m.project == project)
    return {"project": st.just(project)}, sources.knowing(MilestoneId, near)


def _deliverable(draw: DrawFn, sources: Sources, built: Built, _: list[Any]) -> Nested:
    project = draw(_any_of(sources, ProjectId))
    for family, id_type in (("milestones", MilestoneId), ("outcomes", OutcomeId)):
        near = _ids(n for n in built.get(family, ()) if n.project == project)
        sources = sources.knowing(id_type, near)
    return {"project": st.just(project)}, sources


def _issue(draw: DrawFn, sources: Sources, built: Built, _: list[Any]) -> Nested:
    project = draw(_any_of(sources, ProjectId))
    near = _ids(risk for risk in built.get("risks", ()) if risk.project == project)
    return {"project": st.just(project)}, sources.knowing(RiskId, near)


def _of_a_study(draw: DrawFn, sources: Sources, built: Built, _: list[Any]) -> Nested:
    study = draw(_any_of(sources, StudyId))
    return {"study": st.just(study)}, _with_segments_of(study, sources, built)


def _registration(draw: DrawFn, sources: Sources, built: Built, _: list[Any]) -> Nested:
    group = draw(st.sampled_from(built["focus_groups"]))
    sources = _with_segments_of(group.study, sources, built)
    meetings = _ids(s for s in built.get("sessions", ()) if s.activity == group.id)
    return {"focus_group": st.just(group.id)}, sources.knowing(SessionId, meetings)


def _with_segments_of(study: str, sources: Sources, built: Built) -> Sources:
    segments = built.get("segments", ())
    return sources.knowing(
        SegmentId, _ids(s for s in segments if s.study in (None, study))
    )


def _claim(draw: DrawFn, sources: Sources, built: Built, _: list[Any]) -> Nested:
    grant = draw(st.sampled_from(built["grants"]))
    near = _ids(line for line in built.get("budget_lines", ()) if line.bid == grant.bid)
    return {"grant": st.just(grant.id)}, sources.knowing(BudgetLineId, near)


def _meeting_of(
    family: str,
) -> Callable[[DrawFn, Sources, Built, list[Any]], Nested]:
    def nested(_: DrawFn, sources: Sources, built: Built, __: list[Any]) -> Nested:
        activities = {activity.id for activity in built[family]}
        sessions = _ids(s for s in built["sessions"] if s.activity in activities)
        if not sessions:
            return {}, sources.knowing(SessionId, ())
        return {"session": st.sampled_from(sessions)}, sources

    return nested


def _change(draw: DrawFn, sources: Sources, built: Built, _: list[Any]) -> Nested:
    return draw(changes_of(built)), sources


def _any_of(sources: Sources, id_type: Any) -> SearchStrategy[str]:
    return st.sampled_from((sources.known or {})[id_type])


def _ids(nouns: Iterable[Any]) -> tuple[str, ...]:
    return tuple(noun.id for noun in nouns)


_NESTED: dict[str, Callable[[DrawFn, Sources, Built, list[Any]], Nested]] = {
    "areas": _chained(AreaId),
    "bookings": _meeting_of("workshops"),
    "changes": _change,
    "claims": _claim,
    "deliverables": _deliverable,
    "focus_groups": _of_a_study,
    "governance_meetings": _meeting_of("governance_bodies"),
    "issues": _issue,
    "milestones": _milestone,
    "people": _chained(PersonId),
    "registrations": _registration,
    "set_meetings": _meeting_of("learning_sets"),
    "studies": _chained(StudyId),
    "surveys": _of_a_study,
}
"""Families whose nouns may refer only to some: those before them, those of a parent."""
