"""The quarterly monitoring return: what a funder is told of a grant each quarter."""

from collections.abc import Callable, Iterable, Iterator

import attrs
import pendulum

from tpkit import track
from tpkit._model.delivery import Project
from tpkit._model.ids import ProjectId
from tpkit._model.money import Bid, Grant, MonitoringReturn, ReturnStatus
from tpkit._model.portfolio import Portfolio
from tpkit._text import long_date, pounds
from tpkit.report._figures.counts import DisclosureSymbol, Figure
from tpkit.report._money.finance import (
    FinanceRow,
    asks_why,
    finance_rows,
    finance_total,
    underspend,
)
from tpkit.report._money.grants import (
    GrantFacts,
    grant_facts,
    period,
    projects_of,
    quarter_of,
)
from tpkit.report._money.results import (
    OutcomeRow,
    OutputRow,
    outcome_rows,
    output_rows,
)
from tpkit.report._standing.delivery import DeliveryLine, delivery_lines
from tpkit.report._standing.risks import RiskLine, risk_lines
from tpkit.report._words.names import person
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
class EqualityRow:
    """How many people of one group took part, under disclosure control."""

    group: str
    """Whom it counts: `Asian or Asian British`."""
    people: Figure
    """How many, or a symbol where that is not shown."""
    share: Figure
    """Their share of those who answered, or a symbol."""


@attrs.frozen(kw_only=True)
class QuarterlyReturn:
    """What the template `quarterly-return` may print.

    Reconstructed from public grant practice: [LAWI2], [GS8], [SPORT], [PRHL].
    """

    title: str
    """`Monitoring return, 2021/22 Q4`."""
    imprint: Imprint
    """The foot of the page."""
    grant: GrantFacts
    """Whose grant it is, and under which reference."""
    period: str
    """`2021/22 Q4 (1 January 2022 to 31 March 2022)`."""
    as_of: str
    """The day as of which dates and figures stand: the quarter's last, at most."""
    due: str
    """When the return is due; empty where it is not recorded."""
    submitted: str
    """When it went in; empty while it has not."""
    status: str
    """Where it stands: `Draft`."""
    summary: tuple[str, ...]
    """Progress, in paragraphs."""
    achievements: tuple[str, ...]
    """What was achieved, one sentence each."""
    deliverables: tuple[DeliveryLine, ...]
    """The deliverables, earliest first."""
    milestones: tuple[DeliveryLine, ...]
    """The milestones, earliest first."""
    outputs: tuple[OutputRow, ...]
    """What was counted, as declared."""
    outcomes: tuple[OutcomeRow, ...]
    """How far the outcomes have come."""
    finance: tuple[FinanceRow, ...]
    """The budget by category; empty where none is recorded."""
    finance_total: FinanceRow
    """The sum of the rows."""
    declared: tuple[str, ...]
    """The sums that the return declares, a sentence each."""
    asks_why: str
    """Beyond what variance the funder asks for a reason, as a sentence."""
    underspend: str
    """Whether money is forecast to be left, in sentences."""
    risks: tuple[RiskLine, ...]
    """Risks that are open or have happened."""
    support_needed: tuple[str, ...]
    """What the partnership asks of the funder, in paragraphs."""
    equality_impact: tuple[str, ...]
    """What the bid says of equality, in paragraphs."""
    equality: tuple[EqualityRow, ...]
    """Who took part, by group; empty until disclosure-controlled figures are given."""
    symbols: tuple[DisclosureSymbol, ...]
    """What the symbols in those figures mean."""
    case_study: Link
    """The case study that goes with it; without words where there is none."""
    next_period: tuple[str, ...]
    """What comes next, one sentence each."""
    signatures: tuple[SignatureLine, ...]
    """The chief finance officer's line below the declaration [LAWI2]."""


def quarterly_return(
    portfolio: Portfolio, on: pendulum.Date, subject: str
) -> QuarterlyReturn:
    """Gather what one quarter's return to the funder says.

    Dates and figures stand as of the quarter's last day, or of *on* if that is before.
    Figures about people's characteristics are not worked out here: give them with
    `attrs.evolve`, once they are under disclosure control.

    Raises:
        UnknownIdError: *subject* is no monitoring return's id.
    """
    of = portfolio.get(MonitoringReturn, subject)
    grant = portfolio.get(Grant, of.grant)
    bid = portfolio.get(Bid, grant.bid)
    quarter = quarter_of(of)
    as_of = min(on, quarter.end)
    projects = of.projects or tuple(p.id for p in projects_of(portfolio, grant))
    status = track.status(portfolio, on=as_of)
    money = track.spending(portfolio, grant.id, on=as_of)
    return QuarterlyReturn(
        title=f"Monitoring return, {quarter.label}",
        imprint=imprint(portfolio.partnership, on),
        grant=grant_facts(portfolio, grant),
        period=period(quarter),
        as_of=long_date(as_of),
        due=day(of.due),
        submitted=day(of.submitted_on),
        status=capitalised(words(of.status)),
        summary=paragraphs(of.summary),
        achievements=tuple(map(sentence, of.achievements)),
        deliverables=delivery_lines(portfolio, _of(projects, status.deliverables_of)),
        milestones=delivery_lines(portfolio, _of(projects, status.milestones_of)),
        outputs=output_rows(of.outputs),
        outcomes=outcome_rows(portfolio, projects, on=as_of),
        finance=finance_rows(money),
        finance_total=finance_total(money),
        declared=_declared(of),
        asks_why=asks_why(money),
        underspend=underspend(money),
        risks=tuple(_risks(portfolio, projects)),
        support_needed=paragraphs(of.support_needed),
        equality_impact=paragraphs(bid.equality_impact),
        equality=(),
        symbols=(),
        case_study=link(of.case_study),
        next_period=tuple(map(sentence, of.next_period)),
        signatures=(_signature(portfolio, of),),
    )


def _of(
    projects: Iterable[ProjectId],
    lines: Callable[[ProjectId], Iterable[track.Line]],
) -> list[track.Line]:
    return [line for project in projects for line in lines(project)]


def _risks(portfolio: Portfolio, projects: Iterable[ProjectId]) -> Iterator[RiskLine]:
    for project in projects:
        yield from risk_lines(portfolio, portfolio.get(Project, project))


def _declared(of: MonitoringReturn) -> tuple[str, ...]:
    sums = (
        ("Spent to date", of.spent),
        ("Forecast for the end", of.forecast),
        ("Forecast underspend", of.underspend),
    )
    said = [f"{what}: {pounds(sum_)}." for what, sum_ in sums if sum_ is not None]
    return (*said, *paragraphs(sentence(of.variance_explanation)))


def _signature(portfolio: Portfolio, of: MonitoringReturn) -> SignatureLine:
    signed = [s.on for s in of.history if s.to is ReturnStatus.CFO_SIGNED]
    return SignatureLine(
        capacity="Chief finance officer",
        name=person(portfolio, of.signatory),
        date=day(signed[-1] if signed else None),
    )
