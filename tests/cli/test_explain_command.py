from pathlib import Path

import pytest

from tpkit.cli import main
from tpkit.testing import PROGRAMME_PLANNED_ON

ON = ["--on", "2026-01-15"]

PLAN = """\
tpkit: 1
partnership: { id: tp, name: Riverside Teaching Partnership }
people:
  - { id: bo, title: Adviser B, role: facilitator }
workshops:
  - { id: court, title: Writing for court, facilitators: [bo] }
scheduling_rules:
  - { id: spring, rule: within, start: 2026-03-02, end: 2026-03-27 }
  - { id: two, rule: run_count, activities: [court], sessions: 2, minutes: 120 }
  - { id: apart, rule: at_least_apart, apart: 1, unit: weeks, activities: [court] }
sessions:
  - { id: s1, activity: court, on: 2026-03-03, start: 10:00, end: 12:00, status: confirmed }
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """Give a file with a session that is fixed, and a rule that asks for one more."""
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


def test_explain_says_that_there_is_a_timetable(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", str(plan), *ON]) == 0

    printed = capsys.readouterr()
    assert printed.out.startswith("There is a timetable that keeps every rule")
    assert printed.err == ""


def test_explain_says_what_cannot_hold_together_and_what_would_help(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", str(plan), *ON, "--until", "2026-03-06"]) == 1

    first, *others = capsys.readouterr().out.splitlines()
    assert first.startswith("There is no timetable for Writing for court: ")
    assert any(
        line.startswith("- Sessions of one activity at least") for line in others
    )
    help_begins = next(
        n for n, line in enumerate(others) if "one of these would" in line
    )
    assert others[help_begins + 1].startswith("- ")


def test_what_was_not_found_out_is_no_timetable_either(
    big: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    on = ["--on", PROGRAMME_PLANNED_ON.isoformat()]

    assert main(["explain", str(big), *on, "--seconds", "0.001"]) == 1
    assert capsys.readouterr().out.startswith("No timetable was found within the time")


def test_what_is_kept_and_what_is_freed_are_asked_about(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saturday = PLAN.replace("2026-03-03", "2026-03-07")
    plan.write_text(saturday, encoding="utf-8")

    assert main(["explain", str(plan), *ON]) == 1
    assert main(["explain", str(plan), *ON, "--free", "s1"]) == 0
    assert main(["explain", str(plan), *ON, "--free", "s1", "--keep", "s1"]) == 1
    assert "Writing for court" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--effort", "11"], "'--effort'"),
        (["--seconds", "0"], "'--seconds': expected more than 0, got 0"),
        (["--until", "2026-01-15"], "'--until': expected a day after 2026-01-15"),
        (["--keep", "s3"], "'s3'"),
    ],
)
def test_a_question_that_means_nothing_is_refused(
    words: list[str], told: str, plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", str(plan), *ON, *words]) == 2
    assert told in capsys.readouterr().err
