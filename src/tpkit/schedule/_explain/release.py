"""Giving back some of the time that a rule keeps free: a morning a week, some days."""

import functools
from collections.abc import Iterator
from typing import Any

import attrs
import pendulum

from tpkit import _dates, _text
from tpkit._model.agreement import Weekday
from tpkit._model.rules_of_hours import NotDuring
from tpkit._model.rules_of_people_and_places import Unavailable
from tpkit.schedule._aloud.rules import scope_in_words
from tpkit.schedule._explain.steps import Dial, Scene, Step
from tpkit.schedule._terms.phrases import weekdays_in_words

Rule = NotDuring | Unavailable
Hours = tuple[pendulum.Time, pendulum.Time]


@attrs.frozen(kw_only=True)
class _Leave:
    """Time that one person, venue or activity is kept free, and what else the rule says."""

    rule: Rule
    """What it says of this one."""
    others: tuple[Rule, ...]
    """What it says of the others."""
    words: str
    """What giving it back is called: `release Ann`."""
    scope: str = ""
    """For which activities it is kept free, where not for all: `, for Forum`."""

    def given_back(self, when: str, *rest: Rule) -> Step:
        """Give the step that leaves the *rest* of the time."""
        return Step(
            words=f"{self.words}{when}{self.scope}", rules=(*rest, *self.others)
        )


def released(rule: Rule, scene: Scene) -> Iterator[Dial]:
    """Yield what can be given back, of each that the rule speaks of by itself."""
    several = [*_one_by_one(rule, scene)]
    for leave in several if len(several) <= _FEW else ():
        yield from _weekdays(leave)
        yield from _days(leave, scene)
        if leave.others:
            yield Dial(steps=1, at=functools.partial(_altogether, leave))
    if isinstance(rule, Unavailable) and len(several) > _FEW:
        yield Dial(steps=len(several) - 1, at=functools.partial(_some, rule, scene))


_FEW = 3
"""Of more than so many nobody wants to read what each could do on which mornings."""


def _altogether(leave: _Leave, _: int) -> Step:
    return leave.given_back("")


def _some(rule: Unavailable, scene: Scene, step: int) -> Step:
    """Release as many as are needed, the first by id."""
    people, venues = rule.people[:step], rule.venues[: max(0, step - len(rule.people))]
    leave = _split(rule, "", people=people, venues=venues)
    names = [*map(scene.names.person, people), *map(scene.names.venue, venues)]
    others = f" and {_text.counted(len(names) - 1, 'other')}" if len(names) > 1 else ""
    return Step(words=f"release {names[0]}{others}", rules=leave.others)


def _one_by_one(rule: Rule, scene: Scene) -> Iterator[_Leave]:
    if isinstance(rule, NotDuring):
        scope = scope_in_words(rule, scene.names)
        yield _Leave(rule=rule, others=(), words="allow sessions", scope=scope)
        return
    for person in rule.people:
        words = f"release {scene.names.person(person)}"
        yield _split(rule, words, people=(person,), venues=())
    for venue in rule.venues:
        words = f"get {scene.names.venue(venue)}"
        yield _split(rule, words, people=(), venues=(venue,))


def _split(
    rule: Unavailable, words: str, *, people: tuple[Any, ...], venues: tuple[Any, ...]
) -> _Leave:
    other_people = tuple(p for p in rule.people if p not in people)
    other_venues = tuple(v for v in rule.venues if v not in venues)
    others: tuple[Unavailable, ...] = ()
    if other_people or other_venues:
        others = (attrs.evolve(rule, people=other_people, venues=other_venues),)
    mine = attrs.evolve(rule, people=people, venues=venues)
    return _Leave(rule=mine, others=others, words=words)


# ------------------------------------------------------------------------- weekdays


def _weekdays(leave: _Leave) -> Iterator[Dial]:
    """Yield each half-day a week, and the weekday where that is not enough."""
    hours = leave.rule.start_time or _DAWN, leave.rule.end_time or _NIGHT
    for weekday in leave.rule.weekdays or _WORKING_WEEK:
        for part, (begins, ends) in _PARTS.items():
            if hours[0] < ends and begins < hours[1]:
                yield Dial(
                    steps=2, at=functools.partial(_on_weekday, leave, weekday, part)
                )


def _on_weekday(leave: _Leave, weekday: Weekday, part: str, step: int) -> Step:
    is_part = step == 1
    hours = _PARTS[part] if is_part else (_DAWN, _NIGHT)
    on = f"{weekday.capitalize()} {part}s" if is_part else weekdays_in_words((weekday,))
    left = leave.given_back(f" on {on}", *_without(leave.rule, weekday, hours))
    parts = (part,) if is_part else _PARTS
    frees = frozenset(f"{leave.words} on {weekday} {each}" for each in parts)
    return attrs.evolve(left, frees=frees)


def _without(rule: Rule, weekday: Weekday, hours: Hours) -> Iterator[Rule]:
    """Yield what is left of a rule when it leaves some hours of a weekday alone."""
    others = tuple(day for day in rule.weekdays or Weekday if day is not weekday)
    if others:
        yield attrs.evolve(rule, weekdays=others)
    begins, ends = rule.start_time or _DAWN, rule.end_time or _NIGHT
    for start, end in ((begins, min(ends, hours[0])), (max(begins, hours[1]), ends)):
        if start < end:
            yield attrs.evolve(
                rule, weekdays=(weekday,), start_time=start, end_time=end
            )


_WORKING_WEEK = (*Weekday,)[:5]
_DAWN, _MIDDAY, _NIGHT = pendulum.Time(0), pendulum.Time(13), pendulum.Time(23, 59)
_PARTS: dict[str, Hours] = {"morning": (_DAWN, _MIDDAY), "afternoon": (_MIDDAY, _NIGHT)}

# ----------------------------------------------------------------------------- days


def _days(leave: _Leave, scene: Scene) -> Iterator[Dial]:
    """Yield more and more days at the end, and at the beginning."""
    if isinstance(leave.rule, NotDuring) and leave.rule.start is None:
        return
    horizon = scene.case.problem.horizon
    start = leave.rule.start or pendulum.Date.fromordinal(horizon.start)
    end = leave.rule.end or pendulum.Date.fromordinal(horizon.stop - 1)
    steps = end.toordinal() - start.toordinal()
    if steps > 0:
        yield Dial(steps=steps, at=functools.partial(_back_sooner, leave, end))
        yield Dial(steps=steps, at=functools.partial(_gone_later, leave, start))


def _back_sooner(leave: _Leave, end: pendulum.Date, step: int) -> Step:
    last = _dates.later(end, days=-step)
    when = f" from {_text.long_date(_dates.later(last, days=1))}"
    return leave.given_back(when, attrs.evolve(leave.rule, end=last))


def _gone_later(leave: _Leave, start: pendulum.Date, step: int) -> Step:
    first = _dates.later(start, days=step)
    when = f" until {_text.long_date(_dates.later(first, days=-1))}"
    return leave.given_back(when, attrs.evolve(leave.rule, start=first))
