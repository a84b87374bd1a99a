"""Word documents: what is in the file, who can open it, and what is refused."""

import io
import os
import random
import re
import zipfile
from pathlib import Path
from typing import Any

import attrs
import docx
import pendulum
import pytest

from tpkit import Portfolio, testing
from tpkit.errors import TemplateError
from tpkit.report import (
    STANDARD,
    Colours,
    Document,
    Imprint,
    Look,
    Reporter,
    Samples,
)
from tpkit.report._document.samples import HOSTILE_TEXTS
from tpkit.report._escaping.characters import holdable
from tpkit.report._escaping.directions import isolated
from tpkit.report._formats.office import office_file
from tpkit.testing._accessible_word import faults_of

WITH_WORD = [
    pytest.param(document, id=document.name)
    for document in STANDARD
    if "word" in document.formats
]


def opened(file: bytes) -> Any:
    return docx.Document(io.BytesIO(file))


def names_in(file: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        assert archive.testzip() is None
        return archive.namelist()


# ------------------------------------------------------------------- the built-in ones


@pytest.mark.parametrize("document", WITH_WORD)
def test_another_library_opens_it(document: Document, reporter: Reporter) -> None:
    found = opened(reporter.preview_file(document.name, format="word"))

    assert found.core_properties.title
    assert found.core_properties.language == "en-GB"
    styles = {paragraph.style.name for paragraph in found.paragraphs}
    assert "Heading 1" in styles
    assert all(table.style.name == "Rows" for table in found.tables)


def test_the_file_holds_what_word_expects_and_no_time(reporter: Reporter) -> None:
    file = reporter.preview_file("certificate", format="word")

    assert names_in(file)[0] == "[Content_Types].xml"
    assert {"_rels/.rels", "word/document.xml", "word/styles.xml"} <= {*names_in(file)}
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        times = {info.date_time for info in archive.infolist()}
    assert times == {(1980, 1, 1, 0, 0, 0)}


def test_a_document_is_made_of_a_portfolio(
    sample: Portfolio, on: pendulum.Date, reporter: Reporter
) -> None:
    file = reporter.file("highlight-report", sample, on=on, subject="barriers")

    assert opened(file).paragraphs[0].text == "Highlight report: Barriers & bridges"


def test_one_block_is_changed_and_the_rest_stays(tmp_path: Path) -> None:
    page = tmp_path / "certificate" / "page.docx.j2"
    page.parent.mkdir()
    page.write_text(
        '{% extends "certificate/page.docx.j2" %}{% block recipient %}{{ super() }}'
        '{{ parts.paragraph("With our thanks", "Centre") }}{% endblock %}'
    )

    reporter = Reporter(layers=[tmp_path])
    found = opened(reporter.preview_file("certificate"))

    assert reporter.check("certificate") == ()
    texts = [paragraph.text for paragraph in found.paragraphs]
    assert texts[5] == "With our thanks"
    assert "Learning outcomes" in texts


def test_a_look_colours_word_documents_too() -> None:
    look = Look(colours=Colours(brand="#5b2a86", link="#113"))
    file = Reporter(look=look).preview_file("certificate")

    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        styles = archive.read("word/styles.xml").decode()
    assert 'w:color="5B2A86"' in styles
    assert '<w:color w:val="111133"/>' in styles
    assert "00565B" not in styles


def test_what_is_no_text_is_not_given_as_one(reporter: Reporter) -> None:
    with pytest.raises(TemplateError, match=r"use Reporter\.file, fill_file or prev"):
        reporter.preview("certificate", format="word")
    with pytest.raises(TemplateError, match=r"expected html or pdf .* got 'word'"):
        reporter.preview_file("status", format="word")


def test_a_text_has_a_file_too(reporter: Reporter) -> None:
    page = reporter.preview("certificate", format="markdown")

    assert reporter.preview_file("certificate", format="markdown") == page.encode()


# -------------------------------------------------------------------------- any text


@attrs.frozen(kw_only=True)
class Lines:
    title: str
    imprint: Imprint
    lines: tuple[str, ...]


PAGE = """\
{% extends "base/layout.docx.j2" %}
{% block content %}{% for line in lines %}{{ parts.paragraph(line) }}{% endfor %}{% endblock %}
{% block footer %}{% endblock %}
"""


def lines(*texts: str) -> Lines:
    foot = Imprint(partnership="Ours", date="14 February 2022")
    return Lines(title="A title", imprint=foot, lines=texts)


def document_in(folder: Path, page: str = PAGE) -> Document:
    file = folder / "lines" / "page.docx.j2"
    file.parent.mkdir()
    file.write_text(page, encoding="utf-8")
    return Document(
        name="lines",
        title="Lines",
        context=Lines,
        build=lambda *_: lines(),
        formats=("word",),
        samples=lambda: Samples(
            minimal=lines(), typical=lines(*"abcdefghijklmnopqrst")
        ),
    )


BREAKS = "[\t\n\x0b\x0c\r\x85\u2028\u2029]+"


def test_thousands_of_hostile_texts_come_back_from_word(tmp_path: Path) -> None:
    dice = random.Random(20220214)
    count = int(os.environ.get("HOSTILE_TEXTS", "500"))
    pieces = (
        *HOSTILE_TEXTS,
        *"<>&'\"{}%#\\",
        "{{ title }}",
        "&lt;",
        "\ufffe",
        " ",
        "é",
    )
    texts = tuple("".join(dice.choices(pieces, k=4)) for _ in range(count))

    reporter = Reporter(layers=[tmp_path], documents=[document_in(tmp_path)])
    file = reporter.fill_file(lines(*texts))

    found = [p.text for p in opened(file).paragraphs][1:]
    shown = (holdable(re.sub(BREAKS, " ", text)) for text in texts)
    assert found == [isolated(text) for text in shown]


# ------------------------------------------------------------------- what is refused

XML, END = "<pkg:xmlData>", "</pkg:xmlData>"
PART = '<pkg:part pkg:name="/{name}" pkg:contentType="{kind}">{held}</pkg:part>'


def package(*parts: str) -> str:
    return f'<pkg:package xmlns:pkg="x">{"".join(parts)}</pkg:package>'


def test_a_picture_comes_along() -> None:
    held = "<pkg:binaryData>iVBORw0=</pkg:binaryData>"
    text = package(PART.format(name="word/media/a.png", kind="image/png", held=held))

    file = office_file(text)

    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        assert archive.read("word/media/a.png") == b"\x89PNG\r"
        assert b'ContentType="image/png"' in archive.read("[Content_Types].xml")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            package(PART.format(name="a", kind="b", held=f"{XML}<a><b></a>{END}")),
            "mismatched",
        ),
        (
            package(PART.format(name="a", kind="b", held=f"{XML}<a/>")),
            "expected an end of",
        ),
        ("<a/>", "expected a package of parts"),
        (
            package(
                PART.format(name="a", kind="b", held=f"{XML}<!DOCTYPE a><a/>{END}")
            ),
            "got a DOCTYPE",
        ),
        (
            package(
                PART.format(
                    name="a", kind="b", held="<pkg:binaryData>a</pkg:binaryData>"
                )
            ),
            "expected base64 in the part /a",
        ),
    ],
)
def test_what_is_no_package_is_refused(text: str, told: str) -> None:
    with pytest.raises(TemplateError, match=told):
        office_file(text)


# ---------------------------------------------------------------- what readers need

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STYLES = f'<w:styles {W}><w:lang w:val="en-GB"/><w:style w:styleId="Heading1"/><w:style w:styleId="Heading3"/></w:styles>'
CORE = '<c xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>A</dc:title></c>'


def heading(level: int, text: str = "A") -> str:
    return (
        f'<w:p><w:pPr><w:pStyle w:val="Heading{level}"/></w:pPr>'
        f"<w:r><w:t>{text}</w:t></w:r></w:p>"
    )


def word(body: str, *, styles: str = STYLES, core: str = CORE) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {W}>{body}</w:document>")
        archive.writestr("word/styles.xml", styles)
        archive.writestr("docProps/core.xml", core)
    return file.getvalue()


def table(properties: str, head: str, rows: str) -> str:
    return (
        f"{heading(1)}<w:tbl><w:tblPr>{properties}</w:tblPr>"
        f"<w:tblGrid><w:gridCol/></w:tblGrid>{head}{rows}</w:tbl>"
    )


CELL = "<w:tc><w:p/></w:tc>"
HEAD = f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{CELL}</w:tr>"
NAMED = '<w:tblCaption w:val="A"/>'


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (word(heading(1), core=CORE.replace("A", " ")), "no title"),
        (word(heading(1), styles=STYLES.replace("en-GB", "")), "no language"),
        (word(heading(1) + heading(1)), "2 headings of the first level"),
        (word(heading(1) + heading(3)), "a heading of level 3 after one of level 1"),
        (word(heading(1, " ")), "a heading without words"),
        (word(table(NAMED, f"<w:tr>{CELL}</w:tr>", f"<w:tr>{CELL}</w:tr>")), "no head"),
        (word(table(NAMED, HEAD, "")), "a table without rows"),
        (word(table("", HEAD, f"<w:tr>{CELL}</w:tr>")), "a table without a name"),
        (word(table(NAMED, HEAD, f"<w:tr>{CELL * 2}</w:tr>")), "as many cells"),
        (word(table(NAMED, HEAD, "<w:tr><w:tc><w:tbl/></w:tc></w:tr>")), "a cell that"),
        (word(f"{heading(1)}<w:t><w:p/></w:t>"), "words within words"),
        (word(f'{heading(1)}<w:rStyle w:val="x"/>'), "no style named 'x'"),
    ],
)
def test_what_a_reader_would_miss_is_told(file: bytes, told: str) -> None:
    if "a cell that" in told:  # which holds a table that is none
        file = word(table(NAMED, HEAD, "<w:tr><w:tc><w:r/></w:tc></w:tr>"))

    assert any(told in fault for fault in faults_of(file))


def test_a_sound_document_lacks_nothing() -> None:
    body = table(NAMED, HEAD, f"<w:tr>{CELL}</w:tr>")

    assert faults_of(word(body)) == ()


@pytest.mark.parametrize(
    ("page", "told"),
    [
        (
            PAGE.replace("parts.paragraph(line)", 'parts.paragraph(line, "x")'),
            "no style",
        ),
        (
            PAGE.replace(
                "{{ parts.paragraph(line) }}",
                '{% if line.startswith("=") %}<w:p/>{% endif %}{{ parts.paragraph(line) }}',
            ),
            "a text has become part of the document",
        ),
    ],
)
def test_a_template_that_breaks_its_promises_is_told(
    page: str, told: str, tmp_path: Path
) -> None:
    document = document_in(tmp_path, page)

    with pytest.raises(AssertionError, match=told):
        testing.check_template(document, layers=[tmp_path])
