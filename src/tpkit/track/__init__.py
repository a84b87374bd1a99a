"""What was promised, by when, and how it stands.

`status` looks at every deliverable, milestone and project as of a day:

- *state*: `State`, where it stands: late, due, delivered …;
- *colour*: `Rag`, by the thresholds of a `RagPolicy`, with a `Reason` for it;
- *words*: a sentence with names and dates.

A `Line` tells of a milestone or a deliverable; a `RollUp` of a project, or of the whole,
by its worst part.

`plan` works out when all of it can happen: every phase, milestone and deliverable that
has work or waits for something is a `Task` of the `Plan`, with earliest and latest dates,
floats, and the chain that decides them.

`forecast` runs through the plan many times, with days drawn from what was estimated, and
says how likely each end is, and what moves it most.

Money: `apportion` and `share_out` divide it to the penny; `spending` says what became of
a grant's budget, `virements`, `claims`, `ineligible` and `accruals` the rest of it;
`contributions` what members give, `earned_value` what was done for what was paid.

What comes of it: `risks`, `benefits`, `outcomes`, and the `theory` of how the one is to
lead to the other, which checks itself.

Slippage is counted in working-day slots, the limits of funding in calendar dates. Nobody
asks the clock: the day is an argument. Delivery confidence is somebody's judgement; it
is carried beside the colour and never computed from it.
"""

from tpkit.track._forecast.beliefs import ForecastBasis
from tpkit.track._forecast.forecast import Forecast, ForecastEngine, forecast
from tpkit.track._forecast.outlook import EndForecast, TaskForecast
from tpkit.track._forecast.tornado import TornadoBar
from tpkit.track._history.comparing import compare
from tpkit.track._history.comparison import Comparison
from tpkit.track._history.difference import Difference, DifferenceKind
from tpkit.track._history.history import History, as_of, changes_index
from tpkit.track._history.recording import rebaseline, record
from tpkit.track._money.accruals import Accrual, AccrualKind, accruals
from tpkit.track._money.claims import ClaimStanding, claims
from tpkit.track._money.contributions import (
    Contributions,
    ContributionState,
    MemberContribution,
    contributions,
)
from tpkit.track._money.earned import EarnedPart, EarnedValue, earned_value
from tpkit.track._money.eligible import Ineligible, ineligible
from tpkit.track._money.outturn import Outturn
from tpkit.track._money.quarters import QuarterSpending
from tpkit.track._money.shares import Share, apportion, share_out
from tpkit.track._money.spending import Spending, spending
from tpkit.track._money.virements import CategoryMoves, virements
from tpkit.track._plan.chain import Chain
from tpkit.track._plan.plan import Plan, ProjectEnd, plan
from tpkit.track._plan.sources import TaskKind
from tpkit.track._plan.task import Driver, DriverKind, Task
from tpkit.track._plan.whose_days import working_calendar_of
from tpkit.track._results.benefits import BenefitReview, BenefitStanding, benefits
from tpkit.track._results.outcomes import (
    IndicatorStanding,
    IndicatorState,
    OutcomeStanding,
    outcomes,
    progress,
)
from tpkit.track._results.risks import (
    RiskBand,
    RiskPolicy,
    RiskRegister,
    RiskStanding,
    risks,
)
from tpkit.track._results.theory import Theory, TheoryFlaw, TheoryProblem, theory
from tpkit.track._status.line import GivenColour, Line, LineKind
from tpkit.track._status.policy import RagPolicy
from tpkit.track._status.rag import Rag, Reason, roll_up
from tpkit.track._status.roll_up import RollUp
from tpkit.track._status.state import State
from tpkit.track._status.status import Status, status

__all__ = [
    "Accrual",
    "AccrualKind",
    "BenefitReview",
    "BenefitStanding",
    "CategoryMoves",
    "Chain",
    "ClaimStanding",
    "Comparison",
    "ContributionState",
    "Contributions",
    "Difference",
    "DifferenceKind",
    "Driver",
    "DriverKind",
    "EarnedPart",
    "EarnedValue",
    "EndForecast",
    "Forecast",
    "ForecastBasis",
    "ForecastEngine",
    "GivenColour",
    "History",
    "IndicatorStanding",
    "IndicatorState",
    "Ineligible",
    "Line",
    "LineKind",
    "MemberContribution",
    "OutcomeStanding",
    "Outturn",
    "Plan",
    "ProjectEnd",
    "QuarterSpending",
    "Rag",
    "RagPolicy",
    "Reason",
    "RiskBand",
    "RiskPolicy",
    "RiskRegister",
    "RiskStanding",
    "RollUp",
    "Share",
    "Spending",
    "State",
    "Status",
    "Task",
    "TaskForecast",
    "TaskKind",
    "Theory",
    "TheoryFlaw",
    "TheoryProblem",
    "TornadoBar",
    "accruals",
    "apportion",
    "as_of",
    "benefits",
    "changes_index",
    "claims",
    "compare",
    "contributions",
    "earned_value",
    "forecast",
    "ineligible",
    "outcomes",
    "plan",
    "progress",
    "rebaseline",
    "record",
    "risks",
    "roll_up",
    "share_out",
    "spending",
    "status",
    "theory",
    "virements",
    "working_calendar_of",
]
