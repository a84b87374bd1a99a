"""One `NewType` for each kind of id: text that names one noun and nothing else.

An id is letters, digits and `. _ : @ -`, begins with a letter or digit, is at most 100
characters long, and is used once in its family. The activities that sessions can belong
to (workshops, learning sets, focus groups, test cycles, governance bodies) share one
namespace, because a session names its activity without saying which kind it is.
"""

from typing import NewType

__all__ = [
    "ActivityId",
    "AgreementId",
    "AreaId",
    "BenefitId",
    "BidId",
    "BookingId",
    "BudgetLineId",
    "CascadeEventId",
    "ClaimId",
    "ClosureId",
    "ConsentId",
    "ContributionId",
    "DecisionId",
    "DeliverableId",
    "DiversityCollectionId",
    "FocusGroupId",
    "FundingRoundId",
    "GovernanceBodyId",
    "GrantId",
    "IssueId",
    "LearningSetId",
    "MembershipId",
    "MilestoneId",
    "MonitoringReturnId",
    "ObservanceId",
    "OrganisationId",
    "OutcomeId",
    "PartnershipId",
    "PersonId",
    "PhaseId",
    "ProjectId",
    "RecordedId",
    "RegistrationId",
    "ResourceId",
    "RiskId",
    "SchedulingRuleId",
    "SegmentId",
    "SessionId",
    "StudyId",
    "SurveyId",
    "TaskId",
    "TermDatesId",
    "TestCycleId",
    "TheoryStepId",
    "VenueId",
    "WorkCalendarId",
    "WorkshopId",
    "WorkstreamId",
]

OrganisationId = NewType("OrganisationId", str)
AreaId = NewType("AreaId", str)
PersonId = NewType("PersonId", str)

PartnershipId = NewType("PartnershipId", str)
MembershipId = NewType("MembershipId", str)
WorkstreamId = NewType("WorkstreamId", str)
AgreementId = NewType("AgreementId", str)
ContributionId = NewType("ContributionId", str)
DecisionId = NewType("DecisionId", str)

FundingRoundId = NewType("FundingRoundId", str)
BidId = NewType("BidId", str)
GrantId = NewType("GrantId", str)
BudgetLineId = NewType("BudgetLineId", str)
ClaimId = NewType("ClaimId", str)
MonitoringReturnId = NewType("MonitoringReturnId", str)

ProjectId = NewType("ProjectId", str)
PhaseId = NewType("PhaseId", str)
DeliverableId = NewType("DeliverableId", str)
MilestoneId = NewType("MilestoneId", str)
RiskId = NewType("RiskId", str)
IssueId = NewType("IssueId", str)
BenefitId = NewType("BenefitId", str)
OutcomeId = NewType("OutcomeId", str)
TheoryStepId = NewType("TheoryStepId", str)

TaskId = PhaseId | MilestoneId | DeliverableId
"""The id of anything that work can lead to, and that other work can wait for."""

RecordedId = (
    ProjectId
    | PhaseId
    | MilestoneId
    | DeliverableId
    | BidId
    | BudgetLineId
    | GrantId
    | ClaimId
    | MonitoringReturnId
    | RiskId
    | IssueId
    | BenefitId
    | OutcomeId
)
"""The id of anything whose changes are recorded."""

WorkshopId = NewType("WorkshopId", str)
LearningSetId = NewType("LearningSetId", str)
FocusGroupId = NewType("FocusGroupId", str)
TestCycleId = NewType("TestCycleId", str)
GovernanceBodyId = NewType("GovernanceBodyId", str)

ActivityId = WorkshopId | LearningSetId | FocusGroupId | TestCycleId | GovernanceBodyId
"""The id of anything a session can belong to."""

SessionId = NewType("SessionId", str)
VenueId = NewType("VenueId", str)
StudyId = NewType("StudyId", str)
SegmentId = NewType("SegmentId", str)
SurveyId = NewType("SurveyId", str)
ResourceId = NewType("ResourceId", str)

BookingId = NewType("BookingId", str)
RegistrationId = NewType("RegistrationId", str)
ConsentId = NewType("ConsentId", str)
CascadeEventId = NewType("CascadeEventId", str)

DiversityCollectionId = NewType("DiversityCollectionId", str)

SchedulingRuleId = NewType("SchedulingRuleId", str)
WorkCalendarId = NewType("WorkCalendarId", str)
ClosureId = NewType("ClosureId", str)
TermDatesId = NewType("TermDatesId", str)
ObservanceId = NewType("ObservanceId", str)
