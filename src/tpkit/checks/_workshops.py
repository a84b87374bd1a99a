"""What comes after a workshop: cascade, reach, follow-up."""

from collections.abc import Iterator
from typing import ClassVar

import attrs
import pendulum

from tpkit import _text
from tpkit._dates import later
from tpkit._model.activity import Workshop
from tpkit._model.ids import OrganisationId, WorkshopId
from tpkit._model.people import Organisation, Person
from tpkit._model.portfolio import Portfolio
from tpkit.checks._bookings import (
    NoticeMisrecorded,
    PlacesHeldBack,
    PlaceTakenTwice,
    TooManyNoShows,
    WaitingListJumped,
)
from tpkit.checks._certificates import (
    CertificateBeforeCompletion,
    CertificateWithoutAttendance,
    CpdCreditClaimed,
    CpdRecordIncomplete,
)
from tpkit.checks._check import Check
from tpkit.checks._workshop_places import (
    FewerPeopleThanPromised,
    Overbooked,
    PromisedBeyondCapacity,
    SessionTooLarge,
)
from tpkit.findings import Finding, Severity
from tpkit.groups import CascadeDuty, Turnout, cascade_duties, turnouts


@attrs.frozen(kw_only=True)
class CascadeOwed:
    """An authority has not used a workshop's material with its own staff in time.

    Each council of NELTP promised to run sessions for its own staff with the material of
    the forum's workshop. Councils and children's trusts that are full members on the day
    of the last session owe one within 8 weeks, where the workshop asks for it. One that
    came late is told as information. Sources: [S1]; the interval is general practice
    [OK].
    """

    code: ClassVar[str] = "TP311"
    rules: ClassVar[tuple[int, ...]] = (59,)

    weeks: int = 8
    """Weeks after the last session within which each authority owes an event."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        late: dict[tuple[WorkshopId, OrganisationId], CascadeDuty] = {}
        for number, workshop in enumerate(portfolio.workshops):
            duties = cascade_duties(portfolio, workshop.id, weeks=self.weeks)
            late |= {
                (workshop.id, duty.organisation): duty
                for duty in duties
                if duty.held_on is not None and duty.held_on > duty.due
            }
            overdue = [duty for duty in duties if duty.is_overdue(on)]
            if overdue:
                path = f"$.workshops[{number}].cascade"
                yield self._still_owed(portfolio, workshop, overdue, path)
        for number, event in enumerate(portfolio.cascade_events):
            duty = late.get((event.workshop, event.organisation))
            if duty is not None and duty.held_on == event.on:
                yield Finding(
                    code=self.code,
                    severity=Severity.INFO,
                    path=f"$.cascade_events[{number}].on",
                    message=(
                        f"{portfolio.get(Organisation, event.organisation).name} passed "
                        f"{portfolio.get(Workshop, event.workshop).title} on by "
                        f"{_text.long_date(event.on)}; it was due by "
                        f"{_text.long_date(duty.due)}"
                    ),
                    remedy="say why in the report to the funder",
                )

    def _still_owed(
        self,
        portfolio: Portfolio,
        workshop: Workshop,
        overdue: list[CascadeDuty],
        path: str,
    ) -> Finding:
        names = [
            portfolio.get(Organisation, duty.organisation).name for duty in overdue
        ]
        owe = "owes its" if len(names) == 1 else "owe their"
        return Finding(
            code=self.code,
            severity=Severity.WARNING,
            path=path,
            message=(
                f"{_text.listed(names)} {owe} own staff a session on "
                f"{workshop.title}; it was due by {_text.long_date(overdue[0].due)}"
            ),
            remedy="ask each for its date, or record the event it has held",
        )


@attrs.frozen(kw_only=True)
class ReachCountedTwice:
    """People who were at a workshop and at a cascade event would be counted twice.

    Reach is told as direct and cascade, and its total counts nobody twice. For that each
    event says how many of its people had been at the workshop: never more than came.
    Source: [S1].
    """

    code: ClassVar[str] = "TP312"
    rules: ClassVar[tuple[int, ...]] = (59, 53)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on  # arithmetic holds on any day
        events = portfolio.cascade_events
        counted = {t.workshop: t for t in turnouts(portfolio)} if events else {}
        for number, event in enumerate(events):
            workshop = portfolio.get(Workshop, event.workshop)
            name = portfolio.get(Organisation, event.organisation).name
            came, again = event.attended, event.of_whom_counted
            about = f"{name}'s session on {workshop.title}"
            at_workshop = _people_from(
                portfolio, counted[workshop.id], event.organisation
            )
            if came is not None and again is not None and again > came:
                yield Finding(
                    code=self.code,
                    severity=Severity.ERROR,
                    path=f"$.cascade_events[{number}].of_whom_counted",
                    message=(
                        f"{about} counts {again} who had been at the workshop among "
                        f"{_text.counted(came, 'person', 'people')} who came"
                    ),
                    remedy="correct one of the two numbers",
                )
            elif came and again is None and at_workshop:
                yield Finding(
                    code=self.code,
                    severity=Severity.INFO,
                    path=f"$.cascade_events[{number}]",
                    message=(
                        f"{about} does not say how many of its "
                        f"{_text.counted(came, 'person', 'people')} had been at the "
                        f"workshop, where {at_workshop} came from {name}"
                    ),
                    remedy="record how many it was, so that the reach counts nobody twice",
                )


@attrs.frozen(kw_only=True)
class FollowUpUnplanned:
    """A workshop's participants will not be asked later what came of it.

    Forms filled in on the day tell what people felt; whether practice changed shows
    after 3 and 6 months. Judged once the workshop has dates. Sources: [NHSTK], [DEVTE].
    """

    code: ClassVar[str] = "TP316"
    rules: ClassVar[tuple[int, ...]] = (62,)

    months: tuple[int, ...] = (3, 6)
    """Months after the last session at which participants are to be asked."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on  # it can be planned on any day
        for number, workshop in enumerate(portfolio.workshops):
            dated = any(s.status.happens for s in portfolio.sessions_of(workshop.id))
            missing = [
                str(m) for m in self.months if m not in workshop.follow_up_months
            ]
            if dated and missing:
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"$.workshops[{number}].follow_up_months",
                    message=(
                        f"{workshop.title} plans no follow-up "
                        f"{_text.listed(missing)} months after its last session"
                    ),
                    remedy="plan a short form about what changed, or say why there is none",
                )


@attrs.frozen(kw_only=True)
class FollowUpUnreported:
    """A workshop's follow-up is past, and its response rate cannot be reported.

    In one case 13 of 28 replied after six months: what the replies are worth depends on
    how many were asked. More replies than people asked is an error. Source: [NHSTK].
    """

    code: ClassVar[str] = "TP317"
    rules: ClassVar[tuple[int, ...]] = (62,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        for number, workshop in enumerate(portfolio.workshops):
            path = f"$.workshops[{number}]"
            asked, replies = workshop.follow_up_asked, workshop.follow_up_replies
            if asked is not None and replies is not None:
                if replies > asked:
                    yield Finding(
                        code=self.code,
                        severity=Severity.ERROR,
                        path=f"{path}.follow_up_replies",
                        message=(
                            f"{workshop.title} has {replies} follow-up replies from "
                            f"{_text.counted(asked, 'person', 'people')} asked"
                        ),
                        remedy="correct one of the two numbers",
                    )
            elif self._is_past(portfolio, workshop, on):
                missing = "who was asked" if asked is None else "how many replied"
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"{path}.follow_up_months",
                    message=(
                        f"{workshop.title} was to be followed up after "
                        f"{_text.counted(min(workshop.follow_up_months), 'month')}, and "
                        f"it is not recorded {missing}"
                    ),
                    remedy="ask now, and record how many were asked and how many replied",
                )

    def _is_past(
        self, portfolio: Portfolio, workshop: Workshop, on: pendulum.Date
    ) -> bool:
        held = [s for s in portfolio.sessions_of(workshop.id) if s.status.happens]
        if not held or not workshop.follow_up_months:
            return False
        return later(held[-1].on, months=min(workshop.follow_up_months)) < on


def _people_from(
    portfolio: Portfolio, turnout: Turnout, organisation: OrganisationId
) -> int:
    people = [portfolio.get(Person, p.person) for p in turnout.participations]
    return sum(person.organisation == organisation for person in people)


CHECKS: tuple[Check, ...] = (
    CertificateBeforeCompletion(),
    PlaceTakenTwice(),
    FewerPeopleThanPromised(),
    PromisedBeyondCapacity(),
    SessionTooLarge(),
    Overbooked(),
    WaitingListJumped(),
    PlacesHeldBack(),
    NoticeMisrecorded(),
    TooManyNoShows(),
    CascadeOwed(),
    ReachCountedTwice(),
    CertificateWithoutAttendance(),
    CpdCreditClaimed(),
    CpdRecordIncomplete(),
    FollowUpUnplanned(),
    FollowUpUnreported(),
)
"""What tpkit looks for in workshops."""
