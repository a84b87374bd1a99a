"""The workforce table: counts of social workers, and the rates worked out from them."""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

import attrs
import pendulum

from tpkit import monitoring
from tpkit._model.portfolio import Portfolio
from tpkit.errors import FieldError
from tpkit.report._figures.counts import (
    NOT_AVAILABLE,
    NOT_CALCULABLE,
    DisclosureSymbol,
    Figure,
    Known,
    figure,
    hides,
    symbols_in,
)
from tpkit.report._words.words import Imprint, day, imprint


@attrs.frozen(kw_only=True)
class WorkforceCounts:
    """What was counted in one area, after disclosure control.

    Each is a number, or the symbol that stands in its place. People and posts are in
    full-time equivalents (FTE). Sources: [CSWWDS], [META19].
    """

    area: str
    """`Hilltop Council`."""
    in_post: Known = NOT_AVAILABLE
    """Social workers in post on the day of the count, agency workers left out."""
    leavers: Known = NOT_AVAILABLE
    """Those who left in the year before it."""
    agency: Known = NOT_AVAILABLE
    """Agency workers."""
    agency_cover: Known = NOT_AVAILABLE
    """Agency workers who cover a vacancy."""
    vacancies: Known = NOT_AVAILABLE
    """Vacant posts."""
    case_holders: Known = NOT_AVAILABLE
    """Social workers who hold cases."""
    cases: Known = NOT_AVAILABLE
    """Cases held."""
    days_lost: Known = NOT_AVAILABLE
    """Working days lost to sickness in the year before it."""


@attrs.frozen(kw_only=True)
class WorkforceRow:
    """One area: its counts, and the rates worked out from them."""

    area: str
    """`Hilltop Council`; `All areas`."""
    in_post: Figure
    """Social workers in post, FTE."""
    leavers: Figure
    """Leavers in the year, FTE."""
    agency: Figure
    """Agency workers, FTE."""
    agency_cover: Figure
    """Agency workers who cover a vacancy, FTE."""
    vacancies: Figure
    """Vacancies, FTE."""
    case_holders: Figure
    """Social workers who hold cases, FTE."""
    cases: Figure
    """Cases."""
    days_lost: Figure
    """Working days lost in the year."""
    turnover: Figure
    """Turnover rate: `15.9%`."""
    agency_rate: Figure
    """Agency rate."""
    vacancy_rate: Figure
    """Vacancy rate."""
    cover_of_agency: Figure
    """Share of agency workers who cover vacancies."""
    cover_of_vacancies: Figure
    """Share of vacancies that agency workers cover."""
    caseload: Figure
    """Average caseload: `16.0`."""
    absence: Figure
    """Absence rate."""


@attrs.frozen(kw_only=True)
class FormulaNote:
    """How a figure is worked out."""

    measure: str
    """`Turnover rate`."""
    formula: str
    """The formula in words, as a sentence."""
    note: str
    """What to mind when reading it, as a sentence; empty where there is nothing."""


@attrs.frozen(kw_only=True)
class WorkforceTable:
    """What the template `workforce-table` may print. Sources: [CSWWDS], [CSWWDG21]."""

    title: str
    """`Social work workforce`."""
    imprint: Imprint
    """The foot of the page."""
    counted: str
    """The day of the count: `30 September 2021`; empty where there are no figures."""
    source: str
    """Where the figures come from; empty where that is not said."""
    rows: tuple[WorkforceRow, ...]
    """The areas, then all of them together where that was given; empty without any."""
    formulas: tuple[FormulaNote, ...]
    """How each rate is worked out."""
    symbols: tuple[DisclosureSymbol, ...]
    """What the symbols in the table mean; empty where there are none."""


def workforce_table(  # noqa: PLR0913  # one argument for each thing that it says
    portfolio: Portfolio,
    areas: Iterable[WorkforceCounts] = (),
    /,
    *,
    on: pendulum.Date,
    counted_on: pendulum.Date | None = None,
    total: WorkforceCounts | None = None,
    source: str = "",
) -> WorkforceTable:
    """Make the table of some areas' counts, which have been under disclosure control.

    A rate is not shown where any number in it is not, nor where it would be a division
    by nothing. No number is rounded or suppressed here: that is for whoever gives them.
    *total* is for all areas together, *counted_on* the day of the count, *on* the day of
    the document.

    Raises:
        FieldError: a number is impossible; or exactly one area's is suppressed where the
            total is shown, so that it could be worked out by taking away the others.
    """
    known = (*areas, *([total] if total else []))
    if total:
        _refuse_what_can_be_worked_out(known)
    rows = tuple(map(_row, known))
    return WorkforceTable(
        title="Social work workforce",
        imprint=imprint(portfolio.partnership, on),
        counted=day(counted_on),
        source=source,
        rows=rows,
        formulas=FORMULAS,
        symbols=symbols_in(f for row in rows for f in _figures(row)),
    )


FORMULAS = (
    FormulaNote(
        measure="Turnover rate",
        formula="Leavers in the year, divided by staff in post on the day of the count.",
        note="Agency workers are in neither. Who moves to another council is a leaver too.",
    ),
    FormulaNote(
        measure="Agency rate",
        formula="Agency workers, divided by staff in post and agency workers together.",
        note="",
    ),
    FormulaNote(
        measure="Vacancy rate",
        formula="Vacancies, divided by staff in post and vacancies together.",
        note="",
    ),
    FormulaNote(
        measure="Agency workers covering vacancies",
        formula="Agency workers who cover a vacancy, divided by all agency workers.",
        note="",
    ),
    FormulaNote(
        measure="Vacancies covered by agency workers",
        formula="Agency workers who cover a vacancy, divided by vacancies.",
        note="It is above 100% where more hours are bought than are vacant.",
    ),
    FormulaNote(
        measure="Average caseload",
        formula="Cases, divided by the social workers who hold any.",
        note="It is a number of cases, not a percentage.",
    ),
    FormulaNote(
        measure="Absence rate",
        formula=(
            "Working days lost to sickness in the year, divided by staff in post times "
            f"{monitoring.DAYS_WORKED_IN_A_YEAR} working days."
        ),
        note="",
    ),
)
"""How the rates are worked out, as the Department for Education does [CSWWDS]."""


# ------------------------------------------------------------------------- machinery

_COUNTS = tuple(f.name for f in attrs.fields(WorkforceCounts) if f.name != "area")


def _refuse_what_can_be_worked_out(known: tuple[WorkforceCounts, ...]) -> None:
    *areas, total = known
    for name in _COUNTS:
        hidden = [area.area for area in areas if hides(getattr(area, name))]
        is_shown = not isinstance(getattr(total, name), DisclosureSymbol)
        if len(hidden) == 1 and is_shown:
            expected = (
                "no area, or at least two, suppressed below a total that is shown"
            )
            raise FieldError("WorkforceCounts", name, expected, hidden[0])


def _row(of: WorkforceCounts) -> WorkforceRow:
    return WorkforceRow(
        area=of.area,
        **{name: figure(getattr(of, name)) for name in _COUNTS},
        turnover=_rate(
            monitoring.turnover_rate,
            (of.in_post,),
            leavers=of.leavers,
            in_post=of.in_post,
        ),
        agency_rate=_rate(
            monitoring.agency_rate,
            (of.in_post, of.agency),
            agency=of.agency,
            in_post=of.in_post,
        ),
        vacancy_rate=_rate(
            monitoring.vacancy_rate,
            (of.in_post, of.vacancies),
            vacancies_fte=of.vacancies,
            in_post_fte=of.in_post,
        ),
        cover_of_agency=_rate(
            monitoring.agency_covering_vacancies,
            (of.agency,),
            cover_fte=of.agency_cover,
            agency_fte=of.agency,
        ),
        cover_of_vacancies=_rate(
            monitoring.vacancies_covered_by_agency,
            (of.vacancies,),
            cover_fte=of.agency_cover,
            vacancies_fte=of.vacancies,
        ),
        caseload=_rate(
            monitoring.caseload,
            (of.case_holders,),
            unit="",
            cases=of.cases,
            holders_fte=of.case_holders,
        ),
        absence=_rate(
            monitoring.absence_rate,
            (of.in_post,),
            days_lost=of.days_lost,
            in_post_fte=of.in_post,
        ),
    )


def _rate(
    work_out: Callable[..., Decimal],
    divisor: tuple[Known, ...],
    *,
    unit: str = "%",
    **counts: Known,
) -> Figure:
    hidden = [c for c in counts.values() if isinstance(c, DisclosureSymbol)]
    if hidden:
        return figure(hidden[0])
    if not any(divisor):
        return figure(NOT_CALCULABLE)
    return figure(work_out(**counts), unit=unit)


def _figures(row: WorkforceRow) -> Iterator[Figure]:
    values: Iterator[Any] = iter(attrs.astuple(row, recurse=False))
    next(values)  # the area
    yield from values
