"""The table of meanings: for each kind of scheduling rule, the terms it comes to."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from tpkit._model import rules_of_hours as hours
from tpkit._model import rules_of_people_and_places as people_and_places
from tpkit._model import rules_of_series as series
from tpkit.errors import FieldError
from tpkit.schedule._meanings.clashes import no_clashes, not_together, travel_time
from tpkit.schedule._meanings.counts import as_contracted, run_count, segments_heard
from tpkit.schedule._meanings.days import (
    not_at_year_end,
    not_in_season,
    not_on,
    not_on_sector_dates,
    notice,
    on_working_days,
)
from tpkit.schedule._meanings.hours import before_sunset, not_during, within
from tpkit.schedule._meanings.leave import unavailable
from tpkit.schedule._meanings.occasions import (
    not_in_school_breaks,
    not_on_observances,
)
from tpkit.schedule._meanings.people import led_by, lines_apart
from tpkit.schedule._meanings.places import held_at, within_capacity
from tpkit.schedule._meanings.projects import within_project
from tpkit.schedule._meanings.series import (
    at_least_apart,
    at_most_apart,
    same_day_of_week,
    same_facilitators,
    same_venue,
)
from tpkit.schedule._meanings.work import workload_within
from tpkit.schedule._terms.facts import Facts
from tpkit.schedule._terms.shapes import Term

MEANINGS: Mapping[type, Callable[[Any, Facts], Iterable[Term]]] = {
    hours.OnWorkingDays: on_working_days,
    hours.Within: within,
    hours.NotOn: not_on,
    hours.NotDuring: not_during,
    hours.WithinProject: within_project,
    hours.Notice: notice,
    hours.NotInSchoolBreaks: not_in_school_breaks,
    hours.NotOnObservances: not_on_observances,
    hours.BeforeSunset: before_sunset,
    hours.NotOnSectorDates: not_on_sector_dates,
    hours.NotAtYearEnd: not_at_year_end,
    hours.NotInSeason: not_in_season,
    series.AtLeastApart: at_least_apart,
    series.AtMostApart: at_most_apart,
    series.AsContracted: as_contracted,
    series.RunCount: run_count,
    series.SegmentsHeard: segments_heard,
    series.SameDayOfWeek: same_day_of_week,
    series.SameFacilitators: same_facilitators,
    series.SameVenue: same_venue,
    people_and_places.NoClashes: no_clashes,
    people_and_places.NotTogether: not_together,
    people_and_places.LinesApart: lines_apart,
    people_and_places.LedBy: led_by,
    people_and_places.Unavailable: unavailable,
    people_and_places.WorkloadWithin: workload_within,
    people_and_places.HeldAt: held_at,
    people_and_places.WithinCapacity: within_capacity,
    people_and_places.TravelTime: travel_time,
}
"""What each kind of rule means, defined once for judging and for searching."""


def terms_of(rules: Iterable[Any], facts: Facts) -> Iterator[Term]:
    """Yield the terms of these rules, in order.

    A rule of an embedder's own has a method `terms(facts)`.

    Raises:
        FieldError: something among the rules is none: tpkit knows no meaning of it, and
            it has no `terms`.
    """
    for rule in rules:
        meaning = MEANINGS.get(type(rule))
        if meaning is not None:
            yield from meaning(rule, facts)
        elif hasattr(rule, "terms"):
            yield from rule.terms(facts)
        else:
            expected = "a scheduling rule, or an object with a method `terms`"
            raise FieldError("terms_of", "rules", expected, rule)
