"""On programmes small enough to try everything, an explanation is right.

What rules and facts say here is written down once more, in plain Python, from their
documentation: neither their meanings nor the judge are asked.
"""

import functools
import itertools
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

import attrs
import pendulum
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import tpkit
from tpkit import Weekday, schedule
from tpkit.schedule import ReasonKind

TODAY = pendulum.Date(2026, 9, 6)
LAST = 4
"""The last day that is looked at: Thursday. Day 1 is tomorrow, a Monday."""
PEOPLE = ("ann", "bob")
ACTIVITIES = tuple(map(tpkit.WorkshopId, ("course", "forum")))

Fact = tuple[ReasonKind, str]


@attrs.frozen
class Spot:
    """A session somewhere in time: its day, by number, its first minute, and who leads."""

    day: int
    start: int
    leader: str | None

    @property
    def end(self) -> int:
        return self.start + 60

    @property
    def on(self) -> pendulum.Date:
        return _date(self.day)


@functools.cache
def _date(day: int) -> pendulum.Date:
    return TODAY.add(days=day)


Plan = Mapping[str, Spot]
"""Where each session is: its id is that of its activity and its number."""


# ------------------------------------------------------------------------- what is drawn


def programmes() -> st.SearchStrategy[tpkit.Portfolio]:
    """Draw one or two series of sessions, some announced, and what was agreed."""
    sizes = st.sampled_from([(1, 0), (2, 0), (1, 1), (3, 0), (2, 1)])
    rules = st.lists(
        st.sampled_from(sorted(RULES)), min_size=1, max_size=4, unique=True
    )
    return st.builds(
        _programme,
        sessions=sizes.flatmap(lambda some: st.tuples(*map(_sessions, some))),
        hours=st.sampled_from(["10:00-12:00", "10:00-11:00", "10:30-11:30"]),
        rules=rules.flatmap(lambda kinds: st.tuples(*(RULES[kind] for kind in kinds))),
    )


def _sessions(size: int) -> st.SearchStrategy[Any]:
    announced = st.tuples(st.integers(1, LAST), st.sampled_from([10, 11]))
    return st.tuples(st.just(size), st.none() | announced)


def _programme(
    sessions: tuple[Any, ...], hours: str, rules: tuple[Any, ...]
) -> tpkit.Portfolio:
    start, end = map(pendulum.Time.fromisoformat, hours.split("-"))
    return tpkit.Portfolio(
        partnership=tpkit.Partnership(id=tpkit.PartnershipId("tp"), name="Tiny"),
        people=tuple(
            tpkit.Person(
                id=tpkit.PersonId(id),
                title=id.title(),
                role=tpkit.ProfessionalRole.FACILITATOR,
            )
            for id in PEOPLE
        ),
        workshops=tuple(
            tpkit.Workshop(
                id=id, title=id.title(), facilitators=(tpkit.PersonId("ann"),)
            )
            for id in ACTIVITIES
        ),
        sessions=tuple(
            _session(activity, number, announced if number == 1 else None)
            for activity, (size, announced) in zip(ACTIVITIES, sessions, strict=True)
            for number in range(1, size + 1)
        ),
        scheduling_rules=(
            tpkit.Within(id=_id("hours"), start_time=start, end_time=end),
            *rules,
        ),
    )


def _session(
    activity: tpkit.WorkshopId, number: int, announced: tuple[int, int] | None
) -> tpkit.Session:
    day, hour = announced or (1, 10)
    return tpkit.Session(
        id=tpkit.SessionId(f"{activity}-{number}"),
        activity=activity,
        number=number,
        on=TODAY.add(days=day),
        start=pendulum.Time(hour),
        end=pendulum.Time(hour + 1),
        status=tpkit.SessionStatus.PLANNED
        if announced is None
        else tpkit.SessionStatus.CONFIRMED,
    )


def _id(id: str) -> tpkit.SchedulingRuleId:
    return tpkit.SchedulingRuleId(id)


_some = st.lists(st.sampled_from(ACTIVITIES), min_size=1, unique=True).map(tuple)
_few = st.integers(1, 3)
_days = st.integers(1, LAST).map(lambda day: TODAY.add(days=day))

RULES: Mapping[str, st.SearchStrategy[Any]] = {
    "apart": st.builds(
        tpkit.AtLeastApart, id=st.just("apart"), apart=_few, activities=_some
    ),
    "clashes": st.builds(tpkit.NoClashes, id=st.just("clashes")),
    "close": st.builds(
        tpkit.AtMostApart, id=st.just("close"), apart=_few, activities=_some
    ),
    "early": st.builds(tpkit.Within, id=st.just("early"), end=_days, activities=_some),
    "late": st.builds(tpkit.Within, id=st.just("late"), start=_days),
    "leave": st.builds(
        tpkit.Unavailable,
        id=st.just("leave"),
        people=st.sampled_from([("ann",), ("ann", "bob")]),
        start=st.just(TODAY),
        end=_days,
    ),
    "leaders": st.builds(
        tpkit.LedBy,
        id=st.just("leaders"),
        activities=_some,
        people=st.sampled_from([("ann",), ("bob",), PEOPLE]),
    ),
    "same-day": st.builds(
        tpkit.SameDayOfWeek, id=st.just("same-day"), activities=_some
    ),
    "shunned": st.builds(
        tpkit.NotOn,
        id=st.just("shunned"),
        weekdays=st.sampled_from(
            [(Weekday.MONDAY,), (Weekday.TUESDAY, Weekday.WEDNESDAY)]
        ),
    ),
    "work": st.builds(
        tpkit.WorkloadWithin,
        id=st.just("work"),
        at_most=st.integers(1, 2),
        period=st.just(tpkit.Period.DAY),
    ),
}


# ------------------------------------------------------------------------- what rules say


def keeps(rule: Any, plan: Plan) -> bool:  # noqa: PLR0911  # one for each kind
    """Say whether a plan keeps a rule, as far as it goes."""
    spots = {
        id: spot
        for id, spot in plan.items()
        if not getattr(rule, "activities", ()) or _activity(id) in rule.activities
    }
    match rule:
        case tpkit.Within():
            return all(
                (rule.start is None or rule.start <= spot.on)
                and (rule.end is None or spot.on <= rule.end)
                and (rule.start_time is None or _minute(rule.start_time) <= spot.start)
                and (rule.end_time is None or spot.end <= _minute(rule.end_time))
                for spot in spots.values()
            )
        case tpkit.NotOn():
            return not any(_weekday(spot) in rule.weekdays for spot in spots.values())
        case tpkit.LedBy():
            return all(spot.leader in rule.people for spot in spots.values())
        case tpkit.Unavailable():
            return not any(_is_away(rule, spot) for spot in spots.values())
        case tpkit.NoClashes():
            return not any(
                tpkit.ClashKind.PERSON in rule.kinds
                and one.leader is not None
                and one.leader == other.leader
                for one, other in itertools.combinations(spots.values(), 2)
                if one.day == other.day
                and one.start < other.end
                and other.start < one.end
            )
        case tpkit.WorkloadWithin():
            led = Counter(
                (spot.day, spot.leader) for spot in spots.values() if spot.leader
            )
            return max(led.values(), default=0) <= rule.at_most
        case tpkit.SameDayOfWeek():
            return all(
                len({_weekday(spot) for spot in series}) <= 1
                for series in _series(spots)
            )
        case tpkit.AtLeastApart():
            return all(gap >= rule.apart for gap in _gaps(spots))
    assert isinstance(rule, tpkit.AtMostApart)
    return all(gap <= rule.apart for gap in _gaps(spots))


def _is_away(rule: tpkit.Unavailable, spot: Spot) -> bool:
    begins = 0 if rule.start_time is None else _minute(rule.start_time)
    ends = 24 * 60 if rule.end_time is None else _minute(rule.end_time)
    return (
        spot.leader in rule.people
        and (rule.start is None or rule.start <= spot.on)
        and (rule.end is None or spot.on <= rule.end)
        and (not rule.weekdays or _weekday(spot) in rule.weekdays)
        and spot.start < ends
        and begins < spot.end
    )


def _activity(session: str) -> str:
    return session.partition("-")[0]


def _minute(at: pendulum.Time) -> int:
    return at.hour * 60 + at.minute


def _weekday(spot: Spot) -> Weekday:
    return _WEEK[(spot.day - 1) % 7]


_WEEK: tuple[Weekday, ...] = tuple(Weekday)


def _series(spots: Plan) -> Iterator[list[Spot]]:
    for activity in ACTIVITIES:
        its = [spot for id, spot in spots.items() if _activity(id) == activity]
        yield sorted(its, key=lambda spot: (spot.day, spot.start))


def _gaps(spots: Plan) -> Iterator[int]:
    for series in _series(spots):
        yield from (b.day - a.day for a, b in itertools.pairwise(series))


# ------------------------------------------------------------------ trying everything


@attrs.frozen
class Tried:
    """A programme of which every plan can be tried, whatever is demanded of it."""

    portfolio: tpkit.Portfolio

    @property
    def rules(self) -> dict[str, Any]:
        return {rule.id: rule for rule in self.portfolio.scheduling_rules}

    def is_possible(
        self, demanded: Collection[Fact], activities: Collection[str]
    ) -> bool:
        """Say whether these can hold together for some activities.

        Of other activities only what has been announced is there.
        """
        rules = [self.rules[id] for kind, id in demanded if kind is ReasonKind.RULE]
        options: dict[str, list[Spot]] = {
            session.id: [*self._spots(session, demanded, rules)]
            for session in self.portfolio.sessions
            if session.activity in activities
            or (ReasonKind.STAYS, session.id) in demanded
        }
        others = [r for r in rules if not isinstance(r, _OF_ONE)]
        return self._can_go_on({}, [*options], options, demanded, others)

    def _can_go_on(
        self,
        plan: Plan,
        waiting: list[str],
        options: Mapping[str, list[Spot]],
        demanded: Collection[Fact],
        rules: list[Any],
    ) -> bool:
        if not waiting:
            return all(keeps(rule, plan) for rule in rules)
        first, *others = waiting
        for spot in options[first]:
            more = {**plan, first: spot}
            if (
                self.is_in_turn(more, demanded)
                and all(keeps(r, more) for r in rules if isinstance(r, _NEVER_MENDED))
                and self._can_go_on(more, others, options, demanded, rules)
            ):
                return True
        return False

    def is_in_turn(self, plan: Plan, demanded: Collection[Fact]) -> bool:
        """Say whether sessions follow one another as their numbers say, if they have to."""
        return all(
            (plan[b].day, plan[b].start) >= (plan[a].day, plan[a].end)
            for a, b in itertools.pairwise(plan)
            if _activity(a) == _activity(b)
            and (ReasonKind.IN_TURN, _activity(a)) in demanded
        )

    def _spots(
        self, session: tpkit.Session, demanded: Collection[Fact], rules: list[Any]
    ) -> Iterator[Spot]:
        days = range(
            1 if (ReasonKind.TODAY, "") in demanded else -14,
            (LAST if (ReasonKind.UNTIL, "") in demanded else LAST + 15) + 1,
        )
        step = 60 if (ReasonKind.GRID, "") in demanded else 30
        led_by = [r.people for r in rules if session.activity in _led(r)]
        # Where nothing says who leads, nobody is as good as anybody, or better.
        leaders = led_by[0] if led_by else (None,)
        if (ReasonKind.LEADERS, session.activity) in demanded:
            leaders = ("ann",)
        found: Iterable[Spot] = (
            Spot(day, start, leader)
            for day in days
            for start in range(8 * 60, 15 * 60, step)
            for leader in leaders
        )
        if (ReasonKind.STAYS, session.id) in demanded:
            found = [Spot((session.on - TODAY).days, _minute(session.start), "ann")]
        single = [rule for rule in rules if isinstance(rule, _OF_ONE)]
        for spot in found:
            if all(keeps(rule, {session.id: spot}) for rule in single):
                yield spot


_OF_ONE = (tpkit.Within, tpkit.NotOn, tpkit.LedBy, tpkit.Unavailable)
_NEVER_MENDED = (
    tpkit.AtLeastApart,
    tpkit.NoClashes,
    tpkit.SameDayOfWeek,
    tpkit.WorkloadWithin,
)
"""Rules that one more session can break, and never mend."""


def explained(portfolio: tpkit.Portfolio) -> schedule.Explanation:
    return schedule.explain(
        portfolio, on=TODAY, until=TODAY.add(days=LAST), rules=(), grid=60
    )


def everything(portfolio: tpkit.Portfolio) -> set[Fact]:
    """Give all that is demanded of a programme."""
    led = {a for r in portfolio.scheduling_rules for a in _led(r)}
    kinds = (ReasonKind.UNTIL, ReasonKind.TODAY, ReasonKind.GRID)
    return {
        *((kind, "") for kind in kinds),
        *((ReasonKind.RULE, rule.id) for rule in portfolio.scheduling_rules),
        *((ReasonKind.IN_TURN, activity) for activity in ACTIVITIES),
        *((ReasonKind.LEADERS, a) for a in ACTIVITIES if a not in led),
        *(
            (ReasonKind.STAYS, session.id)
            for session in portfolio.sessions
            if session.status is tpkit.SessionStatus.CONFIRMED
        ),
    }


def _led(rule: Any) -> tuple[str, ...]:
    return rule.activities if isinstance(rule, tpkit.LedBy) else ()


# ---------------------------------------------------------------------------------- laws


@settings(max_examples=25, deadline=None)
@given(programmes())
def test_what_cannot_hold_together_cannot_and_without_any_one_of_them_can(
    programme: tpkit.Portfolio,
) -> None:
    tried = Tried(programme)
    found = explained(programme)
    possible = tried.is_possible(everything(programme), ACTIVITIES)
    conflict = {(reason.kind, reason.id) for reason in found.conflict}

    assert (found.verdict is schedule.Verdict.POSSIBLE) == possible
    assume(not possible)
    assert found.is_smallest
    assert not tried.is_possible(conflict, found.activities)
    for reason in conflict:
        assert tried.is_possible(conflict - {reason}, found.activities), reason


@settings(max_examples=25, deadline=None)
@given(programmes())
def test_each_way_out_comes_with_a_timetable_that_keeps_all_else(
    programme: tpkit.Portfolio,
) -> None:
    tried = Tried(programme)
    found = explained(programme)
    for relaxation in found.relaxations:
        given_up = {(reason.kind, reason.id) for reason in relaxation.gives_up}
        left = everything(programme) - given_up
        plan = _plan(relaxation.timetable)

        rules = [tried.rules[id] for kind, id in left if kind is ReasonKind.RULE]
        for rule in (*rules, *relaxation.rules):
            assert keeps(rule, plan), (relaxation.sentence, rule)
        assert tried.is_in_turn(plan, left)
        assert all(_keeps_facts(s, plan[s.id], left) for s in _there(programme, plan))
        assert (len(plan) == len(programme.sessions)) == bool(relaxation.gives_up)


def _plan(timetable: schedule.Timetable) -> Plan:
    spots = {
        entry.session: Spot(
            slot.day - TODAY.toordinal(), slot.start, next(iter(slot.leaders), None)
        )
        for entry, slot in zip(timetable.entries, timetable.slots, strict=True)
    }
    return dict(sorted(spots.items()))


def _there(programme: tpkit.Portfolio, plan: Plan) -> Iterator[tpkit.Session]:
    return (session for session in programme.sessions if session.id in plan)


def _keeps_facts(session: tpkit.Session, spot: Spot, left: Collection[Fact]) -> bool:
    now = Spot((session.on - TODAY).days, _minute(session.start), "ann")
    return (
        ((ReasonKind.UNTIL, "") not in left or spot.day <= LAST)
        and ((ReasonKind.TODAY, "") not in left or spot.day >= 1)
        and ((ReasonKind.STAYS, session.id) not in left or spot == now)
        and ((ReasonKind.LEADERS, session.activity) not in left or spot.leader == "ann")
        and (
            (ReasonKind.GRID, "") not in left
            or spot.start % 60 == 0
            or spot.start == now.start
        )
    )


@settings(max_examples=12, deadline=None)
@given(programmes(), st.randoms(use_true_random=False))
def test_the_order_of_a_portfolio_changes_nothing(
    programme: tpkit.Portfolio, dice: Any
) -> None:
    def shuffled(items: Iterable[Any]) -> tuple[Any, ...]:
        some = [*items]
        dice.shuffle(some)
        return tuple(some)

    other = attrs.evolve(
        programme,
        people=shuffled(programme.people),
        workshops=shuffled(programme.workshops),
        sessions=shuffled(programme.sessions),
        scheduling_rules=shuffled(programme.scheduling_rules),
    )
    one, two = explained(programme), explained(other)

    assert one.sentences == two.sentences
    assert one.conflict == two.conflict
    assert [r.rules for r in one.relaxations] == [r.rules for r in two.relaxations]


@pytest.mark.parametrize("end", [1, 2, 3, 4])
def test_a_way_out_gives_up_no_more_than_it_has_to(end: int) -> None:
    early = tpkit.Within(id=_id("early"), end=TODAY.add(days=end))
    apart = tpkit.AtLeastApart(id=_id("apart"), apart=2)
    programme = _programme(((3, None), (0, None)), "10:00-12:00", (early, apart))
    found = schedule.explain(
        programme, on=TODAY, until=TODAY.add(days=9), rules=(), grid=60
    )

    later = next(w for w in found.relaxations if w.gives_up[0].id == "early")
    assert later.rules == (attrs.evolve(early, end=TODAY.add(days=5)),)
