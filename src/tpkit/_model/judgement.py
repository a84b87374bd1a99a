"""What people judge and report: colours given against the rules, and reports sent."""

import enum

import attrs
import pendulum

from tpkit._model._checked import AtLeast, checked, must_follow
from tpkit._model.ids import PersonId

__all__ = ["Colour", "Override", "ProgressReport", "ReportKind"]


class Colour(enum.StrEnum):
    """A colour that somebody gives. What tpkit works out is a `track.Rag` [DBW]."""

    RED = "red"
    """Far from what was promised."""
    AMBER = "amber"
    """Away from what was promised."""
    GREEN = "green"
    """As promised."""


@attrs.frozen(kw_only=True, field_transformer=checked)
class Override:
    """A colour somebody puts over the one worked out; both stay visible [DES]."""

    colour: Colour
    reason: str
    """Why the one worked out misleads."""
    by: PersonId
    """Who gives it."""
    on: pendulum.Date
    """The first day on which it counts."""
    expires: pendulum.Date
    """The last day on which it counts; then the one worked out shows again."""

    def __attrs_post_init__(self) -> None:
        must_follow(self, "expires", "on")

    def is_in_force(self, on: pendulum.Date) -> bool:
        """Say whether it counts on that day."""
        return self.on <= on <= self.expires


class ReportKind(enum.StrEnum):
    """What a progress report is for [PRHL]."""

    HIGHLIGHT = "highlight"
    """The regular report, monthly unless agreed otherwise [P2P]."""
    EXCEPTION = "exception"
    """The promise cannot be kept: what happened, what could be done, what is advised."""
    END = "end"
    """The project's last: how it went against what was promised."""


@attrs.frozen(kw_only=True, field_transformer=checked)
class ProgressReport:
    """A report on a project that was sent to its board."""

    on: pendulum.Date
    """When it was sent."""
    kind: ReportKind = ReportKind.HIGHLIGHT
    colour: Colour | None = None
    """The colour it showed for the project; None where it showed none."""
    pages: int | None = attrs.field(default=None, validator=AtLeast(1))
    """Pages of A4."""
    reference: str = ""
    """Where it is: a link, a document's title, a file reference."""
