"""Earned value: three small projects whose figures can be worked out by hand."""

from decimal import Decimal
from typing import Any

import attrs
import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tpkit
from tpkit import files, track
from tpkit.errors import FieldError, UnknownIdError

# Twenty working days of a survey from Monday 1 June 2026, then ten of a report.
PROGRAMME = """
tpkit: 1
partnership: {id: northshire, name: Northshire Teaching Partnership}
organisations: [{id: dfe, name: Department for Education, kind: government}]
funding_rounds: [{id: ci, title: Fund, funder: dfe}]
bids: [{id: pay, title: Pay study, round: ci, status: awarded}]
projects: [{id: pay, title: Pay study, kind: research, bid: pay, start: 2026-06-01}]
phases:
  - {id: survey, project: pay, title: Survey, work: {days: 20, cost: 8000, started_on: 2026-06-01, progress: 25}}
milestones:
  - {id: agreed, project: pay, title: Agreed, work: {days: 0, after: [{task: report}]}}
deliverables:
  - {id: report, project: pay, title: Report, work: {days: 10, cost: 2000, after: [{task: survey}]}}
budget_lines:
  - {id: all, bid: pay, category: staff, description: Staff, planned: 10000,
     start: 2026-06-01, end: 2026-07-31, actual: 2500}
"""

HALF_WAY = pendulum.Date(2026, 6, 12)
"""The tenth working day."""


@pytest.fixture(scope="module")
def programme() -> tpkit.Portfolio:
    return files.loads(PROGRAMME, format="yaml")


def changed(
    portfolio: tpkit.Portfolio, family: str, index: int, /, **fields: Any
) -> tpkit.Portfolio:
    nouns = list(getattr(portfolio, family))
    nouns[index] = attrs.evolve(nouns[index], **fields)
    evolved: dict[str, Any] = {family: nouns}
    return attrs.evolve(portfolio, **evolved)


def figures(value: track.EarnedValue) -> str:
    amounts = (value.planned_value, value.earned_value, value.actual_cost, value.budget)
    return " ".join(f"{amount:.2f}" for amount in amounts)


def test_a_project_is_measured_against_its_plan_and_its_money(
    programme: tpkit.Portfolio,
) -> None:
    value = track.earned_value(programme, "pay", on=HALF_WAY)

    assert figures(value) == "4000.00 2000.00 2500.00 10000.00"
    assert value.schedule_variance == -2000
    assert value.cost_variance == -500
    assert (value.schedule_performance, value.cost_performance) == (
        Decimal("0.50"),
        Decimal("0.80"),
    )
    assert value.estimate_at_completion == 12_500
    assert value.variance_at_completion == -2500
    assert value.performance_needed == Decimal("1.07")  # 8,000 of work with 7,500 left
    assert value.sentence == (
        "Pay study: work worth £2,000 is done, where £4,000 was planned and £2,500 was "
        "spent"
    )
    assert not value.shares_budget


def test_a_plan_that_is_there_is_used(programme: tpkit.Portfolio) -> None:
    plan = track.plan(programme)

    assert track.earned_value(
        programme, "pay", on=HALF_WAY, plan=plan
    ) == track.earned_value(programme, "pay", on=HALF_WAY)


@pytest.mark.parametrize(
    ("on", "planned"),
    [
        (pendulum.Date(2026, 5, 31), "0.00"),
        (pendulum.Date(2026, 6, 1), "400.00"),
        (pendulum.Date(2026, 6, 14), "4000.00"),  # a Sunday
        (pendulum.Date(2026, 6, 26), "8000.00"),
        (pendulum.Date(2026, 6, 29), "8200.00"),
        (pendulum.Date(2026, 7, 10), "10000.00"),
    ],
)
def test_planned_value_grows_with_working_days(
    on: pendulum.Date, planned: str, programme: tpkit.Portfolio
) -> None:
    value = track.earned_value(programme, "pay", on=on)

    assert f"{value.planned_value:.2f}" == planned


def baseline(number: int = 0, **fields: Any) -> tpkit.Baseline:
    return tpkit.Baseline(number=number, **fields)


def test_what_was_approved_counts_before_what_is_drawn(
    programme: tpkit.Portfolio,
) -> None:
    approved = [
        baseline(
            start=pendulum.Date(2026, 6, 8), date=pendulum.Date(2026, 6, 19), cost=9000
        ),
        baseline(
            1, date=pendulum.Date(2026, 8, 31), approved_on=pendulum.Date(2026, 7, 1)
        ),
    ]
    portfolio = changed(programme, "phases", 0, baselines=approved)

    value = track.earned_value(portfolio, "pay", on=HALF_WAY)
    later = track.earned_value(portfolio, "pay", on=pendulum.Date(2026, 7, 1))

    assert figures(value) == "4500.00 2250.00 2500.00 11000.00"
    # The second one, of Monday 31 August, gives no start and no cost: 23 of 65 days.
    assert later.parts[0].budget == 8000
    assert later.parts[0].planned_value == Decimal("2830.77")


def test_a_baseline_before_the_drawn_start_is_one_day(
    programme: tpkit.Portfolio,
) -> None:
    approved = [baseline(date=pendulum.Date(2026, 5, 29))]
    portfolio = changed(programme, "phases", 0, baselines=approved)

    before, after = (
        track.earned_value(portfolio, "pay", on=pendulum.Date(2026, 5, on))
        for on in (28, 29)
    )

    assert before.planned_value == 0
    assert after.planned_value == 8000


def test_a_baseline_without_a_working_day_is_planned_at_its_end(
    programme: tpkit.Portfolio,
) -> None:
    saturday, sunday = pendulum.Date(2026, 6, 13), pendulum.Date(2026, 6, 14)
    approved = [baseline(start=saturday, date=sunday)]
    portfolio = changed(programme, "phases", 0, baselines=approved)

    values = [
        track.earned_value(portfolio, "pay", on=on).planned_value
        for on in (saturday, sunday)
    ]

    assert values == [0, 8000]


@pytest.mark.parametrize(
    ("work", "earned"),
    [
        ({"remaining": 5, "progress": None}, 6000),
        ({"remaining": 25, "progress": None}, 0),
        ({"remaining": None, "progress": None}, 0),
        ({"remaining": 5, "progress": None, "days": 0}, 0),
        ({"started_on": pendulum.Date(2026, 6, 15)}, 0),
        ({"progress": Decimal("33.3333")}, Decimal("2666.66")),
    ],
)
def test_work_is_earned_as_far_as_it_has_got(
    work: dict[str, Any], earned: Any, programme: tpkit.Portfolio
) -> None:
    planned = programme.phases[0].work
    assert planned is not None
    portfolio = changed(programme, "phases", 0, work=attrs.evolve(planned, **work))

    value = track.earned_value(portfolio, "pay", on=HALF_WAY)

    assert value.earned_value == earned


@pytest.mark.parametrize(
    ("family", "fields", "earned"),
    [
        ("phases", {"ended_on": HALF_WAY}, 8000),
        ("phases", {"ended_on": HALF_WAY.add(days=1)}, 2000),
        ("deliverables", {"delivered_on": HALF_WAY}, 4000),
        ("deliverables", {"delivered_on": HALF_WAY.add(days=1)}, 2000),
        ("deliverables", {"status": tpkit.DeliverableStatus.ACCEPTED}, 4000),
        (
            "deliverables",
            {"status": tpkit.DeliverableStatus.REJECTED, "delivered_on": HALF_WAY},
            2000,
        ),
        (
            "milestones",
            {"actual": HALF_WAY, "work": tpkit.Work(cost=Decimal(100))},
            2100,
        ),
        (
            "milestones",
            {
                "status": tpkit.MilestoneStatus.COMPLETE,
                "work": tpkit.Work(cost=Decimal(100)),
            },
            2100,
        ),
    ],
)
def test_what_is_done_is_earned_in_full(
    family: str, fields: dict[str, Any], earned: int, programme: tpkit.Portfolio
) -> None:
    portfolio = changed(programme, family, 0, **fields)

    value = track.earned_value(portfolio, "pay", on=HALF_WAY)

    assert value.earned_value == earned


def without_costs(portfolio: tpkit.Portfolio) -> tpkit.Portfolio:
    for family in ("phases", "deliverables"):
        (noun,) = getattr(portfolio, family)
        work = attrs.evolve(noun.work, cost=None)
        portfolio = changed(portfolio, family, 0, work=work)
    return portfolio


def test_a_budget_is_shared_out_by_working_days(programme: tpkit.Portfolio) -> None:
    value = track.earned_value(without_costs(programme), "pay", on=HALF_WAY)

    budgets = {part.title: str(part.budget) for part in value.parts}
    assert budgets == {"Survey": "6666.67", "Agreed": "0.00", "Report": "3333.33"}
    assert value.shares_budget
    assert value.budget == 10_000


def test_days_as_approved_share_the_budget(programme: tpkit.Portfolio) -> None:
    approved = [baseline(date=pendulum.Date(2026, 7, 10), days=20)]
    portfolio = changed(without_costs(programme), "deliverables", 0, baselines=approved)
    waiting = changed(portfolio, "milestones", 0, work=None)

    value = track.earned_value(portfolio, "pay", on=HALF_WAY)
    other = track.earned_value(waiting, "pay", on=HALF_WAY)

    assert [str(part.budget) for part in value.parts] == ["5000.00", "0.00", "5000.00"]
    assert [part.title for part in other.parts] == ["Survey", "Report"]


def test_a_milestone_that_only_waits_earns_nothing(programme: tpkit.Portfolio) -> None:
    first = attrs.evolve(
        programme.milestones[0], id=tpkit.MilestoneId("first"), work=None
    )
    agreed = attrs.evolve(
        programme.milestones[0], work=None, after=(tpkit.MilestoneId("first"),)
    )
    portfolio = attrs.evolve(without_costs(programme), milestones=(first, agreed))

    value = track.earned_value(portfolio, "pay", on=HALF_WAY)

    assert [part.earned_value for part in value.parts[1:3]] == [0, 0]


def test_nothing_planned_or_spent_gives_no_performance(
    programme: tpkit.Portfolio,
) -> None:
    portfolio = changed(programme, "budget_lines", 0, actual=None)
    early = pendulum.Date(2026, 5, 1)

    value = track.earned_value(portfolio, "pay", on=early)
    spent = track.earned_value(portfolio, "pay", on=early, actual_cost=Decimal(10_000))

    assert (value.schedule_performance, value.cost_performance) == (None, None)
    assert (value.estimate_at_completion, value.variance_at_completion) == (None, None)
    assert value.actual_cost == 0
    assert spent.performance_needed is None


def test_a_plan_beyond_the_published_holidays_has_its_value(
    programme: tpkit.Portfolio,
) -> None:
    far = changed(programme, "projects", 0, start=pendulum.Date(2040, 1, 2))

    value = track.earned_value(far, "pay", on=pendulum.Date(2040, 1, 13))

    assert value.planned_value == 3600  # 2 January is a substitute holiday


def test_a_project_that_has_no_money_of_a_bid_has_spent_nothing(
    programme: tpkit.Portfolio,
) -> None:
    portfolio = changed(programme, "projects", 0, bid=None)

    value = track.earned_value(portfolio, "pay", on=HALF_WAY)

    assert value.actual_cost == 0
    with pytest.raises(FieldError, match="a budget and days to share it by"):
        track.earned_value(without_costs(portfolio), "pay", on=HALF_WAY)


def test_projects_that_share_a_bid_must_say_what_each_spent(
    programme: tpkit.Portfolio,
) -> None:
    other = attrs.evolve(programme.projects[0], id=tpkit.ProjectId("other"))
    portfolio = attrs.evolve(programme, projects=(*programme.projects, other))

    with pytest.raises(FieldError, match="several projects spend"):
        track.earned_value(portfolio, "pay", on=HALF_WAY)
    with pytest.raises(FieldError, match="tasks with work planned"):
        track.earned_value(portfolio, "other", on=HALF_WAY)
    value = track.earned_value(portfolio, "pay", on=HALF_WAY, actual_cost=Decimal(9))
    assert value.actual_cost == 9
    with pytest.raises(FieldError, match="0 pounds or more"):
        track.earned_value(portfolio, "pay", on=HALF_WAY, actual_cost=Decimal(-9))


def test_a_project_that_is_not_there_is_refused(programme: tpkit.Portfolio) -> None:
    with pytest.raises(UnknownIdError):
        track.earned_value(programme, "payment", on=HALF_WAY)


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 10**6), st.integers(0, 100))),
    st.integers(-10, 200),
)
def test_neither_value_is_more_than_the_budget(
    tasks: list[tuple[int, int, int]], after: int
) -> None:
    phases = [
        tpkit.Phase(
            id=tpkit.PhaseId(f"p{number}"),
            project=tpkit.ProjectId("pay"),
            title=f"Phase {number}",
            work=tpkit.Work(
                days=days, cost=Decimal(cost).scaleb(-2), progress=Decimal(progress)
            ),
        )
        for number, (days, cost, progress) in enumerate([(1, 1, 1), *tasks])
    ]
    project = tpkit.Project(
        id=tpkit.ProjectId("pay"),
        title="Pay",
        kind=tpkit.ProjectKind.DATA,
        start=pendulum.Date(2026, 6, 1),
    )
    portfolio = attrs.evolve(
        files.loads(PROGRAMME.partition("organisations")[0], format="yaml"),
        projects=(project,),
        phases=tuple(phases),
    )
    on = project.start.add(days=after) if project.start else HALF_WAY

    value = track.earned_value(portfolio, "pay", on=on)

    assert 0 <= value.planned_value <= value.budget
    assert 0 <= value.earned_value <= value.budget
    for part in value.parts:
        assert part.planned_value <= part.budget


def test_progress_without_a_day_is_not_earned_before_the_project_began(
    programme: tpkit.Portfolio,
) -> None:
    work = attrs.evolve(programme.phases[0].work or tpkit.Work(), started_on=None)
    undated = changed(programme, "phases", 0, work=work)

    found = [
        track.earned_value(undated, "pay", on=on, actual_cost=Decimal(0)).earned_value
        for on in (pendulum.Date(2026, 5, 29), HALF_WAY)
    ]

    assert found == [0, 2000]
