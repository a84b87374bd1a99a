from collections.abc import Iterator
from typing import Any, ClassVar

import attrs
import pendulum

from tpkit._model.change import Change, ChangedKind
from tpkit._model.portfolio import Portfolio
from tpkit._text import long_date
from tpkit.checks._check import Check
from tpkit.findings import Finding, Severity


@attrs.frozen(kw_only=True)
class ChangeRecordedAhead:
    """A change is recorded on a day that is still to come.

    What was known on a day is told from the days of the changes, so one with a day ahead
    changes what the portfolio says now and is missing from every look back. To ask about
    a day that is past, check the portfolio as it was known then.
    """

    code: ClassVar[str] = "TP660"
    rules: ClassVar[tuple[int, ...]] = ()

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        titles = _Titles(portfolio)
        for index, change in enumerate(portfolio.changes):
            if change.recorded_on > on:
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"$.changes[{index}].recorded_on",
                    message=(
                        f"A change of {titles.of(change)} is recorded on "
                        f"{long_date(change.recorded_on)}, after {long_date(on)}"
                    ),
                    remedy="correct the day, or ask about the portfolio as of that day",
                )


@attrs.frozen(kw_only=True)
class ChangeUnexplained:
    """A change does not say who made it, or why.

    Both may be left out, and a board that asks later has nobody to ask. What was added
    needs no reason.
    """

    code: ClassVar[str] = "TP661"
    rules: ClassVar[tuple[int, ...]] = ()

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        titles = _Titles(portfolio)
        for index, change in enumerate(portfolio.changes):
            is_without_reason = not change.reason and not change.is_addition
            missing = ["who made it"] if change.by is None else []
            missing += ["why"] if is_without_reason else []
            if missing:
                field = "reason" if change.by is not None else "by"
                yield Finding(
                    code=self.code,
                    severity=Severity.INFO,
                    path=f"$.changes[{index}].{field}",
                    message=(
                        f"The change of {titles.of(change)} on "
                        f"{long_date(change.recorded_on)} does not say "
                        f"{' or '.join(missing)}"
                    ),
                    remedy="add it while somebody remembers",
                )


class _Titles(dict[ChangedKind, dict[str, str]]):
    """What nouns are called, by kind and id; read when a kind is first asked for."""

    def __init__(self, portfolio: Portfolio) -> None:
        super().__init__()
        self._portfolio = portfolio

    def __missing__(self, kind: ChangedKind) -> dict[str, str]:
        nouns: tuple[Any, ...] = getattr(self._portfolio, kind.family)
        self[kind] = {noun.id: _named(noun) for noun in nouns}
        return self[kind]

    def of(self, change: Change) -> str:
        """Give what the noun that changed is called."""
        return self[change.kind][change.of]


def _named(noun: Any) -> str:
    for field in ("title", "description", "event"):
        if text := getattr(noun, field, ""):
            return str(text)
    return str(noun.id)


CHECKS: tuple[Check, ...] = (ChangeRecordedAhead(), ChangeUnexplained())
