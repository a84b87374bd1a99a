"""The tasks of a project in the order of their rows, whatever noun each one is."""

from collections.abc import Iterator

import attrs
import pendulum

from tpkit._model.delivery import Deliverable, Milestone, Phase
from tpkit._model.ids import ProjectId
from tpkit._model.plan import Constraint, ConstraintKind, Link, Work
from tpkit._model.portfolio import Portfolio
from tpkit.track import TaskKind

TaskNoun = Phase | Milestone | Deliverable
KINDS: dict[type[TaskNoun], TaskKind] = {
    Phase: TaskKind.PHASE,
    Milestone: TaskKind.MILESTONE,
    Deliverable: TaskKind.DELIVERABLE,
}


@attrs.frozen(kw_only=True)
class Row:
    """A phase, milestone or deliverable, and the number of its row."""

    number: int
    """Its UID and its ID."""
    noun: TaskNoun

    @property
    def kind(self) -> TaskKind:
        """Which noun it is."""
        return KINDS[type(self.noun)]

    @property
    def done_on(self) -> pendulum.Date | None:
        """When it was done."""
        return done_on(self.noun)

    @property
    def begun_on(self) -> pendulum.Date | None:
        """When it was begun; if only its end is recorded, then no later than that."""
        return begun_on(self.noun)

    @property
    def links(self) -> tuple[Link, ...]:
        """All that it waits for."""
        after = self.noun.after if isinstance(self.noun, Milestone) else ()
        of_work = self.noun.work.after if self.noun.work else ()
        return (*(Link(task=id) for id in after), *of_work)


def rows_of(portfolio: Portfolio, project: ProjectId) -> Iterator[Row]:
    """Yield the rows of a project: its phases, milestones, deliverables."""
    nouns: list[TaskNoun] = [
        *portfolio.phases,
        *portfolio.milestones,
        *portfolio.deliverables,
    ]
    mine = (noun for noun in nouns if noun.project == project)
    for number, noun in enumerate(mine, start=1):
        yield Row(number=number, noun=noun)


def done_on(noun: TaskNoun) -> pendulum.Date | None:
    """Give when it was done."""
    match noun:
        case Phase():
            return noun.ended_on
        case Milestone():
            return noun.actual
    return noun.delivered_on


def begun_on(noun: TaskNoun) -> pendulum.Date | None:
    """Give when it was begun; if only its end is recorded, then no later than that."""
    begun = noun.work.started_on if noun.work else None
    return done_on(noun) if begun is None else begun


def expected_on(noun: TaskNoun) -> pendulum.Date | None:
    """Give when it was done or is expected, for what is not planned in days."""
    promised = noun.baseline if isinstance(noun, Milestone) else noun.promised
    return done_on(noun) or noun.forecast or promised


@attrs.frozen(kw_only=True)
class Bounds:
    """The dates that bind a task, as far as a row has room for them."""

    first: Constraint | None
    """The one constraint of the row."""
    deadline: Constraint | None
    """Its deadline, which is a "finish no later" beside it."""
    others: tuple[Constraint, ...]
    """What there is no room for."""


def bounds_of(work: Work | None) -> Bounds:
    """Share out the constraints of some work among the places a row has for them."""
    constraints = list(work.constraints) if work else []
    first = constraints.pop(0) if constraints else None
    last = ConstraintKind.FINISH_NO_LATER
    deadline = next((c for c in constraints if c.kind is last), None)
    if deadline is not None:
        constraints.remove(deadline)
    return Bounds(first=first, deadline=deadline, others=tuple(constraints))


def written_percent(work: Work | None, done: pendulum.Date | None) -> int:
    """Give how much is done as a row has it: in whole percent, all of it once done."""
    if done is not None:
        return 100
    return round((work.progress if work else None) or 0)


def one_line(text: str) -> str:
    """Write a text as a name in a file, which has one line."""
    return " ".join(text.split())
