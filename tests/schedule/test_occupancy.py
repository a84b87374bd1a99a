from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import ClassVar

import attrs
import pendulum
import pytest

import tpkit
from tpkit import files
from tpkit.schedule import Aspect, Entry, Facts, Load, OfOne, Slot, Term, Timetable
from tpkit.schedule._judge.breaches import Breach, breaches
from tpkit.schedule._problem.claims import ClaimsOf
from tpkit.schedule._problem.occupancy import Occupancy
from tpkit.schedule._problem.problem import Problem, problem_of
from tpkit.schedule._problem.tables import BARRED, Tables
from tpkit.schedule._search.choices import Choices

ON = pendulum.Date(2022, 9, 9)
UNTIL = pendulum.Date(2022, 9, 13)
"""The day after, then a Sunday, a Monday and a Tuesday."""

_PLAN = """
tpkit: 1
partnership: {id: tp, name: Our partnership}
people:
  - {id: ann, title: Ann, role: facilitator}
  - {id: bob, title: Bob, role: facilitator}
  - {id: cat, title: Cat, role: social_worker}
  - {id: dan, title: Dan, role: social_worker}
venues:
  - {id: hall, name: Town Hall, capacity: 30}
  - {id: library, name: Library, capacity: 30}
segments:
  - {id: workers, title: Social workers, roles: [social_worker]}
workshops:
  - {id: talk, title: Talk, facilitators: [ann], audiences: [workers]}
  - {id: forum, title: Forum, facilitators: [ann], audiences: [workers]}
learning_sets:
  - id: set
    title: Set
    facilitator: bob
    status: running
    contract: {meetings: 2, spacing_weeks: 1, meeting_minutes: 60}
    members:
      - {person: cat}
      - {person: dan, joined: 2022-09-12}
sessions:
  - {id: talk-0, activity: talk, on: 2022-09-05, start: "10:00", end: "11:00", venue: hall, status: held}
  - {id: talk-1, activity: talk, number: 2, on: 2022-09-12, start: "10:00", end: "11:00", venue: hall, status: confirmed}
  - {id: talk-2, activity: talk, number: 3, on: 2022-09-13, start: "13:00", end: "14:00", venue: hall}
  - {id: forum-1, activity: forum, on: 2022-09-13, start: "10:00", end: "11:00", venue: hall}
  - {id: set-1, activity: set, on: 2022-09-11, start: "10:00", end: "11:00", venue: library}
  - {id: set-2, activity: set, number: 2, on: 2022-09-12, start: "10:00", end: "11:00", venue: library}
bookings:
  - {id: b-1, person: dan, session: talk-1, status: confirmed}
  - {id: b-2, person: cat, session: talk-2, status: confirmed}
scheduling_rules:
  - {rule: within, id: day, start_time: "10:00", end_time: "14:00"}
  - {rule: no_clashes, id: clashes}
  - {rule: travel_time, id: travel, minutes: 45}
  - {rule: held_at, id: where, activities: [talk, forum, set], venues: [hall, library]}
  - {rule: led_by, id: who, activities: [talk, forum, set], people: [ann, bob]}
  - {rule: workload_within, id: work, at_most: 1, period: day, agreed: {strictness: soft, weight: 3}}
  - {rule: workload_within, id: role, at_most: 1, period: week, of: role, agreed: {strictness: soft, weight: 2}}
"""


@attrs.frozen(kw_only=True)
class _NotInTheHall(OfOne):
    looks_at: ClassVar[Aspect] = Aspect.VENUE | Aspect.LEADERS

    def alike(self, entry: Entry) -> Hashable:  # noqa: ARG002
        return None

    def amount(self, entry: Entry, slot: Slot) -> int:  # noqa: ARG002
        return int(slot.venue == "hall" and "bob" in slot.leaders)

    def words(self, entry: Entry, slot: Slot) -> str:  # noqa: ARG002
        return "Bob does not go there"


@attrs.frozen(kw_only=True)
class _SeenThere(Load):
    def claims(self, entry: Entry, slot: Slot) -> Iterable[Hashable]:
        return [(slot.venue, person) for person in entry.people(slot)]

    def period(self, day: int) -> int:
        return day // 7

    def words(self, claim: Hashable, entries: Sequence[tuple[Entry, Slot]]) -> str:  # noqa: ARG002
        return f"{claim} too often"


@attrs.frozen(kw_only=True)
class BobStaysOut:
    """A rule of our own that looks at venue and people together."""

    id: str = "bob-stays-out"
    agreed: tpkit.RuleAgreement = attrs.field(
        factory=lambda: tpkit.RuleAgreement(strictness=tpkit.Strictness.SOFT, weight=7)
    )

    def terms(self, _: Facts) -> Iterable[Term]:
        yield _NotInTheHall(rule=self)
        yield _SeenThere(rule=self, at_most=0)


@pytest.fixture(name="problem", scope="module")
def _problem() -> Problem:
    portfolio = files.loads(_PLAN, format="yaml")
    rules = [BobStaysOut()]
    return problem_of(portfolio, on=ON, rules=rules, until=UNTIL, grid=30)


def choices_of(problem: Problem, place: int) -> Choices:
    """Give the options of an entry when all others stand where they stand."""
    taken = Occupancy(problem)
    for other, slot in enumerate(problem.now):
        if other != place and slot is not None:
            taken.add(other, slot)
    choices = Choices(
        days=problem.days,
        starts=problem.starts,
        minutes=problem.entries[place].minutes,
        venues=problem.venues[place],
        teams=problem.teams[place],
        table=Tables(problem=problem).table(place),
    )
    choices.charge(ClaimsOf(problem)(place), taken, place)
    return choices


def price(found: Iterable[Breach]) -> int:
    return sum(
        breach.amount * BARRED if breach.is_hard else breach.cost for breach in found
    )


def judged(problem: Problem, place: int, slot: Slot) -> int:
    """Give what a slot costs, and what it adds to the cost of being beside the others."""
    shared = [*problem.shared, *problem.loads]
    slots = [now for now in problem.now if now is not None]
    without = Timetable(
        entries=(*problem.entries[:place], *problem.entries[place + 1 :]),
        slots=(*slots[:place], *slots[place + 1 :]),
    )
    alone = Timetable(entries=(problem.entries[place],), slots=(slot,))
    slots[place] = slot
    singles = {
        breach.term: breach.cost or BARRED
        for breach in breaches(alone, problem.singles)
    }
    added = price(breaches(problem.timetable(slots), shared))
    return sum(singles.values()) + added - price(breaches(without, shared))


def every_option(problem: Problem, place: int) -> Iterator[tuple[int, int, int]]:
    for cell in range(len(problem.days) * len(problem.starts)):
        for venue in range(len(problem.venues[place])):
            for team in range(len(problem.teams[place])):
                yield cell, venue, team


def test_an_option_costs_what_the_judge_says_of_it_beside_the_others(
    problem: Problem,
) -> None:
    for place in sorted(problem.free):
        choices = choices_of(problem, place)
        for option in every_option(problem, place):
            expected = judged(problem, place, choices.slot(*option))

            assert choices.cost(*option) == expected, choices.slot(*option)


def test_a_cell_costs_what_its_cheapest_options_cost(problem: Problem) -> None:
    for place in sorted(problem.free):
        choices = choices_of(problem, place)
        for venues, teams in (((0, 1), (0, 1)), ((0,), (0, 1)), ((1,), (1,))):
            for cell, cost in enumerate(choices.costs(venues, teams)):
                cheapest = choices.cheapest(cell, venues, teams)

                assert all(choices.cost(cell, *pair) == cost for pair in cheapest)
                assert cost == min(
                    choices.cost(cell, venue, team)
                    for venue in venues
                    for team in teams
                )


def test_who_is_in_the_way_of_a_slot_is_told(problem: Problem) -> None:
    taken = Occupancy(problem)
    names = {entry.session: place for place, entry in enumerate(problem.entries)}
    for place, slot in enumerate(problem.now):
        if slot is not None:
            taken.add(place, slot)
    forum = names["forum-1"]
    slot = attrs.evolve(taken.slots[names["talk-1"]], leaders=("bob",))
    taken.remove(forum)

    # One has the hall then; the other is led by Bob, at the same time.
    # The other talk of that week is for the same people.
    assert taken.in_the_way(forum, slot) == {
        names["talk-1"],
        names["talk-2"],
        names["set-2"],
    }


def test_what_is_taken_away_saves_what_it_cost(problem: Problem) -> None:
    taken = Occupancy(problem)
    slots = {place: slot for place, slot in enumerate(problem.now) if slot is not None}
    added = [taken.add(place, slot) for place, slot in slots.items()]
    saved = [taken.remove(place) for place in reversed(slots)]

    assert saved == added[::-1]
    assert sum(added) > 0
