"""A small county to plan for, and what the judge says of a plan."""

import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import attrs
import pendulum
import pytest
from hypothesis import strategies as st

import tpkit
from tpkit import _dates, files, schedule
from tpkit.schedule._judge.breaches import Breach, breaches
from tpkit.schedule._problem.plan import Plan, plan_of
from tpkit.schedule._problem.problem import Problem

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


_TINY_START = pendulum.Date(2026, 9, 4)
"""A Friday: the days after it are a weekend, and a week."""


@pytest.fixture(scope="session")
def tiny() -> Callable[..., tpkit.Portfolio]:
    """Give a function that draws a programme so small that every plan can be tried."""
    return _tiny


def _tiny(
    data: st.DataObject, *, kinds: Sequence[str] = (), most: int = 2
) -> tpkit.Portfolio:
    """Draw two workshops that share two people and two rooms, and some rules."""
    sizes = data.draw(st.tuples(st.integers(1, most), st.integers(0, most)), "sizes")
    rules = [
        _RULES[kind](data, f"{kind}-{number}")
        for number, kind in enumerate(
            data.draw(
                st.lists(st.sampled_from(sorted(kinds or _RULES)), max_size=6), "kinds"
            )
        )
    ]
    return tpkit.Portfolio(
        partnership=tpkit.Partnership(id=tpkit.PartnershipId("tp"), name="Tiny"),
        people=tuple(
            tpkit.Person(
                id=tpkit.PersonId(id),
                title=id.title(),
                role=tpkit.ProfessionalRole.FACILITATOR,
            )
            for id in ("ann", "bob")
        ),
        venues=(
            tpkit.Venue(id=tpkit.VenueId("hall"), name="Hall", capacity=12),
            tpkit.Venue(id=tpkit.VenueId("library"), name="Library", capacity=8),
        ),
        workshops=tuple(
            tpkit.Workshop(
                id=tpkit.WorkshopId(id),
                title=id.title(),
                facilitators=(tpkit.PersonId("ann"),),
                roles=(tpkit.ProfessionalRole.SOCIAL_WORKER,),
            )
            for id in ("forum", "course")
        ),
        sessions=tuple(
            _drawn_session(data, activity, number)
            for activity, size in zip(("forum", "course"), sizes, strict=True)
            for number in range(1, size + 1)
        ),
        scheduling_rules=(
            tpkit.Within(
                id=tpkit.SchedulingRuleId("hours"),
                start_time=pendulum.Time(10),
                end_time=pendulum.Time(12),
            ),
            *rules,
        ),
    )


def _drawn_session(data: st.DataObject, activity: str, number: int) -> tpkit.Session:
    hour = data.draw(st.integers(10, 11))
    return tpkit.Session(
        id=tpkit.SessionId(f"{activity}-{number}"),
        activity=tpkit.WorkshopId(activity),
        number=number,
        on=_TINY_START.add(days=data.draw(st.integers(0, 5))),
        start=pendulum.Time(hour),
        end=pendulum.Time(hour + 1),
        venue=data.draw(st.sampled_from([None, tpkit.VenueId("hall")])),
        mode=tpkit.SessionMode.IN_PERSON,
        status=data.draw(st.sampled_from(_STATUSES)),
    )


_STATUSES = (
    tpkit.SessionStatus.PLANNED,
    tpkit.SessionStatus.PLANNED,
    tpkit.SessionStatus.CONFIRMED,
)


def _agreed(data: st.DataObject) -> tpkit.RuleAgreement:
    strictness = data.draw(st.sampled_from(tpkit.Strictness))
    weight = data.draw(st.integers(1, 5))
    return tpkit.RuleAgreement(strictness=strictness, weight=weight)


def _rule(kind: type[Any], **fields: Callable[[st.DataObject], Any]) -> Any:
    """Give a function that draws a rule of a kind, with these of its fields drawn."""

    def drawn(data: st.DataObject, id: str) -> Any:
        values = {name: draw(data) for name, draw in fields.items()}
        return kind(id=tpkit.SchedulingRuleId(id), agreed=_agreed(data), **values)

    return drawn


def _some(*values: Any, least: int = 1) -> Callable[[st.DataObject], Any]:
    some = st.lists(st.sampled_from(values), min_size=least, unique=True)
    return lambda data: tuple(data.draw(some))


def _number(least: int, most: int) -> Callable[[st.DataObject], int]:
    return lambda data: data.draw(st.integers(least, most))


def _days(data: st.DataObject) -> tuple[pendulum.Date, ...]:
    days = data.draw(st.lists(st.integers(1, 5), min_size=1, max_size=2, unique=True))
    return tuple(_TINY_START.add(days=day) for day in days)


def _one(*values: Any) -> Callable[[st.DataObject], Any]:
    return lambda data: data.draw(st.sampled_from(values))


_PEOPLE = (tpkit.PersonId("ann"), tpkit.PersonId("bob"))
_VENUES = (tpkit.VenueId("hall"), tpkit.VenueId("library"))
_ACTIVITIES = _some(tpkit.WorkshopId("forum"), tpkit.WorkshopId("course"))

_RULES: dict[str, Callable[[st.DataObject, str], Any]] = {
    "apart": _rule(tpkit.AtLeastApart, apart=_number(1, 3), activities=_ACTIVITIES),
    "close": _rule(tpkit.AtMostApart, apart=_number(1, 3), activities=_ACTIVITIES),
    "clashes": _rule(tpkit.NoClashes),
    "held-at": _rule(tpkit.HeldAt, venues=_some(*_VENUES), activities=_ACTIVITIES),
    "led-by": _rule(tpkit.LedBy, people=_some(*_PEOPLE), activities=_ACTIVITIES),
    "not-on": _rule(tpkit.NotOn, dates=_days),
    "same-day": _rule(
        tpkit.SameDayOfWeek,
        same_time=lambda data: data.draw(st.booleans()),
        activities=_ACTIVITIES,
    ),
    "same-leaders": _rule(tpkit.SameFacilitators, activities=_ACTIVITIES),
    "same-venue": _rule(tpkit.SameVenue, activities=_ACTIVITIES),
    "travel": _rule(tpkit.TravelTime, minutes=_number(1, 90)),
    "unavailable": _rule(
        tpkit.Unavailable,
        people=_some(*_PEOPLE),
        venues=_some(*_VENUES, least=0),
        weekdays=_some(tpkit.Weekday.MONDAY, tpkit.Weekday.TUESDAY),
    ),
    "work": _rule(
        tpkit.WorkloadWithin,
        at_most=_number(1, 2),
        period=_one(tpkit.Period.DAY, tpkit.Period.WEEK),
        of=_one(tpkit.LoadOf.FACILITATOR, tpkit.LoadOf.ROLE),
    ),
}


# ------------------------------------------------------------------------ explanations

_RIVERSIDE = """
tpkit: 1
partnership: {id: tp, name: Riverside Teaching Partnership}
organisations:
  - {id: north, name: North Council, kind: local_authority, areas: [moor]}
  - {id: east, name: East Council, kind: local_authority, areas: [fen]}
areas: [{id: moor, name: Moor, region: london}, {id: fen, name: Fen, region: london}]
memberships: [{id: m-north, organisation: north}, {id: m-east, organisation: east}]
term_dates:
  - {id: break, title: Half-term, area: moor, start: 2026-10-26, end: 2026-10-30}
people:
  - {id: ann, title: Ann, role: facilitator}
  - {id: bob, title: Bob, role: facilitator}
  - {id: cat, title: Cat, role: facilitator}
  - {id: dan, title: Dan, role: facilitator}
  - {id: iro, title: IRO, role: reviewing_officer, organisation: north}
venues:
  - {id: hall, name: the hall, capacity: 20}
  - {id: library, name: the library, capacity: 8}
studies: [{id: study, title: Why people stay}]
segments:
  - {id: iros, title: reviewing officers, roles: [reviewing_officer]}
  - {id: agency, title: agency workers, study: study, roles: [social_worker]}
funding_rounds:
  - {id: r, title: R, funder: north, funding_start: 2021-04-01, funding_end: 2028-03-31}
bids: [{id: b, title: B, round: r}]
projects:
  - {id: talks, title: Talks, kind: workshop, start: 2026-09-01, funded_end: 2026-10-15}
workshops:
  - {id: forum, title: Forum, hosts: [north, east], facilitators: [ann], audiences: [iros]}
  - {id: course, title: Course, facilitators: [bob], audiences: [iros]}
  - {id: talk, title: Talk, project: talks}
  - {id: debate, title: Debate, project: talks}
learning_sets:
  - id: set-a
    title: Set A
    contract: {meetings: 3, spacing_weeks: 2, meeting_minutes: 180}
    facilitator: dan
    members: [{person: iro}]
    status: running
focus_groups: [{id: group, title: Agency group, study: study, segment: agency}]
"""


@pytest.fixture(scope="session")
def every_plan() -> Callable[[Problem], Iterator[Plan]]:
    """Give a function that yields every plan of a problem in which no session is new."""
    return _every_plan


def _every_plan(problem: Problem) -> Iterator[Plan]:
    choices = [
        [
            problem.slot(place, *option)
            for option in itertools.product(
                problem.days,
                problem.starts,
                problem.venues[place],
                problem.teams[place],
            )
        ]
        if place in problem.free
        else [now]
        for place, now in enumerate(problem.now)
        if now is not None
    ]
    return (plan_of(problem, slots) for slots in itertools.product(*choices))


@pytest.fixture(scope="session")
def explained() -> Callable[..., schedule.Explanation]:
    """Give a function that explains a plan: rules and sessions, as items of YAML.

    The partnership is small, it is Friday 2 October 2026, and no standard rule holds.
    """

    def explain(plan: str, **asked: Any) -> schedule.Explanation:
        rules, _, sessions = plan.partition("\n--\n")
        parts = {"scheduling_rules": rules, "sessions": sessions}
        written = "".join(
            f"{family}: [{', '.join(items.strip().splitlines())}]\n"
            for family, items in parts.items()
        )
        return schedule.explain(
            files.loads(f"{_RIVERSIDE}{written}", format="yaml"),
            **{"on": pendulum.Date(2026, 10, 2), "rules": (), **asked},
        )

    return explain
