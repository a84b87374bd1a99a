"""What the tests of reading and writing share: documents as people write them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tpkit import files
from tpkit._model.portfolio import Portfolio
from tpkit.errors import DocumentError, Problem
from tpkit.files import Format

SAMPLE = Path(__file__).parent / "samples" / "version_1.yaml"


@pytest.fixture(scope="session")
def sample_path() -> Path:
    """Where the frozen sample of version 1 stands."""
    return SAMPLE


@pytest.fixture(scope="session")
def sample() -> Portfolio:
    """A portfolio with something in every family."""
    return files.read(SAMPLE)


@pytest.fixture
def problems() -> Callable[..., tuple[Problem, ...]]:
    """Read a text that must be refused, and give the problems."""

    def refused(text: str | bytes, format: Format = "yaml") -> tuple[Problem, ...]:
        with pytest.raises(DocumentError) as caught:
            files.loads(text, format=format)
        return caught.value.problems

    return refused


@pytest.fixture
def wrong() -> Callable[..., list[str]]:
    """Read a text that must be refused, and give the problems as people see them."""

    def refused(text: str | bytes, format: Format = "yaml") -> list[str]:
        with pytest.raises(DocumentError) as caught:
            files.loads(text, format=format)
        return [str(problem) for problem in caught.value.problems]

    return refused
