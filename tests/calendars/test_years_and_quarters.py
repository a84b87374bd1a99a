"""Years that begin elsewhere than in January."""

from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpkit import calendars
from tpkit.calendars import Year, YearKind
from tpkit.errors import FieldError


@pytest.mark.parametrize(
    ("on", "label"),
    [
        (date(2022, 3, 31), "2021/22 Q4"),
        (date(2022, 4, 1), "2022/23 Q1"),
        (date(2021, 6, 30), "2021/22 Q1"),
        (date(2021, 7, 1), "2021/22 Q2"),
        (date(2021, 12, 31), "2021/22 Q3"),
        (date(2000, 1, 1), "1999/00 Q4"),
    ],
)
def test_the_financial_quarter_of_a_day(on: date, label: str) -> None:
    quarter = calendars.financial_quarter(on)

    assert quarter.label == str(quarter) == label
    assert on in quarter


@pytest.mark.parametrize(
    ("year", "start", "end", "words"),
    [
        (
            calendars.financial_year(date(2022, 3, 31)),
            date(2021, 4, 1),
            date(2022, 3, 31),
            "financial year 2021/22",
        ),
        (
            calendars.academic_year(date(2022, 8, 31)),
            date(2021, 9, 1),
            date(2022, 8, 31),
            "academic year 2021/22",
        ),
        (
            calendars.census_year(date(2022, 9, 30)),
            date(2021, 10, 1),
            date(2022, 9, 30),
            "census year 2021/22",
        ),
        (
            calendars.registration_year(date(2021, 12, 1)),
            date(2021, 12, 1),
            date(2022, 11, 30),
            "registration year 2021/22",
        ),
    ],
)
def test_each_kind_of_year_has_its_bounds(
    year: Year, start: date, end: date, words: str
) -> None:
    assert (year.start, year.end, str(year)) == (start, end, words)


@given(
    st.dates(date(1, 12, 1), date(9998, 3, 31)),
    st.sampled_from(YearKind),
)
def test_a_day_is_in_one_year_and_one_quarter(on: date, kind: YearKind) -> None:
    year = calendars.year_of(on, kind=kind)

    assert on in year
    assert on not in year.next
    assert sum(on in quarter for quarter in year.quarters) == 1
    assert year.next.previous == year
    assert year < year.next


@given(st.integers(1, 9997), st.sampled_from(YearKind))
def test_quarters_fill_the_year_without_gaps(first: int, kind: YearKind) -> None:
    year = Year(kind=kind, first=first)
    quarters = year.quarters

    assert [quarter.number for quarter in quarters] == [1, 2, 3, 4]
    assert quarters[0].start == year.start and quarters[3].end == year.end
    assert all(
        earlier.end + timedelta(days=1) == later.start
        for earlier, later in pairwise(quarters)
    )
    assert year.end + timedelta(days=1) == year.next.start


@given(st.integers(1000, 9997), st.sampled_from(YearKind))
def test_a_label_reads_back(first: int, kind: YearKind) -> None:
    year = Year(kind=kind, first=first)

    assert calendars.parse_year(year.label, kind=kind) == year


@pytest.mark.parametrize(
    "label",
    ["2021/22", "2021-22", "2021\u201322", "2021/2022", "2021 to 2022", " 2021 to 22 "],
)
def test_labels_are_read_as_people_write_them(label: str) -> None:
    assert calendars.parse_year(label) == Year(first=2021)


@pytest.mark.parametrize(
    "label", ["2021", "2021/23", "2021/2023", "21/22", "2021/3", "", "0000/01"]
)
def test_other_labels_are_refused(label: str) -> None:
    with pytest.raises(FieldError):
        calendars.parse_year(label)


def test_the_turn_of_a_century_reads_back() -> None:
    assert calendars.parse_year("1999/00") == Year(first=1999)
    assert calendars.parse_year("1999 to 2000") == Year(first=1999)


def test_years_and_quarters_that_are_not_there_are_refused() -> None:
    with pytest.raises(FieldError, match="from 1 to 9998"):
        Year(first=0)
    with pytest.raises(FieldError, match="from 1 to 4"):
        calendars.Quarter(year=Year(first=2021), number=5)


def test_an_instant_is_in_no_year() -> None:
    # 31 March 2026 23:30 UTC is 1 April in London: the next financial year.
    instant = datetime(2026, 3, 31, 23, 30, tzinfo=UTC)
    quarter = calendars.Quarter(year=Year(first=2025), number=4)

    for ask in (
        calendars.financial_year,
        calendars.financial_quarter,
        quarter.year.__contains__,
        quarter.__contains__,
    ):
        with pytest.raises(FieldError, match="a date without a time"):
            ask(instant)


@pytest.mark.parametrize(
    ("at", "day", "year"),
    [
        (datetime(2026, 3, 31, 23, 30, tzinfo=UTC), date(2026, 4, 1), "2026/27"),
        (datetime(2026, 3, 31, 22, 59, tzinfo=UTC), date(2026, 3, 31), "2025/26"),
        (datetime(2024, 3, 31, 23, 0, tzinfo=UTC), date(2024, 4, 1), "2024/25"),
        (
            datetime(2026, 4, 1, 8, 0, tzinfo=timezone(timedelta(hours=9))),
            date(2026, 4, 1),
            "2026/27",
        ),
        (
            datetime(2026, 4, 1, 7, 0, tzinfo=timezone(timedelta(hours=9))),
            date(2026, 3, 31),
            "2025/26",
        ),
    ],
)
def test_the_financial_year_of_an_instant_is_that_of_the_day_in_london(
    at: datetime, day: date, year: str
) -> None:
    assert calendars.london_day(at) == day
    assert calendars.financial_year_of(at).label == year


@pytest.mark.parametrize("at", [datetime(2026, 3, 31, 23, 30), date(2026, 3, 31)])  # noqa: DTZ001  # that is the point
def test_an_instant_without_a_time_zone_has_no_day(at: Any) -> None:
    with pytest.raises(FieldError, match="expected an instant"):
        calendars.london_day(at)
