"""Checks of consent: informed, complete, in time, and taken back."""

import operator
from collections.abc import Iterator
from typing import ClassVar

import attrs
import pendulum

from tpkit._dates import later
from tpkit._model.activity import FocusGroup, Study
from tpkit._model.calendar import Nation
from tpkit._model.ids import RegistrationId
from tpkit._model.participation import (
    Consent,
    ConsentPurpose,
    ConsentStatus,
    Registration,
    RegistrationStatus,
    WithdrawalScope,
)
from tpkit._model.portfolio import Portfolio
from tpkit._text import counted, long_date
from tpkit.checks._check import Check
from tpkit.checks._days import working_days_after
from tpkit.checks._occasions import (
    TOOK_PART,
    came_by_session,
    first_attended,
    forms_by_registration,
    groups_by_study,
    is_withdrawn,
    occasions,
    placed,
    registered,
    signatory,
    title_of,
    withdrawn_on,
)
from tpkit.findings import Finding, Severity


@attrs.frozen(kw_only=True)
class ConsentMissing:
    """Somebody takes part, or is recorded, without a complete consent form.

    Every mandatory line is ticked and the form signed before recording starts; a line
    that is not ticked is not consented to [UCLCF][BRIGHT]. Where the day of the first
    recording is not known, it is that of the group's first session. Who joins an open
    group later signs before the first session they come to; where nobody kept a
    register, before the last.
    """

    code: ClassVar[str] = "TP515"
    rules: ClassVar[tuple[int, ...]] = (88,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        forms = forms_by_registration(portfolio)
        came = came_by_session(portfolio)
        by_group = {
            g.id: first_attended(portfolio, g, came) for g in portfolio.focus_groups
        }
        for number, registration, group, _ in registered(portfolio):
            person, first = registration.person, by_group[group.id]
            if registration.status not in TOOK_PART and person not in first:
                continue
            theirs = forms.get(registration.id, [])
            path, fault = f"$.registrations[{number}]", ""
            remedy = (
                "get every mandatory line ticked and the form signed first; until then "
                "the person does not take part"
            )
            signed = [f.signed_on for _, f in theirs if f.is_complete and f.signed_on]
            recorded = _recorded_from(portfolio, group, first.get(person))
            if not theirs:
                fault = f"takes part in {group.title} without a consent form"
            elif not signed:
                place, form = theirs[-1]
                missing = sum(i.mandatory and not i.ticked for i in form.items)
                path = f"$.consents[{place}].{'items' if missing else 'signed_on'}"
                lines = counted(missing, "mandatory line")
                fault = f"takes part in {group.title} on a form " + (
                    f"with {lines} not ticked" if missing else "that is not signed"
                )
            elif recorded is not None and min(signed) > recorded:
                remedy = (
                    "ask whether what was recorded before may be used, and delete it if "
                    "not"
                )
                path = f"$.consents[{theirs[-1][0]}].signed_on"
                fault = (
                    f"signed on {long_date(min(signed))}, after recording of "
                    f"{group.title} began on {long_date(recorded)}"
                )
            if fault:
                yield Finding(
                    code=self.code,
                    severity=Severity.ERROR,
                    path=path,
                    message=f"{title_of(portfolio, person)} {fault}",
                    remedy=remedy,
                )


@attrs.frozen(kw_only=True)
class RecordingRefused:
    """A group is to be recorded, and somebody in it has not agreed to that.

    Who does not tick the line about recording refuses it [UCLCF]; of several forms the
    one signed last counts. Then the group is not recorded and notes are taken, or that
    person moves to another group [OK].
    """

    code: ClassVar[str] = "TP516"
    rules: ClassVar[tuple[int, ...]] = (88,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        forms = forms_by_registration(portfolio)
        for _, registration, group, _ in placed(portfolio):
            if not group.recorded:
                continue
            signed = [
                (form.signed_on, number, form)
                for number, form in forms.get(registration.id, ())
                if form.is_complete and not is_withdrawn(form) and form.signed_on
            ]
            if not signed:
                continue
            _, number, form = max(signed, key=operator.itemgetter(0, 1))
            if not form.allows(ConsentPurpose.RECORDING):
                yield Finding(
                    code=self.code,
                    severity=Severity.ERROR,
                    path=f"$.consents[{number}].items",
                    message=(
                        f"{title_of(portfolio, registration.person)} has not agreed "
                        f"to be recorded, and {group.title} is"
                    ),
                    remedy=(
                        "take notes instead of recording, or move the person to "
                        "another group"
                    ),
                )


@attrs.frozen(kw_only=True)
class ReadingTimeShort:
    """Somebody had too little time to read the information sheet before deciding.

    A day at least, better five working days, lie between the sheet and the signature,
    or the first session where nothing is signed yet [OK]. Who takes part without having
    been given a sheet had no time at all.
    """

    code: ClassVar[str] = "TP517"
    rules: ClassVar[tuple[int, ...]] = (89,)

    at_least_days: int = 1
    """Calendar days below which it is a warning."""
    working_days: int = 5
    """Working days in England below which it is worth knowing."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        forms = forms_by_registration(portfolio)
        for number, registration, group, _ in placed(portfolio):
            given = registration.sheet_given_on
            decided = _decided(portfolio, registration, group, forms)
            person = title_of(portfolio, registration.person)
            if given is None and registration.status in TOOK_PART:
                yield self._finding(
                    number,
                    Severity.WARNING,
                    f"{person} takes part without an information sheet on record",
                )
            if given is None or decided is None:
                continue
            severity = self._judged(given, decided)
            if severity is not None:
                yield self._finding(
                    number,
                    severity,
                    f"{person} was given the information sheet on {long_date(given)} "
                    f"and decides on {long_date(decided)}",
                )

    def _judged(self, given: pendulum.Date, decided: pendulum.Date) -> Severity | None:
        if decided.toordinal() - given.toordinal() < self.at_least_days:
            return Severity.WARNING
        enough = working_days_after(given, self.working_days, Nation.ENGLAND_AND_WALES)
        # Where bank holidays are not known, the days are left unjudged.
        return Severity.INFO if enough is not None and decided < enough else None

    def _finding(self, number: int, severity: Severity, message: str) -> Finding:
        return Finding(
            code=self.code,
            severity=severity,
            path=f"$.registrations[{number}].sheet_given_on",
            message=message,
            remedy=f"give the sheet {self.working_days} working days before people decide",
        )


def _decided(
    portfolio: Portfolio,
    registration: Registration,
    group: FocusGroup,
    forms: dict[RegistrationId, list[tuple[int, Consent]]],
) -> pendulum.Date | None:
    signed = [
        form.signed_on
        for _, form in forms.get(registration.id, ())
        if form.signed_on is not None
    ]
    sessions = [session.on for session in occasions(portfolio, group)]
    return min(signed or sessions, default=None)


def _recorded_from(
    portfolio: Portfolio, group: FocusGroup, came_first: pendulum.Date | None
) -> pendulum.Date | None:
    if not group.recorded:
        return None
    sessions = [session.on for session in occasions(portfolio, group)]
    began = group.recording_started_on or min(sessions, default=None)
    if group.same_participants or began is None:
        return began
    return max(began, came_first or max(sessions, default=began))


@attrs.frozen(kw_only=True)
class WithdrawnDataKept:
    """Somebody has withdrawn, and what was theirs has not been deleted.

    Personal and raw data go at once; to anonymise them in order to keep them is barred.
    What had been anonymised before cannot be taken out, and the person is told so
    [DFEUR]. Who withdraws only from what is to come leaves what was said. A
    registration that is withdrawn needs its consent form marked as withdrawn, because
    that is where the deletion is recorded.
    """

    code: ClassVar[str] = "TP518"
    rules: ClassVar[tuple[int, ...]] = (90,)

    within_days: int = 1
    """Days that count as at once."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        forms = forms_by_registration(portfolio)
        for number, registration in enumerate(portfolio.registrations):
            theirs = [form for _, form in forms.get(registration.id, ())]
            left = registration.status is RegistrationStatus.WITHDRAWN
            if left and theirs and not any(map(is_withdrawn, theirs)):
                yield self._finding(
                    f"$.registrations[{number}].status",
                    f"{title_of(portfolio, registration.person)} has withdrawn, and the "
                    "consent form does not say so",
                    "record on the form when, how far, and when the data were deleted",
                )
        for number, form in enumerate(portfolio.consents):
            path, person = f"$.consents[{number}]", signatory(portfolio, form)
            if form.anonymised_to_retain:
                yield self._finding(
                    f"{path}.anonymised_to_retain",
                    f"{person} has withdrawn, and the data were anonymised to keep them",
                    "delete the data, and tell the person",
                )
            elif self._is_overdue(form, on):
                withdrawn = withdrawn_on(form)
                day = long_date(withdrawn) if withdrawn else "no recorded day"
                yield self._finding(
                    f"{path}.erased_on",
                    f"{person} withdrew on {day}, and nothing says that the data were "
                    "deleted",
                    "delete personal and raw data now, and record the day",
                )

    def _is_overdue(self, form: Consent, on: pendulum.Date) -> bool:
        is_erased = form.erased_on is not None or form.status is ConsentStatus.ERASED
        if is_erased or form.withdrawal_scope is WithdrawalScope.FUTURE:
            return False
        if not is_withdrawn(form):
            return False
        withdrawn = withdrawn_on(form)
        return withdrawn is None or on > later(withdrawn, days=self.within_days)

    def _finding(self, path: str, message: str, remedy: str) -> Finding:
        return Finding(
            code=self.code,
            severity=Severity.ERROR,
            path=path,
            message=message,
            remedy=remedy,
        )


@attrs.frozen(kw_only=True)
class WithdrawalNotLogged:
    """The record that somebody has withdrawn is not kept as long as it should be.

    It is kept for six months, so that questions can be answered after the data are gone
    [DFEUR]. When they are over nothing more is asked.
    """

    code: ClassVar[str] = "TP519"
    rules: ClassVar[tuple[int, ...]] = (90,)

    months: int = 6
    """Months from the withdrawal."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        for number, form in enumerate(portfolio.consents):
            withdrawn = withdrawn_on(form)
            if withdrawn is None:
                continue
            until = later(withdrawn, months=self.months)
            kept = form.log_kept_until
            if on <= until and (kept is None or kept < until):
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"$.consents[{number}].log_kept_until",
                    message=(
                        f"The record that {signatory(portfolio, form)} withdrew is "
                        + (
                            f"kept until {long_date(kept)}"
                            if kept
                            else "kept for no stated time"
                        )
                    ),
                    remedy=f"keep it until {long_date(until)}",
                )


@attrs.frozen(kw_only=True)
class WithdrawalDeadlineMissing:
    """A study does not say until when people can take back what they said, or too soon.

    Single voices can hardly be taken out of a transcript, so the sheet states a day:
    commonly two weeks after the session, or when the transcript is anonymised [OK]. A
    transcript anonymised before the day promised takes the choice away: an error.
    """

    code: ClassVar[str] = "TP520"
    rules: ClassVar[tuple[int, ...]] = (90,)

    at_least_days: int = 14
    """Days after a session in which a contribution can be withdrawn."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        of_study = groups_by_study(portfolio)
        for number, study in enumerate(portfolio.studies):
            promised = study.withdrawal_days
            if not of_study[study.id]:
                continue
            if promised is None or promised < self.at_least_days:
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"$.studies[{number}].withdrawal_days",
                    message=(
                        f"{study.title} does not say until when people can withdraw "
                        "what they said"
                        if promised is None
                        else f"{study.title} lets people withdraw what they said for "
                        f"{counted(promised, 'day')}"
                    ),
                    remedy=f"give {self.at_least_days} days, and say so on the sheet",
                )
        for number, group in enumerate(portfolio.focus_groups):
            study = portfolio.get(Study, group.study)
            sessions, day = occasions(portfolio, group), group.anonymised_on
            if study.withdrawal_days is None or day is None or not sessions:
                continue
            if day.toordinal() - sessions[-1].on.toordinal() < study.withdrawal_days:
                yield Finding(
                    code=self.code,
                    severity=Severity.ERROR,
                    path=f"$.focus_groups[{number}].anonymised_on",
                    message=(
                        f"The transcript of {group.title} was anonymised on "
                        f"{long_date(day)}; {study.title} promised "
                        f"{counted(study.withdrawal_days, 'day')} after "
                        f"{long_date(sessions[-1].on)}"
                    ),
                    remedy="wait as long as promised; tell those who can no longer withdraw",
                )


CHECKS: tuple[Check, ...] = (
    ConsentMissing(),
    RecordingRefused(),
    ReadingTimeShort(),
    WithdrawnDataKept(),
    WithdrawalNotLogged(),
    WithdrawalDeadlineMissing(),
)
