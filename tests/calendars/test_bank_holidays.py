"""Bank holidays: published, calculated and refreshed."""

import json
from datetime import date
from typing import Any

import holidays as peer
import pendulum
import pytest
from convertdate import holidays as convertdate
from hypothesis import given
from hypothesis import strategies as st

from tpkit import calendars
from tpkit._model.calendar import Nation
from tpkit.calendars._statute import easter, statutory_days
from tpkit.errors import DocumentError, FieldError

SUBDIVISIONS = [
    (Nation.ENGLAND_AND_WALES, "ENG"),
    (Nation.ENGLAND_AND_WALES, "WLS"),
    (Nation.SCOTLAND, "SCT"),
    (Nation.NORTHERN_IRELAND, "NIR"),
]


def titles(nation: Nation, year: int) -> dict[str, str]:
    return {
        str(holiday.on): holiday.title
        for holiday in calendars.bank_holidays(nation)
        if holiday.on.year == year
    }


def gov_uk(**divisions: list[dict[str, Any]]) -> str:
    """Text in the form of https://www.gov.uk/bank-holidays.json."""
    return json.dumps(
        {
            name: {
                "division": name,
                "events": divisions.get(name.replace("-", "_"), []),
            }
            for name in ("england-and-wales", "scotland", "northern-ireland")
        }
    )


@pytest.mark.parametrize(("nation", "subdivision"), SUBDIVISIONS)
def test_an_independent_package_has_the_same_weekdays(
    nation: Nation, subdivision: str
) -> None:
    years = range(calendars.FIRST_YEAR, calendars.LAST_YEAR + 1)
    # The package lists the weekend day as well as the weekday that stands in for it.
    expected = {
        on
        for on in peer.country_holidays("GB", subdiv=subdivision, years=years)
        if on.weekday() < 5
    }

    ours = {holiday.on for holiday in calendars.bank_holidays(nation)}

    assert ours == expected


def test_each_nation_has_its_own_days() -> None:
    assert titles(Nation.ENGLAND_AND_WALES, 2026) == {
        "2026-01-01": "New Year\u2019s Day",
        "2026-04-03": "Good Friday",
        "2026-04-06": "Easter Monday",
        "2026-05-04": "Early May bank holiday",
        "2026-05-25": "Spring bank holiday",
        "2026-08-31": "Summer bank holiday",
        "2026-12-25": "Christmas Day",
        "2026-12-28": "Boxing Day",
    }
    assert titles(Nation.SCOTLAND, 2026).keys() - titles(
        Nation.ENGLAND_AND_WALES, 2026
    ).keys() == {"2026-01-02", "2026-06-15", "2026-08-03", "2026-11-30"}
    assert titles(Nation.NORTHERN_IRELAND, 2026).keys() - titles(
        Nation.ENGLAND_AND_WALES, 2026
    ).keys() == {"2026-03-17", "2026-07-13"}


@pytest.mark.parametrize(
    ("on", "nations"),
    [
        (date(2020, 5, 8), set(Nation)),
        (date(2022, 6, 2), set(Nation)),
        (date(2022, 6, 3), set(Nation)),
        (date(2022, 9, 19), set(Nation)),
        (date(2023, 5, 8), set(Nation)),
        (date(2026, 6, 15), {Nation.SCOTLAND}),
    ],
)
def test_days_of_special_proclamations(on: date, nations: set[Nation]) -> None:
    keepers = {
        nation
        for nation in Nation
        if not calendars.working_calendar(nation).is_working_day(on)
    }

    assert keepers == nations


@pytest.mark.parametrize("nation", Nation)
def test_the_rule_gives_what_was_published_save_for_special_proclamations(
    nation: Nation,
) -> None:
    special = {2012, 2020, 2022, 2023, *([2026] if nation is Nation.SCOTLAND else [])}
    for year in range(2012, 2029):
        by_rule = {str(on) for on, _, _ in statutory_days(nation, year)}

        assert (by_rule == titles(nation, year).keys()) is (year not in special), year


def test_what_is_published_and_what_is_calculated_is_told_apart() -> None:
    years = {
        basis: {h.on.year for h in calendars.bank_holidays(nation) if h.basis is basis}
        for nation in Nation
        for basis in calendars.Basis
    }

    assert years[calendars.Basis.PUBLISHED] == set(range(2012, 2029))
    assert years[calendars.Basis.CALCULATED] == set(range(2029, 2036))


def test_substitutes_are_marked() -> None:
    substitutes = {
        str(holiday.on): holiday.title
        for holiday in calendars.bank_holidays(Nation.SCOTLAND)
        if holiday.is_substitute and holiday.on.year in (2027, 2033)
    }

    assert substitutes == {
        "2027-01-04": "2nd January",
        "2027-12-27": "Christmas Day",
        "2027-12-28": "Boxing Day",
        "2033-01-03": "New Year\u2019s Day",
        "2033-01-04": "2nd January",
        "2033-12-27": "Christmas Day",
    }


@given(st.integers(1583, 4000))
def test_easter_falls_where_an_independent_package_puts_it(year: int) -> None:
    assert easter(year) == date(*convertdate.easter(year))


@pytest.mark.parametrize("last_year", [2011, 2101])
def test_years_without_data_are_refused(last_year: int) -> None:
    with pytest.raises(FieldError, match="2012 to 2100"):
        calendars.bank_holidays(Nation.SCOTLAND, last_year=last_year)


# -------------------------------------------------------------------- newer data


def test_newer_official_data_replaces_the_years_it_covers() -> None:
    text = gov_uk(
        england_and_wales=[
            {
                "title": "Good Friday",
                "date": "2029-03-30",
                "notes": "",
                "bunting": False,
            },
            {"title": "Jubilee", "date": "2029-06-01", "notes": "Substitute day"},
        ],
        scotland=[{"title": "World Cup", "date": "2030-06-10"}],
    )
    published = calendars.bank_holidays_from_json(text)

    work = calendars.working_calendar(published=published)
    of_2029 = [
        holiday
        for holiday in calendars.bank_holidays(
            Nation.ENGLAND_AND_WALES, published=published
        )
        if holiday.on.year == 2029
    ]

    assert [str(holiday.on) for holiday in of_2029] == ["2029-03-30", "2029-06-01"]
    assert of_2029[1] == calendars.BankHoliday(
        on=pendulum.Date(2029, 6, 1),
        title="Jubilee",
        nation=Nation.ENGLAND_AND_WALES,
        is_substitute=True,
    )
    assert work.holiday_name(date(2029, 6, 1)) == "Jubilee"
    assert work.is_working_day(date(2029, 4, 2))
    assert work.is_working_day(date(2030, 6, 10))


def test_every_problem_with_official_data_is_told() -> None:
    text = json.dumps(
        {
            "england-and-wales": {
                "events": [
                    {"title": "Good Friday", "date": "30/03/2029"},
                    {"title": 7, "date": None},
                    "Easter Monday",
                    {"title": " ", "date": "2029-04-02"},
                ]
            },
            "scotland": {"events": "none"},
        }
    )

    with pytest.raises(DocumentError) as refusal:
        calendars.bank_holidays_from_json(text)

    assert [problem.path for problem in refusal.value.problems] == [
        "$.england-and-wales.events[0].date",
        "$.england-and-wales.events[1].date",
        "$.england-and-wales.events[1].title",
        "$.england-and-wales.events[2]",
        "$.england-and-wales.events[3].title",
        "$.scotland.events",
        "$.northern-ireland",
    ]


@pytest.mark.parametrize(
    "text", ["", "<html>", "[]", "null", "{", "12", "{}", "[" * 10**5]
)
def test_text_that_is_not_official_data_is_refused(text: str) -> None:
    with pytest.raises(DocumentError):
        calendars.bank_holidays_from_json(text)


def json_values() -> st.SearchStrategy[Any]:
    keys = st.sampled_from(["events", "title", "date", "notes", "scotland"])
    texts = st.sampled_from(["2029-03-30", "2029-02-30", "Good Friday", ""]) | st.text()
    leaves = st.none() | st.booleans() | st.integers() | texts
    return st.recursive(
        leaves, lambda inner: st.lists(inner) | st.dictionaries(keys, inner)
    )


@given(json_values(), json_values(), json_values())
def test_any_json_is_read_or_refused(england: Any, scotland: Any, ireland: Any) -> None:
    text = json.dumps(
        {
            "england-and-wales": england,
            "scotland": {"events": scotland},
            "northern-ireland": {"events": [ireland]},
        }
    )

    try:
        read, problems = calendars.bank_holidays_from_json(text), None
    except DocumentError as refusal:
        read, problems = None, refusal.problems

    assert problems or read is not None
    assert all(type(holiday.on) is pendulum.Date for holiday in read or ())
