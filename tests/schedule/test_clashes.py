import datetime as dt
import itertools
from collections import Counter
from typing import Any

import attrs
import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tpkit
from tpkit import ClashKind, _dates, schedule, testing
from tpkit.schedule._terms.needs import needs_of

MONDAY = pendulum.Date(2022, 2, 21)
NELTP = tpkit.Partnership(id=tpkit.PartnershipId("neltp"), name="NELTP")


def session(
    id: str, activity: Any, start: str, end: str, **fields: Any
) -> tpkit.Session:
    return tpkit.Session(
        id=tpkit.SessionId(id),
        activity=activity,
        on=fields.pop("on", MONDAY),
        start=pendulum.Time.fromisoformat(start),
        end=pendulum.Time.fromisoformat(end),
        **fields,
    )


def person(id: str) -> tpkit.Person:
    return tpkit.Person(
        id=tpkit.PersonId(id),
        title=id.capitalize(),
        role=tpkit.ProfessionalRole.SOCIAL_WORKER,
    )


def workshop(id: str, **fields: Any) -> tpkit.Workshop:
    return tpkit.Workshop(id=tpkit.WorkshopId(id), title=id, **fields)


def focus_group(id: str, study: str, **fields: Any) -> tpkit.FocusGroup:
    return tpkit.FocusGroup(
        id=tpkit.FocusGroupId(id), title=id, study=tpkit.StudyId(study), **fields
    )


def study(id: str) -> tpkit.Study:
    return tpkit.Study(id=tpkit.StudyId(id), title=id)


def segment(id: str) -> tpkit.Segment:
    return tpkit.Segment(id=tpkit.SegmentId(id), title=id.capitalize())


def portfolio(**families: Any) -> tpkit.Portfolio:
    return tpkit.Portfolio(partnership=NELTP, **families)


def two_overlapping(first: Any, second: Any, **families: Any) -> tpkit.Portfolio:
    """Give a portfolio in which the two activities meet at 10:00 and at 10:30."""
    sessions = (
        session("late", second.id, "10:30", "11:30"),
        session("early", first.id, "10:00", "11:00"),
    )
    return portfolio(sessions=sessions, **families)


def kinds(portfolio: tpkit.Portfolio) -> list[tuple[ClashKind, str]]:
    return [(clash.kind, clash.resource) for clash in schedule.clashes(portfolio)]


def test_a_clash_says_who_when_and_which_sessions() -> None:
    facilitators = (tpkit.PersonId("ann"),)
    both = [workshop("a", facilitators=facilitators), workshop("b")]
    plan = portfolio(
        people=[person("ann")],
        workshops=both,
        sessions=[
            session("s2", "b", "10:30", "11:30", facilitators=facilitators),
            session("s1", "a", "10:00", "11:00"),
        ],
    )

    (clash,) = schedule.clashes(plan)

    assert (clash.first, clash.second) == ("s1", "s2")
    assert (clash.start, clash.end) == (dt.time(10, 30), dt.time(11))
    assert str(clash) == (
        "Ann would have to be in two places on Monday 21 February 2022: "
        "a, 10am to 11am, and b, 10:30am to 11:30am"
    )


def test_sessions_that_only_touch_do_not_clash() -> None:
    plan = portfolio(
        people=[person("ann")],
        workshops=[workshop("a", facilitators=(tpkit.PersonId("ann"),))],
        sessions=[
            session("s1", "a", "10:00", "11:00"),
            session("s2", "a", "11:00", "12:00"),
        ],
    )

    assert kinds(plan) == []


def test_the_same_hours_on_another_day_do_not_clash() -> None:
    plan = portfolio(
        people=[person("ann")],
        workshops=[workshop("a", facilitators=(tpkit.PersonId("ann"),))],
        sessions=[
            session("s1", "a", "10:00", "11:00"),
            session("s2", "a", "10:00", "11:00", on=MONDAY.add(days=1)),
        ],
    )

    assert kinds(plan) == []


def test_a_cancelled_session_needs_nobody() -> None:
    ann = (tpkit.PersonId("ann"),)
    venue = tpkit.Venue(id=tpkit.VenueId("hall"), name="Hall")
    everyone = (tpkit.SegmentId("everyone"),)
    attended = tpkit.Attendance(
        session=tpkit.SessionId("s2"), person=tpkit.PersonId("ann")
    )
    plan = portfolio(
        people=[person("ann")],
        venues=[venue],
        segments=[segment("everyone")],
        workshops=[
            workshop("a", facilitators=ann, audiences=everyone),
            workshop("b", facilitators=ann, audiences=everyone),
        ],
        sessions=[
            session("s1", "a", "10:00", "11:00", venue=venue.id),
            session(
                "s2",
                "b",
                "10:00",
                "11:00",
                venue=venue.id,
                status=tpkit.SessionStatus.CANCELLED,
            ),
        ],
        attendances=[attended],
    )

    assert kinds(plan) == []


def test_a_venue_takes_one_session_at_a_time_unless_it_is_shared() -> None:
    hall = tpkit.Venue(id=tpkit.VenueId("hall"), name="Hall")
    sessions = [
        session("s1", "a", "10:00", "11:00", venue=hall.id),
        session("s2", "a", "10:00", "11:00", venue=hall.id),
    ]
    single = portfolio(venues=[hall], workshops=[workshop("a")], sessions=sessions)
    shared = attrs.evolve(single, venues=(attrs.evolve(hall, shared=True),))

    assert kinds(single) == [(ClashKind.VENUE, "hall")]
    assert kinds(shared) == []


def test_an_audience_cannot_be_at_two_different_activities() -> None:
    everyone = (tpkit.SegmentId("everyone"),)
    first, second = (workshop(id, audiences=everyone) for id in "ab")
    families = {"segments": [segment("everyone")], "workshops": [first, second]}

    assert kinds(two_overlapping(first, second, **families)) == [
        (ClashKind.AUDIENCE, "everyone")
    ]
    assert kinds(two_overlapping(first, first, **families)) == []


def test_groups_of_one_study_may_meet_side_by_side_and_of_two_may_not() -> None:
    everyone = tpkit.SegmentId("everyone")
    groups = [
        focus_group("a", "one", segment=everyone),
        focus_group("b", "one", segment=everyone),
        focus_group("c", "two", segment=everyone),
        focus_group("d", "two"),
    ]
    families = {
        "studies": [study("one"), study("two")],
        "segments": [segment("everyone")],
        "focus_groups": groups,
    }

    assert kinds(two_overlapping(groups[0], groups[1], **families)) == []
    assert kinds(two_overlapping(groups[0], groups[3], **families)) == []
    assert kinds(two_overlapping(groups[0], groups[2], **families)) == [
        (ClashKind.AUDIENCE, "everyone")
    ]


ANN = tpkit.PersonId("ann")
BODY = tpkit.GovernanceKind.STRATEGIC_BOARD


@pytest.mark.parametrize(
    ("family", "activity"),
    [
        ("workshops", workshop("x", facilitators=(ANN,))),
        (
            "learning_sets",
            tpkit.ActionLearningSet(
                id=tpkit.LearningSetId("x"), title="x", facilitator=ANN
            ),
        ),
        (
            "learning_sets",
            tpkit.ActionLearningSet(
                id=tpkit.LearningSetId("x"),
                title="x",
                members=(tpkit.LearningSetMember(person=ANN, joined=MONDAY),),
            ),
        ),
        ("focus_groups", focus_group("x", "study", facilitator=ANN)),
        ("focus_groups", focus_group("x", "study", note_taker=ANN)),
        (
            "governance_bodies",
            tpkit.GovernanceBody(
                id=tpkit.GovernanceBodyId("x"), title="x", kind=BODY, chairs=(ANN,)
            ),
        ),
        (
            "governance_bodies",
            tpkit.GovernanceBody(
                id=tpkit.GovernanceBodyId("x"),
                title="x",
                kind=BODY,
                seats=(tpkit.GovernanceSeat(), tpkit.GovernanceSeat(person=ANN)),
            ),
        ),
    ],
)
def test_everybody_with_a_part_in_an_activity_is_expected(
    family: str, activity: Any
) -> None:
    other = workshop("other", facilitators=(ANN,))
    families: dict[str, Any] = {"workshops": [other]}
    families[family] = [*families.get(family, []), activity]

    plan = two_overlapping(
        other, activity, people=[person("ann")], studies=[study("study")], **families
    )

    assert kinds(plan) == [(ClashKind.PERSON, "ann")]


@pytest.mark.parametrize(
    "member",
    [
        tpkit.LearningSetMember(person=ANN, joined=MONDAY.add(days=1)),
        tpkit.LearningSetMember(person=ANN, left=MONDAY.subtract(days=1)),
    ],
)
def test_members_are_expected_only_while_they_belong(
    member: tpkit.LearningSetMember,
) -> None:
    learning_set = tpkit.ActionLearningSet(
        id=tpkit.LearningSetId("set"), title="Set", members=(member,)
    )
    other = workshop("other", facilitators=(ANN,))

    plan = two_overlapping(
        other,
        learning_set,
        people=[person("ann")],
        workshops=[other],
        learning_sets=[learning_set],
    )

    assert kinds(plan) == []


def test_a_stand_in_frees_the_usual_facilitator() -> None:
    learning_set = tpkit.ActionLearningSet(
        id=tpkit.LearningSetId("set"), title="Set", facilitator=ANN
    )
    group = focus_group("group", "study", facilitator=ANN)
    busy, covered = (
        workshop("busy", facilitators=(ANN,)),
        workshop("w", facilitators=(ANN,)),
    )
    ben = (tpkit.PersonId("ben"),)
    plan = portfolio(
        people=[person("ann"), person("ben")],
        studies=[study("study")],
        workshops=[busy, covered],
        learning_sets=[learning_set],
        focus_groups=[group],
        sessions=[
            session("s1", "busy", "10:00", "17:00"),
            session("s2", "set", "10:00", "11:00", facilitators=ben),
            session("s3", "group", "11:00", "12:00", facilitators=ben),
            session("s4", "w", "12:00", "13:00", facilitators=ben),
        ],
    )

    assert kinds(plan) == []


def test_places_attendance_and_selection_make_people_expected() -> None:
    other = workshop("other", facilitators=(ANN,))
    group = focus_group("group", "study")
    cycle = tpkit.TestCycle(
        id=tpkit.TestCycleId("cycle"), title="Cycle", resource=tpkit.ResourceId("r")
    )
    resource = tpkit.Resource(id=tpkit.ResourceId("r"), title="R")
    base = portfolio(
        people=[person("ann")],
        studies=[study("study")],
        resources=[resource],
        test_cycles=[cycle],
        workshops=[other, workshop("booked")],
        focus_groups=[group],
        sessions=[
            session("s1", "other", "10:00", "17:00"),
            session("s2", "booked", "10:00", "11:00"),
            session("s3", "group", "12:00", "13:00"),
            session("s4", "group", "14:00", "15:00"),
            session("s5", "cycle", "15:00", "16:00"),
        ],
    )

    def beside_the_first(**families: Any) -> list[str]:
        found = schedule.clashes(attrs.evolve(base, **families))
        return [
            (clash.second if clash.first == "s1" else clash.first) for clash in found
        ]

    def booked(status: tpkit.BookingStatus) -> tuple[tpkit.Booking, ...]:
        return (
            tpkit.Booking(
                id=tpkit.BookingId("b"),
                session=tpkit.SessionId("s2"),
                person=ANN,
                status=status,
            ),
        )

    def attended(
        status: tpkit.AttendanceStatus, at: str = "s5"
    ) -> tuple[tpkit.Attendance, ...]:
        session = tpkit.SessionId(at)
        return (tpkit.Attendance(session=session, person=ANN, status=status),)

    def registered(
        status: tpkit.RegistrationStatus, *preferences: str
    ) -> tuple[tpkit.Registration, ...]:
        return (
            tpkit.Registration(
                id=tpkit.RegistrationId("r"),
                focus_group=group.id,
                person=ANN,
                preferences=tuple(map(tpkit.SessionId, preferences)),
                status=status,
            ),
        )

    selected = tpkit.RegistrationStatus.SELECTED
    reserve = tpkit.RegistrationStatus.RESERVE
    assert beside_the_first() == []
    assert beside_the_first(bookings=booked(tpkit.BookingStatus.CONFIRMED)) == ["s2"]
    assert beside_the_first(bookings=booked(tpkit.BookingStatus.WAITLISTED)) == []
    assert beside_the_first(attendances=attended(tpkit.AttendanceStatus.PRESENT)) == [
        "s5"
    ]
    assert beside_the_first(attendances=attended(tpkit.AttendanceStatus.ABSENT)) == []
    assert beside_the_first(registrations=registered(selected)) == ["s3", "s4"]
    assert beside_the_first(registrations=registered(selected, "s4")) == ["s3", "s4"]
    assert beside_the_first(registrations=registered(reserve)) == []
    ended = attended(tpkit.AttendanceStatus.APOLOGIES, "s1")
    assert beside_the_first(registrations=registered(selected), attendances=ended) == []
    varied = {"focus_groups": [attrs.evolve(group, same_participants=False)]}
    assert beside_the_first(registrations=registered(selected), **varied) == []
    assert beside_the_first(registrations=registered(selected, "s4"), **varied) == [
        "s4"
    ]
    assert (
        beside_the_first(registrations=registered(selected, "s3", "s4"), **varied) == []
    )


def test_somebody_with_two_parts_in_one_session_does_not_clash_with_themselves() -> (
    None
):
    group = focus_group("group", "study", facilitator=ANN, note_taker=ANN)
    plan = portfolio(
        people=[person("ann")],
        studies=[study("study")],
        focus_groups=[group],
        sessions=[session("s1", "group", "10:00", "11:00")],
    )

    assert kinds(plan) == []


@st.composite
def timetables(draw: st.DrawFn) -> tpkit.Portfolio:
    people = [person(f"p{i}") for i in range(3)]
    venues = [tpkit.Venue(id=tpkit.VenueId(f"v{i}"), name=f"v{i}") for i in range(2)]
    segments = [segment(f"g{i}") for i in range(2)]
    ids = st.sampled_from
    some_segments = st.lists(ids([s.id for s in segments]), max_size=2).map(tuple)
    workshops = [workshop(f"w{i}", audiences=draw(some_segments)) for i in range(3)]
    some_people = st.lists(ids([p.id for p in people]), max_size=2).map(tuple)
    sessions = []
    for number in range(draw(st.integers(0, 8))):
        start = draw(st.integers(9, 14))
        sessions.append(
            session(
                f"s{number}",
                draw(ids([w.id for w in workshops])),
                f"{start:02d}:00",
                f"{start + draw(st.integers(1, 3)):02d}:00",
                on=MONDAY.add(days=draw(st.integers(0, 1))),
                venue=draw(st.none() | ids([v.id for v in venues])),
                facilitators=draw(some_people),
                status=draw(ids(list(tpkit.SessionStatus))),
            )
        )
    return portfolio(
        people=people,
        venues=venues,
        segments=segments,
        workshops=workshops,
        sessions=sessions,
    )


@given(timetables())
def test_the_sweep_finds_what_comparing_every_pair_finds(
    plan: tpkit.Portfolio,
) -> None:
    by_hand: set[tuple[ClashKind, str, frozenset[str]]] = set()
    running = [s for s in plan.sessions if s.status.happens]
    for one, two in itertools.combinations(running, 2):
        if one.on != two.on or one.start >= two.end or two.start >= one.end:
            continue
        pair = frozenset({one.id, two.id})
        shared = set(one.facilitators) & set(two.facilitators)
        by_hand |= {(ClashKind.PERSON, who, pair) for who in shared}
        if one.venue is not None and one.venue == two.venue:
            by_hand.add((ClashKind.VENUE, one.venue, pair))
        if one.activity != two.activity:
            audiences = [
                set(plan.get(tpkit.Workshop, s.activity).audiences) for s in (one, two)
            ]
            both = audiences[0] & audiences[1]
            by_hand |= {(ClashKind.AUDIENCE, who, pair) for who in both}

    found = schedule.clashes(plan)

    assert {
        (c.kind, c.resource, frozenset({c.first, c.second})) for c in found
    } == by_hand
    assert len(found) == len(by_hand)


WEEKEND_OF_CLOCKS = st.dates(dt.date(2022, 3, 26), dt.date(2022, 3, 27))
EVERYBODY = testing.portfolios(
    families=st.sets(
        st.sampled_from(
            [
                "attendances",
                "bookings",
                "focus_groups",
                "governance_bodies",
                "learning_sets",
                "registrations",
                "segments",
                "venues",
                "workshops",
            ]
        )
    ).map(lambda families: {*families, "people", "sessions"}),
    max_size=5,
    dates=WEEKEND_OF_CLOCKS.map(_dates.as_date),
)


@given(EVERYBODY)
def test_all_that_people_do_is_swept_alike(plan: tpkit.Portfolio) -> None:
    needs = needs_of(plan)
    running = [s for s in plan.sessions if s.status.happens]
    by_hand: Counter[tuple[ClashKind, str, frozenset[str]]] = Counter()
    for one, two in itertools.combinations(running, 2):
        if one.on != two.on or one.start >= two.end or two.start >= one.end:
            continue
        pair = frozenset({one.id, two.id})
        for who in needs.people(one) & needs.people(two):
            by_hand[ClashKind.PERSON, who, pair] += 1
        if needs.venue(one) is not None and needs.venue(one) == needs.venue(two):
            by_hand[ClashKind.VENUE, needs.venue(one) or "", pair] += 1
        if needs.rival(one) != needs.rival(two):
            for segment in needs.segments(one) & needs.segments(two):
                by_hand[ClashKind.AUDIENCE, segment, pair] += 1

    found = schedule.clashes(plan)

    assert by_hand == Counter(
        (c.kind, c.resource, frozenset({c.first, c.second})) for c in found
    )


@given(EVERYBODY)
def test_clashes_are_in_order_of_time_and_lie_within_both_sessions(
    plan: tpkit.Portfolio,
) -> None:
    found = schedule.clashes(plan)

    assert [*found] == sorted(found, key=lambda clash: (clash.on, clash.start))
    for clash in found:
        both = [plan.get(tpkit.Session, id) for id in (clash.first, clash.second)]
        assert all(one.on == clash.on for one in both)
        assert clash.start == max(one.start for one in both) < clash.end
        assert clash.end == min(one.end for one in both)


def test_the_big_listens_two_sessions_on_one_day_do_not_clash() -> None:
    """On 1 December 2022 two audiences were heard, as the published list has it."""
    audiences = ["agency", "managers"]
    plan = portfolio(
        studies=[study("listen")],
        segments=[segment(id) for id in audiences],
        focus_groups=[
            focus_group(f"g-{id}", "listen", segment=tpkit.SegmentId(id))
            for id in audiences
        ],
        sessions=[session(f"s-{id}", f"g-{id}", "10:00", "11:00") for id in audiences],
    )

    assert kinds(plan) == []


@given(timetables(), st.randoms(use_true_random=False))
def test_the_order_of_sessions_does_not_matter(
    plan: tpkit.Portfolio, random: Any
) -> None:
    sessions = list(plan.sessions)
    random.shuffle(sessions)

    shuffled = attrs.evolve(plan, sessions=tuple(sessions))

    assert schedule.clashes(shuffled) == schedule.clashes(plan)
