"""What `track.status` says of one thing, of a project and of the whole."""

import datetime as dt
from collections.abc import Callable
from typing import Any, TypeVar

import attrs
import pendulum
import pytest

import tpkit
from tpkit import calendars, testing, track
from tpkit.errors import FieldError, UnknownIdError
from tpkit.track import Rag, Reason, State

NounT = TypeVar("NounT")

PROMISED = pendulum.Date(2023, 2, 1)
"""A Wednesday; the 10th working day after it is Wednesday 15 February."""
YEAR_END = pendulum.Date(2023, 3, 31)
"""A Friday, and the end of the money in most of these tests."""
EVIDENCE = (tpkit.Evidence(statement="Minutes"),)


def feb(day: int) -> pendulum.Date:
    return pendulum.Date(2023, 2, day)


def apr(day: int) -> pendulum.Date:
    return pendulum.Date(2023, 4, day)


def made(noun: Callable[..., NounT], /, **fields: Any) -> NounT:
    return noun(**fields)


def deliverable(**fields: Any) -> tpkit.Deliverable:
    usual = {"id": "report", "project": "forum", "title": "Report", "due": PROMISED}
    return made(tpkit.Deliverable, **(usual | fields))


def milestone(**fields: Any) -> tpkit.Milestone:
    baseline = tpkit.Baseline(number=0, date=PROMISED)
    usual = {"id": "ready", "project": "forum", "title": "Ready"}
    return made(tpkit.Milestone, **(usual | {"baselines": (baseline,)} | fields))


def project(**fields: Any) -> tpkit.Project:
    kind = tpkit.ProjectKind.WORKSHOP
    usual = {"id": "forum", "title": "Forum", "kind": kind, "funded_end": YEAR_END}
    return made(tpkit.Project, **(usual | fields))


def portfolio(*nouns: Any, projects: Any = None, **families: Any) -> tpkit.Portfolio:
    return tpkit.Portfolio(
        partnership=made(tpkit.Partnership, id="tp", name="Our partnership"),
        projects=(project(),) if projects is None else projects,
        deliverables=tuple(n for n in nouns if isinstance(n, tpkit.Deliverable)),
        milestones=tuple(n for n in nouns if isinstance(n, tpkit.Milestone)),
        **families,
    )


def line_of(item: Any, **options: Any) -> track.Line:
    status = track.status(portfolio(item), **({"on": feb(1)} | options))
    return (status.milestones + status.deliverables)[0]


# ---------------------------------------------------------------- the golden table

D, M = deliverable, milestone
ACCEPTED = tpkit.DeliverableStatus.ACCEPTED
REJECTED = tpkit.DeliverableStatus.REJECTED
COMPLETE = tpkit.MilestoneStatus.COMPLETE
MISSED = tpkit.MilestoneStatus.MISSED

TABLE = [
    # open: the forecast, exactly at and just beyond the thresholds
    (D(), 1, "due green on_course", "promised for 1 February 2023"),
    (
        D(forecast=feb(1)),
        1,
        "due green on_course",
        "promised for 1 February 2023, forecast for 1 February 2023",
    ),
    (
        D(forecast=feb(2)),
        1,
        "due amber slip",
        "forecast for 2 February 2023, 1 working day after 1 February 2023",
    ),
    (
        D(forecast=feb(15)),
        1,
        "due amber slip",
        "forecast for 15 February 2023, 10 working days after 1 February 2023",
    ),
    (
        D(forecast=feb(16)),
        1,
        "due red long_slip",
        "forecast for 16 February 2023, 11 working days after 1 February 2023",
    ),
    # a weekend has no slot of its own
    (
        D(due=feb(3), forecast=feb(5)),
        1,
        "due green on_course",
        "promised for 3 February 2023, forecast for 5 February 2023",
    ),
    # open: time passes
    (
        D(),
        2,
        "late amber overdue",
        "promised for 1 February 2023, 1 working day ago",
    ),
    (
        D(),
        15,
        "late amber overdue",
        "promised for 1 February 2023, 10 working days ago",
    ),
    (
        D(),
        16,
        "late red long_overdue",
        "promised for 1 February 2023, 11 working days ago",
    ),
    (
        D(due=feb(3)),
        5,
        "due green on_course",
        "promised for 3 February 2023",
    ),
    (
        D(forecast=feb(16)),
        2,
        "late red long_slip overdue",
        (
            "forecast for 16 February 2023, 11 working days after 1 February 2023; "
            "promised for 1 February 2023, 1 working day ago"
        ),
    ),
    # nothing to compare
    (D(due=None), 1, "undated grey nothing_to_compare", "no date was promised"),
    (
        D(due=None, forecast=feb(20)),
        1,
        "undated grey nothing_to_compare",
        "forecast for 20 February 2023, no date was promised",
    ),
    (
        M(baselines=()),
        1,
        "undated grey nothing_to_compare",
        "no date was promised",
    ),
    # done
    (
        D(delivered_on=feb(1)),
        6,
        "delivered blue done",
        "delivered on 1 February 2023, promised for 1 February 2023",
    ),
    (
        D(delivered_on=feb(3), due=None),
        6,
        "delivered blue done",
        "delivered on 3 February 2023",
    ),
    (
        D(delivered_on=feb(3), status=ACCEPTED, evidence=EVIDENCE),
        6,
        "accepted blue done_late",
        "delivered on 3 February 2023, 2 working days after 1 February 2023",
    ),
    (
        D(delivered_on=feb(1), status=ACCEPTED),
        6,
        "accepted amber no_evidence done",
        (
            "accepted without evidence; "
            "delivered on 1 February 2023, promised for 1 February 2023"
        ),
    ),
    (
        D(status=ACCEPTED, evidence=EVIDENCE),
        6,
        "accepted blue done",
        "accepted on a day that is not recorded",
    ),
    (
        M(actual=feb(1)),
        6,
        "delivered blue done",
        "reached on 1 February 2023, promised for 1 February 2023",
    ),
    (
        M(status=COMPLETE),
        6,
        "accepted amber no_evidence done",
        "complete without evidence; complete on a day that is not recorded",
    ),
    # done after the day asked about: not done yet
    (
        D(delivered_on=feb(2), status=ACCEPTED),
        1,
        "due amber slip",
        "forecast for 2 February 2023, 1 working day after 1 February 2023",
    ),
    # what people recorded
    (
        D(delivered_on=feb(1), status=REJECTED),
        1,
        "due amber sent_back",
        "sent back by those who were to accept it",
    ),
    (
        M(status=MISSED),
        1,
        "late amber missed",
        "missed, and no new date approved",
    ),
    (
        D(status=tpkit.DeliverableStatus.DROPPED),
        28,
        "dropped grey dropped",
        "no longer wanted",
    ),
    (
        M(status=tpkit.MilestoneStatus.CANCELLED),
        28,
        "dropped grey dropped",
        "no longer wanted",
    ),
    # a milestone's tolerance
    (
        M(forecast=feb(8), tolerance_days=5),
        1,
        "due green within_tolerance",
        (
            "forecast for 8 February 2023, 5 working days after 1 February 2023, "
            "within tolerance"
        ),
    ),
    (
        M(forecast=feb(9), tolerance_days=5),
        1,
        "due amber slip",
        "forecast for 9 February 2023, 6 working days after 1 February 2023",
    ),
    (
        M(tolerance_days=5),
        8,
        "late green within_tolerance",
        "promised for 1 February 2023, 5 working days ago, within tolerance",
    ),
    (
        M(tolerance_days=12),
        17,
        "late green within_tolerance",
        "promised for 1 February 2023, 12 working days ago, within tolerance",
    ),
    (
        M(tolerance_days=12),
        20,
        "late red long_overdue",
        "promised for 1 February 2023, 13 working days ago",
    ),
    # the end of the money
    (
        D(due=YEAR_END, forecast=YEAR_END),
        1,
        "due green on_course",
        "promised for 31 March 2023, forecast for 31 March 2023",
    ),
    (
        D(due=YEAR_END, forecast=apr(1)),
        1,
        "due red past_funding_end",
        "forecast for 1 April 2023, after the end of its funding on 31 March 2023",
    ),
    (
        D(due=apr(3)),
        1,
        "due red past_funding_end",
        "promised for 3 April 2023, after the end of its funding on 31 March 2023",
    ),
    (
        D(due=None, forecast=apr(1)),
        1,
        "undated red past_funding_end",
        "forecast for 1 April 2023, after the end of its funding on 31 March 2023",
    ),
    (
        M(forecast=apr(28), tolerance_days=99),
        1,
        "due red past_funding_end",
        "forecast for 28 April 2023, after the end of its funding on 31 March 2023",
    ),
]


@pytest.mark.parametrize(("item", "day", "codes", "words"), TABLE)
def test_one_thing_stands_as_the_table_says(
    item: Any, day: int, codes: str, words: str
) -> None:
    line = line_of(item, on=feb(day))

    assert " ".join([line.state, line.rag, *line.reasons]) == codes
    assert line.sentence == f"{line.title}: {words}"


def test_a_saturday_shares_the_slot_of_friday_and_misses_the_financial_year() -> None:
    line = line_of(deliverable(due=YEAR_END, forecast=apr(1)))

    assert line.slip == 0
    assert line.rag is Rag.RED


def test_what_is_open_after_the_money_has_ended_is_red_and_late() -> None:
    on_saturday = line_of(deliverable(due=YEAR_END), on=apr(1))
    undated = line_of(milestone(baselines=()), on=apr(1))

    assert on_saturday.overdue == 0
    assert on_saturday.reasons == undated.reasons == (Reason.PAST_FUNDING_END,)
    assert on_saturday.state is undated.state is State.LATE
    assert on_saturday.because == (
        "not delivered when its funding ended on 31 March 2023",
    )
    assert undated.because == ("not reached when its funding ended on 31 March 2023",)


def test_the_last_baseline_holds() -> None:
    rebaselined = (
        tpkit.Baseline(number=0, date=PROMISED),
        tpkit.Baseline(number=1, date=feb(15), reason="Illness"),
    )
    line = line_of(milestone(baselines=rebaselined, forecast=feb(15)))

    assert line.promised == feb(15)
    assert line.rag is Rag.GREEN


def test_a_line_carries_what_a_reader_needs() -> None:
    owner = made(
        tpkit.Person, id="lead", title="Lead", role=tpkit.ProfessionalRole.OTHER
    )
    item = deliverable(owner="lead", forecast=feb(2))
    status = track.status(portfolio(item, people=(owner,)), on=feb(1))

    line = status.deliverable("report")
    assert (line.path, line.kind) == ("$.deliverables[0]", track.LineKind.DELIVERABLE)
    assert (line.id, line.title, line.project, line.owner) == (
        "report",
        "Report",
        "forum",
        "lead",
    )
    assert (line.promised, line.forecast, line.done_on) == (PROMISED, feb(2), None)
    assert (line.slip, line.overdue, line.funding_end) == (1, None, YEAR_END)


# -------------------------------------------------------------- policy and calendar


def test_thresholds_can_be_others() -> None:
    patient = track.RagPolicy(slip_amber_after=5, slip_red_after=20)

    slipping = {
        day: line_of(deliverable(forecast=feb(day)), policy=patient).reasons
        for day in (8, 9, 16)
    }

    assert slipping == {
        8: (Reason.WITHIN_TOLERANCE,),
        9: (Reason.SLIP,),
        16: (Reason.SLIP,),
    }


def test_evidence_may_be_waived() -> None:
    lenient = track.RagPolicy(evidence_needed=False)

    line = line_of(deliverable(status=ACCEPTED), policy=lenient)

    assert line.rag is Rag.BLUE


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"slip_amber_after": -1}, "slip_amber_after: expected a whole number"),
        ({"overdue_red_after": True}, "overdue_red_after: expected a whole number"),
        (
            {"slip_amber_after": 12},
            r"slip_red_after: expected no less than slip_amber_after \(12\), got 10",
        ),
    ],
)
def test_a_policy_refuses_what_can_mean_nothing(
    fields: dict[str, Any], message: str
) -> None:
    with pytest.raises(FieldError, match=message):
        track.RagPolicy(**fields)


def test_working_days_are_those_of_the_calendar() -> None:
    closed = calendars.working_calendar(holidays={feb(2): "Staff day"})

    item = deliverable(forecast=feb(2))

    assert line_of(item).rag is Rag.AMBER
    assert line_of(item, calendar=closed).rag is Rag.GREEN


def test_days_outside_the_calendar_are_counted_without_holidays() -> None:
    # Christmas falls within both fortnights; the calendar runs from 2012 to 2035.
    late = line_of(
        deliverable(due=pendulum.Date(2035, 12, 31), forecast=pendulum.Date(2036, 1, 7))
    )
    early = line_of(
        deliverable(
            due=pendulum.Date(2011, 12, 23), delivered_on=pendulum.Date(2012, 1, 3)
        )
    )

    assert (late.slip, late.holidays_known) == (5, False)
    # Mon 26 to Fri 30 December, and Tue 3 January: Mon 2 January 2012 is a holiday.
    assert (early.slip, early.holidays_known) == (6, False)
    assert (
        "5 working days (holidays not known) after"
        in attrs.evolve(late, reasons=(Reason.SLIP,)).sentence
    )


def test_an_instant_is_refused() -> None:
    instant: Any = pendulum.datetime(2026, 3, 31, 23, 30, tz="UTC")

    with pytest.raises(FieldError, match="on: expected a date without a time"):
        track.status(testing.smallest(), on=instant)


def test_a_plain_date_will_do() -> None:
    plain: Any = dt.date(2023, 2, 1)

    status = track.status(portfolio(deliverable()), on=plain)

    assert type(status.on) is pendulum.Date


# ------------------------------------------------------------------ the funding end

ROUND = made(
    tpkit.FundingRound,
    id="round",
    title="Round",
    funder="dfe",
    funding_end=pendulum.Date(2023, 6, 30),
)
DFE = made(
    tpkit.Organisation,
    id="dfe",
    name="DfE",
    kind=tpkit.OrganisationKind.GOVERNMENT,
)


def bid(**fields: Any) -> tpkit.Bid:
    usual = {"id": "bid", "title": "Bid", "round": "round"}
    return made(tpkit.Bid, **(usual | fields))


def grant(id: str, end: pendulum.Date, **fields: Any) -> tpkit.Grant:
    return made(
        tpkit.Grant,
        id=id,
        title=id,
        bid="bid",
        amount=1,
        start=pendulum.Date(2022, 4, 1),
        end=end,
        **fields,
    )


def funding_end(*grants: tpkit.Grant, **fields: Any) -> pendulum.Date | None:
    funded = portfolio(
        projects=(project(**({"bid": "bid"} | fields)),),
        bids=(bid(),),
        funding_rounds=(ROUND,),
        organisations=(DFE,),
        grants=grants,
    )
    return track.status(funded, on=feb(1)).project("forum").funding_end


def test_money_lasts_until_the_earlier_of_project_and_grant() -> None:
    extended = grant(
        "extended",
        apr(30),
        variations=(
            tpkit.GrantVariation(
                kind=tpkit.VariationKind.EXTENSION,
                agreed_on=feb(1),
                reason="Illness",
                new_end=pendulum.Date(2023, 5, 31),
            ),
        ),
    )
    declined = grant("no", pendulum.Date(2024, 1, 1), status=tpkit.GrantStatus.DECLINED)

    assert funding_end() == YEAR_END
    assert funding_end(extended) == YEAR_END
    assert funding_end(grant("short", feb(28))) == feb(28)
    assert funding_end(extended, declined, funded_end=None) == pendulum.Date(
        2023, 5, 31
    )
    assert funding_end(grant("a", feb(28)), grant("b", feb(20))) == feb(28)


def test_money_lasts_until_the_round_ends_where_nothing_else_is_known() -> None:
    assert funding_end(funded_end=None) == ROUND.funding_end
    assert funding_end(funded_end=None, bid=None) is None


# ------------------------------------------------------------------------- projects


def project_line(*parts: Any, on: pendulum.Date, **fields: Any) -> track.RollUp:
    return track.status(
        portfolio(*parts, projects=(project(**fields),)), on=on
    ).project("forum")


DONE = deliverable(id="done", title="Done", delivered_on=feb(1))
GREEN = deliverable(id="green", title="Green", due=feb(28))
AMBER = deliverable(id="amber", title="Amber", forecast=feb(2))
GREY = deliverable(id="grey", title="Grey", due=None)
DROPPED = deliverable(
    id="dropped", title="Dropped", status=tpkit.DeliverableStatus.DROPPED
)
READY = milestone(forecast=feb(16))
LIVE, CLOSED = tpkit.ProjectStatus.LIVE, tpkit.ProjectStatus.CLOSED
DELIVERED = tpkit.ProjectStatus.DELIVERED
CANCELLED = tpkit.ProjectStatus.CANCELLED


@pytest.mark.parametrize(
    ("parts", "fields", "codes", "words"),
    [
        ((), {}, "due grey nothing_to_compare", "nothing to compare"),
        (
            (),
            {"funded_end": None},
            "undated grey nothing_to_compare",
            "nothing to compare",
        ),
        (
            (GREY,),
            {"funded_end": None, "forecast_end": feb(28)},
            "due grey nothing_to_compare",
            "the deliverable is without a date to compare",
        ),
        (
            (),
            {"forecast_end": YEAR_END},
            "due green on_course",
            "forecast to end on 31 March 2023, funded until 31 March 2023",
        ),
        (
            (GREEN,),
            {"forecast_end": apr(1)},
            "due red past_funding_end",
            (
                "forecast to end on 1 April 2023, after the end of its funding on "
                "31 March 2023"
            ),
        ),
        # a forecast that has passed is none
        (
            (),
            {"forecast_end": feb(1)},
            "due amber forecast_passed",
            "its forecast, 1 February 2023, has passed",
        ),
        (
            (GREEN, AMBER, GREY, DONE, DROPPED),
            {},
            "late amber slip overdue",
            "1 of 4 deliverables is amber: Amber",
        ),
        (
            (GREEN, GREY, DONE),
            {},
            "due green on_course",
            "1 of 3 deliverables is green",
        ),
        (
            (GREY, DONE),
            {},
            "due grey nothing_to_compare",
            "1 of 2 deliverables is without a date to compare",
        ),
        (
            (READY, AMBER),
            {},
            "late red long_slip",
            "1 of 2 milestones and deliverables is red: Ready",
        ),
        # ended
        (
            (DONE, DROPPED),
            {},
            "delivered blue done",
            "ended; the deliverable is done",
        ),
        (
            (DONE,),
            {"forecast_end": feb(28)},
            "due green on_course",
            "forecast to end on 28 February 2023, funded until 31 March 2023",
        ),
        ((), {"status": CLOSED}, "accepted blue done", "ended"),
        (
            (),
            {"status": LIVE, "actual_end": feb(1)},
            "delivered blue done",
            "ended on 1 February 2023",
        ),
        (
            (AMBER,),
            {"status": DELIVERED},
            "delivered amber slip overdue",
            "the deliverable is amber: Amber",
        ),
        # on the day asked about it had not ended
        (
            (),
            {"status": CLOSED, "actual_end": feb(28)},
            "due green on_course",
            "forecast to end on 28 February 2023, funded until 31 March 2023",
        ),
        # given up, with all that is open in it
        (
            (AMBER, READY),
            {"status": CANCELLED},
            "dropped grey dropped",
            "not going ahead",
        ),
    ],
)
def test_a_project_stands_as_the_table_says(
    parts: tuple[Any, ...], fields: dict[str, Any], codes: str, words: str
) -> None:
    line = project_line(*parts, on=feb(2), **fields)

    assert " ".join([line.state, line.rag, *line.reasons]) == codes
    assert line.sentence == f"Forum: {words}"


def test_a_project_still_open_when_its_money_ends_is_red() -> None:
    line = project_line(on=apr(1))

    assert (line.state, line.rag) == (State.LATE, Rag.RED)
    assert line.because == (
        "not recorded as ended when its funding ended on 31 March 2023",
    )


def test_an_undated_project_is_late_with_its_parts() -> None:
    line = project_line(AMBER, on=feb(2), funded_end=None)

    assert (line.state, line.rag) == (State.LATE, Rag.AMBER)


def test_a_long_list_of_names_is_cut() -> None:
    parts = [
        deliverable(id=f"d{n}", title=f"D{n}", forecast=feb(2)) for n in range(1, 6)
    ]

    line = project_line(*parts, on=feb(1))

    assert line.because == ("5 of 5 deliverables are amber: D1, D2, D3 and 2 others",)


def test_what_is_done_in_a_cancelled_project_stays_done() -> None:
    item = attrs.evolve(DONE, status=ACCEPTED)
    cancelled = portfolio(item, AMBER, projects=(project(status=CANCELLED),))

    status = track.status(cancelled, on=feb(2))

    assert status.deliverable("done").state is State.ACCEPTED
    assert status.deliverable("amber").state is State.DROPPED
    assert status.project("forum").rag is Rag.GREY


@pytest.mark.parametrize(
    ("won", "started", "state"),
    [
        (tpkit.BidStatus.UNSUCCESSFUL, tpkit.ProjectStatus.PROPOSED, State.DROPPED),
        (tpkit.BidStatus.ROUND_CANCELLED, tpkit.ProjectStatus.PROPOSED, State.DROPPED),
        (tpkit.BidStatus.AWARDED, tpkit.ProjectStatus.PROPOSED, State.DUE),
        # paid for otherwise, it seems: it goes ahead
        (tpkit.BidStatus.UNSUCCESSFUL, tpkit.ProjectStatus.LIVE, State.DUE),
    ],
)
def test_a_proposal_that_was_not_funded_is_given_up(
    won: tpkit.BidStatus, started: tpkit.ProjectStatus, state: State
) -> None:
    proposed = portfolio(
        GREEN,
        projects=(project(bid="bid", status=started),),
        bids=(bid(status=won),),
        funding_rounds=(ROUND,),
        organisations=(DFE,),
    )

    assert track.status(proposed, on=feb(1)).project("forum").state is state


def test_delivery_confidence_stands_beside_the_colour_and_out_of_it() -> None:
    hopeless = tpkit.DeliveryConfidence(
        rating=tpkit.ConfidenceRating.RED, assessed_on=feb(1)
    )

    line = project_line(GREEN, on=feb(1), confidence=hopeless)

    assert line.confidence == hopeless
    assert line.rag is Rag.GREEN


# ------------------------------------------------------------------------ the whole


def test_the_whole_is_as_its_worst_project() -> None:
    late = project(id="late", title="Late", funded_end=feb(1))
    cancelled = project(id="no", title="No", status=CANCELLED)
    three = portfolio(GREEN, projects=(project(), late, cancelled))

    status = track.status(three, on=feb(2))

    assert (status.rag, status.whole.state) == (Rag.RED, State.LATE)
    assert status.whole.sentence == "Our partnership: 1 of 2 projects is red: Late"
    assert status.whole.counts == {
        Rag.RED: 1,
        Rag.AMBER: 0,
        Rag.GREEN: 1,
        Rag.GREY: 0,
        Rag.BLUE: 0,
    }
    assert [part.id for part in status.whole.worst] == ["late"]


def test_an_empty_portfolio_has_nothing_to_compare() -> None:
    status = track.status(testing.smallest(), on=feb(1))

    assert (status.rag, status.whole.state) == (Rag.GREY, State.UNDATED)
    assert status.lines == (status.whole,)
    assert status.whole.sentence == "Our partnership: nothing to compare"


def test_a_whole_that_was_given_up_is_dropped() -> None:
    status = track.status(
        portfolio(AMBER, projects=(project(status=CANCELLED),)), on=feb(2)
    )

    assert (status.rag, status.whole.state) == (Rag.GREY, State.DROPPED)


def test_lines_are_found_by_id_and_stand_in_document_order() -> None:
    other = project(id="other", title="Other")
    two = portfolio(AMBER, GREEN, READY, projects=(project(), other))

    status = track.status(two, on=feb(2))

    assert [line.path for line in status.lines] == [
        "$",
        "$.projects[0]",
        "$.projects[1]",
        "$.milestones[0]",
        "$.deliverables[0]",
        "$.deliverables[1]",
    ]
    assert status.milestone("ready") == status.milestones[0]
    assert status.deliverable("green") == status.deliverables[1]
    assert status.milestones_of("forum") == status.milestones
    assert status.deliverables_of("forum") == status.deliverables
    assert status.milestones_of("other") == status.deliverables_of("other") == ()
    assert status.project("forum").parts == (*status.milestones, *status.deliverables)
    assert [line.id for line in status.late] == ["ready", "amber"]


@pytest.mark.parametrize(
    "look_up",
    ["project", "milestone", "deliverable", "milestones_of", "deliverables_of"],
)
def test_an_unknown_id_is_refused_with_a_near_match(look_up: str) -> None:
    status = track.status(
        portfolio(
            milestone(id="forum-a"), deliverable(id="forum-b"), projects=(project(),)
        ),
        on=feb(1),
    )

    with pytest.raises(UnknownIdError, match="did you mean 'forum"):
        getattr(status, look_up)("forun")


# ------------------------------------------------------- the programme of the seeds


def test_northshires_toolkit_slips_within_its_tolerance() -> None:
    status = track.status(testing.northshire(), on=pendulum.Date(2024, 12, 16))

    assert status.milestone("toolkit-ready").reasons == (Reason.WITHIN_TOLERANCE,)
    assert status.deliverable("d-toolkit").reasons == (Reason.SLIP,)
    assert status.whole.sentence == (
        "Northshire Social Work Teaching Partnership: "
        "1 of 3 projects is amber: Practice forum"
    )
