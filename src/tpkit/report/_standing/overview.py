"""The overview: the page a stranger sees first, and the way to all others."""

import attrs
import pendulum

from tpkit import checks, track
from tpkit._dates import clock
from tpkit._model.activity import Session, Venue
from tpkit._model.portfolio import Portfolio
from tpkit._text import counted, long_date, time_range
from tpkit.findings import Findings
from tpkit.report._standing.delivery import (
    DeliveryLine,
    Standing,
    delivery_lines,
    standing,
    tally,
)
from tpkit.report._standing.findings import counts_by_severity
from tpkit.report._standing.heat_map import RatingMap, heat_map
from tpkit.report._words.kinds import Machine
from tpkit.report._words.words import Imprint, Link, imprint, place, sentence


@attrs.frozen(kw_only=True)
class Count:
    """How many there are of something."""

    number: int
    """How many."""
    what: str
    """Of what: `sessions to come`."""


@attrs.frozen(kw_only=True)
class FileLine:
    """One document of a pack, with a link to each of its files."""

    title: str
    """The kind of document: `Highlight report`."""
    about: str
    """What it is about; empty for the whole portfolio."""
    href: Machine
    """The file to open first."""
    others: tuple[Link, ...]
    """The same in other forms."""


@attrs.frozen(kw_only=True)
class NextSession:
    """A session that is still to come."""

    title: str
    """The session's title, or its activity's."""
    date: str
    """`Monday 21 February 2022`."""
    time: str
    """`10am to 11:30am`."""
    datetime: Machine
    """The local start for machines: `2022-02-21T10:00`."""
    place: str
    """Where it is."""


@attrs.frozen(kw_only=True)
class SeverityCount:
    """How many findings have one severity."""

    level: Machine
    """The severity for style sheets: `error`, `warning`, `info`."""
    text: str
    """`3 warnings`."""


@attrs.frozen(kw_only=True)
class Overview:
    """What the template `overview` may print."""

    title: str
    """`Where things stand on 14 February 2022`."""
    imprint: Imprint
    """The foot of the page."""
    counts: tuple[Count, ...]
    """What there is, in numbers."""
    files: tuple[FileLine, ...]
    """The documents beside this page; empty where it stands alone."""
    findings: tuple[SeverityCount, ...]
    """How many findings there are of each severity that has any, worst first."""
    errors: tuple[str, ...]
    """The findings that are errors, each with its remedy."""
    sessions: tuple[NextSession, ...]
    """The next sessions, in order of time."""
    more_sessions: str
    """How many sessions come after those, as a sentence; empty for none."""
    standing: Standing
    """How all projects together stand, and why."""
    ratings: RatingMap
    """How each project stands, and what it has promised."""
    deliverables: tuple[DeliveryLine, ...]
    """What was promised, the earliest first."""
    tally: str
    """How many deliverables have which rating, as a sentence."""


_SHOWN = 8
"""How many of the next sessions are listed; the calendar holds them all."""


def overview(
    portfolio: Portfolio, on: pendulum.Date, *, findings: Findings | None = None
) -> Overview:
    """Gather the overview of a day; without *findings*, the standard checks look."""
    if findings is None:
        findings = checks.run(portfolio, on=on)
    status = track.status(portfolio, on=on)
    coming = [s for s in portfolio.sessions if s.on >= on and s.status.happens]
    coming.sort(key=lambda session: (session.on, session.start, session.id))
    later = len(coming) - _SHOWN
    return Overview(
        title=f"Where things stand on {long_date(on)}",
        imprint=imprint(portfolio.partnership, on),
        counts=_counts(portfolio, on, coming),
        files=(),
        findings=tuple(
            SeverityCount(level=severity.value, text=text)
            for severity, text in counts_by_severity(findings).items()
        ),
        errors=tuple(
            f"{sentence(f.message)} {sentence(f.remedy)}" for f in findings.errors
        ),
        sessions=tuple(_next(portfolio, session) for session in coming[:_SHOWN]),
        more_sessions=f"{counted(later, 'more session')} after these."
        if later > 0
        else "",
        standing=standing(status.whole),
        ratings=heat_map(status),
        deliverables=delivery_lines(portfolio, status.deliverables),
        tally=tally(status.deliverables, what="deliverables"),
    )


def _counts(
    portfolio: Portfolio, on: pendulum.Date, coming: list[Session]
) -> tuple[Count, ...]:
    numbers = {
        ("member", "members"): sum(m.covers(on) for m in portfolio.memberships),
        ("project", "projects"): len(portfolio.projects),
        ("deliverable", "deliverables"): len(portfolio.deliverables),
        ("session to come", "sessions to come"): len(coming),
    }
    return tuple(
        Count(number=number, what=one if number == 1 else several)
        for (one, several), number in numbers.items()
    )


def _next(portfolio: Portfolio, session: Session) -> NextSession:
    activity = portfolio.activity(session.activity)
    venue = portfolio.get(Venue, session.venue) if session.venue else None
    return NextSession(
        title=session.title or activity.title,
        date=long_date(session.on, weekday=True),
        time=time_range(session.start, session.end),
        datetime=f"{session.on.isoformat()}T{clock(session.start)}",
        place=place(session, venue),
    )
