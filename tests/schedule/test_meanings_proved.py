"""What holds for the meaning of every rule: tpkit's own, whatever they are about."""

import typing
from collections.abc import Callable
from typing import Any

import attrs
import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tpkit
from tpkit import schedule, testing
from tpkit.errors import FieldError
from tpkit.schedule._judge.breaches import breaches
from tpkit.schedule._meanings.table import MEANINGS

Held = Callable[..., tpkit.Session]

ON = pendulum.Date(2022, 1, 3)
FRIDAY = (tpkit.Weekday.FRIDAY,)
HOURS = {"start_time": pendulum.Time(12), "end_time": pendulum.Time(14, 30)}
DAYS = {"start": pendulum.Date(2022, 3, 7), "end": pendulum.Date(2022, 3, 11)}
FORUM = ("forum",)


def agreed(kind: Any, **fields: Any) -> Any:
    return kind(id="x", **fields)


RULES = [
    agreed(tpkit.NotOn, weekdays=FRIDAY, dates=(ON,)),
    agreed(tpkit.NotDuring, **DAYS),
    agreed(tpkit.NotDuring, **HOURS),
    agreed(tpkit.NotDuring, **HOURS, weekdays=FRIDAY),
    agreed(tpkit.Within, **DAYS, **HOURS),
    agreed(tpkit.WithinProject),
    agreed(tpkit.WithinProject, spare_working_days=15),
    agreed(tpkit.OnWorkingDays),
    agreed(tpkit.Notice),
    agreed(tpkit.NotInSchoolBreaks),
    agreed(tpkit.NotOnObservances),
    agreed(
        tpkit.NotOnObservances,
        kinds=(tpkit.ObservanceKind.FASTING,),
        after=pendulum.Time(13),
    ),
    agreed(tpkit.BeforeSunset, weekdays=FRIDAY),
    agreed(tpkit.BeforeSunset, while_fasting=True),
    agreed(tpkit.NotOnSectorDates),
    agreed(tpkit.NotAtYearEnd),
    agreed(tpkit.NotInSeason, start_month=12, start_day=20, end_month=1, end_day=3),
    agreed(tpkit.AtLeastApart, apart=7),
    agreed(tpkit.AtMostApart, apart=10, unit=tpkit.GapUnit.WORKING_DAYS),
    agreed(tpkit.AsContracted),
    agreed(tpkit.RunCount, activities=FORUM, sessions=3, minutes=90),
    agreed(tpkit.RunCount, activities=("clinic",), sessions=3),
    agreed(tpkit.SegmentsHeard, segments=("iros", "agency", "asye")),
    agreed(tpkit.SameDayOfWeek, activities=FORUM, same_time=True),
    agreed(tpkit.SameFacilitators),
    agreed(tpkit.SameVenue),
    agreed(tpkit.NoClashes),
    agreed(tpkit.NotTogether, people=("boss", "worker", "iro")),
    agreed(tpkit.NotTogether, sessions=("one", "two")),
    agreed(tpkit.LinesApart),
    agreed(tpkit.LedBy, activities=FORUM, people=("lead", "guest")),
    agreed(tpkit.Unavailable, people=("lead", "iro"), venues=("hall",), **DAYS),
    agreed(tpkit.Unavailable, people=("lead", "iro"), venues=("hall",), **HOURS),
    agreed(tpkit.WorkloadWithin, at_most=1, period=tpkit.Period.WEEK),
    agreed(
        tpkit.WorkloadWithin,
        at_most=1,
        period=tpkit.Period.DAY,
        of=tpkit.LoadOf.ROLE,
    ),
    agreed(
        tpkit.WorkloadWithin,
        at_most=1,
        period=tpkit.Period.MONTH,
        of=tpkit.LoadOf.SEGMENT,
    ),
    agreed(tpkit.HeldAt, activities=FORUM, venues=("hall", "teams")),
    agreed(tpkit.WithinCapacity),
    agreed(tpkit.TravelTime, minutes=45),
]


@pytest.fixture(scope="module")
def planned(county: tpkit.Portfolio, held: Held) -> tpkit.Portfolio:
    """Give the county with something of every kind planned."""
    closed, out = pendulum.Date(2022, 1, 10), pendulum.Date(2022, 1, 14)
    ids: Any = ("closed", "north", "half-term", "east-area")
    sessions = [
        held("2022-02-02", id="one", venue="hall"),
        held("2022-02-16", id="two", venue="teams"),
        held("2022-02-07", activity="course", venue="annexe"),
        held("2022-02-08", "10:00", "13:00", activity="set-a"),
        held("2022-03-01", "14:00", "15:00", activity="group-asye"),
    ]
    return attrs.evolve(
        county,
        sessions=tuple(sessions),
        closures=(
            tpkit.Closure(
                id=ids[0], title="Inset", start=closed, end=out, organisation=ids[1]
            ),
        ),
        term_dates=(
            tpkit.TermDates(
                id=ids[2], area=ids[3], title="Half-term", start=closed, end=out
            ),
        ),
    )


def test_every_kind_of_rule_has_a_meaning_and_an_example_here() -> None:
    kinds = set(typing.get_args(tpkit.SchedulingRule))

    assert set(MEANINGS) == kinds == set(map(type, RULES))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: type(rule).__name__)
def test_a_rule_keeps_its_promises(planned: tpkit.Portfolio, rule: Any) -> None:
    testing.check_rule(rule, planned, on=ON, examples=8)


@pytest.mark.parametrize("rule", schedule.STANDARD_RULES, ids=lambda rule: rule.id)
def test_a_standard_rule_keeps_its_promises(rule: Any) -> None:
    testing.check_rule(rule, examples=3)


@given(testing.portfolios(), testing.dates())
def test_no_valid_portfolio_is_beyond_the_rules(
    portfolio: tpkit.Portfolio, on: pendulum.Date
) -> None:
    facts = schedule.facts_of(portfolio, on=on)
    terms = list(schedule.terms_of(schedule.rules_of(portfolio), facts))

    assert all(found.amount > 0 for found in breaches(facts.timetable, terms))


BUSY = st.just(["scheduling_rules", "sessions", "workshops", "learning_sets", "people"])


@given(testing.portfolios(families=BUSY), testing.dates())
def test_whatever_is_wrong_can_be_said(
    portfolio: tpkit.Portfolio, on: pendulum.Date
) -> None:
    said = schedule.review(portfolio, on=on)

    assert all(finding.message for finding in said)


def test_what_is_no_rule_is_refused() -> None:
    facts = schedule.facts_of(testing.smallest(), on=ON)

    with pytest.raises(FieldError, match="a method `terms`, got 'no Fridays'"):
        list(schedule.terms_of(["no Fridays"], facts))


# ----------------------------------------------------------------------------- in a word


def test_terms_can_be_told_apart_and_kept() -> None:
    """A search keeps tables by term, and prints one in a message."""
    northshire = testing.northshire()
    facts = schedule.facts_of(northshire, on=ON)
    rules = schedule.rules_of(northshire)

    terms = list(schedule.terms_of(rules, facts))

    assert len(set(terms)) == len(terms)
    assert terms == list(schedule.terms_of(rules, facts))
    assert max(len(repr(term)) for term in terms) < 2500
