"""The end-of-project report: what was promised, what came of it, and who carries it on."""

from collections.abc import Iterable, Iterator

import attrs
import pendulum

from tpkit import track
from tpkit._model.delivery import Evidence, Project
from tpkit._model.money import Bid, Grant, GrantStatus, MonitoringReturn
from tpkit._model.portfolio import Portfolio
from tpkit._text import pounds
from tpkit.report._figures.counts import DisclosureSymbol
from tpkit.report._money.carried_on import carried_on
from tpkit.report._money.dissemination import DisseminationRow, dissemination_rows
from tpkit.report._money.finance import FinanceRow, finance_rows, finance_total
from tpkit.report._money.grants import GrantFacts, grant_facts, quarter_of
from tpkit.report._money.quarterly_return import EqualityRow
from tpkit.report._money.reach import ReachRow, reach_rows
from tpkit.report._money.results import (
    OutcomeRow,
    OutputRow,
    outcome_rows,
    output_rows,
)
from tpkit.report._standing.delivery import DeliveryLine, delivery_lines
from tpkit.report._words.names import organisations, person
from tpkit.report._words.signing import SignatureLine
from tpkit.report._words.words import (
    Imprint,
    Link,
    capitalised,
    day,
    imprint,
    link,
    paragraphs,
    sentence,
    words,
)


@attrs.frozen(kw_only=True)
class EvidenceLine:
    """Something that shows a claim of the report to be true."""

    about: str
    """The deliverable or outcome that it shows: `Toolkit`."""
    statement: str
    """What it shows, as a sentence."""
    source: Link
    """Where it is; without words where that is not recorded."""


@attrs.frozen(kw_only=True)
class EndOfProjectReport:
    """What the template `end-of-project-report` may print. Sources: [GS8], [DFEGOL]."""

    title: str
    """`End-of-project report: Barriers & bridges`."""
    imprint: Imprint
    """The foot of the page."""
    project: str
    """The project's title."""
    formerly: str
    """What it was called before; empty where it has always had one title."""
    grant: GrantFacts | None
    """The grant that paid for it; None where none is recorded."""
    date: str
    """The day of the report."""
    status: str
    """Its place in its life: `Delivered`."""
    owner: str
    """The senior responsible owner; empty where nobody is named."""
    manager: str
    """Who ran it; empty where nobody is named."""
    partners: str
    """Who delivered it; empty where nobody is named."""
    started: str
    """Its first day; empty where that is not recorded."""
    ended: str
    """The day it ended; empty while it has not."""
    summary: tuple[str, ...]
    """What it was, in paragraphs."""
    aims: tuple[str, ...]
    """What it was for, one sentence each, from its bid."""
    achievements: tuple[str, ...]
    """What was achieved, as its returns to the funder said, the earliest first."""
    delivered: str
    """`Deliverables handed over: 3 of 4.`"""
    deliverables: tuple[DeliveryLine, ...]
    """The deliverables, earliest first."""
    milestones: tuple[DeliveryLine, ...]
    """The milestones, earliest first."""
    outputs: tuple[OutputRow, ...]
    """What was counted, as the last return declared it."""
    outcomes: tuple[OutcomeRow, ...]
    """How far the outcomes have come."""
    reach: tuple[ReachRow, ...]
    """What was held, and how many came."""
    equality_impact: tuple[str, ...]
    """What the bid said of equality, in paragraphs."""
    equality: tuple[EqualityRow, ...]
    """Who took part, by group; empty until disclosure-controlled figures are given."""
    symbols: tuple[DisclosureSymbol, ...]
    """What the symbols in those figures mean."""
    finance: tuple[FinanceRow, ...]
    """The money by category; empty where no grant or budget is recorded."""
    finance_total: FinanceRow | None
    """The sum of the rows; None where there are none."""
    outturn: tuple[str, ...]
    """What was granted and spent, and what was paid back, in sentences."""
    lessons: tuple[str, ...]
    """What was learnt, one sentence each."""
    sustainability: tuple[str, ...]
    """Who carries the work on, at what cost, in paragraphs."""
    exit_plan: tuple[str, ...]
    """What is wound up, in paragraphs."""
    dissemination: tuple[DisseminationRow, ...]
    """Who is told of the work."""
    evidence: tuple[EvidenceLine, ...]
    """What shows that deliverables and outcomes are there."""
    signatures: tuple[SignatureLine, ...]
    """The line of the senior responsible owner."""


def end_of_project_report(
    portfolio: Portfolio, on: pendulum.Date, subject: str
) -> EndOfProjectReport:
    """Gather what a project's last report says.

    What worked, what did not, and what others are advised to do is for people to write:
    the report leaves space for it. Figures about people's characteristics are not worked
    out here: give them with `attrs.evolve`, once they are under disclosure control.

    Raises:
        UnknownIdError: *subject* is no project's id.
    """
    project = portfolio.get(Project, subject)
    bid = portfolio.get(Bid, project.bid) if project.bid else None
    grant = _grant(portfolio, project)
    money = track.spending(portfolio, grant.id, on=on) if grant else None
    returns = _returns(portfolio, project, grant)
    status = track.status(portfolio, on=on)
    deliverables = status.deliverables_of(project.id)
    return EndOfProjectReport(
        title=f"End-of-project report: {project.title}",
        imprint=imprint(portfolio.partnership, on),
        project=project.title,
        formerly="; ".join(project.previous_titles),
        grant=grant_facts(portfolio, grant) if grant else None,
        date=day(on),
        status=capitalised(words(project.status)),
        owner=person(portfolio, project.sponsor),
        manager=person(portfolio, project.manager),
        partners=organisations(portfolio, project.partners),
        started=day(project.start),
        ended=day(project.actual_end),
        summary=paragraphs(project.summary or (bid.summary if bid else "")),
        aims=tuple(map(sentence, bid.aims)) if bid else (),
        achievements=tuple(sentence(a) for one in returns for a in one.achievements),
        delivered=_delivered(deliverables),
        deliverables=delivery_lines(portfolio, deliverables),
        milestones=delivery_lines(portfolio, status.milestones_of(project.id)),
        outputs=output_rows(returns[-1].outputs) if returns else (),
        outcomes=outcome_rows(portfolio, {project.id}, on=on),
        reach=reach_rows(portfolio, project.id),
        equality_impact=paragraphs(bid.equality_impact) if bid else (),
        equality=(),
        symbols=(),
        finance=finance_rows(money) if money else (),
        finance_total=finance_total(money) if money and money.lines else None,
        outturn=_outturn(grant, money) if grant and money else (),
        lessons=tuple(map(sentence, project.lessons)),
        sustainability=carried_on(portfolio, bid) if bid else (),
        exit_plan=paragraphs(bid.exit_plan) if bid else (),
        dissemination=dissemination_rows(portfolio, bid) if bid else (),
        evidence=tuple(_evidence(portfolio, project)),
        signatures=(
            SignatureLine(
                capacity="Senior responsible owner",
                name=person(portfolio, project.sponsor),
                date="",
            ),
        ),
    )


def _grant(portfolio: Portfolio, project: Project) -> Grant | None:
    """Give the grant of a project's bid, the first where there are several."""
    of_bid = (
        grant
        for grant in portfolio.grants
        if grant.bid == project.bid and grant.status is not GrantStatus.DECLINED
    )
    return next(of_bid, None)


def _returns(
    portfolio: Portfolio, project: Project, grant: Grant | None
) -> list[MonitoringReturn]:
    """Give the returns that tell of a project, the earliest first."""
    found = [
        one
        for one in portfolio.monitoring_returns
        if grant
        and one.grant == grant.id
        and (not one.projects or project.id in one.projects)
    ]
    return sorted(found, key=quarter_of)


def _delivered(lines: Iterable[track.Line]) -> str:
    known = [*lines]
    done = sum(line.done_on is not None for line in known)
    if not known:
        return "No deliverables have been recorded."
    return f"Deliverables handed over: {done} of {len(known)}."


def _outturn(grant: Grant, money: track.Spending) -> tuple[str, ...]:
    said = [
        f"{pounds(money.granted)} was granted.",
        f"{pounds(money.total.spent)} was spent.",
    ]
    if grant.returned is not None:
        said.append(f"{pounds(grant.returned)} was paid back to the funder.")
    return tuple(said)


def _evidence(portfolio: Portfolio, project: Project) -> Iterator[EvidenceLine]:
    for family in (portfolio.deliverables, portfolio.milestones, portfolio.outcomes):
        for noun in family:
            if noun.project == project.id:
                yield from (_line(noun.title, one) for one in noun.evidence)


def _line(about: str, one: Evidence) -> EvidenceLine:
    return EvidenceLine(
        about=about, statement=sentence(one.statement), source=link(one.source)
    )
