"""What a search proposes: where every session goes, what that costs, what is left."""

import functools
from collections.abc import Mapping
from typing import cast

import attrs
import pendulum

from tpkit._model.ids import ActivityId, PersonId, SessionId, VenueId
from tpkit._model.portfolio import Portfolio
from tpkit._text import did_you_mean
from tpkit.errors import UnknownIdError
from tpkit.findings import Findings
from tpkit.schedule._judge.breaches import Breach, breaches
from tpkit.schedule._judge.review import review
from tpkit.schedule._problem.plan import Plan, is_past, is_to_mend
from tpkit.schedule._problem.problem import Problem
from tpkit.schedule._problem.watch import Ending
from tpkit.schedule._proposal.applied import applied
from tpkit.schedule._proposal.in_words import (
    breaches_in_words,
    costs_by_rule,
    to_improve,
)
from tpkit.schedule._terms.givens import agreed
from tpkit.schedule._terms.slot import Timetable, time_of


@attrs.frozen(kw_only=True)
class Placement:
    """Where a proposal puts one session."""

    session: SessionId
    """Its id; a session that is to be created gets this one."""
    activity: ActivityId
    """What it is a session of."""
    on: pendulum.Date
    """The day, in London."""
    start: pendulum.Time
    """When it begins, by London clocks."""
    end: pendulum.Time
    """When it ends, likewise."""
    venue: VenueId | None
    """Where it is held; None for nowhere in particular."""
    facilitators: tuple[PersonId, ...]
    """Who leads it, in order of id, whether the session names them or its activity."""
    is_new: bool
    """Whether the portfolio does not hold it yet."""
    moved: bool
    """Whether the portfolio has it at another time or place, or with others."""


@attrs.frozen(kw_only=True, eq=False)
class Proposal:
    """A timetable that breaks no hard rule, and what is known about it; see `propose`.

    Nothing has been changed: `apply` gives the portfolio that would come of it.
    """

    on: pendulum.Date
    """The day on which it was made."""
    cost: int
    """What the soft and preferred rules come to that it breaks."""
    bound: int
    """No timetable costs less that keeps the hard rules, on the same days and times."""
    cost_before: int
    """What the portfolio as it is costs."""
    broken_before: int
    """How often the portfolio as it is breaks a hard rule, what is past left out."""
    ending: Ending
    """Why the search ended."""
    _problem: Problem = attrs.field(alias="problem", repr=False)
    _plan: Plan = attrs.field(alias="plan", repr=False)

    @property
    def portfolio(self) -> Portfolio:
        """The portfolio that it is for, as it was."""
        return self._problem.facts.portfolio

    @property
    def gap(self) -> float:
        """What share of the cost could at most be saved, from 0 to 1."""
        return (self.cost - self.bound) / self.cost if self.cost > self.bound else 0.0

    @property
    def is_proved(self) -> bool:
        """Whether it is proved that nothing better exists, by what was asked for."""
        return self.ending is Ending.PROVED

    @functools.cached_property
    def placements(self) -> tuple[Placement, ...]:
        """Every session that happens: those there in document order, then the new ones."""
        problem = self._problem
        return tuple(
            Placement(
                session=SessionId(entry.session),
                activity=cast("ActivityId", entry.activity),
                on=slot.on,
                start=time_of(slot.start),
                end=time_of(slot.end),
                venue=None if slot.venue is None else VenueId(slot.venue),
                facilitators=tuple(map(PersonId, slot.leaders)),
                is_new=now is None,
                moved=now is not None and now != slot,
            )
            for entry, now, slot in zip(
                problem.entries, problem.now, self._plan.slots, strict=True
            )
        )

    @property
    def moved(self) -> tuple[Placement, ...]:
        """Those that are elsewhere than in the portfolio."""
        return tuple(placement for placement in self.placements if placement.moved)

    @property
    def new(self) -> tuple[Placement, ...]:
        """Those that are to be created."""
        return tuple(placement for placement in self.placements if placement.is_new)

    def placement(self, session: SessionId) -> Placement:
        """Give where one session goes.

        Raises:
            UnknownIdError: no session that happens has the id.
        """
        found = self._by_session.get(session)
        if found is None:
            hint = did_you_mean(session, self._by_session)
            raise UnknownIdError("session", session, hint)
        return found

    @functools.cached_property
    def costs(self) -> Mapping[str, int]:
        """What each rule costs that it breaks, by id, the dearest first."""
        return costs_by_rule(self._found)

    @functools.cached_property
    def costs_before(self) -> Mapping[str, int]:
        """What each rule costs that the portfolio as it is breaks, likewise."""
        was = self._problem.facts.timetable
        return costs_by_rule(breaches(was, self._problem.terms))

    @functools.cached_property
    def unmended(self) -> tuple[str, ...]:
        """Hard rules broken by sessions that were not to be moved, in sentences.

        What is past is not told.
        """
        problem = self._problem
        found = (
            breach
            for breach in self._found
            if breach.is_hard
            and not is_to_mend(problem, breach)
            and not is_past(problem, breach)
        )
        return tuple(breaches_in_words(found, self._timetable))

    @functools.cached_property
    def to_improve(self) -> tuple[str, ...]:
        """What it would take to do better: the dearest rules, and what each costs where."""
        facts = self._problem.facts
        return tuple(to_improve(self._found, self._timetable, facts))

    @functools.cached_property
    def findings(self) -> Findings:
        """What `review` says of the portfolio that would come of it."""
        return review(self.apply(), on=self.on, rules=self._problem.rules)

    def apply(self) -> Portfolio:
        """Give the portfolio with every session where it is proposed.

        Document order stays. New sessions are planned ones, after the last of their
        activity; sessions that have moved are one revision further, so that calendars
        take it as news.
        """
        return applied(self._problem, self._plan.slots)

    # ------------------------------------------------------------------------ machinery

    @functools.cached_property
    def _timetable(self) -> Timetable:
        return self._problem.timetable(self._plan.slots)

    @functools.cached_property
    def _found(self) -> tuple[Breach, ...]:
        return tuple(breaches(self._timetable, agreed(self._problem.terms)))

    @functools.cached_property
    def _by_session(self) -> Mapping[str, Placement]:
        return {placement.session: placement for placement in self.placements}
