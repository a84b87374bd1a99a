"""Scheduling rules about the sessions of one activity, one after another."""

import attrs

from tpkit._model._checked import AtLeast, Between, Distinct, Extra, checked
from tpkit._model.agreement import GapUnit, RuleAgreement
from tpkit._model.ids import ActivityId, LearningSetId, SchedulingRuleId, SegmentId

__all__ = [
    "AsContracted",
    "AtLeastApart",
    "AtMostApart",
    "RunCount",
    "SameDayOfWeek",
    "SameFacilitators",
    "SameVenue",
    "SegmentsHeard",
]


@attrs.frozen(kw_only=True, field_transformer=checked)
class AtLeastApart:
    """Consecutive sessions of an activity at least so far apart.

    The distance is from the day of one to the day of the next, whatever their hours:
    from a Monday to the Tuesday of the week after are 8 days.
    """

    id: SchedulingRuleId
    apart: int = attrs.field(validator=AtLeast(1))
    """How far from one session to the next, in the unit."""
    unit: GapUnit = GapUnit.DAYS
    activities: tuple[ActivityId, ...] = ()
    """What it holds for; none means everything."""
    agreed: RuleAgreement = attrs.field(factory=RuleAgreement)
    """By whom, when and why it was agreed, and how strictly it holds."""
    extra: Extra = ()


@attrs.frozen(kw_only=True, field_transformer=checked)
class AtMostApart:
    """Consecutive sessions of an activity at most so far apart.

    The distance is from the day of one to the day of the next, whatever their hours.
    """

    id: SchedulingRuleId
    apart: int = attrs.field(validator=AtLeast(1))
    """How far from one session to the next, in the unit."""
    unit: GapUnit = GapUnit.DAYS
    activities: tuple[ActivityId, ...] = ()
    """What it holds for; none means everything."""
    agreed: RuleAgreement = attrs.field(factory=RuleAgreement)
    """By whom, when and why it was agreed, and how strictly it holds."""
    extra: Extra = ()


@attrs.frozen(kw_only=True, field_transformer=checked)
class AsContracted:
    """A learning set meets as its contract says [ALA][IDYIA].

    It has the contracted number of meetings, of the contracted length, and from one to
    the next the contracted weeks, give or take some.
    """

    id: SchedulingRuleId
    learning_sets: tuple[LearningSetId, ...] = ()
    """The sets it holds for; none means every set."""
    weeks_either_side: int = attrs.field(default=1, validator=Between(0, 52))
    """Weeks by which a gap may be shorter or longer than the contract's: with 1, sets
    that contracted for five weeks meet four to six weeks apart [IDYIA]."""
    agreed: RuleAgreement = attrs.field(factory=RuleAgreement)
    """By whom, when and why it was agreed, and how strictly it holds."""
    extra: Extra = ()


@attrs.frozen(kw_only=True, field_transformer=checked)
class SameDayOfWeek:
    """All sessions of these activities on one weekday, each activity its own."""

    id: SchedulingRuleId
    activities: tuple[ActivityId, ...] = attrs.field(validator=Distinct())
    """What it holds for."""
    same_time: bool = False
    """Whether all begin at one time of day, too."""
    agreed: RuleAgreement = attrs.field(factory=RuleAgreement)
    """By whom, when and why it was agreed, and how strictly it holds."""
    extra: Extra = ()


@attrs.frozen(kw_only=True, field_transformer=checked)
class SameFacilitators:
    """The same people lead all sessions of an activity, whoever they are."""

    id: SchedulingRuleId
    activities: tuple[ActivityId, ...] = ()
    """What it holds for; none means everything."""
    agreed: RuleAgreement = attrs.field(factory=RuleAgreement)
    """By whom, when and why it was agreed, and how strictly it holds."""
    extra: Extra = ()


@attrs.frozen(kw_only=True, field_transformer=checked)
class SameVenue:
    """All sessions of an activity are held in one place, wherever it is."""

    id: SchedulingRuleId
    activities: tuple[ActivityId, ...] = ()
    """What it holds for; none means everything."""
    agreed: RuleAgreement = attrs.field(factory=RuleAgreement)
    """By whom, when and why it was agreed, and how strictly it holds."""
    extra: Extra = ()


@attrs.frozen(kw_only=True, field_transformer=checked)
class RunCount:
    """Each of these activities has so many sessions, each so long [S1]."""

    id: SchedulingRuleId
    activities: tuple[ActivityId, ...] = attrs.field(validator=Distinct())
    """What it holds for."""
    sessions: int = attrs.field(validator=AtLeast(1))
    """How many sessions each activity has, cancelled ones not counted."""
    minutes: int | None = attrs.field(default=None, validator=Between(1, 1439))
    """How long each lasts, in minutes; None where any length will do."""
    agreed: RuleAgreement = attrs.field(factory=RuleAgreement)
    """By whom, when and why it was agreed, and how strictly it holds."""
    extra: Extra = ()


@attrs.frozen(kw_only=True, field_transformer=checked)
class SegmentsHeard:
    """Each of these segments has so many sessions for it, whatever the activity [S2]."""

    id: SchedulingRuleId
    segments: tuple[SegmentId, ...] = attrs.field(validator=Distinct())
    """The segments to be heard."""
    sessions: int = attrs.field(default=1, validator=AtLeast(1))
    """The least number of sessions for each, cancelled ones not counted."""
    agreed: RuleAgreement = attrs.field(factory=RuleAgreement)
    """By whom, when and why it was agreed, and how strictly it holds."""
    extra: Extra = ()
