"""The findings of the checks: as a page for people, as JSON for programs."""

import json

import attrs
import pendulum

from tpkit import checks
from tpkit._model.portfolio import Portfolio
from tpkit._text import counted, listed
from tpkit.findings import Finding, Findings, Severity
from tpkit.report._words.kinds import Machine
from tpkit.report._words.words import Imprint, imprint, sentence


@attrs.frozen(kw_only=True)
class FindingLine:
    """One finding."""

    code: str
    """The check's code."""
    severity: str
    """`Error`, `Warning` or `Note`."""
    level: Machine
    """The severity for style sheets: `error`, `warning`, `info`."""
    message: str
    """What is so, as a sentence."""
    remedy: str
    """What to do about it, as a sentence."""
    path: Machine
    """The place in the record: `$.sessions[2].on`."""


@attrs.frozen(kw_only=True)
class FindingsPage:
    """What the template `findings` may print."""

    title: str
    """`Findings`."""
    imprint: Imprint
    """The foot of the page."""
    summary: str
    """How many there are of each severity: `1 error and 3 warnings`."""
    lines: tuple[FindingLine, ...]
    """Every finding, errors first, then in the order of the record."""


_SEVERITIES = {
    Severity.ERROR: "Error",
    Severity.WARNING: "Warning",
    Severity.INFO: "Note",
}


def findings_page(
    portfolio: Portfolio, on: pendulum.Date, findings: Findings | None = None
) -> FindingsPage:
    """Gather the page of findings; without *findings*, the standard checks look."""
    if findings is None:
        findings = checks.run(portfolio, on=on)
    worst_first = sorted(findings, key=lambda finding: finding.severity.rank)
    return FindingsPage(
        title="Findings",
        imprint=imprint(portfolio.partnership, on),
        summary=findings_in_words(findings),
        lines=tuple(_line(finding) for finding in worst_first),
    )


def _line(finding: Finding) -> FindingLine:
    return FindingLine(
        code=finding.code,
        severity=_SEVERITIES[finding.severity],
        level=finding.severity.value,
        message=sentence(finding.message),
        remedy=sentence(finding.remedy),
        path=finding.path,
    )


def counts_by_severity(findings: Findings) -> dict[Severity, str]:
    """Write how many there are of each severity that has any: `3 warnings`."""
    numbers = {
        severity: sum(finding.severity is severity for finding in findings)
        for severity in Severity
    }
    return {
        severity: counted(number, _NOUNS[severity])
        for severity, number in numbers.items()
        if number
    }


_NOUNS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def findings_in_words(findings: Findings) -> str:
    """Write `1 error, 3 warnings and 2 notes`, or `no findings`."""
    return listed(counts_by_severity(findings).values()) or "no findings"


def findings_json(findings: Findings) -> str:
    """Write findings as a JSON list of objects, in their order.

    Each has the texts `code`, `severity` (`error`, `warning` or `info`), `path`,
    `message` and `remedy`.
    """
    lines = [attrs.asdict(finding) for finding in findings]
    return json.dumps(lines, indent=2, ensure_ascii=False) + "\n"
