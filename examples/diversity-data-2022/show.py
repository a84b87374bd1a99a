"""Print what social workers were asked, why, and how many had answered by when."""

import textwrap
from pathlib import Path

import tpkit
from tpkit import files, monitoring

portfolio = files.read(Path(__file__).parent)
(collection,) = portfolio.diversity_collections

print(collection.title)
print(textwrap.fill(collection.consent_note, 79))

print("\nAsked")
for question in collection.questions:
    print(textwrap.fill(f"  {question.wording}", 79, subsequent_indent="    "))
states = [state.replace("_", " ") for state in tpkit.AnswerState]
print("Each is then:", ", ".join(states))

print("\nWhy")
for reason in dict.fromkeys(question.why_we_ask for question in collection.questions):
    print(textwrap.fill(f"  {reason}", 79, subsequent_indent="  "))

print("\nReturned                      computed  printed")
for rates in monitoring.rates(collection):
    count = rates.count
    people = f"{count.returned:,}" if count.returned else "?"
    of_all = f"{count.asked:,}" if count.asked else "?"
    computed = f"{rates.response}%" if rates.response else "-"
    printed = f"{count.percent_reported}%"
    print(f"  {count.on}  {people:>6} of {of_all:<6}  {computed:>6} {printed:>8}")

print("\nNever used for")
for decision in collection.never_used_for:
    print(f"  {decision}")
print(textwrap.fill(f"Published: {collection.publication}", 79))
