"""What is in the way besides rules, and what can be done about it."""

from collections.abc import Callable
from typing import Any

import pendulum
import pytest

from tpkit import schedule

PLANS = [
    pytest.param(
        """
{id: day, rule: within, start: 2026-10-05, end: 2026-10-06, start_time: 10:15, end_time: 11:15}
--
{id: f1, activity: forum, on: 2026-10-05, start: 10:00, end: 11:00}
""",
        {"grid": 60},
        """
There is no timetable for Forum: these cannot hold together
- Every session from 5 October 2026 until 6 October 2026 and not before 10:15am and not after 11:15am
- Sessions start on the hour
Any one of these would help
- Let sessions start at any quarter of an hour
- Let sessions start at 10am instead of 10:15am
- Let sessions end at midday instead of 11:15am
""",
        id="times off the grid",
    ),
    pytest.param(
        """
{id: day, rule: within, start: 2026-10-05, end: 2026-10-06, start_time: 10:15, end_time: 11:15}
--
{id: f1, activity: forum, on: 2026-10-05, start: 10:00, end: 11:00}
""",
        {"grid": 30},
        """
There is no timetable for Forum: these cannot hold together
- Every session from 5 October 2026 until 6 October 2026 and not before 10:15am and not after 11:15am
- Sessions start on the hour, or a multiple of 30 minutes after it
Any one of these would help
- Let sessions start at any quarter of an hour
- Let sessions start at 10am instead of 10:15am
- Let sessions end at 11:30am instead of 11:15am
""",
        id="times off a finer grid",
    ),
    pytest.param(
        """
{id: days, rule: within, start: 2026-10-05, end: 2026-10-06, start_time: 10:00, end_time: 12:00}
--
{id: f1, activity: forum, on: 2026-10-06, start: 11:00, end: 12:00, status: confirmed, number: 1}
{id: f2, activity: forum, on: 2026-10-05, start: 10:00, end: 12:00, number: 2}
""",
        {},
        """
There is no timetable for Forum: these cannot hold together
- Every session from 5 October 2026 until 6 October 2026 and not before 10am and not after midday
- Forum on Tuesday 6 October 2026 stays where it is: it has been announced
- The sessions of Forum come one after another, in the order of their numbers
Any one of these would help
- Hold the sessions of Forum in another order, or at one time
- Finish by 7 October 2026 instead of 6 October 2026
- Let sessions end at 2pm instead of midday
- Move Forum on Tuesday 6 October 2026
""",
        id="the order of sessions",
    ),
    pytest.param(
        """
{id: not-then, rule: not_on, dates: [2026-10-05]}
--
{id: f1, activity: forum, on: 2026-10-05, start: 10:00, end: 11:00}
""",
        {"keep": ["f1"]},
        """
There is no timetable: these cannot hold together
- No session on 5 October 2026
- Forum on Monday 5 October 2026 stays where it is: it is to be kept
Any one of these would help
- Do without the rule: no session on 5 October 2026
- Move Forum on Monday 5 October 2026
""",
        id="a session that is kept",
    ),
    pytest.param(
        """
{id: clash, rule: no_clashes}
--
{id: f1, activity: forum, on: 2026-10-05, start: 10:00, end: 12:00, status: confirmed}
{id: f2, activity: forum, on: 2026-10-05, start: 11:00, end: 13:00, status: confirmed}
""",
        {},
        """
There is no timetable: these cannot hold together
- Nobody in two places at once, one session at a time in a venue and one activity at a time for an audience
- Forum on Monday 5 October 2026 at 10am stays where it is: it has been announced
- Forum on Monday 5 October 2026 at 11am stays where it is: it has been announced
Any one of these would help
- Let somebody be wanted in two places at once
- Move Forum on Monday 5 October 2026 at 10am
- Move Forum on Monday 5 October 2026 at 11am
""",
        id="sessions on one day",
    ),
    pytest.param(
        """
{id: clash, rule: no_clashes}
--
{id: f1, activity: forum, on: 2026-10-05, start: 10:00, end: 12:00, status: confirmed}
{id: f2, activity: forum, on: 2026-10-05, start: 10:00, end: 13:00, status: confirmed}
""",
        {},
        """
There is no timetable: these cannot hold together
- Nobody in two places at once, one session at a time in a venue and one activity at a time for an audience
- Forum on Monday 5 October 2026 at 10am (f1) stays where it is: it has been announced
- Forum on Monday 5 October 2026 at 10am (f2) stays where it is: it has been announced
Any one of these would help
- Let somebody be wanted in two places at once
- Move Forum on Monday 5 October 2026 at 10am (f1)
- Move Forum on Monday 5 October 2026 at 10am (f2)
""",
        id="sessions at one time",
    ),
    pytest.param(
        """
{id: close, rule: at_most_apart, apart: 2, activities: [forum]}
--
{id: f0, activity: forum, on: 2026-09-25, start: 10:00, end: 11:00, number: 1, status: held}
{id: f1, activity: forum, on: 2026-10-05, start: 10:00, end: 11:00, number: 2}
""",
        {},
        """
There is no timetable for Forum: these cannot hold together
- New dates come after today, 2 October 2026
- Sessions of one activity at most 2 days apart, for Forum
- Forum on Friday 25 September 2026 is over
This would help
- Let sessions be up to 8 days apart instead of 2 days, for Forum
""",
        id="what is over",
    ),
    pytest.param(
        """
{id: days, rule: within, start: 2026-10-05, end: 2026-10-06}
{id: closed, rule: unavailable, venues: [hall]}
--
{id: f1, activity: forum, on: 2026-10-05, start: 10:00, end: 11:00, venue: hall, mode: in_person}
""",
        {},
        """
There is no timetable for Forum: these cannot hold together
- The hall not available
- Forum is held at the hall
Any one of these would help
- Hold Forum somewhere else
- Get the hall on Monday mornings
- Get the hall on Monday afternoons
- Get the hall on Tuesday mornings
- Get the hall on Tuesday afternoons
- Get the hall from 6 October 2026
- Get the hall until 5 October 2026
""",
        id="where it is held",
    ),
    pytest.param(
        """
{id: days, rule: within, start: 2026-10-05, end: 2026-10-06}
{id: work, rule: workload_within, at_most: 1, period: week, of: facilitator}
--
{id: f1, activity: forum, on: 2026-10-05, start: 10:00, end: 11:00}
{id: f2, activity: forum, on: 2026-10-06, start: 10:00, end: 11:00}
""",
        {},
        """
There is no timetable for Forum: these cannot hold together
- Every session from 5 October 2026 until 6 October 2026
- At most 1 session a week for one facilitator
- Forum is led by Ann
Any one of these would help
- Let somebody else lead Forum
- Finish by 12 October 2026 instead of 6 October 2026
- Begin on 4 October 2026 instead of 5 October 2026
- Allow 2 sessions a week for one facilitator instead of 1
- Hold 1 session of Forum instead of 2
""",
        id="who leads it",
    ),
    pytest.param(
        """
{id: away, rule: not_during, start: 2026-10-01, end: 2026-10-20, activities: [forum]}
--
{id: f1, activity: forum, on: 2026-10-05, start: 10:00, end: 11:00}
""",
        {"until": pendulum.Date(2026, 10, 4)},
        """
There is no timetable for Forum: these cannot hold together
- All is over by 4 October 2026
- New dates come after today, 2 October 2026
- No session from 1 October 2026 to 20 October 2026, for Forum
Any one of these would help
- Allow sessions from 4 October 2026, for Forum
- Allow sessions until 3 October 2026, for Forum
- Finish by 21 October 2026 instead of 4 October 2026
""",
        id="the last day that was asked for",
    ),
    pytest.param(
        """
{id: long, rule: at_least_apart, apart: 3, unit: weeks, activities: [forum]}
--
{id: f1, activity: forum, on: 2026-10-05, start: 10:00, end: 11:00, status: confirmed}
{id: f2, activity: forum, on: 2026-10-06, start: 10:00, end: 11:00}
""",
        {"until": pendulum.Date(2026, 10, 9)},
        """
There is no timetable for Forum: these cannot hold together
- All is over by 9 October 2026
- Sessions of one activity at least 3 weeks apart, for Forum
- Forum on Monday 5 October 2026 stays where it is: it has been announced
- The sessions of Forum come one after another, in the order of their numbers
1 other conflict would be left without these: what would help deals with all of them
Any one of these would help
- Do without the rule: sessions of one activity at least 3 weeks apart, for Forum
- Finish by 26 October 2026 instead of 9 October 2026
""",
        id="the last day, and nothing helps but to look further",
    ),
    pytest.param(
        """
{id: days, rule: within, start: 2026-09-28, end: 2026-10-01}
--
{id: f1, activity: forum, on: 2026-10-05, start: 10:00, end: 11:00}
""",
        {},
        """
There is no timetable for Forum: these cannot hold together
- New dates come after today, 2 October 2026
- Every session from 28 September 2026 until 1 October 2026
This would help
- Finish by 3 October 2026 instead of 1 October 2026
""",
        id="today",
    ),
    pytest.param(
        """
{id: early, rule: within, end: 2026-10-06}
{id: forum-later, rule: within, start: 2026-10-08, activities: [forum]}
{id: course-later, rule: within, start: 2026-10-09, activities: [course]}
{id: never, rule: not_on, dates: [2026-10-08], activities: [forum]}
--
{id: f1, activity: forum, on: 2026-10-05, start: 10:00, end: 11:00}
{id: c1, activity: course, on: 2026-10-05, start: 10:00, end: 11:00}
""",
        {},
        """
There is no timetable for Course: these cannot hold together
- Every session from 9 October 2026, for Course
- Every session until 6 October 2026
1 other conflict would be left without these: what would help deals with all of them
This would help
- Finish by 9 October 2026 instead of 6 October 2026
""",
        id="several conflicts",
    ),
    pytest.param(
        """
{id: early, rule: within, end: 2026-10-06, activities: [forum]}
{id: later, rule: within, start: 2026-10-08, activities: [forum]}
{id: who, rule: led_by, activities: [course], people: [bob]}
{id: leave, rule: unavailable, people: [bob], start: 2026-10-01, end: 2026-10-09}
{id: in-time, rule: within, end: 2026-10-09, activities: [course]}
--
{id: f1, activity: forum, on: 2026-10-05, start: 10:00, end: 11:00}
{id: c1, activity: course, on: 2026-10-05, start: 10:00, end: 11:00}
""",
        {},
        """
There is no timetable for Course: these cannot hold together
- New dates come after today, 2 October 2026
- Every session until 9 October 2026, for Course
- Bob not available from 1 October 2026 to 9 October 2026
- Course led by Bob
1 other conflict would be left without these: what would help deals with all of them
Any one of these would help
- Finish by 8 October 2026 instead of 6 October 2026, for Forum and finish by 10 October 2026 instead of 9 October 2026, for Course
- Finish by 8 October 2026 instead of 6 October 2026, for Forum and release Bob on Monday mornings
- Finish by 8 October 2026 instead of 6 October 2026, for Forum and let somebody else lead Course
- Finish by 10 October 2026 instead of 9 October 2026, for Course and begin on 6 October 2026 instead of 8 October 2026, for Forum
- Begin on 6 October 2026 instead of 8 October 2026, for Forum and release Bob on Monday mornings
- Begin on 6 October 2026 instead of 8 October 2026, for Forum and let somebody else lead Course
""",
        id="several conflicts that have nothing in common",
    ),
    pytest.param(
        """
{id: early, rule: within, end: 2026-10-05}
{id: later, rule: within, start: 2026-10-12, activities: [forum]}
{id: unused, rule: led_by, activities: [course], people: [bob]}
--
{id: c0, activity: course, on: 2026-03-25, start: 10:00, end: 11:00, status: held}
{id: f1, activity: forum, on: 2026-10-05, start: 10:00, end: 11:00}
""",
        {},
        """
There is no timetable for Forum: these cannot hold together
- Every session until 5 October 2026
- Every session from 12 October 2026, for Forum
Any one of these would help
- Finish by 12 October 2026 instead of 5 October 2026
- Begin on 5 October 2026 instead of 12 October 2026, for Forum
""",
        id="what was over long ago",
    ),
    pytest.param(
        """
{id: close, rule: at_most_apart, apart: 9, activities: [forum]}
{id: clash, rule: no_clashes, kinds: [person]}
{id: later, rule: within, start: 2026-10-12}
--
{id: c0, activity: course, on: 2026-09-24, start: 10:00, end: 11:00, status: held}
{id: f0, activity: forum, on: 2026-09-11, start: 10:00, end: 11:00, number: 1, status: held}
{id: f1, activity: forum, on: 2026-09-25, start: 10:00, end: 11:00, number: 2, status: held}
{id: f2, activity: forum, on: 2026-10-05, start: 10:00, end: 11:00, number: 3}
{id: c1, activity: course, on: 2026-10-05, start: 10:00, end: 11:00}
""",
        {},
        """
There is no timetable for Forum: these cannot hold together
- Sessions of one activity at most 9 days apart, for Forum
- Every session from 12 October 2026
- Forum on Friday 25 September 2026 is over
Any one of these would help
- Do without the rule: sessions of one activity at most 9 days apart, for Forum
- Begin on 4 October 2026 instead of 12 October 2026
""",
        id="what was over a while ago",
    ),
    pytest.param(
        """
{id: contracts, rule: as_contracted, weeks_either_side: 0}
{id: days, rule: within, start: 2026-10-05, end: 2026-11-02, start_time: 10:00, end_time: 13:00}
{id: the-day, rule: within, start: 2026-10-19, end: 2026-10-19, activities: [forum]}
{id: clash, rule: no_clashes, kinds: [person]}
{id: who, rule: led_by, activities: [set-a, forum], people: [ann]}
--
{id: s1, activity: set-a, on: 2026-10-05, start: 10:00, end: 13:00, number: 1}
{id: s2, activity: set-a, on: 2026-10-19, start: 10:00, end: 13:00, number: 2}
{id: s3, activity: set-a, on: 2026-10-20, start: 10:00, end: 13:00, number: 3}
{id: f1, activity: forum, on: 2026-10-05, start: 10:00, end: 11:00}
""",
        {},
        """
There is no timetable for Forum and Set A: these cannot hold together
- Nobody in two places at once
- Learning sets meet as they contracted: Set A 3 times, 2 weeks apart, 180 minutes each
- Every session from 5 October 2026 until 2 November 2026 and not before 10am and not after 1pm
- Every session from 19 October 2026 until 19 October 2026, for Forum
- Set A and Forum led by Ann
- The sessions of Set A come one after another, in the order of their numbers
Perhaps not all of them are needed for that: the effort was spent before it was known
Any one of these would help
- Do without the rule: nobody in two places at once
- Let sets meet up to 1 week sooner or later than contracted instead of 0
- Begin on 4 October 2026 instead of 5 October 2026
- Let sessions start at 9am instead of 10am
- Let sessions end at 2pm instead of 1pm
- Finish by 20 October 2026 instead of 19 October 2026, for Forum
- Begin on 18 October 2026 instead of 19 October 2026, for Forum
- Let somebody else lead Set A and Forum
- Hold 2 sessions of Set A instead of 3
""",
        id="a contract and something else",
    ),
]


@pytest.mark.parametrize(("plan", "asked", "sentences"), PLANS)
def test_facts_are_reasons_like_rules(
    plan: str,
    asked: dict[str, Any],
    sentences: str,
    explained: Callable[..., schedule.Explanation],
) -> None:
    found = explained(plan, **asked)

    assert f"\n{found}\n" == sentences
