"""What was promised, by when, and how it stands.

`status` looks at every deliverable, milestone and project as of a day:

- *state*: `State`, where it stands: late, due, delivered …;
- *colour*: `Rag`, by the thresholds of a `RagPolicy`, with a `Reason` for it;
- *words*: a sentence with names and dates.

A `Line` tells of a milestone or a deliverable; a `RollUp` of a project, or of the whole,
by its worst part.

Slippage is counted in working-day slots, the limits of funding in calendar dates. Nobody
asks the clock: the day is an argument. Delivery confidence is somebody's judgement; it
is carried beside the colour and never computed from it.
"""

from tpkit.track._line import Line, LineKind, State
from tpkit.track._rag import Rag, RagPolicy, Reason, roll_up
from tpkit.track._roll_up import RollUp
from tpkit.track._status import Status, status

__all__ = [
    "Line",
    "LineKind",
    "Rag",
    "RagPolicy",
    "Reason",
    "RollUp",
    "State",
    "Status",
    "roll_up",
    "status",
]
