"""Rules 79 to 97: how groups are planned, who is in them, what becomes of their words."""

import itertools
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import attrs
import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpkit import (
    Attendance,
    AttendanceStatus,
    Consent,
    ConsentItem,
    ConsentPurpose,
    ConsentStatus,
    FocusGroup,
    FocusGroupKind,
    FocusGroupStatus,
    GuideSection,
    GuideSectionKind,
    Membership,
    Organisation,
    OrganisationKind,
    Partnership,
    Person,
    Portfolio,
    ProfessionalRole,
    Quote,
    Registration,
    RegistrationStatus,
    Segment,
    Session,
    SessionMode,
    SessionStatus,
    Step,
    Study,
    StudyMethod,
    Survey,
    Theme,
    TopicGuide,
    WithdrawalScope,
    Workshop,
)
from tpkit.checks import Check, code_of, rules_of, run
from tpkit.checks import _focus_groups as focus_groups
from tpkit.checks import _group_consent as consent_checks
from tpkit.checks import _group_leaders as leaders
from tpkit.checks import _group_members as members
from tpkit.checks import _group_records as records
from tpkit.checks import _studies as studies
from tpkit.findings import Finding, Findings, Severity
from tpkit.groups import invitations

ON = pendulum.Date(2022, 3, 1)
FIRST, SECOND = pendulum.Date(2022, 2, 21), pendulum.Date(2022, 2, 28)

# ------------------------------------------------------------------ building blocks

Nouns = Any
"""Ids are plain texts here: the tests build many nouns, and read better without."""


def study(**fields: Any) -> Study:
    given_or_usual: Nouns = {"id": "study", "title": "The study", **fields}
    return Study(**given_or_usual)


def group(**fields: Any) -> FocusGroup:
    usual: Nouns = {"id": "group", "title": "The group", "study": "study"}
    return FocusGroup(**(usual | fields))


def segment(**fields: Any) -> Segment:
    usual: Nouns = {"id": "segment", "title": "Managers", "study": "study"}
    return Segment(**(usual | fields))


def session(on: pendulum.Date = FIRST, *, minutes: int = 90, **fields: Any) -> Session:
    end = divmod(10 * 60 + minutes, 60)
    usual: Nouns = {
        "id": f"session-{on}",
        "activity": "group",
        "on": on,
        "start": pendulum.Time(10),
        "end": pendulum.Time(*end),
    }
    return Session(**(usual | fields))


def person(id: str, **fields: Any) -> Person:
    usual: Nouns = {
        "id": id,
        "title": id.capitalize(),
        "role": ProfessionalRole.SOCIAL_WORKER,
    }
    return Person(**(usual | fields))


def registration(
    who: str, status: RegistrationStatus = RegistrationStatus.ATTENDED, **fields: Any
) -> Registration:
    usual: Nouns = {
        "id": f"of-{who}",
        "focus_group": "group",
        "person": who,
        "contact_permission": True,
        "status": status,
    }
    return Registration(**(usual | fields))


def line(purpose: ConsentPurpose, **fields: Any) -> ConsentItem:
    return ConsentItem(purpose=purpose, **({"ticked": True} | fields))


def consent(who: str, **fields: Any) -> Consent:
    usual: Nouns = {
        "id": f"form-of-{who}",
        "registration": f"of-{who}",
        "signed_on": pendulum.Date(2022, 2, 18),
        "items": (line(ConsentPurpose.PARTICIPATION), line(ConsentPurpose.RECORDING)),
    }
    return Consent(**(usual | fields))


def attendance(
    who: str, at: Session, status: AttendanceStatus = AttendanceStatus.PRESENT
) -> Attendance:
    nouns: Nouns = {"session": at.id, "person": who}
    return Attendance(**nouns, status=status)


def portfolio(**families: Any) -> Portfolio:
    """A portfolio with the study and the people that the given nouns name."""
    partnership: Nouns = {"id": "tp", "name": "The partnership"}
    named = {
        noun.person
        for family in ("registrations", "attendances")
        for noun in families.get(family, ())
    }
    known = {one.id for one in families.get("people", ())}
    people = [*families.pop("people", ()), *map(person, sorted(named - known))]
    return Portfolio(
        partnership=Partnership(**partnership),
        people=tuple(people),
        **({"studies": (study(),)} | families),
    )


def said(
    check: Check,
    found_in: Portfolio | None = None,
    *,
    on: pendulum.Date = ON,
    **families: Any,
) -> Findings:
    """Run one check, which has to leave paths and codes that the engine accepts."""
    return run(found_in or portfolio(**families), [check], on=on)


def places(findings: Findings) -> list[tuple[str, Severity]]:
    return [(finding.path, finding.severity) for finding in findings]


def only(findings: Findings) -> Finding:
    (finding,) = findings
    return finding


# ------------------------------------------------------------------------ the table


def test_every_rule_of_focus_groups_has_a_check() -> None:
    answered = {rule for check in focus_groups.CHECKS for rule in rules_of(check)}

    assert answered == set(range(79, 98))


def test_the_codes_are_consecutive_and_in_order() -> None:
    codes = [code_of(check) for check in focus_groups.CHECKS]

    assert codes == [f"TP{number}" for number in range(501, 501 + len(codes))]


@pytest.mark.parametrize("check", focus_groups.CHECKS, ids=code_of)
def test_nothing_is_said_of_an_empty_portfolio(check: Check) -> None:
    assert said(check, studies=()) == ()


# ------------------------------------------------------------------------- 79: size


@pytest.mark.parametrize(
    ("mode", "size", "severity"),
    [
        (SessionMode.IN_PERSON, 3, Severity.WARNING),
        (SessionMode.IN_PERSON, 4, None),
        (SessionMode.IN_PERSON, 8, None),
        (SessionMode.IN_PERSON, 9, Severity.ERROR),
        (SessionMode.ONLINE, 6, None),
        (SessionMode.ONLINE, 7, Severity.WARNING),
        (SessionMode.ONLINE, 9, Severity.ERROR),
        (SessionMode.HYBRID, 7, Severity.WARNING),
    ],
)
def test_a_focus_group_is_small(
    mode: SessionMode, size: int, severity: Severity | None
) -> None:
    small = group(mode=mode, target_size=size)

    found = said(focus_groups.FocusGroupSizeUnsuited(), focus_groups=(small,))

    assert found.worst is severity
    assert {f.path for f in found} <= {"$.focus_groups[0].target_size"}


def test_a_resource_test_that_is_too_large_is_no_error() -> None:
    test = group(kind=FocusGroupKind.RESOURCE_TEST, max_size=12)

    found = said(focus_groups.FocusGroupSizeUnsuited(), focus_groups=(test,))

    assert found.worst is Severity.WARNING


def test_a_listening_event_of_forty_five_is_no_focus_group_that_is_too_large() -> None:
    event = group(kind=FocusGroupKind.LISTENING_EVENT, min_size=15, max_size=45)

    assert not said(focus_groups.FocusGroupSizeUnsuited(), focus_groups=(event,))
    assert not said(focus_groups.ListeningEventSizeUnsuited(), focus_groups=(event,))


@pytest.mark.parametrize(
    ("size", "remedy"), [(14, "hold focus groups instead"), (46, "hold several events")]
)
def test_a_listening_event_has_its_own_limits(size: int, remedy: str) -> None:
    event = group(kind=FocusGroupKind.LISTENING_EVENT, target_size=size)
    small = group(id="small", target_size=size)

    found = said(focus_groups.ListeningEventSizeUnsuited(), focus_groups=(event, small))

    assert only(found).remedy == remedy


def test_people_who_came_are_counted_without_those_who_ran_the_group() -> None:
    meeting = session(facilitators=("leader",))
    came = [attendance(f"p{n}", meeting) for n in range(7)]
    absent = attendance("p7", meeting, AttendanceStatus.ABSENT)

    found = said(
        focus_groups.FocusGroupSizeUnsuited(),
        focus_groups=(group(note_taker="writer"),),
        sessions=(meeting,),
        attendances=(
            *came,
            absent,
            attendance("leader", meeting),
            attendance("writer", meeting),
        ),
        registrations=tuple(registration(f"p{n}") for n in range(7)),
    )

    assert places(found) == [("$.sessions[0]", Severity.WARNING)]
    assert "had 7 people on 21 February 2022" in only(found).message


def test_without_a_register_those_registered_as_attending_are_counted() -> None:
    found = said(
        focus_groups.FocusGroupSizeUnsuited(),
        focus_groups=(group(),),
        registrations=(
            registration("one"),
            registration("two", RegistrationStatus.PARTIAL),
            registration("three", RegistrationStatus.NO_SHOW),
        ),
    )

    assert only(found).message == (
        "The group had 2 people; a focus group online has 4 to 6"
    )


@given(st.integers(1, 60))
def test_every_size_suits_one_kind_of_gathering_at_most(size: int) -> None:
    kinds = (FocusGroupKind.FOCUS_GROUP, FocusGroupKind.LISTENING_EVENT)
    checks = (
        focus_groups.FocusGroupSizeUnsuited(),
        focus_groups.ListeningEventSizeUnsuited(),
    )

    fits = [
        kind
        for kind in kinds
        if not run(
            portfolio(focus_groups=(group(kind=kind, target_size=size),)), checks, on=ON
        )
    ]

    assert len(fits) <= 1


# ------------------------------------------------------------------ 80: invitations


@pytest.mark.parametrize(
    ("fields", "remedy"),
    [
        ({"invited": 7}, "invite 8, for some will not come"),
        ({"invited": 8}, None),
        ({"invited": 9}, None),
        ({"invited": 10}, "invite at most 9 online, for all may come"),
        ({"invited": 20, "mode": SessionMode.IN_PERSON}, None),
        ({"invited": 9, "expected_no_show": Decimal(60)}, None),
        ({"invited": 8, "expected_no_show": Decimal(60)}, "invite 9"),
        ({"invited": 4, "target_size": 4, "expected_no_show": Decimal(0)}, None),
        ({"invited": 7, "expected_no_show": Decimal(100)}, "invite 8"),
        ({"invited": 2, "self_selected": True}, None),
        ({"invited": 2, "kind": FocusGroupKind.LISTENING_EVENT}, None),
        ({}, None),
    ],
)
def test_as_many_are_invited_as_are_likely_to_come(
    fields: dict[str, Any], remedy: str | None
) -> None:
    found = said(focus_groups.InvitationsMisjudged(), focus_groups=(group(**fields),))

    assert [finding.remedy.startswith(remedy or "") for finding in found] == (
        [True] if remedy else []
    )


def test_those_invited_one_by_one_are_counted() -> None:
    screened = RegistrationStatus.SCREENED
    once_invited = Step(to=RegistrationStatus.INVITED, on=FIRST)
    withdrawn = Step(to=RegistrationStatus.WITHDRAWN, on=SECOND)

    found = said(
        focus_groups.InvitationsMisjudged(),
        focus_groups=(group(),),
        registrations=(
            registration("one", RegistrationStatus.DECLINED),
            registration("two", screened),
            registration(
                "three", RegistrationStatus.WITHDRAWN, history=(once_invited, withdrawn)
            ),
        ),
    )

    assert only(found).message == "The group has invited 2 people and wants 6 to come"


@given(
    st.integers(1, 40),
    st.decimals(0, 99, places=1),
    st.sampled_from(SessionMode),
)
def test_inviting_as_many_as_the_room_of_groups_says_is_right(
    target: int, no_show: Decimal, mode: SessionMode
) -> None:
    invited = invitations(target, no_show=no_show, mode=mode)
    planned = group(
        target_size=target, expected_no_show=no_show, mode=mode, invited=invited
    )
    one_fewer = attrs.evolve(planned, invited=invited - 1)

    found = said(focus_groups.InvitationsMisjudged(), focus_groups=(planned,))
    fewer = said(focus_groups.InvitationsMisjudged(), focus_groups=(one_fewer,))

    assert not found
    assert fewer


# --------------------------------------------------------------- 81 and 82: the time


@pytest.mark.parametrize(
    ("mode", "minutes", "longest", "is_said"),
    [
        (SessionMode.ONLINE, 90, None, False),
        (SessionMode.ONLINE, 91, None, True),
        (SessionMode.IN_PERSON, 120, None, False),
        (SessionMode.IN_PERSON, 121, None, True),
        (SessionMode.ONLINE, 75, 60, True),
        (SessionMode.ONLINE, 110, 120, False),
    ],
)
def test_a_session_is_no_longer_than_agreed(
    mode: SessionMode, minutes: int, longest: int | None, *, is_said: bool
) -> None:
    found = said(
        focus_groups.FocusGroupTooLong(),
        focus_groups=(group(max_minutes=longest),),
        sessions=(session(minutes=minutes, mode=mode),),
    )

    assert bool(found) is is_said
    assert all(
        ("agreed" in finding.message) is (longest is not None) for finding in found
    )


def test_only_sessions_of_groups_that_take_place_are_measured() -> None:
    cancelled = session(minutes=240, status=SessionStatus.CANCELLED)
    elsewhere = session(SECOND, minutes=240, activity="workshop")
    workshop: Nouns = {"id": "workshop", "title": "A workshop"}

    found = said(
        focus_groups.FocusGroupTooLong(),
        focus_groups=(group(),),
        sessions=(cancelled, elsewhere),
        workshops=(Workshop(**workshop),),
    )

    assert not found


def guide(*minutes: int | None, other: int | None = None) -> TopicGuide:
    keys = [
        GuideSection(title=f"Topic {n}", minutes=each) for n, each in enumerate(minutes)
    ]
    opening = GuideSection(
        title="Welcome", kind=GuideSectionKind.OPENING, minutes=other
    )
    return TopicGuide(sections=(opening, *keys))


@pytest.mark.parametrize(
    ("minutes", "is_said"), [((30, 30, 25), False), ((30, 30, 26), True)]
)
def test_a_guide_leaves_five_minutes_of_its_session_free(
    minutes: Sequence[int], *, is_said: bool
) -> None:
    found = said(
        focus_groups.TopicGuideTooLong(),
        focus_groups=(group(guide=guide(*minutes)),),
        sessions=(session(), session(SECOND, minutes=120)),
    )

    assert bool(found) is is_said
    assert all(finding.severity is Severity.ERROR for finding in found)


def test_a_guide_without_a_session_is_held_against_the_time_agreed() -> None:
    promised = group(max_minutes=60, guide=guide(30, 30))
    open_ended = group(id="other", guide=guide(300))

    found = said(focus_groups.TopicGuideTooLong(), focus_groups=(promised, open_ended))

    assert only(found).path == "$.focus_groups[0].guide.sections"


def test_nine_topics_in_an_hour_are_too_many() -> None:
    big_listen = group(guide=guide(*[None] * 9))

    found = said(
        focus_groups.TooManyTopics(),
        focus_groups=(big_listen,),
        sessions=(session(minutes=60),),
    )

    assert only(found).message == "The group has 9 topics in 60 minutes, 6.7 each"
    assert only(found).severity is Severity.WARNING


@pytest.mark.parametrize(
    ("topics", "is_said"),
    [
        (guide(10, 10, 10), False),
        (guide(10, 10, 9), True),
        (guide(None, None, None, other=30), False),
        (guide(None, None, None, other=31), True),
        (guide(None, 5, other=300), True),
        (guide(other=60), False),
    ],
)
def test_a_topic_has_ten_minutes(topics: TopicGuide, *, is_said: bool) -> None:
    found = said(
        focus_groups.TooManyTopics(),
        focus_groups=(group(guide=topics),),
        sessions=(session(minutes=60),),
    )

    assert bool(found) is is_said


# ------------------------------------------------------------ 83, 94, 95: the study


def groups(number: int, **fields: Any) -> tuple[FocusGroup, ...]:
    return tuple(
        group(id=f"group-{n}", title=f"Group {n}", **fields)
        for n in range(1, number + 1)
    )


@pytest.mark.parametrize(
    ("number", "wanted", "is_said"),
    [(0, None, False), (1, None, True), (2, None, False), (1, 1, False), (2, 3, True)],
)
def test_a_segment_is_heard_twice_or_as_often_as_it_says(
    number: int, wanted: int | None, *, is_said: bool
) -> None:
    found = said(
        studies.SegmentHeardTooRarely(),
        segments=(segment(target_groups=wanted),),
        focus_groups=groups(number, segment="segment"),
    )

    assert bool(found) is is_said


def test_a_segment_heard_in_one_listening_event_is_left_alone() -> None:
    event = group(kind=FocusGroupKind.LISTENING_EVENT, segment="segment")

    found = said(
        studies.SegmentHeardTooRarely(), segments=(segment(),), focus_groups=(event,)
    )

    assert not found


@pytest.mark.parametrize(
    ("number", "reason", "is_said"),
    [
        (0, "", False),
        (2, "", True),
        (3, "", False),
        (6, "", False),
        (7, "", True),
        (7, "five segments", False),
    ],
)
def test_a_study_holds_three_to_six_groups_or_says_why_not(
    number: int, reason: str, *, is_said: bool
) -> None:
    found = said(
        studies.NumberOfGroupsUnusual(),
        studies=(study(groups_reason=reason),),
        focus_groups=groups(number),
    )

    assert bool(found) is is_said


def survey() -> Survey:
    nouns: Nouns = {"id": "survey", "title": "A survey", "study": "study"}
    return Survey(**nouns)


@pytest.mark.parametrize(
    ("families", "is_said"),
    [
        ({}, True),
        ({"surveys": (survey(),)}, False),
        ({"studies": (study(methods=(StudyMethod.INTERVIEW,)),)}, False),
        ({"focus_groups": ()}, False),
        ({"focus_groups": groups(1, kind=FocusGroupKind.RESOURCE_TEST)}, False),
        ({"focus_groups": groups(1, kind=FocusGroupKind.LISTENING_EVENT)}, True),
    ],
)
def test_those_who_cannot_come_are_heard_too(
    families: dict[str, Any], *, is_said: bool
) -> None:
    found = said(
        studies.NoAlternativeToAttending(), **({"focus_groups": groups(1)} | families)
    )

    assert places(found) == (
        [("$.studies[0].methods", Severity.INFO)] if is_said else []
    )


def coded(number: int, *, ahead: int = 1) -> tuple[FocusGroup, ...]:
    """Groups coded in the order of their numbers, and some that are still to come."""
    done = groups(number, status=FocusGroupStatus.ANALYSED)
    waiting = [group(id=f"later-{n}", title="Later") for n in range(ahead)]
    ordered = [attrs.evolve(g, held_in_order=n) for n, g in enumerate(done, start=1)]
    return (*reversed(ordered), *waiting)


def themes(*first_in: int) -> tuple[Theme, ...]:
    """One theme for each number, first heard in the group of that number."""
    found: Nouns = [
        {"code": f"code-{n}", "groups": (f"group-{number}",)}
        for n, number in enumerate(first_in)
    ]
    return tuple(Theme(**each) for each in found)


@pytest.mark.parametrize(("new_in_last", "is_said"), [(0, True), (1, True), (2, False)])
def test_one_code_in_twenty_counts_as_nothing_new(
    new_in_last: int, *, is_said: bool
) -> None:
    brought_up = [1] * (20 - new_in_last) + [3] * new_in_last

    found = said(
        studies.SaturationReached(),
        studies=(study(themes=themes(*brought_up)),),
        focus_groups=coded(3),
    )

    assert bool(found) is is_said
    assert all("the 3rd group coded" in finding.message for finding in found)


@pytest.mark.parametrize(
    ("groups_of_study", "brought_up"),
    [(coded(2), (1,)), (coded(3, ahead=0), (1,)), (coded(3), ())],
    ids=["too few coded", "none to come", "no codes"],
)
def test_there_is_nothing_to_stop(
    groups_of_study: tuple[FocusGroup, ...], brought_up: tuple[int, ...]
) -> None:
    found = said(
        studies.SaturationReached(),
        studies=(study(themes=themes(*brought_up)),),
        focus_groups=groups_of_study,
    )

    assert not found


# ----------------------------------------------------------- 86 and 87: who leads


def test_the_note_taker_does_not_facilitate() -> None:
    same = group(facilitator="ann", note_taker="ann")
    by_session = group(id="other", note_taker="ann")
    apart = group(id="third", facilitator="bob", note_taker="ann")
    led = session(activity="other", facilitators=("ann",))

    found = said(
        leaders.FacilitatorTakesNotes(),
        people=(person("ann"), person("bob")),
        focus_groups=(same, by_session, apart),
        sessions=(led,),
    )

    assert places(found) == [
        ("$.focus_groups[0].note_taker", Severity.ERROR),
        ("$.focus_groups[1].note_taker", Severity.ERROR),
    ]


def test_the_recruiter_has_no_other_part() -> None:
    found = said(
        leaders.RecruiterRunsGroup(),
        people=(person("ann"), person("bob")),
        focus_groups=(
            group(facilitator="ann", recruiter="ann"),
            group(id="second", note_taker="ann", recruiter="ann"),
            group(id="third", facilitator="ann", recruiter="bob"),
            group(id="fourth"),
        ),
    )

    assert places(found) == [
        ("$.focus_groups[0].recruiter", Severity.WARNING),
        ("$.focus_groups[1].recruiter", Severity.WARNING),
    ]


def organisation(id: str) -> Organisation:
    nouns: Nouns = {"id": id, "name": id.capitalize()}
    return Organisation(**nouns, kind=OrganisationKind.LOCAL_AUTHORITY)


@pytest.mark.parametrize(
    ("families", "is_said"),
    [
        (
            {"studies": (study(independent_facilitator=True, partners=("council",)),)},
            True,
        ),
        (
            {"studies": (study(independent_facilitator=True, commissioner="council"),)},
            True,
        ),
        ({"studies": (study(partners=("council",)),)}, False),
        ({}, False),
    ],
)
def test_an_independent_facilitator_works_for_no_partner(
    families: dict[str, Any], *, is_said: bool
) -> None:
    found = said(
        leaders.FacilitatorNotIndependent(),
        people=(person("ann", organisation="council"),),
        organisations=(organisation("council"),),
        focus_groups=(group(facilitator="ann"),),
        **families,
    )

    assert bool(found) is is_said


def test_employers_of_participants_and_members_are_interested_too() -> None:
    membership: Nouns = {"id": "first", "organisation": "member"}
    led_by = [
        group(id=f"by-{who}", facilitator=who) for who in ("ann", "bob", "cem", "dee")
    ]

    found = said(
        leaders.FacilitatorNotIndependent(),
        studies=(study(independent_facilitator=True),),
        organisations=tuple(map(organisation, ("employer", "member", "elsewhere"))),
        memberships=(Membership(**membership),),
        people=(
            person("ann", organisation="employer"),
            person("bob", organisation="member"),
            person("cem", organisation="elsewhere"),
            person("dee"),
            person("participant", organisation="employer"),
        ),
        focus_groups=tuple(led_by),
        registrations=(registration("participant", focus_group="by-ann"),),
    )

    assert [finding.path for finding in found] == [
        "$.focus_groups[0].facilitator",
        "$.focus_groups[1].facilitator",
    ]


# --------------------------------------------------- 84, 85, 93, 96, 97: who is in it


def two_segments(**fields: Any) -> dict[str, Any]:
    return {
        "studies": (study(**fields),),
        "segments": (segment(), segment(id="students", title="Students")),
        "focus_groups": (
            group(segment="segment"),
            group(id="other", segment="students"),
        ),
    }


def twice(**second: Any) -> tuple[Registration, ...]:
    again = {"id": "again", "focus_group": "other"} | second
    return (registration("ann"), registration("ann", **again))


@pytest.mark.parametrize(
    ("families", "registrations", "is_said"),
    [
        (two_segments(), twice(), True),
        (two_segments(overlap_allowed=True), twice(), False),
        (two_segments(), twice(segment="segment"), False),
        (two_segments(), twice(status=RegistrationStatus.DECLINED), False),
        ({"focus_groups": (group(), group(id="other"))}, twice(), False),
    ],
    ids=["two", "allowed", "the same", "declined", "no segments"],
)
def test_nobody_speaks_for_two_segments(
    families: dict[str, Any], registrations: tuple[Registration, ...], *, is_said: bool
) -> None:
    found = said(members.PersonInTwoSegments(), registrations=registrations, **families)

    assert places(found) == (
        [("$.registrations[1].segment", Severity.ERROR)] if is_said else []
    )


LINE = (
    person("director"),
    person("head", line_manager="director"),
    person("manager", line_manager="head"),
    person("worker", line_manager="manager"),
)


@pytest.mark.parametrize(
    ("together", "times"),
    [
        (("worker", "manager"), 1),
        (("worker", "head"), 1),
        (("worker", "director"), 0),
        (("worker", "manager", "head"), 3),
        (("manager", "manager-of-another-team"), 0),
    ],
)
def test_nobody_is_in_a_group_with_a_manager(
    together: Sequence[str], times: int
) -> None:
    found = said(
        members.LineManagerInGroup(),
        people=LINE,
        focus_groups=(group(),),
        registrations=tuple(map(registration, together)),
    )

    assert [finding.severity for finding in found] == [Severity.ERROR] * times


def test_who_is_not_selected_meets_nobody() -> None:
    found = said(
        members.LineManagerInGroup(),
        people=LINE,
        focus_groups=(group(),),
        registrations=(
            registration("worker"),
            registration("manager", RegistrationStatus.NOT_SELECTED),
        ),
    )

    assert not found


@pytest.mark.parametrize(
    ("second", "is_said"),
    [
        ({"focus_group": "other"}, True),
        ({"focus_group": "third"}, False),
        ({}, False),
        ({"focus_group": "fourth"}, False),
    ],
    ids=["same segment", "another segment", "same group", "no segment"],
)
def test_managers_and_staff_are_different_segments(
    second: dict[str, Any], *, is_said: bool
) -> None:
    found = said(
        members.LineManagerInSegment(),
        people=LINE,
        segments=(segment(), segment(id="students")),
        focus_groups=(
            group(segment="segment"),
            group(id="other", segment="segment"),
            group(id="third", segment="students"),
            group(id="fourth"),
        ),
        registrations=(registration("worker"), registration("manager", **second)),
    )

    assert places(found) == (
        [("$.registrations[0].segment", Severity.ERROR)] if is_said else []
    )


INVITED_LATE = (Step(to=RegistrationStatus.INVITED, on=pendulum.Date(2022, 2, 22)),)


@pytest.mark.parametrize(
    ("fields", "is_said"),
    [
        ({"registered_on": FIRST}, False),
        ({"registered_on": FIRST.add(days=1)}, True),
        ({}, False),
        (
            {"registered_on": FIRST.add(days=1), "status": RegistrationStatus.DECLINED},
            False,
        ),
        (
            {
                "registered_on": FIRST,
                "status": RegistrationStatus.INVITED,
                "history": INVITED_LATE,
            },
            True,
        ),
    ],
)
def test_nobody_joins_a_cohort_after_its_first_session(
    fields: dict[str, Any], *, is_said: bool
) -> None:
    found = said(
        members.CohortJoinedLate(),
        focus_groups=(group(),),
        sessions=(session(), session(SECOND)),
        registrations=(registration("ann", **fields),),
    )

    assert places(found) == (
        [("$.registrations[0]", Severity.ERROR)] if is_said else []
    )


@pytest.mark.parametrize(
    ("fields", "sessions"),
    [
        ({"same_participants": False}, (session(), session(SECOND))),
        ({}, (session(),)),
        ({}, (session(), session(SECOND, status=SessionStatus.CANCELLED))),
    ],
)
def test_a_single_meeting_or_an_open_group_may_be_joined(
    fields: dict[str, Any], sessions: tuple[Session, ...]
) -> None:
    found = said(
        members.CohortJoinedLate(),
        focus_groups=(group(**fields),),
        sessions=sessions,
        registrations=(registration("ann", registered_on=SECOND),),
    )

    assert not found


def test_whoever_comes_later_without_a_place_has_joined_late() -> None:
    first, second = session(), session(SECOND)

    found = said(
        members.CohortJoinedLate(),
        focus_groups=(group(note_taker="writer"),),
        sessions=(first, second),
        registrations=(registration("ann"),),
        attendances=tuple(
            attendance(who, second) for who in ("ann", "guest", "writer")
        ),
    )

    assert places(found) == [("$.sessions[1]", Severity.ERROR)]
    assert only(found).message.startswith("Guest came to The group on 28 February")


def cohort(*, second_time: AttendanceStatus, **fields: Any) -> Portfolio:
    first, second = session(), session(SECOND)
    return portfolio(
        focus_groups=(group(**fields),),
        sessions=(first, second),
        attendances=(
            attendance("ann", first),
            attendance("bob", first),
            attendance("ann", second),
            attendance("bob", second, second_time),
        ),
    )


def test_how_many_completed_a_cohort_is_reported_when_it_is_over() -> None:
    left_early = cohort(second_time=AttendanceStatus.APOLOGIES)

    found = said(members.CohortIncomplete(), left_early, on=SECOND)

    assert places(found) == [("$.focus_groups[0]", Severity.INFO)]
    assert only(found).message == (
        "1 of the 2 people in The group came to each of its 2 sessions"
    )
    assert not said(members.CohortIncomplete(), left_early, on=FIRST)


@pytest.mark.parametrize(
    "complete",
    [
        cohort(second_time=AttendanceStatus.PARTIAL),
        cohort(second_time=AttendanceStatus.ABSENT, same_participants=False),
        portfolio(focus_groups=(group(),), sessions=(session(), session(SECOND))),
        portfolio(focus_groups=(group(),)),
    ],
    ids=["all came", "open group", "no register", "no sessions"],
)
def test_nothing_is_reported_where_nobody_is_missing(complete: Portfolio) -> None:
    assert not said(members.CohortIncomplete(), complete)


@pytest.mark.parametrize(
    ("allowed", "status", "severity"),
    [
        (True, RegistrationStatus.INVITED, None),
        (False, RegistrationStatus.INVITED, Severity.ERROR),
        (False, RegistrationStatus.DECLINED, Severity.ERROR),
        (False, RegistrationStatus.REGISTERED_INTEREST, None),
        (None, RegistrationStatus.REGISTERED_INTEREST, Severity.WARNING),
        (None, RegistrationStatus.ATTENDED, Severity.WARNING),
        (None, RegistrationStatus.NOT_SELECTED, None),
        (False, RegistrationStatus.WITHDRAWN, None),
    ],
)
def test_interest_is_not_permission_to_be_contacted(
    allowed: bool | None,  # noqa: FBT001  # three answers, one of them none
    status: RegistrationStatus,
    severity: Severity | None,
) -> None:
    found = said(
        members.ContactWithoutPermission(),
        focus_groups=(group(),),
        registrations=(registration("ann", status, contact_permission=allowed),),
    )

    assert found.worst is severity


@pytest.mark.parametrize(
    ("characteristic", "ground", "is_said"),
    [
        ("race", "", True),
        ("race", "Equality monitoring.", True),
        ("race", "explicit consent; the monitoring form is not used", False),
        ("", "", False),
    ],
)
def test_choosing_by_a_characteristic_needs_a_ground_of_its_own(
    characteristic: str, ground: str, *, is_said: bool
) -> None:
    chosen = segment(protected_characteristic=characteristic, selection_ground=ground)

    found = said(members.SelectionWithoutGround(), segments=(chosen,))

    assert places(found) == (
        [("$.segments[0].selection_ground", Severity.ERROR)] if is_said else []
    )
    assert all((repr(ground) in f.message) is bool(ground) for f in found)


# ------------------------------------------------------- 88, 89, 90: what was agreed

UNTICKED = (
    line(ConsentPurpose.PARTICIPATION),
    line(ConsentPurpose.DATA_USE, ticked=False),
)


@pytest.mark.parametrize(
    ("forms", "path"),
    [
        ((consent("ann"),), None),
        ((), "$.registrations[0]"),
        ((consent("ann", items=UNTICKED),), "$.consents[0].items"),
        ((consent("ann", signed_on=None),), "$.consents[0].signed_on"),
        ((consent("ann", signed_on=FIRST),), None),
        ((consent("ann", signed_on=SECOND),), "$.consents[0].signed_on"),
        ((consent("ann", items=UNTICKED), consent("ann", id="second")), None),
    ],
    ids=["complete", "none", "unticked", "unsigned", "that day", "later", "again"],
)
def test_consent_is_complete_before_recording(
    forms: tuple[Consent, ...], path: str | None
) -> None:
    found = said(
        consent_checks.ConsentMissing(),
        focus_groups=(group(recorded=True),),
        sessions=(session(),),
        registrations=(registration("ann"),),
        consents=forms,
    )

    assert [finding.path for finding in found] == ([path] if path else [])
    assert all(finding.severity is Severity.ERROR for finding in found)


def test_the_day_of_the_first_recording_counts_where_it_is_known() -> None:
    later = group(recorded=True, recording_started_on=SECOND)

    found = said(
        consent_checks.ConsentMissing(),
        focus_groups=(later,),
        sessions=(session(),),
        registrations=(registration("ann"),),
        consents=(consent("ann", signed_on=SECOND),),
    )

    assert not found


@pytest.mark.parametrize(
    ("status", "came", "is_said"),
    [
        (RegistrationStatus.CONFIRMED, False, False),
        (RegistrationStatus.CONFIRMED, True, True),
        (RegistrationStatus.CONSENTED, False, True),
    ],
)
def test_consent_is_needed_by_those_who_take_part_or_come(
    status: RegistrationStatus, *, came: bool, is_said: bool
) -> None:
    meeting = session()

    found = said(
        consent_checks.ConsentMissing(),
        focus_groups=(group(),),
        sessions=(meeting,),
        registrations=(registration("ann", status),),
        attendances=(attendance("ann", meeting),) if came else (),
    )

    assert bool(found) is is_said


REFUSED = (
    line(ConsentPurpose.PARTICIPATION),
    line(ConsentPurpose.RECORDING, mandatory=False, ticked=False),
)


@pytest.mark.parametrize(
    ("recorded", "fields", "is_said"),
    [
        (True, {"items": REFUSED}, True),
        (True, {"items": REFUSED[:1]}, True),
        (True, {}, False),
        (False, {"items": REFUSED}, False),
        (True, {"items": REFUSED, "signed_on": None}, False),
        (True, {"items": REFUSED, "withdrawn_on": SECOND}, False),
    ],
    ids=["refused", "no such line", "agreed", "not recorded", "unsigned", "withdrawn"],
)
def test_who_refuses_recording_is_not_recorded(
    fields: dict[str, Any], *, recorded: bool, is_said: bool
) -> None:
    found = said(
        consent_checks.RecordingRefused(),
        focus_groups=(group(recorded=recorded),),
        registrations=(registration("ann", RegistrationStatus.CONSENTED),),
        consents=(consent("ann", **fields),),
    )

    assert bool(found) is is_said


@pytest.mark.parametrize(
    ("given_on", "severity"),
    [
        (FIRST, Severity.WARNING),
        (pendulum.Date(2022, 2, 20), Severity.INFO),
        (pendulum.Date(2022, 2, 15), Severity.INFO),
        (pendulum.Date(2022, 2, 14), None),
        (pendulum.Date(1999, 2, 14), None),
        (None, None),
    ],
)
def test_people_have_a_week_to_read_the_sheet(
    given_on: pendulum.Date | None, severity: Severity | None
) -> None:
    invited = RegistrationStatus.INVITED

    found = said(
        consent_checks.ReadingTimeShort(),
        focus_groups=(group(),),
        sessions=(session(),),
        registrations=(registration("ann", invited, sheet_given_on=given_on),),
    )

    assert found.worst is severity


def test_the_signature_ends_the_time_for_reading() -> None:
    found = said(
        consent_checks.ReadingTimeShort(),
        focus_groups=(group(),),
        sessions=(session(),),
        registrations=(registration("ann", sheet_given_on=pendulum.Date(2022, 2, 18)),),
        consents=(consent("ann"),),
    )

    assert only(found).severity is Severity.WARNING


def test_who_takes_part_without_a_sheet_had_no_time() -> None:
    found = said(
        consent_checks.ReadingTimeShort(),
        focus_groups=(group(),),
        registrations=(
            registration("ann"),
            registration("bob", sheet_given_on=FIRST),
        ),
    )

    assert places(found) == [("$.registrations[0].sheet_given_on", Severity.WARNING)]


WITHDRAWN: dict[str, Any] = {
    "withdrawn_on": SECOND,
    "withdrawal_scope": WithdrawalScope.EVERYTHING,
}


@pytest.mark.parametrize(
    ("fields", "on", "path"),
    [
        (WITHDRAWN, SECOND.add(days=1), None),
        (WITHDRAWN, SECOND.add(days=2), "$.consents[0].erased_on"),
        ({"withdrawn_on": SECOND}, SECOND.add(days=2), "$.consents[0].erased_on"),
        (WITHDRAWN | {"erased_on": SECOND}, SECOND.add(days=2), None),
        (
            WITHDRAWN | {"withdrawal_scope": WithdrawalScope.FUTURE},
            SECOND.add(days=2),
            None,
        ),
        (
            WITHDRAWN | {"erased_on": SECOND, "anonymised_to_retain": True},
            SECOND,
            "$.consents[0].anonymised_to_retain",
        ),
        ({}, SECOND, "$.registrations[0].status"),
        ({"withdrawn_on": pendulum.Date(9999, 12, 31)}, SECOND, None),
    ],
    ids=[
        "at once",
        "late",
        "no scope",
        "erased",
        "future",
        "kept",
        "unmarked",
        "never",
    ],
)
def test_what_is_withdrawn_is_deleted_at_once(
    fields: dict[str, Any], on: pendulum.Date, path: str | None
) -> None:
    found = said(
        consent_checks.WithdrawnDataKept(),
        focus_groups=(group(),),
        registrations=(registration("ann", RegistrationStatus.WITHDRAWN),),
        consents=(consent("ann", **fields),),
        on=on,
    )

    assert [finding.path for finding in found] == ([path] if path else [])
    assert all(finding.severity is Severity.ERROR for finding in found)


def test_who_withdraws_before_signing_has_no_form_to_mark() -> None:
    found = said(
        consent_checks.WithdrawnDataKept(),
        focus_groups=(group(),),
        registrations=(registration("ann", RegistrationStatus.WITHDRAWN),),
    )

    assert not found


@pytest.mark.parametrize(
    ("until", "is_said"),
    [
        (pendulum.Date(2022, 8, 28), False),
        (pendulum.Date(2022, 8, 27), True),
        (None, True),
    ],
)
def test_a_withdrawal_is_on_record_for_six_months(
    until: pendulum.Date | None, *, is_said: bool
) -> None:
    found = said(
        consent_checks.WithdrawalNotLogged(),
        focus_groups=(group(),),
        registrations=(registration("ann"), registration("bob")),
        consents=(
            consent("ann", **WITHDRAWN, log_kept_until=until),
            consent("bob"),
        ),
    )

    assert [f.remedy for f in found] == (
        ["keep it until 28 August 2022"] if is_said else []
    )


@pytest.mark.parametrize(
    ("days", "message"),
    [
        (14, None),
        (13, "The study lets people withdraw what they said for 13 days"),
        (
            None,
            "The study does not say until when people can withdraw what they said",
        ),
    ],
)
def test_a_study_says_until_when_words_can_be_taken_back(
    days: int | None, message: str | None
) -> None:
    found = said(
        consent_checks.WithdrawalDeadlineMissing(),
        studies=(study(withdrawal_days=days), study(id="desk", title="Desk research")),
        focus_groups=(group(),),
    )

    assert [finding.message for finding in found] == ([message] if message else [])


@pytest.mark.parametrize(
    ("days", "anonymised_on", "sessions", "is_said"),
    [
        (14, FIRST.add(days=13), (session(),), True),
        (14, FIRST.add(days=14), (session(),), False),
        (14, FIRST.add(days=14), (session(), session(SECOND)), True),
        (14, None, (session(),), False),
        (14, FIRST, (), False),
        (None, FIRST, (session(),), False),
    ],
)
def test_a_transcript_is_not_anonymised_before_the_day_promised(
    days: int | None,
    anonymised_on: pendulum.Date | None,
    sessions: tuple[Session, ...],
    *,
    is_said: bool,
) -> None:
    found = said(
        consent_checks.WithdrawalDeadlineMissing(),
        studies=(study(withdrawal_days=days),),
        focus_groups=(group(anonymised_on=anonymised_on),),
        sessions=sessions,
    )

    assert bool(found.errors) is is_said


# ---------------------------------------------------------------- 91: what is kept

PROMISES = {
    "retention_recording_days": 92,
    "retention_contact_days": 92,
    "retention_transcript_days": 1096,
}


@pytest.mark.parametrize("field", PROMISES)
@pytest.mark.parametrize(("more", "is_said"), [(0, False), (1, True), (None, True)])
def test_a_study_promises_to_keep_no_longer_than_usual(
    field: str, more: int | None, *, is_said: bool
) -> None:
    promised = None if more is None else PROMISES[field] + more
    promising: dict[str, Any] = PROMISES | {field: promised}

    found = said(
        records.RetentionPromiseUnusual(),
        studies=(study(**promising),),
        focus_groups=(group(recorded=True),),
    )

    assert [finding.path for finding in found] == (
        [f"$.studies[0].{field}"] if is_said else []
    )


def test_a_study_that_records_nothing_promises_only_about_contact_details() -> None:
    found = said(
        records.RetentionPromiseUnusual(),
        studies=(study(), study(id="desk")),
        focus_groups=(group(),),
    )

    assert only(found).path == "$.studies[0].retention_contact_days"


@pytest.mark.parametrize(
    ("promised", "days", "deleted", "severity"),
    [
        (30, 30, None, None),
        (30, 31, None, Severity.ERROR),
        (30, 400, 30, None),
        (30, 400, 31, Severity.ERROR),
        (None, 92, None, None),
        (None, 93, None, Severity.WARNING),
        (10**9, 400, None, None),
    ],
)
def test_a_recording_is_kept_no_longer_than_promised(
    promised: int | None, days: int, deleted: int | None, severity: Severity | None
) -> None:
    deleted_on = None if deleted is None else FIRST.add(days=deleted)

    found = said(
        records.DataKeptTooLong(),
        studies=(study(retention_recording_days=promised),),
        focus_groups=(group(recorded=True, recording_deleted_on=deleted_on),),
        sessions=(session(),),
        on=FIRST.add(days=days),
    )

    assert found.worst is severity


@pytest.mark.parametrize(
    ("fields", "paths"),
    [
        ({}, ["contacts_deleted_on"]),
        ({"anonymised_on": FIRST}, ["contacts_deleted_on", "transcript_deleted_on"]),
        ({"recorded": True}, ["contacts_deleted_on", "transcript_deleted_on"]),
        ({"status": FocusGroupStatus.DATA_DELETED, "recorded": True}, []),
        (
            {
                "status": FocusGroupStatus.DATA_DELETED,
                "contacts_deleted_on": pendulum.Date(2023, 1, 1),
            },
            ["contacts_deleted_on"],
        ),
    ],
)
def test_contacts_and_transcripts_count_from_the_report(
    fields: dict[str, Any], paths: list[str]
) -> None:
    found = said(
        records.DataKeptTooLong(),
        studies=(study(**PROMISES, reported_on=pendulum.Date(2022, 6, 1)),),
        focus_groups=(group(**fields),),
        on=pendulum.Date(2026, 1, 1),
    )

    assert [f.path for f in found] == [f"$.focus_groups[0].{path}" for path in paths]


@pytest.mark.parametrize(
    ("fields", "on", "is_said"),
    [
        ({}, FIRST.add(days=7), False),
        ({}, FIRST.add(days=8), True),
        ({"recording_deleted_on": SECOND}, FIRST.add(days=8), False),
        ({"recorded": False}, FIRST.add(days=8), False),
        ({"transcript_checked_on": None}, FIRST.add(days=8), False),
        ({"status": FocusGroupStatus.DATA_DELETED}, FIRST.add(days=8), False),
    ],
)
def test_a_recording_goes_when_its_transcript_is_checked(
    fields: dict[str, Any], on: pendulum.Date, *, is_said: bool
) -> None:
    done = group(**({"recorded": True, "transcript_checked_on": FIRST} | fields))

    found = said(records.RecordingOutlivesTranscript(), focus_groups=(done,), on=on)

    assert bool(found) is is_said


@pytest.mark.parametrize(
    ("group_fields", "form_fields", "is_said"),
    [
        ({"status": FocusGroupStatus.DATA_DELETED}, {}, True),
        ({"transcript_deleted_on": ON}, {"status": ConsentStatus.GIVEN}, True),
        ({"transcript_deleted_on": ON.add(days=1)}, {}, False),
        ({}, {}, False),
        (
            {"status": FocusGroupStatus.DATA_DELETED},
            {"status": ConsentStatus.ERASED},
            False,
        ),
    ],
)
def test_a_consent_form_goes_with_the_data(
    group_fields: dict[str, Any], form_fields: dict[str, Any], *, is_said: bool
) -> None:
    found = said(
        records.ConsentOutlivesData(),
        focus_groups=(group(**group_fields),),
        registrations=(registration("ann"),),
        consents=(consent("ann", **form_fields),),
    )

    assert bool(found) is is_said


# ---------------------------------------------------------------------- 92: quotes

QUOTABLE = (line(ConsentPurpose.PARTICIPATION), line(ConsentPurpose.QUOTES))


def quoted(quote: dict[str, Any], **form: Any) -> dict[str, Any]:
    words = Quote(**({"text": "Nobody asked.", "attributed_to": "Manager"} | quote))
    return {
        "people": (person("ann", name="Ann Example"),),
        "focus_groups": (group(),),
        "registrations": (registration("ann"),),
        "consents": (
            consent("ann", **({"items": QUOTABLE, "quotes": (words,)} | form)),
        ),
    }


@pytest.mark.parametrize(
    ("quote", "severity"),
    [
        ({}, None),
        ({"cell_size": 3}, None),
        ({"names_employer": True, "cell_size": 10}, None),
        ({"names_employer": True, "cell_size": 9}, Severity.ERROR),
        ({"names_employer": True}, Severity.WARNING),
        ({"attributed_to": "ANN EXAMPLE, manager"}, Severity.ERROR),
    ],
)
def test_a_quote_does_not_say_whose_it_is(
    quote: dict[str, Any], severity: Severity | None
) -> None:
    found = said(records.QuoteIdentifiesPerson(), **quoted(quote))

    assert found.worst is severity
    assert {f.path for f in found} <= {"$.consents[0].quotes[0].attributed_to"}


@pytest.mark.parametrize(
    ("form", "is_said"),
    [
        ({}, False),
        ({"items": QUOTABLE[:1]}, True),
        ({"items": (line(ConsentPurpose.QUOTES, ticked=False),)}, True),
        (WITHDRAWN, True),
        (WITHDRAWN | {"withdrawal_scope": WithdrawalScope.FUTURE}, False),
    ],
)
def test_nobody_is_quoted_who_has_not_agreed(
    form: dict[str, Any], *, is_said: bool
) -> None:
    found = said(records.QuoteWithoutConsent(), **quoted({}, **form))

    assert places(found) == (
        [("$.consents[0].quotes[0]", Severity.ERROR)] if is_said else []
    )


# ----------------------------------------------------------------------- the whole


def test_the_big_listen_as_published_gives_no_errors_and_a_warning_of_its_topics() -> (
    None
):
    """Five segments, an hour each, 15 to 45 places, nine topics [S2]."""
    events = tuple(
        group(
            id=f"event-{n}",
            kind=FocusGroupKind.LISTENING_EVENT,
            segment=f"segment-{n}",
            self_selected=True,
            min_size=15,
            max_size=45,
            recorded=True,
            guide=guide(*[None] * 9),
        )
        for n in range(5)
    )
    held = tuple(
        session(activity=event.id, id=f"of-{event.id}", minutes=60) for event in events
    )

    found = run(
        portfolio(
            studies=(
                study(independent_facilitator=True, methods=(StudyMethod.SURVEY,)),
            ),
            segments=tuple(segment(id=f"segment-{n}") for n in range(5)),
            focus_groups=events,
            sessions=held,
        ),
        focus_groups.CHECKS,
        on=ON,
    )

    assert not found.errors
    assert len(found.by_code()["TP506"]) == len(events)


@given(st.permutations(range(4)))
def test_the_order_of_a_document_changes_no_verdict(order: list[int]) -> None:
    everybody = ("worker", "manager", "head", "director")

    found = said(
        members.LineManagerInGroup(),
        people=LINE,
        focus_groups=(group(),),
        registrations=tuple(registration(everybody[n]) for n in order),
    )

    pairs = {finding.message for finding in found}
    managed = itertools.combinations(everybody, 2)
    assert len(pairs) == len(list(managed)) - 1  # all but worker and director
