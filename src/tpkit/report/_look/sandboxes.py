"""The sandbox of each format, with the words of a look."""

from tpkit.report._document.formats import Format
from tpkit.report._escaping.directions import FOR_READERS, isolated
from tpkit.report._escaping.table import ESCAPES, Escape
from tpkit.report._look.wording import Wording
from tpkit.report._templates.layers import LayeredLoader
from tpkit.report._templates.rewording import Rewording
from tpkit.report._templates.sandbox import Sandbox

_WITHOUT_TAGS = ("calendar", "csv", "markdown")


def sandbox_of(loader: LayeredLoader, format: Format, wording: Wording) -> Sandbox:
    """Give what fills templates of one format."""
    escape = ESCAPES[format]
    return Sandbox(
        loader,
        _by_itself(escape) if format in FOR_READERS else escape,
        with_json=format == "html",
        rewording=None
        if wording.changes_nothing
        else Rewording(
            plain=wording.worded,
            written=wording.within(escape).worded,
            is_markup=format not in _WITHOUT_TAGS,
        ),
    )


def _by_itself(escape: Escape) -> Escape:
    return lambda text: isolated(escape(text))
