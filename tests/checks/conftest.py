"""The samples of the checks: one document each that passes, and one that fails."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pendulum
import pytest

from tpkit import Portfolio, files

SAMPLES = Path(__file__).parents[2] / "docs" / "checks"

Sample = Callable[[str, str], tuple[Portfolio, pendulum.Date]]
Change = Callable[..., Portfolio]


@pytest.fixture(scope="session")
def samples() -> Path:
    """Give the folder that has a folder for every code."""
    return SAMPLES


@pytest.fixture(scope="session")
def sample() -> Sample:
    """Give a reader of samples: `sample("TP101", "passing")` and the day it is about."""

    def read(code: str, name: str) -> tuple[Portfolio, pendulum.Date]:
        text = (SAMPLES / code / f"{name}.yaml").read_text(encoding="utf-8")
        day = text.partition("\n")[0].removeprefix("# on: ")
        return files.loads(text, format="yaml"), pendulum.Date.fromisoformat(day)

    return read


@pytest.fixture(scope="session")
def change() -> Change:
    """Give a changer of one noun: `change(portfolio, "bids", title="Another")`."""

    def evolve(
        portfolio: Portfolio, family: str, index: int = 0, /, **fields: Any
    ) -> Portfolio:
        nouns = list(getattr(portfolio, family))
        nouns[index] = attrs.evolve(nouns[index], **fields)
        changed: dict[str, Any] = {family: tuple(nouns)}
        return attrs.evolve(portfolio, **changed)

    return evolve
