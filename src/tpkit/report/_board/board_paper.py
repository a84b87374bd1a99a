"""The board paper: what a board is asked to decide on a project, and why."""

from collections.abc import Iterator

import attrs
import pendulum

from tpkit import track
from tpkit._model.activity import Session
from tpkit._model.delivery import Project
from tpkit._model.money import Bid, FundingRound
from tpkit._model.partnership import Decision, GovernanceBody, GovernanceKind
from tpkit._model.portfolio import Portfolio
from tpkit._text import long_date, time_range
from tpkit.report._board.budget import budget_row
from tpkit.report._board.confidence import confidence
from tpkit.report._standing.delivery import standing
from tpkit.report._standing.risks import RiskLine, risk_lines
from tpkit.report._words.names import organisation, person
from tpkit.report._words.words import Imprint, day, imprint, paragraphs, sentence


@attrs.frozen(kw_only=True)
class EarlierDecision:
    """Something that was decided about the project before."""

    text: str
    """What was decided, as a sentence."""
    when: str
    """`18 January 2022`."""
    by: str
    """`Strategic Board, SB/22/3`; empty where the record does not say."""
    reasons: str
    """Why, as a sentence; empty where the record does not say."""


@attrs.frozen(kw_only=True)
class Implication:
    """What the decision means for one thing that every board asks about."""

    title: str
    """`Finance`."""
    texts: tuple[str, ...]
    """What the record says of it, in paragraphs; empty to be filled in."""
    question: str
    """What to answer where the record says nothing."""


@attrs.frozen(kw_only=True)
class BoardPaper:
    """What the template `board-paper` may print. Source: [MAID]."""

    title: str
    """`Board paper: Barriers to progression`."""
    imprint: Imprint
    """The foot of the page."""
    meeting: str
    """`Strategic Board, Tuesday 15 March 2022, 2pm to 3:30pm`; empty to be filled in."""
    author: str
    """Who writes it: the project's manager; empty to be filled in."""
    lead: str
    """Who answers for it: the senior responsible owner; empty to be filled in."""
    purpose: str
    """`For decision`, or `For noting` where no decision is asked for."""
    summary: tuple[str, ...]
    """What this is about and where it stands, in paragraphs."""
    recommendations: tuple[str, ...]
    """What the board is asked to decide, one sentence each."""
    background: tuple[str, ...]
    """Why there is such a project, in paragraphs."""
    earlier_decisions: tuple[EarlierDecision, ...]
    """What was decided before, the latest first."""
    risks: tuple[RiskLine, ...]
    """Risks that are open or have happened, the highest score first."""
    next_steps: tuple[str, ...]
    """What comes next, and the milestones ahead, one sentence each."""
    implications: tuple[Implication, ...]
    """What it means for money, law, equality, data and staff."""


def board_paper(portfolio: Portfolio, on: pendulum.Date, subject: str) -> BoardPaper:
    """Gather what the record holds for a paper on a project; the rest is left to fill in.

    Raises:
        UnknownIdError: *subject* is no project's id.
    """
    project = portfolio.get(Project, subject)
    bid = portfolio.get(Bid, project.bid) if project.bid else None
    return BoardPaper(
        title=f"Board paper: {project.title}",
        imprint=imprint(portfolio.partnership, on),
        meeting=_meeting(portfolio, project, on),
        author=person(portfolio, project.manager),
        lead=person(portfolio, project.sponsor),
        purpose="For decision" if project.decisions_needed else "For noting",
        summary=tuple(_summary(portfolio, project, bid, on)),
        recommendations=tuple(map(sentence, project.decisions_needed)),
        background=paragraphs(bid.rationale) if bid else (),
        earlier_decisions=tuple(_decisions(portfolio, project, on)),
        risks=risk_lines(portfolio, project),
        next_steps=tuple(_next_steps(portfolio, project, on)),
        implications=tuple(_implications(portfolio, bid)),
    )


def _meeting(portfolio: Portfolio, project: Project, on: pendulum.Date) -> str:
    boards = [
        body
        for body in portfolio.governance_bodies
        if body.id == project.board
        or (project.board is None and body.kind is GovernanceKind.STRATEGIC_BOARD)
    ]
    ahead = [
        (session, board)
        for board in boards
        for session in portfolio.sessions_of(board.id)
        if session.status.happens and session.on >= on
    ]
    if not ahead:
        return ""
    session, board = min(ahead, key=lambda pair: (pair[0].on, pair[0].start))
    return f"{board.title}, {_when(session)}"


def _when(session: Session) -> str:
    date = long_date(session.on, weekday=True)
    return f"{date}, {time_range(session.start, session.end)}"


def _summary(
    portfolio: Portfolio, project: Project, bid: Bid | None, on: pendulum.Date
) -> Iterator[str]:
    yield from paragraphs(project.summary or (bid.summary if bid else ""))
    judged = confidence(portfolio, project.confidence)
    yield f"Delivery confidence: {judged.rating.lower()}. {judged.meaning}"
    stands = standing(track.status(portfolio, on=on).project(project.id))
    reasons = " ".join(stands.reasons)
    yield f"Against what was promised: {stands.rating.lower()}. {reasons}".strip()


def _decisions(
    portfolio: Portfolio, project: Project, on: pendulum.Date
) -> Iterator[EarlierDecision]:
    earlier = [d for d in portfolio.decisions if d.project == project.id and d.on <= on]
    for decision in sorted(earlier, key=lambda d: d.on, reverse=True):
        by = [_decided_by(portfolio, decision), decision.reference]
        yield EarlierDecision(
            text=sentence(decision.text),
            when=long_date(decision.on),
            by=", ".join(part for part in by if part),
            reasons=sentence(decision.reasons),
        )


def _decided_by(portfolio: Portfolio, decision: Decision) -> str:
    if decision.body:
        return portfolio.get(GovernanceBody, decision.body).title
    return organisation(portfolio, decision.organisation)


def _next_steps(
    portfolio: Portfolio, project: Project, on: pendulum.Date
) -> Iterator[str]:
    yield from map(sentence, project.next_period)
    lines = track.status(portfolio, on=on).milestones_of(project.id)
    ahead = [line for line in lines if line.done_on is None and line.forecast]
    for line in ahead:
        yield f"{line.title}: expected on {day(line.forecast)}."


def _implications(portfolio: Portfolio, bid: Bid | None) -> Iterator[Implication]:
    power = portfolio.get(FundingRound, bid.round).legal_power if bid else ""
    yield Implication(
        title="Finance",
        texts=tuple(_finance(portfolio, bid)),
        question="What does it cost, and who pays?",
    )
    yield Implication(
        title="Legal",
        texts=(f"Legal power: {sentence(power)}",) if power else (),
        question="Which powers and duties are involved?",
    )
    yield Implication(
        title="Equality",
        texts=paragraphs(bid.equality_impact) if bid else (),
        question="Whom does it help, and whom might it put at a disadvantage?",
    )
    yield Implication(
        title="Data protection",
        texts=paragraphs(bid.data_protection) if bid else (),
        question="Which personal data does it use, and how are they protected?",
    )
    yield Implication(
        title="Staffing", texts=(), question="Whose time does it take, and how much?"
    )


def _finance(portfolio: Portfolio, bid: Bid | None) -> Iterator[str]:
    lines = [line for line in portfolio.budget_lines if bid and line.bid == bid.id]
    if not lines:
        return
    total = budget_row("", lines)
    yield f"The budget is {total.planned}."
    if any(line.actual is not None for line in lines):
        yield f"Recorded as spent so far: {total.actual}."
    if all(line.forecast is not None for line in lines):
        yield (
            f"Expected to be spent in all: {total.forecast}, which is {total.variance} "
            "against the budget."
        )
