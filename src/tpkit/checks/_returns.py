from collections.abc import Iterator
from typing import ClassVar

import attrs
import pendulum

from tpkit._dates import later
from tpkit._model.calendar import Nation
from tpkit._model.ids import GrantId
from tpkit._model.money import Claim, Grant, GrantStatus, MonitoringReturn
from tpkit._model.people import Person, ProfessionalRole
from tpkit._model.portfolio import Portfolio
from tpkit._text import listed, long_date
from tpkit.calendars._years import Quarter, Year
from tpkit.checks._check import Check
from tpkit.checks._days import (
    NEVER,
    financial_year_end,
    financial_year_start,
    quarters,
    working_days_after,
    year_label,
)
from tpkit.checks._funding import NOT_TAKEN_UP, is_sent, owes_reports
from tpkit.findings import Finding, Severity


@attrs.frozen(kw_only=True)
class ClaimUnsigned:
    """A claim went in without the chief finance officer's signature.

    Agreements ask for the recipient's chief finance officer by name and date, before
    the claim goes in [LAWI2].
    """

    code: ClassVar[str] = "TP231"
    rules: ClassVar[tuple[int, ...]] = (23,)

    roles: tuple[ProfessionalRole, ...] = (ProfessionalRole.FINANCE,)
    """The roles that may sign a claim off."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        for index, claim in enumerate(portfolio.claims):
            fault = self._fault(portfolio, claim)
            if claim.submitted_on is not None and fault:
                grant = portfolio.get(Grant, claim.grant)
                label = f"{year_label(claim.year)} {claim.quarter}"
                yield Finding(
                    code=self.code,
                    severity=Severity.ERROR,
                    path=f"$.claims[{index}].{fault[0]}",
                    message=f"The {label} claim of {grant.title} {fault[1]}",
                    remedy="have the chief finance officer sign it, and tell the funder",
                )

    def _fault(self, portfolio: Portfolio, claim: Claim) -> tuple[str, str] | None:
        if claim.signed_off_by is None:
            return "signed_off_by", "went in without a finance officer's name"
        signatory = portfolio.get(Person, claim.signed_off_by)
        if signatory.role not in self.roles:
            return (
                "signed_off_by",
                f"was signed off by {signatory.title}, not by finance",
            )
        if claim.signed_off_on is None:
            return "signed_off_on", "went in without the day of its sign-off"
        if claim.submitted_on is not None and claim.submitted_on < claim.signed_off_on:
            return "signed_off_on", "was signed off after it went in"
        return None


@attrs.frozen(kw_only=True)
class ReturnLate:
    """A quarterly return is overdue.

    What the return itself or the grant says counts. Where both are silent, a return is
    due ten working days after its quarter, the last of the year twenty [DES]: no
    public figure exists.
    """

    code: ClassVar[str] = "TP232"
    rules: ClassVar[tuple[int, ...]] = (24,)

    days: int = 10
    """Working days after a quarter in which its return is due."""
    last_quarter_days: int = 20
    """Working days after 31 March in which the return of Q4 is due."""
    nation: Nation = Nation.ENGLAND_AND_WALES
    """Whose bank holidays count."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        for index, return_ in enumerate(portfolio.monitoring_returns):
            grant = portfolio.get(Grant, return_.grant)
            if grant.status in NOT_TAKEN_UP or is_sent(return_):
                continue
            quarter = _quarter(return_)
            due = return_.due or self.due(grant, quarter)
            if due is not None and due < on:
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"$.monitoring_returns[{index}].status",
                    message=(
                        f"The {quarter.label} return of {grant.title} was due on "
                        f"{long_date(due)}"
                    ),
                    remedy="send it, or record when it went",
                )

    def due(self, grant: Grant, quarter: Quarter) -> pendulum.Date | None:
        """Give the day on which a grant's return of a quarter is due.

        None where bank holidays are not known.
        """
        default = (
            self.last_quarter_days
            if quarter == quarter.year.quarters[-1]
            else self.days
        )
        days = default if grant.return_due_days is None else grant.return_due_days
        return working_days_after(quarter.end, days, self.nation)


@attrs.frozen(kw_only=True)
class ReturnMissing:
    """A grant that runs has no record of a quarterly return that was due.

    Quarterly returns with a progress report are typical [LAWI2]. They are due as
    `ReturnLate` counts [DES]. What would have been due before the agreement was signed
    is not asked for, nor is anything of a grant that was never signed.
    """

    code: ClassVar[str] = "TP233"
    rules: ClassVar[tuple[int, ...]] = (24,)

    days: int = 10
    """Working days after a quarter in which its return is due."""
    last_quarter_days: int = 20
    """Working days after 31 March in which the return of Q4 is due."""
    nation: Nation = Nation.ENGLAND_AND_WALES
    """Whose bank holidays count."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        due = ReturnLate(
            days=self.days,
            last_quarter_days=self.last_quarter_days,
            nation=self.nation,
        ).due
        recorded: dict[GrantId, set[Quarter]] = {}
        for return_ in portfolio.monitoring_returns:
            recorded.setdefault(return_.grant, set()).add(_quarter(return_))
        for index, grant in enumerate(portfolio.grants):
            if not owes_reports(grant):
                continue
            missing = [
                quarter.label
                for quarter in quarters(grant.start, min(grant.last_spend_day, on))
                if quarter not in recorded.get(grant.id, set())
                and (day := due(grant, quarter)) is not None
                and day < on
                and (grant.signed_on is None or grant.signed_on <= day)
            ]
            if missing:
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"$.grants[{index}]",
                    message=f"{grant.title} has no return for {listed(missing)}",
                    remedy="add the returns to the record, sent or not",
                )


@attrs.frozen(kw_only=True)
class CertificateLate:
    """The year-end statement of expenditure is overdue.

    What the grant says counts; where it is silent, 30 July after the financial year in
    which the grant ends, as in one council's form [LAWI3]. The DfE's letters have an
    annex for it [DFEGOL].
    """

    code: ClassVar[str] = "TP234"
    rules: ClassVar[tuple[int, ...]] = (24,)

    month: int = 7
    """The month in which it is due, 1 to 12."""
    day: int = 30
    """The day of that month on which it is due."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        for index, grant in enumerate(portfolio.grants):
            if grant.certified_on is not None or not owes_reports(grant):
                continue
            due = grant.certificate_due or self._due(grant)
            if due < on:
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"$.grants[{index}].certified_on",
                    message=(
                        f"The statement of expenditure of {grant.title} was due on "
                        f"{long_date(due)}"
                    ),
                    remedy="send it, or record when it went",
                )

    def _due(self, grant: Grant) -> pendulum.Date:
        year_end = financial_year_end(grant.last_spend_day)
        if year_end == NEVER:
            return NEVER
        return pendulum.Date(year_end.year, self.month, self.day)


@attrs.frozen(kw_only=True)
class AccrualForecastLate:
    """The forecast of year-end accruals is overdue.

    Funders close their books with the financial year and ask before it ends what will
    still be owed; fifteen working days before 31 March is the default [OK]. It is asked
    for until the year is over, of every grant that runs in it and has not made its final
    claim.
    """

    code: ClassVar[str] = "TP235"
    rules: ClassVar[tuple[int, ...]] = (25,)

    days: int = 15
    """Working days before 31 March on which it is due."""
    nation: Nation = Nation.ENGLAND_AND_WALES
    """Whose bank holidays count."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        first, last = financial_year_start(on), financial_year_end(on)
        due = working_days_after(last, -self.days, self.nation)
        if due is None or on <= due:
            return
        for index, grant in enumerate(portfolio.grants):
            given = grant.accrual_forecast_on
            runs = grant.start <= last and first <= grant.last_spend_day
            is_given = given is not None and first <= given
            owes = owes_reports(grant) and grant.status is not GrantStatus.FINAL_CLAIM
            if owes and runs and not is_given:
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"$.grants[{index}].accrual_forecast_on",
                    message=(
                        f"The accrual forecast of {grant.title} was due on "
                        f"{long_date(due)}"
                    ),
                    remedy="send it before the year ends, or record when it went",
                )


@attrs.frozen(kw_only=True)
class EndReportLate:
    """The end-of-project report is overdue.

    What the grant says counts; where it is silent, thirty days after its last day with
    its variations [OK].
    """

    code: ClassVar[str] = "TP236"
    rules: ClassVar[tuple[int, ...]] = (26,)

    days: int = 30
    """Calendar days after the grant's last day on which it is due."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        for index, grant in enumerate(portfolio.grants):
            owes = owes_reports(grant) or grant.status is GrantStatus.CERTIFIED
            if grant.end_report_on is not None or not owes:
                continue
            due = grant.end_report_due or later(grant.last_spend_day, days=self.days)
            if due < on:
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"$.grants[{index}].end_report_on",
                    message=(
                        f"The end report of {grant.title} was due on {long_date(due)}"
                    ),
                    remedy="send it, or record when it went",
                )


def _quarter(return_: MonitoringReturn) -> Quarter:
    number = int(return_.quarter.value.removeprefix("Q"))
    return Year(first=return_.year).quarters[number - 1]


CHECKS: tuple[Check, ...] = (
    ClaimUnsigned(),
    ReturnLate(),
    ReturnMissing(),
    CertificateLate(),
    AccrualForecastLate(),
    EndReportLate(),
)
