"""The strands of a made-up programme: activities alike, led by one pool of people."""

import enum
import itertools
import random
import string
from collections.abc import Callable, Iterator, Mapping, Sequence

import attrs
import pendulum

from tpkit._model.activity import Venue
from tpkit._model.delivery import ProjectKind
from tpkit._model.ids import (
    ActivityId,
    FocusGroupId,
    LearningSetId,
    PersonId,
    ProjectId,
    VenueId,
    WorkshopId,
)
from tpkit.testing._programme_ground import PARTNERSHIP_DAYS, Ground
from tpkit.testing._programme_people import Crew, dealt


class Kind(enum.StrEnum):
    """What the activities of a strand are; the value begins the ids of its strands."""

    SETS = "sets"
    FORUMS = "forums"
    COURSES = "courses"
    GROUPS = "groups"
    LISTENING = "listening"


@attrs.frozen(kw_only=True)
class Pattern:
    """What activities of one kind look like."""

    project: ProjectId
    project_title: str
    project_kind: ProjectKind
    window: tuple[pendulum.Date, pendulum.Date]
    """The first and the last day of the project."""
    as_id: Callable[[str], ActivityId]
    """The kind of id that they have."""
    sessions: tuple[int, int]
    """The fewest and the most that one activity has."""
    minutes: int
    weeks: int
    """From one session to the next, in a first draft."""
    first_weeks: tuple[int, int]
    """The first and last week in which a first draft begins it."""
    starts: tuple[str, ...]
    """The times of day that come to mind first."""
    leaders: int
    """How many lead each session."""
    places: tuple[int, ...] = ()
    in_rooms: tuple[bool, ...] = (False,)
    """Whether its strands are held in rooms, one strand after another."""


_day = pendulum.Date.fromisoformat

PATTERNS: Mapping[Kind, Pattern] = {
    Kind.SETS: Pattern(
        project=ProjectId("action-learning"),
        project_title="Action learning",
        project_kind=ProjectKind.ACTION_LEARNING,
        window=(_day("2026-09-01"), _day("2027-03-31")),
        as_id=LearningSetId,
        sessions=(6, 6),
        minutes=180,
        weeks=5,
        first_weeks=(0, 5),
        starts=("09:30", "13:00", "13:30"),
        leaders=1,
        in_rooms=(True,),
    ),
    Kind.FORUMS: Pattern(
        project=ProjectId("practice-forums"),
        project_title="Practice forums",
        project_kind=ProjectKind.WORKSHOP,
        window=(_day("2026-10-05"), _day("2027-02-26")),
        as_id=WorkshopId,
        sessions=(3, 5),
        minutes=180,
        weeks=4,
        first_weeks=(3, 12),
        starts=("09:30", "10:00", "13:30"),
        leaders=2,
        places=(16, 18, 20),
        in_rooms=(False, True),
    ),
    Kind.COURSES: Pattern(
        project=ProjectId("courses"),
        project_title="Courses",
        project_kind=ProjectKind.WORKSHOP,
        window=(_day("2026-09-14"), _day("2027-03-31")),
        as_id=WorkshopId,
        sessions=(4, 6),
        minutes=120,
        weeks=1,
        first_weeks=(1, 18),
        starts=("10:00", "14:00"),
        leaders=1,
        places=(12, 14, 16),
        in_rooms=(True, False),
    ),
    Kind.GROUPS: Pattern(
        project=ProjectId("why-people-stay"),
        project_title="Why people stay",
        project_kind=ProjectKind.RESEARCH,
        window=(_day("2026-09-28"), _day("2026-12-18")),
        as_id=FocusGroupId,
        sessions=(2, 3),
        minutes=90,
        weeks=3,
        first_weeks=(3, 9),
        starts=("10:00", "12:30", "16:00"),
        leaders=1,
    ),
    Kind.LISTENING: Pattern(
        project=ProjectId("listening"),
        project_title="What we should hear",
        project_kind=ProjectKind.RESEARCH,
        window=(_day("2026-09-28"), _day("2026-12-18")),
        as_id=FocusGroupId,
        sessions=(1, 3),
        minutes=60,
        weeks=2,
        first_weeks=(4, 7),
        starts=("09:30", "11:00", "14:00"),
        leaders=2,
    ),
}

_MIX = (
    Kind.SETS,
    Kind.FORUMS,
    Kind.COURSES,
    Kind.GROUPS,
    Kind.SETS,
    Kind.FORUMS,
    Kind.COURSES,
    Kind.LISTENING,
)
_MOST_IN_A_STRAND = 5


@attrs.frozen(kw_only=True)
class Strand:
    """Activities alike: what the partners agree, they agree for all of them."""

    kind: Kind
    number: int
    """Its place among the strands of its kind, from 0."""
    sizes: tuple[int, ...]
    """How many sessions each of its activities has."""
    pool: tuple[PersonId, ...]
    """Who may lead them."""
    venues: tuple[VenueId, ...]
    """Where they may be held; the first is where everybody thinks of."""
    in_rooms: bool

    @property
    def id(self) -> str:
        """What the ids of its activities and rules begin with: `courses-2`."""
        return f"{self.kind.value}-{self.number + 1}"

    @property
    def pattern(self) -> Pattern:
        """What its activities look like."""
        return PATTERNS[self.kind]

    @property
    def leaders(self) -> int:
        """How many lead each session, as far as the pool goes."""
        return min(self.pattern.leaders, len(self.pool))

    @property
    def activities(self) -> tuple[ActivityId, ...]:
        """The ids of its activities: `courses-2-a` and so on."""
        letters = string.ascii_lowercase[: len(self.sizes)]
        as_id = self.pattern.as_id
        return tuple(as_id(f"{self.id}-{letter}") for letter in letters)

    def count(self, place: int) -> int:
        """Give the number, from 0, of one of its activities among all of its kind."""
        return self.number * _MOST_IN_A_STRAND + place


def strands(
    sessions: int, there: Ground, people: Crew, dice: random.Random
) -> Iterator[Strand]:
    """Divide so many sessions into activities, and these into strands."""
    by_kind: dict[Kind, list[int]] = {kind: [] for kind in Kind}
    for kind, size in _sizes(sessions, dice):
        by_kind[kind].append(size)
    pools = dealt(people.facilitators, _pool_size(people), dice)
    for kind, sizes in by_kind.items():
        in_rooms = PATTERNS[kind].in_rooms
        for number, first in enumerate(range(0, len(sizes), _MOST_IN_A_STRAND)):
            rooms = in_rooms[number % len(in_rooms)]
            yield Strand(
                kind=kind,
                number=number,
                sizes=tuple(sizes[first : first + _MOST_IN_A_STRAND]),
                pool=next(pools),
                venues=_venues(there, rooms=rooms, dice=dice),
                in_rooms=rooms,
            )


def _sizes(sessions: int, dice: random.Random) -> Iterator[tuple[Kind, int]]:
    left = sessions
    kinds = itertools.cycle(_MIX)
    while left:
        kind = next(kinds)
        fewest, most = PATTERNS[kind].sessions
        size = min(dice.randint(fewest, most), left)
        if size < fewest:
            kind, (_, most) = Kind.LISTENING, PATTERNS[Kind.LISTENING].sessions
            size = min(most, left)
        yield kind, size
        left -= size


def _pool_size(people: Crew) -> int:
    return max(3, min(4, len(people.facilitators) // 2))


_MANY = 24
"""Seats of a room that takes any activity with those who lead it."""


def _venues(there: Ground, *, rooms: bool, dice: random.Random) -> tuple[VenueId, ...]:
    """Choose where everybody has a seat, on either partnership day, and one place more."""
    every: Sequence[Venue] = there.rooms if rooms else there.hosts
    chosen: list[VenueId] = []
    for first in range(len(PARTNERSHIP_DAYS)):
        in_turn = every[first :: len(PARTNERSHIP_DAYS)]
        large = [venue.id for venue in in_turn if (venue.capacity or 0) >= _MANY]
        chosen += dice.sample(large, min(1, len(large)))
    others = [venue.id for venue in every if venue.id not in chosen]
    return (*chosen, *dice.sample(others, min(1, len(others))))
