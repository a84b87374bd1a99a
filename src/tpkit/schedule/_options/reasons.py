"""What speaks for a slot, and what against it, as one would say it on the phone."""

from collections.abc import Iterable, Iterator
from typing import Any

from tpkit import _text
from tpkit._model.activity import Venue
from tpkit._model.rules_of_people_and_places import Unavailable
from tpkit.schedule._judge.breach_in_words import rule_named
from tpkit.schedule._judge.breaches import Breach, words_of
from tpkit.schedule._options.one_session import OneSession
from tpkit.schedule._terms.givens import Given
from tpkit.schedule._terms.phrases import hours_of, weekday_of
from tpkit.schedule._terms.slot import Slot, Timetable

_NAMED = 3
"""So many people are named; more are counted."""


def reasons_for(one: OneSession, slot: Slot, found: tuple[Breach, ...]) -> list[str]:
    """Say what speaks for a slot in which the session has a part in these breaches."""
    return [
        *_keeps(one, found),
        *_everybody_is_free(one, slot, found),
        *_room_fits(one, slot),
        *_like_the_others(one, slot),
    ]


def reasons_against(
    one: OneSession, slot: Slot, found: tuple[Breach, ...]
) -> list[str]:
    """Say what speaks against a slot: each breach that has a cost, and the rule it is of."""
    return _said(one, slot, [breach for breach in found if not breach.is_hard])


def barred_by(one: OneSession, slot: Slot, found: tuple[Breach, ...]) -> list[str]:
    """Say what bars a slot: each breach of what may not be broken."""
    sentences = _said(one, slot, [breach for breach in found if breach.is_hard])
    return sentences if one.is_in_turn(slot) else [*sentences, out_of_turn(one)]


def _said(one: OneSession, slot: Slot, found: Iterable[Breach]) -> list[str]:
    timetable = one.timetable(slot)
    return [*dict.fromkeys(_sentence(one, breach, timetable) for breach in found)]


def _sentence(one: OneSession, breach: Breach, timetable: Timetable) -> str:
    words, rule = words_of(breach, timetable), breach.term.rule
    return (
        words if isinstance(rule, Given) else f"{words}; {rule_named(rule, one.facts)}"
    )


def out_of_turn(one: OneSession) -> str:
    """Say between which sessions it has to be."""
    before, after = one.turn
    now = one.problem.now
    parts = [
        f"{word} session {one.problem.entries[place].number} on {_day(slot)}"
        for word, place in (("after", before), ("before", after))
        if place is not None and (slot := now[place]) is not None
    ]
    return f"session {one.entry.number} has to be {_text.listed(parts)}"


def _day(slot: Slot) -> str:
    return _text.long_date(slot.on, weekday=True)


def _keeps(one: OneSession, found: tuple[Breach, ...]) -> Iterator[str]:
    """Yield the rules that are kept there and not where the session stands."""
    if one.now is None:
        return
    there = {breach.term.rule.id for breach in found}
    kept: dict[str, Any] = {
        breach.term.rule.id: breach.term.rule
        for breach in one.breaches(one.now)
        if breach.term.rule.id not in there
    }
    for rule in kept.values():
        reason = f" ({rule.agreed.reason})" if rule.agreed.reason else ""
        yield f"it keeps rule {rule.id}, which the present slot breaks{reason}"


def _everybody_is_free(
    one: OneSession, slot: Slot, found: tuple[Breach, ...]
) -> Iterator[str]:
    people = one.entry.people(slot)
    away = (_people_away(breach.term.rule) for breach in found)
    if not people or any(map(people.intersection, (*away, *_busy(one, slot)))):
        return
    if len(people) > _NAMED:
        yield f"all {len(people):,} people who have to be there are free"
    else:
        yield f"{one.facts.names.people(people)} {'is' if len(people) == 1 else 'are'} free"


def _people_away(rule: Any) -> frozenset[str]:
    return frozenset(rule.people if isinstance(rule, Unavailable) else ())


def _busy(one: OneSession, slot: Slot) -> Iterator[frozenset[str]]:
    """Yield who has to be elsewhere, session by session."""
    timetable = one.timetable(slot)
    pairs = zip(timetable.entries, timetable.slots, strict=True)
    for place, (entry, other) in enumerate(pairs):
        overlaps = other.day == slot.day and (
            other.start < slot.end and slot.start < other.end
        )
        if overlaps and place != one.place:
            yield entry.people(other)


def _room_fits(one: OneSession, slot: Slot) -> Iterator[str]:
    if slot.venue is None or not one.entry.places:
        return
    venue = one.facts.portfolio.get(Venue, slot.venue)
    if venue.capacity is not None and venue.capacity >= one.entry.places:
        room = _text.counted(venue.capacity, "person", "people")
        yield f"{venue.name} takes {room}, and {one.entry.places:,} are expected"


def _like_the_others(one: OneSession, slot: Slot) -> Iterator[str]:
    """Yield what it has in common with all other sessions of its activity."""
    others = [
        other
        for place, other in enumerate(one.timetable(slot).slots)
        if place != one.place
        and one.problem.entries[place].activity == one.entry.activity
    ]
    like = (
        "the other session" if len(others) == 1 else f"the other {len(others)} sessions"
    )
    if not others:
        return
    if {other.weekday for other in others} == {slot.weekday}:
        yield f"it is on a {weekday_of(slot)}, like {like}"
    if {other.start for other in others} == {slot.start}:
        yield f"it is {hours_of(slot)}, like {like}"
