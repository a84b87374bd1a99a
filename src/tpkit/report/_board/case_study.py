"""The case study: what one project did and what came of it, for others to learn from."""

from collections.abc import Iterator

import attrs
import pendulum

from tpkit import checks
from tpkit._model.activity import FocusGroup, Study
from tpkit._model.delivery import Deliverable, Project
from tpkit._model.ids import ProjectId
from tpkit._model.money import Bid
from tpkit._model.participation import Consent, Registration
from tpkit._model.portfolio import Portfolio
from tpkit._text import long_date
from tpkit.report._money.results import OutcomeRow, outcome_rows
from tpkit.report._words.names import organisations, person
from tpkit.report._words.words import Imprint, Link, imprint, link, paragraphs, sentence


@attrs.frozen(kw_only=True)
class QuoteLine:
    """Words that a participant agreed may be printed."""

    text: str
    """The words, edited so that they identify nobody."""
    by: str
    """A pseudonym or a broad role, never an employer with a role."""


@attrs.frozen(kw_only=True)
class CaseStudy:
    """What the template `case-study` may print. Sources: [GS8], [OK]."""

    title: str
    """`Case study: Barriers to progression`."""
    imprint: Imprint
    """The foot of the page."""
    owner: str
    """Who answers for it: the project's manager; empty to be filled in."""
    context: tuple[str, ...]
    """What the project is, in paragraphs; empty to be filled in."""
    challenge: tuple[str, ...]
    """Why it was needed, in paragraphs; empty to be filled in."""
    need: tuple[str, ...]
    """What showed the need, one sentence each."""
    done: tuple[str, ...]
    """What was done, one sentence each; empty to be filled in."""
    who: str
    """Who delivered it; empty to be filled in."""
    outcomes: tuple[OutcomeRow, ...]
    """What changed, in figures."""
    quotes: tuple[QuoteLine, ...]
    """What people said, with their consent, where the words identify nobody."""
    lessons: tuple[str, ...]
    """What was learnt, one sentence each; empty to be filled in."""
    contact: Link
    """Whom to ask; without words where the record does not say."""


def case_study(portfolio: Portfolio, on: pendulum.Date, subject: str) -> CaseStudy:
    """Gather what the record holds for a case study; the rest is left to be written.

    Raises:
        UnknownIdError: *subject* is no project's id.
    """
    project = portfolio.get(Project, subject)
    bid = portfolio.get(Bid, project.bid) if project.bid else None
    return CaseStudy(
        title=f"Case study: {project.title}",
        imprint=imprint(portfolio.partnership, on),
        owner=person(portfolio, project.manager),
        context=paragraphs(project.summary or (bid.summary if bid else "")),
        challenge=paragraphs(bid.rationale) if bid else (),
        need=tuple(_need(bid)),
        done=tuple(_done(portfolio, project, on)),
        who=organisations(portfolio, project.partners),
        outcomes=outcome_rows(portfolio, (project.id,), on=on),
        quotes=tuple(_quotes(portfolio, project.id, on)),
        lessons=tuple(map(sentence, project.lessons)),
        contact=link(portfolio.partnership.contact),
    )


def _need(bid: Bid | None) -> Iterator[str]:
    for evidence in bid.need if bid else ():
        source = f" Source: {sentence(evidence.source)}" if evidence.source else ""
        yield f"{sentence(evidence.statement)}{source}"


def _done(portfolio: Portfolio, project: Project, on: pendulum.Date) -> Iterator[str]:
    yield from map(sentence, project.this_period)
    for deliverable in portfolio.deliverables:
        if deliverable.project == project.id and _is_out(deliverable, on):
            yield _delivered(deliverable)


def _is_out(deliverable: Deliverable, on: pendulum.Date) -> bool:
    if deliverable.delivered_on is not None:
        return deliverable.delivered_on <= on
    return deliverable.is_delivered


def _delivered(deliverable: Deliverable) -> str:
    when = deliverable.delivered_on
    return f"Delivered{f' on {long_date(when)}' if when else ''}: {deliverable.title}."


def _quotes(
    portfolio: Portfolio, project: ProjectId, on: pendulum.Date
) -> Iterator[QuoteLine]:
    """Yield the quotes that may be printed: agreed to, and identifying nobody."""
    refused = {
        finding.path
        for check in (checks.QuoteWithoutConsent(), checks.QuoteIdentifiesPerson())
        for finding in check(portfolio, on=on)
    }
    for number, consent in enumerate(portfolio.consents):
        if not _is_of(portfolio, consent, project):
            continue
        for place, quote in enumerate(consent.quotes):
            path = f"$.consents[{number}].quotes[{place}]"
            if not refused & {path, f"{path}.attributed_to", f"{path}.text"}:
                yield QuoteLine(text=quote.text, by=quote.attributed_to)


def _is_of(portfolio: Portfolio, consent: Consent, project: ProjectId) -> bool:
    registration = portfolio.get(Registration, consent.registration)
    group = portfolio.get(FocusGroup, registration.focus_group)
    return portfolio.get(Study, group.study).project == project
