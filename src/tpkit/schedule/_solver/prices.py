"""Prices of goods and quotas, as arrays: what a solver charges an option for what it wants."""

import copy
import functools
from collections.abc import Hashable, Iterable

from tpkit.schedule._solver.arrays import Amounts, Array, Numbers, np
from tpkit.schedule._solver.market import Market, Want


class Prices:
    """What each good costs on each day from one start to another, and each quota.

    A session that wants a good from the start numbered *t* and is over at the start
    numbered *u* is charged `begun[good, day, u] - over[good, day, t]`. Where every stretch
    from one start to the next has its price, both are what these add up to.
    """

    def __init__(self, market: Market, days: int, starts: int) -> None:
        self.begun: Array = np.zeros((len(market.goods), days, starts + 1))
        self.over = self.begun
        self.by_day = np.zeros((len(market.quotas), days))
        """What each quota costs, once, on each day."""
        self._kept: dict[Hashable, Amounts] = {}

    def with_stretches(self, goods: Array, by_day: Array) -> "Prices":
        """Give prices in which each stretch costs more, by good, day and start.

        *by_day* are then the prices of quotas.
        """
        more = np.zeros_like(self.begun)
        np.cumsum(goods, axis=2, out=more[:, :, 1:])
        prices = copy.copy(self)
        prices.begun, prices.over = self.begun + more, self.over + more
        prices.by_day = by_day
        prices._kept = {}  # noqa: SLF001  # of the same class
        return prices

    def forget(self) -> None:
        """Forget what was added up: prices have changed."""
        self._kept.clear()

    def charge(
        self, goods: tuple[Want, ...], quotas: tuple[Want, ...], until: Numbers
    ) -> Amounts:
        """Give what goods and quotas cost together, on each day and from each start.

        *until* gives for each start the number of the start at which a session is over.
        """
        if not goods and not quotas:
            return None
        key = goods, quotas, id(until)
        if key not in self._kept:
            parts = [*self._goods(goods, until), *self._quotas(quotas)]
            self._kept[key] = functools.reduce(np.add, parts) if parts else None
        return self._kept[key]

    def _goods(self, goods: Iterable[Want], until: Numbers) -> Iterable[Array]:
        for good, days in goods:
            key = good, id(until)
            if key not in self._kept:
                begun, over = self.begun[good], self.over[good]
                cost = begun[:, until] - over[:, : len(until)]
                self._kept[key] = cost if cost.any() else None
            cost = self._kept[key]
            if cost is not None:
                yield _only(cost, days)

    def _quotas(self, quotas: Iterable[Want]) -> Iterable[Array]:
        for quota, days in quotas:
            cost = self.by_day[quota][:, None]
            if cost.any():
                yield _only(cost, days)


def _only(cost: Array, days: frozenset[int] | None) -> Array:
    if days is None:
        return cost
    kept = np.zeros((len(cost), 1))
    kept[sorted(days)] = 1.0
    return cost * kept
