"""What the documents of workshops gather from a portfolio."""

import re

import attrs
import pendulum
import pytest

from tpkit import (
    ActionLearningSet,
    Attendance,
    AttendanceStatus,
    Booking,
    BookingId,
    BookingStatus,
    CascadeEvent,
    CascadeEventId,
    DeliveryMode,
    LearningSetId,
    OrganisationId,
    PersonId,
    Portfolio,
    Session,
    SessionId,
    SessionStatus,
    Venue,
    VenueId,
    WorkshopId,
    calendars,
    groups,
)
from tpkit.errors import UnknownIdError
from tpkit.report import (
    AttendanceRegister,
    RegisterRow,
    RegisterTotal,
    RegistrationForm,
    Reporter,
    WorkshopEvaluation,
    certificates,
)
from tpkit.report._workshops.attendance_register import attendance_register
from tpkit.report._workshops.cascade_report import cascade_report
from tpkit.report._workshops.evaluation import workshop_evaluation
from tpkit.report._workshops.joining_instructions import joining_instructions
from tpkit.report._workshops.registration_form import registration_form
from tpkit.report._workshops.samples import forum

REGISTER = (AttendanceRegister, RegisterRow, RegisterTotal)


@pytest.fixture(scope="session")
def workshop_sample() -> Portfolio:
    """Give a portfolio with a workshop, one run held and one to come."""
    return forum()


def test_a_pack_has_no_document_with_names_or_joining_links(
    workshop_sample: Portfolio, reporter: Reporter
) -> None:
    assert not reporter.document("certificate").is_packed(workshop_sample)
    assert not reporter.document("attendance-register").is_packed(workshop_sample)
    assert not reporter.document("joining-instructions").is_packed(workshop_sample)


# ------------------------------------------------------------------------ certificate


def test_who_completed_a_workshop_gets_a_certificate_and_nobody_else(
    workshop_sample: Portfolio, on: pendulum.Date, reporter: Reporter
) -> None:
    subjects = reporter.document("certificate").subjects(workshop_sample)
    found = certificates(workshop_sample, on, WorkshopId("secure-orders"))

    assert [c.reference for c in found] == [*subjects]
    assert [*subjects.values()] == [
        "Secure orders and deprivation of liberty: A. Participant",
        "Secure orders and deprivation of liberty: Reviewing officer 2",
        "Secure orders and deprivation of liberty: Student on placement",
    ]
    with pytest.raises(UnknownIdError, match="nobody has completed"):
        reporter.document("certificate").build(
            workshop_sample, on, "secure-orders+guardian-1"
        )


def test_a_certificate_says_how_long_each_person_was_there(
    workshop_sample: Portfolio, on: pendulum.Date
) -> None:
    found = certificates(workshop_sample, on, WorkshopId("secure-orders"))

    assert [(c.name, c.time, c.issued) for c in found] == [
        ("A. Participant", "2 hours 30 minutes", "25 January 2022"),
        ("Reviewing officer 2", "2 hours 10 minutes", "14 February 2022"),
        ("Student on placement", "2 hours 30 minutes", "14 February 2022"),
    ]


def test_who_left_too_early_has_no_certificate(
    workshop_sample: Portfolio, on: pendulum.Date
) -> None:
    bookings = tuple(
        attrs.evolve(b, minutes=100) if b.minutes else b
        for b in workshop_sample.bookings
    )
    portfolio = attrs.evolve(workshop_sample, bookings=bookings)

    found = certificates(portfolio, on, WorkshopId("secure-orders"))
    assert [c.name for c in found] == ["A. Participant", "Student on placement"]


def test_who_came_twice_has_both_days_and_the_first_date_of_issue(
    workshop_sample: Portfolio, on: pendulum.Date
) -> None:
    again = Booking(
        id=BookingId("again"),
        session=SessionId("secure-2"),
        person=PersonId("iro-1"),
        status=BookingStatus.ATTENDED,
        certificate_on=pendulum.Date(2022, 3, 4),
    )
    twice = attrs.evolve(workshop_sample, bookings=(again, *workshop_sample.bookings))

    first = next(certificates(twice, on, WorkshopId("secure-orders")))
    assert first.dates == "20 January 2022 and 3 March 2022"
    assert first.time == "5 hours"
    assert first.issued == "25 January 2022"


def test_the_cpd_record_has_the_regulators_headings(
    workshop_sample: Portfolio, on: pendulum.Date, reporter: Reporter
) -> None:
    page = reporter.render(
        "certificate", workshop_sample, on=on, subject="secure-orders+iro-1"
    )

    assert all(heading in page for _, heading in groups.CPD_FIELDS)


# ---------------------------------------------------------------- attendance register


def test_a_register_lists_by_name_who_had_a_place_and_who_came_without(
    workshop_sample: Portfolio, on: pendulum.Date
) -> None:
    register = attendance_register(workshop_sample, on, "secure-1")

    assert register.is_over
    assert [(row.person, row.minutes, row.outcome) for row in register.rows] == [
        ("A. Participant", "", "Attended"),
        ("Guardian 1", "", "Did not come"),
        ("Guardian 2", "", "Cancelled late"),
        ("Reviewing officer 2", "130", "Attended in part"),
        ("Student on placement", "", "Attended"),
    ]
    assert register.rows[-1].reference == ""
    assert [(t.name, t.places, t.came) for t in register.by_role] == [
        ("Guardian", 2, 0),
        ("Reviewing officer", 2, 2),
        ("Student", 1, 1),
    ]
    assert "a no-show rate of 25%" in register.no_shows
    assert register.others == "Given up in time: 1 place."


def test_a_register_is_a_form_until_the_session_is_over(
    workshop_sample: Portfolio, on: pendulum.Date, reporter: Reporter
) -> None:
    page = reporter.render(
        "attendance-register", workshop_sample, on=on, subject="secure-2"
    )
    after = attendance_register(workshop_sample, pendulum.Date(2022, 3, 4), "secure-2")

    assert "Arrived" in page and "Waiting for a place: 1 person." in page
    assert after.is_over
    assert {row.outcome for row in after.rows} == {""}
    assert after.no_shows.startswith("No attendance is recorded yet")


def test_what_was_seen_on_the_day_completes_a_booking(
    workshop_sample: Portfolio, on: pendulum.Date
) -> None:
    seen = Attendance(
        session=SessionId("secure-2"),
        person=PersonId("iro-3"),
        status=AttendanceStatus.PARTIAL,
        minutes=40,
    )
    portfolio = attrs.evolve(workshop_sample, attendances=(seen,))

    row = attendance_register(portfolio, on, "secure-2").rows[-1]
    assert (row.reference, row.minutes) == ("secure-2-iro-3", "40")
    assert row.outcome == "Attended in part"


def test_who_works_for_nobody_is_counted_apart(
    workshop_sample: Portfolio, on: pendulum.Date
) -> None:
    seen = Attendance(session=SessionId("secure-2"), person=PersonId("trainer"))
    portfolio = attrs.evolve(workshop_sample, attendances=(seen,))

    totals = attendance_register(portfolio, on, "secure-2").by_organisation
    assert ("No organisation", 1) in [(t.name, t.came) for t in totals]


def test_there_are_registers_of_the_sessions_that_take_place(
    workshop_sample: Portfolio, reporter: Reporter
) -> None:
    document = reporter.document("attendance-register")
    called_off = attrs.evolve(
        workshop_sample,
        sessions=tuple(
            attrs.evolve(s, status=SessionStatus.CANCELLED) if s.id == "secure-2" else s
            for s in workshop_sample.sessions
        ),
    )

    title = "Secure orders and deprivation of liberty"
    assert [*document.subjects(workshop_sample)] == ["secure-1", "secure-2"]
    assert document.subjects(called_off) == {"secure-1": f"{title}, 20 January 2022"}


def test_no_field_of_a_register_could_hold_an_answer_to_monitoring() -> None:
    names = {f.name for kind in REGISTER for f in attrs.fields(kind)}

    assert not {n for n in names if re.search("ethnic|health|disab|need|sex|age$", n)}


# --------------------------------------------------------------- joining instructions


def test_instructions_for_a_workshop_say_until_when_a_place_can_be_given_up(
    workshop_sample: Portfolio, on: pendulum.Date
) -> None:
    told = joining_instructions(workshop_sample, on, "secure-2")
    on_the_eve = joining_instructions(
        workshop_sample, pendulum.Date(2022, 3, 2), "secure-2"
    )

    assert told.cancel_by == "Tuesday 1 March 2022"
    assert told.calendar.description == (
        "If you cannot come, tell us by Tuesday 1 March 2022."
    )
    assert (told.is_online, told.is_in_person, told.is_focus_group) == (
        True,
        True,
        False,
    )
    assert on_the_eve.cancel_by == ""
    assert on_the_eve.calendar.description.endswith("as soon as you can.")


def test_the_last_day_to_cancel_is_in_time_by_the_rule_of_notice(
    workshop_sample: Portfolio,
) -> None:
    session = workshop_sample.get(Session, "secure-2")
    last, late = pendulum.Date(2022, 3, 1), pendulum.Date(2022, 3, 2)
    work = calendars.working_calendar()

    assert joining_instructions(workshop_sample, last, session.id).cancel_by
    assert groups.notice_given(last, session, calendar=work) >= 2
    assert groups.notice_given(late, session, calendar=work) < 2


def test_where_no_calendar_reaches_no_last_day_is_named(
    workshop_sample: Portfolio,
) -> None:
    long_ago = attrs.evolve(
        workshop_sample,
        sessions=tuple(
            attrs.evolve(s, on=s.on.set(year=2010)) for s in workshop_sample.sessions
        ),
    )

    told = joining_instructions(long_ago, pendulum.Date(2010, 1, 1), "secure-2")
    assert told.cancel_by == ""


def test_an_online_venue_gives_the_link_and_a_room_gives_the_address(
    workshop_sample: Portfolio, on: pendulum.Date, reporter: Reporter
) -> None:
    account = Venue(
        id=VenueId("account"),
        name="Our account",
        address="https://meet.example/1",
        online=True,
    )
    portfolio = attrs.evolve(
        workshop_sample,
        venues=(*workshop_sample.venues, account),
        sessions=tuple(
            attrs.evolve(s, venue=account.id) if s.id == "secure-1" else s
            for s in workshop_sample.sessions
        ),
    )

    online = joining_instructions(portfolio, on, "secure-1")
    room = joining_instructions(portfolio, on, "secure-2")
    assert (online.join.href, online.venue) == ("https://meet.example/1", "")
    assert (room.join.text, room.venue) == ("", "Town Hall")
    assert room.venue_access == "Step-free; hearing loop."
    page = reporter.fill(online)
    assert "Where to come" not in page and "Please do not pass it on" in page


def test_instructions_for_a_focus_group_remind_of_consent(
    workshop_sample: Portfolio, on: pendulum.Date, reporter: Reporter
) -> None:
    told = joining_instructions(workshop_sample, on, "g3")
    page = reporter.fill(told)

    assert told.event == "Barriers to progression"
    assert told.recording.startswith("Sessions are recorded")
    assert (told.cancel_by, told.leaders) == ("", "")
    assert "We cannot let anybody take part without it." in page
    assert "How to join online" not in page


def test_there_are_instructions_for_workshops_and_focus_groups_alone(
    workshop_sample: Portfolio, on: pendulum.Date, reporter: Reporter
) -> None:
    meeting = attrs.evolve(
        workshop_sample.get(Session, "g2"),
        id=SessionId("set"),
        activity=LearningSetId("set"),
    )
    portfolio = attrs.evolve(
        workshop_sample,
        learning_sets=(ActionLearningSet(id=LearningSetId("set"), title="Set"),),
        sessions=(*workshop_sample.sessions, meeting),
    )
    subjects = reporter.document("joining-instructions").subjects(portfolio)

    assert "g4" not in subjects and "set" not in subjects
    assert {"secure-1", "secure-2", "g3", "l1"} <= {*subjects}
    with pytest.raises(UnknownIdError, match="workshop or focus group"):
        joining_instructions(portfolio, on, "set")


# ------------------------------------------------------------------ registration form


def test_a_form_offers_the_dates_still_to_come_and_the_roles_it_is_for(
    workshop_sample: Portfolio, on: pendulum.Date
) -> None:
    form = registration_form(workshop_sample, on, "secure-orders")

    assert [date.when for date in form.dates] == [
        "Thursday 3 March 2022, 10am to 12:30pm"
    ]
    assert form.roles == ("Reviewing officer", "Guardian")
    assert (form.is_focus_group, form.has_parts, form.segments) == (False, False, ())
    assert form.return_to.href == "mailto:hello@riverside.example"


def test_the_dates_of_a_series_are_parts_of_one_course(
    workshop_sample: Portfolio, on: pendulum.Date, reporter: Reporter
) -> None:
    series = attrs.evolve(workshop_sample.workshops[0], delivery=DeliveryMode.SERIES)
    portfolio = attrs.evolve(workshop_sample, workshops=(series,))

    form = registration_form(portfolio, on, "secure-orders")
    assert form.has_parts
    assert "parts of one course" in reporter.fill(form)


def test_to_register_for_a_focus_group_is_not_to_consent(
    workshop_sample: Portfolio, on: pendulum.Date, reporter: Reporter
) -> None:
    form = registration_form(workshop_sample, on, "group")
    page = reporter.fill(form)

    assert (form.event, form.group) == ("Barriers to progression", "Group 1")
    assert form.register_by == "18 February 2022"
    assert [segment.title for segment in form.segments] == ["Social workers"]
    assert "You do not consent to anything yet" in page
    assert "protected characteristic" not in page


def test_a_form_says_why_it_asks_for_a_protected_characteristic(
    workshop_sample: Portfolio, on: pendulum.Date, reporter: Reporter
) -> None:
    segments = tuple(
        attrs.evolve(s, protected_characteristic="race", selection_ground="the law")
        for s in workshop_sample.segments
    )
    studies = tuple(
        attrs.evolve(s, retention_contact_days=90) for s in workshop_sample.studies
    )
    portfolio = attrs.evolve(workshop_sample, segments=segments, studies=studies)

    form = registration_form(portfolio, on, "group")
    page = reporter.fill(form, format="markdown")
    assert form.kept_for == "90 days after the report"
    assert "protected characteristic (race)" in page
    assert "Our reason in law: The law." in page


def test_a_group_that_books_by_itself_and_has_no_segment_says_where(
    workshop_sample: Portfolio, on: pendulum.Date
) -> None:
    groups_without = tuple(
        attrs.evolve(g, segment=None) for g in workshop_sample.focus_groups
    )
    portfolio = attrs.evolve(workshop_sample, focus_groups=groups_without)

    form = registration_form(portfolio, on, "listen-1")
    assert form.return_to.href == "https://riverside.example/1"
    assert (form.segments, form.characteristic, form.ground) == ((), "", "")


def test_there_are_forms_of_workshops_and_focus_groups(
    workshop_sample: Portfolio, on: pendulum.Date, reporter: Reporter
) -> None:
    subjects = reporter.document("registration-form").subjects(workshop_sample)

    assert [*subjects] == ["secure-orders", "group", "listen-1", "listen-2"]
    with pytest.raises(UnknownIdError, match="workshop or focus group"):
        registration_form(workshop_sample, on, "elsewhere")


def test_monitoring_is_asked_on_a_form_of_its_own() -> None:
    names = {field.name for field in attrs.fields(RegistrationForm)}

    assert not {n for n in names if re.search("ethnic|monitor|religion|sex", n)}


# ----------------------------------------------------------------- workshop evaluation


def test_an_evaluation_asks_of_each_outcome_before_and_after(
    workshop_sample: Portfolio, on: pendulum.Date, reporter: Reporter
) -> None:
    form = workshop_evaluation(workshop_sample, on, "secure-orders")
    page = reporter.fill(form)

    assert form.dates == ("Thursday 20 January 2022", "Thursday 3 March 2022")
    assert all(page.count(outcome) == 2 for outcome in form.outcomes)
    assert page.count('data-label="Before the workshop"') == len(form.outcomes)
    assert form.online.href == "https://riverside.example/feedback"
    assert "Will you help to pass on" in page


@pytest.mark.parametrize(
    ("months", "words"),
    [((), ""), ((1,), "1 month"), ((6,), "6 months"), ((3, 6), "3 and 6 months")],
)
def test_the_second_part_says_when_it_is_due(
    workshop_sample: Portfolio,
    on: pendulum.Date,
    reporter: Reporter,
    months: tuple[int, ...],
    words: str,
) -> None:
    workshop = attrs.evolve(
        workshop_sample.workshops[0],
        follow_up_months=months,
        learning_outcomes=(),
        cascade=False,
    )
    portfolio = attrs.evolve(workshop_sample, workshops=(workshop,))

    form = workshop_evaluation(portfolio, on, "secure-orders")
    page = reporter.fill(form, format="markdown")
    assert form.follow_up == words
    assert f"fill it in {words or 'some months'} after the last session" in page
    assert "What this workshop was about" in page
    assert "pass it on" not in page


def test_an_evaluation_cannot_print_who_anybody_is(
    workshop_sample: Portfolio, reporter: Reporter
) -> None:
    names = {field.name for field in attrs.fields(WorkshopEvaluation)}
    subjects = reporter.document("workshop-evaluation").subjects(workshop_sample)

    assert not {n for n in names if re.search("name|person|ethnic|monitor", n)}
    assert [*subjects] == ["secure-orders"]


# ---------------------------------------------------------------------- cascade report


def test_a_report_counts_nobody_of_the_workshop_again(
    workshop_sample: Portfolio, on: pendulum.Date
) -> None:
    told = cascade_report(workshop_sample, on, "secure-orders")

    assert (told.direct, told.cascade, told.total) == (3, 13, 16)
    assert told.uncounted.startswith("The number of people is not recorded for 1 ")
    assert [event.people for event in told.events] == [
        "14 people, of whom 1 had been at the workshop",
        "",
    ]


def test_what_lies_ahead_is_planned_and_not_yet_done(
    workshop_sample: Portfolio, on: pendulum.Date
) -> None:
    before = cascade_report(workshop_sample, on, "secure-orders")
    after = cascade_report(workshop_sample, pendulum.Date(2022, 4, 1), "secure-orders")

    assert before.planned == ("Harbour Council, 31 March 2022",)
    assert [(d.organisation, d.held, d.status) for d in before.duties] == [
        ("Hilltop Council", "9 February 2022", "Done"),
        ("Harbour Council", "", "To come"),
    ]
    assert after.planned == ()
    assert {duty.status for duty in after.duties} == {"Done"}


def test_a_duty_is_overdue_after_its_last_day(workshop_sample: Portfolio) -> None:
    portfolio = attrs.evolve(workshop_sample, cascade_events=())

    last = cascade_report(portfolio, pendulum.Date(2022, 4, 28), "secure-orders")
    late = cascade_report(portfolio, pendulum.Date(2022, 4, 29), "secure-orders")
    assert {(d.status, d.level) for d in last.duties} == {("To come", "grey")}
    assert {(d.status, d.level) for d in late.duties} == {("Overdue", "red")}


def test_a_report_says_so_where_nobody_has_to_pass_it_on(
    workshop_sample: Portfolio, on: pendulum.Date, reporter: Reporter
) -> None:
    free = attrs.evolve(workshop_sample.workshops[0], cascade=False)
    event = CascadeEvent(
        id=CascadeEventId("e"),
        workshop=free.id,
        organisation=OrganisationId("council"),
        on=on,
        attended=1,
    )
    document = reporter.document("cascade-report")
    with_event = attrs.evolve(
        workshop_sample, workshops=(free,), cascade_events=(event,)
    )
    without = attrs.evolve(with_event, cascade_events=())

    told = cascade_report(with_event, on, free.id)
    page = reporter.fill(cascade_report(without, on, free.id))
    assert [event.people for event in told.events] == ["1 person"]
    assert told.uncounted == ""
    assert "No organisation has to pass this workshop on." in page
    assert "No organisation has reported a session of its own yet." in page
    assert [*document.subjects(with_event)] == ["secure-orders"]
    assert [*document.subjects(without)] == []


def test_a_duty_without_a_date_says_that_it_is_not_known_yet(
    workshop_sample: Portfolio, on: pendulum.Date, reporter: Reporter
) -> None:
    portfolio = attrs.evolve(
        workshop_sample,
        bookings=(),
        attendances=(),
        sessions=tuple(
            s for s in workshop_sample.sessions if s.activity != "secure-orders"
        ),
    )

    page = reporter.fill(cascade_report(portfolio, on, "secure-orders"))
    assert "It is not recorded yet which, or by when." in page
