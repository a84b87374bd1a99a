"""Any text in the XML of a cell that holds text: within `<is><t>`, or in quotes."""

import re

from tpkit.report._escaping.html import escape as escape_xml

_CODE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""Excel reads `_x0041_` as the letter A."""


def escape(text: str) -> str:
    """Write *text* so that a cell of the type `inlineStr` shows it letter for letter.

    Such a cell is text: what begins with `=` is no formula there.
    """
    return escape_xml(_CODE.sub("_x005F_", text))
