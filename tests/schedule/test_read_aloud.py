"""Rules as a coordinator reads them out."""

from typing import Any

import attrs
import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tpkit
from tpkit import schedule, testing

FRIDAYS: Any = {"id": "fridays", "weekdays": (tpkit.Weekday.FRIDAY,)}
SEPTEMBER = pendulum.Date(2025, 9, 3)
BOARD = "the Strategic Board"


def agreed(kind: Any, **fields: Any) -> Any:
    return kind(id="x", **fields)


def aloud(**agreement: Any) -> str:
    rule = tpkit.NotOn(**FRIDAYS, agreed=tpkit.RuleAgreement(**agreement))
    return schedule.read_aloud(rule, testing.smallest())


@pytest.mark.parametrize(
    ("agreement", "words"),
    [
        ({}, "It may not be broken."),
        (
            {"by": BOARD, "on": SEPTEMBER, "reason": "many work part-time"},
            (
                "Agreed by the Strategic Board on 3 September 2025, because many work "
                "part-time; it may not be broken."
            ),
        ),
        (
            {"by": BOARD, "reason": "Part-time staff.", "strictness": "soft"},
            (
                "Agreed by the Strategic Board. The reason: Part-time staff. It may be "
                "broken at a cost of 1."
            ),
        ),
        (
            {"on": SEPTEMBER, "strictness": "preferred", "weight": 3},
            "Agreed on 3 September 2025. It is only preferred, at a cost of 3.",
        ),
        (
            {"reason": "many work part-time"},
            "The reason: many work part-time; it may not be broken.",
        ),
        (
            {"reason": "Part-time staff"},
            "The reason: Part-time staff. It may not be broken.",
        ),
    ],
)
def test_it_is_said_who_agreed_a_rule_when_why_and_how_strictly(
    agreement: dict[str, Any], words: str
) -> None:
    if "strictness" in agreement:
        agreement = {
            **agreement,
            "strictness": tpkit.Strictness(agreement["strictness"]),
        }

    assert aloud(**agreement) == f"No session on Fridays. {words}"


def test_a_standard_rule_was_agreed_by_nobody() -> None:
    core_hours = next(r for r in schedule.STANDARD_RULES if r.id == "core-hours")

    assert schedule.read_aloud(core_hours, testing.smallest()) == (
        "Every session not before 10am and not after 4pm. It holds unless the partners "
        "agree otherwise, because authorities' core hours are 10am to 4pm; it is only "
        "preferred, at a cost of 1."
    )


def test_people_venues_and_sessions_are_called_by_name() -> None:
    northshire = testing.northshire()
    rules = [
        agreed(tpkit.NotTogether, sessions=("set-a-1", "forum-1")),
        agreed(tpkit.HeldAt, activities=("set-a",), venues=("teams",)),
    ]

    assert [schedule.read_aloud(rule, northshire).split(". ")[0] for rule in rules] == [
        (
            "Set A on Monday 10 June 2024 and Practice forum on Wednesday 26 June 2024 not "
            "at one time"
        ),
        "Set A held at Microsoft Teams",
    ]


def test_an_id_that_nothing_has_stays_as_it_is() -> None:
    rule = agreed(tpkit.HeldAt, activities=("a",), venues=("b",))

    assert schedule.read_aloud(rule, testing.smallest()).startswith("A held at b.")


@attrs.frozen(kw_only=True)
class Own:
    id: str = "ours"
    agreed: tpkit.RuleAgreement = attrs.field(factory=tpkit.RuleAgreement)


@attrs.frozen(kw_only=True)
class Told(Own):
    def in_words(self, portfolio: tpkit.Portfolio) -> str:
        return f"lunch for all of {portfolio.partnership.name}"


def test_a_rule_of_your_own_says_it_itself_or_is_known_by_its_id() -> None:
    portfolio = testing.smallest()

    assert schedule.read_aloud(Told(), portfolio) == (
        "Lunch for all of Our partnership. It may not be broken."
    )
    assert schedule.read_aloud(Own(), portfolio) == "Rule ours. It may not be broken."


@given(testing.portfolios(families=st.just(["scheduling_rules"])))
def test_every_rule_of_a_portfolio_can_be_read_out(portfolio: tpkit.Portfolio) -> None:
    said = [schedule.read_aloud(r, portfolio) for r in portfolio.scheduling_rules]

    assert all(each.endswith((".", ". ")) for each in said)
