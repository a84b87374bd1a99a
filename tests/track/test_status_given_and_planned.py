"""What the plan, red neighbours and people's own colours do to a status."""

from collections.abc import Callable
from typing import Any, TypeVar

import attrs
import pendulum
import pytest

import tpkit
from tpkit import track
from tpkit.errors import UnknownIdError
from tpkit.track import Rag, Reason, State

NounT = TypeVar("NounT")

YEAR_END = pendulum.Date(2023, 3, 31)
MONDAY = pendulum.Date(2023, 3, 6)
"""From it to the Friday of the year end are 20 working days."""


def mar(day: int) -> pendulum.Date:
    return pendulum.Date(2023, 3, day)


def made(noun: Callable[..., NounT], /, **fields: Any) -> NounT:
    return noun(**fields)


def work(days: int | None = None, *after: str, **fields: Any) -> tpkit.Work:
    links = [made(tpkit.Link, task=id) for id in after]
    return made(tpkit.Work, days=days, after=links, **fields)


def deliverable(id: str, **fields: Any) -> tpkit.Deliverable:
    usual = {"id": id, "project": "forum", "title": id.title(), "due": YEAR_END}
    return made(tpkit.Deliverable, **(usual | fields))


def milestone(id: str, **fields: Any) -> tpkit.Milestone:
    baselines = [tpkit.Baseline(number=0, date=YEAR_END)]
    usual = {"id": id, "project": "forum", "title": id.title(), "baselines": baselines}
    return made(tpkit.Milestone, **(usual | fields))


def phase(id: str, **fields: Any) -> tpkit.Phase:
    usual = {"id": id, "project": "forum", "title": id.title()}
    return made(tpkit.Phase, **(usual | fields))


def override(**fields: Any) -> tpkit.Override:
    usual = {
        "colour": tpkit.Colour.GREEN,
        "reason": "Agreed with the funder",
        "by": "lead",
        "on": mar(1),
        "expires": mar(31),
    }
    return made(tpkit.Override, **(usual | fields))


def portfolio(*nouns: Any, **fields: Any) -> tpkit.Portfolio:
    forum = {
        "id": "forum",
        "title": "Forum",
        "kind": tpkit.ProjectKind.WORKSHOP,
        "start": pendulum.Date(2022, 4, 4),
        "funded_end": YEAR_END,
    }
    lead = made(
        tpkit.Person, id="lead", title="Lead", role=tpkit.ProfessionalRole.OTHER
    )
    families: dict[str, Any] = {
        "deliverables": tpkit.Deliverable,
        "milestones": tpkit.Milestone,
        "phases": tpkit.Phase,
        "closures": tpkit.Closure,
    }
    found: dict[str, Any] = {
        family: tuple(noun for noun in nouns if isinstance(noun, kind))
        for family, kind in families.items()
    }
    return tpkit.Portfolio(
        partnership=made(tpkit.Partnership, id="tp", name="Our partnership"),
        people=(lead,),
        projects=(made(tpkit.Project, **(forum | fields)),),
        **found,
    )


def line(*nouns: Any, **options: Any) -> track.Line:
    status = track.status(portfolio(*nouns), **({"on": MONDAY} | options))
    return status.deliverable("toolkit")


# --------------------------------------------------------------------------- the plan


@pytest.mark.parametrize(
    ("days", "reasons", "words"),
    [
        (14, [Reason.ON_COURSE], "promised for 31 March 2023"),
        (
            15,
            [Reason.LITTLE_LEEWAY],
            (
                "can be finished on 24 March 2023 at the earliest, "
                "5 working days before it has to be"
            ),
        ),
        (
            20,
            [Reason.LITTLE_LEEWAY],
            (
                "can be finished on 31 March 2023 at the earliest, "
                "the last day on which it may be"
            ),
        ),
        (
            21,
            [Reason.LIMIT_MISSED],
            (
                "can be finished on 3 April 2023 at the earliest, "
                "1 working day after it has to be"
            ),
        ),
    ],
)
def test_leeway_is_amber_up_to_five_days_and_red_below_none(
    days: int, reasons: list[Reason], words: str
) -> None:
    found = line(deliverable("toolkit", work=work(days)))

    assert list(found.reasons) == reasons
    assert found.leeway == 20 - days
    assert found.sentence == f"Toolkit: {words}"


def test_how_much_leeway_is_amber_can_be_set() -> None:
    strict = track.RagPolicy(float_amber_up_to=6)

    found = line(deliverable("toolkit", work=work(14)), policy=strict)

    assert found.rag is Rag.AMBER


def test_what_takes_no_time_and_can_be_done_today_has_no_leeway_to_speak_of() -> None:
    late = pendulum.Date(2023, 3, 29)

    found = line(deliverable("toolkit", work=work(0)), on=late)

    assert (found.leeway, found.rag) == (None, Rag.GREEN)


def test_a_latest_day_of_its_own_that_is_missed_is_red_at_once() -> None:
    limit = tpkit.Constraint(
        kind=tpkit.ConstraintKind.FINISH_NO_LATER, on=pendulum.Date(2023, 3, 3)
    )

    found = line(deliverable("toolkit", work=work(0, constraints=[limit])))

    assert found.reasons == (Reason.LIMIT_MISSED,)


def test_that_the_money_ends_first_is_told_once() -> None:
    item = deliverable("toolkit", work=work(30), forecast=pendulum.Date(2023, 4, 14))

    assert line(item).reasons[0] is Reason.PAST_FUNDING_END
    assert Reason.LIMIT_MISSED not in line(item).reasons


def test_what_is_done_has_no_leeway() -> None:
    item = deliverable("toolkit", work=work(30), delivered_on=mar(3))

    assert (line(item).leeway, line(item).rag) == (None, Rag.BLUE)


def test_a_plan_of_ones_own_may_be_given() -> None:
    forum = portfolio(deliverable("toolkit", work=work(20)))
    plan = track.plan(forum, on=MONDAY)
    shorter = plan.with_days(plan.deliverable("toolkit"), 5)

    status = track.status(forum, on=MONDAY, plan=shorter)

    assert status.deliverable("toolkit").leeway == 15
    assert status.rag is Rag.GREEN


def test_a_project_that_cannot_be_planned_says_so_and_is_amber() -> None:
    circle = portfolio(
        deliverable("toolkit", work=work(5, "report")),
        deliverable("report", work=work(5, "toolkit"), forecast=mar(31)),
    )

    status = track.status(circle, on=MONDAY)

    project = status.project("forum")
    assert (status.rag, project.reasons) == (Rag.AMBER, (Reason.UNPLANNABLE,))
    assert project.because == (
        (
            "what is left cannot be planned: expected a plan without circles, got "
            "'Report' → 'Toolkit' → 'Report'; take one of these links away"
        ),
    )
    assert status.deliverable("toolkit").can_finish is None


FAR = [
    made(tpkit.Constraint, kind=tpkit.ConstraintKind.FINISH_NO_LATER, on=date)
    for date in (pendulum.Date(1990, 4, 3),)
]


@pytest.mark.parametrize(
    "bad",
    [
        [
            deliverable("x", project="q", work=work(1, "y")),
            deliverable("y", project="q", work=work(1, "x")),
        ],
        [
            deliverable("x", project="q", work=work(10_000)),
            deliverable("y", project="q", work=work(10_000, "x")),
        ],
        [deliverable("x", project="q", work=work(1, constraints=FAR))],
    ],
    ids=["circle", "beyond the calendar", "before the calendar"],
)
def test_one_project_that_cannot_be_planned_takes_no_float_from_another(
    bad: list[tpkit.Deliverable],
) -> None:
    good = portfolio(deliverable("toolkit", work=work(21)))
    other = made(tpkit.Project, id="q", title="Q", kind=tpkit.ProjectKind.DATA)
    both = attrs.evolve(
        good, projects=(*good.projects, other), deliverables=(*good.deliverables, *bad)
    )

    alone, found = (track.status(each, on=MONDAY) for each in (good, both))

    assert found.deliverable("toolkit") == alone.deliverable("toolkit")
    assert found.deliverable("toolkit").reasons == (Reason.LIMIT_MISSED,)
    assert found.project("forum").rag is Rag.RED
    assert found.project("q").reasons == (Reason.UNPLANNABLE,)


def test_a_task_of_several_plans_has_the_least_leeway_of_them() -> None:
    """Another project waits for the toolkit, and a third cannot be planned."""
    base = portfolio(deliverable("toolkit", work=work(5)))
    more = (
        deliverable("training", project="q", work=work(14, "toolkit")),
        deliverable("one", project="r", work=work(1, "other")),
        deliverable("other", project="r", work=work(1, "one")),
    )
    others = [
        made(
            tpkit.Project,
            id=id,
            title=id,
            kind=tpkit.ProjectKind.DATA,
            funded_end=YEAR_END,
        )
        for id in "qr"
    ]

    record = attrs.evolve(
        base,
        projects=(*base.projects, *others),
        deliverables=(*base.deliverables, *more),
    )
    status = track.status(record, on=MONDAY)

    assert status.deliverable("toolkit").leeway == 1
    assert status.deliverable("training").leeway == 1


# ------------------------------------------------------- forecasts and promises in time


def test_a_forecast_that_has_passed_is_none_any_more() -> None:
    found = line(deliverable("toolkit", forecast=mar(3)))

    assert (found.forecast, found.forecast_passed, found.slip) == (None, mar(3), None)
    assert found.reasons == (Reason.FORECAST_PASSED,)
    assert found.sentence == "Toolkit: its forecast, 3 March 2023, has passed"


def test_a_forecast_for_today_still_counts() -> None:
    found = line(deliverable("toolkit", forecast=MONDAY))

    assert (found.forecast, found.reasons) == (MONDAY, (Reason.ON_COURSE,))


def test_a_project_whose_forecast_has_passed_is_amber() -> None:
    status = track.status(portfolio(forecast_end=mar(3)), on=MONDAY)

    found = status.project("forum")
    assert (found.forecast, found.forecast_passed) == (None, mar(3))
    assert found.because == ("its forecast, 3 March 2023, has passed",)
    assert found.rag is Rag.AMBER


def test_a_baseline_counts_from_the_day_it_was_approved() -> None:
    moved = tpkit.Baseline(number=1, date=mar(31), approved_on=mar(10))
    item = deliverable(
        "toolkit", due=mar(1), baselines=[tpkit.Baseline(number=0, date=mar(2)), moved]
    )

    before, after = (line(item, on=on) for on in (mar(9), mar(10)))

    assert (before.promised, before.reasons) == (mar(2), (Reason.OVERDUE,))
    assert (after.promised, after.reasons) == (mar(31), (Reason.ON_COURSE,))


def test_what_was_due_holds_until_the_first_baseline_is_approved() -> None:
    first = tpkit.Baseline(number=0, date=mar(31), approved_on=mar(10))

    found = line(deliverable("toolkit", due=mar(1), baselines=[first]))

    assert found.promised == mar(1)


def test_a_projects_baseline_counts_from_the_day_it_was_approved() -> None:
    first = tpkit.Baseline(number=0, date=mar(31), approved_on=mar(10))

    status = track.status(portfolio(baselines=[first]), on=MONDAY)

    assert status.project("forum").promised is None


def test_what_is_a_month_overdue_is_late_though_nobody_works() -> None:
    closed = made(
        tpkit.Closure,
        id="c",
        title="Closed",
        start=pendulum.Date(2012, 1, 1),
        end=pendulum.Date(2035, 12, 31),
    )

    found = line(closed, deliverable("toolkit", due=pendulum.Date(2023, 1, 31)))

    assert (found.state, found.reasons) == (State.LATE, (Reason.OVERDUE,))
    assert found.because == (
        "promised for 31 January 2023, which has passed, with no working day since",
    )


def test_a_judgement_of_confidence_is_shown_from_its_day() -> None:
    def judged(day: int) -> tpkit.DeliveryConfidence:
        return made(
            tpkit.DeliveryConfidence,
            rating=tpkit.ConfidenceRating.GREEN,
            assessed_on=mar(day),
        )

    record = portfolio(confidence=judged(10), earlier_confidence=[judged(3)])

    shown = [
        track.status(record, on=mar(day)).project("forum").confidence
        for day in (2, 9, 10)
    ]
    assert shown == [None, judged(3), judged(10)]


# ------------------------------------------------------------------- red neighbours


def test_what_waits_for_something_red_is_at_least_amber() -> None:
    late = milestone("tested", baselines=[tpkit.Baseline(number=0, date=mar(1))])

    found = line(
        attrs.evolve(late, forecast=mar(29)),
        deliverable("toolkit", work=work(1, "tested")),
    )

    assert found.reasons == (Reason.WAITS_FOR_RED,)
    assert found.because == ("waits for Tested, which is red",)
    assert found.waits_for_red == ("Tested",)


def test_several_red_ones_are_listed_and_amber_ones_do_not_count() -> None:
    red = [deliverable(id, due=mar(1), forecast=mar(29)) for id in ("one", "two")]
    amber = deliverable("three", due=mar(1), forecast=mar(8))

    found = line(
        *red, amber, deliverable("toolkit", work=work(1, "one", "two", "three"))
    )

    assert found.because == ("waits for One and Two, which are red",)


def test_a_milestone_waits_for_the_milestones_before_it() -> None:
    red = milestone("one", forecast=pendulum.Date(2023, 4, 3))
    after = milestone("two", after=["one"])

    status = track.status(portfolio(red, after), on=MONDAY)

    assert status.milestone("two").reasons == (Reason.WAITS_FOR_RED,)


def test_what_is_done_waits_for_nothing() -> None:
    red = milestone("one", forecast=pendulum.Date(2023, 4, 3))
    after = milestone("two", after=["one"], actual=mar(1))

    status = track.status(portfolio(red, after), on=MONDAY)

    assert status.milestone("two").rag is Rag.BLUE


# --------------------------------------------------------------------- colours given


LATE = deliverable("toolkit", due=mar(1), forecast=mar(29))


def test_a_colour_given_is_shown_and_the_one_worked_out_beside_it() -> None:
    found = line(attrs.evolve(LATE, overrides=(override(),)))

    assert (found.rag, found.worked_out) == (Rag.GREEN, Rag.RED)
    assert found.reasons == (Reason.LONG_SLIP, Reason.OVERDUE)
    assert found.given is not None and found.given.by == "lead"
    assert found.sentence == (
        "Toolkit: given as green by Lead until 31 March 2023: Agreed with the funder; "
        "worked out as red: forecast for 29 March 2023, 20 working days after "
        "1 March 2023; promised for 1 March 2023, 3 working days ago"
    )


@pytest.mark.parametrize(
    ("fields", "rag"),
    [
        ({"expires": MONDAY}, Rag.GREEN),
        ({"expires": mar(5)}, Rag.RED),
        ({"on": MONDAY}, Rag.GREEN),
        ({"on": mar(7)}, Rag.RED),
    ],
)
def test_a_colour_counts_from_its_first_day_to_its_last(
    fields: dict[str, Any], rag: Rag
) -> None:
    found = line(attrs.evolve(LATE, overrides=(override(**fields),)))

    assert found.rag is rag


def test_the_colour_given_last_counts() -> None:
    amber = override(colour=tpkit.Colour.AMBER)
    later = override(on=mar(2))

    both = line(attrs.evolve(LATE, overrides=(later, amber)))
    same_day = line(attrs.evolve(LATE, overrides=(override(), amber)))

    assert both.rag is Rag.GREEN
    assert same_day.rag is Rag.AMBER


@pytest.mark.parametrize(
    "item",
    [
        attrs.evolve(LATE, delivered_on=mar(1)),
        attrs.evolve(LATE, status=tpkit.DeliverableStatus.DROPPED),
        attrs.evolve(LATE, due=None),
    ],
    ids=["done", "dropped", "nothing to compare"],
)
def test_nobody_can_give_a_colour_to_what_has_none(item: tpkit.Deliverable) -> None:
    red = override(colour=tpkit.Colour.RED)

    found = line(attrs.evolve(item, overrides=(red,)))

    assert found.given is None


def test_a_project_takes_the_colour_that_is_shown_and_says_so() -> None:
    forum = portfolio(attrs.evolve(LATE, overrides=(override(),)))

    status = track.status(forum, on=MONDAY)

    assert status.rag is Rag.GREEN
    assert status.project("forum").reasons == (Reason.GIVEN_GREEN,)
    assert status.project("forum").sentence == (
        "Forum: the deliverable is green; 1 colour was given by somebody"
    )


def test_a_project_may_be_given_a_colour_and_the_whole_takes_it() -> None:
    amber = override(colour=tpkit.Colour.AMBER)

    status = track.status(portfolio(LATE, overrides=(amber,)), on=MONDAY)

    project = status.project("forum")
    assert (project.rag, project.worked_out) == (Rag.AMBER, Rag.RED)
    assert project.because == (
        "given as amber by Lead until 31 March 2023: Agreed with the funder",
        "worked out as red",
        "the deliverable is red: Toolkit",
    )
    assert [part.id for part in project.worst] == ["toolkit"]
    assert (status.rag, status.whole.reasons) == (Rag.AMBER, (Reason.GIVEN_AMBER,))
    assert status.whole.because[-1] == "1 colour was given by somebody"


def test_a_colour_given_to_a_project_that_is_done_is_of_no_avail() -> None:
    done = portfolio(attrs.evolve(LATE, delivered_on=mar(1)), overrides=(override(),))

    assert track.status(done, on=MONDAY).project("forum").given is None


def test_what_waits_for_something_given_as_green_is_not_held_back() -> None:
    calmed = deliverable("one", due=mar(1), forecast=mar(29), overrides=(override(),))

    found = line(calmed, deliverable("toolkit", work=work(1, "one")))

    assert found.rag is Rag.GREEN


# --------------------------------------------------------------- phases and projects


def test_a_phase_counts_if_somebody_follows_it() -> None:
    heading = phase("heading", end=mar(1))
    followed = phase("runs", end=mar(1), forecast=mar(8))
    ended = phase("design", end=mar(1), ended_on=mar(2))

    status = track.status(portfolio(heading, followed, ended), on=MONDAY)

    assert [each.path for each in status.phases] == ["$.phases[1]", "$.phases[2]"]
    assert status.phase("runs").rag is Rag.AMBER
    assert status.phase("design").sentence == (
        "Design: ended on 2 March 2023, 1 working day after 1 March 2023"
    )
    assert status.phase("runs").owner is None
    assert status.phases_of("forum") == status.phases
    assert [each.id for each in status.late] == ["runs"]
    with pytest.raises(UnknownIdError):
        status.phase("heading")


@pytest.mark.parametrize(
    ("end", "reasons", "words"),
    [
        (mar(2), (Reason.SLIP,), "1 working day after 1 March 2023"),
        (mar(16), (Reason.LONG_SLIP,), "11 working days after 1 March 2023"),
    ],
)
def test_a_project_that_will_end_later_than_approved_is_behind(
    end: pendulum.Date, reasons: tuple[Reason, ...], words: str
) -> None:
    approved = tpkit.Baseline(number=0, date=mar(1))

    status = track.status(
        portfolio(baselines=(approved,), forecast_end=end),
        on=pendulum.Date(2023, 2, 1),
    )

    project = status.project("forum")
    assert project.reasons == reasons
    assert project.promised == mar(1)
    assert project.sentence.endswith(words)


def test_closures_of_the_partnership_are_no_working_days() -> None:
    closure = tpkit.Closure(
        id=tpkit.ClosureId("c"), title="Closed", start=mar(8), end=mar(8)
    )
    item = deliverable("toolkit", due=mar(7), forecast=mar(8))

    assert line(item).slip == 1
    assert line(item, closure).slip == 0


def test_titles_of_what_counts_are_named_and_dropped_ones_are_not() -> None:
    dropped = deliverable("old", status=tpkit.DeliverableStatus.DROPPED)

    status = track.status(portfolio(dropped, LATE), on=MONDAY)

    assert status.project("forum").because == ("the deliverable is red: Toolkit",)
    assert status.deliverable("old").state is State.DROPPED
