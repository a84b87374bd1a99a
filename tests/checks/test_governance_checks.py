from collections.abc import Callable

import attrs
import pendulum
import pytest

from tpkit import (
    Attendance,
    GovernanceKind,
    GovernanceSeat,
    OrganisationId,
    PartnershipKind,
    PartnershipStatus,
    Person,
    PersonId,
    Portfolio,
    ProfessionalRole,
    SessionId,
    SessionStatus,
    checks,
)

Sample = Callable[[str, str], tuple[Portfolio, pendulum.Date]]
Change = Callable[..., Portfolio]

NORTHFIELD = OrganisationId("northfield-council")
WESTMERE = OrganisationId("westmere")


def of_kind(portfolio: Portfolio, kind: PartnershipKind) -> Portfolio:
    partnership = attrs.evolve(portfolio.partnership, kind=kind)
    return attrs.evolve(portfolio, partnership=partnership)


def seat(**fields: object) -> GovernanceSeat:
    return attrs.evolve(GovernanceSeat(), **fields)  # type: ignore[arg-type]  # any field


# ---------------------------------------------------------------------------- quorum


@pytest.mark.parametrize(
    ("quorum", "times"), [(1, 1), (2, 0), (4, 0), (5, 1), (None, 0)]
)
def test_a_quorum_is_a_third_of_four_seats_at_least_and_all_at_most(
    quorum: int | None, times: int, sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP121", "failing")
    portfolio = change(portfolio, "governance_bodies", quorum=quorum)

    assert len(list(checks.QuorumUnsound()(portfolio, on=on))) == times


@pytest.mark.parametrize(
    "fields",
    [{"seats": ()}, {"kind": GovernanceKind.OPERATIONAL_GROUP}],
)
def test_only_a_board_with_seats_has_a_quorum_to_judge(
    fields: dict[str, object], sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP121", "failing")
    portfolio = change(portfolio, "governance_bodies", **fields)

    assert list(checks.QuorumUnsound()(portfolio, on=on)) == []


def test_a_seat_is_its_holders_organisations(sample: Sample, change: Change) -> None:
    portfolio, on = sample("TP123", "passing")
    seats = (
        seat(person=PersonId("director")),
        seat(person=PersonId("professor")),
        seat(),
    )
    portfolio = change(portfolio, "governance_bodies", seats=seats)

    assert list(checks.BoardLacksOneSide()(portfolio, on=on)) == []


def test_a_board_can_lack_both_sides(sample: Sample, change: Change) -> None:
    portfolio, on = sample("TP122", "failing")
    portfolio = change(portfolio, "governance_bodies", seats=(seat(),))

    (finding,) = checks.BoardLacksOneSide()(portfolio, on=on)

    assert finding.message == (
        "Strategic board has no voting seat for a council or a university"
    )


@pytest.mark.parametrize("code", ["TP122", "TP125"])
def test_boards_without_seats_are_not_judged(
    code: str, sample: Sample, change: Change
) -> None:
    portfolio, on = sample(code, "failing")
    portfolio = change(portfolio, "governance_bodies", seats=())

    assert checks.run(portfolio, on=on, ignore=["TP10"]) == ()


@pytest.mark.parametrize("code", ["TP122", "TP125"])
def test_boards_of_other_partnerships_are_not_judged(code: str, sample: Sample) -> None:
    portfolio, on = sample(code, "failing")
    portfolio = of_kind(portfolio, PartnershipKind.REGIONAL_PROGRAMME)

    assert checks.run(portfolio, on=on) == ()


# -------------------------------------------------------------------------- meetings


def came(*people: str) -> tuple[Attendance, ...]:
    return tuple(
        Attendance(session=SessionId("board-1"), person=PersonId(id)) for id in people
    )


def test_a_deputy_fills_a_colleagues_seat(sample: Sample) -> None:
    portfolio, on = sample("TP123", "failing")
    deputy = Person(
        id=PersonId("lecturer"),
        title="Lecturer",
        role=ProfessionalRole.ACADEMIC,
        organisation=WESTMERE,
    )
    portfolio = attrs.evolve(
        portfolio,
        people=(*portfolio.people, deputy),
        attendances=came("director", "lecturer"),
    )

    assert list(checks.MeetingInquorate()(portfolio, on=on)) == []


def test_two_of_one_organisation_fill_its_one_seat(sample: Sample) -> None:
    portfolio, on = sample("TP123", "passing")
    colleague = attrs.evolve(portfolio.people[0], id=PersonId("head-of-service"))
    portfolio = attrs.evolve(
        portfolio,
        people=(*portfolio.people, colleague),
        attendances=came("director", "head-of-service"),
    )

    (finding,) = checks.MeetingInquorate()(portfolio, on=on)

    assert finding.message == (
        "Strategic board of 19 January 2022 had 1 of the 2 voting seats it needs filled"
    )


def test_an_independent_member_fills_the_own_seat_only(
    sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP123", "passing")
    independent = Person(
        id=PersonId("chair"), title="Chair", role=ProfessionalRole.OTHER
    )
    stranger = attrs.evolve(independent, id=PersonId("stranger"))
    portfolio = attrs.evolve(
        portfolio, people=(*portfolio.people, independent, stranger)
    )
    seats = (
        seat(organisation=NORTHFIELD),
        seat(organisation=WESTMERE),
        seat(person=independent.id),
    )
    portfolio = change(portfolio, "governance_bodies", seats=seats, quorum=3)
    check = checks.MeetingInquorate()

    full = attrs.evolve(portfolio, attendances=came("director", "professor", "chair"))
    short = attrs.evolve(
        portfolio, attendances=came("director", "professor", "stranger")
    )

    assert list(check(full, on=on)) == []
    assert len(list(check(short, on=on))) == 1


def test_a_third_is_a_quorum_where_none_is_agreed(
    sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP123", "passing")
    portfolio = change(portfolio, "governance_bodies", quorum=None)
    portfolio = attrs.evolve(portfolio, attendances=came("director"))

    (finding,) = checks.MeetingInquorate()(portfolio, on=on)

    assert finding.message.endswith("had nobody from a university")


def test_a_meeting_needs_a_council(sample: Sample, change: Change) -> None:
    portfolio, on = sample("TP123", "passing")
    portfolio = change(portfolio, "governance_bodies", quorum=1)
    portfolio = attrs.evolve(portfolio, attendances=came("professor"))

    (finding,) = checks.MeetingInquorate()(portfolio, on=on)

    assert finding.message.endswith("had nobody from a council")


def test_a_regional_programme_needs_no_university(sample: Sample) -> None:
    portfolio, on = sample("TP123", "failing")
    portfolio = of_kind(portfolio, PartnershipKind.REGIONAL_PROGRAMME)

    assert list(checks.MeetingInquorate()(portfolio, on=on)) == []


def test_only_past_meetings_with_attendance_are_judged(sample: Sample) -> None:
    portfolio, _ = sample("TP123", "failing")
    check = checks.MeetingInquorate()
    without = attrs.evolve(portfolio, attendances=())

    assert list(check(portfolio, on=pendulum.Date(2022, 1, 18))) == []
    assert len(list(check(portfolio, on=pendulum.Date(2022, 1, 19)))) == 1
    assert list(check(without, on=pendulum.Date(2022, 1, 19))) == []


# ------------------------------------------------------------------------- intervals


@pytest.mark.parametrize(
    ("kind", "agreed", "days"),
    [
        (GovernanceKind.STRATEGIC_BOARD, None, 13 * 7 + 14),
        (GovernanceKind.OPERATIONAL_GROUP, None, 6 * 7 + 14),
        (GovernanceKind.STRATEGIC_BOARD, 8, 8 * 7 + 14),
        (GovernanceKind.PROJECT_BOARD, 4, 4 * 7 + 14),
    ],
)
def test_a_body_may_be_two_weeks_late(
    kind: GovernanceKind, agreed: int | None, days: int, sample: Sample, change: Change
) -> None:
    portfolio, _ = sample("TP124", "passing")
    portfolio = change(
        portfolio, "governance_bodies", kind=kind, meets_every_weeks=agreed
    )
    portfolio = attrs.evolve(portfolio, sessions=portfolio.sessions[:1])
    met = portfolio.sessions[0].on
    check = checks.MeetingsTooFarApart()

    assert list(check(portfolio, on=met.add(days=days))) == []
    assert len(list(check(portfolio, on=met.add(days=days + 1)))) == 1


def test_a_cancelled_meeting_is_none(sample: Sample, change: Change) -> None:
    portfolio, on = sample("TP124", "passing")
    portfolio = change(portfolio, "sessions", 1, status=SessionStatus.CANCELLED)

    (finding,) = checks.MeetingsTooFarApart()(portfolio, on=on)

    assert "124 days after 13 October 2021" in finding.message


def test_a_body_that_agreed_on_no_interval_or_never_met_is_not_judged(
    sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP124", "failing")
    kind = GovernanceKind.WORKSTREAM_GROUP
    check = checks.MeetingsTooFarApart()

    assert list(check(change(portfolio, "governance_bodies", kind=kind), on=on)) == []
    assert list(check(attrs.evolve(portfolio, sessions=()), on=on)) == []


def test_a_partnership_that_sleeps_need_not_meet(sample: Sample) -> None:
    portfolio, _ = sample("TP124", "passing")
    asleep = attrs.evolve(portfolio.partnership, status=PartnershipStatus.DORMANT)
    portfolio = attrs.evolve(portfolio, partnership=asleep)

    found = checks.MeetingsTooFarApart()(portfolio, on=pendulum.Date(2024, 1, 1))

    assert list(found) == []


# ---------------------------------------------------------------------------- voices


def test_a_person_with_lived_experience_is_a_voice(
    sample: Sample, change: Change
) -> None:
    portfolio, on = sample("TP125", "passing")
    expert = Person(
        id=PersonId("expert"),
        title="Expert by experience",
        role=ProfessionalRole.LIVED_EXPERIENCE,
    )
    portfolio = attrs.evolve(portfolio, people=(expert,))
    seats = (
        seat(organisation=OrganisationId("harbour")),
        seat(person=expert.id, voting=False),
    )
    portfolio = change(portfolio, "governance_bodies", seats=seats)

    assert list(checks.BoardLacksVoices()(portfolio, on=on)) == []


def test_the_missing_voice_is_named(sample: Sample, change: Change) -> None:
    portfolio, on = sample("TP125", "passing")
    seats = portfolio.governance_bodies[0].seats
    portfolio = change(portfolio, "governance_bodies", seats=seats[:3])

    (finding,) = checks.BoardLacksVoices()(portfolio, on=on)

    assert finding.message == (
        "Strategic board has no seat for people with lived experience"
    )
