"""Calendars of some people, venues and audiences, and what their names say."""

from typing import Any

import attrs
import icalendar
import pendulum
import pytest

from tpkit import (
    ActionLearningSet,
    Booking,
    BookingId,
    BookingStatus,
    LearningSetId,
    LearningSetMember,
    Partnership,
    PartnershipId,
    Person,
    PersonId,
    Portfolio,
    ProfessionalRole,
    Segment,
    SegmentId,
    Session,
    SessionId,
    Venue,
    VenueId,
    Workshop,
    WorkshopId,
    interop,
    testing,
)
from tpkit.errors import UnknownIdError

ON = pendulum.Date(2022, 2, 14)
AMINA, BEN, CARYS = PersonId("amina"), PersonId("ben"), PersonId("carys")
HALL, ROOM = VenueId("hall"), VenueId("room")
ASYE, MANAGERS = SegmentId("asye"), SegmentId("managers")
ORDERS, SET = WorkshopId("orders"), LearningSetId("set")


def person(id: PersonId, **changes: Any) -> Person:
    made = Person(id=id, title=f"{id} title", role=ProfessionalRole.PRACTICE_EDUCATOR)
    return attrs.evolve(made, **changes)


def session(id: str, activity: WorkshopId | LearningSetId, **changes: Any) -> Session:
    made = Session(
        id=SessionId(id),
        activity=activity,
        on=pendulum.Date(2022, 2, 21),
        start=pendulum.Time(10, 0),
        end=pendulum.Time(11, 30),
    )
    return attrs.evolve(made, **changes)


PLAN = Portfolio(
    partnership=Partnership(id=PartnershipId("tp"), name="Our partnership"),
    people=(
        person(AMINA, name="Amina Øst; 李", email="amina@example.org"),
        person(BEN, access_needs="a lift"),
        person(CARYS),
    ),
    venues=(Venue(id=HALL, name="Town Hall"), Venue(id=ROOM, name="Room 2")),
    segments=(
        Segment(id=ASYE, title="Newly qualified"),
        Segment(id=MANAGERS, title="Managers"),
    ),
    workshops=(
        Workshop(
            id=ORDERS, title="Secure orders", facilitators=(AMINA,), audiences=(ASYE,)
        ),
    ),
    learning_sets=(
        ActionLearningSet(
            id=SET, title="Set A", members=(LearningSetMember(person=BEN),)
        ),
    ),
    sessions=(
        session("led", ORDERS, venue=HALL, note="bring the keys"),
        session("lent", ORDERS, venue=ROOM, facilitators=(BEN,)),
        session("meeting", SET, venue=HALL),
    ),
    bookings=(
        Booking(
            id=BookingId("b1"),
            session=SessionId("lent"),
            person=AMINA,
            status=BookingStatus.CONFIRMED,
        ),
    ),
)


def of(**asked: Any) -> Any:
    return icalendar.Calendar.from_ical(interop.icalendar(PLAN, on=ON, **asked))


def sessions_in(calendar: Any) -> list[str]:
    return [str(e["UID"]).removeprefix("tpkit:tp/") for e in calendar.walk("VEVENT")]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["led", "lent", "meeting"]),
        ({"people": [AMINA]}, ["led", "lent"]),
        ({"people": [BEN]}, ["lent", "meeting"]),
        ({"people": [CARYS]}, []),
        ({"people": [AMINA, BEN]}, ["led", "lent", "meeting"]),
        ({"venues": [HALL]}, ["led", "meeting"]),
        ({"segments": [ASYE]}, ["led", "lent"]),
        ({"segments": [MANAGERS]}, []),
        ({"activities": [SET]}, ["meeting"]),
        ({"people": [BEN], "activities": [ORDERS]}, ["lent"]),
        ({"venues": [ROOM], "segments": [ASYE]}, ["lent"]),
        ({"people": [BEN], "venues": [HALL], "segments": [ASYE]}, []),
    ],
)
def test_a_calendar_has_the_sessions_that_fit_all_that_was_asked(
    asked: dict[str, Any], found: list[str]
) -> None:
    assert sessions_in(of(**asked)) == found


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ({}, "Our partnership"),
        ({"people": [AMINA]}, r"Amina Øst\; 李 (Our partnership)"),
        ({"people": [BEN]}, "ben title (Our partnership)"),
        ({"venues": [HALL]}, "Town Hall (Our partnership)"),
        ({"segments": [ASYE]}, "Newly qualified (Our partnership)"),
        ({"activities": [SET]}, "Set A (Our partnership)"),
        (
            {"activities": [SET], "venues": [ROOM, HALL]},
            r"Set A\, Town Hall and Room 2 (Our partnership)",
        ),
        (
            {"activities": [SET, ORDERS], "venues": [ROOM, HALL], "segments": [ASYE]},
            r"Secure orders\, Set A\, Town Hall and 2 others (Our partnership)",
        ),
    ],
)
def test_a_calendars_name_says_whose_it_is(asked: dict[str, Any], name: str) -> None:
    calendar = of(**asked)

    assert str(calendar["NAME"]) == str(calendar["X-WR-CALNAME"]) == name


def test_a_calendar_is_named_as_its_owner_is_called_now() -> None:
    earlier = attrs.evolve(
        PLAN, venues=(Venue(id=HALL, name="Old Hall"), PLAN.venues[1])
    )

    assert str(of(venues=[HALL], since=[earlier])["NAME"]).startswith("Town Hall")


def test_a_calendar_is_published_and_asks_for_no_replies() -> None:
    calendar = of()

    assert calendar["METHOD"] == "PUBLISH"
    assert not any(e.has_key("ORGANIZER") for e in calendar.walk("VEVENT"))


@pytest.mark.parametrize("asked", [{}, {"people": [BEN]}, {"venues": [HALL]}])
def test_a_calendar_names_nobody_else_and_passes_on_no_notes(
    asked: dict[str, Any],
) -> None:
    text = interop.icalendar(PLAN, on=ON, **asked)

    assert "Amina" not in text
    assert "amina" not in text
    assert "a lift" not in text
    assert "bring the keys" not in text


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        ("activity", {"activities": ["nobody"]}),
        ("person", {"people": ["nobody"]}),
        ("venue", {"venues": ["nobody"]}),
        ("segment", {"segments": ["nobody"]}),
    ],
)
def test_an_id_that_nothing_ever_had_is_refused(kind: str, asked: Any) -> None:
    with pytest.raises(UnknownIdError, match=f"no {kind} has the id 'nobody'"):
        interop.icalendar(PLAN, on=ON, since=[PLAN], **asked)


def test_somebody_who_has_gone_still_gets_the_news() -> None:
    after = attrs.evolve(
        PLAN, people=PLAN.people[1:], workshops=(), sessions=(), bookings=()
    )
    calendar: Any = icalendar.Calendar.from_ical(
        interop.icalendar(after, on=ON, people=[AMINA], since=[PLAN])
    )

    assert sessions_in(calendar) == ["led", "lent"]
    assert {str(e["STATUS"]) for e in calendar.walk("VEVENT")} == {"CANCELLED"}


# ------------------------------------------------------------------ a calendar for each


def test_everybody_with_sessions_gets_a_calendar() -> None:
    found = [(type(noun), noun.id) for noun, _ in interop.icalendars(PLAN, on=ON)]

    assert found == [
        (Person, AMINA),
        (Person, BEN),
        (Venue, HALL),
        (Venue, ROOM),
        (Segment, ASYE),
    ]


def test_the_calendars_are_those_asked_for_one_by_one() -> None:
    earlier = attrs.evolve(PLAN, sessions=PLAN.sessions[:2])
    arguments = {Person: "people", Venue: "venues", Segment: "segments"}

    for noun, text in interop.icalendars(PLAN, on=ON, since=[earlier]):
        asked: Any = {arguments[type(noun)]: [noun.id]}
        assert text == interop.icalendar(PLAN, on=ON, since=[earlier], **asked)


def test_those_who_have_gone_get_a_last_calendar() -> None:
    after = attrs.evolve(
        PLAN,
        people=(person(BEN, title="Ben, of another team"), person(CARYS)),
        workshops=(),
        sessions=PLAN.sessions[2:],
        bookings=(),
    )

    found = [noun for noun, _ in interop.icalendars(after, on=ON, since=[PLAN])]

    assert found == [after.people[0], PLAN.people[0], *PLAN.venues, PLAN.segments[0]]


def test_a_whole_partnership_gets_its_calendars() -> None:
    northshire = testing.northshire()

    calendars = list(interop.icalendars(northshire, on=ON))

    assert {type(noun) for noun, _ in calendars} == {Person, Venue, Segment}
    assert all("BEGIN:VEVENT" in text for _, text in calendars)
