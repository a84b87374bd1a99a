"""The numbers that Microsoft Project's XML has for things, and how it counts time.

Source: the schema mspdi_pj12.xsd and its documentation [MSPDI].
"""

import re
from decimal import Decimal

import pendulum

from tpkit._model.agreement import Weekday
from tpkit._model.plan import ConstraintKind, LinkKind

NAMESPACE = "http://schemas.microsoft.com/project"

LINK_TYPES = {
    LinkKind.FINISH_TO_FINISH: 0,
    LinkKind.FINISH_TO_START: 1,
    LinkKind.START_TO_FINISH: 2,
    LinkKind.START_TO_START: 3,
}
CONSTRAINT_TYPES = {
    ConstraintKind.MUST_START_ON: 2,
    ConstraintKind.MUST_FINISH_ON: 3,
    ConstraintKind.START_NO_EARLIER: 4,
    ConstraintKind.START_NO_LATER: 5,
    ConstraintKind.FINISH_NO_EARLIER: 6,
    ConstraintKind.FINISH_NO_LATER: 7,
}
AS_SOON_AS_POSSIBLE = 0
AS_LATE_AS_POSSIBLE = 1

DAY_TYPES = {day: (index + 1) % 7 + 1 for index, day in enumerate(Weekday)}
"""Sunday is 1."""

MINUTES_A_DAY = 480
TENTHS_A_DAY = 10 * MINUTES_A_DAY
"""Lags and slacks are counted in tenths of a minute: 4800 is a working day."""
TENTHS_A_WHOLE_DAY = 10 * 24 * 60
DAYS, ELAPSED_DAYS = 7, 8
"""Formats of durations and lags."""
_ESTIMATED = 32
ELAPSED_FORMATS = {4, 6, 8, 10, 12}
PERCENT_FORMATS = {19, 20}
LAG_FORMATS = {*range(3, 13), *PERCENT_FORMATS, 21}
"""Minutes to months, whole or elapsed; percent; and 21, which says nothing."""


def plain_format(number: int) -> int:
    """Give a format without the mark that says that a duration is estimated."""
    return number - _ESTIMATED if number > _ESTIMATED else number


MOST_BASELINES = 11
"""Numbered from 0 to 10; tpkit keeps as many as there are."""

KIND_FIELD, ID_FIELD = "188743734", "188743731"
"""The fields Text2 and Text1 of a task."""

DAY_BEGINS, DAY_ENDS = "08:00:00", "17:00:00"
WORKING_TIMES = (("08:00:00", "12:00:00"), ("13:00:00", "17:00:00"))


def beginning(on: pendulum.Date) -> str:
    """Write the moment at which the work of a day begins."""
    return f"{on}T{DAY_BEGINS}"


def ending(on: pendulum.Date) -> str:
    """Write the moment at which the work of a day ends."""
    return f"{on}T{DAY_ENDS}"


def duration(days: int) -> str:
    """Write working days as hours."""
    return f"PT{days * MINUTES_A_DAY // 60}H0M0S"


_DURATION = re.compile(
    r"P(?:(\d{1,9})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})(?:\.\d+)?S)?)?",
    re.ASCII,
)


def minutes(text: str) -> Decimal | None:
    """Read a duration such as `PT16H0M0S` in minutes; None if it is none.

    A day of XML has 24 hours, and programs disagree whether `P3D` means three of those or
    three working days: durations with days are none.
    """
    match = _DURATION.fullmatch(text)
    if match is None or match[0] in ("P", "PT"):
        return None
    days, hours, mins, seconds = (int(group or 0) for group in match.groups())
    return None if days else Decimal(hours * 60 + mins) + Decimal(seconds) / 60
