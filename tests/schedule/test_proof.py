"""A proof says what trying everything says, on programmes small enough for that."""

from collections.abc import Callable, Iterator, Sequence

import attrs
import pendulum
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import tpkit
from tpkit import files
from tpkit.schedule._explain.case import Case
from tpkit.schedule._judge.breaches import breaches
from tpkit.schedule._problem.plan import out_of_turn
from tpkit.schedule._problem.problem import Problem, problem_of
from tpkit.schedule._problem.watch import Watch
from tpkit.schedule._proof.memory import Memory
from tpkit.schedule._proof.proof import Prover, Verdict
from tpkit.schedule._proof.question import Question
from tpkit.schedule._terms.shapes import Load, OfOne, Shared, Term
from tpkit.schedule._terms.slot import Slot, Timetable

TODAY = pendulum.Date(2026, 9, 3)
LAST = pendulum.Date(2026, 9, 7)
"""A Monday: three days lie between, two of which are a weekend."""
MOST_TRIED = 20_000


class Everything:
    """Tries all slots for one session after another, with the judge and nothing else."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._hard = [
            term
            for term in problem.terms
            if term.rule.agreed.strictness is tpkit.Strictness.HARD
        ]
        # More sessions can only add to what is wrong by these.
        self._monotone = [t for t in self._hard if isinstance(t, OfOne | Shared | Load)]
        self._tried = 0

    def is_possible(self) -> bool:
        """Say whether any timetable breaks nothing hard."""
        return self._can_go_on(())

    def _can_go_on(self, slots: tuple[Slot, ...]) -> bool:
        self._tried += 1
        assume(self._tried < MOST_TRIED)
        if self._breaks(slots, self._monotone):
            return False
        if len(slots) < len(self._problem.entries):
            return any(
                self._can_go_on((*slots, slot)) for slot in self._slots(len(slots))
            )
        return not self._breaks(slots, self._hard) and not any(
            True for _ in out_of_turn(self._problem, slots)
        )

    def _breaks(self, slots: tuple[Slot, ...], terms: Sequence[Term]) -> bool:
        there = Timetable(entries=self._problem.entries[: len(slots)], slots=slots)
        return any(True for _ in breaches(there, terms))

    def _slots(self, place: int) -> Iterator[Slot]:
        problem, now = self._problem, self._problem.now[place]
        if place not in problem.free:
            assert now is not None
            yield now
            return
        for day in problem.horizon:
            for start in (600, 660):  # a hard rule says so
                for venue in problem.venues[place]:
                    for team in problem.teams[place]:
                        yield problem.slot(place, day, start, venue, team)


def asked(portfolio: tpkit.Portfolio) -> tuple[Case, Question]:
    """Ask whether all the rules can be kept, none of which may be broken."""
    hard = tuple(
        attrs.evolve(rule, agreed=tpkit.RuleAgreement())
        for rule in portfolio.scheduling_rules
    )
    strict = attrs.evolve(portfolio, scheduling_rules=hard)
    problem = problem_of(strict, on=TODAY, rules=(), until=LAST, grid=60)
    case = Case(problem=problem, grid=60)
    return case, case.question(case.everything)


def prover(case: Case, *, by_trying: bool, effort: int = 20_000) -> Prover:
    memory = Memory(case.times, case.singles)
    return Prover(memory, Watch(), effort=effort, by_trying=by_trying)


@pytest.mark.parametrize("by_trying", [True, False])
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_proof_says_what_trying_everything_says(
    data: st.DataObject, tiny: Callable[..., tpkit.Portfolio], *, by_trying: bool
) -> None:
    case, question = asked(tiny(data))
    decision = prover(case, by_trying=by_trying).answer(question)

    possible = Everything(case.problem).is_possible()
    assert decision.verdict is (Verdict.POSSIBLE if possible else Verdict.IMPOSSIBLE)
    if decision.placement is not None:
        assert question.holds(decision.placement)


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_those_who_are_blamed_cannot_be_placed_without_the_others(
    data: st.DataObject, tiny: Callable[..., tpkit.Portfolio]
) -> None:
    case, question = asked(tiny(data))
    decision = prover(case, by_trying=False).answer(question)
    alone = question.about(decision.blamed or ())
    again = prover(case, by_trying=True).answer(alone)

    assert again.verdict is Verdict.IMPOSSIBLE or decision.blamed is None


@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_an_earlier_answer_changes_no_verdict(
    data: st.DataObject, tiny: Callable[..., tpkit.Portfolio]
) -> None:
    case, question = asked(tiny(data))
    one = prover(case, by_trying=False)
    free = case.question(case.everything.without(case.everything.causes))
    like = one.answer(free).placement

    assert one.answer(question, like).verdict is one.answer(question).verdict
    found = one.answer(question, like).placement
    assert found is None or question.holds(found)


# ----------------------------------------------------------------- one thing at a time

GROUND = """
tpkit: 1
partnership: {id: tp, name: Riverside Teaching Partnership}
people: [{id: ann, title: Ann, role: facilitator}]
venues:
  - {id: hall, name: the hall}
  - {id: library, name: the library}
segments: [{id: iros, title: reviewing officers, roles: [reviewing_officer]}]
workshops:
  - {id: forum, title: Forum, audiences: [iros]}
  - {id: course, title: Course, audiences: [iros]}
  - {id: talk, title: Talk}
  - {id: debate, title: Debate}
"""
IN = "{id: in, rule: held_at, activities: [forum, talk, debate], venues: [hall, library]}"
VENUES = "{id: venues, rule: no_clashes, kinds: [venue]}"
WORK = "{id: work, rule: workload_within, at_most: 1, period: day}"
AUDIENCE = "{id: audience, rule: no_clashes, kinds: [audience]}"


def hours(start: str, end: str) -> str:
    return (
        "{id: day, rule: within, start: 2026-09-04, end: 2026-09-04, "
        f"start_time: {start}, end_time: {end}}}"
    )


def session(id: str, start: str = "10:00", end: str = "11:00", more: str = "") -> str:
    activity = id.rstrip("123")
    number = id.removeprefix(activity) or "1"
    return (
        f"{{id: {id}, activity: {activity}, on: 2026-09-04, start: {start}, end: {end}, "
        f"number: {number}, {more}}}"
    )


HALL = "venue: hall, mode: in_person"
STAYS = "status: confirmed"


@pytest.mark.parametrize("by_trying", [True, False])
@pytest.mark.parametrize(
    ("rules", "sessions", "verdict"),
    [
        pytest.param(
            [IN, VENUES, hours("10:00", "11:00")],
            [session("forum", more=HALL)],
            Verdict.POSSIBLE,
            id="one session, and two venues to choose from",
        ),
        pytest.param(
            [IN, VENUES, hours("10:00", "12:00")],
            [session(id, more=HALL) for id in ("forum", "talk", "debate")],
            Verdict.POSSIBLE,
            id="three sessions, two venues and two hours",
        ),
        pytest.param(
            [IN, VENUES, hours("10:00", "11:00")],
            [session(id, more=HALL) for id in ("forum", "talk", "debate")],
            Verdict.IMPOSSIBLE,
            id="three sessions, two venues and an hour",
        ),
        pytest.param(
            [AUDIENCE, hours("10:00", "13:00")],
            [session(id) for id in ("forum1", "forum2", "course")],
            Verdict.POSSIBLE,
            id="three sessions for one audience, and three hours",
        ),
        pytest.param(
            [AUDIENCE, hours("10:00", "12:00")],
            [session(id) for id in ("forum1", "forum2", "course")],
            Verdict.IMPOSSIBLE,
            id="three sessions for one audience, and two hours",
        ),
        pytest.param(
            [WORK, "{id: days, rule: within, end: 2026-09-05}"],
            [session(id, more="facilitators: [ann]") for id in ("forum", "talk")],
            Verdict.POSSIBLE,
            id="two sessions, one a day, and two days",
        ),
        pytest.param(
            [WORK, hours("10:00", "15:00")],
            [session(id, more="facilitators: [ann]") for id in ("forum", "talk")],
            Verdict.IMPOSSIBLE,
            id="two sessions, one a day, and one day",
        ),
        pytest.param(
            [hours("10:00", "15:00")],
            [
                session("forum1", "10:00", "12:00", STAYS),
                session("forum2", "11:00", "13:00", STAYS),
                session("forum3"),
            ],
            Verdict.POSSIBLE,
            id="two that overlap and stay, and one after them",
        ),
        pytest.param(
            [hours("10:00", "13:00")],
            [
                session("forum1"),
                session("forum2", "10:00", "12:00", STAYS),
                session("forum3", "11:00", "13:00", STAYS),
            ],
            Verdict.IMPOSSIBLE,
            id="two that overlap and stay, and none before them",
        ),
    ],
)
def test_what_can_be_placed_is_placed_and_nothing_else(
    rules: list[str], sessions: list[str], verdict: Verdict, *, by_trying: bool
) -> None:
    parts = f"scheduling_rules: [{', '.join(rules)}]\nsessions: [{', '.join(sessions)}]"
    case, question = asked(files.loads(f"{GROUND}{parts}", format="yaml"))
    decision = prover(case, by_trying=by_trying).answer(question)

    assert decision.verdict is verdict
    assert decision.placement is None or question.holds(decision.placement)
