"""What binds each task of a network, whatever number of days each of them takes."""

from collections.abc import Mapping, Sequence

import attrs

from tpkit._model.plan import LagCount, Link
from tpkit.track._forecast.chances import Chances, chances_of
from tpkit.track._plan.figures import Figures
from tpkit.track._plan.network import FROM_START, TO_FINISH, Joint

Key = int
"""Twice a position, and one more if it is reached at the start of a day."""


@attrs.frozen(eq=False)
class Tie:
    """One task waits for another."""

    joint: Joint
    is_simple: bool
    """Whether both count their days and the lag in one calendar."""

    @property
    def from_start(self) -> bool:
        """Whether the start of the other task is waited for."""
        return self.joint.kind in FROM_START

    @property
    def to_finish(self) -> bool:
        """Whether the finish waits."""
        return self.joint.kind in TO_FINISH


@attrs.frozen(eq=False)
class Floors:
    """What a task cannot come before, whatever it waits for."""

    start: Key
    finish: Key | None
    """What its finish cannot come before; None for anything."""


@attrs.frozen(eq=False)
class Bonds:
    """All that binds one task."""

    chances: Chances
    """How likely it is to take so many days."""
    floors: dict[bool, Floors]
    """By whether it takes any days."""
    ties: list[Tie]

    @property
    def is_certain(self) -> bool:
        """Whether only one number of days can be."""
        return len(self.chances) == 1

    @property
    def is_mixed(self) -> bool:
        """Whether it can take some days, and none."""
        return not self.least and self.most > 0

    @property
    def least(self) -> int:
        """The least days it can take."""
        return self.chances[0][0]

    @property
    def most(self) -> int:
        """The most days it can take."""
        return self.chances[-1][0]


def bonds_of(figures: Figures) -> dict[int, Bonds]:
    """Give what binds each task that is to do, in the order in which they can be done."""
    sources, compiler = figures.ground.sources, figures.compiler
    chances = {
        task: chances_of(
            sources[task].work, is_begun=compiler.known_start(task) is not None
        )
        for task in figures.network.order
    }
    return {task: _bonds(figures, chances, task) for task in chances}


def _bonds(figures: Figures, chances: Mapping[int, Chances], task: int) -> Bonds:
    network, compiler = figures.network, figures.compiler
    ties: list[Tie] = []
    known: list[tuple[Joint, int]] = []
    for link in figures.ground.sources[task].links:
        before = compiler.number(link)
        if before is None:
            continue
        joint = compiler.joint(network, link, before, task)
        moment = compiler.known(link, before)
        if moment is None:
            ties.append(Tie(joint, _is_simple(figures, chances, joint, link)))
        else:
            known.append((joint, moment))
    floors = {works: _floors(figures, task, known, works) for works in (False, True)}
    return Bonds(chances[task], floors, ties)


def _is_simple(
    figures: Figures, chances: Mapping[int, Chances], joint: Joint, link: Link
) -> bool:
    if link.lag and link.lag_count is LagCount.ELAPSED:
        return False
    if joint.is_of_dates and not chances[joint.before][0][0]:
        return False  # the finish of what takes no days may be the start of a day
    calendars = figures.network.calendars
    return calendars[joint.before] is calendars[joint.after]


def _floors(
    figures: Figures,
    task: int,
    known: Sequence[tuple[Joint, int]],
    works: bool,  # noqa: FBT001  # of two private calls
) -> Floors:
    network, compiler = figures.network, figures.compiler
    days = network.calendars[task]
    starts, finishes = [_key(compiler.first_reached(network, task))], []
    for constraint in figures.ground.sources[task].work.constraints:
        cause = compiler.held_back(network, task, constraint)
        if cause is None:
            continue
        if constraint.kind.is_of_the_start:
            starts.append(_key(cause))
        else:
            finishes.append(_key(cause) + 2 * network.days[task])
    for joint, moment in known:
        side = finishes if joint.kind in TO_FINISH else starts
        side.append(_key(joint.arrived(days, moment, works=works)))
    return Floors(max(starts), max(finishes, default=None))


def _key(cause: tuple[int, bool]) -> Key:
    position, begins = cause
    return 2 * position + begins
