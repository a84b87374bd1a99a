"""Any text in a field of CSV."""

from tpkit.report._escaping.characters import holdable

_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def escape(text: str) -> str:
    """Write *text* as one quoted field, which no spreadsheet takes for a formula.

    What would be one gets an apostrophe before it, as people type it in a spreadsheet.
    """
    safe = holdable(text)
    mark = "'" if safe.lstrip(" \n").startswith(_FORMULAS) else ""
    return '"' + mark + safe.replace('"', '""') + '"'
