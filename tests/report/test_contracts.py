"""What a contract holds, when its number must grow, and how manifests are read."""

from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import attrs
import pytest

from tpkit.errors import TemplateError
from tpkit.report import (
    FILTERS,
    Contract,
    Document,
    Link,
    Manifest,
    Reporter,
    difference,
)
from tpkit.report._contracts.contract import written
from tpkit.report._contracts.stored import Stored, dumped, refused, stored_in
from tpkit.report._templates.manifest import manifest_in

OLD = Contract(
    version="2.3",
    fields={"Note": {"link": "Link", "title": "str"}, "Link": {"text": "str"}},
    blocks={"html": ("body", "foot")},
    filters=("upper",),
)


@attrs.frozen(kw_only=True)
class Note:
    """A context."""

    title: str
    links: tuple[Link, ...]
    level: Literal["green"]
    amount: Decimal | None
    above: "Note | None" = None


def test_a_contract_is_derived_from_the_class_and_the_blocks(tmp_path: Path) -> None:
    (tmp_path / "note").mkdir()
    (tmp_path / "note" / "page.html.j2").write_text("{% block b %}{% endblock %}")
    (tmp_path / "note" / "manifest.toml").write_text('contract = "3.1"')
    note = Document(
        name="note",
        title="Note",
        context=Note,
        build=lambda *_: None,
        formats=("html",),
    )

    contract = Reporter(layers=[tmp_path], documents=[note]).contract("note")

    assert contract == Contract(
        version="3.1",
        fields={
            "Link": {"href": "str", "text": "str"},
            "Note": {
                "above": "Note | None",
                "amount": "Decimal | None",
                "level": "Literal['green']",
                "links": "tuple[Link, ...]",
                "title": "str",
            },
        },
        blocks={"html": ("b",)},
        filters=FILTERS,
    )


@pytest.mark.parametrize(
    ("hint", "text"),
    [(str, "str"), (None, "None"), (tuple[int, str], "tuple[int, str]"), (Any, "Any")],
)
def test_types_are_written_as_in_code(hint: Any, text: str) -> None:
    assert written(type(None) if hint is None else hint) == text


@pytest.mark.parametrize(
    ("change", "gone", "new", "least"),
    [
        ({}, (), (), "2.3"),
        (
            {"fields": {"Note": {"link": "Link"}, "Link": {"text": "str"}}},
            ("Note.title",),
            (),
            "3.0",
        ),
        (
            {
                "fields": {
                    "Note": {**OLD.fields["Note"], "x": "int"},
                    "Link": {"text": "str"},
                }
            },
            (),
            ("Note.x",),
            "2.4",
        ),
        (
            {"fields": {**OLD.fields, "Link": {"text": "int"}}},
            ("Link.text was str and is int",),
            (),
            "3.0",
        ),
        ({"fields": {"Note": OLD.fields["Note"]}}, ("Link.text",), (), "3.0"),
        (
            {"blocks": {"html": ("body", "feet")}},
            ("block of html foot",),
            ("block of html feet",),
            "3.0",
        ),
        (
            {"blocks": {**OLD.blocks, "markdown": ("body",)}},
            (),
            ("block of markdown body",),
            "2.4",
        ),
        ({"blocks": {}}, ("block of html body", "block of html foot"), (), "3.0"),
        ({"filters": ()}, ("filter upper",), (), "3.0"),
    ],
)
def test_what_goes_needs_a_new_first_number_and_what_comes_a_second(
    change: dict[str, Any], gone: tuple[str, ...], new: tuple[str, ...], least: str
) -> None:
    found = difference(OLD, attrs.evolve(OLD, **change))

    assert (found.gone, found.new, found.least("2.3")) == (gone, new, least)


def test_a_number_that_is_too_low_is_refused() -> None:
    without = attrs.evolve(OLD, filters=())
    more = attrs.evolve(OLD, filters=("upper", "lower"))

    assert refused(OLD, None) == refused(OLD, OLD) == ""
    assert "contract 3.0 or later, got 2.3: since 2.3 this breaks" in refused(
        without, OLD
    )
    assert "2.4 or later, got 2.3" in refused(more, OLD)
    assert refused(attrs.evolve(more, version="2.10"), OLD) == ""


def test_contracts_are_stored_and_read_back(tmp_path: Path) -> None:
    assert stored_in(tmp_path) is None
    for stored in (Stored(now=OLD), Stored(now=OLD, released=OLD)):
        (tmp_path / "contract.json").write_text(dumped(stored), encoding="utf-8")

        assert stored_in(tmp_path) == stored


# -------------------------------------------------------------------------- manifests


def test_a_folder_may_have_no_manifest(tmp_path: Path) -> None:
    assert manifest_in(tmp_path) is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("contract = ", "expected TOML in UTF-8"),
        ("contrakt = '1.0'", "no manifest has 'contrakt'; did you mean 'contract'"),
        ("zzz = '1.0'", "no manifest has 'zzz'; there are contract"),
        ("contract = 1.0", "expected contract in quotes, got 1.0"),
        ("contract = '1'", "a contract such as \"1.0\", got '1'"),
        ("blocks = 'x'", r"expected texts under \[blocks\], got 'x'"),
        ("[renamed]\nx = 1", r"expected texts under \[renamed\]"),
    ],
)
def test_a_wrong_manifest_is_refused(text: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "manifest.toml").write_text(text, encoding="utf-8")

    with pytest.raises(TemplateError, match=told):
        manifest_in(tmp_path)


def reporter(tmp_path: Path, manifest: str, page: str, mine: str = "") -> Reporter:
    note = Document(
        name="note",
        title="Note",
        context=Note,
        build=lambda *_: None,
        formats=("html",),
    )
    layers = []
    for name, text in (("mine", mine), ("below", page)):
        if text:
            folder = tmp_path / name / "note"
            folder.mkdir(parents=True)
            (folder / "page.html.j2").write_text(text, encoding="utf-8")
            layers.append(tmp_path / name)
    (tmp_path / "below" / "note" / "manifest.toml").write_text(
        manifest, encoding="utf-8"
    )
    return Reporter(layers=layers, documents=[note])


@pytest.mark.parametrize(
    ("manifest", "page", "told"),
    [
        (
            "",
            "{% block body %}{% endblock %}",
            "the block 'body' is not in manifest.toml",
        ),
        (
            "[blocks]\nbody = 'x'",
            "{% block bdy %}{% endblock %}",
            "'bdy' is not in manifest.toml; did you mean 'body'",
        ),
        (
            "[blocks]\nbody = 'x'",
            "{{ title }}",
            "no template has the block 'body' that it tells of",
        ),
        (
            "[macros]\nm = 'x'",
            "{% macro _own() %}{% endmacro %}{% macro n() %}{% endmacro %}",
            "the macro 'n' is not in manifest.toml",
        ),
    ],
)
def test_a_manifest_must_tell_of_all_blocks_and_of_no_others(
    manifest: str, page: str, told: str, tmp_path: Path
) -> None:
    found = [str(fault) for fault in reporter(tmp_path, manifest, page).check("note")]

    assert any(told in one for one in found), found


@pytest.mark.parametrize(
    "page", ["{% if %}", '{% extends "note/none.html.j2" %}{% block b %}{% endblock %}']
)
def test_a_manifest_of_broken_templates_is_left_to_their_own_check(
    page: str, tmp_path: Path
) -> None:
    found = reporter(tmp_path, "[macros]\nm = 'x'", page).check("note")

    assert found


RENAMED = "[blocks]\nbody = 'x'\n[renamed]\nrump = 'body'"
MINE = (
    '{% extends "note/page.html.j2" %}{% block rump %}mine, {{ super() }}{% endblock %}'
)


def test_a_block_that_was_renamed_is_found_by_its_old_name(tmp_path: Path) -> None:
    made = reporter(tmp_path, RENAMED, "{% block body %}theirs{% endblock %}", MINE)
    note = Note(title="", links=(), level="green", amount=None)

    faults = made.check("note")

    assert made.fill(note) == "mine, theirs"
    assert [(fault.line, fault.is_warning) for fault in faults] == [(1, True)]
    assert "the block 'rump' is called 'body' now" in faults[0].message


def test_a_manifest_says_what_the_lowest_layer_says() -> None:
    merged = Reporter().manifest("invitation")

    assert isinstance(merged, Manifest)
    assert "benefits" in merged.blocks
