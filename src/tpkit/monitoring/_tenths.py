"""Exact ratios, rounded half up to one decimal place as the published tables are."""

import math
from decimal import Decimal
from fractions import Fraction


def tenths(ratio: Fraction) -> Decimal:
    """Round a ratio that is not negative to one decimal place, halves up: 0.25 to 0.3.

    By fractions, because `round` takes 0.25 to 0.2, and a Decimal division would first
    round to the precision that happens to be set.
    """
    whole, tenth = divmod(math.floor(ratio * 10 + Fraction(1, 2)), 10)
    return Decimal(f"{whole}.{tenth}")


def percent(part: Decimal | int, whole: Decimal | Fraction | int) -> Decimal:
    """Give *part* of *whole*, which is not 0, in percent to one decimal place."""
    return tenths(100 * Fraction(part) / Fraction(whole))
