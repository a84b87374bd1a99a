"""Random networks beside MPXJ's scheduler: dates and floats, task by task.

Run by hand, from a checkout, with a Java runtime and two packages that are no part of
`dev`:

    pip install --editable . mpxj jpype1
    python tests/benchmarks/bench_mpxj.py            # 10,000 tasks
    python tests/benchmarks/bench_mpxj.py 300 1000   # other sizes

For each size there is a network of finish-to-start links, and one of all four kinds with
lags and leads; and one in which every third task is worked in Scotland. MPXJ's
`MicrosoftScheduler` plans them as Microsoft Project does, with the same days off. Printed
for each: how many starts, finishes, total and free floats are equal, and the CPU time of
either side. Exits with 1 where anything differs.

Of a task that is finished last, and that lets another finish when it has started, MPXJ
says a free float greater than the total: it does not count the project's end. The lesser
of the two is compared.
"""

# pyright: reportMissingImports=false
# MPXJ is not in the environment in which types are checked.

import importlib
import random
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import pendulum

import tpkit
from tpkit import LinkKind, track

START = pendulum.Date(2013, 1, 7)
LAST = pendulum.Date(2035, 12, 31)
SCOTS = tpkit.WorkCalendar(
    id=tpkit.WorkCalendarId("scots"), title="Scots", nation=tpkit.Nation.SCOTLAND
)
KINDS = {
    LinkKind.FINISH_TO_START: "FINISH_START",
    LinkKind.START_TO_START: "START_START",
    LinkKind.FINISH_TO_FINISH: "FINISH_FINISH",
    LinkKind.START_TO_FINISH: "START_FINISH",
}


def network(size: int, *, kinds: Sequence[LinkKind], scots: bool) -> tpkit.Portfolio:
    """Give a portfolio of that many tasks and three times as many links."""
    dice = random.Random(size)
    tasks = []
    for number in range(size):
        near = range(max(0, number - size // 10), number)
        after = tuple(
            tpkit.Link(
                task=tpkit.DeliverableId(f"d{other}"),
                kind=dice.choice(kinds),
                lag=0 if len(kinds) == 1 else dice.randint(-2, 5),
            )
            for other in dice.sample(near, min(3, len(near)))
        )
        work = tpkit.Work(
            days=dice.randint(1, 20),
            after=after,
            calendar=SCOTS.id if scots and number % 3 == 0 else None,
        )
        tasks.append(
            tpkit.Deliverable(
                id=tpkit.DeliverableId(f"d{number}"),
                project=tpkit.ProjectId("p"),
                title=f"Part {number}",
                work=work,
            )
        )
    project = tpkit.Project(
        id=tpkit.ProjectId("p"), title="P", kind=tpkit.ProjectKind.DATA, start=START
    )
    return tpkit.Portfolio(
        partnership=tpkit.Partnership(id=tpkit.PartnershipId("tp"), name="Bench"),
        projects=(project,),
        work_calendars=(SCOTS,),
        deliverables=tuple(tasks),
    )


Row = tuple[date, date, int, int]
"""Start, finish, total float and free float."""


def planned(portfolio: tpkit.Portfolio) -> tuple[list[Row], float]:
    """Plan a portfolio by tpkit."""
    begun = time.process_time()
    plan = track.plan(portfolio)
    spent = time.process_time() - begun
    return [
        (task.start, task.finish, task.total_float or 0, task.free_float or 0)
        for task in plan.tasks
    ], spent


class Mpxj:
    """MPXJ, in a Java machine of this process."""

    def __init__(self) -> None:
        importlib.import_module("mpxj")  # tells JPype where its classes are
        jpype = importlib.import_module("jpype")
        jpype.startJVM("-Xss512m", "-Xmx3g")
        self.mpxj: Any = jpype.JPackage("org").mpxj
        self.time: Any = jpype.JPackage("java").time
        self.defaults: Any = self.mpxj.ProjectFile().getProjectProperties()

    def planned(self, portfolio: tpkit.Portfolio) -> tuple[list[Row], float]:
        """Plan a portfolio by MPXJ."""
        file = self.mpxj.ProjectFile()
        calendars = {id: self._calendar(file, portfolio, id) for id in (None, SCOTS.id)}
        file.setDefaultCalendar(calendars[None])
        tasks = dict(self._tasks(file, portfolio, calendars))
        start = self.time.LocalDateTime.of(START.year, START.month, START.day, 8, 0)
        begun = time.process_time()
        self.mpxj.cpm.MicrosoftScheduler().schedule(file, start)
        spent = time.process_time() - begun
        return [self._row(task) for task in tasks.values()], spent

    def _calendar(
        self, file: Any, portfolio: tpkit.Portfolio, id: tpkit.WorkCalendarId | None
    ) -> Any:
        made = file.addDefaultBaseCalendar()
        days = track.working_calendar_of(portfolio, id)
        for ordinal in range(START.toordinal(), LAST.toordinal()):
            day = pendulum.Date.fromordinal(ordinal)
            if day.isoweekday() <= 5 and not days.is_working_day(day):
                off = self.time.LocalDate.of(day.year, day.month, day.day)
                made.addCalendarException(off)
        return made

    def _tasks(
        self, file: Any, portfolio: tpkit.Portfolio, calendars: Any
    ) -> Iterator[tuple[str, Any]]:
        unit, kinds = self.mpxj.TimeUnit.DAYS, self.mpxj.RelationType
        duration = self.mpxj.Duration.getInstance
        tasks: dict[str, Any] = {}
        for deliverable in portfolio.deliverables:
            work = deliverable.work or tpkit.Work()
            task = tasks[deliverable.id] = file.addTask()
            task.setName(deliverable.title)
            task.setDuration(duration(float(work.duration), unit))
            task.setRemainingDuration(task.getDuration())
            task.setActualDuration(duration(0.0, unit))
            if work.calendar is not None:
                task.setCalendar(calendars[work.calendar])
            for link in work.after:
                relation = self.mpxj.Relation.Builder()
                relation.predecessorTask(tasks[link.task])
                relation.type(getattr(kinds, KINDS[link.kind]))
                relation.lag(duration(float(link.lag), unit))
                task.addPredecessor(relation)
            yield deliverable.id, task

    def _row(self, task: Any) -> Row:
        total, free = map(self._days, (task.getTotalSlack(), task.getFreeSlack()))
        start, finish = _date(task.getStart()), _date(task.getFinish())
        return start, finish, total, min(total, free)

    def _days(self, slack: Any) -> int:
        days = slack.convertUnits(self.mpxj.TimeUnit.DAYS, self.defaults)
        return round(float(days.getDuration()))


def _date(moment: Any) -> date:
    return date.fromisoformat(str(moment)[:10])


def main(sizes: Sequence[int]) -> int:
    """Compare networks of each size; give 1 where something is not equal that must be."""
    mpxj, wrong = Mpxj(), 0
    usual, every = [LinkKind.FINISH_TO_START], [*LinkKind]
    print(
        "tasks   links        calendars  starts  finishes  total  free  tpkit s  MPXJ s"
    )
    for size in sizes:
        for kinds, scots in ((usual, False), (every, False), (usual, True)):
            portfolio = network(size, kinds=kinds, scots=scots)
            (ours, quick), (theirs, slow) = planned(portfolio), mpxj.planned(portfolio)
            equal = [
                sum(
                    one[place] == other[place]
                    for one, other in zip(ours, theirs, strict=True)
                )
                for place in range(4)
            ]
            wrong += min(equal) < size
            words = "finish-start" if kinds == usual else "all kinds   "
            print(
                f"{size:6,}  {words} {2 if scots else 1:9}  "
                f"{equal[0]:6,}  {equal[1]:8,}  {equal[2]:5,}  {equal[3]:5,}  "
                f"{quick:6.2f}  {slow:6.2f}"
            )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main([int(word) for word in sys.argv[1:]] or [10_000]))
