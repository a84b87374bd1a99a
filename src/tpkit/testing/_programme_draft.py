"""The first draft of a made-up programme: as a coordinator would spread it by hand."""

import random
from collections.abc import Iterator

import pendulum

from tpkit import _dates
from tpkit._model.activity import Session, SessionMode
from tpkit._model.ids import PersonId, SessionId, VenueId
from tpkit.testing._programme_ground import FIRST_MONDAY, WORKING_WEEK
from tpkit.testing._programme_strands import Strand

_FRIDAY = len(WORKING_WEEK) - 1


def draft(strand: Strand, dice: random.Random) -> Iterator[Session]:
    """Yield the sessions of a strand, evenly spaced, blind to every rule.

    It is how plans begin: a first date that looks free, the same day every few weeks,
    the usual room, people in turn, and a few dates moved by a day because somebody said
    so. Leave, half-terms, bank holidays and other people's plans are not looked at.
    """
    for place in range(len(strand.sizes)):
        yield from _series(strand, place, dice)


def _series(strand: Strand, place: int, dice: random.Random) -> Iterator[Session]:
    pattern = strand.pattern
    week = dice.randint(*pattern.first_weeks)
    weekday = dice.randrange(len(WORKING_WEEK))
    start = _dates.parse_time(dice.choice(pattern.starts))
    venue = strand.venues[0] if dice.random() < _USUAL else dice.choice(strand.venues)
    for number in range(strand.sizes[place]):
        moved = dice.choice((0, 0, 0, 0, 0, 0, -1, 1))
        day = min(max(weekday + moved, 0), _FRIDAY)
        weeks = week + pattern.weeks * number
        yield _session(
            strand,
            place,
            number,
            on=_dates.later(FIRST_MONDAY, days=7 * weeks + day),
            start=start,
            venue=venue,
            team=_team(strand, place, dice),
        )


_USUAL = 0.7
"""The share of activities that want the usual room."""


def _team(strand: Strand, place: int, dice: random.Random) -> tuple[PersonId, ...]:
    """Give those whose turn it is for the activity, or now and then the next."""
    first = place + (dice.random() < 0.1)  # noqa: PLR2004  # one in ten
    turns = range(first, first + strand.leaders)
    return tuple(strand.pool[turn % len(strand.pool)] for turn in turns)


def _session(  # noqa: PLR0913  # what a draft settles, one keyword each
    strand: Strand,
    place: int,
    number: int,
    *,
    on: pendulum.Date,
    start: pendulum.Time,
    venue: VenueId,
    team: tuple[PersonId, ...],
) -> Session:
    activity = strand.activities[place]
    return Session(
        id=SessionId(f"{activity}-{number + 1}"),
        activity=activity,
        on=on,
        start=start,
        end=start.add(minutes=strand.pattern.minutes),
        number=number + 1,
        mode=SessionMode.IN_PERSON if strand.in_rooms else SessionMode.ONLINE,
        platform="" if strand.in_rooms else "Microsoft Teams",
        venue=venue,
        facilitators=team,
    )
