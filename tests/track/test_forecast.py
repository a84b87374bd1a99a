"""What a forecast says: days drawn from estimates, ends, odds, and what to fix first."""

import math
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeVar

import attrs
import pendulum
import pytest

import tpkit
from tpkit import (
    Deliverable,
    Estimate,
    EstimateShape,
    Link,
    Milestone,
    Portfolio,
    Work,
    track,
)
from tpkit.errors import FieldError, MissingExtraError, UnknownIdError
from tpkit.track._forecast.chances import TICKETS, Chances, chances_of
from tpkit.track._forecast.outlook import percent, quantiles

NounT = TypeVar("NounT")


def made(noun: Callable[..., NounT], /, **fields: Any) -> NounT:
    return noun(**fields)


MONDAY = pendulum.Date(2024, 3, 11)


def estimate(*days: int, shape: EstimateShape = EstimateShape.PERT) -> Estimate:
    optimistic, likely, pessimistic = days
    return Estimate(
        optimistic=optimistic, likely=likely, pessimistic=pessimistic, shape=shape
    )


def part(id: str, work: Work | None = None, **more: Any) -> Deliverable:
    return made(
        Deliverable,
        **{"id": id, "project": "pay", "title": id.title(), "work": work, **more},
    )


def portfolio_of(*parts: Deliverable, **more: Any) -> Portfolio:
    project = made(
        tpkit.Project,
        id="pay",
        title="Pay",
        kind=tpkit.ProjectKind.RESEARCH,
        start=MONDAY,
        funded_end=pendulum.Date(2024, 4, 5),
    )
    idle = made(tpkit.Project, id="idle", title="Idle", kind=tpkit.ProjectKind.DATA)
    return Portfolio(
        partnership=made(tpkit.Partnership, id="tp", name="Our partnership"),
        projects=(project, idle),
        deliverables=parts,
        **more,
    )


def study() -> Portfolio:
    """Give a survey and its shorter sibling, a report after both, and a launch."""
    after = tuple(made(Link, task=id) for id in ("survey", "desk"))
    launch = made(
        Milestone,
        id="launch",
        project="pay",
        title="Launch",
        work=Work(after=(made(Link, task="report"),)),
    )
    return portfolio_of(
        part("survey", Work(estimate=estimate(6, 8, 20))),
        part("desk", Work(estimate=estimate(1, 2, 3))),
        part("report", Work(days=5, estimate=estimate(4, 5, 8), after=after)),
        milestones=(launch,),
    )


# ------------------------------------------------------------------------- estimates


def exactly(found: Chances, below: Callable[[float], float]) -> float:
    """Give the greatest difference of what lies below a day from what should."""
    so_far, worst = 0, 0.0
    for days, tickets in found[:-1]:
        so_far += tickets
        worst = max(worst, abs(so_far / TICKETS - below(days + 0.5)))
    return worst


@pytest.mark.parametrize("top", range(5))
@pytest.mark.parametrize("width", [4, 8, 20, 100, 1000])
def test_pert_draws_are_as_likely_as_its_beta_curve_says(width: int, top: int) -> None:
    # With a likely value at a quarter of the way, both exponents are whole numbers.
    work = Work(estimate=estimate(10, 10 + width * top // 4, 10 + width))

    found = chances_of(work, is_begun=False)

    def below(days: float) -> float:
        x = (days - 10) / width
        return sum(
            math.comb(5, n) * x**n * (1 - x) ** (5 - n) for n in range(top + 1, 6)
        )

    assert sum(tickets for _, tickets in found) == TICKETS
    assert exactly(found, below) < 1e-5


@pytest.mark.parametrize("likely", [0, 3, 7, 10])
def test_triangular_draws_are_as_likely_as_its_triangle_says(likely: int) -> None:
    work = Work(estimate=estimate(0, likely, 10, shape=EstimateShape.TRIANGULAR))

    found = chances_of(work, is_begun=False)

    def below(days: float) -> float:
        if days < likely:
            return days * days / (10 * likely)
        return 1 - (10 - days) ** 2 / (10 * (10 - likely))

    assert exactly(found, below) < 1e-5


def test_what_was_not_estimated_takes_its_days() -> None:
    assert chances_of(Work(days=7), is_begun=False) == ((7, TICKETS),)
    assert chances_of(Work(days=7, remaining=3), is_begun=True) == ((3, TICKETS),)
    sure = Work(days=9, estimate=estimate(4, 4, 4))
    assert chances_of(sure, is_begun=False) == ((4, TICKETS),)


@pytest.mark.parametrize(
    ("work", "least", "most"),
    [
        (Work(estimate=estimate(10, 12, 20)), 10, 20),
        (Work(estimate=estimate(10, 12, 20), progress=Decimal(50)), 5, 10),
        (Work(estimate=estimate(10, 12, 20), progress=Decimal(100)), 0, 0),
        (Work(estimate=estimate(10, 12, 20), remaining=3), 3, 5),
        (Work(days=0, estimate=estimate(0, 1, 2), remaining=3), 3, 3),
    ],
)
def test_work_that_was_begun_needs_the_part_that_is_left(
    work: Work, least: int, most: int
) -> None:
    found = chances_of(work, is_begun=True)

    assert (found[0][0], found[-1][0]) == (least, most)
    assert sum(tickets for _, tickets in found) == TICKETS


def test_the_middle_of_the_runs_is_that_of_the_estimate() -> None:
    portfolio = portfolio_of(part("survey", Work(estimate=estimate(10, 20, 60))))
    calendar = track.working_calendar_of(portfolio)

    forecast = track.forecast(portfolio, seed=1, runs=20_000)

    days = Counter[int]()
    for day, runs in forecast.ends[0].days.items():
        days[calendar.working_days_between(MONDAY, day)] += runs
    mean = sum(day * runs for day, runs in days.items()) / 20_000
    # (least + 4 · likely + most) / 6, and a standard error of 0.06
    assert mean == pytest.approx(25, abs=0.25)


def test_a_forecast_is_as_plain_dice_would_throw_it() -> None:
    forecast = track.forecast(study(), seed=3, runs=20_000)

    dice, late = random.Random(11), 0
    for _ in range(20_000):
        survey, desk, report = (
            round(least + (most - least) * dice.betavariate(up, 6 - up))
            for least, most, up in ((6, 20, 11 / 7), (1, 3, 3), (4, 8, 2))
        )
        # Good Friday and Easter Monday leave 18 working days until 5 April.
        late += max(survey, desk) + report > 18
    share = forecast.probability("pay")
    assert share == pytest.approx(1 - late / 20_000, abs=0.015)


def test_nobody_waits_for_what_was_dropped() -> None:
    after = (made(Link, task="survey"),)
    portfolio = portfolio_of(
        part(
            "survey",
            Work(estimate=estimate(6, 8, 20)),
            status=tpkit.DeliverableStatus.DROPPED,
        ),
        part("report", Work(days=2, after=after)),
    )

    (report,) = track.forecast(portfolio, seed=1).tasks

    assert report.p50 == report.p95 == MONDAY.add(days=1)


# ------------------------------------------------------------------------------ words


def test_the_end_of_a_project_is_told_with_its_odds() -> None:
    forecast = track.forecast(study(), seed=1)

    end = forecast.end("pay")

    assert end is not None
    assert end.sentence == (
        "Pay is finished by 2 April 2024 in half of the runs, by 4 April 2024 in 80% "
        "and by 9 April 2024 in 95%; 90% of the runs make the last day of its money, "
        "5 April 2024"
    )
    assert end.planned == pendulum.Date(2024, 3, 27)
    assert forecast.probability("pay") == end.probability
    assert forecast.probability("pay", by=end.p80) == end.share_by(end.p80)
    assert forecast.runs == 2000 and forecast.seed == 1 and forecast.on is None


def test_a_project_with_nothing_to_do_has_no_end() -> None:
    forecast = track.forecast(study(), seed=1, runs=10)

    assert forecast.end("idle") is None
    assert forecast.probability("idle") is None
    assert forecast.probability("idle", by=MONDAY) is None
    assert forecast.tornado("idle") == ()


def test_without_a_last_day_of_money_there_is_no_probability() -> None:
    portfolio = study()
    project = attrs.evolve(portfolio.projects[0], funded_end=None)
    endless = attrs.evolve(portfolio, projects=(project, portfolio.projects[1]))

    forecast = track.forecast(endless, seed=1)

    assert forecast.probability("pay") is None
    assert forecast.ends[0].sentence == (
        "Pay is finished by 2 April 2024 in half of the runs, by 4 April 2024 in 80% "
        "and by 9 April 2024 in 95%"
    )


def test_what_is_sure_is_told_without_odds() -> None:
    portfolio = portfolio_of(
        part("survey", Work(days=3), delivered_on=MONDAY), part("report", Work(days=2))
    )

    forecast = track.forecast(portfolio, seed=1, on=MONDAY.add(days=1), runs=10)

    survey, report = forecast.tasks
    assert survey.is_done and survey.criticality == 0
    assert survey.sentence == "Survey: finished on 11 March 2024"
    assert report.sentence == "Report: finished on 13 March 2024, not estimated"
    assert not forecast.ends[0].is_estimated
    assert forecast.ends[0].sentence == (
        "Pay is finished on 13 March 2024 by planned days; nothing in it is estimated; "
        "that is no later than the last day of its money, 5 April 2024"
    )


def test_what_is_estimated_without_a_doubt_is_so_in_every_run() -> None:
    portfolio = portfolio_of(part("report", Work(estimate=estimate(3, 3, 3))))

    forecast = track.forecast(portfolio, seed=1, runs=10)

    assert forecast.tasks[0].sentence.endswith("13 March 2024 in 95% of the runs")
    assert forecast.ends[0].sentence == (
        "Pay is finished on 13 March 2024 in every run; 100% of the runs make the last "
        "day of its money, 5 April 2024"
    )


# ---------------------------------------------------------- what the record is believed


def believed(
    *parts: Any, on: pendulum.Date = MONDAY, **fields: Any
) -> track.EndForecast:
    """Give the end of a project whose money lasts until Friday 5 April 2024."""
    families = {"milestones": Milestone, "phases": tpkit.Phase}
    more = {
        family: tuple(each for each in parts if isinstance(each, kind))
        for family, kind in families.items()
    }
    portfolio = portfolio_of(*(p for p in parts if isinstance(p, Deliverable)), **more)
    project, *others = portfolio.projects
    changed = (attrs.evolve(project, **fields), *others)
    portfolio = attrs.evolve(portfolio, projects=changed)
    (end,) = track.forecast(portfolio, seed=1, on=on, runs=5).ends
    return end


def promised(day: int, month: int = 4) -> tpkit.Baseline:
    return tpkit.Baseline(number=0, date=pendulum.Date(2024, month, day))


FORECASTS, PROMISES, PLANNED, NOTHING = track.ForecastBasis


@pytest.mark.parametrize(
    ("parts", "finish", "rests_on"),
    [
        ([part("a", due=pendulum.Date(2024, 4, 3))], (4, 3), [PROMISES]),
        ([part("a", baselines=[promised(4)])], (4, 4), [PROMISES]),
        (
            [
                made(
                    Milestone, id="m", project="pay", title="M", baselines=[promised(4)]
                )
            ],
            (4, 4),
            [PROMISES],
        ),
        (
            [
                made(
                    tpkit.Phase,
                    id="f",
                    project="pay",
                    title="F",
                    baselines=[promised(4)],
                )
            ],
            (4, 4),
            [PROMISES],
        ),
        (
            [
                part(
                    "a",
                    due=pendulum.Date(2024, 4, 3),
                    forecast=pendulum.Date(2024, 5, 1),
                )
            ],
            (5, 1),
            [FORECASTS],
        ),
        (
            [part("a", Work(days=2), forecast=pendulum.Date(2024, 4, 3))],
            (4, 3),
            [FORECASTS, PLANNED],
        ),
        ([part("a", Work(days=2), due=pendulum.Date(2024, 4, 3))], (3, 12), [PLANNED]),
        (
            [part("a", Work(days=2), forecast=pendulum.Date(2024, 3, 8))],
            (3, 12),
            [PLANNED],
        ),
        ([part("a", due=pendulum.Date(2024, 3, 8))], (3, 11), [NOTHING]),
        (
            [part("a", due=pendulum.Date(2024, 3, 8), forecast=MONDAY)],
            (3, 11),
            [NOTHING],
        ),
        ([part("a", delivered_on=pendulum.Date(2024, 4, 2))], (4, 2), [FORECASTS]),
        (
            [
                part("a", Work(days=1, after=(made(Link, task="b", lag=1),))),
                part("b", due=pendulum.Date(2024, 4, 2)),
            ],
            (4, 4),
            [PROMISES, PLANNED],
        ),
        (
            [
                part("a", Work(after=(made(Link, task="b"),))),
                part("b", due=pendulum.Date(2024, 4, 2), delivered_on=MONDAY),
            ],
            (3, 11),
            [NOTHING],
        ),
        (
            [
                part("a", Work(after=(made(Link, task="b"), made(Link, task="c")))),
                part("b", due=pendulum.Date(2024, 4, 2)),
                part("c", due=pendulum.Date(2024, 4, 2)),
            ],
            (4, 2),
            [PROMISES],
        ),
        (
            [
                part(
                    "a",
                    Work(
                        days=0,
                        constraints=(
                            tpkit.Constraint(
                                kind=tpkit.ConstraintKind.FINISH_NO_EARLIER,
                                on=pendulum.Date(2024, 4, 2),
                            ),
                        ),
                    ),
                )
            ],
            (4, 2),
            [PLANNED],
        ),
    ],
)
def test_what_is_not_done_comes_no_earlier_than_the_record_says(
    parts: list[Any], finish: tuple[int, int], rests_on: list[track.ForecastBasis]
) -> None:
    end = believed(*parts)

    assert end.planned == end.p50 == end.p95 == pendulum.Date(2024, *finish)
    assert end.rests_on == tuple(rests_on)


def test_what_is_accepted_without_a_day_is_not_waited_for() -> None:
    accepted = part(
        "a", due=pendulum.Date(2024, 4, 3), status=tpkit.DeliverableStatus.ACCEPTED
    )
    complete = made(
        Milestone,
        id="m",
        project="pay",
        title="M",
        status=tpkit.MilestoneStatus.COMPLETE,
        baselines=[promised(4)],
    )

    end = believed(accepted, complete, part("b", due=pendulum.Date(2024, 4, 1)))

    assert end.p50 == pendulum.Date(2024, 4, 1)


def test_the_end_of_a_phase_that_nobody_follows_is_but_a_heading() -> None:
    phase = made(
        tpkit.Phase, id="f", project="pay", title="F", end=pendulum.Date(2024, 4, 4)
    )
    step = part("a", Work(days=1, after=(made(Link, task="f"),)))

    alone = believed(phase, part("b", due=pendulum.Date(2024, 4, 1)))
    awaited = believed(phase, step)

    assert alone.p50 == pendulum.Date(2024, 4, 1)
    assert awaited.p50 == pendulum.Date(2024, 4, 5)


def test_a_milestone_without_any_day_is_not_in_the_forecast() -> None:
    someday = made(Milestone, id="m", project="pay", title="Some day")
    portfolio = portfolio_of(
        part("a", due=pendulum.Date(2024, 4, 1)), milestones=(someday,)
    )

    forecast = track.forecast(portfolio, seed=1, on=MONDAY, runs=5)

    assert [task.id for task in forecast.tasks] == ["a"]


def test_a_forecast_for_a_saturday_is_past_money_that_ends_on_the_friday() -> None:
    saturday = pendulum.Date(2024, 4, 6)

    end = believed(part("a", forecast=saturday))

    assert (end.planned, end.p50, end.probability) == (saturday, saturday, 0)
    assert end.sentence == (
        "Pay is finished on 6 April 2024 by recorded forecasts; nothing in it is "
        "estimated; that is after the last day of its money, 5 April 2024"
    )


def test_what_is_promised_for_a_sunday_is_in_time_for_money_until_then() -> None:
    easter = pendulum.Date(2024, 3, 31)

    end = believed(part("a", due=easter), funded_end=easter)

    assert (end.p50, end.probability) == (easter, 1)


def test_a_project_ends_no_earlier_than_its_own_forecast() -> None:
    may = pendulum.Date(2024, 5, 1)

    end = believed(part("a", Work(days=2)), forecast_end=may)

    assert (end.planned, end.p50, end.rests_on) == (may, may, (FORECASTS,))


def test_estimates_count_where_a_recorded_forecast_lies_before_what_they_make() -> None:
    doubtful = Work(estimate=estimate(2, 10, 40))

    end = believed(part("a", doubtful, forecast=pendulum.Date(2024, 3, 20)))

    assert (
        end.is_estimated and end.p50 >= pendulum.Date(2024, 3, 20) and len(end.days) > 1
    )


def test_a_promise_that_has_passed_says_nothing_of_the_finish() -> None:
    end = believed(part("a", due=pendulum.Date(2024, 3, 8)), funded_end=None)

    assert end.sentence == (
        "Pay is not finished before 11 March 2024, and nothing says when it is"
    )


def test_a_plan_as_it_was_drawn_believes_nothing_else() -> None:
    portfolio = portfolio_of(
        part("a", Work(days=2), forecast=pendulum.Date(2024, 5, 1)),
        part("b", due=pendulum.Date(2024, 5, 1)),
    )

    (end,) = track.forecast(portfolio, seed=1, runs=5).ends

    assert end.p50 == pendulum.Date(2024, 3, 12)


def test_a_task_is_told_by_its_id() -> None:
    forecast = track.forecast(study(), seed=1)

    assert forecast.of("report").sentence == (
        "Report: finished by 2 April 2024 in half of the runs, by 4 April 2024 in 80% "
        "and by 9 April 2024 in 95%"
    )
    assert forecast.of("launch").p80 == forecast.of("report").p80
    assert forecast.criticality("survey") > 0.99
    assert forecast.criticality("desk") == 0


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.0, "0%"),
        (0.001, "less than 1%"),
        (0.62, "62%"),
        (0.999, "more than 99%"),
        (1.0, "100%"),
    ],
)
def test_what_is_not_quite_sure_is_not_told_as_sure(share: float, words: str) -> None:
    assert percent(share) == words


def test_a_quantile_is_a_number_that_was_there() -> None:
    found = quantiles({3: 5, 7: 3, 9: 2}, 1, 50, 51, 80, 81, 100)

    assert found == [3, 3, 7, 7, 9, 9]


# ---------------------------------------------------------------------------- tornado


def test_what_moves_the_end_most_comes_first() -> None:
    bars = track.forecast(study(), seed=1).tornado("pay")

    assert [bar.task.id for bar in bars] == ["survey", "report"]
    assert bars[0].sentence == (
        "Survey takes 7 to 13 working days, which moves the end of Pay by 11 days; it is "
        "critical in 100% of the runs"
    )
    assert bars[0].swing > bars[1].swing > 0
    assert bars[0].end.project == "pay"


def test_what_never_decides_the_end_is_not_told() -> None:
    forecast = track.forecast(study(), seed=1)

    assert "desk" not in {bar.task.id for bar in forecast.tornado("pay")}


def test_what_may_be_chance_is_not_told() -> None:
    tiny = track.forecast(study(), seed=1, runs=3).tornado("pay")

    assert tiny == ()


def test_work_of_another_project_that_is_waited_for_counts() -> None:
    portfolio = study()
    moved = (
        attrs.evolve(portfolio.deliverables[0], project=tpkit.ProjectId("idle")),
        *portfolio.deliverables[1:],
    )
    idle = attrs.evolve(portfolio.projects[1], start=MONDAY)
    across = attrs.evolve(
        portfolio, deliverables=moved, projects=(portfolio.projects[0], idle)
    )

    forecast = track.forecast(across, seed=1)

    assert [bar.task.id for bar in forecast.tornado("pay")] == ["survey", "report"]
    assert [bar.task.id for bar in forecast.tornado("idle")] == ["survey"]


# ----------------------------------------------------------------------------- errors


@pytest.mark.parametrize(
    ("field", "value"),
    [("runs", 0), ("runs", 1_000_001), ("runs", 2.0), ("seed", "1"), ("engine", "gpu")],
)
def test_arguments_that_make_no_sense_are_refused(field: str, value: Any) -> None:
    arguments: dict[str, Any] = {"seed": 1, field: value}

    with pytest.raises(FieldError) as refused:
        track.forecast(study(), **arguments)

    assert (refused.value.noun, refused.value.field) == ("forecast", field)


def test_what_is_not_there_is_refused_with_the_nearest() -> None:
    forecast = track.forecast(study(), seed=1, runs=10)

    with pytest.raises(UnknownIdError, match="did you mean 'survey'"):
        forecast.of("surveys")
    with pytest.raises(UnknownIdError, match="did you mean 'pay'"):
        forecast.end("payy")


def test_an_empty_portfolio_has_an_empty_forecast() -> None:
    forecast = track.forecast(portfolio_of(), seed=1)

    assert forecast.tasks == () and forecast.ends == ()


@pytest.fixture
def no_numpy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let numpy be missing."""
    monkeypatch.setitem(sys.modules, "numpy", None)
    monkeypatch.delitem(sys.modules, "tpkit.track._forecast.arrays", raising=False)


@pytest.mark.usefixtures("no_numpy")
def test_without_numpy_an_error_says_how_to_install_it() -> None:
    with pytest.raises(MissingExtraError, match=r'pip install "tpkit\[solver\]"'):
        track.forecast(study(), seed=1, engine="numpy")


@pytest.mark.usefixtures("no_numpy")
def test_without_numpy_there_is_a_forecast_all_the_same() -> None:
    auto = track.forecast(study(), seed=1, runs=10)

    assert auto.ends == track.forecast(study(), seed=1, runs=10, engine="python").ends


def test_numpy_is_not_loaded_before_it_is_asked_for() -> None:
    code = "import sys, tpkit.track; print('numpy' in sys.modules)"

    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert told.stdout == "False\n"
