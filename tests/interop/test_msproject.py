import json
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import attrs
import pendulum
import pytest
from hypothesis import given, settings

from tpkit import (
    Baseline,
    Closure,
    ClosureId,
    Constraint,
    ConstraintKind,
    Deliverable,
    DeliverableId,
    LagCount,
    Link,
    LinkKind,
    Milestone,
    MilestoneId,
    Partnership,
    PartnershipId,
    Phase,
    PhaseId,
    Portfolio,
    Project,
    ProjectId,
    ProjectKind,
    Weekday,
    Work,
    WorkCalendar,
    WorkCalendarId,
    testing,
)
from tpkit.errors import DocumentError, FieldError, PlanCircleError, UnknownIdError
from tpkit.interop import msproject

ON = pendulum.Date(2024, 12, 10)
FORUM = ProjectId("forum")
NAMESPACE = "{http://schemas.microsoft.com/project}"

A, B, C = PhaseId("a"), PhaseId("b"), PhaseId("c")
LINKS = (
    Link(task=A, lag=1),
    Link(task=A, kind=LinkKind.START_TO_START, lag=-2),
    Link(task=A, kind=LinkKind.FINISH_TO_FINISH, lag=3, lag_count=LagCount.ELAPSED),
    Link(task=A, kind=LinkKind.START_TO_FINISH, lag_count=LagCount.PREDECESSOR),
    Link(task=A, lag_count=LagCount.ELAPSED),
)
SMALL = Portfolio(
    partnership=Partnership(id=PartnershipId("tp"), name="Partnership"),
    work_calendars=(
        WorkCalendar(
            id=WorkCalendarId("four"), title="Four days", weekdays=tuple(Weekday)[:4]
        ),
    ),
    closures=(
        Closure(
            id=ClosureId("away"),
            title="Away days",
            start=pendulum.Date(2024, 6, 13),
            end=pendulum.Date(2024, 6, 17),
        ),
    ),
    projects=(
        Project(
            id=ProjectId("p"),
            title="Project",
            kind=ProjectKind.WORKSHOP,
            start=pendulum.Date(2024, 6, 3),
        ),
    ),
    phases=(
        Phase(id=A, project=ProjectId("p"), title="First", work=Work(days=5)),
        Phase(
            id=B,
            project=ProjectId("p"),
            title="Second",
            work=Work(
                days=10,
                after=LINKS,
                constraints=(
                    Constraint(
                        kind=ConstraintKind.MUST_START_ON,
                        on=pendulum.Date(2024, 6, 20),
                        reason="The hall is free",
                    ),
                    Constraint(
                        kind=ConstraintKind.FINISH_NO_EARLIER,
                        on=pendulum.Date(2024, 6, 1),
                    ),
                    Constraint(
                        kind=ConstraintKind.FINISH_NO_LATER,
                        on=pendulum.Date(2024, 8, 30),
                    ),
                ),
                calendar=WorkCalendarId("four"),
                progress=Decimal(40),
                remaining=7,
                started_on=pendulum.Date(2024, 6, 20),
                cost=Decimal("1234.50"),
            ),
            baselines=(
                Baseline(
                    number=0,
                    date=pendulum.Date(2024, 7, 5),
                    start=pendulum.Date(2024, 6, 20),
                    days=10,
                    cost=Decimal(1000),
                    reason="Approved",
                ),
            ),
        ),
        Phase(id=C, project=ProjectId("p"), title="Unplanned"),
    ),
)
P = ProjectId("p")


def text_of(portfolio: Portfolio = SMALL, project: ProjectId = P) -> str:
    return msproject.dumps(portfolio, project, on=pendulum.Date(2024, 6, 24))


def tasks_of(text: str) -> list[ET.Element]:
    root = ET.fromstring(text.replace(NAMESPACE[1:-1], ""))
    return root.findall("Tasks/Task")


def loaded(text: str | bytes, portfolio: Portfolio = SMALL) -> Portfolio:
    return msproject.loads(text, portfolio, P)


def problem_of(text: str | bytes) -> str:
    with pytest.raises(DocumentError) as caught:
        msproject.loads(text, SMALL, P, name="plan.xml")
    return str(caught.value)


# ------------------------------------------------------------------------- the law


@pytest.mark.parametrize("project", ["forum", "sets", "retention"])
def test_what_nobody_changed_is_read_the_same(project: str) -> None:
    portfolio = testing.northshire()

    text = msproject.dumps(portfolio, ProjectId(project), on=ON)

    assert msproject.loads(text, portfolio, ProjectId(project)) == portfolio


def test_all_links_bounds_and_baselines_are_read_the_same() -> None:
    assert loaded(text_of()) == SMALL
    assert loaded(text_of().encode("utf-16")) == SMALL


@settings(max_examples=25)
@given(testing.portfolios())
def test_any_project_is_read_the_same(portfolio: Portfolio) -> None:
    for project in portfolio.projects:
        try:
            text = msproject.dumps(portfolio, project.id, on=ON)
        except (FieldError, PlanCircleError, LookupError):
            continue  # what has no plan has no file

        assert msproject.loads(text, portfolio, project.id) == portfolio


# ------------------------------------------------------------------------- writing


def test_links_have_their_types_lags_and_formats() -> None:
    second = tasks_of(text_of())[2]

    links = [[part.text for part in link] for link in second.iter("PredecessorLink")]
    assert links == [
        ["1", "1", "0", "4800", "7"],
        ["1", "3", "0", "-9600", "7"],
        ["1", "0", "0", "43200", "8"],
        ["1", "2", "0", "0", "7"],
        ["1", "1", "0", "0", "8"],
    ]


def test_a_task_tells_of_its_work() -> None:
    second = tasks_of(text_of())[2]
    told = {part.tag: part.text for part in second}

    assert told["Start"] == "2024-06-20T08:00:00"
    assert told["Duration"] == "PT80H0M0S"
    assert told["RemainingDuration"] == "PT56H0M0S"
    assert told["PercentComplete"] == "40"
    assert told["ActualStart"] == "2024-06-20T08:00:00"
    assert told["ConstraintType"] == "2"
    assert told["ConstraintDate"] == "2024-06-20T08:00:00"
    assert told["Deadline"] == "2024-08-30T17:00:00"
    assert told["FixedCost"] == "123450"
    assert told["Manual"] == "0"
    baseline = second.find("Baseline")
    assert baseline is not None
    assert [part.text for part in baseline] == [
        "0",
        "2024-06-20T08:00:00",
        "2024-07-05T17:00:00",
        "PT80H0M0S",
        "7",
        "100000",
    ]


def test_elements_stand_in_the_published_order() -> None:
    # mspdi_pj12.xsd, the elements of Task that are written.
    order = [
        "UID",
        "ID",
        "Name",
        "Active",
        "Manual",
        "Type",
        "IsNull",
        "OutlineNumber",
        "OutlineLevel",
        "Start",
        "Finish",
        "Duration",
        "DurationFormat",
        "EffortDriven",
        "Estimated",
        "Milestone",
        "Summary",
        "Critical",
        "LateStart",
        "LateFinish",
        "FreeSlack",
        "TotalSlack",
        "FixedCost",
        "PercentComplete",
        "ActualStart",
        "ActualFinish",
        "RemainingDuration",
        "ConstraintType",
        "CalendarUID",
        "ConstraintDate",
        "Deadline",
        "PredecessorLink",
        "ExtendedAttribute",
        "Baseline",
    ]
    tasks = tasks_of(text_of()) + tasks_of(
        msproject.dumps(testing.northshire(), FORUM, on=ON)
    )

    for task in tasks:
        places = [order.index(part.tag) for part in task]
        assert places == sorted(places)
    assert {part.tag for task in tasks for part in task} == set(order)


def test_days_off_are_exceptions_with_their_names() -> None:
    text = text_of().replace(NAMESPACE[1:-1], "")
    (ours, four) = ET.fromstring(text).findall("Calendars/Calendar")
    away = [e for e in ours.iter("Exception") if e.findtext("Name") == "Away days"]

    assert ours.findtext("Name") == "Partnership"
    assert four.findtext("Name") == "Four days"
    assert [d.findtext("DayWorking") for d in four.iter("WeekDay")] == list("0111100")
    assert [e.findtext("TimePeriod/FromDate") for e in away] == [
        "2024-06-13T00:00:00",
        "2024-06-17T00:00:00",
    ]
    assert [e.findtext("Occurrences") for e in away] == ["2", "1"]


def test_a_calendar_without_days_off_has_no_exceptions() -> None:
    everyday = attrs.evolve(SMALL.work_calendars[0], weekdays=(Weekday.SATURDAY,))
    early = attrs.evolve(
        SMALL,
        work_calendars=(everyday,),
        projects=(attrs.evolve(SMALL.projects[0], calendar=everyday.id),),
        phases=(),
        closures=(),
    )

    assert "<Exceptions>" in text_of(early)
    assert loaded(text_of(early), early) == early


def test_a_project_without_dates_or_tasks_can_be_written() -> None:
    bare = attrs.evolve(
        SMALL, phases=(), projects=(attrs.evolve(SMALL.projects[0], start=None),)
    )

    assert "<StartDate>" not in text_of(bare)
    assert loaded(text_of(bare), bare) == bare
    daysless = re.sub(
        "<Exceptions>.*?</Exceptions>", "", text_of(bare), flags=re.DOTALL
    )
    assert loaded(daysless, bare) == bare


def test_only_a_project_of_the_portfolio_can_be_written_or_read() -> None:
    with pytest.raises(UnknownIdError):
        text_of(project=ProjectId("q"))
    with pytest.raises(UnknownIdError):
        msproject.loads(text_of(), SMALL, ProjectId("q"))


# ------------------------------------------------------------- what has been changed


def replaced(uid: int, *changes: tuple[str, str], text: str = "") -> str:
    """Change what is between the tags of the row with that UID."""
    text = text or text_of()
    head, row, tail = re.split(
        rf"(<Task>\s*<UID>{uid}</UID>.*?</Task>)", text, flags=re.DOTALL
    )
    for pattern, new in changes:
        row, count = re.subn(pattern, new, row, count=1, flags=re.DOTALL)
        assert count == 1
    return head + row + tail


def phase(portfolio: Portfolio, id: PhaseId) -> Phase:
    return portfolio.get(Phase, id)


def test_changes_are_read_and_the_rest_is_kept() -> None:
    text = replaced(
        2,
        ("<Name>.*?</Name>", "<Name>Renamed</Name>"),
        ("<Duration>.*?</Duration>", "<Duration>PT96H0M0S</Duration>"),
        ("<FixedCost>.*?</FixedCost>", "<FixedCost>0</FixedCost>"),
        ("<PercentComplete>.*?</P", "<PercentComplete>50</P"),
        ("<RemainingDuration>.*?</R", "<RemainingDuration>PT48H0M0S</R"),
        ("<ConstraintType>2<", "<ConstraintType>4<"),
        ("<Deadline>.*?</Deadline>", ""),
        ("<LinkLag>4800<", "<LinkLag>9600<"),
        (
            "(</Task>)",
            r"<Baseline><Number>1</Number><Finish>2024-07-12</Finish></Baseline>\1",
        ),
    )

    second = phase(loaded(text), B)

    work = second.work
    assert work is not None
    assert second.title == "Renamed"
    assert [work.days, work.progress, work.remaining] == [12, 50, None]
    assert work.cost is None
    assert [c.kind for c in work.constraints] == [
        ConstraintKind.START_NO_EARLIER,
        ConstraintKind.FINISH_NO_EARLIER,
    ]
    assert work.after == (*LINKS[1:], Link(task=A, lag=2))
    assert [b.reason for b in second.baselines] == ["Approved", ""]
    assert second.baselines[1].date == pendulum.Date(2024, 7, 12)


def test_a_bound_that_stays_keeps_its_reason() -> None:
    text = replaced(2, ("<Deadline>.*?</Deadline>", "<Deadline>2024-08-31</Deadline>"))

    work = phase(loaded(text), B).work

    assert work is not None
    assert work.constraints[0].reason == "The hall is free"
    assert work.constraints[1].on == pendulum.Date(2024, 8, 31)


def test_what_is_left_may_differ_from_what_progress_leaves() -> None:
    text = replaced(2, ("<RemainingDuration>.*?</R", "<RemainingDuration>PT65H0M0S</R"))

    work = phase(loaded(text), B).work

    assert work is not None
    assert work.remaining == 9  # eight days and an hour


def test_all_done_with_days_left_is_a_problem_of_the_file() -> None:
    text = replaced(2, ("<PercentComplete>.*?</P", "<PercentComplete>100</P"))

    with pytest.raises(DocumentError) as refused:
        loaded(text)

    (problem,) = refused.value.problems
    assert problem.expected == "0, as progress is 100"


def test_all_done_with_nothing_left_replaces_what_was_left() -> None:
    text = replaced(
        2,
        ("<PercentComplete>.*?</P", "<PercentComplete>100</P"),
        ("<RemainingDuration>.*?</R", "<RemainingDuration>PT0H0M0S</R"),
    )

    work = phase(loaded(text), B).work

    assert work is not None
    assert work.remaining is None
    assert work.progress == 100


def test_what_is_done_is_read() -> None:
    done = ("<PercentComplete>.*?</P", "<PercentComplete>100</P")
    text = replaced(
        1,
        done,
        ("<RemainingDuration>.*?</RemainingDuration>", ("<RemainingDuration>PT0H0M0S</R"
         "emainingDuration><ActualStart>2024-06-03</ActualStart>"
         "<ActualFinish>2024-06-07T17:00:00</ActualFinish>")),
    )  # fmt: skip

    first = phase(loaded(text), A)

    assert first.ended_on == pendulum.Date(2024, 6, 7)
    assert first.work == Work(
        days=5, started_on=pendulum.Date(2024, 6, 3), progress=Decimal(100)
    )
    again = attrs.evolve(SMALL, phases=(first, *SMALL.phases[1:]))
    assert loaded(text_of(again), again) == again


def test_what_is_scheduled_by_hand_moves_its_forecast() -> None:
    text = replaced(3, ("<Manual>", "<Finish>2024-09-30T17:00:00</Finish><Manual>"))

    unplanned = phase(loaded(text), C)

    assert unplanned.forecast == pendulum.Date(2024, 9, 30)
    assert unplanned.work is None


def test_what_becomes_planned_has_work() -> None:
    text = replaced(
        3,
        ("<Manual>1", "<Manual>0"),
        ("<Duration>.*?</Duration>", "<Duration>PT16H0M0S</Duration>"),
        ("<RemainingDuration>.*?</R", "<RemainingDuration>PT16H0M0S</R"),
    )

    assert phase(loaded(text), C).work == Work(days=2)


def with_milestones() -> Portfolio:
    first, second = MilestoneId("m1"), MilestoneId("m2")
    elsewhere = MilestoneId("m3")
    other = attrs.evolve(SMALL.projects[0], id=ProjectId("other"))
    return attrs.evolve(
        SMALL,
        projects=(*SMALL.projects, other),
        milestones=(
            Milestone(id=first, project=P, title="One", work=Work(days=0)),
            Milestone(
                id=second,
                project=P,
                title="Two",
                after=(first,),
                work=Work(days=0, after=(Link(task=elsewhere, lag=1), Link(task=B))),
            ),
            Milestone(
                id=elsewhere, project=other.id, title="Elsewhere", work=Work(days=1)
            ),
        ),
        deliverables=(
            Deliverable(
                id=DeliverableId("d"),
                project=P,
                title="Report",
                due=ON,
                delivered_on=pendulum.Date(2024, 6, 21),
            ),
        ),
    )


def test_milestones_keep_what_they_wait_for_elsewhere() -> None:
    portfolio = with_milestones()
    text = text_of(portfolio)
    without = re.sub(
        r"<PredecessorLink>\s*<PredecessorUID>4<.*?</PredecessorLink>",
        "",
        text,
        flags=re.DOTALL,
    )

    assert loaded(text, portfolio) == portfolio
    second = loaded(without, portfolio).get(Milestone, MilestoneId("m2"))
    assert second.after == ()
    assert second.work == portfolio.milestones[1].work


# ---------------------------------------------------------------- files of others

FOREIGN = """<?xml version="1.0"?>
<Project xmlns="http://schemas.microsoft.com/project">
  <MinutesPerDay>420</MinutesPerDay>
  <Calendars>
    <Calendar><UID>1</UID><Name>Standard</Name><IsBaseCalendar>1</IsBaseCalendar>
      <WeekDays>{monday_to_friday}</WeekDays>
      <Exceptions><Exception>
        <TimePeriod><FromDate>2024-12-25T00:00:00</FromDate>
          <ToDate>2024-12-26T23:59:00</ToDate></TimePeriod>
        <Name>Christmas</Name><Type>1</Type><DayWorking>0</DayWorking>
      </Exception></Exceptions>
    </Calendar>
    <Calendar><UID>2</UID><Name>Part time</Name><IsBaseCalendar>1</IsBaseCalendar>
      <WeekDays><WeekDay><DayType>2</DayType><DayWorking>1</DayWorking></WeekDay>
      </WeekDays></Calendar>
    <Calendar><UID>3</UID><Name>Somebody</Name><IsBaseCalendar>0</IsBaseCalendar>
    </Calendar>
  </Calendars>
  <Tasks>
    <Task><UID>0</UID><Name>All</Name><Summary>1</Summary></Task>
    <Task><UID>7</UID><Name>Write</Name><Start>2024-07-01T09:00:00</Start>
      <Finish>2024-07-02T17:00:00</Finish><Duration>PT14H0M0S</Duration>
      <DurationFormat>39</DurationFormat><CalendarUID>2</CalendarUID></Task>
    <Task><UID>8</UID><Name>Done</Name><Milestone>1</Milestone>
      <ActualFinish>NA</ActualFinish><CalendarUID>1</CalendarUID>
      <PredecessorLink><PredecessorUID>7</PredecessorUID></PredecessorLink>
      <Baseline><Number>0</Number></Baseline></Task>
  </Tasks>
</Project>""".replace(
    "{monday_to_friday}",
    "".join(
        f"<WeekDay><DayType>{n}</DayType><DayWorking>{int(1 < n < 7)}</DayWorking></WeekDay>"
        for n in range(1, 8)
    ),
)


def test_a_plan_of_others_becomes_phases_and_milestones() -> None:
    portfolio = loaded(FOREIGN)

    (new,) = portfolio.work_calendars[1:]
    assert (new.id, new.title, new.weekdays) == (
        "calendar-2",
        "Part time",
        (Weekday.MONDAY,),
    )
    (write,) = portfolio.phases[3:]
    assert write == Phase(
        id=PhaseId("task-7"),
        project=P,
        title="Write",
        start=pendulum.Date(2024, 7, 1),
        end=pendulum.Date(2024, 7, 2),
        work=Work(days=2, calendar=new.id),
    )
    (done,) = portfolio.milestones
    assert done == Milestone(
        id=MilestoneId("task-8"),
        project=P,
        title="Done",
        work=Work(days=0, after=(Link(task=PhaseId("task-7")),)),
    )


def test_changes_and_new_tasks_are_put_on_the_record() -> None:
    on = pendulum.Date(2024, 6, 24)
    text = replaced(1, ("<Duration>.*?</Duration>", "<Duration>PT48H0M0S</Duration>"),
                    ("<RemainingDuration>.*?</R", "<RemainingDuration>PT48H0M0S</R"))  # fmt: skip

    changed = msproject.loads(text, SMALL, P, on=on, reason="Replanned")
    grown = msproject.loads(FOREIGN, SMALL, P, on=on)

    assert [(c.of, c.field, c.was, c.became, c.reason) for c in changed.changes] == [
        ("a", "work.days", "5", "6", "Replanned")
    ]
    assert [(c.of, c.field) for c in grown.changes] == [("task-7", ""), ("task-8", "")]


def test_ids_that_are_taken_are_numbered() -> None:
    once = loaded(FOREIGN)

    twice = loaded(FOREIGN.replace("Part time", "Two days"), once)

    assert [p.id for p in twice.phases[3:]] == ["task-7", "task-7-1"]
    assert [c.id for c in twice.work_calendars[1:]] == ["calendar-2", "calendar-2-1"]


def test_a_copied_row_is_another_task() -> None:
    row = re.search(r"<Task>\s*<UID>1</UID>.*?</Task>", text_of(), re.DOTALL)
    assert row is not None
    copy = row[0].replace("<UID>1<", "<UID>9<")

    portfolio = loaded(text_of().replace("</Tasks>", f"{copy}</Tasks>"))

    assert [p.id for p in portfolio.phases] == ["a", "b", "c", "task-9"]


def test_an_id_that_the_portfolio_has_lost_comes_back() -> None:
    less = attrs.evolve(SMALL, phases=SMALL.phases[2:])

    assert [p.id for p in loaded(text_of(), less).phases] == ["c", "a", "b"]


# ------------------------------------------------------------------ what is refused


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('<!DOCTYPE x [<!ENTITY a "b">]><Project/>', "plan.xml: /Project: expected XML w"),
        ("<Project><Tasks>", "plan.xml:1:17: /Project: expected whole XML, got no element"),
        (text_of()[:5000], "plan.xml:"),
        ("", "plan.xml:1:1: /Project: expected whole XML"),
        ("<Plan/>", "plan.xml: /Project: expected a Project"),
        ("<a>" * 40, "plan.xml: /Project: expected at most 32 levels"),
        ("\ud800", "plan.xml: /Project: expected characters that XML can carry"),
        (b"\xff\xff", "plan.xml: /Project: expected text in UTF-8 or UTF-16"),
    ],
    ids=["entity", "half", "cut", "empty", "other", "deep", "half a character", "bytes"],
)  # fmt: skip
def test_what_is_no_whole_safe_project_is_refused(
    text: str | bytes, problem: str
) -> None:
    assert problem_of(text).startswith(problem)


@pytest.mark.parametrize("minutes", ["0", "-480", "1441"])
def test_a_day_has_minutes(minutes: str) -> None:
    text = text_of().replace("<MinutesPerDay>480", f"<MinutesPerDay>{minutes}")

    assert (
        f"/Project/MinutesPerDay: expected a number from 1 to 1440, got {minutes}"
        in (problem_of(text))
    )


def test_a_huge_text_is_refused() -> None:
    problem = problem_of(" " * (64 * 2**20 + 1))

    assert problem.startswith("plan.xml: /Project: expected at most 67,108,864 char")


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (("<Name>.*?</Name>", "<Name> </Name>"), "Name: expected a name"),
        (("<Duration>.*?</D", "<Duration>PT4H0M0S</D"), "Duration: expected up to 10,000 w"),
        (("<Duration>.*?</D", "<Duration>5 days</D"), "Duration: expected a duration in h"),
        (("<Duration>.*?</D", "<Duration>PT</D"), "Duration: expected a duration in h"),
        (("<DurationFormat>7", "<DurationFormat>40"), "Duration: expected up to 10,000 w"),
        (("<UID>2<", "<UID>1<"), "UID: expected a number of its own, got '1'"),
        (("<Start>.*?</S", "<Start>soon</S"), "Start: expected a moment such as"),
        (("<PercentComplete>40", "<PercentComplete>140"), "PercentComplete: expected a n"),
        (("<PercentComplete>40", "<PercentComplete>x"), "PercentComplete: expected a whole"),
        (("<ConstraintType>2", "<ConstraintType>1"), "ConstraintType: expected work that b"),
        (("<FixedCost>", "<FixedCost>-"), "FixedCost: expected pence of at least 0"),
        (("<FixedCost>", "<FixedCost>x"), "FixedCost: expected pence of at least 0"),
        (("<LinkLag>4800", "<LinkLag>480"), "PredecessorLink[1]/LinkLag: expected a lag"),
        (("<LagFormat>7", "<LagFormat>19"), "PredecessorLink[1]/LinkLag: expected a lag"),
        (("<Type>1</Type>\\s*<Cross", "<Type>9</Type><Cross"), "PredecessorLink[1]/Type:"),
        (("<PredecessorUID>1", "<PredecessorUID>0"), "PredecessorLink[1]/PredecessorUID:"),
        (("<CalendarUID>2", "<CalendarUID>5"), "CalendarUID: expected the UID of a calen"),
        (("2024-07-05T17", "2024-07-08T17"), "Baseline[1]: expected baseline 0 as approve"),
        (("2024-07-05T17", "2024-06-05T17"), "Baseline[1]/Finish: expected a value on or"),
        (("<Number>0", "<Number>1"), "Baseline[1]/Number: expected baseline 0 before it"),
        (("<RemainingDuration>PT56", "<RemainingDuration>PT99999999"), ": expected a number"),
        (("<Duration>.*?</D", "<Duration>P10D</D"), "Duration: expected a duration in h"),
        (("<Active>1", "<Active>0"), "Active: expected a task that is active, got 0"),
        (("<Active>1", "<Active>maybe"), "Active: expected 0 or 1, got 'maybe'"),
        (("<Manual>0", "<Manual>1"), "Manual: expected 0, as tpkit works out the days"),
        (("<Summary>0", "<Summary>1"), "Summary: expected no summary row, as Second has"),
        (("<ConstraintType>2", "<ConstraintType>99"), "ConstraintType: expected a constra"),
        (("<ConstraintDate>.*?</C", "<ConstraintDate></C"), "ConstraintDate: expected the"),
        (("<LagFormat>7", "<LagFormat>23"), "PredecessorLink[1]/LagFormat: expected 7 for"),
        (
            ("</ActualStart>", "</ActualStart><ActualFinish>2024-06-19T17:00:00</ActualFinish>"),
            "ActualFinish: expected a day on or after the ActualStart (2024-06-20)",
        ),
    ],
)  # fmt: skip
def test_what_tpkit_cannot_hold_is_refused_with_its_path(
    change: tuple[str, str], problem: str
) -> None:
    text = replaced(2, change)

    separator = "" if problem.startswith(":") else "/"
    assert f"plan.xml: /Project/Tasks/Task[3]{separator}{problem}" in problem_of(text)


def test_a_plan_worked_out_from_its_end_is_refused() -> None:
    text = text_of().replace("<ScheduleFromStart>1", "<ScheduleFromStart>0")

    assert "/Project/ScheduleFromStart: expected a plan" in problem_of(text)


def test_another_start_of_the_project_is_taken_over_and_recorded() -> None:
    text = text_of().replace("<StartDate>2024-06-03", "<StartDate>2024-07-01")

    moved = msproject.loads(text, SMALL, P, on=ON)

    assert moved.projects[0].start == pendulum.Date(2024, 7, 1)
    (change,) = moved.changes
    assert (change.kind.value, change.field) == ("project", "start")


def test_a_start_is_taken_over_where_there_was_none() -> None:
    undated = attrs.evolve(
        SMALL, projects=(attrs.evolve(SMALL.projects[0], start=None),)
    )
    text = text_of().replace("<StartDate>2024-06-03", "<StartDate>2024-07-01")

    assert loaded(text, undated).projects[0].start == pendulum.Date(2024, 7, 1)


def test_a_start_after_the_end_of_the_money_is_refused() -> None:
    project = attrs.evolve(SMALL.projects[0], funded_end=pendulum.Date(2024, 12, 31))
    short = attrs.evolve(SMALL, projects=(project,))
    text = text_of().replace("<StartDate>2024-06-03", "<StartDate>2025-07-01")

    with pytest.raises(DocumentError, match="/Project/StartDate: expected"):
        loaded(text, short)


def test_what_was_done_before_it_was_begun_stays_so() -> None:
    first, *others = SMALL.phases
    odd = attrs.evolve(
        first,
        ended_on=pendulum.Date(2024, 6, 5),
        work=Work(days=5, started_on=pendulum.Date(2024, 6, 10)),
    )
    whole = attrs.evolve(SMALL, phases=(odd, *others))

    assert loaded(text_of(whole), whole) == whole


BOXING_DAY = "2024-12-26T"


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (
            lambda text: text.replace(BOXING_DAY, "2024-12-27T"),
            ": expected the days off that it has",
        ),
        (
            lambda text: re.sub("<Exceptions>.*?</Exceptions>", "", text, flags=re.DOTALL),
            "Exceptions: expected the days off that it has, got work on 2024-01-01",
        ),
        (
            lambda text: text.replace(
                "<DayType>7</DayType>\n          <DayWorking>0",
                "<DayType>7</DayType><DayWorking>1",
            ),
            "WeekDays: expected the week that it has, got another week in the calendar",
        ),
    ],
    ids=["another day off", "none", "saturdays"],
)  # fmt: skip
def test_other_days_off_in_a_calendar_that_is_known_are_refused(
    change: Callable[[str], str], problem: str
) -> None:
    found = problem_of(change(text_of()))

    assert "plan.xml: /Project/Calendars/Calendar[1]/" in found
    assert problem in found


def test_of_two_calendars_with_one_name_nothing_is_refused() -> None:
    named = attrs.evolve(SMALL.partnership, name=SMALL.work_calendars[0].title)
    text = text_of(attrs.evolve(SMALL, partnership=named))

    assert msproject.loads(text, attrs.evolve(SMALL, partnership=named), P).phases


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("2024-12-26T", "2024-12-27T"),
        lambda text: text.replace("2024-12-25T", "2010-12-24T"),
        lambda text: text.replace("<Type>1<", "<Type>2<"),
        lambda text: text.replace("<DayWorking>0</DayWorking>\n      </E", "<DayWorking>1</DayWorking></E"),
    ],
    ids=["closed", "long", "every year", "worked"],
)  # fmt: skip
def test_days_off_that_the_portfolio_does_not_know_are_refused(
    change: Callable[[str], str],
) -> None:
    text = change(FOREIGN)

    if "2010" in text:  # longer than any closure: nothing is said of single days
        assert loaded(text).phases
    else:
        path = "plan.xml: /Project/Calendars/Calendar[1]/Exceptions/Exception[1]"
        assert problem_of(text).startswith(f"{path}: expected only bank holidays off")


# --------------------------------------------------------------------- other readers

READER = """
import json, sys, jpype, mpxj
jpype.startJVM()
from org.mpxj.reader import UniversalProjectReader
project = UniversalProjectReader().read(sys.argv[1])
told = {}
for task in project.getTasks():
    told[str(task.getName())] = {
        "duration": str(task.getDuration()),
        "start": str(task.getStart()),
        "finish": str(task.getFinish()),
        "cost": str(task.getFixedCost()),
        "calendar": str(task.getCalendar() and task.getCalendar().getName()),
        "bound": f"{task.getConstraintType()} {task.getConstraintDate()}",
        "links": [f"{r.getType()} {r.getLag()}" for r in task.getPredecessors()],
        "baseline": f"{task.getBaselineDuration()} {task.getBaselineCost()}",
    }
print(json.dumps(told))
"""


def told_by_mpxj(path: Path) -> Iterator[dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, "-c", READER, str(path)],
        capture_output=True,
        text=True,
        check=True,
    )
    yield from json.loads(done.stdout.splitlines()[-1]).values()


@pytest.mark.skipif(
    find_spec("mpxj") is None or shutil.which("java") is None,
    reason="MPXJ is of the dependency group `peers`, and needs Java",
)
def test_mpxj_reads_the_same(tmp_path: Path) -> None:
    path = tmp_path / "plan.xml"
    path.write_text(text_of(), encoding="utf-8")

    _, first, second, _ = told_by_mpxj(path)

    assert first["duration"] == "5.0d"
    assert (first["start"], first["finish"]) == ("2024-06-24T08:00", "2024-06-28T17:00")
    assert second == {
        "duration": "10.0d",
        "start": "2024-06-20T08:00",
        "finish": second["finish"],
        "cost": "1234.5",
        "calendar": "Four days",
        "bound": "MUST_START_ON 2024-06-20T08:00",
        "links": ["FS 1.0d", "SS -2.0d", "FF 3.0ed", "SF 0.0d", "FS 0.0ed"],
        "baseline": "10.0d 1000.0",
    }
