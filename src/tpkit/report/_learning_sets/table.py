"""The documents of action learning sets."""

from tpkit._model.portfolio import Portfolio
from tpkit.report._document.document import Document
from tpkit.report._learning_sets.agreement import (
    LearningAgreement,
    learning_agreement,
)
from tpkit.report._learning_sets.meeting_record import (
    MeetingRecord,
    meeting_record,
    meetings,
)
from tpkit.report._learning_sets.samples import least, usual
from tpkit.report._samples.made import made


def learning_sets(portfolio: Portfolio) -> dict[str, str]:
    """Give every learning set with its title."""
    return {s.id: s.title for s in portfolio.learning_sets}


def _is_not_packed(_: Portfolio) -> bool:
    """Say that a pack, which goes to many, has nothing of what is for a set alone."""
    return False


DOCUMENTS: tuple[Document, ...] = (
    Document(
        name="learning-agreement",
        title="Learning agreement",
        context=LearningAgreement,
        about="learning set",
        subjects=learning_sets,
        build=learning_agreement,
        formats=("html", "markdown", "word"),
        is_packed=_is_not_packed,
        samples=made(
            learning_agreement, minimal="set", typical="set", least=least, usual=usual
        ),
    ),
    Document(
        name="meeting-record",
        title="Learning-set meeting record",
        context=MeetingRecord,
        about="learning-set meeting",
        subjects=meetings,
        build=meeting_record,
        formats=("html", "markdown", "word"),
        is_packed=_is_not_packed,
        samples=made(
            meeting_record,
            minimal="meeting-1",
            typical="meeting-2",
            least=least,
            usual=usual,
        ),
    ),
)
