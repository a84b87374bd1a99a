"""Checks of those who lead focus groups, take notes and find participants."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

import attrs
import pendulum

from tpkit._model.activity import FocusGroup, Study
from tpkit._model.ids import OrganisationId, PersonId, SessionId
from tpkit._model.people import Organisation, Person
from tpkit._model.portfolio import Portfolio
from tpkit.checks._check import Check
from tpkit.checks._occasions import (
    facilitators,
    occasions,
    registrations_by_group,
    title_of,
)
from tpkit.checks._order import in_document_order
from tpkit.findings import Finding, Severity


@attrs.frozen(kw_only=True)
class FacilitatorTakesNotes:
    """One person leads a group and takes its notes.

    The facilitator asks and listens; the note taker writes, notes the time and keeps it
    [EVT]. Nobody does both at once and well.
    """

    code: ClassVar[str] = "TP512"
    rules: ClassVar[tuple[int, ...]] = (86,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        for number, group in enumerate(portfolio.focus_groups):
            taker = group.note_taker
            if taker is not None and taker in facilitators(portfolio, group):
                yield Finding(
                    code=self.code,
                    severity=Severity.ERROR,
                    path=f"$.focus_groups[{number}].note_taker",
                    message=(
                        f"{title_of(portfolio, taker)} both facilitates and takes notes "
                        f"in {group.title}"
                    ),
                    remedy="ask somebody else to take notes",
                )


@attrs.frozen(kw_only=True)
class RecruiterRunsGroup:
    """Whoever found a group's participants also leads it or takes its notes.

    People who know their recruiter say what they think is hoped for [XPS].
    """

    code: ClassVar[str] = "TP513"
    rules: ClassVar[tuple[int, ...]] = (86,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        for number, group in enumerate(portfolio.focus_groups):
            recruiter = group.recruiter
            others = {*facilitators(portfolio, group), group.note_taker}
            if recruiter is not None and recruiter in others:
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"$.focus_groups[{number}].recruiter",
                    message=(
                        f"{title_of(portfolio, recruiter)} recruits for {group.title} "
                        "and has another part in it"
                    ),
                    remedy="ask somebody else to recruit, or to run the group",
                )


@attrs.frozen(kw_only=True)
class FacilitatorNotIndependent:
    """A study promised an independent facilitator, and a group's works for a partner.

    Independent is who works neither for an employer of the participants nor for whoever
    does or commissions the study, as The Big Listen promised [S2].
    """

    code: ClassVar[str] = "TP514"
    rules: ClassVar[tuple[int, ...]] = (87,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        yield from in_document_order(self._found(portfolio))

    def _found(self, portfolio: Portfolio) -> Iterator[Finding]:
        studies = {study.id: study for study in portfolio.studies}
        numbers = {s.id: number for number, s in enumerate(portfolio.sessions)}
        registered = registrations_by_group(portfolio)
        for number, group in enumerate(portfolio.focus_groups):
            study = studies[group.study]
            if not study.independent_facilitator:
                continue
            people = [r.person for _, r in registered.get(group.id, ())]
            interested = _interested(portfolio, study, people)
            for facilitator in facilitators(portfolio, group):
                employer = portfolio.get(Person, facilitator).organisation
                if employer is not None and employer in interested:
                    yield Finding(
                        code=self.code,
                        severity=Severity.WARNING,
                        path=(
                            f"$.focus_groups[{number}].facilitator"
                            if facilitator == group.facilitator
                            else _place(portfolio, group, facilitator, numbers)
                        ),
                        message=(
                            f"{title_of(portfolio, facilitator)}, who facilitates "
                            f"{group.title}, works for "
                            f"{portfolio.get(Organisation, employer).name}; "
                            f"{study.title} promised an independent facilitator"
                        ),
                        remedy="ask somebody from outside to facilitate",
                    )


def _place(
    portfolio: Portfolio,
    group: FocusGroup,
    facilitator: PersonId,
    numbers: dict[SessionId, int],
) -> str:
    return next(
        f"$.sessions[{numbers[session.id]}].facilitators[{place}]"
        for session in occasions(portfolio, group)
        for place, person in enumerate(session.facilitators)
        if person == facilitator
    )


def _interested(
    portfolio: Portfolio, study: Study, participants: Iterable[PersonId]
) -> set[OrganisationId]:
    employers = {portfolio.get(Person, id).organisation for id in participants}
    members = {membership.organisation for membership in portfolio.memberships}
    interested = {*study.partners, study.commissioner, *employers, *members}
    return {organisation for organisation in interested if organisation is not None}


CHECKS: tuple[Check, ...] = (
    FacilitatorTakesNotes(),
    RecruiterRunsGroup(),
    FacilitatorNotIndependent(),
)
