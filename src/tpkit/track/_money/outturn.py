"""What became of planned money: line by line, by category, and in all."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal

import attrs
import pendulum

from tpkit._model.money import BudgetLine
from tpkit._text import pounds

_NOTHING = Decimal(0)
_ROUNDING = Context(prec=60, rounding=ROUND_HALF_UP)
_TENTH = Decimal("0.1")


@attrs.frozen(kw_only=True)
class Outturn:
    """Planned money and what became of it, for a budget line, a category or a grant."""

    title: str
    """What the money is for."""
    planned: Decimal
    """Pounds in the approved budget."""
    revised: Decimal
    """The plan with its virements, in pounds."""
    spent: Decimal
    """Pounds spent so far."""
    committed: Decimal
    """Pounds ordered and not yet spent."""
    forecast: Decimal
    """Pounds that will have been spent at the end, by what is known."""
    limit: Decimal
    """Percent either way beyond which the grant asks why."""
    explanation: str = ""
    """Why the outturn differs from the plan; empty where nobody said."""
    beyond_forecast: Decimal = _NOTHING
    """Pounds spent and committed beyond what is forecast: the two contradict each other,
    and the forecast cannot be true. 0 where they agree."""
    path: str = ""
    """The place of a budget line in the portfolio; empty for several together."""

    @property
    def variance(self) -> Decimal:
        """Forecast less revised plan, in pounds; negative for an underspend."""
        return self.forecast - self.revised

    @property
    def variance_percent(self) -> Decimal | None:
        """The variance in percent of the revised plan, to a tenth; None without a plan."""
        return percent_of(self.variance, self.revised)

    @property
    def left(self) -> Decimal:
        """Pounds of the revised plan that are neither spent nor committed."""
        return self.revised - self.spent - self.committed

    @property
    def is_to_be_explained(self) -> bool:
        """Whether the grant asks why, be it explained or not."""
        return exceeds(self.variance, self.limit, self.revised)

    @property
    def is_unexplained(self) -> bool:
        """Whether the grant asks why, and nobody has said."""
        return self.is_to_be_explained and not self.explanation

    @property
    def sentence(self) -> str:
        """How the money stands, in words, without a full stop."""
        so_far = f"{self.title}: {pounds(self.spent)} of {pounds(self.revised)} spent"
        if self.revised < 0:
            so_far = f"{self.title}: {pounds(self.spent)} spent"
        if self.committed:
            so_far += f", {pounds(self.committed)} committed"
        if self.revised < 0:
            return f"{so_far}; {pounds(-self.revised)} more was moved away than it held"
        if self.beyond_forecast:
            beyond = pounds(self.beyond_forecast)
            return f"{so_far}; {beyond} of that is beyond what is forecast"
        if not self.variance:
            return f"{so_far}, will come to what was planned"
        way = "more" if self.variance > 0 else "less"
        apart = f"{pounds(abs(self.variance))} {way} than planned"
        if self.variance_percent is not None:
            apart += f" ({abs(self.variance_percent)}%)"
        return f"{so_far}, will come to {pounds(self.forecast)}, {apart}{self._why}"

    @property
    def _why(self) -> str:
        if self.explanation:
            return f": {self.explanation}"
        return "; the grant asks why" if self.is_unexplained else ""


def percent_of(part: Decimal, whole: Decimal) -> Decimal | None:
    """Give a part in percent of a whole, to a tenth; None of nothing."""
    if not whole:
        return None
    share = _ROUNDING.divide(part * 100, abs(whole))
    return share.quantize(_TENTH, context=_ROUNDING)


def exceeds(part: Decimal, percent: Decimal, whole: Decimal) -> bool:
    """Say whether a part, either way, is more than so many percent of a whole."""
    return abs(part) * 100 > percent * abs(whole)


def revised_on(line: BudgetLine, on: pendulum.Date) -> Decimal:
    """Give the plan of a line with the virements made by a day, in pounds."""
    moved = total(virement.amount for virement in line.virements if virement.on <= on)
    return line.planned + moved


def spent_on(line: BudgetLine, on: pendulum.Date) -> Decimal | None:
    """Give the pounds spent by a day; None where nobody recorded any.

    A recorded total counts; where there is none, the expenses had by that day.
    """
    if line.actual is not None or not line.expenses:
        return line.actual
    return total(e.amount for e in line.expenses if e.received_on <= on)


def outturn_of(line: BudgetLine, on: pendulum.Date) -> Decimal | None:
    """Give the pounds a line comes to, if that is known or its days are over.

    The forecast counts; where there is none, once the line's days are over, what was
    spent with what is still on order.
    """
    spent = spent_on(line, on)
    if line.forecast is not None or line.end >= on or spent is None:
        return line.forecast
    return spent + (line.committed or _NOTHING)


def of_line(
    line: BudgetLine, path: str, *, on: pendulum.Date, limit: Decimal
) -> Outturn:
    """Give what became of one budget line."""
    spent, committed = spent_on(line, on) or _NOTHING, line.committed or _NOTHING
    forecast, revised = outturn_of(line, on), revised_on(line, on)
    if forecast is None:
        # Nobody said otherwise: it will come to the plan, if that was not passed already.
        forecast = max(revised, spent + committed)
    return Outturn(
        title=line.description,
        planned=line.planned,
        revised=revised,
        spent=spent,
        committed=committed,
        forecast=forecast,
        limit=limit,
        explanation=line.variance_explanation,
        beyond_forecast=max(spent + committed - forecast, _NOTHING),
        path=path,
    )


def together(title: str, outturns: Iterable[Outturn], *, limit: Decimal) -> Outturn:
    """Give several outturns as one, which is explained by those that are."""
    parts = tuple(outturns)
    said = dict.fromkeys(part.explanation for part in parts if part.explanation)
    return Outturn(
        title=title,
        planned=total(part.planned for part in parts),
        revised=total(part.revised for part in parts),
        spent=total(part.spent for part in parts),
        committed=total(part.committed for part in parts),
        forecast=total(part.forecast for part in parts),
        limit=limit,
        explanation="; ".join(said),
        beyond_forecast=total(part.beyond_forecast for part in parts),
    )


def total(amounts: Iterable[Decimal]) -> Decimal:
    """Add up; nothing is 0."""
    return sum(amounts, start=_NOTHING)
