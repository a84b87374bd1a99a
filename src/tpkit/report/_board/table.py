"""The documents for boards and for whoever pays."""

from tpkit._model.portfolio import Portfolio
from tpkit.report._board.highlight import HighlightReport, highlight_report
from tpkit.report._document.document import Document
from tpkit.report._samples.made import made


def projects(portfolio: Portfolio) -> dict[str, str]:
    """Give every project with its title."""
    return {project.id: project.title for project in portfolio.projects}


DOCUMENTS: tuple[Document, ...] = (
    Document(
        name="highlight-report",
        title="Highlight report",
        context=HighlightReport,
        about="project",
        subjects=projects,
        build=highlight_report,
        samples=made(highlight_report, minimal="project", typical="barriers"),
    ),
)
