"""Templates of your own: how they begin, where they are, how they drift."""

import shutil
from pathlib import Path

import pytest

from tpkit.errors import FieldError, OverwriteError, TemplateError
from tpkit.report import (
    STANDARD,
    Document,
    Link,
    Reporter,
    drifts,
    eject,
    new_document,
)
from tpkit.report._rendering.reporter import BUILT_IN


@pytest.fixture
def below(tmp_path: Path) -> Path:
    """Give a copy of two of the built-in folders, to change them as an update would."""
    folder = tmp_path / "below"
    for name in ("status", "findings"):
        shutil.copytree(str(BUILT_IN.joinpath(name)), folder / name)
    return folder


def test_a_block_is_ejected_as_a_child_of_three_lines(tmp_path: Path) -> None:
    file = eject(Reporter(), "invitation", to=tmp_path, block="benefits")

    assert file == tmp_path / "invitation" / "page.html.j2"
    assert file.read_text(encoding="utf-8").splitlines() == [
        "{#- invitation/page.html.j2, contract 1.0 -#}",
        '{% extends "invitation/page.html.j2" %}',
        "{% block benefits %}{{ super() }}{% endblock %}",
    ]
    reporter = Reporter(layers=[tmp_path])
    assert reporter.check("invitation") == ()
    assert reporter.preview("invitation") == Reporter().preview("invitation")


def test_without_a_block_the_first_of_the_documents_own_is_taken(
    tmp_path: Path,
) -> None:
    file = eject(Reporter(), "status", to=tmp_path)

    assert "{% block money %}" in file.read_text(encoding="utf-8")


def test_a_block_of_the_frame_is_taken_where_a_document_has_none_of_its_own(
    below: Path, tmp_path: Path
) -> None:
    (below / "status" / "manifest.toml").write_text("", encoding="utf-8")
    (below / "status" / "page.html.j2").write_text(
        '{% extends "base/layout.html.j2" %}', encoding="utf-8"
    )

    file = eject(Reporter(layers=[below]), "status", to=tmp_path / "mine")

    assert "{% block accessibility %}" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "block", "told"),
    [
        ("invitatio", "", "did you mean 'invitation'"),
        (
            "invitation",
            "benefit",
            "no block is named 'benefit'; did you mean 'benefits'",
        ),
        ("invitation", "zzzz", "no block is named 'zzzz'; there are access"),
    ],
)
def test_what_is_not_there_cannot_be_ejected(
    name: str, block: str, told: str, tmp_path: Path
) -> None:
    with pytest.raises(TemplateError, match=told):
        eject(Reporter(), name, to=tmp_path, block=block)


def test_a_file_that_is_there_is_kept(tmp_path: Path) -> None:
    eject(Reporter(), "status", to=tmp_path)

    with pytest.raises(OverwriteError, match="is there already; change it"):
        eject(Reporter(), "status", to=tmp_path)


# --------------------------------------------------------------------------- drifting


def test_a_whole_copy_tells_three_ways_what_has_changed(
    below: Path, tmp_path: Path
) -> None:
    mine = tmp_path / "mine"
    file = eject(Reporter(layers=[below]), "status", to=mine, full=True)
    file.write_text(
        file.read_text(encoding="utf-8").replace("No projects", "Not one project"),
        encoding="utf-8",
    )
    reporter = Reporter(layers=[mine, below])
    (before, *_) = drifts(reporter)
    page = below / "status" / "page.html.j2"
    page.write_text(
        page.read_text(encoding="utf-8").replace("<h2>", '<h2 class="new">'),
        encoding="utf-8",
    )
    (after, *_) = drifts(reporter)

    assert (before.state, before.theirs) == ("current", "")
    assert "+<p>Not one project" in before.mine and before.since == "1.0"
    assert after.state == "behind"
    assert '+<h2 class="new">' in after.theirs and "new" not in after.mine


def test_a_copy_without_what_was_copied_is_compared_two_ways(
    below: Path, tmp_path: Path
) -> None:
    mine = tmp_path / "mine"
    eject(Reporter(layers=[below]), "status", to=mine, full=True)
    shutil.rmtree(mine / ".tpkit")
    page = below / "status" / "page.html.j2"
    page.write_text(
        page.read_text(encoding="utf-8").replace("<h2>", '<h2 class="new">'),
        encoding="utf-8",
    )

    (drift, *_) = drifts(Reporter(layers=[mine, below]))

    assert (drift.state, drift.theirs) == ("behind", "")
    assert '-<h2 class="new">' in drift.mine


def test_a_child_shows_each_block_that_it_covers(tmp_path: Path) -> None:
    file = eject(Reporter(), "status", to=tmp_path, block="projects")
    file.write_text(
        file.read_text(encoding="utf-8").replace(
            "{{ super() }}", "\n<p>Ours.</p>\n{% block own %}{% endblock %}"
        ),
        encoding="utf-8",
    )

    (drift,) = drifts(Reporter(layers=[tmp_path]))

    assert drift.state == "current"
    assert (
        "+<p>Ours.</p>" in drift.mine and "-<h2>{{ project.title }}</h2>" in drift.mine
    )
    assert "+++ mine: own" in drift.mine


def test_a_child_is_behind_when_the_contract_was_broken(
    below: Path, tmp_path: Path
) -> None:
    mine = tmp_path / "mine"
    eject(Reporter(layers=[below]), "status", to=mine)
    for contract, state in (("1.9", "current"), ("2.0", "behind")):
        (below / "status" / "manifest.toml").write_text(
            f'contract = "{contract}"', encoding="utf-8"
        )

        (drift, *_) = drifts(Reporter(layers=[mine, below]))
        assert (drift.state, drift.since, drift.contract) == (state, "1.0", contract)


def test_a_template_that_covers_nothing_is_ones_own(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "logo.html.j2").write_text("{% block a %}", encoding="utf-8")

    (drift,) = drifts(Reporter(layers=[tmp_path]))

    assert (drift.name, drift.state, drift.mine) == ("parts/logo.html.j2", "own", "")
    assert (drift.since, drift.contract) == ("", "")


# ------------------------------------------------------------- where, and what is used


def test_the_file_that_answers_comes_first(tmp_path: Path) -> None:
    file = eject(Reporter(), "status", to=tmp_path)
    reporter = Reporter(layers=[tmp_path])

    assert reporter.where("status")[0] == str(file)
    assert len(reporter.where("status")) == 2
    assert reporter.template("status/page.html.j2").startswith("{#- status")
    for ask in (
        lambda: reporter.where("status", format="markdown"),
        lambda: reporter.template("status/page.md.j2"),
    ):
        with pytest.raises(
            TemplateError, match=r"no template is named 'status/page\.md"
        ):
            ask()


def test_a_file_that_no_document_uses_is_a_warning(tmp_path: Path) -> None:
    eject(Reporter(), "status", to=tmp_path)
    for name in ("parts/logo.html.j2", "base/stile.css.j2"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")

    faults = Reporter(layers=[tmp_path]).check()

    assert [(Path(f.file).name, f.is_warning) for f in faults] == [
        ("stile.css.j2", True),
        ("logo.html.j2", True),
    ]
    assert str(faults[0]).startswith(f"{tmp_path}/base/stile.css.j2: no document uses")


def test_all_documents_are_checked_at_once(tmp_path: Path) -> None:
    file = eject(Reporter(), "status", to=tmp_path)
    file.write_text("{{ titel }}", encoding="utf-8")
    letter = Document(
        name="letter", title="Letter", context=Link, build=lambda *_: Link(text="x")
    )

    faults = Reporter(layers=[tmp_path], documents=[*STANDARD, letter]).check()

    assert [(f.file, f.line) for f in faults] == [
        ("letter/page.html.j2", 0),
        ("letter/page.md.j2", 0),
        (str(file), 1),
    ] or [f.line for f in faults] == [1, 0, 0]


def test_blocks_are_found_however_they_are_written(tmp_path: Path) -> None:
    file = eject(Reporter(), "status", to=tmp_path)
    file.write_text(
        '{% extends "status/page.html.j2" %}\n{%- block lead -%}\na\n{%- endblock -%}\n'
        "{% block content %}{# {% block not #}\nb\n{% endblock %}\n",
        encoding="utf-8",
    )

    (drift,) = drifts(Reporter(layers=[tmp_path]))

    assert "+{%- block lead -%}\n+a\n+{%- endblock -%}\n" in drift.mine
    assert drift.mine.endswith("-{% endblock %}\n+\n")


def test_a_document_without_a_template_or_with_a_broken_one_is_found(
    tmp_path: Path,
) -> None:
    (tmp_path / "status").mkdir()
    (tmp_path / "status" / "page.html.j2").write_bytes(b"caf\xe9")

    (fault,) = Reporter(layers=[tmp_path]).check("status")

    assert (
        fault.message == "expected text in UTF-8, got the byte 0xe9; save it as UTF-8"
    )


# ------------------------------------------------------------------------ a new document


def test_a_new_document_is_right_from_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = new_document("thank-you-letter", to=tmp_path)

    monkeypatch.syspath_prepend(str(tmp_path))
    code: dict[str, object] = {"__file__": str(files[-1])}
    exec(files[-1].read_text(encoding="utf-8"), code)
    test = code["test_the_document_is_right"]
    assert callable(test)
    test()
    assert [str(file.relative_to(tmp_path)) for file in files] == [
        "thank-you-letter/manifest.toml",
        "thank-you-letter/page.html.j2",
        "thank-you-letter/page.md.j2",
        "thank_you_letter.py",
        "test_thank_you_letter.py",
    ]


def test_a_new_document_replaces_no_file(tmp_path: Path) -> None:
    new_document("letter", to=tmp_path)

    with pytest.raises(OverwriteError, match="is there already; choose another name"):
        new_document("letter", to=tmp_path)
    with pytest.raises(FieldError, match="small letters, digits and hyphens"):
        new_document("My Letter", to=tmp_path)
