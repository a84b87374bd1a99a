"""When and where a session could be held: what no hard rule by itself bars."""

import functools
import itertools
from collections import Counter
from collections.abc import Hashable, Iterable

import attrs

from tpkit.schedule._proof.memory import Cells, Memory, Pair, slot_at
from tpkit.schedule._proof.question import Placement, Question
from tpkit.schedule._terms.shapes import Load, Shared
from tpkit.schedule._terms.slot import Entry, Slot


@attrs.frozen(kw_only=True, eq=False)
class Domain:
    """When and where one session could be held, and who could lead it."""

    entry: Entry
    days: tuple[int, ...]
    times: tuple[int, ...]
    pairs: tuple[Pair, ...]
    by_pair: tuple[Cells, ...]
    """For each pair when it could be; pairs that are alike may share one object."""

    @functools.cached_property
    def whenever(self) -> Cells:
        """When it could be, somewhere and led by somebody."""
        return union(self.by_pair, len(self.days))

    def slot(self, day: int, time: int, pair: int) -> Slot:
        """Give the slot that the numbers of a day, a time and a pair stand for."""
        return slot_at(self.entry, self.days[day], self.times[time], self.pairs[pair])


def union(several: Iterable[Cells], days: int) -> Cells:
    """Give what is in any of these."""
    different = list({id(some): some for some in several}.values())
    if len(different) == 1:
        return different[0]
    whole = [0] * days
    for some in different:
        whole = [a | b for a, b in zip(whole, some, strict=True)]
    return tuple(whole)


class Domains:
    """The domains of one question, made when they are first asked for."""

    def __init__(self, question: Question, memory: Memory) -> None:
        self.question = question
        self._memory = memory
        problem, times = question.problem, set(question.problem.times)
        allowed = sum(1 << n for n, at in enumerate(memory.times) if at in times)
        self._horizon = tuple(
            allowed if day in problem.horizon else 0 for day in question.days
        )
        # Days outside the horizon are those of sessions that stay, which differ.
        outside = tuple(day for day in question.days if day not in problem.horizon)
        self._name = (problem.horizon, outside, allowed)
        self._numbers = {day: number for number, day in enumerate(question.days)}
        self._singles = frozenset(map(id, problem.singles))
        self._new = memory.unknown(problem.singles)
        self._domains: dict[int, Domain] = {}

    def of(self, place: int) -> Domain:
        """Give the domain of a session, all others left out."""
        if place not in self._domains:
            problem = self.question.problem
            entry, slot = problem.entries[place], self.question.fixed.get(place)
            if slot is None:
                pairs = itertools.product(problem.venues[place], problem.teams[place])
                self._domains[place] = self._domain(entry, tuple(pairs))
            else:
                self._domains[place] = self._fixed(entry, slot)
        return self._domains[place]

    def beside(self, place: int, placed: Placement) -> Domain:
        """Give what is left of a domain when others have slots already."""
        domain = self.of(place)
        if place in self.question.fixed or placed.keys() <= {place}:
            return domain
        cells = [[*some] for some in domain.by_pair]
        others = {p: slot for p, slot in placed.items() if p != place}
        for other, slot in others.items():
            self._keep_clear(place, domain, cells, other, slot)
        for term in self.question.problem.loads:
            self._keep_within(place, domain, cells, term, others)
        return attrs.evolve(domain, by_pair=tuple(map(tuple, cells)))

    def wishes(self, term: Shared | Load, place: int) -> frozenset[Hashable]:
        """Give what a session may want of a term, here or there, now or then.

        A wish of some days only may be overlooked, and nothing rests on that: who
        overlooks one bars too little, and what it leads to is judged in the end.
        """
        domain, known = self.of(place), self._memory.wishes
        key = (id(term), domain.entry.session, domain.pairs)
        if key not in known:
            claims = (
                self._memory.claims(term, domain.entry, domain.slot(day, 0, pair))
                for pair in range(len(domain.pairs))
                for day in _some(len(domain.days))
            )
            known[key] = frozenset(itertools.chain.from_iterable(claims))
        return known[key]

    def claims(
        self, term: Shared | Load, place: int, slot: Slot
    ) -> frozenset[Hashable]:
        """Give what a session wants of a term in a slot."""
        return self._memory.claims(term, self.question.problem.entries[place], slot)

    def _domain(self, entry: Entry, pairs: tuple[Pair, ...]) -> Domain:
        asked = [
            self._memory.answers(entry, pair, self._singles, self._new)
            for pair in pairs
        ]
        days = self.question.days
        return Domain(
            entry=entry,
            days=days,
            times=self._memory.times,
            pairs=pairs,
            by_pair=tuple(
                self._memory.narrowed(answers, days, self._horizon, self._name)
                for answers in asked
            ),
        )

    def _fixed(self, entry: Entry, slot: Slot) -> Domain:
        """Give the domain of a session that stays where it is."""
        time = 1 << self._memory.times.index(slot.start)
        days = self.question.days
        return Domain(
            entry=attrs.evolve(entry, minutes=slot.end - slot.start),
            days=days,
            times=self._memory.times,
            pairs=((slot.venue, slot.leaders),),
            by_pair=(tuple(time if day == slot.day else 0 for day in days),),
        )

    def _keep_clear(
        self, place: int, domain: Domain, cells: list[list[int]], other: int, slot: Slot
    ) -> None:
        day = self._numbers.get(slot.day)
        if day is None:
            return
        entries = self.question.problem.entries
        for term in self.question.problem.shared:
            claims = self.claims(term, other, slot)
            if claims.isdisjoint(self.wishes(term, place)) or (
                term.rival(entries[place]) == term.rival(entries[other])
            ):
                continue
            entry = domain.entry
            for pair, some in zip(domain.pairs, cells, strict=True):
                near = some[day] & self._memory.overlaps(
                    term, slot, entry.minutes, pair
                )
                if near:
                    wanted = self._memory.wanted(term, entry, slot.day, pair, near)
                    some[day] &= ~sum(
                        t for mine, t in wanted if not claims.isdisjoint(mine)
                    )

    def _keep_within(
        self,
        place: int,
        domain: Domain,
        cells: list[list[int]],
        term: Load,
        others: Placement,
    ) -> None:
        taken = Counter(
            (claim, term.period(slot.day))
            for other, slot in others.items()
            for claim in self.claims(term, other, slot)
        )
        wishes = self.wishes(term, place)
        full = {
            wish
            for wish, n in taken.items()
            if wish[0] in wishes and term.amount(n + 1)
        }
        periods = {period for _, period in full}
        for day, on in enumerate(domain.days) if full else ():
            period = term.period(on)
            if period in periods:
                for pair, some in zip(domain.pairs, cells, strict=True):
                    wanted = self._memory.wanted(
                        term, domain.entry, on, pair, some[day]
                    )
                    some[day] &= ~sum(
                        times
                        for mine, times in wanted
                        if any((claim, period) in full for claim in mine)
                    )


def _some(days: int) -> range:
    """Give the numbers of the first day and a few others."""
    return range(0, days, max(1, days // _SAMPLED))


_SAMPLED = 8
