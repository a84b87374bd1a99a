"""What there is only so much of, and what each option wants of it.

A *good* is something that two sessions do not want at one time: somebody's presence, a
venue, an audience. A *quota* is something of which there is so much in a stretch of time:
the sessions that somebody may lead in a week. A solver puts a price on both.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

import attrs

from tpkit.schedule._problem.claims import (
    Claim,
    Claims,
    ClaimsOf,
    contended,
    is_hurried,
)
from tpkit.schedule._problem.occupancy import price_of
from tpkit.schedule._problem.problem import Problem
from tpkit.schedule._terms.shapes import Load, Shared

Option = tuple[int, int, int, int]
"""The numbers of a day, a start, a venue and a team of an entry."""


@attrs.frozen(kw_only=True)
class Good:
    """Something that two sessions do not want at one time."""

    cost: int
    """What it costs when two have it at one time; `BARRED` if that may not be."""
    part_of: int | None = None
    """The good that some series may have together, of which this is the part of one."""
    party: Hashable = None
    """What the series have in common that may have it together."""


@attrs.frozen(kw_only=True)
class Quota:
    """Something of which there is so much in each stretch of time."""

    cost: int
    """What each one too many costs; `BARRED` if that may not be."""
    period_of: tuple[int, ...]
    """For each day of the problem, the number of its stretch of time."""
    left: Mapping[int, int]
    """For each of these, how much can be had beside what sessions have that stay."""


@attrs.frozen(kw_only=True)
class Wants:
    """What the options of an entry want, by number.

    An option wants what is wanted always, at its venue, by its team, and by both.
    """

    always: tuple["Want", ...]
    by_venue: tuple[tuple["Want", ...], ...]
    by_team: tuple[tuple["Want", ...], ...]
    by_both: Mapping[tuple[int, int], tuple["Want", ...]]

    def anything(self) -> Iterator[int]:
        """Yield what any option wants, some of it more than once."""
        for some in (
            self.always,
            *self.by_venue,
            *self.by_team,
            *self.by_both.values(),
        ):
            for what, _ in some:
                yield what

    def of(self, option: Option) -> Iterator[int]:
        """Yield what an option wants."""
        day, _, venue, team = option
        both = self.by_both.get((venue, team), ())
        for some in (self.always, self.by_venue[venue], self.by_team[team], both):
            for what, days in some:
                if days is None or day in days:
                    yield what


Want = tuple[int, frozenset[int] | None]
"""The number of a good or quota, and the days on which it is wanted; None for all."""


class Market:
    """The goods and quotas of a problem that more than one series could want."""

    def __init__(self, problem: Problem) -> None:
        self.goods: list[Good] = []
        self.quotas: list[Quota] = []
        self.goods_of: dict[int, Wants] = {}
        """For each place that may move, the goods that its options want."""
        self.quotas_of: dict[int, Wants] = {}
        """For each, the quotas."""
        self._problem = problem
        self._terms = contended(problem)
        self._places = sorted(problem.free)
        self._series_of = {
            place: number
            for number, series in enumerate(problem.series)
            for place in series.places
        }
        claims_of = ClaimsOf(problem)
        claims = {place: claims_of(place) for place in self._places}
        self._open_goods(claims)
        self._open_quotas(claims)
        self._parts: dict[int, list[int]] = {}
        for number, good in enumerate(self.goods):
            if good.part_of is not None:
                self._parts.setdefault(good.part_of, []).append(number)

    def parts_of(self, good: int) -> Sequence[int]:
        """Give the parts that series have in a good, by number; mostly there are none."""
        return self._parts.get(good, ())

    def parties_of(self, good: int) -> Iterable[Hashable]:
        """Give those that may have a good together, each once."""
        parts = self.parts_of(good)
        return dict.fromkeys(self.goods[part].party for part in parts)

    # ------------------------------------------------------------------------- goods

    def _open_goods(self, claims: Mapping[int, Claims]) -> None:
        sharing = {
            number
            for number, term in enumerate(self._terms)
            if isinstance(term, Shared) and term.overlapping and not is_hurried(term)
        }
        parties = self._parties(claims, sharing)
        wanted: dict[_Wish, set[Hashable]] = {}
        for (_, wish), party in parties.items():
            wanted.setdefault(wish, set()).add(party)
        numbers: dict[Hashable, int] = {}
        for wish, some in wanted.items():
            if len(some) > 1:
                numbers[wish] = len(self.goods)
                cost = price_of(self._terms[wish[0]])
                self.goods.append(Good(cost=cost))
        for place in self._places:
            known = {
                wish: self._good_for(place, wish, parties[place, wish], numbers)
                for wish in claims[place].wanted
                if wish in numbers
            }
            self.goods_of[place] = _numbered(claims[place], known, self._size(place))

    def _parties(
        self, claims: Mapping[int, Claims], sharing: set[int]
    ) -> dict[tuple[int, "_Wish"], Hashable]:
        """Say with whom each place could have what it wants: its series, or more."""
        rivals: dict[tuple[int, Hashable], set[int]] = {}
        for place in self._places:
            for number in {wish[0] for wish in claims[place].wanted} & sharing:
                key = number, self._rival(number, place)
                rivals.setdefault(key, set()).add(self._series_of[place])
        return {
            (place, wish): rival
            if len(rivals[wish[0], rival]) > 1
            else (_ALONE, self._series_of[place])
            for place in self._places
            for wish in sorted(claims[place].wanted, key=str)
            if wish[0] in sharing
            for rival in [self._rival(wish[0], place)]
        }

    def _rival(self, number: int, place: int) -> Hashable:
        term = self._terms[number]
        return term.rival(self._problem.entries[place])  # type: ignore[union-attr]

    def _good_for(
        self, place: int, wish: "_Wish", party: Hashable, numbers: dict[Hashable, int]
    ) -> int:
        whole = numbers[wish]
        series = self._series_of[place]
        if party == (_ALONE, series):
            return whole
        key = wish, party, series
        if key not in numbers:
            numbers[key] = len(self.goods)
            part = attrs.evolve(self.goods[whole], part_of=whole, party=party)
            self.goods.append(part)
        return numbers[key]

    # ------------------------------------------------------------------------ quotas

    def _open_quotas(self, claims: Mapping[int, Claims]) -> None:
        # What counts in a way of its own is left to the judge.
        loads = {
            number: term
            for number, term in enumerate(self._terms)
            if isinstance(term, Load) and type(term).amount is Load.amount
        }
        wanted = Counter(
            wish
            for place in self._places
            for wish in sorted(claims[place].wanted, key=str)
            if wish[0] in loads
        )
        numbers: dict[_Wish, int] = {}
        for number, term in loads.items():
            periods = tuple(term.period(day) for day in self._problem.days)
            taken = self._taken(term)
            for wish, count in wanted.items():
                if wish[0] != number:
                    continue
                stays = taken.get(wish[1], Counter())
                left = {p: max(0, term.at_most - stays[p]) for p in set(periods)}
                if count > min(left.values(), default=count):
                    numbers[wish] = len(self.quotas)
                    self.quotas.append(
                        Quota(cost=price_of(term), period_of=periods, left=left)
                    )
        for place in self._places:
            size = self._size(place)
            self.quotas_of[place] = _numbered(claims[place], numbers, size)

    def _taken(self, term: Load) -> dict[Hashable, Counter[int]]:
        """Count what the sessions have that stay where they are."""
        found: dict[Hashable, Counter[int]] = {}
        problem = self._problem
        for place, slot in enumerate(problem.now):
            entry = problem.entries[place]
            if place not in problem.free and slot is not None and term.concerns(entry):
                for claim in set(term.claims(entry, slot)):
                    found.setdefault(claim, Counter())[term.period(slot.day)] += 1
        return found

    def _size(self, place: int) -> tuple[int, int]:
        return len(self._problem.venues[place]), len(self._problem.teams[place])


_Wish = tuple[int, Hashable]
"""The number of a term, and what is claimed by it."""
_ALONE = "alone"


def _numbered(
    claims: Claims, numbers: Mapping[_Wish, int], size: tuple[int, int]
) -> Wants:
    def wants(some: Iterable[Claim]) -> tuple[Want, ...]:
        wishes = ((claim, (claim.term, claim.what)) for claim in some)
        return tuple(
            (numbers[wish], claim.days) for claim, wish in wishes if wish in numbers
        )

    venues, teams = size
    by_both = {pair: wants(some) for pair, some in claims.by_both.items()}
    return Wants(
        always=wants(claims.always),
        by_venue=tuple(wants(claims.by_venue.get(n, ())) for n in range(venues)),
        by_team=tuple(wants(claims.by_team.get(n, ())) for n in range(teams)),
        by_both={pair: some for pair, some in by_both.items() if some},
    )
