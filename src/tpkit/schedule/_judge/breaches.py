"""Breaches: every place where a timetable does not keep a rule, and what it costs.

`breaches` is the one judge. A review turns what it yields into findings; a search asks
it what a timetable costs. It calls the terms of the rules and knows no rule itself.
"""

import functools
import operator
from collections.abc import Hashable, Iterable, Iterator

import attrs

from tpkit._model.agreement import Strictness
from tpkit.errors import FieldError
from tpkit.schedule._judge.sweep import in_order_of_time, near_pairs, span
from tpkit.schedule._terms.shapes import (
    Count,
    Gap,
    Load,
    OfOne,
    Sameness,
    Shared,
    Shortfall,
    Term,
)
from tpkit.schedule._terms.slot import Timetable


@attrs.frozen(kw_only=True)
class Breach:
    """One place where a timetable does not keep a rule."""

    term: Term
    amount: int
    """How badly, 1 or more."""
    places: tuple[int, ...] = ()
    """The places of the entries involved, in order of time: one of them for `OfOne`, two
    for `Gap`, `Sameness` and `Shared`, all that count for `Load`, none for `Count`."""
    claim: Hashable = None
    """What too many want, for `Shared` and `Load`."""
    shortfall: Shortfall | None = None
    """For `Count`: of what there are too few or too many."""

    @property
    def is_hard(self) -> bool:
        """Whether the rule may not be broken at all."""
        return is_hard(self.term)

    @property
    def cost(self) -> int:
        """The weight of the rule for each time; 0 where it may not be broken at all."""
        return 0 if self.is_hard else self.amount * int(self.term.rule.agreed.weight)


def is_hard(term: Term) -> bool:
    """Say whether the rule of a term may not be broken at all."""
    strictness: Strictness = term.rule.agreed.strictness
    return strictness is Strictness.HARD


def breaches(timetable: Timetable, terms: Iterable[Term]) -> Iterator[Breach]:
    """Yield every breach of *terms*, term by term; within a term, by place.

    The time taken grows as n log n with the sessions and what they want, and with the
    breaches.
    """
    judged = _Judged(timetable)
    for term in terms:
        yield from judged.of(term)


def cost(found: Iterable[Breach]) -> dict[str, int]:
    """Add up by rule what may be broken at a cost: the cost for each rule's id."""
    total: dict[str, int] = {}
    for breach in found:
        if not breach.is_hard:
            rule = breach.term.rule.id
            total[rule] = total.get(rule, 0) + breach.cost
    return total


def words_of(breach: Breach, timetable: Timetable) -> str:
    """Say what is wrong, as a clause, in the words of the term."""
    placed = [(timetable.entries[p], timetable.slots[p]) for p in breach.places]
    match breach.term:
        case OfOne() as term:
            return term.words(*placed[0])
        case (Gap() | Sameness()) as term:
            return term.words(*placed)
        case Shared() as term:
            return term.words(breach.claim, *placed)
        case Load() as term:
            return term.words(breach.claim, placed)
    return "" if breach.shortfall is None else breach.shortfall.words


# ----------------------------------------------------------------------- shape by shape


class _Judged:
    """A timetable, with what several terms ask of it worked out once."""

    def __init__(self, timetable: Timetable) -> None:
        self._entries = timetable.entries
        self._slots = timetable.slots
        self._timetable = timetable

    @functools.cached_property
    def _neighbours(self) -> tuple[tuple[int, int], ...]:
        return self._timetable.neighbours()

    @functools.cached_property
    def _in_order(self) -> list[int]:
        return in_order_of_time(self._timetable)

    def of(self, term: Term) -> Iterator[Breach]:
        match term:
            case OfOne():
                return self._of_one(term)
            case Gap():
                return self._gaps(term)
            case Sameness():
                return self._differences(term)
            case Shared():
                return self._clashes(term)
            case Load():
                return self._loads(term)
            case Count():
                return self._shortfalls(term)
        expected = "a term of one of the six shapes"
        raise FieldError("breaches", "terms", expected, term)

    def _of_one(self, term: OfOne) -> Iterator[Breach]:
        concerns, amount_of = term.concerns, term.amount
        for place, (entry, slot) in enumerate(
            zip(self._entries, self._slots, strict=True)
        ):
            if concerns(entry) and (amount := amount_of(entry, slot)):
                yield Breach(term=term, amount=amount, places=(place,))

    def _gaps(self, term: Gap) -> Iterator[Breach]:
        for earlier, later in self._neighbours:
            entry = self._entries[earlier]
            if term.concerns(entry):
                step = term.position(self._slots[later].day) - term.position(
                    self._slots[earlier].day
                )
                if amount := term.amount(entry, step):
                    yield Breach(term=term, amount=amount, places=(earlier, later))

    def _differences(self, term: Sameness) -> Iterator[Breach]:
        slots = self._slots
        for earlier, later in self._neighbours:
            if term.concerns(self._entries[earlier]) and (
                amount := term.amount(slots[earlier], slots[later])
            ):
                yield Breach(term=term, amount=amount, places=(earlier, later))

    def _clashes(self, term: Shared) -> Iterator[Breach]:
        slots = self._slots
        for claim, places in self._wanted(term):
            spans = [
                span(place, slots[place], term.rival(self._entries[place]))
                for place in places
            ]
            for first, second in near_pairs(spans, reach=term.reach):
                if amount := term.amount(slots[first], slots[second]):
                    yield Breach(
                        term=term, amount=amount, places=(first, second), claim=claim
                    )

    def _wanted(self, term: Shared) -> Iterable[tuple[Hashable, list[int]]]:
        """Give what is wanted twice or more, with who wants it in order of time."""
        wanted: dict[Hashable, list[int]] = {}
        for place in self._in_order:
            entry = self._entries[place]
            if term.concerns(entry):
                for claim in set(term.claims(entry, self._slots[place])):
                    wanted.setdefault(claim, []).append(place)
        several = ((claim, some) for claim, some in wanted.items() if len(some) > 1)
        # Sets are walked in another order each time the interpreter starts.
        return sorted(several, key=lambda wish: (wish[1], str(wish[0])))

    def _loads(self, term: Load) -> Iterator[Breach]:
        counted: dict[tuple[Hashable, int], list[int]] = {}
        for place in self._in_order:
            entry, slot = self._entries[place], self._slots[place]
            if term.concerns(entry) and (claims := set(term.claims(entry, slot))):
                period = term.period(slot.day)
                for claim in claims:
                    counted.setdefault((claim, period), []).append(place)
        many = [
            (places, str(claim), claim, amount)
            for (claim, _), places in counted.items()
            if (amount := term.amount(len(places)))
        ]
        for places, _, claim, amount in sorted(many, key=operator.itemgetter(0, 1)):
            yield Breach(term=term, amount=amount, places=tuple(places), claim=claim)

    def _shortfalls(self, term: Count) -> Iterator[Breach]:
        concerned = [entry for entry in self._entries if term.concerns(entry)]
        for shortfall in term.breaches(concerned):
            yield Breach(term=term, amount=shortfall.amount, shortfall=shortfall)
