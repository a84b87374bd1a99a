import itertools
from collections.abc import Iterator
from typing import ClassVar

import attrs
import pendulum

from tpkit._dates import later
from tpkit._model.delivery import Project, ProjectStatus
from tpkit._model.judgement import Colour, ProgressReport, ReportKind
from tpkit._model.portfolio import Portfolio
from tpkit._text import counted, long_date
from tpkit.checks._check import Check
from tpkit.findings import Finding, Severity

_RUNNING = (ProjectStatus.MOBILISING, ProjectStatus.LIVE)


@attrs.frozen(kw_only=True)
class HighlightReportOverdue:
    """A project that runs has not been reported on for more than a month.

    Highlight reports go to the board every month unless it agrees otherwise [P2P]. A
    project for which no report was ever recorded is not asked for one: its reports are
    kept elsewhere.
    """

    code: ClassVar[str] = "TP615"
    rules: ClassVar[tuple[int, ...]] = (37,)

    months: int = 1
    """Months after a report by which the next is due."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        for index, project in enumerate(portfolio.projects):
            sent = [report.on for report in project.reports if report.on <= on]
            if not sent or project.status not in _RUNNING:
                continue
            due = later(max(sent), months=self.months)
            if due < on:
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"$.projects[{index}].reports",
                    message=(
                        f"The highlight report of {project.title} was due on "
                        f"{long_date(due)}"
                    ),
                    remedy="send it, or record when it went",
                )


@attrs.frozen(kw_only=True)
class HighlightReportTooLong:
    """A highlight report is longer than a board will read.

    Two sides of A4 [P2P].
    """

    code: ClassVar[str] = "TP616"
    rules: ClassVar[tuple[int, ...]] = (37,)

    at_most: int = 2
    """Pages of A4."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        for index, project in enumerate(portfolio.projects):
            for place, report in enumerate(project.reports):
                is_highlight = report.kind is ReportKind.HIGHLIGHT
                if is_highlight and (report.pages or 0) > self.at_most:
                    yield Finding(
                        code=self.code,
                        severity=Severity.INFO,
                        path=f"$.projects[{index}].reports[{place}].pages",
                        message=(
                            f"The highlight report of {project.title} of "
                            f"{long_date(report.on)} has {report.pages} pages"
                        ),
                        remedy=f"keep to {counted(self.at_most, 'page')}",
                    )


@attrs.frozen(kw_only=True)
class ExceptionReportMissing:
    """A project was red in two reports running, and no exception report was sent.

    An exception report says what happened, what could be done and what is advised, so
    that the board can decide [OK]. One sent since the first of the red reports will do.
    """

    code: ClassVar[str] = "TP617"
    rules: ClassVar[tuple[int, ...]] = (38,)

    at_least: int = 2
    """Red reports running from which one is asked for."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        for index, project in enumerate(portfolio.projects):
            red = self._red(project, on)
            if len(red) < self.at_least:
                continue
            is_sent = any(
                report.kind is ReportKind.EXCEPTION and red[-1].on <= report.on <= on
                for report in project.reports
            )
            if not is_sent:
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"$.projects[{index}].reports",
                    message=(
                        f"{project.title} was red in {len(red)} reports running since "
                        f"{long_date(red[-1].on)}, without an exception report"
                    ),
                    remedy="send the board an exception report with what could be done",
                )

    def _red(self, project: Project, on: pendulum.Date) -> list[ProgressReport]:
        """Give the red highlight reports that nothing better followed, the last first."""
        sent = [
            report
            for report in project.reports
            if report.kind is ReportKind.HIGHLIGHT and report.on <= on
        ]
        newest_first = sorted(sent, key=lambda report: report.on, reverse=True)
        return [*itertools.takewhile(lambda r: r.colour is Colour.RED, newest_first)]


CHECKS: tuple[Check, ...] = (
    HighlightReportOverdue(),
    HighlightReportTooLong(),
    ExceptionReportMissing(),
)
