"""A portfolio with what Microsoft Project's XML says of one of its projects."""

import itertools
from collections.abc import Container, Iterator, Mapping
from decimal import Decimal
from typing import Any

import attrs
import pendulum

from tpkit._model._checked import is_id
from tpkit._model.delivery import (
    Deliverable,
    Milestone,
    Phase,
    Project,
)
from tpkit._model.ids import (
    MilestoneId,
    PersonId,
    PhaseId,
    ProjectId,
    TaskId,
    WorkCalendarId,
)
from tpkit._model.plan import Baseline, Constraint, LagCount, Link, Work
from tpkit._model.portfolio import Portfolio
from tpkit.errors import DocumentError, FieldError, Location, Problem, shown
from tpkit.interop._taken_over import Entry, taken_over
from tpkit.interop.msproject._calendars import read_calendars
from tpkit.interop.msproject._codes import MINUTES_A_DAY
from tpkit.interop.msproject._parse import Node, parse
from tpkit.interop.msproject._read import Reader, ReadLink, ReadTask, read_task
from tpkit.interop.msproject._rows import (
    TaskNoun,
    begun_on,
    bounds_of,
    done_on,
    expected_on,
    one_line,
    rows_of,
    written_percent,
)
from tpkit.track._plan.sources import sources_of


def loads(  # noqa: PLR0913  # what is read, and what is put on the record
    text: str | bytes,
    portfolio: Portfolio,
    project: ProjectId,
    /,
    *,
    name: str = "<text>",
    on: pendulum.Date | None = None,
    by: PersonId | None = None,
    reason: str = "",
) -> Portfolio:
    """Give the portfolio with the tasks of a project as Microsoft Project XML has them.

    What `dumps` wrote is found again by its field Text1, so that durations, links, lags,
    constraints, deadlines, calendars, progress, new baselines and the project's start
    change, and whatever
    the file has no word for stays as it is. A row that tpkit does not know becomes a
    milestone if it takes no time, and a phase otherwise; summary rows are passed over. A
    task that has gone from the file stays in the portfolio. Calendars are found by their
    names; one whose name is unknown becomes a work calendar if only its week is its own.

    Nothing is fetched or expanded: a text that declares a document type is refused, and
    so is one that is too large, too deep or half-written. *name* is what problems call
    it, such as a file's name.

    With *on*, each change that can be is recorded as of that day, with *by* whom and the
    *reason*, as `tpkit.track.record` does.

    Raises:
        UnknownIdError: the portfolio has no such project.
        DocumentError: it is no such XML, or has what tpkit cannot hold: durations and
            lags that are not whole days, links to summary rows, a task that has become
            one, is inactive, or is planned and scheduled by hand, a baseline that differs
            from the one approved, a plan worked out from its end, other days off than the
            portfolio knows. Every
            problem has a path such as `/Project/Tasks/Task[3]/Duration`.
        PortfolioError: with these values the portfolio does not hang together: without
            *on*, they are not what was recorded last.
    """
    whose = portfolio.get(Project, project)
    root = Node(parse(text, name), "/Project")
    problems: list[Problem] = []
    reader = Reader(problems, _minutes_a_day(root, problems))
    reader.must_be(
        root, "ScheduleFromStart", expected="a plan that is worked out from its start"
    )
    tasks = [read_task(reader, node) for node in root.all("Tasks", "Task")]
    known = read_calendars(root, portfolio, reader, _days_of(tasks))
    loading = _Loading.of(portfolio, project, reader, known.ids, tasks)
    nouns: list[Project | TaskNoun | None]
    nouns = [_begun(whose, root, tasks, reader)]
    nouns += [loading.noun(task) for task in loading.tasks]
    if problems:
        where = Location(file=name)
        raise DocumentError(attrs.evolve(p, where=where) for p in problems)
    whole = attrs.evolve(
        portfolio, work_calendars=(*portfolio.work_calendars, *known.new)
    )
    entry = Entry(on=on, by=by, reason=reason)
    return taken_over(whole, [noun for noun in nouns if noun is not None], entry)


def _begun(
    project: Project, root: Node, tasks: list[ReadTask], reader: Reader
) -> Project | None:
    """Give the project with another start; None where the file has none of its own."""
    start = reader.day(root, "StartDate")
    before = project.start
    if before is None:
        # What `dumps` writes then is the first day of any row.
        before = min(_days_of(tasks), default=start)
    if start is None or start == before:
        return None
    try:
        return attrs.evolve(project, start=start)
    except FieldError as error:
        reader.refuse(root.at("StartDate"), error.expected, f"{start}", error.field)
        return None


def _days_of(tasks: list[ReadTask]) -> list[pendulum.Date]:
    return [day for task in tasks for day in (task.start, task.finish) if day]


_LONGEST_DAY = 24 * 60


def _minutes_a_day(root: Node, problems: list[Problem]) -> int:
    reader = Reader(problems)
    minutes = reader.number(root, "MinutesPerDay", MINUTES_A_DAY)
    if 0 < minutes <= _LONGEST_DAY:
        return minutes
    expected = f"a number from 1 to {_LONGEST_DAY}"
    reader.refuse(root.at("MinutesPerDay"), expected, str(minutes))
    return MINUTES_A_DAY


@attrs.frozen(kw_only=True)
class _Loading:
    """What one row needs to know of the others while it becomes a noun."""

    reader: Reader
    project: ProjectId
    tasks: tuple[ReadTask, ...]
    ids: Mapping[str, TaskId]
    """By the UIDs of the rows."""
    nouns: Mapping[str, TaskNoun]
    """What the portfolio has, by id."""
    planned: Container[str]
    """The ids of what tpkit plans: not of what is no longer wanted."""
    calendars: Mapping[str, WorkCalendarId | None]
    """By the UIDs of the calendars."""

    @classmethod
    def of(
        cls,
        portfolio: Portfolio,
        project: ProjectId,
        reader: Reader,
        calendars: Mapping[str, WorkCalendarId | None],
        tasks: list[ReadTask],
    ) -> "_Loading":
        nouns: dict[str, TaskNoun] = {
            row.noun.id: row.noun for row in rows_of(portfolio, project)
        }
        taken: set[str] = {
            *(phase.id for phase in portfolio.phases),
            *(milestone.id for milestone in portfolio.milestones),
            *(deliverable.id for deliverable in portfolio.deliverables),
        }
        mine = tuple(task for task in tasks if not task.is_summary)
        for task in tasks:
            if task.is_summary and task.id in nouns:
                expected = f"no summary row, as {task.title} has work of its own"
                hint = "leave it a task, or take it out of the portfolio first"
                reader.refuse(task.node.at("Summary"), expected, "1", hint)
        return cls(
            reader=reader,
            project=project,
            tasks=mine,
            ids=dict(_ids(reader, mine, nouns, taken)),
            nouns=nouns,
            planned={source.noun.id for source in sources_of(portfolio)},
            calendars=calendars,
        )

    def noun(self, task: ReadTask) -> TaskNoun | None:
        """Make the noun of a row, of the one there is if there is one."""
        before = self.nouns.get(self.ids[task.uid])
        self._look_at_actuals(task, before)
        try:
            if before is None:
                return self._new(task)
            return self._changed(before, task)
        except FieldError as error:
            path = task.node.path
            self.reader.refuse(path, error.expected, shown(error.got), error.field)
            return None

    def _look_at_actuals(self, task: ReadTask, before: TaskNoun | None) -> None:
        begun, done = task.started_on, task.done_on
        if begun is None or done is None or begun <= done:
            return
        if before is None or done != done_on(before) or begun != begun_on(before):
            expected = f"a day on or after the ActualStart ({begun})"
            self.reader.refuse(task.node.at("ActualFinish"), expected, f"{done}")

    def _new(self, task: ReadTask) -> TaskNoun:
        id = self.ids[task.uid]
        fields: dict[str, Any] = {
            "project": self.project,
            "title": task.title,
            "baselines": task.baselines,
            "work": self._work(task, None, self._links(task)),
        }
        if task.is_milestone or task.days == 0:
            return Milestone(id=MilestoneId(id), actual=task.done_on, **fields)
        return Phase(
            id=PhaseId(id),
            start=task.start,
            end=task.finish,
            ended_on=task.done_on,
            **fields,
        )

    def _changed(self, before: TaskNoun, task: ReadTask) -> TaskNoun:
        links = self._links(task)
        is_same = one_line(before.title) == task.title
        fields: dict[str, Any] = {
            "title": before.title if is_same else task.title,
            "baselines": self._baselines(before, task),
        }
        if isinstance(before, Milestone):
            fields["after"] = self._kept_after(before, links)
        if task.is_manual and before.work is not None and before.id in self.planned:
            expected = "0, as tpkit works out the days of planned work"
            hint = "bind it by a constraint instead"
            self.reader.refuse(task.node.at("Manual"), expected, "1", hint)
        if before.work is not None or _is_planned(task, links):
            fields["work"] = self._work(task, before, links)
        elif task.is_manual and task.finish != expected_on(before):
            fields["forecast"] = task.finish
        fields[_DONE[type(before)]] = task.done_on
        return attrs.evolve(before, **fields)

    def _links(self, task: ReadTask) -> list[Link]:
        found = [self._link(link) for link in task.links]
        return [link for link in found if link is not None]

    def _link(self, link: ReadLink) -> Link | None:
        if link.uid not in self.ids:
            path = link.node.at("PredecessorUID")
            expected = "the UID of a row that is no summary"
            self.reader.refuse(path, expected, shown(link.uid))
            return None
        is_elapsed = link.is_elapsed and link.lag != 0
        count = LagCount.ELAPSED if is_elapsed else LagCount.SUCCESSOR
        return Link(
            task=self.ids[link.uid], kind=link.kind, lag=link.lag, lag_count=count
        )

    def _is_elsewhere(self, id: TaskId) -> bool:
        return id not in self.ids.values()

    @staticmethod
    def _kept_after(milestone: Milestone, links: list[Link]) -> tuple[MilestoneId, ...]:
        """Give what it still waits for; take those links out of the list."""
        kept = []
        for id in milestone.after:  # they are of one project, and so in the file
            plain = Link(task=id)
            if plain in links:
                links.remove(plain)
                kept.append(id)
        return tuple(kept)

    def _kept_links(self, work: Work, links: list[Link]) -> tuple[Link, ...]:
        """Give the links there still are, as they were, and then the new ones."""
        kept = []
        for link in work.after:
            if (as_read := _as_read(link)) in links:
                links.remove(as_read)
                kept.append(link)
            elif self._is_elsewhere(link.task):
                kept.append(link)
        return (*kept, *links)

    def _work(self, task: ReadTask, before: TaskNoun | None, links: list[Link]) -> Work:
        work = (before.work if before else None) or Work(days=task.days)
        done = done_on(before) if before else None
        percent = written_percent(work, done)
        left = 0 if done else work.left
        calendar = self._calendar(task)
        begun = work.started_on or done
        changed = attrs.evolve(
            work,
            days=work.days if work.duration == task.days else task.days,
            after=self._kept_links(work, links),
            constraints=_constraints(work, task),
            calendar=calendar,
            started_on=work.started_on if begun == task.started_on else task.started_on,
            progress=work.progress
            if percent == task.percent
            else Decimal(task.percent),
            remaining=None,
            cost=work.cost if (work.cost or None) == task.cost else task.cost,
        )
        if task.left in (None, left) and changed.duration == work.duration:
            return attrs.evolve(changed, remaining=work.remaining)
        is_more = task.done_on is None and task.left not in (None, changed.left)
        return attrs.evolve(changed, remaining=task.left if is_more else None)

    def _calendar(self, task: ReadTask) -> WorkCalendarId | None:
        if not task.calendar:
            return None
        if task.calendar not in self.calendars:
            path = task.node.at("CalendarUID")
            self.reader.refuse(path, "the UID of a calendar", shown(task.calendar))
        return self.calendars.get(task.calendar)

    def _baselines(self, before: TaskNoun, task: ReadTask) -> tuple[Baseline, ...]:
        mine = before.baselines
        for ours, theirs in zip(mine, task.baselines, strict=False):
            if _facts(ours) != _facts(theirs):
                path = f"{task.node.path}/Baseline[{theirs.number + 1}]"
                expected = f"baseline {ours.number} as approved, for {ours.date}"
                hint = "a baseline never changes; give the new one the next number"
                self.reader.refuse(path, expected, f"{theirs.date}", hint)
        return (*mine, *task.baselines[len(mine) :])


_DONE = {Phase: "ended_on", Milestone: "actual", Deliverable: "delivered_on"}


def _is_planned(task: ReadTask, links: list[Link]) -> bool:
    bound = task.constraint or task.deadline or task.calendar
    return not task.is_manual and bool(task.days or links or bound)


def _as_read(link: Link) -> Link:
    """Give a link as a file can have it: lags are counted by the task that waits.

    No days are no days however they are counted, and other tools do not tell.
    """
    if link.lag_count is LagCount.ELAPSED and link.lag:
        return link
    return attrs.evolve(link, lag_count=LagCount.SUCCESSOR)


def _facts(baseline: Baseline) -> tuple[object, ...]:
    return baseline.date, baseline.start, baseline.days, baseline.cost or None


def _constraints(work: Work, task: ReadTask) -> tuple[Constraint, ...]:
    """Give what binds it now, with the reasons of what bound it before."""
    bounds = bounds_of(work)
    if _same(bounds.first, task.constraint) and _same(bounds.deadline, task.deadline):
        return work.constraints
    return (
        *_still(bounds.first, task.constraint),
        *_still(bounds.deadline, task.deadline),
        *bounds.others,
    )


def _still(before: Constraint | None, now: Constraint | None) -> Iterator[Constraint]:
    if now is not None:
        yield before if before is not None and _same(before, now) else now


def _same(before: Constraint | None, now: Constraint | None) -> bool:
    """Say whether two constraints are one, whatever the reason."""
    if before is None or now is None:
        return before is now
    return (before.kind, before.on) == (now.kind, now.on)


def _ids(
    reader: Reader,
    tasks: tuple[ReadTask, ...],
    mine: Mapping[str, TaskNoun],
    taken: set[str],
) -> Iterator[tuple[str, TaskId]]:
    """Yield the id of each row by its UID; a copied row brings its original's id."""
    seen: set[str] = set()
    used: set[str] = set()
    for task in tasks:
        if not task.uid or task.uid in seen:
            path = task.node.at("UID")
            reader.refuse(path, "a number of its own", shown(task.uid))
        seen.add(task.uid)
        is_mine = task.id in mine and task.id not in used
        id = task.id if is_mine else _new_id(task, taken)
        used.add(id)
        taken.add(id)
        yield task.uid, PhaseId(id)


def _new_id(task: ReadTask, taken: set[str]) -> str:
    if is_id(task.id) and task.id not in taken:
        return task.id
    number = next(n for n in itertools.count() if _numbered(task, n) not in taken)
    return _numbered(task, number)


def _numbered(task: ReadTask, number: int) -> str:
    uid = "".join(c for c in task.uid if c.isascii() and c.isalnum()) or "x"
    return f"task-{uid}-{number}" if number else f"task-{uid}"
