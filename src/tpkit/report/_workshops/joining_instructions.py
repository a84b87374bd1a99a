"""Joining instructions: what somebody who has a place needs to know before the day."""

import attrs
import pendulum

from tpkit import calendars
from tpkit._model.activity import (
    FocusGroup,
    Session,
    SessionMode,
    Study,
    Venue,
    Workshop,
)
from tpkit._model.portfolio import Portfolio
from tpkit._text import long_date, time_range
from tpkit.errors import OutsideCalendarError, UnknownIdError
from tpkit.report._focus_groups.told import recording
from tpkit.report._words.events import CalendarEvent, calendar_event
from tpkit.report._words.kinds import Machine
from tpkit.report._words.names import people, person
from tpkit.report._words.words import (
    Imprint,
    Link,
    duration,
    imprint,
    link,
    paragraphs,
    sentence,
)
from tpkit.report._workshops.told import leaders


@attrs.frozen(kw_only=True)
class JoiningInstructions:
    """What the template `joining-instructions` may print. Sources: [COHAE], [OK]."""

    title: str
    """`Joining instructions`."""
    imprint: Imprint
    """The foot of the page."""
    event: str
    """What it is: the title of the workshop or of the study."""
    session: str
    """The session's own title; empty where it has none."""
    date: str
    """`Thursday 3 March 2022`."""
    datetime: Machine
    """The local start for machines: `2022-03-03T10:00`."""
    time: str
    """`10am to 12:30pm`."""
    length: str
    """`2 hours 30 minutes`."""
    leaders: str
    """Who leads it; empty where nobody is named."""
    is_online: bool
    """Whether one can join online."""
    is_in_person: bool
    """Whether one can come in person."""
    platform: str
    """`Microsoft Teams`; empty where none is named."""
    join: Link
    """Where one joins online; without words where the record holds no link."""
    venue: str
    """The venue's name; empty where none is recorded."""
    address: str
    """The venue's address; empty where none is recorded."""
    venue_access: str
    """The venue's access, as a sentence; empty where nothing is recorded."""
    reading: tuple[Link, ...]
    """What to read beforehand."""
    materials: tuple[Link, ...]
    """What participants get."""
    is_focus_group: bool
    """Whether people must consent before they take part: not in a workshop."""
    sheet_version: str
    """The version of the information sheet; empty where none is recorded."""
    form_version: str
    """The version of the consent form; empty where none is recorded."""
    privacy: Link
    """The privacy notice; without words where the record has none."""
    recording: str
    """Whether a focus group is recorded, in sentences; empty for a workshop."""
    access: tuple[str, ...]
    """What is offered to people with access needs, in paragraphs."""
    cancel_by: str
    """The last day to give up a place in time: `Tuesday 1 March 2022`; else empty."""
    contact: Link
    """Whom to ask; without words where the record does not say."""
    calendar: CalendarEvent
    """The session, for calendars."""


def joining_instructions(
    portfolio: Portfolio, on: pendulum.Date, subject: str
) -> JoiningInstructions:
    """Gather what the joining instructions of one session say.

    Raises:
        UnknownIdError: *subject* is no id of a session of a workshop or focus group.
    """
    session = portfolio.get(Session, subject)
    told = _told(portfolio, session)
    venue = portfolio.get(Venue, session.venue) if session.venue else None
    room = venue if venue and not venue.online else None
    cancel_by = "" if told.is_focus_group else _cancel_by(session, on)
    return JoiningInstructions(
        title="Joining instructions",
        imprint=imprint(portfolio.partnership, on),
        event=told.event,
        session=session.title,
        date=long_date(session.on, weekday=True),
        datetime=f"{session.on.isoformat()}T{session.start.isoformat()[:5]}",
        time=time_range(session.start, session.end),
        length=duration(session.minutes),
        leaders=told.leaders,
        is_online=session.mode is not SessionMode.IN_PERSON,
        is_in_person=session.mode is not SessionMode.ONLINE,
        platform=session.platform,
        join=link(venue.address if venue and venue.online else ""),
        venue=room.name if room else "",
        address=room.address if room else "",
        venue_access=sentence(room.access) if room else "",
        reading=tuple(map(link, told.reading)),
        materials=tuple(map(link, told.materials)),
        is_focus_group=told.is_focus_group,
        sheet_version=told.sheet_version,
        form_version=told.form_version,
        privacy=link(told.privacy),
        recording=told.recording,
        access=paragraphs(told.access),
        cancel_by=cancel_by,
        contact=link(told.contact or portfolio.partnership.contact),
        calendar=calendar_event(
            portfolio,
            session,
            on=on,
            title=session.title or told.event,
            description=f"If you cannot come, tell us by {cancel_by}."
            if cancel_by
            else "If you cannot come, tell us as soon as you can.",
        ),
    )


def joined_sessions(portfolio: Portfolio) -> dict[str, str]:
    """Give the sessions of workshops and focus groups that take place, with the date."""
    activities: list[Workshop | FocusGroup]
    activities = [*portfolio.workshops, *portfolio.focus_groups]
    return {
        session.id: f"{activity.title}, {long_date(session.on)}"
        for activity in activities
        for session in portfolio.sessions_of(activity.id)
        if session.status.happens
    }


# ------------------------------------------------------------ workshop or focus group


@attrs.frozen(kw_only=True)
class _Told:
    """What a workshop or a focus group says of its sessions."""

    event: str
    leaders: str
    reading: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    is_focus_group: bool = False
    sheet_version: str = ""
    form_version: str = ""
    privacy: str = ""
    recording: str = ""
    access: str
    contact: str = ""


def _told(portfolio: Portfolio, session: Session) -> _Told:
    activity = portfolio.activity(session.activity)
    if isinstance(activity, Workshop):
        return _Told(
            event=activity.title,
            leaders=leaders(portfolio, activity, session),
            reading=activity.pre_reading,
            materials=activity.materials,
            access=activity.access,
        )
    if isinstance(activity, FocusGroup):
        study = portfolio.get(Study, activity.study)
        own = people(portfolio, session.facilitators)
        return _Told(
            event=study.title,
            leaders=own or person(portfolio, activity.facilitator),
            is_focus_group=True,
            sheet_version=activity.information_sheet_version,
            form_version=activity.consent_form_version,
            privacy=study.privacy_notice,
            recording=recording(study, (activity,)),
            access=study.access,
            contact=study.contact,
        )
    raise UnknownIdError("session of a workshop or focus group", session.id)


_NOTICE = 2
"""Working days' notice with which a place is given up in time [OK]."""


def _cancel_by(session: Session, on: pendulum.Date) -> str:
    try:
        last = calendars.working_calendar().add_working_days(session.on, -_NOTICE)
    except OutsideCalendarError:
        return ""
    return long_date(last, weekday=True) if on <= last else ""
