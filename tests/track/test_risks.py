"""The risk register: scores, bands, escalation, reviews."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import attrs
import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tpkit
from tpkit import files, testing, track
from tpkit.track import RiskBand, RiskPolicy

PROGRAMME = """
tpkit: 1
partnership: {id: northshire, name: Northshire Teaching Partnership}
organisations: [{id: dfe, name: Department for Education, kind: government}]
funding_rounds: [{id: ci, title: Fund, funder: dfe}]
bids:
  - {id: forum, title: Forum, round: ci, status: awarded, amount_requested: 30000}
  - {id: sets, title: Sets, round: ci, status: submitted, amount_requested: 30000, amount_awarded: 10000}
  - {id: asked, title: Asked, round: ci, amount_requested: 5000}
  - {id: lost, title: Lost, round: ci, status: unsuccessful}
grants:
  - {id: g1, title: Grant, bid: forum, amount: 15000, start: 2022-01-01, end: 2022-12-31}
  - {id: g2, title: More, bid: forum, amount: 5000, start: 2022-01-01, end: 2022-12-31}
  - {id: g3, title: No, bid: sets, amount: 7, start: 2022-01-01, end: 2022-12-31, status: declined}
projects:
  - {id: forum, title: Practice forum, kind: workshop, bid: forum}
  - {id: sets, title: Action learning, kind: action_learning, bid: sets, board: project-board}
  - {id: lost, title: Lost, kind: data, bid: lost}
  - {id: free, title: Unpaid work, kind: data}
  - {id: asked, title: Asked for, kind: data, bid: asked}
governance_bodies:
  - {id: board, title: Strategic Board, kind: strategic_board}
  - {id: project-board, title: Project Board, kind: project_board}
sessions:
  - {id: b1, activity: board, number: 1, on: 2022-02-09, start: "10:00", end: "12:00", status: held}
  - {id: b2, activity: board, number: 2, on: 2022-05-11, start: "10:00", end: "12:00"}
  - {id: p1, activity: project-board, number: 1, on: 2022-01-12, start: "10:00", end: "12:00", status: cancelled}
risks:
  - {id: low, project: forum, event: Rain, current: {likelihood: 2, impact: 2}}
  - {id: high, project: forum, event: Nobody comes, inherent: {likelihood: 5, impact: 5},
     current: {likelihood: 4, impact: 4}, raised_on: 2022-01-10, exposure: 1001}
  - {id: closed, project: forum, event: Over, status: closed}
  - {id: lost, project: lost, event: Not funded}
  - {id: unscored, project: free, event: Unknown, exposure: 10}
  - {id: gross, project: sets, event: Members leave, inherent: {likelihood: 3, impact: 5},
     reviewed_on: 2022-01-20, exposure: 99}
"""

MID_FEBRUARY = pendulum.Date(2022, 2, 14)


@pytest.fixture(scope="module")
def programme() -> tpkit.Portfolio:
    return files.loads(PROGRAMME, format="yaml")


@pytest.fixture(scope="module")
def with_risk(programme: tpkit.Portfolio) -> Callable[..., tpkit.Portfolio]:
    def build(index: int = 1, /, **fields: Any) -> tpkit.Portfolio:
        risks = list(programme.risks)
        risks[index] = attrs.evolve(risks[index], **fields)
        return attrs.evolve(programme, risks=tuple(risks))

    return build


def standing(
    portfolio: tpkit.Portfolio, id: str, on: pendulum.Date = MID_FEBRUARY, **kw: Any
) -> track.RiskStanding:
    register = track.risks(portfolio, on=on, **kw)
    return next(risk for risk in register.risks if risk.risk == id)


def test_open_risks_stand_by_score(programme: tpkit.Portfolio) -> None:
    register = track.risks(programme, on=MID_FEBRUARY)

    assert [risk.sentence for risk in register.risks] == [
        (
            "Nobody comes: 16, very high; the board has not been told; to be looked at since "
            "10 February 2022"
        ),
        "Members leave: 15, very high",
        "Rain: 4, low",
        "Unknown: not scored",
    ]
    assert register.risks[0].path == "$.risks[1]"
    assert [risk.risk for risk in register.to_escalate] == ["high"]
    assert [risk.risk for risk in register.to_review] == ["high"]


def test_the_matrix_counts_likelihoods_and_impacts(programme: tpkit.Portfolio) -> None:
    matrix = track.risks(programme, on=MID_FEBRUARY).matrix

    assert matrix == (
        (0, 0, 0, 0, 0),
        (0, 0, 0, 1, 0),
        (0, 0, 0, 0, 1),
        (0, 1, 0, 0, 0),
        (0, 0, 0, 0, 0),
    )


@pytest.mark.parametrize(
    ("score", "band"),
    [
        (1, "low"),
        (4, "low"),
        (5, "medium"),
        (9, "medium"),
        (10, "high"),
        (14, "high"),
        (15, "very_high"),
        (25, "very_high"),
    ],
)
def test_scores_fall_into_bands(score: int, band: str) -> None:
    assert RiskPolicy().band(score) is RiskBand(band)


@pytest.mark.parametrize(
    ("pounds", "impact"),
    [
        ("0", 1),
        ("999.99", 1),
        ("1000", 2),
        ("5000", 2),
        ("5000.01", 3),
        ("10000", 3),
        ("10000.01", 4),
        ("25000", 4),
        ("25000.01", 5),
        ("100000", 5),
        ("999999", 5),
    ],
)
def test_an_impact_is_a_share_of_the_money(pounds: str, impact: int) -> None:
    assert RiskPolicy().impact(Decimal(pounds), Decimal(100_000)) == impact


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.integers(1, 10**9))
def test_a_dearer_risk_has_no_lower_impact(one: int, other: int, money: int) -> None:
    cheap, dear = (
        RiskPolicy().impact(Decimal(cost), Decimal(money))
        for cost in sorted([one, other])
    )

    assert 1 <= cheap <= dear <= 5


@pytest.mark.parametrize(
    ("risk", "impact"),
    [("high", 3), ("gross", 1), ("unscored", None), ("low", None)],
)
def test_the_money_is_that_of_the_grants_or_of_the_bid(
    risk: str, impact: int | None, programme: tpkit.Portfolio
) -> None:
    # 1,001 of two grants of 20,000; 99 of the 10,000 awarded, not of the 7 declined.
    assert standing(programme, risk).impact_by_money == impact


def test_a_bid_that_was_only_asked_for_has_what_was_asked(
    with_risk: Callable[..., tpkit.Portfolio],
) -> None:
    portfolio = with_risk(1, project=tpkit.ProjectId("asked"))

    assert standing(portfolio, "high").impact_by_money == 4


def test_the_board_hears_at_its_first_meeting_since(
    programme: tpkit.Portfolio,
) -> None:
    on_the_day = standing(programme, "high", pendulum.Date(2022, 2, 9))
    day_after = standing(programme, "high", pendulum.Date(2022, 2, 10))

    assert on_the_day.escalate_by == pendulum.Date(2022, 2, 9)
    assert (on_the_day.is_escalation_overdue, day_after.is_escalation_overdue) == (
        False,
        True,
    )


def test_without_a_meeting_the_board_hears_within_a_month(
    programme: tpkit.Portfolio,
) -> None:
    gross = standing(programme, "gross", pendulum.Date(2022, 2, 21))

    assert gross.escalate_by == pendulum.Date(2022, 2, 20)
    assert gross.is_escalation_overdue


@pytest.mark.parametrize(
    ("fields", "by", "is_overdue"),
    [
        ({"escalated_on": MID_FEBRUARY}, pendulum.Date(2022, 2, 9), False),
        ({"escalated_on": MID_FEBRUARY.add(days=1)}, pendulum.Date(2022, 2, 9), True),
        ({"raised_on": None}, pendulum.Date(2022, 2, 9), True),
        ({"raised_on": None, "project": "sets"}, None, True),
        ({"current": None, "inherent": None}, None, False),
    ],
)
def test_escalation_is_overdue_or_not(
    fields: dict[str, Any],
    by: pendulum.Date | None,
    is_overdue: bool,  # noqa: FBT001  # what is looked for
    with_risk: Callable[..., tpkit.Portfolio],
) -> None:
    risk = standing(with_risk(1, **fields), "high")

    assert (risk.escalate_by, risk.is_escalation_overdue) == (by, is_overdue)


@pytest.mark.parametrize(
    ("fields", "due"),
    [
        ({}, pendulum.Date(2022, 2, 10)),
        ({"reviewed_on": pendulum.Date(2022, 1, 31)}, pendulum.Date(2022, 2, 28)),
        ({"review_date": pendulum.Date(2022, 6, 1)}, pendulum.Date(2022, 6, 1)),
        ({"raised_on": None}, None),
    ],
)
def test_a_risk_is_looked_at_again(
    fields: dict[str, Any],
    due: pendulum.Date | None,
    with_risk: Callable[..., tpkit.Portfolio],
) -> None:
    assert standing(with_risk(1, **fields), "high").review_due == due


@pytest.mark.parametrize(
    ("fields", "is_open"),
    [
        ({}, True),
        ({"raised_on": MID_FEBRUARY.add(days=1)}, False),
        ({"closed_on": MID_FEBRUARY}, False),
        ({"closed_on": MID_FEBRUARY.add(days=1)}, True),
        ({"status": tpkit.RiskStatus.HAPPENED}, False),
    ],
)
def test_a_risk_is_open_from_when_it_was_raised_until_it_closed(
    fields: dict[str, Any],
    is_open: bool,  # noqa: FBT001  # what is looked for
    with_risk: Callable[..., tpkit.Portfolio],
) -> None:
    register = track.risks(with_risk(1, **fields), on=MID_FEBRUARY)

    assert ("high" in {risk.risk for risk in register.risks}) is is_open


def test_thresholds_can_be_set(programme: tpkit.Portfolio) -> None:
    strict = RiskPolicy(very_high_from=4, escalate_from=4, review_months=6)

    register = track.risks(programme, on=MID_FEBRUARY, policy=strict)

    assert {risk.band for risk in register.risks} == {RiskBand.VERY_HIGH, None}
    assert [risk.risk for risk in register.to_escalate] == ["high", "low"]
    assert register.to_review == ()


@given(testing.portfolios(), testing.dates())
def test_any_portfolio_has_its_risks(
    portfolio: tpkit.Portfolio, on: pendulum.Date
) -> None:
    register = track.risks(portfolio, on=on)

    totals = [risk.total for risk in register.risks]
    assert totals == sorted(totals, reverse=True)
    assert all(risk.sentence.startswith(risk.event) for risk in register.risks)
    assert sum(map(sum, register.matrix)) == sum(total > 0 for total in totals)
