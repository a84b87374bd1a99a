"""The invitation to a study's groups: what a person needs in order to decide."""

import attrs
import pendulum

from tpkit._dates import clock
from tpkit._model.activity import (
    FocusGroup,
    FocusGroupKind,
    GuideSectionKind,
    Segment,
    Session,
    SessionStatus,
    Study,
    Survey,
    Venue,
)
from tpkit._model.ids import OrganisationId
from tpkit._model.people import Organisation
from tpkit._model.portfolio import Portfolio
from tpkit._text import counted, long_date, time_range
from tpkit.report._words.kinds import Machine
from tpkit.report._words.words import (
    Imprint,
    Link,
    duration,
    imprint,
    link,
    named,
    paragraphs,
    place,
    sentence,
    times,
)


@attrs.frozen(kw_only=True)
class Invited:
    """Some of the people who can take part."""

    title: str
    """`Agency children's social workers`."""
    who: str
    """Who belongs, as a sentence; empty where the title says it."""
    who_not: str
    """Who does not, as a sentence; empty where nobody is left out."""


@attrs.frozen(kw_only=True)
class Occasion:
    """One date on which a group meets."""

    group: str
    """The group's title, or the session's own."""
    date: str
    """`Monday 21 February 2022`."""
    time: str
    """`10am to 11:30am`."""
    datetime: Machine
    """The local start for machines: `2022-02-21T10:00`."""
    place: str
    """`Online, Microsoft Teams`, or the venue with its address."""
    access: str
    """The venue's access; empty where nothing is recorded."""
    booking: Link
    """Where a place in this group is booked; without words where there is one for all."""
    is_over: bool
    """Whether the day has passed, or the session is recorded as held."""


@attrs.frozen(kw_only=True)
class SurveyOffer:
    """Another way to be heard: a questionnaire."""

    title: str
    facts: str
    """How long it takes, whether it is anonymous, until when: one sentence."""
    link: Link
    """Where it is; without words where the record does not say."""


@attrs.frozen(kw_only=True)
class Invitation:
    """What the template `invitation` may print. Sources: [S0], [S2]."""

    title: str
    """`Join our focus groups`."""
    study: str
    """The study's title."""
    groups: str
    """What people are asked to take part in: `a focus group`, `focus groups`."""
    imprint: Imprint
    """The foot of the page."""
    asking: str
    """Who asks, with its partners, as the subject of a sentence."""
    commissioner: str
    """Who asked for the study; empty where that is whoever asks."""
    rationale: tuple[str, ...]
    """Why it is needed now, in paragraphs."""
    aim: tuple[str, ...]
    """What is to change, in paragraphs."""
    questions: tuple[str, ...]
    """What the study is to find out."""
    invited: tuple[Invited, ...]
    """Who can take part; empty where the record does not say."""
    occasions: tuple[Occasion, ...]
    """Every date on which a group meets, in order."""
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
    register_by: str
    """The last day for it; empty where there is none."""
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
    groups = tuple(g for g in portfolio.focus_groups if g.study == study.id)
    meetings = [(g, s) for g in groups for s in portfolio.sessions_of(g.id)]
    meetings.sort(key=lambda pair: (pair[1].on, pair[1].start, pair[1].number))
    held = [(g, s) for g, s in meetings if s.status.happens]
    called_off = [s for _, s in meetings if not s.status.happens]
    called = _called(groups)
    return Invitation(
        title=f"Join our {called}",
        study=study.title,
        groups=called if called.endswith("s") else f"a {called}",
        imprint=imprint(portfolio.partnership, on),
        asking=_asking(portfolio, study),
        commissioner=_commissioner(portfolio, study),
        rationale=paragraphs(study.rationale),
        aim=paragraphs(study.aim),
        questions=study.questions,
        invited=_invited(portfolio, study, groups),
        occasions=tuple(_occasion(portfolio, group, s, on) for group, s in held),
        cancelled=tuple(
            f"{_date(s)}, {time_range(s.start, s.end)}" for s in called_off
        ),
        has_several_groups=len({group.id for group, _ in held}) > 1,
        has_bookings=any(group.registration for group in groups),
        length=_length([s for _, s in held], groups),
        how_often=_how_often(portfolio, groups),
        size=_size(groups),
        what_happens=paragraphs(study.what_happens),
        topics=_topics(groups),
        recording=_recording(study, groups),
        facilitation=_facilitation(study),
        benefits=paragraphs(study.benefits),
        use=paragraphs(study.use),
        sharing=tuple(
            f"{plan.audience} ({plan.level} results only)" for plan in study.sharing
        ),
        report=_report(study),
        withdrawal=_withdrawal(study),
        privacy=link(study.privacy_notice),
        ethics=study.ethics_reference,
        is_selected=any(not group.self_selected for group in groups),
        selection=paragraphs(study.selection),
        registration=link(study.registration),
        register_by=long_date(study.register_by) if study.register_by else "",
        surveys=tuple(_offer(s) for s in portfolio.surveys if s.study == study.id),
        contact=link(study.contact or portfolio.partnership.contact),
        access=paragraphs(study.access),
    )


_CALLED = {
    FocusGroupKind.FOCUS_GROUP: "focus group",
    FocusGroupKind.LISTENING_EVENT: "listening event",
    FocusGroupKind.RESOURCE_TEST: "test group",
}


def _called(groups: tuple[FocusGroup, ...]) -> str:
    kinds = {group.kind for group in groups} or {FocusGroupKind.FOCUS_GROUP}
    word = _CALLED[kinds.pop()] if len(kinds) == 1 else "group"
    return word if len(groups) == 1 else f"{word}s"


def _asking(portfolio: Portfolio, study: Study) -> str:
    partnership = portfolio.partnership
    short = f" ({partnership.short_name})" if partnership.short_name else ""
    partners = named(tuple(_organisation(portfolio, id) for id in study.partners))
    together = f", with {partners}," if partners else ""
    return f"{partnership.name}{short}{together}"


def _organisation(portfolio: Portfolio, id: OrganisationId) -> str:
    return portfolio.get(Organisation, id).name


def _commissioner(portfolio: Portfolio, study: Study) -> str:
    return _organisation(portfolio, study.commissioner) if study.commissioner else ""


def _invited(
    portfolio: Portfolio, study: Study, groups: tuple[FocusGroup, ...]
) -> tuple[Invited, ...]:
    of_groups = {group.segment for group in groups}
    return tuple(
        Invited(
            title=segment.title,
            who=sentence(segment.inclusion),
            who_not=sentence(segment.exclusion),
        )
        for segment in portfolio.segments
        if segment.study == study.id or segment.id in of_groups
    )


def _occasion(
    portfolio: Portfolio, group: FocusGroup, session: Session, on: pendulum.Date
) -> Occasion:
    venue = portfolio.get(Venue, session.venue) if session.venue else None
    segment = portfolio.get(Segment, group.segment) if group.segment else None
    return Occasion(
        group=session.title or (segment.title if segment else group.title),
        date=_date(session),
        time=time_range(session.start, session.end),
        datetime=f"{session.on.isoformat()}T{clock(session.start)}",
        place=place(session, venue),
        access=venue.access if venue else "",
        booking=link(group.registration, text="Book your place"),
        is_over=session.on < on or session.status is SessionStatus.HELD,
    )


def _date(session: Session) -> str:
    return long_date(session.on, weekday=True)


def _length(sessions: list[Session], groups: tuple[FocusGroup, ...]) -> str:
    lengths = {session.minutes for session in sessions}
    limits = [group.max_minutes for group in groups if group.max_minutes]
    longest = max([*lengths, *limits], default=0)
    if not longest:
        return ""
    is_exact = lengths == {longest} and not limits
    return duration(longest) if is_exact else f"at most {duration(longest)}"


def _how_often(portfolio: Portfolio, groups: tuple[FocusGroup, ...]) -> str:
    sentences = {_how_often_one(portfolio, group) for group in groups}
    return sentences.pop() if len(sentences) == 1 else ""


def _how_often_one(portfolio: Portfolio, group: FocusGroup) -> str:
    number = sum(s.status.happens for s in portfolio.sessions_of(group.id))
    if number == 0:
        return ""
    if number == 1:
        return "You take part once."
    if group.same_participants:
        return f"The same people meet each time, on up to {number} occasions."
    return f"The group meets {times(number)}; you come to one of the sessions."


def _size(groups: tuple[FocusGroup, ...]) -> str:
    sizes = {(group.min_size, group.max_size) for group in groups}
    if len(sizes) != 1:
        return ""
    fewest, most = sizes.pop()
    if fewest and most:
        return f"We expect {fewest} to {counted(most, 'person', 'people')} at each session."
    if most:
        return f"We expect at most {counted(most, 'person', 'people')} at each session."
    return ""


def _topics(groups: tuple[FocusGroup, ...]) -> tuple[str, ...]:
    guides = [group.guide for group in groups if group.guide]
    titles = [
        section.title
        for guide in guides
        for section in guide.sections
        if section.kind is GuideSectionKind.KEY
    ]
    return tuple(dict.fromkeys(titles))


def _recording(study: Study, groups: tuple[FocusGroup, ...]) -> str:
    recorded = [group.recorded for group in groups]
    if not any(recorded):
        if None in recorded:
            return "We will tell you beforehand whether sessions are recorded."
        return "No recording is planned."
    which = "Sessions are" if all(recorded) else "Some sessions are"
    days = study.retention_recording_days
    within = f"within {counted(days, 'day')} of the session" if days else ""
    kept = f" Recordings are deleted {within}." if within else ""
    return f"{which} recorded, to help us analyse what is said.{kept}"


def _facilitation(study: Study) -> str:
    if not study.independent_facilitator:
        return ""
    return "An independent facilitator, who works for none of the partners, leads."


def _report(study: Study) -> str:
    if study.reported_on:
        return f"Results came out on {long_date(study.reported_on)}."
    if study.report_due:
        return f"We aim to report by {long_date(study.report_due)}."
    if study.report_due_words:
        return f"We aim to report: {study.report_due_words}."
    return ""


def _withdrawal(study: Study) -> str:
    if study.withdrawal_days is None:
        return ""
    limit = counted(study.withdrawal_days, "day")
    return f"You can withdraw what you said up to {limit} after a session."


def _offer(survey: Survey) -> SurveyOffer:
    parts = [
        f"takes about {duration(survey.minutes)}" if survey.minutes else "",
        "is anonymous" if survey.anonymous else "asks for your name",
        f"is open until {long_date(survey.closes)}" if survey.closes else "",
    ]
    return SurveyOffer(
        title=survey.title,
        facts=f"It {named(tuple(part for part in parts if part))}.",
        link=link(survey.link, text="Answer the survey"),
    )
