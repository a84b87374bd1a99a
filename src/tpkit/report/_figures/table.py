"""The documents that are tables of figures."""

from tpkit.report._document.document import Document
from tpkit.report._figures.disparity_table import DisparityTable, disparity_table
from tpkit.report._figures.samples import disparity_samples, workforce_samples
from tpkit.report._figures.workforce_table import WorkforceTable, workforce_table

DOCUMENTS: tuple[Document, ...] = (
    Document(
        name="workforce-table",
        title="Workforce table",
        context=WorkforceTable,
        build=lambda portfolio, on, _: workforce_table(portfolio, on=on),
        formats=("html", "markdown", "word", "excel", "csv"),
        is_packed=lambda _: False,
        samples=workforce_samples,
    ),
    Document(
        name="disparity-table",
        title="Disparity table",
        context=DisparityTable,
        build=lambda portfolio, on, _: disparity_table(portfolio, on=on),
        formats=("html", "markdown", "word", "csv"),
        is_packed=lambda _: False,
        samples=disparity_samples,
    ),
)
"""Tables of figures that a portfolio does not keep: they are given, and no pack has them."""
