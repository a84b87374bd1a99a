"""Observances: the table, where it comes from, and how it is asked."""

import runpy
from datetime import UTC, date, datetime
from importlib import resources
from pathlib import Path

import pytest

from tpkit import calendars
from tpkit._model.calendar import Certainty, Observance, ObservanceKind
from tpkit.errors import FieldError, OutsideCalendarError

CHECKOUT = Path(__file__).parents[2]

# First day, and the last where the source gives a range. The tables such calendars
# are checked against have 6 June alone for Eid al-Adha 2025; see `observances`.
GOLDEN = {
    "Lunar New Year": ["29 Jan", "17 Feb", "6 Feb", "26 Jan"],
    "Eid al-Fitr": ["30 Mar-31 Mar", "20 Mar", "9 Mar-10 Mar", "26 Feb-27 Feb"],
    "Eid al-Adha": ["6 Jun-7 Jun", "27 May", "16 May-17 May", "5 May"],
    "Yom Kippur": ["2 Oct", "21 Sep", "11 Oct", "30 Sep"],
    "Diwali": ["20 Oct", "8 Nov", "29 Oct", "17 Oct"],
    "Vaisakhi": ["14 Apr", "14 Apr", "14 Apr", "13 Apr"],
}
GOLDEN_STARTS = {
    "Ramadan": ["1 Mar", "18 Feb", "8 Feb", "28 Jan"],
    "Passover": ["13 Apr", "2 Apr", "22 Apr", "11 Apr"],
    "Rosh Hashanah": ["23 Sep", "12 Sep", "2 Oct", "21 Sep"],
}


def of(title: str, year: int) -> Observance:
    found = calendars.observances(date(year, 1, 1), date(year, 12, 31))
    return next(each for each in found if each.title == title)


def short(on: date) -> str:
    return f"{on.day} {on:%b}"


@pytest.mark.parametrize("title", GOLDEN)
def test_the_days_of_2025_to_2028(title: str) -> None:
    found = [of(title, year) for year in range(2025, 2029)]

    days = [
        "-".join(dict.fromkeys([short(each.start), short(each.end)])) for each in found
    ]

    assert days == GOLDEN[title]


@pytest.mark.parametrize("title", GOLDEN_STARTS)
def test_the_first_days_of_2025_to_2028(title: str) -> None:
    starts = [short(of(title, year).start) for year in range(2025, 2029)]

    assert starts == GOLDEN_STARTS[title]


# The package's own leap-year code calls a function it has deprecated.
@pytest.mark.filterwarnings("ignore:month_days is deprecated:DeprecationWarning")
def test_the_table_is_what_its_generator_writes() -> None:
    tool = runpy.run_path(str(CHECKOUT / ".ci" / "observances.py"))
    bundled = resources.files("tpkit.calendars") / "observances.json"

    assert bundled.read_text(encoding="utf-8") == tool["document"]()


def test_every_year_has_every_observance() -> None:
    everything = calendars.observances(date(2020, 1, 1), date(2035, 12, 31))
    titles = {each.title for each in everything}

    assert len(titles) == 13
    for year in range(2020, 2036):
        found = calendars.observances(date(year, 1, 1), date(year, 12, 31))
        assert {each.title for each in found} == titles, year
    assert len({each.id for each in everything}) == len(everything)


def test_only_what_the_moon_or_the_reckoning_may_move_is_estimated() -> None:
    found = calendars.observances(date(2026, 1, 1), date(2026, 12, 31))

    estimated = {each.title for each in found if each.certainty is Certainty.ESTIMATED}

    assert estimated == {"Ramadan", "Eid al-Fitr", "Eid al-Adha", "Diwali", "Vaisakhi"}
    assert all(each.source for each in found)


def test_each_observance_says_what_it_asks() -> None:
    kinds = {
        title: of(title, 2026).kind
        for title in ("Ramadan", "Yom Kippur", "Passover, middle days", "Diwali")
    }

    assert kinds == {
        "Ramadan": ObservanceKind.FASTING,
        "Yom Kippur": ObservanceKind.WORK_RESTRICTED,
        "Passover, middle days": ObservanceKind.FESTIVAL,
        "Diwali": ObservanceKind.FESTIVAL,
    }


def test_passover_is_eight_days_in_three_parts() -> None:
    parts = [
        each
        for each in calendars.observances(date(2026, 4, 1), date(2026, 4, 30))
        if each.tradition == "Judaism"
    ]

    assert [(short(part.start), short(part.end)) for part in parts] == [
        ("2 Apr", "3 Apr"),
        ("4 Apr", "7 Apr"),
        ("8 Apr", "9 Apr"),
    ]


def test_ramadan_comes_twice_in_2030() -> None:
    found = calendars.observances(date(2030, 1, 1), date(2030, 12, 31))

    ramadans = [str(each.start) for each in found if each.title == "Ramadan"]

    assert ramadans == ["2030-01-05", "2030-12-26"]


def test_an_observance_under_way_is_found() -> None:
    day = date(2026, 3, 2)

    assert [each.id for each in calendars.observances(day, day)] == [
        "ramadan-2026-02-18"
    ]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2019, 12, 31), date(2020, 1, 1)),
        (date(2035, 12, 31), date(2036, 1, 1)),
    ],
)
def test_days_outside_the_table_are_refused(start: date, end: date) -> None:
    with pytest.raises(OutsideCalendarError, match="2020 to 2035"):
        calendars.observances(start, end)


def test_an_instant_is_refused() -> None:
    midnight = datetime(2026, 1, 1, tzinfo=UTC)

    with pytest.raises(FieldError, match="end: expected a date without a time"):
        calendars.observances(date(2026, 1, 1), midnight)
