"""The documents for the people who take part in a study."""

from tpkit._model.portfolio import Portfolio
from tpkit.report._document.document import Document
from tpkit.report._focus_groups.invitation import Invitation, invitation
from tpkit.report._samples.made import made


def studies(portfolio: Portfolio) -> dict[str, str]:
    """Give the studies that have groups: nobody can be invited to the others."""
    with_groups = {group.study for group in portfolio.focus_groups}
    return {s.id: s.title for s in portfolio.studies if s.id in with_groups}


DOCUMENTS: tuple[Document, ...] = (
    Document(
        name="invitation",
        title="Invitation",
        context=Invitation,
        about="study with groups",
        subjects=studies,
        build=invitation,
        samples=made(invitation, minimal="study", typical="barriers-study"),
    ),
)
