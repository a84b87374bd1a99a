"""Taking part: bookings, attendance, interest, consent, and passing it on."""

import enum

import attrs
import pendulum

from tpkit._model._checked import AtLeast, Extra, checked
from tpkit._model.ids import (
    BookingId,
    CascadeEventId,
    ConsentId,
    FocusGroupId,
    OrganisationId,
    PersonId,
    RegistrationId,
    SegmentId,
    SessionId,
    WorkshopId,
)
from tpkit._model.lifecycle import LifeCycle, Step, must_agree

__all__ = [
    "BOOKING_LIFE_CYCLE",
    "CONSENT_LIFE_CYCLE",
    "REGISTRATION_LIFE_CYCLE",
    "Attendance",
    "AttendanceStatus",
    "Booking",
    "BookingStatus",
    "CascadeEvent",
    "Consent",
    "ConsentItem",
    "ConsentPurpose",
    "ConsentStatus",
    "Quote",
    "Registration",
    "RegistrationStatus",
    "WithdrawalScope",
]


class BookingStatus(enum.StrEnum):
    """Where a booking for a workshop session stands [DECC]."""

    REQUESTED = "requested"
    """Asked for."""
    CONFIRMED = "confirmed"
    """Has a place."""
    WAITLISTED = "waitlisted"
    """On the waiting list."""
    LAPSED = "lapsed"
    """Never came off the waiting list."""
    CANCELLED_IN_TIME = "cancelled_in_time"
    """Given up with notice: not a no-show [EVD]."""
    CANCELLED_LATE = "cancelled_late"
    """Given up too late for somebody else to have the place."""
    ATTENDED = "attended"
    """Came."""
    PARTIAL = "partial"
    """Came for part of it."""
    NO_SHOW = "no_show"
    """Did not come and gave no notice."""

    @property
    def came(self) -> bool:
        """Whether the person was there, wholly or in part."""
        return self in (BookingStatus.ATTENDED, BookingStatus.PARTIAL)


BOOKING_LIFE_CYCLE: LifeCycle[BookingStatus] = LifeCycle(
    name="booking",
    initial=BookingStatus.REQUESTED,
    moves={
        # Who gives up before having a place takes it from nobody: it is in time.
        BookingStatus.REQUESTED: (
            BookingStatus.CONFIRMED,
            BookingStatus.WAITLISTED,
            BookingStatus.CANCELLED_IN_TIME,
        ),
        BookingStatus.WAITLISTED: (
            BookingStatus.CONFIRMED,
            BookingStatus.LAPSED,
            BookingStatus.CANCELLED_IN_TIME,
        ),
        BookingStatus.CONFIRMED: (
            BookingStatus.CANCELLED_IN_TIME,
            BookingStatus.CANCELLED_LATE,
            BookingStatus.ATTENDED,
            BookingStatus.PARTIAL,
            BookingStatus.NO_SHOW,
        ),
        BookingStatus.LAPSED: (),
        BookingStatus.CANCELLED_IN_TIME: (),
        BookingStatus.CANCELLED_LATE: (),
        BookingStatus.ATTENDED: (),
        BookingStatus.PARTIAL: (),
        BookingStatus.NO_SHOW: (),
    },
)
"""How a booking moves from request to attendance."""


class AttendanceStatus(enum.StrEnum):
    """Whether somebody was at a session."""

    PRESENT = "present"
    """There throughout."""
    PARTIAL = "partial"
    """There for part of it."""
    APOLOGIES = "apologies"
    """Not there, having said so."""
    ABSENT = "absent"
    """Not there, without a word."""
    SUBSTITUTE = "substitute"
    """There in a member's place; learning sets allow none."""

    @property
    def came(self) -> bool:
        """Whether the person was there, wholly or in part."""
        return self in _CAME


_CAME = frozenset(
    {AttendanceStatus.PRESENT, AttendanceStatus.PARTIAL, AttendanceStatus.SUBSTITUTE}
)


class RegistrationStatus(enum.StrEnum):
    """Where somebody's interest in a focus group has led. Sources: [S0], [S2]."""

    REGISTERED_INTEREST = "registered_interest"
    """Filled in the form."""
    SCREENED = "screened"
    """Looked at against the segment's criteria."""
    SELECTED = "selected"
    """Chosen, where there is selection."""
    RESERVE = "reserve"
    """Held in case somebody drops out."""
    NOT_SELECTED = "not_selected"
    """Not chosen, and told so."""
    INVITED = "invited"
    """Sent the details."""
    CONFIRMED = "confirmed"
    """Coming."""
    DECLINED = "declined"
    """Not coming."""
    NO_REPLY = "no_reply"
    """Has not answered the invitation."""
    CONSENTED = "consented"
    """Has given consent to take part."""
    ATTENDED = "attended"
    """Took part."""
    PARTIAL = "partial"
    """Took part in some of the sessions."""
    NO_SHOW = "no_show"
    """Did not come and gave no notice."""
    CANCELLED_WITH_NOTICE = "cancelled_with_notice"
    """Dropped out with notice."""
    WITHDRAWN = "withdrawn"
    """Has withdrawn from the study."""

    @property
    def takes_part(self) -> bool:
        """Whether the person is, or was, to be in the group."""
        return self in _TAKING_PART


_TAKING_PART = frozenset(
    {
        RegistrationStatus.SELECTED,
        RegistrationStatus.INVITED,
        RegistrationStatus.CONFIRMED,
        RegistrationStatus.CONSENTED,
        RegistrationStatus.ATTENDED,
        RegistrationStatus.PARTIAL,
    }
)

REGISTRATION_LIFE_CYCLE: LifeCycle[RegistrationStatus] = LifeCycle(
    name="focus-group participant",
    initial=RegistrationStatus.REGISTERED_INTEREST,
    moves={
        RegistrationStatus.REGISTERED_INTEREST: (
            RegistrationStatus.SCREENED,
            # The Big Listen has no selection: who books is invited [S2].
            RegistrationStatus.INVITED,
            # Here and below: anybody may withdraw at any time.
            RegistrationStatus.WITHDRAWN,
        ),
        RegistrationStatus.SCREENED: (
            RegistrationStatus.SELECTED,
            RegistrationStatus.RESERVE,
            RegistrationStatus.NOT_SELECTED,
            # Everybody who fits the segment is invited, where nobody is selected.
            RegistrationStatus.INVITED,
            RegistrationStatus.WITHDRAWN,
        ),
        RegistrationStatus.SELECTED: (
            RegistrationStatus.INVITED,
            RegistrationStatus.WITHDRAWN,
        ),
        RegistrationStatus.RESERVE: (
            RegistrationStatus.SELECTED,
            RegistrationStatus.NOT_SELECTED,
            RegistrationStatus.INVITED,
            RegistrationStatus.WITHDRAWN,
        ),
        RegistrationStatus.NOT_SELECTED: (),
        RegistrationStatus.INVITED: (
            RegistrationStatus.CONFIRMED,
            RegistrationStatus.DECLINED,
            RegistrationStatus.NO_REPLY,
            RegistrationStatus.WITHDRAWN,
        ),
        RegistrationStatus.NO_REPLY: (
            # A late answer is an answer.
            RegistrationStatus.CONFIRMED,
            RegistrationStatus.DECLINED,
            RegistrationStatus.WITHDRAWN,
        ),
        RegistrationStatus.DECLINED: (),
        RegistrationStatus.CONFIRMED: (
            RegistrationStatus.CONSENTED,
            # Forms are often signed on the day, by those who come.
            RegistrationStatus.NO_SHOW,
            RegistrationStatus.CANCELLED_WITH_NOTICE,
            RegistrationStatus.WITHDRAWN,
        ),
        RegistrationStatus.CONSENTED: (
            RegistrationStatus.ATTENDED,
            RegistrationStatus.PARTIAL,
            RegistrationStatus.NO_SHOW,
            RegistrationStatus.CANCELLED_WITH_NOTICE,
            RegistrationStatus.WITHDRAWN,
        ),
        RegistrationStatus.ATTENDED: (RegistrationStatus.WITHDRAWN,),
        RegistrationStatus.PARTIAL: (RegistrationStatus.WITHDRAWN,),
        RegistrationStatus.NO_SHOW: (RegistrationStatus.WITHDRAWN,),
        RegistrationStatus.CANCELLED_WITH_NOTICE: (RegistrationStatus.WITHDRAWN,),
        RegistrationStatus.WITHDRAWN: (),
    },
)
"""How interest becomes participation; withdrawal stays possible afterwards."""


class ConsentStatus(enum.StrEnum):
    """Where a consent form stands. Sources: [UCLCF], [DFEUR]."""

    ISSUED = "issued"
    """Given to the person."""
    GIVEN = "given"
    """Signed."""
    WITHDRAWN = "withdrawn"
    """Taken back, with its scope and date."""
    ERASED = "erased"
    """What was withdrawn has been deleted; the deletion stays on record."""


CONSENT_LIFE_CYCLE: LifeCycle[ConsentStatus] = LifeCycle(
    name="consent",
    initial=ConsentStatus.ISSUED,
    moves={
        ConsentStatus.ISSUED: (ConsentStatus.GIVEN,),
        ConsentStatus.GIVEN: (ConsentStatus.WITHDRAWN,),
        ConsentStatus.WITHDRAWN: (ConsentStatus.ERASED,),
        ConsentStatus.ERASED: (),
    },
)
"""How consent is given, and what follows when it is taken back."""


class WithdrawalScope(enum.StrEnum):
    """How far somebody has withdrawn."""

    FUTURE = "future"
    """Takes no further part; what was said stays."""
    CONTRIBUTION = "contribution"
    """What was said is taken out too."""
    EVERYTHING = "everything"
    """All personal data are deleted."""


class ConsentPurpose(enum.StrEnum):
    """What one line of a consent form allows. Sources: [UCLCF], [BRIGHT]."""

    PARTICIPATION = "participation"
    """Taking part, having read and asked."""
    RECORDING = "recording"
    """Being recorded."""
    QUOTES = "quotes"
    """Being quoted without a name."""
    CONFIDENTIALITY = "confidentiality"
    """Keeping to oneself what others say [FGCF]."""
    DATA_USE = "data_use"
    """Use of the data as the sheet says."""
    FURTHER_CONTACT = "further_contact"
    """Being contacted again."""


@attrs.frozen(kw_only=True, field_transformer=checked)
class Booking:
    """Somebody's place, or wish for one, at a session of a workshop."""

    id: BookingId
    session: SessionId
    person: PersonId
    booked_on: pendulum.Date | None = None
    """When it was asked for."""
    priority: int = attrs.field(default=1, validator=AtLeast(1))
    """Order on the waiting list before time counts; 1 is first."""
    reserved: bool = False
    """Whether the place is held back until reserved places are released [DECC]."""
    cancelled_on: pendulum.Date | None = None
    """When it was given up."""
    minutes: int | None = attrs.field(default=None, validator=AtLeast(0))
    """How long the person was there."""
    certificate_on: pendulum.Date | None = None
    """When a certificate was issued; None where none was."""
    manager_approved: bool | None = None
    """Whether the line manager agreed; None where it was not asked."""
    status: BookingStatus = BookingStatus.REQUESTED
    history: tuple[Step[BookingStatus], ...] = ()
    extra: Extra = ()

    def __attrs_post_init__(self) -> None:
        must_agree(self)


@attrs.frozen(kw_only=True, field_transformer=checked)
class Attendance:
    """Whether one person was at one session."""

    session: SessionId
    person: PersonId
    status: AttendanceStatus = AttendanceStatus.PRESENT
    minutes: int | None = attrs.field(default=None, validator=AtLeast(0))
    """How long, where it was not throughout."""


@attrs.frozen(kw_only=True, field_transformer=checked)
class Quote:
    """Words a participant agreed may be printed [UCLCF]."""

    text: str
    """The words, edited so that they identify nobody."""
    attributed_to: str
    """What is printed beside it: a broad role, never an employer with a role."""
    names_employer: bool = False
    """Whether the attribution names an employer."""
    cell_size: int | None = attrs.field(default=None, validator=AtLeast(1))
    """How many people fit the attribution."""
    theme: str = ""
    """The code of the study's theme that it illustrates."""


@attrs.frozen(kw_only=True, field_transformer=checked)
class Registration:
    """Somebody's interest in a focus group; it is not consent [S0]."""

    id: RegistrationId
    focus_group: FocusGroupId
    person: PersonId
    """The person; a pseudonym will do."""
    registered_on: pendulum.Date | None = None
    """When the form came in."""
    contact_permission: bool | None = None
    """Whether the person is happy to be contacted; asked apart from interest [S0]."""
    segment: SegmentId | None = None
    """The segment the person belongs to."""
    meets_criterion: bool | None = None
    """Whether, in their own words, the person meets the segment's criterion for
    selection; held for selecting and nothing else [S0]. None where it was not asked."""
    channel: str = ""
    """How the person heard of it."""
    sheet_given_on: pendulum.Date | None = None
    """When the information sheet was given."""
    preferences: tuple[SessionId, ...] = ()
    """Sessions the person can come to."""
    status: RegistrationStatus = RegistrationStatus.REGISTERED_INTEREST
    history: tuple[Step[RegistrationStatus], ...] = ()
    extra: Extra = ()

    def __attrs_post_init__(self) -> None:
        must_agree(self)


@attrs.frozen(kw_only=True, field_transformer=checked)
class ConsentItem:
    """One line of a consent form. A line that is not ticked is not consented to."""

    purpose: ConsentPurpose
    text: str = ""
    """The line as printed."""
    mandatory: bool = True
    """Whether taking part depends on it."""
    ticked: bool = False
    """Whether the person ticked or initialled it."""


@attrs.frozen(kw_only=True, field_transformer=checked)
class Consent:
    """One participant's consent form. Sources: [UCLCF], [BRIGHT]."""

    id: ConsentId
    registration: RegistrationId
    form_version: str = "1"
    """The version signed."""
    items: tuple[ConsentItem, ...] = ()
    signed_on: pendulum.Date | None = None
    """When it was signed."""
    method: str = ""
    """On paper, by e-mail, by form."""
    copy_given: bool = False
    """Whether the person has a copy."""
    withdrawn_on: pendulum.Date | None = None
    """When consent was taken back."""
    withdrawal_scope: WithdrawalScope | None = None
    """How far."""
    erased_on: pendulum.Date | None = None
    """When what was withdrawn was deleted."""
    anonymised_to_retain: bool = False
    """Whether withdrawn data were anonymised in order to keep them, which is barred."""
    log_kept_until: pendulum.Date | None = None
    """Until when the record of the withdrawal is kept [DFEUR]."""
    quotes: tuple[Quote, ...] = ()
    """Words of this participant that are printed."""
    status: ConsentStatus = ConsentStatus.ISSUED
    history: tuple[Step[ConsentStatus], ...] = ()
    extra: Extra = ()

    def __attrs_post_init__(self) -> None:
        must_agree(self)

    @property
    def is_complete(self) -> bool:
        """Whether every mandatory line is ticked and the form is signed."""
        return self.signed_on is not None and all(
            item.ticked for item in self.items if item.mandatory
        )

    def allows(self, purpose: ConsentPurpose) -> bool:
        """Say whether a line for that purpose is ticked and consent still stands."""
        return self.withdrawn_on is None and any(
            item.ticked for item in self.items if item.purpose is purpose
        )


@attrs.frozen(kw_only=True, field_transformer=checked)
class CascadeEvent:
    """A session an organisation ran for its own staff with a workshop's material [S1]."""

    id: CascadeEventId
    workshop: WorkshopId
    organisation: OrganisationId
    on: pendulum.Date
    """When it took place."""
    lead: PersonId | None = None
    """Who ran it."""
    audience: str = ""
    """Who it was for."""
    attended: int | None = attrs.field(default=None, validator=AtLeast(0))
    """How many came."""
    of_whom_counted: int | None = attrs.field(default=None, validator=AtLeast(0))
    """How many of those had been at the workshop itself."""
    material_version: str = ""
    """Which version of the material was used."""
    adapted: str = ""
    """What was changed."""
    evidence: str = ""
    """What shows it."""
    feedback: str = ""
    """What people said."""
    extra: Extra = ()
