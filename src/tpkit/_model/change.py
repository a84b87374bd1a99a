"""What was recorded, when, by whom and why: one entry for each field that changed."""

import enum

import attrs
import pendulum

from tpkit._model._checked import checked
from tpkit._model.ids import PersonId, RecordedId
from tpkit.errors import FieldError

__all__ = ["Change", "ChangedKind"]


class ChangedKind(enum.StrEnum):
    """What kind of noun a change is of."""

    PROJECT = "project"
    """A project."""
    PHASE = "phase"
    """A phase."""
    MILESTONE = "milestone"
    """A milestone."""
    DELIVERABLE = "deliverable"
    """A deliverable."""
    BID = "bid"
    """A bid."""
    BUDGET_LINE = "budget_line"
    """A budget line: its plan, spending or forecast."""
    GRANT = "grant"
    """A grant."""
    CLAIM = "claim"
    """A claim."""
    MONITORING_RETURN = "monitoring_return"
    """A monitoring return."""
    RISK = "risk"
    """A risk."""
    ISSUE = "issue"
    """An issue."""
    BENEFIT = "benefit"
    """A benefit."""
    OUTCOME = "outcome"
    """An outcome."""

    @property
    def family(self) -> str:
        """The field of a portfolio that holds nouns of this kind: `budget_lines`."""
        return f"{self.value}s"


@attrs.frozen(kw_only=True, field_transformer=checked)
class Change:
    """One field of one noun took another value, or the noun itself was added.

    The noun holds the present value; a portfolio's changes tell how it came by it, in
    the order in which they were recorded. Values are written as a document writes them:
    `2022-03-31`, `12500.00`, `in_progress`, and nothing for no value.
    """

    kind: ChangedKind
    of: RecordedId
    """The noun that changed."""
    field: str = ""
    """The field that changed, such as `forecast` or `work.progress`; empty where the
    noun itself was added."""
    was: str = ""
    """The value before; empty for none."""
    became: str = ""
    """The value after; empty for none."""
    recorded_on: pendulum.Date
    """The day on which it was written down, in London."""
    effective_on: pendulum.Date | None = None
    """The day from which it was so; None for the day it was recorded."""
    by: PersonId | None = None
    """Who recorded it."""
    reason: str = ""
    """Why it changed."""

    def __attrs_post_init__(self) -> None:
        if not self.field and (self.was or self.became):
            expected = "no value where a noun was added"
            raise FieldError("Change", "became", expected, self.became or self.was)

    @property
    def is_addition(self) -> bool:
        """Whether the noun itself was added."""
        return not self.field
