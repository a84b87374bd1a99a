"""Riverside's resource and its tests, of which these documents can be tried."""

from typing import Any

import attrs

from tpkit._model.activity import (
    Feedback,
    FeedbackResponse,
    FeedbackSeverity,
    Resource,
    ResourceStatus,
    TestCriterion,
    TestCycle,
)
from tpkit._model.ids import OrganisationId, ProjectId, ResourceId, TestCycleId
from tpkit._model.lifecycle import Step
from tpkit._model.people import ProfessionalRole
from tpkit._model.portfolio import Portfolio
from tpkit.report._samples.riverside import bare, day, riverside


def least() -> Portfolio:
    """Give a portfolio with a resource and a test of it, and no more."""
    resource = Resource(id=ResourceId("guide"), title="Guide")
    cycle = TestCycle(id=TestCycleId("test-1"), title="Test", resource=resource.id)
    return attrs.evolve(bare(), resources=(resource,), test_cycles=(cycle,))


def usual() -> Portfolio:
    """Give Riverside with a guide that has been tested twice."""
    return attrs.evolve(riverside(), resources=(GUIDE,), test_cycles=CYCLES)


GUIDE = Resource(
    id=ResourceId("guide"),
    title="Guide to good induction",
    version="2",
    project=ProjectId("bridge"),
    audience="team managers",
    standards=(2, 5),
    standards_edition="2020",
    publisher=OrganisationId("dfe"),
    published_at="https://riverside.example/guide",
    accessibility="WCAG 2.2 AA",
    status=ResourceStatus.REVISED,
    history=(
        Step(to=ResourceStatus.IN_TEST, on=day(1, 10)),
        Step(to=ResourceStatus.REVISED, on=day(2, 7)),
    ),
)


def _found(comment: str, severity: FeedbackSeverity, **more: Any) -> Feedback:
    finding = Feedback(
        criterion=TestCriterion.RELEVANCE,
        comment=comment,
        organisation=OrganisationId("council"),
        role=ProfessionalRole.TEAM_MANAGER,
        severity=severity,
    )
    return attrs.evolve(finding, **more)


CYCLES = (
    TestCycle(
        id=TestCycleId("test-2"),
        title="Second round",
        resource=GUIDE.id,
        version="2",
        number=2,
        criteria=(TestCriterion.RELEVANCE,),
        when="spring 2022",
        feedback=(
            _found(
                "the film has no captions",
                FeedbackSeverity.BLOCKER,
                criterion=TestCriterion.DIGITAL_ACCESSIBILITY,
                rating=2,
            ),
        ),
    ),
    TestCycle(
        id=TestCycleId("test-1"),
        title="First round",
        resource=GUIDE.id,
        testers=(OrganisationId("council"), OrganisationId("uni")),
        tester_roles=(
            ProfessionalRole.TEAM_MANAGER,
            ProfessionalRole.LIVED_EXPERIENCE,
        ),
        method="online focus groups",
        planner=OrganisationId("uni"),
        coordinator=OrganisationId("council"),
        start=day(1, 10),
        end=day(1, 28),
        feedback=(
            _found(
                "add a checklist",
                FeedbackSeverity.SUGGESTION,
                response=FeedbackResponse.DECLINED,
                reason="there is one in the toolkit",
            ),
            _found(
                "it takes for granted that managers have an hour",
                FeedbackSeverity.MAJOR,
                criterion=TestCriterion.IMPLEMENTATION,
                response=FeedbackResponse.PARTLY_ACCEPTED,
                reason="there is a short version now",
                changed_in="2",
            ),
            _found(
                "a word is misspelt",
                FeedbackSeverity.MINOR,
                response=FeedbackResponse.ACCEPTED,
                changed_in="2",
            ),
        ),
    ),
)
