"""Tables of figures show what may be shown, and say what stands in place of the rest."""

from decimal import Decimal
from typing import Any

import attrs
import pendulum
import pytest

from tpkit import Portfolio
from tpkit.errors import FieldError
from tpkit.report import (
    CONFIDENTIAL,
    NOT_APPLICABLE,
    NOT_AVAILABLE,
    NOT_CALCULABLE,
    DisclosureSymbol,
    DisparityResult,
    DisparityRow,
    Known,
    Reporter,
    SuppressedCount,
    WorkforceCounts,
    WorkforceRow,
    WresMetric,
    disparity_table,
    workforce_table,
)
from tpkit.report._figures.samples import ALL_AREAS, AREAS

ENGLAND = WorkforceCounts(
    area="England",
    in_post=Decimal("33119.1"),
    leavers=Decimal("5254.6"),
    agency=Decimal("7173.5"),
    agency_cover=Decimal("5744.2"),
    vacancies=Decimal("7722.7"),
    case_holders=Decimal("21111.4"),
    cases=337055,
    days_lost=270751,
)
RATES = (
    "turnover",
    "agency_rate",
    "vacancy_rate",
    "cover_of_agency",
    "cover_of_vacancies",
    "caseload",
    "absence",
)


def only(
    portfolio: Portfolio, on: pendulum.Date, counts: WorkforceCounts
) -> WorkforceRow:
    """Give the one row of a table of one area."""
    (row,) = workforce_table(portfolio, [counts], on=on).rows
    return row


def test_the_rates_are_those_that_were_published(
    sample: Portfolio, on: pendulum.Date
) -> None:
    row = only(sample, on, ENGLAND)

    assert [getattr(row, name).shown for name in RATES] == [
        "15.9%",
        "17.8%",
        "18.9%",
        "80.1%",
        "74.4%",
        "16.0",
        "3.2%",
    ]
    assert (row.in_post.shown, row.cases.shown) == ("33,119.1", "337,055")


@pytest.mark.parametrize(
    ("count", "rates"),
    [
        ("in_post", {"turnover", "agency_rate", "vacancy_rate", "absence"}),
        ("leavers", {"turnover"}),
        ("agency", {"agency_rate", "cover_of_agency"}),
        ("agency_cover", {"cover_of_agency", "cover_of_vacancies"}),
        ("vacancies", {"vacancy_rate", "cover_of_vacancies"}),
        ("case_holders", {"caseload"}),
        ("cases", {"caseload"}),
        ("days_lost", {"absence"}),
    ],
)
@pytest.mark.parametrize("symbol", [CONFIDENTIAL, NOT_APPLICABLE])
def test_a_rate_with_a_suppressed_number_in_it_is_suppressed_too(
    sample: Portfolio,
    on: pendulum.Date,
    count: str,
    rates: set[str],
    symbol: DisclosureSymbol,
) -> None:
    hidden: dict[str, Any] = {count: symbol}

    row = only(sample, on, attrs.evolve(ENGLAND, **hidden))

    suppressed = SuppressedCount(symbol=symbol)
    assert {name for name in RATES if getattr(row, name) == suppressed} == rates
    assert getattr(row, count) == suppressed


def test_a_division_by_nothing_is_not_calculable(
    sample: Portfolio, on: pendulum.Date
) -> None:
    nobody = attrs.evolve(ENGLAND, in_post=0, agency=0, vacancies=0)
    none = attrs.evolve(nobody, agency_cover=0, leavers=0, days_lost=0, case_holders=0)

    row = only(sample, on, none)

    assert {getattr(row, name) for name in RATES} == {
        SuppressedCount(symbol=NOT_CALCULABLE)
    }
    assert row.in_post.shown == "0"


def test_an_impossible_number_is_refused(sample: Portfolio, on: pendulum.Date) -> None:
    with pytest.raises(FieldError):
        only(sample, on, attrs.evolve(ENGLAND, leavers=-1))


def test_one_suppressed_number_below_a_total_is_refused(
    sample: Portfolio, on: pendulum.Date
) -> None:
    first, second, third = AREAS
    shown = attrs.evolve(third, leavers=9)

    with pytest.raises(FieldError, match="at least two, suppressed") as told:
        workforce_table(sample, (first, second, shown), on=on, total=ALL_AREAS)

    assert "Lowvale" in str(told.value)


@pytest.mark.parametrize("leavers", [CONFIDENTIAL, NOT_AVAILABLE])
def test_one_suppressed_number_gives_nothing_away_without_a_total(
    sample: Portfolio, on: pendulum.Date, leavers: Known
) -> None:
    first, second, third = AREAS
    areas = (first, second, attrs.evolve(third, leavers=9))
    total = attrs.evolve(ALL_AREAS, leavers=leavers)

    assert len(workforce_table(sample, areas, on=on).rows) == 3
    assert len(workforce_table(sample, areas, on=on, total=total).rows) == 4


def test_the_key_explains_every_symbol_in_the_table(
    sample: Portfolio, on: pendulum.Date
) -> None:
    assert workforce_table(sample, AREAS, on=on).symbols == (
        CONFIDENTIAL,
        NOT_AVAILABLE,
    )
    assert workforce_table(sample, [ENGLAND], on=on).symbols == ()


def test_a_table_without_areas_says_so(sample: Portfolio, on: pendulum.Date) -> None:
    page = Reporter().render("workforce-table", sample, on=on)

    assert "No workforce figures have been given" in page
    assert "<table" not in page


def test_a_symbol_is_read_aloud_as_what_it_means() -> None:
    page = Reporter().preview("workforce-table")

    assert (
        '<span aria-hidden="true">c</span>'
        '<span class="unseen">suppressed, to protect people</span>' in page
    )


# ------------------------------------------------------------------------ disparities


def read(
    result: DisparityResult, portfolio: Portfolio, on: pendulum.Date
) -> DisparityRow:
    """Give the one row of a table of one metric."""
    (row,) = disparity_table(portfolio, [result], on=on).rows
    return row


@pytest.mark.parametrize(
    ("metric", "value", "read_as"),
    [
        (WresMetric.APPOINTED, "0.5", ("Adverse", "red")),
        (WresMetric.APPOINTED, "0.80", ("Not adverse", "green")),
        (WresMetric.APPOINTED, "1.25", ("Not adverse", "green")),
        (WresMetric.APPOINTED, "1.4", ("Other way", "amber")),
        (WresMetric.DISCIPLINED, "1.4", ("Adverse", "red")),
        (WresMetric.DISCIPLINED, "1.0", ("Not adverse", "green")),
        (WresMetric.DISCIPLINED, "0.5", ("Other way", "amber")),
        (WresMetric.SENIOR, "-8.2", ("Adverse", "red")),
        (WresMetric.SENIOR, "0", ("Not adverse", "green")),
        (WresMetric.SENIOR, "1.0", ("Other way", "amber")),
        (WresMetric.PAY_BANDS, "19", ("", "grey")),
    ],
)
def test_a_figure_is_read_by_the_direction_of_its_metric(
    sample: Portfolio,
    on: pendulum.Date,
    metric: WresMetric,
    value: str,
    read_as: tuple[str, str],
) -> None:
    row = read(DisparityResult(metric=metric, value=Decimal(value)), sample, on)

    assert (row.band, row.level) == read_as


@pytest.mark.parametrize("metric", WresMetric)
@pytest.mark.parametrize("symbol", [CONFIDENTIAL, NOT_AVAILABLE, NOT_CALCULABLE])
def test_a_suppressed_figure_has_no_band_that_would_tell_of_it(
    sample: Portfolio, on: pendulum.Date, metric: WresMetric, symbol: DisclosureSymbol
) -> None:
    row = read(DisparityResult(metric=metric, value=symbol), sample, on)

    assert (row.band, row.level, row.interval) == ("", "grey", "")
    assert row.value == SuppressedCount(symbol=symbol)


def test_every_ratio_says_what_was_divided_by_what(
    sample: Portfolio, on: pendulum.Date
) -> None:
    rows = [read(DisparityResult(metric=m), sample, on) for m in WresMetric]

    assert [r.number for r in rows] == [
        "1",
        "2",
        "3",
        "4",
        "5",
        "6",
        "7a",
        "7b",
        "8",
        "9",
    ]
    assert {r.compared for r in rows[1:9]} == {"Minority ethnic divided by white"}
    assert rows[0].adverse == "Falling as pay rises is adverse"
    assert (rows[1].adverse, rows[9].adverse) == (
        "Below 1 is adverse",
        "Below 0 is adverse",
    )


def test_an_interval_around_one_says_that_it_may_be_chance(
    sample: Portfolio, on: pendulum.Date
) -> None:
    def caution(value: str, low: str, high: str) -> tuple[str, str]:
        ends = (Decimal(low), Decimal(high))
        ratio = DisparityResult(
            metric=WresMetric.LEFT, value=Decimal(value), interval=ends
        )
        row = read(ratio, sample, on)
        return row.interval, row.caution

    assert caution("1.4", "0.6", "3.2") == ("0.6 to 3.2", "This may be chance.")
    assert caution("1.4", "1.1", "3.2") == ("1.1 to 3.2", "")
    assert caution("1.1", "0.9", "1.3") == ("0.9 to 1.3", "")


HIDDEN = CONFIDENTIAL


@pytest.mark.parametrize(
    ("metric", "value", "minority_ethnic", "white"),
    [
        (WresMetric.LEFT, HIDDEN, 7, 10),
        (WresMetric.LEFT, Decimal("0.7"), HIDDEN, 10),
        (WresMetric.LEFT, Decimal("0.7"), 7, HIDDEN),
        (WresMetric.LEFT, NOT_CALCULABLE, HIDDEN, 10),
        (WresMetric.PAY_BANDS, HIDDEN, HIDDEN, 62),
        (WresMetric.PAY_BANDS, HIDDEN, NOT_AVAILABLE, 62),
    ],
)
def test_a_suppressed_figure_that_follows_from_the_others_is_refused(
    metric: WresMetric, value: Known, minority_ethnic: Known, white: Known
) -> None:
    with pytest.raises(FieldError, match="follows from the others"):
        DisparityResult(
            metric=metric, value=value, minority_ethnic=minority_ethnic, white=white
        )


@pytest.mark.parametrize(
    ("value", "minority_ethnic", "white"),
    [
        (HIDDEN, HIDDEN, 10),
        (HIDDEN, HIDDEN, HIDDEN),
        (HIDDEN, NOT_AVAILABLE, 10),
        (Decimal("0.7"), NOT_AVAILABLE, 10),
    ],
)
def test_suppressed_figures_that_do_not_follow_stay(
    value: Known, minority_ethnic: Known, white: Known
) -> None:
    result = DisparityResult(
        metric=WresMetric.LEFT,
        value=value,
        minority_ethnic=minority_ethnic,
        white=white,
    )

    assert result.white == white


def test_no_interval_stands_beside_a_ratio_that_is_not_shown() -> None:
    with pytest.raises(FieldError, match="no interval"):
        DisparityResult(
            metric=WresMetric.LEFT, value=HIDDEN, interval=(Decimal(1), Decimal(2))
        )


def test_metrics_stand_in_the_order_of_the_standard(
    sample: Portfolio, on: pendulum.Date
) -> None:
    given = [DisparityResult(metric=m) for m in reversed(WresMetric)]

    table = disparity_table(sample, given, on=on)

    assert [r.number for r in table.rows][:3] == ["1", "2", "3"]
    assert table.symbols == (NOT_AVAILABLE,)


def test_a_number_below_nothing_is_no_formula_in_a_spreadsheet(
    sample: Portfolio, on: pendulum.Date
) -> None:
    result = DisparityResult(metric=WresMetric.SENIOR, value=Decimal("-8.2"))
    page = Reporter().fill(disparity_table(sample, [result], on=on), format="csv")

    assert '"\N{MINUS SIGN}8.2 points"' in page


def test_a_table_without_metrics_says_so(sample: Portfolio, on: pendulum.Date) -> None:
    page = Reporter().render("disparity-table", sample, on=on)

    assert "No figures have been given" in page
    assert "Ethnicity not known</dt><dd>not available" in page
