"""Whom and what a session needs to itself: people, a venue, an audience."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import attrs

from tpkit._model.activity import (
    ActionLearningSet,
    FocusGroup,
    Session,
    Workshop,
)
from tpkit._model.participation import BookingStatus
from tpkit._model.partnership import GovernanceBody
from tpkit._model.portfolio import Activity, Portfolio

_HAS_A_PLACE = frozenset(
    {BookingStatus.CONFIRMED, BookingStatus.ATTENDED, BookingStatus.PARTIAL}
)


@attrs.frozen(kw_only=True)
class Needs:
    """Answers for the sessions of one portfolio; made by `needs_of`."""

    activities: Mapping[str, Activity]
    shared_venues: frozenset[str]
    by_name: Mapping[str, set[str]]
    """For a session, the people who have a place at it, or were there."""
    away: Mapping[str, set[str]]
    """For a session, the people who were expected and did not come."""

    def people(self, session: Session) -> set[str]:
        """Give everybody who has to be at the session."""
        found = set(self.leaders(session))
        found.update(self.members(session))
        found.update(self.by_name.get(session.id, ()))
        return found - self.away.get(session.id, set())

    def venue(self, session: Session) -> str | None:
        """Give the venue, unless it takes several sessions at once."""
        return None if session.venue in self.shared_venues else session.venue

    def segments(self, session: Session) -> set[str]:
        """Give the segments that the session is for."""
        match self.activities[session.activity]:
            case Workshop(audiences=audiences):
                return set(audiences)
            case FocusGroup(segment=str(segment)):
                return {segment}
        return set()

    def rival(self, session: Session) -> tuple[str, str]:
        """Give what a session competes for audiences as: its activity, or its study.

        The groups of one study share out the people of a segment between them.
        """
        activity = self.activities[session.activity]
        if isinstance(activity, FocusGroup):
            return "study", activity.study
        return "activity", activity.id

    def leaders(self, session: Session) -> tuple[str, ...]:
        """Give those who lead: the session's own facilitators, or its activity's."""
        return tuple(session.facilitators or self._leaders(session))

    def _leaders(self, session: Session) -> Iterable[str]:
        match self.activities[session.activity]:
            case Workshop(facilitators=facilitators):
                return facilitators
            case (
                ActionLearningSet(facilitator=str(leader))
                | FocusGroup(facilitator=str(leader))
            ):
                return (leader,)
        return ()

    def members(self, session: Session) -> Iterator[str]:
        """Yield those who belong to the activity on that day, and have to be there."""
        match self.activities[session.activity]:
            case ActionLearningSet(members=members):
                yield from (m.person for m in members if m.covers(session.on))
            case FocusGroup(note_taker=str(note_taker)):
                yield note_taker
            case GovernanceBody(chairs=chairs, seats=seats):
                yield from chairs
                yield from (seat.person for seat in seats if seat.person is not None)


def needs_of(portfolio: Portfolio) -> Needs:
    """Read once what the answers are looked up in."""
    activities: tuple[Activity, ...] = (
        *portfolio.workshops,
        *portfolio.learning_sets,
        *portfolio.focus_groups,
        *portfolio.test_cycles,
        *portfolio.governance_bodies,
    )
    by_name: dict[str, set[str]] = defaultdict(set)
    away: dict[str, set[str]] = defaultdict(set)
    for booking in portfolio.bookings:
        if booking.status in _HAS_A_PLACE:
            by_name[booking.session].add(booking.person)
    for session, person in _taking_part(portfolio):
        by_name[session].add(person)
    for attendance in portfolio.attendances:
        came = by_name if attendance.status.came else away
        came[attendance.session].add(attendance.person)
    return Needs(
        activities={activity.id: activity for activity in activities},
        shared_venues=frozenset(v.id for v in portfolio.venues if v.shared),
        by_name=by_name,
        away=away,
    )


def _taking_part(portfolio: Portfolio) -> Iterator[tuple[str, str]]:
    """Yield the focus-group sessions that each registered person is to be at.

    Where the sessions of a group have different participants, a registration settles
    one only if the person named it alone.
    """
    groups = {group.id: group for group in portfolio.focus_groups}
    for registration in portfolio.registrations:
        if not registration.status.takes_part:
            continue
        sessions = [s.id for s in portfolio.sessions_of(registration.focus_group)]
        if not groups[registration.focus_group].same_participants:
            sessions = [*registration.preferences] or sessions
            if len(sessions) > 1:
                continue
        yield from ((session, registration.person) for session in sessions)
