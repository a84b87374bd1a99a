"""Any text in the XML of a Word document: within `<w:t>`, or in quotes."""

import re

from tpkit.report._escaping.html import escape as escape_xml

_BREAKS = re.compile(r"[\t\n\x0b\x0c\r\x85\u2028\u2029]+")


def escape(text: str) -> str:
    """Write *text* so that Word shows it letter for letter, on one line.

    Tabs and line ends become a space: Word would show them so, or not at all.
    """
    return escape_xml(text if text.isprintable() else _BREAKS.sub(" ", text))
