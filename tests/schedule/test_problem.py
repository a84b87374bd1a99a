import itertools
from collections.abc import Iterable
from typing import Any

import attrs
import pendulum
import pytest

import tpkit
from tpkit import files
from tpkit.errors import FieldError, UnknownIdError
from tpkit.schedule._judge.breaches import breaches
from tpkit.schedule._meanings.table import MEANINGS
from tpkit.schedule._problem.problem import LONGEST_SEARCH, Problem, problem_of
from tpkit.schedule._problem.tables import BARRED, Table, Tables
from tpkit.schedule._problem.watch import Ending, Progress, Watch
from tpkit.schedule._terms.shapes import OfOne
from tpkit.schedule._terms.slot import Slot, time_of
from tpkit.schedule._terms.standard import STANDARD_RULES

TODAY = pendulum.Date(2022, 2, 1)

PLAN = """
tpkit: 1
partnership: {id: tp, name: Our partnership}
people:
  - {id: ann, title: Ann, role: practice_educator}
  - {id: bob, title: Bob, role: practice_educator}
venues:
  - {id: hall, name: Town Hall, capacity: 30}
  - {id: library, name: Library, capacity: 12}
workshops:
  - {id: iro, title: IRO forum, facilitators: [ann], places: 20}
  - {id: law, title: Case law, delivery: series, facilitators: [bob]}
sessions:
  - {id: iro-1, activity: iro, on: 2022-01-10, start: "10:00", end: "11:30", venue: hall, status: held}
  - {id: iro-2, activity: iro, number: 2, on: 2022-02-21, start: "10:00", end: "11:30", venue: hall}
  - {id: law-1, activity: law, on: 2022-02-22, start: "10:15", end: "11:15", venue: library, status: confirmed}
  - {id: law-2, activity: law, number: 2, on: 2022-03-01, start: "10:15", end: "11:15", venue: library}
  - {id: law-3, activity: law, number: 3, on: 2022-03-08, start: "10:15", end: "11:15", status: cancelled}
scheduling_rules:
  - {rule: run_count, id: three-runs, activities: [iro], sessions: 3, minutes: 90}
  - {rule: led_by, id: who-leads, activities: [iro], people: [ann, bob]}
  - {rule: held_at, id: where, activities: [iro], venues: [hall, library]}
  - {rule: at_least_apart, id: apart, activities: [iro], apart: 7}
  - {rule: same_day_of_week, id: weekday, activities: [law]}
  - {rule: unavailable, id: leave, people: [bob], start: 2022-02-14, end: 2022-02-18}
  - {rule: within, id: by-march, end: 2022-03-11}
"""


@pytest.fixture(name="portfolio")
def _portfolio() -> tpkit.Portfolio:
    return files.loads(PLAN, format="yaml")


@pytest.fixture(name="problem")
def _problem(portfolio: tpkit.Portfolio) -> Problem:
    return problem_of(portfolio, on=TODAY)


def names(problem: Problem, places: Iterable[int]) -> set[str]:
    return {problem.entries[place].session for place in places}


def place_of(problem: Problem, session: str) -> int:
    return [entry.session for entry in problem.entries].index(session)


def test_planned_sessions_to_come_may_move_and_missing_ones_are_created(
    problem: Problem,
) -> None:
    assert names(problem, problem.free) == {"iro-2", "law-2", "iro-3"}


def test_a_cancelled_session_is_no_entry(problem: Problem) -> None:
    assert "law-3" not in names(problem, range(len(problem.entries)))


def test_a_confirmed_session_moves_if_it_is_freed(portfolio: tpkit.Portfolio) -> None:
    by_id = problem_of(portfolio, on=TODAY, free=[tpkit.SessionId("law-1")])
    by_activity = problem_of(portfolio, on=TODAY, free=[tpkit.WorkshopId("law")])

    assert "law-1" in names(by_id, by_id.free)
    assert "law-1" in names(by_activity, by_activity.free)


def test_a_kept_session_does_not_move(portfolio: tpkit.Portfolio) -> None:
    problem = problem_of(portfolio, on=TODAY, keep=[tpkit.WorkshopId("law")])

    assert names(problem, problem.free) == {"iro-2", "iro-3"}


def test_a_held_session_does_not_move_even_if_it_is_freed(
    portfolio: tpkit.Portfolio,
) -> None:
    problem = problem_of(portfolio, on=TODAY, free=[tpkit.SessionId("iro-1")])

    assert "iro-1" not in names(problem, problem.free)


def test_who_may_lead_and_where_are_as_agreed_or_as_now(problem: Problem) -> None:
    created, other = place_of(problem, "iro-3"), place_of(problem, "law-2")

    assert problem.venues[created] == ("hall", "library")
    assert problem.teams[created] == (("ann",), ("bob",))
    assert problem.venues[other] == ("library",)
    assert problem.teams[other] == (("bob",),)


def test_without_who_leads_somebody_else_will_do(problem: Problem) -> None:
    without = problem.without({"who-leads", "where"})
    created = place_of(problem, "iro-3")

    assert () in without.teams[created]
    assert None in without.venues[created]
    assert not {"who-leads", "where"} & {rule.id for rule in without.rules}
    assert () not in without.teams[place_of(problem, "law-2")]


def test_days_that_are_barred_for_all_are_not_looked_at(problem: Problem) -> None:
    days = [pendulum.Date.fromordinal(day) for day in problem.days]

    assert days[0] == TODAY.add(days=1)
    assert days[-1] == pendulum.Date(2022, 3, 11)
    assert all(day.weekday() < 5 for day in days)


def test_times_are_on_the_grid_or_todays(problem: Problem) -> None:
    assert 10 * 60 + 15 in problem.starts
    assert {start % 30 for start in problem.starts} == {0, 15}
    assert problem.starts[0] == 9 * 60


def test_a_finer_grid_gives_more_times(portfolio: tpkit.Portfolio) -> None:
    finer = problem_of(portfolio, on=TODAY, grid=15)

    assert {start % 60 for start in finer.starts} == {0, 15, 30, 45}


def test_sessions_follow_one_another_by_number(problem: Problem) -> None:
    order = {
        series.activity: [problem.entries[place].session for place in series.places]
        for series in problem.series
    }

    assert order == {"iro": ["iro-1", "iro-2", "iro-3"], "law": ["law-1", "law-2"]}


def test_sessions_whose_numbers_contradict_their_dates_follow_by_date(
    portfolio: tpkit.Portfolio,
) -> None:
    first, second, *others = portfolio.sessions
    held = attrs.evolve(
        second, on=pendulum.Date(2021, 12, 6), status=tpkit.SessionStatus.HELD
    )
    problem = problem_of(
        attrs.evolve(portfolio, sessions=(first, held, *others)), on=TODAY
    )
    iro = problem.series[0]

    assert [problem.entries[p].session for p in iro.places] == [
        "iro-2",
        "iro-1",
        "iro-3",
    ]


def test_ids_of_created_sessions_are_new(portfolio: tpkit.Portfolio) -> None:
    renamed = attrs.evolve(portfolio.sessions[4], id=tpkit.SessionId("iro-3"))
    taken = attrs.evolve(portfolio, sessions=(*portfolio.sessions, renamed))
    problem = problem_of(taken, on=TODAY)

    assert "iro-4" in names(problem, problem.free)


def test_without_any_end_a_search_looks_a_year_ahead() -> None:
    text = PLAN.replace("  - {rule: within, id: by-march, end: 2022-03-11}\n", "")
    bare = attrs.evolve(files.loads(text, format="yaml"), sessions=())
    problem = problem_of(bare, on=TODAY, rules=())

    assert problem.horizon[-1] == TODAY.toordinal() + 366


def test_a_search_never_looks_further_than_two_years(
    portfolio: tpkit.Portfolio,
) -> None:
    far = tpkit.Within(id=tpkit.SchedulingRuleId("far"), end=pendulum.Date(2999, 1, 1))
    problem = problem_of(portfolio, on=TODAY, rules=[far])

    assert problem.horizon[-1] == TODAY.toordinal() + LONGEST_SEARCH


def test_the_last_day_may_be_given(portfolio: tpkit.Portfolio) -> None:
    problem = problem_of(portfolio, on=TODAY, until=pendulum.Date(2022, 2, 25))

    assert problem.days[-1] == pendulum.Date(2022, 2, 25).toordinal()


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"grid": 7}, "divides an hour"),
        ({"grid": 0}, "divides an hour"),
        ({"until": TODAY}, "a day after 2022-02-01"),
        ({"keep": "iro-1"}, "several ids"),
    ],
)
def test_senseless_orders_are_refused(
    portfolio: tpkit.Portfolio, told: dict[str, Any], expected: str
) -> None:
    with pytest.raises(FieldError, match=expected):
        problem_of(portfolio, on=TODAY, **told)


def test_an_unknown_session_is_refused_with_the_nearest(
    portfolio: tpkit.Portfolio,
) -> None:
    with pytest.raises(UnknownIdError, match="did you mean"):
        problem_of(portfolio, on=TODAY, keep=[tpkit.SessionId("law_1")])


def test_a_session_to_create_needs_a_length(portfolio: tpkit.Portfolio) -> None:
    rule = tpkit.RunCount(
        id=tpkit.SchedulingRuleId("how-long"),
        activities=(tpkit.WorkshopId("iro"),),
        sessions=1,
    )
    empty = attrs.evolve(portfolio, sessions=(), scheduling_rules=(rule,))

    with pytest.raises(FieldError, match="how long a session of 'iro' lasts"):
        problem_of(empty, on=TODAY)


def test_a_table_says_of_every_option_what_the_judge_says(problem: Problem) -> None:
    tables = Tables(problem=problem)
    singles = [term for term in problem.terms if isinstance(term, OfOne)]

    for place in sorted(problem.free):
        table = tables.table(place)
        for option in options(problem, place):
            slot = problem.slot(place, *chosen(problem, place, option))
            assert tabled(problem, table, option) == judged(
                problem, singles, place, slot
            )


def options(problem: Problem, place: int) -> Iterable[tuple[int, ...]]:
    sizes = (problem.days, problem.starts, problem.venues[place], problem.teams[place])
    return itertools.product(*(range(len(size)) for size in sizes))


def chosen(problem: Problem, place: int, option: tuple[int, ...]) -> tuple[Any, ...]:
    day, start, venue, team = option
    return (
        problem.days[day],
        problem.starts[start],
        problem.venues[place][venue],
        problem.teams[place][team],
    )


def tabled(problem: Problem, table: Table, option: tuple[int, ...]) -> tuple[bool, int]:
    day, start, venue, team = option
    at = day * len(problem.starts) + start
    parts = (
        table.when,
        table.by_venue[venue],
        table.by_team[team],
        table.by_both[venue][team],
    )
    cost = sum(part[at] for part in parts if part is not None)
    return cost >= BARRED, cost % BARRED


def judged(
    problem: Problem, singles: Iterable[OfOne], place: int, slot: Slot
) -> tuple[bool, int]:
    alone = attrs.evolve(
        problem.timetable([slot] * len(problem.entries)),
        entries=(problem.entries[place],),
        slots=(slot,),
    )
    found = [*breaches(alone, singles)]
    return any(b.is_hard for b in found), sum(b.cost for b in found)


def test_a_table_of_no_days_has_no_options(portfolio: tpkit.Portfolio) -> None:
    never = tpkit.NotOn(
        id=tpkit.SchedulingRuleId("never"), weekdays=tuple(tpkit.Weekday)
    )
    own = (*portfolio.scheduling_rules, never)
    problem = problem_of(attrs.evolve(portfolio, scheduling_rules=own), on=TODAY)
    tables = Tables(problem=problem)

    assert problem.days == ()
    assert tables.table(place_of(problem, "iro-3")).when == ()
    assert all(
        tables.spacings(series)[0].costs == (BARRED,) for series in problem.series[:1]
    )


def test_steps_between_days_cost_what_the_rules_say(problem: Problem) -> None:
    iro, law = problem.series
    (spacing,) = Tables(problem=problem).spacings(iro)

    assert Tables(problem=problem).spacings(law) == ()
    assert spacing.positions == problem.days
    assert [cost >= BARRED for cost in spacing.costs[:9]] == [True] * 7 + [False] * 2


def test_what_has_to_stay_the_same_is_told_with_its_cost(problem: Problem) -> None:
    iro, law = problem.series
    tables = Tables(problem=problem)

    assert tables.likenesses(iro) == ()
    assert [(term.rule.id, cost) for term, cost in tables.likenesses(law)] == [
        ("weekday", BARRED)
    ]


def test_no_day_has_more_minutes_than_a_day() -> None:
    with pytest.raises(FieldError, match="a minute from 0 to 1439"):
        time_of(24 * 60)


def test_every_kind_of_rule_has_a_meaning() -> None:
    kinds = set(tpkit.SchedulingRule.__args__)

    assert set(MEANINGS) == kinds


def test_the_standard_rules_have_ids_of_their_own() -> None:
    ids = [rule.id for rule in STANDARD_RULES]

    assert len(ids) == len(set(ids))


def progress() -> Progress:
    return Progress(phase="placing sessions", done=0.5, broken=0, cost=3, bound=1.0)


def test_a_watch_without_limits_is_never_over() -> None:
    watch = Watch()
    watch.tell(progress())

    assert not watch.is_over
    assert watch.seconds_left is None


def test_a_watch_is_over_when_its_time_is() -> None:
    watch = Watch(seconds=1e-9)

    assert watch.is_over
    assert watch.ending is Ending.TIME
    assert watch.seconds_left == 0


def test_a_watch_has_time_left_before() -> None:
    watch = Watch(seconds=3600)

    assert not watch.is_over
    assert 3000 < (watch.seconds_left or 0) <= 3600


def test_a_watcher_may_end_the_search() -> None:
    watch = Watch(watcher=lambda told: told.cost is None)
    watch.tell(progress())

    assert watch.is_over
    assert watch.ending is Ending.STOPPED


def test_a_watcher_is_told_how_much_of_the_time_is_over() -> None:
    told: list[Progress] = []
    Watch(seconds=1e-9, watcher=told.append).tell(progress())
    Watch(seconds=3600, watcher=told.append).tell(progress())

    assert [each.done for each in told] == [1.0, 0.5]


@pytest.mark.parametrize("seconds", [0, -1, float("nan")])
def test_a_watch_needs_some_time(seconds: float) -> None:
    with pytest.raises(FieldError, match="more than 0"):
        Watch(seconds=seconds)
