"""Curriculum timetabling as a stress test: ITC-2007, track 3, in tpkit's public rules.

Run by hand, with an instance of the Second International Timetabling Competition
(comp01.ctt to comp21.ctt, Udine's format), which does not come with tpkit, and if you
have one with a solution to it (lines of course, room, day, period):

    pip install --editable ".[testing]"
    python tests/benchmarks/bench_curricula.py comp01.ctt [comp01.sol]

The competition and its rules: L. Di Gaspero, B. McCollum, A. Schaerf, The Second
International Timetabling Competition (ITC-2007): Curriculum-based Course Timetabling
(Track 3), 2007.

A course becomes a workshop, its teacher the facilitator, its curricula audiences; rooms
are venues, a day is a day of one week, and periods are hours from 09:00. Then:

| ITC-2007 | tpkit |
|---|---|
| lectures (hard) | `RunCount`; that they differ in time, `NoClashes` of people |
| conflicts (hard) | `NoClashes` of people and audiences |
| availability (hard) | `NotDuring`, for each course and period |
| room occupancy (hard) | `NoClashes` of venues |
| room capacity, 1 for each student | `WithinCapacity`, soft: exactly so |
| minimum working days, 5 for each day | `AtLeastApart`, soft, where a course has as many lectures as days: exactly so. For other courses no shape counts days without counting sessions, and they are left out |
| room stability, 1 for each further room | `SameVenue`, soft: counts each change of room, so never less |
| curriculum compactness, 2 for each lecture that stands alone | nothing: it is about what is *not* in the hours beside it, and no shape sees that |

Some editions of the files leave out the minimum working days and the unavailable periods;
both kinds are read, and what is missing is said.

First the judge is judged: on timetables thrown together by dice, all that tpkit calls a
breach is compared with a checker below that knows the competition and not tpkit; where
the file bars no periods, dice bar some for this. Then `propose` plans the instance with
two efforts, and both judge the plans.
"""

import itertools
import random
import sys
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

import attrs
import pendulum

import tpkit
from tpkit import schedule
from tpkit.errors import NoTimetableError
from tpkit.schedule._judge.breaches import breaches

MONDAY = pendulum.Date(2026, 10, 5)
FIRST_HOUR = 9
THROWS = 200
EFFORTS = (1, 4)
WEEKDAYS = tuple(tpkit.Weekday)


@attrs.frozen(kw_only=True)
class Course:
    id: str
    teacher: str
    lectures: int
    least_days: int
    students: int


@attrs.frozen(kw_only=True)
class Instance:
    """What an instance of the competition says."""

    name: str
    days: int
    periods: int
    courses: Mapping[str, Course]
    rooms: Mapping[str, int]
    curricula: Mapping[str, tuple[str, ...]]
    barred: frozenset[tuple[str, int, int]]
    """Course, day and period."""
    missing: tuple[str, ...]
    """What the file leaves out."""


@attrs.frozen
class Lecture:
    """One line of a solution."""

    course: str
    room: str
    day: int
    period: int


# ------------------------------------------------------------------------------ reading


def instance_of(text: str) -> Instance:
    """Read an instance, with or without working days and unavailable periods."""
    header: dict[str, str] = {}
    sections: dict[str, list[list[str]]] = {"": []}
    rows = sections[""]
    for line in filter(None, map(str.strip, text.splitlines())):
        key, colon, value = line.partition(":")
        if colon and value.strip():
            header[key] = value.strip()
        elif colon:
            rows = sections.setdefault(key, [])
        elif line != "END.":
            rows.append(line.split())
    courses = [_course(row) for row in sections["COURSES"]]
    missing = []
    if any(not course.least_days for course in courses):
        missing.append("minimum working days")
    if "UNAVAILABILITY_CONSTRAINTS" not in sections:
        missing.append("unavailable periods")
    return Instance(
        name=header["Name"],
        days=int(header["Days"]),
        periods=int(header["Periods_per_day"]),
        courses={course.id: course for course in courses},
        rooms={row[0]: int(row[1]) for row in sections["ROOMS"]},
        curricula={row[0]: tuple(row[2:]) for row in sections["CURRICULA"]},
        barred=frozenset(
            (course, int(day), int(period))
            for course, day, period in sections.get("UNAVAILABILITY_CONSTRAINTS", ())
        ),
        missing=tuple(missing),
    )


def _course(row: Sequence[str]) -> Course:
    id, teacher, lectures, *days, students = row
    return Course(
        id=id,
        teacher=teacher,
        lectures=int(lectures),
        least_days=int(days[0]) if days else 0,
        students=int(students),
    )


def solution_of(text: str) -> list[Lecture]:
    """Read a solution."""
    rows = (line.split() for line in text.splitlines() if line.strip())
    return [Lecture(c, room, int(day), int(hour)) for c, room, day, hour in rows]


# ------------------------------------------------------------- an instance in our rules


def portfolio_of(instance: Instance) -> tpkit.Portfolio:
    """Say the same in nouns and rules."""
    teachers = sorted({course.teacher for course in instance.courses.values()})
    return tpkit.Portfolio(
        partnership=tpkit.Partnership(
            id=tpkit.PartnershipId("itc"), name=instance.name
        ),
        people=tuple(
            tpkit.Person(
                id=tpkit.PersonId(f"teacher-{id}"),
                title=id,
                role=tpkit.ProfessionalRole.ACADEMIC,
            )
            for id in teachers
        ),
        venues=tuple(
            tpkit.Venue(id=tpkit.VenueId(f"room-{id}"), name=id, capacity=capacity)
            for id, capacity in instance.rooms.items()
        ),
        segments=tuple(
            tpkit.Segment(id=tpkit.SegmentId(f"curriculum-{id}"), title=id)
            for id in instance.curricula
        ),
        workshops=tuple(
            _workshop(instance, course) for course in instance.courses.values()
        ),
        scheduling_rules=tuple(_rules(instance)),
    )


def _workshop(instance: Instance, course: Course) -> tpkit.Workshop:
    return tpkit.Workshop(
        id=tpkit.WorkshopId(course.id),
        title=course.id,
        places=course.students,
        facilitators=(tpkit.PersonId(f"teacher-{course.teacher}"),),
        audiences=tuple(
            tpkit.SegmentId(f"curriculum-{id}")
            for id, courses in instance.curricula.items()
            if course.id in courses
        ),
    )


def _rules(instance: Instance) -> Iterator[tpkit.SchedulingRule]:
    courses = tuple(map(tpkit.WorkshopId, instance.courses))
    yield tpkit.Within(
        id=tpkit.SchedulingRuleId("week"),
        start=MONDAY,
        end=MONDAY.add(days=instance.days - 1),
        start_time=_hour(0),
        end_time=_hour(instance.periods),
    )
    yield tpkit.NoClashes(id=tpkit.SchedulingRuleId("clashes"))
    yield tpkit.HeldAt(
        id=tpkit.SchedulingRuleId("rooms"),
        activities=courses,
        venues=tuple(tpkit.VenueId(f"room-{id}") for id in instance.rooms),
    )
    yield tpkit.WithinCapacity(id=tpkit.SchedulingRuleId("capacity"), agreed=_soft(1))
    yield tpkit.SameVenue(id=tpkit.SchedulingRuleId("stability"), agreed=_soft(1))
    for course in instance.courses.values():
        yield from _rules_of_course(course)
    for course_id, day, period in sorted(instance.barred):
        yield tpkit.NotDuring(
            id=tpkit.SchedulingRuleId(f"barred-{course_id}-{day}-{period}"),
            activities=(tpkit.WorkshopId(course_id),),
            weekdays=(WEEKDAYS[day],),
            start_time=_hour(period),
            end_time=_hour(period + 1),
        )


def _rules_of_course(course: Course) -> Iterator[tpkit.SchedulingRule]:
    yield tpkit.RunCount(
        id=tpkit.SchedulingRuleId(f"lectures-{course.id}"),
        activities=(tpkit.WorkshopId(course.id),),
        sessions=course.lectures,
        minutes=60,
    )
    if 1 < course.lectures == course.least_days:
        yield tpkit.AtLeastApart(
            id=tpkit.SchedulingRuleId(f"days-{course.id}"),
            activities=(tpkit.WorkshopId(course.id),),
            apart=1,
            agreed=_soft(5),
        )


def _soft(weight: int) -> tpkit.RuleAgreement:
    return tpkit.RuleAgreement(strictness=tpkit.Strictness.SOFT, weight=weight)


def _hour(period: int) -> pendulum.Time:
    return pendulum.Time(FIRST_HOUR + period)


def planned(portfolio: tpkit.Portfolio, lectures: Sequence[Lecture]) -> tpkit.Portfolio:
    """Give the portfolio with these lectures as its sessions."""
    in_time = sorted(lectures, key=lambda lecture: (lecture.day, lecture.period))
    numbers: dict[str, int] = {}
    sessions = []
    for lecture in in_time:
        number = numbers[lecture.course] = numbers.get(lecture.course, 0) + 1
        sessions.append(
            tpkit.Session(
                id=tpkit.SessionId(f"{lecture.course}-{number}"),
                activity=tpkit.WorkshopId(lecture.course),
                number=number,
                on=MONDAY.add(days=lecture.day),
                start=_hour(lecture.period),
                end=_hour(lecture.period + 1),
                venue=tpkit.VenueId(f"room-{lecture.room}"),
                mode=tpkit.SessionMode.IN_PERSON,
            )
        )
    return attrs.evolve(portfolio, sessions=tuple(sessions))


def lectures_of(portfolio: tpkit.Portfolio) -> dict[str, Lecture]:
    """Read the lectures back, by the ids of their sessions."""
    return {
        session.id: Lecture(
            session.activity,
            (session.venue or "").removeprefix("room-"),
            session.on.toordinal() - MONDAY.toordinal(),
            session.start.hour - FIRST_HOUR,
        )
        for session in portfolio.sessions
    }


# ----------------------------------------------------------------------- the two judges

Breaches = set[tuple[object, ...]]


def by_the_competition(instance: Instance, lectures: Mapping[str, Lecture]) -> Breaches:
    """Give every breach of a hard rule, straight from the competition's definitions."""
    found: Breaches = set()
    courses = instance.courses
    for (one, a), (two, b) in itertools.combinations(sorted(lectures.items()), 2):
        if (a.day, a.period) != (b.day, b.period):
            continue
        pair = frozenset((one, two))
        if a.room == b.room:
            found.add(("room", pair))
        if courses[a.course].teacher == courses[b.course].teacher:
            found.add(("teacher", pair))
        for curriculum, some in instance.curricula.items():
            if a.course != b.course and {a.course, b.course} <= set(some):
                found.add(("curriculum", curriculum, pair))
    for id, lecture in lectures.items():
        if (lecture.course, lecture.day, lecture.period) in instance.barred:
            found.add(("barred", id))
    for course in courses.values():
        given = sum(1 for a in lectures.values() if a.course == course.id)
        if given != course.lectures:
            found.add(("lectures", course.id, abs(given - course.lectures)))
    return found


def by_tpkit(portfolio: tpkit.Portfolio) -> tuple[Breaches, dict[str, int]]:
    """Give the same as tpkit's rules have it, and what each soft rule costs."""
    facts = schedule.facts_of(portfolio, on=MONDAY.subtract(days=1))
    timetable = facts.timetable
    found: Breaches = set()
    costs: dict[str, int] = {}
    for breach in breaches(
        timetable, schedule.terms_of(schedule.rules_of(portfolio, ()), facts)
    ):
        rule, claim = breach.term.rule, str(breach.claim)
        ids = frozenset(timetable.entries[place].session for place in breach.places)
        if not breach.is_hard:
            kind = rule.id.partition("-")[0]
            costs[kind] = costs.get(kind, 0) + breach.cost
        elif isinstance(rule, tpkit.NoClashes):
            kind, _, id = claim.partition("-")
            found.add((kind, id, ids) if kind == "curriculum" else (kind, ids))
        elif isinstance(rule, tpkit.NotDuring):
            found.add(("barred", *ids))
        elif isinstance(rule, tpkit.RunCount):
            found.add(("lectures", rule.activities[0], breach.amount))
        else:
            found.add((type(rule).__name__, ids))
    return found, costs


def penalties(instance: Instance, lectures: Mapping[str, Lecture]) -> dict[str, int]:
    """Give the competition's soft costs."""
    every = lectures.values()
    by_course = {
        id: [lecture for lecture in every if lecture.course == id]
        for id in instance.courses
    }
    courses = instance.courses
    return {
        "room capacity": sum(
            max(0, courses[a.course].students - instance.rooms[a.room]) for a in every
        ),
        "minimum working days": sum(
            5 * max(0, courses[id].least_days - len({a.day for a in some}))
            for id, some in by_course.items()
        ),
        "curriculum compactness": 2 * sum(1 for _ in _alone(instance, every)),
        "room stability": sum(
            max(0, len({a.room for a in some}) - 1) for some in by_course.values()
        ),
    }


def _alone(instance: Instance, every: Collection[Lecture]) -> Iterator[Lecture]:
    """Yield lectures with none of the curriculum in the period before or after."""
    for courses in instance.curricula.values():
        some = [lecture for lecture in every if lecture.course in courses]
        taken = {(lecture.day, lecture.period) for lecture in some}
        for a in some:
            if not {(a.day, a.period - 1), (a.day, a.period + 1)} & taken:
                yield a


# --------------------------------------------------------------------------------- main


def thrown(instance: Instance, dice: random.Random) -> list[Lecture]:
    """Throw a timetable together, with here and there a lecture too few."""
    return [
        Lecture(
            course.id,
            dice.choice([*instance.rooms]),
            dice.randrange(instance.days),
            dice.randrange(instance.periods),
        )
        for course in instance.courses.values()
        for _ in range(course.lectures - (dice.random() < 0.1))
    ]


def _thrown_bars(
    instance: Instance, dice: random.Random
) -> frozenset[tuple[str, int, int]]:
    periods = itertools.product(range(instance.days), range(instance.periods))
    every = [(id, *at) for at in periods for id in instance.courses]
    return frozenset(dice.sample(every, len(every) // 20))


def judge_the_judge(instance: Instance) -> bool:
    """Say whether both judges see the same in timetables thrown together."""
    dice = random.Random(1)
    if not instance.barred:
        instance = attrs.evolve(instance, barred=_thrown_bars(instance, dice))
        print(f"for judging, dice bar {len(instance.barred)} periods for a course each")
    portfolio = portfolio_of(instance)
    seen, differ = 0, 0
    for _ in range(THROWS):
        plan = planned(portfolio, thrown(instance, dice))
        lectures = lectures_of(plan)
        theirs = by_the_competition(instance, lectures)
        ours, costs = by_tpkit(plan)
        seats = penalties(instance, lectures)["room capacity"]
        seen += len(theirs)
        differ += ours != theirs or costs.get("capacity", 0) != seats
    print(
        f"{THROWS} timetables thrown together: {seen:,} breaches, "
        f"{differ} timetables on which the two judges differ"
    )
    return differ == 0


def report(instance: Instance, plan: tpkit.Portfolio) -> bool:
    """Print what both judges say of a plan, and say whether they agree."""
    lectures = lectures_of(plan)
    theirs = by_the_competition(instance, lectures)
    ours, costs = by_tpkit(plan)
    points = penalties(instance, lectures)
    print(f"  hard breaches: {len(ours)} by tpkit, {len(theirs)} by the competition")
    print(f"  tpkit's cost: {sum(costs.values())} {costs}")
    print(f"  the competition's cost: {sum(points.values())} {points}")
    return ours == theirs and costs.get("capacity", 0) == points["room capacity"]


def propose(
    portfolio: tpkit.Portfolio, instance: Instance, *, effort: int
) -> tpkit.Portfolio | None:
    """Plan it, and print how that went."""
    begun = time.process_time()
    try:
        proposal = schedule.propose(
            portfolio,
            on=MONDAY.subtract(days=1),
            until=MONDAY.add(days=instance.days - 1),
            seed=1,
            effort=effort,
            rules=(),
            grid=60,
        )
    except NoTimetableError as error:
        print(f"nothing found in {time.process_time() - begun:.1f} s of CPU: {error}")
        return None
    print(
        f"propose, effort {effort}, {time.process_time() - begun:.1f} s of CPU: cost "
        f"{proposal.cost}, none below {proposal.bound}, ended by {proposal.ending.value}"
    )
    return proposal.apply()


def main(paths: Sequence[str]) -> int:
    """Judge and plan one instance, and with it a solution if there is one."""
    instance = instance_of(Path(paths[0]).read_text(encoding="utf-8"))
    lectures = sum(course.lectures for course in instance.courses.values())
    print(
        f"{instance.name}: {len(instance.courses)} courses, {lectures} lectures, "
        f"{len(instance.rooms)} rooms, {instance.days * instance.periods} periods, "
        f"{len(instance.curricula)} curricula, {len(instance.barred)} barred"
    )
    for missing in instance.missing:
        print(f"this edition of the file leaves out: {missing}")
    portfolio = portfolio_of(instance)
    agree = judge_the_judge(instance)
    if len(paths) > 1:
        given = solution_of(Path(paths[1]).read_text(encoding="utf-8"))
        print(f"the solution in {Path(paths[1]).name}:")
        agree &= report(instance, planned(portfolio, given))
    for effort in EFFORTS:
        plan = propose(portfolio, instance, effort=effort)
        if plan is not None:
            agree &= report(instance, plan)
    print("the two judges agree" if agree else "THE TWO JUDGES DIFFER")
    return 0 if agree else 1


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit("usage: bench_curricula.py comp01.ctt [comp01.sol]")
    sys.exit(main(sys.argv[1:]))
