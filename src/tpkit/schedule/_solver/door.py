"""The way to the optional solver: numpy and highspy, the extra `solver`."""

import importlib
from collections.abc import Callable
from typing import Any


def improver() -> Callable[..., Any]:
    """Give what improves a plan: `improve` of the module of that name.

    Raises:
        MissingExtraError: the extra is not installed.
    """
    improve: Callable[..., Any] = importlib.import_module(_IMPROVING).improve
    return improve


_IMPROVING = "tpkit.schedule._solver.improving"
