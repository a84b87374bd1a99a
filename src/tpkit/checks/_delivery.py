from collections.abc import Iterator
from typing import ClassVar

import attrs
import pendulum

from tpkit._model.delivery import (
    Deliverable,
    DeliverableStatus,
    Milestone,
    MilestoneStatus,
    Project,
)
from tpkit._model.portfolio import Portfolio
from tpkit._text import long_date
from tpkit.checks._check import Check
from tpkit.checks._promises import Promise, promises, wanted
from tpkit.findings import Finding, Severity
from tpkit.track._status.line import Line
from tpkit.track._status.policy import RagPolicy
from tpkit.track._status.rag import Rag, Reason
from tpkit.track._status.roll_up import RollUp
from tpkit.track._status.status import status

_BEHIND = (
    Reason.PAST_FUNDING_END,
    Reason.LONG_SLIP,
    Reason.LONG_OVERDUE,
    Reason.SLIP,
    Reason.OVERDUE,
)


@attrs.frozen(kw_only=True)
class MilestoneBehind:
    """A milestone is behind its promise.

    One to ten working days are amber, more is red, and so is anything past the end of the
    money [OK]. A milestone's own tolerance is allowed for. `track.status` says more.
    """

    code: ClassVar[str] = "TP604"
    rules: ClassVar[tuple[int, ...]] = (30,)

    amber_after: int = 0
    """Working days by which a milestone may be behind before it is amber."""
    red_after: int = 10
    """Working days by which a milestone may be behind before it is red."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        policy = RagPolicy(
            slip_amber_after=self.amber_after,
            slip_red_after=self.red_after,
            overdue_amber_after=self.amber_after,
            overdue_red_after=self.red_after,
        )
        for line in status(portfolio, on=on, policy=policy).milestones:
            told = dict(zip(line.reasons, line.because, strict=True))
            behind = [reason for reason in _BEHIND if reason in told]
            if behind:
                colour = behind[0].rag.value
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=line.path,
                    message=f"{line.title} is {colour}: {told[behind[0]]}",
                    remedy="say what is done about it, or have a new date approved",
                )


@attrs.frozen(kw_only=True)
class AcceptedWithoutEvidence:
    """A deliverable is accepted, or a milestone complete, and nothing shows it.

    It needs evidence, not a tick [OK].
    """

    code: ClassVar[str] = "TP605"
    rules: ClassVar[tuple[int, ...]] = (31,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        for path, noun in promises(portfolio):
            if isinstance(noun, Milestone | Deliverable) and not noun.evidence:
                word = _ACCEPTED.get(noun.status)
                if word:
                    yield Finding(
                        code=self.code,
                        severity=Severity.WARNING,
                        path=f"{path}.evidence",
                        message=f"{noun.title} is {word} without evidence",
                        remedy="add what shows it, such as a report or minutes",
                    )


_ACCEPTED: dict[DeliverableStatus | MilestoneStatus, str] = {
    DeliverableStatus.ACCEPTED: "accepted",
    MilestoneStatus.COMPLETE: "complete",
}


@attrs.frozen(kw_only=True)
class AcceptedByItsOwner:
    """A deliverable was accepted by the one who answers for it.

    Whoever made something cannot say for everybody else that it will do [OK].
    """

    code: ClassVar[str] = "TP606"
    rules: ClassVar[tuple[int, ...]] = (31,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        for index, deliverable in enumerate(portfolio.deliverables):
            accepted_by = deliverable.accepted_by
            if accepted_by is not None and accepted_by == deliverable.owner:
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"$.deliverables[{index}].accepted_by",
                    message=f"{deliverable.title} was accepted by its owner",
                    remedy="have somebody else accept it against its criteria",
                )


@attrs.frozen(kw_only=True)
class ForecastBeforeBaseline:
    """Something has a forecast and no promise to hold it against.

    Without a date that was promised nobody can say whether it is late [DES]. What is done
    is not asked for.
    """

    code: ClassVar[str] = "TP625"
    rules: ClassVar[tuple[int, ...]] = (28,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        for path, noun in wanted(portfolio):
            forecast = None if isinstance(noun, Project) else noun.forecast
            if forecast is None or _promised(noun) or _done_on(noun):
                continue
            yield Finding(
                code=self.code,
                severity=Severity.WARNING,
                path=f"{path}.forecast",
                message=(
                    f"{noun.title} is forecast for {long_date(forecast)}, and no date "
                    "was promised"
                ),
                remedy="have a baseline approved",
            )


def _promised(noun: Promise) -> pendulum.Date | None:
    if isinstance(noun, Milestone | Project):
        return noun.baselines[-1].date if noun.baselines else None
    return noun.promised


_DONE_FIELDS = ("actual", "delivered_on", "ended_on", "actual_end")


def _done_on(noun: Promise) -> pendulum.Date | None:
    days = (getattr(noun, field, None) for field in _DONE_FIELDS)
    return next((day for day in days if day is not None), None)


@attrs.frozen(kw_only=True)
class DoneTwice:
    """The record has two days on which one thing was done.

    Either an entry replaced one day by another, or a milestone is complete from a day
    before it was reached. Only one of the two can be so [DES].
    """

    code: ClassVar[str] = "TP626"
    rules: ClassVar[tuple[int, ...]] = ()

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        titles: dict[tuple[str, str], str] = {
            (path.removeprefix("$.").partition("[")[0], noun.id): noun.title
            for path, noun in promises(portfolio)
        }
        for index, milestone in enumerate(portfolio.milestones):
            for place, step in enumerate(milestone.history):
                reached = milestone.actual
                is_complete = step.to is MilestoneStatus.COMPLETE
                if is_complete and reached is not None and step.on < reached:
                    yield self._finding(
                        f"$.milestones[{index}].history[{place}].on",
                        milestone.title,
                        long_date(step.on),
                        long_date(reached),
                    )
        for index, change in enumerate(portfolio.changes):
            is_replaced = change.was and change.became and change.was != change.became
            title = titles.get((change.kind.family, change.of), "")
            if title and change.field in _DONE_FIELDS and is_replaced:
                yield self._finding(
                    f"$.changes[{index}]", title, change.was, change.became
                )

    def _finding(self, path: str, title: str, one: str, other: str) -> Finding:
        return Finding(
            code=self.code,
            severity=Severity.WARNING,
            path=path,
            message=f"{title} was done on {one}, and on {other}",
            remedy="find out which day it was, and give the reason with the entry",
        )


@attrs.frozen(kw_only=True)
class OverrideExpired:
    """A colour that somebody gave has expired, and another one shows again.

    A colour is given for a time, with a reason; then it is given again or not [DES].
    """

    code: ClassVar[str] = "TP627"
    rules: ClassVar[tuple[int, ...]] = ()

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        overridden = {p: n.overrides for p, n in promises(portfolio) if n.overrides}
        if not overridden:
            return
        for line in status(portfolio, on=on).lines:
            overrides = overridden.get(line.path, ())
            if not overrides or not _is_judged(line):
                continue
            last = max(overrides, key=lambda override: override.expires)
            if last.expires < on and last.colour.value != line.rag.value:
                index = overrides.index(last)
                yield Finding(
                    code=self.code,
                    severity=Severity.INFO,
                    path=f"{line.path}.overrides[{index}].expires",
                    message=(
                        f"{line.title} was given as {last.colour} until "
                        f"{long_date(last.expires)}, and shows as {line.rag} again"
                    ),
                    remedy="look at it again, and give a colour and a reason if need be",
                )


def _is_judged(line: Line | RollUp) -> bool:
    return line.rag in (Rag.RED, Rag.AMBER, Rag.GREEN)


CHECKS: tuple[Check, ...] = (
    MilestoneBehind(),
    AcceptedWithoutEvidence(),
    AcceptedByItsOwner(),
)
"""The checks of what is delivered, in order of code."""

LATER_CHECKS: tuple[Check, ...] = (
    ForecastBeforeBaseline(),
    DoneTwice(),
    OverrideExpired(),
)
"""Those whose codes come after the checks of plans."""
