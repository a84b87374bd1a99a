from collections.abc import Iterator
from typing import ClassVar

import attrs
import pendulum

from tpkit._model._funding import funding_ends
from tpkit._model.change import Change
from tpkit._model.delivery import Deliverable, Phase, Project
from tpkit._model.plan import Baseline
from tpkit._model.portfolio import Portfolio
from tpkit._text import listed, long_date
from tpkit.checks._check import Check
from tpkit.checks._promises import promises
from tpkit.findings import Finding, Severity


@attrs.frozen(kw_only=True)
class RebaselineUnapproved:
    """A promise was changed without anybody's approval, or without a reason.

    The first baseline is frozen when the plan is approved; each later one has a number,
    an approver, a day and a reason, so that nobody can move a date to hide a delay [OK].
    """

    code: ClassVar[str] = "TP601"
    rules: ClassVar[tuple[int, ...]] = (28,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        for path, noun in promises(portfolio):
            for index, baseline in enumerate(noun.baselines[1:], start=1):
                missing = list(_missing(baseline))
                if missing:
                    yield Finding(
                        code=self.code,
                        severity=Severity.ERROR,
                        path=f"{path}.baselines[{index}]",
                        message=(
                            f"{noun.title} was promised anew for "
                            f"{long_date(baseline.date)} without {listed(missing)}"
                        ),
                        remedy="record who approved the new date, when and why",
                    )


def _missing(baseline: Baseline) -> Iterator[str]:
    if baseline.approved_by is None:
        yield "an approver"
    if baseline.approved_on is None:
        yield "a day of approval"
    if not baseline.reason:
        yield "a reason"


@attrs.frozen(kw_only=True)
class PromiseMovedQuietly:
    """A promised date was altered instead of a new one being approved.

    A promise once made stays on record; another date is another baseline [OK]. This looks
    for due dates that no baseline has, and for entries that replace one due date by
    another where there are no baselines.
    """

    code: ClassVar[str] = "TP602"
    rules: ClassVar[tuple[int, ...]] = (28,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        moved = {(c.kind.family, c.of): (i, c) for i, c in _moves(portfolio)}
        for path, noun in promises(portfolio):
            if not isinstance(noun, Deliverable | Phase):
                continue
            field = "due" if isinstance(noun, Deliverable) else "end"
            first: pendulum.Date | None = getattr(noun, field)
            approved = {baseline.date for baseline in noun.baselines}
            if first is not None and approved and first not in approved:
                what = f"{long_date(first)}, which no baseline has"
                yield self._finding(f"{path}.{field}", noun.title, what)
            family = path.removeprefix("$.").partition("[")[0]
            entry = moved.get((family, noun.id))
            if entry is not None and not approved:
                index, change = entry
                what = f"{change.became} instead of {change.was}, without a baseline"
                yield self._finding(f"$.changes[{index}]", noun.title, what)

    def _finding(self, path: str, title: str, what: str) -> Finding:
        return Finding(
            code=self.code,
            severity=Severity.ERROR,
            path=path,
            message=f"{title} is promised for {what}",
            remedy="keep the first date, and add a baseline with approver and reason",
        )


def _moves(portfolio: Portfolio) -> Iterator[tuple[int, Change]]:
    for index, change in enumerate(portfolio.changes):
        if change.field in ("due", "end") and change.was not in ("", change.became):
            yield index, change


@attrs.frozen(kw_only=True)
class RebaselinedPastFunding:
    """A promise was moved past the end of its money, and no extension was agreed.

    Work of a round has to be complete by the end of its funding [S1]; one of NELTP's five
    projects went on for a year after it under another name [NELTP-RE]. The last baseline
    counts, and of the money the earlier of what the project and its grant say.
    """

    code: ClassVar[str] = "TP603"
    rules: ClassVar[tuple[int, ...]] = (29,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        ends = funding_ends(portfolio)
        for path, noun in promises(portfolio):
            end = ends[noun.id if isinstance(noun, Project) else noun.project]
            if end is None or len(noun.baselines) < _SECOND:
                continue
            last = noun.baselines[-1]
            if last.date > end:
                yield Finding(
                    code=self.code,
                    severity=Severity.ERROR,
                    path=f"{path}.baselines[{last.number}].date",
                    message=(
                        f"{noun.title} was promised anew for {long_date(last.date)}, "
                        f"after the end of its funding on {long_date(end)}"
                    ),
                    remedy="get an extension agreed and record it, or promise an earlier day",
                )


_SECOND = 2

CHECKS: tuple[Check, ...] = (
    RebaselineUnapproved(),
    PromiseMovedQuietly(),
    RebaselinedPastFunding(),
)
