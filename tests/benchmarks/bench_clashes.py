"""How the time of `schedule.clashes` grows: 25,000, 50,000 and 100,000 sessions.

Run by hand, from a checkout in whose environment tpkit is installed:

    python tests/benchmarks/bench_clashes.py

The timetables are of one density: five years of working days however many sessions, so
many workshops, facilitators, venues and segments to a session. Printed for each size: the
CPU time of the quickest of some runs, and what that is for each n·log n, which stays level
where time grows as n·log n; where it grew as n² it would double from line to line. Exits
with 1 when it has grown by half or more from the first line to the last.
"""

import gc
import math
import random
import sys
import time

import pendulum

import tpkit
from tpkit import schedule

SIZES = (25_000, 50_000, 100_000)
RUNS = 5
MOST_GROWTH = 1.5

MONDAY = pendulum.Date(2020, 1, 6)
DAYS = tuple(
    MONDAY.add(days=7 * week + weekday) for week in range(260) for weekday in range(5)
)
HOURS = tuple(pendulum.Time(hour, 0) for hour in range(9, 18))


def timetable(size: int) -> tpkit.Portfolio:
    """Give a portfolio of that many sessions, of which about one in fifty clashes."""
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
        tpkit.Venue(id=tpkit.VenueId(f"v{i}"), name=f"Room {i}")
        for i in range(size // 100)
    ]
    segments = [
        tpkit.Segment(id=tpkit.SegmentId(f"g{i}"), title=f"Audience {i}")
        for i in range(size // 50)
    ]
    workshops = [
        tpkit.Workshop(
            id=tpkit.WorkshopId(f"w{i}"),
            title=f"Workshop {i}",
            audiences=(segments[i % len(segments)].id,),
            facilitators=(people[i % len(people)].id,),
        )
        for i in range(size // 10)
    ]
    sessions = []
    for number in range(size):
        hour = dice.randrange(len(HOURS) - 1)
        sessions.append(
            tpkit.Session(
                id=tpkit.SessionId(f"s{number}"),
                activity=dice.choice(workshops).id,
                on=dice.choice(DAYS),
                start=HOURS[hour],
                end=HOURS[hour + 1],
                venue=dice.choice(venues).id,
            )
        )
    return tpkit.Portfolio(
        partnership=tpkit.Partnership(id=tpkit.PartnershipId("tp"), name="Bench"),
        people=tuple(people),
        venues=tuple(venues),
        segments=tuple(segments),
        workshops=tuple(workshops),
        sessions=tuple(sessions),
    )


def quickest(portfolio: tpkit.Portfolio) -> tuple[float, int]:
    """Give the least CPU time of some runs, in seconds, and how many clashes there are."""
    best, found = math.inf, 0
    for _ in range(RUNS):
        gc.collect()
        begun = time.process_time()
        found = len(schedule.clashes(portfolio))
        best = min(best, time.process_time() - begun)
    return best, found


def main() -> int:
    """Print the table, and say whether growth keeps within its limit."""
    levels = []
    print("sessions  clashes  CPU s  ns for each n log n")
    for size in SIZES:
        seconds, found = quickest(timetable(size))
        levels.append(seconds / (size * math.log2(size)) * 1e9)
        print(f"{size:8,}  {found:7,}  {seconds:5.2f}  {levels[-1]:19.0f}")
    growth = levels[-1] / levels[0]
    print(
        f"from the first line to the last: {growth:.2f} times (at most {MOST_GROWTH})"
    )
    return 0 if growth < MOST_GROWTH else 1


if __name__ == "__main__":
    sys.exit(main())
