"""Files and folders as they come: any encoding, any order, anything else in between."""

import json
import os
import sys
from pathlib import Path

import pytest

from tpkit import files
from tpkit.errors import DocumentError, Location
from tpkit.files import _sources

DOCUMENT = "tpkit: 1\npartnership: {id: p, name: Ñorthshire}\n"


def refused(path: Path) -> list[str]:
    with pytest.raises(DocumentError) as caught:
        files.read(path)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_these_encodings_and_line_ends_are_read(
    encoding: str, line_end: str, tmp_path: Path
) -> None:
    path = tmp_path / "portfolio.yaml"
    path.write_bytes(DOCUMENT.replace("\n", line_end).encode(encoding))

    assert files.read(path).partnership.name == "Ñorthshire"


@pytest.mark.parametrize("name", ["p.yml", "p.YAML", "p.json", "p.toml", "p.Json"])
def test_the_ending_tells_the_format(name: str, tmp_path: Path) -> None:
    portfolio = files.loads(DOCUMENT, format="yaml")
    path = tmp_path / name
    format = _sources.format_of(path)
    path.write_text(files.dumps(portfolio, format=format), encoding="utf-8")

    assert files.read(str(path)) == portfolio


def test_another_encoding_is_refused_at_its_byte(tmp_path: Path) -> None:
    path = tmp_path / "portfolio.yaml"
    path.write_bytes(DOCUMENT.encode("latin-1"))

    (line,) = refused(path)

    assert line == (
        f"{path}:2:28: $: expected text in UTF-8, or in UTF-16 with its mark, "
        "got the byte 0xD1 at offset 36; save the file as UTF-8"
    )


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe\x00",
        b"\xef\xbb\xbf\xff",
        b"t\x00p\x00k\x00",
        b"\xff\xfe\x00\x00t\x00",
        DOCUMENT.encode("utf-16-be"),
        DOCUMENT.encode("utf-32"),
        DOCUMENT.encode("utf-32-be"),
    ],
)
def test_broken_encodings_are_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "portfolio.yaml"
    path.write_bytes(content)

    assert len(refused(path)) == 1


@pytest.mark.parametrize("content", [b"", b" \n\t\n", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("name", ["p.yaml", "p.json", "p.toml"])
def test_an_empty_file_is_refused(content: bytes, name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    assert refused(path)


def test_a_missing_file_is_what_python_says_it_is(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        files.read(tmp_path / "portfolio.yaml")


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="root may read everything"
)
def test_a_forbidden_file_is_what_python_says_it_is(  # pragma: no cover  # see above
    tmp_path: Path,
) -> None:
    path = tmp_path / "portfolio.yaml"
    path.write_text(DOCUMENT, encoding="utf-8")
    path.chmod(0)

    with pytest.raises(PermissionError):
        files.read(path)


def test_a_name_without_a_known_ending_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "portfolio.txt"
    path.write_text(DOCUMENT, encoding="utf-8")

    (line,) = refused(path)

    assert "a name that ends in .yaml, .yml, .json, .toml, got 'portfolio.txt'" in line


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "portfolio.yaml"
    os.mkfifo(path)

    (line,) = refused(path)

    assert line.endswith("expected a file or a folder, got a device or a pipe")


def test_a_file_beyond_all_measure_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "portfolio.yaml"
    with path.open("wb") as file:
        file.truncate(_sources.LARGEST + 2**20)

    (line,) = refused(path)

    assert "expected a file of at most 256 MB, got 257 MB" in line


@pytest.mark.parametrize("format", ["yaml", "json"])
def test_a_file_of_twenty_megabytes_is_read(format: files.Format) -> None:
    note = "said at length " * 500
    venues = [{"id": f"v{n}", "name": "V", "access": note} for n in range(2800)]
    document = {"tpkit": 1, "partnership": {"id": "p", "name": "P"}, "venues": venues}
    text = json.dumps(document, indent=1)  # JSON is YAML too

    portfolio = files.loads(text, format=format)

    assert len(text) > 20 * 2**20
    assert len(portfolio.venues) == 2800


# -------------------------------------------------------------------------- folders


def folder(at: Path, **contents: str) -> Path:
    for name, content in contents.items():
        stem, _, ending = name.rpartition("_")
        (at / f"{stem}.{ending}").write_text(content, encoding="utf-8")
    return at


def test_a_folder_is_put_together_in_the_order_of_names(tmp_path: Path) -> None:
    folder(
        tmp_path,
        b_yaml="tpkit: 1\nvenues: [{id: v2, name: V}]",
        a_json='{"tpkit": 1, "venues": [{"id": "v1", "name": "V"}]}',
        c_toml='tpkit = 1\n[[venues]]\nid = "v3"\nname = "V"',
        main_yml=DOCUMENT + "venues:\n",
        README_md="# Not a document",
        convert_py="raise SystemExit",
    )
    (tmp_path / ".hidden.yaml").write_text("not: ours", encoding="utf-8")
    (tmp_path / "archive.yaml").mkdir()

    portfolio = files.read(tmp_path)

    assert [venue.id for venue in portfolio.venues] == ["v1", "v2", "v3"]


def test_paths_count_in_the_whole_and_places_name_the_file(tmp_path: Path) -> None:
    folder(
        tmp_path,
        a_yaml="tpkit: 1\nvenues: [{id: v1, name: V}, {id: v2, name: V, capacity: 0}]",
        b_json='{"tpkit": 1, "venues": [{"id": "v3", "nme": "V"}]}',
        main_yaml=DOCUMENT,
    )

    assert refused(tmp_path) == [
        (
            f"{tmp_path / 'a.yaml'}:2:57: $.venues[1].capacity: expected at least 1, "
            "got the number 0"
        ),
        (
            f"{tmp_path / 'b.json'}:1:38: $.venues[2].nme: expected a key of Venue, "
            "got 'nme'; did you mean 'name'?"
        ),
    ]


def test_what_does_not_hang_together_names_the_file(tmp_path: Path) -> None:
    folder(
        tmp_path,
        a_yaml=DOCUMENT + "venues: [{id: v, name: V}]",
        b_yaml="tpkit: 1\nvenues:\n- {id: w, name: W}\n- {id: v, name: V}",
    )

    with pytest.raises(DocumentError) as caught:
        files.read(tmp_path)

    (problem,) = caught.value.problems
    assert problem.path == "$.venues[2].id"
    assert problem.where == Location(file=str(tmp_path / "b.yaml"), line=4, column=8)


def test_a_partnership_in_two_files_is_refused(tmp_path: Path) -> None:
    folder(tmp_path, a_yaml=DOCUMENT, b_yaml=DOCUMENT)

    (line,) = refused(tmp_path)

    assert line.endswith(
        "b.yaml:2:1: $.partnership: expected it in one file only, got 'partnership'"
    )


def test_own_fields_of_the_portfolio_in_two_files_are_refused(tmp_path: Path) -> None:
    extra = "extra: {a:b: c}\n"
    folder(tmp_path, a_yaml=DOCUMENT + extra, b_yaml="tpkit: 1\n" + extra)

    (line,) = refused(tmp_path)

    assert "$.extra: expected it in one file only" in line


def test_one_broken_file_does_not_hide_the_others(tmp_path: Path) -> None:
    folder(
        tmp_path,
        a_yaml="tpkit: 1\nvenues: [",
        b_json='{"tpkit": 1, "venues": [{"id": "v"}]}',
        c_toml="tpkit = 2",
        d_yaml="- a list",
    )

    found = refused(tmp_path)

    assert [
        line.removeprefix(f"{tmp_path}{os.sep}").split(":")[0] for line in found
    ] == [
        "a.yaml",
        "b.json",
        "c.toml",
        "d.yaml",
    ]


def test_a_family_broken_in_one_file_is_broken(tmp_path: Path) -> None:
    folder(
        tmp_path,
        a_yaml=DOCUMENT + "venues: [{id: v}]",
        b_yaml="tpkit: 1\nvenues: [{id: w, name: W}]",
    )

    (line,) = refused(tmp_path)

    assert "$.venues[0].name" in line


def test_a_folder_without_documents_is_refused(tmp_path: Path) -> None:
    folder(tmp_path, README_md="# Nothing here")

    (line,) = refused(tmp_path)

    assert line.endswith("got a folder without any")


def test_two_documents_may_say_nothing_of_a_family_both_have(tmp_path: Path) -> None:
    folder(tmp_path, a_yaml=DOCUMENT + "venues: []", b_yaml="tpkit: 1\nvenues: ~")

    assert files.read(tmp_path).venues == ()


# ------------------------------------------------------------------------- places


def test_places_are_located_in_the_files_they_came_from(tmp_path: Path) -> None:
    folder(
        tmp_path,
        a_yaml=DOCUMENT + "venues:\n- {id: v, name: V}\n",
        b_toml='tpkit = 1\n[[venues]]\nid = "w"\nname = "W"\n',
    )

    found = files.locate(
        tmp_path,
        [
            "$.venues[0].name",
            "$.venues[1].access",
            "$.venues",
            "$.venues[7]",
            "$.bids",
            "$",
        ],
    )

    assert {
        place: str(where).rpartition(os.sep)[2] for place, where in found.items()
    } == {
        "$.venues[0].name": "a.yaml:4:17",
        "$.venues[1].access": "b.toml:2:1",
        "$.venues": "b.toml:2:1",
    }


@pytest.mark.parametrize("content", ["", "a: [", "- b", "tpkit: 2"])
def test_nothing_is_located_in_a_file_broken_since_it_was_read(
    content: str, tmp_path: Path
) -> None:
    path = tmp_path / "portfolio.yaml"
    path.write_text(content, encoding="utf-8")

    assert files.locate(path, ["$", "$.partnership", "$.venues[0].name"]) == {}
