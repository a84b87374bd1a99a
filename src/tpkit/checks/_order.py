"""The order in which a check yields what it found on its way through several families."""

from collections.abc import Iterable

from tpkit._model._paths import place
from tpkit.findings import Finding


def in_document_order(findings: Iterable[Finding]) -> list[Finding]:
    """Sort findings as the nouns they are about stand in a document."""
    return sorted(findings, key=lambda finding: place(finding.path))
