import pendulum
from hypothesis import given
from hypothesis import strategies as st

from tpkit._dates import days_between, later

DAYS = st.dates().map(lambda on: pendulum.Date(on.year, on.month, on.day))


@given(DAYS, st.integers(-(10**7), 10**7))
def test_days_after_are_held_to_those_a_calendar_has(
    on: pendulum.Date, days: int
) -> None:
    day = later(on, days=days)

    moved = days_between(on, day)
    at_the_edge = str(day) in {"0001-01-01", "9999-12-31"}
    assert moved == days or (at_the_edge and abs(moved) < abs(days))


@given(DAYS, st.integers(-(10**6), 10**6))
def test_months_after_keep_the_day_of_the_month_where_it_exists(
    on: pendulum.Date, months: int
) -> None:
    day = later(on, months=months)

    moved = (day.year - on.year) * 12 + day.month - on.month
    assert moved == months or day.year in {1, 9999}
    assert day.day == min(on.day, day.days_in_month)


def test_six_months_after_the_end_of_august_is_the_end_of_february() -> None:
    assert str(later(pendulum.Date(2021, 8, 31), months=6)) == "2022-02-28"
