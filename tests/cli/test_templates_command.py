"""`tpkit templates`, from listing to proving."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tpkit.cli._app import run

Ask = Callable[..., tuple[int, str, str]]


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Give the exit code, the answer and the complaint of `tpkit templates …`."""
    monkeypatch.setenv("COLUMNS", "400")

    def command(*arguments: Any) -> tuple[int, str, str]:
        code = run(["templates", *map(str, arguments)])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return command


def test_the_documents_are_listed_with_what_is_adapted(
    ask: Ask, tmp_path: Path
) -> None:
    ask("eject", "invitation", "--to", tmp_path)

    code, listed, _ = ask("list", "--layer", tmp_path)

    assert code == 0
    lines = dict(line.split(maxsplit=1) for line in listed.splitlines())
    assert lines["invitation"] == (
        "Invitation, contract 1.0: html, markdown, word, calendar  adapted: html"
    )
    assert lines["status"] == "Status, contract 1.0: html"


def test_fields_blocks_and_filters_are_shown(ask: Ask) -> None:
    code, shown, _ = ask("show", "findings")

    assert code == 0
    assert "FindingsPage\n  imprint: Imprint\n" in shown
    assert "  findings (html): Every finding, with what to do about it" in shown
    assert "  banner (html): Whose page it is, across its top" in shown
    assert "capitalize" in shown


def test_a_document_without_words_about_it_is_shown_too(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A package brings a document and a layer by its entry points.
    (tmp_path / "ours-1.0.dist-info").mkdir()
    (tmp_path / "ours-1.0.dist-info" / "entry_points.txt").write_text(
        "[tpkit.layers]\nother = ours_for_tests:LAYER\nours = ours_for_tests:LAYER\n"
        "[tpkit.documents]\none = ours_for_tests:DOCUMENT\n"
        "more = ours_for_tests:DOCUMENTS\n",
        encoding="utf-8",
    )
    (tmp_path / "ours-1.0.dist-info" / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: ours\nVersion: 1.0\n", encoding="utf-8"
    )
    (tmp_path / "ours_for_tests.py").write_text(
        "from pathlib import Path\n"
        "from tpkit.report import Document, Link\n"
        "LAYER = Path(__file__).parent / 'templates'\n"
        "DOCUMENT = Document(name='ours', title='Ours', context=Link,"
        " build=lambda *_: Link(text='x'), formats=('html',))\n"
        "DOCUMENTS = [DOCUMENT]\n",
        encoding="utf-8",
    )
    (tmp_path / "templates" / "ours").mkdir(parents=True)
    (tmp_path / "templates" / "ours" / "page.html.j2").write_text(
        "{% block own %}{{ text }}{% endblock %}", encoding="utf-8"
    )
    monkeypatch.syspath_prepend(str(tmp_path))

    code, shown, _ = ask("show", "ours", "--layer", "ours")

    assert code == 0
    assert shown.startswith("Ours (ours), contract 0.0\n\nFields\n")
    assert "  own (html)\n" in shown
    assert ask("preview", "ours", "--layer", "ours")[0] == 2
    sys.modules.pop("ours_for_tests")


def test_the_files_of_a_template_are_told(ask: Ask, tmp_path: Path) -> None:
    ask("eject", "status", "--to", tmp_path)

    code, files, _ = ask("where", "status", "--layer", tmp_path)

    first, second = files.splitlines()
    assert (code, first) == (0, str(tmp_path / "status" / "page.html.j2"))
    assert second.endswith("templates/status/page.html.j2")


def test_a_template_is_ejected_compared_and_checked(ask: Ask, tmp_path: Path) -> None:
    code, file, _ = ask("eject", "invitation", "--to", tmp_path, "--block", "benefits")
    page = Path(file.strip())
    assert code == 0 and page.is_file()

    assert ask("check", "--layer", tmp_path)[:2] == (0, "0 errors and 0 warnings\n")
    assert ask("status", "--layer", tmp_path)[0] == 0
    _, compared, _ = ask("diff", "--layer", tmp_path)
    assert compared.startswith(f"{page}: what you changed\n--- below: benefits\n")

    page.write_text(
        page.read_text(encoding="utf-8").replace("super()", "titel"), encoding="utf-8"
    )
    code, told, _ = ask("check", "invitation", "--layer", tmp_path)
    assert code == 1
    assert told == (
        f"error    {page} line 3: 'titel' is undefined; did you mean 'title'?\n"
        "1 error and 0 warnings\n"
    )


def test_a_file_that_is_used_by_nothing_is_a_warning(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "logo.html.j2").write_text("x", encoding="utf-8")

    code, told, _ = ask("check", "--layer", tmp_path)

    assert code == 0
    assert told.startswith("warning  ") and told.endswith("0 errors and 1 warning\n")


def test_a_copy_that_does_not_follow_gives_an_exit_code(
    ask: Ask, tmp_path: Path
) -> None:
    page = Path(ask("eject", "status", "--to", tmp_path, "--full")[1].strip())
    note, _, text = page.read_text(encoding="utf-8").partition("\n")
    digest = note[-68:-4]
    page.write_text(note.replace(digest, "0" * 64) + "\n" + text, encoding="utf-8")
    base = tmp_path / ".tpkit" / "status" / "page.html.j2.base"
    base.write_text(text.replace("<h2>", "<h3>"), encoding="utf-8")

    code, told, _ = ask("status", "--layer", tmp_path)

    assert code == 1
    assert told == f"behind   {page} (contract 1.0, now 1.0)\n1 template, 1 behind\n"
    assert f"{page}: what tpkit did" in ask("diff", "--layer", tmp_path)[1]


def test_templates_of_ones_own_without_a_note_are_told_of(
    ask: Ask, tmp_path: Path
) -> None:
    (tmp_path / "logo.html.j2").write_text("x", encoding="utf-8")

    code, told, _ = ask("status", "--layer", tmp_path)

    assert (code, told) == (
        0,
        f"own      {tmp_path}/logo.html.j2\n1 template, 0 behind\n",
    )


def test_a_new_document_is_begun(ask: Ask, tmp_path: Path) -> None:
    code, files, _ = ask("new", "letter", "--to", tmp_path)

    assert code == 0
    assert str(tmp_path / "letter" / "page.html.j2") in files.splitlines()


def test_a_sample_is_printed(ask: Ask) -> None:
    code, page, _ = ask("preview", "findings", "--sample", "hostile")

    assert code == 0
    assert "R&amp;D &lt;team&gt;" in page


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["show", "statuss"], "no document is named 'statuss'; did you mean 'status'?"),
        (["where", "status", "--format", "htm"], "did you mean 'html'?"),
        (
            ["where", "status", "--format", "zzz"],
            "expected a format, got 'zzz'; one of",
        ),
        (["preview", "status", "--sample", "hug"], "did you mean 'huge'?"),
        (
            ["preview", "status", "--sample", "zzz"],
            "expected a sample, got 'zzz'; one of",
        ),
        (
            ["list", "--layer", "no-such-folder"],
            "got 'no-such-folder', which is not there",
        ),
    ],
)
def test_what_is_not_there_is_refused(
    arguments: list[str], told: str, ask: Ask
) -> None:
    code, _, complaint = ask(*arguments)

    assert code == 2
    assert told in complaint.replace("\n", " ").replace("  ", " ")
