"""Who leads how many sessions when, against what was agreed: numbers without words."""

import functools
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any, TypeGuard

import attrs
import pendulum

from tpkit import _dates
from tpkit._model.agreement import LoadOf, Period
from tpkit._model.portfolio import Portfolio
from tpkit._model.rules_of_people_and_places import LedBy, Unavailable, WorkloadWithin
from tpkit.errors import FieldError
from tpkit.schedule._judge.breaches import breaches
from tpkit.schedule._meanings.table import terms_of
from tpkit.schedule._meanings.work import period_of
from tpkit.schedule._terms.facts import Facts
from tpkit.schedule._terms.slot import MINUTES_IN_A_DAY
from tpkit.schedule._terms.standard import rules_of
from tpkit.schedule._terms.window import Window, window_of

_LONGEST = 732
"""The most days a chart shows: two years, which are 24 months wide."""


def stretch_of(
    portfolio: Portfolio,
    on: pendulum.Date,
    start: pendulum.Date | None,
    end: pendulum.Date | None,
) -> range:
    """Give the days of a chart, as ordinals.

    Raises:
        FieldError: *end* is before *start*, or more than two years after.
    """
    if start is not None and end is not None:
        _refuse_wrong_end(start, end)
    held = [session.on for session in portfolio.sessions if session.status.happens]
    first, last = start or min(held, default=on), end or max(held, default=on)
    if start is None and end is None and _dates.days_between(first, last) > _LONGEST:
        # Of a long record, what lies about the day the chart is made.
        first = max(first, _dates.later(on, days=-_LONGEST // 2))
        last = min(last, _dates.later(on, days=_LONGEST // 2))
    if end is None:
        last = max(first, min(last, _dates.later(first, days=_LONGEST)))
    if start is None:
        first = min(last, max(first, _dates.later(last, days=-_LONGEST)))
    return range(first.toordinal(), last.toordinal() + 1)


def whole(days: range, unit: Period) -> range:
    """Widen a stretch to whole weeks or months."""
    first, last = days[0], days[-1]
    if unit is Period.WEEK:
        start, end = first - (first - 1) % _WEEK, last + -last % _WEEK
    else:
        start = date.fromordinal(first).replace(day=1).toordinal()
        end = pendulum.Date.fromordinal(last).end_of("month").toordinal()
    return range(start, min(end, date.max.toordinal()) + 1)


def _refuse_wrong_end(start: pendulum.Date, end: pendulum.Date) -> None:
    latest = _dates.later(start, days=_LONGEST)
    if not start <= end <= latest:
        expected = f"a day from start ({start}) to two years after it ({latest})"
        raise FieldError("load_chart", "end", expected, str(end))


@attrs.frozen(kw_only=True)
class TooMany:
    """A day, week or month in which somebody leads more than was agreed."""

    person: str
    rule: WorkloadWithin
    days: tuple[int, ...]
    """The days of the sessions, in order."""


@attrs.frozen(kw_only=True, eq=False)
class Work:
    """What the people who lead have to do in a stretch of days."""

    facts: Facts
    days: range
    """As ordinals; whole weeks or months."""
    unit: Period
    """What sessions are counted by: weeks or months."""

    @functools.cached_property
    def periods(self) -> tuple[range, ...]:
        """The weeks or months, as days."""
        found: list[range] = []
        first = self.days.start
        for day in self.days:
            if period_of(day, self.unit) != period_of(first, self.unit):
                found.append(range(first, day))
                first = day
        return (*found, range(first, self.days.stop))

    def place(self, day: int) -> int:
        """Give which of the periods a day of the stretch is in."""
        return self._places[period_of(day, self.unit)]

    @functools.cached_property
    def _places(self) -> dict[int, int]:
        return {period_of(p.start, self.unit): n for n, p in enumerate(self.periods)}

    @functools.cached_property
    def counts(self) -> dict[str, Counter[int]]:
        """For everybody who leads, or may lead, the sessions in each period."""
        counts: dict[str, Counter[int]] = {
            person: Counter() for person in self._willing
        }
        for slot in self.facts.timetable.slots:
            if slot.day in self.days:
                for person in slot.leaders:
                    counts.setdefault(person, Counter())[self.place(slot.day)] += 1
        return counts

    @property
    def _willing(self) -> Iterator[str]:
        for activity in self.facts.needs.activities:
            yield from self.facts.leaders_of(activity)
        for rule in self.facts.portfolio.scheduling_rules:
            if isinstance(rule, LedBy) or _is_of_leaders(rule):
                yield from rule.people

    # ------------------------------------------------------------------ what was agreed

    @functools.cached_property
    def agreed(self) -> tuple[WorkloadWithin, ...]:
        """The rules about how many sessions somebody may lead."""
        rules = rules_of(self.facts.portfolio)
        return tuple(rule for rule in rules if _is_of_leaders(rule))

    def at_most(self, person: str) -> int | None:
        """Give how many sessions of all kinds were agreed for one period of the chart."""
        limits = [
            rule.at_most
            for rule in self.agreed
            if rule.period is self.unit
            and not rule.activities
            and (not rule.people or person in rule.people)
        ]
        return min(limits, default=None)

    @functools.cached_property
    def too_many(self) -> tuple[TooMany, ...]:
        """Every day, week or month in which somebody leads more than was agreed."""
        slots = self.facts.timetable.slots
        found: list[TooMany] = []
        for breach in breaches(self.facts.timetable, terms_of(self.agreed, self.facts)):
            days = tuple(slots[place].day for place in breach.places)
            if any(day in self.days for day in days):
                rule, person = breach.term.rule, str(breach.claim)
                found.append(TooMany(person=person, rule=rule, days=days))
        return tuple(sorted(found, key=lambda one: (one.days[0], one.person)))

    # ------------------------------------------------------------------- who is not there

    def leave(self, person: str) -> list[Unavailable]:
        """Give the rules that tell when somebody cannot be had in the stretch."""
        return self._leave.get(person, [])

    @functools.cached_property
    def _leave(self) -> dict[str, list[Unavailable]]:
        found: dict[str, list[Unavailable]] = {}
        for rule in rules_of(self.facts.portfolio):
            if isinstance(rule, Unavailable) and _overlap(window_of(rule), self.days):
                for person in rule.people:
                    found.setdefault(person, []).append(rule)
        return found

    def away(self, person: str, *, all_day: bool) -> list[int]:
        """Give the days of a leave of days on end: whole days, or some hours of each.

        That somebody never works on Mondays is no leave: drawn, it would hide what is.
        """
        windows = [
            window
            for window in map(window_of, self.leave(person))
            if not window.weekdays and _is_all_day(window) is all_day
        ]
        return [
            day for day in self.days if any(w.first <= day <= w.last for w in windows)
        ]


def _is_of_leaders(rule: Any) -> TypeGuard[WorkloadWithin]:
    return isinstance(rule, WorkloadWithin) and rule.of is LoadOf.FACILITATOR


def _overlap(window: Window, days: range) -> bool:
    return window.first < days.stop and window.last >= days.start


def _is_all_day(window: Window) -> bool:
    return window.begins == 0 and window.ends == MINUTES_IN_A_DAY


_WEEK = 7
