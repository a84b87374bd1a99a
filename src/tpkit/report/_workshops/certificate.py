"""The certificate that somebody has completed a workshop, with its CPD record."""

from collections.abc import Iterator

import attrs
import pendulum

from tpkit import groups
from tpkit._model.activity import Session, Workshop
from tpkit._model.ids import PersonId, SessionId, WorkshopId
from tpkit._model.participation import Attendance, Booking
from tpkit._model.people import Person
from tpkit._model.portfolio import Portfolio
from tpkit._text import listed, long_date
from tpkit.errors import UnknownIdError
from tpkit.groups._cpd import activity_type, described
from tpkit.report._words.kinds import Personal
from tpkit.report._words.words import Imprint, duration, imprint, sentence
from tpkit.report._workshops.told import called, leaders, providers


@attrs.frozen(kw_only=True)
class Certificate:
    """What the template `certificate` may print. Sources: [RIPCPD], [SPEAK].

    What differs from one person to the next is `Personal`: a template that only prints
    it can be filled once and finished for everybody.
    """

    title: str
    """`Certificate of attendance`."""
    imprint: Imprint
    """The foot of the page."""
    name: Personal
    """Whose certificate it is; the role or pseudonym where the record has no name."""
    reference: Personal
    """What it is filed under: `secure-orders+iro-1`, the workshop and the person."""
    dates: Personal
    """When the person was there: `10 November 2021 and 1 December 2021`."""
    time: Personal
    """For how long, as information only: `4 hours 30 minutes`."""
    issued: Personal
    """The day it was issued: `14 February 2022`."""
    workshop: str
    """The workshop's title."""
    provider: str
    """Who put it on: its hosts, or the partnership."""
    signatory: str
    """Who signs: those who lead the workshop; empty to be filled in."""
    outcomes: tuple[str, ...]
    """The learning outcomes, a sentence each; empty where none are recorded."""
    note: str
    """What the workshop says of hours and standards, as a sentence; else empty."""
    activity_type: str
    """For the CPD record: `Workshop`, or `Series of workshops`."""
    description: str
    """For the CPD record: what it was about; empty where the workshop does not say."""


def certificate(portfolio: Portfolio, on: pendulum.Date, subject: str) -> Certificate:
    """Gather what one person's certificate says.

    Raises:
        UnknownIdError: *subject* is not the ids, joined by `+`, of a workshop and of
            somebody who has completed it.
    """
    workshop = WorkshopId(subject.partition("+")[0])
    for each in certificates(portfolio, on, workshop):
        if each.reference == subject:
            return each
    raise UnknownIdError("certificate", subject, "nobody has completed that")


def certificates(
    portfolio: Portfolio, on: pendulum.Date, workshop: WorkshopId
) -> Iterator[Certificate]:
    """Yield the certificate of everybody who has completed a workshop.

    One whose day is not recorded is issued on the day *on*.

    Raises:
        UnknownIdError: no workshop has the id.
    """
    sessions = {session.id: session for session in portfolio.sessions_of(workshop)}
    stayed = _minutes(portfolio, sessions)
    issued = _issued(portfolio, sessions)
    shared = _shared(portfolio, on, portfolio.get(Workshop, workshop))
    for reference, done in _completions(portfolio, workshop):
        attended = [sessions[id] for id in done.stayed_for]
        minutes = [stayed.get((s.id, done.person), s.minutes) for s in attended]
        yield attrs.evolve(
            shared,
            name=called(portfolio.get(Person, done.person)),
            reference=reference,
            dates=listed(long_date(session.on) for session in attended),
            time=duration(sum(minutes)),
            issued=long_date(issued.get(done.person, on)),
        )


def earned(portfolio: Portfolio) -> dict[str, str]:
    """Give every certificate that somebody has earned: for what, and whose it is."""
    return {
        reference: f"{workshop.title}: {called(portfolio.get(Person, done.person))}"
        for workshop in portfolio.workshops
        for reference, done in _completions(portfolio, workshop.id)
    }


_Sessions = dict[SessionId, Session]


def _completions(
    portfolio: Portfolio, workshop: WorkshopId
) -> Iterator[tuple[str, groups.Participation]]:
    for participation in groups.turnout(portfolio, workshop).participations:
        if participation.completed:
            # No id has a plus in it, so no two pairs of ids have one reference.
            yield f"{workshop}+{participation.person}", participation


def _minutes(
    portfolio: Portfolio, sessions: _Sessions
) -> dict[tuple[SessionId, PersonId], int]:
    """Give how long people were there, where that is recorded."""
    records: list[Booking | Attendance]
    records = [*portfolio.bookings, *portfolio.attendances]
    return {
        (record.session, record.person): record.minutes
        for record in records
        if record.session in sessions and record.status.came and record.minutes
    }


def _issued(portfolio: Portfolio, sessions: _Sessions) -> dict[PersonId, pendulum.Date]:
    """Give the day on which each person's certificate was issued first."""
    found: dict[PersonId, pendulum.Date] = {}
    for booking in portfolio.bookings:
        if booking.session in sessions and booking.certificate_on:
            earlier = found.get(booking.person, booking.certificate_on)
            found[booking.person] = min(earlier, booking.certificate_on)
    return found


def _shared(portfolio: Portfolio, on: pendulum.Date, workshop: Workshop) -> Certificate:
    """Give a certificate of the workshop that has nobody's name on it yet."""
    return Certificate(
        title="Certificate of attendance",
        imprint=imprint(portfolio.partnership, on),
        name="",
        reference="",
        dates="",
        time="",
        issued="",
        workshop=workshop.title,
        provider=providers(portfolio, workshop),
        signatory=leaders(portfolio, workshop),
        outcomes=tuple(sentence(outcome) for outcome in workshop.learning_outcomes),
        activity_type=activity_type(workshop),
        description=sentence(described(workshop)),
        note=sentence(workshop.cpd_note),
    )
