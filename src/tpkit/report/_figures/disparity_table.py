"""The disparity table: how differently minority ethnic and white staff fare."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

import attrs
import pendulum

from tpkit._model.portfolio import Portfolio
from tpkit.errors import FieldError
from tpkit.report._figures.counts import (
    NOT_APPLICABLE,
    NOT_AVAILABLE,
    DisclosureSymbol,
    Figure,
    Known,
    figure,
    hides,
    symbols_in,
)
from tpkit.report._figures.metrics import Direction, Scale, WresMetric
from tpkit.report._figures.workforce_table import FormulaNote
from tpkit.report._words.kinds import Machine
from tpkit.report._words.words import Imprint, imprint


@attrs.frozen(kw_only=True)
class DisparityResult:
    """What one metric came to, after disclosure control.

    Each figure is a number, or the symbol that stands in its place.
    """

    metric: WresMetric
    """Which of the nine."""
    value: Known = NOT_AVAILABLE
    """The ratio, the share in percent, or the difference in percentage points."""
    minority_ethnic: Known = NOT_AVAILABLE
    """Percent of minority ethnic people to whom it happened, or their share."""
    white: Known = NOT_AVAILABLE
    """Percent of white people to whom it happened, or their share."""
    interval: tuple[Decimal, Decimal] | None = None
    """The 95% interval of a ratio; None where it is not worked out."""
    part: str = ""
    """The pay band, for the first metric: `Up to £30,000`."""

    def __attrs_post_init__(self) -> None:
        if self._gives_one_away:
            expected = (
                "figures of which none that is suppressed follows from the others"
            )
            raise FieldError("DisparityResult", "value", expected, "one that does")
        if self.interval is not None and isinstance(self.value, DisclosureSymbol):
            expected = "no interval beside a ratio that is not shown"
            raise FieldError("DisparityResult", "interval", expected, "one")

    @property
    def _gives_one_away(self) -> bool:
        """Whether a figure that is suppressed can be worked out from those shown."""
        all_ = (self.value, self.minority_ethnic, self.white)
        hidden = [hides(v) for v in all_ if v not in {NOT_APPLICABLE, NOT_AVAILABLE}]
        if self.metric.value.scale is Scale.SHARE:
            return any(hidden) and not all(hidden)  # the two shares make a hundred
        return len(hidden) == len(all_) and hidden.count(True) == 1


@attrs.frozen(kw_only=True)
class DisparityRow:
    """One metric, and what it came to."""

    number: str
    """`2`, `7a`."""
    measure: str
    """`Appointed from shortlisting`."""
    part: str
    """The pay band; empty for all but the first metric."""
    minority_ethnic: Figure
    """The rate of minority ethnic people: `12.5%`."""
    white: Figure
    """The rate of white people: `25%`."""
    value: Figure
    """The ratio, share or difference: `0.5`, `31%`, `8.2 points`."""
    compared: str
    """What was divided by what: `Minority ethnic divided by white`."""
    interval: str
    """`0.3 to 0.8`; empty where there is none."""
    adverse: str
    """Which way is a disadvantage: `Below 1 is adverse`."""
    band: str
    """Where it lies: `Adverse`, `Not adverse`, `Other way`; empty without a number."""
    level: Machine
    """The same for style sheets: `red`, `green`, `amber` or `grey`."""
    caution: str
    """What to mind when reading it, as a sentence; empty where there is nothing."""


@attrs.frozen(kw_only=True)
class DisparityTable:
    """What the template `disparity-table` may print. Sources: [SFC1], [BALW], [EFF]."""

    title: str
    """`Workforce race equality: disparities`."""
    imprint: Imprint
    """The foot of the page."""
    organisation: str
    """Whose workforce it is; empty where that is not said."""
    period: str
    """The months it is about; empty where that is not said."""
    grouping: str
    """Who was counted as white, as a sentence; empty where that is not said."""
    not_known: Figure
    """How many people were left out because their ethnicity is not known [EFF]."""
    rows: tuple[DisparityRow, ...]
    """The metrics in order; empty where there are no figures."""
    formulas: tuple[FormulaNote, ...]
    """How each kind of figure is worked out."""
    symbols: tuple[DisclosureSymbol, ...]
    """What the symbols in the table mean; empty where there are none."""


def disparity_table(  # noqa: PLR0913  # one argument for each thing that it says
    portfolio: Portfolio,
    results: Iterable[DisparityResult] = (),
    /,
    *,
    on: pendulum.Date,
    organisation: str = "",
    period: str = "",
    grouping: str = "",
    not_known: Known = NOT_AVAILABLE,
) -> DisparityTable:
    """Make the table of what the metrics came to, in the order of the standard.

    Every ratio divides minority ethnic by white, as the social care standard does; the
    NHS standard divides the other way for appointment and training, so the table says
    which way each one goes. From 0.80 to 1.25 a ratio is taken as not adverse [BALW].
    No number is worked out, rounded or suppressed here.
    """
    order = tuple(WresMetric)
    rows = tuple(
        _row(result) for result in sorted(results, key=lambda r: order.index(r.metric))
    )
    left_out = figure(not_known)
    return DisparityTable(
        title="Workforce race equality: disparities",
        imprint=imprint(portfolio.partnership, on),
        organisation=organisation,
        period=period,
        grouping=grouping,
        not_known=left_out,
        rows=rows,
        formulas=FORMULAS,
        symbols=symbols_in([*_figures(rows), left_out]),
    )


LEAST, MOST = Decimal("0.80"), Decimal("1.25")
"""The four-fifths band: within it a ratio is taken as not adverse [BALW]."""

FORMULAS = (
    FormulaNote(
        measure="Relative likelihood",
        formula=(
            "The share of minority ethnic people to whom it happened, divided by the "
            "share of white people to whom it happened."
        ),
        note=(
            "The NHS standard divides the other way for appointment and training: do "
            "not set its figures beside these."
        ),
    ),
    FormulaNote(
        measure="Not adverse",
        formula=f"A ratio from {LEAST} to {MOST}, the four-fifths rule.",
        note="It is a rule of thumb, not a test of chance.",
    ),
    FormulaNote(
        measure="95% interval",
        formula="Katz's interval for a ratio of two shares.",
        note="Where it includes 1, the difference may be chance.",
    ),
    FormulaNote(
        measure="Not calculable",
        formula="A ratio where it happened to nobody of one group.",
        note="Nothing is added to make a number of it.",
    ),
    FormulaNote(
        measure="Difference in senior management",
        formula=(
            "The minority ethnic share of senior management less that of the whole "
            "workforce, in percentage points."
        ),
        note="",
    ),
)
"""How the figures are worked out. Sources: [SFC1], [BALW]."""


# ------------------------------------------------------------------------- machinery

_UNITS = {Scale.RATIO: "", Scale.SHARE: "%", Scale.POINTS: " points"}
_COMPARED = {
    Scale.RATIO: "Minority ethnic divided by white",
    Scale.SHARE: "Minority ethnic among all whose ethnicity is known",
    Scale.POINTS: "Senior management less whole workforce",
}
_EVEN = {Scale.RATIO: Decimal(1), Scale.POINTS: Decimal(0)}
"""The figure of a workforce in which it makes no difference."""


def _row(result: DisparityResult) -> DisparityRow:
    metric = result.metric.value
    band, level = _band(result)
    return DisparityRow(
        number=metric.number,
        measure=metric.wording,
        part=result.part,
        minority_ethnic=figure(result.minority_ethnic, unit="%"),
        white=figure(result.white, unit="%"),
        value=figure(result.value, unit=_UNITS[metric.scale]),
        compared=_COMPARED[metric.scale],
        interval=_interval(result),
        adverse=_adverse(result),
        band=band,
        level=level,
        caution=_caution(result) if level != "green" else "",
    )


def _band(result: DisparityResult) -> tuple[str, str]:
    metric, value = result.metric.value, result.value
    if isinstance(value, DisclosureSymbol) or metric.scale is Scale.SHARE:
        return "", "grey"
    even = _EVEN[metric.scale]
    if (metric.scale is Scale.RATIO and LEAST <= value <= MOST) or value == even:
        return "Not adverse", "green"
    is_adverse = (value > even) is (metric.adverse is Direction.ABOVE)
    return ("Adverse", "red") if is_adverse else ("Other way", "amber")


def _adverse(result: DisparityResult) -> str:
    metric = result.metric.value
    if metric.scale is Scale.SHARE:
        return "Falling as pay rises is adverse"
    way = metric.adverse.value.capitalize()
    return f"{way} {_EVEN[metric.scale]} is adverse"


def _interval(result: DisparityResult) -> str:
    if result.interval is None:
        return ""
    low, high = result.interval
    return f"{low} to {high}"


def _caution(result: DisparityResult) -> str:
    if result.interval is None:
        return ""
    low, high = result.interval
    return "This may be chance." if low <= 1 <= high else ""


def _figures(rows: tuple[DisparityRow, ...]) -> Iterator[Figure]:
    for row in rows:
        yield from (row.minority_ethnic, row.white, row.value)
