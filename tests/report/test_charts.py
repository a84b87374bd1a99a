from decimal import Decimal
from fractions import Fraction

import attrs
import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpkit import BudgetLine, Expense, Grant, Portfolio
from tpkit.report import BurnDown, Reporter
from tpkit.report._attendance.attendance import attendance_page, has_attendance
from tpkit.report._attendance.samples import two_sessions
from tpkit.report._charts.burn_down import burn_downs
from tpkit.report._charts.canvas import Scale, frame
from tpkit.report._standing.samples import with_money

START, END = pendulum.Date(2021, 4, 1), pendulum.Date(2022, 3, 31)

# ----------------------------------------------------------------------------- scale


@given(st.lists(st.decimals(-(10**9), 10**9, places=2), min_size=1))
def test_a_scale_holds_every_value_and_nothing(values: list[Decimal]) -> None:
    scale = Scale.of(values)

    assert scale.lowest <= min([Decimal(0), *values])
    assert scale.highest >= max([Decimal(0), *values])
    assert len(scale.values) <= 7
    assert 0 in scale.values
    assert all(22 <= scale.y(value) <= 292 for value in values)
    assert scale.y(scale.lowest) == 292 and scale.y(scale.highest) == 22


def test_words_below_are_left_out_where_there_is_no_room_for_them() -> None:
    ticks = [(Fraction(n, 20), str(n)) for n in range(20)]

    made = frame(Scale.of([1]), ["0", "1"], ticks)

    assert [tick.text for tick in made.ticks] == ["0", "4", "8", "12", "16"]
    assert not frame(Scale.of([1]), ["0", "1"], []).ticks


# ----------------------------------------------------------------------------- money


def of_budget(on: pendulum.Date, *, spent: int = 0) -> BurnDown:
    """Give the burn-down of £8,000 over four quarters, some of it spent in May."""
    before = with_money()
    bought = Expense(
        description="x", amount=Decimal(spent), received_on=pendulum.Date(2021, 5, 3)
    )
    line = BudgetLine(
        id=before.budget_lines[0].id,
        bid=before.budget_lines[0].bid,
        category=before.budget_lines[0].category,
        description="Lecturers",
        planned=Decimal(8000),
        start=START,
        end=END,
        expenses=(bought,) if spent else (),
    )
    (made,) = burn_downs(attrs.evolve(before, budget_lines=(line,)), on)
    return made


def styles(chart: BurnDown) -> list[str]:
    return [line.style for line in chart.lines]


def test_before_the_first_day_all_is_expected() -> None:
    chart = of_budget(pendulum.Date(2021, 3, 1))

    assert styles(chart) == ["planned", "expected"]
    assert chart.lines[0].points[0].text == chart.lines[1].points[0].text == "£8,000"
    assert not any(row.is_over for row in chart.rows)


def test_on_the_way_there_is_what_is_left_on_the_day() -> None:
    chart = of_budget(pendulum.Date(2021, 8, 16), spent=3000)

    planned, spent, expected = chart.lines
    assert [point.text for point in spent.points] == ["£8,000", "£5,000", "£5,000"]
    assert spent.points[-1] == expected.points[0]
    assert planned.points[0].x == 86 and planned.points[-1].x == 704
    assert [row.is_over for row in chart.rows] == [True, False, False, False]
    assert chart.rows[0].left == "£5,000" and chart.rows[-1].planned_left == "£0"


def test_after_the_last_day_nothing_is_expected() -> None:
    chart = of_budget(pendulum.Date(2022, 4, 1), spent=9000)

    assert styles(chart) == ["planned", "spent"]
    assert chart.rows[-1].left == "-£1,000"
    assert chart.frame.levels[0].text == "-£2,000"
    assert chart.frame.base < chart.frame.bottom


def test_a_grant_without_dated_money_has_no_chart(sample: Portfolio) -> None:
    grant: Grant = with_money().grants[0]
    line = attrs.evolve(sample.budget_lines[0], start=pendulum.Date(1, 1, 1))

    assert not burn_downs(sample, START)
    assert not burn_downs(attrs.evolve(sample, grants=(grant,), budget_lines=()), START)
    assert not burn_downs(
        attrs.evolve(sample, grants=(grant,), budget_lines=(line,)), START
    )


def test_the_status_says_so_where_there_is_no_money(
    reporter: Reporter, sample: Portfolio, on: pendulum.Date
) -> None:
    page = reporter.render("status", sample, on=on)

    assert "No grant with a budget by dates has been recorded." in page


# --------------------------------------------------------------------------- ratings


def test_each_project_has_its_worst_ratings_in_the_map(
    reporter: Reporter, sample: Portfolio, on: pendulum.Date
) -> None:
    long = attrs.evolve(
        sample.projects[1], title="A title that is far too long to be shown"
    )
    portfolio = attrs.evolve(sample, projects=(sample.projects[0], long))

    page = reporter.render("overview", portfolio, on=on)

    assert ">A title that is far too long…</text>" in page
    assert '<text class="count on-amber"' in page and ">2 of 3</text>" in page
    assert page.count('<rect class="nothing"') == 3


# ------------------------------------------------------------------------ attendance


def test_attendance_is_counted_session_by_session() -> None:
    page = attendance_page(two_sessions(), pendulum.Date(2022, 2, 14))

    (chart,) = page.workshops
    assert page.summary == "2 sessions of 1 workshop have taken place so far."
    rows = [(r.places, r.booked, r.came, r.missed, r.unknown) for r in chart.rows]
    assert rows == [(20, 5, 3, 2, 0), (6, 6, 4, 1, 1)]
    first, second = chart.bars
    assert first.places_y < first.booked_y < first.came_y < first.base
    assert second.places_y == second.booked_y


@pytest.mark.parametrize(
    ("on", "summary"),
    [
        (pendulum.Date(2022, 1, 1), "No session of a workshop has taken place yet."),
        (pendulum.Date(2022, 1, 20), "1 session of 1 workshop has taken place so far."),
    ],
)
def test_sessions_to_come_are_not_told_of(on: pendulum.Date, summary: str) -> None:
    assert attendance_page(two_sessions(), on).summary == summary


def test_attendance_is_packed_where_there_is_any(sample: Portfolio) -> None:
    assert has_attendance(two_sessions())
    assert not has_attendance(sample)
