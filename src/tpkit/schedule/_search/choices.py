"""What each option of one session costs, given what all others have."""

import itertools
import operator
from collections.abc import Iterable, Sequence

from tpkit.schedule._problem.claims import Claim, Claims
from tpkit.schedule._problem.occupancy import Asker, Occupancy, Surcharge
from tpkit.schedule._problem.tables import Table
from tpkit.schedule._terms.slot import Slot

Numbers = tuple[int, ...]
"""The numbers of some venues or teams of an entry."""
_Costs = Sequence[int] | None
"""A cost for each cell; None where there is none anywhere."""


class Choices:
    """The options of one session, with what each would cost.

    A *cell* is a day and a start, numbered as in `Costs`. Where several venues or teams
    will do, a cell costs what it costs with the cheapest of them.
    """

    def __init__(  # noqa: PLR0913  # what the options differ in, and what they cost
        self,
        *,
        days: tuple[int, ...],
        starts: tuple[int, ...],
        minutes: int,
        venues: tuple[str | None, ...],
        teams: tuple[tuple[str, ...], ...],
        table: Table,
    ) -> None:
        self.days = days
        self.starts = starts
        self.minutes = minutes
        self.venues = venues
        self.teams = teams
        self.every_venue: Numbers = tuple(range(len(venues)))
        self.every_team: Numbers = tuple(range(len(teams)))
        self._when: Sequence[int] = table.when
        self._by_venue: list[_Costs] = [*table.by_venue]
        self._by_team: list[_Costs] = [*table.by_team]
        self._by_both: dict[tuple[int, int], dict[int, int]] = {
            (venue, team): {cell: cost for cell, cost in enumerate(costs) if cost}
            for venue, by_team in enumerate(table.by_both)
            for team, costs in enumerate(by_team)
            if costs is not None
        }
        self._kept: dict[tuple[Numbers, Numbers], Sequence[int]] = {}

    def slot(self, cell: int, venue: int, team: int) -> Slot:
        """Give the slot that an option comes to."""
        day, number = divmod(cell, len(self.starts))
        start = self.starts[number]
        return Slot(
            day=self.days[day],
            start=start,
            end=start + self.minutes,
            venue=self.venues[venue],
            leaders=self.teams[team],
        )

    def cost(self, cell: int, venue: int, team: int) -> int:
        """Give what one option costs."""
        parts = self._by_venue[venue], self._by_team[team]
        cost = self._when[cell] + sum(part[cell] for part in parts if part is not None)
        both = self._by_both.get((venue, team))
        return cost if both is None else cost + both.get(cell, 0)

    def costs(self, venues: Numbers, teams: Numbers) -> Sequence[int]:
        """Give what each cell costs with the cheapest of some venues and teams."""
        key = (venues, teams)
        if key not in self._kept:
            self._kept[key] = self._lowest(venues, teams)
        return self._kept[key]

    def cheapest(
        self, cell: int, venues: Numbers, teams: Numbers
    ) -> list[tuple[int, int]]:
        """Give the pairs of a venue and a team with which a cell costs least."""
        pairs = [*itertools.product(venues, teams)]
        costs = [self.cost(cell, *pair) for pair in pairs]
        least = min(costs)
        return [pair for pair, cost in zip(pairs, costs, strict=True) if cost == least]

    def charge(self, claims: Claims, taken: Occupancy, place: int) -> None:
        """Add what the sessions that have a slot make the options cost."""

        def extra(some: Iterable[Claim], venue: int = 0, team: int = 0) -> Surcharge:
            asker = Asker(place, self.venues[venue], self.teams[team])
            return taken.surcharge(some, asker)

        self._when = self._raised(self._when, extra(claims.always))
        for venue, some in claims.by_venue.items():
            costs = self._by_venue[venue]
            self._by_venue[venue] = self._raised(costs, extra(some, venue))
        for team, some in claims.by_team.items():
            costs = self._by_team[team]
            self._by_team[team] = self._raised(costs, extra(some, team=team))
        for pair, some in claims.by_both.items():
            self._raise_both(pair, extra(some, *pair))

    # ------------------------------------------------------------------------ machinery

    def _raised(self, costs: _Costs, more: Surcharge) -> Sequence[int]:
        raised = [0] * len(self._when) if costs is None else [*costs]
        for day, cost in more.by_day.items():
            for cell in self._cells(day):
                raised[cell] += cost
        for cell, cost in more.by_cell.items():
            raised[cell] += cost
        return raised

    def _raise_both(self, pair: tuple[int, int], more: Surcharge) -> None:
        cells = self._by_both.setdefault(pair, {})
        for day, cost in more.by_day.items():
            for cell in self._cells(day):
                cells[cell] = cells.get(cell, 0) + cost
        for cell, cost in more.by_cell.items():
            cells[cell] = cells.get(cell, 0) + cost

    def _cells(self, day: int) -> range:
        width = len(self.starts)
        return range(day * width, (day + 1) * width)

    def _lowest(self, venues: Numbers, teams: Numbers) -> Sequence[int]:
        parts = (
            [self._by_venue[venue] for venue in venues],
            [self._by_team[team] for team in teams],
        )
        costs: Sequence[int] = self._when
        for part in parts:
            # Costs are never negative: one that is nothing anywhere is the lowest.
            some = [each for each in part if each is not None]
            if len(some) == len(part):
                lowest = some[0] if len(some) == 1 else [*map(min, *some)]
                costs = [*map(operator.add, costs, lowest)]
        return self._corrected(costs, venues, teams)

    def _corrected(
        self, costs: Sequence[int], venues: Numbers, teams: Numbers
    ) -> Sequence[int]:
        """Look again at cells where a venue and a team together cost more than apart."""
        pairs = [*itertools.product(venues, teams)]
        dearer: dict[int, set[tuple[int, int]]] = {}
        for pair in pairs:
            for cell in self._by_both.get(pair, ()):
                dearer.setdefault(cell, set()).add(pair)
        if not dearer:
            return costs
        corrected = [*costs]
        for cell, some in dearer.items():
            apart = (
                _lowest_at(self._by_venue, venues, cell),
                _lowest_at(self._by_team, teams, cell),
            )
            if some.issuperset(itertools.product(*apart)):
                corrected[cell] = min(self.cost(cell, *pair) for pair in pairs)
        return corrected


def _lowest_at(parts: Sequence[_Costs], numbers: Numbers, cell: int) -> list[int]:
    costs = [0 if (part := parts[n]) is None else part[cell] for n in numbers]
    least = min(costs)
    return [
        number for number, cost in zip(numbers, costs, strict=True) if cost == least
    ]
