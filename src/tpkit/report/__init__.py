"""Documents from layered templates that a partnership can adapt.

`Reporter` renders one document; `pack` makes all of them, and `write_pack` puts them in
a folder. `timetable` and `load_chart` gather what those two documents say of some months
or weeks, for `Reporter.fill`. Each kind of document is a `Document`: a folder of templates, and a frozen class
whose fields, such as those of `Invitation`, are all that its templates may print.

A partnership's own folder covers the built-in templates block by block; the how-to
[Adapt a template](../how-to/adapt-a-template.md) shows it.
"""

from tpkit.report._adapting.drift import Drift, drifts
from tpkit.report._adapting.eject import eject
from tpkit.report._adapting.fresh import new_document
from tpkit.report._apart.apart import Limits, fill_apart
from tpkit.report._attendance.attendance import (
    AttendanceBar,
    AttendanceChart,
    AttendancePage,
    AttendanceRow,
)
from tpkit.report._board.board_paper import (
    BoardPaper,
    EarlierDecision,
    Implication,
)
from tpkit.report._board.budget import BudgetRow
from tpkit.report._board.case_study import (
    CaseStudy,
    QuoteLine,
)
from tpkit.report._board.changes import (
    ChangeRequest,
)
from tpkit.report._board.confidence import Confidence
from tpkit.report._board.dissemination_note import (
    DisseminationNote,
    Telling,
)
from tpkit.report._board.highlight import HighlightReport, IssueLine
from tpkit.report._board.memorandum import (
    BoardFacts,
    Memorandum,
    MemorandumParty,
)
from tpkit.report._board.privacy_notice import (
    DataItem,
    KeptItem,
    PrivacyNotice,
)
from tpkit.report._board.risk_register import (
    HeatCell,
    HeatRow,
    PastRisk,
    RegisterLine,
    RiskRegisterPage,
    ScoreLine,
)
from tpkit.report._charts.burn_down import BurnDown, BurnDownRow, ChartLine
from tpkit.report._charts.canvas import ChartFrame, ChartMark
from tpkit.report._checking.faults import TemplateFault
from tpkit.report._contracts.contract import Contract, Difference, difference
from tpkit.report._diversity.form import DiversityForm, FormQuestion
from tpkit.report._document.document import Document
from tpkit.report._document.formats import FORMATS, Format
from tpkit.report._document.samples import SIZES, Samples, Size
from tpkit.report._figures.counts import (
    CONFIDENTIAL,
    NOT_APPLICABLE,
    NOT_AVAILABLE,
    NOT_CALCULABLE,
    DisclosureSymbol,
    Figure,
    Known,
    ShownCount,
    SuppressedCount,
    figure,
    symbols_in,
)
from tpkit.report._figures.disparity_table import (
    DisparityResult,
    DisparityRow,
    DisparityTable,
    disparity_table,
)
from tpkit.report._figures.metrics import WresMetric
from tpkit.report._figures.workforce_table import (
    FormulaNote,
    WorkforceCounts,
    WorkforceRow,
    WorkforceTable,
    workforce_table,
)
from tpkit.report._focus_groups.consent_form import ConsentForm
from tpkit.report._focus_groups.information_sheet import InformationSheet
from tpkit.report._focus_groups.invitation import (
    Invitation,
    Organiser,
    SurveyOffer,
)
from tpkit.report._focus_groups.told import Invited, Occasion
from tpkit.report._focus_groups.topic_guide import (
    GuideLine,
    GuideRole,
    TopicGuidePage,
)
from tpkit.report._gantt.gantt import GanttChart, GanttProject, GanttRow, gantt
from tpkit.report._gantt.plot import GanttBar, GanttMark, GanttOdds, GanttScale
from tpkit.report._learning_sets.agreement import (
    AgreedRule,
    LearningAgreement,
    MeetingPart,
    SetMember,
    SetRole,
)
from tpkit.report._learning_sets.meeting_record import (
    MeetingRecord,
    SetActionLine,
    SetAttender,
    SetSlot,
)
from tpkit.report._learning_sets.meetings import SetDate
from tpkit.report._look.colours import Colours
from tpkit.report._look.logo import Logo
from tpkit.report._look.look import Look
from tpkit.report._look.wording import DATE_STYLES, DateStyle
from tpkit.report._money.bid_form import (
    BeneficiaryRow,
    BidForm,
    CostRow,
    MatchRow,
    NeedLine,
    PromiseRow,
)
from tpkit.report._money.claim import ClaimedCost, GrantClaim, StatementRow
from tpkit.report._money.dissemination import DisseminationRow
from tpkit.report._money.end_of_project import EndOfProjectReport, EvidenceLine
from tpkit.report._money.finance import FinanceRow
from tpkit.report._money.grants import GrantFacts
from tpkit.report._money.quarterly_return import EqualityRow, QuarterlyReturn
from tpkit.report._money.reach import ReachRow
from tpkit.report._money.results import OutcomeRow, OutputRow
from tpkit.report._planning.load_chart import (
    LeaderLoad,
    LoadCell,
    LoadChart,
    load_chart,
)
from tpkit.report._planning.load_plot import (
    LoadBand,
    LoadBar,
    LoadLimit,
    LoadPlot,
    LoadTick,
)
from tpkit.report._planning.special_days import DayNote, SpecialDays
from tpkit.report._planning.timetable import (
    TimetableDay,
    TimetableMonth,
    TimetablePage,
    TimetableSession,
    timetable,
)
from tpkit.report._rendering.pack import Pack, PackedFile, pack, write_pack
from tpkit.report._rendering.reporter import Reporter
from tpkit.report._resources.change_log import (
    ChangeLine,
    ChangeLog,
    TestingRound,
)
from tpkit.report._resources.feedback_form import (
    AskedCriterion,
    ResourceTestForm,
    SeverityNote,
)
from tpkit.report._standard.table import STANDARD
from tpkit.report._standing.delivery import RATINGS, DeliveryLine, Standing
from tpkit.report._standing.findings import (
    FindingLine,
    FindingsPage,
    findings_in_words,
    findings_json,
)
from tpkit.report._standing.heat_map import RatingCell, RatingMap, RatingRow
from tpkit.report._standing.overview import (
    Count,
    FileLine,
    NextSession,
    Overview,
    SeverityCount,
)
from tpkit.report._standing.risks import RiskLine
from tpkit.report._standing.status import ProjectStanding, StatusPage
from tpkit.report._templates.allowed import FILTERS
from tpkit.report._templates.manifest import Manifest
from tpkit.report._words.events import CalendarEvent
from tpkit.report._words.kinds import Machine, Personal
from tpkit.report._words.signing import SignatureLine
from tpkit.report._words.words import Imprint, Link, imprint, link
from tpkit.report._workshops.attendance_register import (
    AttendanceRegister,
    RegisterRow,
    RegisterTotal,
)
from tpkit.report._workshops.cascade_report import (
    CascadeDutyLine,
    CascadeEventLine,
    CascadeReport,
)
from tpkit.report._workshops.certificate import Certificate, certificates
from tpkit.report._workshops.evaluation import WorkshopEvaluation
from tpkit.report._workshops.joining_instructions import JoiningInstructions
from tpkit.report._workshops.registration_form import (
    OfferedDate,
    OfferedSegment,
    RegistrationForm,
)

__all__ = [
    "CONFIDENTIAL",
    "DATE_STYLES",
    "FILTERS",
    "FORMATS",
    "NOT_APPLICABLE",
    "NOT_AVAILABLE",
    "NOT_CALCULABLE",
    "RATINGS",
    "SIZES",
    "STANDARD",
    "AgreedRule",
    "AskedCriterion",
    "AttendanceBar",
    "AttendanceChart",
    "AttendancePage",
    "AttendanceRegister",
    "AttendanceRow",
    "BeneficiaryRow",
    "BidForm",
    "BoardFacts",
    "BoardPaper",
    "BudgetRow",
    "BurnDown",
    "BurnDownRow",
    "CalendarEvent",
    "CascadeDutyLine",
    "CascadeEventLine",
    "CascadeReport",
    "CaseStudy",
    "Certificate",
    "ChangeLine",
    "ChangeLog",
    "ChangeRequest",
    "ChartFrame",
    "ChartLine",
    "ChartMark",
    "ClaimedCost",
    "Colours",
    "Confidence",
    "ConsentForm",
    "Contract",
    "CostRow",
    "Count",
    "DataItem",
    "DateStyle",
    "DayNote",
    "DeliveryLine",
    "Difference",
    "DisclosureSymbol",
    "DisparityResult",
    "DisparityRow",
    "DisparityTable",
    "DisseminationNote",
    "DisseminationRow",
    "DiversityForm",
    "Document",
    "Drift",
    "EarlierDecision",
    "EndOfProjectReport",
    "EqualityRow",
    "EvidenceLine",
    "Figure",
    "FileLine",
    "FinanceRow",
    "FindingLine",
    "FindingsPage",
    "FormQuestion",
    "Format",
    "FormulaNote",
    "GanttBar",
    "GanttChart",
    "GanttMark",
    "GanttOdds",
    "GanttProject",
    "GanttRow",
    "GanttScale",
    "GrantClaim",
    "GrantFacts",
    "GuideLine",
    "GuideRole",
    "HeatCell",
    "HeatRow",
    "HighlightReport",
    "Implication",
    "Imprint",
    "InformationSheet",
    "Invitation",
    "Invited",
    "IssueLine",
    "JoiningInstructions",
    "KeptItem",
    "Known",
    "LeaderLoad",
    "LearningAgreement",
    "Limits",
    "Link",
    "LoadBand",
    "LoadBar",
    "LoadCell",
    "LoadChart",
    "LoadLimit",
    "LoadPlot",
    "LoadTick",
    "Logo",
    "Look",
    "Machine",
    "Manifest",
    "MatchRow",
    "MeetingPart",
    "MeetingRecord",
    "Memorandum",
    "MemorandumParty",
    "NeedLine",
    "NextSession",
    "Occasion",
    "OfferedDate",
    "OfferedSegment",
    "Organiser",
    "OutcomeRow",
    "OutputRow",
    "Overview",
    "Pack",
    "PackedFile",
    "PastRisk",
    "Personal",
    "PrivacyNotice",
    "ProjectStanding",
    "PromiseRow",
    "QuarterlyReturn",
    "QuoteLine",
    "RatingCell",
    "RatingMap",
    "RatingRow",
    "ReachRow",
    "RegisterLine",
    "RegisterRow",
    "RegisterTotal",
    "RegistrationForm",
    "Reporter",
    "ResourceTestForm",
    "RiskLine",
    "RiskRegisterPage",
    "Samples",
    "ScoreLine",
    "SetActionLine",
    "SetAttender",
    "SetDate",
    "SetMember",
    "SetRole",
    "SetSlot",
    "SeverityCount",
    "SeverityNote",
    "ShownCount",
    "SignatureLine",
    "Size",
    "SpecialDays",
    "Standing",
    "StatementRow",
    "StatusPage",
    "SuppressedCount",
    "SurveyOffer",
    "Telling",
    "TemplateFault",
    "TestingRound",
    "TimetableDay",
    "TimetableMonth",
    "TimetablePage",
    "TimetableSession",
    "TopicGuidePage",
    "WorkforceCounts",
    "WorkforceRow",
    "WorkforceTable",
    "WorkshopEvaluation",
    "WresMetric",
    "certificates",
    "difference",
    "disparity_table",
    "drifts",
    "eject",
    "figure",
    "fill_apart",
    "findings_in_words",
    "findings_json",
    "gantt",
    "imprint",
    "link",
    "load_chart",
    "new_document",
    "pack",
    "symbols_in",
    "timetable",
    "workforce_table",
    "write_pack",
]
