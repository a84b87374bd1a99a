from collections.abc import Iterable
from typing import Protocol

import pendulum

from tpkit._model.portfolio import Portfolio
from tpkit.findings import Finding


class Check(Protocol):
    """Something that looks at a portfolio and yields what it has to say.

    A function will do, and so will an instance of a frozen class whose fields are its
    thresholds. Each shipped check is such a class with a `code`, the code of every
    finding it yields, and `rules`, the numbers of the rules it answers. A check does not
    raise on any portfolio, prints nothing, asks no clock, and says the same thing twice
    when it is asked twice.
    """

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterable[Finding]:
        """Yield findings about *portfolio* as it stands on that day."""
        ...  # pragma: no cover  # a protocol says what others do


def code_of(check: Check) -> str:
    """Give the code that a check declares; empty for a function that declares none."""
    return str(getattr(check, "code", ""))


def rules_of(check: Check) -> tuple[int, ...]:
    """Give the numbers of the rules that a check answers; none where it names none."""
    rules: tuple[int, ...] = getattr(check, "rules", ())
    return rules
