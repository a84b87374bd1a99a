"""Who has what when: what sessions that have a slot leave of people, places and time."""

from collections.abc import Hashable, Iterable, Iterator, Mapping

import attrs

from tpkit.schedule._judge.breaches import is_hard
from tpkit.schedule._problem.claims import Claim, contended, is_hurried
from tpkit.schedule._problem.problem import Problem
from tpkit.schedule._problem.tables import BARRED
from tpkit.schedule._terms.shapes import Load, Shared
from tpkit.schedule._terms.slot import Entry, Slot


@attrs.frozen
class Asker:
    """An option whose claims are looked at: an entry, where and with whom."""

    place: int
    venue: str | None
    team: tuple[str, ...]


@attrs.frozen
class Surcharge:
    """What options cost beside what they cost by themselves."""

    by_day: dict[int, int] = attrs.field(factory=dict)
    """For the number of a day."""
    by_cell: dict[int, int] = attrs.field(factory=dict)
    """For a day and a start, numbered as in `Costs`."""


class Occupancy:
    """The slots given so far: it says what one more session costs, in one or in all slots.

    What `add` and `remove` say adds up to what the judge says of `Shared` and `Load`.
    """

    def __init__(self, problem: Problem) -> None:
        self.slots: dict[int, Slot] = {}
        """The slot of each entry that has one."""
        self._entries = problem.entries
        self._books = tuple(_book(problem, term) for term in contended(problem))
        self._concerning: dict[int, tuple[_Book, ...]] = {}

    def add(self, place: int, slot: Slot) -> int:
        """Give an entry a slot, and say what that costs beside what was there."""
        self.slots[place] = slot
        return sum(book.add(place, slot) for book in self._books_of(place))

    def remove(self, place: int) -> int:
        """Take an entry's slot away, and say what that saves."""
        slot = self.slots.pop(place)
        return sum(book.remove(place, slot) for book in self._books_of(place))

    def in_the_way(self, place: int, slot: Slot) -> set[int]:
        """Give the places of those that make a slot dearer for an entry."""
        books = self._books_of(place)
        return set().union(*(book.in_the_way(place, slot) for book in books))

    def surcharge(self, claims: Iterable[Claim], asker: Asker) -> Surcharge:
        """Say what some claims would cost, by day, and by day and start."""
        found = Surcharge()
        for claim in claims:
            self._books[claim.term].charge(claim, asker, found)
        return found

    def _books_of(self, place: int) -> tuple["_Book", ...]:
        if place not in self._concerning:
            entry = self._entries[place]
            self._concerning[place] = tuple(
                book for book in self._books if book.term.concerns(entry)
            )
        return self._concerning[place]


# ------------------------------------------------------------------- one book for a term


def price_of(term: Shared | Load) -> int:
    """Give what each time costs that a term is broken."""
    return BARRED if is_hard(term) else int(term.rule.agreed.weight)


class _Clashes:
    """Who wants what at which time, by one term."""

    def __init__(self, problem: Problem, term: Shared) -> None:
        self.term = term
        self._problem = problem
        self._numbers = {day: number for number, day in enumerate(problem.days)}
        self._price = price_of(term)
        self._is_hurried = is_hurried(term)
        self._rivals = tuple(term.rival(entry) for entry in problem.entries)
        self._holders: dict[Hashable, dict[int, dict[int, Slot]]] = {}
        """By claim and day, the slots of those that want it."""
        self._blocked: dict[Hashable, tuple[tuple[int, int], ...]] = {}

    def add(self, place: int, slot: Slot) -> int:
        cost = 0
        for claim in set(self.term.claims(self._entry(place), slot)):
            days = self._holders.setdefault(claim, {})
            holders = days.setdefault(slot.day, {})
            cost += self._clashing(place, slot, holders)
            holders[place] = slot
        return cost

    def remove(self, place: int, slot: Slot) -> int:
        saved = 0
        for claim in set(self.term.claims(self._entry(place), slot)):
            days = self._holders[claim]
            holders = days[slot.day]
            del holders[place]
            saved += self._clashing(place, slot, holders)
            if not holders:
                del days[slot.day]
        return saved

    def in_the_way(self, place: int, slot: Slot) -> Iterator[int]:
        rival = self._rivals[place]
        for claim in set(self.term.claims(self._entry(place), slot)):
            holders = self._holders.get(claim, {}).get(slot.day, {})
            for other, its in holders.items():
                if self._rivals[other] != rival and self.term.amount(slot, its):
                    yield other

    def charge(self, claim: Claim, asker: Asker, found: Surcharge) -> None:
        rival, by_cell = self._rivals[asker.place], found.by_cell
        width = len(self._problem.starts)
        for ordinal, holders in self._holders.get(claim.what, {}).items():
            day = self._numbers.get(ordinal)
            if day is None or not (claim.days is None or day in claim.days):
                continue
            for other, slot in holders.items():
                if self._rivals[other] != rival:
                    for start, cost in self._around(asker, slot):
                        cell = day * width + start
                        by_cell[cell] = by_cell.get(cell, 0) + cost

    def _entry(self, place: int) -> Entry:
        return self._problem.entries[place]

    def _clashing(self, place: int, slot: Slot, holders: Mapping[int, Slot]) -> int:
        rival, rivals = self._rivals[place], self._rivals
        found = sum(
            self.term.amount(slot, its)
            for other, its in holders.items()
            if rivals[other] != rival
        )
        return found * self._price

    def _around(self, asker: Asker, other: Slot) -> tuple[tuple[int, int], ...]:
        """Give the numbers of the starts that a slot is in the way of, and the costs."""
        minutes = self._entry(asker.place).minutes
        key: Hashable = (minutes, other.start, other.end)
        if self._is_hurried:
            key = (minutes, asker.venue, asker.team, other)
        if key not in self._blocked:
            at = asker.place, other.day
            slots = (
                self._problem.slot(*at, start, asker.venue, asker.team)
                for start in self._problem.starts
            )
            costs = (self._price * self.term.amount(slot, other) for slot in slots)
            self._blocked[key] = tuple(
                (t, cost) for t, cost in enumerate(costs) if cost
            )
        return self._blocked[key]


class _Loads:
    """How many sessions fall on whom in which stretch of time, by one term."""

    def __init__(self, problem: Problem, term: Load) -> None:
        self.term = term
        self._entries = problem.entries
        self._price = price_of(term)
        self._holders: dict[Hashable, dict[int, set[int]]] = {}
        """By claim and period, the places of those that count."""
        self._usual = self._one_more(0)
        self._days: dict[int, list[int]] = {}
        """The numbers of the days in each period."""
        for number, day in enumerate(problem.days):
            self._days.setdefault(term.period(day), []).append(number)

    def add(self, place: int, slot: Slot) -> int:
        cost, period = 0, self.term.period(slot.day)
        for claim in set(self.term.claims(self._entries[place], slot)):
            holders = self._holders.setdefault(claim, {}).setdefault(period, set())
            cost += self._one_more(len(holders))
            holders.add(place)
        return cost

    def remove(self, place: int, slot: Slot) -> int:
        saved, period = 0, self.term.period(slot.day)
        for claim in set(self.term.claims(self._entries[place], slot)):
            holders = self._holders[claim][period]
            holders.remove(place)
            saved += self._one_more(len(holders))
        return saved

    def in_the_way(self, place: int, slot: Slot) -> Iterator[int]:
        period = self.term.period(slot.day)
        for claim in set(self.term.claims(self._entries[place], slot)):
            holders = self._holders.get(claim, {}).get(period, ())
            if self._one_more(len(holders)):
                yield from holders

    def charge(self, claim: Claim, asker: Asker, found: Surcharge) -> None:  # noqa: ARG002  # as clashes
        periods, by_day = self._holders.get(claim.what, {}), found.by_day
        for period in self._days if self._usual else periods:
            cost = self._one_more(len(periods.get(period, ())))
            for day in self._days.get(period, ()) if cost else ():
                if claim.days is None or day in claim.days:
                    by_day[day] = by_day.get(day, 0) + cost

    def _one_more(self, count: int) -> int:
        return self._price * (self.term.amount(count + 1) - self.term.amount(count))


_Book = _Clashes | _Loads


def _book(problem: Problem, term: Shared | Load) -> _Book:
    return _Loads(problem, term) if isinstance(term, Load) else _Clashes(problem, term)
