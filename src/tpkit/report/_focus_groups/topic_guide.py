"""The topic guide: what the facilitator says and asks, and what is noted afterwards."""

from collections.abc import Iterator

import attrs
import pendulum

from tpkit._model.activity import (
    FocusGroup,
    GuideSection,
    GuideSectionKind,
    Study,
    TopicGuide,
)
from tpkit._model.portfolio import Portfolio
from tpkit._text import counted
from tpkit.report._focus_groups import told
from tpkit.report._words.names import person
from tpkit.report._words.words import Imprint, Link, duration, imprint, link, paragraphs


@attrs.frozen(kw_only=True)
class GuideRole:
    """A part that somebody plays in a session."""

    title: str
    """`Facilitator`."""
    name: str
    """Who plays it; empty to be filled in."""
    duties: str
    """What that is, as a sentence."""


@attrs.frozen(kw_only=True)
class GuideLine:
    """One section of the discussion."""

    question: str
    """The question, or the section's name."""
    kind: str
    """`Opening`, `Warm-up`, `Key question` or `Close`."""
    begins: str
    """How far into the session it begins: `0:10`; empty where that is not known."""
    length: str
    """`20 minutes`; empty where no time is set."""
    probes: tuple[str, ...]
    """Questions to follow up with."""
    materials: tuple[Link, ...]
    """What is shown or handed out."""


@attrs.frozen(kw_only=True)
class TopicGuidePage:
    """What the template `topic-guide` may print. Sources: [TOPIC], [EVT]."""

    title: str
    """The group's title."""
    imprint: Imprint
    """The foot of the page; its date is the guide's."""
    version: str
    """`2`."""
    owner: str
    """Who keeps the guide: the project's manager; empty to be filled in."""
    study: str
    """The study's title."""
    segment: str
    """Whom the group is for; empty where the record does not say."""
    occasions: tuple[told.Occasion, ...]
    """When and where the group meets, in order."""
    roles: tuple[GuideRole, ...]
    """Who does what."""
    purpose: tuple[str, ...]
    """What the study is to change, in paragraphs, to be said at the start."""
    recording: str
    """What to say and do about recording."""
    sections: tuple[GuideLine, ...]
    """The running order."""
    time: str
    """How much time the sections take, and how much there is, in sentences."""
    report: str
    """When results are promised, as a sentence; empty where they are not."""
    debrief: tuple[str, ...]
    """What facilitator and note taker write down at once after the session."""


def topic_guide(
    portfolio: Portfolio, on: pendulum.Date, subject: str
) -> TopicGuidePage:
    """Gather what the topic guide of a group says on that day.

    Raises:
        UnknownIdError: *subject* is no focus group's id.
    """
    group = portfolio.get(FocusGroup, subject)
    study = portfolio.get(Study, group.study)
    sections = group.guide.sections if group.guide else ()
    sessions = [s for s in portfolio.sessions_of(group.id) if s.status.happens]
    return TopicGuidePage(
        title=group.title,
        imprint=imprint(portfolio.partnership, on),
        version=group.guide.version if group.guide else "",
        owner=told.owner(portfolio, study),
        study=study.title,
        segment=told.segment_of(portfolio, group),
        occasions=tuple(told.occasion(portfolio, group, s, on) for s in sessions),
        roles=tuple(_roles(portfolio, group)),
        purpose=paragraphs(study.aim),
        recording=_recording(group),
        sections=tuple(_lines(sections)),
        time=_time(group.guide, told.length(sessions, (group,))),
        report=told.report(study),
        debrief=_DEBRIEF,
    )


def _roles(portfolio: Portfolio, group: FocusGroup) -> Iterator[GuideRole]:
    yield GuideRole(
        title="Facilitator",
        name=person(portfolio, group.facilitator),
        duties="Welcomes people, asks the questions, and sees that everybody is heard.",
    )
    yield GuideRole(
        title="Note taker",
        name=person(portfolio, group.note_taker),
        duties="Writes down what is said and when, and keeps the time.",
    )


def _recording(group: FocusGroup) -> str:
    match group.recorded:
        case True:
            return (
                "Check that everybody has agreed on the consent form to be recorded. If "
                "anybody has not, take notes only. Otherwise say: “I am starting the "
                "recording now”, and start it."
            )
        case False:
            return "Say: “We are not recording this. We are taking notes.”"
    return (
        "The record does not say whether this session is recorded. Find out beforehand, "
        "and tell people before you begin."
    )


_KINDS = {
    GuideSectionKind.OPENING: "Opening",
    GuideSectionKind.WARM_UP: "Warm-up",
    GuideSectionKind.KEY: "Key question",
    GuideSectionKind.CLOSE: "Close",
}


def _lines(sections: tuple[GuideSection, ...]) -> Iterator[GuideLine]:
    begins: int | None = 0
    for section in sections:
        yield GuideLine(
            question=section.title,
            kind=_KINDS[section.kind],
            begins="" if begins is None else f"{begins // 60}:{begins % 60:02d}",
            length=duration(section.minutes) if section.minutes else "",
            probes=section.probes,
            materials=tuple(map(link, section.materials)),
        )
        if begins is not None:
            # After a section without a time, nobody knows when the next begins.
            begins = begins + section.minutes if section.minutes else None


def _time(guide: TopicGuide | None, length: str) -> str:
    if guide is None:
        return "No questions have been recorded."
    lasts = f" A session lasts {length}." if length else ""
    if guide.minutes is None:
        untimed = sum(section.minutes is None for section in guide.sections)
        sections = counted(len(guide.sections), "section")
        return f"No time has been set for {untimed} of {sections}.{lasts}"
    return f"The sections take {duration(guide.minutes)}.{lasts}"


_DEBRIEF = (
    "First impressions: what mattered most to the group?",
    "How did the group work together? Who spoke, and who did not?",
    "What surprised us?",
    "What was shown without words?",
    "What do we need to follow up, with whom?",
    "What would we do differently next time?",
)
