"""The scheduling rules that hold unless a partnership agrees otherwise: rules 40 to 51."""

from collections.abc import Iterable
from typing import Any

import pendulum

from tpkit._model.agreement import LoadOf, Period, RuleAgreement, Strictness, Weekday
from tpkit._model.calendar import ObservanceKind
from tpkit._model.ids import SchedulingRuleId
from tpkit._model.portfolio import Portfolio
from tpkit._model.rules import SchedulingRule
from tpkit._model.rules_of_hours import (
    BeforeSunset,
    NotAtYearEnd,
    NotDuring,
    Notice,
    NotInSchoolBreaks,
    NotInSeason,
    NotOn,
    NotOnObservances,
    NotOnSectorDates,
    OnWorkingDays,
    Within,
    WithinProject,
)
from tpkit._model.rules_of_people_and_places import (
    NoClashes,
    WithinCapacity,
    WorkloadWithin,
)
from tpkit._model.rules_of_series import AsContracted

BY_TPKIT = "tpkit"
"""Who agreed the standard rules: nobody did, which is said where they are read aloud."""


def _hard(reason: str) -> RuleAgreement:
    return RuleAgreement(by=BY_TPKIT, reason=reason)


def _soft(weight: int, reason: str) -> RuleAgreement:
    return RuleAgreement(
        by=BY_TPKIT, reason=reason, strictness=Strictness.SOFT, weight=weight
    )


def _preferred(weight: int, reason: str) -> RuleAgreement:
    return RuleAgreement(
        by=BY_TPKIT, reason=reason, strictness=Strictness.PREFERRED, weight=weight
    )


_FRIDAY = (Weekday.FRIDAY,)

STANDARD_RULES: tuple[SchedulingRule, ...] = (
    # Rules 40 and 41: bank holidays of England unless another nation is agreed; what is
    # announced at short notice, as 19 September 2022 was, is added as a closure.
    OnWorkingDays(
        id=SchedulingRuleId("working-days"),
        agreed=_hard("staff do not work at weekends and on bank holidays"),
    ),
    # Rules 42 and 43: 10 to 4 for choice, a warning outside 9:30 to 4:30, never before 9
    # or after 5 [S0][S2][BROOKES].
    Within(
        id=SchedulingRuleId("staff-hours"),
        start_time=pendulum.Time(9),
        end_time=pendulum.Time(17),
        agreed=_hard("people who care for others cannot come earlier or stay later"),
    ),
    Within(
        id=SchedulingRuleId("usual-hours"),
        start_time=pendulum.Time(9, 30),
        end_time=pendulum.Time(16, 30),
        agreed=_soft(4, "people bring children to school and fetch them"),
    ),
    Within(
        id=SchedulingRuleId("core-hours"),
        start_time=pendulum.Time(10),
        end_time=pendulum.Time(16),
        agreed=_preferred(1, "authorities' core hours are 10am to 4pm"),
    ),
    # Rule 44: Friday midday and Friday at all, unless another date is offered, which a
    # rule about one session cannot see; strongly, within two hours of sunset, which
    # matters from November to January [BROOKES][SCIEACC].
    NotDuring(
        id=SchedulingRuleId("friday-midday"),
        start_time=pendulum.Time(12),
        end_time=pendulum.Time(14, 30),
        weekdays=_FRIDAY,
        agreed=_soft(3, "many pray together about midday on Fridays"),
    ),
    NotOn(
        id=SchedulingRuleId("fridays"),
        weekdays=_FRIDAY,
        agreed=_soft(1, "many do not work, or keep holy time, on Fridays"),
    ),
    BeforeSunset(
        id=SchedulingRuleId("friday-sunset"),
        minutes=120,
        weekdays=_FRIDAY,
        agreed=_soft(5, "the Sabbath begins at sunset, and people travel before"),
    ),
    # Rule 45: days without work, and afternoons of a fast; estimated dates padded by a
    # day on either side [CAMHR][LINC].
    NotOnObservances(
        id=SchedulingRuleId("observances"),
        agreed=_soft(5, "those who keep the day do not work"),
    ),
    NotOnObservances(
        id=SchedulingRuleId("fasting-afternoons"),
        kinds=(ObservanceKind.FASTING,),
        after=pendulum.Time(13),
        agreed=_soft(2, "afternoons are hard for those who fast"),
    ),
    # Rule 46: more than a third of the areas concerned [LONW].
    NotInSchoolBreaks(
        id=SchedulingRuleId("school-breaks"),
        agreed=_soft(4, "parents are on leave"),
    ),
    # Rule 48: four weeks' notice.
    Notice(
        id=SchedulingRuleId("notice"),
        days=28,
        agreed=_soft(3, "staff need four weeks to free the time"),
    ),
    # Rule 49: the last five working days of March, Christmas, and 15 working days
    # between the last event and the end of the money, of which NELTP kept 18 [S0].
    NotAtYearEnd(
        id=SchedulingRuleId("year-end"),
        agreed=_soft(4, "the financial year is being closed"),
    ),
    NotInSeason(
        id=SchedulingRuleId("christmas"),
        start_month=12,
        start_day=20,
        end_month=1,
        end_day=3,
        agreed=_soft(6, "people are on leave over Christmas"),
    ),
    WithinProject(
        id=SchedulingRuleId("project-window"),
        agreed=_hard("money may only be spent while the project is funded"),
    ),
    WithinProject(
        id=SchedulingRuleId("project-spare"),
        spare_working_days=15,
        agreed=_soft(2, "what was learnt has to be written up before the money ends"),
    ),
    # Rule 51: a collision with the sector's own dates is worth knowing [EDGE].
    NotOnSectorDates(
        id=SchedulingRuleId("sector-dates"),
        agreed=_preferred(1, "social workers have events of their own that day"),
    ),
    # Rule 64: learning sets meet as often, and as far apart, as they contracted [IDYIA].
    AsContracted(
        id=SchedulingRuleId("contracts"),
        agreed=_soft(5, "members have signed up to a pattern of meetings"),
    ),
    # What nobody can agree otherwise, short of finding another person or a larger room.
    NoClashes(
        id=SchedulingRuleId("clashes"),
        agreed=_hard("nobody can be in two places"),
    ),
    WithinCapacity(
        id=SchedulingRuleId("capacity"),
        agreed=_hard("everybody needs a seat"),
    ),
    # Rule 50: two for one role on a day are allowed, and deserve a warning [S2].
    WorkloadWithin(
        id=SchedulingRuleId("role-a-day"),
        at_most=1,
        period=Period.DAY,
        of=LoadOf.ROLE,
        agreed=_soft(1, "a service cannot spare its people twice in a day"),
    ),
    WorkloadWithin(
        id=SchedulingRuleId("facilitator-a-day"),
        at_most=2,
        period=Period.DAY,
        agreed=_soft(2, "leading more than two sessions in a day tires people"),
    ),
)
"""The rules that hold unless a portfolio agrees otherwise.

They are rules 40 to 51 of the field, and 64, as [S0], [S2], [BROOKES], [SCIEACC],
[LINC], [CAMHR], [LONW], [EDGE] and [IDYIA] have it. The weights are tpkit's own [DES]:
1 is a nuisance, 6 is most of the people on leave. Change any by agreeing a rule with its
id; `rules_of` then leaves the standard one out."""


def rules_of(
    portfolio: Portfolio, standard: Iterable[Any] = STANDARD_RULES
) -> tuple[Any, ...]:
    """Give the rules that hold for a portfolio: its own, and those it does not replace.

    A rule of the portfolio replaces the one of *standard* that has its id. Those come
    first that it does not replace, then its own in the order of the document.

    Example:
        ```python
        >>> from tpkit import schedule, testing
        >>> rules = schedule.rules_of(testing.northshire())
        >>> [rule.start_time.hour for rule in rules if rule.id == "core-hours"]
        [9]

        ```
    """
    own = {rule.id for rule in portfolio.scheduling_rules}
    kept = (rule for rule in standard if getattr(rule, "id", None) not in own)
    return (*kept, *portfolio.scheduling_rules)
