"""Errors, findings, dates and English: what every room stands on."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpkit import _dates, _text, errors, testing
from tpkit.errors import (
    FieldError,
    IllegalMoveError,
    Location,
    MissingExtraError,
    PortfolioError,
    Problem,
    UnknownIdError,
)
from tpkit.findings import Finding, Findings, Severity

FORWARD, BACK = pendulum.Date(2022, 3, 27), pendulum.Date(2022, 10, 30)
HALF_PAST_ONE = pendulum.Time(1, 30)


# -------------------------------------------------------------------------- errors

PROBLEM = Problem(path="$.workshops[2].on", expected="a date", got="'1 Sept'")


@pytest.mark.parametrize(
    ("location", "text"),
    [
        (Location(file="tp.yaml"), "tp.yaml"),
        (Location(file="tp.yaml", line=3), "tp.yaml:3"),
        (Location(file="tp.yaml", line=3, column=7), "tp.yaml:3:7"),
    ],
)
def test_a_location_is_written_as_editors_read_it(
    location: Location, text: str
) -> None:
    assert str(location) == text


def test_a_problem_is_a_sentence_with_its_place() -> None:
    placed = Problem(
        path="$.on",
        expected="a date",
        got="'1 Sept'",
        hint="did you mean it?",
        where=Location(file="tp.yaml", line=3),
    )

    assert str(PROBLEM) == "$.workshops[2].on: expected a date, got '1 Sept'"
    assert str(placed) == (
        "tp.yaml:3: $.on: expected a date, got '1 Sept'; did you mean it?"
    )


def test_a_refusal_lists_every_problem_after_their_number() -> None:
    assert str(PortfolioError([PROBLEM])) == str(PROBLEM)
    assert str(PortfolioError(iter([PROBLEM, PROBLEM]))) == (
        f"2 problems\n{PROBLEM}\n{PROBLEM}"
    )


def test_errors_write_their_sentences() -> None:
    assert str(IllegalMoveError("bid", "draft", "awarded", ["submitted"])) == (
        "a bid that is 'draft' cannot become 'awarded'; "
        "from here it can become submitted"
    )
    assert str(UnknownIdError("workshop", "iro")) == "no workshop has the id 'iro'"
    assert str(UnknownIdError("workshop", "iro", "did you mean 'x'?")) == (
        "no workshop has the id 'iro'; did you mean 'x'?"
    )
    assert str(MissingExtraError("typer", "cli")) == (
        'typer is not installed; install it with: python -m pip install "tpkit[cli]"'
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (pendulum.Date(2022, 2, 21), "2022-02-21"),
        (pendulum.Time(10, 30), "10:30:00"),
        ("1 Sept", "'1 Sept'"),
        ("x" * 200, "'" + "x" * 78 + "…"),
    ],
)
def test_a_refused_value_is_shown_short_and_plain(value: object, text: str) -> None:
    assert errors.shown(value) == text
    assert str(FieldError("Session", "end", "a time", value)) == (
        f"Session.end: expected a time, got {text}"
    )


# ------------------------------------------------------------------------ findings


def finding(code: str, severity: Severity) -> Finding:
    return Finding(
        code=code, severity=severity, path="$.bids[0]", message="So", remedy="Do"
    )


WARNING = finding("TP201", Severity.WARNING)
ERROR = finding("TP101", Severity.ERROR)
INFO = finding("TP201", Severity.INFO)


def test_a_finding_is_written_on_one_line() -> None:
    assert str(WARNING) == "$.bids[0]: warning TP201 So; Do"


def test_findings_keep_their_order_and_answer_questions() -> None:
    findings = Findings([WARNING, ERROR, INFO])

    assert list(findings) == [WARNING, ERROR, INFO]
    assert findings.worst is Severity.ERROR
    assert findings.errors == Findings([ERROR])
    assert findings.by_code() == {"TP101": (ERROR,), "TP201": (WARNING, INFO)}
    assert list(findings.by_code()) == ["TP101", "TP201"]
    assert Findings().worst is None


def test_severities_are_ranked_worst_first() -> None:
    assert [severity.rank for severity in Severity] == [0, 1, 2]


# --------------------------------------------------------------------------- dates


@given(testing.dates())
def test_a_date_is_read_as_it_is_written(on: pendulum.Date) -> None:
    assert _dates.parse_date(on.isoformat()) == on


@given(testing.times())
def test_a_time_is_read_as_it_is_written(at: pendulum.Time) -> None:
    assert _dates.parse_time(_dates.clock(at)) == at
    assert _dates.parse_time(f"{_dates.clock(at)}:00") == at


@pytest.mark.parametrize(
    "text",
    ["now", "2022-2-21", "21/02/2022", "2022-W08", "20220221", "2022-02-21T10:30", ""],
)
def test_nothing_but_a_whole_date_is_a_date(text: str) -> None:
    with pytest.raises(ValueError, match="a date such as 2022-02-21"):
        _dates.parse_date(text)


@pytest.mark.parametrize(
    "text", ["2022-02-30", "2023-02-29", "2022-13-01", "0000-01-01"]
)
def test_a_day_that_is_not_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # Python words it, each version anew
        _dates.parse_date(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-03-31", "2024-03-31"),
        ("2024-03-31T23:30:00", "2024-03-31"),
        ("2024-03-31T23:30:00Z", "2024-04-01"),
        ("2024-03-31t23:30:00.25z", "2024-04-01"),
        ("2024-03-30 23:30:00Z", "2024-03-30"),
        ("2024-03-31T19:30:00-05:00", "2024-04-01"),
        ("2024-04-01T00:30:00+01:00", "2024-04-01"),
        ("2024-04-01T00:30:00+02:00", "2024-03-31"),
    ],
)
def test_an_instant_is_on_its_london_day(text: str, day: str) -> None:
    assert str(_dates.parse_day(text)) == day


@pytest.mark.parametrize(
    "text",
    ["2024-02-30T12:00:00", "2024-03-31T24:00:00Z", "0001-01-01T00:00:00+14:00", "now"],
)
def test_a_moment_that_is_not_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # Python words some of them
        _dates.parse_day(text)


@pytest.mark.parametrize(
    "text",
    ["10", "10.30", "24:00", "10:60", "10:30:01", "1030", "\uff11\uff10:\uff13\uff10"],
)
def test_nothing_but_a_clock_time_is_a_time(text: str) -> None:
    with pytest.raises(ValueError, match="a time such as 10:30"):
        _dates.parse_time(text)


def test_plain_dates_and_times_are_converted_and_nothing_else() -> None:
    instant = pendulum.datetime(2022, 2, 21)
    plain = dt.datetime(2022, 2, 21, tzinfo=dt.UTC)
    converted = _dates.as_date(dt.date(2022, 2, 21))

    assert type(converted) is pendulum.Date and converted == dt.date(2022, 2, 21)
    assert _dates.as_date(FORWARD) is FORWARD
    assert _dates.as_date(instant) is instant and _dates.as_date(plain) is plain
    text: Any = "2022-02-21"
    assert _dates.as_date(text) is text and _dates.as_time(text) is text
    assert type(_dates.as_time(dt.time(10))) is pendulum.Time
    assert _dates.as_time(HALF_PAST_ONE) is HALF_PAST_ONE


def test_a_later_day_is_counted_in_months_and_then_in_days() -> None:
    january = pendulum.Date(2022, 1, 31)

    assert _dates.later(january, months=1) == pendulum.Date(2022, 2, 28)
    assert _dates.later(january, months=1, days=1) == pendulum.Date(2022, 3, 1)
    assert _dates.later(january, days=-31) == pendulum.Date(2021, 12, 31)
    assert _dates.days_between(january, pendulum.Date(2022, 3, 1)) == 29
    assert _dates.days_between(pendulum.Date(2022, 3, 1), january) == -29


WHOLE = st.integers(1 - 10**12, 10**12 - 1)


@given(testing.dates(), WHOLE, WHOLE)
def test_a_later_day_is_a_day_however_late(
    on: pendulum.Date, days: int, months: int
) -> None:
    later = _dates.later(on, days=days, months=months)

    assert pendulum.Date(1, 1, 1) <= later <= pendulum.Date(9999, 12, 31)
    assert min(days, months) < 0 or later >= on


@given(testing.dates(), testing.dates())
def test_days_between_leads_from_one_day_to_the_other(
    one: pendulum.Date, two: pendulum.Date
) -> None:
    assert _dates.later(one, days=_dates.days_between(one, two)) == two


def test_london_skips_an_hour_in_march_and_repeats_one_in_october() -> None:
    assert not _dates.exists(FORWARD, HALF_PAST_ONE)
    assert _dates.exists(FORWARD, pendulum.Time(2, 0))
    assert _dates.exists(BACK, HALF_PAST_ONE)
    assert _dates.happens_twice(BACK, HALF_PAST_ONE)
    assert not _dates.happens_twice(BACK, pendulum.Time(2, 0))
    assert not _dates.happens_twice(FORWARD, HALF_PAST_ONE)


def test_an_instant_that_is_not_is_refused() -> None:
    with pytest.raises(
        ValueError, match="the clocks go forward past 01:30 on 2022-03-27"
    ):
        _dates.instant(FORWARD, HALF_PAST_ONE)


def test_an_instant_that_comes_twice_can_be_either() -> None:
    first = _dates.instant(BACK, HALF_PAST_ONE)
    second = _dates.instant(BACK, HALF_PAST_ONE, fold=1)

    assert (first.isoformat(), second.isoformat()) == (
        "2022-10-30T01:30:00+01:00",
        "2022-10-30T01:30:00+00:00",
    )


@given(st.dates(dt.date(1996, 1, 1), dt.date(2037, 12, 31)), testing.times())
def test_an_instant_shows_the_time_it_was_made_from(
    on: dt.date, at: pendulum.Time
) -> None:
    if not _dates.exists(on, at):
        assert (on.month, on.weekday(), at.hour) == (3, 6, 1)
        return

    instant = _dates.instant(on, at)

    assert (instant.date(), instant.time()) == (on, at)
    assert _dates.happens_twice(on, at) == (
        (on.month, on.weekday(), at.hour) == (10, 6, 1) and on.day > 24
    )


# ------------------------------------------------------------------------- English


def test_lists_are_joined_as_english_does() -> None:
    assert _text.listed([]) == ""
    assert _text.listed(["a"]) == "a"
    assert _text.listed(iter("ab")) == "a and b"
    assert _text.listed("abc", joiner="or") == "a, b or c"


def test_numbers_take_their_noun() -> None:
    assert _text.counted(0, "place") == "0 places"
    assert _text.counted(1, "place") == "1 place"
    assert _text.counted(1200, "person", "people") == "1,200 people"


@pytest.mark.parametrize(
    ("number", "text"),
    [
        *[(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th")],
        *[(13, "13th"), (21, "21st"), (111, "111th"), (122, "122nd")],
    ],
)
def test_ordinals(number: int, text: str) -> None:
    assert _text.ordinal(number) == text


@pytest.mark.parametrize(
    ("at", "text"),
    [
        ((0, 0), "midnight"),
        ((12, 0), "midday"),
        ((10, 0), "10am"),
        ((11, 30), "11:30am"),
        ((0, 5), "12:05am"),
        ((12, 5), "12:05pm"),
        ((17, 0), "5pm"),
    ],
)
def test_clock_times(at: tuple[int, int], text: str) -> None:
    assert _text.clock_time(pendulum.Time(*at)) == text


def test_dates_ranges_and_money() -> None:
    assert _text.long_date(FORWARD) == "27 March 2022"
    assert _text.long_date(FORWARD, weekday=True) == "Sunday 27 March 2022"
    assert _text.time_range(dt.time(10), dt.time(11, 30)) == "10am to 11:30am"
    assert _text.pounds(Decimal("1234.5")) == "£1,234.50"
    assert _text.pounds(Decimal(1234)) == "£1,234"
    assert _text.pounds(Decimal(-5)) == "-£5"


def test_a_near_word_is_suggested_and_a_far_one_is_not() -> None:
    assert _text.did_you_mean("workshop", ["workshops", "people"]) == (
        "did you mean 'workshops'?"
    )
    assert _text.did_you_mean("zzz", iter(["workshops"])) == ""
