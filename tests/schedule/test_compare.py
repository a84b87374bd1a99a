from collections.abc import Callable
from typing import Any

import attrs
import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tpkit
from tpkit import files, schedule, testing
from tpkit.schedule import ChangeKind

PLAN = """
tpkit: 1
partnership: {id: tp, name: Our partnership}
organisations:
  - {id: council, name: The council, kind: local_authority}
  - {id: uni, name: The university, kind: higher_education}
people:
  - {id: ann, title: Facilitator, name: Ann, role: facilitator}
  - {id: bob, title: Facilitator, name: Bob, role: facilitator}
  - {id: cat, title: Cat, role: social_worker}
  - {id: dan, title: Dan, role: social_worker}
  - {id: eve, title: Eve, role: social_worker}
  - {id: fay, title: Fay, role: social_worker}
  - {id: gus, title: Gus, role: analyst}
venues:
  - {id: hall, name: Town Hall, organisation: council}
  - {id: campus, name: Campus, organisation: uni}
  - {id: park, name: The park}
  - {id: teams, name: Microsoft Teams, online: true, shared: true}
studies:
  - {id: study, title: Why people stay}
workshops:
  - {id: iro, title: The IRO workshop, facilitators: [ann]}
learning_sets:
  - {id: set-a, title: Set A, facilitator: ann, members: [{person: cat}, {person: dan}, {person: eve}, {person: fay}]}
focus_groups:
  - {id: group, title: Agency group, study: study, note_taker: gus}
governance_bodies:
  - {id: board, title: The board, kind: strategic_board, chairs: [ann], seats: [{organisation: council, person: cat}]}
sessions:
  - {id: iro-1, activity: iro, on: 2022-02-14, start: "10:00", end: "11:30", mode: in_person, venue: hall, status: confirmed}
  - {id: iro-2, activity: iro, number: 2, on: 2022-02-21, start: "10:00", end: "11:30", mode: in_person, venue: hall, status: confirmed}
  - {id: set-1, activity: set-a, on: 2022-03-07, start: "13:00", end: "16:00", platform: Zoom}
  - {id: group-1, activity: group, on: 2022-03-09, start: "10:00", end: "11:00", status: confirmed}
  - {id: group-2, activity: group, number: 2, on: 2022-03-16, start: "10:00", end: "11:00"}
  - {id: board-1, activity: board, on: 2022-03-21, start: "10:00", end: "11:00", mode: in_person, status: confirmed}
bookings:
  - {id: b1, session: iro-2, person: cat, status: confirmed}
  - {id: b2, session: iro-2, person: dan, status: confirmed}
  - {id: b3, session: iro-2, person: eve, status: confirmed}
  - {id: b4, session: iro-2, person: fay, status: confirmed}
  - {id: b5, session: iro-2, person: gus, status: waitlisted}
"""

Change = Callable[..., tpkit.Portfolio]


@pytest.fixture(name="plan", scope="module")
def _plan() -> tpkit.Portfolio:
    return files.loads(PLAN, format="yaml")


@pytest.fixture(name="changed")
def _changed(plan: tpkit.Portfolio) -> Change:
    """Give a function that changes one session of the plan."""

    def change(id: str, **fields: Any) -> tpkit.Portfolio:
        return attrs.evolve(
            plan,
            sessions=tuple(
                attrs.evolve(session, **fields) if session.id == id else session
                for session in plan.sessions
            ),
        )

    return change


def the_change(old: tpkit.Portfolio, new: tpkit.Portfolio) -> schedule.Change:
    (change,) = schedule.compare(old, new)
    return change


# ------------------------------------------------------------------------------ in words


def test_a_session_moves_and_everybody_concerned_is_counted(
    plan: tpkit.Portfolio, changed: Change
) -> None:
    new = changed("iro-2", on=pendulum.Date(2022, 2, 28))

    change = the_change(plan, new)

    assert change.kinds == (ChangeKind.MOVED,)
    assert str(change) == (
        "The IRO workshop, run 2, moves from Monday 21 February 2022, 10am to 11:30am, "
        "to Monday 28 February, same time; to be told: Ann, who leads it; "
        "4 people who have a place; The council, whose venue it is"
    )
    assert change.people == ("ann", "cat", "dan", "eve", "fay")
    assert change.organisations == ("council",)


HOURS = {"start": pendulum.Time(14), "end": pendulum.Time(15, 30)}
WAS = "The IRO workshop, run 2, on Monday 21 February 2022, 10am to 11:30am, "
MOVES = "The IRO workshop, run 2, moves from Monday 21 February 2022, 10am to 11:30am, "


@pytest.mark.parametrize(
    ("fields", "kinds", "sentence"),
    [
        (HOURS, "moved", MOVES + "to the same day, 2pm to 3:30pm"),
        (
            {"on": pendulum.Date(2023, 2, 20), **HOURS},
            "moved",
            MOVES + "to Monday 20 February 2023, 2pm to 3:30pm",
        ),
        (
            {"on": pendulum.Date(2022, 2, 22), "end": pendulum.Time(11)},
            "moved length",
            MOVES + "to Tuesday 22 February, 10am to 11am; it is 30 minutes shorter",
        ),
        (
            {"end": pendulum.Time(12)},
            "length",
            WAS + "is 30 minutes longer and ends at midday",
        ),
        (
            {"venue": "campus"},
            "place",
            WAS + "is held at Campus instead of at Town Hall",
        ),
        (
            {"venue": "teams", "mode": tpkit.SessionMode.ONLINE},
            "place",
            WAS + "is held on Microsoft Teams instead of at Town Hall",
        ),
        (
            {"venue": None, "platform": "Zoom", "mode": tpkit.SessionMode.ONLINE},
            "place",
            WAS + "is held on Zoom instead of at Town Hall",
        ),
        ({"venue": None}, "place", WAS + "is no longer held at Town Hall"),
        (
            {"mode": tpkit.SessionMode.HYBRID},
            "place",
            WAS + "is held at Town Hall and online instead of at Town Hall",
        ),
        (
            {"mode": tpkit.SessionMode.ONLINE},
            "place",
            WAS + "is held online instead of in person",
        ),
        (
            {"facilitators": ("bob",)},
            "leaders",
            WAS + "is led by Bob instead of Ann",
        ),
        (
            {"venue": "park", "facilitators": ("bob", "ann")},
            "place leaders",
            WAS + "is held at The park instead of at Town Hall; "
            "it is led by Ann and Bob instead of Ann",
        ),
        (
            {"status": tpkit.SessionStatus.CANCELLED},
            "cancelled",
            WAS + "is cancelled",
        ),
    ],
)
def test_a_change_is_said_in_words(
    plan: tpkit.Portfolio,
    changed: Change,
    fields: dict[str, Any],
    kinds: str,
    sentence: str,
) -> None:
    change = the_change(plan, changed("iro-2", **fields))

    assert " ".join(change.kinds) == kinds
    assert change.sentence == sentence


def test_a_session_is_added_or_gone(plan: tpkit.Portfolio) -> None:
    fewer = attrs.evolve(
        plan,
        bookings=(),
        sessions=tuple(s for s in plan.sessions if s.id != "iro-2"),
    )

    added, gone = the_change(fewer, plan), the_change(plan, fewer)

    assert (added.old, added.new) == (None, plan.sessions[1])
    assert (gone.old, gone.new) == (plan.sessions[1], None)
    assert added.sentence == (
        "The IRO workshop, run 2, is added: Monday 21 February 2022, "
        "10am to 11:30am, at Town Hall, led by Ann"
    )
    assert gone.sentence == (
        "The IRO workshop, run 2, on Monday 21 February 2022, 10am to 11:30am, "
        "is no longer planned"
    )
    assert gone.concerned.startswith("Ann, who leads it; 4 people who have a place")


def test_a_cancelled_session_is_on_again(
    plan: tpkit.Portfolio, changed: Change
) -> None:
    cancelled = changed("board-1", status=tpkit.SessionStatus.CANCELLED)

    change = the_change(cancelled, plan)

    assert change.kinds == (ChangeKind.ADDED,)
    assert (
        change.sentence == "The board is on again: Monday 21 March 2022, 10am to 11am"
    )


def test_what_an_only_session_is_called_is_its_activity(
    plan: tpkit.Portfolio, changed: Change
) -> None:
    new = changed("board-1", on=pendulum.Date(2022, 3, 28))

    assert the_change(plan, new).sentence == (
        "The board moves from Monday 21 March 2022, 10am to 11am, "
        "to Monday 28 March, same time"
    )


def test_a_session_with_a_title_of_its_own_is_called_by_it(
    plan: tpkit.Portfolio, changed: Change
) -> None:
    later = {"on": pendulum.Date(2022, 3, 17)}

    own = the_change(plan, changed("group-2", title="Evening group", **later))
    numbered = the_change(plan, changed("group-2", **later))

    assert own.sentence.startswith("Evening group moves from Wednesday 16 March 2022")
    assert numbered.sentence.startswith("Agency group, session 2, moves from Wednesday")


def test_an_activity_that_changes_hands_changes_its_sessions(
    plan: tpkit.Portfolio,
) -> None:
    (iro,) = plan.workshops
    nobody = attrs.evolve(plan, workshops=(attrs.evolve(iro, facilitators=()),))

    lost, found = schedule.compare(plan, nobody), schedule.compare(nobody, plan)

    assert [change.session for change in lost] == ["iro-1", "iro-2"]
    assert "is no longer led by Ann" in lost[0].sentence
    assert found[0].sentence.endswith("is led by Ann")
    assert lost[1].concerned == "Ann, who was to lead it; 4 people who have a place"


# --------------------------------------------------------------------------- to be told


def test_whoever_led_it_and_whoever_leads_it_are_told(
    plan: tpkit.Portfolio, changed: Change
) -> None:
    changes = schedule.compare(plan, changed("iro-1", facilitators=("bob",)))

    assert changes[0].concerned == "Bob, who leads it; Ann, who was to lead it"
    assert [*changes.to_tell] == ["ann", "bob"]
    assert changes.organisations_to_tell == {}


def test_both_owners_are_told_when_the_venue_changes(
    plan: tpkit.Portfolio, changed: Change
) -> None:
    changes = schedule.compare(plan, changed("iro-1", venue="campus"))

    assert [*changes.organisations_to_tell] == ["council", "uni"]
    assert "The council, whose venue it is; The university" in changes[0].concerned


@pytest.mark.parametrize(
    ("session", "concerned"),
    [
        ("board-1", "Ann, who chairs it; Cat, who is a member"),
        ("group-1", "Gus, who takes notes"),
        ("set-1", "Ann, who leads it; 4 people who are members"),
    ],
)
def test_what_people_are_to_a_session_is_said(
    plan: tpkit.Portfolio, changed: Change, session: str, concerned: str
) -> None:
    change = the_change(plan, changed(session, on=pendulum.Date(2022, 4, 6)))

    assert change.concerned == concerned


def test_sentences_are_grouped_by_person_in_order_of_time(
    plan: tpkit.Portfolio,
) -> None:
    def later(session: tpkit.Session) -> tpkit.Session:
        return attrs.evolve(session, on=session.on.add(days=1))

    changes = schedule.compare(
        plan, attrs.evolve(plan, sessions=tuple(map(later, plan.sessions)))
    )

    assert [*changes.to_tell] == ["ann", "cat", "dan", "eve", "fay", "gus"]
    assert [
        s.partition(" moves")[0] for s in changes.to_tell[tpkit.PersonId("ann")]
    ] == [
        "The IRO workshop, run 1,",
        "The IRO workshop, run 2,",
        "The board",
    ]


def test_what_is_only_planned_is_listed_apart(
    plan: tpkit.Portfolio, changed: Change
) -> None:
    changes = schedule.compare(plan, changed("set-1", on=pendulum.Date(2022, 3, 8)))

    assert (changes.announced, changes.planned, changes.over) == ((), changes.found, ())
    assert changes.to_tell == {}
    assert str(changes) == (
        "Planned, and not yet announced:\n"
        "- Set A moves from Monday 7 March 2022, 1pm to 4pm, "
        "to Tuesday 8 March, same time"
    )


def test_what_has_been_held_is_a_matter_of_record(
    plan: tpkit.Portfolio, changed: Change
) -> None:
    held = changed(
        "iro-1", status=tpkit.SessionStatus.HELD, on=pendulum.Date(2022, 2, 15)
    )

    changes = schedule.compare(plan, held)

    assert (changes.announced, changes.planned, changes.over) == ((), (), changes.found)
    assert str(changes).startswith(
        "Held already, so that only the record changes:\n- The"
    )


def test_what_is_announced_anew_has_to_be_told(
    plan: tpkit.Portfolio, changed: Change
) -> None:
    new = changed(
        "group-2", status=tpkit.SessionStatus.CONFIRMED, on=pendulum.Date(2022, 3, 17)
    )

    changes = schedule.compare(plan, new)

    assert changes.announced == changes.found
    assert str(changes).startswith("To be told:\n- Agency group, session 2, moves")


def test_an_announcement_alone_changes_nothing(
    plan: tpkit.Portfolio, changed: Change
) -> None:
    new = changed("group-2", status=tpkit.SessionStatus.CONFIRMED, note="Bring a pen")

    assert not schedule.compare(plan, new)


def test_nobody_to_tell_is_nothing_to_say(
    plan: tpkit.Portfolio, changed: Change
) -> None:
    alone = attrs.evolve(
        plan, focus_groups=(attrs.evolve(plan.focus_groups[0], note_taker=None),)
    )
    moved = attrs.evolve(
        alone, sessions=changed("group-1", on=pendulum.Date(2022, 3, 10)).sessions
    )

    assert str(the_change(alone, moved)).endswith("to Thursday 10 March, same time")


def test_somebody_who_is_no_longer_known_is_named_as_they_were(
    plan: tpkit.Portfolio,
) -> None:
    group = attrs.evolve(plan.focus_groups[0], facilitator=tpkit.PersonId("bob"))
    old = attrs.evolve(plan, focus_groups=(group,))
    without = attrs.evolve(plan, people=tuple(p for p in plan.people if p.id != "bob"))

    change = schedule.compare(old, without)[0]

    assert change.sentence.endswith("is no longer led by Bob")
    assert change.concerned == "Bob, who was to lead it; Gus, who takes notes"


# ---------------------------------------------------------------------------------- laws


@given(testing.portfolios())
def test_a_portfolio_does_not_differ_from_itself(portfolio: tpkit.Portfolio) -> None:
    changes = schedule.compare(portfolio, portfolio)

    assert not changes
    assert len(changes) == 0
    assert str(changes) == "Nothing has changed"


@st.composite
def two_plans(draw: st.DrawFn) -> tuple[tpkit.Portfolio, tpkit.Portfolio]:
    """Draw a plan, and the same with some sessions gone, called off or a year on."""
    families = {"people", "venues", "workshops", "learning_sets", "focus_groups"}
    old = draw(
        testing.portfolios(families=st.just({*families, "sessions"}), max_size=4)
    )
    new: list[tpkit.Session] = []
    for session in old.sessions:
        match draw(st.sampled_from(["as it is", "later", "off", "gone"])):
            case "as it is":
                new.append(session)
            case "later":
                new.append(attrs.evolve(session, on=pendulum.Date(2031, 1, 8)))
            case "off":
                off = tpkit.SessionStatus.CANCELLED
                new.append(attrs.evolve(session, status=off))
    return old, attrs.evolve(old, sessions=tuple(new))


@given(two_plans())
def test_every_session_that_changes_is_there_once(
    plans: tuple[tpkit.Portfolio, tpkit.Portfolio],
) -> None:
    old, new = plans
    after = {session.id: session for session in new.sessions}

    changes = schedule.compare(old, new)

    found = [change.session for change in changes]
    assert len(found) == len(set(found))
    assert set(found) == {
        session.id
        for session in old.sessions
        if session.status.happens and after.get(session.id) != session
    }
    parts = (changes.announced, changes.planned, changes.over)
    assert sorted(c.session for part in parts for c in part) == sorted(found)
    told = {person for change in changes.announced for person in change.people}
    assert set(changes.to_tell) == told


@given(two_plans(), st.randoms(use_true_random=False))
def test_the_order_of_the_documents_does_not_matter(
    plans: tuple[tpkit.Portfolio, tpkit.Portfolio], dice: Any
) -> None:
    old, new = plans

    def shuffled(its: tpkit.Portfolio) -> tpkit.Portfolio:
        sessions = tuple(dice.sample(its.sessions, len(its.sessions)))
        return attrs.evolve(its, sessions=sessions)

    assert schedule.compare(shuffled(old), shuffled(new)) == schedule.compare(old, new)


@given(two_plans())
def test_there_and_back_again_the_same_sessions_change(
    plans: tuple[tpkit.Portfolio, tpkit.Portfolio],
) -> None:
    old, new = plans

    there, back = schedule.compare(old, new), schedule.compare(new, old)

    assert [change.session for change in there if change.new is None] == [
        change.session for change in back if change.old is None
    ]
    assert {change.session for change in there} == {change.session for change in back}
