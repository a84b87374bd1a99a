from collections.abc import Callable
from typing import Any

import attrs
import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpkit import (
    Nation,
    OnWorkingDays,
    Portfolio,
    SchedulingRuleId,
    SessionId,
    SessionStatus,
)
from tpkit.errors import FieldError
from tpkit.report import (
    Format,
    Reporter,
    TimetableDay,
    TimetablePage,
    timetable,
)
from tpkit.testing import portfolios

Golden = Callable[[str, str], str]
FORMATS: tuple[Format, ...] = ("html", "markdown")
JANUARY = pendulum.Date(2026, 1, 15)
DAYS = st.dates().map(lambda day: pendulum.Date(day.year, day.month, day.day))


def cells(page: TimetablePage) -> dict[str, TimetableDay]:
    return {
        day.datetime: day
        for month in page.months
        for week in month.weeks
        for day in week
        if day.number
    }


def with_sessions(portfolio: Portfolio, *dates: str) -> Portfolio:
    """Give the portfolio with its first session on each of these days and no other."""
    sessions = tuple(
        attrs.evolve(
            portfolio.sessions[0],
            id=SessionId(f"on-{date}"),
            on=pendulum.Date(*map(int, date.split("-"))),
        )
        for date in dates
    )
    return attrs.evolve(portfolio, sessions=sessions)


# -------------------------------------------------------------------------------- golden


@pytest.mark.parametrize(("format", "ending"), [("html", "html"), ("markdown", "md")])
def test_the_timetable_of_a_programme_reads_as_it_did(
    format: Any, ending: str, programme: Portfolio, golden: Golden
) -> None:
    now = Reporter().render("timetable", programme, on=JANUARY, format=format)

    assert now == golden(f"programme-timetable.{ending}", now)


# ------------------------------------------------------------------------------ stretches


def test_without_bounds_it_runs_from_the_first_session_to_the_last(
    programme: Portfolio,
) -> None:
    page = timetable(programme, on=JANUARY)

    assert [month.title for month in page.months] == [
        "February 2026",
        "March 2026",
        "May 2026",
    ]
    assert page.summary == (
        "9 sessions and 1 cancelled, from February 2026 to May 2026."
    )


def test_months_without_a_session_are_told_in_a_sentence(
    programme: Portfolio,
) -> None:
    page = timetable(
        with_sessions(programme, "2026-04-01", "2026-08-31"),
        on=JANUARY,
        start=pendulum.Date(2026, 3, 31),
        end=pendulum.Date(2026, 10, 1),
    )

    assert [month.before for month in page.months] == [
        "No session in March 2026.",
        "No session from May 2026 to July 2026.",
    ]
    assert page.after == "No session from September 2026 to October 2026."


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ((2026, 3, 31), None, ["March 2026", "May 2026"]),
        (None, (2026, 3, 1), ["February 2026", "March 2026"]),
        ((2026, 3, 15), (2026, 3, 15), ["March 2026"]),
        ((2026, 6, 1), None, []),
        (None, (2026, 1, 1), []),
    ],
)
def test_a_bound_alone_leaves_the_other_to_the_sessions(
    start: tuple[int, int, int] | None,
    end: tuple[int, int, int] | None,
    months: list[str],
    programme: Portfolio,
) -> None:
    page = timetable(
        programme,
        on=JANUARY,
        start=start and pendulum.Date(*start),
        end=end and pendulum.Date(*end),
    )

    assert [month.title for month in page.months] == months


def test_a_stretch_without_a_session_says_so(programme: Portfolio) -> None:
    june = pendulum.Date(2026, 6, 1)

    page = timetable(programme, on=JANUARY, start=june, end=june)

    assert page.summary == "No session in June 2026."
    assert (page.sessions, page.special_days, page.after) == ((), (), "")


def test_a_portfolio_without_sessions_says_so(empty: Portfolio) -> None:
    assert timetable(empty, on=JANUARY).summary == "No session has been planned."


def test_an_end_before_the_start_is_refused(programme: Portfolio) -> None:
    with pytest.raises(FieldError, match="expected a day that is not before start"):
        timetable(
            programme,
            on=JANUARY,
            start=pendulum.Date(2026, 3, 1),
            end=pendulum.Date(2026, 2, 28),
        )


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_first_day_and_the_last_are_in_a_month(
    day: str, programme: Portfolio
) -> None:
    page = timetable(with_sessions(programme, day), on=JANUARY)

    assert cells(page)[day].sessions


# --------------------------------------------------------------------------------- notes


@pytest.mark.parametrize(
    ("day", "notes"),
    [
        ("2026-02-11", []),
        ("2026-02-12", ["School break: February break (West Riverside)"]),
        ("2026-02-17", ["School break in 4 areas", "Lunar New Year"]),
        ("2026-02-24", ["Ramadan"]),
        ("2026-03-05", ["Ramadan", "Closed: Reading week (Riverside University)"]),
        ("2026-03-20", ["Social Work Week", "Closed: Away day", "Eid al-Fitr"]),
        ("2026-05-04", ["Bank holiday: Early May bank holiday"]),
        (
            "2026-05-26",
            [
                "School break: May half-term (East Riverside, North Riverside and 2 others)"
            ],
        ),
    ],
)
def test_a_day_notes_what_is_not_as_on_others(
    day: str, notes: list[str], programme: Portfolio
) -> None:
    page = timetable(programme, on=JANUARY)

    assert [note.text for note in cells(page)[day].notes] == notes


def test_what_lasts_all_autumn_is_told_once(programme: Portfolio) -> None:
    page = timetable(with_sessions(programme, "2026-10-01"), on=JANUARY)

    renewal = "Social Work England registration renewal"
    assert renewal in [days.title for days in page.special_days]
    assert cells(page)["2026-10-01"].notes == ()


def test_bank_holidays_are_those_of_the_nation_agreed(programme: Portfolio) -> None:
    rule = OnWorkingDays(id=SchedulingRuleId("days"), nation=Nation.SCOTLAND)
    page = timetable(
        attrs.evolve(
            with_sessions(programme, "2026-11-02"),
            scheduling_rules=(*programme.scheduling_rules, rule),
        ),
        on=JANUARY,
    )

    (note,) = cells(page)["2026-11-30"].notes
    assert note.text.startswith("Bank holiday: St Andrew")


def test_an_estimated_day_is_told_to_be_one(programme: Portfolio) -> None:
    page = timetable(programme, on=JANUARY)

    (eid,) = [days for days in page.special_days if days.title == "Eid al-Fitr"]
    assert eid.dates == "20 March 2026, give or take a day"
    assert eid.where == "Islam"


# ------------------------------------------------------------------------------ sessions


def test_a_timetable_names_nobody(programme: Portfolio) -> None:
    for format in FORMATS:
        text = Reporter().render("timetable", programme, on=JANUARY, format=format)

        assert "Łukasiewicz" not in text and "Lecturer" not in text


def test_a_cancelled_session_stays_and_says_so(programme: Portfolio) -> None:
    page = timetable(programme, on=JANUARY)

    (session,) = cells(page)["2026-03-03"].sessions
    assert session.is_cancelled and session.status == "Cancelled"
    assert page.months[1].tally == "2 sessions and 1 cancelled"


def test_a_venue_is_short_in_the_calendar_and_whole_in_the_list(
    programme: Portfolio,
) -> None:
    found = cells(timetable(programme, on=JANUARY))

    first, second = found["2026-02-10"].sessions
    assert first.venue == "Town Hall & Annexe"
    assert second.place.startswith("In person and online, Town Hall & Annexe, 1 High")
    assert found["2026-02-24"].sessions[0].venue == "Online"


@given(portfolio=portfolios(families=st.just(["sessions"]), max_size=8), on=DAYS)
def test_every_session_stands_in_its_cell_and_in_the_list(
    portfolio: Portfolio, on: pendulum.Date
) -> None:
    page = timetable(portfolio, on=on)

    found = cells(page)
    shown = [(day, s.datetime) for day, cell in found.items() for s in cell.sessions]
    assert len(shown) == len(page.sessions) == len(portfolio.sessions)
    assert all(datetime.startswith(day) for day, datetime in shown)
    assert sum(s.is_cancelled for s in page.sessions) == sum(
        s.status is SessionStatus.CANCELLED for s in portfolio.sessions
    )
    assert all(len(week) == 7 for month in page.months for week in month.weeks)
    weekends = {cell.weekday for cell in found.values() if cell.is_weekend}
    assert weekends in (set(), {"Saturday", "Sunday"})


@given(
    portfolio=portfolios(
        families=st.just(
            ["sessions", "venues", "term_dates", "observances", "closures"]
        )
    ),
    on=DAYS,
)
def test_any_portfolio_can_be_printed(
    portfolio: Portfolio, on: pendulum.Date, reporter: Reporter
) -> None:
    for format in FORMATS:
        assert reporter.render("timetable", portfolio, on=on, format=format)
