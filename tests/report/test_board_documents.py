from typing import Any

import attrs
import pendulum
import pytest

from tpkit import (
    AgreementId,
    AgreementKind,
    AgreementSignature,
    GovernanceKind,
    OrganisationId,
    PersonId,
    Portfolio,
    RiskScore,
)
from tpkit.errors import UnknownIdError
from tpkit.report import Reporter
from tpkit.report._board.samples import usual


@pytest.fixture
def riverside() -> Portfolio:
    """Give a portfolio with a board, a memorandum, a grant and what came of it."""
    return usual()


def built(name: str, portfolio: Portfolio, on: pendulum.Date, subject: str = "") -> Any:
    """Build the context of one of the board's documents."""
    return Reporter().document(name).build(portfolio, on, subject)


# ----------------------------------------------------------------------- board paper


def paper(portfolio: Portfolio, on: pendulum.Date, **project: Any) -> Any:
    """Build the paper on the first project, changed."""
    first, *others = portfolio.projects
    changed = attrs.evolve(
        portfolio, projects=(attrs.evolve(first, **project), *others)
    )
    return built("board-paper", changed, on, first.id)


def test_a_paper_goes_to_the_next_meeting_that_takes_place(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    expected = "Strategic Board, Tuesday 15 March 2022, 2pm to 3:30pm"

    assert paper(riverside, on).meeting == expected
    assert paper(riverside, on, board=None).meeting == expected
    assert paper(riverside, pendulum.Date(2022, 4, 1)).meeting == ""


def test_a_project_without_a_board_goes_to_the_strategic_one_alone(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    body = attrs.evolve(
        riverside.governance_bodies[0], kind=GovernanceKind.PROJECT_BOARD
    )
    changed = attrs.evolve(riverside, governance_bodies=(body,))

    assert paper(changed, on, board=None).meeting == ""
    assert paper(changed, on).meeting != ""


def test_a_paper_without_a_decision_is_for_noting(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    assert paper(riverside, on).purpose == "For decision"
    assert paper(riverside, on, decisions_needed=()).purpose == "For noting"


def test_decisions_before_the_paper_are_told_the_latest_first(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    earlier = paper(riverside, on).earlier_decisions
    then = paper(riverside, pendulum.Date(2022, 1, 18)).earlier_decisions

    assert [(d.when, d.by) for d in earlier] == [
        ("19 January 2022", ""),
        ("18 January 2022", "Strategic Board, SB/22/3"),
        ("30 March 2021", "Hilltop Council"),
    ]
    assert len(then) == 2


def test_milestones_ahead_are_next_steps(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    assert paper(riverside, on).next_steps == (
        "Hold the groups.",
        "Write the report.",
        "Report: expected on 30 March 2022.",
    )


def test_money_is_told_as_far_as_it_is_known(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    first, *others = riverside.budget_lines
    known = attrs.evolve(riverside, budget_lines=(first,))
    unspent = attrs.evolve(riverside, budget_lines=tuple(others))

    def finance(portfolio: Portfolio) -> Any:
        return paper(portfolio, on).implications[0].texts

    assert finance(known) == (
        "The budget is £12,500.50.",
        "Recorded as spent so far: £8,000.",
        ("Expected to be spent in all: £13,000, which is +£499.50 against the budget."),
    )
    assert finance(unspent) == ("The budget is £1,000.",)
    assert finance(attrs.evolve(riverside, budget_lines=())) == ()


def test_a_project_without_a_bid_leaves_its_implications_to_be_written(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    context = paper(riverside, on, bid=None)

    assert not any(implication.texts for implication in context.implications)
    assert all(implication.question for implication in context.implications)
    assert context.background == ()


# --------------------------------------------------------------------- risk register


def test_the_register_counts_its_bands_and_what_is_overdue(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    assert built("risk-register", riverside, on).summary == (
        "There are 4 open risks: 2 very high, 1 medium and 1 not scored.",
        "The board should have been told of 1 risk by now.",
        "1 risk should have been looked at again by now.",
    )


def test_one_risk_alone_reads_as_a_sentence(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    risk = attrs.evolve(riverside.risks[0], current=RiskScore(likelihood=1, impact=1))
    context = built("risk-register", attrs.evolve(riverside, risks=(risk,)), on)

    assert context.summary == ("There is 1 open risk: 1 low.",)
    assert context.risks[0].warnings == ()


def test_a_register_in_which_nothing_is_scored_has_no_table_of_scores(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    risk = attrs.evolve(riverside.risks[0], current=None)
    context = built("risk-register", attrs.evolve(riverside, risks=(risk,)), on)

    assert context.heat == ()
    assert context.risks[0].scores == ()


def test_every_cell_of_the_table_names_its_band(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    heat = built("risk-register", riverside, on).heat

    assert [row.likelihood for row in heat] == [
        "5, almost certain",
        "4",
        "3",
        "2",
        "1, rare",
    ]
    assert [cell.band for cell in heat[0].cells] == [
        "Medium",
        "High",
        "Very high",
        "Very high",
        "Very high",
    ]
    assert sum(int(cell.count or 0) for row in heat for cell in row.cells) == 3


def test_bands_follow_the_policy_of_the_register(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    assert built("risk-register", riverside, on).bands == (
        "Very high: 15 to 25.",
        "High: 10 to 14.",
        "Medium: 5 to 9.",
        "Low: 1 to 4.",
    )


def test_risks_that_are_over_stand_by_themselves(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    past = built("risk-register", riverside, on).past

    assert [(risk.event, risk.state, risk.when) for risk in past] == [
        ("A facilitator leaves.", "Has happened", ""),
        ("An old one.", "Closed", ""),
        ("Rooms are shut.", "Closed", "31 January 2022"),
    ]


def test_a_risk_that_closes_later_is_still_open(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    risk = attrs.evolve(riverside.risks[-1], closed_on=on.add(days=1))
    context = built("risk-register", attrs.evolve(riverside, risks=(risk,)), on)

    assert context.past == ()
    assert [line.event for line in context.risks] == ["Rooms are shut."]


# ------------------------------------------------------------------------ memorandum


def memorandum(portfolio: Portfolio, on: pendulum.Date, **changes: Any) -> Any:
    """Build the first memorandum, changed."""
    first, *others = portfolio.agreements
    agreements = (attrs.evolve(first, **changes), *others)
    changed = attrs.evolve(portfolio, agreements=agreements)
    return built("memorandum", changed, on, first.id)


def test_only_memoranda_have_this_document(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    document = Reporter().document("memorandum")

    assert list(document.subjects(riverside)) == ["memorandum"]
    with pytest.raises(UnknownIdError):
        document.build(riverside, on, "none")


def test_a_memorandum_says_from_when_until_when_it_holds(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    nothing: dict[str, Any] = {"start": None, "end": None, "review_date": None}

    assert memorandum(riverside, on).in_force == (
        "This memorandum holds from 1 April 2021 until 31 March 2024."
    )
    assert memorandum(riverside, pendulum.Date(2024, 4, 1)).in_force == (
        "This memorandum ended on 31 March 2024."
    )
    assert memorandum(riverside, on, end=None).in_force == (
        "This memorandum holds from 1 April 2021."
    )
    assert "have not been recorded" in memorandum(riverside, on, **nothing).in_force


def test_a_review_that_is_over_is_told_as_over(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    assert memorandum(riverside, on).review == "The partners review it by 1 April 2022."
    assert memorandum(riverside, pendulum.Date(2022, 4, 2)).review == (
        "It was to be reviewed by 1 April 2022."
    )


def test_a_party_that_is_no_member_has_no_role(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    context = memorandum(riverside, on, parties=(OrganisationId("dfe"),))

    assert [(party.name, party.role) for party in context.parties] == [
        ("Department for Education", "")
    ]


def test_who_signs_is_named_with_a_role(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    people = tuple(
        attrs.evolve(person, name="Sam Smith" if person.id == "sro" else "")
        for person in riverside.people
    )
    signed = AgreementSignature(
        organisation=OrganisationId("uni"), signed_on=on, signatory=PersonId("sro")
    )
    unnamed = attrs.evolve(signed, signatory=None)
    changed = attrs.evolve(riverside, people=people)

    assert memorandum(changed, on, signatures=(signed,)).signatures[1].name == (
        "Sam Smith, Director"
    )
    assert memorandum(changed, on, signatures=(unnamed,)).signatures[1].name == ""
    assert [line.date for line in memorandum(riverside, on).signatures] == [
        "29 March 2021",
        "",
    ]


def test_project_boards_and_old_agreements_on_data_are_left_out(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    board = attrs.evolve(
        riverside.governance_bodies[0], kind=GovernanceKind.PROJECT_BOARD
    )
    over = attrs.evolve(
        riverside.agreements[1],
        id=AgreementId("over"),
        kind=AgreementKind.DATA_SHARING,
        end=on.subtract(days=1),
    )
    context = memorandum(
        attrs.evolve(
            riverside,
            governance_bodies=(board,),
            agreements=(*riverside.agreements, over),
        ),
        on,
    )

    assert context.boards == ()
    assert context.data_sharing == ("Data",)


def test_a_board_of_which_little_is_known_is_still_named(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    board = attrs.evolve(
        riverside.governance_bodies[0],
        chairs=(),
        meets_every_weeks=None,
        quorum=None,
        delegated_limit=None,
    )
    context = memorandum(attrs.evolve(riverside, governance_bodies=(board,)), on)

    assert [(board.title, board.facts) for board in context.boards] == [
        ("Strategic Board", ())
    ]


# ------------------------------------------------ highlight report: tolerance, changes


def highlight(portfolio: Portfolio, on: pendulum.Date) -> Any:
    """Build the highlight report of the first project."""
    return built("highlight-report", portfolio, on, "barriers")


def with_report(portfolio: Portfolio, **milestone: Any) -> Portfolio:
    """Change the milestone that has a tolerance."""
    first, *others = portfolio.milestones
    changed = (attrs.evolve(first, **milestone), *others)
    return attrs.evolve(portfolio, milestones=changed)


@pytest.mark.parametrize(
    ("forecast", "told"),
    [
        (
            pendulum.Date(2022, 3, 30),
            (
                "Report: may be 5 working days late; 1 working day late now, within "
                "tolerance."
            ),
        ),
        (
            pendulum.Date(2022, 4, 7),
            (
                "Report: may be 5 working days late; 7 working days late now, beyond "
                "tolerance."
            ),
        ),
        (pendulum.Date(2022, 3, 29), "Report: may be 5 working days late."),
        (None, "Report: may be 5 working days late."),
    ],
)
def test_tolerance_is_told_with_what_is_used_of_it(
    forecast: pendulum.Date | None,
    told: str,
    riverside: Portfolio,
    on: pendulum.Date,
) -> None:
    changed = with_report(riverside, forecast=forecast)

    assert highlight(changed, on).tolerances[0] == told


def test_limits_of_the_grant_are_tolerances_of_money(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    none = tuple(
        attrs.evolve(grant, virement_limit=None, variance_limit=None)
        for grant in riverside.grants
    )
    changed = attrs.evolve(riverside, grants=none)

    assert highlight(riverside, on).tolerances[1:] == (
        "Barriers grant: up to 10% of a category may be moved unasked.",
        "Barriers grant: variances above 12.5% are explained.",
    )
    assert len(highlight(changed, on).tolerances) == 1


def test_what_was_asked_for_and_what_was_approved_is_told(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    assert [(c.what, c.state) for c in highlight(riverside, on).changes] == [
        ("Grant: extension until 30 June 2022", "Asked for on 1 February 2022"),
        ("Grant: virement, £400", "Agreed on 25 January 2022"),
        ("Grant: scope", "Asked for"),
        ("Report: moved to 29 March 2022", "Approved on 18 January 2022 by Director"),
    ]


def test_changes_are_told_as_they_stood_on_the_day(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    first, second = riverside.milestones[0].baselines
    undated = attrs.evolve(second, approved_on=None, approved_by=None)
    changed = with_report(riverside, baselines=(first, undated))
    then = pendulum.Date(2022, 1, 10)

    assert [c.what for c in highlight(riverside, then).changes] == [
        "Grant: virement, £400",
        "Grant: scope",
    ]
    assert [c.state for c in highlight(riverside, then).changes] == [
        "Asked for",
        "Asked for",
    ]
    assert highlight(changed, on).changes[-1].state == "Approved"


def test_a_pack_has_no_drafts_and_no_register_without_risks(
    riverside: Portfolio,
) -> None:
    without = attrs.evolve(riverside, risks=())

    def packed(portfolio: Portfolio) -> set[str]:
        return {d.name for d in Reporter().documents if d.is_packed(portfolio)}

    assert packed(riverside) - packed(without) == {"risk-register"}
    assert not packed(riverside) & {"board-paper", "case-study", "meeting-record"}
