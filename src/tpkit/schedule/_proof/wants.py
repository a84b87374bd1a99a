"""What sessions want of what there is one of, or only so much, while a search runs."""

from collections.abc import Hashable, Iterator, Mapping

from tpkit.schedule._proof.board import Board
from tpkit.schedule._proof.domains import Domains
from tpkit.schedule._proof.memory import Memory
from tpkit.schedule._terms.shapes import Load, Shared
from tpkit.schedule._terms.slot import Slot

Claims = frozenset[Hashable]


class Wants:
    """For each term, session and day: which options want what."""

    def __init__(self, domains: Domains, memory: Memory, board: Board) -> None:
        self._domains = domains
        self._memory = memory
        self._board = board
        self._groups: dict[tuple[int, int, int], Mapping[Claims, int]] = {}
        self._near: dict[tuple[int, int, Slot], int] = {}

    def of(self, term: Shared | Load, place: int, slot: Slot) -> Claims:
        """Give what a session wants in a slot."""
        return self._domains.claims(term, place, slot)

    def groups(
        self, term: Shared | Load, place: int, day: int
    ) -> Iterator[tuple[Claims, int]]:
        """Yield what is wanted on a day, each time with the options left that want it."""
        key = (id(term), place, day)
        if key not in self._groups:
            self._groups[key] = self._grouped(term, place, day)
        left = self._board.open[place].get(day, 0)
        for claims, options in self._groups[key].items():
            if options & left:
                yield claims, options & left

    def near(self, term: Shared, place: int, slot: Slot) -> int:
        """Give the options of a session that are too close to a slot, as bits."""
        key = (id(term), place, slot)
        if key not in self._near:
            domain = self._board.domains[place]
            minutes, pairs = domain.entry.minutes, domain.pairs
            found = 0
            for number, pair in enumerate(pairs):
                times = self._memory.overlaps(term, slot, minutes, pair)
                found |= self._board.spread(place, times, number)
            self._near[key] = found
        return self._near[key]

    def _grouped(
        self, term: Shared | Load, place: int, day: int
    ) -> Mapping[Claims, int]:
        domain, found = self._board.domains[place], dict[Claims, int]()
        on, entry = domain.days[day], domain.entry
        for number, (pair, cells) in enumerate(
            zip(domain.pairs, domain.by_pair, strict=True)
        ):
            for claims, times in self._memory.wanted(term, entry, on, pair, cells[day]):
                options = self._board.spread(place, times, number)
                found[claims] = found.get(claims, 0) | options
        return found
