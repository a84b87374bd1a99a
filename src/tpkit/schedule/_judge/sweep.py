"""One sweep over time: which sessions that want the same thing come too near each other."""

import heapq
from collections.abc import Hashable, Iterator, Sequence

import attrs

from tpkit.schedule._terms.slot import MINUTES_IN_A_DAY, Slot, Timetable


@attrs.frozen
class Span:
    """A session as the sweep sees it: from when to when, in minutes of all time."""

    begins: int
    ends: int
    place: int
    """Its place in the timetable."""
    rival: Hashable
    """What must differ for two to compete."""


def in_order_of_time(timetable: Timetable) -> list[int]:
    """Give the places of all entries: by beginning, the shorter first, then by id."""

    def key(place: int) -> tuple[int, int, int, str]:
        slot = timetable.slots[place]
        return slot.day, slot.start, slot.end, timetable.entries[place].session

    return sorted(range(len(timetable.entries)), key=key)


def span(place: int, slot: Slot, rival: Hashable) -> Span:
    """Give the stretch of time of a slot."""
    midnight = slot.day * MINUTES_IN_A_DAY
    return Span(midnight + slot.start, midnight + slot.end, place, rival)


def near_pairs(spans: Sequence[Span], *, reach: int = 0) -> Iterator[tuple[int, int]]:
    """Yield the places of two that overlap, or come within *reach* minutes of each other.

    *spans* are in order of time; so are the two of each pair. What has ended longer ago
    than the reach is closed before the next begins, so that whatever is still open is
    near it. What is open is kept by rival: a hundred runs of one workshop are stepped
    over as one. The time taken grows as n log n, and with the pairs.
    """
    open_by_rival: dict[Hashable, dict[int, None]] = {}
    ends: list[tuple[int, int, Hashable]] = []
    for one in spans:
        while ends and ends[0][0] <= one.begins:
            _, closed, rival = heapq.heappop(ends)
            del open_by_rival[rival][closed]
            if not open_by_rival[rival]:
                del open_by_rival[rival]
        for rival, still_open in open_by_rival.items():
            if rival != one.rival:
                yield from ((earlier, one.place) for earlier in still_open)
        open_by_rival.setdefault(one.rival, {})[one.place] = None
        # Places differ, so that two rivals are never compared.
        heapq.heappush(ends, (one.ends + reach, one.place, one.rival))
