"""When and where: what was agreed about a timetable, and where it is not kept.

- `review` judges a plan by the scheduling rules: every breach, as a finding with the
  nearest alternative. `STANDARD_RULES` hold unless a partnership agrees otherwise:
  `rules_of` gives those that hold for a portfolio, `read_aloud` says one in a sentence.
- `propose` finds a timetable that breaks no hard rule, says what it costs and how much
  better one could be, and moves as little as possible if asked to.
- `explain` says why there is none: the smallest set of rules and facts that cannot hold
  together, and the ways out that give up the least.
- `options` gives the best slots for one session, with reasons for and against each.
- `rank` and `best_slot` answer a poll of who could come when, by the rules too;
  `poll_from_csv` reads what poll sites export.
- `compare` says what has moved between two timetables, and who has to be told.
- `clashes` gives every pair of sessions that asks one person, one venue or one audience
  to be in two places at once.

A rule means *terms*, of six shapes: `OfOne`, `Gap`, `Sameness`, `Shared`, `Load` and
`Count`. They judge an `Entry`, a session that does not change, in a `Slot`, where and
when it is held; judging and searching both ask them, and nothing else defines a rule.
`terms_of` gives the terms of rules, which look things up in `Facts`. A rule of your own
is a class with a method that gives its terms; `testing.check_rule` proves it.
"""

from tpkit.schedule._aloud.read_aloud import read_aloud
from tpkit.schedule._changes.compare import Change, ChangeKind, Changes, compare
from tpkit.schedule._explain.causes import ReasonKind
from tpkit.schedule._explain.explain import Explanation, Reason, Relaxation, explain
from tpkit.schedule._judge.clashes import Clash, clashes
from tpkit.schedule._judge.review import review
from tpkit.schedule._meanings.table import terms_of
from tpkit.schedule._options.options import Barrier, Option, Options, options
from tpkit.schedule._polls.from_csv import poll_from_csv
from tpkit.schedule._polls.poll import Answer, Poll, PollSlot, Reply, poll_of
from tpkit.schedule._polls.ranking import Standing, best_slot, rank
from tpkit.schedule._problem.watch import Ending, Progress
from tpkit.schedule._proof.proof import Verdict
from tpkit.schedule._proposal.proposal import Placement, Proposal
from tpkit.schedule._proposal.propose import propose
from tpkit.schedule._terms.facts import Facts, facts_of
from tpkit.schedule._terms.names import Names
from tpkit.schedule._terms.shapes import (
    Aspect,
    Count,
    Gap,
    Load,
    OfOne,
    Sameness,
    Shared,
    Shortfall,
    Term,
)
from tpkit.schedule._terms.slot import Entry, Member, Slot, Timetable
from tpkit.schedule._terms.standard import STANDARD_RULES, rules_of

__all__ = [
    "STANDARD_RULES",
    "Answer",
    "Aspect",
    "Barrier",
    "Change",
    "ChangeKind",
    "Changes",
    "Clash",
    "Count",
    "Ending",
    "Entry",
    "Explanation",
    "Facts",
    "Gap",
    "Load",
    "Member",
    "Names",
    "OfOne",
    "Option",
    "Options",
    "Placement",
    "Poll",
    "PollSlot",
    "Progress",
    "Proposal",
    "Reason",
    "ReasonKind",
    "Relaxation",
    "Reply",
    "Sameness",
    "Shared",
    "Shortfall",
    "Slot",
    "Standing",
    "Term",
    "Timetable",
    "Verdict",
    "best_slot",
    "clashes",
    "compare",
    "explain",
    "facts_of",
    "options",
    "poll_from_csv",
    "poll_of",
    "propose",
    "rank",
    "read_aloud",
    "review",
    "rules_of",
    "terms_of",
]
