"""Staying near a timetable: every change costs more than all soft rules together."""

from collections.abc import Hashable, Iterator, Mapping
from typing import ClassVar

import attrs

from tpkit._model.agreement import RuleAgreement, Strictness
from tpkit._model.portfolio import Portfolio
from tpkit.schedule._problem.problem import Problem
from tpkit.schedule._terms.facts import Facts, facts_of
from tpkit.schedule._terms.givens import Given
from tpkit.schedule._terms.shapes import Aspect, OfOne
from tpkit.schedule._terms.slot import Entry, Slot, slot_of


@attrs.frozen(kw_only=True)
class _Stays(OfOne):
    """A session stays as it was; it has no claim to where it was not."""

    was: Mapping[str, Slot] = attrs.field(eq=False, repr=False)
    """For each session, its slot."""
    price: int
    """What a change costs."""

    def concerns(self, entry: Entry) -> bool:
        return entry.session in self.was

    def words(self, entry: Entry, slot: Slot) -> str:  # noqa: ARG002  # nobody is told
        return f"{entry.title} would change"


@attrs.frozen(kw_only=True)
class _SameTime(_Stays):
    looks_at: ClassVar[Aspect] = Aspect.DAY | Aspect.TIME

    def amount(self, entry: Entry, slot: Slot) -> int:
        was = self.was[entry.session]
        if (slot.day, slot.start, slot.end) == (was.day, was.start, was.end):
            return 0
        # A day further off, or another hour, is worth a soft rule of the least weight.
        hours = -(-abs(slot.start - was.start) // _MINUTES_IN_AN_HOUR)
        return self.price + abs(slot.day - was.day) + hours


_MINUTES_IN_AN_HOUR = 60


@attrs.frozen(kw_only=True)
class _SamePlace(_Stays):
    looks_at: ClassVar[Aspect] = Aspect.VENUE

    def alike(self, entry: Entry) -> Hashable:
        return self.was[entry.session].venue

    def amount(self, entry: Entry, slot: Slot) -> int:
        return self.price if slot.venue != self.was[entry.session].venue else 0


@attrs.frozen(kw_only=True)
class _SameLeaders(_Stays):
    looks_at: ClassVar[Aspect] = Aspect.LEADERS

    def alike(self, entry: Entry) -> Hashable:
        return self.was[entry.session].leaders

    def amount(self, entry: Entry, slot: Slot) -> int:
        return self.price if slot.leaders != self.was[entry.session].leaders else 0


def near_to(problem: Problem, was: Mapping[str, Slot], *, cost: int) -> Problem:
    """Give the problem in which it costs something to change the slots of sessions.

    Another venue costs twice, and another time three times as much as other leaders; and
    all of it more than *cost*, or any soft rule: what need not change does not.
    """
    price = max(_PRICE, cost + 1)
    rule = Given(
        id="near",
        agreed=RuleAgreement(strictness=Strictness.SOFT, reason="people know"),
    )
    terms = (
        _SameLeaders(rule=rule, was=was, price=price),
        _SamePlace(rule=rule, was=was, price=2 * price),
        _SameTime(rule=rule, was=was, price=3 * price),
    )
    return attrs.evolve(problem, terms=(*problem.terms, *terms))


_PRICE = 1 << 20
"""More than the soft rules of any programme come to; far less than a hard one."""


def slots_in(portfolio: Portfolio, facts: Facts) -> dict[str, Slot]:
    """Give the slots of the sessions that happen in a portfolio, by id."""
    same = portfolio == facts.portfolio
    there = facts if same else facts_of(portfolio, on=facts.on)
    return dict(_slots(there))


def _slots(facts: Facts) -> Iterator[tuple[str, Slot]]:
    for session in facts.portfolio.sessions:
        if session.status.happens:
            yield session.id, slot_of(session, facts.needs.leaders(session))
