"""Print where the North East London partnership stands on 14 February 2022."""

from collections import Counter
from pathlib import Path

import pendulum

import tpkit
from tpkit import calendars, files

TODAY = pendulum.Date(2022, 2, 14)

portfolio = files.read(Path(__file__).parent)

print(portfolio.partnership.name)
print(f"{TODAY:%A %d %B %Y}\n")

print("Projects of the Continuous Improvement fund")
work = calendars.working_calendar()
for project in portfolio.projects:
    if project.bid and project.funded_end:
        status = portfolio.get(tpkit.Bid, project.bid).status
        left = work.working_days_between(TODAY, project.funded_end)
        print(f"  {project.title}: {status}, {left} working days left")

print("\nTimetable")
for session in sorted(portfolio.sessions, key=lambda s: (s.on, s.start)):
    activity = portfolio.activity(session.activity)
    made_up = " (illustrative)" if dict(session.extra) else ""
    hours = f"{session.start:%H:%M} to {session.end:%H:%M}"
    print(f"  {session.on}  {hours}  {activity.title}{made_up}")

print("\nInterest in the focus groups (illustrative)")
group = portfolio.get(tpkit.FocusGroup, "progression-group")
interested = [r for r in portfolio.registrations if r.focus_group == group.id]
for step, people in Counter(str(r.status) for r in interested).items():
    print(f"  {step.replace('_', ' ')}: {people}")
contactable = sum(r.contact_permission is True for r in interested)
print(f"  may be contacted: {contactable} of {len(interested)}")
