"""One session in the dynamic programme: its options, and which of them are looked at."""

from collections.abc import Hashable, Sequence

import attrs

from tpkit.schedule._search.choices import Choices, Numbers
from tpkit.schedule._terms.shapes import Aspect, Sameness

Costs = Sequence[int]
"""What each day costs."""


class Layer:
    """The options of one session, and what of them is to stay the same."""

    def __init__(
        self, choices: Choices, features: tuple[tuple[Hashable, ...], ...]
    ) -> None:
        self.choices = choices
        self.features = features
        """For each likeness, by the number of the day, start, venue or team."""
        self._kept: dict[tuple[Numbers, Numbers, Numbers], Costs] = {}

    def by_day(self, starts: Numbers, venues: Numbers, teams: Numbers) -> Costs:
        """Give what each day costs, at the cheapest of some starts, venues and teams."""
        key = (starts, venues, teams)
        if key not in self._kept:
            cells = self.choices.costs(venues, teams)
            columns = [cells[start :: len(self.choices.starts)] for start in starts]
            self._kept[key] = columns[0] if len(columns) == 1 else [*map(min, *columns)]
        return self._kept[key]


def features(term: Sameness, choices: Choices) -> tuple[Hashable, ...]:
    """Give for each day, start, venue or team what a term wants to stay the same."""
    width = len(choices.starts)
    match term.looks_at:
        case Aspect.DAY:
            slots = [choices.slot(d * width, 0, 0) for d in range(len(choices.days))]
        case Aspect.TIME:
            slots = [choices.slot(start, 0, 0) for start in range(width)]
        case Aspect.VENUE:
            slots = [choices.slot(0, venue, 0) for venue in choices.every_venue]
        case _:
            slots = [choices.slot(0, 0, team) for team in choices.every_team]
    return tuple(term.feature(slot) for slot in slots)


@attrs.frozen
class Allowed:
    """The options of a session that are looked at."""

    days: Numbers
    starts: Numbers
    venues: Numbers
    teams: Numbers

    def of(self, aspect: Aspect) -> Numbers:
        """Give the numbers of the days, starts, venues or teams allowed."""
        numbers: Numbers = getattr(self, _FIELDS[aspect])
        return numbers

    def only(self, aspect: Aspect, numbers: Numbers) -> "Allowed":
        """Allow these days, starts, venues or teams, and no others."""
        return attrs.evolve(self, **{_FIELDS[aspect]: numbers})


_FIELDS = {
    Aspect.DAY: "days",
    Aspect.TIME: "starts",
    Aspect.VENUE: "venues",
    Aspect.LEADERS: "teams",
}


def all_of(choices: Choices) -> Allowed:
    """Allow all options."""
    return Allowed(
        tuple(range(len(choices.days))),
        tuple(range(len(choices.starts))),
        choices.every_venue,
        choices.every_team,
    )


@attrs.frozen(eq=False)
class Group:
    """Options of one session that differ in nothing that matters for the next."""

    starts: Numbers
    venues: Numbers
    teams: Numbers
    key: tuple[Hashable, ...]
    """Its feature for each likeness; None for one of the day."""
    costs: Costs
    """What the cheapest of them costs on each day."""
    begins: int
    """When the earliest begins, in minutes; that is the only one where it matters."""
    ends: int
    """When it ends."""
