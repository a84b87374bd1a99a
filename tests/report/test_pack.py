import json
import os
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import attrs
import pendulum
import pytest

import tpkit
from tpkit import Portfolio, ProjectId, files, report
from tpkit.errors import FieldError, OverwriteError, TemplateError
from tpkit.findings import Findings
from tpkit.report import (
    FORMATS,
    STANDARD,
    Pack,
    PackedFile,
    Reporter,
    pack,
    write_pack,
)


def packed(*names: str, text: str = "text") -> Pack:
    files = tuple(PackedFile(name=name, title=name, text=text) for name in names)
    return Pack(files=files, findings=Findings())


def texts(folder: Path) -> dict[str, str]:
    return {
        file.name: file.read_text("utf-8")
        for file in sorted(folder.iterdir())
        if file.name != "pack.json"
    }


# ------------------------------------------------------------------------ making one


def test_a_pack_holds_every_document_in_every_format(
    sample: Portfolio, on: pendulum.Date
) -> None:
    made = pack(sample, on=on, calendar="BEGIN:VCALENDAR\r\n")

    wanted = {
        f"{'-'.join(filter(None, [document.name, subject]))}.{FORMATS[format].ending}"
        for document in STANDARD[1:]  # the first one is the index
        if document.is_packed(sample)
        for subject in (document.subjects(sample) if document.about else [""])
        for format in document.formats
    }
    names = [file.name for file in made.files]
    assert names[0] == "index.html"
    assert names[-1] == "calendar.ics"
    assert {*names[1:-1]} == wanted | {"findings.json"}
    assert {"status.html", "highlight-report-bridge.docx"} <= wanted


def test_the_index_leads_to_every_other_file(
    sample: Portfolio, on: pendulum.Date
) -> None:
    index, *others = pack(sample, on=on, calendar="x").files

    assert [f.name for f in others if f'href="{f.name}"' not in index.text] == []


def test_a_portfolio_of_nothing_can_be_packed(
    empty: Portfolio, on: pendulum.Date
) -> None:
    made = pack(empty, on=on)

    names = {file.name for file in made.files}
    assert names == {"index.html", "status.html", "findings.html", "findings.json"}


def test_who_leads_is_packed_where_somebody_does(
    sample: Portfolio, programme: Portfolio, on: pendulum.Date
) -> None:
    nobody, somebody = (
        {file.name for file in pack(one, on=on).files} for one in (sample, programme)
    )

    assert "load-chart.html" not in nobody
    assert "load-chart.html" in somebody


def test_findings_are_those_that_were_given(
    sample: Portfolio, on: pendulum.Date
) -> None:
    made = pack(sample, on=on, findings=Findings())

    files = {file.name: file.text for file in made.files}
    assert json.loads(files["findings.json"]) == []
    assert "The checks found nothing to say." in files["findings.html"]


def test_findings_for_programs_have_five_texts_each(
    sample: Portfolio, on: pendulum.Date
) -> None:
    made = pack(sample, on=on)

    written = json.loads(report.findings_json(made.findings))
    assert [line["code"] for line in written] == [f.code for f in made.findings]
    assert {tuple(line) for line in written} == {
        ("code", "severity", "path", "message", "remedy")
    }


def test_a_pack_uses_the_reporter_given(
    sample: Portfolio, on: pendulum.Date, tmp_path: Path
) -> None:
    (tmp_path / "status").mkdir()
    (tmp_path / "status" / "page.html.j2").write_text("ours")

    made = pack(sample, on=on, reporter=Reporter(layers=[tmp_path]))

    assert {file.name: file.text for file in made.files}["status.html"] == "ours"


def test_a_wrong_template_spoils_the_pack(
    sample: Portfolio, on: pendulum.Date, tmp_path: Path
) -> None:
    (tmp_path / "status").mkdir()
    (tmp_path / "status" / "page.html.j2").write_text("{{ titel }}")

    with pytest.raises(TemplateError):
        pack(sample, on=on, reporter=Reporter(layers=[tmp_path]))


def test_names_of_files_differ_on_every_file_system(
    empty: Portfolio, sample: Portfolio, on: pendulum.Date
) -> None:
    first = sample.projects[1]
    ids = ["a:b", "a-b", "A-B", "a.b"]
    projects = tuple(attrs.evolve(first, id=ProjectId(id)) for id in ids)

    made = pack(attrs.evolve(empty, projects=projects), on=on)

    names = [f.name for f in made.files if f.name.startswith("highlight-report")]
    assert [name for name in names if name.endswith(".md")] == [
        "highlight-report-a-b.md",
        "highlight-report-a-b-2.md",
        "highlight-report-A-B-3.md",
        "highlight-report-a.b.md",
    ]


def test_a_pack_is_the_same_every_time(sample: Portfolio, on: pendulum.Date) -> None:
    assert pack(sample, on=on) == pack(sample, on=on)


@pytest.mark.parametrize(
    "name", ["", "../x", "a/b", "a\\b", ".hidden", "a:b", "x" * 201]
)
def test_a_packed_file_stays_in_its_folder(name: str) -> None:
    with pytest.raises(FieldError, match="a file name"):
        PackedFile(name=name, title="", text="")


# -------------------------------------------------------------------------- writing


def test_a_new_folder_is_made_with_its_parents(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"

    write_pack(packed("index.html", "x.md", text="é\r\n"), folder)

    assert texts(folder) == {"index.html": "é\n", "x.md": "é\n"}
    assert (folder / "x.md").read_bytes() == "é\r\n".encode()
    assert list((tmp_path / "a").iterdir()) == [folder]


def test_a_new_folder_can_be_read_by_those_who_may(tmp_path: Path) -> None:
    beside = tmp_path / "beside"
    beside.mkdir()

    write_pack(packed("index.html"), tmp_path / "out")

    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == stat.S_IMODE(
        beside.stat().st_mode
    )


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    write_pack(packed("index.html"), str(tmp_path))

    assert texts(tmp_path) == {"index.html": "text"}


def test_an_earlier_pack_is_replaced_and_what_is_left_over_removed(
    tmp_path: Path,
) -> None:
    write_pack(packed("index.html", "old.html"), tmp_path)

    write_pack(packed("index.html", "new.html", text="new"), tmp_path)

    assert texts(tmp_path) == {"index.html": "new", "new.html": "new"}


def test_a_folder_with_something_else_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear")

    with pytest.raises(OverwriteError, match=r"holds letter\.txt, which is not of an"):
        write_pack(packed("index.html"), tmp_path)

    assert texts(tmp_path) == {"letter.txt": "dear"}


def test_a_page_that_somebody_changed_is_not_replaced(tmp_path: Path) -> None:
    write_pack(packed("index.html"), tmp_path)
    (tmp_path / "index.html").write_text("changed")

    with pytest.raises(OverwriteError, match=r"index\.html was changed after"):
        write_pack(packed("index.html"), tmp_path)


def test_overwriting_replaces_what_has_a_name_of_the_pack_and_keeps_the_rest(
    tmp_path: Path,
) -> None:
    write_pack(packed("index.html", "old.html", "kept.html"), tmp_path)
    (tmp_path / "index.html").write_text("changed")
    (tmp_path / "kept.html").write_text("changed")
    (tmp_path / "letter.txt").write_text("dear")

    write_pack(packed("index.html"), tmp_path, overwrite=True)

    assert texts(tmp_path) == {
        "index.html": "text",
        "kept.html": "changed",
        "letter.txt": "dear",
    }


@pytest.mark.parametrize("manifest", ["", "[]", '{"files": 3}', "{}", "\xff"])
def test_a_folder_whose_manifest_means_nothing_is_nobodys_pack(
    manifest: str, tmp_path: Path
) -> None:
    (tmp_path / "pack.json").write_bytes(manifest.encode("latin-1"))

    with pytest.raises(OverwriteError, match=r"holds pack\.json"):
        write_pack(packed("index.html"), tmp_path)


def test_a_manifest_cannot_reach_out_of_its_folder(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("text")
    folder = tmp_path / "out"
    write_pack(packed("index.html"), folder)
    manifest = json.loads((folder / "pack.json").read_text())
    manifest["files"]["../outside.txt"] = manifest["files"]["index.html"]
    (folder / "pack.json").write_text(json.dumps(manifest))

    write_pack(packed("index.html"), folder)

    assert outside.exists()


@pytest.mark.parametrize("overwrite", [False, True])
def test_a_file_in_the_folders_place_is_refused(
    overwrite: bool,  # noqa: FBT001  # a parameter of the test
    tmp_path: Path,
) -> None:
    (tmp_path / "out").write_text("x")

    with pytest.raises(NotADirectoryError):
        write_pack(packed("index.html"), tmp_path / "out", overwrite=overwrite)


def test_nothing_is_left_where_writing_fails(tmp_path: Path) -> None:
    unwritable = Pack(
        files=(PackedFile(name="a" * 200, title="", text="\ud800"),),
        findings=Findings(),
    )

    with pytest.raises(UnicodeEncodeError):
        write_pack(unwritable, tmp_path / "out")

    assert list(tmp_path.iterdir()) == []


# ------------------------------------------------------------ everywhere and always

CODE = """
import sys
sys.path[:0] = sys.argv[3:]
import pendulum, tpkit
from tpkit import files, interop, report
assert not sys.argv[3:] or ".zip" in tpkit.__file__, tpkit.__file__
portfolio, on = files.read(sys.argv[1]), pendulum.Date(2022, 2, 14)
calendar = interop.icalendar(portfolio, on=on)
report.write_pack(report.pack(portfolio, on=on, calendar=calendar), sys.argv[2])
"""


def run(*arguments: object, **env: str) -> None:
    subprocess.run(
        [sys.executable, "-c", CODE, *map(str, arguments)],
        env={**os.environ, **env},
        check=True,
    )


@pytest.mark.skipif(
    not tpkit.__file__.isascii(),
    reason="Python 3.11 cannot begin: it reads .pth files by the locale",
)
def test_a_pack_is_the_same_bytes_in_any_place_time_and_process(
    sample: Portfolio, tmp_path: Path
) -> None:
    files.write(sample, tmp_path / "sample.yaml")
    here = {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"}
    there = {"PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo", "LC_ALL": "de_DE.UTF-8"}

    run(tmp_path / "sample.yaml", tmp_path / "here", **here)
    run(tmp_path / "sample.yaml", tmp_path / "there", **there)

    made = [
        {file.name: file.read_bytes() for file in (tmp_path / name).iterdir()}
        for name in ("here", "there")
    ]
    assert made[0] == made[1]


def test_the_built_in_templates_are_found_in_a_zip(
    sample: Portfolio, on: pendulum.Date, tmp_path: Path
) -> None:
    package = Path(tpkit.__file__).parent
    with zipfile.ZipFile(tmp_path / "tpkit.zip", "w") as archive:
        for file in package.rglob("*"):
            if file.is_file() and file.suffix != ".pyc":
                archive.write(file, file.relative_to(package.parent))
    files.write(sample, tmp_path / "sample.yaml")

    run(tmp_path / "sample.yaml", tmp_path / "out", tmp_path / "tpkit.zip")

    first = pack(sample, on=on).files[1]
    assert (tmp_path / "out" / first.name).read_text("utf-8") == first.text
