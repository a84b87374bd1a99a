import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

import attrs

from tpkit.errors import FieldError
from tpkit.findings import Finding, Severity

_CODE_OR_PREFIX = re.compile(r"[A-Z]{2,}[0-9]*", re.ASCII)


def prefixes(owner: str, field: str, codes: Iterable[str]) -> tuple[str, ...]:
    """Give codes and beginnings of codes as a tuple.

    Raises:
        FieldError: one of them is neither.
    """
    given = tuple(codes)
    for code in given:
        if not _CODE_OR_PREFIX.fullmatch(code):
            expected = "codes such as TP401, or their beginnings such as TP4"
            raise FieldError(owner, field, expected, code)
    return given


def _severities(given: Mapping[str, Severity]) -> Mapping[str, Severity]:
    prefixes("Policy", "severities", given)
    return MappingProxyType(dict(given))


@attrs.frozen(kw_only=True)
class Policy:
    """How strictly to judge: what an embedder decides for a whole run.

    Thresholds are fields of the checks; a policy says what becomes of their findings.

    Raises:
        FieldError: a key of `severities` is neither a code nor the beginning of one.

    Example:
        ```python
        >>> from tpkit import checks
        >>> from tpkit.findings import Severity
        >>> strict = checks.Policy(severities={"TP2": Severity.ERROR})
        >>> strict.severity("TP207", Severity.WARNING).value
        'error'

        ```
    """

    severities: Mapping[str, Severity] = attrs.field(
        factory=dict, converter=_severities, hash=False
    )
    """Severities to give instead of the checks' own, by code or by its beginning; the
    longest match counts."""

    at_least: Severity = Severity.INFO
    """Findings less severe than this are left out."""

    suppressions: bool = True
    """Whether the portfolio's suppressions count; an auditor may want to see all."""

    def severity(self, code: str, own: Severity) -> Severity:
        """Give the severity of a finding of that code whose check would say *own*."""
        matches = [key for key in self.severities if code.startswith(key)]
        return self.severities[max(matches, key=len)] if matches else own

    def judged(self, findings: Iterable[Finding]) -> list[Finding]:
        """Give the findings as this policy sees them, less those it leaves out."""
        seen = [
            attrs.evolve(f, severity=self.severity(f.code, f.severity))
            for f in findings
        ]
        return [f for f in seen if f.severity.rank <= self.at_least.rank]
