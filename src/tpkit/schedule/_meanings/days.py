"""What rules about the day of one session mean."""

import functools
from collections.abc import Hashable, Iterable, Iterator, Mapping
from datetime import date
from typing import ClassVar

import attrs

from tpkit import _text
from tpkit._model.calendar import Closure
from tpkit._model.rules_of_hours import (
    NotAtYearEnd,
    Notice,
    NotInSeason,
    NotOn,
    NotOnSectorDates,
    OnWorkingDays,
)
from tpkit.calendars._sector import SectorDate, sector_dates
from tpkit.errors import OutsideCalendarError
from tpkit.schedule._terms.days import (
    WorkingDays,
    is_weekend,
    named_bank_holidays,
    run_of,
    working_days,
)
from tpkit.schedule._terms.facts import Facts
from tpkit.schedule._terms.of_any_session import OfAnySession
from tpkit.schedule._terms.phrases import day_and_month, day_of, weekday_of
from tpkit.schedule._terms.shapes import Aspect, OfOne, Term
from tpkit.schedule._terms.slot import Entry, Slot
from tpkit.schedule._terms.window import weekday_numbers

# ------------------------------------------------------------------------ not on a day


@attrs.frozen(kw_only=True)
class _DayBarred(OfAnySession):
    code: ClassVar[str] = "TP703"
    looks_at: ClassVar[Aspect] = Aspect.DAY
    rule: NotOn
    weekdays: frozenset[int]
    days: frozenset[int]

    def bars(self, slot: Slot) -> bool:
        return slot.weekday in self.weekdays or slot.day in self.days

    def why(self, slot: Slot) -> str:
        kept = (
            f"{weekday_of(slot)}s are"
            if slot.weekday in self.weekdays
            else "that day is"
        )
        return f"it is on {day_of(slot)}, and {kept} kept free"


def not_on(rule: NotOn, _: Facts) -> Iterable[Term]:
    """Give the term of `NotOn`."""
    yield _DayBarred(
        rule=rule,
        weekdays=weekday_numbers(rule.weekdays),
        days=frozenset(on.toordinal() for on in rule.dates),
    )


# ------------------------------------------------------------------------- working days


@attrs.frozen(kw_only=True)
class _DayOff(OfOne):
    code: ClassVar[str] = "TP701"
    looks_at: ClassVar[Aspect] = Aspect.DAY
    rule: OnWorkingDays
    closures: tuple[Closure, ...] = attrs.field(repr=False)
    hosts: Mapping[str, frozenset[str]] = attrs.field(eq=False, repr=False)
    """For each activity, those of its hosts that are closed at times."""
    working: Mapping[frozenset[str], WorkingDays] = attrs.field(eq=False, repr=False)
    """For each company of hosts, none among them, the days that all work."""

    def alike(self, entry: Entry) -> Hashable:
        return self.hosts.get(entry.activity, _NOBODY)

    def amount(self, entry: Entry, slot: Slot) -> int:
        hosts = self.hosts.get(entry.activity, _NOBODY)
        return int(slot.day not in self.working[hosts])

    def words(self, entry: Entry, slot: Slot) -> str:
        holiday = named_bank_holidays(self.rule.nation).get(slot.day)
        hosts = self.hosts.get(entry.activity, _NOBODY)
        reasons = [
            *(["a weekend"] if is_weekend(slot.day) else []),
            *([holiday] if holiday else []),
            *(c.title for c in _closing(self.closures, hosts) if _covers(c, slot.day)),
        ]
        why = _text.listed(dict.fromkeys(reasons))
        return f"{day_of(slot)} is not a working day: {why}"


_NOBODY: frozenset[str] = frozenset()


def on_working_days(rule: OnWorkingDays, facts: Facts) -> Iterable[Term]:
    """Give the term of `OnWorkingDays`: weekends, bank holidays, closures.

    Those closures count that are of the whole partnership or of a host of the workshop.
    Bank holidays are known from 2012 to 2035, the rest in any year.
    """
    closures = facts.portfolio.closures
    closed = frozenset(c.organisation for c in closures if c.organisation is not None)
    hosts = {activity: some & closed for activity, some in facts.hosts.items()}
    yield _DayOff(
        rule=rule,
        closures=closures,
        hosts=hosts,
        working={
            some: working_days(rule.nation, map(run_of, _closing(closures, some)))
            for some in {_NOBODY, *hosts.values()}
        },
    )


def _closing(closures: Iterable[Closure], hosts: frozenset[str]) -> Iterator[Closure]:
    """Yield the closures of the whole partnership and of these hosts."""
    for closure in closures:
        if closure.organisation is None or closure.organisation in hosts:
            yield closure


def _covers(closure: Closure, day: int) -> bool:
    first, last = run_of(closure)
    return first <= day <= last


# ------------------------------------------------------------------------------- notice


@attrs.frozen(kw_only=True)
class _TooSoon(OfOne):
    code: ClassVar[str] = "TP706"
    looks_at: ClassVar[Aspect] = Aspect.DAY
    rule: Notice
    today: int

    def alike(self, entry: Entry) -> Hashable:
        return entry.announced_for

    def amount(self, entry: Entry, slot: Slot) -> int:
        ahead = slot.day - self.today
        return int(0 <= ahead < self.rule.days and slot.day != entry.announced_for)

    def words(self, entry: Entry, slot: Slot) -> str:  # noqa: ARG002  # the day decides
        ahead = _text.counted(slot.day - self.today, "day")
        return (
            f"{day_of(slot)} is {ahead} away and nobody has been told of it: "
            f"people are to have {self.rule.days} days' notice"
        )


def notice(rule: Notice, facts: Facts) -> Iterable[Term]:
    """Give the term of `Notice`.

    Of the day that they have been told, or that is over, nobody needs notice; of another
    day they do.
    """
    yield _TooSoon(rule=rule, today=facts.on.toordinal())


# ------------------------------------------------------------------------- sector dates


@attrs.frozen(kw_only=True)
class _OnASectorDate(OfAnySession):
    code: ClassVar[str] = "TP710"
    looks_at: ClassVar[Aspect] = Aspect.DAY
    rule: NotOnSectorDates

    def bars(self, slot: Slot) -> bool:
        return any(self._meant(slot))

    def why(self, slot: Slot) -> str:
        titles = _text.listed(sector.title for sector in self._meant(slot))
        return f"{day_of(slot)} collides with {titles}"

    def _meant(self, slot: Slot) -> Iterable[SectorDate]:
        on, titles = date.fromordinal(slot.day), self.rule.titles
        return (
            sector
            for sector in _sector_dates(on.year)
            if sector.start <= on <= sector.end
            and (not titles or sector.title in titles)
        )


@functools.lru_cache(maxsize=1024)
def _sector_dates(year: int) -> tuple[SectorDate, ...]:
    try:
        return sector_dates(year)
    except OutsideCalendarError:
        return ()


def not_on_sector_dates(rule: NotOnSectorDates, _: Facts) -> Iterable[Term]:
    """Give the term of `NotOnSectorDates`: none are known before 2021."""
    yield _OnASectorDate(rule=rule)


# ------------------------------------------------------------------ year end, and seasons


@attrs.frozen(kw_only=True)
class _AtYearEnd(OfAnySession):
    code: ClassVar[str] = "TP711"
    looks_at: ClassVar[Aspect] = Aspect.DAY
    rule: NotAtYearEnd
    working: WorkingDays = attrs.field(repr=False)

    def bars(self, slot: Slot) -> bool:
        end = date(date.fromordinal(slot.day).year, _MARCH, 31).toordinal()
        if slot.day > end:
            return False
        left = self.working.position(end) - self.working.position(slot.day)
        return left < self.rule.working_days

    def why(self, slot: Slot) -> str:
        last = _text.counted(self.rule.working_days, "working day")
        return f"{day_of(slot)} is in the last {last} of the financial year"


_MARCH = 3


def not_at_year_end(rule: NotAtYearEnd, facts: Facts) -> Iterable[Term]:
    """Give the term of `NotAtYearEnd`; it counts the portfolio's working days."""
    yield _AtYearEnd(rule=rule, working=facts.working_days)


@attrs.frozen(kw_only=True)
class _InSeason(OfAnySession):
    code: ClassVar[str] = "TP712"
    looks_at: ClassVar[Aspect] = Aspect.DAY
    rule: NotInSeason
    first: tuple[int, int]
    last: tuple[int, int]

    def bars(self, slot: Slot) -> bool:
        on = date.fromordinal(slot.day)
        day = (on.month, on.day)
        if self.first <= self.last:
            return self.first <= day <= self.last
        return day >= self.first or day <= self.last

    def why(self, slot: Slot) -> str:
        first, last = (day_and_month(*day) for day in (self.first, self.last))
        return f"{day_of(slot)} lies between {first} and {last}"


def not_in_season(rule: NotInSeason, _: Facts) -> Iterable[Term]:
    """Give the term of `NotInSeason`."""
    yield _InSeason(
        rule=rule,
        first=(rule.start_month, rule.start_day),
        last=(rule.end_month, rule.end_day),
    )
