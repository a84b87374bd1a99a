"""Scheduling rules about the day and the hour of one session."""

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
from tpkit._model.agreement import RuleAgreement, Weekday
from tpkit._model.calendar import Nation, ObservanceKind
from tpkit._model.ids import ActivityId, SchedulingRuleId
from tpkit.errors import FieldError

__all__ = [
    "BeforeSunset",
    "NotAtYearEnd",
    "NotDuring",
    "NotInSchoolBreaks",
    "NotInSeason",
    "NotOn",
    "NotOnObservances",
    "NotOnSectorDates",
    "Notice",
    "OnWorkingDays",
    "Within",
    "WithinProject",
]


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
class OnWorkingDays:
    """No session at a weekend, on a bank holiday, or while whoever holds it is closed.

    Closures of the whole partnership and of the hosts of a workshop count.
    """

    id: SchedulingRuleId
    nation: Nation = Nation.ENGLAND_AND_WALES
    """Whose bank holidays."""
    activities: tuple[ActivityId, ...] = ()
    """What it holds for; none means everything."""
    agreed: RuleAgreement = attrs.field(factory=RuleAgreement)
    """By whom, when and why it was agreed, and how strictly it holds."""
    extra: Extra = ()


@attrs.frozen(kw_only=True, field_transformer=checked)
class Notice:
    """No session sooner than so many days from today that has not yet been announced."""

    id: SchedulingRuleId
    days: int = attrs.field(default=28, validator=AtLeast(1))
    """Calendar days from today to the session."""
    activities: tuple[ActivityId, ...] = ()
    """What it holds for; none means everything."""
    agreed: RuleAgreement = attrs.field(factory=RuleAgreement)
    """By whom, when and why it was agreed, and how strictly it holds."""
    extra: Extra = ()


@attrs.frozen(kw_only=True, field_transformer=checked)
class NotInSchoolBreaks:
    """No session while the schools of many of the areas concerned are on holiday [LONW].

    The areas concerned are those of the organisations that host an activity or whose
    people are in it; where none is known, those of all members of the partnership.
    """

    id: SchedulingRuleId
    more_than_one_in: int = attrs.field(default=3, validator=AtLeast(1))
    """The share that is too many: 3 for more than a third of the areas; 1 never bars."""
    activities: tuple[ActivityId, ...] = ()
    """What it holds for; none means everything."""
    agreed: RuleAgreement = attrs.field(factory=RuleAgreement)
    """By whom, when and why it was agreed, and how strictly it holds."""
    extra: Extra = ()


@attrs.frozen(kw_only=True, field_transformer=checked)
class NotOnObservances:
    """No session on days that people observe [LINC].

    Days of which the date is estimated are padded on either side [CAMHR].
    """

    id: SchedulingRuleId
    kinds: tuple[ObservanceKind, ...] = attrs.field(
        default=(ObservanceKind.WORK_RESTRICTED,), validator=Distinct()
    )
    """What the observance asks of those who keep it."""
    traditions: tuple[str, ...] = ()
    """Whose observances; none means those of all traditions."""
    after: pendulum.Time | None = None
    """Only what lasts beyond this time of day is barred; None bars the whole day."""
    padding_days: int = attrs.field(default=1, validator=Between(0, 7))
    """Days kept free before and after an observance whose date is estimated."""
    activities: tuple[ActivityId, ...] = ()
    """What it holds for; none means everything."""
    agreed: RuleAgreement = attrs.field(factory=RuleAgreement)
    """By whom, when and why it was agreed, and how strictly it holds."""
    extra: Extra = ()


@attrs.frozen(kw_only=True, field_transformer=checked)
class BeforeSunset:
    """Every session ends some time before the sun sets in London [BROOKES]."""

    id: SchedulingRuleId
    minutes: int = attrs.field(default=120, validator=Between(0, 720))
    """Minutes from the end of the session to sunset."""
    weekdays: tuple[Weekday, ...] = ()
    """The weekdays it holds on; none means all."""
    while_fasting: bool = False
    """Whether it holds only on days of an observance that is a fast."""
    activities: tuple[ActivityId, ...] = ()
    """What it holds for; none means everything."""
    agreed: RuleAgreement = attrs.field(factory=RuleAgreement)
    """By whom, when and why it was agreed, and how strictly it holds."""
    extra: Extra = ()


@attrs.frozen(kw_only=True, field_transformer=checked)
class NotOnSectorDates:
    """No session that collides with the sector's own dates [EDGE][SWW24].

    Agree it as preferred: a collision may be what is wanted.
    """

    id: SchedulingRuleId
    titles: tuple[str, ...] = ("World Social Work Day",)
    """The dates, by title as `calendars.sector_dates` gives them; none means all."""
    activities: tuple[ActivityId, ...] = ()
    """What it holds for; none means everything."""
    agreed: RuleAgreement = attrs.field(factory=RuleAgreement)
    """By whom, when and why it was agreed, and how strictly it holds."""
    extra: Extra = ()


@attrs.frozen(kw_only=True, field_transformer=checked)
class NotAtYearEnd:
    """No session on the last working days of March."""

    id: SchedulingRuleId
    working_days: int = attrs.field(default=5, validator=Between(1, 60))
    """How many working days before 1 April."""
    activities: tuple[ActivityId, ...] = ()
    """What it holds for; none means everything."""
    agreed: RuleAgreement = attrs.field(factory=RuleAgreement)
    """By whom, when and why it was agreed, and how strictly it holds."""
    extra: Extra = ()


@attrs.frozen(kw_only=True, field_transformer=checked)
class NotInSeason:
    """No session between two days of the year, every year: the Christmas weeks.

    29 February may be one of them: as a last day it is the end of every February.
    """

    id: SchedulingRuleId
    start_month: int = attrs.field(validator=Between(1, 12))
    """Month of the first day barred."""
    start_day: int = attrs.field(validator=Between(1, 31))
    """First day barred."""
    end_month: int = attrs.field(validator=Between(1, 12))
    """Month of the last day barred."""
    end_day: int = attrs.field(validator=Between(1, 31))
    """Last day barred; before the first day in the year, it lies in the next."""
    activities: tuple[ActivityId, ...] = ()
    """What it holds for; none means everything."""
    agreed: RuleAgreement = attrs.field(factory=RuleAgreement)
    """By whom, when and why it was agreed, and how strictly it holds."""
    extra: Extra = ()

    def __attrs_post_init__(self) -> None:
        _in_its_month("start_day", self.start_month, self.start_day)
        _in_its_month("end_day", self.end_month, self.end_day)


@attrs.frozen(kw_only=True, field_transformer=checked)
class WithinProject:
    """Every session while its project runs and its money may be spent [S0].

    The window begins with the project, or else its first phase, but not before its grant;
    it ends with the money, or on the day the project ended, or else with the last phase.
    A session of no project may be on any day.
    """

    id: SchedulingRuleId
    spare_working_days: int = attrs.field(default=0, validator=AtLeast(0))
    """Working days to keep between each session, and so the last, and that end."""
    activities: tuple[ActivityId, ...] = ()
    """What it holds for; none means everything."""
    agreed: RuleAgreement = attrs.field(factory=RuleAgreement)
    """By whom, when and why it was agreed, and how strictly it holds."""
    extra: Extra = ()


def _in_its_month(field: str, month: int, day: int) -> None:
    longest = pendulum.Date(_LEAP_YEAR, month, 1).days_in_month
    if day > longest:
        expected = f"a day of month {month}, at most {longest}"
        raise FieldError("NotInSeason", field, expected, day)


_LEAP_YEAR = 2000


def _both_or_neither(rule: NotDuring, first: str, second: str) -> None:
    if (getattr(rule, first) is None) != (getattr(rule, second) is None):
        missing = first if getattr(rule, first) is None else second
        raise FieldError("NotDuring", missing, f"{first} and {second} together", None)
