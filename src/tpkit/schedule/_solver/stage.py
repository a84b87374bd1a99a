"""One session of a series as the solver sees it: what its options cost."""

import functools
from collections.abc import Mapping, Sequence

import attrs

from tpkit.schedule._problem.claims import Claims
from tpkit.schedule._problem.occupancy import Asker, Occupancy, Surcharge
from tpkit.schedule._problem.tables import BARRED, Costs
from tpkit.schedule._solver.arrays import Amounts, Array, Numbers, np
from tpkit.schedule._solver.market import Wants
from tpkit.schedule._solver.prices import Prices
from tpkit.schedule._terms.slot import Slot


@attrs.frozen(kw_only=True, eq=False)
class Parts:
    """What options cost, in parts to be added: by day and start, each at least (days, 1)."""

    when: Array
    by_venue: tuple[Amounts, ...]
    by_team: tuple[Amounts, ...]
    by_both: Mapping[tuple[int, int], Array]

    def tensor(self, *, venues: bool, teams: bool) -> Array:
        """Give the cost by day, start, venue and team.

        Where venues or teams are not told apart, the cheapest stands for all.
        """
        if self.by_both or (venues and teams):
            whole = self._whole()
            whole = whole if venues else whole.min(axis=2, keepdims=True)
            return whole if teams else whole.min(axis=3, keepdims=True)
        where = _side_by_side(self.by_venue, self.when.shape, apart=venues)
        who = _side_by_side(self.by_team, self.when.shape, apart=teams)
        return self.when[:, :, None, None] + where[:, :, :, None] + who[:, :, None, :]

    def cost(self, day: int, start: int, venue: int, team: int) -> float:
        """Give the cost of one option."""
        return float(
            self.when[day, start]
            + _at(self.by_venue[venue], day, start)
            + _at(self.by_team[team], day, start)
            + _at(self.by_both.get((venue, team)), day, start)
        )

    def cheapest(
        self, day: int, start: int, venue: int | None, team: int | None
    ) -> tuple[int, int]:
        """Give the cheapest venue and team then; what is given stays."""
        venues = range(len(self.by_venue)) if venue is None else (venue,)
        teams = range(len(self.by_team)) if team is None else (team,)
        pairs = ((v, q) for v in venues for q in teams)
        return min(pairs, key=lambda pair: self.cost(day, start, *pair))

    def _whole(self) -> Array:
        size = len(self.by_venue), len(self.by_team)
        whole = np.empty((*self.when.shape, *size))
        whole[:] = self.when[:, :, None, None]
        for venue, costs in enumerate(self.by_venue):
            if costs is not None:
                whole[:, :, venue, :] += costs[:, :, None]
        for team, costs in enumerate(self.by_team):
            if costs is not None:
                whole[:, :, :, team] += costs[:, :, None]
        for (venue, team), costs in self.by_both.items():
            whole[:, :, venue, team] += costs
        return whole


@attrs.frozen(kw_only=True, eq=False)
class Stage:
    """One session: what its options cost by themselves, and what they want."""

    days: Numbers
    """The days it could be on, as ordinals."""
    starts: Numbers
    """When it could begin, in minutes."""
    ends: Numbers
    """For each of these, when it would be over."""
    until: Numbers
    """For each, the number of the first start that is not before its end."""
    costs: Parts
    goods: Wants
    quotas: Wants
    slot: Slot | None = None
    """Where it is, if it stays there."""

    def priced(self, prices: Prices | None) -> Parts:
        """Give what the options cost together with what they want."""
        if prices is None or self.slot is not None:
            return self.costs
        goods, quotas = self.goods, self.quotas
        own = self.costs
        both = dict.fromkeys((*goods.by_both, *quotas.by_both))
        charged = {
            pair: prices.charge(
                goods.by_both.get(pair, ()), quotas.by_both.get(pair, ()), self.until
            )
            for pair in both
        }
        when = prices.charge(goods.always, quotas.always, self.until)
        return raised(
            own,
            when=when,
            by_venue=[
                prices.charge(*wanted, self.until)
                for wanted in zip(goods.by_venue, quotas.by_venue, strict=True)
            ],
            by_team=[
                prices.charge(*wanted, self.until)
                for wanted in zip(goods.by_team, quotas.by_team, strict=True)
            ],
            by_both=charged,
        )


def raised(
    parts: Parts,
    *,
    when: Amounts,
    by_venue: Sequence[Amounts],
    by_team: Sequence[Amounts],
    by_both: Mapping[tuple[int, int], Amounts],
) -> Parts:
    """Give the same costs with something added to each part."""
    both = {
        pair: cost
        for pair in {**parts.by_both, **by_both}
        if (cost := _sum(parts.by_both.get(pair), by_both.get(pair))) is not None
    }
    return Parts(
        when=parts.when if when is None else parts.when + when,
        by_venue=tuple(map(_sum, parts.by_venue, by_venue)),
        by_team=tuple(map(_sum, parts.by_team, by_team)),
        by_both=both,
    )


def charged(parts: Parts, claims: Claims, taken: Occupancy, of: "Options") -> Parts:
    """Give the costs with what those who have a slot already make options cost.

    They are in the way at the same time, not on the same day: quotas are counted elsewhere.
    """
    shape = parts.when.shape

    def extra(surcharge: Surcharge) -> Amounts:
        if not surcharge.by_cell:
            return None
        cost = np.zeros(shape)
        for cell, amount in surcharge.by_cell.items():
            cost[divmod(cell, shape[1])] += _cost(amount)
        return cost

    def asker(venue: int = 0, team: int = 0) -> Asker:
        return Asker(of.place, of.venues[venue], of.teams[team])

    return raised(
        parts,
        when=extra(taken.surcharge(claims.always, asker())),
        by_venue=[
            extra(taken.surcharge(claims.by_venue.get(n, ()), asker(venue=n)))
            for n in range(len(of.venues))
        ],
        by_team=[
            extra(taken.surcharge(claims.by_team.get(n, ()), asker(team=n)))
            for n in range(len(of.teams))
        ],
        by_both={
            pair: extra(taken.surcharge(some, asker(*pair)))
            for pair, some in claims.by_both.items()
        },
    )


@attrs.frozen
class Options:
    """Where an entry could be held, and who could lead it."""

    place: int
    venues: tuple[str | None, ...]
    teams: tuple[tuple[str, ...], ...]


def amounts(costs: Costs | None, shape: tuple[int, int]) -> Amounts:
    """Give a table's costs as an array, in which what is barred is infinite."""
    if costs is None:
        return None
    found = np.array(costs, dtype=np.float64).reshape(shape)
    found[found >= BARRED] = np.inf
    return found


# --------------------------------------------------------------------------- machinery


def _cost(amount: int) -> float:
    return np.inf if amount >= BARRED else float(amount)


def _sum(one: Amounts, other: Amounts) -> Amounts:
    if one is None or other is None:
        return one if other is None else other
    return one + other


def _at(costs: Amounts, day: int, start: int) -> float:
    if costs is None:
        return 0.0
    return float(costs[day, start if costs.shape[1] > 1 else 0])


def _side_by_side(
    parts: Sequence[Amounts], shape: tuple[int, ...], *, apart: bool
) -> Array:
    """Give costs along a third axis; or, where they are not told apart, the lowest."""
    if not apart:
        zero = np.zeros((1, 1))
        some = [zero if part is None else part for part in parts]
        return functools.reduce(np.minimum, some)[:, :, None]
    whole = np.zeros((*shape, len(parts)))
    for number, part in enumerate(parts):
        if part is not None:
            whole[:, :, number] = part
    return whole
