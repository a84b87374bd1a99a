"""Any text in JSON that stands in a page, such as JSON-LD."""

import json

from tpkit.report._escaping.characters import holdable

_MARKS = str.maketrans({mark: f"\\u{ord(mark):04x}" for mark in "<>&'\u2028\u2029"})


def escape(text: str) -> str:
    """Write *text* as a JSON string with its quotes, which ends no `<script>`."""
    return json.dumps(holdable(text), ensure_ascii=False).translate(_MARKS)
