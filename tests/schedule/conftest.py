"""A small county to plan for, and what the judge says of a plan."""

from collections.abc import Callable
from typing import Any

import attrs
import pytest

import tpkit
from tpkit import _dates, files, schedule
from tpkit.schedule._breaches import Breach, breaches

_COUNTY = """
tpkit: 1
partnership: {id: county, name: The county}
organisations:
  - {id: north, name: North Council, kind: local_authority, areas: [north-area]}
  - {id: east, name: East Council, kind: local_authority, areas: [east-area]}
  - {id: west, name: West Trust, kind: childrens_trust, areas: [west-area]}
  - {id: gone, name: Gone Council, kind: local_authority, areas: [gone-area]}
  - {id: uni, name: The University, kind: higher_education}
areas:
  - {id: north-area, name: North, region: london}
  - {id: east-area, name: East, region: london}
  - {id: west-area, name: West, region: london}
  - {id: gone-area, name: Gone, region: london}
people:
  - {id: head, title: Head of service, role: senior_manager, organisation: north}
  - {id: boss, title: Team manager, role: team_manager, organisation: north, line_manager: head}
  - {id: worker, title: Social worker, role: social_worker, organisation: north, line_manager: boss}
  - {id: iro, title: IRO, name: Ayesha Khan, role: reviewing_officer, organisation: east}
  - {id: lead, title: Programme lead, role: programme_lead, organisation: uni}
  - {id: guest, title: Guest speaker, role: academic}
memberships:
  - {id: m-north, organisation: north}
  - {id: m-east, organisation: east}
  - {id: m-west, organisation: west}
  - {id: m-gone, organisation: gone, left: 2020-03-31}
venues:
  - {id: hall, name: The hall, capacity: 20}
  - {id: annexe, name: The annexe, capacity: 8}
  - {id: park, name: The park}
  - {id: teams, name: Microsoft Teams, online: true, shared: true, capacity: 300}
studies:
  - {id: study, title: Why people stay}
segments:
  - {id: iros, title: Reviewing officers, roles: [reviewing_officer]}
  - {id: agency, title: Agency social workers, study: study, roles: [social_worker]}
  - {id: asye, title: ASYE social workers, study: study, roles: [social_worker]}
workshops:
  - {id: forum, title: Forum, hosts: [north], facilitators: [lead], places: 12, audiences: [iros]}
  - {id: course, title: Course, roles: [social_worker], facilitators: [guest]}
  - {id: clinic, title: Clinic, hosts: [uni], audiences: [iros]}
learning_sets:
  - id: set-a
    title: Set A
    contract: {meetings: 3, spacing_weeks: 5, meeting_minutes: 180}
    facilitator: guest
    members: [{person: worker}, {person: iro, joined: 2022-03-01, left: 2022-06-30}]
    status: running
focus_groups:
  - {id: group-agency, title: Agency group, study: study, segment: agency}
  - {id: group-asye, title: ASYE group, study: study, segment: asye}
"""


@pytest.fixture(scope="session")
def county() -> tpkit.Portfolio:
    """Give the county, with nothing planned yet."""
    return files.loads(_COUNTY, format="yaml")


@pytest.fixture(scope="session")
def held() -> Callable[..., tpkit.Session]:
    """Give a function that plans a session: an hour and a half of the forum, from 10am."""

    def session(
        on: str,
        start: str = "10:00",
        end: str = "11:30",
        *,
        id: str = "",
        activity: str = "forum",
        **more: Any,
    ) -> tpkit.Session:
        values = {
            "id": id or f"{activity}-{on}-{start}".replace(":", "."),
            "activity": activity,
            "on": _dates.parse_date(on),
            "start": _dates.parse_time(start),
            "end": _dates.parse_time(end),
        }
        return tpkit.Session(**{**values, **more})

    return session


@pytest.fixture(scope="session")
def said(county: tpkit.Portfolio) -> Callable[..., list[str]]:
    """Give a function that says what is wrong where a rule and some sessions meet."""

    def say(
        rule: Any,
        *sessions: tpkit.Session,
        on: str = "2022-01-03",
        more: str = "",
        **families: Any,
    ) -> list[str]:
        its = files.loads(f"{_COUNTY}{more}", format="yaml") if more else county
        portfolio = attrs.evolve(its, sessions=sessions, **families)
        facts = schedule.facts_of(portfolio, on=_dates.parse_date(on))
        there = facts.timetable
        found = list(breaches(there, schedule.terms_of([rule], facts)))
        assert all(breach.amount > 0 for breach in found)
        assert all(breach.term.rule is rule for breach in found)
        return [words_of(breach, there) for breach in found]

    return say


def words_of(breach: Breach, there: schedule.Timetable) -> str:
    """Say what is wrong, whichever shape the term has."""
    placed = [(there.entries[place], there.slots[place]) for place in breach.places]
    match breach.term:
        case schedule.OfOne() as term:
            return term.words(*placed[0])
        case (schedule.Gap() | schedule.Sameness()) as term:
            return term.words(*placed)
        case schedule.Shared() as term:
            return term.words(breach.claim, *placed)
        case schedule.Load() as term:
            return term.words(breach.claim, placed)
    assert breach.shortfall is not None
    return f"{breach.shortfall.path}: {breach.shortfall.words}"
