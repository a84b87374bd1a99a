"""What the documents of a study say alike: who asks, when groups meet, what is done."""

import re
from collections.abc import Iterable

import attrs
import pendulum

from tpkit._dates import clock
from tpkit._model.activity import (
    FocusGroup,
    FocusGroupKind,
    FocusGroupStatus,
    GuideSectionKind,
    Segment,
    Session,
    SessionStatus,
    SharingPlan,
    Study,
    Venue,
)
from tpkit._model.delivery import Project
from tpkit._model.partnership import PartnershipKind
from tpkit._model.portfolio import Portfolio
from tpkit._text import counted, long_date, time_range
from tpkit.report._words.kinds import Machine
from tpkit.report._words.names import organisation, organisations, person
from tpkit.report._words.words import (
    Link,
    capitalised,
    duration,
    link,
    place,
    sentence,
    times,
)

Groups = tuple[FocusGroup, ...]
Meetings = tuple[tuple[FocusGroup, Session], ...]


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
    is_full: bool
    """Whether the group takes nobody more."""
    is_over: bool
    """Whether the day has passed, or the session is recorded as held."""


CALLED = {
    FocusGroupKind.FOCUS_GROUP: "focus group",
    FocusGroupKind.LISTENING_EVENT: "listening event",
    FocusGroupKind.RESOURCE_TEST: "test group",
}


def groups_of(portfolio: Portfolio, study: Study) -> Groups:
    """Give a study's groups."""
    return tuple(g for g in portfolio.focus_groups if g.study == study.id)


def meetings_of(portfolio: Portfolio, groups: Groups) -> Meetings:
    """Give the sessions of groups with the groups, those called off too, in order."""
    meetings = [(g, s) for g in groups for s in portfolio.sessions_of(g.id)]
    meetings.sort(key=lambda pair: (pair[1].on, pair[1].start, pair[1].number))
    return tuple(meetings)


def called(groups: Groups) -> str:
    """Write what the groups are: `focus group`, `listening events`."""
    kinds = {group.kind for group in groups} or {FocusGroupKind.FOCUS_GROUP}
    word = CALLED[kinds.pop()] if len(kinds) == 1 else "group"
    return word if len(groups) == 1 else f"{word}s"


def in_what(groups: Groups) -> str:
    """Write what people are to take part in: `a focus group`, `listening events`."""
    words = called(groups)
    return words if words.endswith("s") else f"a {words}"


def who_is(portfolio: Portfolio, study: Study) -> str:
    """Write who does a study, with the verb: `Hilltop Council is`."""
    partners = organisations(portfolio, study.partners)
    if partners and is_programme(portfolio):
        return f"{capitalised(partners)} {'is' if len(set(study.partners)) == 1 else 'are'}"
    partnership = portfolio.partnership
    short = f" ({partnership.short_name})" if partnership.short_name else ""
    together = f", with {partners}," if partners else ""
    return f"{partnership.name}{short}{together} is"


def commissioned(portfolio: Portfolio, study: Study) -> str:
    """Say who asked for a study; empty where that is whoever does it."""
    commissioner = organisation(portfolio, study.commissioner)
    return f"The study was commissioned by {commissioner}." if commissioner else ""


def is_programme(portfolio: Portfolio) -> bool:
    """Say whether the portfolio is named for what is done, not for who does it."""
    return portfolio.partnership.kind is PartnershipKind.REGIONAL_PROGRAMME


def invited(portfolio: Portfolio, study: Study, groups: Groups) -> tuple[Invited, ...]:
    """Give who can take part."""
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


def segment_of(portfolio: Portfolio, group: FocusGroup) -> str:
    """Give whom a group is for; empty where the record does not say."""
    return portfolio.get(Segment, group.segment).title if group.segment else ""


def period(days: Iterable[pendulum.Date]) -> str:
    """Write in which months some days are: `February to March 2022`."""
    months = [_month(day) for day in sorted(days)]
    if not months:
        return ""
    first, last = months[0], months[-1]
    if first == last:
        return first
    if first.endswith(last[-5:]):
        first = first[:-5]
    return f"{first} to {last}"


def _month(on: pendulum.Date) -> str:
    return long_date(on).partition(" ")[2]


def occasion(
    portfolio: Portfolio, group: FocusGroup, session: Session, on: pendulum.Date
) -> Occasion:
    """Tell of a session of a group."""
    venue = portfolio.get(Venue, session.venue) if session.venue else None
    return Occasion(
        group=session.title or segment_of(portfolio, group) or group.title,
        date=date_of(session),
        time=time_range(session.start, session.end),
        datetime=f"{session.on.isoformat()}T{clock(session.start)}",
        place=place(session, venue),
        access=venue.access if venue else "",
        booking=link(group.registration, text="Book your place"),
        is_full=group.status is FocusGroupStatus.FULL,
        is_over=is_over(session, on),
    )


def is_over(session: Session, on: pendulum.Date) -> bool:
    """Say whether a session has taken place."""
    return session.on < on or session.status is SessionStatus.HELD


def date_of(session: Session) -> str:
    """Write `Monday 21 February 2022`."""
    return long_date(session.on, weekday=True)


def length(sessions: Iterable[Session], groups: Groups) -> str:
    """Write how long sessions last: `1 hour`, `at most 1 hour`; empty without any."""
    lengths = {session.minutes for session in sessions}
    limits = [group.max_minutes for group in groups if group.max_minutes]
    longest = max([*lengths, *limits], default=0)
    if not longest:
        return ""
    is_exact = lengths == {longest} and not limits
    return duration(longest) if is_exact else f"at most {duration(longest)}"


def how_often(portfolio: Portfolio, groups: Groups) -> str:
    """Say how often one takes part, where all groups are alike in it; else empty."""
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


def size(groups: Groups) -> str:
    """Say how many people are expected, where all groups are alike in it; else empty."""
    sizes = {(group.min_size, group.max_size) for group in groups}
    if len(sizes) != 1:
        return ""
    fewest, most = sizes.pop()
    if fewest and most:
        return f"We expect {fewest} to {counted(most, 'person', 'people')} at each session."
    if most:
        return f"We expect at most {counted(most, 'person', 'people')} at each session."
    return ""


def topics(groups: Groups) -> tuple[str, ...]:
    """Give the key questions of all groups, each once."""
    guides = [group.guide for group in groups if group.guide]
    titles = [
        section.title
        for guide in guides
        for section in guide.sections
        if section.kind is GuideSectionKind.KEY
    ]
    return tuple(dict.fromkeys(titles))


def recording(study: Study, groups: Groups) -> str:
    """Say whether sessions are recorded, and how long recordings are kept."""
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


def facilitation(study: Study) -> str:
    """Say who leads, where people were promised somebody independent; else empty."""
    if not study.independent_facilitator:
        return ""
    return "An independent facilitator, who works for none of the partners, leads the sessions."


def shared(plan: SharingPlan) -> str:
    """Write who sees results, and in which form."""
    level = "overall findings only" if plan.level == "aggregate" else plan.level
    return f"{plan.audience}: {level}"


def report(study: Study) -> str:
    """Say when results are promised, or came out; empty where no promise is recorded."""
    if study.reported_on:
        return f"Results came out on {long_date(study.reported_on)}."
    if study.report_due:
        return f"We aim to report by {long_date(study.report_due)}."
    if study.report_due_words:
        return f"We aim to report back {_at(study.report_due_words)}."
    return ""


_TIME_OF_YEAR = re.compile(r"(\w+ )?\d{4}")


def _at(words: str) -> str:
    """Write `in spring 2023`; `by the summer` stays as it is."""
    return f"in {words}" if _TIME_OF_YEAR.fullmatch(words) else words


def may_be_recorded(groups: Groups) -> bool:
    """Say whether any session is recorded, or nobody has said that it is not."""
    return any(group.recorded is not False for group in groups) or not groups


def withdrawal_limit(study: Study) -> str:
    """Write until when one can withdraw: `14 days after a session`; else empty."""
    if study.withdrawal_days is None:
        return ""
    return f"{counted(study.withdrawal_days, 'day')} after a session"


def the_one(versions: Iterable[str]) -> str:
    """Give the version that all groups have; empty where there is none or several."""
    known = {version for version in versions if version}
    return known.pop() if len(known) == 1 else ""


def owner(portfolio: Portfolio, study: Study) -> str:
    """Give who keeps a study's papers: its project's manager; empty for nobody."""
    if study.project is None:
        return ""
    return person(portfolio, portfolio.get(Project, study.project).manager)
