"""Turns the tasks of a portfolio into a network."""

import functools
from collections.abc import Mapping, Sequence

import attrs
import pendulum

from tpkit._model.ids import ProjectId, WorkCalendarId
from tpkit._model.plan import Constraint, LagCount, Link, LinkKind
from tpkit.errors import FieldError, PlanCircleError
from tpkit.track._plan.days import Days, end_of, start_of
from tpkit.track._plan.network import FROM_START, Joint, Network, Wiring, offset
from tpkit.track._plan.ordering import circle, in_order
from tpkit.track._plan.sources import Source, TaskKind


@attrs.frozen(kw_only=True, eq=False)
class Ground:
    """What a network is made from."""

    sources: Sequence[Source]
    days: Mapping[WorkCalendarId | None, Days]
    """The days of each calendar that a source has."""
    begins: Mapping[ProjectId, pendulum.Date | None]
    """The first day of each project."""
    on: pendulum.Date | None
    """The day from which what is left is planned; None for the plan as it was drawn."""
    projects: Sequence[ProjectId] = attrs.field(
        init=False,
        default=attrs.Factory(
            lambda ground: [source.noun.project for source in ground.sources],
            takes_self=True,
        ),
    )
    """The project of each source."""

    @functools.cached_property
    def by_kind(self) -> Mapping[TaskKind, Mapping[str, int]]:
        """The number of each source, by its kind and id."""
        found: dict[TaskKind, dict[str, int]] = {kind: {} for kind in TaskKind}
        for number, source in enumerate(self.sources):
            found[source.kind][source.noun.id] = number
        return found

    @functools.cached_property
    def by_path(self) -> Mapping[str, int]:
        """The number of each source, by its place in the portfolio."""
        return {source.path: number for number, source in enumerate(self.sources)}

    def done_on(self, source: Source) -> pendulum.Date | None:
        """Give when a task was done, if it had been by the day."""
        return self._by_then(source.done_on)

    def started_on(self, source: Source) -> pendulum.Date | None:
        """Give when a task was begun, if it had been by the day.

        That is the day itself if the record says that it was, and not when.
        """
        work = source.work
        if work.started_on is None and work.is_begun:
            return self.on
        return self._by_then(work.started_on)

    def _by_then(self, day: pendulum.Date | None) -> pendulum.Date | None:
        return day if self.on and day and day <= self.on else None


_USUAL = LinkKind.FINISH_TO_START


@attrs.frozen(eq=False)
class Compiler:
    """Makes the network of some ground, and anew those parts of it that change."""

    ground: Ground
    _numbers: dict[str, int]
    _known_finish: list[int | None]
    """Of tasks that are done, the moment at which they were."""
    _known_start: list[int | None]
    """Of tasks that were begun, the moment at which they were."""
    _firsts: dict[tuple[ProjectId, Days, bool], tuple[int, bool]] = attrs.field(
        init=False, factory=dict
    )
    """The first position of tasks of a project, in one of its calendars, begun or not."""

    def network(self) -> Network:
        """Make the network, without its dates.

        Raises:
            PlanCircleError: tasks wait for one another in a circle.
        """
        sources, days = self.ground.sources, self.ground.days
        network = Network(
            days=[self._days(number) for number in range(len(sources))],
            calendars=[days[source.calendar] for source in sources],
        )
        self._wire(network)
        network.cross()
        order = in_order(network)
        if len(order) < len(sources):
            members = circle(network, order)
            raise PlanCircleError(sources[number].noun.title for number in members)
        network.order = [task for task in order if not self.is_done(task)]
        return network

    def _wire(self, network: Network) -> None:
        """Say what each task that is not done waits for."""
        ground, finished, numbers = self.ground, self._known_finish, self._numbers
        calendars, days = network.calendars, network.days
        shared, floor = None, (0, True)
        for task, source in enumerate(ground.sources):
            if finished[task] is not None:
                continue
            own = calendars[task]
            arcs: list[int] = []
            # Nearly all links are of this kind, and there are very many of them.
            for link in source.links:
                before = numbers.get(link.task)
                if (
                    before is None
                    or link.lag
                    or link.kind is not _USUAL
                    or calendars[before] is not own
                    or finished[before] is not None
                ):
                    network.wire(task, self.wiring(network, task))
                    break
                arcs.append(before)
                arcs.append(days[before])
            else:
                network.arrivals[task] = arcs
                if source.work.constraints:
                    network.floors[task] = self._floor(network, task)
                    continue
                # Most tasks share project and calendar with the one before.
                place = ground.projects[task], own, self._known_start[task] is None
                if place != shared:
                    shared, floor = place, self.first_reached(network, task)
                network.floors[task] = floor

    def is_done(self, task: int) -> bool:
        """Say whether a task was done by the day."""
        return self._known_finish[task] is not None

    def known_finish(self, task: int) -> int | None:
        """Give the moment at which a task was done; None if it was not by the day."""
        return self._known_finish[task]

    def known_start(self, task: int) -> int | None:
        """Give the moment at which a task was begun; None if it was not by the day."""
        return self._known_start[task]

    def _days(self, task: int) -> int:
        source = self.ground.sources[task]
        if self._known_finish[task] is not None:
            return 0
        begun = self._known_start[task] is not None
        return source.work.left if begun else source.work.duration

    def wiring(self, network: Network, task: int) -> Wiring:
        """Give what one task waits for, which depends on the days that it needs."""
        found = Wiring(self._floor(network, task), [], [], [])
        days, calendars, finished = network.days, network.calendars, self._known_finish
        arcs, tails, needed, own = found.arcs, found.tails, days[task], calendars[task]
        for link in self.ground.sources[task].links:
            before = self._numbers.get(link.task)
            if before is None:
                continue  # it was dropped, and nobody need wait for it
            kind, lag = link.kind, link.lag
            if calendars[before] is not own or finished[before] is not None:
                self._cross(network, link, before, task, found)
            elif kind is LinkKind.FINISH_TO_START and (
                not lag or link.lag_count is not LagCount.ELAPSED
            ):
                arcs += (before, days[before] + lag)
                tails.append(task)
            elif self._is_crossing(link, before, days[before]):
                self._cross(network, link, before, task, found)
            else:
                arcs += (before, offset(kind, lag, days[before], needed))
                is_from_start = kind in FROM_START and days[before]
                tails.append(task + network.count if is_from_start else task)
        return found

    def _is_crossing(self, link: Link, before: int, days_before: int) -> bool:
        if link.kind in FROM_START and self._known_start[before] is not None:
            return True
        if link.lag and link.lag_count is LagCount.ELAPSED:
            return True
        return link.kind is LinkKind.FINISH_TO_FINISH and not days_before

    def _cross(
        self, network: Network, link: Link, before: int, task: int, found: Wiring
    ) -> None:
        joint, moment = (
            self.joint(network, link, before, task),
            self.known(link, before),
        )
        if moment is None:
            found.crossings.append(joint)
        else:
            found.floor = max(found.floor, joint.reached(network, moment))

    def number(self, link: Link) -> int | None:
        """Give the number of the task that a link waits for; None if it was dropped."""
        return self._numbers.get(link.task)

    def known(self, link: Link, before: int) -> int | None:
        """Give the moment at which what a link waits for happened, if it has."""
        if link.kind in FROM_START:
            return self._known_start[before]
        return self._known_finish[before]

    def joint(self, network: Network, link: Link, before: int, after: int) -> Joint:
        """Give a link between two tasks by their numbers."""
        lag_days: Days | None = network.calendars[after]
        if link.lag_count is LagCount.PREDECESSOR:
            lag_days = network.calendars[before]
        elif link.lag_count is LagCount.ELAPSED:
            lag_days = None
        return Joint(before, after, link.kind, link.lag, lag_days)

    def _floor(self, network: Network, task: int) -> tuple[int, bool]:
        floor = self.first_reached(network, task)
        for constraint in self.ground.sources[task].work.constraints:
            cause = self.held_back(network, task, constraint)
            if cause is not None and cause > floor:
                floor = cause
        return floor

    def first_reached(self, network: Network, task: int) -> tuple[int, bool]:
        """Give the least position of a task of its project, begun or not."""
        days = network.calendars[task]
        key = (self.ground.projects[task], days, self._known_start[task] is None)
        found = self._firsts.get(key)
        if found is None:
            found = self._firsts[key] = days.reached(self.first(task))
        return found

    def held_back(
        self, network: Network, task: int, constraint: Constraint
    ) -> tuple[int, bool] | None:
        """Give the least position that a date from outside leaves; None for any."""
        days, kind = network.calendars[task], constraint.kind
        if not kind.holds_back:
            return None
        if not kind.is_of_the_start:
            # A day off stands for the working day before it, as in every slip.
            return days.position(end_of(constraint.on)) - network.days[task], False
        if self.known_start(task) is not None:
            return None
        return days.reached(start_of(constraint.on))

    def first(self, task: int) -> int:
        """Give the moment before which no task of its project can start, or go on.

        Raises:
            FieldError: nobody has recorded when the project starts.
        """
        on, begins = self.ground.on, self._begins(task)
        if begins is None and on is None:
            expected = "the first day of a project whose work is planned"
            raise FieldError("Project", "start", expected, begins)
        return start_of(max(day for day in (on, begins) if day is not None))

    def is_from_today(self, task: int) -> bool:
        """Say whether that moment is the day from which what is left is planned."""
        on, begins = self.ground.on, self._begins(task)
        return on is not None and (begins is None or on > begins)

    def _begins(self, task: int) -> pendulum.Date | None:
        if self.known_start(task) is not None:
            return None  # what was begun before its project goes on from today
        return self.ground.begins[self.ground.projects[task]]


def compiler_of(ground: Ground) -> Compiler:
    """Read what is known of each task."""
    finishes: list[int | None] = []
    starts: list[int | None] = []
    for source in ground.sources:
        if ground.on is None:
            finishes.append(None)
            starts.append(None)
            continue
        started, done = ground.started_on(source), ground.done_on(source)
        finish = None if done is None else end_of(done)
        known = started or done
        start = None if known is None else start_of(known)
        finishes.append(finish)
        starts.append(start)
    numbers: dict[str, int] = {
        source.noun.id: number for number, source in enumerate(ground.sources)
    }
    return Compiler(ground, numbers, finishes, starts)
