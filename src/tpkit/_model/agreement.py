"""What a scheduling rule was agreed as: by whom, when, why, and how strictly."""

import enum

import attrs
import pendulum

from tpkit._model._checked import AtLeast, checked

__all__ = [
    "ClashKind",
    "GapUnit",
    "LoadOf",
    "Period",
    "RuleAgreement",
    "Strictness",
    "Weekday",
]


class Strictness(enum.StrEnum):
    """Whether a scheduling rule may be broken, and what is said when it is."""

    HARD = "hard"
    """Never: breaking it is an error."""
    SOFT = "soft"
    """At a cost: the weight of its agreement. Breaking it deserves a warning."""
    PREFERRED = "preferred"
    """At a cost as well, but breaking it is only worth knowing."""


class Weekday(enum.StrEnum):
    """A day of the week."""

    MONDAY = "monday"
    """Monday."""
    TUESDAY = "tuesday"
    """Tuesday."""
    WEDNESDAY = "wednesday"
    """Wednesday."""
    THURSDAY = "thursday"
    """Thursday."""
    FRIDAY = "friday"
    """Friday."""
    SATURDAY = "saturday"
    """Saturday."""
    SUNDAY = "sunday"
    """Sunday."""


class GapUnit(enum.StrEnum):
    """What the time between two sessions is counted in."""

    DAYS = "days"
    """Calendar days."""
    WEEKS = "weeks"
    """Weeks of seven calendar days."""
    WORKING_DAYS = "working_days"
    """Days that are neither weekends nor bank holidays, nor is everybody closed."""


class ClashKind(enum.StrEnum):
    """What two sessions at one time both need [DES]."""

    PERSON = "person"
    """Somebody would have to be in two places."""
    VENUE = "venue"
    """A venue that takes one session at a time is wanted for two."""
    AUDIENCE = "audience"
    """People of one segment are wanted by two activities."""


class LoadOf(enum.StrEnum):
    """Whose sessions are counted."""

    FACILITATOR = "facilitator"
    """Those that one person leads."""
    ROLE = "role"
    """Those that are for people in one professional role."""
    SEGMENT = "segment"
    """Those that are for one segment."""


class Period(enum.StrEnum):
    """Over which stretch of time sessions are counted."""

    DAY = "day"
    """A day."""
    WEEK = "week"
    """A week, from Monday."""
    MONTH = "month"
    """A calendar month."""


@attrs.frozen(kw_only=True, field_transformer=checked)
class RuleAgreement:
    """Who agreed a scheduling rule, when and why, and how strictly it holds."""

    by: str = ""
    """Who agreed it: `Strategic Board`, `the six IRO services`."""
    on: pendulum.Date | None = None
    """When it was agreed."""
    reason: str = ""
    """Why, for whoever is told that a date will not do."""
    strictness: Strictness = Strictness.HARD
    weight: int = attrs.field(default=1, validator=AtLeast(1))
    """The cost of breaking it once where it may be broken, against other rules."""
