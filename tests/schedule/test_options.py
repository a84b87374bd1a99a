import itertools
from collections.abc import Callable, Iterable
from typing import Any

import attrs
import pendulum
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import tpkit
from tpkit import files, schedule, testing
from tpkit.errors import FieldError, UnknownIdError
from tpkit.findings import Severity
from tpkit.schedule._judge.breaches import breaches
from tpkit.schedule._terms.givens import givens
from tpkit.schedule._terms.slot import Slot, slot_of, time_of

TODAY = pendulum.Date(2022, 2, 1)

PLAN = """
tpkit: 1
partnership: {id: tp, name: Our partnership}
organisations:
  - {id: council, name: The council, kind: local_authority}
people:
  - {id: ann, title: Ann, role: facilitator}
  - {id: bob, title: Bob, role: facilitator}
  - {id: cat, title: Cat, role: social_worker}
venues:
  - {id: hall, name: Town Hall, capacity: 30}
  - {id: library, name: Library, capacity: 12}
  - {id: teams, name: Microsoft Teams, online: true, shared: true}
workshops:
  - {id: forum, title: Forum, facilitators: [ann], places: 20}
  - {id: law, title: Case law, delivery: series, facilitators: [bob]}
  - {id: empty, title: Something new}
learning_sets:
  - {id: set-a, title: Set A, facilitator: ann, members: [{person: cat}], contract: {meetings: 3, spacing_weeks: 1, meeting_minutes: 120}}
sessions:
  - {id: forum-1, activity: forum, on: 2022-01-10, start: "10:00", end: "11:30", mode: in_person, venue: hall, status: held}
  - {id: forum-2, activity: forum, number: 2, on: 2022-02-21, start: "10:00", end: "11:30", mode: in_person, venue: hall, status: confirmed}
  - {id: forum-3, activity: forum, number: 3, on: 2022-03-07, start: "10:00", end: "11:30", mode: in_person, venue: hall}
  - {id: law-1, activity: law, on: 2022-02-22, start: "10:00", end: "11:00", venue: library}
  - {id: law-2, activity: law, number: 2, on: 2022-03-01, start: "10:00", end: "11:00", status: cancelled}
  - {id: set-a-1, activity: set-a, on: 2022-02-28, start: "10:00", end: "12:00"}
scheduling_rules:
  - {rule: within, id: office-hours, start_time: "09:00", end_time: "13:00"}
  - {rule: not_on, id: mondays, weekdays: [monday], activities: [forum], agreed: {by: the board, on: 2022-01-05, reason: Court sits on Mondays, strictness: soft, weight: 3}}
  - {rule: unavailable, id: leave, people: [ann], start: 2022-02-14, end: 2022-02-16, agreed: {by: Ann}}
"""

MANY = 100_000


@pytest.fixture(name="plan", scope="module")
def _plan() -> tpkit.Portfolio:
    return files.loads(PLAN, format="yaml")


@pytest.fixture(name="with_rules")
def _with_rules(plan: tpkit.Portfolio) -> Callable[..., tpkit.Portfolio]:
    """Give a function that adds rules to the plan, or takes the place of its own."""

    def more(*rules: Any, sessions: Any = plan.sessions) -> tpkit.Portfolio:
        ids = {rule.id for rule in rules}
        kept = (rule for rule in plan.scheduling_rules if rule.id not in ids)
        return attrs.evolve(plan, scheduling_rules=(*kept, *rules), sessions=sessions)

    return more


def rule_id(id: str) -> tpkit.SchedulingRuleId:
    return tpkit.SchedulingRuleId(id)


def asked(
    plan: tpkit.Portfolio, session: Any = "forum-2", n: int = 10, **more: Any
) -> schedule.Options:
    more = {"on": TODAY, "rules": (), "until": pendulum.Date(2022, 3, 4), **more}
    return schedule.options(plan, session, n, **more)


def days(options: Iterable[schedule.Option]) -> list[str]:
    return [str(option.session.on) for option in options]


# ------------------------------------------------------------------------------ ranking


def test_the_cheapest_day_comes_first_and_the_nearest_of_equals(
    plan: tpkit.Portfolio,
) -> None:
    options = asked(plan, n=6)

    assert days(options) == [
        *("2022-02-20", "2022-02-22", "2022-02-19", "2022-02-23"),
        *("2022-02-18", "2022-02-24"),
    ]
    assert [option.cost for option in options] == [0] * 6


def test_the_same_hour_comes_first_and_then_the_nearest(plan: tpkit.Portfolio) -> None:
    one_day = asked(plan, n=MANY, until=TODAY.add(days=1))

    assert [str(option.session.start)[:5] for option in one_day] == [
        *("10:00", "09:30", "10:30", "09:00", "11:00", "11:30")
    ]


def test_no_day_comes_twice_before_every_day_has_come_once(
    plan: tpkit.Portfolio,
) -> None:
    options = asked(plan, n=40, until=TODAY.add(days=20))

    seen = days(options)
    once = dict.fromkeys(seen)

    assert seen[: len(once)] == [*once]
    assert len(seen) == 40
    assert len(once) == 17  # of 20 days Ann is away for 3


def test_the_present_slot_is_no_option_of_its_own(plan: tpkit.Portfolio) -> None:
    options = asked(plan, "law-1", MANY)

    slots = [(o.session.on, o.session.start) for o in options]

    assert options.present is not None
    assert options.present.session == plan.sessions[3]
    assert (plan.sessions[3].on, plan.sessions[3].start) not in slots
    assert len(set(slots)) == len(slots) == len(options)


def test_so_many_are_given_as_are_asked_for(plan: tpkit.Portfolio) -> None:
    assert [len(asked(plan, n=n)) for n in (1, 2, 7)] == [1, 2, 7]


def test_a_longer_list_begins_with_the_shorter(plan: tpkit.Portfolio) -> None:
    assert asked(plan, n=9).found[:4] == asked(plan, n=4).found


@given(st.randoms(use_true_random=False))
def test_the_order_of_the_document_does_not_matter(dice: Any) -> None:
    plan = files.loads(PLAN, format="yaml")
    families: dict[str, Any] = {
        name: tuple(dice.sample(getattr(plan, name), len(getattr(plan, name))))
        for name in ("people", "venues", "workshops", "sessions", "scheduling_rules")
    }

    shuffled = attrs.evolve(plan, **families)

    assert asked(shuffled, n=5).found == asked(plan, n=5).found


# ---------------------------------------------------------- the same, by trying every slot


def judged(
    plan: tpkit.Portfolio, session: str, rules: Any, on: Any
) -> tuple[int, bool]:
    """Give what a plan costs, and whether the session has a part in what is broken."""
    facts = schedule.facts_of(plan, on=on)
    place = [entry.session for entry in facts.timetable.entries].index(session)
    terms = [*givens(facts), *schedule.terms_of(schedule.rules_of(plan, rules), facts)]
    found = [*breaches(facts.timetable, terms)]
    broken = any(b.is_hard and place in b.places for b in found)
    return sum(breach.cost for breach in found), broken


def moved(plan: tpkit.Portfolio, session: str, slot: Slot) -> tpkit.Portfolio:
    def there(one: tpkit.Session) -> tpkit.Session:
        if one.id != session:
            return one
        return attrs.evolve(
            one,
            on=slot.on,
            start=time_of(slot.start),
            end=time_of(slot.end),
            venue=None if slot.venue is None else tpkit.VenueId(slot.venue),
            facilitators=tuple(map(tpkit.PersonId, slot.leaders)),
        )

    return attrs.evolve(plan, sessions=tuple(map(there, plan.sessions)))


BOTH = tpkit.RuleAgreement(strictness=tpkit.Strictness.SOFT, weight=2)

TRICKY = (
    tpkit.HeldAt(
        id=rule_id("where"),
        activities=(tpkit.WorkshopId("forum"),),
        venues=(tpkit.VenueId("hall"), tpkit.VenueId("library")),
    ),
    tpkit.LedBy(
        id=rule_id("who"),
        activities=(tpkit.WorkshopId("forum"),),
        people=(tpkit.PersonId("ann"), tpkit.PersonId("bob")),
        agreed=BOTH,
    ),
    tpkit.AtLeastApart(id=rule_id("apart"), apart=10, agreed=BOTH),
    tpkit.SameFacilitators(id=rule_id("same-people"), agreed=BOTH),
    tpkit.SameVenue(id=rule_id("same-place"), agreed=BOTH),
    tpkit.SameDayOfWeek(
        id=rule_id("same-day"),
        activities=(tpkit.WorkshopId("forum"),),
        same_time=True,
        agreed=BOTH,
    ),
    tpkit.WorkloadWithin(
        id=rule_id("load"), at_most=1, period=tpkit.Period.WEEK, agreed=BOTH
    ),
    tpkit.TravelTime(id=rule_id("travel"), minutes=60),
    tpkit.NoClashes(id=rule_id("clashes")),
)


def test_the_options_are_those_that_trying_every_slot_gives(
    with_rules: Callable[..., tpkit.Portfolio],
) -> None:
    plan = with_rules(*TRICKY)
    today = pendulum.Date(2022, 2, 14)
    days = range(today.toordinal() + 1, pendulum.Date(2022, 3, 4).toordinal() + 1)
    venues, teams = ("hall", "library"), (("ann",), ("bob",), ("ann", "bob"))
    now = slot_of(plan.sessions[1], ("ann",))
    legal = {}
    for day, start, venue, team in itertools.product(
        days, range(0, 1440, 60), venues, teams[:2]
    ):
        slot = Slot(day=day, start=start, end=start + 90, venue=venue, leaders=team)
        if slot.end < 1440 and slot != now:
            cost, broken = judged(moved(plan, "forum-2", slot), "forum-2", (), today)
            if not broken:
                legal[slot] = cost
    before, _ = judged(plan, "forum-2", (), today)

    options = asked(plan, n=MANY, grid=60, on=today)
    found = {slot_in(option): option.cost for option in options}

    assert options.present is not None
    change = before - options.present.cost
    assert {slot: cost - change for slot, cost in legal.items()} == found
    firsts = [*{o.session.on: o for o in reversed(options.found)}.values()]
    ranked = sorted((o.cost, abs(o.session.on.toordinal() - now.day)) for o in firsts)
    assert ranked == [
        (o.cost, abs(o.session.on.toordinal() - now.day))
        for o in options.found[: len(firsts)]
    ]


def slot_in(option: schedule.Option) -> Slot:
    """Give the slot of an option of the forum, which Ann leads unless it says otherwise."""
    return slot_of(option.session, option.session.facilitators or ("ann",))


DENSE = testing.portfolios(
    families=st.just(
        {"workshops", "learning_sets", "people", "venues", "sessions"}
        | {"scheduling_rules", "segments", "focus_groups"}
    ),
    max_size=4,
    dates=st.integers(0, 12).map(lambda n: TODAY.add(days=n)),
    times=st.integers(18, 26).map(lambda n: time_of(n * 30)),
)


@given(DENSE, st.data())
@settings(max_examples=20)
def test_an_option_breaks_nothing_hard_and_costs_what_it_says(
    plan: tpkit.Portfolio, data: st.DataObject
) -> None:
    movable = [
        session.id
        for session in plan.sessions
        if session.on > TODAY
        and session.status.value in ("planned", "confirmed")
        and not any(isinstance(r, tpkit.RunCount) for r in plan.scheduling_rules)
    ]
    assume(movable)
    id = data.draw(st.sampled_from(movable))

    until = TODAY.add(days=20)
    options = schedule.options(plan, id, 4, on=TODAY, rules=(), until=until, grid=60)

    before, _ = judged(plan, id, (), TODAY)
    for option in options:
        after, broken = judged(option.apply(plan), id, (), TODAY)
        assert not broken
        assert options.present is not None
        assert after - before == option.cost - options.present.cost
        assert option.cost == sum(option.costs.values())
        assert bool(option.cost) == bool(option.speaks_against)


# ------------------------------------------------------------------------------ reasons


def test_an_option_says_what_it_mends_and_what_it_costs(
    plan: tpkit.Portfolio,
) -> None:
    options = asked(plan, n=1, until=pendulum.Date(2022, 2, 22))

    assert str(options) == (
        "Forum, run 2\n"
        "now Monday 21 February 2022, 10am to 11:30am, at Town Hall, led by Ann (cost 3)\n"
        "  for: Ann is free\n"
        "  for: Town Hall takes 30 people, and 20 are expected\n"
        "  for: it is on a Monday, like the other 2 sessions\n"
        "  for: it is 10am to 11:30am, like the other 2 sessions\n"
        "  against: it is on Monday 21 February 2022, and Mondays are kept free; "
        "rule mondays, agreed by the board on 5 January 2022: no session on Mondays, "
        "for Forum (Court sits on Mondays)\n"
        "1. Sunday 20 February 2022, 10am to 11:30am, at Town Hall, led by Ann (cost 0)\n"
        "  for: it keeps rule mondays, which the present slot breaks "
        "(Court sits on Mondays)\n"
        "  for: Ann is free\n"
        "  for: Town Hall takes 30 people, and 20 are expected\n"
        "  for: it is 10am to 11:30am, like the other 2 sessions"
    )


def test_the_present_slot_says_which_hard_rules_it_breaks(
    with_rules: Callable[..., tpkit.Portfolio],
) -> None:
    court = tpkit.NotOn(id=rule_id("court"), dates=(pendulum.Date(2022, 2, 21),))

    options = asked(with_rules(court), n=1)

    assert options.present is not None
    assert options.present.barred == (
        (
            "it is on Monday 21 February 2022, and that day is kept free; "
            "rule court: no session on 21 February 2022"
        ),
    )
    assert "\n  not allowed: it is on Monday 21 February" in str(options)
    assert (
        options[0].speaks_for[1] == "it keeps rule court, which the present slot breaks"
    )


def test_who_is_wanted_elsewhere_is_not_said_to_be_free(
    plan: tpkit.Portfolio,
) -> None:
    options = asked(plan, n=MANY, until=pendulum.Date(2022, 2, 28))

    then = next(o for o in options if "28 February" in o.words)

    assert not any("free" in reason for reason in then.speaks_for)


def test_who_is_on_leave_is_not_said_to_be_free(
    with_rules: Callable[..., tpkit.Portfolio],
) -> None:
    away = tpkit.Unavailable(
        id=rule_id("leave"), people=(tpkit.PersonId("ann"),), agreed=BOTH
    )

    option = asked(with_rules(away), n=1)[0]

    assert not any("free" in reason for reason in option.speaks_for)
    assert option.speaks_against == (
        "Ann cannot be there; rule leave: Ann not available",
    )


def test_people_are_counted_where_they_are_many(plan: tpkit.Portfolio) -> None:
    ids = [tpkit.PersonId(f"p{n}") for n in range(4)]
    people = [attrs.evolve(plan.people[2], id=id, title=id) for id in ids]
    booked = [
        tpkit.Booking(
            id=tpkit.BookingId(person.id),
            session=tpkit.SessionId("forum-2"),
            person=person.id,
            status=tpkit.BookingStatus.CONFIRMED,
        )
        for person in people
    ]
    more = attrs.evolve(plan, people=(*plan.people, *people), bookings=tuple(booked))

    option = asked(more, n=1)[0]

    assert "all 5 people who have to be there are free" in option.speaks_for


def test_nothing_is_said_of_a_room_that_may_be_too_small(
    with_rules: Callable[..., tpkit.Portfolio],
) -> None:
    elsewhere = tpkit.HeldAt(
        id=rule_id("where"),
        activities=(tpkit.WorkshopId("forum"),),
        venues=(tpkit.VenueId("library"), tpkit.VenueId("teams")),
    )

    options = asked(with_rules(elsewhere), n=MANY, until=TODAY.add(days=1))

    assert {o.session.venue for o in options} == {"library", "teams"}
    assert not any("takes" in reason for o in options for reason in o.speaks_for)


def test_an_only_session_is_like_no_other_and_needs_nobody(
    plan: tpkit.Portfolio,
) -> None:
    law = attrs.evolve(plan.workshops[1], facilitators=())
    alone = attrs.evolve(plan, workshops=(plan.workshops[0], law, plan.workshops[2]))

    options = asked(alone, "law-1", n=1)

    assert options.title == "Case law, part 1"
    assert options[0].words == "Tuesday 22 February 2022, 9:30am to 10:30am, at Library"
    assert options[0].speaks_for == ()


# ----------------------------------------------------------------------- where none is left


def test_where_no_slot_is_left_the_rules_that_bar_are_counted(
    with_rules: Callable[..., tpkit.Portfolio],
) -> None:
    early = tpkit.Within(id=rule_id("early"), end_time=pendulum.Time(10))
    late = tpkit.NotDuring(
        id=rule_id("late"), start_time=pendulum.Time(8), end_time=pendulum.Time(20)
    )
    until = TODAY.add(days=2)

    options = asked(with_rules(early, late), n=3, grid=60, until=until)

    assert not options
    assert options.times == 2 * 23
    assert [(b.rule, b.times, b.alone) for b in options.barriers] == [
        ("office-hours", 2 * 20, 2 * 7),
        ("early", 2 * 14, 0),
        ("late", 2 * 13, 0),
    ]
    assert str(options) == (
        "Forum, run 2: nothing is left of 46 times looked at\n"
        "- rule office-hours: every session not before 9am and not after 1pm: "
        "bars 40 of them; without it 14 would be left\n"
        "- rule early: every session not after 10am: "
        "bars 28 of them\n"
        "- rule late: no session from 8am to 8pm: bars 26 of them"
    )


def test_rules_about_who_and_where_bar_what_no_other_rule_does(
    with_rules: Callable[..., tpkit.Portfolio],
) -> None:
    ann, hall = (tpkit.PersonId("ann"),), (tpkit.VenueId("hall"),)
    away = tpkit.Unavailable(id=rule_id("leave"), people=ann)
    taken = tpkit.Unavailable(
        id=rule_id("let"), venues=hall, end=TODAY.add(days=1), start=TODAY
    )

    options = asked(with_rules(away, taken), grid=60, until=TODAY.add(days=2))

    assert [(b.rule, b.times, b.alone) for b in options.barriers] == [
        ("leave", 2 * 3, 3),
        ("office-hours", 2 * 20, 0),
        ("let", 3, 0),
    ]


def test_the_sessions_before_and_after_can_be_in_the_way(
    plan: tpkit.Portfolio,
) -> None:
    def close(session: tpkit.Session) -> tpkit.Session:
        on = {"forum-2": "2022-02-11", "forum-3": "2022-02-11"}.get(session.id)
        if on is None:
            return session
        more: Any = {"start": pendulum.Time(12), "end": pendulum.Time(13)}
        if session.id == "forum-2":
            more = {}
        return attrs.evolve(session, on=pendulum.Date(2022, 2, 11), **more)

    full = attrs.evolve(
        plan,
        sessions=(
            *map(close, plan.sessions),
            attrs.evolve(
                plan.sessions[2],
                id=tpkit.SessionId("forum-4"),
                number=4,
                on=pendulum.Date(2022, 2, 11),
            ),
        ),
    )

    options = asked(full, "forum-3", n=1)

    assert not options
    assert "session 3 has to be after session 2 on Friday 11 February 2022" in str(
        options
    )
    assert options.barriers[0].rule == "in-turn"


def test_many_barriers_are_counted_rather_than_told(
    with_rules: Callable[..., tpkit.Portfolio],
) -> None:
    rules = [
        tpkit.NotOn(id=rule_id(f"rule-{n}"), weekdays=tuple(tpkit.Weekday))
        for n in range(9)
    ]

    text = str(asked(with_rules(*rules), n=1))

    assert len(text.splitlines()) == 1 + 8 + 1
    assert text.endswith("- and 2 rules more")


# ------------------------------------------------------------------------------ one more


def test_one_more_session_of_an_activity_is_like_its_last(
    plan: tpkit.Portfolio,
) -> None:
    options = asked(plan, "forum", n=1, until=pendulum.Date(2022, 3, 31))

    more = options[0].apply(plan)

    assert options.present is None
    assert options.title == "Forum, run 4"
    assert more.sessions[:-1] == plan.sessions
    assert more.sessions[-1] == attrs.evolve(
        plan.sessions[2],
        id=tpkit.SessionId("forum-4"),
        number=4,
        on=pendulum.Date(2022, 3, 8),
        start=pendulum.Time(9),
        end=pendulum.Time(10, 30),
    )
    assert [line for line in str(options).splitlines() if line.startswith("now")] == []


def test_one_more_session_lasts_as_long_as_one_says(plan: tpkit.Portfolio) -> None:
    until = pendulum.Date(2022, 3, 31)

    assert asked(plan, "forum", minutes=45, until=until)[0].session.minutes == 45
    assert asked(plan, "empty", minutes=45)[0].session.minutes == 45


def test_one_more_session_lasts_as_long_as_was_agreed(
    with_rules: Callable[..., tpkit.Portfolio],
) -> None:
    contract = tpkit.AsContracted(id=rule_id("contract"), weeks_either_side=0)
    until = pendulum.Date(2022, 3, 31)

    option = asked(with_rules(contract), "set-a", minutes=45, until=until)[0]

    assert (option.session.id, option.session.minutes) == ("set-a-2", 120)
    assert option.session.on == pendulum.Date(2022, 3, 7)


def test_a_new_session_has_an_id_that_no_other_has(plan: tpkit.Portfolio) -> None:
    odd = attrs.evolve(plan.sessions[5], id=tpkit.SessionId("empty-1"))
    taken = attrs.evolve(plan, sessions=(*plan.sessions, odd))

    assert asked(taken, "empty", minutes=60)[0].session.id == "empty-2"


def test_a_session_is_found_before_an_activity_of_that_name(
    plan: tpkit.Portfolio,
) -> None:
    odd = attrs.evolve(
        plan.sessions[5], id=tpkit.SessionId("forum"), on=pendulum.Date(2022, 3, 3)
    )

    options = asked(attrs.evolve(plan, sessions=(*plan.sessions, odd)), "forum", n=1)

    assert options.title == "Set A, meeting 1"


# ---------------------------------------------------------------------- what is applied


def test_applying_moves_one_session_and_raises_its_revision(
    plan: tpkit.Portfolio,
) -> None:
    option = asked(plan, n=1)[0]

    after = option.apply(plan)

    assert after.sessions[1] == attrs.evolve(
        plan.sessions[1], on=pendulum.Date(2022, 2, 20), revision=1
    )
    assert [s for s in after.sessions if s.id != "forum-2"] == [
        s for s in plan.sessions if s.id != "forum-2"
    ]


def test_a_session_that_goes_online_is_online_and_back_again(
    with_rules: Callable[..., tpkit.Portfolio],
) -> None:
    where = tpkit.HeldAt(
        id=rule_id("where"),
        activities=(tpkit.WorkshopId("forum"), tpkit.WorkshopId("law")),
        venues=(tpkit.VenueId("teams"), tpkit.VenueId("library")),
    )
    plan = with_rules(where)
    hybrid = attrs.evolve(
        plan.sessions[2], mode=tpkit.SessionMode.HYBRID, on=pendulum.Date(2022, 3, 3)
    )
    plan = attrs.evolve(plan, sessions=(*plan.sessions[:2], hybrid, *plan.sessions[3:]))

    def modes(session: str) -> dict[Any, str]:
        options = asked(plan, session, MANY, until=TODAY.add(days=2))
        return {option.session.venue: option.session.mode for option in options}

    moved, law = modes("forum-2"), modes("law-1")
    mixed = asked(plan, "forum-3", n=3, until=pendulum.Date(2022, 3, 4))

    assert moved == {"teams": "online", "library": "in_person"}
    assert law == {"teams": "online", "library": "online"}  # it was, at the library
    assert {option.session.mode for option in mixed} == {"hybrid"}


def test_facilitators_are_named_only_where_they_are_not_the_activitys(
    with_rules: Callable[..., tpkit.Portfolio],
) -> None:
    who = tpkit.LedBy(
        id=rule_id("who"),
        activities=(tpkit.WorkshopId("forum"),),
        people=(tpkit.PersonId("ann"), tpkit.PersonId("bob")),
    )

    options = asked(with_rules(who), n=MANY, until=TODAY.add(days=1))

    assert {o.session.facilitators for o in options} == {(), ("bob",)}


# -------------------------------------------------------------------------- bad input


@pytest.mark.parametrize(
    ("session", "words"),
    [
        ("forum-1", "expected a session that has not been held, after 2022-02-01"),
        ("law-2", "expected a session that is not cancelled (for one more: 'law')"),
        ("empty", "expected how long a session of 'empty' lasts, in minutes"),
    ],
)
def test_a_session_that_cannot_move_is_refused(
    plan: tpkit.Portfolio, session: str, words: str
) -> None:
    with pytest.raises(FieldError) as refused:
        asked(plan, session)

    assert words in str(refused.value)


def test_a_session_in_the_past_is_refused(plan: tpkit.Portfolio) -> None:
    with pytest.raises(FieldError, match="after 2022-03-07"):
        asked(plan, "forum-3", on=pendulum.Date(2022, 3, 7), until=None)


def test_an_unknown_session_is_refused_with_the_nearest(plan: tpkit.Portfolio) -> None:
    with pytest.raises(UnknownIdError, match="did you mean 'forum-2'"):
        asked(plan, "forun-2")


@pytest.mark.parametrize(
    "wrong",
    [{"n": 0}, {"grid": 7}, {"until": TODAY}, {"on": pendulum.DateTime(2022, 2, 1)}],
)
def test_what_can_mean_nothing_is_refused(plan: tpkit.Portfolio, wrong: Any) -> None:
    (field,) = wrong
    with pytest.raises(FieldError, match=rf"options\.{field}"):
        asked(plan, **wrong)


def test_the_review_finds_nothing_hard_in_any_option() -> None:
    plan, today = testing.northshire(), pendulum.Date(2025, 1, 10)

    board = tpkit.SessionId("board-2025-03")

    options = schedule.options(plan, board, 20, on=today)

    assert len(options) == 20
    for option in options:
        findings = schedule.review(option.apply(plan), on=today)
        assert not [f for f in findings if f.severity is Severity.ERROR]
