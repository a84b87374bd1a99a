"""The judge: everything in a plan that does not keep what was agreed."""

from collections.abc import Iterable, Iterator
from typing import Any

import pendulum

from tpkit._model._paths import Place, place
from tpkit._model.portfolio import Portfolio
from tpkit.calendars._instants import the_day
from tpkit.findings import Finding, Findings
from tpkit.schedule._judge.breach_in_words import finding_of
from tpkit.schedule._judge.breaches import Breach, breaches
from tpkit.schedule._judge.nearest import Alternatives
from tpkit.schedule._judge.neighbourhood import Neighbourhood
from tpkit.schedule._judge.questions import hours_shown_twice, out_of_order
from tpkit.schedule._judge.sweep import in_order_of_time
from tpkit.schedule._meanings.table import terms_of
from tpkit.schedule._terms.facts import Facts, facts_of
from tpkit.schedule._terms.standard import STANDARD_RULES, rules_of


def review(
    portfolio: Portfolio,
    /,
    *,
    on: pendulum.Date,
    rules: Iterable[Any] = STANDARD_RULES,
) -> Findings:
    """Give every place where a plan does not keep the scheduling rules, on that day.

    The rules are the portfolio's own, and those of *rules* that it does not replace by
    one with the same id. Each finding names the sessions and people involved, the rule,
    who agreed it and why, and the nearest alternative: where one session could go, all
    others staying put, without breaking a hard rule, and if possible any other. Breaking
    a hard rule is an error, a soft one a warning, a preferred one information.

    What has been held, or is past, cannot be moved: such sessions are mentioned, as
    information, only where they broke a hard rule. Besides, a session in the hour that
    London clocks show twice is asked about, and sessions that build on one another but
    do not follow in the order of their numbers.

    The findings stand in the order of the document. The time taken grows as n log n
    with the sessions, and with the findings.

    Raises:
        FieldError: *on* is an instant or no date.

    Example:
        ```python
        >>> import pendulum
        >>> from tpkit import schedule, testing
        >>> findings = schedule.review(testing.northshire(), on=pendulum.Date(2024, 7, 1))
        >>> findings.errors
        ()

        ```
    """
    facts = facts_of(portfolio, on=the_day("review", on))
    found = [*_judged(facts, rules), *hours_shown_twice(facts), *out_of_order(facts)]
    return Findings(sorted(found, key=_in_document_order))


def _judged(facts: Facts, rules: Iterable[Any]) -> Iterator[Finding]:
    terms = [*terms_of(rules_of(facts.portfolio, rules), facts)]
    hood = Neighbourhood(facts, terms)
    alternatives = Alternatives(hood)
    for breach in _in_order_of_time(breaches(facts.timetable, terms), facts):
        finding = finding_of(breach, hood, alternatives)
        if finding is not None:
            yield finding


def _in_order_of_time(found: Iterable[Breach], facts: Facts) -> list[Breach]:
    """Sort, so that the order of a document's sessions does not change what is said.

    Within a term by the time of the sessions; terms stay as they come.
    """
    turn = {place: n for n, place in enumerate(in_order_of_time(facts.timetable))}
    numbers: dict[int, int] = {}

    def key(breach: Breach) -> tuple[int, tuple[int, ...], str]:
        term = numbers.setdefault(id(breach.term), len(numbers))
        return term, tuple(turn[p] for p in breach.places), str(breach.claim)

    return sorted(found, key=key)


def _in_document_order(finding: Finding) -> tuple[Place, str, str]:
    return place(finding.path), finding.code, finding.message
