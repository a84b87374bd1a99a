"""Print The Big Listen's five events, its topics, and what its planners should know."""

from pathlib import Path

import pendulum

from tpkit import checks, files

TODAY = pendulum.Date(2022, 11, 1)

portfolio = files.read(Path(__file__).parent)
(study,) = portfolio.studies

print(portfolio.partnership.name)
print(f"Report back: {study.report_due_words}\n")

print("Book your place")
for group in portfolio.focus_groups:
    for session in portfolio.sessions_of(group.id):
        hours = f"{session.start:%H:%M} to {session.end:%H:%M}"
        places = f"{group.min_size} to {group.max_size} people"
        print(f"  {session.on:%a %d %b}  {hours}  {group.title}, {places}")

if guide := portfolio.focus_groups[0].guide:
    print(f"\n{guide.key_topics} topics in {session.minutes} minutes")
    for section in guide.sections:
        print(f"  {section.title}")

print("\nWho will use what is heard")
for plan in study.sharing:
    print(f"  {plan.audience}: {plan.level}")

print(f"\nWhat to think about on {TODAY.day} {TODAY:%B %Y}")
for code, findings in checks.run(portfolio, on=TODAY).by_code().items():
    times = f" ({len(findings)} times)" if len(findings) > 1 else ""
    print(f"  {code} {findings.worst}: {findings[0].message}{times}")
