"""Certificates and CPD records: who may have one, and what it may say."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

import attrs
import pendulum

from tpkit import _text
from tpkit._model._checked import Percent
from tpkit._model.activity import DeliveryMode, Session, Workshop
from tpkit._model.people import Person
from tpkit._model.portfolio import Portfolio
from tpkit.findings import Finding, Severity
from tpkit.groups import CompletionPolicy, Participation, took_place, turnouts
from tpkit.groups._cpd import described


@attrs.frozen(kw_only=True)
class CertificateBeforeCompletion:
    """Somebody has a certificate for a series without having completed it.

    A series is complete after 80% of its parts, or all but one of up to three; one run
    completes a workshop that is repeated, so only a series is judged here. A
    certificate dated before the part that completed it is as wrong as one without.
    Sources: [S1], [OK].
    """

    code: ClassVar[str] = "TP301"
    rules: ClassVar[tuple[int, ...]] = (52,)

    parts_percent: Percent = Decimal(80)
    """Percent of the parts that complete a series."""
    small_series: int = 3
    """The longest series of which all parts but one are enough."""
    minutes_percent: Percent = Decimal(80)
    """Percent of a part that somebody there in part must have stayed for."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on  # a certificate has a day of its own
        policy = CompletionPolicy(
            minutes=self.minutes_percent,
            parts=self.parts_percent,
            small_series=self.small_series,
        )
        found = {
            (turnout.workshop, each.person): each
            for turnout in turnouts(portfolio, policy=policy)
            for each in turnout.participations
        }
        for number, booking in enumerate(portfolio.bookings):
            if booking.certificate_on is None:
                continue
            activity = portfolio.get(Session, booking.session).activity
            workshop = portfolio.get(Workshop, activity)
            if workshop.delivery is not DeliveryMode.SERIES:
                continue
            parts = sum(s.status.happens for s in portfolio.sessions_of(workshop.id))
            needed = policy.parts_needed(workshop.delivery, parts)
            done = found.get((workshop.id, booking.person))
            if _attended_by(portfolio, done, booking.certificate_on) >= needed:
                continue
            person = portfolio.get(Person, booking.person)
            attended = len(done.stayed_for) if done else 0
            yield Finding(
                code=self.code,
                severity=Severity.ERROR,
                path=f"$.bookings[{number}].certificate_on",
                message=(
                    f"{person.title} got a certificate for {workshop.title} on "
                    f"{_text.long_date(booking.certificate_on)}, having attended "
                    f"{attended} of {_text.counted(parts, 'part')}; it takes {needed}"
                ),
                remedy="withdraw the certificate, or offer the parts that are missing",
            )


@attrs.frozen(kw_only=True)
class CertificateWithoutAttendance:
    """Somebody has a certificate for a session without having attended it.

    Certificates go to those who attended, or stayed for at least 80% of the minutes, and
    not before the session. Its hours are information: Social Work England counts none.
    Source: [SPEAK].
    """

    code: ClassVar[str] = "TP313"
    rules: ClassVar[tuple[int, ...]] = (60,)

    minutes_percent: Percent = Decimal(80)
    """Percent of the session that somebody there in part must have stayed for."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on  # a certificate has a day of its own
        policy = CompletionPolicy(minutes=self.minutes_percent)
        stayed = {
            (session, each.person)
            for turnout in turnouts(portfolio, policy=policy)
            for each in turnout.participations
            for session in each.stayed_for
        }
        for number, booking in enumerate(portfolio.bookings):
            when = booking.certificate_on
            if when is None:
                continue
            session = portfolio.get(Session, booking.session)
            if (session.id, booking.person) not in stayed:
                what = f"attendance of {self.minutes_percent.normalize():f}% or more"
                problem = f"no {what} is recorded"
            elif when < session.on:
                problem = f"it is dated {_text.long_date(when)}"
            else:
                continue
            workshop = portfolio.get(Workshop, session.activity)
            person = portfolio.get(Person, booking.person)
            yield Finding(
                code=self.code,
                severity=Severity.ERROR,
                path=f"$.bookings[{number}].certificate_on",
                message=(
                    f"{person.title} has a certificate for {workshop.title} on "
                    f"{_text.long_date(session.on)}, and {problem}"
                ),
                remedy="withdraw the certificate, or correct the attendance and date",
            )


@attrs.frozen(kw_only=True)
class CpdCreditClaimed:
    """A workshop's publicity claims CPD credits, which the regulator does not give.

    Social Work England asks for two pieces of CPD a year, one with a peer's reflection,
    and sets no hours, points or credits. Sources: [SPEAK], [RIPCPD].
    """

    code: ClassVar[str] = "TP314"
    rules: ClassVar[tuple[int, ...]] = (60,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on  # the claim is wrong on any day
        for number, workshop in enumerate(portfolio.workshops):
            if workshop.claims_cpd_credit:
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"$.workshops[{number}].claims_cpd_credit",
                    message=f"{workshop.title} is advertised with CPD credits",
                    remedy="state the hours as information, and claim no credit",
                )


@attrs.frozen(kw_only=True)
class CpdRecordIncomplete:
    """A workshop was held, and cannot fill its part of a participant's CPD record.

    Social Work England asks for the type, a short description and its relevance, the
    date, what was learnt, its impact, and what a discussion with a peer added. The
    partnership can give the first three, and learning outcomes to reflect on; without a
    topic or purpose, or without outcomes, participants are left to invent them. Source:
    [RIPCPD].
    """

    code: ClassVar[str] = "TP315"
    rules: ClassVar[tuple[int, ...]] = (61,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        for number, workshop in enumerate(portfolio.workshops):
            if not any(
                took_place(s, on=on) for s in portfolio.sessions_of(workshop.id)
            ):
                continue
            if not described(workshop):
                yield self._missing(
                    f"$.workshops[{number}].purpose",
                    f"{workshop.title} does not say what it was about or what it was for",
                    "record its topic and its purpose",
                )
            if not workshop.learning_outcomes:
                yield self._missing(
                    f"$.workshops[{number}].learning_outcomes",
                    f"{workshop.title} gives no learning outcomes to reflect on",
                    "record its learning outcomes",
                )

    def _missing(self, path: str, message: str, remedy: str) -> Finding:
        return Finding(
            code=self.code,
            severity=Severity.INFO,
            path=path,
            message=f"{message}, which its participants' CPD records ask for",
            remedy=remedy,
        )


def _attended_by(
    portfolio: Portfolio, done: Participation | None, on: pendulum.Date
) -> int:
    parts = done.stayed_for if done else ()
    return sum(portfolio.get(Session, part).on <= on for part in parts)
