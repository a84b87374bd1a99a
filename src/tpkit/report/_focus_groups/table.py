"""The documents for the people who take part in a study."""

from tpkit._model.portfolio import Portfolio
from tpkit.report._document.document import Document
from tpkit.report._focus_groups.consent_form import ConsentForm, consent_form
from tpkit.report._focus_groups.information_sheet import (
    InformationSheet,
    information_sheet,
)
from tpkit.report._focus_groups.invitation import Invitation, invitation
from tpkit.report._focus_groups.samples import usual
from tpkit.report._focus_groups.topic_guide import TopicGuidePage, topic_guide
from tpkit.report._samples.made import made


def studies(portfolio: Portfolio) -> dict[str, str]:
    """Give the studies that have groups: nobody can be invited to the others."""
    with_groups = {group.study for group in portfolio.focus_groups}
    return {s.id: s.title for s in portfolio.studies if s.id in with_groups}


def focus_groups(portfolio: Portfolio) -> dict[str, str]:
    """Give every group with its title."""
    return {group.id: group.title for group in portfolio.focus_groups}


DOCUMENTS: tuple[Document, ...] = (
    Document(
        name="invitation",
        title="Invitation",
        context=Invitation,
        about="study with groups",
        subjects=studies,
        build=invitation,
        formats=("html", "markdown", "word", "calendar"),
        samples=made(invitation, minimal="study", typical="barriers-study"),
    ),
    Document(
        name="information-sheet",
        title="Participant information sheet",
        context=InformationSheet,
        about="study with groups",
        subjects=studies,
        build=information_sheet,
        formats=("html", "markdown", "word"),
        samples=made(
            information_sheet,
            minimal="study",
            typical="barriers-study",
            usual=usual,
        ),
    ),
    Document(
        name="consent-form",
        title="Consent form",
        context=ConsentForm,
        about="study with groups",
        subjects=studies,
        build=consent_form,
        formats=("html", "markdown", "word"),
        samples=made(
            consent_form, minimal="study", typical="barriers-study", usual=usual
        ),
    ),
    Document(
        name="topic-guide",
        title="Topic guide",
        context=TopicGuidePage,
        about="focus group",
        subjects=focus_groups,
        build=topic_guide,
        formats=("html", "markdown", "word"),
        samples=made(topic_guide, minimal="group", typical="group", usual=usual),
    ),
)
