"""Laws of counting, each against a count made day by day."""

from collections.abc import Mapping
from datetime import date, timedelta

import pendulum
from hypothesis import assume, given
from hypothesis import strategies as st

from tpkit import calendars
from tpkit._model.calendar import Nation
from tpkit.errors import OutsideCalendarError

FIRST, LAST = date(2021, 1, 1), date(2023, 12, 31)
ONE_DAY = timedelta(days=1)


def days_of_span() -> st.SearchStrategy[date]:
    return st.dates(min_value=FIRST, max_value=LAST)


def holidays() -> st.SearchStrategy[Mapping[date, str]]:
    return st.dictionaries(days_of_span(), st.just("A day off"), max_size=40)


def spans() -> st.SearchStrategy[calendars.WorkingCalendar]:
    """Calendars of three years with any week and any days off."""
    weeks = st.sets(st.integers(0, 6), max_size=7)

    def build(week: set[int], off: Mapping[date, str]) -> calendars.WorkingCalendar:
        plain = calendars.WorkingCalendar(first=FIRST, last=LAST, weekdays=week)
        return plain.with_holidays(off)

    return st.builds(build, weeks, holidays())


def worked_day_by_day(
    work: calendars.WorkingCalendar, start: date, end: date
) -> list[date]:
    off = {
        off.start + n * ONE_DAY
        for off in work.time_off
        for n in range((off.end - off.start).days + 1)
    }
    days = (start + n * ONE_DAY for n in range((end - start).days + 1))
    return [day for day in days if day.weekday() in work.weekdays and day not in off]


@given(spans(), days_of_span(), days_of_span())
def test_networkdays_counts_both_ends(
    work: calendars.WorkingCalendar, start: date, end: date
) -> None:
    first, last = sorted([start, end])
    expected = len(worked_day_by_day(work, first, last))

    assert work.working_days_between(first, last) == expected
    if first != last:
        assert work.working_days_between(last, first) == -expected


@given(spans(), days_of_span(), st.integers(-400, 400))
def test_workday_counts_from_the_next_day(
    work: calendars.WorkingCalendar, on: date, days: int
) -> None:
    if days > 0:
        choices = worked_day_by_day(work, on + ONE_DAY, LAST)[days - 1 : days]
    elif days < 0:
        choices = worked_day_by_day(work, FIRST, on - ONE_DAY)[::-1][-days - 1 : -days]
    else:
        choices = [on]

    try:
        moved = [work.add_working_days(on, days)]
    except OutsideCalendarError:
        moved = []

    assert moved == choices


@given(spans(), days_of_span(), days_of_span())
def test_days_counted_and_days_listed_agree(
    work: calendars.WorkingCalendar, start: date, end: date
) -> None:
    assume(start <= end)

    listed = list(work.working_days(start, end))

    assert listed == worked_day_by_day(work, start, end)
    assert all(work.is_working_day(day) and not work.why_not(day) for day in listed)


@given(spans(), days_of_span())
def test_a_day_off_always_has_a_reason(
    work: calendars.WorkingCalendar, on: date
) -> None:
    assert work.is_working_day(on) is not bool(work.why_not(on))


@given(spans(), days_of_span())
def test_the_nearest_working_days_enclose_a_day(
    work: calendars.WorkingCalendar, on: date
) -> None:
    assume(worked_day_by_day(work, FIRST, on) and worked_day_by_day(work, on, LAST))

    before = work.last_working_day_on_or_before(on)
    after = work.first_working_day_on_or_after(on)

    assert before <= on <= after
    assert (before == on) is (after == on) is work.is_working_day(on)
    assert before == on or work.add_working_days(before, 1) == after


@given(spans(), days_of_span(), days_of_span())
def test_slip_is_the_number_of_working_days_passed(
    work: calendars.WorkingCalendar, planned: date, happened: date
) -> None:
    assume(planned <= happened)

    slip = work.slip(planned, happened)

    assert slip == len(worked_day_by_day(work, planned + ONE_DAY, happened))
    assert work.slip(happened, planned) == -slip


@given(spans(), days_of_span())
def test_a_slot_is_named_for_its_working_day(
    work: calendars.WorkingCalendar, on: date
) -> None:
    assume(work.slot(on) > 0)

    day = work.day_of_slot(work.slot(on))

    assert day == work.last_working_day_on_or_before(on)


@given(spans(), spans(), days_of_span())
def test_a_combination_works_when_all_parts_work(
    one: calendars.WorkingCalendar, other: calendars.WorkingCalendar, on: date
) -> None:
    both = one | other

    assert both.is_working_day(on) is (
        one.is_working_day(on) and other.is_working_day(on)
    )
    assert both == other | one
    assert one | one == one


@given(spans(), spans(), spans())
def test_the_order_of_combining_does_not_matter(
    a: calendars.WorkingCalendar,
    b: calendars.WorkingCalendar,
    c: calendars.WorkingCalendar,
) -> None:
    assert (a | b) | c == a | (b | c)


@given(st.sampled_from(Nation), st.dates(date(2012, 2, 1), date(2034, 12, 31)))
def test_pendulum_and_plain_dates_are_the_same_day(nation: Nation, on: date) -> None:
    work = calendars.working_calendar(nation)
    same = pendulum.Date(on.year, on.month, on.day)

    assert work.add_working_days(on, 5) == work.add_working_days(same, 5)
    assert work.why_not(on) == work.why_not(same)
