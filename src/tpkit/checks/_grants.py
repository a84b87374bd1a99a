from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

import attrs
import pendulum

from tpkit._dates import later
from tpkit._model.calendar import Nation
from tpkit._model.ids import BidId
from tpkit._model.money import (
    Bid,
    BudgetLine,
    Claim,
    ClaimLine,
    Grant,
    GrantStatus,
    VariationKind,
)
from tpkit._model.partnership import Decision
from tpkit._model.people import Organisation, OrganisationKind
from tpkit._model.portfolio import Portfolio
from tpkit._text import counted, long_date, pounds
from tpkit.calendars._years import Year
from tpkit.checks._check import Check
from tpkit.checks._days import financial_year_end, working_days_between
from tpkit.checks._funding import NOT_TAKEN_UP, is_sent
from tpkit.findings import Finding, Severity


@attrs.frozen(kw_only=True)
class SignedBeforeApproval:
    """A grant agreement was signed before the accountable body approved it.

    Acceptance of a grant is a recorded decision of the accountable body, dated apart
    from the award [SHEFF][HUMBER]. The dates are the grant's own; where they are empty,
    those of the recorded decision and of the history.
    """

    code: ClassVar[str] = "TP221"
    rules: ClassVar[tuple[int, ...]] = (16,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        for index, grant in enumerate(portfolio.grants):
            signed = grant.signed_on or _reached(grant, GrantStatus.SIGNED)
            approved = _approved(portfolio, grant)
            if signed is None or (approved is not None and approved <= signed):
                continue
            known = f"only approved on {long_date(approved)}" if approved else ""
            yield Finding(
                code=self.code,
                severity=Severity.ERROR,
                path=f"$.grants[{index}].approved_on",
                message=(
                    f"{grant.title} was signed on {long_date(signed)} and "
                    f"{known or 'has no recorded approval'}"
                ),
                remedy="record the accountable body's decision, or have it ratified",
            )


@attrs.frozen(kw_only=True)
class LateAward:
    """The agreement was signed so late that little working time is left for the money.

    Sixty working days are the default [INF]: South Yorkshire's terms came on 25 January
    2021 and left 47 to 31 March [SHEFF]. Counted are the working days after the
    signature, to the grant's last day with its variations; before there is a signature,
    those after the approval, the terms or the offer, whichever came last. Once that last
    day is over there is nothing left to be done, and nothing is said.
    """

    code: ClassVar[str] = "TP222"
    rules: ClassVar[tuple[int, ...]] = (17,)

    at_least: int = 60
    """Working days that should be left."""
    nation: Nation = Nation.ENGLAND_AND_WALES
    """Whose bank holidays count."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        for index, grant in enumerate(portfolio.grants):
            field, day, words = _latest_step(grant)
            if day is None or grant.status in NOT_TAKEN_UP or grant.last_spend_day < on:
                continue
            first, last = later(day, days=1), grant.last_spend_day
            left = 0 if last < first else working_days_between(first, last, self.nation)
            if left is not None and left < self.at_least:
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"$.grants[{index}].{field}",
                    message=(
                        f"{grant.title} {words} on {long_date(day)}, which leaves "
                        f"{counted(left, 'working day')} to {long_date(last)}"
                    ),
                    remedy="ask for an extension now, or promise less",
                )


@attrs.frozen(kw_only=True)
class SpendingCarriedOver:
    """Money was spent after its financial year, or after its grant, without leave.

    Unspent money is returned; it may be carried over only when the funder has agreed
    [LAWI2]. Each claim line is held against the 31 March that follows its budget line,
    and against the grant's last day with its variations.
    Leave is given by the grant's terms, or by a carry-over or an extension among its
    variations that reaches far enough.
    """

    code: ClassVar[str] = "TP223"
    rules: ClassVar[tuple[int, ...]] = (18,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        for index, claim in enumerate(portfolio.claims):
            grant = portfolio.get(Grant, claim.grant)
            for place, line in enumerate(claim.lines):
                budget = portfolio.get(BudgetLine, line.budget_line)
                spent = _spent(claim, line)
                last = min(financial_year_end(budget.end), grant.last_spend_day)
                if spent > last and not _may_carry_over(grant, spent):
                    yield Finding(
                        code=self.code,
                        severity=Severity.ERROR,
                        path=f"$.claims[{index}].lines[{place}]",
                        message=(
                            f"{pounds(line.amount)} for {budget.description} was to "
                            f"be spent by {long_date(last)} and is claimed as spent "
                            "later"
                        ),
                        remedy="return it, or have the carry-over agreed",
                    )


@attrs.frozen(kw_only=True)
class UnderspendNotNotified:
    """A large underspend is forecast and the funder has not been told.

    Funders want to hear of an underspend at once, and take it back [LAWI2]; from 5% of
    the budget on it is worth a letter [OK]. The forecasts of the budget lines are added
    up, with the revised plan where a line has none. A day of notice on the grant, or a
    submitted return that declares an underspend, is telling.
    """

    code: ClassVar[str] = "TP224"
    rules: ClassVar[tuple[int, ...]] = (19,)

    percent: Decimal = Decimal(5)
    """Percent of the revised budget from which the funder is told."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        lines: dict[BidId, list[BudgetLine]] = {}
        for line in portfolio.budget_lines:
            lines.setdefault(line.bid, []).append(line)
        declared = {
            return_.grant
            for return_ in portfolio.monitoring_returns
            if return_.underspend and is_sent(return_)
        }
        for index, grant in enumerate(portfolio.grants):
            told = grant.underspend_notified_on is not None or grant.id in declared
            if told or grant.status in _SETTLED:
                continue
            plan, forecast = _forecast(lines.get(grant.bid, []))
            under = plan - forecast
            if under > 0 and under * 100 >= self.percent * plan:
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"$.grants[{index}].underspend_notified_on",
                    message=(
                        f"{grant.title} is forecast to leave {pounds(under)} of "
                        f"{pounds(plan)} unspent"
                    ),
                    remedy="tell the funder at once, and record the day",
                )


@attrs.frozen(kw_only=True)
class LegalPowerMissing:
    """A grant of public money does not say under which law it is paid.

    South Yorkshire's grant came under section 46 of the Children and Social Work Act
    2017 [SHEFF]; auditors ask for the power. It stands on the funding round, which is
    named once for all its grants. Charities need no such power.
    """

    code: ClassVar[str] = "TP225"
    rules: ClassVar[tuple[int, ...]] = (27,)

    funders: tuple[OrganisationKind, ...] = (
        OrganisationKind.GOVERNMENT,
        OrganisationKind.LOCAL_AUTHORITY,
        OrganisationKind.NATIONAL_BODY,
        OrganisationKind.NHS_TRUST,
    )
    """The kinds of funder that pay under a legal power."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        funded = {
            portfolio.get(Bid, grant.bid).round
            for grant in portfolio.grants
            if grant.status not in NOT_TAKEN_UP
        }
        for index, round_ in enumerate(portfolio.funding_rounds):
            funder = portfolio.get(Organisation, round_.funder)
            if round_.id not in funded or funder.kind not in self.funders:
                continue
            if not round_.legal_power:
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"$.funding_rounds[{index}].legal_power",
                    message=f"{round_.title} pays grants under no recorded legal power",
                    remedy="copy the power from the grant letter",
                )


@attrs.frozen(kw_only=True)
class RecordsKeptTooShort:
    """The records of a grant are to be destroyed too early, or nothing says when.

    Six years after the end of the financial year in which the grant ends is typical
    [WALES]; the grant's own terms may ask for more. A grant without a date is a matter
    of information, one with too early a date a warning.
    """

    code: ClassVar[str] = "TP226"
    rules: ClassVar[tuple[int, ...]] = (23,)

    years: int = 6
    """Years after the financial year of the grant's end for which records are kept."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        for index, grant in enumerate(portfolio.grants):
            if grant.status is GrantStatus.DECLINED:
                continue
            least = later(
                financial_year_end(grant.last_spend_day), months=12 * self.years
            )
            until = grant.records_until
            if until is not None and until >= least:
                continue
            records = f"the records of {grant.title} are kept"
            yield Finding(
                code=self.code,
                severity=Severity.WARNING if until else Severity.INFO,
                path=f"$.grants[{index}].records_until",
                message=(
                    f"T{records[1:]} until {long_date(until)}"
                    if until
                    else f"Nothing says until when {records}"
                ),
                remedy=f"keep them until {long_date(least)}",
            )


_SETTLED = (
    *NOT_TAKEN_UP,
    GrantStatus.FINAL_CLAIM,
    GrantStatus.CERTIFIED,
    GrantStatus.CLOSED,
)


def _reached(grant: Grant, status: GrantStatus) -> pendulum.Date | None:
    return next((step.on for step in grant.history if step.to is status), None)


def _approved(portfolio: Portfolio, grant: Grant) -> pendulum.Date | None:
    if grant.approved_on is not None:
        return grant.approved_on
    if grant.approval is not None:
        return portfolio.get(Decision, grant.approval).on
    return _reached(grant, GrantStatus.ACCOUNTABLE_BODY_APPROVED)


_STEPS = (
    ("signed_on", GrantStatus.SIGNED, "was signed"),
    ("approved_on", GrantStatus.ACCOUNTABLE_BODY_APPROVED, "was approved"),
    ("terms_received_on", GrantStatus.TERMS_RECEIVED, "had its terms sent"),
    ("offered_on", GrantStatus.OFFERED, "was offered"),
)


def _latest_step(grant: Grant) -> tuple[str, pendulum.Date | None, str]:
    for field, status, words in _STEPS:
        day: pendulum.Date | None = getattr(grant, field)
        if day is not None:
            return field, day, words
        if (reached := _reached(grant, status)) is not None:
            return "history", reached, words
    return "history", None, ""


def _spent(claim: Claim, line: ClaimLine) -> pendulum.Date:
    if line.spent_on is not None:
        return line.spent_on
    quarter = int(claim.quarter.value.removeprefix("Q"))
    return Year(first=claim.year).quarters[quarter - 1].start


def _may_carry_over(grant: Grant, spent: pendulum.Date) -> bool:
    return grant.carry_over_allowed or any(
        variation.kind in (VariationKind.CARRY_OVER, VariationKind.EXTENSION)
        and variation.agreed_on is not None
        and (variation.new_end is None or spent <= variation.new_end)
        for variation in grant.variations
    )


def _forecast(lines: list[BudgetLine]) -> tuple[Decimal, Decimal]:
    plan = sum((line.revised for line in lines), Decimal(0))
    forecast = sum(
        (line.revised if line.forecast is None else line.forecast for line in lines),
        Decimal(0),
    )
    return plan, forecast


CHECKS: tuple[Check, ...] = (
    SignedBeforeApproval(),
    LateAward(),
    SpendingCarriedOver(),
    UnderspendNotNotified(),
    LegalPowerMissing(),
    RecordsKeptTooShort(),
)
