"""Documents from layered templates that a partnership can adapt.

`Reporter` renders one document; `pack` makes all of them, and `write_pack` puts them in
a folder. `timetable` and `load_chart` gather what those two documents say of some months
or weeks, for `Reporter.fill`. Each kind of document is a `Document`: a folder of templates, and a frozen class
whose fields, such as those of `Invitation`, are all that its templates may print.

A partnership's own folder covers the built-in templates block by block; the how-to
[Adapt a template](../how-to/adapt-a-template.md) shows it.
"""

from tpkit.report._delivery import RATINGS, DeliveryLine, Standing
from tpkit.report._documents import STANDARD, Document, Format
from tpkit.report._findings import (
    FindingLine,
    FindingsPage,
    findings_in_words,
    findings_json,
)
from tpkit.report._highlight import (
    BudgetRow,
    Confidence,
    HighlightReport,
    IssueLine,
    RiskLine,
)
from tpkit.report._invitation import Invitation, Invited, Occasion, SurveyOffer
from tpkit.report._load_chart import LeaderLoad, LoadCell, LoadChart, load_chart
from tpkit.report._load_plot import LoadBand, LoadBar, LoadLimit, LoadPlot, LoadTick
from tpkit.report._overview import (
    Count,
    FileLine,
    NextSession,
    Overview,
    SeverityCount,
)
from tpkit.report._pack import Pack, PackedFile, pack, write_pack
from tpkit.report._reporter import Reporter
from tpkit.report._special_days import DayNote, SpecialDays
from tpkit.report._status import ProjectStanding, StatusPage
from tpkit.report._timetable import (
    TimetableDay,
    TimetableMonth,
    TimetablePage,
    TimetableSession,
    timetable,
)
from tpkit.report._words import Imprint, Link

__all__ = [
    "RATINGS",
    "STANDARD",
    "BudgetRow",
    "Confidence",
    "Count",
    "DayNote",
    "DeliveryLine",
    "Document",
    "FileLine",
    "FindingLine",
    "FindingsPage",
    "Format",
    "HighlightReport",
    "Imprint",
    "Invitation",
    "Invited",
    "IssueLine",
    "LeaderLoad",
    "Link",
    "LoadBand",
    "LoadBar",
    "LoadCell",
    "LoadChart",
    "LoadLimit",
    "LoadPlot",
    "LoadTick",
    "NextSession",
    "Occasion",
    "Overview",
    "Pack",
    "PackedFile",
    "ProjectStanding",
    "Reporter",
    "RiskLine",
    "SeverityCount",
    "SpecialDays",
    "Standing",
    "StatusPage",
    "SurveyOffer",
    "TimetableDay",
    "TimetableMonth",
    "TimetablePage",
    "TimetableSession",
    "findings_in_words",
    "findings_json",
    "load_chart",
    "pack",
    "timetable",
    "write_pack",
]
