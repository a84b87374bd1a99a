"""What a project's own window is, and what it means to keep to it."""

from collections.abc import Callable
from typing import Any

import pytest

import tpkit
from tpkit import _dates

Said = Callable[..., list[str]]
Held = Callable[..., tpkit.Session]

ROUND = "{id: r, title: R, funder: north, funding_start: 2021-04-01, funding_end: 2022-03-31}"
GRANT = "{id: g, title: G, bid: b, amount: 1, start: 2021-11-01, end: 2022-03-18"
PROJECT = "{id: p, title: Forums, kind: workshop"


def agreed(kind: Any, **fields: Any) -> Any:
    return kind(id="x", **fields)


def plan(project: str, *, grants: str = "", phases: str = "") -> str:
    return f"""
funding_rounds: [{ROUND}]
bids: [{{id: b, title: B, round: r}}]
grants: [{grants}]
projects: [{PROJECT}{project}}}]
phases: [{phases}]
"""


WORKSHOP = tpkit.Workshop(
    id="project-forum",  # type: ignore[arg-type]  # an id like any other
    title="Project forum",
    project="p",  # type: ignore[arg-type]  # likewise
)


@pytest.fixture
def outside(said: Said, held: Held) -> Said:
    """Give a function that says which of some days are outside a plan's project."""

    def days(more: str, *days: str, spare: int = 0) -> list[str]:
        rule = agreed(tpkit.WithinProject, spare_working_days=spare)
        sessions = [held(on, activity="project-forum") for on in days]
        return said(rule, *sessions, more=more, workshops=(WORKSHOP,))

    return days


def test_sessions_are_within_their_project(outside: Said) -> None:
    more = plan(", start: 2021-11-01, funded_end: 2022-03-31")

    assert outside(more, "2021-11-01", "2022-03-31") == []
    assert outside(more, "2021-10-29", "2022-04-01") == [
        "Friday 29 October 2021 is before Forums begins, on 1 November 2021",
        "Friday 1 April 2022 is after Forums ends, on 31 March 2022",
    ]


def test_what_belongs_to_no_project_is_outside_none(said: Said, held: Held) -> None:
    assert said(agreed(tpkit.WithinProject), held("2022-04-01")) == []


def test_working_days_are_kept_at_the_end(outside: Said) -> None:
    """NELTP's last group met on 7 March 2022, 18 working days before the end."""
    more = plan(", funded_end: 2022-03-31")

    assert outside(more, "2022-03-07", spare=18) == []
    assert outside(more, "2022-03-07", spare=19) == [
        (
            "Monday 7 March 2022 leaves 18 working days until Forums ends, on 31 March "
            "2022: 19 working days are to be kept"
        )
    ]


def test_all_sessions_come_before_the_spare_days_where_the_last_does(
    outside: Said,
) -> None:
    more = plan(", funded_end: 2022-03-31")
    early, late = "2022-02-28", "2022-03-28"

    assert len(outside(more, early, late, spare=15)) == 1
    assert outside(more, early, spare=15) == []


@pytest.mark.parametrize(
    ("more", "first", "last"),
    [
        (plan(""), None, None),
        (plan(", start: 2021-09-01"), "2021-09-01", None),
        (plan(", funded_end: 2022-03-31, actual_end: 2022-03-11"), None, "2022-03-11"),
        (plan(", bid: b"), "2021-04-01", "2022-03-31"),
        (plan(", bid: b, start: 2021-09-01"), "2021-09-01", "2022-03-31"),
        (plan(", bid: b", grants=GRANT + "}"), "2021-11-01", "2022-03-18"),
        (
            plan(", bid: b", grants=GRANT + ", status: declined}"),
            "2021-04-01",
            "2022-03-31",
        ),
        (
            plan(
                ", bid: b, start: 2021-09-01, funded_end: 2022-03-31",
                grants=GRANT + "}",
            ),
            "2021-11-01",
            "2022-03-18",
        ),
        (
            plan(
                "",
                phases="{id: one, project: p, title: One, start: 2021-10-01}, "
                "{id: two, project: p, title: Two, end: 2022-02-25}",
            ),
            "2021-10-01",
            "2022-02-25",
        ),
    ],
    ids=[
        "nothing known",
        "open end",
        "ended early",
        "the funding round",
        "its own start",
        "the grant",
        "a grant declined",
        "the grant cuts",
        "its phases",
    ],
)
def test_the_window_is_what_the_record_says(
    outside: Said, more: str, first: str | None, last: str | None
) -> None:
    inside = [day for day in (first, last) if day is not None]
    beyond = [
        str(_dates.later(_dates.parse_date(day), days=step))
        for day, step in ((first, -1), (last, 1))
        if day is not None
    ]

    assert outside(more, *(inside or ["0001-01-01", "9999-12-31"])) == []
    assert len(outside(more, *beyond)) == len(beyond)


def test_more_days_are_asked_for_than_there_are(outside: Said) -> None:
    more = plan(", funded_end: 0001-01-31")

    assert len(outside(more, "0001-01-01", spare=100)) == 1
