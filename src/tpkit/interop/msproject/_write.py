"""A project as Microsoft Project's XML."""

import xml.etree.ElementTree as ET  # it only writes here
from collections.abc import Iterator, Mapping
from decimal import Decimal

import attrs
import pendulum

from tpkit._model.delivery import Phase, Project
from tpkit._model.ids import ProjectId, WorkCalendarId
from tpkit._model.plan import Baseline, Constraint, LagCount, Link
from tpkit._model.portfolio import Portfolio
from tpkit.interop.msproject._calendars import Named, calendar_elements, named_calendars
from tpkit.interop.msproject._codes import (
    AS_SOON_AS_POSSIBLE,
    CONSTRAINT_TYPES,
    DAY_BEGINS,
    DAY_ENDS,
    DAYS,
    ELAPSED_DAYS,
    ID_FIELD,
    KIND_FIELD,
    LINK_TYPES,
    MINUTES_A_DAY,
    MOST_BASELINES,
    NAMESPACE,
    TENTHS_A_DAY,
    TENTHS_A_WHOLE_DAY,
    beginning,
    duration,
    ending,
)
from tpkit.interop.msproject._rows import (
    Row,
    bounds_of,
    expected_on,
    one_line,
    rows_of,
    written_percent,
)
from tpkit.track import Plan, Task, TaskKind, plan

_Pairs = Iterator[tuple[str, object]]


def dumps(portfolio: Portfolio, project: ProjectId, /, *, on: pendulum.Date) -> str:
    """Write a project of the portfolio as Microsoft Project XML (MSPDI) [MSPDI].

    Save it in UTF-8 to a file whose name ends in `.xml`. Each phase, milestone and
    deliverable is a row, with the dates, floats and criticality of
    `tpkit.track.plan(portfolio, on=on)`, its links and lags, its first constraint (and a
    "finish no later" beside it as its deadline), its calendar, its progress, what it is
    planned to cost, and its baselines 0 to 10. What is not planned in days is scheduled
    by hand, on the day it was done or is expected. The fields Text1 and Text2 say which
    noun of tpkit it is.

    A working day has eight hours here, from 8 to 12 and from 1 to 5. Microsoft Project
    counts every lag in the calendar of the task that waits. What a row has no room for
    stays with tpkit: estimates, further constraints and baselines, and links to tasks of
    other projects.

    Raises:
        UnknownIdError: the portfolio has no such project.
        PlanCircleError, OutsideCalendarError, FieldError: as `tpkit.track.plan`.
    """
    whole = _Whole.of(portfolio, portfolio.get(Project, project), on)
    root = ET.Element("Project", {"xmlns": NAMESPACE})
    _fill(root, whole.properties())
    _add_fields(root)
    calendars = ET.SubElement(root, "Calendars")
    calendars.extend(calendar_elements(whole.calendars.values(), *whole.years))
    tasks = ET.SubElement(root, "Tasks")
    _fill(ET.SubElement(tasks, "Task"), whole.summary())
    for row in whole.rows:
        _add_task(tasks, whole, row)
    ET.indent(root)
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}\n'


def _fill(element: ET.Element, pairs: _Pairs) -> None:
    for name, value in pairs:
        if value is not None:
            ET.SubElement(element, name).text = str(value)


def _add_fields(root: ET.Element) -> None:
    fields = ET.SubElement(root, "ExtendedAttributes")
    for number, name, alias in (
        (ID_FIELD, "Text1", "tpkit id"),
        (KIND_FIELD, "Text2", "tpkit kind"),
    ):
        field = ET.SubElement(fields, "ExtendedAttribute")
        pairs = {"FieldID": number, "FieldName": name, "Alias": alias}
        _fill(field, iter(pairs.items()))


# ------------------------------------------------------------------------ the project


@attrs.frozen(kw_only=True)
class _Whole:
    """A project, and what its rows need to know of one another."""

    on: pendulum.Date
    project: Project
    rows: tuple[Row, ...]
    numbers: Mapping[str, int]
    planned: Mapping[tuple[TaskKind, str], Task]
    calendars: Mapping[WorkCalendarId | None, Named]

    @classmethod
    def of(cls, portfolio: Portfolio, project: Project, on: pendulum.Date) -> "_Whole":
        whole: Plan = plan(portfolio, on=on)
        rows = tuple(rows_of(portfolio, project.id))
        works = [row.noun.work for row in rows]
        used = [work.calendar for work in works if work and work.calendar]
        return cls(
            on=on,
            project=project,
            rows=rows,
            numbers={row.noun.id: row.number for row in rows},
            planned={(task.kind, task.id): task for task in whole.tasks},
            calendars=named_calendars(portfolio, [None, project.calendar, *used]),
        )

    def task(self, row: Row) -> Task | None:
        return self.planned.get((row.kind, row.noun.id))

    def dates(self, row: Row) -> tuple[pendulum.Date | None, pendulum.Date | None]:
        task, begun = self.task(row), row.begun_on
        finish = row.done_on or (task.finish if task else expected_on(row.noun))
        start = begun or (task.start if task else getattr(row.noun, "start", None))
        if start is None or finish is None:
            return finish, finish
        return min(start, finish), finish

    def days(self, row: Row) -> int:
        """Count the working days of a row: planned, or from its first to its last."""
        if row.noun.work is not None:
            return row.noun.work.duration
        start, finish = self.dates(row)
        if not isinstance(row.noun, Phase) or start is None or finish is None:
            return 0
        calendar = self.calendars[self.project.calendar].days
        return calendar.working_days_between(start, finish)

    @property
    def known(self) -> list[pendulum.Date]:
        both = [self.project.start, *(d for row in self.rows for d in self.dates(row))]
        return [day for day in both if day is not None]

    @property
    def years(self) -> tuple[int, int]:
        years = [day.year for day in self.known] or [2012]
        return min(years) - 1, max(years) + 1

    def properties(self) -> _Pairs:
        yield "SaveVersion", 14
        yield "Name", f"{self.project.id}.xml"
        yield "Title", one_line(self.project.title)
        yield "ScheduleFromStart", 1
        if self.known:
            yield "StartDate", beginning(self.project.start or min(self.known))
            yield "FinishDate", ending(max(self.known))
        yield "CriticalSlackLimit", 0
        yield "CurrencyDigits", 2
        yield "CurrencySymbol", "£"
        yield "CurrencyCode", "GBP"
        yield "CurrencySymbolPosition", 0
        yield "CalendarUID", self.calendars[self.project.calendar].number
        yield "DefaultStartTime", DAY_BEGINS
        yield "DefaultFinishTime", DAY_ENDS
        yield "MinutesPerDay", MINUTES_A_DAY
        yield "MinutesPerWeek", 5 * MINUTES_A_DAY
        yield "DaysPerMonth", 20
        yield "DurationFormat", DAYS
        yield "HonorConstraints", 0
        yield "StatusDate", ending(self.on)

    def summary(self) -> _Pairs:
        yield "UID", 0
        yield "ID", 0
        yield "Name", one_line(self.project.title)
        yield "OutlineNumber", 0
        yield "OutlineLevel", 0
        if self.known:
            yield "Start", beginning(min(self.known))
            yield "Finish", ending(max(self.known))
        yield "Milestone", 0
        yield "Summary", 1


# --------------------------------------------------------------------------- one task


def _add_task(tasks: ET.Element, whole: _Whole, row: Row) -> None:
    task = ET.SubElement(tasks, "Task")
    _fill(task, _of_row(whole, row))
    for link in row.links:
        if link.task in whole.numbers:
            _fill(ET.SubElement(task, "PredecessorLink"), _of_link(whole, link))
    for field, value in ((ID_FIELD, row.noun.id), (KIND_FIELD, row.kind.value)):
        pairs = {"FieldID": field, "Value": value}
        _fill(ET.SubElement(task, "ExtendedAttribute"), iter(pairs.items()))
    for baseline in row.noun.baselines[:MOST_BASELINES]:
        _fill(ET.SubElement(task, "Baseline"), _of_baseline(baseline))


def _of_row(whole: _Whole, row: Row) -> _Pairs:
    start, finish = whole.dates(row)
    work, task = row.noun.work, whole.task(row)
    days = whole.days(row)
    yield "UID", row.number
    yield "ID", row.number
    yield "Name", one_line(row.noun.title)
    yield "Active", 1
    yield "Manual", int(task is None)
    yield "Type", 1  # a fixed duration: people who are added do not shorten it
    yield "IsNull", 0
    yield "OutlineNumber", row.number
    yield "OutlineLevel", 1
    yield "Start", _first_moment(start, days) if start else None
    yield "Finish", ending(finish) if finish else None
    yield "Duration", duration(days)
    yield "DurationFormat", DAYS
    yield "EffortDriven", 0
    yield "Estimated", 0
    yield "Milestone", int(days == 0)
    yield "Summary", 0
    if task is not None and row.done_on is None:
        yield from _of_floats(task)
    if work is not None and work.cost is not None:
        yield "FixedCost", _pence(work.cost)
    yield "PercentComplete", written_percent(work, row.done_on)
    yield from _of_progress(row, days)
    yield from _of_bounds(whole, row)


def _first_moment(on: pendulum.Date, days: int) -> str:
    # What takes no time is reached when the work of its day ends.
    return beginning(on) if days else ending(on)


def _of_floats(task: Task) -> _Pairs:
    late_start, late_finish = task.late_start, task.late_finish
    free, total = task.free_float, task.total_float
    yield "Critical", int(task.is_critical)
    yield "LateStart", _first_moment(late_start, task.days) if late_start else None
    yield "LateFinish", ending(late_finish) if late_finish else None
    yield "FreeSlack", None if free is None else free * TENTHS_A_DAY
    yield "TotalSlack", None if total is None else total * TENTHS_A_DAY


def _of_progress(row: Row, days: int) -> _Pairs:
    begun, done = row.begun_on, row.done_on
    if begun is not None:
        yield "ActualStart", _first_moment(begun, days)
    if done is not None:
        yield "ActualFinish", ending(done)
    left = row.noun.work.left if row.noun.work else days
    yield "RemainingDuration", duration(0 if done is not None else left)


def _of_bounds(whole: _Whole, row: Row) -> _Pairs:
    bounds = bounds_of(row.noun.work)
    first = bounds.first
    kind = CONSTRAINT_TYPES[first.kind] if first else AS_SOON_AS_POSSIBLE
    yield "ConstraintType", kind
    calendar = row.noun.work.calendar if row.noun.work else None
    yield "CalendarUID", whole.calendars[calendar].number if calendar else -1
    if first is not None:
        yield "ConstraintDate", _bound(first)
    if bounds.deadline is not None:
        yield "Deadline", _bound(bounds.deadline)


def _bound(constraint: Constraint) -> str:
    if constraint.kind.is_of_the_start:
        return beginning(constraint.on)
    return ending(constraint.on)


def _of_link(whole: _Whole, link: Link) -> _Pairs:
    is_elapsed = link.lag_count is LagCount.ELAPSED
    yield "PredecessorUID", whole.numbers[link.task]
    yield "Type", LINK_TYPES[link.kind]
    yield "CrossProject", 0
    yield "LinkLag", link.lag * (TENTHS_A_WHOLE_DAY if is_elapsed else TENTHS_A_DAY)
    yield "LagFormat", ELAPSED_DAYS if is_elapsed else DAYS


def _of_baseline(baseline: Baseline) -> _Pairs:
    yield "Number", baseline.number
    if baseline.start is not None:
        yield "Start", beginning(baseline.start)
    yield "Finish", ending(baseline.date)
    if baseline.days is not None:
        yield "Duration", duration(baseline.days)
        yield "DurationFormat", DAYS
    if baseline.cost is not None:
        yield "Cost", _pence(baseline.cost)


def _pence(amount: Decimal) -> int:
    return int(amount * 100)
