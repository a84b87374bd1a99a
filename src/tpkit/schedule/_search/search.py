"""The plain search: series by series, each as well as the others let it.

First every series that is not yet placed gets its best slots; then each in turn is placed
anew until nothing improves; then some that are in one another's way are taken out
together and put back in another order, over and over.
"""

import random
from collections.abc import Iterable, Mapping, Sequence

from tpkit.schedule._problem.plan import Plan, plan_of
from tpkit.schedule._problem.problem import Problem
from tpkit.schedule._problem.tables import BARRED, Tables
from tpkit.schedule._problem.watch import Ending, Progress, Watch
from tpkit.schedule._search.placing import Placing
from tpkit.schedule._search.related import Related
from tpkit.schedule._search.series_bound import standing_cost
from tpkit.schedule._search.steps import NEVER
from tpkit.schedule._terms.slot import Slot


def search(  # noqa: PLR0913  # the contract of every search
    problem: Problem,
    tables: Tables,
    *,
    start: Plan | Sequence[Slot | None] | None = None,
    seed: int,
    rounds: int,
    watch: Watch,
    bound: float = 0.0,
) -> Plan:
    """Find a plan, from slots to *start* from or else from nothing.

    It is never worse than a start that gives every session a slot, and depends on the
    seed and the rounds alone unless *watch* ends the search before. *bound* is what no
    plan costs less than, as far as that is known: a search that reaches it ends. Whatever
    may move has a day and a time to move to.

    Raises:
        KeyboardInterrupt: somebody interrupted it before it had a valid plan.
    """
    looking = _Search(problem, tables, seed=seed, watch=watch, bound=bound)
    slots = start.slots if isinstance(start, Plan) else (start or ())
    there = {p: slot for p, slot in enumerate(slots) if slot is not None}
    try:
        looking.begin(there, rounds)
        looking.improve(rounds)
    except KeyboardInterrupt:
        if not looking.is_valid:
            raise
        watch.ending = Ending.STOPPED
    return plan_of(problem, looking.best)


class _Search:
    def __init__(
        self,
        problem: Problem,
        tables: Tables,
        *,
        seed: int,
        watch: Watch,
        bound: float,
    ) -> None:
        self.best: tuple[Slot, ...] = ()
        """The best slots so far, one for each entry."""
        self._least = NEVER
        self._total = 0
        self._stays = 0
        self._problem = problem
        self._placing = Placing(problem, tables)
        self._related = Related(self._placing)
        self._dice = random.Random(seed)  # noqa: S311  # a timetable, not a secret
        self._watch = watch
        self._bound = bound
        self._done, self._work = 0, 1

    @property
    def is_valid(self) -> bool:
        """Whether the best slots so far break no hard rule."""
        return self._least < BARRED

    def begin(self, slots: Mapping[int, Slot], rounds: int) -> None:
        """Place every series: where it starts from, or where it costs least."""
        settings = self._placing.settings
        missing = []
        for series in self._related.movable:
            if all(place in slots for place in settings[series].free):
                self._total += self._placing.give(series, slots)
            else:
                missing.append(series)
        self._work = max(1, len(missing) + len(self._related.movable) + rounds)
        for series in sorted(missing, key=lambda s: -len(settings[s].free)):
            self._tell(broken=None, cost=None)
            self._total += self._placing.place(series, self._dice)
            self._done += 1
        self._keep()
        # What sessions cost that stay where they are is no part of the total.
        self._stays = standing_cost(self._problem)

    def improve(self, rounds: int) -> None:
        """Place series anew, alone and then together, until nobody wants more."""
        self._descend(until=self._work - rounds)
        self._mend()
        for number in range(rounds):
            self._done = self._work - rounds + number
            if self._is_over():
                return
            self._shake(_WARMTH * (1 - number / rounds))

    def _is_over(self) -> bool:
        broken, cost = divmod(self._least, BARRED)
        self._tell(broken=broken, cost=cost + self._stays)
        if self.is_valid and cost + self._stays <= self._bound:
            return True
        return self._watch.is_over

    def _tell(self, *, broken: int | None, cost: int | None) -> None:
        progress = Progress(
            phase="placing sessions",
            done=self._done / self._work,
            broken=broken,
            cost=cost,
            bound=self._bound,
        )
        self._watch.tell(progress)

    # ------------------------------------------------------------------- one at a time

    def _descend(self, *, until: int) -> None:
        """Place each series anew, until that improves none of them."""
        waiting = set(self._related.movable)
        while waiting:
            costs = {series: self._placing.cost(series) for series in waiting}
            waiting = set()
            for series in sorted(costs, key=lambda s: (-costs[s], s)):
                if self._is_over():
                    return
                # Nobody knows how often they are all placed anew: once is expected.
                self._done = min(self._done + 1, until)
                if self._improved(series):
                    waiting.update(self._related.around(series), (series,))

    def _improved(self, series: int) -> bool:
        before = self._slots_of([series])
        saved = self._placing.take(series)
        cost = self._placing.place(series, self._dice, below=saved)
        if cost < saved:
            self._note([series], cost - saved)
            return True
        if cost < NEVER:
            self._placing.take(series)
        self._placing.give(series, before)
        return False

    # ------------------------------------------------------------------ some together

    def _mend(self) -> None:
        """Take some out and put them back until nothing hard is broken, or for a while.

        That is done however little effort was asked for.
        """
        for _ in range(_MENDING * len(self._related.movable)):
            if self.is_valid or self._is_over():
                return
            self._shake(0.0)

    def _shake(self, heat: float) -> None:
        """Take some series out and put them back; a bit worse will do while it is hot."""
        some = self._related.some(self._dice.choice(_TOGETHER), self._dice)
        before = self._slots_of(some)
        saved = sum(self._placing.take(series) for series in some)
        most = saved + int(self._dice.expovariate(1.0) * heat)
        cost, placed = self._put_back(some, most)
        if cost <= most:
            self._note(some, cost - saved)
            return
        for series in placed:
            self._placing.take(series)
        for series in some:
            self._placing.give(series, before)

    def _put_back(self, some: Sequence[int], most: int) -> tuple[int, list[int]]:
        """Place series one by one; give up as soon as they must cost more than *most*."""
        cost, placed = 0, []
        left = sum(self._related.least(series) for series in some)
        for series in some:
            left -= self._related.least(series)
            below = most - cost - left + 1
            added = self._placing.place(series, self._dice, below=below)
            cost += added
            if added >= NEVER:
                break
            placed.append(series)
        return cost, placed

    # ------------------------------------------------------------------------ machinery

    def _slots_of(self, some: Iterable[int]) -> dict[int, Slot]:
        settings, slots = self._placing.settings, self._placing.slots
        return {
            place: slots[place] for series in some for place in settings[series].free
        }

    def _note(self, some: Iterable[int], change: int) -> None:
        self._total += change
        for series in some:
            self._related.has_changed(series)
        self._keep()

    def _keep(self) -> None:
        if self._total < self._least:
            self._least = self._total
            slots = self._placing.slots
            self.best = tuple(slots[p] for p in range(len(self._problem.entries)))


_MENDING = 10
"""For each series so many attempts are made to find anything valid, at the most."""
_WARMTH = 2.0
"""How much worse a change may be at the beginning, on average, and still be made."""
_TOGETHER = (2, 3, 3, 4, 5)
"""How many series are taken out together, one as often as another."""
