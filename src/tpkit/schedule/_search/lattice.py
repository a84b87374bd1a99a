"""The dynamic programme of `series`: the cheapest way through the options of sessions.

Costs go from session to session, day by day. Options are held together in groups within
which nothing that is to stay the same differs. For each set of things that do stay the
same the groups that agree in them are merged, and the way costs what the others cost.
"""

import itertools
import operator
from collections.abc import Hashable, Iterator, Sequence

import attrs

from tpkit.schedule._problem.tables import BARRED
from tpkit.schedule._search.layer import Allowed, Costs, Group, Layer
from tpkit.schedule._search.steps import NEVER, Steps
from tpkit.schedule._terms.shapes import Aspect


@attrs.frozen
class Likeness:
    """Something that is to stay the same, but may change."""

    number: int
    """Its number among the features of a layer."""
    aspect: Aspect
    cost: int
    """What a change costs."""


@attrs.frozen(kw_only=True, eq=False)
class Lattice:
    """The options allowed for the sessions of a line, and the ways from one to the next."""

    layers: Sequence[Layer]
    steps: Sequence[Steps]
    allowed: Sequence[Allowed]
    likenesses: Sequence[Likeness] = ()
    strictly: bool
    """Whether only ways are looked at that break no hard rule."""

    @property
    def limit(self) -> int:
        """The cost that no option and no gap may have."""
        return BARRED if self.strictly else NEVER

    def bound(self) -> int:
        """Give what no way costs less than, whatever may change on it."""
        values: Costs = ()
        for place, some in enumerate(self.allowed):
            costs = self._by_day(place, some.starts, some.venues, some.teams)
            if place == 0:
                values = costs
                continue
            ways = (
                self.earlier(place, values, open_days([costs])),
                same_day(self.steps[place - 1], values),
                itertools.repeat(self._out_of_turn(values)),
            )
            values = [*map(operator.add, map(min, *ways), costs)]
        return self.within_limit(min(values, default=NEVER))

    def groups(self, place: int) -> list[Group]:
        """Give the options of a session, held together where nothing tells them apart."""
        choices = self.layers[place].choices
        found = []
        for parts in itertools.product(
            self._parts(place, Aspect.TIME),
            self._parts(place, Aspect.VENUE),
            self._parts(place, Aspect.LEADERS),
        ):
            features = dict(itertools.chain(*(known for known, _ in parts)))
            starts, venues, teams = (numbers for _, numbers in parts)
            begins = choices.starts[starts[0]]
            found.append(
                Group(
                    starts,
                    venues,
                    teams,
                    tuple(features.get(k) for k in range(len(self.likenesses))),
                    self._by_day(place, starts, venues, teams),
                    begins,
                    begins + choices.minutes,
                )
            )
        return found

    # ------------------------------------------------------------- from one to the next

    def earlier(self, place: int, values: Costs, days: Sequence[int]) -> list[int]:
        """Give the cheapest way to some days of a session from an earlier day."""
        return self.steps[place - 1].arrive(values, days, strictly=self.strictly)

    def within_limit(self, cost: int) -> int:
        """Give a cost, or that of what cannot be where it is too high."""
        return cost if cost < self.limit else NEVER

    # ------------------------------------------------------------------------ machinery

    def _out_of_turn(self, values: Costs) -> int:
        """Give what it costs at least not to wait for the session before."""
        return NEVER if self.strictly else BARRED + min(values, default=NEVER)

    def _by_day(
        self,
        place: int,
        starts: Sequence[int],
        venues: Sequence[int],
        teams: Sequence[int],
    ) -> Costs:
        costs = self.layers[place].by_day(tuple(starts), tuple(venues), tuple(teams))
        found = [NEVER] * len(costs)
        limit = self.limit
        for day in self.allowed[place].days:
            if costs[day] < limit:
                found[day] = costs[day]
        return found

    def _parts(self, place: int, aspect: Aspect) -> Iterator["_Part"]:
        """Yield starts, venues or teams that nothing tells apart, with their features."""
        known = [
            (k, self.layers[place].features[likeness.number])
            for k, likeness in enumerate(self.likenesses)
            if likeness.aspect is aspect
        ]
        one_by_one = aspect is Aspect.TIME and self._may_be_together(place)
        parts: dict[Hashable, list[int]] = {}
        for number in self.allowed[place].of(aspect):
            alike = tuple(features[number] for _, features in known)
            parts.setdefault((alike, number if one_by_one else None), []).append(number)
        for some in parts.values():
            yield [(k, features[some[0]]) for k, features in known], tuple(some)

    def _may_be_together(self, place: int) -> bool:
        """Say whether the session may be on one day with the one before or after it."""
        around = self.steps[max(place - 1, 0) : place + 1]
        return any(steps.at_once < self.limit for steps in around)


_Part = tuple[list[tuple[int, Hashable]], tuple[int, ...]]


def same_day(steps: Steps, values: Costs) -> list[int]:
    """Give for each day of a session what it costs to hold the one before on it, too."""
    return [
        NEVER if pair is None else values[pair[0]] + pair[1] for pair in steps.together
    ]


def open_days(costs: Sequence[Costs]) -> list[int]:
    """Give the days on which some options can be had."""
    return [
        day
        for day, least in enumerate(map(min, *costs, itertools.repeat(NEVER)))
        if least < NEVER
    ]
