from collections.abc import Iterator
from typing import ClassVar

import attrs
import pendulum

from tpkit._model.portfolio import Portfolio
from tpkit._text import long_date
from tpkit.checks._check import Check
from tpkit.findings import Finding, Severity
from tpkit.track._results.benefits import AFTER_CLOSE, standings


@attrs.frozen(kw_only=True)
class BenefitNotReviewed:
    """Nobody has looked whether a benefit has come.

    Benefits continue after a project closes, and are looked at then [PDGOV]: on their own
    dates, or else six and twelve months after the project's end [OK]. A look up to four
    weeks early counts.
    """

    code: ClassVar[str] = "TP618"
    rules: ClassVar[tuple[int, ...]] = (39,)

    months: tuple[int, ...] = AFTER_CLOSE
    """Months after the end of a project at which a benefit without dates of its own is
    looked at."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        for benefit in standings(portfolio, on=on, months=self.months):
            for review in benefit.overdue:
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"{benefit.path}.reviewed",
                    message=(
                        f"{benefit.title}: whether it has come was to be looked at on "
                        f"{long_date(review.due)}"
                    ),
                    remedy="look, and record the day and what was seen",
                )


CHECKS: tuple[Check, ...] = (BenefitNotReviewed(),)
