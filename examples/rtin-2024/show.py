"""Print how widely RTIN's network spreads, and what its testers look at."""

from collections import Counter
from pathlib import Path

import tpkit
from tpkit import files

portfolio = files.read(Path(__file__).parent)
first, *_ = portfolio.test_cycles
network = [portfolio.get(tpkit.Organisation, id) for id in first.testers]
regions = Counter(one.region for one in network if one.region)
judgements = Counter(one.judgement for one in network if one.judgement)

print(f"{portfolio.partnership.name} ({portfolio.partnership.short_name})")
partners = [m.organisation for m in portfolio.memberships]
names = [portfolio.get(tpkit.Organisation, id).name for id in partners]
print("Partners:", ", ".join(names))

print(
    f"\n{len(network)} authorities in {len(regions)} regions (which, and where, is illustrative)"
)
for region in tpkit.Region:
    print(f"  {region.code} {region.replace('_', ' '):<25} {regions[region]}")
for judgement, times in judgements.most_common():
    print(f"  judged {judgement.replace('_', ' ')}: {times}")

print("\nTimetable")
for session in portfolio.sessions:
    print(f"  {session.on}  {session.title}")
for cycle in portfolio.test_cycles:
    print(f"  {cycle.when:<11} {cycle.title}: {cycle.method.lower()}")

print("\nTested against")
for criterion in first.criteria:
    print(f"  {criterion.replace('_', ' ')}")

(deliverable,) = portfolio.deliverables
print(f"\n{deliverable.title}:\n  {deliverable.description}")
