from collections.abc import Callable
from typing import Any

import attrs
import pendulum
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import tpkit
from tpkit import files, schedule, testing
from tpkit.errors import FieldError, NoTimetableError, UnknownIdError
from tpkit.schedule import Ending, Progress, Proposal
from tpkit.schedule._judge.breaches import breaches
from tpkit.schedule._problem.near import near_to
from tpkit.schedule._problem.problem import problem_of
from tpkit.schedule._proposal.in_words import breaches_in_words, out_of_turn_in_words
from tpkit.schedule._terms.givens import Given

Tiny = Callable[..., tpkit.Portfolio]
ON = pendulum.Date(2026, 9, 4)
UNTIL = pendulum.Date(2026, 9, 8)


def proposed(portfolio: tpkit.Portfolio, **asked: Any) -> Proposal:
    """Ask for a proposal; by the portfolio's own rules alone, for a few days."""
    usual = {"on": ON, "seed": 1, "effort": 2, "rules": (), "until": UNTIL, "grid": 60}
    return schedule.propose(portfolio, **{**usual, **asked})


def judged(portfolio: tpkit.Portfolio) -> tuple[int, int]:
    """Give how often sessions to come break hard rules, and what the others cost."""
    facts = schedule.facts_of(portfolio, on=ON)
    found = [*breaches(facts.timetable, schedule.terms_of(rules_in(portfolio), facts))]
    days = [slot.day for slot in facts.timetable.slots]
    broken = (
        breach
        for breach in found
        if not breach.places or any(days[p] >= ON.toordinal() for p in breach.places)
    )
    return sum(b.is_hard for b in broken), sum(b.cost for b in found)


def rules_in(portfolio: tpkit.Portfolio) -> tuple[Any, ...]:
    return schedule.rules_of(portfolio, ())


# ---------------------------------------------------------------------------- what holds


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_proposal_breaks_no_hard_rule_and_costs_what_it_says(
    tiny: Tiny, data: st.DataObject
) -> None:
    portfolio = tiny(data)
    try:
        proposal = proposed(portfolio)
    except NoTimetableError:
        return
    broken, cost = judged(proposal.apply())

    assert cost == proposal.cost == sum(proposal.costs.values())
    assert broken == len(proposal.unmended)
    assert proposal.bound <= proposal.cost
    assert 0 <= proposal.gap <= 1
    assert (proposal.broken_before, proposal.cost_before) == judged(portfolio)
    assert bool(proposal.findings.errors) <= bool(broken)


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_near_with_nothing_wrong_moves_nothing(tiny: Tiny, data: st.DataObject) -> None:
    portfolio = tiny(data)
    try:
        good = proposed(portfolio).apply()
    except NoTimetableError:
        return

    for near in (True, good):
        again = proposed(good, near=near)
        assert again.moved == again.new == ()
        assert again.is_proved
        assert again.apply() == good


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_near_changes_only_what_it_must(tiny: Tiny, data: st.DataObject) -> None:
    kinds = ("apart", "clashes", "close", "not-on", "unavailable")
    portfolio = tiny(data, kinds=kinds)
    try:
        near, free = proposed(portfolio, near=True), proposed(portfolio)
    except NoTimetableError:
        return

    assert len(near.moved) <= len(free.moved)


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_another_rule_never_makes_it_cheaper(tiny: Tiny, data: st.DataObject) -> None:
    portfolio = tiny(data, kinds=("apart", "clashes", "close", "not-on", "same-day"))
    fewer = attrs.evolve(portfolio, scheduling_rules=portfolio.scheduling_rules[:-1])
    try:
        more = proposed(portfolio, effort=4)
    except NoTimetableError:
        return
    before = proposed(fewer, effort=4)
    assume(before.is_proved or more.is_proved)

    assert before.bound <= more.cost
    assert not before.is_proved or before.cost <= more.cost


def test_what_people_see_does_not_depend_on_the_order_of_the_document() -> None:
    portfolio = testing.programme(20)
    other = attrs.evolve(
        portfolio,
        sessions=portfolio.sessions[::-1],
        scheduling_rules=portfolio.scheduling_rules[::-1],
        people=portfolio.people[::-1],
        venues=portfolio.venues[::-1],
    )
    on = testing.PROGRAMME_PLANNED_ON
    first, second = (
        schedule.propose(each, on=on, seed=1, effort=1) for each in (portfolio, other)
    )

    assert set(first.placements) == set(second.placements)
    assert first.cost == second.cost


# -------------------------------------------------------------------------------- a case

_COURSE = """
tpkit: 1
partnership: {id: tp, name: Our partnership}
organisations:
  - {id: north, name: North Council, kind: local_authority}
people:
  - {id: ann, title: Ann, role: practice_educator}
  - {id: bob, title: Bob, role: practice_educator}
projects:
  - {id: skills, title: Skills, kind: workshop, status: live, start: 2022-09-01, funded_end: 2022-12-16}
venues:
  - {id: hall, name: Town Hall, capacity: 30}
  - {id: library, name: Library, capacity: 30}
  - {id: zoom, name: Zoom one, capacity: 100, online: true}
workshops:
  - {id: law, title: Case law, delivery: series, project: skills, facilitators: [ann], places: 20}
  - {id: iro, title: IRO forum, project: skills, facilitators: [bob], places: 20}
sessions:
  - {id: law-1, activity: law, on: 2022-09-12, start: "10:00", end: "12:00", venue: hall, mode: in_person}
  - {id: law-2, activity: law, number: 2, on: 2022-09-19, start: "10:00", end: "12:00", venue: hall, mode: in_person}
  - {id: law-3, activity: law, number: 3, on: 2022-09-26, start: "10:00", end: "12:00", venue: hall, mode: in_person}
  - {id: iro-1, activity: iro, on: 2022-09-21, start: "14:00", end: "15:30", venue: zoom, platform: Zoom}
scheduling_rules:
  - {rule: at_least_apart, id: a-week, apart: 5, activities: [law]}
  - {rule: held_at, id: where, activities: [law], venues: [hall, library]}
  - {rule: led_by, id: who, activities: [law], people: [ann, bob]}
"""
ANNOUNCED = pendulum.Date(2022, 9, 8)
"""The day on which the bank holiday of 19 September 2022 became known."""


@pytest.fixture(name="course", scope="module")
def _course() -> tpkit.Portfolio:
    return files.loads(_COURSE, format="yaml")


def agreed(portfolio: tpkit.Portfolio, *rules: Any) -> tpkit.Portfolio:
    own = (*portfolio.scheduling_rules, *rules)
    return attrs.evolve(portfolio, scheduling_rules=own)


def away(id: str, **when: Any) -> tpkit.Unavailable:
    return tpkit.Unavailable(id=tpkit.SchedulingRuleId(id), **when)


def mended(portfolio: tpkit.Portfolio, **asked: Any) -> Proposal:
    usual = {"on": ANNOUNCED, "seed": 1, "near": True}
    return schedule.propose(portfolio, **{**usual, **asked})


def test_a_bank_holiday_announced_late_moves_the_session_of_that_day_alone(
    course: tpkit.Portfolio,
) -> None:
    proposal = mended(course)

    assert [placement.session for placement in proposal.moved] == ["law-2"]
    assert proposal.broken_before == 1
    (moved,) = proposal.moved
    assert moved.on == pendulum.Date(2022, 9, 20)
    assert (moved.venue, moved.facilitators) == ("hall", ("ann",))


def test_who_falls_ill_is_stood_in_for_and_no_date_changes(
    course: tpkit.Portfolio,
) -> None:
    well = mended(course).apply()
    ill = agreed(well, away("ill", people=(tpkit.PersonId("ann"),)))
    proposal = mended(ill)

    assert {p.session: p.facilitators for p in proposal.moved} == {
        "law-1": ("bob",),
        "law-2": ("bob",),
        "law-3": ("bob",),
    }
    assert [s.on for s in proposal.apply().sessions] == [s.on for s in well.sessions]
    assert proposal.apply().sessions[0].facilitators == ("bob",)


def test_whoever_is_back_need_not_be_named(course: tpkit.Portfolio) -> None:
    first = attrs.evolve(
        mended(course).apply().sessions[0], facilitators=(tpkit.PersonId("bob"),)
    )
    others = course.sessions[2:]
    back = agreed(
        attrs.evolve(course, sessions=(first, *others)),
        away("bob", people=(tpkit.PersonId("bob"),), end=pendulum.Date(2022, 9, 14)),
    )
    (moved,) = mended(back).moved

    assert moved.session == "law-1"
    assert mended(back).apply().sessions[0].facilitators == ()


def test_a_lost_room_moves_its_sessions_to_another_and_no_date_changes(
    course: tpkit.Portfolio,
) -> None:
    fine = mended(course).apply()
    lost = agreed(fine, away("flood", venues=(tpkit.VenueId("hall"),)))
    proposal = mended(lost)

    assert {p.session: p.venue for p in proposal.moved} == {
        "law-1": "library",
        "law-2": "library",
        "law-3": "library",
    }
    assert [s.on for s in proposal.apply().sessions] == [s.on for s in fine.sessions]


def test_what_has_moved_is_one_revision_further(course: tpkit.Portfolio) -> None:
    before = [session.revision for session in course.sessions]
    after = [session.revision for session in mended(course).apply().sessions]

    assert [new - old for old, new in zip(before, after, strict=True)] == [0, 1, 0, 0]


def test_a_weekly_course_keeps_its_hour_when_the_clocks_change(
    course: tpkit.Portfolio,
) -> None:
    weekly = agreed(
        attrs.evolve(course, sessions=()),
        tpkit.RunCount(
            id=tpkit.SchedulingRuleId("five"),
            activities=(tpkit.WorkshopId("law"),),
            sessions=5,
            minutes=120,
        ),
        tpkit.SameDayOfWeek(
            id=tpkit.SchedulingRuleId("weekly"),
            activities=(tpkit.WorkshopId("law"),),
            same_time=True,
        ),
        tpkit.AtMostApart(
            id=tpkit.SchedulingRuleId("close"),
            activities=(tpkit.WorkshopId("law"),),
            apart=7,
        ),
        tpkit.Within(
            id=tpkit.SchedulingRuleId("autumn"),
            start=pendulum.Date(2022, 10, 10),
            end=pendulum.Date(2022, 11, 12),
        ),
    )
    proposal = schedule.propose(weekly, on=ANNOUNCED, seed=1)

    assert [p.session for p in proposal.new] == [f"law-{n}" for n in range(1, 6)]
    assert len({p.start for p in proposal.new}) == 1
    assert len({p.on.weekday() for p in proposal.new}) == 1


def test_new_sessions_stand_after_the_last_of_their_activity(
    course: tpkit.Portfolio,
) -> None:
    more = agreed(
        course,
        tpkit.RunCount(
            id=tpkit.SchedulingRuleId("more"),
            activities=(tpkit.WorkshopId("law"),),
            sessions=4,
        ),
    )
    portfolio = schedule.propose(more, on=ANNOUNCED, seed=1).apply()

    assert [s.id for s in portfolio.sessions] == [
        "law-1",
        "law-2",
        "law-3",
        "law-4",
        "iro-1",
    ]
    assert portfolio.sessions[3].mode is tpkit.SessionMode.IN_PERSON
    assert portfolio.sessions[3].status is tpkit.SessionStatus.PLANNED


def test_the_first_sessions_of_all_stand_at_the_end(course: tpkit.Portfolio) -> None:
    empty = agreed(
        attrs.evolve(course, sessions=course.sessions[:3]),
        tpkit.RunCount(
            id=tpkit.SchedulingRuleId("one"),
            activities=(tpkit.WorkshopId("iro"),),
            sessions=1,
            minutes=90,
        ),
    )
    portfolio = schedule.propose(empty, on=ANNOUNCED, seed=1).apply()

    assert [s.id for s in portfolio.sessions][3:] == ["iro-1"]


def test_a_session_that_moves_into_a_room_has_no_platform(
    course: tpkit.Portfolio,
) -> None:
    online = tuple(
        attrs.evolve(
            session,
            venue=tpkit.VenueId("zoom"),
            mode=tpkit.SessionMode.ONLINE,
            platform="Zoom",
        )
        for session in course.sessions[:3]
    )
    moved = mended(attrs.evolve(course, sessions=online)).apply().sessions

    assert {s.mode for s in moved} == {tpkit.SessionMode.IN_PERSON}
    assert {s.platform for s in moved} == {""}


def test_a_session_that_moves_online_has_the_platform_of_others_there(
    course: tpkit.Portfolio,
) -> None:
    only_online = tpkit.HeldAt(
        id=tpkit.SchedulingRuleId("where"),
        activities=(tpkit.WorkshopId("law"),),
        venues=(tpkit.VenueId("zoom"),),
    )
    rules = (course.scheduling_rules[0], only_online)
    moved = mended(attrs.evolve(course, scheduling_rules=rules)).apply().sessions

    assert {s.mode for s in moved} == {tpkit.SessionMode.ONLINE}
    assert {s.platform for s in moved} == {"Zoom"}


def test_a_proposal_stays_near_another_timetable(course: tpkit.Portfolio) -> None:
    published = mended(course).apply()
    proposal = schedule.propose(course, on=ANNOUNCED, seed=1, near=published)

    assert [s.on for s in proposal.apply().sessions] == [
        s.on for s in published.sessions
    ]


def test_a_session_called_off_in_the_other_timetable_is_near_nothing(
    course: tpkit.Portfolio,
) -> None:
    first, *others = mended(course).apply().sessions
    off = attrs.evolve(
        first,
        status=tpkit.SessionStatus.CANCELLED,
        on=pendulum.Date(2022, 9, 9),
    )
    published = attrs.evolve(course, sessions=(off, *others))
    proposal = schedule.propose(course, on=ANNOUNCED, seed=1, near=published)

    assert [p.session for p in proposal.moved if p.session != "law-1"] == ["law-2"]


# ------------------------------------------------------------------------ what it tells


def test_a_proposal_says_where_each_session_goes(course: tpkit.Portfolio) -> None:
    proposal = mended(course)
    placement = proposal.placement(tpkit.SessionId("iro-1"))

    assert (placement.on, placement.start) == (
        pendulum.Date(2022, 9, 21),
        pendulum.Time(14),
    )
    assert not placement.moved
    assert not placement.is_new
    assert proposal.portfolio is course
    with pytest.raises(UnknownIdError, match="did you mean 'iro-1'"):
        proposal.placement(tpkit.SessionId("iro1"))


def test_a_proposal_says_what_it_would_take_to_improve(
    course: tpkit.Portfolio,
) -> None:
    proposal = mended(course)

    assert next(iter(proposal.costs)) == "notice"
    sentence = proposal.to_improve[0]
    assert sentence.startswith("giving up rule notice (")
    assert "and 1 more" in sentence


def test_a_proposal_says_what_the_portfolio_cost_as_it_was(
    course: tpkit.Portfolio,
) -> None:
    proposal = mended(course)

    assert sum(proposal.costs_before.values()) == proposal.cost_before > 0


def test_what_is_given_or_near_can_be_told(course: tpkit.Portfolio) -> None:
    problem = problem_of(course, on=pendulum.Date(2022, 9, 12))
    slots = [slot for slot in problem.now if slot is not None][:3]
    near = near_to(problem, {"law-2": attrs.evolve(slots[1], venue="library")}, cost=0)
    given_terms = [term for term in near.terms if isinstance(term.rule, Given)]
    late = attrs.evolve(slots[2], end=24 * 60)
    there = schedule.Timetable(entries=near.entries[:3], slots=(*slots[:2], late))

    assert [*breaches_in_words(breaches(there, given_terms), there)] == [
        (
            "Case law on Monday 12 September 2022: 12 September 2022 is not to come "
            "(rule to-come)"
        ),
        (
            "Case law on Monday 26 September 2022: no clock shows these hours on that day "
            "(rule on-the-clock)"
        ),
        "Case law on Monday 19 September 2022: Case law would change (rule near)",
    ]


def test_what_does_not_wait_for_its_turn_can_be_told(course: tpkit.Portfolio) -> None:
    problem = problem_of(course, on=ANNOUNCED)
    first, second, *others = (slot for slot in problem.now if slot is not None)

    assert [*out_of_turn_in_words(problem, (second, first, *others))] == [
        (
            "Case law: session 2, on Monday 12 September 2022, does not follow session 1, "
            "on Monday 19 September 2022"
        )
    ]


def test_what_cannot_be_improved_by_dates_is_told_as_well(
    course: tpkit.Portfolio,
) -> None:
    missing = agreed(
        course,
        tpkit.RunCount(
            id=tpkit.SchedulingRuleId("two"),
            activities=(tpkit.WorkshopId("law"),),
            sessions=2,
            agreed=tpkit.RuleAgreement(strictness=tpkit.Strictness.SOFT, weight=9),
        ),
    )
    sentences = schedule.propose(missing, on=ANNOUNCED, seed=1, rules=()).to_improve

    assert "Case law has 3 sessions: 2 were agreed (9)" in sentences[0]


def test_what_is_past_or_confirmed_is_not_for_a_proposal_to_mend(
    course: tpkit.Portfolio,
) -> None:
    first, second, *others = course.sessions
    confirmed = attrs.evolve(second, status=tpkit.SessionStatus.CONFIRMED)
    proposal = schedule.propose(
        attrs.evolve(course, sessions=(first, confirmed, *others)),
        on=ANNOUNCED,
        seed=1,
    )

    assert proposal.placement(second.id).on == second.on
    assert len(proposal.unmended) == 1
    assert "19 September 2022" in proposal.unmended[0]


def test_what_is_past_is_not_told_again(course: tpkit.Portfolio) -> None:
    first, *others = course.sessions
    last_year = attrs.evolve(
        first,
        id=tpkit.SessionId("law-of-last-year"),
        activity=tpkit.WorkshopId("iro"),
        on=pendulum.Date(2021, 12, 27),  # a bank holiday
        number=1,
        status=tpkit.SessionStatus.HELD,
    )
    more = attrs.evolve(course, sessions=(last_year, first, *others))

    then, now = (schedule.propose(p, on=ANNOUNCED, seed=1) for p in (course, more))

    assert then.broken_before == now.broken_before > 0
    assert now.unmended == ()


def test_where_nothing_may_move_nothing_changes(course: tpkit.Portfolio) -> None:
    fine = mended(course).apply()
    proposal = mended(fine, keep=[tpkit.WorkshopId("law"), tpkit.WorkshopId("iro")])

    assert proposal.apply() == fine
    assert proposal.is_proved
    assert proposal.gap == 0


def test_kept_sessions_that_clash_are_named(course: tpkit.Portfolio) -> None:
    with pytest.raises(NoTimetableError) as caught:
        mended(course, keep=[tpkit.WorkshopId("law"), tpkit.WorkshopId("iro")])

    assert caught.value.proved
    assert "Case law" in caught.value.broken[0]
    assert "19 September 2022" in str(caught.value)


def test_a_watcher_is_told_and_may_end_the_search(course: tpkit.Portfolio) -> None:
    told: list[Progress] = []

    def enough(progress: Progress) -> bool:
        told.append(progress)
        return False

    proposal = schedule.propose(
        course, on=ANNOUNCED, seed=1, effort=4, watcher=enough, solver=False
    )

    assert told
    assert proposal.ending in (Ending.STOPPED, Ending.PROVED)


def test_time_may_be_short() -> None:
    programme = testing.programme(20)
    proposal = schedule.propose(
        programme, on=testing.PROGRAMME_PLANNED_ON, seed=1, effort=9, seconds=0.5
    )

    assert proposal.ending in (Ending.TIME, Ending.PROVED)
    assert not proposal.findings.errors


# ---------------------------------------------------------------------------- bad input


def test_an_activity_that_fits_nowhere_is_named_with_proof(
    course: tpkit.Portfolio,
) -> None:
    too_far = tpkit.AtLeastApart(
        id=tpkit.SchedulingRuleId("a-week"),
        activities=(tpkit.WorkshopId("law"),),
        apart=90,
    )
    rules = (too_far, *course.scheduling_rules[1:])
    with pytest.raises(NoTimetableError) as caught:
        mended(attrs.evolve(course, scheduling_rules=rules))

    assert caught.value.proved
    assert caught.value.broken[0].startswith(
        "Case law: there is no time and place for 3 sessions"
    )
    assert "ask schedule.explain what to give up" in str(caught.value)


def test_activities_that_only_fit_apart_are_not_said_to_be_impossible_without_proof(
    course: tpkit.Portfolio,
) -> None:
    day = pendulum.Date(2022, 9, 14)
    rules = (
        tpkit.Within(id=tpkit.SchedulingRuleId("that-day"), start=day, end=day),
        tpkit.Within(
            id=tpkit.SchedulingRuleId("that-hour"),
            start_time=pendulum.Time(10),
            end_time=pendulum.Time(12),
        ),
    )
    law, iro = course.sessions[0], course.sessions[3]
    two = (attrs.evolve(law, facilitators=(tpkit.PersonId("bob"),)), iro)
    with pytest.raises(NoTimetableError) as caught:
        mended(attrs.evolve(course, sessions=two, scheduling_rules=rules), solver=False)

    assert not caught.value.proved
    assert len(caught.value.broken) == 1
    assert "was found within the effort" in str(caught.value)


@pytest.mark.parametrize(
    "rule",
    [
        tpkit.NotOn(id=tpkit.SchedulingRuleId("never"), weekdays=tuple(tpkit.Weekday)),
        tpkit.Within(
            id=tpkit.SchedulingRuleId("never"),
            start_time=pendulum.Time(20),
            end_time=pendulum.Time(21),
        ),
    ],
)
def test_windows_of_no_days_or_no_hours_are_refused_with_proof(
    course: tpkit.Portfolio, rule: Any
) -> None:
    with pytest.raises(NoTimetableError, match="is allowed for any session") as caught:
        mended(agreed(course, rule))

    assert caught.value.proved


def test_a_thousand_facilitators_with_no_time_are_refused_quickly(
    course: tpkit.Portfolio,
) -> None:
    people, ids = many(1000)
    rules = (
        course.scheduling_rules[0],
        tpkit.LedBy(
            id=tpkit.SchedulingRuleId("who"),
            activities=(tpkit.WorkshopId("law"),),
            people=ids,
        ),
        *(away(f"away-{id}", people=(id,)) for id in ids),
        away("ann", people=(tpkit.PersonId("ann"),)),
    )
    with pytest.raises(NoTimetableError) as caught:
        mended(
            attrs.evolve(
                course, people=(*course.people, *people), scheduling_rules=rules
            )
        )

    assert caught.value.proved


def many(number: int) -> tuple[tuple[tpkit.Person, ...], tuple[tpkit.PersonId, ...]]:
    ids = tuple(tpkit.PersonId(f"p-{number}") for number in range(number))
    role = tpkit.ProfessionalRole.FACILITATOR
    return tuple(tpkit.Person(id=id, title=id, role=role) for id in ids), ids


def led_by_three_of(
    course: tpkit.Portfolio, number: int, *more: Any
) -> tpkit.Portfolio:
    people, ids = many(number)
    who = tpkit.LedBy(
        id=tpkit.SchedulingRuleId("who"),
        activities=(tpkit.WorkshopId("law"),),
        people=ids,
        needed=3,
    )
    return attrs.evolve(
        course,
        people=(*course.people, *people),
        scheduling_rules=(course.scheduling_rules[0], who, *more),
    )


def test_of_a_million_teams_some_will_do(course: tpkit.Portfolio) -> None:
    proposal = mended(led_by_three_of(course, 200), near=False)

    assert {len(p.facilitators) for p in proposal.placements[:3]} == {3}
    assert proposal.bound == 0


def test_where_not_every_team_was_looked_at_nothing_is_proved(
    course: tpkit.Portfolio,
) -> None:
    everybody = away("all", people=many(200)[1])
    with pytest.raises(NoTimetableError) as caught:
        mended(led_by_three_of(course, 200, everybody))

    assert not caught.value.proved


@pytest.mark.parametrize("effort", [-1, 11])
def test_effort_is_from_nothing_to_ten(course: tpkit.Portfolio, effort: int) -> None:
    with pytest.raises(FieldError, match="from 0 to 10"):
        mended(course, effort=effort)


def test_an_error_with_many_reasons_tells_the_first() -> None:
    error = NoTimetableError(f"reason {number}" for number in range(9))

    assert str(error).count("reason") == 5
    assert "and 4 more" in str(error)
    assert "allow more effort" in str(error)
