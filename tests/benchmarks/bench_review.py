"""How the time of `schedule.review` grows: 1,000, 10,000 and 100,000 sessions.

Run by hand, from a checkout in whose environment tpkit is installed:

    python tests/benchmarks/bench_review.py

The plans are of one density: five years however many sessions, so many workshops,
facilitators, venues and audiences to a session. A good half of the sessions are on a day
or at an hour that costs something, one in ten is at an hour that will not do, one in
thirty clashes, and each finding comes with the nearest alternative. Printed for each
size: the CPU time of the quickest of some runs, and what that is for each n·log n, which
stays level where time grows as n·log n; where it grew as n² it would be ten times more
from line to line. Exits with 1 when it has grown by half or more from the first line to
the last.
"""

import gc
import math
import random
import sys
import time
from collections.abc import Iterator

import pendulum

import tpkit
from tpkit import schedule
from tpkit.findings import Findings

SIZES = (1_000, 10_000, 100_000)
RUNS = 2
MOST_GROWTH = 1.5

TODAY = pendulum.Date(2020, 1, 6)
FIRST_DAYS = 5 * 365 - 60
"""From so many days the first session of a series is drawn."""
PARTS = 6
"""Sessions of one series, a week apart."""
STARTS = tuple(pendulum.Time(n // 2, n % 2 * 30) for n in range(18, 33))
"""From 9am to 4pm: sessions of 90 minutes that begin at 4pm end too late."""


def plan(size: int) -> tpkit.Portfolio:
    """Give a portfolio of that many sessions to come."""
    dice = random.Random(size)
    people = [
        tpkit.Person(
            id=tpkit.PersonId(f"p{i}"),
            title=f"Facilitator {i}",
            role=tpkit.ProfessionalRole.FACILITATOR,
        )
        for i in range(size // 100)
    ]
    venues = [
        tpkit.Venue(id=tpkit.VenueId(f"v{i}"), name=f"Room {i}", capacity=30)
        for i in range(size // 50)
    ]
    segments = [
        tpkit.Segment(id=tpkit.SegmentId(f"g{i}"), title=f"Audience {i}")
        for i in range(size // 50)
    ]
    workshops = [
        tpkit.Workshop(
            id=tpkit.WorkshopId(f"w{i}"),
            title=f"Workshop {i}",
            delivery=tpkit.DeliveryMode.SERIES,
            places=20,
            audiences=(dice.choice(segments).id,),
            facilitators=(dice.choice(people).id,),
        )
        for i in range(size // PARTS)
    ]
    sessions = [
        part
        for workshop in workshops
        for part in parts(workshop.id, dice.choice(venues).id, dice)
    ]
    return tpkit.Portfolio(
        partnership=tpkit.Partnership(id=tpkit.PartnershipId("tp"), name="Bench"),
        people=tuple(people),
        venues=tuple(venues),
        segments=tuple(segments),
        workshops=tuple(workshops),
        sessions=tuple(sessions),
    )


def parts(
    workshop: tpkit.WorkshopId, venue: tpkit.VenueId, dice: random.Random
) -> Iterator[tpkit.Session]:
    """Yield the sessions of a series, one a week at one hour."""
    first = TODAY.add(days=dice.randrange(1, FIRST_DAYS))
    start = dice.choice(STARTS)
    for number in range(PARTS):
        yield tpkit.Session(
            id=tpkit.SessionId(f"{workshop}-{number}"),
            activity=workshop,
            number=number + 1,
            on=first.add(weeks=number),
            start=start,
            end=start.add(minutes=90),
            venue=venue,
        )


def quickest(portfolio: tpkit.Portfolio) -> tuple[float, Findings]:
    """Give the least CPU time of some runs, in seconds, and what was found."""
    best, found = math.inf, Findings()
    for _ in range(RUNS):
        gc.collect()
        begun = time.process_time()
        found = schedule.review(portfolio, on=TODAY)
        best = min(best, time.process_time() - begun)
    return best, found


def main() -> int:
    """Print the table, and say whether growth keeps within its limit."""
    levels = []
    print("sessions  findings  CPU s  ns for each n log n  us for each finding")
    for size in SIZES:
        seconds, found = quickest(plan(size))
        levels.append(seconds / (size * math.log2(size)) * 1e9)
        each = seconds / len(found) * 1e6
        print(
            f"{size:8,}  {len(found):8,}  {seconds:5.2f}  {levels[-1]:19.0f}  {each:19.0f}"
        )
    growth = levels[-1] / levels[0]
    print(
        f"from the first line to the last: {growth:.2f} times (at most {MOST_GROWTH})"
    )
    return 0 if growth < MOST_GROWTH else 1


if __name__ == "__main__":
    sys.exit(main())
