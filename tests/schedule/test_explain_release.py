"""How much of the time that is kept free would have to be given back."""

from collections.abc import Callable

import pytest

from tpkit import schedule

PLANS = [
    pytest.param(
        """
{id: two-days, rule: within, start: 2026-10-05, end: 2026-10-06}
{id: who, rule: led_by, activities: [forum], people: [ann]}
{id: leave, rule: unavailable, people: [ann], start: 2026-10-01, end: 2026-10-30}
--
{id: f1, activity: forum, on: 2026-10-05, start: 10:00, end: 12:00}
""",
        """
There is no timetable for Forum: these cannot hold together
- Ann not available from 1 October 2026 to 30 October 2026
- Every session from 5 October 2026 until 6 October 2026
- Forum led by Ann
Any one of these would help
- Release Ann on Monday mornings
- Release Ann on Monday afternoons
- Release Ann on Tuesday mornings
- Release Ann on Tuesday afternoons
- Release Ann from 6 October 2026
- Release Ann until 5 October 2026
- Finish by 31 October 2026 instead of 6 October 2026
- Let somebody else lead Forum
""",
        id="from a few days",
    ),
    pytest.param(
        """
{id: day, rule: within, start: 2026-10-05, end: 2026-10-05, start_time: 10:00, end_time: 15:00}
{id: who, rule: led_by, activities: [forum], people: [ann]}
{id: leave, rule: unavailable, people: [ann], start: 2026-10-05, end: 2026-10-05, start_time: 09:00, end_time: 17:00}
--
{id: f1, activity: forum, on: 2026-10-05, start: 10:00, end: 12:00}
""",
        """
There is no timetable for Forum: these cannot hold together
- Every session from 5 October 2026 until 5 October 2026 and not before 10am and not after 3pm
- Ann not available on Monday 5 October 2026, from 9am to 5pm
- Forum led by Ann
Any one of these would help
- Finish by 6 October 2026 instead of 5 October 2026
- Begin on 4 October 2026 instead of 5 October 2026
- Let sessions start at 7am instead of 10am
- Let sessions end at 7pm instead of 3pm
- Release Ann on Monday mornings
- Release Ann on Monday afternoons
- Let somebody else lead Forum
""",
        id="from some hours",
    ),
    pytest.param(
        """
{id: hours, rule: within, start_time: 09:00, end_time: 17:00}
{id: who, rule: led_by, activities: [forum], people: [ann]}
{id: midday, rule: unavailable, people: [ann], weekdays: [monday, tuesday], start_time: 12:00, end_time: 14:00}
{id: not-then, rule: not_on, weekdays: [wednesday, thursday, friday, saturday, sunday]}
{id: long, rule: run_count, activities: [forum], sessions: 1, minutes: 400}
--
{id: f1, activity: forum, on: 2026-10-05, start: 10:00, end: 12:00}
""",
        """
There is no timetable for Forum: these cannot hold together
- Every session not before 9am and not after 5pm
- 1 session of 400 minutes of Forum
- Ann not available on Mondays and Tuesdays, from midday to 2pm
- No session on Wednesdays, Thursdays, Fridays, Saturdays or Sundays
- Forum led by Ann
Any one of these would help
- Let sessions start at 5am instead of 9am
- Let sessions end at 8:45pm instead of 5pm
- Make sessions of Forum 175 minutes long instead of 400
- Release Ann on Mondays
- Release Ann on Tuesdays
- Release Ann from 13 October 2026
- Release Ann until 5 October 2026
- Allow Wednesdays
- Allow Thursdays
- Allow Fridays
- Allow Saturdays
- Allow Sundays
- Let somebody else lead Forum
""",
        id="on a weekday",
    ),
    pytest.param(
        """
{id: day, rule: within, start: 2026-10-05, end: 2026-10-05, start_time: 10:00, end_time: 12:30}
{id: barred, rule: not_during, start_time: 10:00, end_time: 12:00, activities: [forum]}
--
{id: f1, activity: forum, on: 2026-10-05, start: 10:00, end: 11:00}
""",
        """
There is no timetable for Forum: these cannot hold together
- No session from 10am to midday, for Forum
- Every session from 5 October 2026 until 5 October 2026 and not before 10am and not after 12:30pm
Any one of these would help
- Allow sessions on Monday mornings, for Forum
- Let sessions start at 9am instead of 10am
- Let sessions end at 1pm instead of 12:30pm
""",
        id="in the morning only",
    ),
    pytest.param(
        """
{id: day, rule: within, start: 2026-10-05, end: 2026-10-05}
{id: who, rule: led_by, activities: [forum], people: [ann]}
{id: leave, rule: unavailable, people: [ann, bob], venues: [hall], start: 2026-10-01, end: 2026-10-05}
--
{id: f1, activity: forum, on: 2026-10-05, start: 10:00, end: 11:00}
""",
        """
There is no timetable for Forum: these cannot hold together
- Every session from 5 October 2026 until 5 October 2026
- Ann, Bob and the hall not available from 1 October 2026 to 5 October 2026
- Forum led by Ann
Any one of these would help
- Finish by 6 October 2026 instead of 5 October 2026
- Release Ann on Monday mornings
- Release Ann on Monday afternoons
- Release Ann from 5 October 2026
- Release Ann
- Let somebody else lead Forum
""",
        id="of two and a venue",
    ),
    pytest.param(
        """
{id: two-days, rule: within, start: 2026-10-05, end: 2026-10-06}
{id: where, rule: held_at, activities: [forum], venues: [hall]}
{id: closed, rule: unavailable, venues: [hall, library], start: 2026-10-05, end: 2026-10-06}
--
{id: f1, activity: forum, on: 2026-10-05, start: 10:00, end: 11:00, venue: hall, mode: in_person}
""",
        """
There is no timetable for Forum: these cannot hold together
- The hall and the library not available from 5 October 2026 to 6 October 2026
- Every session from 5 October 2026 until 6 October 2026
- Forum held at the hall
Any one of these would help
- Get the hall on Monday mornings
- Get the hall on Monday afternoons
- Get the hall on Tuesday mornings
- Get the hall on Tuesday afternoons
- Get the hall from 6 October 2026
- Get the hall until 5 October 2026
- Get the hall
- Finish by 7 October 2026 instead of 6 October 2026
- Begin on 4 October 2026 instead of 5 October 2026
- Hold Forum somewhere else
""",
        id="of a venue",
    ),
    pytest.param(
        """
{id: two-days, rule: within, start: 2026-10-05, end: 2026-10-06}
{id: who, rule: led_by, activities: [forum], people: [ann, bob], needed: 2}
{id: where, rule: held_at, activities: [forum], venues: [hall]}
{id: closed, rule: unavailable, people: [ann, bob, cat], venues: [hall, library], start: 2026-10-01, end: 2026-10-30}
--
{id: f1, activity: forum, on: 2026-10-05, start: 10:00, end: 11:00, venue: hall, mode: in_person}
""",
        """
There is no timetable for Forum: these cannot hold together
- Ann, Bob, Cat, the hall and the library not available from 1 October 2026 to 30 October 2026
- Every session from 5 October 2026 until 6 October 2026
- Forum led by Ann and Bob
1 other conflict would be left without these: what would help deals with all of them
Any one of these would help
- Release Ann and 3 others
- Finish by 31 October 2026 instead of 6 October 2026
""",
        id="of more than anybody wants to read of",
    ),
    pytest.param(
        """
{id: days, rule: within, end: 2026-10-13}
{id: who, rule: led_by, activities: [forum], people: [ann]}
{id: gone, rule: unavailable, people: [ann]}
--
{id: f1, activity: forum, on: 2026-10-05, start: 10:00, end: 12:00}
""",
        """
There is no timetable for Forum: these cannot hold together
- Ann not available
- Forum led by Ann
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
- Release Ann from 13 October 2026
- Release Ann until 3 October 2026
- Let somebody else lead Forum
""",
        id="for ever",
    ),
    pytest.param(
        """
{id: away, rule: not_during, start: 2026-10-03, end: 2026-10-05, activities: [forum]}
{id: early, rule: within, end: 2026-10-05}
--
{id: f1, activity: forum, on: 2026-10-05, start: 10:00, end: 11:00}
""",
        """
There is no timetable for Forum: these cannot hold together
- New dates come after today, 2 October 2026
- No session from 3 October 2026 to 5 October 2026, for Forum
- Every session until 5 October 2026
Any one of these would help
- Allow sessions on Monday mornings, for Forum
- Allow sessions on Monday afternoons, for Forum
- Allow sessions from 5 October 2026, for Forum
- Allow sessions until 3 October 2026, for Forum
- Finish by 6 October 2026 instead of 5 October 2026
""",
        id="of an activity",
    ),
    pytest.param(
        """
{id: day, rule: within, start: 2026-10-05, end: 2026-10-05, start_time: 10:00, end_time: 16:00}
{id: mondays, rule: not_during, start_time: 09:00, end_time: 17:00, weekdays: [monday], activities: [forum]}
--
{id: f1, activity: forum, on: 2026-10-05, start: 10:00, end: 11:00}
""",
        """
There is no timetable for Forum: these cannot hold together
- Every session from 5 October 2026 until 5 October 2026 and not before 10am and not after 4pm
- No session on Mondays, from 9am to 5pm, for Forum
Any one of these would help
- Finish by 6 October 2026 instead of 5 October 2026
- Begin on 4 October 2026 instead of 5 October 2026
- Let sessions start at 8am instead of 10am
- Let sessions end at 6pm instead of 4pm
- Allow sessions on Monday mornings, for Forum
- Allow sessions on Monday afternoons, for Forum
""",
        id="on the only weekday",
    ),
]


@pytest.mark.parametrize(("plan", "sentences"), PLANS)
def test_time_is_given_back_as_little_as_will_do(
    plan: str,
    sentences: str,
    explained: Callable[..., schedule.Explanation],
) -> None:
    found = explained(plan)

    assert f"\n{found}\n" == sentences
    assert found.is_smallest
