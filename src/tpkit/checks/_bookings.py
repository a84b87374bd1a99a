"""Bookings of workshops: second places, waiting lists, notice, no-shows."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import ClassVar

import attrs
import pendulum

from tpkit import _text
from tpkit._model._checked import Percent
from tpkit._model.activity import DeliveryMode, Session, Workshop
from tpkit._model.participation import Booking, BookingStatus
from tpkit._model.people import Person
from tpkit._model.portfolio import Portfolio
from tpkit.calendars import WorkingCalendar, working_calendar
from tpkit.checks._workshop_sessions import HOLDS_A_PLACE, named, with_a_place
from tpkit.errors import OutsideCalendarError
from tpkit.findings import Finding, Severity
from tpkit.groups import (
    bookings_by_session,
    no_shows,
    notice_given,
    release_day,
    session_places,
    took_place,
)
from tpkit.groups._places import waiting_order


@attrs.frozen(kw_only=True)
class PlaceTakenTwice:
    """Somebody has a place at a second run of a workshop that one run completes.

    Attending one run of a repeated workshop completes it, and a person counts once
    among those it reached; the second place could go to somebody who waits. Sources:
    [S1], [OK].
    """

    code: ClassVar[str] = "TP302"
    rules: ClassVar[tuple[int, ...]] = (52, 53)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        for number, booking in self._second_places(portfolio):
            session = portfolio.get(Session, booking.session)
            if booking.status is not BookingStatus.CONFIRMED or session.on < on:
                continue
            person = portfolio.get(Person, booking.person)
            workshop = portfolio.get(Workshop, session.activity)
            yield Finding(
                code=self.code,
                severity=Severity.WARNING,
                path=f"$.bookings[{number}].session",
                message=(
                    f"{person.title} has a place at the run of {workshop.title} on "
                    f"{_text.long_date(session.on)} and at an earlier one"
                ),
                remedy="offer one of the two places to somebody else",
            )

    def _second_places(self, portfolio: Portfolio) -> list[tuple[int, Booking]]:
        runs = {
            session.id: place
            for workshop in portfolio.workshops
            if workshop.delivery is DeliveryMode.REPEAT_RUNS
            for place, session in enumerate(portfolio.sessions_of(workshop.id))
            if session.status.happens
        }
        taken: dict[tuple[str, str], list[tuple[int, int, Booking]]] = {}
        for number, booking in enumerate(portfolio.bookings):
            has_place = booking.status is BookingStatus.CONFIRMED or booking.status.came
            if has_place and booking.session in runs:
                activity = portfolio.get(Session, booking.session).activity
                places = taken.setdefault((activity, booking.person), [])
                places.append((runs[booking.session], number, booking))
        second = [
            (number, booking)
            for places in taken.values()
            for _, number, booking in sorted(places, key=lambda each: each[:2])[1:]
        ]
        return sorted(second, key=lambda each: each[0])


@attrs.frozen(kw_only=True)
class WaitingListJumped:
    """Somebody got a place while another, who was ahead on the waiting list, waited.

    Places go by priority, then by time of booking. Until reserved places are released,
    14 days before the session, a reserved booking cannot be passed over, and a place
    kept for a role or an organisation goes to one of theirs. The histories of the
    bookings tell when; where there is none, the day of booking does. Source: [DECC].
    """

    code: ClassVar[str] = "TP307"
    rules: ClassVar[tuple[int, ...]] = (56,)

    release_days: int = 14
    """Days before a session on which reserved places are released, unless its workshop
    says otherwise."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on  # who was passed over stays passed over
        by_session = bookings_by_session(portfolio)
        for number, booking in enumerate(portfolio.bookings):
            ahead = self._passed_over(portfolio, booking, by_session[booking.session])
            if ahead is None:
                continue
            session = portfolio.get(Session, booking.session)
            workshop = portfolio.get(Workshop, session.activity)
            yield Finding(
                code=self.code,
                severity=Severity.WARNING,
                path=f"$.bookings[{number}]",
                message=(
                    f"{portfolio.get(Person, booking.person).title} got a place at "
                    f"{named(workshop, session)} before "
                    f"{portfolio.get(Person, ahead.person).title}, who was ahead on the "
                    "waiting list"
                ),
                remedy="offer the next place to those passed over, or record why not",
            )

    def _passed_over(
        self, portfolio: Portfolio, placed: Booking, others: Sequence[Booking]
    ) -> Booking | None:
        when = _placed_on(placed)
        if when is None:
            return None
        release = release_day(portfolio, placed.session, days=self.release_days)
        released = release <= when
        ahead = [
            other
            for other in others
            if waiting_order(other) < waiting_order(placed)
            and _waited(other, when)
            and (released or not other.reserved)
            and (released or not _kept_apart(portfolio, placed, other))
        ]
        return min(ahead, key=waiting_order, default=None)


@attrs.frozen(kw_only=True)
class PlacesHeldBack:
    """A reserved booking got its place early, or places stay free, while people wait.

    A booking may be held back until 14 days before the session, as a government-funded
    series did with its suppliers' staff; until then others go first, and from then on no
    place stays free while anybody waits. Source: [DECC].
    """

    code: ClassVar[str] = "TP308"
    rules: ClassVar[tuple[int, ...]] = (56,)

    release_days: int = 14
    """Days before a session on which reserved places are released, unless its workshop
    says otherwise."""
    online: int = 25
    """Places of an online session that states none."""
    in_person: int = 20
    """Places of a session in a room that states none."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        by_session = bookings_by_session(portfolio)
        for number, session in enumerate(portfolio.sessions):
            bookings = by_session.get(session.id, ())
            if bookings and session.status.happens and session.on >= on:
                yield from self._still_kept(portfolio, session, bookings, number, on)
        for number, booking in enumerate(portfolio.bookings):
            others = by_session[booking.session]
            yield from self._given_early(portfolio, booking, others, number)

    def _still_kept(
        self,
        portfolio: Portfolio,
        session: Session,
        bookings: Sequence[Booking],
        number: int,
        on: pendulum.Date,
    ) -> Iterator[Finding]:
        release = release_day(portfolio, session.id, days=self.release_days)
        waiting = sum(b.status is BookingStatus.WAITLISTED for b in bookings)
        workshop = portfolio.get(Workshop, session.activity)
        places = session_places(
            workshop, session, online=self.online, in_person=self.in_person
        )
        free = places - len(with_a_place(bookings))
        if release <= on and waiting and free > 0:
            yield Finding(
                code=self.code,
                severity=Severity.WARNING,
                path=f"$.sessions[{number}]",
                message=(
                    f"{named(workshop, session)} has {_text.counted(free, 'place')} "
                    f"free and {_text.counted(waiting, 'person', 'people')} "
                    f"waiting; reserved places were released on "
                    f"{_text.long_date(release)}"
                ),
                remedy="confirm those at the head of the waiting list",
            )

    def _given_early(
        self,
        portfolio: Portfolio,
        booking: Booking,
        others: Sequence[Booking],
        number: int,
    ) -> Iterator[Finding]:
        when = _confirmed_on(booking)
        if not booking.reserved or when is None:
            return
        if not any(_waited(other, when) and not other.reserved for other in others):
            return
        release = release_day(portfolio, booking.session, days=self.release_days)
        if when < release:
            person = portfolio.get(Person, booking.person)
            yield Finding(
                code=self.code,
                severity=Severity.WARNING,
                path=f"$.bookings[{number}].history",
                message=(
                    f"{person.title}, whose booking is held back until "
                    f"{_text.long_date(release)}, got a place on "
                    f"{_text.long_date(when)} while others waited"
                ),
                remedy="confirm those who wait first, and held-back bookings after the release",
            )


@attrs.frozen(kw_only=True)
class NoticeMisrecorded:
    """A cancellation or no-show is recorded as something its date says it was not.

    Two working days' notice is in time [OK], and less is late; a no-show gave no notice
    at all [EVD]. The session's day counts: Monday is two days' notice for Wednesday.
    Bank holidays of England and Wales and the partnership's closures are not worked.
    Days for which tpkit has no calendar are not judged.
    """

    code: ClassVar[str] = "TP309"
    rules: ClassVar[tuple[int, ...]] = (57,)

    notice_days: int = 2
    """Working days' notice that is in time."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on  # notice is counted to the session's day
        everybody = [c for c in portfolio.closures if c.organisation is None]
        calendar = working_calendar(closures=everybody)
        for number, booking in enumerate(portfolio.bookings):
            session = portfolio.get(Session, booking.session)
            when = _cancelled_on(booking)
            if when is None or not session.status.happens:
                continue
            right = self._right_status(when, session, calendar)
            if right is None or right is booking.status:
                continue
            person = portfolio.get(Person, booking.person)
            workshop = portfolio.get(Workshop, session.activity)
            yield Finding(
                code=self.code,
                severity=Severity.WARNING,
                path=f"$.bookings[{number}].status",
                message=(
                    f"{person.title} is recorded as {_words(booking.status)} for "
                    f"{named(workshop, session)}, and gave the place up on "
                    f"{_text.long_date(when)}: that is {_words(right)}"
                ),
                remedy=f"record it as {right.value}, or correct the date",
            )

    def _right_status(
        self, when: pendulum.Date, session: Session, calendar: WorkingCalendar
    ) -> BookingStatus | None:
        if when > session.on:
            return BookingStatus.NO_SHOW
        try:
            notice = notice_given(when, session, calendar=calendar)
        except OutsideCalendarError:
            return None
        if notice >= self.notice_days:
            return BookingStatus.CANCELLED_IN_TIME
        return BookingStatus.CANCELLED_LATE


@attrs.frozen(kw_only=True)
class TooManyNoShows:
    """Too many of those with a confirmed place stayed away without a word.

    Under 20% is good, from 20% something is to be put right, from 40% the workshop's
    booking is to be reviewed. Only sessions that have taken place count. Sources:
    [ADREN], [DECC].
    """

    code: ClassVar[str] = "TP310"
    rules: ClassVar[tuple[int, ...]] = (58,)

    corrective_percent: Percent = Decimal(20)
    """No-show rate from which something is to be put right, in percent."""
    review_percent: Percent = Decimal(40)
    """No-show rate from which booking is to be reviewed, in percent."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        by_session = bookings_by_session(portfolio)
        for number, workshop in enumerate(portfolio.workshops):
            past = [
                booking
                for session in portfolio.sessions_of(workshop.id)
                if took_place(session, on=on)
                for booking in by_session.get(session.id, ())
            ]
            counts = no_shows(past)
            rate = counts.percent
            if rate is None or rate < self.corrective_percent:
                continue
            review = rate >= self.review_percent
            yield Finding(
                code=self.code,
                severity=Severity.WARNING,
                path=f"$.workshops[{number}]",
                message=(
                    f"{counts.no_shows} of {counts.confirmed} people with a confirmed "
                    f"place at {workshop.title} did not come ({rate:.1f}%)"
                ),
                remedy=(
                    "review how places are booked before offering more"
                    if review
                    else "send reminders, ask why, and keep a waiting list"
                ),
            )


def _words(status: BookingStatus) -> str:
    return (
        "a no-show"
        if status is BookingStatus.NO_SHOW
        else status.value.replace("_", " ")
    )


def _confirmed_on(booking: Booking) -> pendulum.Date | None:
    confirmed = [s.on for s in booking.history if s.to is BookingStatus.CONFIRMED]
    return confirmed[0] if confirmed else None


def _placed_on(booking: Booking) -> pendulum.Date | None:
    """Give the day of a place; without a history the first day it can have been."""
    if booking.history:
        return _confirmed_on(booking)
    return booking.booked_on if booking.status in HOLDS_A_PLACE else None


def _waited(booking: Booking, when: pendulum.Date) -> bool:
    """Say whether a booking was on the waiting list on a day, and stayed on it."""
    if not booking.history:
        waits = booking.status in (BookingStatus.WAITLISTED, BookingStatus.LAPSED)
        return waits and booking.booked_on is not None and booking.booked_on <= when
    started = ended = None
    for step in booking.history:
        if step.to is BookingStatus.WAITLISTED:
            started = step.on
        elif started is not None and ended is None:
            ended = step.on
    return started is not None and started <= when and (ended is None or ended > when)


def _kept_apart(portfolio: Portfolio, placed: Booking, other: Booking) -> bool:
    """Say whether a place was kept for people of whom only the first is one."""
    session = portfolio.get(Session, placed.session)
    workshop = portfolio.get(Workshop, session.activity)
    kept: set[str] = {quota.role for quota in workshop.role_quotas}
    kept |= {quota.organisation for quota in workshop.organisation_quotas}
    mine = kept & _keys(portfolio, placed)
    return bool(mine) and not mine & _keys(portfolio, other)


def _keys(portfolio: Portfolio, booking: Booking) -> set[str]:
    person = portfolio.get(Person, booking.person)
    return {person.role, person.organisation or ""}


_GIVEN_UP = (BookingStatus.CANCELLED_IN_TIME, BookingStatus.CANCELLED_LATE)
_WITHOUT_A_PLACE = (BookingStatus.REQUESTED, BookingStatus.WAITLISTED)


def _cancelled_on(booking: Booking) -> pendulum.Date | None:
    """Give the day on which a place was given up; None where there was none to give."""
    before = [step.to for step in booking.history[:-1]]
    if before and before[-1] in _WITHOUT_A_PLACE:
        return None
    if booking.status in _GIVEN_UP and booking.cancelled_on is None:
        return booking.history[-1].on if booking.history else None
    if booking.status in (*_GIVEN_UP, BookingStatus.NO_SHOW):
        return booking.cancelled_on
    return None
