"""Scheduling rules: what the partners agreed about when and with whom things happen.

A rule is a fact about an agreement. What it means for a timetable is defined once, in
`tpkit.schedule`. In a document each rule says which it is under `rule`.
"""

from tpkit._model.rules_of_hours import (
    BeforeSunset,
    NotAtYearEnd,
    NotDuring,
    Notice,
    NotInSchoolBreaks,
    NotInSeason,
    NotOn,
    NotOnObservances,
    NotOnSectorDates,
    OnWorkingDays,
    Within,
    WithinProject,
)
from tpkit._model.rules_of_people_and_places import (
    HeldAt,
    LedBy,
    LinesApart,
    NoClashes,
    NotTogether,
    TravelTime,
    Unavailable,
    WithinCapacity,
    WorkloadWithin,
)
from tpkit._model.rules_of_series import (
    AsContracted,
    AtLeastApart,
    AtMostApart,
    RunCount,
    SameDayOfWeek,
    SameFacilitators,
    SameVenue,
    SegmentsHeard,
)

__all__ = ["SchedulingRule"]

SchedulingRule = (
    NotOn
    | NotDuring
    | Within
    | WithinProject
    | OnWorkingDays
    | Notice
    | NotInSchoolBreaks
    | NotOnObservances
    | BeforeSunset
    | NotOnSectorDates
    | NotAtYearEnd
    | NotInSeason
    | AtLeastApart
    | AtMostApart
    | AsContracted
    | RunCount
    | SegmentsHeard
    | SameDayOfWeek
    | SameFacilitators
    | SameVenue
    | NoClashes
    | NotTogether
    | LinesApart
    | LedBy
    | Unavailable
    | WorkloadWithin
    | HeldAt
    | WithinCapacity
    | TravelTime
)
"""Any of the kinds of scheduling rule; in documents `rule: not_on` and so on."""
