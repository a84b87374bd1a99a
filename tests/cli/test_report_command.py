"""`tpkit report` prints one document."""

from pathlib import Path

import pytest

from tpkit.cli._app import run


def test_a_document_is_printed_as_of_a_day(
    good: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(["report", "status", str(good), "--on", "2022-02-14"])

    assert code == 0
    assert "Zoë&#39;s partnership, as of 14 February 2022." in capsys.readouterr().out


def test_a_document_is_about_something_in_a_format(
    good: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["report", "highlight-report", str(good), "--about", "forum"]
    code = run([*arguments, "--format", "markdown"])

    assert code == 0
    assert capsys.readouterr().out.startswith("# Highlight report: Forum\n")


def test_what_is_not_there_is_refused(
    good: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["report", "statuss", str(good)]) == 2
    assert "did you mean 'status'?" in capsys.readouterr().err
    assert run(["report", "highlight-report", str(good), "--about", "forun"]) == 2
