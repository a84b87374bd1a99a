"""Plans of a few tasks, whose dates can be counted in a diary."""

from collections.abc import Callable
from typing import Any, TypeVar

import pendulum
import pytest

import tpkit
from tpkit import (
    Constraint,
    ConstraintKind,
    Deliverable,
    LagCount,
    Link,
    LinkKind,
    Milestone,
    Phase,
    Work,
    calendars,
    track,
)
from tpkit.errors import (
    FieldError,
    OutsideCalendarError,
    PlanCircleError,
    UnknownIdError,
)
from tpkit.track import DriverKind, Plan

NounT = TypeVar("NounT")


def made(noun: Callable[..., NounT], /, **fields: Any) -> NounT:
    return noun(**fields)


def day(text: str) -> pendulum.Date:
    return pendulum.Date(*map(int, text.split("-")))


def project_of(id: str = "p", **fields: Any) -> tpkit.Project:
    fields = {"start": day("2024-03-18"), **fields}
    return made(
        tpkit.Project,
        id=id,
        title=f"Project {id}",
        kind=tpkit.ProjectKind.DATA,
        **fields,
    )


def portfolio_of(*nouns: Any, **fields: Any) -> tpkit.Portfolio:
    families: dict[type, str] = {
        Phase: "phases",
        Milestone: "milestones",
        Deliverable: "deliverables",
    }
    for kind, family in families.items():
        fields[family] = tuple(noun for noun in nouns if type(noun) is kind)
    return tpkit.Portfolio(
        partnership=made(tpkit.Partnership, id="tp", name="Partnership"),
        **{"projects": (project_of(),), **fields},
    )


def item(id: str, *after: Link, **fields: Any) -> Deliverable:
    """Make a deliverable; days and the other fields of its work by keyword."""
    own = {f: fields.pop(f) for f in [*fields] if hasattr(Deliverable, f)}
    return made(
        Deliverable,
        id=id,
        title=id.title(),
        work=made(Work, after=after, **fields),
        **{"project": "p", **own},
    )


def dates(plan: Plan) -> dict[str, tuple[str, str]]:
    return {t.id: (t.start.isoformat(), t.finish.isoformat()) for t in plan.tasks}


# ------------------------------------------------------------------ golden values


@pytest.mark.parametrize(
    ("start", "next_day"),
    [("2024-03-28", "2024-04-02"), ("2022-06-01", "2022-06-06")],
)
def test_the_next_day_after_a_days_work_is_the_next_worked(
    start: str, next_day: str
) -> None:
    project = project_of(start=day(start))

    plan = track.plan(
        portfolio_of(
            item("one", days=1),
            item("two", made(Link, task="one"), days=1),
            projects=(project,),
        )
    )

    assert dates(plan) == {"one": (start, start), "two": (next_day, next_day)}


def test_a_quarter_is_as_long_as_its_working_days() -> None:
    quarters = [("04-01", 61), ("07-01", 65), ("10-01", 64)]
    for begins, worked in quarters:
        project = project_of(start=day(f"2026-{begins}"))
        plan = track.plan(portfolio_of(item("q", days=worked), projects=(project,)))

        quarter = calendars.financial_quarter(plan.tasks[0].finish)
        assert plan.tasks[0].start == quarter.start
        longer = plan.with_days(plan.tasks[0], worked + 1).tasks[0]
        assert plan.tasks[0].finish <= quarter.end < longer.finish


# ------------------------------------------------------------------- kinds of links

EASTER = {
    LinkKind.FINISH_TO_START: ("2024-03-25", "2024-03-27"),
    LinkKind.START_TO_START: ("2024-03-18", "2024-03-20"),
    LinkKind.FINISH_TO_FINISH: ("2024-03-20", "2024-03-22"),
    LinkKind.START_TO_FINISH: ("2024-03-18", "2024-03-20"),
}


@pytest.mark.parametrize(("kind", "expected"), EASTER.items())
def test_a_link_ties_the_ends_it_names(
    kind: LinkKind, expected: tuple[str, str]
) -> None:
    plan = track.plan(
        portfolio_of(
            item("a", days=5), item("b", made(Link, task="a", kind=kind), days=3)
        )
    )

    assert dates(plan)["b"] == expected


@pytest.mark.parametrize(
    ("lag", "count", "start"),
    [
        (1, LagCount.SUCCESSOR, "2024-03-28"),
        (2, LagCount.SUCCESSOR, "2024-04-02"),
        (-1, LagCount.SUCCESSOR, "2024-03-26"),
        (2, LagCount.ELAPSED, "2024-04-02"),
        (1, LagCount.ELAPSED, "2024-03-28"),
    ],
)
def test_a_lag_counts_days_worked_unless_it_says_otherwise(
    lag: int, count: LagCount, start: str
) -> None:
    link = made(Link, task="a", lag=lag, lag_count=count)

    plan = track.plan(portfolio_of(item("a", days=7), item("b", link, days=1)))

    # The first ends on Tuesday 26 March; Good Friday is the 29th.
    assert dates(plan)["a"][1] == "2024-03-26"
    assert dates(plan)["b"][0] == start


CAMPUS = made(
    tpkit.WorkCalendar, id="campus", title="Campus", organisations=["university"]
)
SCOTS = made(
    tpkit.WorkCalendar,
    id="scots",
    title="Scotland",
    nation=tpkit.Nation.SCOTLAND,
    areas=["fife"],
)


def test_each_task_is_worked_on_its_own_days() -> None:
    portfolio = portfolio_of(
        item("a", days=9),
        item("campus", made(Link, task="a"), days=2, calendar="campus"),
        item("scots", made(Link, task="a"), days=2, calendar="scots"),
        item("lag", made(Link, task="a", lag=1), calendar="scots"),
        item(
            "their-lag",
            made(Link, task="a", lag=1, lag_count=LagCount.PREDECESSOR),
            calendar="scots",
        ),
        organisations=(
            made(
                tpkit.Organisation,
                id="university",
                name="University",
                kind=tpkit.OrganisationKind.HIGHER_EDUCATION,
            ),
        ),
        areas=(
            made(
                tpkit.AuthorityArea,
                id="fife",
                name="Fife",
                region=tpkit.Region.NORTH_EAST,
            ),
        ),
        work_calendars=(CAMPUS, SCOTS),
        closures=(
            made(
                tpkit.Closure,
                id="easter",
                title="Easter",
                start=day("2024-03-25"),
                end=day("2024-04-05"),
                organisation="university",
            ),
            made(
                tpkit.Closure,
                id="all",
                title="All",
                start=day("2024-03-18"),
                end=day("2024-03-18"),
            ),
        ),
        term_dates=(
            made(
                tpkit.TermDates,
                id="t",
                area="fife",
                title="Holiday",
                start=day("2024-04-01"),
                end=day("2024-04-01"),
            ),
        ),
    )

    found = dates(track.plan(portfolio))

    assert found["a"] == ("2024-03-19", "2024-04-02")
    assert found["campus"] == ("2024-04-08", "2024-04-09")
    assert found["scots"] == ("2024-04-03", "2024-04-04")
    assert found["lag"] == ("2024-04-03", "2024-04-03")
    assert found["their-lag"] == ("2024-04-03", "2024-04-03")


def test_a_calendar_of_ones_own_takes_the_place_of_the_partnerships() -> None:
    weekend = calendars.working_calendar(weekdays=[5, 6])

    plan = track.plan(portfolio_of(item("a", days=3)), calendars={None: weekend})

    assert dates(plan)["a"] == ("2024-03-23", "2024-03-30")


# -------------------------------------------------------------- milestones, phases


def test_a_milestone_after_work_is_on_its_last_day() -> None:
    plan = track.plan(
        portfolio_of(
            made(
                Phase, id="design", project="p", title="Design", work=made(Work, days=5)
            ),
            made(Milestone, id="begun", project="p", title="Begun", work=made(Work)),
            made(
                Milestone,
                id="designed",
                project="p",
                title="Designed",
                work=made(Work, after=[made(Link, task="design")]),
            ),
            made(Milestone, id="told", project="p", title="Told", after=["designed"]),
            made(Milestone, id="loose", project="p", title="Loose"),
        )
    )

    assert plan.milestone("begun").finish == day("2024-03-18")
    assert plan.milestone("designed").start == day("2024-03-22")
    assert plan.milestone("told").finish == day("2024-03-22")
    assert plan.phase("design").finish == day("2024-03-22")
    with pytest.raises(UnknownIdError, match="no planned milestone has the id 'loose'"):
        plan.milestone("loose")


def test_what_was_dropped_is_not_waited_for() -> None:
    dropped = tpkit.DeliverableStatus.DROPPED
    plan = track.plan(
        portfolio_of(
            item("a", days=20, status=dropped),
            item("b", made(Link, task="a"), days=1),
            item("c", days=1, project="off"),
            made(
                Milestone,
                id="m",
                project="p",
                title="M",
                work=made(Work, days=1),
                status=tpkit.MilestoneStatus.CANCELLED,
            ),
            projects=(
                project_of(),
                project_of("off", status=tpkit.ProjectStatus.CANCELLED),
            ),
        )
    )

    assert dates(plan) == {"b": ("2024-03-18", "2024-03-18")}
    assert [d.kind for d in plan.drivers(plan.tasks[0])] == [DriverKind.PROJECT_START]


# ------------------------------------------------------------------- dates from outside


@pytest.mark.parametrize(
    ("kind", "start", "total_float"),
    [
        (ConstraintKind.START_NO_EARLIER, "2024-04-02", 0),
        (ConstraintKind.FINISH_NO_EARLIER, "2024-03-27", 0),
        (ConstraintKind.MUST_START_ON, "2024-04-02", -1),
        (ConstraintKind.MUST_FINISH_ON, "2024-03-27", 0),
        (ConstraintKind.START_NO_LATER, "2024-03-18", 0),
        (ConstraintKind.FINISH_NO_LATER, "2024-03-18", 0),
    ],
)
def test_a_date_from_outside_holds_back_or_limits(
    kind: ConstraintKind, start: str, total_float: int
) -> None:
    easter_monday = made(Constraint, kind=kind, on=day("2024-04-01"))

    plan = track.plan(portfolio_of(item("a", days=2, constraints=[easter_monday])))

    # Nobody works from Good Friday to Easter Monday: the day before is Thursday.
    assert plan.tasks[0].start == day(start)
    assert plan.tasks[0].total_float == total_float


def test_a_limit_that_is_missed_moves_nothing_and_says_by_how_much() -> None:
    limit = made(Constraint, kind=ConstraintKind.FINISH_NO_LATER, on=day("2024-03-20"))
    plan = track.plan(
        portfolio_of(
            item("a", days=3),
            item("b", made(Link, task="a"), days=2, constraints=[limit]),
            item("c", days=1),
        )
    )

    a, b, c = plan.tasks
    assert b.finish == day("2024-03-22")
    assert (a.leeway, b.leeway, c.leeway) == (-2, -2, None)
    assert (a.total_float, b.total_float, c.total_float) == (-2, -2, 4)
    assert (b.late_start, b.late_finish) == (day("2024-03-19"), day("2024-03-20"))
    assert [task.id for task in plan.critical] == ["a", "b"]
    assert a.is_critical and not c.is_critical


def test_the_end_of_the_money_is_a_date_and_no_slot() -> None:
    project = project_of(start=day("2023-03-27"), funded_end=day("2023-03-31"))
    morning = made(
        Constraint, kind=ConstraintKind.START_NO_EARLIER, on=day("2023-04-01")
    )
    plan = track.plan(
        portfolio_of(
            item("friday", days=5),
            item("evening", made(Link, task="friday")),
            item("saturday", constraints=[morning]),
            projects=(project,),
        )
    )

    friday, evening, saturday = plan.tasks
    assert (friday.finish, friday.leeway) == (day("2023-03-31"), 0)
    assert (evening.finish, evening.leeway) == (day("2023-03-31"), 0)
    # Nobody works on Saturday, so that it is reached on Monday, past the money.
    assert (saturday.finish, saturday.leeway) == (day("2023-04-03"), -1)
    assert (saturday.late_start, saturday.late_finish) == (day("2023-03-31"),) * 2
    assert (evening.late_start, evening.late_finish) == (day("2023-03-31"),) * 2


# ------------------------------------------------------------------------- history


def test_what_is_left_is_planned_from_the_day_asked_about() -> None:
    portfolio = portfolio_of(
        item(
            "done", days=3, delivered_on=day("2024-03-21"), started_on=day("2024-03-19")
        ),
        item(
            "begun",
            made(Link, task="done"),
            days=10,
            started_on=day("2024-03-22"),
            progress=45,
        ),
        item(
            "same",
            made(Link, task="begun", kind=LinkKind.START_TO_START, lag=1),
            days=1,
        ),
        item("after", made(Link, task="begun"), days=2),
        item("ahead", days=1, delivered_on=day("2024-06-03")),
        made(
            Phase,
            id="phase",
            project="p",
            title="Phase",
            ended_on=day("2024-03-20"),
            work=made(Work, days=1),
        ),
        made(
            Milestone,
            id="m",
            project="p",
            title="M",
            actual=day("2024-03-23"),
            work=made(Work),
        ),
    )

    plan = track.plan(portfolio, on=day("2024-03-27"))

    assert dates(plan) == {
        "phase": ("2024-03-20", "2024-03-20"),
        "m": ("2024-03-23", "2024-03-23"),
        "done": ("2024-03-19", "2024-03-21"),
        "begun": ("2024-03-22", "2024-04-05"),
        "same": ("2024-03-27", "2024-03-27"),
        "after": ("2024-04-08", "2024-04-09"),
        "ahead": ("2024-03-27", "2024-03-27"),
    }
    done, begun = plan.deliverable("done"), plan.deliverable("begun")
    assert (done.is_done, begun.is_begun, begun.days) == (True, True, 6)
    assert (done.total_float, done.late_start, plan.drivers(done)) == (None, None, ())
    assert not done.is_critical
    assert plan.chain(done).sentence == "Done was finished on 21 March 2024"


def test_what_waits_for_the_past_waits_from_its_day() -> None:
    link = made(Link, task="done", lag=8)
    portfolio = portfolio_of(
        item("done", days=3, delivered_on=day("2024-03-23")),
        item("next", link, days=1),
        item(
            "again",
            days=3,
            delivered_on=day("2024-03-20"),
            status=tpkit.DeliverableStatus.REJECTED,
        ),
    )

    plan = track.plan(portfolio, on=day("2024-03-25"))

    assert plan.deliverable("next").start == day("2024-04-08")
    (driver,) = plan.drivers(plan.deliverable("next"))
    assert (driver.task, driver.on) == ("$.deliverables[0]", day("2024-03-23"))
    assert not plan.deliverable("again").is_done


def test_when_all_is_done_no_project_has_an_end_to_come() -> None:
    portfolio = portfolio_of(
        item("a", days=1, delivered_on=day("2024-03-20")),
        item("b", days=1, project="q"),
        projects=(project_of(), project_of("q")),
    )

    plan = track.plan(portfolio, on=day("2024-03-25"))

    assert plan.end("p") is None
    assert [end.project for end in plan.ends] == ["q"]
    with pytest.raises(UnknownIdError, match="no project has the id 'r'"):
        plan.end("r")


# --------------------------------------------------------------------------- words


def test_the_chain_is_told_in_a_sentence() -> None:
    project = project_of(funded_end=day("2024-03-28"))
    meeting = made(
        Constraint,
        kind=ConstraintKind.START_NO_EARLIER,
        on=day("2024-03-21"),
        reason="board meets",
    )
    plan = track.plan(
        portfolio_of(
            item("paper", days=1, constraints=[meeting]),
            item(
                "advert",
                made(Link, task="paper", kind=LinkKind.START_TO_START, lag=2),
                days=3,
            ),
            item("report", made(Link, task="advert", lag=-1), days=1),
            projects=(project,),
        )
    )

    end = plan.end("p")

    assert end is not None
    assert (end.finish, end.funding_end) == (day("2024-03-27"), day("2024-03-28"))
    assert end.last == plan.deliverable("advert")
    assert end.sentence == (
        "Project p: Advert can be finished on 27 March 2024, 1 working day before it "
        "has to be: 3 working days for Advert after Paper has started, 2 days later; "
        "1 working day for Paper not before 21 March 2024 (board meets)"
    )


def test_a_chain_says_what_it_begins_with() -> None:
    tail = made(Link, task="b", kind=LinkKind.FINISH_TO_FINISH)
    portfolio = portfolio_of(
        item("a"),
        item("b", days=4, started_on=day("2024-03-18"), remaining=2),
        item("c", tail, days=1),
        item("d", made(Link, task="c", lag=-3), days=2),
    )

    plan = track.plan(portfolio, on=day("2024-03-20"))

    assert plan.chain(plan.deliverable("a")).sentence == (
        "A can be finished on 20 March 2024: no time for A from 20 March 2024, "
        "the day of this plan"
    )
    assert plan.chain(plan.deliverable("c")).sentence == (
        "C can be finished on 21 March 2024: 1 working day for C ending after B is "
        "finished; 2 more working days for B from 20 March 2024, the day of this plan"
    )
    early = track.plan(portfolio)
    assert [d.kind for d in early.drivers(early.deliverable("a"))] == [
        DriverKind.PROJECT_START
    ]
    assert early.chain(early.deliverable("d")).sentence == (
        "D can be finished on 20 March 2024: 2 working days for D after C is finished, "
        "3 days earlier; 1 working day for C ending after B is finished; 4 working "
        "days for B from 18 March 2024, when its project starts"
    )


# -------------------------------------------------------------------------- refusals


def test_a_circle_is_an_error_that_names_its_members() -> None:
    portfolio = portfolio_of(
        item("before", days=1),
        item("beside", made(Link, task="before"), days=1),
        item("later", made(Link, task="before", lag=1, lag_count=LagCount.ELAPSED)),
        item("a", made(Link, task="c"), made(Link, task="before"), days=1),
        item("b", made(Link, task="a"), days=1),
        item("c", made(Link, task="b", lag=1, lag_count=LagCount.ELAPSED), days=1),
        item("after", made(Link, task="c"), days=1),
    )

    with pytest.raises(PlanCircleError) as caught:
        track.plan(portfolio)

    assert set(caught.value.members) == {"A", "B", "C"}
    assert str(caught.value) == (
        "expected a plan without circles, got 'B' → 'C' → 'A' → 'B'; "
        "take one of these links away"
    )


def test_a_long_circle_is_cut() -> None:
    size = 12
    tasks = [item(f"t{n}", made(Link, task=f"t{(n - 1) % size}")) for n in range(size)]

    with pytest.raises(PlanCircleError, match=r"→ … \(4 more\); take one"):
        track.plan(portfolio_of(*tasks))


def test_a_task_that_waits_for_itself_is_a_circle() -> None:
    with pytest.raises(PlanCircleError, match="got 'A' → 'A'"):
        track.plan(portfolio_of(item("a", made(Link, task="a"))))


def test_nothing_planned_is_an_empty_plan() -> None:
    plan = track.plan(portfolio_of())

    assert (plan.tasks, plan.critical, plan.ends) == ((), (), ())


def test_a_project_without_a_start_is_refused_unless_a_day_is_given() -> None:
    portfolio = portfolio_of(item("a", days=1), projects=(project_of(start=None),))

    with pytest.raises(FieldError, match=r"Project\.start: expected the first day"):
        track.plan(portfolio)
    plan = track.plan(portfolio, on=day("2024-03-20"))
    assert plan.tasks[0].start == day("2024-03-20")
    assert plan.drivers(plan.tasks[0])[0].kind is DriverKind.TODAY


def test_a_project_starts_with_its_grant_or_its_round() -> None:
    round_ = made(
        tpkit.FundingRound,
        id="r",
        title="Round",
        funder="dfe",
        funding_start=day("2024-04-08"),
    )
    bids = tuple(made(tpkit.Bid, id=id, title=id, round="r") for id in ("b", "c"))
    grants = tuple(
        made(
            tpkit.Grant,
            id=id,
            title="G",
            bid="b",
            amount=1,
            start=day(start),
            end=day("2025-03-31"),
            status=status,
        )
        for id, start, status in (
            ("g", "2024-05-01", tpkit.GrantStatus.ACTIVE),
            ("h", "2024-04-02", tpkit.GrantStatus.DECLINED),
        )
    )
    portfolio = portfolio_of(
        item("a", days=1),
        item("b", days=1, project="q"),
        organisations=(
            made(
                tpkit.Organisation,
                id="dfe",
                name="DfE",
                kind=tpkit.OrganisationKind.GOVERNMENT,
            ),
        ),
        funding_rounds=(round_,),
        bids=bids,
        grants=grants,
        projects=(
            project_of(start=None, bid="b"),
            project_of("q", start=None, bid="c"),
        ),
    )

    plan = track.plan(portfolio)

    assert [t.start for t in plan.tasks] == [day("2024-05-01"), day("2024-04-08")]


@pytest.mark.parametrize("start", ["2011-12-31", "2100-12-31"])
def test_days_that_no_calendar_knows_are_refused(start: str) -> None:
    project = project_of(start=day(start))

    with pytest.raises(OutsideCalendarError, match="calendar of the partnership, 2012"):
        track.plan(portfolio_of(item("a", days=5), projects=(project,)))


def test_calendars_grow_as_long_as_a_plan_needs() -> None:
    project = project_of(start=day("2035-12-31"))

    plan = track.plan(portfolio_of(item("a", days=300), projects=(project,)))

    assert plan.tasks[0].finish.year == 2037


def test_a_latest_day_before_its_calendar_is_not_known() -> None:
    project = project_of(start=day("2012-02-01"), funded_end=day("2012-02-10"))

    plan = track.plan(portfolio_of(item("a", days=200), projects=(project,)))

    assert plan.tasks[0].late_start is None
    assert plan.tasks[0].late_finish == day("2012-02-10")


@pytest.mark.parametrize("count", LagCount)
@pytest.mark.parametrize("calendar", [None, "c"])
def test_a_long_lead_lets_a_task_start_with_its_project(
    count: LagCount, calendar: str | None
) -> None:
    project = project_of(start=day("2012-01-04"))
    lead = made(Link, task="a", lag=-10_000, lag_count=count)
    portfolio = portfolio_of(
        item("a", days=10),
        item("b", lead, days=1, calendar=calendar),
        item("m", lead, calendar=calendar),
        projects=(project,),
        work_calendars=(made(tpkit.WorkCalendar, id="c", title="C"),),
    )

    plan = track.plan(portfolio)

    assert [task.start for task in plan.tasks] == [day("2012-01-04")] * 3
    assert [task.total_float for task in plan.tasks] == [0, 9, 9]
    assert plan.chain(plan.tasks[1]).tasks == (plan.tasks[1],)


def test_a_limit_too_early_for_a_lag_is_outside_the_calendar() -> None:
    project = project_of(start=day("2012-01-04"), funded_end=day("2012-01-20"))
    link = made(Link, task="a", lag=40)
    portfolio = portfolio_of(
        item("a", days=10),
        item("b", link, days=1, calendar="c"),
        projects=(project,),
        work_calendars=(made(tpkit.WorkCalendar, id="c", title="C"),),
    )

    with pytest.raises(OutsideCalendarError):
        track.plan(portfolio)


def test_a_changed_length_must_be_one() -> None:
    plan = track.plan(portfolio_of(item("a", days=1)), on=day("2024-03-18"))
    other = track.plan(
        portfolio_of(made(Phase, id="x", project="p", title="X", work=made(Work)))
    )

    for days in (-1, 10_001, True):
        with pytest.raises(FieldError, match="a whole number from 0 to 10000"):
            plan.with_days(plan.tasks[0], days)
    with pytest.raises(UnknownIdError, match="no task of this plan has the id"):
        plan.with_days(other.tasks[0], 1)
    done = track.plan(
        portfolio_of(item("a", days=1, delivered_on=day("2024-03-18"))),
        on=day("2024-03-18"),
    )
    with pytest.raises(FieldError, match="a task that is still to do, got 'A'"):
        done.with_days(done.tasks[0], 1)
    with pytest.raises(OutsideCalendarError):
        track.plan(
            portfolio_of(item("a", days=1)),
            calendars={None: calendars.working_calendar(last_year=2024)},
        ).with_days(plan.tasks[0], 300)


def test_an_instant_is_no_day_to_plan_from() -> None:
    with pytest.raises(FieldError):
        track.plan(portfolio_of(), on=pendulum.datetime(2024, 3, 18))


def test_what_is_begun_is_not_held_back_by_its_earliest_start() -> None:
    april = made(Constraint, kind=ConstraintKind.START_NO_EARLIER, on=day("2024-04-10"))
    portfolio = portfolio_of(
        item("a", days=5, started_on=day("2024-03-18"), constraints=[april]),
        projects=(project_of(funded_end=day("2024-03-26")),),
    )

    plan = track.plan(portfolio, on=day("2024-03-20"))

    assert plan.chain(plan.tasks[0]).sentence == (
        "A can be finished on 26 March 2024, the last day on which it may be: 5 more "
        "working days for A from 20 March 2024, the day of this plan"
    )


# ------------------------------------------------------------- begun, without saying when


@pytest.mark.parametrize("got_on", [{"progress": 90}, {"remaining": 1}])
def test_what_got_on_was_begun_though_nobody_says_when(got_on: dict[str, int]) -> None:
    record = portfolio_of(item("survey", days=10, **got_on))

    plan = track.plan(record, on=day("2024-03-25"))

    (task,) = plan.tasks
    assert (task.is_begun, task.days) == (True, 1)
    assert dates(plan) == {"survey": ("2024-03-25", "2024-03-25")}


def test_no_progress_is_no_beginning() -> None:
    record = portfolio_of(item("survey", days=10, progress=0))

    (task,) = track.plan(record, on=day("2024-03-25")).tasks

    assert (task.is_begun, task.days) == (False, 10)


def test_what_is_to_begin_later_was_not_begun_whatever_it_has_got_on() -> None:
    record = portfolio_of(
        item("survey", days=10, progress=90, started_on=day("2024-03-26"))
    )

    (task,) = track.plan(record, on=day("2024-03-25")).tasks

    assert (task.is_begun, task.days) == (False, 10)


@pytest.mark.parametrize(("tasks", "more"), [(12, None), (13, "1"), (2012, "2,000")])
def test_the_middle_of_a_long_chain_is_left_out_of_its_sentence(
    tasks: int, more: str | None
) -> None:
    chain_of = [
        item(f"t{n}", *([made(Link, task=f"t{n - 1}")] if n else []), days=1)
        for n in range(tasks)
    ]
    end = track.plan(portfolio_of(*chain_of)).end("p")

    assert end is not None
    told = end.chain.sentence.partition(": ")[2].split("; ")
    assert len(end.chain.clauses) == tasks
    assert told[:6] == [*end.chain.clauses[:6]]
    assert told[-6:] == [*end.chain.clauses[-6:]]
    assert told[6:-6] == ([f"… and {more} more …"] if more else [])
