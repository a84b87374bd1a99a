"""Promises, plans, delivery confidence and progress reports."""

from collections.abc import Callable
from typing import Any

import attrs
import pendulum
import pytest

import tpkit
from tpkit import Portfolio, checks

Sample = Callable[[str, str], tuple[Portfolio, pendulum.Date]]
Evolve = Callable[..., Portfolio]


def day(text: str) -> pendulum.Date:
    return pendulum.Date.fromisoformat(text)


def messages(check: checks.Check, portfolio: Portfolio, on: pendulum.Date) -> list[str]:
    return [finding.message for finding in check(portfolio, on=on)]


def paths(check: checks.Check, portfolio: Portfolio, on: pendulum.Date) -> list[str]:
    return [finding.path for finding in check(portfolio, on=on)]


# -------------------------------------------------------------------------- baselines


def test_what_a_rebaseline_lacks_is_named(sample: Sample, change: Evolve) -> None:
    portfolio, on = sample("TP601", "passing")
    first, second = portfolio.milestones[0].baselines
    bare = attrs.evolve(second, approved_on=None)
    portfolio = change(portfolio, "milestones", baselines=(first, bare))

    (said,) = messages(checks.RebaselineUnapproved(), portfolio, on)

    assert said.endswith("without a day of approval")


def test_an_entry_that_moves_a_due_date_is_found(
    sample: Sample, change: Evolve
) -> None:
    portfolio, on = sample("TP602", "passing")
    entry = tpkit.Change(
        kind=tpkit.ChangedKind.DELIVERABLE,
        of=portfolio.deliverables[0].id,
        field="due",
        was="2022-12-30",
        became="2023-01-31",
        recorded_on=day("2022-12-01"),
    )
    title = attrs.evolve(entry, field="title", was="Tools", became="Toolkit")
    moved = attrs.evolve(portfolio, changes=(entry, title))
    bare = change(moved, "deliverables", baselines=())

    assert messages(checks.PromiseMovedQuietly(), moved, on) == []
    assert paths(checks.PromiseMovedQuietly(), bare, on) == ["$.changes[0]"]


def test_milestones_have_no_due_date_to_move(sample: Sample) -> None:
    portfolio, on = sample("TP601", "passing")

    assert messages(checks.PromiseMovedQuietly(), portfolio, on) == []


def test_an_extension_or_no_end_at_all_lets_a_promise_move(
    sample: Sample, change: Evolve
) -> None:
    portfolio, on = sample("TP603", "failing")
    check = checks.RebaselinedPastFunding()

    for end in (day("2023-06-30"), None):
        extended = change(portfolio, "projects", funded_end=end)
        assert messages(check, extended, on) == []


# --------------------------------------------------------------------------- milestones


@pytest.mark.parametrize(
    ("forecast", "colour"),
    [
        ("2023-03-02", "amber"),
        ("2023-03-15", "amber"),
        ("2023-03-16", "red"),
        ("2023-04-01", "red"),
    ],
)
def test_a_milestone_is_amber_up_to_ten_days_and_red_after(
    forecast: str, colour: str, sample: Sample, change: Evolve
) -> None:
    portfolio, on = sample("TP604", "passing")
    portfolio = change(portfolio, "milestones", forecast=day(forecast))

    (said,) = messages(checks.MilestoneBehind(), portfolio, on)

    assert said.startswith(f"Toolkit ready is {colour}: forecast for")


def test_how_far_behind_is_amber_can_be_set(sample: Sample) -> None:
    portfolio, on = sample("TP604", "failing")

    assert messages(checks.MilestoneBehind(amber_after=10), portfolio, on) == []


def test_a_complete_milestone_needs_evidence(sample: Sample, change: Evolve) -> None:
    portfolio, on = sample("TP626", "passing")
    portfolio = change(portfolio, "milestones", evidence=())

    assert messages(checks.AcceptedWithoutEvidence(), portfolio, on) == [
        "Toolkit ready is complete without evidence"
    ]


def test_nobody_accepts_what_nobody_owns(sample: Sample, change: Evolve) -> None:
    portfolio, on = sample("TP606", "failing")
    portfolio = change(portfolio, "deliverables", owner=None, accepted_by=None)

    assert messages(checks.AcceptedByItsOwner(), portfolio, on) == []


# -------------------------------------------------------------- forecasts and actuals


@pytest.mark.parametrize(
    "fields",
    [
        {"actual": day("2023-02-01")},
        {"status": tpkit.MilestoneStatus.CANCELLED},
        {"forecast": None},
    ],
)
def test_what_is_done_or_given_up_needs_no_promise(
    fields: dict[str, Any], sample: Sample, change: Evolve
) -> None:
    portfolio, on = sample("TP625", "failing")
    portfolio = change(portfolio, "milestones", **fields)

    assert messages(checks.ForecastBeforeBaseline(), portfolio, on) == []


def test_a_deliverable_and_a_phase_need_a_promise_too(
    sample: Sample, change: Evolve
) -> None:
    portfolio, on = sample("TP627", "failing")
    portfolio = change(portfolio, "deliverables", due=None)

    assert paths(checks.ForecastBeforeBaseline(), portfolio, on) == [
        "$.deliverables[0].forecast"
    ]
    given_up = change(portfolio, "projects", status=tpkit.ProjectStatus.CANCELLED)
    assert messages(checks.ForecastBeforeBaseline(), given_up, on) == []


def test_an_entry_that_replaces_the_day_of_delivery_is_found(sample: Sample) -> None:
    portfolio, on = sample("TP605", "passing")
    entries = [
        tpkit.Change(
            kind=tpkit.ChangedKind.DELIVERABLE,
            of=portfolio.deliverables[0].id,
            field="delivered_on",
            was=was,
            became=became,
            recorded_on=day("2023-02-01"),
        )
        for was, became in (("", "2023-01-27"), ("2023-01-27", "2023-01-30"))
    ]
    portfolio = attrs.evolve(portfolio, changes=tuple(entries))

    assert messages(checks.DoneTwice(), portfolio, on) == [
        "Toolkit was done on 2023-01-27, and on 2023-01-30"
    ]


def test_a_milestone_complete_without_a_day_was_done_once(
    sample: Sample, change: Evolve
) -> None:
    portfolio, on = sample("TP626", "failing")
    portfolio = change(portfolio, "milestones", actual=None)

    assert messages(checks.DoneTwice(), portfolio, on) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"delivered_on": day("2023-02-10")},
        {"forecast": None, "due": day("2023-03-01")},
    ],
    ids=["done", "green anyway"],
)
def test_an_expired_colour_that_makes_no_difference_is_let_be(
    fields: dict[str, Any], sample: Sample, change: Evolve
) -> None:
    portfolio, on = sample("TP627", "failing")
    portfolio = change(portfolio, "deliverables", **fields)

    assert messages(checks.OverrideExpired(), portfolio, on) == []


# ------------------------------------------------------------------------- confidence


def test_amber_confidence_may_have_a_late_milestone(sample: Sample) -> None:
    portfolio, on = sample("TP607", "failing")
    later = portfolio.milestones[0].forecast

    assert messages(checks.ConfidenceTooHigh(), portfolio, on) != []
    assert later is not None
    in_time = attrs.evolve(portfolio.milestones[0], forecast=day("2023-03-31"))
    portfolio = attrs.evolve(portfolio, milestones=(in_time,))
    assert messages(checks.ConfidenceTooHigh(), portfolio, on) == []


@pytest.mark.parametrize(
    ("before", "after", "times"),
    [
        ("green", "green", 0),
        ("amber_green", "green", 1),
        ("amber_green", "amber", 0),
        ("amber_red", "amber", 0),
        ("amber_red", "red", 0),
        ("amber_red", "green", 1),
        ("red", "amber", 1),
    ],
)
def test_a_conversion_never_improves_a_rating(
    before: str, after: str, times: int, sample: Sample, change: Evolve
) -> None:
    portfolio, on = sample("TP610", "passing")
    project = portfolio.projects[0]
    assert project.confidence is not None
    rated = tpkit.ConfidenceRating
    portfolio = change(
        portfolio,
        "projects",
        confidence=attrs.evolve(project.confidence, rating=rated(after)),
        earlier_confidence=(
            attrs.evolve(project.earlier_confidence[0], rating=rated(before)),
        ),
    )

    assert len(messages(checks.ConfidenceRaisedByConversion(), portfolio, on)) == times


def test_a_new_judgement_with_reasons_of_its_own_may_be_better(
    sample: Sample, change: Evolve
) -> None:
    portfolio, on = sample("TP610", "failing")
    judged = portfolio.projects[0].confidence
    assert judged is not None
    again = attrs.evolve(judged, narrative="The author is back")
    portfolio = change(portfolio, "projects", confidence=again)
    check = checks.ConfidenceRaisedByConversion()

    assert messages(check, portfolio, on) == []
    same_day = attrs.evolve(again, assessed_on=day("2020-12-14"))
    portfolio = change(portfolio, "projects", confidence=same_day)
    assert len(messages(check, portfolio, on)) == 1


def test_ratings_on_one_scale_are_no_conversion(sample: Sample, change: Evolve) -> None:
    portfolio, on = sample("TP610", "failing")
    judged = portfolio.projects[0].confidence
    assert judged is not None
    amber = attrs.evolve(judged, rating=tpkit.ConfidenceRating.AMBER)
    portfolio = change(portfolio, "projects", earlier_confidence=(amber,))

    assert messages(checks.ConfidenceRaisedByConversion(), portfolio, on) == []


def test_ratings_of_different_projects_are_not_compared(sample: Sample) -> None:
    portfolio, on = sample("TP610", "failing")
    project = portfolio.projects[0]
    one = attrs.evolve(project, confidence=None)
    other = attrs.evolve(project, id=tpkit.ProjectId("other"), earlier_confidence=())
    portfolio = attrs.evolve(portfolio, projects=(one, other))

    assert messages(checks.ConfidenceRaisedByConversion(), portfolio, on) == []


# ---------------------------------------------------------------------------- reports


def test_a_report_is_overdue_the_day_after_a_month(
    sample: Sample, change: Evolve
) -> None:
    portfolio, _ = sample("TP615", "failing")
    check = checks.HighlightReportOverdue()

    assert messages(check, portfolio, day("2023-02-09")) == []
    assert len(messages(check, portfolio, day("2023-02-10"))) == 1
    closed = change(portfolio, "projects", status=tpkit.ProjectStatus.CLOSED)
    assert messages(check, closed, day("2023-02-10")) == []


def report(on: str, colour: str, kind: str = "highlight") -> tpkit.ProgressReport:
    return tpkit.ProgressReport(
        on=day(on), kind=tpkit.ReportKind(kind), colour=tpkit.Colour(colour)
    )


@pytest.mark.parametrize(
    ("reports", "times"),
    [
        ([("2023-01-09", "red"), ("2023-02-06", "amber")], 0),
        ([("2023-01-09", "amber"), ("2023-02-06", "red")], 0),
        ([("2023-02-06", "red"), ("2023-01-09", "red")], 1),
        ([("2023-01-09", "red"), ("2023-03-06", "red")], 0),
        (
            [
                ("2022-12-05", "red", "exception"),
                ("2023-01-09", "red"),
                ("2023-02-06", "red"),
            ],
            1,
        ),
    ],
    ids=["better since", "red once", "any order", "not sent yet", "sent before"],
)
def test_red_twice_running_asks_for_an_exception_report(
    reports: list[tuple[str, ...]], times: int, sample: Sample, change: Evolve
) -> None:
    portfolio, on = sample("TP617", "failing")
    sent = tuple(report(*fields) for fields in reports)
    portfolio = change(portfolio, "projects", reports=sent)

    assert len(messages(checks.ExceptionReportMissing(), portfolio, on)) == times


# ------------------------------------------------------------------------------ plans


def test_a_plan_that_cannot_be_made_misses_no_limit(sample: Sample) -> None:
    portfolio, on = sample("TP621", "failing")

    assert messages(checks.PlanMissesItsLimit(), portfolio, on) == []


def test_a_plan_past_every_calendar_goes_in_no_circle(sample: Sample) -> None:
    portfolio, _ = sample("TP621", "passing")

    assert messages(checks.PlanInCircles(), portfolio, day("2101-01-01")) == []


def test_the_worst_of_each_project_is_named(sample: Sample) -> None:
    portfolio, on = sample("TP622", "failing")
    first, last = portfolio.deliverables
    alone = attrs.evolve(
        first, id=tpkit.DeliverableId("film"), title="Film", work=tpkit.Work(days=35)
    )
    portfolio = attrs.evolve(portfolio, deliverables=(alone, first, last))

    assert paths(checks.PlanMissesItsLimit(), portfolio, on) == ["$.deliverables[2]"]


def test_days_that_no_calendar_knows_are_not_asked_about(sample: Sample) -> None:
    portfolio, _ = sample("TP624", "failing")

    for on in ("2000-01-01", "2035-06-01"):
        assert messages(checks.CalendarWithoutWorkingDay(), portfolio, day(on)) == []
