"""How each kind of rule can be loosened without being given up."""

import functools
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import attrs
import pendulum

from tpkit import _dates, _text
from tpkit._model.agreement import ClashKind
from tpkit._model.rules_of_hours import (
    BeforeSunset,
    NotAtYearEnd,
    NotDuring,
    Notice,
    NotInSchoolBreaks,
    NotOn,
    Within,
    WithinProject,
)
from tpkit._model.rules_of_people_and_places import (
    LedBy,
    NoClashes,
    TravelTime,
    Unavailable,
    WorkloadWithin,
)
from tpkit._model.rules_of_series import (
    AsContracted,
    AtLeastApart,
    AtMostApart,
    RunCount,
    SameDayOfWeek,
    SegmentsHeard,
)
from tpkit.schedule._explain.release import released
from tpkit.schedule._explain.steps import Dial, Scene, Step
from tpkit.schedule._terms.phrases import weekdays_in_words
from tpkit.schedule._terms.slot import MINUTES_IN_A_DAY, minute_of, time_of


def loosened(rule: Any, scene: Scene) -> Iterator[Dial]:
    """Yield what can be turned about a rule; nothing for one that holds or does not."""
    dials = _LOOSENED.get(type(rule))
    if dials is not None:
        yield from dials(rule, scene)


# --------------------------------------------------------------------------- numbers


def _changed(rule: Any, words: str, **fields: Any) -> Step:
    return Step(words=words, rules=(attrs.evolve(rule, **fields),))


_Words = Callable[[int], str]


def _less(rule: Any, field: str, words: _Words, *, least: int = 1) -> Iterator[Dial]:
    """Yield the dial that lowers a number: *words* tell what to agree instead."""
    value: int = getattr(rule, field)

    def at(step: int) -> Step:
        return _changed(rule, words(value - step), **{field: value - step})

    if value > least:
        yield Dial(steps=value - least, at=at)


def _more(rule: Any, field: str, words: _Words, *, most: int) -> Iterator[Dial]:
    """Yield the dial that raises a number."""
    value: int = getattr(rule, field)

    def at(step: int) -> Step:
        return _changed(rule, words(value + step), **{field: value + step})

    if value < most:
        yield Dial(steps=most - value, at=at)


def _at_least_apart(rule: AtLeastApart, _: Scene) -> Iterator[Dial]:
    def words(apart: int) -> str:
        return f"keep sessions {_far(rule, apart)} apart instead of {_far(rule, rule.apart)}"

    yield from _less(rule, "apart", words)


def _at_most_apart(rule: AtMostApart, scene: Scene) -> Iterator[Dial]:
    def words(apart: int) -> str:
        return (
            f"let sessions be up to {_far(rule, apart)} apart instead of "
            f"{_far(rule, rule.apart)}"
        )

    horizon = scene.case.problem.horizon
    yield from _more(rule, "apart", words, most=len(horizon))


def _far(rule: AtLeastApart | AtMostApart, apart: int) -> str:
    unit = rule.unit.value.removesuffix("s").replace("_", " ")
    return _text.counted(apart, unit)


def _as_contracted(rule: AsContracted, _: Scene) -> Iterator[Dial]:
    def words(weeks: int) -> str:
        now = rule.weeks_either_side
        return (
            f"let sets meet up to {_text.counted(weeks, 'week')} sooner or later than "
            f"contracted instead of {now:,}"
        )

    yield from _more(rule, "weeks_either_side", words, most=52)


def _notice(rule: Notice, _: Scene) -> Iterator[Dial]:
    def words(days: int) -> str:
        return f"give {_text.counted(days, 'day')} of notice instead of {rule.days:,}"

    yield from _less(rule, "days", words)


def _year_end(rule: NotAtYearEnd, _: Scene) -> Iterator[Dial]:
    def words(days: int) -> str:
        return (
            f"keep the last {_text.counted(days, 'working day')} of March free instead "
            f"of {rule.working_days:,}"
        )

    yield from _less(rule, "working_days", words)


def _before_sunset(rule: BeforeSunset, _: Scene) -> Iterator[Dial]:
    def words(minutes: int) -> str:
        return (
            f"end {_text.counted(minutes, 'minute')} before sunset instead of "
            f"{rule.minutes:,}"
        )

    yield from _less(rule, "minutes", words, least=0)


def _school_breaks(rule: NotInSchoolBreaks, _: Scene) -> Iterator[Dial]:
    def words(share: int) -> str:
        return (
            f"let schools be on holiday in one in {share:,} of the areas instead of one "
            f"in {rule.more_than_one_in:,}"
        )

    yield from _less(rule, "more_than_one_in", words, least=2)


def _travel_time(rule: TravelTime, _: Scene) -> Iterator[Dial]:
    def words(minutes: int) -> str:
        return (
            f"allow {_text.counted(minutes, 'minute')} to travel instead of "
            f"{rule.minutes:,}"
        )

    yield from _less(rule, "minutes", words)


def _workload(rule: WorkloadWithin, scene: Scene) -> Iterator[Dial]:
    def words(sessions: int) -> str:
        whose = scene.names.people(rule.people, joiner="or") or f"one {rule.of.value}"
        return (
            f"allow {_text.counted(sessions, 'session')} a {rule.period.value} for "
            f"{whose} instead of {rule.at_most:,}"
        )

    yield from _more(rule, "at_most", words, most=len(scene.case.problem.entries))


def _led_by(rule: LedBy, scene: Scene) -> Iterator[Dial]:
    def words(needed: int) -> str:
        titles = scene.titles(rule.activities)
        return f"let {needed:,} lead {titles} instead of {rule.needed:,}"

    yield from _less(rule, "needed", words)


def _segments_heard(rule: SegmentsHeard, scene: Scene) -> Iterator[Dial]:
    def words(sessions: int) -> str:
        titles = _text.listed(map(scene.names.segment, rule.segments))
        return (
            f"hold {_text.counted(sessions, 'session')} for {titles} instead of "
            f"{rule.sessions:,}"
        )

    yield from _less(rule, "sessions", words)


# --------------------------------------------------------------------------- lengths


def _run_count(rule: RunCount, scene: Scene) -> Iterator[Dial]:
    """Yield shorter sessions, and as many as there are where there are too many."""
    titles = scene.titles(rule.activities)
    minutes = rule.minutes
    if minutes is not None:
        yield Dial(
            steps=(minutes - 1) // _QUARTER,
            at=lambda step: _changed(
                rule,
                f"make sessions of {titles} {minutes - step * _QUARTER} minutes long "
                f"instead of {minutes}",
                minutes=minutes - step * _QUARTER,
            ),
        )
    planned = scene.case.facts.timetable.entries
    there = max(sum(e.activity == a for e in planned) for a in rule.activities)

    def words(sessions: int) -> str:
        counted = _text.counted(sessions, "session")
        return f"hold {counted} of {titles} instead of {rule.sessions:,}"

    yield from _more(rule, "sessions", words, most=there)


_QUARTER = 15


# -------------------------------------------------------------------------- windows


def _within(rule: Within, scene: Scene) -> Iterator[Dial]:
    """Yield a later end, an earlier beginning, earlier starts and later ends of a day."""
    horizon = scene.case.problem.horizon
    start, end = rule.start, rule.end
    if end is not None:
        yield Dial(
            steps=max(0, scene.case.latest - end.toordinal()),
            at=functools.partial(_finished_later, rule, end),
        )
    if start is not None:
        yield Dial(
            steps=max(0, start.toordinal() - horizon.start),
            at=functools.partial(_begun_earlier, rule, start),
        )
    if rule.start_time is not None:
        yield Dial(
            steps=minute_of(rule.start_time) // _QUARTER,
            at=functools.partial(_started_earlier, rule, minute_of(rule.start_time)),
        )
    if rule.end_time is not None:
        yield Dial(
            steps=(MINUTES_IN_A_DAY - 1 - minute_of(rule.end_time)) // _QUARTER,
            at=functools.partial(_ended_later, rule, minute_of(rule.end_time)),
        )


def _finished_later(rule: Within, end: pendulum.Date, step: int) -> Step:
    later = _dates.later(end, days=step)
    words = f"finish by {_text.long_date(later)} instead of {_text.long_date(end)}"
    return _changed(rule, words, end=later)


def _begun_earlier(rule: Within, start: pendulum.Date, step: int) -> Step:
    earlier = _dates.later(start, days=-step)
    words = f"begin on {_text.long_date(earlier)} instead of {_text.long_date(start)}"
    return _changed(rule, words, start=earlier)


def _started_earlier(rule: Within, start: int, step: int) -> Step:
    earlier = time_of(start - step * _QUARTER)
    now = _text.clock_time(time_of(start))
    words = f"let sessions start at {_text.clock_time(earlier)} instead of {now}"
    return _changed(rule, words, start_time=earlier)


def _ended_later(rule: Within, end: int, step: int) -> Step:
    later = time_of(end + step * _QUARTER)
    now = _text.clock_time(time_of(end))
    words = f"let sessions end at {_text.clock_time(later)} instead of {now}"
    return _changed(rule, words, end_time=later)


def _within_project(rule: WithinProject, scene: Scene) -> Iterator[Dial]:
    """Yield fewer days to spare, and a later end for the activities concerned."""

    def words(days: int) -> str:
        return (
            f"keep {_text.counted(days, 'working day')} to spare before the project ends "
            f"instead of {rule.spare_working_days:,}"
        )

    yield from _less(rule, "spare_working_days", words, least=0)
    for activities, last in sorted(_last_days(rule, scene).items()):
        yield Dial(
            steps=max(0, scene.case.latest - last),
            at=functools.partial(_run_on, rule, scene, activities, last),
        )


def _last_days(rule: WithinProject, scene: Scene) -> dict[tuple[str, ...], int]:
    """Give for activities of one project the last day on which their sessions may be."""
    found: dict[int, list[str]] = {}
    for activity in scene.activities:
        allowed = scene.days_allowed(rule, activity)
        if allowed and allowed[-1] < scene.case.latest:
            found.setdefault(allowed[-1], []).append(activity)
    return {tuple(activities): last for last, activities in found.items()}


def _run_on(
    rule: WithinProject, scene: Scene, activities: tuple[Any, ...], last: int, step: int
) -> Step:
    every: tuple[Any, ...] = tuple(scene.case.facts.needs.activities)
    concerned = rule.activities or every
    others = tuple(a for a in concerned if a not in activities)
    first = scene.days_allowed(rule, activities[0])[0]
    later = pendulum.Date.fromordinal(last + step)
    longer = Within(
        id=rule.id,
        start=pendulum.Date.fromordinal(first),
        end=later,
        activities=activities,
        agreed=rule.agreed,
    )
    rest = (attrs.evolve(rule, activities=others),) if others else ()
    now = _text.long_date(pendulum.Date.fromordinal(last))
    titles = scene.titles(activities)
    words = f"let {titles} run until {_text.long_date(later)} instead of {now}"
    return Step(words=words, rules=(*rest, longer))


# ------------------------------------------------------------------ one of several


def _one_step(words: str, *rules: Any) -> Dial:
    return Dial(steps=1, at=lambda _: Step(words=words, rules=rules))


def _not_on(rule: NotOn, _: Scene) -> Iterator[Dial]:
    """Yield each weekday and each date by itself, where there are several."""
    if len(rule.weekdays) + len(rule.dates) == 1:
        return
    for day in rule.weekdays:
        others = tuple(other for other in rule.weekdays if other is not day)
        words = f"allow {weekdays_in_words((day,))}"
        yield _one_step(words, attrs.evolve(rule, weekdays=others))
    for on in rule.dates:
        dates = tuple(other for other in rule.dates if other != on)
        words = f"allow {_text.long_date(on, weekday=True)}"
        yield _one_step(words, attrs.evolve(rule, dates=dates))


def _no_clashes(rule: NoClashes, _: Scene) -> Iterator[Dial]:
    for kind in rule.kinds if len(rule.kinds) > 1 else ():
        others = tuple(other for other in rule.kinds if other is not kind)
        yield _one_step(_TWICE[kind], attrs.evolve(rule, kinds=others))


_TWICE = {
    ClashKind.PERSON: "let somebody be wanted in two places at once",
    ClashKind.VENUE: "let two sessions share a venue",
    ClashKind.AUDIENCE: "let two activities for one audience be at one time",
}


def _same_day(rule: SameDayOfWeek, scene: Scene) -> Iterator[Dial]:
    if rule.same_time:
        titles = scene.titles(rule.activities)
        words = f"let sessions of {titles} be at different times of day"
        yield _one_step(words, attrs.evolve(rule, same_time=False))


_LOOSENED: Mapping[type, Callable[[Any, Scene], Iterator[Dial]]] = {
    AsContracted: _as_contracted,
    AtLeastApart: _at_least_apart,
    AtMostApart: _at_most_apart,
    BeforeSunset: _before_sunset,
    LedBy: _led_by,
    NoClashes: _no_clashes,
    NotAtYearEnd: _year_end,
    NotDuring: released,
    NotInSchoolBreaks: _school_breaks,
    NotOn: _not_on,
    Notice: _notice,
    RunCount: _run_count,
    SameDayOfWeek: _same_day,
    SegmentsHeard: _segments_heard,
    TravelTime: _travel_time,
    Unavailable: released,
    Within: _within,
    WithinProject: _within_project,
    WorkloadWithin: _workload,
}
