"""Clashes: two sessions at one time that need the same person, venue or audience."""

import attrs
import pendulum

from tpkit._model.agreement import ClashKind
from tpkit._model.ids import SchedulingRuleId, SessionId
from tpkit._model.portfolio import Portfolio
from tpkit._model.rules_of_people_and_places import NoClashes
from tpkit.schedule._judge.breaches import Breach, breaches, words_of
from tpkit.schedule._meanings.clashes import no_clashes
from tpkit.schedule._terms.facts import Facts, facts_of
from tpkit.schedule._terms.slot import Timetable, time_of


@attrs.frozen(kw_only=True)
class Clash:
    """Two sessions that overlap and both need one person, venue or audience."""

    kind: ClashKind
    resource: str
    """The id of the person, the venue or the segment."""
    first: SessionId
    """The session that begins earlier; of two that begin together, the shorter."""
    second: SessionId
    """The other session."""
    on: pendulum.Date
    """The day, in London."""
    start: pendulum.Time
    """When the overlap begins, by London clocks."""
    end: pendulum.Time
    """When the overlap ends."""
    message: str
    """What is wrong, as a sentence without its full stop."""

    def __str__(self) -> str:
        """Give the message."""
        return self.message


def clashes(portfolio: Portfolio, /) -> tuple[Clash, ...]:
    """Give every pair of sessions at one time that needs the same thing, in order of time.

    A *person* is at a session who leads it (its own facilitators, or else those of its
    activity), writes at it, chairs or sits on the body that meets, is a member of the
    learning set on that day, has a confirmed place, takes part in the focus group, or
    is recorded as having come; and is not recorded as having stayed away. A *venue*
    clashes unless it is shared. An *audience* clashes when two different activities are
    for one segment; the runs of one workshop, and the groups of one study, share out
    the people between them.

    Cancelled sessions need nothing. Sessions that only touch, one ending when the other
    begins, do not clash. The time taken grows as n log n with the sessions and what they
    need, and with the clashes found.

    Example:
        ```python
        >>> from tpkit import schedule, testing
        >>> schedule.clashes(testing.northshire())
        ()

        ```
    """
    facts = facts_of(portfolio, on=_ANY_DAY)
    terms = [
        term
        for kind in ClashKind
        for term in no_clashes(
            NoClashes(id=SchedulingRuleId(kind.value), kinds=(kind,)), facts
        )
    ]
    found = sorted(
        breaches(facts.timetable, terms),
        key=lambda breach: _in_order(breach, facts.timetable),
    )
    return tuple(_clash(breach, facts) for breach in found)


_ANY_DAY = pendulum.Date(1, 1, 1)
"""Two sessions clash, or do not, whatever day it is today."""

_KINDS = list(ClashKind)


def _kind(breach: Breach) -> ClashKind:
    kind: ClashKind = breach.term.rule.kinds[0]
    return kind


def _in_order(breach: Breach, timetable: Timetable) -> tuple[object, ...]:
    first, second = (_in_time(place, timetable) for place in breach.places)
    return *second, *first, _KINDS.index(_kind(breach)), str(breach.claim)


def _in_time(place: int, timetable: Timetable) -> tuple[int, int, int, str]:
    slot = timetable.slots[place]
    return slot.day, slot.start, slot.end, timetable.entries[place].session


def _clash(breach: Breach, facts: Facts) -> Clash:
    first, second = breach.places
    slots, entries = facts.timetable.slots, facts.timetable.entries
    words = words_of(breach, facts.timetable)
    return Clash(
        kind=_kind(breach),
        resource=str(breach.claim),
        first=SessionId(entries[first].session),
        second=SessionId(entries[second].session),
        on=slots[second].on,
        start=time_of(slots[second].start),
        end=time_of(min(slots[first].end, slots[second].end)),
        message=words[0].upper() + words[1:],
    )
