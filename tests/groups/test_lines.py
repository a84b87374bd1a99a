from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpkit import Organisation, OrganisationKind, Portfolio, groups
from tpkit.errors import UnknownIdError


@pytest.fixture(scope="module")
def line(build: Any) -> Portfolio:
    """Four people, each managed by the one before."""
    managers = [None, "head", "manager", "senior"]
    people = [
        build.person(id, line_manager=manager)
        for id, manager in zip(
            ["head", "manager", "senior", "worker"], managers, strict=True
        )
    ]
    portfolio: Portfolio = build.portfolio(*people)
    return portfolio


def pairs(
    portfolio: Portfolio, *people: str, levels: int = 2
) -> list[tuple[str, str, int]]:
    found: Any = groups.line_pairs(portfolio, people, levels=levels)  # type: ignore[arg-type]  # ids
    return [(pair.manager, pair.report, pair.levels) for pair in found]


def test_managers_and_their_reports_are_pairs(line: Portfolio) -> None:
    assert pairs(line, "worker", "senior") == [("senior", "worker", 1)]


def test_a_skip_level_pair_needs_nobody_between(line: Portfolio) -> None:
    assert pairs(line, "manager", "worker") == [("manager", "worker", 2)]
    assert pairs(line, "manager", "worker", levels=1) == []


def test_a_pair_too_far_apart_is_none(line: Portfolio) -> None:
    assert pairs(line, "head", "worker") == []
    assert pairs(line, "head", "worker", levels=3) == [("head", "worker", 3)]


def test_pairs_stand_by_report_then_nearest_manager(line: Portfolio) -> None:
    found = pairs(line, "manager", "worker", "senior", "worker")

    assert found == [
        ("senior", "worker", 1),
        ("manager", "worker", 2),
        ("manager", "senior", 1),
    ]


def test_a_pair_knows_whether_it_is_direct(line: Portfolio) -> None:
    people: Any = ("senior", "manager", "head")

    found = groups.line_pairs(line, people)

    assert [pair.is_direct for pair in found] == [True, False, True]


def test_an_unknown_person_is_refused(line: Portfolio) -> None:
    with pytest.raises(UnknownIdError):
        pairs(line, "nobody")


@given(st.sets(st.sampled_from(["head", "manager", "senior", "worker"])))
def test_every_pair_is_in_the_line(line: Portfolio, people: set[str]) -> None:
    order = ["head", "manager", "senior", "worker"]

    for manager, report, levels in pairs(line, *people):
        assert {manager, report} <= people
        assert order.index(report) - order.index(manager) == levels


def test_team_mates_share_team_and_organisation(build: Any) -> None:
    kind = OrganisationKind.LOCAL_AUTHORITY
    names: Any = ["east", "west"]
    portfolio = build.portfolio(
        build.person("a", organisation="east", team="Duty"),
        build.person("b", organisation="west", team="Duty"),
        build.person("c", organisation="east", team="Duty"),
        build.person("d", organisation="east"),
        build.person("e", organisation="east"),
        build.person("f", team="Duty"),
        build.person("g", team="Duty"),
        organisations=[Organisation(id=n, name=n, kind=kind) for n in names],
    )

    assert groups.team_mates(portfolio, "abcdefg") == (("a", "c"),)  # type: ignore[arg-type]  # ids
    assert groups.team_mates(portfolio, "ab") == ()  # type: ignore[arg-type]  # ids
    assert groups.team_mates(portfolio, "aa") == ()  # type: ignore[arg-type]  # ids
