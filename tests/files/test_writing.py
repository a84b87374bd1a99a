"""What is written: canonical text, and files that are whole or not there."""

import json
import stat
import tomllib
from pathlib import Path
from typing import Any

import attrs
import pytest
import yaml

from tpkit import files
from tpkit._model.activity import Venue
from tpkit._model.ids import VenueId
from tpkit._model.portfolio import Portfolio
from tpkit.errors import DocumentError, OverwriteError
from tpkit.files import Format

FORMATS: tuple[Format, ...] = ("yaml", "json", "toml")


@pytest.mark.parametrize("format", FORMATS)
def test_what_is_dumped_loads_back_the_same(format: Format, sample: Portfolio) -> None:
    text = files.dumps(sample, format=format)
    again = files.loads(text, format=format)

    assert again == sample
    assert files.dumps(again, format=format) == text


def awkward(text: str) -> Portfolio:
    base = files.loads('{"tpkit": 1, "partnership": {"id": "p", "name": "P"}}')
    venue = Venue(id=VenueId("v"), name="V", address=text, extra=(("a:b", text),))
    return attrs.evolve(base, venues=(venue,), extra=(("a:b", text),))


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "a\n",
        "\na",
        "a\n\nb",
        "a \nb",
        " a\nb",
        "a\tb",
        "a\rb",
        "a\r\nb",
        "a\x85b",
        "a\u2028b\u2029c",
        "\ufeffa",
        "a\nb\ufeff",
        "a\n\xa0b",
        'say "it"\\',
        "it's",
        "# no remark",
        "- no list",
        "a: b",
        "a #b",
        "{a}",
        "[a]",
        "*a",
        "&a",
        "!a",
        "%a",
        "@a",
        "`a",
        "?",
        "|",
        ">",
        "---",
        "...",
        "null",
        "~",
        "NO",
        "yes",
        "1.0",
        "0x1F",
        "10:30",
        "2021-11-01",
        "<<",
        "=",
        "\U0001f600",
        "\u0301e",
        "x" * 5000,
        "word " * 400,
        "'''",
        '"""',
        "\n",
        "\n\n",
        " \n ",
        "a\n ",
    ],
)
def test_awkward_texts_survive_every_format(format: Format, text: str) -> None:
    portfolio = awkward(text)

    assert (
        files.loads(files.dumps(portfolio, format=format), format=format) == portfolio
    )


def test_json_is_canonical(sample: Portfolio) -> None:
    text = files.dumps(awkward("Ñ"))

    assert text == (
        '{\n  "tpkit": 1,\n  "partnership": {\n    "id": "p",\n    "name": "P"\n  },\n'
        '  "venues": [\n    {\n      "id": "v",\n      "name": "V",\n'
        '      "address": "Ñ",\n      "extra": {\n        "a:b": "Ñ"\n      }\n    }\n'
        '  ],\n  "extra": {\n    "a:b": "Ñ"\n  }\n}\n'
    )
    assert list(json.loads(files.dumps(sample))) == [
        "tpkit",
        *(field.name for field in attrs.fields(Portfolio) if field.init),
    ]


@pytest.mark.parametrize("spelling", ["12500", "12500.0", "12500.00"])
def test_money_is_written_with_its_pence(spelling: str) -> None:
    portfolio = files.loads(
        "{tpkit: 1, partnership: {id: p, name: P}, "
        "organisations: [{id: o, name: O, kind: other}], "
        f"funding_rounds: [{{id: r, title: R, funder: o, maximum_award: {spelling}, "
        "criteria: [{title: T, weight: 12.50}, {title: U, weight: 100}]}]}",
        format="yaml",
    )

    (funding,) = json.loads(files.dumps(portfolio))["funding_rounds"]
    assert funding["maximum_award"] == "12500.00"
    assert [c["weight"] for c in funding["criteria"]] == ["12.5", "100"]
    assert "maximum_award: 12500.00\n" in files.dumps(portfolio, format="yaml")
    assert 'maximum_award = "12500.00"\n' in files.dumps(portfolio, format="toml")


def test_other_yaml_readers_see_the_same_texts(sample: Portfolio) -> None:
    loaded = yaml.safe_load(files.dumps(sample, format="yaml"))

    names = [organisation["name"] for organisation in loaded["organisations"]]
    assert names == ["Northshire County Council", "yes", "NO"]
    assert [o["id"] for o in loaded["organisations"]] == ["01", "uni", "NO"]
    assert loaded["sessions"][0]["start"] == "10:30"


def test_other_toml_readers_see_the_same_values(sample: Portfolio) -> None:
    loaded = tomllib.loads(files.dumps(sample, format="toml"))

    assert loaded["organisations"][0]["id"] == "01"
    assert loaded["sessions"][0]["on"] == sample.sessions[0].on
    assert loaded["venues"][0]["online"] is True


def test_an_unknown_format_is_refused(sample: Portfolio) -> None:
    unknown: Any = "xml"

    with pytest.raises(DocumentError, match="one of the formats"):
        files.dumps(sample, format=unknown)


# ---------------------------------------------------------------------------- files


@pytest.mark.parametrize("name", ["p.yaml", "p.yml", "p.json", "p.toml"])
def test_a_file_is_written_in_the_format_of_its_name(
    name: str, sample: Portfolio, tmp_path: Path
) -> None:
    files.write(sample, tmp_path / name)

    assert files.read(tmp_path / name) == sample
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_file_is_not_overwritten_unasked(sample: Portfolio, tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    path.write_text("# mine\n", encoding="utf-8")

    with pytest.raises(OverwriteError, match="overwrite=True"):
        files.write(sample, path)

    assert path.read_text(encoding="utf-8") == "# mine\n"
    files.write(sample, path, overwrite=True)
    assert files.read(path) == sample


def test_overwriting_keeps_the_permissions(sample: Portfolio, tmp_path: Path) -> None:
    path = tmp_path / "p.json"
    path.write_text("{}", encoding="utf-8")
    path.chmod(0o640)

    files.write(sample, path, overwrite=True)

    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_link_is_written_through(sample: Portfolio, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    real = tmp_path / "real" / "p.yaml"
    real.write_text("", encoding="utf-8")
    link = tmp_path / "link.yaml"
    link.symlink_to(real)

    files.write(sample, link, overwrite=True)

    assert link.is_symlink()
    assert files.read(real) == sample


def test_a_link_tells_the_format_by_its_own_name(
    sample: Portfolio, tmp_path: Path
) -> None:
    blob = tmp_path / "blob"
    blob.write_text("", encoding="utf-8")
    link = tmp_path / "link.json"
    link.symlink_to(blob)

    files.write(sample, link, overwrite=True)

    assert blob.is_file()
    assert files.read(link) == sample


def test_a_link_in_a_circle_is_not_overwritten_unasked(
    sample: Portfolio, tmp_path: Path
) -> None:
    link = tmp_path / "p.yaml"
    link.symlink_to(link)

    with pytest.raises(OverwriteError):
        files.write(sample, link)

    assert link.is_symlink()


def broken(portfolio: Portfolio) -> Portfolio:
    """Put into a portfolio, past every check, a value that cannot be written."""
    venue = attrs.evolve(portfolio.venues[0])
    object.__setattr__(venue, "name", object())
    damaged = attrs.evolve(portfolio)
    object.__setattr__(damaged, "venues", (venue,))
    return damaged


@pytest.mark.parametrize("name", ["p.json", "p.toml", "folder"])
def test_a_failure_half_way_leaves_what_was_there(
    name: str, sample: Portfolio, tmp_path: Path
) -> None:
    files.write(sample, tmp_path / name)
    before = {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}

    with pytest.raises(TypeError):
        files.write(broken(sample), tmp_path / name, overwrite=True)

    after = {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    assert after == before


def test_a_failure_while_writing_leaves_no_draft(
    sample: Portfolio, tmp_path: Path
) -> None:
    # A folder in the file's place lets the draft be written and its move fail.
    files.write(sample, tmp_path / "all")
    (tmp_path / "all" / "money.yaml").unlink()
    (tmp_path / "all" / "money.yaml").mkdir()
    before = sorted((tmp_path / "all").iterdir())

    with pytest.raises(OSError, match="directory"):
        files.write(sample, tmp_path / "all", overwrite=True)

    assert sorted((tmp_path / "all").iterdir()) == before


def test_a_file_in_a_missing_folder_is_what_python_says_it_is(
    sample: Portfolio, tmp_path: Path
) -> None:
    with pytest.raises(FileNotFoundError):
        files.write(sample, tmp_path / "missing" / "p.yaml")


def test_a_name_that_announces_no_format_is_refused(
    sample: Portfolio, tmp_path: Path
) -> None:
    with pytest.raises(DocumentError, match="a name that ends in"):
        files.write(sample, tmp_path / "p.docx")


# -------------------------------------------------------------------------- folders


def test_a_folder_gets_a_file_for_each_subject(
    sample: Portfolio, tmp_path: Path
) -> None:
    files.write(sample, tmp_path / "new" / "northshire")

    assert files.read(tmp_path / "new" / "northshire") == sample
    assert sorted(file.name for file in (tmp_path / "new/northshire").iterdir()) == [
        "activity.yaml",
        "calendar.yaml",
        "change.yaml",
        "delivery.yaml",
        "money.yaml",
        "monitoring.yaml",
        "participation.yaml",
        "partnership.yaml",
        "people.yaml",
        "plan.yaml",
        "rules.yaml",
        "suppression.yaml",
        "theory.yaml",
    ]


def test_a_folder_with_a_portfolio_is_not_overwritten_unasked(
    sample: Portfolio, tmp_path: Path
) -> None:
    files.write(sample, tmp_path)

    with pytest.raises(OverwriteError, match="holds a portfolio already"):
        files.write(sample, tmp_path)


def test_overwriting_a_folder_leaves_nothing_of_the_old(
    sample: Portfolio, tmp_path: Path
) -> None:
    (tmp_path / "README.md").write_text("# Ours", encoding="utf-8")
    files.write(sample, tmp_path)
    smaller = Portfolio(
        partnership=sample.partnership, organisations=sample.organisations
    )

    files.write(smaller, tmp_path, overwrite=True)

    assert files.read(tmp_path) == smaller
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "# Ours"
    assert (tmp_path / "money.yaml").read_text(encoding="utf-8") == "tpkit: 1\n"


def test_a_strange_document_in_the_folder_is_neither_removed_nor_added_to(
    sample: Portfolio, tmp_path: Path
) -> None:
    strange = tmp_path / "mine.json"
    strange.write_text("{}", encoding="utf-8")

    with pytest.raises(OverwriteError, match=r"mine\.json"):
        files.write(sample, tmp_path, overwrite=True)

    assert list(tmp_path.iterdir()) == [strange]
