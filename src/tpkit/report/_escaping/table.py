"""How text is escaped in each format."""

from collections.abc import Callable

from tpkit.report._document.formats import Format
from tpkit.report._escaping import csv, excel, html, icalendar, markdown, word

Escape = Callable[[str], str]
"""Makes text safe to print in one format."""

ESCAPES: dict[Format, Escape] = {
    "html": html.escape,
    "markdown": markdown.escape,
    "calendar": icalendar.escape,
    "csv": csv.escape,
    "svg": html.escape,
    "word": word.escape,
    "excel": excel.escape,
}
