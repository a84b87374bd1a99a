"""The highlight report: where one project stands, on two sides of A4."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

import attrs
import pendulum

from tpkit import calendars, track
from tpkit._model.delivery import (
    ConfidenceRating,
    ConfidenceScale,
    DeliveryConfidence,
    IssueSeverity,
    Project,
    Risk,
    RiskStatus,
)
from tpkit._model.ids import OrganisationId, PersonId
from tpkit._model.money import Bid, BudgetLine
from tpkit._model.people import Organisation, Person
from tpkit._model.portfolio import Portfolio
from tpkit._text import long_date, pounds
from tpkit.errors import FieldError
from tpkit.report._standing.delivery import (
    DeliveryLine,
    Standing,
    delivery_lines,
    standing,
)
from tpkit.report._words.kinds import Machine
from tpkit.report._words.words import (
    Imprint,
    capitalised,
    day,
    imprint,
    named,
    paragraphs,
    sentence,
    words,
)


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


@attrs.frozen(kw_only=True)
class BudgetRow:
    """One category of a budget, or its total, in pounds."""

    category: str
    """`Staff`."""
    planned: str
    """The plan with its virements: `£12,500`."""
    actual: str
    """Spent to date; a dash where nothing is recorded."""
    committed: str
    """Ordered and not yet spent; a dash where nothing is recorded."""
    forecast: str
    """Expected at the end; a dash where nothing is recorded."""
    variance: str
    """Forecast less plan, with its sign; a dash without a forecast."""


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


@attrs.frozen(kw_only=True)
class IssueLine:
    """One issue that is open on the day of the report."""

    title: str
    """What has gone wrong."""
    description: str
    """More about it, as a sentence; empty where there is none."""
    severity: str
    """`Minor`, `Major` or `Critical`."""
    level: Machine
    """The severity for style sheets: `grey`, `amber` or `red`."""
    raised: str
    """When it was reported; empty where that is not recorded."""
    actions: str
    """What is done about it, in sentences; empty where nothing is recorded."""
    owner: str
    """Who sees to it; empty where nobody is named."""


@attrs.frozen(kw_only=True)
class HighlightReport:
    """What the template `highlight-report` may print. Sources: [PRHL], [P2P]."""

    title: str
    """The project's title."""
    imprint: Imprint
    """The foot of the page."""
    date: str
    """The day it reports as of."""
    period: str
    """The quarter it falls in: `2021/22 Q4 (1 January 2022 to 31 March 2022)`."""
    summary: tuple[str, ...]
    """What the project is, in paragraphs."""
    status: str
    """Its place in its life: `Live`."""
    owner: str
    """The senior responsible owner; empty where nobody is named."""
    manager: str
    """Who runs it; empty where nobody is named."""
    partners: str
    """Who delivers it; empty where nobody is named."""
    funded_end: str
    """The last day the money lasts; empty where it is not recorded."""
    forecast_end: str
    """When it is expected to end, or did; empty where it is not recorded."""
    confidence: Confidence
    """How likely success is judged to be."""
    standing: Standing
    """How its milestones and deliverables stand; never turned into the judgement."""
    this_period: tuple[str, ...]
    """What was done."""
    next_period: tuple[str, ...]
    """What comes next."""
    milestones: tuple[DeliveryLine, ...]
    """The milestones, earliest first."""
    deliverables: tuple[DeliveryLine, ...]
    """The deliverables, earliest first."""
    budget: tuple[BudgetRow, ...]
    """The budget of the project's bid by category; empty where there is none."""
    budget_total: BudgetRow
    """The sum of the rows."""
    risks: tuple[RiskLine, ...]
    """Risks that are open or have happened, the highest score first."""
    issues: tuple[IssueLine, ...]
    """Issues that are open, the most severe first."""
    decisions_needed: tuple[str, ...]
    """What the board is asked to decide."""
    lessons: tuple[str, ...]
    """What was learnt."""


def highlight_report(
    portfolio: Portfolio, on: pendulum.Date, subject: str
) -> HighlightReport:
    """Gather what a project's highlight report says on that day.

    Raises:
        UnknownIdError: *subject* is no project's id.
    """
    project = portfolio.get(Project, subject)
    status = track.status(portfolio, on=on)
    lines = [line for line in portfolio.budget_lines if line.bid == project.bid]
    risks = [r for r in portfolio.risks if r.project == project.id]
    return HighlightReport(
        title=project.title,
        imprint=imprint(portfolio.partnership, on),
        date=long_date(on),
        period=_period(on),
        summary=paragraphs(project.summary or _bids_summary(portfolio, project)),
        status=capitalised(words(project.status)),
        owner=_person(portfolio, project.sponsor),
        manager=_person(portfolio, project.manager),
        partners=_organisations(portfolio, project.partners),
        funded_end=day(project.funded_end),
        forecast_end=day(project.actual_end or project.forecast_end),
        confidence=_confidence(portfolio, project.confidence),
        standing=standing(status.project(project.id)),
        this_period=project.this_period,
        next_period=project.next_period,
        milestones=delivery_lines(portfolio, status.milestones_of(project.id)),
        deliverables=delivery_lines(portfolio, status.deliverables_of(project.id)),
        budget=_budget(lines),
        budget_total=_row("Total", lines),
        risks=tuple(_risk(portfolio, risk) for risk in _by_weight(risks)),
        issues=tuple(_issues(portfolio, project, on)),
        decisions_needed=project.decisions_needed,
        lessons=project.lessons,
    )


def _period(on: pendulum.Date) -> str:
    try:
        quarter = calendars.financial_quarter(on)
    except FieldError:  # the calendar's first months and its last are in no such year
        return long_date(on)
    return f"{quarter.label} ({long_date(quarter.start)} to {long_date(quarter.end)})"


def _bids_summary(portfolio: Portfolio, project: Project) -> str:
    return portfolio.get(Bid, project.bid).summary if project.bid else ""


def _person(portfolio: Portfolio, id: PersonId | None) -> str:
    return portfolio.get(Person, id).title if id else ""


def _organisations(portfolio: Portfolio, ids: tuple[OrganisationId, ...]) -> str:
    return named(tuple(portfolio.get(Organisation, id).name for id in ids))


# ---------------------------------------------------------------- delivery confidence

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


def _confidence(
    portfolio: Portfolio, confidence: DeliveryConfidence | None
) -> Confidence:
    if confidence is None:
        return Confidence(
            rating="Not judged",
            level="grey",
            meaning="Nobody has recorded a judgement of delivery confidence.",
            narrative=(),
            judged="",
        )
    by = _person(portfolio, confidence.assessed_by)
    five = confidence.scale is ConfidenceScale.FIVE_POINT
    return Confidence(
        rating=words(confidence.rating).replace(" ", "/").capitalize(),
        level=_LEVELS[confidence.rating],
        meaning=_MEANINGS[confidence.rating],
        narrative=paragraphs(confidence.narrative),
        judged=(
            f"Judged on {long_date(confidence.assessed_on)}"
            f"{f', by {by}' if by else ''}"
            f"{', on the five-point scale used until 2020' if five else ''}."
        ),
    )


# ----------------------------------------------------------------------------- money


def _budget(lines: list[BudgetLine]) -> tuple[BudgetRow, ...]:
    categories = dict.fromkeys(line.category for line in lines)
    return tuple(
        _row(capitalised(words(category)), [x for x in lines if x.category is category])
        for category in categories
    )


_NOTHING = "\N{EN DASH}"


def _row(category: str, lines: list[BudgetLine]) -> BudgetRow:
    planned = sum((line.revised for line in lines), Decimal(0))
    # A sum with a part that is not known would look like a whole one.
    forecast = _sum_of_all(line.forecast for line in lines)
    variance = None if forecast is None else forecast - planned
    return BudgetRow(
        category=category,
        planned=pounds(planned),
        actual=_amount(_sum(line.actual for line in lines)),
        committed=_amount(_sum(line.committed for line in lines)),
        forecast=_amount(forecast),
        variance=_NOTHING if variance is None else _signed(variance),
    )


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


def _sum_of_all(amounts: Iterable[Decimal | None]) -> Decimal | None:
    found = [*amounts]
    return None if None in found else _sum(found)


def _amount(amount: Decimal | None) -> str:
    return _NOTHING if amount is None else pounds(amount)


def _signed(amount: Decimal) -> str:
    return f"+{pounds(amount)}" if amount > 0 else pounds(amount)


# ----------------------------------------------------------------------------- risks

_BANDS = ((15, "very high", "red"), (10, "high", "red"), (5, "medium", "amber"))
"""The least score of each band, what it is called, and its level; below, low [OK]."""


def _by_weight(risks: list[Risk]) -> list[Risk]:
    live = [risk for risk in risks if risk.status is not RiskStatus.CLOSED]
    return sorted(live, key=lambda r: -(r.current.total if r.current else 0))


def _risk(portfolio: Portfolio, risk: Risk) -> RiskLine:
    score, level = _score(risk)
    actions = " ".join(sentence(action) for action in risk.actions)
    return RiskLine(
        event=sentence(risk.event),
        cause=sentence(risk.cause),
        effect=sentence(risk.effect),
        score=score,
        level=level,
        response=f"{capitalised(words(risk.response))}. {actions}".strip(),
        owner=_person(portfolio, risk.owner),
        review=day(risk.review_date),
        has_happened=risk.status is RiskStatus.HAPPENED,
    )


def _score(risk: Risk) -> tuple[str, str]:
    if risk.current is None:
        return "", "grey"
    total = risk.current.total
    band, level = next(
        ((name, level) for least, name, level in _BANDS if total >= least),
        ("low", "green"),
    )
    return f"{total} out of 25, {band}", level


# ---------------------------------------------------------------------------- issues

_SEVERITIES = {
    IssueSeverity.CRITICAL: "red",
    IssueSeverity.MAJOR: "amber",
    IssueSeverity.MINOR: "grey",
}
"""The severities, most severe first, each with its level."""


def _issues(
    portfolio: Portfolio, project: Project, on: pendulum.Date
) -> Iterator[IssueLine]:
    live = [
        issue
        for issue in portfolio.issues
        if issue.project == project.id and issue.is_open(on)
    ]
    for issue in sorted(live, key=lambda i: list(_SEVERITIES).index(i.severity)):
        yield IssueLine(
            title=issue.title,
            description=sentence(issue.description),
            severity=capitalised(words(issue.severity)),
            level=_SEVERITIES[issue.severity],
            raised=day(issue.raised_on),
            actions=" ".join(sentence(action) for action in issue.actions),
            owner=_person(portfolio, issue.owner),
        )
