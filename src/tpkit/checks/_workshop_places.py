"""How many places a workshop has, was to have, and has given away."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

import attrs
import pendulum

from tpkit import _text
from tpkit._model._checked import Percent
from tpkit._model.activity import DeliveryMode, Session, SessionMode, Workshop
from tpkit._model.portfolio import Portfolio
from tpkit.checks._order import in_document_order
from tpkit.checks._workshop_sessions import (
    named,
    to_happen,
    venue_capacity,
    with_a_place,
)
from tpkit.findings import Finding, Severity
from tpkit.groups import (
    bookings_by_session,
    overbooking_limit,
    session_places,
    took_place,
    turnouts,
)


@attrs.frozen(kw_only=True)
class FewerPeopleThanPromised:
    """A workshop is over and reached fewer different people than were promised.

    A bid promises people, and somebody who came three times is one person; the sum of
    attendances is another figure. While nobody's attendance is recorded at all, the
    finding is only a reminder. Sources: [S1].
    """

    code: ClassVar[str] = "TP303"
    rules: ClassVar[tuple[int, ...]] = (53,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        counted = turnouts(portfolio) if portfolio.workshops else ()
        for number, (workshop, turnout) in enumerate(
            zip(portfolio.workshops, counted, strict=True)
        ):
            promised = workshop.places_planned
            sessions = to_happen(portfolio, workshop)
            if promised is None or not sessions or not took_place(sessions[-1], on=on):
                continue
            people = turnout.distinct_attendees
            if people >= promised:
                continue
            reached = _text.counted(people, "different person", "different people")
            seats = _text.counted(turnout.session_attendances, "attendance")
            yield Finding(
                code=self.code,
                severity=Severity.WARNING if people else Severity.INFO,
                path=f"$.workshops[{number}].places_planned",
                message=(
                    f"{workshop.title} promised {_text.counted(promised, 'place')} and "
                    f"has {reached} on record ({seats})"
                ),
                remedy=(
                    "complete the attendance records, or report the shortfall and offer "
                    "another run"
                ),
            )


@attrs.frozen(kw_only=True)
class PromisedBeyondCapacity:
    """A workshop promises more places than its sessions have.

    Runs of a repeated workshop add up; a series has only as many places as its smallest
    part. Where nothing is said, a session has 25 places online and 20 in person, about
    17 having come to each of NELTP's runs. Sources: [S1], [INF].
    """

    code: ClassVar[str] = "TP304"
    rules: ClassVar[tuple[int, ...]] = (53, 54)

    online: int = 25
    """Places of an online session that states none."""
    in_person: int = 20
    """Places of a session in a room that states none."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on  # a promise is too large on any day
        for number, workshop in enumerate(portfolio.workshops):
            places = [
                session_places(
                    workshop, session, online=self.online, in_person=self.in_person
                )
                for session in to_happen(portfolio, workshop)
            ]
            if workshop.places_planned is None or not places:
                continue
            is_series = workshop.delivery is DeliveryMode.SERIES
            capacity = min(places) if is_series else sum(places)
            if workshop.places_planned > capacity:
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"$.workshops[{number}].places_planned",
                    message=(
                        f"{workshop.title} promises "
                        f"{_text.counted(workshop.places_planned, 'place')} and has "
                        f"{capacity} in {_text.counted(len(places), 'session')}"
                    ),
                    remedy="add a run, enlarge the sessions, or promise fewer places",
                )


@attrs.frozen(kw_only=True)
class SessionTooLarge:
    """A session has more places than people can work in, or than its room takes.

    25 online and 20 in person, about 17 having come to each of NELTP's runs; a hybrid
    session is judged as one in person. Sources: [S1], [INF].
    """

    code: ClassVar[str] = "TP305"
    rules: ClassVar[tuple[int, ...]] = (54,)

    online: int = 25
    """The most places of an online session."""
    in_person: int = 20
    """The most places of a session in a room."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on  # too many places are too many on any day
        yield from in_document_order(self._found(portfolio))

    def _found(self, portfolio: Portfolio) -> Iterator[Finding]:
        numbers = {session.id: i for i, session in enumerate(portfolio.sessions)}
        for number, workshop in enumerate(portfolio.workshops):
            sessions = to_happen(portfolio, workshop)
            shared = [s for s in sessions if s.places is None]
            limit = min(map(self._most, shared), default=None)
            if workshop.places and limit is not None and workshop.places > limit:
                path = f"$.workshops[{number}].places"
                yield self._too_many(workshop.title, workshop.places, limit, path)
            for session in sessions:
                here = f"$.sessions[{numbers[session.id]}]"
                name = named(workshop, session)
                if session.places and session.places > self._most(session):
                    most = self._most(session)
                    path = f"{here}.places"
                    yield self._too_many(name, session.places, most, path)
                places = session_places(
                    workshop, session, online=self.online, in_person=self.in_person
                )
                room = venue_capacity(portfolio, session)
                if room is not None and places > room:
                    path = f"{here}.venue"
                    yield self._too_many(name, places, room, path, "its venue takes")

    def _most(self, session: Session) -> int:
        online = session.mode is SessionMode.ONLINE
        return self.online if online else self.in_person

    def _too_many(
        self, name: str, places: int, most: int, path: str, limit: str = "the most is"
    ) -> Finding:
        return Finding(
            code=self.code,
            severity=Severity.WARNING,
            path=path,
            message=f"{name} has {_text.counted(places, 'place')}; {limit} {most}",
            remedy=f"offer {_text.counted(most, 'place')} a session, and another session",
        )


@attrs.frozen(kw_only=True)
class Overbooked:
    """More people have a place at a session than may be expected to fit.

    Because some will not come, 15% more may be confirmed in person where it is free,
    and 25% online (planners assume 10 to 20%; a free series saw 25% stay away, online
    events 35%). Never more than the room or platform takes: that is an error. A hybrid
    session is judged as one in person. Sources: [DECC], [EVD].
    """

    code: ClassVar[str] = "TP306"
    rules: ClassVar[tuple[int, ...]] = (55,)

    online_percent: Percent = Decimal(25)
    """How many percent more than its places an online session may confirm."""
    free_percent: Percent = Decimal(15)
    """How many percent more a free session in person may confirm."""
    paid_percent: Percent = Decimal(0)
    """How many percent more a session in person may confirm that people pay for."""
    online: int = 25
    """Places of an online session that states none."""
    in_person: int = 20
    """Places of a session in a room that states none."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on  # a session is overbooked whenever it is
        bookings = bookings_by_session(portfolio)
        for number, session in enumerate(portfolio.sessions):
            placed = with_a_place(bookings.get(session.id, ()))
            if not placed or not session.status.happens:
                continue
            workshop = portfolio.get(Workshop, session.activity)
            room = venue_capacity(portfolio, session)
            places = session_places(
                workshop, session, online=self.online, in_person=self.in_person
            )
            percent = self._percent(workshop, session)
            limit = overbooking_limit(places, percent=percent, room=room)
            if len(placed) <= limit:
                continue
            beyond_room = room is not None and len(placed) > room
            fits = (
                f"its venue takes {room}" if beyond_room else f"at most {limit} may be"
            )
            yield Finding(
                code=self.code,
                severity=Severity.ERROR if beyond_room else Severity.WARNING,
                path=f"$.sessions[{number}]",
                message=(
                    f"{named(workshop, session)} has "
                    f"{_text.counted(len(placed), 'booking')} confirmed; {fits}"
                ),
                remedy="move people to another session or to the waiting list",
            )

    def _percent(self, workshop: Workshop, session: Session) -> Decimal:
        if session.mode is SessionMode.ONLINE:
            return self.online_percent
        return self.free_percent if workshop.free else self.paid_percent
