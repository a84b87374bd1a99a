"""PDF: every page of HTML, printed as PDF/UA-1 asks for."""

import builtins
import hashlib
import importlib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import page
import pendulum
import pytest

from tpkit import Portfolio
from tpkit.errors import MissingExtraError, TemplateError
from tpkit.report import STANDARD, Document, Reporter, Size, pack
from tpkit.report._formats.pdf import pdf_file, printable

try:
    importlib.import_module("weasyprint")
except OSError:
    pytest.skip(
        "this computer lacks Pango, which no Python package brings",
        allow_module_level=True,
    )

PRINTED = [
    pytest.param(document, size, id=f"{document.name}-{size}")
    for document in STANDARD
    if "pdf" in document.offers
    for size in ("typical", "hostile")
    if size == "typical" or document.name in {"certificate", "gantt", "invitation"}
]


@pytest.mark.parametrize(("document", "size"), PRINTED)
def test_it_is_as_pdf_ua_asks_for(
    document: Document, size: Size, reporter: Reporter
) -> None:
    html = reporter.preview(document.name, sample=size)
    # Not every computer has fonts for letters of other scripts.
    file = pdf_file("".join(letter if letter < "\u0250" else "?" for letter in html))

    report = page.validate_pdf_bytes(file, profile="ua1")
    assert [failure.message for failure in report.failures] == []
    assert report.rules.passed == report.rules.total > 100


def test_it_is_the_same_whatever_the_day_the_hash_seed_and_the_place() -> None:
    code = (
        "import hashlib; from tpkit.report import *;"
        "f = Reporter().preview_file('certificate', format='pdf', sample='hostile');"
        "print(hashlib.sha256(f).hexdigest())"
    )
    settings = (
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "America/New_York", "LC_ALL": "C.UTF-8"},
    )

    digests = {
        subprocess.run(
            [sys.executable, "-c", code], env=env, capture_output=True, check=True
        ).stdout.decode()
        for env in settings
    }

    here = Reporter().preview_file("certificate", format="pdf", sample="hostile")
    assert digests == {f"{hashlib.sha256(here).hexdigest()}\n"}


def test_a_block_that_is_changed_changes_the_pdf(tmp_path: Path) -> None:
    file = tmp_path / "certificate" / "page.html.j2"
    file.parent.mkdir()
    file.write_text(
        '{% extends "certificate/page.html.j2" %}{% block hours %}{% endblock %}'
    )

    mine, theirs = (
        reporter.preview_file("certificate", format="pdf")
        for reporter in (Reporter(layers=[tmp_path]), Reporter())
    )

    assert mine != theirs
    assert Reporter().where("certificate", format="pdf") == Reporter().where(
        "certificate"
    )


def test_a_pack_has_pdfs_where_they_are_asked_for(
    empty: Portfolio, on: pendulum.Date
) -> None:
    made = pack(empty, on=on, pdf=True)

    (file,) = [f for f in made.files if f.name == "status.pdf"]
    assert file.form == "PDF"
    assert file.content.startswith(b"%PDF")
    assert file.text == ""


# --------------------------------------------------------------------------- drawings

PAGE = """\
<!DOCTYPE html><html lang="en"><head><title>A</title><style>
:root { --ink: #111111; --bar: #00565b; }
@media screen and (prefers-color-scheme: dark) { :root { --ink: #ffffff; } b { x: y } }
@media print { :root { --bar: #000001; } }
svg .bar { fill: var(--bar); } svg text { fill: var(--ink); stroke: var(--nothing); }
</style></head><body><h1>A</h1>
<svg aria-hidden="true"><defs><pattern id="p"/></defs></svg>
<svg role="img"><title>B</title><rect class="bar" fill="url(#p)"/></svg></body></html>
"""


def test_a_drawing_gets_the_style_and_the_patterns_of_its_page() -> None:
    made = printable(PAGE)

    hidden, shown = made.split("<svg")[1:]
    for drawing in (hidden, shown):
        assert "svg .bar { fill: #000001; }" in drawing
        assert "fill: #111111; stroke: var(--nothing)" in drawing
        assert '<defs><pattern id="p"/></defs>' in drawing
        assert "#ffffff" not in drawing
    assert "<title>Sign, explained beside it</title>" in hidden
    assert shown.count("<title>") == 1


# ---------------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    "part",
    ['<img src="https://x.example/" alt="">', '<img src="file:///etc/x" alt="">'],
)
def test_a_page_that_would_load_something_is_refused(part: str) -> None:
    with pytest.raises(TemplateError, match="expected a page that holds all it shows"):
        pdf_file(PAGE.replace("<h1>A</h1>", f"<h1>A</h1>{part}"))


@pytest.mark.parametrize("error", [ImportError, OSError])
def test_without_the_extra_the_error_says_what_to_install(
    error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    load: Callable[..., Any] = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == "weasyprint":
            raise error
        return load(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtraError, match=r'pip install "tpkit\[pdf\]"'):
        pdf_file(PAGE)
