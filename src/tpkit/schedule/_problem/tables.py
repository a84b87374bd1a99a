"""What each option costs by itself, written down once so that a search can add it up.

Nothing here knows any rule: every figure is what a term answers when it is asked about
a slot, so a table cannot disagree with a review.
"""

import functools
from collections.abc import Hashable, Sequence

import attrs

from tpkit._model.agreement import Strictness
from tpkit.schedule._problem.problem import Problem, Series
from tpkit.schedule._terms.shapes import Aspect, Gap, OfOne, Sameness, Term
from tpkit.schedule._terms.slot import Entry, Slot

BARRED = 1 << 40
"""The cost of breaking a hard rule: more than all soft rules together, and it adds up."""

Costs = tuple[int, ...]
"""One cost for each day and start: that of `days[d]`, `starts[t]` is at `d * T + t`."""


@attrs.frozen(kw_only=True)
class Table:
    """What the options of one entry cost by themselves.

    The cost of an option is `when` + `by_venue` + `by_team` + `by_both` of it; whatever
    is at least `BARRED` breaks a hard rule. None stands for no cost anywhere.
    """

    when: Costs
    by_venue: tuple[Costs | None, ...]
    """One for each of the entry's venues."""
    by_team: tuple[Costs | None, ...]
    """One for each of its teams."""
    by_both: tuple[tuple[Costs | None, ...], ...]
    """One for each venue, and for each team in it."""

    def cost(self, cell: int, venue: int, team: int) -> int:
        """Give what one option costs: a day and start, by number, a venue and a team."""
        parts = self.by_venue[venue], self.by_team[team], self.by_both[venue][team]
        return self.when[cell] + sum(part[cell] for part in parts if part is not None)


@attrs.frozen(kw_only=True)
class Spacing:
    """What it costs to go from one day to another between sessions of one activity."""

    positions: Costs
    """For each day of the problem its place on a scale; it never falls."""
    costs: Costs
    """For each step on that scale, from 0 to the whole scale, its cost."""


@attrs.frozen(kw_only=True, eq=False)
class Tables:
    """The tables of one problem, made when they are first asked for and then kept."""

    problem: Problem
    _kept: dict[Hashable, Costs | None] = attrs.field(factory=dict, init=False)
    _by_kind: dict[Hashable, Table] = attrs.field(factory=dict, init=False)
    _by_place: dict[int, Table] = attrs.field(factory=dict, init=False)

    def table(self, place: int) -> Table:
        """Give what the options of an entry cost by themselves; entries alike share it."""
        if place not in self._by_place:
            kind = self._kind(place)
            if kind not in self._by_kind:
                self._by_kind[kind] = self._table(place)
            self._by_place[place] = self._by_kind[kind]
        return self._by_place[place]

    def _kind(self, place: int) -> Hashable:
        entry = self.problem.entries[place]
        alike = (
            (number, term.alike(entry))
            for number, term in self._numbered
            if term.concerns(entry)
        )
        where = self.problem.venues[place], self.problem.teams[place]
        return (entry.minutes, *where, *alike)

    @functools.cached_property
    def _numbered(self) -> tuple[tuple[int, OfOne], ...]:
        return tuple(enumerate(self.problem.singles))

    def _table(self, place: int) -> Table:
        problem = self.problem
        venues, teams = problem.venues[place], problem.teams[place]
        when = self._sum(place, Aspect(0), venues[0], teams[0])
        return Table(
            when=when or (0,) * (len(problem.days) * len(problem.starts)),
            by_venue=tuple(
                self._sum(place, Aspect.VENUE, venue, teams[0]) for venue in venues
            ),
            by_team=tuple(
                self._sum(place, Aspect.LEADERS, venues[0], team) for team in teams
            ),
            by_both=tuple(
                tuple(self._sum(place, _BOTH, venue, team) for team in teams)
                for venue in venues
            ),
        )

    def spacings(self, series: Series) -> tuple[Spacing, ...]:
        """Give what steps between days cost in a series, one for each scale."""
        by_scale: dict[Costs, list[int]] = {}
        entry = self.problem.entries[series.places[0]]
        for term in self.problem.gaps:
            if term.concerns(entry):
                scale = self._scale(term)
                longest = max(scale[-1] - scale[0], 0) if scale else 0
                costs = by_scale.setdefault(scale, [0] * (longest + 1))
                for step in range(longest + 1):
                    costs[step] += cost_of(term, term.amount(entry, step))
        return tuple(
            Spacing(positions=scale, costs=tuple(costs))
            for scale, costs in by_scale.items()
        )

    def likenesses(self, series: Series) -> tuple[tuple[Sameness, int], ...]:
        """Give what has to stay the same in a series, and the cost where it does not."""
        entry = self.problem.entries[series.places[0]]
        return tuple(
            (term, cost_of(term, 1))
            for term in self.problem.samenesses
            if term.concerns(entry)
        )

    def _scale(self, term: Gap) -> Costs:
        return tuple(term.position(day) for day in self.problem.days)

    @functools.cached_property
    def _by_choice(self) -> dict[Aspect, list[tuple[int, OfOne]]]:
        found: dict[Aspect, list[tuple[int, OfOne]]] = {}
        for number, term in self._numbered:
            found.setdefault(term.looks_at & _BOTH, []).append((number, term))
        return found

    def _sum(
        self, place: int, choice: Aspect, venue: str | None, team: tuple[str, ...]
    ) -> Costs | None:
        """Add up what the terms cost that look at this much of who and where."""
        entry = self.problem.entries[place]
        key: list[Hashable] = [entry.minutes]
        key += [venue] if choice & Aspect.VENUE else []
        key += [team] if choice & Aspect.LEADERS else []
        concerned = [
            (number, term)
            for number, term in self._by_choice.get(choice, ())
            if term.concerns(entry) and term.can_matter(entry, venue, team)
        ]
        key += [(number, term.alike(entry)) for number, term in concerned]
        kept = tuple(key)
        if kept not in self._kept:
            parts = [
                part
                for number, term in concerned
                if (part := self._part(number, term, place, venue, team)) is not None
            ]
            self._kept[kept] = _added(parts)
        return self._kept[kept]

    def _part(
        self,
        number: int,
        term: OfOne,
        place: int,
        venue: str | None,
        team: tuple[str, ...],
    ) -> Costs | None:
        """Give what one term costs; many sums have the same part."""
        entry, looks_at = self.problem.entries[place], term.looks_at
        at = venue if looks_at & Aspect.VENUE else None
        by = term.alike_team(team) if looks_at & Aspect.LEADERS else ()
        key = ("part", number, term.alike(entry), entry.minutes, at, by)
        if key not in self._kept:
            costs = self._asked(term, entry, venue, team)
            self._kept[key] = costs if any(costs) else None
        return self._kept[key]

    def _asked(
        self, term: OfOne, entry: Entry, venue: str | None, team: tuple[str, ...]
    ) -> Costs:
        """Ask a term about every slot in which what it looks at differs."""
        days, starts, minutes = self.problem.days, self.problem.starts, entry.minutes
        if not days or not starts:
            return ()
        by_day = term.looks_at & Aspect.DAY
        by_time = term.looks_at & Aspect.TIME
        amount = term.amount  # is asked a million times for a thousand sessions
        amounts = [
            amount(entry, Slot(day, start, start + minutes, venue, team))
            for day in (days if by_day else days[:1])
            for start in (starts if by_time else starts[:1])
        ]
        costs = [cost_of(term, amount) if amount else 0 for amount in amounts]
        if not by_time:
            costs = [cost for cost in costs for _ in starts]
        return tuple(costs if by_day else costs * len(days))


_BOTH = Aspect.VENUE | Aspect.LEADERS


def _added(parts: Sequence[Costs]) -> Costs | None:
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else tuple(map(sum, zip(*parts, strict=True)))


def cost_of(term: Term, amount: int) -> int:
    """Give what it costs to break a term by an amount; `BARRED` and more if it is hard."""
    agreed = term.rule.agreed
    if agreed.strictness is Strictness.HARD:
        return BARRED if amount else 0
    return amount * int(agreed.weight)
