import re
from collections.abc import Callable
from pathlib import Path

import pendulum
import pytest

from tpkit import Portfolio, checks
from tpkit.checks import Check, code_of

Sample = Callable[[str, str], tuple[Portfolio, pendulum.Date]]

each_check = pytest.mark.parametrize("check", checks.STANDARD, ids=code_of)


@each_check
def test_a_check_is_silent_on_its_passing_sample(check: Check, sample: Sample) -> None:
    portfolio, on = sample(code_of(check), "passing")

    assert checks.run(portfolio, [check], on=on) == ()


@each_check
def test_a_check_speaks_on_its_failing_sample(check: Check, sample: Sample) -> None:
    portfolio, on = sample(code_of(check), "failing")

    findings = checks.run(portfolio, [check], on=on)

    assert {finding.code for finding in findings} == {code_of(check)}


@each_check
def test_a_finding_reads_as_a_sentence_and_a_remedy(
    check: Check, sample: Sample
) -> None:
    portfolio, on = sample(code_of(check), "failing")

    for finding in checks.run(portfolio, [check], on=on):
        assert not finding.message.endswith(".") and not finding.remedy.endswith(".")
        assert finding.message and finding.remedy
        assert not re.search(r"None|<|\b\w+\.\w+_\w+\b", finding.message)


def test_every_sample_belongs_to_a_check(samples: Path) -> None:
    codes = {code_of(check) for check in checks.STANDARD}

    found = {str(path.relative_to(samples)) for path in samples.glob("*/*")}

    assert found == {
        f"{code}/{n}.yaml" for code in codes for n in ("passing", "failing")
    }


@pytest.mark.parametrize("name", ["passing", "failing"])
@each_check
def test_every_check_copes_with_every_sample(
    check: Check, name: str, sample: Sample
) -> None:
    portfolio, on = sample(code_of(check), name)

    once, again = (checks.run(portfolio, on=on) for _ in range(2))

    assert once == again
