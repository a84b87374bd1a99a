"""The dissemination note: who is told of a project's work, with what, and by when."""

from collections.abc import Iterator

import attrs
import pendulum

from tpkit._model.delivery import Project
from tpkit._model.money import Bid, Dissemination
from tpkit._model.portfolio import Portfolio
from tpkit.report._focus_groups import told
from tpkit.report._words.names import person
from tpkit.report._words.words import Imprint, day, imprint, paragraphs, sentence


@attrs.frozen(kw_only=True)
class Telling:
    """Somebody who is to be told of the work, and with what."""

    audience: str
    """`London IRO Regional Forum`."""
    product: str
    """What they are given, as a sentence."""
    by: str
    """By when; empty to be filled in."""
    done: str
    """When it was done; empty where it has not been."""
    is_overdue: bool
    """Whether the day has passed and nothing was done."""
    owner: str
    """Who sees to it; empty to be filled in."""


@attrs.frozen(kw_only=True)
class DisseminationNote:
    """What the template `dissemination-note` may print. Source: [S1]."""

    title: str
    """`Dissemination note: Barriers to progression`."""
    imprint: Imprint
    """The foot of the page."""
    owner: str
    """Who answers for it: the project's manager; empty to be filled in."""
    message: tuple[str, ...]
    """What people are to know, in paragraphs; empty to be filled in."""
    tellings: tuple[Telling, ...]
    """Who is told what, in the order of the plan."""
    products: tuple[str, ...]
    """Deliverables that others get: `Toolkit: other teaching partnerships.`."""
    results: tuple[str, ...]
    """Who sees a study's results, and in which form."""


def dissemination_note(
    portfolio: Portfolio, on: pendulum.Date, subject: str
) -> DisseminationNote:
    """Gather what a project's plans say of who is told; the rest is left to fill in.

    Raises:
        UnknownIdError: *subject* is no project's id.
    """
    project = portfolio.get(Project, subject)
    bid = portfolio.get(Bid, project.bid) if project.bid else None
    return DisseminationNote(
        title=f"Dissemination note: {project.title}",
        imprint=imprint(portfolio.partnership, on),
        owner=person(portfolio, project.manager),
        message=paragraphs(project.summary or (bid.summary if bid else "")),
        tellings=tuple(
            _telling(portfolio, plan, on) for plan in (bid.dissemination if bid else ())
        ),
        products=tuple(_products(portfolio, project)),
        results=tuple(
            told.shared(plan)
            for study in portfolio.studies
            if study.project == project.id
            for plan in study.sharing
        ),
    )


def _telling(portfolio: Portfolio, plan: Dissemination, on: pendulum.Date) -> Telling:
    done = plan.done_on is not None and plan.done_on <= on
    return Telling(
        audience=plan.audience,
        product=sentence(plan.product),
        by=day(plan.by),
        done=day(plan.done_on) if done else "",
        is_overdue=not done and plan.by is not None and plan.by < on,
        owner=person(portfolio, plan.owner),
    )


def _products(portfolio: Portfolio, project: Project) -> Iterator[str]:
    for deliverable in portfolio.deliverables:
        if deliverable.project == project.id and deliverable.shared_with:
            yield f"{deliverable.title}: {'; '.join(deliverable.shared_with)}."
