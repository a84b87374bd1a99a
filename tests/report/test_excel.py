"""Workbooks: texts as texts, figures as figures, days as days."""

import datetime as dt
import io
import os
import random
import re
import zipfile
from pathlib import Path
from typing import Any

import attrs
import openpyxl
import pytest

from tpkit import testing
from tpkit.report import Document, Imprint, Machine, Reporter, Samples
from tpkit.report._document.samples import HOSTILE_TEXTS
from tpkit.report._escaping.characters import holdable
from tpkit.report._formats.excel import workbook
from tpkit.testing._accessible_excel import faults_of


def opened(file: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(file))


def cell(kind: str, text: str) -> Any:
    """Give the cell that a template's cell becomes, by what stands in its XML."""
    head = '<pkg:part pkg:name="/s.xml" pkg:contentType="x"><pkg:xmlData>'
    held = f'<c t="{kind}"><is><t xml:space="preserve">{text}</t></is></c>'
    file = workbook(f"<p>{head}{held}</pkg:xmlData></pkg:part></p>")
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return archive.read("s.xml").decode().split("\n")[1]


# ------------------------------------------------------------------- the built-in ones


def test_another_library_reads_days_and_figures(reporter: Reporter) -> None:
    people = opened(reporter.preview_file("attendance-register", format="excel"))
    figures = opened(reporter.preview_file("workforce-table", format="excel"))

    assert people.sheetnames == ["About", "People"]
    assert people.properties.title == "Attendance register \N{EN DASH} RTP"
    assert people["People"]["E2"].value == dt.datetime(2022, 1, 20)  # noqa: DTZ001
    assert people["People"]["E2"].is_date
    assert people["People"].freeze_panes == "A2"
    first = [cell.value for cell in figures["Figures"][3]][:4]
    assert first == ["Lowvale Council", 96, "c", "c"]


def test_each_rate_and_sum_has_a_format_that_shows_it(reporter: Reporter) -> None:
    costs = opened(reporter.preview_file("claim", format="excel"))["Costs"]
    figures = opened(reporter.preview_file("workforce-table", format="excel"))

    assert costs["F2"].value == 7250.25
    assert costs["F2"].number_format.startswith('"£"#,##0.00')
    assert figures["Figures"]["J2"].value == 15
    assert figures["Figures"]["J2"].number_format == '0.0"%"'


# ------------------------------------------------------------------- figures and days


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1,234", '<c s="5"><v>1234</v></c>'),
        ("-12.5", '<c s="6"><v>-12.5</v></c>'),
        ("+10", '<c s="5"><v>10</v></c>'),
        ("£7,250.25", '<c s="7"><v>7250.25</v></c>'),
        ("-£900", '<c s="7"><v>-900</v></c>'),
        ("15.9%", '<c s="8"><v>15.9</v></c>'),
    ],
)
def test_what_reads_as_a_figure_is_one(text: str, shown: str) -> None:
    assert cell("figure", text) == shown


@pytest.mark.parametrize(
    "text", ["", "c", "1.2.3", "1-2", "1,23", "²", "١٢", "1e9", "=1+1", "12 people"]
)
def test_what_does_not_read_as_a_figure_stays_a_text(text: str) -> None:
    held = f'<is><t xml:space="preserve">{text}</t></is>'

    assert cell("figure", text) == f'<c t="inlineStr" s="0">{held}</c>'


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2022-02-21", '<c s="4"><v>44613</v></c>'),
        ("1900-03-01", '<c s="4"><v>61</v></c>'),
    ],
)
def test_a_day_is_counted_as_excel_counts(text: str, shown: str) -> None:
    assert cell("day", text) == shown


@pytest.mark.parametrize("text", ["", "21 February", "2022-02-30", "1900-02-28"])
def test_what_is_no_day_of_excels_stays_a_text(text: str) -> None:
    assert 't="inlineStr"' in cell("day", text)


# --------------------------------------------------------------------------- any text


@attrs.frozen(kw_only=True)
class Lines:
    title: str
    imprint: Imprint
    lines: tuple[str, ...]
    kind: Machine = ""


PAGE = """\
{% extends "base/layout.xlsx.j2" %}
{% block content %}{{ parts.head_row(["Line", "Figure"]) }}
{% for line in lines %}<row>{{ parts.text(line) }}{{ parts.number(line) }}</row>{% endfor %}
{% endblock %}
"""


def lines(*texts: str) -> Lines:
    foot = Imprint(partnership="Ours", date="14 February 2022")
    return Lines(title="A title", imprint=foot, lines=texts)


def document_in(folder: Path, page: str = PAGE) -> Document:
    file = folder / "lines" / "page.xlsx.j2"
    file.parent.mkdir()
    file.write_text(page, encoding="utf-8")
    return Document(
        name="lines",
        title="Lines",
        context=Lines,
        build=lambda *_: lines(),
        formats=("excel",),
        samples=lambda: Samples(
            minimal=lines(), typical=lines(*"abcdefghijklmnopqrst")
        ),
    )


def read(text: str) -> str:
    """Read `_x005F_` as Excel does, and openpyxl does not."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), text)


def test_thousands_of_hostile_texts_come_back_and_none_is_a_formula(
    tmp_path: Path,
) -> None:
    dice = random.Random(20220214)
    count = int(os.environ.get("HOSTILE_TEXTS", "500"))
    pieces = (
        *HOSTILE_TEXTS,
        *"<>&'\"=+-@\t",
        "_x0041_",
        "=1+1",
        "{{ title }}",
        "é",
        "1",
    )
    texts = ["".join(dice.choices(pieces, k=4)) for _ in range(count)]
    reporter = Reporter(layers=[tmp_path], documents=[document_in(tmp_path)])

    sheet = opened(reporter.fill_file(lines(*texts), format="excel"))["Table"]

    cells = [*sheet["A"]][1:]
    one_kind = [re.sub("\r\n?", "\n", holdable(text)) for text in texts]
    assert [read(c.value) for c in cells] == one_kind
    assert {c.data_type for c in cells} == {"s"}
    assert "f" not in {c.data_type for c in sheet["B"]}


def test_a_sound_workbook_keeps_its_promises(tmp_path: Path) -> None:
    testing.check_template(document_in(tmp_path), layers=[tmp_path])


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"Line", "Figure"', '"Line", ""', "a cell without words in the first row"),
        ('"Line", "Figure"', '"Line"', "rows with more cells or fewer"),
        ("{% for", "<row><c><f>1+1</f></c><c/></row>{% for", "a formula in xl/work"),
        (
            "<row>{{",
            '{% if line.startswith("=") %}<row><c/><c/></row>{% endif %}<row>{{',
            "a text has become part of the document",
        ),
        ('{{ parts.head_row(["Line", "Figure"]) }}', "", "nothing in xl/worksheets/"),
    ],
)
def test_a_template_that_breaks_its_promises_is_told(
    old: str, new: str, told: str, tmp_path: Path
) -> None:
    document = document_in(tmp_path, PAGE.replace(old, new))

    with pytest.raises(AssertionError, match=told):
        testing.check_template(document, layers=[tmp_path])


def test_a_workbook_without_a_title_lacks_one(tmp_path: Path) -> None:
    page = f"{PAGE}{{% block title %}} {{% endblock %}}"
    reporter = Reporter(layers=[tmp_path], documents=[document_in(tmp_path, page)])

    assert faults_of(reporter.fill_file(lines("a"), format="excel")) == ("no title",)
