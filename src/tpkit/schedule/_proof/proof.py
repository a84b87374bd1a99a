"""Proofs: whether sessions can be placed so that some terms hold, or nobody can do it."""

import enum
from collections.abc import Collection, Sequence

import attrs

from tpkit.schedule._problem.problem import Series
from tpkit.schedule._problem.watch import Watch
from tpkit.schedule._proof.domains import Domains
from tpkit.schedule._proof.memory import Memory
from tpkit.schedule._proof.question import Placement, Question
from tpkit.schedule._proof.search import Search
from tpkit.schedule._proof.series import crowds_itself, place_series


class Verdict(enum.StrEnum):
    """Whether there is a timetable."""

    POSSIBLE = "possible"
    """There is one, and it has been found."""
    IMPOSSIBLE = "impossible"
    """There is none: that has been proved."""
    NOT_KNOWN = "not_known"
    """None was found within the effort, and none was proved not to exist."""


@attrs.frozen(kw_only=True, eq=False)
class Decision:
    """What came of a question."""

    verdict: Verdict
    placement: Placement | None = None
    """Where everything is, where that is possible."""
    blamed: frozenset[str] | None = None
    """Activities that cannot be placed, even without all others, where that is known."""


_IMPOSSIBLE = Decision(verdict=Verdict.IMPOSSIBLE)
_NOT_KNOWN = Decision(verdict=Verdict.NOT_KNOWN)


class _EffortSpentError(Exception):
    """A search has tried what it was allowed to."""


class Prover:
    """Answers questions, each with so much effort at most.

    First the series one by one: what is impossible for one is impossible for all. Then
    one after another, each where the others leave room; whoever finds none comes first
    the next time. What is found is judged. Then everything there is, by counting and by
    trying. *by_trying* leaves out all but the last, for a second proof.
    """

    def __init__(
        self, memory: Memory, watch: Watch, *, effort: int, by_trying: bool = False
    ) -> None:
        self._memory = memory
        self._watch = watch
        self._effort = effort
        self._by_trying = by_trying

    def answer(self, question: Question, like: Placement | None = None) -> Decision:
        """Say whether it is possible, with the effort of one question.

        Where much stays as in an earlier answer, *like* it, this one is sooner found.
        """
        if question.is_refuted():
            return attrs.evolve(_IMPOSSIBLE, blamed=frozenset())
        domains = Domains(question, self._memory)
        if self._by_trying:
            return self._searched(domains, question.activities, question.fixed)
        found = self._as_before(domains, like or {})
        for series in question.series if found is None else ():
            alone = self._beside(domains, series, question.fixed)
            if alone.verdict is Verdict.IMPOSSIBLE:
                return attrs.evolve(alone, blamed=frozenset([series.activity]))
        if found is None:
            found = self._one_by_one(domains)
        if found is not None:
            return Decision(verdict=Verdict.POSSIBLE, placement=found)
        return self._searched(domains, question.activities, question.fixed)

    def _beside(self, domains: Domains, series: Series, placed: Placement) -> Decision:
        """Place a series where others have their slots already."""
        question = domains.question
        left = {place: domains.beside(place, placed) for place in series.places}
        found = place_series(question, series, left)
        if found is None:
            return _IMPOSSIBLE
        whole = {**placed, **found}
        # To judge all is slow, and rarely needed for one series.
        if not crowds_itself(question, found) or (
            question.about([series.activity]).holds(whole)
        ):
            return Decision(verdict=Verdict.POSSIBLE, placement=whole)
        return self._searched(domains, [series.activity], placed)

    def _as_before(self, domains: Domains, like: Placement) -> Placement | None:
        """Keep the series that were placed before, where they can be, and add the others."""
        question = domains.question
        before = {
            place: question.fixed.get(place, like[place])
            for series in question.series
            if all(place in like for place in series.places)
            for place in series.places
        }
        wrong = set(question.misplaced({**question.fixed, **before}))
        left = [
            s
            for s in question.series
            if not wrong.isdisjoint(s.places) or not before.keys() >= set(s.places)
        ]
        if len(left) > len(question.series) / 2:
            return None
        moved = {place for series in left for place in series.places}
        kept = {p: slot for p, slot in before.items() if p not in moved}
        whole, stuck = self._in_order(domains, left, {**question.fixed, **kept})
        return whole if stuck is None and question.holds(whole) else None

    def _one_by_one(self, domains: Domains) -> Placement | None:
        """Place series by series; where that does not do, begin with who found no room."""
        order = [*domains.question.series]
        tried: set[tuple[Series, ...]] = set()
        while tuple(order) not in tried and len(tried) < _ATTEMPTS + len(order):
            tried.add(tuple(order))
            placed, stuck = self._in_order(domains, order, domains.question.fixed)
            if stuck is None and domains.question.holds(placed):
                return placed
            if stuck is None or self._watch.is_over:
                return None
            order.remove(stuck)
            order.insert(0, stuck)
        return None

    def _in_order(
        self, domains: Domains, order: Sequence[Series], placed: Placement
    ) -> tuple[Placement, Series | None]:
        for series in order:
            found = self._beside(domains, series, placed).placement
            if found is None:
                return placed, series
            placed = found
        return placed, None

    def _searched(
        self, domains: Domains, activities: Collection[str], placed: Placement
    ) -> Decision:
        tried = 0

        def spend() -> bool:
            nonlocal tried
            tried += 1
            if tried > self._effort or self._watch.is_over:
                raise _EffortSpentError
            return tried > len(domains.question.free)

        search = Search(
            domains, self._memory, placed=placed, activities=activities, spend=spend
        )
        try:
            found = search.found()
        except _EffortSpentError:
            return _NOT_KNOWN
        if found is None:
            return _IMPOSSIBLE
        return Decision(verdict=Verdict.POSSIBLE, placement={**placed, **found})


_ATTEMPTS = 4
"""How often series are placed one by one, besides once for each of them."""
