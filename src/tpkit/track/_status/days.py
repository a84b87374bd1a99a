"""Days that may not be recorded: compared, and written for people."""

import pendulum

from tpkit._text import long_date


def is_after(day: pendulum.Date | None, other: pendulum.Date | None) -> bool:
    """Say whether *day* is later than *other*, both being known."""
    return day is not None and other is not None and day > other


def in_words(day: pendulum.Date | None) -> str:
    """Write `31 March 2022`."""
    return long_date(day) if day else "an unrecorded day"
