import json
from pathlib import Path

import pendulum
import pytest

from tpkit import files, report, schedule
from tpkit.cli import main

ON = ["--on", "2026-01-15"]

PLAN = """\
tpkit: 1
partnership: { id: tp, name: Riverside Teaching Partnership }
people:
  - { id: amina, title: Adviser, name: أمينة, role: facilitator }
  - { id: bo, title: Adviser B, role: facilitator }
workshops:
  - { id: race, title: Anti-racist practice, facilitators: [amina] }
  - { id: court, title: Writing for court, facilitators: [bo] }
scheduling_rules:
  - { id: spring, rule: within, start: 2026-03-02, end: 2026-03-06 }
sessions:
  - { id: s1, activity: race, on: 2026-03-03, start: 10:00, end: 12:30, status: confirmed }
  - { id: s2, activity: court, on: 2026-03-07, start: 10:00, end: 12:00 }
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """Give a file with a session on a Tuesday, and one on a Saturday too late."""
    return written(tmp_path / "plan.yaml", PLAN)


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


# ----------------------------------------------------------------------------- review


def test_review_tells_breaches_with_file_and_line(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["review", str(plan), *ON]) == 1

    told = capsys.readouterr().out
    assert f"{plan}:13:" in told and " error TP701 Writing for court" in told
    assert "    move it to " in told
    assert told.splitlines()[-1].startswith("2 errors")


def test_review_ends_with_0_where_nothing_is_broken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = written(tmp_path / "kept.yaml", PLAN.replace("2026-03-07", "2026-03-05"))

    assert main(["review", str(kept), *ON]) == 0
    assert capsys.readouterr().out == "no findings\n"


def test_review_for_programs_gives_what_python_does(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["review", str(plan), *ON, "--format", "json"]) == 1

    found = schedule.review(files.read(plan), on=pendulum.Date(2026, 1, 15))
    told = json.loads(capsys.readouterr().out)
    assert told == json.loads(report.findings_json(found))


@pytest.mark.parametrize("format", ["text", "json"])
def test_review_refuses_what_check_refuses(
    format: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = written(tmp_path / "bad.yaml", PLAN.replace("activity: court", "activity: c"))

    assert main(["review", str(bad), *ON, "--format", format]) == 2
    printed = capsys.readouterr()
    assert "$.sessions[1].activity" in (
        printed.out if format == "json" else printed.err
    )


# ---------------------------------------------------------------------------- options


def test_options_are_numbered_with_reasons(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["options", str(plan), "s2", *ON, "-n", "2"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Writing for court"
    assert lines[1].startswith("Now  Saturday 7 March 2026, 10am to midday")
    assert lines[1].endswith("(not allowed)")
    assert "     not allowed: " in "\n".join(lines)
    assert [line[:5] for line in lines if line[:3].strip().isdigit()] == [
        "  1  ",
        "  2  ",
    ]
    assert any(line.startswith("     for: ") for line in lines)


def test_options_tell_what_speaks_against_and_what_it_costs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    friday = PLAN.replace("2026-03-02, end: 2026-03-06", "2026-03-06, end: 2026-03-06")
    path = written(tmp_path / "friday.yaml", friday.replace("2026-03-03", "2026-03-06"))

    assert main(["options", str(path), "s2", *ON, "-n", "1"]) == 0

    told = capsys.readouterr().out
    assert "(cost " in told and "     against: " in told


def test_one_more_session_of_an_activity_has_no_present_slot(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["options", str(plan), "race", *ON, "-n", "1", "--until", "2026-03-06"]

    assert main(command) == 0
    assert "Now" not in capsys.readouterr().out


def test_where_no_slot_is_left_the_rules_that_bar_them_are_told(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["options", str(plan), "s2", *ON, "--until", "2026-02-27"]

    assert main(command) == 1
    told = capsys.readouterr().out
    assert "Nothing is left of " in told and "- rule spring: " in told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["cort"], "no session or activity has the id 'cort'; did you mean 'court'?"),
        (["s2", "-n", "0"], "'-n'"),
        (["s2", "--until", "2026-01-15"], "'--until': expected a day after 2026-01-15"),
        (["s1", "--on", "2026-04-01"], "'SESSION': expected a session that has not"),
    ],
)
def test_a_question_that_means_nothing_is_refused(
    words: list[str], told: str, plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["options", str(plan), *ON, *words]) == 2
    assert told in capsys.readouterr().err


def test_what_is_wrong_with_a_rule_is_no_options_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rule = "  - { id: two, rule: run_count, activities: [court], sessions: 2 }"
    lines = [rule if "spring" in line else line for line in PLAN.splitlines()[:-1]]
    path = written(tmp_path / "plan.yaml", "\n".join(lines))

    assert main(["options", str(path), "s1", *ON]) == 2
    assert capsys.readouterr().err.startswith("tpkit: RunCount.minutes: expected ")


def test_how_long_one_more_session_lasts_can_be_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    none_yet = "\n".join(PLAN.splitlines()[:-1])
    path = written(tmp_path / "plan.yaml", none_yet)
    command = ["options", str(path), "court", *ON]

    assert main(command) == 2
    assert "'--minutes': expected how long a session" in capsys.readouterr().err
    assert main([*command, "--minutes", "90"]) == 0


# ------------------------------------------------------------------------------ moved


def test_moved_tells_what_and_whom(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    later = written(tmp_path / "later.yaml", PLAN.replace("2026-03-03", "2026-03-04"))

    assert main(["moved", str(plan), str(later)]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first == "To be told:"
    assert "Wednesday 4 March" in second and "to be told: أمينة" in second


def test_nothing_moved_is_told(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["moved", str(plan), str(plan)]) == 0
    assert capsys.readouterr().out == "Nothing has changed\n"
