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
    """The share of the effort spent, from 0 to 1."""
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


Watcher = Callable[[Progress], object]
"""Called with the progress of a search; returning False ends the search."""


class Watch:
    """Tells a watcher how far a search is, and tells the search when to end.

    A search asks `is_over` between any two steps of some milliseconds, and then gives
    the best it has found.
    """

    def __init__(
        self, *, seconds: float | None = None, watcher: Watcher | None = None
    ) -> None:
        if seconds is not None and not seconds > 0:
            raise FieldError("propose", "seconds", "more than 0", seconds)
        self._ends = None if seconds is None else time.monotonic() + seconds
        self._watcher = watcher
        self.ending: Ending | None = None
        """Why the search is to end; None while it may go on."""

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

    def tell(self, progress: Progress) -> None:
        """Tell the watcher, who may end the search by returning False."""
        if self._watcher is not None and self._watcher(progress) is False:
            self.ending = Ending.STOPPED
