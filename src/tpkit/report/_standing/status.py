"""The status of every project's promises, as a page."""

import attrs
import pendulum

from tpkit import track
from tpkit._model.portfolio import Portfolio
from tpkit.report._charts.burn_down import BurnDown, burn_downs
from tpkit.report._standing.delivery import (
    DeliveryLine,
    Standing,
    delivery_lines,
    standing,
)
from tpkit.report._words.words import Imprint, imprint


@attrs.frozen(kw_only=True)
class ProjectStanding:
    """One project, and where its promises stand."""

    title: str
    standing: Standing
    """How it stands, and why."""
    milestones: tuple[DeliveryLine, ...]
    """Its milestones, earliest first."""
    deliverables: tuple[DeliveryLine, ...]
    """Its deliverables, earliest first."""


@attrs.frozen(kw_only=True)
class StatusPage:
    """What the template `status` may print."""

    title: str
    """`Status`."""
    imprint: Imprint
    """The foot of the page."""
    projects: tuple[ProjectStanding, ...]
    """Every project, in the order of the record."""
    money: tuple[BurnDown, ...]
    """Every grant whose budget says when it is to be spent, quarter by quarter."""


def status_page(portfolio: Portfolio, on: pendulum.Date) -> StatusPage:
    """Gather where every project's milestones and deliverables stand on that day."""
    status = track.status(portfolio, on=on)
    projects = tuple(
        ProjectStanding(
            title=project.title,
            standing=standing(status.project(project.id)),
            milestones=delivery_lines(portfolio, status.milestones_of(project.id)),
            deliverables=delivery_lines(portfolio, status.deliverables_of(project.id)),
        )
        for project in portfolio.projects
    )
    return StatusPage(
        title="Status",
        imprint=imprint(portfolio.partnership, on),
        projects=projects,
        money=burn_downs(portfolio, on),
    )
