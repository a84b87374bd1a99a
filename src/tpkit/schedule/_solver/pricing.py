"""The best placement of one whole series at given prices, found exactly."""

import itertools
from collections.abc import Iterator, Sequence

from tpkit.schedule._problem.problem import Problem
from tpkit.schedule._problem.tables import Tables
from tpkit.schedule._solver.arrays import Array, np
from tpkit.schedule._solver.leg import Leg, State, lowest
from tpkit.schedule._solver.market import Market, Option
from tpkit.schedule._solver.prices import Prices
from tpkit.schedule._solver.route import Routes
from tpkit.schedule._solver.stage import Parts, Stage
from tpkit.schedule._terms.slot import Slot

Placement = tuple[Option | None, ...]
"""For each session of a series its option; None for one that stays where it is."""
Priced = tuple[float, Placement]
"""What a placement costs, and the placement."""


class Pricer:
    """Places series of one problem, each the best way at given prices.

    A dynamic programme over the days and starts of one session after another. Venue and
    team are chosen for each session alone, unless something about them is to stay the
    same: then they are part of the state.
    """

    def __init__(self, problem: Problem, tables: Tables, market: Market) -> None:
        self.problem, self.market = problem, market
        self.series = tuple(
            number
            for number, series in enumerate(problem.series)
            if not problem.free.isdisjoint(series.places)
        )
        """The numbers of the series of which something may move."""
        routes = Routes(problem, tables, market)
        self._routes = {number: routes.route(number) for number in self.series}
        self._days = {day: number for number, day in enumerate(problem.days)}
        self._starts = {start: number for number, start in enumerate(problem.starts)}

    def best(self, series: int, prices: Prices | None = None) -> Priced:
        """Give the cheapest placement, with its cost and all that it is charged.

        The cost is infinite where none is allowed.
        """
        return self.cheapest(series, self.parts(series, prices))

    def parts(self, series: int, prices: Prices | None) -> list[Parts]:
        """Give what the options of each session of a series cost at these prices."""
        stages = self._routes[series].stages
        priced = {id(stage): stage.priced(prices) for stage in stages}
        return [priced[id(stage)] for stage in stages]

    def cheapest(self, series: int, parts: Sequence[Parts]) -> Priced:
        """Give the same where the options cost what the parts say."""
        route = self._routes[series]
        venues = any(leg.venue is not None for leg in route.legs)
        teams = any(leg.team is not None for leg in route.legs)
        tensors = {id(p): p.tensor(venues=venues, teams=teams) for p in parts}
        reached = [tensors[id(parts[0])]]
        for leg, part in zip(route.legs, parts[1:], strict=True):
            reached.append(leg.forward(reached[-1]) + tensors[id(part)])
        end, cost = lowest(reached[-1])
        if cost == np.inf:
            return cost, (None,) * len(parts)
        options = (
            None
            if stage.slot is not None
            else (
                *state[:2],
                *part.cheapest(
                    state[0],
                    state[1],
                    state[2] if venues else None,
                    state[3] if teams else None,
                ),
            )
            for stage, part, state in zip(
                route.stages, parts, _way_to(end, route.legs, reached), strict=True
            )
        )
        return cost, tuple(options)

    def cost(self, series: int, placement: Placement) -> float:
        """Give what a placement costs by itself; infinite where it may not be."""
        route = self._routes[series]
        states = [option or _ONLY for option in placement]
        own = (
            stage.costs.cost(*state)
            for stage, state in zip(route.stages, states, strict=True)
        )
        pairs = itertools.pairwise(states)
        steps = (leg.cost(*p) for leg, p in zip(route.legs, pairs, strict=True))
        return sum(own) + sum(steps)

    def sessions(
        self, series: int, placement: Placement
    ) -> Iterator[tuple[int, Stage, Option]]:
        """Yield the sessions that may move: place, stage and option of each."""
        places = self.problem.series[series].places
        stages = self._routes[series].stages
        for place, stage, option in zip(places, stages, placement, strict=True):
            if option is not None:
                yield place, stage, option

    def slot(self, place: int, option: Option) -> Slot:
        """Give the slot that an option comes to."""
        day, start, venue, team = option
        problem = self.problem
        return problem.slot(
            place,
            problem.days[day],
            problem.starts[start],
            problem.venues[place][venue],
            problem.teams[place][team],
        )

    def placement(self, series: int, slots: Sequence[Slot]) -> Placement | None:
        """Give the options that a series has in a plan; None where one is no option."""
        problem = self.problem
        found: list[Option | None] = []
        for place in problem.series[series].places:
            option = None
            if place in problem.free:
                option = self._option_of(place, slots[place])
                if option is None:
                    return None
            found.append(option)
        return tuple(found)

    def _option_of(self, place: int, slot: Slot) -> Option | None:
        problem = self.problem
        venues, teams = problem.venues[place], problem.teams[place]
        day, start = self._days.get(slot.day), self._starts.get(slot.start)
        if (
            day is None
            or start is None
            or slot.end - slot.start != problem.entries[place].minutes
            or slot.venue not in venues
            or slot.leaders not in teams
        ):
            return None
        return day, start, venues.index(slot.venue), teams.index(slot.leaders)


_ONLY = (0, 0, 0, 0)


def _way_to(end: State, legs: Sequence[Leg], reached: Sequence[Array]) -> list[State]:
    """Give the states on the cheapest way to the last one."""
    way = [end]
    for leg, before in zip(reversed(legs), reversed(reached[:-1]), strict=True):
        way.append(leg.back(before, way[-1]))
    return way[::-1]
