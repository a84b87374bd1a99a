from typing import Any

import pendulum
import pytest
from hypothesis import strategies as st

from tpkit import LearningSetMember, MeetingAction, SessionStatus, groups
from tpkit.errors import UnknownIdError

FIRST = pendulum.Date(2021, 11, 1)
DAYS = st.dates().map(lambda day: pendulum.Date(day.year, day.month, day.day))


@pytest.mark.parametrize(
    ("status", "on", "took_place"),
    [
        (SessionStatus.PLANNED, "2021-11-01", False),
        (SessionStatus.PLANNED, "2021-11-02", True),
        (SessionStatus.HELD, "2021-10-31", False),
        (SessionStatus.HELD, "2021-11-01", True),
        (SessionStatus.CONFIRMED, "2021-11-02", True),
        (SessionStatus.CANCELLED, "2021-11-02", False),
    ],
)
def test_a_session_took_place_once_its_day_is_past_or_it_is_held(
    build: Any, status: SessionStatus, on: str, *, took_place: bool
) -> None:
    session = build.session(status=status)

    day = pendulum.Date.fromisoformat(on)

    assert groups.took_place(session, on=day) is took_place


def test_members_belong_from_their_first_day_to_their_last(build: Any) -> None:
    always, late, gone = (
        LearningSetMember(**fields)
        for fields in (
            {"person": "a"},
            {"person": "b", "joined": FIRST},
            {"person": "c", "left": FIRST},
        )
    )
    learning_set = build.learning_set(always, late, gone)

    def on(day: pendulum.Date) -> tuple[LearningSetMember, ...]:
        return groups.members_on(learning_set, on=day)

    assert on(FIRST.subtract(days=1)) == (always, gone)
    assert on(FIRST) == (always, late, gone)
    assert on(FIRST.add(days=1)) == (always, late)


@pytest.fixture
def actions() -> dict[int, MeetingAction]:
    """One action for each of three meetings."""
    owner: Any = "a"
    return {n: MeetingAction(text=f"Action {n}", owner=owner) for n in (1, 2, 3)}


def agenda(portfolio: Any, session: str) -> tuple[MeetingAction, ...]:
    return groups.agenda_actions(portfolio, session)  # type: ignore[arg-type]  # an id


def test_actions_of_a_meeting_are_on_the_agenda_of_the_next(
    build: Any, actions: dict[int, MeetingAction]
) -> None:
    portfolio = build.portfolio(
        "a",
        learning_sets=[build.learning_set("a")],
        sessions=[build.session(n, activity="set") for n in (3, 1, 2, 4)],
        set_meetings=[build.meeting(n, actions=[actions[n]]) for n in (1, 2)],
    )

    assert agenda(portfolio, "s1") == ()
    assert agenda(portfolio, "s2") == (actions[1],)
    assert agenda(portfolio, "s3") == (actions[2],)
    assert agenda(portfolio, "s4") == ()


def test_a_cancelled_meeting_is_passed_over(
    build: Any, actions: dict[int, MeetingAction]
) -> None:
    sessions = [
        build.session(1, activity="set"),
        build.session(2, activity="set", status=SessionStatus.CANCELLED),
        build.session(3, activity="set"),
    ]
    portfolio = build.portfolio(
        "a",
        learning_sets=[build.learning_set("a")],
        sessions=sessions,
        set_meetings=[build.meeting(1, actions=[actions[1]])],
    )

    assert agenda(portfolio, "s3") == (actions[1],)


def test_the_agenda_of_an_unknown_session_is_refused(build: Any) -> None:
    with pytest.raises(UnknownIdError):
        agenda(build.portfolio(), "s1")
