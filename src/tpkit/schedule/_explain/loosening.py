"""How each kind of rule can be loosened without being given up."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tpkit import _text
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
from tpkit.schedule._explain.numbers import QUARTER, changed, less, more
from tpkit.schedule._explain.release import released
from tpkit.schedule._explain.steps import Dial, Scene
from tpkit.schedule._explain.windows import within, within_project
from tpkit.schedule._terms.phrases import weekdays_in_words


def loosened(rule: Any, scene: Scene) -> Iterator[Dial]:
    """Yield what can be turned about a rule; nothing for one that holds or does not."""
    dials = _LOOSENED.get(type(rule))
    if dials is not None:
        yield from dials(rule, scene)


# --------------------------------------------------------------------------- numbers


def _at_least_apart(rule: AtLeastApart, scene: Scene) -> Iterator[Dial]:
    def words(apart: int) -> str:
        return f"keep sessions {_far(rule, apart)} apart instead of {_far(rule, rule.apart)}"

    yield from less(rule, scene, "apart", words)


def _at_most_apart(rule: AtMostApart, scene: Scene) -> Iterator[Dial]:
    def words(apart: int) -> str:
        return (
            f"let sessions be up to {_far(rule, apart)} apart instead of "
            f"{_far(rule, rule.apart)}"
        )

    horizon = scene.case.problem.horizon
    yield from more(rule, scene, "apart", words, most=len(horizon))


def _far(rule: AtLeastApart | AtMostApart, apart: int) -> str:
    unit = rule.unit.value.removesuffix("s").replace("_", " ")
    return _text.counted(apart, unit)


def _as_contracted(rule: AsContracted, scene: Scene) -> Iterator[Dial]:
    def words(weeks: int) -> str:
        now = rule.weeks_either_side
        return (
            f"let sets meet up to {_text.counted(weeks, 'week')} sooner or later than "
            f"contracted instead of {now:,}"
        )

    yield from more(rule, scene, "weeks_either_side", words, most=52)


def _notice(rule: Notice, scene: Scene) -> Iterator[Dial]:
    def words(days: int) -> str:
        return f"give {_text.counted(days, 'day')} of notice instead of {rule.days:,}"

    yield from less(rule, scene, "days", words)


def _year_end(rule: NotAtYearEnd, scene: Scene) -> Iterator[Dial]:
    def words(days: int) -> str:
        return (
            f"keep the last {_text.counted(days, 'working day')} of March free instead "
            f"of {rule.working_days:,}"
        )

    yield from less(rule, scene, "working_days", words)


def _before_sunset(rule: BeforeSunset, scene: Scene) -> Iterator[Dial]:
    def words(minutes: int) -> str:
        return (
            f"end {_text.counted(minutes, 'minute')} before sunset instead of "
            f"{rule.minutes:,}"
        )

    yield from less(rule, scene, "minutes", words, least=0)


def _school_breaks(rule: NotInSchoolBreaks, scene: Scene) -> Iterator[Dial]:
    def words(share: int) -> str:
        return (
            f"let schools be on holiday in one in {share:,} of the areas instead of one "
            f"in {rule.more_than_one_in:,}"
        )

    yield from less(rule, scene, "more_than_one_in", words, least=2)


def _travel_time(rule: TravelTime, scene: Scene) -> Iterator[Dial]:
    def words(minutes: int) -> str:
        return (
            f"allow {_text.counted(minutes, 'minute')} to travel instead of "
            f"{rule.minutes:,}"
        )

    yield from less(rule, scene, "minutes", words)


def _workload(rule: WorkloadWithin, scene: Scene) -> Iterator[Dial]:
    def words(sessions: int) -> str:
        whose = scene.names.people(rule.people, joiner="or") or f"one {rule.of.value}"
        return (
            f"allow {_text.counted(sessions, 'session')} a {rule.period.value} for "
            f"{whose} instead of {rule.at_most:,}"
        )

    yield from more(rule, scene, "at_most", words, most=len(scene.case.problem.entries))


def _led_by(rule: LedBy, scene: Scene) -> Iterator[Dial]:
    def words(needed: int) -> str:
        titles = scene.titles(rule.activities)
        return f"let {needed:,} lead {titles} instead of {rule.needed:,}"

    yield from less(rule, scene, "needed", words)


def _segments_heard(rule: SegmentsHeard, scene: Scene) -> Iterator[Dial]:
    def words(sessions: int) -> str:
        titles = _text.listed(map(scene.names.segment, rule.segments))
        return (
            f"hold {_text.counted(sessions, 'session')} for {titles} instead of "
            f"{rule.sessions:,}"
        )

    yield from less(rule, scene, "sessions", words)


# --------------------------------------------------------------------------- lengths


def _run_count(rule: RunCount, scene: Scene) -> Iterator[Dial]:
    """Yield shorter sessions, and as many as there are where there are too many."""
    titles = scene.titles(rule.activities)
    minutes = rule.minutes
    if minutes is not None:
        yield Dial(
            steps=(minutes - 1) // QUARTER,
            at=lambda step: changed(
                rule,
                scene,
                f"make sessions of {titles} {minutes - step * QUARTER} minutes long "
                f"instead of {minutes}",
                minutes=minutes - step * QUARTER,
            ),
        )
    planned = scene.case.facts.timetable.entries
    there = max(sum(e.activity == a for e in planned) for a in rule.activities)

    def words(sessions: int) -> str:
        counted = _text.counted(sessions, "session")
        return f"hold {counted} of {titles} instead of {rule.sessions:,}"

    yield from more(rule, scene, "sessions", words, most=there)


# ------------------------------------------------------------------ one of several


def _one_step(rule: Any, scene: Scene, words: str, **fields: Any) -> Dial:
    return Dial(steps=1, at=lambda _: changed(rule, scene, words, **fields))


def _not_on(rule: NotOn, scene: Scene) -> Iterator[Dial]:
    """Yield each weekday and each date by itself, where there are several."""
    if len(rule.weekdays) + len(rule.dates) == 1:
        return
    for day in rule.weekdays:
        others = tuple(other for other in rule.weekdays if other is not day)
        words = f"allow {weekdays_in_words((day,))}"
        yield _one_step(rule, scene, words, weekdays=others)
    for on in rule.dates:
        dates = tuple(other for other in rule.dates if other != on)
        words = f"allow {_text.long_date(on, weekday=True)}"
        yield _one_step(rule, scene, words, dates=dates)


def _no_clashes(rule: NoClashes, scene: Scene) -> Iterator[Dial]:
    for kind in rule.kinds if len(rule.kinds) > 1 else ():
        others = tuple(other for other in rule.kinds if other is not kind)
        yield _one_step(rule, scene, _TWICE[kind], kinds=others)


_TWICE = {
    ClashKind.PERSON: "let somebody be wanted in two places at once",
    ClashKind.VENUE: "let two sessions share a venue",
    ClashKind.AUDIENCE: "let two activities for one audience be at one time",
}


def _same_day(rule: SameDayOfWeek, scene: Scene) -> Iterator[Dial]:
    if rule.same_time:
        titles = scene.titles(rule.activities)
        words = f"let sessions of {titles} be at different times of day"
        yield _one_step(rule, scene, words, same_time=False)


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
    Within: within,
    WithinProject: within_project,
    WorkloadWithin: _workload,
}
