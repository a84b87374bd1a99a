import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import attrs
import pendulum
import pytest

from tpkit import files, schedule
from tpkit.cli import _proposing, main
from tpkit.cli._arguments import Output
from tpkit.errors import NoTimetableError
from tpkit.testing import PROGRAMME_PLANNED_ON

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
  - { id: spring, rule: within, start: 2026-03-02, end: 2026-03-27 }
  - { id: two, rule: run_count, activities: [court], sessions: 2, minutes: 120 }
  - { id: apart, rule: at_least_apart, apart: 1, unit: weeks, activities: [court] }
  - { id: mornings, rule: within, start_time: 09:00, end_time: 11:00, activities: [court], agreed: { strictness: soft } }
sessions:
  - { id: s1, activity: race, on: 2026-03-03, start: 14:00, end: 16:30, status: confirmed }
  - { id: s2, activity: court, on: 2026-03-07, start: 10:00, end: 12:00 }
"""

KEPT = """\
tpkit: 1
partnership: { id: tp, name: Riverside Teaching Partnership }
workshops:
  - { id: race, title: Anti-racist practice }
sessions:
  - { id: s1, activity: race, on: 2026-03-03, start: 10:00, end: 12:30 }
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """Give a file with a session on a Saturday, and a rule that asks for one more."""
    return written(tmp_path / "plan.yaml", PLAN)


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


# -------------------------------------------------------------------------- for people


def test_propose_tells_what_moves_what_it_costs_and_how_much_better_it_could_be(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["propose", str(plan), *ON]) == 0

    printed = capsys.readouterr()
    told = printed.out.splitlines()
    assert printed.err == ""
    assert told[0] == "1 session would move and 1 session would be added"
    assert "- Writing for court, run 1, moves from Saturday 7 March 2026" in told[3]
    assert "- Writing for court, run 2, is added: " in told[4]
    rows = [line.split() for line in told if line.startswith("  ")]
    assert rows[0] == ["before", "after"]
    assert rows[1][-2:] == ["2", "0"]
    assert any(line.startswith("No ") and "that is proved" in line for line in told)
    assert told[-1] == "Nothing has been changed: --apply NEWFILE writes it"
    assert plan.read_text(encoding="utf-8") == PLAN


def test_where_nothing_better_is_to_be_had_nothing_moves(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = written(tmp_path / "kept.yaml", KEPT)

    assert main(["propose", str(kept), *ON]) == 0
    assert capsys.readouterr().out == (
        "No session would move\n"
        "\n"
        "No better timetable of the kind asked for exists: that is proved\n"
    )


def test_what_the_rules_cost_is_told_rule_by_rule(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    early = KEPT.replace("10:00, end: 12:30", "09:00, end: 11:30")
    path = written(tmp_path / "early.yaml", early)

    assert main(["propose", str(path), *ON]) == 0
    told = capsys.readouterr().out
    assert "  usual-hours       4      0\n" in told
    assert "  in all            5      0\n" in told


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (
            ["--effort", "0"],
            "the effort was spent, and a higher --effort may find better",
        ),
        (
            ["--seconds", "0.001"],
            "the time was over, and more --seconds may find better",
        ),
    ],
)
def test_why_the_search_ended_is_told(
    more: list[str], told: str, big: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    on = ["--on", PROGRAMME_PLANNED_ON.isoformat()]

    assert main(["propose", str(big), *on, *more]) == 0
    out = capsys.readouterr().out
    assert told in out and "of the cost could be saved" in out
    assert "What it would take to do better\n- giving up rule " in out


def test_what_cannot_be_mended_by_moving_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    announced = KEPT.replace("on: 2026-03-03", "on: 2026-03-07, status: confirmed")
    free = KEPT.splitlines()[-1].replace("s1", "s2").replace("race", "law")
    more = announced.replace("sessions:", "  - { id: law, title: Case law }\nsessions:")
    path = written(tmp_path / "saturday.yaml", f"{more}{free}\n")

    assert main(["propose", str(path), *ON]) == 0
    told = capsys.readouterr().out
    assert "Broken, and not to be mended by moving\n- Anti-racist practice" in told


def test_a_cost_that_cannot_fall_is_told_to_be_one() -> None:
    plan = files.loads(KEPT, format="yaml")
    proposal = schedule.propose(plan, on=pendulum.Date(2026, 1, 15), seed=1)

    told = _proposing._bound(attrs.evolve(proposal, ending=schedule.Ending.EFFORT))

    assert told.startswith("No timetable costs less: that is proved; the effort was")


# ------------------------------------------------------------------------ for programs


def test_a_proposal_for_programs_holds_every_placement(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["propose", str(plan), *ON, "--format", "json"]) == 0

    found = json.loads(capsys.readouterr().out)
    assert list(found) == [
        *("cost", "bound", "gap", "ending", "costs"),
        *("before", "placements", "unmended", "to_improve"),
    ]
    assert found["ending"] == "proved"
    assert found["before"]["broken"] == 2
    first, _, third = found["placements"]
    assert first == {
        "session": "s1",
        "activity": "race",
        "on": "2026-03-03",
        "start": "14:00",
        "end": "16:30",
        "venue": None,
        "facilitators": ["amina"],
        "is_new": False,
        "moved": False,
    }
    assert third["is_new"] is True


# ------------------------------------------------------------------------------- apply


def test_apply_writes_a_new_file_and_leaves_the_old(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = tmp_path / "new.yaml"

    assert main(["propose", str(plan), *ON, "--apply", str(new)]) == 0

    assert capsys.readouterr().out.endswith(f"\nWritten to {new}\n")
    assert plan.read_text(encoding="utf-8") == PLAN
    proposed = files.read(new)
    assert len(proposed.sessions) == 3
    assert main(["review", str(new), *ON]) == 0


def test_apply_may_make_a_folder(plan: Path, tmp_path: Path) -> None:
    assert main(["propose", str(plan), *ON, "--apply", str(tmp_path / "new")]) == 0
    assert len(files.read(tmp_path / "new").sessions) == 3


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("plan.yaml", "expected a file that is not there yet, got "),
        ("no/new.yaml", "expected a place in a folder that is there, got "),
        ("folder/new.yaml", "expected another folder than the portfolio's, got "),
    ],
)
def test_apply_refuses_a_place_before_it_looks_for_a_timetable(
    name: str, told: str, plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    shutil.copy(plan, folder)

    assert main(["propose", str(folder), *ON, "--apply", str(tmp_path / name)]) == 2
    printed = capsys.readouterr()
    assert f"'--apply': {told}" in printed.err and printed.out == ""
    assert {file.name for file in folder.iterdir()} == {"plan.yaml"}


def test_apply_refuses_an_ending_that_announces_no_format(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["propose", str(plan), *ON, "--apply", str(tmp_path / "new.doc")]) == 2
    told = capsys.readouterr().err
    assert (
        "'--apply': expected a name that ends in .yaml" in told and "'new.doc'" in told
    )


# ------------------------------------------------------------------------ what is asked


def test_near_changes_as_little_as_possible(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["propose", str(plan), *ON, "--near", "--format", "json"]) == 0

    found = json.loads(capsys.readouterr().out)
    (moved,) = [each for each in found["placements"] if each["moved"]]
    assert moved["session"] == "s2"


def test_a_confirmed_session_moves_if_it_is_freed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saturday = KEPT.replace("on: 2026-03-03", "on: 2026-03-07, status: confirmed")
    path = written(tmp_path / "saturday.yaml", saturday)

    assert main(["propose", str(path), *ON]) == 1
    assert main(["propose", str(path), *ON, "--free", "s1"]) == 0
    assert capsys.readouterr().out.count("To be told:") == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ["--effort", "11"],
            "'--effort': expected a whole number from 0 to 10, got 11",
        ),
        (["--seconds", "0"], "'--seconds': expected more than 0, got 0"),
        (["--until", "2026-01-15"], "'--until': expected a day after 2026-01-15"),
        (["--keep", "s3"], "'s3'"),
        (["--seed", "x"], "'--seed'"),
    ],
)
def test_an_order_that_means_nothing_is_refused(
    words: list[str], told: str, plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["propose", str(plan), *ON, *words]) == 2
    assert told in capsys.readouterr().err


# ------------------------------------------------------------------------- impossible


def test_where_there_is_none_the_way_to_an_explanation_is_told(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [*ON, "--until", "2026-03-06", "--keep", "s1", "--keep", "race"]

    assert main(["propose", str(plan), *words]) == 1

    first, *_, last = capsys.readouterr().out.splitlines()
    assert first == "No timetable keeps every rule that may not be broken:"
    assert last.endswith(
        f": tpkit explain {plan} --on 2026-01-15 --keep s1 --keep race "
        "--until 2026-03-06"
    )


def test_where_there_is_none_programs_get_what_is_in_the_way(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [*ON, "--until", "2026-03-06", "--format", "json"]

    assert main(["propose", str(plan), *words]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["proved"] is True and found["broken"]


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (
            NoTimetableError(["this is in the way"], proved=True),
            "No timetable keeps every rule that may not be broken:",
        ),
        (
            NoTimetableError(["this is in the way"]),
            "No timetable that keeps every rule that may not be broken was found:",
        ),
    ],
)
def test_that_none_was_found_is_not_that_there_is_none(
    error: NoTimetableError, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    _proposing._tell_there_is_none(error, Output.TEXT, "ask")

    assert capsys.readouterr().out.splitlines()[:2] == [told, "- this is in the way"]


# --------------------------------------------------------------------- while it searches


class Terminal(io.StringIO):
    """A text in memory that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_sees_how_far_the_search_is(
    big: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    on = ["--on", PROGRAMME_PLANNED_ON.isoformat()]

    assert main(["propose", str(big), *on, "--effort", "0"]) == 0

    assert "%  " in terminal.getvalue() and terminal.getvalue().endswith(" \r")
    assert "%  " not in capsys.readouterr().out.splitlines()[0]


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such signal")
def test_ctrl_c_gives_the_best_so_far(big: Path) -> None:
    interrupted = (
        "import os, signal, sys, threading\n"
        "from tpkit.cli import main\n"
        # A job in the background of a shell begins with the signal ignored.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "stop = lambda: os.kill(os.getpid(), signal.SIGINT)\n"
        "threading.Timer(2, stop).start()\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    on = ["--on", PROGRAMME_PLANNED_ON.isoformat()]

    done = subprocess.run(
        [sys.executable, "-c", interrupted, "propose", str(big), *on, "--effort", "10"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 0
    assert "60 sessions would move" in done.stdout
    assert "you stopped the search, which might have found better" in done.stdout
    assert done.stderr == ""


def test_the_solver_proves_how_good_a_timetable_is(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["propose", str(plan), *ON, "--solver"]) == 0

    assert "that is proved" in capsys.readouterr().out


def test_without_its_extra_the_solver_says_what_to_install(
    plan: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "highspy", None)
    for name in [name for name in sys.modules if "schedule._solver" in name]:
        monkeypatch.delitem(sys.modules, name)

    assert main(["propose", str(plan), *ON, "--solver"]) == 2

    told = " ".join(capsys.readouterr().err.split())
    assert "--solver" in told
    assert "tpkit[solver]" in told
