"""What is done to a filled template to make the document of it."""

from collections.abc import Callable

from tpkit.errors import TemplateError
from tpkit.report._document.formats import FORMATS, Format
from tpkit.report._escaping import icalendar, markdown
from tpkit.report._formats.excel import workbook
from tpkit.report._formats.office import office_file
from tpkit.report._formats.pdf import pdf_file

_FINISHES: dict[Format, Callable[[str], str]] = {
    "markdown": markdown.tidied,
    "calendar": icalendar.folded,
}
_FILES: dict[Format, Callable[[str], bytes]] = {
    "word": office_file,
    "excel": workbook,
    "pdf": pdf_file,
}


def finished(text: str, format: Format) -> str:
    """Give the document's text: what the template's own layout leaves is gone.

    Raises:
        TemplateError: documents of that format are no texts.
    """
    refuse_file(format)
    finish = _FINISHES.get(format)
    return finish(text) if finish else text


def refuse_file(format: Format) -> None:
    """Refuse a format whose documents are no texts.

    Raises:
        TemplateError: it is one.
    """
    if not FORMATS[format].is_text:
        raise TemplateError(
            f"expected a format that is a text, got {format!r}, whose documents are "
            "files; use Reporter.file, fill_file or preview_file"
        )


def file_of(text: str, format: Format) -> bytes:
    """Give what is in the document's file.

    Raises:
        TemplateError: the templates have made nothing that such a file can hold.
        MissingExtraError: the extra that the format needs is not installed.
    """
    make = _FILES.get(format)
    return make(text) if make else finished(text, format).encode()
