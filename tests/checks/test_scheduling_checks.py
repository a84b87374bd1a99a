"""What the checks of timetables add to the judge: no finding twice, no work twice."""

import gc
import weakref
from typing import Any

import attrs
import pendulum
import pytest
from hypothesis import given

from tpkit import Portfolio, checks, files, schedule
from tpkit.checks import code_of
from tpkit.checks._judged import _Asked, _by_code
from tpkit.findings import Severity
from tpkit.testing import portfolios

TODAY = pendulum.Date(2022, 2, 14)
SCHEDULING = [c for c in checks.STANDARD if code_of(c).startswith("TP7")]

PLAN = """
tpkit: 1
partnership: {id: tp, name: Our partnership}
people:
  - {id: ann, title: Ann, role: social_worker}
  - {id: bob, title: Bob, role: social_worker}
venues:
  - {id: attic, name: Attic, capacity: 1}
  - {id: cellar, name: Cellar, capacity: 10}
workshops:
  - {id: law, title: Case law}
learning_sets:
  - id: set
    title: Set A
    status: running
    contract: {meetings: 4, spacing_weeks: 5, meeting_minutes: 180}
"""


def plan(*sessions: str, more: str = "") -> Portfolio:
    lines = "\n".join(f"  - {{{session}}}" for session in sessions)
    return files.loads(f"{PLAN}{more}\nsessions:\n{lines}\n", format="yaml")


def law(start: str, end: str, more: str = "") -> str:
    return f'id: law-1, activity: law, on: 2022-06-15, start: "{start}", end: "{end}"{more}'


def meeting(number: int, on: str, end: str = "13:00") -> str:
    return (
        f"id: set-{number}, activity: set, number: {number}, on: {on}, "
        f'start: "10:00", end: "{end}"'
    )


def said(portfolio: Portfolio, *codes: str) -> list[tuple[str, str]]:
    found = checks.run(portfolio, on=TODAY)
    return [(f.code, f.path) for f in found if f.code in codes]


@pytest.mark.parametrize(
    ("start", "end", "severity"),
    [
        ("16:00", "17:30", Severity.ERROR),
        ("15:30", "17:00", Severity.WARNING),
        ("15:00", "16:30", Severity.INFO),
    ],
)
def test_of_several_rules_of_a_kind_the_gravest_is_said(
    start: str, end: str, severity: Severity
) -> None:
    portfolio = plan(law(start, end))

    found = checks.run(portfolio, SCHEDULING, on=TODAY)
    every = schedule.review(portfolio, on=TODAY).by_code()["TP702"]

    assert [finding.severity for finding in found] == [severity]
    assert len(every) == 3 - severity.rank


def test_how_many_meetings_are_dated_is_asked_once() -> None:
    few = plan(meeting(1, "2022-06-15"), meeting(2, "2022-07-20"))

    assert said(few, "TP404", "TP715") == [
        ("TP404", "$.learning_sets[0].contract.meetings")
    ]


def test_meetings_far_too_far_apart_are_mentioned_once() -> None:
    far = plan(
        meeting(1, "2022-06-15"),
        meeting(2, "2022-08-03"),  # seven weeks: not as contracted
        meeting(3, "2022-10-12"),  # ten weeks: more than a set can bear
        meeting(4, "2022-11-16", "12:00"),  # five weeks, too short
    )

    assert said(far, "TP403", "TP404", "TP715") == [
        ("TP715", "$.sessions[1].on"),
        ("TP403", "$.sessions[2].on"),
        ("TP715", "$.sessions[3].start"),
    ]


IN_THE_ATTIC = ", mode: in_person, venue: attic"
BOOKINGS = """
bookings:
  - {id: b-1, session: law-1, person: ann, status: confirmed}
  - {id: b-2, session: law-1, person: bob, status: confirmed}
"""


@pytest.mark.parametrize(
    ("places", "more", "code"),
    [(", places: 8", "", "TP305"), (", places: 1", BOOKINGS, "TP306")],
)
def test_a_room_that_is_too_small_for_a_workshop_is_mentioned_once(
    places: str, more: str, code: str
) -> None:
    portfolio = plan(law("10:00", "11:30", IN_THE_ATTIC + places), more=more)

    assert {code for code, _ in said(portfolio, "TP305", "TP306", "TP728")} == {code}
    assert "TP728" in {f.code for f in schedule.review(portfolio, on=TODAY)}


def test_a_room_that_is_too_small_for_anything_else_is_mentioned() -> None:
    portfolio = plan(f"{meeting(1, '2022-06-15')}{IN_THE_ATTIC}, places: 8")

    assert said(portfolio, "TP305", "TP306", "TP728") == [
        ("TP728", "$.sessions[0].venue")
    ]


@given(portfolios())
def test_the_checks_say_nothing_that_the_judge_does_not(portfolio: Portfolio) -> None:
    policy = checks.Policy(suppressions=False)

    found = checks.run(portfolio, SCHEDULING, on=TODAY, policy=policy)

    assert set(found) <= set(schedule.review(portfolio, on=TODAY))


# ---------------------------------------------------------------------------- one review


def test_a_portfolio_is_judged_once_for_all_the_checks() -> None:
    portfolio = plan(law("16:00", "17:30"))
    before = _by_code.cache_info().misses

    checks.run(portfolio, SCHEDULING, on=TODAY)
    checks.run(portfolio, SCHEDULING, on=TODAY)

    assert _by_code.cache_info().misses == before + 1


def test_another_day_or_an_equal_portfolio_is_judged_again() -> None:
    portfolio = plan(law("16:00", "17:30"))
    asked = [
        _Asked(weakref.ref(portfolio), TODAY),
        _Asked(weakref.ref(portfolio), TODAY),
        _Asked(weakref.ref(portfolio), TODAY.add(days=1)),
        _Asked(weakref.ref(equal := attrs.evolve(portfolio)), TODAY),
    ]

    assert equal == portfolio
    assert asked[0] == asked[1]
    assert hash(asked[0]) == hash(asked[1])
    assert all(asked[0] != other for other in asked[2:])
    assert asked[0] != "something else"


def test_a_portfolio_that_is_gone_is_like_no_other() -> None:
    def asked_of_one_that_goes() -> Any:
        portfolio = plan(law("16:00", "17:30"))
        checks.run(portfolio, SCHEDULING, on=TODAY)
        return _Asked(weakref.ref(portfolio), TODAY)

    gone = asked_of_one_that_goes()
    gc.collect()

    assert gone.portfolio() is None
    assert gone != asked_of_one_that_goes()
    assert gone != gone  # noqa: PLR0124  # so that nothing kept for it is ever given
