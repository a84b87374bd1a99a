"""The options that the sessions of a question still have, while a search takes some away."""

import functools
from collections.abc import Iterator, Mapping

from tpkit.schedule._proof.domains import Domain
from tpkit.schedule._proof.memory import bits
from tpkit.schedule._terms.slot import Slot

Mark = int
"""A moment to which a board can be taken back."""


class Board:
    """For each session and day its options, as bits: pairs, time of day by time of day."""

    def __init__(self, domains: Mapping[int, Domain]) -> None:
        self.domains = domains
        used = 0
        for domain in domains.values():
            used = functools.reduce(int.__or__, domain.whenever, used)
        self._times = [*bits(used)]
        self._numbers = {time: number for number, time in enumerate(self._times)}
        self.open = {place: self._opened(domain) for place, domain in domains.items()}
        """The options left: the bits of a day, and no day that has none."""
        self._taken: list[tuple[int, int, int]] = []

    def slot(self, place: int, day: int, option: int) -> Slot:
        """Give the slot that an option stands for."""
        domain = self.domains[place]
        time, pair = divmod(option, len(domain.pairs))
        return domain.slot(day, self._times[time], pair)

    def slots(self, place: int) -> Iterator[tuple[int, int, Slot]]:
        """Yield what is left to a session in order of time: days, options, slots."""
        for day, options in sorted(self.open[place].items()):
            for option in bits(options):
                yield day, option, self.slot(place, day, option)

    def starts(self, place: int, options: int) -> Iterator[int]:
        """Yield the times of day of some options of a session, in order."""
        domain = self.domains[place]
        whole = (1 << len(domain.pairs)) - 1
        for number, time in enumerate(self._times):
            if options >> number * len(domain.pairs) & whole:
                yield domain.times[time]

    def earliest(self, place: int, day: int) -> int:
        """Give the earliest time at which a session can start on a day."""
        options = self.open[place][day]
        return self.slot(place, day, (options & -options).bit_length() - 1).start

    def latest(self, place: int, day: int) -> int:
        """Give the latest."""
        return self.slot(place, day, self.open[place][day].bit_length() - 1).start

    def spread(self, place: int, times: int, pair: int) -> int:
        """Give the options of a session that stand for these times and this pair."""
        pairs = len(self.domains[place].pairs)
        return sum(
            1 << number * pairs + pair
            for number, time in enumerate(self._times)
            if times >> time & 1
        )

    def left(self, place: int) -> int:
        """Count the options that a session has left."""
        return sum(options.bit_count() for options in self.open[place].values())

    def take(self, place: int, day: int, options: int) -> None:
        """Take options away from a session; some may be gone already."""
        there = self.open[place]
        before = there.get(day, 0)
        after = before & ~options
        if after == before:
            return
        self._taken.append((place, day, before))
        if after:
            there[day] = after
        else:
            del there[day]

    def keep(self, place: int, day: int, options: int) -> None:
        """Leave a session nothing but these options of a day."""
        for other in [*self.open[place]]:
            self.take(place, other, ~options if other == day else -1)

    def keep_between(self, place: int, day: int, earliest: int, latest: int) -> None:
        """Leave a session only what starts between two times of a day."""
        domain = self.domains[place]
        starts = [domain.times[time] for time in self._times]
        low = sum(1 for start in starts if start < earliest)
        high = sum(1 for start in starts if start <= latest)
        pairs = len(domain.pairs)
        self.take(place, day, ~((1 << high * pairs) - (1 << low * pairs)))

    def mark(self) -> Mark:
        """Give the moment, to come back to it."""
        return len(self._taken)

    def touched_since(self, mark: Mark) -> list[int]:
        """Give the sessions from which something was taken since."""
        return [*dict.fromkeys(place for place, _, _ in self._taken[mark:])]

    def back_to(self, mark: Mark) -> None:
        """Give back all that was taken since."""
        while len(self._taken) > mark:
            place, day, before = self._taken.pop()
            self.open[place][day] = before

    def _opened(self, domain: Domain) -> dict[int, int]:
        days = (day for day, times in enumerate(domain.whenever) if times)
        return {day: self._packed(domain, day) for day in days}

    def _packed(self, domain: Domain, day: int) -> int:
        packed, pairs = 0, len(domain.pairs)
        for pair, cells in enumerate(domain.by_pair):
            for time in bits(cells[day]):
                packed |= 1 << self._numbers[time] * pairs + pair
        return packed
