"""Benefits, which come after a project has closed: what is due to be looked at."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

import attrs
import pendulum

from tpkit._dates import later
from tpkit._model._funding import funding_ends, is_given_up
from tpkit._model.delivery import Benefit, Project
from tpkit._model.ids import BenefitId, ProjectId
from tpkit._model.portfolio import Portfolio
from tpkit._text import long_date, pounds
from tpkit.calendars._instants import the_day
from tpkit.track._money.outturn import percent_of

AFTER_CLOSE = (6, 12)
"""Months after the end of a project at which its benefits are looked at [OK]."""

EARLY_DAYS = 28
"""Calendar days by which a review may come before it is due and still be that review."""


@attrs.frozen(kw_only=True)
class BenefitReview:
    """One look at a benefit: when it is due, and when it was taken."""

    due: pendulum.Date
    """When it is to be taken."""
    done_on: pendulum.Date | None
    """When it was taken; None while it was not, by the day asked about."""


@attrs.frozen(kw_only=True)
class BenefitStanding:
    """How one benefit stands on a day."""

    benefit: BenefitId
    path: str
    """Its place in the portfolio."""
    title: str
    project: ProjectId
    """The project it is to come of."""
    on: pendulum.Date
    """The day it is about."""
    reviews: tuple[BenefitReview, ...]
    """When it is to be looked at, in order; empty where the project's end is not known."""
    expected: Decimal | None
    """Pounds a full year that it is to be worth."""
    realised: Decimal | None
    """Pounds a full year it has been seen to be worth by the day asked about."""

    @property
    def overdue(self) -> tuple[BenefitReview, ...]:
        """The reviews that were due before the day asked about and not taken."""
        return tuple(r for r in self.reviews if r.done_on is None and r.due < self.on)

    @property
    def next_review(self) -> pendulum.Date | None:
        """When it is to be looked at next; None if nothing is left to look at."""
        return next((r.due for r in self.reviews if r.done_on is None), None)

    @property
    def realised_percent(self) -> Decimal | None:
        """What was realised in percent of what was expected, to a tenth."""
        if self.realised is None or self.expected is None:
            return None
        return percent_of(self.realised, self.expected)

    @property
    def sentence(self) -> str:
        """How it stands, in words, without a full stop."""
        words = self.title
        if self.realised is not None:
            words += f": {pounds(self.realised)} a year"
            words += f" of {pounds(self.expected)}" if self.expected is not None else ""
        if self.next_review is None:
            return f"{words}; nothing left to look at"
        since = "since" if self.overdue else "on"
        return f"{words}; to be looked at {since} {long_date(self.next_review)}"


def benefits(
    portfolio: Portfolio, /, *, on: pendulum.Date
) -> tuple[BenefitStanding, ...]:
    """Tell how the benefits of projects stand on a day, in document order.

    A benefit is looked at on its own dates, or else six and twelve months after its
    project ended: when it did, or when it is to, or when its money ends [PDGOV][OK]. A
    review up to four weeks early counts. Benefits of projects that do not go ahead are
    left out.
    """
    day = the_day("benefits", on)
    return tuple(standings(portfolio, on=day, months=AFTER_CLOSE))


def standings(
    portfolio: Portfolio, *, on: pendulum.Date, months: Iterable[int]
) -> Iterator[BenefitStanding]:
    """Yield how each benefit stands, looked at so many months after the end."""
    funded = funding_ends(portfolio)
    after = tuple(months)
    for number, benefit in enumerate(portfolio.benefits):
        project = portfolio.get(Project, benefit.project)
        if is_given_up(portfolio, project):
            continue
        end = project.actual_end or project.forecast_end or funded[project.id]
        seen = benefit.realised_on is None or benefit.realised_on <= on
        yield BenefitStanding(
            benefit=benefit.id,
            path=f"$.benefits[{number}]",
            title=benefit.title,
            project=benefit.project,
            on=on,
            reviews=tuple(_reviews(benefit, end, after, on)),
            expected=benefit.annual_value,
            realised=benefit.realised if seen else None,
        )


def _reviews(
    benefit: Benefit,
    end: pendulum.Date | None,
    months: tuple[int, ...],
    on: pendulum.Date,
) -> Iterator[BenefitReview]:
    due = sorted(benefit.reviews)
    if not due and end is not None:
        due = [later(end, months=count) for count in months]
    taken = sorted(day for day in benefit.reviewed if day <= on)
    for day in due:
        earliest = later(day, days=-EARLY_DAYS)
        done_on = next((look for look in taken if look >= earliest), None)
        if done_on is not None:
            taken.remove(done_on)
        yield BenefitReview(due=day, done_on=done_on)
