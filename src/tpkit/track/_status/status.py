"""Where everything promised stands on a day."""

import functools
from collections.abc import Mapping
from typing import TypeVar

import attrs
import pendulum

from tpkit._garbage import garbage_left
from tpkit._model._funding import funding_ends, is_given_up
from tpkit._model.ids import ProjectId
from tpkit._model.portfolio import Portfolio
from tpkit._text import did_you_mean
from tpkit.calendars import WorkingCalendar
from tpkit.calendars._instants import the_day
from tpkit.errors import UnknownIdError
from tpkit.track._plan.plan import Plan
from tpkit.track._plan.whose_days import working_calendar_of
from tpkit.track._status.board import Board, board_of
from tpkit.track._status.columns import Ground, Slots
from tpkit.track._status.line import Line, LineKind
from tpkit.track._status.policy import RagPolicy
from tpkit.track._status.projects import project_line, whole_line
from tpkit.track._status.rag import Rag
from tpkit.track._status.roll_up import RollUp
from tpkit.track._status.state import State

FoundT = TypeVar("FoundT")


@attrs.frozen(kw_only=True, eq=False)
class Status:
    """Where everything promised stands on a day; lines are in document order.

    Colours and counts are worked out at once; lines are made when they are looked at.
    """

    on: pendulum.Date
    """The day asked about."""
    policy: RagPolicy
    """The thresholds that were used."""
    whole: RollUp
    """The portfolio as a whole; its parts are the projects."""
    projects: tuple[RollUp, ...]
    """Every project, dropped ones among them."""
    _board: Board = attrs.field(repr=False, alias="board")

    @functools.cached_property
    def phases(self) -> tuple[Line, ...]:
        """Every phase that somebody follows: with a baseline, forecast, end or work."""
        return self._board.lines(LineKind.PHASE)

    @functools.cached_property
    def milestones(self) -> tuple[Line, ...]:
        """Every milestone, dropped ones among them."""
        return self._board.lines(LineKind.MILESTONE)

    @functools.cached_property
    def deliverables(self) -> tuple[Line, ...]:
        """Every deliverable, dropped ones among them."""
        return self._board.lines(LineKind.DELIVERABLE)

    @property
    def rag(self) -> Rag:
        """The colour of the whole."""
        return self.whole.rag

    @property
    def lines(self) -> tuple[Line | RollUp, ...]:
        """The whole, then every project, phase, milestone and deliverable."""
        promised = (*self.phases, *self.milestones, *self.deliverables)
        return (self.whole, *self.projects, *promised)

    @property
    def late(self) -> tuple[Line, ...]:
        """The phases, milestones and deliverables that are late."""
        return tuple(
            line for kind in LineKind for line in self._board.standing(kind, State.LATE)
        )

    def project(self, id: str, /) -> RollUp:
        """Give the line of the project with that id.

        Raises:
            UnknownIdError: no project has the id.
        """
        return _found("project", self._projects, id)

    def phase(self, id: str, /) -> Line:
        """Give the line of the phase with that id.

        Raises:
            UnknownIdError: no phase that somebody follows has the id.
        """
        return self._line(LineKind.PHASE, id)

    def milestone(self, id: str, /) -> Line:
        """Give the line of the milestone with that id.

        Raises:
            UnknownIdError: no milestone has the id.
        """
        return self._line(LineKind.MILESTONE, id)

    def deliverable(self, id: str, /) -> Line:
        """Give the line of the deliverable with that id.

        Raises:
            UnknownIdError: no deliverable has the id.
        """
        return self._line(LineKind.DELIVERABLE, id)

    def phases_of(self, project: str, /) -> tuple[Line, ...]:
        """Give the lines of a project's phases.

        Raises:
            UnknownIdError: no project has the id.
        """
        return self._lines_of(LineKind.PHASE, project)

    def milestones_of(self, project: str, /) -> tuple[Line, ...]:
        """Give the lines of a project's milestones.

        Raises:
            UnknownIdError: no project has the id.
        """
        return self._lines_of(LineKind.MILESTONE, project)

    def deliverables_of(self, project: str, /) -> tuple[Line, ...]:
        """Give the lines of a project's deliverables.

        Raises:
            UnknownIdError: no project has the id.
        """
        return self._lines_of(LineKind.DELIVERABLE, project)

    @functools.cached_property
    def _projects(self) -> Mapping[str, RollUp]:
        return {line.id: line for line in self.projects}

    def _line(self, kind: LineKind, id: str) -> Line:
        column = self._board.columns[kind]
        return self._board.line(column, _found(kind.value, column.by_id, id))

    def _lines_of(self, kind: LineKind, project: str) -> tuple[Line, ...]:
        return self._board.lines_of(kind, ProjectId(self.project(project).id))


_USUAL = RagPolicy()


def status(
    portfolio: Portfolio,
    /,
    *,
    on: pendulum.Date,
    policy: RagPolicy = _USUAL,
    calendar: WorkingCalendar | None = None,
    plan: Plan | None = None,
) -> Status:
    """Say where every deliverable, milestone and project stands on the day *on*, and why.

    Each has a state, a colour by the thresholds of *policy*, the reasons for it as
    codes, and a sentence with names and dates; so has the whole.

    *What was promised* is the last baseline approved by then, or else a deliverable's due
    date and a phase's end; what was done after *on* had not been done, and its date is
    taken for the forecast. A forecast that has passed is none any more. *How far behind* is counted in the working-day slots of *calendar*:
    without one, that of the partnership. Outside its span, every day of its working week
    counts. A phase counts if it has a baseline, a forecast, an end that happened, or work.

    *How much leeway* is what the *plan* says of what has work or waits for something.
    Without one, what is left is planned from *on*. Where that cannot be done, because
    tasks wait for one another in a circle for instance, each project is planned alone,
    with what it waits for; one that cannot be planned says so and is amber at least.

    *A colour that somebody gave* is shown until it expires, with the one worked out
    beside it; whatever contains the thing takes the colour shown. It is of no avail for
    what is done, dropped, or cannot be judged.

    *The end of the funding* is a date of the calendar. It is the earlier of the
    project's `funded_end` and the last spend day of its bid's grants, agreed extensions
    included, because money must be there and be this project's; where neither is
    recorded, the end of the bid's funding round. Of several grants the longest counts;
    declined ones do not.

    *Given up*, and so not counted, are dropped deliverables, cancelled milestones and
    projects, proposed projects whose bid brought no money, and what is open in them.
    A project has ended when it says so, or when all that counts in it is done and no
    later end is forecast.

    Raises:
        FieldError: *on* is an instant, and so on two days until a time zone is chosen.

    Example:
        The trap that decides the design: a Friday and the Saturday after it share a
        working-day slot, and a financial year ends between them.

        ```python
        >>> import pendulum, tpkit
        >>> from tpkit import track
        >>> report = tpkit.Deliverable(
        ...     id="report",
        ...     project="forum",
        ...     title="Report",
        ...     due=pendulum.Date(2023, 3, 31),
        ...     forecast=pendulum.Date(2023, 4, 1),
        ... )
        >>> forum = tpkit.Project(
        ...     id="forum",
        ...     title="Forum",
        ...     kind=tpkit.ProjectKind.WORKSHOP,
        ...     funded_end=pendulum.Date(2023, 3, 31),
        ... )
        >>> portfolio = tpkit.Portfolio(
        ...     partnership=tpkit.Partnership(id="tp", name="Our partnership"),
        ...     projects=(forum,),
        ...     deliverables=(report,),
        ... )
        >>> status = track.status(portfolio, on=pendulum.Date(2023, 3, 1))
        >>> line = status.deliverable("report")
        >>> line.slip, line.rag.value
        (0, 'red')
        >>> print(line.sentence)
        Report: forecast for 1 April 2023, after the end of its funding on 31 March 2023

        ```
    """
    on = the_day("status", on)
    ends = funding_ends(portfolio)
    ground = Ground(
        on=on,
        policy=policy,
        slots=Slots(calendar or working_calendar_of(portfolio)),
        funding={
            project.id: (ends[project.id], not is_given_up(portfolio, project))
            for project in portfolio.projects
        },
    )
    with garbage_left():
        board = board_of(portfolio, ground, plan)
        projects = tuple(
            project_line(board, place, project)
            for place, project in enumerate(portfolio.projects)
        )
        return Status(
            on=on,
            policy=policy,
            whole=whole_line(portfolio.partnership, projects),
            projects=projects,
            board=board,
        )


def _found(kind: str, known: Mapping[str, FoundT], id: str) -> FoundT:
    if id not in known:
        raise UnknownIdError(kind, id, did_you_mean(id, known))
    return known[id]
