"""The risk register: every risk of the partnership's projects, and where it stands."""

from collections import Counter
from collections.abc import Iterator

import attrs
import pendulum

from tpkit import track
from tpkit._model.delivery import Project, Risk, RiskScore, RiskStatus
from tpkit._model.portfolio import Portfolio
from tpkit._text import counted, listed, long_date, pounds
from tpkit.report._standing.risks import LEVELS
from tpkit.report._words.kinds import Machine
from tpkit.report._words.names import person
from tpkit.report._words.words import (
    Imprint,
    capitalised,
    day,
    imprint,
    sentence,
    words,
)


@attrs.frozen(kw_only=True)
class HeatCell:
    """How many risks have one likelihood and one impact."""

    count: str
    """`2`; empty where there is none."""
    level: Machine
    """The band of that score, for style sheets: `green`, `amber` or `red`."""
    band: str
    """`Very high`."""


@attrs.frozen(kw_only=True)
class HeatRow:
    """The risks of one likelihood, by impact."""

    likelihood: str
    """`5, almost certain`."""
    cells: tuple[HeatCell, ...]
    """By impact, from 1 to 5."""


@attrs.frozen(kw_only=True)
class ScoreLine:
    """One of a risk's scores."""

    when: str
    """`Before`, `Now` or `Target`."""
    score: str
    """`16, very high`."""
    parts: str
    """`likelihood 4, impact 4`."""
    level: Machine
    """The band for style sheets: `green`, `amber` or `red`."""


@attrs.frozen(kw_only=True)
class RegisterLine:
    """One risk that is open on the day of the register."""

    event: str
    """What may happen, as a sentence."""
    cause: str
    """Because of what, as a sentence; empty where it is not recorded."""
    effect: str
    """With what effect, as a sentence; empty where it is not recorded."""
    project: str
    """The title of the project it threatens."""
    category: str
    """What it would hit: `Finance`."""
    scores: tuple[ScoreLine, ...]
    """Before anything was done, now and the target; empty where it was never scored."""
    response: str
    """`Treat`."""
    actions: tuple[str, ...]
    """What is done about it, one sentence each."""
    owner: str
    """Who watches it; empty where nobody is named."""
    dates: tuple[str, ...]
    """When it was raised, could happen and is looked at, and what it would cost."""
    warnings: tuple[str, ...]
    """What is overdue: telling the board, looking at it again; one sentence each."""


@attrs.frozen(kw_only=True)
class PastRisk:
    """A risk that has happened, or can no longer."""

    event: str
    """What it was, as a sentence."""
    project: str
    """The title of the project."""
    state: str
    """`Has happened` or `Closed`."""
    when: str
    """Since when; empty where it is not recorded."""


@attrs.frozen(kw_only=True)
class RiskRegisterPage:
    """What the template `risk-register` may print. Sources: [BHRM], [COV]."""

    title: str
    """`Risk register`."""
    imprint: Imprint
    """The foot of the page."""
    summary: tuple[str, ...]
    """How many risks there are in each band, and what is overdue; one sentence each."""
    heat: tuple[HeatRow, ...]
    """Likelihood by impact, the likeliest first; empty where no risk was scored."""
    risks: tuple[RegisterLine, ...]
    """The open risks, the highest score first."""
    past: tuple[PastRisk, ...]
    """The risks that have happened or were closed."""
    bands: tuple[str, ...]
    """What the bands mean: `Very high: 15 to 25.`."""


def risk_register(
    portfolio: Portfolio, on: pendulum.Date, subject: str
) -> RiskRegisterPage:
    """Gather what the register says on that day; it is about the whole portfolio."""
    del subject
    register = track.risks(portfolio, on=on)
    return RiskRegisterPage(
        title="Risk register",
        imprint=imprint(portfolio.partnership, on),
        summary=tuple(_summary(register)),
        heat=tuple(_heat(register)),
        risks=tuple(_line(portfolio, standing) for standing in register.risks),
        past=tuple(_past(portfolio, register, on)),
        bands=tuple(_bands()),
    )


# --------------------------------------------------------------------------- summary

_BANDS = tuple(reversed(track.RiskBand))
"""The bands, the worst first."""


def _summary(register: track.RiskRegister) -> Iterator[str]:
    number = len(register.risks)
    if not number:
        yield "No open risks have been recorded."
        return
    counts = Counter(risk.band for risk in register.risks)
    parts = [f"{counts[band]} {words(band)}" for band in _BANDS if counts[band]]
    if counts[None]:
        parts.append(f"{counts[None]} not scored")
    verb = "is" if number == 1 else "are"
    yield f"There {verb} {counted(number, 'open risk')}: {listed(parts)}."
    untold = len(register.to_escalate)
    if untold:
        yield f"The board should have been told of {counted(untold, 'risk')} by now."
    late = len(register.to_review)
    if late:
        yield f"{counted(late, 'risk')} should have been looked at again by now."


def _bands() -> Iterator[str]:
    policy = track.RiskPolicy()
    starts = [policy.very_high_from, policy.high_from, policy.medium_from, 1]
    ends = [25, *(start - 1 for start in starts)]
    for band, start, end in zip(_BANDS, starts, ends, strict=False):
        yield f"{capitalised(words(band))}: {start} to {end}."


# ------------------------------------------------------------------------------ heat

_LIKELIHOODS = ("5, almost certain", "4", "3", "2", "1, rare")


def _heat(register: track.RiskRegister) -> Iterator[HeatRow]:
    if not any(map(any, register.matrix)):
        return
    policy = track.RiskPolicy()
    for row, name in enumerate(_LIKELIHOODS):
        bands = [policy.band((5 - row) * impact) for impact in range(1, 6)]
        yield HeatRow(
            likelihood=name,
            cells=tuple(
                HeatCell(
                    count=str(count) if count else "",
                    level=LEVELS[band],
                    band=capitalised(words(band)),
                )
                for count, band in zip(register.matrix[row], bands, strict=True)
            ),
        )


# ----------------------------------------------------------------------------- lines


def _line(portfolio: Portfolio, standing: track.RiskStanding) -> RegisterLine:
    risk = portfolio.get(Risk, standing.risk)
    return RegisterLine(
        event=sentence(risk.event),
        cause=sentence(risk.cause),
        effect=sentence(risk.effect),
        project=standing.project_title,
        category=capitalised(words(risk.category)),
        scores=tuple(_scores(risk)),
        response=capitalised(words(risk.response)),
        actions=tuple(map(sentence, risk.actions)),
        owner=person(portfolio, risk.owner),
        dates=tuple(_dates(risk, standing)),
        warnings=tuple(_warnings(standing)),
    )


def _scores(risk: Risk) -> Iterator[ScoreLine]:
    scores = {"Before": risk.inherent, "Now": risk.current, "Target": risk.target}
    for when, score in scores.items():
        if score is not None:
            yield _score(when, score)


def _score(when: str, score: RiskScore) -> ScoreLine:
    band = track.RiskPolicy().band(score.total)
    return ScoreLine(
        when=when,
        score=f"{score.total}, {words(band)}",
        parts=f"likelihood {score.likelihood}, impact {score.impact}",
        level=LEVELS[band],
    )


def _dates(risk: Risk, standing: track.RiskStanding) -> Iterator[str]:
    if risk.raised_on:
        yield f"Raised on {long_date(risk.raised_on)}."
    if risk.proximity:
        yield f"Could happen from {long_date(risk.proximity)}."
    if risk.exposure is not None:
        yield f"Would cost {pounds(risk.exposure)}."
    if standing.review_due:
        yield f"Next review: {long_date(standing.review_due)}."
    if risk.escalated_on:
        yield f"The board was told on {long_date(risk.escalated_on)}."


def _warnings(standing: track.RiskStanding) -> Iterator[str]:
    if standing.is_escalation_overdue:
        yield "The board has not been told."
    if standing.is_review_overdue:
        yield "The review is overdue."


# ------------------------------------------------------------------------------ past


def _past(
    portfolio: Portfolio, register: track.RiskRegister, on: pendulum.Date
) -> Iterator[PastRisk]:
    for risk in portfolio.risks:
        closed = risk.closed_on is not None and risk.closed_on <= on
        if not closed and risk.status is RiskStatus.OPEN:
            continue
        if risk.id in {standing.risk for standing in register.risks}:
            continue
        happened = risk.status is RiskStatus.HAPPENED
        yield PastRisk(
            event=sentence(risk.event),
            project=portfolio.get(Project, risk.project).title,
            state="Has happened" if happened else "Closed",
            when=day(risk.closed_on),
        )
