"""Plans against a slow search that knows nothing of positions: it tries day after day."""

import itertools
import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, TypeVar

import attrs
import pendulum
from hypothesis import assume, given
from hypothesis import strategies as st

import tpkit
from tpkit import (
    Constraint,
    ConstraintKind,
    LagCount,
    Link,
    LinkKind,
    Work,
    testing,
    track,
)
from tpkit.errors import FieldError, OutsideCalendarError, PlanCircleError

NounT = TypeVar("NounT")


def made(noun: Callable[..., NounT], /, **fields: Any) -> NounT:
    return noun(**fields)


MONDAY = pendulum.Date(2024, 3, 18)  # Easter is on the 31st
DAY = timedelta(days=1)
KINDS = list(LinkKind)

# ------------------------------------------------------------------------- networks

CALENDARS = (
    made(tpkit.WorkCalendar, id="scots", title="Scots", nation=tpkit.Nation.SCOTLAND),
    made(
        tpkit.WorkCalendar,
        id="weekend",
        title="Weekend",
        weekdays=[tpkit.Weekday.SATURDAY, tpkit.Weekday.SUNDAY, tpkit.Weekday.MONDAY],
    ),
    made(tpkit.WorkCalendar, id="campus", title="Campus", organisations=["university"]),
)
CLOSED = made(
    tpkit.Closure,
    id="easter",
    title="Easter closure",
    start=pendulum.Date(2024, 3, 28),
    end=pendulum.Date(2024, 4, 3),
    organisation="university",
)
UNIVERSITY = made(
    tpkit.Organisation,
    id="university",
    name="University",
    kind=tpkit.OrganisationKind.HIGHER_EDUCATION,
)


def portfolio_of(
    works: list[Work], *, funded_end: pendulum.Date | None = None
) -> tpkit.Portfolio:
    project = made(
        tpkit.Project,
        id="p",
        title="Project",
        kind=tpkit.ProjectKind.DATA,
        start=MONDAY,
        funded_end=funded_end,
    )
    return tpkit.Portfolio(
        partnership=made(tpkit.Partnership, id="tp", name="Partnership"),
        organisations=(UNIVERSITY,),
        projects=(project,),
        deliverables=tuple(
            made(
                tpkit.Deliverable, id=f"t{n}", project="p", title=f"Task {n}", work=work
            )
            for n, work in enumerate(works)
        ),
        work_calendars=CALENDARS,
        closures=(CLOSED,),
    )


WORKED = {
    id: track.working_calendar_of(portfolio_of([]), id)
    for id in (None, *(calendar.id for calendar in CALENDARS))
}

CALENDAR_IDS = st.sampled_from([None, None, "scots", "weekend", "campus"])


@st.composite
def links_to(draw: st.DrawFn, number: int) -> Link:
    return made(
        Link,
        task=f"t{draw(st.integers(0, number - 1))}",
        kind=draw(st.sampled_from(KINDS)),
        lag=draw(st.sampled_from([0, 0, 0, 1, 2, 5, -1, -2])),
        lag_count=draw(st.sampled_from(LagCount)),
    )


@st.composite
def works(draw: st.DrawFn, *, one_calendar: bool = False) -> list[Work]:
    found = []
    for number in range(draw(st.integers(1, 6))):
        links = st.lists(links_to(number), max_size=2) if number else st.just([])
        found.append(
            made(
                Work,
                days=draw(st.sampled_from([0, 0, 1, 2, 3, 7])),
                after=draw(links),
                calendar=None if one_calendar else draw(CALENDAR_IDS),
                constraints=draw(st.lists(earliest_dates(), max_size=1)),
            )
        )
    return found


def earliest_dates() -> st.SearchStrategy[Constraint]:
    return st.builds(
        Constraint,
        kind=st.sampled_from(
            [ConstraintKind.START_NO_EARLIER, ConstraintKind.FINISH_NO_EARLIER]
        ),
        on=st.dates(MONDAY, MONDAY.add(days=30)),
    )


# --------------------------------------------------------------------- the slow search

Moment = tuple[date, int]
"""A day, and 0 for its start or 1 for its end."""


@attrs.define
class Searched:
    """Tasks moved day by day until every link and date is satisfied."""

    portfolio: tpkit.Portfolio
    works: list[Work]
    at: list[Moment] = attrs.field(init=False)
    """When each starts; for a task of no days, when it is."""

    def __attrs_post_init__(self) -> None:
        self.at = [(MONDAY, 0) for _ in self.works]

    def settle(self) -> "Searched":
        is_moving = True
        while is_moving:
            is_moving = False
            for task in range(len(self.works)):
                while not self.is_satisfied(task):
                    self.at[task] = self.step(task)
                    is_moving = True
        return self

    def step(self, task: int) -> Moment:
        day, half = self.at[task]
        if self.works[task].days == 0 and half == 0:
            return day, 1
        return day + DAY, 0

    def works_on(self, calendar: Any, day: date) -> bool:
        return WORKED[calendar].is_working_day(day)

    def finish(self, task: int) -> Moment:
        day, half = self.at[task]
        work = self.works[task]
        if not work.days:
            return day, half
        left = work.days - self.works_on(work.calendar, day)
        while left:
            day += DAY
            left -= self.works_on(work.calendar, day)
        return day, 1

    def is_satisfied(self, task: int) -> bool:
        work, (day, _) = self.works[task], self.at[task]
        return (
            self.works_on(work.calendar, day)
            and all(self.allows(task, c) for c in work.constraints)
            and all(self.keeps(task, link) for link in work.after)
        )

    def allows(self, task: int, constraint: Constraint) -> bool:
        work = self.works[task]
        if constraint.kind is ConstraintKind.START_NO_EARLIER:
            return self.at[task][0] >= constraint.on
        # A day off stands for the working day before it.
        on = constraint.on
        while not self.works_on(work.calendar, on):
            on -= DAY
        return self.finish(task) >= (on, 1)

    def keeps(self, task: int, link: Link) -> bool:
        before = int(link.task[1:])
        from_start = link.kind in (LinkKind.START_TO_START, LinkKind.START_TO_FINISH)
        moment = self.at[before] if from_start else self.finish(before)
        moment = self.lagged(moment, link, before, task)
        work = self.works[task]
        match link.kind:
            case _ if not work.days:
                return self.at[task] >= moment
            case LinkKind.FINISH_TO_FINISH:
                return self.finish(task) >= moment
            case LinkKind.START_TO_FINISH:
                # Days off between the end and the other's start do not count.
                day = self.finish(task)[0] + DAY
                while not self.works_on(work.calendar, day):
                    day += DAY
                return (day, 0) >= moment
        return self.at[task] >= moment

    def lagged(self, moment: Moment, link: Link, before: int, after: int) -> Moment:
        day, half = moment
        if link.lag_count is LagCount.ELAPSED:
            return day + link.lag * DAY, half
        if not link.lag:
            return moment
        whose = before if link.lag_count is LagCount.PREDECESSOR else after
        calendar = self.works[whose].calendar
        # The start of a day off is that of the next worked, its end that of the last.
        while not self.works_on(calendar, day):
            day += -DAY if half else DAY
        step = DAY if link.lag > 0 else -DAY
        left = abs(link.lag)
        while left:
            day += step
            left -= self.works_on(calendar, day)
        return day, half

    def slipped(self, task: int, days: int) -> "Searched":
        """Give the search in which a task starts so many of its worked days later."""
        other = Searched(self.portfolio, self.works)
        day, half = self.at[task]
        while days:
            day += DAY
            days -= self.works_on(self.works[task].calendar, day)
        other.at = [*self.at]
        other.at[task] = (day, half)
        return other.settle()

    @property
    def end(self) -> Moment:
        return max(self.finish(task) for task in range(len(self.works)))


def searched(works: list[Work]) -> Searched:
    return Searched(portfolio_of(works), works).settle()


@given(works())
def test_earliest_dates_are_those_of_a_slow_search(works: list[Work]) -> None:
    found = searched(works)

    plan = track.plan(portfolio_of(works))

    assert [(t.start, t.finish) for t in plan.tasks] == [
        (found.at[n][0], found.finish(n)[0]) for n in range(len(works))
    ]


@given(works())
def test_total_float_is_how_far_a_task_slips_before_the_project(
    works: list[Work],
) -> None:
    found = searched(works)

    for number, task in enumerate(track.plan(portfolio_of(works)).tasks):
        assert task.total_float is not None
        assert found.slipped(number, task.total_float).end == found.end
        assert found.slipped(number, task.total_float + 1).end > found.end


@given(works())
def test_free_float_is_how_far_a_task_slips_before_another(works: list[Work]) -> None:
    found = searched(works)

    def others(at: list[Moment], number: int) -> list[Moment]:
        return [*at[:number], *at[number + 1 :]]

    for number, task in enumerate(track.plan(portfolio_of(works)).tasks):
        assert task.free_float is not None and task.total_float is not None
        free = found.slipped(number, task.free_float)
        assert others(free.at, number) == others(found.at, number)
        assert free.end == found.end
        pushed = found.slipped(number, task.free_float + 1)
        is_pushing = others(pushed.at, number) != others(found.at, number)
        assert is_pushing or pushed.end > found.end


ENDS = st.dates(MONDAY, MONDAY.add(days=40)).map(
    lambda day: pendulum.Date(day.year, day.month, day.day)
)


@given(works(), ENDS)
def test_leeway_is_how_far_a_task_slips_before_the_money_ends(
    works: list[Work], funded_end: pendulum.Date
) -> None:
    found = searched(works)
    tasks = track.plan(portfolio_of(works, funded_end=funded_end)).tasks

    # What already ends too late says by how much, and the search can only say that.
    is_late = found.end[0] > funded_end
    assert (min(task.leeway or 0 for task in tasks) < 0) == is_late
    for number, task in enumerate(tasks):
        if not is_late and task.leeway is not None:
            assert found.slipped(number, task.leeway).end[0] <= funded_end
            assert found.slipped(number, task.leeway + 1).end[0] > funded_end


# ----------------------------------------------------------------------------- laws


@given(works())
def test_a_float_is_zero_somewhere_and_negative_nowhere(works: list[Work]) -> None:
    floats = [task.total_float for task in track.plan(portfolio_of(works)).tasks]

    assert min(float_ for float_ in floats if float_ is not None) == 0


@given(works(), ENDS)
def test_some_float_is_zero_or_less_whenever_the_money_ends(
    works: list[Work], funded_end: pendulum.Date
) -> None:
    plan = track.plan(portfolio_of(works, funded_end=funded_end))

    assert plan.critical
    assert all(
        task.free_float is not None and task.free_float >= 0 for task in plan.tasks
    )


@given(works(), st.data())
def test_a_link_never_makes_anything_earlier(
    works: list[Work], data: st.DataObject
) -> None:
    assume(len(works) > 1)
    number = data.draw(st.integers(1, len(works) - 1))
    link = data.draw(links_to(number))
    more = [*works]
    more[number] = attrs.evolve(works[number], after=(*works[number].after, link))

    before, after = (track.plan(portfolio_of(w)).tasks for w in (works, more))

    for one, other in zip(before, after, strict=True):
        assert one.start <= other.start
        assert one.finish <= other.finish


@given(works(), st.data())
def test_a_changed_length_is_as_a_plan_made_anew(
    works: list[Work], data: st.DataObject
) -> None:
    funded_end = data.draw(st.none() | ENDS)
    plan = track.plan(portfolio_of(works, funded_end=funded_end))
    for _ in range(2):
        number = data.draw(st.integers(0, len(works) - 1))
        days = data.draw(st.sampled_from([0, 1, 4, 12]))
        works = [*works]
        works[number] = attrs.evolve(works[number], days=days)

        plan = plan.with_days(plan.tasks[number], days)

        assert (
            plan.tasks == track.plan(portfolio_of(works, funded_end=funded_end)).tasks
        )


@given(works())
def test_something_decides_every_date(works: list[Work]) -> None:
    plan = track.plan(portfolio_of(works))

    for task in plan.tasks:
        assert plan.drivers(task)
        chain = plan.chain(task)
        assert chain.tasks[0] == task
        assert len(chain.tasks) == len(chain.drivers) == len(chain.clauses)
        for driver, before in itertools.zip_longest(chain.drivers, chain.tasks[1:]):
            assert driver.task == (before.path if before else None)


PLANNED = ["phases", "milestones", "deliverables", "work_calendars", "closures"]
YEARS = st.dates(pendulum.Date(2018, 1, 1), pendulum.Date(2028, 12, 31)).map(
    lambda day: pendulum.Date(day.year, day.month, day.day)
)


@given(testing.portfolios(families=st.just(PLANNED), dates=YEARS), st.none() | YEARS)
def test_any_portfolio_has_a_plan_or_is_told_why_not(
    portfolio: tpkit.Portfolio, on: pendulum.Date | None
) -> None:
    try:
        plan = track.plan(portfolio, on=on)
    except (FieldError, OutsideCalendarError, PlanCircleError):
        return

    for task in plan.tasks:
        assert task.start <= task.finish or task.is_done
        assert (task.total_float is None) == task.is_done
        assert plan.chain(task).sentence
        if on is not None and not task.is_done:
            assert task.finish >= on
            assert task.is_begun or task.start >= on
    for end in plan.ends:
        assert end.sentence
        assert min(task.total_float or 0 for task in end.chain.tasks) <= 0


# ------------------------------------------------------------------------- networks


@given(st.integers(1, 60), st.randoms(use_true_random=False))
def test_a_network_is_as_long_as_its_longest_path(
    size: int, dice: random.Random
) -> None:
    lengths = [dice.randint(0, 9) for _ in range(size)]
    after = [
        sorted(dice.sample(range(n), min(n, dice.randint(0, 3)))) for n in range(size)
    ]
    works = [
        made(Work, days=days, after=[made(Link, task=f"t{b}") for b in before])
        for days, before in zip(lengths, after, strict=True)
    ]
    assume(sum(lengths) > 0)

    ends: list[int] = []
    for days, before in zip(lengths, after, strict=True):
        ends.append(days + max((ends[b] for b in before), default=0))
    plan = track.plan(portfolio_of(works))

    calendar = track.working_calendar_of(portfolio_of(works))
    finish = max(task.finish for task in plan.tasks)
    assert calendar.working_days_between(MONDAY, finish) == max(ends) or max(ends) == 0
