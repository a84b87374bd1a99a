"""A grant's spending: what was planned, what became of it, and what the grant asks."""

import functools
from decimal import Decimal

import attrs
import pendulum

from tpkit._model.ids import GrantId
from tpkit._model.money import BudgetLine, Claim, CostCategory, Grant
from tpkit._model.portfolio import Portfolio
from tpkit._text import listed, pounds
from tpkit.calendars import WorkingCalendar
from tpkit.calendars._instants import the_day
from tpkit.track._money.claims import claims_of
from tpkit.track._money.grants import granted, lines_of, live_grants_of, variance_limit
from tpkit.track._money.outturn import Outturn, of_line, together
from tpkit.track._money.quarters import QuarterSpending, by_category, in_all

_NOTHING = Decimal(0)
_NOTICE = Decimal(5)


@attrs.frozen(kw_only=True, eq=False)
class Spending:
    """How the money of a grant stands on a day; `spending` makes one."""

    grant: GrantId
    title: str
    on: pendulum.Date
    """The day it is about."""
    granted: Decimal
    """Pounds granted, with the variations of the amount agreed by that day."""
    lines: tuple[Outturn, ...]
    """What became of each budget line, in document order."""
    categories: tuple[Outturn, ...]
    """What became of each category, titled by its words, in the order of categories."""
    total: Outturn
    """What became of all of it."""
    shared_with: tuple[str, ...] = ()
    """The titles of other live grants of the same bid: its budget is theirs as well, and
    what is said of it here cannot be told apart from them."""
    notified_on: pendulum.Date | None
    """When the funder was told of an underspend; None while it was not."""
    _budget: tuple[BudgetLine, ...] = attrs.field(repr=False, alias="budget")
    _claims: tuple[Claim, ...] = attrs.field(repr=False, alias="claims")
    _by: WorkingCalendar | None = attrs.field(repr=False, alias="by")

    @functools.cached_property
    def by_category_and_quarter(self) -> tuple[QuarterSpending, ...]:
        """The money of each category in each quarter that has any.

        Raises:
            FieldError: a day of the budget lies in no financial year.
            OutsideCalendarError: one lies outside the calendar asked for.
        """
        known = zip(self._budget, self.lines, strict=True)
        return by_category(known, self._claims, on=self.on, by=self._by)

    @functools.cached_property
    def by_quarter(self) -> tuple[QuarterSpending, ...]:
        """The money of each quarter, all categories together.

        Raises:
            FieldError: a day of the budget lies in no financial year.
            OutsideCalendarError: one lies outside the calendar asked for.
        """
        return in_all(self.by_category_and_quarter)

    @property
    def to_explain(self) -> tuple[Outturn, ...]:
        """The budget lines of which the grant asks why, and nobody has said."""
        return tuple(line for line in self.lines if line.is_unexplained)

    @property
    def underspend(self) -> Decimal:
        """Pounds of the revised budget that are forecast to be left; 0 for none."""
        return max(-self.total.variance, _NOTHING)

    def must_notify(self, *, percent: Decimal = _NOTICE) -> bool:
        """Say whether the funder is to be told of an underspend, and has not been.

        Funders want to hear at once [LAWI2]; from *percent* of the revised budget on.
        """
        is_large = self.underspend * 100 >= percent * self.total.revised
        return bool(self.underspend) and is_large and self.notified_on is None

    @property
    def sentence(self) -> str:
        """How the money stands, in words, without a full stop."""
        if self.shared_with:
            others = listed(self.shared_with)
            return f"{self.total.sentence}; the same budget is that of {others}"
        if not self.must_notify() or self.total.beyond_forecast:
            return self.total.sentence
        return (
            f"{self.total.sentence}; the funder is to be told of "
            f"{pounds(self.underspend)} of underspend"
        )


def spending(
    portfolio: Portfolio,
    grant: str,
    /,
    *,
    on: pendulum.Date,
    by: WorkingCalendar | None = None,
) -> Spending:
    """Tell how the money of a grant stands on a day: planned, spent, to be expected.

    The budget lines are those of its bid, with the virements made by *on*. What was spent is a line's recorded total, or
    else the expenses had by *on*. What it will come to is its forecast; where there is
    none, what was spent and is on order once its days are over, and before that the plan,
    or what was spent and is on order if that is more. Quarters take money by days: all of
    them, or those worked in the calendar *by*.

    A variance is to be explained beyond the percentage of the grant, or 15% where it is
    silent [FPF][SPORT].

    Raises:
        UnknownIdError: no grant has the id.

    Example:
        ```python
        >>> import pendulum, tpkit
        >>> from tpkit import track
        >>> line = tpkit.BudgetLine(
        ...     id="venues",
        ...     bid="forum",
        ...     category=tpkit.CostCategory.VENUE,
        ...     description="Venues",
        ...     planned=10_000,
        ...     start=pendulum.Date(2026, 1, 12),
        ...     end=pendulum.Date(2026, 4, 30),
        ...     actual=1_500,
        ...     forecast=8_000,
        ... )
        >>> funder = tpkit.Organisation(
        ...     id="dfe", name="DfE", kind=tpkit.OrganisationKind.GOVERNMENT
        ... )
        >>> portfolio = tpkit.Portfolio(
        ...     partnership=tpkit.Partnership(id="tp", name="Our partnership"),
        ...     organisations=[funder],
        ...     funding_rounds=[tpkit.FundingRound(id="r", title="R", funder="dfe")],
        ...     bids=[tpkit.Bid(id="forum", title="Forum", round="r")],
        ...     grants=[
        ...         tpkit.Grant(
        ...             id="g",
        ...             title="Forum grant",
        ...             bid="forum",
        ...             amount=10_000,
        ...             start=line.start,
        ...             end=line.end,
        ...         )
        ...     ],
        ...     budget_lines=[line],
        ... )
        >>> now = track.spending(portfolio, "g", on=pendulum.Date(2026, 2, 1))
        >>> now.lines[0].sentence
        'Venues: £1,500 of £10,000 spent, will come to £8,000, £2,000 less than planned (20.0%); the grant asks why'
        >>> [(q.quarter.label, str(q.planned)) for q in now.by_quarter]
        [('2025/26 Q4', '7247.71'), ('2026/27 Q1', '2752.29')]

        ```
    """
    terms = portfolio.get(Grant, grant)
    day, limit = the_day("spending", on), variance_limit(terms)
    places = tuple(lines_of(portfolio, terms.bid))
    lines = tuple(
        of_line(line, f"$.budget_lines[{number}]", on=day, limit=limit)
        for number, line in places
    )
    sorted_out: dict[CostCategory, list[Outturn]] = {}
    for (_, line), outturn in zip(places, lines, strict=True):
        sorted_out.setdefault(line.category, []).append(outturn)
    return Spending(
        grant=terms.id,
        title=terms.title,
        on=day,
        granted=granted(terms, on=day),
        lines=lines,
        categories=tuple(
            together(_words(category), sorted_out[category], limit=limit)
            for category in CostCategory
            if category in sorted_out
        ),
        total=together(terms.title, lines, limit=limit),
        shared_with=_sharing(portfolio, terms),
        notified_on=terms.underspend_notified_on,
        budget=tuple(line for _, line in places),
        claims=tuple(claim for _, claim in claims_of(portfolio, terms)),
        by=by,
    )


def _sharing(portfolio: Portfolio, terms: Grant) -> tuple[str, ...]:
    live = live_grants_of(portfolio, terms.bid)
    others = tuple(grant.title for grant in live if grant is not terms)
    return others if terms in live else ()


def _words(category: CostCategory) -> str:
    return category.value.replace("_", " ").capitalize()
