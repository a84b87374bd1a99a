"""Documents about money say what the record says, and nothing that it does not."""

from decimal import Decimal
from typing import Any

import attrs
import pendulum
import pytest

from tpkit import (
    ActionLearningSet,
    Attendance,
    AttendanceStatus,
    BidId,
    BidStatus,
    BudgetLine,
    BudgetLineId,
    CascadeEvent,
    CascadeEventId,
    Claim,
    ClaimLine,
    GrantStatus,
    Ineligibility,
    LearningSetId,
    MonitoringReturn,
    PersonId,
    Portfolio,
    ProjectId,
    ReturnStatus,
    SessionId,
    SessionStatus,
    Step,
    Workshop,
    WorkshopId,
)
from tpkit.errors import UnknownIdError
from tpkit.report import FinanceRow
from tpkit.report._money.amounts import DASH, money, number, signed
from tpkit.report._money.bid_form import BidForm, bid_form
from tpkit.report._money.claim import GrantClaim, claim
from tpkit.report._money.end_of_project import (
    EndOfProjectReport,
    end_of_project_report,
)
from tpkit.report._money.quarterly_return import QuarterlyReturn, quarterly_return
from tpkit.report._money.samples import barely_funded, riverside_ended, riverside_funded
from tpkit.report._money.table import DOCUMENTS


@pytest.fixture(scope="module")
def funded() -> Portfolio:
    """Give Riverside with its grant."""
    return riverside_funded()


@pytest.fixture(scope="module")
def barely() -> Portfolio:
    """Give a grant of which little is known."""
    return barely_funded()


def changed(portfolio: Portfolio, noun: Any, **fields: Any) -> Portfolio:
    """Give the portfolio with some fields of one noun changed."""
    families = {
        field.name: getattr(portfolio, field.name)
        for field in attrs.fields(Portfolio)
        if isinstance(getattr(portfolio, field.name), tuple)
    }
    name = next(name for name, family in families.items() if noun in family)
    family = tuple(
        attrs.evolve(n, **fields) if n is noun else n for n in families[name]
    )
    families_now: Any = {name: family}
    return attrs.evolve(portfolio, **families_now)


# --------------------------------------------------------------------------- amounts


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (Decimal(1234), "", "1,234"),
        (Decimal("9.50"), "percent", "9.5%"),
        (Decimal("1E+3"), "people", "1,000 people"),
        (None, "people", DASH),
    ],
)
def test_numbers_are_plain(value: Decimal | None, unit: str, words: str) -> None:
    assert number(value, unit=unit) == words


def test_money_has_its_sign_where_it_is_a_difference() -> None:
    assert (signed(Decimal(5)), signed(Decimal(-5)), signed(Decimal(0))) == (
        "+£5",
        "-£5",
        "£0",
    )
    assert (money(Decimal("1.5")), money(None)) == ("£1.50", "")


# -------------------------------------------------------------------- the quarter's return


def returned(portfolio: Portfolio, on: pendulum.Date) -> QuarterlyReturn:
    """Give the third quarter's return."""
    return quarterly_return(portfolio, on, "q3")


def the_return(portfolio: Portfolio) -> MonitoringReturn:
    """Give the noun."""
    return portfolio.get(MonitoringReturn, "q3")


def row(rows: tuple[FinanceRow, ...], category: str) -> FinanceRow:
    """Give the row of one category."""
    return next(row for row in rows if row.category == category)


def test_a_return_tells_of_its_quarter_whenever_it_is_written(
    funded: Portfolio, on: pendulum.Date
) -> None:
    page = returned(funded, on)

    assert page.period == "2021/22 Q3 (1 October 2021 to 31 December 2021)"
    assert page.as_of == "31 December 2021"
    assert page == attrs.evolve(returned(funded, on.add(years=1)), imprint=page.imprint)


def test_a_return_before_the_quarter_ends_tells_of_that_day(
    funded: Portfolio,
) -> None:
    page = returned(funded, pendulum.Date(2021, 11, 1))

    assert page.as_of == "1 November 2021"
    assert row(page.finance, "Academic time").spent == "£3,625.12"


def test_a_variance_beyond_the_limit_needs_a_reason_or_has_one(
    funded: Portfolio, on: pendulum.Date
) -> None:
    page = returned(funded, on)

    assert row(page.finance, "Fees").reason.startswith("One group fewer")
    assert not row(page.finance, "Fees").needs_reason
    assert row(page.finance, "Venue").needs_reason
    assert row(page.finance, "Access").percent == "0%"
    assert (page.finance_total.variance, page.finance_total.percent) == (
        "-£1,899.75",
        "-7.0%",
    )
    assert "more than 15%" in page.asks_why


def test_a_return_says_whether_the_funder_knows_of_an_underspend(
    funded: Portfolio, barely: Portfolio, on: pendulum.Date
) -> None:
    silent = changed(funded, funded.grants[0], underspend_notified_on=None)

    assert "told on 17 January 2022" in returned(funded, on).underspend
    assert "does not say" in returned(silent, on).underspend
    assert returned(barely, on).underspend == "No underspend is forecast."


def test_a_return_declares_what_it_declares(
    funded: Portfolio, barely: Portfolio, on: pendulum.Date
) -> None:
    assert returned(funded, on).declared == (
        "Spent to date: £8,490.25.",
        "Forecast for the end: £25,100.25.",
        "Forecast underspend: £1,899.75.",
        "One group fewer was held.",
    )
    assert returned(barely, on).declared == ()


def test_outputs_are_told_against_their_targets(
    funded: Portfolio, on: pendulum.Date
) -> None:
    found = [(o.target, o.actual, o.difference) for o in returned(funded, on).outputs]

    assert found == [
        ("30 people", "40 people", "+10"),
        ("6", "4", "-2"),
        ("3 groups", DASH, ""),
    ]


def test_an_outcome_has_a_row_for_each_indicator_and_one_without_any(
    funded: Portfolio, on: pendulum.Date
) -> None:
    rows = returned(funded, on).outcomes

    assert [(r.indicator, r.state, r.level) for r in rows] == [
        ("Senior managers from minoritised backgrounds", "Behind", "amber"),
        ("Applications for senior posts", "Not measured", "grey"),
        ("", "No indicator", "grey"),
    ]
    assert [bool(r.evidence) for r in rows] == [True, False, False]


def test_a_return_on_some_projects_leaves_out_the_others(
    funded: Portfolio, on: pendulum.Date
) -> None:
    other = changed(funded, the_return(funded), projects=("bridge",))

    assert [d.title for d in returned(other, on).deliverables] == ["Map"]
    assert returned(other, on).outcomes == ()
    assert returned(other, on).risks == ()


def test_a_signed_and_submitted_return_says_when(
    funded: Portfolio, on: pendulum.Date
) -> None:
    steps = [
        (ReturnStatus.OPEN, 4),
        (ReturnStatus.DRAFT, 10),
        (ReturnStatus.CFO_SIGNED, 20),
        (ReturnStatus.SUBMITTED, 21),
    ]
    history = tuple(Step(to=to, on=pendulum.Date(2022, 1, day)) for to, day in steps)
    sent = changed(
        funded, the_return(funded), status=ReturnStatus.SUBMITTED, history=history
    )

    page = returned(sent, on)

    assert (page.submitted, page.status) == ("21 January 2022", "Submitted")
    assert page.signatures[0].date == "20 January 2022"
    assert returned(funded, on).signatures[0].date == ""


def test_a_return_has_no_figures_about_people_unless_they_are_given(
    funded: Portfolio, on: pendulum.Date
) -> None:
    assert returned(funded, on).equality == ()


def test_nobody_can_ask_for_a_return_that_is_not_there(
    funded: Portfolio, on: pendulum.Date
) -> None:
    with pytest.raises(UnknownIdError):
        quarterly_return(funded, on, "q9")


# -------------------------------------------------------------------------- the claim


def claimed(portfolio: Portfolio, on: pendulum.Date, id: str = "q3") -> GrantClaim:
    """Give one claim."""
    return claim(portfolio, on, id)


def test_a_claim_adds_up(funded: Portfolio, on: pendulum.Date) -> None:
    page = claimed(funded, on)

    assert page.amount == "£8,490.25"
    assert [(r.category, r.before, r.now, r.left) for r in page.statement] == [
        ("Academic time", "£0", "£7,250.25", "£7,250.25"),
        ("Fees", "£1,200", "£900", "£3,900"),
        ("Venue", "£0", "£340", "£2,159.50"),
        ("Access", "£0", "£0", "£4,000"),
    ]
    assert page.statement_total.so_far == "£9,690.25"
    assert page.standing.endswith("£17,309.75 is left to claim.")


def test_a_claim_knows_only_of_quarters_before(
    funded: Portfolio, on: pendulum.Date
) -> None:
    assert claimed(funded, on, "q2").statement_total.so_far == "£1,200"


def test_a_claim_without_anything_says_so(barely: Portfolio, on: pendulum.Date) -> None:
    page = claimed(barely, on)

    assert (page.costs, page.statement, page.amount) == ((), (), "£0")
    assert page.statement_total.left == "£0"
    assert page.left_out == ()


def test_a_claim_beyond_the_grant_says_by_how_much(
    funded: Portfolio, on: pendulum.Date
) -> None:
    small = changed(funded, funded.grants[0], amount=Decimal(9000))

    assert "£690.25 more than was granted" in claimed(small, on).standing


def test_costs_that_cannot_be_charged_are_marked_and_told(
    funded: Portfolio, on: pendulum.Date
) -> None:
    line = funded.get(BudgetLine, "rooms")
    marked = changed(funded, line, ineligible=Ineligibility.RECOVERABLE_VAT)

    assert claimed(funded, on).left_out == (
        "£68 for VAT on the Town Hall: recoverable VAT.",
    )
    assert claimed(marked, on).costs[2].eligibility == "Recoverable VAT"
    assert not claimed(marked, on).costs[2].is_eligible


@pytest.mark.parametrize(
    ("spent_on", "why"),
    [
        (pendulum.Date(2021, 3, 31), "Spent before the grant began on 1 April 2021"),
        (
            pendulum.Date(2022, 4, 1),
            "Spent after the grant's last day, 31 March 2022",
        ),
        (pendulum.Date(2022, 3, 31), "Eligible"),
        (None, "Eligible"),
    ],
)
def test_money_spent_outside_the_grant_is_not_eligible(
    funded: Portfolio, on: pendulum.Date, spent_on: pendulum.Date | None, why: str
) -> None:
    line = ClaimLine(
        budget_line=funded.budget_lines[1].id, amount=Decimal(1), spent_on=spent_on
    )
    other = changed(funded, funded.get(Claim, "q3"), lines=(line,))

    assert claimed(other, on).costs[0].eligibility == why


def test_a_line_takes_its_evidence_from_the_budget_where_it_has_none(
    funded: Portfolio, on: pendulum.Date
) -> None:
    assert [c.evidence for c in claimed(funded, on).costs] == [
        "Timesheets, folder F3",
        "Invoice 118",
        "",
    ]


def test_a_claim_says_what_was_paid_and_when(
    funded: Portfolio, on: pendulum.Date
) -> None:
    undated = changed(funded, funded.get(Claim, "q2"), paid_on=None)

    assert claimed(funded, on).payment.startswith("No payment")
    assert claimed(funded, on, "q2").payment == "£1,200 was paid on 5 November 2021."
    assert claimed(undated, on, "q2").payment == "£1,200 was paid."


def test_budgets_of_other_bids_are_no_part_of_a_claim(
    funded: Portfolio, on: pendulum.Date
) -> None:
    bid = attrs.evolve(funded.bids[0], id=BidId("other"))
    line = attrs.evolve(
        funded.budget_lines[0], id=BudgetLineId("other-line"), bid=BidId("other")
    )
    both = attrs.evolve(
        funded, bids=(*funded.bids, bid), budget_lines=(*funded.budget_lines, line)
    )

    assert claimed(both, on).statement == claimed(funded, on).statement


# ---------------------------------------------------------------------- the last report


@pytest.fixture(scope="module")
def ended() -> Portfolio:
    """Give Riverside when its project is over."""
    return riverside_ended()


OVER = pendulum.Date(2022, 5, 31)


def report(portfolio: Portfolio, project: str = "barriers") -> EndOfProjectReport:
    """Give a project's last report."""
    return end_of_project_report(portfolio, OVER, project)


def test_the_last_report_sets_what_was_achieved_beside_the_aims(
    ended: Portfolio,
) -> None:
    page = report(ended)

    assert page.aims[0] == "Find out what stops people progressing."
    assert page.achievements[0] == "The topic guide was agreed."
    assert page.achievements[-1] == "The toolkit was published."
    assert page.delivered == "Deliverables handed over: 1 of 1."
    assert page.formerly == "The glass ceiling"
    assert [o.title for o in page.outputs] == ["People registered", "Groups held"]


def test_the_last_report_says_what_came_of_the_grant(
    ended: Portfolio, funded: Portfolio
) -> None:
    assert report(ended).outturn == (
        "£27,000 was granted.",
        "£25,100.25 was spent.",
        "£1,899.75 was paid back to the funder.",
    )
    assert len(report(funded).outturn) == 2
    total = report(ended).finance_total
    assert total is not None and total.variance == "-£1,899.75"


def test_the_last_report_says_who_carries_the_work_on(ended: Portfolio) -> None:
    silent = changed(
        ended, ended.bids[0], continued_by=(), running_cost=None, sustainability=""
    )

    assert report(ended).sustainability == (
        "The six councils keep the toolkit up to date.",
        "Carried on by Hilltop Council.",
        "Carrying it on costs £1,200 a year.",
    )
    assert report(silent).sustainability == ()


def test_evidence_names_what_it_shows(ended: Portfolio) -> None:
    found = [(e.about, e.source.href) for e in report(ended).evidence]

    assert found == [
        ("Toolkit | for all", "https://riverside.example/toolkit"),
        ("Toolkit | for all", ""),
        ("Senior posts look like the workforce", ""),
    ]


def test_a_project_without_a_bid_has_a_last_report_too(ended: Portfolio) -> None:
    page = report(ended, "bridge")

    assert (page.grant, page.finance_total, page.outturn) == (None, None, ())
    assert (page.aims, page.achievements, page.dissemination) == ((), (), ())
    assert page.summary == ("A summary of its own.",)
    assert page.delivered == "Deliverables handed over: 0 of 1."


def test_a_grant_that_was_declined_is_no_grant(ended: Portfolio) -> None:
    declined = changed(ended, ended.grants[0], status=GrantStatus.DECLINED)

    assert report(declined).grant is None


def test_a_grant_without_a_budget_has_no_table(barely: Portfolio) -> None:
    page = report(barely)

    assert page.grant is not None
    assert (page.finance, page.finance_total) == ((), None)
    assert page.delivered == "No deliverables have been recorded."


def test_returns_about_other_projects_are_left_out(ended: Portfolio) -> None:
    other = changed(ended, ended.monitoring_returns[0], projects=("bridge",))

    assert report(other).achievements[0] == "Three focus groups were held."


def test_reach_counts_each_person_once_and_those_reached_by_cascade(
    ended: Portfolio,
) -> None:
    workshop = Workshop(
        id=WorkshopId("w"), title="Reflection", project=ProjectId("barriers")
    )
    other = Workshop(id=WorkshopId("v"), title="Another's")
    learning = ActionLearningSet(
        id=LearningSetId("s"), title="Set", project=ProjectId("barriers")
    )
    session = attrs.evolve(ended.sessions[0], id=SessionId("w1"), activity=workshop.id)
    again = attrs.evolve(session, id=SessionId("w2"), on=session.on.add(days=7))
    ahead = attrs.evolve(
        session,
        id=SessionId("w3"),
        on=session.on.add(days=14),
        status=SessionStatus.PLANNED,
    )
    sessions = (*ended.sessions, session, again, ahead)
    lead = ended.attendances[0].person
    came = tuple(Attendance(session=s.id, person=lead) for s in (session, again, ahead))
    missed = Attendance(
        session=session.id,
        person=PersonId("sro"),
        status=AttendanceStatus.APOLOGIES,
    )
    cascade = CascadeEvent(
        id=CascadeEventId("c"),
        workshop=workshop.id,
        organisation=ended.organisations[2].id,
        on=session.on,
        attended=30,
    )
    full = attrs.evolve(
        ended,
        workshops=(workshop, other),
        learning_sets=(learning,),
        sessions=sessions,
        attendances=(*ended.attendances, *came, missed),
        cascade_events=(cascade,),
    )

    rows = [(r.title, r.kind, r.held, r.came, r.cascade) for r in report(full).reach]

    assert rows == [
        ("Reflection", "Workshop", "2 sessions", "1 person", "30 people"),
        ("Set", "Action learning set", "0 sessions", "", ""),
        ("Group 1", "Focus group", "1 session", "2 people", ""),
    ]


# ------------------------------------------------------------------------ the bid form


def form(portfolio: Portfolio) -> BidForm:
    """Give the form of the one bid."""
    return bid_form(portfolio, pendulum.Date(2021, 2, 20), "bid")


def test_a_bid_says_who_bids_for_what(funded: Portfolio) -> None:
    page = form(funded)

    assert page.fund == "Continuous Improvement fund, Round for 2021 to 2022"
    assert (page.lead, page.amount) == ("Riverside Teaching Partnership", "£28,500")
    assert (page.pilot_sites, page.governance) == (
        "Hilltop Council",
        "Partnership board",
    )
    assert page.guidance == ""


def test_what_a_bid_promises_hangs_on_its_projects(
    funded: Portfolio, barely: Portfolio
) -> None:
    page = form(funded)

    assert [(p.title, p.start) for p in page.phases] == [
        ("Plan and recruit", "1 April 2021"),
        ("Listen", ""),
    ]
    assert [(d.title, d.detail) for d in page.deliverables] == [
        (
            "Toolkit | for all",
            "A toolkit for those who appoint and promote. 6 toolkits.",
        )
    ]
    assert [m.title for m in page.milestones] == [
        "Groups recruited",
        "Report",
        "Handover",
    ]
    assert form(barely).deliverables == ()


def test_a_deliverable_without_a_number_promises_none(funded: Portfolio) -> None:
    plain = changed(funded, funded.deliverables[0], target=None, description="")

    assert form(plain).deliverables[0].detail == ""


def test_those_a_bid_is_to_reach_are_told_by_kind(
    funded: Portfolio, barely: Portfolio
) -> None:
    found = [(b.who, b.number) for b in form(funded).beneficiaries]

    assert found == [
        ("Social worker, permanent, early career", "40"),
        ("Agency", "10"),
        ("People of any role", "6"),
    ]
    assert (form(funded).reached, form(barely).reached) == ("56 people", "")


def test_costs_are_told_by_category_with_what_they_are_for(funded: Portfolio) -> None:
    page = form(funded)

    assert page.costs[0].items == ("Lecturers' time: £14,500.50",)
    assert (page.cost_total.amount, page.cost_total.items) == ("£27,000", ())
    assert [(m.form, m.amount) for m in page.match] == [
        ("In kind", "£4,500"),
        ("Money", "£1,000"),
    ]


@pytest.mark.parametrize(
    ("asked", "match", "note"),
    [
        (28500, True, "£1,000 of others' money, which is £2,500 more than is needed."),
        (
            26000,
            True,
            "£26,000 asked for and £1,000 of others' money, which covers them.",
        ),
        (26000, False, "against £26,000 asked for, which leaves £1,000 to find."),
        (None, True, ""),
    ],
)
def test_a_bid_says_whether_its_money_covers_its_costs(
    funded: Portfolio, asked: int | None, *, match: bool, note: str
) -> None:
    bid = funded.bids[0]
    other = changed(
        funded,
        bid,
        amount_requested=None if asked is None else Decimal(asked),
        match_funding=bid.match_funding if match else (),
    )

    assert form(other).cost_note.endswith(note)
    assert bool(form(other).cost_note) is bool(note)


def test_a_bid_without_costs_does_not_reckon(barely: Portfolio) -> None:
    asks = changed(barely, barely.bids[0], amount_requested=Decimal(5))

    assert (form(asks).costs, form(asks).cost_note) == ((), "")


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (BidStatus.PART_AWARDED, "The bid was awarded in part: £27,000."),
        (BidStatus.AWARDED, "The bid was awarded in full: £27,000."),
        (BidStatus.UNSUCCESSFUL, "The bid was not funded."),
        (BidStatus.ROUND_CANCELLED, "The funder cancelled the round."),
        (BidStatus.DRAFT, ""),
    ],
)
def test_a_bid_says_what_was_decided_once_it_was(
    funded: Portfolio, status: BidStatus, words: str
) -> None:
    assert form(changed(funded, funded.bids[0], status=status)).decision == words


def test_an_award_of_an_unknown_amount_names_none(funded: Portfolio) -> None:
    unknown = changed(funded, funded.bids[0], amount_awarded=None)

    assert form(unknown).decision == "The bid was awarded in part."


def test_both_who_answer_for_a_bid_sign_it(funded: Portfolio) -> None:
    found = [(s.capacity, s.name, s.date) for s in form(funded).signatures]

    assert found == [
        ("Senior responsible owner", "Director", ""),
        (
            "Accountable body's finance officer",
            "Director of Finance",
            "24 February 2021",
        ),
    ]


def test_each_document_about_money_is_asked_for_by_an_id(funded: Portfolio) -> None:
    found = {d.name: tuple(d.subjects(funded).values()) for d in DOCUMENTS}

    assert found == {
        "bid-form": (
            "Barriers & bridges: racial equity and progression in social work",
        ),
        "quarterly-return": ("2021/22 Q3",),
        "claim": ("2021/22 Q2", "2021/22 Q3"),
        "end-of-project-report": ("Barriers & bridges", "Bridge"),
    }


def test_a_pack_has_last_reports_once_a_project_has_ended(
    funded: Portfolio, ended: Portfolio
) -> None:
    last = next(d for d in DOCUMENTS if d.name == "end-of-project-report")

    assert (last.is_packed(funded), last.is_packed(ended)) == (False, True)
