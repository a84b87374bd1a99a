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
from tpkit.report._board.highlight import (
    BudgetRow,
    Confidence,
    HighlightReport,
    IssueLine,
    RiskLine,
)
from tpkit.report._checking.faults import TemplateFault
from tpkit.report._contracts.contract import Contract, Difference, difference
from tpkit.report._document.document import Document
from tpkit.report._document.formats import FORMATS, Format
from tpkit.report._document.samples import SIZES, Samples, Size
from tpkit.report._focus_groups.invitation import (
    Invitation,
    Invited,
    Occasion,
    SurveyOffer,
)
from tpkit.report._gantt.gantt import GanttChart, GanttProject, GanttRow, gantt
from tpkit.report._gantt.plot import GanttBar, GanttMark, GanttOdds, GanttScale
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
from tpkit.report._standard.table import STANDARD
from tpkit.report._standing.delivery import RATINGS, DeliveryLine, Standing
from tpkit.report._standing.findings import (
    FindingLine,
    FindingsPage,
    findings_in_words,
    findings_json,
)
from tpkit.report._standing.overview import (
    Count,
    FileLine,
    NextSession,
    Overview,
    SeverityCount,
)
from tpkit.report._standing.status import ProjectStanding, StatusPage
from tpkit.report._templates.allowed import FILTERS
from tpkit.report._templates.manifest import Manifest
from tpkit.report._words.kinds import Machine, Personal
from tpkit.report._words.words import Imprint, Link, imprint, link

__all__ = [
    "FILTERS",
    "FORMATS",
    "RATINGS",
    "SIZES",
    "STANDARD",
    "BudgetRow",
    "Confidence",
    "Contract",
    "Count",
    "DayNote",
    "DeliveryLine",
    "Difference",
    "Document",
    "Drift",
    "FileLine",
    "FindingLine",
    "FindingsPage",
    "Format",
    "GanttBar",
    "GanttChart",
    "GanttMark",
    "GanttOdds",
    "GanttProject",
    "GanttRow",
    "GanttScale",
    "HighlightReport",
    "Imprint",
    "Invitation",
    "Invited",
    "IssueLine",
    "LeaderLoad",
    "Limits",
    "Link",
    "LoadBand",
    "LoadBar",
    "LoadCell",
    "LoadChart",
    "LoadLimit",
    "LoadPlot",
    "LoadTick",
    "Machine",
    "Manifest",
    "NextSession",
    "Occasion",
    "Overview",
    "Pack",
    "PackedFile",
    "Personal",
    "ProjectStanding",
    "Reporter",
    "RiskLine",
    "Samples",
    "SeverityCount",
    "Size",
    "SpecialDays",
    "Standing",
    "StatusPage",
    "SurveyOffer",
    "TemplateFault",
    "TimetableDay",
    "TimetableMonth",
    "TimetablePage",
    "TimetableSession",
    "difference",
    "drifts",
    "eject",
    "fill_apart",
    "findings_in_words",
    "findings_json",
    "gantt",
    "imprint",
    "link",
    "load_chart",
    "new_document",
    "pack",
    "timetable",
    "write_pack",
]
