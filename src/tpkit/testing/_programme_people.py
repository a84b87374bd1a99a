"""The people of a made-up programme: who leads, who takes notes, who is in a set."""

import random
from collections.abc import Iterator, Sequence

import attrs
import pendulum

from tpkit import _dates
from tpkit._model.agreement import RuleAgreement
from tpkit._model.ids import OrganisationId, PersonId, SchedulingRuleId
from tpkit._model.people import Person, ProfessionalRole
from tpkit._model.rules_of_people_and_places import Unavailable
from tpkit.testing._programme_ground import (
    AUTHORITIES,
    FIRST_MONDAY,
    UNIVERSITY,
    WORKING_WEEK,
    Ground,
    all_but,
)

SET_SIZE = len(AUTHORITIES)
"""Members of a learning set: one from each authority."""


@attrs.frozen(kw_only=True)
class Crew:
    """Those who lead and take notes, and when they cannot."""

    facilitators: tuple[Person, ...]
    note_takers: tuple[Person, ...]
    rules: tuple[Unavailable, ...]


def crew(sessions: int, there: Ground, dice: random.Random) -> Crew:
    """Give the crew for a programme of so many sessions: 25 facilitators for 200."""
    count = max(4, round(sessions / 8))
    employers = (*there.authorities, UNIVERSITY, None)
    facilitators = tuple(
        _facilitator(number, employers[number % len(employers)])
        for number in range(count)
    )
    return Crew(
        facilitators=facilitators,
        note_takers=tuple(_note_taker(n) for n in range(max(2, count // 6))),
        rules=tuple(
            rule
            for number, person in enumerate(facilitators)
            for rule in _when_away(number, person, dice)
        ),
    )


def _facilitator(number: int, employer: OrganisationId | None) -> Person:
    return Person(
        id=PersonId(f"facilitator-{number + 1:03d}"),
        title=f"Facilitator {number + 1}",
        role=ProfessionalRole.FACILITATOR,
        organisation=employer,
        accreditation="ILM level 5",
    )


def _note_taker(number: int) -> Person:
    return Person(
        id=PersonId(f"note-taker-{number + 1:02d}"),
        title=f"Note taker {number + 1}",
        role=ProfessionalRole.ANALYST,
        organisation=UNIVERSITY,
    )


def members_of_a_set(number: int, there: Ground, boss: PersonId) -> tuple[Person, ...]:
    """Give the members of a set, one from each authority.

    The boss, one of those who lead such sets, manages the first of every other one.
    """
    return tuple(
        Person(
            id=PersonId(f"member-{number * SET_SIZE + place + 1:03d}"),
            title=f"Social worker {number + 1}, {AUTHORITIES[place]}",
            role=ProfessionalRole.SOCIAL_WORKER,
            organisation=employer,
            line_manager=boss if place == 0 and number % 2 == 0 else None,
        )
        for place, employer in enumerate(there.authorities)
    )


def court_mornings(
    members: Sequence[Person], dice: random.Random
) -> Iterator[Unavailable]:
    """Yield when half of the members are in court: one morning of each week."""
    for person in members[::2]:
        yield Unavailable(
            id=SchedulingRuleId(f"{person.id}-in-court"),
            people=(person.id,),
            start_time=pendulum.Time(9),
            end_time=pendulum.Time(13),
            weekdays=(dice.choice(WORKING_WEEK),),
            agreed=RuleAgreement(by=person.title, reason="Is in court that morning"),
        )


# ------------------------------------------------------------------------------- leave

_LONGEST_LEAVE = 2
"""Weeks."""


def _when_away(
    number: int, person: Person, dice: random.Random
) -> Iterator[Unavailable]:
    """Yield the weekdays on which employers keep their staff, and when they are on leave.

    All are released on one of the two partnership days, and on one or two days more.
    """
    yield Unavailable(
        id=SchedulingRuleId(f"{person.id}-own-work"),
        people=(person.id,),
        weekdays=all_but(number, dice.choice((1, 1, 2)), dice),
        agreed=RuleAgreement(by=person.title, reason="Has other work on these days"),
    )
    yield _leave(person, "autumn", dice.randrange(3, 15), dice)
    if dice.random() < 0.5:  # noqa: PLR2004  # every other one
        yield _leave(person, "spring", dice.randrange(17, 27), dice)


def _leave(person: Person, season: str, week: int, dice: random.Random) -> Unavailable:
    start = _monday(week)
    weeks = dice.randint(1, _LONGEST_LEAVE)
    return Unavailable(
        id=SchedulingRuleId(f"{person.id}-{season}-leave"),
        people=(person.id,),
        start=start,
        end=_dates.later(start, days=7 * weeks - 3),
        agreed=RuleAgreement(by=person.title, reason="Annual leave"),
    )


def _monday(week: int) -> pendulum.Date:
    return _dates.later(FIRST_MONDAY, days=7 * week)


def dealt(
    people: Sequence[Person], size: int, dice: random.Random
) -> Iterator[tuple[PersonId, ...]]:
    """Yield teams of that size without end, in which everybody has the same share."""
    size = min(size, len(people))
    deck: list[PersonId] = []
    while True:
        team: list[PersonId] = []
        while len(team) < size:
            if not deck:
                deck = [person.id for person in people]
                dice.shuffle(deck)
            card = deck.pop()
            if card not in team:
                team.append(card)
        yield tuple(team)
