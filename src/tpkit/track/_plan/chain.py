"""What decides that a task cannot be earlier, traced back and told in words."""

from collections.abc import Iterator, Mapping, Sequence

import attrs

from tpkit._model.plan import Constraint, Link, LinkKind
from tpkit._text import counted, long_date
from tpkit.track._plan.days import day_of
from tpkit.track._plan.figures import Figures
from tpkit.track._plan.task import Driver, DriverKind, Task


def drivers(figures: Figures, task: int) -> Iterator[tuple[Driver, int | None]]:
    """Yield what decides a task's start, and the number of the task it waits for.

    Links come first, in the order in which they were written.
    """
    for link, joint_before, moment in _awaited(figures, task):
        yield (
            Driver(
                kind=DriverKind.LINK,
                on=day_of(moment),
                task=figures.ground.sources[joint_before].path,
                link=link.kind,
                lag=link.lag,
            ),
            joint_before,
        )
    for constraint in _binding(figures, task):
        yield (
            Driver(
                kind=DriverKind.CONSTRAINT,
                on=constraint.on,
                constraint=constraint.kind,
                reason=constraint.reason,
            ),
            None,
        )
    first = figures.compiler.first(task)
    if (
        figures.network.calendars[task].reached(first)[0]
        == figures.network.starts[task]
    ):
        is_today = figures.compiler.is_from_today(task)
        kind = DriverKind.TODAY if is_today else DriverKind.PROJECT_START
        yield Driver(kind=kind, on=day_of(first)), None


def _awaited(figures: Figures, task: int) -> Iterator[tuple[Link, int, int]]:
    network, compiler = figures.network, figures.compiler
    for link in figures.ground.sources[task].links:
        before = compiler.number(link)
        if before is None:
            continue
        joint = compiler.joint(network, link, before, task)
        moment = compiler.known(link, before)
        if moment is None:
            moment = network.leaving(joint)
        if _is_binding(figures, task, joint.reached(network, moment)):
            yield link, before, moment


def _binding(figures: Figures, task: int) -> Iterator[Constraint]:
    for constraint in figures.ground.sources[task].work.constraints:
        cause = figures.compiler.held_back(figures.network, task, constraint)
        if cause is not None and _is_binding(figures, task, cause):
            yield constraint


def _is_binding(figures: Figures, task: int, cause: tuple[int, bool]) -> bool:
    network = figures.network
    if network.days[task]:
        return cause[0] == network.starts[task]
    return cause == (network.starts[task], network.begin[task])


# ---------------------------------------------------------------------------- words


@attrs.frozen(kw_only=True)
class Chain:
    """The tasks that decide when one of them can be finished, the last one first."""

    tasks: tuple[Task, ...]
    """The task asked about, what it waits for, and so on."""
    drivers: tuple[Driver, ...]
    """Of each of them, what decides that it cannot be earlier."""

    @property
    def sentence(self) -> str:
        """When the last can be finished and why, without a full stop.

        The middle of a very long chain is left out; `clauses` has all of it.
        """
        last = self.tasks[0]
        if last.is_done:
            return f"{last.title} was finished on {long_date(last.finish)}"
        links = [*zip(self.tasks, self.drivers, strict=False)]
        more = len(links) - _MOST_CLAUSES
        if more <= 0:
            told = self._clauses(links)
        else:
            half = _MOST_CLAUSES // 2
            first, final = self._clauses(links[:half]), self._clauses(links[-half:])
            told = (*first, f"… and {more:,} more …", *final)
        return f"{_finish(last)}: {'; '.join(told)}"

    @property
    def clauses(self) -> tuple[str, ...]:
        """What each task takes and waits for, one clause each, the last task first."""
        return self._clauses([*zip(self.tasks, self.drivers, strict=False)])

    def _clauses(self, links: Sequence[tuple[Task, Driver]]) -> tuple[str, ...]:
        titles = {task.path: task.title for task in self.tasks}
        return tuple(
            f"{_length(task)} for {task.title} {_cause(driver, titles)}"
            for task, driver in links
        )


_MOST_CLAUSES = 12


def _length(task: Task) -> str:
    if not task.days:
        return "no time"
    more = " more" if task.is_begun else ""
    return f"{task.days:,}{more} {'working day' if task.days == 1 else 'working days'}"


def _finish(task: Task) -> str:
    finish = f"{task.title} can be finished on {long_date(task.finish)}"
    if task.leeway is None:
        return finish
    if not task.leeway:
        return f"{finish}, the last day on which it may be"
    side = "before" if task.leeway > 0 else "after"
    return f"{finish}, {counted(abs(task.leeway), 'working day')} {side} it has to be"


def _cause(driver: Driver, titles: Mapping[str, str]) -> str:
    match driver.kind:
        case DriverKind.LINK:
            return _link(driver, titles[driver.task or ""])
        case DriverKind.CONSTRAINT:
            because = f" ({driver.reason})" if driver.reason else ""
            return f"not before {long_date(driver.on)}{because}"
        case DriverKind.PROJECT_START:
            return f"from {long_date(driver.on)}, when its project starts"
    return f"from {long_date(driver.on)}, the day of this plan"


_WAITS = {
    LinkKind.FINISH_TO_START: "after {} is finished",
    LinkKind.START_TO_START: "after {} has started",
    LinkKind.FINISH_TO_FINISH: "ending after {} is finished",
    LinkKind.START_TO_FINISH: "ending after {} has started",
}


def _link(driver: Driver, title: str) -> str:
    words = _WAITS[driver.link or LinkKind.FINISH_TO_START].format(title)
    if not driver.lag:
        return words
    side = "later" if driver.lag > 0 else "earlier"
    return f"{words}, {counted(abs(driver.lag), 'day')} {side}"
