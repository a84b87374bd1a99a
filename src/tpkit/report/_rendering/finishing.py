"""What is done to a filled template to make the document of it."""

from collections.abc import Callable

from tpkit.report._document.formats import Format
from tpkit.report._escaping import icalendar, markdown

_FINISHES: dict[Format, Callable[[str], str]] = {
    "markdown": markdown.tidied,
    "calendar": icalendar.folded,
}


def finished(text: str, format: Format) -> str:
    """Give the document's text: what the template's own layout leaves is gone."""
    finish = _FINISHES.get(format)
    return finish(text) if finish else text
