"""Small programmes that cannot be planned, each with the rules that are to blame."""

import functools
from collections.abc import Iterable

import attrs
import pendulum

from tpkit._model.activity import Session, Venue, Workshop
from tpkit._model.agreement import ClashKind, GapUnit, Period, Weekday
from tpkit._model.calendar import Closure
from tpkit._model.delivery import Project, ProjectKind, ProjectStatus
from tpkit._model.ids import (
    ClosureId,
    PartnershipId,
    PersonId,
    ProjectId,
    SchedulingRuleId,
    SessionId,
    VenueId,
    WorkshopId,
)
from tpkit._model.partnership import Partnership
from tpkit._model.people import Person, ProfessionalRole
from tpkit._model.portfolio import Portfolio
from tpkit._model.rules import SchedulingRule
from tpkit._model.rules_of_hours import Notice, NotOn, OnWorkingDays, Within
from tpkit._model.rules_of_people_and_places import (
    HeldAt,
    LedBy,
    NoClashes,
    NotTogether,
    TravelTime,
    Unavailable,
    WithinCapacity,
    WorkloadWithin,
)
from tpkit._model.rules_of_series import (
    AtLeastApart,
    AtMostApart,
    RunCount,
    SameDayOfWeek,
)


@attrs.frozen(kw_only=True)
class ImpossibleProgramme:
    """A programme for which no timetable exists, and why."""

    name: str
    """What is wrong, in a few words."""
    portfolio: Portfolio
    """The programme, to be planned on `PROGRAMME_PLANNED_ON`."""
    conflict: tuple[SchedulingRuleId, ...]
    """The rules that cannot hold together; without any one of them there is a timetable.

    What is given, such as where a session is held, may have a part in it besides. All
    stand in the portfolio. One with the id of a standard rule stands in its place:
    without it, neither holds.
    """


def impossible_programmes() -> tuple[ImpossibleProgramme, ...]:
    """Give programmes for which no timetable exists, each for one reason.

    The first nine are about one series of sessions, the other five about two or three
    that need the same person, place or time. Besides the rules of the conflict, the
    standard ones hold, and none of those is part of it.
    """
    return (
        _leader_on_leave(),
        _six_meetings_in_twenty_weeks(),
        _apart_and_together(),
        _more_runs_than_days(),
        _no_room_large_enough(),
        _free_on_other_weekdays(),
        _no_weekday_left(),
        _closed_all_along(),
        _notice_too_long(),
        _one_leader_for_two(),
        _no_time_to_travel(),
        _one_room_for_two(),
        _one_session_a_day(),
        _two_at_one_time(),
    )


_ANN, _FORUM, _COURSE = PersonId("ann"), WorkshopId("forum"), WorkshopId("course")
_HALL = VenueId("hall")
_TUESDAY = pendulum.Date(2026, 10, 13)


# ------------------------------------------------------------------------ one series


def _leader_on_leave() -> ImpossibleProgramme:
    return _of(
        "the only facilitator is on leave",
        [_planned(_FORUM)],
        LedBy(id=_id("leaders"), activities=(_FORUM,), people=(_ANN,)),
        Unavailable(
            id=_id("leave"),
            people=(_ANN,),
            start=pendulum.Date(2026, 12, 1),
            end=pendulum.Date(2027, 4, 30),
        ),
        Within(
            id=_id("in-spring"),
            start=pendulum.Date(2027, 1, 11),
            end=pendulum.Date(2027, 3, 26),
        ),
    )


def _six_meetings_in_twenty_weeks() -> ImpossibleProgramme:
    return _of(
        "six meetings five weeks apart take more than twenty weeks",
        [_planned(_COURSE, number) for number in range(1, 7)],
        AtLeastApart(id=_id("five-weeks"), apart=5, unit=GapUnit.WEEKS),
        Within(
            id=_id("twenty-weeks"),
            start=pendulum.Date(2026, 9, 7),
            end=pendulum.Date(2027, 1, 22),
        ),
    )


def _apart_and_together() -> ImpossibleProgramme:
    return _of(
        "sessions are to be further apart than they may be",
        [_planned(_FORUM, 1), _planned(_FORUM, 2)],
        AtLeastApart(id=_id("apart"), apart=30),
        AtMostApart(id=_id("together"), apart=20),
    )


def _more_runs_than_days() -> ImpossibleProgramme:
    return _of(
        "four runs were promised, on different days of three",
        [_planned(_FORUM, 1), _planned(_FORUM, 2)],
        RunCount(id=_id("four"), activities=(_FORUM,), sessions=4, minutes=120),
        AtLeastApart(id=_id("different-days"), apart=1),
        Within(id=_id("three-days"), start=_TUESDAY, end=_TUESDAY.add(days=2)),
    )


def _no_room_large_enough() -> ImpossibleProgramme:
    return _of(
        "the rooms that were offered are too small",
        [_planned(_FORUM, venue=_HALL)],
        HeldAt(
            id=_id("offered"),
            activities=(_FORUM,),
            venues=(VenueId("annexe"), VenueId("library")),
        ),
        WithinCapacity(id=_id("capacity")),
    )


def _free_on_other_weekdays() -> ImpossibleProgramme:
    return _of(
        "the hall is free on Tuesdays first, and then on Thursdays",
        [_planned(_COURSE, 1, venue=_HALL), _planned(_COURSE, 2, venue=_HALL)],
        SameDayOfWeek(id=_id("one-weekday"), activities=(_COURSE,)),
        AtLeastApart(id=_id("five-weeks"), apart=5, unit=GapUnit.WEEKS),
        Within(
            id=_id("seven-weeks"),
            start=pendulum.Date(2027, 1, 11),
            end=pendulum.Date(2027, 2, 26),
        ),
        Unavailable(
            id=_id("let-in-january"),
            venues=(_HALL,),
            end=pendulum.Date(2027, 1, 31),
            weekdays=_all_but(Weekday.TUESDAY),
        ),
        Unavailable(
            id=_id("let-from-february"),
            venues=(_HALL,),
            start=pendulum.Date(2027, 2, 1),
            weekdays=_all_but(Weekday.THURSDAY),
        ),
    )


def _no_weekday_left() -> ImpossibleProgramme:
    return _of(
        "each partner bars other weekdays",
        [_planned(_FORUM)],
        NotOn(id=_id("board"), weekdays=(Weekday.MONDAY, Weekday.TUESDAY)),
        NotOn(id=_id("university"), weekdays=(Weekday.WEDNESDAY,)),
        NotOn(id=_id("councils"), weekdays=(Weekday.THURSDAY, Weekday.FRIDAY)),
        OnWorkingDays(id=_id("working-days")),
    )


def _closed_all_along() -> ImpossibleProgramme:
    return _of(
        "nobody works in the week that was chosen",
        [_planned(_FORUM)],
        Within(
            id=_id("that-week"),
            start=pendulum.Date(2026, 12, 25),
            end=pendulum.Date(2026, 12, 31),
        ),
        OnWorkingDays(id=_id("working-days")),
    )


def _notice_too_long() -> ImpossibleProgramme:
    return _of(
        "notice ends after the window",
        [_planned(_FORUM)],
        Notice(id=_id("notice"), days=60),
        Within(
            id=_id("in-september"),
            start=pendulum.Date(2026, 9, 7),
            end=pendulum.Date(2026, 9, 30),
        ),
    )


# --------------------------------------------------------------------- several series


def _one_leader_for_two() -> ImpossibleProgramme:
    return _of(
        "two long sessions need one facilitator on one day",
        [_planned(_FORUM, minutes=240), _planned(_COURSE, minutes=240)],
        LedBy(id=_id("leaders"), activities=(_FORUM, _COURSE), people=(_ANN,)),
        _on_tuesday("that-day", 10, 16),
        NoClashes(id=_id("clashes"), kinds=(ClashKind.PERSON,)),
    )


def _no_time_to_travel() -> ImpossibleProgramme:
    return _of(
        "there is no time to get from the hall to the library",
        [
            _planned(_FORUM, venue=_HALL, leader=_ANN),
            _planned(_COURSE, venue=VenueId("library"), leader=_ANN),
        ],
        _on_tuesday("morning", 11, 13, activities=(_FORUM,)),
        _on_tuesday("afternoon", 13, 15, activities=(_COURSE,)),
        TravelTime(id=_id("travel"), minutes=45),
    )


def _one_room_for_two() -> ImpossibleProgramme:
    return _of(
        "two long sessions want one hall on one day",
        [
            _planned(_FORUM, venue=_HALL, minutes=240),
            _planned(_COURSE, venue=_HALL, minutes=240),
        ],
        _on_tuesday("that-day", 10, 16),
        NoClashes(id=_id("clashes"), kinds=(ClashKind.VENUE,)),
    )


def _one_session_a_day() -> ImpossibleProgramme:
    return _of(
        "three sessions of one facilitator on two days, and one a day",
        [
            _planned(_FORUM, 1, leader=_ANN),
            _planned(_FORUM, 2, leader=_ANN),
            _planned(_COURSE, leader=_ANN),
        ],
        Within(id=_id("two-days"), start=_TUESDAY, end=_TUESDAY.add(days=1)),
        WorkloadWithin(id=_id("one-a-day"), at_most=1, period=Period.DAY),
    )


def _two_at_one_time() -> ImpossibleProgramme:
    forum, course = _planned(_FORUM), _planned(_COURSE)
    return _of(
        "two sessions that must not overlap have one hour between them",
        [forum, course],
        _on_tuesday("that-hour", 10, 12),
        NotTogether(id=_id("not-together"), sessions=(forum.id, course.id)),
    )


# --------------------------------------------------------------------- what all have


_id = SchedulingRuleId


def _on_tuesday(
    name: str, begins: int, ends: int, *, activities: tuple[WorkshopId, ...] = ()
) -> Within:
    return Within(
        id=_id(name),
        start=_TUESDAY,
        end=_TUESDAY,
        start_time=pendulum.Time(begins),
        end_time=pendulum.Time(ends),
        activities=activities,
    )


def _all_but(weekday: Weekday) -> tuple[Weekday, ...]:
    return tuple(day for day in Weekday if day is not weekday)


def _planned(
    activity: WorkshopId,
    number: int = 1,
    *,
    venue: VenueId | None = None,
    leader: PersonId | None = None,
    minutes: int = 120,
) -> Session:
    """Plan a session as a first draft would: five weeks after the one before."""
    start = pendulum.Time(10)
    return Session(
        id=SessionId(f"{activity}-{number}"),
        activity=activity,
        on=pendulum.Date(2026, 9, 15).add(weeks=5 * (number - 1)),
        start=start,
        end=start.add(minutes=minutes),
        number=number,
        venue=venue,
        facilitators=() if leader is None else (leader,),
    )


def _of(
    name: str, sessions: Iterable[Session], *conflict: SchedulingRule
) -> ImpossibleProgramme:
    portfolio = attrs.evolve(
        _around(), sessions=tuple(sessions), scheduling_rules=conflict
    )
    ids = tuple(rule.id for rule in conflict)
    return ImpossibleProgramme(name=name, portfolio=portfolio, conflict=ids)


@functools.cache
def _around() -> Portfolio:
    """Give what every one of them has: two workshops, one facilitator, three rooms."""
    project = ProjectId("learning")
    return Portfolio(
        partnership=Partnership(id=PartnershipId("tp"), name="Our partnership"),
        people=(Person(id=_ANN, title="Ann", role=ProfessionalRole.FACILITATOR),),
        projects=(
            Project(
                id=project,
                title="Learning",
                kind=ProjectKind.WORKSHOP,
                status=ProjectStatus.LIVE,
                start=pendulum.Date(2026, 9, 1),
                funded_end=pendulum.Date(2027, 7, 30),
            ),
        ),
        venues=(
            Venue(id=_HALL, name="Hall", capacity=60),
            Venue(id=VenueId("annexe"), name="Annexe", capacity=12),
            Venue(id=VenueId("library"), name="Library", capacity=16),
        ),
        workshops=(
            Workshop(id=_FORUM, title="Forum", project=project, places=20),
            Workshop(id=_COURSE, title="Course", project=project, places=10),
        ),
        closures=(
            Closure(
                id=ClosureId("year-end"),
                title="Offices are closed",
                start=pendulum.Date(2026, 12, 29),
                end=pendulum.Date(2026, 12, 31),
            ),
        ),
    )
