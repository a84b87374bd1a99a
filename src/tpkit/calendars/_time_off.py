"""Runs of days that are not worked, and the nouns they come from."""

import enum
import operator
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import attrs
import pendulum

from tpkit import _dates
from tpkit._model._checked import checked, must_follow
from tpkit._model.calendar import Closure, Nation, TermDates
from tpkit.calendars._bank_holidays import BankHoliday

_IN_WORDS = {
    Nation.ENGLAND_AND_WALES: "England and Wales",
    Nation.SCOTLAND: "Scotland",
    Nation.NORTHERN_IRELAND: "Northern Ireland",
}


class TimeOffKind(enum.StrEnum):
    """Why days of the working week are not worked."""

    BANK_HOLIDAY = "bank_holiday"
    """On the list of bank holidays of a nation."""
    HOLIDAY = "holiday"
    """A one-off day off that was added to the calendar."""
    CLOSURE = "closure"
    """An organisation, or everybody, is closed."""
    SCHOOL_BREAK = "school_break"
    """The schools of an area are on holiday."""


@attrs.frozen(kw_only=True, field_transformer=checked)
class TimeOff:
    """A run of days that are not worked, and why."""

    start: pendulum.Date
    """The first day off."""
    end: pendulum.Date
    """The last day off, itself not worked."""
    kind: TimeOffKind
    why: str
    """In words: `Good Friday`, `October half-term 2022`."""
    whose: str = ""
    """Whose time off, where not everybody's: `Scotland`, or the id of an area."""

    def __attrs_post_init__(self) -> None:
        must_follow(self, "end", "start")

    def __str__(self) -> str:
        """Write `Good Friday (England and Wales)`."""
        return f"{self.why} ({self.whose})" if self.whose else self.why


# ------------------------------------------------------------------ from the nouns


def from_bank_holidays(holidays: Iterable[BankHoliday]) -> Iterator[TimeOff]:
    for holiday in holidays:
        yield TimeOff(
            start=holiday.on,
            end=holiday.on,
            kind=TimeOffKind.BANK_HOLIDAY,
            why=holiday.title,
            whose=_IN_WORDS[holiday.nation],
        )


def from_closures(closures: Iterable[Closure]) -> Iterator[TimeOff]:
    for closure in closures:
        yield TimeOff(
            start=closure.start,
            end=closure.end,
            kind=TimeOffKind.CLOSURE,
            why=closure.title,
            whose=closure.organisation or "",
        )


def from_terms(terms: Iterable[TermDates]) -> Iterator[TimeOff]:
    for term in terms:
        yield TimeOff(
            start=term.start,
            end=term.end,
            kind=TimeOffKind.SCHOOL_BREAK,
            why=term.title,
            whose=term.area,
        )


def from_holidays(holidays: Mapping[date, str]) -> Iterator[TimeOff]:
    for on, name in holidays.items():
        day = _dates.as_date(on)
        yield TimeOff(start=day, end=day, kind=TimeOffKind.HOLIDAY, why=name)


# ------------------------------------------------------------------ sets of them

_IN_ORDER = operator.attrgetter("start", "end", "kind", "why", "whose")


def in_order(time_off: Iterable[TimeOff]) -> tuple[TimeOff, ...]:
    """Sort by day, and drop what is there twice."""
    return tuple(sorted(set(time_off), key=_IN_ORDER))


def is_holiday(off: TimeOff) -> bool:
    """Say whether this is a bank or one-off holiday, not a closure or school break."""
    return off.kind in (TimeOffKind.BANK_HOLIDAY, TimeOffKind.HOLIDAY)


def without_days(off: TimeOff, worked: set[int]) -> Iterator[TimeOff]:
    """Yield what is left of a holiday when some days (ordinals) are worked after all.

    A closure or a school break is left whole.
    """
    days = range(off.start.toordinal(), off.end.toordinal() + 1)
    if not is_holiday(off) or worked.isdisjoint(days):
        yield off
        return
    for ordinal in days:
        if ordinal not in worked:
            day = pendulum.Date.fromordinal(ordinal)
            yield attrs.evolve(off, start=day, end=day)
