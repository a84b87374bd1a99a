"""What terms have answered, so that a proof asks none of them the same thing twice."""

import functools
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence

import attrs

from tpkit.schedule._problem.claims import is_hurried
from tpkit.schedule._terms.shapes import Aspect, Load, OfOne, Shared
from tpkit.schedule._terms.slot import Entry, Slot

Pair = tuple[str | None, tuple[str, ...]]
"""Where a session is held, and who leads it."""
Cells = tuple[int, ...]
"""For each of some days, times of day as bits."""


def bits(mask: int) -> Iterator[int]:
    """Yield the numbers of the bits that are set, the lowest first."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def slot_at(entry: Entry, day: int, start: int, pair: Pair) -> Slot:
    """Give the slot of a session that starts then, there and led so."""
    venue, team = pair
    end = start + entry.minutes
    return Slot(day=day, start=start, end=end, venue=venue, leaders=team)


@attrs.frozen(kw_only=True, eq=False)
class Answers:
    """At which times of a day a term bars a session; asked when somebody wants to know."""

    times: tuple[int, ...]
    looks_at: Aspect
    is_barred: Callable[[int, int], bool]
    """Asks the term about a day and a time of it."""
    _seen: dict[int, tuple[int, int]] = attrs.field(factory=dict, init=False)

    def narrowed(self, days: Sequence[int], cells: Sequence[int]) -> Cells:
        """Take out of *cells* what is barred."""
        if not any(cells):
            return tuple(cells)
        if not self.looks_at & Aspect.DAY:
            anyhow = functools.reduce(int.__or__, cells, 0)
            barred = self._barred(days[0], anyhow) if days else 0
            return tuple(some & ~barred for some in cells)
        both = zip(days, cells, strict=True)
        if not self.looks_at & Aspect.TIME:
            # What looks at the day alone says of one time what it says of all.
            return tuple(
                0 if some and self._barred(day, some & -some) else some
                for day, some in both
            )
        return tuple(
            some & ~self._barred(day, some) if some else 0 for day, some in both
        )

    def _barred(self, day: int, wanted: int) -> int:
        seen, barred = self._seen.get(day, (0, 0))
        missing = wanted & ~seen
        if missing:
            for time in bits(missing):
                barred |= self.is_barred(day, self.times[time]) << time
            self._seen[day] = (seen | missing, barred)
        return barred & wanted


class Memory:
    """The answers given so far. It serves all questions with the same times of day."""

    def __init__(self, times: Sequence[int], singles: Iterable[OfOne] = ()) -> None:
        """Begin; *singles* are terms that most questions will be about."""
        self.times = tuple(times)
        # What looks at neither place nor people comes first and is worked out once.
        self._singles = sorted(singles, key=lambda term: term.looks_at.value)
        self._kinds: dict[Hashable, int] = {}
        self._kind_of: dict[Hashable, int] = {}
        self._known = frozenset(map(id, self._singles))
        self._relevant: dict[Hashable, tuple[tuple[int, Answers], ...]] = {}
        self._answers: dict[Hashable, Answers] = {}
        self._cells: dict[Hashable, Cells] = {}
        self._same: dict[Cells, Cells] = {}
        self.wishes: dict[Hashable, frozenset[Hashable]] = {}
        """What sessions may want of terms: see `Domains.wishes`."""
        self._claims: dict[Hashable, frozenset[Hashable]] = {}
        self._wanted: dict[Hashable, dict[frozenset[Hashable], int]] = {}
        self._overlaps: dict[Hashable, int] = {}
        # Terms are known by where they are kept, and so have to be kept.
        self._terms: dict[int, object] = {}

    def unknown(self, terms: Iterable[OfOne]) -> list[OfOne]:
        """Give those of some terms that most questions are not about."""
        return [term for term in terms if id(term) not in self._known]

    def answers(
        self, entry: Entry, pair: Pair, terms: Collection[int], new: Sequence[OfOne]
    ) -> tuple[Answers, ...]:
        """Give what terms say of a session, there and led so: some by `id`, and *new* ones."""
        kind = self._kind(entry)
        if (kind, pair) not in self._relevant:
            self._relevant[kind, pair] = tuple(
                (id(term), self._answers_of(term, entry, pair))
                for term in self._singles
                if _matters(term, entry, pair)
            )
        known = (some for n, some in self._relevant[kind, pair] if n in terms)
        others = (
            self._answers_of(term, entry, pair)
            for term in new
            if _matters(term, entry, pair)
        )
        return (*known, *others)

    def _kind(self, entry: Entry) -> int:
        """Give a number: sessions that have the same are alike to all terms that are known."""
        key = (entry.session, entry.minutes)
        if key not in self._kind_of:
            # A key may be None; that a term does not concern a session is another thing.
            alike = (t.concerns(entry) and (t.alike(entry),) for t in self._singles)
            kind = (entry.minutes, *alike)
            self._kind_of[key] = self._kinds.setdefault(kind, len(self._kinds))
        return self._kind_of[key]

    def narrowed(
        self,
        answers: tuple[Answers, ...],
        days: tuple[int, ...],
        cells: Cells,
        of: Hashable,
    ) -> Cells:
        """Take out of *cells* what is barred by any of these, one after another.

        *of* is a short name for the days and the cells: the same for the same.
        """
        if not answers:
            return cells
        key = (answers, of)
        if key not in self._cells:
            before = self.narrowed(answers[:-1], days, cells, of)
            left = answers[-1].narrowed(days, before)
            # What is equal is one object, so that nobody adds it up twice.
            self._cells[key] = self._same.setdefault(left, left)
        return self._cells[key]

    def _answers_of(self, term: OfOne, entry: Entry, pair: Pair) -> Answers:
        venue, team = pair
        looks_at, minutes, amount = term.looks_at, entry.minutes, term.amount
        key = (
            self._number(term),
            term.alike(entry),
            minutes,
            venue if looks_at & Aspect.VENUE else None,
            team if looks_at & Aspect.LEADERS else None,
        )

        def is_barred(day: int, start: int) -> bool:
            slot = Slot(day, start, start + minutes, venue, team)
            return bool(amount(entry, slot))

        return self._answers.setdefault(
            key, Answers(times=self.times, looks_at=looks_at, is_barred=is_barred)
        )

    def claims(
        self, term: Shared | Load, entry: Entry, slot: Slot
    ) -> frozenset[Hashable]:
        """Give what a session wants of a term in a slot; nothing if it has no part in it."""
        key = (self._number(term), entry.session, slot)
        found = self._claims.get(key)
        if found is None:
            wanted = term.claims(entry, slot) if term.concerns(entry) else ()
            found = self._claims[key] = frozenset(wanted)
        return found

    def wanted(
        self, term: Shared | Load, entry: Entry, day: int, pair: Pair, times: int
    ) -> Iterator[tuple[frozenset[Hashable], int]]:
        """Yield what a session wants on a day, there and led so, and at which *times*."""
        key = (self._number(term), entry.session, entry.minutes, day, pair)
        known = self._wanted.setdefault(key, {})
        missing = times & ~functools.reduce(int.__or__, known.values(), 0)
        for time in bits(missing):
            slot = slot_at(entry, day, self.times[time], pair)
            wants = term.claims(entry, slot) if term.concerns(entry) else ()
            claims = frozenset(wants)
            known[claims] = known.get(claims, 0) | 1 << time
        for claims, there in known.items():
            if claims and there & times:
                yield claims, there & times

    def overlaps(self, term: Shared, slot: Slot, minutes: int, pair: Pair) -> int:
        """Give the times at which a session so long would be too close to a slot."""
        key = (self._number(term), slot, minutes, pair if is_hurried(term) else None)
        found = self._overlaps.get(key)
        if found is None:
            venue, team = pair
            found = 0
            for time, start in enumerate(self.times):
                end = start + minutes
                mine = Slot(slot.day, start, end, venue=venue, leaders=team)
                found |= bool(term.amount(mine, slot)) << time
            self._overlaps[key] = found
        return found

    def _number(self, term: object) -> int:
        self._terms[id(term)] = term
        return id(term)


def _matters(term: OfOne, entry: Entry, pair: Pair) -> bool:
    return term.concerns(entry) and term.can_matter(entry, *pair)
