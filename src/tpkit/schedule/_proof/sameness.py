"""What has to stay the same in a series, while a search takes options away."""

import functools
from collections.abc import Hashable, Mapping, Sequence

from tpkit.schedule._proof.board import Board
from tpkit.schedule._proof.memory import bits
from tpkit.schedule._terms.shapes import Aspect, Sameness
from tpkit.schedule._terms.slot import Slot

_Shape = tuple[frozenset[int], int]
"""The days on which a session would have a feature, and the options by which."""


class Same:
    """The sessions of one series that have to be alike, and in what."""

    def __init__(
        self, board: Board, places: Sequence[int], terms: Sequence[Sameness]
    ) -> None:
        self._board = board
        self._places = places
        self._terms = terms
        self._shapes = functools.cache(self._shaped)

    def settle(self) -> None:
        """Take away what not all of the sessions could have."""
        for term in self._terms:
            features = [set(self._shapes(place, term)) for place in self._places]
            common = set.intersection(*features)
            for place in self._places:
                self._keep(place, term, common)

    def follow(self, slot: Slot) -> None:
        """Leave to all only what is like the slot that one of them has."""
        for term in self._terms:
            for place in self._places:
                self._keep(place, term, {term.feature(slot)})

    def _keep(self, place: int, term: Sameness, features: set[Hashable]) -> None:
        shapes = self._shapes(place, term)
        some = [shape for feature, shape in shapes.items() if feature in features]
        days = frozenset[int]().union(*(days for days, _ in some))
        options = functools.reduce(int.__or__, (mask for _, mask in some), 0)
        for day in [*self._board.open[place]]:
            self._board.take(place, day, ~options if day in days else -1)

    def _shaped(self, place: int, term: Sameness) -> Mapping[Hashable, _Shape]:
        board, days = self._board, frozenset(self._board.open[place])
        found: dict[Hashable, _Shape] = {}
        if term.looks_at is Aspect.DAY:
            for day in sorted(days):
                feature = term.feature(board.slot(place, day, 0))
                there, _ = found.get(feature, (frozenset[int](), 0))
                found[feature] = there | {day}, -1
            return found
        anyhow = functools.reduce(int.__or__, board.open[place].values(), 0)
        for option in bits(anyhow):
            feature = term.feature(board.slot(place, 0, option))
            _, options = found.get(feature, (days, 0))
            found[feature] = days, options | 1 << option
        return found
