"""Proof for those who build on tpkit: strategies, sample portfolios, proof kits.

Needs the extra `testing` (Hypothesis), and no particular test runner.

- `portfolios()` draws whole portfolios that hang together; `workshops()`, `sessions()`
  and so on, one for each family, draw nouns, and `nouns(kind)` those of any kind, nested
  ones among them. Their options take strategies: `sessions(activity=st.just("iro"))`.
- `dates()`, `times()`, `texts()`, `ids()` and `extras()` draw single values.
- `northshire()` is a made-up partnership with something in every family; `smallest()`
  has nothing but a name.
- `programme(200, seed=1)` makes up a realistic programme of so many sessions, with what
  its partners agreed and a first draft of its timetable; `impossible_programmes()` are
  small ones that cannot be planned, each with the rules to blame.
- `check_check` proves a check of your own right; `check_rule` a scheduling rule;
  `check_template` your templates; `check_round_trip` your converter.

What is drawn is as wide as nouns allow: years from 1 to 9999, texts that look like
numbers, dates or YAML, histories with gaps. Code that stands up to these stands up to
what people type.
"""

from tpkit.testing._check_check import check_check
from tpkit.testing._check_round_trip import check_round_trip
from tpkit.testing._check_rule import check_rule
from tpkit.testing._check_template import check_template
from tpkit.testing._families import (
    agreements,
    areas,
    attendances,
    benefits,
    bids,
    bookings,
    budget_lines,
    cascade_events,
    changes,
    claims,
    closures,
    consents,
    contributions,
    decisions,
    deliverables,
    diversity_collections,
    focus_groups,
    funding_rounds,
    governance_bodies,
    governance_meetings,
    grants,
    issues,
    learning_sets,
    memberships,
    milestones,
    monitoring_returns,
    observances,
    organisations,
    outcomes,
    partnerships,
    people,
    phases,
    projects,
    registrations,
    resources,
    risks,
    scheduling_rules,
    segments,
    sessions,
    set_meetings,
    studies,
    suppressions,
    surveys,
    term_dates,
    test_cycles,
    theory_steps,
    venues,
    work_calendars,
    workshops,
    workstreams,
)
from tpkit.testing._impossible import ImpossibleProgramme, impossible_programmes
from tpkit.testing._nouns import nouns
from tpkit.testing._portfolios import portfolios
from tpkit.testing._programmes import PROGRAMME_PLANNED_ON, programme
from tpkit.testing._samples import northshire, smallest
from tpkit.testing._values import dates, extras, ids, texts, times

__all__ = [
    "PROGRAMME_PLANNED_ON",
    "ImpossibleProgramme",
    "agreements",
    "areas",
    "attendances",
    "benefits",
    "bids",
    "bookings",
    "budget_lines",
    "cascade_events",
    "changes",
    "check_check",
    "check_round_trip",
    "check_rule",
    "check_template",
    "claims",
    "closures",
    "consents",
    "contributions",
    "dates",
    "decisions",
    "deliverables",
    "diversity_collections",
    "extras",
    "focus_groups",
    "funding_rounds",
    "governance_bodies",
    "governance_meetings",
    "grants",
    "ids",
    "impossible_programmes",
    "issues",
    "learning_sets",
    "memberships",
    "milestones",
    "monitoring_returns",
    "northshire",
    "nouns",
    "observances",
    "organisations",
    "outcomes",
    "partnerships",
    "people",
    "phases",
    "portfolios",
    "programme",
    "projects",
    "registrations",
    "resources",
    "risks",
    "scheduling_rules",
    "segments",
    "sessions",
    "set_meetings",
    "smallest",
    "studies",
    "suppressions",
    "surveys",
    "term_dates",
    "test_cycles",
    "texts",
    "theory_steps",
    "times",
    "venues",
    "work_calendars",
    "workshops",
    "workstreams",
]
