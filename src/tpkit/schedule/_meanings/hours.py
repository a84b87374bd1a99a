"""What rules about the hours of one session mean."""

import functools
from collections.abc import Iterable
from typing import ClassVar

import attrs
import pendulum

from tpkit import _text
from tpkit._model.calendar import ObservanceKind
from tpkit._model.rules_of_hours import BeforeSunset, NotDuring, Within
from tpkit.calendars._sunset import sunset
from tpkit.schedule._terms import window as windows
from tpkit.schedule._terms.days import Days, days_in, run_of
from tpkit.schedule._terms.facts import Facts
from tpkit.schedule._terms.of_any_session import OfAnySession
from tpkit.schedule._terms.phrases import day_of, hours_of
from tpkit.schedule._terms.shapes import Aspect, Term
from tpkit.schedule._terms.slot import MINUTES_IN_A_DAY, Slot, minute_of, time_of
from tpkit.schedule._terms.window import Window, weekday_numbers, window_of

# ------------------------------------------------------------------------------ within


@attrs.frozen(kw_only=True)
class _DaysAllowed(OfAnySession):
    code: ClassVar[str] = "TP702"
    looks_at: ClassVar[Aspect] = Aspect.DAY
    rule: Within
    first: int
    last: int

    def bars(self, slot: Slot) -> bool:
        return not self.first <= slot.day <= self.last

    def why(self, slot: Slot) -> str:
        early = slot.day < self.first
        bound = pendulum.Date.fromordinal(self.first if early else self.last)
        where = "before the first" if early else "after the last"
        return f"{day_of(slot)} is {where} day agreed, {_text.long_date(bound)}"


@attrs.frozen(kw_only=True)
class _HoursAllowed(OfAnySession):
    code: ClassVar[str] = "TP702"
    looks_at: ClassVar[Aspect] = Aspect.TIME
    rule: Within
    earliest: int
    latest: int

    def bars(self, slot: Slot) -> bool:
        return slot.start < self.earliest or slot.end > self.latest

    def why(self, slot: Slot) -> str:
        faults = []
        if slot.start < self.earliest:
            faults.append(f"begins before {_text.clock_time(time_of(self.earliest))}")
        if slot.end > self.latest:
            faults.append(f"ends after {_text.clock_time(time_of(self.latest))}")
        return f"{hours_of(slot)} {_text.listed(faults)}"


def within(rule: Within, _: Facts) -> Iterable[Term]:
    """Give the terms of `Within`: its days and its hours, where it bounds them."""
    if rule.start is not None or rule.end is not None:
        yield _DaysAllowed(
            rule=rule,
            first=(rule.start or pendulum.Date.min).toordinal(),
            last=(rule.end or pendulum.Date.max).toordinal(),
        )
    if rule.start_time is not None or rule.end_time is not None:
        yield _HoursAllowed(
            rule=rule,
            earliest=0 if rule.start_time is None else minute_of(rule.start_time),
            latest=MINUTES_IN_A_DAY
            if rule.end_time is None
            else minute_of(rule.end_time),
        )


# ------------------------------------------------------------------------- time kept free


@attrs.frozen(kw_only=True)
class _KeptFree(OfAnySession):
    """Days and hours together; its kin look at less, so that fewer slots are asked."""

    code: ClassVar[str] = "TP704"
    looks_at: ClassVar[Aspect] = Aspect.DAY | Aspect.TIME
    rule: NotDuring
    window: Window

    def bars(self, slot: Slot) -> bool:
        return self.window.touches(slot)

    def why(self, slot: Slot) -> str:
        return f"{hours_of(slot)} on {day_of(slot)} falls into {self.kept_free}"

    @property
    def kept_free(self) -> str:
        """The time, in words."""
        return f"the time kept free {windows.in_words(self.rule)}"


@attrs.frozen(kw_only=True)
class _DaysKeptFree(_KeptFree):
    looks_at: ClassVar[Aspect] = Aspect.DAY

    def why(self, slot: Slot) -> str:
        return f"{day_of(slot)} falls into {self.kept_free}"


@attrs.frozen(kw_only=True)
class _HoursKeptFree(_KeptFree):
    looks_at: ClassVar[Aspect] = Aspect.TIME

    def why(self, slot: Slot) -> str:
        return f"{hours_of(slot)} falls into {self.kept_free}"


def not_during(rule: NotDuring, _: Facts) -> Iterable[Term]:
    """Give the term of `NotDuring`: a session that touches the time breaks it."""
    window = window_of(rule)
    if not windows.has_hours(rule):
        yield _DaysKeptFree(rule=rule, window=window)
    elif not windows.has_days(rule):
        yield _HoursKeptFree(rule=rule, window=window)
    else:
        yield _KeptFree(rule=rule, window=window)


# ------------------------------------------------------------------------------- sunset


@attrs.frozen(kw_only=True)
class _BeforeSunset(OfAnySession):
    code: ClassVar[str] = "TP709"
    looks_at: ClassVar[Aspect] = Aspect.DAY | Aspect.TIME
    rule: BeforeSunset
    weekdays: frozenset[int]
    fasts: Days | None = attrs.field(repr=False)
    """The days on which it holds; None for all."""

    def bars(self, slot: Slot) -> bool:
        return (
            (not self.weekdays or slot.weekday in self.weekdays)
            and (self.fasts is None or slot.day in self.fasts)
            and slot.end > _sunset(slot.day) - self.rule.minutes
        )

    def why(self, slot: Slot) -> str:
        sets = _sunset(slot.day)
        ended, due, sunset_ = (
            _text.clock_time(time_of(minute))
            for minute in (slot.end, sets - self.rule.minutes, sets)
        )
        return (
            f"it ends at {ended} on {day_of(slot)}, when the sun sets at {sunset_}: "
            f"it would have to end by {due}"
        )


@functools.lru_cache(maxsize=10_000)
def _sunset(day: int) -> int:
    """Give the minute of the day at which the sun sets in London."""
    return minute_of(sunset(pendulum.Date.fromordinal(day)))


def before_sunset(rule: BeforeSunset, facts: Facts) -> Iterable[Term]:
    """Give the term of `BeforeSunset`."""
    fasts = (o for o in facts.observances if o.kind is ObservanceKind.FASTING)
    yield _BeforeSunset(
        rule=rule,
        weekdays=weekday_numbers(rule.weekdays),
        fasts=days_in(map(run_of, fasts)) if rule.while_fasting else None,
    )
