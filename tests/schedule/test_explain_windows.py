"""Which other days and hours would do, and which part of a rule can go."""

from collections.abc import Callable

import pytest

from tpkit import schedule

PLANS = [
    pytest.param(
        """
{id: early, rule: within, start_time: 09:00, end_time: 12:00}
{id: late, rule: within, start_time: 11:30, end_time: 17:00, activities: [forum]}
--
{id: f1, activity: forum, on: 2026-10-05, start: 10:00, end: 11:30}
""",
        """
There is no timetable for Forum: these cannot hold together
- Every session not before 9am and not after midday
- Every session not before 11:30am and not after 5pm, for Forum
Any one of these would help
- Let sessions end at 1pm instead of midday
- Let sessions start at 10:30am instead of 11:30am, for Forum
""",
        id="wider hours",
    ),
    pytest.param(
        """
{id: early, rule: within, start: 2026-10-05, end: 2026-10-09}
{id: late, rule: within, start: 2026-10-12, end: 2026-10-16, activities: [forum]}
--
{id: f1, activity: forum, on: 2026-10-05, start: 10:00, end: 11:30}
""",
        """
There is no timetable for Forum: these cannot hold together
- Every session from 5 October 2026 until 9 October 2026
- Every session from 12 October 2026 until 16 October 2026, for Forum
Any one of these would help
- Finish by 12 October 2026 instead of 9 October 2026
- Begin on 9 October 2026 instead of 12 October 2026, for Forum
""",
        id="other days",
    ),
    pytest.param(
        """
{id: funded, rule: within_project}
{id: later, rule: within, start: 2026-10-20, end: 2026-12-18}
--
{id: t1, activity: talk, on: 2026-10-12, start: 10:00, end: 11:00}
""",
        """
There is no timetable for Talk: these cannot hold together
- Every session while its project is funded: Talk until 15 October 2026
- Every session from 20 October 2026 until 18 December 2026
Any one of these would help
- Let Talks run until 20 October 2026 instead of 15 October 2026
- Begin on 15 October 2026 instead of 20 October 2026
""",
        id="a longer project",
    ),
    pytest.param(
        """
{id: funded, rule: within_project, activities: [talk, debate, forum]}
{id: later, rule: within, start: 2026-10-20, end: 2026-12-18}
--
{id: t1, activity: talk, on: 2026-10-12, start: 10:00, end: 11:00}
{id: d1, activity: debate, on: 2026-10-12, start: 10:00, end: 11:00}
""",
        """
There is no timetable for Debate: these cannot hold together
- Every session while its project is funded, for Talk, Debate and Forum: Debate until 15 October 2026
- Every session from 20 October 2026 until 18 December 2026
Any one of these would help
- Let Talks run until 20 October 2026 instead of 15 October 2026
- Begin on 15 October 2026 instead of 20 October 2026
""",
        id="a longer project, for two",
    ),
    pytest.param(
        """
{id: funded, rule: within_project, spare_working_days: 6, agreed: {by: tpkit, reason: reports take time}}
{id: later, rule: within, start: 2026-10-12, end: 2026-12-18}
--
{id: t1, activity: talk, on: 2026-10-12, start: 10:00, end: 11:00}
""",
        """
There is no timetable for Talk: these cannot hold together
- 6 working days between a session and the end of its project's funding: Talk until 7 October 2026 (unless the partners agree otherwise, because reports take time)
- Every session from 12 October 2026 until 18 December 2026
Any one of these would help
- Keep 3 working days to spare before the project ends instead of 6
- Let Talks run until 12 October 2026 instead of 7 October 2026
- Begin on 7 October 2026 instead of 12 October 2026
""",
        id="fewer days to spare",
    ),
    pytest.param(
        """
{id: funded, rule: within_project, spare_working_days: 60}
--
{id: t1, activity: talk, on: 2026-10-12, start: 10:00, end: 11:00}
""",
        """
There is no timetable for Talk: this cannot hold
- 60 working days between a session and the end of its project's funding: Talk never
This would help
- Keep 9 working days to spare before the project ends instead of 60
""",
        id="a project that is over",
    ),
    pytest.param(
        """
{id: days, rule: within, start: 2026-10-05, end: 2026-10-07}
{id: not-then, rule: not_on, weekdays: [monday, tuesday], dates: [2026-10-07], activities: [forum]}
--
{id: f1, activity: forum, on: 2026-10-05, start: 10:00, end: 11:00}
""",
        """
There is no timetable for Forum: these cannot hold together
- Every session from 5 October 2026 until 7 October 2026
- No session on Mondays, Tuesdays or 7 October 2026, for Forum
Any one of these would help
- Finish by 8 October 2026 instead of 7 October 2026
- Begin on 4 October 2026 instead of 5 October 2026
- Allow Mondays, for Forum
- Allow Tuesdays, for Forum
- Allow Wednesday 7 October 2026, for Forum
""",
        id="one of several days",
    ),
    pytest.param(
        """
{id: day, rule: within, start: 2026-10-05, end: 2026-10-05}
{id: not-then, rule: not_on, weekdays: [monday]}
--
{id: f1, activity: forum, on: 2026-10-05, start: 10:00, end: 11:00}
""",
        """
There is no timetable for Forum: these cannot hold together
- Every session from 5 October 2026 until 5 October 2026
- No session on Mondays
Any one of these would help
- Finish by 6 October 2026 instead of 5 October 2026
- Begin on 4 October 2026 instead of 5 October 2026
- Do without the rule: no session on Mondays
""",
        id="the only day",
    ),
    pytest.param(
        """
{id: day, rule: within, start: 2026-10-05, end: 2026-10-05, start_time: 10:00, end_time: 12:00}
{id: clash, rule: no_clashes, kinds: [person, venue]}
{id: who, rule: led_by, activities: [forum, course], people: [ann]}
--
{id: f1, activity: forum, on: 2026-10-05, start: 10:00, end: 12:00}
{id: c1, activity: course, on: 2026-10-05, start: 10:00, end: 12:00, facilitators: [ann]}
""",
        """
There is no timetable for Course and Forum: these cannot hold together
- Nobody in two places at once and one session at a time in a venue
- Every session from 5 October 2026 until 5 October 2026 and not before 10am and not after midday
- Forum and Course led by Ann
Any one of these would help
- Let somebody be wanted in two places at once
- Finish by 6 October 2026 instead of 5 October 2026
- Begin on 4 October 2026 instead of 5 October 2026
- Let sessions start at 8am instead of 10am
- Let sessions end at 2pm instead of midday
- Let somebody else lead Forum and Course
""",
        id="one kind of clash",
    ),
    pytest.param(
        """
{id: day, rule: within, start: 2026-10-05, end: 2026-10-05, start_time: 10:00, end_time: 12:00}
{id: clash, rule: no_clashes}
--
{id: f1, activity: forum, on: 2026-10-05, start: 10:00, end: 12:00, venue: hall, mode: in_person}
{id: c1, activity: course, on: 2026-10-05, start: 10:00, end: 12:00, venue: hall, mode: in_person}
""",
        """
There is no timetable for Course and Forum: these cannot hold together
- Nobody in two places at once, one session at a time in a venue and one activity at a time for an audience
- Every session from 5 October 2026 until 5 October 2026 and not before 10am and not after midday
Any one of these would help
- Do without the rule: nobody in two places at once, one session at a time in a venue and one activity at a time for an audience
- Finish by 6 October 2026 instead of 5 October 2026
- Begin on 4 October 2026 instead of 5 October 2026
- Let sessions start at 8am instead of 10am
- Let sessions end at 2pm instead of midday
""",
        id="several kinds of clash",
    ),
    pytest.param(
        """
{id: same, rule: same_day_of_week, activities: [forum], same_time: true}
{id: days, rule: within, start: 2026-10-05, end: 2026-10-12}
{id: at-ten, rule: not_during, start: 2026-10-05, end: 2026-10-09, start_time: 00:00, end_time: 13:00}
{id: at-three, rule: not_during, start: 2026-10-12, end: 2026-10-16, start_time: 13:00, end_time: 23:30}
{id: apart, rule: at_least_apart, apart: 5, activities: [forum]}
--
{id: f1, activity: forum, on: 2026-10-05, start: 14:00, end: 15:00}
{id: f2, activity: forum, on: 2026-10-12, start: 10:00, end: 11:00}
""",
        """
There is no timetable for Forum: these cannot hold together
- No session from 5 October 2026 to 9 October 2026, from midnight to 1pm
- No session from 12 October 2026 to 16 October 2026, from 1pm to 11:30pm
- Every session from 5 October 2026 until 12 October 2026
- All sessions of Forum on one weekday at one time of day
- The sessions of Forum come one after another, in the order of their numbers
1 other conflict would be left without these: what would help deals with all of them
Any one of these would help
- Allow sessions on Monday mornings
- Allow sessions until 5 October 2026
- Allow sessions on Monday afternoons
- Allow sessions until 12 October 2026
- Begin on 4 October 2026 instead of 5 October 2026
- Let sessions of Forum be at different times of day
""",
        id="other times of day",
    ),
    pytest.param(
        """
{id: same, rule: same_day_of_week, activities: [forum]}
{id: days, rule: within, start: 2026-10-05, end: 2026-10-08}
{id: apart, rule: at_least_apart, apart: 1, activities: [forum]}
--
{id: f1, activity: forum, on: 2026-10-05, start: 14:00, end: 15:00}
{id: f2, activity: forum, on: 2026-10-07, start: 10:00, end: 11:00}
""",
        """
There is no timetable for Forum: these cannot hold together
- Sessions of one activity at least 1 day apart, for Forum
- Every session from 5 October 2026 until 8 October 2026
- All sessions of Forum on one weekday
Any one of these would help
- Do without the rule: sessions of one activity at least 1 day apart, for Forum
- Finish by 12 October 2026 instead of 8 October 2026
- Do without the rule: all sessions of Forum on one weekday
- Hold 1 session of Forum instead of 2
""",
        id="another weekday",
    ),
    pytest.param(
        """
{id: away, rule: not_during, start: 2026-10-03, end: 2026-10-05, activities: [forum], agreed: {by: the board}}
{id: early, rule: within, end: 2026-10-05}
{id: early-too, rule: within, end: 2026-10-05}
--
{id: f1, activity: forum, on: 2026-10-05, start: 10:00, end: 11:00}
""",
        """
There is no timetable for Forum: these cannot hold together
- New dates come after today, 2 October 2026
- No session from 3 October 2026 to 5 October 2026, for Forum (agreed by the board)
- Every session until 5 October 2026
1 other conflict would be left without these: what would help deals with all of them
Any one of these would help
- Allow sessions on Monday mornings, for Forum
- Allow sessions on Monday afternoons, for Forum
- Allow sessions from 5 October 2026, for Forum
- Allow sessions until 3 October 2026, for Forum
""",
        id="two rules that say one thing",
    ),
    pytest.param(
        """
{id: night, rule: within, start_time: 23:00, end_time: 23:59}
{id: dawn, rule: within, start_time: 00:00, end_time: 00:45}
--
{id: f1, activity: forum, on: 2026-10-05, start: 10:00, end: 11:00}
""",
        """
There is no timetable for Forum: this cannot hold
- Every session not before 11pm and not after 11:59pm
1 other conflict would be left without these: what would help deals with all of them
This would help
- Let sessions end at 1am instead of 12:45am and let sessions start at midnight instead of 11pm
""",
        id="up to midnight",
    ),
]


@pytest.mark.parametrize(("plan", "sentences"), PLANS)
def test_other_days_and_hours_are_as_near_as_can_be(
    plan: str,
    sentences: str,
    explained: Callable[..., schedule.Explanation],
) -> None:
    found = explained(plan)

    assert f"\n{found}\n" == sentences
    assert found.is_smallest
