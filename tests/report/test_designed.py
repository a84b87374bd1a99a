"""A document that was designed in Word, as a partnership's own template."""

import io
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest

from tpkit.errors import TemplateError
from tpkit.report import Reporter, fill_apart
from tpkit.report._formats.designed import designed


def opened(file: bytes) -> Any:
    return docx.Document(io.BytesIO(file))


def layer(folder: Path, document: Any) -> Path:
    """Put a document in place of the certificate's template."""
    file = folder / "certificate" / "page.docx"
    file.parent.mkdir()
    document.save(file)
    return folder


def made(folder: Path, document: Any, *, sample: Any = "typical") -> Any:
    reporter = Reporter(layers=[layer(folder, document)])
    return opened(reporter.preview_file("certificate", sample=sample))


def changed(document: Any, **parts: str | None) -> bytes:
    """Save a document with some of its parts, `word__document_xml`, changed."""
    file, new = io.BytesIO(), io.BytesIO()
    document.save(file)
    named = {n.replace("__", "/").replace("_xml", ".xml"): t for n, t in parts.items()}
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(new, "w") as archive:
        for name in old.namelist():
            if name not in named:
                archive.writestr(name, old.read(name))
        for name, text in named.items():
            if text is not None:
                archive.writestr(name, text)
    return new.getvalue()


# ----------------------------------------------------------------------- what it does


def test_a_tag_that_word_has_split_is_put_together(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("This certifies that ")
    for piece in ("{", "{ na", "me }", "} was there for {{ time", " }}."):
        paragraph.add_run(piece).bold = piece == "{ na"

    found = made(tmp_path, document, sample="hostile")

    start, rest = found.paragraphs[0].text.split(" was there for ")
    assert (
        start == "This certifies that ]]> --> */ {{ title }} {% raw %} ${x} %(y)s {0}"
    )
    assert rest.endswith(".") and "{{" not in rest


def test_a_row_with_nothing_but_tags_repeats_the_rows_below(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=4, cols=2)
    table.cell(0, 0).text = "Outcome"
    table.cell(1, 0).text = "{%tr for outcome in outcomes %}"
    table.cell(2, 0).text = "{{ loop.index }}"
    table.cell(2, 1).text = "{{ outcome }}"
    table.cell(3, 0).text = "{% endfor %}"

    rows = made(tmp_path, document).tables[0].rows

    assert [row.cells[0].text for row in rows] == ["Outcome", "1", "2", "3"]
    assert rows[3].cells[1].text.startswith("Check a care plan")


def test_a_paragraph_with_nothing_but_tags_goes(tmp_path: Path) -> None:
    document = docx.Document()
    for text in (
        "{% for outcome in outcomes %}",
        "{{ outcome }}",
        "{%p endfor %}",
        "{# a remark #}",
        "{% if name != \N{LEFT DOUBLE QUOTATION MARK}Nobody\N{RIGHT DOUBLE QUOTATION MARK} %}",
        "Well done",
        "{% endif %}",
    ):
        document.add_paragraph(text)

    texts = [paragraph.text for paragraph in made(tmp_path, document).paragraphs]

    assert len(texts) == 4
    assert texts[3] == "Well done"


def test_a_cell_ends_with_a_paragraph_whatever_is_in_it(tmp_path: Path) -> None:
    document = docx.Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "{% if note %}"
    cell.add_paragraph("{{ note }}")
    cell.add_paragraph("{% endif %}")

    found = made(tmp_path, document, sample="minimal")

    assert [p.text for p in found.tables[0].cell(0, 0).paragraphs] == [""]


@pytest.mark.parametrize(
    ("words", "kept"), [("{{ name }}", True), ("{% if name %}{% endif %}", False)]
)
def test_what_a_row_says_of_itself_goes_with_it(words: str, kept: object) -> None:
    xml = (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/'
        'main"><w:body><w:tbl><w:tblPr/><w:tr><w:trPr><w:cantSplit/></w:trPr> <w:tc><w:p>'
        f"<w:r><w:t>{words}</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"
    )
    page = designed(changed(docx.Document(), word__document_xml=xml), "page.docx")

    assert ("<w:trPr><w:cantSplit/></w:trPr>" in page.text) is kept
    assert words in page.text


def test_header_footer_and_title_are_filled_too(tmp_path: Path) -> None:
    document = docx.Document()
    document.core_properties.title = "{{ title }}"
    document.sections[0].header.paragraphs[0].text = "{{ imprint.partnership }}"
    document.sections[0].footer.paragraphs[0].text = "{{ reference }}"

    found = made(tmp_path, document)

    assert found.core_properties.title == "Certificate of attendance"
    assert (
        found.sections[0].header.paragraphs[0].text == "Riverside Teaching Partnership"
    )
    assert found.sections[0].footer.paragraphs[0].text == "secure-orders+iro-1"


def test_a_text_box_is_no_part_of_the_paragraph_that_holds_it() -> None:
    xml = (
        '<?xml version="1.0"?>\n<w:document xmlns:w="http://schemas.openxmlformats.org/'
        'wordprocessingml/2006/main"><w:body><!-- a remark --><w:p><w:r><w:t>{{ ti</w:t>'
        "<w:pict><w:txbxContent><w:p><w:r><w:t>{{ name }}</w:t></w:r></w:p>"
        "</w:txbxContent></w:pict><w:t>tle }}</w:t></w:r></w:p></w:body></w:document>"
    )
    page = designed(changed(docx.Document(), word__document_xml=xml), "page.docx")

    assert '<w:t xml:space="preserve">{{ title }}</w:t><w:pict>' in page.text
    assert '<w:t xml:space="preserve">{{ name }}</w:t>' in page.text


def test_it_covers_the_built_in_template_and_is_told_of(tmp_path: Path) -> None:
    reporter = Reporter(layers=[layer(tmp_path, docx.Document())])

    mine, theirs = reporter.where("certificate", format="word")

    assert Path(mine) == tmp_path / "certificate" / "page.docx"
    assert theirs.endswith("page.docx.j2")
    assert reporter.check("certificate") == ()


def test_it_makes_the_same_bytes_each_time(tmp_path: Path) -> None:
    folder = layer(tmp_path, docx.Document())

    first, again = (
        Reporter(layers=[folder]).preview_file("certificate") for _ in range(2)
    )

    assert first == again


# ------------------------------------------------------------------- what is told


def test_what_is_misspelt_is_told_with_its_paragraph_and_cell(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("{{ nmae }}")
    table = document.add_table(rows=2, cols=2)
    table.cell(1, 1).text = "{{ wokshop }}"
    document.sections[0].footer.paragraphs[0].text = "{{ refrence }}"
    reporter = Reporter(layers=[layer(tmp_path, document)])

    told = sorted(str(fault) for fault in reporter.check("certificate"))

    file = tmp_path / "certificate" / "page.docx"
    assert [text.removeprefix(f"{file} ") for text in told] == [
        "footer, paragraph 1: 'refrence' is undefined; did you mean 'reference'?",
        "paragraph 1: 'nmae' is undefined; did you mean 'name'?",
        "paragraph 5 (table 1, row 2, cell 2): 'wokshop' is undefined; did you mean 'workshop'?",
    ]
    with pytest.raises(TemplateError, match=r"page\.docx paragraph 1: 'nmae' is und"):
        reporter.preview_file("certificate")


@pytest.mark.parametrize("text", ["{{ name", "{% if name }}", "Yes {# no"])
def test_a_tag_that_is_not_closed_is_told(text: str, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph(text)
    reporter = Reporter(layers=[layer(tmp_path, document)])

    with pytest.raises(TemplateError, match="paragraph 1: expected a tag that ends in"):
        reporter.preview_file("certificate")
    (fault,) = [f for f in reporter.check("certificate") if not f.is_warning]
    assert fault.message.startswith("paragraph 1: expected a tag that ends")


def test_a_template_that_is_wrong_as_jinja_is_told(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("{% fro x in outcomes %}")
    reporter = Reporter(layers=[layer(tmp_path, document)])

    with pytest.raises(
        TemplateError, match="paragraph 1: Encountered unknown tag 'fro'"
    ):
        reporter.preview_file("certificate")


def test_what_a_word_document_may_not_do_no_template_may(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("{{ name.__class__ }}")

    with pytest.raises(TemplateError, match="paragraph 1: "):
        made(tmp_path, document)


# ------------------------------------------------------------------- what is refused


LINK = (
    '<Relationships xmlns="x"><Relationship Id="rId1" Type="a/TYPE" '
    'Target="https://x.example/" TargetMode="External"/></Relationships>'
)
RELS = "word/_rels/document.xml.rels"


def with_rels(text: str) -> bytes:
    return changed(docx.Document(), **{"word___rels__document_xml.rels": text})


@pytest.mark.parametrize(
    ("octets", "told"),
    [
        (b"PK", "expected a Word document"),
        (
            changed(docx.Document(), word__document_xml=None),
            "a package without word/doc",
        ),
        (
            changed(docx.Document(), word__document_xml="<a><b></a>"),
            "expected sound XML of",
        ),
        (changed(docx.Document(), word__document_xml="<!DOCTYPE a><a/>"), "a DOCTYPE"),
        (
            changed(docx.Document(), **{"[Content_Types]_xml": "<a macroEnabled/>"}),
            "expected a document without macros",
        ),
        (
            changed(docx.Document(), word__big_xml=" " * 20_000_001),
            "at most 20,000,000",
        ),
        (with_rels(LINK.replace("TYPE", "image")), "loads 'https://x.example/'"),
        (with_rels(LINK.replace("TYPE", "attachedTemplate")), "attach no template"),
    ],
)
def test_what_is_no_document_to_trust_is_refused(octets: bytes, told: str) -> None:
    with pytest.raises(TemplateError, match=told):
        designed(octets, "page.docx")


def test_links_stay_and_what_nobody_sees_goes() -> None:
    page = designed(with_rels(LINK.replace("TYPE", "hyperlink")), "page.docx").text

    assert "https://x.example/" in page
    assert "thumbnail" not in page
    assert "word/webSettings" not in page


def test_a_picture_stays_letter_for_letter(tmp_path: Path) -> None:
    document = docx.Document()
    pixel = Path(__file__).parents[2] / "docs" / "images" / "neltp-14-february-2022.png"
    document.add_picture(str(pixel))

    found = made(tmp_path, document)

    (image,) = (
        p for p in found.part.package.iter_parts() if p.partname.endswith("png")
    )
    assert image.blob == pixel.read_bytes()


def test_two_templates_in_one_place_are_refused(tmp_path: Path) -> None:
    folder = layer(tmp_path, docx.Document())
    (folder / "certificate" / "page.docx.j2").write_text("")

    with pytest.raises(TemplateError, match=r"and page\.docx\.j2 beside it; keep one"):
        Reporter(layers=[folder]).preview_file("certificate")


def test_somebody_elses_document_can_be_sent_to_another_process(tmp_path: Path) -> None:
    reporter = Reporter(layers=[layer(tmp_path, docx.Document())])
    samples = reporter.document("certificate").samples
    assert samples is not None

    (page,) = fill_apart(reporter, [samples().typical], format="markdown")

    assert page == reporter.preview("certificate", format="markdown")
    with pytest.raises(TemplateError, match="expected a format that is a text"):
        fill_apart(reporter, [samples().typical], format="pdf")
