"""A small portfolio of which every part of every document has something to say."""

import os
from collections.abc import Callable
from pathlib import Path

import pendulum
import pytest

from tpkit import (
    Partnership,
    PartnershipId,
    Portfolio,
    files,
)
from tpkit.report import Reporter
from tpkit.report._samples.riverside import ON, riverside

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(scope="session")
def on() -> pendulum.Date:
    """Give the day as of which everything here is rendered."""
    return ON


@pytest.fixture
def golden() -> Callable[[str, str], str]:
    """Give the golden text of that name; written anew with UPDATE_GOLDEN=1 set."""

    def read(name: str, now: str) -> str:
        file = GOLDEN / name
        if os.environ.get("UPDATE_GOLDEN"):
            file.parent.mkdir(exist_ok=True)
            file.write_text(now, encoding="utf-8", newline="\n")
        return file.read_bytes().decode()

    return read


@pytest.fixture(scope="session")
def reporter() -> Reporter:
    """Give one reporter to all, which has read its templates."""
    return Reporter()


@pytest.fixture(scope="session")
def programme() -> Portfolio:
    """Give a portfolio of sessions, with leave, school breaks and agreed workloads."""
    return files.read(Path(__file__).parent / "programme.yaml")


@pytest.fixture(scope="session")
def empty() -> Portfolio:
    """Give a portfolio with nothing but a partnership in it."""
    partnership = Partnership(id=PartnershipId("tp"), name="Our partnership")
    return Portfolio(partnership=partnership)


@pytest.fixture(scope="session")
def sample() -> Portfolio:
    """Give a portfolio with two studies and two projects."""
    return riverside()
