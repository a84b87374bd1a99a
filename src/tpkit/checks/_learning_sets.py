"""How a learning set opens, is led, loses members, and decides what comes next."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

import attrs
import pendulum

from tpkit import _text
from tpkit._model.activity import (
    ActionLearningSet,
    LearningSetMember,
    LearningSetStatus,
    Recontract,
    Session,
)
from tpkit._model.ids import PersonId
from tpkit._model.people import Person
from tpkit._model.portfolio import Portfolio
from tpkit.checks._check import Check
from tpkit.checks._order import in_document_order
from tpkit.checks._set_airtime import (
    AirtimeOutOfRange,
    AirtimeUneven,
    PresenterOutOfTurn,
    TooFewSlots,
)
from tpkit.checks._set_attendance import (
    AbsentTwiceRunning,
    AttendanceTooLow,
    MeetingShouldBeCancelled,
    SubstituteSent,
)
from tpkit.checks._set_meetings import (
    ConfidentialityClauseMissing,
    MeetingsUndated,
    PresentedBeforeGroundRules,
    SetMeetingsTooFarApart,
)
from tpkit.checks._set_members import (
    EmployerCrowdsSet,
    GradesTooFarApart,
    LearningSetTooLarge,
    LearningSetTooSmall,
    LineManagementInSet,
    TeamMatesInSet,
)
from tpkit.checks._set_records import ActionsMissingFromAgenda, IssueContentKept
from tpkit.checks._sets import (
    UNDER_CONTRACT,
    meetings_of,
    present,
    sets_going_on,
    titles,
)
from tpkit.findings import Finding, Severity
from tpkit.groups import line_pairs, took_place


@attrs.frozen(kw_only=True)
class LateJoiner:
    """Somebody joined a learning set after it had closed.

    A set closes with its first meeting, because trust is built once; somebody may still
    come in by the second if every member agrees. Sources: [SMALLIFE], [OK].
    """

    code: ClassVar[str] = "TP409"
    rules: ClassVar[tuple[int, ...]] = (68,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on  # a set that closed stays closed
        for number, learning_set in enumerate(portfolio.learning_sets):
            meetings = meetings_of(portfolio, learning_set)
            for place, member in enumerate(learning_set.members):
                if member.joined is None or not _is_late(member, meetings):
                    continue
                person = portfolio.get(Person, member.person)
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"$.learning_sets[{number}].members[{place}].joined",
                    message=(
                        f"{person.title} joined {learning_set.title} on "
                        f"{_text.long_date(member.joined)}, after its first meeting on "
                        f"{_text.long_date(meetings[0].on)}"
                    ),
                    remedy=(
                        "find a set that is forming, or, up to the second meeting, "
                        "record that every member agreed"
                    ),
                )


@attrs.frozen(kw_only=True)
class DepartureUnrecorded:
    """A member's departure from a learning set is recorded in part only.

    The set is told who leaves and why; a departure has its day and its reason. Sources:
    [SMALLIFE], [OK].
    """

    code: ClassVar[str] = "TP410"
    rules: ClassVar[tuple[int, ...]] = (68,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on  # a gap in the record is one on any day
        for number, learning_set in enumerate(portfolio.learning_sets):
            for place, member in enumerate(learning_set.members):
                has_reason = bool(member.reason.strip())
                if (member.left is not None) == has_reason:
                    continue
                field, word = ("left", "day") if has_reason else ("reason", "reason")
                person = portfolio.get(Person, member.person)
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"$.learning_sets[{number}].members[{place}].{field}",
                    message=(
                        f"{person.title}'s departure from {learning_set.title} has no "
                        f"{word}"
                    ),
                    remedy=f"record the {word}",
                )


@attrs.frozen(kw_only=True)
class SetTooSmallToGoOn:
    """Departures have left too few members, and the set has not decided to merge or stop.

    With fewer than four left, a set joins another or ends; drifting on is what it must
    not do. Sources: [SMALLIFE], [OK].
    """

    code: ClassVar[str] = "TP411"
    rules: ClassVar[tuple[int, ...]] = (68,)

    at_least: int = 4
    """The fewest members with whom it goes on."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        for number, learning_set in enumerate(portfolio.learning_sets):
            left = present(learning_set, on=on)
            departed = len(learning_set.members) - len(left)
            running = learning_set.status in UNDER_CONTRACT
            if running and departed and len(left) < self.at_least:
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"$.learning_sets[{number}].status",
                    message=(
                        f"{learning_set.title} has {_text.counted(len(left), 'member')} "
                        f"left after {_text.counted(departed, 'departure')} and is "
                        f"{learning_set.status.value}"
                    ),
                    remedy="decide with the members to merge with another set or to stop",
                )


@attrs.frozen(kw_only=True)
class CompositionUntold:
    """Members were not told before the start who else is in their learning set.

    Everybody is told the composition and may decline the set without giving reasons; on
    the day of the first meeting that is too late. Judged from the first meeting on, and
    for any set that has contracted. Source: [LHF].
    """

    code: ClassVar[str] = "TP412"
    rules: ClassVar[tuple[int, ...]] = (69,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        for number, learning_set in sets_going_on(portfolio):
            meetings = meetings_of(portfolio, learning_set)
            start = meetings[0].on if meetings else None
            forming = learning_set.status is LearningSetStatus.FORMING
            if forming and (start is None or start > on):
                continue
            untold = [
                member.person
                for member in present(learning_set, on=on)
                if not _told_in_time(member, start)
            ]
            if untold:
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"$.learning_sets[{number}].members",
                    message=(
                        "Not told before the start who else is in "
                        f"{learning_set.title}: {titles(portfolio, untold)}"
                    ),
                    remedy=(
                        "tell them, let them decline without giving reasons, and record "
                        "the day"
                    ),
                )


@attrs.frozen(kw_only=True)
class FacilitatorManagesMember:
    """The facilitator of a learning set manages one of its members.

    A set adviser guards the members' safety, and cannot while appraising one of them.
    Facilitators of single meetings are looked at too. Source: general practice [OK].
    """

    code: ClassVar[str] = "TP422"
    rules: ClassVar[tuple[int, ...]] = (74,)

    levels: int = 2
    """How far up the line to look: 1 for managers, 2 for their managers too."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        yield from in_document_order(self._found(portfolio, on))

    def _found(self, portfolio: Portfolio, on: pendulum.Date) -> Iterator[Finding]:
        sessions = {session.id: i for i, session in enumerate(portfolio.sessions)}
        for number, learning_set in sets_going_on(portfolio):
            leaders: list[tuple[str, PersonId | None]] = [
                (f"$.learning_sets[{number}].facilitator", learning_set.facilitator)
            ]
            leaders += [
                (f"$.sessions[{sessions[s.id]}].facilitators[{place}]", who)
                for s in meetings_of(portfolio, learning_set)
                for place, who in enumerate(s.facilitators)
                if who != learning_set.facilitator
            ]
            for path, who in leaders:
                yield from self._judge(portfolio, path, who, learning_set, on)

    def _judge(
        self,
        portfolio: Portfolio,
        path: str,
        facilitator: PersonId | None,
        learning_set: ActionLearningSet,
        on: pendulum.Date,
    ) -> Iterator[Finding]:
        if facilitator is None:
            return
        members = [member.person for member in present(learning_set, on=on)]
        pairs = line_pairs(portfolio, [facilitator, *members], levels=self.levels)
        managed = [pair.report for pair in pairs if pair.manager == facilitator]
        if managed:
            yield Finding(
                code=self.code,
                severity=Severity.ERROR,
                path=path,
                message=(
                    f"{portfolio.get(Person, facilitator).title} facilitates "
                    f"{learning_set.title} and is a manager of "
                    f"{titles(portfolio, managed)}"
                ),
                remedy="find a facilitator from outside the members' line management",
            )


@attrs.frozen(kw_only=True)
class FacilitatorUnsupported:
    """A learning set has no facilitator, or one neither accredited nor supervised.

    A facilitator has an accreditation, such as the ILM level 5 certificate, or works
    under supervision. A set under contract has one, unless it facilitates itself.
    Sources: [CFAL2], [OK].
    """

    code: ClassVar[str] = "TP423"
    rules: ClassVar[tuple[int, ...]] = (74,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on  # a set is looked at as it stands
        for number, learning_set in sets_going_on(portfolio):
            if learning_set.facilitator is None:
                alone = learning_set.contract.self_facilitated
                if learning_set.status not in UNDER_CONTRACT or alone:
                    continue
                message = f"{learning_set.title} has no facilitator"
                remedy = "find one, or agree that the set facilitates itself"
            else:
                person = portfolio.get(Person, learning_set.facilitator)
                if person.accreditation.strip() or person.supervised:
                    continue
                message = (
                    f"{person.title} facilitates {learning_set.title} without "
                    "accreditation or supervision"
                )
                remedy = "arrange supervision, or record the accreditation"
            yield Finding(
                code=self.code,
                severity=Severity.WARNING,
                path=f"$.learning_sets[{number}].facilitator",
                message=message,
                remedy=remedy,
            )


@attrs.frozen(kw_only=True)
class RecontractUndecided:
    """A learning set's contract is over and it has not decided what comes next.

    At the last contracted meeting the set decides: go on with its facilitator, go on
    without, or stop. A decision that the set's status contradicts is as good as none.
    Source: [ALA].
    """

    code: ClassVar[str] = "TP427"
    rules: ClassVar[tuple[int, ...]] = (78,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        for number, learning_set in enumerate(portfolio.learning_sets):
            decision, status = learning_set.recontract, learning_set.status
            if status in _GIVEN_UP:
                continue
            follows = _AFTERWARDS.get(decision) if decision else None
            if follows is not None and status in _OVER and status is not follows:
                what = f"decided to {decision}, and is {status}".replace("_", "-")
            elif decision is None and (
                status in _OVER or self._is_over(portfolio, learning_set, on)
            ):
                what = "is at the end of its contract and has decided nothing"
            else:
                continue
            yield Finding(
                code=self.code,
                severity=Severity.WARNING,
                path=f"$.learning_sets[{number}].recontract",
                message=f"{learning_set.title} {what}",
                remedy=(
                    "record whether the set continues, manages itself, or stops, and "
                    "move its status to match"
                ),
            )

    def _is_over(
        self, portfolio: Portfolio, learning_set: ActionLearningSet, on: pendulum.Date
    ) -> bool:
        meetings = meetings_of(portfolio, learning_set)
        planned = learning_set.contract.meetings
        return len(meetings) >= planned and took_place(meetings[planned - 1], on=on)


_GIVEN_UP = (LearningSetStatus.MERGED, LearningSetStatus.ABANDONED)


_AFTERWARDS = {
    Recontract.CONTINUE: LearningSetStatus.RECONTRACTED,
    Recontract.SELF_MANAGE: LearningSetStatus.SELF_MANAGED,
    Recontract.STOP: LearningSetStatus.ENDED,
}


_OVER = frozenset(_AFTERWARDS.values())


def _is_late(member: LearningSetMember, meetings: Sequence[Session]) -> bool:
    joined = member.joined
    if joined is None or not meetings or joined <= meetings[0].on:
        return False
    by_second = len(meetings) > 1 and joined <= meetings[1].on
    return not (by_second and member.admitted_by_all)


def _told_in_time(member: LearningSetMember, start: pendulum.Date | None) -> bool:
    told = member.told_composition_on
    return told is not None and (
        start is None or told < max(start, member.joined or start)
    )


CHECKS: tuple[Check, ...] = (
    LearningSetTooSmall(),
    LearningSetTooLarge(),
    SetMeetingsTooFarApart(),
    MeetingsUndated(),
    LineManagementInSet(),
    TeamMatesInSet(),
    EmployerCrowdsSet(),
    GradesTooFarApart(),
    LateJoiner(),
    DepartureUnrecorded(),
    SetTooSmallToGoOn(),
    CompositionUntold(),
    PresentedBeforeGroundRules(),
    ConfidentialityClauseMissing(),
    AirtimeOutOfRange(),
    TooFewSlots(),
    AirtimeUneven(),
    PresenterOutOfTurn(),
    AttendanceTooLow(),
    AbsentTwiceRunning(),
    SubstituteSent(),
    FacilitatorManagesMember(),
    FacilitatorUnsupported(),
    MeetingShouldBeCancelled(),
    IssueContentKept(),
    ActionsMissingFromAgenda(),
    RecontractUndecided(),
)
"""What tpkit looks for in action learning sets."""
