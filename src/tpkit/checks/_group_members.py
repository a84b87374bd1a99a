"""Checks of the people in focus groups: how they come there, and with whom."""

from collections.abc import Iterator
from typing import ClassVar

import attrs
import pendulum

from tpkit._model.activity import FocusGroup, Segment
from tpkit._model.ids import (
    FocusGroupId,
    PersonId,
    SegmentId,
    StudyId,
)
from tpkit._model.participation import Registration, RegistrationStatus
from tpkit._model.portfolio import Portfolio
from tpkit._text import counted, long_date
from tpkit.checks._check import Check
from tpkit.checks._occasions import (
    attended,
    came_by_session,
    placed,
    registered,
    registrations_by_group,
    title_of,
)
from tpkit.checks._order import in_document_order
from tpkit.findings import Finding, Severity
from tpkit.groups import LinePair, line_pairs


@attrs.frozen(kw_only=True)
class PersonInTwoSegments:
    """One person takes part in two segments of the same study.

    Segments are compared with one another, so nobody may speak for two of them in one
    wave [S2], unless the study allows it (`overlap_allowed`).
    """

    code: ClassVar[str] = "TP509"
    rules: ClassVar[tuple[int, ...]] = (84,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        studies = {study.id: study for study in portfolio.studies}
        segments = {segment.id: segment.title for segment in portfolio.segments}
        first: dict[tuple[StudyId, PersonId], SegmentId] = {}
        for number, registration, group, segment in placed(portfolio):
            study = studies[group.study]
            if segment is None or study.overlap_allowed:
                continue
            other = first.setdefault((study.id, registration.person), segment)
            if other != segment:
                yield Finding(
                    code=self.code,
                    severity=Severity.ERROR,
                    path=f"$.registrations[{number}].segment",
                    message=(
                        f"{title_of(portfolio, registration.person)} takes part in "
                        f"{study.title} both as one of {segments[other]} and as one of "
                        f"{segments[segment]}"
                    ),
                    remedy="keep one place, or let the study allow it",
                )


@attrs.frozen(kw_only=True)
class LineManagerInGroup:
    """Somebody and a manager above them are in one focus group.

    Nobody speaks freely before those who manage them; and to be asked by one's own
    organisation is pressure enough [INF].
    """

    code: ClassVar[str] = "TP510"
    rules: ClassVar[tuple[int, ...]] = (85,)

    levels: int = 2
    """How far up the line to look: 1 for managers, 2 for their managers too."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        yield from in_document_order(self._found(portfolio))

    def _found(self, portfolio: Portfolio) -> Iterator[Finding]:
        in_group: dict[FocusGroupId, dict[PersonId, int]] = {}
        for number, registration, group, _ in placed(portfolio):
            in_group.setdefault(group.id, {})[registration.person] = number
        for id, numbers in in_group.items():
            for pair in line_pairs(portfolio, numbers, levels=self.levels):
                yield Finding(
                    code=self.code,
                    severity=Severity.ERROR,
                    path=f"$.registrations[{numbers[pair.report]}]",
                    message=(
                        f"{title_of(portfolio, pair.report)} is in "
                        f"{portfolio.get(FocusGroup, id).title} with "
                        f"{title_of(portfolio, pair.manager)}, who {_manages(pair)}"
                    ),
                    remedy="move one of the two to another group",
                )


@attrs.frozen(kw_only=True)
class LineManagerInSegment:
    """Somebody and a manager above them are heard as the same segment of a study.

    Managers and their staff see the same things differently; The Big Listen heard
    operational managers apart from social workers [S2]. Pairs in one group are the
    business of TP510.
    """

    code: ClassVar[str] = "TP511"
    rules: ClassVar[tuple[int, ...]] = (85,)

    levels: int = 2
    """How far up the line to look: 1 for managers, 2 for their managers too."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        yield from in_document_order(self._found(portfolio))

    def _found(self, portfolio: Portfolio) -> Iterator[Finding]:
        in_segment: dict[
            tuple[StudyId, SegmentId], dict[PersonId, dict[FocusGroupId, int]]
        ] = {}
        for number, registration, group, segment in placed(portfolio):
            if segment is not None:
                people = in_segment.setdefault((group.study, segment), {})
                people.setdefault(registration.person, {})[group.id] = number
        for (_, id), places in in_segment.items():
            for pair in line_pairs(portfolio, places, levels=self.levels):
                groups = places[pair.report]
                if groups.keys().isdisjoint(places[pair.manager]):
                    number = min(groups.values())
                    yield Finding(
                        code=self.code,
                        severity=Severity.ERROR,
                        path=f"$.registrations[{number}].segment",
                        message=(
                            f"{title_of(portfolio, pair.report)} and "
                            f"{title_of(portfolio, pair.manager)}, who "
                            f"{_manages(pair)}, are both heard as {portfolio.get(Segment, id).title}"
                        ),
                        remedy="put managers and their staff into different segments",
                    )


def _manages(pair: LinePair) -> str:
    return "manages them" if pair.is_direct else "manages their manager"


@attrs.frozen(kw_only=True)
class CohortJoinedLate:
    """Somebody joined a group of the same people after its first session.

    Where a group meets several times, the same people meet each time [S0][NELTP-RE]:
    trust, and the comparison between sessions, rest on it. Who came to the first session
    was there from the start, registered or not.
    """

    code: ClassVar[str] = "TP527"
    rules: ClassVar[tuple[int, ...]] = (93,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        yield from in_document_order(self._found(portfolio))

    def _found(self, portfolio: Portfolio) -> Iterator[Finding]:
        registered = registrations_by_group(portfolio)
        numbers = {s.id: number for number, s in enumerate(portfolio.sessions)}
        came = came_by_session(portfolio)
        for group in portfolio.focus_groups:
            sessions = attended(portfolio, group, came)
            if not group.same_participants or len(sessions) < _SEVERAL:
                continue
            first, members = sessions[0][0].on, registered.get(group.id, [])
            for number, registration in members:
                joined = _joined(registration)
                if registration.status.takes_part and joined and joined > first:
                    yield self._finding(
                        f"$.registrations[{number}]",
                        f"{title_of(portfolio, registration.person)} joined "
                        f"{group.title} on {long_date(joined)}, after its first session",
                    )
            known = {registration.person for _, registration in members}
            known |= sessions[0][1]
            for session, people in sessions[1:]:
                strangers = sorted(people - known)
                known |= people
                for person in strangers:
                    yield self._finding(
                        f"$.sessions[{numbers[session.id]}]",
                        f"{title_of(portfolio, person)} came to {group.title} on "
                        f"{long_date(session.on)} and is not one of the group",
                    )

    def _finding(self, path: str, message: str) -> Finding:
        return Finding(
            code=self.code,
            severity=Severity.ERROR,
            path=path,
            message=message,
            remedy="keep the group closed after its first session; offer the next cohort",
        )


@attrs.frozen(kw_only=True)
class CohortIncomplete:
    """Not everybody in a group of the same people came to all its sessions.

    People are asked to come each time [NELTP-RE]; how many did is part of the report.
    It is said when the last session is over and attendance has been recorded for each.
    """

    code: ClassVar[str] = "TP528"
    rules: ClassVar[tuple[int, ...]] = (93,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        came = came_by_session(portfolio)
        for number, group in enumerate(portfolio.focus_groups):
            sessions = attended(portfolio, group, came)
            if not group.same_participants or len(sessions) < _SEVERAL:
                continue
            if sessions[-1][0].on > on or any(s.id not in came for s, _ in sessions):
                continue
            everybody = set.union(*(people for _, people in sessions))
            throughout = set.intersection(*(people for _, people in sessions))
            if throughout != everybody:
                yield Finding(
                    code=self.code,
                    severity=Severity.INFO,
                    path=f"$.focus_groups[{number}]",
                    message=(
                        f"{len(throughout)} of the "
                        f"{counted(len(everybody), 'person', 'people')} in "
                        f"{group.title} came to each of its {len(sessions)} sessions"
                    ),
                    remedy="say so in the report",
                )


_SEVERAL = 2


def _joined(registration: Registration) -> pendulum.Date | None:
    given_a_place = [step.on for step in registration.history if step.to.takes_part]
    return min(given_a_place, default=registration.registered_on)


@attrs.frozen(kw_only=True)
class ContactWithoutPermission:
    """Somebody registered interest, and nothing says that they may be contacted.

    Interest is not consent: the form asks for both, and permission is kept apart [S0].
    It is an error to have written to somebody who refused. Who booked a place without
    selection expects to hear of it, and need not be asked.
    """

    code: ClassVar[str] = "TP531"
    rules: ClassVar[tuple[int, ...]] = (96,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        for number, registration, group, _ in registered(portfolio):
            allowed, status = registration.contact_permission, registration.status
            if allowed or status in _OVER:
                continue
            refused = allowed is False
            if group.self_selected and not refused:
                continue
            if refused and status in _NOT_YET_CONTACTED:
                continue
            person = title_of(portfolio, registration.person)
            yield Finding(
                code=self.code,
                severity=Severity.ERROR if refused else Severity.WARNING,
                path=f"$.registrations[{number}].contact_permission",
                message=(
                    f"{person} was contacted about {group.title} against their wish"
                    if refused
                    else f"Nothing says whether {person} may be contacted about "
                    f"{group.title}"
                ),
                remedy=(
                    "do not contact them again, and apologise"
                    if refused
                    else "ask on the form, and keep the answer apart from interest"
                ),
            )


_NOT_YET_CONTACTED = frozenset(
    {
        RegistrationStatus.REGISTERED_INTEREST,
        RegistrationStatus.SCREENED,
        RegistrationStatus.SELECTED,
        RegistrationStatus.RESERVE,
    }
)


_OVER = frozenset({RegistrationStatus.NOT_SELECTED, RegistrationStatus.WITHDRAWN})


@attrs.frozen(kw_only=True)
class SelectionWithoutGround:
    """People are chosen by a protected characteristic without a lawful ground for it.

    Inviting people because they are Black, Asian or minoritised [S0] is a decision about
    each of them. Its purpose is selection, not monitoring, and the law that allows
    equality monitoring allows no decision about a person [PRIVW]: the segment states
    another ground, such as consent [INF].
    """

    code: ClassVar[str] = "TP532"
    rules: ClassVar[tuple[int, ...]] = (97,)

    not_grounds: tuple[str, ...] = (
        *("monitoring", "equality monitoring", "equalities monitoring"),
        *("diversity monitoring", "equal opportunities monitoring"),
        *("none", "n/a", "not applicable", "tbc", "to be confirmed"),
    )
    """What may stand there and is no ground, in small letters; `data` may follow."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        for number, segment in enumerate(portfolio.segments):
            chosen_by = segment.protected_characteristic
            ground = segment.selection_ground
            if not chosen_by or self._is_ground(ground):
                continue
            stated = f"on the ground of {ground!r}" if ground else "on no stated ground"
            yield Finding(
                code=self.code,
                severity=Severity.ERROR,
                path=f"$.segments[{number}].selection_ground",
                message=f"{segment.title} are chosen by {chosen_by} {stated}",
                remedy=(
                    "state the lawful ground for choosing by it, such as consent; "
                    "data collected for monitoring may not be used"
                ),
            )

    def _is_ground(self, ground: str) -> bool:
        words = ground.strip(" .").casefold().removesuffix(" data")
        return words not in ("", *self.not_grounds)


CHECKS: tuple[Check, ...] = (
    PersonInTwoSegments(),
    LineManagerInGroup(),
    LineManagerInSegment(),
    CohortJoinedLate(),
    CohortIncomplete(),
    ContactWithoutPermission(),
    SelectionWithoutGround(),
)
