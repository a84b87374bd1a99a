"""Answer the lead's question on 14 February and on 1 April 2022, and what changed between."""

from pathlib import Path

import pendulum

from tpkit import files, track

FEBRUARY = pendulum.Date(2022, 2, 14)
APRIL = pendulum.Date(2022, 4, 1)

record = track.changes_index(files.read(Path(__file__).parent))

for day in (FEBRUARY, APRIL):
    portfolio = record.as_of(day)
    status = track.status(portfolio, on=day)
    print(f"{day:%A %d %B %Y}: will we finish by 31 March?")
    print(f"  {status.rag}: {status.whole.sentence}")

    print("What is slipping, and why?")
    for line in status.lines[1:]:
        if line.rag in (track.Rag.RED, track.Rag.AMBER):
            print(f"  {line.rag}: {line.sentence}")

    print("What decides it?")
    for end in track.plan(portfolio, on=day).ends:
        print(f"  {end.sentence}")

    print("What have we spent? (illustrative)")
    for budget in portfolio.budget_lines:
        sums = f"£{budget.spent:,.0f} of £{budget.planned:,.0f}"
        print(f"  {budget.description}: {sums}")
    print()

print(track.compare(record.portfolio, then=FEBRUARY, now=APRIL))
