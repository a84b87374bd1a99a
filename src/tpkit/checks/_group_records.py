"""Checks of what is kept of what people say, for how long, and of what is printed."""

import re
from collections.abc import Iterable, Iterator
from typing import ClassVar

import attrs
import pendulum

from tpkit._dates import later
from tpkit._model.activity import FocusGroup, FocusGroupStatus, Study
from tpkit._model.participation import (
    Consent,
    ConsentPurpose,
    ConsentStatus,
    Quote,
    Registration,
    WithdrawalScope,
)
from tpkit._model.people import AuthorityArea, Organisation, Person
from tpkit._model.portfolio import Portfolio
from tpkit._text import counted, long_date
from tpkit.checks._check import Check
from tpkit.checks._occasions import (
    groups_by_study,
    is_withdrawn,
    occasions,
    signatory,
    title_of,
)
from tpkit.findings import Finding, Severity


@attrs.frozen(kw_only=True)
class RetentionPromiseUnusual:
    """A study does not say how long data are kept, or keeps them unusually long.

    What the sheet says holds: an unusually long time is a matter of information, and
    only silence a warning. The information sheet promises how long recordings, contact details and anonymised
    transcripts are kept. Practice ranges from deleting a recording once it is
    transcribed [BATH] to three years and more [OXF], personal data up to five [WSV]; the
    defaults are at the careful end [OK].
    """

    code: ClassVar[str] = "TP521"
    rules: ClassVar[tuple[int, ...]] = (91,)

    recording_days: int = 92
    """Days after a session for which a recording may be kept: three months."""
    contact_days: int = 92
    """Days after the report for which contact details may be kept: three months."""
    transcript_days: int = 1096
    """Days after the report for which transcripts may be kept: three years."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        of_study = groups_by_study(portfolio)
        for number, study in enumerate(portfolio.studies):
            groups = of_study[study.id]
            recorded = any(group.recorded for group in groups)
            for kind, field, usual, matters in (
                (
                    "recordings",
                    "retention_recording_days",
                    self.recording_days,
                    recorded,
                ),
                (
                    "contact details",
                    "retention_contact_days",
                    self.contact_days,
                    groups,
                ),
                (
                    "transcripts",
                    "retention_transcript_days",
                    self.transcript_days,
                    recorded,
                ),
            ):
                promised: int | None = getattr(study, field)
                if not matters or (promised is not None and promised <= usual):
                    continue
                yield Finding(
                    code=self.code,
                    severity=(Severity.WARNING if promised is None else Severity.INFO),
                    path=f"$.studies[{number}].{field}",
                    message=(
                        f"{study.title} does not say how long {kind} are kept"
                        if promised is None
                        else f"{study.title} keeps {kind} for {counted(promised, 'day')}"
                    ),
                    remedy=f"promise {usual:,} days or fewer on the information sheet",
                )


@attrs.frozen(kw_only=True)
class DataKeptTooLong:
    """Recordings, contact details or transcripts are kept longer than promised.

    What the information sheet says is a promise: breaking it is an error. Where it says
    nothing, the usual times are a warning. A recording's time runs from the group's last
    session, the others from the day the study reported.
    """

    code: ClassVar[str] = "TP522"
    rules: ClassVar[tuple[int, ...]] = (91,)

    recording_days: int = 92
    """Days for recordings where the study promises none: three months [OK]."""
    contact_days: int = 92
    """Days for contact details where the study promises none: three months [OK]."""
    transcript_days: int = 1096
    """Days for transcripts where the study promises none: three years [OK]."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        studies = {study.id: study for study in portfolio.studies}
        for number, group in enumerate(portfolio.focus_groups):
            study = studies[group.study]
            for store in self._stores(portfolio, group, study):
                start, deleted = store.start, store.deleted_on
                if start is None or (deleted is None and _is_emptied(group)):
                    continue
                days = store.usual if store.promised is None else store.promised
                kept = (deleted or on).toordinal() - start.toordinal()
                if kept <= days:
                    continue
                bound = "usual" if store.promised is None else "promised"
                yield Finding(
                    code=self.code,
                    severity=(
                        Severity.WARNING if store.promised is None else Severity.ERROR
                    ),
                    path=f"$.focus_groups[{number}].{store.field}",
                    message=(
                        f"The {store.name} of {group.title} "
                        f"{'were' if deleted else 'have been'} kept for {kept:,} days; "
                        f"{days:,} are {bound}"
                    ),
                    remedy=(
                        "say so to those concerned, and delete in time next time"
                        if deleted
                        else "delete them now, and record the day"
                    ),
                )

    def _stores(
        self, portfolio: Portfolio, group: FocusGroup, study: Study
    ) -> Iterator["_Store"]:
        sessions = [session.on for session in occasions(portfolio, group)]
        if group.recorded:
            yield _Store(
                name="recordings",
                field="recording_deleted_on",
                start=max(sessions, default=None),
                deleted_on=group.recording_deleted_on,
                promised=study.retention_recording_days,
                usual=self.recording_days,
            )
        yield _Store(
            name="contact details",
            field="contacts_deleted_on",
            start=study.reported_on,
            deleted_on=group.contacts_deleted_on,
            promised=study.retention_contact_days,
            usual=self.contact_days,
        )
        if group.recorded or group.anonymised_on is not None:
            yield _Store(
                name="transcripts",
                field="transcript_deleted_on",
                start=study.reported_on,
                deleted_on=group.transcript_deleted_on,
                promised=study.retention_transcript_days,
                usual=self.transcript_days,
            )


@attrs.frozen(kw_only=True)
class _Store:
    """One kind of data that a group leaves behind, and how long it may be kept."""

    name: str
    field: str
    start: pendulum.Date | None
    deleted_on: pendulum.Date | None
    promised: int | None
    usual: int


def _is_emptied(group: FocusGroup) -> bool:
    return group.status is FocusGroupStatus.DATA_DELETED


@attrs.frozen(kw_only=True)
class RecordingOutlivesTranscript:
    """A recording is still there although its transcript has been checked.

    Once the transcript is checked nobody needs the voices [BATH]. Where the information
    sheet promises a time of its own, this is a matter of information.
    """

    code: ClassVar[str] = "TP523"
    rules: ClassVar[tuple[int, ...]] = (91,)

    within_days: int = 7
    """Days after the check in which the recording is to be deleted."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        for number, group in enumerate(portfolio.focus_groups):
            checked = group.transcript_checked_on
            if checked is None or not group.recorded or _is_emptied(group):
                continue
            if group.recording_deleted_on is None and on > later(
                checked, days=self.within_days
            ):
                study = portfolio.get(Study, group.study)
                promised = study.retention_recording_days
                yield Finding(
                    code=self.code,
                    severity=(Severity.WARNING if promised is None else Severity.INFO),
                    path=f"$.focus_groups[{number}].recording_deleted_on",
                    message=(
                        f"The transcript of {group.title} was checked on "
                        f"{long_date(checked)}, and the recording is still there"
                    ),
                    remedy="delete the recording, and record the day",
                )


@attrs.frozen(kw_only=True)
class ConsentOutlivesData:
    """Consent forms are still there although the data they are about are deleted.

    A signed form is kept as long as the data, to show that they were lawful, and is
    personal data itself [OK].
    """

    code: ClassVar[str] = "TP524"
    rules: ClassVar[tuple[int, ...]] = (91,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        for number, form in enumerate(portfolio.consents):
            registration = portfolio.get(Registration, form.registration)
            group = portfolio.get(FocusGroup, registration.focus_group)
            deleted = group.transcript_deleted_on
            is_gone = _is_emptied(group) or (deleted is not None and deleted <= on)
            # What shows a withdrawal is kept by its own rule.
            if is_gone and form.status in (ConsentStatus.ISSUED, ConsentStatus.GIVEN):
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"$.consents[{number}]",
                    message=(
                        f"The data of {group.title} are deleted, and the consent form of "
                        f"{title_of(portfolio, registration.person)} is still there"
                    ),
                    remedy="delete the form as well",
                )


@attrs.frozen(kw_only=True)
class QuoteIdentifiesPerson:
    """A quote is printed with words by which colleagues could tell who said it.

    Beside a quote stands a pseudonym or a broad role. An employer, by its name or by one
    of its areas, is named only where at least ten people fit the words, the threshold of
    research outputs [CELS]; where it is not known how many do, that is a warning.
    """

    code: ClassVar[str] = "TP525"
    rules: ClassVar[tuple[int, ...]] = (92,)

    smallest_cell: int = 10
    """The fewest people who must fit an attribution that names an employer."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        for path, form, quote in _quotes(portfolio):
            registration = portfolio.get(Registration, form.registration)
            person = portfolio.get(Person, registration.person)
            severity, field, fault = Severity.ERROR, "attributed_to", ""
            names_employer = quote.names_employer or _mentions(
                quote.attributed_to, _employer_names(portfolio, person)
            )
            if _mentions(quote.attributed_to, [person.name]):
                fault = "names the person"
            elif _mentions(quote.text, [person.name]):
                field, fault = "text", "names the person"
            elif names_employer and quote.cell_size is None:
                severity = Severity.WARNING
                fault = "names an employer, and nobody has counted whom it fits"
            elif names_employer and (quote.cell_size or 0) < self.smallest_cell:
                people = counted(quote.cell_size or 0, "person", "people")
                fault = f"names an employer and fits {people}"
            if fault:
                yield Finding(
                    code=self.code,
                    severity=severity,
                    path=f"{path}.{field}",
                    message=f"A quote of {person.title} {fault}",
                    remedy="print a pseudonym and a broad role without the employer",
                )


def _employer_names(portfolio: Portfolio, person: Person) -> list[str]:
    if person.organisation is None:
        return []
    employer = portfolio.get(Organisation, person.organisation)
    areas = [portfolio.get(AuthorityArea, id).name for id in employer.areas]
    return [employer.name, *employer.former_names, *areas]


def _mentions(text: str, names: Iterable[str]) -> bool:
    words = text.casefold()
    return any(
        name and re.search(rf"(?<!\w){re.escape(name.casefold())}(?!\w)", words)
        for name in names
    )


@attrs.frozen(kw_only=True)
class QuoteWithoutConsent:
    """Somebody is quoted who has not agreed to be.

    The form has a line of its own for quotes; unticked, or on a form that nobody signed,
    it means no [UCLCF]. Who has withdrawn is quoted no more, unless only from what was
    to come.
    """

    code: ClassVar[str] = "TP526"
    rules: ClassVar[tuple[int, ...]] = (92,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        for path, form, _ in _quotes(portfolio):
            if not _may_be_quoted(form):
                yield Finding(
                    code=self.code,
                    severity=Severity.ERROR,
                    path=path,
                    message=(
                        f"{signatory(portfolio, form)} is quoted without having agreed"
                    ),
                    remedy="take the quote out",
                )


def _quotes(portfolio: Portfolio) -> Iterator[tuple[str, Consent, Quote]]:
    for number, form in enumerate(portfolio.consents):
        for place, quote in enumerate(form.quotes):
            yield f"$.consents[{number}].quotes[{place}]", form, quote


def _may_be_quoted(form: Consent) -> bool:
    stands = not is_withdrawn(form) or form.withdrawal_scope is WithdrawalScope.FUTURE
    is_signed = form.signed_on is not None
    return (
        is_signed
        and stands
        and any(
            item.ticked for item in form.items if item.purpose is ConsentPurpose.QUOTES
        )
    )


CHECKS: tuple[Check, ...] = (
    RetentionPromiseUnusual(),
    DataKeptTooLong(),
    RecordingOutlivesTranscript(),
    ConsentOutlivesData(),
    QuoteIdentifiesPerson(),
    QuoteWithoutConsent(),
)
