"""The proposer: a full timetable that breaks no hard rule, and how good it is."""

import functools
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import attrs
import pendulum

from tpkit import _text
from tpkit._model.ids import ActivityId, SessionId
from tpkit._model.portfolio import Portfolio
from tpkit.calendars._instants import the_day
from tpkit.errors import NoTimetableError
from tpkit.schedule._judge.breaches import breaches
from tpkit.schedule._problem.near import near_to, slots_in
from tpkit.schedule._problem.plan import Plan, is_past, is_to_mend, plan_of
from tpkit.schedule._problem.problem import Problem, problem_of
from tpkit.schedule._problem.tables import Tables
from tpkit.schedule._problem.watch import (
    Ending,
    Progress,
    Watch,
    Watcher,
    must_be_effort,
)
from tpkit.schedule._proposal.in_words import (
    breaches_in_words,
    impossible_in_words,
    out_of_turn_in_words,
)
from tpkit.schedule._proposal.proposal import Proposal
from tpkit.schedule._search.search import search
from tpkit.schedule._search.series_bound import series_bound, standing_cost
from tpkit.schedule._solver.door import improver
from tpkit.schedule._terms.givens import agreed
from tpkit.schedule._terms.slot import Slot
from tpkit.schedule._terms.standard import STANDARD_RULES


def propose(  # noqa: PLR0913  # one keyword for each thing a search may be told
    portfolio: Portfolio,
    /,
    *,
    on: pendulum.Date,
    seed: int,
    effort: int = 2,
    seconds: float | None = None,
    rules: Iterable[Any] = STANDARD_RULES,
    keep: Collection[SessionId | ActivityId] = (),
    free: Collection[SessionId | ActivityId] = (),
    near: bool | Portfolio = False,
    until: pendulum.Date | None = None,
    grid: int = 30,
    watcher: Watcher | None = None,
    solver: bool = False,
) -> Proposal:
    """Find a timetable that breaks no hard rule and costs little, as things stand on a day.

    Planned sessions to come may move, and sessions that a rule asks for are created; what
    has been held, is past or confirmed stays, and so do the sessions and activities named
    in *keep*. *free* frees confirmed ones. Sessions begin on the hour or a multiple of
    *grid* minutes after it, on a day up to *until*, or else the last that any project or
    rule knows of.

    *near* asks for as few changes as possible, whatever the soft rules say: to the
    portfolio itself, or to the timetable of another one. Who leads changes before where,
    and where before when. Where nothing hard is broken nothing moves.

    Each step of *effort*, from 0 to 10, about doubles the time. The same *seed* and
    effort give the same answer, if *seconds* do not end the search before; the first
    placement is finished all the same. *watcher* is told how far it is, and ends it by
    returning False. After an interrupt the best so far is given, if it is valid.

    *solver* uses the optional solver, from `effort=1` up: it proves how good a timetable
    is and finds better ones of many sessions, see
    [how timetables are found](../explanation/how-timetables-are-found.md).

    Raises:
        NoTimetableError: there is none that keeps the hard rules, or none was found.
        UnknownIdError: *keep* or *free* names what is neither session nor activity.
        FieldError: an argument can mean nothing, or nothing says how long a session that
            is to be created lasts.
        MissingExtraError: the solver is asked for and not installed.
        KeyboardInterrupt: it was interrupted before anything valid was found.

    Example:
        ```python
        >>> import pendulum
        >>> from tpkit import schedule, testing
        >>> proposal = schedule.propose(
        ...     testing.northshire(), on=pendulum.Date(2024, 7, 1), seed=1, effort=0
        ... )
        >>> proposal.findings.errors
        ()

        ```
    """
    must_be_effort("propose", effort)
    watch = Watch(seconds=seconds, watcher=watcher)
    problem = problem_of(
        portfolio,
        on=the_day("propose", on),
        rules=rules,
        keep=keep,
        free=free,
        until=until,
        grid=grid,
    )
    order = _Order(seed=seed, effort=effort, near=near, watch=watch, solver=solver)
    found = _found(problem, order) if problem.free else _as_it_stands(problem)
    return _proposal(problem, found, watch)


@attrs.frozen(kw_only=True)
class _Order:
    """How to search."""

    seed: int
    effort: int
    near: bool | Portfolio
    watch: Watch
    solver: bool


@attrs.frozen(kw_only=True)
class _Found:
    """What a search found, and what is known about it."""

    plan: Plan
    bound: int
    is_proved: bool


def _proposal(problem: Problem, found: _Found, watch: Watch) -> Proposal:
    before = [*breaches(problem.facts.timetable, agreed(problem.terms))]
    return Proposal(
        on=problem.facts.on,
        cost=found.plan.cost,
        bound=found.bound,
        cost_before=sum(breach.cost for breach in before),
        broken_before=sum(b.is_hard and not is_past(problem, b) for b in before),
        ending=Ending.PROVED if found.is_proved else watch.ending or Ending.EFFORT,
        problem=problem,
        plan=found.plan,
    )


# --------------------------------------------------------------------- nothing may move


def _as_it_stands(problem: Problem) -> _Found:
    """Give the timetable as it is, where nothing may move.

    Raises:
        NoTimetableError: sessions to come break a hard rule.
    """
    slots = [slot for slot in problem.now if slot is not None]
    today = problem.facts.on.toordinal()
    timetable = problem.timetable(slots)
    broken = [
        breach
        for breach in breaches(timetable, agreed(problem.terms))
        if breach.is_hard and any(slots[place].day > today for place in breach.places)
    ]
    if broken:
        raise NoTimetableError(breaches_in_words(broken, timetable), proved=True)
    plan = plan_of(problem, slots)
    return _Found(plan=plan, bound=plan.cost, is_proved=True)


# --------------------------------------------------------------------------- the search


def _found(problem: Problem, order: _Order) -> _Found:
    _must_have_room(problem)
    present = _present(problem)
    if order.near is True and present is not None and present.is_valid:
        return _Found(plan=present, bound=standing_cost(problem), is_proved=True)
    order.watch.tell(_READING)
    tables = Tables(problem=problem)
    bound = series_bound(problem, tables)
    if bound.impossible:
        sentences = impossible_in_words(problem, bound.impossible)
        raise NoTimetableError(sentences, proved=problem.is_whole)
    if order.near is False:
        start = present.slots if present and present.is_valid else None
        return _searched(problem, tables, start, bound.cost, order)
    return _found_near(problem, present, bound.cost, order)


_READING = Progress(
    phase="reading the rules", done=0.0, broken=None, cost=None, bound=0.0
)


def _found_near(
    problem: Problem, present: Plan | None, bound: int, order: _Order
) -> _Found:
    own = problem.facts.portfolio
    other = order.near if isinstance(order.near, Portfolio) else own
    was = slots_in(other, problem.facts)
    cost = 0 if present is None else present.cost
    nearer = near_to(problem, was, cost=cost)
    tables = Tables(problem=nearer)
    least = series_bound(nearer, tables).cost
    start = [_there(problem, place, was) for place in range(len(problem.now))]
    found = _searched(nearer, tables, start, least, order)
    plan = plan_of(problem, found.plan.slots)
    return _Found(plan=plan, bound=bound, is_proved=found.is_proved)


def _there(problem: Problem, place: int, was: Mapping[str, Slot]) -> Slot | None:
    """Give where a session was, if it may be there, or else where it is."""
    now = problem.now[place]
    slot = was.get(problem.entries[place].session)
    known = (
        slot is not None
        and place in problem.free
        and slot.venue in problem.venues[place]
        and slot.leaders in problem.teams[place]
    )
    return slot if known else now


def _searched(
    problem: Problem,
    tables: Tables,
    start: Sequence[Slot | None] | None,
    bound: int,
    order: _Order,
) -> _Found:
    """Search, with the solver if it is asked for.

    Raises:
        NoTimetableError: nothing valid was found.
        MissingExtraError: the solver is asked for and not installed.
    """
    movable = sum(1 for s in problem.series if not problem.free.isdisjoint(s.places))
    rounds, seed, watch = movable * (2**order.effort - 1), order.seed, order.watch
    plan_from = functools.partial(search, problem, tables, seed=seed, watch=watch)
    if order.solver and rounds:
        improve = improver()
        watch.part = _FIRST
        plan = plan_from(start=start, rounds=0, bound=bound)
        if plan.rank > (0, bound):
            watch.part = _SOLVING
            better = improve(
                problem, tables, plan, seed=seed, rounds=rounds, watch=watch
            )
            plan = better.plan
            bound = max(bound, better.bound) if problem.is_whole else bound
        watch.part, start = _LAST, plan.slots
    plan = plan_from(start=start, rounds=rounds, bound=bound)
    if not plan.is_valid:
        raise NoTimetableError(_what_it_breaks(problem, plan))
    return _Found(plan=plan, bound=bound, is_proved=plan.cost <= bound)


_FIRST, _SOLVING, _LAST = (0.0, 0.05), (0.05, 0.6), (0.6, 1.0)
"""From where to where each part of a search with the solver brings it."""


def _what_it_breaks(problem: Problem, plan: Plan) -> list[str]:
    timetable = problem.timetable(plan.slots)
    found = (
        breach
        for breach in breaches(timetable, problem.terms)
        if breach.is_hard and is_to_mend(problem, breach)
    )
    return [
        *breaches_in_words(found, timetable),
        *out_of_turn_in_words(problem, plan.slots),
    ]


def _must_have_room(problem: Problem) -> None:
    """Refuse a problem in which nothing can be anywhere.

    Raises:
        NoTimetableError: no day or no time is allowed.
    """
    first, last = (
        _text.long_date(pendulum.Date.fromordinal(day))
        for day in (problem.horizon[0], problem.horizon[-1])
    )
    if not problem.days:
        reason = f"no day from {first} to {last} is allowed for any session"
        raise NoTimetableError([reason], proved=True)
    if not problem.starts:
        reason = "no time of day is allowed for any session"
        raise NoTimetableError([reason], proved=True)


def _present(problem: Problem) -> Plan | None:
    """Give the plan in which all stands where it stands; None where some is missing."""
    slots = [slot for slot in problem.now if slot is not None]
    return plan_of(problem, slots) if len(slots) == len(problem.now) else None
