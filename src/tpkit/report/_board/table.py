"""The documents for boards and for whoever pays."""

from tpkit._model.portfolio import Portfolio
from tpkit.report._board.board_paper import BoardPaper, board_paper
from tpkit.report._board.case_study import CaseStudy, case_study
from tpkit.report._board.dissemination_note import (
    DisseminationNote,
    dissemination_note,
)
from tpkit.report._board.highlight import HighlightReport, highlight_report
from tpkit.report._board.memorandum import Memorandum, memoranda, memorandum
from tpkit.report._board.privacy_notice import (
    PrivacyNotice,
    collections_of_data,
    privacy_notice,
)
from tpkit.report._board.risk_register import RiskRegisterPage, risk_register
from tpkit.report._board.samples import least, usual
from tpkit.report._document.document import Document
from tpkit.report._samples.made import made


def projects(portfolio: Portfolio) -> dict[str, str]:
    """Give every project with its title."""
    return {project.id: project.title for project in portfolio.projects}


def _is_not_packed(_: Portfolio) -> bool:
    """Say that a pack, which goes to many, has no draft that somebody has yet to write."""
    return False


def _has_risks(portfolio: Portfolio) -> bool:
    return bool(portfolio.risks)


DOCUMENTS: tuple[Document, ...] = (
    Document(
        name="board-paper",
        title="Board paper",
        context=BoardPaper,
        about="project",
        subjects=projects,
        build=board_paper,
        formats=("html", "markdown", "word"),
        is_packed=_is_not_packed,
        samples=made(
            board_paper,
            minimal="project",
            typical="barriers",
            least=least,
            usual=usual,
        ),
    ),
    Document(
        name="highlight-report",
        title="Highlight report",
        context=HighlightReport,
        about="project",
        subjects=projects,
        build=highlight_report,
        formats=("html", "markdown", "word"),
        samples=made(
            highlight_report,
            minimal="project",
            typical="barriers",
            least=least,
            usual=usual,
        ),
    ),
    Document(
        name="risk-register",
        title="Risk register",
        context=RiskRegisterPage,
        build=risk_register,
        formats=("html", "markdown", "word"),
        is_packed=_has_risks,
        samples=made(risk_register, least=least, usual=usual),
    ),
    Document(
        name="memorandum",
        title="Memorandum of co-operation",
        context=Memorandum,
        about="memorandum",
        subjects=memoranda,
        build=memorandum,
        formats=("html", "markdown", "word"),
        samples=made(
            memorandum,
            minimal="memorandum",
            typical="memorandum",
            least=least,
            usual=usual,
        ),
    ),
    Document(
        name="privacy-notice",
        title="Privacy notice",
        context=PrivacyNotice,
        about="study or collection of diversity data",
        subjects=collections_of_data,
        build=privacy_notice,
        formats=("html", "markdown", "word"),
        is_packed=_is_not_packed,
        samples=made(
            privacy_notice,
            minimal="study",
            typical="barriers-study",
            least=least,
            usual=usual,
        ),
    ),
    Document(
        name="case-study",
        title="Case study",
        context=CaseStudy,
        about="project",
        subjects=projects,
        build=case_study,
        formats=("html", "markdown", "word"),
        is_packed=_is_not_packed,
        samples=made(
            case_study,
            minimal="project",
            typical="barriers",
            least=least,
            usual=usual,
        ),
    ),
    Document(
        name="dissemination-note",
        title="Dissemination note",
        context=DisseminationNote,
        about="project",
        subjects=projects,
        build=dissemination_note,
        formats=("html", "markdown", "word"),
        is_packed=_is_not_packed,
        samples=made(
            dissemination_note,
            minimal="project",
            typical="barriers",
            least=least,
            usual=usual,
        ),
    ),
)
