"""The registration form of a workshop or a focus group, to print and fill in."""

import attrs
import pendulum

from tpkit._model.activity import (
    DeliveryMode,
    FocusGroup,
    Segment,
    Session,
    Study,
    Venue,
    Workshop,
)
from tpkit._model.ids import SegmentId
from tpkit._model.people import ProfessionalRole
from tpkit._model.portfolio import Portfolio
from tpkit._text import counted, long_date, time_range
from tpkit.errors import UnknownIdError
from tpkit.report._words.words import (
    Imprint,
    Link,
    capitalised,
    day,
    imprint,
    link,
    paragraphs,
    place,
    sentence,
    words,
)


@attrs.frozen(kw_only=True)
class OfferedDate:
    """One date that people can choose."""

    when: str
    """`Monday 21 February 2022, 10am to 11:30am`."""
    place: str
    """`Online, Microsoft Teams`, or the venue with its address."""


@attrs.frozen(kw_only=True)
class OfferedSegment:
    """Some of the people whom it is for; people tick where they belong."""

    title: str
    """`Agency children's social workers`."""
    who: str
    """Who belongs, as a sentence; empty where the title says it."""


@attrs.frozen(kw_only=True)
class RegistrationForm:
    """What the template `registration-form` may print. Sources: [S0], [OK].

    Data protection by type: it asks for nothing that monitoring asks for. That is a
    form of its own, which is never kept with this one.
    """

    title: str
    """`Registration form`."""
    imprint: Imprint
    """The foot of the page."""
    event: str
    """What people register for: the title of the workshop or of the study."""
    group: str
    """The focus group's own title; empty for a workshop."""
    is_focus_group: bool
    """Whether it is a focus group: then to register is not to consent."""
    about: tuple[str, ...]
    """What it is about, in paragraphs; empty where the record does not say."""
    dates: tuple[OfferedDate, ...]
    """The dates still to come, in order."""
    has_parts: bool
    """Whether the dates are parts of a whole, rather than the same again."""
    roles: tuple[str, ...]
    """The roles it is for, to tick; empty where it is for any."""
    segments: tuple[OfferedSegment, ...]
    """Whom it is for; empty where the record does not say."""
    characteristic: str
    """The protected characteristic by which people are chosen: `race`; else empty."""
    ground: str
    """The lawful ground for choosing by it, as a sentence; empty where none is given."""
    register_by: str
    """The last day to register; empty where there is none."""
    return_to: Link
    """Where the form goes; without words where the record does not say."""
    privacy: Link
    """The privacy notice; without words where the record has none."""
    kept_for: str
    """How long contact details are kept: `90 days after the report`; else empty."""
    access: tuple[str, ...]
    """What is offered to people with access needs, in paragraphs."""


def registration_form(
    portfolio: Portfolio, on: pendulum.Date, subject: str
) -> RegistrationForm:
    """Gather what the registration form of a workshop or a focus group says.

    Raises:
        UnknownIdError: *subject* is no workshop's and no focus group's id.
    """
    for workshop in portfolio.workshops:
        if workshop.id == subject:
            return _of_workshop(portfolio, on, workshop)
    for group in portfolio.focus_groups:
        if group.id == subject:
            return _of_group(portfolio, on, group)
    raise UnknownIdError("workshop or focus group", subject)


def registrable(portfolio: Portfolio) -> dict[str, str]:
    """Give the workshops and the focus groups, each with its title."""
    activities: list[Workshop | FocusGroup]
    activities = [*portfolio.workshops, *portfolio.focus_groups]
    return {activity.id: activity.title for activity in activities}


def _of_workshop(
    portfolio: Portfolio, on: pendulum.Date, workshop: Workshop
) -> RegistrationForm:
    about = [sentence(text) for text in (workshop.topic, workshop.purpose) if text]
    return _form(
        portfolio,
        on,
        workshop,
        event=workshop.title,
        about=tuple(about),
        has_parts=workshop.delivery is DeliveryMode.SERIES,
        roles=_roles(workshop.roles),
        segments=workshop.audiences,
        access=paragraphs(workshop.access),
    )


def _of_group(
    portfolio: Portfolio, on: pendulum.Date, group: FocusGroup
) -> RegistrationForm:
    study = portfolio.get(Study, group.study)
    segment = portfolio.get(Segment, group.segment) if group.segment else None
    days = study.retention_contact_days
    form = _form(
        portfolio,
        on,
        group,
        event=study.title,
        about=paragraphs(study.aim),
        has_parts=group.same_participants,
        roles=_roles(segment.roles) if segment else (),
        segments=(segment.id,) if segment else (),
        access=paragraphs(study.access),
    )
    return attrs.evolve(
        form,
        is_focus_group=True,
        group=group.title,
        register_by=day(study.register_by),
        return_to=link(
            group.registration
            or study.registration
            or study.contact
            or portfolio.partnership.contact
        ),
        characteristic=segment.protected_characteristic if segment else "",
        ground=sentence(segment.selection_ground) if segment else "",
        privacy=link(study.privacy_notice),
        kept_for=f"{counted(days, 'day')} after the report" if days is not None else "",
    )


def _form(  # noqa: PLR0913  # one keyword for each thing that the two kinds say apart
    portfolio: Portfolio,
    on: pendulum.Date,
    activity: Workshop | FocusGroup,
    *,
    event: str,
    about: tuple[str, ...],
    has_parts: bool,
    roles: tuple[str, ...],
    segments: tuple[SegmentId, ...],
    access: tuple[str, ...],
) -> RegistrationForm:
    return RegistrationForm(
        title="Registration form",
        imprint=imprint(portfolio.partnership, on),
        event=event,
        group="",
        is_focus_group=False,
        about=about,
        dates=tuple(
            _date(portfolio, session)
            for session in portfolio.sessions_of(activity.id)
            if session.status.happens and session.on >= on
        ),
        has_parts=has_parts,
        roles=roles,
        segments=tuple(_segment(portfolio, id) for id in segments),
        characteristic="",
        ground="",
        register_by="",
        return_to=link(portfolio.partnership.contact),
        privacy=link(""),
        kept_for="",
        access=access,
    )


def _roles(roles: tuple[ProfessionalRole, ...]) -> tuple[str, ...]:
    return tuple(capitalised(words(role)) for role in roles)


def _segment(portfolio: Portfolio, id: SegmentId) -> OfferedSegment:
    segment = portfolio.get(Segment, id)
    return OfferedSegment(title=segment.title, who=sentence(segment.inclusion))


def _date(portfolio: Portfolio, session: Session) -> OfferedDate:
    venue = portfolio.get(Venue, session.venue) if session.venue else None
    day = long_date(session.on, weekday=True)
    return OfferedDate(
        when=f"{day}, {time_range(session.start, session.end)}",
        place=place(session, venue),
    )
