from collections.abc import Callable
from pathlib import Path

import pytest

from tpkit.cli import main

ON = ["--on", "2026-01-15"]

PLAN = """\
tpkit: 1
partnership: { id: tp, name: Riverside Teaching Partnership, short_name: RTP }
people:
  - { id: amina, title: Adviser, name: أمينة, role: facilitator }
  - { id: "a:b", title: Adviser B, role: facilitator }
  - { id: a-b, title: Adviser C, role: facilitator }
  - { id: idle, title: Nobody's adviser, role: facilitator }
venues:
  - { id: hall, name: Town Hall }
studies:
  - { id: study, title: Study }
segments:
  - { id: all, title: Social workers, study: study }
workshops:
  - { id: race, title: Anti-racist practice, facilitators: [amina, "a:b", a-b], audiences: [all] }
sessions:
  - { id: s1, activity: race, on: 2026-02-03, start: 10:00, end: 12:30, venue: hall, mode: in_person }
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """Give a file with a session of three people in a hall, for one audience."""
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.fixture
def publish(plan: Path, tmp_path: Path) -> Callable[..., int]:
    """Run `tpkit calendars` on the plan, into the folder `out`."""

    def run(*words: object, path: Path = plan) -> int:
        to = ["--to", str(tmp_path / "out")]
        return main(["calendars", str(path), *to, *ON, *map(str, words)])

    return run


Publish = Callable[..., int]


def test_everybody_and_everything_has_a_calendar(
    publish: Publish, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert publish() == 0

    assert capsys.readouterr().out == (
        f"RTP, as of 15 January 2026: 6 calendars in {tmp_path / 'out'}\n"
        "  calendar.ics      All sessions\n"
        "  person-amina.ics  أمينة\n"
        "  person-a-b.ics    Adviser B\n"
        "  person-a-b-2.ics  Adviser C\n"
        "  venue-hall.ics    Town Hall\n"
        "  segment-all.ics   Social workers\n"
        "A person's calendar says where to find the person: give it to nobody else\n"
    )
    text = (tmp_path / "out" / "person-a-b.ics").read_bytes().decode()
    assert text.startswith("BEGIN:VCALENDAR\r\n") and "NAME:Adviser B" in text


def test_only_those_that_are_asked_for_have_one(
    publish: Publish, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert publish("--venue", "hall", "--segment", "all", "--venue", "hall") == 0

    assert {file.name for file in (tmp_path / "out").iterdir()} == {
        "venue-hall.ics",
        "segment-all.ics",
        "pack.json",
    }
    assert "give it to nobody else" not in capsys.readouterr().out


def test_somebody_without_sessions_who_is_asked_for_has_an_empty_one(
    publish: Publish, tmp_path: Path
) -> None:
    assert publish("--person", "idle") == 0

    text = (tmp_path / "out" / "person-idle.ics").read_text(encoding="utf-8")
    assert "NAME:Nobody's adviser" in text and "VEVENT" not in text


def test_an_id_of_nobody_is_refused_with_the_nearest(
    publish: Publish, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert publish("--person", "amin") == 2

    assert "did you mean 'amina'?" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_what_has_gone_since_is_cancelled(
    publish: Publish, plan: Path, tmp_path: Path
) -> None:
    later = tmp_path / "later.yaml"
    text = PLAN.replace("  - { id: a-b, title: Adviser C, role: facilitator }\n", "")
    text = text.replace(", a-b]", "]").replace("2026-02-03", "2026-02-04")
    later.write_text(text, encoding="utf-8")

    assert publish("--since", plan, path=later) == 0

    files = {f.name: f.read_text("utf-8") for f in (tmp_path / "out").iterdir()}
    assert "STATUS:CANCELLED" in files["person-a-b-2.ics"]
    assert "DTSTART;TZID=Europe/London:20260204T100000" in files["calendar.ics"]
    assert "SEQUENCE:1" in files["calendar.ics"]


def test_who_has_gone_since_can_be_asked_for(
    publish: Publish, plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    later = tmp_path / "later.yaml"
    later.write_text(PLAN.replace(", a-b]", "]"), encoding="utf-8")

    assert publish("--since", plan, "--person", "a-b", path=later) == 0

    assert "person-a-b.ics  Adviser C" in capsys.readouterr().out


def test_an_earlier_plan_that_is_not_there_is_told(
    publish: Publish, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "missing.yaml"

    assert publish("--since", missing) == 2
    assert capsys.readouterr().err == (
        f"tpkit: {missing}: there is no such file or folder\n"
    )


def test_calendars_replace_those_of_last_time_and_nothing_else(
    publish: Publish, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert publish() == 0
    assert publish() == 0
    (tmp_path / "out" / "letter.txt").write_text("dear")

    assert publish() == 2
    assert "letter.txt" in capsys.readouterr().err
    assert publish("--overwrite") == 0
    assert (tmp_path / "out" / "letter.txt").read_text() == "dear"


def test_calendars_never_go_among_the_files_of_the_portfolio(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    plan.rename(folder / "plan.yaml")

    assert main(["calendars", str(folder), "--to", str(folder), "--overwrite"]) == 2
    assert "expected another folder than the portfolio's" in capsys.readouterr().err
