"""A plan: a slot for every session of a problem, and what it comes to."""

import itertools
from collections.abc import Iterable, Iterator

import attrs

from tpkit._model.activity import SessionStatus
from tpkit.schedule._judge.breaches import Breach, breaches
from tpkit.schedule._problem.problem import Problem
from tpkit.schedule._terms.slot import Slot


@attrs.frozen(kw_only=True)
class Plan:
    """One slot for each entry of a problem. Fewer broken rules first, then lower cost."""

    slots: tuple[Slot, ...]
    broken: int
    """Hard breaches that a session that may move has a part in; 0 in a valid plan."""
    cost: int
    """What the soft rules broken cost, whichever sessions break them."""

    @property
    def is_valid(self) -> bool:
        """Whether nothing is broken that may not be and that a search could mend."""
        return self.broken == 0

    @property
    def rank(self) -> tuple[int, int]:
        """What the better of two plans has less of."""
        return self.broken, self.cost


def plan_of(problem: Problem, slots: Iterable[Slot]) -> Plan:
    """Judge slots, one for each entry: this is the final word on every plan."""
    standing = tuple(slots)
    found = [*breaches(problem.timetable(standing), problem.terms)]
    broken = sum(is_to_mend(problem, breach) for breach in found if breach.is_hard)
    return Plan(
        slots=standing,
        broken=broken + sum(1 for _ in out_of_turn(problem, standing)),
        cost=sum(breach.cost for breach in found),
    )


def is_to_mend(problem: Problem, breach: Breach) -> bool:
    """Say whether a session that may move has a part in a breach."""
    return any(place in problem.free for place in breach.places)


def is_past(problem: Problem, breach: Breach) -> bool:
    """Say whether every session with a part in a breach has been held, or is past."""
    return bool(breach.places) and all(_is_over(problem, p) for p in breach.places)


def _is_over(problem: Problem, place: int) -> bool:
    index, now = problem.entries[place].index, problem.now[place]
    sessions = problem.facts.portfolio.sessions
    return (index is not None and sessions[index].status is SessionStatus.HELD) or (
        now is not None and now.day < problem.facts.on.toordinal()
    )


def out_of_turn(problem: Problem, slots: tuple[Slot, ...]) -> Iterator[tuple[int, int]]:
    """Yield the places of a session and the next that do not follow one another.

    Where neither may move there is nothing to mend.
    """
    for series in problem.series:
        for earlier, later in itertools.pairwise(series.places):
            if not problem.free.isdisjoint((earlier, later)) and not in_turn(
                slots[earlier], slots[later]
            ):
                yield earlier, later


def in_turn(earlier: Slot, later: Slot) -> bool:
    """Say whether the second begins when the first is over."""
    return (later.day, later.start) >= (earlier.day, earlier.end)
