"""The proof kit for scheduling rules: what it lets pass, and what it finds."""

import itertools
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import Any, ClassVar

import attrs
import pendulum
import pytest

import tpkit
from tpkit import schedule, testing
from tpkit.schedule import Aspect, Entry, Slot
from tpkit.testing._rule_draws import Trial
from tpkit.testing._rule_promises import prove_term
from tpkit.testing._rule_search import prove_tables

Placed = tuple[Entry, Slot]
ON = pendulum.Date(2024, 7, 1)


@attrs.frozen(kw_only=True)
class Ours:
    """A rule of an embedder's own, with one term."""

    id: str = "ours"
    agreed: Any = attrs.field(factory=tpkit.RuleAgreement)
    term: Any

    def terms(self, _: schedule.Facts) -> Iterator[Any]:
        yield self.term(rule=self)


def agreed(kind: Any, **fields: Any) -> Any:
    return kind(id="x", **fields)


# --------------------------------------------------------------------- six honest terms


@attrs.frozen(kw_only=True)
class Mornings(schedule.OfOne):
    code: ClassVar[str] = "OURS001"
    looks_at: ClassVar[Aspect] = Aspect.TIME

    def alike(self, _: Entry) -> Hashable:
        return None

    def amount(self, _: Entry, slot: Slot) -> int:
        return max(0, slot.end // 60 - 11)

    def words(self, _: Entry, slot: Slot) -> str:
        return f"it ends in the {slot.end // 60 + 1}th hour"


@attrs.frozen(kw_only=True)
class EvenWeeks(schedule.Gap):
    code: ClassVar[str] = "OURS002"

    def position(self, day: int) -> int:
        return day // 7

    def amount(self, _: Entry, step: int) -> int:
        return step % 2

    def words(self, earlier: Placed, later: Placed) -> str:
        return f"odd weeks from {earlier[1].on} to {later[1].on}"


@attrs.frozen(kw_only=True)
class SameMonth(schedule.Sameness):
    code: ClassVar[str] = "OURS003"
    looks_at: ClassVar[Aspect] = Aspect.DAY

    def feature(self, slot: Slot) -> Hashable:
        return slot.on.month

    def words(self, earlier: Placed, later: Placed) -> str:
        return f"{earlier[1].on} and {later[1].on} are in different months"


@attrs.frozen(kw_only=True)
class OneLead(schedule.Shared):
    code: ClassVar[str] = "OURS004"
    reach: int = 30

    def claims(self, _: Entry, slot: Slot) -> Iterable[Hashable]:
        return slot.leaders[:1]

    def margin(self, earlier: Slot, later: Slot) -> int:
        return 30 if earlier.venue != later.venue else 0

    def words(self, claim: Hashable, first: Placed, second: Placed) -> str:
        return f"{claim} hurries from {first[0].title} to {second[0].title}"


@attrs.frozen(kw_only=True)
class QuietWeeks(schedule.Load):
    code: ClassVar[str] = "OURS005"
    at_most: int = 2

    def claims(self, entry: Entry, _: Slot) -> Iterable[Hashable]:
        return [entry.activity]

    def period(self, day: int) -> int:
        return day // 7

    def words(self, claim: Hashable, entries: Sequence[Placed]) -> str:
        return f"{claim} has {len(entries)} in one week"


@attrs.frozen(kw_only=True)
class TwoOfEach(schedule.Count):
    code: ClassVar[str] = "OURS006"

    def wanted(self, _: str) -> int | None:
        return 2

    def minutes(self, _: str) -> int | None:
        return 60

    def breaches(self, entries: Sequence[Entry]) -> Iterable[schedule.Shortfall]:
        for activity in sorted({entry.activity for entry in entries}):
            there = sum(entry.activity == activity for entry in entries)
            if there != 2:
                yield schedule.Shortfall(
                    path="$.workshops[0]",
                    amount=abs(there - 2),
                    words=f"{activity} has {there}",
                )


HONEST = [Mornings, EvenWeeks, SameMonth, OneLead, QuietWeeks, TwoOfEach]


@pytest.mark.parametrize("term", HONEST)
def test_an_honest_rule_passes(term: Any) -> None:
    testing.check_rule(Ours(term=term))


def test_it_is_proved_on_a_portfolio_of_your_own() -> None:
    rule = agreed(tpkit.LedBy, activities=("a",), people=("b",))

    testing.check_rule(rule, testing.smallest(), on=pendulum.Date(9999, 12, 31))


# ------------------------------------------------------------------------ planted lies


def lying(term: type[Any], **lies: Any) -> Any:
    """Give a class like an honest one, but for what is said."""
    return attrs.frozen(type("Liar", (term,), lies))


def of_slot(amount: Any) -> Any:
    return lambda _, __, slot: amount(slot)


def only_in_turn(self: Any, one: Slot, two: Slot) -> int:
    """Give what an honest rule would, unless the later one is named first."""
    hurry = one.start >= two.end
    return 0 if hurry else schedule.Shared.amount(self, one, two)


COUNTER = itertools.count()

LIES = {
    "looks at the venue in secret": (
        lying(Mornings, amount=of_slot(lambda slot: int(slot.venue is None))),
        r"changes with the VENUE of the slot: add Aspect.VENUE to `looks_at`",
    ),
    "looks at more of a session than its key tells": (
        lying(Mornings, amount=lambda _, entry, __: int(entry.announced)),
        r"one `alike` key, None, and different amounts",
    ),
    "takes something back": (
        lying(Mornings, amount=of_slot(lambda slot: 11 - slot.end // 60)),
        r"an amount is -\d+: give a whole number, 0 or more",
    ),
    "counts in halves": (
        lying(Mornings, amount=of_slot(lambda slot: slot.end / 60)),
        r"an amount is \d+\.\d+: give a whole number",
    ),
    "is moody": (
        lying(Mornings, amount=of_slot(lambda _: next(COUNTER))),
        r"asked twice it gives",
    ),
    "has nothing to say": (
        lying(Mornings, words=lambda *_: " "),
        r"its words are ' ': say what is wrong",
    ),
    "gives a list for a key": (
        lying(Mornings, alike=lambda *_: []),
        r"`alike` gives \[\], which cannot be hashed",
    ),
    "counts days backwards": (
        lying(EvenWeeks, position=lambda _, day: -day),
        r"`position` falls between \d{4}",
    ),
    "asks a gap for the session": (
        lying(EvenWeeks, amount=lambda _, entry, __: int(entry.announced)),
        r"get different amounts for one step: let `amount` ask for the activity alone",
    ),
    "compares two things at once": (
        lying(SameMonth, looks_at=Aspect.DAY | Aspect.TIME),
        r"name one aspect, and no more",
    ),
    "compares something else": (
        lying(SameMonth, feature=lambda _, slot: slot.venue),
        r"`feature` changes with the VENUE of the slot, and `looks_at` is DAY",
    ),
    "weighs differences": (
        lying(SameMonth, amount=lambda _, one, two: 2 * (one.on.month != two.on.month)),
        r"its amount is to be 1 where the features differ",
    ),
    "reaches too far": (
        lying(OneLead, margin=lambda *_: 60),
        r"its `margin` is 60 and its `reach` 30",
    ),
    "depends on who is asked first": (
        lying(OneLead, amount=only_in_turn),
        r"depends on which of two sessions is asked about first",
    ),
    "minds what is far away": (
        lying(OneLead, amount=lambda *_: 1),
        r"are further apart than its `reach`, 30 minutes",
    ),
    "minds an overlap in secret": (
        lying(OneLead, amount=lambda *_: 0),
        r"`overlapping` is True, and two sessions at one time get 0",
    ),
    "claims a list": (
        lying(OneLead, claims=lambda *_: [[]]),
        r"`claims` gives \[\], which cannot be hashed",
    ),
    "claims this and that": (
        lying(OneLead, claims=lambda *_: [next(COUNTER)]),
        r"asked twice it claims different things",
    ),
    "complains of little work": (
        lying(QuietWeeks, amount=lambda _, sessions: max(0, 3 - sessions)),
        r"its amounts for 0, 1, … sessions are \[3, 2, 1, 0, 0\]",
    ),
    "has weeks that go back": (
        lying(QuietWeeks, period=lambda _, day: -day),
        r"`period` falls between",
    ),
    "wants half a session": (
        lying(TwoOfEach, wanted=lambda *_: 0.5),
        r"`wanted` gives 0.5: give a whole number, or None",
    ),
    "points nowhere": (
        lying(
            TwoOfEach,
            breaches=lambda *_: [
                schedule.Shortfall(path="$.workshops[99]", amount=1, words="so")
            ],
        ),
        r"let `path` lead to the activity or the segment",
    ),
    "is short of nothing": (
        lying(
            TwoOfEach,
            breaches=lambda *_: [
                schedule.Shortfall(path="$.workshops[0]", amount=0, words="so")
            ],
        ),
        r"is none: its amount is to be 1 or more",
    ),
    "counts the first": (
        lying(
            TwoOfEach,
            breaches=lambda _, entries: [
                schedule.Shortfall(path="$.workshops[0]", amount=1, words=entry.session)
                for entry in entries[:1]
            ],
        ),
        r"depend",
    ),
}


def trial() -> Trial:
    """Give two sessions of one activity and slots in which every lie comes out."""
    northshire = testing.northshire()
    first, second = schedule.facts_of(northshire, on=ON).timetable.entries[:2]
    other = attrs.evolve(
        first, session="other", announced_for=None, members=second.members
    )
    leaders = ("adviser", "lead")
    return Trial(
        entries=(first, other),
        slots=(
            Slot(738_000, 540, 630, None, leaders),
            Slot(738_001, 560, 800, "teams", leaders),
            Slot(738_040, 900, 990, "county-hall", leaders),
        ),
    )


@pytest.mark.parametrize("lie", LIES)
def test_a_lie_comes_out(lie: str) -> None:
    liar, promise = LIES[lie]
    term = liar(rule=Ours(term=liar))

    with pytest.raises(AssertionError, match=promise):
        prove_term(term, trial(), testing.northshire())


@pytest.mark.parametrize("honest", HONEST)
def test_no_honest_term_is_accused(honest: Any) -> None:
    prove_term(honest(rule=Ours(term=honest)), trial(), testing.northshire())


PLANTED = [
    "looks at the venue in secret",
    "looks at more of a session than its key tells",
    "counts days backwards",
    "reaches too far",
    "has nothing to say",
]


@pytest.mark.parametrize("lie", PLANTED)
def test_a_rule_that_lies_is_told_what_to_change(lie: str) -> None:
    term, promise = LIES[lie]

    with pytest.raises(AssertionError, match=promise):
        testing.check_rule(Ours(term=term))


@pytest.mark.parametrize(
    ("rule", "promise"),
    [
        (Ours(id=7, term=Mornings), "it has no `id`"),  # type: ignore[arg-type]  # the sin
        (Ours(agreed="yes", term=Mornings), "it has no `agreed`: give it a Rule"),
        (Ours(term=lambda rule: rule), "has none of the six shapes: derive it"),
        (
            Ours(term=lambda rule: Mornings(rule=attrs.evolve(rule, id="b"))),
            "the `rule` of Mornings is another",
        ),
        (
            Ours(term=lambda rule: next(MOODS)(rule=rule)),
            "asked twice it means different terms",
        ),
        (Ours(term=lambda rule: Shapeless(rule=rule)), "has none of the six shapes"),
        (
            Ours(term=lambda rule: Misnamed(rule=rule)),
            "'ours' is no code: give capital",
        ),
    ],
)
def test_what_is_no_rule_at_all_is_told_so(rule: Any, promise: str) -> None:
    with pytest.raises(AssertionError, match=promise):
        testing.check_rule(rule)


MOODS: Iterator[Any] = itertools.cycle([Mornings, EvenWeeks])


@attrs.frozen(kw_only=True)
class Misnamed(Mornings):
    code: ClassVar[str] = "ours"


@attrs.frozen(kw_only=True)
class Shapeless(schedule.Term):
    code: ClassVar[str] = "OURS009"


def test_the_order_of_the_document_is_turned() -> None:
    """A rule that minds the first session of the plan, whichever it is."""

    @attrs.frozen(kw_only=True)
    class First(Mornings):
        def concerns(self, entry: Entry) -> bool:
            return entry.index == 0

    with pytest.raises(AssertionError, match="depends on the order of the document"):
        testing.check_rule(Ours(term=First))


@pytest.mark.parametrize(
    "liar",
    [
        lying(Mornings, amount=of_slot(lambda slot: slot.day % 2)),
        lying(EvenWeeks, amount=lambda *_: next(COUNTER)),
    ],
)
def test_what_a_search_adds_up_is_what_a_review_says(liar: Any) -> None:
    with pytest.raises(AssertionError, match="a search takes"):
        prove_tables(Ours(term=liar), testing.northshire(), on=ON)


def test_where_nobody_can_search_a_review_is_proved_alone() -> None:
    """Nothing says how long the sessions are that are yet to be created."""
    rule = agreed(tpkit.RunCount, activities=("board",), sessions=9)
    unplanned = attrs.evolve(testing.smallest(), governance_bodies=(BOARD,))

    testing.check_rule(rule, unplanned)


BOARD = testing.northshire().governance_bodies[0]
BOARD = attrs.evolve(BOARD, chairs=(), seats=())


def test_a_rule_may_be_any_class() -> None:
    class Plain:
        id = "plain"
        agreed = tpkit.RuleAgreement(strictness=tpkit.Strictness.SOFT)

        def terms(self, _: schedule.Facts) -> Iterator[schedule.Term]:
            yield Mornings(rule=self)

    testing.check_rule(Plain())
