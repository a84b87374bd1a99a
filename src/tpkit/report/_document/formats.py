"""The formats of documents: how the template's file is called, and the document's."""

from typing import Literal

import attrs

Format = Literal["html", "markdown", "calendar", "csv", "svg", "word", "excel", "pdf"]
"""The formats a document can have."""


@attrs.frozen(kw_only=True)
class FormatNames:
    """What things of one format are called."""

    page: str
    """The file of a document's template: `page.html.j2`."""
    ending: str
    """How the document's own file ends: `html`."""
    label: str
    """What people call the format: `Web page`."""
    is_text: bool = True
    """Whether its documents are texts; else they are octets, such as a zip."""


FORMATS: dict[Format, FormatNames] = {
    "html": FormatNames(page="page.html.j2", ending="html", label="Web page"),
    "markdown": FormatNames(page="page.md.j2", ending="md", label="Markdown"),
    "calendar": FormatNames(page="page.ics.j2", ending="ics", label="iCalendar"),
    "csv": FormatNames(page="page.csv.j2", ending="csv", label="CSV"),
    "svg": FormatNames(page="page.svg.j2", ending="svg", label="Picture"),
    "word": FormatNames(
        page="page.docx.j2", ending="docx", label="Word", is_text=False
    ),
    "excel": FormatNames(
        page="page.xlsx.j2", ending="xlsx", label="Excel", is_text=False
    ),
    "pdf": FormatNames(page="page.html.j2", ending="pdf", label="PDF", is_text=False),
}
"""Every format; the first one that a document has is what it is by default.

A PDF has no template of its own: it is the page of HTML, printed.
"""


def format_of(template: str) -> Format:
    """Give the format for which a template is written, by its name's endings.

    Parts such as `base/style.css.j2` belong to the page that includes them: HTML.
    """
    for format, names in FORMATS.items():
        if template.endswith(f".{names.ending}.j2"):
            return format
    return "html"
