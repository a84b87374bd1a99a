"""What rules about two sessions at one time, or nearly, mean."""

import abc
from collections.abc import Hashable, Iterable
from typing import ClassVar

import attrs

from tpkit import _text
from tpkit._model.agreement import ClashKind
from tpkit._model.rules_of_people_and_places import NoClashes, NotTogether, TravelTime
from tpkit.schedule._meanings.people import people_apart
from tpkit.schedule._terms.facts import Facts
from tpkit.schedule._terms.names import Names
from tpkit.schedule._terms.phrases import both, day_of
from tpkit.schedule._terms.shapes import Shared, Term
from tpkit.schedule._terms.slot import Entry, Slot

_Placed = tuple[Entry, Slot]

# ----------------------------------------------------------------------- wanted twice


@attrs.frozen(kw_only=True)
class _Wanted(Shared):
    """Something of which there is one: claims are ids."""

    code: ClassVar[str] = "TP721"
    rule: NoClashes
    names: Names = attrs.field(repr=False)

    def words(self, claim: Hashable, first: _Placed, second: _Placed) -> str:
        on = day_of(second[1])
        return f"{self.complaint(str(claim))} on {on}: {both(first, second)}"

    @abc.abstractmethod
    def complaint(self, id: str) -> str:
        """Say what is wanted twice."""


@attrs.frozen(kw_only=True)
class _SomebodyWanted(_Wanted):
    def claims(self, entry: Entry, slot: Slot) -> Iterable[Hashable]:
        return entry.people(slot)

    def complaint(self, id: str) -> str:
        return f"{self.names.person(id)} would have to be in two places"


@attrs.frozen(kw_only=True)
class _VenueWanted(_Wanted):
    shared: frozenset[str]

    def claims(self, entry: Entry, slot: Slot) -> Iterable[Hashable]:  # noqa: ARG002  # where
        return () if slot.venue is None or slot.venue in self.shared else (slot.venue,)

    def complaint(self, id: str) -> str:
        return f"two sessions want {self.names.venue(id)}"


@attrs.frozen(kw_only=True)
class _AudienceWanted(_Wanted):
    def claims(self, entry: Entry, slot: Slot) -> Iterable[Hashable]:  # noqa: ARG002  # whose
        return entry.segments

    def rival(self, entry: Entry) -> Hashable:
        return entry.rival

    def complaint(self, id: str) -> str:
        return f"two activities are for {self.names.segment(id)}"


def no_clashes(rule: NoClashes, facts: Facts) -> Iterable[Term]:
    """Give the terms of `NoClashes`: people, venues and audiences, as it says."""
    if ClashKind.PERSON in rule.kinds:
        yield _SomebodyWanted(rule=rule, names=facts.names)
    if ClashKind.VENUE in rule.kinds:
        shared = facts.needs.shared_venues
        yield _VenueWanted(rule=rule, names=facts.names, shared=shared)
    if ClashKind.AUDIENCE in rule.kinds:
        yield _AudienceWanted(rule=rule, names=facts.names)


# --------------------------------------------------------------------------- kept apart


@attrs.frozen(kw_only=True)
class _SessionsApart(Shared):
    code: ClassVar[str] = "TP722"
    rule: NotTogether
    sessions: frozenset[str]

    def concerns(self, entry: Entry) -> bool:
        return entry.session in self.sessions

    def claims(self, entry: Entry, slot: Slot) -> Iterable[Hashable]:  # noqa: ARG002  # one
        return (self.rule.id,)

    def words(self, claim: Hashable, first: _Placed, second: _Placed) -> str:  # noqa: ARG002  # one
        on = day_of(second[1])
        return (
            f"two sessions that are kept apart overlap on {on}: {both(first, second)}"
        )


def not_together(rule: NotTogether, facts: Facts) -> Iterable[Term]:
    """Give the terms of `NotTogether`: for its people, and for its sessions."""
    if rule.people:
        yield people_apart(rule, facts)
    if rule.sessions:
        yield _SessionsApart(rule=rule, sessions=frozenset(rule.sessions))


# -------------------------------------------------------------------------------- travel


@attrs.frozen(kw_only=True)
class _TimeToTravel(Shared):
    code: ClassVar[str] = "TP729"
    overlapping: ClassVar[bool] = False
    """Somebody in two places is a clash, not a hurry."""
    rule: TravelTime
    venues: frozenset[str]
    """Those between which people travel."""
    names: Names = attrs.field(repr=False)

    def claims(self, entry: Entry, slot: Slot) -> Iterable[Hashable]:
        return entry.people(slot) if slot.venue in self.venues else ()

    def margin(self, earlier: Slot, later: Slot) -> int:
        return 0 if earlier.venue == later.venue else self.reach

    def words(self, claim: Hashable, first: _Placed, second: _Placed) -> str:
        gap = _text.counted(second[1].start - first[1].end, "minute")
        start, end = (self.names.venue(s.venue or "") for _, s in (first, second))
        return (
            f"{self.names.person(str(claim))} has {gap} on {day_of(first[1])} to go from "
            f"{start} to {end}, and {self.reach} are needed: {both(first, second)}"
        )


def travel_time(rule: TravelTime, facts: Facts) -> Iterable[Term]:
    """Give the term of `TravelTime`: it holds between the places it names, or any two.

    Online venues are everywhere, and so is a session without a venue.
    """
    places = frozenset(v.id for v in facts.portfolio.venues if not v.online)
    venues = places.intersection(rule.venues or places)
    yield _TimeToTravel(rule=rule, venues=venues, names=facts.names, reach=rule.minutes)
