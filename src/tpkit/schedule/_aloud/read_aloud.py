"""Scheduling rules as a coordinator reads them out to a room."""

from typing import Any

from tpkit._model.agreement import RuleAgreement, Strictness
from tpkit._model.portfolio import Portfolio
from tpkit.schedule._aloud.rules import agreement_in_words, rule_in_words
from tpkit.schedule._terms.names import Names
from tpkit.schedule._terms.standard import BY_TPKIT


def read_aloud(rule: Any, portfolio: Portfolio, /) -> str:
    r"""Say a scheduling rule in a sentence, and who agreed it, when, why, how strictly.

    People, venues and activities are called what the portfolio calls them. A rule of
    your own gives its sentence by a method `in_words(portfolio)`, without the full stop;
    one without is known by its id.

    Example:
        ```python
        >>> from tpkit import schedule, testing
        >>> northshire = testing.northshire()
        >>> aloud = schedule.read_aloud(northshire.scheduling_rules[0], northshire)
        >>> print(aloud.replace(". ", ".\n"))
        No session on Fridays.
        Agreed by Strategic board on 11 June 2024.
        The reason: Part-time staff.
        It may be broken at a cost of 3.

        ```
    """
    clause = rule_in_words(rule, Names(portfolio=portfolio)) or f"rule {rule.id}"
    return " ".join(f"{_capital(part)}." for part in (clause, *_terms(rule.agreed)))


def _terms(agreed: RuleAgreement) -> list[str]:
    """Give the sentences about an agreement, without their full stops."""
    whose = (
        "It holds unless the partners agree otherwise"
        if agreed.by == BY_TPKIT
        else agreement_in_words(agreed)
    )
    strictness = _STRICTNESS[agreed.strictness].format(weight=agreed.weight)
    reason = agreed.reason.strip().rstrip(".")
    # What begins with a small letter goes on from `because`; a title or a sentence of
    # its own, such as `Half-term`, would not.
    if reason[:1].islower():
        because = f"{whose}, because {reason}" if whose else f"the reason: {reason}"
        return [f"{because}; {strictness}"]
    parts = [whose, f"the reason: {reason}" if reason else "", strictness]
    return [part for part in parts if part]


_STRICTNESS = {
    Strictness.HARD: "it may not be broken",
    Strictness.SOFT: "it may be broken at a cost of {weight:,}",
    Strictness.PREFERRED: "it is only preferred, at a cost of {weight:,}",
}


def _capital(clause: str) -> str:
    return clause[:1].upper() + clause[1:]
