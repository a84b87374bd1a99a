"""Rules 63 to 78: who is in a set, when it meets, who presents, what is kept."""

from decimal import Decimal
from typing import Any

import attrs
import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpkit import (
    ActionLearningSet,
    Attendance,
    AttendanceStatus,
    GroundRule,
    LearningContract,
    LearningSetMember,
    LearningSetStatus,
    MeetingAction,
    Membership,
    Organisation,
    OrganisationKind,
    Partnership,
    PartnershipId,
    Person,
    Portfolio,
    PresenterSlot,
    ProfessionalRole,
    Recontract,
    Session,
    SessionStatus,
    SetMeeting,
    SlotKind,
    Workshop,
)
from tpkit.checks import (
    AbsentTwiceRunning,
    ActionsMissingFromAgenda,
    AirtimeOutOfRange,
    AirtimeUneven,
    AttendanceTooLow,
    Check,
    CompositionUntold,
    ConfidentialityClauseMissing,
    DepartureUnrecorded,
    EmployerCrowdsSet,
    FacilitatorManagesMember,
    FacilitatorUnsupported,
    GradesTooFarApart,
    IssueContentKept,
    LateJoiner,
    LearningSetTooLarge,
    LearningSetTooSmall,
    LineManagementInSet,
    MeetingShouldBeCancelled,
    MeetingsUndated,
    PresentedBeforeGroundRules,
    PresenterOutOfTurn,
    RecontractUndecided,
    SetMeetingsTooFarApart,
    SetTooSmallToGoOn,
    SubstituteSent,
    TeamMatesInSet,
    TooFewSlots,
    rules_of,
)
from tpkit.checks._learning_sets import CHECKS
from tpkit.findings import Severity

ON = pendulum.Date(2022, 2, 14)
FIRST = pendulum.Date(2021, 10, 4)
"""The first meeting; meetings follow every five weeks."""
ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
FORMING, RUNNING = LearningSetStatus.FORMING, LearningSetStatus.RUNNING
SET = "$.learning_sets[0]"

# ------------------------------------------------------------------ building blocks

Nouns = Any
"""Ids are plain texts here: the tests build many nouns, and read better without."""


def person(id: str, **fields: Any) -> Person:
    usual: Nouns = {
        "id": id,
        "title": id.upper(),
        "role": ProfessionalRole.SOCIAL_WORKER,
    }
    return Person(**(usual | fields))


def member(id: str, **fields: Any) -> LearningSetMember:
    usual: Nouns = {"person": id}
    return LearningSetMember(**(usual | fields))


def learning_set(members: Any = "abcdef", **fields: Any) -> ActionLearningSet:
    usual: Nouns = {
        "id": "set",
        "title": "The set",
        "status": RUNNING,
        "members": [member(m) if isinstance(m, str) else m for m in members],
    }
    return ActionLearningSet(**(usual | fields))


def session(number: int = 1, **fields: Any) -> Session:
    usual: Nouns = {
        "id": f"s{number}",
        "activity": "set",
        "on": FIRST.add(weeks=5 * (number - 1)),
        "start": pendulum.Time(10),
        "end": pendulum.Time(13),
        "number": number,
    }
    return Session(**(usual | fields))


def slot(presenter: str, **fields: Any) -> PresenterSlot:
    usual: Nouns = {"presenter": presenter}
    return PresenterSlot(**(usual | fields))


def meeting(number: int, presenters: Any = "", **fields: Any) -> SetMeeting:
    usual: Nouns = {
        "session": f"s{number}",
        "slots": [slot(p) if isinstance(p, str) else p for p in presenters],
    }
    return SetMeeting(**(usual | fields))


def register(number: int, there: str = "", away: str = "") -> list[Attendance]:
    """Who was at a meeting, and who sent apologies."""
    apologies = {"status": AttendanceStatus.APOLOGIES}
    found: list[Nouns] = [{"session": f"s{number}", "person": who} for who in there]
    found += [{"session": f"s{number}", "person": who} | apologies for who in away]
    return [Attendance(**fields) for fields in found]


def body(id: str, **fields: Any) -> Organisation:
    kind = OrganisationKind.LOCAL_AUTHORITY
    usual: Nouns = {"id": id, "name": id.capitalize(), "kind": kind}
    return Organisation(**(usual | fields))


def portfolio(*sets: ActionLearningSet, **families: Any) -> Portfolio:
    """A set of six with six meetings, and people A to J, unless said otherwise."""
    usual: Nouns = {
        "partnership": Partnership(id=PartnershipId("tp"), name="Our partnership"),
        "people": [person(who) for who in "abcdefghij"],
        "learning_sets": sets or [learning_set()],
        "sessions": [session(number) for number in range(1, 7)],
    }
    return Portfolio(**(usual | families))


def says(
    check: Check, looked_at: Portfolio, on: pendulum.Date = ON
) -> list[tuple[Severity, str]]:
    return [(found.severity, found.path) for found in check(looked_at, on=on)]


def words(check: Check, looked_at: Portfolio, on: pendulum.Date = ON) -> str:
    (found,) = check(looked_at, on=on)
    return found.message


def day(text: str) -> pendulum.Date:
    return pendulum.Date.fromisoformat(text)


# ---------------------------------------------------------------------- all of them


def test_every_rule_about_learning_sets_has_its_check() -> None:
    answered = {rule for check in CHECKS for rule in rules_of(check)}

    assert answered == set(range(63, 79))


@pytest.mark.parametrize("check", CHECKS)
def test_a_portfolio_without_learning_sets_has_nothing_to_find(check: Check) -> None:
    assert says(check, attrs.evolve(portfolio(), learning_sets=(), sessions=())) == []


SOUND = learning_set(
    [member(who, told_composition_on=day("2021-09-20")) for who in "abcdef"],
    facilitator="adviser",
    confidentiality_limits="Harm, safeguarding, practice concerns",
    ground_rules=[
        GroundRule(
            text="What is said stays here", agreed_on=FIRST, about_confidentiality=True
        )
    ],
)


def sound(learning_set: ActionLearningSet = SOUND) -> Portfolio:
    """A set that keeps every rule, after three of its six meetings."""
    adviser = person("adviser", accreditation="ILM level 5")
    action: Nouns = {"text": "Ask the advocate", "owner": "a"}
    return portfolio(
        learning_set,
        people=[*(person(who) for who in "abcdef"), adviser],
        set_meetings=[
            meeting(1, "abc", actions=[MeetingAction(**action)]),
            meeting(2, "def", agenda=["s1"]),
            meeting(3, "abc"),
        ],
        attendances=[
            *register(1, "abcdef"),
            *register(2, "abcde", "f"),
            *register(3, "abcdef"),
        ],
    )


@pytest.mark.parametrize("check", CHECKS)
def test_a_sound_set_passes(check: Check) -> None:
    assert says(check, sound(), day("2021-12-20")) == []


OVER = [
    LearningSetStatus.ENDED,
    LearningSetStatus.MERGED,
    LearningSetStatus.ABANDONED,
]


@pytest.mark.parametrize("status", OVER)
def test_who_was_in_a_set_that_is_over_is_past_mending(
    status: LearningSetStatus,
) -> None:
    small = portfolio(learning_set("abc", status=status))
    large = portfolio(learning_set("abcdefghi", status=status))

    assert says(LearningSetTooSmall(), small) == []
    assert says(LearningSetTooLarge(), large) == []


# --------------------------------------------------------------------------- 63: size


@pytest.mark.parametrize(
    ("size", "small", "large"),
    [
        (3, [ERROR], []),
        (4, [WARNING], []),
        (5, [], []),
        (7, [], []),
        (8, [], [WARNING]),
        (9, [], [ERROR]),
    ],
)
def test_a_set_has_four_to_eight_members(
    size: int, small: list[Severity], large: list[Severity]
) -> None:
    of_size = portfolio(learning_set("abcdefghi"[:size]))

    assert [severity for severity, _ in says(LearningSetTooSmall(), of_size)] == small
    assert [severity for severity, _ in says(LearningSetTooLarge(), of_size)] == large


@given(st.integers(1, 10), st.integers(1, 10))
def test_thresholds_of_size_can_be_set(size: int, at_least: int) -> None:
    of_size = portfolio(learning_set("abcdefghij"[:size]))

    found = says(LearningSetTooSmall(at_least=at_least), of_size)

    assert bool(found) is (size <= at_least)
    assert ((ERROR, f"{SET}.members") in found) is (size < at_least)


def test_a_set_that_is_forming_may_have_nobody_yet() -> None:
    assert (
        says(LearningSetTooSmall(), portfolio(learning_set("", status=FORMING))) == []
    )
    assert says(LearningSetTooSmall(), portfolio(learning_set("")))
    assert says(LearningSetTooSmall(), portfolio(learning_set("a", status=FORMING)))


@pytest.mark.parametrize(("left", "found"), [("2022-02-13", 1), ("2022-02-14", 0)])
def test_those_who_left_are_no_members(left: str, found: int) -> None:
    gone = member("e", left=day(left), reason="Moved")

    assert len(
        says(LearningSetTooSmall(), portfolio(learning_set([*"abcd", gone])))
    ) == (found)


# ------------------------------------------------------------------------ 64: meetings


@pytest.mark.parametrize(
    ("weeks", "profile", "found"),
    [
        (3, "", [INFO]),
        (4, "", []),
        (6, "", []),
        (7, "", [INFO]),
        (8, "", [INFO]),
        (9, "", [WARNING]),
        (12, "", [WARNING]),
        (12, "quarterly", []),
        (12, " Quarterly", []),
        (13, "quarterly", []),
        (14, "quarterly", [WARNING]),
        (3, "quarterly", [INFO]),
        (12, "monthly", [WARNING]),
    ],
)
def test_a_contract_has_four_to_six_weeks_between_meetings(
    weeks: int, profile: str, found: list[Severity]
) -> None:
    contract = LearningContract(spacing_weeks=weeks)
    agreed = portfolio(learning_set(contract=contract, profile=profile), sessions=[])

    assert says(SetMeetingsTooFarApart(), agreed) == [
        (severity, f"{SET}.contract.spacing_weeks") for severity in found
    ]


@pytest.mark.parametrize(
    ("days", "profile", "found"),
    [(56, "", 0), (57, "", 1), (91, "quarterly", 0), (92, "quarterly", 1)],
)
def test_dated_meetings_are_not_too_far_apart(
    days: int, profile: str, found: int
) -> None:
    dated = portfolio(
        learning_set(profile=profile),
        sessions=[session(2, on=FIRST.add(days=days)), session(1)],
    )

    findings = says(SetMeetingsTooFarApart(), dated)

    assert findings == [(WARNING, "$.sessions[0].on")] * found


def test_a_cancelled_meeting_leaves_a_gap() -> None:
    cancelled = SessionStatus.CANCELLED
    gap = portfolio(sessions=[session(1), session(2, status=cancelled), session(3)])

    assert words(SetMeetingsTooFarApart(), gap) == (
        "The set meets on 13 December 2021, 70 days after the meeting before; more "
        "than 8 weeks is too long"
    )


@pytest.mark.parametrize(
    ("status", "dated", "found"),
    [
        (FORMING, 0, 0),
        (LearningSetStatus.CONTRACTED, 5, 1),
        (RUNNING, 6, 0),
        (RUNNING, 7, 1),
        (LearningSetStatus.REVIEW, 5, 1),
        (LearningSetStatus.SELF_MANAGED, 3, 0),
    ],
)
def test_a_set_under_contract_has_its_dates(
    status: LearningSetStatus, dated: int, found: int
) -> None:
    contracted = portfolio(
        learning_set(status=status),
        sessions=[session(number) for number in range(1, dated + 1)],
    )

    findings = says(MeetingsUndated(), contracted)

    assert findings == [(WARNING, f"{SET}.contract.meetings")] * found


# --------------------------------------------------------------------- 65 to 67: peers


@pytest.mark.parametrize(
    ("managers", "levels", "found"),
    [
        ({"b": "a"}, 2, [1]),
        ({"b": "x", "x": "a"}, 2, [1]),
        ({"b": "x", "x": "a"}, 1, []),
        ({"b": "x", "x": "y", "y": "a"}, 2, []),
        ({"b": "x", "a": "x"}, 2, []),
        ({"b": "a", "c": "b"}, 2, [1, 2, 2]),
    ],
)
def test_nobody_manages_another_member(
    managers: dict[str, str], levels: int, found: list[int]
) -> None:
    people = [person(who, line_manager=managers.get(who)) for who in "abcdefxy"]
    lined = portfolio(people=people)

    assert says(LineManagementInSet(levels=levels), lined) == [
        (ERROR, f"{SET}.members[{place}]") for place in found
    ]


def test_a_manager_who_left_is_no_member() -> None:
    members = [member("a", left=FIRST, reason="Promoted"), *"bcde"]
    people = [person(who, line_manager="a" if who == "b" else None) for who in "abcde"]

    found = says(LineManagementInSet(), portfolio(learning_set(members), people=people))

    assert found == []


@pytest.mark.parametrize(("team", "found"), [("Duty", 1), ("Reviewing", 0), ("", 0)])
def test_team_mates_are_kept_apart(team: str, found: int) -> None:
    first = person("a", organisation="east", team="Duty")
    second = person("b", organisation="east", team=team)
    others = [person(who) for who in "cdef"]
    mates = portfolio(organisations=[body("east")], people=[first, second, *others])

    assert says(TeamMatesInSet(), mates) == [(WARNING, f"{SET}.members")] * found


def employed(by: str, *, members: int = 0, **fields: Any) -> Portfolio:
    """A set whose members work for the employers named by a letter each."""
    names = ["east", "west", "north", "south", "marsh", "forest", "nowhere"]
    employer = {name[0]: name for name in names[:-1]}
    ids = [f"m{n}" for n in range(len(by))]
    joined: list[Nouns] = [{"id": n, "organisation": n} for n in names[:members]]
    return portfolio(
        learning_set([member(id) for id in ids], **fields),
        organisations=[body(name) for name in names],
        memberships=[Membership(**each) for each in joined],
        people=[
            person(id, organisation=employer.get(letter))
            for id, letter in zip(ids, by, strict=True)
        ],
        sessions=[],
    )


@pytest.mark.parametrize(
    ("by", "reason", "found"),
    [
        ("ewnsmf", "", []),
        ("eewwnn", "", []),
        ("eeewwn", "", [WARNING]),
        ("eeewwn", "Only three councils take part", []),
        ("eeewns", "Only four councils take part", []),
        ("eeewwn", " ", [WARNING]),
        ("eeewww", "Only two councils take part", [WARNING, WARNING]),
        ("eeewnsm", "Five councils take part", [WARNING]),
        ("eeeewns", "Only four councils take part", [WARNING]),
        ("------", "", []),
    ],
)
def test_few_members_come_from_one_employer(
    by: str, reason: str, found: list[Severity]
) -> None:
    mixed = employed(by, employer_mix_reason=reason)

    assert says(EmployerCrowdsSet(), mixed) == [
        (severity, f"{SET}.members") for severity in found
    ]


@pytest.mark.parametrize(
    ("members", "reason", "found"),
    [(5, "", 0), (6, "", 1), (7, "", 1), (6, "Two came together", 0)],
)
def test_one_from_each_is_better_where_there_are_enough_employers(
    members: int, reason: str, found: int
) -> None:
    mixed = employed("eewnsm", members=members, employer_mix_reason=reason)

    assert says(EmployerCrowdsSet(), mixed) == [(INFO, f"{SET}.members")] * found


@pytest.mark.parametrize(
    ("grades", "found"),
    [
        ((7, 7, 7), 0),
        ((7, 8, 8), 0),
        ((7, 8, 9), 1),
        ((9, None, 7), 1),
        ((None, None, None), 0),
    ],
)
def test_peers_are_one_grade_apart_at_most(
    grades: tuple[int | None, ...], found: int
) -> None:
    people = [person(who, grade=g) for who, g in zip("abc", grades, strict=True)]
    graded = portfolio(learning_set("abc"), people=people)

    assert says(GradesTooFarApart(), graded) == [(WARNING, f"{SET}.members")] * found


# -------------------------------------------------------- 68, 69: joining and leaving


@pytest.mark.parametrize(
    ("joined", "by_all", "found"),
    [
        (None, False, 0),
        ("2021-10-04", False, 0),
        ("2021-10-05", False, 1),
        ("2021-10-05", True, 0),
        ("2021-11-08", True, 0),
        ("2021-11-09", True, 1),
    ],
)
def test_a_set_closes_with_its_first_meeting(
    joined: str | None, found: int, *, by_all: bool
) -> None:
    late = member("e", joined=joined and day(joined), admitted_by_all=by_all)
    closed = portfolio(learning_set([*"abcd", late]))

    findings = says(LateJoiner(), closed)

    assert findings == [(WARNING, f"{SET}.members[4].joined")] * found


def test_a_set_without_dates_is_open_and_one_with_one_meeting_is_not() -> None:
    joined = day("2021-10-05")
    late = learning_set([*"abcd", member("e", joined=joined, admitted_by_all=True)])

    assert says(LateJoiner(), portfolio(late, sessions=[])) == []
    assert says(LateJoiner(), portfolio(late, sessions=[session(1)]))


@pytest.mark.parametrize(
    ("left", "reason", "found"),
    [
        (None, "", []),
        (FIRST, "Moved", []),
        (FIRST, " ", ["reason"]),
        (None, "Moved", ["left"]),
    ],
)
def test_a_departure_has_a_day_and_a_reason(
    left: pendulum.Date | None, reason: str, found: list[str]
) -> None:
    leaving = portfolio(learning_set([*"abcd", member("e", left=left, reason=reason)]))

    assert says(DepartureUnrecorded(), leaving) == [
        (WARNING, f"{SET}.members[4].{field}") for field in found
    ]


@pytest.mark.parametrize(
    ("staying", "status", "found"),
    [
        (4, RUNNING, 0),
        (3, RUNNING, 1),
        (3, LearningSetStatus.CONTRACTED, 1),
        (3, LearningSetStatus.MERGED, 0),
        (3, LearningSetStatus.ABANDONED, 0),
        (3, FORMING, 0),
    ],
)
def test_a_set_that_departures_made_too_small_merges_or_stops(
    staying: int, status: LearningSetStatus, found: int
) -> None:
    members = ["a", "b", "c", "d"][:staying]
    left = [member("e", left=FIRST, reason="Moved")]
    shrunk = portfolio(learning_set([*members, *left], status=status))

    assert says(SetTooSmallToGoOn(), shrunk) == [(WARNING, f"{SET}.status")] * found


def test_a_set_nobody_left_was_small_from_the_start() -> None:
    assert says(SetTooSmallToGoOn(), portfolio(learning_set("abc"))) == []


@pytest.mark.parametrize(
    ("told", "status", "on", "found"),
    [
        ("2021-10-03", RUNNING, "2022-02-14", 0),
        ("2021-10-04", RUNNING, "2022-02-14", 1),
        (None, RUNNING, "2022-02-14", 1),
        (None, LearningSetStatus.CONTRACTED, "2021-09-01", 1),
        (None, FORMING, "2021-10-03", 0),
        (None, FORMING, "2021-10-04", 1),
        (None, LearningSetStatus.ENDED, "2022-02-14", 0),
    ],
)
def test_members_are_told_before_the_start_who_is_in_the_set(
    told: str | None, status: LearningSetStatus, on: str, found: int
) -> None:
    late = member("e", told_composition_on=told and day(told))
    others = [member(who, told_composition_on=day("2021-09-01")) for who in "abcd"]
    composed = portfolio(learning_set([*others, late], status=status))

    findings = says(CompositionUntold(), composed, day(on))

    assert findings == [(WARNING, f"{SET}.members")] * found


def test_a_late_joiner_is_told_before_joining() -> None:
    late = member("a", joined=day("2021-11-08"), told_composition_on=day("2021-11-01"))

    assert says(CompositionUntold(), portfolio(learning_set([late]))) == []


def test_without_dates_any_day_will_do() -> None:
    undated = portfolio(
        learning_set([member("a", told_composition_on=ON)]), sessions=[]
    )
    forming = portfolio(learning_set("a", status=FORMING), sessions=[])

    assert says(CompositionUntold(), undated) == []
    assert says(CompositionUntold(), forming) == []


# -------------------------------------------------------------------- 70: ground rules


def ruled(*agreed: str | None, **families: Any) -> Portfolio:
    rules = [GroundRule(text="Listen", agreed_on=on and day(on)) for on in agreed]  # type: ignore[arg-type]  # '' is None
    meetings = {"set_meetings": [meeting(1), meeting(2, "a")]}
    return portfolio(learning_set(ground_rules=rules), **(meetings | families))


@pytest.mark.parametrize(
    ("agreed", "found"),
    [
        (["2021-11-08"], 0),
        (["2021-11-09"], 1),
        ([None], 1),
        (["2021-10-04", None], 1),
        ([], 1),
    ],
)
def test_ground_rules_come_before_the_first_presentation(
    agreed: list[str | None], found: int
) -> None:
    findings = says(PresentedBeforeGroundRules(), ruled(*agreed))

    assert findings == [(ERROR, f"{SET}.ground_rules")] * found


def test_what_is_missing_of_the_ground_rules_is_told() -> None:
    some, none = ruled("2021-10-04", None), ruled()

    assert words(PresentedBeforeGroundRules(), some) == (
        "The set first heard a presenter on 8 November 2021, with 1 of its 2 ground "
        "rules agreed by all"
    )
    assert words(PresentedBeforeGroundRules(), none).endswith("with no ground rules")


def test_until_somebody_presents_ground_rules_can_wait() -> None:
    planned = ruled()
    silent = ruled(set_meetings=[meeting(1)])

    assert says(PresentedBeforeGroundRules(), planned, day("2021-11-07")) == []
    assert says(PresentedBeforeGroundRules(), silent) == []


@pytest.mark.parametrize(
    ("about", "limits", "found"),
    [
        (True, "Harm", []),
        (False, "Harm", ["ground_rules"]),
        (True, " ", ["confidentiality_limits"]),
        (False, "", ["ground_rules", "confidentiality_limits"]),
    ],
)
def test_confidentiality_has_a_clause_and_limits(
    limits: str, found: list[str], *, about: bool
) -> None:
    rule = GroundRule(text="Rule", about_confidentiality=about)
    agreed = learning_set(ground_rules=[rule], confidentiality_limits=limits)

    assert says(ConfidentialityClauseMissing(), portfolio(agreed)) == [
        (ERROR, f"{SET}.{field}") for field in found
    ]


def test_a_set_that_is_forming_has_time_for_its_clause() -> None:
    forming = learning_set(status=FORMING)
    presented = portfolio(forming, set_meetings=[meeting(1, "a")])

    assert says(ConfidentialityClauseMissing(), portfolio(forming)) == []
    assert says(ConfidentialityClauseMissing(), presented)


# -------------------------------------------------------------------- 71, 72: airtime


@pytest.mark.parametrize(
    ("minutes", "found"), [(29, 1), (30, 0), (40, 0), (60, 0), (61, 1)]
)
def test_airtime_is_half_an_hour_to_an_hour(minutes: int, found: int) -> None:
    contract = LearningContract(airtime_minutes=minutes)
    planned = portfolio(learning_set(contract=contract))
    held = portfolio(set_meetings=[meeting(1, ["a", slot("b", minutes=minutes)])])

    in_plan, in_record = (
        says(AirtimeOutOfRange(), planned),
        says(AirtimeOutOfRange(), held),
    )

    assert in_plan == [(WARNING, f"{SET}.contract.airtime_minutes")] * found
    assert in_record == [(WARNING, "$.set_meetings[0].slots[1].minutes")] * found


def test_reporting_back_may_be_short() -> None:
    update = slot("a", minutes=5, kind=SlotKind.UPDATE)

    assert (
        says(AirtimeOutOfRange(), portfolio(set_meetings=[meeting(1, [update])])) == []
    )


@pytest.mark.parametrize(
    ("members", "meetings", "found"),
    [("abcdef", 2, 0), ("abcdefg", 2, 1), ("", 2, 0), ("", 1, 1)],
)
def test_a_contract_has_a_slot_for_everybody(
    members: str, meetings: int, found: int
) -> None:
    contract = LearningContract(meetings=meetings)
    planned = portfolio(learning_set(members, contract=contract))

    assert says(TooFewSlots(), planned) == [(WARNING, f"{SET}.contract")] * found


def test_two_turns_each_need_twice_the_slots() -> None:
    assert says(TooFewSlots(turns_each=3), portfolio()) == []
    assert says(TooFewSlots(turns_each=4), portfolio())


@pytest.mark.parametrize(("minutes", "found"), [(45, 0), (46, 1)])
def test_a_meetings_presenters_have_the_time_it_has(minutes: int, found: int) -> None:
    slots = [slot(who, minutes=45) for who in "ab"]
    held = portfolio(set_meetings=[meeting(1, [*slots, slot("c", minutes=minutes)])])

    findings = says(TooFewSlots(), held)

    assert findings == [(WARNING, "$.set_meetings[0].slots")] * found


def test_a_short_meeting_without_presenters_runs_over_nothing() -> None:
    short = portfolio(
        sessions=[session(1, end=pendulum.Time(10, 15))], set_meetings=[meeting(1)]
    )

    assert says(TooFewSlots(), short) == []


def turned(*meetings: str, members: Any = "abcd", contracted: int = 2) -> Portfolio:
    """A set after its meetings, each with those who presented."""
    contract = LearningContract(meetings=contracted)
    return portfolio(
        learning_set(members, contract=contract),
        sessions=[session(n) for n in range(1, len(meetings) + 1)],
        set_meetings=[meeting(n, who) for n, who in enumerate(meetings, start=1)],
    )


@pytest.mark.parametrize(
    ("meetings", "found"),
    [
        (("ab", "cd"), 0),
        (("ab", "cda"), 0),
        (("ab", "c"), 1),
        (("abcd", "aab"), 1),
        (("abcd", "aa"), 1),
    ],
)
def test_at_the_end_members_have_presented_alike(
    meetings: tuple[str, ...], found: int
) -> None:
    over = turned(*meetings)

    findings = says(AirtimeUneven(), over)

    assert findings == [(WARNING, f"{SET}.members")] * found


def test_airtime_is_compared_when_the_contract_is_over_and_recorded() -> None:
    going_on = turned("ab", "ac", contracted=3)
    gap = turned("ab", "ac")
    gap = attrs.evolve(gap, set_meetings=gap.set_meetings[:1])

    assert says(AirtimeUneven(), going_on) == []
    assert says(AirtimeUneven(), gap) == []
    assert says(AirtimeUneven(), turned("ab", "ac"), day("2021-11-08")) == []


@pytest.mark.parametrize(
    "unheard",
    [
        member("d", joined=day("2021-10-05"), admitted_by_all=True),
        member("d", left=day("2021-11-07"), reason="Moved"),
    ],
)
def test_those_who_were_not_there_throughout_are_not_compared(
    unheard: LearningSetMember,
) -> None:
    over = turned("ab", "c", members=[*"abc", unheard])
    only_them = turned("ab", "c", members=[unheard])

    assert says(AirtimeUneven(), over) == []
    assert says(AirtimeUneven(), only_them) == []


def test_nobody_presents_twice_before_all_have_once() -> None:
    assert says(PresenterOutOfTurn(), turned("ab", "cd")) == []
    assert says(PresenterOutOfTurn(), turned("abc", "ad")) == [
        (WARNING, "$.set_meetings[1].slots[0]")
    ]


def test_turns_out_of_order_stand_as_the_document_does() -> None:
    other = learning_set("ij", id="other", title="Another set")
    both = portfolio(
        learning_set("ab"),
        other,
        sessions=[session(1), session(2, activity="other")],
        set_meetings=[meeting(2, "iij"), meeting(1, "aab")],
    )

    assert [path for _, path in says(PresenterOutOfTurn(), both)] == [
        "$.set_meetings[0].slots[1]",
        "$.set_meetings[1].slots[1]",
    ]


# ----------------------------------------------------------------- 73: who comes


def attended(pattern: str, **fields: Any) -> Portfolio:
    """Member A's meetings: `p` present, `a` apologies, `-` no register."""
    registers = [
        register(n, "bcde" + ("a" if mark == "p" else ""), "a" if mark == "a" else "")
        for n, mark in enumerate(pattern, start=1)
        if mark != "-"
    ]
    return portfolio(
        learning_set([member("a", **fields), *"bcde"]),
        sessions=[session(n) for n in range(1, 7)],
        attendances=[each for register in registers for each in register],
    )


AFTER = day("2022-04-30")
"""After the last of six meetings."""


@pytest.mark.parametrize(
    ("pattern", "low", "twice"),
    [
        ("pppppp", 0, 0),
        ("appppp", 0, 0),
        ("apappp", 1, 0),
        ("aapppp", 1, 1),
        ("a-appp", 1, 1),
        ("papa--", 1, 0),
        ("------", 0, 0),
        ("aaaaaa", 1, 1),
        ("paapaa", 1, 1),
    ],
)
def test_members_attend_four_meetings_in_five(
    pattern: str, low: int, twice: int
) -> None:
    held = attended(pattern)
    place = (WARNING, f"{SET}.members[0]")

    assert says(AttendanceTooLow(), held, AFTER) == [place] * low
    assert says(AbsentTwiceRunning(), held, AFTER) == [place] * twice


@pytest.mark.parametrize(("percent", "found"), [(80, 0), (81, 1)])
def test_four_of_five_is_just_enough(percent: int, found: int) -> None:
    five = attended("apppp")
    five = attrs.evolve(
        five,
        learning_sets=(
            attrs.evolve(five.learning_sets[0], contract=LearningContract(meetings=5)),
        ),
        sessions=five.sessions[:5],
    )

    findings = says(AttendanceTooLow(percent=Decimal(percent)), five, AFTER)

    assert len(findings) == found


def test_somebody_not_on_the_register_was_not_there() -> None:
    unlisted = portfolio(attendances=[*register(1, "bcdef"), *register(2, "bcdef")])

    assert says(AttendanceTooLow(), unlisted) == [(WARNING, f"{SET}.members[0]")]


@pytest.mark.parametrize(
    "membership",
    [{"joined": day("2021-12-01")}, {"left": day("2021-10-01"), "reason": "Moved"}],
)
def test_meetings_before_joining_or_after_leaving_are_not_missed(
    membership: dict[str, Any],
) -> None:
    held = attended("aapppp", **membership)

    assert says(AttendanceTooLow(), held, day("2021-11-30")) == []
    assert says(AbsentTwiceRunning(), held, day("2021-11-30")) == []


def test_who_has_left_is_not_asked_to_come() -> None:
    held = attended("aappp-", left=day("2022-02-21"), reason="Moved")

    for check in (AttendanceTooLow(), AbsentTwiceRunning()):
        assert says(check, held, day("2022-02-21"))
        assert not says(check, held, day("2022-02-22"))


def test_absence_is_told_with_its_days() -> None:
    assert words(AbsentTwiceRunning(), attended("paap"), AFTER) == (
        "A missed 2 meetings of The set in a row: 8 November 2021 and 13 December 2021"
    )


def test_nobody_stands_in_for_a_member() -> None:
    stood_in: Nouns = {
        "session": "s1",
        "person": "j",
        "status": AttendanceStatus.SUBSTITUTE,
    }
    elsewhere = stood_in | {"session": "s9"}
    body_: Nouns = {"id": "workshop", "title": "A workshop"}
    with_substitute = portfolio(
        workshops=[Workshop(**body_)],
        sessions=[session(1), session(9, activity="workshop")],
        attendances=[
            Attendance(**elsewhere),
            *register(1, "a"),
            Attendance(**stood_in),
        ],
    )

    assert says(SubstituteSent(), with_substitute) == [
        (ERROR, "$.attendances[2].status")
    ]


# ------------------------------------------------------------ 74, 75: the facilitator


@pytest.mark.parametrize(
    ("managers", "found"),
    [
        ({"a": "adviser"}, True),
        ({"a": "x", "x": "adviser"}, True),
        ({"a": "x", "x": "y", "y": "adviser"}, False),
        ({"adviser": "a"}, False),
        ({}, False),
    ],
)
def test_a_facilitator_manages_no_member(
    managers: dict[str, str], *, found: bool
) -> None:
    people = [
        person(who, line_manager=managers.get(who)) for who in [*"abcdefjxy", "adviser"]
    ]
    led = portfolio(learning_set(facilitator="adviser"), people=people)
    guest = portfolio(
        sessions=[session(1), session(2, facilitators=["j", "adviser"])], people=people
    )

    assert (
        says(FacilitatorManagesMember(), led) == [(ERROR, f"{SET}.facilitator")] * found
    )
    assert says(FacilitatorManagesMember(), guest) == (
        [(ERROR, "$.sessions[1].facilitators[1]")] * found
    )


def test_a_facilitator_named_twice_is_told_once() -> None:
    people = [
        person("adviser"),
        *(person(who, line_manager="adviser") for who in "abcdef"),
    ]
    led = portfolio(
        learning_set(facilitator="adviser"),
        sessions=[session(1, facilitators=["adviser"])],
        people=people,
    )

    assert words(FacilitatorManagesMember(), led) == (
        "ADVISER facilitates The set and is a manager of A, B, C, D, E and F"
    )


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({}, 1),
        ({"accreditation": " "}, 1),
        ({"accreditation": "ILM level 5"}, 0),
        ({"supervised": True}, 0),
    ],
)
def test_a_facilitator_is_accredited_or_supervised(
    fields: dict[str, Any], found: int
) -> None:
    led = portfolio(
        learning_set("", facilitator="adviser"), people=[person("adviser", **fields)]
    )

    findings = says(FacilitatorUnsupported(), led)

    assert findings == [(WARNING, f"{SET}.facilitator")] * found


@pytest.mark.parametrize(
    ("status", "alone", "found"),
    [
        (RUNNING, False, 1),
        (RUNNING, True, 0),
        (FORMING, False, 0),
        (LearningSetStatus.SELF_MANAGED, False, 0),
    ],
)
def test_a_set_under_contract_has_a_facilitator_or_does_without(
    status: LearningSetStatus, found: int, *, alone: bool
) -> None:
    contract = LearningContract(self_facilitated=alone)
    unled = portfolio(learning_set(status=status, contract=contract))

    assert len(says(FacilitatorUnsupported(), unled)) == found


CANCEL = [(WARNING, "$.sessions[0].status")]


@pytest.mark.parametrize(
    ("there", "away", "found"),
    [("abcd", "ef", []), ("abc", "def", CANCEL), ("abc", "", CANCEL)],
)
def test_a_meeting_is_held_with_four(
    there: str, away: str, found: list[tuple[Severity, str]]
) -> None:
    held = portfolio(attendances=register(1, there, away))

    assert says(MeetingShouldBeCancelled(), held) == found


@pytest.mark.parametrize(("away", "found"), [("ef", []), ("def", CANCEL)])
def test_a_meeting_to_come_is_cancelled_when_too_few_are_left(
    away: str, found: list[tuple[Severity, str]]
) -> None:
    to_come = portfolio(attendances=register(1, away=away))

    assert says(MeetingShouldBeCancelled(), to_come, day("2021-10-01")) == found


@pytest.mark.parametrize(
    ("fields", "led_by", "found"),
    [
        ({}, ["adviser"], CANCEL),
        ({"facilitator": "adviser"}, [], CANCEL),
        ({"facilitator": "adviser"}, ["j"], []),
        ({"facilitator": "adviser"}, ["adviser", "j"], []),
        ({}, [], []),
        ({"facilitator": "adviser", "status": LearningSetStatus.SELF_MANAGED}, [], []),
        (
            {
                "facilitator": "adviser",
                "contract": LearningContract(self_facilitated=True),
            },
            [],
            [],
        ),
    ],
)
def test_a_meeting_is_held_with_its_facilitator(
    fields: dict[str, Any], led_by: list[str], found: list[tuple[Severity, str]]
) -> None:
    absent: Nouns = {
        "session": "s1",
        "person": "adviser",
        "status": AttendanceStatus.ABSENT,
    }
    held = portfolio(
        learning_set(**fields),
        people=[person(who) for who in [*"abcdefj", "adviser"]],
        sessions=[session(1, facilitators=led_by)],
        attendances=[*register(1, "abcdef"), Attendance(**absent)],
    )

    assert says(MeetingShouldBeCancelled(), held) == found


def test_a_meeting_may_lack_both() -> None:
    away = portfolio(learning_set(facilitator="j"), attendances=register(1, "abc", "j"))

    assert words(MeetingShouldBeCancelled(), away) == (
        "The set met on 4 October 2021 with 3 members and without J"
    )


def test_cancelled_meetings_and_those_without_a_register_are_not_judged() -> None:
    cancelled = portfolio(
        sessions=[session(1, status=SessionStatus.CANCELLED), session(2)],
        attendances=register(1, "abc"),
    )

    assert says(MeetingShouldBeCancelled(), cancelled) == []


# -------------------------------------------------------------- 76, 77: what is kept


@pytest.mark.parametrize(
    ("key", "text", "found"),
    [
        ("vendor:issue", "Housing", 1),
        ("vendor:Meeting_Notes", "Housing", 1),
        ("vendor:notes", " ", 0),
        ("vendor:room-code", "12", 0),
    ],
)
def test_own_fields_hold_no_content(key: str, text: str, found: int) -> None:
    extra = ((key, text),)
    kept = portfolio(learning_set(extra=extra), sessions=[session(1, extra=extra)])

    findings = says(IssueContentKept(), kept)

    assert findings == [(ERROR, f"{SET}.extra"), (ERROR, "$.sessions[0].extra")] * found


@pytest.mark.parametrize(
    ("on", "note", "found"),
    [
        ("2021-10-05", "They said", 1),
        ("2021-10-04", "Room 2", 0),
        ("2021-10-05", " ", 0),
    ],
)
def test_a_remark_on_a_meeting_that_was_held_is_looked_at(
    on: str, note: str, found: int
) -> None:
    remarked = portfolio(sessions=[session(1, note=note)])

    findings = says(IssueContentKept(), remarked, day(on))

    assert findings == [(WARNING, "$.sessions[0].note")] * found


def test_remarks_on_other_sessions_are_no_matter() -> None:
    body_: Nouns = {"id": "workshop", "title": "A workshop"}
    elsewhere = portfolio(
        workshops=[Workshop(**body_)],
        sessions=[
            session(1, activity="workshop", note="Notes", extra=(("v:notes", "x"),))
        ],
    )

    assert says(IssueContentKept(), elsewhere) == []


@pytest.mark.parametrize(
    ("themes", "review", "found"),
    [
        (["Joint working"], "More questions", []),
        (["Joint working", "ada lovelace's caseload"], "", ["themes[1]"]),
        ([], "Ada Lovelace spoke most", ["process_review"]),
        (["Ada Lovelaces"], "", []),
    ],
)
def test_themes_identify_nobody(
    themes: list[str], review: str, found: list[str]
) -> None:
    people = [person("a", name="Ada Lovelace"), person("b")]
    kept = portfolio(
        learning_set("ab"),
        people=people,
        set_meetings=[meeting(1, themes=themes, process_review=review)],
    )

    assert says(IssueContentKept(), kept) == [
        (ERROR, f"$.set_meetings[0].{field}") for field in found
    ]


def acted(*agendas: tuple[int, list[str]], skip: int = 0) -> Portfolio:
    """Three meetings, the first with an action; the others with their agendas."""
    action: Nouns = {"text": "Ask the advocate", "owner": "a"}
    sessions = [
        session(n, status=SessionStatus.CANCELLED) if n == skip else session(n)
        for n in (1, 2, 3)
    ]
    return portfolio(
        sessions=sessions,
        set_meetings=[
            *(meeting(n, agenda=agenda) for n, agenda in agendas),
            meeting(1, actions=[MeetingAction(**action)]),
        ],
    )


@pytest.mark.parametrize(
    ("kept", "on", "found"),
    [
        (acted((2, ["s1"])), ON, []),
        (acted((2, [])), ON, ["$.set_meetings[0].agenda"]),
        (acted((3, ["s1"])), ON, ["$.sessions[1]"]),
        (acted(), day("2021-11-08"), []),
        (acted(), day("2021-11-09"), ["$.sessions[1]"]),
        (acted((3, ["s1"]), skip=2), ON, []),
        (acted((3, []), skip=2), ON, ["$.set_meetings[0].agenda"]),
    ],
)
def test_actions_are_on_the_agenda_of_the_next_meeting(
    kept: Portfolio, on: pendulum.Date, found: list[str]
) -> None:
    assert says(ActionsMissingFromAgenda(), kept, on) == [
        (WARNING, path) for path in found
    ]


# ------------------------------------------------------------------- 78: what is next


@pytest.mark.parametrize(
    ("decision", "status", "on", "found"),
    [
        (None, RUNNING, "2022-03-28", 0),
        (None, RUNNING, "2022-03-29", 1),
        (None, LearningSetStatus.REVIEW, "2022-03-29", 1),
        (None, LearningSetStatus.ENDED, "2022-01-01", 1),
        (None, LearningSetStatus.MERGED, "2022-03-29", 0),
        (None, LearningSetStatus.ABANDONED, "2022-03-29", 0),
        (Recontract.STOP, LearningSetStatus.REVIEW, "2022-03-29", 0),
        (Recontract.STOP, LearningSetStatus.ENDED, "2022-03-29", 0),
        (Recontract.CONTINUE, LearningSetStatus.RECONTRACTED, "2022-03-29", 0),
        (Recontract.SELF_MANAGE, LearningSetStatus.SELF_MANAGED, "2022-03-29", 0),
        (Recontract.SELF_MANAGE, LearningSetStatus.ENDED, "2022-03-29", 1),
    ],
)
def test_a_set_decides_what_comes_next(
    decision: Recontract | None, status: LearningSetStatus, on: str, found: int
) -> None:
    over = portfolio(learning_set(recontract=decision, status=status))

    findings = says(RecontractUndecided(), over, day(on))

    assert findings == [(WARNING, f"{SET}.recontract")] * found


def test_a_contract_is_not_over_while_meetings_are_missing() -> None:
    short = portfolio(sessions=[session(n) for n in range(1, 6)])

    assert says(RecontractUndecided(), short, AFTER) == []


def test_a_decision_the_status_contradicts_is_told_in_words() -> None:
    over = portfolio(
        learning_set(recontract=Recontract.SELF_MANAGE, status=LearningSetStatus.ENDED)
    )

    assert words(RecontractUndecided(), over) == (
        "The set decided to self-manage, and is ended"
    )
