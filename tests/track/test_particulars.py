"""What `track.compare` tells besides dates and sums, and what `as_of` takes back by its day."""

from decimal import Decimal
from typing import Any

import attrs
import pendulum
import pytest

import tpkit
from tpkit import files, track
from tpkit.track import DifferenceKind

RECORD = """
tpkit: 1
partnership: {id: tp, name: Our partnership}
organisations: [{id: dfe, name: DfE, kind: government}]
people: [{id: lead, title: Lead, role: other}]
funding_rounds: [{id: r, title: Round, funder: dfe}]
bids: [{id: b, title: Bid, round: r, accountable_body_signed_off: 2021-12-01,
  dissemination: [{audience: Councils, product: Report, done_on: 2022-03-01}]}]
grants:
  - {id: g, title: Grant, bid: b, amount: 9000, start: 2022-01-01, end: 2022-03-31,
     approved_on: 2022-01-10, signed_on: 2022-02-10,
     variations: [{kind: extension, reason: Late, requested_on: 2022-01-20,
       agreed_on: 2022-03-01, new_end: 2022-06-30}]}
projects:
  - {id: p, title: Forum, kind: workshop, bid: b, funded_end: 2022-03-31,
     actual_end: 2022-03-31, status: closed}
phases: [{id: ph, project: p, title: Start, ended_on: 2022-02-20, work: {started_on: 2022-02-15}}]
milestones: [{id: m, project: p, title: Ready, actual: 2022-02-20, status: complete}]
deliverables:
  - {id: d, project: p, title: Toolkit, due: 2022-03-31, delivered_on: 2022-03-20,
     status: accepted, accepted_by: lead, evidence: [{statement: Minutes}], baselines: [{number: 0, date: 2022-03-31}],
     work: {days: 3, started_on: 2022-02-10, progress: 80}}
budget_lines:
  - {id: kit, bid: b, category: equipment, description: Kit, planned: 5000, start: 2022-01-01,
     end: 2022-03-31,
     virements: [{amount: -1000, on: 2022-02-22, counterpart: fees, approved_on: 2022-03-02, reason: Cheaper}],
     expenses: [{description: Laptop, amount: 900, received_on: 2022-01-15, invoiced_on: 2022-01-20, paid_on: 2022-03-01}]}
  - {id: fees, bid: b, category: fees, description: Fees, planned: 4000, start: 2022-01-01,
     end: 2022-03-31, virements: [{amount: 1000, on: 2022-02-22, counterpart: kit}]}
claims:
  - {id: c, grant: g, year: 2021, quarter: Q4, lines: [{budget_line: kit, amount: 900}],
     submitted_on: 2022-02-05, signed_off_on: 2022-02-04, signed_off_by: lead, paid: 900, paid_on: 2022-03-05}
risks:
  - {id: r1, project: p, event: Nobody comes, raised_on: 2022-01-05, closed_on: 2022-02-25,
     status: closed, current: {likelihood: 1, impact: 1}}
  - {id: r2, project: p, event: Flood, raised_on: 2022-03-05}
issues:
  - {id: i, project: p, title: Room gone, risk: r1, resolved_on: 2022-02-25, resolution: Another room}
benefits:
  - {id: n, project: p, title: Savings, realised: 100, realised_on: 2022-03-01, reviewed: [2022-01-10, 2022-03-10]}
outcomes:
  - {id: o, project: p, title: More stay, indicators: [{title: Stay, actual: 5, actual_on: 2022-03-01,
     measurements: [{on: 2022-01-10, value: 3}, {on: 2022-03-01, value: 5}]}]}
"""


def day(text: str) -> pendulum.Date:
    return pendulum.Date.fromisoformat(f"2022-{text}")


FEBRUARY, APRIL = day("02-01"), day("04-01")


@pytest.fixture(scope="module")
def record() -> tpkit.Portfolio:
    return files.loads(RECORD, format="yaml")


def changed(portfolio: tpkit.Portfolio, family: str, **fields: Any) -> tpkit.Portfolio:
    first, *others = getattr(portfolio, family)
    evolved: dict[str, Any] = {family: (attrs.evolve(first, **fields), *others)}
    return attrs.evolve(portfolio, **evolved)


# ------------------------------------------------------------------------- looking back


def test_money_that_was_moved_and_claimed_later_was_not_yet(
    record: tpkit.Portfolio,
) -> None:
    then = track.as_of(record, FEBRUARY)

    (claim,) = then.claims
    assert [line.revised for line in then.budget_lines] == [5000, 4000]
    assert (claim.submitted_on, claim.signed_off_by) == (None, None)
    assert (claim.paid, claim.paid_on) == (None, None)
    (expense,) = then.budget_lines[0].expenses
    assert (expense.invoiced_on, expense.paid_on) == (day("01-20"), None)


def test_a_move_that_was_made_waits_for_its_approval(record: tpkit.Portfolio) -> None:
    (move,) = track.as_of(record, day("03-01")).budget_lines[0].virements

    assert (move.amount, move.approved_on) == (Decimal(-1000), None)


def test_what_was_begun_done_and_agreed_later_was_not_yet(
    record: tpkit.Portfolio,
) -> None:
    then = track.as_of(record, FEBRUARY)

    (toolkit,), (milestone,), (project,) = (
        then.deliverables,
        then.milestones,
        then.projects,
    )
    assert (toolkit.delivered_on, toolkit.accepted_by) == (None, None)
    assert toolkit.status is tpkit.DeliverableStatus.IN_PROGRESS
    assert toolkit.work == tpkit.Work(days=3)
    assert (milestone.actual, milestone.status.value) == (None, "planned")
    assert (project.actual_end, project.status.value) == (None, "live")
    assert (then.phases[0].ended_on, then.phases[0].work) == (None, None)
    (grant,) = then.grants
    assert (grant.approved_on, grant.signed_on) == (day("01-10"), None)
    assert grant.variations[0].agreed_on is None
    assert grant.last_spend_day == day("03-31")
    assert then.bids[0].dissemination[0].done_on is None


def test_risks_benefits_and_outcomes_are_as_they_were(record: tpkit.Portfolio) -> None:
    then = track.as_of(record, FEBRUARY)

    (risk,), (issue,), (benefit,) = then.risks, then.issues, then.benefits
    assert (risk.status, risk.closed_on) == (tpkit.RiskStatus.OPEN, None)
    assert (issue.resolved_on, issue.resolution) == (None, "")
    assert (benefit.realised, benefit.reviewed) == (None, (day("01-10"),))
    (indicator,) = then.outcomes[0].indicators
    assert (indicator.actual, len(indicator.measurements)) == (None, 1)


def test_the_days_of_money_are_among_the_days_of_the_record(
    record: tpkit.Portfolio,
) -> None:
    index = track.changes_index(record)

    assert {day("02-22"), day("02-05"), day("03-05")} <= set(index.days)
    assert index.as_of(index.days[-1]) is record


def test_an_entry_knows_better_than_a_day(record: tpkit.Portfolio) -> None:
    told = track.record(
        changed(record, "deliverables", delivered_on=None),
        tpkit.Deliverable,
        "d",
        {"delivered_on": day("03-20")},
        on=day("01-20"),
    )

    toolkit = track.as_of(told, FEBRUARY).deliverables[0]

    assert toolkit.delivered_on == day("03-20")
    assert track.as_of(told, day("01-10")).deliverables[0].delivered_on is None


def test_a_day_that_was_recorded_before_an_entry_counts_too(
    record: tpkit.Portfolio,
) -> None:
    told = track.record(
        record,
        tpkit.Deliverable,
        "d",
        {"delivered_on": None, "work.started_on": None},
        on=day("05-01"),
    )

    toolkit = track.as_of(told, FEBRUARY).deliverables[0]

    assert (toolkit.delivered_on, toolkit.work) == (None, tpkit.Work(days=3))


def test_a_day_that_an_entry_put_right_says_nothing_of_when_a_risk_was_raised(
    record: tpkit.Portfolio,
) -> None:
    told = track.record(
        record, tpkit.Risk, "r2", {"raised_on": day("03-04")}, on=day("03-06")
    )

    assert len(track.as_of(told, FEBRUARY).risks) == 2


def test_spending_counts_what_was_moved_by_the_day(record: tpkit.Portfolio) -> None:
    before, after = (
        track.spending(record, "g", on=on).lines[0] for on in (FEBRUARY, APRIL)
    )

    assert [before.revised, after.revised] == [5000, 4000]


# ---------------------------------------------------------------------------- comparing


def told(was: tpkit.Portfolio, now: tpkit.Portfolio) -> list[str]:
    return [one.sentence for one in track.compare(was, now).differences]


def test_moves_and_claims_between_two_days_are_told(record: tpkit.Portfolio) -> None:
    found = track.compare(record, then=FEBRUARY, now=APRIL)

    (move,) = found.of(DifferenceKind.VIREMENT)
    assert (move.id, move.became, move.counterpart) == ("kit", 1000, "Fees")
    assert move.sentence == "Kit gave £1,000 to Fees: Cheaper"
    assert [one.sentence for one in found.of(DifferenceKind.CLAIM)] == [
        "Grant's claim for 2021/22 Q4 was submitted on 5 February 2022",
        "Grant's claim for 2021/22 Q4 was paid £900",
    ]
    assert "1 sum moved; 2 changes of claims; 1 change of risks" in found.overview
    assert "\nMoney moved:\n- Kit gave" in str(found)


@pytest.mark.parametrize(
    ("family", "fields", "sentence"),
    [
        (
            "projects",
            {"funded_end": day("06-30")},
            "Forum has money until 30 June 2022 instead of 31 March 2022",
        ),
        (
            "projects",
            {"funded_end": None},
            "Forum has no last day for its money any more",
        ),
        ("grants", {"variations": ()}, "Grant pays until 31 March 2022 instead of 30 June 2022"),
        (
            "grants",
            {"start": day("01-02")},
            "Grant pays from 2 January 2022 instead of 1 January 2022",
        ),
        (
            "deliverables",
            {"work": tpkit.Work(days=300)},
            "Toolkit takes 300 working days instead of 3",
        ),
        ("deliverables", {"work": None}, "Toolkit is not planned in days any more"),
        (
            "milestones",
            {"work": tpkit.Work(days=2)},
            "Ready takes 2 working days, and was not planned in days",
        ),
        (
            "deliverables",
            {"baselines": [tpkit.Baseline(number=0, date=day("03-31"), days=4)]},
            "Toolkit had its baseline 0 altered",
        ),
        ("claims", {"submitted_on": None}, "Grant's claim for 2021/22 Q4 is not submitted any more"),
        (
            "claims",
            {"submitted_on": day("02-06")},
            "Grant's claim for 2021/22 Q4 was submitted on 6 February 2022 instead of 5 February 2022",
        ),
        ("claims", {"paid": 500}, "Grant's claim for 2021/22 Q4 was paid £500 instead of £900"),
        ("claims", {"lines": ()}, "Grant's claim for 2021/22 Q4 asks for £0 instead of £900"),
        (
            "claims",
            {"paid_on": day("03-06")},
            "Grant's claim for 2021/22 Q4 was paid on 6 March 2022 instead of 5 March 2022",
        ),
        (
            "risks",
            {"current": tpkit.RiskScore(likelihood=5, impact=5)},
            "Nobody comes is scored 25 instead of 1",
        ),
        ("risks", {"current": None}, "Nobody comes is not scored any more"),
        ("risks", {"status": tpkit.RiskStatus.HAPPENED}, "Nobody comes has happened"),
    ],
)  # fmt: skip
def test_a_particular_is_told(
    record: tpkit.Portfolio, family: str, fields: dict[str, Any], sentence: str
) -> None:
    assert told(record, changed(record, family, **fields)) == [sentence]


def test_a_baseline_altered_after_its_approval_is_told(record: tpkit.Portfolio) -> None:
    first = tpkit.Baseline(number=0, date=day("02-28"))
    second = tpkit.Baseline(number=1, date=day("03-31"))
    whole = changed(record, "deliverables", baselines=(first, second))
    moved = changed(
        record,
        "deliverables",
        baselines=(attrs.evolve(first, date=day("01-31")), second),
    )

    (rewritten,) = track.compare(whole, moved).of(DifferenceKind.REWRITTEN)

    assert rewritten.sentence == (
        "Toolkit had its baseline 0 altered, to 31 January 2022 from 28 February 2022"
    )
    assert (rewritten.field, rewritten.days) == ("baselines[0]", -20)


def test_a_baseline_that_is_gone_is_told(record: tpkit.Portfolio) -> None:
    assert "Toolkit has lost its baseline 0, for 31 March 2022" in told(
        record, changed(record, "deliverables", baselines=())
    )


def test_a_move_that_was_taken_back_is_told(record: tpkit.Portfolio) -> None:
    lines = tuple(attrs.evolve(each, virements=()) for each in record.budget_lines)
    back = attrs.evolve(record, budget_lines=lines)

    assert "Kit has back £1,000, which Fees had from it" in told(record, back)


def test_claims_and_risks_that_are_new_or_gone_are_told(
    record: tpkit.Portfolio,
) -> None:
    less = attrs.evolve(record, claims=(), risks=(), issues=())
    undone = attrs.evolve(less, grants=())

    assert told(less, record) == [
        "Grant's claim for 2021/22 Q4 is new",
        "Nobody comes is new",
        "Flood is new",
    ]
    assert told(record, less) == [
        "Grant's claim for 2021/22 Q4 is gone",
        "Nobody comes is gone",
        "Flood is gone",
    ]
    assert len(told(undone, less)) == 1


def test_the_entry_that_tells_of_a_particular_gives_its_reason(
    record: tpkit.Portfolio,
) -> None:
    now = track.record(
        record,
        tpkit.Risk,
        "r1",
        {"status": tpkit.RiskStatus.HAPPENED},
        on=APRIL,
        reason="The train strike",
    )

    (risk,) = track.compare(record, now).of(DifferenceKind.RISK)

    assert risk.sentence == "Nobody comes has happened: The train strike"
    assert risk.recorded_on == APRIL
