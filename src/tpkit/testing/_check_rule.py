"""The proof that a scheduling rule means the same to whoever judges and to whoever searches."""

import re
from collections import Counter
from typing import Any

import attrs
import pendulum

from tpkit._model import _integrity
from tpkit._model.agreement import RuleAgreement
from tpkit._model.portfolio import Portfolio
from tpkit.schedule._judge.breaches import breaches
from tpkit.schedule._meanings.table import terms_of
from tpkit.schedule._terms.facts import Facts, facts_of
from tpkit.testing._hypothesis import effort, given
from tpkit.testing._rule_draws import Trial, sources, trials
from tpkit.testing._rule_promises import SHAPES, broken, prove_term
from tpkit.testing._rule_search import prove_tables
from tpkit.testing._samples import northshire, smallest

_CODE = re.compile(r"[A-Z]{2,}[0-9]{3,}", re.ASCII)
_ON = pendulum.Date(2024, 7, 1)


def check_rule(
    rule: Any,
    portfolio: Portfolio | None = None,
    /,
    *,
    on: pendulum.Date = _ON,
    examples: int | None = None,
) -> None:
    """Prove that a scheduling rule, tpkit's or your own, keeps its promises.

    A review and a search ask the terms of a rule the same questions, and rely on the
    answers: amounts are whole numbers and depend on nothing but what `looks_at` and
    `alike` say they do; positions and periods never fall; no margin is beyond the reach;
    whatever is wrong is said in words; the order of a document changes nothing; and
    what a search has in its tables is what a review says, slot by slot.

    Sessions and slots are drawn near what the rule and the *portfolio* name, and from
    all years; without a portfolio, `northshire()` is used as it stands on 1 July 2024.
    *examples* is how many times some are drawn; Hypothesis's settings decide otherwise.

    Raises:
        AssertionError: a promise is broken; the message says what to change.
        Exception: whatever the rule itself raised.
    """
    its = northshire() if portfolio is None else portfolio
    _prove_declared(rule)
    for each in (smallest(), its):
        _prove_terms(rule, facts_of(each, on=on))
    _prove_drawn(rule, its, on, examples)
    _prove_order(rule, its, on)
    prove_tables(rule, its, on=on)


def _prove_declared(rule: Any) -> None:
    if not isinstance(getattr(rule, "id", None), str):
        broken("it has no `id`: give it one, by which findings name it")
    if not isinstance(getattr(rule, "agreed", None), RuleAgreement):
        broken("it has no `agreed`: give it a RuleAgreement")


def _prove_terms(rule: Any, facts: Facts) -> None:
    terms, again = (list(terms_of([rule], facts)) for _ in range(2))
    if [*map(type, terms)] != [*map(type, again)]:
        broken(f"asked twice it means different terms: {terms} and {again}")
    for term in terms:
        if not isinstance(term, SHAPES):
            broken(f"{term!r} has none of the six shapes: derive it from one")
        if not _CODE.fullmatch(term.code):
            broken(f"{term.code!r} is no code: give capital letters and digits")
        if term.rule is not rule:
            broken(f"the `rule` of {type(term).__name__} is another: {term.rule!r}")


def _prove_drawn(
    rule: Any, portfolio: Portfolio, on: pendulum.Date, examples: int | None
) -> None:
    facts = facts_of(portfolio, on=on)
    drawn_from = sources(rule, facts)
    if not drawn_from.entries:
        return  # where there is no activity there is no session to judge

    @effort(examples)
    @given(trials(drawn_from))
    def law(trial: Trial) -> None:
        for term in terms_of([rule], facts):
            prove_term(term, trial, portfolio)

    law()


# ---------------------------------------------------------------------------- the order


def _prove_order(rule: Any, portfolio: Portfolio, on: pendulum.Date) -> None:
    backwards = {
        family: getattr(portfolio, family)[::-1]
        for family in _integrity.families(Portfolio)
    }
    turned = attrs.evolve(portfolio, **backwards)
    if _verdict(rule, portfolio, on) != _verdict(rule, turned, on):
        broken("its verdict depends on the order of the document")


def _verdict(rule: Any, portfolio: Portfolio, on: pendulum.Date) -> Counter[Any]:
    facts = facts_of(portfolio, on=on)
    sessions = [entry.session for entry in facts.timetable.entries]
    return Counter(
        (
            type(breach.term),
            breach.amount,
            frozenset(sessions[place] for place in breach.places),
            breach.claim,
            None if breach.shortfall is None else breach.shortfall.words,
        )
        for breach in breaches(facts.timetable, terms_of([rule], facts))
    )
