"""The only door to numpy, which the extra `solver` installs."""

from tpkit.errors import MissingExtraError

try:
    import numpy as np
    from numpy.typing import NDArray
except ImportError as error:
    raise MissingExtraError("numpy", "solver") from error

__all__ = ["Amounts", "Array", "Numbers", "np"]

Array = NDArray[np.float64]
"""Costs and prices."""
Numbers = NDArray[np.int64]
"""Days, times and positions."""
Amounts = Array | None
"""A cost for each day and each start; None where there is none anywhere."""
