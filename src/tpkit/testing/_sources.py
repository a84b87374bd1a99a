"""Where the single values of a noun that is drawn come from."""

from collections.abc import Mapping
from typing import Any

import attrs
import pendulum

from tpkit.testing import _values
from tpkit.testing._hypothesis import SearchStrategy

NOTHING = object()
"""Drawn instead of a value where there is nothing to refer to."""


@attrs.frozen
class Sources:
    """Where the single values of a noun come from."""

    dates: SearchStrategy[pendulum.Date]
    times: SearchStrategy[pendulum.Time]
    texts: SearchStrategy[str]
    blank_texts: SearchStrategy[str]
    known: Mapping[Any, tuple[str, ...]] | None = None
    """The ids that may be referred to, by their type; None where any will do."""

    def knowing(self, id_type: Any, ids: tuple[str, ...]) -> "Sources":
        """Give these sources with other ids of one type to refer to."""
        return attrs.evolve(self, known={**(self.known or {}), id_type: ids})


ANYWHERE = Sources(
    _values.dates(), _values.times(), _values.texts(), _values.texts(blank=True)
)
