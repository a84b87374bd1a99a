"""The nine metrics of the social care workforce race equality standard."""

import enum

import attrs


class Direction(enum.Enum):
    """Which way of a figure is to the disadvantage of minority ethnic people."""

    ABOVE = "above"
    BELOW = "below"


class Scale(enum.Enum):
    """What kind of figure a metric gives."""

    RATIO = "ratio"
    """The rate of minority ethnic people divided by that of white people."""
    SHARE = "share"
    """Minority ethnic people in percent of those whose ethnicity is known."""
    POINTS = "points"
    """One share less another, in percentage points."""


@attrs.frozen
class Definition:
    """How one metric is worded and read."""

    number: str
    wording: str
    scale: Scale
    adverse: Direction


class WresMetric(enum.Enum):
    """One of the nine metrics; the seventh has two parts. Sources: [SFC1], [NORF]."""

    PAY_BANDS = Definition(
        "1",
        "Share of minority ethnic staff in a pay band",
        Scale.SHARE,
        Direction.BELOW,
    )
    """Asked for each pay band: the share falls as pay rises where there is a barrier."""
    APPOINTED = Definition(
        "2", "Appointed from shortlisting", Scale.RATIO, Direction.BELOW
    )
    """In the last 12 months."""
    DISCIPLINED = Definition(
        "3", "Entering the formal disciplinary process", Scale.RATIO, Direction.ABOVE
    )
    """Of all staff."""
    FITNESS_TO_PRACTISE = Definition(
        "4",
        "Regulated professionals entering the fitness-to-practise process",
        Scale.RATIO,
        Direction.ABOVE,
    )
    """In the last 12 months, of regulated staff."""
    TRAINED = Definition(
        "5", "Taking up funded non-mandatory training", Scale.RATIO, Direction.BELOW
    )
    """Continuing professional development."""
    HARASSED_BY_PUBLIC = Definition(
        "6",
        "Harassment, bullying or abuse from people who use social care, relatives or "
        "the public",
        Scale.RATIO,
        Direction.ABOVE,
    )
    """In the last 12 months."""
    HARASSED_BY_COLLEAGUES = Definition(
        "7a",
        "Harassment, bullying or abuse from colleagues",
        Scale.RATIO,
        Direction.ABOVE,
    )
    """In the last 12 months."""
    HARASSED_BY_MANAGERS = Definition(
        "7b",
        "Harassment, bullying or abuse from managers",
        Scale.RATIO,
        Direction.ABOVE,
    )
    """In the last 12 months."""
    LEFT = Definition("8", "Leaving the organisation", Scale.RATIO, Direction.ABOVE)
    """In the last year."""
    SENIOR = Definition(
        "9",
        "Share in senior management less share in the whole workforce",
        Scale.POINTS,
        Direction.BELOW,
    )
    """In percentage points."""
