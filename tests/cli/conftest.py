"""Portfolios on disk, and the command as a process of its own."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tpkit import files
from tpkit.testing import programme

Run = Callable[..., subprocess.CompletedProcess[str]]

GOOD = """\
tpkit: 1
partnership:
  id: tp
  name: Zoë's partnership
  short_name: ZTP
  kind: delivery_consortium
  status: closed
projects:
  - id: forum
    title: Forum
    kind: workshop
deliverables:
  - id: toolkit
    project: forum
    title: Toolkit
    due: 2022-02-01
"""

CLASHING = """\
tpkit: 1
partnership: { id: tp, name: Ours }
people:
  - { id: lead, title: Lead, role: facilitator }
workshops:
  - { id: iro, title: Secure orders, facilitators: [lead] }
sessions:
  - { id: a, activity: iro, on: 2022-02-21, start: 10:00, end: 11:00 }
  - { id: b, activity: iro, on: 2022-02-21, start: 10:30, end: 11:30 }
"""

BAD = """\
tpkit: 1
partnership:
  id: tp
  nmae: Ours
workshops:
  - id: iro
    title: Secure orders
    places: many
"""


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """Give a file with a portfolio in which no check finds an error."""
    return written(tmp_path / "good.yaml", GOOD)


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    """Give a file with a portfolio in which checks find errors, and a clash."""
    return written(tmp_path / "wrong.yaml", CLASHING)


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """Give a file that cannot become a portfolio."""
    return written(tmp_path / "bad.yaml", BAD)


@pytest.fixture(scope="session")
def big(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a file with a programme for which the best timetable is not proved soon."""
    path = tmp_path_factory.mktemp("big") / "big.json"
    files.write(programme(60), path)
    return path


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def tpkit(tmp_path: Path) -> Run:
    """Run the command as a process: `tpkit("check", path)`."""

    def run(*words: object, **env: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "tpkit", *map(str, words)],
            capture_output=True,
            encoding="utf-8",
            cwd=tmp_path,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "COLUMNS": "80", **env},
            check=False,
        )

    return run
