from collections.abc import Iterable, Iterator

import pendulum

from tpkit._model import _paths
from tpkit._model.portfolio import Portfolio
from tpkit.calendars._instants import the_day
from tpkit.checks import _suppressions
from tpkit.checks._check import Check, code_of
from tpkit.checks._policy import Policy, prefixes
from tpkit.checks._table import STANDARD
from tpkit.errors import FieldError
from tpkit.findings import Finding, Findings

_AS_GIVEN = Policy()


def run(
    portfolio: Portfolio,
    checks: Iterable[Check] = STANDARD,
    *,
    on: pendulum.Date,
    ignore: Iterable[str] = (),
    policy: Policy = _AS_GIVEN,
) -> Findings:
    """Give what *checks* have to say about a portfolio as it stands on that day.

    The findings stand in the order of a document: by family, by place in the family,
    then by path and by code. *ignore* takes codes and beginnings of codes: `TP4` leaves
    out everything about learning sets. A check that is given twice with different
    thresholds runs as it was given last, so `[*STANDARD, LearningSetTooSmall(at_least=5)]`
    changes one threshold.

    The portfolio's own suppressions remove the findings they are about as long as they
    hold; one that has run out, that no longer removes anything, or that names a code or
    an id which is not there is itself reported (`SUPPRESSION_CODES`).

    Raises:
        FieldError: *on* is an instant or no date, *ignore* holds something that cannot
            be a code, a check is given as a class, two different checks have one code,
            or a check yielded something that is no finding, is not about this portfolio,
            or carries another check's code.

    Example:
        ```python
        >>> import pendulum
        >>> from tpkit import Partnership, PartnershipId, Portfolio, checks
        >>> partnership = Partnership(id=PartnershipId("tp"), name="Our partnership")
        >>> portfolio = Portfolio(partnership=partnership)
        >>> findings = checks.run(portfolio, on=pendulum.Date(2022, 2, 14))
        >>> findings.worst.value
        'error'

        ```
    """
    on = the_day("run", on)
    ignored = prefixes("run", "ignore", ignore)
    chosen = _latest(checks)
    ran = [c for c in chosen if not (code_of(c) and code_of(c).startswith(ignored))]
    found = [finding for check in ran for finding in _said_by(check, portfolio, on)]
    if policy.suppressions:
        found, used = _suppressions.applied(portfolio, found, on=on)
        codes = {code_of(check) for check in ran}
        known = {code_of(check) for check in (*STANDARD, *chosen)}
        found += _suppressions.review(
            portfolio,
            on=on,
            used=used,
            # A function's codes are not known before it has used them.
            known=None if "" in known else known,
            ran=codes,
        )
    kept = [f for f in policy.judged(found) if not f.code.startswith(ignored)]
    return Findings(sorted(kept, key=_in_document_order))


def _latest(checks: Iterable[Check]) -> list[Check]:
    by_code: dict[str, Check] = {}
    without_code: list[Check] = []
    for check in checks:
        if isinstance(check, type):
            expected = f"a check, such as {check.__name__}() with its brackets"
            raise FieldError("run", "checks", expected, check)
        code = code_of(check)
        if not code:
            without_code.append(check)
            continue
        other = by_code.setdefault(code, check)
        if type(other) is not type(check):
            names = (type(other).__name__, type(check).__name__)
            raise FieldError("run", "checks", "one check for each code", (code, *names))
        by_code[code] = check
    return [*by_code.values(), *without_code]


def _said_by(
    check: Check, portfolio: Portfolio, on: pendulum.Date
) -> Iterator[Finding]:
    code = code_of(check)
    for finding in check(portfolio, on=on):
        if not isinstance(finding, Finding):
            raise FieldError("run", "checks", "checks that yield findings", finding)
        if code and finding.code != code:
            raise FieldError("Finding", "code", f"{code}, the check's own", finding)
        for _ in _paths.walk(portfolio, finding.path):
            pass
        yield finding


def _in_document_order(finding: Finding) -> tuple[_paths.Place, str, str]:
    return _paths.place(finding.path), finding.code, finding.message
