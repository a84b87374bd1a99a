"""Sessions in other slots: the nouns that a decision about dates comes to."""

import attrs

from tpkit._model.activity import Session, SessionMode, Venue
from tpkit._model.ids import PersonId, VenueId
from tpkit.schedule._terms.facts import Facts
from tpkit.schedule._terms.slot import Slot, time_of


def in_slot(session: Session, slot: Slot, facts: Facts) -> Session:
    """Give the session as it is in a slot; to raise its revision is for whoever moves it.

    Where the same people lead it, its facilitators stand as they stood: none for those
    of its activity, or in the order in which somebody put them.
    """
    leaders = session.facilitators
    if set(facts.needs.leaders(session)) != set(slot.leaders):
        leaders = tuple(map(PersonId, slot.leaders))
    return attrs.evolve(
        session,
        on=slot.on,
        start=time_of(slot.start),
        end=time_of(slot.end),
        venue=None if slot.venue is None else VenueId(slot.venue),
        mode=_mode(session, slot, facts),
        facilitators=leaders,
    )


def _mode(session: Session, slot: Slot, facts: Facts) -> SessionMode:
    """Give where people are: what moves from a platform to a room is no longer online."""
    stays = slot.venue is None or slot.venue == session.venue
    if stays or session.mode is SessionMode.HYBRID:
        return session.mode
    online = facts.portfolio.get(Venue, slot.venue or "").online
    return SessionMode.ONLINE if online else SessionMode.IN_PERSON
