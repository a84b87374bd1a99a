"""Work calendars as Microsoft Project's: a week, and the days off of some years."""

import itertools
import xml.etree.ElementTree as ET  # it only writes here
from collections.abc import Collection, Iterable, Iterator, Mapping

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


def read_calendars(
    root: Node, portfolio: Portfolio, reader: Reader, dates: Collection[pendulum.Date]
) -> ReadCalendars:
    """Find the calendars of a file by their names, and make those that are simple.

    *dates* are those of its rows. A calendar that the portfolio has must be as it has it.
    """
    ids: dict[str, WorkCalendarId | None] = {}
    new: list[WorkCalendar] = []
    by_name: dict[str, list[WorkCalendarId | None]] = {name_of(portfolio, None): [None]}
    for calendar in portfolio.work_calendars:
        by_name.setdefault(one_line(calendar.title), []).append(calendar.id)
    for node in root.all("Calendars", "Calendar"):
        name, uid = node.text("Name"), node.text("UID")
        if same := by_name.get(name):
            ids[uid] = same[-1]
            if len(same) == 1:  # of two with one name nobody knows which is meant
                days = working_calendar_of(portfolio, ids[uid])
                _look_for_changes(node, days, reader, dates)
        elif not reader.flag(node, "IsBaseCalendar"):
            ids[uid] = None  # of people, whom tpkit does not level
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
    weekdays = _week(node, reader)
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


def _week(node: Node, reader: Reader) -> tuple[Weekday, ...]:
    worked = {
        reader.number(day, "DayType")
        for day in node.all("WeekDays", "WeekDay")
        if reader.flag(day, "DayWorking")
    }
    return tuple(day for day in Weekday if DAY_TYPES[day] in worked)


def _look_for_changes(
    node: Node,
    days: WorkingCalendar,
    reader: Reader,
    dates: Collection[pendulum.Date],
) -> None:
    """Refuse a calendar that the portfolio has, with other days off."""
    name, hint = node.text("Name"), "change the calendar in the portfolio"
    week = _week(node, reader)
    if week and {list(Weekday).index(day) for day in week} != set(days.weekdays):
        got = f"another week in the calendar {name!r}"
        reader.refuse(node.at("WeekDays"), "the week that it has", got, hint)
    offs: set[pendulum.Date] = set()
    is_told = True
    for exception in node.all("Exceptions", "Exception"):
        is_worked = reader.flag(exception, "DayWorking")
        is_plain = reader.number(exception, "Type", _EVERY_DAY) == _EVERY_DAY
        stretch = _stretch(exception, days, reader)
        offs.update(() if is_worked else stretch)
        is_told = is_told and bool(stretch)  # of what is too long nobody knows each day
        if not is_plain or any(days.is_working_day(on) != is_worked for on in stretch):
            got = f"{exception.text('Name')!r} in the calendar {name!r}"
            reader.refuse(exception.path, "the days off that it has", got, hint)
    worked = _worked_in_file(days, offs, offs or dates) if is_told else iter(())
    for on in itertools.islice(worked, 1):
        got = f"work on {on} in the calendar {name!r}"
        reader.refuse(node.at("Exceptions"), "the days off that it has", got, hint)


def _worked_in_file(
    days: WorkingCalendar,
    offs: Collection[pendulum.Date],
    dates: Collection[pendulum.Date],
) -> Iterator[pendulum.Date]:
    """Yield days off that the file has not, in the years of some dates."""
    if not dates:
        return
    for _, first, last in _runs(days, min(dates).year, max(dates).year):
        for ordinal in range(first.toordinal(), last.toordinal() + 1):
            if (on := pendulum.Date.fromordinal(ordinal)) not in offs:
                yield on


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
