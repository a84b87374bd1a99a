import re
from pathlib import Path

import attrs
import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpkit import Portfolio, checks
from tpkit.checks import Check, code_of, rules_of
from tpkit.testing import check_check, portfolios

RULES = set(range(1, 98))
"""The rules of partnerships, money, delivery, timetables, workshops, learning, research."""

DAYS = st.dates(pendulum.date(2000, 1, 1), pendulum.date(2060, 12, 31)).map(
    lambda day: pendulum.Date(day.year, day.month, day.day)
)


def test_codes_are_unique_and_in_order() -> None:
    codes = [code_of(check) for check in checks.STANDARD]

    assert codes == sorted(set(codes))


def test_no_check_has_a_code_of_the_engine() -> None:
    codes = {code_of(check) for check in checks.STANDARD}

    assert codes.isdisjoint(checks.SUPPRESSION_CODES)


def test_every_rule_is_answered_and_no_other() -> None:
    answered = {rule for check in checks.STANDARD for rule in rules_of(check)}

    assert answered == RULES


def test_the_page_of_rules_names_the_checks_of_each() -> None:
    page = (Path(__file__).parents[2] / "docs" / "reference" / "rules.md").read_text(
        encoding="utf-8"
    )
    rows = re.findall(r"#rule-(\d+) \}\d+ \|.*\| (.*) \|$", page, re.MULTILINE)
    told = {int(rule): re.findall(r"\[(TP\d+)\]", codes) for rule, codes in rows}

    assert told == {
        rule: [code_of(c) for c in checks.STANDARD if rule in rules_of(c)]
        for rule in sorted(RULES)
    }


def test_every_check_is_public_under_its_own_name() -> None:
    names = {type(check).__name__ for check in checks.STANDARD}

    assert names <= set(checks.__all__)


def test_every_check_is_a_frozen_value() -> None:
    kinds = [type(check) for check in checks.STANDARD]

    assert all(attrs.inspect(kind).is_frozen for kind in kinds)
    assert {hash(check) for check in checks.STANDARD}


@pytest.mark.parametrize("check", checks.STANDARD, ids=code_of)
def test_a_check_keeps_the_promises_that_embedders_checks_make(check: Check) -> None:
    check_check(check, examples=3)


@given(portfolio=portfolios(), on=DAYS)
def test_checks_cope_with_any_portfolio_and_say_the_same_twice(
    portfolio: Portfolio, on: pendulum.Date
) -> None:
    once = checks.run(portfolio, on=on)

    assert checks.run(portfolio, on=on) == once


@given(portfolio=portfolios(), on=DAYS)
def test_a_check_says_the_same_alone_and_in_company(
    portfolio: Portfolio, on: pendulum.Date
) -> None:
    policy = checks.Policy(suppressions=False)
    together = checks.run(portfolio, on=on, policy=policy)

    alone = [
        finding
        for check in checks.STANDARD
        for finding in checks.run(portfolio, [check], on=on, policy=policy)
    ]

    assert sorted(alone, key=str) == sorted(together, key=str)
