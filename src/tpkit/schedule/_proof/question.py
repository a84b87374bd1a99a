"""A question to be proved: can these sessions be placed, if just this has to hold?"""

import functools
import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping

import attrs

from tpkit.schedule._judge.breaches import breaches
from tpkit.schedule._problem.plan import in_turn
from tpkit.schedule._problem.problem import Problem, Series
from tpkit.schedule._terms.shapes import Count, Gap, Load, OfOne, Sameness, Shared, Term
from tpkit.schedule._terms.slot import Slot, Timetable

Placement = Mapping[int, Slot]
"""A slot for each of some places."""


@attrs.frozen(kw_only=True, eq=False)
class Question:
    """Which sessions are to be placed, and what has to hold; nothing else has to."""

    problem: Problem
    """The sessions, their options and the terms, all of which are hard."""
    there: frozenset[int]
    """The places of the sessions that are asked about."""
    activities: frozenset[str]
    """The activities all of whose sessions are asked about. Of others there may be
    sessions that stay where they are: they are in the way and nothing more."""
    past: frozenset[int]
    """The places of sessions that nobody can move any more."""
    loose: frozenset[str]
    """The activities whose sessions may come in any order, and overlap."""
    short: bool = False
    """Whether there are too few sessions, or too many, wherever they are."""

    @functools.cached_property
    def series(self) -> tuple[Series, ...]:
        """The sessions of each activity, in the order in which they have to follow."""
        some = (
            Series(
                activity=series.activity,
                places=tuple(p for p in series.places if p in self.there),
            )
            for series in self.problem.series
            if series.activity in self.activities
        )
        return tuple(series for series in some if series.places)

    @functools.cached_property
    def free(self) -> tuple[int, ...]:
        """The places of those that are to be placed, in order."""
        return tuple(sorted(self.there & self.problem.free))

    @functools.cached_property
    def fixed(self) -> Placement:
        """The slots of those that stay where they are."""
        now = self.problem.now
        stay = sorted(self.there - self.problem.free)
        return {place: slot for place in stay if (slot := now[place]) is not None}

    @functools.cached_property
    def days(self) -> tuple[int, ...]:
        """The days on which a session of the series could be, or is, in order."""
        of_series = {place for series in self.series for place in series.places}
        there = {slot.day for place, slot in self.fixed.items() if place in of_series}
        return tuple(sorted(there.union(self.problem.horizon)))

    @functools.cached_property
    def crowding(self) -> tuple[Shared | Load, ...]:
        """The terms by which sessions are in one another's way."""
        return (*self.problem.shared, *self.problem.loads)

    def about(self, activities: Collection[str]) -> "Question":
        """Ask about these activities alone; what stays where it is stays in the way."""
        entries = self.problem.entries
        asked = (p for p in self.free if entries[p].activity in activities)
        return attrs.evolve(
            self,
            there=frozenset(asked).union(self.fixed),
            activities=self.activities.intersection(activities),
        )

    def is_refuted(self) -> bool:
        """Say whether what stays where it is, or the number of sessions, breaks a term."""
        return self.short or any(True for _ in self._wrong(self.fixed, self._alone))

    def holds(self, placement: Placement) -> bool:
        """Judge a whole answer by the terms themselves, and by nothing else."""
        is_whole = all(place in placement for place in self.there)
        return is_whole and not any(True for _ in self.misplaced(placement))

    def misplaced(self, placement: Placement) -> Iterator[int]:
        """Yield sessions that are out of place, or the sessions of a breach, in no order.

        Sessions without a slot are passed over.
        """
        terms = [t for t in self.problem.terms if not isinstance(t, Count)]
        for place in sorted(self.there):
            if place in placement and not self._is_option(place, placement[place]):
                yield place
        for earlier, later in self._in_turn():
            both = earlier in placement and later in placement
            if both and not in_turn(placement[earlier], placement[later]):
                yield later
        for places in self._wrong(placement, terms):
            yield from places

    def _is_option(self, place: int, slot: Slot) -> bool:
        problem = self.problem
        if place in self.fixed:
            return slot == self.fixed[place]
        return (
            slot.day in problem.horizon
            and slot.start in problem.times
            and slot.end - slot.start == problem.entries[place].minutes
            and slot.venue in problem.venues[place]
            and slot.leaders in problem.teams[place]
        )

    @property
    def _alone(self) -> list[Term]:
        """The terms that need no neighbours to be judged."""
        return [t for t in self.problem.terms if isinstance(t, OfOne | Shared | Load)]

    def _wrong(
        self, placement: Placement, terms: Iterable[Term]
    ) -> Iterator[tuple[int, ...]]:
        """Yield the places of every breach that matters.

        What is past cannot be mended; and of an activity that is not asked about, the
        sessions between those that stay where they are may be missing.
        """
        places = sorted(placement)
        entries = self.problem.entries
        timetable = Timetable(
            entries=tuple(entries[place] for place in places),
            slots=tuple(placement[place] for place in places),
        )
        for breach in breaches(timetable, terms):
            found = tuple(places[number] for number in breach.places)
            one = entries[found[0]].activity in self.activities
            if not self.past.issuperset(found) and (
                one or not isinstance(breach.term, Gap | Sameness)
            ):
                yield found

    def _in_turn(self) -> Iterator[tuple[int, int]]:
        """Yield each session that moves with its neighbours."""
        for series in self.series:
            if series.activity not in self.loose:
                for pair in itertools.pairwise(series.places):
                    if not self.fixed.keys() >= set(pair):
                        yield pair
