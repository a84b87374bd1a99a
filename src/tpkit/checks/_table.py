from tpkit.checks import (
    _bids,
    _budgets,
    _focus_groups,
    _governance,
    _grants,
    _learning_sets,
    _memberships,
    _partnership,
    _returns,
    _scheduling,
    _workshops,
)
from tpkit.checks._check import Check

STANDARD: tuple[Check, ...] = (
    *_partnership.CHECKS,
    *_memberships.CHECKS,
    *_governance.CHECKS,
    *_bids.CHECKS,
    *_budgets.CHECKS,
    *_grants.CHECKS,
    *_returns.CHECKS,
    *_workshops.CHECKS,
    *_learning_sets.CHECKS,
    *_focus_groups.CHECKS,
    *_scheduling.CHECKS,
)
"""Every check that tpkit ships, with its default thresholds, in order of code."""
