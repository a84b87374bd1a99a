"""What a search has to decide: which sessions, and where each of them could go."""

import functools
import itertools
import math
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from typing import Any

import attrs
import pendulum

from tpkit._model.activity import SessionStatus
from tpkit._model.agreement import Strictness
from tpkit._model.ids import ActivityId, SessionId
from tpkit._model.portfolio import Portfolio
from tpkit._model.rules_of_hours import Within
from tpkit._model.rules_of_people_and_places import HeldAt, LedBy
from tpkit._text import did_you_mean
from tpkit.errors import FieldError, UnknownIdError
from tpkit.schedule._meanings.table import terms_of
from tpkit.schedule._terms.facts import Facts, facts_of
from tpkit.schedule._terms.givens import givens
from tpkit.schedule._terms.shapes import (
    Aspect,
    Count,
    Gap,
    Load,
    OfOne,
    Sameness,
    Shared,
    Term,
)
from tpkit.schedule._terms.slot import MINUTES_IN_A_DAY, Entry, Slot, Timetable
from tpkit.schedule._terms.standard import STANDARD_RULES, rules_of

LONGEST_SEARCH = 731
"""Days ahead that a search looks at most, unless told otherwise: two years."""
MOST_TEAMS = 1000
"""Teams of leaders looked at for one session, or one for each of those who may lead."""


@attrs.frozen(kw_only=True)
class Series:
    """The sessions of one activity, in the order in which they have to follow."""

    activity: str
    places: tuple[int, ...]
    """Their places among the entries of the problem."""


@attrs.frozen(kw_only=True, eq=False)
class Problem:
    """Everything that a search decides about, and by which rules.

    An option of an entry is a day, a start, a venue and leaders; `slot` makes one.
    """

    facts: Facts
    rules: tuple[Any, ...]
    """The rules that hold: the portfolio's own and the standard ones."""
    terms: tuple[Term, ...]
    """What they come to, and what is given besides."""
    entries: tuple[Entry, ...]
    """Every session that happens, and those that are yet to be created."""
    now: tuple[Slot | None, ...]
    """Where each stands today; None for one that is yet to be created."""
    free: frozenset[int]
    """The places of the entries that may move; the others stay where they are."""
    horizon: range
    """The days a search may use, as ordinals."""
    times: tuple[int, ...]
    """The times of day at which a session may start, in minutes, in order."""
    venues: tuple[tuple[str | None, ...], ...]
    """For each entry, where it could be held."""
    teams: tuple[tuple[tuple[str, ...], ...], ...]
    """For each entry, who could lead it together."""

    @functools.cached_property
    def series(self) -> tuple[Series, ...]:
        """The entries by activity, in the order in which they have to follow."""
        found: dict[str, list[int]] = {}
        for place, entry in enumerate(self.entries):
            found.setdefault(entry.activity, []).append(place)
        return tuple(
            Series(activity=activity, places=self._in_turn(some))
            for activity, some in sorted(found.items())
        )

    @functools.cached_property
    def days(self) -> tuple[int, ...]:
        """The days of the horizon that nothing hard bars for all that may move."""
        return self._possible(self.horizon, Aspect.DAY)

    @functools.cached_property
    def starts(self) -> tuple[int, ...]:
        """The times that nothing hard bars for all that may move."""
        return self._possible(self.times, Aspect.TIME)

    @functools.cached_property
    def is_whole(self) -> bool:
        """Whether every team that could lead is looked at; only then is a proof one."""
        rules = (rule for rule in self.rules if isinstance(rule, LedBy))
        return all(_count_of_teams(rule) <= MOST_TEAMS for rule in rules)

    @functools.cached_property
    def singles(self) -> tuple[OfOne, ...]:
        """The terms about each session by itself."""
        return tuple(term for term in self.terms if isinstance(term, OfOne))

    @functools.cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """The terms about how far it is from one session to the next."""
        return tuple(term for term in self.terms if isinstance(term, Gap))

    @functools.cached_property
    def samenesses(self) -> tuple[Sameness, ...]:
        """The terms about what sessions have in common."""
        return tuple(term for term in self.terms if isinstance(term, Sameness))

    @functools.cached_property
    def shared(self) -> tuple[Shared, ...]:
        """The terms about what two sessions want at one time."""
        return tuple(term for term in self.terms if isinstance(term, Shared))

    @functools.cached_property
    def loads(self) -> tuple[Load, ...]:
        """The terms about how many sessions fall on somebody."""
        return tuple(term for term in self.terms if isinstance(term, Load))

    def slot(
        self, place: int, day: int, start: int, venue: str | None, team: tuple[str, ...]
    ) -> Slot:
        """Give the slot that an option comes to."""
        end = start + self.entries[place].minutes
        return Slot(day=day, start=start, end=end, venue=venue, leaders=team)

    def timetable(self, slots: Iterable[Slot]) -> Timetable:
        """Give the timetable in which the entries stand in these slots."""
        return Timetable(entries=self.entries, slots=tuple(slots))

    def without(self, rules: Collection[str]) -> "Problem":
        """Give the same problem without the rules or givens of these ids.

        Where a rule said who leads or where it is held, somebody or somewhere else will
        now do as well: no leaders, no venue.
        """
        gone = [rule for rule in self.rules if rule.id in rules]
        return attrs.evolve(
            self,
            rules=tuple(rule for rule in self.rules if rule.id not in rules),
            terms=tuple(term for term in self.terms if term.rule.id not in rules),
            venues=tuple(
                (*some, None) if _said(gone, HeldAt, entry) else some
                for entry, some in zip(self.entries, self.venues, strict=True)
            ),
            teams=tuple(
                (*some, ()) if _said(gone, LedBy, entry) else some
                for entry, some in zip(self.entries, self.teams, strict=True)
            ),
        )

    def _possible(self, choices: Iterable[int], aspect: Aspect) -> tuple[int, ...]:
        bars = [
            term
            for term in self.singles
            if term.looks_at is aspect
            and term.rule.agreed.strictness is Strictness.HARD
        ]
        some = [self.entries[place] for place in sorted(self.free)]
        kinds = {_kind(bars, entry): entry for entry in some}.values()
        return tuple(
            choice
            for choice in choices
            if not all(_barred(bars, entry, aspect, choice) for entry in kinds)
        )

    def _in_turn(self, places: Iterable[int]) -> tuple[int, ...]:
        """Order by number; by date where what stays contradicts the numbers."""

        def by_number(place: int) -> tuple[int, tuple[int, int], str]:
            entry = self.entries[place]  # those of one number stay as they stand
            return entry.number, _moment(self.now[place]), entry.session

        numbered = sorted(places, key=by_number)
        fixed = [_moment(self.now[p]) for p in numbered if p not in self.free]
        if fixed == sorted(fixed):
            return tuple(numbered)
        return tuple(sorted(numbered, key=lambda place: _moment(self.now[place])))


_NEVER = (pendulum.Date.max.toordinal(), 0)


def _moment(slot: Slot | None) -> tuple[int, int]:
    return _NEVER if slot is None else (slot.day, slot.start)


def problem_of(  # noqa: PLR0913  # one keyword for each thing a search may be told
    portfolio: Portfolio,
    *,
    on: pendulum.Date,
    rules: Iterable[Any] = STANDARD_RULES,
    keep: Collection[SessionId | ActivityId] = (),
    free: Collection[SessionId | ActivityId] = (),
    until: pendulum.Date | None = None,
    grid: int = 30,
    asked_by: str = "propose",
) -> Problem:
    """Read what a search has to decide for a portfolio as it stands on a day.

    Planned sessions after today may move, and those that a rule asks for and that are
    not there yet are created. Confirmed ones stay unless *free* names them or their
    activity; those named in *keep* stay too. Sessions start on the hour, or a multiple
    of *grid* minutes after it. The last day looked at is *until*, or else the last that
    any project, rule or session knows of. *asked_by* is the function that was called,
    which errors name.

    Raises:
        UnknownIdError: *keep* or *free* names what is neither session nor activity.
        FieldError: *grid* does not divide an hour, *until* is not after *on*, or
            nothing says how long a session that is to be created lasts.
    """
    if grid < 1 or 60 % grid:  # minutes in an hour
        expected = "a number of minutes that divides an hour"
        raise FieldError(asked_by, "grid", expected, grid)
    facts = facts_of(portfolio, on=on)
    for field, ids in (("keep", keep), ("free", free)):
        _must_be_known(facts, asked_by, field, ids)
    if until is not None and until <= facts.on:
        raise FieldError(asked_by, "until", f"a day after {facts.on}", until)
    held = rules_of(portfolio, rules)
    terms = (*givens(facts), *terms_of(held, facts))
    entries, now = _entries(facts, terms)
    movable = _free(facts, entries, now, keep=keep, free=free)
    times = {*range(0, MINUTES_IN_A_DAY, grid)}
    times.update(slot.start for p in movable if (slot := now[p]) is not None)
    return Problem(
        facts=facts,
        rules=held,
        terms=terms,
        entries=entries,
        now=now,
        free=movable,
        horizon=_horizon(facts, now, held, until),
        times=tuple(sorted(times)),
        venues=tuple(
            _venues(held, entry, slot) for entry, slot in _pairs(entries, now)
        ),
        teams=tuple(
            _teams(held, facts, entry, slot) for entry, slot in _pairs(entries, now)
        ),
    )


_Pair = tuple[Entry, Slot | None]


def _pairs(entries: Iterable[Entry], now: Iterable[Slot | None]) -> Iterator[_Pair]:
    return zip(entries, now, strict=True)


def _entries(
    facts: Facts, terms: Iterable[Term]
) -> tuple[tuple[Entry, ...], tuple[Slot | None, ...]]:
    """Give the sessions that happen, of the length agreed, and those yet to be created."""
    counts = [term for term in terms if isinstance(term, Count)]
    there = facts.timetable
    entries = [_of_agreed_length(entry, counts) for entry in there.entries]
    created = [*_yet_to_create(facts, counts, entries)]
    return (*entries, *created), (*there.slots, *(None for _ in created))


def _of_agreed_length(entry: Entry, counts: Iterable[Count]) -> Entry:
    return attrs.evolve(entry, minutes=_agreed(counts, entry.activity) or entry.minutes)


def _agreed(counts: Iterable[Count], activity: str) -> int | None:
    lengths = (count.minutes(activity) for count in counts)
    return next((minutes for minutes in lengths if minutes is not None), None)


def _yet_to_create(
    facts: Facts, counts: Sequence[Count], there: Iterable[Entry]
) -> Iterator[Entry]:
    by_activity: dict[str, list[Entry]] = {}
    for entry in there:
        by_activity.setdefault(entry.activity, []).append(entry)
    taken = {session.id for session in facts.portfolio.sessions}
    for activity in facts.needs.activities:
        present = by_activity.get(activity, [])
        wanted = max((c.wanted(activity) or 0 for c in counts), default=0)
        if len(present) >= wanted:
            continue
        minutes = _agreed(counts, activity) or max(
            (entry.minutes for entry in present), default=None
        )
        if minutes is None:
            expected = f"how long a session of {activity!r} lasts, in minutes"
            raise FieldError("RunCount", "minutes", expected, None)
        last = max((entry.number for entry in present), default=0)
        names = _names(activity, taken)
        for number in range(last + 1, last + 1 + wanted - len(present)):
            yield facts.created(next(names), activity, number=number, minutes=minutes)


def _names(activity: str, taken: Collection[str]) -> Iterator[str]:
    """Yield ids for new sessions that no session has."""
    ids = (f"{activity}-{number}" for number in itertools.count(1))
    return (id for id in ids if id not in taken)


def _free(
    facts: Facts,
    entries: tuple[Entry, ...],
    now: tuple[Slot | None, ...],
    *,
    keep: Collection[str],
    free: Collection[str],
) -> frozenset[int]:
    today = facts.on.toordinal()

    def may_move(entry: Entry, slot: Slot | None) -> bool:
        if slot is None:
            return True
        names = {entry.session, entry.activity}
        session = facts.portfolio.sessions[entry.index or 0]
        if session.status is SessionStatus.HELD or slot.day <= today:
            return False
        return not names.intersection(keep) and (
            not entry.announced or bool(names.intersection(free))
        )

    pairs = enumerate(_pairs(entries, now))
    return frozenset(place for place, pair in pairs if may_move(*pair))


def _must_be_known(
    facts: Facts, asked_by: str, field: str, ids: Collection[str]
) -> None:
    if isinstance(ids, str):
        raise FieldError(asked_by, field, "several ids, such as ['iro-1']", ids)
    known: set[str] = {session.id for session in facts.portfolio.sessions}
    known |= set(facts.needs.activities)
    for id in ids:
        if id not in known:
            near = did_you_mean(id, sorted(known))
            raise UnknownIdError("session or activity", id, near)


def _horizon(
    facts: Facts,
    now: Iterable[Slot | None],
    rules: Iterable[Any],
    until: pendulum.Date | None,
) -> range:
    """Give the days from tomorrow to the last that anything in the portfolio knows of."""
    today = facts.on.toordinal()
    if until is not None:
        return range(today + 1, until.toordinal() + 1)
    ends = [slot.day for slot in now if slot is not None]
    ends += [end.toordinal() for end in _ends(facts, rules) if end is not None]
    last = max(ends, default=0)
    if last <= today:
        last = today + _YEAR
    return range(today + 1, min(last, today + LONGEST_SEARCH) + 1)


_YEAR = 366


def _ends(facts: Facts, rules: Iterable[Any]) -> Iterator[pendulum.Date | None]:
    for project in facts.portfolio.projects:
        yield project.funded_end
        yield project.forecast_end
    yield from (rule.end for rule in rules if isinstance(rule, Within))


def _said(rules: Iterable[Any], kind: type[Any], entry: Entry) -> bool:
    return any(isinstance(r, kind) and entry.activity in r.activities for r in rules)


def _kind(bars: Iterable[OfOne], entry: Entry) -> Hashable:
    concerned = (bar.concerns(entry) and (bar.alike(entry),) for bar in bars)
    return entry.minutes, *concerned


def _barred(bars: Iterable[OfOne], entry: Entry, aspect: Aspect, choice: int) -> bool:
    day, start = (choice, 0) if aspect is Aspect.DAY else (1, choice)
    end = start + entry.minutes
    slot = Slot(day=day, start=start, end=end, venue=None, leaders=())
    return any(bar.concerns(entry) and bar.amount(entry, slot) for bar in bars)


def _venues(
    rules: Iterable[Any], entry: Entry, now: Slot | None
) -> tuple[str | None, ...]:
    """Give where an entry could be held: the venues agreed, or where it is held now."""
    agreed = [
        rule.venues
        for rule in rules
        if isinstance(rule, HeldAt) and entry.activity in rule.activities
    ]
    present = () if now is None else (now.venue,)
    if not agreed:
        return present or (None,)
    return tuple(sorted({*itertools.chain(*agreed), *filter(None, present)}))


def _teams(
    rules: Iterable[Any], facts: Facts, entry: Entry, now: Slot | None
) -> tuple[tuple[str, ...], ...]:
    """Give who could lead an entry together: as agreed, or those who lead it now."""
    agreed = [
        team
        for rule in rules
        if isinstance(rule, LedBy) and entry.activity in rule.activities
        for team in _teams_agreed(rule)
    ]
    present = facts.leaders_of(entry.activity) if now is None else now.leaders
    return tuple(sorted({*agreed, present})) if agreed else (present,)


def _teams_agreed(rule: LedBy) -> Iterator[tuple[str, ...]]:
    """Yield who may lead together; of too many teams some, in which all get a share."""
    people = sorted(set(rule.people))
    if _count_of_teams(rule) <= MOST_TEAMS:
        return itertools.combinations(people, rule.needed)
    strides = range(1, max(2, MOST_TEAMS // len(people) + 1))
    return (
        tuple(
            sorted(
                people[(first + stride * n) % len(people)] for n in range(rule.needed)
            )
        )
        for stride in strides
        for first in range(len(people))
        if math.lcm(stride, len(people)) // stride >= rule.needed
    )


def _count_of_teams(rule: LedBy) -> int:
    return math.comb(len(set(rule.people)), rule.needed)
