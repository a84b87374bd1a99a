"""How fast an invitation's calendar is, against `icalendar` with its generated time zone.

Run by hand, from a checkout with the `test` dependency group installed:

    python tests/benchmarks/bench_calendar.py

The same sessions of a study become a calendar by the template `invitation`, and by
`icalendar`, with the time zone that its `add_missing_timezones` works out. Both are read
back: the instants are the same. Printed is the CPU time of the quickest of some runs.
Exits with 1 where tpkit is not at least 20 times faster.
"""

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import icalendar

from tpkit.report import Invitation, Reporter

RUNS = 30
LEAST = 20.0
LONDON = ZoneInfo("Europe/London")


def by_icalendar(invitation: Invitation) -> bytes:
    """Write the calendar as users of `icalendar` do."""
    made = icalendar.Calendar()
    made.add("prodid", "-//tpkit//documents//EN")
    made.add("version", "2.0")
    for one in invitation.events:
        event = icalendar.Event()
        event.add("uid", one.uid)
        event.add("dtstamp", datetime.fromisoformat(one.stamp))
        event.add("dtstart", datetime.fromisoformat(one.start).astimezone(LONDON))
        event.add("dtend", datetime.fromisoformat(one.end).astimezone(LONDON))
        event.add("summary", one.title)
        event.add("location", one.place)
        event.add("description", one.description)
        event.add("status", one.calendar_status)
        made.add_component(event)
    made.add_missing_timezones()
    text: bytes = made.to_ical()
    return text


def instants(text: str | bytes) -> list[tuple[datetime, datetime]]:
    """Read the calendar back."""
    events: Any = icalendar.Calendar.from_ical(text).walk("VEVENT")
    return [
        (e["DTSTART"].dt.astimezone(UTC), e["DTEND"].dt.astimezone(UTC)) for e in events
    ]


def quickest(run: Callable[[], Any]) -> float:
    """Give the CPU time of the quickest run, in milliseconds."""
    best = float("inf")
    for _ in range(RUNS):
        begun = time.process_time_ns()
        run()
        best = min(best, (time.process_time_ns() - begun) / 1e6)
    return best


def main() -> int:
    """Time both, print them, and judge."""
    reporter = Reporter()
    samples = reporter.document("invitation").samples
    assert samples is not None
    invitation = samples().typical
    ours = reporter.fill(invitation, format="calendar")
    assert instants(ours) == instants(by_icalendar(invitation))
    spent = quickest(lambda: reporter.fill(invitation, format="calendar"))
    peer = quickest(lambda: by_icalendar(invitation))
    print(f"{len(invitation.events)} sessions")
    print(f"icalendar {peer:8.3f} ms")
    print(f"tpkit     {spent:8.3f} ms, {peer / spent:.0f} times faster")
    return peer < LEAST * spent


if __name__ == "__main__":
    sys.exit(main())
