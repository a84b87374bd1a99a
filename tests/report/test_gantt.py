"""The Gantt chart: what stands where, what it says, and how it reads."""

import re
from collections.abc import Callable
from xml.etree import ElementTree as ET

import attrs
import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpkit import Portfolio, files
from tpkit.errors import FieldError
from tpkit.report import STANDARD, GanttChart, GanttRow, Reporter, gantt
from tpkit.testing import portfolios

Golden = Callable[[str, str], str]
JANUARY = pendulum.Date(2024, 1, 15)

PAY = """
tpkit: 1
partnership: { id: northshire, name: Northshire Teaching Partnership }
projects:
  - { id: pay, title: Pay & reward, kind: research, start: 2024-01-08, funded_end: 2024-03-08 }
  - { id: bare, title: Bare, kind: data }
phases:
  - { id: field, project: pay, title: Fieldwork, start: 2024-01-08, end: 2024-02-09 }
deliverables:
  - id: scope
    project: pay
    title: Scope
    delivered_on: 2024-01-12
    baselines: [{ number: 0, date: 2024-01-10 }]
    work: { days: 3, started_on: 2024-01-08 }
  - id: survey
    project: pay
    title: Survey of everybody who has ever taken part in anything
    baselines: [{ number: 0, start: 2024-01-15, date: 2024-01-26 }]
    work: { estimate: { optimistic: 10, likely: 15, pessimistic: 35 } }
  - id: desk
    project: pay
    title: Desk study
    due: 2024-01-31
    work: { days: 3 }
  - id: report
    project: pay
    title: Report
    work:
      days: 15
      after: [{ task: survey }, { task: desk }]
  - { id: gone, project: pay, title: Gone, status: dropped, due: 2024-01-31 }
milestones:
  - { id: agreed, project: pay, title: Agreed, baselines: [{ number: 0, date: 2024-02-16 }] }
  - { id: heard, project: pay, title: Heard, after: [agreed], baselines: [{ number: 0, date: 2024-02-23 }] }
  - { id: late, project: pay, title: Late, after: [heard], baselines: [{ number: 0, date: 2024-01-02 }] }
  - { id: never, project: pay, title: Never, status: cancelled }
  - { id: someday, project: pay, title: Some day }
"""


@pytest.fixture(scope="module")
def pay() -> Portfolio:
    return files.loads(PAY, format="yaml")


@pytest.fixture(scope="module")
def chart(pay: Portfolio) -> GanttChart:
    return gantt(pay, on=JANUARY)


def row(chart: GanttChart, title: str) -> GanttRow:
    (found,) = [one for one in chart.projects[0].rows if one.title.startswith(title)]
    return found


def test_the_gantt_chart_reads_as_it_did(pay: Portfolio, golden: Golden) -> None:
    now = Reporter().render("gantt", pay, on=JANUARY)

    assert now == golden("pay-gantt.html", now)


def test_rows_are_in_the_order_of_their_days(chart: GanttChart) -> None:
    (project,) = chart.projects

    assert [one.title.partition(" ")[0] for one in project.rows] == [
        "Fieldwork",
        "Scope",
        "Late",
        "Desk",
        "Survey",
        "Report",
        "Agreed",
        "Heard",
    ]


def test_a_row_says_what_was_promised_planned_and_likely(chart: GanttChart) -> None:
    survey = row(chart, "Survey")

    assert survey.label == "Survey of everybody who has ever…"
    assert survey.promised == "26 January 2024"
    assert survey.planned == "15 January 2024 to 2 February 2024"
    assert (survey.half, survey.most) == ("6 February 2024", "12 February 2024")
    assert survey.room == "none: critical" and survey.state == "critical"
    assert len(survey.bars) == len(survey.baseline_bars) == len(survey.odds) == 1
    assert not (survey.points or survey.baseline_points or survey.slack)


def test_what_may_slip_shows_how_far(chart: GanttChart) -> None:
    desk = row(chart, "Desk")

    assert desk.room == "12 working days" and desk.state == "planned"
    (bar,), (slack,) = desk.bars, desk.slack
    assert slack.x >= bar.x + bar.width and slack.width > bar.width
    assert desk.odds == () and len(desk.baseline_points) == 1


def test_what_is_done_stands_where_it_was(chart: GanttChart) -> None:
    scope = row(chart, "Scope")

    assert scope.state == "done" and scope.room == "done"
    assert scope.planned == "12 January 2024" and scope.half == ""


def test_a_word_stands_until_the_plan_contradicts_it(chart: GanttChart) -> None:
    heard, late = row(chart, "Heard"), row(chart, "Late")

    assert (heard.planned, heard.room) == ("23 February 2024", "")
    assert (late.planned, late.promised) == ("15 January 2024", "2 January 2024")


def test_what_misses_the_money_is_marked(pay: Portfolio) -> None:
    project = attrs.evolve(pay.projects[0], funded_end=pendulum.Date(2024, 2, 16))
    hasty = attrs.evolve(pay, projects=(project, pay.projects[1]))

    found = gantt(hasty, on=JANUARY)

    assert row(found, "Report").state == "late"
    assert row(found, "Report").room == "5 working days too late"
    (line,) = found.projects[0].scale.funding_end
    assert line.text == "money until 16 Feb"


def test_what_to_fix_first_is_told(chart: GanttChart) -> None:
    (fix,) = chart.projects[0].fixes

    assert fix.startswith(
        "Survey of everybody who has ever taken part in anything takes"
    )


def test_without_a_plan_there_are_promises_and_a_reason(pay: Portfolio) -> None:
    text = PAY.replace(
        "work: { days: 3 }", "work: { days: 3, after: [{ task: report }] }"
    )

    found = gantt(files.loads(text, format="yaml"), on=JANUARY)

    assert found.note.startswith("There is no plan: ")
    assert row(found, "Desk").planned == "31 January 2024"
    assert found.projects[0].fixes == ()
    assert found.projects[0].summary == ("7 parts, of which 1 done.",)
    assert "There is no plan" in Reporter().fill(found)
    assert gantt(pay, on=JANUARY).note == ""


def test_where_only_some_run_leaves_the_calendars_there_is_a_plan() -> None:
    far = """
tpkit: 1
partnership: { id: tp, name: Ours }
projects: [{ id: p, title: P, kind: data }]
deliverables:
"""
    task = """
  - id: d{0}
    project: p
    title: Part {0}
    work: {{ estimate: {{ optimistic: 1, likely: 1, pessimistic: 10000 }}{1} }}
"""
    parts = [task.format(0, "")]
    parts += [task.format(n, f", after: [{{ task: d{n - 1} }}]") for n in range(1, 9)]
    portfolio = files.loads(far + "".join(parts), format="yaml")

    found = gantt(portfolio, on=JANUARY)

    assert found.note == "" and len(found.projects[0].rows) == 9
    assert all(one.half == "" for one in found.projects[0].rows)


def test_a_day_far_off_does_not_squeeze_the_chart(pay: Portfolio) -> None:
    dated = attrs.evolve(
        pay,
        milestones=tuple(attrs.evolve(m, after=()) for m in pay.milestones),
        deliverables=tuple(attrs.evolve(d, work=None) for d in pay.deliverables),
    )

    near = gantt(dated, on=JANUARY).projects[0].scale
    later = gantt(dated, on=pendulum.Date(2030, 1, 1)).projects[0].scale

    assert near.today and not later.today
    assert [tick.text for tick in later.ticks] == ["Jan 2024", "Feb 2024", "Mar 2024"]


def test_a_portfolio_without_days_says_so(empty: Portfolio) -> None:
    assert "Nothing has a day yet." in Reporter().render("gantt", empty, on=JANUARY)


def test_a_pack_has_the_chart_where_work_is_planned(
    pay: Portfolio, empty: Portfolio
) -> None:
    (document,) = (one for one in STANDARD if one.name == "gantt")

    assert document.is_packed(pay)
    assert not document.is_packed(empty)


def test_senseless_runs_are_refused(pay: Portfolio) -> None:
    with pytest.raises(FieldError, match="runs"):
        gantt(pay, on=JANUARY, runs=0)


def test_the_picture_is_named_described_and_repeated_as_a_table(
    pay: Portfolio, chart: GanttChart
) -> None:
    page = Reporter().render("gantt", pay, on=JANUARY)

    picture = re.search(r'<svg role="img".*?</svg>', page, re.DOTALL)
    assert picture is not None
    drawn = ET.fromstring(picture[0])
    named = drawn.attrib["aria-labelledby"].split()
    title, desc = drawn[0], drawn[1]
    assert [title.attrib["id"], desc.attrib["id"]] == named
    assert title.text == "Pay & reward: plan, baseline and forecast"
    assert desc.text is not None and "make the last day of its money" in desc.text
    for one in chart.projects[0].rows:
        assert f'<th scope="row"><bdi>{one.title}</bdi></th>' in page


DAYS = st.dates(pendulum.Date(2013, 1, 1), pendulum.Date(2099, 12, 31)).map(
    lambda day: pendulum.Date(day.year, day.month, day.day)
)


@given(portfolios(), DAYS)
def test_any_portfolio_has_a_chart_within_its_frame(
    portfolio: Portfolio, on: pendulum.Date
) -> None:
    found = gantt(portfolio, on=on, runs=5)

    for project in found.projects:
        for one in project.rows:
            for bar in (*one.bars, *one.slack, *one.baseline_bars):
                assert project.scale.left <= bar.x
                assert bar.x + bar.width <= project.scale.width
            for odds in one.odds:
                assert odds.half <= odds.most <= odds.nearly_all
