"""The record of one meeting of a learning set: never what the issues were."""

from collections.abc import Iterable, Iterator

import attrs
import pendulum

from tpkit import groups
from tpkit._model.activity import (
    ActionLearningSet,
    MeetingAction,
    PresenterSlot,
    Session,
    SetMeeting,
    SlotKind,
)
from tpkit._model.ids import PersonId
from tpkit._model.participation import Attendance, AttendanceStatus
from tpkit._model.portfolio import Portfolio
from tpkit._text import counted
from tpkit.report._learning_sets.meetings import SetDate, set_date
from tpkit.report._words.names import employer, people, person
from tpkit.report._words.words import (
    Imprint,
    day,
    duration,
    imprint,
    paragraphs,
    sentence,
)


@attrs.frozen(kw_only=True)
class SetAttender:
    """Somebody who belonged to the set, and whether they came."""

    title: str
    """Who it is, in the partnership's words."""
    employer: str
    """Where they work; empty for somebody independent."""
    attendance: str
    """`Present`, `Present for 1 hour`, `Apologies`; `Not recorded` where nobody noted it."""


@attrs.frozen(kw_only=True)
class SetSlot:
    """One presenter's airtime. What the issue was is not kept."""

    presenter: str
    """Whose airtime it was."""
    length: str
    """`40 minutes`."""
    kind: str
    """`New issue` or `Report on an earlier issue`."""
    gave_way: str
    """Who let this presenter go first; empty where nobody did."""


@attrs.frozen(kw_only=True)
class SetActionLine:
    """What a member undertook to do, in the member's own words."""

    text: str
    """What is to be done, as a sentence."""
    owner: str
    """Who undertook it."""
    by: str
    """By when; empty where no date was agreed."""
    outcome: str
    """What came of it, as a sentence; empty where that has not been heard yet."""


@attrs.frozen(kw_only=True)
class MeetingRecord:
    """What the template `meeting-record` may print; it has no field for an issue.

    Sources: [UNITAR], [IDYIA].
    """

    title: str
    """`Meeting record: Practice leaders`."""
    imprint: Imprint
    """The foot of the page."""
    number: str
    """Which meeting of how many: `Meeting 2 of 6`."""
    meeting: SetDate
    """When and where it was."""
    facilitator: str
    """Who led it; empty where nobody is named, or the set manages itself."""
    is_self_facilitated: bool
    """Whether the set has no facilitator."""
    attendance: tuple[SetAttender, ...]
    """The members of that day, and others who came, in the set's order."""
    present: str
    """How many of the members came, as a sentence; empty where nobody noted it."""
    slots: tuple[SetSlot, ...]
    """Who presented, in order."""
    earlier_actions: tuple[SetActionLine, ...]
    """What had been undertaken before, and what came of it."""
    actions: tuple[SetActionLine, ...]
    """What was undertaken at this meeting."""
    process_review: tuple[str, ...]
    """How the set worked together, in paragraphs."""
    themes: tuple[str, ...]
    """Themes that identify nobody."""
    next_meeting: str
    """When the set meets next, as a sentence; empty where no date is set."""


def meeting_record(
    portfolio: Portfolio, on: pendulum.Date, subject: str
) -> MeetingRecord:
    """Gather what is kept of one meeting of a learning set.

    Raises:
        UnknownIdError: *subject* is no session's id, or the session is not a meeting of
            a learning set.
    """
    session = portfolio.get(Session, subject)
    learning_set = portfolio.get(ActionLearningSet, session.activity)
    record = _record(portfolio, session)
    noted = {a.person: a for a in portfolio.attendances if a.session == session.id}
    members = [m.person for m in groups.members_on(learning_set, on=session.on)]
    alone = learning_set.contract.self_facilitated
    leaders = session.facilitators or (
        (learning_set.facilitator,) if learning_set.facilitator else ()
    )
    return MeetingRecord(
        title=f"Meeting record: {learning_set.title}",
        imprint=imprint(portfolio.partnership, on),
        number=f"Meeting {session.number} of {learning_set.contract.meetings}",
        meeting=set_date(portfolio, session),
        facilitator="" if alone else people(portfolio, leaders),
        is_self_facilitated=alone,
        attendance=tuple(_attendance(portfolio, members, noted)),
        present=_present(members, noted),
        slots=tuple(_slot(portfolio, slot) for slot in record.slots),
        earlier_actions=_actions(portfolio, _earlier(portfolio, record)),
        actions=_actions(portfolio, record.actions),
        process_review=paragraphs(record.process_review),
        themes=record.themes,
        next_meeting=_next(portfolio, session),
    )


def meetings(portfolio: Portfolio) -> dict[str, str]:
    """Give every meeting of a learning set with its set's title and its number."""
    titles: dict[str, str] = {s.id: s.title for s in portfolio.learning_sets}
    return {
        session.id: f"{titles[session.activity]}, meeting {session.number}"
        for session in portfolio.sessions
        if session.activity in titles
    }


def _record(portfolio: Portfolio, session: Session) -> SetMeeting:
    nothing = SetMeeting(session=session.id)
    return next((m for m in portfolio.set_meetings if m.session == session.id), nothing)


Register = dict[PersonId, Attendance]

_ATTENDANCE = {
    AttendanceStatus.PRESENT: "Present",
    AttendanceStatus.PARTIAL: "Present for part of it",
    AttendanceStatus.APOLOGIES: "Apologies",
    AttendanceStatus.ABSENT: "Absent",
    AttendanceStatus.SUBSTITUTE: "Present in a member's place",
}


def _attendance(
    portfolio: Portfolio, members: list[PersonId], noted: Register
) -> Iterator[SetAttender]:
    for somebody in dict.fromkeys([*members, *noted]):
        yield SetAttender(
            title=person(portfolio, somebody),
            employer=employer(portfolio, somebody),
            attendance=_came(noted.get(somebody)),
        )


def _came(note: Attendance | None) -> str:
    if note is None:
        return "Not recorded"
    if note.status is AttendanceStatus.PARTIAL and note.minutes is not None:
        return f"Present for {duration(note.minutes)}"
    return _ATTENDANCE[note.status]


def _present(members: list[PersonId], noted: Register) -> str:
    if not noted or not members:
        return ""
    came = sum(
        noted[member].status in {AttendanceStatus.PRESENT, AttendanceStatus.PARTIAL}
        for member in members
        if member in noted
    )
    verb = "was" if came == 1 else "were"
    return f"{came} of {counted(len(members), 'member')} {verb} present."


_KINDS = {
    SlotKind.NEW_ISSUE: "New issue",
    SlotKind.UPDATE: "Report on an earlier issue",
}


def _slot(portfolio: Portfolio, slot: PresenterSlot) -> SetSlot:
    return SetSlot(
        presenter=person(portfolio, slot.presenter),
        length=duration(slot.minutes),
        kind=_KINDS[slot.kind],
        gave_way=people(portfolio, slot.deferred),
    )


def _earlier(portfolio: Portfolio, record: SetMeeting) -> Iterable[MeetingAction]:
    if not record.agenda:
        return groups.agenda_actions(portfolio, record.session)
    return [
        action
        for meeting in portfolio.set_meetings
        if meeting.session in record.agenda
        for action in meeting.actions
    ]


def _actions(
    portfolio: Portfolio, actions: Iterable[MeetingAction]
) -> tuple[SetActionLine, ...]:
    return tuple(
        SetActionLine(
            text=sentence(action.text),
            owner=person(portfolio, action.owner),
            by=day(action.due),
            outcome=sentence(action.outcome),
        )
        for action in actions
    )


def _next(portfolio: Portfolio, session: Session) -> str:
    later = [
        other
        for other in portfolio.sessions_of(session.activity)
        if other.status.happens
        and (other.on, other.start) > (session.on, session.start)
    ]
    if not later:
        return ""
    follows = set_date(portfolio, later[0])
    return f"{follows.date}, {follows.time}. {follows.place}."
