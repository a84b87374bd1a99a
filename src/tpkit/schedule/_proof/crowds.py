"""Counting: whether more sessions want something than there is of it."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

import attrs

from tpkit.schedule._proof.board import Board
from tpkit.schedule._proof.question import Placement, Question
from tpkit.schedule._proof.wants import Claims, Wants
from tpkit.schedule._terms.shapes import Load, Shared

Bin = tuple[Hashable, int]
"""What is wanted, and the day or the stretch of time in which it is."""


@attrs.frozen(kw_only=True, eq=False)
class Crowds:
    """Counts, for what several sessions cannot do without, how often it can be had.

    A session has to have one of some things on one day or another. Each thing can be
    had so often a day at most. Where the sessions cannot all be given their own, there
    is no timetable: nothing need be tried.
    """

    question: Question
    board: Board
    wants: Wants
    others: Placement
    """Those who are not on the board, and only in the way."""

    def are_too_large(self) -> bool:
        """Say whether there are too many somewhere; if not, there may be none all the same."""
        return any(
            self._is_short(term, pool, places)
            for term in self.question.crowding
            if isinstance(term, Load) or term.overlapping
            for pool, places in self._pools(term)
        )

    def _pools(
        self, term: Shared | Load
    ) -> Iterator[tuple[frozenset[Hashable], list[int]]]:
        """Yield sets of things of which each of some sessions needs one, with those."""
        needs = {}
        for place in self._competitors(term):
            groups = [*self._claims(term, place)]
            if groups and all(groups):
                needs[place] = groups
        for pool in _pools_of(needs.values()):
            places = [p for p, groups in needs.items() if all(pool & g for g in groups)]
            if len(places) > 1:
                yield pool, places

    def _competitors(self, term: Shared | Load) -> list[int]:
        """Give the sessions that are never at one time with each other for a term.

        Of those that may share a thing, the sessions of one activity at most.
        """
        entries = self.question.problem.entries
        there = [p for p in sorted(self.board.open) if term.concerns(entries[p])]
        if isinstance(term, Load):
            return there
        by_rival: dict[Hashable, dict[Hashable, list[int]]] = {}
        for place in there:
            entry = entries[place]
            loose = entry.activity in self.question.loose
            which = entry.session if loose else entry.activity
            by_rival.setdefault(term.rival(entry), {}).setdefault(which, []).append(
                place
            )
        return sorted(
            p for some in by_rival.values() for p in max(some.values(), key=len)
        )

    def _claims(self, term: Shared | Load, place: int) -> set[Claims]:
        """Give what the options of a session want, each time together."""
        found: set[Claims] = set()
        for day, left in self.board.open[place].items():
            some = 0
            for claims, options in self.wants.groups(term, place, day):
                found.add(claims)
                some |= options
            if some != left:
                found.add(frozenset())
        return found

    def _is_short(
        self, term: Shared | Load, pool: frozenset[Hashable], places: list[int]
    ) -> bool:
        """Say whether the sessions cannot all have one of the things at some time."""
        bins = {place: self._bins(term, pool, place) for place in places}
        if _all_served(bins, dict.fromkeys(set().union(*bins.values()), 1)):
            return False
        rooms = {
            each: self._room(term, each, [p for p in places if each in bins[p]])
            for each in set().union(*bins.values())
        }
        return not _all_served(bins, rooms)

    def _bins(
        self, term: Shared | Load, pool: frozenset[Hashable], place: int
    ) -> set[Bin]:
        days = self.question.days
        return {
            (claim, term.period(days[day]) if isinstance(term, Load) else day)
            for day in self.board.open[place]
            for claims, _ in self.wants.groups(term, place, day)
            for claim in claims & pool
        }

    def _room(self, term: Shared | Load, each: Bin, places: list[int]) -> int:
        """Give how many of the sessions can have something at most, on its day."""
        claim, when = each
        if isinstance(term, Load):
            taken = self._taken(term)[each]
            return sum(not term.amount(taken + n) for n in range(1, len(places) + 1))
        spans = {
            (start + self.board.domains[place].entry.minutes, start)
            for place in places
            for claims, options in self.wants.groups(term, place, when)
            if claim in claims
            for start in self.board.starts(place, options)
        }
        return _most_apart(spans)

    def _taken(self, term: Load) -> Counter[Bin]:
        """Count what sessions have that are only in the way."""
        return Counter(
            (claim, term.period(slot.day))
            for place, slot in self.others.items()
            for claim in self.wants.of(term, place, slot)
        )


def _pools_of(needs: Iterable[Sequence[Claims]]) -> list[frozenset[Hashable]]:
    """Give what several need in any case, and what several can choose among."""
    always: Counter[Hashable] = Counter()
    choices: list[frozenset[Hashable]] = []
    for groups in needs:
        must = frozenset.intersection(*groups)
        always.update(must)
        choice = frozenset.union(*groups) - must
        near = [some for some in choices if some & choice]
        choices = [some for some in choices if not some & choice]
        choices += [choice.union(*near)] if choice else []
    single = [frozenset([claim]) for claim, times in always.items() if times > 1]
    return sorted({*single, *choices}, key=lambda pool: sorted(map(str, pool)))


def _most_apart(spans: Iterable[tuple[int, int]]) -> int:
    """Count how many of these can be at most without two that overlap."""
    count, free_from = 0, 0
    for end, start in sorted(spans):
        if start >= free_from:
            count, free_from = count + 1, end
    return count


def _all_served(bins: Mapping[int, set[Bin]], rooms: Mapping[Bin, int]) -> bool:
    """Say whether everybody can have a place in one of their bins: a matching."""
    inside: dict[Bin, list[int]] = {each: [] for each in rooms}
    order = {place: sorted(some, key=str) for place, some in bins.items()}

    def served(place: int, tried: set[Bin]) -> bool:
        for each in order[place]:
            if each in tried:
                continue
            tried.add(each)
            there = inside[each]
            if len(there) < rooms[each]:
                there.append(place)
                return True
            for number, other in enumerate(there):
                if served(other, tried):
                    there[number] = place
                    return True
        return False

    return all(served(place, set()) for place in sorted(bins))
