"""What rules about the sessions of one activity, one after another, mean."""

from collections.abc import Hashable, Iterable
from typing import ClassVar

import attrs

from tpkit import _text
from tpkit._model.agreement import GapUnit
from tpkit._model.rules_of_series import (
    AtLeastApart,
    AtMostApart,
    SameDayOfWeek,
    SameFacilitators,
    SameVenue,
)
from tpkit.schedule._terms.days import WorkingDays
from tpkit.schedule._terms.facts import Facts
from tpkit.schedule._terms.names import Names
from tpkit.schedule._terms.phrases import day_of, hours_of, weekday_of
from tpkit.schedule._terms.shapes import Aspect, Gap, Sameness, Term
from tpkit.schedule._terms.slot import Entry, Slot

_Placed = tuple[Entry, Slot]

# ----------------------------------------------------------------------------- distance


@attrs.frozen(kw_only=True)
class _Apart(Gap):
    bound: ClassVar[str]
    """`at least` or `at most`."""
    rule: AtLeastApart | AtMostApart
    limit: int
    """How far, on the scale."""
    working: WorkingDays | None = attrs.field(repr=False)
    """What working days are counted by; None where calendar days are."""

    def position(self, day: int) -> int:
        return day if self.working is None else self.working.position(day)

    def words(self, earlier: _Placed, later: _Placed) -> str:
        step = self.position(later[1].day) - self.position(earlier[1].day)
        unit = "day" if self.working is None else "working day"
        return (
            f"{day_of(earlier[1])} and {day_of(later[1])} are "
            f"{_text.counted(step, unit)} apart: {self.bound} {distance(self.rule)} "
            f"{'was' if self.rule.apart == 1 else 'were'} agreed"
        )


@attrs.frozen(kw_only=True)
class _TooClose(_Apart):
    code: ClassVar[str] = "TP713"
    bound: ClassVar[str] = "at least"

    def amount(self, entry: Entry, step: int) -> int:  # noqa: ARG002  # the step decides
        return int(step < self.limit)


@attrs.frozen(kw_only=True)
class _TooFar(_Apart):
    code: ClassVar[str] = "TP714"
    bound: ClassVar[str] = "at most"

    def amount(self, entry: Entry, step: int) -> int:  # noqa: ARG002  # the step decides
        return int(step > self.limit)


def at_least_apart(rule: AtLeastApart, facts: Facts) -> Iterable[Term]:
    """Give the term of `AtLeastApart`."""
    yield _TooClose(rule=rule, limit=_limit(rule), working=_scale(rule, facts))


def at_most_apart(rule: AtMostApart, facts: Facts) -> Iterable[Term]:
    """Give the term of `AtMostApart`."""
    yield _TooFar(rule=rule, limit=_limit(rule), working=_scale(rule, facts))


def distance(rule: AtLeastApart | AtMostApart) -> str:
    """Write how far apart was agreed: `5 weeks`, `10 working days`."""
    return _text.counted(rule.apart, _UNITS[rule.unit])


_UNITS = {
    GapUnit.DAYS: "day",
    GapUnit.WEEKS: "week",
    GapUnit.WORKING_DAYS: "working day",
}


def _limit(rule: AtLeastApart | AtMostApart) -> int:
    return rule.apart * (_DAYS_IN_WEEK if rule.unit is GapUnit.WEEKS else 1)


_DAYS_IN_WEEK = 7


def _scale(rule: AtLeastApart | AtMostApart, facts: Facts) -> WorkingDays | None:
    return facts.working_days if rule.unit is GapUnit.WORKING_DAYS else None


# ----------------------------------------------------------------------------- sameness


@attrs.frozen(kw_only=True)
class _SameWeekday(Sameness):
    code: ClassVar[str] = "TP718"
    looks_at: ClassVar[Aspect] = Aspect.DAY
    rule: SameDayOfWeek

    def feature(self, slot: Slot) -> Hashable:
        return slot.weekday

    def words(self, earlier: _Placed, later: _Placed) -> str:
        first, second = (weekday_of(slot) for _, slot in (earlier, later))
        return (
            f"{day_of(later[1])} is a {second}, and the session before is on a {first}"
        )


@attrs.frozen(kw_only=True)
class _SameHour(Sameness):
    code: ClassVar[str] = "TP718"
    looks_at: ClassVar[Aspect] = Aspect.TIME
    rule: SameDayOfWeek

    def feature(self, slot: Slot) -> Hashable:
        return slot.start

    def words(self, earlier: _Placed, later: _Placed) -> str:
        first, second = (hours_of(slot) for _, slot in (earlier, later))
        return f"it is held {second}, and the session before {first}: the hour changes"


def same_day_of_week(rule: SameDayOfWeek, _: Facts) -> Iterable[Term]:
    """Give the terms of `SameDayOfWeek`: the day, and the hour where that is agreed."""
    yield _SameWeekday(rule=rule)
    if rule.same_time:
        yield _SameHour(rule=rule)


@attrs.frozen(kw_only=True)
class _SameLeaders(Sameness):
    code: ClassVar[str] = "TP719"
    looks_at: ClassVar[Aspect] = Aspect.LEADERS
    rule: SameFacilitators
    names: Names = attrs.field(repr=False)

    def feature(self, slot: Slot) -> Hashable:
        return slot.leaders

    def words(self, earlier: _Placed, later: _Placed) -> str:
        first, second = (
            self.names.people(slot.leaders) or "nobody" for _, slot in (earlier, later)
        )
        return f"it is led by {second}, and the session before by {first}"


def same_facilitators(rule: SameFacilitators, facts: Facts) -> Iterable[Term]:
    """Give the term of `SameFacilitators`."""
    yield _SameLeaders(rule=rule, names=facts.names)


@attrs.frozen(kw_only=True)
class _SamePlace(Sameness):
    code: ClassVar[str] = "TP720"
    looks_at: ClassVar[Aspect] = Aspect.VENUE
    rule: SameVenue
    names: Names = attrs.field(repr=False)

    def feature(self, slot: Slot) -> Hashable:
        return slot.venue

    def words(self, earlier: _Placed, later: _Placed) -> str:
        first, second = (self._at(slot) for _, slot in (earlier, later))
        return f"it is held {second}, and the session before {first}"

    def _at(self, slot: Slot) -> str:
        return "nowhere" if slot.venue is None else f"at {self.names.venue(slot.venue)}"


def same_venue(rule: SameVenue, facts: Facts) -> Iterable[Term]:
    """Give the term of `SameVenue`."""
    yield _SamePlace(rule=rule, names=facts.names)
