"""The proof that what a search has in its tables is what a review says of the same slots."""

import itertools
from collections.abc import Iterable, Sequence
from typing import Any

import attrs
import pendulum

from tpkit import _dates
from tpkit._model.activity import SessionStatus
from tpkit._model.agreement import Strictness
from tpkit._model.portfolio import Portfolio
from tpkit.errors import FieldError
from tpkit.schedule._judge.breaches import breaches
from tpkit.schedule._problem.problem import Problem, Series, problem_of
from tpkit.schedule._problem.tables import Tables, cost_of
from tpkit.schedule._terms.shapes import Term
from tpkit.schedule._terms.slot import Entry, Slot, Timetable
from tpkit.testing._rule_promises import broken

_DAYS_AHEAD = 70
_SOME = 12
"""Of how many sessions, days and hours each the tables are looked up."""


def prove_tables(rule: Any, portfolio: Portfolio, *, on: pendulum.Date) -> None:
    """Prove that each figure in a search's tables is what the judge says of that slot.

    Every session after *on* is taken as one that may move, and the rule as one that may
    be broken at a cost: a search leaves out what breaks a hard one.
    """
    try:
        problem = problem_of(
            _as_planned(portfolio, on),
            on=on,
            rules=[_softened(rule)],
            until=_dates.later(on, days=_DAYS_AHEAD),
            grid=60,
        )
    except FieldError:
        return  # nothing says how long new sessions last, so nobody can search
    tables = Tables(problem=problem)
    movable = sorted(problem.free)
    for place in map(movable.__getitem__, _places(movable)):
        _prove_table(problem, tables, place)
    for series in problem.series:
        _prove_spacings(problem, tables, series)


def _softened(rule: Any) -> Any:
    if not attrs.has(type(rule)):
        return rule
    agreed = attrs.evolve(rule.agreed, strictness=Strictness.SOFT)
    return attrs.evolve(rule, agreed=agreed)


def _as_planned(portfolio: Portfolio, on: pendulum.Date) -> Portfolio:
    return attrs.evolve(
        portfolio,
        scheduling_rules=(),
        sessions=tuple(
            attrs.evolve(session, status=SessionStatus.PLANNED)
            if session.on > on and session.status.happens
            else session
            for session in portfolio.sessions
        ),
    )


def _prove_table(problem: Problem, tables: Tables, place: int) -> None:
    table, hours = tables.table(place), len(problem.starts)
    entry = problem.entries[place]
    for v, m, d, t in itertools.product(
        *map(
            _places,
            (problem.venues[place], problem.teams[place], problem.days, problem.starts),
        )
    ):
        option = d * hours + t
        parts = (table.by_venue[v], table.by_team[m], table.by_both[v][m])
        known = table.when[option] + sum(part[option] for part in parts if part)
        slot = problem.slot(
            place,
            problem.days[d],
            problem.starts[t],
            problem.venues[place][v],
            problem.teams[place][m],
        )
        judged = _judged([(entry, slot)], problem.singles)
        if known != judged:
            broken(
                f"a search takes {slot} to cost {entry.session} {known}, and a review "
                f"{judged}: let `amount` look at nothing but what `looks_at` and "
                "`alike` tell of"
            )


def _prove_spacings(problem: Problem, tables: Tables, series: Series) -> None:
    entry, spacings = problem.entries[series.places[0]], tables.spacings(series)
    later = attrs.evolve(entry, session=f"{entry.session}~")
    for first, second in itertools.combinations(_places(problem.days), 2):
        slots = (
            Slot(problem.days[day], 0, entry.minutes, None, ())
            for day in (first, second)
        )
        known = sum(
            spacing.costs[spacing.positions[second] - spacing.positions[first]]
            for spacing in spacings
        )
        judged = _judged(list(zip((entry, later), slots, strict=True)), problem.gaps)
        if known != judged:
            broken(
                f"a search takes the step from {problem.days[first]} to "
                f"{problem.days[second]} to cost {known}, and a review {judged}"
            )


def _judged(placed: Sequence[tuple[Entry, Slot]], terms: Iterable[Term]) -> int:
    entries, slots = zip(*placed, strict=True)
    found = breaches(Timetable(entries=entries, slots=slots), terms)
    return sum(cost_of(breach.term, breach.amount) for breach in found)


def _places(some: Sequence[Any]) -> range:
    """Give a few places from all over."""
    return range(0, len(some), max(1, len(some) // _SOME))
