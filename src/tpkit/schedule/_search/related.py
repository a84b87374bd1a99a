"""Which series are in one another's way, and which of them to take out together."""

import functools
import random
from collections.abc import Hashable

from tpkit.schedule._problem.claims import contended
from tpkit.schedule._search.placing import Placing

_Wish = tuple[int, Hashable]


class Related:
    """Chooses series to be placed anew together, those first that cost more than need be."""

    def __init__(self, placing: Placing) -> None:
        self.movable = tuple(
            number for number, setting in enumerate(placing.settings) if setting.free
        )
        """The numbers of the series of which something may move."""
        self._placing = placing
        self._alone = placing.emptied()
        self._costs: dict[int, int] = {}
        self._least: dict[int, int] = {}
        self._series_of = {
            place: number
            for number in self.movable
            for place in placing.settings[number].free
        }

    def least(self, series: int) -> int:
        """Give what a series costs at least, as far as that is known."""
        return self._least.get(series, 0)

    def has_changed(self, series: int) -> None:
        """Take note that a series has other slots than before."""
        self._costs.pop(series, None)

    def around(self, series: int) -> tuple[int, ...]:
        """Give the others that want anything that a series could want."""
        found = {
            other
            for wish in self._wishes[series]
            for other in self._wishing[wish]
            if other != series
        }
        return tuple(sorted(found))

    def some(self, count: int, dice: random.Random) -> list[int]:
        """Choose so many series, if there are: a dear one, and such as are in its way."""
        first = dice.choices(self.movable, [self._weight(s) for s in self.movable])[0]
        found = [first]
        if dice.random() < _HALF:
            others = self._in_the_way(first, dice)
            found += others[: count - 1]
        for _ in range(_TRIES * count):
            if len(found) >= count:
                break
            wishes = self._contested[dice.choice(found)]
            if wishes:
                other = dice.choice(self._wishing[dice.choice(wishes)])
                found += [other] if other not in found else []
        if dice.random() < _HALF:
            dice.shuffle(found)
        return found

    # ------------------------------------------------------------------------ machinery

    def _weight(self, series: int) -> int:
        if series not in self._costs:
            self._costs[series] = self._placing.cost(series)
        over = max(0, self._costs[series] - self.least(series))
        return 1 + 2 * min(over, _MOST)

    def _in_the_way(self, series: int, dice: random.Random) -> list[int]:
        """Give whatever is where a series would be if it were alone, in any order."""
        alone = self._alone
        self._least[series] = alone.place(series, dice)
        slots = {place: alone.slots[place] for place in alone.settings[series].free}
        alone.take(series)
        places = set().union(
            *(self._placing.in_the_way(place, slot) for place, slot in slots.items())
        )
        found = {self._series_of[p] for p in places if p in self._series_of}
        others = sorted(found - {series})
        dice.shuffle(others)
        return others

    @functools.cached_property
    def _wishes(self) -> dict[int, frozenset[_Wish]]:
        return {
            series: frozenset[_Wish]().union(
                *(
                    self._placing.claims(place).wanted
                    for place in self._placing.settings[series].free
                )
            )
            for series in self.movable
        }

    @functools.cached_property
    def _wishing(self) -> dict[_Wish, list[int]]:
        found: dict[_Wish, list[int]] = {}
        for series, wishes in self._wishes.items():
            for wish in wishes:
                found.setdefault(wish, []).append(series)
        return found

    @functools.cached_property
    def _contested(self) -> dict[int, list[_Wish]]:
        """For each series what others could want, too."""
        terms = contended(self._placing.problem)

        def name(wish: _Wish) -> tuple[str, str, str]:
            # The numbers of terms depend on the order of the rules in a document.
            term = terms[wish[0]]
            return str(wish[1]), str(term.rule.id), type(term).__name__

        return {
            series: sorted((w for w in wishes if len(self._wishing[w]) > 1), key=name)
            for series, wishes in self._wishes.items()
        }


_HALF = 0.5
_TRIES = 5
_MOST = 1000
"""What one series may count for, beside all others, however much it breaks."""
