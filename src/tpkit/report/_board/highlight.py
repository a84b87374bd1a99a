"""The highlight report: where one project stands, on two sides of A4."""

from collections.abc import Iterator

import attrs
import pendulum

from tpkit import calendars, track
from tpkit._model.delivery import IssueSeverity, Project
from tpkit._model.money import Bid
from tpkit._model.portfolio import Portfolio
from tpkit._text import long_date
from tpkit.errors import FieldError
from tpkit.report._board.budget import BudgetRow, budget_row, budget_rows
from tpkit.report._board.changes import (
    ChangeRequest,
    change_requests,
    tolerances,
)
from tpkit.report._board.confidence import Confidence, confidence
from tpkit.report._standing.delivery import (
    DeliveryLine,
    Standing,
    delivery_lines,
    standing,
)
from tpkit.report._standing.risks import RiskLine, risk_lines
from tpkit.report._words.kinds import Machine
from tpkit.report._words.names import organisations, person
from tpkit.report._words.words import (
    Imprint,
    capitalised,
    day,
    imprint,
    paragraphs,
    sentence,
    words,
)


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
    tolerances: tuple[str, ...]
    """How far dates and money may stray, and how far they do; one sentence each."""
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
    changes: tuple[ChangeRequest, ...]
    """What was asked of the funder, and which dates were approved anew."""
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
    return HighlightReport(
        title=project.title,
        imprint=imprint(portfolio.partnership, on),
        date=long_date(on),
        period=_period(on),
        summary=paragraphs(project.summary or _bids_summary(portfolio, project)),
        status=capitalised(words(project.status)),
        owner=person(portfolio, project.sponsor),
        manager=person(portfolio, project.manager),
        partners=organisations(portfolio, project.partners),
        funded_end=day(project.funded_end),
        forecast_end=day(project.actual_end or project.forecast_end),
        confidence=confidence(portfolio, project.confidence),
        standing=standing(status.project(project.id)),
        tolerances=tuple(tolerances(portfolio, project, on)),
        this_period=project.this_period,
        next_period=project.next_period,
        milestones=delivery_lines(portfolio, status.milestones_of(project.id)),
        deliverables=delivery_lines(portfolio, status.deliverables_of(project.id)),
        budget=budget_rows(lines),
        budget_total=budget_row("Total", lines),
        changes=tuple(change_requests(portfolio, project, on)),
        risks=risk_lines(portfolio, project),
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
            owner=person(portfolio, issue.owner),
        )
