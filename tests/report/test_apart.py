"""Templates that are filled by a process of their own."""

import json
import os
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest

from tpkit.errors import TemplateError
from tpkit.report import Document, Limits, Reporter, fill_apart
from tpkit.report._apart import child
from tpkit.report._apart.wire import packed, texts_of, unpacked
from tpkit.report._templates.text_layer import TextLayer


@attrs.frozen(kw_only=True)
class Line:
    """A row."""

    amount: Decimal
    owner: str | None


@attrs.frozen(kw_only=True)
class Note:
    """A context whose class the other process cannot know."""

    title: str
    lines: tuple[Line, ...] = (Line(amount=Decimal("1.50"), owner=None),)
    is_so: bool = True


NOTE = Document(name="note", title="Note", context=Note, build=lambda *_: None)
HOSTILE = Path(__file__).parent / "hostile"


@pytest.fixture
def note(tmp_path: Path) -> Callable[[str], Reporter]:
    """Give a reporter whose note has that template."""

    def make(template: str) -> Reporter:
        for page in ("page.html.j2", "page.md.j2"):
            (tmp_path / "note").mkdir(exist_ok=True)
            (tmp_path / "note" / page).write_text(template, encoding="utf-8")
        return Reporter(layers=[tmp_path], documents=[NOTE])

    return make


def test_it_gives_what_the_reporter_gives(note: Callable[[str], Reporter]) -> None:
    reporter = note(
        '{% extends "base/layout.md.j2" %}{% block heading %}# {{ title }}{% endblock %}'
        "{% block content %}{% for l in lines %}{{ l.amount }}{% if l.owner %}x{% endif %}"
        "{% endfor %}{% endblock %}{% block footer %}{% endblock %}"
    )
    notes = [Note(title="a *b*"), Note(title="ü")]

    made = fill_apart(reporter, notes, format="markdown")

    assert made == tuple(reporter.fill(one, format="markdown") for one in notes)
    assert fill_apart(reporter, []) == ()


def test_what_is_wrong_with_a_template_is_told(note: Callable[[str], Reporter]) -> None:
    with pytest.raises(
        TemplateError, match="'titel' is undefined; did you mean 'title'"
    ):
        fill_apart(note("{{ titel }}"), [Note(title="x")])


def test_a_template_that_takes_too_long_is_ended(
    note: Callable[[str], Reporter],
) -> None:
    text = (HOSTILE / "42-lists-within-lists.html.j2").read_text(encoding="utf-8")

    with pytest.raises(TemplateError, match="at most 1 s and 256 MiB"):
        fill_apart(note(text), [Note(title="x")], limits=Limits(seconds=1))


def test_a_system_without_limits_is_refused(
    note: Callable[[str], Reporter], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "name", "nt")

    with pytest.raises(TemplateError, match="a system that limits processes, got 'nt'"):
        fill_apart(note("x"), [Note(title="x")])


def test_a_context_comes_through_as_json() -> None:
    note = Note(title="x", lines=(Line(amount=Decimal("2.10"), owner="y"),))

    back: Any = unpacked(json.loads(json.dumps(packed(note))))

    assert type(back).__name__ == "Note"
    assert (back.title, back.is_so) == ("x", True)
    assert (back.lines[0].amount, back.lines[0].owner) == (Decimal("2.10"), "y")


def test_a_layer_comes_through_as_texts(tmp_path: Path) -> None:
    for name in ("a/page.html.j2", "a/manifest.toml", "b/c/d.j2", "readme.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")

    layer = TextLayer(str(tmp_path), texts_of(tmp_path))

    assert sorted(item.name for item in layer.iterdir()) == ["a", "b"]
    assert layer.is_dir() and not layer.is_file()
    page = layer / "a" / "page.html.j2"
    assert page.is_file() and page.read_text(encoding="utf-8") == "a/page.html.j2"
    assert str(page) == f"{tmp_path}/a/page.html.j2" and str(layer) == str(tmp_path)


def test_the_other_process_answers_with_texts_or_with_what_is_wrong() -> None:
    asked: dict[str, Any] = {
        "layers": [("mine", {"x.html.j2": "{{ title }}"})],
        "page": "x.html.j2",
        "format": "html",
        "contexts": [{"title": "<"}],
        "terms": {},
        "date_style": "long",
    }

    assert child.answered(asked) == {"texts": ["&lt;"]}
    asked["contexts"] = [{}]
    assert child.answered(asked)["error"].startswith("mine/x.html.j2 line 1: 'title'")
