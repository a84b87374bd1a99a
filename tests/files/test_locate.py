from pathlib import Path

import pytest

from tpkit import files
from tpkit.errors import DocumentError

FIRST = """\
tpkit: 1
partnership:
  id: tp
  name: Ours
workshops:
  - id: iro
    title: Secure orders
    roles: [guardian]
"""
SECOND = """\
tpkit: 1
workshops:
  - id: set-up
    title: Getting started
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "1.yaml").write_text(FIRST)
    (tmp_path / "2.yaml").write_text(SECOND)
    return tmp_path


@pytest.mark.parametrize(
    ("place", "file", "line"),
    [
        ("$.workshops[0].title", "1.yaml", 7),
        ("$.workshops[0].roles[0]", "1.yaml", 8),
        ("$.workshops[1].title", "2.yaml", 4),
        ("$.workshops[1]", "2.yaml", 3),
        # What is not written has its noun's place.
        ("$.workshops[1].roles", "2.yaml", 3),
        ("$.partnership.contact", "1.yaml", 3),
    ],
)
def test_a_place_has_a_file_and_a_line(
    place: str, file: str, line: int, folder: Path
) -> None:
    where = files.locate(folder, [place])[place]

    assert (where.file, where.line) == (str(folder / file), line)
    assert where.column is not None


@pytest.mark.parametrize(
    "place", ["$", "$.risks", "$.workshops[7]", "$.risks[0].event"]
)
def test_a_place_of_which_nothing_is_written_is_left_out(
    place: str, folder: Path
) -> None:
    assert files.locate(folder, [place]) == {}


def test_a_file_that_broke_meanwhile_locates_nothing(folder: Path) -> None:
    (folder / "2.yaml").write_text("[")

    found = files.locate(folder, ["$.workshops[0].title", "$.workshops[1].title"])

    assert set(found) == {"$.workshops[0].title"}


def test_what_is_no_document_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError):
        files.locate(tmp_path, ["$.workshops"])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("p.json", '{"tpkit": 1,\n "workshops": [\n {"id": "a",\n "title": "A"}]}'),
        ("p.toml", 'tpkit = 1\n\n[[workshops]]\ntitle = "A"\nid = "a"\n'),
    ],
)
def test_other_formats_tell_the_line_too(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text)

    found = files.locate(tmp_path / name, ["$.workshops[0].title"])

    assert found["$.workshops[0].title"].line == 4
