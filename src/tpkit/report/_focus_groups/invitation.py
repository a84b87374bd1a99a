"""The invitation to a study's groups: what a person needs in order to decide."""

import attrs
import pendulum

from tpkit._model.activity import FocusGroup, Session, Study, Survey
from tpkit._model.portfolio import Portfolio
from tpkit._text import long_date, time_range
from tpkit.report._focus_groups import told
from tpkit.report._words.events import CalendarEvent, calendar_event
from tpkit.report._words.kinds import Machine
from tpkit.report._words.names import organisation
from tpkit.report._words.words import (
    Imprint,
    Link,
    capitalised,
    duration,
    imprint,
    link,
    paragraphs,
    sentence,
)


@attrs.frozen(kw_only=True)
class SurveyOffer:
    """Another way to be heard: a questionnaire."""

    title: str
    facts: str
    """How long it takes, whether it is anonymous, until when: in sentences."""
    link: Link
    """Where it is; without words where the record does not say."""


@attrs.frozen(kw_only=True)
class Organiser:
    """Somebody who asks people to take part, for search engines."""

    name: str
    """`North East London Social Work Teaching Partnership`."""
    website: Machine
    """Its own site; empty where the record holds none."""


@attrs.frozen(kw_only=True)
class Invitation:
    """What the template `invitation` may print. Sources: [S0], [S2]."""

    title: str
    """`Join our focus groups`."""
    study: str
    """The study's title."""
    period: str
    """In which months the groups meet: `February to March 2022`; empty without dates."""
    imprint: Imprint
    """The foot of the page."""
    asking: str
    """Who asks people to take part in what, as a sentence."""
    organisers: tuple[Organiser, ...]
    """Those who ask, one by one."""
    commissioner: str
    """`The study was commissioned by Hilltop Council.`; empty where nobody else asked."""
    rationale: tuple[str, ...]
    """Why it is needed now, in paragraphs."""
    aim: tuple[str, ...]
    """What is to change, in paragraphs."""
    questions: tuple[str, ...]
    """What the study is to find out."""
    invited: tuple[told.Invited, ...]
    """Who can take part; empty where the record does not say."""
    occasions: tuple[told.Occasion, ...]
    """Every date on which a group meets, in order."""
    events: tuple[CalendarEvent, ...]
    """The same dates for calendars and search engines, with those called off."""
    cancelled: tuple[str, ...]
    """Dates that were announced and will not take place: one line each."""
    has_several_groups: bool
    """Whether the dates belong to more than one group."""
    has_bookings: bool
    """Whether groups are booked separately."""
    length: str
    """How long a session lasts: `at most 1 hour 30 minutes`; empty without sessions."""
    how_often: str
    """On how many occasions, as a sentence; empty where groups differ."""
    size: str
    """How many people a group has, as a sentence; empty where it is not planned."""
    what_happens: tuple[str, ...]
    """What people will do, in paragraphs."""
    topics: tuple[str, ...]
    """What is talked about."""
    recording: str
    """Whether sessions are recorded, and how long recordings are kept."""
    facilitation: str
    """Who leads, where people were promised somebody independent; else empty."""
    benefits: tuple[str, ...]
    """What taking part may give, in paragraphs."""
    use: tuple[str, ...]
    """What becomes of what people say, in paragraphs."""
    sharing: tuple[str, ...]
    """Who sees results and in which form, one line each."""
    report: str
    """When results are promised, as a sentence; empty where they are not."""
    withdrawal: str
    """Until when a contribution can be withdrawn, as a sentence; else empty."""
    privacy: Link
    """The privacy notice; without words where the record has none."""
    ethics: str
    """The ethics approval; empty where there is none."""
    is_selected: bool
    """Whether people are chosen from those who register."""
    selection: tuple[str, ...]
    """How people are chosen, in paragraphs; empty where the record does not say."""
    registration: Link
    """Where interest is registered; without words where the record does not say."""
    deadline: str
    """Until when it is open, or that it is closed, as a sentence."""
    is_closed: bool
    """Whether nobody can register any more."""
    surveys: tuple[SurveyOffer, ...]
    """Other ways to be heard."""
    contact: Link
    """Whom to ask; without words where the record does not say."""
    access: tuple[str, ...]
    """What is offered to people with access needs, in paragraphs."""


def invitation(portfolio: Portfolio, on: pendulum.Date, subject: str) -> Invitation:
    """Gather what the invitation to a study's groups says on that day.

    Raises:
        UnknownIdError: *subject* is no study's id.
    """
    study = portfolio.get(Study, subject)
    groups = told.groups_of(portfolio, study)
    meetings = told.meetings_of(portfolio, groups)
    held = [(g, s) for g, s in meetings if s.status.happens]
    called_off = [s for _, s in meetings if not s.status.happens]
    deadline, is_closed = _deadline(study, [s for _, s in held], on)
    return Invitation(
        title=f"Join our {told.called(groups)}",
        study=study.title,
        period=told.period([s.on for _, s in held]),
        imprint=imprint(portfolio.partnership, on),
        asking=(
            f"{told.who_is(portfolio, study)} asking people to take part "
            f"in {told.in_what(groups)}."
        ),
        organisers=_organisers(portfolio, study),
        commissioner=told.commissioned(portfolio, study),
        rationale=paragraphs(study.rationale),
        aim=paragraphs(study.aim),
        questions=study.questions,
        invited=told.invited(portfolio, study, groups),
        occasions=tuple(told.occasion(portfolio, group, s, on) for group, s in held),
        events=tuple(
            calendar_event(
                portfolio,
                session,
                on=on,
                title=_event_title(portfolio, study, group, session, groups),
                description=_event_description(portfolio, study, group),
                audience=told.segment_of(portfolio, group),
                url=link(group.registration or study.registration).href,
            )
            for group, session in meetings
        ),
        cancelled=tuple(
            f"{told.date_of(s)}, {time_range(s.start, s.end)}" for s in called_off
        ),
        has_several_groups=len({group.id for group, _ in held}) > 1,
        has_bookings=any(group.registration for group in groups),
        length=told.length([s for _, s in held], groups),
        how_often=told.how_often(portfolio, groups),
        size=told.size(groups),
        what_happens=paragraphs(study.what_happens),
        topics=told.topics(groups),
        recording=told.recording(study, groups),
        facilitation=told.facilitation(study),
        benefits=paragraphs(study.benefits),
        use=paragraphs(study.use),
        sharing=tuple(told.shared(plan) for plan in study.sharing),
        report=told.report(study),
        withdrawal=_withdrawal(study),
        privacy=link(study.privacy_notice),
        ethics=study.ethics_reference,
        is_selected=any(not group.self_selected for group in groups),
        selection=paragraphs(study.selection),
        registration=link(study.registration),
        deadline=deadline,
        is_closed=is_closed,
        surveys=tuple(_offer(s) for s in portfolio.surveys if s.study == study.id),
        contact=link(study.contact or portfolio.partnership.contact),
        access=paragraphs(study.access),
    )


def _organisers(portfolio: Portfolio, study: Study) -> tuple[Organiser, ...]:
    partnership = portfolio.partnership
    partners = tuple(
        Organiser(name=organisation(portfolio, id), website="")
        for id in dict.fromkeys(study.partners)
    )
    if partners and told.is_programme(portfolio):
        return partners
    website = link(partnership.website).href
    return (Organiser(name=partnership.name, website=website), *partners)


def _event_title(
    portfolio: Portfolio,
    study: Study,
    group: FocusGroup,
    session: Session,
    groups: told.Groups,
) -> str:
    whom = told.segment_of(portfolio, group) or group.title
    about = session.title or (whom if len(groups) > 1 else study.title)
    return f"{capitalised(told.CALLED[group.kind])}: {about}"


def _event_description(portfolio: Portfolio, study: Study, group: FocusGroup) -> str:
    where = group.registration or study.registration
    contact = study.contact or portfolio.partnership.contact
    lines = [
        sentence(study.title),
        f"How to register: {where}" if where else "",
        f"Questions: {contact}" if contact else "",
    ]
    return "\n".join(filter(None, lines))


def _deadline(
    study: Study, sessions: list[Session], on: pendulum.Date
) -> tuple[str, bool]:
    """Give until when people can register, and whether that is over."""
    if sessions and all(told.is_over(session, on) for session in sessions):
        return "All sessions have taken place: registration is closed.", True
    if study.register_by is None:
        return "No closing date has been announced.", False
    last = long_date(study.register_by)
    if study.register_by < on:
        return f"Registration closed on {last}.", True
    return f"Please reply by {last}.", False


def _withdrawal(study: Study) -> str:
    limit = told.withdrawal_limit(study)
    return f"You can withdraw what you said up to {limit}." if limit else ""


def _offer(survey: Survey) -> SurveyOffer:
    facts = [
        f"Takes about {duration(survey.minutes)}." if survey.minutes else "",
        "Answers are anonymous." if survey.anonymous else "Asks for your name.",
        f"Open until {long_date(survey.closes)}." if survey.closes else "",
    ]
    return SurveyOffer(
        title=survey.title,
        facts=" ".join(filter(None, facts)),
        link=link(survey.link, text="Answer the survey"),
    )
