"""Is the plan wise, lawful, and what was agreed? Checks look; findings say.

`run` asks every check and gives the findings in the order of the document. A suppression
in the portfolio, with its reason, keeps one from being said again.

Each check is a frozen class whose fields are its thresholds, with a code that keeps its
meaning: `TP1xx` the partnership, `TP2xx` bids and grants, `TP3xx` workshops, `TP4xx`
learning sets, `TP5xx` focus groups; `TP0xx` is what `run` says of suppressions. A
function that takes a portfolio and yields findings is a check as well.
"""

from tpkit.checks._bids import (
    BidAgainstRound,
    BidNotReady,
    BidUndated,
    BudgetDoesNotSum,
    DeliverableAfterFunding,
    MoveOutOfOrder,
)
from tpkit.checks._bookings import (
    NoticeMisrecorded,
    PlacesHeldBack,
    PlaceTakenTwice,
    TooManyNoShows,
    WaitingListJumped,
)
from tpkit.checks._budgets import (
    BudgetLineOutsideFunding,
    IneligibleCost,
    SpentBeforeGrant,
    VarianceUnexplained,
    VirementBetweenGrants,
    VirementUnapproved,
)
from tpkit.checks._certificates import (
    CertificateBeforeCompletion,
    CertificateWithoutAttendance,
    CpdCreditClaimed,
    CpdRecordIncomplete,
)
from tpkit.checks._check import Check, code_of, rules_of
from tpkit.checks._focus_groups import (
    FocusGroupSizeUnsuited,
    FocusGroupTooLong,
    InvitationsMisjudged,
    ListeningEventSizeUnsuited,
    TooManyTopics,
    TopicGuideTooLong,
)
from tpkit.checks._governance import (
    BoardLacksOneSide,
    BoardLacksVoices,
    ChairsBothTiers,
    MeetingInquorate,
    MeetingsTooFarApart,
    QuorumUnsound,
)
from tpkit.checks._grants import (
    LateAward,
    LegalPowerMissing,
    RecordsKeptTooShort,
    SignedBeforeApproval,
    SpendingCarriedOver,
    UnderspendNotNotified,
)
from tpkit.checks._group_consent import (
    ConsentMissing,
    ReadingTimeShort,
    RecordingRefused,
    WithdrawalDeadlineMissing,
    WithdrawalNotLogged,
    WithdrawnDataKept,
)
from tpkit.checks._group_leaders import (
    FacilitatorNotIndependent,
    FacilitatorTakesNotes,
    RecruiterRunsGroup,
)
from tpkit.checks._group_members import (
    CohortIncomplete,
    CohortJoinedLate,
    ContactWithoutPermission,
    LineManagerInGroup,
    LineManagerInSegment,
    PersonInTwoSegments,
    SelectionWithoutGround,
)
from tpkit.checks._group_records import (
    ConsentOutlivesData,
    DataKeptTooLong,
    QuoteIdentifiesPerson,
    QuoteWithoutConsent,
    RecordingOutlivesTranscript,
    RetentionPromiseUnusual,
)
from tpkit.checks._learning_sets import (
    CompositionUntold,
    DepartureUnrecorded,
    FacilitatorManagesMember,
    FacilitatorUnsupported,
    LateJoiner,
    RecontractUndecided,
    SetTooSmallToGoOn,
)
from tpkit.checks._memberships import (
    AgreementReviewOverdue,
    AgreementWithoutReview,
    ContributionFromNonMember,
    ContributionLate,
    ContributionsDoNotSum,
    MembershipsOverlap,
    MembershipUndated,
    MemberWithoutAgreement,
)
from tpkit.checks._partnership import (
    AccountableBodyMissing,
    AccountableBodyUnfit,
    CoreGrantAfterItsEnd,
    EmployerOrUniversityMissing,
    FundingModelMissing,
    GrantHeldByAnother,
)
from tpkit.checks._policy import Policy
from tpkit.checks._returns import (
    AccrualForecastLate,
    CertificateLate,
    ClaimUnsigned,
    EndReportLate,
    ReturnLate,
    ReturnMissing,
)
from tpkit.checks._run import run
from tpkit.checks._set_airtime import (
    AirtimeOutOfRange,
    AirtimeUneven,
    PresenterOutOfTurn,
    TooFewSlots,
)
from tpkit.checks._set_attendance import (
    AbsentTwiceRunning,
    AttendanceTooLow,
    MeetingShouldBeCancelled,
    SubstituteSent,
)
from tpkit.checks._set_meetings import (
    ConfidentialityClauseMissing,
    MeetingsUndated,
    PresentedBeforeGroundRules,
    SetMeetingsTooFarApart,
)
from tpkit.checks._set_members import (
    EmployerCrowdsSet,
    GradesTooFarApart,
    LearningSetTooLarge,
    LearningSetTooSmall,
    LineManagementInSet,
    TeamMatesInSet,
)
from tpkit.checks._set_records import ActionsMissingFromAgenda, IssueContentKept
from tpkit.checks._studies import (
    NoAlternativeToAttending,
    NumberOfGroupsUnusual,
    SaturationReached,
    SegmentHeardTooRarely,
)
from tpkit.checks._suppressions import SUPPRESSION_CODES
from tpkit.checks._table import STANDARD
from tpkit.checks._workshop_places import (
    FewerPeopleThanPromised,
    Overbooked,
    PromisedBeyondCapacity,
    SessionTooLarge,
)
from tpkit.checks._workshops import (
    CascadeOwed,
    FollowUpUnplanned,
    FollowUpUnreported,
    ReachCountedTwice,
)

__all__ = [
    "STANDARD",
    "SUPPRESSION_CODES",
    "AbsentTwiceRunning",
    "AccountableBodyMissing",
    "AccountableBodyUnfit",
    "AccrualForecastLate",
    "ActionsMissingFromAgenda",
    "AgreementReviewOverdue",
    "AgreementWithoutReview",
    "AirtimeOutOfRange",
    "AirtimeUneven",
    "AttendanceTooLow",
    "BidAgainstRound",
    "BidNotReady",
    "BidUndated",
    "BoardLacksOneSide",
    "BoardLacksVoices",
    "BudgetDoesNotSum",
    "BudgetLineOutsideFunding",
    "CascadeOwed",
    "CertificateBeforeCompletion",
    "CertificateLate",
    "CertificateWithoutAttendance",
    "ChairsBothTiers",
    "Check",
    "ClaimUnsigned",
    "CohortIncomplete",
    "CohortJoinedLate",
    "CompositionUntold",
    "ConfidentialityClauseMissing",
    "ConsentMissing",
    "ConsentOutlivesData",
    "ContactWithoutPermission",
    "ContributionFromNonMember",
    "ContributionLate",
    "ContributionsDoNotSum",
    "CoreGrantAfterItsEnd",
    "CpdCreditClaimed",
    "CpdRecordIncomplete",
    "DataKeptTooLong",
    "DeliverableAfterFunding",
    "DepartureUnrecorded",
    "EmployerCrowdsSet",
    "EmployerOrUniversityMissing",
    "EndReportLate",
    "FacilitatorManagesMember",
    "FacilitatorNotIndependent",
    "FacilitatorTakesNotes",
    "FacilitatorUnsupported",
    "FewerPeopleThanPromised",
    "FocusGroupSizeUnsuited",
    "FocusGroupTooLong",
    "FollowUpUnplanned",
    "FollowUpUnreported",
    "FundingModelMissing",
    "GradesTooFarApart",
    "GrantHeldByAnother",
    "IneligibleCost",
    "InvitationsMisjudged",
    "IssueContentKept",
    "LateAward",
    "LateJoiner",
    "LearningSetTooLarge",
    "LearningSetTooSmall",
    "LegalPowerMissing",
    "LineManagementInSet",
    "LineManagerInGroup",
    "LineManagerInSegment",
    "ListeningEventSizeUnsuited",
    "MeetingInquorate",
    "MeetingShouldBeCancelled",
    "MeetingsTooFarApart",
    "MeetingsUndated",
    "MemberWithoutAgreement",
    "MembershipUndated",
    "MembershipsOverlap",
    "MoveOutOfOrder",
    "NoAlternativeToAttending",
    "NoticeMisrecorded",
    "NumberOfGroupsUnusual",
    "Overbooked",
    "PersonInTwoSegments",
    "PlaceTakenTwice",
    "PlacesHeldBack",
    "Policy",
    "PresentedBeforeGroundRules",
    "PresenterOutOfTurn",
    "PromisedBeyondCapacity",
    "QuorumUnsound",
    "QuoteIdentifiesPerson",
    "QuoteWithoutConsent",
    "ReachCountedTwice",
    "ReadingTimeShort",
    "RecontractUndecided",
    "RecordingOutlivesTranscript",
    "RecordingRefused",
    "RecordsKeptTooShort",
    "RecruiterRunsGroup",
    "RetentionPromiseUnusual",
    "ReturnLate",
    "ReturnMissing",
    "SaturationReached",
    "SegmentHeardTooRarely",
    "SelectionWithoutGround",
    "SessionTooLarge",
    "SetMeetingsTooFarApart",
    "SetTooSmallToGoOn",
    "SignedBeforeApproval",
    "SpendingCarriedOver",
    "SpentBeforeGrant",
    "SubstituteSent",
    "TeamMatesInSet",
    "TooFewSlots",
    "TooManyNoShows",
    "TooManyTopics",
    "TopicGuideTooLong",
    "UnderspendNotNotified",
    "VarianceUnexplained",
    "VirementBetweenGrants",
    "VirementUnapproved",
    "WaitingListJumped",
    "WithdrawalDeadlineMissing",
    "WithdrawalNotLogged",
    "WithdrawnDataKept",
    "code_of",
    "rules_of",
    "run",
]
