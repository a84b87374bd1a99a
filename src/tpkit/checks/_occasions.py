"""When a focus group meets, and who came: what several of its checks ask."""

from collections.abc import Iterator

import pendulum

from tpkit._model.activity import FocusGroup, FocusGroupStatus, Session
from tpkit._model.ids import (
    FocusGroupId,
    PersonId,
    RegistrationId,
    SegmentId,
    SessionId,
    StudyId,
)
from tpkit._model.participation import (
    Consent,
    ConsentStatus,
    Registration,
    RegistrationStatus,
)
from tpkit._model.people import Person
from tpkit._model.portfolio import Portfolio

TOOK_PART = frozenset(
    {
        RegistrationStatus.CONSENTED,
        RegistrationStatus.ATTENDED,
        RegistrationStatus.PARTIAL,
    }
)
"""The statuses of people who have given consent, or come."""

CAME = frozenset({RegistrationStatus.ATTENDED, RegistrationStatus.PARTIAL})
"""The statuses of people who have come."""


AHEAD = frozenset(
    {FocusGroupStatus.PLANNED, FocusGroupStatus.RECRUITING, FocusGroupStatus.FULL}
)
"""The statuses of groups that are still to meet."""


def occasions(portfolio: Portfolio, group: FocusGroup) -> tuple[Session, ...]:
    """Give the group's sessions that have taken or are to take place, in order."""
    return tuple(s for s in portfolio.sessions_of(group.id) if s.status.happens)


def minutes_of_shortest(portfolio: Portfolio, group: FocusGroup) -> int | None:
    """Give the length of the group's shortest session; None where it has none."""
    return min((s.minutes for s in occasions(portfolio, group)), default=None)


def came_by_session(portfolio: Portfolio) -> dict[SessionId, set[PersonId]]:
    """Give who was at each session for which attendance is recorded."""
    came: dict[SessionId, set[PersonId]] = {}
    for attendance in portfolio.attendances:
        people = came.setdefault(attendance.session, set())
        if attendance.status.came:
            people.add(attendance.person)
    return came


def registrations_by_group(
    portfolio: Portfolio,
) -> dict[FocusGroupId, list[tuple[int, Registration]]]:
    """Give each group's registrations with their numbers in the document."""
    found: dict[FocusGroupId, list[tuple[int, Registration]]] = {}
    for number, registration in enumerate(portfolio.registrations):
        found.setdefault(registration.focus_group, []).append((number, registration))
    return found


def groups_by_study(portfolio: Portfolio) -> dict[StudyId, list[FocusGroup]]:
    """Give every study's groups in document order; an empty list where it has none."""
    found: dict[StudyId, list[FocusGroup]] = {
        study.id: [] for study in portfolio.studies
    }
    for group in portfolio.focus_groups:
        found[group.study].append(group)
    return found


def facilitators(portfolio: Portfolio, group: FocusGroup) -> list[PersonId]:
    """Give who leads the group, or one of its sessions."""
    found = [group.facilitator] if group.facilitator is not None else []
    for session in occasions(portfolio, group):
        found += session.facilitators
    return list(dict.fromkeys(found))


def attended(
    portfolio: Portfolio, group: FocusGroup, came: dict[SessionId, set[PersonId]]
) -> list[tuple[Session, set[PersonId]]]:
    """Give the group's sessions with the participants who came to each.

    *came* is `came_by_session`. Who leads the group or takes notes is no participant.
    """
    staff = {*facilitators(portfolio, group), group.note_taker}
    return [(s, came.get(s.id, set()) - staff) for s in occasions(portfolio, group)]


def first_attended(
    portfolio: Portfolio, group: FocusGroup, came: dict[SessionId, set[PersonId]]
) -> dict[PersonId, pendulum.Date]:
    """Give the day of the first session of the group to which each person came."""
    found: dict[PersonId, pendulum.Date] = {}
    for session, people in attended(portfolio, group, came):
        for person in people:
            found.setdefault(person, session.on)
    return found


def title_of(portfolio: Portfolio, person: PersonId) -> str:
    """Give the words by which a person is known."""
    return portfolio.get(Person, person).title


def signatory(portfolio: Portfolio, form: Consent) -> str:
    """Give the words by which the person of a consent form is known."""
    registration = portfolio.get(Registration, form.registration)
    return title_of(portfolio, registration.person)


def withdrawn_on(form: Consent) -> pendulum.Date | None:
    """Give the day of a withdrawal, its own or the history's; None where none is known."""
    steps = [step.on for step in form.history if step.to is ConsentStatus.WITHDRAWN]
    return form.withdrawn_on or next(iter(steps), None)


def is_withdrawn(form: Consent) -> bool:
    """Say whether consent was taken back, on a known day or not."""
    gone = (ConsentStatus.WITHDRAWN, ConsentStatus.ERASED)
    return form.status in gone or withdrawn_on(form) is not None


def forms_by_registration(
    portfolio: Portfolio,
) -> dict[RegistrationId, list[tuple[int, Consent]]]:
    """Give each registration's consent forms with their numbers in the document."""
    found: dict[RegistrationId, list[tuple[int, Consent]]] = {}
    for number, consent in enumerate(portfolio.consents):
        found.setdefault(consent.registration, []).append((number, consent))
    return found


Registered = tuple[int, Registration, FocusGroup, SegmentId | None]
"""A registration with its number in the document, its group and its segment."""


def registered(portfolio: Portfolio) -> Iterator[Registered]:
    """Yield every registration with what belongs to it."""
    groups = {group.id: group for group in portfolio.focus_groups}
    for number, registration in enumerate(portfolio.registrations):
        group = groups[registration.focus_group]
        yield number, registration, group, registration.segment or group.segment


def placed(portfolio: Portfolio) -> Iterator[Registered]:
    """Yield the registrations of those who are, or were, to be in a group."""
    return (each for each in registered(portfolio) if each[1].status.takes_part)
