"""Scheduling rules: what the partners agreed about when and with whom things happen.

A rule is a fact about an agreement. What it means for a timetable is defined once, in
`tpkit.schedule`. In a document each rule says which it is under `rule`.
"""

import enum

import attrs
import pendulum

from tpkit._model._checked import AtLeast, Extra, NotEmpty, checked, must_follow
from tpkit._model.ids import ActivityId, PersonId, SchedulingRuleId, SessionId
from tpkit.errors import FieldError

__all__ = [
    "AtLeastApart",
    "AtMostApart",
    "NotDuring",
    "NotOn",
    "NotTogether",
    "RuleAgreement",
    "SameDayOfWeek",
    "SchedulingRule",
    "Strictness",
    "Weekday",
    "Within",
]


class Strictness(enum.StrEnum):
    """Whether a scheduling rule may be broken."""

    HARD = "hard"
    """Never."""
    SOFT = "soft"
    """At a cost: the weight of its agreement."""


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
    """The cost of breaking a soft rule once, against other rules."""


@attrs.frozen(kw_only=True, field_transformer=checked)
class NotOn:
    """No session on these weekdays, nor on these dates."""

    id: SchedulingRuleId
    weekdays: tuple[Weekday, ...] = ()
    dates: tuple[pendulum.Date, ...] = ()
    activities: tuple[ActivityId, ...] = ()
    """What it holds for; none means everything."""
    agreed: RuleAgreement = attrs.field(factory=RuleAgreement)
    """By whom, when and why it was agreed, and how strictly it holds."""
    extra: Extra = ()

    def __attrs_post_init__(self) -> None:
        if not self.weekdays and not self.dates:
            raise FieldError("NotOn", "weekdays", "a weekday or a date", ())


@attrs.frozen(kw_only=True, field_transformer=checked)
class NotDuring:
    """No session that touches this stretch of days, or these hours of any day."""

    id: SchedulingRuleId
    start: pendulum.Date | None = None
    """First day barred; None for every day."""
    end: pendulum.Date | None = None
    """Last day barred."""
    start_time: pendulum.Time | None = None
    """When the barred hours begin; None for the whole day."""
    end_time: pendulum.Time | None = None
    """When the barred hours end."""
    weekdays: tuple[Weekday, ...] = ()
    """The weekdays it holds on; none means all."""
    activities: tuple[ActivityId, ...] = ()
    """What it holds for; none means everything."""
    agreed: RuleAgreement = attrs.field(factory=RuleAgreement)
    """By whom, when and why it was agreed, and how strictly it holds."""
    extra: Extra = ()

    def __attrs_post_init__(self) -> None:
        _both_or_neither(self, "start", "end")
        _both_or_neither(self, "start_time", "end_time")
        must_follow(self, "end", "start")
        must_follow(self, "end_time", "start_time", or_equal=False)
        if self.start is None and self.start_time is None:
            raise FieldError("NotDuring", "start", "days, hours or both", None)


@attrs.frozen(kw_only=True, field_transformer=checked)
class Within:
    """Every session between these days, and between these hours."""

    id: SchedulingRuleId
    start: pendulum.Date | None = None
    """First day allowed."""
    end: pendulum.Date | None = None
    """Last day allowed."""
    start_time: pendulum.Time | None = None
    """The earliest start."""
    end_time: pendulum.Time | None = None
    """The latest end."""
    activities: tuple[ActivityId, ...] = ()
    """What it holds for; none means everything."""
    agreed: RuleAgreement = attrs.field(factory=RuleAgreement)
    """By whom, when and why it was agreed, and how strictly it holds."""
    extra: Extra = ()

    def __attrs_post_init__(self) -> None:
        must_follow(self, "end", "start")
        must_follow(self, "end_time", "start_time", or_equal=False)
        bounds = (self.start, self.end, self.start_time, self.end_time)
        if all(bound is None for bound in bounds):
            raise FieldError("Within", "start", "at least one bound", None)


@attrs.frozen(kw_only=True, field_transformer=checked)
class AtLeastApart:
    """Consecutive sessions of an activity at least so many days apart."""

    id: SchedulingRuleId
    activity: ActivityId
    days: int = attrs.field(validator=AtLeast(1))
    """Calendar days, or working days."""
    working_days: bool = False
    """Whether only working days count."""
    agreed: RuleAgreement = attrs.field(factory=RuleAgreement)
    """By whom, when and why it was agreed, and how strictly it holds."""
    extra: Extra = ()


@attrs.frozen(kw_only=True, field_transformer=checked)
class AtMostApart:
    """Consecutive sessions of an activity at most so many days apart."""

    id: SchedulingRuleId
    activity: ActivityId
    days: int = attrs.field(validator=AtLeast(1))
    """Calendar days, or working days."""
    working_days: bool = False
    """Whether only working days count."""
    agreed: RuleAgreement = attrs.field(factory=RuleAgreement)
    """By whom, when and why it was agreed, and how strictly it holds."""
    extra: Extra = ()


@attrs.frozen(kw_only=True, field_transformer=checked)
class NotTogether:
    """These people not in one session, or these sessions not at one time."""

    id: SchedulingRuleId
    people: tuple[PersonId, ...] = ()
    """People to keep apart, such as a manager and a member of the team."""
    sessions: tuple[SessionId, ...] = ()
    """Sessions that must not overlap."""
    agreed: RuleAgreement = attrs.field(factory=RuleAgreement)
    """By whom, when and why it was agreed, and how strictly it holds."""
    extra: Extra = ()

    def __attrs_post_init__(self) -> None:
        if len(set(self.people)) == 1 or len(set(self.sessions)) == 1:
            raise FieldError("NotTogether", "people", "two or more to keep apart", 1)
        if not self.people and not self.sessions:
            raise FieldError("NotTogether", "people", "people or sessions", ())


@attrs.frozen(kw_only=True, field_transformer=checked)
class SameDayOfWeek:
    """All sessions of these activities on one weekday, each activity its own."""

    id: SchedulingRuleId
    activities: tuple[ActivityId, ...] = attrs.field(validator=NotEmpty())
    """What it holds for."""
    same_time: bool = False
    """Whether the hour must be the same too."""
    agreed: RuleAgreement = attrs.field(factory=RuleAgreement)
    """By whom, when and why it was agreed, and how strictly it holds."""
    extra: Extra = ()


def _both_or_neither(rule: NotDuring, first: str, second: str) -> None:
    if (getattr(rule, first) is None) != (getattr(rule, second) is None):
        missing = first if getattr(rule, first) is None else second
        raise FieldError("NotDuring", missing, f"{first} and {second} together", None)


SchedulingRule = (
    NotOn
    | NotDuring
    | Within
    | AtLeastApart
    | AtMostApart
    | NotTogether
    | SameDayOfWeek
)
"""Any of the seven kinds of scheduling rule; in documents `rule: not_on` and so on."""
