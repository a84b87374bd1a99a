"""What is in the plan: the tasks of a portfolio, and what each of them waits for."""

import enum
from collections.abc import Container, Iterator, Sequence

import attrs
import pendulum

from tpkit._model._funding import is_given_up
from tpkit._model.delivery import (
    Deliverable,
    DeliverableStatus,
    Milestone,
    MilestoneStatus,
    Phase,
)
from tpkit._model.ids import ProjectId, WorkCalendarId
from tpkit._model.plan import Link, Work
from tpkit._model.portfolio import Portfolio


class TaskKind(enum.StrEnum):
    """What kind of noun a task is."""

    PHASE = "phase"
    """A phase of a project."""
    MILESTONE = "milestone"
    """A milestone."""
    DELIVERABLE = "deliverable"
    """A deliverable."""


@attrs.define(eq=False)  # not frozen: made by the ten thousand, three times as fast
class Source:
    """A phase, milestone or deliverable that is in the plan."""

    kind: TaskKind
    place: int
    """Its number in its family."""
    noun: Phase | Milestone | Deliverable
    work: Work
    links: Sequence[Link]
    calendar: WorkCalendarId | None
    done_on: pendulum.Date | None

    @property
    def path(self) -> str:
        """Its place in the portfolio, such as `$.milestones[0]`."""
        return f"$.{self.kind.value}s[{self.place}]"


_NOTHING_PLANNED = Work()


def sources_of(portfolio: Portfolio, *, also: Container[str] = ()) -> list[Source]:
    """Give what is in the plan, in document order: phases, milestones, deliverables.

    That is whatever work is planned for, whatever waits for something, whatever is waited
    for, and what has one of the ids in *also*; but nothing that was dropped.
    """
    calendars = {
        project.id: project.calendar
        for project in portfolio.projects
        if not is_given_up(portfolio, project)
    }
    found = []
    awaited: frozenset[str] | None = None
    for kind, nouns in _wanted(portfolio):
        for place, noun in nouns:
            if noun.project not in calendars:
                continue
            work, links = noun.work, links_of(noun)
            if work is None:
                awaited = _awaited(portfolio, calendars) if awaited is None else awaited
                if not links and noun.id not in awaited and noun.id not in also:
                    continue
                work = _NOTHING_PLANNED
            calendar = work.calendar or calendars[noun.project]
            done_on = done_day(noun)
            found.append(Source(kind, place, noun, work, links, calendar, done_on))
    return found


def _awaited(portfolio: Portfolio, projects: Container[ProjectId]) -> frozenset[str]:
    return frozenset(
        link.task
        for _, nouns in _wanted(portfolio)
        for _, noun in nouns
        if noun.project in projects
        for link in links_of(noun)
    )


Tasks = Iterator[tuple[int, Phase | Milestone | Deliverable]]


def _wanted(portfolio: Portfolio) -> Iterator[tuple[TaskKind, Tasks]]:
    yield TaskKind.PHASE, enumerate(portfolio.phases)
    yield (
        TaskKind.MILESTONE,
        (
            (place, milestone)
            for place, milestone in enumerate(portfolio.milestones)
            if milestone.status is not MilestoneStatus.CANCELLED
        ),
    )
    yield (
        TaskKind.DELIVERABLE,
        (
            (place, deliverable)
            for place, deliverable in enumerate(portfolio.deliverables)
            if deliverable.status is not DeliverableStatus.DROPPED
        ),
    )


def links_of(noun: Phase | Milestone | Deliverable) -> Sequence[Link]:
    """Give what a task waits for: its links, and a milestone's milestones before it."""
    links = noun.work.after if noun.work is not None else ()
    if isinstance(noun, Milestone) and noun.after:
        return (*(Link(task=id) for id in noun.after), *links)
    return links


def done_day(noun: Phase | Milestone | Deliverable) -> pendulum.Date | None:
    """Give the day on which something was done, if it was and was not sent back."""
    if isinstance(noun, Deliverable):
        is_sent_back = noun.status is DeliverableStatus.REJECTED
        return None if is_sent_back else noun.delivered_on
    return noun.ended_on if isinstance(noun, Phase) else noun.actual
