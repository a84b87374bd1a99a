"""The checks of timetables, which all ask the one judge of the scheduling rules."""

from tpkit.checks import (
    _scheduling_contracts,
    _scheduling_hours,
    _scheduling_people,
    _scheduling_series,
)
from tpkit.checks._check import Check, code_of

CHECKS: tuple[Check, ...] = tuple(
    sorted(
        (
            *_scheduling_hours.CHECKS,
            *_scheduling_series.CHECKS,
            *_scheduling_people.CHECKS,
            *_scheduling_contracts.CHECKS,
        ),
        key=code_of,
    )
)
