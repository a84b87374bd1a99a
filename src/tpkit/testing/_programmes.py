"""Realistic programmes of any size, made up from a seed."""

import random

import pendulum

from tpkit._model.delivery import Project, ProjectStatus
from tpkit._model.ids import PartnershipId
from tpkit._model.partnership import Partnership
from tpkit._model.portfolio import Portfolio
from tpkit.errors import FieldError
from tpkit.testing._programme_activities import AUDIENCES, Part, part_of
from tpkit.testing._programme_draft import draft
from tpkit.testing._programme_ground import Ground, ground
from tpkit.testing._programme_people import Crew, crew
from tpkit.testing._programme_rules import rules_of
from tpkit.testing._programme_strands import PATTERNS, strands

PROGRAMME_PLANNED_ON = pendulum.Date(2026, 8, 3)
"""The day on which a programme is planned: sessions from September are four weeks off."""

_FEWEST = 10


def programme(sessions: int = 60, *, seed: int = 1) -> Portfolio:
    """Make up a programme of so many sessions, with a first draft of its timetable.

    Six authorities and a university plan September 2026 to March 2027, to a hard stop
    on 31 March: forums that run several times, courses, learning sets of six meetings
    five weeks apart, focus groups and listening events, in five projects. Facilitators
    take leave and are released on some weekdays only, as rooms are lent on some; school
    breaks differ by authority (they are illustrative, not published ones). What the
    partners agreed, strictly or at a cost, stands in `scheduling_rules`, beside which
    the standard rules hold.

    Every session is planned and has a date, hours, a venue and people, as a coordinator
    spreads them by hand before looking at a calendar: the draft breaks many rules, and
    there are timetables that break no hard one. With 200 sessions there are 25
    facilitators and 8 venues and online hosts; both grow with the sessions. Plan it on
    `PROGRAMME_PLANNED_ON`. The same arguments give the same portfolio, and other seeds
    others of the same kind.

    Raises:
        FieldError: fewer than 10 sessions were asked for, which make no programme.
    """
    if sessions < _FEWEST:
        raise FieldError("programme", "sessions", f"at least {_FEWEST}", sessions)
    dice = random.Random(seed)  # noqa: S311  # a programme, not a secret
    there = ground(sessions, dice)
    people = crew(sessions, there, dice)
    parts = [
        part_of(strand, there, people, dice)
        for strand in strands(sessions, there, people, dice)
    ]
    return _portfolio(there, people, parts, dice)


def _portfolio(
    there: Ground, people: Crew, parts: list[Part], dice: random.Random
) -> Portfolio:
    members = tuple(person for part in parts for person in part.people)
    return Portfolio(
        partnership=_PARTNERSHIP,
        organisations=there.organisations,
        areas=there.areas,
        people=(*people.facilitators, *people.note_takers, *members),
        memberships=there.memberships,
        projects=_PROJECTS,
        venues=(*there.rooms, *there.hosts),
        studies=tuple(study for part in parts for study in part.studies),
        segments=(*AUDIENCES, *(s for part in parts for s in part.segments)),
        workshops=tuple(w for part in parts for w in part.workshops),
        learning_sets=tuple(s for part in parts for s in part.learning_sets),
        focus_groups=tuple(g for part in parts for g in part.focus_groups),
        sessions=tuple(s for part in parts for s in draft(part.strand, dice)),
        closures=there.closures,
        term_dates=there.term_dates,
        scheduling_rules=(
            *there.rules,
            *people.rules,
            *(rule for part in parts for rule in part.rules),
            *rules_of(parts, there),
        ),
    )


_PARTNERSHIP = Partnership(
    id=PartnershipId("six-rivers"), name="Six Rivers Social Work Teaching Partnership"
)


_PROJECTS = tuple(
    Project(
        id=pattern.project,
        title=pattern.project_title,
        kind=pattern.project_kind,
        status=ProjectStatus.LIVE,
        start=pattern.window[0],
        funded_end=pattern.window[1],
    )
    for pattern in PATTERNS.values()
)
