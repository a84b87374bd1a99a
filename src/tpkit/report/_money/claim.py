"""The claim: what is asked for a quarter, and a statement of all that was spent."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

import attrs
import pendulum

from tpkit import track
from tpkit._model.ids import ClaimId
from tpkit._model.money import BudgetLine, Claim, ClaimLine, CostCategory, Grant
from tpkit._model.portfolio import Portfolio
from tpkit._text import long_date, pounds
from tpkit.report._money.grants import GrantFacts, grant_facts, period, quarter_of
from tpkit.report._words.names import person
from tpkit.report._words.signing import SignatureLine
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
class ClaimedCost:
    """What a claim asks for one budget line. Sources: [LAWI1], [SPORT]."""

    cost: str
    """What the money was for: `Lecturers' time`."""
    category: str
    """`Academic time`."""
    spent_on: str
    """When it was spent; empty where that is not recorded."""
    evidence: str
    """Where the invoices are; empty where that is not recorded."""
    is_eligible: bool
    """Whether nothing in the record says that it cannot be charged to the grant."""
    eligibility: str
    """`Eligible`, or why it is not: `Recoverable VAT`."""
    amount: str
    """Pounds claimed: `£7,250.25`."""


@attrs.frozen(kw_only=True)
class StatementRow:
    """One category of a statement of expenditure, or its total, in pounds."""

    category: str
    """`Academic time`; `Total`."""
    budget: str
    """The approved budget with its virements."""
    before: str
    """Claimed for the quarters before."""
    now: str
    """Claimed for this quarter."""
    so_far: str
    """Both together."""
    left: str
    """What is left of the budget; with a minus where more was claimed."""


@attrs.frozen(kw_only=True)
class GrantClaim:
    """What the template `claim` may print. Sources: [LAWI1], [LAWI2], [SPORT], [WALES]."""

    title: str
    """`Grant claim, 2021/22 Q3`."""
    imprint: Imprint
    """The foot of the page."""
    grant: GrantFacts
    """Whose grant it is, and under which reference."""
    period: str
    """`2021/22 Q3 (1 October 2021 to 31 December 2021)`."""
    submitted: str
    """When it went in; empty while it has not."""
    costs: tuple[ClaimedCost, ...]
    """What is claimed; empty where nothing is."""
    amount: str
    """The sum of it: `£8,490.25`."""
    statement: tuple[StatementRow, ...]
    """Expenditure by category, with what was claimed before; empty without a budget."""
    statement_total: StatementRow
    """The sum of the rows."""
    standing: str
    """How much of the grant has been claimed, and is left, as a sentence."""
    left_out: tuple[str, ...]
    """Costs of the grant's budget that cannot be charged to it, a sentence each."""
    query: tuple[str, ...]
    """What the funder has asked, in paragraphs; empty where it has asked nothing."""
    payment: str
    """What has been paid for it, and when, as a sentence."""
    signatures: tuple[SignatureLine, ...]
    """The chief finance officer's line below the declaration [LAWI2]."""


def claim(portfolio: Portfolio, on: pendulum.Date, subject: str) -> GrantClaim:
    """Gather what one quarter's claim says.

    Raises:
        UnknownIdError: *subject* is no claim's id.
    """
    of = portfolio.get(Claim, subject)
    grant = portfolio.get(Grant, of.grant)
    quarter = quarter_of(of)
    standings = track.claims(portfolio, grant.id, on=on)
    place = [standing.claim for standing in standings].index(of.id)
    before = [standing.claim for standing in standings[:place]]
    sums = _sums(portfolio, grant, before, of)
    return GrantClaim(
        title=f"Grant claim, {quarter.label}",
        imprint=imprint(portfolio.partnership, on),
        grant=grant_facts(portfolio, grant),
        period=period(quarter),
        submitted=day(of.submitted_on),
        costs=tuple(_cost(portfolio, grant, line) for line in of.lines),
        amount=pounds(standings[place].amount),
        statement=tuple(_row(capitalised(words(c)), *sums[c]) for c in sums),
        statement_total=_row("Total", *_added(sums.values())),
        standing=_standing(standings[place]),
        left_out=tuple(
            _with_vat(sentence(cost.sentence))
            for cost in track.ineligible(portfolio, grant.id)
        ),
        query=paragraphs(of.query),
        payment=_payment(of),
        signatures=(
            SignatureLine(
                capacity="Chief finance officer",
                name=person(portfolio, of.signed_off_by),
                date=day(of.signed_off_on),
            ),
        ),
    )


_NOTHING = Decimal(0)


def _cost(portfolio: Portfolio, grant: Grant, line: ClaimLine) -> ClaimedCost:
    budget = portfolio.get(BudgetLine, line.budget_line)
    why_not = _why_not(grant, budget, line.spent_on)
    return ClaimedCost(
        cost=budget.description,
        category=capitalised(words(budget.category)),
        spent_on=day(line.spent_on),
        evidence=line.evidence or budget.evidence,
        is_eligible=not why_not,
        eligibility=why_not or "Eligible",
        amount=pounds(line.amount),
    )


def _why_not(grant: Grant, budget: BudgetLine, spent_on: pendulum.Date | None) -> str:
    if budget.ineligible is not None:
        return _with_vat(capitalised(words(budget.ineligible)))
    if spent_on is not None and spent_on < grant.start:
        return f"Spent before the grant began on {long_date(grant.start)}"
    if spent_on is not None and spent_on > grant.last_spend_day:
        return f"Spent after the grant's last day, {long_date(grant.last_spend_day)}"
    return ""


def _with_vat(text: str) -> str:
    return text.replace("ecoverable vat", "ecoverable VAT")


Sums = tuple[Decimal, Decimal, Decimal]
"""Budget, claimed before, claimed now."""


def _sums(
    portfolio: Portfolio, grant: Grant, before: Iterable[ClaimId], of: Claim
) -> dict[CostCategory, Sums]:
    """Add up each category of the grant's budget, in the order of categories."""
    budget: dict[CostCategory, Decimal] = {}
    for line in portfolio.budget_lines:
        if line.bid == grant.bid:
            budget[line.category] = budget.get(line.category, _NOTHING) + line.revised
    earlier = [*_claimed(portfolio, (portfolio.get(Claim, id) for id in before))]
    now = [*_claimed(portfolio, [of])]
    return {
        category: (
            budget[category],
            _total(amount for kind, amount in earlier if kind is category),
            _total(amount for kind, amount in now if kind is category),
        )
        for category in CostCategory
        if category in budget
    }


def _added(rows: Iterable[Sums]) -> Sums:
    parts = [*rows]
    return (
        _total(part[0] for part in parts),
        _total(part[1] for part in parts),
        _total(part[2] for part in parts),
    )


def _claimed(
    portfolio: Portfolio, claims: Iterable[Claim]
) -> Iterator[tuple[CostCategory, Decimal]]:
    for one in claims:
        for line in one.lines:
            yield portfolio.get(BudgetLine, line.budget_line).category, line.amount


def _total(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, start=_NOTHING)


def _row(category: str, budget: Decimal, before: Decimal, now: Decimal) -> StatementRow:
    return StatementRow(
        category=category,
        budget=pounds(budget),
        before=pounds(before),
        now=pounds(now),
        so_far=pounds(before + now),
        left=pounds(budget - before - now),
    )


def _standing(standing: track.ClaimStanding) -> str:
    claimed = f"With this claim {pounds(standing.so_far)} of the grant has been claimed"
    if standing.left < 0:
        return f"{claimed}, which is {pounds(-standing.left)} more than was granted."
    return f"{claimed}; {pounds(standing.left)} is left to claim."


def _payment(of: Claim) -> str:
    if of.paid is None:
        return "No payment has been recorded for this claim."
    when = f" on {long_date(of.paid_on)}" if of.paid_on else ""
    return f"{pounds(of.paid)} was paid{when}."
