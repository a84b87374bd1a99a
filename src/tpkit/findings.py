"""What a check says: findings, their severity, and a tuple of them."""

import enum
from collections.abc import Iterable
from typing import Self

import attrs

__all__ = ["Finding", "Findings", "Severity"]


class Severity(enum.StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    """Against the law, the grant or arithmetic: put it right before going on."""
    WARNING = "warning"
    """Unwise, late or against what was agreed: put it right or say why not."""
    INFO = "info"
    """Worth knowing; nothing need be done."""

    @property
    def rank(self) -> int:
        """0 for an error, 1 for a warning, 2 for information: worst first when sorted."""
        return _RANKS[self]


_RANKS = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


@attrs.frozen(kw_only=True)
class Finding:
    """One thing that a check has to say about one place in a portfolio."""

    code: str
    """The check's stable code, such as `TP401`."""

    severity: Severity = attrs.field(converter=Severity)
    """How much it matters; its word will do: `warning`."""

    path: str
    """The place in the portfolio, such as `$.learning_sets[0].members`."""

    message: str
    """What is so, as a sentence without its full stop."""

    remedy: str
    """What to do about it."""

    def __str__(self) -> str:
        """Write the finding on one line, as `tpkit check` prints it."""
        return f"{self.path}: {self.severity} {self.code} {self.message}; {self.remedy}"


class Findings(tuple[Finding, ...]):
    """The findings of a run, in document order: a tuple with a few questions answered."""

    __slots__ = ()

    def __new__(cls, findings: Iterable[Finding] = ()) -> Self:
        """Collect *findings*, keeping their order."""
        return super().__new__(cls, findings)

    @property
    def worst(self) -> Severity | None:
        """The most serious severity present; None when there is no finding."""
        return min((f.severity for f in self), key=lambda s: s.rank, default=None)

    @property
    def errors(self) -> "Findings":
        """Only the findings that are errors."""
        return Findings(f for f in self if f.severity is Severity.ERROR)

    def by_code(self) -> dict[str, "Findings"]:
        """Group by code, codes in alphabetical order, document order within each."""
        codes = sorted({f.code for f in self})
        return {code: Findings(f for f in self if f.code == code) for code in codes}
