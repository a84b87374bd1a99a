"""What was promised, wherever it is: what several checks of delivery look through."""

from collections.abc import Iterator

from tpkit._model._funding import is_given_up
from tpkit._model.delivery import (
    Deliverable,
    DeliverableStatus,
    Milestone,
    MilestoneStatus,
    Phase,
    Project,
)
from tpkit._model.portfolio import Portfolio

Promise = Project | Phase | Milestone | Deliverable


def promises(portfolio: Portfolio) -> Iterator[tuple[str, Promise]]:
    """Yield each project, phase, milestone and deliverable with its path."""
    for family in ("projects", "phases", "milestones", "deliverables"):
        for index, noun in enumerate(getattr(portfolio, family)):
            yield f"$.{family}[{index}]", noun


def wanted(portfolio: Portfolio) -> Iterator[tuple[str, Promise]]:
    """Yield those that have not been given up."""
    given_up = {p.id for p in portfolio.projects if is_given_up(portfolio, p)}
    for path, noun in promises(portfolio):
        project = noun.id if isinstance(noun, Project) else noun.project
        if project not in given_up and not _is_dropped(noun):
            yield path, noun


def _is_dropped(noun: Promise) -> bool:
    if isinstance(noun, Milestone):
        return noun.status is MilestoneStatus.CANCELLED
    return isinstance(noun, Deliverable) and noun.status is DeliverableStatus.DROPPED
