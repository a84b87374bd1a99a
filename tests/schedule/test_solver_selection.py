"""Small programmes with known answers, and selections of columns made of them."""

import math
import random
from collections.abc import Sequence

import attrs
import pendulum
import pytest

import tpkit
from tpkit.schedule._problem.problem import Problem, problem_of
from tpkit.schedule._problem.tables import Tables
from tpkit.schedule._solver.arrangement import Arrangement
from tpkit.schedule._solver.market import Market
from tpkit.schedule._solver.master import Programme
from tpkit.schedule._solver.pool import Column, Pool
from tpkit.schedule._solver.pricing import Pricer
from tpkit.schedule._solver.selection import Leniency, Selection

# --------------------------------------------------------------------- programmes


def odd_ring() -> Programme:
    """Give three things of which any two stand in one another's way; each saves 1."""
    programme = Programme()
    programme.add_rows([1.0, 1.0, 1.0], [(), (), ()])
    pairs = (0, 1), (1, 2), (0, 2)
    programme.add_columns([-1.0] * 3, [[(r, 1.0) for r in pair] for pair in pairs])
    return programme


def test_of_things_in_each_others_way_half_of_each_can_be_had() -> None:
    optimum = odd_ring().solve(grown_by_columns=True)

    assert optimum.value == pytest.approx(-1.5)
    assert optimum.amounts == pytest.approx([0.5, 0.5, 0.5])
    assert optimum.prices == pytest.approx([0.5, 0.5, 0.5])
    assert optimum.savings == pytest.approx([0.0, 0.0, 0.0])


def test_of_whole_ones_there_is_one() -> None:
    found = odd_ring().solve_whole([0, 1, 2], [], nodes=100, seconds=None)

    assert found is not None
    assert found.value == pytest.approx(-1.0)
    assert sorted(found.amounts) == pytest.approx([0.0, 0.0, 1.0])


def test_a_programme_goes_on_from_its_last_answer() -> None:
    programme = odd_ring()
    programme.solve(grown_by_columns=True)
    programme.add_columns([-9.0], [[(0, 1.0), (1, 1.0), (2, 1.0)]])
    grown = programme.solve(grown_by_columns=True)
    programme.add_rows([0.25], [[(3, 1.0)]])
    cut = programme.solve(grown_by_columns=False)

    assert (programme.columns, programme.rows) == (4, 4)
    assert grown.value == pytest.approx(-9.0)
    assert cut.value == pytest.approx(-0.25 * 9 - 0.75 * 1.5)
    programme.set_mosts([3], [0.0])
    assert programme.solve(grown_by_columns=False).value == pytest.approx(-1.5)
    programme.set_costs([0, 1, 2], -2.0)
    assert programme.solve(grown_by_columns=True).value == pytest.approx(-3.0)


def test_what_cannot_be_has_no_answer_of_whole_ones() -> None:
    programme = Programme()
    programme.add_rows([1.0], [()], least=1.0)
    programme.add_columns([1.0], [[(0, 2.0)]])

    assert programme.solve_whole([0], [], nodes=10, seconds=1.0) is None


def test_a_known_answer_is_where_the_search_begins() -> None:
    programme = odd_ring()
    found = programme.solve_whole([0, 1, 2], [1], nodes=0, seconds=0.0)

    assert found is not None
    assert found.value == pytest.approx(-1.0)


# --------------------------------------------------------------------- selections

ON, MONDAY = pendulum.Date(2026, 9, 4), pendulum.Date(2026, 9, 7)
ANN, AGENCY = tpkit.PersonId("ann"), tpkit.SegmentId("agency")
TALK = tpkit.WorkshopId("talk")
GROUPS = tuple(tpkit.FocusGroupId(f"group-{n}") for n in (1, 2))
HARD = tpkit.RuleAgreement()


def softly(weight: int) -> tpkit.RuleAgreement:
    return tpkit.RuleAgreement(strictness=tpkit.Strictness.SOFT, weight=weight)


def apart(agreed: tpkit.RuleAgreement, kind: tpkit.ClashKind) -> tpkit.NoClashes:
    id = tpkit.SchedulingRuleId("clashes")
    return tpkit.NoClashes(id=id, kinds=(kind,), agreed=agreed)


PERSON, AUDIENCE = tpkit.ClashKind.PERSON, tpkit.ClashKind.AUDIENCE


def work(at_most: int, agreed: tpkit.RuleAgreement) -> tpkit.WorkloadWithin:
    return tpkit.WorkloadWithin(
        id=tpkit.SchedulingRuleId("work"),
        at_most=at_most,
        period=tpkit.Period.DAY,
        agreed=agreed,
    )


def session(activity: str) -> tpkit.Session:
    return tpkit.Session(
        id=tpkit.SessionId(f"{activity}-1"),
        activity=tpkit.WorkshopId(activity),
        on=MONDAY,
        start=pendulum.Time(10),
        end=pendulum.Time(12),
    )


def three(
    *rules: tpkit.SchedulingRule,
    until: pendulum.Date = MONDAY,
    talks: Sequence[tpkit.WorkshopId] = (TALK,),
) -> Problem:
    """Give a talk and two groups of one study, of two hours, all led by one person.

    There may be more talks. They can begin at ten or at eleven, so that any two on one day overlap.
    """
    portfolio = tpkit.Portfolio(
        partnership=tpkit.Partnership(id=tpkit.PartnershipId("tp"), name="Small"),
        people=(
            tpkit.Person(id=ANN, title="Ann", role=tpkit.ProfessionalRole.FACILITATOR),
        ),
        studies=(tpkit.Study(id=tpkit.StudyId("study"), title="Why people stay"),),
        segments=(
            tpkit.Segment(id=AGENCY, title="Agency", study=tpkit.StudyId("study")),
        ),
        workshops=tuple(
            tpkit.Workshop(id=id, title=id, audiences=(AGENCY,), facilitators=(ANN,))
            for id in talks
        ),
        focus_groups=tuple(
            tpkit.FocusGroup(
                id=id,
                title=id,
                study=tpkit.StudyId("study"),
                segment=AGENCY,
                facilitator=ANN,
            )
            for id in GROUPS
        ),
        sessions=tuple(map(session, (*talks, *GROUPS))),
        scheduling_rules=(
            tpkit.OnWorkingDays(id=tpkit.SchedulingRuleId("days")),
            tpkit.Within(
                id=tpkit.SchedulingRuleId("hours"),
                start_time=pendulum.Time(10),
                end_time=pendulum.Time(13),
            ),
            *rules,
        ),
    )
    return problem_of(portfolio, on=ON, rules=(), until=until, grid=60)


def arrangement_of(problem: Problem) -> Arrangement:
    pricer = Pricer(problem, Tables(problem=problem), Market(problem))
    return Arrangement(pricer, Pool(pricer))


def columns_of(arrangement: Arrangement) -> list[Column]:
    """Give every column of every series: one session, on some day at ten or at eleven."""
    problem, pool = arrangement._pricer.problem, arrangement._pool
    return [
        pool.column(series, ((day, start, 0, 0),))
        for series in arrangement._pricer.series
        for day in range(len(problem.days))
        for start in range(len(problem.starts))
    ]


def is_on(column: Column, day: pendulum.Date) -> bool:
    return {slot.on for slot in column.slots.values()} == {day}


def selection_of(
    problem: Problem, leniency: Leniency | None = None
) -> tuple[Selection, list[Column]]:
    arrangement = arrangement_of(problem)
    series = arrangement._pricer.series
    selection = Selection(arrangement._pool, arrangement, series, leniency)
    columns = columns_of(arrangement)
    assert selection.add(columns) == len(columns)
    assert selection.add(columns) == 0
    return selection, columns


def lenient(penalty: float, ease: float = 0.0) -> Leniency:
    return Leniency(penalty=penalty, ease=ease, dice=random.Random(1))


def test_what_nobody_wants_twice_has_no_row() -> None:
    selection, _ = selection_of(three())

    assert selection.solve().value == pytest.approx(0.0)
    assert selection.rows == {}


def test_overlapping_all_day_costs_once_for_each_that_is_too_many() -> None:
    """Both hours in which all three meet are of one day: they cost two, not four."""
    selection, _ = selection_of(three(apart(softly(5), PERSON)))
    optimum = selection.solve()

    assert optimum.value == pytest.approx(2 * 5)
    assert len(selection.rows) >= 1


def test_those_of_one_party_have_a_thing_together() -> None:
    selection, _ = selection_of(three(apart(softly(5), AUDIENCE)))

    assert selection.solve().value == pytest.approx(5)
    one_is_left, _ = selection_of(
        three(apart(softly(5), AUDIENCE), until=MONDAY.add(days=1))
    )
    assert one_is_left.solve().value == pytest.approx(0)


def test_of_a_quota_there_is_so_much() -> None:
    selection, _ = selection_of(three(work(1, softly(4))))
    optimum = selection.solve()

    assert optimum.value == pytest.approx(2 * 4)
    assert [*selection.rows] == [(0, MONDAY.toordinal())]


def test_what_may_not_be_is_broken_at_a_penalty_while_prices_are_looked_for() -> None:
    selection, _ = selection_of(three(apart(HARD, PERSON)), lenient(3.0))
    optimum = selection.solve()
    broken = sum(optimum.amounts[number] for number in selection.penalties)

    assert broken >= 2
    assert optimum.value == pytest.approx(3 * broken)
    selection.set_penalty(7.0)
    assert selection.solve().value == pytest.approx(7 * broken)


def test_rows_that_are_eased_may_be_broken_a_little_at_no_cost() -> None:
    selection, _ = selection_of(three(work(1, softly(4))), lenient(3.0, ease=0.5))
    eased = selection.solve().value
    selection.set_ease(0.0)

    assert 8 - 0.5 * 4 <= eased < 8
    assert selection.solve().value == pytest.approx(8)


def test_a_series_without_a_column_is_missing_at_a_price() -> None:
    arrangement = arrangement_of(three())
    series, pool = arrangement._pricer.series, arrangement._pool
    selection = Selection(pool, arrangement, series, lenient(3.0))
    optimum = selection.solve()

    assert all(selection.price_of(number, optimum) > 1e6 for number in series)
    selection.add(columns_of(arrangement))
    assert selection.solve().value == pytest.approx(0)


def test_whole_columns_are_selected_and_rows_come_as_they_are_needed() -> None:
    problem = three(apart(HARD, PERSON), until=MONDAY.add(days=2))
    selection, columns = selection_of(problem)
    found = selection.whole([], nodes=100, seconds=None)

    assert found is not None
    assert sorted(column.series for column in found) == [0, 1, 2]
    assert len({slot.day for c in found for slot in c.slots.values()}) == 3
    assert 0 < len(selection.rows) < len({key for c in columns for key, _ in c.wants()})
    assert selection.whole(found, nodes=0, seconds=10.0) == found


def test_where_no_whole_selection_exists_none_is_found() -> None:
    selection, _ = selection_of(three(apart(HARD, PERSON)))

    assert selection.whole([], nodes=100, seconds=None) is None


def test_a_selection_that_needs_ever_more_rows_is_given_up() -> None:
    """Each day is dearer than the one before: all but one go on to the next together."""
    count = 12
    names = [tpkit.WorkshopId(f"talk-{number}") for number in range(count)]
    problem = three(
        apart(HARD, PERSON),
        *(
            tpkit.NotOn(
                id=tpkit.SchedulingRuleId(f"day-{day}"),
                dates=(MONDAY.add(days=day),),
                agreed=softly(day),
            )
            for day in (1, 2, 3, 4, 7, 8, 9, 10, 11, 14, 15, 16)
        ),
        until=MONDAY.add(days=20),
        talks=names,
    )
    selection, _ = selection_of(problem)

    assert selection.whole([], nodes=1000, seconds=None) is None
    assert len(selection.rows) >= 8


def test_columns_that_those_there_do_not_allow_are_left_out() -> None:
    arrangement = arrangement_of(three(apart(HARD, PERSON), until=MONDAY.add(days=1)))
    first, *others = columns_of(arrangement)
    arrangement.add(first)
    selection = Selection(arrangement._pool, arrangement, [1, 2])
    second_day = [c for c in others if c.series and is_on(c, MONDAY.add(days=1))]

    assert selection.add(c for c in others if c.series) == len(second_day)
    assert {*selection.columns} == {*second_day}


def test_what_others_have_left_nothing_of_is_paid_by_the_column() -> None:
    """It costs as much as the judge says: neither twice, nor for what is still there."""
    arrangement = arrangement_of(three(work(1, softly(4)), until=MONDAY.add(days=1)))
    columns = columns_of(arrangement)
    first, second, third = (
        next(c for c in columns if c.series == n and is_on(c, MONDAY))
        for n in (0, 1, 2)
    )
    arrangement.add(first)
    selection = Selection(arrangement._pool, arrangement, [1, 2])
    selection.add([second, third])

    assert selection.solve().value == pytest.approx(2 * 4)
    assert selection.rows == {}


def test_answers_say_what_each_column_costs_more_than_it_saves() -> None:
    problem = attrs.evolve(three(apart(softly(5), PERSON), until=MONDAY.add(days=1)))
    selection, columns = selection_of(problem)
    optimum = selection.solve()
    savings = dict(selection.savings(optimum))
    amounts = dict(selection.amounts(optimum))

    assert {*savings} == {*columns}
    assert all(saving > -1e-6 for saving in savings.values())
    assert all(savings[column] == pytest.approx(0) for column in amounts)
    assert math.fsum(amounts.values()) == pytest.approx(3)
    unknown = arrangement_of(problem)._pool.column(0, ((0, 0, 0, 0),))
    selection.add([unknown])
    assert unknown not in dict(selection.savings(optimum))
    assert unknown not in dict(selection.amounts(optimum))
