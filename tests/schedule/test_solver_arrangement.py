"""What an arrangement says its columns cost, against what the judge says of the plan."""

import math
import random
from collections.abc import Callable, Hashable, Iterable

import attrs
import numpy as np
import pendulum
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import tpkit
from tpkit import testing
from tpkit.schedule import Entry, Shared, Slot
from tpkit.schedule._problem.plan import Plan, plan_of
from tpkit.schedule._problem.problem import Problem, problem_of
from tpkit.schedule._problem.tables import BARRED, Tables
from tpkit.schedule._search.series_bound import standing_cost
from tpkit.schedule._solver.arrangement import Arrangement
from tpkit.schedule._solver.market import Market
from tpkit.schedule._solver.pool import Column, Pool
from tpkit.schedule._solver.pricing import Placement, Pricer

Tiny = Callable[..., tpkit.Portfolio]
ON = pendulum.Date(2026, 9, 4)
UNTIL = pendulum.Date(2026, 9, 8)

# ----------------------------------------------------------------- what is compared


def arrangement_of(problem: Problem) -> Arrangement:
    pricer = Pricer(problem, Tables(problem=problem), Market(problem))
    return Arrangement(pricer, Pool(pricer))


def drawn_column(arrangement: Arrangement, series: int, dice: random.Random) -> Column:
    """Give a random column of those that break no hard rule by themselves."""
    pricer = arrangement._pricer
    for _ in range(_TRIES):
        placement = drawn_placement(pricer.problem, series, dice)
        if pricer.cost(series, placement) < math.inf:
            return arrangement._pool.column(series, placement)
    return arrangement.best(series)


_TRIES = 20


def drawn_placement(problem: Problem, series: int, dice: random.Random) -> Placement:
    return tuple(
        (
            dice.randrange(len(problem.days)),
            dice.randrange(len(problem.starts)),
            dice.randrange(len(problem.venues[place])),
            dice.randrange(len(problem.teams[place])),
        )
        if place in problem.free
        else None
        for place in problem.series[series].places
    )


def judged(problem: Problem, columns: Iterable[Column]) -> Plan:
    """Give what the judge says where all others stay as they are."""
    slots = list(problem.now)
    for column in columns:
        for place, slot in column.slots.items():
            slots[place] = slot
    return plan_of(problem, (slot for slot in slots if slot is not None))


def assert_judged_alike(arrangement: Arrangement) -> None:
    problem = arrangement._pricer.problem
    plan = judged(problem, arrangement.columns.values())
    cost = arrangement.cost

    assert (cost >= BARRED) == (plan.broken > 0)
    assert cost >= BARRED or cost + standing_cost(problem) == plan.cost


def can_be(arrangement: Arrangement) -> bool:
    pricer = arrangement._pricer
    return all(pricer.best(number)[0] < math.inf for number in pricer.series)


def assert_exact(problem: Problem, seed: int) -> None:
    """Fill an arrangement at random, and compare it with the judge."""
    arrangement, dice = arrangement_of(problem), random.Random(seed)
    if can_be(arrangement):
        for number in arrangement._pricer.series:
            arrangement.add(drawn_column(arrangement, number, dice))
        assert_judged_alike(arrangement)


# --------------------------------------------------------------------- as the judge says


@settings(max_examples=150, deadline=None)
@given(data=st.data(), seed=st.integers(0, 9))
def test_columns_side_by_side_cost_what_the_judge_says(
    tiny: Tiny, data: st.DataObject, seed: int
) -> None:
    problem = problem_of(tiny(data, most=3), on=ON, rules=(), until=UNTIL, grid=30)
    assume(problem.free and problem.days and problem.starts)
    assert_exact(problem, seed)


@pytest.mark.parametrize("seed", range(8))
def test_a_realistic_programme_costs_what_the_judge_says(seed: int) -> None:
    portfolio = testing.programme(20, seed=seed)
    problem = problem_of(portfolio, on=testing.PROGRAMME_PLANNED_ON)
    arrangement, dice = arrangement_of(problem), random.Random(seed)
    for number in arrangement._pricer.series:
        arrangement.add(arrangement.best(number))
    assert_judged_alike(arrangement)
    for number in arrangement._pricer.series:
        arrangement.remove(number)
        arrangement.add(drawn_column(arrangement, number, dice))
        assert_judged_alike(arrangement)


# ------------------------------------------------ what several have, and how they hurry

Id = tpkit.SchedulingRuleId
HALL, LIBRARY = tpkit.VenueId("hall"), tpkit.VenueId("library")
ANN, BOB = tpkit.PersonId("ann"), tpkit.PersonId("bob")
AGENCY = tpkit.SegmentId("agency")
LISTENING = (
    tpkit.WorkshopId("talk"),
    tpkit.FocusGroupId("group-1"),
    tpkit.FocusGroupId("group-2"),
)


def softly(weight: int) -> tpkit.RuleAgreement:
    return tpkit.RuleAgreement(strictness=tpkit.Strictness.SOFT, weight=weight)


def listening(
    *rules: tpkit.SchedulingRule, confirmed: int = 0, led: bool = False
) -> Problem:
    """Give a talk and two focus groups for one segment, twice each, on two days.

    The groups are of one study, so that they share out its people: both may be at one
    time, but not the talk. Some sessions of the talk stand there.
    """
    portfolio = tpkit.Portfolio(
        partnership=tpkit.Partnership(id=tpkit.PartnershipId("tp"), name="Small"),
        people=tuple(
            tpkit.Person(id=id, title=id, role=tpkit.ProfessionalRole.FACILITATOR)
            for id in (ANN, BOB)
        ),
        venues=tuple(tpkit.Venue(id=id, name=id) for id in (HALL, LIBRARY)),
        studies=(tpkit.Study(id=tpkit.StudyId("study"), title="Why people stay"),),
        segments=(
            tpkit.Segment(id=AGENCY, title="Agency", study=tpkit.StudyId("study")),
        ),
        workshops=(
            tpkit.Workshop(
                id=LISTENING[0],
                title="Talk",
                audiences=(AGENCY,),
                facilitators=(ANN,) if led else (),
            ),
        ),
        focus_groups=tuple(
            tpkit.FocusGroup(
                id=id,
                title=id,
                study=tpkit.StudyId("study"),
                segment=AGENCY,
                facilitator=ANN if led else None,
            )
            for id in LISTENING[1:]
        ),
        sessions=tuple(
            tpkit.Session(
                id=tpkit.SessionId(f"{activity}-{number}"),
                activity=activity,
                number=number,
                on=ON.add(days=3),
                start=pendulum.Time(8 + 2 * number),
                end=pendulum.Time(9 + 2 * number),
                venue=HALL,
                status=tpkit.SessionStatus.CONFIRMED
                if activity == "talk" and number <= confirmed
                else tpkit.SessionStatus.PLANNED,
            )
            for activity in LISTENING
            for number in (1, 2)
        ),
        scheduling_rules=(
            tpkit.Within(
                id=Id("hours"), start_time=pendulum.Time(10), end_time=pendulum.Time(13)
            ),
            tpkit.OnWorkingDays(id=Id("days")),
            *rules,
        ),
    )
    return problem_of(portfolio, on=ON, rules=(), until=UNTIL, grid=30)


AUDIENCES = (tpkit.ClashKind.AUDIENCE,)
HARD = tpkit.RuleAgreement()


@attrs.frozen(kw_only=True)
class ChangingOver(Shared):
    """Half an hour goes by from one session in a room to the next."""

    reach: int = 30

    def claims(self, entry: Entry, slot: Slot) -> Iterable[Hashable]:  # noqa: ARG002  # others ask
        return (slot.venue,)

    def margin(self, earlier: Slot, later: Slot) -> int:  # noqa: ARG002  # others ask
        return self.reach

    def words(self, claim: Hashable, first: object, second: object) -> str:  # noqa: ARG002  # others ask
        return f"{claim} is not ready"


RULES: dict[str, tuple[tpkit.SchedulingRule, ...]] = {
    "an audience": (tpkit.NoClashes(id=Id("n"), kinds=AUDIENCES),),
    "an audience, softly": (
        tpkit.NoClashes(id=Id("n"), kinds=AUDIENCES, agreed=softly(3)),
    ),
    "everything": (tpkit.NoClashes(id=Id("n")),),
    "everything, softly": (tpkit.NoClashes(id=Id("n"), agreed=softly(2)),),
    "one a day": (
        tpkit.WorkloadWithin(
            id=Id("w"), at_most=1, period=tpkit.Period.DAY, agreed=softly(3)
        ),
        tpkit.WorkloadWithin(
            id=Id("s"),
            at_most=2,
            period=tpkit.Period.WEEK,
            of=tpkit.LoadOf.SEGMENT,
            agreed=softly(2),
        ),
    ),
    "travel": (
        tpkit.TravelTime(id=Id("t"), minutes=45),
        tpkit.HeldAt(id=Id("at"), venues=(HALL, LIBRARY), activities=LISTENING),
        tpkit.LedBy(id=Id("by"), people=(ANN, BOB), activities=LISTENING),
    ),
    "travel, softly": (
        tpkit.TravelTime(id=Id("t"), minutes=45, agreed=softly(3)),
        tpkit.HeldAt(id=Id("at"), venues=(HALL, LIBRARY), activities=LISTENING),
        tpkit.NoClashes(id=Id("n"), agreed=softly(2)),
    ),
    "changing over": (
        tpkit.HeldAt(id=Id("at"), venues=(HALL, LIBRARY), activities=LISTENING),
    ),
}


@pytest.mark.parametrize("name", RULES)
@pytest.mark.parametrize("confirmed", [0, 1, 2])
def test_whatever_is_shared_costs_what_the_judge_says(
    name: str, confirmed: int
) -> None:
    problem = listening(*RULES[name], confirmed=confirmed, led=True)
    for seed in range(30):
        assert_exact(problem, seed)


@pytest.mark.parametrize("agreed", [HARD, softly(3)])
def test_a_rule_of_ones_own_about_the_time_between_costs_what_the_judge_says(
    agreed: tpkit.RuleAgreement,
) -> None:
    problem = listening(*RULES["changing over"])
    rule = tpkit.TravelTime(id=Id("own"), minutes=30, agreed=agreed)
    problem = attrs.evolve(problem, terms=(*problem.terms, ChangingOver(rule=rule)))
    for seed in range(60):
        assert_exact(problem, seed)


# ------------------------------------------------------------------- putting and taking


def state_of(arrangement: Arrangement) -> tuple[object, ...]:
    prices = arrangement.prices
    tallies = [*arrangement._days]
    return (
        prices.begun.tolist(),
        prices.over.tolist(),
        prices.by_day.tolist(),
        [arrangement.left(tally) for tally in tallies],
        dict(arrangement.columns),
        arrangement._taken.slots.copy(),
    )


@pytest.mark.parametrize("name", RULES)
def test_what_is_taken_away_leaves_no_trace(name: str) -> None:
    arrangement = arrangement_of(listening(*RULES[name], confirmed=1, led=True))
    dice = random.Random(1)
    empty = state_of(arrangement)
    series = arrangement._pricer.series
    columns = [drawn_column(arrangement, number, dice) for number in series]
    charges = []
    for column in columns:
        before = state_of(arrangement)
        charges.append(column.cost + arrangement.charge(column))
        assert state_of(arrangement) == before
        arrangement.add(column)

    assert arrangement.cost == sum(charges)
    dice.shuffle(columns)
    taken = [arrangement.remove(column.series) for column in columns]
    assert taken == columns
    assert state_of(arrangement) == empty
    assert arrangement.put(taken) == sum(charges)


def test_those_who_may_have_an_audience_together_leave_it_to_one_another() -> None:
    problem = listening(*RULES["an audience, softly"])
    arrangement = arrangement_of(problem)
    numbers = {s.activity: n for n, s in enumerate(problem.series)}
    there = (0, 0, 0, 0), (1, 0, 0, 0)
    talk, one, other = (
        arrangement._pool.column(numbers[name], there) for name in LISTENING
    )
    (whole,) = {span[0] for span in talk.spans}

    assert {*arrangement.market.parts_of(whole)} == {
        span[0] for column in (one, other) for span in column.spans
    }
    arrangement.add(one)
    assert arrangement.charge(other) == 0
    assert arrangement.charge(talk) == 2 * 3
    arrangement.add(other)
    assert arrangement.charge(talk) == 4 * 3
    arrangement.remove(one.series)
    arrangement.add(talk)
    assert arrangement.charge(one) == 2 * 3


def test_a_session_goes_where_nobody_has_to_hurry() -> None:
    """What it costs to hurry is seen at the second look; what cannot be helped is had."""
    rules = RULES["travel"]
    arrangement = arrangement_of(listening(*rules, led=True))
    first, *others = arrangement._pricer.series
    arrangement.add(arrangement.best(first))
    for number in others:
        column = arrangement.best(number)
        assert arrangement.charge(column) < BARRED
        arrangement.add(column)
    assert_judged_alike(arrangement)


def test_where_everybody_has_to_hurry_the_best_is_what_is_cheapest_else() -> None:
    held = tpkit.HeldAt(id=Id("at"), venues=(HALL,), activities=LISTENING[1:])
    talk = tpkit.HeldAt(id=Id("talk"), venues=(LIBRARY,), activities=LISTENING[:1])
    late = tpkit.Within(
        id=Id("late"), start_time=pendulum.Time(11), activities=LISTENING[1:]
    )
    rules = held, talk, late, tpkit.TravelTime(id=Id("t"), minutes=180)
    arrangement = arrangement_of(listening(*rules, led=True))
    talking = arrangement._pool.column(2, ((0, 0, 1, 0), (1, 0, 1, 0)))
    arrangement.add(talking)
    column = arrangement.best(0)

    assert [series.activity for series in arrangement._pricer.problem.series][
        2
    ] == "talk"
    assert arrangement.charge(column) >= BARRED
    assert column.cost == 0


def test_a_quota_says_what_is_left_of_it() -> None:
    problem = listening(*RULES["one a day"], confirmed=1, led=True)
    arrangement = arrangement_of(problem)
    market = arrangement.market
    tallies = [(n, p) for n, quota in enumerate(market.quotas) for p in quota.left]
    free_at_first = {tally: arrangement.left(tally) for tally in tallies}
    column = arrangement._pool.column(0, ((0, 0, 0, 0), (0, 3, 0, 0)))
    arrangement.add(column)

    assert {*free_at_first.values()} == {0, 1}
    for tally in tallies:
        number, _ = tally
        used = column.tallies.get(tally, 0)
        assert arrangement.left(tally) == max(0, free_at_first[tally] - used)
        priced = arrangement.prices.by_day[number, arrangement.days(tally)]
        is_gone = arrangement.left(tally) == 0
        assert np.all(priced == (market.quotas[number].cost if is_gone else 0))


def sets_with_comings_and_goings() -> Problem:
    """Give two sets that share a member, who joins the one and leaves the other."""
    tuesday, wednesday = UNTIL, UNTIL.add(days=1)
    members = (
        tpkit.LearningSetMember(person=ANN, joined=tuesday),
        tpkit.LearningSetMember(person=ANN, left=tuesday),
    )
    sets = tuple(tpkit.LearningSetId(f"set-{n}") for n in (1, 2))
    portfolio = tpkit.Portfolio(
        partnership=tpkit.Partnership(id=tpkit.PartnershipId("tp"), name="Sets"),
        people=(
            tpkit.Person(id=ANN, title="Ann", role=tpkit.ProfessionalRole.FACILITATOR),
        ),
        learning_sets=tuple(
            tpkit.ActionLearningSet(
                id=id, title=id, members=(member,), facilitator=None
            )
            for id, member in zip(sets, members, strict=True)
        ),
        sessions=tuple(
            tpkit.Session(
                id=tpkit.SessionId(f"{id}-{number}"),
                activity=id,
                number=number,
                on=tuesday,
                start=pendulum.Time(10),
                end=pendulum.Time(11),
            )
            for id in sets
            for number in (1, 2)
        ),
        scheduling_rules=(
            tpkit.Within(
                id=tpkit.SchedulingRuleId("hours"),
                start_time=pendulum.Time(10),
                end_time=pendulum.Time(12),
            ),
            tpkit.NoClashes(id=tpkit.SchedulingRuleId("n"), agreed=softly(2)),
        ),
    )
    return problem_of(portfolio, on=ON, rules=(), until=wednesday, grid=60)


def test_members_are_wanted_while_they_belong_to_a_set() -> None:
    problem = sets_with_comings_and_goings()
    for seed in range(60):
        assert_exact(problem, seed)


def test_no_column_is_better_than_the_best() -> None:
    arrangement = arrangement_of(sets_with_comings_and_goings())
    dice = random.Random(1)
    first, second = arrangement._pricer.series
    for _ in range(60):
        arrangement.add(drawn_column(arrangement, first, dice))
        best = arrangement.best(second)
        other = drawn_column(arrangement, second, dice)

        assert best.cost + arrangement.charge(best) <= other.cost + arrangement.charge(
            other
        )
        arrangement.remove(first)
