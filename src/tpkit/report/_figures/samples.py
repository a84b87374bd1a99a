"""Riverside's figures, some of which are not shown."""

from decimal import Decimal

from tpkit.report._document.samples import Samples
from tpkit.report._figures.counts import (
    CONFIDENTIAL,
    NOT_APPLICABLE,
    NOT_AVAILABLE,
    Known,
)
from tpkit.report._figures.disparity_table import DisparityResult, disparity_table
from tpkit.report._figures.metrics import WresMetric
from tpkit.report._figures.workforce_table import WorkforceCounts, workforce_table
from tpkit.report._samples.riverside import ON, bare, day, riverside


def workforce_samples() -> Samples:
    """Give tables of no area, and of three areas and all of them together."""
    return Samples(
        minimal=workforce_table(bare(), on=ON),
        typical=workforce_table(
            riverside(),
            AREAS,
            on=ON,
            counted_on=day(9, 30, 2021),
            total=ALL_AREAS,
            source="Workforce census returns of the three councils",
        ),
    )


AREAS = (
    WorkforceCounts(
        area="Hilltop Council",
        in_post=Decimal("142.6"),
        leavers=Decimal("21.4"),
        agency=Decimal("30.5"),
        agency_cover=Decimal("24.0"),
        vacancies=Decimal("31.2"),
        case_holders=Decimal("88.5"),
        cases=1461,
        days_lost=1210,
    ),
    WorkforceCounts(
        area="Lowvale Council",
        in_post=Decimal("96.0"),
        leavers=CONFIDENTIAL,
        agency=CONFIDENTIAL,
        agency_cover=CONFIDENTIAL,
        vacancies=Decimal("8.4"),
        case_holders=Decimal("60.1"),
        cases=915,
        days_lost=NOT_AVAILABLE,
    ),
    WorkforceCounts(
        area="Seaside Council",
        in_post=Decimal("58.2"),
        leavers=CONFIDENTIAL,
        agency=CONFIDENTIAL,
        agency_cover=CONFIDENTIAL,
        vacancies=0,
        case_holders=Decimal("39.7"),
        cases=602,
        days_lost=398,
    ),
)
ALL_AREAS = WorkforceCounts(
    area="All areas",
    in_post=Decimal("296.8"),
    leavers=Decimal("38.2"),
    agency=Decimal("37.9"),
    agency_cover=Decimal("29.6"),
    vacancies=Decimal("39.6"),
    case_holders=Decimal("188.3"),
    cases=2978,
)


def disparity_samples() -> Samples:
    """Give tables of no metric, and of all nine."""
    return Samples(
        minimal=disparity_table(bare(), on=ON),
        typical=disparity_table(
            riverside(),
            RESULTS,
            on=ON,
            organisation="Hilltop Council",
            period="October 2020 to September 2021",
            grouping=(
                "White includes white minorities: Irish, Gypsy, Roma, Irish Traveller and "
                "any other white background."
            ),
            not_known=37,
        ),
    )


def _result(  # noqa: PLR0913  # one argument for each part of a result
    metric: WresMetric,
    value: Known,
    minority_ethnic: Known,
    white: Known,
    *,
    interval: tuple[str, str] | None = None,
    part: str = "",
) -> DisparityResult:
    ends = (Decimal(interval[0]), Decimal(interval[1])) if interval else None
    return DisparityResult(
        metric=metric,
        value=value,
        minority_ethnic=minority_ethnic,
        white=white,
        interval=ends,
        part=part,
    )


RESULTS = (
    _result(WresMetric.PAY_BANDS, 38, 38, 62, part="Up to £30,000"),
    _result(WresMetric.PAY_BANDS, 19, 19, 81, part="Over £60,000"),
    _result(
        WresMetric.APPOINTED,
        Decimal("0.5"),
        Decimal("12.5"),
        25,
        interval=("0.31", "0.81"),
    ),
    _result(
        WresMetric.DISCIPLINED,
        Decimal("1.4"),
        Decimal("2.1"),
        Decimal("1.5"),
        interval=("0.6", "3.2"),
    ),
    _result(WresMetric.FITNESS_TO_PRACTISE, CONFIDENTIAL, CONFIDENTIAL, CONFIDENTIAL),
    _result(WresMetric.TRAINED, Decimal("1.0"), 40, 40, interval=("0.9", "1.1")),
    _result(WresMetric.HARASSED_BY_PUBLIC, Decimal("1.2"), 24, 20),
    _result(WresMetric.HARASSED_BY_COLLEAGUES, Decimal("1.3"), 13, 10),
    _result(WresMetric.HARASSED_BY_MANAGERS, Decimal("1.9"), Decimal("9.5"), 5),
    _result(WresMetric.LEFT, Decimal("0.7"), 7, 10),
    _result(WresMetric.SENIOR, Decimal("-8.2"), NOT_APPLICABLE, NOT_APPLICABLE),
)
