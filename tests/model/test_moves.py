"""The life cycles against the field: the lives that were found, and what tpkit adds.

A life is written as it is told: `draft > approval | withdrawn` reads "from draft to
approval or to withdrawn", and a word may lead on: `a > b > c`.
"""

import itertools
from typing import Any

import pytest

import tpkit
from tpkit import LifeCycle

FOUND = {
    "bid": """
        draft > internal_approval > submitted > under_assessment > clarification
        clarification > under_assessment
        under_assessment | clarification > awarded | part_awarded | reserve | unsuccessful
        reserve > awarded | unsuccessful
        draft | internal_approval | submitted > withdrawn | round_cancelled
        under_assessment | clarification > withdrawn | round_cancelled
    """,
    "grant": """
        offered > terms_received > accountable_body_approved > signed > active
        active > suspended > active | ended
        active > ended > final_claim > certified > closed
        offered | terms_received > declined
        active > terminated
    """,
    "monitoring return": """
        scheduled > open > draft > cfo_signed > submitted > queried > submitted > accepted
    """,
    "milestone": """
        planned > in_progress > complete
        planned | in_progress > missed | rescheduled | cancelled
    """,
    "booking": """
        requested > confirmed | waitlisted
        waitlisted > confirmed | lapsed
        confirmed > cancelled_in_time | cancelled_late | attended | partial | no_show
    """,
    "focus-group participant": """
        registered_interest > screened > selected | reserve | not_selected
        registered_interest > invited
        selected | reserve > invited > confirmed | declined | no_reply
        confirmed > consented > attended | partial | no_show | cancelled_with_notice
        attended | partial | no_show | cancelled_with_notice > withdrawn
    """,
    "learning set": """
        forming > contracted > running > review
        review > recontracted | self_managed | ended
        forming | running > merged | abandoned
    """,
    "resource": """
        draft > in_test > revised > in_test > approved
        revised > approved > published > withdrawn
    """,
    "consent": "issued > given > withdrawn > erased",
}

ADDED = {
    "bid": """
        internal_approval > draft
        reserve > withdrawn | round_cancelled
    """,
    "grant": """
        suspended > terminated
        ended > certified
    """,
    "monitoring return": "",
    "milestone": """
        planned | missed | rescheduled > complete
        missed > rescheduled | cancelled
        rescheduled > in_progress | missed | rescheduled | cancelled
    """,
    "booking": "requested | waitlisted > cancelled_in_time",
    "focus-group participant": """
        screened > invited
        reserve > selected | not_selected
        no_reply > confirmed | declined
        confirmed > no_show | cancelled_with_notice
        registered_interest | screened | selected | reserve > withdrawn
        invited | no_reply | confirmed | consented > withdrawn
    """,
    "learning set": """
        contracted > merged | abandoned
        recontracted > running
        self_managed > ended
    """,
    "resource": "",
    "consent": "",
}
"""What the research leaves open; each addition says why beside the table."""


def moves(told: str) -> set[tuple[str, str]]:
    found = set()
    for line in told.strip().splitlines():
        steps = [words.split(" | ") for words in line.strip().split(" > ")]
        for before, after in itertools.pairwise(steps):
            found |= set(itertools.product(before, after))
    return found


def table(cycle: LifeCycle[Any]) -> set[tuple[str, str]]:
    return {(now.value, to.value) for now, after in cycle.moves.items() for to in after}


@pytest.mark.parametrize("cycle", tpkit.LIFE_CYCLES, ids=lambda cycle: cycle.name)
def test_a_table_has_the_moves_that_were_found_and_those_added(
    cycle: LifeCycle[Any],
) -> None:
    found, added = moves(FOUND[cycle.name]), moves(ADDED[cycle.name])

    assert not found & added
    assert table(cycle) == found | added


@pytest.mark.parametrize("cycle", tpkit.LIFE_CYCLES, ids=lambda cycle: cycle.name)
def test_every_status_can_be_reached(cycle: LifeCycle[Any]) -> None:
    reached = {cycle.initial}
    for _ in cycle.moves:
        reached |= {to for now in reached for to in cycle.moves[now]}

    assert reached == set(cycle.moves)


@pytest.mark.parametrize("cycle", tpkit.LIFE_CYCLES, ids=lambda cycle: cycle.name)
def test_every_life_can_end(cycle: LifeCycle[Any]) -> None:
    ends = set(cycle.endings)
    for _ in cycle.moves:
        ends |= {now for now, after in cycle.moves.items() if ends & set(after)}

    assert ends == set(cycle.moves)
