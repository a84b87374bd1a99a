"""What each kind of rule asks, in words."""

from typing import Any

import pendulum
import pytest

import tpkit
from tpkit import files
from tpkit.schedule._aloud.rules import rule_in_words
from tpkit.schedule._terms.names import Names

PORTFOLIO = files.loads(
    """
tpkit: 1
partnership: {id: tp, name: Our partnership}
people:
  - {id: ann, title: Practice lead, name: Ann Archer, role: practice_educator}
  - {id: bob, title: Adviser, role: practice_educator}
venues:
  - {id: hall, name: Town Hall}
  - {id: library, name: Library}
studies: [{id: study, title: Study}]
segments: [{id: asye, title: Newly qualified, study: study}]
workshops: [{id: law, title: Case law}]
learning_sets: [{id: set, title: Set A}]
sessions:
  - {id: law-1, activity: law, on: 2022-06-15, start: "10:00", end: "11:00"}
  - {id: set-1, activity: set, on: 2022-06-16, start: "10:00", end: "11:00", title: Start}
""",
    format="yaml",
)
MAY, JUNE = pendulum.Date(2022, 5, 2), pendulum.Date(2022, 6, 3)
NINE, FIVE = pendulum.Time(9), pendulum.Time(17)
FRIDAY = tpkit.Weekday.FRIDAY
LAW = ("law",)


def words(kind: Any, **fields: Any) -> str:
    rule = kind(id=tpkit.SchedulingRuleId("rule"), **fields)
    return rule_in_words(rule, Names(portfolio=PORTFOLIO))


@pytest.mark.parametrize(
    ("kind", "fields", "said"),
    [
        (
            tpkit.NotOn,
            {"weekdays": (FRIDAY,), "dates": (MAY,)},
            "no session on Fridays or 2 May 2022",
        ),
        (
            tpkit.NotDuring,
            {"start_time": NINE, "end_time": FIVE, "weekdays": (FRIDAY,)},
            "no session on Fridays, from 9am to 5pm",
        ),
        (tpkit.Within, {"start": MAY}, "every session from 2 May 2022"),
        (
            tpkit.Within,
            {"start": MAY, "end": JUNE, "end_time": FIVE},
            "every session from 2 May 2022 until 3 June 2022 and not after 5pm",
        ),
        (tpkit.WithinProject, {}, "every session while its project is funded"),
        (
            tpkit.WithinProject,
            {"spare_working_days": 1},
            "1 working day between a session and the end of its project's funding",
        ),
        (
            tpkit.OnWorkingDays,
            {"activities": LAW},
            "every session on a working day, for Case law",
        ),
        (tpkit.Notice, {"days": 1}, "1 day from the announcement to the session"),
        (
            tpkit.NotInSchoolBreaks,
            {},
            (
                "no session while schools are on holiday in more than one in 3 of the "
                "areas concerned"
            ),
        ),
        (
            tpkit.NotOnObservances,
            {"traditions": ("Jewish",)},
            "no session on Jewish holy days",
        ),
        (
            tpkit.NotOnObservances,
            {"kinds": tuple(tpkit.ObservanceKind), "after": NINE},
            (
                "no session that lasts beyond 9am on holy days, days of fasting or days "
                "of celebration"
            ),
        ),
        (
            tpkit.BeforeSunset,
            {"weekdays": (FRIDAY,), "minutes": 60},
            "every session on Fridays over at least 60 minutes before sunset",
        ),
        (
            tpkit.BeforeSunset,
            {"while_fasting": True},
            "every session on days of fasting over at least 120 minutes before sunset",
        ),
        (tpkit.NotOnSectorDates, {}, "no session on World Social Work Day"),
        (
            tpkit.NotOnSectorDates,
            {"titles": ()},
            "no session on dates of the sector's own",
        ),
        (tpkit.NotAtYearEnd, {}, "no session on the last 5 working days of March"),
        (
            tpkit.NotInSeason,
            {"start_month": 2, "start_day": 29, "end_month": 3, "end_day": 1},
            "no session from 29 February to 1 March",
        ),
        (
            tpkit.AtLeastApart,
            {"apart": 3, "unit": tpkit.GapUnit.WORKING_DAYS},
            "sessions of one activity at least 3 working days apart",
        ),
        (
            tpkit.AtMostApart,
            {"apart": 1, "unit": tpkit.GapUnit.WEEKS, "activities": LAW},
            "sessions of one activity at most 1 week apart, for Case law",
        ),
        (
            tpkit.AsContracted,
            {"learning_sets": ("set",)},
            "learning sets meet as they contracted, 1 week either side allowed, for Set A",
        ),
        (
            tpkit.AsContracted,
            {"weeks_either_side": 0},
            "learning sets meet as they contracted",
        ),
        (
            tpkit.RunCount,
            {"activities": LAW, "sessions": 3},
            "3 sessions of Case law",
        ),
        (
            tpkit.RunCount,
            {"activities": LAW, "sessions": 1, "minutes": 90},
            "1 session of 90 minutes of Case law",
        ),
        (
            tpkit.SegmentsHeard,
            {"segments": ("asye",)},
            "at least 1 session for Newly qualified",
        ),
        (
            tpkit.SameDayOfWeek,
            {"activities": LAW},
            "all sessions of Case law on one weekday",
        ),
        (
            tpkit.SameDayOfWeek,
            {"activities": ("law", "set"), "same_time": True},
            "all sessions of Case law and Set A on one weekday at one time of day",
        ),
        (
            tpkit.SameFacilitators,
            {},
            "the same people lead all sessions of an activity",
        ),
        (tpkit.SameVenue, {}, "all sessions of an activity in one place"),
        (
            tpkit.NoClashes,
            {"kinds": (tpkit.ClashKind.PERSON,)},
            "nobody in two places at once",
        ),
        (
            tpkit.NotTogether,
            {"people": ("bob", "ann"), "sessions": ("law-1", "set-1")},
            (
                "Ann Archer and Adviser not in one session and Case law on Wednesday "
                "15 June 2022 and Start on Thursday 16 June 2022 not at one time"
            ),
        ),
        (
            tpkit.NotTogether,
            {"people": ("bob", "ann")},
            "Ann Archer and Adviser not in one session",
        ),
        (
            tpkit.LinesApart,
            {},
            "nobody in a session with their manager or the manager above",
        ),
        (
            tpkit.LinesApart,
            {"skip_level": False},
            "nobody in a session with their manager",
        ),
        (
            tpkit.LedBy,
            {"activities": LAW, "people": ("ann", "bob"), "needed": 2},
            "Case law led by Ann Archer and Adviser",
        ),
        (
            tpkit.LedBy,
            {"activities": LAW, "people": ("ann", "bob")},
            "Case law led by Ann Archer or Adviser",
        ),
        (
            tpkit.LedBy,
            {"activities": LAW, "people": ("ann", "bob", "cat"), "needed": 2},
            "Case law led by 2 of Ann Archer, Adviser or cat",
        ),
        (
            tpkit.Unavailable,
            {"people": ("ann",), "venues": ("hall",)},
            "Ann Archer and Town Hall not available",
        ),
        (
            tpkit.Unavailable,
            {"people": ("ann",), "start": MAY},
            "Ann Archer not available from 2 May 2022",
        ),
        (
            tpkit.WorkloadWithin,
            {"at_most": 1, "period": tpkit.Period.WEEK, "of": tpkit.LoadOf.ROLE},
            "at most 1 session a week for one role",
        ),
        (
            tpkit.WorkloadWithin,
            {"at_most": 2, "period": tpkit.Period.DAY, "people": ("ann", "bob")},
            "at most 2 sessions a day for Ann Archer or Adviser",
        ),
        (
            tpkit.HeldAt,
            {"activities": LAW, "venues": ("hall", "library")},
            "Case law held at Town Hall or Library",
        ),
        (tpkit.WithinCapacity, {}, "a seat for everybody who is to come"),
        (
            tpkit.TravelTime,
            {"minutes": 45},
            "45 minutes to travel from one venue to another",
        ),
        (
            tpkit.TravelTime,
            {"minutes": 45, "venues": ("hall", "library")},
            "45 minutes to travel between Town Hall and Library",
        ),
    ],
)
def test_a_rule_says_what_it_asks(kind: Any, fields: dict[str, Any], said: str) -> None:
    assert words(kind, **fields) == said
