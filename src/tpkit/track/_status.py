"""Where everything promised stands on a day."""

import functools
from collections.abc import Mapping
from typing import TypeVar

import attrs
import pendulum

from tpkit._model._funding import funding_ends
from tpkit._model.ids import ProjectId
from tpkit._model.portfolio import Portfolio
from tpkit._text import did_you_mean
from tpkit.calendars import WorkingCalendar, working_calendar
from tpkit.calendars._instants import the_day
from tpkit.errors import UnknownIdError
from tpkit.track._judge import Judge
from tpkit.track._line import Line, State
from tpkit.track._projects import is_given_up, project_line, whole_line
from tpkit.track._rag import Rag, RagPolicy
from tpkit.track._roll_up import RollUp

LineT = TypeVar("LineT", Line, RollUp)


@attrs.frozen(kw_only=True)
class Status:
    """Where everything promised stands on a day; lines are in document order."""

    on: pendulum.Date
    """The day asked about."""
    policy: RagPolicy
    """The thresholds that were used."""
    whole: RollUp
    """The portfolio as a whole; its parts are the projects."""
    projects: tuple[RollUp, ...]
    """Every project, dropped ones among them."""
    milestones: tuple[Line, ...]
    """Every milestone, dropped ones among them."""
    deliverables: tuple[Line, ...]
    """Every deliverable, dropped ones among them."""

    @property
    def rag(self) -> Rag:
        """The colour of the whole."""
        return self.whole.rag

    @property
    def lines(self) -> tuple[Line | RollUp, ...]:
        """The whole, then every project, milestone and deliverable."""
        return (self.whole, *self.projects, *self.milestones, *self.deliverables)

    @property
    def late(self) -> tuple[Line, ...]:
        """The milestones and deliverables that are late."""
        promised = (*self.milestones, *self.deliverables)
        return tuple(line for line in promised if line.state is State.LATE)

    def project(self, id: str, /) -> RollUp:
        """Give the line of the project with that id.

        Raises:
            UnknownIdError: no project has the id.
        """
        return _found("project", self._projects, id)

    def milestone(self, id: str, /) -> Line:
        """Give the line of the milestone with that id.

        Raises:
            UnknownIdError: no milestone has the id.
        """
        return _found("milestone", self._milestones, id)

    def deliverable(self, id: str, /) -> Line:
        """Give the line of the deliverable with that id.

        Raises:
            UnknownIdError: no deliverable has the id.
        """
        return _found("deliverable", self._deliverables, id)

    def milestones_of(self, project: str, /) -> tuple[Line, ...]:
        """Give the lines of a project's milestones.

        Raises:
            UnknownIdError: no project has the id.
        """
        return self._milestones_by_project.get(ProjectId(self.project(project).id), ())

    def deliverables_of(self, project: str, /) -> tuple[Line, ...]:
        """Give the lines of a project's deliverables.

        Raises:
            UnknownIdError: no project has the id.
        """
        return self._deliverables_by_project.get(
            ProjectId(self.project(project).id), ()
        )

    @functools.cached_property
    def _projects(self) -> Mapping[str, RollUp]:
        return {line.id: line for line in self.projects}

    @functools.cached_property
    def _milestones(self) -> Mapping[str, Line]:
        return {line.id: line for line in self.milestones}

    @functools.cached_property
    def _deliverables(self) -> Mapping[str, Line]:
        return {line.id: line for line in self.deliverables}

    @functools.cached_property
    def _milestones_by_project(self) -> Mapping[ProjectId, tuple[Line, ...]]:
        return _by_project(self.milestones)

    @functools.cached_property
    def _deliverables_by_project(self) -> Mapping[ProjectId, tuple[Line, ...]]:
        return _by_project(self.deliverables)


_USUAL = RagPolicy()


def status(
    portfolio: Portfolio,
    /,
    *,
    on: pendulum.Date,
    policy: RagPolicy = _USUAL,
    calendar: WorkingCalendar | None = None,
) -> Status:
    """Say where every deliverable, milestone and project stands on the day *on*, and why.

    Each has a state, a colour by the thresholds of *policy*, the reasons for it as
    codes, and a sentence with names and dates; so has the whole.

    *What was promised* is a deliverable's due date and a milestone's last baseline; what
    was done after *on* had not been done, and its date is taken for the forecast.
    *How far behind* is counted in the working-day slots of *calendar*: without one,
    that of England and Wales. Outside its span, every day of its working week counts.

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
    judge = Judge(on=on, policy=policy, calendar=calendar or working_calendar())
    ends = funding_ends(portfolio)
    given_up = {p.id for p in portfolio.projects if is_given_up(portfolio, p)}
    milestones, deliverables = (
        tuple(
            judge.line(
                f"$.{family}[{number}]",
                item,
                funding_end=ends[item.project],
                is_wanted=item.project not in given_up,
            )
            for number, item in enumerate(getattr(portfolio, family))
        )
        for family in ("milestones", "deliverables")
    )
    parts = _by_project((*milestones, *deliverables))
    projects = tuple(
        project_line(
            f"$.projects[{number}]",
            project,
            on=on,
            funding_end=ends[project.id],
            is_wanted=project.id not in given_up,
            parts=parts.get(project.id, ()),
        )
        for number, project in enumerate(portfolio.projects)
    )
    return Status(
        on=on,
        policy=policy,
        whole=whole_line(portfolio.partnership, projects),
        projects=projects,
        milestones=milestones,
        deliverables=deliverables,
    )


def _by_project(lines: tuple[Line, ...]) -> dict[ProjectId, tuple[Line, ...]]:
    found: dict[ProjectId, list[Line]] = {}
    for line in lines:
        found.setdefault(line.project, []).append(line)
    return {project: tuple(some) for project, some in found.items()}


def _found(kind: str, lines: Mapping[str, LineT], id: str) -> LineT:
    if id not in lines:
        raise UnknownIdError(kind, id, did_you_mean(id, lines))
    return lines[id]
