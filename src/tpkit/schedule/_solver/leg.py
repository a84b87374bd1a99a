"""The way from one session of a series to the next, as a step of a dynamic programme.

Costs are arrays over the days, starts, venues and teams of a session. Where the way does
not depend on one of them, that axis has length 1: the cheapest stands for all.
"""

import attrs

from tpkit.schedule._solver.arrays import Array, Numbers, np

State = tuple[int, int, int, int]
"""The numbers of a day, start, venue and team of a session."""


@attrs.frozen(kw_only=True, eq=False)
class SameDay:
    """What it costs to hold both sessions on one day, one after the other."""

    source: Numbers
    """For each day of the later session, its number for the earlier; -1 for none."""
    cost: Array
    """For each, what it costs; infinite where it may not be."""
    room: Numbers
    """For each start of the later one, how many of the earlier's are over by then."""


class Leg:
    """What it costs to go from each option of a session to each option of the next.

    It is `steps[day, next day]` for a later day, and what `same_day` says for the same
    one; with `time`, `venue` and `team`, of the one and the next, where what stays the
    same there counts.
    """

    def __init__(
        self,
        *,
        steps: Array,
        same_day: SameDay,
        time: Array | None = None,
        venue: Array | None = None,
        team: Array | None = None,
    ) -> None:
        self.steps, self.same_day = steps, same_day
        self.time, self.venue, self.team = time, venue, team
        self._together = np.flatnonzero(np.isfinite(same_day.cost))
        self._band = _Band(steps)

    def forward(self, reached: Array) -> Array:
        """Give what the cheapest way to each option of the next session costs.

        *reached* is what the ways to the options of this one cost.
        """
        if self.time is None:
            later = reached.min(axis=1, keepdims=True)
        else:
            later = _least(reached, self.time, 1)
        found = self._band.forward(self._alike(later))
        days = self._together
        if len(days):
            same = self._one_after_the_other(reached[self.same_day.source[days]])
            same = self._alike(same) + self.same_day.cost[days][:, None, None, None]
            if found.shape[1] != same.shape[1]:
                found = np.repeat(found, same.shape[1], axis=1)
            found[days] = np.minimum(found[days], same)
        return found

    def back(self, reached: Array, at: State) -> State:
        """Give the option from which the cheapest way leads to an option of the next."""
        total = reached + self._from_each(at)
        later = total + self.steps[:, at[0]][:, None, None, None]
        best, cost = lowest(later)
        source = self.same_day.source[at[0]]
        room = self.same_day.room[at[1]]
        if source >= 0 and room:
            there, same = lowest(total[source : source + 1, :room])
            if same + self.same_day.cost[at[0]] < cost:
                return (int(source), *there[1:])
        return best

    def cost(self, one: State, other: State) -> float:
        """Give what it costs to go from an option to one of the next session."""
        day = self.steps[one[0], other[0]]
        if self.same_day.source[other[0]] == one[0]:
            in_turn = one[1] < self.same_day.room[other[1]]
            day = self.same_day.cost[other[0]] if in_turn else np.inf
        rest = self._from_each(other)
        return float(
            day
            + rest[
                tuple(0 if n == 1 else k for n, k in zip(rest.shape, one, strict=True))
            ]
        )

    def _from_each(self, at: State) -> Array:
        """Give what the changes of hour, venue and team to an option cost."""
        found = np.zeros((1, 1, 1, 1))
        if self.time is not None:
            found = found + self.time[:, at[1]][None, :, None, None]
        if self.venue is not None:
            found = found + self.venue[:, at[2]][None, None, :, None]
        if self.team is not None:
            found = found + self.team[:, at[3]][None, None, None, :]
        return found

    def _alike(self, reached: Array) -> Array:
        if self.venue is not None:
            reached = _least(reached, self.venue, 2)
        return reached if self.team is None else _least(reached, self.team, 3)

    def _one_after_the_other(self, reached: Array) -> Array:
        room = self.same_day.room
        found = np.full((len(reached), len(room), *reached.shape[2:]), np.inf)
        if self.time is None:
            so_far = np.minimum.accumulate(reached, axis=1)
            fits = room > 0
            found[:, fits] = so_far[:, room[fits] - 1]
            return found
        for start, count in enumerate(room):
            if count:
                change = self.time[:count, start][None, :, None, None]
                found[:, start] = (reached[:, :count] + change).min(axis=1)
        return found


class _Band:
    """Steps from day to day: some near ones one by one, and all further ones alike."""

    def __init__(self, steps: Array) -> None:
        self._steps = steps
        rows, columns = steps.shape
        self._square = rows == columns and rows > 1
        self._tail: tuple[Numbers, Numbers, float] | None = None
        self._offsets: list[tuple[int, int, int, Array]] = []
        if self._square:
            self._divide()

    def _divide(self) -> None:
        steps, size = self._steps, len(self._steps)
        tail = steps[0, -1]
        if np.isfinite(tail):
            differs = steps != tail
            alike = np.where(differs.any(axis=0), differs.argmax(axis=0), size)
            days = np.flatnonzero(alike)
            self._tail = days, alike[days] - 1, float(tail)
            steps = np.where(np.arange(size)[:, None] < alike, np.inf, steps)
        for ahead in range(1, size):
            diagonal = np.diagonal(steps, ahead)
            allowed = np.flatnonzero(np.isfinite(diagonal))
            if len(allowed):
                low, high = int(allowed[0]), int(allowed[-1]) + 1
                costs = diagonal[low:high, None].copy()
                self._offsets.append((ahead, low, high, costs))

    def forward(self, reached: Array) -> Array:
        flat = reached.reshape(len(reached), -1)
        rows, columns = self._steps.shape
        if flat.shape[1] == 1:
            found = (flat + self._steps).min(axis=0)[:, None]
        elif self._square:
            found = self._by_offset(flat)
        else:
            found = np.full((columns, flat.shape[1]), np.inf)
            for row in range(rows):
                np.minimum(found, flat[row] + self._steps[row][:, None], out=found)
        shaped: Array = found.reshape(columns, *reached.shape[1:])
        return shaped

    def _by_offset(self, flat: Array) -> Array:
        found = np.full(flat.shape, np.inf)
        if self._tail is not None:
            days, last, cost = self._tail
            found[days] = np.minimum.accumulate(flat, axis=0)[last] + cost
        for ahead, low, high, costs in self._offsets:
            part = found[low + ahead : high + ahead]
            np.minimum(part, flat[low:high] + costs, out=part)
        return found


def _least(reached: Array, change: Array, axis: int) -> Array:
    """Give for each value along an axis the cheapest way to it from any."""
    size = len(change)
    if change.shape == (size, size) and size > 1 and not change.diagonal().any():
        apart = change[~np.eye(size, dtype=bool)]
        if (apart == apart[0]).all():
            cheapest = reached.min(axis=axis, keepdims=True)
            found: Array = np.minimum(reached, cheapest + apart[0])
            return found
    shape = [size if n == axis else 1 for n in range(reached.ndim)]
    return np.concatenate(
        [
            (reached + change[:, value].reshape(shape)).min(axis=axis, keepdims=True)
            for value in range(change.shape[1])
        ],
        axis=axis,
    )


def lowest(costs: Array) -> tuple[State, float]:
    """Give the option that costs least, the first of such, and what it costs."""
    at = tuple(int(n) for n in np.unravel_index(int(costs.argmin()), costs.shape))
    return at, float(costs[at])  # type: ignore[return-value]  # four axes
