"""How much less of a rule would do: a number in it lowered or raised."""

from collections.abc import Callable

import pytest

from tpkit import schedule

PLANS = [
    pytest.param(
        """
{id: week, rule: within, start: 2026-10-05, end: 2026-10-09}
{id: notice, rule: notice, days: 10}
--
{id: f1, activity: forum, on: 2026-10-05, start: 10:00, end: 12:00}
""",
        """
There is no timetable for Forum: these cannot hold together
- 10 days from the announcement to the session
- Every session from 5 October 2026 until 9 October 2026
Any one of these would help
- Give 7 days of notice instead of 10
- Finish by 12 October 2026 instead of 9 October 2026
""",
        id="less notice",
    ),
    pytest.param(
        """
{id: late, rule: within, start: 2027-03-24, end: 2027-03-31}
{id: year-end, rule: not_at_year_end, working_days: 6, activities: [forum]}
--
{id: f1, activity: forum, on: 2027-03-25, start: 10:00, end: 12:00}
""",
        """
There is no timetable for Forum: these cannot hold together
- Every session from 24 March 2027 until 31 March 2027
- No session on the last 6 working days of March, for Forum
Any one of these would help
- Begin on 21 March 2027 instead of 24 March 2027
- Keep the last 3 working days of March free instead of 6, for Forum
""",
        id="fewer days at the end of March",
    ),
    pytest.param(
        """
{id: week, rule: within, start: 2026-12-07, end: 2026-12-11, start_time: 13:00, end_time: 16:00}
{id: dark, rule: before_sunset, minutes: 60}
--
{id: f1, activity: forum, on: 2026-12-07, start: 14:00, end: 16:00}
""",
        """
There is no timetable for Forum: these cannot hold together
- Every session over at least 60 minutes before sunset
- Every session from 7 December 2026 until 11 December 2026 and not before 1pm and not after 4pm
Any one of these would help
- End 52 minutes before sunset instead of 60
- Begin on 24 November 2026 instead of 7 December 2026
- Let sessions start at 12:30pm instead of 1pm
""",
        id="later in the afternoon",
    ),
    pytest.param(
        """
{id: week, rule: within, start: 2026-10-26, end: 2026-10-30, agreed: {by: the board, on: 2026-05-03, reason: Half-term}}
{id: breaks, rule: not_in_school_breaks, more_than_one_in: 3, agreed: {reason: staff have children.}}
--
{id: f1, activity: forum, on: 2026-10-26, start: 10:00, end: 11:00}
""",
        """
There is no timetable for Forum: these cannot hold together
- No session while schools are on holiday in more than one in 3 of the areas concerned (because staff have children)
- Every session from 26 October 2026 until 30 October 2026 (agreed by the board on 3 May 2026, the reason: Half-term)
Any one of these would help
- Let schools be on holiday in one in 2 of the areas instead of one in 3
- Begin on 25 October 2026 instead of 26 October 2026
""",
        id="some schools on holiday",
    ),
    pytest.param(
        """
{id: day, rule: within, start: 2026-10-05, end: 2026-10-05, start_time: 10:00, end_time: 12:30}
{id: travel, rule: travel_time, minutes: 45}
{id: clash, rule: no_clashes, kinds: [person]}
{id: who, rule: led_by, activities: [forum, course], people: [ann]}
{id: forum-in, rule: held_at, activities: [forum], venues: [hall]}
{id: course-in, rule: held_at, activities: [course], venues: [library]}
--
{id: f1, activity: forum, on: 2026-10-05, start: 10:00, end: 11:00, venue: hall, mode: in_person}
{id: c1, activity: course, on: 2026-10-05, start: 11:00, end: 12:00, venue: library, mode: in_person, facilitators: [ann]}
""",
        """
There is no timetable for Course and Forum: these cannot hold together
- Nobody in two places at once
- Course held at the library
- Every session from 5 October 2026 until 5 October 2026 and not before 10am and not after 12:30pm
- Forum held at the hall
- 45 minutes to travel from one venue to another
- Forum and Course led by Ann
Any one of these would help
- Do without the rule: nobody in two places at once
- Hold Course somewhere else
- Finish by 6 October 2026 instead of 5 October 2026
- Begin on 4 October 2026 instead of 5 October 2026
- Let sessions start at 9:30am instead of 10am
- Let sessions end at 1pm instead of 12:30pm
- Hold Forum somewhere else
- Allow 30 minutes to travel instead of 45
- Let somebody else lead Forum and Course
""",
        id="less time to travel",
    ),
    pytest.param(
        """
{id: two-days, rule: within, start: 2026-10-05, end: 2026-10-06}
{id: work, rule: workload_within, at_most: 1, period: day, people: [ann, bob], activities: [forum]}
--
{id: f1, activity: forum, on: 2026-10-05, start: 10:00, end: 11:00}
{id: f2, activity: forum, on: 2026-10-05, start: 11:00, end: 12:00}
{id: f3, activity: forum, on: 2026-10-05, start: 13:00, end: 14:00}
""",
        """
There is no timetable for Forum: these cannot hold together
- Every session from 5 October 2026 until 6 October 2026
- At most 1 session a day for Ann or Bob, for Forum
- Forum is led by Ann
Any one of these would help
- Let somebody else lead Forum
- Finish by 7 October 2026 instead of 6 October 2026
- Begin on 4 October 2026 instead of 5 October 2026
- Allow 2 sessions a day for Ann or Bob instead of 1, for Forum
- Hold 2 sessions of Forum instead of 3
""",
        id="more work",
    ),
    pytest.param(
        """
{id: two-days, rule: within, start: 2026-10-05, end: 2026-10-06}
{id: both, rule: led_by, activities: [forum], people: [ann, bob], needed: 2}
{id: leave, rule: unavailable, people: [bob], start: 2026-10-01, end: 2026-10-30}
--
{id: f1, activity: forum, on: 2026-10-05, start: 10:00, end: 12:00}
""",
        """
There is no timetable for Forum: these cannot hold together
- Forum led by Ann and Bob
- Bob not available from 1 October 2026 to 30 October 2026
- Every session from 5 October 2026 until 6 October 2026
Any one of these would help
- Let 1 lead Forum instead of 2
- Release Bob on Monday mornings
- Release Bob on Monday afternoons
- Release Bob on Tuesday mornings
- Release Bob on Tuesday afternoons
- Release Bob from 6 October 2026
- Release Bob until 5 October 2026
- Finish by 31 October 2026 instead of 6 October 2026
""",
        id="fewer who lead",
    ),
    pytest.param(
        """
{id: heard, rule: segments_heard, segments: [agency], sessions: 2}
--
{id: g1, activity: group, on: 2026-10-05, start: 10:00, end: 11:00}
""",
        """
There is no timetable: this cannot hold
- At least 2 sessions for agency workers
This would help
- Hold 1 session for agency workers instead of 2
""",
        id="fewer for a segment",
    ),
    pytest.param(
        """
{id: day, rule: within, start: 2026-10-05, end: 2026-10-05, start_time: 10:00, end_time: 12:00}
{id: long, rule: run_count, activities: [forum], sessions: 1, minutes: 180}
--
{id: f1, activity: forum, on: 2026-10-05, start: 10:00, end: 11:00}
""",
        """
There is no timetable for Forum: these cannot hold together
- Every session from 5 October 2026 until 5 October 2026 and not before 10am and not after midday
- 1 session of 180 minutes of Forum
Any one of these would help
- Let sessions start at 9am instead of 10am
- Let sessions end at 1pm instead of midday
- Make sessions of Forum 120 minutes long instead of 180
""",
        id="shorter sessions",
    ),
    pytest.param(
        """
{id: once, rule: run_count, activities: [forum], sessions: 1}
--
{id: f1, activity: forum, on: 2026-10-05, start: 10:00, end: 11:00}
{id: f2, activity: forum, on: 2026-10-06, start: 10:00, end: 11:00}
""",
        """
There is no timetable: this cannot hold
- 1 session of Forum
This would help
- Hold 2 sessions of Forum instead of 1
""",
        id="as many sessions as there are",
    ),
    pytest.param(
        """
{id: two-days, rule: within, start: 2026-10-05, end: 2026-10-06}
{id: apart, rule: at_least_apart, apart: 3, activities: [forum]}
--
{id: f1, activity: forum, on: 2026-10-05, start: 10:00, end: 11:00}
{id: f2, activity: forum, on: 2026-10-06, start: 10:00, end: 11:00}
""",
        """
There is no timetable for Forum: these cannot hold together
- Sessions of one activity at least 3 days apart, for Forum
- Every session from 5 October 2026 until 6 October 2026
Any one of these would help
- Keep sessions 1 day apart instead of 3 days, for Forum
- Finish by 8 October 2026 instead of 6 October 2026
- Begin on 3 October 2026 instead of 5 October 2026
- Hold 1 session of Forum instead of 2
""",
        id="nearer to each other",
    ),
    pytest.param(
        """
{id: close, rule: at_most_apart, apart: 2, activities: [forum]}
--
{id: f1, activity: forum, on: 2026-10-05, start: 10:00, end: 11:00, status: confirmed}
{id: f2, activity: forum, on: 2026-10-12, start: 10:00, end: 11:00, status: confirmed}
""",
        """
There is no timetable for Forum: these cannot hold together
- Sessions of one activity at most 2 days apart, for Forum
- Forum on Monday 5 October 2026 stays where it is: it has been announced
- Forum on Monday 12 October 2026 stays where it is: it has been announced
Any one of these would help
- Let sessions be up to 7 days apart instead of 2 days, for Forum
- Move Forum on Monday 5 October 2026
- Move Forum on Monday 12 October 2026
""",
        id="further from each other",
    ),
    pytest.param(
        """
{id: days, rule: within, start: 2026-10-05, end: 2026-10-20}
{id: contracts, rule: as_contracted, weeks_either_side: 0}
--
{id: s1, activity: set-a, on: 2026-10-05, start: 10:00, end: 13:00, number: 1}
{id: s2, activity: set-a, on: 2026-10-19, start: 10:00, end: 13:00, number: 2}
{id: s3, activity: set-a, on: 2026-10-20, start: 10:00, end: 13:00, number: 3}
""",
        """
There is no timetable for Set A: these cannot hold together
- Learning sets meet as they contracted: Set A 3 times, 2 weeks apart, 180 minutes each
- Every session from 5 October 2026 until 20 October 2026
Any one of these would help
- Let sets meet up to 1 week sooner or later than contracted instead of 0
- Finish by 2 November 2026 instead of 20 October 2026
- Hold 2 sessions of Set A instead of 3
""",
        id="other weeks than contracted",
    ),
    pytest.param(
        """
{id: week, rule: within, start: 2026-10-05, end: 2026-10-09}
{id: three, rule: led_by, activities: [forum], people: [ann, bob, cat, dan], needed: 3}
{id: leave, rule: unavailable, people: [ann, bob], start: 2026-10-01, end: 2026-10-30}
--
{id: f1, activity: forum, on: 2026-10-05, start: 10:00, end: 12:00}
{id: c1, activity: course, on: 2026-10-05, start: 10:00, end: 12:00, facilitators: [dan]}
""",
        """
There is no timetable for Forum: these cannot hold together
- Ann and Bob not available from 1 October 2026 to 30 October 2026
- Forum led by 3 of Ann, Bob, Cat or Dan
- Every session from 5 October 2026 until 9 October 2026
Any one of these would help
- Release Ann on Monday mornings
- Release Ann on Monday afternoons
- Release Ann on Tuesday mornings
- Release Ann on Tuesday afternoons
- Release Ann on Wednesday mornings
- Release Ann on Wednesday afternoons
- Release Ann on Thursday mornings
- Release Ann on Thursday afternoons
- Release Ann on Friday mornings
- Release Ann on Friday afternoons
- Release Ann from 9 October 2026
- Release Ann until 5 October 2026
- Release Ann
- Release Bob on Monday mornings
- Release Bob on Monday afternoons
- Release Bob on Tuesday mornings
- Release Bob on Tuesday afternoons
- Release Bob on Wednesday mornings
- Release Bob on Wednesday afternoons
- Release Bob on Thursday mornings
- Release Bob on Thursday afternoons
- Release Bob on Friday mornings
- Release Bob on Friday afternoons
- Release Bob from 9 October 2026
- Release Bob until 5 October 2026
- Release Bob
- Let 2 lead Forum instead of 3
- Finish by 31 October 2026 instead of 9 October 2026
""",
        id="fewer who lead, of many",
    ),
]


@pytest.mark.parametrize(("plan", "sentences"), PLANS)
def test_a_rule_is_loosened_as_little_as_will_do(
    plan: str,
    sentences: str,
    explained: Callable[..., schedule.Explanation],
) -> None:
    found = explained(plan)

    assert f"\n{found}\n" == sentences
    assert found.is_smallest
