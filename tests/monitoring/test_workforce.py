"""The formulae of the workforce census, against the rows the DfE published [CSWWDS]."""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpkit.errors import FieldError
from tpkit.monitoring import (
    DAYS_WORKED_IN_A_YEAR,
    absence_rate,
    agency_covering_vacancies,
    agency_rate,
    attrition_rate,
    caseload,
    turnover_rate,
    vacancies_covered_by_agency,
    vacancy_rate,
)

D = Decimal


@attrs.frozen
class Row:
    """One published row, in FTE, cases and days."""

    in_post: Decimal
    leavers: Decimal
    agency: Decimal
    cover: Decimal
    vacancies: Decimal
    holders: Decimal
    cases: int
    days: Decimal

    @property
    def rates(self) -> tuple[Decimal, ...]:
        """Every measure, in the order of the published ones below."""
        return (
            turnover_rate(leavers=self.leavers, in_post=self.in_post),
            agency_rate(agency=self.agency, in_post=self.in_post),
            agency_covering_vacancies(cover_fte=self.cover, agency_fte=self.agency),
            vacancy_rate(vacancies_fte=self.vacancies, in_post_fte=self.in_post),
            vacancies_covered_by_agency(
                cover_fte=self.cover, vacancies_fte=self.vacancies
            ),
            caseload(cases=self.cases, holders_fte=self.holders),
            absence_rate(days_lost=self.days, in_post_fte=self.in_post),
        )


# fmt: off
ENGLAND = Row(D("33119.1"), D("5254.6"), D("7173.5"), D("5744.2"), D("7722.7"),
              D("21111.4"), 337055, D(270751))
NORTH_EAST = Row(D("2159.9"), D("307.6"), D("236.5"), D(158), D("265.6"),
                 D("1388.8"), 23660, D(19673))
NORTH_WEST = Row(D("4693.9"), D("717.1"), D("1207.1"), D("954.8"), D("1211.3"),
                 D("2969.9"), 48864, D(44417))
YORKSHIRE = Row(D("3702.7"), D("531.4"), D("695.9"), D("426.8"), D("659.3"),
                D("2309.4"), 38010, D("30800.7"))
# fmt: on


@pytest.mark.parametrize(
    ("row", "published"),
    [
        (ENGLAND, "15.9 17.8 80.1 18.9 74.4 16.0 3.2"),
        (NORTH_WEST, "15.3 20.5 79.1 20.5 78.8 16.5 3.7"),
        (YORKSHIRE, "14.4 15.8 61.3 15.1 64.7 16.5 3.3"),
    ],
    ids=["England", "North West", "Yorkshire and The Humber"],
)
def test_the_published_rates_of_2023_are_reproduced(row: Row, published: str) -> None:
    assert " ".join(map(str, row.rates)) == published


def test_the_north_east_is_reproduced_within_a_tenth() -> None:
    """Its vacancy rate was published as 10.9; the rounded counts give 10.95."""
    published = map(Decimal, ["14.2", "9.9", "66.8", "10.9", "59.5", "17.0", "3.6"])

    differences = [
        abs(rate - figure)
        for rate, figure in zip(NORTH_EAST.rates, published, strict=True)
    ]

    assert max(differences) <= D("0.1")
    assert sum(map(bool, differences)) == 1


def test_heads_may_be_counted_where_both_numbers_are_heads() -> None:
    assert turnover_rate(leavers=5640, in_post=35199) == D("16.0")
    assert agency_rate(agency=7429, in_post=42628 - 7429) == D("17.4")


def test_attrition_is_less_than_turnover() -> None:
    """England 2021 [ATTDS]."""
    assert attrition_rate(lost=3630, in_post=32502) == D("11.2")
    assert turnover_rate(leavers=D("4994.5"), in_post=32502) == D("15.4")


def test_two_hundred_and_fifty_two_days_would_not_give_the_published_figure() -> None:
    north_west: dict[str, Any] = {
        "days_lost": NORTH_WEST.days,
        "in_post_fte": NORTH_WEST.in_post,
    }

    assert DAYS_WORKED_IN_A_YEAR == 253
    assert absence_rate(**north_west) == D("3.7")
    assert absence_rate(**north_west, days_worked=252) == D("3.8")


def test_more_agency_hours_may_be_bought_than_are_vacant() -> None:
    assert vacancies_covered_by_agency(cover_fte=3, vacancies_fte=2) == D("150.0")


# ------------------------------------------------------------------------ refusals

Refused = tuple[Callable[..., Decimal], dict[str, Any], str]

IMPOSSIBLE: list[Refused] = [
    (turnover_rate, {"leavers": -1, "in_post": 10}, "leavers"),
    (turnover_rate, {"leavers": 1, "in_post": 0}, "in_post"),
    (turnover_rate, {"leavers": 0.5, "in_post": 10}, "leavers"),
    (turnover_rate, {"leavers": True, "in_post": 10}, "leavers"),
    (turnover_rate, {"leavers": D("NaN"), "in_post": 10}, "leavers"),
    (turnover_rate, {"leavers": 1, "in_post": D("Infinity")}, "in_post"),
    (attrition_rate, {"lost": -1, "in_post": 10}, "lost"),
    (attrition_rate, {"lost": 1, "in_post": 0}, "in_post"),
    (agency_rate, {"agency": -1, "in_post": 10}, "agency"),
    (agency_rate, {"agency": 0, "in_post": 0}, "in_post"),
    (vacancy_rate, {"vacancies_fte": -1, "in_post_fte": 10}, "vacancies_fte"),
    (vacancy_rate, {"vacancies_fte": 0, "in_post_fte": 0}, "in_post_fte"),
    (agency_covering_vacancies, {"cover_fte": 3, "agency_fte": 2}, "cover_fte"),
    (agency_covering_vacancies, {"cover_fte": 0, "agency_fte": 0}, "agency_fte"),
    (
        vacancies_covered_by_agency,
        {"cover_fte": 1, "vacancies_fte": 0},
        "vacancies_fte",
    ),
    (caseload, {"cases": 10, "holders_fte": 0}, "holders_fte"),
    (absence_rate, {"days_lost": 1, "in_post_fte": 0}, "in_post_fte"),
    (
        absence_rate,
        {"days_lost": 1, "in_post_fte": 1, "days_worked": 0},
        "days_worked",
    ),
]


@pytest.mark.parametrize(("formula", "counts", "field"), IMPOSSIBLE)
def test_an_impossible_count_is_refused_by_name(
    formula: Callable[..., Decimal], counts: dict[str, Any], field: str
) -> None:
    with pytest.raises(FieldError) as refused:
        formula(**counts)

    assert (refused.value.noun, refused.value.field) == (formula.__name__, field)


# ---------------------------------------------------------------------------- laws

counts = st.decimals(0, 10**6, places=1, allow_nan=False)
some = st.decimals(D("0.1"), 10**6, places=1, allow_nan=False)


@given(counts, some)
def test_rounding_is_half_up_as_in_the_published_tables(
    part: Decimal, whole: Decimal
) -> None:
    rate = turnover_rate(leavers=part, in_post=whole)

    assert rate == (part * 100 / whole).quantize(D("0.1"), ROUND_HALF_UP)


@given(counts, some)
def test_agency_and_vacancy_rates_are_shares_of_a_whole(
    part: Decimal, rest: Decimal
) -> None:
    assert 0 <= agency_rate(agency=part, in_post=rest) <= 100
    assert agency_rate(agency=part, in_post=rest) == vacancy_rate(
        vacancies_fte=part, in_post_fte=rest
    )


@given(counts, some)
def test_agency_workers_beside_the_staff_make_a_smaller_share_than_among_them(
    part: Decimal, staff: Decimal
) -> None:
    beside = agency_rate(agency=part, in_post=staff)

    assert beside <= turnover_rate(leavers=part, in_post=staff)
