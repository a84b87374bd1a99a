"""`tpkit report` prints one document."""

import zipfile
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


CERTAIN = ["report", "highlight-report"]


def test_the_ending_of_the_file_says_the_format(good: Path, tmp_path: Path) -> None:
    word, markdown = tmp_path / "report.docx", tmp_path / "report.MD"
    for file in (word, markdown):
        assert run([*CERTAIN, str(good), "--about", "forum", "--to", str(file)]) == 0

    assert zipfile.is_zipfile(word)
    assert markdown.read_text("utf-8").startswith("# Highlight report: Forum\n")


def test_a_file_is_replaced_only_when_that_is_asked_for(
    good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "report.html"
    file.write_text("mine", encoding="utf-8")
    arguments = [*CERTAIN, str(good), "--about", "forum", "--to", str(file)]

    assert run(arguments) == 2
    assert "is there already" in capsys.readouterr().err
    assert file.read_text("utf-8") == "mine"
    assert run([*arguments, "--overwrite"]) == 0
    assert file.read_text("utf-8").startswith("<!DOCTYPE html>")


def test_what_is_no_text_is_not_printed(
    good: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = [*CERTAIN, str(good), "--about", "forum", "--format", "word"]

    assert run(arguments) == 2
    assert "such as document.docx" in capsys.readouterr().err


def test_a_file_whose_ending_says_nothing_is_refused(
    good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "report.doc"

    assert run([*CERTAIN, str(good), "--about", "forum", "--to", str(file)]) == 2
    assert "got 'report.doc'" in capsys.readouterr().err
