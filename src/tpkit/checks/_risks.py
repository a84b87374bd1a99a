from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

import attrs
import pendulum

from tpkit._model._funding import is_given_up
from tpkit._model.delivery import Project, Risk, RiskCategory
from tpkit._model.portfolio import Portfolio
from tpkit._text import long_date, pounds
from tpkit.checks._check import Check
from tpkit.findings import Finding, Severity
from tpkit.track._results.risks import RiskPolicy, RiskStanding, is_open, standings


@attrs.frozen(kw_only=True)
class RiskNotEscalated:
    """A risk with a very high score has not been put before the board.

    From 15 of 25 on the board is told at its next meeting [OK]: the project's board, or
    else the strategic board, at the first meeting since the risk was raised. Where no
    meeting is recorded, a month is given.
    """

    code: ClassVar[str] = "TP611"
    rules: ClassVar[tuple[int, ...]] = (34,)

    at_least: int = 15
    """The lowest score, likelihood times impact, of which the board is told."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        policy = RiskPolicy(escalate_from=self.at_least)
        for risk in standings(portfolio, on=on, policy=policy):
            if risk.is_escalation_overdue:
                met = "" if risk.escalate_by is None else _since(risk.escalate_by)
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"{risk.path}.escalated_on",
                    message=(
                        f"{risk.event} scores {risk.total} of 25 and the board has not "
                        f"been told{met}"
                    ),
                    remedy="tell the board, and record the day",
                )


@attrs.frozen(kw_only=True)
class RiskNotReviewed:
    """An open risk has not been looked at when it should have been.

    Its own date of review counts; where it has none, a month after it was last looked at,
    or raised [OK]. A risk without any of these dates is a matter of information.
    """

    code: ClassVar[str] = "TP612"
    rules: ClassVar[tuple[int, ...]] = (34,)

    months: int = 1
    """Months after which a risk without a date of review is looked at again."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        policy = RiskPolicy(review_months=self.months)
        for risk in standings(portfolio, on=on, policy=policy):
            if risk.review_due is None:
                yield self._unseen(risk, "it has no date of review", Severity.INFO)
            elif risk.is_review_overdue:
                words = f"it was to be looked at on {long_date(risk.review_due)}"
                yield self._unseen(risk, words, Severity.WARNING)

    def _unseen(self, risk: RiskStanding, words: str, severity: Severity) -> Finding:
        return Finding(
            code=self.code,
            severity=severity,
            path=f"{risk.path}.review_date",
            message=f"{risk.event}: {words}",
            remedy="look at it, and say when it is looked at next",
        )


@attrs.frozen(kw_only=True)
class RiskScoresOutOfOrder:
    """A risk is scored worse now than before anything was done, or better than its target.

    What is done about a risk makes it smaller: the score as things stand is at most the
    one before, and the target at most the score as things stand [OK].
    """

    code: ClassVar[str] = "TP613"
    rules: ClassVar[tuple[int, ...]] = (35,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        for index, risk in enumerate(portfolio.risks):
            inherent, current, target = risk.inherent, risk.current, risk.target
            if current is None or not _matters(portfolio, risk, on):
                continue
            if inherent is not None and current.total > inherent.total:
                yield self._odd(
                    f"$.risks[{index}].current",
                    f"{risk.event} scores {current.total} as things stand and "
                    f"{inherent.total} before anything was done",
                    "score both again: the one before is at least as high",
                )
            if target is not None and target.total > current.total:
                yield self._odd(
                    f"$.risks[{index}].target",
                    f"{risk.event} scores {current.total} already, better than its "
                    f"target of {target.total}",
                    "set a lower target, or tolerate the risk as it is",
                )

    def _odd(self, path: str, message: str, remedy: str) -> Finding:
        return Finding(
            code=self.code,
            severity=Severity.WARNING,
            path=path,
            message=message,
            remedy=remedy,
        )


@attrs.frozen(kw_only=True)
class RiskImpactOutOfBand:
    """A risk's impact does not fit what it would cost.

    A share of the project's money of less than 1% is an impact of 1, up to 5% of 2, up to
    10% of 3, up to 25% of 4, and more of 5 [DES]: a council's own scale, which begins at
    £50,000, is of no use to a small grant [RISK1]. A lower impact than that is too low; a
    higher one may have other reasons than money, so it is too high for a financial risk
    only.
    """

    code: ClassVar[str] = "TP614"
    rules: ClassVar[tuple[int, ...]] = (36,)

    shares: tuple[Decimal, Decimal, Decimal, Decimal] = RiskPolicy().impact_shares
    """Percent of the money that part impacts 1 and 2, 2 and 3, 3 and 4, 4 and 5."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        policy = RiskPolicy(impact_shares=self.shares)
        for risk in standings(portfolio, on=on, policy=policy):
            wanted = risk.impact_by_money
            if wanted is None or risk.score is None or risk.exposure is None:
                continue
            noun = portfolio.get(Risk, risk.risk)
            is_too_high = noun.category is RiskCategory.FINANCE
            if risk.score.impact < wanted or (
                is_too_high and risk.score.impact > wanted
            ):
                field = "inherent" if noun.current is None else "current"
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"{risk.path}.{field}.impact",
                    message=(
                        f"{risk.event} would cost {pounds(risk.exposure)}, an impact of "
                        f"{wanted} for {risk.project_title}, and has "
                        f"{risk.score.impact}"
                    ),
                    remedy="correct the impact, or what it would cost",
                )


def _since(day: pendulum.Date) -> str:
    return f", as was due on {long_date(day)}"


def _matters(portfolio: Portfolio, risk: Risk, on: pendulum.Date) -> bool:
    project = portfolio.get(Project, risk.project)
    return is_open(risk, on) and not is_given_up(portfolio, project)


CHECKS: tuple[Check, ...] = (
    RiskNotEscalated(),
    RiskNotReviewed(),
    RiskScoresOutOfOrder(),
    RiskImpactOutOfBand(),
)
