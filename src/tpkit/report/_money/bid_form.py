"""The bid form: everything that a funder asks of those who want its money."""

from collections.abc import Collection, Iterable
from decimal import Decimal

import attrs
import pendulum

from tpkit._model.delivery import Deliverable, Evidence, Phase, Project
from tpkit._model.ids import ProjectId
from tpkit._model.money import (
    Beneficiaries,
    Bid,
    BidStatus,
    BudgetLine,
    CostCategory,
    FundingRound,
    MatchFunding,
)
from tpkit._model.partnership import GovernanceBody
from tpkit._model.portfolio import Portfolio
from tpkit._text import counted, listed, pounds
from tpkit.report._money.amounts import money
from tpkit.report._money.carried_on import carried_on
from tpkit.report._money.dissemination import DisseminationRow, dissemination_rows
from tpkit.report._money.results import OutcomeRow, outcome_rows
from tpkit.report._standing.risks import RiskLine, risk_lines
from tpkit.report._words.names import organisation, organisations, person
from tpkit.report._words.signing import SignatureLine
from tpkit.report._words.words import (
    Imprint,
    Link,
    capitalised,
    day,
    imprint,
    link,
    named,
    paragraphs,
    sentence,
    words,
)


@attrs.frozen(kw_only=True)
class NeedLine:
    """One piece of evidence that the work is needed [S1]."""

    statement: str
    """What it shows, as a sentence."""
    kind: str
    """`Workforce data`."""
    source: Link
    """Where it is; without words where that is not recorded."""
    dated: str
    """When it was made; empty where that is not recorded."""


@attrs.frozen(kw_only=True)
class PromiseRow:
    """A phase, a deliverable or a milestone that a bid promises."""

    title: str
    """What it is called."""
    detail: str
    """What it is, or how many, in sentences; empty where nothing more is recorded."""
    start: str
    """Its first day, for a phase; empty where that is not recorded."""
    by: str
    """When it is to be there; empty where that is not recorded."""


@attrs.frozen(kw_only=True)
class BeneficiaryRow:
    """How many people of one kind are to be reached."""

    who: str
    """`Social worker, permanent, early career`."""
    number: str
    """`40`."""
    note: str
    """More about them; empty where there is nothing."""


@attrs.frozen(kw_only=True)
class CostRow:
    """What one category is to cost, or all of them."""

    category: str
    """`Academic time`; `Total`."""
    items: tuple[str, ...]
    """What the money is for, line by line."""
    amount: str
    """Pounds: `£14,500.50`."""


@attrs.frozen(kw_only=True)
class MatchRow:
    """What somebody else puts in."""

    source: str
    """Who."""
    form: str
    """`Money` or `In kind`."""
    amount: str
    """Pounds, or the worth of what is given: `£4,500`."""


@attrs.frozen(kw_only=True)
class BidForm:
    """What the template `bid-form` may print.

    Reconstructed from what funders and councils publish: [S1], [EOI15], [SHEFF], [GS6].
    """

    title: str
    """`Bid: Barriers & bridges`."""
    imprint: Imprint
    """The foot of the page."""
    bid: str
    """The bid's title."""
    formerly: str
    """What it was called before; empty where it has always had one title."""
    reference: str
    """The funder's reference; empty where there is none yet."""
    fund: str
    """The round, with its programme: `Continuous Improvement fund, Round for 2021`."""
    funder: str
    """Whose money it is."""
    guidance: str
    """The version of the guidance it is written to; empty where that is not recorded."""
    closes: str
    """The last day for bids; empty where that is not recorded."""
    lead: str
    """The partnership that bids."""
    contact: str
    """Who answers questions; empty where nobody is named."""
    owner: str
    """The senior responsible owner [GSOLD]; empty where nobody is named."""
    finance_contact: str
    """The accountable body's finance officer; empty where nobody is named."""
    partners: str
    """Who delivers it with the partnership; empty where nobody is named."""
    pilot_sites: str
    """Where it starts; empty where that is not recorded."""
    rollout_sites: str
    """Where it is to go afterwards; empty where that is not recorded."""
    starts: str
    """The first day on which money may be spent; empty where that is not recorded."""
    ends: str
    """The last such day; empty where that is not recorded."""
    amount: str
    """Pounds asked for: `£28,500`; empty where that is not recorded."""
    status: str
    """Where the bid stands: `Draft`."""
    submitted: str
    """When it went in; empty while it has not."""
    summary: tuple[str, ...]
    """What it is, in paragraphs."""
    fit_with_fund: tuple[str, ...]
    """How it goes beyond the core programme, in paragraphs."""
    aims: tuple[str, ...]
    """What it is for, one sentence each."""
    rationale: tuple[str, ...]
    """Why it is needed, in paragraphs."""
    need: tuple[NeedLine, ...]
    """The evidence of need."""
    phases: tuple[PromiseRow, ...]
    """The stages of the work."""
    deliverables: tuple[PromiseRow, ...]
    """What it promises to hand over."""
    milestones: tuple[PromiseRow, ...]
    """The dated points that show it is on course."""
    beneficiaries: tuple[BeneficiaryRow, ...]
    """Whom it is to reach."""
    reached: str
    """How many all together: `56 people`; empty where nobody is named."""
    outcomes: tuple[OutcomeRow, ...]
    """The changes it is to bring about."""
    dissemination: tuple[DisseminationRow, ...]
    """Who is to be told of the work."""
    costs: tuple[CostRow, ...]
    """The costs by category; empty where none are recorded."""
    cost_total: CostRow
    """The sum of the rows."""
    match: tuple[MatchRow, ...]
    """What others put in."""
    cost_note: str
    """How the costs compare with what is asked for and put in, as a sentence."""
    risks: tuple[RiskLine, ...]
    """What may go wrong."""
    sustainability: tuple[str, ...]
    """Who carries the work on, at what cost, in paragraphs."""
    exit_plan: tuple[str, ...]
    """What is wound up, in paragraphs."""
    governance: str
    """Which body steers it; empty where none is named."""
    equality_impact: tuple[str, ...]
    """The equality impact assessment, or where it is, in paragraphs."""
    data_protection: str
    """The data-protection impact assessment's reference; empty where there is none."""
    signatures: tuple[SignatureLine, ...]
    """The lines of the senior responsible owner and of the finance officer."""
    decision: str
    """What the funder decided, as a sentence; empty while it has not."""
    feedback: tuple[str, ...]
    """What the funder said, in paragraphs."""
    conditions: tuple[str, ...]
    """Conditions of the award, one sentence each."""


def bid_form(portfolio: Portfolio, on: pendulum.Date, subject: str) -> BidForm:
    """Gather what one bid says.

    What it promises hangs on the projects that name it. Value for money is for people to
    write: the form leaves space for it.

    Raises:
        UnknownIdError: *subject* is no bid's id.
    """
    bid = portfolio.get(Bid, subject)
    round_ = portfolio.get(FundingRound, bid.round)
    projects = tuple(p for p in portfolio.projects if p.bid == bid.id)
    ids = {project.id for project in projects}
    lines = [line for line in portfolio.budget_lines if line.bid == bid.id]
    return BidForm(
        title=f"Bid: {bid.title}",
        imprint=imprint(portfolio.partnership, on),
        bid=bid.title,
        formerly="; ".join(bid.previous_titles),
        reference=bid.reference,
        fund=", ".join(filter(None, [round_.programme, round_.title])),
        funder=organisation(portfolio, round_.funder),
        guidance=round_.guidance_version,
        closes=day(round_.closes),
        lead=portfolio.partnership.name,
        contact=person(portfolio, bid.lead_contact),
        owner=person(portfolio, bid.senior_owner),
        finance_contact=person(portfolio, bid.finance_contact),
        partners=organisations(portfolio, bid.partners),
        pilot_sites=organisations(portfolio, bid.pilot_sites),
        rollout_sites=organisations(portfolio, bid.rollout_sites),
        starts=day(round_.funding_start),
        ends=day(round_.funding_end),
        amount=money(bid.amount_requested),
        status=capitalised(words(bid.status)),
        submitted=day(bid.submitted_on),
        summary=paragraphs(bid.summary),
        fit_with_fund=paragraphs(bid.fit_with_fund),
        aims=tuple(map(sentence, bid.aims)),
        rationale=paragraphs(bid.rationale),
        need=tuple(map(_need, bid.need)),
        phases=tuple(_phase(p) for p in portfolio.phases if p.project in ids),
        deliverables=tuple(
            _deliverable(d) for d in portfolio.deliverables if d.project in ids
        ),
        milestones=_milestones(portfolio, ids),
        beneficiaries=tuple(map(_beneficiaries, bid.beneficiaries)),
        reached=_reached(bid),
        outcomes=outcome_rows(portfolio, ids, on=on),
        dissemination=dissemination_rows(portfolio, bid),
        costs=_costs(lines),
        cost_total=_cost("Total", lines, with_items=False),
        match=tuple(_match(portfolio, one) for one in bid.match_funding),
        cost_note=_cost_note(bid, lines),
        risks=tuple(r for p in projects for r in risk_lines(portfolio, p)),
        sustainability=carried_on(portfolio, bid),
        exit_plan=paragraphs(bid.exit_plan),
        governance=_governance(portfolio, projects),
        equality_impact=paragraphs(bid.equality_impact),
        data_protection=bid.data_protection,
        signatures=_signatures(portfolio, bid),
        decision=_decision(bid),
        feedback=paragraphs(bid.feedback),
        conditions=tuple(map(sentence, bid.conditions)),
    )


# -------------------------------------------------------------------------- promises


def _need(evidence: Evidence) -> NeedLine:
    return NeedLine(
        statement=sentence(evidence.statement),
        kind=capitalised(words(evidence.kind)),
        source=link(evidence.source),
        dated=day(evidence.dated),
    )


def _phase(phase: Phase) -> PromiseRow:
    return PromiseRow(
        title=phase.title, detail="", start=day(phase.start), by=day(phase.promised)
    )


def _deliverable(of: Deliverable) -> PromiseRow:
    many = "" if of.target is None else sentence(f"{of.target:,} {of.unit}".strip())
    return PromiseRow(
        title=of.title,
        detail=" ".join(filter(None, [sentence(of.description), many])),
        start="",
        by=day(of.promised),
    )


def _milestones(
    portfolio: Portfolio, projects: Collection[ProjectId]
) -> tuple[PromiseRow, ...]:
    """Give the milestones of some projects, the earliest first, those without a day last."""
    dated = [
        (milestone.baseline or milestone.forecast, milestone)
        for milestone in portfolio.milestones
        if milestone.project in projects
    ]
    dated.sort(key=lambda pair: (pair[0] is None, pair[0] or pendulum.Date(1, 1, 1)))
    return tuple(
        PromiseRow(title=milestone.title, detail="", start="", by=day(on))
        for on, milestone in dated
    )


def _beneficiaries(of: Beneficiaries) -> BeneficiaryRow:
    kinds = (words(kind) for kind in (of.role, of.employment, of.career_stage))
    return BeneficiaryRow(
        who=capitalised(", ".join(filter(None, kinds))) or "People of any role",
        number=f"{of.number:,}",
        note=sentence(of.note),
    )


def _reached(bid: Bid) -> str:
    people = sum(of.number for of in bid.beneficiaries)
    return counted(people, "person", "people") if bid.beneficiaries else ""


def _governance(portfolio: Portfolio, projects: Iterable[Project]) -> str:
    boards = (portfolio.get(GovernanceBody, p.board).title for p in projects if p.board)
    return named(tuple(boards))


# ----------------------------------------------------------------------------- money


def _costs(lines: list[BudgetLine]) -> tuple[CostRow, ...]:
    categories = [c for c in CostCategory if any(line.category is c for line in lines)]
    return tuple(
        _cost(capitalised(words(c)), [line for line in lines if line.category is c])
        for c in categories
    )


def _cost(
    category: str, lines: list[BudgetLine], *, with_items: bool = True
) -> CostRow:
    items = (f"{line.description}: {pounds(line.planned)}" for line in lines)
    return CostRow(
        category=category,
        items=tuple(items) if with_items else (),
        amount=pounds(_sum(line.planned for line in lines)),
    )


def _match(portfolio: Portfolio, of: MatchFunding) -> MatchRow:
    return MatchRow(
        source=organisation(portfolio, of.source),
        form="In kind" if of.in_kind else "Money",
        amount=pounds(of.amount),
    )


def _cost_note(bid: Bid, lines: list[BudgetLine]) -> str:
    if not lines or bid.amount_requested is None:
        return ""
    cost = _sum(line.planned for line in lines)
    given = _sum(one.amount for one in bid.match_funding if not one.in_kind)
    left = cost - given - bid.amount_requested
    parts = [f"{pounds(bid.amount_requested)} asked for"]
    if given:
        parts.append(f"{pounds(given)} of others' money")
    known = f"The costs come to {pounds(cost)}, against {listed(parts)}"
    if not left:
        return f"{known}, which covers them."
    if left > 0:
        return f"{known}, which leaves {pounds(left)} to find."
    return f"{known}, which is {pounds(-left)} more than is needed."


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, start=Decimal(0))


# ---------------------------------------------------------------- signing and deciding


def _signatures(portfolio: Portfolio, bid: Bid) -> tuple[SignatureLine, ...]:
    return (
        SignatureLine(
            capacity="Senior responsible owner",
            name=person(portfolio, bid.senior_owner),
            date="",
        ),
        SignatureLine(
            capacity="Accountable body's finance officer",
            name=person(portfolio, bid.finance_contact),
            date=day(bid.accountable_body_signed_off),
        ),
    )


_DECISIONS = {
    BidStatus.AWARDED: "The bid was awarded in full",
    BidStatus.PART_AWARDED: "The bid was awarded in part",
    BidStatus.RESERVE: "The bid is on the reserve list",
    BidStatus.UNSUCCESSFUL: "The bid was not funded",
    BidStatus.WITHDRAWN: "The bid was withdrawn",
    BidStatus.ROUND_CANCELLED: "The funder cancelled the round",
}


def _decision(bid: Bid) -> str:
    decision = _DECISIONS.get(bid.status, "")
    if bid.status.is_won and bid.amount_awarded is not None:
        decision += f": {pounds(bid.amount_awarded)}"
    return sentence(decision)
