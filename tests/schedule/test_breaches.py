import itertools
from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from typing import Any

import attrs
import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tpkit
from tpkit import testing
from tpkit.errors import FieldError
from tpkit.schedule._judge.breaches import Breach, breaches, cost
from tpkit.schedule._judge.probes import probes_of, turns_of
from tpkit.schedule._meanings.table import terms_of
from tpkit.schedule._terms.facts import Facts, facts_of
from tpkit.schedule._terms.shapes import Count, Gap, Load, OfOne, Sameness, Shared, Term
from tpkit.schedule._terms.slot import Entry, Slot, Timetable, time_of
from tpkit.schedule._terms.standard import rules_of

TODAY = pendulum.Date(2022, 2, 14)

Found = Counter[tuple[str, tuple[int, ...], Hashable, int]]

DENSE = testing.portfolios(
    families=st.sets(
        st.sampled_from(
            [
                "focus_groups",
                "governance_bodies",
                "learning_sets",
                "projects",
                "registrations",
                "segments",
                "venues",
                "workshops",
            ]
        )
    ).map(lambda families: {*families, "people", "scheduling_rules", "sessions"}),
    max_size=5,
    dates=st.integers(0, 15).map(lambda n: TODAY.add(days=n)),
    times=st.integers(18, 24).map(lambda n: time_of(n * 30)),
)
"""Plans of two weeks and three hours a day, so that sessions meet."""


def judged(plan: tpkit.Portfolio) -> tuple[Facts, list[Term]]:
    facts = facts_of(plan, on=TODAY)
    return facts, [*terms_of(rules_of(plan), facts)]


# ------------------------------------------------------- the same, by comparing all pairs


def in_turn(timetable: Timetable) -> Iterator[tuple[int, int]]:
    """Yield each session with the next of its activity, found by asking every other."""
    for one, entry in enumerate(timetable.entries):
        own = [
            (
                timetable.slots[two].day,
                timetable.slots[two].start,
                other.number,
                other.session,
                two,
            )
            for two, other in enumerate(timetable.entries)
            if other.activity == entry.activity
        ]
        later = sorted(own)[[place for *_, place in sorted(own)].index(one) + 1 :]
        if later:
            yield one, later[0][-1]


Judged = Iterator[tuple[tuple[int, ...], Hashable, int]]
"""The places involved, what is claimed, and how badly."""


def of_each(term: OfOne | Count, timetable: Timetable, there: list[int]) -> Judged:
    entries, slots = timetable.entries, timetable.slots
    if isinstance(term, Count):
        for shortfall in term.breaches([entries[place] for place in there]):
            yield (), shortfall, shortfall.amount
    else:
        for place in there:
            yield (place,), None, term.amount(entries[place], slots[place])


def of_neighbours(
    term: Gap | Sameness, timetable: Timetable, there: list[int]
) -> Judged:
    slots = timetable.slots
    for one, two in in_turn(timetable):
        if one in there and isinstance(term, Gap):
            here, then = map(term.position, (slots[one].day, slots[two].day))
            yield (one, two), None, term.amount(timetable.entries[one], then - here)
        elif one in there and isinstance(term, Sameness):
            yield (one, two), None, term.amount(slots[one], slots[two])


def of_pairs(term: Shared, timetable: Timetable, there: list[int]) -> Judged:
    entries, slots = timetable.entries, timetable.slots
    for one, two in itertools.combinations(there, 2):
        if term.rival(entries[one]) != term.rival(entries[two]):
            mine, yours = (set(term.claims(entries[p], slots[p])) for p in (one, two))
            for claim in mine & yours:
                yield (one, two), claim, term.amount(slots[one], slots[two])


def of_loads(term: Load, timetable: Timetable, there: list[int]) -> Judged:
    entries, slots = timetable.entries, timetable.slots
    wishes = [
        ((claim, term.period(slots[place].day)), place)
        for place in there
        for claim in set(term.claims(entries[place], slots[place]))
    ]
    for wish in {wish for wish, _ in wishes}:
        some = [place for other, place in wishes if other == wish]
        yield tuple(some), wish[0], term.amount(len(some))


BY_HAND: dict[type[Term], Callable[..., Judged]] = {
    OfOne: of_each,
    Gap: of_neighbours,
    Sameness: of_neighbours,
    Shared: of_pairs,
    Load: of_loads,
    Count: of_each,
}


def by_hand(timetable: Timetable, terms: list[Term]) -> Found:
    """Judge by the definitions of the shapes, in a time that grows as n squared."""
    found: Found = Counter()
    for number, term in enumerate(terms):
        there = [n for n, entry in enumerate(timetable.entries) if term.concerns(entry)]
        judge = next(BY_HAND[shape] for shape in BY_HAND if isinstance(term, shape))
        for places, claim, amount in judge(term, timetable, there):
            if amount:
                found[f"{number}", tuple(sorted(places)), claim, amount] += 1
    return found


def counted(found: list[Breach], terms: list[Term]) -> Found:
    numbers = {id(term): f"{number}" for number, term in enumerate(terms)}
    return Counter(
        (
            numbers[id(breach.term)],
            tuple(sorted(breach.places)),
            breach.claim if breach.shortfall is None else breach.shortfall,
            breach.amount,
        )
        for breach in found
    )


@given(DENSE)
def test_the_judge_finds_what_comparing_every_pair_finds(plan: tpkit.Portfolio) -> None:
    facts, terms = judged(plan)

    found = [*breaches(facts.timetable, terms)]

    assert counted(found, terms) == by_hand(facts.timetable, terms)


@given(DENSE)
def test_the_sessions_of_a_breach_are_in_order_of_time(plan: tpkit.Portfolio) -> None:
    facts, terms = judged(plan)
    slots = facts.timetable.slots

    for breach in breaches(facts.timetable, terms):
        moments = [(slots[p].day, slots[p].start) for p in breach.places]

        assert moments == sorted(moments)


@given(DENSE)
def test_a_term_asked_about_one_session_says_what_it_says_of_all(
    plan: tpkit.Portfolio,
) -> None:
    facts, terms = judged(plan)
    timetable = facts.timetable
    alone: Counter[tuple[int, int]] = Counter()
    for breach in breaches(timetable, terms):
        if not isinstance(breach.term, Load):
            for place in breach.places:
                alone[id(breach.term), place] += breach.amount

    probes = probes_of(terms, timetable, turns_of(timetable))

    for probe in probes:
        if not isinstance(probe.term, Load):
            for place, (entry, slot) in enumerate(
                zip(timetable.entries, timetable.slots, strict=True)
            ):
                if probe.term.concerns(entry):
                    expected = alone[id(probe.term), place]
                    assert probe.amount(place, slot) == expected


def total(timetable: Timetable, term: Term) -> int:
    return sum(breach.amount for breach in breaches(timetable, [term]))


@given(DENSE, st.data())
def test_a_term_asked_about_another_slot_says_what_it_would_say_of_all(
    plan: tpkit.Portfolio, data: st.DataObject
) -> None:
    facts, terms = judged(plan)
    there = facts.timetable
    if not there.entries:
        return
    place = data.draw(st.integers(0, len(there.entries) - 1))
    other = data.draw(st.sampled_from(there.slots))
    slots = list(there.slots)
    slots[place] = other
    moved = attrs.evolve(there, slots=tuple(slots))
    if turns_of(moved) != turns_of(there):
        return
    without = Timetable(
        entries=(*there.entries[:place], *there.entries[place + 1 :]),
        slots=(*there.slots[:place], *there.slots[place + 1 :]),
    )

    for probe in probes_of(terms, there, turns_of(there)):
        term = probe.term
        if term.concerns(there.entries[place]):
            if isinstance(term, Gap | Sameness):
                before = [b for b in breaches(moved, [term]) if place in b.places]
                added = sum(breach.amount for breach in before)
            else:
                added = total(moved, term) - total(without, term)

            assert probe.amount(place, other) == added


def entry(id: str, activity: str = "a") -> Entry:
    return Entry(
        session=id,
        index=None,
        title=id,
        activity=activity,
        number=1,
        minutes=60,
        members=(),
        away=frozenset(),
        segments=frozenset(),
        roles=frozenset(),
        rival=activity,
        places=0,
        project=None,
    )


@attrs.frozen(kw_only=True)
class _OneRoom(Shared):
    """A term that wants half an hour between sessions in the room, or none in a line."""

    code = "MINE2"
    reach: int = 60

    def claims(self, entry: Entry, slot: Slot) -> tuple[str, ...]:  # noqa: ARG002  # one
        return ("room",)

    def margin(self, earlier: Slot, later: Slot) -> int:  # noqa: ARG002  # always
        return 30

    def words(self, claim: Hashable, first: Any, second: Any) -> str:  # noqa: ARG002  # one
        return "too near"


def at(*minutes: tuple[int, int]) -> Timetable:
    return Timetable(
        entries=tuple(entry(f"s{number}") for number, _ in enumerate(minutes)),
        slots=tuple(Slot(800_000, start, end, None, ()) for start, end in minutes),
    )


def test_sessions_within_reach_are_judged_by_the_margin_between_them() -> None:
    timetable = at((600, 660), (660, 720), (765, 800), (600, 720))

    found = breaches(timetable, [_OneRoom(rule=rule("r"))])

    assert {breach.places for breach in found} == {(0, 3), (0, 1), (3, 1)}


def test_a_crowd_counts_as_taken_without_looking_at_everybody() -> None:
    timetable = at(*[(600, 660)] * 60, (900, 960))
    turns = dict.fromkeys(range(61), (None, None))

    (probe,) = probes_of([_OneRoom(rule=rule("r"))], timetable, turns)

    assert probe.amount(60, timetable.slots[60]) == 1


def test_only_what_a_rule_holds_for_is_counted() -> None:
    load = tpkit.WorkloadWithin(
        id=tpkit.SchedulingRuleId("load"),
        at_most=1,
        period=tpkit.Period.DAY,
        activities=(tpkit.WorkshopId("b"),),
    )
    plan = testing.smallest()
    facts = facts_of(plan, on=TODAY)
    slot = Slot(800_000, 600, 660, None, ("ann",))
    timetable = Timetable(
        entries=(entry("a-1"), entry("b-1", "b"), entry("b-2", "b")),
        slots=(slot, slot, slot),
    )
    terms = [*terms_of([load], facts)]

    (breach,) = breaches(timetable, terms)
    (probe,) = probes_of(terms, timetable, turns_of(timetable))

    assert breach.places == (1, 2)
    assert probe.amount(1, slot) == 1


# ------------------------------------------------------------------------ what they cost


@attrs.frozen(kw_only=True)
class _Often(OfOne):
    """An embedder's own term, which every session breaks three times."""

    code = "MINE1"

    def amount(self, entry: Entry, slot: Slot) -> int:  # noqa: ARG002  # for all
        return 3

    def words(self, entry: Entry, slot: Slot) -> str:  # noqa: ARG002  # for all
        return "it is what it is"


def rule(id: str, **agreed: Any) -> tpkit.NotOn:
    return tpkit.NotOn(
        id=tpkit.SchedulingRuleId(id),
        weekdays=(tpkit.Weekday.MONDAY,),
        agreed=tpkit.RuleAgreement(**agreed),
    )


def test_what_may_be_broken_costs_its_weight_each_time() -> None:
    soft = rule("soft", strictness=tpkit.Strictness.SOFT, weight=5)
    liked = rule("liked", strictness=tpkit.Strictness.PREFERRED, weight=2)
    found = [
        Breach(term=_Often(rule=soft), amount=3),
        Breach(term=_Often(rule=soft), amount=1),
        Breach(term=_Often(rule=liked), amount=1),
        Breach(term=_Often(rule=rule("hard", weight=9)), amount=4),
    ]

    assert [breach.cost for breach in found] == [15, 5, 2, 0]
    assert [breach.is_hard for breach in found] == [False, False, False, True]
    assert cost(found) == {"soft": 20, "liked": 2}


def test_a_term_without_a_shape_is_refused() -> None:
    timetable = Timetable(entries=(), slots=())

    class Shapeless(Term):
        pass

    with pytest.raises(FieldError, match="one of the six shapes"):
        list(breaches(timetable, [Shapeless(rule=rule("odd"))]))
