"""Calendars that follow a plan: readers take a later file as news, RFC 5546.

`Diary` keeps what it was given as the RFC asks of readers (2.1.5): events of one UID are
one event, a higher SEQUENCE is newer, and of equal ones the later DTSTAMP.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import icalendar
import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpkit import (
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
    SessionMode,
    SessionStatus,
    Venue,
    VenueId,
    Workshop,
    WorkshopId,
    interop,
)

ON = pendulum.Date(2022, 2, 14)
LONDON = ZoneInfo("Europe/London")

AMINA, BEN = PersonId("amina"), PersonId("ben")
HALL, ROOM = VenueId("hall"), VenueId("room")
ASYE, MANAGERS = SegmentId("asye"), SegmentId("managers")
PEOPLE = tuple(
    Person(id=id, title=id.title(), role=ProfessionalRole.PRACTICE_EDUCATOR)
    for id in (AMINA, BEN)
)
VENUES = (Venue(id=HALL, name="Town Hall"), Venue(id=ROOM, name="Room 2"))
SEGMENTS = tuple(Segment(id=id, title=id.title()) for id in (ASYE, MANAGERS))
WORKSHOPS = (
    Workshop(id=WorkshopId("orders"), title="Secure orders", audiences=(ASYE,)),
    Workshop(id=WorkshopId("leading"), title="Leading", audiences=(MANAGERS,)),
)


def session(id: str = "s1", **changes: Any) -> Session:
    made = Session(
        id=SessionId(id),
        activity=WORKSHOPS[0].id,
        on=pendulum.Date(2022, 2, 21),
        start=pendulum.Time(10, 0),
        end=pendulum.Time(11, 30),
        mode=SessionMode.IN_PERSON,
        venue=HALL,
        facilitators=(AMINA,),
    )
    return attrs.evolve(made, **changes)


def plan(*sessions: Session, **changes: Any) -> Portfolio:
    made = Portfolio(
        partnership=Partnership(id=PartnershipId("tp"), name="Our partnership"),
        people=PEOPLE,
        venues=VENUES,
        segments=SEGMENTS,
        workshops=WORKSHOPS,
        sessions=sessions,
    )
    return attrs.evolve(made, **changes)


def events(text: str) -> list[Any]:
    return list(icalendar.Calendar.from_ical(text).walk("VEVENT"))


Appointment = tuple[datetime, datetime, str | None]


class Diary:
    """What a subscriber sees, who opens one file after another."""

    def __init__(self) -> None:
        self.newest: dict[str, Any] = {}

    def open(self, text: str) -> None:
        for event in events(text):
            known = self.newest.get(str(event["UID"]))
            if known is None or _age(event) > _age(known):
                self.newest[str(event["UID"])] = event

    @property
    def shown(self) -> dict[str, Appointment]:
        return {
            uid: (
                event["DTSTART"].dt.astimezone(UTC),
                event["DTEND"].dt.astimezone(UTC),
                event.get("LOCATION"),
            )
            for uid, event in self.newest.items()
            if event["STATUS"] != "CANCELLED"
        }


def _age(event: Any) -> tuple[int, datetime]:
    return event["SEQUENCE"], event["DTSTAMP"].dt


def instant(on: date, at: time) -> datetime:
    return datetime.combine(on, at, tzinfo=LONDON).astimezone(UTC)


def expected(sessions: Iterator[Session]) -> dict[str, Appointment]:
    places = {venue.id: venue.name for venue in VENUES}
    return {
        f"tpkit:tp/{each.id}": (
            instant(each.on, each.start),
            instant(each.on, each.end),
            places[each.venue] if each.venue else None,
        )
        for each in sessions
        if each.status.happens
    }


# --------------------------------------------------------------------------- examples


def test_a_session_that_moves_is_moved_in_every_diary() -> None:
    before = plan(session())
    after = plan(session(on=pendulum.Date(2022, 7, 4), start=pendulum.Time(9, 0)))
    diary = Diary()

    diary.open(interop.icalendar(before, on=ON))
    diary.open(interop.icalendar(after, on=ON, since=[before]))

    assert diary.shown == expected(iter(after.sessions))
    assert diary.newest["tpkit:tp/s1"]["SEQUENCE"] == 1


def test_what_has_not_changed_is_no_news() -> None:
    before = plan(session())

    (event,) = events(interop.icalendar(before, on=ON, since=[before, before]))

    assert event["SEQUENCE"] == 0


@pytest.mark.parametrize(
    ("changes", "sequence"),
    [
        ({}, 2),
        ({"title": "Opening"}, 2),
        ({"on": pendulum.Date(2022, 2, 22)}, 3),
        ({"start": pendulum.Time(9, 0)}, 3),
        ({"end": pendulum.Time(12, 0)}, 3),
        ({"venue": ROOM}, 3),
        ({"status": SessionStatus.CONFIRMED}, 3),
        ({"status": SessionStatus.CANCELLED}, 3),
        ({"on": pendulum.Date(2022, 2, 22), "revision": 2}, 4),
        ({"status": SessionStatus.CANCELLED, "revision": 2}, 5),
        ({"revision": 0}, 2),
    ],
    ids=[
        "nothing",
        "the title",
        "the day",
        "the start",
        "the end",
        "the place",
        "confirmed",
        "cancelled",
        "the day, and counted",
        "cancelled, and counted",
        "counted back",
    ],
)
def test_the_sequence_is_raised_where_the_revision_was_not(
    changes: dict[str, Any], sequence: int
) -> None:
    before = plan(session(revision=1))
    after = plan(attrs.evolve(session(revision=1), **changes))

    (event,) = events(interop.icalendar(after, on=ON, since=[before]))

    assert event["SEQUENCE"] == sequence


def test_without_an_earlier_plan_the_revision_counts() -> None:
    lives = [
        session(),
        session(on=pendulum.Date(2022, 2, 22), revision=1),
        session(status=SessionStatus.CANCELLED, revision=1),
        session(on=pendulum.Date(2022, 2, 23), revision=2),
        session(status=SessionStatus.CANCELLED, revision=3),
    ]

    sequences = [
        event["SEQUENCE"]
        for life in lives
        for event in events(interop.icalendar(plan(life), on=ON))
    ]

    assert sequences == [0, 2, 3, 4, 7]


def test_a_session_that_is_gone_is_called_off() -> None:
    before, after = plan(session("s1"), session("s2")), plan(session("s2"))

    gone, kept = events(interop.icalendar(after, on=ON, since=[before]))

    assert (gone["UID"], gone["STATUS"]) == ("tpkit:tp/s1", "CANCELLED")
    assert (gone["SEQUENCE"], kept["SEQUENCE"]) == (1, 0)
    assert gone["SUMMARY"] == "Cancelled: Secure orders"
    assert gone["TRANSP"] == "TRANSPARENT"
    assert gone["DTSTART"].dt.astimezone(UTC) == instant(
        before.sessions[0].on, time(10)
    )


def test_an_activity_that_is_gone_takes_its_sessions_along() -> None:
    before = plan(session())
    after = plan(workshops=WORKSHOPS[1:])
    orders = WORKSHOPS[0].id
    text = interop.icalendar(after, on=ON, activities=[orders], since=[before])

    (gone,) = events(text)

    assert gone["STATUS"] == "CANCELLED"


def test_what_goes_on_without_somebody_is_withdrawn_from_them() -> None:
    before = plan(session())
    after = plan(session(facilitators=(BEN,)))
    old, new = Diary(), Diary()
    for each, person in ((old, AMINA), (new, BEN)):
        each.open(interop.icalendar(before, on=ON, people=[person]))
        each.open(interop.icalendar(after, on=ON, people=[person], since=[before]))

    assert old.shown == {}
    assert new.shown == expected(iter(after.sessions))
    left = old.newest["tpkit:tp/s1"]
    assert (left["SUMMARY"], left["SEQUENCE"]) == ("Withdrawn: Secure orders", 1)
    assert left["DESCRIPTION"].startswith("The session goes on")


def test_what_is_called_off_at_the_same_time_is_cancelled_for_all() -> None:
    before = plan(session())
    after = plan(session(facilitators=(BEN,), status=SessionStatus.CANCELLED))

    (left,) = events(interop.icalendar(after, on=ON, people=[AMINA], since=[before]))

    assert left["SUMMARY"] == "Cancelled: Secure orders"


def test_a_session_that_was_held_is_not_called_off_for_those_who_missed_it() -> None:
    before = plan(session())
    after = plan(session(facilitators=(BEN,), status=SessionStatus.HELD))

    (kept,) = events(interop.icalendar(after, on=ON, people=[AMINA], since=[before]))

    assert (kept["STATUS"], kept["SEQUENCE"]) == ("TENTATIVE", 0)


def test_a_session_that_leaves_a_venue_leaves_its_calendar() -> None:
    before, after = plan(session()), plan(session(venue=ROOM))

    (left,) = events(interop.icalendar(after, on=ON, venues=[HALL], since=[before]))
    (come,) = events(interop.icalendar(after, on=ON, venues=[ROOM], since=[before]))

    assert (left["STATUS"], left["LOCATION"]) == ("CANCELLED", "Town Hall")
    assert (come["STATUS"], come["LOCATION"]) == ("TENTATIVE", "Room 2")


def test_a_partnership_under_a_new_id_takes_its_old_events_back() -> None:
    before = plan(session())
    renamed = Partnership(id=PartnershipId("nelt"), name="Our partnership")
    after = plan(session(), partnership=renamed)

    old, new = events(interop.icalendar(after, on=ON, since=[before]))

    assert (new["UID"], new["STATUS"]) == ("tpkit:tp/s1", "CANCELLED")
    assert (old["UID"], old["STATUS"]) == ("tpkit:nelt/s1", "TENTATIVE")


def test_what_was_cancelled_or_gone_stays_so_without_further_news() -> None:
    first = plan(session("s1"), session("s2"), session("s3", facilitators=(BEN,)))
    later = plan(session("s2", status=SessionStatus.CANCELLED))
    last = plan()

    found = events(interop.icalendar(last, on=ON, since=[first, later, later]))

    assert [event["SEQUENCE"] for event in found] == [1, 1, 1]
    assert {event["STATUS"] for event in found} == {"CANCELLED"}


# ------------------------------------------------------------------------------- laws

# Winter, summer, and both sides of both clock changes; the last comes twice.
SLOTS = [
    (pendulum.Date(2022, month, day), pendulum.Time(*at))
    for month, day, at in [
        (2, 21, (10, 0)),
        (7, 4, (10, 0)),
        (3, 26, (10, 0)),
        (3, 27, (0, 30)),
        (3, 27, (10, 0)),
        (10, 29, (10, 0)),
        (10, 30, (0, 30)),
        (10, 30, (10, 0)),
        (10, 30, (1, 30)),
    ]
]
IDS = ("s1", "s2", "s3")


@st.composite
def sessions(draw: st.DrawFn, id: str) -> Session:
    on, start = draw(st.sampled_from(SLOTS))
    return Session(
        id=SessionId(id),
        activity=draw(st.sampled_from(WORKSHOPS)).id,
        on=on,
        start=start,
        end=pendulum.Time(12, 0),
        mode=SessionMode.IN_PERSON,
        title=draw(st.sampled_from(["", "Séance; 研修"])),
        venue=draw(st.sampled_from([HALL, ROOM, None])),
        facilitators=draw(st.sampled_from([(), (AMINA,), (BEN,), (AMINA, BEN)])),
        status=draw(
            st.sampled_from(
                [
                    SessionStatus.PLANNED,
                    SessionStatus.CONFIRMED,
                    SessionStatus.CANCELLED,
                ]
            )
        ),
        revision=draw(st.integers(0, 3)),
    )


@st.composite
def plans(draw: st.DrawFn) -> Portfolio:
    ids = draw(st.sets(st.sampled_from(IDS)))
    return plan(*(draw(sessions(id)) for id in sorted(ids)))


CALENDARS: dict[str, tuple[dict[str, Any], Any]] = {
    "all": ({}, lambda _: True),
    "person": ({"people": [AMINA]}, lambda each: AMINA in each.facilitators),
    "venue": ({"venues": [HALL]}, lambda each: each.venue == HALL),
    "segment": ({"segments": [ASYE]}, lambda each: each.activity == "orders"),
    "activity": ({"activities": ["orders"]}, lambda each: each.activity == "orders"),
    "person at venue": (
        {"people": [AMINA], "venues": [HALL]},
        lambda each: AMINA in each.facilitators and each.venue == HALL,
    ),
}


@pytest.mark.parametrize("calendar", CALENDARS)
@given(st.data())
def test_a_diary_shows_the_plan_whatever_became_of_it_and_whoever_counted(
    calendar: str, data: st.DataObject
) -> None:
    asked, is_wanted = CALENDARS[calendar]
    history = data.draw(st.lists(plans(), min_size=1, max_size=4))
    diary = Diary()

    for number, now in enumerate(history):
        # Some subscribers are away for a while; all calendars are made on one day, so
        # that only SEQUENCE tells which is newer.
        if now is history[-1] or data.draw(st.booleans()):
            text = interop.icalendar(now, on=ON, since=history[:number], **asked)
            uids = [str(event["UID"]) for event in events(text)]
            assert len(uids) == len(set(uids))
            diary.open(text)
            assert diary.shown == expected(filter(is_wanted, now.sessions))


@given(st.data())
def test_where_revisions_are_kept_the_latest_earlier_plan_will_do(
    data: st.DataObject,
) -> None:
    diary, now = Diary(), data.draw(plans())
    diary.open(interop.icalendar(now, on=ON))

    for _ in range(data.draw(st.integers(1, 3))):
        ids = [each.id for each in now.sessions]
        kept = data.draw(st.sets(st.sampled_from(ids))) if ids else set()
        moved = [data.draw(sessions(id)) for id in sorted(kept)]
        before, now = now, plan(*map(counted, moved, by_id(now, kept)))
        diary.open(interop.icalendar(now, on=ON, since=[before]))
        assert diary.shown == expected(iter(now.sessions))


def by_id(portfolio: Portfolio, ids: set[SessionId]) -> list[Session]:
    return [portfolio.get(Session, id) for id in sorted(ids)]


def counted(after: Session, before: Session) -> Session:
    """Raise the revision, as a careful coordinator does, for every change."""
    return attrs.evolve(after, revision=before.revision + 1)
