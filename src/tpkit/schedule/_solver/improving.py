"""The solver: what no timetable costs less than, and one that costs little more.

Column generation finds a bound, and parts of columns; `diving` makes them whole; and
`patching` improves what came of that, some series at a time.
"""

import math
import random

import attrs

from tpkit.schedule._problem.plan import Plan, plan_of
from tpkit.schedule._problem.problem import Problem
from tpkit.schedule._problem.tables import Tables
from tpkit.schedule._problem.watch import Ending, Progress, Watch
from tpkit.schedule._search.series_bound import standing_cost
from tpkit.schedule._solver.arrangement import Arrangement
from tpkit.schedule._solver.bench import Bench
from tpkit.schedule._solver.diving import dive
from tpkit.schedule._solver.market import Market
from tpkit.schedule._solver.patching import Patching
from tpkit.schedule._solver.pool import Pool
from tpkit.schedule._solver.pricing import Pricer
from tpkit.schedule._solver.relaxation import Relaxation


@attrs.frozen(kw_only=True)
class Improved:
    """What the solver made of a plan."""

    plan: Plan
    """The best plan: the old one where none was better."""
    bound: int
    """No valid plan costs less."""


def improve(  # noqa: PLR0913  # the contract of every search
    problem: Problem,
    tables: Tables,
    plan: Plan,
    *,
    seed: int,
    rounds: int,
    watch: Watch,
) -> Improved:
    """Prove what any valid plan costs at least, and look for one that costs less than this.

    It depends on the seed and the rounds alone unless *watch* ends the search before;
    each series that is placed anew in a patch counts as a round.

    Raises:
        KeyboardInterrupt: somebody interrupted it before it had a valid plan.
    """
    if plan.is_valid and watch.is_over:
        return Improved(plan=plan, bound=0)
    dice = random.Random(seed)  # noqa: S311  # a timetable, not a secret
    improving: _Improving | None = None
    try:
        pricer = Pricer(problem, tables, Market(problem))
        bench = Bench(pricer=pricer, pool=Pool(pricer), dice=dice, watch=watch)
        improving = _Improving(bench, plan)
        if improving.begin():
            improving.prove()
            improving.dive()
            improving.patch(rounds)
    except KeyboardInterrupt:
        if not (improving.best if improving else plan).is_valid:
            raise
        watch.ending = Ending.STOPPED
    if improving is None:
        return Improved(plan=plan, bound=0)
    return Improved(plan=improving.best, bound=improving.bound)


class _Improving:
    def __init__(self, bench: Bench, plan: Plan) -> None:
        self.best = plan
        self.bound = 0
        self._bench = bench
        self._problem = bench.pricer.problem
        self._series = bench.pricer.series
        self._stays = standing_cost(self._problem)
        """What the sessions cost that stay, whatever the others do."""
        self._arrangement = self._empty()
        self._relaxation = Relaxation(bench, self._empty(), self._series, ease=_EASE)

    def begin(self) -> bool:
        """Arrange the series as in the plan; say whether each can be placed at all."""
        pricer = self._bench.pricer
        for number in self._series:
            cost, placement = pricer.best(number)
            if cost == math.inf:
                return False
            there = pricer.placement(number, self.best.slots)
            if there is not None and pricer.cost(number, there) < math.inf:
                placement = there
            self._arrangement.add(self._bench.pool.column(number, placement))
        Patching(self._bench, self._arrangement).polish()
        self._keep()
        return True

    def prove(self) -> None:
        """Look for the bound, and for the columns of which a good selection is made."""
        relaxation = self._relaxation
        relaxation.selection.add(self._arrangement.columns.values())
        least = self.best.cost - self._stays if self.best.is_valid else math.inf
        goal = least - 1 + _CLOSE
        while not self._is_late and not relaxation.converge(goal, rounds=1):
            self._tell(_PROVED * (1 - 1 / (1 + relaxation.rounds / _MANY)))
        self.bound = self._rounded(relaxation.bound)

    def dive(self) -> None:
        """Make a whole arrangement of the parts of columns, and take it if it is better."""
        if self._is_over or not self._relaxation.rounds:
            return
        self._tell(_PROVED)
        arrangement = self._empty()
        dive(self._bench, self._relaxation, arrangement)
        Patching(self._bench, arrangement).polish()
        if arrangement.cost <= self._arrangement.cost:
            self._arrangement = arrangement
        self._keep()

    def patch(self, rounds: int) -> None:
        """Place some series anew together, again and again."""
        patching, spent = Patching(self._bench, self._arrangement), 0
        while spent < rounds and not self._is_over:
            self._tell(_DIVED + (1 - _DIVED) * spent / rounds)
            count, saved = patching.patch()
            spent += count
            if saved:
                self._keep()

    # ------------------------------------------------------------------------ machinery

    @property
    def _is_over(self) -> bool:
        is_proved = self.best.is_valid and self.best.cost <= self.bound
        return is_proved or self._bench.watch.is_over

    @property
    def _is_late(self) -> bool:
        """Whether so much time has gone that what is left is for finding whole columns."""
        watch = self._bench.watch
        return watch.is_over or watch.spent > _TIME_TO_PROVE

    def _empty(self) -> Arrangement:
        return Arrangement(self._bench.pricer, self._bench.pool)

    def _rounded(self, bound: float) -> int:
        """Give a bound on all sessions; costs are whole numbers."""
        if math.isinf(bound):
            return 0
        return max(0, math.ceil(bound - _CLOSE)) + self._stays

    def _keep(self) -> None:
        """Judge what is arranged, and keep it if it is better than the best so far."""
        slots = list(self._problem.now)
        for column in self._arrangement.columns.values():
            for place, slot in column.slots.items():
                slots[place] = slot
        plan = plan_of(self._problem, (slot for slot in slots if slot is not None))
        if plan.rank < self.best.rank:
            self.best = plan

    def _tell(self, done: float) -> None:
        best = self.best
        self._bench.watch.tell(
            Progress(
                phase="proving a bound" if done < _PROVED else "placing sessions",
                done=done,
                broken=best.broken,
                cost=best.cost,
                bound=max(self.bound, self._rounded(self._relaxation.bound)),
            )
        )


_EASE = 0.1
_CLOSE = 1e-6
_TIME_TO_PROVE = 0.6
"""The share of the time that is there for a bound."""
_PROVED, _DIVED = 0.5, 0.7
"""How far it is, to whoever watches, when a bound is proved and when columns are whole."""
_MANY = 40
"""About so many rounds it takes to prove a bound."""
