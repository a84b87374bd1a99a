from collections.abc import Iterable

import attrs

from tpkit._model.activity import (
    ActionLearningSet,
    LearningContract,
    PresenterSlot,
    Session,
    SetMeeting,
    SlotKind,
)
from tpkit._model.ids import LearningSetId, PersonId, SessionId
from tpkit._model.portfolio import Portfolio
from tpkit.errors import FieldError


def slots(
    meeting_minutes: int,
    check_in_minutes: int = 15,
    review_minutes: int = 15,
    break_minutes: int = 15,
    airtime_minutes: int = 40,
) -> int:
    """Count how many presenters a meeting has time for.

    What is left of the meeting after check-in, review and break, divided by the
    airtime of one presenter, rounded down. A half day of 180 minutes has room for
    three, the 90 minutes of one university's sets for one. Sources: [PCI], [YORK],
    [INF].

    Raises:
        FieldError: the airtime is under a minute, or another time is negative.

    Example:
        ```python
        >>> from tpkit import groups
        >>> groups.slots(180)
        3
        >>> groups.slots(90, break_minutes=0)
        1

        ```
    """
    others = {
        "meeting_minutes": meeting_minutes,
        "check_in_minutes": check_in_minutes,
        "review_minutes": review_minutes,
        "break_minutes": break_minutes,
    }
    for field, minutes in others.items():
        if minutes < 0:
            raise FieldError("slots", field, "at least 0", minutes)
    if airtime_minutes < 1:
        raise FieldError("slots", "airtime_minutes", "at least 1", airtime_minutes)
    left = meeting_minutes - check_in_minutes - review_minutes - break_minutes
    return max(left, 0) // airtime_minutes


def contract_slots(contract: LearningContract, /) -> int:
    """Count the presenters that all the meetings of a contract have time for."""
    return contract.meetings * slots(
        contract.meeting_minutes,
        contract.check_in_minutes,
        contract.review_minutes,
        contract.break_minutes,
        contract.airtime_minutes,
    )


def turns(portfolio: Portfolio, learning_set: LearningSetId, /) -> dict[PersonId, int]:
    """Count how often each member has presented a new issue, in the set's order.

    Reporting back on an earlier issue is owed to the set and is no turn. Members who
    have not presented are there with 0, and members who left with what they had.

    Raises:
        UnknownIdError: no learning set has the id.
    """
    members = portfolio.get(ActionLearningSet, learning_set).members
    counts = {member.person: 0 for member in members}
    for _, meeting in recorded_meetings(portfolio, learning_set):
        for slot in _new_issues(meeting):
            if slot.presenter in counts:
                counts[slot.presenter] += 1
    return counts


def spread(counts: Iterable[int], /) -> int:
    """Give the difference between the most and the fewest; 0 where there is nothing."""
    numbers = list(counts)
    return max(numbers) - min(numbers) if numbers else 0


@attrs.frozen(kw_only=True)
class OutOfTurn:
    """A member's new issue that was heard while others had had fewer turns."""

    session: SessionId
    """The meeting's session."""
    slot: int
    """The slot's place in the record of the meeting, counted from 0."""
    presenter: PersonId
    """Who presented."""
    turn: int
    """Which of the presenter's turns it was, counted from 1."""
    waiting: tuple[PersonId, ...]
    """Members who had not had the turn before, and had not given way."""


def out_of_turn(
    portfolio: Portfolio, learning_set: LearningSetId, /
) -> tuple[OutOfTurn, ...]:
    """Give the slots that went to somebody a full turn ahead of another member.

    Nobody presents a second time before everybody has presented once, nor a third time
    before everybody has presented twice, unless the others gave way [DES]. Only those
    who belonged on the day wait.

    Raises:
        UnknownIdError: no learning set has the id.
    """
    members = portfolio.get(ActionLearningSet, learning_set).members
    counts = {member.person: 0 for member in members}
    found = []
    for session, meeting in recorded_meetings(portfolio, learning_set):
        present = [m.person for m in members if m.covers(session.on)]
        for number, slot in enumerate(meeting.slots):
            who = slot.presenter
            if slot.kind is not SlotKind.NEW_ISSUE or who not in counts:
                continue
            waiting = tuple(
                person
                for person in present
                if counts[person] < counts[who] and person not in slot.deferred
            )
            counts[who] += 1
            if waiting:
                found.append(
                    OutOfTurn(
                        session=session.id,
                        slot=number,
                        presenter=who,
                        turn=counts[who],
                        waiting=waiting,
                    )
                )
    return tuple(found)


def recorded_meetings(
    portfolio: Portfolio, learning_set: LearningSetId
) -> list[tuple[Session, SetMeeting]]:
    """Give the recorded meetings of a set with their sessions, in order of time."""
    sessions = portfolio.sessions_of(learning_set)
    if not sessions:
        return []
    records = {meeting.session: meeting for meeting in portfolio.set_meetings}
    return [(s, records[s.id]) for s in sessions if s.id in records]


def _new_issues(meeting: SetMeeting) -> list[PresenterSlot]:
    return [slot for slot in meeting.slots if slot.kind is SlotKind.NEW_ISSUE]
