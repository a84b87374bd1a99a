"""Risks in words: what may happen, how much it weighs, what is done about it."""

import attrs

from tpkit import track
from tpkit._model.delivery import Project, Risk, RiskScore, RiskStatus
from tpkit._model.portfolio import Portfolio
from tpkit.report._words.kinds import Machine
from tpkit.report._words.names import person
from tpkit.report._words.words import capitalised, day, sentence, words


@attrs.frozen(kw_only=True)
class RiskLine:
    """One risk that is open, or has happened."""

    event: str
    """What may happen, as a sentence."""
    cause: str
    """Because of what, as a sentence; empty where it is not recorded."""
    effect: str
    """With what effect, as a sentence; empty where it is not recorded."""
    score: str
    """`12 out of 25, high`; empty where it has not been scored."""
    level: Machine
    """The band for style sheets: `green`, `amber`, `red` or `grey`."""
    response: str
    """What is done about it, as a sentence."""
    owner: str
    """Who watches it; empty where nobody is named."""
    review: str
    """When it is looked at next; empty where no date is set."""
    has_happened: bool
    """Whether it has become an issue."""


def risk_lines(portfolio: Portfolio, project: Project) -> tuple[RiskLine, ...]:
    """Put a project's risks into words: open or happened, the highest score first."""
    live = [
        risk
        for risk in portfolio.risks
        if risk.project == project.id and risk.status is not RiskStatus.CLOSED
    ]
    live.sort(key=lambda r: -(r.current.total if r.current else 0))
    return tuple(_risk(portfolio, risk) for risk in live)


def _risk(portfolio: Portfolio, risk: Risk) -> RiskLine:
    score, level = scored(risk.current)
    actions = " ".join(sentence(action) for action in risk.actions)
    return RiskLine(
        event=sentence(risk.event),
        cause=sentence(risk.cause),
        effect=sentence(risk.effect),
        score=score,
        level=level,
        response=f"{capitalised(words(risk.response))}. {actions}".strip(),
        owner=person(portfolio, risk.owner),
        review=day(risk.review_date),
        has_happened=risk.status is RiskStatus.HAPPENED,
    )


LEVELS = {
    track.RiskBand.LOW: "green",
    track.RiskBand.MEDIUM: "amber",
    track.RiskBand.HIGH: "red",
    track.RiskBand.VERY_HIGH: "red",
}
"""The level of each band, for style sheets."""


def scored(score: RiskScore | None) -> tuple[str, str]:
    """Write `12 out of 25, high`, with its level; empty and grey without a score."""
    if score is None:
        return "", "grey"
    band = track.RiskPolicy().band(score.total)
    return f"{score.total} out of 25, {words(band)}", LEVELS[band]
