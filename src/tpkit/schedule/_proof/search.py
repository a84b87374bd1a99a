"""A complete search: it places all sessions of a question, or proves that nobody can."""

from collections.abc import Callable, Collection, Iterator, Mapping

from tpkit.schedule._proof.board import Board, Mark
from tpkit.schedule._proof.crowds import Crowds
from tpkit.schedule._proof.domains import Domains
from tpkit.schedule._proof.memory import Memory
from tpkit.schedule._proof.question import Placement
from tpkit.schedule._proof.sameness import Same
from tpkit.schedule._proof.series import windows_of
from tpkit.schedule._proof.turns import Turns
from tpkit.schedule._proof.wants import Wants
from tpkit.schedule._terms.shapes import Load, Shared
from tpkit.schedule._terms.slot import Slot


class Search:
    """Tries slots for one session after another, and takes back what leads nowhere.

    After each it takes from the others what is now barred: what they would want twice,
    days out of turn, stretches of time that are full. Where somebody has nothing left,
    or there is too little of what many want, that attempt is over.
    """

    def __init__(
        self,
        domains: Domains,
        memory: Memory,
        *,
        placed: Placement,
        activities: Collection[str],
        spend: Callable[[], bool],
    ) -> None:
        """Begin, for some activities; the others that are *placed* are in the way.

        *spend* is called for each attempt, says whether the search is in trouble, and
        ends it by raising.
        """
        question = self._question = domains.question.about(activities)
        self._spend = spend
        self._in_trouble = False
        places = [place for series in question.series for place in series.places]
        there = {**question.fixed, **placed}
        self._board = Board({p: domains.beside(p, there) for p in places})
        self._others = {p: slot for p, slot in there.items() if p not in places}
        self._wants = Wants(domains, memory, self._board)
        self._crowds = Crowds(
            question=question,
            board=self._board,
            wants=self._wants,
            others=self._others,
        )
        self._turns = {p: turns for turns in self._in_turn() for p in turns.places}
        self._same = dict(self._alike())
        self._slots = {p: slot for p, slot in question.fixed.items() if p in places}

    def found(self) -> Mapping[int, Slot] | None:
        """Give slots for all, or None: then nobody can."""
        for same in dict.fromkeys(self._same.values()):
            same.settle()
        whole = dict.fromkeys(self._turns.values())
        if not all(turns.are_possible(self._board) for turns in whole):
            return None
        if not all(self._board.open.values()) or self._crowds.are_too_large():
            return None
        return self._placed()

    def _placed(self) -> Mapping[int, Slot] | None:
        waiting = [p for p in self._board.open if p not in self._slots]
        if not waiting:
            return {**self._slots} if self._question.holds(self._all_slots()) else None
        place = min(waiting, key=lambda p: (self._board.left(p), p))
        for day, option, slot in self._board.slots(place):
            self._in_trouble = self._spend()
            mark = self._board.mark()
            self._slots[place] = slot
            self._board.keep(place, day, 1 << option)
            if self._may_go_on(place, slot, day, mark):
                found = self._placed()
                if found is not None:
                    return found
            del self._slots[place]
            self._board.back_to(mark)
        return None

    def _all_slots(self) -> dict[int, Slot]:
        return {**self._others, **self._slots}

    def _may_go_on(self, place: int, slot: Slot, day: int, mark: Mark) -> bool:
        """Take from the others what is now barred; say whether all have something left."""
        self._keep_clear(place, slot, day)
        self._keep_within(place, slot)
        if place in self._same:
            self._same[place].follow(slot)
        touched = (self._turns.get(p) for p in self._board.touched_since(mark))
        for turns in dict.fromkeys(filter(None, touched)):
            if not turns.are_possible(self._board):
                return False
        return all(self._board.open.values()) and not (
            self._in_trouble and self._crowds.are_too_large()
        )

    def _keep_clear(self, place: int, slot: Slot, day: int) -> None:
        entries = self._question.problem.entries
        for term in self._question.problem.shared:
            wanted = self._wants.of(term, place, slot)
            for other in self._waiting(term) if wanted else ():
                if term.rival(entries[other]) != term.rival(entries[place]):
                    self._clear(term, wanted, other, slot, day)

    def _clear(
        self, term: Shared, wanted: frozenset[object], other: int, slot: Slot, day: int
    ) -> None:
        for claims, options in [*self._wants.groups(term, other, day)]:
            if not wanted.isdisjoint(claims):
                near = options & self._wants.near(term, other, slot)
                self._board.take(other, day, near)

    def _keep_within(self, place: int, slot: Slot) -> None:
        for term in self._question.problem.loads:
            period = term.period(slot.day)
            wanted = self._wants.of(term, place, slot)
            full = {claim for claim in wanted if self._is_full(term, claim, period)}
            for other in self._waiting(term) if full else ():
                for day in [*self._board.open[other]]:
                    if term.period(self._question.days[day]) == period:
                        for claims, options in [*self._wants.groups(term, other, day)]:
                            if not full.isdisjoint(claims):
                                self._board.take(other, day, options)

    def _is_full(self, term: Load, claim: object, period: int) -> bool:
        there = sum(
            claim in self._wants.of(term, place, slot)
            for place, slot in self._all_slots().items()
            if term.period(slot.day) == period
        )
        return bool(term.amount(there + 1))

    def _waiting(self, term: Shared | Load) -> Iterator[int]:
        entries = self._question.problem.entries
        for place in self._board.open:
            if place not in self._slots and term.concerns(entries[place]):
                yield place

    def _in_turn(self) -> Iterator[Turns]:
        question = self._question
        for series in question.series:
            if series.activity not in question.loose:
                yield Turns(
                    places=series.places,
                    windows=windows_of(question, series.places[0]),
                    past=question.past,
                    fixed=frozenset(question.fixed),
                )

    def _alike(self) -> Iterator[tuple[int, Same]]:
        """Yield the sessions that have something in common with others, with that."""
        problem, past = self._question.problem, self._question.past
        for series in self._question.series:
            entry = problem.entries[series.places[0]]
            terms = [term for term in problem.samenesses if term.concerns(entry)]
            # What is past may differ from what was before it, which nobody can mend.
            moving = [place for place in series.places if place not in past]
            if terms and len(moving) > 1:
                same = Same(self._board, moving, terms)
                yield from ((place, same) for place in moving)
