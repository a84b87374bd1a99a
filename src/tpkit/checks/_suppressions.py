from collections.abc import Collection, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

import pendulum

from tpkit._model import _paths
from tpkit._model.portfolio import Portfolio
from tpkit._model.suppression import Suppression
from tpkit._text import did_you_mean, long_date
from tpkit.findings import Finding, Severity

SUPPRESSION_CODES: Mapping[str, str] = MappingProxyType(
    {
        "TP001": "A suppression's last day has passed: its findings are back.",
        "TP002": "A suppression suppresses nothing any more.",
        "TP003": "A suppression names a code that no check has.",
        "TP004": "A suppression is about an id that nothing in the portfolio has.",
    }
)
"""What `run` itself says about the suppressions in a portfolio, by code. They cannot be
suppressed; `ignore` and a `Policy` work on them as on any other."""


def applied(
    portfolio: Portfolio, findings: Iterable[Finding], *, on: pendulum.Date
) -> tuple[list[Finding], set[int]]:
    """Give the findings that no suppression removes, and the suppressions that did."""
    # By code and id, because a long record may have thousands of both.
    in_force: dict[tuple[str, str], set[int]] = {}
    for number, suppression in enumerate(portfolio.suppressions):
        if suppression.holds(on):
            key = (suppression.code, suppression.about)
            in_force.setdefault(key, set()).add(number)
    codes = {code for code, _ in in_force}
    left, used = [], set()
    for finding in findings:
        by: set[int] = set()
        if finding.code in codes:
            for about in ("", *map(_id_of, _paths.walk(portfolio, finding.path))):
                by |= in_force.get((finding.code, about), set())
        used |= by
        if not by:
            left.append(finding)
    return left, used


def _id_of(noun: Any) -> str:
    # Attendances and set meetings have no id of their own and go by their session's.
    return getattr(noun, "id", "") or getattr(noun, "session", "")


def review(
    portfolio: Portfolio,
    *,
    on: pendulum.Date,
    used: Collection[int],
    known: Collection[str] | None,
    ran: Collection[str],
) -> Iterator[Finding]:
    """Yield what is wrong with the suppressions themselves.

    *known* are the codes that exist, None where nobody can tell; *ran* are those whose
    checks had their say.
    """
    ids = _all_ids(portfolio) if portfolio.suppressions else {}
    for number, suppression in enumerate(portfolio.suppressions):
        path, code, about = (
            f"$.suppressions[{number}]",
            suppression.code,
            suppression.about,
        )
        if known is not None and code not in known:
            yield Finding(
                code="TP003",
                severity=Severity.WARNING,
                path=f"{path}.code",
                message=f"No check has the code {code}",
                remedy=did_you_mean(code, sorted(known)) or "delete the suppression",
            )
        elif about and about not in ids:
            yield Finding(
                code="TP004",
                severity=Severity.WARNING,
                path=f"{path}.about",
                message=f"Nothing has the id {about!r}, so {code} is suppressed nowhere",
                remedy=did_you_mean(about, ids)
                or "correct the id, or delete the suppression",
            )
        elif not suppression.holds(on):
            yield Finding(
                code="TP001",
                severity=Severity.WARNING,
                path=f"{path}.until",
                message=f"The suppression of {code} ended on {_end(suppression)}",
                remedy="put the finding right, or decide again and give a new last day",
            )
        elif code in ran and number not in used:
            yield Finding(
                code="TP002",
                severity=Severity.INFO,
                path=path,
                message=f"The suppression of {code} has nothing to suppress",
                remedy="delete it, so that a new finding is not hidden",
            )


def _end(suppression: Suppression) -> str:
    return "" if suppression.until is None else long_date(suppression.until)


def _all_ids(portfolio: Portfolio) -> dict[str, None]:
    nouns: list[Any] = [portfolio.partnership]
    for family in _paths.FAMILIES[1:]:
        nouns += getattr(portfolio, family)
    return dict.fromkeys(sorted({_id_of(noun) for noun in nouns} - {""}))
