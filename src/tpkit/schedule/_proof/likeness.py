"""What has to stay the same in a series: each way in which it could, one after another."""

from collections.abc import Hashable, Iterator, Mapping, Sequence

import attrs

from tpkit.schedule._proof.domains import Domain, union
from tpkit.schedule._proof.memory import Cells, bits
from tpkit.schedule._terms.shapes import Aspect, Sameness
from tpkit.schedule._terms.slot import Slot


@attrs.frozen(kw_only=True, eq=False)
class Stop:
    """One session of a series, and when it could be: a walk through time calls there."""

    place: int
    domain: Domain
    pairs: tuple[int, ...]
    """The numbers of the pairs of its domain that it may still have."""
    whenever: Cells
    """When it could be, with one of them or another."""

    def slot(self, day: int, time: int) -> Slot:
        """Give a slot for it then, with the first pair that will do."""
        by_pair = self.domain.by_pair
        pair = next(pair for pair in self.pairs if by_pair[pair][day] >> time & 1)
        return self.domain.slot(day, time, pair)


def stop_of(place: int, domain: Domain) -> Stop:
    """Give the stop of a session that may be wherever its domain says."""
    pairs = tuple(range(len(domain.pairs)))
    return Stop(place=place, domain=domain, pairs=pairs, whenever=domain.whenever)


def alike(stops: Sequence[Stop], terms: Sequence[Sameness]) -> Iterator[list[Stop]]:
    """Yield the stops once for each way in which all could be the same."""
    if not terms or not stops:
        yield [*stops]
        return
    term, later = terms[0], terms[1:]
    features = [_features(stop, term) for stop in stops]
    common = set(features[0]).intersection(*features[1:])
    for feature in sorted(common, key=str):
        some = [
            _limited(stop, term, its[feature])
            for stop, its in zip(stops, features, strict=True)
        ]
        if all(any(stop.whenever) for stop in some):
            yield from alike(some, later)


def _features(stop: Stop, term: Sameness) -> Mapping[Hashable, int]:
    """Give what a term sees in a stop, each with the bits of the days, times or pairs."""
    found: dict[Hashable, int] = {}
    for bit, slot in _seen(stop, term.looks_at):
        feature = term.feature(slot)
        found[feature] = found.get(feature, 0) | 1 << bit
    return found


def _seen(stop: Stop, looks_at: Aspect) -> Iterator[tuple[int, Slot]]:
    """Yield slots that differ in the one aspect that is looked at."""
    slot = stop.domain.slot
    if looks_at is Aspect.DAY:
        for day, times in enumerate(stop.whenever):
            if times:
                yield day, slot(day, 0, 0)
    elif looks_at is Aspect.TIME:
        anyhow = 0
        for times in stop.whenever:
            anyhow |= times
        yield from ((time, slot(0, time, 0)) for time in bits(anyhow))
    else:
        yield from ((pair, slot(0, 0, pair)) for pair in stop.pairs)


def _limited(stop: Stop, term: Sameness, mask: int) -> Stop:
    """Leave to a stop some days, times or pairs only."""
    if term.looks_at is Aspect.DAY:
        days = enumerate(stop.whenever)
        whenever = tuple(times if mask >> day & 1 else 0 for day, times in days)
    elif term.looks_at is Aspect.TIME:
        whenever = tuple(times & mask for times in stop.whenever)
    else:
        pairs = tuple(pair for pair in stop.pairs if mask >> pair & 1)
        there = union((stop.domain.by_pair[p] for p in pairs), len(stop.whenever))
        both = zip(stop.whenever, there, strict=True)
        whenever = tuple(times & some for times, some in both)
        return attrs.evolve(stop, pairs=pairs, whenever=whenever)
    return attrs.evolve(stop, whenever=whenever)
