"""`--look`, and the line that tells how far a pack is."""

import signal
from pathlib import Path

import pytest

from tpkit import interop
from tpkit.cli import main
from tpkit.cli._progress import ProgressLine
from tpkit.schedule import Progress

LOOK = """\
date_style = "ordinal"

[terms]
"deliverable" = "promise"

[colours]
brand = "#5b2a86"
"""
ON = ("--on", "2022-02-14")


def words(*parts: object) -> list[str]:
    return [*map(str, parts)]


@pytest.fixture
def look(tmp_path: Path) -> Path:
    file = tmp_path / "look.toml"
    file.write_text(LOOK)
    return file


def test_a_document_has_the_look_that_is_asked_for(
    good: Path, look: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words("report", "status", good, *ON, "--look", look)) == 0

    page = capsys.readouterr().out
    assert "--brand: #5b2a86" in page
    assert "14th February 2022" in page
    assert "The promise is" in page


def test_a_preview_has_it_too(look: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words("templates", "preview", "status", "--look", look)) == 0

    assert "--brand: #5b2a86" in capsys.readouterr().out


def test_every_page_of_a_pack_has_it(good: Path, look: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"

    assert main(words("pack", good, *ON, "--to", out, "--look", look)) == 0

    pages = [*out.glob("*.html")]
    assert len(pages) > 2
    assert all("--brand: #5b2a86" in page.read_text() for page in pages)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "[colours]\nlink = '#ffff00'",
            "colours.link: expected a contrast of at least",
        ),
        ("date_stile = 'iso'", "(did you mean 'date_style'?), got 'date_stile'"),
        (None, "look.toml"),
    ],
)
def test_a_look_that_is_wrong_is_told_in_a_line(
    text: str | None,
    told: str,
    good: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "look.toml"
    if text is not None:
        file.write_text(text)

    assert main(words("report", "status", good, *ON, "--look", file)) == 2

    assert told in " ".join(capsys.readouterr().err.split())


# -------------------------------------------------------------------------- progress


def test_a_pack_tells_which_document_it_makes(
    good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[float, str]] = []

    def heard(line: ProgressLine, progress: Progress) -> bool:
        del line
        told.append((progress.done, progress.phase))
        return True

    monkeypatch.setattr(ProgressLine, "__call__", heard)

    assert main(words("pack", good, *ON, "--to", tmp_path / "out")) == 0

    assert told[0] == (0.0, "Status")
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert all(done < 1 for done, _ in told)


def test_ctrl_c_leaves_no_pack_behind(
    good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = interop.icalendar

    def interrupted(*arguments: object, **named: object) -> str:
        signal.raise_signal(signal.SIGINT)
        return whole(*arguments, **named)  # type: ignore[arg-type]  # handed on

    monkeypatch.setattr(interop, "icalendar", interrupted)

    code = main(words("pack", good, *ON, "--to", tmp_path / "out"))

    assert code == 130
    assert not (tmp_path / "out").exists()
