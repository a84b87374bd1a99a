"""The cascade report: how organisations passed a workshop on to their own staff."""

import attrs
import pendulum

from tpkit import groups
from tpkit._model.activity import Workshop
from tpkit._model.participation import CascadeEvent
from tpkit._model.portfolio import Portfolio
from tpkit._text import counted, long_date
from tpkit.report._words.kinds import Machine
from tpkit.report._words.names import organisation, person
from tpkit.report._words.words import Imprint, Link, imprint, link, sentence
from tpkit.report._workshops.told import providers


@attrs.frozen(kw_only=True)
class CascadeDutyLine:
    """One organisation that has agreed to pass the workshop on."""

    organisation: str
    """Its name."""
    due: str
    """The last day for it: `26 January 2022`."""
    held: str
    """When it did so first: `12 January 2022`; empty where it has not."""
    status: str
    """`Done`, `Overdue` or `To come`."""
    level: Machine
    """The same for style sheets: `green`, `red` or `grey`."""


@attrs.frozen(kw_only=True)
class CascadeEventLine:
    """One session that an organisation ran for its own staff."""

    organisation: str
    """Whose session it was."""
    date: str
    """`12 January 2022`."""
    lead: str
    """Who ran it; empty where that is not recorded."""
    audience: str
    """Who it was for, as a sentence; empty where that is not recorded."""
    people: str
    """`14 people, of whom 1 had been at the workshop`; empty where nobody counted."""
    material: str
    """Which version of the material was used; empty where that is not recorded."""
    adapted: str
    """What was changed, as a sentence; empty where that is not recorded."""
    feedback: str
    """What people said, as a sentence; empty where that is not recorded."""
    evidence: str
    """What shows it; empty where that is not recorded."""


@attrs.frozen(kw_only=True)
class CascadeReport:
    """What the template `cascade-report` may print. Source: [S1].

    It names organisations, and counts people: nothing in it tells of one participant.
    """

    title: str
    """`Cascade report`."""
    imprint: Imprint
    """The foot of the page."""
    workshop: str
    """The workshop's title."""
    provider: str
    """Who put it on: its hosts, or the partnership."""
    date: str
    """The day it reports as of."""
    direct: int
    """Different people who came to the workshop itself."""
    cascade: int
    """People reached by the organisations' own sessions and not by the workshop."""
    total: int
    """Both together."""
    uncounted: str
    """Sessions whose numbers are not recorded, as a sentence; else empty."""
    is_owed: bool
    """Whether the workshop asks organisations to pass it on."""
    duties: tuple[CascadeDutyLine, ...]
    """Who has agreed to; empty while no date of the workshop is set."""
    events: tuple[CascadeEventLine, ...]
    """The sessions held until that day, in order."""
    planned: tuple[str, ...]
    """Sessions still to come: one line each."""
    return_to: Link
    """Where reports go; without words where the record does not say."""


def cascade_report(
    portfolio: Portfolio, on: pendulum.Date, subject: str
) -> CascadeReport:
    """Gather what became of a workshop in the organisations, as of that day.

    Raises:
        UnknownIdError: *subject* is no workshop's id.
    """
    workshop = portfolio.get(Workshop, subject)
    events = [e for e in portfolio.cascade_events if e.workshop == workshop.id]
    events.sort(key=lambda event: event.on)
    held = [event for event in events if event.on <= on]
    until_now = attrs.evolve(portfolio, cascade_events=tuple(held))
    reach = groups.reach(until_now, workshop.id)
    return CascadeReport(
        title="Cascade report",
        imprint=imprint(portfolio.partnership, on),
        workshop=workshop.title,
        provider=providers(portfolio, workshop),
        date=long_date(on),
        direct=reach.direct,
        cascade=reach.cascade,
        total=reach.total,
        uncounted=_uncounted(sum(event.attended is None for event in held)),
        is_owed=workshop.cascade,
        duties=tuple(
            _duty(portfolio, duty, on)
            for duty in groups.cascade_duties(until_now, workshop.id)
        ),
        events=tuple(_event(portfolio, event) for event in held),
        planned=tuple(
            f"{organisation(portfolio, event.organisation)}, {long_date(event.on)}"
            for event in events
            if event.on > on
        ),
        return_to=link(portfolio.partnership.contact),
    )


def cascaded(portfolio: Portfolio) -> dict[str, str]:
    """Give the workshops that are to be passed on, or have been."""
    passed_on = {event.workshop for event in portfolio.cascade_events}
    return {
        workshop.id: workshop.title
        for workshop in portfolio.workshops
        if workshop.cascade or workshop.id in passed_on
    }


def _uncounted(sessions: int) -> str:
    if not sessions:
        return ""
    return (
        f"The number of people is not recorded for {counted(sessions, 'session')}, "
        "so more may have been reached."
    )


def _duty(
    portfolio: Portfolio, duty: groups.CascadeDuty, on: pendulum.Date
) -> CascadeDutyLine:
    overdue = duty.is_overdue(on)
    return CascadeDutyLine(
        organisation=organisation(portfolio, duty.organisation),
        due=long_date(duty.due),
        held=long_date(duty.held_on) if duty.held_on else "",
        status="Done" if duty.held_on else "Overdue" if overdue else "To come",
        level="green" if duty.held_on else "red" if overdue else "grey",
    )


def _event(portfolio: Portfolio, event: CascadeEvent) -> CascadeEventLine:
    return CascadeEventLine(
        organisation=organisation(portfolio, event.organisation),
        date=long_date(event.on),
        lead=person(portfolio, event.lead),
        audience=sentence(event.audience),
        people=_people(event),
        material=event.material_version,
        adapted=sentence(event.adapted),
        feedback=sentence(event.feedback),
        evidence=event.evidence,
    )


def _people(event: CascadeEvent) -> str:
    if event.attended is None:
        return ""
    came = counted(event.attended, "person", "people")
    if not event.of_whom_counted:
        return came
    return f"{came}, of whom {event.of_whom_counted} had been at the workshop"
