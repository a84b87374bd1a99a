"""Working days beside numpy's business-day functions: 100,000 rows a nation, all equal.

Run by hand, from a checkout in whose environment tpkit and numpy are installed:

    python tests/benchmarks/bench_working_days.py

Half the rows ask how many days are worked between two random days of 2013 to 2027, both
counted (`busday_count`), half which day is so many working days away (`busday_offset`).
For some of the spans £10,000 is split over quarters by working days, the days of each
counted by numpy and the pennies by exact fractions. Printed for each nation: rows,
differences, and microseconds a row of ours. Exits with 1 if there is a difference.
"""

import random
import sys
import time
from fractions import Fraction

import numpy as np
import pendulum

from tpkit import Nation, calendars, track
from tpkit.errors import FieldError

ROWS = 50_000
SPLITS = 2_000
MOST_DAYS = 250
FIRST, LAST = pendulum.Date(2013, 1, 1), pendulum.Date(2027, 12, 31)


def main() -> int:
    """Compare every nation's calendar with numpy's; give the number of differences."""
    differences = 0
    for seed, nation in enumerate(Nation):
        found = compare(nation, random.Random(seed))
        differences += found
    return differences


def compare(nation: Nation, dice: random.Random) -> int:
    """Compare one nation's calendar on random rows; give the number of differences."""
    work = calendars.working_calendar(nation)
    judge = np.busdaycalendar(
        holidays=[day.on for day in calendars.bank_holidays(nation)]
    )
    span = range(FIRST.toordinal(), LAST.toordinal() + 1)
    starts, ends = (dice.choices(span, k=ROWS) for _ in range(2))
    steps = dice.choices(range(-MOST_DAYS, MOST_DAYS + 1), k=ROWS)
    days = {ordinal: pendulum.Date.fromordinal(ordinal) for ordinal in span}

    begun = time.process_time()
    counted = [
        work.working_days_between(days[min(a, b)], days[max(a, b)])
        for a, b in zip(starts, ends, strict=True)
    ]
    moved = [
        work.add_working_days(days[on], step).toordinal()
        for on, step in zip(starts, steps, strict=True)
    ]
    each = (time.process_time() - begun) / (2 * ROWS)

    wrong = int(np.sum(counted_by(judge, starts, ends) != np.array(counted)))
    wrong += int(np.sum(moved_by(judge, starts, steps) != np.array(moved)))
    wrong += sum(
        not is_split_right(days[min(a, b)], days[max(a, b)], work, judge)
        for a, b in zip(starts[:SPLITS], ends[:SPLITS], strict=True)
    )
    print(
        f"{nation.value:20} {2 * ROWS:,} rows, {SPLITS:,} splits: {wrong} differ",
        end="",
    )
    print(f"  ({each * 1e6:.2f} microseconds a row)")
    return wrong


def numbers(ordinals: list[int]) -> "np.typing.NDArray[np.datetime64]":
    """Turn Python's ordinals into numpy's days, which count from 1970."""
    return (np.array(ordinals) - pendulum.Date(1970, 1, 1).toordinal()).astype("M8[D]")


def counted_by(
    judge: np.busdaycalendar, starts: list[int], ends: list[int]
) -> "np.typing.NDArray[np.int64]":
    """Count the working days between days, both counted, as numpy does."""
    first = numbers([min(pair) for pair in zip(starts, ends, strict=True)])
    last = numbers([max(pair) for pair in zip(starts, ends, strict=True)])
    return np.busday_count(first, last + 1, busdaycal=judge)


def moved_by(
    judge: np.busdaycalendar, starts: list[int], steps: list[int]
) -> "np.typing.NDArray[np.int64]":
    """Move days by working days, as numpy does; by none, not even off a weekend."""
    on, by = numbers(starts), np.array(steps)
    later = np.busday_offset(on, np.abs(by), roll="backward", busdaycal=judge)
    earlier = np.busday_offset(on, -np.abs(by), roll="forward", busdaycal=judge)
    moved = np.where(by > 0, later, np.where(by < 0, earlier, on))
    return moved.astype("M8[D]").astype(int) + pendulum.Date(1970, 1, 1).toordinal()


def is_split_right(
    start: pendulum.Date,
    end: pendulum.Date,
    work: calendars.WorkingCalendar,
    judge: np.busdaycalendar,
) -> bool:
    """Say whether a split adds up, each part less than a penny from its exact value."""
    whole = int(np.busday_count(start, end.add(days=1), busdaycal=judge))
    try:
        shares = track.apportion(10_000, start, end, by=work)
    except FieldError:
        return whole == 0
    exact = [
        Fraction(
            10_000 * int(np.busday_count(s.start, s.end.add(days=1), busdaycal=judge)),
            whole,
        )
        for s in shares
    ]
    apart = [abs(Fraction(s.amount) - e) for s, e in zip(shares, exact, strict=True)]
    return sum(s.amount for s in shares) == 10_000 and max(apart) < Fraction(1, 100)


if __name__ == "__main__":
    sys.exit(bool(main()))
