"""How the days and hours within which sessions are to be can be made wider."""

import functools
from collections.abc import Iterator, Sequence
from typing import Any

import attrs
import pendulum

from tpkit import _dates, _text
from tpkit._model.rules_of_hours import Within, WithinProject
from tpkit.schedule._explain.numbers import QUARTER, changed, less
from tpkit.schedule._explain.steps import Dial, Scene, Step
from tpkit.schedule._terms.slot import MINUTES_IN_A_DAY, minute_of, time_of


def within(rule: Within, scene: Scene) -> Iterator[Dial]:
    """Yield a later end, an earlier beginning, earlier starts and later ends of a day."""
    horizon = scene.case.problem.horizon
    start, end = rule.start, rule.end
    if end is not None:
        yield Dial(
            steps=max(0, scene.case.latest - end.toordinal()),
            at=functools.partial(_finished_later, rule, scene, end),
        )
    if start is not None:
        yield Dial(
            steps=max(0, start.toordinal() - horizon.start),
            at=functools.partial(_begun_earlier, rule, scene, start),
        )
    if rule.start_time is not None:
        yield Dial(
            steps=minute_of(rule.start_time) // QUARTER,
            at=functools.partial(
                _started_earlier, rule, scene, minute_of(rule.start_time)
            ),
        )
    if rule.end_time is not None:
        yield Dial(
            steps=(MINUTES_IN_A_DAY - 1 - minute_of(rule.end_time)) // QUARTER,
            at=functools.partial(_ended_later, rule, scene, minute_of(rule.end_time)),
        )


def _finished_later(rule: Within, scene: Scene, end: pendulum.Date, step: int) -> Step:
    later = _dates.later(end, days=step)
    words = f"finish by {_text.long_date(later)} instead of {_text.long_date(end)}"
    longer = changed(rule, scene, words, end=later)
    return attrs.evolve(longer, ends=later.toordinal())


def _begun_earlier(rule: Within, scene: Scene, start: pendulum.Date, step: int) -> Step:
    earlier = _dates.later(start, days=-step)
    words = f"begin on {_text.long_date(earlier)} instead of {_text.long_date(start)}"
    return changed(rule, scene, words, start=earlier)


def _started_earlier(rule: Within, scene: Scene, start: int, step: int) -> Step:
    earlier = time_of(start - step * QUARTER)
    now = _text.clock_time(time_of(start))
    words = f"let sessions start at {_text.clock_time(earlier)} instead of {now}"
    return changed(rule, scene, words, start_time=earlier)


def _ended_later(rule: Within, scene: Scene, end: int, step: int) -> Step:
    later = time_of(end + step * QUARTER)
    now = _text.clock_time(time_of(end))
    words = f"let sessions end at {_text.clock_time(later)} instead of {now}"
    return changed(rule, scene, words, end_time=later)


def within_project(rule: WithinProject, scene: Scene) -> Iterator[Dial]:
    """Yield fewer days to spare, and a later end for the projects concerned."""

    def words(days: int) -> str:
        return (
            f"keep {_text.counted(days, 'working day')} to spare before the project ends "
            f"instead of {rule.spare_working_days:,}"
        )

    yield from less(rule, scene, "spare_working_days", words, least=0)
    for activities in _by_project(rule, scene):
        allowed = scene.days_allowed(rule, activities[0])
        if allowed and allowed[-1] < scene.case.latest:
            yield Dial(
                steps=scene.case.latest - allowed[-1],
                at=functools.partial(_run_on, rule, scene, activities, allowed),
            )


def _by_project(rule: WithinProject, scene: Scene) -> Iterator[tuple[str, ...]]:
    """Yield for each project concerned the activities that the rule holds for.

    All of them: what lasts too long for one would most often for the next.
    """
    concerned = dict.fromkeys(map(scene.project, scene.activities))
    for project in filter(None, concerned):
        yield tuple(
            activity
            for activity in scene.case.activities
            if scene.project(activity) == project
            and (not rule.activities or activity in rule.activities)
        )


def _run_on(
    rule: WithinProject,
    scene: Scene,
    activities: tuple[Any, ...],
    allowed: Sequence[int],
    step: int,
) -> Step:
    every: tuple[Any, ...] = tuple(scene.case.facts.needs.activities)
    concerned = rule.activities or every
    others = tuple(a for a in concerned if a not in activities)
    later = pendulum.Date.fromordinal(allowed[-1] + step)
    longer = Within(
        id=rule.id,
        start=pendulum.Date.fromordinal(allowed[0]),
        end=later,
        activities=activities,
        agreed=rule.agreed,
    )
    rest = (attrs.evolve(rule, activities=others),) if others else ()
    now = _text.long_date(pendulum.Date.fromordinal(allowed[-1]))
    title = scene.names.project(scene.project(activities[0]) or "")
    words = f"let {title} run until {_text.long_date(later)} instead of {now}"
    return Step(words=words, rules=(*rest, longer), ends=later.toordinal())
