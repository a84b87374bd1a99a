"""The documents that come with tpkit: each family's table, one after another."""

from tpkit.report._attendance import table as attendance
from tpkit.report._board import table as board
from tpkit.report._diversity import table as diversity
from tpkit.report._document.document import Document
from tpkit.report._figures import table as figures
from tpkit.report._focus_groups import table as focus_groups
from tpkit.report._gantt import table as gantt
from tpkit.report._learning_sets import table as learning_sets
from tpkit.report._money import table as money
from tpkit.report._planning import table as planning
from tpkit.report._resources import table as resources
from tpkit.report._standing import table as standing
from tpkit.report._workshops import table as workshops

STANDARD: tuple[Document, ...] = (
    standing.OVERVIEW,
    standing.STATUS,
    *planning.DOCUMENTS,
    *gantt.DOCUMENTS,
    *focus_groups.DOCUMENTS,
    *diversity.DOCUMENTS,
    *workshops.DOCUMENTS,
    *attendance.DOCUMENTS,
    *learning_sets.DOCUMENTS,
    *board.DOCUMENTS,
    *resources.DOCUMENTS,
    *money.DOCUMENTS,
    *figures.DOCUMENTS,
    standing.FINDINGS,
)
"""The documents that come with tpkit, in the order of a pack."""
