"""The best slots for the sessions of one activity, all others staying where they are.

A dynamic programme over days: exact but for what the sessions of one series are to each
other as rivals (`Shared`) or as work (`Load`), which `placing` looks at afterwards.
What has to stay the same, and may not change, is settled first, value by value, the
most promising first; what may change at a cost is part of the programme's state.
"""

import random
from collections.abc import Hashable, Sequence

import attrs

from tpkit.schedule._problem.tables import BARRED
from tpkit.schedule._search.lattice import Lattice, Likeness
from tpkit.schedule._search.layer import Allowed, Layer, all_of
from tpkit.schedule._search.steps import NEVER, Steps
from tpkit.schedule._search.ways import Found, best_way
from tpkit.schedule._terms.shapes import Aspect


@attrs.frozen(kw_only=True, eq=False)
class Line:
    """Sessions that follow one another, with all that they cost by themselves."""

    layers: tuple[Layer, ...]
    """One for each session, and one for what stays put before or after them."""
    steps: tuple[Steps, ...]
    """From each to the next."""
    likenesses: tuple[tuple[Aspect, int], ...]
    """What is to stay the same, and the cost where it does not."""


def best(
    line: Line, *, dice: random.Random | None = None, below: int = NEVER
) -> Found | None:
    """Find the cheapest slots for a line; None where nothing costs less than *below*.

    Without *dice* the first of several equally good is taken. A cost of `BARRED` or more
    says that no slots break no hard rule.
    """
    found = _Best(line, dice, below, strictly=True).find()
    if found is None and below > BARRED:
        found = _Best(line, dice, below, strictly=False).find()
    return found


class _Best:
    """One search, by branch and bound over what must not change."""

    def __init__(
        self, line: Line, dice: random.Random | None, below: int, *, strictly: bool
    ) -> None:
        self._line = line
        self._dice = dice
        self._below = below
        self._strictly = strictly
        self._found: Found | None = None
        costs = [cost for _, cost in line.likenesses]
        self._settled_first = sorted(
            (k for k, cost in enumerate(costs) if cost >= BARRED),
            key=lambda k: _ORDER.index(line.likenesses[k][0]),
        )
        self._inside = tuple(k for k, cost in enumerate(costs) if cost < BARRED)

    def find(self) -> Found | None:
        every = tuple(all_of(layer.choices) for layer in self._line.layers)
        if not self._settled_first:
            self._settle(every, self._inside)
            return self._found
        least = self._bound(every)
        self._branch(every, self._settled_first, least)
        if not self._strictly and least + BARRED < self._below:
            self._settle(every, tuple(range(len(self._line.likenesses))))
        return self._found

    def _branch(
        self, allowed: tuple[Allowed, ...], left: Sequence[int], least: int
    ) -> None:
        """Try the values of the first thing left, until nothing can be better."""
        if least >= self._below:
            return
        if not left:
            self._settle(allowed, self._inside)
            return
        children: list[tuple[int, int, tuple[Allowed, ...]]] = []
        for value in self._values(allowed, left[0]):
            child = self._narrowed(allowed, left[0], value)
            bound = self._bound(child)
            if bound > least:
                children.append((bound, len(children), child))
                continue
            self._branch(child, left[1:], bound)
            if self._below <= least:
                return
        for bound, _, child in sorted(children, key=lambda each: each[:2]):
            self._branch(child, left[1:], bound)

    def _values(self, allowed: tuple[Allowed, ...], likeness: int) -> list[Hashable]:
        """Give the values that all sessions could have, in some order."""
        aspect = self._line.likenesses[likeness][0]
        by_layer = [
            dict.fromkeys(layer.features[likeness][n] for n in some.of(aspect))
            for layer, some in zip(self._line.layers, allowed, strict=True)
        ]
        first, *others = by_layer
        values = [v for v in first if all(v in other for other in others)]
        if self._dice is not None:
            self._dice.shuffle(values)
        return values

    def _narrowed(
        self, allowed: tuple[Allowed, ...], likeness: int, value: Hashable
    ) -> tuple[Allowed, ...]:
        aspect = self._line.likenesses[likeness][0]
        return tuple(
            some.only(
                aspect,
                tuple(
                    n for n in some.of(aspect) if layer.features[likeness][n] == value
                ),
            )
            for layer, some in zip(self._line.layers, allowed, strict=True)
        )

    def _bound(self, allowed: tuple[Allowed, ...]) -> int:
        return self._lattice(allowed, ()).bound()

    def _settle(self, allowed: tuple[Allowed, ...], inside: tuple[int, ...]) -> None:
        lattice = self._lattice(allowed, inside)
        found = best_way(lattice, self._dice, below=self._below)
        if found is not None:
            self._found, self._below = found, found.cost

    def _lattice(
        self, allowed: tuple[Allowed, ...], inside: tuple[int, ...]
    ) -> Lattice:
        line = self._line
        return Lattice(
            layers=line.layers,
            steps=line.steps,
            allowed=allowed,
            likenesses=[Likeness(k, *line.likenesses[k]) for k in inside],
            strictly=self._strictly,
        )


_ORDER = (Aspect.DAY, Aspect.TIME, Aspect.LEADERS, Aspect.VENUE)
"""What is settled first: the days, as there is most to gain from telling them apart."""
