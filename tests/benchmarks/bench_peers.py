"""Side by side in one run: tpkit, ConferenceScheduler and PyJobShop.

Run by hand, from a checkout with the `peers` dependency group installed, which is no part
of `dev` (OR-Tools and pandas alone are a quarter of a gigabyte):

    pip install --editable ".[testing]" --group peers
    python tests/benchmarks/bench_peers.py          # a minute or two
    python tests/benchmarks/bench_peers.py 20       # only the programme of 20 sessions

Planned are the example of ConferenceScheduler's own tutorial, and `testing.programme` of
20 and of 60 sessions. Each contestant runs in a process of its own, as OR-Tools does not
load after HiGHS; a solver is given a minute, and building its model is timed as well.
Every answer is read back into a portfolio and judged by tpkit's rules: how often it
breaks a hard one, and what the soft ones cost.

The peers are given all they can express, and more than they know: which rooms, hours and
leaders a session may have by itself is worked out for them from the rules. What is left
over, because they have no words for it, is printed with their name.

- ConferenceScheduler puts events into slots that somebody has cut beforehand, in a room
  and so long; it is offered `PERIODS` half-days for each session, evenly over those in
  which the series may be held, as its model grows with events times slots times slots. It runs twice:
  with its own objective (demand against capacity), and with an objective of ours, the
  cost of each session by itself, which it takes as a function. Who leads is settled
  beforehand, evenly. Its answer is put in order of time, series by series.
- PyJobShop has modes (a room and leaders), machines that do one thing at a time, breaks,
  and delays between tasks. Its objective is the makespan: nothing it offers is nearer.
"""

# pyright: reportMissingImports=false
# The peers are not in the environment in which types are checked.

import itertools
import math
import multiprocessing
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from importlib import metadata
from multiprocessing.connection import Connection
from typing import Any

import attrs
import pendulum

import tpkit
from tpkit import schedule, testing
from tpkit.errors import NoTimetableError
from tpkit.schedule._judge.breaches import breaches
from tpkit.schedule._problem.problem import Problem, problem_of
from tpkit.schedule._problem.tables import BARRED, Spacing, Tables
from tpkit.schedule._proposal.applied import applied
from tpkit.schedule._terms.slot import MINUTES_IN_A_DAY, Slot

SIZES = (20, 60)
SECONDS = 60
"""What each solver is given."""
PATIENCE = 240
"""Seconds after which a contestant is stopped, whatever it is doing."""
PERIODS = 8
"""Half-days offered to ConferenceScheduler for each session of a series."""


@attrs.frozen(kw_only=True)
class Case:
    """Something to plan."""

    title: str
    portfolio: tpkit.Portfolio
    on: pendulum.Date
    standard: tuple[Any, ...] = schedule.STANDARD_RULES
    until: pendulum.Date | None = None
    cut: tuple[tuple[str, int, int, int], ...] = ()
    """Slots that come with it: venue, day as an ordinal, start, minutes."""

    def problem(self) -> Problem:
        return problem_of(
            self.portfolio, on=self.on, rules=self.standard, until=self.until
        )


@attrs.frozen(kw_only=True)
class Answer:
    """What a contestant came up with, and how long it took."""

    portfolio: tpkit.Portfolio | None
    note: str
    wall: float
    cpu: float
    megabytes: float


# ------------------------------------------------------- the tutorial's own conference

# https://github.com/PyconUK/ConferenceScheduler, docs/tutorial/index.rst: the slots it
# cuts, and its events with their length, demand, tags and places. `Big` takes fewer on
# the second day, and the two slots outdoors overlap, so each is a venue of its own here.
_THURSDAY, _FRIDAY = pendulum.Date(2016, 9, 15), pendulum.Date(2016, 9, 16)
ROOMS: Mapping[str, tuple[pendulum.Date, int, tuple[tuple[int, int, int], ...]]] = {
    "big-1": (_THURSDAY, 200, ((570, 30, 2), (750, 30, 2))),
    "small-1": (_THURSDAY, 50, ((570, 30, 2), (750, 30, 2))),
    "big-2": (_FRIDAY, 50, ((570, 30, 2), (750, 30, 2))),
    "small-2": (_FRIDAY, 50, ((570, 60, 1), (780, 60, 1))),
    "outside-1": (_FRIDAY, 1000, ((750, 90, 1),)),
    "outside-2": (_FRIDAY, 1000, ((780, 90, 1),)),
}
"""For each room the day, who fits in, and the runs of slots: first start, length, number."""

_TALKS = ("big-1", "small-1", "big-2", "small-2")
_B, _I, _A = "beginner", "intermediate", "advanced"
EVENTS: Sequence[tuple[str, int, int, tuple[str, ...], str, tuple[str, ...]]] = (
    ("talk-1", 30, 50, (_B,), "speaker-1", _TALKS),
    ("talk-2", 30, 130, (_B,), "", _TALKS),
    ("talk-3", 30, 200, (_B,), "", _TALKS),
    ("talk-4", 30, 30, (_B,), "", _TALKS),
    ("talk-5", 30, 60, (_I,), "", _TALKS),
    ("talk-6", 30, 30, (_I,), "", _TALKS),
    # The text says that the speaker of Talk 1 gives Workshop 1, its code says Talk 7.
    ("talk-7", 30, 60, (_I, _A), "speaker-1", _TALKS),
    ("talk-8", 30, 60, (_I, _A), "", _TALKS),
    ("talk-9", 30, 60, (_A,), "", _TALKS),
    ("talk-10", 30, 30, (_A,), "", _TALKS),
    ("talk-11", 30, 30, (_A,), "", _TALKS),
    ("talk-12", 30, 30, (_A,), "", _TALKS),
    ("workshop-1", 60, 40, ("testing",), "", ("small-2",)),
    ("workshop-2", 60, 40, ("testing",), "speaker-2", ("small-2",)),
    ("city-tour", 90, 100, (), "", ("outside-1", "outside-2")),
    ("boardgames", 90, 20, (), "speaker-2", ("outside-1", "outside-2")),
)
"""Name, minutes, demand, tags, who speaks, and where it may be."""


def conference() -> Case:
    """Give the tutorial's conference as a portfolio: tags are audiences, seats are soft."""
    rules = (
        tpkit.NoClashes(id=tpkit.SchedulingRuleId("clashes")),
        tpkit.WithinCapacity(
            id=tpkit.SchedulingRuleId("seats"),
            agreed=tpkit.RuleAgreement(strictness=tpkit.Strictness.SOFT),
        ),
        *_rooms_and_lengths(),
        *(rule for room in ROOMS for rule in _closed(room)),
    )
    portfolio = tpkit.Portfolio(
        partnership=tpkit.Partnership(
            id=tpkit.PartnershipId("conference"), name="The tutorial's conference"
        ),
        people=tuple(
            tpkit.Person(
                id=tpkit.PersonId(id),
                title=id,
                role=tpkit.ProfessionalRole.OTHER,
            )
            for id in sorted({speaker for *_, speaker, _ in EVENTS if speaker})
        ),
        venues=tuple(
            tpkit.Venue(id=tpkit.VenueId(id), name=id, capacity=capacity)
            for id, (_, capacity, _) in ROOMS.items()
        ),
        segments=tuple(
            tpkit.Segment(id=tpkit.SegmentId(tag), title=tag)
            for tag in sorted({tag for _, _, _, tags, *_ in EVENTS for tag in tags})
        ),
        workshops=tuple(
            tpkit.Workshop(
                id=tpkit.WorkshopId(name),
                title=name,
                places=demand,
                audiences=tuple(map(tpkit.SegmentId, tags)),
                facilitators=(tpkit.PersonId(speaker),) if speaker else (),
            )
            for name, _, demand, tags, speaker, _ in EVENTS
        ),
        scheduling_rules=rules,
    )
    cut = tuple(
        (id, on.toordinal(), first + minutes * n, minutes)
        for id, (on, _, runs) in ROOMS.items()
        for first, minutes, number in runs
        for n in range(number)
    )
    return Case(
        title="the tutorial of ConferenceScheduler, 16 events",
        portfolio=portfolio,
        on=_THURSDAY.subtract(days=1),
        standard=(),
        until=_FRIDAY,
        cut=cut,
    )


def _rooms_and_lengths() -> Iterator[tpkit.RunCount | tpkit.HeldAt]:
    for name, minutes, _, _, _, rooms in EVENTS:
        yield tpkit.RunCount(
            id=tpkit.SchedulingRuleId(f"{name}-runs"),
            activities=(tpkit.WorkshopId(name),),
            sessions=1,
            minutes=minutes,
        )
        yield tpkit.HeldAt(
            id=tpkit.SchedulingRuleId(f"{name}-at"),
            activities=(tpkit.WorkshopId(name),),
            venues=tuple(map(tpkit.VenueId, rooms)),
        )


def _closed(room: str) -> Iterator[tpkit.Unavailable]:
    """Yield when a room cannot be had: on the other day, and between its slots."""
    on, _, runs = ROOMS[room]
    edges = [0, *(e for f, m, n in runs for e in (f, f + m * n)), 24 * 60 - 1]
    other = _FRIDAY if on == _THURSDAY else _THURSDAY
    spans: list[tuple[pendulum.Date, pendulum.Time | None, pendulum.Time | None]]
    spans = [(other, None, None)]
    spans += [
        (on, pendulum.Time(*divmod(start, 60)), pendulum.Time(*divmod(end, 60)))
        for start, end in zip(edges[::2], edges[1::2], strict=True)
    ]
    for number, (day, start, end) in enumerate(spans):
        yield tpkit.Unavailable(
            id=tpkit.SchedulingRuleId(f"{room}-closed-{number}"),
            venues=(tpkit.VenueId(room),),
            start=day,
            end=day,
            start_time=start,
            end_time=end,
        )


def ours(size: int) -> Case:
    """Give a programme of tpkit's own."""
    return Case(
        title=f"testing.programme({size}, seed=1)",
        portfolio=testing.programme(size, seed=1),
        on=testing.PROGRAMME_PLANNED_ON,
    )


# --------------------------------------------------------- what an option costs by itself


@attrs.frozen(kw_only=True, eq=False)
class Options:
    """What each session may do by itself, for those who cannot work it out."""

    problem: Problem
    tables: Tables

    def costs(self, place: int, venue: int, team: int) -> list[int]:
        """Give the cost for each day and start of a session there, led by them."""
        table = self.tables.table(place)
        parts = [
            table.when,
            table.by_venue[venue],
            table.by_team[team],
            table.by_both[venue][team],
        ]
        there = [part for part in parts if part is not None]
        return [sum(some) for some in zip(*there, strict=True)]

    def wanted(self, place: int, leaders: Iterable[str]) -> set[str]:
        """Name everything that a session wants to itself, besides a room."""
        entry = self.problem.entries[place]
        apart = [
            rule
            for rule in self.problem.rules
            if isinstance(rule, tpkit.NotTogether) and entry.session in rule.sessions
        ]
        return {
            f"activity {entry.activity}",
            *(f"person {person}" for person in leaders),
            *(f"person {member.person}" for member in entry.members),
            *(f"audience {segment}" for segment in entry.segments),
            *(f"rule {rule.id}" for rule in apart),
        }


def options_of(problem: Problem) -> Options:
    return Options(problem=problem, tables=Tables(problem=problem))


# --------------------------------------------------------------------------- contestants

Found = tuple[tpkit.Portfolio | None, str]


def as_it_is(case: Case) -> Found:
    """Give the draft."""
    return case.portfolio, "what a coordinator drafts"


def by_tpkit(case: Case) -> Found:
    """Plan with `schedule.propose`."""
    try:
        proposal = schedule.propose(
            case.portfolio,
            on=case.on,
            seed=1,
            seconds=SECONDS,
            rules=case.standard,
            until=case.until,
        )
    except NoTimetableError as error:
        return None, str(error)
    ending = proposal.ending.value
    return proposal.apply(), f"no timetable costs less than {proposal.bound}; {ending}"


def by_conference_scheduler(case: Case) -> Found:
    """Plan with ConferenceScheduler and the objective that it comes with."""
    return _conference_scheduler(case, own_objective=True)


def by_conference_scheduler_with_our_costs(case: Case) -> Found:
    """Plan with ConferenceScheduler, and what each session costs by itself."""
    return _conference_scheduler(case, own_objective=False)


def _conference_scheduler(case: Case, *, own_objective: bool) -> Found:
    # Each contestant loads what it needs in a process of its own.
    import pulp  # noqa: PLC0415
    from conference_scheduler import scheduler  # noqa: PLC0415
    from conference_scheduler.lp_problem import objective_functions  # noqa: PLC0415
    from conference_scheduler.resources import Event  # noqa: PLC0415

    problem = case.problem()
    options = options_of(problem)
    teams = _teams(options)
    offered = _offered(case, options, teams)
    # Tags are looked at only for an event that is unavailable at some time.
    never = offered[0]._replace(session="never")
    events, costs = [], []
    for place, entry in enumerate(problem.entries):
        by_slot = _costs_in(options, place, teams[place], offered)
        events.append(
            Event(
                name=entry.session,
                duration=entry.minutes,
                demand=entry.places,
                tags=sorted(options.wanted(place, problem.teams[place][teams[place]])),
                unavailability=[
                    never,
                    *(s for s, c in zip(offered, by_slot, strict=True) if c >= BARRED),
                ],
            )
        )
        costs.append(by_slot)

    def our_costs(X: Any, **_: Any) -> Any:  # noqa: N803  # its own name
        return pulp.lpSum(
            costs[row][column] * chosen
            for (row, column), chosen in X.items()
            if costs[row][column] < BARRED
        )

    objective = objective_functions.efficiency_capacity_demand_difference
    said = f"{len(events)} events in {len(offered)} slots"
    try:
        pairs = scheduler.solution(
            events,
            offered,
            objective_function=objective if own_objective else our_costs,
            solver=pulp.PULP_CBC_CMD(msg=False, timeLimit=SECONDS),
        )
    except ValueError as error:
        return None, f"{said}: {error}"
    standing = {
        row: problem.slot(
            row,
            offered[column].starts_at.toordinal(),
            offered[column].starts_at.hour * 60 + offered[column].starts_at.minute,
            offered[column].venue,
            problem.teams[row][teams[row]],
        )
        for row, column in pairs
    }
    if len(standing) < len(events):
        return None, f"{said}: not all were placed"
    return applied(problem, _in_turn(problem, standing)), said


def _teams(options: Options) -> list[int]:
    """Choose who leads each series: one team throughout, the work shared out evenly."""
    problem = options.problem
    work: Counter[str] = Counter()
    chosen = [0] * len(problem.entries)
    for series in problem.series:
        first = series.places[0]
        by_team = options.tables.table(first).by_team

        def dear(
            team: int, first: int = first, by_team: Sequence[Any] = by_team
        ) -> Any:
            busy = sum(work[person] for person in problem.teams[first][team])
            return min(by_team[team] or (0,)), busy, team

        best = min(range(len(problem.teams[first])), key=dear)
        for place in series.places:
            same = problem.teams[first][best]
            chosen[place] = [*problem.teams[place]].index(same)
            work.update(same)
    return chosen


def _offered(case: Case, options: Options, teams: Sequence[int]) -> list[Any]:
    """Cut slots: those of the case, or half-days in which each series may be held."""
    from conference_scheduler.resources import Slot as Cut  # noqa: PLC0415  # as above

    capacity = {venue.id: venue.capacity for venue in case.portfolio.venues}
    cut = case.cut or sorted({*_half_days(options, teams)})
    shared = options.problem.facts.needs.shared_venues
    return [
        Cut(
            venue=venue,
            starts_at=datetime.fromordinal(day) + timedelta(minutes=start),
            duration=minutes,
            capacity=capacity.get(tpkit.VenueId(venue)) or 1000,
            session=f"{venue} {day} {start} {number}",
        )
        for venue, day, start, minutes in cut
        for number in range(2 if venue in shared else 1)
    ]


def _half_days(
    options: Options, teams: Sequence[int]
) -> Iterator[tuple[str, int, int, int]]:
    """Yield mornings and afternoons spread evenly over those open to each series."""
    problem = options.problem
    longest = max(entry.minutes for entry in problem.entries)
    halves = [*itertools.product(problem.days, (_NOON - longest, _NOON))]
    for series in problem.series:
        place = series.places[0]
        open_at = {
            (day, start): [venue for venue, cost in some if cost < BARRED]
            for (day, start), some in zip(
                halves,
                _costs_by_venue(options, place, teams[place], halves),
                strict=True,
            )
        }
        some_open = [half for half, venues in open_at.items() if venues]
        number = min(len(some_open), PERIODS * len(series.places))
        for n in range(number):
            half = some_open[n * len(some_open) // number]
            yield from ((venue, *half, longest) for venue in open_at[half])


_NOON = 13 * 60


def _costs_by_venue(
    options: Options, place: int, team: int, times: Iterable[tuple[int, int]]
) -> Iterator[list[tuple[str, int]]]:
    """Yield what a session costs by itself at each of these times, venue by venue."""
    problem = options.problem
    venues = [*enumerate(problem.venues[place])]
    tabled = [(venue or "", options.costs(place, n, team)) for n, venue in venues]
    days = {day: n for n, day in enumerate(problem.days)}
    starts = {start: n for n, start in enumerate(problem.starts)}
    for day, start in times:
        if day in days and start in starts:
            at = days[day] * len(starts) + starts[start]
            yield [(venue, costs[at]) for venue, costs in tabled]
        else:
            yield []


def _costs_in(
    options: Options, place: int, team: int, offered: Sequence[Any]
) -> list[int]:
    """Give what a session costs by itself in each of the slots cut."""
    times = (
        (slot.starts_at.toordinal(), slot.starts_at.hour * 60 + slot.starts_at.minute)
        for slot in offered
    )
    found = _costs_by_venue(options, place, team, times)
    return [
        dict(costs).get(slot.venue, BARRED)
        for slot, costs in zip(offered, found, strict=True)
    ]


def _in_turn(problem: Problem, standing: Mapping[int, Slot]) -> list[Slot]:
    """Put the sessions of each series of one length in the order of their numbers."""
    found = dict(standing)
    for series in problem.series:
        for minutes in {problem.entries[place].minutes for place in series.places}:
            some = [p for p in series.places if problem.entries[p].minutes == minutes]
            slots = sorted((standing[p] for p in some), key=lambda s: (s.day, s.start))
            found.update(zip(some, slots, strict=True))
    return [found[place] for place in range(len(problem.entries))]


def by_pyjobshop(case: Case) -> Found:
    """Plan with PyJobShop."""
    from pyjobshop import Model  # noqa: PLC0415  # in a process of its own

    problem = case.problem()
    shop = _Shop(options_of(problem), Model())
    result = shop.model.solve(time_limit=SECONDS, num_workers=2, display=False)
    said = f"{len(shop.model.modes)} modes: {result.status.value.lower()}"
    if not result.best.tasks:
        return None, said
    slots = [
        problem.slot(
            place,
            problem.days[0] + task.start * shop.unit // MINUTES_IN_A_DAY,
            task.start * shop.unit % MINUTES_IN_A_DAY,
            *shop.choices[task.mode],
        )
        for place, task in enumerate(result.best.tasks)
    ]
    return applied(problem, slots), said


class _Shop:
    """A problem as PyJobShop's model: a task for each session, a mode for room and team."""

    def __init__(self, options: Options, model: Any) -> None:
        problem = options.problem
        self.model = model
        self.choices: list[tuple[str | None, tuple[str, ...]]] = []
        self.unit = math.gcd(*problem.starts, *(e.minutes for e in problem.entries))
        self._options = options
        self._problem = problem
        self._end = (problem.days[-1] - problem.days[0] + 1) * MINUTES_IN_A_DAY
        self._machines: dict[str, Any] = {}
        self._calendars: dict[tuple[tuple[int, int], ...], Any] = {}
        self._tasks = [
            model.add_task(latest_end=self._end // self.unit) for _ in problem.entries
        ]
        self._modes = [self._modes_of(place) for place in range(len(self._tasks))]
        for series in problem.series:
            self._chain(series.places)

    def _modes_of(self, place: int) -> dict[tuple[str, ...], list[Any]]:
        """Add the modes of a session, and give them by who leads."""
        problem, minutes = self._problem, self._problem.entries[place].minutes
        shared = problem.facts.needs.shared_venues
        found: dict[tuple[str, ...], list[Any]] = {}
        for v, venue in enumerate(problem.venues[place]):
            for t, team in enumerate(problem.teams[place]):
                breaks = self._breaks(self._options.costs(place, v, t), minutes)
                if breaks is None:
                    continue
                wanted = self._options.wanted(place, team)
                if venue is not None and venue not in shared:
                    wanted.add(f"venue {venue}")
                machines = [self._machine(name) for name in sorted(wanted)]
                mode = self.model.add_mode(
                    self._tasks[place],
                    [self._calendar(breaks), *machines],
                    duration=minutes // self.unit,
                )
                found.setdefault(team, []).append(mode)
                self.choices.append((venue, team))
        return found

    def _breaks(
        self, costs: Sequence[int], minutes: int
    ) -> tuple[tuple[int, int], ...] | None:
        """Give when nothing may go on; None where that is always."""
        problem, first = self._problem, self._problem.days[0]
        starts = len(problem.starts)
        breaks, free = [], 0
        for at, cost in enumerate(costs):
            if cost < BARRED:
                day = problem.days[at // starts] - first
                begin = day * MINUTES_IN_A_DAY + problem.starts[at % starts]
                if begin > free:
                    breaks.append((free // self.unit, begin // self.unit))
                free = max(free, begin + minutes)
        if not free:
            return None
        if free < self._end:
            breaks.append((free // self.unit, self._end // self.unit))
        return tuple(breaks)

    def _machine(self, name: str) -> Any:
        if name not in self._machines:
            self._machines[name] = self.model.add_machine(name=name)
        return self._machines[name]

    def _calendar(self, breaks: tuple[tuple[int, int], ...]) -> Any:
        if breaks not in self._calendars:
            self._calendars[breaks] = self.model.add_renewable(
                capacity=len(self._tasks), breaks=list(breaks)
            )
        return self._calendars[breaks]

    def _chain(self, places: tuple[int, ...]) -> None:
        """Say what holds from one session of a series to the next."""
        series = next(s for s in self._problem.series if s.places == places)
        same_team = any(
            cost >= BARRED and term.looks_at is schedule.Aspect.LEADERS
            for term, cost in self._options.tables.likenesses(series)
        )
        tables = self._options.tables
        steps = [
            _allowed(spacing, self._problem.days) for spacing in tables.spacings(series)
        ]
        a_day = MINUTES_IN_A_DAY // self.unit
        for earlier, later in itertools.pairwise(places):
            one, two = self._tasks[earlier], self._tasks[later]
            self.model.add_end_before_start(one, two)
            for least, most in steps:
                self.model.add_start_before_start(one, two, delay=least * a_day)
                if most is not None:
                    self.model.add_start_before_start(two, one, delay=-most * a_day)
            if same_team:
                for team, modes in self._modes[earlier].items():
                    for mode in modes:
                        follow = self._modes[later][team]
                        self.model.add_mode_dependency(mode, follow)


def _allowed(spacing: Spacing, days: tuple[int, ...]) -> tuple[int, int | None]:
    """Give the fewest and most days from one session to the next; None for no limit.

    Seven days stand for five working ones, as it does not know which days are.
    """
    steps = [step for step, cost in enumerate(spacing.costs) if cost < BARRED]
    most = None if steps[-1] == len(spacing.costs) - 1 else steps[-1]
    if spacing.positions == days:
        return steps[0], most
    return math.ceil(steps[0] * 7 / 5), None if most is None else most * 7 // 5


# ------------------------------------------------------------------------------ the race

CONTESTANTS: Mapping[str, Callable[[Case], Found]] = {
    "the draft": as_it_is,
    "tpkit": by_tpkit,
    "ConferenceScheduler": by_conference_scheduler,
    "the same, with our costs": by_conference_scheduler_with_our_costs,
    "PyJobShop": by_pyjobshop,
}

CANNOT_SAY = {
    "ConferenceScheduler": (
        "how far sessions are apart, their order, one weekday or one room for a series, "
        "who leads, travel, how much one person does in a week or month, any time that "
        "is not one of the slots cut, any cost that depends on two sessions"
    ),
    "PyJobShop": (
        "any soft rule (its objectives are about finishing early or on time), one "
        "weekday or one room for a series, travel between rooms, how much one person "
        "does in a week or month, working days as a measure"
    ),
}


def judged(case: Case, portfolio: tpkit.Portfolio) -> tuple[int, int, str]:
    """Give hard breaches, cost, and which hard rules are broken how often."""
    facts = schedule.facts_of(portfolio, on=case.on)
    rules = schedule.rules_of(portfolio, case.standard)
    found = [*breaches(facts.timetable, schedule.terms_of(rules, facts))]
    kinds = Counter(type(b.term.rule).__name__ for b in found if b.is_hard)
    said = ", ".join(f"{number} {kind}" for kind, number in kinds.most_common())
    return sum(kinds.values()), sum(b.cost for b in found), said


def _run(contestant: str, case: Case, answers: Connection) -> None:
    begun = time.monotonic()
    portfolio, note = CONTESTANTS[contestant](case)
    used = [
        resource.getrusage(who)
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    ]
    answers.send(
        Answer(
            portfolio=portfolio,
            note=note,
            wall=time.monotonic() - begun,
            cpu=sum(use.ru_utime + use.ru_stime for use in used),
            megabytes=max(use.ru_maxrss for use in used) / 1024,
        )
    )


def answer(contestant: str, case: Case) -> Answer | None:
    """Let a contestant run in a process of its own; None if it does not come back."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(contestant, case, there))
    process.start()
    there.close()
    try:
        return here.recv() if here.poll(PATIENCE) else None
    except EOFError:
        return None
    finally:
        process.kill()
        process.join()


def race(case: Case) -> None:
    """Let all contestants plan one case, and print how they did."""
    print(f"\n{case.title}")
    print(f"{'':25} {'hard':>5} {'cost':>6} {'wall s':>7} {'CPU s':>7} {'MB':>6}")
    for contestant in CONTESTANTS:
        found = answer(contestant, case)
        if found is None:
            print(f"{contestant:25} no answer in {PATIENCE} s")
            continue
        hard, cost, said = "-", "-", ""
        if found.portfolio is not None and found.portfolio.sessions:
            broken, costs, said = judged(case, found.portfolio)
            hard, cost = f"{broken}", f"{costs:,}"
        figures = f"{found.wall:7.1f} {found.cpu:7.1f} {found.megabytes:6.0f}"
        print(f"{contestant:25} {hard:>5} {cost:>6} {figures}  {found.note}")
        if said:
            print(f"{'':25} breaks {said}")


def main(sizes: Sequence[int]) -> None:
    """Race on the tutorial and on programmes of these sizes."""
    for name in ("tpkit", "conference-scheduler", "pyjobshop", "ortools"):
        print(f"{name} {metadata.version(name)}")
    print("hard: breaches of hard rules; cost: weights of soft rules broken, as judged")
    for peer, cannot in CANNOT_SAY.items():
        print(f"{peer} cannot say: {cannot}")
    race(conference())
    for size in sizes:
        race(ours(size))


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or SIZES)
