"""What all who work at an arrangement share."""

import random

import attrs

from tpkit.schedule._problem.watch import Watch
from tpkit.schedule._solver.pool import Pool
from tpkit.schedule._solver.pricing import Pricer
from tpkit.schedule._solver.selection import Leniency


@attrs.frozen(kw_only=True, eq=False)
class Bench:
    """Who prices series, which columns are known, and how much time there is."""

    pricer: Pricer
    pool: Pool
    dice: random.Random
    watch: Watch

    def leniency(self, ease: float) -> Leniency:
        """Give how strictly rows hold at first, with this share of ease."""
        return Leniency(penalty=_PENALTY, ease=ease, dice=self.dice)


_PENALTY = 3.0
"""What it costs at first to break a hard row: about what a soft rule does."""
