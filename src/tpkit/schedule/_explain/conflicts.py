"""The smallest sets of causes that cannot hold together, and the fewest to give up."""

import itertools
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from typing import TypeVar

import attrs

from tpkit.schedule._explain.case import Case
from tpkit.schedule._explain.causes import Cause, Demands, ReasonKind
from tpkit.schedule._proof.proof import Decision, Prover, Verdict
from tpkit.schedule._proof.question import Placement

ItemT = TypeVar("ItemT")


@attrs.frozen(kw_only=True)
class Conflict:
    """Causes that cannot hold together for the sessions of some activities."""

    causes: tuple[Cause, ...]
    activities: tuple[str, ...]
    is_smallest: bool
    """Whether it is possible without any one of them; if not, that was not found out."""


class Inquiry:
    """Asks what is possible, and remembers every timetable that was found."""

    def __init__(self, case: Case, prover: Prover) -> None:
        self.case = case
        self._prover = prover
        self._placed: Placement = {}
        self._groups: list[tuple[str, ...]] = []
        self._found: dict[Hashable, Placement] = {}

    def decide(
        self, demands: Demands, activities: Collection[str] | None = None
    ) -> Decision:
        """Say whether there is a timetable that meets some demands.

        Activities that could not be placed before are asked about first: most often it
        is they again, and they are few.
        """
        if activities is None and demands.key in self._found:
            found = self._found[demands.key]
            return Decision(verdict=Verdict.POSSIBLE, placement=found)
        for group in self._groups if activities is None else ():
            decision = self._asked(demands, group)
            if decision.verdict is Verdict.IMPOSSIBLE:
                return attrs.evolve(decision, blamed=frozenset(group))
        decision = self._asked(demands, activities)
        if activities is None and decision.placement is not None:
            self._placed = self._found[demands.key] = decision.placement
        return decision

    def found(self, demands: Demands) -> Placement:
        """Give the timetable that was found for demands that it turned out to meet."""
        return self._found[demands.key]

    def _asked(self, demands: Demands, activities: Collection[str] | None) -> Decision:
        question = self.case.question(demands, activities)
        # Whatever may hold, most timetables are of the days and hours first thought of.
        narrowed = self.case.narrowed(question)
        decision = self._prover.answer(narrowed, like=self._placed)
        if decision.verdict is Verdict.POSSIBLE or demands == self.case.everything:
            return decision
        return self._prover.answer(question, like=self._placed)

    def is_impossible(
        self, demands: Demands, activities: Collection[str] | None = None
    ) -> bool:
        """Say whether it has been proved that there is none."""
        return self.decide(demands, activities).verdict is Verdict.IMPOSSIBLE

    def is_a_conflict(self, conflict: Conflict) -> bool:
        """Say whether it is proved here, too, that some causes cannot hold together."""
        demands = Demands(causes=frozenset(conflict.causes))
        question = self.case.question(demands, conflict.activities)
        return self._prover.answer(question).verdict is Verdict.IMPOSSIBLE

    def conflict(self, demands: Demands, blamed: Collection[str] | None) -> Conflict:
        """Give a smallest conflict within demands that are known to be impossible.

        First as few activities as can be, then as few causes.
        """
        activities = smallest(
            self.case.activities if blamed is None else sorted(blamed),
            lambda some: self.is_impossible(demands, some),
        )
        if activities:
            self._groups.append(tuple(activities))
        causes = self._causes(demands, activities)
        are_few = len(causes) <= _MOST_QUESTIONS // 2
        return Conflict(
            causes=tuple(causes),
            activities=tuple(activities),
            is_smallest=are_few
            and self.is_smallest(_only(demands, causes), activities),
        )

    def _causes(self, demands: Demands, activities: Collection[str]) -> list[Cause]:
        """Give as few causes as can be: those are tried last that are dear to go without.

        In any order there are many more ways to place sessions, and off the grid many
        more times.
        """
        some = [cause for cause in self.case.causes if cause in demands.causes]
        dear = [c for c in some if c.kind in _DEAR and c.id in ("", *activities)]
        cheap = [
            c
            for c in some
            if c.kind not in _DEAR and (c.kind not in _OF_ONE or c.id in activities)
        ]
        kept = smallest(
            cheap,
            lambda few: self.is_impossible(_only(demands, [*few, *dear]), activities),
        )
        for cause in dear:
            fewer = [*kept, *(other for other in dear if other is not cause)]
            if self.is_impossible(_only(demands, fewer), activities):
                dear = [other for other in dear if other is not cause]
        return [*kept, *dear]

    def is_smallest(self, demands: Demands, activities: Collection[str]) -> bool:
        """Say whether it is possible without any one of the causes."""
        return all(
            self.decide(demands.without([cause]), activities).verdict
            is Verdict.POSSIBLE
            for cause in sorted(demands.causes)
        )


_DEAR = frozenset({ReasonKind.IN_TURN, ReasonKind.GRID})
_OF_ONE = frozenset({ReasonKind.PLACE, ReasonKind.LEADERS})
"""Facts about one activity: where others are is no matter."""


def _only(demands: Demands, causes: Iterable[Cause]) -> Demands:
    return attrs.evolve(demands, causes=frozenset(causes))


def smallest(
    items: Sequence[ItemT], is_enough: Callable[[list[ItemT]], bool]
) -> list[ItemT]:
    """Leave out what is not needed: half of the items at once, where that will do.

    What comes first is the first to be left out. All of them have to be enough. After
    so many questions that nobody would wait for more, the rest stays.
    """
    kept: list[ItemT] = []
    waiting = [[*items]] if items else []
    for _ in range(_MOST_QUESTIONS):
        if not waiting:
            break
        some = waiting.pop(0)
        others = [*kept, *itertools.chain.from_iterable(waiting)]
        if is_enough(others):
            continue
        if len(some) == 1:
            kept += some
        else:
            half = len(some) // 2
            waiting[:0] = [some[:half], some[half:]]
    return [*kept, *itertools.chain.from_iterable(waiting)]


_MOST_QUESTIONS = 200
