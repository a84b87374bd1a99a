"""The documents that come with tpkit: each family's table, one after another."""

from tpkit.report._board import table as board
from tpkit.report._document.document import Document
from tpkit.report._focus_groups import table as focus_groups
from tpkit.report._gantt import table as gantt
from tpkit.report._planning import table as planning
from tpkit.report._standing import table as standing

STANDARD: tuple[Document, ...] = (
    standing.OVERVIEW,
    standing.STATUS,
    *planning.DOCUMENTS,
    *gantt.DOCUMENTS,
    *focus_groups.DOCUMENTS,
    *board.DOCUMENTS,
    standing.FINDINGS,
)
"""The documents that come with tpkit, in the order of a pack."""
