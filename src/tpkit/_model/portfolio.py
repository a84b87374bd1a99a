"""The portfolio: one partnership's whole record, which hangs together or is refused."""

import functools
import operator
from typing import Any, TypeVar

import attrs

from tpkit._model import _integrity
from tpkit._model._checked import Extra, checked
from tpkit._model.activity import (
    ActionLearningSet,
    FocusGroup,
    Resource,
    Segment,
    Session,
    SetMeeting,
    Study,
    Survey,
    TestCycle,
    Venue,
    Workshop,
)
from tpkit._model.calendar import Closure, Observance, TermDates
from tpkit._model.change import Change
from tpkit._model.delivery import (
    Benefit,
    Deliverable,
    Issue,
    Milestone,
    Outcome,
    Phase,
    Project,
    Risk,
)
from tpkit._model.ids import ActivityId
from tpkit._model.money import (
    Bid,
    BudgetLine,
    Claim,
    FundingRound,
    Grant,
    MonitoringReturn,
)
from tpkit._model.monitoring import DiversityCollection
from tpkit._model.participation import (
    Attendance,
    Booking,
    CascadeEvent,
    Consent,
    Registration,
)
from tpkit._model.partnership import (
    Agreement,
    Contribution,
    Decision,
    GovernanceBody,
    GovernanceMeeting,
    Membership,
    Partnership,
    Workstream,
)
from tpkit._model.people import AuthorityArea, Organisation, Person
from tpkit._model.plan import WorkCalendar
from tpkit._model.rules import SchedulingRule
from tpkit._model.suppression import Suppression
from tpkit._model.theory import TheoryStep
from tpkit._text import did_you_mean
from tpkit.errors import PortfolioError, UnknownIdError

__all__ = ["Activity", "Portfolio"]

NounT = TypeVar("NounT")

Activity = Workshop | ActionLearningSet | FocusGroup | TestCycle | GovernanceBody
"""Anything a session can belong to."""


@attrs.frozen(kw_only=True, field_transformer=checked)
class Portfolio:
    """One partnership's whole record. A portfolio that exists hangs together.

    Its fields are the keys of a document, and stand in the order in which a document is
    written. Look a noun up by its kind and id with `get`, or by its family with
    `portfolio.workshops`.

    Raises:
        PortfolioError: something refers to an id that is not there, two nouns of a
            family have one id, or things are nested as they cannot be; the error lists
            every problem with its path.
    """

    partnership: Partnership
    """The partnership whose record this is."""

    organisations: tuple[Organisation, ...] = ()
    areas: tuple[AuthorityArea, ...] = ()
    people: tuple[Person, ...] = ()
    """Role-holders and participants."""
    memberships: tuple[Membership, ...] = ()
    governance_bodies: tuple[GovernanceBody, ...] = ()
    decisions: tuple[Decision, ...] = ()
    workstreams: tuple[Workstream, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    contributions: tuple[Contribution, ...] = ()

    funding_rounds: tuple[FundingRound, ...] = ()
    bids: tuple[Bid, ...] = ()
    budget_lines: tuple[BudgetLine, ...] = ()
    grants: tuple[Grant, ...] = ()
    claims: tuple[Claim, ...] = ()
    monitoring_returns: tuple[MonitoringReturn, ...] = ()

    projects: tuple[Project, ...] = ()
    phases: tuple[Phase, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    theory_steps: tuple[TheoryStep, ...] = ()
    deliverables: tuple[Deliverable, ...] = ()
    risks: tuple[Risk, ...] = ()
    issues: tuple[Issue, ...] = ()
    benefits: tuple[Benefit, ...] = ()

    venues: tuple[Venue, ...] = ()
    studies: tuple[Study, ...] = ()
    segments: tuple[Segment, ...] = ()
    workshops: tuple[Workshop, ...] = ()
    learning_sets: tuple[ActionLearningSet, ...] = ()
    focus_groups: tuple[FocusGroup, ...] = ()
    surveys: tuple[Survey, ...] = ()
    resources: tuple[Resource, ...] = ()
    test_cycles: tuple[TestCycle, ...] = ()
    sessions: tuple[Session, ...] = ()
    set_meetings: tuple[SetMeeting, ...] = ()
    governance_meetings: tuple[GovernanceMeeting, ...] = ()

    bookings: tuple[Booking, ...] = ()
    attendances: tuple[Attendance, ...] = ()
    registrations: tuple[Registration, ...] = ()
    consents: tuple[Consent, ...] = ()
    cascade_events: tuple[CascadeEvent, ...] = ()
    diversity_collections: tuple[DiversityCollection, ...] = ()

    work_calendars: tuple[WorkCalendar, ...] = ()
    closures: tuple[Closure, ...] = ()
    term_dates: tuple[TermDates, ...] = ()
    observances: tuple[Observance, ...] = ()
    scheduling_rules: tuple[SchedulingRule, ...] = ()
    changes: tuple[Change, ...] = ()
    """What was recorded about all these, in the order in which it was."""
    suppressions: tuple[Suppression, ...] = ()
    extra: Extra = ()

    def __attrs_post_init__(self) -> None:
        problems = [*_integrity.problems(self)]
        if problems:
            raise PortfolioError(problems)

    @functools.cached_property
    def _by_id(self) -> dict[str, dict[str, Any]]:
        return _integrity.index(self)

    @functools.cached_property
    def _sessions_by_activity(self) -> dict[str, tuple[Session, ...]]:
        found: dict[str, list[Session]] = {}
        for session in self.sessions:
            found.setdefault(session.activity, []).append(session)
        in_time = operator.attrgetter("on", "start", "number")
        return {id: tuple(sorted(some, key=in_time)) for id, some in found.items()}

    def get(self, kind: type[NounT], id: str) -> NounT:
        """Give the noun of that kind with that id: `portfolio.get(Workshop, "iro")`.

        Raises:
            UnknownIdError: nothing of that kind has the id.
            TypeError: nouns of that kind have no ids, or are not in a portfolio.
        """
        family = _integrity.family_of(type(self), kind)
        nouns = self._by_id[family]
        if id not in nouns:
            raise UnknownIdError(
                _integrity.in_words(family), id, did_you_mean(id, nouns)
            )
        noun: NounT = nouns[id]
        return noun

    def activity(self, id: ActivityId) -> Activity:
        """Give the workshop, learning set, focus group, test cycle or body of that id.

        Raises:
            UnknownIdError: no activity has the id.
        """
        for family in _integrity.ACTIVITY_FAMILIES:
            if id in self._by_id[family]:
                found: Activity = self._by_id[family][id]
                return found
        known = [i for f in _integrity.ACTIVITY_FAMILIES for i in self._by_id[f]]
        raise UnknownIdError("activity", id, did_you_mean(id, known))

    def sessions_of(self, activity: ActivityId) -> tuple[Session, ...]:
        """Give an activity's sessions in order of time; empty where it has none.

        Raises:
            UnknownIdError: no activity has the id.
        """
        found = self._sessions_by_activity.get(activity)
        if found is None:
            self.activity(activity)
        return found or ()
