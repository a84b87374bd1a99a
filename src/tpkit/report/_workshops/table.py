"""The documents of workshops."""

from tpkit._model.portfolio import Portfolio
from tpkit.report._document.document import Document
from tpkit.report._samples.made import made
from tpkit.report._workshops.attendance_register import (
    AttendanceRegister,
    attendance_register,
    register_sessions,
)
from tpkit.report._workshops.cascade_report import (
    CascadeReport,
    cascade_report,
    cascaded,
)
from tpkit.report._workshops.certificate import Certificate, certificate, earned
from tpkit.report._workshops.evaluation import (
    WorkshopEvaluation,
    workshop_evaluation,
    workshops,
)
from tpkit.report._workshops.joining_instructions import (
    JoiningInstructions,
    joined_sessions,
    joining_instructions,
)
from tpkit.report._workshops.registration_form import (
    RegistrationForm,
    registrable,
    registration_form,
)
from tpkit.report._workshops.samples import (
    a_workshop_without_dates,
    forum,
    nobody_at_a_workshop,
    nothing_but_a_workshop,
)


def _is_not_packed(_: Portfolio) -> bool:
    """Say that a pack, which goes to many, has neither names nor links for a few."""
    return False


DOCUMENTS: tuple[Document, ...] = (
    Document(
        name="certificate",
        title="Certificate and CPD record",
        context=Certificate,
        about="certificate",
        subjects=earned,
        build=certificate,
        formats=("html", "markdown", "word"),
        is_packed=_is_not_packed,
        samples=made(
            certificate,
            minimal="workshop+one",
            typical="secure-orders+iro-1",
            least=nothing_but_a_workshop,
            usual=forum,
        ),
    ),
    Document(
        name="attendance-register",
        title="Attendance register",
        context=AttendanceRegister,
        about="session of a workshop",
        subjects=register_sessions,
        build=attendance_register,
        formats=("html", "markdown", "word", "excel", "csv"),
        is_packed=_is_not_packed,
        samples=made(
            attendance_register,
            minimal="run",
            typical="secure-1",
            least=nobody_at_a_workshop,
            usual=forum,
        ),
    ),
    Document(
        name="joining-instructions",
        title="Joining instructions",
        context=JoiningInstructions,
        about="session of a workshop or focus group",
        subjects=joined_sessions,
        build=joining_instructions,
        formats=("html", "markdown", "word", "calendar"),
        is_packed=_is_not_packed,
        samples=made(
            joining_instructions,
            minimal="run",
            typical="secure-2",
            least=nothing_but_a_workshop,
            usual=forum,
        ),
    ),
    Document(
        name="registration-form",
        title="Registration form",
        context=RegistrationForm,
        about="workshop or focus group",
        subjects=registrable,
        build=registration_form,
        formats=("html", "markdown", "word"),
        samples=made(
            registration_form,
            minimal="workshop",
            typical="secure-orders",
            least=nobody_at_a_workshop,
            usual=forum,
        ),
    ),
    Document(
        name="workshop-evaluation",
        title="Workshop evaluation",
        context=WorkshopEvaluation,
        about="workshop",
        subjects=workshops,
        build=workshop_evaluation,
        formats=("html", "markdown", "word"),
        samples=made(
            workshop_evaluation,
            minimal="workshop",
            typical="secure-orders",
            least=a_workshop_without_dates,
            usual=forum,
        ),
    ),
    Document(
        name="cascade-report",
        title="Cascade report",
        context=CascadeReport,
        about="workshop that is passed on",
        subjects=cascaded,
        build=cascade_report,
        formats=("html", "markdown", "word"),
        samples=made(
            cascade_report,
            minimal="workshop",
            typical="secure-orders",
            least=a_workshop_without_dates,
            usual=forum,
        ),
    ),
)
