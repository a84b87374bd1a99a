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
    least: Callable[[], Portfolio] = bare,
    usual: Callable[[], Portfolio] = riverside,
) -> Callable[[], Samples]:
    """Give what makes samples: of next to nothing, and of Riverside's record.

    *minimal* and *typical* are the ids of what the document is about in either; *least*
    and *usual* make the two records, where a family of documents has its own.
    """

    def samples() -> Samples:
        return Samples(
            minimal=build(least(), ON, minimal), typical=build(usual(), ON, typical)
        )

    return samples
