"""A stretch of days, some hours of each and some weekdays: time that is kept free."""

import attrs
import pendulum

from tpkit import _text
from tpkit._model.agreement import Weekday
from tpkit._model.rules_of_hours import NotDuring
from tpkit._model.rules_of_people_and_places import Unavailable
from tpkit.schedule._terms.phrases import weekdays_in_words
from tpkit.schedule._terms.slot import MINUTES_IN_A_DAY, Slot, minute_of

_WEEKDAYS = list(Weekday)


@attrs.frozen(kw_only=True)
class Window:
    """Days, hours and weekdays that narrow one another down; made by `window_of`."""

    first: int
    """The first day, as an ordinal."""
    last: int
    """The last day."""
    begins: int
    """When it begins on each day, in minutes after midnight."""
    ends: int
    """When it ends."""
    weekdays: frozenset[int]
    """The weekdays on which it is so, Monday being 0; none means all."""

    def touches(self, slot: Slot) -> bool:
        """Say whether a slot falls into the time, or part of it does."""
        return (
            self.first <= slot.day <= self.last
            and (not self.weekdays or slot.weekday in self.weekdays)
            and slot.start < self.ends
            and slot.end > self.begins
        )


def window_of(rule: NotDuring | Unavailable) -> Window:
    """Read the time that a rule speaks of; where it sets no bound there is none."""
    return Window(
        first=0 if rule.start is None else rule.start.toordinal(),
        last=(rule.end or pendulum.Date.max).toordinal(),
        begins=0 if rule.start_time is None else minute_of(rule.start_time),
        ends=MINUTES_IN_A_DAY if rule.end_time is None else minute_of(rule.end_time),
        weekdays=weekday_numbers(rule.weekdays),
    )


def has_days(rule: NotDuring | Unavailable) -> bool:
    """Say whether the rule speaks of some days only."""
    return any((rule.start, rule.end, rule.weekdays))


def has_hours(rule: NotDuring | Unavailable) -> bool:
    """Say whether the rule speaks of some hours only."""
    return rule.start_time is not None


def weekday_numbers(weekdays: tuple[Weekday, ...]) -> frozenset[int]:
    """Give the numbers of weekdays, Monday being 0."""
    return frozenset(map(_WEEKDAYS.index, weekdays))


def in_words(rule: NotDuring | Unavailable) -> str:
    """Write `from 6 October 2025 to 17 October 2025, on Mondays, from 1pm to 5pm`."""
    return ", ".join(filter(None, (_days(rule), _weekdays(rule), _hours(rule))))


def _days(rule: NotDuring | Unavailable) -> str:
    if rule.start is not None and rule.start == rule.end:
        return f"on {_text.long_date(rule.start, weekday=True)}"
    parts = (
        f"from {_text.long_date(rule.start)}" if rule.start is not None else "",
        f"to {_text.long_date(rule.end)}" if rule.end is not None else "",
    )
    return " ".join(filter(None, parts))


def _weekdays(rule: NotDuring | Unavailable) -> str:
    return f"on {weekdays_in_words(rule.weekdays)}" if rule.weekdays else ""


def _hours(rule: NotDuring | Unavailable) -> str:
    if rule.start_time is None or rule.end_time is None:
        return ""
    return f"from {_text.time_range(rule.start_time, rule.end_time)}"
