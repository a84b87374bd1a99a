"""Watching a search: how far it is, and when it has to stop."""

import enum
import time
from collections.abc import Callable

import attrs

from tpkit.errors import FieldError


@attrs.frozen(kw_only=True)
class Progress:
    """How far a search is."""

    phase: str
    """What it is doing, in words: `placing sessions`, `proving a bound`."""
    done: float
    """The share of the effort spent, or of the time, from 0 to 1: whichever is more."""
    broken: int | None
    """Hard breaches of the best timetable so far; None before there is one."""
    cost: int | None
    """Cost of the best timetable so far; None before there is one."""
    bound: float
    """No timetable that breaks no hard rule costs less than this."""


class Ending(enum.StrEnum):
    """Why a search ended."""

    PROVED = "proved"
    """No better timetable exists."""
    EFFORT = "effort"
    """The effort was spent."""
    TIME = "time"
    """The time was over."""
    STOPPED = "stopped"
    """Whoever watched it stopped it."""


MOST_EFFORT = 10
"""The most that can be asked for; each step from 0 on about doubles the time."""


def must_be_effort(asked_by: str, effort: int) -> None:
    """Refuse an effort that is none.

    Raises:
        FieldError: it is not from 0 to `MOST_EFFORT`.
    """
    if effort not in range(MOST_EFFORT + 1):
        expected = f"a whole number from 0 to {MOST_EFFORT}"
        raise FieldError(asked_by, "effort", expected, effort)


Watcher = Callable[[Progress], object]
"""Called with the progress of a search; returning False ends the search."""


class Watch:
    """Tells a watcher how far a search is, and tells the search when to end.

    A search asks `is_over` between any two steps of some milliseconds, and then gives
    the best it has found.
    """

    def __init__(
        self,
        *,
        seconds: float | None = None,
        watcher: Watcher | None = None,
        asked_by: str = "propose",
    ) -> None:
        if seconds is not None and not seconds > 0:
            raise FieldError(asked_by, "seconds", "more than 0", seconds)
        self._seconds = seconds
        self._ends = None if seconds is None else time.monotonic() + seconds
        self._watcher = watcher
        self.ending: Ending | None = None
        """Why the search is to end; None while it may go on."""
        self.part = (0.0, 1.0)
        """From where to where what is being done now brings the whole."""

    @property
    def is_over(self) -> bool:
        """Whether the search is to give the best that it has found."""
        late = self._ends is not None and time.monotonic() >= self._ends
        if late and self.ending is None:
            self.ending = Ending.TIME
        return self.ending is not None

    @property
    def seconds_left(self) -> float | None:
        """How long the search may still go on; None where nobody minds."""
        return None if self._ends is None else max(0.0, self._ends - time.monotonic())

    @property
    def spent(self) -> float:
        """The share of the time that has gone, from 0 to 1; 0 where nobody minds."""
        if self._seconds is None or self.seconds_left is None:
            return 0.0
        return 1 - self.seconds_left / self._seconds

    def tell(self, progress: Progress) -> None:
        """Tell the watcher, who may end the search by returning False."""
        if self._watcher is None:
            return
        first, last = self.part
        done = min(1.0, max(self.spent, first + (last - first) * progress.done))
        if self._watcher(attrs.evolve(progress, done=done)) is False:
            self.ending = Ending.STOPPED
