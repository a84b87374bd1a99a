"""What the rule about a project's own window means: work it has time and money for."""

from collections.abc import Hashable, Iterable, Mapping
from typing import ClassVar

import attrs
import pendulum

from tpkit import _text
from tpkit._model._funding import funding_ends
from tpkit._model.delivery import Project
from tpkit._model.money import Bid, FundingRound, GrantStatus
from tpkit._model.portfolio import Portfolio
from tpkit._model.rules_of_hours import WithinProject
from tpkit.schedule._terms.days import WorkingDays
from tpkit.schedule._terms.facts import Facts
from tpkit.schedule._terms.phrases import day_of
from tpkit.schedule._terms.shapes import Aspect, OfOne, Term
from tpkit.schedule._terms.slot import Entry, Slot


@attrs.frozen
class _Bounds:
    """The days a project's sessions may be on; None where it sets no bound."""

    first: pendulum.Date | None
    last: pendulum.Date | None


@attrs.frozen(kw_only=True)
class _OutsideProject(OfOne):
    """Keeps every session inside the window, and so many working days from its end.

    What is meant to come that long before the end is the last session. The others come
    before it, so to ask it of each is the same; and the session that is too late is the
    one that is named.
    """

    code: ClassVar[str] = "TP705"
    looks_at: ClassVar[Aspect] = Aspect.DAY
    rule: WithinProject
    facts: Facts = attrs.field(repr=False)
    bounds: Mapping[str, _Bounds] = attrs.field(eq=False, repr=False)
    """By project."""
    allowed: Mapping[str, tuple[int, int]] = attrs.field(eq=False, repr=False)
    """By project, the first and the last day that will do, as ordinals."""

    def alike(self, entry: Entry) -> Hashable:
        return entry.project

    def amount(self, entry: Entry, slot: Slot) -> int:
        if entry.project is None:
            return 0
        first, last = self.allowed[entry.project]
        return int(not first <= slot.day <= last)

    def words(self, entry: Entry, slot: Slot) -> str:
        project = entry.project or ""
        title, bounds = self.facts.names.project(project), self.bounds[project]
        if bounds.first is not None and slot.on < bounds.first:
            begins = _text.long_date(bounds.first)
            return f"{day_of(slot)} is before {title} begins, on {begins}"
        ends = bounds.last or slot.on
        if slot.on > ends:
            return f"{day_of(slot)} is after {title} ends, on {_text.long_date(ends)}"
        working = self.facts.working_days
        left = working.position(ends.toordinal()) - working.position(slot.day)
        spare = _text.counted(self.rule.spare_working_days, "working day")
        return (
            f"{day_of(slot)} leaves {_text.counted(left, 'working day')} until {title} "
            f"ends, on {_text.long_date(ends)}: {spare} are to be kept"
        )


def within_project(rule: WithinProject, facts: Facts) -> Iterable[Term]:
    """Give the term of `WithinProject`.

    A project's window runs from its start, or that of its first phase, to the end of its
    money, or the day it ended; its grant cuts it at either end, and where there is none
    its funding round says how long the money lasts. At last its phases do.
    """
    ends = funding_ends(facts.portfolio)
    bounds: dict[str, _Bounds] = {
        project.id: _bounds(project, ends[project.id], facts.portfolio)
        for project in facts.portfolio.projects
    }
    spare = rule.spare_working_days
    yield _OutsideProject(
        rule=rule,
        facts=facts,
        bounds=bounds,
        allowed={
            project: _allowed(window, facts.working_days, spare)
            for project, window in bounds.items()
        },
    )


def _allowed(bounds: _Bounds, working: WorkingDays, spare: int) -> tuple[int, int]:
    first = 0 if bounds.first is None else bounds.first.toordinal()
    if bounds.last is None:
        return first, pendulum.Date.max.toordinal()
    return first, working.last_before(bounds.last.toordinal(), spare=spare)


# ----------------------------------------------------------------------- from the nouns


def _bounds(
    project: Project, money_ends: pendulum.Date | None, portfolio: Portfolio
) -> _Bounds:
    phases = [phase for phase in portfolio.phases if phase.project == project.id]
    begins = project.start or _first(phase.start for phase in phases)
    return _Bounds(
        first=_last([begins, _granted_from(project, portfolio)])
        or _promised_from(project, portfolio),
        last=_first([money_ends, project.actual_end])
        or _last(phase.end for phase in phases),
    )


def _first(days: Iterable[pendulum.Date | None]) -> pendulum.Date | None:
    return min((day for day in days if day is not None), default=None)


def _last(days: Iterable[pendulum.Date | None]) -> pendulum.Date | None:
    return max((day for day in days if day is not None), default=None)


def _granted_from(project: Project, portfolio: Portfolio) -> pendulum.Date | None:
    """Give the first day on which grants for the project's bid may be spent."""
    return _first(
        grant.start
        for grant in portfolio.grants
        if grant.bid == project.bid and grant.status is not GrantStatus.DECLINED
    )


def _promised_from(project: Project, portfolio: Portfolio) -> pendulum.Date | None:
    """Give the first day of the funding round in which the project was bid for."""
    if project.bid is None:
        return None
    bid = portfolio.get(Bid, project.bid)
    return portfolio.get(FundingRound, bid.round).funding_start
