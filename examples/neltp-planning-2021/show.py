"""Propose NELTP's year as it was to be planned, and say why it cannot begin in November."""

import itertools
from pathlib import Path

import pendulum

from tpkit import files, schedule

TODAY = pendulum.Date(2021, 9, 20)
TOO_LATE = pendulum.Date(2021, 11, 1)

portfolio = files.read(Path(__file__).parent)

proposal = schedule.propose(portfolio, on=TODAY, seed=1)
days: dict[str, list[pendulum.Date]] = {}
for placement in proposal.placements:
    days.setdefault(placement.activity, []).append(placement.on)

print(f"Proposed on {TODAY.day} {TODAY:%B %Y}")
for workshop in portfolio.workshops:
    months = {f"{on:%B %Y}" for on in days[workshop.id]}
    as_promised = months <= {"November 2021", "December 2021"}
    print(f"  {workshop.title}: {len(days[workshop.id])} runs")
    print(f"    in November and December 2021: {as_promised}")
for group in portfolio.focus_groups:
    print(
        f"  {group.title}: {', '.join(f'{on:%a} {on.day} {on:%b}' for on in days[group.id])}"
    )
for learning_set in portfolio.learning_sets:
    meetings = days[learning_set.id]
    weeks = {(b - a).days / 7 for a, b in itertools.pairwise(meetings)}
    apart = ", ".join(f"{each:g}" for each in sorted(weeks))
    print(f"  {learning_set.title}: {len(meetings)} meetings, {apart} weeks apart")
last = max(max(some) for some in days.values())
print(f"  over by 31 March: {last <= pendulum.Date(2022, 3, 31)}")
print(f"  hard rules broken: {len(proposal.findings.errors)}")

print(f"\nAsked again on {TOO_LATE.day} {TOO_LATE:%B %Y}")
print(schedule.explain(portfolio, on=TOO_LATE))
