"""Which days are worked, and what a calendar says about those that are not."""

import csv
import pickle
from datetime import UTC, date, datetime
from pathlib import Path

import attrs
import pendulum
import pytest

from tpkit import calendars
from tpkit._model.calendar import Closure, Nation, TermDates
from tpkit._model.ids import AreaId, ClosureId, OrganisationId, TermDatesId
from tpkit.errors import FieldError, OutsideCalendarError

ENGLAND = calendars.working_calendar()
SCOTLAND = calendars.working_calendar(Nation.SCOTLAND)
FUNERAL = date(2022, 9, 19)
NEWHAM_HALF_TERM = TermDates(
    id=TermDatesId("newham-feb-2022"),
    area=AreaId("newham"),
    title="February half-term 2022",
    start=pendulum.Date(2022, 2, 14),
    end=pendulum.Date(2022, 2, 18),
)
CHRISTMAS_CLOSURE = Closure(
    id=ClosureId("uel-christmas-2022"),
    title="Christmas closure",
    start=pendulum.Date(2022, 12, 23),
    end=pendulum.Date(2023, 1, 2),
    organisation=OrganisationId("uel"),
)


# ------------------------------------------------------------------- facts that hold


@pytest.mark.parametrize(
    ("year", "day"), [(2018, 29), (2019, 29), (2024, 28), (2026, 31)]
)
def test_the_last_working_day_of_a_financial_year(year: int, day: int) -> None:
    last = ENGLAND.last_working_day_on_or_before(date(year, 3, 31))

    assert last == date(year, 3, day)
    assert type(last) is pendulum.Date


@pytest.mark.parametrize(
    ("nation", "days"),
    [
        (Nation.ENGLAND_AND_WALES, 253),
        (Nation.SCOTLAND, 252),
        (Nation.NORTHERN_IRELAND, 251),
    ],
)
def test_financial_year_2025_26_has_its_working_days(nation: Nation, days: int) -> None:
    year = calendars.parse_year("2025/26")

    counted = calendars.working_calendar(nation).working_days_between(
        year.start, year.end
    )

    assert counted == days


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (date(2022, 3, 8), date(2022, 3, 31), 18),
        (date(2021, 1, 26), date(2021, 3, 31), 47),
    ],
)
def test_what_is_left_of_a_financial_year(start: date, end: date, days: int) -> None:
    assert ENGLAND.working_days_between(start, end) == days


def test_after_good_friday_2027_the_year_has_two_working_days_left() -> None:
    left = ENGLAND.working_days(date(2027, 3, 26), date(2027, 3, 31))

    assert list(left) == [date(2027, 3, 30), date(2027, 3, 31)]


def test_libreoffice_counts_the_same() -> None:
    # Computed by LibreOffice Calc 7.4.7: WORKDAY(start; days; bank holidays) and
    # NETWORKDAYS(start; end; bank holidays).
    golden = Path(__file__).with_name("libreoffice.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(golden.splitlines()))
    assert len(rows) == 750

    for row in rows:
        work = calendars.working_calendar(Nation(row["nation"]))
        start, end = date.fromisoformat(row["start"]), date.fromisoformat(row["end"])

        moved = work.add_working_days(start, int(row["days"]))
        counted = work.working_days_between(start, end)

        assert (str(moved), str(counted)) == (row["workday"], row["networkdays"]), row


# ------------------------------------------------------------------------- one day


@pytest.mark.parametrize(
    ("on", "why", "holiday"),
    [
        (date(2022, 4, 14), "", ""),
        (date(2022, 4, 15), "Good Friday (England and Wales)", "Good Friday"),
        (date(2022, 4, 16), "Saturday", ""),
        (date(2022, 12, 25), "Sunday", ""),
        (date(2022, 12, 27), "Christmas Day (England and Wales)", "Christmas Day"),
    ],
)
def test_a_day_says_whether_it_is_worked_and_why_not(
    on: date, why: str, holiday: str
) -> None:
    assert ENGLAND.is_working_day(on) is (why == "")
    assert ENGLAND.why_not(on) == why
    assert ENGLAND.holiday_name(on) == holiday


def test_every_reason_is_given() -> None:
    work = ENGLAND.with_closures(CHRISTMAS_CLOSURE)

    assert work.why_not(date(2023, 1, 1)) == "Sunday and Christmas closure (uel)"
    assert work.why_not(date(2022, 12, 26)) == (
        "Christmas closure (uel) and Boxing Day (England and Wales)"
    )
    assert work.holiday_name(date(2022, 12, 26)) == "Boxing Day"


def test_first_working_day_on_or_after() -> None:
    assert ENGLAND.first_working_day_on_or_after(date(2022, 4, 14)) == date(2022, 4, 14)
    assert ENGLAND.first_working_day_on_or_after(date(2022, 4, 15)) == date(2022, 4, 19)


def test_another_week_can_be_worked() -> None:
    weekend = calendars.working_calendar(weekdays=[6, 5, 5])

    assert weekend.weekdays == (5, 6)
    assert weekend.is_working_day(date(2022, 4, 16))
    assert weekend.why_not(date(2022, 4, 14)) == "Thursday"


# ------------------------------------------------------------------------ conventions


def test_no_days_from_a_day_off_is_that_day_off() -> None:
    # WORKDAY("2022-04-16"; 0) is 2022-04-16, a Saturday.
    assert ENGLAND.add_working_days(date(2022, 4, 16), 0) == date(2022, 4, 16)


def test_counting_backwards_is_negative() -> None:
    assert ENGLAND.working_days_between(date(2022, 4, 19), date(2022, 4, 14)) == -2


def test_friday_to_saturday_slips_no_working_day() -> None:
    friday, saturday, monday = date(2023, 3, 31), date(2023, 4, 1), date(2023, 4, 3)

    assert ENGLAND.slip(friday, saturday) == 0
    assert ENGLAND.slip(friday, monday) == 1
    assert ENGLAND.slip(monday, friday) == -1
    assert ENGLAND.day_of_slot(ENGLAND.slot(saturday)) == friday


# -------------------------------------------------------------------------- the span


@pytest.mark.parametrize("on", [date(2011, 12, 31), date(2036, 1, 1)])
def test_a_day_outside_the_span_is_refused(on: date) -> None:
    with pytest.raises(OutsideCalendarError) as refusal:
        ENGLAND.is_working_day(on)

    said = str(refusal.value)
    assert "from 2012-01-01 to 2035-12-31" in said
    assert "last_year=" in said and "gov.uk/bank-holidays.json" in said
    assert isinstance(refusal.value, LookupError)


def test_an_answer_outside_the_span_is_refused() -> None:
    with pytest.raises(OutsideCalendarError, match="40 working days from 2035-12-20"):
        ENGLAND.add_working_days(date(2035, 12, 20), 40)
    with pytest.raises(OutsideCalendarError, match="-1 working day"):
        ENGLAND.add_working_days(date(2012, 1, 3), -1)
    with pytest.raises(OutsideCalendarError, match="on or before 2012-01-02"):
        ENGLAND.last_working_day_on_or_before(date(2012, 1, 2))
    with pytest.raises(OutsideCalendarError, match="on or after 2033-12-31"):
        calendars.working_calendar(last_year=2033).first_working_day_on_or_after(
            date(2033, 12, 31)
        )
    with pytest.raises(OutsideCalendarError, match="slot 0"):
        ENGLAND.day_of_slot(0)


def test_a_longer_span_can_be_asked_for() -> None:
    longer = calendars.working_calendar(last_year=2040)

    assert longer.last == date(2040, 12, 31)
    assert longer.holiday_name(date(2040, 3, 30)) == "Good Friday"


def test_an_instant_is_not_a_day() -> None:
    # 31 March 2026 23:30 UTC is 1 April in London: the next financial year.
    instant = datetime(2026, 3, 31, 23, 30, tzinfo=UTC)

    with pytest.raises(FieldError, match="a date without a time"):
        ENGLAND.is_working_day(instant)
    with pytest.raises(FieldError, match="a date without a time"):
        calendars.WorkingCalendar(first=instant, last=instant)
    with pytest.raises(FieldError, match="a date"):
        ENGLAND.with_holidays({instant: "Midnight"})


def test_a_calendar_that_can_mean_nothing_is_refused() -> None:
    with pytest.raises(FieldError, match="last"):
        calendars.WorkingCalendar(first=date(2022, 1, 2), last=date(2022, 1, 1))
    with pytest.raises(FieldError, match="Monday"):
        calendars.working_calendar(weekdays=[0, 7])
    with pytest.raises(FieldError, match="end"):
        calendars.TimeOff(
            start=pendulum.Date(2022, 1, 2),
            end=pendulum.Date(2022, 1, 1),
            kind=calendars.TimeOffKind.HOLIDAY,
            why="Nothing",
        )


# ------------------------------------------------------------------------- combining


def test_everything_can_be_combined_when_building() -> None:
    work = calendars.working_calendar(
        Nation.ENGLAND_AND_WALES,
        closures=[CHRISTMAS_CLOSURE],
        terms=[NEWHAM_HALF_TERM],
        holidays={date(2022, 2, 25): "Away day"},
        not_holidays=[FUNERAL],
    )

    assert work.why_not(date(2022, 12, 29)) == "Christmas closure (uel)"
    assert work.why_not(date(2022, 2, 16)) == "February half-term 2022 (newham)"
    assert work.why_not(date(2022, 2, 25)) == "Away day"
    assert work.holiday_name(date(2022, 2, 25)) == "Away day"
    assert work.is_working_day(FUNERAL)
    assert not ENGLAND.is_working_day(FUNERAL)


def test_a_day_announced_at_short_notice_can_be_added() -> None:
    before = ENGLAND.without_holidays(FUNERAL)
    after = before.with_holidays({FUNERAL: "State funeral"})

    assert before.is_working_day(FUNERAL)
    assert after.why_not(FUNERAL) == "State funeral"
    assert after.with_holidays({}) is after


def test_school_breaks_of_several_areas_can_be_added() -> None:
    bromley = attrs.evolve(
        NEWHAM_HALF_TERM,
        id=TermDatesId("bromley-feb-2022"),
        area=AreaId("bromley"),
        start=pendulum.Date(2022, 2, 18),
        end=pendulum.Date(2022, 2, 25),
    )

    work = ENGLAND.with_terms(NEWHAM_HALF_TERM, bromley)

    assert work.why_not(date(2022, 2, 18)) == (
        "February half-term 2022 (newham) and February half-term 2022 (bromley)"
    )
    assert work.first_working_day_on_or_after(date(2022, 2, 14)) == date(2022, 2, 28)


def test_only_a_holiday_can_be_taken_away() -> None:
    work = ENGLAND.with_closures(CHRISTMAS_CLOSURE)

    with pytest.raises(FieldError, match="2022-12-29"):
        work.without_holidays(date(2022, 12, 29))
    assert not work.without_holidays(date(2022, 12, 26)).is_working_day(
        date(2022, 12, 26)
    )


def test_one_day_can_be_taken_out_of_a_run_of_holidays() -> None:
    run = calendars.TimeOff(
        start=pendulum.Date(2022, 3, 7),
        end=pendulum.Date(2022, 3, 9),
        kind=calendars.TimeOffKind.HOLIDAY,
        why="Festival",
    )
    work = calendars.WorkingCalendar(
        first=date(2022, 3, 1), last=date(2022, 3, 31), time_off=[run]
    )

    split = work.without_holidays(date(2022, 3, 8))

    assert split.is_working_day(date(2022, 3, 8))
    assert (
        split.why_not(date(2022, 3, 7)) == split.why_not(date(2022, 3, 9)) == "Festival"
    )


def test_time_off_beyond_the_span_is_passed_over() -> None:
    long_ago = Closure(
        id=ClosureId("long"),
        title="Long closure",
        start=pendulum.Date(2000, 1, 1),
        end=pendulum.Date(2012, 1, 6),
    )

    work = ENGLAND.with_closures(long_ago)

    assert work.first_working_day_on_or_after(work.first) == date(2012, 1, 9)
    assert work.why_not(date(2012, 1, 6)) == "Long closure"


def test_partners_of_two_nations_meet_when_both_work() -> None:
    both = ENGLAND | SCOTLAND

    assert both.why_not(date(2022, 4, 18)) == "Easter Monday (England and Wales)"
    assert both.why_not(date(2022, 11, 30)) == "St Andrew\u2019s Day (Scotland)"
    assert both.holiday_name(date(2022, 4, 15)) == "Good Friday"
    assert both.why_not(date(2022, 4, 15)) == (
        "Good Friday (England and Wales) and Good Friday (Scotland)"
    )


def test_combining_keeps_the_days_and_years_both_have() -> None:
    four_days = calendars.working_calendar(weekdays=[1, 2, 3, 4], last_year=2030)

    both = ENGLAND | four_days

    assert both.weekdays == (1, 2, 3, 4)
    assert both.last == date(2030, 12, 31)


def test_a_calendar_with_nothing_added_is_built_once() -> None:
    assert calendars.working_calendar() is ENGLAND


def test_a_calendar_is_a_value() -> None:
    copy = pickle.loads(pickle.dumps(SCOTLAND))

    assert copy == SCOTLAND and hash(copy) == hash(SCOTLAND)
    assert copy != ENGLAND
    assert copy.is_working_day(date(2022, 4, 18))
