"""What may be to blame where no timetable exists: rules, and facts beside them."""

import enum
from collections.abc import Collection, Hashable, Mapping
from typing import Any

import attrs


class ReasonKind(enum.StrEnum):
    """What it is that stands in the way of a timetable."""

    RULE = "rule"
    """A scheduling rule that may not be broken."""
    UNTIL = "until"
    """The last day that was looked at."""
    TODAY = "today"
    """New dates are after today."""
    GRID = "grid"
    """Sessions start on the hour, or a number of minutes after it."""
    IN_TURN = "in_turn"
    """The sessions of an activity follow one another in the order of their numbers."""
    STAYS = "stays"
    """A session stays where it is: it has been announced, or is to be kept."""
    PAST = "past"
    """A session has been held, or its day is over."""
    PLACE = "place"
    """An activity is held where it is held now."""
    LEADERS = "leaders"
    """An activity is led by those who lead it now."""


@attrs.frozen(order=True)
class Cause:
    """A rule or a fact that may be to blame."""

    kind: ReasonKind
    id: str = ""
    """That of the rule, the session or the activity; empty for what holds for all."""


@attrs.frozen(kw_only=True)
class Demands:
    """What is to hold: some of the causes, and what has been agreed instead of others."""

    causes: frozenset[Cause]
    instead: Mapping[str, tuple[Any, ...]] = attrs.field(factory=dict)
    """For the id of a rule that does not hold, rules that hold in its place."""
    until: int | None = None
    """The last day to look at, instead of the one that was asked for."""

    fewer: Mapping[str, int] = attrs.field(factory=dict)
    """For an activity, how many of its sessions need not be held."""

    @property
    def key(self) -> Hashable:
        """What is the same for the same demands."""
        instead, fewer = self.instead.items(), self.fewer.items()
        return self.causes, frozenset(instead), self.until, frozenset(fewer)

    def without(self, causes: Collection[Cause]) -> "Demands":
        """Give the same demands but for these causes."""
        return attrs.evolve(self, causes=self.causes.difference(causes))
