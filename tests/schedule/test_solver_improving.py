"""The solver as a whole: its bound is none too high, its plans are none too dear."""

import importlib.util
import math
import random
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence

import attrs
import pendulum
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import tpkit
from tpkit import schedule, testing
from tpkit.errors import MissingExtraError, NoTimetableError
from tpkit.schedule._problem.plan import Plan, plan_of
from tpkit.schedule._problem.problem import Problem, problem_of
from tpkit.schedule._problem.tables import Tables
from tpkit.schedule._problem.watch import Ending, Progress, Watch
from tpkit.schedule._search.search import search
from tpkit.schedule._solver import arrays, master
from tpkit.schedule._solver.arrangement import Arrangement
from tpkit.schedule._solver.bench import Bench
from tpkit.schedule._solver.diving import place_all
from tpkit.schedule._solver.door import improver
from tpkit.schedule._solver.improving import Improved, _Improving, improve
from tpkit.schedule._solver.market import Market
from tpkit.schedule._solver.patching import Patching
from tpkit.schedule._solver.pool import Pool
from tpkit.schedule._solver.pricing import Pricer
from tpkit.schedule._solver.relaxation import Relaxation

Tiny = Callable[..., tpkit.Portfolio]
ON = pendulum.Date(2026, 9, 4)
UNTIL = pendulum.Date(2026, 9, 8)
NO_CHOICE = ("apart", "clashes", "close", "not-on", "same-day", "unavailable", "work")
"""Rules that leave venue and leaders as they are, so that every plan can be tried."""

# --------------------------------------------------------------- against every plan


def improved(
    problem: Problem,
    start: Plan | None = None,
    *,
    seed: int = 1,
    rounds: int = 20,
    watch: Watch | None = None,
) -> Improved:
    tables = Tables(problem=problem)
    watch = watch or Watch()
    plan = start or search(problem, tables, seed=seed, rounds=0, watch=Watch())
    return improve(problem, tables, plan, seed=seed, rounds=rounds, watch=watch)


@pytest.fixture(scope="session")
def is_proved(
    every_plan: Callable[[Problem], Iterator[Plan]],
) -> Callable[..., bool]:
    """Compare with the best of all plans; say whether the bound proves it the best."""

    def compared(problem: Problem, start: Plan | None = None) -> bool:
        best = min(every_plan(problem), key=lambda plan: plan.rank)
        tables = Tables(problem=problem)
        start = start or search(problem, tables, seed=1, rounds=0, watch=Watch())
        found = improved(problem, start)

        assert found.plan == plan_of(problem, found.plan.slots)
        assert best.rank <= found.plan.rank <= start.rank
        assert not best.is_valid or found.bound <= best.cost
        return bool(best.is_valid and found.bound == best.cost == found.plan.cost)

    return compared


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_on_tiny_programmes_no_plan_costs_less_than_the_bound(
    tiny: Tiny,
    data: st.DataObject,
    is_proved: Callable[..., bool],
) -> None:
    problem = problem_of(
        tiny(data, kinds=NO_CHOICE), on=ON, rules=(), until=UNTIL, grid=60
    )
    assume(problem.free and problem.days and problem.starts)
    is_proved(problem)


# ------------------------------------------------------------- what is hard to be right in

TALK, ONE, OTHER = (
    tpkit.WorkshopId("talk"),
    tpkit.FocusGroupId("one"),
    tpkit.FocusGroupId("other"),
)
ANN = tpkit.PersonId("ann")
AGENCY = tpkit.SegmentId("agency")
DAILY, WEEKLY = tpkit.Period.DAY, tpkit.Period.WEEK


def softly(weight: int) -> tpkit.RuleAgreement:
    return tpkit.RuleAgreement(strictness=tpkit.Strictness.SOFT, weight=weight)


def session(activity: str, number: int, *, is_confirmed: bool = False) -> tpkit.Session:
    status = tpkit.SessionStatus
    return tpkit.Session(
        id=tpkit.SessionId(f"{activity}-{number}"),
        activity=tpkit.WorkshopId(activity),
        number=number,
        on=UNTIL,
        start=pendulum.Time(9 + number),
        end=pendulum.Time(10 + number),
        status=status.CONFIRMED if is_confirmed else status.PLANNED,
    )


def listening(
    *rules: tpkit.SchedulingRule, talks: int = 1, confirmed: int = 0, groups: int = 1
) -> Problem:
    """Give talks and two focus groups for one audience, led by one person, on two days.

    The groups are of one study: both may be at one time, but not the talk.
    """
    kinds = dict.fromkeys((ONE, OTHER), groups) | {TALK: talks}
    portfolio = tpkit.Portfolio(
        partnership=tpkit.Partnership(id=tpkit.PartnershipId("tp"), name="Small"),
        people=(
            tpkit.Person(id=ANN, title="Ann", role=tpkit.ProfessionalRole.FACILITATOR),
        ),
        studies=(tpkit.Study(id=tpkit.StudyId("study"), title="Why people stay"),),
        segments=(
            tpkit.Segment(id=AGENCY, title="Agency", study=tpkit.StudyId("study")),
        ),
        workshops=(
            tpkit.Workshop(
                id=TALK, title="Talk", audiences=(AGENCY,), facilitators=(ANN,)
            ),
        ),
        focus_groups=tuple(
            tpkit.FocusGroup(
                id=id,
                title=id,
                study=tpkit.StudyId("study"),
                segment=AGENCY,
                facilitator=ANN,
            )
            for id in (ONE, OTHER)
        ),
        sessions=tuple(
            session(id, number, is_confirmed=id == TALK and number <= confirmed)
            for id, count in kinds.items()
            for number in range(1, count + 1)
        ),
        scheduling_rules=(
            tpkit.OnWorkingDays(id=tpkit.SchedulingRuleId("days")),
            tpkit.Within(
                id=tpkit.SchedulingRuleId("hours"),
                start_time=pendulum.Time(10),
                end_time=pendulum.Time(12),
            ),
            *rules,
        ),
    )
    return problem_of(portfolio, on=ON, rules=(), until=UNTIL, grid=60)


def apart(kind: tpkit.ClashKind, agreed: tpkit.RuleAgreement) -> tpkit.NoClashes:
    return tpkit.NoClashes(
        id=tpkit.SchedulingRuleId(f"no-{kind}"), kinds=(kind,), agreed=agreed
    )


def work(
    at_most: int, period: tpkit.Period, agreed: tpkit.RuleAgreement
) -> tpkit.WorkloadWithin:
    return tpkit.WorkloadWithin(
        id=tpkit.SchedulingRuleId(f"work-{period}"),
        at_most=at_most,
        period=period,
        agreed=agreed,
    )


def shunned(day: int, weight: int) -> tpkit.NotOn:
    return tpkit.NotOn(
        id=tpkit.SchedulingRuleId("shunned"),
        dates=(UNTIL.subtract(days=day),),
        agreed=softly(weight),
    )


HARD = tpkit.RuleAgreement()
AUDIENCE, PERSON = tpkit.ClashKind.AUDIENCE, tpkit.ClashKind.PERSON


@pytest.mark.parametrize(
    ("rules", "sizes"),
    [
        ([apart(AUDIENCE, HARD), shunned(0, 3)], {"talks": 1, "groups": 2}),
        ([apart(PERSON, HARD), shunned(0, 3)], {"talks": 1, "groups": 1}),
        ([apart(PERSON, HARD), shunned(0, 9)], {"talks": 1, "groups": 1}),
        ([work(1, DAILY, softly(3))], {"talks": 2, "confirmed": 1}),
        ([work(1, DAILY, softly(3))], {"talks": 2, "confirmed": 2}),
        ([work(1, WEEKLY, softly(4)), shunned(1, 2)], {"talks": 2, "groups": 1}),
        ([work(2, WEEKLY, softly(4)), shunned(0, 9)], {"talks": 2, "confirmed": 1}),
        ([work(2, DAILY, HARD), apart(PERSON, HARD)], {"talks": 2}),
    ],
)
def test_what_is_wanted_by_several_is_proved(
    rules: Sequence[tpkit.SchedulingRule],
    sizes: dict[str, int],
    is_proved: Callable[..., bool],
) -> None:
    assert is_proved(listening(*rules, **sizes))


@pytest.mark.parametrize(
    ("rules", "sizes"),
    [
        # Of three that overlap each pair costs; the bound counts two that are too many.
        ([apart(PERSON, softly(2)), shunned(1, 9)], {"talks": 1, "groups": 2}),
        ([apart(PERSON, softly(2)), shunned(0, 9)], {"talks": 1, "groups": 1}),
        ([apart(AUDIENCE, softly(2)), shunned(0, 3)], {"talks": 2, "groups": 1}),
        ([apart(AUDIENCE, softly(1)), shunned(1, 5)], {"talks": 2, "groups": 1}),
        # A series is placed as if the first of its sessions left the limit to the next.
        ([work(1, WEEKLY, softly(3)), shunned(0, 1)], {"talks": 3, "groups": 0}),
    ],
)
def test_what_is_not_proved_is_right_all_the_same(
    rules: Sequence[tpkit.SchedulingRule],
    sizes: dict[str, int],
    is_proved: Callable[..., bool],
) -> None:
    assert not is_proved(listening(*rules, **sizes))


def test_sessions_that_break_a_limit_by_themselves_are_left_to_break_it(
    is_proved: Callable[..., bool],
) -> None:
    """A column that nobody may have is none; a series is not left out for that."""
    problem = listening(work(1, WEEKLY, HARD), talks=2, groups=0)
    start = search(problem, Tables(problem=problem), seed=1, rounds=0, watch=Watch())
    found = improved(problem, start)

    assert not is_proved(problem)
    assert found.plan.broken == 1


@attrs.frozen(kw_only=True)
class _OneInARoom(schedule.Shared):
    """Half an hour goes by from any session to the next."""

    reach: int = 30

    def claims(self, entry: schedule.Entry, slot: schedule.Slot) -> Iterable[str]:  # noqa: ARG002  # others ask
        return ("room",)

    def margin(self, earlier: schedule.Slot, later: schedule.Slot) -> int:  # noqa: ARG002  # others ask
        return self.reach

    def words(self, claim: object, first: object, second: object) -> str:  # noqa: ARG002  # others ask
        return "the room is not ready"


@attrs.frozen(kw_only=True)
class _EverWorse(schedule.Load):
    """Each session of a day costs more than the one before."""

    at_most: int = 0

    def claims(self, entry: schedule.Entry, slot: schedule.Slot) -> Iterable[str]:  # noqa: ARG002  # others ask
        return ("day",)

    def period(self, day: int) -> int:
        return day

    def words(self, claim: object, entries: object) -> str:  # noqa: ARG002  # others ask
        return "it is a long day"

    def amount(self, sessions: int) -> int:
        return sessions**2


@pytest.mark.parametrize("kind", [_OneInARoom, _EverWorse])
def test_rules_of_ones_own_are_left_to_the_judge(
    kind: Callable[..., schedule.Term],
    is_proved: Callable[..., bool],
) -> None:
    problem = listening(shunned(0, 1), talks=2)
    rule = attrs.evolve(shunned(0, 2), id=tpkit.SchedulingRuleId("own"))
    its = attrs.evolve(problem, terms=(*problem.terms, kind(rule=rule)))

    is_proved(its)


def test_where_a_series_can_be_nowhere_the_plan_stays_as_it_was() -> None:
    away = tpkit.Unavailable(
        id=tpkit.SchedulingRuleId("away"), people=(ANN,), start=ON, end=UNTIL
    )
    problem = listening(away, talks=1)
    start = plan_of(problem, [slot for slot in problem.now if slot is not None])
    found = improved(problem, start)

    assert found == Improved(plan=start, bound=0)


# --------------------------------------------------------------------- from without


@pytest.fixture(name="programme", scope="module")
def _programme() -> Problem:
    return problem_of(testing.programme(40), on=testing.PROGRAMME_PLANNED_ON)


@pytest.fixture(name="start", scope="module")
def _start(programme: Problem) -> Plan:
    tables = Tables(problem=programme)
    return search(programme, tables, seed=1, rounds=0, watch=Watch())


def reversed_families(portfolio: tpkit.Portfolio) -> tpkit.Portfolio:
    """Give the same portfolio with its nouns in the opposite order."""
    families = (
        "focus_groups",
        "learning_sets",
        "people",
        "scheduling_rules",
        "sessions",
        "venues",
        "workshops",
    )
    return attrs.evolve(
        portfolio, **{name: getattr(portfolio, name)[::-1] for name in families}
    )


def by_session(problem: Problem, plan: Plan) -> dict[str, schedule.Slot]:
    sessions = (entry.session for entry in problem.entries)
    return dict(zip(sessions, plan.slots, strict=True))


def test_a_realistic_programme_is_made_better_and_proved_the_best(
    programme: Problem, start: Plan
) -> None:
    found = improved(programme, start)

    assert found.plan.is_valid
    assert found.plan.cost == found.bound < start.cost
    assert found.plan == plan_of(programme, found.plan.slots)


def test_one_seed_gives_one_answer(programme: Problem, start: Plan) -> None:
    assert improved(programme, start, seed=7) == improved(programme, start, seed=7)


def test_the_order_of_the_document_does_not_change_the_answer(
    programme: Problem, start: Plan
) -> None:
    facts = programme.facts
    other = problem_of(reversed_families(facts.portfolio), on=facts.on)
    slots = by_session(programme, start)
    again = plan_of(other, [slots[entry.session] for entry in other.entries])
    ours, theirs = improved(programme, start), improved(other, again)

    assert ours.bound == theirs.bound
    assert by_session(programme, ours.plan) == by_session(other, theirs.plan)


def test_without_time_the_plan_stays_as_it_was(programme: Problem, start: Plan) -> None:
    watch = Watch(seconds=1e-9)

    assert improved(programme, start, watch=watch) == Improved(plan=start, bound=0)
    assert watch.ending is Ending.TIME


def test_a_plan_that_is_not_valid_is_mended_even_without_time(
    programme: Problem,
) -> None:
    draft = plan_of(programme, [slot for slot in programme.now if slot is not None])
    found = improved(programme, draft, watch=Watch(seconds=1e-9))

    assert draft.broken > found.plan.broken
    assert found.bound == 0


def test_some_of_the_time_is_left_for_finding_plans(
    programme: Problem, start: Plan
) -> None:
    found = improved(programme, start, watch=Watch(seconds=0.3))

    assert found.bound <= found.plan.cost <= start.cost


class Nth:
    """A watcher that does something when it is told for the nth time."""

    def __init__(self, number: int, act: Callable[[], object]) -> None:
        self._left, self._act = number, act
        self.told: list[Progress] = []

    def __call__(self, progress: Progress) -> object:
        self.told.append(progress)
        self._left -= 1
        return self._act() if self._left == 0 else None


def interrupt() -> None:
    raise KeyboardInterrupt


def crowded() -> Problem:
    """Give a problem whose bound stays below what any plan costs."""
    return listening(apart(PERSON, softly(2)), shunned(1, 9), talks=2, groups=2)


@pytest.mark.parametrize("act", [interrupt, lambda: False])
@pytest.mark.parametrize("number", [1, 2, 3, 5, 9])
def test_whoever_watches_may_end_it_at_any_time(
    act: Callable[[], object], number: int
) -> None:
    problem = crowded()
    start = search(problem, Tables(problem=problem), seed=1, rounds=0, watch=Watch())
    watcher = Nth(number, act)
    watch = Watch(watcher=watcher)
    found = improved(problem, start, watch=watch)

    assert len(watcher.told) == number
    assert watch.ending is Ending.STOPPED
    assert found.plan.rank <= start.rank
    assert found.bound <= found.plan.cost


def test_whoever_stops_it_before_parts_are_made_whole_gets_whole_ones() -> None:
    problem = crowded()
    told: list[Progress] = []

    def watcher(progress: Progress) -> bool:
        told.append(progress)
        return progress.phase == "proving a bound"

    found = improved(problem, watch=Watch(watcher=watcher))

    assert [p.phase for p in told].count("placing sessions") == 1
    assert found.plan == plan_of(problem, found.plan.slots)
    assert found.plan.is_valid
    assert 0 < found.bound <= found.plan.cost


def bench_of(problem: Problem) -> Bench:
    pricer = Pricer(problem, Tables(problem=problem), Market(problem))
    return Bench(pricer=pricer, pool=Pool(pricer), dice=random.Random(1), watch=Watch())


def test_patches_alone_make_a_plan_better(programme: Problem, start: Plan) -> None:
    improving = _Improving(bench_of(programme), start)
    improving.begin()
    polished = improving.best
    improving.patch(rounds=80)

    assert improving.best.cost < polished.cost <= start.cost
    assert improving.best == plan_of(programme, improving.best.slots)


def test_what_patches_say_they_save_is_saved(programme: Problem) -> None:
    bench = bench_of(programme)
    arrangement = Arrangement(bench.pricer, bench.pool)
    place_all(arrangement, bench.pricer.series)
    patching = Patching(bench, arrangement)
    before = arrangement.cost
    saved = patching.polish()

    assert arrangement.cost == before - saved
    for _ in range(4):
        before = arrangement.cost
        count, saved = patching.patch()
        assert count == 8
        assert arrangement.cost == before - saved


def test_at_prices_too_high_no_column_is_worth_having() -> None:
    problem = listening(apart(PERSON, HARD), shunned(0, 9))
    bench = bench_of(problem)
    arrangement = Arrangement(bench.pricer, bench.pool)
    relaxation = Relaxation(bench, arrangement, bench.pricer.series, ease=0.0)
    assert relaxation.converge(math.inf, rounds=50)
    bound = relaxation.bound
    cells = range(len(problem.days) * len(problem.starts))

    assert relaxation._at(dict.fromkeys(cells, 1000.0), relaxation.optimum) == []
    assert relaxation.bound == bound == pytest.approx(9)


def test_series_that_have_nothing_in_common_are_patched_together() -> None:
    bench = bench_of(listening(talks=1, groups=1))
    arrangement = Arrangement(bench.pricer, bench.pool)
    place_all(arrangement, bench.pricer.series)

    assert Patching(bench, arrangement).patch() == (3, 0)


def test_what_is_told_goes_on_from_phase_to_phase() -> None:
    problem = crowded()
    watcher = Nth(-1, interrupt)
    found = improved(problem, watch=Watch(watcher=watcher), rounds=40)
    done = [progress.done for progress in watcher.told]

    assert done == sorted(done)
    assert {p.phase for p in watcher.told} == {"proving a bound", "placing sessions"}
    assert all(p.bound <= found.plan.cost for p in watcher.told)
    assert watcher.told[-1].bound == found.bound


def test_an_interrupt_before_there_is_a_valid_plan_stays_one() -> None:
    problem = listening(work(1, WEEKLY, HARD), talks=2, groups=0)
    start = plan_of(problem, [slot for slot in problem.now if slot is not None])

    with pytest.raises(KeyboardInterrupt):
        improved(problem, start, watch=Watch(watcher=Nth(1, interrupt)))


@attrs.frozen(kw_only=True)
class _Interrupting(schedule.Load):
    """Somebody loses patience while it is read what the sessions want."""

    at_most: int = 1

    def claims(self, entry: schedule.Entry, slot: schedule.Slot) -> Iterable[str]:  # noqa: ARG002  # others ask
        return ("day",)

    def period(self, day: int) -> int:
        raise KeyboardInterrupt(day)

    def words(self, claim: object, entries: object) -> str:  # noqa: ARG002  # others ask
        return "it is a long day"


def test_an_interrupt_before_the_first_step_leaves_the_plan_as_it_was() -> None:
    problem = crowded()
    start = search(problem, Tables(problem=problem), seed=1, rounds=0, watch=Watch())
    interrupting = _Interrupting(rule=shunned(0, 2))
    its = attrs.evolve(problem, terms=(*problem.terms, interrupting))
    watch = Watch()

    assert improved(its, start, watch=watch) == Improved(plan=start, bound=0)
    assert watch.ending is Ending.STOPPED


# --------------------------------------------------------------------- as people use it

PLANNED_ON = testing.PROGRAMME_PLANNED_ON


@pytest.mark.parametrize("name", [p.name for p in testing.impossible_programmes()])
def test_there_is_no_timetable_of_an_impossible_programme(name: str) -> None:
    programmes = {p.name: p.portfolio for p in testing.impossible_programmes()}
    portfolio = programmes[name]
    problem = problem_of(portfolio, on=PLANNED_ON)
    if problem.days and problem.starts:
        assert not improved(problem, rounds=10).plan.is_valid

    with pytest.raises(NoTimetableError):
        schedule.propose(portfolio, on=PLANNED_ON, seed=1, effort=1, solver=True)


def test_a_proposal_with_the_solver_is_valid_and_proved() -> None:
    portfolio = testing.programme(30)
    plain = schedule.propose(portfolio, on=PLANNED_ON, seed=1, effort=0)
    solved = schedule.propose(portfolio, on=PLANNED_ON, seed=1, effort=2, solver=True)

    assert solved.findings.errors == ()
    assert solved.cost == solved.bound < plain.cost
    assert solved.ending is Ending.PROVED


def test_what_is_kept_stays_and_what_is_near_hardly_changes() -> None:
    portfolio = testing.programme(12)
    kept = portfolio.sessions[0].activity
    solved = schedule.propose(portfolio, on=PLANNED_ON, seed=1, effort=1, solver=True)
    nearer = schedule.propose(
        portfolio, on=PLANNED_ON, seed=1, effort=1, solver=True, near=True
    )
    keeping = schedule.propose(
        solved.apply(), on=PLANNED_ON, seed=2, effort=1, solver=True, keep=[kept]
    )

    assert nearer.findings.errors == ()
    assert 0 < len(nearer.moved) < len(solved.moved)
    assert keeping.findings.errors == ()
    assert kept not in {placement.activity for placement in keeping.moved}


# --------------------------------------------------------------------- the extra


def run(code: str) -> str:
    """Run some Python in another interpreter, and give what it prints."""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    return done.stdout


def test_nothing_of_the_extra_is_loaded_before_it_is_asked_for() -> None:
    printed = run(
        "import sys, tpkit, tpkit.schedule\n"
        "print(sorted({'numpy', 'highspy'}.intersection(sys.modules)))"
    )

    assert printed == "[]\n"


_ASKING = """
import importlib.abc, sys
class Blocker(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name.partition(".")[0] == {library!r}:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Blocker())
from tpkit import schedule, testing
from tpkit.errors import MissingExtraError
try:
    schedule.propose(
        testing.programme(10), on=testing.PROGRAMME_PLANNED_ON, seed=1, solver=True
    )
except MissingExtraError as error:
    print(error)
"""


@pytest.mark.parametrize("library", ["numpy", "highspy"])
def test_without_the_extra_an_error_says_how_to_install_it(library: str) -> None:
    assert run(_ASKING.format(library=library)) == (
        f"{MissingExtraError(library, 'solver')}\n"
    )
    assert 'pip install "tpkit[solver]"' in str(MissingExtraError(library, "solver"))


@pytest.mark.parametrize(
    ("library", "file"), [("numpy", arrays.__file__), ("highspy", master.__file__)]
)
def test_the_modules_that_need_the_extra_name_it(
    library: str, file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    spec = importlib.util.spec_from_file_location("again", file)
    assert spec is not None and spec.loader is not None

    with pytest.raises(MissingExtraError, match=library):
        spec.loader.exec_module(importlib.util.module_from_spec(spec))


def test_the_door_leads_to_the_solver() -> None:
    assert improver() is improve
