"""What a comparison asks of a project, phase, milestone or deliverable."""

from collections.abc import Iterator

import attrs
import pendulum

from tpkit._model.delivery import (
    Deliverable,
    DeliverableStatus,
    Milestone,
    MilestoneStatus,
    Phase,
    Project,
    ProjectStatus,
)
from tpkit._model.plan import Baseline
from tpkit._model.portfolio import Portfolio

Promise = Project | Phase | Milestone | Deliverable


@attrs.frozen(kw_only=True)
class Facts:
    """The dates of one of them, and where it stands."""

    title: str
    promised: pendulum.Date | None
    forecast: pendulum.Date | None
    done_on: pendulum.Date | None
    is_done: bool
    is_dropped: bool
    baselines: tuple[Baseline, ...]

    @property
    def expected(self) -> pendulum.Date | None:
        """When it was done, or is expected, or was promised."""
        return self.done_on or self.forecast or self.promised

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return not self.is_done and not self.is_dropped


def promises(portfolio: Portfolio) -> Iterator[tuple[str, Promise]]:
    """Yield what was promised, with the kind of it: `deliverable`."""
    for family in ("projects", "phases", "milestones", "deliverables"):
        for noun in getattr(portfolio, family):
            yield family.removesuffix("s"), noun


def facts_of(noun: Promise) -> Facts:
    """Give what is compared."""
    promised, forecast, done_on = _dates(noun)
    return Facts(
        title=noun.title,
        promised=promised,
        forecast=forecast,
        done_on=done_on,
        is_done=done_on is not None or _is_done(noun),
        is_dropped=_is_dropped(noun),
        baselines=noun.baselines,
    )


def _dates(
    noun: Promise,
) -> tuple[pendulum.Date | None, pendulum.Date | None, pendulum.Date | None]:
    if isinstance(noun, Project):
        promised = noun.baselines[-1].date if noun.baselines else None
        return promised, noun.forecast_end, noun.actual_end
    if isinstance(noun, Milestone):
        return noun.baseline, noun.forecast, noun.actual
    if isinstance(noun, Phase):
        return noun.promised, noun.forecast, noun.ended_on
    is_sent_back = noun.status is DeliverableStatus.REJECTED
    return noun.promised, noun.forecast, None if is_sent_back else noun.delivered_on


_DONE = (
    ProjectStatus.DELIVERED,
    ProjectStatus.CLOSED,
    MilestoneStatus.COMPLETE,
    DeliverableStatus.ACCEPTED,
)
_DROPPED = (
    ProjectStatus.CANCELLED,
    MilestoneStatus.CANCELLED,
    DeliverableStatus.DROPPED,
)


def _is_done(noun: Promise) -> bool:
    return not isinstance(noun, Phase) and any(noun.status is s for s in _DONE)


def _is_dropped(noun: Promise) -> bool:
    return not isinstance(noun, Phase) and any(noun.status is s for s in _DROPPED)
