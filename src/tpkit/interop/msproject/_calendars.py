"""Work calendars as Microsoft Project's: a week, and the days off of some years."""

import itertools
import xml.etree.ElementTree as ET  # it only writes here
from collections.abc import Iterable, Iterator, Mapping

import attrs
import pendulum

from tpkit._model.agreement import Weekday
from tpkit._model.ids import WorkCalendarId
from tpkit._model.plan import WorkCalendar
from tpkit._model.portfolio import Portfolio
from tpkit.calendars import WorkingCalendar
from tpkit.interop.msproject._codes import DAY_TYPES, WORKING_TIMES
from tpkit.interop.msproject._parse import Node
from tpkit.interop.msproject._read import Reader
from tpkit.interop.msproject._rows import one_line
from tpkit.track import working_calendar_of


@attrs.frozen(kw_only=True)
class Named:
    """A working calendar, with the number and the name it has in the file."""

    number: int
    name: str
    days: WorkingCalendar


def named_calendars(
    portfolio: Portfolio, ids: Iterable[WorkCalendarId | None]
) -> dict[WorkCalendarId | None, Named]:
    """Give the calendars with those ids their numbers and names."""
    return {
        id: Named(
            number=number,
            name=name_of(portfolio, id),
            days=working_calendar_of(portfolio, id),
        )
        for number, id in enumerate(dict.fromkeys(ids), start=1)
    }


def name_of(portfolio: Portfolio, id: WorkCalendarId | None) -> str:
    """Give the name of a calendar in the file; that of the partnership without an id."""
    if id is None:
        partnership = portfolio.partnership
        return one_line(partnership.short_name or partnership.name)
    return one_line(portfolio.get(WorkCalendar, id).title)


def calendar_elements(
    calendars: Iterable[Named], first_year: int, last_year: int
) -> Iterator[ET.Element]:
    """Yield the calendars with what is off in those years."""
    for calendar in calendars:
        element = ET.Element("Calendar")
        _put(element, "UID", calendar.number)
        _put(element, "Name", calendar.name)
        _put(element, "IsBaseCalendar", 1)
        _put(element, "BaseCalendarUID", -1)
        week = ET.SubElement(element, "WeekDays")
        for index, day in _from_sunday():
            _add_weekday(week, day, is_worked=index in calendar.days.weekdays)
        _add_exceptions(element, calendar.days, first_year, last_year)
        yield element


def _put(element: ET.Element, name: str, value: object) -> None:
    ET.SubElement(element, name).text = str(value)


def _from_sunday() -> list[tuple[int, Weekday]]:
    week = list(enumerate(Weekday))
    return [week[-1], *week[:-1]]


def _add_weekday(week: ET.Element, day: Weekday, *, is_worked: bool) -> None:
    element = ET.SubElement(week, "WeekDay")
    _put(element, "DayType", DAY_TYPES[day])
    _put(element, "DayWorking", int(is_worked))
    if is_worked:
        times = ET.SubElement(element, "WorkingTimes")
        for begins, ends in WORKING_TIMES:
            time = ET.SubElement(times, "WorkingTime")
            _put(time, "FromTime", begins)
            _put(time, "ToTime", ends)


def _add_exceptions(
    element: ET.Element, days: WorkingCalendar, first_year: int, last_year: int
) -> None:
    offs = list(_runs(days, first_year, last_year))
    if not offs:
        return
    exceptions = ET.SubElement(element, "Exceptions")
    for name, first, last in offs:
        exception = ET.SubElement(exceptions, "Exception")
        _put(exception, "EnteredByOccurrences", 0)
        period = ET.SubElement(exception, "TimePeriod")
        _put(period, "FromDate", f"{first}T00:00:00")
        _put(period, "ToDate", f"{last}T23:59:00")
        _put(exception, "Occurrences", last.toordinal() - first.toordinal() + 1)
        _put(exception, "Name", name)
        _put(exception, "Type", 1)
        _put(exception, "DayWorking", 0)


def _runs(
    days: WorkingCalendar, first_year: int, last_year: int
) -> Iterator[tuple[str, pendulum.Date, pendulum.Date]]:
    """Yield stretches of days off with one reason, that would otherwise be worked."""
    first = max(days.first, pendulum.Date(first_year, 1, 1))
    last = min(days.last, pendulum.Date(last_year, 12, 31))
    offs = [
        (days.why_not(day), day)
        for day in map(
            pendulum.Date.fromordinal, range(first.toordinal(), last.toordinal() + 1)
        )
        if day.weekday() in days.weekdays and not days.is_working_day(day)
    ]
    steps = enumerate(offs)
    for (why, _), group in itertools.groupby(
        steps, lambda step: (step[1][0], step[1][1].toordinal() - step[0])
    ):
        stretch = [day for _, (_, day) in group]
        yield why, stretch[0], stretch[-1]


# ------------------------------------------------------------------------- reading


@attrs.frozen(kw_only=True)
class ReadCalendars:
    """The calendars of a file, found among those of the portfolio."""

    ids: Mapping[str, WorkCalendarId | None]
    """By their UIDs in the file."""
    new: tuple[WorkCalendar, ...]
    """Those that the portfolio has not had."""


def read_calendars(root: Node, portfolio: Portfolio, reader: Reader) -> ReadCalendars:
    """Find the calendars of a file by their names, and make those that are simple."""
    ids: dict[str, WorkCalendarId | None] = {}
    new: list[WorkCalendar] = []
    by_name = {one_line(c.title): c.id for c in portfolio.work_calendars}
    for node in root.all("Calendars", "Calendar"):
        name, uid = node.text("Name"), node.text("UID")
        if name in by_name:
            ids[uid] = by_name[name]
        elif name == name_of(portfolio, None) or not reader.flag(
            node, "IsBaseCalendar"
        ):
            ids[uid] = None  # the others are of people, whom tpkit does not level
        else:
            made = _read_calendar(node, portfolio, reader)
            ids[uid] = made.id if made else None
            new += [made] if made else []
    return ReadCalendars(ids=ids, new=tuple(new))


_USUAL = tuple(Weekday)[:5]


def _read_calendar(
    node: Node, portfolio: Portfolio, reader: Reader
) -> WorkCalendar | None:
    _look_for_strange_days(node, working_calendar_of(portfolio), reader)
    worked = {
        reader.number(day, "DayType")
        for day in node.all("WeekDays", "WeekDay")
        if reader.flag(day, "DayWorking")
    }
    weekdays = tuple(day for day in Weekday if DAY_TYPES[day] in worked)
    if not weekdays or weekdays == _USUAL:
        return None
    base = f"calendar-{node.text('UID')}"
    taken = {calendar.id for calendar in portfolio.work_calendars}
    numbered = (f"{base}-{n}" if n else base for n in itertools.count())
    return WorkCalendar(
        id=WorkCalendarId(next(id for id in numbered if id not in taken)),
        title=node.text("Name") or base,
        weekdays=weekdays,
    )


_EVERY_DAY = 1
_LONGEST = 1000


def _look_for_strange_days(node: Node, days: WorkingCalendar, reader: Reader) -> None:
    name = node.text("Name")
    hint = (
        f"add a work calendar titled {name!r} with its closures to the portfolio first"
    )
    for exception in node.all("Exceptions", "Exception"):
        is_worked = reader.flag(exception, "DayWorking")
        is_plain = reader.number(exception, "Type", _EVERY_DAY) == _EVERY_DAY
        stretch = _stretch(exception, days, reader)
        known = [on for on in stretch if days.is_working_day(on) == is_worked]
        if not is_plain or len(known) < len(stretch):
            got = f"{exception.text('Name')!r} in the unknown calendar {name!r}"
            reader.refuse(exception.path, "only bank holidays off", got, hint)


def _stretch(
    exception: Node, days: WorkingCalendar, reader: Reader
) -> list[pendulum.Date]:
    """Give the days of an exception, as far as they are within what is known."""
    for period in exception.all("TimePeriod"):
        first, last = reader.day(period, "FromDate"), reader.day(period, "ToDate")
        if first and last and (last - first).days <= _LONGEST:
            begin, end = max(first, days.first), min(last, days.last)
            ordinals = range(begin.toordinal(), end.toordinal() + 1)
            return [pendulum.Date.fromordinal(ordinal) for ordinal in ordinals]
    return []
