"""How far a project may stray, and what it has asked to change."""

from collections.abc import Iterator
from decimal import Decimal

import attrs
import pendulum

from tpkit import track
from tpkit._model.delivery import Deliverable, Milestone, Phase, Project
from tpkit._model.money import Grant, GrantVariation
from tpkit._model.plan import Baseline
from tpkit._model.portfolio import Portfolio
from tpkit._text import counted, long_date, pounds
from tpkit.report._words.names import person
from tpkit.report._words.words import capitalised, sentence, words


@attrs.frozen(kw_only=True)
class ChangeRequest:
    """Something that was to be changed: asked for, or approved already."""

    what: str
    """`Report: moved to 29 March 2022`, `Extension until 30 June 2022`."""
    reason: str
    """Why, as a sentence; empty where it is not recorded."""
    state: str
    """`Approved on 18 January 2022 by Director`, `Asked for on 1 February 2022`."""


# ------------------------------------------------------------------------- tolerance


def tolerances(
    portfolio: Portfolio, project: Project, on: pendulum.Date
) -> Iterator[str]:
    """Yield how far dates and money may stray before anybody need be told."""
    slips = {
        line.id: line.slip
        for line in track.status(portfolio, on=on).milestones_of(project.id)
    }
    for milestone in portfolio.milestones:
        if milestone.project == project.id and milestone.tolerance_days:
            yield _milestone(milestone, slips.get(milestone.id))
    for grant in _grants(portfolio, project):
        if grant.virement_limit is not None:
            limit = _percent(grant.virement_limit)
            yield f"{grant.title}: up to {limit} of a category may be moved unasked."
        if grant.variance_limit is not None:
            limit = _percent(grant.variance_limit)
            yield f"{grant.title}: variances above {limit} are explained."


def _milestone(milestone: Milestone, slip: int | None) -> str:
    days = counted(milestone.tolerance_days, "working day")
    if slip is None or slip <= 0:
        return f"{milestone.title}: may be {days} late."
    within = "within" if slip <= milestone.tolerance_days else "beyond"
    late = counted(slip, "working day")
    return (
        f"{milestone.title}: may be {days} late; {late} late now, {within} tolerance."
    )


def _percent(limit: Decimal) -> str:
    return f"{limit.normalize():f}%"


def _grants(portfolio: Portfolio, project: Project) -> list[Grant]:
    return [grant for grant in portfolio.grants if grant.bid == project.bid]


# --------------------------------------------------------------------------- changes


def change_requests(
    portfolio: Portfolio, project: Project, on: pendulum.Date
) -> Iterator[ChangeRequest]:
    """Yield what was asked of the funder, and which dates were approved anew."""
    for grant in _grants(portfolio, project):
        for variation in grant.variations:
            if variation.requested_on is None or variation.requested_on <= on:
                yield _asked(variation, on)
    for noun in _dated(portfolio, project):
        for baseline in noun.baselines[1:]:
            if baseline.approved_on is None or baseline.approved_on <= on:
                yield _moved(portfolio, noun, baseline)


def _asked(variation: GrantVariation, on: pendulum.Date) -> ChangeRequest:
    until = f" until {long_date(variation.new_end)}" if variation.new_end else ""
    amount = f", {pounds(variation.amount)}" if variation.amount is not None else ""
    return ChangeRequest(
        what=f"Grant: {words(variation.kind)}{until}{amount}",
        reason=sentence(variation.reason),
        state=_state(variation, on),
    )


def _state(variation: GrantVariation, on: pendulum.Date) -> str:
    if variation.agreed_on is not None and variation.agreed_on <= on:
        return f"Agreed on {long_date(variation.agreed_on)}"
    if variation.requested_on is not None:
        return f"Asked for on {long_date(variation.requested_on)}"
    return "Asked for"


Dated = Project | Phase | Milestone | Deliverable


def _dated(portfolio: Portfolio, project: Project) -> Iterator[Dated]:
    yield project
    for family in (portfolio.phases, portfolio.milestones, portfolio.deliverables):
        yield from (noun for noun in family if noun.project == project.id)


def _moved(portfolio: Portfolio, noun: Dated, baseline: Baseline) -> ChangeRequest:
    when = f" on {long_date(baseline.approved_on)}" if baseline.approved_on else ""
    who = person(portfolio, baseline.approved_by)
    by = f" by {who}" if who else ""
    return ChangeRequest(
        what=f"{capitalised(noun.title)}: moved to {long_date(baseline.date)}",
        reason=sentence(baseline.reason),
        state=f"Approved{when}{by}",
    )
