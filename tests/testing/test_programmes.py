"""Programmes made up from a seed: sized as asked, whole, and what they are said to be."""

import itertools
import typing
from collections import Counter

import pendulum
import pytest

import tpkit
from tpkit import files, schedule, testing
from tpkit.errors import FieldError

SIZES = (10, 20, 60, 200, 1000)

AGREED = {
    tpkit.AtLeastApart,
    tpkit.AtMostApart,
    tpkit.HeldAt,
    tpkit.LedBy,
    tpkit.LinesApart,
    tpkit.NotDuring,
    tpkit.NotOn,
    tpkit.NotTogether,
    tpkit.RunCount,
    tpkit.SameDayOfWeek,
    tpkit.SameFacilitators,
    tpkit.SameVenue,
    tpkit.SegmentsHeard,
    tpkit.TravelTime,
    tpkit.Unavailable,
    tpkit.Within,
    tpkit.WorkloadWithin,
}
"""The kinds of rule that a programme's partners agreed themselves."""


@pytest.fixture(scope="module")
def year() -> tpkit.Portfolio:
    return testing.programme(200)


def activities(portfolio: tpkit.Portfolio) -> list[tpkit.Activity]:
    return [*portfolio.workshops, *portfolio.learning_sets, *portfolio.focus_groups]


def strict(portfolio: tpkit.Portfolio, kind: type) -> list[typing.Any]:
    return [
        rule
        for rule in portfolio.scheduling_rules
        if type(rule) is kind and rule.agreed.strictness is tpkit.Strictness.HARD
    ]


# ----------------------------------------------------------------------- size and seed


@pytest.mark.parametrize("size", SIZES)
def test_a_programme_has_as_many_sessions_as_asked(size: int) -> None:
    portfolio = testing.programme(size)

    assert len(portfolio.sessions) == size
    assert len(portfolio.projects) == 5
    assert {s.activity for s in portfolio.sessions} == {
        activity.id for activity in activities(portfolio)
    }


def test_the_same_arguments_give_the_same_bytes_and_other_seeds_others() -> None:
    first, again = (files.dumps(testing.programme(20, seed=3)) for _ in range(2))

    assert first == again
    assert first != files.dumps(testing.programme(20, seed=4))


@pytest.mark.parametrize("size", range(10, 41))
def test_every_size_hangs_together_with_any_seed(size: int) -> None:
    sizes = {len(testing.programme(size, seed=seed).sessions) for seed in range(5)}

    assert sizes == {size}


@pytest.mark.parametrize("size", [10, 60])
def test_a_programme_survives_a_document(size: int) -> None:
    portfolio = testing.programme(size)

    assert files.loads(files.dumps(portfolio)) == portfolio


def test_what_is_no_programme_is_refused() -> None:
    with pytest.raises(FieldError, match="sessions: expected at least 10, got 9"):
        testing.programme(9)


def test_what_there_is_grows_with_the_sessions() -> None:
    small, large = testing.programme(200), testing.programme(1000)

    for family in ("people", "venues", "scheduling_rules", "learning_sets"):
        ratio = len(getattr(large, family)) / len(getattr(small, family))
        assert 4 <= ratio <= 6, family


# -------------------------------------------------------------- what the year looks like


def test_two_hundred_sessions_have_the_crew_that_is_promised(
    year: tpkit.Portfolio,
) -> None:
    roles = Counter(person.role for person in year.people)

    assert roles[tpkit.ProfessionalRole.FACILITATOR] == 25
    assert len(year.venues) == 8
    assert {venue.online for venue in year.venues} == {True, False}
    assert 4 <= len(year.sessions) / len(activities(year)) <= 6


def test_school_breaks_differ_by_authority_and_are_said_to_be_made_up(
    year: tpkit.Portfolio,
) -> None:
    half_terms = [t for t in year.term_dates if t.title == "February half-term 2027"]

    assert len({t.area for t in half_terms}) == 6
    assert len({t.start for t in half_terms}) == 3
    assert {t.source for t in year.term_dates} == {"Illustrative"}
    assert all(t.start <= t.end and t.start.weekday() < 5 for t in year.term_dates)


def test_learning_sets_have_six_members_and_meetings_five_weeks_apart(
    year: tpkit.Portfolio,
) -> None:
    for learning_set in year.learning_sets:
        meetings = year.sessions_of(learning_set.id)
        gaps = [(b.on - a.on).days for a, b in itertools.pairwise(meetings)]

        assert len(learning_set.members) == len(meetings) == 6
        assert all(33 <= gap <= 37 for gap in gaps)


def test_every_kind_of_activity_is_there(year: tpkit.Portfolio) -> None:
    assert {w.delivery for w in year.workshops} == set(tpkit.DeliveryMode)
    assert {g.kind for g in year.focus_groups} == {
        tpkit.FocusGroupKind.FOCUS_GROUP,
        tpkit.FocusGroupKind.LISTENING_EVENT,
    }


def test_every_session_is_planned_on_a_weekday_of_the_year_to_come(
    year: tpkit.Portfolio,
) -> None:
    for session in year.sessions:
        assert session.status is tpkit.SessionStatus.PLANNED
        assert session.on.weekday() < 5
        assert testing.PROGRAMME_PLANNED_ON < pendulum.Date(2026, 9, 7) <= session.on
        assert session.on < pendulum.Date(2027, 5, 1)
        assert session.venue is not None
        assert len(set(session.facilitators)) == len(session.facilitators) > 0


@pytest.mark.parametrize("size", [20, 60, 200, 1000])
def test_the_partners_agreed_rules_of_these_kinds(size: int) -> None:
    kinds = {type(rule) for rule in testing.programme(size).scheduling_rules}

    assert kinds == AGREED


def test_every_rule_is_strict_or_has_a_weight_and_a_reason(
    year: tpkit.Portfolio,
) -> None:
    agreements = [rule.agreed for rule in year.scheduling_rules]

    assert {agreed.strictness for agreed in agreements} == set(tpkit.Strictness)
    assert all(agreed.by and agreed.reason for agreed in agreements)


@pytest.mark.parametrize("seed", range(5))
def test_every_session_has_people_and_places_to_choose_from(seed: int) -> None:
    portfolio = testing.programme(60, seed=seed)
    led = {a: r for r in strict(portfolio, tpkit.LedBy) for a in r.activities}
    held = {a: r for r in strict(portfolio, tpkit.HeldAt) for a in r.activities}
    counted = {a: r for r in strict(portfolio, tpkit.RunCount) for a in r.activities}

    for activity in activities(portfolio):
        there = portfolio.sessions_of(activity.id)
        rooms = [portfolio.get(tpkit.Venue, v) for v in held[activity.id].venues]
        seats = [room.capacity or 0 for room in rooms]
        assert len(led[activity.id].people) > led[activity.id].needed
        assert {p for s in there for p in s.facilitators} <= {*led[activity.id].people}
        assert {s.venue for s in there} <= {room.id for room in rooms}
        assert len({room.online for room in rooms}) == 1
        assert max(seats) >= (getattr(activity, "places", None) or 6) + 2
        assert counted[activity.id].sessions == len(there)
        assert {s.minutes for s in there} == {counted[activity.id].minutes}


def test_a_first_draft_has_what_a_planner_has_to_mend(year: tpkit.Portfolio) -> None:
    stop = pendulum.Date(2027, 3, 31)
    leave = strict(year, tpkit.Unavailable)

    clashes = Counter(clash.kind for clash in schedule.clashes(year))
    away = sum(
        rule.start <= session.on <= rule.end
        for rule in leave
        if rule.start is not None
        for session in year.sessions
        if set(rule.people) & set(session.facilitators)
    )
    assert clashes[tpkit.ClashKind.PERSON] > 0
    assert clashes[tpkit.ClashKind.VENUE] > 0
    assert away > 0
    assert any(session.on > stop for session in year.sessions)


# ------------------------------------------------------------------- impossible programmes

IMPOSSIBLE = testing.impossible_programmes()


@pytest.mark.parametrize("case", IMPOSSIBLE, ids=lambda case: case.name)
def test_an_impossible_programme_is_whole_and_small(
    case: testing.ImpossibleProgramme,
) -> None:
    agreed = {rule.id for rule in case.portfolio.scheduling_rules}

    assert set(case.conflict) == agreed
    assert len(case.conflict) == len(agreed) >= 2
    assert len(case.portfolio.sessions) <= 6
    assert files.loads(files.dumps(case.portfolio)) == case.portfolio


def test_there_are_ten_or_more_of_which_four_or_more_concern_several_series() -> None:
    several = [
        case
        for case in IMPOSSIBLE
        if len({session.activity for session in case.portfolio.sessions}) > 1
    ]

    assert len({case.name for case in IMPOSSIBLE}) == len(IMPOSSIBLE) >= 10
    assert len(several) >= 4
