"""Samples of a document, made by its own builder."""

from collections.abc import Callable
from typing import Any

import pendulum

from tpkit._model.portfolio import Portfolio
from tpkit.report._document.samples import Samples
from tpkit.report._samples.riverside import ON, bare, riverside


def made(
    build: Callable[[Portfolio, pendulum.Date, str], Any],
    *,
    minimal: str = "",
    typical: str = "",
) -> Callable[[], Samples]:
    """Give what makes samples: of next to nothing, and of Riverside's record.

    *minimal* and *typical* are the ids of what the document is about in either.
    """

    def samples() -> Samples:
        return Samples(
            minimal=build(bare(), ON, minimal), typical=build(riverside(), ON, typical)
        )

    return samples
