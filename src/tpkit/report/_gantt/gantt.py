"""The Gantt chart: each project's plan with baseline, forecast, float and funding end."""

import attrs
import pendulum

from tpkit._model.delivery import Project
from tpkit._model.portfolio import Portfolio
from tpkit._text import counted, long_date
from tpkit.errors import FieldError, OutsideCalendarError, PlanCircleError
from tpkit.report._gantt.plot import Axis, GanttBar, GanttMark, GanttOdds, GanttScale
from tpkit.report._gantt.rows import Row, rows_of
from tpkit.report._words.words import Imprint, day, imprint, sentence
from tpkit.track import Forecast, Plan, Task, forecast, plan


@attrs.frozen(kw_only=True)
class GanttRow:
    """A phase, milestone or deliverable in the chart, and in the table below it."""

    title: str
    """What it is called."""
    label: str
    """The same, short enough to stand in the chart."""
    promised: str
    """The day promised: `31 March 2022`; empty where none was."""
    planned: str
    """The days on which it is planned, or was done."""
    half: str
    """The day by which it is finished in half of the runs; empty where that is not
    known."""
    most: str
    """The day by which it is finished in 80% of the runs."""
    nearly_all: str
    """The day by which it is finished in 95% of the runs."""
    room: str
    """How far it may slip, in words."""
    state: str
    """`done`, `critical`, `late` (its limit is missed as things stand) or `planned`."""
    y: int
    """Where its row begins, from the top."""
    is_striped: bool
    """Whether it is one of every second row, which stand out."""
    bars: tuple[GanttBar, ...]
    """The stretch of its days; none for what takes none."""
    points: tuple[GanttMark, ...]
    """The day of what takes none."""
    slack: tuple[GanttBar, ...]
    """The stretch by which it may slip."""
    baseline_bars: tuple[GanttBar, ...]
    """The stretch of days that was approved."""
    baseline_points: tuple[GanttMark, ...]
    """The day that was approved, where only its end was."""
    odds: tuple[GanttOdds, ...]
    """What the forecast says; none for what is done, or sure."""


@attrs.frozen(kw_only=True)
class GanttProject:
    """One project's chart."""

    title: str
    """The project's title."""
    summary: tuple[str, ...]
    """What the chart shows, in sentences."""
    fixes: tuple[str, ...]
    """What to fix first, in sentences."""
    scale: GanttScale
    """What the rows share."""
    rows: tuple[GanttRow, ...]
    """What is to do or done, by its days."""


@attrs.frozen(kw_only=True)
class GanttChart:
    """What the template `gantt` may print."""

    title: str
    """`Plan and forecast`."""
    imprint: Imprint
    """The foot of the page."""
    note: str
    """Why there is no plan, in a sentence; empty where there is one."""
    projects: tuple[GanttProject, ...]
    """The projects that have something with a day, in document order."""


def gantt(
    portfolio: Portfolio, /, *, on: pendulum.Date, runs: int = 1000, seed: int = 1
) -> GanttChart:
    """Gather what is planned when, what was promised, and what may become of it.

    The plan is that of what is left on that day, by `track.plan`; the forecast runs
    through it so many times, by `track.forecast`. Milestones and deliverables that are
    not in the plan stand where somebody forecast or promised them.

    Raises:
        FieldError: *runs* is not from 1 to 1,000,000, or *seed* no whole number.
    """
    note, planned, likely = "", None, None
    try:
        planned = plan(portfolio, on=on)
    except (FieldError, OutsideCalendarError, PlanCircleError) as error:
        note = sentence(f"there is no plan: {error}")
    else:
        likely = _likely(portfolio, on, runs, seed)
    charts = (
        _project(portfolio, project, on, planned, likely)
        for project in portfolio.projects
    )
    return GanttChart(
        title="Plan and forecast",
        imprint=imprint(portfolio.partnership, on),
        note=note,
        projects=tuple(chart for chart in charts if chart is not None),
    )


def _likely(
    portfolio: Portfolio, on: pendulum.Date, runs: int, seed: int
) -> Forecast | None:
    try:
        return forecast(portfolio, on=on, runs=runs, seed=seed)
    except OutsideCalendarError:
        return None  # some run ends beyond all calendars, though the plan does not


def _project(
    portfolio: Portfolio,
    project: Project,
    on: pendulum.Date,
    planned: Plan | None,
    likely: Forecast | None,
) -> GanttProject | None:
    rows = rows_of(portfolio, project.id, on=on, plan=planned, forecast=likely)
    if not rows:
        return None
    money = _money(rows, project)
    days = [each for row in rows for each in row.days]
    around = [*days, *(each for each in (money,) if each), on]
    first, last = min(around), max(around)
    # So far away, the day of the chart would leave no room for what it shows.
    if (min(days) - on).days > _FAR or (on - max(days)).days > _FAR:
        first, last = min(around[:-1]), max(around[:-1])
    axis = Axis(first=first.subtract(days=_ASIDE), last=last.add(days=_ASIDE))
    return GanttProject(
        title=project.title,
        summary=tuple(_summary(rows, project, planned, likely)),
        fixes=_fixes(project, likely),
        scale=axis.scale(len(rows), on=on, funding_end=money),
        rows=tuple(_row(axis, number, row) for number, row in enumerate(rows)),
    )


_FAR = 180
_ASIDE = 4
"""Days left free at either side."""


def _money(rows: list[Row], project: Project) -> pendulum.Date | None:
    ends = (row.task.funding_end for row in rows if row.task is not None)
    return next(ends, project.funded_end)


def _summary(
    rows: list[Row], project: Project, planned: Plan | None, likely: Forecast | None
) -> list[str]:
    done = sum(row.done_on is not None for row in rows)
    told = [f"{counted(len(rows), 'part')}, of which {done} done."]
    is_planned = planned is not None and any(row.task is not None for row in rows)
    end = planned.end(project.id) if planned is not None and is_planned else None
    odds = None if likely is None else likely.end(project.id)
    ends = (found.sentence for found in (end, odds) if found is not None)
    return [*told, *map(sentence, ends)]


def _fixes(project: Project, likely: Forecast | None) -> tuple[str, ...]:
    bars = () if likely is None else likely.tornado(project.id)
    return tuple(sentence(bar.sentence) for bar in bars[:_MOST_FIXES])


_MOST_FIXES = 5


# -------------------------------------------------------------------------------- rows


def _row(axis: Axis, number: int, row: Row) -> GanttRow:
    task, odds = row.task, row.odds
    is_doubtful = odds is not None and not odds.is_done
    state = _state(row)
    stretch = axis.bar(row.start, row.finish)
    promised = axis.bar(row.promised_from, row.promised)
    return GanttRow(
        title=row.noun.title,
        label=_label(row.noun.title),
        promised=day(row.promised),
        planned=_planned(row),
        half=day(odds.p50) if odds and is_doubtful else "",
        most=day(odds.p80) if odds and is_doubtful else "",
        nearly_all=day(odds.p95) if odds and is_doubtful else "",
        room="" if task is None else _room(task),
        state=state,
        y=axis.row(number),
        is_striped=number % 2 == 1,
        bars=stretch,
        points=() if stretch else axis.mark(row.finish),
        slack=_slack(axis, row),
        baseline_bars=promised,
        baseline_points=() if promised else axis.mark(row.promised),
        odds=_odds(axis, row),
    )


_LONGEST_LABEL = 34


def _label(title: str) -> str:
    if len(title) <= _LONGEST_LABEL:
        return title
    return f"{title[: _LONGEST_LABEL - 1].rstrip()}…"


def _state(row: Row) -> str:
    if row.done_on is not None:
        return "done"
    if row.task is None:
        return "planned"
    if row.task.leeway is not None and row.task.leeway < 0:
        return "late"
    return "critical" if row.task.is_critical else "planned"


def _planned(row: Row) -> str:
    if row.start is None or row.finish is None or row.start == row.finish:
        return day(row.finish)
    return f"{long_date(row.start)} to {long_date(row.finish)}"


def _room(task: Task) -> str:
    if task.total_float is None:
        return "done"
    if task.leeway is not None and task.leeway < 0:
        return f"{counted(-task.leeway, 'working day')} too late"
    if task.total_float <= 0:
        return "none: critical"
    return counted(task.total_float, "working day")


def _slack(axis: Axis, row: Row) -> tuple[GanttBar, ...]:
    task = row.task
    if task is None or task.late_finish is None or task.late_finish <= task.finish:
        return ()
    return axis.bar(task.finish.add(days=1), min(task.late_finish, axis.last))


def _odds(axis: Axis, row: Row) -> tuple[GanttOdds, ...]:
    odds = row.odds
    if odds is None or odds.is_done or odds.p50 == odds.p95:
        return ()
    half, most, nearly_all = map(axis.middle, (odds.p50, odds.p80, odds.p95))
    return (GanttOdds(half=half, most=most, nearly_all=nearly_all),)
