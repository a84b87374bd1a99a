"""Scheduling rules read aloud: what was agreed, by whom and why, in words for people."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pendulum

from tpkit import _text
from tpkit._model.agreement import ClashKind, RuleAgreement
from tpkit._model.calendar import ObservanceKind
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
from tpkit.schedule._terms import window as windows
from tpkit.schedule._terms.names import Names
from tpkit.schedule._terms.phrases import day_and_month, weekdays_in_words


def rule_in_words(rule: Any, names: Names) -> str:
    """Say what a rule asks, as a clause: `no session on Fridays`.

    A rule of an embedder's own says it itself, by a method `in_words(portfolio)`; empty
    where it has none, and is known by its id.
    """
    aloud = _ALOUD.get(type(rule))
    if aloud is None:
        own = getattr(rule, "in_words", None)
        return "" if own is None else str(own(names.portfolio))
    return f"{aloud(rule, names)}{scope_in_words(rule, names)}"


def scope_in_words(rule: Any, names: Names) -> str:
    """Say what a rule holds for: `, for Writing for court`.

    Nothing where it holds for everything, or says it in its own words.
    """
    scope = () if type(rule) in _NAME_THEIR_ACTIVITIES else _activities(rule)
    return f", for {_titles(scope, names)}" if scope else ""


def agreement_in_words(agreed: RuleAgreement) -> str:
    """Say who agreed a rule and when: `agreed by the board on 3 May 2021`; or nothing."""
    if not agreed.by and agreed.on is None:
        return ""
    by = f" by {agreed.by}" if agreed.by else ""
    when = "" if agreed.on is None else f" on {_text.long_date(agreed.on)}"
    return f"agreed{by}{when}"


# ------------------------------------------------------------------- days and hours


def _not_on(rule: NotOn, _: Names) -> str:
    days = [weekdays_in_words((day,)) for day in rule.weekdays]
    days += [_text.long_date(on) for on in rule.dates]
    return f"no session on {_text.listed(days, joiner='or')}"


def _not_during(rule: NotDuring, _: Names) -> str:
    return f"no session {windows.in_words(rule)}"


def _within(rule: Within, _: Names) -> str:
    days = _bounds("from", rule.start, "until", rule.end)
    hours = _bounds(
        "not before", rule.start_time, "not after", rule.end_time, joiner=" and "
    )
    return f"every session {_text.listed([*days, *hours])}"


def _within_project(rule: WithinProject, _: Names) -> str:
    if not rule.spare_working_days:
        return "every session while its project is funded"
    spare = _text.counted(rule.spare_working_days, "working day")
    return f"{spare} between a session and the end of its project's funding"


def _on_working_days(_: OnWorkingDays, __: Names) -> str:
    return "every session on a working day"


def _notice(rule: Notice, _: Names) -> str:
    return f"{_text.counted(rule.days, 'day')} from the announcement to the session"


def _not_in_school_breaks(rule: NotInSchoolBreaks, _: Names) -> str:
    share = f"more than one in {rule.more_than_one_in}"
    return f"no session while schools are on holiday in {share} of the areas concerned"


def _not_on_observances(rule: NotOnObservances, _: Names) -> str:
    kinds = _text.listed((_OBSERVED[kind] for kind in rule.kinds), joiner="or")
    whose = f"{_text.listed(rule.traditions)} " if rule.traditions else ""
    if rule.after is None:
        return f"no session on {whose}{kinds}"
    after = _text.clock_time(rule.after)
    return f"no session that lasts beyond {after} on {whose}{kinds}"


def _before_sunset(rule: BeforeSunset, _: Names) -> str:
    days = weekdays_in_words(rule.weekdays)
    when = f" on {days}" if days else ""
    when += " on days of fasting" if rule.while_fasting else ""
    return f"every session{when} over at least {_text.counted(rule.minutes, 'minute')} before sunset"


def _not_on_sector_dates(rule: NotOnSectorDates, _: Names) -> str:
    dates = _text.listed(rule.titles, joiner="or") or "dates of the sector's own"
    return f"no session on {dates}"


def _not_at_year_end(rule: NotAtYearEnd, _: Names) -> str:
    return f"no session on the last {_text.counted(rule.working_days, 'working day')} of March"


def _not_in_season(rule: NotInSeason, _: Names) -> str:
    first = day_and_month(rule.start_month, rule.start_day)
    return f"no session from {first} to {day_and_month(rule.end_month, rule.end_day)}"


# --------------------------------------------------------------------------- series


def _at_least_apart(rule: AtLeastApart, _: Names) -> str:
    return f"sessions of one activity at least {_distance(rule)} apart"


def _at_most_apart(rule: AtMostApart, _: Names) -> str:
    return f"sessions of one activity at most {_distance(rule)} apart"


def _as_contracted(rule: AsContracted, _: Names) -> str:
    either = f", {_text.counted(rule.weeks_either_side, 'week')} either side allowed"
    return (
        f"learning sets meet as they contracted{either * bool(rule.weeks_either_side)}"
    )


def _run_count(rule: RunCount, names: Names) -> str:
    length = "" if rule.minutes is None else f" of {rule.minutes} minutes"
    sessions = _text.counted(rule.sessions, "session")
    return f"{sessions}{length} of {_titles(rule.activities, names)}"


def _segments_heard(rule: SegmentsHeard, names: Names) -> str:
    titles = map(names.segment, rule.segments)
    sessions = _text.counted(rule.sessions, "session")
    return f"at least {sessions} for {_text.listed(titles)}"


def _same_day_of_week(rule: SameDayOfWeek, names: Names) -> str:
    hour = " at one time of day" if rule.same_time else ""
    titles = _titles(rule.activities, names)
    return f"all sessions of {titles} on one weekday{hour}"


def _same_facilitators(_: SameFacilitators, __: Names) -> str:
    return "the same people lead all sessions of an activity"


def _same_venue(_: SameVenue, __: Names) -> str:
    return "all sessions of an activity in one place"


# ---------------------------------------------------------------- people and places


def _no_clashes(rule: NoClashes, _: Names) -> str:
    return _text.listed(_WANTED_ONCE[kind] for kind in rule.kinds)


def _not_together(rule: NotTogether, names: Names) -> str:
    clauses = []
    if rule.people:
        clauses.append(f"{names.people(rule.people)} not in one session")
    if rule.sessions:
        titles = _text.listed(map(names.session, rule.sessions))
        clauses.append(f"{titles} not at one time")
    return _text.listed(clauses)


def _lines_apart(rule: LinesApart, _: Names) -> str:
    above = " or the manager above" if rule.skip_level else ""
    return f"nobody in a session with their manager{above}"


def _led_by(rule: LedBy, names: Names) -> str:
    titles = _titles(rule.activities, names)
    if rule.needed == len(rule.people):
        return f"{titles} led by {names.people(rule.people)}"
    if rule.needed == 1:
        return f"{titles} led by {names.people(rule.people, joiner='or')}"
    return f"{titles} led by {rule.needed} of {names.people(rule.people, joiner='or')}"


def _unavailable(rule: Unavailable, names: Names) -> str:
    those = [*map(names.person, rule.people), *map(names.venue, rule.venues)]
    return f"{_text.listed(those)} not available {windows.in_words(rule)}".rstrip()


def _workload_within(rule: WorkloadWithin, names: Names) -> str:
    sessions = f"at most {_text.counted(rule.at_most, 'session')} a {rule.period.value}"
    whose = names.people(rule.people, joiner="or")
    return f"{sessions} for {whose or f'one {rule.of.value}'}"


def _held_at(rule: HeldAt, names: Names) -> str:
    venues = names.venues(rule.venues, joiner="or")
    return f"{_titles(rule.activities, names)} held at {venues}"


def _within_capacity(_: WithinCapacity, __: Names) -> str:
    return "a seat for everybody who is to come"


def _travel_time(rule: TravelTime, names: Names) -> str:
    venues = names.venues(rule.venues)
    between = f"between {venues}" if venues else "from one venue to another"
    return f"{_text.counted(rule.minutes, 'minute')} to travel {between}"


_ALOUD: Mapping[type, Callable[[Any, Names], str]] = {
    NotOn: _not_on,
    NotDuring: _not_during,
    Within: _within,
    WithinProject: _within_project,
    OnWorkingDays: _on_working_days,
    Notice: _notice,
    NotInSchoolBreaks: _not_in_school_breaks,
    NotOnObservances: _not_on_observances,
    BeforeSunset: _before_sunset,
    NotOnSectorDates: _not_on_sector_dates,
    NotAtYearEnd: _not_at_year_end,
    NotInSeason: _not_in_season,
    AtLeastApart: _at_least_apart,
    AtMostApart: _at_most_apart,
    AsContracted: _as_contracted,
    RunCount: _run_count,
    SegmentsHeard: _segments_heard,
    SameDayOfWeek: _same_day_of_week,
    SameFacilitators: _same_facilitators,
    SameVenue: _same_venue,
    NoClashes: _no_clashes,
    NotTogether: _not_together,
    LinesApart: _lines_apart,
    LedBy: _led_by,
    Unavailable: _unavailable,
    WorkloadWithin: _workload_within,
    HeldAt: _held_at,
    WithinCapacity: _within_capacity,
    TravelTime: _travel_time,
}

_NAME_THEIR_ACTIVITIES = {RunCount, SameDayOfWeek, LedBy, HeldAt}
"""Rules that say in their own words what they hold for."""

# ----------------------------------------------------------------- parts of clauses

_OBSERVED = {
    ObservanceKind.WORK_RESTRICTED: "holy days",
    ObservanceKind.FASTING: "days of fasting",
    ObservanceKind.FESTIVAL: "days of celebration",
}

_WANTED_ONCE = {
    ClashKind.PERSON: "nobody in two places at once",
    ClashKind.VENUE: "one session at a time in a venue",
    ClashKind.AUDIENCE: "one activity at a time for an audience",
}


_Moment = pendulum.Date | pendulum.Time | None


def _bounds(
    from_: str, start: _Moment, to: str, end: _Moment, joiner: str = " "
) -> list[str]:
    """Give one phrase for the bounds that there are: `not before 9am and not after 5pm`."""
    pairs = ((from_, start), (to, end))
    said = [f"{word} {_moment(bound)}" for word, bound in pairs if bound is not None]
    return [joiner.join(said)] if said else []


def _moment(bound: pendulum.Date | pendulum.Time) -> str:
    if isinstance(bound, pendulum.Time):
        return _text.clock_time(bound)
    return _text.long_date(bound)


def _distance(rule: AtLeastApart | AtMostApart) -> str:
    unit = rule.unit.value.removesuffix("s").replace("_", " ")
    return _text.counted(rule.apart, unit)


def _activities(rule: Any) -> tuple[Any, ...]:
    """Give what a rule holds for; empty for everything."""
    scope: tuple[Any, ...] = getattr(rule, "activities", ())
    return scope or getattr(rule, "learning_sets", ())


def _titles(ids: Iterable[Any], names: Names) -> str:
    return _text.listed(map(names.activity, ids))
