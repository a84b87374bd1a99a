"""What the options of a session claim: people, venues, audiences, turns in a week.

What is said here guides a search; what a timetable costs is asked of the terms
themselves. A claim that depends on the time of day is seen as at the first start.
"""

import itertools
from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

import attrs

from tpkit.schedule._problem.problem import Problem
from tpkit.schedule._terms.shapes import Load, Shared
from tpkit.schedule._terms.slot import Entry

Option = tuple[int, int]
"""The numbers of a venue and a team of an entry."""


@attrs.frozen
class Claim:
    """Something that some options of a session want."""

    term: int
    """The number of the term, among those that are `contended`."""
    what: Hashable
    days: frozenset[int] | None
    """The numbers of the days on which they want it; None for all."""


@attrs.frozen(kw_only=True)
class Claims:
    """What the options of a session want: all of them, or some venues, teams or both."""

    always: tuple[Claim, ...]
    by_venue: Mapping[int, tuple[Claim, ...]]
    by_team: Mapping[int, tuple[Claim, ...]]
    by_both: Mapping[Option, tuple[Claim, ...]]

    @property
    def wanted(self) -> frozenset[tuple[int, Hashable]]:
        """Everything that any option wants, each with the number of its term."""
        some = itertools.chain(
            self.always,
            *self.by_venue.values(),
            *self.by_team.values(),
            *self.by_both.values(),
        )
        return frozenset((claim.term, claim.what) for claim in some)


def contended(problem: Problem) -> tuple[Shared | Load, ...]:
    """Give the terms by which one session is in the way of another."""
    return (*problem.shared, *problem.loads)


class ClaimsOf:
    """Answers what the options of each entry claim, and keeps what it has answered."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._terms = contended(problem)
        self._kept: dict[Hashable, Claims] = {}

    def __call__(self, place: int) -> Claims:
        """Give what the options of an entry claim."""
        problem = self._problem
        entry = problem.entries[place]
        concerned = tuple(n for n, t in enumerate(self._terms) if t.concerns(entry))
        key = (_kind(entry), concerned, problem.venues[place], problem.teams[place])
        if key not in self._kept:
            self._kept[key] = self._read(place, concerned)
        return self._kept[key]

    def _read(self, place: int, concerned: Iterable[int]) -> Claims:
        always: list[Claim] = []
        by_venue: dict[int, list[Claim]] = {}
        by_team: dict[int, list[Claim]] = {}
        by_both: dict[Option, list[Claim]] = {}
        count = len(self._problem.venues[place]), len(self._problem.teams[place])
        for number in concerned:
            term = self._terms[number]
            hurried = count[0] > 1 and is_hurried(term)
            for what, options, days in _asked(term, self._problem, place):
                claim = Claim(number, what, days)
                venues, teams = {v for v, _ in options}, {q for _, q in options}
                any_venue = not hurried and len(options) == count[0] * len(teams)
                any_team = len(options) == len(venues) * count[1]
                if any_venue and any_team:
                    always.append(claim)
                elif any_team:
                    _note(by_venue, venues, claim)
                elif any_venue:
                    _note(by_team, teams, claim)
                else:
                    _note(by_both, options, claim)
        return Claims(
            always=tuple(always),
            by_venue=_settled(by_venue),
            by_team=_settled(by_team),
            by_both=_settled(by_both),
        )


def is_hurried(term: Shared | Load) -> bool:
    """Say whether sessions one after another may be in each other's way by a term.

    How near is too near then depends on where the two are held.
    """
    return isinstance(term, Shared) and (
        type(term).margin is not Shared.margin or type(term).amount is not Shared.amount
    )


# --------------------------------------------------------------------------- machinery


def _kind(entry: Entry) -> Entry:
    """Give what entries that claim the same have in common."""
    return attrs.evolve(entry, session="", index=None, title="", number=0)


_Asked = tuple[Hashable, frozenset[Option], frozenset[int] | None]


def _asked(term: Shared | Load, problem: Problem, place: int) -> Iterator[_Asked]:
    """Yield each claim with the options that make it, and the days on which they do."""
    entry = problem.entries[place]
    venues, teams = problem.venues[place], problem.teams[place]
    start = problem.starts[0]

    def claims(day: int, venue: int, team: int) -> frozenset[Hashable]:
        slot = problem.slot(place, day, start, venues[venue], teams[team])
        return frozenset(term.claims(entry, slot))

    alike: dict[frozenset[Hashable], list[int]] = {}
    for number, day in enumerate(problem.days):
        alike.setdefault(claims(day, 0, 0), []).append(number)
    made: dict[tuple[Hashable, frozenset[Option]], list[int]] = {}
    for days in alike.values():
        options: dict[Hashable, list[Option]] = {}
        for option in itertools.product(range(len(venues)), range(len(teams))):
            for what in claims(problem.days[days[0]], *option):
                options.setdefault(what, []).append(option)
        for what, some in options.items():
            made.setdefault((what, frozenset(some)), []).extend(days)
    # Sets are walked in another order each time the interpreter starts.
    for what, by in sorted(made, key=lambda pair: (str(pair[0]), sorted(pair[1]))):
        on = made[what, by]
        yield what, by, None if len(on) == len(problem.days) else frozenset(on)


_Key = TypeVar("_Key")


def _note(found: dict[_Key, list[Claim]], keys: Iterable[_Key], claim: Claim) -> None:
    for key in keys:
        found.setdefault(key, []).append(claim)


def _settled(found: dict[_Key, list[Claim]]) -> dict[_Key, tuple[Claim, ...]]:
    return {key: tuple(claims) for key, claims in found.items()}
