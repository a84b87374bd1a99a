"""Scheduling rules about people and places: who and what a session can have."""

import attrs
import pendulum

from tpkit._model._checked import (
    AtLeast,
    Between,
    Distinct,
    Extra,
    checked,
    must_follow,
)
from tpkit._model.agreement import ClashKind, LoadOf, Period, RuleAgreement, Weekday
from tpkit._model.ids import (
    ActivityId,
    PersonId,
    SchedulingRuleId,
    SessionId,
    VenueId,
)
from tpkit.errors import FieldError

__all__ = [
    "HeldAt",
    "LedBy",
    "LinesApart",
    "NoClashes",
    "NotTogether",
    "TravelTime",
    "Unavailable",
    "WithinCapacity",
    "WorkloadWithin",
]


@attrs.frozen(kw_only=True, field_transformer=checked)
class NoClashes:
    """Nothing that two sessions need is wanted by both at one time."""

    id: SchedulingRuleId
    kinds: tuple[ClashKind, ...] = attrs.field(
        default=tuple(ClashKind), validator=Distinct()
    )
    """What must not be wanted twice."""
    activities: tuple[ActivityId, ...] = ()
    """What it holds for; none means everything."""
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
class LinesApart:
    """Nobody shares a session with the manager above, or the manager above that.

    Those who lead the session count with those who take part [RAPID].
    """

    id: SchedulingRuleId
    skip_level: bool = True
    """Whether the manager's own manager counts too."""
    activities: tuple[ActivityId, ...] = ()
    """What it holds for; none means everything."""
    agreed: RuleAgreement = attrs.field(factory=RuleAgreement)
    """By whom, when and why it was agreed, and how strictly it holds."""
    extra: Extra = ()


@attrs.frozen(kw_only=True, field_transformer=checked)
class Unavailable:
    """These people or venues cannot be had then: leave, illness, a room let to others.

    Days, hours and weekdays narrow it down together: from 6 to 17 October, on Mondays,
    from 13:00 to 17:00. With none of them it is always so.
    """

    id: SchedulingRuleId
    people: tuple[PersonId, ...] = ()
    """Who is not available."""
    venues: tuple[VenueId, ...] = ()
    """What is not available."""
    start: pendulum.Date | None = None
    """First day; None from the beginning."""
    end: pendulum.Date | None = None
    """Last day; None for good."""
    start_time: pendulum.Time | None = None
    """When it begins on each day; None for the whole day."""
    end_time: pendulum.Time | None = None
    """When it ends on each day."""
    weekdays: tuple[Weekday, ...] = ()
    """The weekdays on which it is so; none means all."""
    agreed: RuleAgreement = attrs.field(factory=RuleAgreement)
    """By whom, when and why it was agreed, and how strictly it holds."""
    extra: Extra = ()

    def __attrs_post_init__(self) -> None:
        if not self.people and not self.venues:
            raise FieldError("Unavailable", "people", "people or venues", ())
        if (self.start_time is None) != (self.end_time is None):
            missing = "start_time" if self.start_time is None else "end_time"
            expected = "start_time and end_time together"
            raise FieldError("Unavailable", missing, expected, None)
        must_follow(self, "end", "start")
        must_follow(self, "end_time", "start_time", or_equal=False)


@attrs.frozen(kw_only=True, field_transformer=checked)
class WorkloadWithin:
    """At most so many sessions in a day, week or month for one person, role or segment.

    Two for one role on a day are allowed but want a reason [S2]: a soft limit of 1.
    """

    id: SchedulingRuleId
    at_most: int = attrs.field(validator=AtLeast(1))
    """The most sessions."""
    period: Period
    of: LoadOf = LoadOf.FACILITATOR
    people: tuple[PersonId, ...] = ()
    """Whose sessions, where facilitators' are counted; none means everybody's."""
    activities: tuple[ActivityId, ...] = ()
    """What it holds for; none means everything."""
    agreed: RuleAgreement = attrs.field(factory=RuleAgreement)
    """By whom, when and why it was agreed, and how strictly it holds."""
    extra: Extra = ()

    def __attrs_post_init__(self) -> None:
        if self.people and self.of is not LoadOf.FACILITATOR:
            expected = f"nobody, as sessions are counted for each {self.of.value}"
            raise FieldError("WorkloadWithin", "people", expected, self.people)


@attrs.frozen(kw_only=True, field_transformer=checked)
class LedBy:
    """Each session is led by so many of these people, or more, and by nobody else.

    Who leads a session is its facilitators, or its activity's where it names none.
    """

    id: SchedulingRuleId
    activities: tuple[ActivityId, ...] = attrs.field(validator=Distinct())
    """What it holds for."""
    people: tuple[PersonId, ...] = attrs.field(validator=Distinct())
    """Who may lead."""
    needed: int = attrs.field(default=1, validator=AtLeast(1))
    """How many of them each session needs; more of them may lead it."""
    agreed: RuleAgreement = attrs.field(factory=RuleAgreement)
    """By whom, when and why it was agreed, and how strictly it holds."""
    extra: Extra = ()

    def __attrs_post_init__(self) -> None:
        if self.needed > len(self.people):
            expected = f"at most the {len(self.people)} who may lead"
            raise FieldError("LedBy", "needed", expected, self.needed)


@attrs.frozen(kw_only=True, field_transformer=checked)
class HeldAt:
    """Each session of these activities is held at one of these venues."""

    id: SchedulingRuleId
    activities: tuple[ActivityId, ...] = attrs.field(validator=Distinct())
    """What it holds for."""
    venues: tuple[VenueId, ...] = attrs.field(validator=Distinct())
    """Where it may be held."""
    agreed: RuleAgreement = attrs.field(factory=RuleAgreement)
    """By whom, when and why it was agreed, and how strictly it holds."""
    extra: Extra = ()


@attrs.frozen(kw_only=True, field_transformer=checked)
class WithinCapacity:
    """Nobody is left without a seat: the venue takes the places and all who are to come."""

    id: SchedulingRuleId
    activities: tuple[ActivityId, ...] = ()
    """What it holds for; none means everything."""
    agreed: RuleAgreement = attrs.field(factory=RuleAgreement)
    """By whom, when and why it was agreed, and how strictly it holds."""
    extra: Extra = ()


@attrs.frozen(kw_only=True, field_transformer=checked)
class TravelTime:
    """Whoever goes from one of these venues to another has time to get there.

    Online venues are everywhere: nobody travels to them.
    """

    id: SchedulingRuleId
    minutes: int = attrs.field(validator=Between(1, 1439))
    """Minutes needed from the end of one session to the start of the other."""
    venues: tuple[VenueId, ...] = ()
    """The venues between which it holds; none means any two."""
    agreed: RuleAgreement = attrs.field(factory=RuleAgreement)
    """By whom, when and why it was agreed, and how strictly it holds."""
    extra: Extra = ()

    def __attrs_post_init__(self) -> None:
        if len(set(self.venues)) == 1:
            raise FieldError("TravelTime", "venues", "two or more to go between", 1)
