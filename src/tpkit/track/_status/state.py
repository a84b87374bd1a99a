"""Where something stands, whatever its colour."""

import enum


class State(enum.StrEnum):
    """Where something stands on a day, whatever its colour."""

    LATE = "late"
    """Open, and either a working day or more past its promise (or a month, on whatever
    calendar), recorded as missed, or past the end of its funding; for a project, something in it is."""
    DUE = "due"
    """Open, with its promised day or its funding's end still to come."""
    UNDATED = "undated"
    """Open, with no date promised."""
    DELIVERED = "delivered"
    """Handed over or reached, or a project that has ended; not accepted yet."""
    ACCEPTED = "accepted"
    """A deliverable accepted, a milestone complete, or a project closed."""
    DROPPED = "dropped"
    """No longer wanted, or part of a project that is not."""

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self in (State.LATE, State.DUE, State.UNDATED)
