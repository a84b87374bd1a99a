"""Draws sessions and slots that try a scheduling rule where it is likely to give way."""

from collections.abc import Iterator, Sequence
from typing import Any

import attrs
import pendulum

from tpkit.schedule._terms.facts import Facts
from tpkit.schedule._terms.slot import MINUTES_IN_A_DAY, Entry, Member, Slot, minute_of
from tpkit.testing._hypothesis import DrawFn, SearchStrategy
from tpkit.testing._hypothesis import strategies as st


@attrs.frozen(kw_only=True)
class Trial:
    """Some sessions, all different, and some slots, to judge one in the other."""

    entries: tuple[Entry, ...]
    slots: tuple[Slot, ...]


@attrs.frozen(kw_only=True)
class Sources:
    """What sessions and slots are drawn from."""

    entries: tuple[Entry, ...]
    days: tuple[int, ...]
    """Those near which something may change."""
    minutes: tuple[int, ...]
    """Those of the day near which something may change."""
    venues: tuple[str | None, ...]
    people: tuple[str, ...]
    """Everybody; those whom the rule names twice, so that they meet more often."""


def sources(rule: Any, facts: Facts) -> Sources:
    """Gather what the rule and the plan name, and days that have caught others out."""
    there, its = facts.timetable, facts.portfolio
    days = {facts.on, *_mentioned(rule, pendulum.Date), *_AWKWARD_DAYS}
    times = {*_mentioned(rule, pendulum.Time), *_AWKWARD_TIMES}
    named = {person.id for person in its.people}.intersection(_mentioned(rule, str))
    created = (
        facts.created(f"{activity}-new", activity, number=1, minutes=90)
        for activity in facts.needs.activities
    )
    return Sources(
        entries=(*there.entries, *created),
        days=tuple(on.toordinal() for on in sorted(days)),
        minutes=tuple(minute_of(at) for at in sorted(times)),
        venues=(None, *(venue.id for venue in its.venues)),
        people=(*sorted(named), *(person.id for person in its.people)),
    )


def trials(sources: Sources) -> SearchStrategy[Trial]:
    """Draw a few sessions and slots."""
    # No arguments of its own, so that the report of a failing test can be read.

    @st.composite
    def trial(draw: DrawFn) -> Trial:
        several = draw(
            st.lists(st.sampled_from(sources.entries), min_size=2, max_size=3)
        )
        entries = [_other(draw, e, n, sources) for n, e in enumerate(several)]
        return Trial(
            entries=tuple({entry.session: entry for entry in entries}.values()),
            slots=tuple(_slot(draw, sources) for _ in range(4)),
        )

    return trial()


_AWKWARD_DAYS = (
    pendulum.Date(2021, 12, 25),  # a bank holiday at a weekend
    pendulum.Date(2022, 4, 15),  # Good Friday
    pendulum.Date(2024, 2, 29),
    pendulum.Date(2024, 3, 28),  # the last working day of a March that ends in Easter
    pendulum.Date(2026, 3, 17),  # World Social Work Day, in Ramadan
    pendulum.Date(2026, 10, 25),  # the clocks go back
    pendulum.Date(2026, 12, 18),  # a Friday on which the sun sets early
)
_AWKWARD_TIMES = (pendulum.Time(9), pendulum.Time(13), pendulum.Time(17))


def _other(draw: DrawFn, entry: Entry, number: int, sources: Sources) -> Entry:
    """Give the session as it stands, or another one of its activity.

    What follows from the activity stays: only sessions differ from one another.
    """
    if draw(st.booleans()):
        return entry
    people = _some(draw, sources.people, at_most=4)
    return attrs.evolve(
        entry,
        session=f"{entry.session}~{number}",
        index=None,
        number=draw(st.integers(1, 9)),
        minutes=draw(st.sampled_from([entry.minutes, 60, 90])),
        members=tuple(_member(draw, person, sources) for person in people),
        away=frozenset(_some(draw, sources.people, at_most=1)),
        places=draw(st.integers(0, 200)),
        announced_for=draw(st.none() | st.integers(1, 4_000_000)),
    )


def _member(draw: DrawFn, person: str, sources: Sources) -> Member:
    if draw(st.booleans()):
        return Member(person=person)
    first, last = sorted((_day(draw, sources), _day(draw, sources)))
    return Member(person=person, first=first, last=last)


def _slot(draw: DrawFn, sources: Sources) -> Slot:
    near = draw(st.sampled_from(sources.minutes)) + draw(st.integers(-90, 90))
    start = min(max(near, 0), MINUTES_IN_A_DAY - 2)
    end = min(start + draw(st.sampled_from([30, 60, 90, 180])), MINUTES_IN_A_DAY - 1)
    return Slot(
        day=_day(draw, sources),
        start=start,
        end=end,
        venue=draw(st.sampled_from(sources.venues)),
        leaders=tuple(sorted(_some(draw, sources.people, at_most=3))),
    )


def _day(draw: DrawFn, sources: Sources) -> int:
    if draw(st.integers(0, 9)) == 0:
        return draw(st.integers(_FIRST, _LAST))
    near = draw(st.sampled_from(sources.days)) + draw(st.integers(-10, 60))
    return min(max(near, _FIRST), _LAST)


_FIRST, _LAST = 1, pendulum.Date.max.toordinal()


def _some(draw: DrawFn, choices: Sequence[str], *, at_most: int) -> set[str]:
    if not choices:
        return set()
    return set(draw(st.lists(st.sampled_from(choices), max_size=at_most)))


def _mentioned(value: Any, kind: type[Any]) -> Iterator[Any]:
    """Yield the values of a kind that a rule names, wherever they are nested."""
    if isinstance(value, kind):
        yield value
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            yield from _mentioned(getattr(value, field.name), kind)
    elif isinstance(value, tuple | list | set | frozenset):
        for item in value:
            yield from _mentioned(item, kind)
