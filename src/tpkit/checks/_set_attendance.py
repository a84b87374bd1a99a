"""Who comes to a learning set's meetings, and when one should be cancelled."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

import attrs
import pendulum

from tpkit import _text
from tpkit._model._checked import Percent
from tpkit._model.activity import (
    ActionLearningSet,
    LearningSetMember,
    LearningSetStatus,
    Session,
)
from tpkit._model.ids import PersonId, SessionId
from tpkit._model.participation import AttendanceStatus
from tpkit._model.people import Person
from tpkit._model.portfolio import Portfolio
from tpkit.checks._sets import (
    Register,
    meetings_of,
    registers,
    sets_by_id,
    sets_going_on,
    was_there,
)
from tpkit.findings import Finding, Severity
from tpkit.groups import members_on, took_place

_WHOLE = 100


@attrs.frozen(kw_only=True)
class AttendanceTooLow:
    """A member can no longer attend enough of a learning set's meetings.

    Members commit to every date; four in five is the least, so of six meetings one may
    be missed. Judged against the whole contract, as soon as it is out of reach. Meetings
    without a register are not counted as missed, and who has left is not judged. Source:
    general practice [OK].
    """

    code: ClassVar[str] = "TP419"
    rules: ClassVar[tuple[int, ...]] = (73,)

    percent: Percent = Decimal(80)
    """Percent of the meetings a member is to attend."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        kept = registers(portfolio)
        for number, learning_set in sets_going_on(portfolio):
            meetings = meetings_of(portfolio, learning_set)
            for place, member in enumerate(learning_set.members):
                if member.left is not None and member.left < on:
                    continue
                planned = _meetings_for(learning_set, member, meetings)
                missed = len(_missed(member, meetings, kept, on))
                if (planned - missed) * _WHOLE >= self.percent * planned:
                    continue
                person = portfolio.get(Person, member.person)
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"$.learning_sets[{number}].members[{place}]",
                    message=(
                        f"{person.title} has missed {missed} of "
                        f"{_text.counted(planned, 'meeting')} of {learning_set.title}, "
                        f"which leaves less than {self.percent.normalize():f}%"
                    ),
                    remedy="talk with the member about going on, and tell the set",
                )


@attrs.frozen(kw_only=True)
class AbsentTwiceRunning:
    """A member has missed two meetings of a learning set in a row.

    It prompts a conversation: something may be wrong at work, at home, or in the set.
    Only meetings with a register count, and who has left is not judged. Source: general
    practice [OK].
    """

    code: ClassVar[str] = "TP420"
    rules: ClassVar[tuple[int, ...]] = (73,)

    in_a_row: int = 2
    """Meetings missed in a row that prompt a conversation."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        kept = registers(portfolio)
        for number, learning_set in sets_going_on(portfolio):
            meetings = meetings_of(portfolio, learning_set)
            for place, member in enumerate(learning_set.members):
                if member.left is not None and member.left < on:
                    continue
                run = self._longest_run(member, meetings, kept, on)
                if len(run) < self.in_a_row:
                    continue
                person = portfolio.get(Person, member.person)
                days = _text.listed(_text.long_date(session.on) for session in run)
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"$.learning_sets[{number}].members[{place}]",
                    message=(
                        f"{person.title} missed {_text.counted(len(run), 'meeting')} of "
                        f"{learning_set.title} in a row: {days}"
                    ),
                    remedy="let the facilitator have a word with the member",
                )

    def _longest_run(
        self,
        member: LearningSetMember,
        meetings: list[Session],
        kept: dict[SessionId, Register],
        on: pendulum.Date,
    ) -> list[Session]:
        missed = {session.id for session in _missed(member, meetings, kept, on)}
        longest: list[Session] = []
        run: list[Session] = []
        for session in meetings:
            if session.id in missed:
                run = [*run, session]
                longest = max(longest, run, key=len)
            elif session.id in kept:
                run = []
        return longest


@attrs.frozen(kw_only=True)
class SubstituteSent:
    """Somebody came to a learning set's meeting in a member's place.

    A set is closed: members speak in confidence to the people they contracted with.
    Source: general practice [OK].
    """

    code: ClassVar[str] = "TP421"
    rules: ClassVar[tuple[int, ...]] = (73,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on  # who came has come
        sets = sets_by_id(portfolio)
        for number, attendance in enumerate(portfolio.attendances):
            session = portfolio.get(Session, attendance.session)
            learning_set = sets.get(session.activity)
            if (
                learning_set is not None
                and attendance.status is AttendanceStatus.SUBSTITUTE
            ):
                person = portfolio.get(Person, attendance.person)
                yield Finding(
                    code=self.code,
                    severity=Severity.ERROR,
                    path=f"$.attendances[{number}].status",
                    message=(
                        f"{person.title} was a substitute at {learning_set.title} on "
                        f"{_text.long_date(session.on)}"
                    ),
                    remedy="tell members' managers that nobody can stand in for a member",
                )


@attrs.frozen(kw_only=True)
class MeetingShouldBeCancelled:
    """A learning set met, or is to meet, with too few members or without its facilitator.

    Under four there is no set, and without the facilitator nobody guards it, unless the
    set manages itself: the meeting is cancelled. Meetings without a register are not
    judged; apologies for one to come are a register. Source: general practice [OK].
    """

    code: ClassVar[str] = "TP424"
    rules: ClassVar[tuple[int, ...]] = (75,)

    at_least: int = 4
    """The fewest members with whom a meeting is held."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        kept = registers(portfolio)
        sets = sets_by_id(portfolio)
        for number, session in enumerate(portfolio.sessions):
            learning_set = sets.get(session.activity)
            if learning_set is None or session.id not in kept:
                continue
            if not session.status.happens:
                continue
            past = took_place(session, on=on)
            why = self._why(
                portfolio, learning_set, session, kept[session.id], past=past
            )
            if why:
                met = "met" if past else "is to meet"
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"$.sessions[{number}].status",
                    message=(
                        f"{learning_set.title} {met} on {_text.long_date(session.on)} "
                        f"{_text.listed(why)}"
                    ),
                    remedy=(
                        "cancel such a meeting, and agree another date"
                        if past
                        else "cancel it, and agree another date"
                    ),
                )

    def _why(
        self,
        portfolio: Portfolio,
        learning_set: ActionLearningSet,
        session: Session,
        register: Register,
        *,
        past: bool,
    ) -> list[str]:
        members = [m.person for m in members_on(learning_set, on=session.on)]
        there = [
            person
            for person in members
            if (was_there(register, person) if past else _may_come(register, person))
        ]
        why = []
        if len(there) < self.at_least:
            why.append(f"with {_text.counted(len(there), 'member')}")
        alone = (
            learning_set.contract.self_facilitated
            or learning_set.status is LearningSetStatus.SELF_MANAGED
        )
        leaders = session.facilitators or _only(learning_set.facilitator)
        if leaders and not alone and not any(_may_come(register, p) for p in leaders):
            names = [portfolio.get(Person, person).title for person in leaders]
            why.append(f"without {_text.listed(names)}")
        return why


def _meetings_for(
    learning_set: ActionLearningSet,
    member: LearningSetMember,
    meetings: list[Session],
) -> int:
    outside = sum(not member.covers(session.on) for session in meetings)
    return max(learning_set.contract.meetings, len(meetings)) - outside


def _missed(
    member: LearningSetMember,
    meetings: list[Session],
    kept: dict[SessionId, Register],
    on: pendulum.Date,
) -> list[Session]:
    return [
        session
        for session in meetings
        if session.id in kept
        and took_place(session, on=on)
        and member.covers(session.on)
        and not was_there(kept[session.id], member.person)
    ]


def _may_come(register: Register, person: PersonId) -> bool:
    away = (AttendanceStatus.APOLOGIES, AttendanceStatus.ABSENT)
    return register.get(person) not in away


def _only(person: PersonId | None) -> tuple[PersonId, ...]:
    return () if person is None else (person,)
