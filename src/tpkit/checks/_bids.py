from collections.abc import Iterator
from decimal import Decimal
from typing import Any, ClassVar

import attrs
import pendulum

from tpkit._model.delivery import DeliverableStatus, Project, ProjectStatus
from tpkit._model.ids import BidId
from tpkit._model.lifecycle import LifeCycle
from tpkit._model.money import (
    BID_LIFE_CYCLE,
    GRANT_LIFE_CYCLE,
    RETURN_LIFE_CYCLE,
    Bid,
    BidStatus,
    FundingRound,
    Grant,
    MonitoringReturn,
    RoundStatus,
    VariationKind,
)
from tpkit._model.portfolio import Portfolio
from tpkit._text import long_date, pounds
from tpkit.checks._check import Check
from tpkit.checks._days import year_label
from tpkit.checks._funding import GIVEN_UP, funded_until, grants_by_bid
from tpkit.findings import Finding, Severity


@attrs.frozen(kw_only=True)
class BidNotReady:
    """A bid that is to go in, or has gone in, lacks something a funder asks for.

    A named senior responsible owner, agreed performance measures and a budget are what
    the government's grants standards want of a grant [GSOLD][GS8]; NELTP's five bids
    show the rest [S1]. Looked for are a senior owner, a finance contact, the accountable
    body's sign-off no later than the submission, an amount, a budget, and in the bid's
    projects an outcome with an indicator, a deliverable with a date and a risk; and who
    carries the work on afterwards. Whether the budget adds up is another check's
    business. Drafts and decided bids are left in peace.
    """

    code: ClassVar[str] = "TP201"
    rules: ClassVar[tuple[int, ...]] = (11,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        promised = _promised(portfolio)
        for index, bid in enumerate(portfolio.bids):
            if not _is_going_in(bid):
                continue
            for field, lacks, remedy in self._lacks(bid, promised[bid.id]):
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"$.bids[{index}].{field}".removesuffix("."),
                    message=f"{bid.title} has {lacks}",
                    remedy=remedy,
                )

    def _lacks(self, bid: Bid, promised: "_Promised") -> Iterator[tuple[str, str, str]]:
        if bid.senior_owner is None:
            yield "senior_owner", "no senior responsible owner", "name one"
        if bid.finance_contact is None:
            yield "finance_contact", "no finance contact", "name one"
        if not bid.sustainability:
            yield (
                "sustainability",
                "no word on what happens after the grant",
                "say who carries the work on, at what cost, from when",
            )
        if bid.amount_requested is None:
            yield "amount_requested", "no amount", "say how much is asked for"
        yield from _sign_off(bid)
        for lacks, remedy in promised.lacks():
            yield "", lacks, remedy


@attrs.frozen(kw_only=True)
class BudgetDoesNotSum:
    """A bid's budget lines do not add up to the bid's amount.

    To the penny, and not to be relaxed [OK]: funders send such a bid back. Before a
    decision the lines are held against the amount requested; once the bid is won,
    against the amount awarded, because lines hold the approved budget. Where the bid
    does not say what was awarded, its grants do. Lines that hold what the funder agreed
    to add or take away since are right too. Bids without lines or without an amount are
    not judged, nor are bids that will bring no money.
    """

    code: ClassVar[str] = "TP202"
    rules: ClassVar[tuple[int, ...]] = (11, 12)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        sums: dict[BidId, Decimal] = {}
        for line in portfolio.budget_lines:
            sums[line.bid] = sums.get(line.bid, Decimal(0)) + line.planned
        grants = grants_by_bid(portfolio)
        for index, bid in enumerate(portfolio.bids):
            its_grants = grants.get(bid.id, [])
            field, amount = self._amount(bid, its_grants)
            if amount is None or bid.id not in sums or bid.status in GIVEN_UP:
                continue
            total = sums[bid.id]
            if total not in (amount, amount + _agreed_since(its_grants)):
                yield Finding(
                    code=self.code,
                    severity=Severity.ERROR,
                    path=f"$.bids[{index}].{field}",
                    message=(
                        f"The budget of {bid.title} comes to {pounds(total)}, "
                        f"{pounds(abs(total - amount))} "
                        f"{'more' if total > amount else 'less'} than the "
                        f"{pounds(amount)} {field.removeprefix('amount_')}"
                    ),
                    remedy="correct the lines or the amount, to the penny",
                )

    def _amount(self, bid: Bid, grants: list[Grant]) -> tuple[str, Decimal | None]:
        if not bid.status.is_won:
            return "amount_requested", bid.amount_requested
        if bid.amount_awarded is not None:
            return "amount_awarded", bid.amount_awarded
        if grants:
            return "amount_awarded", sum((g.amount for g in grants), Decimal(0))
        in_full = bid.status is BidStatus.AWARDED
        return "amount_requested", bid.amount_requested if in_full else None


@attrs.frozen(kw_only=True)
class DeliverableAfterFunding:
    """A deliverable is due when the money has run out.

    All five of NELTP's projects had to be complete by 31 March 2022, the end of their
    fund [S1]. The last day is the grant's, with its variations; before there is a grant
    it is the round's, and for work without a bid, or whose bid brought no money, the
    project's own. What was handed over while there was money is left in peace, and so
    is what a cancelled project promised.
    """

    code: ClassVar[str] = "TP203"
    rules: ClassVar[tuple[int, ...]] = (14,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        grants = grants_by_bid(portfolio)
        for index, deliverable in enumerate(portfolio.deliverables):
            due = deliverable.due
            if due is None or deliverable.status is DeliverableStatus.DROPPED:
                continue
            project = portfolio.get(Project, deliverable.project)
            last = self._last_day(portfolio, project, grants)
            if last is None or project.status is ProjectStatus.CANCELLED:
                continue
            delivered = deliverable.delivered_on
            if due > last and (delivered is None or delivered > last):
                yield Finding(
                    code=self.code,
                    severity=Severity.ERROR,
                    path=f"$.deliverables[{index}].due",
                    message=(
                        f"{deliverable.title} is due on {long_date(due)}, but the money "
                        f"ends on {long_date(last)}"
                    ),
                    remedy="bring it forward, or have an extension agreed",
                )

    def _last_day(
        self, portfolio: Portfolio, project: Project, grants: dict[BidId, list[Grant]]
    ) -> pendulum.Date | None:
        if project.bid is None:
            return project.funded_end
        bid = portfolio.get(Bid, project.bid)
        if bid.status in GIVEN_UP:
            return project.funded_end
        return funded_until(portfolio, bid, grants) or project.funded_end


@attrs.frozen(kw_only=True)
class MoveOutOfOrder:
    """The history of a bid, a grant or a return has a step that cannot follow the last.

    The legal moves are those of the life cycles [SHEFF][HUMBER][CC24]. A step that
    nobody wrote down looks like an illegal one, so this is a warning. The first step of
    a history may be any: a record may begin late.
    """

    code: ClassVar[str] = "TP204"
    rules: ClassVar[tuple[int, ...]] = (15,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        families: tuple[tuple[str, LifeCycle[Any]], ...] = (
            ("bids", BID_LIFE_CYCLE),
            ("grants", GRANT_LIFE_CYCLE),
            ("monitoring_returns", RETURN_LIFE_CYCLE),
        )
        for family, cycle in families:
            for index, noun in enumerate(getattr(portfolio, family)):
                path = f"$.{family}[{index}].history"
                yield from self._moves(portfolio, path, noun, cycle)

    def _moves(
        self, portfolio: Portfolio, path: str, noun: Any, cycle: LifeCycle[Any]
    ) -> Iterator[Finding]:
        for place, step in enumerate(noun.history[1:], start=1):
            before = noun.history[place - 1].to
            if not cycle.may_move(before, step.to):
                legal = [status.value for status in cycle.moves[before]]
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"{path}[{place}]",
                    message=(
                        f"{_title(portfolio, noun)} went from {before.value!r} to "
                        f"{step.to.value!r} on {long_date(step.on)}"
                    ),
                    remedy=f"record the steps between; from {before.value!r} it can "
                    f"become {', '.join(legal) or 'nothing more'}",
                )


@attrs.frozen(kw_only=True)
class BidUndated:
    """A bid has left the drafting table, and no step of its history says when.

    Awards have come five months after submission, and once nine weeks before the money
    had to be spent [SHEFF][INF]; only dated steps show such delays.
    """

    code: ClassVar[str] = "TP205"
    rules: ClassVar[tuple[int, ...]] = (15,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        for index, bid in enumerate(portfolio.bids):
            if bid.status is not BidStatus.DRAFT and not bid.history:
                status = bid.status.value.replace("_", " ")
                yield Finding(
                    code=self.code,
                    severity=Severity.INFO,
                    path=f"$.bids[{index}].history",
                    message=f"{bid.title} has the status {status!r} since no known day",
                    remedy="add the dated steps that led there",
                )


@attrs.frozen(kw_only=True)
class BidAgainstRound:
    """A bid and its funding round disagree about whether the round was cancelled.

    Funders do drop rounds: bids for 2024-25 were invited, and the round was given up
    after the financial year had begun [CC24]. All bids that still wait then become
    `round_cancelled`, and no others do.
    """

    code: ClassVar[str] = "TP206"
    rules: ClassVar[tuple[int, ...]] = (15,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        for index, bid in enumerate(portfolio.bids):
            round_ = portfolio.get(FundingRound, bid.round)
            is_off = round_.status is RoundStatus.CANCELLED
            was_off = bid.status is BidStatus.ROUND_CANCELLED
            if is_off and BID_LIFE_CYCLE.may_move(
                bid.status, BidStatus.ROUND_CANCELLED
            ):
                message = f"{round_.title} was cancelled, but {bid.title} still waits"
                remedy = "move the bid to round_cancelled"
            elif was_off and not is_off:
                message = (
                    f"{bid.title} ended with its round, but {round_.title} is "
                    f"{round_.status.value}"
                )
                remedy = "mark the round as cancelled, or correct the bid"
            else:
                continue
            yield Finding(
                code=self.code,
                severity=Severity.WARNING,
                path=f"$.bids[{index}].status",
                message=message,
                remedy=remedy,
            )


@attrs.define(kw_only=True)
class _Promised:
    """What a bid's projects and budget hold, ticked off while walking the portfolio."""

    budget: bool = False
    outcome: bool = False
    deliverable: bool = False
    risk: bool = False

    def lacks(self) -> Iterator[tuple[str, str]]:
        if not self.budget:
            yield "no budget", "add budget lines that come to the amount"
        if not self.outcome:
            yield "no outcome with an indicator", "add one to the bid's project"
        if not self.deliverable:
            yield "no deliverable with a date", "add one to the bid's project"
        if not self.risk:
            yield "no risk", "add one to the bid's project"


def _promised(portfolio: Portfolio) -> dict[BidId, _Promised]:
    promised = {bid.id: _Promised() for bid in portfolio.bids}
    for line in portfolio.budget_lines:
        promised[line.bid].budget = True
    of_project = {
        project.id: promised[project.bid]
        for project in portfolio.projects
        if project.bid is not None
    }
    for outcome in portfolio.outcomes:
        if outcome.indicators and outcome.project in of_project:
            of_project[outcome.project].outcome = True
    for deliverable in portfolio.deliverables:
        promised_still = deliverable.status is not DeliverableStatus.DROPPED
        if deliverable.due and promised_still and deliverable.project in of_project:
            of_project[deliverable.project].deliverable = True
    for risk in portfolio.risks:
        if risk.project in of_project:
            of_project[risk.project].risk = True
    return promised


def _sign_off(bid: Bid) -> Iterator[tuple[str, str, str]]:
    field, signed = "accountable_body_signed_off", bid.accountable_body_signed_off
    if signed is None:
        yield field, "no sign-off by the accountable body", "have it signed off"
    elif bid.submitted_on is not None and bid.submitted_on < signed:
        yield (
            field,
            f"a sign-off of {long_date(signed)}, after it was submitted",
            "correct the date, or tell the funder",
        )


def _agreed_since(grants: list[Grant]) -> Decimal:
    return sum(
        (
            variation.amount
            for grant in grants
            for variation in grant.variations
            if variation.kind is VariationKind.AMOUNT
            and variation.agreed_on is not None
            and variation.amount is not None
        ),
        Decimal(0),
    )


def _is_going_in(bid: Bid) -> bool:
    return bid.status is BidStatus.INTERNAL_APPROVAL or bid.status.is_with_funder


def _title(portfolio: Portfolio, noun: Bid | Grant | MonitoringReturn) -> str:
    if isinstance(noun, MonitoringReturn):
        grant = portfolio.get(Grant, noun.grant)
        return f"The {year_label(noun.year)} {noun.quarter} return of {grant.title}"
    return noun.title


CHECKS: tuple[Check, ...] = (
    BidNotReady(),
    BudgetDoesNotSum(),
    DeliverableAfterFunding(),
    MoveOutOfOrder(),
    BidUndated(),
    BidAgainstRound(),
)
