"""Ways out: the fewest things to give up, and how little of each is enough."""

from collections.abc import Iterator, Sequence
from typing import Any

import attrs
import pendulum

from tpkit import _text
from tpkit._model.rules_of_people_and_places import HeldAt, LedBy
from tpkit.schedule._aloud.rules import rule_in_words
from tpkit.schedule._explain.causes import Cause, Demands, ReasonKind
from tpkit.schedule._explain.conflicts import Conflict, Inquiry
from tpkit.schedule._explain.loosening import loosened
from tpkit.schedule._explain.steps import Dial, Scene, Step
from tpkit.schedule._proof.proof import Verdict
from tpkit.schedule._proof.question import Placement, Question


@attrs.frozen(kw_only=True)
class Way:
    """What to give up, all of it together, so that there is a timetable."""

    causes: tuple[Cause, ...]
    """What is given up, in part or altogether; none where there are fewer sessions."""
    steps: tuple[Step, ...]
    """What to agree instead."""
    question: Question
    """What is still demanded."""
    placement: Placement
    """The timetable."""


class WaysOut:
    """Looks for ways out of a conflict, and of whatever else is in the way then."""

    def __init__(self, inquiry: Inquiry, first: Conflict) -> None:
        self._inquiry = inquiry
        self._everything = inquiry.case.everything
        self.conflicts = [first]
        """The conflicts found so far. There may be others."""

    @property
    def others(self) -> tuple[Conflict, ...]:
        """The conflicts beside the first of which each cause is somebody's wish."""
        nobodys = self._inquiry.case.nobodys
        return tuple(c for c in self.conflicts[1:] if nobodys.isdisjoint(c.causes))

    @property
    def activities(self) -> tuple[str, ...]:
        """The activities that any of the conflicts is about."""
        return tuple(sorted({a for each in self.conflicts for a in each.activities}))

    def found(self) -> Iterator[Way]:
        """Yield the ways out: first what to agree otherwise, then what not to hold."""
        sets = self._fewest()
        scene = Scene(case=self._inquiry.case, activities=self.activities)
        for causes in sets:
            if len(sets) <= _MANY:
                yield from self._eased(scene, causes)
            else:
                steps = tuple(given_up(cause, scene) for cause in causes)
                yield self._way(causes, steps, self._everything.without(causes))
        if not self.others:
            for activity in scene.activities:
                yield from self._with_fewer_sessions(scene, activity)

    # ------------------------------------------------------------------- what to give up

    def _fewest(self) -> list[tuple[Cause, ...]]:
        """Give the smallest sets of causes without which there is a timetable."""
        for size in range(1, _MOST_GIVEN_UP + 1):
            found, tried = [], set[tuple[Cause, ...]]()
            while len(tried) < _MOST_TRIED and (
                some := next(self._untried(size, tried), None)
            ):
                tried.add(some)
                demands = self._everything.without(some)
                decision = self._inquiry.decide(demands)
                if decision.verdict is Verdict.POSSIBLE:
                    found.append(some)
                elif decision.verdict is Verdict.IMPOSSIBLE:
                    conflict = self._inquiry.conflict(demands, decision.blamed)
                    self.conflicts.append(conflict)
            if found:
                return _smallest(found)
        return []

    def _untried(
        self, size: int, tried: set[tuple[Cause, ...]]
    ) -> Iterator[tuple[Cause, ...]]:
        sets = {
            tuple(sorted(some))
            for some in _hitting(self.conflicts, size, self._inquiry.case.nobodys)
        }
        return (some for some in sorted(sets) if some not in tried)

    # ---------------------------------------------------------------- how much is enough

    def _eased(self, scene: Scene, causes: tuple[Cause, ...]) -> Iterator[Way]:
        """Yield the ways to give up these, or as little of each as will do."""
        demands = self._everything.without(causes)
        nobodys = self._inquiry.case.nobodys
        first, *others = sorted(causes, key=nobodys.__contains__)
        steps = _least([*self._mildest(scene, first, demands)])
        steps = steps or [given_up(first, scene)]
        # Of several things together nobody wants to read each variant of each.
        for step in steps if nobodys.issuperset(others) else steps[:1]:
            yield self._and_others(scene, (first, *others), step, demands)

    def _and_others(
        self, scene: Scene, causes: tuple[Cause, ...], step: Step, demands: Demands
    ) -> Way:
        """Give the way with a step about the first cause, and the mildest for others."""
        nobodys = self._inquiry.case.nobodys
        steps, left = [step], step.taken(demands, causes[0])
        for cause in causes[1:]:
            if cause in nobodys and any(step.ends for step in steps):
                continue  # it has been said how long it takes then
            steps.append(
                next(self._mildest(scene, cause, left), given_up(cause, scene))
            )
            left = steps[-1].taken(left, cause)
        asked = tuple(cause for cause in causes if cause not in nobodys)
        return self._way(asked or causes, tuple(steps), left)

    def _with_fewer_sessions(self, scene: Scene, activity: str) -> Iterator[Way]:
        step = self._turned(fewer_sessions(activity, scene), None, self._everything)
        if step is not None:
            yield self._way((), (step,), step.taken(self._everything, None))

    def _mildest(self, scene: Scene, cause: Cause, demands: Demands) -> Iterator[Step]:
        """Yield for each dial about a cause the first step that is enough."""
        for dial in dials(cause, scene):
            step = self._turned(dial, cause, demands)
            if step is not None:
                yield step

    def _turned(self, dial: Dial, cause: Cause | None, demands: Demands) -> Step | None:
        """Turn a dial as far as is needed; None if it cannot be turned so far."""

        def is_enough(number: int) -> bool:
            left = dial.at(number).taken(demands, cause)
            return self._inquiry.decide(left).verdict is Verdict.POSSIBLE

        if dial.steps < 1 or not is_enough(dial.steps):
            return None
        low, high = 0, dial.steps
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if is_enough(middle) else (middle, high)
        return dial.at(high)

    def _way(
        self, causes: tuple[Cause, ...], steps: tuple[Step, ...], demands: Demands
    ) -> Way:
        return Way(
            causes=causes,
            steps=steps,
            question=self._inquiry.case.question(demands),
            placement=self._inquiry.found(demands),
        )


def _least(steps: Sequence[Step]) -> list[Step]:
    """Leave out what gives back more of the week than another that is enough."""
    enough = [step.frees for step in steps if step.frees]
    return [step for step in steps if not any(frees < step.frees for frees in enough)]


def dials(cause: Cause, scene: Scene) -> Iterator[Dial]:
    """Yield what can be turned about a cause."""
    if cause.kind is ReasonKind.RULE:
        yield from loosened(scene.case.rule(cause.id), scene)
    elif cause.kind is ReasonKind.UNTIL:
        last = scene.case.problem.horizon.stop - 1
        yield Dial(
            steps=scene.case.latest - last,
            at=lambda step: Step(
                words=f"finish by {_date(last + step)} instead of {_date(last)}",
                until=last + step,
            ),
        )


def fewer_sessions(activity: str, scene: Scene) -> Dial:
    """Give the dial that lowers the number of sessions of an activity."""
    count = len(scene.case.moving(activity))

    def at(step: int) -> Step:
        sessions = _text.counted(scene.sessions(activity) - step, "session")
        title = scene.names.activity(activity)
        words = f"hold {sessions} of {title} instead of {scene.sessions(activity):,}"
        return Step(words=words, fewer=((activity, step),))

    return Dial(steps=count - 1, at=at)


def given_up(cause: Cause, scene: Scene) -> Step:
    """Give the step that does without a cause altogether."""
    names, its = scene.names, cause.id
    match cause.kind:
        case ReasonKind.RULE:
            words = _without_rule(scene.case.rule(its), scene)
        case ReasonKind.UNTIL:
            words = "look further ahead"
        case ReasonKind.GRID:
            words = "let sessions start at any quarter of an hour"
        case ReasonKind.IN_TURN:
            title = names.activity(its)
            words = f"hold the sessions of {title} in another order, or at one time"
        case ReasonKind.STAYS:
            words = f"move {scene.session(its)}"
        case ReasonKind.PLACE:
            words = f"hold {names.activity(its)} somewhere else"
        case _:
            words = f"let somebody else lead {names.activity(its)}"
    return Step(words=words)


def _without_rule(rule: Any, scene: Scene) -> str:
    if isinstance(rule, LedBy):
        return f"let somebody else lead {scene.titles(rule.activities)}"
    if isinstance(rule, HeldAt):
        return f"hold {scene.titles(rule.activities)} somewhere else"
    words = rule_in_words(rule, scene.names)
    return f"do without the rule: {words}" if words else f"do without rule {rule.id}"


def _date(day: int) -> str:
    return _text.long_date(pendulum.Date.fromordinal(day))


def _hitting(
    conflicts: Sequence[Conflict],
    size: int,
    nobodys: frozenset[Cause],
    chosen: frozenset[Cause] = frozenset(),
) -> Iterator[frozenset[Cause]]:
    """Yield sets of so many causes at most with one of each conflict.

    Those are not counted that nobody asked for.
    """
    missed = next((c for c in conflicts if chosen.isdisjoint(c.causes)), None)
    if missed is None:
        yield chosen
        return
    for cause in missed.causes:
        more = chosen | {cause}
        if cause.kind not in _NOBODY_CAN_CHANGE and len(more - nobodys) <= size:
            yield from _hitting(conflicts, size, nobodys, more)


def _smallest(sets: Sequence[tuple[Cause, ...]]) -> list[tuple[Cause, ...]]:
    """Leave out those that hold all of another, and more."""
    return [some for some in sets if not any(set(other) < set(some) for other in sets)]


_NOBODY_CAN_CHANGE = frozenset({ReasonKind.TODAY, ReasonKind.PAST})
_MOST_GIVEN_UP = 3
"""Of more things nobody would think as one way out."""
_MOST_TRIED = 60
_MANY = 12
"""Of more ways out nobody asks how little of each would do."""
