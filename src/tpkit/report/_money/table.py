"""The documents about money, in the order in which a grant needs them."""

from typing import TypeVar

import attrs

from tpkit._model.portfolio import Portfolio
from tpkit.report._document.document import Document
from tpkit.report._figures.counts import CONFIDENTIAL, Known, figure, symbols_in
from tpkit.report._money.bid_form import BidForm, bid_form
from tpkit.report._money.claim import GrantClaim, claim
from tpkit.report._money.end_of_project import (
    EndOfProjectReport,
    end_of_project_report,
)
from tpkit.report._money.grants import quarter_of
from tpkit.report._money.quarterly_return import (
    EqualityRow,
    QuarterlyReturn,
    quarterly_return,
)
from tpkit.report._money.samples import funded
from tpkit.report._samples.riverside import day


def returns(portfolio: Portfolio) -> dict[str, str]:
    """Give every monitoring return with its quarter."""
    return {r.id: quarter_of(r).label for r in portfolio.monitoring_returns}


def bids(portfolio: Portfolio) -> dict[str, str]:
    """Give every bid with its title."""
    return {bid.id: bid.title for bid in portfolio.bids}


def claims(portfolio: Portfolio) -> dict[str, str]:
    """Give every claim with its quarter."""
    return {c.id: quarter_of(c).label for c in portfolio.claims}


def projects(portfolio: Portfolio) -> dict[str, str]:
    """Give every project with its title."""
    return {project.id: project.title for project in portfolio.projects}


ReportT = TypeVar("ReportT", QuarterlyReturn, EndOfProjectReport)


def _with_figures(context: ReportT) -> ReportT:
    rows = tuple(
        EqualityRow(group=group, people=figure(people), share=figure(share, unit="%"))
        for group, people, share in _PEOPLE
    )
    figures = [f for row in rows for f in (row.people, row.share)]
    return attrs.evolve(context, equality=rows, symbols=symbols_in(figures))


_PEOPLE: tuple[tuple[str, Known, Known], ...] = (
    ("Asian or Asian British", 14, 35),
    ("Black, Black British, Caribbean or African", 21, 53),
    ("Mixed or multiple", CONFIDENTIAL, CONFIDENTIAL),
    ("Other", CONFIDENTIAL, CONFIDENTIAL),
)

DOCUMENTS: tuple[Document, ...] = (
    Document(
        name="bid-form",
        title="Bid form",
        context=BidForm,
        about="bid",
        subjects=bids,
        build=bid_form,
        formats=("html", "markdown", "word"),
        samples=funded(bid_form, "bid"),
    ),
    Document(
        name="quarterly-return",
        title="Quarterly monitoring return",
        context=QuarterlyReturn,
        about="monitoring return",
        subjects=returns,
        build=quarterly_return,
        formats=("html", "markdown", "word"),
        samples=funded(quarterly_return, "q3", more=_with_figures),
    ),
    Document(
        name="claim",
        title="Grant claim and statement of expenditure",
        context=GrantClaim,
        about="claim",
        subjects=claims,
        build=claim,
        formats=("html", "markdown", "word", "excel"),
        samples=funded(claim, "q3"),
    ),
    Document(
        name="end-of-project-report",
        title="End-of-project report",
        context=EndOfProjectReport,
        about="project",
        subjects=projects,
        build=end_of_project_report,
        is_packed=lambda portfolio: any(p.actual_end for p in portfolio.projects),
        formats=("html", "markdown", "word"),
        samples=funded(
            end_of_project_report,
            "barriers",
            on=day(5, 31),
            more=_with_figures,
            is_over=True,
        ),
    ),
)
