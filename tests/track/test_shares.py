"""Money divided over quarters and years, or among members, to the penny."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpkit import Nation, calendars, track
from tpkit.errors import FieldError, OutsideCalendarError

WORK = calendars.working_calendar()
SPELL = pendulum.Date(2026, 1, 12), pendulum.Date(2026, 4, 30)
YEAR = pendulum.Date(2025, 4, 1), pendulum.Date(2026, 3, 31)

PENNY = Fraction(1, 100)

days = st.dates(dt.date(2012, 1, 1), dt.date(2028, 12, 31))
spells = st.tuples(days, days).map(lambda pair: (min(pair), max(pair)))
amounts = st.integers(0, 10**11).map(lambda pennies: Decimal(pennies) / 100)
calendars_or_none = st.sampled_from([None, *map(calendars.working_calendar, Nation)])
weights = st.lists(
    st.one_of(st.integers(0, 10**6), st.decimals(0, 10**6, places=3)), min_size=1
).filter(any)


def in_words(shares: tuple[track.Share, ...]) -> list[str]:
    return [f"{share.label} {share.days} {share.amount}" for share in shares]


# -------------------------------------------------------------------- golden values


def test_money_is_split_over_quarters_by_calendar_days() -> None:
    shares = track.apportion(10_000, *SPELL)

    assert in_words(shares) == ["2025/26 Q4 79 7247.71", "2026/27 Q1 30 2752.29"]


def test_money_is_split_over_quarters_by_working_days() -> None:
    shares = track.apportion(Decimal(10_000), *SPELL, by=WORK)

    assert in_words(shares) == ["2025/26 Q4 57 7402.60", "2026/27 Q1 20 2597.40"]


def test_a_year_of_money_is_split_over_its_quarters() -> None:
    shares = track.apportion(100_000, *YEAR)

    assert [str(share.amount) for share in shares] == [
        "24931.51",
        "25205.48",
        "25205.48",
        "24657.53",
    ]


def test_working_days_differ_from_quarter_to_quarter() -> None:
    year = calendars.parse_year("2026/27")

    shares = track.apportion(1, year.start, year.end, by=WORK)

    assert [share.days for share in shares] == [61, 65, 64, 61]


def test_money_is_split_over_financial_years() -> None:
    start, end = pendulum.Date(2024, 7, 1), pendulum.Date(2026, 3, 31)

    shares = track.apportion(Decimal("100000.01"), start, end, over="years")

    assert in_words(shares) == ["2024/25 274 42879.50", "2025/26 365 57120.51"]
    assert [share.period for share in shares] == [
        calendars.parse_year("2024/25"),
        calendars.parse_year("2025/26"),
    ]


def test_a_quarter_without_a_working_day_gets_nothing() -> None:
    good_friday, first_of_may = pendulum.Date(2024, 3, 29), pendulum.Date(2024, 5, 1)

    shares = track.apportion(100, good_friday, first_of_may, by=WORK)

    assert in_words(shares) == ["2023/24 Q4 0 0.00", "2024/25 Q1 22 100.00"]


def test_pennies_that_are_left_go_to_the_largest_remainders() -> None:
    parts = track.share_out(Decimal("0.05"), [3, 3, 4])

    assert [str(part) for part in parts] == ["0.02", "0.01", "0.02"]


# ----------------------------------------------------------------------------- laws


@given(amounts, spells, st.sampled_from(["years", "quarters"]), calendars_or_none)
def test_a_split_adds_up_and_each_share_is_within_a_penny(
    amount: Decimal,
    spell: tuple[dt.date, dt.date],
    over: Any,
    by: calendars.WorkingCalendar | None,
) -> None:
    try:
        shares = track.apportion(amount, *spell, over=over, by=by)
    except FieldError:
        assert by is not None and by.working_days_between(*spell) == 0
        return

    whole = sum(share.days for share in shares)
    assert sum(share.amount for share in shares) == amount
    assert (shares[0].start, shares[-1].end) == spell
    for share in shares:
        exact = Fraction(amount) * share.days / whole
        assert abs(Fraction(share.amount) - exact) < PENNY
        assert share.start in share.period and share.end in share.period


@given(amounts, weights)
def test_parts_add_up_and_each_is_within_a_penny(
    amount: Decimal, given_weights: list[Decimal | int]
) -> None:
    parts = track.share_out(amount, given_weights)

    whole = sum(map(Fraction, given_weights))
    assert sum(parts) == amount
    for part, weight in zip(parts, given_weights, strict=True):
        exact = Fraction(amount) * Fraction(weight) / whole
        assert abs(Fraction(part) - exact) < PENNY


@given(amounts, weights, st.randoms(use_true_random=False))
def test_the_order_of_weights_changes_no_part_but_among_those_who_share_alike(
    amount: Decimal, given_weights: list[Decimal | int], dice: Any
) -> None:
    order = [*range(len(given_weights))]
    dice.shuffle(order)

    parts = track.share_out(amount, given_weights)
    mixed = track.share_out(amount, [given_weights[place] for place in order])

    mixed_weights = [given_weights[place] for place in order]
    assert sorted(zip(given_weights, parts, strict=True)) == sorted(
        zip(mixed_weights, mixed, strict=True)
    )


@given(amounts, spells)
def test_quarters_of_a_split_are_those_of_its_years(
    amount: Decimal, spell: tuple[dt.date, dt.date]
) -> None:
    years = track.apportion(amount, *spell, over="years")
    quarters = track.apportion(amount, *spell)

    assert sum(year.days for year in years) == sum(q.days for q in quarters)
    assert {
        q.period.year for q in quarters if isinstance(q.period, calendars.Quarter)
    } == {year.period for year in years}


# --------------------------------------------------------------------------- refused


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        (Decimal(-1), "0 pounds or more"),
        (-1, "0 pounds or more"),
        (Decimal("0.001"), "whole pennies"),
        (Decimal("NaN"), "pounds as a Decimal"),
        (Decimal("Infinity"), "pounds as a Decimal"),
        (1.5, "pounds as a Decimal"),
        (True, "pounds as a Decimal"),
        ("100 EUR", "pounds as a Decimal"),
    ],
)
def test_an_amount_that_is_no_pounds_and_pennies_is_refused(
    amount: Any, expected: str
) -> None:
    with pytest.raises(FieldError, match=expected):
        track.apportion(amount, *YEAR)
    with pytest.raises(FieldError, match=expected):
        track.share_out(amount, [1])


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"start": SPELL[1], "end": SPELL[0]}, "on or after the start"),
        ({"start": pendulum.datetime(2026, 1, 1)}, "without a time"),
        ({"over": "months"}, "'years' or 'quarters'"),
        (
            {
                "start": pendulum.Date(2026, 1, 10),
                "end": pendulum.Date(2026, 1, 11),
                "by": WORK,
            },
            "a day that counts",
        ),
        ({"start": pendulum.Date(1, 1, 1)}, "from 1 to 9998"),
    ],
)
def test_a_spell_that_cannot_be_split_is_refused(
    fields: dict[str, Any], expected: str
) -> None:
    asked: dict[str, Any] = {"start": SPELL[0], "end": SPELL[1], **fields}

    with pytest.raises(FieldError, match=expected):
        track.apportion(100, **asked)


def test_days_beyond_a_calendar_are_refused() -> None:
    far = pendulum.Date(2090, 1, 1), pendulum.Date(2090, 12, 31)

    with pytest.raises(OutsideCalendarError):
        track.apportion(100, *far, by=WORK)


@pytest.mark.parametrize("given_weights", [[], [0, 0], [1, -1], [1, True], [1, 0.5]])
def test_weights_that_say_nothing_are_refused(given_weights: list[Any]) -> None:
    with pytest.raises(FieldError, match="weights"):
        track.share_out(100, given_weights)
