"""How likely success is judged to be, in words."""

import attrs

from tpkit._model.delivery import (
    ConfidenceRating,
    ConfidenceScale,
    DeliveryConfidence,
)
from tpkit._model.portfolio import Portfolio
from tpkit._text import long_date
from tpkit.report._words.kinds import Machine
from tpkit.report._words.names import person
from tpkit.report._words.words import paragraphs, words


@attrs.frozen(kw_only=True)
class Confidence:
    """Somebody's judgement of how likely success is."""

    rating: str
    """`Amber`; `Not judged` where nobody has."""
    level: Machine
    """The same for style sheets: `green`, `amber`, `red` or `grey`."""
    meaning: str
    """What that rating means, as a sentence."""
    narrative: tuple[str, ...]
    """The reasons given, in paragraphs."""
    judged: str
    """When and by whom, as a sentence; empty where nobody has judged."""


def confidence(
    portfolio: Portfolio, judged: DeliveryConfidence | None, /
) -> Confidence:
    """Put a judgement into words, or that nobody has judged."""
    if judged is None:
        return Confidence(
            rating="Not judged",
            level="grey",
            meaning="Nobody has recorded a judgement of delivery confidence.",
            narrative=(),
            judged="",
        )
    by = person(portfolio, judged.assessed_by)
    five = judged.scale is ConfidenceScale.FIVE_POINT
    return Confidence(
        rating=words(judged.rating).replace(" ", "/").capitalize(),
        level=_LEVELS[judged.rating],
        meaning=_MEANINGS[judged.rating],
        narrative=paragraphs(judged.narrative),
        judged=(
            f"Judged on {long_date(judged.assessed_on)}"
            f"{f', by {by}' if by else ''}"
            f"{', on the five-point scale used until 2020' if five else ''}."
        ),
    )


_LEVELS = {
    ConfidenceRating.GREEN: "green",
    ConfidenceRating.AMBER_GREEN: "amber",
    ConfidenceRating.AMBER: "amber",
    ConfidenceRating.AMBER_RED: "red",
    ConfidenceRating.RED: "red",
}
_MEANINGS = {
    ConfidenceRating.GREEN: "Success is highly likely; no major issue threatens it.",
    ConfidenceRating.AMBER_GREEN: "Success is probable; attention is needed.",
    ConfidenceRating.AMBER: (
        "Success is feasible; significant issues exist and can be resolved now."
    ),
    ConfidenceRating.AMBER_RED: "Success is in doubt; there are issues in key areas.",
    ConfidenceRating.RED: "Success appears unachievable without change.",
}
