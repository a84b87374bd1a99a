"""All lines of a status: judged at once, counted by project, made when looked at."""

import functools
from collections import Counter
from collections.abc import Iterator, Mapping

import attrs
import pendulum

from tpkit._model.delivery import Deliverable, DeliverableStatus, Phase
from tpkit._model.ids import ProjectId
from tpkit._model.people import Person
from tpkit._model.plan import baseline_on
from tpkit._model.portfolio import Portfolio
from tpkit.track._plan.apart import PlanError, Plans
from tpkit.track._plan.plan import Plan
from tpkit.track._status import slots
from tpkit.track._status.columns import MEANINGS, Column, Ground, Item, columns_of
from tpkit.track._status.given import Given, judge_given
from tpkit.track._status.line import GivenColour, Line, LineKind, given_colour
from tpkit.track._status.outlook import (
    Leeway,
    Waiting,
    judge_leeways,
    judge_waiting,
    leeways,
    planned,
)
from tpkit.track._status.rag import Rag, Reason
from tpkit.track._status.state import State
from tpkit.track._status.verdict import Verdict, Verdicts

Tally = Mapping[tuple[LineKind, Verdict], int]
"""How many lines of a kind have each verdict."""


@attrs.frozen(kw_only=True, eq=False)
class Board:
    """The bits of every line, and what they were worked out from."""

    portfolio: Portfolio
    ground: Ground
    columns: Mapping[LineKind, Column]
    verdicts: Verdicts
    leeways: Mapping[str, Leeway]
    waiting: Waiting
    given: Given
    unplannable: Mapping[ProjectId, PlanError]
    """Why no plan can be made of some projects."""

    @functools.cached_property
    def tallies(self) -> Mapping[ProjectId, Tally]:
        """The verdicts on each project's lines, counted."""
        found: dict[ProjectId, dict[tuple[LineKind, Verdict], int]] = {}
        for kind, column in self.columns.items():
            counted = Counter(zip(column.projects, column.bits, strict=True))
            for (project, bits), number in counted.items():
                found.setdefault(project, {})[kind, self.verdicts[bits]] = number
        return found

    def lines(self, kind: LineKind) -> tuple[Line, ...]:
        """Give all lines of a kind, in document order."""
        column = self.columns[kind]
        return tuple(self.line(column, number) for number in range(len(column.items)))

    def lines_of(self, kind: LineKind, project: ProjectId) -> tuple[Line, ...]:
        """Give the lines of a kind that belong to a project."""
        column = self.columns[kind]
        numbers = column.numbers.get(project, ())
        return tuple(self.line(column, number) for number in numbers)

    def standing(self, kind: LineKind, state: State) -> Iterator[Line]:
        """Yield the lines of a kind that are in a state."""
        column = self.columns[kind]
        for number, bits in enumerate(column.bits):
            if self.verdicts[bits].state is state:
                yield self.line(column, number)

    def titles(self, project: ProjectId, rag: Rag) -> Iterator[str]:
        """Yield the titles of a project's lines that count and have a colour."""
        for column in self.columns.values():
            for number in column.numbers.get(project, ()):
                verdict = self.verdicts[column.bits[number]]
                if verdict.rag is rag and verdict.state is not State.DROPPED:
                    yield column.items[number].title

    def line(self, column: Column, number: int) -> Line:
        """Make one line."""
        item, verdict = column.items[number], self.verdicts[column.bits[number]]
        promised, forecast, done_on = self._dates(column.kind, item)
        is_open = verdict.state.is_open
        calendar, on = self.ground.slots.calendar, self.ground.on
        passed = None
        if Reason.FORECAST_PASSED in verdict.reasons:
            forecast, passed = None, forecast
        expected = forecast if is_open or done_on is None else done_on
        path = column.path(number)
        leeway = self.leeways.get(path) if is_open else None
        return Line(
            path=path,
            kind=column.kind,
            id=item.id,
            title=item.title,
            project=item.project,
            owner=None if isinstance(item, Phase) else item.owner,
            state=verdict.state,
            reasons=verdict.reasons,
            promised=promised,
            forecast=forecast,
            forecast_passed=passed,
            done_on=done_on,
            funding_end=self.ground.funding[item.project][0],
            slip=self._slip(promised, expected),
            overdue=self._slip(promised, on)
            if is_open and promised is not None and on > promised
            else None,
            holidays_known=slots.is_known(calendar, promised, expected, on),
            can_finish=None if leeway is None else leeway.finish,
            leeway=None if leeway is None else leeway.days,
            waits_for_red=self.waiting.get((column.kind, number), ()),
            given=self._given(column, number),
        )

    def _dates(
        self, kind: LineKind, item: Item
    ) -> tuple[pendulum.Date | None, pendulum.Date | None, pendulum.Date | None]:
        meaning = MEANINGS[kind]
        first = getattr(item, meaning.first) if meaning.first else None
        baseline = baseline_on(item.baselines, self.ground.on)
        promised = first if baseline is None else baseline.date
        done_on: pendulum.Date | None = getattr(item, meaning.done)
        if isinstance(item, Deliverable) and item.status is DeliverableStatus.REJECTED:
            done_on = None
        if done_on is not None and done_on > self.ground.on:
            return promised, done_on, None
        return promised, item.forecast, done_on

    def _slip(
        self, promised: pendulum.Date | None, expected: pendulum.Date | None
    ) -> int | None:
        if promised is None or expected is None:
            return None
        return self.ground.slots[expected] - self.ground.slots[promised]

    def _given(self, column: Column, number: int) -> GivenColour | None:
        override = self.given.get((column.kind, number))
        if override is None:
            return None
        return given_colour(override, self.portfolio.get(Person, override.by).title)


def board_of(portfolio: Portfolio, ground: Ground, plan: Plan | None) -> Board:
    """Judge every line of a portfolio."""
    columns, verdicts = columns_of(portfolio, ground), Verdicts()
    plans = planned(portfolio, ground.on) if plan is None else Plans(made=[plan])
    found = leeways(plans.made, ground.on)
    judge_leeways(columns, found, ground.policy.float_amber_up_to)
    # What waits for red is amber itself, so that colours given have to come first.
    given = judge_given(columns, verdicts, ground.on)
    waiting = judge_waiting(columns, verdicts)
    return Board(
        portfolio=portfolio,
        ground=ground,
        columns=columns,
        verdicts=verdicts,
        leeways=found,
        waiting=waiting,
        given=given,
        unplannable=plans.refused,
    )
