"""Portfolios that samples of the documents of workshops are made of."""

from typing import Any

import attrs
import pendulum

from tpkit._model.activity import Session, SessionMode, SessionStatus, Workshop
from tpkit._model.ids import (
    BookingId,
    CascadeEventId,
    MembershipId,
    OrganisationId,
    PersonId,
    SessionId,
    VenueId,
    WorkshopId,
)
from tpkit._model.participation import (
    Attendance,
    Booking,
    BookingStatus,
    CascadeEvent,
)
from tpkit._model.partnership import Membership, MembershipRole
from tpkit._model.people import Organisation, OrganisationKind, Person, ProfessionalRole
from tpkit._model.portfolio import Portfolio
from tpkit.report._samples.riverside import bare, riverside


def forum() -> Portfolio:
    """Give Riverside with a workshop for reviewing officers and guardians [S1].

    The first run has taken place, the second is still to come.
    """
    sample = riverside()
    return attrs.evolve(
        sample,
        organisations=(*sample.organisations, *ORGANISATIONS),
        memberships=MEMBERSHIPS,
        people=(*sample.people, *PEOPLE),
        workshops=(WORKSHOP,),
        sessions=(*sample.sessions, HELD, PLANNED),
        bookings=BOOKINGS,
        cascade_events=CASCADE,
        attendances=(Attendance(session=HELD.id, person=PersonId("guest")),),
    )


def nothing_but_a_workshop() -> Portfolio:
    """Give a portfolio in which one person came to a workshop that says no more."""
    workshop = Workshop(id=WorkshopId("workshop"), title="Workshop")
    session = Session(
        id=SessionId("run"),
        activity=workshop.id,
        on=pendulum.Date(2022, 2, 7),
        start=pendulum.Time(10),
        end=pendulum.Time(11),
    )
    person = Person(
        id=PersonId("one"), title="Participant 1", role=ProfessionalRole.OTHER
    )
    booking = Booking(
        id=BookingId("b"),
        session=session.id,
        person=person.id,
        status=BookingStatus.ATTENDED,
    )
    return attrs.evolve(
        bare(),
        people=(person,),
        workshops=(workshop,),
        sessions=(session,),
        bookings=(booking,),
    )


def nobody_at_a_workshop() -> Portfolio:
    """Give the same portfolio without the person's booking."""
    return attrs.evolve(nothing_but_a_workshop(), bookings=())


def a_workshop_without_dates() -> Portfolio:
    """Give the same portfolio without the session."""
    return attrs.evolve(nobody_at_a_workshop(), sessions=())


def _council(id: str, name: str) -> Organisation:
    kind = OrganisationKind.LOCAL_AUTHORITY
    return Organisation(id=OrganisationId(id), name=name, kind=kind)


ORGANISATIONS = (
    _council("harbour", "Harbour Council"),
    Organisation(
        id=OrganisationId("guardians"),
        name="Guardians\N{RIGHT SINGLE QUOTATION MARK} service",
        kind=OrganisationKind.NATIONAL_BODY,
    ),
)
MEMBERSHIPS = (
    Membership(
        id=MembershipId("m-council"),
        organisation=OrganisationId("council"),
        role=MembershipRole.LEAD,
    ),
    Membership(id=MembershipId("m-harbour"), organisation=OrganisationId("harbour")),
    Membership(
        id=MembershipId("m-guardians"),
        organisation=OrganisationId("guardians"),
        role=MembershipRole.ASSOCIATE,
    ),
)


def _person(id: str, title: str, role: ProfessionalRole, organisation: str) -> Person:
    return Person(
        id=PersonId(id),
        title=title,
        role=role,
        organisation=OrganisationId(organisation),
    )


IRO = ProfessionalRole.REVIEWING_OFFICER
GUARDIAN = ProfessionalRole.GUARDIAN
PEOPLE = (
    attrs.evolve(
        _person("iro-1", "Reviewing officer 1", IRO, "council"), name="A. Participant"
    ),
    _person("iro-2", "Reviewing officer 2", IRO, "harbour"),
    _person("iro-3", "Reviewing officer 3", IRO, "harbour"),
    _person("guardian-1", "Guardian 1", GUARDIAN, "guardians"),
    _person("guardian-2", "Guardian 2", GUARDIAN, "guardians"),
    _person("guest", "Student on placement", ProfessionalRole.STUDENT, "uni"),
    Person(
        id=PersonId("trainer"),
        title="Independent trainer",
        role=ProfessionalRole.FACILITATOR,
    ),
)
WORKSHOP = Workshop(
    id=WorkshopId("secure-orders"),
    title="Secure orders and deprivation of liberty",
    topic="The use of secure orders and deprivation of liberty orders",
    purpose=(
        "Time for everybody to consider their role, their relationship to the child "
        "and the oversight of the care plan"
    ),
    learning_outcomes=(
        "Explain when a secure order or a deprivation of liberty order may be sought",
        "Say what the reviewing officer and the guardian each do, and when they speak",
        "Check a care plan for the safeguards that the order asks for",
    ),
    roles=(IRO, GUARDIAN),
    hosts=(OrganisationId("council"), OrganisationId("guardians")),
    facilitators=(PersonId("trainer"),),
    places=20,
    cascade=True,
    cpd_note="the outcomes serve the standards on safeguarding and on partnership",
    materials=("Case study", "https://riverside.example/slides"),
    pre_reading=("https://riverside.example/guidance", "The protocol, sections 1 to 3"),
    feedback_form="https://riverside.example/feedback",
    access="Live captions are on. Ask for an interpreter 10 working days before.",
    follow_up_months=(3, 6),
)
HELD = Session(
    id=SessionId("secure-1"),
    activity=WORKSHOP.id,
    on=pendulum.Date(2022, 1, 20),
    start=pendulum.Time(10),
    end=pendulum.Time(12, 30),
    platform="Microsoft Teams",
    status=SessionStatus.HELD,
)
PLANNED = attrs.evolve(
    HELD,
    id=SessionId("secure-2"),
    on=pendulum.Date(2022, 3, 3),
    number=2,
    mode=SessionMode.HYBRID,
    venue=VenueId("hall"),
    status=SessionStatus.CONFIRMED,
)


def _booking(person: str, session: Session, status: str, **more: Any) -> Booking:
    return Booking(
        id=BookingId(f"{session.id}-{person}"),
        session=session.id,
        person=PersonId(person),
        status=BookingStatus(status),
        booked_on=pendulum.Date(2021, 12, 6),
        **more,
    )


BOOKINGS = (
    _booking("iro-1", HELD, "attended", certificate_on=pendulum.Date(2022, 1, 25)),
    _booking("iro-2", HELD, "partial", minutes=130),
    _booking("guardian-1", HELD, "no_show"),
    _booking("guardian-2", HELD, "cancelled_late"),
    _booking("iro-3", HELD, "cancelled_in_time"),
    _booking("iro-3", PLANNED, "confirmed"),
    _booking("guardian-1", PLANNED, "confirmed"),
    _booking("guardian-2", PLANNED, "waitlisted"),
)
CASCADE = (
    CascadeEvent(
        id=CascadeEventId("hilltop-1"),
        workshop=WORKSHOP.id,
        organisation=OrganisationId("council"),
        on=pendulum.Date(2022, 2, 9),
        lead=PersonId("iro-1"),
        audience="social workers in the two long-term teams",
        attended=14,
        of_whom_counted=1,
        material_version="2",
        adapted="the case study was shortened, to fit a team meeting",
        evidence="Slides and attendance list, held by the council",
        feedback="people asked for a checklist to keep",
    ),
    CascadeEvent(
        id=CascadeEventId("hilltop-2"),
        workshop=WORKSHOP.id,
        organisation=OrganisationId("council"),
        on=pendulum.Date(2022, 2, 11),
    ),
    CascadeEvent(
        id=CascadeEventId("harbour-1"),
        workshop=WORKSHOP.id,
        organisation=OrganisationId("harbour"),
        on=pendulum.Date(2022, 3, 31),
    ),
)
