"""The instants of an invitation's sessions, for calendars and for search, to 2045."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import attrs
import icalendar
import pendulum
import pytest

from tpkit import SessionId
from tpkit._dates import exists, instant
from tpkit.report import Reporter
from tpkit.report._samples.riverside import FIRST, riverside

ON = pendulum.Date(2022, 1, 3)


def days() -> Iterator[pendulum.Date]:
    """Yield winter, summer, and the days about both changes of the clocks."""
    for year in range(2022, 2046):
        yield pendulum.Date(year, 1, 15)
        yield pendulum.Date(year, 7, 15)
        for month in (3, 10):
            last = pendulum.Date(year, month, 31)
            sunday = last.subtract(days=last.isoweekday() % 7)
            yield from (sunday.add(days=n) for n in (-1, 0, 1))


def hours() -> Iterator[tuple[pendulum.Time, pendulum.Time]]:
    """Yield early hours, some of which the clocks skip or show twice, and usual ones."""
    for hour in (0, 1, 2, 10, 23):
        yield pendulum.Time(hour, 10), pendulum.Time(hour, 40)


SESSIONS = [
    attrs.evolve(
        FIRST,
        id=SessionId(f"s{number}"),
        on=day,
        start=start,
        end=end,
    )
    for number, (day, (start, end)) in enumerate(
        (day, hour) for day in days() for hour in hours()
    )
    if exists(day, start) and exists(day, end)
]
WANTED = sorted(
    (instant(s.on, s.start).astimezone(UTC), instant(s.on, s.end).astimezone(UTC))
    for s in SESSIONS
)


@pytest.fixture(scope="module")
def pages() -> tuple[str, str]:
    """Give the calendar of the invitation and its page."""
    portfolio = attrs.evolve(riverside(), sessions=tuple(SESSIONS))
    reporter, study = Reporter(), "barriers-study"
    return (
        reporter.render(
            "invitation", portfolio, on=ON, subject=study, format="calendar"
        ),
        reporter.render("invitation", portfolio, on=ON, subject=study),
    )


def test_there_are_sessions_in_winter_and_summer_and_about_every_change() -> None:
    assert len(SESSIONS) == 24 * (8 * 5 - 1)  # one hour is skipped each spring
    assert {
        start.hour - s.start.hour
        for s, (start, _) in zip(SESSIONS, WANTED, strict=True)
    } >= {0, -1}


def test_the_calendar_gives_the_same_instants_to_those_who_read_it(
    pages: tuple[str, str],
) -> None:
    events: Any = icalendar.Calendar.from_ical(pages[0]).walk("VEVENT")

    read = [
        (e["DTSTART"].dt.astimezone(UTC), e["DTEND"].dt.astimezone(UTC)) for e in events
    ]

    assert sorted(read) == WANTED


def test_the_page_gives_the_same_instants_to_search(pages: tuple[str, str]) -> None:
    found = re.search(
        r'<script type="application/ld\+json">(.*?)</script>', pages[1], re.DOTALL
    )

    assert found is not None
    events = json.loads(found[1])["@graph"]
    read = [
        tuple(
            datetime.fromisoformat(event[key]).astimezone(UTC)
            for key in ("startDate", "endDate")
        )
        for event in events
    ]
    assert sorted(read) == WANTED
