from datetime import UTC, date, datetime, time
from typing import Any

import attrs
import icalendar
import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpkit import (
    ActionLearningSet,
    FocusGroup,
    FocusGroupId,
    FocusGroupKind,
    GovernanceBody,
    GovernanceBodyId,
    GovernanceKind,
    LearningSetId,
    Partnership,
    PartnershipId,
    Portfolio,
    Resource,
    ResourceId,
    Session,
    SessionId,
    SessionMode,
    SessionStatus,
    Study,
    StudyId,
    TestCycle,
    TestCycleId,
    Venue,
    VenueId,
    Workshop,
    WorkshopId,
    interop,
)
from tpkit.errors import UnknownIdError
from tpkit.interop._wire import escape, folded

ON = pendulum.Date(2022, 2, 14)

RESOURCE = Resource(id=ResourceId("guide"), title="Guide")
STUDY = Study(id=StudyId("progression"), title="Barriers to progression")
ACTIVITIES: dict[str, Any] = {
    "workshops": [Workshop(id=WorkshopId("iro"), title="Secure orders")],
    "learning_sets": [ActionLearningSet(id=LearningSetId("set"), title="Set A")],
    "studies": [STUDY],
    "focus_groups": [
        FocusGroup(id=FocusGroupId("group"), title="Group 1", study=STUDY.id),
        FocusGroup(
            id=FocusGroupId("listen"),
            title="Agency staff",
            study=STUDY.id,
            kind=FocusGroupKind.LISTENING_EVENT,
        ),
    ],
    "resources": [RESOURCE],
    "test_cycles": [
        TestCycle(id=TestCycleId("test"), title="First test", resource=RESOURCE.id)
    ],
    "governance_bodies": [
        GovernanceBody(
            id=GovernanceBodyId("board"),
            title="Strategic Board",
            kind=GovernanceKind.STRATEGIC_BOARD,
        )
    ],
}
VENUES = (
    Venue(id=VenueId("hall"), name="Town Hall", address="1 High St; Newham"),
    Venue(id=VenueId("room"), name="Room 2", access="Hearing loop"),
    Venue(
        id=VenueId("teams"), name="Teams", address="https://join.example", online=True
    ),
)


def session(id: str = "s1", activity: str = "iro", **changes: Any) -> Session:
    made = Session(
        id=SessionId(id),
        activity=WorkshopId(activity),
        on=pendulum.Date(2022, 2, 21),
        start=pendulum.Time(10, 0),
        end=pendulum.Time(11, 30),
    )
    return attrs.evolve(made, **changes)


def portfolio(*sessions: Session, name: str = "Our partnership") -> Portfolio:
    partnership = Partnership(id=PartnershipId("tp"), name=name)
    return Portfolio(
        partnership=partnership, venues=VENUES, sessions=sessions, **ACTIVITIES
    )


def events(text: str) -> list[Any]:
    return list(icalendar.Calendar.from_ical(text).walk("VEVENT"))


def only_event(**changes: Any) -> Any:
    (event,) = events(interop.icalendar(portfolio(session(**changes)), on=ON))
    return event


# --------------------------------------------------------------------------- times


@pytest.mark.parametrize(
    ("on", "start", "instant"),
    [
        ((2022, 2, 21), (10, 0), datetime(2022, 2, 21, 10, 0, tzinfo=UTC)),
        ((2022, 7, 4), (10, 0), datetime(2022, 7, 4, 9, 0, tzinfo=UTC)),
        ((2022, 3, 27), (0, 30), datetime(2022, 3, 27, 0, 30, tzinfo=UTC)),
        ((2022, 3, 27), (10, 0), datetime(2022, 3, 27, 9, 0, tzinfo=UTC)),
        ((2022, 10, 30), (0, 30), datetime(2022, 10, 29, 23, 30, tzinfo=UTC)),
        ((2022, 10, 30), (1, 30), datetime(2022, 10, 30, 0, 30, tzinfo=UTC)),
        ((2022, 10, 30), (10, 0), datetime(2022, 10, 30, 10, 0, tzinfo=UTC)),
        ((2045, 1, 9), (10, 0), datetime(2045, 1, 9, 10, 0, tzinfo=UTC)),
        ((2045, 7, 10), (10, 0), datetime(2045, 7, 10, 9, 0, tzinfo=UTC)),
    ],
    ids=[
        "winter",
        "summer",
        "before the clocks go forward",
        "after the clocks went forward",
        "before the clocks go back",
        "the first of a time that comes twice",
        "after the clocks went back",
        "a winter far off",
        "a summer far off",
    ],
)
def test_a_reader_finds_the_instant_of_london_clocks(
    on: tuple[int, int, int], start: tuple[int, int], instant: datetime
) -> None:
    event = only_event(
        on=pendulum.Date(*on), start=pendulum.Time(*start), end=pendulum.Time(12, 0)
    )

    assert event["DTSTART"].dt.astimezone(UTC) == instant


def test_the_time_zone_is_written_as_rules() -> None:
    calendar: Any = icalendar.Calendar.from_ical(interop.icalendar(portfolio(), on=ON))
    (zone,) = calendar.walk("VTIMEZONE")
    own = zone.to_tz(lookup_tzid=False)

    winter = datetime(2044, 12, 1, 10, 0, tzinfo=own)
    summer = datetime(2045, 6, 1, 10, 0, tzinfo=own)
    assert winter.astimezone(UTC).hour == 10
    assert summer.astimezone(UTC).hour == 9


def test_a_session_ends_when_its_clock_says() -> None:
    event = only_event()

    assert event["DTEND"].dt.time() == time(11, 30)
    assert event["DTEND"].dt.date() == date(2022, 2, 21)


def test_events_stand_in_order_of_time() -> None:
    late = session("a", on=pendulum.Date(2022, 3, 7))
    early = session("b")
    text = interop.icalendar(portfolio(late, early), on=ON)

    assert [str(event["UID"]) for event in events(text)] == ["tpkit:tp/b", "tpkit:tp/a"]


# ---------------------------------------------------------------- what an event says


def test_an_event_is_stamped_with_the_day_given() -> None:
    event = only_event()

    assert event["DTSTAMP"].dt == datetime(2022, 2, 14, tzinfo=UTC)
    assert event["SEQUENCE"] == 0


def test_an_event_keeps_its_uid_when_it_is_moved() -> None:
    assert only_event()["UID"] == only_event(on=pendulum.Date(2022, 3, 1))["UID"]


@pytest.mark.parametrize(
    ("status", "written"),
    [
        (SessionStatus.PLANNED, "TENTATIVE"),
        (SessionStatus.CONFIRMED, "CONFIRMED"),
        (SessionStatus.HELD, "CONFIRMED"),
        (SessionStatus.CANCELLED, "CANCELLED"),
    ],
)
def test_an_event_has_the_sessions_status(status: SessionStatus, written: str) -> None:
    assert only_event(status=status)["STATUS"] == written


def test_a_cancelled_session_takes_no_time_and_says_so() -> None:
    event = only_event(status=SessionStatus.CANCELLED)

    assert event["SUMMARY"] == "Cancelled: Secure orders"
    assert event["TRANSP"] == "TRANSPARENT"
    assert event["SEQUENCE"] == 1


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({}, "Online"),
        ({"platform": "Microsoft Teams"}, "Microsoft Teams"),
        ({"mode": SessionMode.IN_PERSON}, None),
        ({"venue": VenueId("hall")}, "Town Hall, 1 High St; Newham"),
        ({"venue": VenueId("teams"), "platform": "Teams"}, "Teams"),
    ],
    ids=["nowhere said", "platform", "in person", "venue", "online venue"],
)
def test_an_event_says_where(changes: dict[str, Any], place: str | None) -> None:
    event = only_event(**changes)

    assert event.get("LOCATION") == place


def test_a_joining_link_is_not_passed_on() -> None:
    text = interop.icalendar(portfolio(session(venue=VenueId("teams"))), on=ON)

    assert "join.example" not in text


@pytest.mark.parametrize(
    ("activity", "title", "kind"),
    [
        ("iro", "Secure orders", "Workshop"),
        ("set", "Set A", "Action learning set"),
        ("group", "Group 1", "Focus group"),
        ("listen", "Agency staff", "Listening event"),
        ("test", "First test", "Resource test"),
        ("board", "Strategic Board", "Board or group"),
    ],
)
def test_an_event_says_what_it_is(activity: str, title: str, kind: str) -> None:
    event = only_event(activity=WorkshopId(activity))

    assert event["SUMMARY"] == title
    assert event["CATEGORIES"].cats == [kind]
    assert event["DESCRIPTION"].startswith(kind)


def test_an_event_of_several_says_which() -> None:
    first = session("a", "group", number=1, title="Opening", venue=VenueId("room"))
    second = session("b", "group", number=2, on=pendulum.Date(2022, 2, 28))
    one, _ = events(interop.icalendar(portfolio(first, second), on=ON))

    assert one["SUMMARY"] == "Opening"
    assert one["DESCRIPTION"].splitlines() == [
        "Focus group, session 1 of 2",
        "Group 1",
        "Barriers to progression",
        "Access: Hearing loop",
        "Our partnership",
    ]


def test_a_calendar_can_be_of_some_activities() -> None:
    whole = portfolio(session("a", "iro"), session("b", "set"))
    text = interop.icalendar(whole, on=ON, activities=[LearningSetId("set")])

    assert [str(event["UID"]) for event in events(text)] == ["tpkit:tp/b"]


def test_an_unknown_activity_is_refused() -> None:
    with pytest.raises(UnknownIdError, match="did you mean 'iro'"):
        interop.icalendar(portfolio(), on=ON, activities=[WorkshopId("iroo")])


def test_a_calendar_carries_the_partnerships_name() -> None:
    calendar = icalendar.Calendar.from_ical(
        interop.icalendar(portfolio(name="Us; them, and \\ all"), on=ON)
    )

    assert str(calendar["NAME"]) == r"Us\; them\, and \\ all"


# ------------------------------------------------------------------ the wire format

TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"), min_size=1
).filter(str.strip)


@given(TEXTS)
def test_a_title_comes_back_as_it_was(title: str) -> None:
    wanted = title.replace("\u2028", "\n").replace("\u2029", "\n")
    whole = portfolio(session(title=title))

    (event,) = events(interop.icalendar(whole, on=ON))

    assert str(event["SUMMARY"]) == wanted


@given(TEXTS)
def test_no_line_is_longer_than_75_octets(title: str) -> None:
    text = interop.icalendar(portfolio(session(title=title)), on=ON)

    lines = text.encode().split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert lines[-1] == b""
    assert "\n" not in text.replace("\r\n", "")
    assert [line.decode() for line in lines]  # no character is cut


@pytest.mark.parametrize(
    ("octets", "lines"), [(74, 1), (75, 1), (76, 2), (75 + 74, 2), (75 + 75, 3)]
)
def test_folding_at_the_limit(octets: int, lines: int) -> None:
    assert len(folded("x" * octets).split("\r\n")) == lines


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x85", "\u2028"])
def test_every_line_end_is_one(end: str) -> None:
    assert escape(f"a{end}b") == "a\\nb"


def test_the_same_portfolio_gives_the_same_text() -> None:
    whole = portfolio(session("a"), session("b", "set"))

    assert interop.icalendar(whole, on=ON) == interop.icalendar(whole, on=ON)
