"""What the judge of timetables says of a portfolio, worked out once for all its checks."""

import functools
import weakref
from collections.abc import Iterator

import attrs
import pendulum

from tpkit._model.portfolio import Portfolio
from tpkit.findings import Finding, Findings
from tpkit.schedule._judge.review import review


def judged(
    portfolio: Portfolio, /, *, on: pendulum.Date, code: str
) -> Iterator[Finding]:
    """Yield the findings of one code about the sessions of a portfolio.

    The rules are the portfolio's own, and the standard ones that it does not replace.
    Where one place breaks several rules of a kind, the gravest are said: who ends after
    5pm need not be told that it is after 4pm. `schedule.review` says them all.
    """
    found = _by_code(_Asked(weakref.ref(portfolio), on)).get(code, ())
    gravest: dict[str, int] = {}
    for finding in found:
        rank = finding.severity.rank
        gravest[finding.path] = min(rank, gravest.get(finding.path, rank))
    yield from (f for f in found if f.severity.rank == gravest[f.path])


@attrs.frozen(eq=False)
class _Asked:
    """A portfolio on a day: the same as another only if it is the same object.

    To compare portfolios by value takes as long as to judge them, and a number such as
    `id` gives may be that of another by now.
    """

    portfolio: "weakref.ref[Portfolio]"
    on: pendulum.Date
    _number: int = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_number", id(self.portfolio()))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _Asked):
            return NotImplemented
        mine, others = self.portfolio(), other.portfolio()
        return mine is not None and mine is others and self.on == other.on

    def __hash__(self) -> int:
        return hash((self._number, self.on))


@functools.lru_cache(maxsize=1)
def _by_code(asked: _Asked) -> dict[str, Findings]:
    portfolio = asked.portfolio()
    if portfolio is None:  # pragma: no cover  # whoever asks holds it
        return {}
    return review(portfolio, on=asked.on).by_code()
