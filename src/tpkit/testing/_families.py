"""A strategy for each family of a portfolio, under the family's name.

Each keyword is a field's name and takes a strategy for that field, as in
`sessions(activity=st.just("iro"))`; see `nouns`.
"""

import typing
from typing import Any

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
from tpkit.testing._hypothesis import SearchStrategy
from tpkit.testing._hypothesis import strategies as st
from tpkit.testing._nouns import nouns


def agreements(**fields: SearchStrategy[Any]) -> SearchStrategy[Agreement]:
    """Draw agreements."""
    return nouns(Agreement, **fields)


def areas(**fields: SearchStrategy[Any]) -> SearchStrategy[AuthorityArea]:
    """Draw areas of authorities."""
    return nouns(AuthorityArea, **fields)


def attendances(**fields: SearchStrategy[Any]) -> SearchStrategy[Attendance]:
    """Draw attendances."""
    return nouns(Attendance, **fields)


def benefits(**fields: SearchStrategy[Any]) -> SearchStrategy[Benefit]:
    """Draw benefits."""
    return nouns(Benefit, **fields)


def bids(**fields: SearchStrategy[Any]) -> SearchStrategy[Bid]:
    """Draw bids."""
    return nouns(Bid, **fields)


def bookings(**fields: SearchStrategy[Any]) -> SearchStrategy[Booking]:
    """Draw bookings."""
    return nouns(Booking, **fields)


def budget_lines(**fields: SearchStrategy[Any]) -> SearchStrategy[BudgetLine]:
    """Draw budget lines."""
    return nouns(BudgetLine, **fields)


def cascade_events(**fields: SearchStrategy[Any]) -> SearchStrategy[CascadeEvent]:
    """Draw cascade events."""
    return nouns(CascadeEvent, **fields)


def changes(**fields: SearchStrategy[Any]) -> SearchStrategy[Change]:
    """Draw changes."""
    return nouns(Change, **fields)


def claims(**fields: SearchStrategy[Any]) -> SearchStrategy[Claim]:
    """Draw claims."""
    return nouns(Claim, **fields)


def closures(**fields: SearchStrategy[Any]) -> SearchStrategy[Closure]:
    """Draw closures."""
    return nouns(Closure, **fields)


def consents(**fields: SearchStrategy[Any]) -> SearchStrategy[Consent]:
    """Draw consents."""
    return nouns(Consent, **fields)


def contributions(**fields: SearchStrategy[Any]) -> SearchStrategy[Contribution]:
    """Draw contributions."""
    return nouns(Contribution, **fields)


def decisions(**fields: SearchStrategy[Any]) -> SearchStrategy[Decision]:
    """Draw decisions."""
    return nouns(Decision, **fields)


def deliverables(**fields: SearchStrategy[Any]) -> SearchStrategy[Deliverable]:
    """Draw deliverables."""
    return nouns(Deliverable, **fields)


def diversity_collections(
    **fields: SearchStrategy[Any],
) -> SearchStrategy[DiversityCollection]:
    """Draw diversity collections."""
    return nouns(DiversityCollection, **fields)


def focus_groups(**fields: SearchStrategy[Any]) -> SearchStrategy[FocusGroup]:
    """Draw focus groups."""
    return nouns(FocusGroup, **fields)


def funding_rounds(**fields: SearchStrategy[Any]) -> SearchStrategy[FundingRound]:
    """Draw funding rounds."""
    return nouns(FundingRound, **fields)


def governance_bodies(**fields: SearchStrategy[Any]) -> SearchStrategy[GovernanceBody]:
    """Draw governance bodies."""
    return nouns(GovernanceBody, **fields)


def governance_meetings(
    **fields: SearchStrategy[Any],
) -> SearchStrategy[GovernanceMeeting]:
    """Draw governance meetings."""
    return nouns(GovernanceMeeting, **fields)


def grants(**fields: SearchStrategy[Any]) -> SearchStrategy[Grant]:
    """Draw grants."""
    return nouns(Grant, **fields)


def issues(**fields: SearchStrategy[Any]) -> SearchStrategy[Issue]:
    """Draw issues."""
    return nouns(Issue, **fields)


def learning_sets(**fields: SearchStrategy[Any]) -> SearchStrategy[ActionLearningSet]:
    """Draw action learning sets."""
    return nouns(ActionLearningSet, **fields)


def memberships(**fields: SearchStrategy[Any]) -> SearchStrategy[Membership]:
    """Draw memberships."""
    return nouns(Membership, **fields)


def milestones(**fields: SearchStrategy[Any]) -> SearchStrategy[Milestone]:
    """Draw milestones."""
    return nouns(Milestone, **fields)


def monitoring_returns(
    **fields: SearchStrategy[Any],
) -> SearchStrategy[MonitoringReturn]:
    """Draw monitoring returns."""
    return nouns(MonitoringReturn, **fields)


def observances(**fields: SearchStrategy[Any]) -> SearchStrategy[Observance]:
    """Draw observances."""
    return nouns(Observance, **fields)


def organisations(**fields: SearchStrategy[Any]) -> SearchStrategy[Organisation]:
    """Draw organisations."""
    return nouns(Organisation, **fields)


def outcomes(**fields: SearchStrategy[Any]) -> SearchStrategy[Outcome]:
    """Draw outcomes."""
    return nouns(Outcome, **fields)


def partnerships(**fields: SearchStrategy[Any]) -> SearchStrategy[Partnership]:
    """Draw partnerships."""
    return nouns(Partnership, **fields)


def people(**fields: SearchStrategy[Any]) -> SearchStrategy[Person]:
    """Draw people: role-holders and participants."""
    return nouns(Person, **fields)


def phases(**fields: SearchStrategy[Any]) -> SearchStrategy[Phase]:
    """Draw phases."""
    return nouns(Phase, **fields)


def projects(**fields: SearchStrategy[Any]) -> SearchStrategy[Project]:
    """Draw projects."""
    return nouns(Project, **fields)


def registrations(**fields: SearchStrategy[Any]) -> SearchStrategy[Registration]:
    """Draw registrations."""
    return nouns(Registration, **fields)


def resources(**fields: SearchStrategy[Any]) -> SearchStrategy[Resource]:
    """Draw resources."""
    return nouns(Resource, **fields)


def risks(**fields: SearchStrategy[Any]) -> SearchStrategy[Risk]:
    """Draw risks."""
    return nouns(Risk, **fields)


def segments(**fields: SearchStrategy[Any]) -> SearchStrategy[Segment]:
    """Draw segments."""
    return nouns(Segment, **fields)


def sessions(**fields: SearchStrategy[Any]) -> SearchStrategy[Session]:
    """Draw sessions."""
    return nouns(Session, **fields)


def set_meetings(**fields: SearchStrategy[Any]) -> SearchStrategy[SetMeeting]:
    """Draw set meetings."""
    return nouns(SetMeeting, **fields)


def studies(**fields: SearchStrategy[Any]) -> SearchStrategy[Study]:
    """Draw studies."""
    return nouns(Study, **fields)


def suppressions(**fields: SearchStrategy[Any]) -> SearchStrategy[Suppression]:
    """Draw suppressions."""
    return nouns(Suppression, **fields)


def surveys(**fields: SearchStrategy[Any]) -> SearchStrategy[Survey]:
    """Draw surveys."""
    return nouns(Survey, **fields)


def term_dates(**fields: SearchStrategy[Any]) -> SearchStrategy[TermDates]:
    """Draw school breaks."""
    return nouns(TermDates, **fields)


def test_cycles(**fields: SearchStrategy[Any]) -> SearchStrategy[TestCycle]:
    """Draw test cycles."""
    return nouns(TestCycle, **fields)


def theory_steps(**fields: SearchStrategy[Any]) -> SearchStrategy[TheoryStep]:
    """Draw steps of theories of change."""
    return nouns(TheoryStep, **fields)


def venues(**fields: SearchStrategy[Any]) -> SearchStrategy[Venue]:
    """Draw venues."""
    return nouns(Venue, **fields)


def work_calendars(**fields: SearchStrategy[Any]) -> SearchStrategy[WorkCalendar]:
    """Draw working calendars."""
    return nouns(WorkCalendar, **fields)


def workshops(**fields: SearchStrategy[Any]) -> SearchStrategy[Workshop]:
    """Draw workshops."""
    return nouns(Workshop, **fields)


def workstreams(**fields: SearchStrategy[Any]) -> SearchStrategy[Workstream]:
    """Draw workstreams."""
    return nouns(Workstream, **fields)


def scheduling_rules() -> SearchStrategy[SchedulingRule]:
    """Draw scheduling rules of every kind; `nouns(NotOn, …)` draws those of one."""
    return st.one_of([nouns(kind) for kind in typing.get_args(SchedulingRule)])
