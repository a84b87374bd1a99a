from collections.abc import Callable

import attrs
import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpkit import (
    Period,
    Portfolio,
    SchedulingRuleId,
    SessionId,
    WorkloadWithin,
    schedule,
)
from tpkit.errors import FieldError
from tpkit.report import LeaderLoad, LoadChart, Reporter, load_chart
from tpkit.testing import portfolios

Golden = Callable[[str, str], str]
JANUARY = pendulum.Date(2026, 1, 15)
DAYS = st.dates().map(lambda day: pendulum.Date(day.year, day.month, day.day))


def leader(chart: LoadChart, name: str) -> LeaderLoad:
    (found,) = [one for one in chart.leaders if one.name == name]
    return found


def numbers(one: LeaderLoad) -> dict[str, int]:
    return {cell.label: cell.number for cell in one.cells if cell.number}


def on_days(portfolio: Portfolio, *days: pendulum.Date) -> Portfolio:
    """Give the portfolio with its third session on each of these days and no other."""
    sessions = (
        attrs.evolve(portfolio.sessions[2], id=SessionId(f"s{n}"), on=day)
        for n, day in enumerate(days)
    )
    return attrs.evolve(portfolio, sessions=tuple(sessions))


# -------------------------------------------------------------------------------- golden


def test_the_load_chart_of_a_programme_reads_as_it_did(
    programme: Portfolio, golden: Golden
) -> None:
    now = Reporter().render("load-chart", programme, on=JANUARY)

    assert now == golden("programme-load-chart.html", now)


# -------------------------------------------------------------------------- who and when


def test_sessions_are_counted_for_everybody_who_leads(programme: Portfolio) -> None:
    chart = load_chart(programme, on=JANUARY)

    assert chart.unit == "week"
    assert chart.periods[:2] == ("2 Feb", "9 Feb")
    assert numbers(leader(chart, "Bo Łukasiewicz")) == {"Week of 9 February 2026": 3}
    assert leader(chart, "Bo Łukasiewicz").summary == "3 sessions, at most 3 in a week."
    assert chart.summary == (
        "4 people lead 9 sessions from 2 February 2026 to 10 May 2026, counted by week."
    )


def test_who_may_lead_is_shown_with_nothing_to_do(programme: Portfolio) -> None:
    idle = leader(load_chart(programme, on=JANUARY), "Lecturer (flo)")

    assert idle.summary == "No session."
    assert idle.total == 0 and idle.plot.bars == ()


def test_who_shares_a_name_is_told_apart_by_id(programme: Portfolio) -> None:
    names = [one.name for one in load_chart(programme, on=JANUARY).leaders]

    assert names == [
        "Adviser <script>alert(1)</script>",
        "Bo Łukasiewicz",
        "Lecturer (ed)",
        "Lecturer (flo)",
        "أمينة الهاشمي",
        "李小龍",
    ]


def test_a_session_of_two_counts_once_in_the_sentence_and_for_both(
    programme: Portfolio,
) -> None:
    one = on_days(programme, pendulum.Date(2026, 2, 10))

    chart = load_chart(one, on=JANUARY)

    assert chart.summary.startswith("2 people lead 1 session from 9 February 2026")
    assert leader(chart, "Bo Łukasiewicz").summary == "1 session."


def test_one_person_leads(programme: Portfolio) -> None:
    may = pendulum.Date(2026, 5, 5)

    chart = load_chart(programme, on=JANUARY, start=may, end=may, by=Period.MONTH)

    assert chart.summary == (
        "1 person leads 1 session from 1 May 2026 to 31 May 2026, counted by month."
    )
    assert chart.periods == ("May 2026",)


def test_nobody_leads_in_a_portfolio_of_nothing(empty: Portfolio) -> None:
    chart = load_chart(empty, on=JANUARY)

    assert chart.leaders == ()
    assert chart.summary.startswith("Nobody is named as leading a session from 12 ")


# ------------------------------------------------------------------------------ stretches


def test_half_a_year_is_counted_by_week_and_more_by_month(programme: Portfolio) -> None:
    first = pendulum.Date(2026, 1, 5)
    half, more = (on_days(programme, first, first.add(days=n)) for n in (181, 182))

    assert len(load_chart(half, on=JANUARY).periods) == 26
    assert load_chart(more, on=JANUARY).periods == (
        *("Jan 2026", "Feb 2026", "Mar 2026", "Apr 2026", "May 2026"),
        *("Jun 2026", "Jul 2026"),
    )


def test_of_a_long_record_the_year_before_and_the_year_after_are_shown(
    programme: Portfolio,
) -> None:
    long = on_days(programme, pendulum.Date(2020, 3, 1), pendulum.Date(2030, 3, 1))

    chart = load_chart(long, on=JANUARY)

    assert (chart.periods[0], chart.periods[-1]) == ("Jan 2025", "Jan 2027")


@pytest.mark.parametrize(
    ("start", "end", "first", "last"),
    [
        (pendulum.Date(2020, 1, 1), None, "Jan 2020", "Jan 2022"),
        (None, pendulum.Date(2031, 1, 1), "Dec 2028", "Jan 2031"),
        (pendulum.Date(2031, 1, 1), None, "30 Dec", "30 Dec"),
        (None, pendulum.Date(2019, 1, 1), "31 Dec", "31 Dec"),
    ],
)
def test_a_bound_alone_leaves_the_other_to_the_sessions(
    start: pendulum.Date | None,
    end: pendulum.Date | None,
    first: str,
    last: str,
    programme: Portfolio,
) -> None:
    long = on_days(programme, pendulum.Date(2020, 3, 1), pendulum.Date(2030, 3, 1))

    chart = load_chart(long, on=JANUARY, start=start, end=end)

    assert (chart.periods[0], chart.periods[-1]) == (first, last)


@pytest.mark.parametrize(
    "end", [pendulum.Date(2025, 12, 31), pendulum.Date(2028, 1, 4)]
)
def test_an_end_that_is_no_end_is_refused(
    end: pendulum.Date, programme: Portfolio
) -> None:
    with pytest.raises(FieldError, match="expected a day from start"):
        load_chart(programme, on=JANUARY, start=pendulum.Date(2026, 1, 1), end=end)


def test_days_are_too_many_to_count_by(programme: Portfolio) -> None:
    with pytest.raises(FieldError, match="expected week or month"):
        load_chart(programme, on=JANUARY, by=Period.DAY)


@pytest.mark.parametrize("by", [Period.WEEK, Period.MONTH])
@pytest.mark.parametrize(
    "day", [pendulum.Date(1, 1, 1), pendulum.Date(9999, 12, 31)], ids=str
)
def test_the_first_day_and_the_last_can_be_charted(
    day: pendulum.Date, by: Period, programme: Portfolio
) -> None:
    chart = load_chart(on_days(programme, day), on=day, by=by)

    assert leader(chart, "Bo Łukasiewicz").total == 1


# ------------------------------------------------------------------------ what was agreed


def test_more_than_was_agreed_is_told_and_marked(programme: Portfolio) -> None:
    chart = load_chart(programme, on=JANUARY)

    busy, di = leader(chart, "Bo Łukasiewicz"), leader(chart, "李小龍")
    assert busy.over == (
        "3 sessions in the week of 9 February 2026, where at most 2 were agreed.",
    )
    assert di.over == (
        "2 sessions of Writing for court in March 2026, where at most 1 was agreed.",
    )
    assert [bar.is_over for bar in busy.plot.bars] == [True]
    assert [cell.label for cell in di.cells if cell.is_over] == [
        "Week of 2 March 2026",
        "Week of 16 March 2026",
    ]


def test_a_day_of_too_many_sessions_is_named(programme: Portfolio) -> None:
    three = on_days(programme, *[pendulum.Date(2026, 2, 10)] * 3)

    assert leader(load_chart(three, on=JANUARY), "Bo Łukasiewicz").over == (
        "3 sessions on Tuesday 10 February 2026, where at most 2 were agreed.",
        "3 sessions in the week of 9 February 2026, where at most 2 were agreed.",
    )


@pytest.mark.parametrize(
    ("times", "told", "last"),
    [(5, 5, "3 sessions in the week of 9 March"), (6, 5, "And 2 more such times.")],
)
def test_of_many_times_of_too_much_the_first_are_told(
    times: int, told: int, last: str, programme: Portfolio
) -> None:
    days = [
        pendulum.Date(2026, 2, 10).add(days=7 * n + k)
        for n in range(times)
        for k in range(3)
    ]

    chart = load_chart(on_days(programme, *days), on=JANUARY)

    over = leader(chart, "Bo Łukasiewicz").over
    assert len(over) == told
    assert over[-1].startswith(last)


def test_what_was_too_much_at_another_time_is_not_told(programme: Portfolio) -> None:
    may = pendulum.Date(2026, 5, 1)

    chart = load_chart(programme, on=JANUARY, start=may)

    assert {one.over for one in chart.leaders} == {()}


def test_the_chart_and_the_review_agree(programme: Portfolio) -> None:
    found = schedule.review(programme, on=JANUARY)

    told = [
        text for one in load_chart(programme, on=JANUARY).leaders for text in one.over
    ]
    assert len(told) == sum(f.code == "TP726" and "led by" in f.message for f in found)


def test_a_line_is_drawn_for_what_was_agreed_for_such_a_stretch(
    programme: Portfolio,
) -> None:
    by_week = leader(load_chart(programme, on=JANUARY), "李小龍")
    by_month = leader(load_chart(programme, on=JANUARY, by=Period.MONTH), "李小龍")

    assert [limit.text for limit in by_week.plot.limits] == ["2 agreed"]
    # Of one activity only, so that a bar of all sessions cannot be held against it.
    assert by_month.plot.limits == ()


def test_the_rules_are_read_out(programme: Portfolio) -> None:
    chart = load_chart(programme, on=JANUARY)

    assert [text.partition(".")[0] for text in chart.agreed] == [
        "At most 2 sessions a day for one facilitator",
        "At most 2 sessions a week for one facilitator",
        "At most 1 session a month for 李小龍, for Writing for court",
    ]


# --------------------------------------------------------------------------------- leave


def test_leave_is_told_and_drawn(programme: Portfolio) -> None:
    bo = leader(load_chart(programme, on=JANUARY), "Bo Łukasiewicz")

    assert bo.away == ("Not available from 23 February 2026 to 6 March 2026.",)
    assert [cell.label for cell in bo.cells if cell.is_away] == [
        "Week of 23 February 2026",
        "Week of 2 March 2026",
    ]
    assert len(bo.plot.away) == 1 and bo.plot.partly == ()


def test_some_hours_are_drawn_apart_and_make_no_week_free(programme: Portfolio) -> None:
    di = leader(load_chart(programme, on=JANUARY), "李小龍")

    assert di.away == (
        "Not available from 11 March 2026 to 20 March 2026, from 1pm to 5pm.",
    )
    assert (len(di.plot.partly), di.plot.away) == (1, ())
    assert [cell.label for cell in di.cells if cell.away] == [
        "Week of 9 March 2026",
        "Week of 16 March 2026",
    ]
    assert not any(cell.is_away for cell in di.cells)


def test_days_that_are_never_worked_are_told_and_not_drawn(
    programme: Portfolio,
) -> None:
    chart = load_chart(programme, on=JANUARY)

    cy, amina = chart.leaders[0], leader(chart, "أمينة الهاشمي")
    assert cy.away == ("Not available on Fridays.",)
    assert amina.away == ("Not available on Mondays, from 1pm to 5pm.",)
    for one in (cy, amina):
        assert (one.plot.away, one.plot.partly) == ((), ())
        assert {cell.away for cell in one.cells} == {""}


def test_who_has_gone_is_not_available_at_any_time(programme: Portfolio) -> None:
    ed = leader(load_chart(programme, on=JANUARY), "Lecturer (ed)")

    assert ed.away == ("Not available at any time.",)
    assert all(cell.is_away for cell in ed.cells)
    assert leader(load_chart(programme, on=JANUARY), "Lecturer (flo)").away == ()


# ---------------------------------------------------------------------------------- laws


@given(
    days=st.lists(DAYS, max_size=12),
    on=DAYS,
    by=st.sampled_from([None, Period.WEEK, Period.MONTH]),
)
def test_cells_and_bars_add_up(
    days: list[pendulum.Date],
    on: pendulum.Date,
    by: Period | None,
    programme: Portfolio,
) -> None:
    chart = load_chart(on_days(programme, *days), on=on, by=by)

    bo = leader(chart, "Bo Łukasiewicz")
    assert bo.total == sum(cell.number for cell in bo.cells) <= len(days)
    assert [bar.number for bar in bo.plot.bars] == [*numbers(bo).values()]
    assert len(chart.periods) == len(bo.cells) <= 106
    for bar in bo.plot.bars:
        assert 0 <= bar.x < bar.x + bar.width <= bo.plot.width
        assert bo.plot.top <= bar.y < bar.y + bar.height == bo.plot.base


@given(days=st.lists(st.integers(0, 700), min_size=1, max_size=12), on=DAYS)
def test_within_two_years_no_session_is_left_out(
    days: list[int], on: pendulum.Date, programme: Portfolio
) -> None:
    dates = [JANUARY.add(days=n) for n in days]

    chart = load_chart(on_days(programme, *dates), on=on)

    assert leader(chart, "Bo Łukasiewicz").total == len(days)


def test_one_session_is_seen_where_hundreds_were_agreed(programme: Portfolio) -> None:
    rule = WorkloadWithin(id=SchedulingRuleId("x"), at_most=900, period=Period.WEEK)

    chart = load_chart(attrs.evolve(programme, scheduling_rules=(rule,)), on=JANUARY)

    assert {bar.height for one in chart.leaders for bar in one.plot.bars} == {2}


@given(
    portfolio=portfolios(
        families=st.just(["sessions", "closures", "scheduling_rules"])
    ),
    on=DAYS,
)
def test_any_portfolio_can_be_charted(
    portfolio: Portfolio, on: pendulum.Date, reporter: Reporter
) -> None:
    page = reporter.render("load-chart", portfolio, on=on)

    assert page.count("<svg role=") == page.count("<figure>")
