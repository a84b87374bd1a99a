"""The best slots for one session: all are looked at, day by day, and judged exactly."""

import heapq
import itertools
from collections.abc import Iterator, Sequence
from typing import TypeVar

from tpkit.schedule._options.one_session import OneSession
from tpkit.schedule._problem.tables import BARRED, Table, Tables
from tpkit.schedule._terms.shapes import Gap, OfOne
from tpkit.schedule._terms.slot import Slot

_Ranked = tuple[tuple[int, ...], Slot]
"""A slot with what it is ranked by, which no other slot has."""


def best_slots(one: OneSession, n: int) -> list[Slot]:
    """Give up to *n* slots that break no hard rule, other than the present one.

    The best of each day come first, the cheapest day before others; of equals the one
    nearest to the present date, then the earlier. Only where there are fewer such days
    does a day come again, after all others.
    """
    days = _Days(one)
    waiting: list[tuple[tuple[int, ...], int, list[_Ranked]]] = [
        (days.bound(d), d, []) for d in range(len(one.problem.days))
    ]
    heapq.heapify(waiting)
    opened: list[list[_Ranked]] = []
    while waiting and len(opened) < n:
        bound, d, slots = heapq.heappop(waiting)
        if slots:
            opened.append(slots)
        elif bound[0] < BARRED and (slots := days.legal(d)):
            # Nothing in a day comes before its bound, and nothing else in it before
            # this: what is popped next is the best of all days that are left.
            heapq.heappush(waiting, (slots[0][0], d, slots))
    rounds = itertools.zip_longest(*opened)
    return [
        slot
        for once in rounds
        for _, slot in sorted(ranked for ranked in once if ranked is not None)
    ][:n]


class _Days:
    """What the slots of a day cost."""

    def __init__(self, one: OneSession) -> None:
        self._one = one
        self._table: Table = Tables(problem=one.problem).table(one.place)
        self._gaps = [p for p in one.probes if isinstance(p.term, Gap)]
        self._beyond = [p for p in one.probes if not isinstance(p.term, OfOne)]
        self._venues = _present_first(one.problem.venues[one.place], one.venue)
        self._teams = _present_first(one.problem.teams[one.place], one.leaders)

    def bound(self, d: int) -> tuple[int, ...]:
        """Give what ranks before, or with, every slot of a day."""
        problem = self._one.problem
        width = len(problem.starts)
        cost = min(self._table.when[d * width : (d + 1) * width], default=BARRED)
        if cost < BARRED:
            day = Slot(day=problem.days[d], start=0, end=0, venue=None, leaders=())
            cost += self._one.cost(day, self._gaps)
        return cost, self._away(problem.days[d]), problem.days[d]

    def legal(self, d: int) -> list[_Ranked]:
        """Give the slots of a day that break no hard rule, the best first."""
        found = []
        for rank, slot in self._options(d):
            if slot == self._one.now or not self._one.is_in_turn(slot):
                continue
            cost = rank[0] + self._one.cost(slot, self._beyond)
            if cost < BARRED:
                found.append(((cost, *rank[1:]), slot))
        return sorted(found)

    def _options(self, d: int) -> Iterator[_Ranked]:
        """Yield the slots of a day, ranked by what each costs by itself."""
        problem, table = self._one.problem, self._table
        day = problem.days[d]
        away = self._away(day)
        for t, start in enumerate(problem.starts):
            at = d * len(problem.starts) + t
            if table.when[at] >= BARRED:
                continue
            for (rv, v, venue), (rq, q, team) in itertools.product(
                self._venues, self._teams
            ):
                parts = (table.by_venue[v], table.by_team[q], table.by_both[v][q])
                cost = table.when[at] + sum(part[at] for part in parts if part)
                if cost < BARRED:
                    rank = cost, away, day, self._later(start), start, rv, rq
                    yield rank, problem.slot(self._one.place, day, start, venue, team)

    def _away(self, day: int) -> int:
        return 0 if self._one.now is None else abs(day - self._one.now.day)

    def _later(self, start: int) -> int:
        return 0 if self._one.now is None else abs(start - self._one.now.start)


_Choice = TypeVar("_Choice")


def _present_first(
    choices: Sequence[_Choice], present: _Choice
) -> list[tuple[int, int, _Choice]]:
    """Give choices each with its rank, 0 for the present one, and its place."""
    return [
        (0 if choice == present else place + 1, place, choice)
        for place, choice in enumerate(choices)
    ]
