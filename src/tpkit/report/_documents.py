"""Documents: what each is called, what it is about, and how its context is made."""

from collections.abc import Callable, Mapping
from typing import Any, Literal

import attrs
import pendulum

from tpkit._model.portfolio import Portfolio
from tpkit._text import did_you_mean, listed
from tpkit.errors import UnknownIdError
from tpkit.report._findings import FindingsPage, findings_page
from tpkit.report._highlight import HighlightReport, highlight_report
from tpkit.report._invitation import Invitation, invitation
from tpkit.report._load_chart import LoadChart, load_chart
from tpkit.report._overview import Overview, overview
from tpkit.report._status import StatusPage, status_page
from tpkit.report._timetable import TimetablePage, timetable
from tpkit.schedule._terms.needs import needs_of

Format = Literal["html", "markdown"]
"""The formats a document can have."""

Subjects = Callable[[Portfolio], Mapping[str, str]]
Build = Callable[[Portfolio, pendulum.Date, str], Any]


@attrs.frozen(kw_only=True)
class Document:
    """A kind of document: its template's folder, and where its values come from.

    A document of your own has a folder of templates (`page.html.j2`, `page.md.j2`) in
    one of the reporter's layers, a frozen attrs class for what they may print, and a
    function that builds one. Give it to the reporter with the others:
    `Reporter(layers=[folder], documents=[*STANDARD, mine])`.
    """

    name: str
    """The folder of its templates: `invitation`."""
    title: str
    """What people call it: `Focus-group invitation`."""
    context: type[Any]
    """The frozen attrs class whose fields are all that its templates may print."""
    about: str = ""
    """What one such document is about: `study`; empty for the whole portfolio."""
    subjects: Subjects = attrs.field(default=lambda _: {})
    """Gives the id and the title of everything in a portfolio that it can be about."""
    build: Build
    """Makes the context from a portfolio, a day and an id (empty without *about*)."""
    formats: tuple[Format, ...] = ("html", "markdown")
    """The formats that it has a template for."""
    is_packed: Callable[[Portfolio], bool] = lambda _: True
    """Says whether a pack has it: not where there is nothing to tell."""

    def subject(self, portfolio: Portfolio, id: str) -> str:
        """Give the id of what the document is about: *id*, or the only one there is.

        Raises:
            UnknownIdError: there is no such thing, or *id* is empty and there are several.
        """
        choices = tuple(self.subjects(portfolio))
        if id in choices or (not self.about and not id):
            return id
        if not id and len(choices) == 1:
            return choices[0]
        hint = did_you_mean(id, choices) or _choices(choices)
        raise UnknownIdError(self.about or "part of the portfolio", id, hint)


def _choices(ids: tuple[str, ...]) -> str:
    if not ids:
        return "the portfolio has none"
    return f"choose {listed(map(repr, ids), joiner='or')}"


def _studies(portfolio: Portfolio) -> dict[str, str]:
    # Nobody can be invited to a study that has no groups.
    with_groups = {group.study for group in portfolio.focus_groups}
    return {s.id: s.title for s in portfolio.studies if s.id in with_groups}


def _projects(portfolio: Portfolio) -> dict[str, str]:
    return {project.id: project.title for project in portfolio.projects}


def _is_led(portfolio: Portfolio) -> bool:
    needs = needs_of(portfolio)
    return any(map(needs.leaders, portfolio.sessions))


STANDARD: tuple[Document, ...] = (
    Document(
        name="overview",
        title="Overview",
        context=Overview,
        build=lambda portfolio, on, _: overview(portfolio, on),
        formats=("html",),
    ),
    Document(
        name="status",
        title="Status",
        context=StatusPage,
        build=lambda portfolio, on, _: status_page(portfolio, on),
        formats=("html",),
    ),
    Document(
        name="timetable",
        title="Timetable",
        context=TimetablePage,
        build=lambda portfolio, on, _: timetable(portfolio, on=on),
        is_packed=lambda portfolio: bool(portfolio.sessions),
    ),
    Document(
        name="load-chart",
        title="Who leads how much",
        context=LoadChart,
        build=lambda portfolio, on, _: load_chart(portfolio, on=on),
        formats=("html",),
        is_packed=_is_led,
    ),
    Document(
        name="invitation",
        title="Invitation",
        context=Invitation,
        about="study with groups",
        subjects=_studies,
        build=invitation,
    ),
    Document(
        name="highlight-report",
        title="Highlight report",
        context=HighlightReport,
        about="project",
        subjects=_projects,
        build=highlight_report,
    ),
    Document(
        name="findings",
        title="Findings",
        context=FindingsPage,
        build=lambda portfolio, on, _: findings_page(portfolio, on),
        formats=("html",),
    ),
)
"""The documents that come with tpkit, in the order of a pack."""
