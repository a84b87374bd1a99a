"""The document about attendance."""

from tpkit.report._attendance.attendance import (
    AttendancePage,
    attendance_page,
    has_attendance,
)
from tpkit.report._attendance.samples import two_sessions
from tpkit.report._document.document import Document
from tpkit.report._document.samples import Samples
from tpkit.report._samples.riverside import ON, bare


def _samples() -> Samples:
    return Samples(
        minimal=attendance_page(bare(), ON), typical=attendance_page(two_sessions(), ON)
    )


DOCUMENTS: tuple[Document, ...] = (
    Document(
        name="attendance",
        title="Attendance",
        context=AttendancePage,
        build=lambda portfolio, on, _: attendance_page(portfolio, on),
        is_packed=has_attendance,
        samples=_samples,
    ),
)
