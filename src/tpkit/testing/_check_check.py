"""The proof that a check keeps the promises that `checks.run` relies on."""

import contextlib
import io
import re
from typing import Any

import pendulum

from tpkit._model import _paths
from tpkit._model.portfolio import Portfolio
from tpkit.checks._check import Check, code_of
from tpkit.errors import FieldError
from tpkit.findings import Finding
from tpkit.testing._hypothesis import SearchStrategy, effort, given
from tpkit.testing._portfolios import portfolios as any_portfolios
from tpkit.testing._samples import northshire, smallest
from tpkit.testing._values import dates

_CODE = re.compile(r"[A-Z]{2,}[0-9]{3,}", re.ASCII)


def check_check(
    check: Check,
    /,
    *,
    portfolios: SearchStrategy[Portfolio] | None = None,
    on: SearchStrategy[pendulum.Date] | None = None,
    examples: int | None = None,
) -> None:
    """Prove that a check keeps its promises on the samples and on whatever is drawn.

    On any valid portfolio and day it does not raise, prints nothing, says the same thing
    twice, and yields findings in the order of the document (noun by noun), each with a
    severity, a message, a remedy, a path that leads somewhere and the check's own code,
    such as `TP401`. On `northshire()`, whose words are plain, messages and remedies are
    one line without a full stop.

    *examples* is how many portfolios are drawn; Hypothesis's settings decide otherwise.

    Raises:
        AssertionError: a promise is broken; the message says which.
        Exception: whatever the check itself raised.
    """
    _prove_declared(check)
    for day in (pendulum.Date(2024, 2, 14), pendulum.Date(2025, 3, 31)):
        _prove(check, smallest(), day)
        for finding in _prove(check, northshire(), day):
            _prove_plain(finding)

    @effort(examples)
    @given(
        any_portfolios() if portfolios is None else portfolios,
        dates() if on is None else on,
    )
    def law(portfolio: Portfolio, day: pendulum.Date) -> None:
        _prove(check, portfolio, day)

    law()


def _prove_declared(check: Check) -> None:
    code = code_of(check)
    if code and not _CODE.fullmatch(code):
        _broken(f"its code {code!r} is not capital letters and digits, such as TP401")


def _prove(
    check: Check, portfolio: Portfolio, on: pendulum.Date
) -> tuple[Finding, ...]:
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        said = tuple(check(portfolio, on=on))
        again = tuple(check(portfolio, on=on))
    if printed.getvalue():
        _broken(f"it prints: {printed.getvalue()!r}")
    if said != again:
        _broken(f"asked twice it says different things: {said} and {again}")
    for finding in said:
        _prove_finding(check, portfolio, finding)
    nouns = [_paths.place(finding.path)[:2] for finding in said]
    if nouns != sorted(nouns):
        paths = [finding.path for finding in said]
        _broken(f"its findings are not in the order of the document: {paths}")
    return said


def _prove_finding(check: Check, portfolio: Portfolio, finding: Any) -> None:
    if not isinstance(finding, Finding):
        _broken(f"it yields something that is no finding: {finding!r}")
    if not _CODE.fullmatch(finding.code):
        _broken(f"a finding's code is no code: {finding.code!r}")
    if code_of(check) not in ("", finding.code):
        _broken(f"it declares {code_of(check)} and yields {finding.code}")
    if not finding.message.strip() or not finding.remedy.strip():
        _broken(f"a finding has nothing to say, or to advise: {finding}")
    try:
        for _ in _paths.walk(portfolio, finding.path):
            pass
    except FieldError as error:
        _broken(str(error))


def _prove_plain(finding: Finding) -> None:
    for text in (finding.message, finding.remedy):
        if text != text.strip().removesuffix(".") or "\n" in text:
            _broken(f"a text is not one line without a full stop: {text!r}")


def _broken(what: str) -> None:
    msg = f"the check breaks a promise: {what}"
    raise AssertionError(msg)
