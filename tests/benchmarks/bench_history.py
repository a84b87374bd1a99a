"""How long status takes for many deliverables, and looking back on many changes.

Run by hand, from a checkout in whose environment tpkit is installed:

    python tests/benchmarks/bench_history.py 1000000

The number is that of the largest portfolio; 100,000 if none is given, which is enough
to see how the time grows. Its deliverables lie in a thousand projects and are given at
random a promise, a forecast, a delivery and a status. There are as many changes, to the
forecasts of a hundredth as many deliverables, over ten years. Loading and indexing come
before the clock starts. Beside status stands the least that has to be done: to compare
the days of each deliverable. CPU times are those of the quickest of some runs. Exits
with 1 where a deliverable takes half as long again in the largest portfolio as in one
of a tenth of it, or where looking back on ten times as many changes takes three times
as long.
"""

import functools
import gc
import math
import random
import sys
import time
from collections.abc import Callable, Iterable, Sequence

import pendulum

import tpkit
from tpkit import track

USUAL = 100_000
RUNS = 3
MOST_GROWTH = 1.5
MOST_GROWTH_BACK = 3.0
PROJECTS = 1_000
ON = pendulum.Date(2024, 2, 14)
DAYS = [pendulum.Date(2013, 4, 1).add(days=number) for number in range(4_000)]
RECENT = DAYS[-700:]
STATUSES = tuple(tpkit.DeliverableStatus)


def quickest(call: Callable[[], object]) -> float:
    """Give the least CPU time of some runs, in seconds."""
    best = math.inf
    for _ in range(RUNS):
        gc.collect()
        begun = time.process_time()
        kept = call()
        best = min(best, time.process_time() - begun)
        del kept  # to throw an answer away is no part of finding it
    return best


def portfolio_of(
    deliverables: Iterable[tpkit.Deliverable], changes: Iterable[tpkit.Change] = ()
) -> tpkit.Portfolio:
    """Give a portfolio of these."""
    return tpkit.Portfolio(
        partnership=tpkit.Partnership(id=tpkit.PartnershipId("tp"), name="Bench"),
        projects=tuple(
            tpkit.Project(
                id=tpkit.ProjectId(f"p{number}"),
                title=f"Project {number}",
                kind=tpkit.ProjectKind.WORKSHOP,
                funded_end=pendulum.Date(2024, 3, 31),
            )
            for number in range(PROJECTS)
        ),
        deliverables=tuple(deliverables),
        changes=tuple(changes),
    )


def promised(size: int) -> tpkit.Portfolio:
    """Give a portfolio of so many deliverables."""
    dice = random.Random(size)
    return portfolio_of(
        [
            tpkit.Deliverable(
                id=tpkit.DeliverableId(f"d{number}"),
                project=tpkit.ProjectId(f"p{number % PROJECTS}"),
                title=f"Deliverable {number}",
                due=dice.choice(RECENT) if dice.random() < 0.9 else None,
                forecast=dice.choice(RECENT) if dice.random() < 0.5 else None,
                delivered_on=dice.choice(RECENT) if dice.random() < 0.3 else None,
                status=dice.choice(STATUSES),
            )
            for number in range(size)
        ]
    )


def changed(size: int, *, changing: int) -> tpkit.Portfolio:
    """Give a portfolio of so many changes, to so many deliverables."""
    dice = random.Random(size)
    present: dict[int, pendulum.Date] = {}
    changes = []
    for place in range(size):
        number, forecast = dice.randrange(changing), dice.choice(DAYS)
        was = present.get(number)
        changes.append(
            tpkit.Change(
                kind=tpkit.ChangedKind.DELIVERABLE,
                of=tpkit.DeliverableId(f"d{number}"),
                field="forecast",
                was="" if was is None else was.isoformat(),
                became=forecast.isoformat(),
                recorded_on=DAYS[place * len(DAYS) // size],
            )
        )
        present[number] = forecast
    return portfolio_of(
        [
            tpkit.Deliverable(
                id=tpkit.DeliverableId(f"d{number}"),
                project=tpkit.ProjectId(f"p{number % PROJECTS}"),
                title=f"Deliverable {number}",
                forecast=present.get(number),
            )
            for number in range(changing)
        ],
        changes,
    )


def statuses(sizes: Sequence[int]) -> bool:
    """Print what status takes, and say whether that is as it should be."""
    print("deliverables  CPU ms  µs each  times what comparing days takes")
    levels = []
    for size in sizes:
        portfolio = promised(size)

        def told(portfolio: tpkit.Portfolio = portfolio) -> object:
            status = track.status(portfolio, on=ON)
            return status, status.rag

        def least(portfolio: tpkit.Portfolio = portfolio) -> object:
            return [
                each.due is not None and (each.forecast or ON) > each.due
                for each in portfolio.deliverables
            ]

        spent, least_spent = quickest(told), quickest(least)
        levels.append(spent / size)
        print(
            f"{size:12,}  {1e3 * spent:6.0f}  {1e6 * spent / size:7.2f}"
            f"  {spent / least_spent:31.1f}"
        )
    growth = levels[-1] / levels[0]
    print(f"one takes {growth:.2f} times as long at last (at most {MOST_GROWTH})")
    return growth < MOST_GROWTH


def looks_back(sizes: Sequence[int]) -> bool:
    """Print what looking back takes, and say whether that is as it should be."""
    print("  changes  to index, ms  to look back, ms")
    longest = []
    for size in sizes:
        portfolio = changed(size, changing=sizes[-1] // 100)
        begun = time.process_time()
        index = track.changes_index(portfolio)
        indexed = time.process_time() - begun
        spent = [
            quickest(functools.partial(index.as_of, day))
            for day in (DAYS[100], DAYS[2_000], DAYS[3_900])
        ]
        longest.append(max(spent))
        told = ", ".join(f"{1e3 * each:.0f}" for each in spent)
        print(f"{size:9,}  {1e3 * indexed:12.0f}  {told}")
    growth = longest[-1] / longest[0]
    print(f"the longest takes {growth:.2f} times as long (at most {MOST_GROWTH_BACK})")
    return growth < MOST_GROWTH_BACK


def main() -> int:
    """Print both, and give 1 where either takes too long."""
    size = int(sys.argv[1]) if sys.argv[1:] else USUAL
    sizes = (size // 10, size)
    is_right = statuses(sizes)
    return 0 if looks_back(sizes) and is_right else 1


if __name__ == "__main__":
    sys.exit(main())
